//! The recovery phrase: typed back, used, renewed.

use crate::support::{
    Files, OTHER, PASSPHRASE, Place, assert_doubtful, assert_filled, at, create, refusal, secret,
    template_phrase,
};
use bip39::{Language, Mnemonic};
use std::fs;
use vault::{LedgerFault, PassphraseWeak, PhraseError, UnlockError, Vault};

/// A phrase of 24 words that is well formed and nobody's.
fn strange_phrase() -> String {
    format!("{}art", "abandon ".repeat(23))
}

fn recover(place: &Place, phrase: &str) -> Result<Vault, UnlockError> {
    Vault::unlock_with_recovery(place.path(), &secret(phrase), &secret(OTHER), at(2000))
}

fn with_word(phrase: &str, index: usize, word: &str) -> String {
    let mut words: Vec<_> = phrase.split(' ').collect();
    words[index] = word;
    words.join(" ")
}

/// What is wrong with a typed phrase, with the phrase.
fn wrong_phrases(phrase: &str) -> Vec<(String, PhraseError)> {
    let words: Vec<_> = phrase.split(' ').collect();
    // One wrong word in 256 fits the checksum by chance and makes another vault's phrase.
    let mistyped = ["able", "about", "above", "absent", "zone"]
        .map(|word| with_word(phrase, 5, word))
        .into_iter()
        .find(|typed| Mnemonic::parse_in(Language::English, typed).is_err())
        .expect("five words do not all fit the checksum");
    vec![
        (mistyped, PhraseError::Checksum),
        (String::new(), PhraseError::WrongCount { found: 0 }),
        (words[..23].join(" "), PhraseError::WrongCount { found: 23 }),
        (
            format!("{phrase} zoo"),
            PhraseError::WrongCount { found: 25 },
        ),
        (
            with_word(phrase, 0, "waymark"),
            PhraseError::UnknownWord { position: 1 },
        ),
        (
            with_word(phrase, 23, "zooo"),
            PhraseError::UnknownWord { position: 24 },
        ),
        (strange_phrase(), PhraseError::NotThisVault),
    ]
}

#[test]
fn the_phrase_typed_back_is_noted_and_stays_noted() {
    let place = Place::empty();
    let (mut vault, phrase) = create(place.path());
    assert!(!vault.recovery_confirmed());
    let typed = phrase.to_uppercase().replace(' ', "  \n");
    assert_eq!(vault.confirm_recovery_phrase(&secret(&typed)), Ok(()));
    assert!(vault.recovery_confirmed());
    vault.lock().unwrap();
    assert!(place.unlock().recovery_confirmed());
}

#[test]
fn a_phrase_typed_back_wrongly_says_what_is_wrong_and_confirms_nothing() {
    let place = Place::empty();
    let (mut vault, phrase) = create(place.path());
    let before = Files::of(place.path());
    for (typed, error) in wrong_phrases(&phrase) {
        assert_eq!(vault.confirm_recovery_phrase(&secret(&typed)), Err(error));
    }
    assert!(!vault.recovery_confirmed());
    before.assert_unchanged(place.path());
}

#[test]
fn the_phrase_opens_the_vault_and_the_old_passphrase_no_longer_does() {
    let place = Place::filled();
    let vault = recover(&place, template_phrase()).unwrap();
    assert_filled(&vault);
    vault.lock().unwrap();

    assert_eq!(refusal(place.try_unlock()), UnlockError::WrongPassphrase);
    let vault = Vault::unlock(place.path(), &secret(OTHER), at(2001));
    assert_filled(&vault.unwrap());
    // The phrase itself still holds.
    recover(&place, template_phrase()).unwrap();
}

#[test]
fn a_wrong_phrase_changes_nothing_and_the_old_passphrase_still_opens() {
    let place = Place::filled();
    let before = Files::of(place.path());
    for (typed, error) in wrong_phrases(template_phrase()) {
        assert_eq!(refusal(recover(&place, &typed)), UnlockError::Phrase(error));
        before.assert_unchanged(place.path());
    }
    assert_filled(&place.unlock());
}

#[test]
fn a_weak_new_passphrase_is_refused_and_the_old_one_still_opens() {
    let place = Place::filled();
    let before = Files::of(place.path());
    let phrase = secret(template_phrase());
    let result = Vault::unlock_with_recovery(place.path(), &phrase, &secret("short"), at(0));
    assert_eq!(refusal(result), UnlockError::Weak(PassphraseWeak::TooShort));
    before.assert_unchanged(place.path());
    assert_filled(&place.unlock());
}

/// A new passphrase for a vault that cannot be opened would be a second thing that went wrong.
#[test]
fn a_damaged_database_keeps_its_old_passphrase() {
    let place = Place::filled();
    let whole = fs::read(place.path().join("vault.db")).unwrap();
    fs::write(place.path().join("vault.db"), &whole[..4096]).unwrap();
    let before = Files::of(place.path());
    let error = refusal(recover(&place, template_phrase()));
    assert_eq!(error, UnlockError::DatabaseDamaged);
    before.assert_unchanged(place.path());
    fs::write(place.path().join("vault.db"), &whole).unwrap();
    assert_filled(&place.unlock());
}

#[test]
fn a_vault_that_is_open_is_not_recovered_at_the_same_time() {
    let place = Place::filled();
    let _vault = place.unlock();
    let error = refusal(recover(&place, template_phrase()));
    assert_eq!(error, UnlockError::InUse);
}

#[test]
fn a_renewed_phrase_ends_the_old_one_and_is_to_be_typed_back_again() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let old = secret(template_phrase());
    vault.confirm_recovery_phrase(&old).unwrap();
    let renewed = vault.renew_recovery_phrase().unwrap().words().join(" ");
    assert!(!vault.recovery_confirmed());
    assert_eq!(
        vault.confirm_recovery_phrase(&old),
        Err(PhraseError::NotThisVault)
    );
    assert_eq!(vault.confirm_recovery_phrase(&secret(&renewed)), Ok(()));
    vault.lock().unwrap();

    let error = refusal(recover(&place, template_phrase()));
    assert_eq!(error, UnlockError::Phrase(PhraseError::NotThisVault));
    // The passphrase was not touched.
    place.unlock().lock().unwrap();
    assert_filled(&recover(&place, &renewed).unwrap());
}

/// The key file before the last change is kept until it is known that the new one opens the vault.
#[test]
fn the_key_file_before_the_last_change_is_kept_until_the_next_good_unlock() {
    let place = Place::filled();
    let before = fs::read(place.path().join("vault.keys")).unwrap();
    recover(&place, template_phrase())
        .ok()
        .unwrap()
        .lock()
        .unwrap();
    let kept = place.path().join("vault.keys.previous");
    assert_eq!(fs::read(&kept).unwrap(), before);
    assert_eq!(refusal(place.try_unlock()), UnlockError::WrongPassphrase);
    assert_eq!(fs::read(&kept).unwrap(), before);
    let vault = Vault::unlock(place.path(), &secret(OTHER), at(2001));
    assert_filled(&vault.unwrap());
    // Now it is the one that has just opened the vault.
    assert_ne!(fs::read(&kept).unwrap(), before);

    // It is whole: put back, it opens, and that it is older than the record is said.
    fs::write(place.path().join("vault.keys"), &before).unwrap();
    let mut older = Vault::unlock(place.path(), &secret(PASSPHRASE), at(2002))
        .ok()
        .unwrap();
    assert_doubtful(&mut older, LedgerFault::OlderKeys);
}
