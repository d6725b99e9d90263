//! The sealed export: the whole chain, with the words of chosen contacts and of nothing else, so that
//! somebody without the vault can check that they stand in a record that was kept in order. Made to be
//! checked by `assets/verifier`, which shares no code with this.
//!
//! Lines of JSON, each ended by a line feed; every field in the order below, nothing left out, no spaces.
//! Hashes and salts are lower-case hex, times microseconds since 1970 in UTC. First one about the whole:
//!
//! ```text
//! {"format":"waymark-sealed-export","version":1,"entries":47,"shown":2,"head":"..","seal_code":"47-9K3F-2MQX"}
//! ```
//!
//! then one for each entry of the ledger, in order, as one of three:
//!
//! ```text
//! {"is":"shown","seq":..,"hashed":3,"kind":"..","id":"..","at":..,"written_at":..,"author":"..","clock_off":null,
//!  "commitment":"..","previous":"..","hash":"..","salt":"..","payload":".."}
//! {"is":"closed","seq":..,"minute":..,"inside":"..","previous":"..","hash":".."}
//! {"is":"link","seq":..,"previous":"..","hash":".."}
//! ```
//!
//! *Shown* is what was entered about a chosen contact: the contact, what was added to it, what became of its
//! actions and referrals. All of it can be computed again. *Closed* is every other entry: its place and the
//! minute in which it was written, and a digest that tells nothing (`ledger.rs` says why). Its hash can be
//! computed again. *Link* is every other entry that was written before closed ones could be. Nothing of it can
//! be computed, so somebody who exchanges its hash and the next link's `previous` together is found only by a
//! seal code of that very entry. The same goes for a shown entry of that time with a link behind it: it fits
//! its own hash, and only its own seal code, as it was printed then, ties it to the record. The verifier says
//! so beside each. From the first closed entry on, every byte hangs on the head.
//!
//! Nothing stands in the file that the chain does not bind. So it does not say when it was made, or from which
//! vault: whoever passed it on could write there what they like. What it was made for stands in the vault
//! (`outputs.rs`).
//!
//! What it cannot keep back: how many entries there are, and roughly when each was written. And a contact
//! says itself whether there were earlier ones with the same person, and what was present in them.

use crate::error::{Cause, StorageError};
use crate::ledger::{self, HASH_VERSION, Head, Header, Kind, LedgerFault, SealCode};
use crate::secret::hex;
use crate::tables::json_text;
use crate::vault::Vault;
use casework::ids::ContactId;
use rusqlite::Connection;
use serde::Serialize;
use std::collections::BTreeSet;

/// The page that checks an export, whole in itself: to be saved beside one, for whoever is to check it.
pub const VERIFIER: &str = include_str!("../../../../assets/verifier/verifier.html");

/// What an entry that belongs to a contact may be.
const OF_A_CONTACT: [Kind; 4] = [
    Kind::ContactSealed,
    Kind::Amendment,
    Kind::Action,
    Kind::Referral,
];

#[derive(Serialize)]
struct First<'a> {
    format: &'a str,
    version: u32,
    entries: u64,
    shown: usize,
    head: String,
    seal_code: SealCode,
}

#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
enum Line<'a> {
    Shown {
        seq: u64,
        hashed: u32,
        kind: &'a str,
        id: &'a str,
        at: i64,
        written_at: i64,
        author: &'a str,
        clock_off: Option<i64>,
        commitment: String,
        previous: String,
        hash: String,
        salt: String,
        payload: String,
    },
    Closed {
        seq: u64,
        minute: i64,
        inside: String,
        previous: String,
        hash: String,
    },
    Link {
        seq: u64,
        previous: String,
        hash: String,
    },
}

impl Vault {
    /// The whole chain as text, with the words of these contacts. Checks everything that it writes.
    ///
    /// # Errors
    /// [`StorageError::NoRecord`] when one of them was never sealed here or was erased;
    /// [`StorageError::Damaged`] when the record does not hold: nothing is exported that would be found broken.
    pub fn sealed_export(&self, contacts: &[ContactId]) -> Result<String, StorageError> {
        for contact in contacts {
            self.seq_of(contact)?.ok_or(StorageError::NoRecord)?;
        }
        let contacts: BTreeSet<&str> = contacts.iter().map(ContactId::as_str).collect();
        let mut lines = String::new();
        let mut shown = 0;
        // The walk knows one kind of error only.
        let mut failed = None;
        let walked = ledger::walk_chain(&self.connection, ledger::HEADERS, |header, head| {
            let show = contacts.contains(header.id) && is_of_a_contact(header.kind);
            shown += usize::from(show);
            let line = line(&self.connection, header, head, show).inspect_err(|error| {
                failed = Some(*error);
            });
            let line = line.map_err(|_| LedgerFault::Broken { seq: header.seq })?;
            lines.push_str(&line);
            lines.push('\n');
            Ok(())
        });
        let head = walked.map_err(|_| failed.unwrap_or(StorageError::Damaged(Cause::Row)))?;
        if head != self.head {
            return Err(StorageError::Damaged(Cause::Row));
        }
        let first = First {
            format: "waymark-sealed-export",
            version: 1,
            entries: head.seq,
            shown,
            head: hex(&head.hash),
            seal_code: SealCode::of(&head),
        };
        Ok(format!("{}\n{lines}", json_text(&first)?))
    }
}

fn is_of_a_contact(kind: &str) -> bool {
    OF_A_CONTACT.into_iter().any(|one| one.as_str() == kind)
}

fn line(
    connection: &Connection,
    header: &Header<'_>,
    head: &Head,
    show: bool,
) -> Result<String, StorageError> {
    let seq = header.seq;
    let (previous, hash) = (hex(&header.previous), hex(&head.hash));
    let line = if show {
        let (salt, payload) = ledger::opened(connection, seq)?;
        let payload = String::from_utf8(payload).map_err(|_| StorageError::Damaged(Cause::Row))?;
        Line::Shown {
            seq,
            hashed: header.hashed_version(),
            kind: header.kind,
            id: header.id,
            at: header.at,
            written_at: header.written_at,
            author: header.author,
            clock_off: header.clock_off,
            commitment: hex(&header.commitment),
            previous,
            hash,
            salt: hex(&salt),
            payload,
        }
    } else if header.version == HASH_VERSION {
        Line::Closed {
            seq,
            minute: header.minute(),
            inside: hex(&header.inside()),
            previous,
            hash,
        }
    } else {
        Line::Link {
            seq,
            previous,
            hash,
        }
    };
    json_text(&line)
}
