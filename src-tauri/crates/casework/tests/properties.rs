//! Invariants 1 to 4 of the design, over random contacts.

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use casework::checklist::{Answers, Checklist, ItemAnswer, Presence};
use casework::contact::{Change, Contact, GateChange};
use casework::gate::{
    Answer, Before, Company, Gate, Interpreter, QuestionSet, SetShut, Setting, gate,
    only_from_victim, question_set, question_sets,
};
use casework::ids::ItemId;
use casework::outcome::{Judgement, OutcomeKind, Reason, outcome};
use casework::provenance::{Source, Sources};
use casework::words::Words;
use chrono::{DateTime, Utc};
use proptest::prelude::*;

fn checklist() -> Checklist {
    Checklist {
        version: 1,
        indicators: (1..=8).map(|n| ItemId::new(format!("risk.{n}"))).collect(),
        warning_signs: (1..=6).map(|n| ItemId::new(format!("warn.{n}"))).collect(),
    }
}

fn items() -> Vec<ItemId> {
    checklist().items().map(|(_, item)| item.clone()).collect()
}

fn presence() -> impl Strategy<Value = Presence> {
    prop_oneof![
        1 => Just(Presence::Present),
        6 => Just(Presence::NotPresent),
        2 => Just(Presence::NotKnown),
        2 => Just(Presence::NotAsked),
    ]
}

fn judgement() -> impl Strategy<Value = Judgement> {
    prop_oneof![
        Just(Judgement::No),
        Just(Judgement::NotSure),
        Just(Judgement::Yes)
    ]
}

fn sources() -> impl Strategy<Value = Sources> {
    proptest::sample::subsequence(Source::ALL.to_vec(), 0..=7).prop_map(Sources::from)
}

fn answers() -> impl Strategy<Value = Answers> {
    proptest::collection::vec((presence(), sources()), 14).prop_map(|given| {
        let answer = |(presence, sources)| ItemAnswer {
            presence,
            sources,
            ..ItemAnswer::default()
        };
        items()
            .into_iter()
            .zip(given.into_iter().map(answer))
            .collect()
    })
}

fn option_answer() -> impl Strategy<Value = Option<Answer>> {
    proptest::option::of(prop_oneof![
        1 => Just(Answer::Yes),
        4 => Just(Answer::No),
        1 => Just(Answer::NotSure),
    ])
}

fn before() -> impl Strategy<Value = Before> {
    let setting = proptest::option::of(prop_oneof![
        Just(Setting::PersonsHome),
        Just(Setting::VictimsHome),
        Just(Setting::Clinic),
        Just(Setting::Office),
        Just(Setting::PhoneOrVideo),
        Just(Setting::Elsewhere)
    ]);
    let company = proptest::option::of(prop_oneof![
        Just(Company::Alone),
        Just(Company::WithColleague),
        Just(Company::NotSure)
    ]);
    let interpreter = proptest::option::of(prop_oneof![
        Just(Interpreter::Nobody),
        Just(Interpreter::Independent),
        Just(Interpreter::Relative),
        Just(Interpreter::NotSure)
    ]);
    (
        (
            option_answer(),
            setting,
            company,
            option_answer(),
            option_answer(),
        ),
        (
            option_answer(),
            option_answer(),
            interpreter,
            option_answer(),
        ),
    )
        .prop_map(
            |(
                (danger_now, setting, company, planned_to_talk, under_influence),
                (partner_can_hear, child_can_hear, interpreter, only_from_victim),
            )| Before {
                danger_now,
                setting,
                company,
                planned_to_talk,
                under_influence,
                partner_can_hear,
                child_can_hear,
                interpreter,
                only_from_victim,
            },
        )
}

/// How open a gate is: 0 leave, 1 look and listen, 2 ask.
fn openness(gate: &Gate) -> u8 {
    match gate {
        Gate::Leave { .. } => 0,
        Gate::LookAndListenOnly { .. } => 1,
        Gate::Ask => 2,
    }
}

/// Every way to be less sure about one answer.
fn less_sure(before: Before) -> Vec<Before> {
    let mut ways = Vec::new();
    for doubt in [Some(Answer::NotSure), None] {
        for field in 0..6 {
            let mut doubtful = before;
            let slot = match field {
                0 => &mut doubtful.danger_now,
                1 => &mut doubtful.planned_to_talk,
                2 => &mut doubtful.under_influence,
                3 => &mut doubtful.partner_can_hear,
                4 => &mut doubtful.child_can_hear,
                _ => &mut doubtful.only_from_victim,
            };
            if *slot == Some(Answer::No) {
                *slot = doubt;
                ways.push(doubtful);
            }
        }
    }
    for company in [Some(Company::NotSure), None] {
        ways.push(Before { company, ..before });
    }
    for interpreter in [Some(Interpreter::NotSure), None] {
        ways.push(Before {
            interpreter,
            ..before
        });
    }
    ways.push(Before {
        setting: None,
        ..before
    });
    ways
}

