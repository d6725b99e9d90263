//! What would be other than it is now when a pack is loaded: added, changed from this to that, removed.

use casework::directory::{Cohort, ServiceKind};
use casework::gate::Answer;
use casework::when;
use chrono::NaiveDate;
use guide::pack::{Content, LocalService};
use guide::{Guide, LawCard, Nation, ReadIn};
use serde::Serialize;
use specta::Type;
use std::collections::BTreeMap;

/// A part of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PackPart {
    /// Somebody to ring.
    Lead,
    /// The safeguarding policy.
    Policy,
    /// A local service.
    Service,
    /// A law card.
    Law,
}

/// What becomes of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PackChange {
    /// It is new.
    Added,
    /// It is there and becomes another.
    Changed,
    /// It goes.
    Removed,
    /// A law card that changes nothing: Waymark's own was checked later.
    Unused,
}

/// A field of something in a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PackField {
    /// Its name.
    Name,
    /// What it does.
    Kind,
    /// Telephone number.
    Phone,
    /// When it is answered.
    When,
    /// Where it is found.
    Place,
    /// The area that it works in.
    Area,
    /// Whether it is accredited.
    Accredited,
    /// Whether support for survivors runs with it.
    SurvivorSupport,
    /// Whom it takes.
    Cohorts,
    /// What it says.
    Text,
    /// Who can ask for it.
    Who,
    /// What breaking it leads to.
    Breach,
    /// What may be said to the person.
    Say,
    /// That it must never be mentioned to them.
    NeverSay,
    /// What to beware of.
    Caution,
    /// Anything else.
    Notes,
    /// Where it was checked.
    Source,
    /// In what it was read.
    ReadIn,
    /// When it was checked.
    CheckedOn,
    /// When it has to be checked again.
    CheckAgainBy,
}

/// The value of a field. Words of our own stand in the screens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum PackValue {
    /// A text of the pack, or a day in words.
    Text {
        /// The text.
        text: String,
    },
    /// What a service does.
    Kind {
        /// The kind.
        kind: ServiceKind,
    },
    /// Yes, no or not sure.
    Answer {
        /// The answer.
        answer: Answer,
    },
    /// Whom a service takes.
    Cohorts {
        /// The groups.
        cohorts: Vec<Cohort>,
    },
    /// In what a law card was read.
    ReadIn {
        /// In what.
        read_in: ReadIn,
    },
}

/// One field, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PackFieldView {
    /// The field.
    pub field: PackField,
    /// What it is now; none when nothing is there.
    pub old: Option<PackValue>,
    /// What it would be.
    pub new: Option<PackValue>,
}

/// What would become of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PackChangeView {
    /// What it is.
    pub part: PackPart,
    /// What becomes of it.
    pub change: PackChange,
    /// Its name; blank for the policy.
    pub name: String,
    /// The nation of a law card.
    pub nation: Option<Nation>,
    /// The fields that differ; of something new all that it has, of something that goes none.
    pub fields: Vec<PackFieldView>,
}

type Fields = BTreeMap<PackField, PackValue>;

/// Something that can be compared: by what it is known, what it is called, what it says.
struct Thing {
    part: PackPart,
    key: String,
    name: String,
    fields: Fields,
}

/// What becomes of everything when `new` stands in the place of `old`.
pub(super) fn between(
    guide: &Guide,
    old: Option<&Content>,
    new: Option<&Content>,
) -> Vec<PackChangeView> {
    let before = old.map(things).unwrap_or_default();
    let after = new.map(things).unwrap_or_default();
    let mut changes = Vec::new();
    for thing in &after {
        let same = |other: &&Thing| other.part == thing.part && other.key == thing.key;
        let was = before.iter().find(same);
        let fields = differing(was.map(|was| &was.fields), &thing.fields);
        let change = match was {
            None => PackChange::Added,
            Some(_) if !fields.is_empty() => PackChange::Changed,
            Some(_) => continue,
        };
        changes.push(view(thing, change, fields));
    }
    for thing in &before {
        if !after
            .iter()
            .any(|other| other.part == thing.part && other.key == thing.key)
        {
            changes.push(view(thing, PackChange::Removed, Vec::new()));
        }
    }
    changes.sort_by_key(|change| change.part);
    changes.extend(guide.laws.iter().filter_map(|card| law(card, old, new)));
    changes
}

fn view(thing: &Thing, change: PackChange, fields: Vec<PackFieldView>) -> PackChangeView {
    PackChangeView {
        part: thing.part,
        change,
        name: thing.name.clone(),
        nation: None,
        fields,
    }
}

