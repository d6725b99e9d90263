//! Content from an organisation: whose pack is let in, what it changes, where it is used, and that it goes.

#![expect(
    clippy::unwrap_used,
    reason = "what the tests here share; a failure is the failure of a test"
)]

use crate::support::{Laptop, PASSPHRASE, json, refusal, request};
use app::directory::{ImportRequest, ServicesRequest};
use app::error::Field;
use app::library::{GuidePage, LawView};
use app::pack::{
    LoadPackRequest, LookedPackView, PackChange, PackField, PackLookView, PackPart, PackView,
    ReadPackRequest,
};
use app::settings::SettingsView;
use app::{App, ErrorCode};
use casework::ids::ItemId;
use ed25519_dalek::{Signer, SigningKey};
use guide::pack::{PackKey, signed_part};
use std::fs;

const EXAMPLE: &str = include_str!("../../../../../assets/packs/example.toml");

/// A second pack: another number to ring, one service less, other words.
fn second() -> String {
    EXAMPLE
        .replace("serial = 1", "serial = 2")
        .replace("01632 960010", "01632 960019")
        .replace(
            "[[service]]\nid = \"haven\"",
            "[[service]]\nid = \"harbour\"",
        )
        .replace("Westshire Haven", "Westshire Harbour")
}

fn signer(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

fn fingerprint(seed: u8) -> Option<String> {
    let key = PackKey::new(signer(seed).verifying_key().to_bytes());
    Some(key.fingerprint())
}

/// A file on the laptop, signed with the key of this seed.
fn file(laptop: &Laptop, seed: u8, content: &str) -> String {
    let signer = signer(seed);
    let key = PackKey::new(signer.verifying_key().to_bytes());
    let part = signed_part(content.as_bytes(), &key);
    let path = laptop.documents().join("content.waypack");
    let pack = [&part[..], &signer.sign(&part).to_bytes()].concat();
    fs::write(&path, pack).unwrap();
    path.to_string_lossy().into_owned()
}

fn look(app: &App, file: &str, key: Option<String>) -> LookedPackView {
    let request = ReadPackRequest {
        file: file.to_owned(),
        key,
    };
    match app.read_pack(&request).unwrap() {
        PackLookView::Looked { pack } => *pack,
        PackLookView::KeyNeeded => panic!("its key was asked for"),
    }
}

fn load(app: &App, file: &str, key: Option<String>) -> PackView {
    let request = LoadPackRequest {
        file: file.to_owned(),
        digest: look(app, file, key.clone()).digest,
        key,
    };
    app.load_pack(&request).unwrap()
}

/// An open vault with the example loaded.
fn loaded() -> (Laptop, App) {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    load(&app, &file(&laptop, 1, EXAMPLE), fingerprint(1));
    (laptop, app)
}

fn code(app: &App, file: &str, key: Option<String>) -> (ErrorCode, Option<Field>) {
    let request = ReadPackRequest {
        file: file.to_owned(),
        key,
    };
    let error = refusal(app.read_pack(&request));
    (error.code, error.field)
}

fn law(app: &App) -> LawView {
    let id = ItemId::new("law.ew.strangulation");
    match app.guide_page(&id, None).unwrap() {
        GuidePage::Law { law } => *law,
        _ => panic!("it is a law card"),
    }
}

fn services(app: &App) -> Vec<String> {
    let view = app.services(&ServicesRequest::default()).unwrap();
    let all = view.groups.into_iter().flat_map(|group| group.services);
    all.map(|service| json(&service.name).as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn of_the_first_pack_nothing_is_shown_before_its_key_was_typed() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let file = file(&laptop, 1, EXAMPLE);
    let request = ReadPackRequest {
        file: file.clone(),
        key: None,
    };
    let answer = app.read_pack(&request).unwrap();
    assert_eq!(json(&answer), serde_json::json!({ "state": "key_needed" }));
    for wrong in ["", "yes", &fingerprint(2).unwrap()] {
        let refused = code(&app, &file, Some(wrong.to_owned()));
        assert_eq!(refused, (ErrorCode::PackKeyWrong, Some(Field::Key)));
    }
    // Nor can it be loaded by whoever knows what it holds.
    let digest = look(&app, &file, fingerprint(1)).digest;
    for key in [None, Some(String::new()), fingerprint(2)] {
        let request = LoadPackRequest {
            file: file.clone(),
            digest: digest.clone(),
            key,
        };
        let refused = refusal(app.load_pack(&request));
        assert_eq!(refused.code, ErrorCode::PackKeyWrong);
    }
    assert!(app.pack().unwrap().loaded.is_none());
    assert!(app.pack().unwrap().trusted.is_none());
}

#[test]
fn what_it_changes_is_seen_first_and_then_used_everywhere() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    assert!(app.home().unwrap().lead_missing);
    let before = law(&app);
    let file = file(&laptop, 1, EXAMPLE);
    let seen = look(&app, &file, fingerprint(1));
    assert_eq!(seen.serial, 1);
    assert!(!seen.new_key);
    let parts: Vec<_> = seen
        .changes
        .iter()
        .map(|change| (change.part, change.change))
        .collect();
    assert_eq!(
        parts,
        [
            (PackPart::Lead, PackChange::Added),
            (PackPart::Lead, PackChange::Added),
            (PackPart::Policy, PackChange::Added),
            (PackPart::Service, PackChange::Added),
            (PackPart::Service, PackChange::Added),
            (PackPart::Law, PackChange::Changed),
        ]
    );
    let of_law: Vec<_> = seen.changes[5].fields.iter().map(|one| one.field).collect();
    assert!(of_law.contains(&PackField::Text) && of_law.contains(&PackField::CheckedOn));
    assert!(
        !of_law.contains(&PackField::Say),
        "what stays is not listed"
    );
    // Nothing is changed by looking.
    assert!(services(&app).is_empty());
    assert_eq!(law(&app).text, before.text);

    let view = load(&app, &file, fingerprint(1)).loaded.unwrap();
    assert_eq!(view.leads[0].phone, "01632 960010");
    assert_eq!(
        view.policy.unwrap().place,
        "Staff pages, Safeguarding, policy 12"
    );
    assert_eq!(services(&app), ["Westshire Turnaround", "Westshire Haven"]);
    assert!(!app.home().unwrap().lead_missing);
    let now = law(&app);
    assert_eq!(now.of_pack.as_deref(), Some("Westshire Community Health"));
    assert!(now.text.contains("policy 12"));
    assert_eq!(now.checked.checked_on, "24 November 2026");
    assert_eq!(now.caution, before.caution);
    let hits = app.guide_search("strangulation", None).unwrap();
    let hit = hits
        .into_iter()
        .find(|hit| hit.id.as_str() == "law.ew.strangulation");
    let words: String = hit
        .unwrap()
        .snippet
        .into_iter()
        .map(|one| one.text)
        .collect();
    assert!(words.contains("policy 12"), "{words}");
    // The same file again changes nothing and is no fault.
    assert!(look(&app, &file, None).changes.is_empty());
}

#[test]
fn it_is_there_after_an_unlock_and_not_while_locked() {
    let (_laptop, app) = loaded();
    app.lock().unwrap();
    let locked = law(&app);
    assert_eq!(locked.of_pack, None);
    assert!(!locked.text.contains("policy 12"));
    let hits = json(&app.guide_search("strangulation", None).unwrap()).to_string();
    assert!(!hits.contains("policy 12"));
    app.unlock(&request(PASSPHRASE)).unwrap();
    assert!(law(&app).of_pack.is_some());
    assert_eq!(services(&app).len(), 2);
    assert!(app.check_record(&mut |_| ()).is_ok());
}

#[test]
fn the_practitioners_own_lead_policy_and_services_stay() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let settings = SettingsView {
        lead_name: "Kim".into(),
        lead_phone: "01632 960001".into(),
        policy_where: "in the office".into(),
        ..app.settings().unwrap()
    };
    app.save_settings(settings).unwrap();
    let csv = laptop.documents().join("own.csv");
    fs::write(
        &csv,
        "Name,Type,Area,Notes\nWestshire Haven,Support for survivors,Westshire,mine\n",
    )
    .unwrap();
    let csv = csv.to_string_lossy().into_owned();
    let import = |digest: String| {
        app.import_services(&ImportRequest {
            file: csv.clone(),
            digest,
        })
    };
    import(app.read_import(&csv).unwrap().digest).unwrap();
    load(&app, &file(&laptop, 1, EXAMPLE), fingerprint(1));
    let kept = app.settings().unwrap();
    assert_eq!(
        (kept.lead_name, kept.policy_where),
        ("Kim".into(), "in the office".into())
    );
    assert_eq!(
        services(&app),
        ["Westshire Turnaround", "Westshire Haven", "Westshire Haven"]
    );
    // An import afterwards knows its own, and never touches the pack's.
    let again = app.read_import(&csv).unwrap();
    assert_eq!((again.counts.new, again.counts.unchanged), (0, 1));
    // What was signed is not changed by hand.
    let view = app.services(&ServicesRequest::default()).unwrap();
    let of_pack = view
        .groups
        .into_iter()
        .flat_map(|group| group.services)
        .find(|service| service.of_pack.is_some())
        .unwrap();
    let refused = refusal(app.remove_service(&of_pack.id));
    assert_eq!(refused.code, ErrorCode::ServiceOfPack);

    app.remove_pack().unwrap();
    assert_eq!(services(&app), ["Westshire Haven"]);
    assert_eq!(app.settings().unwrap().lead_name, "Kim".into());
}

