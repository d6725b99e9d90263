//! The wording check: which words it reads, which it leaves alone, and what it finds in them.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "the vectors are files, and one that does not read must fail the run"
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use casework::checklist::ItemAnswer;
use casework::contact::{
    Account, Action, Asked, By, Change, Contact, Notes, Observation, QuestionAnswer, Response,
    Review, Route,
};
use casework::ids::{AccountId, ActionId, ItemId, ObservationId};
use casework::outcome::Judgement;
use casework::provenance::{Source, Sources};
use casework::referral::{Agency, Sharing, Telling};
use casework::wording::{Phrase, Place, check, hits, own_words};
use casework::words::Words;
use chrono::{DateTime, Utc};
use proptest::prelude::*;
use serde::Deserialize;
use std::path::Path;

fn phrase(id: &str, find: &[&str], unless: &[&str]) -> Phrase {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Phrase {
        id: ItemId::new(id),
        find: owned(find),
        unless: owned(unless),
        why: format!("why {id}"),
        instead: format!("instead of {id}"),
    }
}

fn phrases() -> Vec<Phrase> {
    vec![
        phrase(
            "word.control",
            &["lost control", "couldn't help it"],
            &["car"],
        ),
        phrase("word.temper", &["lost control of his temper"], &[]),
        phrase("word.once", &["one-off"], &[]),
        phrase("word.passive", &["was hit"], &["by"]),
        phrase("word.nothing", &["", " - "], &[]),
    ]
}

fn found(text: &str) -> Vec<(String, &str)> {
    hits(text, &phrases())
        .into_iter()
        .map(|hit| (hit.phrase.to_string(), &text[hit.range]))
        .collect()
}

fn named(id: &str, text: &'static str) -> (String, &'static str) {
    (id.to_owned(), text)
}

