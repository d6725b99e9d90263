//! How fast Waymark is, measured against bare parts of the same machine in the same run.
//!
//! `cargo xtask bench` builds both windows as they ship and starts this in a virtual display. Every
//! ratio is taken by turns, ours and the bare thing, so that a machine that slows down slows down
//! both. It measures and judges by the aims of the design; it mends nothing, and a missed aim is no
//! failure of the run: a busy machine must not look like a broken one.
//!
//! Start at [`groups`]; each group of figures has its own file.

mod beside;
mod figure;
mod hide;
mod machine;
mod place;
mod record;
mod report;
mod score;
mod screens;
mod search;
mod start;
mod table;
mod tree;
mod typing;
mod vaults;
mod words;

use figure::{Growth, say};
use journeys::Trouble;
use place::Place;
use std::process::ExitCode;
use words::{Figures, Wish};

/// The share of the machine that other programs may take before it is said.
const BUSY: f64 = 0.1;

/// The largest record that is driven in a real window: the aim for its screens names as many.
const MOST_IN_WINDOWS: u32 = 10_000;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match Wish::read(&words).and_then(|wish| measure(&wish)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("bench: {trouble}");
            ExitCode::FAILURE
        }
    }
}

fn measure(wish: &Wish) -> Result<(), Trouble> {
    let busy = machine::busy_share().unwrap_or_default();
    groups(wish, busy)?;
    keep(wish, busy, &wish.contacts)
}

/// Writes the table, with the vaults of these sizes.
fn keep(wish: &Wish, busy: f64, contacts: &[u32]) -> Result<(), Trouble> {
    match &wish.table {
        Some(file) => table::write(file, wish, contacts, busy, &figure::said()),
        None => Ok(()),
    }
}

/// Measures every group that is wished for.
fn groups(wish: &Wish, busy: f64) -> Result<(), Trouble> {
    let place = Place::on_disk()?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    say(&format!(
        "{cores} cores, {} rounds, files in {} ({})",
        wish.rounds,
        place.folder().display(),
        place.file_system(),
    ));
    if busy > BUSY {
        say(&format!(
            "other programs take {:.0}% of this machine: ratios hold roughly, times do not",
            busy * 100.0
        ));
    }
    if wish.figures.contains(&Figures::Score) {
        score::measure(wish.rounds)?;
    }
    if wish.figures.contains(&Figures::Report) {
        report::measure(wish.rounds)?;
    }
    // All others need a vault with contacts in it, and that takes a while to fill.
    let without = [Figures::Score, Figures::Report];
    if wish.figures.iter().all(|one| without.contains(one)) {
        return Ok(());
    }
    // Once a vault was opened, SQLCipher locks and wipes all memory that SQLite takes in this
    // process, the guide's too: both are what people wait for.
    if wish.figures.contains(&Figures::Search) {
        search::measure(&place, wish.rounds, "before any vault was opened")?;
    }
    let mut growth = Growth::default();
    for (done, contacts) in wish.contacts.iter().enumerate() {
        let in_windows = [Figures::Screens, Figures::Hide];
        if *contacts <= MOST_IN_WINDOWS {
            if wish.figures.contains(&Figures::Screens) {
                screens::measure(*contacts, wish.rounds)?;
            }
            if wish.figures.contains(&Figures::Hide) {
                hide::measure(*contacts, wish.rounds)?;
            }
        }
        if wish.figures.iter().any(|one| !in_windows.contains(one)) {
            with(*contacts, wish, &mut growth)?;
        }
        // A run that is broken off keeps what it has: the largest vault takes longest to fill.
        keep(wish, busy, &wish.contacts[..=done])?;
    }
    growth.say();
    Ok(())
}

/// Measures everything that needs a vault, with so many contacts in it.
fn with(contacts: u32, wish: &Wish, growth: &mut Growth) -> Result<(), Trouble> {
    let place = Place::on_disk()?;
    let mut filled = vaults::fill(&place, contacts)?;
    for figures in &wish.figures {
        match figures {
            // Measured above: they touch no vault; or below, in one of their own.
            Figures::Score | Figures::Report | Figures::Screens | Figures::Hide => {}
            Figures::Start => {
                filled = filled
                    .while_locked(|contacts| start::measure(contacts, &place, wish.rounds))?;
            }
            // Nothing there depends on what is in the vault.
            Figures::Beside if wish.contacts.first() != Some(&contacts) => {}
            Figures::Beside => {
                filled = filled.while_locked(|_| beside::measure(&place, wish.rounds))?;
            }
            Figures::Unlock => filled = vaults::unlock(filled, wish.rounds)?,
            Figures::Save => vaults::save(&mut filled, &place, wish.rounds)?,
            Figures::Search => search::measure(&place, wish.rounds, "with a vault open")?,
            Figures::Seal => vaults::seal(&mut filled, wish.rounds, growth)?,
            Figures::Record => {
                filled = filled.while_locked(|contacts| {
                    record::size(contacts, &place)?;
                    record::pages(contacts, &place, wish.rounds, growth)?;
                    record::encrypted(contacts, &place, wish.rounds)
                })?;
            }
        }
    }
    Ok(())
}
