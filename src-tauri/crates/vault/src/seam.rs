//! For `cargo xtask faults` alone: a way in that does not pay for a key derivation each time. It needs
//! the passphrase once, and gives nobody a key that they did not have.

use crate::error::UnlockError;
use crate::files;
use crate::secret::{Key, MasterKey, hex, unhex};
use crate::tries::Tries;
use crate::vault::{Vault, Way, read_keys};
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use std::path::Path;

/// The master key of a vault, kept by a test.
#[derive(Clone)]
pub struct Kept([u8; 32]);

impl Kept {
    /// Pays once.
    ///
    /// # Errors
    /// [`UnlockError`], as an unlock.
    pub fn pay(folder: &Path, passphrase: &SecretString) -> Result<Self, UnlockError> {
        let master = read_keys(folder)?.unwrap_with_passphrase(passphrase)?;
        Ok(Self(*master.0.bytes()))
    }

    fn master(&self) -> MasterKey {
        let mut key = Key::zeroed();
        *key.bytes_mut() = self.0;
        MasterKey(key)
    }

    /// The database's raw key as SQLCipher takes it, `x'..'`.
    pub fn raw_key(&self) -> String {
        format!("x'{}'", hex(self.master().derive_database_key().bytes()))
    }

    /// Unlocks as with the passphrase, but for the derivation. The slot is not looked at.
    ///
    /// # Errors
    /// [`UnlockError`], as an unlock.
    pub fn unlock(&self, folder: &Path, at: DateTime<Utc>) -> Result<Vault, UnlockError> {
        let keys = read_keys(folder)?;
        let lock = files::FolderLock::take(folder)?;
        let mut vault = Vault::open(folder, keys, self.master(), lock)?;
        vault.enter_unlock(Way::Passphrase, Tries::read(folder).wrong(), at);
        Ok(vault)
    }
}

impl Kept {
    /// As text, for a child process of a test.
    pub fn to_text(&self) -> String {
        hex(&self.0)
    }

    /// From what [`Kept::to_text`] gave.
    pub fn from_text(text: &str) -> Option<Self> {
        unhex(text).map(Self)
    }
}
