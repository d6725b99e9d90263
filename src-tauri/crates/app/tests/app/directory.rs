//! The directory of services, typed in and taken from a file.

use crate::support::{Laptop, refusal};
use app::directory::{ImportCounts, ImportRequest, RowChangeView, ServiceRequest, ServicesRequest};
use app::error::Field;
use app::{App, ErrorCode};
use casework::directory::{Column, ServiceFault, ServiceKind};
use casework::gate::Answer;
use casework::ids::ServiceId;
use chrono::{Months, NaiveDate, Utc};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn bad_rows() -> Vec<u8> {
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../casework/tests/vectors/directory");
    fs::read(vectors.join("bad-rows.csv")).expect("it is there")
}

fn file(laptop: &Laptop, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = laptop.documents().join(name);
    fs::write(&path, bytes).expect("it can be written");
    path.to_string_lossy().into_owned()
}

fn typed(name: &str, kind: ServiceKind) -> ServiceRequest {
    ServiceRequest {
        id: None,
        name: name.into(),
        kind: Some(kind),
        area: "Westshire".into(),
        phone: "01632 960001".into(),
        accredited: Some(Answer::Yes),
        survivor_support: Some(Answer::NotSure),
        cohorts: BTreeSet::new(),
        checked_on: None,
        notes: "".into(),
    }
}

fn save(app: &App, request: ServiceRequest) -> ServiceId {
    let saved = app.save_service(request).expect("it can be written");
    assert_eq!(saved.faults, []);
    saved.service.expect("nothing is wrong with it").id
}

fn names(app: &App, words: &str) -> Vec<String> {
    let request = ServicesRequest {
        kind: None,
        words: words.into(),
    };
    let view = app.services(&request).expect("they read");
    let services = view.groups.into_iter().flat_map(|group| group.services);
    services
        .map(|service| service.name.stored().to_owned())
        .collect()
}

fn import(app: &App, file: &str) -> ImportCounts {
    let digest = app.read_import(file).expect("it reads").digest;
    let file = file.to_owned();
    app.import_services(&ImportRequest { file, digest })
        .expect("it is taken in")
}

#[test]
fn what_is_not_advised_stands_last_and_what_is_old_says_so() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    save(&app, typed("Calm", ServiceKind::AngerManagement));
    save(&app, typed("Two", ServiceKind::CoupleCounselling));
    save(&app, typed("Something", ServiceKind::Other));
    let today = Utc::now().date_naive();
    let mut request = typed("Change", ServiceKind::PerpetratorProgramme);
    request.checked_on = today.checked_sub_months(Months::new(7));
    save(&app, request);
    assert_eq!(names(&app, ""), ["Change", "Something", "Calm", "Two"]);
    let view = app.services(&ServicesRequest::default()).unwrap();
    assert_eq!(view.count, 4);
    let groups: Vec<_> = view.groups.iter().map(|group| group.not_advised).collect();
    assert_eq!(groups, [false, false, true, true]);
    for group in &view.groups[2..] {
        let guide = group.guide.as_ref().unwrap();
        assert!(
            app.guide_page(&guide.item, None).is_ok(),
            "{:?}",
            guide.item
        );
        assert!(!guide.why.is_empty());
    }
    assert!(view.groups[0].guide.is_none());
    let change = &view.groups[0].services[0];
    assert!(change.stale && change.checked_months_ago.is_some_and(|months| months >= 6));
    assert!(view.groups[1].services[0].stale, "nobody has ever looked");
    let mut request = typed("Change", ServiceKind::PerpetratorProgramme);
    request.id = Some(change.id.clone());
    request.checked_on = today.checked_sub_months(Months::new(5));
    save(&app, request);
    assert!(!app.service(&change.id).unwrap().stale);
}

#[test]
fn a_service_is_typed_in_corrected_and_removed_and_says_what_is_wrong_with_it() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let mut wrong = typed(" ", ServiceKind::Other);
    wrong.kind = None;
    wrong.phone = "ring the office".into();
    wrong.checked_on = NaiveDate::from_ymd_opt(2999, 1, 1);
    let saved = app.save_service(wrong).unwrap();
    assert!(saved.service.is_none());
    assert_eq!(
        saved.faults,
        [
            ServiceFault::NameMissing,
            ServiceFault::PhoneWrong,
            ServiceFault::CheckedInFuture,
            ServiceFault::KindMissing,
        ]
    );
    let id = save(&app, typed("Haven", ServiceKind::SurvivorSupport));
    let error = refusal(app.save_service(typed("HAVEN", ServiceKind::SurvivorSupport)));
    assert_eq!(
        (error.code, error.field),
        (ErrorCode::ServiceThere, Some(Field::Name))
    );
    let mut request = typed("Haven Westshire", ServiceKind::SurvivorSupport);
    request.id = Some(id.clone());
    assert_eq!(save(&app, request.clone()), id);
    assert_eq!(names(&app, "west haven"), ["Haven Westshire"]);
    app.remove_service(&id).unwrap();
    assert_eq!(refusal(app.remove_service(&id)).code, ErrorCode::NotFound);
    assert_eq!(refusal(app.service(&id)).code, ErrorCode::NotFound);
    assert_eq!(refusal(app.save_service(request)).code, ErrorCode::NotFound);
    assert!(names(&app, "").is_empty());
}

