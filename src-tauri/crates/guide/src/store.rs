//! The guide's SQLite file and the search over it.
//!
//! Ranking: what is found by its label or its search words comes before what is found by its text.
//! Within each, the relevance that FTS5 gives is weighed by what the thing is, so that the person's
//! own statement comes first, then what must not be referred to, then the note that explains it.
//!
//! A snippet is always a whole field of the guide, never a cut: "go alone" cut from "never go alone"
//! would be advice that harms.

use crate::content::{Entry, EntryKind, Guide, Step};
use crate::query::{Query, without_apostrophes};
use crate::spelling::Vocabulary;
use casework::checklist::ItemList;
use casework::ids::ItemId;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, params};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Raised when the tables or the rows made from the same content change.
const LAYOUT: u32 = 1;

/// Around a matched word, in what FTS5 gives back. The guide holds no control characters.
const MATCH_STARTS: char = '\u{2}';
const MATCH_ENDS: char = '\u{3}';

const SCHEMA: &str = "
    PRAGMA journal_mode = OFF; -- made whole and then renamed: there is nothing to roll back to
    PRAGMA synchronous = OFF;  -- a file torn by a power cut is found damaged and made anew
    CREATE TABLE stamp (content TEXT NOT NULL) STRICT;
    CREATE VIRTUAL TABLE words USING fts5 (
        id UNINDEXED, kind UNINDEXED, step UNINDEXED, weight UNINDEXED,
        label, search, text, means, ask, avoid, why, more, say,
        tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
    );";

const INSERT: &str = "
    INSERT INTO words (id, kind, step, weight, label, search, text, means, ask, avoid, why, more, say)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";

// bm25 is negative, the lower the better; one weight for each column of the table.
const RANK: &str = "
    SELECT rowid, id, kind, step, label FROM words WHERE words MATCH ?1
    ORDER BY bm25(words, 0, 0, 0, 0, 10, 6, 3, 1, 1, 1, 1, 1, 1) * weight, rowid
    LIMIT ?2";

// All hits at once: the expression is looked up a single time. With a vault open SQLCipher locks and
// wipes whatever SQLite allocates in this process, so that a query for each hit was felt.
const MARKED: &str = "
    SELECT rowid, highlight(words, 6, char(2), char(3)), highlight(words, 7, char(2), char(3)),
           highlight(words, 8, char(2), char(3)), highlight(words, 9, char(2), char(3)),
           highlight(words, 10, char(2), char(3)), highlight(words, 11, char(2), char(3))
    FROM words WHERE words MATCH ?1 AND rowid IN ";

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
    /// The index holds something that this version does not know.
    #[error("the guide's index holds something unknown")]
    Unknown,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum HitKind {
    /// An entry: [`EntryKind::Statement`].
    Statement,
    /// An entry: [`EntryKind::Presentation`].
    Presentation,
    /// An entry: [`EntryKind::Behaviour`].
    Behaviour,
    /// An entry: [`EntryKind::Injury`].
    Injury,
    /// An entry: [`EntryKind::Question`].
    Question,
    /// An entry: [`EntryKind::Listening`].
    Listening,
    /// An entry: [`EntryKind::Note`].
    Note,
    /// An entry: [`EntryKind::Principle`].
    Principle,
    /// An entry: [`EntryKind::Rule`].
    Rule,
    /// An entry: [`EntryKind::Practice`].
    Practice,
    /// An entry: [`EntryKind::Safety`].
    Safety,
    /// An entry: [`EntryKind::SelfCare`].
    SelfCare,
    /// An entry: [`EntryKind::Route`].
    Route,
    /// An entry: [`EntryKind::NotAdvised`].
    NotAdvised,
    /// An entry: [`EntryKind::Caution`].
    Caution,
    /// One of the eight indicators.
    RiskIndicator,
    /// One of the further warning signs.
    WarningSign,
    /// A law card.
    Law,
    /// A service.
    Service,
    /// A figure that may be quoted.
    Figure,
}

