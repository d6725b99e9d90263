//! Who may read what of a contact. One function makes every view; nothing else formats a contact
//! for a reader.

use crate::checklist::Presence;
use crate::contact::Contact;
use crate::ids::ItemId;
use crate::provenance::{Protection, Source, Sources};
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// For whom a view is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The practitioner, reading their own record on their own screen.
    Practitioner,
    /// The practitioner beside the person: the screen can be seen.
    BesideThePerson,
}

/// What kind of thing a line of a view is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Heard or seen.
    Observation,
    /// An answer to a question card.
    Question,
    /// An item of the checklist that is present.
    ItemPresent,
    /// What somebody else said.
    Account,
}

/// One piece of information with where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// The entry of the guide, if it has one.
    pub item: Option<ItemId>,
    /// The words.
    pub words: Words,
    /// When it was, as told.
    pub when: Words,
    /// Who it came from.
    pub sources: Sources,
    /// What follows from the sources.
    pub protection: Protection,
}

/// The information of a contact that this audience may read.
pub fn lines(contact: &Contact, audience: Audience) -> Vec<Line> {
    let observations = contact.observations.values().map(|observation| {
        line(
            LineKind::Observation,
            observation.item.clone(),
            &observation.words,
            &observation.when,
            observation.sources.clone(),
        )
    });
    let person = || Sources::from([Source::Person]);
    let questions = contact
        .questions
        .iter()
        .filter(|(_, answer)| !answer.words.is_blank())
        .map(|(item, answer)| {
            line(
                LineKind::Question,
                Some(item.clone()),
                &answer.words,
                &Words::default(),
                person(),
            )
        });
    let items = contact
        .answers
        .iter()
        .filter(|(_, answer)| answer.presence == Presence::Present)
        .map(|(item, answer)| {
            line(
                LineKind::ItemPresent,
                Some(item.clone()),
                &answer.words,
                &answer.when,
                answer.sources.clone(),
            )
        });
    let accounts = contact.accounts.values().map(|account| {
        line(
            LineKind::Account,
            None,
            &account.words,
            &account.who,
            account.sources(),
        )
    });
    observations
        .chain(questions)
        .chain(items)
        .chain(accounts)
        .filter(|line| may_read(line, audience))
        .collect()
}

fn line(
    kind: LineKind,
    item: Option<ItemId>,
    words: &Words,
    when: &Words,
    sources: Sources,
) -> Line {
    Line {
        kind,
        item,
        words: words.clone(),
        when: when.clone(),
        protection: sources.protection(),
        sources,
    }
}

fn may_read(line: &Line, audience: Audience) -> bool {
    match audience {
        Audience::Practitioner => true,
        // Beside the person only what no victim could have said: where a piece has an open and a
        // protected source, its words may still be the victim's. Accounts of others and items of
        // the checklist never stand on a screen that the person can see.
        Audience::BesideThePerson => {
            line.protection == Protection::Open
                && matches!(line.kind, LineKind::Observation | LineKind::Question)
        }
    }
}
