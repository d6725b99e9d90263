//! Counts for supervision and commissioning: how many contacts there were in a quarter, and of what kind.
//! From lists alone; no name, no id and no day goes in, and nobody is in what comes out.
//!
//! A vault is one practitioner's, so a group is small, and whoever belongs to it knows that they do: the
//! person learns from "0 contacts with strangulation" what was not said about them, and from "6 of 6: act
//! now" what was. So:
//!
//! - A number is shown when it is at least [`FEWEST`] and what is left of the whole is so too. Nought is no
//!   exception, and "all of them" is hidden as "none of them" is.
//! - Every number is a part of a whole that is shown with it, in a fixed order ([`Group`] below). Where the
//!   whole is hidden its parts are. What is hidden is decided by the part and its whole alone, never by
//!   which other number happens to be the smallest, so that nothing can be read off the choice.
//! - A number is shown beside the others that it follows from or not at all, and there is no total over
//!   routes, over quarters, over years.
//! - Only whole quarters that are over are counted. Two lists that were made on two days of one quarter
//!   would show by their difference what came in between.
//!
//! Then whoever knows every number shown, and this rule, finds at least five values for each one that is
//! not: a hidden part of a whole of `w` may be anything from 0 to 4 or from `w - 4` to `w`, whatever the
//! others are. `tests/counts` tries it on every small table.
//!
//! What it cannot do: an erasure takes contacts out of an earlier quarter, so lists from before and after
//! it differ by them.

mod csv;

use crate::document::{Block, Document, Span};
use crate::words;
use casework::gate::Setting;
use casework::ids::ItemId;
use casework::outcome::OutcomeKind;
use casework::when;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// The smallest group whose number is shown.
pub const FEWEST: u32 = 5;

/// What stands for a number that is not shown.
pub const NOT_SHOWN: &str = "not shown";

/// What is counted of one contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
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
    /// How many contacts were sealed in it. At least [`FEWEST`].
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

/// The contacts of one quarter, counted.
#[derive(Clone, Debug, Default)]
struct Sums {
    contacts: u32,
    settings: [u32; Place::ALL.len()],
    act_now: u32,
    not_enough_known: u32,
    present: BTreeMap<ItemId, u32>,
    observed: BTreeMap<ItemId, u32>,
    referred: u32,
    unmet: u32,
    declined: u32,
}

/// Where contacts take place, as far as it is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    PersonsHome,
    VictimsHome,
    Clinic,
    Office,
    PhoneOrVideo,
    Other,
}

impl Place {
    const ALL: [Self; 6] = [
        Self::PersonsHome,
        Self::VictimsHome,
        Self::Clinic,
        Self::Office,
        Self::PhoneOrVideo,
        Self::Other,
    ];

    fn of(setting: Option<Setting>) -> Self {
        match setting {
            Some(Setting::PersonsHome) => Self::PersonsHome,
            Some(Setting::VictimsHome) => Self::VictimsHome,
            Some(Setting::Clinic) => Self::Clinic,
            Some(Setting::Office) => Self::Office,
            Some(Setting::PhoneOrVideo) => Self::PhoneOrVideo,
            Some(Setting::Elsewhere) | None => Self::Other,
        }
    }
}

/// Counts contacts, one after the other, in any order.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    quarters: BTreeMap<Quarter, Sums>,
}

impl Tally {
    /// Counts one more contact.
    pub fn add(&mut self, contact: &Counted) {
        let quarter = Quarter::of(when::day_in_london(contact.sealed_at));
        let sums = self.quarters.entry(quarter).or_default();
        sums.contacts += 1;
        for (place, sum) in Place::ALL.into_iter().zip(&mut sums.settings) {
            *sum += u32::from(place == Place::of(contact.setting));
        }
        match contact.outcome {
            OutcomeKind::ActNow => sums.act_now += 1,
            OutcomeKind::NotEnoughKnown => sums.not_enough_known += 1,
            OutcomeKind::NoneIdentifiedSoFar => {}
        }
        for (items, counted) in [
            (&contact.present, &mut sums.present),
            (&contact.observed, &mut sums.observed),
        ] {
            for item in items {
                *counted.entry(item.clone()).or_default() += 1;
            }
        }
        sums.referred += u32::from(contact.referred);
        sums.unmet += u32::from(contact.unmet);
        sums.declined += u32::from(contact.declined);
    }

