//! The two documents: the hand-over holds everything and marks what is protected; the safe copy holds the
//! person's own words and nothing else.

use crate::marks::{
    Marks, cases, every_combination, given, marks_in, reassures, record, without_marks,
};
use crate::own_agency::{NEVER_FOR_THE_PERSON, silent};
use casework::outcome::OutcomeKind;
use proptest::prelude::*;
use report::document::{Block, Document, Made, Span};
use report::given::Given;
use report::{hand_over, safe_copy, safe_copy_text};
use std::collections::BTreeSet;

/// Every span of a document, and every text of it that is none.
fn taken_apart(document: &Document) -> (Vec<&Span>, String) {
    let Document {
        title,
        made,
        made_by: _, // looked at apart
        seal_code: _,
        every_page,
        blocks,
    } = document;
    let mut spans = Vec::new();
    let mut rest = vec![title.as_str(), made.as_str()];
    rest.extend(every_page.as_deref());
    for block in blocks {
        match block {
            Block::Heading { level: _, text } | Block::Callout { text } => rest.push(text),
            Block::Paragraph { text } => spans.push(text),
            Block::List { items } => spans.extend(items),
            Block::Facts { rows } => {
                for (name, value) in rows {
                    rest.push(name);
                    spans.push(value);
                }
            }
            Block::Table {
                caption,
                head,
                rows,
            } => {
                rest.push(caption);
                rest.extend(head.iter().map(String::as_str));
                spans.extend(rows.iter().flatten());
            }
        }
    }
    (spans, rest.join("\n"))
}

/// The marks of some spans.
fn marks_of<'s>(spans: impl Iterator<Item = &'s &'s Span>) -> BTreeSet<String> {
    spans.flat_map(|span| marks_in(&span.text)).collect()
}

/// What holds for every document.
fn is_well_made(made: &Made) -> Result<(), TestCaseError> {
    let blocks = &made.document.blocks;
    let mut level = 0;
    let mut callouts = 0;
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::Heading { level: next, text } => {
                prop_assert!((1..=level + 1).contains(next) && *next <= 2);
                level = *next;
                prop_assert!(!text.is_empty());
                let under = blocks.get(at + 1);
                let bare = under.is_none_or(
                    |under| matches!(under, Block::Heading { level, .. } if level <= next),
                );
                prop_assert!(!bare, "nothing under {text}");
            }
            Block::Callout { .. } => callouts += 1,
            Block::Table { head, rows, .. } => {
                prop_assert!(!rows.is_empty());
                prop_assert!(rows.iter().all(|row| row.len() == head.len()));
            }
            Block::List { items } => prop_assert!(!items.is_empty()),
            Block::Facts { rows } => prop_assert!(!rows.is_empty()),
            Block::Paragraph { .. } => {}
        }
    }
    prop_assert!(callouts <= 2);
    let (spans, _) = taken_apart(&made.document);
    prop_assert!(spans.iter().all(|span| !span.text.trim().is_empty()));
    prop_assert_eq!(reassures(&safe_copy_text(&made.document)), None);
    for out in &made.left_out {
        let said = format!("{} {}", out.what, out.why);
        prop_assert_eq!(marks_in(&said), BTreeSet::new(), "{}", said);
        prop_assert_eq!(reassures(&said), None, "{}", said);
    }
    Ok(())
}

fn check_hand_over(given: &Given, marks: &Marks) -> Result<(), TestCaseError> {
    let made = hand_over(given);
    is_well_made(&made)?;
    let document = &made.document;
    let (spans, rest) = taken_apart(document);
    let protected = marks_of(spans.iter().filter(|span| span.protected));
    let open = marks_of(spans.iter().filter(|span| !span.protected));
    let mut there: BTreeSet<String> = protected.union(&open).cloned().collect();
    there.extend(marks_in(&document.made_by));
    there.extend(marks_in(document.seal_code.as_deref().unwrap_or_default()));
    let typed = marks.typed();
    let lost: Vec<_> = typed.difference(&there).collect();
    prop_assert!(lost.is_empty(), "{:?} are lost", lost);
    let unmarked: Vec<_> = marks.protected.intersection(&open).collect();
    prop_assert!(unmarked.is_empty(), "{:?} are not marked", unmarked);
    let unmarked: Vec<_> = marks.protected_labels.intersection(&open).collect();
    prop_assert!(unmarked.is_empty(), "labels {:?} are not marked", unmarked);
    // Headings, names of columns and captions have no mark of protection.
    prop_assert_eq!(marks_in(&rest), BTreeSet::new(), "{}", rest);
    prop_assert!(
        document
            .every_page
            .as_ref()
            .is_some_and(|text| text.contains("must never reach"))
    );
    prop_assert!(!document.title.to_lowercase().contains("abus"));
    Ok(())
}

