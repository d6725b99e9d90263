//! Counts for supervision and commissioning: how many contacts there were in a quarter, and of what kind.
//! From lists alone; no name and no day goes in, and nobody is in what comes out.
//!
//! A vault is one practitioner's, so a group is small, and whoever belongs to it knows that they do: the
//! person learns from "0 contacts with strangulation" what was not said about them, and from "6 of 6: act
//! now" what was. So:
//!
//! - A number is shown when it stands for [`FEWEST`] people or more, and what is left of the whole does so
//!   too. People, not contacts: six contacts with one person are about one person. Nought is no exception,
//!   and "all of them" is hidden as "none of them" is.
//! - Every number is a part of a whole that is shown with it, in a fixed order ([`Sums`]). Where the whole
//!   is hidden its parts are. What is hidden is decided by the part and its whole alone, never by which
//!   other number happens to be the smallest, so that nothing can be read off the choice.
//! - A number is shown beside the others that it follows from or not at all, and there is no total over
//!   routes, over quarters, over years.
//! - Only whole quarters that are over are counted. Two lists that were made on two days of one quarter
//!   would show by their difference what came in between.
//!
//! Then whoever knows every number shown, and this rule, finds at least five values for each one that is
//! not: whatever the others are, a hidden part may be anything from 0 to 4. `tests/counts` tries it on
//! every small table.
//!
//! What it cannot do: an erasure takes contacts out of an earlier quarter, so lists from before and after
//! it differ by them.

mod csv;

use crate::document::{Block, Document, Span};
use crate::words;
use casework::gate::Setting;
use casework::ids::{ItemId, PersonId};
use casework::outcome::OutcomeKind;
use casework::when;
use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How many people there are at least in a group whose number is shown.
pub const FEWEST: u32 = 5;

/// True when what is about so many people may be shown.
pub fn are_enough(people: u32) -> bool {
    people >= FEWEST
}

/// What stands for a number that is not shown.
pub const NOT_SHOWN: &str = "not shown";

/// What is counted of one contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Whom it was about: the entry that stands for them. Only to tell people apart.
    pub person: PersonId,
    /// When it was sealed.
    pub sealed_at: DateTime<Utc>,
    /// Where it took place, when that was answered.
    pub setting: Option<Setting>,
    /// What the checklist said.
    pub outcome: OutcomeKind,
    /// The items of the checklist that were present.
    pub present: BTreeSet<ItemId>,
    /// The entries of the guide that were heard or seen.
    pub observed: BTreeSet<ItemId>,
    /// True when something was put to the person and they agreed, or wanted to think about it.
    pub referred: bool,
    /// True when there was nothing to refer to.
    pub unmet: bool,
    /// True when they declined something.
    pub declined: bool,
}

/// What the lines are called that come from the guide, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// The ways in which people come.
    pub presentations: Vec<(ItemId, String)>,
    /// The indicators.
    pub indicators: Vec<(ItemId, String)>,
    /// The further warning signs.
    pub warning_signs: Vec<(ItemId, String)>,
}

/// A quarter of the calendar, in London.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    year: i32,
    /// From 0.
    number: u32,
}

impl Quarter {
    /// The quarter that a day is in.
    pub fn of(day: NaiveDate) -> Self {
        Self {
            year: day.year(),
            number: day.month0() / 3,
        }
    }

    /// A quarter of a year, the first of which is 1; none when the year has no such quarter.
    pub fn new(year: i32, number: u32) -> Option<Self> {
        let quarter = Self {
            year,
            number: number.checked_sub(1)?,
        };
        (quarter.number < 4 && quarter.first_day().is_some()).then_some(quarter)
    }

