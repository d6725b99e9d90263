//! The content pack of the practitioner's organisation: what is loaded, and whose key is trusted.
//!
//! It is in the ledger, because who was to be told and what the guide said are part of the record. Its
//! services stand in the directory beside the practitioner's own and are made again from the entry. What a
//! pack may hold is for `guide` to say; here its content is a text that is kept.

use crate::error::{Cause, StorageError};
use crate::ledger::{self, Kind, NewEntry};
use crate::tables::{from_json, json_text, to_json, word};
use crate::vault::Vault;
use casework::directory::Service;
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};

/// A content pack as it was loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadedPack {
    /// The public key that it was signed with, hexadecimal. Trusted from now on.
    pub key: String,
    /// The key that was trusted until now, when this one takes its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<String>,
    /// Whose it is.
    pub organisation: String,
    /// Grows with every pack of one organisation.
    pub serial: u32,
    /// SHA-256 of the file, hexadecimal.
    pub digest: String,
    /// The content, as it was signed.
    pub content: String,
    /// Its services, as the directory has them.
    pub services: Vec<Service>,
    /// When it was loaded.
    pub loaded_at: DateTime<Utc>,
}

/// Whose key is trusted, and the newest pack that was loaded with it. It stays when that one is removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedKey {
    /// The public key, hexadecimal.
    pub key: String,
    /// Whose it is.
    pub organisation: String,
    /// The serial of the newest pack.
    pub serial: u32,
    /// The digest of that one.
    pub digest: String,
}

/// What an entry of the ledger says of packs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "pack", rename_all = "snake_case")]
pub(crate) enum PackEntry {
    /// One was loaded, in the place of any before.
    Loaded(Box<LoadedPack>),
    /// The loaded one was taken away.
    Removed {
        /// Its digest.
        digest: String,
    },
}

/// The id of every entry on packs: they are about nobody.
const ID: &str = "pack";

impl Vault {
    /// The pack that is loaded; none when there is none. Checked against its commitment.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] when it is not what was written.
    pub fn pack(&self) -> Result<Option<LoadedPack>, StorageError> {
        let seq: Option<Option<u64>> = self
            .connection
            .prepare_cached("SELECT seq FROM pack WHERE one = 1")?
            .query_row([], |row| row.get(0))
            .optional()?;
        let Some(seq) = seq.flatten() else {
            return Ok(None);
        };
        let payload = ledger::payload(&self.connection, seq)?;
        match from_json(&payload)? {
            PackEntry::Loaded(pack) => Ok(Some(*pack)),
            PackEntry::Removed { .. } => Err(StorageError::Damaged(Cause::Row)),
        }
    }

    /// Whose key is trusted; none before the first pack.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn trusted_key(&self) -> Result<Option<TrustedKey>, StorageError> {
        Ok(self
            .connection
            .prepare_cached("SELECT key, organisation, serial, digest FROM pack WHERE one = 1")?
            .query_row([], |row| {
                Ok(TrustedKey {
                    key: row.get(0)?,
                    organisation: row.get(1)?,
                    serial: row.get(2)?,
                    digest: row.get(3)?,
                })
            })
            .optional()?)
    }

    /// Loads a pack in the place of any before, all of it or nothing, and trusts its key from now on.
    /// Whether it may be loaded is decided above.
    ///
    /// # Errors
    /// [`StorageError`]; everything is then as it was.
    pub fn load_pack(&mut self, pack: LoadedPack) -> Result<(), StorageError> {
        let at = pack.loaded_at;
        self.enter_pack(&PackEntry::Loaded(Box::new(pack)), at)
    }

    /// Takes the loaded pack away; the key stays trusted, and an older pack stays refused.
    ///
    /// # Errors
    /// [`StorageError::NoRecord`] when none is loaded.
    pub fn remove_pack(&mut self, at: DateTime<Utc>) -> Result<(), StorageError> {
        let pack = self.pack()?.ok_or(StorageError::NoRecord)?;
        let digest = pack.digest;
        self.enter_pack(&PackEntry::Removed { digest }, at)
    }

    fn enter_pack(&mut self, entry: &PackEntry, at: DateTime<Utc>) -> Result<(), StorageError> {
        let payload = to_json(entry)?;
        let author = self.settings()?.author.name;
        self.enter(
            &NewEntry {
                kind: Kind::Pack,
                id: ID,
                at,
                author: author.stored(),
                payload: &payload,
            },
            |transaction, head| apply(transaction, entry, head.seq),
        )
    }
}

/// Brings the tables to what an entry says.
pub(crate) fn apply(
    transaction: &Transaction<'_>,
    entry: &PackEntry,
    seq: u64,
) -> Result<(), StorageError> {
    remove_services(transaction)?;
    let PackEntry::Loaded(pack) = entry else {
        transaction.execute("UPDATE pack SET seq = NULL WHERE one = 1", [])?;
        return Ok(());
    };
    transaction.execute(
        "INSERT OR REPLACE INTO pack (one, key, organisation, serial, digest, seq)
         VALUES (1, ?1, ?2, ?3, ?4, ?5)",
        (
            &pack.key,
            &pack.organisation,
            pack.serial,
            &pack.digest,
            seq,
        ),
    )?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO service (id, kind, name, area, body, of_pack) VALUES (?1, ?2, ?3, ?4, ?5, 1)",
    )?;
    for service in &pack.services {
        let (kind, name, area) = service.known_by();
        insert.execute((
            service.id.as_str(),
            word(&kind)?,
            name,
            area,
            json_text(service)?,
        ))?;
    }
    Ok(())
}

/// Takes the services of a pack out of the directory.
pub(crate) fn remove_services(transaction: &Transaction<'_>) -> Result<(), StorageError> {
    transaction.execute("DELETE FROM service WHERE of_pack = 1", [])?;
    Ok(())
}

/// Every row of the directory that is of a pack, as text.
pub(crate) const SERVICES: (&str, &str) = ("service WHERE of_pack = 1", "*");
