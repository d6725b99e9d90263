//! People: who they are, their household, and entries that are the same person.
//!
//! A contact keeps the entry that it was written about for ever. Two entries that are the same person are
//! joined by saying which one stands for both (`root`), so that it can be taken apart again.

use crate::contacts;
use crate::error::StorageError;
use crate::ledger::{Kind, NewEntry};
use crate::record::Retention;
use crate::search;
use crate::tables::{self, day, from_json, time, to_json};
use crate::vault::Vault;
use casework::contact::AboutPerson;
use casework::ids::PersonId;
use casework::person::{Joining, Member, Parting, Person};
use casework::sealing::Author;
use casework::words::Words;
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

/// A person as a list shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// The entry that stands for them.
    pub id: PersonId,
    /// Name or initials, as last written; a blank never replaces a name.
    pub name: Words,
    /// The agency's own reference, as last written; a blank never replaces one.
    pub local_reference: Words,
    /// How many sealed contacts are about them.
    pub contacts: u32,
    /// When the newest of them was sealed.
    pub last_sealed_at: Option<DateTime<Utc>>,
    /// When it is looked at whether the record is still kept, London.
    pub retention_day: Option<NaiveDate>,
}

/// A person as their page shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRecord {
    /// How they stand in lists.
    pub row: PersonRow,
    /// Who they are; empty but for name and reference until somebody writes it.
    pub person: Person,
    /// Entries that were joined to this one, each as it was last written: nothing of them is lost sight of.
    pub joined: Vec<Person>,
}

impl PersonRecord {
    /// The household of every entry that is this person.
    pub fn household(&self) -> impl Iterator<Item = &Member> {
        let entries = std::iter::once(&self.person).chain(&self.joined);
        entries.flat_map(|entry| &entry.household)
    }
}

const ROW: &str = "id, name, local_reference, contacts, last_sealed_at, retention_day";

/// Reads the columns of [`ROW`].
fn person_row(row: &Row<'_>) -> Result<PersonRow, StorageError> {
    Ok(PersonRow {
        id: PersonId::new(row.get::<_, String>(0)?),
        name: Words::new(row.get::<_, String>(1)?),
        local_reference: Words::new(row.get::<_, String>(2)?),
        contacts: row.get(3)?,
        last_sealed_at: row.get::<_, Option<i64>>(4)?.map(time).transpose()?,
        retention_day: row
            .get::<_, Option<String>>(5)?
            .as_deref()
            .map(day)
            .transpose()?,
    })
}

/// Reads id, name, reference and profile: an entry as it was last written. A contact may have named them
/// anew since the profile was.
fn entry(row: &Row<'_>) -> Result<Person, StorageError> {
    let id = PersonId::new(row.get::<_, String>(0)?);
    let (name, local_reference) = (
        Words::new(row.get::<_, String>(1)?),
        Words::new(row.get::<_, String>(2)?),
    );
    Ok(match row.get::<_, Option<String>>(3)? {
        Some(profile) => Person {
            name,
            local_reference,
            ..from_json(profile.as_bytes())?
        },
        None => Person {
            id,
            name,
            local_reference,
            born: None,
            nhs_number: None,
            notes: Words::default(),
            household: Vec::new(),
        },
    })
}

