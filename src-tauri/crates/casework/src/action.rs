//! What becomes of an action after it was decided. The app sends nothing: an action stays open until
//! somebody says that it was done.

use crate::contact::{Action, By};
use crate::ids::{ActionId, PersonId};
use crate::words::Words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One thing that happens to an action outside of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ActionStep {
    /// It is decided by itself, not in a contact.
    Added {
        /// Whom it is about, if anybody.
        person: Option<PersonId>,
        /// The action; complete.
        action: Action,
        /// The day on which it was decided, London.
        decided_on: NaiveDate,
    },
    /// It gets another time.
    Moved {
        /// Which.
        id: ActionId,
        /// By when.
        by: By,
        /// The day from which that counts, London.
        decided_on: NaiveDate,
        /// Why.
        why: Words,
    },
    /// Somebody says that it was done, or that it need not be done any more.
    Done {
        /// Which.
        id: ActionId,
        /// The day on which it was done, London.
        on: NaiveDate,
        /// What came of it.
        outcome: Words,
    },
    /// It was not done after all.
    Reopened {
        /// Which.
        id: ActionId,
        /// Why.
        why: Words,
    },
}

impl ActionStep {
    /// The action that it is about.
    pub fn id(&self) -> &ActionId {
        match self {
            Self::Added { action, .. } => &action.id,
            Self::Moved { id, .. } | Self::Done { id, .. } | Self::Reopened { id, .. } => id,
        }
    }
}