    fn first_day(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, self.number * 3 + 1, 1)
    }

    /// From the moment at which it begins until that at which the next one does.
    pub fn moments(self) -> Range<DateTime<Utc>> {
        let begins = self.first_day().unwrap_or(NaiveDate::MAX);
        let ends = begins
            .checked_add_months(Months::new(3))
            .unwrap_or(NaiveDate::MAX);
        when::start_of(begins)..when::start_of(ends)
    }

    /// The quarters that are over on a day, the latest first, back to the one with a moment in it, or with the
    /// beginning of 1900.
    pub fn over(first: DateTime<Utc>, today: NaiveDate) -> impl Iterator<Item = Self> {
        let earliest = Self {
            year: 1900,
            number: 0,
        };
        let first = Self::of(when::day_in_london(first)).max(earliest);
        let latest = Self::of(today).before();
        std::iter::successors(Some(latest), |quarter| Some(quarter.before()))
            .take_while(move |quarter| *quarter >= first)
    }

    fn before(self) -> Self {
        match self.number.checked_sub(1) {
            Some(number) => Self { number, ..self },
            None => Self {
                year: self.year.saturating_sub(1),
                number: 3,
            },
        }
    }

    /// The months: "July to September".
    pub fn months(self) -> &'static str {
        match self.number {
            0 => "January to March",
            1 => "April to June",
            2 => "July to September",
            _ => "October to December",
        }
    }

    /// As it is read: "July to September 2026".
    pub fn name(self) -> String {
        format!("{} {}", self.months(), self.year)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Which of the year it is, from 1.
    pub fn number(self) -> u32 {
        self.number + 1
    }
}

/// Every quarter that is over and had enough contacts, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// They.
    pub quarters: Vec<QuarterCounts>,
}

/// The counts of one quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuarterCounts {
    /// The quarter.
    pub quarter: Quarter,
    /// How many contacts were sealed in it, with [`FEWEST`] people or more.
    pub contacts: u32,
    /// What they were.
    pub groups: Vec<Group>,
}

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub name: &'static str,
    /// The lines.
    pub lines: Vec<Line>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is counted.
    pub what: String,
    /// In how many contacts; none where the number is not shown.
    pub contacts: Option<u32>,
}

/// Contacts of one kind.
#[derive(Clone, Debug, Default)]
struct Cell {
    contacts: u32,
    /// Whom they were about; no more than are needed to know that there are enough.
    people: BTreeSet<PersonId>,
}

impl Cell {
    fn add(&mut self, person: &PersonId) {
        self.contacts += 1;
        if !self.is_enough() {
            self.people.insert(person.clone());
        }
    }

    fn is_enough(&self) -> bool {
        u32::try_from(self.people.len()).map_or(true, are_enough)
    }
}

/// A whole in two parts.
#[derive(Clone, Debug, Default)]
struct Split {
    part: Cell,
    rest: Cell,
}

impl Split {
    fn add(&mut self, person: &PersonId, is_part: bool) {
        if is_part {
            self.part.add(person);
        } else {
            self.rest.add(person);
        }
    }

    /// What is shown of a whole that is shown: both sides or neither.
    fn shown(&self) -> Sides {
        let enough = self.part.is_enough() && self.rest.is_enough();
        Sides {
            part: enough.then_some(self.part.contacts),
            rest: enough.then_some(self.rest.contacts),
        }
    }

    /// The same, of a whole that may be hidden.
    fn shown_of(&self, whole: Option<u32>) -> Sides {
        whole.map(|_| self.shown()).unwrap_or_default()
    }
}

#[derive(Clone, Copy, Default)]
struct Sides {
    part: Option<u32>,
    rest: Option<u32>,
}

/// The contacts of one quarter, counted. Each split is of all contacts, unless it says of which.
#[derive(Clone, Debug, Default)]
struct Sums {
    all: Cell,
    home: Split,
    /// Of those at a home: the person's, or the victim's.
    persons_home: Split,
    /// Of those not at a home: in a room of the service, or not.
    room: Split,
    /// Of those in a room: clinic, or office.
    clinic: Split,
    /// Of those in no room: phone or video, or elsewhere.
    phone: Split,
    presentations: Vec<Split>,
    act_now: Split,
    /// Of the others: not enough known, or none identified so far.
    not_enough_known: Split,
    /// Of those that say *act now*, which is what any item that is present makes of a contact. Beside a
    /// hidden *act now* one of these would say how great it is at least.
    indicators: Vec<Split>,
    warning_signs: Vec<Split>,
    referred: Split,
    unmet: Split,
    declined: Split,
}

