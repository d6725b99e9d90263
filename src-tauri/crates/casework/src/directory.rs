//! The directory: services of the area, as the practitioner's organisation knows them.
//!
//! Nothing here recommends: whether a service is accredited, and whether support for survivors runs with
//! it, is shown as it was entered, with the day on which somebody last looked. Where a refuge is, is never
//! kept: the laptop may stand in the kitchen of the person who looks for it.
//!
//! [`table`] reads the rows of a CSV file, [`sheet`] makes services of them and says what is wrong with
//! each row that it refuses, [`plan`] says what the good ones would change.

pub mod plan;
pub mod sheet;
pub mod table;

use crate::gate::Answer;
use crate::ids::ServiceId;
use crate::leak::{LeakKind, whereabouts_kinds};
use crate::words::Words;
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// After how many months somebody has to look again before a service is used.
const FRESH_MONTHS: u32 = 6;
/// No service was looked at before this year.
const FIRST_YEAR: i32 = 2000;

/// A service that somebody can be referred to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Its name.
    pub name: Words,
    /// What it does.
    pub kind: ServiceKind,
    /// The area that it works in.
    pub area: Words,
    /// Its phone number.
    pub phone: Words,
    /// Whether it meets the Respect Standard or another one that the organisation accepts; none counts as
    /// *not sure*.
    pub accredited: Option<Answer>,
    /// Whether support for survivors and children runs with it; none counts as *not sure*.
    pub survivor_support: Option<Answer>,
    /// Whom it takes.
    pub cohorts: BTreeSet<Cohort>,
    /// The day on which somebody last looked whether all this is so, London.
    pub checked_on: Option<NaiveDate>,
    /// Anything else.
    pub notes: Words,
    /// There when it is of the organisation's content pack, and not typed in or imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_pack: Option<OfPack>,
}

/// What a content pack says of one of its services besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct OfPack {
    /// Whose pack it is.
    pub organisation: Words,
    /// Where it was checked.
    pub source: Words,
    /// The last day on which it counts as checked, London.
    pub check_again_by: NaiveDate,
}

/// What a service does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ServiceKind {
    /// Works on the abuse with the person who uses it.
    PerpetratorProgramme,
    /// Supports victims and survivors.
    SurvivorSupport,
    /// Supports children and families.
    ChildrenAndFamilies,
    /// Drink and drugs.
    SubstanceUse,
    /// Mental health and trauma.
    MentalHealth,
    /// Housing, money, work.
    PracticalHelp,
    /// Police, safeguarding hub, social care.
    Statutory,
    /// Anger management: not advised for abuse.
    AngerManagement,
    /// Couple counselling or mediation: not advised where there may be abuse.
    CoupleCounselling,
    /// Something else.
    Other,
}

impl ServiceKind {
    /// Every kind, in the order in which it is offered on screen.
    pub const ALL: [Self; 10] = [
        Self::PerpetratorProgramme,
        Self::SurvivorSupport,
        Self::ChildrenAndFamilies,
        Self::SubstanceUse,
        Self::MentalHealth,
        Self::PracticalHelp,
        Self::Statutory,
        Self::AngerManagement,
        Self::CoupleCounselling,
        Self::Other,
    ];

    /// True when nobody who abuses should be referred there (Respect, six steps): it may make things worse.
    pub fn is_not_advised(self) -> bool {
        matches!(self, Self::AngerManagement | Self::CoupleCounselling)
    }

    /// True when it covers another need, so that the way to a perpetrator programme has to be asked about
    /// as well.
    pub fn is_linked_need(self) -> bool {
        matches!(self, Self::SubstanceUse | Self::MentalHealth)
    }
}

/// Whom a programme takes (Respect, commissioning briefing: kinds of programme).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Cohort {
    /// Prevention with chosen groups.
    Prevention,
    /// Early help.
    EarlyHelp,
    /// High risk.
    HighRisk,
    /// Complex needs.
    ComplexNeeds,
    /// Women who use violence.
    Women,
    /// Young people who use violence.
    YoungPeople,
    /// People who abuse a same-sex partner.
    SameSex,
}

