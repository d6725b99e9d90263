//! The ledger: the one source of truth. Entries are only ever added; each is tied to the one before.

use crate::erasure::Erasure;
use crate::error::{Cause, StorageError};
use crate::secret::{hmac_of, make_random};
use crate::slots::framed;
use casework::sealing::SealedContact;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction};
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
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// The version of the hash's input.
const HASH_VERSION: u32 = 1;
/// The same for an entry that says that the clock ran off.
const HASH_VERSION_WITH_CLOCK: u32 = 2;

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
}

impl Kind {
    const ALL: [Self; 16] = [
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

/// The fields that the hash covers, as they stand in the table.
struct Header {
    seq: u64,
    id: String,
    kind: String,
    at: i64,
    written_at: i64,
    author: String,
    commitment: [u8; 32],
    previous: [u8; 32],
    /// Seconds by which the clock was seen to run off before it.
    clock_off: Option<i64>,
}

impl Header {
    fn hash(&self) -> [u8; 32] {
        let version = match self.clock_off {
            None => HASH_VERSION,
            Some(_) => HASH_VERSION_WITH_CLOCK,
        };
        let clock = self.clock_off.map(i64::to_be_bytes);
        let (version, seq) = (version.to_be_bytes(), self.seq.to_be_bytes());
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
        Sha256::digest(framed(&pieces)).into()
    }
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
        id: entry.id.to_owned(),
        kind: entry.kind.as_str().to_owned(),
        at: entry.at.timestamp_micros(),
        written_at: written.at.timestamp_micros(),
        clock_off: written.clock_off,
        author: entry.author.to_owned(),
        commitment: hmac_of(&salt, entry.payload),
        previous: head.hash,
    };
    let hash = header.hash();
    transaction
        .prepare_cached(
            "INSERT INTO ledger (seq, id, kind, at, written_at, author, commitment, previous, hash, clock_off)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute((
            header.seq,
            &header.id,
            &header.kind,
            header.at,
            header.written_at,
            &header.author,
            header.commitment,
            header.previous,
            hash,
            header.clock_off,
        ))?;
    transaction
        .prepare_cached("INSERT INTO ledger_payload (seq, salt, payload) VALUES (?1, ?2, ?3)")?
        .execute((header.seq, salt, entry.payload))?;
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
/// `on_entry` sees the head after every entry. `headers` is [`HEADERS`], or [`HEADERS_1`] in a schema of 1.
pub(crate) fn verify_chain(
    connection: &Connection,
    headers: &str,
    mut on_entry: impl FnMut(&Head),
) -> Result<(Head, Walk), LedgerFault> {
    let mut head = Head::EMPTY;
    let mut walk = Walk::default();
    let mut statement = connection.prepare_cached(headers).map_err(unreadable)?;
    let mut rows = statement.query([]).map_err(unreadable)?;
    while let Some(row) = rows.next().map_err(unreadable)? {
        let expected = head.seq + 1;
        let broken = |_| LedgerFault::Broken { seq: expected };
        let header = Header {
            seq: row.get(0).map_err(broken)?,
            id: row.get(1).map_err(broken)?,
            kind: row.get(2).map_err(broken)?,
            at: row.get(3).map_err(broken)?,
            written_at: row.get(4).map_err(broken)?,
            author: row.get(5).map_err(broken)?,
            commitment: row.get(6).map_err(broken)?,
            previous: row.get(7).map_err(broken)?,
            clock_off: row.get(9).map_err(broken)?,
        };
        let hash: [u8; 32] = row.get(8).map_err(broken)?;
        if header.seq != expected || header.previous != head.hash || header.hash() != hash {
            return Err(LedgerFault::Broken { seq: expected });
        }
        head = Head {
            seq: header.seq,
            hash,
        };
        walk.last_written = Some(header.written_at);
        if header.kind == Kind::Unlock.as_str() {
            walk.last_unlock = Some(header.seq);
        } else if header.kind == Kind::ContactSealed.as_str() {
            walk.contacts += 1;
        }
        on_entry(&head);
    }
    Ok((head, walk))
}

/// Every header in order, with the columns that [`verify_chain`] reads.
pub(crate) const HEADERS: &str =
    "SELECT seq, id, kind, at, written_at, author, commitment, previous, hash, clock_off
     FROM ledger ORDER BY seq";

/// The same in a schema of 1.
pub(crate) const HEADERS_1: &str =
    "SELECT seq, id, kind, at, written_at, author, commitment, previous, hash, NULL
     FROM ledger ORDER BY seq";

/// Checks every payload against its commitment, and that each one that is missing was erased. Reads
/// everything, so it is for *on demand*. `on_entry` sees the number of each entry that was read.
pub(crate) fn verify_payloads(
    connection: &Connection,
    mut on_entry: impl FnMut(u64),
) -> Result<(), LedgerFault> {
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
        on_entry(seq);
    }
    Ok(())
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
    let found: Option<([u8; 32], [u8; 32], Vec<u8>)> = connection
        .prepare_cached(
            "SELECT commitment, salt, payload
             FROM ledger JOIN ledger_payload USING (seq) WHERE ledger.seq = ?1",
        )?
        .query_row([seq], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    match found {
        Some((commitment, salt, payload)) if hmac_of(&salt, &payload) == commitment => Ok(payload),
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

    fn filled() -> (TempDir, Connection, Head) {
        let (folder, mut connection) = empty();
        let mut head = Head::EMPTY;
        for number in 1..=ROWS {
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
        assert_eq!(verify_payloads(&connection, |_| ()), Ok(()));
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
        assert_eq!(verify_payloads(&connection, |_| ()), Ok(()));
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
                "INSERT INTO ledger SELECT {seq}, id, kind, at, written_at, author, commitment, previous, hash, clock_off
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
            clock_off: None,
            seq: 3,
            id: "contact-3".to_owned(),
            kind: Kind::ContactSealed.as_str().to_owned(),
            at: 3,
            written_at: 3,
            author: "somebody else".to_owned(),
            commitment: [0; 32],
            previous: head_at(&connection, 2).unwrap().hash,
        };
        let hash = crate::secret::hex(&header.hash());
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
                        |_| ()
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
        let header = (header, 0..8_usize).prop_map(|((seq, text, number, bytes), which)| {
            let blob: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            let set = match which {
                0 => format!("id = id || '{text}'"),
                1 => format!("kind = kind || '{text}'"),
                2 => format!("author = author || '{text}'"),
                3 => format!("at = at + {number}"),
                4 => format!("written_at = written_at - {number}"),
                5 => format!("commitment = CAST(commitment || x'{blob}' AS BLOB)"),
                6 => format!("hash = CAST(substr(hash, 1, 28) || x'{blob}' AS BLOB)"),
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
                    && verify_payloads(connection, |_| ()).is_ok()
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
            prop_assert_eq!(verify_payloads(&connection, |_| ()), Ok(()));
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
