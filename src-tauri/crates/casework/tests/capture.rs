//! What is caught during the talk and sorted afterwards: offers taken up and turned down, lines of the
//! notepad, and who does what to whom.
#![expect(
    clippy::unwrap_used,
    reason = "a test whose contact cannot be made must fail, in its helpers too"
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use casework::audience::{AskView, BesideThePerson, OnlineEntry, ask_view, read};
use casework::checklist::{Checklist, ItemAnswer, Presence};
use casework::contact::{Asked, Change, Contact, Observation, PartKey, QuestionAnswer};
use casework::counter::{Counter, Finding, TOPICS, Topic, Who, claims};
use casework::gate::{Answer, Before, Company, Interpreter, Setting};
use casework::ids::{ContactId, ItemId, JottingId, ObservationId, PersonId};
use casework::jotting::{Jotting, in_order, unsorted};
use casework::outcome::Judgement;
use casework::provenance::{Protection, Source, Sources};
use casework::sealing::{Author, seal};
use casework::steps::{Step, StepStatus, steps};
use casework::suggestion::{Raises, Suggestion, suggestions, without_reason};
use casework::urgent::UrgentRules;
use casework::words::Words;
use chrono::{DateTime, TimeZone, Utc};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const FROM: &str = "notice.jealousy";
const CARD: &str = "ask.weapons";
const ITEM: &str = "risk.weapons";

fn at(minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 14, minute, 0).unwrap()
}

fn id(text: &str) -> ItemId {
    ItemId::new(text)
}

fn raises() -> Raises {
    BTreeMap::from([
        (id(FROM), vec![id(ITEM), id("warn.stalking")]),
        (id(CARD), vec![id(ITEM)]),
    ])
}

fn checklist() -> Checklist {
    Checklist {
        version: 1,
        indicators: vec![id(ITEM)],
        warning_signs: vec![id("warn.stalking")],
    }
}

fn observed(item: &str, words: &str, sources: impl IntoIterator<Item = Source>) -> Change {
    Change::Observation {
        observation: Observation {
            id: ObservationId::new(item),
            item: Some(id(item)),
            words: words.into(),
            sources: Sources::from(sources),
            when: Words::default(),
        },
    }
}

fn answered(words: &str) -> Change {
    Change::Question {
        item: id(CARD),
        answer: QuestionAnswer {
            asked: Asked::Asked,
            words: words.into(),
        },
    }
}

fn line(
    name: &str,
    words: &str,
    sources: impl IntoIterator<Item = Source>,
    to: &[&str],
) -> Jotting {
    Jotting {
        id: JottingId::new(name),
        words: words.into(),
        sources: Sources::from(sources),
        to: to.iter().copied().map(id).collect(),
        alone: false,
        at: None,
    }
}

fn jotted(jotting: Jotting) -> Change {
    Change::Jot { jotting }
}

fn take_up(from: &str) -> Change {
    Change::TakeUp {
        from: id(from),
        item: id(ITEM),
    }
}

fn dismiss(from: &str, item: &str, reason: &str) -> Change {
    Change::Dismiss {
        from: id(from),
        item: id(item),
        reason: reason.into(),
    }
}

fn contact(changes: impl IntoIterator<Item = Change>) -> Contact {
    let mut contact = Contact::default();
    for change in changes {
        contact.apply(change, at(0)).unwrap();
    }
    contact
}

fn offered(contact: &Contact) -> Vec<Suggestion> {
    suggestions(contact, &raises())
}

fn is_offered(contact: &Contact, from: &str) -> bool {
    let mut offers = offered(contact).into_iter();
    offers.any(|offer| offer.from == id(from) && offer.item == id(ITEM))
}

fn look(contact: &Contact) -> StepStatus {
    let found = steps(contact)
        .into_iter()
        .find(|(step, _)| *step == Step::Look);
    found.unwrap().1
}

/// True when these words stand there as lines of their own.
fn stands_in(there: &Words, words: &str) -> bool {
    format!("\n{}\n", there.stored()).contains(&format!("\n{words}\n"))
}

fn sources() -> impl Strategy<Value = Sources> {
    proptest::sample::subsequence(Source::ALL.to_vec(), 0..=3).prop_map(Sources::from)
}

