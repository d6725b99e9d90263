//! A new passphrase for an open vault: one slot is written anew, everything else stays.

use crate::support::{
    OTHER, PASSPHRASE, Place, assert_filled, at, refusal, secret, template_phrase,
};
use std::fs;
use vault::{KdfCost, PassphraseWeak, UnlockError, Vault};

const FRESH: &str = "seven paper boats under the bridge";

fn change(vault: &mut Vault, present: &str, new: &str) -> Result<(), UnlockError> {
    vault.change_passphrase(&secret(present), &secret(new), KdfCost::floor(), at(10))
}

#[test]
fn the_new_passphrase_opens_and_the_old_one_does_not() {
    let place = Place::filled();
    let mut vault = place.unlock();
    change(&mut vault, PASSPHRASE, FRESH).unwrap();
    assert_filled(&vault);
    drop(vault);
    let old = refusal(Vault::unlock(place.path(), &secret(PASSPHRASE), at(20)));
    assert_eq!(old, UnlockError::WrongPassphrase);
    assert_filled(&Vault::unlock(place.path(), &secret(FRESH), at(21)).unwrap());
}

#[test]
fn the_recovery_phrase_and_the_record_stay() {
    let place = Place::filled();
    let mut vault = place.unlock();
    change(&mut vault, PASSPHRASE, FRESH).unwrap();
    vault.lock().unwrap();
    let phrase = secret(template_phrase());
    let vault = Vault::unlock_with_recovery(place.path(), &phrase, &secret(OTHER), at(30));
    assert_filled(&vault.unwrap());
}

/// Somebody may be at a laptop that was left open.
#[test]
fn without_the_present_passphrase_nothing_is_changed_and_the_try_counts() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let keys = || fs::read(place.path().join("vault.keys")).unwrap();
    let before = keys();
    for _ in 0..3 {
        let refused = change(&mut vault, OTHER, FRESH);
        assert_eq!(refused, Err(UnlockError::WrongPassphrase));
    }
    let waits = change(&mut vault, PASSPHRASE, FRESH);
    assert_eq!(waits, Err(UnlockError::Wait { seconds: 5 }));
    assert_eq!(keys(), before);
}

#[test]
fn a_weak_passphrase_is_refused_and_the_present_one_still_holds() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let refused = change(&mut vault, PASSPHRASE, "short");
    assert_eq!(refused, Err(UnlockError::Weak(PassphraseWeak::TooShort)));
    drop(vault);
    assert_filled(&place.unlock());
}

#[test]
fn when_the_key_file_cannot_be_written_the_present_passphrase_still_holds() {
    let place = Place::filled();
    let mut vault = place.unlock();
    // A folder in the place of the temporary file: it can be neither written nor replaced.
    let blocked = place.path().join("vault.keys.new");
    fs::create_dir(&blocked).unwrap();
    let failed = change(&mut vault, PASSPHRASE, FRESH).unwrap_err();
    assert!(matches!(failed, UnlockError::Storage(_)), "{failed:?}");
    fs::remove_dir(&blocked).unwrap();
    change(&mut vault, PASSPHRASE, FRESH).unwrap();
    drop(vault);
    assert_filled(&Vault::unlock(place.path(), &secret(FRESH), at(20)).unwrap());
}

#[test]
fn the_cost_is_brought_to_what_the_laptop_can_bear() {
    use std::time::Duration;
    let second = Duration::from_secs(1);
    // A laptop that needs this long for each MiB and pass.
    let laptop = |each: u64| move |cost: KdfCost| Duration::from_micros(each * cost.mib_passes());
    let spent = |each: u64| {
        let cost = KdfCost::calibrated(second, laptop(each));
        (cost, laptop(each)(cost))
    };
    // As long as new vaults take at the usual cost: it stays.
    let (usual, time) = spent(1300);
    assert_eq!(usual, KdfCost::standard());
    assert!(time < second);
    // A quick one makes more passes, up to the ceiling.
    let (quick, time) = spent(400);
    assert!(quick.mib_passes() > KdfCost::standard().mib_passes());
    assert!(time <= second, "{time:?}");
    let (quickest, _) = spent(1);
    assert_eq!(quickest.mib_passes(), 256 * 10);
    // A slow one takes less memory, down to the floor.
    let (slow, time) = spent(3000);
    assert!(slow.mib_passes() < KdfCost::standard().mib_passes());
    assert!(time <= second, "{time:?}");
    let (slowest, _) = spent(50_000);
    assert_eq!(slowest.mib_passes(), 64 * 3);
}
