//! What can go wrong, as facts that a screen can act on. No message here holds a path, a key, a
//! typed word or the text of a library.

use crate::ledger::LedgerFault;
use crate::passphrase::PassphraseWeak;
use crate::recovery::PhraseError;
use crate::secret::RandomFailed;
use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_IOERR_SHMSIZE;
use std::io;
use thiserror::Error;

/// The cause behind an error, stripped to what can never hold a path or a typed word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Cause {
    /// SQLite's extended result code.
    #[error("database code {0}")]
    Database(i32),
    /// What kind of trouble the file system had.
    #[error("file system: {0:?}")]
    File(io::ErrorKind),
    /// A stored row does not read as what it should be.
    #[error("a stored row does not read")]
    Row,
    /// A value could not be written out as a row.
    #[error("a value could not be written as a row")]
    Unwritable,
    /// The database did not take a setting that it must have.
    #[error("the database refused a required setting")]
    Setting,
    /// The system gave no random numbers.
    #[error("no random numbers")]
    Random,
}

/// Why something could not be read from or written to an open vault. The vault is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StorageError {
    /// There is no room left on the disk.
    #[error("the disk is full")]
    DiskFull(#[source] Cause),
    /// The vault's files cannot be written.
    #[error("the vault's files cannot be written")]
    ReadOnly(#[source] Cause),
    /// What is stored does not read.
    #[error("the vault's database is damaged")]
    Damaged(#[source] Cause),
    /// Anything else the disk or the system said.
    #[error("the disk could not be used")]
    Io(#[source] Cause),
    /// There is no such draft: it was never started, was discarded, or was sealed.
    #[error("there is no such draft")]
    NoDraft,
    /// The contact is sealed already; it is corrected by amendments only.
    #[error("the contact is sealed already")]
    AlreadySealed,
    /// There is no such record: it was never sealed, or it was erased.
    #[error("there is no such record")]
    NoRecord,
    /// The vault is open for reading only, because its files are not as they should be
    /// ([`crate::Vault::fault`]).
    #[error("the vault is open for reading only")]
    Doubtful,
    /// The two entries are the same person already.
    #[error("the two entries are the same person already")]
    SamePerson,
    /// The directory has another service of the same kind, name and area.
    #[error("the directory has this service already")]
    ServiceThere,
    /// The service is of the organisation's content pack.
    #[error("the service is of the content pack")]
    ServiceOfPack,
    /// The contact names nobody, so it cannot stand in the record.
    #[error("the contact names nobody")]
    NobodyNamed,
}

/// Why a vault was not created. Nothing is left behind that would be taken for a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CreateError {
    /// The passphrase is not strong enough.
    #[error("the passphrase is not strong enough")]
    Weak(#[source] PassphraseWeak),
    /// The folder holds a vault, or files of one, already.
    #[error("the folder holds a vault already")]
    AlreadyThere,
    /// The folder cannot be made or written.
    #[error("the folder cannot be used")]
    FolderRefused,
    /// There is no room left on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// The files could not be written for another reason.
    #[error("the vault could not be written")]
    Storage(#[source] StorageError),
    /// The system gave no random numbers.
    #[error("the system gave no random numbers")]
    Random(#[source] RandomFailed),
}

/// Why a vault was not unlocked. Nothing in it was changed or deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum UnlockError {
    /// The folder holds no vault.
    #[error("there is no vault in the folder")]
    NoVault,
    /// `vault.keys` is missing while `vault.db` is there.
    #[error("the vault's key file is missing")]
    KeysMissing,
    /// `vault.keys` is not what was written.
    #[error("the vault's key file is damaged")]
    KeysDamaged,
    /// `vault.db` is missing while `vault.keys` is there.
    #[error("the vault's database is missing")]
    DatabaseMissing,
    /// `vault.db` is not what was written. The passphrase was right.
    #[error("the vault's database is damaged")]
    DatabaseDamaged,
    /// An entry of the ledger was changed, moved or taken out.
    #[error("the record is broken at entry {seq}")]
    LedgerBroken {
        /// The first entry that does not hold.
        seq: u64,
    },
    /// The ledger is sound but does not reach what was sealed last: an older file is in its place,
    /// or its newest part is gone.
    #[error("the vault's database is older than its key file")]
    OlderFile,
    /// The files are not as they were left, and their schema is an older one: they are not changed, so
    /// they cannot be read either.
    #[error("the vault's files were changed while it was locked")]
    FilesChanged,
    /// The files come from a newer version of the app.
    #[error("the vault comes from a newer version")]
    NewerVersion,
    /// The cost of key derivation in the file is outside what is ever written.
    #[error("the vault's key file asks for a cost that is not allowed")]
    KdfOutOfRange,
    /// The passphrase is not this vault's.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// The recovery phrase does not open it.
    #[error("the recovery phrase does not open the vault")]
    Phrase(#[source] PhraseError),
    /// The new passphrase is not strong enough. Nothing was changed.
    #[error("the new passphrase is not strong enough")]
    Weak(#[source] PassphraseWeak),
    /// Too many wrong tries: not tried. The right passphrase is refused as well until then.
    #[error("wait {seconds} seconds before the next try")]
    Wait {
        /// How long until a try is taken, in seconds. At least 1.
        seconds: u64,
    },
    /// The folder cannot be read or written.
    #[error("the folder cannot be used")]
    FolderRefused,
    /// The vault is open elsewhere.
    #[error("the vault is open elsewhere")]
    InUse,
    /// There is no room left on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// The files could not be used for another reason.
    #[error("the vault's files could not be used")]
    Storage(#[source] StorageError),
}

impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::SqliteFailure(failure, _)
            | rusqlite::Error::SqlInputError { error: failure, .. } => {
                let cause = Cause::Database(failure.extended_code);
                match failure.code {
                    ErrorCode::DiskFull => Self::DiskFull(cause),
                    // No room for what the readers of the write-ahead log share.
                    _ if failure.extended_code == SQLITE_IOERR_SHMSIZE => Self::DiskFull(cause),
                    ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen => {
                        Self::ReadOnly(cause)
                    }
                    ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged(cause),
                    _ => Self::Io(cause),
                }
            }
            // Everything else rusqlite says is about a value that is not what the schema promises.
            _ => Self::Damaged(Cause::Row),
        }
    }
}

impl From<io::Error> for StorageError {
    fn from(error: io::Error) -> Self {
        let cause = Cause::File(error.kind());
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull(cause),
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                Self::ReadOnly(cause)
            }
            _ => Self::Io(cause),
        }
    }
}

impl From<RandomFailed> for StorageError {
    fn from(_: RandomFailed) -> Self {
        Self::Io(Cause::Random)
    }
}

impl From<StorageError> for UnlockError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::DiskFull(_) => Self::DiskFull,
            StorageError::ReadOnly(_) => Self::FolderRefused,
            StorageError::Damaged(_) => Self::DatabaseDamaged,
            StorageError::Io(_)
            | StorageError::NoDraft
            | StorageError::AlreadySealed
            | StorageError::NoRecord
            | StorageError::Doubtful
            | StorageError::SamePerson
            | StorageError::ServiceThere
            | StorageError::ServiceOfPack
            | StorageError::NobodyNamed => Self::Storage(error),
        }
    }
}

impl From<LedgerFault> for UnlockError {
    fn from(fault: LedgerFault) -> Self {
        match fault {
            LedgerFault::Broken { seq } => Self::LedgerBroken { seq },
            LedgerFault::OlderFile => Self::OlderFile,
            LedgerFault::OlderKeys | LedgerFault::LogLost | LedgerFault::FilesChanged => {
                Self::FilesChanged
            }
            LedgerFault::Unreadable(error) => error.into(),
        }
    }
}

impl From<StorageError> for CreateError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::DiskFull(_) => Self::DiskFull,
            StorageError::ReadOnly(_) => Self::FolderRefused,
            StorageError::Damaged(_)
            | StorageError::Io(_)
            | StorageError::NoDraft
            | StorageError::AlreadySealed
            | StorageError::NoRecord
            | StorageError::Doubtful
            | StorageError::SamePerson
            | StorageError::ServiceThere
            | StorageError::ServiceOfPack
            | StorageError::NobodyNamed => Self::Storage(error),
        }
    }
}
