//! Everything that a vault holds, read anew and compared.

use super::place;
use super::words::{OTHER, PASSPHRASE, secret};
use casework::contact::Contact;
use casework::person::Event;
use casework::sealing::{Amendment, SealedContact};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::path::Path;
use vault::seam::Kept;
use vault::{ActionRow, Erasure, PersonRecord, PersonRow, ReferralRow, SealedRow, Settings, Vault};

/// What a vault holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    settings: Settings,
    drafts: BTreeMap<String, Contact>,
    sealed: BTreeMap<String, (SealedContact, Vec<Amendment>)>,
    rows: Vec<SealedRow>,
    people: Vec<PersonRow>,
    actions: Vec<ActionRow>,
    /// What stands on each person's page.
    pages: Vec<Page>,
    /// The tombstones, without the numbers of the entries: unlocking makes entries as well.
    erased: Vec<String>,
    backup: Option<DateTime<Utc>>,
    confirmed: bool,
}

/// What stands on a person's page.
type Page = (
    Option<PersonRecord>,
    Vec<ActionRow>,
    Vec<Event>,
    Vec<ReferralRow>,
);

impl State {
    /// Reads an open vault and checks every entry of its ledger.
    pub fn of(vault: &Vault) -> Result<Self, String> {
        fn reads<T>(result: Result<T, vault::StorageError>, what: &str) -> Result<T, String> {
            result.map_err(|error| format!("{what}: {error:?}"))
        }
        if let Some(fault) = vault.fault() {
            return Err(format!("it opens for reading only: {fault:?}"));
        }
        vault
            .verify()
            .map_err(|fault| format!("the chain fails: {fault:?}"))?;
        let mut drafts = BTreeMap::new();
        for row in reads(vault.drafts(), "the list of drafts")? {
            let draft = reads(vault.draft(&row.id), "a draft")?
                .ok_or_else(|| format!("draft {} is listed and not there", row.id))?;
            drafts.insert(row.id.as_str().to_owned(), draft.contact);
        }
        let rows = reads(vault.sealed_rows(u32::MAX), "the list of records")?;
        let mut sealed = BTreeMap::new();
        for row in &rows {
            let record = reads(vault.sealed(&row.id), "a record")?
                .ok_or_else(|| format!("record {} is listed and not there", row.id))?;
            let amendments = record.amendments.into_iter();
            let amendments = amendments.map(|record| record.amendment).collect();
            sealed.insert(row.id.as_str().to_owned(), (record.sealed, amendments));
        }
        let erased = reads(vault.erasures(), "the erasures")?;
        let people = reads(vault.people(u32::MAX), "the people")?;
        let page = |row: &PersonRow| -> Result<Page, String> {
            Ok((
                reads(vault.person(&row.id), "a person")?,
                reads(vault.actions_of(&row.id), "their actions")?,
                reads(vault.events_of(&row.id), "their events")?,
                reads(vault.referrals_of(&row.id), "their referrals")?,
            ))
        };
        Ok(Self {
            settings: reads(vault.settings(), "the settings")?,
            drafts,
            sealed,
            rows,
            pages: people.iter().map(page).collect::<Result<_, _>>()?,
            people,
            actions: reads(vault.open_actions(u32::MAX), "the actions")?,
            erased: erased.iter().map(without_numbers).collect(),
            backup: reads(vault.last_backup(), "the last backup")?,
            confirmed: vault.recovery_confirmed(),
        })
    }

    /// Opens a vault by its key and reads it.
    pub fn read(folder: &Path, key: &Kept) -> Result<Self, String> {
        Self::of(&open(folder, key)?)
    }

    /// As [`State::read`], and checks that the lists are what the ledger gives when they are made
    /// again.
    pub fn read_whole(folder: &Path, key: &Kept) -> Result<Self, String> {
        let mut vault = open(folder, key)?;
        let state = Self::of(&vault)?;
        vault
            .rebuild()
            .map_err(|error| format!("the lists cannot be made again: {error:?}"))?;
        state.is(&Self::of(&vault)?).map_err(|difference| {
            format!("the lists are not what the ledger gives: {difference}")
        })?;
        Ok(state)
    }

