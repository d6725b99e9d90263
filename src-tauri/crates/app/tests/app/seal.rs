//! Sealing: what has to be there, and what is kept.

use crate::support::{
    Laptop, PASSPHRASE, about, action, action_id, answer, draft, json, judge, notes, observation,
    refusal, request, review, save, secret, whole,
};
use app::{App, ErrorCode};
use casework::checklist::Presence;
use casework::contact::{Change, Reply, Review, Route};
use casework::gate::Answer;
use casework::ids::{ContactId, ItemId};
use casework::outcome::Judgement;
use casework::provenance::Source;
use casework::referral::Sharing;
use casework::sealing::{SealBlocker, SealedContact};
use casework::words::Words;
use chrono::Utc;
use vault::Vault;

fn route(item: &str, route: Route) -> Change {
    let item = ItemId::new(item);
    Change::Route { item, route }
}

fn declined() -> Change {
    let reply = Some(Reply::Declined);
    route(
        "refer.dapp",
        Route {
            reply,
            ..Route::default()
        },
    )
}

fn nobody(because: &str) -> Change {
    let sharing = Sharing {
        who_knows: Words::default(),
        nobody_told_because: because.into(),
    };
    Change::Sharing { sharing }
}

/// Changes after which one thing is missing, and what it takes to mend that.
fn missing(blocker: SealBlocker) -> (Vec<Change>, Vec<Change>) {
    let all = |except: fn(&Change) -> bool| -> Vec<Change> {
        whole("person-1", "Jo Smith")
            .into_iter()
            .filter(|change| !except(change))
            .collect()
    };
    match blocker {
        SealBlocker::NobodyNamed => (
            all(|change| matches!(change, Change::About { .. })),
            vec![about("person-1", "Jo Smith")],
        ),
        SealBlocker::NoJudgement => (
            all(|change| matches!(change, Change::Judge { .. } | Change::ShowOutcome)),
            vec![judge(Judgement::Yes), Change::ShowOutcome],
        ),
        SealBlocker::OutcomeNotShown => (
            all(|change| matches!(change, Change::ShowOutcome)),
            vec![Change::ShowOutcome],
        ),
        SealBlocker::NoReview => (
            all(|change| matches!(change, Change::Review { .. })),
            vec![Change::Review {
                review: Review {
                    day: None,
                    none_because: "moved away".into(),
                },
            }],
        ),
        SealBlocker::ProgrammeNotAsked => {
            let asked = |programme_too| {
                let reply = Some(Reply::Agreed);
                route(
                    "refer.linked-needs",
                    Route {
                        reply,
                        programme_too,
                        ..Route::default()
                    },
                )
            };
            let mut made = whole("person-1", "Jo Smith");
            made.push(asked(None));
            (made, vec![asked(Some(Answer::Yes))])
        }
        SealBlocker::NeedWithoutAction => {
            let because = |because: &str| {
                let no_action_because = because.into();
                route(
                    "refer.none-local",
                    Route {
                        no_action_because,
                        ..Route::default()
                    },
                )
            };
            let mut made = whole("person-1", "Jo Smith");
            made.push(because(" "));
            (made, vec![because("they move away")])
        }
        SealBlocker::RiskNotLookedAtAgain => {
            let mut made = whole("person-1", "Jo Smith");
            made.extend([declined(), nobody("the lead decides")]);
            (made, vec![Change::LookedAgain { looked: true }])
        }
        SealBlocker::NobodyTold => {
            let mut made = whole("person-1", "Jo Smith");
            made.extend([declined(), Change::LookedAgain { looked: true }]);
            (made, vec![nobody("the lead decides")])
        }
        // What it takes to clear an item is looked at beside an earlier contact.
        SealBlocker::ClearedWithoutReason | SealBlocker::ClearedWithoutSource => {
            unreachable!("see earlier.rs")
        }
        SealBlocker::JudgementWithoutWhy => (
            all(|change| matches!(change, Change::Judge { .. } | Change::ShowOutcome))
                .into_iter()
                .chain([
                    Change::Judge {
                        view: Judgement::Yes,
                        why: " ".into(),
                    },
                    Change::ShowOutcome,
                ])
                .collect(),
            vec![judge(Judgement::Yes)],
        ),
        SealBlocker::ActNowWithoutAction => (
            all(|change| matches!(change, Change::Action { .. })),
            vec![action(&action_id(), "ring the safeguarding lead")],
        ),
    }
}

#[test]
fn each_thing_that_is_missing_stops_the_seal_alone_until_it_is_there() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    for blocker in [
        SealBlocker::NobodyNamed,
        SealBlocker::NoJudgement,
        SealBlocker::JudgementWithoutWhy,
        SealBlocker::OutcomeNotShown,
        SealBlocker::NoReview,
        SealBlocker::ProgrammeNotAsked,
        SealBlocker::NeedWithoutAction,
        SealBlocker::RiskNotLookedAtAgain,
        SealBlocker::NobodyTold,
        SealBlocker::ActNowWithoutAction,
    ] {
        let (made, mended) = missing(blocker);
        let view = draft(&app, made);
        assert_eq!(view.blockers, [blocker]);
        let error = refusal(app.seal(&view.id));
        assert_eq!(error.code, ErrorCode::NotReadyToSeal, "{blocker:?}");
        assert_eq!(refusal(app.record(&view.id)).code, ErrorCode::NotFound);
        // Who is not named yet gets a new id with every look; everything else is as it was.
        let again = app.contact(&view.id).unwrap();
        assert_eq!(json(&again.answers), json(&view.answers));
        assert_eq!(again.blockers, [blocker]);

        for change in mended {
            save(&app, &view.id, change).unwrap();
        }
        let record = app.seal(&view.id).unwrap();
        assert!(record.seal.is_some(), "{blocker:?}");
    }
}

