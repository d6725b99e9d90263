//! Sealing: one transaction, once, for good; and the lists that follow from it.

use crate::support::{
    Place, about, action, at, author, changes, contact, contact_id, create, day, save, sealed,
    sealed_about,
};
use casework::contact::{By, Change, Contact, Review};
use casework::gate::Setting;
use casework::ids::{ActionId, PersonId};
use casework::outcome::OutcomeKind;
use casework::when::day_in_london;
use vault::{Sector, Settings, StorageError};

#[test]
fn a_sealed_contact_leaves_the_drafts_and_stands_in_the_record_and_in_every_list() {
    let place = Place::empty();
    let (mut vault, _) = create(place.path());
    let id = contact_id("one");
    vault.start_draft(&id, at(0)).unwrap();
    let mut draft = Contact::default();
    for change in changes("one", "person", "he said so") {
        save(&mut vault, "one", &mut draft, change);
    }
    let sealed = sealed("one", draft, at(60));
    let code = vault.seal(&sealed).unwrap();
    assert_eq!(code, vault.seal_code());

    assert_eq!(vault.draft(&id), Ok(None));
    assert_eq!(vault.drafts(), Ok(vec![]));
    let record = vault.sealed(&id).unwrap().unwrap();
    assert_eq!(record.sealed, sealed);
    // The person is entry 1.
    assert_eq!(record.seq, 2);
    assert_eq!(record.seal_code, code);

    let rows = vault.sealed_rows(10).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].id, id);
    assert_eq!(rows[0].person.as_str(), "person");
    assert_eq!(rows[0].name.stored(), "Jo Smith");
    assert_eq!(rows[0].local_reference.stored(), "WS-1");
    assert_eq!(rows[0].sealed_at, at(60));
    assert_eq!(rows[0].setting, Some(Setting::Clinic));
    assert_eq!(rows[0].outcome, OutcomeKind::ActNow);
    assert_eq!(rows[0].review_day, Some(day(24)));

    let people = vault.people(u32::MAX).unwrap();
    assert_eq!(people.len(), 1);
    assert_eq!(people[0].id.as_str(), "person");
    assert_eq!(people[0].name.stored(), "Jo Smith");
    assert_eq!(people[0].contacts, 1);
    assert_eq!(people[0].last_sealed_at, Some(at(60)));

    let actions = vault.open_actions(u32::MAX).unwrap();
    assert_eq!(actions.len(), 1);
    assert_eq!(actions[0].id.as_str(), "one-action");
    assert_eq!(actions[0].contact, Some(id.clone()));
    assert_eq!(actions[0].person, Some(PersonId::new("person")));
    assert_eq!(actions[0].person_name.stored(), "Jo Smith");
    assert_eq!(actions[0].what.stored(), "ring the safeguarding lead");
    assert_eq!(actions[0].who.stored(), "me");
    assert_eq!(actions[0].due, day_in_london(at(60)));
    assert_eq!(actions[0].decided_on, day_in_london(at(60)));
    assert_eq!(vault.verify().unwrap().seq, 2);

    // The same from the files alone.
    let copy = place.copied();
    let reopened = copy.unlock();
    assert_eq!(reopened.sealed(&id).unwrap().unwrap().sealed, sealed);
    assert_eq!(reopened.sealed_rows(10).unwrap(), rows);
    assert_eq!(reopened.people(u32::MAX).unwrap(), people);
    assert_eq!(reopened.open_actions(u32::MAX).unwrap(), actions);
    assert_eq!(reopened.drafts(), Ok(vec![]));
    assert_eq!(reopened.sealed(&id).unwrap().unwrap().seal_code, code);
}

/// Two words for it on two outputs would look like two versions of one record.
#[test]
fn a_record_keeps_the_seal_code_that_it_was_given() {
    let place = Place::empty();
    let (mut vault, _) = create(place.path());
    let first = vault.seal(&sealed_about("one", "person", at(1))).unwrap();
    let second = vault.seal(&sealed_about("two", "person", at(2))).unwrap();
    assert_ne!(first, second);
    let code = |id| vault.sealed(&contact_id(id)).unwrap().unwrap().seal_code;
    assert_eq!(code("one"), first);
    assert_eq!(code("two"), second);
    assert!(first.as_str().starts_with("2-"), "{first}");
    assert!(second.as_str().starts_with("3-"), "{second}");
}

