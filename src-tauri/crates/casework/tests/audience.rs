//! The wall: whatever a victim says, what the person can see is the same (design 3.2, invariant 5).

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use casework::audience::{
    AskView, BesideThePerson, Line, OPEN_ROUTES, OnlineEntry, Practitioner, SafeCopy, ask_view,
    read,
};
use casework::checklist::{ItemAnswer, Presence};
use casework::contact::{
    AboutPerson, Account, Action, Asked, By, Contact, Notes, Observation, QuestionAnswer, Reply,
    Response, Review, Route,
};
use casework::counter::{Counter, Finding, Who};
use casework::directory::{Cohort, Service, ServiceKind};
use casework::gate::{Answer, Before, Company, Interpreter, QuestionSet, Setting};
use casework::ids::{AccountId, ActionId, ItemId, JottingId, ObservationId, PersonId, ServiceId};
use casework::jotting::Jotting;
use casework::provenance::{Source, Sources};
use casework::referral::{Agency, LookedAgain, Sharing, SharingDecision, Telling};
use casework::suggestion::{Dismissed, Raises};
use casework::urgent::{Matter, UrgentRules};
use casework::words::Words;
use chrono::DateTime;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::collections::BTreeMap;

/// Entries that point somewhere, so that what is seen could change.
const ENTRIES: [&str; 4] = ["say.a", "say.b", "notice.c", "ask.d"];
const ITEMS: [&str; 4] = [
    "risk.weapons",
    "risk.threats-to-kill",
    "warn.suicide",
    "warn.choking",
];

/// A protected piece has this in its words; nothing else has.
const PROTECTED: &str = "zqxj";

fn id(text: &str) -> ItemId {
    ItemId::new(text)
}

fn raises() -> Raises {
    ENTRIES
        .into_iter()
        .zip(ITEMS)
        .map(|(from, item)| (id(from), vec![id(item), id("risk.weapons")]))
        .collect()
}

fn leads_to() -> BTreeMap<ItemId, QuestionSet> {
    BTreeMap::from([(id("say.a"), QuestionSet::Disclosed)])
}

fn rules() -> UrgentRules {
    BTreeMap::from([
        (Matter::Suicidal, vec![id("say.b"), id("warn.suicide")]),
        (Matter::ThreatsToKill, vec![id("risk.threats-to-kill")]),
        (
            Matter::Strangulation,
            vec![id("warn.choking"), id("notice.c")],
        ),
        (Matter::ChildAtRisk, vec![id("ask.d")]),
    ])
}

fn is_the_persons(sources: &Sources) -> bool {
    let told = |source| matches!(source, Source::Person | Source::SeenByMe);
    sources.iter().any(|source| source == Source::Person) && sources.iter().all(told)
}

/// One piece: which entry or item, who said it, and how often the text is repeated, so that two of them
/// differ.
type Piece = (usize, Vec<Source>, bool);

fn piece() -> impl Strategy<Value = Piece> {
    (
        0..4_usize,
        subsequence(Source::ALL.to_vec(), 0..=7),
        any::<bool>(),
    )
}

/// Words of a piece: the person's own can be told from those that must be kept.
fn words(sources: &[Source], n: usize, round: u32) -> Words {
    let theirs = is_the_persons(&Sources::from(sources.iter().copied()));
    Words::new(match theirs {
        true => format!("theirs {n}"),
        false => format!("{PROTECTED} {n} {round}"),
    })
}

#[derive(Clone, Debug)]
struct Parts {
    observations: Vec<Piece>,
    jottings: Vec<Piece>,
    answers: Vec<(Piece, Presence)>,
    questions: Vec<(Asked, bool)>,
    replies: Vec<Option<Reply>>,
    openly: bool,
    drunk: Option<Answer>,
    against: Vec<Matter>,
}

