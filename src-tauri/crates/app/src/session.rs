//! The one state behind the window: the guide, and a vault that is locked or open.

use crate::error::{ErrorCode, ErrorView};
use crate::places::Roots;
use crate::practice::{Practising, sweep};
use casework::checklist::Checklist;
use casework::ids::ContactId;
use chrono::{DateTime, Utc};
use guide::pack::Content;
use guide::{Guide, GuideStore};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};
use vault::{Draft, Vault};

/// Everything behind the window. Shared by all commands.
pub struct App {
    pub(crate) data_folder: PathBuf,
    pub(crate) guide: Guide,
    search: Mutex<Option<GuideStore>>,
    session: Mutex<Session>,
    /// The organisation's content while the vault is open: beside the session, so that whoever reads the
    /// guide does not wait for it.
    pub(crate) pack: Mutex<Option<Arc<Content>>>,
    /// The idle minutes as they were last seen, 0 while locked: for whoever must not wait for a backup
    /// that holds the session.
    last_idle: AtomicU32,
    /// Set to end a backup or a restore before it is done.
    pub(crate) stop: AtomicBool,
    /// Where backups may be kept on this laptop.
    pub(crate) roots: Roots,
    /// From here time is counted that nobody can set.
    started: Instant,
}

/// How long locking sleeps before it looks again whether a backup has stopped.
const STOPPING: Duration = Duration::from_millis(5);

/// Locked, or open with the keys in memory. Locking drops the vault, which wipes them.
pub(crate) enum Session {
    /// No keys in memory.
    Locked,
    /// Open.
    Unlocked(Box<Unlocked>),
    /// Practice, in a vault that is thrown away. The vault itself, if it was open, waits behind it, and no
    /// command reaches it.
    Practice(Box<Practising>),
}

/// An open vault and the draft that was last worked on.
pub(crate) struct Unlocked {
    pub(crate) vault: Vault,
    /// Kept so that saving one answer does not read the whole draft again.
    pub(crate) open_draft: Option<Draft>,
    /// From the settings, so that looking at the time reads no file.
    pub(crate) idle_minutes: u32,
}

impl App {
    /// Starts with everything locked. `data_folder` is where the vault and the guide's search file
    /// live; it is made when something is first written there.
    pub fn new(data_folder: PathBuf, guide: Guide) -> Self {
        // What a kill left of a practice: encrypted, and its key is gone.
        sweep(&data_folder);
        Self {
            data_folder,
            guide,
            search: Mutex::new(None),
            session: Mutex::new(Session::Locked),
            pack: Mutex::new(None),
            last_idle: AtomicU32::new(0),
            stop: AtomicBool::new(false),
            roots: Roots::default(),
            started: Instant::now(),
        }
    }

    /// The same, with the places where backups may be kept.
    #[must_use]
    pub fn with_places(self, roots: Roots) -> Self {
        Self { roots, ..self }
    }

    /// Closes the vault: pending work is on disk, keys are wiped. Locking a locked vault is fine. A
    /// backup that is being made is stopped for it.
    ///
    /// The vault is closed even when the last check-point fails: what was shown as saved is on the
    /// disk already, and keys in memory are the greater danger.
    ///
    /// # Errors
    /// A storage code, when the vault's files could not be tidied on the way out.
    pub fn lock(&self) -> Result<(), ErrorView> {
        let mut session = loop {
            // Each time anew: the work may have begun after the first.
            self.stop.store(true, Ordering::Relaxed);
            match self.session.try_lock() {
                Ok(session) => break session,
                Err(TryLockError::Poisoned(poisoned)) => break poisoned.into_inner(),
                Err(TryLockError::WouldBlock) => std::thread::sleep(STOPPING),
            }
        };
        self.last_idle.store(0, Ordering::Relaxed);
        self.keep_pack(None);
        match std::mem::replace(&mut *session, Session::Locked) {
            Session::Locked => Ok(()),
            Session::Unlocked(unlocked) => Ok(unlocked.vault.lock()?),
            Session::Practice(practising) => {
                let behind = practising.end();
                behind.map_or(Ok(()), |behind| Ok(behind.vault.lock()?))
            }
        }
    }

