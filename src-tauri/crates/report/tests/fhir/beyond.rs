//! What a schema cannot see: that references lead somewhere, that answers answer a question, that dates are
//! days, and that nothing empty stands anywhere.

use crate::made_up::{bundle, given};
use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use report::given::Given;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn resources(bundle: &Value) -> Vec<&Value> {
    let entries = bundle["entry"].as_array().expect("there are entries");
    entries.iter().map(|entry| &entry["resource"]).collect()
}

fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is a text"))
}

/// Every value below a name, wherever it stands.
fn below<'v>(value: &'v Value, name: &str, found: &mut Vec<&'v Value>) {
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                if field == name {
                    found.push(value);
                }
                below(value, name, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| below(value, name, found)),
        _ => {}
    }
}

fn all<'v>(value: &'v Value, name: &str) -> Vec<&'v Value> {
    let mut found = Vec::new();
    below(value, name, &mut found);
    found
}

fn nothing_is_empty(value: &Value) {
    match value {
        Value::Null => panic!("FHIR knows no null here"),
        Value::String(text) => assert!(!text.trim().is_empty(), "a text is blank"),
        Value::Array(values) => {
            assert!(!values.is_empty(), "a list is empty");
            values.iter().for_each(nothing_is_empty);
        }
        Value::Object(fields) => {
            assert!(!fields.is_empty(), "an element is empty");
            fields.values().for_each(nothing_is_empty);
        }
        Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Every tag is closed by its own, and no character stands there that XML does not know.
fn is_xhtml(div: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = div;
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>').expect("a tag ends");
        let tag = &rest[start + 1..end];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{div}");
        } else if !tag.ends_with('/') {
            let name = tag.split(' ').next().unwrap_or_default();
            assert!(["div", "p", "h3", "ul", "li"].contains(&name), "<{tag}>");
            open.push(name);
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty() && !rest.contains('>'), "{div}");
    let control = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r');
    assert!(
        !div.contains(control) && !div.contains(['\u{fffe}', '\u{ffff}']),
        "{div:?}"
    );
    let entities = div.split('&').skip(1);
    for entity in entities {
        let known = ["amp;", "lt;", "gt;", "quot;", "#39;"];
        assert!(
            known.iter().any(|name| entity.starts_with(name)),
            "&{entity}"
        );
    }
}

/// The questions of a Questionnaire, each with the one that it stands below and what may be answered.
fn questions<'q>(
    items: &'q Value,
    above: Option<&'q str>,
    found: &mut BTreeMap<&'q str, (Option<&'q str>, &'q Value)>,
) {
    for item in items.as_array().into_iter().flatten() {
        let link = text(&item["linkId"]);
        assert!(found.insert(link, (above, item)).is_none(), "{link} twice");
        questions(&item["item"], Some(link), found);
    }
}

fn answers(items: &Value, above: Option<&str>, questions: &BTreeMap<&str, (Option<&str>, &Value)>) {
    let mut once = BTreeSet::new();
    for item in items.as_array().into_iter().flatten() {
        let link = text(&item["linkId"]);
        let (below, question) = questions
            .get(link)
            .unwrap_or_else(|| panic!("no question {link}"));
        assert_eq!(*below, above, "{link}");
        let repeats = question["repeats"] == true;
        assert!(once.insert(link) || repeats, "{link} twice");
        let given = item["answer"].as_array();
        let count = given.map_or(0, Vec::len);
        match text(&question["type"]) {
            "group" => assert_eq!(count, 0, "a group is not answered"),
            kind => {
                assert!(count == 1 || (repeats && count > 1), "{link}: {count}");
                let value = if kind == "choice" {
                    "valueCoding"
                } else {
                    "valueString"
                };
                for answer in given.into_iter().flatten() {
                    assert!(!answer[value].is_null(), "{link} is a {kind}: {answer}");
                    let options = question["answerOption"].as_array();
                    assert!(options.is_none_or(|options| {
                        options.iter().any(|option| option[value] == answer[value])
                    }));
                }
            }
        }
        answers(&item["item"], Some(link), questions);
        for answer in given.into_iter().flatten() {
            answers_below(&answer["item"], link, questions);
        }
    }
}

fn answers_below(items: &Value, above: &str, all: &BTreeMap<&str, (Option<&str>, &Value)>) {
    answers(items, Some(above), all);
}

