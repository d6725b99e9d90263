//! What this program asks of the file system, met on its way: counted, refused, written down, or
//! taken as the moment to die.
//!
//! Only calls on files of a folder that is watched are treated in any way, whichever thread makes
//! them; all others go straight on. `-shm` is left out: it is memory, and nothing in it outlives a
//! process. How the calls are met in the first place stands in `system.rs`.

use std::collections::HashMap;
use std::ffi::c_int;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One file, whatever its name is at a moment.
pub type FileId = u64;

/// What was done to the files, in order.
#[derive(Clone, Debug)]
pub enum Event {
    /// A file came to be.
    Made(PathBuf, FileId),
    /// A folder came to be.
    FolderMade(PathBuf),
    /// Bytes were written at an offset.
    Written(FileId, u64, Vec<u8>),
    /// The length was set.
    Cut(FileId, u64),
    /// A file was synced.
    Synced(FileId),
    /// A folder was synced: the names in it.
    FolderSynced(PathBuf),
    /// A file or folder has another name now; what had that name is gone.
    Renamed(PathBuf, PathBuf),
    /// A name is gone.
    Removed(PathBuf),
    /// The work said: this is saved.
    Acknowledged,
}

/// What happens to the calls that are watched.
#[derive(Clone, Copy, Debug)]
pub enum Plan {
    /// They are counted.
    Count,
    /// They are counted and written down.
    Record,
    /// Number `at` fails with this error, and when `on` is set every later one.
    Fail { at: u64, on: bool, error: c_int },
    /// The process is killed in the middle of number `at`: before it, behind it, or with half of it
    /// written.
    Die { at: u64, moment: Moment },
}

/// When in a call the process dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    Before,
    HalfWay,
    After,
}

/// What is watched, and what was seen.
pub struct Watch {
    root: Vec<u8>,
    /// The end of a name that is not looked at besides `-shm`.
    but: &'static [&'static str],
    plan: Plan,
    pub(crate) files: HashMap<(u64, u64), FileId>,
    /// The name of each call that was counted and the file it was about.
    pub sites: Vec<String>,
    /// What was done, when it is recorded.
    pub events: Vec<Event>,
    /// How many calls had been counted, and how many things done, at each acknowledgement.
    pub acknowledged: Vec<(u64, u64)>,
}

static WATCHES: Mutex<Vec<Watch>> = Mutex::new(Vec::new());
/// How many there are, so that a program without any pays nothing.
static COUNT: AtomicUsize = AtomicUsize::new(0);

fn watches() -> MutexGuard<'static, Vec<Watch>> {
    // Whoever panicked with it had found a watch that is still one.
    WATCHES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Watches the calls on everything below `root` from now on, but for files whose names end in one of
/// `but`. `known` are the files that are there already.
pub fn begin(root: &Path, but: &'static [&'static str], plan: Plan, known: &[(PathBuf, FileId)]) {
    let mut files = HashMap::new();
    for (path, id) in known {
        if let Ok(metadata) = std::fs::metadata(path) {
            use std::os::unix::fs::MetadataExt;
            files.insert((metadata.dev(), metadata.ino()), *id);
        }
    }
    let watch = Watch {
        root: root.as_os_str().as_encoded_bytes().to_owned(),
        but,
        plan,
        files,
        sites: Vec::new(),
        events: Vec::new(),
        acknowledged: Vec::new(),
    };
    watches().push(watch);
    COUNT.fetch_add(1, Ordering::SeqCst);
}

/// Ends the watch of a folder and gives what it saw.
pub fn end(root: &Path) -> Watch {
    let mut watches = watches();
    let found = watches
        .iter()
        .position(|watch| watch.root == root.as_os_str().as_encoded_bytes());
    COUNT.fetch_sub(1, Ordering::SeqCst);
    watches.swap_remove(found.expect("a watch is ended by who began it"))
}

/// Notes that the work on a folder told somebody that something is saved.
pub fn acknowledge(root: &Path) {
    with(root.as_os_str().as_encoded_bytes(), |watch| {
        let seen = (watch.sites.len() as u64, watch.events.len() as u64);
        watch.acknowledged.push(seen);
        watch.events.push(Event::Acknowledged);
    });
}

/// Whether anything is watched at all.
pub(crate) fn any() -> bool {
    COUNT.load(Ordering::Relaxed) > 0
}

/// Does something with the watch that looks at a path, if one does.
pub(crate) fn with<R>(path: &[u8], work: impl FnOnce(&mut Watch) -> R) -> Option<R> {
    if !any() {
        return None;
    }
    watches()
        .iter_mut()
        .find(|watch| watch.looks_at(path))
        .map(work)
}

impl Watch {
    fn looks_at(&self, path: &[u8]) -> bool {
        path.starts_with(&self.root)
            && !path.ends_with(b"-shm")
            && (self.fails_on() || !self.but.iter().any(|name| path.ends_with(name.as_bytes())))
    }

    /// Whether everything fails by now: then it does so wherever it is.
    fn fails_on(&self) -> bool {
        matches!(self.plan, Plan::Fail { at, on: true, .. } if self.sites.len() as u64 > at)
    }

    /// Counts a call. The error that it fails with, or when the process dies in it.
    pub(crate) fn meet(&mut self, call: &str, path: &[u8]) -> (Option<c_int>, Option<Moment>) {
        let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or(path);
        self.sites
            .push(format!("{call} {}", String::from_utf8_lossy(name)));
        let number = self.sites.len() as u64 - 1;
        match self.plan {
            Plan::Count | Plan::Record => (None, None),
            Plan::Fail { at, on, error } => {
                // Nothing needs room to go.
                let needs_no_room = matches!(call, "remove" | "truncate");
                let fails = (number == at || (on && number > at))
                    && !(error == libc::ENOSPC && needs_no_room);
                (fails.then_some(error), None)
            }
            Plan::Die { at, moment } => (None, (number == at).then_some(moment)),
        }
    }

    pub(crate) fn records(&self) -> bool {
        matches!(self.plan, Plan::Record)
    }
}
