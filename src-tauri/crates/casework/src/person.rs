//! A person over time: who they are, their household, what happened in their life.
//!
//! Where a partner or child lives is never kept (design 4): the record is about somebody who may look for
//! them and may ask for a copy. There is no field for it, and [`Person::faults`] refuses a text that holds
//! a postcode, a street or a phone number. It does not understand a text: "at her mother's" passes, so a
//! form has to say it before somebody types.
//!
//! What is typed into a form comes in as it was typed ([`PersonForm`], [`EventForm`]): it is read whole, or
//! not at all, and everything that is wrong with it is said at once.

use crate::ids::{EventId, MemberId, PersonId};
use crate::leak::{LeakKind, whereabouts};
use crate::provenance::Sources;
use crate::words::Words;
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// The earliest year of birth that is believed.
const FIRST_YEAR: i32 = 1900;

/// So many months ahead a hearing or the end of an order is believed.
const MONTHS_AHEAD: Months = Months::new(30 * 12);

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
    /// The name holds where somebody could be found. The partner may live there too.
    WhereaboutsInName {
        /// What it is.
        kind: LeakKind,
    },
    /// The date of birth is no day of the calendar.
    BornNotADay,
    /// The date of birth is in the future, or before 1900.
    BornImpossible,
    /// The NHS number has not ten digits.
    NhsNumberNotTenDigits,
    /// The check digit of the NHS number does not fit.
    NhsNumberCheckDigit,
    /// Nobody said what a member of the household is to the person.
    RelationMissing {
        /// Who.
        member: MemberId,
    },
    /// A year of birth is in the future, before 1900, or no year.
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
        if let Some(kind) = whereabouts(&self.name) {
            faults.push(PersonFault::WhereaboutsInName { kind });
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

/// A day as it was typed, in three fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct TypedDay {
    /// The day of the month.
    pub day: Words,
    /// The month, as a number.
    pub month: Words,
    /// The year, in four figures.
    pub year: Words,
}

/// What was typed is no day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a day of the calendar")]
pub struct NotADay;

impl TypedDay {
    /// The day; none when nothing was typed.
    ///
    /// # Errors
    /// [`NotADay`]. A year has four figures: nobody knows which century "90" is in.
    pub fn read(&self) -> Result<Option<NaiveDate>, NotADay> {
        let fields = [&self.day, &self.month, &self.year];
        if fields.iter().all(|field| field.is_blank()) {
            return Ok(None);
        }
        let [day, month, year] = fields.map(number);
        let (Some(day), Some(month), Some(year @ 1000..=9999)) = (day, month, year) else {
            return Err(NotADay);
        };
        let year = i32::try_from(year).map_err(|_| NotADay)?;
        NaiveDate::from_ymd_opt(year, month, day)
            .map(Some)
            .ok_or(NotADay)
    }
}

/// A number as it was typed: at most four digits, and white space around them.
fn number(typed: &Words) -> Option<u32> {
    let digits = typed.as_str().trim();
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// Who a person is, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PersonForm {
    /// Name or initials.
    pub name: Words,
    /// The reference that the practitioner's own agency uses.
    pub local_reference: Words,
    /// Date of birth.
    pub born: TypedDay,
    /// NHS number.
    pub nhs_number: Words,
    /// Anything else.
    pub notes: Words,
    /// The household. A line in which nothing was typed is nobody.
    pub household: Vec<MemberForm>,
}

/// Somebody of the household, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MemberForm {
    /// Their id.
    pub id: MemberId,
    /// What they are to the person.
    pub relation: Option<Relation>,
    /// First name or initials.
    pub name: Words,
    /// Year of birth.
    pub birth_year: Words,
}

impl MemberForm {
    fn is_blank(&self) -> bool {
        self.relation.is_none() && self.name.is_blank() && self.birth_year.is_blank()
    }
}