const SETS: [QuestionSet; 3] = [
    QuestionSet::OtherIssue,
    QuestionSet::Disclosed,
    QuestionSet::Direct,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    /// Invariant 1.
    #[test]
    fn anything_present_is_act_now_whatever_else_is_entered(
        mut answers in answers(), judgement in judgement(), at in 0usize..14
    ) {
        answers.get_mut(&items()[at]).unwrap().presence = Presence::Present;
        let outcome = outcome(&checklist(), &answers, judgement, None);
        prop_assert_eq!(outcome.kind, OutcomeKind::ActNow);
        let named = outcome.reasons.iter().any(
            |reason| matches!(reason, Reason::ItemPresent { item, .. } if *item == items()[at]),
        );
        prop_assert!(named, "the item that is present is named as a reason");
    }

    /// Invariant 2: to *not known* from *not present* or *not asked*, or to *present*.
    #[test]
    fn knowing_less_or_finding_more_never_weakens_an_outcome(
        answers in answers(), judgement in judgement(), at in 0usize..14
    ) {
        let before = outcome(&checklist(), &answers, judgement, None).kind;
        let item = &items()[at];
        let mut graver = vec![Presence::Present];
        if answers[item].presence != Presence::Present {
            graver.push(Presence::NotKnown);
        }
        for presence in graver {
            let mut changed = answers.clone();
            changed.get_mut(item).unwrap().presence = presence;
            prop_assert!(outcome(&checklist(), &changed, judgement, None).kind >= before);
        }
    }

    /// Invariant 2: a missing answer counts as *not asked*.
    #[test]
    fn an_answer_that_is_not_there_never_weakens_an_outcome(
        mut answers in answers(),
        judgement in judgement(),
        at in 0usize..14,
        not_found in prop_oneof![
            Just(Presence::NotPresent), Just(Presence::NotKnown), Just(Presence::NotAsked)
        ],
    ) {
        let item = &items()[at];
        answers.get_mut(item).unwrap().presence = not_found;
        let before = outcome(&checklist(), &answers, judgement, None).kind;
        let mut changed = answers.clone();
        changed.remove(item);
        prop_assert!(outcome(&checklist(), &changed, judgement, None).kind >= before);
    }

    /// Invariant 2: the order in which answers are given does not matter.
    #[test]
    fn the_order_of_answers_does_not_matter(
        answers in answers(), judgement in judgement(), order in Just(items()).prop_shuffle()
    ) {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        let enter = |order: &[ItemId]| {
            let mut contact = Contact::default();
            for item in order {
                let answer = answers[item].clone();
                contact.apply(Change::Answer { item: item.clone(), answer }, at).unwrap();
            }
            contact.apply(Change::Judge { view: judgement, why: Words::default() }, at).unwrap();
            contact.apply(Change::ShowOutcome, at).unwrap();
            contact.shown_outcome(&checklist()).unwrap()
        };
        prop_assert_eq!(enter(&items()), enter(&order));
    }

    /// Invariant 3: only a contact in which every item was looked for and none was found, with a
    /// judgement that sees no risk, gives the one outcome that does not ask for something.
    #[test]
    fn none_identified_needs_every_item_looked_for(answers in answers(), judgement in judgement()) {
        let outcome = outcome(&checklist(), &answers, judgement, None);
        let all = answers.values().all(|answer| answer.presence == Presence::NotPresent);
        prop_assert_eq!(
            outcome.kind == OutcomeKind::NoneIdentifiedSoFar,
            all && judgement == Judgement::No
        );
        prop_assert!(!outcome.reasons.is_empty());
        prop_assert_eq!(outcome.indicators.total(), 8);
        prop_assert_eq!(outcome.warning_signs.total(), 6);
        let open = outcome.indicators.open() + outcome.warning_signs.open();
        prop_assert_eq!(outcome.missing.len(), open as usize);
        for missing in &outcome.missing {
            prop_assert_eq!(missing.if_present, OutcomeKind::ActNow);
            let mut found = answers.clone();
            found.get_mut(&missing.item).unwrap().presence = Presence::NotPresent;
            let then = casework::outcome::outcome(&checklist(), &found, judgement, None).kind;
            prop_assert_eq!(missing.if_not_present, then);
        }
    }

    /// Invariant 4.
    #[test]
    fn judgement_can_raise_and_never_lower(answers in answers()) {
        let with = |judgement| outcome(&checklist(), &answers, judgement, None).kind;
        prop_assert!(with(Judgement::No) <= with(Judgement::NotSure));
        prop_assert!(with(Judgement::NotSure) <= with(Judgement::Yes));
        prop_assert_eq!(with(Judgement::Yes), OutcomeKind::ActNow);
    }

    /// Invariant 4: after the outcome was shown.
    #[test]
    fn once_the_outcome_was_shown_no_change_weakens_it_by_judgement(
        answers in answers(), first in judgement(), then in judgement()
    ) {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        let mut contact = Contact { answers, ..Contact::default() };
        contact.apply(Change::Judge { view: first, why: "why".into() }, at).unwrap();
        contact.apply(Change::ShowOutcome, at).unwrap();
        let before = contact.shown_outcome(&checklist()).unwrap().kind;
        let _ = contact.apply(Change::Judge { view: then, why: "other".into() }, at);
        let _ = contact.apply(Change::RaiseJudgement { to: then, reason: "new".into() }, at);
        let after = contact.shown_outcome(&checklist()).unwrap().kind;
        prop_assert!(after >= before);
        prop_assert_eq!(contact.judgement.unwrap().current(), first.max(then));
    }

    #[test]
    fn the_gate_never_opens_when_somebody_is_less_sure(before in before()) {
        for doubtful in less_sure(before) {
            prop_assert!(openness(&gate(&doubtful)) <= openness(&gate(&before)));
            for set in SETS {
                for openly in [false, true] {
                    let was_open = question_set(set, &before, openly).is_ok();
                    let is_open = question_set(set, &doubtful, openly).is_ok();
                    prop_assert!(was_open || !is_open, "{set:?} opened by doubt");
                }
            }
        }
    }

    #[test]
    fn taking_back_that_they_answered_openly_opens_no_set(before in before()) {
        for set in SETS {
            let was_open = question_set(set, &before, true).is_ok();
            let is_open = question_set(set, &before, false).is_ok();
            prop_assert!(was_open || !is_open, "{set:?} opened by taking back a mark");
        }
    }

    /// Practice rule: never visit alone to talk about abuse, and never ask alone in a home.
    #[test]
    fn alone_on_a_visit_asking_is_shut(before in before()) {
        let home = matches!(before.setting, Some(Setting::PersonsHome | Setting::VictimsHome));
        let near_others = matches!(
            before.setting,
            Some(Setting::Clinic | Setting::Office | Setting::PhoneOrVideo)
        );
        let accompanied = before.company == Some(Company::WithColleague);
        let to_talk = before.planned_to_talk != Some(Answer::No);
        if !accompanied && (home || (to_talk && !near_others)) {
            prop_assert_ne!(gate(&before), Gate::Ask);
        }
    }

    /// Every change is kept: at any time the last one says what holds, and each differs from the
    /// one before it.
    #[test]
    fn what_was_open_can_be_read_from_the_record_at_any_time(
        turns in proptest::collection::vec((before(), any::<bool>(), any::<bool>()), 1..6)
    ) {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        let mut contact = Contact::default();
        for (before, openly, mark) in turns {
            let change = if mark {
                Change::AnsweredOpenly { openly }
            } else {
                Change::Before { before }
            };
            contact.apply(change, at).unwrap();
            let last = contact.gate_changes.last().unwrap();
            prop_assert_eq!(&last.gate, &gate(&contact.before));
            prop_assert_eq!(
                &last.sets,
                &question_sets(&contact.before, contact.answered_openly)
            );
            prop_assert_eq!(
                only_from_victim(&last.before),
                only_from_victim(&contact.before)
            );
        }
        let kept = |change: &GateChange| {
            let only = only_from_victim(&change.before);
            (change.gate.clone(), change.sets.clone(), only)
        };
        for two in contact.gate_changes.windows(2) {
            prop_assert_ne!(kept(&two[0]), kept(&two[1]));
        }
        for change in &contact.gate_changes {
            prop_assert_eq!(change.sets.len(), 3);
            for state in &change.sets {
                prop_assert!(change.gate == Gate::Ask || state.shut == Some(SetShut::GateShut));
            }
        }
    }

    #[test]
    fn a_shut_gate_shuts_every_set_and_says_why(before in before()) {
        match gate(&before) {
            Gate::Ask => {}
            Gate::LookAndListenOnly { reasons } | Gate::Leave { reasons } => {
                prop_assert!(!reasons.is_empty());
                for set in SETS {
                    prop_assert!(question_set(set, &before, true).is_err());
                }
            }
        }
    }
}

#[test]
fn an_empty_contact_is_look_and_listen_only() {
    assert!(matches!(
        gate(&Before::default()),
        Gate::LookAndListenOnly { .. }
    ));
}
