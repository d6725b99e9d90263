//! The plain text for the practitioner's own system, in two blocks.
//!
//! Practice source: NHS England, guidance on redacting information for patient online record
//! access (May 2023). Information about domestic abuse is hidden from online access, and an
//! allegation is never disclosed to the person or the family. An entry of a GP record is shown or
//! hidden whole, so what others said and the assessment of risk need an entry of their own.
//!
//! Plain lines: a record system keeps neither tables nor marks of format.

use crate::words;
use casework::audience::{Audience, Line, LineKind, lines, notes, routes};
use casework::checklist::{ItemAnswer, ItemList, Presence};
use casework::contact::{Action, Asked, JudgementGiven};
use casework::ids::ItemId;
use casework::outcome::{Outcome, OutcomeKind, Reason};
use casework::provenance::Sources;
use casework::sealing::{Amendment, SealedContact};
use casework::when;
use casework::words::Words;

/// A sealed contact as text, to be put into the practitioner's own system as two entries.
///
/// Nothing that was entered is lost: what does not stand in `entry` stands in `hidden`. Typed text
/// is kept as [`Words`], so that it cannot reach a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAgencyText {
    /// What the person may read online one day without harm: when and where, what they said, what
    /// was put to them. Empty when there is none of the last two: an entry that says no more than
    /// that there was a contact would tell the person that somebody else has spoken.
    pub entry: Words,
    /// Everything else. It says in its first line that it must be hidden from online access.
    pub hidden: Words,
}

/// Writes a sealed contact down as the two entries. What was added to it later stands in the hidden
/// one: nobody says whom it came from, so it may be a victim's words.
pub fn own_agency(sealed: &SealedContact, amendments: &[Amendment]) -> OwnAgencyText {
    OwnAgencyText {
        entry: Words::new(entry(sealed)),
        hidden: Words::new(hidden(sealed, amendments)),
    }
}

// --- What the person may read --------------------------------------------------------------------

fn entry(sealed: &SealedContact) -> String {
    let contact = &sealed.contact;
    let said_in_notes = notes(contact, Audience::OnlineEntry).said;
    let said = lines(contact, Audience::OnlineEntry)
        .iter()
        .filter(|line| !line.words.is_blank())
        .map(|line| with_when(quoted(&line.words), &line.when))
        .chain(filled(&said_in_notes))
        .collect();
    let offered = routes(contact, Audience::OnlineEntry)
        .iter()
        .filter_map(|(item, route)| {
            let reply = words::took_it(route.reply?)?;
            Some(format!("{}: {reply}.", words::open_route(item)?))
        })
        .collect();
    let told: Vec<String> = [
        section("What the person said", said),
        section("What was offered", offered),
    ]
    .into_iter()
    .flatten()
    .collect();
    if told.is_empty() {
        return String::new();
    }
    let day = when::date(when::day_in_london(sealed.started_at));
    let place = contact.before.setting.map(words::open_place);
    let mut head = vec![format!("Contact on {day}")];
    head.extend(place.map(|place| format!("Place: {place}")));
    join(std::iter::once(head.join("\n")).chain(told))
}

/// True when a line stands in the entry with everything that is known about it, so that it need not
/// be said again. What was ticked or asked is said again, beside its label.
fn stands_in_the_entry(line: &Line, in_the_entry: &[Line]) -> bool {
    line.item.is_none() && !line.words.is_blank() && in_the_entry.contains(line)
}

// --- What must be hidden -------------------------------------------------------------------------

fn hidden(sealed: &SealedContact, amendments: &[Amendment]) -> String {
    let sections = [
        Some(words::HIDE.to_owned()),
        Some(head(sealed)),
        section("Added later", added_later(amendments)),
        section("Outcome of the imminent-risk checklist", outcome(sealed)),
        section("Judgement of the practitioner", judgement(sealed)),
        section("Indicators present", present(sealed, ItemList::Indicator)),
        section(
            "Further warning signs present",
            present(sealed, ItemList::WarningSign),
        ),
        section(
            words::presence(Presence::NotKnown),
            missing(sealed, Presence::NotKnown),
        ),
        section(
            words::presence(Presence::NotAsked),
            missing(sealed, Presence::NotAsked),
        ),
        section(
            words::presence(Presence::NotPresent),
            looked_for_and_not_present(sealed),
        ),
        section(
            "Noted, but not in this version of the checklist",
            not_in_the_checklist(sealed),
        ),
        section("Heard and seen", heard_and_seen(sealed)),
        section("Questions", questions(sealed)),
        section(
            "Seen by the practitioner",
            filled(&sealed.contact.notes.seen).collect(),
        ),
        section("Said by others", said_by_others(sealed)),
        section(
            "Opinion of the practitioner",
            filled(&sealed.contact.notes.opinion).collect(),
        ),
        section("How the practitioner responded", responses(sealed)),
        section("Referrals", referrals(sealed)),
        section("Actions", actions(sealed)),
        section("Review", review(sealed)),
        section("Circumstances of the contact", circumstances(sealed)),
    ];
    join(sections.into_iter().flatten())
}

