//! First run, unlock, recovery.

use crate::error::{ErrorCode, ErrorView, Field};
use crate::practice::PracticeView;
use crate::session::{App, Session, Unlocked};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::time::{Duration, Instant};
use vault::{FolderState, KdfCost, LedgerFault, RecoveryPhrase, UnlockError, Vault};

/// What the window opens with.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "start", rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "one at a time, on its way to the screen"
)]
pub enum StartView {
    /// There is no vault yet.
    FirstRun,
    /// A vault is there, locked.
    Locked {
        /// The name that it was given.
        name: String,
    },
    /// It is open, but its recovery phrase was never typed back.
    RecoveryNeeded {
        /// The vault's name.
        name: String,
    },
    /// It is open.
    Unlocked {
        /// The vault's name.
        name: String,
        /// Minutes without a key or pointer after which it locks itself, 1 to 30.
        idle_minutes: u32,
        /// What is wrong with its files; while there is something, it is open for reading only.
        fault: Option<FaultView>,
    },
    /// A practice with a made-up person is on.
    Practice {
        /// What is practised.
        practice: PracticeView,
    },
    /// A vault is there and cannot be opened.
    Unusable {
        /// Why.
        error: ErrorView,
    },
}

/// What was noticed about the vault's files. Each kind has words of its own on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FaultView {
    /// An entry does not match the rest. Nothing can be written behind it any more.
    Broken {
        /// The first such entry, if it is known.
        entry: Option<u32>,
    },
    /// The file with the records is an older one.
    OlderFile,
    /// The file with the keys is an older one.
    OlderKeys,
    /// Words of a draft that were saved are missing.
    LogLost,
    /// The files were changed while the vault was locked.
    FilesChanged,
}

impl From<LedgerFault> for FaultView {
    fn from(fault: LedgerFault) -> Self {
        match fault {
            LedgerFault::Broken { seq } => Self::Broken {
                entry: Some(u32::try_from(seq).unwrap_or(u32::MAX)),
            },
            LedgerFault::Unreadable(_) => Self::Broken { entry: None },
            LedgerFault::OlderFile => Self::OlderFile,
            LedgerFault::OlderKeys => Self::OlderKeys,
            LedgerFault::LogLost => Self::LogLost,
            LedgerFault::FilesChanged => Self::FilesChanged,
        }
    }
}

/// A new vault. The passphrase is wiped when the request is dropped.
#[derive(Deserialize, Type)]
pub struct CreateVaultRequest {
    /// The vault's name, shown on the unlock screen.
    pub name: String,
    /// The passphrase.
    #[specta(type = String)]
    pub passphrase: SecretString,
    /// The passphrase, again.
    #[specta(type = String)]
    pub repeat: SecretString,
}

/// A passphrase to be looked at before it is used.
#[derive(Deserialize, Type)]
pub struct CheckPassphraseRequest {
    /// The vault's name, which must not make the passphrase easy to guess.
    pub name: String,
    /// The passphrase.
    #[specta(type = String)]
    pub passphrase: SecretString,
}

/// The way in.
#[derive(Deserialize, Type)]
pub struct UnlockRequest {
    /// The passphrase.
    #[specta(type = String)]
    pub passphrase: SecretString,
}

/// The recovery phrase, typed back.
#[derive(Deserialize, Type)]
pub struct PhraseRequest {
    /// The 24 words.
    #[specta(type = String)]
    pub phrase: SecretString,
}

/// A way in with the recovery phrase.
#[derive(Deserialize, Type)]
pub struct RecoverRequest {
    /// The 24 words.
    #[specta(type = String)]
    pub phrase: SecretString,
    /// The new passphrase.
    #[specta(type = String)]
    pub passphrase: SecretString,
    /// The new passphrase, again.
    #[specta(type = String)]
    pub repeat: SecretString,
}

/// A new passphrase for the open vault.
#[derive(Deserialize, Type)]
pub struct ChangePassphraseRequest {
    /// The passphrase that it has now.
    #[specta(type = String)]
    pub present: SecretString,
    /// The new passphrase.
    #[specta(type = String)]
    pub passphrase: SecretString,
    /// The new passphrase, again.
    #[specta(type = String)]
    pub repeat: SecretString,
}

