//! Drafts: every part is there once it was saved, and nowhere once it was thrown away.

use crate::support::{
    Place, about, action, at, changes, contact_id, create, notes, save, sealed_about,
};
use casework::contact::{Change, Contact, PartKey};
use casework::gate::Setting;
use casework::ids::ActionId;
use casework::steps::Step;
use vault::StorageError;

#[test]
fn every_saved_part_is_read_by_whoever_opens_the_files_after_this_process_is_gone() {
    let place = Place::empty();
    let (mut vault, _) = create(place.path());
    vault.start_draft(&contact_id("draft"), at(0)).unwrap();
    let mut contact = Contact::default();
    let mut all = changes("draft", "person", "he said so");
    all.push(Change::Place { step: Step::Refer });
    for change in all {
        save(&mut vault, "draft", &mut contact, change);
        // The files as they are now, without a lock: what a process that was killed leaves.
        let draft = place.copied().unlock().draft(&contact_id("draft")).unwrap();
        assert_eq!(draft.map(|draft| draft.contact), Some(contact.clone()));
    }
}

#[test]
fn a_draft_knows_when_it_was_started_and_when_something_was_last_saved() {
    let place = Place::empty();
    let (mut vault, _) = create(place.path());
    let id = contact_id("draft");
    assert_eq!(vault.draft(&id), Ok(None));
    vault.start_draft(&id, at(5)).unwrap();
    let draft = vault.draft(&id).unwrap().unwrap();
    assert_eq!((draft.started_at, draft.saved_at), (at(5), at(5)));

    let contact = crate::support::contact([notes("one"), action("a", "two")]);
    // The order in which they were saved is neither that of their times nor that of their keys.
    for (key, seconds) in [
        (PartKey::Action(ActionId::new("a")), 9),
        (PartKey::Notes, 7),
    ] {
        let part = contact.part(&key);
        vault
            .save_part(&id, &key, part.as_ref(), at(seconds))
            .unwrap();
    }
    let draft = vault.draft(&id).unwrap().unwrap();
    assert_eq!((draft.started_at, draft.saved_at), (at(5), at(9)));
}

#[test]
fn a_part_saved_again_replaces_itself_and_no_other() {
    let place = Place::empty();
    let (mut vault, _) = create(place.path());
    let id = contact_id("draft");
    vault.start_draft(&id, at(0)).unwrap();
    let mut contact = Contact::default();
    save(&mut vault, "draft", &mut contact, notes("first"));
    save(&mut vault, "draft", &mut contact, action("a", "kept"));
    save(&mut vault, "draft", &mut contact, notes("second"));
    assert_eq!(vault.draft(&id).unwrap().unwrap().contact, contact);

    let gone = Change::RemoveAction {
        id: ActionId::new("a"),
    };
    save(&mut vault, "draft", &mut contact, gone);
    let read = vault.draft(&id).unwrap().unwrap().contact;
    assert_eq!(read.actions.len(), 0);
    assert_eq!(read.notes.said.stored(), "second");
}

#[test]
fn the_list_shows_who_and_where_with_the_one_saved_last_first() {
    let place = Place::empty();
    let (mut vault, _) = create(place.path());
    for (id, seconds) in [("early", 1), ("late", 2)] {
        vault.start_draft(&contact_id(id), at(-seconds)).unwrap();
    }
    let mut contact = Contact::default();
    for change in changes("late", "person", "he said so") {
        save(&mut vault, "late", &mut contact, change);
    }
    let rows = vault.drafts().unwrap();
    let ids: Vec<_> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["late", "early"]);
    assert_eq!(rows[0].name.stored(), "Jo Smith");
    assert_eq!(rows[0].local_reference.stored(), "WS-1");
    assert_eq!(rows[0].setting, Some(Setting::Clinic));
    assert_eq!((rows[0].started_at, rows[0].saved_at), (at(-2), at(1)));
    assert!(rows[1].name.is_blank() && rows[1].setting.is_none());
    assert_eq!((rows[1].started_at, rows[1].saved_at), (at(-1), at(-1)));
}

