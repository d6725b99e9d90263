//! Files of the vault's folder: replaced whole or not at all, and used by one process at a time.

use crate::error::{StorageError, UnlockError};
use crate::open;
use crate::secret::hex;
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The key file.
pub(crate) const KEYS: &str = "vault.keys";
/// The key file before the last change, kept until the next good unlock.
pub(crate) const KEYS_PREVIOUS: &str = "vault.keys.previous";
/// The database.
pub(crate) const DATABASE: &str = "vault.db";
/// The number of the last acknowledged change of a draft.
pub(crate) const MARK: &str = "vault.mark";
/// What was committed last and does not stand in the database yet.
pub(crate) const DATABASE_LOG: &str = "vault.db-wal";
/// How long the log is made: as far as SQLite lets it grow before it begins at the front again.
const LOG: usize = open::LOG_PAGES * (4096 + 24) + 32;
/// What SQLite would undo a torn write with, in a way of writing that is never used here.
pub(crate) const DATABASE_JOURNAL: &str = "vault.db-journal";
/// Where such a file is put when there is one.
const SET_ASIDE: &str = "vault.db-journal.set-aside";
/// What the readers of the log share. Holds nothing that is not in the log.
const DATABASE_SHARED: &str = "vault.db-shm";
/// Held while the vault is open.
const LOCK: &str = "vault.lock";

/// Whether a folder holds a vault, or any file that somebody's words or the way to them may be in.
pub(crate) fn any_of_a_vault(folder: &Path) -> bool {
    [KEYS, KEYS_PREVIOUS, DATABASE, DATABASE_LOG]
        .iter()
        .any(|name| exists(&folder.join(name)))
}

/// True also when it cannot be told: then nothing is made in its place.
pub(crate) fn exists(path: &Path) -> bool {
    path.try_exists().unwrap_or(true)
}

/// Takes back what a creation that failed has made.
pub(crate) fn remove_created(folder: &Path) {
    for name in [KEYS, MARK, DATABASE, DATABASE_LOG, DATABASE_SHARED] {
        let _ = fs::remove_file(folder.join(name));
    }
}

/// Replaces a file: afterwards it is the old one or the new one, whatever happens in between.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let temporary = PathBuf::from(name);
    let written = write_durably(&temporary, bytes).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // A half-written temporary file is nobody's; the real one is untouched.
        let _ = fs::remove_file(&temporary);
    }
    written?;
    sync_folder(path)
}

fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// What a digest begins with that is not a SHA-256, as the first versions noted them.
const BLAKE3: &str = "blake3:";

/// The digest of a whole file: BLAKE3, for a file of years and somebody who waits.
pub(crate) fn digest(path: &Path) -> io::Result<String> {
    Digesting::begin(path)?.blake3()
}

/// A file of which the digest is about to be taken. What it begins with was read already: SQLite, which opens
/// the file in the meantime, may write there and nowhere else.
pub(crate) struct Digesting {
    file: File,
    piece: Vec<u8>,
    read: usize,
}

impl Digesting {
    pub(crate) fn begin(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        // Small enough to stay in the processor's own memory between reading and hashing.
        let mut piece = vec![0; 1 << 17];
        let read = file.read(&mut piece)?;
        Ok(Self { file, piece, read })
    }

    /// Whether the file is, to the byte, the one with this digest.
    pub(crate) fn is(self, noted: &str) -> io::Result<bool> {
        if noted.starts_with(BLAKE3) {
            return Ok(self.blake3()? == noted);
        }
        let mut hash = Sha256::new();
        self.each(|piece| hash.update(piece))?;
        Ok(hex(&hash.finalize()) == noted)
    }

    fn blake3(self) -> io::Result<String> {
        let mut hash = blake3::Hasher::new();
        self.each(|piece| {
            hash.update(piece);
        })?;
        Ok(format!("{BLAKE3}{}", hash.finalize().to_hex()))
    }

    fn each(mut self, mut of: impl FnMut(&[u8])) -> io::Result<()> {
        while self.read > 0 {
            of(&self.piece[..self.read]);
            self.read = self.file.read(&mut self.piece)?;
        }
        Ok(())
    }
}

/// Gives the log of a database that was just opened its length. A file that grows makes the disk write
/// its own books at every saved answer. Zeros are no log to SQLite, which begins at the front.
pub(crate) fn make_room_for_log(folder: &Path) -> io::Result<()> {
    let path = folder.join(DATABASE_LOG);
    if !is_empty(&path)? {
        return Ok(());
    }
    let mut file = OpenOptions::new().write(true).open(&path)?;
    let written = file
        .write_all(&vec![0; LOG])
        .and_then(|()| file.sync_data());
    // The last room on a disk is for words.
    written.inspect_err(|_| drop(file.set_len(0)))
}

