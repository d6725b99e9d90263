//! The directory of services: found quickly, taken in whole or not at all.

use crate::support::{
    Child, Files, PASSPHRASE, Place, at, contact_id, create, program, secret, tell_parent,
};
use casework::directory::{Service, ServiceKind};
use casework::gate::Answer;
use casework::ids::ServiceId;
use casework::words::Words;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;
use vault::{LedgerFault, RestoreKey, StorageError, Vault, restore};

/// A service, with these notes.
pub fn service(number: u32, notes: &str) -> Service {
    Service {
        id: ServiceId::new(format!("service-{number}")),
        name: format!("Caf\u{e9} number {number}").as_str().into(),
        kind: ServiceKind::ALL[number as usize % ServiceKind::ALL.len()],
        area: "Westshire".into(),
        phone: "0808 802 4040".into(),
        accredited: Some(Answer::NotSure),
        survivor_support: None,
        cohorts: BTreeSet::new(),
        checked_on: None,
        notes: notes.into(),
        of_pack: None,
    }
}

pub fn services(count: u32, notes: &str) -> Vec<Service> {
    (0..count).map(|number| service(number, notes)).collect()
}

fn found(vault: &Vault, kind: ServiceKind, words: &str) -> (u32, Vec<String>) {
    let found = vault.services(kind, &words.into(), 3).expect("they read");
    let names = found.services.iter();
    let names = names.map(|service| service.name.stored().to_owned());
    (found.count, names.collect())
}

#[test]
fn a_service_is_saved_read_found_changed_and_removed() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault.import(&services(40, "")).unwrap();
    let mut one = service(11, "rings back");
    one.name = "The Men\u{2019}s Group".into();
    one.area = "\u{c9}ast Westshire".into();
    vault.save_service(&one).unwrap();
    vault.lock().unwrap();

    let mut vault = place.unlock();
    assert_eq!(vault.fault(), None);
    assert_eq!(
        vault.lists_hold(),
        Ok(true),
        "it is not made from the ledger"
    );
    vault.rebuild().unwrap();
    assert_eq!(vault.service(&one.id).unwrap().as_ref(), Some(&one));
    assert_eq!(vault.service_count().unwrap(), 40);
    assert_eq!(vault.all_services().unwrap().len(), 40);
    let kind = one.kind;
    let group = vec!["The Men\u{2019}s Group".to_owned()];
    assert_eq!(found(&vault, kind, "mens EAST"), (1, group.clone()));
    assert_eq!(found(&vault, kind, "cafe 21").0, 1);
    assert_eq!(found(&vault, kind, "nowhere").0, 0);
    let (count, names) = found(&vault, kind, " ");
    assert_eq!(
        (count, names.len()),
        (4, 3),
        "all are counted, the first are given"
    );
    assert_eq!(names[0], "Caf\u{e9} number 1", "by name");
    assert_eq!(found(&vault, ServiceKind::Other, "mens").0, 0);

    vault.remove_service(&one.id).unwrap();
    assert_eq!(vault.remove_service(&one.id), Err(StorageError::NoRecord));
    assert_eq!(found(&vault, kind, "mens").0, 0);
}

#[test]
fn the_same_service_is_never_there_twice_and_a_refused_import_changes_nothing() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault.import(&services(5, "")).unwrap();
    let before = vault.all_services().unwrap();
    let twin = Service {
        name: "CAFE number 3 ".into(),
        area: "west-shire".replace('-', "").as_str().into(),
        id: ServiceId::new("twin"),
        ..service(3, "other")
    };
    assert_eq!(vault.save_service(&twin), Err(StorageError::ServiceThere));
    let mut many = services(500, "changed");
    many.push(twin);
    assert_eq!(vault.import(&many), Err(StorageError::ServiceThere));
    assert_eq!(vault.all_services().unwrap(), before);
}

#[test]
fn a_backup_carries_it_and_an_older_file_is_noticed_by_it() {
    let place = Place::empty();
    let folder = place.path().join("vault");
    fs::create_dir(&folder).unwrap();
    Files::of(Place::filled().path()).write_to(&folder);
    let unlock = || {
        Vault::unlock(&folder, &secret(PASSPHRASE), at(9))
            .ok()
            .unwrap()
    };
    let mut vault = unlock();
    vault.import(&services(5, "")).unwrap();
    let file = place.path().join("backup.waymark");
    vault.backup(&file, at(10), &mut |_| true).unwrap();
    // As a kill leaves it: what was written stands in the log, and the log is lost.
    let killed = Place::empty();
    vault.import(&services(50, "")).unwrap();
    Files::of(&folder).write_to(killed.path());
    fs::write(killed.path().join("vault.db-wal"), b"").unwrap();
    let fault = killed.unlock().fault();
    let noticed = matches!(fault, Some(LedgerFault::LogLost | LedgerFault::OlderFile));
    assert!(noticed, "{fault:?}");
    vault.lock().unwrap();

    let key = secret(PASSPHRASE);
    let key = RestoreKey::Passphrase(&key);
    restore(&file, &folder, &key, at(20), &mut |_| true).unwrap();
    assert_eq!(unlock().all_services().unwrap(), services(5, ""));
}