fn parts() -> impl Strategy<Value = Parts> {
    let presence = select(vec![
        Presence::Present,
        Presence::NotPresent,
        Presence::NotKnown,
        Presence::NotAsked,
    ]);
    let asked = select(vec![Asked::Asked, Asked::Declined, Asked::NotAsked]);
    let reply = of(select(vec![
        Reply::Agreed,
        Reply::Declined,
        Reply::NotOffered,
    ]));
    let matters = vec![Matter::Suicidal, Matter::Strangulation];
    let told = (
        vec(piece(), 0..6),
        vec(piece(), 0..4),
        vec((piece(), presence), 0..=ITEMS.len()),
    );
    let done = (
        vec((asked, any::<bool>()), 0..2),
        vec(reply, OPEN_ROUTES.len()),
    );
    let rest = (
        any::<bool>(),
        prop_oneof![9 => Just(Some(Answer::No)), 1 => Just(Some(Answer::NotSure)), 1 => Just(None)],
        subsequence(matters, 0..=2),
    );
    (told, done, rest).prop_map(|(told, done, rest)| Parts {
        observations: told.0,
        jottings: told.1,
        answers: told.2,
        questions: done.0,
        replies: done.1,
        openly: rest.0,
        drunk: rest.1,
        against: rest.2,
    })
}

/// A service whose every word must be kept.
fn service(words: &Words) -> Service {
    Service {
        id: ServiceId::new(PROTECTED),
        name: words.clone(),
        kind: ServiceKind::PerpetratorProgramme,
        area: words.clone(),
        phone: words.clone(),
        accredited: Some(Answer::NotSure),
        survivor_support: Some(Answer::Yes),
        cohorts: [Cohort::HighRisk].into(),
        checked_on: None,
        notes: words.clone(),
        of_pack: None,
    }
}

