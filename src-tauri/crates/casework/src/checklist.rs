//! The imminent-risk checklist: its definition (data, one file per version) and its answers.
//!
//! Eight indicators (Respect, six steps) and, in a list of their own, six further warning signs
//! with their own sources. A released version is never edited: a sealed contact names the version
//! that it was scored with.

use crate::ids::ItemId;
use crate::provenance::Sources;
use crate::words::Words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which of the two lists an item stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ItemList {
    /// One of the eight indicators of imminent or severe harm.
    Indicator,
    /// One of the six further warning signs.
    WarningSign,
}

/// One version of the checklist: which items it has, in the order on screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// The number that a sealed contact names.
    pub version: u32,
    /// The indicators.
    pub indicators: Vec<ItemId>,
    /// The further warning signs.
    pub warning_signs: Vec<ItemId>,
}

impl Checklist {
    /// All items with the list that they stand in, indicators first.
    pub fn items(&self) -> impl Iterator<Item = (ItemList, &ItemId)> {
        let indicators = self.indicators.iter().map(|id| (ItemList::Indicator, id));
        let signs = self
            .warning_signs
            .iter()
            .map(|id| (ItemList::WarningSign, id));
        indicators.chain(signs)
    }
}

/// What is known about one item. The default is [`Presence::NotAsked`].
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// It is there.
    Present,
    /// It was looked for and is not there.
    NotPresent,
    /// It was looked for and nobody could tell.
    NotKnown,
    /// It was not looked for.
    #[default]
    NotAsked,
}

/// The answer to one item of the checklist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(default)]
pub struct ItemAnswer {
    /// What is known.
    pub presence: Presence,
    /// Who it came from.
    pub sources: Sources,
    /// The exact words, if any.
    pub words: Words,
    /// When it happened, as told: "in August", "since the baby".
    pub when: Words,
    /// Why it is no longer present, when it was at an earlier contact.
    #[serde(skip_serializing_if = "Words::is_blank")]
    pub why: Words,
    /// When the answer was last given, set by [`crate::contact::Contact::apply`].
    pub answered_at: Option<DateTime<Utc>>,
}

impl ItemAnswer {
    /// True when words stand here and nobody says whose they are. Then they count as the victim's, and
    /// no other piece may lend them its source.
    pub fn has_words_without_source(&self) -> bool {
        !self.words.is_blank() && self.sources.is_empty()
    }
}

/// The answers by item; a missing item is *not asked*.
pub type Answers = BTreeMap<ItemId, ItemAnswer>;

/// What is known about one item, *not asked* when nothing was entered.
pub fn presence(answers: &Answers, item: &ItemId) -> Presence {
    answers
        .get(item)
        .map_or(Presence::NotAsked, |answer| answer.presence)
}
