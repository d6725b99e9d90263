//! Offers to mark an indicator, from what was heard, seen or answered.
//!
//! An offer never sets anything: only the practitioner does. What only a victim said makes no offer
//! while asking (design 3.2): a card beside the person must not show what they said.

use crate::checklist::{Presence, presence};
use crate::contact::{Contact, open_pieces};
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
    /// When it was first turned down; the reason may come later.
    pub at: DateTime<Utc>,
}

/// Every offer that was neither taken up nor turned down, in the order of the guide's ids; one for each
/// entry and item, however many pieces point there.
///
/// An offer whose item is present already stays when it brings a source that the item does not have:
/// otherwise the card beside the person would look another way when the victim has said it too.
pub fn suggestions(contact: &Contact, raises: &Raises) -> Vec<Suggestion> {
    let mut offers = Vec::new();
    for (from, items) in raises {
        let pieces = open_pieces(contact, from);
        if pieces.is_empty() {
            continue;
        }
        let turned_down = contact.dismissed.get(from);
        for item in items {
            if turned_down.is_some_and(|items| items.contains_key(item))
                || is_taken_up(contact, item, &pieces)
            {
                continue;
            }
            offers.push(Suggestion {
                from: from.clone(),
                item: item.clone(),
                sources: Sources::from(pieces.iter().flat_map(|(_, sources)| sources.iter())),
            });
        }
    }
    offers
}

fn is_taken_up(contact: &Contact, item: &ItemId, pieces: &[(Words, Sources)]) -> bool {
    contact.answers.get(item).is_some_and(|answer| {
        let there: Vec<_> = answer.sources.iter().collect();
        let brings_nothing = |(words, sources): &(Words, Sources)| {
            if answer.has_words_without_source() {
                words.is_blank() || answer.words.has_lines(words)
            } else {
                sources.iter().all(|source| there.contains(&source))
            }
        };
        answer.presence == Presence::Present && pieces.iter().all(brings_nothing)
    })
}

/// The offers that were turned down without a reason so far: what points there, then the item. They
/// are listed before sealing. What is present after all needs none.
pub fn without_reason(contact: &Contact) -> Vec<(&ItemId, &ItemId)> {
    let all = contact
        .dismissed
        .iter()
        .flat_map(|(from, items)| items.iter().map(move |(item, one)| (from, item, one)));
    all.filter(|(_, item, one)| {
        one.reason.is_blank() && presence(&contact.answers, item) != Presence::Present
    })
    .map(|(from, item, _)| (from, item))
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
