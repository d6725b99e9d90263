//! Growing delays after wrong passphrases. They slow a person at the keyboard down; what slows a
//! copy of the files down is the cost of the key derivation. Never a wipe: a child at the laptop
//! must not be able to destroy evidence.

use crate::error::StorageError;
use crate::files;
use chrono::{DateTime, Utc};
use std::fs;
use std::path::{Path, PathBuf};

/// Wrong tries that cost nothing.
const FREE: u32 = 3;
/// The first delay, in seconds; each further wrong try doubles it.
const FIRST: i64 = 5;
/// The longest delay, in seconds.
const LONGEST: i64 = 300;

/// Wrong tries since the last good unlock.
pub(crate) struct Tries {
    path: PathBuf,
    count: u32,
    last: DateTime<Utc>,
}

impl Tries {
    /// Reads them. A file that is not there, or that does not read, counts as none.
    pub(crate) fn read(folder: &Path) -> Self {
        let path = folder.join("vault.tries");
        let text = fs::read_to_string(&path).unwrap_or_default();
        let (count, last) = text.trim().split_once(' ').unwrap_or_default();
        let last = last.parse().ok().and_then(DateTime::from_timestamp_secs);
        Self {
            path,
            count: last.and(count.parse().ok()).unwrap_or(0),
            last: last.unwrap_or(DateTime::UNIX_EPOCH),
        }
    }

    /// Seconds to wait before the next try; none when it may be made.
    ///
    /// A last try in the future means that the clock was set back: then the whole delay begins
    /// again at `at`, so that a changed clock never makes it shorter.
    pub(crate) fn wait(&mut self, at: DateTime<Utc>) -> Option<u64> {
        let delay = self.delay();
        if delay == 0 {
            return None;
        }
        if self.last > at {
            self.last = at;
            let _ = self.write();
        }
        let left = delay - (at - self.last).num_seconds();
        u64::try_from(left).ok().filter(|left| *left > 0)
    }

    /// Wrong tries since the last good unlock.
    pub(crate) fn wrong(&self) -> u32 {
        self.count
    }

    fn delay(&self) -> i64 {
        match self.count.checked_sub(FREE) {
            None => 0,
            Some(more) => (FIRST << more.min(10)).min(LONGEST),
        }
    }

    /// Counts a wrong try.
    pub(crate) fn count_wrong(&mut self, at: DateTime<Utc>) -> Result<(), StorageError> {
        self.count = self.count.saturating_add(1);
        self.last = at;
        self.write()
    }

    /// Forgets them after a good unlock.
    pub(crate) fn forget(&self) {
        // Staying behind it would only make the next wrong try wait: not worth refusing the unlock.
        let _ = fs::remove_file(&self.path);
    }

    fn write(&self) -> Result<(), StorageError> {
        let text = format!("{} {}\n", self.count, self.last.timestamp());
        Ok(files::replace(&self.path, text.as_bytes())?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_secs(1_000_000 + seconds).unwrap()
    }

    fn after_wrong(folder: &Path, wrong: u32) -> Tries {
        let mut tries = Tries::read(folder);
        for _ in 0..wrong {
            tries.count_wrong(at(0)).unwrap();
        }
        Tries::read(folder)
    }

    #[test]
    fn three_are_free_and_then_the_delay_doubles_up_to_five_minutes() {
        let waits = [
            (2, None),
            (3, Some(5)),
            (4, Some(10)),
            (9, Some(300)),
            (40, Some(300)),
        ];
        for (wrong, wait) in waits {
            let folder = tempfile::tempdir().unwrap();
            assert_eq!(
                after_wrong(folder.path(), wrong).wait(at(0)),
                wait,
                "{wrong}"
            );
        }
    }

    #[test]
    fn the_delay_ends_and_a_clock_set_back_does_not_end_it_sooner() {
        let folder = tempfile::tempdir().unwrap();
        let mut tries = after_wrong(folder.path(), 4);
        assert_eq!(tries.wait(at(9)), Some(1));
        assert_eq!(tries.wait(at(10)), None);
        assert_eq!(tries.wait(at(-5000)), Some(10));
        assert_eq!(Tries::read(folder.path()).wait(at(-4995)), Some(5));
    }

    #[test]
    fn a_file_that_does_not_read_counts_as_none() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("vault.tries"), [0xff, 0]).unwrap();
        assert_eq!(Tries::read(folder.path()).wait(at(0)), None);
    }
}
