//! Offers to mark an indicator, from what was heard, seen or answered.
//!
//! An offer never sets anything: only the practitioner does. What only a victim said makes no offer
//! while asking (design 3.2): a card beside the person must not show what they said.

use crate::checklist::{Presence, presence};
use crate::contact::{Asked, Contact};
use crate::gate::QuestionSet;
use crate::ids::ItemId;
use crate::provenance::{Protection, Source, Sources};
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

/// Every offer that is not yet marked present, in the order of the guide's ids.
pub fn suggestions(contact: &Contact, raises: &Raises) -> Vec<Suggestion> {
    let observed = contact.observations.values().filter_map(|observation| {
        let item = observation.item.clone()?;
        Some((item, observation.sources.clone()))
    });
    let answered = contact
        .questions
        .iter()
        .filter(|(_, answer)| answer.asked == Asked::Asked && !answer.words.is_blank())
        .map(|(item, _)| (item.clone(), Sources::from([Source::Person])));
    observed
        .chain(answered)
        .filter(|(_, sources)| sources.protection() != Protection::VictimOnly)
        .flat_map(|(from, sources)| {
            let items = raises.get(&from).cloned().unwrap_or_default();
            items.into_iter().map(move |item| Suggestion {
                from: from.clone(),
                item,
                sources: sources.clone(),
            })
        })
        .filter(|offer| presence(&contact.answers, &offer.item) != Presence::Present)
        .collect()
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
