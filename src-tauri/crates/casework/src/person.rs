//! A person over time: who they are, their household, what happened in their life.
//!
//! Where a partner or child lives is never kept (design 4): the record is about somebody who may look for
//! them and may ask for a copy. There is no field for it, and [`Person::faults`] refuses a text that holds
//! a postcode, a street or a phone number.

use crate::ids::{EventId, MemberId, PersonId};
use crate::leak::{LeakKind, whereabouts};
use crate::provenance::Sources;
use crate::words::Words;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// The earliest year of birth that is believed.
const FIRST_YEAR: i32 = 1900;

/// What is known about a person, beyond what each contact names them by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Person {
    /// Their id, the same over all their contacts.
    pub id: PersonId,
    /// Name or initials.
    pub name: Words,
    /// The reference that the practitioner's own agency uses.
    pub local_reference: Words,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// NHS number.
    pub nhs_number: Option<NhsNumber>,
    /// Anything else. Never where a partner or child lives.
    pub notes: Words,
    /// The household, in the order in which it was entered.
    pub household: Vec<Member>,
}

/// Somebody who belongs to the person's household or family. No address, no phone number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Member {
    /// Their id.
    pub id: MemberId,
    /// What they are to the person.
    pub relation: Relation,
    /// First name or initials.
    pub name: Words,
    /// Year of birth.
    pub birth_year: Option<i32>,
}

/// What somebody is to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Partner.
    Partner,
    /// Former partner.
    ExPartner,
    /// A child of either.
    Child,
    /// Somebody else of the family or household.
    Other,
}

/// An NHS number whose check digit is right, as ten digits.
///
/// Its `Debug` shows none of them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "bindings", specta(type = String))]
pub struct NhsNumber(String);

/// Why a text is no NHS number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NhsNumberWrong {
    /// It has not ten digits, or something else than digits, spaces and hyphens.
    #[error("an NHS number has ten digits")]
    NotTenDigits,
    /// The last digit does not fit the others: one was mistyped.
    #[error("the check digit of the NHS number does not fit")]
    CheckDigit,
}

impl NhsNumber {
    /// Reads an NHS number, with spaces or hyphens or without.
    ///
    /// The check digit is modulus 11 over the first nine, weighted 10 to 2 (NHS Data Dictionary, *NHS
    /// number*); a remainder that asks for ten makes no number.
    ///
    /// # Errors
    /// [`NhsNumberWrong`].
    pub fn parse(text: &str) -> Result<Self, NhsNumberWrong> {
        let typed = text.trim().chars().filter(|c| !matches!(c, ' ' | '-'));
        let digits: Vec<u32> = typed
            .map(|c| c.to_digit(10))
            .collect::<Option<_>>()
            .ok_or(NhsNumberWrong::NotTenDigits)?;
        let [first @ .., check] = digits.as_slice() else {
            return Err(NhsNumberWrong::NotTenDigits);
        };
        if first.len() != 9 {
            return Err(NhsNumberWrong::NotTenDigits);
        }
        let sum: u32 = first.iter().zip((2..=10).rev()).map(|(d, w)| d * w).sum();
        // 11 stands for 0; 10 is never given out, and is no digit.
        if (11 - sum % 11) % 11 != *check {
            return Err(NhsNumberWrong::CheckDigit);
        }
        Ok(Self(digits.iter().map(u32::to_string).collect()))
    }

    /// As it is written: `943 476 5919`.
    pub fn spaced(&self) -> String {
        format!("{} {} {}", &self.0[..3], &self.0[3..6], &self.0[6..])
    }
}

impl fmt::Debug for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NhsNumber(10 digits)")
    }
}

