//! What other parts of the program make of a record, in one place: each function here is the one name under
//! which [`super`] knows it.

use super::{OutputKind, OutputMadeView};
use crate::error::ErrorView;
use crate::session::App;
use casework::ids::{ContactId, PersonId};
use casework::sealing::Author;
use casework::when;
use casework::words::Words;
use chrono::{DateTime, Utc};
use report::document::{Document, Made};
use report::given::{Given, System};
use secrecy::ExposeSecret;
use vault::{Output, StorageError, Vault};

/// Something that a document can be made into, and that cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotThere;

/// The two texts for the practitioner's own system.
pub(super) struct OwnAgency {
    /// What the person may read online; empty when there is nothing of that kind.
    pub(super) entry: Words,
    /// Everything else.
    pub(super) hidden: Words,
    /// Names of terms of that system, as suggestions.
    pub(super) terms: Vec<String>,
}

/// What is entered about something that leaves.
pub(super) struct Entered {
    pub(super) kind: OutputKind,
    pub(super) contacts: Vec<ContactId>,
    pub(super) person: Option<PersonId>,
}

/// Everything, for those who have to act.
pub(super) fn hand_over(given: &Given) -> Made {
    report::hand_over(given)
}

/// What the person may have.
pub(super) fn safe_copy(given: &Given) -> Made {
    report::safe_copy(given)
}

/// A safe copy as plain text.
pub(super) fn safe_copy_text(document: &Document) -> String {
    report::safe_copy_text(document)
}

/// The two texts for the practitioner's own system, worded for it.
pub(super) fn own_agency(given: &Given, system: System) -> OwnAgency {
    let text = report::own_agency_of(given, system);
    OwnAgency {
        entry: text.entry,
        hidden: text.hidden,
        terms: text.terms.into_iter().map(str::to_owned).collect(),
    }
}

/// A document as PDF that anyone can open.
pub(super) fn pdf_plain(_document: &Document) -> Result<Vec<u8>, NotThere> {
    Err(NotThere)
}

/// A document as PDF that opens with these words alone.
pub(super) fn pdf_locked(_document: &Document, _words: &str) -> Result<Vec<u8>, NotThere> {
    Err(NotThere)
}

/// One page of questions and prompts, without a word about anybody.
pub(super) fn prompt_card(_guide: &guide::Guide) -> Result<Vec<u8>, NotThere> {
    Err(NotThere)
}

/// Six words to lock a file with.
pub(super) fn password() -> Result<String, vault::RandomFailed> {
    Ok(vault::suggest_passphrase()?.expose_secret().to_owned())
}

/// The chain of the record, with the words of these contacts.
pub(super) fn sealed_export(vault: &Vault, contacts: &[ContactId]) -> Result<String, ErrorView> {
    Ok(vault.sealed_export(contacts)?)
}

/// The checklists of these contacts as HL7 FHIR.
pub(super) fn fhir(app: &App, contacts: &[ContactId]) -> Result<String, ErrorView> {
    app.fhir(contacts)
}

/// The page that checks a sealed export.
pub(super) fn verifier() -> String {
    include_str!("../../../../../assets/verifier/verifier.html").to_owned()
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
