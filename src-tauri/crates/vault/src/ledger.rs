//! The ledger: the one source of truth. Entries are only ever added; each is tied to the one before.
//!
//! # What the hash of an entry covers
//!
//! Every field of its header; the words themselves only by their commitment, HMAC-SHA-256 under a random
//! salt of their own, so that an erasure can take words and salt and leave the chain whole.
//!
//! Versions 1 and 2 (2 where the clock was seen to run off) hash the header in one go. To check one, all of
//! it must be known: kind, author, and an id that comes again on every entry about the same person. A sealed
//! export could then not let a stranger check the chain without telling who else is in it and how often.
//!
//! Version 3, which everything new is written in, hashes it in two steps:
//!
//! ```text
//! inside = SHA-256(3, kind, id, at, written_at, author, commitment [, clock_off])
//! hash   = SHA-256(3 seq minute, previous, inside)
//! ```
//!
//! each piece behind its length; what is of one size stands together as one piece, so that the second step
//! costs two blocks and an unlock is no slower. `minute` is `written_at` in whole minutes, rounded down. For an entry that is
//! not shown, the number, the minute and `inside` are enough to compute its hash. `inside` tells nothing:
//! kinds are few and an id may be known, but the commitment is hashed with them and is never given out for
//! an entry that is not shown. It is the output of HMAC under 256 random bits that nobody has seen, so even
//! somebody who knows every other field, and the very words, cannot try whether they guessed right. A salt
//! that is shown opens its own entry alone: each has one of its own, drawn afresh. No key of the vault goes
//! into it, nothing more is stored, and what an erasure leaves is as closed as before.
//!
//! Times stand outside by the minute only: two entries of one moment, a new person and their first contact,
//! would be known by their microseconds.
//!
//! An entry keeps the version that it was written in. Where an old one is not shown, an export gives its hash
//! alone: the commitment is in that too, so it tells nothing, and nothing of it can be checked but its place
//! (`export.rs`). Old entries stand before new ones, always.

use crate::erasure::Erasure;
use crate::error::{Cause, StorageError};
use crate::secret::{hmac_of, make_random};
use casework::sealing::SealedContact;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt;
use thiserror::Error;

/// The newest entry of the ledger: how many there are, and the hash that stands for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the newest entry; 0 when there is none.
    pub seq: u64,
    /// Its hash; zeros when there is none.
    pub hash: [u8; 32],
}

impl Head {
    /// The head of a ledger without entries.
    pub const EMPTY: Self = Self {
        seq: 0,
        hash: [0; 32],
    };
}

/// What is wrong with the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LedgerFault {
    /// An entry was changed, moved, renumbered or taken out.
    #[error("the record is broken at entry {seq}")]
    Broken {
        /// The first entry that does not hold.
        seq: u64,
    },
    /// Every entry there is holds, but the one that was sealed last is not among them.
    #[error("the database is older than the key file")]
    OlderFile,
    /// Every entry there is holds, but the key file is older than the record: an earlier one was put in
    /// its place, and with it an earlier passphrase.
    #[error("the key file is older than the database")]
    OlderKeys,
    /// Words of a draft that were saved are not there: the newest part of the database is gone.
    #[error("what was saved last is missing from the database")]
    LogLost,
    /// The files are not, byte for byte, as they were left when the vault was locked.
    #[error("the vault's files were changed while it was locked")]
    FilesChanged,
    /// The ledger could not be read at all.
    #[error("the record could not be read")]
    Unreadable(#[source] crate::error::StorageError),
}

/// A short code of the ledger's head, for people to read out and compare: the number of entries and
/// forty bits of the hash, `47-9K3F-2MQX`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SealCode(String);