impl TryFrom<String> for NhsNumber {
    type Error = NhsNumberWrong;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<NhsNumber> for String {
    fn from(number: NhsNumber) -> Self {
        number.0
    }
}

/// Something about a person that is not kept as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum PersonFault {
    /// Neither a name nor a reference says who it is.
    NobodyNamed,
    /// The date of birth is in the future, or before 1900.
    BornImpossible,
    /// A year of birth is in the future, or before 1900.
    BirthYearImpossible {
        /// Whose.
        member: MemberId,
    },
    /// Nothing says who a member of the household is.
    MemberUnnamed {
        /// Who.
        member: MemberId,
    },
    /// A member's name holds where they could be found.
    WhereaboutsOfMember {
        /// Who.
        member: MemberId,
        /// What it is.
        kind: LeakKind,
    },
    /// The notes hold where somebody could be found. It is not asked whose: a partner often lives there
    /// too, or did.
    WhereaboutsInNotes {
        /// What it is.
        kind: LeakKind,
    },
}

impl Person {
    /// Everything that keeps it from being saved, in the order of the form. `today` is in London.
    pub fn faults(&self, today: NaiveDate) -> Vec<PersonFault> {
        let mut faults = Vec::new();
        if self.name.is_blank() && self.local_reference.is_blank() {
            faults.push(PersonFault::NobodyNamed);
        }
        let impossible = |born: NaiveDate| born > today || born.year() < FIRST_YEAR;
        if self.born.is_some_and(impossible) {
            faults.push(PersonFault::BornImpossible);
        }
        if let Some(kind) = whereabouts(&self.notes) {
            faults.push(PersonFault::WhereaboutsInNotes { kind });
        }
        for Member {
            id,
            name,
            birth_year,
            ..
        } in &self.household
        {
            let member = id.clone();
            if name.is_blank() {
                faults.push(PersonFault::MemberUnnamed { member });
            } else if let Some(kind) = whereabouts(name) {
                faults.push(PersonFault::WhereaboutsOfMember { member, kind });
            }
            if birth_year.is_some_and(|year| !(FIRST_YEAR..=today.year()).contains(&year)) {
                let member = id.clone();
                faults.push(PersonFault::BirthYearImpossible { member });
            }
        }
        faults
    }
}

/// Two entries that are the same person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joining {
    /// The entry that goes on.
    pub kept: PersonId,
    /// The entry that is read as the same person from now on.
    pub joined: PersonId,
    /// Why they are the same.
    pub why: Words,
}

/// A joining that is taken apart again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parting {
    /// The entry that stands alone again.
    pub joined: PersonId,
    /// Why they are not the same.
    pub why: Words,
}

/// Something that happened, or will, in a person's life and bears on risk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Event {
    /// Its id. Another one of the same id takes its place.
    pub id: EventId,
    /// Whose life.
    pub person: PersonId,
    /// What happened.
    pub kind: EventKind,
    /// The day, London.
    pub on: NaiveDate,
    /// More about it.
    pub words: Words,
    /// Who it came from.
    pub sources: Sources,
    /// True when it was entered by mistake; `words` then say so.
    #[serde(default)]
    pub withdrawn: bool,
}