fn is_a_document(bundle: &Value) {
    assert_eq!(bundle["type"], "document");
    assert_eq!(
        bundle["entry"][0]["resource"]["resourceType"],
        "Composition"
    );
    let name = text(&bundle["identifier"]["value"]);
    assert!(name.starts_with("urn:uuid:") && bundle["identifier"]["system"] == "urn:ietf:rfc:3986");
    nothing_is_empty(bundle);

    let mut urls = BTreeSet::new();
    for entry in bundle["entry"].as_array().expect("there are entries") {
        let url = text(&entry["fullUrl"]);
        let id = url.strip_prefix("urn:uuid:").expect("it is a urn:uuid");
        assert_eq!(text(&entry["resource"]["id"]), id);
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
        assert!(
            id.chars()
                .all(|c| c == '-' || matches!(c, '0'..='9' | 'a'..='f'))
        );
        assert!(urls.insert(url), "{url} twice");
        is_xhtml(text(&entry["resource"]["text"]["div"]));
    }
    let mut reached = BTreeSet::from([text(&bundle["entry"][0]["fullUrl"])]);
    for reference in all(bundle, "reference") {
        assert!(urls.contains(text(reference)), "{reference} leads nowhere");
        reached.insert(text(reference));
    }
    assert_eq!(reached, urls, "everything is reached from something");

    for div in all(bundle, "div") {
        is_xhtml(text(div));
    }
    for name in [
        "date",
        "timestamp",
        "authored",
        "occurrenceDateTime",
        "time",
    ] {
        for moment in all(bundle, name) {
            assert!(
                DateTime::parse_from_rfc3339(text(moment)).is_ok(),
                "{moment}"
            );
        }
    }
    for day in all(bundle, "birthDate") {
        assert!(text(day).parse::<NaiveDate>().is_ok(), "{day}");
    }
    for system in all(bundle, "system") {
        let known = [
            "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
            "https://fhir.nhs.uk/Id/nhs-number",
            "urn:ietf:rfc:3986",
        ];
        let own = text(system).starts_with("urn:uuid:");
        assert!(
            own || known.contains(&text(system)),
            "{system} is not verified"
        );
    }
}

fn responses_answer_their_questions(bundle: &Value, contacts: usize) {
    let of_kind = |kind: &'static str| {
        let resources = resources(bundle).into_iter();
        resources.filter(move |resource| resource["resourceType"] == kind)
    };
    assert_eq!(of_kind("QuestionnaireResponse").count(), contacts);
    assert_eq!(of_kind("RiskAssessment").count(), contacts);
    assert_eq!(
        (of_kind("Composition").count(), of_kind("Patient").count()),
        (1, 1)
    );
    for response in of_kind("QuestionnaireResponse") {
        let named = text(&response["questionnaire"]);
        let questionnaire = of_kind("Questionnaire").find(|questionnaire| {
            let version = text(&questionnaire["version"]);
            format!("{}|{version}", text(&questionnaire["url"])) == named
        });
        let questionnaire = questionnaire.expect("its questions are in the Bundle");
        let mut known = BTreeMap::new();
        questions(&questionnaire["item"], None, &mut known);
        answers(&response["item"], None, &known);
    }
    for assessment in of_kind("RiskAssessment") {
        let basis = text(&assessment["basis"][0]["reference"]);
        let is_one = |response: &Value| format!("urn:uuid:{}", text(&response["id"])) == basis;
        assert!(of_kind("QuestionnaireResponse").any(is_one));
        assert!(assessment["prediction"][0]["qualitativeRisk"].is_null());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_bundle_is_a_document_that_holds_together(given in given()) {
        let bundle = bundle(&given);
        is_a_document(&bundle);
        responses_answer_their_questions(&bundle, given.contacts.len());
    }

    #[test]
    fn the_same_record_makes_the_same_ids(given in given()) {
        let ids = |given: &Given| -> Vec<String> {
            let bundle = bundle(given);
            let ids = resources(&bundle).into_iter();
            ids.map(|resource| text(&resource["id"]).to_owned()).collect()
        };
        let mut later = given.clone();
        later.at += chrono::TimeDelta::days(1);
        let (now, then) = (ids(&given), ids(&later));
        prop_assert_ne!(&now[0], &then[0], "another document");
        prop_assert_eq!(&now[1..], &then[1..], "of the same record");
    }
}