impl SealCode {
    /// The code of a head.
    pub fn of(head: &Head) -> Self {
        /// Crockford's base32 has no letter that is read as a digit.
        const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let bits = head.hash[..5]
            .iter()
            .fold(0u64, |bits, byte| (bits << 8) | u64::from(*byte));
        let digits: String = (0..8)
            .rev()
            .map(|place| char::from(DIGITS[((bits >> (place * 5)) & 31) as usize]))
            .collect();
        Self(format!("{}-{}-{}", head.seq, &digits[..4], &digits[4..]))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SealCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A sealed contact as it stands in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedRecord {
    /// The contact.
    pub sealed: SealedContact,
    /// The number of its entry.
    pub seq: u64,
    /// The seal code as it was when the contact was sealed.
    pub seal_code: SealCode,
    /// Seconds by which the laptop's clock was seen to run off before it was sealed; negative when it
    /// was set back.
    pub clock_off: Option<i64>,
    /// What was added later, in order.
    pub amendments: Vec<crate::record::AmendmentRecord>,
}

/// The version of the hash's input, as everything was written up to schema 5: in one step.
pub(crate) const HASH_VERSION_OLD: u32 = 1;
/// The same for an entry that says that the clock ran off. It is known by that; the table has 1 for both.
const HASH_VERSION_OLD_WITH_CLOCK: u32 = 2;
/// The version that is written now: in two steps.
pub(crate) const HASH_VERSION: u32 = 3;

/// A minute in the unit of the ledger's times.
const MICROS_OF_A_MINUTE: i64 = 60_000_000;

/// What an entry is about. The text is what stands in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A person whom a contact is about, new or named anew.
    PersonAdded,
    /// Who a person is: household, identifiers, notes.
    PersonChanged,
    /// Two entries are the same person.
    PeopleJoined,
    /// Two entries are not the same person after all.
    PeopleParted,
    /// What becomes of an action outside of a draft.
    Action,
    /// What came of a referral.
    Referral,
    /// An order, or an event in a person's life.
    Event,
    /// A contact that was sealed.
    ContactSealed,
    /// A correction or addition to a sealed contact.
    Amendment,
    /// Payloads were taken out, for a reason.
    Erasure,
    /// When it is looked at whether a person's record is still kept.
    Retention,
    /// Something was made that can leave the laptop, a backup for instance.
    OutputMade,
    /// The vault was restored from a backup.
    Restored,
    /// The vault was opened.
    Unlock,
    /// The practitioner went on after they were told that the files are not as they should be.
    WentOn,
    /// The practitioner's settings.
    Settings,
    /// Content of the organisation was loaded or taken away.
    Pack,
}

impl Kind {
    const ALL: [Self; 17] = [
        Self::PersonAdded,
        Self::PersonChanged,
        Self::PeopleJoined,
        Self::PeopleParted,
        Self::Action,
        Self::Referral,
        Self::Event,
        Self::ContactSealed,
        Self::Amendment,
        Self::Erasure,
        Self::Retention,
        Self::OutputMade,
        Self::Restored,
        Self::Unlock,
        Self::WentOn,
        Self::Settings,
        Self::Pack,
    ];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::PersonAdded => "person_added",
            Self::PersonChanged => "person_changed",
            Self::PeopleJoined => "people_joined",
            Self::PeopleParted => "people_parted",
            Self::Action => "action",
            Self::Referral => "referral",
            Self::Event => "event",
            Self::ContactSealed => "contact_sealed",
            Self::Amendment => "amendment",
            Self::Erasure => "erasure",
            Self::Retention => "retention",
            Self::OutputMade => "output_made",
            Self::Restored => "restored",
            Self::Unlock => "unlock",
            Self::WentOn => "went_on",
            Self::Settings => "settings",
            Self::Pack => "pack",
        }
    }

    /// The kind that a stored text stands for.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// An entry that is to be added.
pub(crate) struct NewEntry<'a> {
    pub(crate) kind: Kind,
    pub(crate) id: &'a str,
    pub(crate) at: DateTime<Utc>,
    pub(crate) author: &'a str,
    pub(crate) payload: &'a [u8],
}

/// The fields that the hash covers, as they stand in the table. Borrowed: an unlock looks at every one.
pub(crate) struct Header<'a> {
    pub(crate) seq: u64,
    pub(crate) id: &'a str,
    pub(crate) kind: &'a str,
    /// Microseconds, as every time of the ledger.
    pub(crate) at: i64,
    pub(crate) written_at: i64,
    pub(crate) author: &'a str,
    pub(crate) commitment: [u8; 32],
    pub(crate) previous: [u8; 32],
    /// Seconds by which the clock was seen to run off before it.
    pub(crate) clock_off: Option<i64>,
    /// [`HASH_VERSION`] or [`HASH_VERSION_OLD`].
    pub(crate) version: u32,
}

impl Header<'_> {
    /// The hash of the version that it was written in; none of a version that there is not.
    pub(crate) fn hash(&self) -> Option<[u8; 32]> {
        match self.version {
            HASH_VERSION => Some(self.hash_around(&self.inside())),
            HASH_VERSION_OLD => Some(self.hash_in_one_step()),
            _ => None,
        }
    }

    /// The version that goes into the hash.
    pub(crate) fn hashed_version(&self) -> u32 {
        match (self.version, self.clock_off) {
            (HASH_VERSION_OLD, Some(_)) => HASH_VERSION_OLD_WITH_CLOCK,
            (version, _) => version,
        }
    }

    /// The minute in which it was written, counted as the ledger's times are.
    pub(crate) fn minute(&self) -> i64 {
        self.written_at.div_euclid(MICROS_OF_A_MINUTE)
    }

    /// What stands for everything that an entry tells, and tells nothing of it.
    pub(crate) fn inside(&self) -> [u8; 32] {
        let clock = self.clock_off.map(i64::to_be_bytes);
        let version = HASH_VERSION.to_be_bytes();
        let (at, written_at) = (self.at.to_be_bytes(), self.written_at.to_be_bytes());
        let pieces: [&[u8]; 8] = [
            &version,
            self.kind.as_bytes(),
            self.id.as_bytes(),
            &at,
            &written_at,
            self.author.as_bytes(),
            &self.commitment,
            clock.as_ref().map_or(&[], <[u8; 8]>::as_slice),
        ];
        let there = pieces.len() - usize::from(clock.is_none());
        digest(&pieces[..there])
    }

    fn hash_around(&self, inside: &[u8; 32]) -> [u8; 32] {
        let mut place = [0; 20];
        place[..4].copy_from_slice(&HASH_VERSION.to_be_bytes());
        place[4..12].copy_from_slice(&self.seq.to_be_bytes());
        place[12..].copy_from_slice(&self.minute().to_be_bytes());
        digest(&[&place, &self.previous, inside])
    }

    fn hash_in_one_step(&self) -> [u8; 32] {
        let clock = self.clock_off.map(i64::to_be_bytes);
        let (version, seq) = (self.hashed_version().to_be_bytes(), self.seq.to_be_bytes());
        let (at, written_at) = (self.at.to_be_bytes(), self.written_at.to_be_bytes());
        let mut pieces: Vec<&[u8]> = vec![
            &version,
            &seq,
            &self.previous,
            self.kind.as_bytes(),
            self.id.as_bytes(),
            &at,
            &written_at,
            self.author.as_bytes(),
            &self.commitment,
        ];
        pieces.extend(clock.as_ref().map(<[u8; 8]>::as_slice));
        digest(&pieces)
    }
}