impl Cohort {
    /// Every cohort, in the order in which it is offered on screen.
    pub const ALL: [Self; 7] = [
        Self::Prevention,
        Self::EarlyHelp,
        Self::HighRisk,
        Self::ComplexNeeds,
        Self::Women,
        Self::YoungPeople,
        Self::SameSex,
    ];
}

/// A field of a service, and the column of a file that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Its name.
    Name,
    /// What it does.
    Kind,
    /// The area that it works in.
    Area,
    /// Its phone number.
    Phone,
    /// Whether it is accredited.
    Accredited,
    /// Whether support for survivors runs with it.
    SurvivorSupport,
    /// Whom it takes.
    Cohorts,
    /// When somebody last looked.
    CheckedOn,
    /// Anything else.
    Notes,
}

impl Column {
    /// Every column, in the order of the form.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Kind,
        Self::Area,
        Self::Phone,
        Self::Accredited,
        Self::SurvivorSupport,
        Self::Cohorts,
        Self::CheckedOn,
        Self::Notes,
    ];

    /// How many characters it may hold.
    pub fn longest(self) -> usize {
        match self {
            Self::Notes => 2000,
            Self::Phone => 80,
            _ => 200,
        }
    }
}

/// Why a service is not kept as it was typed, or a row not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum ServiceFault {
    /// It has no name.
    NameMissing,
    /// Nothing says what it does.
    KindMissing,
    /// What it does is none of the kinds.
    KindUnknown {
        /// What stands there.
        said: Words,
    },
    /// Neither yes, no nor not sure.
    AnswerUnknown {
        /// Where.
        column: Column,
        /// What stands there.
        said: Words,
    },
    /// Whom it takes is none of the groups.
    CohortUnknown {
        /// What stands there.
        said: Words,
    },
    /// The day is none, or is written in another way than those that are read.
    DateUnreadable {
        /// What stands there.
        said: Words,
    },
    /// Nobody has looked on a day that is still to come.
    CheckedInFuture,
    /// The day is too long ago to be meant.
    CheckedTooLongAgo,
    /// The phone number does not look like one.
    PhoneWrong,
    /// A spreadsheet has shortened the phone number: `4.48E+11`.
    PhoneShortened,
    /// A spreadsheet has taken the 0 or the + from the front of the phone number.
    PhoneLostZero,
    /// There is too much of it.
    TooLong {
        /// Where.
        column: Column,
    },
    /// A character got lost or is none that can be read.
    Unreadable {
        /// Where.
        column: Column,
    },
    /// It supports survivors and has an address: where a refuge is, is never kept.
    Address {
        /// Where.
        column: Column,
    },
    /// The row has more cells than there are headings, so that nobody knows what belongs where.
    TooManyCells,
    /// A quotation mark stands where none can.
    QuotesDoNotMatch,
}

impl Service {
    /// A service of which nothing is known but its name and what it does; its id is blank.
    pub fn named(kind: ServiceKind, name: Words) -> Self {
        Self {
            id: ServiceId::new(""),
            name,
            kind,
            area: Words::default(),
            phone: Words::default(),
            accredited: None,
            survivor_support: None,
            cohorts: BTreeSet::new(),
            checked_on: None,
            notes: Words::default(),
            of_pack: None,
        }
    }

    /// Everything that keeps it from being saved, in the order of the form. `today` is in London.
    pub fn faults(&self, today: NaiveDate) -> Vec<ServiceFault> {
        let mut faults = Vec::new();
        if fold(&self.name).is_empty() {
            faults.push(ServiceFault::NameMissing);
        }
        let typed = [
            (Column::Name, &self.name),
            (Column::Area, &self.area),
            (Column::Phone, &self.phone),
            (Column::Notes, &self.notes),
        ];
        for (column, words) in typed {
            let text = words.as_str();
            if text.chars().count() > column.longest() {
                faults.push(ServiceFault::TooLong { column });
                continue;
            }
            if text.chars().any(is_unreadable) {
                faults.push(ServiceFault::Unreadable { column });
            }
            if column == Column::Phone {
                faults.extend(phone_fault(text));
            } else if self.kind == ServiceKind::SurvivorSupport && holds_an_address(words) {
                faults.push(ServiceFault::Address { column });
            }
        }
        match self.checked_on {
            Some(day) if day > today => faults.push(ServiceFault::CheckedInFuture),
            Some(day) if day.year() < FIRST_YEAR => faults.push(ServiceFault::CheckedTooLongAgo),
            _ => {}
        }
        faults
    }

