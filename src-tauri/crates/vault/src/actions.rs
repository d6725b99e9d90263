//! Actions: decided in a contact or by themselves, open until somebody says that they were done.

use crate::error::StorageError;
use crate::ledger::{self, Kind, NewEntry};
use crate::tables::{day, from_json, time, to_json};
use crate::vault::Vault;
use casework::action::ActionStep;
use casework::contact::Action;
use casework::ids::{ActionId, ContactId, PersonId};
use casework::sealing::{Author, SealedContact};
use casework::when::day_in_london;
use casework::words::Words;
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{OptionalExtension, Row, Rows, Transaction};

/// Something that somebody must do, or did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRow {
    /// The action's id.
    pub id: ActionId,
    /// The sealed contact that it was decided in; none when it was decided by itself.
    pub contact: Option<ContactId>,
    /// Whom it is about, if anybody: the entry that stands for them.
    pub person: Option<PersonId>,
    /// Their name or initials, as last written; blank when it is about nobody.
    pub person_name: Words,
    /// Their reference, as last written.
    pub local_reference: Words,
    /// What is to be done.
    pub what: Words,
    /// Who does it; may be blank when the practitioner did not say.
    pub who: Words,
    /// The last day on which it is in time, London. Where no time was given, the day on which it
    /// was decided: an action without a time must not wait at the end of the list.
    pub due: NaiveDate,
    /// The day on which it was decided, London.
    pub decided_on: NaiveDate,
    /// The day on which it was done, London; none while it is open.
    pub done_on: Option<NaiveDate>,
    /// What came of it.
    pub outcome: Words,
}

/// One thing that happened to an action, as it stands in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionEntry {
    /// What happened; none where it was decided in a contact: its words stand in that record.
    pub step: Option<ActionStep>,
    /// The number of the entry.
    pub seq: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// The name of who entered it.
    pub author: Words,
    /// Seconds by which the laptop's clock was seen to run off before it.
    pub clock_off: Option<i64>,
}

/// Counts end here, so that no list takes longer the more there is: nobody reads a list of a thousand.
pub const COUNTED: u32 = 1000;

/// The entries that tell of an action: of the contact that it was decided in, and whatever was entered under
/// the id that an erasure finds it by. The condition is that of the index `ledger_of_actions`, to the letter.
pub(crate) const HISTORY: &str = "SELECT seq, at, author, clock_off FROM ledger WHERE seq = ?1
  UNION ALL
  SELECT seq, at, author, clock_off FROM ledger WHERE kind = 'action' AND id = ?2
  ORDER BY seq";

const ROWS: &str = "SELECT action.id, action.contact, person.root, root.name, root.local_reference,
    what, who, due, decided_on, done_on, outcome
  FROM action LEFT JOIN person ON person.id = action.person LEFT JOIN person AS root ON root.id = person.root";

fn action_row(row: &Row<'_>) -> Result<ActionRow, StorageError> {
    let words = |column| -> Result<Words, StorageError> {
        Ok(Words::new(
            row.get::<_, Option<String>>(column)?.unwrap_or_default(),
        ))
    };
    Ok(ActionRow {
        id: ActionId::new(row.get::<_, String>(0)?),
        contact: row.get::<_, Option<String>>(1)?.map(ContactId::new),
        person: row.get::<_, Option<String>>(2)?.map(PersonId::new),
        person_name: words(3)?,
        local_reference: words(4)?,
        what: words(5)?,
        who: words(6)?,
        due: day(&row.get::<_, String>(7)?)?,
        decided_on: day(&row.get::<_, String>(8)?)?,
        done_on: row
            .get::<_, Option<String>>(9)?
            .as_deref()
            .map(day)
            .transpose()?,
        outcome: words(10)?,
    })
}

fn collect(mut rows: Rows<'_>) -> Result<Vec<ActionRow>, StorageError> {
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(action_row(row)?);
    }
    Ok(found)
}