    /// What may be shown on a day.
    pub fn publish(&self, labels: &Labels, today: NaiveDate) -> Counts {
        let over = self.quarters.range(..Quarter::of(today)).rev();
        let quarters = over.filter_map(|(quarter, sums)| {
            let whole = Whole::of(sums.contacts)?;
            Some(QuarterCounts {
                quarter: *quarter,
                contacts: sums.contacts,
                groups: sums.groups(whole, labels),
            })
        });
        Counts {
            quarters: quarters.collect(),
        }
    }
}

/// A number that is shown, so that parts of it may be.
#[derive(Clone, Copy)]
struct Whole(u32);

impl Whole {
    fn of(number: u32) -> Option<Self> {
        (number >= FEWEST).then_some(Self(number))
    }

    /// Both sides of a parting of this whole; neither is shown unless both are large enough.
    fn part(self, part: u32) -> Option<(Self, Self)> {
        let rest = self.0.checked_sub(part)?;
        Some((Self::of(part)?, Self::of(rest)?))
    }
}

/// A part of a whole that may itself be hidden.
fn part(whole: Option<Whole>, number: u32) -> (Option<Whole>, Option<Whole>) {
    whole.and_then(|whole| whole.part(number)).unzip()
}

fn line(what: impl Into<String>, number: Option<Whole>) -> Line {
    Line {
        what: what.into(),
        contacts: number.map(|whole| whole.0),
    }
}

impl Sums {
    fn groups(&self, contacts: Whole, labels: &Labels) -> Vec<Group> {
        let all = Some(contacts);
        let yes = |what: &str, number| line(what, part(all, number).0);
        let (act_now, others) = part(all, self.act_now);
        let (not_enough_known, none_so_far) = part(others, self.not_enough_known);
        let items = |named: &[(ItemId, String)], sums: &BTreeMap<ItemId, u32>, whole| {
            let lines = named.iter().map(|(item, label)| {
                let number = sums.get(item).copied().unwrap_or_default();
                line(label.clone(), part(whole, number).0)
            });
            lines.collect()
        };
        vec![
            Group {
                name: "Where it took place",
                lines: self.places(all),
            },
            Group {
                name: "How the person came",
                lines: items(&labels.presentations, &self.observed, all),
            },
            Group {
                name: "What the checklist said",
                lines: vec![
                    line(words::outcome(OutcomeKind::ActNow), act_now),
                    line(
                        words::outcome(OutcomeKind::NotEnoughKnown),
                        not_enough_known,
                    ),
                    line(
                        words::outcome(OutcomeKind::NoneIdentifiedSoFar),
                        none_so_far,
                    ),
                ],
            },
            // Whatever is present makes it *act now*: each of these is a part of that, and would say how
            // great it is at least where it is hidden.
            Group {
                name: "Indicators present",
                lines: items(&labels.indicators, &self.present, act_now),
            },
            Group {
                name: "Further warning signs present",
                lines: items(&labels.warning_signs, &self.present, act_now),
            },
            Group {
                name: "Referrals",
                lines: vec![
                    yes("Referral made", self.referred),
                    yes("Not available here", self.unmet),
                    yes("The person said no", self.declined),
                ],
            },
        ]
    }

    /// A home or not, and then finer as far as the groups are large enough.
    fn places(&self, all: Option<Whole>) -> Vec<Line> {
        let [persons, victims, clinic, office, phone, _] = self.settings;
        let (homes, others) = part(all, persons + victims);
        let (persons, victims) = part(homes, persons);
        let (rooms, remote) = part(others, clinic + office);
        let (clinic, office) = part(rooms, clinic);
        let (phone, elsewhere) = part(remote, phone);
        vec![
            line("At a home", homes),
            line("At a home: the person's", persons),
            line("At a home: the victim's", victims),
            line("Not at a home", others),
            line("Clinic, surgery or office", rooms),
            line("Clinic or surgery", clinic),
            line("Office", office),
            line("Phone, video or elsewhere", remote),
            line("Phone or video", phone),
            line("Elsewhere, or not entered", elsewhere),
        ]
    }
}

/// What has to be known to read the numbers.
pub const NOTES: [&str; 4] = [
    "Each number says in how many contacts something was so. Nobody is named.",
    "“Not shown” stands for fewer than 5 contacts, or for a number from which fewer than 5 could be worked \
     out. Nought is not shown either.",
    "Only quarters that are over are counted, and only those with 5 contacts or more.",
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
