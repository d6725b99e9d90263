//! Files that are damaged, swapped, missing or too new. Each has an error of its own, and whatever
//! it is, the files stay as they were: they may be all that is left of somebody's record.

use crate::support::{
    Files, OTHER, PASSPHRASE, Place, assert_doubtful, assert_filled, at, contact_id, create, notes,
    refusal, save, sealed_about, secret,
};
use casework::contact::Contact;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::PathBuf;
use vault::{FolderState, KdfCost, LedgerFault, UnlockError, Vault, look};

const KEYS: &str = "vault.keys";
const DATABASE: &str = "vault.db";

fn file(place: &Place, name: &str) -> PathBuf {
    place.path().join(name)
}

/// Tries to unlock, expects this error, and expects the files byte for byte as before.
#[track_caller]
fn refused(place: &Place, expected: UnlockError) {
    let before = Files::of(place.path());
    assert_eq!(refusal(place.try_unlock()), expected);
    before.assert_unchanged(place.path());
}

/// Changes the text of the key file and signs it again, as somebody would who knows the format.
fn rewrite_keys(place: &Place, change: impl Fn(&str) -> String) {
    let text = fs::read_to_string(file(place, KEYS)).expect("it is there");
    let body = &text[..text.find("sha256:").expect("it is signed")];
    let changed = change(body);
    assert_ne!(changed, body, "the change changes something");
    let sum: String = Sha256::digest(changed.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    fs::write(file(place, KEYS), format!("{changed}sha256:{sum}\n")).expect("it is written");
}

#[test]
fn a_wrong_passphrase_is_not_a_damaged_file() {
    let place = Place::filled();
    let before = Files::of(place.path());
    let error = refusal(Vault::unlock(place.path(), &secret(OTHER), at(1000)));
    assert_eq!(error, UnlockError::WrongPassphrase);
    fs::remove_file(file(&place, "vault.tries")).expect("the try is counted");
    before.assert_unchanged(place.path());
    assert_filled(&place.unlock());
}

#[test]
fn an_empty_folder_holds_no_vault_and_stays_empty() {
    let place = Place::empty();
    refused(&place, UnlockError::NoVault);
    assert_eq!(
        refusal(Vault::unlock(
            &place.path().join("none"),
            &secret(PASSPHRASE),
            at(0)
        )),
        UnlockError::NoVault
    );
    assert!(!place.path().join("none").exists());
}

#[test]
fn a_file_in_the_place_of_the_folder_is_refused() {
    let place = Place::empty();
    let file = file(&place, "not a folder");
    fs::write(&file, "kept").unwrap();
    let error = refusal(Vault::unlock(&file, &secret(PASSPHRASE), at(0)));
    assert_eq!(error, UnlockError::FolderRefused);
    assert_eq!(fs::read_to_string(&file).unwrap(), "kept");
}

#[test]
fn a_missing_key_file_and_a_missing_database_are_told_apart() {
    let place = Place::with_one_key_file();
    fs::rename(file(&place, KEYS), file(&place, "kept")).unwrap();
    refused(&place, UnlockError::KeysMissing);
    assert_eq!(
        look(place.path()),
        FolderState::Unusable(UnlockError::KeysMissing)
    );

    let place = Place::filled();
    fs::rename(file(&place, DATABASE), file(&place, "kept")).unwrap();
    refused(&place, UnlockError::DatabaseMissing);
    assert_eq!(
        look(place.path()),
        FolderState::Unusable(UnlockError::DatabaseMissing)
    );
    fs::rename(file(&place, "kept"), file(&place, DATABASE)).unwrap();
    assert_filled(&place.unlock());
}

#[test]
fn a_damaged_key_file_is_not_a_wrong_passphrase() {
    let place = Place::with_one_key_file();
    let whole = fs::read(file(&place, KEYS)).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    let mut twice = whole.clone();
    twice.extend_from_slice(&whole);
    for damaged in [
        vec![],
        b"\n\n\n".to_vec(),
        vec![0xff; 4096],
        flipped,
        twice,
        whole[..whole.len() - 1].to_vec(),
    ] {
        fs::write(file(&place, KEYS), &damaged).unwrap();
        refused(&place, UnlockError::KeysDamaged);
        assert_eq!(
            look(place.path()),
            FolderState::Unusable(UnlockError::KeysDamaged)
        );
    }
    fs::write(file(&place, KEYS), &whole).unwrap();
    assert_filled(&place.unlock());
}

#[test]
fn a_key_file_of_a_newer_version_is_not_a_damaged_one() {
    let place = Place::filled();
    rewrite_keys(&place, |body| {
        body.replace("waymark-keys 2", "waymark-keys 3")
    });
    refused(&place, UnlockError::NewerVersion);

    fs::write(file(&place, KEYS), "waymark-keys 7\nall of it is other\n").unwrap();
    refused(&place, UnlockError::NewerVersion);
    assert_eq!(
        look(place.path()),
        FolderState::Unusable(UnlockError::NewerVersion)
    );
}

/// 4 TiB would end the process: that an answer comes at all shows that nothing was allocated.
#[test]
fn a_cost_of_key_derivation_that_is_out_of_range_is_refused_before_it_is_paid() {
    for (field, allowed, values) in [
        (
            "m_kib",
            64 * 1024,
            [0, 64 * 1024 - 1, 1024 * 1024 + 1, u32::MAX],
        ),
        ("t", 3, [0, 2, 11, u32::MAX]),
        ("p", 1, [0, 17, 255, u32::MAX]),
    ] {
        for value in values {
            let place = Place::filled();
            rewrite_keys(&place, |body| {
                body.replace(
                    &format!("\"{field}\":{allowed},"),
                    &format!("\"{field}\":{value},"),
                )
            });
            refused(&place, UnlockError::KdfOutOfRange);
        }
    }
}

/// Every field of a slot is bound to what it wraps, so a cheaper cost cannot be slipped in.
#[test]
fn a_cost_that_was_changed_within_what_is_allowed_opens_nothing() {
    let place = Place::filled();
    rewrite_keys(&place, |body| body.replace("\"t\":3,", "\"t\":4,"));
    let error = refusal(place.try_unlock());
    assert_eq!(error, UnlockError::WrongPassphrase);
}

#[test]
fn a_damaged_database_is_not_a_wrong_passphrase() {
    let place = Place::filled();
    let whole = fs::read(file(&place, DATABASE)).unwrap();
    let mut first_page = whole.clone();
    first_page[100] ^= 1;
    let mut salt = whole.clone();
    salt[0] ^= 1;
    for (what, damaged) in [
        ("empty", vec![]),
        ("shorter than a salt", whole[..15].to_vec()),
        ("shorter than a page", whole[..1000].to_vec()),
        ("the first page alone", whole[..4096].to_vec()),
        ("cut in the middle", whole[..whole.len() / 2].to_vec()),
        ("a page short", whole[..whole.len() - 4096].to_vec()),
        ("zeros", vec![0; whole.len()]),
        ("a bit of the first page", first_page),
        ("a bit of the salt", salt),
    ] {
        fs::write(file(&place, DATABASE), damaged).unwrap();
        let before = Files::of(place.path());
        let error = refusal(place.try_unlock());
        assert_eq!(error, UnlockError::DatabaseDamaged, "{what}");
        before.assert_unchanged(place.path());
    }
    fs::write(file(&place, DATABASE), &whole).unwrap();
    assert_filled(&place.unlock());
}

/// Everything in it would be written in the clear from then on.
#[test]
fn a_plain_database_is_never_opened() {
    let place = Place::filled();
    fs::remove_file(file(&place, DATABASE)).unwrap();
    Connection::open(file(&place, DATABASE))
        .unwrap()
        .execute_batch("CREATE TABLE ledger (seq INTEGER)")
        .unwrap();
    refused(&place, UnlockError::DatabaseDamaged);
}

#[test]
fn the_database_of_another_vault_is_not_taken() {
    let place = Place::filled();
    let other = Place::empty();
    create(other.path()).0.lock().unwrap();
    fs::copy(file(&other, DATABASE), file(&place, DATABASE)).unwrap();
    refused(&place, UnlockError::DatabaseDamaged);
}

/// A whole folder put back, as from an old copy, cannot be known. The database alone can.
#[test]
fn an_older_database_in_the_place_of_the_present_one_is_noticed() {
    let place = Place::filled();
    let older = fs::read(file(&place, DATABASE)).unwrap();
    let mut vault = place.unlock();
    vault
        .seal(&sealed_about("contact-3", "person-1", at(50)))
        .unwrap();
    vault.lock().unwrap();
    let present = fs::read(file(&place, DATABASE)).unwrap();

    fs::write(file(&place, DATABASE), &older).unwrap();
    let before = Files::of(place.path());
    let mut vault = place.unlock();
    assert_doubtful(&mut vault, LedgerFault::OlderFile);
    assert_filled_but_for_the_note(&vault);
    drop(vault);
    before.assert_unchanged(place.path());

    fs::write(file(&place, DATABASE), &present).unwrap();
    assert_filled(&place.unlock());
}

#[test]
fn a_write_ahead_log_that_was_deleted_is_noticed() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault
        .seal(&sealed_about("contact-3", "person-1", at(50)))
        .unwrap();
    let killed = place.copied();
    fs::remove_file(file(&killed, "vault.db-wal")).unwrap();
    let mut opened = killed.unlock();
    assert_doubtful(&mut opened, LedgerFault::OlderFile);
    assert_eq!(opened.sealed(&contact_id("contact-3")), Ok(None));
}