#[test]
fn a_contact_is_sealed_once() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let code = vault.seal_code();
    let again = sealed_about("contact-1", "person-9", at(70));
    assert_eq!(vault.seal(&again), Err(StorageError::AlreadySealed));
    assert_eq!(vault.seal_code(), code);
    crate::support::assert_filled(&vault);
    assert_eq!(vault.people(u32::MAX).unwrap().len(), 2);
}

#[test]
fn a_contact_that_names_nobody_is_not_sealed_and_stays_a_draft() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let mut nobody = sealed_about("draft-1", "person-1", at(70));
    nobody.contact.about = None;
    let code = vault.seal_code();
    assert_eq!(vault.seal(&nobody), Err(StorageError::NobodyNamed));
    assert_eq!(vault.seal_code(), code);
    crate::support::assert_filled(&vault);
}

/// An action is found by its id when it is done, so two contacts cannot have one together. What
/// fails in the middle of the transaction must leave no half of it.
#[test]
fn a_seal_that_fails_half_way_leaves_no_half_of_it() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let lists = |vault: &vault::Vault| {
        (
            vault.sealed_rows(10).unwrap(),
            vault.people(u32::MAX).unwrap(),
            vault.open_actions(u32::MAX).unwrap(),
            vault.drafts().unwrap(),
            vault.seal_code(),
        )
    };
    let before = lists(&vault);
    let changes = changes("contact-1", "person-9", "he said so");
    let clash = sealed("draft-1", contact(changes), at(70));
    vault.seal(&clash).unwrap_err();
    assert_eq!(lists(&vault), before);
    assert_eq!(vault.sealed(&contact_id("draft-1")), Ok(None));
    crate::support::assert_filled(&vault);

    // The next seal takes the numbers that the failed one would have had.
    vault
        .seal(&sealed_about("draft-1", "person-9", at(80)))
        .unwrap();
    vault.verify().unwrap();
    vault.lock().unwrap();
    place.unlock().verify().unwrap();
}

#[test]
fn contacts_are_listed_latest_first_and_no_more_than_asked_for() {
    let place = Place::empty();
    let (mut vault, _) = create(place.path());
    for (id, person, seconds) in [("b", "p1", 20), ("c", "p1", 30), ("a", "p2", 10)] {
        vault.seal(&sealed_about(id, person, at(seconds))).unwrap();
    }
    let ids = |limit| -> Vec<String> {
        let rows = vault.sealed_rows(limit).unwrap();
        rows.iter().map(|row| row.id.to_string()).collect()
    };
    assert_eq!(ids(10), ["c", "b", "a"]);
    assert_eq!(ids(2), ["c", "b"]);
    assert_eq!(ids(0), [""; 0]);
    let people = vault.people(u32::MAX).unwrap();
    let people: Vec<_> = people
        .iter()
        .map(|row| (row.id.as_str(), row.contacts, row.last_sealed_at))
        .collect();
    assert_eq!(people, [("p1", 2, Some(at(30))), ("p2", 1, Some(at(10)))]);
}