impl Vault {
    /// Actions that nobody has said were done, the one due first first, at most `limit`.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn open_actions(&self, limit: u32) -> Result<Vec<ActionRow>, StorageError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{ROWS} WHERE done_on IS NULL ORDER BY due, action.id LIMIT ?1"
        ))?;
        collect(statement.query([limit])?)
    }

    /// How many actions nobody has said were done, and how many of them are overdue on `today`; each up to
    /// [`COUNTED`].
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn count_open_actions(&self, today: NaiveDate) -> Result<(u32, u32), StorageError> {
        Ok(self
            .connection
            .prepare_cached(
                // Left to itself SQLite looks through all that were done.
                "SELECT
                   (SELECT count(*) FROM
                     (SELECT 1 FROM action INDEXED BY action_open WHERE done_on IS NULL LIMIT ?2)),
                   (SELECT count(*) FROM (SELECT 1 FROM action INDEXED BY action_open
                     WHERE done_on IS NULL AND due < ?1 LIMIT ?2))",
            )?
            .query_row((today.to_string(), COUNTED), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?)
    }

    /// Actions that somebody has said were done, the one done last first, at most `limit`.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn done_actions(&self, limit: u32) -> Result<Vec<ActionRow>, StorageError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{ROWS} WHERE done_on IS NOT NULL ORDER BY done_on DESC, action.id DESC LIMIT ?1"
        ))?;
        collect(statement.query([limit])?)
    }

    /// The actions that were decided in a sealed contact, as they stand now.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn actions_of_contact(&self, contact: &ContactId) -> Result<Vec<ActionRow>, StorageError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{ROWS} WHERE action.contact = ?1 ORDER BY action.id"
        ))?;
        collect(statement.query([contact.as_str()])?)
    }

    /// Everything that happened to an action, the first first, each checked against its commitment. Read
    /// from the ledger: the list holds how the action stands and no more. Empty when there is no such action.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] when an entry is not what was written.
    pub fn action_history(&self, id: &ActionId) -> Result<Vec<ActionEntry>, StorageError> {
        let found: Option<(String, Option<u64>)> = self
            .connection
            .prepare_cached(
                "SELECT coalesce(action.contact, action.person, action.id), contact.seq
                 FROM action LEFT JOIN contact ON contact.id = action.contact WHERE action.id = ?1",
            )?
            .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((belongs, decided_in)) = found else {
            return Ok(Vec::new());
        };
        let mut entries: Vec<ActionEntry> = Vec::new();
        let mut statement = self.connection.prepare_cached(HISTORY)?;
        let mut rows = statement.query((decided_in, &belongs))?;
        while let Some(row) = rows.next()? {
            let seq = row.get(0)?;
            let step = match decided_in {
                Some(contact) if contact == seq => None,
                _ => {
                    // Other actions of the same contact, or about the same person, stand among them.
                    let payload = ledger::payload(&self.connection, seq)?;
                    let step: ActionStep = from_json(&payload)?;
                    if step.id() != id {
                        continue;
                    }
                    Some(step)
                }
            };
            entries.push(ActionEntry {
                step,
                seq,
                at: time(row.get(1)?)?,
                author: Words::new(row.get::<_, String>(2)?),
                clock_off: row.get(3)?,
            });
        }
        Ok(entries)
    }

    /// Every action about a person, open and done, the one due first first; any entry of theirs finds them.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn actions_of(&self, person: &PersonId) -> Result<Vec<ActionRow>, StorageError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{ROWS} WHERE action.person IN
               (SELECT id FROM person WHERE root = (SELECT root FROM person WHERE id = ?1))
             ORDER BY due, action.id"
        ))?;
        collect(statement.query([person.as_str()])?)
    }

    /// One action.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn action(&self, id: &ActionId) -> Result<Option<ActionRow>, StorageError> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{ROWS} WHERE action.id = ?1"))?;
        Ok(collect(statement.query([id.as_str()])?)?.pop())
    }

    /// Enters what becomes of an action, or adds one.
    ///
    /// # Errors
    /// [`StorageError::NoRecord`] when there is no such action (or no such person), or what the disk says.
    pub fn enter_action(
        &mut self,
        step: &ActionStep,
        author: &Author,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        // An erasure of the contact, or of the person, finds what belongs to it by this id.
        let belongs = match step {
            ActionStep::Added {
                person: None,
                action,
                ..
            } => action.id.as_str().to_owned(),
            ActionStep::Added {
                person: Some(person),
                ..
            } => {
                if self.person_row(person)?.is_none() {
                    return Err(StorageError::NoRecord);
                }
                person.as_str().to_owned()
            }
            ActionStep::Moved { id, .. }
            | ActionStep::Done { id, .. }
            | ActionStep::Reopened { id, .. } => self
                .connection
                .prepare_cached("SELECT coalesce(contact, person, id) FROM action WHERE id = ?1")?
                .query_row([id.as_str()], |row| row.get(0))
                .optional()?
                .ok_or(StorageError::NoRecord)?,
        };
        let payload = to_json(step)?;
        self.enter(
            &NewEntry {
                kind: Kind::Action,
                id: &belongs,
                at,
                author: author.name.stored(),
                payload: &payload,
            },
            |transaction, _| apply(transaction, step),
        )
    }
}

/// Writes the actions of a sealed contact.
pub(crate) fn add_of(
    transaction: &Transaction<'_>,
    sealed: &SealedContact,
) -> Result<(), StorageError> {
    let decided = day_in_london(sealed.sealed_at);
    let person = sealed.contact.about.as_ref().map(|about| about.id.as_str());
    let actions = sealed.contact.actions.values();
    for action in actions.filter(|action| !action.what.is_blank()) {
        add(
            transaction,
            Some(sealed.id.as_str()),
            person,
            action,
            decided,
        )?;
    }
    Ok(())
}

fn add(
    transaction: &Transaction<'_>,
    contact: Option<&str>,
    person: Option<&str>,
    action: &Action,
    decided: NaiveDate,
) -> Result<(), StorageError> {
    // Something that has no time is due at once, rather than never.
    let due = action.by.map_or(decided, |by| by.due(decided));
    transaction
        .prepare_cached(
            "INSERT INTO action (id, contact, person, what, who, due, decided_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((
            action.id.as_str(),
            contact,
            person,
            action.what.stored(),
            action.who.stored(),
            due.to_string(),
            decided.to_string(),
        ))?;
    Ok(())
}

/// Writes what becomes of an action. Used when it happens and when the lists are made again.
pub(crate) fn apply(transaction: &Transaction<'_>, step: &ActionStep) -> Result<(), StorageError> {
    let id = step.id().as_str();
    let changed = match step {
        ActionStep::Added {
            person,
            action,
            decided_on,
        } => {
            let person = person.as_ref().map(PersonId::as_str);
            add(transaction, None, person, action, *decided_on)?;
            1
        }
        ActionStep::Moved { by, decided_on, .. } => transaction
            .prepare_cached("UPDATE action SET due = ?2 WHERE id = ?1")?
            .execute((id, by.due(*decided_on).to_string()))?,
        ActionStep::Done { on, outcome, .. } => transaction
            .prepare_cached("UPDATE action SET done_on = ?2, outcome = ?3 WHERE id = ?1")?
            .execute((id, on.to_string(), outcome.stored()))?,
        ActionStep::Reopened { .. } => transaction
            .prepare_cached("UPDATE action SET done_on = NULL, outcome = '' WHERE id = ?1")?
            .execute([id])?,
    };
    match changed {
        0 => Err(StorageError::NoRecord),
        _ => Ok(()),
    }
}