#[test]
fn what_does_not_follow_on_the_loaded_one_is_refused() {
    let (laptop, app) = loaded();
    load(&app, &file(&laptop, 1, &second()), None);
    for (fault, seed, content) in [
        (ErrorCode::PackOlder, 1, EXAMPLE.to_owned()),
        (
            ErrorCode::PackSameSerial,
            1,
            second().replace("960019", "960018"),
        ),
        (
            ErrorCode::PackOtherOrganisation,
            1,
            second().replace("Westshire Community", "Eastshire Community"),
        ),
        (ErrorCode::PackForeign, 2, second()),
    ] {
        let refused = code(&app, &file(&laptop, seed, &content), None);
        assert_eq!(refused, (fault, Some(Field::File)));
    }
    // The last one stands, also after it was removed: an older one does not come back by that way.
    app.remove_pack().unwrap();
    let older = file(&laptop, 1, EXAMPLE);
    assert_eq!(code(&app, &older, None).0, ErrorCode::PackOlder);
    assert_eq!(code(&app, &older, fingerprint(1)).0, ErrorCode::PackOlder);
    load(&app, &file(&laptop, 1, &second()), None);
    assert!(app.pack().unwrap().loaded.is_some());
}

#[test]
fn a_second_pack_shows_what_becomes_of_the_first() {
    let (laptop, app) = loaded();
    let seen = look(&app, &file(&laptop, 1, &second()), None);
    let changes: Vec<_> = seen
        .changes
        .iter()
        .map(|change| (change.change, change.name.as_str()))
        .collect();
    assert_eq!(
        changes,
        [
            (PackChange::Changed, "Safeguarding team"),
            (PackChange::Added, "Westshire Harbour"),
            (PackChange::Removed, "Westshire Haven"),
        ]
    );
    let field = json(&seen.changes[0].fields[0]);
    assert_eq!(field["field"], "phone");
    assert_eq!(field["old"]["text"], "01632 960010");
    assert_eq!(field["new"]["text"], "01632 960019");
}

