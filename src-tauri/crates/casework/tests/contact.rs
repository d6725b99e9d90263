//! What a contact does with each change, how it falls into parts and is whole again, what the steps
//! say, and what stands between it and its seal.
#![expect(
    clippy::unwrap_used,
    reason = "a test whose contact cannot be made must fail, in its helpers too"
)]

use casework::audience::{LineKind, Practitioner, read};
use casework::change::Earlier;
use casework::checklist::{Checklist, ItemAnswer, Presence};
use casework::contact::{
    AboutPerson, Account, Action, Asked, By, Change, ChangeRefused, Contact, Notes, Observation,
    PartKey, QuestionAnswer, Reply, Response, Review, Route,
};
use casework::gate::{Answer, Before, Company, Gate, Interpreter, QuestionSet, SetShut, Setting};
use casework::ids::{AccountId, ActionId, ContactId, ItemId, ObservationId, PersonId};
use casework::outcome::{Judgement, OutcomeKind};
use casework::provenance::{Protection, Source, Sources};
use casework::referral::Sharing;
use casework::sealing::{Author, SealBlocker, seal, seal_blockers};
use casework::steps::{Step, StepStatus, steps};
use casework::suggestion::{first_set, suggestions};
use casework::words::Words;
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use std::collections::{BTreeMap, BTreeSet};

fn at(minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 14, minute, 0).unwrap()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn checklist() -> Checklist {
    Checklist {
        version: 1,
        indicators: vec![ItemId::new("risk.weapons"), ItemId::new("risk.pregnancy")],
        warning_signs: vec![ItemId::new("warn.stalking")],
    }
}

fn observation(id: &str, item: Option<&str>, source: Source) -> Observation {
    Observation {
        id: ObservationId::new(id),
        item: item.map(ItemId::new),
        words: Words::from("words"),
        sources: Sources::from([source]),
        when: Words::from("today"),
    }
}

fn action(what: &str, who: &str, by: Option<By>) -> Action {
    Action {
        id: ActionId::new("a"),
        what: Words::from(what),
        who: Words::from(who),
        by,
        against: Vec::new(),
        telling: None,
    }
}

fn asked(words: &str) -> QuestionAnswer {
    QuestionAnswer {
        asked: Asked::Asked,
        words: Words::from(words),
    }
}

fn present() -> ItemAnswer {
    ItemAnswer {
        presence: Presence::Present,
        ..ItemAnswer::default()
    }
}

/// Answers that make it safe to ask.
fn clinic() -> Before {
    Before {
        danger_now: Some(Answer::No),
        setting: Some(Setting::Clinic),
        company: Some(Company::Alone),
        planned_to_talk: Some(Answer::No),
        under_influence: Some(Answer::No),
        partner_can_hear: Some(Answer::No),
        child_can_hear: Some(Answer::No),
        interpreter: Some(Interpreter::Nobody),
        only_from_victim: Some(Answer::No),
    }
}

/// One change of every kind that leaves something behind.
fn changes() -> Vec<Change> {
    vec![
        Change::About {
            about: AboutPerson {
                id: PersonId::new("p"),
                name: Words::from("J M"),
                local_reference: Words::from("ref"),
            },
        },
        Change::Before { before: clinic() },
        Change::AnsweredOpenly { openly: true },
        Change::Observation {
            observation: observation("say.drink", Some("say.drink"), Source::Person),
        },
        Change::Question {
            item: ItemId::new("ask.a"),
            answer: asked("yes"),
        },
        Change::Answer {
            item: ItemId::new("risk.weapons"),
            answer: present(),
        },
        Change::Judge {
            view: Judgement::NotSure,
            why: Words::from("why"),
        },
        Change::Response {
            item: ItemId::new("respond.a"),
            response: Response {
                used: true,
                note: Words::from("note"),
            },
        },
        Change::Route {
            item: ItemId::new("refer.a"),
            route: Route {
                service: Words::from("service"),
                reply: Some(Reply::Agreed),
                ..Route::default()
            },
        },
        Change::LookedAgain { looked: true },
        Change::Sharing {
            sharing: Sharing {
                who_knows: Words::from("the nursery"),
                nobody_told_because: Words::default(),
            },
        },
        Change::Action {
            action: action("ring", "me", Some(By::Today)),
        },
        Change::Account {
            account: Account {
                id: AccountId::new("o"),
                source: Some(Source::Partner),
                who: Words::from("her"),
                words: Words::from("told me"),
            },
        },
        Change::Notes {
            notes: Notes {
                said: Words::from("said"),
                seen: Words::from("seen"),
                opinion: Words::from("opinion"),
            },
        },
        Change::Review {
            review: Review {
                day: Some(day(30)),
                none_because: Words::default(),
            },
        },
        Change::Place { step: Step::Refer },
    ]
}

