//! The ledger's side of what leaves: that it did, and what was made before.

use super::{OutputKind, OutputMadeView};
use casework::ids::{ContactId, PersonId};
use casework::sealing::Author;
use casework::when;
use chrono::{DateTime, Utc};
use vault::{Output, StorageError, Vault};

/// What is entered about something that leaves.
pub(super) struct Entered {
    pub(super) kind: OutputKind,
    pub(super) contacts: Vec<ContactId>,
    pub(super) person: Option<PersonId>,
}

/// Enters in the ledger what leaves.
pub(super) fn enter(
    vault: &mut Vault,
    entered: Entered,
    author: &Author,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let output = Output {
        kind: entered.kind.into(),
        contacts: entered.contacts,
        person: entered.person,
        // The session is held since it was read: the present one.
        seal_code: None,
    };
    vault.enter_output(&output, author, at)?;
    Ok(())
}

/// What was made of the record of a person, the latest first.
pub(super) fn made(vault: &Vault, person: &PersonId) -> Result<Vec<OutputMadeView>, StorageError> {
    let rows = vault.outputs_of(person)?.into_iter();
    Ok(rows
        .map(|row| OutputMadeView {
            at: when::moment(row.made_at),
            kind: row.kind.into(),
            contacts: u32::try_from(row.contacts.len()).unwrap_or(u32::MAX),
            seal_code: row.seal_code.to_string(),
        })
        .collect())
}

impl From<OutputKind> for vault::OutputKind {
    fn from(kind: OutputKind) -> Self {
        match kind {
            OutputKind::HandOver => Self::HandOver,
            OutputKind::HandOverLocked => Self::HandOverLocked,
            OutputKind::OwnAgencyEntry => Self::OwnAgencyEntry,
            OutputKind::OwnAgencyHidden => Self::OwnAgencyHidden,
            OutputKind::SafeCopy => Self::SafeCopy,
            OutputKind::SafeCopyText => Self::SafeCopyText,
            OutputKind::SealedExport => Self::SealedExport,
            OutputKind::Fhir => Self::Fhir,
            OutputKind::Counts => Self::Counts,
        }
    }
}

impl From<vault::OutputKind> for OutputKind {
    fn from(kind: vault::OutputKind) -> Self {
        match kind {
            vault::OutputKind::HandOver => Self::HandOver,
            vault::OutputKind::HandOverLocked => Self::HandOverLocked,
            vault::OutputKind::OwnAgencyEntry => Self::OwnAgencyEntry,
            vault::OutputKind::OwnAgencyHidden => Self::OwnAgencyHidden,
            vault::OutputKind::SafeCopy => Self::SafeCopy,
            vault::OutputKind::SafeCopyText => Self::SafeCopyText,
            vault::OutputKind::SealedExport => Self::SealedExport,
            vault::OutputKind::Fhir => Self::Fhir,
            vault::OutputKind::Counts => Self::Counts,
        }
    }
}