/// Counts contacts, one after the other, in any order.
#[derive(Clone, Debug)]
pub struct Tally {
    labels: Labels,
    quarters: BTreeMap<Quarter, Sums>,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(labels: Labels) -> Self {
        Self {
            labels,
            quarters: BTreeMap::new(),
        }
    }

    /// Counts one more contact.
    pub fn add(&mut self, contact: &Counted) {
        let quarter = Quarter::of(when::day_in_london(contact.sealed_at));
        self.quarters
            .entry(quarter)
            .or_insert_with(|| Sums::over(&self.labels))
            .add(contact, &self.labels);
    }

    /// What may be shown on a day.
    pub fn publish(&self, today: NaiveDate) -> Counts {
        let over = self.quarters.range(..Quarter::of(today)).rev();
        let enough = over.filter(|(_, sums)| sums.all.is_enough());
        let quarters = enough.map(|(quarter, sums)| QuarterCounts {
            quarter: *quarter,
            contacts: sums.all.contacts,
            groups: sums.groups(&self.labels),
        });
        Counts {
            quarters: quarters.collect(),
        }
    }
}

impl Sums {
    fn over(labels: &Labels) -> Self {
        let none = |named: &[(ItemId, String)]| vec![Split::default(); named.len()];
        Self {
            presentations: none(&labels.presentations),
            indicators: none(&labels.indicators),
            warning_signs: none(&labels.warning_signs),
            ..Self::default()
        }
    }

    fn add(&mut self, contact: &Counted, labels: &Labels) {
        let Counted {
            person,
            sealed_at: _,
            setting,
            outcome,
            present,
            observed,
            referred,
            unmet,
            declined,
        } = contact;
        self.all.add(person);
        self.add_place(person, *setting);
        let items = |splits: &mut [Split], named: &[(ItemId, String)], there: &BTreeSet<ItemId>| {
            for (split, (item, _)) in splits.iter_mut().zip(named) {
                split.add(person, there.contains(item));
            }
        };
        items(&mut self.presentations, &labels.presentations, observed);
        let act_now = *outcome == OutcomeKind::ActNow;
        self.act_now.add(person, act_now);
        if act_now {
            items(&mut self.indicators, &labels.indicators, present);
            items(&mut self.warning_signs, &labels.warning_signs, present);
        } else {
            let known = *outcome == OutcomeKind::NotEnoughKnown;
            self.not_enough_known.add(person, known);
        }
        self.referred.add(person, *referred);
        self.unmet.add(person, *unmet);
        self.declined.add(person, *declined);
    }

    fn add_place(&mut self, person: &PersonId, setting: Option<Setting>) {
        let (home, room) = match setting {
            Some(Setting::PersonsHome | Setting::VictimsHome) => (true, false),
            Some(Setting::Clinic | Setting::Office) => (false, true),
            Some(Setting::PhoneOrVideo | Setting::Elsewhere) | None => (false, false),
        };
        let is = |wanted| setting == Some(wanted);
        self.home.add(person, home);
        if home {
            self.persons_home.add(person, is(Setting::PersonsHome));
            return;
        }
        self.room.add(person, room);
        if room {
            self.clinic.add(person, is(Setting::Clinic));
        } else {
            self.phone.add(person, is(Setting::PhoneOrVideo));
        }
    }

