//! Urgent statements: what raises a banner in the contact until an action stands against it (design
//! 3.5). Which entries of the guide and which items of the checklist say so is data.

use crate::checklist::Presence;
use crate::contact::{Contact, pieces};
use crate::ids::{ActionId, ItemId};
use crate::provenance::Sources;
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
    /// True when the person said it themselves in a piece that nobody else said, so that it may stand
    /// where they can see it. What others said is left out of this: whether it is there or not, the
    /// screen beside the person looks the same.
    pub said_by_person: bool,
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
            let mut said_by_person = false;
            for item in items {
                let said = pieces(contact, item);
                let marked = marked(contact, item);
                if said.is_empty() && marked.is_none() {
                    continue;
                }
                from.push(item.clone());
                // An item of the checklist is the practitioner's mark and never stands beside the
                // person.
                said_by_person |= said
                    .iter()
                    .any(|(_, sources)| sources.are_only_the_persons());
                let all = said.iter().map(|(_, sources)| sources).chain(marked);
                sources.extend(all.flat_map(Sources::iter));
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
                said_by_person,
                actions,
                missing: u32::try_from(missing).unwrap_or(u32::MAX),
            })
        })
        .collect()
}

/// Who says that the item is present, when it is.
fn marked<'a>(contact: &'a Contact, item: &ItemId) -> Option<&'a Sources> {
    let answer = contact.answers.get(item)?;
    (answer.presence == Presence::Present).then_some(&answer.sources)
}
