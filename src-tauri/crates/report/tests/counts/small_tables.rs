//! The property that the rest stands on: whoever knows every number that is shown, and the rule by which
//! they are, cannot tell what any number is that is not shown.
//!
//! Tried on every table of a small vault: all that look alike from outside are put together, and each number
//! that is hidden must have as many different values among them as a hidden group has.

use casework::gate::Setting;
use casework::ids::{ItemId, PersonId};
use casework::outcome::OutcomeKind;
use chrono::{DateTime, NaiveDate, Utc};
use report::counts::{Counted, Counts, FEWEST, Labels, Tally};
use std::collections::{BTreeMap, BTreeSet};

/// So many contacts a quarter has at most. Above twice the smallest group and a bit, so that every number
/// can be shown, hidden for itself and hidden for its rest.
const MOST: u32 = 16;

fn contact() -> Counted {
    Counted {
        person: PersonId::new("nobody yet"),
        sealed_at: "2026-02-03T12:00:00Z"
            .parse::<DateTime<Utc>>()
            .expect("it is a moment"),
        setting: None,
        outcome: OutcomeKind::NoneIdentifiedSoFar,
        present: BTreeSet::new(),
        observed: BTreeSet::new(),
        referred: false,
        unmet: false,
        declined: false,
    }
}

/// What is published of so many contacts of each kind.
fn published(kinds: &[Counted], counts: &[u32]) -> Counts {
    let item = |id: &str| vec![(ItemId::new(id), id.to_owned())];
    let labels = Labels {
        presentations: item("present.one"),
        indicators: item("risk.one"),
        warning_signs: item("warn.one"),
    };
    let mut tally = Tally::new(labels);
    let mut people = 0;
    for (kind, count) in kinds.iter().zip(counts) {
        for _ in 0..*count {
            people += 1;
            tally.add(&Counted {
                person: PersonId::new(people.to_string()),
                ..kind.clone()
            });
        }
    }
    tally.publish(NaiveDate::from_ymd_opt(2026, 4, 1).expect("it is a day"))
}

/// Every way to share out up to [`MOST`] contacts among so many kinds.
fn tables(kinds: usize) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    for _ in 0..kinds {
        let mut next = Vec::new();
        for table in all {
            let left = MOST - table.iter().sum::<u32>();
            next.extend((0..=left).map(|count| {
                let mut table = table.clone();
                table.push(count);
                table
            }));
        }
        all = next;
    }
    all
}

/// What is published, and every table of which it is.
type Alike = (Counts, Vec<Vec<u32>>);

/// A number that is published or hidden: where it stands, and what it truly is.
type Truth<'t> = (&'t str, fn(&[u32]) -> u32);

