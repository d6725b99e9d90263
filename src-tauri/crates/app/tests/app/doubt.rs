//! A vault whose files are not as they were left: it can be read and no more.

use crate::support::{
    Laptop, PASSPHRASE, about, draft, json, refusal, request, save, secret, whole,
};
use app::backup::BackUpRequest;
use app::start::{ChangePassphraseRequest, FaultView, StartView};
use app::{App, ErrorCode};
use std::fs;

fn fault(view: &StartView) -> Option<FaultView> {
    match view {
        StartView::Unlocked { fault, .. } => *fault,
        other => panic!("not open: {other:?}"),
    }
}

/// A vault with a sealed contact and a draft, and something in its folder that was not there.
fn changed() -> (Laptop, App) {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let view = draft(&app, whole("person-1", "Jo Smith"));
    app.seal(&view.id).expect("the files can be used");
    draft(&app, [about("person-2", "Al Hart")]);
    app.lock().expect("the files can be used");
    fs::write(laptop.vault_folder().join("vault.db-wal"), "something")
        .expect("the files can be used");
    (laptop, app)
}

/// The database as it was before the last entry.
fn older() -> (Laptop, App) {
    let laptop = Laptop::with_vault();
    let database = laptop.vault_folder().join("vault.db");
    let app = laptop.unlocked();
    let view = draft(&app, whole("person-1", "Jo Smith"));
    app.seal(&view.id).expect("the files can be used");
    app.lock().expect("the files can be used");
    let before = fs::read(&database).expect("the files can be used");
    app.unlock(&request(PASSPHRASE))
        .expect("the files can be used");
    let view = draft(&app, whole("person-1", "Jo Smith"));
    app.seal(&view.id).expect("the files can be used");
    app.lock().expect("the files can be used");
    fs::write(&database, before).expect("the files can be used");
    (laptop, app)
}

#[test]
fn what_was_noticed_is_said_at_the_unlock_and_at_every_start_of_a_window() {
    for ((_laptop, app), noticed) in [
        (changed(), FaultView::FilesChanged),
        (older(), FaultView::OlderFile),
    ] {
        let view = app.unlock(&request(PASSPHRASE)).unwrap();
        assert_eq!(fault(&view), Some(noticed));
        assert_eq!(fault(&app.start().unwrap()), Some(noticed));
        let check = app.check_record(&mut |_| ()).unwrap();
        assert_eq!(check.fault, Some(noticed));
    }
}

#[test]
fn a_sound_vault_has_nothing_to_say() {
    let laptop = Laptop::with_vault();
    let view = laptop.start().unlock(&request(PASSPHRASE)).unwrap();
    assert_eq!(fault(&view), None);
}

#[test]
fn while_in_doubt_everything_can_be_read_and_nothing_written() {
    let (laptop, app) = changed();
    let files = || {
        let names = ["vault.keys", "vault.db"];
        names.map(|name| fs::read(laptop.vault_folder().join(name)).unwrap())
    };
    let before = files();
    app.unlock(&request(PASSPHRASE)).unwrap();
    let home = app.home().unwrap();
    app.record(&home.recent[0].id).unwrap();
    app.record_text(&home.recent[0].id).unwrap();
    let open = app.contact(&home.drafts[0].id).unwrap();

    let passphrases = ChangePassphraseRequest {
        present: secret(PASSPHRASE),
        passphrase: secret("seven paper boats under the bridge"),
        repeat: secret("seven paper boats under the bridge"),
    };
    let backup = BackUpRequest {
        folder: laptop.stick().to_string_lossy().into_owned(),
        even_if_synced: false,
    };
    for error in [
        refusal(app.start_contact()),
        refusal(save(&app, &open.id, about("person-2", "Al Harte"))),
        refusal(app.save_settings(app.settings().unwrap())),
        refusal(app.change_passphrase(&passphrases)),
        refusal(app.renew_recovery()),
        refusal(app.back_up(&backup, &mut |_| ())),
    ] {
        assert_eq!(error.code, ErrorCode::RecordDoubtful);
    }
    app.lock().unwrap();
    assert!(files() == before, "a file was written");
    assert_eq!(fs::read_dir(laptop.stick()).unwrap().count(), 0);
}

#[test]
fn going_on_opens_it_for_writing_and_stays_in_the_record() {
    for (laptop, app) in [changed(), older()] {
        app.unlock(&request(PASSPHRASE)).unwrap();
        let view = app.go_on().unwrap();
        assert_eq!(fault(&view), None);
        let view = draft(&app, whole("person-3", "Bo Marsh"));
        app.seal(&view.id).unwrap();
        app.lock().unwrap();
        let app = laptop.start();
        assert_eq!(fault(&app.unlock(&request(PASSPHRASE)).unwrap()), None);
        app.record(&view.id).unwrap();
    }
}

#[test]
fn a_fault_has_a_name_for_the_screen_and_no_words() {
    assert_eq!(
        json(&FaultView::Broken { entry: Some(7) }),
        serde_json::json!({ "kind": "broken", "entry": 7 })
    );
    assert_eq!(
        json(&FaultView::OlderKeys),
        serde_json::json!({ "kind": "older_keys" })
    );
}
