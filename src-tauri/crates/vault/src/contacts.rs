//! Sealed contacts as lists show them: rows that are made when a contact is sealed, so that no list opens
//! a contact.

use crate::actions::{self, COUNTED};
use crate::counted::Counted;
use crate::error::StorageError;
use crate::people;
use crate::referrals;
use crate::search;
use crate::tables::{day, from_json, from_word, json_text, time, word};
use crate::vault::Vault;
use casework::change::{Mark, marks};
use casework::gate::Setting;
use casework::ids::{ContactId, ItemId, PersonId};
use casework::outcome::OutcomeKind;
use casework::sealing::SealedContact;
use casework::words::Words;
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, Row, Rows, Transaction};
use std::collections::BTreeMap;

/// A sealed contact as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedRow {
    /// The contact's id.
    pub id: ContactId,
    /// Whom it is about: the entry that stands for them.
    pub person: PersonId,
    /// Their name or initials, as written in this contact.
    pub name: Words,
    /// The agency's own reference, as written in this contact.
    pub local_reference: Words,
    /// The number of its entry in the ledger: their order.
    pub seq: u64,
    /// When it was sealed.
    pub sealed_at: DateTime<Utc>,
    /// Where it took place, when that was answered.
    pub setting: Option<Setting>,
    /// What the checklist said.
    pub outcome: OutcomeKind,
    /// When it is looked at again, London; none when a reason was given instead.
    pub review_day: Option<NaiveDate>,
    /// True once a later contact with the same person was sealed.
    pub reviewed: bool,
    /// Every answer of the checklist.
    pub marks: BTreeMap<ItemId, Mark>,
}

const ROW: &str = "contact.id, contact.root, contact.name, contact.local_reference, contact.seq,
  contact.sealed_at, setting, outcome, review_day, reviewed, items";

/// Reads the columns of [`ROW`].
fn sealed_row(row: &Row<'_>) -> Result<SealedRow, StorageError> {
    Ok(SealedRow {
        id: ContactId::new(row.get::<_, String>(0)?),
        person: PersonId::new(row.get::<_, String>(1)?),
        name: Words::new(row.get::<_, String>(2)?),
        local_reference: Words::new(row.get::<_, String>(3)?),
        seq: row.get(4)?,
        sealed_at: time(row.get(5)?)?,
        setting: row
            .get::<_, Option<String>>(6)?
            .map(from_word)
            .transpose()?,
        outcome: from_word(row.get(7)?)?,
        review_day: row
            .get::<_, Option<String>>(8)?
            .as_deref()
            .map(day)
            .transpose()?,
        reviewed: row.get(9)?,
        marks: from_json(row.get::<_, String>(10)?.as_bytes())?,
    })
}

fn collect(mut rows: Rows<'_>) -> Result<Vec<SealedRow>, StorageError> {
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(sealed_row(row)?);
    }
    Ok(found)
}

impl Vault {
    /// Sealed contacts for a list, the latest first, at most `limit`.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn sealed_rows(&self, limit: u32) -> Result<Vec<SealedRow>, StorageError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {ROW} FROM contact ORDER BY sealed_at DESC LIMIT ?1"
        ))?;
        collect(statement.query([limit])?)
    }

    /// Every sealed contact with a person, in the order in which they were sealed; any entry of theirs
    /// finds them.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn contacts_of(&self, person: &PersonId) -> Result<Vec<SealedRow>, StorageError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {ROW} FROM person JOIN contact ON contact.person = person.id
             WHERE person.root = (SELECT root FROM person WHERE id = ?1) ORDER BY contact.seq"
        ))?;
        collect(statement.query([person.as_str()])?)
    }

    /// Contacts whose review is due by `until` and after which nothing was sealed about the same person, the
    /// one due first first, at most `limit`.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn reviews_due(
        &self,
        until: NaiveDate,
        limit: u32,
    ) -> Result<Vec<SealedRow>, StorageError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {ROW} FROM contact
             WHERE review_day IS NOT NULL AND reviewed = 0 AND review_day <= ?1
             ORDER BY review_day LIMIT ?2"
        ))?;
        collect(statement.query((until.to_string(), limit))?)
    }

    /// How many reviews are due by `until`, up to [`COUNTED`].
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn count_reviews_due(&self, until: NaiveDate) -> Result<u32, StorageError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM contact
                   WHERE review_day IS NOT NULL AND reviewed = 0 AND review_day <= ?1 LIMIT ?2)",
            )?
            .query_row((until.to_string(), COUNTED), |row| row.get(0))?)
    }
}