#[test]
fn a_person_has_the_name_that_was_written_last_and_a_contact_the_one_written_in_it() {
    let place = Place::empty();
    let (mut vault, _) = create(place.path());
    let mut seal = |id: &str, name: &str, reference: &str, seconds| {
        let mut changes = changes(id, "person", "he said so");
        changes.push(about("person", name, reference));
        vault
            .seal(&sealed(id, contact(changes), at(seconds)))
            .unwrap();
    };
    seal("a", "J", "WS-1", 1);
    seal("b", "Jo Smith", "", 2);
    // A blank takes nothing away.
    seal("c", " ", "WS-2", 3);

    let check = |vault: &vault::Vault| {
        let people = vault.people(u32::MAX).unwrap();
        assert_eq!(people.len(), 1);
        assert_eq!(people[0].name.stored(), "Jo Smith");
        assert_eq!(people[0].local_reference.stored(), "WS-2");
        let rows = vault.sealed_rows(10).unwrap();
        let written: Vec<_> = rows
            .iter()
            .map(|row| (row.name.stored(), row.local_reference.stored()))
            .collect();
        assert_eq!(written, [(" ", "WS-2"), ("Jo Smith", ""), ("J", "WS-1")]);
        let actions = vault.open_actions(u32::MAX).unwrap();
        // An action is looked for by the name that they have now.
        let now = |row: &vault::ActionRow| row.person_name.stored() == "Jo Smith";
        assert!(actions.len() == 3 && actions.iter().all(now));
    };
    check(&vault);
    vault.rebuild().unwrap();
    check(&vault);
}

#[test]
fn actions_come_in_the_order_in_which_they_are_due_and_one_without_a_time_is_due_at_once() {
    let place = Place::empty();
    let (mut vault, _) = create(place.path());
    let mut changes = changes("one", "person", "he said so");
    changes.push(Change::RemoveAction {
        id: ActionId::new("one-action"),
    });
    for (id, by) in [
        ("dated", Some(By::Date { day: day(31) })),
        ("this week", Some(By::ThisWeek)),
        ("today", Some(By::Today)),
        ("untimed", None),
    ] {
        let Change::Action { mut action } = action(id, id) else {
            unreachable!("it is an action");
        };
        action.by = by;
        changes.push(Change::Action { action });
    }
    // Begun and left blank: nobody has to do nothing.
    changes.push(action("blank", " "));
    vault.seal(&sealed("one", contact(changes), at(0))).unwrap();
    let actions = vault.open_actions(u32::MAX).unwrap();
    let due: Vec<_> = actions
        .iter()
        .map(|row| (row.what.stored(), row.due.to_string()))
        .collect();
    let due: Vec<_> = due
        .iter()
        .map(|(what, due)| (*what, due.as_str()))
        .collect();
    assert_eq!(
        due,
        [
            ("today", "2026-11-23"),
            ("untimed", "2026-11-23"),
            ("this week", "2026-11-30"),
            ("dated", "2026-12-31"),
        ]
    );
}

#[test]
fn a_contact_without_setting_or_review_day_has_none_in_the_list() {
    let place = Place::empty();
    let (mut vault, _) = create(place.path());
    let mut changes = changes("one", "person", "he said so");
    changes.retain(|change| !matches!(change, Change::Before { .. }));
    changes.push(Change::Review {
        review: Review {
            day: None,
            none_because: "he moved away".into(),
        },
    });
    vault.seal(&sealed("one", contact(changes), at(0))).unwrap();
    let rows = vault.sealed_rows(1).unwrap();
    assert_eq!((rows[0].setting, rows[0].review_day), (None, None));
}

#[test]
fn settings_stand_in_the_ledger_and_the_idle_lock_is_held_within_its_range() {
    let place = Place::empty();
    let (mut vault, _) = create(place.path());
    let settings = Settings {
        author: author(),
        sector: Some(Sector::Housing),
        lead_name: "Lee".into(),
        idle_minutes: 0,
        ..Settings::default()
    };
    let code = vault.seal_code();
    vault.save_settings(&settings, at(1)).unwrap();
    assert_ne!(vault.seal_code(), code);
    assert_eq!(vault.verify().unwrap().seq, 1);
    let held = Settings {
        idle_minutes: 1,
        ..settings.clone()
    };
    assert_eq!(vault.settings(), Ok(held));

    let endless = Settings {
        idle_minutes: u32::MAX,
        ..settings
    };
    vault.save_settings(&endless, at(2)).unwrap();
    vault.lock().unwrap();
    let vault = place.unlock();
    assert_eq!(vault.settings().unwrap().idle_minutes, 30);
    // Two settings and the unlock.
    assert_eq!(vault.verify().unwrap().seq, 3);
}