/// A contact. What must be kept from the person differs from round to round; what they know does not.
/// In later rounds some protected pieces are not there at all.
fn contact(parts: &Parts, round: u32) -> Contact {
    let there = |sources: &[Source], extra: bool| {
        is_the_persons(&Sources::from(sources.iter().copied())) || round == 0 || extra
    };
    let mut contact = Contact {
        about: Some(AboutPerson {
            id: PersonId::new(format!("person-{round}")),
            name: Words::new(format!("{PROTECTED} {round}")),
            local_reference: Words::default(),
        }),
        before: Before {
            danger_now: Some(Answer::No),
            setting: Some(Setting::Clinic),
            company: Some(Company::WithColleague),
            planned_to_talk: Some(Answer::No),
            under_influence: parts.drunk,
            partner_can_hear: Some(Answer::No),
            child_can_hear: Some(Answer::No),
            interpreter: Some(Interpreter::Nobody),
            only_from_victim: Some(Answer::No),
        },
        answered_openly: parts.openly,
        notes: Notes {
            said: "theirs".into(),
            seen: Words::new(format!("{PROTECTED} {round}")),
            opinion: Words::new(format!("{PROTECTED} {round}")),
        },
        review: Review {
            day: None,
            none_because: Words::new(format!("{PROTECTED} {round}")),
        },
        sharing: Sharing {
            who_knows: Words::new(format!("{PROTECTED} {round}")),
            nobody_told_because: Words::new(format!("{PROTECTED} {round}")),
        },
        looked_again: (round > 0).then(|| LookedAgain {
            at: DateTime::UNIX_EPOCH,
            declined: BTreeMap::from([(id(PROTECTED), DateTime::UNIX_EPOCH)]),
        }),
        counter: (round > 0).then(|| Counter {
            afraid: Finding {
                who: Some(Who::ThePartner),
                words: Words::new(format!("{PROTECTED} {round}")),
                sources: Sources::from([Source::Partner]),
            },
            ..Counter::default()
        }),
        ..Contact::default()
    };
    for (n, (which, sources, extra)) in parts.observations.iter().enumerate() {
        if there(sources, *extra) {
            let id = ObservationId::new(format!("observation-{n}"));
            let observation = Observation {
                id: id.clone(),
                item: Some(ItemId::new(ENTRIES[*which])),
                words: words(sources, n, round),
                sources: Sources::from(sources.iter().copied()),
                when: words(sources, n, round),
            };
            contact.observations.insert(id, observation);
        }
    }
    for (n, (which, sources, extra)) in parts.jottings.iter().enumerate() {
        if there(sources, *extra) {
            let id = JottingId::new(format!("jotting-{n}"));
            let jotting = Jotting {
                id: id.clone(),
                words: words(sources, n, round),
                sources: Sources::from(sources.iter().copied()),
                to: vec![ItemId::new(ENTRIES[*which])],
                alone: false,
                at: None,
            };
            contact.jottings.insert(id, jotting);
        }
    }
    for (which, ((_, sources, extra), presence)) in parts.answers.iter().enumerate() {
        let the_person_too = sources.contains(&Source::Person);
        if !the_person_too && round > 0 && !extra {
            continue;
        }
        // What the person said of it stays; what others said of it comes and goes.
        let kept = |source: &Source| round == 0 || *source == Source::Person || !the_person_too;
        let presence = match (the_person_too, round) {
            (true, _) | (_, 0) => *presence,
            (false, _) => Presence::NotKnown,
        };
        let answer = ItemAnswer {
            presence,
            sources: Sources::from(sources.iter().copied().filter(kept)),
            words: Words::new(format!("{PROTECTED} {round}")),
            ..ItemAnswer::default()
        };
        contact.answers.insert(id(ITEMS[which]), answer);
    }
    for (n, (asked, worded)) in parts.questions.iter().enumerate() {
        let answer = QuestionAnswer {
            asked: *asked,
            words: if *worded {
                "theirs".into()
            } else {
                Words::default()
            },
        };
        let card = if n == 0 { "ask.d" } else { "ask.e" };
        contact.questions.insert(id(card), answer);
    }
    for (route, reply) in OPEN_ROUTES.into_iter().zip(&parts.replies) {
        let route_words = Words::new(format!("{PROTECTED} {round}"));
        let chosen = Route {
            service: route_words.clone(),
            reply: *reply,
            note: route_words.clone(),
            chosen: Some(service(&route_words)),
            programme_too: Some(Answer::No),
            programme_words: route_words.clone(),
            looked_for: route_words.clone(),
            looked_in: route_words.clone(),
            action: Some(ActionId::new(PROTECTED)),
            no_action_because: route_words,
            declined_at: Some(DateTime::UNIX_EPOCH),
        };
        contact.routes.insert(id(route), chosen);
    }
    if round > 0 {
        let route = Route {
            reply: Some(Reply::Agreed),
            ..Route::default()
        };
        contact.routes.insert(id("refer.multi-agency"), route);
        let account = Account {
            id: AccountId::new("account"),
            source: Some(Source::Child),
            who: PROTECTED.into(),
            words: Words::new(format!("{PROTECTED} {round}")),
        };
        contact.accounts.insert(account.id.clone(), account);
        let response = Response {
            used: true,
            note: PROTECTED.into(),
        };
        contact.responses.insert(id("respond.a"), response);
    }
    let action = Action {
        id: ActionId::new("action"),
        what: Words::new(format!("{PROTECTED} {round}")),
        who: PROTECTED.into(),
        by: Some(By::Now),
        against: parts.against.clone(),
        telling: (round > 0 || parts.openly).then(|| Telling {
            agency: Agency::Marac,
            decision: Some(SharingDecision::NotSafeToAsk),
            basis: Words::new(format!("{PROTECTED} {round}")),
            decided_by: PROTECTED.into(),
            decided_on: None,
        }),
    };
    contact.actions.insert(action.id.clone(), action);
    contact
}

fn ask(contact: &Contact) -> AskView {
    ask_view(contact, &raises(), &leads_to(), &rules())
}