/// Few letters, so that one is often a part of another.
fn words() -> impl Strategy<Value = String> {
    "[ab \n]{0,5}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn taking_up_an_offer_adds_its_words_and_sources_and_loses_none(
        before in proptest::option::of((words(), sources())),
        observation in proptest::option::of((words(), sources())),
        card in proptest::option::of(words()),
        notes in proptest::collection::vec((words(), sources(), any::<bool>()), 0..4),
        from in prop_oneof![Just(FROM), Just(CARD)],
    ) {
        let mut it = Contact::default();
        let mut pieces: Vec<(String, Sources)> = Vec::new();
        if let Some((words, sources)) = &observation {
            it.apply(observed(FROM, words, sources.iter()), at(0)).unwrap();
            if from == FROM {
                pieces.push((words.clone(), sources.clone()));
            }
        }
        if let Some(words) = &card {
            it.apply(answered(words), at(0)).unwrap();
            if from == CARD && !words.trim().is_empty() {
                pieces.push((words.clone(), Sources::from([Source::Person])));
            }
        }
        for (n, (words, sources, here)) in notes.iter().enumerate() {
            let to: &[&str] = if *here { &[from, "say.drink"] } else { &["say.drink"] };
            let jotting = line(&format!("j{n}"), words, sources.iter(), to);
            it.apply(jotted(jotting), at(0)).unwrap();
            if *here && !words.trim().is_empty() {
                pieces.push((words.clone(), sources.clone()));
            }
        }
        let known = before.clone().unwrap_or_default();
        if let Some((words, sources)) = &before {
            let answer = ItemAnswer {
                presence: Presence::NotKnown,
                words: words.as_str().into(),
                sources: sources.clone(),
                when: "in May".into(),
                ..ItemAnswer::default()
            };
            it.apply(Change::Answer { item: id(ITEM), answer }, at(0)).unwrap();
        }
        let was = it.clone();
        it.apply(take_up(from), at(7)).unwrap();
        let answer = it.answers[&id(ITEM)].clone();

        prop_assert_eq!(answer.presence, Presence::Present);
        prop_assert_eq!(answer.answered_at, Some(at(7)));
        if before.is_some() {
            prop_assert_eq!(answer.when.stored(), "in May");
        }
        if !known.0.trim().is_empty() {
            prop_assert!(answer.words.stored().starts_with(&known.0));
        }
        // What only a victim said makes no offer, and is not taken along with one.
        let open = pieces
            .iter()
            .filter(|(_, sources)| sources.protection() != Protection::VictimOnly);
        let mut all: BTreeSet<Source> = known.1.iter().collect();
        for (words, sources) in open {
            prop_assert!(words.trim().is_empty() || stands_in(&answer.words, words));
            all.extend(sources.iter());
        }
        // What nobody gave a source to stays so: otherwise it would seem to be the person's.
        let nobody_said = !known.0.trim().is_empty() && known.1.is_empty();
        let wanted = if nobody_said { Sources::default() } else { Sources::from(all) };
        prop_assert_eq!(&answer.sources, &wanted);
        // Where they came from they stay as they were.
        let mut rest = it.clone();
        rest.answers = was.answers.clone();
        prop_assert_eq!(&rest, &was);
        // It is not offered again, and once more changes nothing.
        prop_assert!(!is_offered(&it, from));
        let mut twice = it.clone();
        twice.apply(take_up(from), at(7)).unwrap();
        prop_assert_eq!(twice, it);
    }

    #[test]
    fn nothing_that_is_caught_touches_the_outcome(
        presence in prop_oneof![
            Just(Presence::Present), Just(Presence::NotPresent), Just(Presence::NotKnown)
        ],
        words in words(),
        sources in sources(),
        who in prop_oneof![
            Just(Who::ThePerson), Just(Who::ThePartner), Just(Who::Both), Just(Who::CannotTellToday)
        ],
    ) {
        let answer = ItemAnswer { presence, ..ItemAnswer::default() };
        let mut it = contact([
            Change::Answer { item: id(ITEM), answer },
            Change::Judge { view: Judgement::No, why: Words::default() },
            Change::ShowOutcome,
        ]);
        let before = it.shown_outcome(&checklist());
        let finding = Finding {
            who: Some(who), words: words.as_str().into(), sources: sources.clone()
        };
        let counter = Counter { afraid: finding.clone(), injuries: finding, ..Counter::default() };
        it.apply(Change::Counter { counter }, at(1)).unwrap();
        it.apply(jotted(line("j", &words, sources.iter(), &[ITEM])), at(1)).unwrap();
        it.apply(dismiss(FROM, ITEM, &words), at(1)).unwrap();
        prop_assert_eq!(it.shown_outcome(&checklist()), before);
    }

    #[test]
    fn who_does_what_to_whom_never_stands_where_the_person_can_see_it(
        words in words(), sources in sources()
    ) {
        let told = contact([
            observed(FROM, "he looks at my phone", [Source::Person]),
            answered("a bat"),
        ]);
        let mut sorted = told.clone();
        let finding = Finding {
            who: Some(Who::ThePerson), words: words.as_str().into(), sources
        };
        let counter = Counter { afraid: finding.clone(), pattern: finding, ..Counter::default() };
        sorted.apply(Change::Counter { counter }, at(1)).unwrap();
        prop_assert_eq!(
            read(&sorted, BesideThePerson).lines(), read(&told, BesideThePerson).lines()
        );
        prop_assert_eq!(read(&sorted, OnlineEntry).lines(), read(&told, OnlineEntry).lines());
    }
}

