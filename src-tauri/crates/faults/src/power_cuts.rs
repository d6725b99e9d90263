//! The power goes at a random moment of an operation: what no sync had made last is lost, or
//! arrived in any order.
//!
//! Each operation runs once, between other work, while everything it asks of the system is written
//! down. From that follows what a disk may hold after a cut anywhere; each such folder is made and
//! unlocked, and must hold everything that was acknowledged before the cut.

use crate::arguments::Arguments;
use crate::calls::{self, Event};
use crate::chance::Chance;
use crate::disk::Disk;
use crate::operation::{OPERATIONS, Operation, Refusal, STEPS, Stage, Start, work};
use crate::place::{Files, Place};
use crate::report::{Findings, share, split};
use crate::state::{Slots, State};
use crate::words::{PASSPHRASE, at, secret};
use std::path::{Path, PathBuf};
use vault::seam::Kept;
use vault::{FolderState, UnlockError, look};

/// What was done, and what the vault held after each acknowledgement.
struct Recording {
    name: &'static str,
    root: PathBuf,
    key: Kept,
    start: Disk,
    events: Vec<Event>,
    /// After none, one, two... acknowledgements; `None`: there was no vault yet.
    states: Vec<Option<(State, Slots)>>,
}

/// The line.
pub fn run(arguments: &Arguments) -> Findings {
    let operations: Vec<&'static Operation> = OPERATIONS.iter().collect();
    let (recordings, mut failures) = split(share(&operations, |operation| {
        record(operation).map_err(|failure| format!("{}: {failure}", operation.name))
    }));
    let mut jobs = Vec::new();
    for recording in &recordings {
        jobs.extend((0..arguments.cuts).map(|number| (recording, number)));
    }
    let (_, failed) = split(share(&jobs, |(recording, number)| {
        let chance = Chance::new(arguments.seed, recording.name, *number);
        cut(recording, chance).map_err(|failure| {
            let seed = arguments.seed;
            format!("{}, seed {seed}, cut {number}: {failure}", recording.name)
        })
    }));
    let lost = failed.len();
    failures.extend(failed);
    Findings::of(
        [
            format!("{} cuts in {} operations", jobs.len(), recordings.len()),
            format!("{lost} not whole or short of an acknowledged word"),
        ],
        failures,
    )
}

/// Runs an operation between other work and writes everything down.
fn record(operation: &Operation) -> Result<Recording, String> {
    let place = operation.start.place()?;
    let (start, known) = Disk::with(&place.files()?, place.root());
    let mut stage = Stage::locked(&place, operation.start);
    let mut states = vec![match operation.start {
        Start::Nothing => None,
        _ => Some((
            State::read(&operation.start.place()?.vault(), &stage.key)?,
            Slots::of(&place.vault())?,
        )),
    }];
    calls::begin(place.root(), &[], calls::Plan::Record, &known);
    let done = go(operation, &mut stage, &mut states);
    // Closed as by a process that ends: that is written down as well.
    stage.vault = None;
    let events = calls::end().events;
    done?;

    // That nothing was missed: everything done again gives the same files.
    let mut disk = start.clone();
    for event in &events {
        disk.follow(event);
    }
    same(&disk.whole(place.root()), &place.files()?)?;
    Ok(Recording {
        name: operation.name,
        root: place.root().to_owned(),
        key: stage.key,
        start,
        events,
        states,
    })
}

fn go(
    operation: &Operation,
    stage: &mut Stage,
    states: &mut Vec<Option<(State, Slots)>>,
) -> Result<(), String> {
    let said = |refusal: Refusal| refusal.text;
    if operation.start == Start::Unlocked {
        stage.open().map_err(said)?;
        acknowledge(stage, states)?;
        for step in STEPS {
            step(stage.vault(), "before").map_err(said)?;
            acknowledge(stage, states)?;
        }
    }
    (operation.run)(stage).map_err(said)?;
    if operation.start == Start::Nothing {
        stage.key = Kept::pay(&stage.folder(), &secret(PASSPHRASE))
            .map_err(|error| format!("{error:?}"))?;
    }
    if stage.vault.is_none() {
        // Locked: there is nobody to read it but a second opening, which is not part of this.
        calls::acknowledge();
        let last = states.last().cloned().flatten();
        states.push(last);
        return Ok(());
    }
    acknowledge(stage, states)?;
    for step in STEPS {
        step(stage.vault(), "behind").map_err(said)?;
        acknowledge(stage, states)?;
    }
    Ok(())
}

