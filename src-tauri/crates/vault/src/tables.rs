//! Lists derived from the ledger. They hold nothing that the ledger does not, and can be made again
//! from it at any time.

use crate::backup::{OutputMade, Restored};
use crate::erasure;
use crate::error::{Cause, StorageError};
use crate::ledger::{self, Head, Kind};
use crate::record::Retention;
use crate::settings::Settings;
use casework::contact::AboutPerson;
use casework::gate::Setting;
use casework::ids::{ActionId, ContactId, PersonId};
use casework::outcome::OutcomeKind;
use casework::sealing::{Amendment, SealedContact};
use casework::when::day_in_london;
use casework::words::Words;
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, Transaction};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A sealed contact as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedRow {
    /// The contact's id.
    pub id: ContactId,
    /// Whom it is about.
    pub person: PersonId,
    /// Their name or initials, as written in this contact.
    pub name: Words,
    /// The agency's own reference, as written in this contact.
    pub local_reference: Words,
    /// When it was sealed.
    pub sealed_at: DateTime<Utc>,
    /// Where it took place, when that was answered.
    pub setting: Option<Setting>,
    /// What the checklist said.
    pub outcome: OutcomeKind,
    /// When it is looked at again, London; none when a reason was given instead.
    pub review_day: Option<NaiveDate>,
}

/// A person as a list shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// The person's id.
    pub id: PersonId,
    /// Name or initials, as last written; a blank never replaces a name.
    pub name: Words,
    /// The agency's own reference, as last written; a blank never replaces one.
    pub local_reference: Words,
    /// How many sealed contacts are about them.
    pub contacts: u32,
    /// When the newest of them was sealed.
    pub last_sealed_at: DateTime<Utc>,
    /// When it is looked at whether the record is still kept, London.
    pub retention_day: Option<NaiveDate>,
}

/// Something that somebody must do and that nobody has said was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRow {
    /// The action's id.
    pub id: ActionId,
    /// The sealed contact that it was decided in.
    pub contact: ContactId,
    /// Whom that contact is about.
    pub person: PersonId,
    /// Their name or initials, as written in that contact.
    pub person_name: Words,
    /// What is to be done.
    pub what: Words,
    /// Who does it; may be blank when the practitioner did not say.
    pub who: Words,
    /// The last day on which it is in time, London. Where no time was given, the day on which it
    /// was decided: an action without a time must not wait at the end of the list.
    pub due: NaiveDate,
    /// The day on which it was decided, London.
    pub decided_on: NaiveDate,
}

/// A value as JSON. Stored text is JSON everywhere.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<Vec<u8>, StorageError> {
    serde_json::to_vec(value).map_err(|_| StorageError::Io(Cause::Unwritable))
}

/// A value from JSON.
pub(crate) fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, StorageError> {
    serde_json::from_slice(bytes).map_err(|_| StorageError::Damaged(Cause::Row))
}

/// A plain enum as the word that serde writes for it.
fn word<T: Serialize>(value: &T) -> Result<String, StorageError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(StorageError::Io(Cause::Unwritable)),
    }
}

fn from_word<T: DeserializeOwned>(word: String) -> Result<T, StorageError> {
    serde_json::from_value(serde_json::Value::String(word))
        .map_err(|_| StorageError::Damaged(Cause::Row))
}

/// A stored time.
pub(crate) fn time(micros: i64) -> Result<DateTime<Utc>, StorageError> {
    DateTime::from_timestamp_micros(micros).ok_or(StorageError::Damaged(Cause::Row))
}

fn day(text: &str) -> Result<NaiveDate, StorageError> {
    text.parse().map_err(|_| StorageError::Damaged(Cause::Row))
}

/// Writes the row of a person. What was left blank stays as it was.
pub(crate) fn add_person(
    transaction: &Transaction<'_>,
    about: &AboutPerson,
) -> Result<(), StorageError> {
    fn written(words: &Words) -> Option<&str> {
        Some(words.stored()).filter(|_| !words.is_blank())
    }
    transaction
        .prepare_cached(
            "INSERT INTO person (id, name, local_reference)
             VALUES (?1, coalesce(?2, ''), coalesce(?3, ''))
             ON CONFLICT (id) DO UPDATE SET
               name = coalesce(?2, name), local_reference = coalesce(?3, local_reference)",
        )?
        .execute((
            about.id.as_str(),
            written(&about.name),
            written(&about.local_reference),
        ))?;
    Ok(())
}

/// Writes the rows of a sealed contact.
pub(crate) fn add_contact(
    transaction: &Transaction<'_>,
    sealed: &SealedContact,
    seq: u64,
) -> Result<(), StorageError> {
    let contact = &sealed.contact;
    let about = contact.about.as_ref().ok_or(StorageError::NobodyNamed)?;
    let setting = contact.before.setting.as_ref().map(word).transpose()?;
    transaction
        .prepare_cached(
            "INSERT INTO contact
               (id, person, name, local_reference, seq, sealed_at, setting, outcome, review_day)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((
            sealed.id.as_str(),
            about.id.as_str(),
            about.name.stored(),
            about.local_reference.stored(),
            seq,
            sealed.sealed_at.timestamp_micros(),
            setting,
            word(&sealed.outcome.kind)?,
            contact.review.day.map(|day| day.to_string()),
        ))?;
    let decided = day_in_london(sealed.sealed_at);
    for action in contact
        .actions
        .values()
        .filter(|action| !action.what.is_blank())
    {
        // Something that has no time is due at once, rather than never.
        let due = action.by.map_or(decided, |by| by.due(decided));
        transaction
            .prepare_cached(
                "INSERT INTO action (id, contact, what, who, due, decided_on)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((
                action.id.as_str(),
                sealed.id.as_str(),
                action.what.stored(),
                action.who.stored(),
                due.to_string(),
                decided.to_string(),
            ))?;
    }
    Ok(())
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
    contact: &ContactId,
    seq: u64,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached("INSERT INTO amendment (seq, contact) VALUES (?1, ?2)")?
        .execute((seq, contact.as_str()))?;
    Ok(())
}

