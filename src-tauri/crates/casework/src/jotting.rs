//! Capture first, sort later: lines jotted down during the talk, attached afterwards to what they show.
//!
//! A line is never copied: it stays as it was typed, with its time, and names what it belongs to. So
//! nothing can be lost or changed on the way from the notepad to the record.

use crate::contact::Contact;
use crate::ids::{ItemId, JottingId};
use crate::provenance::Sources;
use crate::words::Words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One line of the notepad.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Jotting {
    /// Its id.
    pub id: JottingId,
    /// What was typed.
    pub words: Words,
    /// Who it came from. Nobody says so while it is jotted down: until then it counts as victim-only.
    #[serde(default)]
    pub sources: Sources,
    /// What it was attached to: statements, behaviours, questions, indicators, warning signs.
    #[serde(default)]
    pub to: Vec<ItemId>,
    /// True when it stands in the record as an observation of its own.
    #[serde(default)]
    pub alone: bool,
    /// When it was jotted down, set by [`Contact::apply`].
    #[serde(default)]
    pub at: Option<DateTime<Utc>>,
}

impl Jotting {
    /// True when somebody has said where it belongs.
    pub fn is_sorted(&self) -> bool {
        self.alone || !self.to.is_empty()
    }
}

/// Every line in which something was typed, the first one first.
pub fn in_order(contact: &Contact) -> Vec<&Jotting> {
    let mut lines: Vec<_> = contact
        .jottings
        .values()
        .filter(|jotting| !jotting.words.is_blank())
        .collect();
    // Stable: lines of one moment stay in the order of their ids, which sort by time as well.
    lines.sort_by_key(|jotting| jotting.at);
    lines
}

/// The lines that nobody has sorted yet, the first one first. They are listed before sealing.
pub fn unsorted(contact: &Contact) -> Vec<&Jotting> {
    let mut lines = in_order(contact);
    lines.retain(|jotting| !jotting.is_sorted());
    lines
}
