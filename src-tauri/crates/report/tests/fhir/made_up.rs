//! Made-up records: every kind of answer, source and text that could be typed.

use casework::checklist::{Checklist, ItemAnswer, Presence};
use casework::contact::{AboutPerson, Contact, JudgementGiven, Raise};
use casework::ids::{ContactId, ItemId, PersonId};
use casework::outcome::{Judgement, outcome};
use casework::person::{NhsNumber, Person};
use casework::provenance::{Source, Sources};
use casework::sealing::{Amendment, Author, SealedContact};
use casework::words::Words;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use report::given::{ContactGiven, Given};
use serde_json::Value;
use std::collections::BTreeMap;

pub fn checklists() -> Vec<Checklist> {
    let items = |name: &str, count| {
        (1..=count)
            .map(|n| ItemId::new(format!("{name}.{n}")))
            .collect()
    };
    let version = |version, indicators| Checklist {
        version,
        indicators: items("risk", indicators),
        warning_signs: items("warn", 6),
    };
    vec![version(1, 8), version(2, 7)]
}

pub fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(seconds)
}

pub fn bundle(given: &Given) -> Value {
    serde_json::from_str(&report::fhir(given)).expect("it is JSON")
}

/// So many records, the same at each run.
pub fn records(count: usize) -> Vec<Given> {
    let mut runner = TestRunner::deterministic();
    let mut one = || {
        given()
            .new_tree(&mut runner)
            .expect("it can be made")
            .current()
    };
    (0..count).map(|_| one()).collect()
}

/// What somebody could type: nothing, anything at all, and what has gone wrong elsewhere.
fn words() -> impl Strategy<Value = Words> {
    prop_oneof![
        2 => Just(String::new()),
        4 => any::<String>(),
        3 => select(vec![
            "he said <b>\"I'll kill her\"</b> & 'laughed'",
            "]]></div><script>alert(1)</script>",
            "\u{a0}no-break\u{2028}line\u{b}tab\u{0}nul\u{feff}mark",
            " \n\t ",
            "two\nlines\r\nthree",
            "Zoë Ó Briain \u{1f600}",
        ]).prop_map(str::to_owned),
    ]
    .prop_map(Words::new)
}

fn answer() -> impl Strategy<Value = ItemAnswer> {
    let presence = select(vec![
        Presence::Present,
        Presence::NotPresent,
        Presence::NotKnown,
        Presence::NotAsked,
    ]);
    let sources = subsequence(Source::ALL.to_vec(), 0..=7).prop_map(Sources::from);
    (presence, sources, words(), words(), words()).prop_map(
        |(presence, sources, words, when, why)| ItemAnswer {
            presence,
            sources,
            words,
            when,
            why,
            answered_at: None,
        },
    )
}

fn author() -> impl Strategy<Value = Author> {
    (words(), words(), words()).prop_map(|(name, role, organisation)| Author {
        name,
        role,
        organisation,
    })
}

fn judgement() -> impl Strategy<Value = Judgement> {
    select(vec![Judgement::No, Judgement::NotSure, Judgement::Yes])
}

fn contact(number: usize) -> impl Strategy<Value = ContactGiven> {
    // Two items more than the first version has, and three more than the second.
    let answers = vec(of(answer()), 16);
    let judged = (judgement(), words(), vec((judgement(), words()), 0..2));
    let amendments = vec((words(), words(), author()), 0..3);
    let version = select(vec![1_u32, 2, 9]);
    (
        answers,
        judged,
        amendments,
        version,
        author(),
        words(),
        of(-9_000..9_000_i64),
        any::<u16>(),
    )
        .prop_map(
            move |(answers, judged, amendments, version, author, name, clock_off, labels)| {
                let released = checklists()
                    .into_iter()
                    .find(|list| list.version == version)
                    .unwrap_or_else(|| checklists()[0].clone());
                let mut checklist = released.clone();
                checklist.version = version;
                let ids = (1..=9)
                    .map(|n| format!("risk.{n}"))
                    .chain((1..=7).map(|n| format!("warn.{n}")));
                let ids: Vec<ItemId> = ids.map(ItemId::new).collect();
                let texts = ids.iter().enumerate().filter(|(n, _)| labels >> n & 1 == 1);
                let texts = texts
                    .map(|(_, id)| (id.clone(), format!("Label of {id} & <more>")))
                    .collect();
                let answers: BTreeMap<_, _> = ids
                    .into_iter()
                    .zip(answers)
                    .filter_map(|(id, answer)| Some((id, answer?)))
                    .collect();
                let (view, why, raised) = judged;
                let current = raised.last().map_or(view, |(to, _)| *to);
                let id = ContactId::new(format!("0199c0de-0000-7000-8000-00000000000{number}"));
                let sealed = SealedContact {
                    id: id.clone(),
                    started_at: at(0),
                    sealed_at: at(100),
                    author,
                    outcome: outcome(&checklist, &answers, current, None),
                    contact: Contact {
                        about: Some(AboutPerson {
                            id: PersonId::new("person"),
                            name,
                            local_reference: Words::default(),
                        }),
                        answers,
                        judgement: Some(JudgementGiven {
                            view,
                            why,
                            at: at(10),
                            outcome_shown_at: Some(at(20)),
                            raised: raised
                                .into_iter()
                                .map(|(to, reason)| Raise {
                                    to,
                                    reason,
                                    at: at(30),
                                })
                                .collect(),
                        }),
                        ..Contact::default()
                    },
                    texts,
                };
                ContactGiven {
                    sealed,
                    amendments: amendments
                        .into_iter()
                        .map(|(text, reason, author)| Amendment {
                            contact: id.clone(),
                            text,
                            reason,
                            author,
                            at: at(200),
                        })
                        .collect(),
                    checklist: released,
                    find_out: BTreeMap::new(),
                    entry: 7,
                    clock_off,
                }
            },
        )
}

fn entry() -> impl Strategy<Value = Person> {
    let born = of(select(vec!["1990-02-28", "1969-12-31", "2001-01-01"]));
    let number = of(select(vec!["943 476 5919", "401 023 2137"]));
    (words(), words(), words(), born, number).prop_map(|(name, reference, notes, born, number)| {
        Person {
            id: PersonId::new("person"),
            name,
            local_reference: reference,
            born: born.map(|day| day.parse::<NaiveDate>().expect("it is a day")),
            nhs_number: number.and_then(|number| NhsNumber::parse(number).ok()),
            notes,
            household: Vec::new(),
        }
    })
}

pub fn given() -> impl Strategy<Value = Given> {
    let contacts = prop_oneof![
        contact(0).prop_map(|contact| vec![contact]),
        (contact(0), contact(1), contact(2)).prop_map(|(a, b, c)| vec![a, b, c]),
    ];
    (contacts, words(), words(), vec(entry(), 0..3), of(author())).prop_map(
        |(contacts, name, reference, entries, by)| Given {
            about: AboutPerson {
                id: PersonId::new("person"),
                name,
                local_reference: reference,
            },
            entries,
            // Now and then whoever hands over wrote it too.
            by: by.unwrap_or_else(|| contacts[0].sealed.author.clone()),
            contacts,
            whole: true,
            actions: Vec::new(),
            referrals: Vec::new(),
            events: Vec::new(),
            at: at(300),
            seal_code: "42-abcd-efgh".to_owned(),
        },
    )
}
