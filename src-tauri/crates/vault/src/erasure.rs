//! Erasure: words are taken out of the ledger and a reasoned tombstone is left.
//!
//! The payload and its salt go, so that nothing can be guessed from the commitment that stays; the
//! chain holds as before. What it cannot reach: backups made earlier, and what was copied out. That
//! something was copied out stays known (`outputs.rs`).

use crate::contacts;
use crate::error::StorageError;
use crate::ledger::{self, Head, Kind, NewEntry};
use crate::search;
use crate::tables;
use crate::unsent;
use crate::vault::Vault;
use casework::ids::{ContactId, PersonId};
use casework::person::{Joining, Parting};
use casework::sealing::{Author, ErasureReason};
use casework::words::Words;
use chrono::{DateTime, Utc};
use rusqlite::{Transaction, TransactionBehavior};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
        let people = people_of(&transaction, what)?;
        if contacts.is_empty() && people.is_empty() {
            return Err(StorageError::NoRecord);
        }
        let mut entries = Vec::new();
        for contact in &contacts {
            entries.extend(entries_with_id(
                &transaction,
                contact,
                &[
                    Kind::ContactSealed,
                    Kind::Amendment,
                    Kind::Action,
                    Kind::Referral,
                ],
            )?);
        }
        for person in &people {
            entries.extend(entries_with_id(
                &transaction,
                person,
                &[
                    Kind::PersonAdded,
                    Kind::PersonChanged,
                    Kind::Retention,
                    Kind::Action,
                    Kind::Event,
                ],
            )?);
        }
        entries.extend(joinings_of(&transaction, &people)?);
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
        unsent::remove(&transaction)?;
        if let Erase::Person(_) = what {
            discard_drafts_about(&transaction, &people)?;
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
        search::remove(transaction, *seq)?;
    }
    let contacts = contacts_of(transaction, &erasure.what)?;
    let people = people_of(transaction, &erasure.what)?;
    let mut about: BTreeSet<String> = BTreeSet::new();
    for contact in &contacts {
        about.extend(ids(
            transaction,
            "SELECT person FROM contact WHERE id = ?1",
            contact,
        )?);
        for table in ["action", "referral", "amendment"] {
            transaction.execute(
                &format!("DELETE FROM {table} WHERE contact = ?1"),
                [contact],
            )?;
        }
        transaction.execute("DELETE FROM contact WHERE id = ?1", [contact])?;
    }
    for person in &people {
        transaction.execute("DELETE FROM action WHERE person = ?1", [person])?;
        transaction.execute("DELETE FROM event WHERE person = ?1", [person])?;
        transaction.execute("DELETE FROM person WHERE id = ?1", [person])?;
        about.remove(person);
    }
    for person in &about {
        contacts::settle_person(transaction, person)?;
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
            "SELECT id FROM contact WHERE person IN
               (SELECT id FROM person WHERE root = (SELECT root FROM person WHERE id = ?1))",
            id.as_str(),
        ),
    }
}

/// The entries of the person whose name goes as well. With a contact that is the only one of its person,
/// unless something else was entered about them by itself: then they stay in the list of people.
fn people_of(transaction: &Transaction<'_>, what: &Erase) -> Result<Vec<String>, StorageError> {
    match what {
        Erase::Contact(id) => ids(
            transaction,
            "SELECT person.id FROM contact AS this JOIN person ON person.id = this.person
             WHERE this.id = ?1 AND profile IS NULL AND joined_to IS NULL
               AND NOT EXISTS (SELECT 1 FROM contact AS other
                 WHERE other.person = person.id AND other.id <> this.id)
               AND NOT EXISTS (SELECT 1 FROM person AS other WHERE other.joined_to = person.id)
               AND NOT EXISTS (SELECT 1 FROM event WHERE event.person = person.id)
               AND NOT EXISTS (SELECT 1 FROM action WHERE action.person = person.id AND contact IS NULL)",
            id.as_str(),
        ),
        Erase::Person(id) => ids(
            transaction,
            "SELECT id FROM person WHERE root = (SELECT root FROM person WHERE id = ?1)",
            id.as_str(),
        ),
    }
}

/// Entries that say that one of these was the same person as another, or was not: why may name them.
fn joinings_of(transaction: &Transaction<'_>, people: &[String]) -> Result<Vec<u64>, StorageError> {
    let seqs: Vec<(u64, String)> = transaction
        .prepare_cached(
            "SELECT seq, kind FROM ledger JOIN ledger_payload USING (seq)
             WHERE kind IN ('people_joined', 'people_parted')",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut found = Vec::new();
    // A parting names one of the two; the other is known from the joining before it.
    let mut with: BTreeMap<PersonId, PersonId> = BTreeMap::new();
    for (seq, kind) in seqs {
        let payload = ledger::payload(transaction, seq)?;
        let (joined, kept) = if kind == Kind::PeopleJoined.as_str() {
            let joining: Joining = tables::from_json(&payload)?;
            with.insert(joining.joined.clone(), joining.kept.clone());
            (joining.joined, Some(joining.kept))
        } else {
            let parting: Parting = tables::from_json(&payload)?;
            let kept = with.get(&parting.joined).cloned();
            (parting.joined, kept)
        };
        let named = [Some(joined), kept];
        if named
            .iter()
            .flatten()
            .any(|id| people.iter().any(|person| person == id.as_str()))
        {
            found.push(seq);
        }
    }
    Ok(found)
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
    people: &[String],
) -> Result<(), StorageError> {
    let drafts: Vec<(String, String)> = transaction
        .prepare_cached("SELECT contact, body FROM draft_part WHERE part = 'about'")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (draft, body) in drafts {
        let part: casework::contact::Contact = tables::from_json(body.as_bytes())?;
        let about = part.about.map(|about| about.id);
        if about.is_some_and(|id| people.iter().any(|person| person == id.as_str())) {
            tables::remove_draft(transaction, &draft)?;
        }
    }
    Ok(())
}
