//! First run, the recovery phrase, wrong passphrases.

use crate::support::{
    Laptop, NAME, OTHER, PASSPHRASE, json, refusal, request, save, secret, whole,
};
use app::error::Field;
use app::start::{CreateVaultRequest, PhraseRequest, RecoverRequest};
use app::{App, ErrorCode, ErrorView};
use serde_json::json as value;

fn create(name: &str, passphrase: &str, repeat: &str) -> CreateVaultRequest {
    CreateVaultRequest {
        name: name.to_owned(),
        passphrase: secret(passphrase),
        repeat: secret(repeat),
    }
}

fn confirm(app: &App, phrase: &str) -> Result<app::start::StartView, ErrorView> {
    app.confirm_recovery(&PhraseRequest {
        phrase: secret(phrase),
    })
}

#[test]
fn no_contact_is_begun_before_the_recovery_phrase_was_typed_back() {
    let laptop = Laptop::new();
    let app = laptop.start();
    assert_eq!(
        json(&app.start().unwrap()),
        value!({ "start": "first_run" })
    );

    let first = app
        .create_vault(create(NAME, PASSPHRASE, PASSPHRASE))
        .unwrap();
    let needed = value!({ "start": "recovery_needed", "name": NAME });
    assert_eq!(json(&app.start().unwrap()), needed);
    let refused = || refusal(app.start_contact()).code;
    assert_eq!(refused(), ErrorCode::RecoveryNotConfirmed);

    // Neither another phrase nor one that was replaced is the right one.
    let phrase = app.renew_recovery().unwrap().words.join(" ");
    let error = refusal(confirm(&app, &first.words.join(" ")));
    assert_eq!(error.code, ErrorCode::PhraseOfAnotherVault);
    assert_eq!(error.field, Some(Field::Phrase));
    assert_eq!(refused(), ErrorCode::RecoveryNotConfirmed);
    app.lock().unwrap();
    app.unlock(&request(PASSPHRASE)).unwrap();
    assert_eq!(json(&app.start().unwrap()), needed);
    assert_eq!(refused(), ErrorCode::RecoveryNotConfirmed);
    assert!(app.home().unwrap().drafts.is_empty());

    let view = confirm(&app, &phrase).unwrap();
    let open = value!({ "start": "unlocked", "name": NAME, "idle_minutes": 5, "fault": null });
    assert_eq!(json(&view), open);
    app.start_contact().unwrap();
    assert_eq!(app.home().unwrap().drafts.len(), 1);
}

#[test]
fn a_form_that_is_not_filled_in_rightly_makes_no_vault_and_names_the_field() {
    let laptop = Laptop::new();
    let app = laptop.start();
    for (form, code, field) in [
        (
            create(" ", PASSPHRASE, PASSPHRASE),
            ErrorCode::NameMissing,
            Field::Name,
        ),
        (
            create(NAME, "short", "short"),
            ErrorCode::PassphraseTooShort,
            Field::Passphrase,
        ),
        (
            create(NAME, PASSPHRASE, OTHER),
            ErrorCode::PassphrasesDiffer,
            Field::Repeat,
        ),
    ] {
        let error = refusal(app.create_vault(form));
        assert_eq!((error.code, error.field), (code, Some(field)));
    }
    assert!(!laptop.vault_folder().exists());
    assert_eq!(
        json(&app.start().unwrap()),
        value!({ "start": "first_run" })
    );
}

#[test]
fn wrong_passphrases_are_told_so_and_then_have_to_wait_as_the_right_one_has() {
    let laptop = Laptop::with_vault();
    let app = laptop.start();
    for _ in 0..3 {
        let error = refusal(app.unlock(&request(OTHER)));
        let wrong = ErrorView::new(ErrorCode::PassphraseWrong).at(Field::Passphrase);
        assert_eq!(error, wrong);
    }
    for passphrase in [OTHER, PASSPHRASE] {
        // A fresh start does not shorten it.
        let error = refusal(laptop.start().unlock(&request(passphrase)));
        assert_eq!(error.code, ErrorCode::Wait);
        let seconds = error.number.unwrap();
        assert!((1..=5).contains(&seconds), "{seconds}");
    }
    assert!(!app.is_unlocked());
}

#[test]
fn the_recovery_phrase_opens_the_record_and_sets_the_passphrase() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let phrase = app.renew_recovery().unwrap().words.join(" ");
    confirm(&app, &phrase).unwrap();
    let view = app.start_contact().unwrap();
    for change in whole("person-1", "Jo Smith") {
        save(&app, &view.id, change).unwrap();
    }
    app.lock().unwrap();

    let recover = |repeat| {
        app.recover(RecoverRequest {
            phrase: secret(&phrase),
            passphrase: secret(OTHER),
            repeat: secret(repeat),
        })
    };
    let error = refusal(recover(PASSPHRASE));
    assert_eq!(error.code, ErrorCode::PassphrasesDiffer);
    assert!(!app.is_unlocked());
    recover(OTHER).unwrap();
    assert_eq!(
        app.contact(&view.id).unwrap().about.name.stored(),
        "Jo Smith"
    );
    app.lock().unwrap();
    let error = refusal(app.unlock(&request(PASSPHRASE)));
    assert_eq!(error.code, ErrorCode::PassphraseWrong);
    app.unlock(&request(OTHER)).unwrap();
}