impl Vault {
    /// People, the one about whom something was entered last first, at most `limit`.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn people(&self, limit: u32) -> Result<Vec<PersonRow>, StorageError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {ROW} FROM person WHERE root = id ORDER BY last_at DESC LIMIT ?1"
        ))?;
        let mut rows = statement.query([limit])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(person_row(row)?);
        }
        Ok(found)
    }

    /// People of whom it has to be decided by `today` whether their record is still kept, the one due first
    /// first, at most `limit`.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn retention_due(
        &self,
        today: NaiveDate,
        limit: u32,
    ) -> Result<Vec<PersonRow>, StorageError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {ROW} FROM person
             WHERE retention_day IS NOT NULL AND retention_day <= ?1 AND root = id
             ORDER BY retention_day, id LIMIT ?2"
        ))?;
        let mut rows = statement.query((today.to_string(), limit))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(person_row(row)?);
        }
        Ok(found)
    }

    /// How a person stands in lists; any entry of theirs finds them.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn person_row(&self, id: &PersonId) -> Result<Option<PersonRow>, StorageError> {
        let Some(root) = root_of(&self.connection, id.as_str())? else {
            return Ok(None);
        };
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {ROW} FROM person WHERE id = ?1"))?;
        let mut rows = statement.query([root])?;
        rows.next()?.map(person_row).transpose()
    }

    /// A person; any entry of theirs finds them.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn person(&self, id: &PersonId) -> Result<Option<PersonRecord>, StorageError> {
        let Some(row) = self.person_row(id)? else {
            return Ok(None);
        };
        let mut person = None;
        let mut joined = Vec::new();
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, local_reference, profile FROM person
             WHERE root = ?1 ORDER BY last_at DESC, id",
        )?;
        let mut rows = statement.query([row.id.as_str()])?;
        while let Some(found) = rows.next()? {
            let entry = entry(found)?;
            if entry.id == row.id {
                person = Some(entry);
            } else {
                joined.push(entry);
            }
        }
        let person = person.ok_or(StorageError::NoRecord)?;
        Ok(Some(PersonRecord {
            row,
            person,
            joined,
        }))
    }

    /// Adds a person, or writes who they are anew.
    ///
    /// # Errors
    /// [`StorageError::NobodyNamed`], or what the disk says; nothing was changed then. What else a person
    /// must be is for [`Person::faults`] to say.
    pub fn save_person(
        &mut self,
        person: &Person,
        author: &Author,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        if person.name.is_blank() && person.local_reference.is_blank() {
            return Err(StorageError::NobodyNamed);
        }
        let payload = to_json(person)?;
        self.enter(
            &NewEntry {
                kind: Kind::PersonChanged,
                id: person.id.as_str(),
                at,
                author: author.name.stored(),
                payload: &payload,
            },
            |transaction, head| set_profile(transaction, person, head.seq, at),
        )
    }

    /// Says that two entries are the same person from now on.
    ///
    /// # Errors
    /// [`StorageError::NoRecord`] when one of them is not there, [`StorageError::SamePerson`] when they are
    /// the same already.
    pub fn join_people(
        &mut self,
        joining: &Joining,
        author: &Author,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let kept = root_of(&self.connection, joining.kept.as_str())?;
        let joined = root_of(&self.connection, joining.joined.as_str())?;
        let (Some(kept), Some(joined)) = (kept, joined) else {
            return Err(StorageError::NoRecord);
        };
        if kept == joined {
            return Err(StorageError::SamePerson);
        }
        let joining = Joining {
            kept: PersonId::new(kept),
            joined: PersonId::new(joined),
            why: joining.why.clone(),
        };
        let payload = to_json(&joining)?;
        self.enter(
            &NewEntry {
                kind: Kind::PeopleJoined,
                id: joining.joined.as_str(),
                at,
                author: author.name.stored(),
                payload: &payload,
            },
            |transaction, _| join(transaction, &joining),
        )
    }

    /// Takes a joining apart: the entry stands alone again, with what was joined to it before.
    ///
    /// # Errors
    /// [`StorageError::NoRecord`] when it is not there or was not joined.
    pub fn part_people(
        &mut self,
        parting: &Parting,
        author: &Author,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let payload = to_json(parting)?;
        self.enter(
            &NewEntry {
                kind: Kind::PeopleParted,
                id: parting.joined.as_str(),
                at,
                author: author.name.stored(),
                payload: &payload,
            },
            |transaction, _| part(transaction, parting),
        )
    }
}

