//! The hand-over of the checklist as HL7 FHIR R4, for a system that takes it in: a Bundle of the type
//! *document*, whose Composition comes first.
//!
//! It is for those who must act, as the hand-over is, and says so in its first section: nothing of it may
//! reach the person. It holds what the hand-over holds of the checklist and no more: no actions, no
//! accounts of others, nobody of the household.
//!
//! No code of SNOMED, LOINC or the like stands in it: none is verified. What is not a code of FHIR itself
//! is text. Ids follow from the ids of the record alone, so the same record makes the same ids.
//!
//! What comes from somebody who must be protected is marked three times, since no system is known to heed
//! any one of it: a security label on the resource, an extension on the element, and an answer of its own
//! beside the words, which stays when extensions are thrown away.

mod checklist;
mod ids;
mod text;

use crate::given::{ContactGiven, Given};
use crate::words;
use casework::audience::{Practitioner as Reader, Reading, read};
use casework::checklist::Checklist;
use casework::contact::JudgementGiven;
use casework::ids::ItemId;
use casework::outcome::{OutcomeKind, Reason};
use casework::person::{NhsNumber, Person};
use casework::provenance::Protection;
use casework::sealing::{Amendment, Author};
use casework::when;
use casework::words::Words;
use chrono::{DateTime, SecondsFormat, Utc};
use ids::Id;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use text::{Narrative, string};

const LANGUAGE: &str = "en-GB";

/// HL7 v3 Confidentiality, a code system that FHIR itself names.
const CONFIDENTIALITY: &str = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

/// The system of NHS numbers.
const NHS_NUMBERS: &str = "https://fhir.nhs.uk/Id/nhs-number";

/// How FHIR says that a value is a URI.
const URIS: &str = "urn:ietf:rfc:3986";

/// What every reader is told first.
const NOT_FOR_THE_PERSON: &str = "Not for the person whom it is about, nor for anybody who could tell \
                                  them. It holds what others said, and an assessment of risk. Hide it \
                                  from online access.";

/// What is said about the person.
const ALLEGED: &str = "What is said here about the person is alleged, not proved.";

/// Nobody says whom an amendment came from, so it counts as a victim's.
const AMENDMENT_PROTECTED: &str = "Protected: nobody says whom this came from.";

/// The record as a Bundle, in JSON.
///
/// An answer to an item that its version of the checklist does not have stands in a group of its own, so that
/// nothing that was typed is lost.
pub fn fhir(given: &Given) -> String {
    let contacts: Vec<Contact<'_>> = given
        .contacts
        .iter()
        .map(|contact| Contact::of(given, contact))
        .collect();
    let bundle = Bundle {
        given,
        label: Label::most(contacts.iter().map(|contact| contact.label)),
        id: bundle_id(given),
        patient: Id::of(&["patient", given.about.id.as_str()]),
        contacts,
    };
    bundle.json().to_string()
}

/// One document is one moment of one record, so its id follows from what is in it and from when.
fn bundle_id(given: &Given) -> Id {
    let at = given.at.timestamp_micros().to_string();
    let contacts = given.contacts.iter().flat_map(|contact| {
        let amendments = contact.amendments.len().to_string();
        [contact.sealed.id.as_str().to_owned(), amendments]
    });
    let parts: Vec<String> = ["bundle".to_owned(), at]
        .into_iter()
        .chain(contacts)
        .collect();
    Id::of(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// How carefully a resource has to be kept. Ordered: a later one is the more careful.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Label {
    /// About one person, and nothing for everybody.
    Restricted,
    /// Something in it could lead back to a victim.
    VeryRestricted,
}

impl Label {
    fn most(labels: impl Iterator<Item = Self>) -> Self {
        labels.max().unwrap_or(Self::Restricted)
    }

    fn code(self) -> &'static str {
        match self {
            Self::Restricted => "R",
            Self::VeryRestricted => "V",
        }
    }

    fn meta(self) -> Value {
        let display = match self {
            Self::Restricted => "restricted",
            Self::VeryRestricted => "very restricted",
        };
        let label = json!({ "system": CONFIDENTIALITY, "code": self.code(), "display": display });
        json!({ "security": [label] })
    }
}

