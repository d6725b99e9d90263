//! Finding a record again: a search over sealed contacts, amendments and people.
//!
//! Nothing that is typed here is kept. Names are initials as long as the settings say so, also in the
//! sentence that is shown: the list may be seen by whoever stands beside the laptop.

use crate::error::ErrorView;
use crate::home::PersonCard;
use crate::session::App;
use casework::gate::Setting;
use casework::ids::{ContactId, PersonId};
use casework::outcome::OutcomeKind;
use casework::search::Sentence;
use casework::when;
use casework::words::Words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;
use vault::{FoundIn, Hit, Looking};

/// How many hits a list has at most.
const HITS: usize = 30;

/// How many people are offered at most.
const PEOPLE: usize = 10;

/// What is looked for. Without words, the contacts that fit the rest; with nothing at all, nothing.
#[derive(Clone, Debug, Default, Deserialize, Type)]
pub struct FindRequest {
    /// What was typed.
    pub text: Words,
    /// From this day, London.
    pub from: Option<NaiveDate>,
    /// Until this day and with it, London.
    pub to: Option<NaiveDate>,
    /// What the checklist said.
    pub outcome: Option<OutcomeKind>,
    /// Where it took place.
    pub setting: Option<Setting>,
    /// True: only where an action is open.
    pub open_actions: bool,
}

/// What something that was found belongs to.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum FoundView {
    /// A sealed contact, or what was added to it later.
    Contact {
        /// Which.
        contact: ContactId,
        /// True when it was added later.
        added: bool,
        /// When it was sealed, or added: "23 November 2026".
        date: String,
        /// Where it took place.
        setting: Option<Setting>,
        /// What the checklist said.
        outcome: OutcomeKind,
    },
    /// A person.
    Person {
        /// How many sealed contacts are about them.
        contacts: u32,
    },
}

/// One thing that was found.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FindHit {
    /// Unlike that of every other hit.
    pub id: String,
    /// What it belongs to.
    pub found_in: FoundView,
    /// Whom it is about.
    pub person: PersonId,
    /// Their initials.
    pub initials: String,
    /// Their name; none while lists show initials only.
    pub name: Option<Words>,
    /// The reference of the practitioner's agency.
    pub reference: Words,
    /// The sentence; none when no words were looked for.
    pub sentence: Option<Sentence>,
}

/// What was found, the newest first.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FindView {
    /// The hits.
    pub hits: Vec<FindHit>,
    /// True when there are older ones that are not shown.
    pub more: bool,
}

impl App {
    /// Finds sealed contacts and people.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] or a storage code; never because of what was typed.
    pub fn find(&self, request: FindRequest) -> Result<FindView, ErrorView> {
        self.unlocked(|open| {
            let initials = open.vault.settings()?.initials_only;
            let FindRequest {
                text,
                from,
                to,
                outcome,
                setting,
                open_actions,
            } = request;
            let looking = Looking {
                text,
                from,
                to,
                outcome,
                setting,
                open_actions,
                initials,
            };
            let found = open.vault.find(&looking, HITS)?;
            Ok(FindView {
                hits: found
                    .hits
                    .into_iter()
                    .map(|hit| card(hit, initials))
                    .collect(),
                more: found.more,
            })
        })
    }

    /// People by name, reference or household, to say whom a contact is about. Names as entered: whoever
    /// picks somebody has to see that it is the right one.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] or a storage code; never because of what was typed.
    pub fn find_people(&self, text: &Words) -> Result<Vec<PersonCard>, ErrorView> {
        self.unlocked(|open| {
            let people = open.vault.find_people(text, PEOPLE)?;
            Ok(people.into_iter().map(PersonCard::from).collect())
        })
    }
}

fn card(hit: Hit, initials_only: bool) -> FindHit {
    let date = when::date(when::day_in_london(hit.at));
    let (found_in, person, name, reference) = match hit.found_in {
        FoundIn::Person(row) => {
            let contacts = row.contacts;
            let found = FoundView::Person { contacts };
            (found, row.id, row.name, row.local_reference)
        }
        FoundIn::Contact(ref row) | FoundIn::Amendment(ref row) => {
            let found = FoundView::Contact {
                contact: row.id.clone(),
                added: matches!(hit.found_in, FoundIn::Amendment(_)),
                date,
                setting: row.setting,
                outcome: row.outcome,
            };
            let row = row.clone();
            (found, row.person, row.name, row.local_reference)
        }
    };
    FindHit {
        id: hit.seq.to_string(),
        found_in,
        person,
        initials: name.initials(),
        name: (!initials_only).then_some(name),
        reference,
        sentence: hit.sentence,
    }
}