/// SHA-256 of pieces, each with its length before it (`slots::framed`), without writing them down first: every unlock does it for each header twice.
fn digest(pieces: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for piece in pieces {
        hash.update((piece.len() as u64).to_be_bytes());
        hash.update(piece);
    }
    hash.finalize().into()
}

/// When an entry is written, and what is known of the clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written {
    pub(crate) at: DateTime<Utc>,
    /// Seconds by which the clock was seen to run off.
    pub(crate) clock_off: Option<i64>,
}

impl Written {
    /// With nothing to say about the clock.
    #[cfg(test)]
    pub(crate) const fn at(at: DateTime<Utc>) -> Self {
        Self {
            at,
            clock_off: None,
        }
    }
}

/// Adds an entry behind `head`, inside the caller's transaction, and returns the new head.
pub(crate) fn append(
    transaction: &Transaction<'_>,
    head: &Head,
    entry: &NewEntry<'_>,
    written: Written,
) -> Result<Head, StorageError> {
    let salt = make_random::<32>()?;
    let header = Header {
        seq: head.seq + 1,
        id: entry.id,
        kind: entry.kind.as_str(),
        at: entry.at.timestamp_micros(),
        written_at: written.at.timestamp_micros(),
        clock_off: written.clock_off,
        author: entry.author,
        commitment: hmac_of(&salt, entry.payload),
        previous: head.hash,
        version: HASH_VERSION,
    };
    write(transaction, &header, salt, entry.payload)
}

fn write(
    transaction: &Transaction<'_>,
    header: &Header<'_>,
    salt: [u8; 32],
    payload: &[u8],
) -> Result<Head, StorageError> {
    let hash = header.hash().ok_or(StorageError::Io(Cause::Unwritable))?;
    transaction
        .prepare_cached(
            "INSERT INTO ledger (seq, id, kind, at, written_at, author, commitment, previous, hash, clock_off,
               hash_version)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute((
            header.seq,
            header.id,
            header.kind,
            header.at,
            header.written_at,
            header.author,
            header.commitment,
            header.previous,
            hash,
            header.clock_off,
            header.version,
        ))?;
    transaction
        .prepare_cached("INSERT INTO ledger_payload (seq, salt, payload) VALUES (?1, ?2, ?3)")?
        .execute((header.seq, salt, payload))?;
    Ok(Head {
        seq: header.seq,
        hash,
    })
}

/// What an unlock learns by walking along the chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Walk {
    /// When the newest entry was written, microseconds.
    pub(crate) last_written: Option<i64>,
    /// The newest entry that says that the vault was opened.
    pub(crate) last_unlock: Option<u64>,
    /// How many contacts were sealed.
    pub(crate) contacts: u64,
}

/// Checks the chain: numbers without a gap, each entry tied to the one before, each hash right.
/// `on_entry` sees the head after every entry. `headers` is what [`headers_of`] gives for the schema.
pub(crate) fn verify_chain(
    connection: &Connection,
    headers: &str,
    mut on_entry: impl FnMut(&Head),
) -> Result<(Head, Walk), LedgerFault> {
    let mut walk = Walk::default();
    let head = walk_chain(connection, headers, |header, head| {
        walk.last_written = Some(header.written_at);
        if header.kind == Kind::Unlock.as_str() {
            walk.last_unlock = Some(header.seq);
        } else if header.kind == Kind::ContactSealed.as_str() {
            walk.contacts += 1;
        }
        on_entry(head);
        Ok(())
    })?;
    Ok((head, walk))
}

