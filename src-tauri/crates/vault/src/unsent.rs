//! What stood in a form that had not been sent when the vault was locked: one, of whichever page.
//!
//! Nobody has said yet that it is to be kept. So it is in no entry of the ledger, in no list, search or
//! export, and the next one takes its place. Every erasure takes it too: whom it is about is not known here,
//! and words about somebody who was erased may not stay.

use crate::error::StorageError;
use crate::vault::Vault;
use casework::words::Words;
use rusqlite::{OptionalExtension, Transaction};

impl Vault {
    /// Keeps a form as the page wrote it down, in the place of any before; nothing takes that one away. When
    /// this returns it is on the disk.
    ///
    /// # Errors
    /// [`StorageError`]; what was kept before is then still there.
    pub fn keep_unsent(&mut self, form: Option<&Words>) -> Result<(), StorageError> {
        self.ready_to_write()?;
        match form {
            Some(form) => self
                .connection
                .prepare_cached(
                    "INSERT INTO unsent (one, body) VALUES (1, ?1)
                     ON CONFLICT (one) DO UPDATE SET body = ?1",
                )?
                .execute([form.stored()])?,
            None => self.connection.execute("DELETE FROM unsent", [])?,
        };
        Ok(())
    }

    /// The form that is kept, if there is one.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn unsent(&self) -> Result<Option<Words>, StorageError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT body FROM unsent WHERE one = 1")?;
        let form: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
        Ok(form.map(Words::new))
    }
}

/// Takes the kept form away, with an erasure.
pub(crate) fn remove(transaction: &Transaction<'_>) -> Result<(), StorageError> {
    transaction.execute("DELETE FROM unsent", [])?;
    Ok(())
}
