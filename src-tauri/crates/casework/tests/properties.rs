//! Invariants 1 to 4 of the design, over random contacts, and what was answered before beside them.
#![expect(
    clippy::unwrap_used,
    reason = "a test whose contact cannot be made must fail, in its helpers too"
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use casework::change::{Earlier, earlier, marks, since};
use casework::checklist::{Answers, Checklist, ItemAnswer, Presence};
use casework::contact::{Change, Contact, GateChange};
use casework::gate::{
    Answer, Before, Company, Gate, Interpreter, QuestionSet, SetShut, Setting, gate,
    only_from_victim, question_set, question_sets,
};
use casework::ids::{ContactId, ItemId};
use casework::outcome::{Judgement, OutcomeKind, Reason, outcome};
use casework::provenance::{Source, Sources};
use casework::sealing::{Author, SealedContact};
use casework::words::Words;
use chrono::{DateTime, Utc};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Made once: thousands of cases look at it.
fn checklist() -> &'static Checklist {
    static CHECKLIST: LazyLock<Checklist> = LazyLock::new(|| Checklist {
        version: 1,
        indicators: (1..=8).map(|n| ItemId::new(format!("risk.{n}"))).collect(),
        warning_signs: (1..=6).map(|n| ItemId::new(format!("warn.{n}"))).collect(),
    });
    &CHECKLIST
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

/// A sealed contact with these answers.
fn sealed(answers: Answers, judgement: Judgement, before: Option<Earlier>) -> SealedContact {
    let at = DateTime::<Utc>::UNIX_EPOCH;
    let mut contact = Contact {
        answers,
        ..Contact::default()
    };
    contact.compare_with(before);
    let why = Words::from("why");
    let judge = Change::Judge {
        view: judgement,
        why,
    };
    contact.apply(judge, at).unwrap();
    contact.apply(Change::ShowOutcome, at).unwrap();
    SealedContact {
        id: ContactId::new("c"),
        started_at: at,
        sealed_at: at,
        author: Author::default(),
        outcome: contact.shown_outcome(checklist()).unwrap(),
        contact,
        texts: BTreeMap::new(),
    }
}

/// A sealed contact with these answers, of which nobody looks at the outcome.
fn answered(answers: Answers) -> SealedContact {
    static EMPTY: LazyLock<SealedContact> =
        LazyLock::new(|| sealed(Answers::new(), Judgement::No, None));
    let mut contact = EMPTY.clone();
    contact.contact.answers = answers;
    contact
}

/// Up to three earlier contacts, the oldest first.
fn history() -> impl Strategy<Value = Vec<SealedContact>> {
    let contact = answers().prop_map(answered);
    proptest::collection::vec(contact, 0..=3)
}

