//! Practice: a made-up person in a vault that is thrown away, and the real one untouched.

#![expect(
    clippy::unwrap_used,
    reason = "what the tests here share; a failure is the failure of a test"
)]

use crate::support::{
    Laptop, OTHER, PASSPHRASE, about, draft, json, notes, refusal, request, save, secret, whole,
};
use app::backup::{BackUpRequest, RestoreRequest, RestoreWith};
use app::compare::{ComparisonView, PointView};
use app::directory::ImportRequest;
use app::outputs::{
    CopyOutputRequest, ExportWhat, OutputReader, OutputRequest, OutputSeen, OutputText,
    OutputWhich, SaveCardRequest, SaveExportRequest, SaveOutputRequest,
};
use app::people::PeopleRequest;
use app::practice::{PracticeRequest, PracticeView};
use app::start::{
    ChangePassphraseRequest, CreateVaultRequest, PhraseRequest, RecoverRequest, StartView,
};
use app::{App, ErrorCode};
use casework::contact::{Asked, Change, QuestionAnswer};
use casework::gate::{Answer, Before, Company, Interpreter, Setting};
use casework::ids::{ContactId, ItemId, PersonId};
use casework::when;
use chrono::Utc;
use guide::{Guide, Language};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn scene(id: &str) -> PracticeRequest {
    PracticeRequest::Scene { id: id.to_owned() }
}

#[track_caller]
fn begun(app: &App, request: &PracticeRequest) -> PracticeView {
    match app.begin_practice(request).unwrap() {
        StartView::Practice { practice } => practice,
        other => panic!("no practice: {other:?}"),
    }
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}

/// Names what differs, and not its bytes.
#[track_caller]
fn assert_same(before: &BTreeMap<PathBuf, Vec<u8>>, folder: &Path) {
    let now = files(folder);
    let all = before.keys().chain(now.keys());
    let differ: BTreeSet<_> = all
        .filter(|path| before.get(*path) != now.get(*path))
        .collect();
    assert!(differ.is_empty(), "{differ:?}");
}

fn data_folder(laptop: &Laptop) -> PathBuf {
    laptop.vault_folder().parent().unwrap().to_owned()
}

fn practice_folder(laptop: &Laptop) -> PathBuf {
    data_folder(laptop).join("practice")
}

/// Nothing of a practice is left, not even a folder of one.
fn is_swept(laptop: &Laptop) -> bool {
    fs::read_dir(practice_folder(laptop)).map_or(true, |mut inside| inside.next().is_none())
}

/// Enters what the skilled colleague of a scene does, through the commands of the screens.
fn play(app: &App, id: &str, contact: &ContactId) {
    let person = app.contact(contact).unwrap().about.id;
    let today = when::day_in_london(Utc::now());
    let guide = Guide::embedded().unwrap();
    for change in guide.scenario(id).unwrap().changes(person, today) {
        save(app, contact, change).unwrap();
    }
}

#[test]
fn a_rehearsal_leaves_the_open_vault_byte_for_byte_as_it_was() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let real = draft(&app, whole("person-1", "Jo Smith"));
    app.seal(&real.id).unwrap();
    let waiting = draft(&app, [notes("kept", "", "")]);
    let before = files(&laptop.vault_folder());

    let practice = begun(&app, &scene("surgery-discloses"));
    assert!(practice.leads_home);
    play(&app, "surgery-discloses", &practice.contact);
    app.seal(&practice.contact).unwrap();
    app.start_contact().unwrap();
    app.comparison().unwrap();
    assert_same(&before, &laptop.vault_folder());
    let home = app.end_practice().unwrap();
    assert!(matches!(home, StartView::Unlocked { .. }), "{home:?}");
    assert_same(&before, &laptop.vault_folder());
    assert!(is_swept(&laptop));

    // The same vault, open as before, with nothing added and nothing lost.
    assert_eq!(
        app.contact(&waiting.id).unwrap().notes.said.stored(),
        "kept"
    );
    assert_eq!(app.home().unwrap().recent.len(), 1);
    assert_eq!(
        refusal(app.record(&practice.contact)).code,
        ErrorCode::NotFound
    );
}