/// Puts together what every resource has: its type, id, label, language and text.
fn resource(kind: &str, id: &Id, label: Label, text: Narrative, rest: Value) -> Value {
    let mut all = Map::new();
    all.insert("resourceType".to_owned(), json!(kind));
    all.insert("id".to_owned(), json!(id.as_str()));
    all.insert("meta".to_owned(), label.meta());
    all.insert("language".to_owned(), json!(LANGUAGE));
    all.insert("text".to_owned(), text.json());
    if let Value::Object(rest) = rest {
        // FHIR has no empty values: what is not known is not there.
        all.extend(rest.into_iter().filter(|(_, value)| !value.is_null()));
    }
    Value::Object(all)
}

fn reference(id: &Id) -> Value {
    json!({ "reference": id.url() })
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A list, or nothing when there is nothing in it.
fn list(values: Vec<Value>) -> Value {
    if values.is_empty() {
        Value::Null
    } else {
        Value::Array(values)
    }
}

/// The different values, in the order in which they come.
fn different<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    for value in values {
        if !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

/// A contact as the reader of the hand-over may read it.
struct Contact<'a> {
    given: &'a ContactGiven,
    reading: Reading<'a, Reader>,
    checklist: Checklist,
    label: Label,
    author: Id,
    response: Id,
    assessment: Id,
    questionnaire: Id,
}

impl<'a> Contact<'a> {
    fn of(all: &Given, given: &'a ContactGiven) -> Self {
        let sealed = &given.sealed;
        let id = sealed.id.as_str();
        let version = sealed.outcome.checklist_version;
        let known = Some(&given.checklist).filter(|list| list.version == version);
        let mut contact = Self {
            given,
            reading: read(&sealed.contact, Reader),
            checklist: known.cloned().unwrap_or(Checklist {
                version,
                indicators: Vec::new(),
                warning_signs: Vec::new(),
            }),
            label: Label::Restricted,
            author: author_id(all, &sealed.author),
            response: Id::of(&["response", id]),
            assessment: Id::of(&["assessment", id]),
            questionnaire: checklist::questionnaire_id(version),
        };
        let answers = contact.reading.contact().answers.values();
        let protected = answers
            .into_iter()
            .any(|answer| checklist::mark(answer).is_some());
        let mut reasons = sealed.outcome.reasons.iter();
        let protected = protected || reasons.any(|reason| reason_mark(reason).is_some());
        if protected || !given.amendments.is_empty() {
            contact.label = Label::VeryRestricted;
        }
        contact
    }

    fn text(&self, words: &Words) -> Option<String> {
        string(&self.reading.text(words).to_string())
    }

    /// The label of an item as it read when the contact was sealed.
    fn item_label(&self, item: &ItemId) -> String {
        let then = self.given.sealed.texts.get(item);
        then.and_then(|text| string(text))
            .unwrap_or_else(|| item.as_str().to_owned())
    }

    fn title(&self) -> String {
        let day = when::day_in_london(self.given.sealed.started_at);
        format!("Contact on {}", when::date(day))
    }

    fn reasons(&self) -> Vec<String> {
        let reasons = self.given.sealed.outcome.reasons.iter();
        reasons
            .map(|reason| words::reason(reason, &|item| self.item_label(item)))
            .collect()
    }

    /// What the practitioner judged, each view with when it was given.
    fn judgements(&self) -> Vec<(DateTime<Utc>, String)> {
        let Some(JudgementGiven {
            view,
            why,
            at,
            outcome_shown_at: _,
            raised,
        }) = &self.reading.contact().judgement
        else {
            return Vec::new();
        };
        let why = self.text(why);
        let why = why.map(|why| format!(" Why: {why}")).unwrap_or_default();
        let first = format!(
            "Imminent or severe risk: {}. Judged before the outcome was shown.{why}",
            words::judgement(*view)
        );
        let raised = raised.iter().map(|raise| {
            let reason = self.text(&raise.reason).unwrap_or_default();
            let to = words::judgement(raise.to);
            let text = format!("Raised to {to} after the outcome was shown. Reason: {reason}");
            (raise.at, text)
        });
        std::iter::once((*at, first)).chain(raised).collect()
    }

    fn amendment(&self, amendment: &Amendment) -> String {
        let text = self.text(&amendment.text).unwrap_or_default();
        let reason = self.text(&amendment.reason).unwrap_or_default();
        format!("Added later: {text}\nWhy: {reason}\n{AMENDMENT_PROTECTED}")
    }

    /// What the checklist said, why, and what was added later.
    fn assessed(&self) -> Narrative {
        let sealed = &self.given.sealed;
        let outcome = &sealed.outcome;
        let mut text = Narrative::default();
        text.paragraph(words::outcome(outcome.kind));
        if outcome.kind == OutcomeKind::NoneIdentifiedSoFar {
            text.paragraph(words::STANDING_SENTENCE);
        }
        text.paragraph(&words::counts(outcome.indicators, outcome.warning_signs));
        text.list(&self.reasons());
        for (at, judgement) in self.judgements() {
            text.paragraph(&format!("{}: {judgement}", when::moment(at)));
        }
        for amendment in &self.given.amendments {
            let at = when::moment(amendment.at);
            text.paragraph(&format!("{at}: {}", self.amendment(amendment)));
        }
        text
    }

    /// When it was, who wrote it, and what has to be known about its times.
    fn head(&self) -> Narrative {
        let sealed = &self.given.sealed;
        let mut text = Narrative::default();
        text.paragraph(&format!("Started {}.", when::moment(sealed.started_at)));
        text.paragraph(&format!(
            "Sealed {}, entry {} of the record.",
            when::moment(sealed.sealed_at),
            self.given.entry
        ));
        if let Some(seconds) = self.given.clock_off {
            let minutes = seconds.unsigned_abs().div_ceil(60);
            text.paragraph(&format!(
                "The clock of the laptop was seen to run off by {minutes} minutes before it was sealed."
            ));
        }
        text
    }

    fn section(&self) -> Value {
        let mut text = self.head();
        text.append(self.assessed());
        text.append(checklist::answers_as_text(self));
        json!({
            "title": self.title(),
            "text": text.json(),
            "entry": [
                reference(&self.assessment),
                reference(&self.response),
                reference(&self.questionnaire),
            ],
        })
    }

    fn risk_assessment(&self, patient: &Id) -> Value {
        let sealed = &self.given.sealed;
        let outcome = &sealed.outcome;
        let judgement = self.reading.contact().judgement.as_ref();
        let shown = judgement.and_then(|given| given.outcome_shown_at);
        let reasons = self.reasons();
        let by_the_author = |at: DateTime<Utc>, text: String| {
            json!({
                "authorReference": reference(&self.author),
                "time": instant(at),
                "text": text,
            })
        };
        let counts = words::counts(outcome.indicators, outcome.warning_signs);
        let mut notes = vec![by_the_author(sealed.sealed_at, counts)];
        if outcome.kind == OutcomeKind::NoneIdentifiedSoFar {
            let standing = words::STANDING_SENTENCE.to_owned();
            notes.push(by_the_author(sealed.sealed_at, standing));
        }
        let judgements = self.judgements().into_iter();
        notes.extend(judgements.map(|(at, text)| by_the_author(at, text)));
        notes.extend(self.given.amendments.iter().map(|amendment| {
            let mut note = json!({
                "time": instant(amendment.at),
                "text": self.amendment(amendment),
                "extension": [checklist::protected(AMENDMENT_PROTECTED)],
            });
            if let Some(name) = self.text(&amendment.author.name) {
                note["authorString"] = json!(name);
            }
            note
        }));
        let marks = outcome.reasons.iter().map(reason_mark);
        let reason_codes = reasons.iter().zip(marks.clone());
        let reason_codes =
            reason_codes.map(|(reason, mark)| checklist::marked(json!({ "text": reason }), mark));
        let mut prediction = json!({
            "outcome": { "text": words::outcome(outcome.kind) },
            "rationale": reasons.join("\n"),
        });
        if let Some(why) = marks.flatten().next() {
            // How FHIR puts an extension on a plain text.
            prediction["_rationale"] = checklist::marked(json!({}), Some(why));
        }
        let rest = json!({
            "status": "final",
            "method": { "text": checklist::title(outcome.checklist_version) },
            "subject": reference(patient),
            "occurrenceDateTime": instant(shown.unwrap_or(sealed.sealed_at)),
            "performer": reference(&self.author),
            "reasonCode": list(reason_codes.collect()),
            "basis": [reference(&self.response)],
            // An outcome says what to do. It is no grade, so there is no qualitative risk and no number.
            "prediction": [prediction],
            "note": notes,
        });
        let (id, text) = (&self.assessment, self.assessed());
        resource("RiskAssessment", id, self.label, text, rest)
    }
}

/// Why a reason has to be kept from the person, where it has to.
fn reason_mark(reason: &Reason) -> Option<&'static str> {
    match reason {
        Reason::ItemPresent { protection, .. } => checklist::protection_mark(*protection),
        // It was present before, and whoever said so then is not named here.
        Reason::ClearedOnTheirWordAlone { .. } => {
            checklist::protection_mark(Protection::PartlyProtected)
        }
        Reason::JudgementYes
        | Reason::JudgementNotSure
        | Reason::ItemsOpen { .. }
        | Reason::MoreThanLastTime { .. }
        | Reason::NothingPresent => None,
    }
}

