//! How long a record is kept, its erasure, and the check of all of it.

use crate::backup::ProgressView;
use crate::error::{ErrorCode, ErrorView, Field};
use crate::session::App;
use crate::start::FaultView;
use casework::ids::{ContactId, PersonId};
use casework::sealing::{Author, ErasureReason};
use casework::when;
use casework::words::Words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;
use std::sync::atomic::Ordering;
use vault::{Erase, LedgerFault, Retention};

/// The word that has to be typed before anything is erased.
const ERASE: &str = "ERASE";

/// A person whose record is kept.
#[derive(Clone, Debug, Serialize, Type)]
pub struct KeepView {
    /// Their id.
    pub person: PersonId,
    /// Name or initials.
    pub name: Words,
    /// The reference of the practitioner's agency.
    pub reference: Words,
    /// How many sealed contacts there are.
    pub contacts: u32,
    /// When it is looked at whether the record is still kept.
    pub day: Option<NaiveDate>,
}

/// The day on which it is looked at whether a person's record is still kept.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct RetentionRequest {
    /// The person.
    pub person: PersonId,
    /// The day; none takes an earlier one back.
    pub day: Option<NaiveDate>,
    /// Why that day.
    pub why: Words,
}

/// What is to be erased.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum EraseWhat {
    /// One sealed contact with what was added to it.
    Contact {
        /// The contact.
        contact: ContactId,
    },
    /// Everything about a person.
    Person {
        /// The person.
        person: PersonId,
    },
}

/// An erasure.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct EraseRequest {
    /// What.
    pub what: EraseWhat,
    /// For which reason.
    pub reason: ErasureReason,
    /// More about why. It stays, so it must name nobody.
    pub why: Words,
    /// The word that confirms it, as it was typed.
    pub confirm: String,
}

/// What stays of something that was erased.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ErasureView {
    /// When.
    pub at: String,
    /// For which reason.
    pub reason: ErasureReason,
    /// More about why.
    pub why: Words,
    /// How many contacts were erased.
    pub contacts: u32,
    /// Who did it.
    pub author: Author,
}

/// What the check of the whole record found.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RecordCheckView {
    /// How many entries there are; none when they do not all hold.
    pub entries: Option<u32>,
    /// The seal code.
    pub code: String,
    /// What is wrong, if anything.
    pub fault: Option<FaultView>,
    /// What was erased, the latest first.
    pub erasures: Vec<ErasureView>,
}

impl App {
    /// A person of the record, for the page on which it is decided how long it is kept.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is no such person.
    pub fn keeping(&self, person: &PersonId) -> Result<KeepView, ErrorView> {
        self.unlocked(|open| {
            let row = open.vault.person_row(person)?.ok_or(ErrorCode::NotFound)?;
            Ok(KeepView {
                person: row.id,
                name: row.name,
                reference: row.local_reference,
                contacts: row.contacts,
                day: row.retention_day,
            })
        })
    }

    /// Sets the day on which it is looked at whether a person's record is still kept.
    ///
    /// # Errors
    /// [`ErrorCode::ReasonMissing`], [`ErrorCode::NotFound`], or a storage code.
    pub fn set_retention(&self, request: RetentionRequest) -> Result<KeepView, ErrorView> {
        let at = self.now();
        let person = request.person.clone();
        self.unlocked(|open| {
            if request.why.is_blank() {
                return Err(ErrorView::new(ErrorCode::ReasonMissing).at(Field::Reason));
            }
            let author = open.vault.settings()?.author;
            let retention = Retention {
                person: request.person,
                day: request.day,
                why: request.why,
            };
            Ok(open.vault.set_retention(&retention, &author, at)?)
        })?;
        self.keeping(&person)
    }

    /// Erases a sealed contact, or everything about a person. That something was erased, when and
    /// why, stays.
    ///
    /// # Errors
    /// [`ErrorCode::ReasonMissing`], [`ErrorCode::EraseNotConfirmed`], [`ErrorCode::NotFound`], or a
    /// storage code; then nothing was erased.
    pub fn erase(&self, request: EraseRequest) -> Result<ErasureView, ErrorView> {
        let at = self.now();
        self.unlocked(|open| {
            if request.why.is_blank() {
                return Err(ErrorView::new(ErrorCode::ReasonMissing).at(Field::Reason));
            }
            if request.confirm.trim() != ERASE {
                return Err(ErrorView::new(ErrorCode::EraseNotConfirmed).at(Field::Confirm));
            }
            let what = match request.what {
                EraseWhat::Contact { contact } => Erase::Contact(contact),
                EraseWhat::Person { person } => Erase::Person(person),
            };
            let author = open.vault.settings()?.author;
            let erasure = open
                .vault
                .erase(&what, request.reason, &request.why, &author, at)?;
            // It may have been about them.
            open.open_draft = None;
            Ok(erasure.into())
        })
    }

    /// Reads the whole record and checks that every entry is as it was written. `tell` hears how far it has
    /// come; [`App::stop_work`] and [`App::lock`] end it, so that nobody who hides the screen waits for it.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`]; [`ErrorCode::Stopped`]; a storage code, when it cannot be read.
    pub fn check_record(
        &self,
        tell: &mut dyn FnMut(ProgressView),
    ) -> Result<RecordCheckView, ErrorView> {
        self.unlocked(|open| {
            self.stop.store(false, Ordering::Relaxed);
            let mut ask = self.ask(tell);
            let stage = vault::Stage::Checking;
            let checked = open
                .vault
                .verify_while(|done, of| ask(vault::Progress { stage, done, of }));
            if let Ok((_, false)) = checked {
                return Err(ErrorCode::Stopped.into());
            }
            let checked = checked.map(|(head, _)| head);
            if let Err(LedgerFault::Unreadable(error)) = checked {
                return Err(error.into());
            }
            let fault = checked.err().or(open.vault.fault());
            let erasures = match open.vault.erasures() {
                // What cannot be read is said already.
                Err(_) if fault.is_some() => Vec::new(),
                other => other?,
            };
            Ok(RecordCheckView {
                entries: checked
                    .ok()
                    .map(|head| u32::try_from(head.seq).unwrap_or(u32::MAX)),
                code: open.vault.seal_code().to_string(),
                fault: fault.map(Into::into),
                erasures: erasures.into_iter().map(Into::into).collect(),
            })
        })
    }
}

impl From<vault::Erasure> for ErasureView {
    fn from(erasure: vault::Erasure) -> Self {
        Self {
            at: when::moment(erasure.at),
            reason: erasure.reason,
            why: erasure.why,
            contacts: erasure.contacts,
            author: erasure.author,
        }
    }
}
