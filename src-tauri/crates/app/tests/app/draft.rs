//! A draft: every answer is on the disk when it is said to be saved, and a refused change is not.

use crate::support::{
    Laptop, about, action, answer, draft, json, judge, notes, observation, raise, refusal, review,
    save,
};
use app::error::Field;
use app::{App, ErrorCode, ErrorView};
use casework::checklist::Presence;
use casework::contact::{Account, Asked, Change, QuestionAnswer, Reply, Response, Route};
use casework::gate::{Answer, Before, Company, Interpreter, Setting};
use casework::ids::{AccountId, ContactId, ItemId};
use casework::outcome::Judgement;
use casework::provenance::Source;
use casework::steps::Step;

/// One change of every kind that adds something, the last one the place.
fn everything() -> Vec<Change> {
    let before = Before {
        danger_now: Some(Answer::No),
        setting: Some(Setting::Clinic),
        company: Some(Company::WithColleague),
        planned_to_talk: Some(Answer::NotSure),
        under_influence: Some(Answer::No),
        partner_can_hear: Some(Answer::No),
        child_can_hear: Some(Answer::Yes),
        interpreter: Some(Interpreter::Nobody),
        only_from_victim: Some(Answer::No),
    };
    vec![
        about("person-1", "Jo Smith"),
        Change::Before { before },
        Change::AnsweredOpenly { openly: true },
        observation("free", None, "I held her arm", [Source::Person]),
        observation("say.drink", Some("say.drink"), "a few pints", []),
        Change::Question {
            item: ItemId::new("ask.disclosed.pattern"),
            answer: QuestionAnswer {
                asked: Asked::Asked,
                words: "every week".into(),
            },
        },
        answer("risk.weapons", Presence::Present, "", [Source::Child]),
        answer("warn.stalking", Presence::NotKnown, "", []),
        judge(Judgement::NotSure),
        Change::ShowOutcome,
        raise(Judgement::Yes, "the knife"),
        Change::Response {
            item: ItemId::new("respond.unacceptable"),
            response: Response {
                used: true,
                note: "it is not all right".into(),
            },
        },
        Change::Route {
            item: ItemId::new("refer.phoneline"),
            route: Route {
                service: "Respect".into(),
                reply: Some(Reply::Thinking),
                note: "gave the number".into(),
                ..Route::default()
            },
        },
        action("action-1", "ring the safeguarding lead"),
        Change::Account {
            account: Account {
                id: AccountId::new("account-1"),
                source: Some(Source::Partner),
                who: "Sam".into(),
                words: "I am frightened".into(),
            },
        },
        notes("said", "seen", "opinion"),
        review(),
        Change::Place { step: Step::Refer },
    ]
}

#[test]
fn a_draft_opened_by_a_second_start_has_every_answer_and_its_place() {
    let laptop = Laptop::with_vault();
    let first = laptop.unlocked();
    let view = draft(&first, everything());
    first.lock().unwrap();
    let second = laptop.unlocked();
    let again = second.contact(&view.id).unwrap();
    assert_eq!(again.place, Some(Step::Refer));
    assert_eq!(json(&again), json(&view));
    let listed = second.home().unwrap().drafts;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].id, view.id);
}

#[test]
fn a_quick_contact_opens_again_as_one_and_then_as_a_full_one_with_every_answer() {
    let laptop = Laptop::with_vault();
    let first = laptop.unlocked();
    let id = draft(&first, everything()).id;
    let quick = Change::Place { step: Step::Quick };
    let view = first.save_change(&id, quick).unwrap();
    first.lock().unwrap();
    let second = laptop.unlocked();
    let again = second.contact(&id).unwrap();
    assert_eq!(again.place, Some(Step::Quick));
    assert!(again.steps.iter().all(|step| step.step != Step::Quick));
    let full = Change::Place { step: Step::Before };
    let full = second.save_change(&id, full).unwrap();
    assert_eq!(full.place, Some(Step::Before));
    // The time of the save differs, and where it was left: nothing else.
    let without = |mut view: serde_json::Value| {
        view["place"] = serde_json::Value::Null;
        view["saved"] = serde_json::Value::Null;
        view
    };
    assert_eq!(without(json(&full)), without(json(&view)));
}

#[test]
fn what_was_taken_away_stays_away() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let view = draft(&app, everything());
    for change in [
        Change::RemoveObservation {
            id: view.observations[0].id.clone(),
        },
        Change::RemoveRoute {
            item: ItemId::new("refer.phoneline"),
        },
        Change::RemoveAction {
            id: view.actions[0].id.clone(),
        },
        Change::RemoveAccount {
            id: view.accounts[0].id.clone(),
        },
    ] {
        save(&app, &view.id, change).unwrap();
    }
    app.lock().unwrap();
    let again = laptop.unlocked().contact(&view.id).unwrap();
    assert_eq!(again.observations.len(), view.observations.len() - 1);
    assert!(again.routes.is_empty());
    assert!(again.actions.is_empty());
    assert!(again.accounts.is_empty());
}

/// Tries a change that must be refused, and checks that the draft is as it was, here and on the
/// disk.
#[track_caller]
fn is_refused(made: Vec<Change>, refused: Change, wanted: ErrorView) {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let before = json(&draft(&app, made));
    let id = ContactId::new(before["id"].as_str().expect("a draft has an id"));
    assert_eq!(refusal(save(&app, &id, refused)), wanted);
    let now = |app: &App| json(&app.contact(&id).expect("the draft is there"));
    assert_eq!(now(&app), before);
    app.lock().expect("it locks");
    assert_eq!(now(&laptop.unlocked()), before);
}

/// A judgement that was given, with the outcome shown.
fn shown(view: Judgement) -> Vec<Change> {
    vec![
        about("person-1", "Jo Smith"),
        judge(view),
        Change::ShowOutcome,
    ]
}

#[test]
fn the_outcome_before_the_judgement_is_refused() {
    is_refused(
        vec![about("person-1", "Jo Smith")],
        Change::ShowOutcome,
        ErrorCode::JudgementFirst.into(),
    );
}

#[test]
fn another_judgement_after_the_outcome_is_refused() {
    for view in [Judgement::No, Judgement::Yes] {
        is_refused(
            shown(Judgement::NotSure),
            judge(view),
            ErrorCode::OutcomeShown.into(),
        );
    }
}

#[test]
fn lowering_the_judgement_after_the_outcome_is_refused() {
    is_refused(
        shown(Judgement::NotSure),
        raise(Judgement::No, "he was calm"),
        ErrorCode::NotRaised.into(),
    );
}

#[test]
fn raising_the_judgement_without_a_reason_is_refused_at_the_reason() {
    is_refused(
        shown(Judgement::NotSure),
        raise(Judgement::Yes, " \n"),
        ErrorView::new(ErrorCode::ReasonMissing).at(Field::Reason),
    );
}

#[test]
fn raising_before_the_outcome_was_shown_is_refused() {
    is_refused(
        vec![about("person-1", "Jo Smith"), judge(Judgement::No)],
        raise(Judgement::Yes, "the knife"),
        ErrorCode::NotRaised.into(),
    );
}

#[test]
fn a_draft_that_was_thrown_away_is_gone() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let view = draft(&app, everything());
    app.discard_draft(&view.id).unwrap();
    assert_eq!(refusal(app.contact(&view.id)).code, ErrorCode::NotFound);
    assert!(app.home().unwrap().drafts.is_empty());
    let error = refusal(save(&app, &view.id, notes("said", "", "")));
    assert_eq!(error.code, ErrorCode::NotFound);
}