fn full() -> Contact {
    let mut contact = Contact::default();
    for change in changes() {
        contact.apply(change, at(0)).unwrap();
    }
    contact
}

fn status(contact: &Contact, step: Step) -> StepStatus {
    let found = steps(contact).into_iter().find(|(one, _)| *one == step);
    found.unwrap().1
}

fn noted(count: u32) -> StepStatus {
    StepStatus::Started { count }
}

#[test]
fn every_change_touches_one_part_and_the_parts_make_the_whole_again() {
    let mut contact = Contact::default();
    let mut parts = BTreeMap::new();
    for change in changes() {
        let key = contact.apply(change, at(0)).unwrap();
        let part = contact.part(&key).unwrap();
        assert_ne!(part, Contact::default(), "{key} is empty");
        parts.insert(key.to_string(), part);
    }
    assert_eq!(parts.len(), changes().len(), "two parts have one name");
    assert_eq!(Contact::from_parts(parts.values().cloned()), contact);
    assert_eq!(Contact::from_parts(parts.values().rev().cloned()), contact);
}

#[test]
fn parts_have_the_names_that_are_stored() {
    let mut contact = Contact::default();
    let names: Vec<String> = changes()
        .into_iter()
        .map(|change| contact.apply(change, at(0)).unwrap().to_string())
        .collect();
    let wanted = [
        "about",
        "before",
        "answered_openly",
        "observation/say.drink",
        "question/ask.a",
        "answer/risk.weapons",
        "judgement",
        "response/respond.a",
        "route/refer.a",
        "looked_again",
        "sharing",
        "action/a",
        "account/o",
        "notes",
        "review",
        "place",
    ];
    assert_eq!(names, wanted);
}

#[test]
fn a_part_is_written_with_nothing_but_itself() {
    let contact = full();
    let part = contact.part(&PartKey::Notes).unwrap();
    let text = serde_json::to_string(&part).unwrap();
    assert_eq!(
        text,
        r#"{"notes":{"said":"said","seen":"seen","opinion":"opinion"}}"#
    );
    let nothing = serde_json::to_string(&Contact::default()).unwrap();
    assert_eq!(nothing, "{}");
}

#[test]
fn what_is_taken_away_has_no_part_any_more() {
    let mut contact = full();
    let removals = [
        Change::RemoveObservation {
            id: ObservationId::new("say.drink"),
        },
        Change::RemoveRoute {
            item: ItemId::new("refer.a"),
        },
        Change::LookedAgain { looked: false },
        Change::RemoveAction {
            id: ActionId::new("a"),
        },
        Change::RemoveAccount {
            id: AccountId::new("o"),
        },
    ];
    for removal in removals {
        let key = contact.apply(removal, at(1)).unwrap();
        assert_eq!(contact.part(&key), None, "{key}");
    }
    assert!(contact.observations.is_empty() && contact.routes.is_empty());
    assert!(contact.actions.is_empty() && contact.accounts.is_empty());
}

#[test]
fn a_mark_that_was_taken_back_stays_taken_back() {
    let mut contact = full();
    let key = contact
        .apply(Change::AnsweredOpenly { openly: false }, at(1))
        .unwrap();
    let parts = [contact.part(&key).unwrap()];
    assert!(!Contact::from_parts(parts).answered_openly);
}

#[test]
fn every_change_of_the_gate_is_kept_and_nothing_else() {
    let mut contact = Contact::default();
    let mut answer = |before: Before, minute| {
        contact
            .apply(Change::Before { before }, at(minute))
            .unwrap();
        contact.gate_changes.clone()
    };
    let first = answer(Before::default(), 0);
    assert_eq!(first.len(), 1, "that nothing was answered is kept");
    answer(clinic(), 1);
    let planned = Before {
        planned_to_talk: Some(Answer::Yes),
        ..clinic()
    };
    let same = answer(planned, 2);
    assert_eq!(same.len(), 2, "the gate did not change");
    let heard = Before {
        partner_can_hear: Some(Answer::Yes),
        ..clinic()
    };
    let all = answer(heard, 3);
    assert_eq!(all.len(), 3);
    assert_eq!(all[1].gate, Gate::Ask);
    assert_eq!((all[1].at, all[2].at), (at(1), at(3)));
    assert_eq!(all[2].before, heard);
    assert_eq!(contact.before, heard);
}

