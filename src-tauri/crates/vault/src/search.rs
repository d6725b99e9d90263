//! The search over sealed contacts, amendments and people.
//!
//! One row for each entry of the ledger, the newest first, derived from it like every list. What was erased is
//! in no row, in no index and in no list of words. Nothing here reads a body to find it (no LIKE), counts
//! all hits or orders them by how well they fit: the newest come first, as many as a screen holds, however
//! many there are. Drafts are not searched.
//!
//! What of an entry is searched, and what a typed text means, is for [`casework::search`] to say.

use crate::contacts::{self, SealedRow};
use crate::error::{Cause, StorageError};
use crate::ledger::Kind;
use crate::people::{self, PersonRow};
use crate::tables::{from_json, from_word, json_text, time, word};
use crate::vault::Vault;
use casework::gate::Setting;
use casework::outcome::OutcomeKind;
use casework::person::Person;
use casework::sealing::{Amendment, SealedContact};
use casework::search::{
    LONGEST_WORD, Place, Sentence, TypedWord, Written, other_forms, sentence, tokens, typed,
};
use casework::when::start_of;
use casework::words::Words;
use chrono::{DateTime, Days, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use std::collections::BTreeSet;

/// Stands between two texts of one row. No typed control character gets into a row, so it is never typed.
const BETWEEN: char = '\u{1f}';

/// Words of one beginning that are looked up one by one; of more, all hits have to be collected.
const BEGINNINGS: usize = 64;

/// The index has the beginnings of words up to so many letters.
const INDEXED: usize = 4;

/// Up to so many entries with open actions are tried one by one, rather than every hit for an open action.
const FEW_OPEN: usize = 500;

/// The row of an entry stands at this less its number: a search goes over rows in order, and FTS5 begins a
/// backward one by reading everything that it has for a word (with *secure-delete*, `fts5SegIterReverse`).
const NEWEST: i64 = 268_435_456; // the statements below have it too

/// Rows of people that are looked at for a name before it is enough.
const MOST_PEOPLE: u32 = 500;

/// What is looked for. Without words, whatever fits the rest; with nothing at all, nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looking {
    /// What was typed. Never query syntax.
    pub text: Words,
    /// From this day, London.
    pub from: Option<NaiveDate>,
    /// Until this day and with it, London.
    pub to: Option<NaiveDate>,
    /// What the checklist said.
    pub outcome: Option<OutcomeKind>,
    /// Where it took place.
    pub setting: Option<Setting>,
    /// True: only where an action is open.
    pub open_actions: bool,
    /// True: names are shown by their first letters in the sentence.
    pub initials: bool,
}

/// What an entry that was found belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoundIn {
    /// A sealed contact.
    Contact(SealedRow),
    /// An amendment of this contact.
    Amendment(SealedRow),
    /// A person.
    Person(PersonRow),
}

/// One entry that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The number of the entry.
    pub seq: u64,
    /// What it belongs to.
    pub found_in: FoundIn,
    /// When it was entered.
    pub at: DateTime<Utc>,
    /// The sentence; none when no words were looked for.
    pub sentence: Option<Sentence>,
}

/// What was found, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The hits.
    pub hits: Vec<Hit>,
    /// True when there are more, older ones.
    pub more: bool,
}

impl Vault {
    /// Finds sealed contacts, amendments and people, the newest first, at most `limit`.
    ///
    /// # Errors
    /// [`StorageError`]; never because of what was typed.
    pub fn find(&self, looking: &Looking, limit: usize) -> Result<Found, StorageError> {
        let typed = typed(&looking.text);
        let narrowed = looking.from.is_some()
            || looking.to.is_some()
            || looking.outcome.is_some()
            || looking.setting.is_some()
            || looking.open_actions;
        // Something was typed that holds no word: then nothing fits, whatever else was chosen.
        if typed.is_empty() && (!narrowed || !looking.text.is_blank()) {
            return Ok(Found::default());
        }
        let Some(expression) = expression(&self.connection, &typed, &facets_of(looking)?)? else {
            return Ok(Found::default());
        };
        let span = Span::of(&self.connection, looking)?;
        let mut rows = self.rows(&expression, &span, looking.open_actions, limit)?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let mut hits = Vec::new();
        let mut people: BTreeSet<String> = BTreeSet::new();
        for row in rows {
            let found_in = self.found_in(&row)?;
            if let FoundIn::Person(person) = &found_in
                && !people.insert(person.id.to_string())
            {
                // Two entries that are the same person.
                continue;
            }
            let hidden = match looking.initials {
                true => self.names(&found_in)?,
                false => Vec::new(),
            };
            hits.push(Hit {
                seq: row.seq,
                found_in,
                at: row.at,
                sentence: row.sentence(&typed, &hidden)?,
            });
        }
        Ok(Found { hits, more })
    }

