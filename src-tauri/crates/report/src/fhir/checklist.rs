//! The checklist as a Questionnaire, and what was answered as a QuestionnaireResponse to it.

use super::ids::Id;
use super::text::Narrative;
use super::{Contact, Label, instant, list, reference, resource};
use crate::words;
use casework::checklist::{ItemAnswer, ItemList, Presence};
use casework::ids::ItemId;
use casework::provenance::{Protection, Sources};
use casework::words::Words;
use serde_json::{Value, json};

/// The group of answers to items that this version of the checklist does not have.
const OTHER: &str = "other";

/// What stands beside an answer: the end of its link, what it is called, its type, whether it repeats.
const BESIDE: [(&str, &str, &str, bool); 5] = [
    ("protected", "Protected", "string", false),
    ("from", "From", "string", true),
    ("words", "Exact words", "text", false),
    ("when", "When", "string", false),
    ("why", "Why no longer present", "text", false),
];

/// What the checklist is called.
pub(super) fn title(version: u32) -> String {
    format!("Imminent-risk checklist, version {version}")
}

pub(super) fn questionnaire_id(version: u32) -> Id {
    Id::of(&["questionnaire", &version.to_string()])
}

/// An extension that says why its element has to be kept from the person.
pub(super) fn protected(why: &str) -> Value {
    let url = Id::of(&["extension", "protected"]).url();
    json!({ "url": url, "valueString": why })
}

/// Why an answer has to be kept from the person, where it has to. Where nothing was said, nothing has.
pub(super) fn mark(answer: &ItemAnswer) -> Option<&'static str> {
    let ItemAnswer {
        presence,
        sources,
        words,
        when,
        why,
        answered_at: _,
    } = answer;
    let says_something = *presence == Presence::Present
        || !sources.is_empty()
        || [words, when, why]
            .into_iter()
            .any(|words| !words.is_blank());
    protection_mark(sources.protection()).filter(|_| says_something)
}

/// What is said beside something that has to be kept from the person.
pub(super) fn protection_mark(protection: Protection) -> Option<&'static str> {
    match protection {
        Protection::Open => None,
        Protection::PartlyProtected => Some("Part of this could lead back to a victim."),
        Protection::VictimOnly => {
            Some("Comes only from a victim, a child, family or an unnamed source.")
        }
    }
}

fn coding(presence: Presence) -> Value {
    let code = match presence {
        Presence::Present => "present",
        Presence::NotPresent => "not-present",
        Presence::NotKnown => "not-known",
        Presence::NotAsked => "not-asked",
    };
    let system = Id::of(&["answers"]).url();
    json!({ "system": system, "code": code, "display": words::presence(presence) })
}

fn group(list: ItemList) -> (&'static str, &'static str) {
    match list {
        ItemList::Indicator => ("indicators", "Indicators"),
        ItemList::WarningSign => ("warning-signs", "Further warning signs"),
    }
}

const LISTS: [ItemList; 2] = [ItemList::Indicator, ItemList::WarningSign];

// --- The questions --------------------------------------------------------------------------------

/// The checklist of a contact as a Questionnaire. Its address is its own, with the version behind it.
pub(super) fn questionnaire(contact: &Contact<'_>) -> Value {
    let checklist = &contact.checklist;
    let id = &contact.questionnaire;
    let mut text = Narrative::default();
    text.paragraph(&title(checklist.version));
    let mut groups = Vec::new();
    for wanted in LISTS {
        let items = checklist.items().filter(|(list, _)| *list == wanted);
        let items: Vec<&ItemId> = items.map(|(_, item)| item).collect();
        // A group without questions is none.
        if items.is_empty() {
            continue;
        }
        let (link, name) = group(wanted);
        let labels = items.iter().map(|item| contact.item_label(item));
        text.heading(name);
        text.list(&labels.collect::<Vec<_>>());
        let questions = items
            .iter()
            .map(|item| question(item.as_str(), &contact.item_label(item)));
        groups.push(json!({
            "linkId": link,
            "text": name,
            "type": "group",
            "item": questions.collect::<Vec<_>>(),
        }));
    }
    let what = json!({ "linkId": format!("{OTHER}/item"), "text": "What", "type": "string" });
    groups.push(json!({
        "linkId": OTHER,
        "text": "Noted, but not in this version of the checklist",
        "type": "group",
        "repeats": true,
        "item": [what, question(&format!("{OTHER}/answer"), "Answer")],
    }));
    let rest = json!({
        "url": id.url(),
        "version": checklist.version.to_string(),
        "title": title(checklist.version),
        "status": "active",
        "subjectType": ["Patient"],
        "item": groups,
    });
    resource("Questionnaire", id, Label::Restricted, text, rest)
}

fn question(link: &str, label: &str) -> Value {
    let beside = BESIDE.map(|(end, text, kind, repeats)| {
        json!({
            "linkId": format!("{link}/{end}"),
            "text": text,
            "type": kind,
            "repeats": repeats,
        })
    });
    let options = [
        Presence::Present,
        Presence::NotPresent,
        Presence::NotKnown,
        Presence::NotAsked,
    ];
    json!({
        "linkId": link,
        "text": label,
        "type": "choice",
        "answerOption": options.map(|presence| json!({ "valueCoding": coding(presence) })),
        "item": beside,
    })
}

// --- The answers ----------------------------------------------------------------------------------

