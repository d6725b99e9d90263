//! Orders and events in a person's life.

use crate::error::StorageError;
use crate::ledger::{Kind, NewEntry};
use crate::people::root_of;
use crate::tables::{from_json, json_text, to_json};
use crate::vault::Vault;
use casework::ids::PersonId;
use casework::person::Event;
use casework::sealing::Author;
use chrono::{DateTime, Utc};
use rusqlite::Transaction;

impl Vault {
    /// Adds an event, or puts it in the place of the one with the same id. What was entered before stays in
    /// the ledger.
    ///
    /// # Errors
    /// [`StorageError::NoRecord`] when there is no such person, or what the disk says.
    pub fn save_event(
        &mut self,
        event: &Event,
        author: &Author,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        if root_of(&self.connection, event.person.as_str())?.is_none() {
            return Err(StorageError::NoRecord);
        }
        let payload = to_json(event)?;
        self.enter(
            &NewEntry {
                kind: Kind::Event,
                id: event.person.as_str(),
                at,
                author: author.name.stored(),
                payload: &payload,
            },
            |transaction, _| apply(transaction, event),
        )
    }

    /// Every event of a person that was not withdrawn, the earliest first; any entry of theirs finds them.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn events_of(&self, person: &PersonId) -> Result<Vec<Event>, StorageError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT body FROM event WHERE person IN
               (SELECT id FROM person WHERE root = (SELECT root FROM person WHERE id = ?1))
             ORDER BY day, id",
        )?;
        let mut rows = statement.query([person.as_str()])?;
        let mut found: Vec<Event> = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(from_json(row.get::<_, String>(0)?.as_bytes())?);
        }
        found.retain(|event| !event.withdrawn);
        Ok(found)
    }
}

/// Writes an event. Used when it is entered and when the lists are made again.
pub(crate) fn apply(transaction: &Transaction<'_>, event: &Event) -> Result<(), StorageError> {
    transaction
        .prepare_cached(
            "INSERT INTO event (id, person, day, body) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET person = ?2, day = ?3, body = ?4",
        )?
        .execute((
            event.id.as_str(),
            event.person.as_str(),
            event.on.to_string(),
            json_text(event)?,
        ))?;
    Ok(())
}
