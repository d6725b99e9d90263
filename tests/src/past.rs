//! Contacts of the past: a year cannot be waited for, so they are put into the vault before the window
//! opens, as the app itself would have sealed them on that day.

use crate::Place;
use crate::walk::PASSPHRASE;
use casework::change;
use casework::checklist::{ItemAnswer, Presence};
use casework::contact::{AboutPerson, Action, By, Change, Contact, Review};
use casework::ids::{ActionId, ContactId, ItemId, PersonId};
use casework::outcome::Judgement;
use casework::provenance::{Source, Sources};
use casework::sealing::{Author, seal};
use casework::words::Words;
use chrono::{DateTime, Days, Utc};
use guide::Guide;
use secrecy::SecretString;
use vault::Vault;

/// A vault to which contacts of the past are added. Made by [`crate::walk::make_vault`] before.
pub struct Past {
    vault: Vault,
    guide: Guide,
    sealed: u32,
}

impl Past {
    /// Opens the vault of a place.
    ///
    /// # Panics
    /// When there is none, or the app has it.
    pub fn of(place: &Place) -> Self {
        let passphrase = SecretString::from(PASSPHRASE);
        let vault = Vault::unlock(&place.vault(), &passphrase, Utc::now());
        Self {
            vault: vault.expect("the vault opens"),
            guide: Guide::embedded().expect("the embedded guide reads"),
            sealed: 0,
        }
    }

    /// Seals a contact about somebody of this name, so many days ago: these items present, as a partner
    /// said, and everything else not asked. An action was decided for the same day, and no review.
    ///
    /// # Panics
    /// When it cannot be sealed.
    pub fn contact(&mut self, days_ago: u64, name: &str, present: &[&str]) {
        self.contact_with(days_ago, name, present, Vec::new());
    }

    /// The same, with more that was entered in it.
    ///
    /// # Panics
    /// When it cannot be sealed.
    pub fn contact_with(&mut self, days_ago: u64, name: &str, present: &[&str], more: Vec<Change>) {
        let at = Utc::now().checked_sub_days(Days::new(days_ago));
        let at = at.expect("there is such a day");
        let contact = self.written(at, name, present, more);
        self.sealed += 1;
        let author = Author {
            name: "A. Practitioner".into(),
            role: "Health visitor".into(),
            organisation: Words::default(),
        };
        let label = |item: &ItemId| self.guide.label(item).map(str::to_owned);
        let id = ContactId::new(format!("past-{}", self.sealed));
        let checklist = self.guide.checklist();
        let sealed = seal(id, at, at, author, contact, &checklist, label);
        let sealed = sealed.expect("nothing is missing for its seal");
        self.vault.seal(&sealed).expect("the vault can be written");
    }

    fn written(
        &self,
        at: DateTime<Utc>,
        name: &str,
        present: &[&str],
        more: Vec<Change>,
    ) -> Contact {
        let person = PersonId::new(name);
        let about = AboutPerson {
            id: person.clone(),
            name: name.into(),
            local_reference: Words::default(),
        };
        let mut changes = vec![Change::About { about }];
        changes.extend(more);
        changes.extend(present.iter().map(|item| Change::Answer {
            item: ItemId::new(*item),
            answer: ItemAnswer {
                presence: Presence::Present,
                sources: Sources::from([Source::Partner]),
                ..ItemAnswer::default()
            },
        }));
        changes.extend([
            Change::Judge {
                view: Judgement::Yes,
                why: "From what was said".into(),
            },
            Change::ShowOutcome,
            Change::Action {
                action: Action {
                    id: ActionId::new(format!("past-action-{}", self.sealed)),
                    what: "Ring the safeguarding lead".into(),
                    who: "Me".into(),
                    by: Some(By::Today),
                    against: Vec::new(),
                    telling: None,
                },
            },
            Change::Review {
                review: Review {
                    day: None,
                    none_because: "The lead decides".into(),
                },
            },
        ]);
        let mut contact = Contact::default();
        // As the app does when somebody is named: what was sealed before is what it is compared with.
        let before = self.vault.sealed_about(&person);
        contact.compare_with(change::earlier(&before.expect("the vault can be read")));
        for change in changes {
            contact.apply(change, at).expect("an allowed change");
        }
        contact
    }

    /// Locks the vault, so that the app can open it.
    ///
    /// # Panics
    /// When the vault cannot be closed.
    pub fn close(self) {
        self.vault.lock().expect("the vault can be closed");
    }
}