impl PersonForm {
    /// Who was typed. `today` is in London.
    ///
    /// # Errors
    /// Everything that keeps it from being saved, in the order of the form.
    pub fn read(self, id: PersonId, today: NaiveDate) -> Result<Person, Vec<PersonFault>> {
        let mut faults = Vec::new();
        let born = self.born.read().unwrap_or_else(|NotADay| {
            faults.push(PersonFault::BornNotADay);
            None
        });
        let nhs_number = if self.nhs_number.is_blank() {
            None
        } else {
            match NhsNumber::parse(self.nhs_number.as_str()) {
                Ok(number) => Some(number),
                Err(wrong) => {
                    faults.push(match wrong {
                        NhsNumberWrong::NotTenDigits => PersonFault::NhsNumberNotTenDigits,
                        NhsNumberWrong::CheckDigit => PersonFault::NhsNumberCheckDigit,
                    });
                    None
                }
            }
        };
        let mut household = Vec::new();
        for typed in self.household.into_iter().filter(|typed| !typed.is_blank()) {
            let member = typed.id.clone();
            if typed.relation.is_none() {
                let member = member.clone();
                faults.push(PersonFault::RelationMissing { member });
            }
            let year = number(&typed.birth_year).and_then(|year| i32::try_from(year).ok());
            if year.is_none() && !typed.birth_year.is_blank() {
                faults.push(PersonFault::BirthYearImpossible { member });
            }
            household.push(Member {
                id: typed.id,
                // Nobody is saved while it is missing.
                relation: typed.relation.unwrap_or(Relation::Other),
                name: typed.name,
                birth_year: year,
            });
        }
        let person = Person {
            id,
            name: self.name,
            local_reference: self.local_reference,
            born,
            nhs_number,
            notes: self.notes,
            household,
        };
        faults.extend(person.faults(today));
        if faults.is_empty() {
            return Ok(person);
        }
        faults.sort_by_key(|fault| fault.place(&person.household));
        Err(faults)
    }
}

impl PersonFault {
    /// Where it stands on the form: the field, and for a member of the household which one.
    fn place(&self, household: &[Member]) -> (usize, u8) {
        let of = |id: &MemberId, field| {
            let at = household.iter().position(|member| member.id == *id);
            (1 + at.unwrap_or(household.len()), field)
        };
        match self {
            Self::NobodyNamed => (0, 0),
            Self::WhereaboutsInName { .. } => (0, 1),
            Self::BornNotADay | Self::BornImpossible => (0, 2),
            Self::NhsNumberNotTenDigits | Self::NhsNumberCheckDigit => (0, 3),
            Self::WhereaboutsInNotes { .. } => (0, 4),
            Self::RelationMissing { member } => of(member, 0),
            Self::MemberUnnamed { member } | Self::WhereaboutsOfMember { member, .. } => {
                of(member, 1)
            }
            Self::BirthYearImpossible { member } => of(member, 2),
        }
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

impl EventKind {
    /// True when it can be known before it happens. That a partner is going to leave is not written down
    /// as an event: it is what the person must never learn.
    pub fn may_lie_ahead(self) -> bool {
        match self {
            Self::Hearing | Self::OrderEnds | Self::Other => true,
            Self::Separation | Self::Pregnancy | Self::Birth | Self::OrderMade => false,
        }
    }
}

/// Something that happened, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct EventForm {
    /// What happened.
    pub kind: Option<EventKind>,
    /// The day, London.
    pub on: TypedDay,
    /// More about it.
    pub words: Words,
    /// Who it came from.
    pub sources: Sources,
}

/// Something about an event that is not kept as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum EventFault {
    /// Nobody said what happened.
    KindMissing,
    /// There is no day.
    DayMissing,
    /// The day is none of the calendar.
    NotADay,
    /// The day is before 1900, or more than thirty years ahead.
    DayImpossible,
    /// It has not happened yet, and cannot be known before.
    NotYet,
    /// Something else, and nobody said what.
    WordsMissing,
    /// The words hold where somebody could be found.
    Whereabouts {
        /// What it is.
        kind: LeakKind,
    },
}

