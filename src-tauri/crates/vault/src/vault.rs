//! The open vault and the ways into it.

use crate::backup;
use crate::clock::ClockWatch;
use crate::error::Cause;
use crate::files::{self, FolderLock};
use crate::ledger::{self, Kind, NewEntry, Walk, Written};
use crate::mark::{Mark, Tag};
use crate::passphrase::check_passphrase;
use crate::recovery::Entropy;
use crate::secret::{Key, MasterKey};
use crate::slots::{FilesState, KeyFile};
use crate::tries::Tries;
use crate::{
    CreateError, Head, KdfCost, LedgerFault, PhraseError, RecoveryPhrase, SealCode, StorageError,
    UnlockError, open, tables,
};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// What is in a folder, as far as it can be known without a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderState {
    /// No vault.
    Empty,
    /// A vault, locked.
    Vault {
        /// The name that it was given.
        name: String,
    },
    /// A vault that cannot be opened.
    Unusable(UnlockError),
}

/// Looks at a folder without opening anything.
pub fn look(folder: &Path) -> FolderState {
    match read_keys(folder) {
        Ok(keys) if files::exists(&folder.join(files::DATABASE)) => {
            FolderState::Vault { name: keys.name }
        }
        Ok(_) => FolderState::Unusable(UnlockError::DatabaseMissing),
        Err(UnlockError::NoVault) => FolderState::Empty,
        Err(error) => FolderState::Unusable(error),
    }
}

/// The opening in which a vault is made.
pub(crate) const FIRST_OPENING: u64 = 1;

/// How the vault was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Way {
    /// With the passphrase.
    Passphrase,
    /// With the recovery phrase.
    RecoveryPhrase,
}

/// The entry that an unlock leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct UnlockEntry {
    way: Way,
    /// The key file's generation: one that is put in its place later and is older is known by it.
    generation: u64,
    /// Wrong passphrases since the unlock before: somebody may have been trying.
    wrong_tries: u32,
}

/// The entry that says that the practitioner went on with files that were not as they should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct WentOnEntry {
    fault: String,
    noted_head: String,
}

/// An open vault: the database and the keys. Dropping it wipes the keys; [`Vault::lock`] also tidies
/// the files.
pub struct Vault {
    pub(crate) folder: PathBuf,
    pub(crate) connection: Connection,
    pub(crate) keys: KeyFile,
    pub(crate) master: MasterKey,
    pub(crate) head: Head,
    /// The head that stands in the key file.
    marked: Head,
    /// When the newest entry was written.
    last_written: Option<DateTime<Utc>>,
    clock: ClockWatch,
    /// The number of the last change of a draft.
    pub(crate) number: u64,
    /// There from the first write on.
    mark: Option<Mark>,
    /// While there is one, nothing is written.
    fault: Option<LedgerFault>,
    // Last, so that the folder is given back when everything else is closed.
    _lock: FolderLock,
}

impl Vault {
    /// Makes a vault and opens it.
    ///
    /// The recovery phrase is given out once and has to be typed back
    /// ([`Vault::confirm_recovery_phrase`]).
    ///
    /// # Errors
    /// [`CreateError`]; nothing that could be taken for a vault is left behind.
    pub fn create(
        folder: &Path,
        name: &str,
        passphrase: &SecretString,
        cost: KdfCost,
        at: DateTime<Utc>,
    ) -> Result<(Self, RecoveryPhrase), CreateError> {
        check_passphrase(passphrase, name).map_err(CreateError::Weak)?;
        files::make_folder(folder).map_err(|error| match StorageError::from(error) {
            StorageError::DiskFull(_) => CreateError::DiskFull,
            _ => CreateError::FolderRefused,
        })?;
        if files::any_of_a_vault(folder) {
            return Err(CreateError::AlreadyThere);
        }
        let lock = FolderLock::take(folder).map_err(create_error)?;
        // Again, now that nobody else can make one: what follows would take it for its own.
        if files::any_of_a_vault(folder) {
            return Err(CreateError::AlreadyThere);
        }
        let keys_path = folder.join(files::KEYS);
        let database = folder.join(files::DATABASE);
        let master = MasterKey(Key::make_random().map_err(CreateError::Random)?);
        let (entropy, phrase) = Entropy::make_random().map_err(CreateError::Random)?;
        let keys = KeyFile::make(name, passphrase, cost, &entropy, &master, at)
            .map_err(CreateError::Random)?;
        let made = open::create(&database, &master.derive_database_key())
            .map_err(create_error)
            .and_then(|connection| {
                let tag = Tag::new(&master, keys.vault(), FIRST_OPENING);
                let mark = Mark::begin(folder, tag, 0).map_err(StorageError::from)?;
                // The key file comes last: until it is there, there is no vault.
                files::replace(&keys_path, keys.to_text().as_bytes())
                    .map_err(StorageError::from)?;
                Ok((connection, mark))
            });
        // Made a moment ago by this very call, and empty.
        let (connection, mark) = made.inspect_err(|_| files::remove_created(folder))?;
        let vault = Self {
            folder: folder.to_owned(),
            connection,
            keys,
            master,
            head: Head::EMPTY,
            marked: Head::EMPTY,
            last_written: None,
            clock: ClockWatch::default(),
            number: 0,
            mark: Some(mark),
            fault: None,
            _lock: lock,
        };
        Ok((vault, phrase))
    }

