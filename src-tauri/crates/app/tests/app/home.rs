//! The home page, which anyone may see, and the people of earlier contacts.

use crate::support::{Laptop, about, draft, json, whole};
use casework::outcome::OutcomeKind;

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
