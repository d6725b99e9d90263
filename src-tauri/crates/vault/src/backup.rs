//! Backup and restore, as one file.
//!
//! `waymark-backup 1`, one line of JSON, `sha256:` over the two lines before, then `vault.keys`, then
//! the database. The keys inside say the digest of the database behind them and are signed with the
//! vault's key, as the header is: nothing in the file can be exchanged for something else. It opens
//! with the passphrase and the recovery phrase that the vault had when it was made.

use crate::error::{StorageError, UnlockError};
use crate::files;
use crate::ledger::Kind;
use crate::open;
use crate::outputs::FromRecord;
use crate::recovery::Entropy;
use crate::secret::{Key, MasterKey, hex, hmac};
use crate::slots::{FilesState, KeyFile, framed};
use crate::tables;
use crate::vault::Vault;
use chrono::{DateTime, Utc};
use hmac::Mac;
use rusqlite::Connection;
use rusqlite::limits::Limit;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;
use thiserror::Error;

/// How a backup's name ends.
pub const BACKUP_ENDING: &str = "waymark";

/// What was made, as it stands in the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "output", rename_all = "snake_case")]
pub(crate) enum OutputMade {
    /// A backup.
    Backup {
        /// When.
        made_at: DateTime<Utc>,
    },
    /// Something made from the record, for one of its readers.
    FromRecord(FromRecord),
}

/// The entry that a restored vault begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Restored {
    /// When the backup was made.
    pub(crate) made_at: DateTime<Utc>,
}

/// How far a backup or a restore has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Bytes done of this stage.
    pub done: u64,
    /// Bytes in all; 0 when nobody knows yet.
    pub of: u64,
}

/// The parts of a backup and of a restore, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The database is copied.
    Copying,
    /// What was copied is opened and read to its end.
    Checking,
    /// It is brought to where it belongs.
    Writing,
}

/// Asked now and then; *false* stops the work, and everything is as it was.
pub type Ask<'a> = &'a mut dyn FnMut(Progress) -> bool;