/// True when nothing stands in a file, or there is none.
pub(crate) fn is_empty(path: &Path) -> io::Result<bool> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(metadata.len() == 0),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// Puts a journal aside that somebody left beside the database: SQLite would write what is in it over pages
/// that were looked at already. True when there was one.
pub(crate) fn set_journal_aside(folder: &Path) -> io::Result<bool> {
    match fs::rename(folder.join(DATABASE_JOURNAL), folder.join(SET_ASIDE)) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Makes a folder, if it is not there, that no other user of the laptop can look into: a copy of the
/// files is what would be guessed at. One that is there already stays as its owner set it. Elsewhere
/// than on Unix it is below the user's own folder, which is shut already.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let made: Vec<_> = folder.ancestors().take_while(|it| !exists(it)).collect();
    builder.create(folder)?;
    // Otherwise a power cut may take the folder with everything that was synced inside it.
    made.iter().rev().try_for_each(|folder| sync_folder(folder))
}

/// Makes a rename last: on Unix a folder is synced like a file; elsewhere the system sees to it.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// The right to use the vault's folder; given back when dropped, by the system when killed.
pub(crate) struct FolderLock(#[expect(dead_code, reason = "held open, never read")] File);

impl FolderLock {
    /// Takes it, or says that another process has it.
    pub(crate) fn take(folder: &Path) -> Result<Self, UnlockError> {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(folder.join(LOCK))
            .map_err(StorageError::from)?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(UnlockError::InUse),
            Err(TryLockError::Error(error)) => Err(StorageError::from(error).into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_digest_and_by_that_of_the_first_versions() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, vec![7; 300_000]).unwrap();
        let now = digest(&file).unwrap();
        let then = hex(&Sha256::digest(vec![7; 300_000]));
        let is = |noted: &str| Digesting::begin(&file).unwrap().is(noted).unwrap();
        assert!(now.starts_with(BLAKE3) && is(&now) && is(&then));
        fs::write(&file, [vec![7; 299_999], vec![6]].concat()).unwrap();
        assert!(!is(&now) && !is(&then));
    }

    #[test]
    fn a_log_gets_its_room_once_and_keeps_what_is_in_it() {
        let folder = tempfile::TempDir::new().unwrap();
        let log = folder.path().join(DATABASE_LOG);
        fs::write(&log, "").unwrap();
        make_room_for_log(folder.path()).unwrap();
        assert_eq!(fs::read(&log).unwrap(), vec![0; LOG]);
        fs::write(&log, "somebody's words").unwrap();
        make_room_for_log(folder.path()).unwrap();
        assert_eq!(fs::read(&log).unwrap(), b"somebody's words");
    }

    fn names(folder: &Path) -> Vec<String> {
        let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name();
        let names = fs::read_dir(folder).unwrap().map(name);
        let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_replaced_file_is_the_new_one_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(KEYS);
        for bytes in [&b"a longer first one"[..], b"", b"second"] {
            replace(&path, bytes).unwrap();
            assert_eq!(fs::read(&path).unwrap(), bytes);
            assert_eq!(names(folder.path()), [KEYS]);
        }
    }

    /// Whoever has the old file open, as a backup may, reads the old one to its end: it is never
    /// written into.
    #[test]
    fn the_old_file_is_never_written_into() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(KEYS);
        replace(&path, b"old").unwrap();
        let held = File::open(&path).unwrap();
        replace(&path, b"new").unwrap();
        assert_eq!(io::read_to_string(held).unwrap(), "old");
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[test]
    fn a_file_that_cannot_be_replaced_stays_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(KEYS);
        replace(&path, b"old").unwrap();
        // A folder where the temporary file would stand.
        fs::create_dir(folder.path().join("vault.keys.new")).unwrap();
        assert!(replace(&path, b"new").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"old");

        // A folder where the file itself would stand: the temporary one is cleared away.
        let taken = folder.path().join("taken");
        fs::create_dir_all(taken.join("by a folder")).unwrap();
        assert!(replace(&taken, b"new").is_err());
        assert_eq!(names(folder.path()), ["taken", KEYS, "vault.keys.new"]);
    }

    #[test]
    fn a_folder_is_used_by_one_at_a_time_until_it_is_given_back() {
        let folder = tempfile::tempdir().unwrap();
        let first = FolderLock::take(folder.path()).unwrap();
        let second = FolderLock::take(folder.path());
        assert_eq!(second.err(), Some(UnlockError::InUse));
        drop(first);
        assert!(FolderLock::take(folder.path()).is_ok());
    }
}
