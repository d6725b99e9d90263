//! The text for the practitioner's own system, from a record in the vault.

use crate::support::{Laptop, draft, observation, refusal, whole};
use app::ErrorCode;
use app::contact::AmendRequest;
use casework::ids::ContactId;
use casework::provenance::Source;

#[test]
fn the_text_of_a_record_keeps_the_victims_words_out_of_the_entry() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let changes = whole("person-1", "Jo Smith").into_iter().chain([
        observation("one", None, "I held her arm", [Source::Person]),
        observation("two", None, "he held my arm", [Source::Partner]),
    ]);
    let view = draft(&app, changes);
    app.seal(&view.id).unwrap();
    let text = app.record_text(&view.id).unwrap();
    let (entry, hidden) = (text.entry.stored(), text.hidden.stored());
    assert!(entry.contains("I held her arm"), "{entry}");
    assert!(!entry.contains("he held my arm"), "{entry}");
    assert!(hidden.starts_with("Hide this entry from online access"));
    assert!(hidden.contains("he held my arm"), "{hidden}");
    assert!(hidden.contains("Weapon used before"), "{hidden}");
}

#[test]
fn a_draft_and_what_is_not_there_make_no_text() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let view = draft(&app, whole("person-1", "Jo Smith"));
    for id in [&view.id, &ContactId::new("nothing")] {
        assert_eq!(refusal(app.record_text(id)).code, ErrorCode::NotFound);
    }
}

/// Nobody says whom an amendment came from: it may be what a victim said.
#[test]
fn what_was_added_later_is_in_the_hidden_block_and_never_in_the_entry() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let changes = whole("person-1", "Jo Smith")
        .into_iter()
        .chain([observation("one", None, "I held her arm", [Source::Person])]);
    let view = draft(&app, changes);
    app.seal(&view.id).unwrap();
    let before = app.record_text(&view.id).unwrap();
    app.amend(AmendRequest {
        contact: view.id.clone(),
        text: "zqxj".into(),
        reason: "vkwj".into(),
    })
    .unwrap();
    let text = app.record_text(&view.id).unwrap();
    let (entry, hidden) = (text.entry.stored(), text.hidden.stored());
    assert_eq!(entry, before.entry.stored());
    assert!(hidden.starts_with("Hide this entry from online access"));
    assert!(hidden.contains("Added later"), "{hidden}");
    assert!(
        hidden.contains("zqxj") && hidden.contains("vkwj"),
        "{hidden}"
    );
}