fn head(sealed: &SealedContact) -> String {
    let about = sealed.contact.about.as_ref();
    let place = sealed.contact.before.setting.map(words::place);
    let author = &sealed.author;
    let author: Vec<&str> = [&author.name, &author.role, &author.organisation]
        .into_iter()
        .filter(|words| !words.is_blank())
        .map(Words::as_str)
        .collect();
    let author = if author.is_empty() {
        words::NOT_ENTERED.to_owned()
    } else {
        author.join(", ")
    };
    [
        about.and_then(|about| labelled("About", &about.name)),
        about.and_then(|about| labelled("Reference", &about.local_reference)),
        Some(format!(
            "Contact started: {}",
            when::moment(sealed.started_at)
        )),
        Some(format!("Place: {}", place.unwrap_or(words::NOT_ENTERED))),
        Some(format!("Written by: {author}")),
        Some(format!("Sealed: {}", when::moment(sealed.sealed_at))),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join("\n")
}

fn added_later(amendments: &[Amendment]) -> Vec<String> {
    amendments
        .iter()
        .flat_map(|amendment| {
            let author = or_not_entered(&amendment.author.name);
            [
                format!("{}, by {author}:", when::moment(amendment.at)),
                amendment.text.as_str().to_owned(),
                format!("Why: {}", amendment.reason.as_str()),
            ]
        })
        .collect()
}

fn outcome(sealed: &SealedContact) -> Vec<String> {
    let outcome = &sealed.outcome;
    let standing = match outcome.kind {
        OutcomeKind::NoneIdentifiedSoFar => Some(words::STANDING_SENTENCE.to_owned()),
        OutcomeKind::ActNow | OutcomeKind::NotEnoughKnown => None,
    };
    let reasons = outcome
        .reasons
        .iter()
        .map(|reason| reason_of(sealed, reason));
    std::iter::once(words::outcome(outcome.kind).to_owned())
        .chain(standing)
        .chain([words::counts(outcome.indicators, outcome.warning_signs)])
        .chain(reasons)
        .chain([format!("Checklist version {}.", outcome.checklist_version)])
        .collect()
}

fn reason_of(sealed: &SealedContact, reason: &Reason) -> String {
    match reason {
        Reason::ItemPresent {
            item,
            list,
            sources,
            protection: _,
        } => {
            let list = match list {
                ItemList::Indicator => "Indicator",
                ItemList::WarningSign => "Warning sign",
            };
            let label = label(sealed, item);
            format!("{list} present: {label}. {}", words::from(sources))
        }
        Reason::JudgementYes => {
            "The practitioner judges that there is imminent or severe risk.".to_owned()
        }
        Reason::JudgementNotSure => {
            "The practitioner is not sure whether there is imminent or severe risk.".to_owned()
        }
        Reason::ItemsOpen { count: 1 } => "One thing is not known or not asked.".to_owned(),
        Reason::ItemsOpen { count } => format!("{count} things are not known or not asked."),
        Reason::NothingPresent => {
            "Every indicator and warning sign was looked for. None was found.".to_owned()
        }
    }
}

fn judgement(sealed: &SealedContact) -> Vec<String> {
    let Some(given) = &sealed.contact.judgement else {
        return Vec::new();
    };
    let JudgementGiven {
        view,
        why,
        at,
        outcome_shown_at: _,
        raised,
    } = given;
    let raised = raised.iter().map(|raise| {
        format!(
            "Raised to {} on {}, after the outcome was shown. Reason: {}",
            words::judgement(raise.to),
            when::moment(raise.at),
            raise.reason.as_str(),
        )
    });
    std::iter::once(format!(
        "Imminent or severe risk: {}. Given on {}, before the outcome was shown.",
        words::judgement(*view),
        when::moment(*at),
    ))
    .chain(labelled("Why", why))
    .chain(raised)
    .collect()
}

/// The items of one list that are present, in the order of the checklist.
fn present(sealed: &SealedContact, wanted: ItemList) -> Vec<String> {
    let reasons = sealed.outcome.reasons.iter();
    reasons
        .filter_map(|reason| match reason {
            Reason::ItemPresent { item, list, .. } if *list == wanted => Some(item),
            _ => None,
        })
        .map(|item| item_with_answer(sealed, item, &label(sealed, item)))
        .collect()
}

/// The items that nobody knows about yet. What was typed beside them is kept.
fn missing(sealed: &SealedContact, presence: Presence) -> Vec<String> {
    let missing = sealed.outcome.missing.iter();
    missing
        .filter(|missing| missing.presence == presence)
        .map(|missing| {
            let list = match missing.list {
                ItemList::Indicator => "indicator",
                ItemList::WarningSign => "further warning sign",
            };
            let label = format!("{} ({list})", label(sealed, &missing.item));
            item_with_answer(sealed, &missing.item, &label)
        })
        .collect()
}

fn looked_for_and_not_present(sealed: &SealedContact) -> Vec<String> {
    let answers = sealed.contact.answers.iter();
    answers
        .filter(|(_, answer)| answer.presence == Presence::NotPresent)
        .map(|(item, _)| item_with_answer(sealed, item, &label(sealed, item)))
        .collect()
}

/// Answers that the checklist left out of its score. They were typed all the same.
fn not_in_the_checklist(sealed: &SealedContact) -> Vec<String> {
    let answers = sealed.contact.answers.iter();
    answers
        .filter(|(item, answer)| {
            answer.presence != Presence::NotPresent && !was_scored(&sealed.outcome, item)
        })
        .map(|(item, answer)| {
            let presence = words::presence(answer.presence).to_lowercase();
            let label = format!("{}, {presence}", label(sealed, item));
            item_with_answer(sealed, item, &label)
        })
        .collect()
}

fn was_scored(outcome: &Outcome, wanted: &ItemId) -> bool {
    let present = outcome
        .reasons
        .iter()
        .any(|reason| matches!(reason, Reason::ItemPresent { item, .. } if item == wanted));
    present
        || outcome
            .missing
            .iter()
            .any(|missing| missing.item == *wanted)
}

/// An item of the checklist with what was typed about it. The sources are said where there is
/// something that came from them.
fn item_with_answer(sealed: &SealedContact, item: &ItemId, label: &str) -> String {
    let nothing = ItemAnswer::default();
    let answer = sealed.contact.answers.get(item).unwrap_or(&nothing);
    let bare = answer.words.is_blank() && answer.when.is_blank() && answer.sources.is_empty();
    if bare && answer.presence != Presence::Present {
        return label.to_owned();
    }
    piece(label, &answer.words, &answer.when, &answer.sources)
}

fn heard_and_seen(sealed: &SealedContact) -> Vec<String> {
    let in_the_entry = lines(&sealed.contact, Audience::OnlineEntry);
    lines(&sealed.contact, Audience::Practitioner)
        .iter()
        .filter(|line| line.kind == LineKind::Observation)
        .filter(|line| !stands_in_the_entry(line, &in_the_entry))
        .map(|line| {
            let label = line.item.as_ref().map(|item| label(sealed, item));
            let label = label.as_deref().unwrap_or("Something else");
            piece(label, &line.words, &line.when, &line.sources)
        })
        .collect()
}

fn questions(sealed: &SealedContact) -> Vec<String> {
    let contact = &sealed.contact;
    let openly = contact
        .answered_openly
        .then(|| "The practitioner marked that earlier questions were answered openly.".to_owned());
    let questions = contact.questions.iter();
    questions
        .filter(|(_, answer)| answer.asked != Asked::NotAsked || !answer.words.is_blank())
        .map(|(item, answer)| {
            let asked = format!("{}: {}.", label(sealed, item), words::asked(answer.asked));
            and_words(asked, &answer.words)
        })
        .chain(openly)
        .collect()
}

fn said_by_others(sealed: &SealedContact) -> Vec<String> {
    let lines = lines(&sealed.contact, Audience::Practitioner);
    lines
        .iter()
        .filter(|line| line.kind == LineKind::Account)
        .map(|line| {
            // Of an account, this is who said it.
            let who = &line.when;
            let who = if who.is_blank() {
                "Somebody"
            } else {
                who.as_str()
            };
            piece(who, &line.words, &Words::default(), &line.sources)
        })
        .collect()
}

fn responses(sealed: &SealedContact) -> Vec<String> {
    let responses = sealed.contact.responses.iter();
    responses
        .filter(|(_, response)| response.used || !response.note.is_blank())
        .map(|(item, response)| {
            let used = if response.used { "" } else { " (only noted)" };
            let label = format!("{}{used}.", label(sealed, item));
            and_typed(label, "What was said", &response.note)
        })
        .collect()
}

fn referrals(sealed: &SealedContact) -> Vec<String> {
    routes(&sealed.contact, Audience::Practitioner)
        .iter()
        .map(|(item, route)| {
            let reply = match route.reply {
                None => words::NOT_ENTERED,
                Some(reply) => words::took_it(reply).unwrap_or("not offered"),
            };
            let label = format!("{}: {reply}.", label(sealed, item));
            let service = and_typed(label, "Service", &route.service);
            and_typed(service, "Note", &route.note)
        })
        .collect()
}

fn actions(sealed: &SealedContact) -> Vec<String> {
    let decided = when::day_in_london(sealed.sealed_at);
    let actions = sealed.contact.actions.values();
    actions
        .map(
            |Action {
                 id: _,
                 what,
                 who,
                 by,
             }| {
                let by = by.map(|by| words::by(by, by.due(decided)));
                format!(
                    "{}\nWho: {}. By when: {}.",
                    or_not_entered(what),
                    or_not_entered(who),
                    by.as_deref().unwrap_or(words::NOT_ENTERED),
                )
            },
        )
        .collect()
}

fn review(sealed: &SealedContact) -> Vec<String> {
    let review = &sealed.contact.review;
    let day = review
        .day
        .map(|day| format!("Next review: {}", when::date(day)));
    day.into_iter()
        .chain(labelled("No review date, because", &review.none_because))
        .collect()
}

/// The answers under *Before you start* as they were at the end, and what the gate said when.
fn circumstances(sealed: &SealedContact) -> Vec<String> {
    let before = &sealed.contact.before;
    let answered = [
        ("Anyone in danger", before.danger_now.map(words::answer)),
        ("Company", before.company.map(words::company)),
        (
            "Planned to talk about behaviour",
            before.planned_to_talk.map(words::answer),
        ),
        (
            "Person under the influence",
            before.under_influence.map(words::answer),
        ),
        (
            "Partner could hear",
            before.partner_can_hear.map(words::answer),
        ),
        ("Child could hear", before.child_can_hear.map(words::answer)),
        ("Interpreter", before.interpreter.map(words::interpreter)),
        (
            "Known only from the victim",
            before.only_from_victim.map(words::answer),
        ),
    ];
    let answered = answered
        .into_iter()
        .map(|(what, answer)| format!("{what}: {}", answer.unwrap_or(words::NOT_ENTERED)));
    let gate = sealed.contact.gate_changes.iter();
    let gate = gate.map(|change| {
        let at = when::moment(change.at);
        format!("From {at}, {}", words::gate(change))
    });
    answered.chain(gate).collect()
}

// --- Lines ---------------------------------------------------------------------------------------

/// A label with the exact words, then when it was and who it came from.
fn piece(label: &str, words: &Words, when: &Words, sources: &Sources) -> String {
    let what = if words.is_blank() {
        label.to_owned()
    } else {
        format!("{label}: {}", quoted(words))
    };
    let from = words::from(sources);
    if when.is_blank() {
        format!("{what}\n{from}")
    } else {
        format!("{what}\nWhen: {}. {from}", when.as_str())
    }
}

/// The label of an item as it read when the contact was sealed.
fn label(sealed: &SealedContact, item: &ItemId) -> String {
    let then = sealed.texts.get(item).map(String::as_str);
    then.unwrap_or(item.as_str()).to_owned()
}

fn quoted(words: &Words) -> String {
    format!("“{}”", words.as_str())
}

fn with_when(text: String, when: &Words) -> String {
    if when.is_blank() {
        text
    } else {
        format!("{text} ({})", when.as_str())
    }
}

fn and_words(text: String, words: &Words) -> String {
    if words.is_blank() {
        text
    } else {
        format!("{text} {}", quoted(words))
    }
}

fn and_typed(text: String, name: &str, words: &Words) -> String {
    match labelled(name, words) {
        None => text,
        Some(typed) => format!("{text}\n{typed}"),
    }
}

fn labelled(name: &str, words: &Words) -> Option<String> {
    (!words.is_blank()).then(|| format!("{name}: {}", words.as_str()))
}

fn filled(words: &Words) -> impl Iterator<Item = String> {
    (!words.is_blank())
        .then(|| words.as_str().to_owned())
        .into_iter()
}

fn or_not_entered(words: &Words) -> &str {
    if words.is_blank() {
        words::NOT_ENTERED
    } else {
        words.as_str()
    }
}

/// A heading with its lines; none when there is nothing under it.
fn section(heading: &str, lines: Vec<String>) -> Option<String> {
    if lines.is_empty() {
        return None;
    }
    Some(format!("{heading}\n{}", lines.join("\n")))
}

fn join(sections: impl Iterator<Item = String>) -> String {
    sections.collect::<Vec<_>>().join("\n\n")
}