    /// Whether this is `expected`; if not, in what it is not.
    pub fn is(&self, expected: &Self) -> Result<(), String> {
        let parts = [
            ("settings", self.settings == expected.settings),
            ("drafts", self.drafts == expected.drafts),
            ("records", self.sealed == expected.sealed),
            ("list of records", self.rows == expected.rows),
            ("people", self.people == expected.people),
            ("actions", self.actions == expected.actions),
            ("pages of people", self.pages == expected.pages),
            ("erasures", self.erased == expected.erased),
            ("last backup", self.backup == expected.backup),
            ("confirmation", self.confirmed == expected.confirmed),
        ];
        let other: Vec<_> = parts
            .iter()
            .filter_map(|(name, same)| (!same).then_some(*name))
            .collect();
        if other.is_empty() {
            Ok(())
        } else {
            Err(format!("{} differ", other.join(", ")))
        }
    }

    /// Whether this is what a plain model of the vault says; if not, in what it is not.
    pub fn is_so(
        &self,
        settings: &Settings,
        drafts: &BTreeMap<String, Contact>,
        sealed: &BTreeMap<String, (SealedContact, Vec<Amendment>)>,
    ) -> Result<(), String> {
        for (same, what) in [
            (self.settings == *settings, "settings"),
            (self.drafts == *drafts, "drafts"),
            (self.sealed == *sealed, "records"),
            (self.rows.len() == sealed.len(), "list of records"),
        ] {
            if !same {
                return Err(format!("{what} differ"));
            }
        }
        Ok(())
    }

    /// How many drafts and how many records there are.
    pub fn counts(&self) -> (usize, usize) {
        (self.drafts.len(), self.sealed.len())
    }

    /// Whether every draft and every record of `earlier` is here as it was.
    pub fn holds(&self, earlier: &Self) -> Result<(), String> {
        for (id, draft) in &earlier.drafts {
            if self.drafts.get(id) != Some(draft) {
                return Err(format!("{id} is not as it was"));
            }
        }
        for (id, record) in &earlier.sealed {
            if self.sealed.get(id) != Some(record) {
                return Err(format!("{id} is not as it was"));
            }
        }
        Ok(())
    }
}

fn open(folder: &Path, key: &Kept) -> Result<Vault, String> {
    place::open(folder, key).map_err(|error| format!("does not open: {error:?}"))
}

fn without_numbers(erasure: &Erasure) -> String {
    let Erasure {
        what, reason, why, ..
    } = erasure;
    format!("{what:?} {reason:?} {why:?}")
}

/// Which secrets open a vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secrets {
    /// The passphrase.
    pub passphrase: &'static str,
    /// Whether the recovery phrase is the first one.
    pub first_phrase: bool,
}

impl Secrets {
    /// Reads the key file of a vault whose slots were `first` once. A key is only derived when a slot
    /// is another one.
    pub fn of(folder: &Path, first: &Slots) -> Result<Self, String> {
        let now = Slots::of(folder)?;
        let passphrase = if now.passphrase == first.passphrase {
            PASSPHRASE
        } else {
            Kept::pay(folder, &secret(OTHER))
                .map_err(|error| format!("no passphrase opens it: {error:?}"))?;
            OTHER
        };
        Ok(Self {
            passphrase,
            first_phrase: now.recovery == first.recovery,
        })
    }
}

/// The two slots of a key file, as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    passphrase: String,
    recovery: String,
}

impl Slots {
    /// Those of a vault.
    pub fn of(folder: &Path) -> Result<Self, String> {
        // As the vault does: the one before is for when this one is not there.
        let bytes = std::fs::read(folder.join("vault.keys"))
            .or_else(|_| std::fs::read(folder.join("vault.keys.previous")));
        Self::read(&bytes.map_err(|error| format!("the key file: {error}"))?)
    }

    fn read(bytes: &[u8]) -> Result<Self, String> {
        let text = String::from_utf8_lossy(bytes);
        let json = text.lines().nth(1).ok_or("the key file is cut")?;
        let json: serde_json::Value =
            serde_json::from_str(json).map_err(|_| "the key file does not read")?;
        Ok(Self {
            passphrase: json["passphrase"].to_string(),
            recovery: json["recovery"].to_string(),
        })
    }
}