impl HitKind {
    /// Every kind.
    pub const ALL: [Self; 20] = [
        Self::Statement,
        Self::Presentation,
        Self::Behaviour,
        Self::Injury,
        Self::Question,
        Self::Listening,
        Self::Note,
        Self::Principle,
        Self::Rule,
        Self::Practice,
        Self::Safety,
        Self::SelfCare,
        Self::Route,
        Self::NotAdvised,
        Self::Caution,
        Self::RiskIndicator,
        Self::WarningSign,
        Self::Law,
        Self::Service,
        Self::Figure,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Presentation => "presentation",
            Self::Behaviour => "behaviour",
            Self::Injury => "injury",
            Self::Question => "question",
            Self::Listening => "listening",
            Self::Note => "note",
            Self::Principle => "principle",
            Self::Rule => "rule",
            Self::Practice => "practice",
            Self::Safety => "safety",
            Self::SelfCare => "self-care",
            Self::Route => "route",
            Self::NotAdvised => "not-advised",
            Self::Caution => "caution",
            Self::RiskIndicator => "risk-indicator",
            Self::WarningSign => "warning-sign",
            Self::Law => "law",
            Self::Service => "service",
            Self::Figure => "figure",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// How much more than its words a thing of this kind counts.
    fn weight(self) -> f64 {
        match self {
            Self::Statement => 4.0,
            Self::NotAdvised => 2.5,
            Self::Service => 2.0,
            Self::RiskIndicator | Self::WarningSign => 1.8,
            Self::Question | Self::Presentation | Self::Behaviour | Self::Injury => 1.5,
            Self::Rule | Self::Caution | Self::Safety | Self::Route | Self::Law => 1.3,
            Self::Practice | Self::Listening => 1.2,
            Self::Note | Self::Principle | Self::SelfCare => 1.0,
            Self::Figure => 0.9,
        }
    }
}

impl From<EntryKind> for HitKind {
    fn from(kind: EntryKind) -> Self {
        match kind {
            EntryKind::Statement => Self::Statement,
            EntryKind::Presentation => Self::Presentation,
            EntryKind::Behaviour => Self::Behaviour,
            EntryKind::Injury => Self::Injury,
            EntryKind::Question => Self::Question,
            EntryKind::Listening => Self::Listening,
            EntryKind::Note => Self::Note,
            EntryKind::Principle => Self::Principle,
            EntryKind::Rule => Self::Rule,
            EntryKind::Practice => Self::Practice,
            EntryKind::Safety => Self::Safety,
            EntryKind::SelfCare => Self::SelfCare,
            EntryKind::Route => Self::Route,
            EntryKind::NotAdvised => Self::NotAdvised,
            EntryKind::Caution => Self::Caution,
        }
    }
}

/// A note that explains what somebody asks for counts for more than another note.
const EXPLAINS: f64 = 2.0;

/// Which field a snippet is. The screen has to say so: words under *avoid* are not advice.
///
/// A sentence that may be said to the person is searched, but is never a snippet: it is read only
/// where what to avoid stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SnippetFrom {
    /// The text.
    Text,
    /// What it may mean.
    Means,
    /// What to ask or do next; how to find out.
    Ask,
    /// What not to do or say.
    Avoid,
    /// Why it matters.
    Why,
    /// Anything else: whom a route is for, what breaking an order leads to.
    More,
}

impl SnippetFrom {
    /// In the order of the columns, which is the order of preference.
    const ALL: [Self; 6] = [
        Self::Text,
        Self::Means,
        Self::Ask,
        Self::Avoid,
        Self::Why,
        Self::More,
    ];
}

/// A piece of a snippet. The pieces of a snippet put together are a whole field of the guide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Fragment {
    /// The words. Plain text.
    pub text: String,
    /// True when they were looked for.
    pub matched: bool,
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
    vocabulary: Vocabulary,
    in_memory: bool,
}

/// One thing as it stands in the index.
struct Row {
    id: ItemId,
    kind: HitKind,
    step: Option<Step>,
    weight: f64,
    label: String,
    search: String,
    /// In the order of [`SnippetFrom::ALL`].
    fields: [String; 6],
    /// Words to say aloud: searched, never a snippet.
    say: String,
}

