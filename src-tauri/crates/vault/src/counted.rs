//! What is counted over all sealed contacts: rows that are made when a contact is sealed, so that counting
//! opens no contact. No name and no word is in them.

use crate::error::StorageError;
use crate::tables::{from_json, from_word, time};
use crate::vault::Vault;
use casework::change::Mark;
use casework::contact::Contact;
use casework::gate::Setting;
use casework::ids::{ItemId, PersonId};
use casework::outcome::OutcomeKind;
use casework::referral::{ReferralState, made};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A sealed contact as it is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedRow {
    /// Whom it is about: the entry that stands for them. To tell people apart, and for nothing else.
    pub person: PersonId,
    /// When it was sealed.
    pub sealed_at: DateTime<Utc>,
    /// Where it took place, when that was answered.
    pub setting: Option<Setting>,
    /// What the checklist said.
    pub outcome: OutcomeKind,
    /// Every answer of the checklist.
    pub marks: BTreeMap<ItemId, Mark>,
    /// The entries of the guide that were heard or seen, or that a line of the notepad was attached to.
    pub observed: BTreeSet<ItemId>,
    /// Where each route stood on the day of the seal, whatever became of it since.
    pub routes: BTreeMap<ItemId, ReferralState>,
}

/// What stands in the column of a contact's row.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Counted {
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    observed: BTreeSet<ItemId>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    routes: BTreeMap<ItemId, ReferralState>,
}

impl Counted {
    /// What is counted of a contact that is sealed.
    pub(crate) fn of(contact: &Contact) -> Self {
        let observations = contact.observations.values();
        let attached = contact.jottings.values().flat_map(|jotting| &jotting.to);
        Self {
            observed: observations
                .filter_map(|observation| observation.item.as_ref())
                .chain(attached)
                .cloned()
                .collect(),
            routes: contact
                .routes
                .iter()
                .filter_map(|(item, route)| Some((item.clone(), made(item, route)?)))
                .collect(),
        }
    }
}

impl Vault {
    /// When the first contact was sealed that was not erased; none without one.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn first_sealed_at(&self) -> Result<Option<DateTime<Utc>>, StorageError> {
        let first: Option<i64> = self
            .connection
            .prepare_cached("SELECT min(sealed_at) FROM contact")?
            .query_row([], |row| row.get(0))?;
        first.map(time).transpose()
    }

    /// How many contacts were sealed from one moment until before another, and not erased, and how many
    /// people they are about, up to `people`.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn count_sealed(
        &self,
        sealed: &Range<DateTime<Utc>>,
        people: u32,
    ) -> Result<(u32, u32), StorageError> {
        let [start, end] = micros(sealed);
        Ok(self
            .connection
            .prepare_cached(
                "SELECT (SELECT count(*) FROM contact WHERE sealed_at >= ?1 AND sealed_at < ?2),
                   (SELECT count(*) FROM (SELECT DISTINCT root FROM contact
                      WHERE sealed_at >= ?1 AND sealed_at < ?2 LIMIT ?3))",
            )?
            .query_row((start, end, people), |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Gives every contact that was sealed from one moment until before another, and not erased, to `count`,
    /// in the order of their times.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn counted(
        &self,
        sealed: &Range<DateTime<Utc>>,
        mut count: impl FnMut(CountedRow),
    ) -> Result<(), StorageError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT root, sealed_at, setting, outcome, items, counted FROM contact
             WHERE sealed_at >= ?1 AND sealed_at < ?2 ORDER BY sealed_at, seq",
        )?;
        let mut rows = statement.query(micros(sealed))?;
        while let Some(row) = rows.next()? {
            let Counted { observed, routes } = from_json(row.get::<_, String>(5)?.as_bytes())?;
            count(CountedRow {
                person: PersonId::new(row.get::<_, String>(0)?),
                sealed_at: time(row.get(1)?)?,
                setting: row
                    .get::<_, Option<String>>(2)?
                    .map(from_word)
                    .transpose()?,
                outcome: from_word(row.get(3)?)?,
                marks: from_json(row.get::<_, String>(4)?.as_bytes())?,
                observed,
                routes,
            });
        }
        Ok(())
    }
}

fn micros(span: &Range<DateTime<Utc>>) -> [i64; 2] {
    [span.start, span.end].map(|at| at.timestamp_micros())
}
