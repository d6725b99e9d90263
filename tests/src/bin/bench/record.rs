//! A record of years: what waits for lists, pages and searches, as the record grows, and what encryption
//! adds to the same work in a plain file.

use crate::Trouble;
use crate::figure::{Growth, Rounds, Unit, median, milliseconds, say, say_amount};
use crate::place::Place;
use crate::typing;
use crate::vaults::PASSPHRASE;
use app::App;
use app::find::FindRequest;
use app::people::PeopleRequest;
use app::start::UnlockRequest;
use casework::words::Words;
use guide::Guide;
use journeys::corpus::person_id;
use rusqlite::Connection;
use secrecy::SecretString;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;
use vault::seam::Kept;

/// The aim for a page that is made from lists, in milliseconds.
const PAGE: f64 = 100.0;

/// The aim for the slowest of a hundred searches, in milliseconds.
const SEARCH: f64 = 50.0;

/// What practitioners look for: names, references, places and things, common words and rare ones, and
/// nothing to find.
const QUERIES: &[&str] = &[
    "ashdown",
    "jo brack",
    "REF-000012",
    "kitchen door",
    "passport",
    "the keys to the car",
    "christening",
    "she took the money",
    "neighbour",
    "plate at the wall",
    "caravan",
    "half-term",
    "safeguarding lead",
    "phone again",
    "stairs",
    "hallway all night",
    "my fault",
    "football",
    "asda",
    "boiler failed",
    "read every message",
    "the",
    "i",
    "zebra",
];

/// Measures what the window asks for: home, people, a person, the long timeline, search.
///
/// # Errors
/// What the app says.
pub fn pages(
    contacts: u32,
    place: &Place,
    rounds: u32,
    growth: &mut Growth,
) -> Result<(), Trouble> {
    let app = App::new(place.data(), Guide::embedded()?);
    let request = UnlockRequest {
        passphrase: SecretString::from(PASSPHRASE),
    };
    app.unlock(&request).map_err(|error| format!("{error:?}"))?;
    let mut timed =
        |what: &str, work: &dyn Fn() -> Result<(), app::ErrorView>| -> Result<(), Trouble> {
            let mut times = Vec::new();
            for _ in 0..rounds * 5 {
                let started = Instant::now();
                work().map_err(|error| format!("{what}: {error:?}"))?;
                times.push(milliseconds(started.elapsed()));
            }
            // The first reads its pages from the disk; what a person feels most days is the middle.
            let slowest = times.iter().copied().fold(0.0, f64::max);
            say_amount(
                &format!("{what} with {contacts} contacts; the slowest {slowest:.1} ms"),
                median(&times),
                Unit::Milliseconds,
                PAGE,
            );
            growth.push(what, contacts, median(&times));
            Ok(())
        };
    timed("home", &|| app.home().map(|home| drop(black_box(home))))?;
    timed("people", &|| {
        let request = PeopleRequest {
            names: false,
            limit: 50,
        };
        app.list_people(request)
            .map(|people| drop(black_box(people)))
    })?;
    // One with a handful of contacts, as most are, and the one with a timeline of 500 entries.
    let page = |person: u32| {
        app.person_page(&person_id(person))
            .map(|page| drop(black_box(page)))
    };
    timed("page of a person", &|| page(1))?;
    timed("page with the long timeline", &|| page(0))?;
    timed("counts, with the latest quarter", &|| {
        let counts = app.counts()?;
        let latest = counts.quarters.first();
        latest
            .map(|latest| app.counts_of(latest.quarter))
            .transpose()
            .map(|latest| drop(black_box((counts, latest))))
    })?;
    search(&app, contacts, rounds, growth)?;
    app.lock().map_err(|error| format!("{error:?}"))?;
    Ok(())
}

/// Measures the search of the record as it is typed, letter by letter, and with a filter.
fn search(app: &App, contacts: u32, rounds: u32, growth: &mut Growth) -> Result<(), Trouble> {
    let typed = typing::measure(QUERIES, rounds, |query| {
        let request = FindRequest {
            text: Words::new(query),
            ..FindRequest::default()
        };
        black_box(app.find(request).map_err(|error| format!("{error:?}"))?);
        Ok(())
    })?;
    say_amount(
        &format!("record search with {contacts} contacts, {typed}"),
        typed.p99,
        Unit::Milliseconds,
        SEARCH,
    );
    growth.push("record search, p50", contacts, typed.p50);
    growth.push("record search, p99", contacts, typed.p99);
    Ok(())
}

/// Says how large the vault is.
///
/// # Errors
/// When it cannot be read.
pub fn size(contacts: u32, place: &Place) -> Result<(), Trouble> {
    let mut bytes = 0;
    for entry in fs::read_dir(place.vault())? {
        bytes += entry?.metadata()?.len();
    }
    let mib = bytes / (1024 * 1024);
    let each = bytes / u64::from(contacts.max(1));
    say(&format!(
        "{mib:>4} MiB  {:34}the vault with {contacts} contacts, {each} bytes for each, with all that followed",
        ""
    ));
    Ok(())
}

