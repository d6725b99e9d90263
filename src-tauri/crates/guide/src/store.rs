//! The guide's SQLite file and the search over it.
//!
//! Ranking: what is found by its label or its search words comes before what is found by its text.
//! Within each, the relevance that FTS5 gives is weighed by what the thing is, so that the person's
//! own statement comes first, then what must not be referred to, then the note that explains it.
//!
//! The index only says which things were found: their words come from the guide itself.
//!
//! A snippet is always a whole field of the guide, never a cut: "go alone" cut from "never go alone"
//! would be advice that harms.

use crate::content::{Guide, Step};
use crate::mark::{Fragment, marked, plain};
use crate::query::{Phrase, Query};
use crate::rows::{HitKind, Row, SnippetFrom, rows};
use crate::spelling::Vocabulary;
use casework::ids::ItemId;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Raised when the tables or the rows made from the same content change.
const LAYOUT: u32 = 2;

const SCHEMA: &str = "
    PRAGMA journal_mode = OFF; -- made whole and then renamed: there is nothing to roll back to
    PRAGMA synchronous = OFF;  -- a file torn by a power cut is found damaged and made anew
    CREATE TABLE stamp (content TEXT NOT NULL) STRICT;
    CREATE VIRTUAL TABLE words USING fts5 (
        label, search, text, means, ask, avoid, why, more, say,
        tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
    );";

const INSERT: &str = "
    INSERT INTO words (rowid, label, search, text, means, ask, avoid, why, more, say)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

// bm25 is negative, the lower the better; one weight for each column of the table. Everything else of a row
// is in memory: with a vault open SQLCipher locks and wipes whatever SQLite allocates in this process, so that
// reading the rows was felt.
const RANK: &str = "
    SELECT rowid, bm25(words, 10, 6, 3, 1, 1, 1, 1, 1, 1) FROM words WHERE words MATCH ?1";