/// A recovery phrase, shown once.
#[derive(Serialize, Type)]
pub struct RecoveryPhraseView {
    /// Its 24 words, in order.
    pub words: Vec<String>,
}

impl From<RecoveryPhrase> for RecoveryPhraseView {
    fn from(phrase: RecoveryPhrase) -> Self {
        Self {
            words: phrase.words().into_iter().map(str::to_owned).collect(),
        }
    }
}

impl App {
    /// What the window should show first.
    ///
    /// # Errors
    /// A storage code, when the settings of an open vault cannot be read.
    pub fn start(&self) -> Result<StartView, ErrorView> {
        if let Some(view) = opened_session(&self.session()) {
            return Ok(view);
        }
        Ok(match vault::look(&self.vault_folder()) {
            FolderState::Empty => StartView::FirstRun,
            FolderState::Vault { name } => StartView::Locked { name },
            FolderState::Unusable(error) => StartView::Unusable {
                error: error.into(),
            },
        })
    }

    /// Six words that make a good passphrase.
    ///
    /// # Errors
    /// [`ErrorCode::RandomFailed`].
    pub fn suggest_passphrase(&self) -> Result<String, ErrorView> {
        Ok(vault::suggest_passphrase()?.expose_secret().to_owned())
    }

    /// Says whether a passphrase would be accepted, before it is used.
    ///
    /// # Errors
    /// [`ErrorCode::PassphraseTooShort`] or [`ErrorCode::PassphraseTooEasy`].
    pub fn check_passphrase(&self, request: &CheckPassphraseRequest) -> Result<(), ErrorView> {
        Ok(vault::check_passphrase(&request.passphrase, &request.name)?)
    }

    /// Makes the vault and opens it. The recovery phrase is returned once and has to be typed back
    /// ([`App::confirm_recovery`]) before the first contact.
    ///
    /// # Errors
    /// Codes of the form's fields, or of storage. Nothing half-made is left behind.
    pub fn create_vault(
        &self,
        request: CreateVaultRequest,
    ) -> Result<RecoveryPhraseView, ErrorView> {
        let name = request.name.trim();
        if name.is_empty() {
            return Err(ErrorView::new(ErrorCode::NameMissing).at(Field::Name));
        }
        vault::check_passphrase(&request.passphrase, name)?;
        same(&request.passphrase, &request.repeat)?;
        let mut session = self.session();
        real(&session)?;
        let (vault, phrase) = Vault::create(
            &self.vault_folder(),
            name,
            &request.passphrase,
            cost(),
            self.now(),
        )?;
        self.keep_pack_of(&vault);
        *session = open(vault)?;
        Ok(phrase.into())
    }

    /// Sets a new passphrase. The present one is asked for: the laptop may have been left open.
    ///
    /// # Errors
    /// What is wrong with one of the three; the present passphrase then still holds.
    pub fn change_passphrase(&self, request: &ChangePassphraseRequest) -> Result<(), ErrorView> {
        same(&request.passphrase, &request.repeat)?;
        let at = self.now();
        self.for_real(|open| {
            sound(&open.vault)?;
            open.vault
                .change_passphrase(&request.present, &request.passphrase, cost(), at)
                .map_err(|error| match error {
                    UnlockError::WrongPassphrase => {
                        ErrorView::new(ErrorCode::PassphraseWrong).at(Field::Present)
                    }
                    other => other.into(),
                })
        })
    }

    /// Replaces the recovery phrase; the new one has to be typed back.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`] or a storage code.
    pub fn renew_recovery(&self) -> Result<RecoveryPhraseView, ErrorView> {
        self.for_real(|open| {
            sound(&open.vault)?;
            Ok(open.vault.renew_recovery_phrase()?.into())
        })
    }

    /// Checks the recovery phrase as typed back.
    ///
    /// # Errors
    /// What is wrong with it, at [`Field::Phrase`].
    pub fn confirm_recovery(&self, request: &PhraseRequest) -> Result<StartView, ErrorView> {
        self.for_real(|open| {
            sound(&open.vault)?;
            open.vault.confirm_recovery_phrase(&request.phrase)?;
            Ok(opened(open))
        })
    }

