//! Made-up contacts, as full as a real one: every list has something in it, and words are as long as
//! people write them. Nobody in them is real.

use crate::Trouble;
use casework::checklist::{Checklist, ItemAnswer, Presence};
use casework::contact::{
    AboutPerson, Account, Action, Asked, By, Change, Contact, Notes, Observation, PartKey,
    QuestionAnswer, Response, Review, Route,
};
use casework::gate::{Answer, Before, Company, Interpreter, Setting};
use casework::ids::{AccountId, ActionId, ContactId, ItemId, ObservationId, PersonId};
use casework::outcome::Judgement;
use casework::provenance::{Source, Sources};
use casework::sealing::{Author, SealedContact, seal};
use casework::steps::Step as Place;
use casework::words::Words;
use chrono::{DateTime, Days, Utc};
use guide::{EntryKind, Guide};

/// Contacts of one person.
const EACH: u32 = 4;

/// What somebody said; longer and shorter ones, so that rows differ in length.
const SAID: [&str; 5] = [
    "I only ever push her when she will not let it drop. Anybody would.",
    "It has been worse since the baby came and I stopped sleeping. Last week I put my fist through \
     the kitchen door while they were all in the room.",
    "She says she is frightened of me. I do not know where she gets that from.",
    "I have her phone at night so that we can both get some peace.",
    "He stood over her chair while she answered, and finished most of her sentences.",
];

/// An id as the app makes them: 32 digits that grow with time.
fn id(kind: u32, number: u32, part: u32) -> String {
    format!("{number:012x}{kind:04x}{part:016x}")
}

fn said(number: u32, part: u32) -> Words {
    let at = (number + part) as usize % SAID.len();
    Words::new(SAID[at])
}

/// The id of a contact.
pub fn contact_id(number: u32) -> ContactId {
    ContactId::new(id(1, number, 0))
}

/// The answer to an item, another one for every `number`.
pub fn answer(item: &ItemId, number: u32) -> Change {
    let presence = match number % 4 {
        0 => Presence::Present,
        1 => Presence::NotKnown,
        _ => Presence::NotPresent,
    };
    Change::Answer {
        item: item.clone(),
        answer: ItemAnswer {
            presence,
            sources: Sources::from([Source::Person, Source::Partner]),
            words: said(number, 0),
            when: "since the summer".into(),
            answered_at: None,
            why: Words::default(),
        },
    }
}

