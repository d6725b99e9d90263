//! What was caught during the talk, with the words that the screens need: lines of the notepad, offers
//! that were turned down, and who does what to whom.

use casework::checklist::Checklist;
use casework::contact::Contact;
use casework::counter::{Counter, Finding, TOPICS, Topic};
use casework::ids::ItemId;
use casework::jotting::{Jotting, in_order};
use casework::provenance::Protection;
use casework::suggestion::{Raises, without_reason};
use casework::when;
use casework::words::Words;
use serde::Serialize;
use specta::Type;

/// A line of the notepad.
#[derive(Clone, Debug, Serialize, Type)]
pub struct JottingView {
    /// The line.
    pub jotting: Jotting,
    /// When it was jotted down: "2:14pm".
    pub time: String,
    /// True when somebody has said where it belongs.
    pub sorted: bool,
    /// The labels of what it was attached to, in the order of the attaching.
    pub labels: Vec<String>,
    /// What follows from its sources.
    pub protection: Protection,
}

/// An offer that was turned down.
#[derive(Clone, Debug, Serialize, Type)]
pub struct DismissedView {
    /// What pointed there.
    pub from: ItemId,
    /// Its label.
    pub from_label: String,
    /// The item of the checklist.
    pub item: ItemId,
    /// Its label.
    pub label: String,
    /// Why.
    pub reason: Words,
    /// When: "2:14pm".
    pub time: String,
    /// True while a reason is still to be given. Not a condition of the seal.
    pub needs_reason: bool,
}

/// One thing that was looked at under *Who does what to whom*.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FindingView {
    /// Which.
    pub topic: Topic,
    /// What is known.
    pub finding: Finding,
    /// What follows from its sources.
    pub protection: Protection,
}

/// Labels of items, for the time that is shown.
type Labels<'a> = &'a dyn Fn(&ItemId) -> String;

pub(crate) fn jottings(contact: &Contact, labels: Labels<'_>) -> Vec<JottingView> {
    in_order(contact)
        .into_iter()
        .map(|jotting| JottingView {
            time: jotting.at.map(when::time).unwrap_or_default(),
            sorted: jotting.is_sorted(),
            labels: jotting.to.iter().map(labels).collect(),
            protection: jotting.sources.protection(),
            jotting: jotting.clone(),
        })
        .collect()
}

pub(crate) fn dismissed(contact: &Contact, labels: Labels<'_>) -> Vec<DismissedView> {
    let without = without_reason(contact);
    contact
        .dismissed
        .iter()
        .flat_map(|(from, items)| items.iter().map(move |(item, one)| (from, item, one)))
        .map(|(from, item, one)| DismissedView {
            from: from.clone(),
            from_label: labels(from),
            item: item.clone(),
            label: labels(item),
            reason: one.reason.clone(),
            time: when::time(one.at),
            needs_reason: without.contains(&(from, item)),
        })
        .collect()
}

pub(crate) fn findings(counter: Option<&Counter>) -> Vec<FindingView> {
    counter
        .into_iter()
        .flat_map(|counter| TOPICS.map(|topic| (topic, counter.finding(topic))))
        .filter(|(_, finding)| finding.is_started())
        .map(|(topic, finding)| FindingView {
            topic,
            protection: finding.sources.protection(),
            finding: finding.clone(),
        })
        .collect()
}

/// What the guide's entries point to; and a line that was attached to an item itself points to that.
pub(crate) fn raises(mut of_the_guide: Raises, checklist: &Checklist) -> Raises {
    for (_, item) in checklist.items() {
        of_the_guide
            .entry(item.clone())
            .or_default()
            .push(item.clone());
    }
    of_the_guide
}
