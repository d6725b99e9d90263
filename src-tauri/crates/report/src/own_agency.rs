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
    text(&contacts, system)
}

fn text(contacts: &[(&SealedContact, &[Amendment])], system: System) -> OwnAgencyText {
    let wording = Wording::of(system);
    let entries = contacts.iter().map(|(sealed, _)| {
        let day = when::day_in_london(sealed.started_at);
        entry::entry(&read(&sealed.contact, OnlineEntry), day, wording)
    });
    OwnAgencyText {
        entry: Words::new(join(entries.filter(|entry| !entry.is_empty()))),
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