/// Writes the rows of a sealed contact.
pub(crate) fn add(
    transaction: &Transaction<'_>,
    sealed: &SealedContact,
    seq: u64,
) -> Result<(), StorageError> {
    let contact = &sealed.contact;
    let about = contact.about.as_ref().ok_or(StorageError::NobodyNamed)?;
    let setting = contact.before.setting.as_ref().map(word).transpose()?;
    transaction
        .prepare_cached(
            "INSERT INTO contact
               (id, person, root, name, local_reference, seq, sealed_at, setting, outcome, review_day, items,
                counted)
             VALUES (?1, ?2, (SELECT root FROM person WHERE id = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute((
            sealed.id.as_str(),
            about.id.as_str(),
            about.name.stored(),
            about.local_reference.stored(),
            seq,
            sealed.sealed_at.timestamp_micros(),
            setting,
            word(&sealed.outcome.kind)?,
            contact.review.day.map(|day| day.to_string()),
            json_text(&marks(contact))?,
            json_text(&Counted::of(contact))?,
        ))?;
    search::add_contact(transaction, sealed, seq)?;
    actions::add_of(transaction, sealed)?;
    referrals::add_of(transaction, sealed)?;
    settle_person(transaction, about.id.as_str())
}

/// Writes anew what follows from the contacts of an entry, for it and for the one that stands for it.
pub(crate) fn settle_person(transaction: &Transaction<'_>, id: &str) -> Result<(), StorageError> {
    people::settle(transaction, id)?;
    match people::root_of(transaction, id)? {
        Some(root) if root != id => people::settle(transaction, &root),
        _ => Ok(()),
    }
}

/// Marks the contacts of a person after which another was sealed.
pub(crate) fn settle_reviews(
    transaction: &Transaction<'_>,
    root: &str,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached(
            "WITH own AS (
               SELECT contact.id AS id, contact.seq AS seq FROM person
               JOIN contact ON contact.person = person.id WHERE person.root = ?1
             ), last AS (SELECT max(seq) AS seq FROM own)
             UPDATE contact SET reviewed = (contact.seq < (SELECT seq FROM last))
             WHERE id IN (SELECT id FROM own)
               AND reviewed <> (contact.seq < (SELECT seq FROM last))",
        )?
        .execute([root])?;
    Ok(())
}

/// The contact that was sealed as this entry.
pub(crate) fn by_seq(connection: &Connection, seq: u64) -> Result<Option<SealedRow>, StorageError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {ROW} FROM contact WHERE seq = ?1"))?;
    let mut rows = statement.query([seq])?;
    rows.next()?.map(sealed_row).transpose()
}

/// The contact behind which this entry stands as an amendment.
pub(crate) fn by_amendment(
    connection: &Connection,
    seq: u64,
) -> Result<Option<SealedRow>, StorageError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {ROW} FROM amendment JOIN contact ON contact.id = amendment.contact
         WHERE amendment.seq = ?1"
    ))?;
    let mut rows = statement.query([seq])?;
    rows.next()?.map(sealed_row).transpose()
}

/// The number of the entry of a sealed contact.
pub(crate) fn seqs_of(
    connection: &Connection,
    person: &PersonId,
) -> Result<Vec<u64>, StorageError> {
    Ok(connection
        .prepare_cached(
            "SELECT contact.seq FROM person JOIN contact ON contact.person = person.id
             WHERE person.root = (SELECT root FROM person WHERE id = ?1) ORDER BY contact.seq",
        )?
        .query_map([person.as_str()], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}