/// Why no backup was made, or none restored. Nothing was changed, and no half file is left under a
/// name that would be taken for a whole one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BackupError {
    /// The file is no backup of Waymark.
    #[error("the file is not a backup")]
    NotABackup,
    /// It is one, but not as it was written.
    #[error("the backup is damaged")]
    Damaged,
    /// It was made by a newer version.
    #[error("the backup comes from a newer version")]
    NewerVersion,
    /// There is no file of this name.
    #[error("there is no such file")]
    Missing,
    /// There is a file of this name already.
    #[error("there is a file of this name already")]
    AlreadyThere,
    /// Somebody stopped it.
    #[error("stopped")]
    Stopped,
    /// The copy does not hold what the vault holds.
    #[error("the copy is not whole")]
    CopyNotWhole,
    /// The key that was given does not open it, or what it opens is not sound.
    #[error("the backup cannot be opened")]
    Unlock(#[source] UnlockError),
    /// The disk or the system said no.
    #[error("the disk could not be used")]
    Storage(#[source] StorageError),
}

impl From<StorageError> for BackupError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl From<io::Error> for BackupError {
    fn from(error: io::Error) -> Self {
        Self::Storage(error.into())
    }
}

impl From<UnlockError> for BackupError {
    fn from(error: UnlockError) -> Self {
        match error {
            UnlockError::NewerVersion => Self::NewerVersion,
            UnlockError::KeysDamaged | UnlockError::DatabaseDamaged => Self::Damaged,
            UnlockError::Storage(error) => Self::Storage(error),
            other => Self::Unlock(other),
        }
    }
}

/// What a backup says about itself without a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupInfo {
    /// The name of the vault in it.
    pub name: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

/// With what a backup is opened.
pub enum RestoreKey<'a> {
    /// The passphrase that the vault had when the backup was made.
    Passphrase(&'a SecretString),
    /// Its recovery phrase at that time.
    RecoveryPhrase(&'a SecretString),
}

const MAGIC: &str = "waymark-backup ";
const VERSION: u32 = 1;
/// The most that the two lines before the keys may be: longer ones are not ours, and are not read.
const LONGEST_LINE: u64 = 16 * 1024;
/// The most that the keys may be.
const LONGEST_KEYS: u64 = 64 * 1024;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    name: String,
    made_at: DateTime<Utc>,
    keys_length: u64,
    database_length: u64,
    /// Under a key of the vault.
    tag: String,
}

impl Header {
    fn to_text(&self) -> String {
        let json = serde_json::to_string(self).expect("texts and numbers always become JSON");
        let body = format!("{MAGIC}{VERSION}\n{json}\n");
        let sum = hex(&Sha256::digest(body.as_bytes()));
        format!("{body}sha256:{sum}\n")
    }

    fn tag(&self, master: &MasterKey) -> String {
        let mut bare = self.clone();
        bare.tag.clear();
        let key: Key = master.derive_backup_key();
        let mut mac = hmac(key.bytes());
        mac.update(&framed(&[b"backup", bare.to_text().as_bytes()]));
        hex(&mac.finalize().into_bytes())
    }

    /// Reads the three lines, byte for byte as they were written.
    fn read(file: &mut impl BufRead) -> Result<Self, BackupError> {
        let mut text = Vec::new();
        let mut line = |file: &mut dyn BufRead| -> Result<String, BackupError> {
            let mut one = Vec::new();
            file.take(LONGEST_LINE).read_until(b'\n', &mut one)?;
            text.extend_from_slice(&one);
            String::from_utf8(one).map_err(|_| BackupError::Damaged)
        };
        let first = line(file).map_err(not_ours)?;
        let version: u32 = first
            .strip_prefix(MAGIC)
            .and_then(|rest| rest.trim_end_matches('\n').parse().ok())
            .ok_or(BackupError::NotABackup)?;
        if version > VERSION {
            return Err(BackupError::NewerVersion);
        }
        let json = line(file)?;
        line(file)?;
        let header: Self = serde_json::from_str(&json).map_err(|_| BackupError::Damaged)?;
        if header.to_text().as_bytes() == text && header.keys_length <= LONGEST_KEYS {
            Ok(header)
        } else {
            Err(BackupError::Damaged)
        }
    }
}

/// Bytes that are no text at the very beginning are some other file.
fn not_ours(error: BackupError) -> BackupError {
    match error {
        BackupError::Damaged => BackupError::NotABackup,
        other => other,
    }
}

/// Looks at a backup without a key: whether it is one, and whether it is as long as it should be.
///
/// # Errors
/// [`BackupError`].
pub fn look_at_backup(path: &Path) -> Result<BackupInfo, BackupError> {
    let (header, _, _) = begin(path)?;
    Ok(BackupInfo {
        name: header.name,
        made_at: header.made_at,
    })
}

/// The header, the keys, and the file where the database begins.
fn begin(path: &Path) -> Result<(Header, KeyFile, BufReader<File>), BackupError> {
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => BackupError::Missing,
        _ => error.into(),
    })?;
    if file.metadata()?.is_dir() {
        return Err(BackupError::NotABackup);
    }
    let length = file.metadata()?.len();
    let mut file = BufReader::new(file);
    let header = Header::read(&mut file)?;
    let before = header.to_text().len() as u64;
    let whole = before
        .checked_add(header.keys_length)
        .and_then(|sum| sum.checked_add(header.database_length));
    if whole != Some(length) {
        return Err(BackupError::Damaged);
    }
    let mut keys = vec![0; usize::try_from(header.keys_length).unwrap_or(0)];
    file.read_exact(&mut keys)?;
    let keys = KeyFile::parse(&keys)?;
    if keys.name != header.name {
        return Err(BackupError::Damaged);
    }
    Ok((header, keys, file))
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Files that are made on the way and taken away whatever happens.
struct OnTheWay(Vec<PathBuf>);

impl OnTheWay {
    fn clear(&self) {
        for path in &self.0 {
            let _ = fs::remove_file(path);
        }
    }
}

