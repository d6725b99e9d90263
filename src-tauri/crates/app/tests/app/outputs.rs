//! What leaves: what is shown of it before, and that nothing else is made.

use crate::support::{Laptop, draft, json, observation, refusal, whole};
use app::outputs::{
    CopyOutputRequest, ExportWhat, OutputKind, OutputPreviewView, OutputReader, OutputRequest,
    OutputSeen, OutputText, OutputWhich, SaveExportRequest, SaveOutputRequest,
};
use app::{App, ErrorCode};
use casework::contact::{Account, Change};
use casework::ids::{AccountId, ContactId, PersonId};
use casework::provenance::Source;

/// What only a victim said.
const VICTIM: &str = "zqxj vkwj";

/// A sealed contact in which the person has spoken, and a victim.
fn sealed(app: &App, person: &str, said: &str) -> ContactId {
    let changes = whole(person, "Jo Smith").into_iter().chain([
        observation("one", None, said, [Source::Person]),
        observation("two", None, VICTIM, [Source::Partner]),
        Change::Account {
            account: Account {
                id: AccountId::new("kelly"),
                source: Some(Source::Partner),
                who: "Kelly".into(),
                words: VICTIM.into(),
            },
        },
    ]);
    let view = draft(app, changes);
    app.seal(&view.id).expect("nothing is missing for its seal");
    view.id
}

fn of(reader: OutputReader, contact: &ContactId) -> OutputRequest {
    OutputRequest {
        reader,
        person: PersonId::new("person-1"),
        which: OutputWhich::Contacts {
            contacts: vec![contact.clone()],
        },
        seen: None,
    }
}

/// The same, as if somebody had looked at it.
fn seen(app: &App, request: OutputRequest, leave_out: &[u32], stays: &[u32]) -> OutputRequest {
    let preview = app.output_preview(&request);
    let digest = preview.expect("it can be looked at").digest;
    let seen = Some(OutputSeen {
        digest,
        leave_out: leave_out.to_vec(),
        stays: stays.to_vec(),
    });
    OutputRequest { seen, ..request }
}

/// What reaches the clipboard.
fn copied(app: &App, output: OutputRequest, text: OutputText) -> Result<String, app::ErrorView> {
    let mut taken = String::new();
    app.copy_output(&CopyOutputRequest { output, text }, &mut |text| {
        taken = text;
        Some(60)
    })?;
    Ok(taken)
}

fn shown(preview: &OutputPreviewView) -> String {
    json(preview).to_string()
}

#[test]
fn what_a_victim_said_is_in_the_hand_over_marked_and_in_no_safe_copy_or_entry() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let id = sealed(&app, "person-1", "I shout");
    let preview = |reader| app.output_preview(&of(reader, &id)).unwrap();
    let hand_over = preview(OutputReader::HandOver);
    let found = json(&hand_over.document);
    let marked = found["blocks"].to_string();
    assert!(marked.contains(VICTIM), "{marked}");
    assert!(every_mark_is_protected(&found), "{marked}");
    let safe = preview(OutputReader::SafeCopy);
    assert!(safe.document.is_some());
    assert!(!shown(&safe).contains("zqxj"), "{}", shown(&safe));
    let own = preview(OutputReader::OwnAgency);
    let entry = own.entry.unwrap();
    assert!(!entry.stored().contains("zqxj") && entry.stored().contains("I shout"));
    assert!(own.hidden.unwrap().stored().contains(VICTIM));
}

/// Whether every text in which the victim's words stand is marked.
fn every_mark_is_protected(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Object(fields) => {
            let here = fields.get("text").and_then(|text| text.as_str());
            let marked = fields.get("protected").is_none_or(|one| one == true);
            let has_mark = here.is_some_and(|text| text.contains(VICTIM));
            let is_span = fields.contains_key("protected");
            (!has_mark || (is_span && marked)) && fields.values().all(every_mark_is_protected)
        }
        serde_json::Value::Array(all) => all.iter().all(every_mark_is_protected),
        _ => true,
    }
}

#[test]
fn nothing_leaves_that_nobody_looked_at() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let id = sealed(&app, "person-1", "I shout");
    let unseen = of(OutputReader::OwnAgency, &id);
    let error = refusal(copied(&app, unseen.clone(), OutputText::Hidden));
    assert_eq!(error.code, ErrorCode::OutputChanged);
    // Of something else.
    let other = seen(&app, of(OutputReader::SafeCopy, &id), &[], &[]).seen;
    let output = OutputRequest {
        seen: other,
        ..unseen
    };
    let error = refusal(copied(&app, output, OutputText::Hidden));
    assert_eq!(error.code, ErrorCode::OutputChanged);
    let save = SaveOutputRequest {
        output: of(OutputReader::HandOver, &id),
        locked: true,
        folder: laptop.documents().to_str().unwrap().to_owned(),
        even_if_synced: false,
        replace: false,
    };
    assert_eq!(
        refusal(app.save_output(&save)).code,
        ErrorCode::OutputChanged
    );
    assert_eq!(laptop.documents().read_dir().unwrap().count(), 0);
}

