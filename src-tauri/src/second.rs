//! A second start brings the window of the first one forward, and ends.
//!
//! There are two empty files in the data folder and no socket. The first start holds a lock on one
//! for as long as it runs. A second start cannot have the lock, leaves the other file and waits until
//! it is taken. So it learns nothing, and the first one shows no more than its window did.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};
use tauri::{AppHandle, Manager, Runtime};

/// Locked by the start that has the window.
const LOCK: &str = "waymark.lock";

/// Left by a start that wants that window to come forward.
const SHOW: &str = "waymark.show";

/// How often the first start looks for [`SHOW`]: at once, to a person who clicks an icon.
const LOOK: Duration = Duration::from_millis(200);

/// How long a second start waits for the first. One that is just ending never takes the file, but
/// gives the lock back.
const PATIENCE: Duration = Duration::from_secs(5);

/// The one start that has a window at a data folder. Another may have one when this is dropped.
pub(crate) struct First {
    folder: PathBuf,
    /// None where the folder cannot be written or knows no locks. Two windows are then possible; the
    /// vault's own lock keeps two writers apart.
    lock: Option<File>,
}

/// Makes this the first start as soon as the one before has ended, whose place it takes.
pub(crate) fn take_over(folder: &Path) -> First {
    First {
        folder: folder.to_owned(),
        lock: None,
    }
}

/// Makes this the first start, or brings the window of the first one forward and gives `None`.
pub(crate) fn start(folder: &Path) -> Option<First> {
    let first = |lock| {
        // One that was left for a start before this one asks for nothing any more.
        let _ = fs::remove_file(folder.join(SHOW));
        Some(First {
            folder: folder.to_owned(),
            lock,
        })
    };
    let Ok(lock) = lock_file(folder) else {
        return first(None);
    };
    let end = Instant::now() + PATIENCE;
    let mut asked = false;
    loop {
        match lock.try_lock() {
            Ok(()) => return first(Some(lock)),
            Err(TryLockError::Error(_)) => return first(None),
            Err(TryLockError::WouldBlock) => {}
        }
        let show = folder.join(SHOW);
        if !asked {
            // It cannot be left: then nobody would ever take it.
            File::create(&show).ok()?;
            asked = true;
        } else if !show.exists() || Instant::now() >= end {
            return None;
        }
        thread::sleep(LOOK / 4);
    }
}

fn lock_file(folder: &Path) -> std::io::Result<File> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    // Whoever else uses this laptop has nothing to look for here.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(folder.join(LOCK))
}

impl First {
    /// Waits for the lock where it is not there yet. It can be had when the start before has ended.
    fn wait_for_lock(&mut self) {
        if self.lock.is_none() {
            let lock = lock_file(&self.folder).and_then(|lock| lock.lock().map(|()| lock));
            self.lock = lock.ok();
        }
    }

    /// Whether another start has asked for the window since the last look.
    fn is_wanted(&self) -> bool {
        fs::remove_file(self.folder.join(SHOW)).is_ok()
    }
}

/// Brings the window forward whenever another start asks for it. A desktop that lets no program take
/// the keys by itself marks the window instead.
pub(crate) fn watch<R: Runtime>(handle: AppHandle<R>, mut first: First) {
    thread::spawn(move || {
        first.wait_for_lock();
        loop {
            thread::sleep(LOOK);
            if first.is_wanted() {
                for window in handle.webview_windows().into_values() {
                    let _ = window.show();
                    let _ = window.unminimize();
                    let _ = window.set_focus();
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_asks_and_ends_when_it_is_heard() {
        let folder = tempfile::tempdir().unwrap();
        let first = start(folder.path()).unwrap();
        assert!(!first.is_wanted());
        thread::scope(|scope| {
            let second = scope.spawn(|| start(folder.path()).is_none());
            while !first.is_wanted() {
                thread::yield_now();
            }
            assert!(second.join().unwrap());
        });
        assert!(!first.is_wanted());
    }

    #[test]
    fn when_the_first_ends_meanwhile_the_second_takes_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let first = start(folder.path()).unwrap();
        thread::scope(|scope| {
            let second = scope.spawn(|| start(folder.path()).is_some());
            while !folder.path().join(SHOW).exists() {
                thread::yield_now();
            }
            drop(first);
            assert!(second.join().unwrap());
        });
    }

    #[test]
    fn the_one_that_takes_over_is_the_first_when_the_one_before_has_ended() {
        let folder = tempfile::tempdir().unwrap();
        let before = start(folder.path()).unwrap();
        let mut after = take_over(folder.path());
        thread::scope(|scope| {
            let waiting = scope.spawn(|| after.wait_for_lock());
            assert!(lock_file(folder.path()).unwrap().try_lock().is_err());
            drop(before);
            waiting.join().unwrap();
        });
        assert!(after.lock.is_some());
        assert!(lock_file(folder.path()).unwrap().try_lock().is_err());
    }

    #[test]
    fn what_was_left_before_the_start_asks_for_nothing() {
        let folder = tempfile::tempdir().unwrap();
        File::create(folder.path().join(SHOW)).unwrap();
        let first = start(folder.path()).unwrap();
        assert!(!first.is_wanted());
    }

    #[test]
    fn a_folder_that_is_not_there_is_made() {
        let folder = tempfile::tempdir().unwrap();
        assert!(start(&folder.path().join("not/yet")).is_some());
    }
}