    /// Opens a vault with its passphrase, checks the chain of the ledger and that the files are as
    /// they were left. When they are not, it opens for reading only: see [`Vault::fault`].
    ///
    /// # Errors
    /// [`UnlockError`]; nothing is changed, except that a wrong try is counted.
    pub fn unlock(
        folder: &Path,
        passphrase: &SecretString,
        at: DateTime<Utc>,
    ) -> Result<Self, UnlockError> {
        let (keys, lock) = take(folder)?;
        let mut tries = Tries::read(folder);
        let master = unwrap_counted(&keys, &mut tries, passphrase, at)?;
        let mut vault = Self::open(folder, keys, master, lock)?;
        vault.enter_unlock(Way::Passphrase, tries.wrong(), at);
        tries.forget();
        Ok(vault)
    }

    /// Opens a vault with its recovery phrase and sets a new passphrase.
    ///
    /// # Errors
    /// [`UnlockError`]; the old passphrase then still holds.
    pub fn unlock_with_recovery(
        folder: &Path,
        phrase: &SecretString,
        new_passphrase: &SecretString,
        at: DateTime<Utc>,
    ) -> Result<Self, UnlockError> {
        let (keys, lock) = take(folder)?;
        // The phrase is 256 bits: guessing it needs no delay.
        let entropy = Entropy::parse(phrase).map_err(UnlockError::Phrase)?;
        check_passphrase(new_passphrase, &keys.name).map_err(UnlockError::Weak)?;
        let master = keys
            .unwrap_with_recovery(&entropy)
            .map_err(|_| UnlockError::Phrase(PhraseError::NotThisVault))?;
        let cost = keys.cost().map_err(|_| UnlockError::KdfOutOfRange)?;
        let mut vault = Self::open(folder, keys, master, lock)?;
        vault
            .keys
            .set_passphrase(new_passphrase, cost, &vault.master)
            .map_err(StorageError::from)?;
        vault.write_keys()?;
        let tries = Tries::read(folder);
        vault.enter_unlock(Way::RecoveryPhrase, tries.wrong(), at);
        tries.forget();
        Ok(vault)
    }

