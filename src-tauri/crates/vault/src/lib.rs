//! The vault: one practitioner's records in an encrypted folder.
//!
//! What it is: `vault.keys` (the master key, wrapped by a passphrase and by a recovery phrase),
//! `vault.db` (SQLCipher: a ledger that only grows, drafts, and lists derived from the ledger) and
//! the one way in, [`Vault`].
//!
//! What it is not: it has no clock (times are arguments), no screen, no view of who may read what,
//! and no way to open without a key. It does not protect an unlocked machine against an
//! administrator or malware, and a chain proves nothing against somebody with the key who rewrites
//! all of it, unless a [`SealCode`] was noted outside.
//!
//! It never deletes a vault and never makes a new one in place of one it cannot read.
//!
//! Start at [`Vault::create`], [`Vault::unlock`] and [`Vault::seal`]; every database setting is in
//! `open.rs`, the format of `vault.keys` in `slots.rs`, the chain in `ledger.rs`.

mod actions;
mod backup;
mod clock;
mod contacts;
mod counted;
mod directory;
mod draft;
mod erasure;
mod error;
mod events;
mod export;
mod files;
mod ledger;
mod mark;
mod open;
mod outputs;
mod packs;
mod passphrase;
mod people;
mod record;
mod recovery;
mod referrals;
#[cfg(feature = "faults")]
pub mod seam;
mod search;
mod secret;
mod settings;
mod slots;
mod tables;
mod tries;
mod unsent;
mod vault;

pub use actions::{ActionEntry, ActionRow, COUNTED};
pub use backup::{
    Ask, BACKUP_ENDING, BackupError, BackupInfo, Progress, RestoreKey, Stage, backup_name,
    look_at_backup, restore,
};
pub use contacts::SealedRow;
pub use counted::CountedRow;
pub use directory::ServicesFound;
pub use draft::{Draft, DraftRow};
pub use erasure::{Erase, Erasure};
pub use error::{Cause, CreateError, StorageError, UnlockError};
pub use export::VERIFIER;
pub use ledger::{Head, Kind, LedgerFault, SealCode, SealedRecord};
pub use outputs::{Output, OutputKind, OutputRow};
pub use packs::{LoadedPack, TrustedKey};
pub use passphrase::{PassphraseWeak, check_passphrase, suggest_passphrase};
pub use people::{PersonRecord, PersonRow};
pub use record::{AmendmentRecord, Retention};
pub use recovery::{PhraseError, RecoveryPhrase};
pub use referrals::ReferralRow;
pub use search::{Found, FoundIn, Hit, Looking};
pub use secret::RandomFailed;
pub use settings::{Sector, Settings};
pub use slots::{KdfCost, KdfOutOfRange};
pub use vault::{FolderState, Vault, look};