#[test]
fn a_file_with_bad_rows_is_shown_first_and_then_its_good_rows_are_there_also_after_a_lock() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    save(&app, typed("Haven", ServiceKind::SurvivorSupport));
    let path = file(&laptop, "services.csv", bad_rows());
    let view = app.read_import(&format!(" \"{path}\" ")).unwrap();
    let counts = ImportCounts {
        new: 1,
        updated: 1,
        unchanged: 0,
        refused: 7,
    };
    assert_eq!(view.counts, counts);
    let refused: Vec<u32> = view.refused.iter().map(|row| row.row).collect();
    assert_eq!(refused, [3, 4, 5, 6, 7, 8, 12]);
    assert!(view.refused.iter().all(|row| !row.faults.is_empty()));
    assert_eq!(view.taken[0].change, RowChangeView::Adds);
    let RowChangeView::Updates { fields, of_row } = &view.taken[1].change else {
        panic!("{:?}", view.taken[1].change);
    };
    assert!(fields.contains(&Column::Notes) && of_row.is_none());
    assert_eq!(names(&app, ""), ["Haven"], "looking changes nothing");

    assert_eq!(import(&app, &path), counts);
    assert_eq!(names(&app, ""), ["westshire change", "Haven"]);
    app.lock().unwrap();
    let app = laptop.unlocked();
    assert_eq!(names(&app, ""), ["westshire change", "Haven"]);
    let again = app.read_import(&path).unwrap();
    assert_eq!((again.counts.new, again.counts.updated), (0, 0));
}

#[test]
fn a_file_that_changed_after_it_was_looked_at_is_refused_and_nothing_is_written() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let path = file(&laptop, "services.csv", "Name,Kind\nHaven,IDVA\n");
    let digest = app.read_import(&path).unwrap().digest;
    fs::write(&path, "Name,Kind\nHaven,DAPP\n").unwrap();
    let request = ImportRequest {
        file: path.clone(),
        digest,
    };
    let error = refusal(app.import_services(&request));
    assert_eq!(
        (error.code, error.field),
        (ErrorCode::ImportChanged, Some(Field::File))
    );
    fs::remove_file(&path).unwrap();
    assert_eq!(
        refusal(app.import_services(&request)).code,
        ErrorCode::ImportMissing
    );
    assert!(names(&app, "").is_empty());
}

#[test]
fn each_file_that_is_no_directory_has_its_own_reason() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    for (bytes, code, number) in [
        (&b""[..], ErrorCode::ImportEmpty, None),
        (b"\xff\xfeN\0", ErrorCode::ImportUtf16, None),
        (b"PK\x03\x04", ErrorCode::ImportWorkbook, None),
        (b"a\0", ErrorCode::ImportNotText, None),
        (b"Name,Kind\n\"A", ErrorCode::ImportQuoteOpen, Some(2)),
        (b"A,B\n", ErrorCode::ImportNoNames, None),
        (b"Name\n", ErrorCode::ImportNoKinds, None),
        (b"Name,Kind,Type\n", ErrorCode::ImportColumnTwice, Some(2)),
        (b"Name,Kind\n", ErrorCode::ImportNoRows, None),
    ] {
        let path = file(&laptop, "a.csv", bytes);
        let error = refusal(app.read_import(&path));
        assert_eq!((error.code, error.number), (code, number));
        assert_eq!(error.field, Some(Field::File), "{code:?}");
    }
    let large = file(&laptop, "large.csv", vec![b'a'; 10 * 1024 * 1024 + 1]);
    assert_eq!(
        refusal(app.read_import(&large)).code,
        ErrorCode::ImportTooLarge
    );
    let folder = laptop.documents();
    for (path, code) in [
        (folder.join("none.csv"), ErrorCode::ImportMissing),
        (folder.clone(), ErrorCode::ImportUnreadable),
        (PathBuf::from("a.csv"), ErrorCode::ImportMissing),
        (PathBuf::new(), ErrorCode::ImportMissing),
        (folder.join("a\0b"), ErrorCode::ImportMissing),
    ] {
        let error = refusal(app.read_import(&path.to_string_lossy()));
        assert_eq!(
            (error.code, error.field),
            (code, Some(Field::File)),
            "{path:?}"
        );
    }
}

/// Reading a pipe would wait for ever, with the window.
#[cfg(unix)]
#[test]
fn a_pipe_is_no_file() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let pipe = laptop.documents().join("pipe.csv");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let error = refusal(app.read_import(&pipe.to_string_lossy()));
    assert_eq!(error.code, ErrorCode::ImportUnreadable);
    assert!(app.import_files().unwrap().is_empty());
}

#[test]
fn files_are_looked_for_in_the_documents_the_downloads_and_on_drives() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    for folder in [
        laptop.documents(),
        laptop.stick(),
        laptop.folder("Downloads"),
    ] {
        fs::write(folder.join("Services.CSV"), "x").unwrap();
        fs::write(folder.join("services.xlsx"), "x").unwrap();
    }
    fs::create_dir(laptop.stick().join("folder.csv")).unwrap();
    let found = app.import_files().unwrap();
    assert_eq!(found.len(), 3);
    assert!(
        found
            .iter()
            .all(|file| file.name == "Services.CSV" && file.written_at.is_some())
    );
}
