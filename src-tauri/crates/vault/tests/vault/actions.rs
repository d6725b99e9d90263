//! What becomes of an action, and what is told of it afterwards.

use crate::support::{Place, at, author, contact_id, create, day, sealed_about};
use casework::action::ActionStep;
use casework::contact::{Action, By};
use casework::ids::{ActionId, PersonId};
use casework::sealing::{Author, ErasureReason};
use casework::words::Words;
use proptest::prelude::*;
use vault::{Erase, StorageError, Vault};

fn id(action: &str) -> ActionId {
    ActionId::new(action)
}

fn added(action: &str, person: Option<&str>) -> ActionStep {
    ActionStep::Added {
        person: person.map(PersonId::new),
        action: Action {
            id: id(action),
            what: "ring back".into(),
            who: "me".into(),
            by: Some(By::ThisWeek),
            against: Vec::new(),
            telling: None,
        },
        decided_on: day(1),
    }
}

fn moved(action: &str, to: u32) -> ActionStep {
    ActionStep::Moved {
        id: id(action),
        by: By::Date { day: day(to) },
        decided_on: day(2),
        why: "they are away".into(),
    }
}

fn done(action: &str, on: u32) -> ActionStep {
    ActionStep::Done {
        id: id(action),
        on: day(on),
        outcome: "they have it".into(),
    }
}

fn reopened(action: &str) -> ActionStep {
    ActionStep::Reopened {
        id: id(action),
        why: "they never got it".into(),
    }
}

fn enter(vault: &mut Vault, step: ActionStep, seconds: i64) {
    vault
        .enter_action(&step, &author(), at(seconds))
        .expect("it is entered");
}

/// What happened to an action, without when and by whom.
fn steps(vault: &Vault, action: &str) -> Vec<Option<ActionStep>> {
    let entries = vault.action_history(&id(action)).expect("it reads");
    entries.into_iter().map(|entry| entry.step).collect()
}

#[test]
fn the_history_of_an_action_is_its_own_in_order_with_who_entered_it_and_when() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let decided = "contact-1-action";
    for (number, step) in [
        added("theirs", Some("person-1")),
        added("other", Some("person-1")),
        moved("theirs", 9),
        done(decided, 3),
        done("theirs", 4),
        moved("other", 9),
        reopened(decided),
    ]
    .into_iter()
    .enumerate()
    {
        enter(&mut vault, step, 100 + number as i64);
    }
    vault.lock().unwrap();
    let mut vault = place.unlock();
    assert_eq!(
        steps(&vault, "theirs"),
        [
            Some(added("theirs", Some("person-1"))),
            Some(moved("theirs", 9)),
            Some(done("theirs", 4))
        ]
    );
    // What was decided in a contact stands there, in its own words.
    assert_eq!(
        steps(&vault, decided),
        [None, Some(done(decided, 3)), Some(reopened(decided))]
    );
    let history = vault.action_history(&id("theirs")).unwrap();
    let other = Author {
        name: "Bo Marsh".into(),
        ..author()
    };
    assert_eq!(
        (history[2].at, &history[2].author),
        (at(104), &author().name)
    );
    vault
        .enter_action(&reopened("theirs"), &other, at(200))
        .unwrap();
    let history = vault.action_history(&id("theirs")).unwrap();
    assert_eq!((history[3].at, &history[3].author), (at(200), &other.name));
    assert_eq!(steps(&vault, "nothing"), []);
}

#[test]
fn what_was_erased_has_no_history_and_leaves_that_of_the_others() {
    let place = Place::filled();
    let mut vault = place.unlock();
    enter(&mut vault, added("alone", None), 100);
    enter(&mut vault, done("contact-1-action", 3), 101);
    let (reason, why) = (ErasureReason::Request, "asked for".into());
    vault
        .erase(
            &Erase::Contact(contact_id("contact-1")),
            reason,
            &why,
            &author(),
            at(200),
        )
        .unwrap();
    assert_eq!(steps(&vault, "contact-1-action"), []);
    assert_eq!(steps(&vault, "contact-2-action"), [None]);
    assert_eq!(steps(&vault, "alone"), [Some(added("alone", None))]);
}