#[test]
fn no_command_of_a_practice_reaches_a_real_record_and_none_after_it_reaches_the_practice() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let sealed = draft(&app, whole("person-1", "Jo Smith"));
    app.seal(&sealed.id).unwrap();
    let waiting = draft(&app, [about("person-1", "Jo Smith")]);

    let practice = begun(&app, &PracticeRequest::Tour);
    let everybody = PeopleRequest {
        names: true,
        limit: 50,
    };
    let people = json(&app.list_people(everybody).unwrap()).to_string();
    assert!(
        people.contains("Robin Sample") && !people.contains("Jo"),
        "{people}"
    );
    let change = notes("zqxj", "", "");
    for refused in [
        refusal(app.contact(&waiting.id)),
        refusal(app.record(&sealed.id)),
        refusal(app.person_page(&PersonId::new("person-1"))),
        refusal(save(&app, &waiting.id, change)),
    ] {
        assert_eq!(refused.code, ErrorCode::NotFound);
    }
    app.end_practice().unwrap();

    let people = json(&app.list_people(everybody).unwrap()).to_string();
    assert!(
        people.contains("Jo Smith") && !people.contains("Sample"),
        "{people}"
    );
    let late = refusal(save(&app, &practice.contact, notes("zqxj", "", "")));
    assert_eq!(late.code, ErrorCode::NotFound);
    assert_eq!(refusal(app.end_practice()).code, ErrorCode::NotFound);
    assert_eq!(refusal(app.comparison()).code, ErrorCode::NotFound);
}

#[test]
fn what_leaves_a_vault_comes_into_one_or_is_about_its_keys_is_refused() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let csv = laptop.documents().join("list.csv");
    fs::write(&csv, "name,kind\nHaven,domestic abuse service\n").unwrap();
    let csv = csv.to_str().unwrap().to_owned();
    let folder = laptop.stick().to_str().unwrap().to_owned();
    begun(&app, &PracticeRequest::Tour);
    let everybody = PeopleRequest {
        names: true,
        limit: 1,
    };
    let people = json(&app.list_people(everybody).unwrap());
    let person: PersonId =
        serde_json::from_value(people["people"][0]["id"].clone()).expect("an id");
    let mut output = OutputRequest {
        reader: OutputReader::HandOver,
        person: person.clone(),
        which: OutputWhich::Whole,
        seen: None,
    };
    // It can be looked at, as everything else.
    let preview = app.output_preview(&output).unwrap();
    output.seen = Some(OutputSeen {
        digest: preview.digest,
        leave_out: Vec::new(),
        stays: Vec::new(),
    });
    let (even_if_synced, replace) = (true, true);
    let passphrases = ChangePassphraseRequest {
        present: secret(PASSPHRASE),
        passphrase: secret(OTHER),
        repeat: secret(OTHER),
    };
    let phrase = || secret("abandon");
    let settings = app.settings().unwrap();
    let before = files(&data_folder(&laptop));
    let refused = [
        refusal(app.save_output(&SaveOutputRequest {
            output: output.clone(),
            locked: false,
            folder: folder.clone(),
            even_if_synced,
            replace,
        })),
        refusal(app.copy_output(
            &CopyOutputRequest {
                output,
                text: OutputText::SafeCopy,
            },
            &mut |_| panic!("nothing made up comes on the clipboard"),
        )),
        refusal(app.save_card(&SaveCardRequest {
            folder: folder.clone(),
            even_if_synced,
            replace,
        })),
        refusal(app.save_export(&SaveExportRequest {
            export: ExportWhat::Verifier,
            folder: folder.clone(),
            even_if_synced,
            replace,
        })),
        refusal(app.save_export(&SaveExportRequest {
            export: ExportWhat::SealedExport {
                person,
                which: OutputWhich::Whole,
            },
            folder: folder.clone(),
            even_if_synced,
            replace,
        })),
        refusal(app.backup_places()),
        refusal(app.back_up(
            &BackUpRequest {
                folder,
                even_if_synced,
            },
            &mut |_| (),
        )),
        refusal(app.restore(
            &RestoreRequest {
                file: csv.clone(),
                with: RestoreWith::Passphrase,
                secret: secret(PASSPHRASE),
            },
            &mut |_| (),
        )),
        refusal(app.import_files()),
        refusal(app.read_import(&csv)),
        refusal(app.import_services(&ImportRequest {
            file: csv.clone(),
            digest: String::new(),
        })),
        refusal(app.change_passphrase(&passphrases)),
        refusal(app.renew_recovery()),
        refusal(app.confirm_recovery(&PhraseRequest { phrase: phrase() })),
        refusal(app.go_on()),
        refusal(app.save_settings(settings)),
        refusal(app.unlock(&request(PASSPHRASE))),
        refusal(app.recover(RecoverRequest {
            phrase: phrase(),
            passphrase: secret(OTHER),
            repeat: secret(OTHER),
        })),
        refusal(app.create_vault(CreateVaultRequest {
            name: "Other".to_owned(),
            passphrase: secret(OTHER),
            repeat: secret(OTHER),
        })),
    ];
    for (place, refused) in refused.into_iter().enumerate() {
        assert_eq!(refused.code, ErrorCode::InPractice, "number {place}");
    }
    assert!(
        before == files(&data_folder(&laptop)),
        "nothing was written"
    );
    assert!(files(&laptop.stick()).is_empty());
}