/// A lost log is noticed by the number of the import alone, when nothing else was written.
#[test]
fn an_import_is_counted() {
    let place = Place::filled();
    let mut vault = place.unlock();
    // The unlock itself stands in the file, not in the log that gets lost.
    vault.start_draft(&contact_id("first"), at(1)).unwrap();
    vault.lock().unwrap();
    let mut vault = place.unlock();
    let before = fs::read(place.path().join("vault.db-wal")).unwrap();
    vault.import(&services(50, "")).unwrap();
    // With its log it is whole: what is counted outside is counted in the file too.
    assert_eq!(place.copied().unlock().fault(), None);
    let killed = place.copied();
    fs::write(killed.path().join("vault.db-wal"), before).unwrap();
    assert_eq!(killed.unlock().fault(), Some(LedgerFault::LogLost));
}

#[test]
fn ten_thousand_are_taken_in_at_once_and_found_as_somebody_types() {
    let place = Place::empty();
    let (mut vault, _) = create(place.path());
    let many = services(10_000, "Rings back within two days.");
    let begun = Instant::now();
    vault.import(&many).unwrap();
    let imported = begun.elapsed();
    let begun = Instant::now();
    let mut total = 0;
    for kind in ServiceKind::ALL {
        let found = vault.services(kind, &Words::from("cafe 99"), 50).unwrap();
        total += found.count;
    }
    let searched = begun.elapsed();
    assert_eq!(
        total, 280,
        "of the numbers to 9,999 so many have a 99 in them"
    );
    let begun = Instant::now();
    assert_eq!(vault.all_services().unwrap().len(), many.len());
    let read = begun.elapsed();
    eprintln!(
        "10,000 services: imported in {imported:?}, searched in {searched:?}, all read in {read:?}"
    );
    // Generous: the builds of tests are slow, and so is a laptop that does something else.
    assert!(imported.as_secs() < 20 && searched.as_secs() < 5);
}

/// The child: takes in the same services again and again, each time with other notes.
fn import_for_ever(child: &Child) {
    let vault = Vault::unlock(&child.folder, &secret(PASSPHRASE), at(0));
    let mut vault = vault.expect("the vault opens");
    for time in child.number.. {
        let notes = format!("import {time}. ").repeat(20);
        vault.import(&services(300, &notes)).expect("imported");
        tell_parent(&format!("done {time}"));
    }
}

#[test]
fn an_import_that_is_killed_in_the_middle_is_there_whole_or_not_at_all() {
    if let Some(child) = Child::this() {
        return import_for_ever(&child);
    }
    let this = "directory::an_import_that_is_killed_in_the_middle_is_there_whole_or_not_at_all";
    let place = Place::filled();
    let mut first = 1;
    for round in 0..8 {
        let child = Child {
            folder: place.path().to_owned(),
            number: first,
        };
        let mut running = child
            .command(Command::new(program()), this)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the test can be started again");
        let mut last = first - 1;
        for line in BufReader::new(running.stdout.take().expect("piped")).lines() {
            let line = line.expect("the child writes text");
            if let Some(time) = line.strip_prefix("done ") {
                last = time.parse().expect("a number");
                if last >= first + round % 4 {
                    // Somewhere within the next one.
                    std::thread::sleep(std::time::Duration::from_micros(u64::from(round) * 700));
                    running.kill().expect("it can be killed");
                }
            }
        }
        assert_eq!(
            running.wait().expect("it has ended").code(),
            None,
            "it was killed"
        );
        assert!(last >= first, "the child did something");
        let vault = place.unlock();
        let all = vault.all_services().unwrap();
        assert_eq!(all.len(), 300);
        let notes: BTreeSet<&str> = all.iter().map(|one| one.notes.stored()).collect();
        assert_eq!(notes.len(), 1, "of one import alone");
        let there = notes
            .iter()
            .next()
            .and_then(|notes| notes.split(['.', ' ']).nth(1));
        let there: u32 = there.and_then(|time| time.parse().ok()).expect("a number");
        assert!(there == last || there == last + 1, "{there} and not {last}");
        first = there + 1;
    }
}
