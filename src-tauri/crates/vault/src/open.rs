//! The one way to open the database. Every setting stands here with its reason, and is read back.

use crate::error::{Cause, StorageError, UnlockError};
use crate::secret::{Key, hex};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use zeroize::Zeroizing;

/// Ordered, additive, each registered once; the count is the schema's version.
const MIGRATIONS: [&str; 10] = [
    include_str!("../migrations/0001_vault.sql"),
    include_str!("../migrations/0002_amend_and_erase.sql"),
    include_str!("../migrations/0003_more_in_a_contact.sql"),
    include_str!("../migrations/0004_over_time.sql"),
    include_str!("../migrations/0005_contacts_in_order.sql"),
    include_str!("../migrations/0006_outputs.sql"),
    include_str!("../migrations/0007_what_is_counted.sql"),
    include_str!("../migrations/0008_content_pack.sql"),
    include_str!("../migrations/0009_unsent.sql"),
    include_str!("../migrations/0010_whom_by_time.sql"),
];

/// The version of the schema that this program works with.
pub(crate) const SCHEMA: usize = MIGRATIONS.len();

/// How many pages the log holds before it is brought into the database; as in [`SETTINGS`].
pub(crate) const LOG_PAGES: usize = 256;

/// What every plain SQLite file begins with.
const PLAIN: &[u8; 16] = b"SQLite format 3\0";

/// Settings that are asked for and must be what the database then says.
const SETTINGS: [(&str, &str, &str); 11] = [
    // So much is taken at once, see `.cargo/config.toml`. The walk over the chain needs each page once.
    ("cache_size", "-2000", "-2000"),
    // After so many pages the log is brought into the database: it is made as long before.
    ("wal_autocheckpoint", "256", "256"),
    // Readers never wait for a writer, and a commit is one append and one sync.
    ("journal_mode", "WAL", "wal"),
    // What was said to be saved survives a power cut.
    ("synchronous", "FULL", "2"),
    // Sorting never spills words into a temporary file.
    ("temp_store", "MEMORY", "2"),
    // Decrypted pages are never mapped to where they could be paged or dumped as a file.
    ("mmap_size", "0", "0"),
    ("foreign_keys", "ON", "1"),
    // REPLACE takes a row's place without a delete trigger otherwise: no entry is ever replaced.
    ("recursive_triggers", "ON", "1"),
    // A schema that was tampered with cannot call functions.
    ("trusted_schema", "OFF", "0"),
    // A damaged page is noticed when it is read.
    ("cell_size_check", "ON", "1"),
    // Deleted drafts are overwritten inside the file.
    ("secure_delete", "ON", "1"),
];

/// Makes a new database and opens it.
///
/// # Errors
/// What the disk says.
pub(crate) fn create(path: &Path, key: &Key) -> Result<Connection, UnlockError> {
    // Only ever here: a missing database is never made anew by opening it.
    let (connection, found) = connect(path, key, OpenFlags::SQLITE_OPEN_CREATE)?;
    migrate(&connection, found)?;
    trust(&connection)?;
    Ok(connection)
}

/// Opens an existing database as it is, with the version of its schema. Nothing in the files is
/// changed: whether they may be is decided by what stands in them.
///
/// # Errors
/// `DatabaseMissing`, `DatabaseDamaged` (also when it is not encrypted: the passphrase was right,
/// so another key is not the reason), `NewerVersion`, or what the disk says.
pub(crate) fn open(path: &Path, key: &Key) -> Result<(Connection, usize), UnlockError> {
    look_at_first_bytes(path)?;
    connect(path, key, OpenFlags::empty())
}

fn connect(path: &Path, key: &Key, more: OpenFlags) -> Result<(Connection, usize), UnlockError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
    let connection = Connection::open_with_flags(path, flags).map_err(StorageError::from)?;
    take_key(&connection, key)?;
    let found = version(&connection)?;
    set_up(&connection)?;
    Ok((connection, found))
}