#[test]
fn every_turn_of_a_question_set_and_of_what_only_the_victim_said_is_kept() {
    let mut contact = Contact::default();
    let direct = |contact: &Contact| {
        let last = contact.gate_changes.last().unwrap();
        let direct = last.sets.iter().find(|one| one.set == QuestionSet::Direct);
        direct.unwrap().shut
    };
    let answer = |contact: &mut Contact, before| {
        contact.apply(Change::Before { before }, at(1)).unwrap();
        contact.gate_changes.len()
    };
    let openly = |contact: &mut Contact, openly| {
        let change = Change::AnsweredOpenly { openly };
        contact.apply(change, at(2)).unwrap();
        contact.gate_changes.len()
    };
    assert_eq!(answer(&mut contact, clinic()), 1);
    assert_eq!(direct(&contact), Some(SetShut::NotAnsweredOpenly));
    assert_eq!(openly(&mut contact, true), 2, "the direct set opens");
    assert_eq!(direct(&contact), None);
    assert_eq!(contact.gate_changes[1].at, at(2));
    assert_eq!(openly(&mut contact, true), 2, "nothing changed");
    let child = |answer| Before {
        child_can_hear: Some(answer),
        ..clinic()
    };
    assert_eq!(answer(&mut contact, child(Answer::Yes)), 3, "a child came");
    assert_eq!(direct(&contact), Some(SetShut::ChildCanHear));
    let doubt = answer(&mut contact, child(Answer::NotSure));
    assert_eq!(doubt, 3, "nothing opened or shut");
    assert_eq!(answer(&mut contact, clinic()), 4, "the child went");
    assert_eq!(openly(&mut contact, false), 5, "the mark was taken back");
    let victim = Before {
        only_from_victim: Some(Answer::Yes),
        ..clinic()
    };
    assert_eq!(answer(&mut contact, victim), 6);
    let shut: Vec<_> = contact.gate_changes[5]
        .sets
        .iter()
        .map(|one| one.shut)
        .collect();
    let only = Some(SetShut::OnlyFromVictim);
    assert_eq!(shut, [None, only, only]);
    // Once the gate is shut no set tells it any more, and yet it is kept.
    let heard = |only_from_victim| Before {
        partner_can_hear: Some(Answer::Yes),
        only_from_victim,
        ..clinic()
    };
    assert_eq!(answer(&mut contact, heard(Some(Answer::Yes))), 7);
    assert_eq!(answer(&mut contact, heard(Some(Answer::No))), 8);
    assert_eq!(answer(&mut contact, heard(None)), 9);
    assert_eq!(answer(&mut contact, heard(Some(Answer::NotSure))), 9);
}

#[test]
fn the_changes_that_a_mark_made_come_back_with_the_parts_of_a_draft() {
    let mut contact = Contact::default();
    let mut parts = BTreeMap::new();
    let child = Before {
        child_can_hear: Some(Answer::Yes),
        ..clinic()
    };
    let home = Before {
        setting: Some(Setting::PersonsHome),
        ..clinic()
    };
    for change in [
        Change::AnsweredOpenly { openly: true },
        Change::Before { before: clinic() },
        Change::AnsweredOpenly { openly: false },
        Change::AnsweredOpenly { openly: true },
        Change::Before { before: child },
        Change::AnsweredOpenly { openly: false },
        Change::Before { before: clinic() },
        Change::AnsweredOpenly { openly: true },
        Change::Before { before: home },
        Change::Before {
            before: Before::default(),
        },
    ] {
        let key = contact.apply(change, at(0)).unwrap();
        parts.insert(key.to_string(), contact.part(&key).unwrap());
        assert_eq!(Contact::from_parts(parts.values().cloned()), contact);
        assert_eq!(Contact::from_parts(parts.values().rev().cloned()), contact);
    }
    assert_eq!(contact.gate_changes.len(), 9);
}