#[test]
fn an_empty_draft_says_everything_that_is_missing() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let view = app.start_contact().unwrap();
    assert_eq!(
        view.blockers,
        [
            SealBlocker::NobodyNamed,
            SealBlocker::NoJudgement,
            SealBlocker::NoReview,
        ]
    );
    assert_eq!(refusal(app.seal(&view.id)).code, ErrorCode::NotReadyToSeal);
}

#[test]
fn a_sealed_contact_is_a_record_and_no_draft() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let view = draft(&app, whole("person-1", "Jo Smith"));
    let sealed = app.seal(&view.id).unwrap();
    assert_eq!(json(&app.record(&view.id).unwrap()), json(&sealed));
    for error in [
        refusal(app.contact(&view.id)),
        refusal(app.check(&view.id)),
        refusal(app.seal(&view.id)),
        refusal(save(&app, &view.id, notes("later", "", ""))),
        refusal(app.discard_draft(&view.id)),
    ] {
        assert_eq!(error.code, ErrorCode::NotFound);
    }
    let home = app.home().unwrap();
    assert!(home.drafts.is_empty());
    assert_eq!(home.recent.len(), 1);
    assert_eq!(home.actions.len(), 1);

    app.lock().unwrap();
    app.unlock(&request(PASSPHRASE)).unwrap();
    assert_eq!(json(&app.record(&view.id).unwrap()), json(&sealed));
}

/// The vault itself, past the app, which has to be locked for it.
fn opened(laptop: &Laptop) -> Vault {
    Vault::unlock(&laptop.vault_folder(), &secret(PASSPHRASE), Utc::now()).expect("it opens")
}

/// A record as it stands in the vault.
fn stored(laptop: &Laptop, app: &App, id: &ContactId) -> SealedContact {
    app.lock().expect("it locks");
    let record = opened(laptop).sealed(id).expect("it reads");
    record.expect("it was sealed").sealed
}

#[test]
fn the_texts_of_the_time_are_sealed_with_the_contact() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let changes = whole("person-1", "Jo Smith").into_iter().chain([
        observation("say.drink", Some("say.drink"), "", [Source::Person]),
        observation("free", None, "I held her arm", [Source::Person]),
    ]);
    let view = draft(&app, changes);
    app.seal(&view.id).unwrap();
    let checklist = app.guide_checklist();
    let sealed = stored(&laptop, &app, &view.id);
    let items = checklist.indicators.iter().chain(&checklist.warning_signs);
    let mut wanted: Vec<(ItemId, String)> = items
        .map(|item| (item.id.clone(), item.label.clone()))
        .collect();
    assert_eq!(wanted.len(), 14);
    wanted.push((ItemId::new("say.drink"), "It's the drink".to_owned()));
    wanted.sort();
    assert_eq!(sealed.texts.into_iter().collect::<Vec<_>>(), wanted);
}

#[test]
fn a_record_is_read_with_the_texts_that_it_was_sealed_with_whatever_the_guide_says_today() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let view = draft(&app, whole("person-1", "Jo Smith"));
    app.seal(&view.id).unwrap();
    let mut sealed = stored(&laptop, &app, &view.id);

    // The same contact, as a version of the guide with other words would have sealed it.
    sealed.id = ContactId::new("from-another-time");
    sealed.contact.actions.clear();
    let weapons = ItemId::new("risk.weapons");
    sealed.texts.insert(weapons.clone(), "A blade".to_owned());
    let mut vault = opened(&laptop);
    vault.seal(&sealed).unwrap();
    vault.lock().unwrap();

    app.unlock(&request(PASSPHRASE)).unwrap();
    let label = |id: &ContactId| {
        let record = app.record(id).unwrap();
        let item = record.items.into_iter().find(|item| item.item == weapons);
        item.unwrap().label
    };
    assert_eq!(label(&sealed.id), "A blade");
    assert_eq!(label(&view.id), "Weapon used before");
    let text = app.record_text(&sealed.id).unwrap();
    assert!(text.hidden.stored().contains("A blade: “he has a knife”"));
}

/// Who wrote it is what the settings say when it is sealed, and stays so.
#[test]
fn a_record_keeps_the_author_of_its_time() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let named = |name: &str| {
        let mut settings = app.settings().unwrap();
        settings.author.name = name.into();
        app.save_settings(settings).unwrap();
    };
    named("Anna Berry");
    let view = draft(&app, whole("person-1", "Jo Smith"));
    app.seal(&view.id).unwrap();
    named("Anna Marsh");
    let seal = app.record(&view.id).unwrap().seal.unwrap();
    assert_eq!(seal.author.name.stored(), "Anna Berry");
}

#[test]
fn only_a_complete_action_counts_for_act_now() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let view = draft(
        &app,
        [
            about("person-1", "Jo Smith"),
            answer("warn.suicide", Presence::Present, "", [Source::Person]),
            judge(Judgement::No),
            Change::ShowOutcome,
            review(),
            action("action-1", " "),
        ],
    );
    assert_eq!(view.blockers, [SealBlocker::ActNowWithoutAction]);
    let view = save(&app, &view.id, action("action-1", "stay with him")).unwrap();
    assert!(view.blockers.is_empty());
    assert_ne!(view.actions[0].what, Words::default());
}
