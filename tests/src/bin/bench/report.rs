//! What leaves the laptop: how long somebody waits for a file or a text.
//!
//! The first file of a session is said apart: fonts and templates are read when it is made, and most people
//! make one.

use crate::Trouble;
use crate::figure::{Unit, median, milliseconds, say_amount};
use app::prompt_card;
use chrono::{DateTime, Utc};
use guide::Guide;
use journeys::sample;
use report::given::{ContactGiven, Given, System};
use report::{hand_over, own_agency_of, pdf, safe_copy};
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

/// Measures the figures. Each is the whole way, from the record to the bytes.
///
/// # Errors
/// When a file cannot be made, or a sample is not what is to be measured.
pub fn measure(rounds: u32) -> Result<(), Trouble> {
    let guide = Guide::embedded()?;
    let at = Utc::now();
    let one = given(1, &guide, at)?;
    let many = given(LONG, &guide, at)?;
    let card = prompt_card(&guide);
    let hand_over_of = |given: &Given| pdf::plain(&hand_over(given).document);

    let first = time(|| hand_over_of(&one))?;
    say_amount(
        "first hand-over of a session, one contact",
        first,
        Unit::Milliseconds,
        AIM,
    );
    say("hand-over of one contact", AIM, rounds, || {
        hand_over_of(&one)
    })?;
    say(
        "hand-over of one contact with a password",
        AIM,
        rounds,
        || {
            let words = "abandon ability able about zone zoo";
            pdf::locked(&hand_over(&one).document, words)
        },
    )?;
    say(
        &format!("hand-over of a person with {LONG} contacts"),
        AIM * f64::from(LONG),
        rounds,
        || hand_over_of(&many),
    )?;
    say("safe copy of one contact", AIM, rounds, || {
        pdf::plain(&safe_copy(&one).document)
    })?;
    say("prompt card", AIM, rounds, || pdf::prompt_card(&card))?;
    say(
        "texts for the own system, one contact",
        AIM_OF_TEXT,
        rounds,
        || Ok::<_, pdf::PdfError>(own_agency_of(&one, System::GeneralPractice)),
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

/// The record of a person with so many contacts.
fn given(contacts: u32, guide: &Guide, at: DateTime<Utc>) -> Result<Given, Trouble> {
    let text = &guide.checklist;
    let mut all = Vec::new();
    for number in 0..contacts {
        let (contact, _) = sample::contact(number, guide, at)?;
        all.push(ContactGiven {
            sealed: sample::sealed(number, contact, guide, at)?,
            amendments: Vec::new(),
            checklist: text.checklist(),
            find_out: text
                .items
                .iter()
                .map(|item| (item.id.clone(), item.find_out.clone()))
                .collect(),
            entry: u64::from(number) + 1,
            clock_off: None,
        });
    }
    let about = all
        .first()
        .and_then(|one| one.sealed.contact.about.clone())
        .ok_or("the sample contact names nobody")?;
    Ok(Given {
        about,
        entries: Vec::new(),
        contacts: all,
        whole: true,
        actions: Vec::new(),
        referrals: Vec::new(),
        events: Vec::new(),
        by: sample::author(),
        at,
        seal_code: "K7QF-2M9D-XR4T".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_measured_is_a_file_of_several_pages_and_a_copy_that_says_something() {
        let guide = Guide::embedded().unwrap();
        let one = given(1, &guide, Utc::now()).unwrap();
        assert!(pdf::plain(&hand_over(&one).document).unwrap().len() > 20_000);
        assert!(!safe_copy(&one).document.blocks.is_empty());
    }
}
