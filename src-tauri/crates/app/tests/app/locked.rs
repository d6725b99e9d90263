//! Locked: no key in memory, and nothing to be had without one.

use crate::support::{
    Laptop, PASSPHRASE, about, draft, json, notes, observation, refusal, request, save, secret,
    whole,
};
use app::actions::ActionRequest;
use app::backup::BackUpRequest;
use app::contact::AmendRequest;
use app::counts::QuarterRequest;
use app::directory::{ImportRequest, ServiceRequest, ServicesRequest};
use app::find::FindRequest;
use app::keep::{EraseRequest, EraseWhat, RetentionRequest};
use app::outputs::{
    CopyOutputRequest, ExportWhat, OutputReader, OutputRequest, OutputText, OutputWhich,
    SaveCardRequest, SaveExportRequest, SaveOutputRequest,
};
use app::pack::{LoadPackRequest, ReadPackRequest};
use app::people::{
    EventRequest, JoinRequest, PartRequest, PeopleRequest, PersonRequest, WithdrawRequest,
};
use app::referrals::{FollowUpRequest, ReferralActionRequest, RouteServicesRequest};
use app::settings::SettingsView;
use app::start::{ChangePassphraseRequest, PhraseRequest};
use app::{App, ErrorCode, ErrorView};
use casework::contact::By;
use casework::ids::{ActionId, ContactId, EventId, ItemId, PersonId, ServiceId};
use casework::person::{EventForm, PersonForm};
use casework::provenance::Source;
use casework::referral::ReferralState;
use casework::sealing::ErasureReason;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The commands of the shell that need no open vault: the way in, the guide, the window itself.
const OPEN_TO_ALL: [&str; 26] = [
    "start",
    "suggest_passphrase",
    "check_passphrase",
    "create_vault",
    "unlock",
    "recover",
    "backups_found",
    "restore",
    "stop_work",
    "guide_step",
    "guide_checklist",
    "guide_in_english",
    "guide_reference",
    "guide_page",
    "guide_search",
    "lock",
    "hide",
    "quit",
    "touch",
    "display",
    "save_display",
    "can_block_capture",
    "announce",
    "new_id",
    "rehearsals",
    "begin_practice",
];

fn amendment(id: &ContactId) -> AmendRequest {
    AmendRequest {
        contact: id.clone(),
        text: "he rang again".into(),
        reason: "new".into(),
    }
}

fn retention() -> RetentionRequest {
    RetentionRequest {
        person: PersonId::new("person-1"),
        day: None,
        why: "closed".into(),
    }
}

fn erasure(id: &ContactId) -> EraseRequest {
    EraseRequest {
        what: EraseWhat::Contact {
            contact: id.clone(),
        },
        reason: ErasureReason::Court,
        why: "order 12".into(),
        confirm: "ERASE".to_owned(),
    }
}

fn service() -> ServiceRequest {
    ServiceRequest {
        id: None,
        name: "Haven".into(),
        kind: None,
        area: "".into(),
        phone: "".into(),
        accredited: None,
        survivor_support: None,
        cohorts: BTreeSet::new(),
        checked_on: None,
        notes: "".into(),
    }
}

fn services() -> RouteServicesRequest {
    RouteServicesRequest {
        route: ItemId::new("refer.dapp"),
        name: String::new(),
    }
}

fn heard(id: &ContactId) -> FollowUpRequest {
    FollowUpRequest {
        contact: id.clone(),
        route: ItemId::new("refer.dapp"),
        state: ReferralState::Stopped,
        words: "he left the group".into(),
        on: NaiveDate::from_ymd_opt(2026, 1, 5).expect("January has this day"),
    }
}

fn to_do(id: &ContactId) -> ReferralActionRequest {
    ReferralActionRequest {
        contact: id.clone(),
        route: ItemId::new("refer.dapp"),
        what: "tell the police".into(),
        who: "me".into(),
        by: By::Now,
    }
}

