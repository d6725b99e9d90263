//! Something older put in the place of something newer, and entries that somebody with the key moved:
//! noticed each time.

use super::arguments::Arguments;
use super::place::{self, Files, LOG_FRAME, LOG_HEADER, Place, template, used_of_log};
use super::report::{Findings, share, split};
use super::state::State;
use super::words::{at, contact_id, sealed};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use vault::Vault;
use vault::seam::Kept;

const PAGE: usize = 4096;
const DATABASE: &str = "vault/vault.db";
const LOG: &str = "vault/vault.db-wal";
const KEYS: &str = "vault/vault.keys";

/// The same vault yesterday and today, locked and as a power cut leaves it.
struct Days {
    yesterday: Files,
    today: Files,
    open: Files,
    state: State,
}

/// The line.
pub fn run(_: &Arguments) -> Findings {
    match days() {
        Ok(days) => all(&days),
        Err(failure) => Findings::of([], vec![failure]),
    }
}

/// What is put together, and what it is called.
type Spliced = (String, Files);

fn all(days: &Days) -> Findings {
    let mut spliced = pages(days);
    let page_count = spliced.len();
    let frames = frames(days);
    let frame_count = frames.len();
    spliced.extend(frames);
    spliced.extend(days.others());
    let (_, mut failures) = split(share(&spliced, |(name, files)| {
        noticed(files).map_err(|failure| format!("{name}: {failure}"))
    }));
    for (name, statement) in REWRITES {
        if let Err(failure) = rewritten(statement) {
            failures.push(format!("{name}: {failure}"));
        }
    }
    let (while_open, unnoticed) = in_a_crash(days);
    failures.extend(unnoticed);
    Findings::of(
        [
            format!("{page_count} pages"),
            format!("{frame_count} cuts of the log"),
            format!(
                "{} files of yesterday",
                spliced.len() - page_count - frame_count
            ),
            format!("{} rewrites", REWRITES.len()),
            format!("{while_open} older pages and databases after a crash"),
            if failures.is_empty() {
                "all noticed"
            } else {
                "not all noticed"
            }
            .to_owned(),
        ],
        failures,
    )
}

fn text(error: impl std::fmt::Debug) -> String {
    format!("{error:?}")
}

fn days() -> Result<Days, String> {
    let place = Place::filled()?;
    let key = &template().key;
    let day = |name: &str| -> Result<Vault, String> {
        let mut vault = place::open(&place.vault(), key).map_err(text)?;
        for number in 0..6 {
            let id = format!("{name}-{number}");
            let words = format!("{id} ").repeat(300);
            let record = sealed(&id, "person-1", &words, at(100 + number));
            vault.seal(&record).map_err(text)?;
            vault
                .start_draft(&contact_id(&format!("draft-{id}")), at(1))
                .map_err(text)?;
        }
        Ok(vault)
    };
    day("yesterday")?.lock().map_err(text)?;
    let yesterday = place.files()?;
    day("today")?.lock().map_err(text)?;
    let today = place.files()?;
    let vault = day("tonight")?;
    let open = place.files()?;
    let state = State::of(&vault)?;
    Ok(Days {
        yesterday,
        today,
        open,
        state,
    })
}

fn bytes<'a>(files: &'a Files, name: &str) -> &'a [u8] {
    files
        .get(Path::new(name))
        .and_then(Option::as_deref)
        .unwrap_or_default()
}

fn with(files: &Files, name: &str, bytes: Vec<u8>) -> Files {
    let mut files = files.clone();
    files.insert(PathBuf::from(name), Some(bytes));
    files
}

/// Each page of today's database with what stood there yesterday.
fn pages(days: &Days) -> Vec<Spliced> {
    let (old, new) = (
        bytes(&days.yesterday, DATABASE),
        bytes(&days.today, DATABASE),
    );
    let mut spliced = Vec::new();
    for start in (0..old.len().min(new.len())).step_by(PAGE) {
        let end = start + PAGE;
        if old[start..end] != new[start..end] {
            let mut mixed = new.to_vec();
            mixed[start..end].copy_from_slice(&old[start..end]);
            let name = format!("page {} of yesterday", start / PAGE + 1);
            spliced.push((name, with(&days.today, DATABASE, mixed)));
        }
    }
    spliced
}

/// What is cut from the room behind the last frame is nothing.
fn frames(days: &Days) -> Vec<Spliced> {
    let log = bytes(&days.open, LOG);
    let count = used_of_log(log).saturating_sub(LOG_HEADER) / LOG_FRAME;
    let mut spliced: Vec<Spliced> = (0..count)
        .map(|left| {
            let cut = log[..LOG_HEADER + left * LOG_FRAME].to_vec();
            let name = format!("the log cut to {left} of {count} frames");
            (name, with(&days.open, LOG, cut))
        })
        .collect();
    let mut gone = days.open.clone();
    gone.remove(Path::new(LOG));
    spliced.push(("no log".to_owned(), gone));
    spliced
}

impl Days {
    fn others(&self) -> Vec<Spliced> {
        let old = |name| bytes(&self.yesterday, name).to_vec();
        vec![
            (
                "yesterday's database".to_owned(),
                with(&self.today, DATABASE, old(DATABASE)),
            ),
            (
                "yesterday's key file".to_owned(),
                with(&self.today, KEYS, old(KEYS)),
            ),
            (
                "yesterday's key file in an open vault".to_owned(),
                with(&self.open, KEYS, old(KEYS)),
            ),
        ]
    }
}