    /// True when somebody has to look again before it is used: nobody ever has, or not for six months, or
    /// its content pack says so.
    pub fn is_stale(&self, today: NaiveDate) -> bool {
        if self
            .of_pack
            .as_ref()
            .is_some_and(|pack| pack.check_again_by < today)
        {
            return true;
        }
        self.checked_on
            .and_then(|day| day.checked_add_months(Months::new(FRESH_MONTHS)))
            .is_none_or(|until| until < today)
    }

    /// How many whole months ago somebody last looked.
    pub fn checked_months_ago(&self, today: NaiveDate) -> Option<u32> {
        let day = self.checked_on?;
        let months = (today.year() - day.year()) * 12 + today.month() as i32 - day.month() as i32;
        let whole = months - i32::from(today.day() < day.day());
        Some(u32::try_from(whole).unwrap_or(0))
    }

    /// By what it is known to be the same service in another file: kind, name and area, whatever their
    /// case, accents and punctuation. The kind belongs to it: an organisation can run a perpetrator
    /// programme and support for survivors under one name, and the one must never take the other's place.
    /// For the vault and for looking it up; never shown.
    pub fn known_by(&self) -> (ServiceKind, String, String) {
        (self.kind, fold(&self.name), fold(&self.area))
    }
}

/// A text as it is looked up: small letters, no accents, words with one space between them.
pub fn fold(words: &Words) -> String {
    let letters = words
        .as_str()
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter) && !matches!(letter, '\'' | '\u{2019}'))
        .flat_map(char::to_lowercase)
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                ' '
            }
        });
    let text: String = letters.collect();
    text.split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Characters that no text of a directory has: a control, or what is left where one got lost.
fn is_unreadable(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\n' | '\t')) || letter == char::REPLACEMENT_CHARACTER
}

fn holds_an_address(words: &Words) -> bool {
    whereabouts_kinds(words).any(|kind| matches!(kind, LeakKind::Postcode | LeakKind::Address))
}

/// What is wrong with a phone number; blank is fine. Several may stand there, with an *or* or a stroke
/// between them, each perhaps with an extension.
fn phone_fault(text: &str) -> Option<ServiceFault> {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return None;
    }
    let (mantissa, exponent) = text.split_once("e+").unwrap_or(("", ""));
    let is_number = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    };
    if is_number(mantissa) && is_number(exponent) {
        return Some(ServiceFault::PhoneShortened);
    }
    let text = text.replace(" or ", "/").replace(" and ", "/");
    let faults: Vec<_> = text
        .split(['/', ',', ';', '\n'])
        .map(one_phone_fault)
        .collect();
    faults.into_iter().flatten().next()
}