    /// People whose name, reference or household has every word of `text`, the newest entry first, at most
    /// `limit`.
    ///
    /// # Errors
    /// [`StorageError`]; never because of what was typed.
    pub fn find_people(&self, text: &Words, limit: usize) -> Result<Vec<PersonRow>, StorageError> {
        let typed = typed(text);
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        let person = [facet_of_kind(Kind::PersonChanged)];
        let Some(expression) = expression(&self.connection, &typed, &person)? else {
            return Ok(Vec::new());
        };
        let mut statement = self.connection.prepare_cached(FIND)?;
        let span = Span::EVERYTHING;
        let mut rows = statement.query(span.params(&expression, MOST_PEOPLE))?;
        let mut found: Vec<PersonRow> = Vec::new();
        while let Some(row) = rows.next()? {
            let row = FoundRow::read(row)?;
            // The notes are searched as well, and are no name.
            let named = row.texts()?.into_iter().filter(|(place, _, _)| {
                matches!(place, Place::Name | Place::Reference | Place::Household)
            });
            let named: Vec<String> = named.flat_map(|(_, _, text)| tokens(text)).collect();
            let has = |typed: &TypedWord| {
                let word = typed.looked_up();
                named.iter().any(|name| match typed.begins {
                    true => name.starts_with(&word),
                    false => *name == word,
                })
            };
            if !typed.iter().all(has) {
                continue;
            }
            if let FoundIn::Person(person) = self.found_in(&row)?
                && found.iter().all(|other| other.id != person.id)
            {
                found.push(person);
            }
            if found.len() == limit {
                break;
            }
        }
        Ok(found)
    }

    /// One row more than `limit`, when there is one.
    fn rows(
        &self,
        expression: &str,
        span: &Span,
        open_actions: bool,
        limit: usize,
    ) -> Result<Vec<FoundRow>, StorageError> {
        let most = u32::try_from(limit).map_or(u32::MAX, |limit| limit.saturating_add(1));
        if open_actions {
            let few: Vec<u64> = self
                .connection
                .prepare_cached(WITH_OPEN_ACTIONS)?
                .query_map([FEW_OPEN + 1], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            if few.len() <= FEW_OPEN {
                return self.rows_of(&few, expression, span, limit);
            }
        }
        let statement = match open_actions {
            true => FIND_OPEN,
            false => FIND,
        };
        let mut statement = self.connection.prepare_cached(statement)?;
        let mut rows = statement.query(span.params(expression, most))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(FoundRow::read(row)?);
        }
        Ok(found)
    }

    /// Those of these entries that fit.
    fn rows_of(
        &self,
        seqs: &[u64],
        expression: &str,
        span: &Span,
        limit: usize,
    ) -> Result<Vec<FoundRow>, StorageError> {
        let newest_first: BTreeSet<u64> = seqs.iter().copied().collect();
        let mut statement = self.connection.prepare_cached(FIND)?;
        let mut found = Vec::new();
        for seq in newest_first.into_iter().rev() {
            if seq < span.first || seq > span.last {
                continue;
            }
            let one = Span {
                first: seq,
                last: seq,
                ..*span
            };
            let mut rows = statement.query(one.params(expression, 1))?;
            if let Some(row) = rows.next()? {
                found.push(FoundRow::read(row)?);
            }
            if found.len() > limit {
                break;
            }
        }
        Ok(found)
    }