/// Everybody who wrote something, as the record names them: the first contact that one wrote gives the id.
fn author_id(given: &Given, author: &Author) -> Id {
    let contacts = given.contacts.iter();
    let wrote = contacts.map(|contact| (contact.sealed.id.as_str(), &contact.sealed.author));
    let first = wrote.into_iter().find(|(_, by)| *by == author);
    // Who hands over and wrote none of it.
    Id::of(&["author", first.map_or("", |(contact, _)| contact)])
}

struct Bundle<'a> {
    given: &'a Given,
    label: Label,
    id: Id,
    patient: Id,
    contacts: Vec<Contact<'a>>,
}

impl Bundle<'_> {
    /// Words that stand in no contact are read as those of the first one are.
    fn text(&self, words: &Words) -> Option<String> {
        self.contacts
            .first()
            .and_then(|contact| contact.text(words))
    }

    fn json(&self) -> Value {
        let mut entries = vec![self.composition(), self.patient()];
        let authors = std::iter::once(&self.given.by).chain(
            self.contacts
                .iter()
                .map(|contact| &contact.given.sealed.author),
        );
        entries.extend(
            different(authors)
                .into_iter()
                .map(|by| self.practitioner(by)),
        );
        let mut versions = BTreeSet::new();
        for contact in &self.contacts {
            if versions.insert(contact.checklist.version) {
                entries.push(checklist::questionnaire(contact));
            }
        }
        for contact in &self.contacts {
            entries.push(checklist::response(contact, &self.patient));
            entries.push(contact.risk_assessment(&self.patient));
        }
        let entries: Vec<Value> = entries
            .into_iter()
            .map(|resource| {
                let id = resource["id"].as_str().unwrap_or_default();
                json!({ "fullUrl": ids::url(id), "resource": resource })
            })
            .collect();
        json!({
            "resourceType": "Bundle",
            "id": self.id.as_str(),
            "meta": self.label.meta(),
            "language": LANGUAGE,
            "identifier": { "system": URIS, "value": self.id.url() },
            "type": "document",
            "timestamp": instant(self.given.at),
            "entry": entries,
        })
    }

    fn composition(&self) -> Value {
        let mut first = Narrative::default();
        first.paragraph(NOT_FOR_THE_PERSON);
        first.paragraph(ALLEGED);
        first.paragraph(&format!("Seal code: {}", self.given.seal_code));
        let before = json!({ "title": "Before you read", "text": first.json() });
        let sections = self.contacts.iter().map(Contact::section);
        let sections: Vec<Value> = std::iter::once(before).chain(sections).collect();
        let by = author_id(self.given, &self.given.by);
        let rest = json!({
            "status": "final",
            "type": { "text": "Hand-over" },
            "subject": reference(&self.patient),
            "date": instant(self.given.at),
            "author": [reference(&by)],
            "title": "Hand-over",
            "confidentiality": self.label.code(),
            "section": sections,
        });
        let id = Id::of(&["composition", self.id.as_str()]);
        resource("Composition", &id, self.label, first, rest)
    }

    fn patient(&self) -> Value {
        let Given { about, entries, .. } = self.given;
        let abouts = || {
            let contacts = self.contacts.iter();
            let named = contacts.filter_map(|contact| contact.reading.contact().about.as_ref());
            std::iter::once(about).chain(named)
        };
        let names = abouts().map(|about| &about.name);
        let names = names.chain(entries.iter().map(|entry| &entry.name));
        let names = different(names.filter_map(|name| self.text(name)));
        let references = abouts().map(|about| &about.local_reference);
        let references = references.chain(entries.iter().map(|entry| &entry.local_reference));
        let references = different(references.filter_map(|words| self.text(words)));
        let numbers = different(entries.iter().filter_map(nhs_number));
        let born = different(entries.iter().filter_map(|entry| entry.born));

        let mut text = Narrative::default();
        text.paragraph("The person whom the hand-over is about.");
        text.paragraph(ALLEGED);
        text.list(&names);
        // Two entries that were joined may disagree. Then it is said, and none of it is taken for true.
        for day in &born {
            text.paragraph(&format!("Date of birth: {}", when::date(*day)));
        }
        let of_the_agency = references.into_iter().map(|value| {
            let kind = json!({ "text": "Reference of the practitioner's agency" });
            json!({ "type": kind, "value": value })
        });
        let numbers = numbers.into_iter();
        let numbers = numbers.map(|value| json!({ "system": NHS_NUMBERS, "value": value }));
        let names = names.into_iter().map(|name| json!({ "text": name }));
        let rest = json!({
            "identifier": list(numbers.chain(of_the_agency).collect()),
            "name": list(names.collect()),
            "birthDate": match born.as_slice() {
                [day] => json!(day.to_string()),
                _ => Value::Null,
            },
        });
        let label = Label::Restricted;
        resource("Patient", &self.patient, label, text, rest)
    }

    fn practitioner(&self, author: &Author) -> Value {
        let Author {
            name,
            role,
            organisation,
        } = author;
        let said = [name, role, organisation].map(|words| self.text(words));
        let said: Vec<String> = said.into_iter().flatten().collect();
        let mut text = Narrative::default();
        if said.is_empty() {
            text.paragraph(words::NOT_ENTERED);
        } else {
            text.paragraph(&said.join(", "));
        }
        let names = self.text(name).into_iter();
        let names = names.map(|name| json!({ "text": name }));
        let rest = json!({ "name": list(names.collect()) });
        let id = author_id(self.given, author);
        resource("Practitioner", &id, Label::Restricted, text, rest)
    }
}

/// Ten digits, as the system of NHS numbers has them.
fn nhs_number(entry: &Person) -> Option<String> {
    let number: Option<NhsNumber> = entry.nhs_number.clone();
    number.map(String::from)
}
