//! A disk that is full: every operation with no room, with a page of room, with two...
//!
//! On a real one: a small tmpfs that a child mounts in a namespace of its own, which takes no rights,
//! and fills with one file but for so many pages. Where the system mounts nothing for us, the line
//! says that it was not run; the full disk of the line of i/o faults is then all there is.

use super::arguments::Arguments;
use super::child::{THROUGH, command, program};
use super::operation::{OPERATIONS, Operation, Start, left_over, set};
use super::place::{DISK, Files, read, template, used_of_log, write};
use super::report::{Findings, say, share, split};
use super::state::{Secrets, Slots, State};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;
use vault::{FolderState, look};

const PAGE: u64 = 4096;
/// More than any operation here needs.
const MOST_PAGES: u64 = 400;
/// The operations are shared out to so many children.
const PARTS: usize = 4;

/// The line.
pub fn run(arguments: &Arguments) -> Findings {
    if !may_mount() {
        return Findings::of(
            ["NOT RUN, no file system may be mounted here".to_owned()],
            Vec::new(),
        );
    }
    let step = if arguments.long { 1 } else { 4 };
    let parts: Vec<String> = (0..PARTS).map(|part| format!("{part}/{step}")).collect();
    let (said, failures) = split(share(&parts, |part| start(part)));
    let mut counts = (0, 0);
    for (full, done) in said {
        counts = (counts.0 + full, counts.1 + done);
    }
    Findings::of(
        [
            format!("{} times full in {} operations", counts.0, counts.1),
            format!("{} failed", failures.len()),
        ],
        failures,
    )
}

/// Whether the system lets us have a namespace with a file system of our own in it.
fn may_mount() -> bool {
    let mount = "mount -t tmpfs tmpfs /tmp";
    Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", mount])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|ended| ended.success())
}

/// Starts a child on a disk of its own. Gives how often it was full, and how many operations it did.
fn start(part: &str) -> Result<(u64, u64), String> {
    let folder = TempDir::new().map_err(|error| error.to_string())?;
    // The command that a child is started with, behind one that gives it its disk.
    let inner = command("full")?;
    let mount = "mount -t tmpfs -o size=4m,mode=700 tmpfs \"$0\" && exec \"$@\"";
    let ended = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", mount])
        .arg(folder.path())
        .arg(program()?)
        .args(inner.get_args())
        .arg(folder.path())
        .arg(part)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("no disk of our own: {error}"))?;
    let said = String::from_utf8_lossy(&ended.stdout);
    let counts = said.lines().find_map(|line| {
        let (full, done) = line.strip_prefix(THROUGH)?.trim().split_once(' ')?;
        Some((full.parse().ok()?, done.parse().ok()?))
    });
    match counts {
        Some(counts) if ended.status.success() => Ok(counts),
        _ => Err(format!("{said}{}", String::from_utf8_lossy(&ended.stderr))),
    }
}

/// The child: some of the operations, on a small disk that nobody else sees.
pub fn child(disk: &Path, part: &str) -> Result<(), String> {
    let (part, step) = part.split_once('/').ok_or("no part")?;
    let part: usize = part.parse().map_err(|_| "no part")?;
    let step: usize = step.parse().map_err(|_| "no step")?;
    // Made elsewhere, where there is room.
    template();
    super::place::old();
    let _ = DISK.set(disk.to_owned());
    let (mut full, mut done) = (0, 0);
    for operation in OPERATIONS.iter().skip(part).step_by(PARTS) {
        full += shrink(operation, disk, step)
            .map_err(|failure| format!("{}: {failure}", operation.name))?;
        done += 1;
    }
    say(&format!("{THROUGH} {full} {done}"));
    Ok(())
}

/// An operation with no room, and with more and more, until it is done. Gives how often it was not.
fn shrink(operation: &Operation, disk: &Path, step: usize) -> Result<u64, String> {
    // The first few pages each; one that derives keys pays for every try.
    let step = if operation.slow { step * 2 } else { step };
    let rooms = (0..4).chain((4..MOST_PAGES).step_by(step));
    for (full, pages) in rooms.enumerate() {
        let (place, mut stage) = set(operation)?;
        take_room_of_log(&place.vault()).map_err(|error| error.to_string())?;
        let first = Slots::of(&place.vault()).unwrap_or_default();
        let before = elsewhere(place.root())?;
        let filler = disk.join("filler");
        fill(&filler, pages).map_err(|error| error.to_string())?;
        let done = (operation.run)(&mut stage);
        let after = elsewhere(place.root())?;
        fs::remove_file(&filler).map_err(|error| error.to_string())?;
        let Err(refusal) = done else {
            // Locking empties the log before it writes anything else: whether it needs room depends on
            // whether what is in the log makes the database longer.
            let may_need_none = operation.start == Start::Locked || operation.name == "lock";
            return if full > 0 || may_need_none {
                Ok(full as u64)
            } else {
                Err("it needs no room at all".to_owned())
            };
        };
        let told = |failure: String| format!("{pages} pages: {failure}");
        if !refusal.full {
            return Err(told(format!("it says {}", refusal.text)));
        }
        let left = left_over(place.root());
        if !left.is_empty() {
            return Err(told(format!("left behind: {}", left.join(", "))));
        }
        drop(stage);
        if operation.start == Start::Nothing {
            if look(&place.vault()) != FolderState::Empty {
                return Err(told("something that looks like a vault is left".to_owned()));
            }
            continue;
        }
        let key = if operation.start == Start::Old {
            &super::place::old().key
        } else {
            &template().key
        };
        let looked = |files: &Files| -> Result<(State, Secrets), String> {
            let folder = TempDir::new_in("/dev/shm").map_err(|error| error.to_string())?;
            write(files, folder.path()).map_err(|error| error.to_string())?;
            let vault = folder.path().join("vault");
            Ok((State::read(&vault, key)?, Secrets::of(&vault, &first)?))
        };
        let (was, now) = (looked(&before)?, looked(&after).map_err(told)?);
        now.0
            .is(&was.0)
            .map_err(|difference| told(format!("not as before: {difference}")))?;
        if now.1 != was.1 {
            return Err(told(format!("the vault has {:?}", now.1)));
        }
    }
    Err(format!("it is not done with {MOST_PAGES} pages of room"))
}

/// Leaves the log as it is where the disk was full already when the vault was opened: without room of its
/// own, which a save would be content with.
fn take_room_of_log(vault: &Path) -> std::io::Result<()> {
    let path = vault.join("vault.db-wal");
    if !path.exists() {
        return Ok(());
    }
    let used = used_of_log(&fs::read(&path)?);
    File::options().write(true).open(path)?.set_len(used as u64)
}

fn elsewhere(root: &Path) -> Result<Files, String> {
    read(root).map_err(|error| error.to_string())
}

/// Takes all the room there is but for these pages.
fn fill(filler: &Path, pages: u64) -> std::io::Result<()> {
    let mut file = File::create(filler)?;
    loop {
        match file.write_all(&[7; PAGE as usize]) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::StorageFull => break,
            Err(error) => return Err(error),
        }
    }
    let size = file.metadata()?.len();
    file.set_len(size.saturating_sub(pages * PAGE))
}
