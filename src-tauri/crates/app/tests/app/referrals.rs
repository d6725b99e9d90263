//! Where to refer to, and what came of it.

use crate::support::{Laptop, draft, refusal, save, whole};
use app::referrals::{FollowUpRequest, ReferralActionRequest, RouteServicesRequest};
use app::{App, ErrorCode};
use casework::contact::{Action, By, Change, Reply, Route};
use casework::directory::{Service, ServiceKind};
use casework::ids::{ActionId, ContactId, ItemId, ServiceId};
use casework::referral::ReferralState;
use casework::when;
use casework::words::Words;
use chrono::{Days, NaiveDate, Utc};

fn today() -> NaiveDate {
    when::day_in_london(Utc::now())
}

fn dapp() -> ItemId {
    ItemId::new("refer.dapp")
}

fn route(item: &str, route: Route) -> Change {
    let item = ItemId::new(item);
    Change::Route { item, route }
}

/// A sealed contact with an open referral, and a need for which there was nothing.
fn referred(app: &App) -> ContactId {
    let mut changes = whole("person-1", "Jo Smith");
    changes.push(route(
        "refer.dapp",
        Route {
            service: "Turnaround".into(),
            reply: Some(Reply::Agreed),
            ..Route::default()
        },
    ));
    let id = ActionId::new("gap");
    let action = Action {
        id: id.clone(),
        what: "Tell the commissioner of the gap".into(),
        who: "me".into(),
        by: Some(By::ThisWeek),
        against: Vec::new(),
        telling: None,
    };
    changes.push(Change::Action { action });
    changes.push(route(
        "refer.none-local",
        Route {
            looked_for: "a programme for young people".into(),
            action: Some(id),
            ..Route::default()
        },
    ));
    let view = draft(app, changes);
    app.seal(&view.id).expect("nothing is missing");
    view.id
}

fn heard(contact: &ContactId, state: ReferralState, on: NaiveDate) -> FollowUpRequest {
    FollowUpRequest {
        contact: contact.clone(),
        route: dapp(),
        state,
        words: "so the programme said".into(),
        on,
    }
}

#[test]
fn a_gap_is_on_the_list_of_unmet_needs_and_its_action_on_the_home_page() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    referred(&app);
    let list = app.referrals().unwrap();
    assert_eq!((list.open.len(), list.unmet.len()), (1, 1));
    assert_eq!(list.open[0].initials, "JS");
    assert_eq!(list.open[0].service, "Turnaround".into());
    assert_eq!(list.unmet[0].state, ReferralState::NoneAvailable);
    let home = app.home().unwrap();
    let gap = "Tell the commissioner of the gap".into();
    assert!(home.actions.iter().any(|action| action.what == gap));
}

#[test]
fn what_came_of_a_referral_is_entered_and_not_for_a_day_to_come() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let id = referred(&app);
    let tomorrow = today() + Days::new(1);
    let error = refusal(app.follow_up(heard(&id, ReferralState::Waiting, tomorrow)));
    assert_eq!(error.code, ErrorCode::DayInFuture);
    let view = app
        .follow_up(heard(&id, ReferralState::Waiting, today()))
        .unwrap();
    assert!(!view.risk_reopened && view.card.heard.is_some());
    assert_eq!(app.referrals().unwrap().open.len(), 1);
    let view = app
        .follow_up(heard(&id, ReferralState::Stopped, today()))
        .unwrap();
    assert!(view.risk_reopened, "whoever stops may be more dangerous");
    assert_eq!(view.words, "so the programme said".into());
    assert_eq!(app.referrals().unwrap().open.len(), 0);
    let unknown = ContactId::new("unknown");
    let error = refusal(app.follow_up(heard(&unknown, ReferralState::Stopped, today())));
    assert_eq!(error.code, ErrorCode::NotFound);
}

#[test]
fn an_action_that_follows_from_a_referral_is_open_until_it_is_done() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let contact = referred(&app);
    let request = |who: &str| ReferralActionRequest {
        contact: contact.clone(),
        route: dapp(),
        what: "Tell the survivor service that they left".into(),
        who: who.into(),
        by: By::Now,
    };
    let error = refusal(app.add_referral_action(request(" ")));
    assert_eq!(error.code, ErrorCode::TextMissing);
    app.add_referral_action(request("me")).unwrap();
    let home = app.home().unwrap();
    let what: Words = "Tell the survivor service that they left".into();
    let action = home.actions.iter().find(|action| action.what == what);
    assert_eq!(action.unwrap().initials, "JS");
}

#[test]
fn a_service_that_is_not_advised_is_refused_and_the_draft_stays_as_it_was() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let view = draft(&app, whole("person-1", "Jo Smith"));
    let chosen = Service {
        id: ServiceId::new("s"),
        name: "Calm".into(),
        kind: ServiceKind::AngerManagement,
        area: Words::default(),
        phone: Words::default(),
        accredited: None,
        survivor_support: None,
        cohorts: Default::default(),
        checked_on: None,
        notes: Words::default(),
        of_pack: None,
    };
    let change = route(
        "refer.dapp",
        Route {
            chosen: Some(chosen),
            ..Route::default()
        },
    );
    let error = refusal(save(&app, &view.id, change));
    assert_eq!(error.code, ErrorCode::NotAdvised);
    assert!(app.contact(&view.id).unwrap().routes.is_empty());
}

#[test]
fn an_empty_directory_offers_nothing() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let request = RouteServicesRequest {
        route: dapp(),
        name: String::new(),
    };
    assert!(app.services_for_routes(&request).unwrap().is_empty());
}