    /// Opens it with the master key. Enters nothing.
    pub(crate) fn open(
        folder: &Path,
        keys: KeyFile,
        master: MasterKey,
        lock: FolderLock,
    ) -> Result<Self, UnlockError> {
        let marked = keys.marked_head(&master).ok_or(UnlockError::KeysDamaged)?;
        // Before SQLite touches them.
        let look = Look::begin(folder, &keys)?;
        let database = folder.join(files::DATABASE);
        // Both take long and neither needs the other; nothing is written until both are done.
        let (changed, opened) = thread::scope(|scope| {
            let changed = scope.spawn(|| look.finish());
            let opened = open::open(&database, &master.derive_database_key());
            let opened = opened.map(|(connection, schema)| {
                let checked = check_head(&connection, schema, &marked);
                (connection, schema, checked)
            });
            (changed.join(), opened)
        });
        let changed = changed.unwrap_or(Err(StorageError::Io(Cause::Setting)))?;
        let (connection, schema, (head, walk, fault)) = opened?;
        if let Some(LedgerFault::Unreadable(error)) = fault {
            return Err(error.into());
        }
        // The first schema did not count them.
        let number = match schema {
            1 => 0,
            _ => tables::saves(&connection)?,
        };
        let lost = match keys.state() {
            Some(FilesState::Open { since }) => Tag::new(&master, keys.vault(), *since)
                .read(folder)
                .is_none_or(|noted| noted > number),
            Some(FilesState::Closed { .. }) | None => false,
        };
        let fault = fault
            .or(older_keys(&connection, walk.last_unlock, &keys))
            .or(lost.then_some(LedgerFault::LogLost))
            .or(changed.then_some(LedgerFault::FilesChanged));
        let mut vault = Self {
            folder: folder.to_owned(),
            connection,
            keys,
            master,
            head,
            marked,
            last_written: walk.last_written.map(tables::time).transpose()?,
            clock: ClockWatch::default(),
            number,
            mark: None,
            fault,
            _lock: lock,
        };
        if let Some(fault) = fault {
            if schema < open::SCHEMA {
                // It cannot be read without being changed first, and what is in doubt is not changed.
                return Err(fault.into());
            }
            open::only_read(&vault.connection, true)?;
            return Ok(vault);
        }
        if schema < open::SCHEMA {
            // The file is another from here on: its digest must not be expected any more.
            vault.ready_to_write()?;
            open::migrate(&vault.connection, schema)?;
            // A migration may make lists anew, and empty.
            vault.rebuild()?;
        }
        // Before the files are trusted: pages of another day can stand below a log that holds the whole
        // chain, and show only here.
        if !vault.lists_are_complete(walk.contacts)? {
            // They hold nothing that the ledger does not.
            vault.rebuild()?;
        }
        open::trust(&vault.connection)?;
        // The present key file has just opened the vault; the one before has had its day.
        let _ = fs::remove_file(folder.join(files::KEYS_PREVIOUS));
        Ok(vault)
    }

    /// Whether the lists have as many contacts as the ledger.
    fn lists_are_complete(&self, sealed: u64) -> Result<bool, StorageError> {
        let listed: u64 = self.connection.query_row(
            // From the few that were erased: the other way round it reads the whole ledger.
            "SELECT (SELECT count(*) FROM contact)
               + (SELECT count(*) FROM erased CROSS JOIN ledger USING (seq)
                   WHERE kind = 'contact_sealed')",
            [],
            |row| row.get(0),
        )?;
        Ok(listed == sealed)
    }

    /// Enters that the vault was opened. A disk that is full must not keep anybody from reading.
    pub(crate) fn enter_unlock(&mut self, way: Way, wrong_tries: u32, at: DateTime<Utc>) {
        if self.ready_to_write().is_err() {
            return;
        }
        let entry = UnlockEntry {
            way,
            generation: self.keys.generation(),
            wrong_tries,
        };
        let _ = self.enter_about_vault(Kind::Unlock, &entry, at, |_| Ok(()));
    }