/// Everything that needs an open vault, under the name of its command, and what it answers.
fn answers(
    app: &App,
    id: &ContactId,
    settings: &SettingsView,
) -> Vec<(&'static str, Option<ErrorView>)> {
    let change = about("person-1", "Jo Smith");
    let passphrases = ChangePassphraseRequest {
        present: secret(PASSPHRASE),
        passphrase: secret("seven paper boats under the bridge"),
        repeat: secret("seven paper boats under the bridge"),
    };
    let phrase = PhraseRequest {
        phrase: secret("abandon"),
    };
    let done = ActionRequest::Done {
        id: ActionId::new("a"),
        on: None,
        outcome: "they have it".into(),
    };
    let backup = BackUpRequest {
        folder: "/".to_owned(),
        even_if_synced: true,
    };
    let person = PersonId::new("person-1");
    let output = OutputRequest {
        reader: OutputReader::HandOver,
        person: person.clone(),
        which: OutputWhich::Whole,
        seen: None,
    };
    let everybody = PeopleRequest {
        names: true,
        limit: 1,
    };
    let profile = PersonRequest {
        person: Some(person.clone()),
        form: PersonForm::default(),
    };
    let joining = JoinRequest {
        kept: person.clone(),
        joined: person.clone(),
        why: "the same".into(),
    };
    let parting = PartRequest {
        joined: person.clone(),
        why: "not the same".into(),
    };
    let event = EventRequest {
        person: person.clone(),
        event: None,
        form: EventForm::default(),
    };
    let withdrawal = WithdrawRequest {
        person: person.clone(),
        event: EventId::new("event-1"),
        why: "a mistake".into(),
    };
    let import = ImportRequest {
        file: "/".to_owned(),
        digest: String::new(),
    };
    let look = ReadPackRequest {
        file: "/".to_owned(),
        key: None,
    };
    let load = LoadPackRequest {
        file: "/".to_owned(),
        digest: String::new(),
        key: None,
    };
    let haven = ServiceId::new("haven");
    vec![
        (
            "change_passphrase",
            app.change_passphrase(&passphrases).err(),
        ),
        ("renew_recovery", app.renew_recovery().err()),
        ("confirm_recovery", app.confirm_recovery(&phrase).err()),
        ("home", app.home().err()),
        ("people", app.people().err()),
        ("settings", app.settings().err()),
        ("save_settings", app.save_settings(settings.clone()).err()),
        ("start_contact", app.start_contact().err()),
        ("contact", app.contact(id).err()),
        ("save_change", app.save_change(id, change).err()),
        ("discard_draft", app.discard_draft(id).err()),
        ("check", app.check(id).err()),
        ("seal", app.seal(id).err()),
        ("record", app.record(id).err()),
        ("record_text", app.record_text(id).err()),
        ("amend", app.amend(amendment(id)).err()),
        ("go_on", app.go_on().err()),
        ("keep_unsent", app.keep_unsent(None).err()),
        ("unsent", app.unsent().err()),
        ("keeping", app.keeping(&PersonId::new("person-1")).err()),
        ("set_retention", app.set_retention(retention()).err()),
        ("erase", app.erase(erasure(id)).err()),
        ("check_record", app.check_record(&mut |_| ()).err()),
        ("backup_places", app.backup_places().err()),
        ("back_up", app.back_up(&backup, &mut |_| ()).err()),
        ("find", app.find(FindRequest::default()).err()),
        ("find_people", app.find_people(&"jo".into()).err()),
        ("list_people", app.list_people(everybody).err()),
        ("person_page", app.person_page(&person).err()),
        ("save_person", app.save_person(profile).err()),
        ("join_people", app.join_people(joining).err()),
        ("part_people", app.part_people(parting).err()),
        ("save_event", app.save_event(event).err()),
        ("withdraw_event", app.withdraw_event(withdrawal).err()),
        ("actions", app.actions().err()),
        ("action", app.action(&ActionId::new("a")).err()),
        ("enter_action", app.enter_action(done).err()),
        ("services", app.services(&ServicesRequest::default()).err()),
        ("service", app.service(&haven).err()),
        ("save_service", app.save_service(service()).err()),
        ("remove_service", app.remove_service(&haven).err()),
        ("import_files", app.import_files().err()),
        ("read_import", app.read_import("/").err()),
        ("import_services", app.import_services(&import).err()),
        (
            "services_for_routes",
            app.services_for_routes(&services()).err(),
        ),
        ("pack", app.pack().err()),
        ("pack_files", app.pack_files().err()),
        ("read_pack", app.read_pack(&look).err()),
        ("load_pack", app.load_pack(&load).err()),
        ("remove_pack", app.remove_pack().err()),
        ("referrals", app.referrals().err()),
        (
            "referral",
            app.referral(id, &ItemId::new("refer.dapp")).err(),
        ),
        ("follow_up", app.follow_up(heard(id)).err()),
        (
            "add_referral_action",
            app.add_referral_action(to_do(id)).err(),
        ),
        ("output_choices", app.output_choices(&person).err()),
        ("output_preview", app.output_preview(&output).err()),
        (
            "save_output",
            app.save_output(&SaveOutputRequest {
                output: output.clone(),
                locked: true,
                folder: "/".to_owned(),
                even_if_synced: true,
                replace: true,
            })
            .err(),
        ),
        (
            "copy_output",
            app.copy_output(
                &CopyOutputRequest {
                    output,
                    text: OutputText::Hidden,
                },
                &mut |_| panic!("nothing is copied while locked"),
            )
            .err(),
        ),
        ("outputs_made", app.outputs_made(&person).err()),
        (
            "save_card",
            app.save_card(&SaveCardRequest {
                folder: "/".to_owned(),
                even_if_synced: true,
                replace: true,
            })
            .err(),
        ),
        (
            "save_export",
            app.save_export(&SaveExportRequest {
                export: ExportWhat::Counts,
                folder: "/".to_owned(),
                even_if_synced: true,
                replace: true,
            })
            .err(),
        ),
        ("counts", app.counts().err()),
        (
            "counts_of",
            app.counts_of(QuarterRequest {
                year: 2024,
                number: 1,
            })
            .err(),
        ),
        ("end_practice", app.end_practice().err()),
        ("comparison", app.comparison().err()),
    ]
}

