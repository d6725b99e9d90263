//! Every call to the disk that an operation makes fails once, and fails from there on.
//!
//! SQLCipher's calls fail below it, in a file system of our own with SQLite's codes; the calls for the
//! key file and all other files fail as system calls. Whatever fails, the vault is as before the
//! operation or as after it, an operation that was not done says so, and work goes on.

use super::arguments::Arguments;
use super::operation::{Operation, Refusal, Stage, Start, left_over, set, work};
use super::place::Place;
use super::report::{Findings, share, split, text_of};
use super::state::{Secrets, Slots, State};
use super::words::{PASSPHRASE, at, secret};
use super::{calls, vfs};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use vault::{FolderState, UnlockError, Vault, look};

/// SQLCipher's own files fail in the file system below it.
const SQLITES: &[&str] = &["vault.db", "vault.db-wal", "vault.db-journal"];

/// One call that fails.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// Below SQLCipher.
    Database(vfs::Plan),
    /// Anywhere else: number, and every later one, and the error.
    System(u64, bool, i32),
}

/// What an operation does when nothing fails.
struct Known {
    operation: &'static Operation,
    before: Option<(State, Secrets)>,
    after: Option<(State, Secrets)>,
}

struct Job<'a> {
    known: &'a Known,
    fault: Fault,
    /// The call that fails first.
    site: String,
}

/// The line.
pub fn run(arguments: &Arguments) -> Findings {
    vfs::register();
    let mut failures = Vec::new();
    let operations = arguments.operations();
    let (known, failed) = split(share(&operations, |operation| learn(operation)));
    failures.extend(failed);
    let mut jobs = Vec::new();
    for (known, database, system) in &known {
        jobs.extend(
            faults(database, system, known.operation.slow, arguments).map(|(site, fault)| Job {
                known,
                fault,
                site,
            }),
        );
    }
    let (outcomes, failed) = split(share(&jobs, |job| {
        let Job { known, fault, site } = job;
        let name = known.operation.name;
        match try_out(job) {
            Ok((outcome, afterwards)) => Ok((outcome, afterwards, format!("{name}: {site}"))),
            Err(failure) => Err(format!("{name}, {site}, {fault:?}: {failure}")),
        }
    }));
    failures.extend(failed);
    let count = |wanted: Outcome| outcomes.iter().filter(|found| found.0 == wanted).count();
    let anew = outcomes
        .iter()
        .filter(|found| found.1 == Afterwards::Refused);
    // Not wrong: a disk that cannot say whether something lasts has perhaps kept it. Worth knowing.
    let doubtful: BTreeSet<String> = outcomes
        .iter()
        .filter(|found| found.0 == Outcome::DoneYetRefused)
        .map(|found| format!("done and said to have failed: {}", found.2))
        .collect();
    Findings {
        counts: vec![
            format!("{} faults in {} operations", jobs.len(), known.len()),
            format!("{} left as before", count(Outcome::NotDone)),
            format!("{} done all the same", count(Outcome::Done)),
            format!(
                "{} done and said to have failed",
                count(Outcome::DoneYetRefused)
            ),
            format!(
                "{} times work went on only once unlocked anew",
                anew.count()
            ),
            format!("{} failed", failures.len()),
        ],
        failures,
        remarks: doubtful.into_iter().collect(),
    }
}