/// Reads every page and checks it, then the tables in them.
///
/// # Errors
/// `Damaged` when one does not hold.
pub(crate) fn check_pages(connection: &Connection) -> Result<(), StorageError> {
    let bad: Option<String> = pragma(connection, "PRAGMA cipher_integrity_check")?;
    let sound: Option<String> = pragma(connection, "PRAGMA integrity_check(1)")?;
    if bad.is_none() && sound.as_deref() == Some("ok") {
        Ok(())
    } else {
        Err(StorageError::Damaged(Cause::Row))
    }
}

/// No statement writes from now on, or they do again.
pub(crate) fn only_read(connection: &Connection, only: bool) -> Result<(), StorageError> {
    Ok(connection.pragma_update(None, "query_only", only)?)
}

/// Lets the log be brought into the database when it is closed. Only once the two are known to
/// belong together: otherwise looking at a wrong database would use up the log of the right one.
///
/// From here on the lists are read: the pages of a long record are kept, up to 8 MB, so that the second look
/// at it does not decrypt them again.
pub(crate) fn trust(connection: &Connection) -> Result<(), StorageError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    connection.pragma_update(None, "cache_size", -8000)?;
    Ok(())
}

fn look_at_first_bytes(path: &Path) -> Result<(), UnlockError> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(UnlockError::DatabaseMissing);
        }
        Err(error) => return Err(StorageError::from(error).into()),
    };
    let mut first = [0; 16];
    match file.read_exact(&mut first) {
        Ok(()) if &first != PLAIN => Ok(()),
        _ => Err(UnlockError::DatabaseDamaged),
    }
}

/// Changes nothing in the file.
fn take_key(connection: &Connection, key: &Key) -> Result<(), StorageError> {
    // Until the files are trusted.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    // Before the key: SQLCipher otherwise writes its errors to standard error.
    let _: Option<String> = pragma(connection, "PRAGMA cipher_log_level = NONE")?;
    let _: Option<String> = pragma(connection, "PRAGMA cipher_log = off")?;
    // Keys and pages in memory are locked where the system can, and wiped when they are freed.
    // Before the key as well: its text is a piece of memory like any other.
    let _: Option<String> = pragma(connection, "PRAGMA cipher_memory_security = ON")?;
    let secure: Option<String> = pragma(connection, "PRAGMA cipher_memory_security")?;
    if secure.as_deref() != Some("1") {
        return Err(StorageError::Io(Cause::Setting));
    }
    // Inside single quotes with an x: anything else would be taken for a passphrase.
    let digits = Zeroizing::new(hex(key.bytes()));
    let text = Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", digits.as_str()));
    let _: Option<String> = pragma(connection, &text)?;
    // Plain SQLite takes the key without a word and encrypts nothing.
    let version: Option<String> = pragma(connection, "PRAGMA cipher_version")?;
    if version.is_none_or(|version| version.is_empty()) {
        return Err(StorageError::Io(Cause::Setting));
    }
    // A wrong key is not noticed before the first page is read.
    connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    Ok(())
}

/// The version of the schema. A newer one is left exactly as it is.
fn version(connection: &Connection) -> Result<usize, UnlockError> {
    let found: usize = connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(StorageError::from)?;
    if found > SCHEMA {
        return Err(UnlockError::NewerVersion);
    }
    Ok(found)
}

