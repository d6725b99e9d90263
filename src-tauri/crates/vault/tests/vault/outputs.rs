//! What was made from the record and left the laptop, as entries of the ledger.

use crate::support::{Place, at, author, contact_id};
use casework::ids::PersonId;
use casework::person::Joining;
use casework::sealing::ErasureReason;
use std::fs;
use vault::{Erase, Output, OutputKind, OutputRow, StorageError, Vault};

fn output(kind: OutputKind, contacts: &[&str], person: Option<&str>) -> Output {
    Output {
        kind,
        contacts: contacts.iter().map(|id| contact_id(id)).collect(),
        person: person.map(PersonId::new),
        seal_code: None,
    }
}

fn kinds(rows: Result<Vec<OutputRow>, StorageError>) -> Vec<OutputKind> {
    rows.expect("it can be read")
        .into_iter()
        .map(|row| row.kind)
        .collect()
}

fn of(vault: &Vault, person: &str) -> Vec<OutputKind> {
    kinds(vault.outputs_of(&PersonId::new(person)))
}

fn of_contact(vault: &Vault, contact: &str) -> Vec<OutputKind> {
    kinds(vault.outputs_of_contact(&contact_id(contact)))
}

#[test]
fn an_output_is_entered_with_the_seal_code_that_it_carries_and_found_again() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let before = vault.seal_code();
    let made = output(OutputKind::HandOver, &["contact-1"], Some("person-1"));
    assert_eq!(
        vault.enter_output(&made, &author(), at(50)),
        Ok(before.clone())
    );
    assert_ne!(vault.seal_code(), before, "it is an entry");
    // The code was read, something else was entered, and then the file was saved.
    let earlier = Output {
        seal_code: Some(before.clone()),
        ..output(OutputKind::SafeCopy, &["contact-1"], None)
    };
    assert_eq!(
        vault.enter_output(&earlier, &author(), at(60)),
        Ok(before.clone())
    );
    vault.lock().unwrap();

    let vault = place.unlock();
    let rows = vault.outputs_of(&PersonId::new("person-1")).unwrap();
    let first = rows.last().unwrap();
    assert_eq!(
        (first.kind, first.made_at, &first.seal_code),
        (OutputKind::HandOver, at(50), &before)
    );
    assert_eq!(first.contacts, [contact_id("contact-1")]);
    assert_eq!(first.person, Some(PersonId::new("person-1")));
    assert_eq!(
        of(&vault, "person-1"),
        [OutputKind::SafeCopy, OutputKind::HandOver]
    );
    assert_eq!(of_contact(&vault, "contact-1"), of(&vault, "person-1"));
    assert!(of(&vault, "person-2").is_empty());
    assert!(of_contact(&vault, "contact-2").is_empty());
    vault.verify().unwrap();
}

#[test]
fn every_kind_of_output_is_told_apart_and_the_lists_follow_from_the_ledger() {
    use OutputKind as K;
    let all = [
        K::HandOver,
        K::HandOverLocked,
        K::OwnAgencyEntry,
        K::OwnAgencyHidden,
        K::SafeCopy,
        K::SafeCopyText,
        K::SealedExport,
        K::Fhir,
        K::Counts,
    ];
    let place = Place::filled();
    let mut vault = place.unlock();
    for kind in all {
        let made = output(kind, &["contact-1", "contact-2"], Some("person-2"));
        vault.enter_output(&made, &author(), at(50)).unwrap();
    }
    // Counts are about nobody, and a backup is no output of anybody's.
    let nobody = output(K::Counts, &[], None);
    vault.enter_output(&nobody, &author(), at(51)).unwrap();
    let elsewhere = Place::empty();
    let backup = elsewhere.path().join("b.waymark");
    vault.backup(&backup, at(52), &mut |_| true).unwrap();
    let latest_first: Vec<_> = all.into_iter().rev().collect();
    for _ in 0..2 {
        assert_eq!(of(&vault, "person-1"), latest_first);
        assert_eq!(of(&vault, "person-2"), latest_first);
        assert_eq!(of_contact(&vault, "contact-2"), latest_first);
        assert_eq!(vault.last_backup(), Ok(Some(at(52))));
        assert_eq!(vault.lists_hold(), Ok(true));
        vault.rebuild().unwrap();
    }
}

/// What is entered stays for ever: it may hold nothing that somebody typed.
#[test]
fn only_ids_of_this_record_are_entered_and_nothing_is_written_otherwise() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let before = vault.seal_code();
    for made in [
        output(OutputKind::HandOver, &["contact-1", "Jo Smith"], None),
        output(OutputKind::HandOver, &["draft-1"], None),
        output(OutputKind::HandOver, &[], Some("Jo Smith")),
    ] {
        assert_eq!(
            vault.enter_output(&made, &author(), at(50)),
            Err(StorageError::NoRecord)
        );
    }
    assert_eq!(vault.seal_code(), before);
}

#[test]
fn an_output_about_one_of_two_entries_is_found_from_the_other_once_they_are_joined() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let made = output(OutputKind::HandOver, &["contact-1"], Some("person-1"));
    vault.enter_output(&made, &author(), at(50)).unwrap();
    let joining = Joining {
        kept: PersonId::new("person-2"),
        joined: PersonId::new("person-1"),
        why: "the same".into(),
    };
    vault.join_people(&joining, &author(), at(60)).unwrap();
    assert_eq!(of(&vault, "person-2"), [OutputKind::HandOver]);
    let made = output(OutputKind::SafeCopy, &[], Some("person-1"));
    vault.enter_output(&made, &author(), at(70)).unwrap();
    let rows = vault.outputs_of(&PersonId::new("person-1")).unwrap();
    assert_eq!(rows[0].person, Some(PersonId::new("person-2")));
    assert_eq!(vault.lists_hold(), Ok(true));
}

/// Whoever has a copy has to be told that the record is gone.
#[test]
fn an_erasure_leaves_the_entry_that_a_copy_went_out() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let made = output(OutputKind::HandOver, &["contact-1"], Some("person-1"));
    vault.enter_output(&made, &author(), at(50)).unwrap();
    let erasure = vault
        .erase(
            &Erase::Person(PersonId::new("person-1")),
            ErasureReason::Court,
            &"order 12".into(),
            &author(),
            at(200),
        )
        .unwrap();
    assert_eq!(erasure.entries.len(), 2, "the person and the contact");
    for _ in 0..2 {
        assert!(
            of(&vault, "person-1").is_empty(),
            "no page of theirs is left"
        );
        assert_eq!(of_contact(&vault, "contact-1"), [OutputKind::HandOver]);
        vault.verify().unwrap();
        assert_eq!(vault.lists_hold(), Ok(true));
        vault.rebuild().unwrap();
    }
}

/// A vault that is open for reading only enters nothing.
#[test]
fn nothing_is_entered_in_a_vault_that_is_in_doubt() {
    let place = Place::filled();
    let path = place.path().join("vault.db");
    let mut bytes = fs::read(&path).unwrap();
    bytes.extend([0; 4096]);
    fs::write(&path, bytes).unwrap();
    let mut vault = place.unlock();
    assert!(vault.fault().is_some());
    let made = output(OutputKind::Counts, &[], None);
    assert_eq!(
        vault.enter_output(&made, &author(), at(50)),
        Err(StorageError::Doubtful)
    );
    // The record can still be shown to somebody: it is for now that it may be needed.
    assert!(vault.sealed_export(&[contact_id("contact-1")]).is_ok());
}
