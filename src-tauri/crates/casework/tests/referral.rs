//! What a referral leaves open: one TOML file for each case, and what holds whatever is entered in whatever
//! order (design 2, step 5).
#![expect(
    clippy::disallowed_methods,
    reason = "the vectors are files, and one that does not read must fail the run"
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use casework::checklist::Checklist;
use casework::contact::{Action, By, Change, ChangeRefused, Contact, Reply, Route};
use casework::directory::{Service, ServiceKind};
use casework::ids::{ActionId, ItemId, ServiceId};
use casework::referral::{Agency, LeftOpen, SharingDecision, Telling, left_open, risk_reopened};
use casework::sealing::{SealBlocker, seal_blockers};
use casework::words::Words;
use chrono::{DateTime, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    contact: Contact,
    open: LeftOpen,
    blockers: Vec<SealBlocker>,
}

/// The conditions of the seal that come from a referral.
fn blockers(contact: &Contact) -> Vec<SealBlocker> {
    let checklist = Checklist {
        version: 1,
        indicators: Vec::new(),
        warning_signs: Vec::new(),
    };
    let mut blockers = seal_blockers(contact, &checklist);
    blockers.retain(|blocker| {
        matches!(
            blocker,
            SealBlocker::ProgrammeNotAsked
                | SealBlocker::NeedWithoutAction
                | SealBlocker::RiskNotLookedAtAgain
                | SealBlocker::NobodyTold
        )
    });
    blockers
}

#[test]
fn every_contact_leaves_open_what_its_file_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/referral");
    let mut vectors = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let vector: Vector =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(left_open(&vector.contact), vector.open, "{name}");
        assert_eq!(blockers(&vector.contact), vector.blockers, "{name}");
        vectors += 1;
    }
    assert!(vectors >= 14, "vectors were lost: {vectors}");
}

const ROUTES: [&str; 3] = ["refer.dapp", "refer.phoneline", "refer.multi-agency"];

fn at(second: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(second)
}

fn route(reply: Option<Reply>) -> Route {
    Route {
        reply,
        ..Route::default()
    }
}

fn service(kind: ServiceKind) -> Service {
    Service {
        id: ServiceId::new("service"),
        name: "Turnaround".into(),
        kind,
        area: Words::default(),
        phone: Words::default(),
        accredited: None,
        survivor_support: None,
        cohorts: BTreeSet::new(),
        checked_on: None,
        notes: Words::default(),
        of_pack: None,
    }
}

fn telling(what: &str) -> Action {
    Action {
        id: ActionId::new("tell"),
        what: what.into(),
        who: "me".into(),
        by: Some(By::Today),
        against: Vec::new(),
        telling: Some(Telling {
            agency: Agency::Police,
            decision: Some(SharingDecision::NotSafeToAsk),
            basis: Words::default(),
            decided_by: Words::default(),
            decided_on: None,
        }),
    }
}

/// One thing that a practitioner does on the step.
#[derive(Clone, Debug)]
enum Step {
    Reply(usize, Option<Reply>),
    Remove(usize),
    Look(bool),
}