    /// Adds an entry about the vault itself, and what is derived from it.
    pub(crate) fn enter_about_vault(
        &mut self,
        kind: Kind,
        entry: &impl Serialize,
        at: DateTime<Utc>,
        derive: impl FnOnce(&Transaction<'_>) -> Result<(), StorageError>,
    ) -> Result<(), StorageError> {
        let payload = tables::to_json(entry)?;
        let author = self.settings()?.author;
        let entry = NewEntry {
            kind,
            id: "vault",
            at,
            author: author.name.stored(),
            payload: &payload,
        };
        self.enter(&entry, |transaction, _| derive(transaction))
    }

    /// What is wrong with the files. While there is something, the vault is open for reading only and
    /// every write is refused with [`StorageError::Doubtful`].
    pub fn fault(&self) -> Option<LedgerFault> {
        self.fault
    }

    /// Goes on writing in spite of a fault: for when there is no backup to restore. It is entered in
    /// the ledger for good, with what was missing. A chain that is broken stays for reading only:
    /// nothing that is written behind it could be believed.
    ///
    /// # Errors
    /// [`StorageError::Doubtful`] when the chain is broken, or what the disk says; the vault is then
    /// as it was.
    pub fn go_on(&mut self, at: DateTime<Utc>) -> Result<(), StorageError> {
        let Some(fault) = self.fault else {
            return Ok(());
        };
        if let LedgerFault::Broken { .. } | LedgerFault::Unreadable(_) = fault {
            return Err(StorageError::Doubtful);
        }
        let entry = WentOnEntry {
            fault: fault.to_string(),
            noted_head: SealCode::of(&self.marked).to_string(),
        };
        let (keys, marked) = (self.keys.clone(), self.marked);
        open::only_read(&self.connection, false)?;
        self.fault = None;
        let went_on = self
            .begin_afresh()
            .and_then(|()| self.rebuild())
            .and_then(|()| self.enter_about_vault(Kind::WentOn, &entry, at, |_| Ok(())))
            .and_then(|()| open::trust(&self.connection));
        if went_on.is_err() {
            (self.keys, self.marked, self.mark) = (keys, marked, None);
            self.fault = Some(fault);
            let _ = self.write_keys();
            let _ = open::only_read(&self.connection, true);
        }
        went_on
    }

    /// Tells the vault what the clock and a count of time that nobody can set say together. `steady`
    /// is the time since some fixed moment of this run. What does not fit is noted in the next entry.
    pub fn look_at_clock(&mut self, wall: DateTime<Utc>, steady: Duration) {
        self.clock.look(wall, steady);
    }

    /// Makes sure, before the first write, that the key file says that the files are being written.
    pub(crate) fn ready_to_write(&mut self) -> Result<(), StorageError> {
        if self.fault.is_some() {
            return Err(StorageError::Doubtful);
        }
        if self.mark.is_some() {
            return Ok(());
        }
        if let Some(FilesState::Open { since }) = self.keys.state() {
            // A crash came in between: the same opening goes on, and so does its mark.
            let tag = Tag::new(&self.master, self.keys.vault(), *since);
            self.mark = Some(Mark::resume(&self.folder, tag)?);
            return Ok(());
        }
        self.begin_afresh()
    }

    fn begin_afresh(&mut self) -> Result<(), StorageError> {
        let since = self.keys.generation() + 1;
        let tag = Tag::new(&self.master, self.keys.vault(), since);
        let mark = Mark::begin(&self.folder, tag, self.number)?;
        self.write_state(FilesState::Open { since })?;
        // Without it every write is slower, and none is less sure.
        let _ = files::make_room_for_log(&self.folder);
        self.mark = Some(mark);
        Ok(())
    }

    /// When an entry is written, and what it has to say about the clock.
    pub(crate) fn written(&self, at: DateTime<Utc>) -> Written {
        Written {
            at,
            clock_off: self.clock.off(self.last_written, at),
        }
    }

    /// An entry is on the disk.
    pub(crate) fn committed(&mut self, head: Head, at: DateTime<Utc>) {
        self.head = head;
        self.last_written = Some(at);
        self.clock.noted();
        self.try_to_note_head();
    }

    /// A change of a draft is on the disk.
    pub(crate) fn saved(&mut self) {
        self.number += 1;
        if let Some(mark) = &mut self.mark {
            mark.note(self.number);
        }
    }

    /// Sets a new passphrase: the slot of the passphrase is written anew, everything else stays.
    ///
    /// The present one is asked for, and a wrong try counts as on the lock screen: somebody may be
    /// at a laptop that was left open.
    ///
    /// # Errors
    /// [`UnlockError`]; the present passphrase then still holds.
    pub fn change_passphrase(
        &mut self,
        present: &SecretString,
        new: &SecretString,
        cost: KdfCost,
        at: DateTime<Utc>,
    ) -> Result<(), UnlockError> {
        check_passphrase(new, &self.keys.name).map_err(UnlockError::Weak)?;
        let mut tries = Tries::read(&self.folder);
        unwrap_counted(&self.keys, &mut tries, present, at)?;
        let before = self.keys.clone();
        self.keys
            .set_passphrase(new, cost, &self.master)
            .map_err(StorageError::from)?;
        self.write_keys().inspect_err(|_| self.keys = before)?;
        tries.forget();
        Ok(())
    }

    /// Makes a new recovery phrase in the place of the old one.
    ///
    /// # Errors
    /// [`StorageError`]; the old phrase then still holds.
    pub fn renew_recovery_phrase(&mut self) -> Result<RecoveryPhrase, StorageError> {
        let (entropy, phrase) = Entropy::make_random()?;
        let before = self.keys.clone();
        self.keys.set_recovery(&entropy, &self.master)?;
        self.write_keys().inspect_err(|_| self.keys = before)?;
        Ok(phrase)
    }

    /// Checks the recovery phrase as it was typed back, and notes that it was.
    ///
    /// # Errors
    /// [`PhraseError`] says what is wrong with it.
    pub fn confirm_recovery_phrase(&mut self, phrase: &SecretString) -> Result<(), PhraseError> {
        let entropy = Entropy::parse(phrase)?;
        self.keys
            .unwrap_with_recovery(&entropy)
            .map_err(|_| PhraseError::NotThisVault)?;
        let before = self.keys.clone();
        self.keys.confirm_recovery(&self.master);
        self.write_keys()
            .inspect_err(|_| self.keys = before)
            .map_err(PhraseError::Storage)
    }

    /// Whether the recovery phrase was ever typed back.
    pub fn recovery_confirmed(&self) -> bool {
        self.keys.recovery_confirmed()
    }

    /// The name that the vault was given.
    pub fn name(&self) -> &str {
        &self.keys.name
    }

    /// Closes the vault: everything in one file, the head and the file's digest noted, keys wiped.
    ///
    /// # Errors
    /// [`StorageError`] when the files could not be tidied. It is closed all the same, and what was
    /// said to be saved is on the disk.
    pub fn lock(self) -> Result<(), StorageError> {
        let open = matches!(self.keys.state(), Some(FilesState::Open { .. }));
        if self.fault.is_some() || !open {
            // Nothing was written.
            return Ok(());
        }
        let Self {
            folder,
            connection,
            mut keys,
            master,
            head,
            _lock,
            ..
        } = self;
        let database = folder.join(files::DATABASE);
        let tidied = connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            .map_err(StorageError::from)
            .and_then(|busy: i64| {
                connection.close().map_err(|(_, error)| error)?;
                let whole = busy == 0 && files::is_empty(&folder.join(files::DATABASE_LOG))?;
                Ok(whole.then(|| files::digest(&database)).transpose()?)
            });
        let state = match &tidied {
            Ok(Some(digest)) => Some(FilesState::Closed {
                digest: digest.clone(),
            }),
            _ => keys.state().cloned(),
        };
        if let Some(state) = state {
            let confirmed = keys.recovery_confirmed();
            keys.note(&head, confirmed, state, &master);
            write_keys(&folder, &keys)?;
        }
        tidied?;
        Ok(())
    }

    /// Checks the chain, every payload against its commitment, and the head against the key file.
    /// Reads the whole ledger.
    ///
    /// # Errors
    /// [`LedgerFault`] with the first bad entry.
    pub fn verify(&self) -> Result<Head, LedgerFault> {
        let (head, _) = self.verify_while(|_, _| true)?;
        Ok(head)
    }

    /// The same, for whoever waits for it: `go_on` sees how many entries were read and how many there are,
    /// and says whether to read on. The second answer is false when it was told to stop: nothing is then
    /// known of the entries that were not read.
    ///
    /// # Errors
    /// As [`Vault::verify`].
    pub fn verify_while(
        &self,
        mut go_on: impl FnMut(u64, u64) -> bool,
    ) -> Result<(Head, bool), LedgerFault> {
        let (head, _, fault) = check_head(&self.connection, open::SCHEMA, &self.marked);
        fault.map_or(Ok(()), Err)?;
        let whole = ledger::verify_payloads(&self.connection, |seq| go_on(seq, head.seq))?;
        Ok((head, whole))
    }

    /// Whether the lists are what the ledger gives: makes them again, compares, and takes that back.
    /// Reads the whole ledger.
    ///
    /// # Errors
    /// [`StorageError`]; also when the vault is open for reading only.
    pub fn lists_hold(&mut self) -> Result<bool, StorageError> {
        self.ready_to_write()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = tables::derived(&transaction)?;
        tables::rebuild(&transaction)?;
        let after = tables::derived(&transaction)?;
        transaction.rollback()?;
        Ok(before == after)
    }

    /// Makes the lists again from the ledger.
    ///
    /// # Errors
    /// [`StorageError`]; the lists are then as they were.
    pub fn rebuild(&mut self) -> Result<(), StorageError> {
        self.ready_to_write()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        tables::rebuild(&transaction)?;
        Ok(transaction.commit()?)
    }

    /// The short code of the ledger's head, for every output.
    pub fn seal_code(&self) -> SealCode {
        SealCode::of(&self.head)
    }

    /// Notes the head in the key file. When that fails now, the next entry or the lock does it: a
    /// ledger that is ahead of its note is what a power cut leaves too, and is fine.
    fn try_to_note_head(&mut self) {
        let _ = self.note_head();
    }

    fn note_head(&mut self) -> Result<(), StorageError> {
        match self.keys.state().cloned() {
            Some(state) if self.marked != self.head => self.write_state(state),
            _ => Ok(()),
        }
    }

    /// Writes the key file with the present head and this state of the files.
    fn write_state(&mut self, state: FilesState) -> Result<(), StorageError> {
        let before = self.keys.clone();
        let confirmed = before.recovery_confirmed();
        self.keys.note(&self.head, confirmed, state, &self.master);
        self.write_keys().inspect_err(|_| self.keys = before)?;
        self.marked = self.head;
        Ok(())
    }

    fn write_keys(&self) -> Result<(), StorageError> {
        write_keys(&self.folder, &self.keys)
    }
}

/// Replaces the key file. The one that opened the vault is kept until the next one has.
fn write_keys(folder: &Path, keys: &KeyFile) -> Result<(), StorageError> {
    let path = folder.join(files::KEYS);
    let previous = folder.join(files::KEYS_PREVIOUS);
    let present = fs::read(&path);
    if !files::exists(&previous)
        && let Ok(present) = &present
    {
        files::replace(&previous, present)?;
    }
    let replaced = files::replace(&path, keys.to_text().as_bytes());
    if let (Err(_), Ok(present)) = (&replaced, &present)
        && fs::read(&path).ok().as_ref() != Some(present)
    {
        // It has its place and nobody knows whether it lasts. Whoever asked is told that the old
        // passphrase or phrase still holds, so it does.
        let _ = files::replace(&path, present);
    }
    Ok(replaced?)
}

/// Whether the newest unlock that was entered knew a newer key file than this one.
fn older_keys(
    connection: &Connection,
    last_unlock: Option<u64>,
    keys: &KeyFile,
) -> Option<LedgerFault> {
    let seq = last_unlock?;
    let entry = ledger::payload(connection, seq)
        .and_then(|payload| tables::from_json::<UnlockEntry>(&payload));
    match entry {
        Err(_) => Some(LedgerFault::Broken { seq }),
        Ok(entry) => (entry.generation > keys.generation()).then_some(LedgerFault::OlderKeys),
    }
}

/// A look at whether the files are others than those that were left when the vault was locked.
struct Look<'a> {
    changed: bool,
    /// What the database is to be, when that was noted.
    database: Option<(files::Digesting, &'a str)>,
}

impl<'a> Look<'a> {
    /// As far as it has to be done before SQLite opens them.
    fn begin(folder: &Path, keys: &'a KeyFile) -> Result<Self, UnlockError> {
        let foreign = files::set_journal_aside(folder).map_err(StorageError::from)?;
        let mut changed = foreign || keys.from_previous;
        let Some(FilesState::Closed { digest }) = keys.state() else {
            return Ok(Self {
                changed,
                database: None,
            });
        };
        changed |=
            !files::is_empty(&folder.join(files::DATABASE_LOG)).map_err(StorageError::from)?;
        match files::Digesting::begin(&folder.join(files::DATABASE)) {
            Ok(digesting) => Ok(Self {
                changed,
                database: Some((digesting, digest)),
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(UnlockError::DatabaseMissing),
            Err(error) => Err(StorageError::from(error).into()),
        }
    }

    /// Reads the database to its end.
    fn finish(self) -> Result<bool, StorageError> {
        let Some((digesting, noted)) = self.database else {
            return Ok(self.changed);
        };
        Ok(self.changed || !digesting.is(noted)?)
    }
}

/// Opens the slot of the passphrase, if no delay stands against it; a wrong try is counted.
fn unwrap_counted(
    keys: &KeyFile,
    tries: &mut Tries,
    passphrase: &SecretString,
    at: DateTime<Utc>,
) -> Result<MasterKey, UnlockError> {
    if let Some(seconds) = tries.wait(at) {
        return Err(UnlockError::Wait { seconds });
    }
    keys.unwrap_with_passphrase(passphrase)
        .inspect_err(|error| {
            if *error == UnlockError::WrongPassphrase {
                // A delay that cannot be written is no reason to say something else.
                let _ = tries.count_wrong(at);
            }
        })
}

/// The head of the ledger in an up-to-date database, when its chain holds.
pub(crate) fn head_of(connection: &Connection) -> Result<Head, StorageError> {
    match check_head(connection, open::SCHEMA, &Head::EMPTY) {
        (head, _, None) => Ok(head),
        _ => Err(StorageError::Damaged(Cause::Row)),
    }
}

/// Checks the chain and that the noted head stands on it. A ledger that goes on behind the note is
/// fine: a power cut between the two leaves it so. Gives the last head that holds.
fn check_head(
    connection: &Connection,
    schema: usize,
    marked: &Head,
) -> (Head, Walk, Option<LedgerFault>) {
    let mut on_the_chain = *marked == Head::EMPTY;
    let mut last = Head::EMPTY;
    let walked = ledger::verify_chain(connection, ledger::headers_of(schema), |head| {
        on_the_chain |= head == marked;
        last = *head;
    });
    match walked {
        Ok((head, walk)) if on_the_chain => (head, walk, None),
        Ok((head, walk)) => (head, walk, Some(LedgerFault::OlderFile)),
        Err(fault) => (last, Walk::default(), Some(fault)),
    }
}

/// Takes the folder, and the key file as it is from then on: whoever had the folder before may have
/// changed it until the last moment. A folder without a vault is not even locked.
fn take(folder: &Path) -> Result<(KeyFile, FolderLock), UnlockError> {
    read_keys(folder)?;
    let lock = FolderLock::take(folder)?;
    Ok((read_keys(folder)?, lock))
}

pub(crate) fn read_keys(folder: &Path) -> Result<KeyFile, UnlockError> {
    backup::finish_restore(folder);
    match read_keys_at(folder, files::KEYS) {
        Err(error @ (UnlockError::KeysMissing | UnlockError::KeysDamaged)) => {
            // The generation before is kept for this. It is said, as for every file that was changed.
            let mut keys = read_keys_at(folder, files::KEYS_PREVIOUS).map_err(|_| error)?;
            keys.from_previous = true;
            Ok(keys)
        }
        other => other,
    }
}

fn read_keys_at(folder: &Path, name: &str) -> Result<KeyFile, UnlockError> {
    match fs::read(folder.join(name)) {
        Ok(bytes) => KeyFile::parse(&bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if files::any_of_a_vault(folder) {
                Err(UnlockError::KeysMissing)
            } else {
                Err(UnlockError::NoVault)
            }
        }
        Err(error) if error.kind() == ErrorKind::NotADirectory => Err(UnlockError::FolderRefused),
        Err(error) => Err(StorageError::from(error).into()),
    }
}

fn create_error(error: UnlockError) -> CreateError {
    match error {
        UnlockError::DiskFull => CreateError::DiskFull,
        UnlockError::Storage(error) => CreateError::Storage(error),
        UnlockError::InUse => CreateError::AlreadyThere,
        _ => CreateError::FolderRefused,
    }
}

#[cfg(test)]
mod tests;
