//! Amendments, erasures, retention and the clock: what is added behind a sealed contact, and the one
//! way in which words leave the ledger.

use crate::support::{
    Files, Place, assert_filled, at, author, contact_id, day, notes, save, sealed_about,
};
use casework::contact::Contact;
use casework::ids::PersonId;
use casework::sealing::{Amendment, ErasureReason};
use std::time::Duration;
use vault::{Erase, Retention, StorageError, Vault};

const MARK: &str = "zwiebelkuchen";

fn amendment(contact: &str, text: &str) -> Amendment {
    Amendment {
        contact: contact_id(contact),
        text: text.into(),
        reason: "I had the day wrong".into(),
        author: author(),
        at: at(100),
    }
}

fn erase(vault: &mut Vault, what: &Erase) -> Result<vault::Erasure, StorageError> {
    vault.erase(
        what,
        ErasureReason::Court,
        &"order 12".into(),
        &author(),
        at(200),
    )
}

#[test]
fn an_amendment_stands_behind_the_sealed_text_which_stays() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let before = vault.sealed(&contact_id("contact-1")).unwrap().unwrap();
    for text in ["it was Tuesday", "and she was there"] {
        vault.amend(&amendment("contact-1", text)).unwrap();
    }
    vault.lock().unwrap();
    let vault = place.unlock();
    let record = vault.sealed(&contact_id("contact-1")).unwrap().unwrap();
    assert_eq!(record.sealed, before.sealed);
    assert_eq!(record.seal_code, before.seal_code);
    let texts: Vec<_> = record
        .amendments
        .iter()
        .map(|record| record.amendment.text.stored())
        .collect();
    assert_eq!(texts, ["it was Tuesday", "and she was there"]);
    assert_eq!(vault.amendments(&contact_id("contact-2")), Ok(vec![]));
    assert_filled(&vault);
}

#[test]
fn what_was_never_sealed_is_not_amended() {
    let place = Place::filled();
    let mut vault = place.unlock();
    for id in ["draft-1", "never"] {
        assert_eq!(
            vault.amend(&amendment(id, "x")),
            Err(StorageError::NoRecord)
        );
    }
}

#[test]
fn an_erased_contact_is_gone_and_the_chain_holds_and_says_why() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault.amend(&amendment("contact-1", MARK)).unwrap();
    let what = Erase::Contact(contact_id("contact-1"));
    let tombstone = erase(&mut vault, &what).unwrap();
    assert_eq!(tombstone.contacts, 1);
    // The contact, its amendment, and the name of a person of whom nothing is left.
    assert_eq!(tombstone.entries.len(), 3);
    let check = |vault: &Vault| {
        vault.verify().unwrap();
        assert_eq!(vault.sealed(&contact_id("contact-1")), Ok(None));
        assert!(vault.sealed(&contact_id("contact-2")).unwrap().is_some());
        let people = vault.people(u32::MAX).unwrap();
        assert_eq!(people.len(), 1);
        assert_eq!(people[0].id, PersonId::new("person-2"));
        assert_eq!(vault.open_actions(u32::MAX).unwrap().len(), 1);
        assert_eq!(vault.erasures().unwrap(), std::slice::from_ref(&tombstone));
    };
    check(&vault);
    assert_eq!(vault.lists_hold(), Ok(true));
    vault.rebuild().unwrap();
    check(&vault);
    vault.lock().unwrap();
    let mut vault = place.unlock();
    check(&vault);
    assert_eq!(erase(&mut vault, &what), Err(StorageError::NoRecord));
}

#[test]
fn erasing_one_of_two_contacts_keeps_the_person() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault
        .seal(&sealed_about("contact-3", "person-1", at(50)))
        .unwrap();
    erase(&mut vault, &Erase::Contact(contact_id("contact-3"))).unwrap();
    vault.verify().unwrap();
    assert_eq!(vault.people(u32::MAX).unwrap().len(), 2);
    assert!(vault.sealed(&contact_id("contact-1")).unwrap().is_some());
}

#[test]
fn erasing_a_person_takes_contacts_name_and_drafts_and_nobody_elses() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault
        .seal(&sealed_about("contact-3", "person-1", at(50)))
        .unwrap();
    let id = contact_id("draft-2");
    vault.start_draft(&id, at(51)).unwrap();
    let mut draft = Contact::default();
    let about = crate::support::about("person-1", "Jo Smith", "WS-1");
    save(&mut vault, "draft-2", &mut draft, about);
    save(&mut vault, "draft-2", &mut draft, notes(MARK));
    let what = Erase::Person(PersonId::new("person-1"));
    let tombstone = erase(&mut vault, &what).unwrap();
    assert_eq!(tombstone.contacts, 2);
    assert_eq!(vault.draft(&id), Ok(None));
    assert!(vault.draft(&contact_id("draft-1")).unwrap().is_some());
    vault.lock().unwrap();
    let vault = place.unlock();
    assert_eq!(vault.fault(), None);
    vault.verify().unwrap();
    assert_eq!(vault.people(u32::MAX).unwrap().len(), 1);
    assert_eq!(vault.sealed_rows(10).unwrap().len(), 1);
}