fn step() -> impl Strategy<Value = Step> {
    let reply = select(vec![
        None,
        Some(Reply::Agreed),
        Some(Reply::Declined),
        Some(Reply::Declined),
    ]);
    prop_oneof![
        4 => (0..ROUTES.len(), reply).prop_map(|(route, reply)| Step::Reply(route, reply)),
        1 => (0..ROUTES.len()).prop_map(Step::Remove),
        2 => any::<bool>().prop_map(Step::Look),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    /// A look counts for what had been declined by then, and for nothing after: whatever the clock says, and
    /// however often an answer is changed.
    #[test]
    fn whoever_declines_after_the_look_reopens_the_risk(
        steps in vec((step(), 0..1000_i64), 0..24)
    ) {
        let mut contact = Contact::default();
        let mut declined = BTreeSet::new();
        let mut looked = BTreeSet::new();
        // The clock may be set back, but no two changes have the same time.
        for (n, (step, second)) in steps.into_iter().enumerate() {
            let at = at(second * 100 + n as i64);
            let change = match step {
                Step::Reply(n, reply) => {
                    if reply == Some(Reply::Declined) {
                        declined.insert(n);
                    } else {
                        declined.remove(&n);
                        looked.remove(&n);
                    }
                    Change::Route { item: ItemId::new(ROUTES[n]), route: route(reply) }
                }
                Step::Remove(n) => {
                    declined.remove(&n);
                    looked.remove(&n);
                    Change::RemoveRoute { item: ItemId::new(ROUTES[n]) }
                }
                Step::Look(is) => {
                    looked = if is { declined.clone() } else { BTreeSet::new() };
                    Change::LookedAgain { looked: is }
                }
            };
            contact.apply(change, at).unwrap();
            let risk = risk_reopened(&contact);
            prop_assert_eq!(risk.is_some(), !declined.is_empty());
            if let Some(risk) = risk {
                prop_assert_eq!(risk.looked_again, declined.is_subset(&looked));
                prop_assert!(risk.is_open(), "nobody was told");
                let open = blockers(&contact);
                prop_assert_eq!(
                    open.contains(&SealBlocker::RiskNotLookedAtAgain),
                    !risk.looked_again
                );
                prop_assert!(open.contains(&SealBlocker::NobodyTold));
            }
        }
    }

    /// One refusal more never takes away what stands between a contact and its seal.
    #[test]
    fn a_refusal_never_lets_a_contact_through(replies in vec(any::<bool>(), 3), looked in any::<bool>()) {
        let mut contact = Contact::default();
        for (item, declines) in ROUTES.into_iter().zip(replies) {
            let reply = if declines { Reply::Declined } else { Reply::Agreed };
            let change = Change::Route { item: ItemId::new(item), route: route(Some(reply)) };
            contact.apply(change, at(1)).unwrap();
        }
        contact.apply(Change::LookedAgain { looked }, at(2)).unwrap();
        let before = blockers(&contact);
        let item = ItemId::new("refer.practical-help");
        let change = Change::Route { item, route: route(Some(Reply::Declined)) };
        contact.apply(change, at(3)).unwrap();
        let after = blockers(&contact);
        prop_assert!(before.iter().all(|blocker| after.contains(blocker)));
        prop_assert!(after.contains(&SealBlocker::RiskNotLookedAtAgain));
    }
}

#[test]
fn a_refusal_is_closed_by_a_look_and_by_an_agency_that_is_told_and_by_neither_alone() {
    let mut contact = Contact::default();
    let mut make = |change| {
        contact.apply(change, at(1)).unwrap();
        blockers(&contact)
    };
    let item = ItemId::new("refer.dapp");
    let route = route(Some(Reply::Declined));
    let both = [SealBlocker::RiskNotLookedAtAgain, SealBlocker::NobodyTold];
    assert_eq!(make(Change::Route { item, route }), both);
    let action = telling("");
    assert_eq!(make(Change::Action { action }), both, "it is not complete");
    let action = telling("Tell the police about this contact");
    let left = make(Change::Action { action });
    assert_eq!(left, [SealBlocker::RiskNotLookedAtAgain]);
    assert_eq!(make(Change::LookedAgain { looked: true }), []);
    let left = make(Change::LookedAgain { looked: false });
    assert_eq!(left, [SealBlocker::RiskNotLookedAtAgain]);
}

#[test]
fn the_time_of_a_refusal_is_kept_here_and_what_the_screen_says_of_it_is_not_taken() {
    let mut contact = Contact::default();
    let item = ItemId::new("refer.dapp");
    let mut choose = |reply, second| {
        let route = Route {
            declined_at: Some(at(99)),
            ..route(reply)
        };
        let item = item.clone();
        contact
            .apply(Change::Route { item, route }, at(second))
            .unwrap();
        contact.routes[&ItemId::new("refer.dapp")].declined_at
    };
    assert_eq!(choose(None, 1), None);
    assert_eq!(choose(Some(Reply::Declined), 2), Some(at(2)));
    assert_eq!(
        choose(Some(Reply::Declined), 3),
        Some(at(2)),
        "a note was added"
    );
    assert_eq!(choose(Some(Reply::Thinking), 4), None);
    assert_eq!(choose(Some(Reply::Declined), 5), Some(at(5)));
}

#[test]
fn a_service_that_may_make_things_worse_is_no_route() {
    for kind in ServiceKind::ALL {
        let mut contact = Contact::default();
        let route = Route {
            chosen: Some(service(kind)),
            ..Route::default()
        };
        assert_eq!(route.named(), &"Turnaround".into());
        let item = ItemId::new("refer.dapp");
        let made = contact.apply(Change::Route { item, route }, at(1));
        if kind.is_not_advised() {
            assert_eq!(made, Err(ChangeRefused::NotAdvised), "{kind:?}");
            assert_eq!(contact, Contact::default());
        } else {
            assert!(made.is_ok(), "{kind:?}");
            let asked = !left_open(&contact).programme_not_asked.is_empty();
            assert_eq!(asked, kind.is_linked_need(), "{kind:?}");
        }
    }
}
