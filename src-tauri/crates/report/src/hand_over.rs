//! The hand-over: one record for colleagues who must act, so safeguarding, MARAC, police, social care.
//!
//! It holds everything that was entered, with who said it, and marks what could lead back to a victim. It works
//! nothing out: where nobody has entered something it says so, because a gap is read as "there is none". What
//! has to be done and what is open stands before the accounts.
//!
//! Where a partner or child lives is in no record, so it is not here either.

mod about;
mod contact;
mod over_time;
mod summary;

use crate::document::{Block, Document, LeftOut, Made};
use crate::given::{ContactGiven, Given};
use crate::lines::{heading, say};
use crate::words;
use casework::audience::{HandOver, Reading, read};
use casework::contact::Contact;
use casework::ids::ItemId;
use casework::outcome::OutcomeKind;
use casework::when;

/// The title: neutral, because it stands in the viewer's window and in its list of recent files.
const TITLE: &str = "Hand-over record";

/// At the foot of every page.
const EVERY_PAGE: &str = "Holds protected information. It must never reach the person it is about, or their \
                          family.";

const WARNING: &str = "What is marked as protected could lead back to a victim. Never show it, read it out or \
                       hint at it to the person or to anybody of their family. Do not leave this record where \
                       they could find it.";

/// One contact with the reading of it.
struct One<'a> {
    given: &'a ContactGiven,
    reading: Reading<'a, HandOver>,
}

impl One<'_> {
    fn contact(&self) -> &Contact {
        self.reading.contact()
    }

    /// The label of an item as it read when the contact was sealed.
    fn label<'i>(&'i self, item: &'i ItemId) -> &'i str {
        let then = self.given.sealed.texts.get(item).map(String::as_str);
        then.unwrap_or(item.as_str())
    }

    /// "23 November 2026".
    fn day(&self) -> String {
        when::date(when::day_in_london(self.given.sealed.started_at))
    }
}

/// Everything that the document is made from, each contact with its reading.
struct Record<'a> {
    given: &'a Given,
    /// At least one.
    contacts: Vec<One<'a>>,
    /// For what stands around the contacts.
    around: Reading<'a, HandOver>,
}

impl Record<'_> {
    fn is_one(&self) -> bool {
        self.contacts.len() == 1
    }

    /// How a contact is named among several: by its day, and by the time where there are two on one day.
    fn name(&self, one: &One<'_>) -> String {
        let day = one.day();
        let twice = self.contacts.iter().filter(|other| other.day() == day);
        match twice.count() {
            0 | 1 => day,
            _ => when::moment(one.given.sealed.started_at),
        }
    }

    /// " (23 November 2026)", where there are several contacts.
    fn on(&self, one: &One<'_>) -> String {
        match self.is_one() {
            true => String::new(),
            false => format!(" ({})", self.name(one)),
        }
    }
}

/// The hand-over of one contact, of a choice of contacts, or of a person over time.
pub fn hand_over(given: &Given) -> Made {
    let nothing = Contact::default();
    let record = Record {
        given,
        contacts: given
            .contacts
            .iter()
            .map(|given| One {
                given,
                reading: read(&given.sealed.contact, HandOver),
            })
            .collect(),
        around: read(&nothing, HandOver),
    };
    let mut blocks = vec![Block::Callout {
        text: WARNING.to_owned(),
    }];
    blocks.extend(last_outcome(&record));
    blocks.push(say(holds(&record)));
    blocks.extend(about::blocks(&record));
    blocks.extend(summary::blocks(&record));
    blocks.extend(over_time::blocks(&record));
    for one in &record.contacts {
        blocks.extend(contact::blocks(&record, one));
    }
    Made {
        document: Document {
            title: TITLE.to_owned(),
            made: when::moment(given.at),
            made_by: made_by(&record),
            seal_code: Some(given.seal_code.clone()),
            every_page: Some(EVERY_PAGE.to_owned()),
            blocks,
        },
        left_out: left_out(&record),
    }
}

fn made_by(record: &Record<'_>) -> String {
    let by = &record.given.by;
    let all = [&by.name, &by.role, &by.organisation].map(|words| record.around.author(words));
    let all = all.into_iter().filter(|marked| !marked.text.is_blank());
    let all: Vec<String> = all.map(|marked| marked.text.to_string()).collect();
    if all.is_empty() {
        words::NOT_ENTERED.to_owned()
    } else {
        all.join(", ")
    }
}

/// How much of the record it is. Whoever reads a part must not take it for the whole.
fn holds(record: &Record<'_>) -> String {
    let many = record.contacts.len();
    match (record.given.whole, many) {
        (true, 1) => "It holds the only sealed contact with this person.".to_owned(),
        (true, many) => format!("It holds all {many} sealed contacts with this person."),
        (false, 1) => "It holds one contact that was chosen. There may be others.".to_owned(),
        (false, many) => format!("It holds {many} contacts that were chosen. There may be others."),
    }
}

/// The outcome of the last contact. One that was graver before is said beside it: a later contact at which
/// less was found must not cover it.
fn last_outcome(record: &Record<'_>) -> Option<Block> {
    let (last, before) = record.contacts.split_last()?;
    let kind = last.given.sealed.outcome.kind;
    let mut text = format!(
        "Outcome of the imminent-risk checklist on {}: {}",
        record.name(last),
        words::outcome(kind)
    );
    if kind == OutcomeKind::NoneIdentifiedSoFar {
        text += &format!(" {}", words::STANDING_SENTENCE);
    }
    let graver = before
        .iter()
        .rev()
        .max_by_key(|one| one.given.sealed.outcome.kind)
        .filter(|one| one.given.sealed.outcome.kind > kind);
    if let Some(graver) = graver {
        text += &format!(
            " At an earlier contact, on {}, it was: {}",
            record.name(graver),
            words::outcome(graver.given.sealed.outcome.kind)
        );
    }
    Some(Block::Callout { text })
}

fn left_out(record: &Record<'_>) -> Vec<LeftOut> {
    let out = |what: &str, why: &str| LeftOut {
        what: what.to_owned(),
        why: why.to_owned(),
    };
    let mut all = vec![out(
        "Where a partner or child lives, and how to reach them",
        "It is not kept in what is entered about a person, so that nothing leads to them. Should it stand in \
         somebody's exact words, it is in the hand-over: look before you send it.",
    )];
    if !record.given.whole {
        all.push(out(
            "Other contacts with this person, what happened in their life, and actions decided outside of the \
             contacts that you chose",
            "You chose a part of the record. Choose all contacts to hand over the whole of it.",
        ));
    }
    all.push(out(
        "Contacts that are not sealed yet",
        "A draft can still change.",
    ));
    all
}

/// A section of the first level.
fn section(name: &str, body: impl IntoIterator<Item = Block>) -> Vec<Block> {
    std::iter::once(heading(1, name)).chain(body).collect()
}

/// A section of the second level; none when it has no body.
fn part(name: &str, body: Vec<Block>) -> Vec<Block> {
    if body.is_empty() {
        return Vec::new();
    }
    std::iter::once(heading(2, name)).chain(body).collect()
}

/// The sentence under the lists that are made from what was entered.
fn entered_only() -> Block {
    say("This holds only what was entered. There may be more that nobody has entered.")
}