/// The faults of one operation.
fn faults<'a>(
    database: &'a [&'static str],
    system: &'a [String],
    slow: bool,
    arguments: &Arguments,
) -> impl Iterator<Item = (String, Fault)> + 'a {
    // The short form fails some of the many calls of a long operation, and fewer of one that derives
    // keys. No stride has a divisor in common with a period of two or three calls that recur.
    let most = if slow { 8 } else { 20 };
    let stride = match database.len().div_ceil(most) {
        _ if arguments.long => 1,
        0 | 1 => 1,
        2..=5 => 5,
        6 | 7 => 7,
        more => more | 1,
    };
    let in_database = database.iter().enumerate().step_by(stride);
    let in_database = in_database.flat_map(|(number, site)| {
        let plan = |on, kind| {
            let at = number as u64;
            Fault::Database(vfs::Plan { at, on, kind })
        };
        let mut plans = vec![
            plan(false, vfs::Kind::Broken),
            plan(true, vfs::Kind::Broken),
        ];
        if *site == "write" {
            plans.push(plan(false, vfs::Kind::Torn));
        }
        if matches!(*site, "write" | "truncate") {
            plans.push(plan(true, vfs::Kind::Full));
        }
        plans.into_iter().map(|plan| ((*site).to_owned(), plan))
    });
    let long = arguments.long;
    let elsewhere = system.iter().enumerate().flat_map(move |(number, site)| {
        let at = number as u64;
        let full = Fault::System(at, true, libc::ENOSPC);
        let mut faults = vec![Fault::System(at, false, libc::EIO)];
        if long {
            faults.extend([Fault::System(at, true, libc::EIO), full]);
        } else if number % 3 == 0 {
            faults.push(Fault::System(at, true, libc::EIO));
        } else if number % 3 == 1 {
            faults.push(full);
        }
        faults.into_iter().map(|fault| (site.clone(), fault))
    });
    in_database.chain(elsewhere)
}

/// Runs an operation with nothing failing, and counts its calls.
fn learn(operation: &'static Operation) -> Result<(Known, Vec<&'static str>, Vec<String>), String> {
    let (place, mut stage) = set(operation)?;
    // Of a vault that is made, it is only known whether it is there.
    let first = Slots::of(&place.vault()).unwrap_or_default();
    let before = match operation.start {
        Start::Nothing => None,
        _ => Some(read_copy(&place, &stage, &first)?),
    };
    let never = vfs::Plan {
        at: u64::MAX,
        on: false,
        kind: vfs::Kind::Broken,
    };
    vfs::begin(place.root(), never);
    calls::begin(place.root(), SQLITES, calls::Plan::Count, &[]);
    let done = (operation.run)(&mut stage);
    let system = calls::end(place.root()).sites;
    let database = vfs::end(place.root());
    done.map_err(|refusal| format!("{} is not done: {}", operation.name, refusal.text))?;
    stage.vault = None;
    let after = match operation.start {
        Start::Nothing => None,
        _ => Some(read_copy(&place, &stage, &first)?),
    };
    let known = Known {
        operation,
        before,
        after,
    };
    Ok((known, database, system))
}

/// What would be found if the process had ended at this moment.
fn read_copy(place: &Place, stage: &Stage, first: &Slots) -> Result<(State, Secrets), String> {
    let copy = Place::with(&place.files()?)?;
    Ok((
        State::read(&copy.vault(), &stage.key)?,
        Secrets::of(&copy.vault(), first)?,
    ))
}

/// Whether the vault that was open when the disk failed could be used on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Afterwards {
    WorkWentOn,
    Refused,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    NotDone,
    Done,
    DoneYetRefused,
}

fn try_out(job: &Job<'_>) -> Result<(Outcome, Afterwards), String> {
    let operation = job.known.operation;
    let (place, mut stage) = set(operation)?;
    let first = Slots::of(&place.vault()).unwrap_or_default();
    let done = fail(job.fault, place.root(), || (operation.run)(&mut stage))?;
    let (Some(before), Some(after)) = (&job.known.before, &job.known.after) else {
        return Ok((
            created(&place, job.fault, done, stage)?,
            Afterwards::WorkWentOn,
        ));
    };

    // As a crash at this moment would leave it.
    let found = read_copy(&place, &stage, &first)?;
    let outcome = judge(&found, before, after, &done)?;
    // One failing call for a file that is replaced as a whole leaves time to put the old one back.
    if outcome == Outcome::DoneYetRefused && matches!(job.fault, Fault::System(_, false, _)) {
        return Err("it was said to have failed and is done".to_owned());
    }

    // The vault that is still open takes new work, or says that it does not: SQLCipher gives a
    // connection up for good when a page could not be read. Opened anew it takes it at any rate.
    let mut afterwards = Afterwards::WorkWentOn;
    if let Some(mut vault) = stage.vault.take()
        && work(&mut vault, "later").is_err()
    {
        afterwards = Afterwards::Refused;
    }
    stage.open().map_err(|refusal| refusal.text)?;
    let Some(mut vault) = stage.vault.take() else {
        return Err("it does not open".to_owned());
    };
    work(&mut vault, "last").map_err(|refusal| format!("no work goes on: {}", refusal.text))?;
    let live = State::of(&vault)?;
    // What was refused and yet stood in the log may be written over; what was there before may not.
    let kept = match outcome {
        Outcome::DoneYetRefused => live.holds(&found.0).or_else(|_| live.holds(&before.0)),
        Outcome::NotDone | Outcome::Done => live.holds(&found.0),
    };
    kept.map_err(|difference| format!("later work took something away: {difference}"))?;
    drop(vault);
    State::read(&stage.folder(), &stage.key)?
        .is(&live)
        .map_err(|difference| format!("later work is not kept: {difference}"))?;
    let mut left = left_over(&stage.root);
    if nothing_is_removed(job.fault) || job.site.starts_with("remove") {
        // It could not be cleared away; but nothing may look like a whole.
        left.retain(|left| left.starts_with("half of"));
    }
    if left.is_empty() {
        Ok((outcome, afterwards))
    } else {
        Err(format!("left behind: {}", left.join(", ")))
    }
}