impl EventForm {
    /// What was typed. `today` is in London.
    ///
    /// # Errors
    /// Everything that keeps it from being saved, in the order of the form.
    pub fn read(
        self,
        id: EventId,
        person: PersonId,
        today: NaiveDate,
    ) -> Result<Event, Vec<EventFault>> {
        let mut faults = Vec::new();
        if self.kind.is_none() {
            faults.push(EventFault::KindMissing);
        }
        let last = today
            .checked_add_months(MONTHS_AHEAD)
            .unwrap_or(NaiveDate::MAX);
        let typed = self.on.read();
        match typed {
            Err(NotADay) => faults.push(EventFault::NotADay),
            Ok(None) => faults.push(EventFault::DayMissing),
            Ok(Some(on)) if on.year() < FIRST_YEAR || on > last => {
                faults.push(EventFault::DayImpossible);
            }
            Ok(Some(on)) if on > today && self.kind.is_some_and(|kind| !kind.may_lie_ahead()) => {
                faults.push(EventFault::NotYet);
            }
            Ok(Some(_)) => {}
        }
        if self.kind == Some(EventKind::Other) && self.words.is_blank() {
            faults.push(EventFault::WordsMissing);
        }
        if let Some(kind) = whereabouts(&self.words) {
            faults.push(EventFault::Whereabouts { kind });
        }
        match (self.kind, typed) {
            (Some(kind), Ok(Some(on))) if faults.is_empty() => Ok(Event {
                id,
                person,
                kind,
                on,
                words: self.words,
                sources: self.sources,
                withdrawn: false,
            }),
            _ => Err(faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provenance::Source;
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
            let named = Person {
                name: text.into(),
                ..person()
            };
            let fault = PersonFault::WhereaboutsInName { kind };
            assert_eq!(named.faults(today), [fault]);
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

    fn typed_day(day: &str, month: &str, year: &str) -> TypedDay {
        TypedDay {
            day: day.into(),
            month: month.into(),
            year: year.into(),
        }
    }

    fn typed() -> PersonForm {
        PersonForm {
            name: "Jo Smith".into(),
            local_reference: Words::default(),
            born: typed_day("28", "2", "1990"),
            nhs_number: Words::default(),
            notes: "Works nights. Has a dog.".into(),
            household: vec![MemberForm {
                id: MemberId::new("m1"),
                relation: Some(Relation::Child),
                name: "K.".into(),
                birth_year: " 2019 ".into(),
            }],
        }
    }

    #[test]
    fn a_day_is_read_as_it_is_typed_and_never_mended() {
        for (typed, read) in [
            (("", " ", ""), Ok(None)),
            (("1", "02", "1990"), Ok(Some(day("1990-02-01")))),
            ((" 29", "2 ", "2024"), Ok(Some(day("2024-02-29")))),
            (("29", "2", "2023"), Err(NotADay)),
            (("31", "4", "2023"), Err(NotADay)),
            (("1", "2", "90"), Err(NotADay)),
            (("1", "2", ""), Err(NotADay)),
            (("1", "Feb", "1990"), Err(NotADay)),
            (("+1", "2", "1990"), Err(NotADay)),
            (("1", "2", "19900"), Err(NotADay)),
        ] {
            assert_eq!(
                typed_day(typed.0, typed.1, typed.2).read(),
                read,
                "{typed:?}"
            );
        }
    }

    #[test]
    fn a_form_is_read_whole_and_a_line_without_words_is_nobody() {
        let mut form = typed();
        form.nhs_number = "943 476 5919".into();
        form.household.push(MemberForm {
            id: MemberId::new("m2"),
            relation: None,
            name: " ".into(),
            birth_year: Words::default(),
        });
        let read = form.read(PersonId::new("p1"), day("2026-11-25")).unwrap();
        let nhs_number = NhsNumber::parse("9434765919").ok();
        assert_eq!(
            read,
            Person {
                nhs_number,
                ..person()
            }
        );
    }

    #[test]
    fn everything_that_is_wrong_with_a_form_is_said_at_once_in_its_order() {
        let member = |id: &str, relation, name: &str, year: &str| MemberForm {
            id: MemberId::new(id),
            relation,
            name: name.into(),
            birth_year: year.into(),
        };
        let form = PersonForm {
            name: Words::default(),
            born: typed_day("31", "2", "1990"),
            nhs_number: "943 476 5918".into(),
            notes: "stays at 14 Mill Lane".into(),
            household: vec![
                member("m1", None, "K. LS6 3HN", "soon"),
                member("m2", Some(Relation::Child), "", "2030"),
            ],
            ..PersonForm::default()
        };
        let [one, two] = ["m1", "m2"].map(MemberId::new);
        assert_eq!(
            form.read(PersonId::new("p1"), day("2026-11-25")),
            Err(vec![
                PersonFault::NobodyNamed,
                PersonFault::BornNotADay,
                PersonFault::NhsNumberCheckDigit,
                PersonFault::WhereaboutsInNotes {
                    kind: LeakKind::Address
                },
                PersonFault::RelationMissing {
                    member: one.clone()
                },
                PersonFault::WhereaboutsOfMember {
                    member: one.clone(),
                    kind: LeakKind::Postcode
                },
                PersonFault::BirthYearImpossible { member: one },
                PersonFault::MemberUnnamed {
                    member: two.clone()
                },
                PersonFault::BirthYearImpossible { member: two },
            ])
        );
    }

    fn happened(kind: EventKind, on: &TypedDay, words: &str) -> Result<Event, Vec<EventFault>> {
        let form = EventForm {
            kind: Some(kind),
            on: on.clone(),
            words: words.into(),
            sources: Sources::from([Source::OtherAgency]),
        };
        let (id, person) = (EventId::new("e"), PersonId::new("p"));
        form.read(id, person, day("2026-11-25"))
    }

    #[test]
    fn an_event_has_a_kind_and_a_day_and_says_what_else_it_is() {
        let today = typed_day("25", "11", "2026");
        let read = happened(EventKind::Separation, &today, "he moved out").unwrap();
        assert_eq!((read.on, read.withdrawn), (day("2026-11-25"), false));
        let empty = EventForm::default();
        let (id, person) = (EventId::new("e"), PersonId::new("p"));
        assert_eq!(
            empty.read(id, person, day("2026-11-25")),
            Err(vec![EventFault::KindMissing, EventFault::DayMissing])
        );
        let wrong = |kind, on: &TypedDay, words: &str| happened(kind, on, words).unwrap_err();
        let no_day = typed_day("31", "11", "2026");
        assert_eq!(
            wrong(EventKind::Other, &no_day, " "),
            [EventFault::NotADay, EventFault::WordsMissing]
        );
        let kind = LeakKind::Phone;
        assert_eq!(
            wrong(EventKind::Birth, &today, "ring 07700 900123"),
            [EventFault::Whereabouts { kind }]
        );
    }

    /// That a partner plans to leave is what the person must never learn.
    #[test]
    fn what_cannot_be_known_before_it_happens_has_no_day_ahead() {
        let tomorrow = typed_day("26", "11", "2026");
        for kind in [EventKind::Hearing, EventKind::OrderEnds, EventKind::Other] {
            assert!(happened(kind, &tomorrow, "a hearing").is_ok());
        }
        use EventKind::{Birth, OrderMade, Pregnancy, Separation};
        for kind in [Separation, Pregnancy, Birth, OrderMade] {
            let faults = happened(kind, &tomorrow, "").unwrap_err();
            assert_eq!(faults, [EventFault::NotYet]);
        }
        for year in ["1899", "2057"] {
            let far = typed_day("1", "1", year);
            let faults = happened(EventKind::Hearing, &far, "").unwrap_err();
            assert_eq!(faults, [EventFault::DayImpossible]);
        }
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
            let notes = Person { notes: Words::new(text.clone()), ..person() };
            let _ = notes.faults(day("2026-11-25"));
            let typed = || Words::new(text.clone());
            let on = TypedDay { day: typed(), month: typed(), year: typed() };
            let _ = PersonForm { born: on.clone(), nhs_number: typed(), ..self::typed() }
                .read(PersonId::new("p"), day("2026-11-25"));
            let _ = happened(EventKind::Other, &on, &text);
        }
    }
}