#[test]
fn what_only_a_victim_said_is_not_taken_along_and_stays_where_it_is() {
    let mut it = contact([
        answered("a bat"),
        jotted(line("j", "he has a knife", [Source::Partner], &[CARD])),
        jotted(line("k", "who said this?", [], &[CARD])),
    ]);
    it.apply(take_up(CARD), at(1)).unwrap();
    let answer = &it.answers[&id(ITEM)];
    assert_eq!(answer.words.stored(), "a bat");
    assert_eq!(answer.sources, Sources::from([Source::Person]));
    assert_eq!(it.jottings.len(), 2);
}

#[test]
fn words_to_which_nobody_gave_a_source_do_not_become_the_persons() {
    let mut it = contact([answered("a bat")]);
    let answer = ItemAnswer {
        presence: Presence::Present,
        words: "he has a knife".into(),
        ..ItemAnswer::default()
    };
    let item = id(ITEM);
    it.apply(Change::Answer { item, answer }, at(0)).unwrap();
    assert!(is_offered(&it, CARD));
    it.apply(take_up(CARD), at(1)).unwrap();
    let answer = &it.answers[&id(ITEM)];
    assert_eq!(answer.words.stored(), "he has a knife\na bat");
    assert_eq!(answer.sources.protection(), Protection::VictimOnly);
    assert!(!is_offered(&it, CARD), "it was taken up");
}

#[test]
fn words_that_are_a_part_of_others_are_added_all_the_same() {
    let mut it = contact([answered("no")]);
    let answer = ItemAnswer {
        words: "I know nothing".into(),
        sources: Sources::from([Source::Person]),
        ..ItemAnswer::default()
    };
    let item = id(ITEM);
    it.apply(Change::Answer { item, answer }, at(0)).unwrap();
    it.apply(take_up(CARD), at(1)).unwrap();
    assert_eq!(it.answers[&id(ITEM)].words.stored(), "I know nothing\nno");
}

#[test]
fn several_pieces_make_one_offer_with_all_their_sources() {
    let it = contact([
        observed(FROM, "he counts her messages", [Source::SeenByMe]),
        jotted(line("j", "I look at her phone", [Source::Person], &[FROM])),
        jotted(line("k", "he hid a knife", [Source::Child], &[FROM])),
    ]);
    let offers = offered(&it);
    assert_eq!(offers.len(), 2, "one for each item");
    for offer in offers {
        let both = Sources::from([Source::Person, Source::SeenByMe]);
        assert_eq!(offer.sources, both, "a child's words make no offer");
    }
}

#[test]
fn an_attached_line_makes_an_offer_once_its_source_is_open() {
    let mut jotting = line("j", "I keep a bat by the door", [], &[FROM]);
    let mut it = contact([jotted(jotting.clone())]);
    assert!(offered(&it).is_empty(), "nobody says who it came from");
    jotting.sources = Sources::from([Source::Partner]);
    it.apply(jotted(jotting.clone()), at(1)).unwrap();
    assert!(offered(&it).is_empty(), "a victim's words offer nothing");
    jotting.sources = Sources::from([Source::OtherAgency]);
    it.apply(jotted(jotting.clone()), at(1)).unwrap();
    assert!(is_offered(&it, FROM));
    jotting.to.clear();
    it.apply(jotted(jotting.clone()), at(1)).unwrap();
    assert!(offered(&it).is_empty(), "it points nowhere");
    jotting.to = vec![id(FROM)];
    jotting.words = "  ".into();
    it.apply(jotted(jotting), at(1)).unwrap();
    assert!(offered(&it).is_empty(), "there is nothing in it");
}

