//! What leaves the laptop: how long somebody waits for a file or a text.
//!
//! The first file of a session is said apart: fonts and templates are read when it is made, and most people
//! make one.

use crate::Trouble;
use crate::figure::{Unit, median, milliseconds, say_amount};
use crate::sample;
use app::prompt_card;
use casework::contact::Contact;
use casework::ids::ItemId;
use chrono::{DateTime, Utc};
use guide::Guide;
use report::document::{Block, Document, Span};
use report::{own_agency, pdf};
use std::hint::black_box;
use std::time::Instant;

/// The aim for a file, in milliseconds.
const AIM: f64 = 100.0;

/// The aim for a text, in milliseconds.
const AIM_OF_TEXT: f64 = 10.0;

/// The contacts of somebody who is known for long.
const LONG: u32 = 20;

/// How often each is made in one round.
const EACH: u32 = 5;

/// Measures the figures.
///
/// # Errors
/// When a file cannot be made, or a sample is not what is to be measured.
pub fn measure(rounds: u32) -> Result<(), Trouble> {
    let guide = Guide::embedded()?;
    let at = Utc::now();
    let one = hand_over(1, &guide, at)?;
    let many = hand_over(LONG, &guide, at)?;
    let card = prompt_card(&guide);
    let sealed = sample::sealed(0, sample::contact(0, &guide, at)?.0, &guide, at)?;

    let first = time(|| pdf::plain(&one))?;
    say_amount(
        "first hand-over of a session, one contact",
        first,
        Unit::Milliseconds,
        AIM,
    );
    say("hand-over of one contact", AIM, rounds, || pdf::plain(&one))?;
    say(
        "hand-over of one contact with a password",
        AIM,
        rounds,
        || pdf::locked(&one, "abandon ability able about zone zoo"),
    )?;
    say(
        &format!("hand-over of a person with {LONG} contacts"),
        AIM * f64::from(LONG),
        rounds,
        || pdf::plain(&many),
    )?;
    say("prompt card", AIM, rounds, || pdf::prompt_card(&card))?;
    say(
        "texts for the own system, one contact",
        AIM_OF_TEXT,
        rounds,
        || Ok::<_, pdf::PdfError>(own_agency(&sealed, &[])),
    )
}

fn say<T>(
    what: &str,
    aim: f64,
    rounds: u32,
    make: impl Fn() -> Result<T, pdf::PdfError>,
) -> Result<(), Trouble> {
    let times = (0..rounds * EACH)
        .map(|_| time(&make))
        .collect::<Result<Vec<_>, _>>()?;
    say_amount(what, median(&times), Unit::Milliseconds, aim);
    Ok(())
}

fn time<T>(make: impl Fn() -> Result<T, pdf::PdfError>) -> Result<f64, Trouble> {
    let started = Instant::now();
    let made = make()?;
    let time = milliseconds(started.elapsed());
    black_box(made);
    Ok(time)
}

/// The hand-over of a person with so many contacts.
///
/// The one place to be exchanged for `report::hand_over`: as long as that one, and no shorter.
fn hand_over(contacts: u32, guide: &Guide, at: DateTime<Utc>) -> Result<Document, Trouble> {
    let mut document = Document {
        title: "Hand-over".to_owned(),
        made: casework::when::moment(at),
        at: Some(at),
        made_by: "Bench, health visitor, a trust".to_owned(),
        seal_code: Some("K7QF-2M9D-XR4T".to_owned()),
        every_page: Some("Holds protected information.".to_owned()),
        blocks: Vec::new(),
    };
    for number in 0..contacts {
        let (contact, _) = sample::contact(number, guide, at)?;
        document.blocks.extend(blocks(number, &contact, guide));
    }
    Ok(document)
}

/// Something of every kind, from what was entered in a contact.
fn blocks(number: u32, contact: &Contact, guide: &Guide) -> Vec<Block> {
    const SAID: &str = "“It has been worse since the baby came. Last week the kitchen door went while \
                        everybody was in the room, and nobody has spoken of it since.”";
    let heading = |level: u8, text: &str| Block::Heading {
        level,
        text: text.to_owned(),
    };
    let strings = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let label = |item: &ItemId| guide.label(item).unwrap_or_default().to_owned();
    let rows = contact.answers.keys().map(|item| {
        vec![
            Span::open(label(item)),
            Span::open("the person, partner or ex-partner"),
            Span::protected(SAID),
        ]
    });
    let actions = (0..2).map(|_| {
        [
            "Ring the safeguarding lead and agree who tells whom",
            "Me",
            "today",
        ]
        .map(Span::open)
        .to_vec()
    });
    vec![
        heading(1, &format!("Contact {number}")),
        Block::Callout {
            text: "Act now.".to_owned(),
        },
        Block::Facts {
            rows: ["Alleged person", "Household", "Who is at risk", "Review"]
                .map(|name| {
                    (
                        name.to_owned(),
                        Span::protected("A partner and two children"),
                    )
                })
                .to_vec(),
        },
        heading(2, "Indicators and warning signs"),
        Block::Table {
            caption: "What was found".to_owned(),
            head: strings(&["Item", "Who said so", "Exact words"]),
            rows: rows.collect(),
        },
        heading(2, "What was seen and said"),
        Block::List {
            items: (0..14).map(|_| Span::open(SAID)).collect(),
        },
        heading(2, "Actions"),
        Block::Table {
            caption: "What is to be done".to_owned(),
            head: strings(&["What", "Who", "By when"]),
            rows: actions.collect(),
        },
        Block::Paragraph {
            text: Span::protected(SAID.repeat(3)),
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_measured_is_a_file_of_several_pages() {
        let guide = Guide::embedded().unwrap();
        let one = hand_over(1, &guide, Utc::now()).unwrap();
        let items: usize = one
            .blocks
            .iter()
            .map(|block| match block {
                Block::Table { rows, .. } => rows.len(),
                _ => 0,
            })
            .sum();
        assert_eq!(items, guide.checklist().items().count() + 2);
        assert!(pdf::plain(&one).unwrap().len() > 20_000);
    }
}