fn nobody_can_tell(kinds: &[Counted], truths: &[Truth<'_>]) {
    let mut alike: BTreeMap<Vec<Option<u32>>, Alike> = BTreeMap::new();
    for table in tables(kinds.len()) {
        let counts = published(kinds, &table);
        // The lines are always the same ones, so their numbers are all that there is to see.
        let seen = counts.quarters.iter().flat_map(|quarter| {
            let lines = quarter.groups.iter().flat_map(|group| &group.lines);
            std::iter::once(Some(quarter.contacts)).chain(lines.map(|line| line.contacts))
        });
        let seen = seen.collect();
        alike
            .entry(seen)
            .or_insert_with(|| (counts, Vec::new()))
            .1
            .push(table);
    }
    let (mut shown, mut hidden) = (0, 0);
    for (counts, tables) in alike.values() {
        for (what, truth) in truths {
            let values: BTreeSet<u32> = tables.iter().map(|table| truth(table)).collect();
            let quarter = counts.quarters.first();
            let number = quarter.and_then(|quarter| {
                if *what == "contacts" {
                    return Some(quarter.contacts);
                }
                let mut lines = quarter.groups.iter().flat_map(|group| &group.lines);
                lines
                    .find(|line| line.what == *what)
                    .expect("there is such a line")
                    .contacts
            });
            match number {
                Some(number) => {
                    assert_eq!(values, BTreeSet::from([number]), "{what} is what it is");
                    assert!(number >= FEWEST, "{what}: {number}");
                    shown += 1;
                }
                None => {
                    assert!(
                        values.len() >= FEWEST as usize,
                        "{what} is one of {values:?}, from {counts:?}"
                    );
                    hidden += 1;
                }
            }
        }
    }
    assert!(
        shown > 0 && hidden > 0,
        "the tables are large enough to try both"
    );
}

#[test]
fn no_outcome_and_no_indicator_can_be_worked_out() {
    let act_now = || Counted {
        outcome: OutcomeKind::ActNow,
        ..contact()
    };
    let kinds = [
        Counted {
            present: BTreeSet::from([ItemId::new("risk.one")]),
            ..act_now()
        },
        act_now(),
        Counted {
            outcome: OutcomeKind::NotEnoughKnown,
            ..contact()
        },
        contact(),
    ];
    nobody_can_tell(
        &kinds,
        &[
            ("contacts", |table| table.iter().sum()),
            ("risk.one", |table| table[0]),
            ("Act now.", |table| table[0] + table[1]),
            ("Not enough known. Treat the risk as open.", |table| {
                table[2]
            }),
            ("None identified so far.", |table| table[3]),
        ],
    );
}

#[test]
fn no_place_can_be_worked_out() {
    let place = |setting| Counted {
        setting,
        ..contact()
    };
    let kinds = [
        place(Some(Setting::PersonsHome)),
        place(Some(Setting::VictimsHome)),
        place(Some(Setting::Clinic)),
        place(Some(Setting::Office)),
        place(None),
    ];
    nobody_can_tell(
        &kinds,
        &[
            ("contacts", |table| table.iter().sum()),
            ("At a home", |table| table[0] + table[1]),
            ("At a home: the person's", |table| table[0]),
            ("At a home: the victim's", |table| table[1]),
            ("Not at a home", |table| table[2] + table[3] + table[4]),
            ("Clinic, surgery or office", |table| table[2] + table[3]),
            ("Clinic or surgery", |table| table[2]),
            ("Office", |table| table[3]),
            ("Phone, video or elsewhere", |table| table[4]),
        ],
    );
    let kinds = [
        place(Some(Setting::PersonsHome)),
        place(Some(Setting::PhoneOrVideo)),
        place(Some(Setting::Elsewhere)),
        place(Some(Setting::Office)),
    ];
    nobody_can_tell(
        &kinds,
        &[
            ("Phone, video or elsewhere", |table| table[1] + table[2]),
            ("Phone or video", |table| table[1]),
            ("Elsewhere, or not entered", |table| table[2]),
        ],
    );
}

/// Each beside each other one: whether one is so says nothing about the other.
#[test]
fn how_people_came_and_what_became_of_referrals_cannot_be_worked_out() {
    type So = fn(&mut Counted);
    let all: [(&str, So); 4] = [
        ("present.one", |contact| {
            contact.observed.insert(ItemId::new("present.one"));
        }),
        ("Referral made", |contact| contact.referred = true),
        ("Not available here", |contact| contact.unmet = true),
        ("The person said no", |contact| contact.declined = true),
    ];
    for (n, (one, is_one)) in all.iter().enumerate() {
        for (other, is_other) in &all[n + 1..] {
            let kinds = [(false, false), (false, true), (true, false), (true, true)];
            let kinds = kinds.map(|(first, second)| {
                let mut contact = contact();
                if first {
                    is_one(&mut contact);
                }
                if second {
                    is_other(&mut contact);
                }
                contact
            });
            nobody_can_tell(
                &kinds,
                &[
                    (one, |table| table[2] + table[3]),
                    (other, |table| table[1] + table[3]),
                ],
            );
        }
    }
}