#[test]
fn beside_the_person_only_their_own_answer_makes_an_offer() {
    let police = line(
        "j",
        "the police took a knife",
        [Source::OtherAgency],
        &[CARD],
    );
    let no = Some(Answer::No);
    let before = Before {
        danger_now: no,
        setting: Some(Setting::Clinic),
        company: Some(Company::WithColleague),
        planned_to_talk: no,
        under_influence: no,
        partner_can_hear: no,
        child_can_hear: no,
        interpreter: Some(Interpreter::Nobody),
        only_from_victim: no,
    };
    let on_the_card = |contact: &Contact| {
        let ask: AskView = ask_view(contact, &raises(), &BTreeMap::new(), &UrgentRules::new());
        assert!(ask.gate.is_open());
        ask.offers.iter().any(|offer| offer.from == id(CARD))
    };
    let mut it = contact([Change::Before { before }, jotted(police)]);
    assert!(is_offered(&it, CARD));
    assert!(!on_the_card(&it));
    it.apply(answered("a bat"), at(1)).unwrap();
    assert!(on_the_card(&it));
    // With their own answer taken up, what the police said does not bring the offer back to the card.
    let answer = ItemAnswer {
        presence: Presence::Present,
        sources: Sources::from([Source::Person]),
        ..ItemAnswer::default()
    };
    let item = id(ITEM);
    it.apply(Change::Answer { item, answer }, at(2)).unwrap();
    assert!(is_offered(&it, CARD));
    assert!(!on_the_card(&it));
}

#[test]
fn an_offer_that_was_turned_down_is_kept_with_its_reason_and_not_made_again() {
    let mut it = contact([observed(FROM, "he looks at my phone", [Source::Person])]);
    let key = it.apply(dismiss(FROM, ITEM, ""), at(3)).unwrap();
    assert_eq!(key, PartKey::Dismissed(id(FROM), id(ITEM)));
    assert!(!is_offered(&it, FROM));
    assert_eq!(offered(&it).len(), 1, "the other item is still offered");
    assert_eq!(without_reason(&it), [(&id(FROM), &id(ITEM))]);

    it.apply(dismiss(FROM, ITEM, "it was about work"), at(5))
        .unwrap();
    let kept = &it.dismissed[&id(FROM)][&id(ITEM)];
    assert_eq!(kept.reason.stored(), "it was about work");
    assert_eq!(kept.at, at(3), "the reason may come later");
    assert!(without_reason(&it).is_empty());

    it.apply(observed(FROM, "and her post", [Source::SeenByMe]), at(6))
        .unwrap();
    assert!(!is_offered(&it, FROM), "not again");
    it.apply(answered("a bat"), at(7)).unwrap();
    assert!(is_offered(&it, CARD), "another piece is another offer");
}

#[test]
fn what_is_present_after_all_needs_no_reason_why_it_was_turned_down() {
    let mut it = contact([
        observed(FROM, "he looks at my phone", [Source::Person]),
        dismiss(FROM, ITEM, " "),
        dismiss(FROM, "warn.stalking", ""),
    ]);
    it.apply(take_up(FROM), at(1)).unwrap();
    assert_eq!(without_reason(&it), [(&id(FROM), &id("warn.stalking"))]);
    assert!(it.dismissed[&id(FROM)].contains_key(&id(ITEM)), "it stays");
}

#[test]
fn a_line_keeps_the_time_at_which_it_was_jotted_down() {
    let mut it = Contact::default();
    let mut jotting = line("j", "a bat", [], &[]);
    jotting.at = Some(at(59));
    it.apply(jotted(jotting.clone()), at(3)).unwrap();
    let first = it.jottings[&JottingId::new("j")].at;
    assert_eq!(first, Some(at(3)), "the clock is the program's");
    jotting.to = vec![id(FROM)];
    jotting.at = None;
    it.apply(jotted(jotting), at(9)).unwrap();
    let kept = &it.jottings[&JottingId::new("j")];
    assert_eq!(kept.at, Some(at(3)));
    assert_eq!(kept.to, [id(FROM)]);
}