/// What can happen. Each is a time at which risk may change (Respect, six steps; SafeLives).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// The partners separated.
    Separation,
    /// A pregnancy became known.
    Pregnancy,
    /// A child was born.
    Birth,
    /// A hearing at a court.
    Hearing,
    /// An order was made.
    OrderMade,
    /// An order ends.
    OrderEnds,
    /// Something else.
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn person() -> Person {
        Person {
            id: PersonId::new("p1"),
            name: "Jo Smith".into(),
            local_reference: Words::default(),
            born: Some(day("1990-02-28")),
            nhs_number: None,
            notes: "Works nights. Has a dog.".into(),
            household: vec![Member {
                id: MemberId::new("m1"),
                relation: Relation::Child,
                name: "K.".into(),
                birth_year: Some(2019),
            }],
        }
    }

    #[test]
    fn an_nhs_number_is_read_with_spaces_and_without() {
        for text in ["943 476 5919", "9434765919", " 943-476-5919 "] {
            assert_eq!(NhsNumber::parse(text).unwrap().spaced(), "943 476 5919");
        }
    }

    #[test]
    fn what_is_no_nhs_number_says_why() {
        for text in [
            "",
            "943476591",
            "94347659190",
            "943 476 591X",
            "９４３４７６５９１９",
        ] {
            assert_eq!(NhsNumber::parse(text), Err(NhsNumberWrong::NotTenDigits));
        }
        for text in ["9434765918", "9434765991"] {
            assert_eq!(NhsNumber::parse(text), Err(NhsNumberWrong::CheckDigit));
        }
    }

    #[test]
    fn an_nhs_number_is_not_shown_by_debug_and_reads_back_checked() {
        let number = NhsNumber::parse("9434765919").unwrap();
        assert!(!format!("{number:?}").contains("943"));
        let json = serde_json::to_string(&number).unwrap();
        assert_eq!(serde_json::from_str::<NhsNumber>(&json).unwrap(), number);
        assert!(serde_json::from_str::<NhsNumber>("\"9434765918\"").is_err());
    }

    #[test]
    fn somebody_as_they_should_be_has_no_faults() {
        assert_eq!(person().faults(day("2026-11-25")), []);
    }

    #[test]
    fn nobody_is_born_tomorrow_or_two_hundred_years_ago() {
        let today = day("2026-11-25");
        for (born, fine) in [
            ("2026-11-25", true),
            ("2026-11-26", false),
            ("1900-01-01", true),
            ("1899-12-31", false),
        ] {
            let born = Some(day(born));
            let faults = Person { born, ..person() }.faults(today);
            assert_eq!(faults.is_empty(), fine);
        }
        for (year, fine) in [(2026, true), (2027, false), (1900, true), (1899, false)] {
            let mut person = person();
            person.household[0].birth_year = Some(year);
            assert_eq!(person.faults(today).is_empty(), fine, "{year}");
        }
    }

    #[test]
    fn where_somebody_lives_is_refused_wherever_it_is_typed() {
        let today = day("2026-11-25");
        for (text, kind) in [
            ("stays at 14 Mill Lane", LeakKind::Address),
            ("now in LS6 3HN", LeakKind::Postcode),
            ("ring 07700 900123", LeakKind::Phone),
        ] {
            let notes = Person {
                notes: text.into(),
                ..person()
            };
            let fault = PersonFault::WhereaboutsInNotes { kind };
            assert_eq!(notes.faults(today), [fault]);
            let mut member = person();
            member.household[0].name = text.into();
            let fault = PersonFault::WhereaboutsOfMember {
                member: MemberId::new("m1"),
                kind,
            };
            assert_eq!(member.faults(today), [fault]);
        }
    }

    #[test]
    fn somebody_without_a_name_or_reference_is_nobody() {
        let mut nobody = person();
        nobody.name = " ".into();
        nobody.household[0].name = Words::default();
        let faults = nobody.faults(day("2026-11-25"));
        assert_eq!(faults.len(), 2);
        assert_eq!(faults[0], PersonFault::NobodyNamed);
    }

    proptest! {
        /// Modulus 11 notices every single digit that is wrong, and every two neighbours exchanged.
        #[test]
        fn one_wrong_digit_is_always_noticed(nine in 0u32..1_000_000_000, place in 0usize..10, by in 1u32..10) {
            let good = (0..10).find_map(|check| NhsNumber::parse(&format!("{nine:09}{check}")).ok());
            let Some(good) = good else { return Ok(()) };
            let text: String = good.into();
            let mut digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
            digits[place] = (digits[place] + by) % 10;
            let wrong: String = digits.iter().map(u32::to_string).collect();
            prop_assert_eq!(NhsNumber::parse(&wrong), Err(NhsNumberWrong::CheckDigit));
            let mut swapped: Vec<char> = text.chars().collect();
            let last = place.min(8);
            swapped.swap(last, last + 1);
            let swapped: String = swapped.into_iter().collect();
            prop_assert_eq!(NhsNumber::parse(&swapped).is_ok(), swapped == text);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = NhsNumber::parse(&text);
            let notes = Person { notes: Words::new(text), ..person() };
            let _ = notes.faults(day("2026-11-25"));
        }
    }
}
