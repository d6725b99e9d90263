//! What was made from the record that can leave the laptop, as entries of the ledger: for which reader, of
//! which contacts, when. Ids alone: no word of the record, no name of a file and no folder, which would say
//! where the copy lies. A page of questions that holds nothing about anybody is not entered.
//!
//! An erasure leaves these entries, also those that name what is erased. They hold no words, the ids stand in
//! the tombstone as well, and a copy that went out is just what an erasure cannot reach: whoever has one must
//! be told that the record is gone, and this alone says to what kind of reader it went, and when.

use crate::backup::OutputMade;
use crate::error::StorageError;
use crate::ledger::{Kind, NewEntry};
use crate::people::root_of;
use crate::tables::{from_word, time, to_json, word};
use crate::vault::Vault;
use crate::{COUNTED, SealCode};
use casework::ids::{ContactId, PersonId};
use casework::sealing::Author;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction};
use serde::{Deserialize, Serialize};

/// What kind of thing was made. The words are those of the ledger: one is never given another meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutputKind {
    /// The hand-over, as a file that anybody can open.
    HandOver,
    /// The hand-over behind a password.
    HandOverLocked,
    /// The text for the practitioner's own record system.
    OwnAgencyEntry,
    /// The text for the entry there that is to be hidden from online access.
    OwnAgencyHidden,
    /// The copy that the person may read, as a file.
    SafeCopy,
    /// The same as plain text.
    SafeCopyText,
    /// The sealed export.
    SealedExport,
    /// The exchange format.
    Fhir,
    /// Counts without anybody in them.
    Counts,
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// What kind of thing.
    pub kind: OutputKind,
    /// The contacts in it, each sealed here. None in counts.
    pub contacts: Vec<ContactId>,
    /// The person, where it is about one.
    pub person: Option<PersonId>,
    /// The seal code that stands on it. None for the present one: right only where nothing was entered since
    /// it was read.
    pub seal_code: Option<SealCode>,
}

/// An output as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputRow {
    /// The number of its entry.
    pub seq: u64,
    /// What kind of thing.
    pub kind: OutputKind,
    /// The contacts in it.
    pub contacts: Vec<ContactId>,
    /// The person, where it is about one: the entry that stood for them then.
    pub person: Option<PersonId>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The seal code that stands on it.
    pub seal_code: SealCode,
}

/// As it stands in the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FromRecord {
    what: OutputKind,
    contacts: Vec<ContactId>,
    person: Option<PersonId>,
    made_at: DateTime<Utc>,
    seal_code: SealCode,
}

impl Vault {
    /// Enters that something was made, and gives the seal code that stands on it. For when it is there: a
    /// copy that nobody saved is none.
    ///
    /// # Errors
    /// [`StorageError::NoRecord`] when a contact was never sealed here or the person is not there: what is
    /// entered as an id is one of ours. Otherwise what the disk says.
    pub fn enter_output(
        &mut self,
        output: &Output,
        author: &Author,
        at: DateTime<Utc>,
    ) -> Result<SealCode, StorageError> {
        for contact in &output.contacts {
            self.seq_of(contact)?.ok_or(StorageError::NoRecord)?;
        }
        let person = match &output.person {
            None => None,
            Some(person) => {
                let root = root_of(&self.connection, person.as_str())?;
                Some(PersonId::new(root.ok_or(StorageError::NoRecord)?))
            }
        };
        let seal_code = match &output.seal_code {
            Some(code) => code.clone(),
            None => self.seal_code(),
        };
        let made = FromRecord {
            what: output.kind,
            contacts: output.contacts.clone(),
            person,
            made_at: at,
            seal_code: seal_code.clone(),
        };
        let payload = to_json(&OutputMade::FromRecord(made.clone()))?;
        self.enter(
            &NewEntry {
                kind: Kind::OutputMade,
                // Whom it is about is said inside, where somebody who is not to know cannot see it.
                id: "vault",
                at,
                author: author.name.stored(),
                payload: &payload,
            },
            |transaction, head| add(transaction, &made, head.seq),
        )?;
        Ok(seal_code)
    }

    /// What was made about a person, whole or of single contacts of theirs, the latest first; any entry of
    /// theirs finds it. At most [`COUNTED`].
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn outputs_of(&self, person: &PersonId) -> Result<Vec<OutputRow>, StorageError> {
        rows(
            &self.connection,
            "WITH entry AS (
               SELECT id FROM person WHERE root = (SELECT root FROM person WHERE id = ?1)
             )
             SELECT seq FROM output WHERE person IN (SELECT id FROM entry)
             UNION
             SELECT output_contact.seq FROM output_contact JOIN contact ON contact.id = output_contact.contact
             WHERE contact.person IN (SELECT id FROM entry)
             ORDER BY 1 DESC LIMIT ?2",
            person.as_str(),
        )
    }

    /// What was made with a contact in it, the latest first; also once the contact is erased. At most
    /// [`COUNTED`].
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn outputs_of_contact(&self, contact: &ContactId) -> Result<Vec<OutputRow>, StorageError> {
        rows(
            &self.connection,
            "SELECT seq FROM output_contact WHERE contact = ?1 ORDER BY seq DESC LIMIT ?2",
            contact.as_str(),
        )
    }
}

/// The outputs whose numbers a statement gives.
fn rows(
    connection: &Connection,
    statement: &str,
    id: &str,
) -> Result<Vec<OutputRow>, StorageError> {
    let seqs: Vec<u64> = connection
        .prepare_cached(statement)?
        .query_map((id, COUNTED), |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    seqs.into_iter().map(|seq| row(connection, seq)).collect()
}

fn row(connection: &Connection, seq: u64) -> Result<OutputRow, StorageError> {
    let contacts = connection
        .prepare_cached("SELECT contact FROM output_contact WHERE seq = ?1 ORDER BY contact")?
        .query_map([seq], |row| Ok(ContactId::new(row.get::<_, String>(0)?)))?
        .collect::<Result<_, _>>()?;
    let mut statement = connection
        .prepare_cached("SELECT kind, person, made_at, seal_code FROM output WHERE seq = ?1")?;
    let mut rows = statement.query([seq])?;
    let row = rows
        .next()?
        .ok_or(StorageError::Damaged(crate::Cause::Row))?;
    Ok(OutputRow {
        seq,
        kind: from_word(row.get(0)?)?,
        contacts,
        person: row.get::<_, Option<String>>(1)?.map(PersonId::new),
        made_at: time(row.get(2)?)?,
        seal_code: from_word(row.get(3)?)?,
    })
}

/// Writes the rows of an output. Used when it is entered and when the lists are made again.
pub(crate) fn add(
    transaction: &Transaction<'_>,
    made: &FromRecord,
    seq: u64,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached(
            "INSERT INTO output (seq, kind, person, made_at, seal_code) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((
            seq,
            word(&made.what)?,
            made.person.as_ref().map(PersonId::as_str),
            made.made_at.timestamp_micros(),
            made.seal_code.as_str(),
        ))?;
    for contact in &made.contacts {
        transaction
            .prepare_cached("INSERT OR IGNORE INTO output_contact (contact, seq) VALUES (?1, ?2)")?
            .execute((contact.as_str(), seq))?;
    }
    Ok(())
}
