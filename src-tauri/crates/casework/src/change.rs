//! Change over time: this contact beside the earlier ones with the same person.
//!
//! An indicator that was present and is now said not to be is the moment at which a checklist reassures
//! most. So it needs a reason and a source, and where nobody but the person says so it stays open: the
//! outcome is *not enough known*. The design leaves open which outcome that gives; this is the safer one.

use crate::checklist::{Answers, Checklist, ItemAnswer, Presence, presence};
use crate::contact::Contact;
use crate::ids::{ContactId, ItemId};
use crate::provenance::{Source, Sources};
use crate::sealing::SealedContact;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the earlier contacts with the same person say. Kept with the contact, so that it is scored to
/// the same result for ever, whatever becomes of the earlier ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Earlier {
    /// How many there are.
    pub contacts: u32,
    /// The last of them.
    pub last: ContactId,
    /// When that one was sealed.
    pub last_sealed_at: DateTime<Utc>,
    /// What was answered in the last of them: *last time*, never *today*.
    pub last_time: BTreeMap<ItemId, Presence>,
    /// Items that count as present from before: present at some time, and not cleared since by anybody
    /// but the person.
    pub present: BTreeSet<ItemId>,
}

/// Reads earlier contacts with one person, the oldest first. None when there is none.
///
/// Which one is older is for the caller to say, by the order in which they were sealed: a laptop's clock
/// may have been wrong. What was answered before the last one is not lost by a short contact in between:
/// [`Earlier::present`] goes over all of them.
pub fn earlier<'a>(sealed: impl IntoIterator<Item = &'a SealedContact>) -> Option<Earlier> {
    let mut found: Option<Earlier> = None;
    for contact in sealed {
        let (before, mut present) = match found.take() {
            Some(found) => (found.contacts, found.present),
            None => (0, BTreeSet::new()),
        };
        for (item, answer) in &contact.contact.answers {
            match answer.presence {
                Presence::Present => {
                    present.insert(item.clone());
                }
                Presence::NotPresent if !clearing(&answer.sources).leaves_open() => {
                    present.remove(item);
                }
                Presence::NotPresent | Presence::NotKnown | Presence::NotAsked => {}
            }
        }
        let answered = contact.contact.answers.iter();
        found = Some(Earlier {
            contacts: before.saturating_add(1),
            last: contact.id.clone(),
            last_sealed_at: contact.sealed_at,
            last_time: answered
                .map(|(item, answer)| (item.clone(), answer.presence))
                .collect(),
            present,
        });
    }
    found
}

/// On whose word an item is no longer present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Clearing {
    /// Nobody but the person says so.
    OnTheirWordAlone,
    /// Nobody has said where it comes from. Counts as their word alone.
    SourceMissing,
    /// Somebody else says so too, or it was seen.
    Otherwise,
}

impl Clearing {
    /// True when the item stays open all the same.
    pub fn leaves_open(self) -> bool {
        match self {
            Self::OnTheirWordAlone | Self::SourceMissing => true,
            Self::Otherwise => false,
        }
    }
}

/// On whose word: the sources of a *not present*.
pub fn clearing(sources: &Sources) -> Clearing {
    if sources.is_empty() {
        Clearing::SourceMissing
    } else if sources.iter().all(|source| source == Source::Person) {
        Clearing::OnTheirWordAlone
    } else {
        Clearing::Otherwise
    }
}

/// One answer of a contact, as a table over time shows it: what was said, and what became of it since the
/// contacts before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Mark {
    /// The answer.
    pub presence: Presence,
    /// True when it was not present before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub new: bool,
    /// On whose word it is not present any more, when it was before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cleared: Option<Clearing>,
}

/// Every answer of a contact, beside the earlier contacts as they stood when its outcome was shown. Holds
/// no words.
pub fn marks(contact: &Contact) -> BTreeMap<ItemId, Mark> {
    let before = contact.earlier.as_ref().map(|earlier| &earlier.present);
    let mark = |(item, answer): (&ItemId, &ItemAnswer)| {
        let was = before.is_some_and(|before| before.contains(item));
        let presence = answer.presence;
        let mark = Mark {
            presence,
            new: presence == Presence::Present && before.is_some() && !was,
            cleared: (presence == Presence::NotPresent && was).then(|| clearing(&answer.sources)),
        };
        (item.clone(), mark)
    };
    contact.answers.iter().map(mark).collect()
}

/// An item that was present and is now said not to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Cleared {
    /// The item.
    pub item: ItemId,
    /// On whose word.
    pub on: Clearing,
    /// True when a reason was written.
    pub has_reason: bool,
}

/// This contact beside the earlier ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Since {
    /// Present now, and not from before.
    pub newly_present: Vec<ItemId>,
    /// Present before, and now said not to be.
    pub cleared: Vec<Cleared>,
    /// Present before, and nothing known today.
    pub not_looked_at: Vec<ItemId>,
    /// Known neither last time nor today.
    pub still_unknown: Vec<ItemId>,
    /// Items present now.
    pub present: u32,
    /// Items present last time.
    pub present_last_time: u32,
}

impl Since {
    /// More is present than last time: is it getting worse?
    pub fn is_more(&self) -> bool {
        self.present > self.present_last_time
    }
}

/// Compares today's answers with the earlier contacts, in the order of the checklist.
pub fn since(checklist: &Checklist, earlier: &Earlier, answers: &Answers) -> Since {
    let mut since = Since::default();
    for (_, item) in checklist.items() {
        let now = presence(answers, item);
        let last_time = earlier.last_time.get(item).copied().unwrap_or_default();
        let was_present = earlier.present.contains(item);
        since.present += u32::from(now == Presence::Present);
        since.present_last_time += u32::from(last_time == Presence::Present);
        match now {
            Presence::Present if !was_present => since.newly_present.push(item.clone()),
            Presence::NotPresent if was_present => {
                let answer = answers.get(item).cloned().unwrap_or_default();
                since.cleared.push(Cleared {
                    item: item.clone(),
                    on: clearing(&answer.sources),
                    has_reason: !answer.why.is_blank(),
                });
            }
            Presence::NotKnown | Presence::NotAsked if was_present => {
                since.not_looked_at.push(item.clone());
            }
            Presence::NotKnown | Presence::NotAsked
                if matches!(last_time, Presence::NotKnown | Presence::NotAsked) =>
            {
                since.still_unknown.push(item.clone());
            }
            Presence::Present | Presence::NotPresent | Presence::NotKnown | Presence::NotAsked => {}
        }
    }
    since
}