#[test]
fn a_change_of_the_gate_that_was_sealed_without_its_question_sets_still_reads() {
    let sealed = r#"{"gate_changes":[{"at":"2026-11-23T14:15:00Z","before":{"danger_now":"no","setting":"clinic","company":"alone","planned_to_talk":"no","under_influence":"no","partner_can_hear":"yes","child_can_hear":null,"interpreter":"nobody","only_from_victim":"no"},"gate":{"gate":"look_and_listen_only","reasons":["partner_can_hear"]}}],"before":{"partner_can_hear":"yes"}}"#;
    let contact: Contact = serde_json::from_str(sealed).unwrap();
    let [change] = contact.gate_changes.as_slice() else {
        panic!("one change was sealed");
    };
    assert_eq!(change.before.partner_can_hear, Some(Answer::Yes));
    assert!(matches!(change.gate, Gate::LookAndListenOnly { .. }));
    assert!(change.sets.is_empty(), "nobody knows what was open then");
}

#[test]
fn the_time_of_an_answer_is_when_it_was_given() {
    let contact = full();
    let answer = &contact.answers[&ItemId::new("risk.weapons")];
    assert_eq!(answer.answered_at, Some(at(0)));
}

#[test]
fn the_judgement_can_change_until_the_outcome_was_shown() {
    let mut contact = Contact::default();
    let judge = |contact: &mut Contact, view, why: &str, minute| {
        let why = Words::from(why);
        contact.apply(Change::Judge { view, why }, at(minute))
    };
    assert_eq!(
        contact.apply(Change::ShowOutcome, at(0)),
        Err(ChangeRefused::JudgementFirst)
    );
    judge(&mut contact, Judgement::Yes, "a", 1).unwrap();
    assert!(contact.shown_outcome(&checklist()).is_none());
    judge(&mut contact, Judgement::No, "b", 2).unwrap();
    let given = contact.judgement.clone().unwrap();
    assert_eq!((given.view, given.at), (Judgement::No, at(2)));
    assert_eq!(given.why.stored(), "b");
    contact.apply(Change::ShowOutcome, at(3)).unwrap();
    assert!(contact.shown_outcome(&checklist()).is_some());
    contact.apply(Change::ShowOutcome, at(4)).unwrap();
    let given = contact.judgement.clone().unwrap();
    assert_eq!(given.outcome_shown_at, Some(at(3)), "the first time counts");

    // The same view with more of a reason is the same judgement.
    judge(&mut contact, Judgement::No, "because", 5).unwrap();
    let given = contact.judgement.clone().unwrap();
    assert_eq!((given.why.stored(), given.at), ("because", at(2)));
    assert_eq!(given.outcome_shown_at, Some(at(3)));
    for view in [Judgement::NotSure, Judgement::Yes] {
        let refused = judge(&mut contact, view, "late", 6);
        assert_eq!(refused, Err(ChangeRefused::OutcomeShown));
    }
    assert_eq!(contact.judgement.unwrap().why.stored(), "because");
}

#[test]
fn a_judgement_is_raised_with_a_reason_and_never_lowered() {
    let mut contact = Contact::default();
    let raise = |contact: &mut Contact, to, reason: &str| {
        let reason = Words::from(reason);
        contact.apply(Change::RaiseJudgement { to, reason }, at(9))
    };
    let nothing = raise(&mut contact, Judgement::Yes, "r");
    assert_eq!(nothing, Err(ChangeRefused::NothingToRaise));
    let why = Words::default();
    let view = Judgement::No;
    contact.apply(Change::Judge { view, why }, at(0)).unwrap();
    let unseen = raise(&mut contact, Judgement::Yes, "r");
    assert_eq!(unseen, Err(ChangeRefused::NothingToRaise));
    contact.apply(Change::ShowOutcome, at(1)).unwrap();
    assert_eq!(
        raise(&mut contact, Judgement::No, "r"),
        Err(ChangeRefused::NotRaised)
    );
    assert_eq!(
        raise(&mut contact, Judgement::NotSure, " "),
        Err(ChangeRefused::ReasonMissing)
    );
    raise(&mut contact, Judgement::NotSure, "r").unwrap();
    raise(&mut contact, Judgement::Yes, "more").unwrap();
    assert_eq!(
        raise(&mut contact, Judgement::NotSure, "r"),
        Err(ChangeRefused::NotRaised)
    );
    let given = contact.judgement.as_ref().unwrap();
    assert_eq!(given.current(), Judgement::Yes);
    assert_eq!(given.view, Judgement::No, "what was judged first stays");
    assert_eq!(given.raised.len(), 2);
    let outcome = contact.shown_outcome(&checklist()).unwrap();
    assert_eq!(outcome.kind, OutcomeKind::ActNow);
}