    /// Opens the vault. Takes about a second on purpose.
    ///
    /// # Errors
    /// [`ErrorCode::PassphraseWrong`], [`ErrorCode::Wait`], or what is wrong with the files.
    pub fn unlock(&self, request: &UnlockRequest) -> Result<StartView, ErrorView> {
        let mut session = self.session();
        real(&session)?;
        if let Session::Locked = *session {
            let vault = Vault::unlock(&self.vault_folder(), &request.passphrase, self.now())?;
            self.keep_pack_of(&vault);
            *session = open(vault)?;
        }
        opened_session(&session).ok_or_else(|| ErrorCode::Locked.into())
    }

    /// Goes on writing in a vault whose files are not as they were left. It is noted in the record for
    /// good.
    ///
    /// # Errors
    /// [`ErrorCode::RecordDoubtful`] when the chain is broken, or a storage code.
    pub fn go_on(&self) -> Result<StartView, ErrorView> {
        let at = self.now();
        self.for_real(|open| {
            open.vault.go_on(at)?;
            open.open_draft = None;
            Ok(opened(open))
        })
    }

    /// Opens the vault with the recovery phrase and sets a new passphrase.
    ///
    /// # Errors
    /// What is wrong with the phrase or the new passphrase; the old passphrase then still holds.
    pub fn recover(&self, request: RecoverRequest) -> Result<StartView, ErrorView> {
        same(&request.passphrase, &request.repeat)?;
        let mut session = self.session();
        real(&session)?;
        if let Session::Locked = *session {
            let vault = Vault::unlock_with_recovery(
                &self.vault_folder(),
                &request.phrase,
                &request.passphrase,
                self.now(),
            )?;
            self.keep_pack_of(&vault);
            *session = open(vault)?;
        }
        opened_session(&session).ok_or_else(|| ErrorCode::Locked.into())
    }
}

/// How long the key derivation of a new passphrase should take.
const DERIVATION: Duration = Duration::from_secs(1);

/// What key derivation costs from now on: about a second on this laptop. Measured anew each time, in
/// the moment that a passphrase is set: it takes a second, and happens a few times in a vault's life.
fn cost() -> KdfCost {
    KdfCost::calibrated(DERIVATION, |cost| {
        let begun = Instant::now();
        cost.spend();
        begun.elapsed()
    })
}

fn open(vault: Vault) -> Result<Session, ErrorView> {
    let idle_minutes = vault.settings()?.idle_minutes;
    Ok(Session::Unlocked(Box::new(Unlocked {
        vault,
        open_draft: None,
        idle_minutes,
    })))
}

/// None while it is locked.
pub(crate) fn opened_session(session: &Session) -> Option<StartView> {
    match session {
        Session::Locked => None,
        Session::Unlocked(unlocked) => Some(opened(unlocked)),
        Session::Practice(practising) => Some(StartView::Practice {
            practice: practising.view.clone(),
        }),
    }
}

/// A vault is made or opened from its own screens, never out of a practice.
fn real(session: &Session) -> Result<(), ErrorView> {
    match session {
        Session::Practice(_) => Err(ErrorCode::InPractice.into()),
        Session::Locked | Session::Unlocked(_) => Ok(()),
    }
}

fn opened(open: &Unlocked) -> StartView {
    let name = open.vault.name().to_owned();
    let fault = open.vault.fault();
    // A doubtful vault can be read and no more: the phrase has to wait as well.
    if open.vault.recovery_confirmed() || fault.is_some() {
        StartView::Unlocked {
            name,
            idle_minutes: open.idle_minutes,
            fault: fault.map(Into::into),
        }
    } else {
        StartView::RecoveryNeeded { name }
    }
}

/// While the files are in doubt, the keys stay as they are as well.
fn sound(vault: &Vault) -> Result<(), ErrorView> {
    match vault.fault() {
        None => Ok(()),
        Some(_) => Err(ErrorCode::RecordDoubtful.into()),
    }
}

fn same(passphrase: &SecretString, repeat: &SecretString) -> Result<(), ErrorView> {
    if passphrase.expose_secret() == repeat.expose_secret() {
        Ok(())
    } else {
        Err(ErrorView::new(ErrorCode::PassphrasesDiffer).at(Field::Repeat))
    }
}
