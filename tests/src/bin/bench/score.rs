//! Scoring a contact: what the checklist says of all that was entered.

use crate::Trouble;
use crate::figure::{Unit, median, microseconds, p99, say_amount};
use casework::checklist::Checklist;
use casework::contact::Contact;
use chrono::Utc;
use guide::Guide;
use journeys::sample;
use std::hint::black_box;
use std::time::Instant;

/// The aim for the slowest of a hundred, in microseconds: it is scored anew with every answer.
const AIM: f64 = 100.0;

/// Different contacts, so that not every answer is the same.
const CONTACTS: u32 = 8;

/// How often each is scored in one round.
const SCORES: u32 = 500;

/// Measures the figure.
///
/// # Errors
/// When the guide cannot be read, or a sample is not what is to be measured.
pub fn measure(rounds: u32) -> Result<(), Trouble> {
    let guide = Guide::embedded()?;
    let checklist = guide.checklist();
    let contacts = contacts(&guide)?;
    let mut times = Vec::new();
    for _ in 0..rounds {
        for contact in &contacts {
            for _ in 0..SCORES {
                times.push(time(contact, &checklist)?);
            }
        }
    }
    say_amount(
        &format!(
            "scoring a contact, p99 over {} times; half take {:.1} µs",
            times.len(),
            median(&times),
        ),
        p99(&times),
        Unit::Microseconds,
        AIM,
    );
    Ok(())
}

/// Whole contacts whose outcome was asked for.
fn contacts(guide: &Guide) -> Result<Vec<Contact>, Trouble> {
    (0..CONTACTS)
        .map(|number| Ok(sample::contact(number, guide, Utc::now())?.0))
        .collect()
}

fn time(contact: &Contact, checklist: &Checklist) -> Result<f64, Trouble> {
    let started = Instant::now();
    let outcome = black_box(contact).shown_outcome(black_box(checklist));
    let time = started.elapsed();
    // Let go of after the clock was read: what is measured is the score.
    black_box(outcome).ok_or("a sample has no outcome")?;
    Ok(microseconds(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_scored_has_an_answer_to_every_item_and_an_outcome() {
        let guide = Guide::embedded().unwrap();
        let checklist = guide.checklist();
        for contact in contacts(&guide).unwrap() {
            assert_eq!(contact.answers.len(), checklist.items().count());
            assert!(time(&contact, &checklist).unwrap() > 0.0);
        }
    }
}
