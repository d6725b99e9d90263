//! One TOML file for each scored case and each gate, named for the point it makes.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "the vectors are files, and one that does not read must fail the run"
)]

use casework::change::{Clearing, Earlier, earlier, since};
use casework::checklist::{Answers, Checklist, ItemAnswer, ItemList, Presence};
use casework::contact::{Action, Asked, By, Contact, Observation, QuestionAnswer};
use casework::gate::{Before, Gate, GateReason, QuestionSet, gate, only_from_victim, question_set};
use casework::ids::{ActionId, ContactId, ItemId, JottingId, ObservationId};
use casework::jotting::Jotting;
use casework::outcome::{Judgement, OutcomeKind, Reason, outcome};
use casework::provenance::{Protection, Source, Sources};
use casework::sealing::{Author, SealedContact};
use casework::urgent::{Matter, Urgent, UrgentRules, urgent};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::Path;

/// The items of the released checklist, read from the file that ships.
fn checklist() -> Checklist {
    #[derive(Deserialize)]
    struct Item {
        id: ItemId,
    }
    #[derive(Deserialize)]
    struct File {
        version: u32,
        indicator: Vec<Item>,
        sign: Vec<Item>,
    }
    let text = include_str!("../../../../assets/checklists/imminent-risk-1.toml");
    let file: File = toml::from_str(text).unwrap();
    Checklist {
        version: file.version,
        indicators: file.indicator.into_iter().map(|item| item.id).collect(),
        warning_signs: file.sign.into_iter().map(|item| item.id).collect(),
    }
}

