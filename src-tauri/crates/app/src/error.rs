//! One error type at the boundary: a code for which the screens have words, and nothing else.
//!
//! Causes stay behind it. They can hold paths, names or notes, so they reach neither the screen nor
//! a log.

use casework::contact::ChangeRefused;
use casework::directory::Column;
use casework::directory::sheet::SheetFault;
use casework::directory::table::TableFault;
use guide::StoreError;
use guide::pack::{PackFault, StandingFault};
use report::pdf::PdfError;
use serde::Serialize;
use specta::Type;
use vault::{
    BackupError, CreateError, PassphraseWeak, PhraseError, RandomFailed, StorageError, UnlockError,
};

/// What went wrong. Each code exists because a screen says something of its own for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// Something is locked that must be open for this.
    Locked,
    /// What was asked for is not there (any more).
    NotFound,
    /// A vault needs a name.
    NameMissing,
    /// The two passphrases differ.
    PassphrasesDiffer,
    /// Fewer than twelve characters and fewer than four words.
    PassphraseTooShort,
    /// Long enough but easy to guess.
    PassphraseTooEasy,
    /// Not the passphrase of this vault.
    PassphraseWrong,
    /// Too many wrong tries; `number` is the seconds to wait.
    Wait,
    /// A vault is there already.
    VaultExists,
    /// There is no vault.
    NoVault,
    /// The file with the keys is missing.
    KeysMissing,
    /// The file with the keys is damaged.
    KeysDamaged,
    /// The file with the records is missing.
    DatabaseMissing,
    /// The file with the records is damaged.
    DatabaseDamaged,
    /// The chain of the record does not verify; `number` is the first bad entry.
    LedgerBroken,
    /// The file with the records is older than the file with the keys.
    OlderFile,
    /// The vault was written by a newer version of Waymark.
    NewerVersion,
    /// The key settings in the file are outside what is accepted.
    KeySettingsRefused,
    /// The folder cannot be written.
    FolderRefused,
    /// Another window has the vault open.
    InUse,
    /// The disk is full.
    DiskFull,
    /// The vault cannot be written.
    ReadOnly,
    /// Reading or writing failed.
    StorageFailed,
    /// The computer gave no random numbers.
    RandomFailed,
    /// A word of the recovery phrase is not in the list; `number` is its place.
    PhraseWordUnknown,
    /// The recovery phrase does not have 24 words; `number` is how many it has.
    PhraseWordCount,
    /// All words are in the list, but together they are not a recovery phrase.
    PhraseMistyped,
    /// A recovery phrase, but not of this vault.
    PhraseOfAnotherVault,
    /// The recovery phrase has to be typed back first.
    RecoveryNotConfirmed,
    /// The judgement comes before the outcome.
    JudgementFirst,
    /// The outcome was shown; the judgement can only be raised.
    OutcomeShown,
    /// The new judgement is not graver.
    NotRaised,
    /// A reason is needed.
    ReasonMissing,
    /// The contact is sealed already.
    AlreadySealed,
    /// Something still stands between the draft and its seal.
    NotReadyToSeal,
    /// The guide cannot be read.
    GuideUnavailable,
    /// The vault's files are not as they were left: it is open for reading only.
    RecordDoubtful,
    /// The vault's files are not as they were left, and cannot be read for it.
    FilesChanged,
    /// What should be added to a record is missing.
    TextMissing,
    /// The word that confirms an erasure was not typed.
    EraseNotConfirmed,
    /// There is no folder of this name.
    FolderMissing,
    /// Nothing can be written in the folder that was chosen for a backup.
    FolderReadOnly,
    /// The two entries are the same person already.
    SamePerson,
    /// Nothing says what is to be done.
    ActionWhatMissing,
    /// Nothing says who does it.
    ActionWhoMissing,
    /// Nothing says by when.
    ActionByMissing,
    /// The day by which it is to be done is past already.
    ActionByPast,
    /// The day by which it is to be done is years away.
    ActionByFar,
    /// It is said to be done on a day that is still to come.
    ActionDoneInFuture,
    /// It is said to be done long before it was decided.
    ActionDoneLongBefore,
    /// Nothing says what came of it.
    ActionOutcomeMissing,
    /// It is done already.
    ActionAlreadyDone,
    /// It is open.
    ActionStillOpen,
    /// The folder that was chosen for a backup is Waymark's own.
    FolderIsOwn,
    /// The folder is probably copied to a company's computers.
    FolderSynced,
    /// The file is no backup.
    NotABackup,
    /// The backup is not as it was written.
    BackupDamaged,
    /// There is a file of this name already.
    BackupExists,
    /// There is no file of this name.
    BackupMissing,
    /// The copy does not hold what the vault holds.
    BackupNotWhole,
    /// There is no room for it.
    BackupNoRoom,
    /// Reading or writing it failed.
    BackupFailed,
    /// It was stopped.
    Stopped,
    /// The directory has this service already.
    ServiceThere,
    /// There is no file of this name to take a directory from.
    ImportMissing,
    /// It cannot be read, or is no file.
    ImportUnreadable,
    /// It is empty.
    ImportEmpty,
    /// It is larger than any directory.
    ImportTooLarge,
    /// It is UTF-16 and has to be saved in another way.
    ImportUtf16,
    /// It is the file of a spreadsheet program and has to be saved as CSV.
    ImportWorkbook,
    /// It is no text.
    ImportNotText,
    /// A quotation mark is never closed; `number` is the row.
    ImportQuoteOpen,
    /// No column is headed as the name.
    ImportNoNames,
    /// No column is headed as the kind.
    ImportNoKinds,
    /// Two columns could be the same; `number` is which, from 1 in the order of the form.
    ImportColumnTwice,
    /// Nothing stands below the headings.
    ImportNoRows,
    /// There are more services than are taken at once.
    ImportTooManyRows,
    /// The file is another than the one that was looked at.
    ImportChanged,
    /// The service may make things worse for the victim: it is no route.
    NotAdvised,
    /// The day is still to come.
    DayInFuture,
    /// No contact was chosen, or there is none yet, to make something of that leaves.
    OutputNothing,
    /// The record is not as it was when the preview was made.
    OutputChanged,
    /// Something in the text could tell the person what somebody else said, and nobody has looked at it;
    /// `number` is how many there are.
    OutputLeaksOpen,
    /// There is a file of this name already, and nobody has said that it may be replaced.
    OutputExists,
    /// The file could not be made.
    OutputFailed,
    /// Nothing would be in the text.
    OutputEmpty,
    /// The system did not take the text for its clipboard.
    ClipboardFailed,
    /// The content pack is larger than any.
    PackTooLarge,
    /// The file is no content pack.
    PackNotAPack,
    /// The content pack is of a newer format.
    PackNewer,
    /// The content pack ends too early.
    PackCut,
    /// The content pack is not signed.
    PackUnsigned,
    /// Something stands behind the signature of the content pack.
    PackTooMuch,
    /// The key of the content pack is none that can be trusted.
    PackKeyWeak,
    /// The signature is not of this content pack.
    PackSignatureWrong,
    /// The content of the pack is no text.
    PackNotText,
    /// The content of the pack does not read.
    PackUnreadable,
    /// The pack has a field that no pack has.
    PackFieldUnknown,
    /// The pack tries to change what no pack may.
    PackForbidden,
    /// Something is missing in the pack.
    PackFieldMissing,
    /// Nothing says where something in the pack was checked.
    PackSourceMissing,
    /// The pack holds nothing.
    PackEmpty,
    /// A text of the pack is too long, or there are too many of something.
    PackTooLong,
    /// The pack has characters that hide or turn text.
    PackCharacters,
    /// Something stands twice in the pack.
    PackIdTwice,
    /// An id of the pack is not written as ids are.
    PackIdWrong,
    /// The pack has a law card that the guide does not have.
    PackLawUnknown,
    /// The pack gives a law card another nation.
    PackNationWrong,
    /// A day of the pack does not exist.
    PackDayWrong,
    /// A day of the pack is still to come.
    PackDayInFuture,
    /// A day for the next check does not follow within a year of the last one.
    PackCheckAgainWrong,
    /// The pack would let be mentioned what must never be.
    PackNeverSayRemoved,
    /// A text of the pack reassures.
    PackReassures,
    /// The pack offers a service that is not advised.
    PackNotAdvised,
    /// The pack says where a refuge or a victim could be found.
    PackAddress,
    /// A phone number of the pack is none.
    PackPhoneWrong,
    /// The pack is signed with another key than the trusted one.
    PackForeign,
    /// The pack is of another organisation.
    PackOtherOrganisation,
    /// The pack is older than one that was loaded.
    PackOlder,
    /// Another pack with the same serial was loaded.
    PackSameSerial,
    /// The key of the pack is not the one that was typed.
    PackKeyWrong,
    /// The pack is another file than the one that was looked at.
    PackChanged,
    /// The service is of the organisation's content pack and is not changed by hand.
    ServiceOfPack,
    /// This is practice: nothing leaves it, comes into it or is set in it.
    InPractice,
}

