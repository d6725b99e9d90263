//! Everything that reaches Waymark from outside, as functions of bytes: `vault.keys`, a backup, a typed
//! recovery phrase, a search, the arguments of every command. None may panic, hang or take much memory,
//! whatever the bytes are.
//!
//! `fuzz/` feeds them by cargo-fuzz; `tests/replay.rs` feeds what stands in `corpus/` in every test run.

mod commands;
mod desks;

pub use commands::{COMMANDS, Command, WITHOUT_ARGUMENTS, command, command_of};

use chrono::DateTime;
use guide::{Guide, GuideStore};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use std::fs;
use std::sync::{Mutex, OnceLock};
use tempfile::TempDir;
use vault::{KdfCost, Vault};

/// One input: its name, and what takes the bytes.
pub type Input = (&'static str, fn(&[u8]));

/// All of them. The name is that of the fuzz target and of the folder in `corpus/`.
pub const ALL: &[Input] = &[
    ("key_slots", key_slots),
    ("backup", backup),
    ("phrase", phrase),
    ("search", search),
    ("command", command),
];

fn folder() -> TempDir {
    TempDir::new().expect("a temporary folder can be made")
}

/// Three lines with the right checksum around a body of the fuzzer's.
fn signed(first: &str, body: &[u8]) -> Vec<u8> {
    let line: Vec<u8> = body.iter().copied().filter(|byte| *byte != b'\n').collect();
    let mut text = [first.as_bytes(), b"\n", &line, b"\n"].concat();
    let sum = Sha256::digest(&text);
    text.extend_from_slice(b"sha256:");
    for byte in sum {
        text.extend_from_slice(format!("{byte:02x}").as_bytes());
    }
    text.push(b'\n');
    text
}

/// A key file: as it is, and as one line of JSON that is signed.
pub fn key_slots(bytes: &[u8]) {
    let place = folder();
    fs::write(place.path().join("vault.db"), b"").expect("there is room");
    let keys = place.path().join("vault.keys");
    for text in [
        bytes.to_vec(),
        signed("waymark-keys 2", bytes),
        signed("waymark-keys 1", bytes),
    ] {
        fs::write(&keys, text).expect("there is room");
        let _ = vault::look(place.path());
    }
}

/// A backup: as it is, and with a signed header.
pub fn backup(bytes: &[u8]) {
    let place = folder();
    let file = place.path().join("backup");
    let (header, rest) = bytes.split_at(bytes.len().min(300));
    let headed = [signed("waymark-backup 1", header), rest.to_vec()].concat();
    for text in [bytes.to_vec(), headed] {
        fs::write(&file, text).expect("there is room");
        let _ = vault::look_at_backup(&file);
    }
}

/// A recovery phrase as somebody types it.
pub fn phrase(bytes: &[u8]) {
    static VAULT: OnceLock<(TempDir, Mutex<Vault>)> = OnceLock::new();
    let (_, vault) = VAULT.get_or_init(|| {
        let place = folder();
        let made = Vault::create(
            place.path(),
            "Anna",
            &SecretString::from("ox fig jaw elk"),
            KdfCost::floor(),
            DateTime::UNIX_EPOCH,
        );
        let (vault, _) = made.expect("a vault can be made");
        (place, Mutex::new(vault))
    });
    let typed = SecretString::from(String::from_utf8_lossy(bytes).into_owned());
    let mut vault = vault.lock().expect("nothing has panicked before");
    assert!(
        vault.confirm_recovery_phrase(&typed).is_err(),
        "a phrase of 256 bits was guessed"
    );
    let _ = vault::check_passphrase(&typed, typed.expose_secret());
}

/// What is typed into the search of the guide.
pub fn search(bytes: &[u8]) {
    static STORE: OnceLock<Mutex<GuideStore>> = OnceLock::new();
    let store = STORE.get_or_init(|| {
        let guide = Guide::embedded().expect("the guide reads");
        Mutex::new(GuideStore::in_memory(&guide).expect("the guide is indexed"))
    });
    let store = store.lock().expect("nothing has panicked before");
    let hits = store.search(&String::from_utf8_lossy(bytes), 20);
    assert!(hits.is_ok(), "a search has hits or none, and never fails");
}