fn one_phone_fault(text: &str) -> Option<ServiceFault> {
    let text = text.trim();
    let ends = ["extension", "ext.", "ext", "x"];
    let (number, extension) = ends
        .iter()
        .find_map(|word| text.split_once(word))
        .map_or((text, None), |(number, extension)| {
            (number, Some(extension))
        });
    let of_digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let allowed =
        |c: char| c.is_ascii_digit() || " +()-.\u{2010}\u{2011}\u{2013}\u{a0}".contains(c);
    let extension_is_one = extension.is_none_or(|extension| {
        (1..=6).contains(&of_digits(extension))
            && extension.chars().all(|c| c.is_ascii_digit() || c == ' ')
    });
    let plus = number.trim_start_matches([' ', '(']).starts_with('+');
    let plus_inside = number.matches('+').count() > usize::from(plus);
    let digits = of_digits(number);
    if !number.chars().all(allowed)
        || plus_inside
        || !(3..=15).contains(&digits)
        || !extension_is_one
    {
        return Some(ServiceFault::PhoneWrong);
    }
    let zero = number.chars().find(char::is_ascii_digit) == Some('0');
    // Short numbers (999, 101, 116 123) begin with anything.
    (digits >= 9 && !plus && !zero).then_some(ServiceFault::PhoneLostZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn service(kind: ServiceKind, name: &str) -> Service {
        Service {
            id: ServiceId::new("s"),
            name: name.into(),
            kind,
            area: Words::default(),
            phone: Words::default(),
            accredited: None,
            survivor_support: None,
            cohorts: BTreeSet::new(),
            checked_on: None,
            notes: Words::default(),
            of_pack: None,
        }
    }

    #[test]
    fn a_phone_number_looks_like_one() {
        for good in [
            "",
            "999",
            "116 123",
            "0808 802 4040",
            "+44 (0)20 7946 0000",
            "(020) 7946-0000",
            "01632 960 001 ext. 12",
            "01632 960001 / 07700 900123",
            "01632 960001 or 0808 802 4040",
        ] {
            assert_eq!(phone_fault(good), None, "{good}");
        }
        for (bad, fault) in [
            ("see website", ServiceFault::PhoneWrong),
            ("12", ServiceFault::PhoneWrong),
            ("0808 802 4040 (24 hours)", ServiceFault::PhoneWrong),
            ("01632 960001 ext", ServiceFault::PhoneWrong),
            ("0800+1234", ServiceFault::PhoneWrong),
            ("=1+1", ServiceFault::PhoneWrong),
            ("8.08802E+09", ServiceFault::PhoneShortened),
            ("4,48E+11", ServiceFault::PhoneShortened),
            ("8088024040", ServiceFault::PhoneLostZero),
            ("447700900123", ServiceFault::PhoneLostZero),
        ] {
            assert_eq!(phone_fault(bad), Some(fault), "{bad}");
        }
    }

    #[test]
    fn a_service_is_stale_when_nobody_looked_for_more_than_six_months() {
        let mut service = service(ServiceKind::Other, "Westshire");
        assert!(service.is_stale(day(2026, 11, 25)));
        service.checked_on = Some(day(2026, 5, 25));
        assert!(!service.is_stale(day(2026, 11, 25)));
        assert!(service.is_stale(day(2026, 11, 26)));
        assert_eq!(service.checked_months_ago(day(2026, 11, 24)), Some(5));
        assert_eq!(service.checked_months_ago(day(2026, 11, 25)), Some(6));
        // A clock that was set back.
        assert_eq!(service.checked_months_ago(day(2026, 1, 1)), Some(0));
    }

    #[test]
    fn where_a_refuge_is_is_never_kept() {
        let today = day(2026, 11, 25);
        let mut refuge = service(ServiceKind::SurvivorSupport, "Westshire refuge");
        refuge.phone = "0808 2000 247".into();
        assert_eq!(refuge.faults(today), []);
        refuge.notes = "behind 12 Elm Street".into();
        refuge.area = "AB1 2DE".into();
        let faults = [Column::Area, Column::Notes].map(|column| ServiceFault::Address { column });
        assert_eq!(refuge.faults(today), faults);
        // Where a clinic is, is no secret.
        refuge.kind = ServiceKind::MentalHealth;
        assert_eq!(refuge.faults(today), []);
    }

    #[test]
    fn the_same_service_is_known_in_another_spelling_and_another_kind_is_another_service() {
        let mut one = service(
            ServiceKind::PerpetratorProgramme,
            "  The Men\u{2019}s Caf\u{e9} ",
        );
        one.area = "West-shire".into();
        let mut other = service(ServiceKind::PerpetratorProgramme, "the mens CAFE");
        other.area = "west shire".into();
        assert_eq!(one.known_by(), other.known_by());
        other.kind = ServiceKind::SurvivorSupport;
        assert_ne!(one.known_by(), other.known_by());
    }

    #[test]
    fn a_name_a_day_and_what_can_be_read_are_needed() {
        let today = day(2026, 11, 25);
        let mut service = service(ServiceKind::Other, " -- ");
        service.checked_on = Some(day(2026, 11, 26));
        service.area = "West\u{fffd}shire".into();
        service.notes = "a".repeat(2001).as_str().into();
        assert_eq!(
            service.faults(today),
            [
                ServiceFault::NameMissing,
                ServiceFault::Unreadable {
                    column: Column::Area
                },
                ServiceFault::TooLong {
                    column: Column::Notes
                },
                ServiceFault::CheckedInFuture,
            ]
        );
        service.checked_on = Some(day(1926, 11, 25));
        assert!(
            service
                .faults(today)
                .contains(&ServiceFault::CheckedTooLongAgo)
        );
    }
}
