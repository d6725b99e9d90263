//! Referrals: made in a contact, followed up later.

use crate::error::StorageError;
use crate::ledger::{Kind, NewEntry};
use crate::tables::{day, from_word, to_json, word};
use crate::vault::Vault;
use casework::contact::AboutPerson;
use casework::ids::{ContactId, ItemId, PersonId};
use casework::referral::{FollowUp, ReferralState, made};
use casework::sealing::{Author, SealedContact};
use casework::when::day_in_london;
use casework::words::Words;
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Row, Transaction};

/// A referral as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferralRow {
    /// The sealed contact in which it was made.
    pub contact: ContactId,
    /// The route.
    pub route: ItemId,
    /// Whom it is about: the entry that stands for them, with their name as last written.
    pub about: AboutPerson,
    /// The service, as named in the contact; may be blank.
    pub service: Words,
    /// The day on which it was made, London.
    pub made_on: NaiveDate,
    /// Where it stands.
    pub state: ReferralState,
    /// When somebody last heard what came of it, London.
    pub heard_on: Option<NaiveDate>,
    /// What was heard last.
    pub words: Words,
}

const ROWS: &str = "SELECT contact, route, root.id, root.name, root.local_reference, service, made_on, state,
    heard_on, words
  FROM referral JOIN person ON person.id = referral.person JOIN person AS root ON root.id = person.root";

fn referral_row(row: &Row<'_>) -> Result<ReferralRow, StorageError> {
    let text = |column| row.get::<_, String>(column);
    Ok(ReferralRow {
        contact: ContactId::new(text(0)?),
        route: ItemId::new(text(1)?),
        about: AboutPerson {
            id: PersonId::new(text(2)?),
            name: Words::new(text(3)?),
            local_reference: Words::new(text(4)?),
        },
        service: Words::new(text(5)?),
        made_on: day(&text(6)?)?,
        state: from_word(text(7)?)?,
        heard_on: row
            .get::<_, Option<String>>(8)?
            .as_deref()
            .map(day)
            .transpose()?,
        words: Words::new(text(9)?),
    })
}

impl Vault {
    fn referral_rows(
        &self,
        which: &str,
        given: impl rusqlite::Params,
    ) -> Result<Vec<ReferralRow>, StorageError> {
        let mut statement = self.connection.prepare_cached(&format!("{ROWS} {which}"))?;
        let mut rows = statement.query(given)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(referral_row(row)?);
        }
        Ok(found)
    }

    /// Referrals of which somebody still has to find out what came of them, the one heard of longest ago
    /// first, at most `limit`.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn open_referrals(&self, limit: u32) -> Result<Vec<ReferralRow>, StorageError> {
        // The conditions are those of two indexes, word by word.
        self.referral_rows(
            "WHERE state IN ('made', 'waiting', 'started')
             ORDER BY coalesce(heard_on, made_on), contact, route LIMIT ?1",
            [limit],
        )
    }

    /// Needs for which there was nothing to refer to, the oldest first, at most `limit`.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn unmet_needs(&self, limit: u32) -> Result<Vec<ReferralRow>, StorageError> {
        self.referral_rows(
            "WHERE state = 'none_available'
             ORDER BY coalesce(heard_on, made_on), contact, route LIMIT ?1",
            [limit],
        )
    }

    /// One referral.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn referral(
        &self,
        contact: &ContactId,
        route: &ItemId,
    ) -> Result<Option<ReferralRow>, StorageError> {
        let given = (contact.as_str(), route.as_str());
        let mut rows = self.referral_rows("WHERE contact = ?1 AND route = ?2", given)?;
        Ok(rows.pop())
    }

    /// Every referral of a person, the one made first first; any entry of theirs finds them.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn referrals_of(&self, person: &PersonId) -> Result<Vec<ReferralRow>, StorageError> {
        self.referral_rows(
            "WHERE referral.person IN
               (SELECT id FROM person WHERE root = (SELECT root FROM person WHERE id = ?1))
             ORDER BY made_on, contact, route",
            [person.as_str()],
        )
    }

    /// Enters what came of a referral.
    ///
    /// # Errors
    /// [`StorageError::NoRecord`] when there is no such referral, or what the disk says.
    pub fn follow_up(
        &mut self,
        follow_up: &FollowUp,
        author: &Author,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let payload = to_json(follow_up)?;
        self.enter(
            &NewEntry {
                kind: Kind::Referral,
                id: follow_up.contact.as_str(),
                at,
                author: author.name.stored(),
                payload: &payload,
            },
            |transaction, _| apply(transaction, follow_up),
        )
    }
}

/// Writes the referrals of a sealed contact.
pub(crate) fn add_of(
    transaction: &Transaction<'_>,
    sealed: &SealedContact,
) -> Result<(), StorageError> {
    let person = sealed.contact.about.as_ref();
    let person = person.ok_or(StorageError::NobodyNamed)?.id.as_str();
    for (item, route) in &sealed.contact.routes {
        let Some(state) = made(item, route) else {
            continue;
        };
        transaction
            .prepare_cached(
                "INSERT INTO referral (contact, route, person, service, made_on, state)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((
                sealed.id.as_str(),
                item.as_str(),
                person,
                route.named().stored(),
                day_in_london(sealed.sealed_at).to_string(),
                word(&state)?,
            ))?;
    }
    Ok(())
}

/// Writes what came of a referral. Used when it is heard and when the lists are made again.
pub(crate) fn apply(
    transaction: &Transaction<'_>,
    follow_up: &FollowUp,
) -> Result<(), StorageError> {
    let changed = transaction
        .prepare_cached(
            "UPDATE referral SET state = ?3, words = ?4, heard_on = ?5 WHERE contact = ?1 AND route = ?2",
        )?
        .execute((
            follow_up.contact.as_str(),
            follow_up.route.as_str(),
            word(&follow_up.state)?,
            follow_up.words.stored(),
            follow_up.on.to_string(),
        ))?;
    match changed {
        0 => Err(StorageError::NoRecord),
        _ => Ok(()),
    }
}