fn vectors<T: DeserializeOwned>(folder: &str) -> Vec<(String, T)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/vectors")
        .join(folder);
    let mut found: Vec<(String, T)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let vector = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, vector)
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomeVector {
    /// What every item is that is not named below.
    rest: Presence,
    #[serde(default)]
    items: BTreeMap<String, ItemVector>,
    judgement: Judgement,
    /// Earlier contacts with the same person, the oldest first.
    #[serde(default)]
    earlier: Vec<EarlierVector>,
    expect: OutcomeExpected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EarlierVector {
    rest: Presence,
    #[serde(default)]
    items: BTreeMap<String, ItemVector>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemVector {
    presence: Presence,
    #[serde(default)]
    sources: Vec<Source>,
    #[serde(default)]
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomeExpected {
    kind: OutcomeKind,
    /// Present, not present, not known, not asked.
    indicators: [u32; 4],
    warning_signs: [u32; 4],
    #[serde(default)]
    present: Vec<String>,
    #[serde(default)]
    victim_only: Vec<String>,
    #[serde(default)]
    rules: Vec<String>,
    /// Only the kinds after finding each missing item not present, where the vector is about that.
    if_not_present: Option<OutcomeKind>,
    /// What is no longer present, on whose word, and whether a reason is written.
    #[serde(default)]
    cleared: BTreeMap<String, (Clearing, bool)>,
    #[serde(default)]
    newly_present: Vec<String>,
    #[serde(default)]
    not_looked_at: Vec<String>,
    #[serde(default)]
    still_unknown: Vec<String>,
}

fn answers(
    name: &str,
    checklist: &Checklist,
    rest: Presence,
    items: &BTreeMap<String, ItemVector>,
) -> Answers {
    let mut answers = Answers::new();
    for (_, item) in checklist.items() {
        let answer = ItemAnswer {
            presence: rest,
            ..ItemAnswer::default()
        };
        answers.insert(item.clone(), answer);
    }
    for (item, given) in items {
        let slot = answers.get_mut(&ItemId::new(item.clone()));
        let slot = slot.unwrap_or_else(|| panic!("{name}: no item {item}"));
        slot.presence = given.presence;
        slot.sources = Sources::from(given.sources.iter().copied());
        slot.why = given.why.as_str().into();
    }
    answers
}

/// A sealed contact with these answers; its own outcome does not matter here.
fn sealed(number: usize, checklist: &Checklist, answers: Answers) -> SealedContact {
    let at = DateTime::<Utc>::UNIX_EPOCH;
    SealedContact {
        id: ContactId::new(format!("contact-{number}")),
        started_at: at,
        sealed_at: at,
        author: Author::default(),
        outcome: outcome(checklist, &answers, Judgement::No, None),
        contact: Contact {
            answers,
            ..Contact::default()
        },
        texts: BTreeMap::new(),
    }
}

fn before(name: &str, checklist: &Checklist, vectors: &[EarlierVector]) -> Option<Earlier> {
    let contacts: Vec<_> = vectors
        .iter()
        .enumerate()
        .map(|(number, vector)| {
            let answers = answers(name, checklist, vector.rest, &vector.items);
            sealed(number, checklist, answers)
        })
        .collect();
    earlier(&contacts)
}

fn ids(items: &[ItemId]) -> Vec<&str> {
    items.iter().map(ItemId::as_str).collect()
}

#[test]
fn every_scored_case_gives_the_outcome_that_its_file_names() {
    let checklist = checklist();
    let vectors = vectors::<OutcomeVector>("outcome");
    assert!(vectors.len() >= 35, "vectors were lost: {}", vectors.len());
    for (name, vector) in vectors {
        let answers = answers(&name, &checklist, vector.rest, &vector.items);
        let earlier = before(&name, &checklist, &vector.earlier);
        let found = outcome(&checklist, &answers, vector.judgement, earlier.as_ref());
        let expect = vector.expect;
        assert_eq!(found.kind, expect.kind, "{name}");
        let counts = [found.indicators, found.warning_signs]
            .map(|c| [c.present, c.not_present, c.not_known, c.not_asked]);
        assert_eq!(counts, [expect.indicators, expect.warning_signs], "{name}");
        let mut present = Vec::new();
        let mut victim_only = Vec::new();
        let mut rules = Vec::new();
        for reason in &found.reasons {
            match reason {
                Reason::ItemPresent {
                    item,
                    list,
                    protection,
                    ..
                } => {
                    present.push(item.to_string());
                    if *protection == Protection::VictimOnly {
                        victim_only.push(item.to_string());
                    }
                    let sign = item.as_str().starts_with("warn.");
                    assert_eq!(sign, *list == ItemList::WarningSign, "{name}");
                }
                Reason::JudgementYes => rules.push("judgement_yes"),
                Reason::JudgementNotSure => rules.push("judgement_not_sure"),
                Reason::ItemsOpen { .. } => rules.push("items_open"),
                Reason::ClearedOnTheirWordAlone { .. } => rules.push("cleared_on_their_word_alone"),
                Reason::MoreThanLastTime { .. } => rules.push("more_than_last_time"),
                Reason::NothingPresent => rules.push("nothing_present"),
            }
        }
        assert_eq!(present, expect.present, "{name}");
        assert_eq!(victim_only, expect.victim_only, "{name}");
        assert_eq!(rules, expect.rules, "{name}");
        if let Some(kind) = expect.if_not_present {
            assert!(!found.missing.is_empty(), "{name}");
            for missing in &found.missing {
                assert_eq!(missing.if_not_present, kind, "{name}: {}", missing.item);
            }
        }
        let since = earlier.map(|earlier| since(&checklist, &earlier, &answers));
        let since = since.unwrap_or_default();
        let cleared: BTreeMap<String, (Clearing, bool)> = since
            .cleared
            .iter()
            .map(|cleared| (cleared.item.to_string(), (cleared.on, cleared.has_reason)))
            .collect();
        assert_eq!(cleared, expect.cleared, "{name}");
        assert_eq!(ids(&since.newly_present), expect.newly_present, "{name}");
        assert_eq!(ids(&since.not_looked_at), expect.not_looked_at, "{name}");
        assert_eq!(ids(&since.still_unknown), expect.still_unknown, "{name}");
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GateVector {
    before: Before,
    #[serde(default)]
    answered_openly: bool,
    expect: GateExpected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GateExpected {
    gate: String,
    #[serde(default)]
    reasons: Vec<GateReason>,
    open_sets: Vec<QuestionSet>,
    only_from_victim: bool,
}

#[test]
fn every_gate_is_as_its_file_says() {
    let vectors = vectors::<GateVector>("gate");
    assert!(vectors.len() >= 39, "vectors were lost: {}", vectors.len());
    for (name, vector) in vectors {
        let (kind, reasons) = match gate(&vector.before) {
            Gate::Ask => ("ask", Vec::new()),
            Gate::LookAndListenOnly { reasons } => ("look_and_listen_only", reasons),
            Gate::Leave { reasons } => ("leave", reasons),
        };
        assert_eq!(kind, vector.expect.gate, "{name}");
        assert_eq!(reasons, vector.expect.reasons, "{name}");
        let open: Vec<_> = [
            QuestionSet::OtherIssue,
            QuestionSet::Disclosed,
            QuestionSet::Direct,
        ]
        .into_iter()
        .filter(|set| question_set(*set, &vector.before, vector.answered_openly).is_ok())
        .collect();
        assert_eq!(open, vector.expect.open_sets, "{name}");
        assert_eq!(
            only_from_victim(&vector.before),
            vector.expect.only_from_victim,
            "{name}"
        );
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UrgentVector {
    /// Heard or seen, by its entry, with who it came from.
    #[serde(default)]
    observed: BTreeMap<String, Vec<Source>>,
    /// Question cards with the answer.
    #[serde(default)]
    asked: BTreeMap<String, String>,
    /// Cards that the person would not answer, with a note.
    #[serde(default)]
    declined: BTreeMap<String, String>,
    /// Lines of the notepad, by what each is attached to.
    #[serde(default)]
    jotted: BTreeMap<String, Vec<Source>>,
    /// Items of the checklist.
    #[serde(default)]
    items: BTreeMap<String, ItemVector>,
    #[serde(default)]
    actions: Vec<ActionVector>,
    #[serde(default)]
    expect: Vec<UrgentExpected>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActionVector {
    what: String,
    who: String,
    /// Now, or not said.
    now: bool,
    against: Vec<Matter>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct UrgentExpected {
    matter: Matter,
    from: Vec<String>,
    missing: u32,
    said_by_person: bool,
    sources: Vec<Source>,
}

/// The rules that ship.
fn urgent_rules() -> UrgentRules {
    #[derive(Deserialize)]
    struct File {
        urgent: Vec<Rule>,
    }
    #[derive(Deserialize)]
    struct Rule {
        matter: Matter,
        from: Vec<ItemId>,
        action: Vec<toml::Value>,
    }
    let text = include_str!("../../../../assets/guide/urgent.toml");
    let file: File = toml::from_str(text).unwrap();
    let rules = file.urgent.into_iter().map(|rule| {
        let named = rule.action.len();
        assert_eq!(named, rule.matter.actions_needed(), "{:?}", rule.matter);
        (rule.matter, rule.from)
    });
    rules.collect()
}

#[test]
fn what_is_urgent_is_as_its_file_says() {
    let rules = urgent_rules();
    assert_eq!(rules.len(), 4);
    let vectors = vectors::<UrgentVector>("urgent");
    assert!(vectors.len() >= 14, "vectors were lost: {}", vectors.len());
    for (name, vector) in vectors {
        let contact = urgent_contact(&vector);
        let found = urgent(&contact, &rules);
        for one in &found {
            assert_eq!(one.is_open(), one.missing > 0, "{name}");
        }
        let found: Vec<_> = found.iter().map(as_expected).collect();
        assert_eq!(found, vector.expect, "{name}");
    }
}

fn as_expected(urgent: &Urgent) -> UrgentExpected {
    UrgentExpected {
        matter: urgent.matter,
        from: urgent.from.iter().map(ItemId::to_string).collect(),
        missing: urgent.missing,
        said_by_person: urgent.said_by_person,
        sources: urgent.sources.iter().collect(),
    }
}

fn urgent_contact(vector: &UrgentVector) -> Contact {
    let mut contact = Contact::default();
    for (item, sources) in &vector.observed {
        let id = ObservationId::new(item.clone());
        let observation = Observation {
            id: id.clone(),
            item: Some(ItemId::new(item.clone())),
            words: "".into(),
            sources: Sources::from(sources.iter().copied()),
            when: "".into(),
        };
        contact.observations.insert(id, observation);
    }
    let cards = [
        (Asked::Asked, &vector.asked),
        (Asked::Declined, &vector.declined),
    ];
    for (asked, answers) in cards {
        for (item, words) in answers {
            let words = words.as_str().into();
            let answer = QuestionAnswer { asked, words };
            contact.questions.insert(ItemId::new(item.clone()), answer);
        }
    }
    for (item, sources) in &vector.jotted {
        let id = JottingId::new(item.clone());
        let jotting = Jotting {
            id: id.clone(),
            words: "a line".into(),
            sources: Sources::from(sources.iter().copied()),
            to: vec![ItemId::new(item.clone())],
            alone: false,
            at: None,
        };
        contact.jottings.insert(id, jotting);
    }
    for (item, given) in &vector.items {
        let answer = ItemAnswer {
            presence: given.presence,
            sources: Sources::from(given.sources.iter().copied()),
            ..ItemAnswer::default()
        };
        contact.answers.insert(ItemId::new(item.clone()), answer);
    }
    for (number, given) in vector.actions.iter().enumerate() {
        let id = ActionId::new(format!("action-{number}"));
        let action = Action {
            id: id.clone(),
            what: given.what.as_str().into(),
            who: given.who.as_str().into(),
            by: given.now.then_some(By::Now),
            against: given.against.clone(),
            telling: None,
        };
        contact.actions.insert(id, action);
    }
    contact
}