/// Why the guide cannot be searched.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The index could be made neither in a file nor in memory.
    #[error("the guide's index could not be made")]
    Make(#[source] rusqlite::Error),
    /// A search failed, for instance because the file was damaged after it was opened. To open the
    /// store again makes it anew.
    #[error("the guide could not be searched")]
    Search(#[source] rusqlite::Error),
    /// The index holds something that the guide does not.
    #[error("the guide's index holds something unknown")]
    Unknown,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[cfg_attr(feature = "bindings", serde(rename = "GuideHit"))]
pub struct Hit {
    /// Its id.
    pub id: ItemId,
    /// What it is.
    pub kind: HitKind,
    /// The step it belongs to; none for cards and figures.
    pub step: Option<Step>,
    /// Its label.
    pub label: String,
    /// Which field the snippet is.
    pub from: SnippetFrom,
    /// The whole field, cut at the words that were looked for. The text when only the label or a
    /// search word was found.
    pub snippet: Vec<Fragment>,
}

/// The guide's index, open for reading.
#[derive(Debug)]
pub struct GuideStore {
    db: Connection,
    /// Those of the index, in its order: the first has the row id 1.
    rows: Vec<Row>,
    vocabulary: Vocabulary,
    in_memory: bool,
}

impl GuideStore {
    /// Opens the index at `path`, or makes it there when it is missing, damaged or made from other
    /// content. What stood there is replaced: it holds nothing of the practitioner's.
    ///
    /// Where the folder cannot be written the index is kept in memory and finds the same.
    ///
    /// # Errors
    /// [`StoreError::Make`] when it cannot be made in memory either.
    pub fn open(path: &Path, guide: &Guide) -> Result<Self, StoreError> {
        let stamp = stamp(guide);
        if let Some(store) = Self::open_made(path, guide, &stamp) {
            return Ok(store);
        }
        if make_file(path, guide, &stamp)
            && let Some(store) = Self::open_made(path, guide, &stamp)
        {
            return Ok(store);
        }
        Self::in_memory(guide)
    }

    /// Makes the index in memory.
    ///
    /// # Errors
    /// [`StoreError::Make`].
    pub fn in_memory(guide: &Guide) -> Result<Self, StoreError> {
        let make = || {
            let mut db = Connection::open_in_memory()?;
            fill(&mut db, guide, &stamp(guide))?;
            Self::ready(db, guide, true)
        };
        make().map_err(StoreError::Make)
    }

    /// True when the index could not be kept in a file.
    pub fn is_in_memory(&self) -> bool {
        self.in_memory
    }

    /// Finds what somebody types, from the first letter on: best first, `limit` at most.
    ///
    /// Every word may be the beginning of one. All words have to be there; where nothing has them
    /// all, one is enough. Nothing that is typed is query syntax, and none of it is kept.
    ///
    /// # Errors
    /// [`StoreError::Search`] or [`StoreError::Unknown`] when the index was damaged after it was
    /// opened. Never because of what was typed.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
        let Some(query) = Query::read(query, &self.vocabulary) else {
            return Ok(Vec::new());
        };
        let ranked = |expression: Option<String>| {
            expression.map_or(Ok(Vec::new()), |expression| self.ranked(&expression, limit))
        };
        let mut found = ranked(query.all())?;
        if found.is_empty() && query.has_several() {
            found = ranked(query.any())?;
        }
        let phrases: Vec<&Phrase> = query.phrases().collect();
        Ok(found.into_iter().map(|row| hit(row, &phrases)).collect())
    }

    /// What is found by label or search words, then what is found by anything.
    fn ranked(&self, expression: &str, limit: usize) -> Result<Vec<&Row>, StoreError> {
        let all = self.matching(expression)?;
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = self.matching(&format!("{{label search}} : {expression}"))?;
        let by_name: BTreeSet<usize> = found.iter().map(|(place, _)| *place).collect();
        found.extend(
            all.into_iter()
                .filter(|(place, _)| !by_name.contains(place)),
        );
        found.truncate(limit);
        Ok(found.into_iter().map(|(_, row)| row).collect())
    }

    /// All rows that match, each with its place, the best first.
    fn matching(&self, expression: &str) -> Result<Vec<(usize, &Row)>, StoreError> {
        let read = || {
            self.db
                .prepare_cached(RANK)?
                .query_map([expression], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<Vec<(i64, f64)>, _>>()
        };
        let mut ranked = Vec::new();
        for (id, relevance) in read().map_err(StoreError::Search)? {
            // An index that was damaged while it was open may name any number.
            let place = id
                .checked_sub(1)
                .and_then(|place| usize::try_from(place).ok());
            let place = place.ok_or(StoreError::Unknown)?;
            let row = self.rows.get(place).ok_or(StoreError::Unknown)?;
            ranked.push((relevance * row.weight, place, row));
        }
        ranked.sort_unstable_by(|(one, first, _), (other, second, _)| {
            one.total_cmp(other).then(first.cmp(second))
        });
        Ok(ranked
            .into_iter()
            .map(|(_, place, row)| (place, row))
            .collect())
    }

    /// The store at `path`, when it is whole and made from this content.
    fn open_made(path: &Path, guide: &Guide, stamp: &str) -> Option<Self> {
        // Without CREATE, and without reading a query out of the file's name.
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let read = || {
            let db = Connection::open_with_flags(path, flags)?;
            db.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")?;
            let made_from: String =
                db.query_row("SELECT content FROM stamp", [], |row| row.get(0))?;
            // Looks into the full-text index too, and finds words that it does not hold.
            let check: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            Ok::<_, rusqlite::Error>((db, made_from == stamp && check == "ok"))
        };
        match read() {
            Ok((db, true)) => Self::ready(db, guide, false).ok(),
            // Why it cannot be used does not matter: it is made anew.
            Ok((_, false)) | Err(_) => None,
        }
    }

    fn ready(db: Connection, guide: &Guide, in_memory: bool) -> Result<Self, rusqlite::Error> {
        // A statement is planned once, not anew for each value.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        // Nothing spills into a file, sorted results included.
        db.execute_batch(
            "PRAGMA temp_store = MEMORY;
             CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, row);",
        )?;
        let words: Vec<String> = db
            .prepare("SELECT term FROM temp.vocabulary")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        db.execute_batch("DROP TABLE temp.vocabulary; PRAGMA query_only = ON;")?;
        Ok(Self {
            db,
            rows: rows(guide),
            vocabulary: Vocabulary::new(words),
            in_memory,
        })
    }
}

/// Layout and content, as they stand in the file.
fn stamp(guide: &Guide) -> String {
    format!("{LAYOUT}:{}", guide.content_hash())
}

/// Makes the file beside its place and puts it there in one step. False when that cannot be done.
fn make_file(path: &Path, guide: &Guide, stamp: &str) -> bool {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return false;
    };
    if fs::create_dir_all(folder).is_err() {
        return false;
    }
    let new = new_path(folder, name.to_os_string());
    // Left by a process of the same number that was ended halfway.
    let _ = fs::remove_file(&new);
    let made = Connection::open(&new)
        .and_then(|mut db| {
            fill(&mut db, guide, stamp)?;
            db.close().map_err(|(_, cause)| cause)
        })
        .is_ok();
    // A store that is open elsewhere keeps reading the file that it opened.
    if made && fs::rename(&new, path).is_ok() {
        return true;
    }
    let _ = fs::remove_file(&new);
    false
}

/// A name of this process's own, so that two that start at once do not write into one file.
fn new_path(folder: &Path, mut name: OsString) -> PathBuf {
    name.push(format!(".{}.new", std::process::id()));
    folder.join(name)
}