    fn found_in(&self, row: &FoundRow) -> Result<FoundIn, StorageError> {
        // Every row stands for an entry that the lists know: they are made in one transaction.
        let missing = || StorageError::Damaged(Cause::Row);
        match row.kind {
            Kind::ContactSealed => {
                let contact = contacts::by_seq(&self.connection, row.seq)?;
                contact.map(FoundIn::Contact).ok_or_else(missing)
            }
            Kind::Amendment => {
                let contact = contacts::by_amendment(&self.connection, row.seq)?;
                contact.map(FoundIn::Amendment).ok_or_else(missing)
            }
            _ => {
                let id = people::by_seq(&self.connection, row.seq)?.ok_or_else(missing)?;
                let person = self.person_row(&id)?.ok_or_else(missing)?;
                Ok(FoundIn::Person(person))
            }
        }
    }

    /// The names that are shown by their first letters: the person's, under every entry of theirs, and those
    /// of whoever belongs to them.
    fn names(&self, found_in: &FoundIn) -> Result<Vec<Words>, StorageError> {
        let (person, as_written) = match found_in {
            FoundIn::Contact(row) | FoundIn::Amendment(row) => (&row.person, Some(&row.name)),
            FoundIn::Person(row) => (&row.id, None),
        };
        let mut names: Vec<Words> = as_written.cloned().into_iter().collect();
        let mut statement = self.connection.prepare_cached(NAMES)?;
        let mut rows = statement.query([person.as_str()])?;
        while let Some(row) = rows.next()? {
            names.push(Words::new(row.get::<_, String>(0)?));
            if let Some(profile) = row.get::<_, Option<String>>(1)? {
                let person: Person = from_json(profile.as_bytes())?;
                names.extend(person.household.into_iter().map(|member| member.name));
            }
        }
        Ok(names)
    }
}

/// From the newest on; stops at the limit. `CROSS` keeps the search outside, so that nothing is sorted.
const FIND: &str = "SELECT ledger.seq, search.words, search.places, ledger.kind, ledger.at
  FROM search CROSS JOIN ledger ON ledger.seq = 268435456 - search.rowid
  WHERE search MATCH ?1 AND search.rowid BETWEEN ?2 AND ?3 AND ledger.at >= ?4 AND ledger.at < ?5
  ORDER BY search.rowid LIMIT ?6";

/// The same, where an action is open.
const FIND_OPEN: &str = "SELECT ledger.seq, search.words, search.places, ledger.kind, ledger.at
  FROM search CROSS JOIN ledger ON ledger.seq = 268435456 - search.rowid
  WHERE search MATCH ?1 AND search.rowid BETWEEN ?2 AND ?3 AND ledger.at >= ?4 AND ledger.at < ?5
    AND CASE ledger.kind
      WHEN 'contact_sealed' THEN EXISTS (
        SELECT 1 FROM contact JOIN action ON action.contact = contact.id
        WHERE contact.seq = ledger.seq AND done_on IS NULL)
      WHEN 'amendment' THEN EXISTS (
        SELECT 1 FROM amendment JOIN action ON action.contact = amendment.contact
        WHERE amendment.seq = ledger.seq AND done_on IS NULL)
      ELSE EXISTS (
        SELECT 1 FROM person JOIN action ON action.person = person.id
        WHERE person.seq = ledger.seq AND done_on IS NULL)
    END
  ORDER BY search.rowid LIMIT ?6";

/// The entries that an open action belongs to, at most so many actions.
const WITH_OPEN_ACTIONS: &str = "WITH open AS (
    SELECT contact, person FROM action INDEXED BY action_open WHERE done_on IS NULL LIMIT ?1
  )
  SELECT contact.seq FROM open CROSS JOIN contact ON contact.id = open.contact
  UNION ALL SELECT amendment.seq FROM open CROSS JOIN amendment ON amendment.contact = open.contact
  UNION ALL SELECT person.seq FROM open CROSS JOIN person ON person.id = open.person";

const NAMES: &str = "SELECT name, profile FROM person WHERE root = ?1";

const WORD_IS_KNOWN: &str = "SELECT 1 FROM search WHERE search MATCH ?1 LIMIT 1";

const BEGINNING: &str = "SELECT word FROM known_word WHERE word >= ?1 AND word < ?2 LIMIT ?3";

const BEFORE: &str = "SELECT seq FROM contact WHERE sealed_at < ?1 ORDER BY sealed_at DESC LIMIT 1";

const FROM: &str = "SELECT seq FROM contact WHERE sealed_at >= ?1 ORDER BY sealed_at LIMIT 1";

const CLOCK_RAN_OFF: &str = "SELECT EXISTS (SELECT 1 FROM ledger WHERE clock_off IS NOT NULL)";

