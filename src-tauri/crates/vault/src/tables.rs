//! Lists derived from the ledger. They hold nothing that the ledger does not, and can be made again
//! from it at any time.

use crate::backup::{OutputMade, Restored};
use crate::error::{Cause, StorageError};
use crate::ledger::{self, Head, Kind};
use crate::settings::Settings;
use crate::{actions, contacts, erasure, events, outputs, packs, people, referrals, search};
use casework::sealing::Amendment;
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, Transaction};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value as JSON. Stored text is JSON everywhere.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<Vec<u8>, StorageError> {
    serde_json::to_vec(value).map_err(|_| StorageError::Io(Cause::Unwritable))
}

/// A value from JSON.
pub(crate) fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, StorageError> {
    serde_json::from_slice(bytes).map_err(|_| StorageError::Damaged(Cause::Row))
}

/// A value as JSON in a column of text.
pub(crate) fn json_text<T: Serialize>(value: &T) -> Result<String, StorageError> {
    String::from_utf8(to_json(value)?).map_err(|_| StorageError::Io(Cause::Unwritable))
}

/// A plain enum as the word that serde writes for it.
pub(crate) fn word<T: Serialize>(value: &T) -> Result<String, StorageError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(StorageError::Io(Cause::Unwritable)),
    }
}

/// A plain enum from the word that serde writes for it.
pub(crate) fn from_word<T: DeserializeOwned>(word: String) -> Result<T, StorageError> {
    serde_json::from_value(serde_json::Value::String(word))
        .map_err(|_| StorageError::Damaged(Cause::Row))
}

/// A stored time.
pub(crate) fn time(micros: i64) -> Result<DateTime<Utc>, StorageError> {
    DateTime::from_timestamp_micros(micros).ok_or(StorageError::Damaged(Cause::Row))
}

/// A stored day.
pub(crate) fn day(text: &str) -> Result<NaiveDate, StorageError> {
    text.parse().map_err(|_| StorageError::Damaged(Cause::Row))
}

/// Writes the settings.
pub(crate) fn set_settings(transaction: &Transaction<'_>, body: &[u8]) -> Result<(), StorageError> {
    let body = std::str::from_utf8(body).map_err(|_| StorageError::Damaged(Cause::Row))?;
    transaction
        .prepare_cached(
            "INSERT INTO settings (one, body) VALUES (1, ?1)
             ON CONFLICT (one) DO UPDATE SET body = ?1",
        )?
        .execute([body])?;
    Ok(())
}

/// Writes the row of an amendment.
pub(crate) fn add_amendment(
    transaction: &Transaction<'_>,
    amendment: &Amendment,
    seq: u64,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached("INSERT INTO amendment (seq, contact) VALUES (?1, ?2)")?
        .execute((seq, amendment.contact.as_str()))?;
    search::add_amendment(transaction, amendment, seq)
}

/// Writes down when the last backup was made.
pub(crate) fn set_backup(
    transaction: &Transaction<'_>,
    made_at: DateTime<Utc>,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached(
            "INSERT INTO backup (one, made_at) VALUES (1, ?1)
             ON CONFLICT (one) DO UPDATE SET made_at = ?1",
        )?
        .execute([made_at.timestamp_micros()])?;
    Ok(())
}

/// When the last backup was made.
pub(crate) fn backup(connection: &Connection) -> Result<Option<DateTime<Utc>>, StorageError> {
    let mut statement = connection.prepare_cached("SELECT made_at FROM backup WHERE one = 1")?;
    let mut rows = statement.query([])?;
    rows.next()?.map(|row| time(row.get(0)?)).transpose()
}

/// Writes the number of the last change of a draft, where no part is left to hold it.
pub(crate) fn set_saves(transaction: &Transaction<'_>, number: u64) -> Result<(), StorageError> {
    transaction
        .prepare_cached("UPDATE saves SET number = ?1 WHERE one = 1")?
        .execute([number])?;
    Ok(())
}

/// The number of the last change of a draft.
pub(crate) fn saves(connection: &Connection) -> Result<u64, StorageError> {
    Ok(connection
        .prepare_cached(
            "SELECT max((SELECT coalesce(max(number), 0) FROM draft_part),
               (SELECT coalesce(max(number), 0) FROM draft),
               (SELECT coalesce(max(number), 0) FROM saves))",
        )?
        .query_row([], |row| row.get(0))?)
}

/// Takes a draft away; false when there is none.
pub(crate) fn remove_draft(transaction: &Transaction<'_>, id: &str) -> Result<bool, StorageError> {
    transaction.execute("DELETE FROM draft_part WHERE contact = ?1", [id])?;
    Ok(transaction.execute("DELETE FROM draft WHERE id = ?1", [id])? > 0)
}

