//! What is not in a safe copy, for the practitioner's own eyes: how many of what, and why. It counts, and
//! quotes nothing.

use super::copy::says_anything;
use crate::document::LeftOut;
use crate::given::Given;
use casework::audience::{LineKind, Practitioner, SafeCopy, read};
use casework::contact::{Asked, Contact};
use casework::provenance::{Protection, Source};

pub(super) fn left_out(given: &Given) -> Vec<LeftOut> {
    let contacts = || given.contacts.iter().map(|one| &one.sealed.contact);
    let count = |of: fn(&Contact) -> usize| contacts().map(of).sum::<usize>();
    let silent = contacts()
        .filter(|contact| !says_anything(&read(contact, SafeCopy)))
        .count();
    let amendments = given.contacts.iter().map(|one| one.amendments.len());
    let members = given.entries.iter().map(|entry| entry.household.len());
    let profile = given.entries.iter().filter(|entry| !entry.notes.is_blank());
    let counted = [
        (
            silent,
            "contact in which the person said nothing",
            "contacts in which the person said nothing",
            "That it took place would tell them that somebody else has spoken.",
        ),
        (
            count(protected),
            "thing that could lead back to a victim",
            "things that could lead back to a victim",
            "A partner, a child, family or a neighbour said it, or nobody has entered who did. It must never reach \
             the person.",
        ),
        (
            count(of_others),
            "thing that another agency said or a record says",
            "things that another agency said or a record says",
            "It would tell them which agencies know.",
        ),
        (
            count(seen),
            "thing that you saw or heard yourself",
            "things that you saw or heard yourself",
            "Marks or fear seen on a victim would be used against them.",
        ),
        (
            count(unasked),
            "question that you put, and that has no answer in their words",
            "questions that you put, and that have no answer in their words",
            "It would tell them what you were looking for.",
        ),
        (
            count(|contact| contact.answers.len()),
            "answer of the imminent-risk checklist, with the judgement and the outcome",
            "answers of the imminent-risk checklist, with the judgement and the outcome",
            "They are about the danger to somebody else.",
        ),
        (
            count(responses),
            "note on how you responded",
            "notes on how you responded",
            "It is for colleagues.",
        ),
        (
            count(|contact| contact.routes.len() - read(contact, SafeCopy).routes().len()),
            "offer or referral that cannot be named to them or was not put to them",
            "offers or referrals that cannot be named to them or were not put to them",
            "It would tell them about work with other agencies.",
        ),
        (
            count(|contact| contact.actions.len()).max(given.actions.len()),
            "action, with which agencies are told and why",
            "actions, with which agencies are told and why",
            "What is done to protect somebody must not be known beforehand.",
        ),
        (
            amendments.sum(),
            "amendment",
            "amendments",
            "Nobody says whom the words came from, so they count as protected.",
        ),
        (
            given.events.len(),
            "event in their life",
            "events in their life",
            "Somebody else may have told you of it.",
        ),
        (
            members.sum(),
            "entry of the household",
            "entries of the household",
            "It names the people who may be at risk.",
        ),
        (
            profile.count(),
            "note about the person",
            "notes about the person",
            "Nobody says whom the words came from, so they count as protected.",
        ),
    ];
    let mut all: Vec<LeftOut> = counted
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many, why)| LeftOut {
            what: match count {
                1 => format!("1 {one}"),
                count => format!("{count} {many}"),
            },
            why: why.to_owned(),
        })
        .collect();
    all.extend(
        [
            (
                "Your opinion, what you saw, and all that others said, from your notes",
                "Only the part “said by the person” is theirs.",
            ),
            (
                "When it was possible to ask, who was there and who could hear",
                "It would tell them what was known about them before.",
            ),
            (
                "The review date, and who else knows the family",
                "It is for colleagues.",
            ),
            (
                "The person's name and reference, and who wrote the record",
                "A name or a role can tell what the record is about. Put the copy under a letter of your own.",
            ),
            (
                "The seal code",
                "Two copies with two codes would tell them that something was added in between.",
            ),
            (
                "Any word that there is more",
                "How they are told that something is withheld is for whoever answers such requests in your \
                 organisation. Ask them before you give it out.",
            ),
        ]
        .map(|(what, why)| LeftOut {
            what: what.to_owned(),
            why: why.to_owned(),
        }),
    );
    all
}

/// How many pieces of a contact are not for the person for one reason. Items of the checklist are counted by
/// themselves.
fn pieces(contact: &Contact, why: impl Fn(&casework::audience::Line) -> bool) -> usize {
    let lines = read(contact, Practitioner).lines();
    let theirs = read(contact, SafeCopy).lines();
    let others = lines
        .iter()
        .filter(|line| line.kind != LineKind::ItemPresent && !theirs.contains(line));
    others.filter(|line| why(line)).count()
}

fn protected(contact: &Contact) -> usize {
    pieces(contact, |line| line.protection != Protection::Open)
}

fn of_others(contact: &Contact) -> usize {
    pieces(contact, |line| {
        let from_others = |source| !matches!(source, Source::Person | Source::SeenByMe);
        line.protection == Protection::Open && line.sources.iter().any(from_others)
    })
}

fn seen(contact: &Contact) -> usize {
    pieces(contact, |line| {
        !line.sources.is_empty() && line.sources.iter().all(|source| source == Source::SeenByMe)
    })
}

fn unasked(contact: &Contact) -> usize {
    let asked = contact.questions.values();
    asked
        .filter(|answer| answer.asked != Asked::NotAsked && answer.words.is_blank())
        .count()
}

fn responses(contact: &Contact) -> usize {
    let responses = contact.responses.values();
    responses
        .filter(|response| response.used || !response.note.is_blank())
        .count()
}