struct Ranked {
    row: i64,
    id: String,
    kind: String,
    step: Option<String>,
    label: String,
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
        if let Some(store) = Self::open_made(path, &stamp) {
            return Ok(store);
        }
        if make_file(path, guide, &stamp)
            && let Some(store) = Self::open_made(path, &stamp)
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
            Self::ready(db, true)
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
        let mut found = self.ranked(&query.all(), limit)?;
        if found.is_empty() && query.has_several() {
            found = self.ranked(&query.any(), limit)?;
        }
        let mut marked = self.marked(&found, &query.any())?;
        found
            .into_iter()
            .map(|ranked| {
                let fields = marked.remove(&ranked.row).ok_or(StoreError::Unknown)?;
                hit(ranked, &fields)
            })
            .collect()
    }

    /// What is found by label or search words, then what is found by anything.
    fn ranked(&self, expression: &str, limit: usize) -> Result<Vec<Ranked>, StoreError> {
        let mut found = self.matching(&format!("{{label search}} : {expression}"), limit)?;
        if found.len() < limit {
            let by_name: BTreeSet<i64> = found.iter().map(|ranked| ranked.row).collect();
            // The second list holds the first again, so it may be shorter by as much.
            let others = self.matching(expression, limit)?;
            let others = others
                .into_iter()
                .filter(|ranked| !by_name.contains(&ranked.row));
            found.extend(others);
            found.truncate(limit);
        }
        Ok(found)
    }

    fn matching(&self, expression: &str, limit: usize) -> Result<Vec<Ranked>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let read = || {
            self.db
                .prepare_cached(RANK)?
                .query_map(params![expression, limit], |row| {
                    Ok(Ranked {
                        row: row.get(0)?,
                        id: row.get(1)?,
                        kind: row.get(2)?,
                        step: row.get(3)?,
                        label: row.get(4)?,
                    })
                })?
                .collect::<Result<Vec<Ranked>, _>>()
        };
        read().map_err(StoreError::Search)
    }

    /// The fields of each hit with the words that were looked for marked, by row.
    fn marked(
        &self,
        found: &[Ranked],
        expression: &str,
    ) -> Result<BTreeMap<i64, Vec<String>>, StoreError> {
        // Row numbers of our own index, so that nothing typed is ever part of the statement.
        let rows: Vec<String> = found.iter().map(|ranked| ranked.row.to_string()).collect();
        let read = || {
            self.db
                .prepare(&format!("{MARKED} ({})", rows.join(", ")))?
                .query_map(params![expression], |row| {
                    let fields = (1..=SnippetFrom::ALL.len()).map(|column| row.get(column));
                    Ok((row.get(0)?, fields.collect::<Result<Vec<String>, _>>()?))
                })?
                .collect::<Result<_, rusqlite::Error>>()
        };
        read().map_err(StoreError::Search)
    }

    /// The store at `path`, when it is whole and made from this content.
    fn open_made(path: &Path, stamp: &str) -> Option<Self> {
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
            Ok((db, true)) => Self::ready(db, false).ok(),
            // Why it cannot be used does not matter: it is made anew.
            Ok((_, false)) | Err(_) => None,
        }
    }

    fn ready(db: Connection, in_memory: bool) -> Result<Self, rusqlite::Error> {
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
        for row in rows(guide) {
            let [text, means, ask, avoid, why, more] = row.fields;
            insert.execute(params![
                row.id.as_str(),
                row.kind.name(),
                row.step.map(step_name),
                row.weight,
                row.label,
                row.search,
                text,
                means,
                ask,
                avoid,
                why,
                more,
                row.say
            ])?;
        }
    }
    work.execute("INSERT INTO words (words) VALUES ('optimize')", [])?;
    work.execute("INSERT INTO stamp (content) VALUES (?1)", [stamp])?;
    work.commit()
}

fn rows(guide: &Guide) -> Vec<Row> {
    let explained: BTreeSet<&ItemId> = guide
        .entries
        .iter()
        .filter(|entry| matches!(entry.kind, EntryKind::Statement | EntryKind::NotAdvised))
        .flat_map(|entry| &entry.see_also)
        .collect();
    let entries = guide.entries.iter().map(|entry| {
        let explains = entry.kind == EntryKind::Note && explained.contains(&entry.id);
        entry_row(entry, explains)
    });
    let items = guide.checklist.items.iter().map(|item| {
        let kind = match item.list {
            ItemList::Indicator => HitKind::RiskIndicator,
            ItemList::WarningSign => HitKind::WarningSign,
        };
        Row {
            step: Some(Step::Assess),
            fields: [
                item.text.clone(),
                String::new(),
                item.find_out.clone(),
                String::new(),
                item.why.clone(),
                item.changes.clone(),
            ],
            ..row(&item.id, kind, &item.label, &item.search)
        }
    });
    let laws = guide.laws.iter().map(|law| {
        let more = joined([
            &law.breach,
            &law.who,
            &law.caution,
            &Some(law.source.clone()),
        ]);
        Row {
            // "Never mention it" stands in the text, so the rest is not shown without it.
            fields: if law.never_say {
                only(format!("{} {more}", law.text), String::new())
            } else {
                only(law.text.clone(), more)
            },
            say: law.say.clone(),
            ..row(&law.id, HitKind::Law, &law.label, &law.search)
        }
    });
    let services = guide.services.iter().map(|service| {
        // The text says whom a number is not for, so the number is not shown without it.
        let text = format!("{} ({}). {}", service.contact, service.area, service.text);
        Row {
            fields: only(text, String::new()),
            ..row(
                &service.id,
                HitKind::Service,
                &service.label,
                &service.search,
            )
        }
    });
    let figures = guide.figures.iter().map(|figure| Row {
        fields: only(figure.text.clone(), figure.source.clone()),
        ..row(&figure.id, HitKind::Figure, &figure.label, &[])
    });
    entries
        .chain(items)
        .chain(laws)
        .chain(services)
        .chain(figures)
        .collect()
}