#[test]
fn another_key_takes_the_place_of_the_trusted_one_only_when_it_is_typed() {
    let (laptop, app) = loaded();
    let foreign = file(&laptop, 2, EXAMPLE);
    assert_eq!(code(&app, &foreign, None).0, ErrorCode::PackForeign);
    for wrong in [fingerprint(1), Some(String::new())] {
        assert_eq!(code(&app, &foreign, wrong).0, ErrorCode::PackKeyWrong);
    }
    assert!(look(&app, &foreign, fingerprint(2)).new_key);
    let trusted = load(&app, &foreign, fingerprint(2)).trusted.unwrap();
    assert_eq!(Some(trusted.fingerprint), fingerprint(2));
    // Now the first key is the foreign one.
    let refused = code(&app, &file(&laptop, 1, &second()), None);
    assert_eq!(refused.0, ErrorCode::PackForeign);
}

#[test]
fn only_the_very_bytes_that_were_looked_at_are_loaded() {
    let (laptop, app) = loaded();
    let path = file(&laptop, 1, &second());
    let digest = look(&app, &path, None).digest;
    file(&laptop, 1, &second().replace("960019", "960017"));
    let request = LoadPackRequest {
        file: path,
        digest,
        key: None,
    };
    let refused = refusal(app.load_pack(&request));
    assert_eq!(refused.code, ErrorCode::PackChanged);
    assert_eq!(app.pack().unwrap().loaded.unwrap().serial, 1);
}

#[test]
fn a_bad_pack_is_refused_at_its_file_and_leaves_all_as_it_was() {
    let (laptop, app) = loaded();
    let before = json(&app.pack().unwrap());
    let path = file(&laptop, 1, &second());
    let good = fs::read(&path).unwrap();
    let reassuring = second().replace("Do not wait", "The risk is low. Do not wait");
    let cases: [(ErrorCode, Vec<u8>); 4] = [
        (ErrorCode::PackNotAPack, b"Name,Type\n".to_vec()),
        (ErrorCode::PackUnsigned, good[..good.len() - 64].to_vec()),
        (ErrorCode::PackCut, good[..good.len() - 1].to_vec()),
        (
            ErrorCode::PackReassures,
            fs::read(file(&laptop, 1, &reassuring)).unwrap(),
        ),
    ];
    for (fault, bytes) in cases {
        fs::write(&path, bytes).unwrap();
        assert_eq!(code(&app, &path, None), (fault, Some(Field::File)));
    }
    assert_eq!(code(&app, "/nowhere", None).0, ErrorCode::ImportMissing);
    assert_eq!(json(&app.pack().unwrap()), before);
}

#[test]
fn the_files_that_may_be_packs_are_listed() {
    let (laptop, app) = loaded();
    file(&laptop, 1, EXAMPLE);
    fs::write(laptop.documents().join("list.csv"), "Name").unwrap();
    let found = app.pack_files().unwrap();
    let names: Vec<_> = found.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["content.waypack"]);
}
