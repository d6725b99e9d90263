//! Drafts: contacts that are being written. One row a part, so that saving one answer writes one
//! small row.

use crate::error::{Cause, StorageError};
use crate::people::root_of;
use crate::tables;
use crate::vault::Vault;
use casework::contact::{Contact, PartKey};
use casework::gate::Setting;
use casework::ids::{ContactId, PersonId};
use casework::words::Words;
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, TransactionBehavior};

/// A contact that is being written, as it was last saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The contact's id.
    pub id: ContactId,
    /// When it was started.
    pub started_at: DateTime<Utc>,
    /// When something was last saved in it; [`Draft::started_at`] when nothing was yet.
    pub saved_at: DateTime<Utc>,
    /// Everything that was entered.
    pub contact: Contact,
}

/// A draft as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// The contact's id.
    pub id: ContactId,
    /// When it was started.
    pub started_at: DateTime<Utc>,
    /// When something was last saved in it; [`DraftRow::started_at`] when nothing was yet.
    pub saved_at: DateTime<Utc>,
    /// Whom it is about: the entry that it was written about, once somebody is named.
    pub person: Option<PersonId>,
    /// Name or initials, blank when nobody is named yet.
    pub name: Words,
    /// The agency's own reference, blank when nobody is named yet.
    pub local_reference: Words,
    /// Where the contact takes place, when that was answered.
    pub setting: Option<Setting>,
}

impl Vault {
    /// Starts an empty draft.
    ///
    /// # Errors
    /// [`StorageError::AlreadySealed`] when a record has this id.
    pub fn start_draft(&mut self, id: &ContactId, at: DateTime<Utc>) -> Result<(), StorageError> {
        if self.seq_of(id)?.is_some() {
            return Err(StorageError::AlreadySealed);
        }
        self.ready_to_write()?;
        self.connection
            .prepare_cached("INSERT INTO draft (id, started_at, number) VALUES (?1, ?2, ?3)")?
            .execute((id.as_str(), at.timestamp_micros(), self.number + 1))?;
        self.saved();
        Ok(())
    }

    /// Saves one part of a draft, or takes it away. When this returns it is on the disk.
    ///
    /// # Errors
    /// [`StorageError::NoDraft`], or what the disk says; the part is then as it was before.
    pub fn save_part(
        &mut self,
        id: &ContactId,
        key: &PartKey,
        part: Option<&Contact>,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        self.save_parts(id, &[(key, part)], at)
    }

    /// Saves several parts of a draft, or takes them away, all or none. When this returns they are on
    /// the disk.
    ///
    /// # Errors
    /// [`StorageError::NoDraft`], or what the disk says; the parts are then as they were before.
    pub fn save_parts(
        &mut self,
        id: &ContactId,
        parts: &[(&PartKey, Option<&Contact>)],
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let mut bodies = Vec::with_capacity(parts.len());
        for (key, part) in parts {
            let body = part.map(tables::to_json).transpose()?.unwrap_or_default();
            let body = String::from_utf8(body).map_err(|_| StorageError::Io(Cause::Unwritable))?;
            bodies.push((key.to_string(), body));
        }
        self.ready_to_write()?;
        let number = self.number + 1;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let there: bool = transaction
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM draft WHERE id = ?1)")?
            .query_row([id.as_str()], |row| row.get(0))?;
        if !there {
            return Err(StorageError::NoDraft);
        }
        for (key, body) in bodies {
            // A part that was taken away stays as an empty row, which holds the number.
            transaction
                .prepare_cached(
                    "INSERT INTO draft_part (contact, part, body, saved_at, number)
                     VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (contact, part)
                     DO UPDATE SET body = ?3, saved_at = ?4, number = ?5",
                )?
                .execute((id.as_str(), key, body, at.timestamp_micros(), number))?;
        }
        transaction.commit()?;
        self.saved();
        Ok(())
    }

    /// A draft with everything in it.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] when a part does not read; it stays where it is.
    pub fn draft(&self, id: &ContactId) -> Result<Option<Draft>, StorageError> {
        let started: Option<i64> = self
            .connection
            .prepare_cached("SELECT started_at FROM draft WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        let Some(started) = started else {
            return Ok(None);
        };
        let mut statement = self.connection.prepare_cached(
            "SELECT body, saved_at FROM draft_part WHERE contact = ?1 AND body <> ''",
        )?;
        let mut rows = statement.query([id.as_str()])?;
        let mut parts: Vec<Contact> = Vec::new();
        let mut saved = started;
        while let Some(row) = rows.next()? {
            parts.push(tables::from_json(
                row.get_ref(0)?
                    .as_bytes()
                    .map_err(|_| StorageError::Damaged(Cause::Row))?,
            )?);
            saved = saved.max(row.get(1)?);
        }
        Ok(Some(Draft {
            id: id.clone(),
            started_at: tables::time(started)?,
            saved_at: tables::time(saved)?,
            contact: Contact::from_parts(parts),
        }))
    }

    /// All drafts for a list, the one saved last first. Reads who and where, and no more.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn drafts(&self) -> Result<Vec<DraftRow>, StorageError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, started_at,
               coalesce((SELECT max(saved_at) FROM draft_part WHERE contact = id), started_at),
               (SELECT body FROM draft_part WHERE contact = id AND part = 'about' AND body <> ''),
               (SELECT body FROM draft_part WHERE contact = id AND part = 'before' AND body <> '')
             FROM draft ORDER BY 3 DESC",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let part = |column| -> Result<Contact, StorageError> {
                let body: Option<String> = row.get(column)?;
                body.map_or_else(
                    || Ok(Contact::default()),
                    |body| tables::from_json(body.as_bytes()),
                )
            };
            let about = part(3)?.about;
            found.push(DraftRow {
                id: ContactId::new(row.get::<_, String>(0)?),
                started_at: tables::time(row.get(1)?)?,
                saved_at: tables::time(row.get(2)?)?,
                person: about.as_ref().map(|about| about.id.clone()),
                name: about
                    .as_ref()
                    .map(|about| about.name.clone())
                    .unwrap_or_default(),
                local_reference: about.map(|about| about.local_reference).unwrap_or_default(),
                setting: part(4)?.before.setting,
            });
        }
        Ok(found)
    }

    /// The drafts about a person, the one saved last first; any entry of theirs finds them.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn drafts_of(&self, person: &PersonId) -> Result<Vec<DraftRow>, StorageError> {
        let Some(root) = root_of(&self.connection, person.as_str())? else {
            return Ok(Vec::new());
        };
        let mut drafts = self.drafts()?;
        let mut fault = None;
        drafts.retain(|draft| {
            let about = draft.person.as_ref();
            let found = about.map(|about| root_of(&self.connection, about.as_str()));
            match found.transpose() {
                Ok(found) => found.flatten().as_ref() == Some(&root),
                Err(error) => {
                    fault = Some(error);
                    false
                }
            }
        });
        fault.map_or(Ok(drafts), Err)
    }

    /// Throws a draft away for good.
    ///
    /// # Errors
    /// [`StorageError::NoDraft`].
    pub fn discard_draft(&mut self, id: &ContactId) -> Result<(), StorageError> {
        self.ready_to_write()?;
        let number = self.number + 1;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        if !tables::remove_draft(&transaction, id.as_str())? {
            return Err(StorageError::NoDraft);
        }
        tables::set_saves(&transaction, number)?;
        transaction.commit()?;
        self.saved();
        Ok(())
    }
}