fn entry_row(entry: &Entry, explains: bool) -> Row {
    let field = |text: &Option<String>| text.clone().unwrap_or_default();
    let plain = row(&entry.id, entry.kind.into(), &entry.label, &entry.search);
    Row {
        step: Some(entry.step),
        weight: if explains { EXPLAINS } else { plain.weight },
        fields: [
            entry.text.clone(),
            field(&entry.means),
            field(&entry.ask),
            field(&entry.avoid),
            field(&entry.why),
            field(&entry.for_whom),
        ],
        say: joined([&entry.lead_in, &entry.say]),
        ..plain
    }
}

fn row(id: &ItemId, kind: HitKind, label: &str, search: &[String]) -> Row {
    Row {
        id: id.clone(),
        kind,
        step: None,
        weight: kind.weight(),
        label: label.to_string(),
        search: format!("{} {}", search.join(" "), without_apostrophes(label)),
        fields: Default::default(),
        say: String::new(),
    }
}

fn only(text: String, more: String) -> [String; 6] {
    let none = String::new;
    [text, none(), none(), none(), none(), more]
}

fn joined<const N: usize>(texts: [&Option<String>; N]) -> String {
    let there: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
    there.join(" ")
}

fn step_name(step: Step) -> &'static str {
    match step {
        Step::Frame => "frame",
        Step::Look => "look",
        Step::Ask => "ask",
        Step::Assess => "assess",
        Step::Respond => "respond",
        Step::Refer => "refer",
        Step::Record => "record",
    }
}

fn step_named(name: &str) -> Option<Step> {
    Step::ALL.into_iter().find(|step| step_name(*step) == name)
}

fn fragments(marked: &str) -> Vec<Fragment> {
    let mut fragments = Vec::new();
    let mut push = |text: &str, matched| {
        if !text.is_empty() {
            fragments.push(Fragment {
                text: text.to_string(),
                matched,
            });
        }
    };
    let mut parts = marked.split(MATCH_STARTS);
    push(parts.next().unwrap_or_default(), false);
    for part in parts {
        let (matched, after) = part.split_once(MATCH_ENDS).unwrap_or((part, ""));
        push(matched, true);
        push(after, false);
    }
    fragments
}

fn hit(ranked: Ranked, fields: &[String]) -> Result<Hit, StoreError> {
    let (from, field) = SnippetFrom::ALL
        .into_iter()
        .zip(fields)
        .find(|(_, field)| field.contains(MATCH_STARTS))
        .or_else(|| SnippetFrom::ALL.into_iter().zip(fields).next())
        .ok_or(StoreError::Unknown)?;
    let step = match ranked.step {
        Some(name) => Some(step_named(&name).ok_or(StoreError::Unknown)?),
        None => None,
    };
    Ok(Hit {
        id: ItemId::new(ranked.id),
        kind: HitKind::named(&ranked.kind).ok_or(StoreError::Unknown)?,
        step,
        label: ranked.label,
        from,
        snippet: fragments(field),
    })
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

    #[test]
    fn fragments_put_together_are_the_field() {
        let marked = "Never \u{2}go\u{3} \u{2}alone\u{3}.";
        let fragments = fragments(marked);
        let text: String = fragments.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(text, "Never go alone.");
        let matched: Vec<&str> = fragments
            .iter()
            .filter(|part| part.matched)
            .map(|part| part.text.as_str())
            .collect();
        assert_eq!(matched, ["go", "alone"]);
    }

    #[test]
    fn kinds_and_steps_keep_their_names_in_the_index() {
        for kind in HitKind::ALL {
            assert_eq!(HitKind::named(kind.name()), Some(kind));
        }
        for step in Step::ALL {
            assert_eq!(step_named(step_name(step)), Some(step));
        }
    }
}