/// What was answered in a contact.
pub(super) fn response(contact: &Contact<'_>, patient: &Id) -> Value {
    let sealed = &contact.given.sealed;
    let mut groups = Vec::new();
    for wanted in LISTS {
        let items = contact.checklist.items();
        let items: Vec<Value> = items
            .filter(|(list, _)| *list == wanted)
            .map(|(_, item)| {
                let answer = answer_to(contact, item);
                answered(contact, item.as_str(), &contact.item_label(item), &answer)
            })
            .collect();
        if items.is_empty() {
            continue;
        }
        let (link, name) = group(wanted);
        groups.push(json!({ "linkId": link, "text": name, "item": items }));
    }
    groups.extend(others(contact).into_iter().map(|(item, answer)| {
        let what = json!({
            "linkId": format!("{OTHER}/item"),
            "answer": [{ "valueString": contact.item_label(item) }],
        });
        let answer = answered(contact, &format!("{OTHER}/answer"), "Answer", answer);
        json!({ "linkId": OTHER, "item": [what, answer] })
    }));
    let version = contact.checklist.version;
    let rest = json!({
        "questionnaire": format!("{}|{version}", contact.questionnaire.url()),
        "status": "completed",
        "subject": reference(patient),
        "authored": instant(sealed.sealed_at),
        "author": reference(&contact.author),
        "item": list(groups),
    });
    let mut text = Narrative::default();
    text.paragraph(&title(version));
    text.append(answers_as_text(contact));
    let id = &contact.response;
    resource("QuestionnaireResponse", id, contact.label, text, rest)
}

/// The answer to an item; *not asked* where nothing was entered.
fn answer_to(contact: &Contact<'_>, item: &ItemId) -> ItemAnswer {
    let answers = &contact.reading.contact().answers;
    answers.get(item).cloned().unwrap_or_default()
}

/// Answers to items that this version of the checklist does not have. They were typed all the same.
fn others<'c>(contact: &'c Contact<'_>) -> Vec<(&'c ItemId, &'c ItemAnswer)> {
    let answers = contact.reading.contact().answers.iter();
    let known = |wanted: &ItemId| contact.checklist.items().any(|(_, item)| item == wanted);
    answers.filter(|(item, _)| !known(item)).collect()
}

fn answered(contact: &Contact<'_>, link: &str, label: &str, answer: &ItemAnswer) -> Value {
    let mark = mark(answer);
    let from: Vec<String> = answer
        .sources
        .iter()
        .map(|source| words::source(source).to_owned())
        .collect();
    let text = |words: &Words| contact.text(words).into_iter().collect::<Vec<_>>();
    let said = [
        mark.map(str::to_owned).into_iter().collect(),
        from,
        text(&answer.words),
        text(&answer.when),
        text(&answer.why),
    ];
    let beside = BESIDE.into_iter().zip(said);
    let beside: Vec<Value> = beside
        .filter(|(_, values)| !values.is_empty())
        .map(|((end, text, _, _), values)| {
            let values = values.into_iter();
            let values: Vec<Value> = values.map(|text| json!({ "valueString": text })).collect();
            let item = json!({ "linkId": format!("{link}/{end}"), "text": text, "answer": values });
            marked(item, mark)
        })
        .collect();
    let mut value = json!({ "valueCoding": coding(answer.presence) });
    if !beside.is_empty() {
        value["item"] = Value::Array(beside);
    }
    let item = json!({ "linkId": link, "text": label, "answer": [value] });
    marked(item, mark)
}

/// An element can carry no security label, so an extension says it.
pub(super) fn marked(mut item: Value, mark: Option<&str>) -> Value {
    if let Some(why) = mark {
        item["extension"] = json!([protected(why)]);
    }
    item
}

/// The answers as lines, what is present first.
pub(super) fn answers_as_text(contact: &Contact<'_>) -> Narrative {
    let items = contact.checklist.items().map(|(_, item)| item);
    let mut all: Vec<(ItemAnswer, &ItemId)> =
        items.map(|item| (answer_to(contact, item), item)).collect();
    let others = others(contact).into_iter();
    all.extend(others.map(|(item, answer)| (answer.clone(), item)));
    let mut text = Narrative::default();
    for presence in [
        Presence::Present,
        Presence::NotKnown,
        Presence::NotAsked,
        Presence::NotPresent,
    ] {
        let lines = all.iter().filter(|(answer, _)| answer.presence == presence);
        let lines: Vec<String> = lines
            .map(|(answer, item)| line(contact, item, answer))
            .collect();
        if !lines.is_empty() {
            text.heading(words::presence(presence));
            text.list(&lines);
        }
    }
    text
}

fn line(contact: &Contact<'_>, item: &ItemId, answer: &ItemAnswer) -> String {
    let mut parts = vec![format!("{}.", contact.item_label(item))];
    let said = |words: &Words| contact.text(words);
    parts.extend(said(&answer.words).map(|words| format!("“{words}”")));
    parts.extend(said(&answer.when).map(|when| format!("When: {when}.")));
    parts.extend(said(&answer.why).map(|why| format!("Why no longer present: {why}.")));
    if answer.presence == Presence::Present || answer.sources != Sources::default() {
        parts.push(words::from(&answer.sources));
    } else if let Some(mark) = mark(answer) {
        parts.push(format!("Protected. {mark}"));
    }
    parts.join(" ")
}