#[test]
fn before_there_is_a_vault_and_while_it_is_locked_practice_opens_and_makes_nothing() {
    for laptop in [Laptop::new(), Laptop::with_vault()] {
        let app = laptop.start();
        let first = json(&app.start().unwrap());
        let vault = files(&laptop.vault_folder());
        let practice = begun(&app, &scene("visit-drunk"));
        assert!(!practice.leads_home);
        assert!(app.is_unlocked(), "the idle lock watches");
        assert_eq!(app.idle_minutes(), Some(5));
        assert_eq!(
            refusal(app.unlock(&request(PASSPHRASE))).code,
            ErrorCode::InPractice
        );
        assert_eq!(json(&app.start().unwrap())["start"], "practice");
        let end = json(&app.end_practice().unwrap());
        assert_eq!(end, first);
        assert!(!app.is_unlocked());
        assert_eq!(refusal(app.home()).code, ErrorCode::Locked);
        assert!(
            vault == files(&laptop.vault_folder()),
            "the vault is as it was"
        );
        assert!(is_swept(&laptop));
    }
}

#[test]
fn a_lock_ends_the_practice_and_locks_what_waits_behind_it() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    begun(&app, &PracticeRequest::Tour);
    assert!(!is_swept(&laptop));
    app.lock().unwrap();
    assert!(is_swept(&laptop));
    assert!(!app.is_unlocked());
    assert_eq!(refusal(app.home()).code, ErrorCode::Locked);
    // Nobody holds the real one any more.
    laptop.start().unlock(&request(PASSPHRASE)).unwrap();
}

#[test]
fn what_a_kill_leaves_of_a_practice_is_swept_at_the_next_start_and_holds_no_readable_word() {
    let laptop = Laptop::with_vault();
    let app = laptop.start();
    let practice = begun(&app, &scene("visit-blames"));
    save(&app, &practice.contact, notes("zqxjkwv", "", "")).unwrap();
    let left = files(&data_folder(&laptop));
    assert!(
        left.keys()
            .any(|path| path.starts_with(practice_folder(&laptop)))
    );
    for word in ["zqxjkwv", "Oliver", "Pretend"] {
        for (path, bytes) in &left {
            let found = bytes
                .windows(word.len())
                .any(|bytes| bytes == word.as_bytes());
            // The guide's search file is public and knows nobody.
            assert!(!found, "{word} in {}", path.display());
        }
    }
    // As after a kill: nobody tidies up.
    std::mem::forget(app);
    assert!(!is_swept(&laptop));
    let next = laptop.start();
    assert!(is_swept(&laptop));
    assert!(matches!(next.start().unwrap(), StartView::Locked { .. }));
}