/// Walks along the chain and checks it; `on_entry` sees each header that holds, and the head after it.
pub(crate) fn walk_chain(
    connection: &Connection,
    headers: &str,
    mut on_entry: impl FnMut(&Header<'_>, &Head) -> Result<(), LedgerFault>,
) -> Result<Head, LedgerFault> {
    let mut head = Head::EMPTY;
    let mut version = HASH_VERSION_OLD;
    let mut statement = connection.prepare_cached(headers).map_err(unreadable)?;
    let mut rows = statement.query([]).map_err(unreadable)?;
    while let Some(row) = rows.next().map_err(unreadable)? {
        let expected = head.seq + 1;
        let broken = || LedgerFault::Broken { seq: expected };
        let read = |_| broken();
        let text = |column| match row.get_ref(column) {
            Ok(value) => value.as_str().map_err(|_| broken()),
            Err(_) => Err(broken()),
        };
        let header = Header {
            seq: row.get(0).map_err(read)?,
            id: text(1)?,
            kind: text(2)?,
            at: row.get(3).map_err(read)?,
            written_at: row.get(4).map_err(read)?,
            author: text(5)?,
            commitment: row.get(6).map_err(read)?,
            previous: row.get(7).map_err(read)?,
            clock_off: row.get(9).map_err(read)?,
            version: row.get(10).map_err(read)?,
        };
        let hash: [u8; 32] = row.get(8).map_err(read)?;
        // An older way of hashing never follows a newer one.
        if header.seq != expected
            || header.previous != head.hash
            || header.version < version
            || header.hash() != Some(hash)
        {
            return Err(broken());
        }
        version = header.version;
        head = Head {
            seq: header.seq,
            hash,
        };
        on_entry(&header, &head)?;
    }
    Ok(head)
}

/// Every header in order, with the columns that [`walk_chain`] reads.
pub(crate) const HEADERS: &str =
    "SELECT seq, id, kind, at, written_at, author, commitment, previous, hash, clock_off, hash_version
     FROM ledger ORDER BY seq";

/// The same as a database of this schema has them: the first had no note of the clock, and none before the
/// sixth any other way of hashing.
pub(crate) const fn headers_of(schema: usize) -> &'static str {
    match schema {
        1 => {
            "SELECT seq, id, kind, at, written_at, author, commitment, previous, hash, NULL, 1
             FROM ledger ORDER BY seq"
        }
        2..=5 => {
            "SELECT seq, id, kind, at, written_at, author, commitment, previous, hash, clock_off, 1
             FROM ledger ORDER BY seq"
        }
        _ => HEADERS,
    }
}