#[test]
fn only_a_graver_view_is_offered() {
    use Judgement as J;
    assert_eq!(J::No.graver(), [J::Yes, J::NotSure]);
    assert_eq!(J::NotSure.graver(), [J::Yes]);
    assert_eq!(J::Yes.graver(), []);
}

#[test]
fn an_action_is_due_when_it_says() {
    assert_eq!(By::Now.due(day(23)), day(23));
    assert_eq!(By::Today.due(day(23)), day(23));
    assert_eq!(By::ThisWeek.due(day(23)), day(30));
    assert_eq!(By::Date { day: day(25) }.due(day(23)), day(25));
    assert_eq!(By::ThisWeek.due(NaiveDate::MAX), NaiveDate::MAX);
}

#[test]
fn an_action_is_complete_with_what_who_and_when() {
    assert!(action("ring", "me", Some(By::Now)).is_complete());
    assert!(!action(" ", "me", Some(By::Now)).is_complete());
    assert!(!action("ring", "", Some(By::Now)).is_complete());
    assert!(!action("ring", "me", None).is_complete());
}

#[test]
fn an_account_without_a_source_counts_as_the_victims() {
    let mut account = Account {
        id: AccountId::new("o"),
        source: None,
        who: Words::default(),
        words: Words::default(),
    };
    assert_eq!(account.sources().protection(), Protection::VictimOnly);
    account.source = Some(Source::OtherAgency);
    assert_eq!(account.sources(), Sources::from([Source::OtherAgency]));
}

#[test]
fn before_you_start_counts_its_answers() {
    assert_eq!(Before::default().answered(), 0);
    assert_eq!(clinic().answered(), Before::QUESTIONS);
    let one = Before {
        interpreter: Some(Interpreter::NotSure),
        ..Before::default()
    };
    assert_eq!(one.answered(), 1);
}

#[test]
fn the_practitioner_reads_every_kind_of_line_and_only_items_that_are_present() {
    let mut contact = full();
    contact.answers.insert(
        ItemId::new("warn.stalking"),
        ItemAnswer {
            presence: Presence::NotPresent,
            words: Words::from("asked and no"),
            ..ItemAnswer::default()
        },
    );
    contact.questions.insert(ItemId::new("ask.b"), asked("  "));
    let lines: Vec<(LineKind, Option<String>)> = read(&contact, Practitioner)
        .lines()
        .into_iter()
        .map(|line| (line.kind, line.item.map(|item| item.to_string())))
        .collect();
    let named = |kind, item: &str| (kind, Some(item.to_owned()));
    assert_eq!(
        lines,
        [
            named(LineKind::Observation, "say.drink"),
            named(LineKind::Question, "ask.a"),
            named(LineKind::ItemPresent, "risk.weapons"),
            (LineKind::Account, None)
        ]
    );
}

#[test]
fn the_steps_of_an_empty_contact_are_not_started_and_asking_waits() {
    let contact = Contact::default();
    for (step, status) in steps(&contact) {
        let wanted = if step == Step::Ask {
            StepStatus::NotNow
        } else {
            StepStatus::NotStarted
        };
        assert_eq!(status, wanted, "{step:?}");
    }
}

#[test]
fn a_step_says_how_much_was_noted_and_when_it_is_done() {
    let mut contact = full();
    assert_eq!(status(&contact, Step::Before), StepStatus::Done);
    assert_eq!(status(&contact, Step::Look), noted(1));
    assert_eq!(status(&contact, Step::Ask), noted(1));
    assert_eq!(status(&contact, Step::Assess), noted(2));
    assert_eq!(status(&contact, Step::Respond), noted(1));
    assert_eq!(status(&contact, Step::Refer), noted(3));
    assert_eq!(status(&contact, Step::Record), StepStatus::Done);

    contact.apply(Change::ShowOutcome, at(1)).unwrap();
    assert_eq!(status(&contact, Step::Assess), StepStatus::Done);

    contact.before.planned_to_talk = None;
    assert_eq!(status(&contact, Step::Before), noted(8));
}

