//! A vault of schema 1 as it was written then, never to be made again.

use crate::support::{
    Files, PASSPHRASE, Place, assert_filled_with, at, notes, refusal, save, sealed_about, secret,
};
use casework::contact::Contact;
use casework::sealing::SealedContact;
use chrono::{DateTime, Utc};
use std::fs;
use std::path::Path;
use vault::{UnlockError, Vault};

pub fn frozen() -> Place {
    let place = Place::empty();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1");
    for name in ["vault.keys", "vault.db"] {
        fs::copy(folder.join(name), place.path().join(name)).expect("it is there");
    }
    place
}

/// As it was sealed then: which question sets were open was not kept yet.
fn sealed_then(id: &str, person: &str, at: DateTime<Utc>) -> SealedContact {
    let mut sealed = sealed_about(id, person, at);
    for change in &mut sealed.contact.gate_changes {
        change.sets.clear();
    }
    sealed
}

#[test]
fn a_vault_of_schema_1_is_opened_migrated_and_read() {
    let place = frozen();
    assert!(
        fs::read_to_string(place.path().join("vault.keys"))
            .unwrap()
            .starts_with("waymark-keys 1\n")
    );
    let mut vault = place.unlock();
    assert_eq!(vault.fault(), None);
    assert_filled_with(&vault, sealed_then);
    assert_eq!(vault.service_count(), Ok(0));
    save(
        &mut vault,
        "draft-1",
        &mut Contact::default(),
        notes("he will ring back"),
    );
    vault.lock().unwrap();
    assert!(
        fs::read_to_string(place.path().join("vault.keys"))
            .unwrap()
            .starts_with("waymark-keys 2\n")
    );
    let vault = place.unlock();
    assert_eq!(vault.fault(), None);
    assert_filled_with(&vault, sealed_then);
}

#[test]
fn its_recovery_phrase_opens_it() {
    let place = frozen();
    let phrase = include_str!("../fixtures/schema-1/recovery-phrase.txt");
    let opened = Vault::unlock_with_recovery(
        place.path(),
        &secret(phrase),
        &secret(crate::support::OTHER),
        at(9),
    );
    assert_filled_with(&opened.ok().unwrap(), sealed_then);
}

/// A file in doubt is not changed, so one of an older schema is not brought up to date.
#[test]
fn one_that_is_damaged_is_refused_and_left_as_it_is() {
    for (cut, page) in [(true, 0), (false, 1)] {
        let place = frozen();
        let path = place.path().join("vault.db");
        let mut bytes = fs::read(&path).unwrap();
        if cut {
            bytes.truncate(bytes.len() / 2);
        } else {
            bytes[page * 4096 + 300] ^= 1;
        }
        fs::write(&path, bytes).unwrap();
        let before = Files::of(place.path());
        let error = refusal(Vault::unlock(place.path(), &secret(PASSPHRASE), at(1)));
        assert_eq!(error, UnlockError::DatabaseDamaged);
        fs::remove_file(place.path().join("vault.lock")).unwrap();
        before.assert_unchanged(place.path());
    }
}

/// What stands in the log alone is not guessed, and an older schema in doubt is not brought up to date.
#[test]
fn one_whose_migration_is_gone_with_its_log_is_said_to_be_an_older_file() {
    let place = frozen();
    drop(place.unlock());
    let migrated = Files::of(place.path());
    let place = frozen();
    for name in ["vault.keys", "vault.mark"] {
        fs::write(place.path().join(name), &migrated.0[name]).unwrap();
    }
    assert_eq!(refusal(place.try_unlock()), UnlockError::OlderFile);
}