/// Whoever has the key could read it there.
#[test]
fn the_log_in_which_an_erased_word_stands_is_cut_off() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault.amend(&amendment("contact-1", MARK)).unwrap();
    let log = || Files::of(place.path()).0["vault.db-wal"].len();
    assert!(log() > 0);
    erase(&mut vault, &Erase::Contact(contact_id("contact-1"))).unwrap();
    // The pages as they were stand in the log, and the log is cut off.
    assert_eq!(log(), 0);
}

#[test]
fn the_day_of_the_retention_review_is_kept_and_made_again_from_the_ledger() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let retention = |person: &str, day| Retention {
        person: PersonId::new(person),
        day,
        why: "eight years after the last contact".into(),
    };
    let set = |vault: &mut Vault, person: &str, day| {
        vault.set_retention(&retention(person, day), &author(), at(90))
    };
    set(&mut vault, "person-1", Some(day(24))).unwrap();
    let nobody = set(&mut vault, "person-9", Some(day(24)));
    assert_eq!(nobody, Err(StorageError::NoRecord));
    let days = |vault: &Vault| -> Vec<_> {
        let people = vault.people(u32::MAX).unwrap();
        people.into_iter().map(|row| row.retention_day).collect()
    };
    assert_eq!(days(&vault), [None, Some(day(24))]);
    vault.rebuild().unwrap();
    assert_eq!(days(&vault), [None, Some(day(24))]);
    set(&mut vault, "person-1", None).unwrap();
    assert_eq!(days(&vault), [None, None]);
    vault.verify().unwrap();
}

#[test]
fn a_clock_that_was_set_back_or_jumped_is_noted_in_the_entry() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let seal = |vault: &mut Vault, id: &str, seconds| {
        vault
            .seal(&sealed_about(id, "person-1", at(seconds)))
            .unwrap();
        let record = vault.sealed(&contact_id(id)).unwrap().unwrap();
        record.clock_off
    };
    let look = |vault: &mut Vault, wall, steady| {
        vault.look_at_clock(at(wall), Duration::from_secs(steady));
    };
    look(&mut vault, 1000, 10);
    look(&mut vault, 1010, 20);
    assert_eq!(seal(&mut vault, "right", 1010), None);
    look(&mut vault, 1020 + 7200, 30);
    assert_eq!(seal(&mut vault, "forward", 8220), Some(7200));
    assert_eq!(seal(&mut vault, "once", 8221), None);
    vault.lock().unwrap();
    // Set back while the app was closed: known from the entries alone.
    let mut vault = place.unlock();
    assert_eq!(vault.fault(), None);
    assert_eq!(seal(&mut vault, "after", 1001), None, "the unlock said it");
    assert_eq!(seal(&mut vault, "back", 400), Some(-601));
    let order: Vec<_> = ["right", "forward", "once", "after", "back"]
        .map(|id| vault.sealed(&contact_id(id)).unwrap().unwrap().seq)
        .to_vec();
    assert!(order.is_sorted(), "the order is by number: {order:?}");
    vault.verify().unwrap();
}

#[test]
fn the_contacts_about_one_person_are_read_oldest_first_without_those_erased() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let of = |vault: &Vault, person: &str| -> Vec<String> {
        let found = vault.sealed_about(&PersonId::new(person)).unwrap();
        found.iter().map(|sealed| sealed.id.to_string()).collect()
    };
    // The second one by a clock that was set back: the ledger's order counts.
    for (id, minute) in [("over-1", 300), ("over-2", 290), ("over-3", 310)] {
        vault
            .seal(&sealed_about(id, "person-over", at(minute)))
            .unwrap();
    }
    assert_eq!(of(&vault, "person-over"), ["over-1", "over-2", "over-3"]);
    assert!(of(&vault, "nobody").is_empty());
    erase(&mut vault, &Erase::Contact(contact_id("over-2"))).unwrap();
    assert_eq!(of(&vault, "person-over"), ["over-1", "over-3"]);
}

#[test]
fn parts_are_saved_all_or_none() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let id = contact_id("over");
    let mut contact = Contact::default();
    let first = contact.apply(notes("one"), at(1)).unwrap();
    let second = contact.apply(notes("two"), at(1)).unwrap();
    let part = contact.part(&first);
    let parts = [(&first, part.as_ref()), (&second, None)];
    let refused = vault.save_parts(&id, &parts, at(1));
    assert_eq!(refused, Err(StorageError::NoDraft));
    vault.start_draft(&id, at(1)).unwrap();
    let about = casework::contact::PartKey::Place;
    let parts = [(&first, part.as_ref()), (&about, None)];
    vault.save_parts(&id, &parts, at(2)).unwrap();
    let draft = vault.draft(&id).unwrap().unwrap();
    assert_eq!(draft.contact, contact);
}