/// Which entries are looked at: by number, and by time.
#[derive(Clone, Copy, Debug)]
struct Span {
    first: u64,
    last: u64,
    from: i64,
    until: i64,
}

impl Span {
    const EVERYTHING: Self = Self {
        first: 0,
        last: i64::MAX.unsigned_abs(),
        from: i64::MIN,
        until: i64::MAX,
    };

    /// The numbers keep the search away from what is too old or too new. They follow the time only while no
    /// clock was seen to run off; the time itself always decides.
    fn of(connection: &Connection, looking: &Looking) -> Result<Self, StorageError> {
        let mut span = Self::EVERYTHING;
        let after = looking.to.and_then(|to| to.checked_add_days(Days::new(1)));
        if let Some(day) = looking.from {
            span.from = start_of(day).timestamp_micros();
        }
        if let Some(day) = after {
            span.until = start_of(day).timestamp_micros();
        }
        let ran_off: bool = connection
            .prepare_cached(CLOCK_RAN_OFF)?
            .query_row([], |row| row.get(0))?;
        if ran_off {
            return Ok(span);
        }
        // A day to either side: a clock is put right by a little without a note.
        let seq = |statement: &str, day: Option<NaiveDate>| -> Result<Option<u64>, StorageError> {
            let Some(day) = day else { return Ok(None) };
            let at = start_of(day).timestamp_micros();
            Ok(connection
                .prepare_cached(statement)?
                .query_row([at], |row| row.get(0))
                .optional()?)
        };
        let day_before = looking.from.and_then(|from| from.pred_opt());
        if let Some(seq) = seq(BEFORE, day_before)? {
            span.first = seq;
        }
        if let Some(seq) = seq(FROM, after.and_then(|day| day.succ_opt()))? {
            span.last = seq;
        }
        Ok(span)
    }

    fn params<'a>(&self, expression: &'a str, most: u32) -> impl rusqlite::Params + use<'a> {
        (
            expression,
            place(self.last),
            place(self.first),
            self.from,
            self.until,
            most,
        )
    }
}

/// Where the row of an entry stands: the newest first.
fn place(seq: u64) -> i64 {
    NEWEST - i64::try_from(seq).unwrap_or(i64::MAX)
}

/// A row as it was found.
struct FoundRow {
    seq: u64,
    words: String,
    places: String,
    kind: Kind,
    at: DateTime<Utc>,
}

impl FoundRow {
    /// Reads the columns of [`FIND`].
    fn read(row: &Row<'_>) -> Result<Self, StorageError> {
        Ok(Self {
            seq: row.get(0)?,
            words: row.get(1)?,
            places: row.get(2)?,
            kind: Kind::from_text(&row.get::<_, String>(3)?)
                .ok_or(StorageError::Damaged(Cause::Row))?,
            at: time(row.get(4)?)?,
        })
    }

    fn texts(&self) -> Result<Vec<(Place, bool, &str)>, StorageError> {
        let places: Vec<(Place, bool)> = from_json(self.places.as_bytes())?;
        let texts = self.words.split(BETWEEN);
        Ok(places
            .into_iter()
            .zip(texts)
            .map(|((place, protected), text)| (place, protected, text))
            .collect())
    }

    fn sentence(
        &self,
        typed: &[TypedWord],
        hidden: &[Words],
    ) -> Result<Option<Sentence>, StorageError> {
        Ok(sentence(self.texts()?, typed, hidden))
    }
}

/// Only letters and digits come here; the replacement keeps that promise on its own.
fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', " "))
}

/// What FTS5 is asked for: every word, and every facet. None when a word begins none that was ever written.
fn expression(
    connection: &Connection,
    typed: &[TypedWord],
    facets: &[String],
) -> Result<Option<String>, StorageError> {
    let mut all: Vec<String> = Vec::new();
    for typed in typed {
        let begins = typed.looked_up();
        let word = quoted(&begins);
        let asked = if !typed.begins {
            word
        } else if begins.len() <= INDEXED || begins.len() >= LONGEST_WORD {
            format!("{word} *")
        } else {
            // FTS5 would collect every hit of a longer beginning before it gives the first.
            let known = beginning(connection, &begins)?;
            match known.len() {
                0 => return Ok(None),
                1..=BEGINNINGS => {
                    let words: Vec<_> = known.iter().map(|word| quoted(word)).collect();
                    format!("({})", words.join(" OR "))
                }
                _ => format!("{word} *"),
            }
        };
        all.push(format!("{{words bare}} : {asked}"));
    }
    all.extend(
        facets
            .iter()
            .map(|facet| format!("facets : {}", quoted(facet))),
    );
    Ok(Some(all.join(" AND ")))
}

