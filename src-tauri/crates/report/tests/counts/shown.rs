//! What is shown: of which quarters, under which names, on a page and in a spreadsheet.

use casework::gate::Setting;
use casework::ids::{ItemId, PersonId};
use casework::outcome::OutcomeKind;
use casework::when;
use chrono::{DateTime, NaiveDate, Utc};
use proptest::collection::{btree_set, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use report::counts::{Counted, Counts, FEWEST, Labels, Quarter, Tally};
use report::document::{Block, Document};
use std::collections::BTreeSet;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("it is a day")
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("it is a moment")
}

fn labels() -> Labels {
    let named = |items: &[(&str, &str)]| {
        let items = items.iter();
        items
            .map(|(id, label)| (ItemId::new(*id), (*label).to_owned()))
            .collect()
    };
    Labels {
        presentations: named(&[
            (
                "present.blames",
                "Gives someone or something else as the reason",
            ),
            (
                "present.comes-along",
                "Comes with the partner, answers for them",
            ),
        ]),
        indicators: named(&[
            ("risk.weapons", "Weapon used before"),
            ("risk.pack", "=1+1"),
        ]),
        warning_signs: named(&[("warn.strangulation", "Strangling or suffocating, ever")]),
    }
}

fn counted() -> impl Strategy<Value = Counted> {
    let setting = of(select(vec![
        Setting::PersonsHome,
        Setting::VictimsHome,
        Setting::Clinic,
        Setting::Office,
        Setting::PhoneOrVideo,
        Setting::Elsewhere,
    ]));
    let outcome = select(vec![
        OutcomeKind::ActNow,
        OutcomeKind::NotEnoughKnown,
        OutcomeKind::NoneIdentifiedSoFar,
    ]);
    let items =
        |ids: &'static [&'static str]| btree_set(select(ids).prop_map(ItemId::new), 0..=ids.len());
    // Over a year and a half.
    let sealed = (0..18 * 30 * 24_i64)
        .prop_map(|hours| moment("2025-01-01T00:30:00Z") + chrono::TimeDelta::hours(hours));
    (
        setting,
        outcome,
        items(&["risk.weapons", "risk.pack", "warn.strangulation"]),
        items(&["present.blames", "present.comes-along"]),
        (sealed, 0..20_u32),
        any::<[bool; 3]>(),
    )
        .prop_map(
            |(
                setting,
                outcome,
                present,
                observed,
                (sealed_at, person),
                [referred, unmet, declined],
            )| {
                Counted {
                    person: PersonId::new(person.to_string()),
                    sealed_at,
                    setting,
                    // As the checklist scores: whatever is present makes it *act now*.
                    outcome: if present.is_empty() {
                        outcome
                    } else {
                        OutcomeKind::ActNow
                    },
                    present,
                    observed,
                    referred,
                    unmet,
                    declined,
                }
            },
        )
}

