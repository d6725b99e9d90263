//! Marks in every text of a record: none is lost, and what is protected says so at its place.

use crate::made_up::{at, bundle};
use casework::checklist::{ItemAnswer, Presence};
use casework::contact::{AboutPerson, Contact, JudgementGiven};
use casework::ids::{ContactId, ItemId, PersonId};
use casework::outcome::{Judgement, outcome};
use casework::person::{Member, NhsNumber, Person, Relation};
use casework::provenance::{Protection, Source, Sources};
use casework::sealing::{Amendment, Author, SealedContact};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use report::given::{ContactGiven, Given};
use serde_json::Value;
use std::collections::BTreeMap;

const REASSURING: [&str; 6] = ["low", "safe", "standard", "green", "fine", "unlikely"];
const STANDING_SENTENCE: &str = "This is not a finding of low risk.";

/// A record with one answer, and marks in all that was typed.
fn marked(presence: Presence, sources: &[Source], judged: Judgement, amended: bool) -> Given {
    let answer = ItemAnswer {
        presence,
        sources: Sources::from(sources.iter().copied()),
        words: "qxwords".into(),
        when: "qxwhen".into(),
        why: "qxwhy".into(),
        answered_at: None,
    };
    let answers = BTreeMap::from([(ItemId::new("risk.1"), answer)]);
    let author = Author {
        name: "qxauthor".into(),
        role: "qxrole".into(),
        organisation: "qxorganisation".into(),
    };
    let about = AboutPerson {
        id: PersonId::new("person"),
        name: "qxname".into(),
        local_reference: "qxreference".into(),
    };
    let id = ContactId::new("contact");
    let amendment = Amendment {
        contact: id.clone(),
        text: "qxamended".into(),
        reason: "qxbecause".into(),
        author: author.clone(),
        at: at(50),
    };
    let sealed = SealedContact {
        id,
        started_at: at(0),
        sealed_at: at(10),
        author: author.clone(),
        outcome: outcome(&crate::made_up::checklists()[0], &answers, judged, None),
        contact: Contact {
            about: Some(about.clone()),
            answers,
            judgement: Some(JudgementGiven {
                view: judged,
                why: "qxjudged".into(),
                at: at(5),
                outcome_shown_at: Some(at(6)),
                raised: Vec::new(),
            }),
            ..Contact::default()
        },
        texts: BTreeMap::from([(ItemId::new("risk.1"), "qxlabel".to_owned())]),
    };
    Given {
        entries: vec![Person {
            id: PersonId::new("person"),
            name: "qxname".into(),
            local_reference: "qxreference".into(),
            born: "1990-02-28".parse().ok(),
            nhs_number: NhsNumber::parse("943 476 5919").ok(),
            notes: "qznotes".into(),
            household: vec![Member {
                id: casework::ids::MemberId::new("m"),
                relation: Relation::Partner,
                name: "qzpartner".into(),
                birth_year: Some(1991),
            }],
        }],
        about,
        contacts: vec![ContactGiven {
            sealed,
            amendments: if amended { vec![amendment] } else { Vec::new() },
            checklist: crate::made_up::checklists()[0].clone(),
            find_out: std::collections::BTreeMap::new(),
            entry: 3,
            clock_off: None,
        }],
        whole: true,
        actions: Vec::new(),
        referrals: Vec::new(),
        events: Vec::new(),
        by: author,
        at: at(99),
        seal_code: "qxcode".to_owned(),
    }
}

fn of_kind<'b>(bundle: &'b Value, kind: &str) -> &'b Value {
    let mut entries = bundle["entry"].as_array().into_iter().flatten();
    let found = entries.find(|entry| entry["resource"]["resourceType"] == kind);
    &found.unwrap_or_else(|| panic!("there is no {kind}"))["resource"]
}

