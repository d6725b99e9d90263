//! Folders with a vault in them: one is made and filled, all others are copies of it.

use super::words::{NAME, PASSPHRASE, action, at, contact_id, notes, sealed, secret, settings};
use casework::contact::{Change, Contact};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use std::{fs, io};
use tempfile::TempDir;
use vault::seam::Kept;
use vault::{KdfCost, UnlockError, Vault};

/// A folder of our own, removed with this value. The vault is in one below it, so that what happens
/// beside the vault's folder is seen as well.
pub struct Place {
    root: PathBuf,
    _folder: TempDir,
}

/// The header of a write-ahead log.
pub const LOG_HEADER: usize = 32;

/// A page in it, with its own header.
pub const LOG_FRAME: usize = 4096 + 24;

/// Every file below a folder by its path from there, with its bytes; a folder is a path without.
pub type Files = BTreeMap<PathBuf, Option<Vec<u8>>>;

impl Place {
    /// With nothing in it, not even the folder of the vault.
    pub fn empty() -> Result<Self, String> {
        let folder = match DISK.get() {
            Some(disk) => TempDir::new_in(disk),
            None => TempDir::new_in(memory()),
        };
        let folder = folder.map_err(text)?;
        // Without links: the files are known by their paths.
        let root = folder.path().canonicalize().map_err(text)?;
        Ok(Self {
            root,
            _folder: folder,
        })
    }

    /// With these files.
    pub fn with(files: &Files) -> Result<Self, String> {
        let place = Self::empty()?;
        write(files, &place.root).map_err(text)?;
        Ok(place)
    }

    /// With a locked vault: settings, two sealed contacts, one draft.
    pub fn filled() -> Result<Self, String> {
        Self::with(&template().files)
    }

    /// Everything that is to be watched.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the vault is.
    pub fn vault(&self) -> PathBuf {
        self.root.join("vault")
    }

    /// What is in it now.
    pub fn files(&self) -> Result<Files, String> {
        read(&self.root).map_err(text)
    }
}

/// Where all places of this process are, when it is to be a certain disk.
pub static DISK: OnceLock<PathBuf> = OnceLock::new();

/// Where a sync costs nothing, if there is such a place: what a sync is worth is tested by what is
/// asked of the system, not by waiting for a disk some ten thousand times.
fn memory() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    if tempfile::tempfile_in(&memory).is_ok() {
        memory
    } else {
        std::env::temp_dir()
    }
}

fn text(error: io::Error) -> String {
    format!("a temporary file: {error}")
}

/// Reads everything below a folder.
pub fn read(root: &Path) -> io::Result<Files> {
    let mut files = Files::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.strip_prefix(root).unwrap_or(&path).to_owned();
            if path.is_dir() {
                files.insert(name, None);
                folders.push(path);
            } else {
                files.insert(name, Some(fs::read(path)?));
            }
        }
    }
    Ok(files)
}

/// Writes everything below a folder. A folder comes before what is in it: paths are in order.
pub fn write(files: &Files, root: &Path) -> io::Result<()> {
    for (name, bytes) in files {
        match bytes {
            None => fs::create_dir_all(root.join(name))?,
            Some(bytes) => fs::write(root.join(name), bytes)?,
        }
    }
    Ok(())
}

/// A backup of the template, beside its vault.
pub const BACKUP: &str = "first.waymark";

/// A vault as the first version of the schema left it, in a place of its own.
pub fn old() -> &'static Template {
    static OLD: OnceLock<Template> = OnceLock::new();
    OLD.get_or_init(|| {
        let fixture =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../vault/tests/fixtures/schema-1");
        let mut read = read(&fixture).expect("the frozen vault is in the house");
        let phrase = read.remove(Path::new("recovery-phrase.txt")).flatten();
        let phrase = String::from_utf8(phrase.unwrap_or_default()).expect("words");
        let mut files = Files::from([(PathBuf::from("vault"), None)]);
        for (name, bytes) in read {
            files.insert(Path::new("vault").join(name), bytes);
        }
        let place = Place::with(&files).expect("a temporary folder can be made");
        let key = Kept::pay(&place.vault(), &secret(PASSPHRASE)).expect("its passphrase");
        Template {
            files,
            key,
            phrase: phrase.trim().to_owned(),
        }
    })
}

/// The vault that all others are copies of.
pub struct Template {
    /// What is in its place.
    pub files: Files,
    /// What opens it without a key derivation.
    pub key: Kept,
    /// What opens it without its passphrase.
    pub phrase: String,
}

/// Made once: a key derivation takes a fifth of a second.
pub fn template() -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let place = Place::empty().expect("a temporary folder can be made");
        let made = Vault::create(
            &place.vault(),
            NAME,
            &secret(PASSPHRASE),
            KdfCost::floor(),
            at(0),
        );
        let (mut vault, phrase) = made.expect("the vault is made");
        let phrase = phrase.words().join(" ");
        vault
            .confirm_recovery_phrase(&secret(&phrase))
            .expect("the phrase is the vault's");
        vault
            .save_settings(&settings("first"), at(10))
            .expect("saved");
        for (id, person) in [("contact-1", "person-1"), ("contact-2", "person-2")] {
            let record = sealed(id, person, &format!("he said so in {id}"), at(20));
            vault.seal(&record).expect("sealed");
        }
        vault
            .start_draft(&contact_id("draft-1"), at(40))
            .expect("started");
        let mut draft = Contact::default();
        for change in [notes("he will ring back"), action("first", "ring him")] {
            save(&mut vault, "draft-1", &mut draft, change).expect("saved");
        }
        let to = place.root().join(BACKUP);
        vault.backup(&to, at(45), &mut |_| true).expect("backed up");
        vault.lock().expect("locked");
        let key = Kept::pay(&place.vault(), &secret(PASSPHRASE)).expect("it is its own");
        let mut files = place.files().expect("they read");
        // Where it is not looked at, it is as if nobody had ever opened it.
        files.remove(Path::new("vault/vault.lock"));
        Template { files, key, phrase }
    })
}

/// Makes a change in a draft and saves the part that it touched.
pub fn save(
    vault: &mut Vault,
    id: &str,
    contact: &mut Contact,
    change: Change,
) -> Result<(), vault::StorageError> {
    let key = contact
        .apply(change, at(50))
        .expect("notes and actions may change at any time");
    vault.save_part(&contact_id(id), &key, contact.part(&key).as_ref(), at(50))
}

/// Opens a vault by its key. Another thread that is just starting a process holds a copy of every open
/// file for a moment, and with it the lock of a vault that was closed: that is waited for.
pub fn open(folder: &Path, key: &Kept) -> Result<Vault, UnlockError> {
    let begun = Instant::now();
    loop {
        match key.unlock(folder, at(90)) {
            Err(UnlockError::InUse) if begun.elapsed() < Duration::from_secs(5) => {
                std::thread::yield_now();
            }
            other => return other,
        }
    }
}

/// How long the part of a log is that somebody wrote into: a header, and a frame for each page. Behind it
/// stands the room that the log is given when a vault is opened.
pub fn used_of_log(log: &[u8]) -> usize {
    let Some(last) = log.iter().rposition(|byte| *byte != 0) else {
        return 0;
    };
    let frames = (last + 1).saturating_sub(LOG_HEADER).div_ceil(LOG_FRAME);
    LOG_HEADER + frames * LOG_FRAME
}