/// The practitioner was told that everything up to here is saved.
fn acknowledge(stage: &mut Stage, states: &mut Vec<Option<(State, Slots)>>) -> Result<(), String> {
    calls::acknowledge();
    let slots = Slots::of(&stage.folder())?;
    states.push(Some((State::of(stage.vault())?, slots)));
    Ok(())
}

/// Memory that readers share lasts nowhere, and is not written down.
fn same(replayed: &Files, real: &Files) -> Result<(), String> {
    let mut real = real.clone();
    real.retain(|name, _| !name.to_string_lossy().ends_with("-shm"));
    let mut replayed = replayed.clone();
    replayed.retain(|name, _| !name.to_string_lossy().ends_with("-shm"));
    let differs = |name: &&PathBuf| replayed.get(*name) != real.get(*name);
    let names: Vec<String> = real
        .keys()
        .chain(replayed.keys())
        .filter(differs)
        .map(|name| name.display().to_string())
        .collect();
    if names.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "what was written down does not give {}",
            names.join(", ")
        ))
    }
}

/// Cuts the power at a random moment and looks at what is there.
fn cut(recording: &Recording, mut chance: Chance) -> Result<(), String> {
    let moment = chance.below(recording.events.len() as u64 + 1) as usize;
    let mut disk = recording.start.clone();
    let mut acknowledged = 0;
    for event in &recording.events[..moment] {
        disk.follow(event);
        acknowledged += usize::from(matches!(event, Event::Acknowledged));
    }
    let files = disk.cut(&recording.root, &mut chance);
    let place = Place::with(&files)?;
    let told = || format!("cut before event {moment} of {}", recording.events.len());
    check(recording, acknowledged, &place.vault())
        .map_err(|failure| format!("{failure} ({}, {acknowledged} acknowledged)", told()))
}

fn check(recording: &Recording, acknowledged: usize, folder: &Path) -> Result<(), String> {
    let last = &recording.states[acknowledged];
    let Some(expected) = last else {
        // A vault that nobody was told of may be there or not, but it is no half one.
        return match look(folder) {
            FolderState::Empty => Ok(()),
            FolderState::Vault { .. } => State::read(folder, &recording.key).map(drop),
            // As a creation leaves it that was cut before its last step.
            FolderState::Unusable(UnlockError::KeysMissing) => Ok(()),
            FolderState::Unusable(error) => Err(format!("a half-made vault is left: {error:?}")),
        };
    };
    let found = State::read_whole(folder, &recording.key)?;
    let slots = Slots::of(folder)?;
    // Whole: as it was acknowledged, or with the step that was under way, and nothing between.
    let next = recording.states.get(acknowledged + 1).cloned().flatten();
    let next = next.as_ref().unwrap_or(expected);
    if let (Err(to_last), Err(to_next)) = (found.is(&expected.0), found.is(&next.0)) {
        return Err(format!(
            "neither as acknowledged ({to_last}) nor as next ({to_next})"
        ));
    }
    if slots != expected.1 && slots != next.1 {
        return Err(format!("its key file is neither the one nor the other"));
    }
    // And it can be used.
    let mut vault = recording
        .key
        .unlock(folder, at(95))
        .map_err(|error| format!("{error:?}"))?;
    work(&mut vault, "later").map_err(|refusal| format!("takes no work: {}", refusal.text))?;
    let live = State::of(&vault)?;
    vault
        .lock()
        .map_err(|error| format!("does not lock: {error:?}"))?;
    State::read(folder, &recording.key)?.is(&live)
}