fn noticed(files: &Files) -> Result<(), String> {
    let place = Place::with(files)?;
    match place::open(&place.vault(), &template().key) {
        Err(_) => Ok(()),
        Ok(vault) if vault.fault().is_some() => Ok(()),
        Ok(_) => Err("it opens as if nothing were".to_owned()),
    }
}

/// Pages of yesterday, and all of it, in a database that was being written when the power went: there
/// is no digest of it. Either that is noticed, at the latest when the record is checked as a whole, or
/// nothing is missing because the log has everything anew.
fn in_a_crash(days: &Days) -> (usize, Vec<String>) {
    let (old, new) = (
        bytes(&days.yesterday, DATABASE),
        bytes(&days.open, DATABASE),
    );
    let starts: Vec<usize> = (0..old.len().min(new.len()))
        .step_by(PAGE)
        .filter(|start| old[*start..*start + PAGE] != new[*start..*start + PAGE])
        .collect();
    let mut spliced: Vec<Spliced> = starts
        .iter()
        .map(|start| {
            let mut mixed = new.to_vec();
            mixed[*start..*start + PAGE].copy_from_slice(&old[*start..*start + PAGE]);
            let name = format!("page {} of yesterday after a crash", start / PAGE + 1);
            (name, with(&days.open, DATABASE, mixed))
        })
        .collect();
    spliced.push((
        "yesterday's database under today's log".to_owned(),
        with(&days.open, DATABASE, old.to_vec()),
    ));
    let (_, failures) = split(share(&spliced, |(name, files)| {
        let place = Place::with(files)?;
        let Ok(vault) = place::open(&place.vault(), &template().key) else {
            return Ok(());
        };
        if vault.fault().is_some() || vault.verify().is_err() {
            return Ok(());
        }
        State::of(&vault)
            .and_then(|state| state.is(&days.state))
            .map_err(|difference| format!("{name}: it opens, and {difference}"))
    }));
    (spliced.len(), failures)
}

/// What somebody with the key can do, once the triggers are gone.
const REWRITES: &[(&str, &str)] = &[
    (
        "two entries swapped",
        "UPDATE ledger SET seq = -1 WHERE seq = 2; UPDATE ledger SET seq = 2 WHERE seq = 3;
         UPDATE ledger SET seq = 3 WHERE seq = -1;",
    ),
    (
        "entries renumbered",
        "DELETE FROM ledger WHERE seq = 2; UPDATE ledger SET seq = seq - 1 WHERE seq > 2;",
    ),
    ("an entry taken out", "DELETE FROM ledger WHERE seq = 3;"),
    (
        "the newest entry taken out",
        "DELETE FROM ledger WHERE seq = (SELECT max(seq) FROM ledger);",
    ),
    (
        "an author changed",
        "UPDATE ledger SET author = 'Somebody Else' WHERE seq = 2;",
    ),
    (
        "a time changed",
        "UPDATE ledger SET at = at + 1 WHERE seq = 2;",
    ),
    (
        "two payloads swapped",
        "UPDATE ledger_payload SET seq = -1 WHERE seq = 2;
         UPDATE ledger_payload SET seq = 2 WHERE seq = 3;
         UPDATE ledger_payload SET seq = 3 WHERE seq = -1;",
    ),
    (
        "a payload taken out",
        "DELETE FROM ledger_payload WHERE seq = 2;",
    ),
];

/// Rewrites the ledger of a vault that was open when the power went, so that no digest of its file
/// tells; only what stands in the ledger does.
fn rewritten(statement: &str) -> Result<(), String> {
    let place = Place::filled()?;
    let mut vault = place::open(&place.vault(), &template().key).map_err(text)?;
    let record = sealed("contact-9", "person-1", "he said so", at(200));
    vault.seal(&record).map_err(text)?;
    let files = place.files()?;
    drop(vault);
    let place = Place::with(&files)?;
    let connection = database(&place.vault(), &template().key)?;
    let triggers: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .and_then(|mut names| names.query_map([], |row| row.get(0))?.collect())
        .map_err(text)?;
    for trigger in triggers {
        let drop = format!("DROP TRIGGER {trigger}");
        connection.execute_batch(&drop).map_err(text)?;
    }
    let done = connection.execute_batch(&format!("PRAGMA foreign_keys = OFF; {statement}"));
    done.map_err(text)?;
    drop(connection);
    // The payloads are read when the record is checked, not at every unlock.
    match place::open(&place.vault(), &template().key) {
        Err(_) => Ok(()),
        Ok(vault) if vault.fault().is_some() || vault.verify().is_err() => Ok(()),
        Ok(_) => Err("it opens and is checked as if nothing were".to_owned()),
    }
}

/// The database of a vault, opened past the vault.
pub fn database(folder: &Path, key: &Kept) -> Result<Connection, String> {
    let connection = Connection::open(folder.join("vault.db")).map_err(text)?;
    let key = format!("PRAGMA key = \"{}\"", key.raw_key());
    connection.execute_batch(&key).map_err(text)?;
    Ok(connection)
}