#[test]
fn whole_words_are_found_whatever_their_case_apostrophes_and_spaces() {
    for text in [
        "lost control",
        "LOST  Control",
        "He (lost\u{A0}control).",
        "lost\r\n\tcontrol",
        "couldn't help it",
        "couldn\u{2019}t help it",
        "One off",
        "a one-off, he says",
        "one\u{2011}off",
    ] {
        assert_eq!(found(text).len(), 1, "{text}");
    }
    for text in [
        "lost controls",
        "almost lost-controlled",
        "lost, control",
        "lost. Control",
        "lost / control",
        "one, off",
        "",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn of_two_wordings_that_overlap_the_longest_stays() {
    assert_eq!(
        found("He lost control of his temper, then lost control."),
        [
            named("word.temper", "lost control of his temper"),
            named("word.control", "lost control"),
        ]
    );
}

#[test]
fn a_word_that_makes_it_sound_counts_when_it_follows_soon_and_in_the_same_sentence() {
    assert_eq!(found("She was hit in the kitchen by Jo."), []);
    assert_eq!(found("He lost control of the car."), []);
    assert_eq!(found("She was hit. Seen by the GP.").len(), 1);
    assert_eq!(found("She was hit\nSeen by the GP").len(), 1);
    assert_eq!(found("by Jo, she was hit").len(), 1);
    assert_eq!(found("was hit one two three four five six by").len(), 1);
}

#[test]
fn quotations_are_left_alone() {
    for text in [
        "He said “I lost control” twice.",
        "He said \"I lost control\" twice.",
        "He said 'I lost control' twice.",
        "He said ‘I lost control’ twice.",
        "He said “I\nlost control” twice.",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
    for text in [
        "He said “I” and lost control",
        "“He lost control",
        "A 6\" knife: lost control, a 7\" knife",
        "the boys' room, lost control, the girls' room",
        "“He said\n\nlost control”",
    ] {
        assert_eq!(found(text).len(), 1, "{text}");
    }
}

/// A contact in which every field holds its own name, and every field of the practitioner's own
/// words one doubtful wording more.
fn full() -> Contact {
    let own = |name: &str| Words::new(format!("{name}: lost control."));
    let said = |name: &str| Words::new(format!("{name}: lost control."));
    let mut contact = Contact {
        notes: Notes {
            said: said("said"),
            seen: own("seen"),
            opinion: own("opinion"),
        },
        review: Review {
            day: None,
            none_because: own("review"),
        },
        ..Contact::default()
    };
    let item = ItemId::new("item");
    let id = ObservationId::new("o");
    let changes = [
        Change::Observation {
            observation: Observation {
                id,
                item: None,
                words: said("observation"),
                sources: Sources::from([Source::SeenByMe]),
                when: said("when"),
            },
        },
        Change::Question {
            item: item.clone(),
            answer: QuestionAnswer {
                asked: Asked::Asked,
                words: said("question"),
            },
        },
        Change::Answer {
            item: item.clone(),
            answer: ItemAnswer {
                words: said("answer"),
                ..ItemAnswer::default()
            },
        },
        Change::Account {
            account: Account {
                id: AccountId::new("a"),
                source: Some(Source::Partner),
                who: said("who"),
                words: said("account"),
            },
        },
        Change::Judge {
            view: Judgement::No,
            why: own("why"),
        },
        Change::ShowOutcome,
        Change::RaiseJudgement {
            to: Judgement::NotSure,
            reason: own("first"),
        },
        Change::RaiseJudgement {
            to: Judgement::Yes,
            reason: own("second"),
        },
        Change::Response {
            item: item.clone(),
            response: Response {
                used: true,
                note: own("response"),
            },
        },
        Change::Route {
            item,
            route: Route {
                service: said("service"),
                note: own("route"),
                programme_words: own("programme"),
                looked_for: own("looked for"),
                looked_in: own("looked in"),
                no_action_because: own("no action"),
                ..Route::default()
            },
        },
        Change::Sharing {
            sharing: Sharing {
                who_knows: own("who knows"),
                nobody_told_because: own("nobody told"),
            },
        },
        Change::Action {
            action: Action {
                id: ActionId::new("act"),
                what: own("action"),
                who: said("doer"),
                by: Some(By::Now),
                against: Vec::new(),
                telling: Some(Telling {
                    agency: Agency::Police,
                    decision: None,
                    basis: own("basis"),
                    decided_by: said("decider"),
                    decided_on: None,
                }),
            },
        },
    ];
    for change in changes {
        contact.apply(change, DateTime::<Utc>::UNIX_EPOCH).unwrap();
    }
    contact
}

#[test]
fn only_the_practitioners_own_words_are_read_in_the_order_of_the_steps() {
    let contact = full();
    let item = ItemId::new("item");
    let act = ActionId::new("act");
    let own: Vec<(Place, String)> = own_words(&contact)
        .into_iter()
        .map(|(place, words)| (place, words.stored().replace(": lost control.", "")))
        .collect();
    let wanted = [
        (Place::JudgementWhy, "why"),
        (Place::RaiseReason { time: 1 }, "first"),
        (Place::RaiseReason { time: 2 }, "second"),
        (Place::Response { item: item.clone() }, "response"),
        (Place::Route { item: item.clone() }, "route"),
        (Place::Route { item: item.clone() }, "programme"),
        (Place::Route { item: item.clone() }, "looked for"),
        (Place::Route { item: item.clone() }, "looked in"),
        (Place::Route { item }, "no action"),
        (Place::Sharing, "who knows"),
        (Place::Sharing, "nobody told"),
        (Place::Action { id: act.clone() }, "action"),
        (Place::Action { id: act }, "basis"),
        (Place::Seen, "seen"),
        (Place::Opinion, "opinion"),
        (Place::NoReview, "review"),
    ];
    assert_eq!(own, wanted.map(|(place, words)| (place, words.to_owned())));
    assert_eq!(own_words(&Contact::default()), []);
}

#[test]
fn a_remark_has_all_that_is_shown_of_it() {
    let remarks = check(&full(), &phrases());
    assert_eq!(remarks.len(), 16);
    let opinion = &remarks[14];
    assert_eq!(opinion.place, Place::Opinion);
    assert_eq!(opinion.phrase, ItemId::new("word.control"));
    assert_eq!(opinion.passage.before.stored(), "opinion: ");
    assert_eq!(opinion.passage.found.stored(), "lost control");
    assert_eq!(opinion.passage.after.stored(), ".");
    assert_eq!(opinion.why, "why word.control");
    assert_eq!(opinion.instead, "instead of word.control");
    assert_eq!(check(&full(), &[]), []);
}

#[test]
fn a_remark_is_sent_in_the_shape_that_the_screens_know() {
    let remark = &check(&full(), &phrases())[1];
    assert_eq!(
        serde_json::to_string(remark).unwrap(),
        "{\"place\":{\"place\":\"raise_reason\",\"time\":1},\"phrase\":\"word.control\",\
         \"passage\":{\"before\":\"first: \",\"found\":\"lost control\",\"after\":\".\"},\
         \"why\":\"why word.control\",\"instead\":\"instead of word.control\"}"
    );
    assert!(!format!("{remark:?}").contains("lost control"));
}

/// The phrases that ship.
fn shipped() -> Vec<Phrase> {
    #[derive(Deserialize)]
    struct Entry {
        id: ItemId,
        find: Vec<String>,
        #[serde(default)]
        unless: Vec<String>,
        why: String,
        instead: String,
    }
    #[derive(Deserialize)]
    struct File {
        phrase: Vec<Entry>,
    }
    let text = include_str!("../../../../assets/guide/wording.toml");
    let file: File = toml::from_str(text).unwrap();
    let phrase = |entry: Entry| Phrase {
        id: entry.id,
        find: entry.find,
        unless: entry.unless,
        why: entry.why,
        instead: entry.instead,
    };
    file.phrase.into_iter().map(phrase).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    text: String,
    /// The phrase and the words that are hit, in order.
    hits: Vec<(String, String)>,
}

#[test]
fn every_text_has_the_hits_that_its_file_names() {
    let phrases = shipped();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/wording");
    let mut vectors = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let vector: Vector =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let found: Vec<(String, String)> = hits(&vector.text, &phrases)
            .into_iter()
            .map(|hit| (hit.phrase.to_string(), vector.text[hit.range].to_owned()))
            .collect();
        assert_eq!(found, vector.hits, "{name}");
        vectors += 1;
    }
    assert!(vectors >= 12, "vectors were lost: {vectors}");
}

/// Any text, and texts made of what the check looks at.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("lost"),
        Just("control"),
        Just("was hit"),
        Just("by"),
        Just("one"),
        Just("off"),
        Just("“"),
        Just("”"),
        Just("\""),
        Just("'"),
        Just("’"),
        Just("‘"),
        Just("-"),
        Just("."),
        Just(" "),
        Just("\n"),
        Just("\u{AD}"),
        Just("\u{301}"),
        Just("İ"),
        Just("👩‍👧"),
        Just("ﬁ"),
    ];
    prop_oneof![
        any::<String>(),
        proptest::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn no_text_breaks_the_check_and_hits_stand_apart_in_order(text in text()) {
        let mut end = 0;
        for hit in hits(&text, &phrases()) {
            prop_assert!(hit.range.start >= end && hit.range.start < hit.range.end);
            prop_assert!(text.get(hit.range.clone()).is_some());
            end = hit.range.end;
        }
        let contact = Contact {
            notes: Notes { seen: Words::new(text.clone()), ..Notes::default() },
            ..Contact::default()
        };
        let remarks = check(&contact, &phrases());
        prop_assert_eq!(remarks.len(), hits(&text, &phrases()).len());
        for remark in remarks {
            let [before, found, after] =
                [&remark.passage.before, &remark.passage.found, &remark.passage.after];
            let whole = [before.stored(), found.stored(), after.stored()].concat();
            prop_assert!(text.contains(&whole), "{whole:?} is no piece of {text:?}");
        }
    }

    #[test]
    fn a_wording_is_found_wherever_it_is_written_outside_quotations(
        before in "[a-z0-9 ,.!?\n]{0,40}",
        after in "[a-z0-9 ,.!?\n]{0,40}",
        space in "[ \t\n\u{A0}]{1,3}",
        border in "[ (\n/:;]",
    ) {
        let text = format!("{before}{border}LOST{space}control{border}{after}");
        let start = before.len() + 1;
        let range = start..start + "LOST".len() + space.len() + "control".len();
        // A car nearby would make it sound.
        prop_assume!(!after.contains("car"));
        let found = hits(&text, &phrases());
        prop_assert!(found.iter().any(|hit| hit.range == range), "{text:?}: {found:?}");
        // A quotation does not go past an empty line.
        prop_assume!(space.matches('\n').count() < 2);
        let quoted = format!("{} “{}” {}", before.trim(), &text[range], after.trim());
        let quotation = before.trim().len()..quoted.len() - after.trim().len();
        let inside = hits(&quoted, &phrases())
            .into_iter()
            .any(|hit| hit.range.start >= quotation.start && hit.range.end <= quotation.end);
        prop_assert!(!inside);
    }
}

#[test]
fn a_long_text_full_of_marks_and_wordings_without_a_stop_is_read_in_one_go() {
    let text = "\"a\" 'b lost control ".repeat(5_000);
    let contact = Contact {
        notes: Notes {
            seen: Words::new(text),
            ..Notes::default()
        },
        ..Contact::default()
    };
    let remarks = check(&contact, &phrases());
    assert_eq!(remarks.len(), 5_000);
    for remark in remarks {
        assert!(remark.passage.before.stored().chars().count() <= 240);
        assert!(remark.passage.after.stored().chars().count() <= 240);
    }
}