fn publish(contacts: &[Counted], today: &str) -> Counts {
    let mut tally = Tally::new(labels());
    contacts.iter().for_each(|contact| tally.add(contact));
    tally.publish(day(today))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Of large tables, what can be checked without trying all of them.
    #[test]
    fn every_number_shown_leaves_enough_beside_it(contacts in vec(counted(), 0..400)) {
        let counts = publish(&contacts, "2026-07-01");
        for quarter in &counts.quarters {
            prop_assert!(quarter.contacts >= FEWEST);
            let lines = || quarter.groups.iter().flat_map(|group| &group.lines);
            let act_now = lines().find(|line| line.what == "Act now.").unwrap().contacts;
            for line in lines() {
                let Some(number) = line.contacts else { continue };
                prop_assert!(number >= FEWEST && quarter.contacts - number >= FEWEST, "{:?}", line);
            }
            for group in quarter.groups.iter().filter(|group| group.name.ends_with("present")) {
                for line in &group.lines {
                    let number = line.contacts;
                    prop_assert!(number.is_none_or(|number| {
                        act_now.is_some_and(|all| all >= number + FEWEST)
                    }), "{:?} of {:?}", line, act_now);
                }
            }
        }
        let all: u32 = counts.quarters.iter().map(|quarter| quarter.contacts).sum();
        prop_assert!(all as usize <= contacts.len());
        let mut order: Vec<_> = counts.quarters.iter().map(|quarter| quarter.quarter).collect();
        order.reverse();
        prop_assert!(order.is_sorted_by(|a, b| a < b));
    }

    /// Six contacts with one person are about one person.
    #[test]
    fn every_number_shown_stands_for_enough_people(contacts in vec(counted(), 0..400)) {
        type Is = fn(&Counted) -> bool;
        let known: [(&str, Is); 5] = [
            ("Act now.", |contact| contact.outcome == OutcomeKind::ActNow),
            ("Referral made", |contact| contact.referred),
            ("The person said no", |contact| contact.declined),
            ("Comes with the partner, answers for them", |contact| {
                contact.observed.contains(&ItemId::new("present.comes-along"))
            }),
            ("At a home", |contact| {
                matches!(contact.setting, Some(Setting::PersonsHome | Setting::VictimsHome))
            }),
        ];
        let people = |contacts: &[&Counted]| {
            let people: BTreeSet<_> = contacts.iter().map(|contact| &contact.person).collect();
            people.len() >= FEWEST as usize
        };
        for quarter in publish(&contacts, "2026-07-01").quarters {
            let is_in = |contact: &&Counted| {
                Quarter::of(when::day_in_london(contact.sealed_at)) == quarter.quarter
            };
            let all: Vec<&Counted> = contacts.iter().filter(is_in).collect();
            prop_assert_eq!(quarter.contacts as usize, all.len());
            prop_assert!(people(&all));
            for (what, is) in known {
                let (part, rest): (Vec<&Counted>, Vec<&Counted>) =
                    all.iter().copied().partition(|contact| is(contact));
                let mut lines = quarter.groups.iter().flat_map(|group| &group.lines);
                let shown = lines.find(|line| line.what == what).unwrap().contacts;
                let may_be = people(&part) && people(&rest);
                let wanted = may_be.then_some(part.len());
                prop_assert_eq!(shown.map(|number| number as usize), wanted, "{}", what);
            }
        }
    }

    /// Whatever comes in during the quarter that is running changes nothing before it is over.
    #[test]
    fn what_was_published_stays_until_the_quarter_is_over(contacts in vec(counted(), 0..200)) {
        let before = publish(&contacts, "2026-07-01");
        let now = contacts.iter().map(|contact| Counted {
            sealed_at: moment("2026-07-01T09:00:00Z"),
            ..contact.clone()
        });
        let more: Vec<Counted> = contacts.iter().cloned().chain(now).collect();
        prop_assert_eq!(&publish(&more, "2026-07-01"), &before);
        prop_assert_eq!(&publish(&more, "2026-09-30"), &before);
    }

    /// Each quarter of those that are over, counted alone, says what all of them say together.
    #[test]
    fn a_quarter_by_itself_is_what_it_is_among_the_others(contacts in vec(counted(), 0..200)) {
        let mut alone = Vec::new();
        if let Some(first) = contacts.iter().map(|one| one.sealed_at).min() {
            for quarter in Quarter::over(first, day("2026-07-01")) {
                let moments = quarter.moments();
                let within = contacts.iter().filter(|one| moments.contains(&one.sealed_at));
                alone.extend(publish(&within.cloned().collect::<Vec<_>>(), "2026-07-01").quarters);
            }
        }
        prop_assert_eq!(alone, publish(&contacts, "2026-07-01").quarters);
    }
}

#[test]
fn a_quarter_begins_and_ends_at_midnight_in_london() {
    let quarter = Quarter::new(2026, 2).expect("there is one");
    assert_eq!(quarter.name(), "April to June 2026");
    assert_eq!((quarter.year(), quarter.number()), (2026, 2));
    let moments = moment("2026-03-31T23:00:00Z")..moment("2026-06-30T23:00:00Z");
    assert_eq!(quarter.moments(), moments);
    let winter = Quarter::new(2026, 4).expect("there is one").moments();
    assert_eq!(winter.end, moment("2027-01-01T00:00:00Z"));
    let names = |first: &str, today: &str| -> Vec<String> {
        let quarters = Quarter::over(moment(first), day(today));
        quarters.map(Quarter::name).collect()
    };
    // The first moment of July in London is still June elsewhere.
    assert_eq!(
        names("2025-06-30T23:00:00Z", "2026-01-01"),
        ["October to December 2025", "July to September 2025"]
    );
    assert_eq!(names("2026-01-01T00:00:00Z", "2026-03-31"), [""; 0]);
    assert_eq!(names("0001-01-01T00:00:00Z", "1900-07-01").len(), 2);
    for (year, number) in [
        (2026, 0),
        (2026, 5),
        (2026, u32::MAX),
        (i32::MIN, 1),
        (i32::MAX, 4),
    ] {
        assert_eq!(Quarter::new(year, number), None, "{year} {number}");
    }
}

/// Twelve contacts: a number that is shown, one that is hidden for itself and one for its rest.
fn twelve(sealed_at: &str) -> Vec<Counted> {
    (0..12)
        .map(|n| Counted {
            person: PersonId::new(n.to_string()),
            sealed_at: moment(sealed_at),
            setting: Some(if n < 6 {
                Setting::PersonsHome
            } else {
                Setting::Clinic
            }),
            outcome: if n < 7 {
                OutcomeKind::NotEnoughKnown
            } else {
                OutcomeKind::NoneIdentifiedSoFar
            },
            present: BTreeSet::new(),
            observed: (n < 7)
                .then(|| ItemId::new("present.comes-along"))
                .into_iter()
                .collect(),
            referred: n < 5,
            unmet: n < 3,
            declined: n < 10,
        })
        .collect()
}

