//! `kill -9` at a random moment: between two calls to the system, in the middle of one, or at a random
//! time.
//!
//! A child does an operation between other work and says after each step that it was done. Whatever it
//! said is there afterwards; what it did not say is there whole or not at all.

use super::arguments::Arguments;
use super::calls::Moment;
use super::chance::Chance;
use super::child::{ACKNOWLEDGED, THROUGH, work_command};
use super::operation::Start;
use super::power_cuts::{Recording, record, whole};
use super::report::{Findings, share, split};
use super::state::{Secrets, Slots};
use super::words::{PASSPHRASE, secret};
use std::io::{BufRead, BufReader};
use std::process::Child;
use std::time::Duration;
use vault::seam::Kept;

/// The line.
pub fn run(arguments: &Arguments) -> Findings {
    let operations = arguments.operations();
    let (recordings, mut failures) = split(share(&operations, |operation| {
        record(operation).map_err(|failure| format!("{}: {failure}", operation.name))
    }));
    // One that derives keys takes ten times as long, and has its turn a third as often.
    let turns: Vec<&Recording> = (0..3)
        .flat_map(|turn| recordings.iter().map(move |recording| (turn, recording)))
        .filter(|(turn, recording)| *turn == 0 || !recording.operation.slow)
        .map(|(_, recording)| recording)
        .collect();
    if turns.is_empty() {
        return Findings::of([], failures);
    }
    let jobs: Vec<(u64, &Recording)> = (0..arguments.kills)
        .map(|number| (number, turns[number as usize % turns.len()]))
        .collect();
    let (acknowledged, failed) = split(share(&jobs, |(number, recording)| {
        let chance = Chance::new(arguments.seed, "kill", *number);
        kill(recording, chance).map_err(|failure| {
            let (seed, name) = (arguments.seed, recording.operation.name);
            format!("{name}, seed {seed}, kill {number}: {failure}")
        })
    }));
    let chain = failed
        .iter()
        .filter(|failure| failure.contains("the chain fails"))
        .count();
    let lost = failed.len() - chain;
    failures.extend(failed);
    Findings::of(
        [
            format!("{} kills in {} operations", jobs.len(), recordings.len()),
            format!("{} steps acknowledged", acknowledged.iter().sum::<usize>()),
            format!("{lost} acknowledged words lost"),
            format!("{chain} chain failures"),
        ],
        failures,
    )
}

/// Kills one child. Gives how many steps it had acknowledged.
fn kill(recording: &Recording, mut chance: Chance) -> Result<usize, String> {
    let operation = recording.operation;
    let place = operation.start.place()?;
    let first = Slots::of(&place.vault()).unwrap_or_default();
    let by_call = chance.percent(60);
    let dies = by_call.then(|| {
        let moment = match chance.below(3) {
            0 => Moment::Before,
            1 => Moment::HalfWay,
            _ => Moment::After,
        };
        (recording.call(&mut chance), moment)
    });
    let longest = if operation.slow { 900_000 } else { 60_000 };
    let later = Duration::from_micros(chance.below(longest));
    let command = work_command(place.root(), &recording.key, operation, dies)?.spawn();
    let mut child = command.map_err(|error| format!("no child: {error}"))?;
    let acknowledged = listen(&mut child, (!by_call).then_some(later))?;

    let key = if operation.start == Start::Nothing {
        // Made by the child, so it has a key of its own.
        Kept::pay(&place.vault(), &secret(PASSPHRASE)).unwrap_or_else(|_| recording.key.clone())
    } else {
        recording.key.clone()
    };
    let told = |failure| format!("{failure} ({acknowledged} acknowledged, {dies:?})");
    let found = whole(&recording.states, acknowledged, &place.vault(), &key).map_err(told)?;
    if found.is_some() && operation.start != Start::Nothing {
        Secrets::of(&place.vault(), &first).map_err(told)?;
    }
    Ok(acknowledged)
}

/// Counts what a child acknowledges until it is dead; kills it after a time, or when it is through.
fn listen(child: &mut Child, after: Option<Duration>) -> Result<usize, String> {
    let output = child.stdout.take().ok_or("the child has no output")?;
    let mut acknowledged = 0;
    let mut trouble = String::new();
    std::thread::scope(|scope| {
        let mut lines = BufReader::new(output).lines();
        // It is ready: from here on time counts.
        let ready = lines.next();
        let kill = |child: &mut Child| child.kill().map_err(|error| error.to_string());
        let reader = scope.spawn(move || {
            let mut acknowledged = 0;
            let mut trouble = String::new();
            let mut through = false;
            for line in lines.map_while(Result::ok) {
                match line.as_str() {
                    ACKNOWLEDGED => acknowledged += 1,
                    THROUGH => {
                        through = true;
                        break;
                    }
                    other => trouble = other.to_owned(),
                }
            }
            (acknowledged, trouble, through)
        });
        if let (Some(Ok(_)), Some(after)) = (&ready, after) {
            // Nothing is waited for: the moment is the test.
            std::thread::sleep(after);
            kill(child)?;
        }
        let (counted, said, through) = reader.join().map_err(|_| "the reader panicked")?;
        if through {
            kill(child)?;
        }
        (acknowledged, trouble) = (counted, said);
        Ok::<(), String>(())
    })?;
    let ended = child.wait().map_err(|error| error.to_string())?;
    // Killed, not ended: it never ends by itself but with something to say.
    if ended.code().is_some() {
        return Err(format!("the child ended by itself: {trouble}"));
    }
    Ok(acknowledged)
}