    /// Of a quarter that is shown.
    fn groups(&self, labels: &Labels) -> Vec<Group> {
        let act_now = self.act_now.shown();
        let others = self.not_enough_known.shown_of(act_now.rest);
        let items = |named: &[(ItemId, String)], splits: &[Split], whole: Option<u32>| {
            let lines = named.iter().zip(splits);
            lines
                .map(|((_, label), split)| line(label, split.shown_of(whole).part))
                .collect()
        };
        vec![
            Group {
                name: "Where it took place",
                lines: self.places(),
            },
            Group {
                name: "How the person came",
                lines: items(
                    &labels.presentations,
                    &self.presentations,
                    Some(self.all.contacts),
                ),
            },
            Group {
                name: "What the checklist said",
                lines: vec![
                    line(words::outcome(OutcomeKind::ActNow), act_now.part),
                    line(words::outcome(OutcomeKind::NotEnoughKnown), others.part),
                    line(
                        words::outcome(OutcomeKind::NoneIdentifiedSoFar),
                        others.rest,
                    ),
                ],
            },
            Group {
                name: "Indicators present",
                lines: items(&labels.indicators, &self.indicators, act_now.part),
            },
            Group {
                name: "Further warning signs present",
                lines: items(&labels.warning_signs, &self.warning_signs, act_now.part),
            },
            Group {
                name: "Referrals",
                lines: vec![
                    line("Referral made", self.referred.shown().part),
                    line("Not available here", self.unmet.shown().part),
                    line("The person said no", self.declined.shown().part),
                ],
            },
        ]
    }

    fn places(&self) -> Vec<Line> {
        let home = self.home.shown();
        let homes = self.persons_home.shown_of(home.part);
        let room = self.room.shown_of(home.rest);
        let rooms = self.clinic.shown_of(room.part);
        let phone = self.phone.shown_of(room.rest);
        vec![
            line("At a home", home.part),
            line("At a home: the person's", homes.part),
            line("At a home: the victim's", homes.rest),
            line("Not at a home", home.rest),
            line("Clinic, surgery or office", room.part),
            line("Clinic or surgery", rooms.part),
            line("Office", rooms.rest),
            line("Phone, video or elsewhere", room.rest),
            line("Phone or video", phone.part),
            line("Elsewhere, or not entered", phone.rest),
        ]
    }
}

fn line(what: &str, contacts: Option<u32>) -> Line {
    Line {
        what: what.to_owned(),
        contacts,
    }
}

/// What has to be known to read the numbers.
pub const NOTES: [&str; 4] = [
    "Each number says in how many contacts something was so. Nobody is named.",
    "“Not shown” stands for fewer than 5 people, or for a number from which fewer than 5 could be worked \
     out. Nought is not shown either.",
    "Only quarters that are over are counted, and only those with contacts with 5 people or more.",
    "“None identified so far” is no finding about how great the risk is.",
];

/// What is said in place of numbers.
pub const NONE_YET: &str = "There is nothing to show yet.";

impl Counts {
    /// As a document, for a page or a file. Nobody is named as its maker: a name would say whose contacts
    /// these are.
    pub fn document(&self, made: DateTime<Utc>) -> Document {
        let mut blocks = vec![Block::List {
            items: NOTES.map(Span::open).into(),
        }];
        if self.quarters.is_empty() {
            blocks.push(Block::Paragraph {
                text: Span::open(NONE_YET),
            });
        }
        for quarter in &self.quarters {
            blocks.push(Block::Heading {
                level: 1,
                text: quarter.quarter.name(),
            });
            blocks.push(Block::Paragraph {
                text: Span::open(format!("Contacts: {}", quarter.contacts)),
            });
            blocks.extend(
                quarter
                    .groups
                    .iter()
                    .filter(|group| !group.lines.is_empty())
                    .map(table),
            );
        }
        Document {
            title: "Counts by quarter".to_owned(),
            made: when::moment(made),
            at: Some(made),
            blocks,
            ..Document::default()
        }
    }

    /// As comma-separated values for a spreadsheet: one line for each number, UTF-8 with a mark at its
    /// beginning, so that Excel knows.
    pub fn csv(&self) -> String {
        csv::table(self)
    }
}

fn table(group: &Group) -> Block {
    let rows = group.lines.iter().map(|line| {
        let number = line.contacts.map(|number| number.to_string());
        let number = number.unwrap_or_else(|| NOT_SHOWN.to_owned());
        vec![Span::open(line.what.as_str()), Span::open(number)]
    });
    Block::Table {
        caption: group.name.to_owned(),
        head: vec!["What".to_owned(), "Contacts".to_owned()],
        rows: rows.collect(),
    }
}
