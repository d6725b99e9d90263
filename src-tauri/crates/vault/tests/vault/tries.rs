//! Growing delays after wrong passphrases.

use crate::support::{
    OTHER, PASSPHRASE, Place, assert_filled, at, refusal, secret, template_phrase,
};
use std::fs;
use vault::{UnlockError, Vault};

fn wrong(place: &Place, seconds: i64) -> UnlockError {
    refusal(Vault::unlock(place.path(), &secret(OTHER), at(seconds)))
}

fn right(place: &Place, seconds: i64) -> Result<Vault, UnlockError> {
    Vault::unlock(place.path(), &secret(PASSPHRASE), at(seconds))
}

/// A vault after three wrong tries at second 0, 1 and 2.
fn after_three() -> Place {
    let place = Place::filled();
    for seconds in 0..3 {
        assert_eq!(wrong(&place, seconds), UnlockError::WrongPassphrase);
    }
    place
}

#[test]
fn the_fourth_try_waits_five_seconds_and_each_further_one_twice_as_long() {
    let place = after_three();
    assert_eq!(wrong(&place, 2), UnlockError::Wait { seconds: 5 });
    assert_eq!(wrong(&place, 6), UnlockError::Wait { seconds: 1 });
    assert_eq!(wrong(&place, 7), UnlockError::WrongPassphrase);
    assert_eq!(wrong(&place, 7), UnlockError::Wait { seconds: 10 });
    assert_eq!(wrong(&place, 17), UnlockError::WrongPassphrase);
    assert_eq!(wrong(&place, 17), UnlockError::Wait { seconds: 20 });
}

/// Otherwise the delay would say whether the try was right.
#[test]
fn the_right_passphrase_waits_as_well_and_then_opens() {
    let place = after_three();
    let waits = refusal(right(&place, 6));
    assert_eq!(waits, UnlockError::Wait { seconds: 1 });
    assert_filled(&right(&place, 7).unwrap());
}

/// Nothing is held in memory: a copy of the folder waits exactly as long.
#[test]
fn the_delay_is_kept_in_the_folder() {
    let copy = after_three().copied();
    assert_eq!(wrong(&copy, 3), UnlockError::Wait { seconds: 4 });
}

#[test]
fn a_clock_set_back_does_not_end_the_delay() {
    let place = after_three();
    assert_eq!(wrong(&place, -86_400), UnlockError::Wait { seconds: 5 });
    assert_eq!(wrong(&place, -86_396), UnlockError::Wait { seconds: 1 });
    assert_eq!(wrong(&place, -86_395), UnlockError::WrongPassphrase);
}

#[test]
fn a_try_that_was_not_taken_does_not_count() {
    let place = after_three();
    for _ in 0..20 {
        assert_eq!(wrong(&place, 3), UnlockError::Wait { seconds: 4 });
    }
}

#[test]
fn a_good_unlock_forgets_the_wrong_tries() {
    let place = after_three();
    right(&place, 7).unwrap().lock().unwrap();
    assert!(!place.path().join("vault.tries").exists());
    for seconds in 8..11 {
        assert_eq!(wrong(&place, seconds), UnlockError::WrongPassphrase);
    }
}

#[test]
fn the_recovery_phrase_opens_during_a_delay_and_ends_it() {
    let place = after_three();
    let phrase = secret(template_phrase());
    let vault = Vault::unlock_with_recovery(place.path(), &phrase, &secret(OTHER), at(3));
    assert_filled(&vault.unwrap());
    // `OTHER` is the passphrase now, and the old one is a first wrong try.
    assert_eq!(refusal(right(&place, 3)), UnlockError::WrongPassphrase);
}

/// A damaged count must not lock somebody out of their own record.
#[test]
fn a_count_that_does_not_read_locks_nobody_out() {
    for damaged in ["", "9", "x y\n", "9999999999999 1\n", "-1 1\n", "3 x\n"] {
        let place = Place::filled();
        fs::write(place.path().join("vault.tries"), damaged).unwrap();
        assert_filled(&right(&place, 0).unwrap());
    }
}

/// A wipe would let a child at the laptop destroy evidence.
#[test]
fn no_number_of_wrong_tries_destroys_anything() {
    let place = Place::filled();
    fs::write(
        place.path().join("vault.tries"),
        format!("4000000000 {}\n", at(0).timestamp()),
    )
    .unwrap();
    assert_eq!(wrong(&place, 0), UnlockError::Wait { seconds: 300 });
    assert_eq!(wrong(&place, 300), UnlockError::WrongPassphrase);
    assert_filled(&right(&place, 600).unwrap());
}