#[test]
fn a_text_with_a_leak_is_there_once_each_is_answered_and_without_what_is_left_out() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let id = sealed(&app, "person-1", "I shout. Kelly knows it");
    for (reader, text) in [
        (OutputReader::OwnAgency, OutputText::Entry),
        (OutputReader::SafeCopy, OutputText::SafeCopy),
    ] {
        let first = app.output_preview(&of(reader, &id)).unwrap();
        assert_eq!((first.leaks.len(), first.leaks_open), (1, 1));
        assert!(first.document.is_none() && first.entry.is_none());
        let request = seen(&app, of(reader, &id), &[], &[]);
        let error = refusal(copied(&app, request, text));
        assert_eq!(
            (error.code, error.number),
            (ErrorCode::OutputLeaksOpen, Some(1))
        );
        let out = seen(&app, of(reader, &id), &[0], &[]);
        let preview = app.output_preview(&out).unwrap();
        assert_eq!(preview.leaks_open, 0);
        let left = copied(&app, out, text).unwrap();
        assert!(
            left.contains("I shout") && !left.contains("Kelly"),
            "{left}"
        );
        let stays = seen(&app, of(reader, &id), &[], &[0]);
        assert!(
            copied(&app, stays, text)
                .unwrap()
                .contains("Kelly knows it")
        );
        // Both: what is not certain is left out.
        let both = seen(&app, of(reader, &id), &[0], &[0]);
        assert!(!copied(&app, both, text).unwrap().contains("Kelly"));
    }
}

/// The other reader's text is asked for, under what was seen of this one.
#[test]
fn a_text_of_another_reader_is_not_to_be_had() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let id = sealed(&app, "person-1", "I shout");
    for (reader, text) in [
        (OutputReader::HandOver, OutputText::SafeCopy),
        (OutputReader::HandOver, OutputText::Hidden),
        (OutputReader::SafeCopy, OutputText::Entry),
        (OutputReader::SafeCopy, OutputText::Hidden),
        (OutputReader::OwnAgency, OutputText::SafeCopy),
    ] {
        let request = seen(&app, of(reader, &id), &[], &[]);
        assert!(copied(&app, request, text).is_err(), "{reader:?} {text:?}");
    }
}

#[test]
fn a_contact_of_somebody_else_never_comes_along() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let ours = sealed(&app, "person-1", "I shout");
    let theirs = sealed(&app, "person-2", "I hit the wall");
    let which = OutputWhich::Contacts {
        contacts: vec![ours.clone(), theirs.clone()],
    };
    let request = OutputRequest {
        which,
        ..of(OutputReader::HandOver, &ours)
    };
    let error = refusal(app.output_preview(&request));
    assert_eq!(error.code, ErrorCode::NotFound);
    let none = OutputRequest {
        which: OutputWhich::Contacts { contacts: vec![] },
        ..request.clone()
    };
    assert_eq!(
        refusal(app.output_preview(&none)).code,
        ErrorCode::OutputNothing
    );
    let whole = OutputRequest {
        which: OutputWhich::Whole,
        ..request
    };
    let shown = shown(&app.output_preview(&whole).unwrap());
    assert!(shown.contains("I shout") && !shown.contains("I hit the wall"));
}

/// What one contact knows is looked for in what another one says.
#[test]
fn a_name_that_one_contact_knows_is_a_leak_in_another() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let changes = whole("person-1", "Jo Smith")
        .into_iter()
        .chain([observation(
            "one",
            None,
            "I asked Kelly to stop",
            [Source::Person],
        )]);
    let first = draft(&app, changes);
    app.seal(&first.id).unwrap();
    // Later: what is known in the end counts for what was said before.
    sealed(&app, "person-1", "I shout");
    let alone = of(OutputReader::SafeCopy, &first.id);
    assert_eq!(app.output_preview(&alone).unwrap().leaks.len(), 0);
    let both = OutputRequest {
        which: OutputWhich::Whole,
        ..alone
    };
    assert_eq!(app.output_preview(&both).unwrap().leaks.len(), 1);
}

#[test]
fn a_text_that_the_clipboard_does_not_take_is_said_not_to_be_copied() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let id = sealed(&app, "person-1", "I shout");
    let request = CopyOutputRequest {
        output: seen(&app, of(OutputReader::OwnAgency, &id), &[], &[]),
        text: OutputText::Entry,
    };
    let error = refusal(app.copy_output(&request, &mut |_| None));
    assert_eq!(error.code, ErrorCode::ClipboardFailed);
}

#[test]
fn what_left_stands_in_the_list_of_outputs_and_what_nobody_can_be_found_in_does_not() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let id = sealed(&app, "person-1", "I shout");
    let person = PersonId::new("person-1");
    let request = seen(&app, of(OutputReader::OwnAgency, &id), &[], &[]);
    copied(&app, request, OutputText::Hidden).unwrap();
    let folder = laptop.documents().to_str().unwrap().to_owned();
    let save = |export| {
        let request = SaveExportRequest {
            export,
            folder: folder.clone(),
            even_if_synced: false,
            replace: false,
        };
        app.save_export(&request).unwrap().path
    };
    let sealed = save(ExportWhat::SealedExport {
        person: person.clone(),
        which: OutputWhich::Whole,
    });
    save(ExportWhat::Fhir {
        person: person.clone(),
        which: OutputWhich::Whole,
    });
    save(ExportWhat::Counts);
    let page = save(ExportWhat::Verifier);
    assert!(std::fs::read_to_string(sealed).unwrap().contains(VICTIM));
    assert!(std::fs::read_to_string(page).unwrap().contains("<html"));
    let made = app.outputs_made(&person).unwrap();
    let kinds: Vec<OutputKind> = made.iter().map(|one| one.kind).collect();
    assert_eq!(
        kinds,
        [
            OutputKind::Fhir,
            OutputKind::SealedExport,
            OutputKind::OwnAgencyHidden
        ]
    );
}
