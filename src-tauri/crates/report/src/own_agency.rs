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

use casework::audience::{OnlineEntry, Practitioner, Text, read};
use casework::sealing::{Amendment, SealedContact};
use casework::when;
use casework::words::Words;
use std::fmt::Display;

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
    let contact = &sealed.contact;
    let for_the_person = read(contact, OnlineEntry);
    let day = when::day_in_london(sealed.started_at);
    let all = read(contact, Practitioner);
    OwnAgencyText {
        entry: Words::new(entry::entry(&for_the_person, day)),
        hidden: Words::new(hidden::hidden(sealed, &all, &for_the_person, amendments)),
    }
}

// --- Lines, for either reader ---------------------------------------------------------------------

fn quoted<R>(words: &Text<'_, R>) -> String {
    format!("“{words}”")
}

fn with_when<R>(text: String, when: &Text<'_, R>) -> String {
    if when.is_blank() {
        text
    } else {
        format!("{text} ({when})")
    }
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
