//! Corrections of a sealed record, and something new about it.

use crate::support::{Laptop, draft, json, refusal, whole};
use app::ErrorCode;
use app::contact::AmendRequest;
use app::error::Field;
use casework::ids::ContactId;

fn request(contact: &ContactId, text: &str, reason: &str) -> AmendRequest {
    AmendRequest {
        contact: contact.clone(),
        text: text.into(),
        reason: reason.into(),
    }
}

#[test]
fn an_amendment_stands_behind_the_sealed_text_which_stays() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let mut settings = app.settings().unwrap();
    settings.author.name = "Anna Berry".into();
    app.save_settings(settings).unwrap();
    let view = draft(&app, whole("person-1", "Jo Smith"));
    let sealed = app.seal(&view.id).unwrap();
    assert!(sealed.amendments.is_empty());

    for (text, reason) in [("it was his brother", "wrong name"), ("she rang", "new")] {
        app.amend(request(&view.id, text, reason)).unwrap();
    }
    app.lock().unwrap();
    let record = laptop.unlocked().record(&view.id).unwrap();
    let seen: Vec<[&str; 3]> = record
        .amendments
        .iter()
        .map(|one| {
            [
                one.text.stored(),
                one.reason.stored(),
                one.author.name.stored(),
            ]
        })
        .collect();
    assert_eq!(
        seen,
        [
            ["it was his brother", "wrong name", "Anna Berry"],
            ["she rang", "new", "Anna Berry"]
        ]
    );
    assert!(record.amendments[0].at.contains(" at "), "a time in words");
    assert_eq!(json(&record.items), json(&sealed.items));
    assert_eq!(json(&record.seal), json(&sealed.seal));
}

#[test]
fn an_amendment_needs_a_text_a_reason_and_a_sealed_record() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let view = draft(&app, whole("person-1", "Jo Smith"));
    let error = refusal(app.amend(request(&view.id, "more", "new")));
    assert_eq!(error.code, ErrorCode::NotFound, "a draft is changed itself");
    app.seal(&view.id).unwrap();
    let error = refusal(app.amend(request(&view.id, " ", "new")));
    assert_eq!(
        (error.code, error.field),
        (ErrorCode::TextMissing, Some(Field::Text))
    );
    let error = refusal(app.amend(request(&view.id, "more", " ")));
    assert_eq!(
        (error.code, error.field),
        (ErrorCode::ReasonMissing, Some(Field::Reason))
    );
    assert!(app.record(&view.id).unwrap().amendments.is_empty());
}
