//! Referrals: made in a contact, followed up later.

use crate::error::StorageError;
use crate::ledger::{Kind, NewEntry};
use crate::tables::{day, from_word, to_json, word};
use crate::vault::Vault;
use casework::ids::{ContactId, ItemId, PersonId};
use casework::referral::{FollowUp, ReferralState, made};
use casework::sealing::{Author, SealedContact};
use casework::when::day_in_london;
use casework::words::Words;
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Transaction;

/// A referral as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferralRow {
    /// The sealed contact in which it was made.
    pub contact: ContactId,
    /// The route.
    pub route: ItemId,
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

impl Vault {
    /// Every referral of a person, the one made first first; any entry of theirs finds them.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn referrals_of(&self, person: &PersonId) -> Result<Vec<ReferralRow>, StorageError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT contact, route, service, made_on, state, heard_on, words FROM referral
             WHERE person IN
               (SELECT id FROM person WHERE root = (SELECT root FROM person WHERE id = ?1))
             ORDER BY made_on, contact, route",
        )?;
        let mut rows = statement.query([person.as_str()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(ReferralRow {
                contact: ContactId::new(row.get::<_, String>(0)?),
                route: ItemId::new(row.get::<_, String>(1)?),
                service: Words::new(row.get::<_, String>(2)?),
                made_on: day(&row.get::<_, String>(3)?)?,
                state: from_word(row.get(4)?)?,
                heard_on: row
                    .get::<_, Option<String>>(5)?
                    .as_deref()
                    .map(day)
                    .transpose()?,
                words: Words::new(row.get::<_, String>(6)?),
            });
        }
        Ok(found)
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
                route.service.stored(),
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