#[test]
fn a_discarded_draft_is_gone_and_takes_nothing_more() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let id = contact_id("draft-1");
    vault.start_draft(&contact_id("other"), at(0)).unwrap();
    save(&mut vault, "other", &mut Contact::default(), notes("kept"));
    assert_eq!(vault.discard_draft(&id), Ok(()));
    assert_eq!(vault.draft(&id), Ok(None));
    assert_eq!(vault.discard_draft(&id), Err(StorageError::NoDraft));

    let contact = crate::support::contact([notes("too late")]);
    let part = contact.part(&PartKey::Notes);
    let saved = vault.save_part(&id, &PartKey::Notes, part.as_ref(), at(1));
    assert_eq!(saved, Err(StorageError::NoDraft));
    // A draft of the same name starts empty: nothing of the old one was kept.
    vault.start_draft(&id, at(2)).unwrap();
    let draft = vault.draft(&id).unwrap().unwrap();
    assert_eq!(draft.contact, Contact::default());
    let other = vault.draft(&contact_id("other")).unwrap().unwrap();
    assert_eq!(other.contact.notes.said.stored(), "kept");
}

#[test]
fn a_draft_that_was_never_started_takes_nothing() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let id = contact_id("nobody's");
    let contact = crate::support::contact([about("person", "Jo", "")]);
    let part = contact.part(&PartKey::About);
    let saved = vault.save_part(&id, &PartKey::About, part.as_ref(), at(1));
    assert_eq!(saved, Err(StorageError::NoDraft));
    assert_eq!(
        vault.save_part(&id, &PartKey::About, None, at(1)),
        Err(StorageError::NoDraft)
    );
    assert_eq!(vault.draft(&id), Ok(None));
}

#[test]
fn a_sealed_contact_is_no_draft_any_more() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let id = contact_id("draft-1");
    vault
        .seal(&sealed_about("draft-1", "person-1", at(60)))
        .unwrap();
    assert_eq!(vault.draft(&id), Ok(None));
    assert_eq!(vault.discard_draft(&id), Err(StorageError::NoDraft));
    let saved = vault.save_part(&id, &PartKey::Notes, Some(&Contact::default()), at(61));
    assert_eq!(saved, Err(StorageError::NoDraft));
    assert_eq!(
        vault.start_draft(&id, at(61)),
        Err(StorageError::AlreadySealed)
    );
    assert_eq!(vault.drafts(), Ok(vec![]));
}

/// Otherwise what was written in it would be shown as new.
#[test]
fn a_draft_is_not_started_twice() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let id = contact_id("draft-1");
    let before = vault.draft(&id).unwrap();
    assert!(vault.start_draft(&id, at(99)).is_err());
    assert_eq!(vault.draft(&id).unwrap(), before);
}

/// What takes a draft away takes its number away with it: a vault that is killed then must not look as
/// if words were lost.
#[test]
fn a_draft_that_is_gone_for_a_reason_is_not_taken_for_a_lost_one() {
    type Work = fn(&mut vault::Vault);
    let steps: [Work; 4] = [
        |vault| vault.discard_draft(&contact_id("draft-1")).unwrap(),
        |vault| drop(vault.seal(&sealed_about("draft-1", "person-1", at(60)))),
        |vault| {
            let id = contact_id("draft-1");
            vault.save_part(&id, &PartKey::Notes, None, at(60)).unwrap();
        },
        |vault| {
            let change = crate::support::about("person-1", "Jo Smith", "WS-1");
            save(vault, "draft-1", &mut Contact::default(), change);
            let what = vault::Erase::Person(casework::ids::PersonId::new("person-1"));
            let reason = casework::sealing::ErasureReason::Request;
            let author = crate::support::author();
            vault
                .erase(&what, reason, &"asked".into(), &author, at(61))
                .unwrap();
        },
    ];
    for (number, step) in steps.into_iter().enumerate() {
        let place = Place::filled();
        let mut vault = place.unlock();
        let mut draft = Contact::default();
        for words in ["one", "two", "three"] {
            save(&mut vault, "draft-1", &mut draft, notes(words));
        }
        step(&mut vault);
        let killed = place.copied();
        assert_eq!(killed.unlock().fault(), None, "step {number}");
        vault.lock().unwrap();
        assert_eq!(place.unlock().fault(), None, "step {number}");
    }
}