fn set_up(connection: &Connection) -> Result<(), StorageError> {
    for (name, value, becomes) in SETTINGS {
        let _: Option<String> = pragma(connection, &format!("PRAGMA {name} = {value}"))?;
        let now: Option<String> = pragma(connection, &format!("PRAGMA {name}"))?;
        if now.as_deref() != Some(becomes) {
            return Err(StorageError::Io(Cause::Setting));
        }
    }
    // No statement can damage the file on purpose, and nothing can be loaded or attached.
    for (config, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        // A statement is planned once and not for each value: otherwise SQLite makes it anew at every use.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
    ] {
        if connection.set_db_config(config, on)? != on {
            return Err(StorageError::Io(Cause::Setting));
        }
    }
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Runs a pragma and gives its first value as text, whatever type it has.
fn pragma(connection: &Connection, text: &str) -> Result<Option<String>, StorageError> {
    let mut statement = connection.prepare(text)?;
    let mut rows = statement.query([])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(match row.get_ref(0)? {
        rusqlite::types::ValueRef::Integer(number) => Some(number.to_string()),
        rusqlite::types::ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
        _ => None,
    })
}

/// Brings the schema up to date.
pub(crate) fn migrate(connection: &Connection, found: usize) -> Result<(), UnlockError> {
    for (index, migration) in MIGRATIONS.iter().enumerate().skip(found) {
        // One transaction each: a cut leaves the version before, whole.
        let text = format!(
            "BEGIN IMMEDIATE; {migration} PRAGMA user_version = {}; COMMIT;",
            index + 1
        );
        connection.execute_batch(&text).map_err(|error| {
            let _ = connection.execute_batch("ROLLBACK");
            StorageError::from(error)
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::PathBuf;
    use tempfile::TempDir;

    struct Database {
        folder: TempDir,
        key: Key,
    }

    impl Database {
        fn new() -> Self {
            Self {
                folder: TempDir::new().unwrap(),
                key: Key::make_random().unwrap(),
            }
        }

        fn path(&self) -> PathBuf {
            self.folder.path().join("vault.db")
        }

        fn open(&self, create: bool) -> Result<Connection, UnlockError> {
            if create {
                super::create(&self.path(), &self.key)
            } else {
                let (connection, found) = super::open(&self.path(), &self.key)?;
                migrate(&connection, found)?;
                trust(&connection)?;
                Ok(connection)
            }
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(self.folder.path()).unwrap();
            let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
            let mut names: Vec<_> = entries.map(|entry| name(entry.unwrap())).collect();
            names.sort();
            names
        }
    }

    fn ask(connection: &Connection, name: &str) -> Option<String> {
        pragma(connection, &format!("PRAGMA {name}")).unwrap()
    }

    /// Read again from outside, so that a setting that is not asked for any more is missed.
    fn assert_in_force(connection: &Connection) {
        for (name, value) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("temp_store", "2"),
            ("mmap_size", "0"),
            ("foreign_keys", "1"),
            ("recursive_triggers", "1"),
            ("trusted_schema", "0"),
            ("cell_size_check", "1"),
            ("secure_delete", "1"),
            ("cache_size", "-8000"),
            ("wal_autocheckpoint", "256"),
            ("cipher_memory_security", "1"),
            ("cipher_log_level", "NONE"),
        ] {
            assert_eq!(ask(connection, name).as_deref(), Some(value), "{name}");
        }
        assert!(ask(connection, "cipher_version").unwrap().starts_with("4."));
        for (config, on) in [
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
        ] {
            assert_eq!(connection.db_config(config), Ok(on), "{config:?}");
        }
        assert_eq!(connection.limit(Limit::SQLITE_LIMIT_ATTACHED), Ok(0));
    }

    #[test]
    fn every_setting_is_in_force_in_a_new_database_and_in_one_that_is_opened() {
        let database = Database::new();
        let made = database.open(true).unwrap();
        assert_in_force(&made);
        drop(made);
        assert_in_force(&database.open(false).unwrap());
    }

    #[test]
    fn nothing_can_be_attached_loaded_or_looked_at_through_a_view() {
        let database = Database::new();
        let connection = database.open(true).unwrap();
        for statement in [
            "ATTACH 'other.db' AS other KEY ''",
            "ATTACH ':memory:' AS other",
            "SELECT load_extension('other.so')",
            // A table of the schema itself: only DEFENSIVE keeps it from being written.
            "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE type = 'trigger'",
            "CREATE VIEW seen AS SELECT * FROM ledger; SELECT * FROM seen",
        ] {
            assert!(connection.execute_batch(statement).is_err(), "{statement}");
        }
        assert_eq!(
            database.names(),
            ["vault.db", "vault.db-shm", "vault.db-wal"]
        );
    }

    #[test]
    fn the_file_is_encrypted_from_its_first_byte_and_every_page_of_it_holds() {
        let database = Database::new();
        let connection = database.open(true).unwrap();
        assert_eq!(ask(&connection, "cipher_integrity_check"), None);
        assert_eq!(ask(&connection, "integrity_check").as_deref(), Some("ok"));
        drop(connection);
        let bytes = fs::read(database.path()).unwrap();
        assert_ne!(&bytes[..16], PLAIN);
        for word in ["SQLite", "ledger", "CREATE"] {
            let word = word.as_bytes();
            assert!(!bytes.windows(word.len()).any(|window| window == word));
        }

        // The check is worth something: one bit, and it finds the page.
        let mut damaged = bytes;
        let last = damaged.len() - 100;
        damaged[last] ^= 1;
        fs::write(database.path(), damaged).unwrap();
        let connection = database.open(false).unwrap();
        assert!(ask(&connection, "cipher_integrity_check").is_some());
    }

    #[test]
    fn a_missing_database_is_never_made_by_opening_it() {
        let database = Database::new();
        assert_eq!(
            database.open(false).err(),
            Some(UnlockError::DatabaseMissing)
        );
        assert!(database.names().is_empty());
    }

    #[test]
    fn another_key_opens_nothing_and_makes_nothing_anew() {
        let database = Database::new();
        drop(database.open(true).unwrap());
        let before = fs::read(database.path()).unwrap();
        let stranger = Key::make_random().unwrap();
        for create in [false, true] {
            let error = if create {
                super::create(&database.path(), &stranger).err()
            } else {
                super::open(&database.path(), &stranger).err()
            };
            assert_eq!(error, Some(UnlockError::DatabaseDamaged));
            assert_eq!(fs::read(database.path()).unwrap(), before);
            assert_eq!(database.names(), ["vault.db"]);
        }
        assert!(database.open(false).is_ok());
    }

    /// The key is used as it is: a text that were taken for a passphrase would open as well, but
    /// through a derivation of a quarter of a million rounds.
    #[test]
    fn the_key_is_the_raw_key() {
        let database = Database::new();
        drop(database.open(true).unwrap());
        let connection = Connection::open(database.path()).unwrap();
        let text = format!("PRAGMA key = \"{}\"", hex(database.key.bytes()));
        let _ = pragma(&connection, &text);
        assert!(
            connection
                .query_row("SELECT count(*) FROM ledger", [], |_| Ok(()))
                .is_err()
        );
    }

    #[test]
    fn the_version_of_the_schema_is_the_number_of_migrations() {
        let database = Database::new();
        let connection = database.open(true).unwrap();
        let version = ask(&connection, "user_version");
        assert_eq!(version, Some(SCHEMA.to_string()));
    }

    /// In a mode that this version would change if it went on.
    #[test]
    fn a_newer_schema_is_refused_and_left_as_it_is() {
        let database = Database::new();
        let connection = database.open(true).unwrap();
        let newer = format!(
            "PRAGMA user_version = {}; PRAGMA journal_mode = DELETE;",
            SCHEMA + 1
        );
        connection.execute_batch(&newer).unwrap();
        drop(connection);
        let before = fs::read(database.path()).unwrap();
        assert_eq!(database.open(false).err(), Some(UnlockError::NewerVersion));
        assert_eq!(fs::read(database.path()).unwrap(), before);
        assert_eq!(database.names(), ["vault.db"]);
    }

    /// What a first version left when it was cut off in the middle of making the tables.
    #[test]
    fn a_schema_that_was_never_made_is_made() {
        let database = Database::new();
        let connection = Connection::open(database.path()).unwrap();
        take_key(&connection, &database.key).unwrap();
        connection
            .execute_batch("CREATE TABLE half (done INTEGER); DROP TABLE half;")
            .unwrap();
        drop(connection);
        let connection = database.open(false).unwrap();
        assert_eq!(ask(&connection, "user_version"), Some(SCHEMA.to_string()));
        assert!(
            connection
                .query_row("SELECT count(*) FROM ledger", [], |_| Ok(()))
                .is_ok()
        );
    }
}