/// Whether the disk does not even take things away any more.
fn nothing_is_removed(fault: Fault) -> bool {
    matches!(fault, Fault::System(_, true, libc::EIO))
}

/// Does something while a fault is planned. A panic is a failure.
fn fail<R>(fault: Fault, root: &Path, work: impl FnOnce() -> R) -> Result<R, String> {
    match fault {
        Fault::Database(plan) => vfs::begin(root, plan),
        Fault::System(at, on, error) => {
            calls::begin(root, SQLITES, calls::Plan::Fail { at, on, error }, &[]);
        }
    }
    let done = catch_unwind(AssertUnwindSafe(work));
    match fault {
        Fault::Database(_) => drop(vfs::end(root)),
        Fault::System(..) => drop(calls::end(root)),
    }
    done.map_err(|panic| format!("panicked: {}", text_of(&*panic)))
}

/// Whether what is found is what may be.
fn judge(
    found: &(State, Secrets),
    before: &(State, Secrets),
    after: &(State, Secrets),
    done: &Result<(), Refusal>,
) -> Result<Outcome, String> {
    let is = |expected: &(State, Secrets)| {
        found.0.is(&expected.0)?;
        if found.1 == expected.1 {
            Ok(())
        } else {
            Err(format!("the vault has {:?}", found.1))
        }
    };
    match (is(before), is(after), done) {
        (_, Ok(()), Ok(())) => Ok(Outcome::Done),
        (Ok(()), _, Err(_)) => Ok(Outcome::NotDone),
        (_, Ok(()), Err(_)) => Ok(Outcome::DoneYetRefused),
        (_, Err(difference), Ok(())) => {
            Err(format!("it was said to be done and is not: {difference}"))
        }
        (Err(to_before), Err(to_after), Err(refusal)) => Err(format!(
            "neither as before ({to_before}) nor as after ({to_after}); it said {}",
            refusal.text
        )),
    }
}

fn opens(place: &Place) -> Result<(), String> {
    Vault::unlock(&place.vault(), &secret(PASSPHRASE), at(100))
        .map(drop)
        .map_err(|error| format!("what was made does not open: {error:?}"))
}

/// A vault that was to be made: it is there, or nothing that looks like one is.
fn created(
    place: &Place,
    fault: Fault,
    done: Result<(), Refusal>,
    stage: Stage,
) -> Result<Outcome, String> {
    drop(stage);
    let found = look(&place.vault());
    match (done, found) {
        (Ok(()), FolderState::Vault { .. }) => {
            opens(place)?;
            Ok(Outcome::Done)
        }
        (Err(_), FolderState::Empty) => Ok(Outcome::NotDone),
        (Err(_), FolderState::Unusable(UnlockError::KeysMissing)) if nothing_is_removed(fault) => {
            Ok(Outcome::NotDone)
        }
        // When nothing can be removed, what was made is whole.
        (Err(_), FolderState::Vault { .. }) => {
            opens(place)?;
            Ok(Outcome::DoneYetRefused)
        }
        (done, found) => Err(format!(
            "it said {:?} and left {found:?}",
            done.err().map(|refusal| refusal.text)
        )),
    }
}
