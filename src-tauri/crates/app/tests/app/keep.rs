//! How long a record is kept, its erasure, and the check of all of it.

use crate::support::{Laptop, about, draft, json, refusal, whole};
use app::error::Field;
use app::keep::{EraseRequest, EraseWhat, RetentionRequest};
use app::{App, ErrorCode};
use casework::ids::{ContactId, PersonId};
use casework::sealing::ErasureReason;
use casework::when;
use chrono::{Days, NaiveDate, Utc};

fn sealed(app: &App, person: &str, name: &str) -> ContactId {
    let view = draft(app, whole(person, name));
    app.seal(&view.id).expect("it can be sealed");
    view.id
}

fn retention(person: &str, day: Option<NaiveDate>, why: &str) -> RetentionRequest {
    RetentionRequest {
        person: PersonId::new(person),
        day,
        why: why.into(),
    }
}

fn erase(what: EraseWhat, why: &str, confirm: &str) -> EraseRequest {
    EraseRequest {
        what,
        reason: ErasureReason::Court,
        why: why.into(),
        confirm: confirm.to_owned(),
    }
}

fn everything(person: &str) -> EraseWhat {
    EraseWhat::Person {
        person: PersonId::new(person),
    }
}

#[test]
fn home_lists_by_initials_whose_retention_review_is_due_and_nobody_else() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let today = when::day_in_london(Utc::now());
    for (person, name, day) in [
        ("due", "Zebedee Quillfeather", Some(today)),
        ("later", "Al Hart", today.checked_add_days(Days::new(2))),
        ("none", "Bo Marsh", None),
    ] {
        sealed(&app, person, name);
        let kept = app.set_retention(retention(person, day, "policy")).unwrap();
        assert_eq!((kept.day, kept.contacts), (day, 1));
    }
    let home = app.home().unwrap();
    let due: Vec<&str> = home
        .retention
        .iter()
        .map(|card| card.person.as_str())
        .collect();
    assert_eq!(due, ["due"]);
    assert_eq!(home.retention[0].initials, "ZQ");
    assert!(!json(&home).to_string().contains("Zebedee"));

    app.set_retention(retention("due", None, "kept for now"))
        .unwrap();
    assert!(app.home().unwrap().retention.is_empty());
}

#[test]
fn a_retention_day_needs_a_reason_and_a_person() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    sealed(&app, "person-1", "Jo Smith");
    let error = refusal(app.set_retention(retention("person-1", None, " ")));
    assert_eq!(
        (error.code, error.field),
        (ErrorCode::ReasonMissing, Some(Field::Reason))
    );
    let error = refusal(app.set_retention(retention("nobody", None, "policy")));
    assert_eq!(error.code, ErrorCode::NotFound);
    assert_eq!(
        refusal(app.keeping(&PersonId::new("nobody"))).code,
        ErrorCode::NotFound
    );
}

#[test]
fn erasing_a_contact_takes_it_and_leaves_the_others() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let (one, other) = (
        sealed(&app, "person-1", "Jo Smith"),
        sealed(&app, "person-1", "Jo Smith"),
    );
    let contact = || EraseWhat::Contact {
        contact: one.clone(),
    };
    let error = refusal(app.erase(erase(contact(), "", "ERASE")));
    assert_eq!(
        (error.code, error.field),
        (ErrorCode::ReasonMissing, Some(Field::Reason))
    );
    for typed in ["", "erase", "ERASED"] {
        let error = refusal(app.erase(erase(contact(), "order 12", typed)));
        assert_eq!(
            (error.code, error.field),
            (ErrorCode::EraseNotConfirmed, Some(Field::Confirm))
        );
    }
    app.record(&one).unwrap();

    let erasure = app.erase(erase(contact(), "order 12", " ERASE ")).unwrap();
    assert_eq!(
        (erasure.contacts, erasure.reason),
        (1, ErasureReason::Court)
    );
    assert_eq!(refusal(app.record(&one)).code, ErrorCode::NotFound);
    app.record(&other).unwrap();
    assert_eq!(app.keeping(&PersonId::new("person-1")).unwrap().contacts, 1);
    assert_eq!(
        refusal(app.erase(erase(contact(), "order 12", "ERASE"))).code,
        ErrorCode::NotFound
    );
}

#[test]
fn erasing_a_person_takes_their_drafts_too_also_the_one_that_was_open() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    sealed(&app, "person-1", "Jo Smith");
    let open = draft(&app, [about("person-1", "Jo Smith")]);
    app.erase(erase(everything("person-1"), "order 12", "ERASE"))
        .unwrap();
    assert_eq!(refusal(app.contact(&open.id)).code, ErrorCode::NotFound);
    assert!(app.people().unwrap().is_empty());
    let home = app.home().unwrap();
    assert!(home.drafts.is_empty() && home.recent.is_empty() && home.actions.is_empty());
}

#[test]
fn the_check_counts_the_entries_and_tells_of_every_erasure_without_a_name() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    sealed(&app, "person-1", "Zebedee Quillfeather");
    let before = app.check_record(&mut |_| ()).unwrap();
    assert!(before.entries.is_some_and(|entries| entries > 1));
    assert!(before.fault.is_none() && before.erasures.is_empty());

    app.erase(erase(everything("person-1"), "order 12", "ERASE"))
        .unwrap();
    let after = app.check_record(&mut |_| ()).unwrap();
    assert_eq!(after.entries, before.entries.map(|entries| entries + 1));
    assert_ne!(after.code, before.code);
    assert_eq!(after.erasures[0].contacts, 1);
    assert_eq!(after.erasures[0].why.stored(), "order 12");
    assert!(after.fault.is_none());
    assert!(!json(&after).to_string().contains("Zebedee"));
}

#[test]
fn a_check_that_is_stopped_says_so_and_nothing_about_the_record() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    sealed(&app, "person-1", "Zebedee Quillfeather");
    let mut told = Vec::new();
    let stopped = app.check_record(&mut |progress| {
        told.push(progress);
        app.stop_work();
    });
    assert_eq!(refusal(stopped).code, ErrorCode::Stopped);
    assert_eq!(told.len(), 1, "no entry was read after it");
    assert!(app.check_record(&mut |_| ()).unwrap().fault.is_none());
}
