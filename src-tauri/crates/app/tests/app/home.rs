//! The home page, which anyone may see, and the people of earlier contacts.

use crate::support::{Laptop, about, action, action_id, draft, json, notes, refusal, whole};
use app::ErrorCode;
use casework::action::Due;
use casework::outcome::OutcomeKind;
use std::fs;

#[test]
fn home_lists_initials_and_no_name() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    draft(&app, [about("person-1", "Zebedee Quillfeather")]);
    let view = draft(&app, whole("person-1", "Zebedee Quillfeather"));
    app.seal(&view.id).unwrap();

    let home = app.home().unwrap();
    assert_eq!(home.drafts[0].initials, "ZQ");
    assert_eq!(home.recent[0].initials, "ZQ");
    assert_eq!(home.recent[0].outcome, OutcomeKind::ActNow);
    assert_eq!(home.actions[0].initials, "ZQ");
    let shown = json(&home).to_string();
    assert!(!shown.contains("Zebedee"), "{shown}");
    assert!(!shown.contains("Quillfeather"), "{shown}");
}

#[test]
fn two_contacts_about_one_person_are_one_person() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    assert!(app.people().unwrap().is_empty());
    for name in ["Jo Smith", "Jo Smith-Lee"] {
        let view = draft(&app, whole("person-1", name));
        app.seal(&view.id).unwrap();
    }
    let view = draft(&app, whole("person-2", "Al Hart"));
    app.seal(&view.id).unwrap();

    let mut people = app.people().unwrap();
    people.sort_by_key(|person| person.contacts);
    let people: Vec<(&str, &str, u32)> = people
        .iter()
        .map(|person| (person.id.as_str(), person.name.stored(), person.contacts))
        .collect();
    assert_eq!(
        people,
        [("person-2", "Al Hart", 1), ("person-1", "Jo Smith-Lee", 2)]
    );
}

/// Nobody is a person of the record before a contact about them is sealed.
#[test]
fn a_draft_makes_no_person() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    draft(&app, whole("person-1", "Jo Smith"));
    assert!(app.people().unwrap().is_empty());
    assert!(app.home().unwrap().actions.is_empty());
}

#[test]
fn home_says_that_nobody_is_named_to_turn_to_until_somebody_is() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    assert!(app.home().unwrap().lead_missing);
    let mut settings = app.settings().unwrap();
    settings.lead_name = "Kim".into();
    app.save_settings(settings).unwrap();
    assert!(!app.home().unwrap().lead_missing);
}

/// What is not there is one press away, with its number.
#[test]
fn home_shows_a_few_of_each_and_says_how_many_there_are() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let mut changes = whole("person-1", "Jo Smith");
    changes.extend((0..7).map(|_| action(&action_id(), "ring back")));
    let view = draft(&app, changes);
    app.seal(&view.id).unwrap();
    for _ in 0..6 {
        let view = draft(&app, whole("person-1", "Jo Smith"));
        app.seal(&view.id).unwrap();
    }
    let home = app.home().unwrap();
    assert_eq!((home.actions.len(), home.recent.len()), (5, 3));
    assert_eq!(
        (home.action_counts.open, home.action_counts.overdue),
        (14, 0)
    );
    assert_eq!(home.actions[0].is, Some(Due::Today));
    // All but the last were reviewed by the one after.
    let reviews: Vec<bool> = home
        .recent
        .iter()
        .map(|card| card.review.is_some())
        .collect();
    assert_eq!(reviews, [true, false, false]);
}

/// The pages that hold what was said are made unreadable: whoever opens the record finds out, and the home
/// page does not, since it reads lists alone.
#[test]
fn home_opens_no_record() {
    const PAGE: usize = 4096;
    let laptop = Laptop::with_vault();
    let file = laptop.vault_folder().join("vault.db");
    let app = laptop.unlocked();
    let mut changes = whole("person-1", "Jo Smith");
    changes.push(notes(&"I shouted. ".repeat(100_000), "", ""));
    let view = draft(&app, changes);
    app.lock().unwrap();
    let before = fs::read(&file).unwrap().len() / PAGE;
    let app = laptop.unlocked();
    app.seal(&view.id).unwrap();
    app.lock().unwrap();

    let mut bytes = fs::read(&file).unwrap();
    let after = bytes.len() / PAGE;
    assert!(
        after > before + 200,
        "what was sealed stands behind the draft"
    );
    for byte in &mut bytes[(before + 20) * PAGE..(after - 20) * PAGE] {
        *byte ^= 1;
    }
    fs::write(&file, bytes).unwrap();

    let app = laptop.unlocked();
    let home = app.home().unwrap();
    assert_eq!((home.recent.len(), home.actions.len()), (1, 1));
    assert_eq!(app.actions().unwrap().open.len(), 1);
    assert!(app.counts().is_ok());
    // Last: a page that cannot be read shuts the whole database.
    assert_eq!(
        refusal(app.record(&view.id)).code,
        ErrorCode::DatabaseDamaged
    );
}
