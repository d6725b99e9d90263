//! Made-up contacts, and the moments at which things are done to them.

use casework::checklist::{Checklist, ItemAnswer, Presence};
use casework::contact::{AboutPerson, Action, By, Change, Contact, Notes, Review};
use casework::gate::{Before, Setting};
use casework::ids::{ActionId, ContactId, EventId, ItemId, PersonId};
use casework::outcome::Judgement;
use casework::person::{Event, EventKind, Person};
use casework::provenance::{Source, Sources};
use casework::sealing::{Author, SealedContact, seal};
use casework::words::Words;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use secrecy::SecretString;
use vault::Settings;

/// The name of every vault here.
pub const NAME: &str = "Anna Berry";
/// The passphrase of every vault here.
pub const PASSPHRASE: &str = "ox fig jaw elk";
/// The one that it is changed to.
pub const OTHER: &str = "kelp drum vow hazel";

/// Text as it comes from the screen.
pub fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

/// A moment, in seconds after the one at which everything begins.
pub fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_secs(1_795_443_240).expect("a moment in November 2026")
        + TimeDelta::seconds(seconds)
}

/// An id, typed.
pub fn contact_id(id: &str) -> ContactId {
    ContactId::new(id)
}

/// Settings with something in them that tells one saving from another.
pub fn settings(policy: &str) -> Settings {
    Settings {
        author: author(),
        policy_where: policy.into(),
        ..Settings::default()
    }
}

/// Who writes.
pub fn author() -> Author {
    Author {
        name: NAME.into(),
        role: "health visitor".into(),
        organisation: "Westshire".into(),
    }
}

/// A change of the free notes.
pub fn notes(said: &str) -> Change {
    Change::Notes {
        notes: Notes {
            said: said.into(),
            ..Notes::default()
        },
    }
}

/// An action, which is one part of a draft of its own.
pub fn action(id: &str, what: &str) -> Change {
    Change::Action {
        action: Action {
            id: ActionId::new(id),
            what: what.into(),
            who: "me".into(),
            by: Some(By::Today),
            against: Vec::new(),
            telling: None,
        },
    }
}

/// Who somebody is.
pub fn person(id: &str, notes: &str) -> Person {
    Person {
        id: PersonId::new(id),
        name: "Jo Smith".into(),
        local_reference: "WS-1".into(),
        born: NaiveDate::from_ymd_opt(1990, 2, 28),
        nhs_number: None,
        notes: notes.into(),
        household: Vec::new(),
    }
}

/// Something in their life.
pub fn event(person: &str, words: &str) -> Event {
    Event {
        id: EventId::new("event"),
        person: PersonId::new(person),
        kind: EventKind::Separation,
        on: at(0).date_naive(),
        words: words.into(),
        sources: Sources::from([Source::OtherAgency]),
        withdrawn: false,
    }
}

/// Everything that a contact needs to be sealed.
pub fn whole(id: &str, person: &str, said: &str) -> Contact {
    let changes = [
        Change::About {
            about: AboutPerson {
                id: PersonId::new(person),
                name: "Jo Smith".into(),
                local_reference: "WS-1".into(),
            },
        },
        Change::Before {
            before: Before {
                setting: Some(Setting::Clinic),
                ..Before::default()
            },
        },
        notes(said),
        Change::Answer {
            item: ItemId::new("risk.1"),
            answer: ItemAnswer {
                presence: Presence::Present,
                sources: Sources::from([Source::Person]),
                ..ItemAnswer::default()
            },
        },
        Change::Judge {
            view: Judgement::Yes,
            why: "what he said".into(),
        },
        Change::ShowOutcome,
        action(&format!("{id}-action"), "ring the safeguarding lead"),
        Change::Review {
            review: Review {
                day: NaiveDate::from_ymd_opt(2026, 12, 24),
                none_because: Words::default(),
            },
        },
    ];
    let mut contact = Contact::default();
    for change in changes {
        contact
            .apply(change, at(0))
            .expect("the changes are in an order that is allowed");
    }
    contact
}

/// A contact that is ready for the ledger.
pub fn sealed(id: &str, person: &str, said: &str, sealed_at: DateTime<Utc>) -> SealedContact {
    let items = |name: &str, count: u32| {
        (1..=count)
            .map(|number| ItemId::new(format!("{name}.{number}")))
            .collect()
    };
    let checklist = Checklist {
        version: 1,
        indicators: items("risk", 8),
        warning_signs: items("warn", 6),
    };
    seal(
        contact_id(id),
        at(0),
        sealed_at,
        author(),
        whole(id, person, said),
        &checklist,
        |item| Some(format!("the label of {item}")),
    )
    .expect("nothing stands between the contact and its seal")
}