#[test]
fn a_question_counts_when_it_was_put_or_has_words() {
    let mut contact = Contact {
        before: clinic(),
        ..Contact::default()
    };
    let card = ItemId::new("ask.a");
    contact
        .questions
        .insert(card.clone(), QuestionAnswer::default());
    assert_eq!(status(&contact, Step::Ask), StepStatus::NotStarted);
    for answer in [
        QuestionAnswer {
            asked: Asked::Declined,
            ..QuestionAnswer::default()
        },
        QuestionAnswer {
            words: Words::from("unasked"),
            ..QuestionAnswer::default()
        },
    ] {
        contact.questions.insert(card.clone(), answer);
        assert_eq!(status(&contact, Step::Ask), noted(1));
    }
}

#[test]
fn an_item_that_was_not_asked_and_a_point_that_was_not_used_do_not_count() {
    let mut contact = Contact::default();
    contact
        .answers
        .insert(ItemId::new("risk.weapons"), ItemAnswer::default());
    let point = ItemId::new("respond.a");
    contact.responses.insert(point.clone(), Response::default());
    assert_eq!(status(&contact, Step::Assess), StepStatus::NotStarted);
    assert_eq!(status(&contact, Step::Respond), StepStatus::NotStarted);
    contact.responses.insert(
        point,
        Response {
            used: false,
            note: Words::from("note"),
        },
    );
    assert_eq!(status(&contact, Step::Respond), noted(1));
}

#[test]
fn a_record_is_done_with_words_and_a_review() {
    let mut contact = Contact::default();
    let review = Review {
        day: None,
        none_because: Words::from("moved away"),
    };
    contact.review = review;
    assert_eq!(status(&contact, Step::Record), noted(1));
    contact.notes.seen = Words::from("seen");
    assert_eq!(status(&contact, Step::Record), StepStatus::Done);
    contact.review = Review::default();
    assert_eq!(status(&contact, Step::Record), noted(1));
    contact.notes.said = Words::from("said");
    assert_eq!(status(&contact, Step::Record), noted(2), "no review yet");
    let account = Account {
        id: AccountId::new("o"),
        source: None,
        who: Words::default(),
        words: Words::from("told me"),
    };
    contact.accounts.insert(account.id.clone(), account);
    assert_eq!(status(&contact, Step::Record), noted(3));
    contact.review.day = Some(day(30));
    assert_eq!(status(&contact, Step::Record), StepStatus::Done);
}

#[test]
fn each_condition_of_sealing_is_named_until_it_is_met() {
    use SealBlocker as B;
    let mut contact = Contact::default();
    let open = |contact: &Contact| seal_blockers(contact, &checklist());
    assert_eq!(
        open(&contact),
        [B::NobodyNamed, B::NoJudgement, B::NoReview]
    );

    let mut about = AboutPerson {
        id: PersonId::new("p"),
        name: Words::from(" "),
        local_reference: Words::default(),
    };
    contact.about = Some(about.clone());
    assert_eq!(open(&contact)[0], B::NobodyNamed, "a blank names nobody");
    about.local_reference = Words::from("ref");
    contact.about = Some(about);
    assert_eq!(open(&contact), [B::NoJudgement, B::NoReview]);

    let (view, why) = (Judgement::Yes, Words::default());
    contact.apply(Change::Judge { view, why }, at(0)).unwrap();
    assert_eq!(
        open(&contact),
        [B::JudgementWithoutWhy, B::OutcomeNotShown, B::NoReview]
    );
    contact.apply(Change::ShowOutcome, at(1)).unwrap();
    let why = Words::from("what she said");
    contact.apply(Change::Judge { view, why }, at(1)).unwrap();
    assert_eq!(open(&contact), [B::NoReview, B::ActNowWithoutAction]);

    contact.review.none_because = Words::from("the lead decides");
    assert_eq!(open(&contact), [B::ActNowWithoutAction]);
    let half = action("ring", "", Some(By::Now));
    contact.actions.insert(half.id.clone(), half);
    assert_eq!(open(&contact), [B::ActNowWithoutAction]);
    let whole = action("ring", "me", Some(By::Now));
    contact.actions.insert(whole.id.clone(), whole);
    assert_eq!(open(&contact), []);

    contact.review.none_because = Words::default();
    assert_eq!(open(&contact), [B::NoReview]);
    contact.review.day = Some(day(30));
    assert_eq!(open(&contact), []);
}

