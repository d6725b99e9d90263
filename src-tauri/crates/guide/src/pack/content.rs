//! What a pack holds: read strictly, then checked against the guide and against what may do harm
//! ([`super::rules`]).

use super::{PackError, PackFault};
use crate::content::{LawCard, ReadIn};
use casework::directory::{Cohort, OfPack, Service, ServiceKind};
use casework::gate::Answer;
use casework::ids::{ItemId, ServiceId};
use casework::words::Words;
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeSet;

/// What no pack may change, by the names under which the guide's own files have it.
const FORBIDDEN: &[&str] = &[
    "checklist",
    "indicator",
    "indicators",
    "sign",
    "warning_sign",
    "item",
    "urgent",
    "outcome",
    "rule",
    "rules",
    "gate",
    "judgement",
    "entry",
    "question",
    "phrase",
    "wording",
    "figure",
    "raises",
    "leads_to",
];

/// Fields that say where somebody could be found.
const WHERE: &[&str] = &[
    "address",
    "postcode",
    "street",
    "whereabouts",
    "location",
    "map",
];

/// What a pack holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Whose it is. Stays the same from pack to pack.
    pub organisation: String,
    /// What this one is called.
    pub title: String,
    /// Grows with every pack.
    pub serial: u32,
    /// The day on which it was made.
    #[serde(deserialize_with = "day")]
    pub made_on: NaiveDate,
    /// The safeguarding policy.
    pub policy: Option<Policy>,
    /// Whom to ring, the first one first.
    #[serde(default, rename = "lead")]
    pub leads: Vec<Lead>,
    /// Local services.
    #[serde(default, rename = "service")]
    pub services: Vec<LocalService>,
    /// Law cards of the guide that were checked again.
    #[serde(default, rename = "law")]
    pub laws: Vec<LawUpdate>,
}

/// The safeguarding policy of the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Where it is found.
    #[serde(rename = "where")]
    pub place: String,
    /// A short text from it.
    #[serde(default)]
    pub text: String,
}

/// Somebody whom the organisation says to ring.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    /// Name or team.
    pub name: String,
    /// Telephone number.
    pub phone: String,
    /// When the number is answered.
    #[serde(default)]
    pub when: String,
}

/// A local service.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalService {
    /// Small letters, digits and dashes; stays the same from pack to pack.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it does.
    pub kind: ServiceKind,
    /// The area that it works in.
    pub area: String,
    /// Telephone number.
    #[serde(default)]
    pub phone: String,
    /// Whether it is accredited.
    pub accredited: Option<Answer>,
    /// Whether support for survivors runs with it.
    pub survivor_support: Option<Answer>,
    /// Whom it takes.
    #[serde(default)]
    pub cohorts: BTreeSet<Cohort>,
    /// Where this was checked.
    pub source: String,
    /// When.
    #[serde(deserialize_with = "day")]
    pub checked_on: NaiveDate,
    /// The last day on which it counts as checked.
    #[serde(deserialize_with = "day")]
    pub check_again_by: NaiveDate,
    /// Anything else.
    #[serde(default)]
    pub notes: String,
}

/// A law card of the guide that was checked again. What is left out stays as the guide has it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawUpdate {
    /// The card.
    pub id: ItemId,
    /// Where it applies; that of the card, so that nobody corrects another one by mistake.
    pub nation: String,
    /// What it is.
    pub text: Option<String>,
    /// Who can ask for it.
    pub who: Option<String>,
    /// What breaking it leads to.
    pub breach: Option<String>,
    /// One sentence that may be said to the person.
    pub say: Option<String>,
    /// True when it must never be mentioned to the person. Said again for a card that says so.
    #[serde(default)]
    pub never_say: bool,
    /// What to beware of besides. What the guide says to beware of stays.
    pub caution: Option<String>,
    /// Citation.
    pub source: String,
    /// Where it was checked.
    pub read_in: ReadIn,
    /// When.
    #[serde(deserialize_with = "day")]
    pub checked_on: NaiveDate,
    /// The last day on which it counts as checked.
    #[serde(deserialize_with = "day")]
    pub check_again_by: NaiveDate,
}

