//! Offers to mark an indicator, from what was heard, seen or answered.
//!
//! An offer never sets anything: only the practitioner does. What only a victim said makes no offer
//! while asking (design 3.2): a card beside the person must not show what they said.

use crate::checklist::Presence;
use crate::contact::{Contact, pieces};
use crate::gate::QuestionSet;
use crate::ids::ItemId;
use crate::provenance::{Protection, Sources};
use crate::words::Words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which items of the checklist an entry of the guide may point to.
pub type Raises = BTreeMap<ItemId, Vec<ItemId>>;

/// "This may show: weapons used before. Mark it present?"
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Suggestion {
    /// The entry of the guide that points there.
    pub from: ItemId,
    /// The indicator or warning sign.
    pub item: ItemId,
    /// Who the information came from, to be taken over when it is marked.
    pub sources: Sources,
}

/// An offer that was turned down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Dismissed {
    /// Why.
    pub reason: Words,
    /// When.
    pub at: DateTime<Utc>,
}

/// Every offer that was neither taken up nor turned down, in the order of the guide's ids.
///
/// An offer whose item is present already stays when it brings a source that the item does not have:
/// otherwise the card beside the person would look another way when the victim has said it too.
pub fn suggestions(contact: &Contact, raises: &Raises) -> Vec<Suggestion> {
    raises
        .iter()
        .flat_map(|(from, items)| {
            pieces(contact, from)
                .into_iter()
                .filter(|(_, sources)| sources.protection() != Protection::VictimOnly)
                .flat_map(move |(_, sources)| {
                    items.iter().map(move |item| Suggestion {
                        from: from.clone(),
                        item: item.clone(),
                        sources: sources.clone(),
                    })
                })
        })
        .filter(|offer| {
            let turned_down = contact.dismissed.get(&offer.from);
            !turned_down.is_some_and(|items| items.contains_key(&offer.item))
        })
        .filter(|offer| !is_taken_up(contact, offer))
        .collect()
}

fn is_taken_up(contact: &Contact, offer: &Suggestion) -> bool {
    contact.answers.get(&offer.item).is_some_and(|answer| {
        let there: Vec<_> = answer.sources.iter().collect();
        answer.presence == Presence::Present
            && offer.sources.iter().all(|source| there.contains(&source))
    })
}

/// The question set that comes first, from how the person presents.
///
/// `leads_to` names the set that each way of presenting leads to. Whoever speaks of their own abuse
/// is met with the questions on disclosure; everybody else with those on the problem that they
/// name. What only a victim said leads nowhere.
pub fn first_set(contact: &Contact, leads_to: &BTreeMap<ItemId, QuestionSet>) -> QuestionSet {
    let disclosed = contact
        .observations
        .values()
        .filter(|observation| observation.sources.protection() != Protection::VictimOnly)
        .filter_map(|observation| leads_to.get(observation.item.as_ref()?))
        .any(|set| *set == QuestionSet::Disclosed);
    if disclosed {
        QuestionSet::Disclosed
    } else {
        QuestionSet::OtherIssue
    }
}