fn check_safe_copy(given: &Given, marks: &Marks) -> Result<(), TestCaseError> {
    let made = safe_copy(given);
    is_well_made(&made)?;
    let text = safe_copy_text(&made.document);
    // The words of the person, and no other mark at all: no name, no label, no seal code.
    prop_assert_eq!(&marks_in(&text), &marks.told, "{}", text);
    // Whatever is in the document is in the text, and the other way round.
    let all = format!("{:?}", made.document);
    prop_assert_eq!(&marks_in(&all), &marks.told);
    let (spans, _) = taken_apart(&made.document);
    prop_assert!(spans.iter().all(|span| !span.protected));
    let added = without_marks(&text).to_lowercase();
    for word in NEVER_FOR_THE_PERSON {
        prop_assert!(!added.contains(word), "{word}: {added}");
    }
    for id in [
        "say.",
        "ask.",
        "refer.",
        "observation-",
        "person-",
        "clare",
        "outcome",
        "action",
    ] {
        prop_assert!(!added.contains(id), "{id}: {added}");
    }
    prop_assert_eq!(&made.document.seal_code, &None);
    prop_assert_eq!(&made.document.every_page, &None);
    prop_assert_eq!(made.document.made_by.as_str(), "");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn the_hand_over_holds_everything_and_marks_what_is_protected(record in record()) {
        let (given, marks) = given(&record);
        check_hand_over(&given, &marks)?;
    }

    #[test]
    fn the_safe_copy_holds_the_persons_own_words_and_no_other(record in record()) {
        let (given, marks) = given(&record);
        check_safe_copy(&given, &marks)?;
    }

    /// Its date alone would tell that somebody else has spoken.
    #[test]
    fn a_contact_in_which_the_person_said_nothing_is_in_no_safe_copy(mut record in record()) {
        let given = silent(&mut record);
        let made = safe_copy(&given);
        prop_assert_eq!(&made.document.blocks, &Vec::new());
        let silent = match given.contacts.len() {
            1 => "1 contact in which the person said nothing".to_owned(),
            many => format!("{many} contacts in which the person said nothing"),
        };
        prop_assert_eq!(&made.left_out[0].what, &silent);
    }
}

#[test]
fn every_combination_of_sources_stands_where_it_may() {
    let (given, marks) = given(&every_combination());
    check_hand_over(&given, &marks).unwrap();
    check_safe_copy(&given, &marks).unwrap();
}

/// The copy must be the same to the letter, whatever anybody but the person has said.
#[test]
fn what_others_said_changes_nothing_of_the_safe_copy() {
    let (mut given, _) = given(&every_combination());
    let before = safe_copy(&given).document;
    let contact = &mut given.contacts[0].sealed.contact;
    contact
        .observations
        .retain(|_, observation| observation.sources.are_only_the_persons());
    contact.notes.seen = "".into();
    contact.sharing = Default::default();
    contact.actions.clear();
    given.contacts[0].amendments.clear();
    assert_eq!(safe_copy(&given).document, before);
}

/// A later contact at which less was found must not cover what was found before.
#[test]
fn a_graver_outcome_before_the_last_one_is_said_on_top() {
    let mut shape = every_combination();
    shape.contacts.push(shape.contacts[0].clone());
    let (mut given, _) = given(&shape);
    let on_top = |given: &Given| match &hand_over(given).document.blocks[1] {
        Block::Callout { text } => text.clone(),
        other => panic!("{other:?}"),
    };
    for (before, last, both) in [
        (OutcomeKind::ActNow, OutcomeKind::NoneIdentifiedSoFar, true),
        (OutcomeKind::ActNow, OutcomeKind::NotEnoughKnown, true),
        (OutcomeKind::ActNow, OutcomeKind::ActNow, false),
        (OutcomeKind::NotEnoughKnown, OutcomeKind::ActNow, false),
    ] {
        given.contacts[0].sealed.outcome.kind = before;
        given.contacts[1].sealed.outcome.kind = last;
        let text = on_top(&given);
        assert_eq!(text.contains("At an earlier contact"), both, "{text}");
        assert_eq!(reassures(&text), None);
    }
}

/// Whoever reads a part must not take it for the whole.
#[test]
fn a_hand_over_says_whether_it_is_the_whole_record() {
    let mut shape = every_combination();
    for (whole, says, out) in [
        (
            true,
            "It holds the only sealed contact with this person.",
            2,
        ),
        (
            false,
            "It holds one contact that was chosen. There may be others.",
            3,
        ),
    ] {
        shape.whole = whole;
        let made = hand_over(&given(&shape).0);
        let says = Block::Paragraph {
            text: Span::open(says),
        };
        assert_eq!(made.document.blocks[2], says);
        assert_eq!(made.left_out.len(), out);
    }
}
