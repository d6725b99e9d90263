//! The open vault and the ways into it.

use crate::error::Cause;
use crate::files::{self, FolderLock};
use crate::ledger::{self, Kind, NewEntry};
use crate::passphrase::check_passphrase;
use crate::recovery::Entropy;
use crate::secret::{Key, MasterKey};
use crate::slots::KeyFile;
use crate::tries::Tries;
use crate::{
    ActionRow, CreateError, Draft, DraftRow, Head, KdfCost, LedgerFault, PersonRow, PhraseError,
    RecoveryPhrase, SealCode, SealedRecord, SealedRow, Settings, StorageError, UnlockError, open,
    tables,
};
use casework::contact::{Contact, PartKey};
use casework::ids::ContactId;
use casework::sealing::SealedContact;
use casework::words::Words;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use secrecy::SecretString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

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

/// An open vault: the database and the keys. Dropping it wipes the keys; [`Vault::lock`] also tidies
/// the files.
pub struct Vault {
    folder: PathBuf,
    connection: Connection,
    keys: KeyFile,
    master: MasterKey,
    head: Head,
    /// The head that stands in the key file.
    marked: Head,
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
        let made = open::open(&database, &master.derive_database_key(), true)
            .map_err(create_error)
            .and_then(|connection| {
                // The key file comes last: until it is there, there is no vault.
                files::replace(&keys_path, keys.to_text().as_bytes())
                    .map_err(StorageError::from)?;
                Ok(connection)
            });
        // Made a moment ago by this very call, and empty.
        let connection = made.inspect_err(|_| files::remove_created(folder))?;
        let vault = Self {
            folder: folder.to_owned(),
            connection,
            keys,
            master,
            head: Head::EMPTY,
            marked: Head::EMPTY,
            _lock: lock,
        };
        Ok((vault, phrase))
    }

    /// Opens a vault with its passphrase, and checks the chain of the ledger.
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
        let vault = Self::open(folder, keys, master, lock)?;
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
        let (mut keys, lock) = take(folder)?;
        // The phrase is 256 bits: guessing it needs no delay.
        let entropy = Entropy::parse(phrase).map_err(UnlockError::Phrase)?;
        check_passphrase(new_passphrase, &keys.name).map_err(UnlockError::Weak)?;
        let master = keys
            .unwrap_with_recovery(&entropy)
            .map_err(|_| UnlockError::Phrase(PhraseError::NotThisVault))?;
        let cost = keys.cost().map_err(|_| UnlockError::KdfOutOfRange)?;
        keys.set_passphrase(new_passphrase, cost, &master)
            .map_err(StorageError::from)?;
        let vault = Self::open(folder, keys, master, lock)?;
        vault.write_keys()?;
        let mut tries = Tries::read(folder);
        let _ = tries.wait(at);
        tries.forget();
        Ok(vault)
    }

    fn open(
        folder: &Path,
        keys: KeyFile,
        master: MasterKey,
        lock: FolderLock,
    ) -> Result<Self, UnlockError> {
        let connection = open::open(
            &folder.join(files::DATABASE),
            &master.derive_database_key(),
            false,
        )?;
        let marked = keys.marked_head(&master).ok_or(UnlockError::KeysDamaged)?;
        let head = check_head(&connection, &marked).map_err(|fault| match fault {
            LedgerFault::Broken { seq } => UnlockError::LedgerBroken { seq },
            LedgerFault::OlderFile => UnlockError::OlderFile,
            LedgerFault::Unreadable(error) => error.into(),
        })?;
        open::trust(&connection)?;
        // The present key file has just opened the vault; the one before has had its day.
        let _ = fs::remove_file(folder.join(files::KEYS_PREVIOUS));
        Ok(Self {
            folder: folder.to_owned(),
            connection,
            keys,
            master,
            head,
            marked,
            _lock: lock,
        })
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
        self.keys.set_recovery(&entropy, &self.head, &self.master)?;
        self.write_keys().inspect_err(|_| self.keys = before)?;
        self.marked = self.head;
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
        self.keys.mark(&self.head, true, &self.master);
        self.write_keys()
            .inspect_err(|_| self.keys = before)
            .map_err(PhraseError::Storage)?;
        self.marked = self.head;
        Ok(())
    }

    /// Whether the recovery phrase was ever typed back.
    pub fn recovery_confirmed(&self) -> bool {
        self.keys.recovery_confirmed()
    }

    /// The name that the vault was given.
    pub fn name(&self) -> &str {
        &self.keys.name
    }

    /// Closes the vault: everything in one file, the head noted, keys wiped.
    ///
    /// # Errors
    /// [`StorageError`] when the files could not be tidied. It is closed all the same, and what was
    /// said to be saved is on the disk.
    pub fn lock(mut self) -> Result<(), StorageError> {
        let noted = self.note_head();
        let tidied = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        noted?;
        Ok(tidied?)
    }

    /// Starts an empty draft.
    ///
    /// # Errors
    /// [`StorageError::AlreadySealed`] when a record has this id.
    pub fn start_draft(&mut self, id: &ContactId, at: DateTime<Utc>) -> Result<(), StorageError> {
        if self.seq_of(id)?.is_some() {
            return Err(StorageError::AlreadySealed);
        }
        self.connection
            .prepare_cached("INSERT INTO draft (id, started_at) VALUES (?1, ?2)")?
            .execute((id.as_str(), at.timestamp_micros()))?;
        Ok(())
    }

    /// Saves one part of a draft, or takes it away. When this returns it is on the disk.
    ///
    /// # Errors
    /// [`StorageError::NoDraft`], or what the disk says; the part is then as it was before.
    pub fn save_part(
        &mut self,
        id: &ContactId,
        key: &PartKey,
        part: Option<&Contact>,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let body = part.map(tables::to_json).transpose()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let there: bool = transaction
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM draft WHERE id = ?1)")?
            .query_row([id.as_str()], |row| row.get(0))?;
        if !there {
            return Err(StorageError::NoDraft);
        }
        match body {
            Some(body) => {
                let body =
                    String::from_utf8(body).map_err(|_| StorageError::Io(Cause::Unwritable))?;
                transaction
                    .prepare_cached(
                        "INSERT INTO draft_part (contact, part, body, saved_at)
                         VALUES (?1, ?2, ?3, ?4)
                         ON CONFLICT (contact, part) DO UPDATE SET body = ?3, saved_at = ?4",
                    )?
                    .execute((id.as_str(), key.to_string(), body, at.timestamp_micros()))?;
            }
            None => {
                transaction
                    .prepare_cached("DELETE FROM draft_part WHERE contact = ?1 AND part = ?2")?
                    .execute((id.as_str(), key.to_string()))?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// A draft with everything in it.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] when a part does not read; it stays where it is.
    pub fn draft(&self, id: &ContactId) -> Result<Option<Draft>, StorageError> {
        let started: Option<i64> = self
            .connection
            .prepare_cached("SELECT started_at FROM draft WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        let Some(started) = started else {
            return Ok(None);
        };
        let mut statement = self
            .connection
            .prepare_cached("SELECT body, saved_at FROM draft_part WHERE contact = ?1")?;
        let mut rows = statement.query([id.as_str()])?;
        let mut parts: Vec<Contact> = Vec::new();
        let mut saved = started;
        while let Some(row) = rows.next()? {
            parts.push(tables::from_json(
                row.get_ref(0)?
                    .as_bytes()
                    .map_err(|_| StorageError::Damaged(Cause::Row))?,
            )?);
            saved = saved.max(row.get(1)?);
        }
        Ok(Some(Draft {
            id: id.clone(),
            started_at: tables::time(started)?,
            saved_at: tables::time(saved)?,
            contact: Contact::from_parts(parts),
        }))
    }

    /// All drafts for a list, the one saved last first. Reads who and where, and no more.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn drafts(&self) -> Result<Vec<DraftRow>, StorageError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, started_at,
               coalesce((SELECT max(saved_at) FROM draft_part WHERE contact = id), started_at),
               (SELECT body FROM draft_part WHERE contact = id AND part = 'about'),
               (SELECT body FROM draft_part WHERE contact = id AND part = 'before')
             FROM draft ORDER BY 3 DESC",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let part = |column| -> Result<Contact, StorageError> {
                let body: Option<String> = row.get(column)?;
                body.map_or_else(
                    || Ok(Contact::default()),
                    |body| tables::from_json(body.as_bytes()),
                )
            };
            let about = part(3)?.about;
            found.push(DraftRow {
                id: ContactId::new(row.get::<_, String>(0)?),
                started_at: tables::time(row.get(1)?)?,
                saved_at: tables::time(row.get(2)?)?,
                name: about
                    .as_ref()
                    .map(|about| about.name.clone())
                    .unwrap_or_default(),
                local_reference: about.map(|about| about.local_reference).unwrap_or_default(),
                setting: part(4)?.before.setting,
            });
        }
        Ok(found)
    }

    /// Throws a draft away for good.
    ///
    /// # Errors
    /// [`StorageError::NoDraft`].
    pub fn discard_draft(&mut self, id: &ContactId) -> Result<(), StorageError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute("DELETE FROM draft_part WHERE contact = ?1", [id.as_str()])?;
        if transaction.execute("DELETE FROM draft WHERE id = ?1", [id.as_str()])? == 0 {
            return Err(StorageError::NoDraft);
        }
        Ok(transaction.commit()?)
    }

    /// Seals a contact: one transaction adds the person if they are new or named anew, adds the contact, writes
    /// the lists and takes the draft away.
    ///
    /// # Errors
    /// [`StorageError::AlreadySealed`], [`StorageError::NobodyNamed`], or what the disk says:
    /// then nothing was sealed and the draft is as it was.
    pub fn seal(&mut self, sealed: &SealedContact) -> Result<SealCode, StorageError> {
        if self.seq_of(&sealed.id)?.is_some() {
            return Err(StorageError::AlreadySealed);
        }
        let about = sealed
            .contact
            .about
            .as_ref()
            .ok_or(StorageError::NobodyNamed)?;
        let about_json = tables::to_json(about)?;
        let payload = tables::to_json(sealed)?;
        let author = sealed.author.name.as_str();
        let at = sealed.sealed_at;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut head = self.head;
        let known: Option<(String, String)> = transaction
            .prepare_cached("SELECT name, local_reference FROM person WHERE id = ?1")?
            .query_row([about.id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let adds_nothing = |now: &Words, known: &str| now.is_blank() || now.as_str() == known;
        let unchanged = known.is_some_and(|(name, reference)| {
            adds_nothing(&about.name, &name) && adds_nothing(&about.local_reference, &reference)
        });
        if !unchanged {
            let entry = NewEntry {
                kind: Kind::PersonAdded,
                id: about.id.as_str(),
                at,
                author,
                payload: &about_json,
            };
            head = ledger::append(&transaction, &head, &entry, at)?;
            tables::add_person(&transaction, about)?;
        }
        let entry = NewEntry {
            kind: Kind::ContactSealed,
            id: sealed.id.as_str(),
            at,
            author,
            payload: &payload,
        };
        head = ledger::append(&transaction, &head, &entry, at)?;
        tables::add_contact(&transaction, sealed, head.seq)?;
        transaction.execute(
            "DELETE FROM draft_part WHERE contact = ?1",
            [sealed.id.as_str()],
        )?;
        transaction.execute("DELETE FROM draft WHERE id = ?1", [sealed.id.as_str()])?;
        transaction.commit()?;
        self.head = head;
        self.try_to_note_head();
        Ok(self.seal_code())
    }

    /// A sealed contact, checked against its commitment.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] when it is not what was sealed.
    pub fn sealed(&self, id: &ContactId) -> Result<Option<SealedRecord>, StorageError> {
        let Some(seq) = self.seq_of(id)? else {
            return Ok(None);
        };
        let payload = ledger::payload(&self.connection, seq)?;
        Ok(Some(SealedRecord {
            sealed: tables::from_json(&payload)?,
            seq,
            seal_code: SealCode::of(&ledger::head_at(&self.connection, seq)?),
        }))
    }

    fn seq_of(&self, id: &ContactId) -> Result<Option<u64>, StorageError> {
        Ok(self
            .connection
            .prepare_cached("SELECT seq FROM contact WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?)
    }

    /// Sealed contacts for a list, the latest first, at most `limit`.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn sealed_rows(&self, limit: u32) -> Result<Vec<SealedRow>, StorageError> {
        tables::sealed_rows(&self.connection, limit)
    }

    /// People with sealed contacts, the one met last first.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn people(&self) -> Result<Vec<PersonRow>, StorageError> {
        tables::people(&self.connection)
    }

    /// Actions that nobody has said were done, the one due first first.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn open_actions(&self) -> Result<Vec<ActionRow>, StorageError> {
        tables::open_actions(&self.connection)
    }

    /// The settings, or the usual ones when none were saved.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn settings(&self) -> Result<Settings, StorageError> {
        tables::settings(&self.connection)
    }

    /// Saves the settings, as an entry of the ledger: who wrote a record is part of it.
    ///
    /// # Errors
    /// [`StorageError`]; the settings are then as they were.
    pub fn save_settings(
        &mut self,
        settings: &Settings,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let settings = settings.clone().held();
        let payload = tables::to_json(&settings)?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let entry = NewEntry {
            kind: Kind::Settings,
            id: "settings",
            at,
            author: settings.author.name.as_str(),
            payload: &payload,
        };
        let head = ledger::append(&transaction, &self.head, &entry, at)?;
        tables::set_settings(&transaction, &payload)?;
        transaction.commit()?;
        self.head = head;
        self.try_to_note_head();
        Ok(())
    }

    /// Checks everything: the chain, every payload against its commitment, and the head against
    /// the key file. Reads the whole ledger.
    ///
    /// # Errors
    /// [`LedgerFault`] with the first bad entry.
    pub fn verify(&self) -> Result<Head, LedgerFault> {
        let head = check_head(&self.connection, &self.marked)?;
        ledger::verify_payloads(&self.connection)?;
        Ok(head)
    }

    /// Makes the lists again from the ledger.
    ///
    /// # Errors
    /// [`StorageError`]; the lists are then as they were.
    pub fn rebuild(&mut self) -> Result<(), StorageError> {
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
        if self.marked == self.head {
            return Ok(());
        }
        let before = self.keys.clone();
        self.keys
            .mark(&self.head, before.recovery_confirmed(), &self.master);
        self.write_keys().inspect_err(|_| self.keys = before)?;
        self.marked = self.head;
        Ok(())
    }

    /// Replaces the key file; the one before is kept until the next good unlock.
    fn write_keys(&self) -> Result<(), StorageError> {
        let path = self.folder.join(files::KEYS);
        if let Ok(present) = fs::read(&path) {
            files::replace(&self.folder.join(files::KEYS_PREVIOUS), &present)?;
        }
        Ok(files::replace(&path, self.keys.to_text().as_bytes())?)
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

/// Checks the chain and that the noted head stands on it. A ledger that goes on behind the note is
/// fine: a power cut between the two leaves it so.
fn check_head(connection: &Connection, marked: &Head) -> Result<Head, LedgerFault> {
    let mut on_the_chain = *marked == Head::EMPTY;
    let head = ledger::verify_chain(connection, |head| on_the_chain |= head == marked)?;
    if on_the_chain {
        Ok(head)
    } else {
        Err(LedgerFault::OlderFile)
    }
}

/// Takes the folder, and the key file as it is from then on: whoever had the folder before may have
/// changed it until the last moment. A folder without a vault is not even locked.
fn take(folder: &Path) -> Result<(KeyFile, FolderLock), UnlockError> {
    read_keys(folder)?;
    let lock = FolderLock::take(folder)?;
    Ok((read_keys(folder)?, lock))
}

fn read_keys(folder: &Path) -> Result<KeyFile, UnlockError> {
    match fs::read(folder.join(files::KEYS)) {
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
