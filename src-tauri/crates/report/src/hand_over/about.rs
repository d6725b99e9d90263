//! Who the person is, and who belongs to them. No address.

use super::{Record, section};
use crate::document::{Block, Span};
use crate::lines::{Line, cell, heading, say, table};
use crate::words;
use casework::audience::Marked;
use casework::contact::AboutPerson;
use casework::person::{Member, Person};
use casework::when;

/// What "alleged" means, once, before anything else is said about them.
const ALLEGED: &str = "The person in this record is alleged to use, or to have used, abusive behaviour. The \
                       record says what was said and seen, and by whom. It is not the decision of a court.";

pub(super) fn blocks(record: &Record<'_>) -> Vec<Block> {
    let mut body = vec![say(ALLEGED), who(record)];
    body.push(heading(2, "Household and family"));
    body.push(household(record));
    body.push(say(
        "No addresses are kept in this record, so that it leads nobody to a partner or child.",
    ));
    section("The alleged person", body)
}

/// Everything that is known about them, under every entry that is theirs.
fn who(record: &Record<'_>) -> Block {
    let around = &record.around;
    let mut rows: Vec<(String, Span)> = Vec::new();
    let mut row = |name: &str, marked: Marked<'_>| {
        let value = cell(&marked);
        let known = rows.iter().any(|(_, known)| *known == value);
        if !marked.text.is_blank() && !known {
            rows.push((name.to_owned(), value));
        }
    };
    let AboutPerson {
        id: _,
        name,
        local_reference,
    } = &record.given.about;
    row("Name", around.from_the_person(name));
    row("Reference", around.from_the_person(local_reference));
    for Person {
        id: _,
        name,
        local_reference,
        born: _,
        nhs_number: _,
        notes: _,
        household: _,
    } in &record.given.entries
    {
        row("Also entered as", around.from_the_person(name));
        row("Another reference", around.from_the_person(local_reference));
    }
    let entries = &record.given.entries;
    let born = entries.iter().filter_map(|entry| entry.born);
    let born: Vec<_> = born.map(when::date).collect();
    let nhs = entries.iter().filter_map(|entry| entry.nhs_number.as_ref());
    let nhs: Vec<_> = nhs.map(|number| number.spaced()).collect();
    for (name, mut known) in [("Date of birth", born), ("NHS number", nhs)] {
        known.dedup();
        let known = match known.is_empty() {
            true => words::NOT_ENTERED.to_owned(),
            false => known.join("; "),
        };
        rows.push((name.to_owned(), Span::open(known)));
    }
    for entry in entries {
        let notes = around.from_nobody(&entry.notes);
        if !notes.text.is_blank() {
            rows.push(("Notes".to_owned(), cell(&notes)));
        }
    }
    Block::Facts { rows }
}

/// Whoever belongs to them, under every entry, nobody twice. All of it is protected: it names the victim.
fn household(record: &Record<'_>) -> Block {
    let mut rows: Vec<Vec<Span>> = Vec::new();
    for member in members(record) {
        let Member {
            id: _,
            relation,
            name,
            birth_year,
        } = member;
        let year = birth_year.map(|year| Span::protected(year.to_string()));
        let row = vec![
            Span::protected(capital(words::relation(*relation))),
            cell(&record.around.from_nobody(name)),
            year.unwrap_or_else(|| Span::open(words::DASH)),
        ];
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    table(
        "Who was entered as household or family",
        &["Relation", "First name or initials", "Year of birth"],
        rows,
    )
}

pub(super) fn members<'a>(record: &'a Record<'_>) -> impl Iterator<Item = &'a Member> {
    record
        .given
        .entries
        .iter()
        .flat_map(|entry| &entry.household)
}

/// "Sam, partner".
pub(super) fn member(record: &Record<'_>, member: &Member) -> Span {
    let name = record.around.from_nobody(&member.name);
    let relation = words::relation(member.relation);
    let line = match name.text.is_blank() {
        true => Line::new(capital(relation)),
        false => Line::default().typed(&name).say(", ").say(relation),
    };
    let line = match member.birth_year {
        Some(year) => line.say(format!(", born {year}")),
        None => line,
    };
    line.protected(true).into()
}

/// With a capital letter in front.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}