/// Words of a draft stand in no entry of the ledger, and a log may hold nothing else.
#[test]
fn a_deleted_log_that_held_nothing_but_words_of_a_draft_is_noticed() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault.lock().unwrap();
    vault = place.unlock();
    // What came before is in the database: the log begins anew.
    let emptied = place.copied();
    drop(vault);
    let mut vault = emptied.unlock();
    save(
        &mut vault,
        "draft-1",
        &mut Contact::default(),
        notes("the newest words"),
    );
    let killed = emptied.copied();
    let log = fs::read(file(&killed, "vault.db-wal")).unwrap();
    // Behind it stands room.
    let end = log.iter().rposition(|byte| *byte != 0).unwrap();
    for cut in [0, end / 2, end - 4096] {
        fs::write(file(&killed, "vault.db-wal"), &log[..cut]).unwrap();
        let fault = killed.unlock().fault();
        assert!(
            matches!(fault, Some(LedgerFault::LogLost | LedgerFault::OlderFile)),
            "cut to {cut}: {fault:?}"
        );
    }
    fs::write(file(&killed, "vault.db-wal"), &log).unwrap();
    assert_eq!(killed.unlock().fault(), None);
}

/// SQLite takes such a file for its own, of a write that was torn, and writes the old pages in it over the
/// present ones when it opens the database.
#[test]
fn a_journal_that_somebody_left_beside_the_database_is_noticed_and_not_used() {
    let place = Place::filled();
    let older = fs::read(file(&place, DATABASE)).unwrap();
    let mut vault = place.unlock();
    save(
        &mut vault,
        "draft-1",
        &mut Contact::default(),
        notes("the newest words"),
    );
    vault.lock().unwrap();
    let present = fs::read(file(&place, DATABASE)).unwrap();
    let journal = journal(&older, present.len() / 4096);
    fs::write(file(&place, "vault.db-journal"), &journal).unwrap();
    let mut opened = place.unlock();
    assert_doubtful(&mut opened, LedgerFault::FilesChanged);
    let draft = opened.draft(&contact_id("draft-1")).unwrap().unwrap();
    assert_eq!(draft.contact.notes.said.stored(), "the newest words");
    drop(opened);
    assert_eq!(fs::read(file(&place, DATABASE)).unwrap(), present);
    let kept = fs::read(file(&place, "vault.db-journal.set-aside")).unwrap();
    assert_eq!(kept, journal, "nothing that cannot be read is deleted");
}