#[test]
fn lines_that_nobody_has_sorted_are_listed_in_the_order_of_their_time() {
    let mut it = Contact::default();
    for (name, minute) in [("c", 1), ("a", 2), ("b", 2), ("blank", 3), ("d", 4)] {
        let words = if name == "blank" { " " } else { name };
        it.apply(jotted(line(name, words, [], &[])), at(minute))
            .unwrap();
    }
    let names = |lines: Vec<&Jotting>| -> String {
        lines.into_iter().map(|line| line.words.stored()).collect()
    };
    assert_eq!(names(unsorted(&it)), "cabd");
    let source_alone = line("c", "c", [Source::Person], &[]);
    it.apply(jotted(source_alone), at(5)).unwrap();
    assert_eq!(names(unsorted(&it)), "cabd", "where it belongs is not said");
    it.apply(jotted(line("a", "a", [], &[FROM])), at(5))
        .unwrap();
    let mut alone = line("d", "d", [], &[]);
    alone.alone = true;
    it.apply(jotted(alone), at(5)).unwrap();
    assert_eq!(names(unsorted(&it)), "cb");
    assert_eq!(names(in_order(&it)), "cabd");
    let removed = Change::RemoveJotting {
        id: JottingId::new("c"),
    };
    it.apply(removed, at(6)).unwrap();
    assert_eq!(names(unsorted(&it)), "b");
}

#[test]
fn what_is_caught_falls_into_parts_and_is_whole_again() {
    let finding = Finding {
        who: Some(Who::CannotTellToday),
        ..Finding::default()
    };
    let counter = Counter {
        decides: finding,
        ..Counter::default()
    };
    let changes = [
        jotted(line("j", "a bat", [Source::Person], &[FROM])),
        jotted(line("k", "a dog", [], &[])),
        dismiss(FROM, ITEM, "no"),
        dismiss(FROM, "warn.stalking", ""),
        dismiss(CARD, ITEM, ""),
        Change::Counter { counter },
    ];
    let mut it = Contact::default();
    let mut parts = BTreeMap::new();
    for change in changes {
        let key = it.apply(change, at(0)).unwrap();
        let part = it.part(&key).unwrap();
        assert_ne!(part, Contact::default(), "{key} is empty");
        let text = serde_json::to_string(&part).unwrap();
        let read: Contact = serde_json::from_str(&text).unwrap();
        assert_eq!(read, part);
        parts.insert(key.to_string(), part);
    }
    let names: Vec<&str> = parts.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "counter",
            "dismissed/ask.weapons/risk.weapons",
            "dismissed/notice.jealousy/risk.weapons",
            "dismissed/notice.jealousy/warn.stalking",
            "jotting/j",
            "jotting/k",
        ]
    );
    assert_eq!(Contact::from_parts(parts.values().cloned()), it);
    assert_eq!(Contact::from_parts(parts.values().rev().cloned()), it);
    let removed = Change::RemoveJotting {
        id: JottingId::new("j"),
    };
    let key = it.apply(removed, at(1)).unwrap();
    assert_eq!(it.part(&key), None);
    for key in [
        PartKey::Dismissed(id("say.drink"), id(ITEM)),
        PartKey::Dismissed(id(CARD), id("warn.stalking")),
    ] {
        assert_eq!(it.part(&key), None);
    }
    assert_eq!(Contact::default().part(&PartKey::Counter), None);
}

#[test]
fn cannot_tell_today_is_an_answer() {
    let all = [
        Who::ThePerson,
        Who::ThePartner,
        Who::Both,
        Who::CannotTellToday,
    ];
    for who in all {
        let counter = Counter {
            injuries: Finding {
                who: Some(who),
                ..Finding::default()
            },
            ..Counter::default()
        };
        assert_eq!(counter.answered(), 1, "{who:?}");
        assert!(counter.injuries.is_started());
    }
    assert_eq!(Counter::default().answered(), 0);
    let words_alone = Finding {
        words: "a split lip".into(),
        ..Finding::default()
    };
    assert!(words_alone.is_started() && !Finding::default().is_started());
    let counter = Counter {
        injuries: words_alone,
        ..Counter::default()
    };
    assert_eq!(counter.answered(), 0);
    let started: Vec<Topic> = TOPICS
        .into_iter()
        .filter(|topic| counter.finding(*topic).is_started())
        .collect();
    assert_eq!(started, [Topic::Injuries]);
}

#[test]
fn every_topic_has_its_own_finding_in_the_order_of_the_page() {
    let named = |words: &str| Finding {
        words: words.into(),
        ..Finding::default()
    };
    let counter = Counter {
        afraid: named("1"),
        changed_life: named("2"),
        decides: named("3"),
        injuries: named("4"),
        pattern: named("5"),
    };
    let by_topic = TOPICS.map(|topic| counter.finding(topic).words.stored());
    assert_eq!(by_topic, ["1", "2", "3", "4", "5"]);
    assert_eq!(counter.findings().map(|f| f.words.stored()), by_topic);
}