/// Checks every payload against its commitment, and that each one that is missing was erased. Reads
/// everything, so it is for *on demand*. `go_on` sees the number of each entry that was read, and whether
/// it wants the next one; the answer is whether all were read.
pub(crate) fn verify_payloads(
    connection: &Connection,
    mut go_on: impl FnMut(u64) -> bool,
) -> Result<bool, LedgerFault> {
    let erased = erased_by_entries(connection)?;
    let mut statement = connection
        .prepare_cached(
            "SELECT ledger.seq, commitment, salt, payload
             FROM ledger LEFT JOIN ledger_payload USING (seq) ORDER BY ledger.seq",
        )
        .map_err(unreadable)?;
    let mut rows = statement.query([]).map_err(unreadable)?;
    while let Some(row) = rows.next().map_err(unreadable)? {
        let seq: u64 = row.get(0).map_err(unreadable)?;
        let broken = |_| LedgerFault::Broken { seq };
        let commitment: [u8; 32] = row.get(1).map_err(broken)?;
        let salt: Option<[u8; 32]> = row.get(2).map_err(broken)?;
        let payload: Option<Vec<u8>> = row.get(3).map_err(broken)?;
        let holds = match (salt, payload) {
            (Some(salt), Some(payload)) => hmac_of(&salt, &payload) == commitment,
            _ => erased.contains(&seq),
        };
        if !holds {
            return Err(LedgerFault::Broken { seq });
        }
        if !go_on(seq) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The numbers that the erasures in the ledger name. From the entries themselves, not from a list.
fn erased_by_entries(connection: &Connection) -> Result<BTreeSet<u64>, LedgerFault> {
    let erasures: Vec<u64> = connection
        .prepare_cached("SELECT seq FROM ledger WHERE kind = 'erasure' ORDER BY seq")
        .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
        .map_err(unreadable)?;
    let mut erased = BTreeSet::new();
    for by in erasures {
        let broken = LedgerFault::Broken { seq: by };
        let body = payload(connection, by).map_err(|_| broken)?;
        let erasure: Erasure = serde_json::from_slice(&body).map_err(|_| broken)?;
        // An erasure speaks of what was there before it, and never of another erasure: those hold a
        // payload, so a missing one is found.
        erased.extend(erasure.entries.into_iter().filter(|seq| *seq < by));
    }
    Ok(erased)
}

/// The head as it was when this entry was the newest.
pub(crate) fn head_at(connection: &Connection, seq: u64) -> Result<Head, StorageError> {
    let hash = connection
        .prepare_cached("SELECT hash FROM ledger WHERE seq = ?1")?
        .query_row([seq], |row| row.get(0))?;
    Ok(Head { seq, hash })
}

/// What an entry says about the clock.
pub(crate) fn clock_off(connection: &Connection, seq: u64) -> Result<Option<i64>, StorageError> {
    Ok(connection
        .prepare_cached("SELECT clock_off FROM ledger WHERE seq = ?1")?
        .query_row([seq], |row| row.get(0))?)
}

/// One payload, checked against its commitment.
pub(crate) fn payload(connection: &Connection, seq: u64) -> Result<Vec<u8>, StorageError> {
    Ok(opened(connection, seq)?.1)
}

/// The salt and the payload of an entry, checked against its commitment.
pub(crate) fn opened(
    connection: &Connection,
    seq: u64,
) -> Result<([u8; 32], Vec<u8>), StorageError> {
    let found: Option<([u8; 32], [u8; 32], Vec<u8>)> = connection
        .prepare_cached(
            "SELECT commitment, salt, payload
             FROM ledger JOIN ledger_payload USING (seq) WHERE ledger.seq = ?1",
        )?
        .query_row([seq], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    match found {
        Some((commitment, salt, payload)) if hmac_of(&salt, &payload) == commitment => {
            Ok((salt, payload))
        }
        _ => Err(StorageError::Damaged(Cause::Row)),
    }
}

fn unreadable(error: rusqlite::Error) -> LedgerFault {
    LedgerFault::Unreadable(error.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open::create;
    use crate::secret::Key;
    use proptest::prelude::*;
    use tempfile::TempDir;

    const ROWS: u64 = 6;

    fn empty() -> (TempDir, Connection) {
        let folder = TempDir::new().unwrap();
        let key = Key::make_random().unwrap();
        let connection = create(&folder.path().join("vault.db"), &key).unwrap();
        (folder, connection)
    }

    fn add(connection: &mut Connection, head: &Head, entry: &NewEntry<'_>) -> Head {
        let transaction = connection.transaction().unwrap();
        let head = append(&transaction, head, entry, Written::at(entry.at)).unwrap();
        transaction.commit().unwrap();
        head
    }

    /// Of [`filled`], how many stand as they were written before version 3.
    const OLD: u64 = 2;

    fn filled() -> (TempDir, Connection, Head) {
        let (folder, mut connection) = empty();
        let mut head = Head::EMPTY;
        for number in 1..=OLD {
            head = add_old(
                &mut connection,
                &head,
                number,
                (number == 2).then_some(-300),
            );
        }
        for number in OLD + 1..=ROWS {
            let payload = format!("payload {number}");
            let entry = NewEntry {
                kind: Kind::ContactSealed,
                id: &format!("contact-{number}"),
                at: DateTime::from_timestamp_micros(number as i64).unwrap(),
                author: "Anna Berry",
                payload: payload.as_bytes(),
            };
            head = add(&mut connection, &head, &entry);
        }
        (folder, connection, head)
    }

    /// An entry as it was written up to schema 5.
    fn add_old(
        connection: &mut Connection,
        head: &Head,
        number: u64,
        clock_off: Option<i64>,
    ) -> Head {
        let payload = format!("payload {number}");
        let salt = make_random().unwrap();
        let header = Header {
            seq: head.seq + 1,
            id: &format!("contact-{number}"),
            kind: Kind::ContactSealed.as_str(),
            at: number as i64,
            written_at: number as i64,
            author: "Anna Berry",
            commitment: hmac_of(&salt, payload.as_bytes()),
            previous: head.hash,
            clock_off,
            version: HASH_VERSION_OLD,
        };
        let transaction = connection.transaction().unwrap();
        let head = write(&transaction, &header, salt, payload.as_bytes()).unwrap();
        transaction.commit().unwrap();
        head
    }

    /// What somebody with the key could do: the triggers are taken away first.
    fn without_triggers(connection: &Connection) {
        connection
            .execute_batch(
                "DROP TRIGGER ledger_is_never_changed;
                 DROP TRIGGER ledger_is_never_deleted;
                 DROP TRIGGER ledger_payload_is_never_changed;
                 DROP TRIGGER ledger_payload_is_only_erased;
                 PRAGMA foreign_keys = OFF;",
            )
            .unwrap();
    }

    /// Runs statements on a filled ledger, asks what is wrong, and takes them back.
    fn after<T>(connection: &Connection, statements: &str, ask: impl Fn(&Connection) -> T) -> T {
        connection
            .execute_batch(&format!("BEGIN; {statements}"))
            .unwrap();
        let answer = ask(connection);
        connection.execute_batch("ROLLBACK").unwrap();
        answer
    }

    fn chain(connection: &Connection) -> Result<Head, LedgerFault> {
        verify_chain(connection, HEADERS, |_| ()).map(|(head, _)| head)
    }

    /// Exchanges columns of two rows of a table.
    fn swap(table: &str, columns: &[&str], one: u64, other: u64) -> String {
        let sets: Vec<_> = columns
            .iter()
            .map(|column| {
                format!(
                    "{column} = (SELECT b.{column} FROM copy AS b WHERE b.seq = {one} + {other} - {table}.seq)"
                )
            })
            .collect();
        format!(
            "CREATE TABLE copy AS SELECT * FROM {table};
             UPDATE {table} SET {} WHERE seq IN ({one}, {other});",
            sets.join(", ")
        )
    }

    #[test]
    fn a_ledger_that_nobody_touched_holds() {
        let (_folder, connection, head) = filled();
        assert_eq!(head.seq, ROWS);
        assert_eq!(chain(&connection), Ok(head));
        assert_eq!(verify_payloads(&connection, |_| true), Ok(true));
        for number in 1..=ROWS {
            let read = payload(&connection, number).unwrap();
            assert_eq!(read, format!("payload {number}").as_bytes());
        }
    }

    #[test]
    fn the_ledger_refuses_to_be_changed_replaced_or_deleted() {
        let (_folder, connection, head) = filled();
        for statement in [
            "UPDATE ledger SET author = 'somebody else' WHERE seq = 3",
            "UPDATE ledger SET seq = 99 WHERE seq = 6",
            "UPDATE ledger_payload SET payload = x'00' WHERE seq = 3",
            "DELETE FROM ledger_payload WHERE seq = 3",
            "DELETE FROM ledger_payload",
            "DELETE FROM ledger WHERE seq = 6",
            "DELETE FROM ledger",
            "REPLACE INTO ledger_payload (seq, salt, payload) VALUES (3, x'00', x'00')",
            "INSERT OR REPLACE INTO ledger SELECT * FROM ledger WHERE seq = 3",
            "INSERT INTO ledger_payload (seq, salt, payload) VALUES (3, x'00', x'00')
             ON CONFLICT DO UPDATE SET payload = x'00'",
        ] {
            let error = connection.execute(statement, []).unwrap_err();
            assert!(
                error.to_string().contains("the ledger is never"),
                "{statement}: {error}"
            );
        }
        assert_eq!(chain(&connection), Ok(head));
        assert_eq!(verify_payloads(&connection, |_| true), Ok(true));
    }

    #[test]
    fn any_header_that_was_changed_is_the_first_bad_entry() {
        let (_folder, connection, _) = filled();
        without_triggers(&connection);
        for seq in 1..=ROWS {
            for change in [
                "id = id || 'x'",
                "kind = 'settings'",
                "at = at + 1",
                "written_at = written_at - 1",
                "author = ''",
                "commitment = zeroblob(32)",
                "commitment = x'00'",
                "previous = randomblob(32)",
                "hash = randomblob(32)",
                "hash = x''",
                "clock_off = coalesce(clock_off, 0) + 1",
                "hash_version = 4 - hash_version",
                "hash_version = 2",
                "hash_version = 4",
            ] {
                let statement = format!("UPDATE ledger SET {change} WHERE seq = {seq};");
                assert_eq!(
                    after(&connection, &statement, chain),
                    Err(LedgerFault::Broken { seq }),
                    "{statement}"
                );
            }
        }
    }

    #[test]
    fn an_entry_that_was_taken_out_moved_or_put_in_is_the_first_bad_entry() {
        let (_folder, connection, head) = filled();
        without_triggers(&connection);
        let all = [
            "id",
            "kind",
            "at",
            "written_at",
            "author",
            "commitment",
            "previous",
            "hash",
        ];
        for seq in 1..ROWS {
            for statement in [
                format!("DELETE FROM ledger WHERE seq = {seq};"),
                format!("UPDATE ledger SET seq = 99 WHERE seq = {seq};"),
                swap("ledger", &all, seq, seq + 1),
                swap("ledger", &all[..6], seq, seq + 1),
            ] {
                assert_eq!(
                    after(&connection, &statement, chain),
                    Err(LedgerFault::Broken { seq }),
                    "{statement}"
                );
            }
        }
        // The last one: what is left holds, and ends one sooner. The noted head finds that out.
        let statement = format!("DELETE FROM ledger WHERE seq = {ROWS};");
        let shorter = after(&connection, &statement, chain).unwrap();
        assert_eq!(shorter.seq, ROWS - 1);
        assert_ne!(shorter, head);
        // One more, and one in front of all.
        for seq in [0, ROWS + 1] {
            let statement = format!(
                "INSERT INTO ledger SELECT {seq}, id, kind, at, written_at, author, commitment, previous, hash, clock_off,
                   hash_version
                 FROM ledger WHERE seq = {ROWS};"
            );
            let seq = seq.max(1);
            assert_eq!(
                after(&connection, &statement, chain),
                Err(LedgerFault::Broken { seq })
            );
        }
    }

    /// Everything about it fits but the number.
    #[test]
    fn a_number_that_was_skipped_is_the_first_bad_entry() {
        let (_folder, mut connection, head) = filled();
        let ahead = Head {
            seq: head.seq + 1,
            ..head
        };
        let entry = NewEntry {
            kind: Kind::Settings,
            id: "settings",
            at: DateTime::UNIX_EPOCH,
            author: "",
            payload: b"",
        };
        add(&mut connection, &ahead, &entry);
        assert_eq!(
            chain(&connection),
            Err(LedgerFault::Broken { seq: ROWS + 1 })
        );
    }

    /// Its hash may be right again; the entry behind it still says what it was.
    #[test]
    fn an_entry_that_was_rewritten_with_a_fitting_hash_breaks_the_next_one() {
        let (_folder, connection, _) = filled();
        without_triggers(&connection);
        let header = Header {
            version: HASH_VERSION,
            clock_off: None,
            seq: 3,
            id: "contact-3",
            kind: Kind::ContactSealed.as_str(),
            at: 3,
            written_at: 3,
            author: "somebody else",
            commitment: [0; 32],
            previous: head_at(&connection, 2).unwrap().hash,
        };
        let hash = crate::secret::hex(&header.hash().unwrap());
        let statement = format!(
            "UPDATE ledger SET author = 'somebody else', commitment = zeroblob(32), hash = x'{hash}'
             WHERE seq = 3;"
        );
        assert_eq!(
            after(&connection, &statement, chain),
            Err(LedgerFault::Broken { seq: 4 })
        );
    }

    #[test]
    fn any_payload_that_was_changed_taken_out_or_moved_is_the_first_bad_entry() {
        let (_folder, connection, head) = filled();
        without_triggers(&connection);
        for seq in 1..=ROWS {
            let next = seq % ROWS + 1;
            for statement in [
                format!("UPDATE ledger_payload SET payload = x'00' WHERE seq = {seq};"),
                format!("UPDATE ledger_payload SET payload = x'' WHERE seq = {seq};"),
                format!("UPDATE ledger_payload SET salt = randomblob(32) WHERE seq = {seq};"),
                format!("UPDATE ledger_payload SET salt = x'00' WHERE seq = {seq};"),
                format!("DELETE FROM ledger_payload WHERE seq = {seq};"),
                swap("ledger_payload", &["payload"], seq, next),
                swap("ledger_payload", &["salt", "payload"], seq, next),
            ] {
                let first = if statement.contains("copy") {
                    seq.min(next)
                } else {
                    seq
                };
                assert_eq!(
                    after(&connection, &statement, |connection| verify_payloads(
                        connection,
                        |_| true
                    )),
                    Err(LedgerFault::Broken { seq: first }),
                    "{statement}"
                );
                // It is never handed out, and the chain over the headers is not touched by it.
                let read = after(&connection, &statement, |connection| {
                    payload(connection, seq)
                });
                assert_eq!(read, Err(StorageError::Damaged(Cause::Row)), "{statement}");
                assert_eq!(after(&connection, &statement, chain), Ok(head));
            }
        }
    }

    /// Every way of hashing that ever was, as bytes: a change here would break every vault that there is.
    #[test]
    fn a_hash_is_for_ever_what_it_was() {
        let mut header = Header {
            seq: 7,
            id: "contact-1",
            kind: "contact_sealed",
            at: 1_795_443_240_000_001,
            written_at: 1_795_443_240_000_002,
            author: "Anna Berry",
            commitment: [5; 32],
            previous: [6; 32],
            clock_off: None,
            version: HASH_VERSION_OLD,
        };
        let mut seen = Vec::new();
        for version in [HASH_VERSION_OLD, HASH_VERSION] {
            for clock_off in [None, Some(-300)] {
                (header.version, header.clock_off) = (version, clock_off);
                seen.push(crate::secret::hex(&header.hash().unwrap()));
            }
        }
        // Worked out apart from this code.
        assert_eq!(
            seen,
            [
                "fc5344cc58e793a132a79fbe67f6280c6c914a924444f6f028621df6a3057234",
                "a517a8f3dbcd0eb6949a271137bc753ddb43a917d61932629d2bd7b69ac81d9b",
                "fb2ee8a4b68511645cad522c8308c7b95e7a71f29a668c68c497693bd052fed6",
                "85bffab54db143a66d9e255c3777463eb4ce9bac3ec7cf2adb0b21c59676db00",
            ]
        );
        header.version = 2;
        assert_eq!(header.hash(), None);
    }

    /// A vault of an earlier schema is read as it is, before anything in it is changed.
    #[test]
    fn the_headers_of_every_schema_give_the_same_chain() {
        let (_folder, mut connection) = empty();
        let first = add_old(&mut connection, &Head::EMPTY, 1, None);
        let seen = |connection: &Connection, schema| {
            verify_chain(connection, headers_of(schema), |_| ()).map(|(head, _)| head)
        };
        for schema in 1..=crate::open::SCHEMA {
            assert_eq!(seen(&connection, schema), Ok(first), "{schema}");
        }
        let second = add_old(&mut connection, &first, 2, Some(-300));
        assert_eq!(seen(&connection, 1), Err(LedgerFault::Broken { seq: 2 }));
        for schema in 2..=crate::open::SCHEMA {
            assert_eq!(seen(&connection, schema), Ok(second), "{schema}");
        }
    }

    /// Whoever could write an old one behind a new one could hide what it says from an export's reader.
    #[test]
    fn an_older_way_of_hashing_never_follows_a_newer_one() {
        let (_folder, mut connection, head) = filled();
        add_old(&mut connection, &head, 7, None);
        assert_eq!(
            chain(&connection),
            Err(LedgerFault::Broken { seq: ROWS + 1 })
        );
    }

    #[test]
    fn the_same_words_twice_leave_no_trace_that_they_are_the_same() {
        let (_folder, mut connection) = empty();
        let entry = NewEntry {
            kind: Kind::Settings,
            id: "settings",
            at: DateTime::UNIX_EPOCH,
            author: "",
            payload: b"the same",
        };
        let head = add(&mut connection, &Head::EMPTY, &entry);
        add(&mut connection, &head, &entry);
        let different: u32 = connection
            .query_row("SELECT count(DISTINCT commitment) FROM ledger", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(different, 2);
    }

    #[test]
    fn a_seal_code_is_the_number_and_forty_bits_of_the_hash() {
        let mut hash = [0xff; 32];
        // 00001 00010 00011 00100 | 11111 01010 01001 00000
        hash[..5].copy_from_slice(&[
            0b0000_1000,
            0b1000_0110,
            0b0100_1111,
            0b1010_1001,
            0b0010_0000,
        ]);
        assert_eq!(
            SealCode::of(&Head { seq: 47, hash }).as_str(),
            "47-1234-ZA90"
        );
        assert_eq!(SealCode::of(&Head::EMPTY).as_str(), "0-0000-0000");
    }

    fn kind() -> impl Strategy<Value = Kind> {
        prop_oneof![
            Just(Kind::PersonAdded),
            Just(Kind::ContactSealed),
            Just(Kind::Settings)
        ]
    }

    /// One change of one entry, as statements: whatever somebody with the key could do to it.
    fn change() -> impl Strategy<Value = String> {
        let seq = 1..=ROWS;
        let header = (
            seq.clone(),
            "[a-z]{1,6}",
            1..i64::from(i32::MAX),
            any::<[u8; 4]>(),
        );
        let header = (header, 0..9_usize).prop_map(|((seq, text, number, bytes), which)| {
            let blob: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            let set = match which {
                0 => format!("id = id || '{text}'"),
                1 => format!("kind = kind || '{text}'"),
                2 => format!("author = author || '{text}'"),
                3 => format!("at = at + {number}"),
                4 => format!("written_at = written_at - {number}"),
                5 => format!("commitment = CAST(commitment || x'{blob}' AS BLOB)"),
                6 => "hash_version = 4 - hash_version".to_owned(),
                7 => format!("hash = CAST(substr(hash, 1, 28) || x'{blob}' AS BLOB)"),
                _ => format!("seq = seq + {number}"),
            };
            format!("UPDATE ledger SET {set} WHERE seq = {seq};")
        });
        let payload =
            (seq.clone(), any::<[u8; 3]>(), 0..3_usize).prop_map(|(seq, bytes, which)| {
                let blob: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                let set = match which {
                    0 => format!("payload = CAST(payload || x'{blob}' AS BLOB)"),
                    1 => format!("salt = CAST(salt || x'{blob}' AS BLOB)"),
                    _ => "payload = substr(payload, 2)".to_owned(),
                };
                format!("UPDATE ledger_payload SET {set} WHERE seq = {seq};")
            });
        let gone = (seq.clone(), any::<bool>()).prop_map(|(seq, whole)| {
            let header = format!("DELETE FROM ledger WHERE seq = {seq};");
            let whole = if whole { header } else { String::new() };
            format!("DELETE FROM ledger_payload WHERE seq = {seq}; {whole}")
        });
        let swapped = (seq.clone(), seq)
            .prop_filter("two of them", |(one, other)| one != other)
            .prop_map(|(one, other)| {
                format!(
                    "UPDATE ledger SET seq = 1000 WHERE seq = {one};
                     UPDATE ledger SET seq = {one} WHERE seq = {other};
                     UPDATE ledger SET seq = {other} WHERE seq = 1000;"
                )
            });
        prop_oneof![4 => header, 3 => payload, 1 => gone, 1 => swapped]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

        /// Invariant 8 of the design: nothing sealed disappears or changes without trace.
        #[test]
        fn no_entry_changes_or_goes_without_trace(change in change()) {
            thread_local! {
                static FILLED: (TempDir, Connection, Head) = {
                    let (folder, connection, head) = filled();
                    without_triggers(&connection);
                    (folder, connection, head)
                };
            }
            let whole = |connection: &Connection, head: &Head| {
                chain(connection).is_ok_and(|last| last == *head)
                    && verify_payloads(connection, |_| true).is_ok()
            };
            let noticed = FILLED.with(|(_, connection, head)| {
                assert!(whole(connection, head), "nothing is wrong before");
                after(connection, &change, |connection| !whole(connection, head))
            });
            prop_assert!(noticed, "{}", change);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn any_entries_make_a_chain_that_holds_and_every_one_changes_the_seal_code(
            entries in prop::collection::vec(
                (kind(), ".{0,20}", any::<i32>(), ".{0,20}", prop::collection::vec(any::<u8>(), 0..6000)),
                1..20,
            )
        ) {
            let (_folder, mut connection) = empty();
            let mut heads = vec![Head::EMPTY];
            for (kind, id, at, author, payload) in &entries {
                let head = *heads.last().unwrap();
                let at = DateTime::from_timestamp_secs(i64::from(*at)).unwrap();
                let entry = NewEntry { kind: *kind, id, at, author, payload };
                heads.push(add(&mut connection, &head, &entry));
            }
            let mut seen = vec![Head::EMPTY];
            let (head, _) = verify_chain(&connection, HEADERS, |head| seen.push(*head)).unwrap();
            prop_assert_eq!(head.seq as usize, entries.len());
            prop_assert_eq!(&seen, &heads);
            prop_assert_eq!(verify_payloads(&connection, |_| true), Ok(true));
            for (seq, (.., written)) in (1..).zip(&entries) {
                prop_assert_eq!(&payload(&connection, seq).unwrap(), written);
                prop_assert_eq!(head_at(&connection, seq).unwrap(), heads[seq as usize]);
            }
            let mut codes: Vec<_> = heads.iter().map(|head| SealCode::of(head).to_string()).collect();
            codes.sort();
            codes.dedup();
            prop_assert_eq!(codes.len(), heads.len());
            // The hash alone tells them apart too, not only the number in front.
            let mut hashes: Vec<_> = heads.iter().map(|head| head.hash).collect();
            hashes.sort_unstable();
            hashes.dedup();
            prop_assert_eq!(hashes.len(), heads.len());
        }
    }
}
