//! A vault of every schema that was ever released, as it was written then; and what only looks like
//! one, each with an error of its own.

use super::arguments::Arguments;
use super::kdf::signed;
use super::place::{self, Place, old};
use super::report::Findings;
use super::splices::database;
use super::state::State;
use super::words::{PASSPHRASE, at, secret};
use std::fs;
use std::path::Path;
use vault::{UnlockError, Vault};

/// What is done to a vault, and what is then said.
type Case = (&'static str, fn(&Path) -> Result<(), String>, UnlockError);

const CASES: &[Case] = &[
    (
        "a newer key file",
        |folder| {
            keys(folder, |text| {
                text.replacen("waymark-keys 1", "waymark-keys 9", 1)
            })
        },
        UnlockError::NewerVersion,
    ),
    (
        "a newer schema",
        |folder| {
            let connection = database(folder, &old().key)?;
            let newer = "PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)";
            connection
                .execute_batch(newer)
                .map_err(|error| error.to_string())
        },
        UnlockError::NewerVersion,
    ),
    (
        "a database cut in the middle",
        |folder| bytes(folder, |bytes| bytes.truncate(bytes.len() / 2)),
        UnlockError::DatabaseDamaged,
    ),
    (
        "a damaged first page",
        |folder| bytes(folder, |bytes| bytes[300] ^= 1),
        UnlockError::DatabaseDamaged,
    ),
    (
        "an empty database",
        |folder| bytes(folder, Vec::clear),
        UnlockError::DatabaseDamaged,
    ),
    (
        "a plain SQLite database",
        |folder| {
            fs::remove_file(folder.join("vault.db")).map_err(|error| error.to_string())?;
            let plain = rusqlite::Connection::open(folder.join("vault.db"));
            let made = plain.and_then(|plain| plain.execute_batch("CREATE TABLE ledger (seq)"));
            made.map_err(|error| error.to_string())
        },
        UnlockError::DatabaseDamaged,
    ),
    (
        "no database",
        |folder| fs::remove_file(folder.join("vault.db")).map_err(|error| error.to_string()),
        UnlockError::DatabaseMissing,
    ),
    (
        "a damaged key file",
        |folder| keys(folder, |text| text.replacen("generation", "generatiom", 1)),
        UnlockError::KeysDamaged,
    ),
    (
        "an empty key file",
        |folder| fs::write(folder.join("vault.keys"), "").map_err(|error| error.to_string()),
        UnlockError::KeysDamaged,
    ),
    (
        "no key file",
        |folder| fs::remove_file(folder.join("vault.keys")).map_err(|error| error.to_string()),
        UnlockError::KeysMissing,
    ),
];

/// The line.
pub fn run(_: &Arguments) -> Findings {
    let mut failures = Vec::new();
    if let Err(failure) = opens() {
        failures.push(failure);
    }
    for (name, change, expected) in CASES {
        if let Err(failure) = refused(*change, *expected) {
            failures.push(format!("{name}: {failure}"));
        }
    }
    Findings::of(
        [
            "schema 1 opened, brought up to date and read".to_owned(),
            format!("{} others refused, each with its own error", CASES.len()),
        ],
        failures,
    )
}

/// Opened with its passphrase, as by the practitioner whose it is.
fn opens() -> Result<(), String> {
    let place = Place::with(&old().files)?;
    let vault = Vault::unlock(&place.vault(), &secret(PASSPHRASE), at(1));
    let vault = vault.map_err(|error| format!("it does not open: {error:?}"))?;
    let first = State::of(&vault)?;
    vault.lock().map_err(|error| format!("{error:?}"))?;
    State::read_whole(&place.vault(), &old().key)?.is(&first)?;
    let (drafts, records) = first.counts();
    if drafts == 0 || records == 0 {
        return Err("it is empty".to_owned());
    }
    Ok(())
}

fn refused(change: fn(&Path) -> Result<(), String>, expected: UnlockError) -> Result<(), String> {
    let place = Place::with(&old().files)?;
    change(&place.vault())?;
    let before = fs::read(place.vault().join("vault.db")).ok();
    match place::open(&place.vault(), &old().key) {
        Err(error) if error == expected => {}
        Err(error) => return Err(format!("it says {error:?}")),
        Ok(_) => return Err("it opens".to_owned()),
    }
    if fs::read(place.vault().join("vault.db")).ok() == before {
        Ok(())
    } else {
        Err("the database was changed".to_owned())
    }
}

fn keys(folder: &Path, change: impl Fn(&str) -> String) -> Result<(), String> {
    let path = folder.join("vault.keys");
    let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
    let changed = signed(&change(&text));
    fs::write(path, changed).map_err(|error| error.to_string())
}

fn bytes(folder: &Path, change: impl Fn(&mut Vec<u8>)) -> Result<(), String> {
    let path = folder.join("vault.db");
    let mut bytes = fs::read(&path).map_err(|error| error.to_string())?;
    change(&mut bytes);
    fs::write(path, bytes).map_err(|error| error.to_string())
}