#[test]
fn another_practice_takes_the_place_of_the_one_that_is_on_and_the_real_vault_still_waits() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let first = begun(&app, &scene("visit-blames"));
    let second = begun(&app, &scene("surgery-declines"));
    assert!(second.leads_home);
    assert_eq!(
        refusal(app.contact(&first.contact)).code,
        ErrorCode::NotFound
    );
    assert_eq!(
        refusal(app.begin_practice(&scene("nowhere"))).code,
        ErrorCode::NotFound
    );
    app.contact(&second.contact)
        .expect("what cannot be begun ends nothing");
    assert_eq!(fs::read_dir(practice_folder(&laptop)).unwrap().count(), 1);
    app.end_practice().unwrap();
    assert_eq!(app.home().unwrap().drafts.len(), 0);
}

#[test]
fn the_tour_has_a_person_two_records_an_action_and_a_draft() {
    let laptop = Laptop::new();
    let app = laptop.start();
    let tour = begun(&app, &PracticeRequest::Tour);
    assert!(tour.scene.is_none());
    let home = app.home().unwrap();
    assert_eq!(home.drafts.len(), 1);
    assert_eq!(home.recent.len(), 2);
    assert_eq!(home.actions.len(), 2);
    let page = json(&app.person_page(&app.people().unwrap()[0].id).unwrap());
    assert!(page.to_string().contains("risk.separation"), "{page}");
    // The newer record was compared with the older one, as in a real record.
    let newer = json(&app.record(&home.recent[0].id).unwrap());
    assert!(
        newer["outcome"].to_string().contains("act_now"),
        "{}",
        newer["outcome"]
    );
    assert_eq!(newer["clock_note"], serde_json::Value::Null);
    assert_eq!(app.contact(&tour.contact).unwrap().name(), "Robin Sample");
    assert_eq!(refusal(app.comparison()).code, ErrorCode::NotFound);
}

trait Named {
    fn name(&self) -> &str;
}

impl Named for app::contact::ContactView {
    fn name(&self) -> &str {
        self.about.name.stored()
    }
}

fn points(view: &ComparisonView) -> impl Iterator<Item = &PointView> {
    let sets = [&view.noticed, &view.asked, &view.said, &view.referred];
    sets.into_iter().flatten()
}

#[test]
fn who_does_what_the_colleague_does_finds_no_difference_in_any_scene() {
    let laptop = Laptop::new();
    let app = laptop.start();
    for scene_of in Guide::embedded().unwrap().scenarios {
        let practice = begun(&app, &scene(scene_of.id));
        play(&app, scene_of.id, &practice.contact);
        let view = app.comparison().unwrap();
        assert_eq!(view.gate.differ, [], "{}", scene_of.id);
        assert_eq!(view.gate.your_gate, view.gate.their_gate);
        for point in points(&view) {
            assert_eq!(point.yours, point.theirs, "{}: {}", scene_of.id, point.item);
            assert_eq!(point.your_words, point.their_words);
            assert_eq!(point.your_reply, point.their_reply);
            let reason = point.reason.as_ref().expect("the colleague has a reason");
            assert!(
                !(reason.sources.is_empty() || reason.guide.is_empty() && reason.own.is_empty()),
                "{}",
                point.item
            );
        }
        for item in &view.items {
            assert_eq!(item.yours, item.theirs, "{}: {}", scene_of.id, item.item);
            assert_eq!(item.your_sources, item.their_sources);
        }
        for finding in &view.counter {
            assert_eq!(finding.yours, finding.theirs);
        }
        assert_eq!(view.judgement.yours, Some(view.judgement.theirs));
        assert_eq!(view.outcome.yours, Some(view.outcome.theirs));
        assert!(!view.asked_when_unsafe && view.actions.urgent_open.is_empty());
        assert_eq!(view.actions.yours.len(), view.actions.theirs.len());
        assert!(view.record.remarks.is_empty());

        // Sealed it is compared as well.
        app.seal(&practice.contact).unwrap();
        let sealed = app.comparison().unwrap();
        assert_eq!(json(&sealed.items), json(&view.items), "{}", scene_of.id);
    }
}