/// Measures the same work on the encrypted file and on a plain copy of it: one saved answer, searches, the
/// first list after the file was opened.
///
/// # Errors
/// What SQLite says.
pub fn encrypted(contacts: u32, place: &Place, rounds: u32) -> Result<(), Trouble> {
    let key = Kept::pay(&place.vault(), &SecretString::from(PASSPHRASE))?.raw_key();
    let folder = place.folder().join("plain");
    fs::create_dir_all(&folder)?;
    let (cipher, plain) = (folder.join("cipher.db"), folder.join("plain.db"));
    fs::copy(place.vault().join("vault.db"), &cipher)?;
    export(&cipher, &plain, &key)?;
    let open = |encrypted: bool| {
        connect(
            if encrypted { &cipher } else { &plain },
            encrypted.then_some(&*key),
        )
    };
    let (mut first, mut search, mut save) =
        (Rounds::default(), Rounds::default(), Rounds::default());
    for round in 0..rounds {
        let mut times = [[0.0; 3]; 2];
        for turn in 0..2 {
            let encrypted = (round + turn) % 2 == 0;
            let connection = open(encrypted)?;
            let row = &mut times[usize::from(!encrypted)];
            row[0] = first_list(&connection)?;
            row[1] = searches(&connection)?;
            row[2] = saves(&connection)?;
        }
        let [ours, bare] = times;
        first.push(ours[0], bare[0]);
        search.push(ours[1], bare[1]);
        save.push(ours[2], bare[2]);
    }
    let with = format!("with {contacts} contacts");
    save.say_ratio(
        &format!("one saved answer, encrypted / plain, {with}"),
        Unit::Milliseconds,
        Some(1.1),
    );
    search.say_ratio(
        &format!("{} searches, encrypted / plain, {with}", QUERIES.len()),
        Unit::Milliseconds,
        Some(1.2),
    );
    first.say_ratio(
        &format!("opened and the first list read, encrypted / plain, {with}"),
        Unit::Milliseconds,
        Some(1.5),
    );
    fs::remove_dir_all(&folder)?;
    Ok(())
}

fn connect(file: &Path, key: Option<&str>) -> Result<Connection, Trouble> {
    let connection = Connection::open(file)?;
    if let Some(key) = key {
        connection.execute_batch(&format!(
            "PRAGMA key = \"{key}\"; PRAGMA cipher_memory_security = ON;"
        ))?;
    }
    // As the vault sets them.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;
         PRAGMA secure_delete = ON;",
    )?;
    Ok(connection)
}

/// A plain copy of the encrypted file.
fn export(cipher: &Path, plain: &Path, key: &str) -> Result<(), Trouble> {
    let connection = connect(cipher, Some(key))?;
    let plain = plain
        .to_str()
        .ok_or("the folder has a name that is no text")?;
    connection.execute("ATTACH DATABASE ?1 AS plain KEY ''", [plain])?;
    connection.query_row("SELECT sqlcipher_export('plain')", [], |_| Ok(()))?;
    connection.execute_batch("DETACH DATABASE plain")?;
    Ok(())
}

fn first_list(connection: &Connection) -> Result<f64, Trouble> {
    let started = Instant::now();
    let mut statement = connection.prepare(
        "SELECT id, root, name, local_reference, sealed_at, outcome
         FROM contact ORDER BY sealed_at DESC LIMIT 20",
    )?;
    let rows: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    black_box(rows);
    Ok(milliseconds(started.elapsed()))
}

fn searches(connection: &Connection) -> Result<f64, Trouble> {
    let mut statement = connection
        .prepare("SELECT rowid, words FROM search WHERE search MATCH ?1 ORDER BY rowid LIMIT 31")?;
    let started = Instant::now();
    for query in QUERIES {
        let words: Vec<_> = query
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let query: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
        let rows: Vec<String> = statement
            .query_map([format!("words : ({} *)", query.join(" "))], |row| {
                row.get(1)
            })?
            .collect::<Result<_, _>>()?;
        black_box(rows);
    }
    Ok(milliseconds(started.elapsed()))
}

/// The middle of some saved answers, as drafts are saved.
fn saves(connection: &Connection) -> Result<f64, Trouble> {
    let mut times = Vec::new();
    connection.execute(
        "INSERT OR IGNORE INTO draft (id, started_at, number) VALUES ('bench', 0, 0)",
        [],
    )?;
    let mut statement = connection.prepare(
        "INSERT INTO draft_part (contact, part, body, saved_at, number) VALUES ('bench', ?1, ?2, 0, ?3)
         ON CONFLICT (contact, part) DO UPDATE SET body = ?2, saved_at = 0, number = ?3",
    )?;
    let body = "a".repeat(400);
    for number in 0..40 {
        let started = Instant::now();
        statement.execute((format!("answer/{}", number % 14), &body, number))?;
        times.push(milliseconds(started.elapsed()));
    }
    Ok(median(&times))
}