/// What begins every text of a card that must never be mentioned: a hit of a search shows only the text.
const NEVER: &str = "Never mention this to the person.";

impl Content {
    /// Reads the content without judging it: what a vault has taken reads for ever.
    ///
    /// # Errors
    /// What does not fit the format.
    pub fn parse(text: &str) -> Result<Self, PackError> {
        toml::from_str(text).map_err(|error| {
            let message = error.message();
            // serde's words for what `deny_unknown_fields` and a missing field find; a vector holds each.
            let named = message.split('`').nth(1).unwrap_or_default();
            let fault = if message.starts_with("unknown field") {
                match named {
                    name if FORBIDDEN.contains(&name) => PackFault::Forbidden,
                    name if WHERE.iter().any(|word| name.contains(word)) => PackFault::Address,
                    _ => PackFault::FieldUnknown,
                }
            } else if message.starts_with("missing field") {
                match named {
                    "source" => PackFault::SourceMissing,
                    _ => PackFault::FieldMissing,
                }
            } else if message.contains(NOT_A_DAY) {
                PackFault::DayWrong
            } else {
                PackFault::Unreadable
            };
            PackError::new(fault, message)
        })
    }

    /// A card of the guide as this pack corrects it; none when it says nothing newer of it.
    ///
    /// What must never be mentioned stays so, and what the guide says to beware of stays, whatever a pack
    /// says: what was once let in is not trusted a second time.
    pub fn law(&self, card: &LawCard) -> Option<LawCard> {
        let update = self.laws.iter().find(|law| law.id == card.id)?;
        if update.checked_on < card.checked_on {
            return None;
        }
        let never_say = card.never_say || update.never_say;
        let or = |new: &Option<String>, old: &Option<String>| new.clone().or_else(|| old.clone());
        let text = match &update.text {
            Some(text) if never_say => format!("{NEVER} {text}"),
            Some(text) => text.clone(),
            None if never_say && !card.never_say => format!("{NEVER} {}", card.text),
            None => card.text.clone(),
        };
        let cautions: Vec<&str> = [&card.caution, &update.caution]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        Some(LawCard {
            text,
            who: or(&update.who, &card.who),
            breach: or(&update.breach, &card.breach),
            say: if never_say {
                String::new()
            } else {
                update.say.clone().unwrap_or_else(|| card.say.clone())
            },
            never_say,
            caution: (!cautions.is_empty()).then(|| cautions.join(" ")),
            source: update.source.clone(),
            read_in: update.read_in,
            checked_on: update.checked_on,
            check_again_by: update.check_again_by,
            ..card.clone()
        })
    }

    /// Its services as the directory has them.
    pub fn directory(&self) -> Vec<Service> {
        let services = self.services.iter();
        services
            .map(|service| service.service(&self.organisation))
            .collect()
    }
}

impl LocalService {
    /// The service as the directory has it.
    pub(super) fn service(&self, organisation: &str) -> Service {
        Service {
            id: ServiceId::new(format!("pack.{}", self.id)),
            area: Words::new(&*self.area),
            phone: Words::new(&*self.phone),
            accredited: self.accredited,
            survivor_support: self.survivor_support,
            cohorts: self.cohorts.clone(),
            checked_on: Some(self.checked_on),
            notes: Words::new(&*self.notes),
            of_pack: Some(OfPack {
                organisation: Words::new(organisation),
                source: Words::new(&*self.source),
                check_again_by: self.check_again_by,
            }),
            ..Service::named(self.kind, Words::new(&*self.name))
        }
    }
}

const NOT_A_DAY: &str = "not a day that exists";

/// A day in quotes, `"2026-11-20"`, so that one that does not exist can be told from what does not read.
fn day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(from)?;
    let day = text.parse::<NaiveDate>().ok();
    day.filter(|day| day.to_string() == text)
        .ok_or_else(|| serde::de::Error::custom(NOT_A_DAY))
}
