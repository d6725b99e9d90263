//! Create, unlock, lock.

use crate::support::{
    Files, NAME, OTHER, PASSPHRASE, Place, assert_filled, at, contact_id, create, notes, refusal,
    save, secret,
};
use casework::contact::Contact;
use std::fs;
use vault::{
    CreateError, FolderState, Head, KdfCost, PassphraseWeak, Settings, UnlockError, Vault, look,
};

fn create_error(folder: &std::path::Path, passphrase: &str) -> CreateError {
    match Vault::create(folder, NAME, &secret(passphrase), KdfCost::floor(), at(0)) {
        Ok(_) => panic!("a vault is made"),
        Err(error) => error,
    }
}

#[test]
fn a_new_vault_is_empty_has_its_name_and_makes_the_folder() {
    let place = Place::empty();
    let folder = place.path().join("not/there/yet");
    let (vault, phrase) = create(&folder);
    assert_eq!(vault.name(), NAME);
    assert_eq!(phrase.split(' ').count(), 24);
    assert!(!vault.recovery_confirmed());
    assert_eq!(vault.verify(), Ok(Head::EMPTY));
    assert_eq!(vault.settings(), Ok(Settings::default()));
    assert_eq!(vault.drafts(), Ok(vec![]));
    assert_eq!(vault.sealed_rows(10), Ok(vec![]));
    assert_eq!(vault.people(u32::MAX), Ok(vec![]));
    assert_eq!(vault.open_actions(u32::MAX), Ok(vec![]));
}

#[test]
fn the_same_words_are_read_back_after_lock_and_unlock() {
    let place = Place::filled();
    assert_filled(&place.unlock());
    let mut vault = place.unlock();
    let words =
        "“I never laid a hand on her” \u{2014} \n\tthen: naïve \u{1f600} '; DROP TABLE draft; --";
    let mut contact = Contact::default();
    save(&mut vault, "draft-1", &mut contact, notes(words));
    let code = vault.seal_code();
    vault.lock().unwrap();

    let vault = place.unlock();
    let draft = vault.draft(&contact_id("draft-1")).unwrap().unwrap();
    assert_eq!(draft.contact.notes.said.stored(), words);
    // One entry more: that it was unlocked.
    assert_ne!(vault.seal_code(), code);
    assert_eq!(vault.verify().unwrap().seq, 8);
}

#[test]
fn a_locked_vault_is_one_database_without_a_log_beside_it() {
    let place = Place::filled();
    place.unlock().lock().unwrap();
    // The unlock is an entry: the key file that opened the vault is kept until the next one has.
    assert_eq!(
        Files::of(place.path()).names(),
        [
            "vault.db",
            "vault.keys",
            "vault.keys.previous",
            "vault.lock",
            "vault.mark"
        ]
    );
}

#[test]
fn a_vault_that_is_dropped_without_a_lock_opens_again() {
    let place = Place::filled();
    drop(place.unlock());
    assert_filled(&place.unlock());
}

#[test]
fn an_open_vault_is_open_nowhere_else_until_it_is_locked() {
    let place = Place::filled();
    let vault = place.unlock();
    assert_eq!(refusal(place.try_unlock()), UnlockError::InUse);
    vault.lock().unwrap();
    place.unlock();
}

#[test]
fn a_folder_is_looked_at_without_a_key() {
    let place = Place::empty();
    assert_eq!(look(place.path()), FolderState::Empty);
    assert_eq!(look(&place.path().join("none")), FolderState::Empty);

    let place = Place::filled();
    let name = NAME.to_owned();
    assert_eq!(look(place.path()), FolderState::Vault { name });
    let before = Files::of(place.path());
    look(place.path());
    before.assert_unchanged(place.path());

    fs::rename(place.path().join("vault.db"), place.path().join("kept")).unwrap();
    let missing = FolderState::Unusable(UnlockError::DatabaseMissing);
    assert_eq!(look(place.path()), missing);
}

#[test]
fn creating_never_overwrites_a_vault_locked_or_open() {
    let place = Place::filled();
    let before = Files::of(place.path());
    assert_eq!(create_error(place.path(), OTHER), CreateError::AlreadyThere);
    before.assert_unchanged(place.path());

    let vault = place.unlock();
    let before = Files::of(place.path());
    assert_eq!(create_error(place.path(), OTHER), CreateError::AlreadyThere);
    before.assert_unchanged(place.path());
    vault.lock().unwrap();
    assert_filled(&place.unlock());
}

/// Each of them can hold what somebody wrote, or the only way to read it.
#[test]
fn creating_never_overwrites_a_single_file_of_a_vault() {
    for stray in [
        "vault.db",
        "vault.keys",
        "vault.db-wal",
        "vault.keys.previous",
    ] {
        let place = Place::empty();
        fs::write(place.path().join(stray), "somebody's").unwrap();
        let before = Files::of(place.path());
        assert_eq!(
            create_error(place.path(), PASSPHRASE),
            CreateError::AlreadyThere,
            "{stray}"
        );
        before.assert_unchanged(place.path());
        assert_ne!(look(place.path()), FolderState::Empty, "{stray}");
    }
}

#[test]
fn a_weak_passphrase_makes_nothing() {
    let place = Place::empty();
    let folder = place.path().join("vault");
    for (weak, why) in [
        ("short", PassphraseWeak::TooShort),
        ("passwordpassword", PassphraseWeak::TooEasy),
    ] {
        assert_eq!(create_error(&folder, weak), CreateError::Weak(why));
        assert!(!folder.exists());
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_refused() {
    let place = Place::empty();
    let file = place.path().join("a file");
    fs::write(&file, "kept").unwrap();
    assert_eq!(create_error(&file, PASSPHRASE), CreateError::FolderRefused);
    let below = file.join("vault");
    assert_eq!(create_error(&below, PASSPHRASE), CreateError::FolderRefused);
    assert_eq!(fs::read_to_string(&file).unwrap(), "kept");
}

/// The key file is written last. A folder of its name stops it, when the database is made already.
#[test]
fn a_creation_that_fails_half_way_leaves_nothing_that_looks_like_a_vault() {
    let place = Place::empty();
    fs::create_dir(place.path().join("vault.keys.new")).unwrap();
    let error = create_error(place.path(), PASSPHRASE);
    assert!(matches!(error, CreateError::Storage(_)), "{error:?}");
    assert_eq!(look(place.path()), FolderState::Empty);
    assert!(!place.path().join("vault.db").exists());

    fs::remove_dir(place.path().join("vault.keys.new")).unwrap();
    create(place.path());
}

#[test]
fn two_vaults_never_share_a_phrase_or_a_byte_of_their_keys() {
    let (one, other) = (Place::empty(), Place::empty());
    let (_one, one_phrase) = create(one.path());
    let (_other, other_phrase) = create(other.path());
    assert_ne!(one_phrase, other_phrase);
    let first_page =
        |place: &Place| fs::read(place.path().join("vault.db")).unwrap()[..64].to_vec();
    assert_ne!(first_page(&one), first_page(&other));
}

/// A copy of the files is what somebody would guess at: no other user of the laptop can take one.
#[cfg(unix)]
#[test]
fn nobody_else_on_the_laptop_can_look_into_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::empty();
    let folder = place.path().join("data").join("vault");
    create(&folder);
    let mode = fs::metadata(&folder).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}
