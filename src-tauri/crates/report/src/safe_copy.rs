//! The copy for the person, who has a right to ask for one: what they said themselves, and what was put to
//! them. Nothing else.
//!
//! It is written as if there were nothing else, because a gap that is named tells that somebody has spoken: it
//! has no seal code (the head of the ledger changes with every entry, so two copies would tell that something
//! came in between), it names nobody who wrote it (a role can tell what the record is about), and a contact in
//! which the person said nothing is not in it at all.
//!
//! Nor does it say that it is the whole record: it is not. What may be withheld, and in which words the person
//! is told so, is for whoever answers the request. All of that is said to the practitioner, in
//! [`Made::left_out`].
//!
//! The leak check ([`casework::leak::check`]) is for whoever gives it out: what the person said can hold a
//! name. [`safe_copy_text`] is the text to check.

mod copy;
mod left_out;

use crate::document::{Document, Made};
use crate::given::Given;
use crate::plain;
use casework::audience::{SafeCopy, read};
use casework::when;

/// The title: no word of what it is about. Not "your record": it is not the whole of it.
const TITLE: &str = "Notes of what you said";

/// The safe copy of one contact, of a choice of contacts, or of all of them. Without blocks where the person
/// said nothing: then there is no copy to give out.
pub fn safe_copy(given: &Given) -> Made {
    let blocks = given.contacts.iter().flat_map(|one| {
        let day = when::day_in_london(one.sealed.started_at);
        copy::contact(&read(&one.sealed.contact, SafeCopy), day)
    });
    let blocks: Vec<_> = blocks.collect();
    Made {
        document: Document {
            title: TITLE.to_owned(),
            made: when::moment(given.at),
            made_by: String::new(),
            seal_code: None,
            every_page: None,
            blocks,
        },
        left_out: left_out::left_out(given),
    }
}

/// A safe copy as plain text.
pub fn safe_copy_text(document: &Document) -> String {
    plain::text(document)
}