/// Every way to know less about an item, or to find it.
fn graver(was: Presence) -> Vec<Presence> {
    match was {
        Presence::Present => vec![],
        Presence::NotPresent | Presence::NotAsked => vec![Presence::Present, Presence::NotKnown],
        Presence::NotKnown => vec![Presence::Present],
    }
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
        let outcome = outcome(checklist(), &answers, judgement, None);
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
        let before = outcome(checklist(), &answers, judgement, None).kind;
        let item = &items()[at];
        let mut graver = vec![Presence::Present];
        if answers[item].presence != Presence::Present {
            graver.push(Presence::NotKnown);
        }
        for presence in graver {
            let mut changed = answers.clone();
            changed.get_mut(item).unwrap().presence = presence;
            prop_assert!(outcome(checklist(), &changed, judgement, None).kind >= before);
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
        let before = outcome(checklist(), &answers, judgement, None).kind;
        let mut changed = answers.clone();
        changed.remove(item);
        prop_assert!(outcome(checklist(), &changed, judgement, None).kind >= before);
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
            contact.shown_outcome(checklist()).unwrap()
        };
        prop_assert_eq!(enter(&items()), enter(&order));
    }

    /// Invariant 3: only a contact in which every item was looked for and none was found, with a
    /// judgement that sees no risk, gives the one outcome that does not ask for something.
    #[test]
    fn none_identified_needs_every_item_looked_for(answers in answers(), judgement in judgement()) {
        let outcome = outcome(checklist(), &answers, judgement, None);
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
            let then = casework::outcome::outcome(checklist(), &found, judgement, None).kind;
            prop_assert_eq!(missing.if_not_present, then);
        }
    }

    /// Invariant 4.
    #[test]
    fn judgement_can_raise_and_never_lower(answers in answers()) {
        let with = |judgement| outcome(checklist(), &answers, judgement, None).kind;
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
        let before = contact.shown_outcome(checklist()).unwrap().kind;
        let _ = contact.apply(Change::Judge { view: then, why: "other".into() }, at);
        let _ = contact.apply(Change::RaiseJudgement { to: then, reason: "new".into() }, at);
        let after = contact.shown_outcome(checklist()).unwrap().kind;
        prop_assert!(after >= before);
        prop_assert_eq!(contact.judgement.unwrap().current(), first.max(then));
    }

    /// Design 3.4: what was there before can only add to what is asked for.
    #[test]
    fn earlier_contacts_never_weaken_an_outcome(
        answers in answers(), judgement in judgement(), history in history()
    ) {
        let alone = outcome(checklist(), &answers, judgement, None);
        let compared = outcome(checklist(), &answers, judgement, earlier(&history).as_ref());
        prop_assert!(compared.kind >= alone.kind);
        prop_assert_eq!(compared.indicators, alone.indicators);
        prop_assert_eq!(compared.warning_signs, alone.warning_signs);
        for (with, without) in compared.missing.iter().zip(&alone.missing) {
            prop_assert!(with.if_not_present >= without.if_not_present);
            prop_assert_eq!(with.if_present, without.if_present);
        }
    }

    /// A table over time says of each answer what the contact itself said when it was compared: what is
    /// new, and on whose word something is gone. It never shows less than was answered.
    #[test]
    fn a_table_over_time_says_of_each_answer_what_its_contact_said(
        answers in answers(), history in history()
    ) {
        let earlier = earlier(&history);
        let contact = Contact {
            answers: answers.clone(),
            earlier: earlier.clone(),
            ..Contact::default()
        };
        let marks = marks(&contact);
        let answered: Vec<_> = answers.keys().collect();
        prop_assert_eq!(marks.keys().collect::<Vec<_>>(), answered);
        for (item, answer) in &answers {
            prop_assert_eq!(marks[item].presence, answer.presence);
        }
        let found = earlier.map(|earlier| since(checklist(), &earlier, &answers)).unwrap_or_default();
        let new: BTreeSet<_> = marks.iter().filter(|(_, mark)| mark.new).map(|(item, _)| item).collect();
        prop_assert_eq!(new, found.newly_present.iter().collect::<BTreeSet<_>>());
        let cleared: BTreeMap<_, _> = marks
            .iter()
            .filter_map(|(item, mark)| Some((item.clone(), mark.cleared?)))
            .collect();
        let expected: BTreeMap<_, _> =
            found.cleared.iter().map(|one| (one.item.clone(), one.on)).collect();
        prop_assert_eq!(cleared, expected);
    }

    /// An older contact can only add to what is held open; a later one can clear, and then somebody
    /// else than the person said so.
    #[test]
    fn one_more_contact_never_weakens_an_outcome_unless_it_cleared_something(
        answers in answers(), judgement in judgement(), history in history(),
        more in answers(), at in 0usize..5
    ) {
        let kind = |history: &[SealedContact]| {
            outcome(checklist(), &answers, judgement, earlier(history).as_ref()).kind
        };
        let mut longer = history.clone();
        let mut more = more;
        if at.min(history.len()) > 0 {
            for answer in more.values_mut().filter(|one| one.presence == Presence::NotPresent) {
                answer.sources = Sources::from([Source::Person]);
            }
        }
        longer.insert(at.min(history.len()), answered(more));
        prop_assert!(kind(&longer) >= kind(&history));
    }

    /// Invariant 2, with earlier contacts.
    #[test]
    fn knowing_less_or_finding_more_never_weakens_an_outcome_beside_earlier_ones(
        answers in answers(), judgement in judgement(), history in history(), at in 0usize..14
    ) {
        let earlier = earlier(&history);
        let kind = |answers: &Answers| {
            outcome(checklist(), answers, judgement, earlier.as_ref()).kind
        };
        let item = &items()[at];
        for presence in graver(answers[item].presence) {
            let mut changed = answers.clone();
            changed.get_mut(item).unwrap().presence = presence;
            prop_assert!(kind(&changed) >= kind(&answers));
        }
    }

    /// A word of the person, or nobody's, never clears what was present before.
    #[test]
    fn what_was_present_is_never_cleared_on_their_word_alone(
        judgement in judgement(), history in history(), at in 0usize..14,
        sources in prop_oneof![Just(Sources::default()), Just(Sources::from([Source::Person]))]
    ) {
        let all = |presence| -> Answers {
            let answer = ItemAnswer { presence, sources: sources.clone(), ..ItemAnswer::default() };
            items().into_iter().map(|item| (item, answer.clone())).collect()
        };
        let mut there = Answers::new();
        there.insert(items()[at].clone(), ItemAnswer {
            presence: Presence::Present, ..ItemAnswer::default()
        });
        let mut history = history;
        history.push(answered(there));
        history.push(answered(all(Presence::NotPresent)));
        history.push(answered(Answers::new()));
        let earlier = earlier(&history).unwrap();
        prop_assert!(earlier.present.contains(&items()[at]));
        let now = outcome(checklist(), &all(Presence::NotPresent), judgement, Some(&earlier));
        prop_assert!(now.kind >= OutcomeKind::NotEnoughKnown);
        let said = now.reasons.iter().any(|reason| matches!(
            reason, Reason::ClearedOnTheirWordAlone { item, .. } if *item == items()[at]
        ));
        prop_assert!(said, "the outcome says so");
        prop_assert!(!now.reasons.contains(&Reason::NothingPresent));
    }

    /// What each missing item would change is what it then changes, on the person's word at least.
    #[test]
    fn what_is_said_of_a_missing_item_holds_beside_earlier_contacts(
        answers in answers(), judgement in judgement(), history in history(), sources in sources()
    ) {
        let earlier = earlier(&history);
        let score = |answers: &Answers| {
            outcome(checklist(), answers, judgement, earlier.as_ref())
        };
        for missing in score(&answers).missing {
            let found = |presence, sources: &Sources| {
                let mut answers = answers.clone();
                let slot = answers.get_mut(&missing.item).unwrap();
                (slot.presence, slot.sources) = (presence, sources.clone());
                score(&answers).kind
            };
            let person = Sources::from([Source::Person]);
            prop_assert_eq!(missing.if_present, found(Presence::Present, &sources));
            prop_assert_eq!(missing.if_not_present, found(Presence::NotPresent, &person));
            prop_assert!(missing.if_not_present >= found(Presence::NotPresent, &sources));
            let before = earlier.as_ref().map(|earlier| &earlier.present);
            let before = before.is_some_and(|present| present.contains(&missing.item));
            prop_assert_eq!(missing.was_present, before);
        }
    }

    /// Each item stands in one list at most, in the order of the checklist.
    #[test]
    fn since_last_time_lists_no_item_twice(answers in answers(), history in history()) {
        let Some(earlier) = earlier(&history) else { return Ok(()) };
        prop_assert_eq!(earlier.contacts as usize, history.len());
        let since = since(checklist(), &earlier, &answers);
        let cleared: Vec<_> = since.cleared.iter().map(|one| one.item.clone()).collect();
        let lists = [since.newly_present, cleared, since.not_looked_at, since.still_unknown];
        let order = items();
        for list in &lists {
            let at: Vec<_> = list.iter().map(|item| order.iter().position(|o| o == item)).collect();
            prop_assert!(at.is_sorted());
        }
        let all: Vec<_> = lists.into_iter().flatten().collect();
        prop_assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    }

    /// The snapshot is of the last contact and over all of them, whatever was compared in each.
    #[test]
    fn the_snapshot_names_the_last_contact_and_forgets_nothing_that_nobody_cleared(
        history in history()
    ) {
        let Some(found) = earlier(&history) else { return Ok(()) };
        let last = history.last().unwrap();
        for item in items() {
            prop_assert_eq!(found.last_time[&item], last.contact.answers[&item].presence);
            let mut open = false;
            for contact in &history {
                let answer = &contact.contact.answers[&item];
                let others = answer.sources.iter().any(|source| source != Source::Person);
                match answer.presence {
                    Presence::Present => open = true,
                    Presence::NotPresent if others => open = false,
                    _ => {}
                }
            }
            prop_assert_eq!(found.present.contains(&item), open);
        }
    }

    /// Written, read back and scored again it is the same, with all its reasons.
    #[test]
    fn a_sealed_contact_that_was_written_and_read_scores_again_to_the_same(
        answers in answers(), judgement in judgement(), history in history()
    ) {
        let contact = sealed(answers, judgement, earlier(&history));
        let text = serde_json::to_string(&contact).unwrap();
        let read: SealedContact = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read, &contact);
        prop_assert_eq!(read.scored_again(checklist()), contact.outcome);
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