impl Drop for OnTheWay {
    fn drop(&mut self) {
        self.clear();
    }
}

fn go_on(ask: Ask<'_>, stage: Stage, done: u64, of: u64) -> Result<(), BackupError> {
    if ask(Progress { stage, done, of }) {
        Ok(())
    } else {
        Err(BackupError::Stopped)
    }
}

/// Copies so many bytes.
fn copy(
    from: &mut impl Read,
    to: &mut impl Write,
    length: u64,
    stage: Stage,
    ask: Ask<'_>,
) -> Result<(), BackupError> {
    let mut piece = vec![0; 1 << 18];
    let mut done = 0;
    while done < length {
        go_on(ask, stage, done, length)?;
        let most = piece
            .len()
            .min(usize::try_from(length - done).unwrap_or(piece.len()));
        let read = from.read(&mut piece[..most])?;
        if read == 0 {
            return Err(BackupError::Damaged);
        }
        to.write_all(&piece[..read])?;
        done += read as u64;
    }
    go_on(ask, stage, length, length)
}

/// How often somebody is asked whether to go on: at once, to a person who presses *Stop* or *Hide*.
const ASK_EVERY: Duration = Duration::from_millis(50);

/// Runs statements that take long, asks meanwhile whether to go on, and interrupts them when not: the
/// vault must be able to lock within a second, whatever it is doing.
fn while_asking<T: Send>(
    connection: &mut Connection,
    progress: impl Fn() -> Progress,
    ask: Ask<'_>,
    work: impl FnOnce(&mut Connection) -> Result<T, StorageError> + Send,
) -> Result<T, BackupError> {
    let interrupt = connection.get_interrupt_handle();
    let asker = thread::current();
    let mut stopped = false;
    let done = thread::scope(|scope| {
        let working = scope.spawn(move || {
            let done = work(connection);
            asker.unpark();
            done
        });
        while !working.is_finished() {
            stopped = stopped || !ask(progress());
            if stopped {
                // Again each time: it reaches only a statement that has begun.
                interrupt.interrupt();
            }
            thread::park_timeout(ASK_EVERY);
        }
        working.join()
    });
    match done {
        Ok(_) if stopped => Err(BackupError::Stopped),
        Ok(done) => Ok(done?),
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

fn check_pages(connection: &mut Connection, ask: Ask<'_>) -> Result<(), BackupError> {
    while_asking(
        connection,
        || Progress {
            stage: Stage::Checking,
            done: 0,
            of: 0,
        },
        ask,
        |connection| open::check_pages(connection),
    )
}

fn create_new(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

impl Vault {
    /// Makes a backup of everything in the vault as one file, encrypted as the vault is. It is opened
    /// and read to its end before it gets its name.
    ///
    /// # Errors
    /// [`BackupError`]; there is then no file of this name.
    pub fn backup(
        &mut self,
        to: &Path,
        at: DateTime<Utc>,
        ask: Ask<'_>,
    ) -> Result<(), BackupError> {
        self.ready_to_write()?;
        if files::exists(to) {
            return Err(BackupError::AlreadyThere);
        }
        let copied = with_ending(to, ".part-database");
        let joined = with_ending(to, ".part");
        let on_the_way = OnTheWay(vec![
            copied.clone(),
            with_ending(&copied, "-wal"),
            with_ending(&copied, "-shm"),
            with_ending(&copied, "-journal"),
            joined.clone(),
        ]);
        // What a backup that was killed has left.
        on_the_way.clear();
        self.copy_database(&copied, ask)?;
        self.check_copy(&copied, ask)?;
        let digest = files::digest(&copied)?;
        let mut keys = self.keys.clone();
        keys.note(
            &self.head,
            self.keys.recovery_confirmed(),
            FilesState::Closed { digest },
            &self.master,
        );
        let keys = keys.to_text();
        let length = fs::metadata(&copied)?.len();
        let mut header = Header {
            name: self.keys.name.clone(),
            made_at: at,
            keys_length: keys.len() as u64,
            database_length: length,
            tag: String::new(),
        };
        header.tag = header.tag(&self.master);
        let mut file = create_new(&joined)?;
        file.write_all(header.to_text().as_bytes())?;
        file.write_all(keys.as_bytes())?;
        copy(
            &mut File::open(&copied)?,
            &mut file,
            length,
            Stage::Writing,
            ask,
        )?;
        file.sync_all()?;
        drop(file);
        fs::rename(&joined, to)?;
        files::sync_folder(to)?;
        let output = OutputMade::Backup { made_at: at };
        // The backup is there and whole. That it could not be entered is worth saying.
        self.enter_about_vault(Kind::OutputMade, &output, at, |transaction| {
            tables::set_backup(transaction, at)
        })?;
        Ok(())
    }

    /// When the last backup was made; of a restored vault, when the backup that it came from was.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn last_backup(&self) -> Result<Option<DateTime<Utc>>, StorageError> {
        tables::backup(&self.connection)
    }

    fn copy_database(&mut self, to: &Path, ask: Ask<'_>) -> Result<(), BackupError> {
        let pages: u64 = self
            .connection
            .query_row("PRAGMA page_count", [], |row| row.get(0))
            .map_err(StorageError::from)?;
        let of = pages * 4096;
        go_on(ask, Stage::Copying, 0, of)?;
        // A file that only we may read is there before SQLite writes into it; an empty one is taken.
        drop(create_new(to)?);
        let name = to.to_str().ok_or(BackupError::Missing)?;
        while_asking(
            &mut self.connection,
            || Progress {
                stage: Stage::Copying,
                done: fs::metadata(to).map_or(0, |file| file.len()).min(of),
                of,
            },
            ask,
            |connection| {
                // SQLite attaches the copy to itself for as long as it takes.
                connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1)?;
                let copied = connection.execute("VACUUM INTO ?1", [name]);
                connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
                copied.map_err(StorageError::from)
            },
        )?;
        go_on(ask, Stage::Copying, of, of)
    }

    fn check_copy(&self, copied: &Path, ask: Ask<'_>) -> Result<(), BackupError> {
        go_on(ask, Stage::Checking, 0, 0)?;
        let key = self.master.derive_database_key();
        let (mut connection, _) = open::open(copied, &key)?;
        check_pages(&mut connection, ask)?;
        let (head, counts) = (
            crate::vault::head_of(&connection)?,
            tables::saves(&connection)?,
        );
        if head != self.head || counts != self.number {
            return Err(BackupError::CopyNotWhole);
        }
        open::trust(&connection)?;
        connection
            .close()
            .map_err(|(_, error)| StorageError::from(error))?;
        go_on(ask, Stage::Checking, 1, 1)
    }
}

/// Brings a restore that was killed in its last step to its end: the old vault is aside already, and
/// the whole new one stands beside its place.
pub(crate) fn finish_restore(folder: &Path) {
    let restored = with_ending(folder, ".restored");
    if !files::exists(folder) && files::exists(&restored) && fs::rename(&restored, folder).is_ok() {
        let _ = files::sync_folder(folder);
    }
}

/// Restores a backup into the place of `folder`. It is unpacked beside it, opened and read to its
/// end, and only then takes its place; what was there is kept aside under the name that is returned.
///
/// # Errors
/// [`BackupError`]; what was there is then as it was.
pub fn restore(
    from: &Path,
    folder: &Path,
    key: &RestoreKey<'_>,
    at: DateTime<Utc>,
    ask: Ask<'_>,
) -> Result<Option<PathBuf>, BackupError> {
    finish_restore(folder);
    let (header, keys, mut file) = begin(from)?;
    let master = match key {
        RestoreKey::Passphrase(passphrase) => keys.unwrap_with_passphrase(passphrase)?,
        RestoreKey::RecoveryPhrase(phrase) => {
            let entropy = Entropy::parse(phrase).map_err(UnlockError::Phrase)?;
            keys.unwrap_with_recovery(&entropy)
                .map_err(|_| UnlockError::Phrase(crate::PhraseError::NotThisVault))?
        }
    };
    if header.tag(&master) != header.tag {
        return Err(BackupError::Damaged);
    }
    let side = with_ending(folder, ".restoring");
    let restored = with_ending(folder, ".restored");
    // Only ever copies of a backup that is still there, left by a restore that was killed.
    for left in [&side, &restored] {
        if files::exists(left) {
            fs::remove_dir_all(left)?;
        }
    }
    let done = unpack(&mut file, &header, &keys, master, &side, at, ask)
        .and_then(|()| take_its_place(&side, &restored, folder, at));
    // Where the old vault could not be put back either, the copy stays for `finish_restore`.
    if done.is_err() && files::exists(folder) {
        let _ = fs::remove_dir_all(&restored);
    }
    if done.is_err() {
        let _ = fs::remove_dir_all(&side);
    }
    done
}

/// Puts what is there aside and the whole new folder in its place. A cut in between is mended by
/// [`finish_restore`].
fn take_its_place(
    side: &Path,
    restored: &Path,
    folder: &Path,
    at: DateTime<Utc>,
) -> Result<Option<PathBuf>, BackupError> {
    // Nobody may have it open while it is put aside.
    if files::exists(folder) {
        drop(files::FolderLock::take(folder)?);
    }
    fs::rename(side, restored)?;
    let aside = put_aside(folder, at)?;
    if let Err(error) = fs::rename(restored, folder) {
        let _ = match &aside {
            Some(aside) => fs::rename(aside, folder),
            None => fs::remove_dir_all(restored),
        };
        return Err(error.into());
    }
    // It has its place. Should the system not be able to promise that it lasts, a cut leaves what
    // `finish_restore` mends.
    let _ = files::sync_folder(folder);
    Ok(aside)
}

fn unpack(
    file: &mut impl Read,
    header: &Header,
    keys: &KeyFile,
    master: MasterKey,
    side: &Path,
    at: DateTime<Utc>,
    ask: Ask<'_>,
) -> Result<(), BackupError> {
    files::make_folder(side)?;
    let mut database = create_new(&side.join(files::DATABASE))?;
    copy(
        file,
        &mut database,
        header.database_length,
        Stage::Copying,
        ask,
    )?;
    database.sync_all()?;
    drop(database);
    files::replace(&side.join(files::KEYS), keys.to_text().as_bytes())?;
    go_on(ask, Stage::Checking, 0, 0)?;
    let lock = files::FolderLock::take(side)?;
    let mut vault = Vault::open(side, keys.clone(), master, lock)?;
    if vault.fault().is_some() {
        return Err(BackupError::Damaged);
    }
    check_pages(&mut vault.connection, ask)?;
    vault.verify().map_err(|_| BackupError::Damaged)?;
    go_on(ask, Stage::Writing, 0, 0)?;
    let entry = Restored {
        made_at: header.made_at,
    };
    vault.enter_about_vault(Kind::Restored, &entry, at, |transaction| {
        tables::set_backup(transaction, header.made_at)
    })?;
    Ok(vault.lock()?)
}

/// Gives the folder another name; none when there was nothing.
fn put_aside(folder: &Path, at: DateTime<Utc>) -> Result<Option<PathBuf>, BackupError> {
    if !files::exists(folder) {
        return Ok(None);
    }
    let stamp = at.format("%Y%m%d-%H%M%S");
    for number in 1..100 {
        let aside = with_ending(folder, &format!("-before-{stamp}-{number}"));
        if !files::exists(&aside) {
            fs::rename(folder, &aside)?;
            return Ok(Some(aside));
        }
    }
    Err(BackupError::AlreadyThere)
}

/// A neutral name for a backup that is made now.
pub fn backup_name(at: DateTime<Utc>) -> String {
    format!("backup-{}.{BACKUP_ENDING}", at.format("%Y-%m-%d-%H%M%S"))
}
