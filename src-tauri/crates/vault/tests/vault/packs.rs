//! The organisation's content pack: in the record, and in the directory beside what was typed in.

#![expect(
    clippy::unwrap_used,
    reason = "what the tests here share; a failure is the failure of a test"
)]

use crate::directory::service;
use crate::support::{Place, at};
use casework::directory::{OfPack, Service, ServiceKind};
use casework::ids::ServiceId;
use vault::{LoadedPack, StorageError, TrustedKey, Vault};

/// A service of a pack: number 3 is the same as one that is typed in, under another id.
fn of_pack(number: u32) -> Service {
    Service {
        id: ServiceId::new(format!("pack.{number}")),
        of_pack: Some(OfPack {
            organisation: "Westshire".into(),
            source: "Rang them".into(),
            check_again_by: "2027-05-16".parse().unwrap(),
        }),
        ..service(number, "of the pack")
    }
}

fn pack(key: &str, serial: u32, services: Vec<Service>) -> LoadedPack {
    LoadedPack {
        key: key.to_owned(),
        instead_of: None,
        organisation: "Westshire".to_owned(),
        serial,
        digest: format!("digest-{serial}"),
        content: format!("serial = {serial}"),
        services,
        loaded_at: at(50),
    }
}

fn all(vault: &Vault) -> Vec<String> {
    let kinds = ServiceKind::ALL.into_iter();
    let found = kinds.flat_map(|kind| vault.services(kind, &"".into(), 50).unwrap().services);
    found
        .map(|service| service.id.as_str().to_owned())
        .collect()
}

#[test]
fn a_pack_is_loaded_replaced_and_removed_and_the_lists_can_be_made_again() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault.save_service(&service(3, "typed in")).unwrap();
    assert_eq!(vault.pack(), Ok(None));
    assert_eq!(vault.remove_pack(at(40)), Err(StorageError::NoRecord));
    let first = pack("aa", 1, vec![of_pack(3), of_pack(4)]);
    vault.load_pack(first.clone()).unwrap();
    assert_eq!(vault.pack(), Ok(Some(first)));
    assert_eq!(vault.lists_hold(), Ok(true));
    let mut ids = all(&vault);
    ids.sort();
    assert_eq!(ids, ["pack.3", "pack.4", "service-3"]);

    let second = pack("bb", 2, vec![of_pack(5)]);
    vault.load_pack(second.clone()).unwrap();
    vault.lock().unwrap();
    let mut vault = place.unlock();
    assert_eq!(vault.fault(), None);
    assert_eq!(vault.pack(), Ok(Some(second)));
    let trusted = TrustedKey {
        key: "bb".to_owned(),
        organisation: "Westshire".to_owned(),
        serial: 2,
        digest: "digest-2".to_owned(),
    };
    assert_eq!(vault.trusted_key(), Ok(Some(trusted.clone())));
    assert_eq!(vault.lists_hold(), Ok(true));

    vault.remove_pack(at(60)).unwrap();
    assert_eq!(vault.pack(), Ok(None));
    assert_eq!(vault.trusted_key(), Ok(Some(trusted)), "its key stays");
    assert_eq!(all(&vault), ["service-3"]);
    assert_eq!(vault.lists_hold(), Ok(true));
    assert_eq!(vault.remove_pack(at(61)), Err(StorageError::NoRecord));
}

#[test]
fn what_a_pack_brought_is_not_changed_by_hand_nor_by_a_file() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault.load_pack(pack("aa", 1, vec![of_pack(3)])).unwrap();
    let refused = Err(StorageError::ServiceOfPack);
    assert_eq!(vault.remove_service(&of_pack(3).id), refused);
    assert_eq!(vault.save_service(&of_pack(3)), refused);
    assert_eq!(
        vault.all_services(),
        Ok(Vec::new()),
        "a file compares with its own alone"
    );
    vault.import(&[service(3, "of a file")]).unwrap();
    assert_eq!(vault.service_count(), Ok(2));
}

#[test]
fn a_pack_that_cannot_be_loaded_whole_leaves_the_one_before() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let first = pack("aa", 1, vec![of_pack(3)]);
    vault.load_pack(first.clone()).unwrap();
    let head = vault.seal_code();
    // The same service twice: the second row is refused by the database.
    let bad = pack("bb", 2, vec![of_pack(4), of_pack(4)]);
    assert!(vault.load_pack(bad).is_err());
    assert_eq!(vault.pack(), Ok(Some(first)));
    assert_eq!(vault.seal_code(), head);
    assert_eq!(all(&vault), ["pack.3"]);
}