/// A rollback journal as SQLite's file format has it (sqlite.org, *Database file format*, 3), which brings
/// back every page of `older`. Nonce 0, so that the sum is over the page alone.
fn journal(older: &[u8], pages_now: usize) -> Vec<u8> {
    let big = |number: usize| u32::try_from(number).expect("a small file").to_be_bytes();
    let mut journal = vec![0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    let pages = older.len() / 4096;
    for number in [pages, 0, pages, 512, 4096] {
        journal.extend(big(number));
    }
    journal.resize(512, 0);
    assert!(pages <= pages_now);
    for (number, page) in older.chunks(4096).enumerate() {
        let sum: u32 = (1..=20)
            .map(|back| u32::from(page[4096 - 200 * back]))
            .sum();
        journal.extend(big(number + 1));
        journal.extend(page);
        journal.extend(sum.to_be_bytes());
    }
    journal
}

/// With an older key file comes an older passphrase.
#[test]
fn an_older_key_file_in_the_place_of_the_present_one_is_noticed() {
    let place = Place::filled();
    let older = fs::read(file(&place, KEYS)).unwrap();
    let mut vault = place.unlock();
    vault
        .change_passphrase(
            &secret(PASSPHRASE),
            &secret(OTHER),
            KdfCost::floor(),
            at(60),
        )
        .unwrap();
    vault.lock().unwrap();
    fs::write(file(&place, KEYS), older).unwrap();
    let mut opened = place.unlock();
    assert_doubtful(&mut opened, LedgerFault::OlderKeys);
    assert_filled_but_for_the_note(&opened);
}

/// Nothing in the ledger or the lists need be different for this to be noticed.
#[test]
fn a_byte_that_was_changed_while_the_vault_was_locked_is_noticed_and_the_rest_is_read() {
    let place = Place::filled();
    let whole = fs::read(file(&place, DATABASE)).unwrap();
    let (mut read, mut refused) = (0, 0);
    for page in 1..whole.len() / 4096 {
        let mut changed = whole.clone();
        changed[page * 4096 + 1234] ^= 1;
        fs::write(file(&place, DATABASE), changed).unwrap();
        match place.try_unlock() {
            Ok(vault) => {
                assert!(vault.fault().is_some(), "page {page}");
                read += 1;
            }
            Err(error) => {
                assert_eq!(error, UnlockError::DatabaseDamaged, "page {page}");
                refused += 1;
            }
        }
    }
    assert!(read > refused, "{read} read, {refused} refused");
    fs::write(file(&place, DATABASE), &whole).unwrap();
    assert_filled(&place.unlock());
}

/// The generation before opens the vault, and that it had to is said.
#[test]
fn a_damaged_or_missing_key_file_has_its_copy_of_the_generation_before() {
    for damage in [None, Some(b"not a key file".as_slice())] {
        let place = Place::filled();
        match damage {
            None => fs::remove_file(file(&place, KEYS)).unwrap(),
            Some(bytes) => fs::write(file(&place, KEYS), bytes).unwrap(),
        }
        let mut vault = place.unlock();
        assert_doubtful(&mut vault, LedgerFault::FilesChanged);
        vault.go_on(at(70)).unwrap();
        vault.lock().unwrap();
        assert_filled(&place.unlock());
    }
}

/// Where there is no backup the practitioner can go on; that they did stands in the record.
#[test]
fn going_on_after_a_fault_is_entered_and_the_vault_is_whole_from_then_on() {
    let place = Place::filled();
    let older = fs::read(file(&place, DATABASE)).unwrap();
    let mut vault = place.unlock();
    vault
        .seal(&sealed_about("contact-3", "person-1", at(50)))
        .unwrap();
    vault.lock().unwrap();
    fs::write(file(&place, DATABASE), &older).unwrap();
    let mut vault = place.unlock();
    let before = vault.seal_code();
    vault.go_on(at(60)).unwrap();
    assert_eq!(vault.fault(), None);
    assert_ne!(vault.seal_code(), before);
    vault
        .seal(&sealed_about("contact-4", "person-1", at(61)))
        .unwrap();
    vault.lock().unwrap();
    let vault = place.unlock();
    assert_filled(&vault);
    assert!(vault.sealed(&contact_id("contact-4")).unwrap().is_some());
}

/// As [`assert_filled`], where the head that was noted is not to be reached.
fn assert_filled_but_for_the_note(vault: &Vault) {
    for id in ["contact-1", "contact-2"] {
        assert!(vault.sealed(&contact_id(id)).expect("it reads").is_some());
    }
}

/// The log is where the newest answers are. If opening the wrong database used it up, they would be
/// gone when the right one is put back.
#[test]
fn a_refused_database_leaves_the_log_of_the_right_one_alone() {
    // How much came in between decides which pages of the two do not fit together.
    for more in 1..=5 {
        let place = Place::filled();
        let oldest = fs::read(file(&place, DATABASE)).unwrap();
        let mut vault = place.unlock();
        for number in 0..more {
            let id = format!("contact-{}", 3 + number);
            let sealed = sealed_about(&id, "person-1", at(50 + i64::from(number)));
            vault.seal(&sealed).unwrap();
        }
        vault.lock().unwrap();
        let mut vault = place.unlock();
        let mut contact = Contact::default();
        save(
            &mut vault,
            "draft-1",
            &mut contact,
            notes("the newest words"),
        );
        let killed = place.copied();
        let right = Files::of(killed.path());
        assert!(!right.0["vault.db-wal"].is_empty());

        fs::write(file(&killed, DATABASE), &oldest).unwrap();
        let before = Files::of(killed.path());
        match killed.try_unlock() {
            Ok(vault) => assert!(vault.fault().is_some()),
            Err(error) => assert_ne!(error, UnlockError::WrongPassphrase),
        }
        before.assert_unchanged(killed.path());

        right.write_to(killed.path());
        let vault = killed.unlock();
        let draft = vault.draft(&contact_id("draft-1")).unwrap().unwrap();
        assert_eq!(draft.contact.notes.said.stored(), "the newest words");
        assert!(vault.sealed(&contact_id("contact-3")).unwrap().is_some());
    }
}