/// A law card is never added or removed: it is there, and says something else.
fn law(card: &LawCard, old: Option<&Content>, new: Option<&Content>) -> Option<PackChangeView> {
    let as_in = |pack: Option<&Content>| {
        pack.and_then(|pack| pack.law(card))
            .unwrap_or_else(|| card.clone())
    };
    let fields = differing(Some(&of_law(&as_in(old))), &of_law(&as_in(new)));
    let named = new.is_some_and(|pack| pack.laws.iter().any(|law| law.id == card.id));
    let is_used = new.is_some_and(|pack| pack.law(card).is_some());
    let change = match (fields.is_empty(), named && !is_used) {
        (_, true) => PackChange::Unused,
        (false, false) => PackChange::Changed,
        (true, false) => return None,
    };
    Some(PackChangeView {
        part: PackPart::Law,
        change,
        name: card.label.clone(),
        nation: Some(card.nation),
        fields,
    })
}

fn differing(old: Option<&Fields>, new: &Fields) -> Vec<PackFieldView> {
    let mut fields: Vec<PackField> = new.keys().copied().collect();
    fields.extend(old.iter().flat_map(|old| old.keys()));
    fields.sort_unstable();
    fields.dedup();
    fields
        .into_iter()
        .map(|field| PackFieldView {
            field,
            old: old.and_then(|old| old.get(&field)).cloned(),
            new: new.get(&field).cloned(),
        })
        .filter(|field| field.old != field.new)
        .collect()
}

fn things(content: &Content) -> Vec<Thing> {
    let mut things = Vec::new();
    for lead in &content.leads {
        things.push(Thing {
            part: PackPart::Lead,
            key: lead.name.clone(),
            name: lead.name.clone(),
            fields: texts([
                (PackField::Phone, &lead.phone),
                (PackField::When, &lead.when),
            ]),
        });
    }
    if let Some(policy) = &content.policy {
        things.push(Thing {
            part: PackPart::Policy,
            key: String::new(),
            name: String::new(),
            fields: texts([
                (PackField::Place, &policy.place),
                (PackField::Text, &policy.text),
            ]),
        });
    }
    things.extend(content.services.iter().map(service));
    things
}

fn service(service: &LocalService) -> Thing {
    let mut fields = texts([
        (PackField::Name, &service.name),
        (PackField::Phone, &service.phone),
        (PackField::Area, &service.area),
        (PackField::Notes, &service.notes),
        (PackField::Source, &service.source),
    ]);
    fields.insert(PackField::Kind, PackValue::Kind { kind: service.kind });
    for (field, answer) in [
        (PackField::Accredited, service.accredited),
        (PackField::SurvivorSupport, service.survivor_support),
    ] {
        fields.extend(answer.map(|answer| (field, PackValue::Answer { answer })));
    }
    if !service.cohorts.is_empty() {
        let cohorts = service.cohorts.iter().copied().collect();
        fields.insert(PackField::Cohorts, PackValue::Cohorts { cohorts });
    }
    days(&mut fields, service.checked_on, service.check_again_by);
    Thing {
        part: PackPart::Service,
        key: service.id.clone(),
        name: service.name.clone(),
        fields,
    }
}

fn of_law(card: &LawCard) -> Fields {
    let or_blank = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut fields = texts([
        (PackField::Text, &card.text),
        (PackField::Who, &or_blank(&card.who)),
        (PackField::Breach, &or_blank(&card.breach)),
        (PackField::Say, &card.say),
        (PackField::Caution, &or_blank(&card.caution)),
        (PackField::Source, &card.source),
    ]);
    if card.never_say {
        let answer = Answer::Yes;
        fields.insert(PackField::NeverSay, PackValue::Answer { answer });
    }
    let read_in = card.read_in;
    fields.insert(PackField::ReadIn, PackValue::ReadIn { read_in });
    days(&mut fields, card.checked_on, card.check_again_by);
    fields
}

fn days(fields: &mut Fields, checked_on: NaiveDate, check_again_by: NaiveDate) {
    for (field, day) in [
        (PackField::CheckedOn, checked_on),
        (PackField::CheckAgainBy, check_again_by),
    ] {
        let text = when::date(day);
        fields.insert(field, PackValue::Text { text });
    }
}

fn texts<const N: usize>(texts: [(PackField, &String); N]) -> Fields {
    texts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(field, text)| (field, PackValue::Text { text: text.clone() }))
        .collect()
}