#[test]
fn what_was_done_is_listed_the_latest_first_and_with_its_contact() {
    let place = Place::filled();
    let mut vault = place.unlock();
    enter(&mut vault, added("alone", None), 100);
    for (action, on) in [
        ("contact-1-action", 3),
        ("alone", 5),
        ("contact-2-action", 4),
    ] {
        enter(&mut vault, done(action, on), 100 + i64::from(on));
    }
    let ids = |limit| -> Vec<_> {
        let rows = vault.done_actions(limit).unwrap();
        rows.into_iter().map(|row| row.id.to_string()).collect()
    };
    assert_eq!(ids(9), ["alone", "contact-2-action", "contact-1-action"]);
    assert_eq!(ids(1), ["alone"]);
    assert_eq!(vault.open_actions(9).unwrap(), []);
    let of_contact = vault.actions_of_contact(&contact_id("contact-1")).unwrap();
    assert_eq!(of_contact.len(), 1);
    assert_eq!(of_contact[0].done_on, Some(day(3)));
}

/// Something that is done, or tried, with one of a few actions.
#[derive(Clone, Debug)]
enum Deed {
    Add,
    Move(u32),
    Finish(u32),
    Reopen,
    Seal,
    Lock,
}

fn deed() -> impl Strategy<Value = (u8, Deed)> {
    let deed = prop_oneof![
        3 => Just(Deed::Add),
        3 => (1..31u32).prop_map(Deed::Move),
        4 => (1..31u32).prop_map(Deed::Finish),
        3 => Just(Deed::Reopen),
        1 => Just(Deed::Seal),
        1 => Just(Deed::Lock),
    ];
    (0..4u8, deed)
}

proptest! {
    // A case costs a few key derivations.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn an_action_is_open_exactly_when_its_last_step_says_so(
        all in prop::collection::vec(deed(), 1..30),
    ) {
        let place = Place::empty();
        let (mut vault, _) = create(place.path());
        // The steps that were entered, by action; the first two come with a contact.
        let mut entered: Vec<Vec<ActionStep>> = vec![Vec::new(); 4];
        let mut there = [false; 4];
        for (seconds, (number, deed)) in (0i64..).zip(all) {
            let which = usize::from(number);
            let from_contact = which < 2;
            let name = if from_contact { format!("c{number}-action") } else { format!("a{number}") };
            let step = match deed {
                Deed::Add if from_contact => continue,
                Deed::Add => added(&name, None),
                Deed::Move(to) => moved(&name, to),
                Deed::Finish(on) => done(&name, on),
                Deed::Reopen => reopened(&name),
                Deed::Seal => {
                    if from_contact && !there[which] {
                        let contact = format!("c{number}");
                        vault.seal(&sealed_about(&contact, "person-1", at(seconds))).expect("sealed");
                        there[which] = true;
                    }
                    continue;
                }
                Deed::Lock => {
                    vault.lock().expect("locked");
                    vault = place.unlock();
                    continue;
                }
            };
            let adds = matches!(step, ActionStep::Added { .. });
            let before = vault.verify().expect("every entry holds");
            let result = vault.enter_action(&step, &author(), at(seconds));
            if adds == there[which] {
                // Nothing to be done with, or added twice: nothing is entered.
                prop_assert!(result.is_err());
                if !adds {
                    prop_assert_eq!(result, Err(StorageError::NoRecord));
                }
                prop_assert_eq!(vault.verify().expect("every entry holds"), before);
                continue;
            }
            prop_assert_eq!(result, Ok(()));
            there[which] = true;
            entered[which].push(step);
        }
        prop_assert_eq!(vault.lists_hold(), Ok(true));
        let open: Vec<_> = vault.open_actions(9).expect("they read");
        let finished: Vec<_> = vault.done_actions(9).expect("they read");
        prop_assert_eq!(
            open.len() + finished.len(),
            there.iter().filter(|there| **there).count()
        );
        for (which, steps) in entered.iter().enumerate().filter(|(which, _)| there[*which]) {
            let name = if which < 2 { format!("c{which}-action") } else { format!("a{which}") };
            let last = steps.iter().rev().find_map(|step| match step {
                ActionStep::Done { on, outcome, .. } => Some(Some((*on, outcome.clone()))),
                ActionStep::Reopened { .. } => Some(None),
                ActionStep::Added { .. } | ActionStep::Moved { .. } => None,
            });
            let says = last.flatten();
            let is_open = open.iter().any(|row| row.id == id(&name));
            prop_assert_eq!(is_open, says.is_none());
            let row = vault.action(&id(&name)).expect("it reads").expect("it is there");
            let (on, outcome) = says.map_or((None, Words::default()), |(on, outcome)| (Some(on), outcome));
            prop_assert_eq!((row.done_on, row.outcome), (on, outcome));
            // Whatever was entered is told, in order.
            let history = vault.action_history(&id(&name)).expect("it reads");
            let told: Vec<_> = history.into_iter().filter_map(|entry| entry.step).collect();
            prop_assert_eq!(&told, steps);
        }
    }
}
