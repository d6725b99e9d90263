//! The plain text for the practitioner's own system, in two blocks.
//!
//! Practice source: NHS England, guidance on redacting information for patient online record
//! access (May 2023). Information about domestic abuse is hidden from online access, and an
//! allegation is never disclosed to the person or the family. An entry of a GP record is shown or
//! hidden whole, so what others said and the assessment of risk need an entry of their own.
//!
//! Plain lines: a record system keeps neither tables nor marks of format.

mod entry;
mod hidden;
mod wording;

use crate::document::LeftOut;
use crate::given::{Given, System};
use casework::audience::{OnlineEntry, Text, read};
use casework::sealing::{Amendment, SealedContact};
use casework::when;
use casework::words::Words;
use std::fmt::Display;
use wording::{TERMS, Wording};

/// Sealed contacts as text, to be put into the practitioner's own system as two entries.
///
/// Nothing that was entered in a contact is lost: what does not stand in `entry` stands in `hidden`. Typed
/// text is kept as [`Words`], so that it cannot reach a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAgencyText {
    /// What the person may read online one day without harm: when and where, what they said, what
    /// was put to them. Empty when there is none of the last two: an entry that says no more than
    /// that there was a contact would tell the person that somebody else has spoken.
    pub entry: Words,
    /// Everything else. It says in its first line that it must be hidden from online access, and in the next
    /// ones how that is done in the practitioner's system.
    pub hidden: Words,
    /// Names of terms of the system, as suggestions for the practitioner's eyes. Not in the texts but where a
    /// contact says so: a name that is pasted would be read as a fact. Never a code number.
    pub terms: Vec<&'static str>,
    /// What stands in neither text, or not in the entry, and why; for the practitioner's own eyes.
    pub left_out: Vec<LeftOut>,
}

/// Writes a sealed contact down as the two entries, for no system in particular. What was added to it later
/// stands in the hidden one: nobody says whom it came from, so it may be a victim's words.
pub fn own_agency(sealed: &SealedContact, amendments: &[Amendment]) -> OwnAgencyText {
    text(&[(sealed, amendments)], System::Other)
}

/// Writes one contact or a choice of contacts down as the two entries, in the words of a system.
pub fn own_agency_of(given: &Given, system: System) -> OwnAgencyText {
    let contacts = given.contacts.iter();
    let contacts: Vec<_> = contacts
        .map(|one| (&one.sealed, one.amendments.as_slice()))
        .collect();
    let mut text = text(&contacts, system);
    text.left_out.extend(around(given));
    text
}

/// What a record holds beside its contacts: it is not put into another system.
fn around(given: &Given) -> Vec<LeftOut> {
    let household = given
        .entries
        .iter()
        .any(|entry| !entry.household.is_empty());
    let notes = given.entries.iter().any(|entry| !entry.notes.is_blank());
    let stands = !given.actions.is_empty() || !given.referrals.is_empty();
    [
        (
            household || notes || !given.events.is_empty(),
            "Who belongs to the household, notes about the person, and what happened in their life",
            "The two texts hold the contacts alone. A hand-over holds all of it.",
        ),
        (
            stands,
            "How actions and referrals stand today",
            "The hidden text holds what was decided on the day. What stands in your system does not change when \
             something is done.",
        ),
    ]
    .into_iter()
    .filter(|(is_there, ..)| *is_there)
    .map(|(_, what, why)| LeftOut {
        what: what.to_owned(),
        why: why.to_owned(),
    })
    .collect()
}

/// What does not stand in the entry for the person.
fn not_in_the_entry(contacts: usize, silent: usize) -> Vec<LeftOut> {
    let silent_ones = match (silent, contacts) {
        (0, _) => None,
        (_, 1) => Some("The entry: there is none".to_owned()),
        (1, _) => Some("1 contact, from the entry".to_owned()),
        (silent, _) => Some(format!("{silent} contacts, from the entry")),
    };
    let silent_ones = silent_ones.map(|what| LeftOut {
        what,
        why: "The person said nothing that could stand there. Its date alone would tell them that somebody else \
              has spoken."
            .to_owned(),
    });
    let rest = LeftOut {
        what: "All that others said or that you saw, the checklist, your judgement, the outcome, and what is to \
               be done, from the entry"
            .to_owned(),
        why: "The person may read the entry online one day. All of it stands in the hidden text.".to_owned(),
    };
    silent_ones.into_iter().chain([rest]).collect()
}

fn text(contacts: &[(&SealedContact, &[Amendment])], system: System) -> OwnAgencyText {
    let wording = Wording::of(system);
    let entries = contacts.iter().map(|(sealed, _)| {
        let day = when::day_in_london(sealed.started_at);
        entry::entry(&read(&sealed.contact, OnlineEntry), day, wording)
    });
    let mut entries: Vec<String> = entries.collect();
    entries.retain(|entry| !entry.is_empty());
    OwnAgencyText {
        left_out: not_in_the_entry(contacts.len(), contacts.len() - entries.len()),
        entry: Words::new(join(entries.into_iter())),
        hidden: Words::new(hidden::hidden(contacts, system)),
        terms: match system {
            System::GeneralPractice => TERMS.to_vec(),
            System::Health | System::Housing | System::SocialCare | System::Other => Vec::new(),
        },
    }
}

// --- Lines, for either reader ---------------------------------------------------------------------

fn quoted<R>(words: &Text<'_, R>) -> String {
    format!("“{words}”")
}

fn filled<R>(words: &Text<'_, R>) -> Option<String> {
    (!words.is_blank()).then(|| words.to_string())
}

/// A heading with its lines; none when there is nothing under it.
fn section(heading: impl Display, lines: Vec<String>) -> Option<String> {
    if lines.is_empty() {
        return None;
    }
    Some(format!("{heading}\n{}", lines.join("\n")))
}

fn join(sections: impl Iterator<Item = String>) -> String {
    sections.collect::<Vec<_>>().join("\n\n")
}
