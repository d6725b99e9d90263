//! Everything that reaches Waymark from outside, as functions of bytes: `vault.keys`, a backup, a typed
//! recovery phrase, a search, the arguments of every command, a directory as a CSV file, a content pack,
//! identifiers. None may panic, hang or take much memory, whatever the bytes are.
//!
//! `fuzz/` feeds them by cargo-fuzz; `tests/replay.rs` feeds what stands in `corpus/` in every test run.

mod commands;
mod desks;

pub use commands::{COMMANDS, Command, WITHOUT_ARGUMENTS, command, command_of};

use casework::directory::plan::plan;
use casework::directory::sheet;
use casework::ids::{MemberId, PersonId, ServiceId};
use casework::person::{Member, NhsNumber, Person, Relation};
use casework::words::Words;
use chrono::{DateTime, NaiveDate};
use ed25519_dalek::{Signer, SigningKey};
use guide::pack::{Content, PackKey, read, signed_part};
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
    ("csv", csv),
    ("identifiers", identifiers),
    ("pack", pack),
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

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).expect("it is a day")
}

/// A directory as a CSV file: as it is, and below headings, so that rows are reached. Each row is taken or
/// refused with a reason, and what is taken changes nothing the next time.
pub fn csv(bytes: &[u8]) {
    let headings = b"Name,Kind,Area,Phone,Accredited,Survivor support,Takes,Checked on,Notes\n";
    for text in [bytes.to_vec(), [headings, bytes].concat()] {
        let Ok(read) = sheet::read(&text, today()) else {
            continue;
        };
        for row in &read.rows {
            match &row.read {
                Ok(service) => assert!(service.faults(today()).is_empty(), "taken with a fault"),
                Err(faults) => assert!(!faults.is_empty(), "refused without a reason"),
            }
        }
        let rows = read.rows.len();
        let mut ids = 0;
        let mut next = || {
            ids += 1;
            ServiceId::new(ids.to_string())
        };
        let first = plan(read.clone(), Vec::new(), &mut next);
        assert_eq!(first.taken.len() + first.refused.len(), rows);
        assert_eq!(
            first.new,
            first.write.len(),
            "each is new in an empty directory"
        );
        let again = plan(read, first.write, &mut next);
        assert!(
            again.write.is_empty(),
            "taken in twice, it changes something"
        );
    }
}

/// Content as an organisation would sign it.
pub(crate) fn signed_pack(content: &[u8]) -> Vec<u8> {
    let signer = SigningKey::from_bytes(&[7; 32]);
    let key = PackKey::new(signer.verifying_key().to_bytes());
    let part = signed_part(content, &key);
    [&part[..], &signer.sign(&part).to_bytes()].concat()
}

/// A content pack: as it is, and as content that somebody has signed, so that it gets past the signature. What
/// may be loaded reads again, never lets be mentioned what must not be, and holds no service with a fault.
pub fn pack(bytes: &[u8]) {
    static GUIDE: OnceLock<Guide> = OnceLock::new();
    let guide = GUIDE.get_or_init(|| Guide::embedded().expect("the guide reads"));
    for file in [bytes, signed_pack(bytes).as_slice()] {
        let Ok(pack) = read(file, guide, today()) else {
            continue;
        };
        assert_eq!(Content::parse(&pack.text).as_ref(), Ok(&pack.content));
        for card in &guide.laws {
            if let Some(corrected) = pack.content.law(card) {
                assert!(corrected.never_say || !card.never_say);
                assert_eq!(corrected.never_say, corrected.say.is_empty());
            }
        }
        for service in pack.content.directory() {
            assert!(service.faults(today()).is_empty(), "taken with a fault");
        }
    }
}

/// What is checked when it is typed or read: an NHS number, a day of a CSV file, the form of a person.
pub fn identifiers(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    if let Ok(number) = NhsNumber::parse(&text) {
        let again = NhsNumber::parse(&number.spaced());
        assert_eq!(again, Ok(number), "it reads back as it is shown");
    }
    if let Ok(Some(day)) = sheet::date(&text) {
        assert_eq!(sheet::date(&day.to_string()), Ok(Some(day)));
    }
    let number = |at: usize| bytes.get(at).map(|byte| i32::from(*byte) * 16);
    let person = Person {
        id: PersonId::new("p"),
        name: Words::new(&*text),
        local_reference: Words::default(),
        born: number(0)
            .zip(number(1))
            .and_then(|(year, day)| NaiveDate::from_yo_opt(year, day.unsigned_abs() / 8)),
        nhs_number: None,
        notes: Words::new(&*text),
        household: vec![Member {
            id: MemberId::new("m"),
            relation: Relation::Partner,
            name: Words::new(text),
            birth_year: number(2),
        }],
    };
    let _ = person.faults(today());
}