#[test]
fn the_page_is_called_for_when_the_person_says_that_the_partner_is_the_abuser() {
    assert!(claims(&Contact::default()).is_empty());
    let other = contact([observed(FROM, "", [Source::Person])]);
    assert!(claims(&other).is_empty());
    for trigger in ["present.claims-victim", "notice.says-partner-violent"] {
        let ticked = contact([observed(trigger, "", [Source::Person])]);
        assert_eq!(claims(&ticked), [id(trigger)]);
        let attached = contact([jotted(line("j", "she hits me", [], &[trigger]))]);
        assert_eq!(claims(&attached), [id(trigger)]);
        let both = contact([
            observed(trigger, "", [Source::Person]),
            jotted(line("j", "she hits me", [], &[trigger])),
        ]);
        assert_eq!(claims(&both).len(), 1);
    }
}

#[test]
fn look_counts_what_was_noted_and_what_was_looked_at() {
    let mut it = contact([observed(FROM, "", [Source::Person])]);
    it.apply(jotted(line("j", "a bat", [], &[])), at(0))
        .unwrap();
    it.apply(jotted(line("k", " ", [], &[])), at(0)).unwrap();
    assert_eq!(look(&it), StepStatus::Started { count: 2 });
    let counter = Counter {
        afraid: Finding {
            who: Some(Who::CannotTellToday),
            ..Finding::default()
        },
        pattern: Finding {
            words: "for years".into(),
            ..Finding::default()
        },
        ..Counter::default()
    };
    it.apply(Change::Counter { counter }, at(0)).unwrap();
    assert_eq!(look(&it), StepStatus::Started { count: 4 });
    let looked_at_and_left = contact([Change::Counter {
        counter: Counter::default(),
    }]);
    assert_eq!(look(&looked_at_and_left), StepStatus::NotStarted);
}

#[test]
fn a_contact_that_was_written_before_there_was_a_notepad_is_read() {
    let text = r#"{
        "about": {"id": "p", "name": "J M", "local_reference": ""},
        "observations": {"say.drink": {
            "id": "say.drink", "item": "say.drink", "words": "a few", "sources": ["person"], "when": ""
        }},
        "answers": {"risk.weapons": {
            "presence": "present", "sources": ["child"], "words": "", "when": "", "answered_at": null
        }},
        "actions": {"a": {"id": "a", "what": "ring", "who": "me", "by": {"by": "today"}}}
    }"#;
    let read: Contact = serde_json::from_str(text).unwrap();
    assert_eq!(read.about.as_ref().unwrap().id, PersonId::new("p"));
    assert!(read.jottings.is_empty() && read.dismissed.is_empty());
    assert!(read.counter.is_none() && unsorted(&read).is_empty());
    assert!(without_reason(&read).is_empty() && claims(&read).is_empty());
    let bare: Jotting = serde_json::from_str(r#"{"id": "j", "words": "a bat"}"#).unwrap();
    assert_eq!(bare, line("j", "a bat", [], &[]));
    let half: Counter = serde_json::from_str(r#"{"afraid": {"who": "both"}}"#).unwrap();
    assert_eq!(half.answered(), 1);
}

#[test]
fn a_sealed_contact_keeps_the_labels_of_what_its_lines_and_offers_name() {
    let it = contact([
        Change::About {
            about: casework::contact::AboutPerson {
                id: PersonId::new("p"),
                name: "J M".into(),
                local_reference: Words::default(),
            },
        },
        jotted(line("j", "a bat", [], &["say.drink"])),
        dismiss(FROM, "warn.other", ""),
        Change::Judge {
            view: Judgement::No,
            why: "nothing else was said".into(),
        },
        Change::ShowOutcome,
        Change::Review {
            review: casework::contact::Review {
                day: None,
                none_because: "the lead sets it".into(),
            },
        },
    ]);
    let sealed = seal(
        ContactId::new("c"),
        at(0),
        at(9),
        Author::default(),
        it,
        &checklist(),
        |item| Some(item.to_string()),
    )
    .unwrap();
    for item in ["say.drink", FROM, "warn.other"] {
        assert!(sealed.texts.contains_key(&id(item)), "{item}");
    }
}
