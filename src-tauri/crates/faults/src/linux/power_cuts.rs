//! The power goes at a random moment of an operation: what no sync had made last is lost, or
//! arrived in any order.
//!
//! Each operation runs once, between other work, while everything it asks of the system is written
//! down. From that follows what a disk may hold after a cut anywhere; each such folder is made and
//! unlocked, and must hold everything that was acknowledged before the cut.

use super::arguments::Arguments;
use super::calls::{self, Event};
use super::chance::Chance;
use super::child::course;
use super::disk::Disk;
use super::operation::{Operation, STEPS, Stage, Start, work};
use super::place::{self, Files, Place};
use super::report::{Findings, share, split};
use super::state::{Slots, State};
use super::words::{PASSPHRASE, secret};
use std::path::{Path, PathBuf};
use vault::seam::Kept;
use vault::{FolderState, UnlockError, look};

/// What was done, and what the vault held after each acknowledgement.
pub struct Recording {
    /// The operation.
    pub operation: &'static Operation,
    root: PathBuf,
    /// What opens the vault.
    pub key: Kept,
    start: Disk,
    /// Everything that was asked of the system.
    events: Vec<Event>,
    /// How many calls were made in all.
    sites: u64,
    /// The calls of the operation itself, first and last.
    call: (u64, u64),
    /// The same among `events`.
    event: (u64, u64),
    /// See [`States`].
    pub states: States,
}

impl Recording {
    /// A call at random to die in: one of the operation itself in most cases.
    pub fn call(&self, chance: &mut Chance) -> u64 {
        one_of(self.call, (0, self.sites), chance)
    }
}

/// A number between the first two in two cases of three, between the others otherwise.
fn one_of(inner: (u64, u64), all: (u64, u64), chance: &mut Chance) -> u64 {
    let (first, last) = if chance.percent(67) { inner } else { all };
    first + chance.below(last - first + 1)
}

/// What a vault holds after none, one, two... acknowledgements; `None`: there is no vault yet.
pub type States = Vec<Option<(State, Slots)>>;

/// The line.
pub fn run(arguments: &Arguments) -> Findings {
    let operations = arguments.operations();
    let (recordings, mut failures) = split(share(&operations, |operation| {
        record(operation).map_err(|failure| format!("{}: {failure}", operation.name))
    }));
    let mut jobs = Vec::new();
    for recording in &recordings {
        jobs.extend((0..arguments.cuts).map(|number| (recording, number)));
    }
    let (_, failed) = split(share(&jobs, |(recording, number)| {
        let chance = Chance::new(arguments.seed, recording.operation.name, *number);
        cut(recording, chance).map_err(|failure| {
            let seed = arguments.seed;
            format!(
                "{}, seed {seed}, cut {number}: {failure}",
                recording.operation.name
            )
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
pub fn record(operation: &'static Operation) -> Result<Recording, String> {
    let place = operation.start.place()?;
    let (start, known) = Disk::with(&place.files()?, place.root());
    let mut stage = Stage::locked(&place, operation.start);
    let mut states: States = vec![match operation.start {
        Start::Nothing => None,
        _ => Some((
            State::read(&operation.start.place()?.vault(), &stage.key)?,
            Slots::of(&place.vault())?,
        )),
    }];
    calls::begin(place.root(), &[], calls::Plan::Record, &known);
    let done = course(operation, &mut stage, &mut |stage| {
        acknowledged(stage, &mut states, operation.start)
    });
    // Closed as by a process that ends: that is written down as well.
    stage.vault = None;
    let watch = calls::end(place.root());
    let (events, sites) = (watch.events, watch.sites.len() as u64);
    done?;
    // The operation itself lies between these two acknowledgements.
    let first = match operation.start {
        Start::Unlocked => STEPS.len(),
        _ => usize::MAX,
    };
    let begins = watch.acknowledged.get(first).copied().unwrap_or((0, 0));
    let ends = watch.acknowledged.get(first.wrapping_add(1)).copied();
    let ends = ends.unwrap_or((sites, events.len() as u64));

    // That nothing was missed: everything done again gives the same files.
    let mut disk = start.clone();
    for event in &events {
        disk.follow(event);
    }
    same(&disk.whole(place.root()), &place.files()?)?;
    Ok(Recording {
        operation,
        root: place.root().to_owned(),
        key: stage.key,
        start,
        sites,
        call: (begins.0, ends.0),
        event: (begins.1, ends.1),
        events,
        states,
    })
}

/// The practitioner was told that everything up to here is saved.
fn acknowledged(stage: &mut Stage, states: &mut States, start: Start) -> Result<(), String> {
    calls::acknowledge(&stage.root);
    if start == Start::Nothing && states.len() == 1 {
        stage.key = Kept::pay(&stage.folder(), &secret(PASSPHRASE))
            .map_err(|error| format!("{error:?}"))?;
    }
    let slots = Slots::of(&stage.folder())?;
    let state = match &stage.vault {
        Some(vault) => State::of(vault)?,
        // Locked: read in a copy, because opening it is not part of this.
        None => {
            let copy = Place::with(&place::read(&stage.root).map_err(|error| error.to_string())?)?;
            State::read(&copy.vault(), &stage.key)?
        }
    };
    states.push(Some((state, slots)));
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
    let all = (0, recording.events.len() as u64);
    let moment = one_of(recording.event, all, &mut chance) as usize;
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
    let Some(found) = whole(&recording.states, acknowledged, folder, &recording.key)? else {
        return Ok(());
    };
    let slots = Slots::of(folder)?;
    if found.may_be.iter().any(|(_, expected)| *expected == slots) {
        Ok(())
    } else {
        Err("its key file is neither the one nor the other".to_owned())
    }
}

/// A vault that holds what it must.
pub struct Whole {
    /// As it may be: as acknowledged, or with the step that was under way.
    pub may_be: Vec<(State, Slots)>,
}

/// Checks that a vault holds everything that was acknowledged, whole, and takes new work. `None`:
/// nobody was told of a vault yet.
pub fn whole(
    states: &States,
    acknowledged: usize,
    folder: &Path,
    key: &Kept,
) -> Result<Option<Whole>, String> {
    let Some(last) = &states[acknowledged] else {
        // It may be there or not, but it is no half one.
        return match look(folder) {
            FolderState::Empty => Ok(None),
            FolderState::Vault { .. } => State::read(folder, key).map(|_| None),
            // As a creation leaves it that was cut before its last step.
            FolderState::Unusable(UnlockError::KeysMissing) => Ok(None),
            FolderState::Unusable(error) => Err(format!("a half-made vault is left: {error:?}")),
        };
    };
    let found = State::read_whole(folder, key)?;
    let next = states.get(acknowledged + 1).and_then(Option::as_ref);
    let may_be: Vec<_> = [Some(last), next].into_iter().flatten().cloned().collect();
    let differs = |expected: &(State, Slots)| found.is(&expected.0).err();
    let differences: Vec<_> = may_be.iter().filter_map(differs).collect();
    if differences.len() == may_be.len() {
        return Err(format!(
            "neither as acknowledged nor as next: {}",
            differences.join("; ")
        ));
    }
    // And it can be used.
    let mut vault = place::open(folder, key).map_err(|error| format!("{error:?}"))?;
    work(&mut vault, "later").map_err(|refusal| format!("takes no work: {}", refusal.text))?;
    let live = State::of(&vault)?;
    vault
        .lock()
        .map_err(|error| format!("does not lock: {error:?}"))?;
    State::read(folder, key)?.is(&live)?;
    Ok(Some(Whole { may_be }))
}
