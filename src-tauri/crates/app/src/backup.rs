//! Backup and restore.

use crate::error::{ErrorCode, ErrorView, Field};
use crate::places::{self, PlaceView, typed_path};
use crate::session::{App, Session};
use casework::when;
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use specta::Type;
use std::ffi::OsStr;
use std::fs;
use std::sync::atomic::Ordering;
use vault::{BACKUP_ENDING, Progress, RestoreKey};

/// Where a backup is to be put.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct BackUpRequest {
    /// The folder.
    pub folder: String,
    /// True when the person was told that the folder is copied to a company's computers.
    pub even_if_synced: bool,
}

/// A backup that was made.
#[derive(Clone, Debug, Serialize, Type)]
pub struct BackedUpView {
    /// The file.
    pub path: String,
    /// When it was made.
    pub made_at: String,
}

/// A backup that was found.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FoundBackupView {
    /// The file.
    pub path: String,
    /// The name of the vault in it.
    pub name: String,
    /// When it was made.
    pub made_at: String,
}

/// With what a backup is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RestoreWith {
    /// The passphrase of the time.
    Passphrase,
    /// The recovery phrase of the time.
    RecoveryPhrase,
}

/// A backup to be restored. The secret is wiped when the request is dropped.
#[derive(Deserialize, Type)]
pub struct RestoreRequest {
    /// The file.
    pub file: String,
    /// What `secret` is.
    pub with: RestoreWith,
    /// The passphrase or the recovery phrase.
    #[specta(type = String)]
    pub secret: SecretString,
}

/// What a restore has done.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RestoredView {
    /// The name of the folder in which the records are kept that were here before; none when there
    /// were none.
    pub aside: Option<String>,
}

/// The parts of a backup, of a restore and of a check of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum StageView {
    /// Copying.
    Copying,
    /// Checking what was copied.
    Checking,
    /// Writing it to where it belongs.
    Writing,
}

/// How far a backup, a restore or a check has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ProgressView {
    /// What is being done.
    pub stage: StageView,
    /// How much of this stage is done.
    pub done: u32,
    /// How much there is; 0 when nobody knows.
    pub of: u32,
}

impl From<Progress> for ProgressView {
    fn from(progress: Progress) -> Self {
        let percent = (u128::from(progress.done) * 100).checked_div(u128::from(progress.of));
        Self {
            stage: match progress.stage {
                vault::Stage::Copying => StageView::Copying,
                vault::Stage::Checking => StageView::Checking,
                vault::Stage::Writing => StageView::Writing,
            },
            done: percent.map_or(0, |percent| u32::try_from(percent).unwrap_or(100).min(100)),
            of: percent.map_or(0, |_| 100),
        }
    }
}

impl App {
    /// The places on this laptop where a backup can be put.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`].
    pub fn backup_places(&self) -> Result<Vec<PlaceView>, ErrorView> {
        self.for_real(|_| Ok(()))?;
        Ok(places::places(&self.roots))
    }

    /// Makes a backup in a folder. `tell` hears how far it has come; [`App::stop_work`] and
    /// [`App::lock`] end it.
    ///
    /// # Errors
    /// What is wrong with the folder, at [`Field::Folder`]; [`ErrorCode::Stopped`]; a storage code. No
    /// file is then left that could be taken for a backup.
    pub fn back_up(
        &self,
        request: &BackUpRequest,
        tell: &mut dyn FnMut(ProgressView),
    ) -> Result<BackedUpView, ErrorView> {
        self.for_real(|_| Ok(()))?;
        // Without the session: a drive that does not answer must not keep the vault from locking.
        let folder = self.folder_to_write(&request.folder, request.even_if_synced)?;
        let at = self.now();
        let to = folder.join(vault::backup_name(at));
        self.for_real(|open| {
            self.stop.store(false, Ordering::Relaxed);
            Ok(open.vault.backup(&to, at, &mut self.ask(tell))?)
        })?;
        Ok(BackedUpView {
            path: to.to_string_lossy().into_owned(),
            made_at: when::moment(at),
        })
    }

    /// Ends the backup, the restore or the check that is under way. Everything is then as it was.
    pub fn stop_work(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// The backups that lie in the places of this laptop, the newest first.
    pub fn backups_found(&self) -> Vec<FoundBackupView> {
        let mut found: Vec<(DateTime<Utc>, FoundBackupView)> = places::places(&self.roots)
            .iter()
            .flat_map(|place| fs::read_dir(&place.path).into_iter().flatten().flatten())
            .map(|entry| entry.path())
            .filter(|path| path.extension() == Some(OsStr::new(BACKUP_ENDING)))
            .filter_map(|path| {
                let info = vault::look_at_backup(&path).ok()?;
                let view = FoundBackupView {
                    path: path.to_str()?.to_owned(),
                    name: info.name,
                    made_at: when::moment(info.made_at),
                };
                Some((info.made_at, view))
            })
            .collect();
        found.sort_by(|(one, _), (other, _)| other.cmp(one));
        found.into_iter().map(|(_, view)| view).collect()
    }

    /// Puts the vault of a backup in the place of the one that is here, which is kept aside. The vault
    /// is locked before and after.
    ///
    /// # Errors
    /// [`ErrorCode::InUse`] while the vault is open; what is wrong with the file or with the
    /// passphrase; [`ErrorCode::Stopped`]. What was there is then as it was.
    pub fn restore(
        &self,
        request: &RestoreRequest,
        tell: &mut dyn FnMut(ProgressView),
    ) -> Result<RestoredView, ErrorView> {
        let session = self.session();
        match *session {
            Session::Locked => {}
            Session::Unlocked(_) => return Err(ErrorCode::InUse.into()),
            Session::Practice(_) => return Err(ErrorCode::InPractice.into()),
        }
        self.stop.store(false, Ordering::Relaxed);
        let file = typed_path(&request.file)
            .ok_or(ErrorView::new(ErrorCode::BackupMissing).at(Field::File))?;
        let key = match request.with {
            RestoreWith::Passphrase => RestoreKey::Passphrase(&request.secret),
            RestoreWith::RecoveryPhrase => RestoreKey::RecoveryPhrase(&request.secret),
        };
        let aside = vault::restore(
            &file,
            &self.vault_folder(),
            &key,
            self.now(),
            &mut self.ask(tell),
        )?;
        drop(session);
        Ok(RestoredView {
            aside: aside.and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned())),
        })
    }

    /// Tells of progress that can be seen, and asks whether to go on.
    pub(crate) fn ask(&self, tell: &mut dyn FnMut(ProgressView)) -> impl FnMut(Progress) -> bool {
        let mut told = None;
        move |progress| {
            let view = ProgressView::from(progress);
            if told != Some(view) {
                told = Some(view);
                tell(view);
            }
            !self.stop.load(Ordering::Relaxed)
        }
    }
}