fn label(resource: &Value) -> &str {
    resource["meta"]["security"][0]["code"]
        .as_str()
        .unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_of_the_checklist_is_lost_and_what_is_protected_says_so(
        presence in select(vec![
            Presence::Present, Presence::NotPresent, Presence::NotKnown, Presence::NotAsked,
        ]),
        sources in subsequence(Source::ALL.to_vec(), 0..=7),
        judged in select(vec![Judgement::No, Judgement::NotSure, Judgement::Yes]),
        amended: bool,
    ) {
        let bundle = bundle(&marked(presence, &sources, judged, amended));
        let all = bundle.to_string();
        let mut kept = vec![
            "qxwords", "qxwhen", "qxwhy", "qxlabel", "qxjudged", "qxname", "qxreference", "qxauthor",
            "qxrole", "qxorganisation", "qxcode", "9434765919", "1990-02-28",
        ];
        if amended {
            kept.extend(["qxamended", "qxbecause"]);
        }
        for mark in kept {
            prop_assert!(all.contains(mark), "{} is lost", mark);
        }
        // Who else lives there is no part of the checklist.
        prop_assert!(!all.contains("qznotes") && !all.contains("qzpartner"));

        let protected = Sources::from(sources.iter().copied()).protection() != Protection::Open;
        let response = of_kind(&bundle, "QuestionnaireResponse");
        let item = &response["item"][0]["item"][0];
        prop_assert_eq!(&item["linkId"], "risk.1");
        prop_assert_eq!(item["extension"].is_array(), protected);
        let beside = item["answer"][0]["item"].as_array().unwrap();
        for piece in beside {
            prop_assert_eq!(piece["extension"].is_array(), protected, "{}", piece);
        }
        let answered = serde_json::to_string(beside).unwrap();
        for mark in ["qxwords", "qxwhen", "qxwhy"] {
            prop_assert!(answered.contains(mark), "{} is lost: {}", mark, answered);
        }
        let from = beside.iter().find(|piece| piece["linkId"] == "risk.1/from");
        let from = from.map_or(0, |from| from["answer"].as_array().unwrap().len());
        prop_assert_eq!(from, sources.len());
        let says = beside.iter().any(|piece| piece["linkId"] == "risk.1/protected");
        prop_assert_eq!(says, protected);
        let narrative = response["text"]["div"].as_str().unwrap();
        prop_assert_eq!(narrative.contains("Protected"), protected, "{}", narrative);
        // Nobody else said anything, so no other answer is marked.
        let others = response["item"][0]["item"].as_array().unwrap().iter().skip(1);
        for other in others {
            prop_assert!(other["extension"].is_null());
        }

        let assessment = of_kind(&bundle, "RiskAssessment");
        let reasons = assessment["reasonCode"].as_array().unwrap().iter();
        let mut named = reasons.filter(|reason| reason["text"].as_str().unwrap().contains("qxlabel"));
        let is_reason = presence == Presence::Present && protected;
        prop_assert_eq!(named.any(|reason| reason["extension"].is_array()), is_reason);
        let rationale = &assessment["prediction"][0]["_rationale"]["extension"];
        prop_assert_eq!(rationale.is_array(), is_reason);

        let wanted = if protected || amended { "V" } else { "R" };
        for resource in [
            &bundle,
            of_kind(&bundle, "Composition"),
            response,
            of_kind(&bundle, "RiskAssessment"),
        ] {
            prop_assert_eq!(label(resource), wanted);
        }
        prop_assert_eq!(&of_kind(&bundle, "Composition")["confidentiality"], wanted);
        for entry in bundle["entry"].as_array().unwrap() {
            prop_assert!(["R", "V"].contains(&label(&entry["resource"])));
        }

        let said = all.replace(STANDING_SENTENCE, "").to_lowercase();
        let mut words = said.split(|c: char| !c.is_alphabetic());
        prop_assert_eq!(words.find(|word| REASSURING.contains(word)), None);
    }
}

#[test]
fn where_nothing_was_found_it_says_that_this_is_no_finding() {
    let mut given = marked(
        Presence::NotPresent,
        &[Source::SeenByMe],
        Judgement::No,
        false,
    );
    let sealed = &mut given.contacts[0].sealed;
    let checklist = &crate::made_up::checklists()[0];
    let nothing = sealed.contact.answers[&ItemId::new("risk.1")].clone();
    let items = checklist
        .items()
        .map(|(_, item)| (item.clone(), nothing.clone()));
    sealed.contact.answers = items.collect();
    sealed.outcome = outcome(checklist, &sealed.contact.answers, Judgement::No, None);
    let bundle = bundle(&given);
    let assessment = of_kind(&bundle, "RiskAssessment");
    let outcome = &assessment["prediction"][0]["outcome"];
    assert_eq!(
        outcome,
        &serde_json::json!({ "text": "None identified so far." })
    );
    assert!(assessment["note"].to_string().contains(STANDING_SENTENCE));
    assert!(
        assessment["text"]["div"]
            .to_string()
            .contains(STANDING_SENTENCE)
    );
}

#[test]
fn the_first_thing_read_is_that_it_is_not_for_the_person() {
    let bundle = bundle(&marked(Presence::Present, &[], Judgement::Yes, false));
    let composition = of_kind(&bundle, "Composition");
    assert_eq!(composition["section"][0]["title"], "Before you read");
    for text in [&composition["text"], &composition["section"][0]["text"]] {
        let text = text["div"].as_str().unwrap();
        assert!(
            text.contains("Not for the person") && text.contains("alleged"),
            "{text}"
        );
    }
    assert_eq!(
        composition["title"], "Hand-over",
        "a title that names nothing"
    );
}

#[test]
fn two_dates_of_birth_are_said_and_neither_is_taken_for_true() {
    let mut given = marked(Presence::Present, &[], Judgement::Yes, false);
    let mut other = given.entries[0].clone();
    other.born = "1991-03-01".parse().ok();
    other.nhs_number = None;
    given.entries.push(other);
    let bundle = bundle(&given);
    let patient = of_kind(&bundle, "Patient");
    assert!(patient["birthDate"].is_null());
    let text = patient["text"]["div"].as_str().unwrap();
    assert!(
        text.contains("28 February 1990") && text.contains("1 March 1991"),
        "{text}"
    );
    assert_eq!(
        patient["identifier"][0]["system"],
        "https://fhir.nhs.uk/Id/nhs-number"
    );
}