/// The entry that stands for a person; none when there is no such entry.
pub(crate) fn root_of(connection: &Connection, id: &str) -> Result<Option<String>, StorageError> {
    Ok(connection
        .prepare_cached("SELECT root FROM person WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// The entry that was written last about somebody, and who they are by it.
pub(crate) fn as_written(connection: &Connection, id: &str) -> Result<(u64, Person), StorageError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, name, local_reference, profile, seq FROM person WHERE id = ?1",
    )?;
    let mut rows = statement.query([id])?;
    let row = rows.next()?.ok_or(StorageError::NoRecord)?;
    Ok((row.get(4)?, entry(row)?))
}

/// The person whom this entry named last.
pub(crate) fn by_seq(connection: &Connection, seq: u64) -> Result<Option<PersonId>, StorageError> {
    Ok(connection
        .prepare_cached("SELECT id FROM person WHERE seq = ?1")?
        .query_row([seq], |row| Ok(PersonId::new(row.get::<_, String>(0)?)))
        .optional()?)
}

/// Writes the row of a person whom a contact names. What was left blank stays as it was.
pub(crate) fn add(
    transaction: &Transaction<'_>,
    about: &AboutPerson,
    seq: u64,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    fn written(words: &Words) -> Option<&str> {
        Some(words.stored()).filter(|_| !words.is_blank())
    }
    let before = search::seq_of_person(transaction, about.id.as_str())?;
    transaction
        .prepare_cached(
            "INSERT INTO person (id, root, seq, name, local_reference, last_at)
             VALUES (?1, ?1, ?4, coalesce(?2, ''), coalesce(?3, ''), ?5)
             ON CONFLICT (id) DO UPDATE SET
               name = coalesce(?2, name), local_reference = coalesce(?3, local_reference),
               seq = ?4, last_at = ?5",
        )?
        .execute((
            about.id.as_str(),
            written(&about.name),
            written(&about.local_reference),
            seq,
            at.timestamp_micros(),
        ))?;
    search::set_person(transaction, about.id.as_str(), before)?;
    contacts::settle_person(transaction, about.id.as_str())
}

/// Writes who a person is.
pub(crate) fn set_profile(
    transaction: &Transaction<'_>,
    person: &Person,
    seq: u64,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let before = search::seq_of_person(transaction, person.id.as_str())?;
    transaction
        .prepare_cached(
            "INSERT INTO person (id, root, seq, name, local_reference, last_at, profile)
             VALUES (?1, ?1, ?4, ?2, ?3, ?5, ?6)
             ON CONFLICT (id) DO UPDATE SET
               name = ?2, local_reference = ?3, seq = ?4, last_at = ?5, profile = ?6",
        )?
        .execute((
            person.id.as_str(),
            person.name.stored(),
            person.local_reference.stored(),
            seq,
            at.timestamp_micros(),
            tables::json_text(person)?,
        ))?;
    search::set_person(transaction, person.id.as_str(), before)?;
    contacts::settle_person(transaction, person.id.as_str())
}

/// Joins two entries, each of which stands for somebody.
pub(crate) fn join(transaction: &Transaction<'_>, joining: &Joining) -> Result<(), StorageError> {
    transaction
        .prepare_cached("UPDATE person SET joined_to = ?2 WHERE id = ?1")?
        .execute((joining.joined.as_str(), joining.kept.as_str()))?;
    regroup(transaction, joining.joined.as_str(), joining.kept.as_str())
}

/// Takes an entry off the one that it was joined to.
pub(crate) fn part(transaction: &Transaction<'_>, parting: &Parting) -> Result<(), StorageError> {
    let joined = parting.joined.as_str();
    let kept = root_of(transaction, joined)?.filter(|root| root != joined);
    let changed = transaction
        .prepare_cached(
            "UPDATE person SET joined_to = NULL WHERE id = ?1 AND joined_to IS NOT NULL",
        )?
        .execute([joined])?;
    let (Some(kept), 1) = (kept, changed) else {
        return Err(StorageError::NoRecord);
    };
    regroup(transaction, joined, joined)?;
    settle(transaction, &kept)
}

/// Lets `entry`, and whatever was joined to it, be stood for by `root`.
fn regroup(transaction: &Transaction<'_>, entry: &str, root: &str) -> Result<(), StorageError> {
    transaction
        .prepare_cached(
            "WITH RECURSIVE below (id) AS (
               VALUES (?1) UNION SELECT person.id FROM person JOIN below ON joined_to = below.id
             )
             UPDATE person SET root = ?2 WHERE id IN below",
        )?
        .execute((entry, root))?;
    transaction
        .prepare_cached(
            "UPDATE contact SET root = ?1
             WHERE person IN (SELECT id FROM person WHERE root = ?1) AND root <> ?1",
        )?
        .execute([root])?;
    settle(transaction, entry)?;
    settle(transaction, root)
}

/// Writes anew what follows from a person's contacts: how many, the newest, and which are reviewed.
pub(crate) fn settle(transaction: &Transaction<'_>, id: &str) -> Result<(), StorageError> {
    transaction
        .prepare_cached(
            "UPDATE person SET (contacts, last_sealed_at, last_at) = (
               SELECT count(sealed_at), max(sealed_at),
                 max((SELECT at FROM ledger WHERE ledger.seq = person.seq), coalesce(max(sealed_at), 0))
               FROM person AS entry LEFT JOIN contact ON contact.person = entry.id
               WHERE entry.root = ?1 OR entry.id = ?1
             ) WHERE id = ?1",
        )?
        .execute([id])?;
    contacts::settle_reviews(transaction, id)
}

/// Writes down when it is looked at whether a person's record is still kept.
pub(crate) fn set_retention(
    transaction: &Transaction<'_>,
    retention: &Retention,
) -> Result<(), StorageError> {
    let changed = transaction
        .prepare_cached("UPDATE person SET retention_day = ?2 WHERE id = ?1")?
        .execute((
            retention.person.as_str(),
            retention.day.map(|day| day.to_string()),
        ))?;
    if changed == 0 {
        return Err(StorageError::NoRecord);
    }
    Ok(())
}
