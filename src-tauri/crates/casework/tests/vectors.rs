//! One TOML file for each scored case and each gate, named for the point it makes.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "the vectors are files, and one that does not read must fail the run"
)]

use casework::checklist::{Answers, Checklist, ItemAnswer, ItemList, Presence};
use casework::gate::{Before, Gate, GateReason, QuestionSet, gate, only_from_victim, question_set};
use casework::ids::ItemId;
use casework::outcome::{Judgement, OutcomeKind, Reason, outcome};
use casework::provenance::{Protection, Source, Sources};
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
    expect: OutcomeExpected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemVector {
    presence: Presence,
    #[serde(default)]
    sources: Vec<Source>,
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
}

#[test]
fn every_scored_case_gives_the_outcome_that_its_file_names() {
    let checklist = checklist();
    let vectors = vectors::<OutcomeVector>("outcome");
    assert!(vectors.len() >= 20, "vectors were lost: {}", vectors.len());
    for (name, vector) in vectors {
        let mut answers = Answers::new();
        for (_, item) in checklist.items() {
            let answer = ItemAnswer {
                presence: vector.rest,
                ..ItemAnswer::default()
            };
            answers.insert(item.clone(), answer);
        }
        for (item, given) in &vector.items {
            let slot = answers.get_mut(&ItemId::new(item.clone()));
            let slot = slot.unwrap_or_else(|| panic!("{name}: no item {item}"));
            slot.presence = given.presence;
            slot.sources = Sources::from(given.sources.iter().copied());
        }
        let found = outcome(&checklist, &answers, vector.judgement, None);
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