#[test]
fn what_is_no_longer_present_needs_a_reason_and_a_source() {
    use SealBlocker as B;
    let mut contact = full();
    contact.apply(Change::ShowOutcome, at(1)).unwrap();
    let open = |contact: &Contact| seal_blockers(contact, &checklist());
    let before = open(&contact);
    assert!(!before.contains(&B::ClearedWithoutReason));

    let (weapons, pregnancy) = (ItemId::new("risk.weapons"), ItemId::new("risk.pregnancy"));
    contact.earlier = Some(Earlier {
        contacts: 1,
        last: ContactId::new("before"),
        last_sealed_at: at(0),
        last_time: BTreeMap::new(),
        present: BTreeSet::from([weapons.clone(), pregnancy.clone()]),
    });
    let answer = |contact: &mut Contact, item: &ItemId, why: &str, sources: Sources| {
        let answer = ItemAnswer {
            presence: Presence::NotPresent,
            sources,
            why: why.into(),
            ..ItemAnswer::default()
        };
        contact.answers.insert(item.clone(), answer);
    };
    let police = || Sources::from([Source::OtherAgency]);
    let person = || Sources::from([Source::Person]);
    let said = |contact: &Contact| {
        let cleared = [B::ClearedWithoutReason, B::ClearedWithoutSource];
        let found = open(contact)
            .into_iter()
            .filter(|one| cleared.contains(one));
        found.collect::<Vec<_>>()
    };
    answer(&mut contact, &weapons, "sold", police());
    answer(&mut contact, &pregnancy, "", police());
    assert_eq!(said(&contact), [B::ClearedWithoutReason]);
    answer(&mut contact, &pregnancy, "so he says", Sources::default());
    assert_eq!(said(&contact), [B::ClearedWithoutSource]);
    answer(&mut contact, &pregnancy, " ", Sources::default());
    assert_eq!(
        said(&contact),
        [B::ClearedWithoutReason, B::ClearedWithoutSource]
    );
    answer(&mut contact, &pregnancy, "so he says", person());
    assert_eq!(said(&contact), []);
}

#[test]
fn the_earlier_contacts_are_a_part_of_their_own() {
    let earlier = Earlier {
        contacts: 2,
        last: ContactId::new("before"),
        last_sealed_at: at(0),
        last_time: BTreeMap::from([(ItemId::new("risk.weapons"), Presence::NotKnown)]),
        present: BTreeSet::from([ItemId::new("risk.weapons")]),
    };
    let mut contact = full();
    let key = contact.compare_with(Some(earlier.clone()));
    assert_eq!(key.to_string(), "earlier");
    let part = contact.part(&key).unwrap();
    assert_eq!(part.earlier, Some(earlier));
    assert_eq!(
        Contact::from_parts([full(), part]),
        contact,
        "it is found again among the parts"
    );
    let key = contact.compare_with(None);
    assert_eq!(contact.part(&key), None, "taken away with the person");
}

#[test]
fn an_outcome_that_does_not_say_act_now_needs_no_action() {
    let mut contact = full();
    contact.actions.clear();
    contact.answers.clear();
    contact.apply(Change::ShowOutcome, at(1)).unwrap();
    assert_eq!(seal_blockers(&contact, &checklist()), []);
}

#[test]
fn a_sealed_contact_keeps_what_was_entered_its_outcome_and_the_labels_of_its_time() {
    let mut contact = full();
    contact.apply(Change::ShowOutcome, at(1)).unwrap();
    let label = |item: &ItemId| (item.as_str() != "ask.a").then(|| format!("about {item}"));
    let author = Author {
        name: Words::from("Me"),
        ..Author::default()
    };
    let sealed = seal(
        ContactId::new("c"),
        at(0),
        at(2),
        author.clone(),
        contact.clone(),
        &checklist(),
        label,
    )
    .unwrap();
    assert_eq!((sealed.started_at, sealed.sealed_at), (at(0), at(2)));
    assert_eq!(sealed.author, author);
    assert_eq!(sealed.outcome, contact.shown_outcome(&checklist()).unwrap());
    assert_eq!(sealed.contact.place, None, "the place is not of the record");
    contact.place = None;
    assert_eq!(sealed.contact, contact);
    let texts: BTreeSet<&str> = sealed.texts.keys().map(ItemId::as_str).collect();
    let wanted = [
        "risk.weapons",
        "risk.pregnancy",
        "warn.stalking",
        "say.drink",
        "respond.a",
        "refer.a",
    ];
    assert_eq!(texts, BTreeSet::from(wanted));
    assert_eq!(sealed.texts[&ItemId::new("say.drink")], "about say.drink");
}

