//! Actions and reviews: open until somebody says that they were done.

use crate::support::{Laptop, PASSPHRASE, draft, json, refusal, request, whole};
use app::actions::{ActionEvent, ActionPageView, ActionRequest};
use app::error::Field;
use app::{App, ErrorCode, ErrorView};
use casework::action::Due;
use casework::contact::{By, Change, Review};
use casework::ids::{ActionId, ContactId, PersonId};
use casework::when;
use casework::words::Words;
use chrono::{Days, NaiveDate, Utc};

fn today() -> NaiveDate {
    when::day_in_london(Utc::now())
}

fn in_days(days: u64) -> NaiveDate {
    today().checked_add_days(Days::new(days)).expect("a day")
}

fn days_ago(days: u64) -> NaiveDate {
    today().checked_sub_days(Days::new(days)).expect("a day")
}

fn add(app: &App, person: Option<&str>, what: &str, by: By) -> Result<ActionPageView, ErrorView> {
    app.enter_action(ActionRequest::Add {
        person: person.map(PersonId::new),
        what: what.into(),
        who: "me".into(),
        by: Some(by),
    })
}

fn done(app: &App, id: &ActionId, on: Option<NaiveDate>) -> Result<ActionPageView, ErrorView> {
    app.enter_action(ActionRequest::Done {
        id: id.clone(),
        on,
        outcome: "she has it in hand".into(),
    })
}

fn reopen(app: &App, id: &ActionId, why: &str) -> Result<ActionPageView, ErrorView> {
    app.enter_action(ActionRequest::Reopen {
        id: id.clone(),
        why: why.into(),
    })
}

fn move_to(app: &App, id: &ActionId, by: By) -> Result<ActionPageView, ErrorView> {
    app.enter_action(ActionRequest::Move {
        id: id.clone(),
        by: Some(by),
        why: "she is away".into(),
    })
}

fn seal(app: &App, person: &str, name: &str) -> ContactId {
    let view = draft(app, whole(person, name));
    app.seal(&view.id).expect("nothing is missing");
    view.id
}

/// What of an action and in which order, without its words.
fn told(page: &ActionPageView) -> Vec<&'static str> {
    let name = |event: &ActionEvent| match event {
        ActionEvent::Decided => "decided",
        ActionEvent::Added { .. } => "added",
        ActionEvent::Moved { .. } => "moved",
        ActionEvent::Done { .. } => "done",
        ActionEvent::Reopened { .. } => "reopened",
    };
    page.history.iter().map(|one| name(&one.event)).collect()
}

#[test]
fn an_action_alone_is_about_a_person_or_nobody_and_stays_open_over_a_lock() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    seal(&app, "person-1", "Zebedee Quillfeather");
    let theirs = add(&app, Some("person-1"), "ring the school", By::ThisWeek).unwrap();
    assert_eq!(theirs.card.initials, "ZQ");
    assert_eq!(theirs.card.due, when::date(in_days(7)));
    assert_eq!(told(&theirs), ["added"]);
    let nobodys = add(&app, None, "order leaflets", By::Date { day: in_days(2) }).unwrap();
    assert_eq!(
        (nobodys.card.initials.as_str(), nobodys.card.person),
        ("", None)
    );
    assert_eq!(
        refusal(add(&app, Some("nobody"), "ring", By::Now)).code,
        ErrorCode::NotFound
    );
    app.lock().unwrap();
    app.unlock(&request(PASSPHRASE)).unwrap();
    let view = app.actions().unwrap();
    // The one of the contact is for today.
    let what: Vec<_> = view.open.iter().map(|card| card.what.stored()).collect();
    assert_eq!(
        what,
        [
            "ring the safeguarding lead",
            "order leaflets",
            "ring the school"
        ]
    );
    assert_eq!(view.open[0].is, Some(Due::Today));
    assert_eq!(view.open[1].is, Some(Due::Later));
    assert_eq!((view.counts.open, view.counts.overdue), (3, 0));
    let shown = json(&view).to_string();
    assert!(!shown.contains("Zebedee"), "{shown}");
}

#[test]
fn what_was_done_says_when_and_what_came_of_it_and_can_be_opened_again() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let contact = seal(&app, "person-1", "Jo Smith");
    let id = app.actions().unwrap().open[0].id.clone();
    assert_eq!(told(&app.action(&id).unwrap()), ["decided"]);
    let page = move_to(&app, &id, By::ThisWeek).unwrap();
    assert_eq!(page.card.due, when::date(in_days(7)));
    let page = done(&app, &id, None).unwrap();
    assert_eq!(page.card.done, Some(when::date(today())));
    assert_eq!((page.card.is, page.card.contact), (None, Some(contact)));
    assert_eq!(page.outcome.stored(), "she has it in hand");
    let view = app.actions().unwrap();
    assert!(view.open.is_empty());
    assert_eq!((view.counts.open, view.done.len()), (0, 1));
    assert_eq!(
        refusal(done(&app, &id, None)).code,
        ErrorCode::ActionAlreadyDone
    );
    assert_eq!(
        refusal(move_to(&app, &id, By::Now)).code,
        ErrorCode::ActionAlreadyDone
    );
    let error = refusal(reopen(&app, &id, " "));
    assert_eq!(
        (error.code, error.field),
        (ErrorCode::ReasonMissing, Some(Field::Reason))
    );
    let page = reopen(&app, &id, "she never got it").unwrap();
    assert_eq!(told(&page), ["decided", "moved", "done", "reopened"]);
    assert_eq!((page.card.done, page.card.is), (None, Some(Due::Later)));
    assert_eq!(
        refusal(reopen(&app, &id, "again")).code,
        ErrorCode::ActionStillOpen
    );
    assert!(page.outcome.is_blank());
    assert_eq!(
        refusal(app.action(&ActionId::new("nothing"))).code,
        ErrorCode::NotFound
    );
}