/// Writes down when it is looked at whether a person's record is still kept.
pub(crate) fn set_retention(
    transaction: &Transaction<'_>,
    retention: &Retention,
) -> Result<(), StorageError> {
    let changed = transaction
        .prepare_cached("UPDATE person SET retention_day = ?2 WHERE id = ?1")?
        .execute((
            retention.person.as_str(),
            retention.day.map(|day| day.to_string()),
        ))?;
    if changed == 0 {
        return Err(StorageError::NoRecord);
    }
    Ok(())
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
const DERIVED: [&str; 8] = [
    "action",
    "amendment",
    "contact",
    "person",
    "settings",
    "erased",
    "erasure",
    "backup",
];

/// Every row of the derived tables as text, to compare them before and after they are made again.
pub(crate) fn derived(connection: &Connection) -> Result<Vec<String>, StorageError> {
    let mut all = Vec::new();
    for table in DERIVED {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
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
    let entries: Vec<(u64, String, bool)> = transaction
        .prepare(
            "SELECT seq, kind, EXISTS (SELECT 1 FROM ledger_payload WHERE seq = ledger.seq)
             FROM ledger ORDER BY seq",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    for (seq, kind, there) in entries {
        if !there {
            // Erased; whether that was said by an erasure is for the verification to tell.
            continue;
        }
        let payload = ledger::payload(transaction, seq)?;
        match Kind::from_text(&kind) {
            Some(Kind::PersonAdded) => add_person(transaction, &from_json(&payload)?)?,
            Some(Kind::ContactSealed) => add_contact(transaction, &from_json(&payload)?, seq)?,
            Some(Kind::Amendment) => {
                let amendment: Amendment = from_json(&payload)?;
                add_amendment(transaction, &amendment.contact, seq)?;
            }
            Some(Kind::Retention) => set_retention(transaction, &from_json(&payload)?)?,
            Some(Kind::Settings) => set_settings(transaction, &payload)?,
            Some(Kind::OutputMade) => {
                let OutputMade::Backup { made_at, .. } = from_json(&payload)?;
                set_backup(transaction, made_at)?;
            }
            Some(Kind::Restored) => {
                let restored: Restored = from_json(&payload)?;
                set_backup(transaction, restored.made_at)?;
            }
            Some(Kind::Erasure) => {
                let head = Head { seq, ..Head::EMPTY };
                erasure::apply(transaction, &from_json(&payload)?, &head)?;
            }
            // Nothing is derived from these.
            Some(Kind::Unlock | Kind::WentOn) | None => {}
        }
    }
    Ok(())
}

/// Sealed contacts, the latest first.
pub(crate) fn sealed_rows(
    connection: &Connection,
    limit: u32,
) -> Result<Vec<SealedRow>, StorageError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, person, name, local_reference, sealed_at, setting, outcome, review_day
         FROM contact ORDER BY sealed_at DESC LIMIT ?1",
    )?;
    let mut rows = statement.query([limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(SealedRow {
            id: ContactId::new(row.get::<_, String>(0)?),
            person: PersonId::new(row.get::<_, String>(1)?),
            name: Words::new(row.get::<_, String>(2)?),
            local_reference: Words::new(row.get::<_, String>(3)?),
            sealed_at: time(row.get(4)?)?,
            setting: row
                .get::<_, Option<String>>(5)?
                .map(from_word)
                .transpose()?,
            outcome: from_word(row.get(6)?)?,
            review_day: row
                .get::<_, Option<String>>(7)?
                .as_deref()
                .map(day)
                .transpose()?,
        });
    }
    Ok(found)
}

/// People with sealed contacts, the one met last first.
pub(crate) fn people(connection: &Connection) -> Result<Vec<PersonRow>, StorageError> {
    let mut statement = connection.prepare_cached(
        "SELECT person.id, person.name, person.local_reference, count(*), max(sealed_at),
           retention_day
         FROM person JOIN contact ON contact.person = person.id
         GROUP BY person.id ORDER BY max(sealed_at) DESC",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(PersonRow {
            id: PersonId::new(row.get::<_, String>(0)?),
            name: Words::new(row.get::<_, String>(1)?),
            local_reference: Words::new(row.get::<_, String>(2)?),
            contacts: row.get(3)?,
            last_sealed_at: time(row.get(4)?)?,
            retention_day: row
                .get::<_, Option<String>>(5)?
                .as_deref()
                .map(day)
                .transpose()?,
        });
    }
    Ok(found)
}

/// Actions that nobody has said were done, the one due first first.
pub(crate) fn open_actions(connection: &Connection) -> Result<Vec<ActionRow>, StorageError> {
    let mut statement = connection.prepare_cached(
        "SELECT action.id, contact.id, person, name, what, who, due, decided_on
         FROM action JOIN contact ON contact.id = action.contact ORDER BY due, action.id",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(ActionRow {
            id: ActionId::new(row.get::<_, String>(0)?),
            contact: ContactId::new(row.get::<_, String>(1)?),
            person: PersonId::new(row.get::<_, String>(2)?),
            person_name: Words::new(row.get::<_, String>(3)?),
            what: Words::new(row.get::<_, String>(4)?),
            who: Words::new(row.get::<_, String>(5)?),
            due: day(&row.get::<_, String>(6)?)?,
            decided_on: day(&row.get::<_, String>(7)?)?,
        });
    }
    Ok(found)
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