#[test]
fn what_is_not_ready_is_not_sealed() {
    let refused = seal(
        ContactId::new("c"),
        at(0),
        at(1),
        Author::default(),
        Contact::default(),
        &checklist(),
        |_| None,
    );
    assert_eq!(
        refused,
        Err(seal_blockers(&Contact::default(), &checklist()))
    );
}

#[test]
fn an_offer_comes_from_open_information_and_ends_when_the_item_is_marked() {
    let raises = BTreeMap::from([
        (
            ItemId::new("notice.jealousy"),
            vec![ItemId::new("risk.weapons"), ItemId::new("warn.stalking")],
        ),
        (ItemId::new("ask.a"), vec![ItemId::new("risk.pregnancy")]),
    ]);
    let offered = |contact: &Contact| -> Vec<String> {
        suggestions(contact, &raises)
            .into_iter()
            .map(|offer| format!("{} from {}", offer.item, offer.from))
            .collect()
    };
    let mut contact = Contact::default();
    let jealous = |source| observation("notice.jealousy", Some("notice.jealousy"), source);
    let id = ObservationId::new("notice.jealousy");
    contact
        .observations
        .insert(id.clone(), jealous(Source::Partner));
    assert!(
        offered(&contact).is_empty(),
        "a victim's words offer nothing"
    );
    contact.observations.insert(id, jealous(Source::SeenByMe));
    contact
        .questions
        .insert(ItemId::new("ask.a"), asked("she is due in May"));
    assert_eq!(
        offered(&contact),
        [
            "risk.pregnancy from ask.a",
            "risk.weapons from notice.jealousy",
            "warn.stalking from notice.jealousy"
        ]
    );
    contact
        .answers
        .insert(ItemId::new("risk.weapons"), present());
    let whole = offered(&contact).len();
    assert_eq!(
        whole, 3,
        "who has said it already does not show on the card"
    );
    let (from, item) = ("notice.jealousy", "risk.weapons");
    let take_up = Change::TakeUp {
        from: ItemId::new(from),
        item: ItemId::new(item),
    };
    contact.apply(take_up, at(9)).unwrap();
    assert_eq!(offered(&contact).len(), 2);
    let dismiss = Change::Dismiss {
        from: ItemId::new(from),
        item: ItemId::new("warn.stalking"),
        reason: "it was about work".into(),
    };
    contact.apply(dismiss, at(9)).unwrap();
    assert_eq!(offered(&contact), ["risk.pregnancy from ask.a"]);
    let declined = QuestionAnswer {
        asked: Asked::Declined,
        words: Words::from("no"),
    };
    contact.questions.insert(ItemId::new("ask.a"), declined);
    assert_eq!(offered(&contact), [""; 0]);
    contact.questions.insert(ItemId::new("ask.a"), asked(" "));
    assert_eq!(offered(&contact), [""; 0]);
}

#[test]
fn who_speaks_of_their_own_abuse_is_met_with_the_questions_on_it() {
    let asks = ItemId::new("present.asks-for-help");
    let leads_to = BTreeMap::from([
        (asks.clone(), QuestionSet::Disclosed),
        (ItemId::new("present.blames"), QuestionSet::OtherIssue),
    ]);
    let mut contact = Contact::default();
    assert_eq!(first_set(&contact, &leads_to), QuestionSet::OtherIssue);
    let id = ObservationId::new("one");
    let told = |source| observation("one", Some(asks.as_str()), source);
    contact
        .observations
        .insert(id.clone(), told(Source::Partner));
    assert_eq!(first_set(&contact, &leads_to), QuestionSet::OtherIssue);
    contact.observations.insert(id, told(Source::Person));
    assert_eq!(first_set(&contact, &leads_to), QuestionSet::Disclosed);
}