/// The changes that make a whole contact, in the order of the steps.
fn changes(number: u32, guide: &Guide, checklist: &Checklist, at: DateTime<Utc>) -> Vec<Change> {
    let of = |kind: EntryKind, most: usize| {
        guide
            .entries
            .iter()
            .filter(move |entry| entry.kind == kind)
            .map(|entry| entry.id.clone())
            .take(most)
    };
    let person = number / EACH;
    let mut all = vec![
        Change::About {
            about: AboutPerson {
                id: PersonId::new(id(2, person, 0)),
                name: Words::new(format!("Person {person}")),
                local_reference: Words::new(format!("REF-{person:06}")),
            },
        },
        Change::Before {
            before: Before {
                danger_now: Some(Answer::No),
                setting: Some(Setting::Clinic),
                company: Some(Company::Alone),
                planned_to_talk: Some(Answer::No),
                under_influence: Some(Answer::No),
                partner_can_hear: Some(Answer::No),
                child_can_hear: Some(Answer::No),
                interpreter: Some(Interpreter::Nobody),
                only_from_victim: Some(Answer::No),
            },
        },
    ];
    let seen = of(EntryKind::Statement, 3).chain(of(EntryKind::Behaviour, 3));
    all.extend((0u32..).zip(seen).map(|(part, item)| Change::Observation {
        observation: Observation {
            id: ObservationId::new(item.as_str()),
            item: Some(item),
            words: said(number, part),
            sources: Sources::from([Source::Person]),
            when: "today".into(),
        },
    }));
    let questions = (0u32..).zip(of(EntryKind::Question, 8));
    all.extend(questions.map(|(part, item)| Change::Question {
        item,
        answer: QuestionAnswer {
            asked: Asked::Asked,
            words: said(number, part + 1),
        },
    }));
    let items = (number..).zip(checklist.items());
    all.extend(items.map(|(number, (_, item))| answer(item, number)));
    all.extend([
        Change::Judge {
            view: Judgement::NotSure,
            why: said(number, 2),
        },
        Change::ShowOutcome,
    ]);
    let responses = (0u32..).zip(of(EntryKind::Practice, 4));
    all.extend(responses.map(|(part, item)| Change::Response {
        item,
        response: Response {
            used: true,
            note: said(number, part),
        },
    }));
    all.extend(of(EntryKind::Route, 2).map(|item| Change::Route {
        item,
        route: Route {
            service: "The helpline for people who worry about what they do".into(),
            note: said(number, 3),
            programme_too: Some(Answer::Yes),
            ..Route::default()
        },
    }));
    all.extend((0..2).map(|part| Change::Action {
        action: Action {
            id: ActionId::new(id(3, number, part)),
            what: "Ring the safeguarding lead and agree who tells whom".into(),
            who: "Me".into(),
            by: Some(By::Today),
            against: Vec::new(),
            telling: None,
        },
    }));
    all.extend([
        Change::Account {
            account: Account {
                id: AccountId::new(id(4, number, 0)),
                source: Some(Source::OtherAgency),
                who: "The school nurse".into(),
                words: said(number, 4),
            },
        },
        Change::Notes {
            notes: Notes {
                said: said(number, 0),
                seen: said(number, 4),
                opinion: said(number, 2),
            },
        },
        Change::Review {
            review: Review {
                day: at.date_naive().checked_add_days(Days::new(14)),
                none_because: Words::default(),
            },
        },
        Change::Place {
            step: Place::Record,
        },
    ]);
    all
}

/// A whole contact, and the parts that a draft of it is saved in.
///
/// # Errors
/// When the order of the changes is refused.
pub fn contact(
    number: u32,
    guide: &Guide,
    at: DateTime<Utc>,
) -> Result<(Contact, Vec<PartKey>), Trouble> {
    let mut contact = Contact::default();
    let mut parts = Vec::new();
    for change in changes(number, guide, &guide.checklist(), at) {
        let part = contact.apply(change, at)?;
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    Ok((contact, parts))
}

/// Who writes the records.
pub fn author() -> Author {
    Author {
        name: "Bench".into(),
        role: "Health visitor".into(),
        organisation: "A trust".into(),
    }
}

/// The contact, finished.
///
/// # Errors
/// When something is missing for its seal.
pub fn sealed(
    number: u32,
    contact: Contact,
    guide: &Guide,
    at: DateTime<Utc>,
) -> Result<SealedContact, Trouble> {
    let label = |item: &ItemId| guide.label(item).map(str::to_owned);
    seal(
        contact_id(number),
        at,
        at,
        author(),
        contact,
        &guide.checklist(),
        label,
    )
    .map_err(|blockers| format!("the sample contact cannot be sealed: {blockers:?}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_can_be_sealed_and_has_something_in_every_list() {
        let guide = Guide::embedded().unwrap();
        let (whole, parts) = contact(5, &guide, Utc::now()).unwrap();
        assert_eq!(whole.answers.len(), guide.checklist().items().count());
        assert_eq!(whole.observations.len(), 6);
        assert_eq!(whole.questions.len(), 8);
        assert_eq!(whole.responses.len(), 4);
        assert_eq!(whole.routes.len(), 2);
        let together = parts.iter().filter_map(|key| whole.part(key));
        assert_eq!(Contact::from_parts(together), whole);
        sealed(5, whole, &guide, Utc::now()).unwrap();
    }
}