#[test]
fn a_scene_and_the_tour_are_in_the_language_of_the_app() {
    let laptop = Laptop::new();
    let app = laptop.start_in(Language::Pseudo);
    let translated = |text: &str| text.starts_with('⟦');
    let cards = app.rehearsals();
    assert!(!cards.is_empty());
    for card in cards {
        assert!(translated(&card.title) && translated(&card.lesson));
    }
    let shown = begun(&app, &scene("visit-blames")).scene.unwrap();
    assert!(translated(&shown.title) && shown.says.iter().all(|text| translated(text)));
    assert_eq!(shown.person, "Oliver Pretend");
    let view = app.comparison().unwrap();
    let whys: Vec<_> = points(&view)
        .filter_map(|point| point.reason.as_ref())
        .collect();
    assert!(
        whys.iter()
            .all(|why| why.own.is_empty() || translated(&why.own))
    );
    begun(&app, &PracticeRequest::Tour);
    for record in app.home().unwrap().recent {
        let record = app.record(&record.id).unwrap();
        assert!(translated(record.seal.unwrap().author.name.stored()));
        assert!(translated(record.notes.opinion.stored()));
    }
}

#[test]
fn who_does_nothing_sees_all_that_the_colleague_does() {
    let laptop = Laptop::new();
    let app = laptop.start();
    begun(&app, &scene("surgery-discloses"));
    let view = app.comparison().unwrap();
    assert_eq!(view.gate.differ.len(), 9);
    assert!(!view.gate.your_gate.is_open() && view.gate.their_gate.is_open());
    assert!(points(&view).all(|point| !point.yours));
    assert!(view.noticed.len() == 2 && view.said.len() == 5);
    // Seven cards are asked, and one is left out on purpose, with its own reason.
    let (theirs, left): (Vec<_>, Vec<_>) = view.asked.iter().partition(|point| point.theirs);
    assert_eq!((theirs.len(), left.len()), (7, 1));
    assert_eq!(left[0].item, ItemId::new("ask.direct.friends-family"));
    assert!(
        left[0]
            .reason
            .as_ref()
            .unwrap()
            .own
            .contains("she has spoken")
    );
    assert_eq!((view.judgement.yours, view.outcome.yours), (None, None));
    assert_eq!(view.not_advised.len(), 1);
}

#[test]
fn what_was_asked_where_it_was_not_safe_is_told() {
    let laptop = Laptop::new();
    let app = laptop.start();
    let practice = begun(&app, &scene("visit-interpreter"));
    let no = Some(Answer::No);
    let wrong = Before {
        danger_now: no,
        setting: Some(Setting::Clinic),
        company: Some(Company::Alone),
        planned_to_talk: no,
        under_influence: no,
        partner_can_hear: no,
        child_can_hear: no,
        interpreter: Some(Interpreter::Nobody),
        only_from_victim: no,
    };
    let card = |item: &str| Change::Question {
        item: ItemId::new(item),
        answer: QuestionAnswer {
            asked: Asked::Asked,
            ..QuestionAnswer::default()
        },
    };
    save(&app, &practice.contact, Change::Before { before: wrong }).unwrap();
    assert!(!app.comparison().unwrap().asked_when_unsafe);
    save(
        &app,
        &practice.contact,
        card("ask.other-issue.what-do-you-do"),
    )
    .unwrap();
    let view = app.comparison().unwrap();
    assert!(view.asked_when_unsafe);
    assert!(view.gate.your_gate.is_open() && !view.gate.their_gate.is_open());
    use app::compare::BeforeQuestion as Q;
    assert_eq!(
        view.gate.differ,
        [Q::Setting, Q::PartnerCanHear, Q::Interpreter]
    );

    // Only what the victim said is known: the second set is not safe, the first is.
    let practice = begun(&app, &scene("housing-ex-partner"));
    save(
        &app,
        &practice.contact,
        card("ask.other-issue.effect-on-family"),
    )
    .unwrap();
    assert!(!app.comparison().unwrap().asked_when_unsafe);
    save(&app, &practice.contact, card("ask.disclosed.pattern")).unwrap();
    assert!(app.comparison().unwrap().asked_when_unsafe);
}
