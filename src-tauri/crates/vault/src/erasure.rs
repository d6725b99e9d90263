//! Erasure: words are taken out of the ledger and a reasoned tombstone is left.
//!
//! The payload and its salt go, so that nothing can be guessed from the commitment that stays; the
//! chain holds as before. What it cannot reach: backups made earlier, and what was copied out.

use crate::error::StorageError;
use crate::ledger::{self, Head, Kind, NewEntry};
use crate::tables;
use crate::vault::Vault;
use casework::ids::{ContactId, PersonId};
use casework::sealing::{Author, ErasureReason};
use casework::words::Words;
use chrono::{DateTime, Utc};
use rusqlite::{Transaction, TransactionBehavior};
use serde::{Deserialize, Serialize};

/// What is to be erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Erase {
    /// One sealed contact with its amendments. When it is the only one about its person, their name
    /// goes with it.
    Contact(ContactId),
    /// Everything about a person: all contacts, amendments and drafts, and their name.
    Person(PersonId),
}

/// The tombstone: what stays of what was erased. Holds nobody's words but the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// What was asked for.
    pub what: Erase,
    /// The entries whose payload was taken.
    pub entries: Vec<u64>,
    /// How many sealed contacts were among them.
    pub contacts: u32,
    /// Why.
    pub reason: ErasureReason,
    /// More about why: the order's number, say.
    pub why: Words,
    /// Who did it.
    pub author: Author,
    /// When.
    pub at: DateTime<Utc>,
}

impl Vault {
    /// Takes payloads and salts out of the ledger, and leaves a tombstone. Afterwards the words are in
    /// none of the vault's files, not in its log either.
    ///
    /// # Errors
    /// [`StorageError::NoRecord`] when there is nothing of that name, or what the disk says: then
    /// everything is as it was.
    pub fn erase(
        &mut self,
        what: &Erase,
        reason: ErasureReason,
        why: &Words,
        author: &Author,
        at: DateTime<Utc>,
    ) -> Result<Erasure, StorageError> {
        self.ready_to_write()?;
        let written = self.written(at);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let contacts = contacts_of(&transaction, what)?;
        let person = person_of(&transaction, what)?;
        if contacts.is_empty() && person.is_none() {
            return Err(StorageError::NoRecord);
        }
        let mut entries = Vec::new();
        for contact in &contacts {
            entries.extend(entries_with_id(
                &transaction,
                contact,
                &[Kind::ContactSealed, Kind::Amendment],
            )?);
        }
        if let Some(person) = &person {
            entries.extend(entries_with_id(
                &transaction,
                person,
                &[Kind::PersonAdded, Kind::Retention],
            )?);
        }
        entries.sort_unstable();
        let erasure = Erasure {
            what: what.clone(),
            entries,
            contacts: u32::try_from(contacts.len()).unwrap_or(u32::MAX),
            reason,
            why: why.clone(),
            author: author.clone(),
            at,
        };
        let id = match what {
            Erase::Contact(id) => id.as_str(),
            Erase::Person(id) => id.as_str(),
        };
        let entry = NewEntry {
            kind: Kind::Erasure,
            id,
            at,
            author: author.name.stored(),
            payload: &tables::to_json(&erasure)?,
        };
        let head = ledger::append(&transaction, &self.head, &entry, written)?;
        apply(&transaction, &erasure, &head)?;
        if let Erase::Person(person) = what {
            discard_drafts_about(&transaction, person)?;
            tables::set_saves(&transaction, self.number + 1)?;
        }
        transaction.commit()?;
        self.committed(head, at);
        if matches!(what, Erase::Person(_)) {
            self.saved();
        }
        // The log still holds the pages as they were: it is brought in and cut off. Should that fail
        // now, the lock does it.
        let _ = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        Ok(erasure)
    }

