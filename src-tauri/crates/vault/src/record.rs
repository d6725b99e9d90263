//! The record: what is sealed, corrected and kept, each as an entry of the ledger.

use crate::error::StorageError;
use crate::ledger::{self, Head, Kind, NewEntry};
use crate::tables;
use crate::vault::Vault;
use crate::{SealCode, SealedRecord, Settings, contacts, people};
use casework::ids::{ContactId, PersonId};
use casework::sealing::{Amendment, Author, SealedContact};
use casework::words::Words;
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior};
use serde::{Deserialize, Serialize};

/// When it is looked at whether a person's record is still kept. How long that is, is for the
/// practitioner's organisation to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// The person.
    pub person: PersonId,
    /// The day, London; none takes an earlier one back.
    pub day: Option<NaiveDate>,
    /// Why that day.
    pub why: Words,
}

/// An amendment as it stands in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmendmentRecord {
    /// The amendment.
    pub amendment: Amendment,
    /// The number of its entry.
    pub seq: u64,
    /// Seconds by which the laptop's clock was seen to run off before it.
    pub clock_off: Option<i64>,
}

impl Vault {
    /// Seals a contact: one transaction adds the person if they are new or named anew, adds the contact, writes
    /// the lists and takes the draft away.
    ///
    /// # Errors
    /// [`StorageError::AlreadySealed`], [`StorageError::NobodyNamed`], or what the disk says:
    /// then nothing was sealed and the draft is as it was.
    pub fn seal(&mut self, sealed: &SealedContact) -> Result<SealCode, StorageError> {
        if self.seq_of(&sealed.id)?.is_some() {
            return Err(StorageError::AlreadySealed);
        }
        let about = sealed
            .contact
            .about
            .as_ref()
            .ok_or(StorageError::NobodyNamed)?;
        let about_json = tables::to_json(about)?;
        let payload = tables::to_json(sealed)?;
        let author = sealed.author.name.stored();
        let at = sealed.sealed_at;
        self.ready_to_write()?;
        let (mut written, number) = (self.written(at), self.number + 1);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut head = self.head;
        let known: Option<(String, String)> = transaction
            .prepare_cached("SELECT name, local_reference FROM person WHERE id = ?1")?
            .query_row([about.id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let adds_nothing = |now: &Words, known: &str| now.is_blank() || now.stored() == known;
        let unchanged = known.is_some_and(|(name, reference)| {
            adds_nothing(&about.name, &name) && adds_nothing(&about.local_reference, &reference)
        });
        if !unchanged {
            let entry = NewEntry {
                kind: Kind::PersonAdded,
                id: about.id.as_str(),
                at,
                author,
                payload: &about_json,
            };
            head = ledger::append(&transaction, &head, &entry, written)?;
            // Said once: the next entry is written in the same moment.
            written.clock_off = None;
            people::add(&transaction, about, head.seq, at)?;
        }
        let entry = NewEntry {
            kind: Kind::ContactSealed,
            id: sealed.id.as_str(),
            at,
            author,
            payload: &payload,
        };
        head = ledger::append(&transaction, &head, &entry, written)?;
        contacts::add(&transaction, sealed, head.seq)?;
        tables::remove_draft(&transaction, sealed.id.as_str())?;
        tables::set_saves(&transaction, number)?;
        transaction.commit()?;
        self.committed(head, at);
        self.saved();
        Ok(self.seal_code())
    }

    /// A sealed contact, checked against its commitment.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] when it is not what was sealed.
    pub fn sealed(&self, id: &ContactId) -> Result<Option<SealedRecord>, StorageError> {
        let Some(seq) = self.seq_of(id)? else {
            return Ok(None);
        };
        Ok(Some(SealedRecord {
            sealed: tables::from_json(&ledger::payload(&self.connection, seq)?)?,
            seq,
            seal_code: SealCode::of(&ledger::head_at(&self.connection, seq)?),
            clock_off: ledger::clock_off(&self.connection, seq)?,
            amendments: self.amendments(id)?,
        }))
    }

    /// The sealed contacts about one person, under every entry of theirs, that were not erased, in the order in which they were
    /// sealed, each checked against its commitment.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] when one is not what was sealed: what it said must not be left out
    /// without a word.
    pub fn sealed_about(&self, person: &PersonId) -> Result<Vec<SealedContact>, StorageError> {
        // An erasure takes the row of the contact away.
        let seqs = contacts::seqs_of(&self.connection, person)?;
        seqs.into_iter()
            .map(|seq| tables::from_json(&ledger::payload(&self.connection, seq)?))
            .collect()
    }

    pub(crate) fn seq_of(&self, id: &ContactId) -> Result<Option<u64>, StorageError> {
        Ok(self
            .connection
            .prepare_cached("SELECT seq FROM contact WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?)
    }

    /// The settings, or the usual ones when none were saved.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn settings(&self) -> Result<Settings, StorageError> {
        tables::settings(&self.connection)
    }

    /// Saves the settings, as an entry of the ledger: who wrote a record is part of it.
    ///
    /// # Errors
    /// [`StorageError`]; the settings are then as they were.
    pub fn save_settings(
        &mut self,
        settings: &Settings,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let settings = settings.clone().held();
        let payload = tables::to_json(&settings)?;
        self.enter(
            &NewEntry {
                kind: Kind::Settings,
                id: "settings",
                at,
                author: settings.author.name.stored(),
                payload: &payload,
            },
            |transaction, _| tables::set_settings(transaction, &payload),
        )
    }

    /// Adds an amendment behind a sealed contact. What was sealed stays as it is.
    ///
    /// # Errors
    /// [`StorageError::NoRecord`] when nothing is sealed under this id, or what the disk says.
    pub fn amend(&mut self, amendment: &Amendment) -> Result<SealCode, StorageError> {
        if self.seq_of(&amendment.contact)?.is_none() {
            return Err(StorageError::NoRecord);
        }
        let payload = tables::to_json(amendment)?;
        self.enter(
            &NewEntry {
                kind: Kind::Amendment,
                id: amendment.contact.as_str(),
                at: amendment.at,
                author: amendment.author.name.stored(),
                payload: &payload,
            },
            |transaction, head| tables::add_amendment(transaction, amendment, head.seq),
        )?;
        Ok(self.seal_code())
    }

    /// The amendments of a contact in the order in which they were made, each checked against its
    /// commitment.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] when one is not what was written.
    pub fn amendments(&self, id: &ContactId) -> Result<Vec<AmendmentRecord>, StorageError> {
        let seqs: Vec<u64> = self
            .connection
            .prepare_cached("SELECT seq FROM amendment WHERE contact = ?1 ORDER BY seq")?
            .query_map([id.as_str()], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        seqs.into_iter()
            .map(|seq| {
                Ok(AmendmentRecord {
                    amendment: tables::from_json(&ledger::payload(&self.connection, seq)?)?,
                    seq,
                    clock_off: ledger::clock_off(&self.connection, seq)?,
                })
            })
            .collect()
    }

    /// Sets the day on which it is looked at whether a person's record is still kept.
    ///
    /// # Errors
    /// [`StorageError::NoRecord`] when there is no such person, or what the disk says.
    pub fn set_retention(
        &mut self,
        retention: &Retention,
        author: &Author,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let root = people::root_of(&self.connection, retention.person.as_str())?;
        let retention = &Retention {
            person: PersonId::new(root.ok_or(StorageError::NoRecord)?),
            ..retention.clone()
        };
        let payload = tables::to_json(retention)?;
        self.enter(
            &NewEntry {
                kind: Kind::Retention,
                id: retention.person.as_str(),
                at,
                author: author.name.stored(),
                payload: &payload,
            },
            |transaction, _| people::set_retention(transaction, retention),
        )
    }

    /// Adds one entry to the ledger and whatever is derived from it, in one transaction.
    pub(crate) fn enter(
        &mut self,
        entry: &NewEntry<'_>,
        derive: impl FnOnce(&Transaction<'_>, &Head) -> Result<(), StorageError>,
    ) -> Result<(), StorageError> {
        self.ready_to_write()?;
        let written = self.written(entry.at);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let head = ledger::append(&transaction, &self.head, entry, written)?;
        derive(&transaction, &head)?;
        transaction.commit()?;
        self.committed(head, entry.at);
        Ok(())
    }
}