/// The list of commands is the shell's; it is read here so that no new one is forgotten.
#[test]
fn while_locked_every_command_but_the_way_in_and_the_guide_says_so_and_no_more() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let settings = app.settings().unwrap();
    let view = draft(&app, whole("person-1", "Jo Smith"));
    app.lock().unwrap();
    for app in [&app, &laptop.start()] {
        let answers = answers(app, &view.id, &settings);
        for (command, error) in &answers {
            assert_eq!(*error, Some(ErrorCode::Locked.into()), "{command}");
        }
        let tried: BTreeSet<&str> = answers
            .iter()
            .map(|(command, _)| *command)
            .chain(OPEN_TO_ALL)
            .collect();
        let commands = include_str!("../../../../commands.txt").lines();
        assert_eq!(tried, commands.collect::<BTreeSet<_>>());
    }
}

/// Tauri refuses the others before they reach the app: the window of the lock screen has no more.
#[test]
fn while_locked_the_window_may_call_what_needs_no_open_vault_and_no_more() {
    let capability = include_str!("../../../../capabilities/locked.json");
    let capability: serde_json::Value = serde_json::from_str(capability).unwrap();
    let allowed: BTreeSet<String> = capability["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|permission| permission.as_str()?.strip_prefix("allow-"))
        .map(|command| command.replace('-', "_"))
        .collect();
    assert_eq!(allowed, OPEN_TO_ALL.map(str::to_owned).into());
}

#[test]
fn while_locked_the_window_learns_the_name_of_the_vault_and_no_typed_word() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    draft(
        &app,
        [
            about("person-1", "zqxj"),
            observation("one", None, "zqxj", [Source::Person]),
            notes("zqxj", "zqxj", "zqxj"),
        ],
    );
    app.lock().unwrap();
    assert!(!app.is_unlocked());
    assert_eq!(app.idle_minutes(), None);
    assert_eq!(
        json(&app.start().unwrap()),
        serde_json::json!({ "start": "locked", "name": "Anna Berry" })
    );
}

#[test]
fn locking_twice_is_fine() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    app.lock().unwrap();
    app.lock().unwrap();
}

/// Another start of Waymark may have gone on with the draft meanwhile: what this one held of it
/// before it was locked must be gone.
#[test]
fn locking_drops_the_draft_that_was_open() {
    let laptop = Laptop::with_vault();
    let first = laptop.unlocked();
    let view = draft(&first, [notes("before", "", "")]);
    first.lock().unwrap();

    let second = laptop.unlocked();
    save(&second, &view.id, notes("after", "", "")).unwrap();
    second.lock().unwrap();

    first.unlock(&request(PASSPHRASE)).unwrap();
    let view = first.contact(&view.id).unwrap();
    assert_eq!(view.notes.said.stored(), "after");
}

#[test]
fn a_vault_that_is_open_elsewhere_is_in_use_until_it_is_locked() {
    let laptop = Laptop::with_vault();
    let first = laptop.unlocked();
    let second = laptop.start();
    let error = refusal(second.unlock(&request(PASSPHRASE)));
    assert_eq!(error.code, ErrorCode::InUse);
    first.lock().unwrap();
    second.unlock(&request(PASSPHRASE)).unwrap();
}