/// The field of a form that an error belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The vault's name.
    Name,
    /// The passphrase.
    Passphrase,
    /// The passphrase, again.
    Repeat,
    /// The passphrase that the vault has now.
    Present,
    /// The recovery phrase.
    Phrase,
    /// A reason.
    Reason,
    /// A correction or addition.
    Text,
    /// The word that confirms.
    Confirm,
    /// A folder for a backup.
    Folder,
    /// A backup.
    File,
    /// What is to be done.
    What,
    /// Who does it.
    Who,
    /// By when.
    By,
    /// The day on which it was done.
    DoneOn,
    /// What came of it.
    Outcome,
    /// A day.
    Day,
    /// The key of a content pack.
    Key,
}

/// An error as the screens get it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ErrorView {
    /// What went wrong.
    pub code: ErrorCode,
    /// The field that it belongs to, if one.
    pub field: Option<Field>,
    /// A number that belongs to it: seconds, the place of a word, an entry.
    pub number: Option<u32>,
}

impl ErrorView {
    /// An error that belongs to no field.
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            field: None,
            number: None,
        }
    }

    /// The same error, at a field.
    pub fn at(self, field: Field) -> Self {
        Self {
            field: Some(field),
            ..self
        }
    }

    /// The same error, with its number.
    pub fn number(self, number: u64) -> Self {
        Self {
            number: Some(u32::try_from(number).unwrap_or(u32::MAX)),
            ..self
        }
    }
}

