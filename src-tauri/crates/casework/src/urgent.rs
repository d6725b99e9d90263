//! Urgent statements: what raises a banner in the contact until an action stands against it (design
//! 3.5). Which entries of the guide and which items of the checklist say so is data.

use crate::checklist::{Presence, presence};
use crate::contact::{Asked, Contact};
use crate::ids::{ActionId, ItemId};
use crate::provenance::{Source, Sources};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is urgent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// The person speaks of ending their life. Needs two actions: for their own safety, and for the
    /// partner and children, whose risk rises with it.
    Suicidal,
    /// Threats to kill.
    ThreatsToKill,
    /// Strangulation or choking.
    Strangulation,
    /// A child is at risk.
    ChildAtRisk,
}

impl Matter {
    /// How many actions have to stand against it.
    pub fn actions_needed(self) -> usize {
        match self {
            Self::Suicidal => 2,
            Self::ThreatsToKill | Self::Strangulation | Self::ChildAtRisk => 1,
        }
    }
}

/// Which entries of the guide and items of the checklist say that something is urgent.
pub type UrgentRules = BTreeMap<Matter, Vec<ItemId>>;

/// Something urgent that was heard, seen, answered or marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Urgent {
    /// What.
    pub matter: Matter,
    /// What says so, in the order of the rule.
    pub from: Vec<ItemId>,
    /// Who it came from.
    pub sources: Sources,
    /// The complete actions that stand against it.
    pub actions: Vec<ActionId>,
    /// How many are still missing. None missing: no banner.
    pub missing: u32,
}

impl Urgent {
    /// True while the banner stands.
    pub fn is_open(&self) -> bool {
        self.missing > 0
    }
}

/// Everything urgent in a contact.
pub fn urgent(contact: &Contact, rules: &UrgentRules) -> Vec<Urgent> {
    rules
        .iter()
        .filter_map(|(matter, items)| {
            let mut from = Vec::new();
            let mut sources = Vec::new();
            for item in items {
                if let Some(said_by) = said(contact, item) {
                    from.push(item.clone());
                    sources.extend(said_by.iter());
                }
            }
            if from.is_empty() {
                return None;
            }
            let against = contact.actions.values();
            let actions: Vec<_> = against
                .filter(|action| action.is_complete() && action.against.contains(matter))
                .map(|action| action.id.clone())
                .collect();
            let missing = matter.actions_needed().saturating_sub(actions.len());
            Some(Urgent {
                matter: *matter,
                from,
                sources: Sources::from(sources),
                actions,
                missing: u32::try_from(missing).unwrap_or(u32::MAX),
            })
        })
        .collect()
}

/// Who says it, when anybody does: as an observation, an answer to its card, a line attached to it, or
/// an item that is present.
fn said(contact: &Contact, item: &ItemId) -> Option<Sources> {
    let observed = contact
        .observations
        .values()
        .filter(|observation| observation.item.as_ref() == Some(item))
        .map(|observation| observation.sources.clone());
    let answered = contact
        .questions
        .get(item)
        .filter(|answer| answer.asked == Asked::Asked && !answer.words.is_blank())
        .map(|_| Sources::from([Source::Person]));
    let jotted = contact
        .jottings
        .values()
        .filter(|jotting| jotting.to.contains(item))
        .map(|jotting| jotting.sources.clone());
    let marked = (presence(&contact.answers, item) == Presence::Present)
        .then(|| {
            contact
                .answers
                .get(item)
                .map(|answer| answer.sources.clone())
        })
        .flatten();
    let all: Vec<Sources> = observed
        .chain(answered)
        .chain(jotted)
        .chain(marked)
        .collect();
    (!all.is_empty()).then(|| Sources::from(all.iter().flat_map(Sources::iter)))
}
