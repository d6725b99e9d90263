//! Everything that reaches Waymark from outside, as functions of bytes: `vault.keys`, a backup, a typed
//! recovery phrase, a search, the arguments of a command. None may panic, hang or take much memory,
//! whatever the bytes are.
//!
//! `fuzz/` feeds them by cargo-fuzz; `tests/replay.rs` feeds what stands in `corpus/` in every test run.

use app::App;
use casework::contact::Change;
use casework::ids::ContactId;
use chrono::DateTime;
use guide::{Guide, GuideStore};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
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

/// The arguments of a command, as JSON behind a byte that chooses the command. A real session: a vault
/// that is open, with one draft.
pub fn command(bytes: &[u8]) {
    static DESK: OnceLock<(TempDir, App, ContactId)> = OnceLock::new();
    let (_, app, draft) = DESK.get_or_init(desk);
    let Some((choice, json)) = bytes.split_first() else {
        return;
    };
    let id = || serde_json::from_slice::<ContactId>(json);
    match choice % 9 {
        0 | 1 => {
            if let Ok(change) = serde_json::from_slice::<Change>(json) {
                let _ = app.save_change(draft, change);
                let _ = app.check(draft);
            }
        }
        2 => {
            if let Ok(settings) = serde_json::from_slice(json) {
                let _ = app.save_settings(settings);
            }
        }
        3 => drop(id().map(|id| app.contact(&id))),
        4 => drop(id().map(|id| app.record(&id))),
        5 => drop(id().map(|id| app.record_text(&id))),
        6 => drop(id().map(|id| app.seal(&id))),
        7 => {
            if let Ok(item) = serde_json::from_slice(json) {
                let _ = app.guide_page(&item);
            }
        }
        _ => {
            if let Ok(request) = serde_json::from_slice(json) {
                let _ = app.check_passphrase(&request);
            }
        }
    }
}

fn desk() -> (TempDir, App, ContactId) {
    let place = folder();
    let vault = place.path().join("vault");
    let passphrase = "ox fig jaw elk";
    make(&vault, passphrase);
    let app = App::new(place.path().to_owned()).expect("the guide reads");
    let request = serde_json::json!({ "passphrase": passphrase });
    let request = serde_json::from_value(request).expect("the request has one field");
    app.unlock(&request).expect("the vault opens");
    let draft = app.start_contact().expect("a contact is started").id;
    (place, app, draft)
}

/// A vault whose recovery phrase was typed back.
fn make(folder: &Path, passphrase: &str) {
    let made = Vault::create(
        folder,
        "Anna",
        &SecretString::from(passphrase),
        KdfCost::floor(),
        DateTime::UNIX_EPOCH,
    );
    let (mut vault, phrase) = made.expect("a vault can be made");
    let phrase = SecretString::from(phrase.words().join(" "));
    vault
        .confirm_recovery_phrase(&phrase)
        .expect("it is the phrase");
    vault.lock().expect("it is locked");
}