#[test]
fn what_does_not_fit_is_refused_at_its_field_and_enters_nothing() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let code = app.check_record(&mut |_| ()).unwrap().code;
    let refused = |request| {
        let error = refusal(app.enter_action(request));
        (error.code, error.field)
    };
    let new = |what: &str, who: &str, by| ActionRequest::Add {
        person: None,
        what: what.into(),
        who: who.into(),
        by,
    };
    assert_eq!(
        refused(new("", "me", Some(By::Now))),
        (ErrorCode::ActionWhatMissing, Some(Field::What))
    );
    assert_eq!(
        refused(new("ring", "", Some(By::Now))),
        (ErrorCode::ActionWhoMissing, Some(Field::Who))
    );
    assert_eq!(
        refused(new("ring", "me", None)),
        (ErrorCode::ActionByMissing, Some(Field::By))
    );
    for (day, code) in [
        (days_ago(1), ErrorCode::ActionByPast),
        (in_days(4000), ErrorCode::ActionByFar),
    ] {
        let by = Some(By::Date { day });
        assert_eq!(refused(new("ring", "me", by)), (code, Some(Field::By)));
    }
    assert_eq!(app.check_record(&mut |_| ()).unwrap().code, code);

    let id = add(&app, None, "ring", By::Now).unwrap().card.id;
    let code = app.check_record(&mut |_| ()).unwrap().code;
    let said = |on, outcome: &str| ActionRequest::Done {
        id: id.clone(),
        on,
        outcome: outcome.into(),
    };
    assert_eq!(
        refused(said(Some(in_days(1)), "heard")),
        (ErrorCode::ActionDoneInFuture, Some(Field::DoneOn))
    );
    assert_eq!(
        refused(said(Some(days_ago(365)), "heard")),
        (ErrorCode::ActionDoneLongBefore, Some(Field::DoneOn))
    );
    assert_eq!(
        refused(said(None, " ")),
        (ErrorCode::ActionOutcomeMissing, Some(Field::Outcome))
    );
    let without = ActionRequest::Move {
        id: id.clone(),
        by: None,
        why: "away".into(),
    };
    assert_eq!(
        refused(without),
        (ErrorCode::ActionByMissing, Some(Field::By))
    );
    assert_eq!(app.check_record(&mut |_| ()).unwrap().code, code);
    done(&app, &id, Some(days_ago(1))).unwrap();
}

/// What was decided then is not what is to be done now.
#[test]
fn a_sealed_record_says_beside_its_actions_how_they_stand_today() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let view = draft(&app, whole("person-1", "Jo Smith"));
    assert!(app.check(&view.id).unwrap().actions[0].now.is_none());
    let sealed = app.seal(&view.id).unwrap();
    let now = sealed.actions[0].now.as_ref().unwrap();
    assert_eq!((now.is, &now.done), (Some(Due::Today), &None));
    let id = sealed.actions[0].action.id.clone();
    move_to(&app, &id, By::ThisWeek).unwrap();
    let record = app.record(&view.id).unwrap();
    assert_eq!(record.actions[0].due, Some(when::date(today())));
    let now = record.actions[0].now.as_ref().unwrap();
    assert_eq!(now.due, when::date(in_days(7)));
    done(&app, &id, None).unwrap();
    let record = app.record(&view.id).unwrap();
    let now = record.actions[0].now.as_ref().unwrap();
    assert_eq!((now.is, &now.done), (None, &Some(when::date(today()))));
    assert_eq!(now.outcome.stored(), "she has it in hand");
}

#[test]
fn reviews_are_listed_when_they_are_due_and_those_to_come_on_the_page_of_actions_alone() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let sealed_with = |person: &str, day: NaiveDate| {
        let mut changes = whole(person, "Zebedee Quillfeather");
        changes.push(Change::Review {
            review: Review {
                day: Some(day),
                none_because: Words::default(),
            },
        });
        let view = draft(&app, changes);
        app.seal(&view.id).unwrap();
    };
    sealed_with("late", days_ago(3));
    sealed_with("now", today());
    sealed_with("soon", in_days(5));
    sealed_with("far", in_days(50));
    let home = app.home().unwrap();
    let reviews: Vec<_> = home
        .reviews
        .iter()
        .map(|card| (card.person.as_str(), card.is))
        .collect();
    assert_eq!(reviews, [("late", Due::Overdue), ("now", Due::Today)]);
    assert_eq!(
        (home.reviews_due, home.reviews[0].initials.as_str()),
        (2, "ZQ")
    );
    let all = app.actions().unwrap().reviews;
    let people: Vec<_> = all.iter().map(|card| card.person.as_str()).collect();
    assert_eq!(people, ["late", "now", "soon"]);
    // The next contact with the same person is the review.
    seal(&app, "late", "Zebedee Quillfeather");
    assert_eq!(app.home().unwrap().reviews_due, 1);
}