    /// Every erasure, the latest first.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn erasures(&self) -> Result<Vec<Erasure>, StorageError> {
        let seqs: Vec<u64> = self
            .connection
            .prepare_cached("SELECT seq FROM erasure ORDER BY seq DESC")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        seqs.into_iter()
            .map(|seq| tables::from_json(&ledger::payload(&self.connection, seq)?))
            .collect()
    }
}

/// Takes the payloads and what was derived from them, in the order in which rows refer to each other.
/// Used when it happens and when the lists are made again.
pub(crate) fn apply(
    transaction: &Transaction<'_>,
    erasure: &Erasure,
    by: &Head,
) -> Result<(), StorageError> {
    for seq in &erasure.entries {
        transaction
            .prepare_cached("INSERT OR IGNORE INTO erased (seq, by) VALUES (?1, ?2)")?
            .execute((seq, by.seq))?;
        transaction
            .prepare_cached("DELETE FROM ledger_payload WHERE seq = ?1")?
            .execute([seq])?;
    }
    let contacts = contacts_of(transaction, &erasure.what)?;
    let person = person_of(transaction, &erasure.what)?;
    for contact in &contacts {
        for table in ["action", "amendment"] {
            transaction.execute(
                &format!("DELETE FROM {table} WHERE contact = ?1"),
                [contact],
            )?;
        }
        transaction.execute("DELETE FROM contact WHERE id = ?1", [contact])?;
    }
    if let Some(person) = person {
        transaction.execute("DELETE FROM person WHERE id = ?1", [person])?;
    }
    transaction.execute("INSERT INTO erasure (seq) VALUES (?1)", [by.seq])?;
    Ok(())
}

fn ids(
    transaction: &Transaction<'_>,
    statement: &str,
    id: &str,
) -> Result<Vec<String>, StorageError> {
    Ok(transaction
        .prepare_cached(statement)?
        .query_map([id], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

fn contacts_of(transaction: &Transaction<'_>, what: &Erase) -> Result<Vec<String>, StorageError> {
    match what {
        Erase::Contact(id) => ids(
            transaction,
            "SELECT id FROM contact WHERE id = ?1",
            id.as_str(),
        ),
        Erase::Person(id) => ids(
            transaction,
            "SELECT id FROM contact WHERE person = ?1",
            id.as_str(),
        ),
    }
}

/// The person whose name goes as well.
fn person_of(transaction: &Transaction<'_>, what: &Erase) -> Result<Option<String>, StorageError> {
    let found = match what {
        Erase::Contact(id) => ids(
            transaction,
            "SELECT person FROM contact AS this WHERE id = ?1 AND NOT EXISTS
               (SELECT 1 FROM contact AS other WHERE other.person = this.person AND other.id <> this.id)",
            id.as_str(),
        )?,
        Erase::Person(id) => ids(
            transaction,
            "SELECT id FROM person WHERE id = ?1",
            id.as_str(),
        )?,
    };
    Ok(found.into_iter().next())
}

fn entries_with_id(
    transaction: &Transaction<'_>,
    id: &str,
    kinds: &[Kind],
) -> Result<Vec<u64>, StorageError> {
    let mut found = Vec::new();
    for kind in kinds {
        let seqs: Vec<u64> = transaction
            .prepare_cached(
                "SELECT seq FROM ledger JOIN ledger_payload USING (seq)
                 WHERE id = ?1 AND kind = ?2",
            )?
            .query_map((id, kind.as_str()), |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        found.extend(seqs);
    }
    Ok(found)
}

/// Drafts are nobody's record yet, but they hold the person's words all the same.
fn discard_drafts_about(
    transaction: &Transaction<'_>,
    person: &PersonId,
) -> Result<(), StorageError> {
    let drafts: Vec<(String, String)> = transaction
        .prepare_cached("SELECT contact, body FROM draft_part WHERE part = 'about'")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (draft, body) in drafts {
        let part: casework::contact::Contact = tables::from_json(body.as_bytes())?;
        if part.about.is_some_and(|about| about.id == *person) {
            tables::remove_draft(transaction, &draft)?;
        }
    }
    Ok(())
}