/// What can be made again from the ledger, in the order in which rows refer to each other.
const DERIVED: [&str; 13] = [
    "output_contact",
    "output",
    "action",
    "referral",
    "event",
    "amendment",
    "contact",
    "person",
    "settings",
    "erased",
    "erasure",
    "backup",
    "pack",
];

/// Every row of the derived tables as text, to compare them before and after they are made again.
pub(crate) fn derived(connection: &Connection) -> Result<Vec<String>, StorageError> {
    let mut all = Vec::new();
    let rows = DERIVED.map(|table| (table, "*"));
    // The number of a row of the search is no column of it.
    let search = [("search", "rowid, *"), ("known_word", "*"), packs::SERVICES];
    for (table, columns) in rows.into_iter().chain(search) {
        let mut statement = connection.prepare(&format!("SELECT {columns} FROM {table}"))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let values: Vec<_> = (0..columns)
                .map(|column| Ok(format!("{:?}", row.get_ref(column)?)))
                .collect::<Result<_, rusqlite::Error>>()?;
            lines.push(format!("{table} {}", values.join(" ")));
        }
        lines.sort_unstable();
        all.extend(lines);
    }
    Ok(all)
}

/// Empties the derived tables and makes them again from the ledger.
pub(crate) fn rebuild(transaction: &Transaction<'_>) -> Result<(), StorageError> {
    for table in DERIVED {
        transaction.execute(&format!("DELETE FROM {table}"), [])?;
    }
    search::empty(transaction)?;
    packs::remove_services(transaction)?;
    let entries: Vec<(u64, String, i64, bool)> = transaction
        .prepare(
            "SELECT seq, kind, at, EXISTS (SELECT 1 FROM ledger_payload WHERE seq = ledger.seq)
             FROM ledger ORDER BY seq",
        )?
        .query_map([], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<Result<_, _>>()?;
    for (seq, kind, at, there) in entries {
        if !there {
            // Erased; whether that was said by an erasure is for the verification to tell.
            continue;
        }
        let payload = ledger::payload(transaction, seq)?;
        match Kind::from_text(&kind) {
            Some(Kind::PersonAdded) => {
                people::add(transaction, &from_json(&payload)?, seq, time(at)?)?;
            }
            Some(Kind::PersonChanged) => {
                people::set_profile(transaction, &from_json(&payload)?, seq, time(at)?)?;
            }
            Some(Kind::PeopleJoined) => people::join(transaction, &from_json(&payload)?)?,
            Some(Kind::PeopleParted) => people::part(transaction, &from_json(&payload)?)?,
            Some(Kind::Action) => actions::apply(transaction, &from_json(&payload)?)?,
            Some(Kind::Referral) => referrals::apply(transaction, &from_json(&payload)?)?,
            Some(Kind::Event) => events::apply(transaction, &from_json(&payload)?)?,
            Some(Kind::ContactSealed) => contacts::add(transaction, &from_json(&payload)?, seq)?,
            Some(Kind::Amendment) => {
                add_amendment(transaction, &from_json(&payload)?, seq)?;
            }
            Some(Kind::Retention) => people::set_retention(transaction, &from_json(&payload)?)?,
            Some(Kind::Settings) => set_settings(transaction, &payload)?,
            Some(Kind::OutputMade) => match from_json(&payload)? {
                OutputMade::Backup { made_at } => set_backup(transaction, made_at)?,
                OutputMade::FromRecord(made) => outputs::add(transaction, &made, seq)?,
            },
            Some(Kind::Restored) => {
                let restored: Restored = from_json(&payload)?;
                set_backup(transaction, restored.made_at)?;
            }
            Some(Kind::Erasure) => {
                let head = Head { seq, ..Head::EMPTY };
                erasure::apply(transaction, &from_json(&payload)?, &head)?;
            }
            Some(Kind::Pack) => packs::apply(transaction, &from_json(&payload)?, seq)?,
            // Nothing is derived from these.
            Some(Kind::Unlock | Kind::WentOn) | None => {}
        }
    }
    Ok(())
}

/// The settings, or the usual ones when none were saved.
pub(crate) fn settings(connection: &Connection) -> Result<Settings, StorageError> {
    let mut statement = connection.prepare_cached("SELECT body FROM settings WHERE one = 1")?;
    let mut rows = statement.query([])?;
    match rows.next()? {
        None => Ok(Settings::default()),
        Some(row) => {
            let settings: Settings = from_json(row.get::<_, String>(0)?.as_bytes())?;
            Ok(settings.held())
        }
    }
}