/// What the two readers of texts are given, as one text.
fn written(contact: &Contact) -> (Vec<Line>, Vec<Line>, String) {
    let (online, copy) = (read(contact, OnlineEntry), read(contact, SafeCopy));
    let mut text = format!("{} {}", online.said(), copy.said());
    for told in online.told() {
        text += &format!("\n{} {}", told.words(), told.when());
    }
    for told in copy.told() {
        text += &format!("\n{} {}", told.words(), told.when());
    }
    let routes = [online.routes(), copy.routes()];
    text += &serde_json::to_string(&routes).expect("routes are data");
    (online.lines(), copy.lines(), text)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    /// Nothing that the person can see changes with what a victim says, has said or has not said.
    #[test]
    fn what_the_person_can_see_is_the_same_whatever_a_victim_says(parts in parts()) {
        let (one, other) = (contact(&parts, 0), contact(&parts, 1));
        let seen = ask(&one);
        prop_assert_eq!(&seen, &ask(&other));
        let bank = seen.cards.len() + seen.said.len() + seen.offers.len();
        prop_assert!(seen.gate.is_open() || bank == 0, "no cards while the gate is shut");
        prop_assert_eq!(written(&one), written(&other));
        let beside = [read(&one, BesideThePerson).lines(), read(&other, BesideThePerson).lines()];
        prop_assert_eq!(&beside[0], &beside[1]);
    }

    /// No protected word stands in it, and none of the practitioner's own.
    #[test]
    fn no_protected_word_stands_where_the_person_can_see_it(parts in parts()) {
        let contact = contact(&parts, 0);
        let seen = serde_json::to_string(&ask(&contact)).unwrap();
        prop_assert!(!seen.contains(PROTECTED), "{}", seen);
        let (_, _, text) = written(&contact);
        prop_assert!(!text.contains(PROTECTED), "{}", text);
        // The marks are there to be found.
        let all = read(&contact, Practitioner);
        let everything = serde_json::to_string(all.contact()).unwrap();
        prop_assert!(everything.contains(PROTECTED));
    }

    /// Nothing of theirs is lost to them.
    #[test]
    fn what_the_person_said_is_theirs_to_read(parts in parts()) {
        let contact = contact(&parts, 0);
        let theirs = contact.observations.values().filter(|one| is_the_persons(&one.sources)).count()
            + contact.jottings.values().filter(|one| is_the_persons(&one.sources)).count()
            + contact.questions.values().filter(|one| !one.words.is_blank()).count();
        prop_assert_eq!(read(&contact, SafeCopy).told().len(), theirs);
    }
}

/// A contact in which it is safe to ask, with what the person said and did.
fn plain() -> Contact {
    let parts = Parts {
        observations: vec![
            (0, vec![Source::Person], true),
            (1, vec![Source::Person], true),
        ],
        jottings: Vec::new(),
        answers: Vec::new(),
        questions: vec![(Asked::Asked, true)],
        replies: Vec::new(),
        openly: true,
        drunk: Some(Answer::No),
        against: vec![Matter::ChildAtRisk],
    };
    contact(&parts, 0)
}

#[test]
fn the_set_that_how_they_present_leads_to_comes_first_and_openness_opens_the_direct_one() {
    let mut contact = plain();
    let seen = ask(&contact);
    assert_eq!(seen.sets[0].set, QuestionSet::Disclosed);
    assert!(seen.sets.iter().all(|state| state.shut.is_none()));
    contact.answered_openly = false;
    contact.observations.clear();
    let seen = ask(&contact);
    assert_eq!(seen.sets[0].set, QuestionSet::OtherIssue);
    assert!(seen.sets.iter().any(|state| state.shut.is_some()));
}

#[test]
fn an_offer_that_was_turned_down_and_what_has_its_action_is_not_asked_for_again() {
    let mut contact = plain();
    let seen = ask(&contact);
    let from = id("ask.d");
    assert!(seen.offers.iter().any(|offer| offer.from == from));
    let missing = |seen: &AskView, matter| {
        let mut urgent = seen.urgent.iter();
        urgent
            .find(|one| one.matter == matter)
            .map(|one| one.missing)
    };
    assert_eq!(missing(&seen, Matter::ChildAtRisk), Some(0));
    assert_eq!(missing(&seen, Matter::Suicidal), Some(2));
    for item in raises().remove(&from).unwrap_or_default() {
        let dismissed = Dismissed {
            reason: "it was about work".into(),
            at: DateTime::UNIX_EPOCH,
        };
        let items = contact.dismissed.entry(from.clone()).or_default();
        items.insert(item, dismissed);
    }
    assert!(ask(&contact).offers.iter().all(|offer| offer.from != from));
}

#[test]
fn where_it_was_may_be_known() {
    assert_eq!(read(&plain(), OnlineEntry).setting(), Some(Setting::Clinic));
}
