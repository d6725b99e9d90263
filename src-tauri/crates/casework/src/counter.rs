//! When the person says that the partner is the abuser: who does what to whom.
//!
//! Whoever uses abuse often says so, and some who say so are the victim. The page sorts out what is
//! known; it decides nothing and never touches the outcome. *Cannot tell today* is a full answer
//! (Respect, six steps: look at the pattern, at who is afraid and whose life has changed, not at one
//! event).

use crate::contact::Contact;
use crate::ids::ItemId;
use crate::provenance::Sources;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// The entries of the guide that call for the page: the person says that the partner is the abuser.
pub const TRIGGERS: [&str; 2] = ["present.claims-victim", "notice.says-partner-violent"];

/// To whom something applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The person whom the contact is about.
    ThePerson,
    /// Their partner or ex-partner.
    ThePartner,
    /// Both of them.
    Both,
    /// It cannot be told today. A full answer.
    CannotTellToday,
}

/// One thing that was looked at, with what is known about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(default)]
pub struct Finding {
    /// To whom it applies; none while it was not looked at.
    pub who: Option<Who>,
    /// What is known.
    pub words: Words,
    /// Who it came from.
    pub sources: Sources,
}

impl Finding {
    /// True when something was entered, even if only words.
    pub fn is_started(&self) -> bool {
        self.who.is_some() || !self.words.is_blank()
    }
}

/// What is looked at, in the order of [`TOPICS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// [`Counter::afraid`]
    Afraid,
    /// [`Counter::changed_life`]
    ChangedLife,
    /// [`Counter::decides`]
    Decides,
    /// [`Counter::injuries`]
    Injuries,
    /// [`Counter::pattern`]
    Pattern,
}

/// What is looked at, in the order of the page.
pub const TOPICS: [Topic; 5] = [
    Topic::Afraid,
    Topic::ChangedLife,
    Topic::Decides,
    Topic::Injuries,
    Topic::Pattern,
];

/// The page *Who does what to whom*.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(default)]
pub struct Counter {
    /// Who is afraid of whom: who is afraid.
    pub afraid: Finding,
    /// Whose life has changed: who gave up friends, work, money, sleep.
    pub changed_life: Finding,
    /// Who decides.
    pub decides: Finding,
    /// Who has injuries, and of what kind: marks of attack or of defence.
    pub injuries: Finding,
    /// Who did what over time; a pattern, not one event.
    pub pattern: Finding,
}

impl Counter {
    /// What is known about one topic.
    pub fn finding(&self, topic: Topic) -> &Finding {
        match topic {
            Topic::Afraid => &self.afraid,
            Topic::ChangedLife => &self.changed_life,
            Topic::Decides => &self.decides,
            Topic::Injuries => &self.injuries,
            Topic::Pattern => &self.pattern,
        }
    }

    /// What was looked at, in the order of the page.
    pub fn findings(&self) -> [&Finding; 5] {
        TOPICS.map(|topic| self.finding(topic))
    }

    /// How many of the five have an answer; *cannot tell today* is one.
    pub fn answered(&self) -> usize {
        self.findings()
            .into_iter()
            .filter(|finding| finding.who.is_some())
            .count()
    }
}

/// What was observed, or attached to a line, that calls for the page, in the order of [`TRIGGERS`].
/// Whoever said it: the page is for the practitioner alone and sorts out what is known.
pub fn claims(contact: &Contact) -> Vec<ItemId> {
    let observed = contact
        .observations
        .values()
        .filter_map(|observation| observation.item.as_ref());
    let attached = contact.jottings.values().flat_map(|jotting| &jotting.to);
    let there: Vec<&ItemId> = observed.chain(attached).collect();
    TRIGGERS
        .into_iter()
        .map(ItemId::new)
        .filter(|trigger| there.contains(&trigger))
        .collect()
}