    /// True while keys are in memory. Never waits: see [`App::idle_minutes`].
    pub fn is_unlocked(&self) -> bool {
        self.idle_minutes().is_some()
    }

    /// Minutes after which the open vault locks itself; none while it is locked. While somebody is
    /// being served it says what it said last: a backup may take minutes, and the lock for want of
    /// use must come all the same.
    pub fn idle_minutes(&self) -> Option<u32> {
        let minutes = match self.session.try_lock() {
            Ok(session) => session.idle_minutes(),
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner().idle_minutes(),
            Err(TryLockError::WouldBlock) => self.last_idle.load(Ordering::Relaxed),
        };
        self.last_idle.store(minutes, Ordering::Relaxed);
        (minutes > 0).then_some(minutes)
    }

    pub(crate) fn vault_folder(&self) -> PathBuf {
        self.data_folder.join("vault")
    }

    pub(crate) fn session(&self) -> MutexGuard<'_, Session> {
        // A panic in one command must not keep the vault open for ever.
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` with the open vault; during a practice with the one that is thrown away, and never with
    /// another.
    pub(crate) fn unlocked<T>(
        &self,
        work: impl FnOnce(&mut Unlocked) -> Result<T, ErrorView>,
    ) -> Result<T, ErrorView> {
        let mut session = self.session();
        let unlocked = match &mut *session {
            Session::Locked => return Err(ErrorCode::Locked.into()),
            Session::Unlocked(unlocked) => unlocked.as_mut(),
            Session::Practice(practising) => &mut practising.open,
        };
        self.serve(unlocked, work)
    }

    /// The same for whatever leaves the vault, comes into it or is about its keys: refused during a
    /// practice. Nothing made up may lie about as if it were a record, and nobody may think that they set
    /// something which is gone a moment later.
    pub(crate) fn for_real<T>(
        &self,
        work: impl FnOnce(&mut Unlocked) -> Result<T, ErrorView>,
    ) -> Result<T, ErrorView> {
        let mut session = self.session();
        match &mut *session {
            Session::Locked => Err(ErrorCode::Locked.into()),
            Session::Practice(_) => Err(ErrorCode::InPractice.into()),
            Session::Unlocked(unlocked) => self.serve(unlocked, work),
        }
    }

    fn serve<T>(
        &self,
        unlocked: &mut Unlocked,
        work: impl FnOnce(&mut Unlocked) -> Result<T, ErrorView>,
    ) -> Result<T, ErrorView> {
        let (wall, steady) = (self.now(), self.started.elapsed());
        unlocked.vault.look_at_clock(wall, steady);
        self.last_idle
            .store(unlocked.idle_minutes, Ordering::Relaxed);
        work(unlocked)
    }

    /// Runs `work` with the guide's search, which is opened when it is first needed.
    pub(crate) fn search<T>(
        &self,
        work: impl FnOnce(&GuideStore) -> Result<T, ErrorView>,
    ) -> Result<T, ErrorView> {
        let mut slot = self.search.lock().unwrap_or_else(PoisonError::into_inner);
        let store = match slot.take() {
            Some(store) => store,
            None => GuideStore::open(&self.data_folder.join("guide.db"), &self.guide)?,
        };
        work(slot.insert(store))
    }

    pub(crate) fn checklist(&self) -> Checklist {
        self.guide.checklist()
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    /// A fresh id for something that the screens add. Ids sort by the time they were made.
    pub fn new_id(&self) -> String {
        uuid::Uuid::now_v7().simple().to_string()
    }
}

impl Session {
    /// 0 while it is locked.
    fn idle_minutes(&self) -> u32 {
        match self {
            Self::Locked => 0,
            Self::Unlocked(unlocked) => unlocked.idle_minutes,
            Self::Practice(practising) => practising.open.idle_minutes,
        }
    }
}

impl Unlocked {
    /// The draft with this id, from memory or from the vault.
    pub(crate) fn draft(&mut self, id: &ContactId) -> Result<&mut Draft, ErrorView> {
        if self.open_draft.as_ref().is_none_or(|open| open.id != *id) {
            self.open_draft = self.vault.draft(id)?;
        }
        self.open_draft
            .as_mut()
            .ok_or_else(|| ErrorCode::NotFound.into())
    }
}
