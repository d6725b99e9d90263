//! Finding a record again: what the screens get, and what a list that anybody may see does not show.

use crate::support::{Laptop, about, draft, json, notes, whole};
use app::App;
use app::contact::AmendRequest;
use app::find::{FindRequest, FindView, FoundView};
use casework::outcome::OutcomeKind;
use casework::words::Words;

fn request(text: &str) -> FindRequest {
    FindRequest {
        text: text.into(),
        ..FindRequest::default()
    }
}

fn find(app: &App, text: &str) -> FindView {
    app.find(request(text)).expect("no text fails")
}

/// A sealed contact in which something was said about somebody by name.
fn filled(laptop: &Laptop) -> App {
    let app = laptop.unlocked();
    let mut changes = whole("person-1", "Zebedee Quillfeather");
    changes.push(notes("I told Zebedee to stop", "", ""));
    let view = draft(&app, changes);
    app.seal(&view.id).expect("it is whole");
    app
}

#[test]
fn a_hit_shows_initials_and_no_name_until_the_settings_ask_for_names() {
    let laptop = Laptop::with_vault();
    let app = filled(&laptop);
    for text in ["told", "zebedee", "quill"] {
        let found = find(&app, text);
        assert!(!found.hits.is_empty(), "{text}");
        let shown = json(&found).to_string();
        assert!(!shown.contains("Zebedee"), "{shown}");
        assert!(!shown.contains("Quillfeather"), "{shown}");
        assert_eq!(found.hits[0].initials, "ZQ");
    }
    let mut settings = app.settings().unwrap();
    assert!(settings.initials_only);
    settings.initials_only = false;
    app.save_settings(settings).unwrap();
    let found = find(&app, "told");
    assert_eq!(found.hits[0].name, Some("Zebedee Quillfeather".into()));
    assert!(json(&found).to_string().contains("Zebedee to stop"));
}

#[test]
fn a_hit_says_what_it_is_and_where_it_was_written() {
    let laptop = Laptop::with_vault();
    let app = filled(&laptop);
    let found = find(&app, "stop");
    let [hit] = found.hits.as_slice() else {
        panic!("{found:?}")
    };
    let FoundView::Contact {
        contact,
        added: false,
        outcome: OutcomeKind::ActNow,
        ..
    } = &hit.found_in
    else {
        panic!("{hit:?}")
    };
    app.amend(AmendRequest {
        contact: contact.clone(),
        text: "he never stopped".into(),
        reason: "misheard".into(),
    })
    .unwrap();
    let found = find(&app, "never");
    assert!(matches!(
        found.hits[0].found_in,
        FoundView::Contact { added: true, .. }
    ));
    let sentence = found.hits[0].sentence.as_ref().unwrap();
    assert!(sentence.protected);
    assert!(!found.more);
    // A person, by their name.
    let found = find(&app, "zebedee");
    let people = found
        .hits
        .iter()
        .filter(|hit| matches!(hit.found_in, FoundView::Person { contacts: 1 }));
    assert_eq!(people.count(), 1);
}

#[test]
fn nothing_typed_finds_nothing_and_a_filter_alone_finds_contacts() {
    let laptop = Laptop::with_vault();
    let app = filled(&laptop);
    assert!(find(&app, "").hits.is_empty());
    let open = FindRequest {
        open_actions: true,
        ..FindRequest::default()
    };
    let found = app.find(open).unwrap();
    assert_eq!(found.hits.len(), 1);
    assert!(found.hits[0].sentence.is_none());
}

#[test]
fn somebody_is_picked_by_the_beginning_of_a_name() {
    let laptop = Laptop::with_vault();
    let app = filled(&laptop);
    draft(&app, [about("person-2", "Zebedee Draft")]);
    let people = app.find_people(&Words::from("zebedee quill")).unwrap();
    let [person] = people.as_slice() else {
        panic!("{people:?}")
    };
    assert_eq!(person.name.stored(), "Zebedee Quillfeather");
    assert!(app.find_people(&Words::from("hart")).unwrap().is_empty());
}