/// The words that begin so, one more than are looked up one by one when there are more.
fn beginning(connection: &Connection, with: &str) -> Result<Vec<String>, StorageError> {
    // Behind every letter and digit of ASCII.
    let end = format!("{with}~");
    Ok(connection
        .prepare_cached(BEGINNING)?
        .query_map(params![with, end, BEGINNINGS + 1], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

fn facet_of_kind(kind: Kind) -> String {
    match kind {
        Kind::ContactSealed => "xcontact",
        Kind::Amendment => "xamendment",
        _ => "xperson",
    }
    .to_owned()
}

fn facet<T: serde::Serialize>(what: &str, value: &T) -> Result<String, StorageError> {
    Ok(format!("x{what}{}", word(value)?.replace('_', "")))
}

fn facets_of(looking: &Looking) -> Result<Vec<String>, StorageError> {
    let mut facets = Vec::new();
    if let Some(outcome) = &looking.outcome {
        facets.push(facet("outcome", outcome)?);
    }
    if let Some(setting) = &looking.setting {
        facets.push(facet("setting", setting)?);
    }
    if looking.text.is_blank() {
        // Without words a contact is shown once, not again for each amendment.
        facets.push(facet_of_kind(Kind::ContactSealed));
    }
    Ok(facets)
}

/// Writes the row of a sealed contact.
pub(crate) fn add_contact(
    transaction: &Transaction<'_>,
    sealed: &SealedContact,
    seq: u64,
) -> Result<(), StorageError> {
    let contact = &sealed.contact;
    let mut facets = vec![facet_of_kind(Kind::ContactSealed)];
    facets.push(facet("outcome", &sealed.outcome.kind)?);
    if let Some(setting) = &contact.before.setting {
        facets.push(facet("setting", setting)?);
    }
    add(
        transaction,
        seq,
        &casework::search::contact(contact),
        &facets,
    )
}

/// Writes the row of an amendment. It is found by what its contact is found by, too.
pub(crate) fn add_amendment(
    transaction: &Transaction<'_>,
    amendment: &Amendment,
    seq: u64,
) -> Result<(), StorageError> {
    let mut facets = vec![facet_of_kind(Kind::Amendment)];
    let (outcome, setting): (String, Option<String>) = transaction
        .prepare_cached("SELECT outcome, setting FROM contact WHERE id = ?1")?
        .query_row([amendment.contact.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    facets.push(facet("outcome", &from_word::<OutcomeKind>(outcome)?)?);
    if let Some(setting) = setting {
        facets.push(facet("setting", &from_word::<Setting>(setting)?)?);
    }
    add(
        transaction,
        seq,
        &casework::search::amendment(amendment),
        &facets,
    )
}

/// The number of the entry that names somebody, before it is written anew.
pub(crate) fn seq_of_person(
    transaction: &Transaction<'_>,
    id: &str,
) -> Result<Option<u64>, StorageError> {
    Ok(transaction
        .prepare_cached("SELECT seq FROM person WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// Writes the row of a person, in the place of the one that they had.
pub(crate) fn set_person(
    transaction: &Transaction<'_>,
    id: &str,
    before: Option<u64>,
) -> Result<(), StorageError> {
    if let Some(before) = before {
        remove(transaction, before)?;
    }
    let (seq, person) = people::as_written(transaction, id)?;
    let facets = [facet_of_kind(Kind::PersonChanged)];
    add(
        transaction,
        seq,
        &casework::search::person(&person),
        &facets,
    )
}

fn add(
    transaction: &Transaction<'_>,
    seq: u64,
    written: &[Written<'_>],
    facets: &[String],
) -> Result<(), StorageError> {
    let plain = |text: &str| -> String {
        let plain = |c: char| match c {
            '\n' | '\r' | '\t' => c,
            c if c.is_control() => ' ',
            c => c,
        };
        text.chars().map(plain).collect()
    };
    let texts: Vec<String> = written
        .iter()
        .map(|one| plain(one.words.stored()))
        .collect();
    let places: Vec<(Place, bool)> = written
        .iter()
        .map(|one| (one.place, one.protected))
        .collect();
    let bare: BTreeSet<String> = texts.iter().flat_map(|text| other_forms(text)).collect();
    let bare: Vec<String> = bare.into_iter().collect();
    transaction
        .prepare_cached(
            "INSERT INTO search (rowid, words, bare, facets, places) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((
            place(seq),
            texts.join(&BETWEEN.to_string()),
            bare.join(" "),
            facets.join(" "),
            json_text(&places)?,
        ))?;
    let mut statement =
        transaction.prepare_cached("INSERT OR IGNORE INTO known_word (word) VALUES (?1)")?;
    let all: BTreeSet<String> = texts.iter().flat_map(|text| tokens(text)).collect();
    for word in all.iter().filter(|word| word.len() <= LONGEST_WORD) {
        statement.execute([word])?;
    }
    Ok(())
}

/// Takes the row of an entry away, with every word that stands in no other.
pub(crate) fn remove(transaction: &Transaction<'_>, seq: u64) -> Result<(), StorageError> {
    let words: Option<String> = transaction
        .prepare_cached("SELECT words FROM search WHERE rowid = ?1")?
        .query_row([place(seq)], |row| row.get(0))
        .optional()?;
    let Some(words) = words else { return Ok(()) };
    transaction
        .prepare_cached("DELETE FROM search WHERE rowid = ?1")?
        .execute([place(seq)])?;
    let mut gone = BTreeSet::new();
    let all: BTreeSet<String> = words.split(BETWEEN).flat_map(tokens).collect();
    for word in all {
        let asked = format!("{{words bare}} : {}", quoted(&word));
        let there: Option<i64> = transaction
            .prepare_cached(WORD_IS_KNOWN)?
            .query_row([asked], |row| row.get(0))
            .optional()?;
        if there.is_none() {
            transaction
                .prepare_cached("DELETE FROM known_word WHERE word = ?1")?
                .execute([&word])?;
            gone.insert(word);
        }
    }
    leave_no_signpost(transaction, &gone)
}

/// Between its pages the index keeps the beginning of the word with which a page begins, also when that word
/// was deleted since. Where such a signpost is the beginning of a word that is gone, the index is made anew.
/// That takes long in a large vault, and is rare: a page holds hundreds of words.
fn leave_no_signpost(
    transaction: &Transaction<'_>,
    gone: &BTreeSet<String>,
) -> Result<(), StorageError> {
    if gone.is_empty() {
        return Ok(());
    }
    let mut left = false;
    {
        let mut statement = transaction.prepare_cached("SELECT term FROM search_idx")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            // The first byte says which index it is.
            let term = row.get_ref(0)?.as_bytes().unwrap_or_default();
            let sign = String::from_utf8_lossy(term.get(1..).unwrap_or_default());
            let sign = sign.trim_end_matches(char::REPLACEMENT_CHARACTER);
            let of_one_gone = gone
                .range(sign.to_owned()..)
                .next()
                .is_some_and(|word| word.starts_with(sign));
            if sign.chars().count() > 2 && of_one_gone && beginning(transaction, sign)?.is_empty() {
                left = true;
                break;
            }
        }
    }
    if left {
        transaction.execute("INSERT INTO search (search) VALUES ('rebuild')", [])?;
    }
    Ok(())
}

/// Empties the search. The table is made anew: to take its rows one by one would take hours.
pub(crate) fn empty(transaction: &Transaction<'_>) -> Result<(), StorageError> {
    let made: String = transaction.query_row(
        "SELECT sql FROM sqlite_schema WHERE name = 'search'",
        [],
        |row| row.get(0),
    )?;
    transaction.execute_batch(&format!(
        "DROP TABLE search; {made};
         INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
         DELETE FROM known_word;"
    ))?;
    Ok(())
}

#[cfg(test)]
pub(crate) const STATEMENTS: [&str; 9] = [
    FIND,
    FIND_OPEN,
    WITH_OPEN_ACTIONS,
    NAMES,
    WORD_IS_KNOWN,
    BEGINNING,
    BEFORE,
    FROM,
    CLOCK_RAN_OFF,
];
