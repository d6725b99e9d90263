//! A form that was not sent: there again after a lock, one at a time, and in nothing else.

use crate::support::{Place, at, author, contact_id, create};
use casework::sealing::ErasureReason;
use casework::words::Words;
use vault::Erase;

#[test]
fn what_was_kept_is_there_for_whoever_opens_the_files_after_this_process_is_gone() {
    let place = Place::empty();
    let (mut vault, _) = create(place.path());
    assert_eq!(vault.unsent(), Ok(None));
    vault.keep_unsent(Some(&Words::from("first"))).unwrap();
    vault.keep_unsent(Some(&Words::from("second"))).unwrap();
    // Without a lock: what a process that was killed leaves.
    let vault = place.copied().unlock();
    assert_eq!(vault.unsent(), Ok(Some(Words::from("second"))));
}

#[test]
fn what_was_thrown_away_is_gone_and_nothing_to_throw_away_is_no_fault() {
    let place = Place::empty();
    let (mut vault, _) = create(place.path());
    vault.keep_unsent(None).unwrap();
    vault.keep_unsent(Some(&Words::from("words"))).unwrap();
    vault.keep_unsent(None).unwrap();
    vault.lock().unwrap();
    assert_eq!(place.unlock().unsent(), Ok(None));
}

#[test]
fn it_is_no_entry_of_the_record_and_goes_with_every_erasure() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let code = vault.seal_code();
    vault.keep_unsent(Some(&Words::from("words"))).unwrap();
    assert_eq!(vault.seal_code(), code);
    vault
        .erase(
            &Erase::Contact(contact_id("contact-1")),
            ErasureReason::Request,
            &Words::from("asked for"),
            &author(),
            at(200),
        )
        .unwrap();
    assert_eq!(vault.unsent(), Ok(None));
}