#[test]
fn a_quarter_is_one_of_the_calendar_in_london() {
    // Half past midnight on 1 July in London is still June elsewhere.
    let counts = publish(&twelve("2026-06-30T23:30:00Z"), "2026-10-01");
    assert_eq!(counts.quarters[0].quarter.name(), "July to September 2026");
    let counts = publish(&twelve("2026-12-31T23:59:00Z"), "2027-01-01");
    assert_eq!(
        counts.quarters[0].quarter.name(),
        "October to December 2026"
    );
    assert_eq!(
        publish(&twelve("2026-12-31T23:59:00Z"), "2026-12-31"),
        Counts::default()
    );
}

#[test]
fn six_contacts_with_one_person_are_one_person() {
    let home = |contacts: &[Counted]| {
        let counts = publish(contacts, "2026-04-01");
        let quarter = counts.quarters.first()?;
        let mut lines = quarter.groups.iter().flat_map(|group| &group.lines);
        lines
            .find(|line| line.what == "At a home")
            .unwrap()
            .contacts
    };
    let mut contacts = twelve("2026-02-03T12:00:00Z");
    assert_eq!(home(&contacts), Some(6));
    for contact in &mut contacts[..2] {
        contact.person = PersonId::new("0");
    }
    assert_eq!(home(&contacts), Some(6), "five people, six contacts");
    contacts[2].person = PersonId::new("0");
    assert_eq!(home(&contacts), None, "four people, six contacts");
    for contact in &mut contacts {
        contact.person = PersonId::new("0");
    }
    assert_eq!(publish(&contacts, "2026-04-01"), Counts::default());
}

#[test]
fn a_quarter_with_four_contacts_is_left_out_and_one_with_five_is_not() {
    let four = &twelve("2026-02-03T12:00:00Z")[..4];
    assert_eq!(publish(four, "2026-04-01"), Counts::default());
    let five = &twelve("2026-02-03T12:00:00Z")[..5];
    let counts = publish(five, "2026-04-01");
    assert_eq!(counts.quarters[0].contacts, 5);
    let mut lines = counts.quarters[0]
        .groups
        .iter()
        .flat_map(|group| &group.lines);
    assert!(
        lines.all(|line| line.contacts.is_none()),
        "all of five say something about each"
    );
}

#[test]
fn the_spreadsheet_reads_as_it_should() {
    let csv = publish(&twelve("2026-02-03T12:00:00Z"), "2026-04-01").csv();
    let wanted = "\u{feff}Year,Quarter,Group,What,Contacts
2026,January to March,All,Contacts,12
2026,January to March,Where it took place,At a home,6
2026,January to March,Where it took place,At a home: the person's,not shown
2026,January to March,Where it took place,At a home: the victim's,not shown
2026,January to March,Where it took place,Not at a home,6
2026,January to March,Where it took place,\"Clinic, surgery or office\",not shown
2026,January to March,Where it took place,Clinic or surgery,not shown
2026,January to March,Where it took place,Office,not shown
2026,January to March,Where it took place,\"Phone, video or elsewhere\",not shown
2026,January to March,Where it took place,Phone or video,not shown
2026,January to March,Where it took place,\"Elsewhere, or not entered\",not shown
2026,January to March,How the person came,Gives someone or something else as the reason,not shown
2026,January to March,How the person came,\"Comes with the partner, answers for them\",7
2026,January to March,What the checklist said,Act now.,not shown
2026,January to March,What the checklist said,Not enough known. Treat the risk as open.,not shown
2026,January to March,What the checklist said,None identified so far.,not shown
2026,January to March,Indicators present,Weapon used before,not shown
2026,January to March,Indicators present,'=1+1,not shown
2026,January to March,Further warning signs present,\"Strangling or suffocating, ever\",not shown
2026,January to March,Referrals,Referral made,5
2026,January to March,Referrals,Not available here,not shown
2026,January to March,Referrals,The person said no,not shown
";
    assert_eq!(csv, wanted.replace('\n', "\r\n"));
}

#[test]
fn the_document_names_nobody_and_its_tables_are_whole() {
    let counts = publish(&twelve("2026-02-03T12:00:00Z"), "2026-04-01");
    let document = counts.document(moment("2026-04-01T09:00:00Z"));
    let Document {
        title,
        made,
        at: _,
        made_by,
        seal_code,
        every_page,
        blocks,
    } = document;
    assert_eq!(
        (title.as_str(), made.as_str()),
        ("Counts by quarter", "1 April 2026 at 10am")
    );
    assert_eq!((made_by.as_str(), seal_code, every_page), ("", None, None));
    let tables = blocks.iter().filter_map(|block| match block {
        Block::Table { head, rows, .. } => Some((head, rows)),
        _ => None,
    });
    let tables: Vec<_> = tables.collect();
    assert_eq!(tables.len(), 6);
    for (head, rows) in tables {
        assert!(!rows.is_empty() && rows.iter().all(|row| row.len() == head.len()));
        assert!(rows.iter().flatten().all(|cell| !cell.protected));
    }
    let headings = blocks
        .iter()
        .filter(|block| matches!(block, Block::Heading { level: 1, .. }));
    assert_eq!(headings.count(), 1);
    let empty = Counts::default().document(moment("2026-04-01T09:00:00Z"));
    assert!(format!("{empty:?}").contains("nothing to show yet"));
}