impl From<ErrorCode> for ErrorView {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

impl From<PassphraseWeak> for ErrorView {
    fn from(weak: PassphraseWeak) -> Self {
        let code = match weak {
            PassphraseWeak::TooShort => ErrorCode::PassphraseTooShort,
            PassphraseWeak::TooEasy => ErrorCode::PassphraseTooEasy,
        };
        Self::new(code).at(Field::Passphrase)
    }
}

impl From<RandomFailed> for ErrorView {
    fn from(_: RandomFailed) -> Self {
        Self::new(ErrorCode::RandomFailed)
    }
}

impl From<PdfError> for ErrorView {
    fn from(error: PdfError) -> Self {
        Self::new(match error {
            PdfError::Random => ErrorCode::RandomFailed,
            // Nothing that anybody typed makes one of these: the practitioner can only try again.
            PdfError::Undated
            | PdfError::Layout
            | PdfError::Export
            | PdfError::TooLong
            | PdfError::NoPassword
            | PdfError::Encryption => ErrorCode::OutputFailed,
        })
    }
}

impl From<PhraseError> for ErrorView {
    fn from(error: PhraseError) -> Self {
        let view = match error {
            PhraseError::UnknownWord { position } => {
                Self::new(ErrorCode::PhraseWordUnknown).number(position as u64)
            }
            PhraseError::WrongCount { found } => {
                Self::new(ErrorCode::PhraseWordCount).number(found as u64)
            }
            PhraseError::Checksum => Self::new(ErrorCode::PhraseMistyped),
            PhraseError::NotThisVault => Self::new(ErrorCode::PhraseOfAnotherVault),
            PhraseError::Storage(error) => return error.into(),
        };
        view.at(Field::Phrase)
    }
}

impl From<StorageError> for ErrorView {
    fn from(error: StorageError) -> Self {
        Self::new(match error {
            StorageError::DiskFull(_) => ErrorCode::DiskFull,
            StorageError::ReadOnly(_) => ErrorCode::ReadOnly,
            StorageError::Damaged(_) => ErrorCode::DatabaseDamaged,
            StorageError::Io(_) => ErrorCode::StorageFailed,
            StorageError::NoDraft | StorageError::NoRecord => ErrorCode::NotFound,
            StorageError::Doubtful => ErrorCode::RecordDoubtful,
            StorageError::SamePerson => ErrorCode::SamePerson,
            StorageError::ServiceThere => ErrorCode::ServiceThere,
            StorageError::ServiceOfPack => ErrorCode::ServiceOfPack,
            StorageError::AlreadySealed => ErrorCode::AlreadySealed,
            StorageError::NobodyNamed => ErrorCode::NotReadyToSeal,
        })
    }
}

impl From<SheetFault> for ErrorView {
    fn from(fault: SheetFault) -> Self {
        let view = match fault {
            SheetFault::Table(TableFault::Empty) => Self::new(ErrorCode::ImportEmpty),
            SheetFault::Table(TableFault::TooLarge) => Self::new(ErrorCode::ImportTooLarge),
            SheetFault::Table(TableFault::Utf16) => Self::new(ErrorCode::ImportUtf16),
            SheetFault::Table(TableFault::Workbook) => Self::new(ErrorCode::ImportWorkbook),
            SheetFault::Table(TableFault::NotText) => Self::new(ErrorCode::ImportNotText),
            SheetFault::Table(TableFault::QuoteOpen { row }) => {
                Self::new(ErrorCode::ImportQuoteOpen).number(row.into())
            }
            SheetFault::NoNames => Self::new(ErrorCode::ImportNoNames),
            SheetFault::NoKinds => Self::new(ErrorCode::ImportNoKinds),
            SheetFault::Twice(column) => {
                let place = Column::ALL.iter().position(|one| *one == column);
                let place = place.map_or(0, |place| place + 1);
                Self::new(ErrorCode::ImportColumnTwice).number(place as u64)
            }
            SheetFault::NoRows => Self::new(ErrorCode::ImportNoRows),
            SheetFault::TooManyRows => Self::new(ErrorCode::ImportTooManyRows),
        };
        view.at(Field::File)
    }
}

impl From<PackFault> for ErrorCode {
    fn from(fault: PackFault) -> Self {
        match fault {
            PackFault::TooLarge => Self::PackTooLarge,
            PackFault::NotAPack => Self::PackNotAPack,
            PackFault::Newer => Self::PackNewer,
            PackFault::Cut => Self::PackCut,
            PackFault::Unsigned => Self::PackUnsigned,
            PackFault::TooMuch => Self::PackTooMuch,
            PackFault::KeyWeak => Self::PackKeyWeak,
            PackFault::SignatureWrong => Self::PackSignatureWrong,
            PackFault::NotText => Self::PackNotText,
            PackFault::Unreadable => Self::PackUnreadable,
            PackFault::FieldUnknown => Self::PackFieldUnknown,
            PackFault::Forbidden => Self::PackForbidden,
            PackFault::FieldMissing => Self::PackFieldMissing,
            PackFault::SourceMissing => Self::PackSourceMissing,
            PackFault::Empty => Self::PackEmpty,
            PackFault::TooLong => Self::PackTooLong,
            PackFault::Characters => Self::PackCharacters,
            PackFault::IdTwice => Self::PackIdTwice,
            PackFault::IdWrong => Self::PackIdWrong,
            PackFault::LawUnknown => Self::PackLawUnknown,
            PackFault::NationWrong => Self::PackNationWrong,
            PackFault::DayWrong => Self::PackDayWrong,
            PackFault::DayInFuture => Self::PackDayInFuture,
            PackFault::CheckAgainWrong => Self::PackCheckAgainWrong,
            PackFault::NeverSayRemoved => Self::PackNeverSayRemoved,
            PackFault::Reassures => Self::PackReassures,
            PackFault::NotAdvised => Self::PackNotAdvised,
            PackFault::Address => Self::PackAddress,
            PackFault::PhoneWrong => Self::PackPhoneWrong,
        }
    }
}

impl From<StandingFault> for ErrorCode {
    fn from(fault: StandingFault) -> Self {
        match fault {
            StandingFault::Foreign => Self::PackForeign,
            StandingFault::OtherOrganisation => Self::PackOtherOrganisation,
            StandingFault::Older => Self::PackOlder,
            StandingFault::SameSerial => Self::PackSameSerial,
        }
    }
}

impl From<CreateError> for ErrorView {
    fn from(error: CreateError) -> Self {
        match error {
            CreateError::Weak(weak) => weak.into(),
            CreateError::AlreadyThere => ErrorCode::VaultExists.into(),
            CreateError::FolderRefused => ErrorCode::FolderRefused.into(),
            CreateError::DiskFull => ErrorCode::DiskFull.into(),
            CreateError::Storage(error) => error.into(),
            CreateError::Random(error) => error.into(),
        }
    }
}

impl From<UnlockError> for ErrorView {
    fn from(error: UnlockError) -> Self {
        let code = match error {
            UnlockError::NoVault => ErrorCode::NoVault,
            UnlockError::KeysMissing => ErrorCode::KeysMissing,
            UnlockError::KeysDamaged => ErrorCode::KeysDamaged,
            UnlockError::DatabaseMissing => ErrorCode::DatabaseMissing,
            UnlockError::DatabaseDamaged => ErrorCode::DatabaseDamaged,
            UnlockError::LedgerBroken { seq } => {
                return Self::new(ErrorCode::LedgerBroken).number(seq);
            }
            UnlockError::OlderFile => ErrorCode::OlderFile,
            UnlockError::FilesChanged => ErrorCode::FilesChanged,
            UnlockError::NewerVersion => ErrorCode::NewerVersion,
            UnlockError::KdfOutOfRange => ErrorCode::KeySettingsRefused,
            UnlockError::WrongPassphrase => {
                return Self::new(ErrorCode::PassphraseWrong).at(Field::Passphrase);
            }
            UnlockError::Phrase(error) => return error.into(),
            UnlockError::Weak(weak) => return weak.into(),
            UnlockError::Wait { seconds } => {
                return Self::new(ErrorCode::Wait).number(seconds);
            }
            UnlockError::FolderRefused => ErrorCode::FolderRefused,
            UnlockError::InUse => ErrorCode::InUse,
            UnlockError::DiskFull => ErrorCode::DiskFull,
            UnlockError::Storage(error) => return error.into(),
        };
        Self::new(code)
    }
}

impl From<BackupError> for ErrorView {
    fn from(error: BackupError) -> Self {
        let code = match error {
            BackupError::NotABackup => return Self::new(ErrorCode::NotABackup).at(Field::File),
            BackupError::Damaged => return Self::new(ErrorCode::BackupDamaged).at(Field::File),
            BackupError::Missing => return Self::new(ErrorCode::BackupMissing).at(Field::File),
            BackupError::NewerVersion => ErrorCode::NewerVersion,
            BackupError::AlreadyThere => ErrorCode::BackupExists,
            BackupError::Stopped => ErrorCode::Stopped,
            BackupError::CopyNotWhole => ErrorCode::BackupNotWhole,
            BackupError::Unlock(error) => return error.into(),
            BackupError::Storage(StorageError::DiskFull(_)) => ErrorCode::BackupNoRoom,
            BackupError::Storage(StorageError::Io(_) | StorageError::ReadOnly(_)) => {
                ErrorCode::BackupFailed
            }
            BackupError::Storage(error) => return error.into(),
        };
        Self::new(code)
    }
}

impl From<ChangeRefused> for ErrorView {
    fn from(refused: ChangeRefused) -> Self {
        match refused {
            ChangeRefused::JudgementFirst => ErrorCode::JudgementFirst.into(),
            ChangeRefused::OutcomeShown => ErrorCode::OutcomeShown.into(),
            ChangeRefused::NothingToRaise | ChangeRefused::NotRaised => ErrorCode::NotRaised.into(),
            ChangeRefused::NotAdvised => ErrorCode::NotAdvised.into(),
            ChangeRefused::ReasonMissing => Self::new(ErrorCode::ReasonMissing).at(Field::Reason),
        }
    }
}

impl From<StoreError> for ErrorView {
    fn from(_: StoreError) -> Self {
        ErrorCode::GuideUnavailable.into()
    }
}