fn fill(db: &mut Connection, guide: &Guide, stamp: &str) -> Result<(), rusqlite::Error> {
    db.execute_batch(SCHEMA)?;
    let work = db.transaction()?;
    {
        let mut insert = work.prepare(INSERT)?;
        for (id, row) in (1_i64..).zip(rows(guide)) {
            let [text, means, ask, avoid, why, more] = row.fields;
            insert.execute(params![
                id, row.label, row.search, text, means, ask, avoid, why, more, row.say
            ])?;
        }
    }
    work.execute("INSERT INTO words (words) VALUES ('optimize')", [])?;
    work.execute("INSERT INTO stamp (content) VALUES (?1)", [stamp])?;
    work.commit()
}

fn hit(row: &Row, phrases: &[&Phrase]) -> Hit {
    let mut fields = SnippetFrom::ALL.into_iter().zip(&row.fields);
    let (from, snippet) = fields
        .find_map(|(from, field)| Some((from, marked(field, phrases)?)))
        .unwrap_or_else(|| (SnippetFrom::Text, plain(&row.fields[0])));
    Hit {
        id: row.id.clone(),
        kind: row.kind,
        step: row.step,
        label: row.label.clone(),
        from,
        snippet,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{EMBEDDED, Files};
    use std::fs::File;
    use std::io::{Seek, SeekFrom, Write};
    use tempfile::TempDir;

    fn guide() -> Guide {
        Guide::embedded().unwrap()
    }

    /// A guide whose only change is one word of a service.
    fn other_guide() -> Guide {
        let services = EMBEDDED.services.replacen("\"refuge\"", "\"zebra\"", 1);
        assert_ne!(services, EMBEDDED.services, "the word to change is there");
        Guide::parse(&Files {
            services: &services,
            ..EMBEDDED
        })
        .unwrap()
    }

    fn place() -> (TempDir, PathBuf) {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("guide.db");
        (folder, path)
    }

    fn open(path: &Path, guide: &Guide) -> GuideStore {
        let store = GuideStore::open(path, guide).unwrap();
        assert!(!store.is_in_memory(), "the store is kept in its file");
        store
    }

    fn finds_drink(store: &GuideStore) {
        let hits = store.search("drink", 5).unwrap();
        assert_eq!(hits[0].id.as_str(), "say.drink");
    }

    fn files(folder: &TempDir) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Marks the file without changing anything that the store looks at.
    fn mark(path: &Path) {
        let db = Connection::open(path).unwrap();
        db.pragma_update(None, "user_version", 77).unwrap();
    }

    fn is_marked(path: &Path) -> bool {
        let db = Connection::open(path).unwrap();
        let mark: u32 = db
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        mark == 77
    }

    #[test]
    fn the_file_is_made_once_for_the_same_content() {
        let (folder, path) = place();
        drop(open(&path, &guide()));
        mark(&path);
        finds_drink(&open(&path, &guide()));
        assert!(is_marked(&path), "the same content does not make it anew");
        assert_eq!(files(&folder), ["guide.db"]);
    }

    #[test]
    fn other_content_makes_it_anew() {
        let (folder, path) = place();
        assert!(open(&path, &guide()).search("zebra", 5).unwrap().is_empty());
        mark(&path);
        let store = open(&path, &other_guide());
        assert_eq!(store.search("zebra", 5).unwrap().len(), 1);
        assert!(!is_marked(&path));
        assert_eq!(files(&folder), ["guide.db"]);
    }

    #[test]
    fn a_store_that_is_open_goes_on_when_another_makes_the_file_anew() {
        let (_folder, path) = place();
        let first = open(&path, &guide());
        let second = open(&path, &other_guide());
        finds_drink(&first);
        finds_drink(&second);
    }

    #[test]
    fn a_missing_folder_is_made() {
        let (folder, _) = place();
        finds_drink(&open(&folder.path().join("a/b/guide.db"), &guide()));
    }

    /// Something that happens to a file.
    type Damage = fn(&Path);

    #[test]
    fn a_damaged_file_is_replaced() {
        let damages: [(&str, Damage); 8] = [
            ("empty", |path| fs::write(path, b"").unwrap()),
            ("not a database", |path| {
                fs::write(path, b"Dear diary".repeat(1_000)).unwrap();
            }),
            ("cut to half", |path| {
                let length = fs::metadata(path).unwrap().len();
                let file = File::options().write(true).open(path).unwrap();
                file.set_len(length / 2).unwrap();
            }),
            ("first page overwritten", |path| overwrite(path, 0, 100)),
            ("a page in the middle overwritten", |path| {
                let length = fs::metadata(path).unwrap().len();
                overwrite(path, length / 2, 4_096);
            }),
            ("the last page overwritten", |path| {
                let length = fs::metadata(path).unwrap().len();
                overwrite(path, length - 4_096, 4_096);
            }),
            ("a number changed", |path| {
                let mut bytes = fs::read(path).unwrap();
                let number = b"0808 802 4040";
                let places: Vec<usize> = (0..bytes.len() - number.len())
                    .filter(|at| bytes[*at..].starts_with(number))
                    .collect();
                assert!(!places.is_empty(), "the number stands in the file");
                for at in places {
                    bytes[at + 3] = b'9';
                }
                fs::write(path, bytes).unwrap();
            }),
            ("another program's database", |path| {
                fs::remove_file(path).unwrap();
                let db = Connection::open(path).unwrap();
                db.execute_batch("CREATE TABLE note (text TEXT)").unwrap();
            }),
        ];
        for (name, damage) in damages {
            let (folder, path) = place();
            drop(open(&path, &guide()));
            let whole = fs::read(&path).unwrap();
            damage(&path);
            assert_ne!(fs::read(&path).unwrap(), whole, "{name}: damaged");
            finds_drink(&open(&path, &guide()));
            assert_eq!(fs::read(&path).unwrap(), whole, "{name}: replaced");
            assert_eq!(files(&folder), ["guide.db"], "{name}: nothing is left over");
        }
    }

    fn overwrite(path: &Path, at: u64, length: usize) {
        let mut file = File::options().write(true).open(path).unwrap();
        file.seek(SeekFrom::Start(at)).unwrap();
        file.write_all(&vec![0xA5; length]).unwrap();
    }

    #[test]
    fn without_a_place_for_the_file_it_is_kept_in_memory_and_finds_the_same() {
        let (folder, path) = place();
        let kept = open(&path, &guide());
        // A folder that cannot be there, because its parent is a file, and a place that is taken by
        // a folder. Both hold for an administrator too.
        fs::create_dir(folder.path().join("taken")).unwrap();
        for nowhere in [path.join("guide.db"), folder.path().join("taken")] {
            let store = GuideStore::open(&nowhere, &guide()).unwrap();
            assert!(store.is_in_memory());
            for query in ["anger", "baby", "police order", "jelous", "999"] {
                assert_eq!(
                    store.search(query, 50).unwrap(),
                    kept.search(query, 50).unwrap(),
                    "{query}"
                );
            }
        }
        assert_eq!(files(&folder), ["guide.db", "taken"]);
    }

    #[test]
    fn no_typed_word_is_written() {
        let (folder, path) = place();
        let store = open(&path, &guide());
        let before = fs::read(&path).unwrap();
        assert!(store.search("quixotry", 5).unwrap().is_empty());
        assert!(!store.search("drink quixotry", 5).unwrap().is_empty());
        store
            .db
            .execute("INSERT INTO stamp (content) VALUES ('quixotry')", [])
            .expect_err("the store is open for reading only");
        drop(store);
        assert_eq!(fs::read(&path).unwrap(), before);
        assert_eq!(files(&folder), ["guide.db"]);
    }

    /// What FTS5 marks in the fields of a hit, in brackets.
    fn marked_by_the_index(store: &GuideStore, query: &Query, place: usize) -> Vec<String> {
        let columns: Vec<String> = (2..8)
            .map(|column| format!("highlight(words, {column}, '[', ']')"))
            .collect();
        let marked = format!(
            "SELECT {} FROM words WHERE words MATCH ?1 AND rowid = ?2",
            columns.join(", ")
        );
        let id = i64::try_from(place + 1).unwrap();
        let read = store
            .db
            .query_row(&marked, params![query.any().unwrap(), id], |row| {
                (0..6).map(|column| row.get(column)).collect()
            });
        read.unwrap()
    }

    #[test]
    fn the_words_that_are_marked_are_those_that_the_index_found() {
        let store = GuideStore::in_memory(&guide()).unwrap();
        let mut seen = 0;
        for typed in [
            "drink",
            "dri",
            "a",
            "don't",
            "dont",
            "he won't stop",
            "jelous",
            "sucidal thoughts",
            "0808 802 4040",
            "self-defence",
            "Clare's law",
            "they can't cope",
            "\u{e9}very",
        ] {
            let query = Query::read(typed, &store.vocabulary).unwrap();
            let phrases: Vec<&Phrase> = query.phrases().collect();
            for (place, row) in store.matching(&query.any().unwrap()).unwrap() {
                let ours = row.fields.iter().map(|field| {
                    let parts = marked(field, &phrases).unwrap_or_else(|| plain(field));
                    let parts = parts.iter().map(|part| match part.matched {
                        true => format!("[{}]", part.text),
                        false => part.text.clone(),
                    });
                    parts.collect::<String>()
                });
                let ours: Vec<String> = ours.collect();
                assert_eq!(ours, marked_by_the_index(&store, &query, place), "{typed}");
                seen += 1;
            }
        }
        assert!(seen > 200, "{seen}");
    }
}
