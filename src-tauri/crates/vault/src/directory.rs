//! The directory of services. It is a record of nobody, so it does not stand in the ledger and is not made
//! again from it; a change of it is counted as one of a draft is, so that an older file is noticed.

use crate::error::{Cause, StorageError};
use crate::tables::{self, from_json, json_text, word};
use crate::vault::Vault;
use casework::directory::{Service, ServiceKind, fold};
use casework::ids::ServiceId;
use casework::words::Words;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

/// How many words of a search are looked at.
const MOST_WORDS: usize = 8;

/// Services of one kind that were looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServicesFound {
    /// The first of them, by name.
    pub services: Vec<Service>,
    /// How many there are.
    pub count: u32,
}

impl Vault {
    /// The services of a kind whose name or area has every one of these words in it, the first `limit` by
    /// name. No words find all.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn services(
        &self,
        kind: ServiceKind,
        words: &Words,
        limit: u32,
    ) -> Result<ServicesFound, StorageError> {
        let words = fold(words);
        let words: Vec<&str> = words.split(' ').take(MOST_WORDS).collect();
        // Of those that do not match and those behind the limit, the index alone is read.
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, area FROM service WHERE kind = ?1 ORDER BY name, area",
        )?;
        let mut rows = statement.query([word(&kind)?])?;
        let mut found = ServicesFound::default();
        while let Some(row) = rows.next()? {
            let name: String = row.get(1)?;
            let area: String = row.get(2)?;
            let has = |word: &&str| name.contains(*word) || area.contains(*word);
            if !words.iter().all(has) {
                continue;
            }
            if found.count < limit {
                let id = ServiceId::new(row.get::<_, String>(0)?);
                let service = self.service(&id)?;
                found.services.push(service.ok_or(StorageError::NoRecord)?);
            }
            found.count += 1;
        }
        Ok(found)
    }

    /// Every service that was typed in or imported, to compare a file with. Those of the organisation's
    /// content pack are not for a file to change.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn all_services(&self) -> Result<Vec<Service>, StorageError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT body FROM service WHERE of_pack = 0 ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read(row)?);
        }
        Ok(found)
    }

    /// How many services there are.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn service_count(&self) -> Result<u32, StorageError> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) FROM service")?
            .query_row([], |row| row.get(0))?)
    }

    /// A service.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn service(&self, id: &ServiceId) -> Result<Option<Service>, StorageError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT body FROM service WHERE id = ?1")?;
        let mut rows = statement.query([id.as_str()])?;
        rows.next()?.map(read).transpose()
    }

    /// Saves a service, new or in the place of the one with its id.
    ///
    /// # Errors
    /// [`StorageError::ServiceThere`] when another one is known by the same kind, name and area,
    /// [`StorageError::ServiceOfPack`] when it is one of the organisation's content pack, or what the disk
    /// says; the directory is then as it was.
    pub fn save_service(&mut self, service: &Service) -> Result<(), StorageError> {
        self.import(std::slice::from_ref(service))
    }

    /// Saves all of these services or none, each new or in the place of the one with its id.
    ///
    /// # Errors
    /// As [`Vault::save_service`].
    pub fn import(&mut self, services: &[Service]) -> Result<(), StorageError> {
        self.change_directory(|transaction| {
            for service in services {
                save(transaction, service)?;
            }
            Ok(())
        })
    }

    /// Takes a service out of the directory. A contact that named it keeps its name.
    ///
    /// # Errors
    /// [`StorageError::NoRecord`] when there is none, [`StorageError::ServiceOfPack`] when it is one of the
    /// organisation's content pack, which goes as a whole or not at all.
    pub fn remove_service(&mut self, id: &ServiceId) -> Result<(), StorageError> {
        self.change_directory(|transaction| {
            not_of_pack(transaction, id)?;
            let removed = transaction
                .prepare_cached("DELETE FROM service WHERE id = ?1")?
                .execute([id.as_str()])?;
            match removed {
                0 => Err(StorageError::NoRecord),
                _ => Ok(()),
            }
        })
    }

    /// Makes a change in one transaction, together with its number. When this returns it is on the disk.
    fn change_directory(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> Result<(), StorageError>,
    ) -> Result<(), StorageError> {
        self.ready_to_write()?;
        let number = self.number + 1;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        change(&transaction)?;
        tables::set_saves(&transaction, number)?;
        transaction.commit()?;
        self.saved();
        Ok(())
    }
}

fn read(row: &rusqlite::Row<'_>) -> Result<Service, StorageError> {
    let body = row.get_ref(0)?.as_bytes();
    from_json(body.map_err(|_| StorageError::Damaged(Cause::Row))?)
}

/// What is of the organisation's content pack was signed and is not changed by hand.
fn not_of_pack(connection: &Connection, id: &ServiceId) -> Result<(), StorageError> {
    let of_pack: Option<bool> = connection
        .prepare_cached("SELECT of_pack FROM service WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    match of_pack {
        Some(true) => Err(StorageError::ServiceOfPack),
        _ => Ok(()),
    }
}

fn save(connection: &Connection, service: &Service) -> Result<(), StorageError> {
    not_of_pack(connection, &service.id)?;
    let (kind, name, area) = service.known_by();
    let kind = word(&kind)?;
    let other: Option<String> = connection
        .prepare_cached(
            "SELECT id FROM service WHERE kind = ?1 AND name = ?2 AND area = ?3 AND of_pack = 0",
        )?
        .query_row((&kind, &name, &area), |row| row.get(0))
        .optional()?;
    if other.is_some_and(|id| id != service.id.as_str()) {
        return Err(StorageError::ServiceThere);
    }
    connection
        .prepare_cached(
            "INSERT INTO service (id, kind, name, area, body) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET kind = ?2, name = ?3, area = ?4, body = ?5",
        )?
        .execute((service.id.as_str(), kind, name, area, json_text(service)?))?;
    Ok(())
}
