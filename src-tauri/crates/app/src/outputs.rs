//! What leaves the laptop: for whom, what it says, and the file or the text that is made of it.
//!
//! What a reader may have is decided in `casework::audience` and written down by `report`. Here it is gathered,
//! shown before anything is made, and made. Nothing leaves that was not seen: whoever makes something names the
//! digest of what they looked at and says what became of each leak, and both are looked at again here, not on
//! the screen. Everything made is in the ledger before it can be had.
//!
//! A password is made here, given to the screen once, and kept nowhere. No file of a locked copy holds its
//! text in the open at any time. Names of files say nothing about anybody.
//!
//! Start at [`App::output_preview`]. `gather` makes what is shown, `file` writes, `entered` is the
//! ledger's side.

mod entered;
mod file;
pub(crate) mod gather;

use crate::error::{ErrorCode, ErrorView};
use crate::prompts::prompt_card;
use crate::session::{App, Unlocked};
use casework::gate::Setting;
use casework::ids::{ContactId, PersonId};
use casework::leak::Leak;
use casework::outcome::OutcomeKind;
use casework::when;
use casework::words::Words;
use entered::Entered;
use gather::Gathered;
use report::pdf;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OutputReader {
    /// Somebody who has to act: everything, with what is protected marked.
    HandOver,
    /// The practitioner's own system: two texts that are kept apart.
    OwnAgency,
    /// The person: only what they said and what was openly done.
    SafeCopy,
}

/// Of which contacts it is made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "which")]
pub enum OutputWhich {
    /// Of all of them, with what happened in between: the person over time.
    Whole,
    /// Of these.
    Contacts {
        /// Sealed contacts of the person.
        contacts: Vec<ContactId>,
    },
}

/// What somebody has seen in the preview, and what they answered there.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct OutputSeen {
    /// The digest of what was shown.
    pub digest: String,
    /// Leaks that are left out, by their place in the list.
    pub leave_out: Vec<u32>,
    /// Leaks that can stay.
    pub stays: Vec<u32>,
}

/// Something that is to leave.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct OutputRequest {
    /// For whom.
    pub reader: OutputReader,
    /// About whom; any entry of theirs.
    pub person: PersonId,
    /// Of which contacts.
    pub which: OutputWhich,
    /// What was seen of it; none before the first look.
    pub seen: Option<OutputSeen>,
}

/// What can be chosen from.
#[derive(Clone, Debug, Serialize, Type)]
pub struct OutputChoicesView {
    /// The person.
    pub person: PersonId,
    /// Name or initials.
    pub name: Words,
    /// The reference of the practitioner's agency.
    pub reference: Words,
    /// Their sealed contacts, the latest first.
    pub contacts: Vec<OutputContact>,
}

/// A sealed contact to choose.
#[derive(Clone, Debug, Serialize, Type)]
pub struct OutputContact {
    /// Its id.
    pub contact: ContactId,
    /// When it was sealed: "23 November 2026 at 2:14pm".
    pub sealed: String,
    /// Where it was.
    pub setting: Option<Setting>,
    /// What the checklist said.
    pub outcome: OutcomeKind,
}

/// What would leave, before it does.
#[derive(Clone, Debug, Serialize, Type)]
pub struct OutputPreviewView {
    /// For whom.
    pub reader: OutputReader,
    /// What could tell the person what somebody else said. Each has to be answered.
    pub leaks: Vec<Leak>,
    /// How many of them are not answered.
    pub leaks_open: u32,
    /// The document, without what was left out; none while a leak is open, and for the own system.
    pub document: Option<DocumentView>,
    /// The text that the person may read online; empty when there is none, none while a leak is open and for
    /// other readers.
    pub entry: Option<Words>,
    /// The text that is hidden from online access.
    pub hidden: Option<Words>,
    /// Names of terms of the own system, to be chosen there by the practitioner. Only suggestions.
    pub terms: Vec<String>,
    /// What is not in it, and why.
    pub left_out: Vec<LeftOutView>,
    /// The code of the ledger's head.
    pub seal_code: String,
    /// What has to be named to make it.
    pub digest: String,
}

/// Something that is not in it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LeftOutView {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
}

/// A document on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DocumentView {
    /// Its title.
    pub title: String,
    /// When it was made.
    pub made: String,
    /// Who made it.
    pub made_by: Words,
    /// The code of the ledger's head, where it stands in it.
    pub seal_code: Option<String>,
    /// What stands on every page.
    pub every_page: Option<String>,
    /// What it says.
    pub blocks: Vec<BlockView>,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum BlockView {
    /// A heading.
    Heading {
        /// 1 or 2.
        level: u8,
        /// It.
        text: Words,
    },
    /// A paragraph.
    Paragraph {
        /// It.
        text: SpanView,
    },
    /// What must be seen first.
    Callout {
        /// It.
        text: Words,
    },
    /// Lines.
    List {
        /// They.
        items: Vec<SpanView>,
    },
    /// Names with what they are.
    Facts {
        /// They.
        rows: Vec<FactView>,
    },
    /// A table.
    Table {
        /// What it is.
        caption: Words,
        /// The names of the columns.
        head: Vec<String>,
        /// The rows.
        rows: Vec<Vec<SpanView>>,
    },
}

/// A name with what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct FactView {
    /// The name.
    pub name: String,
    /// What it is.
    pub value: SpanView,
}

/// A text, and whether it has to be kept from the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SpanView {
    /// The text.
    pub text: Words,
    /// True when it could lead back to a victim.
    pub protected: bool,
}

/// What left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OutputKind {
    /// The hand-over, as a file that anyone can open.
    HandOver,
    /// The hand-over behind a password.
    HandOverLocked,
    /// The text that the person may read online.
    OwnAgencyEntry,
    /// The text that is hidden from online access.
    OwnAgencyHidden,
    /// The safe copy, as a file.
    SafeCopy,
    /// The safe copy, as text.
    SafeCopyText,
    /// The sealed export.
    SealedExport,
    /// The exchange format.
    Fhir,
    /// Counts without anybody in them.
    Counts,
}

/// A file that is to be made.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct SaveOutputRequest {
    /// Of what.
    pub output: OutputRequest,
    /// True for a copy that opens with a password alone; false only where somebody asked for a plain one.
    pub locked: bool,
    /// The folder.
    pub folder: String,
    /// True when the person was told that the folder is copied to a company's computers.
    pub even_if_synced: bool,
    /// True when the person was asked, and a file of this name may be replaced.
    pub replace: bool,
}

/// A file that was made.
#[derive(Clone, Debug, Serialize, Type)]
pub struct OutputSavedView {
    /// Where it is.
    pub path: String,
    /// The words that open it: shown now, and never again.
    pub password: Option<Words>,
    /// The seal code that stands in it and in the ledger.
    pub seal_code: String,
}

/// Which text goes to the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OutputText {
    /// The entry that the person may read online.
    Entry,
    /// The entry that is hidden from online access.
    Hidden,
    /// The safe copy.
    SafeCopy,
}

/// A text that is to be copied.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct CopyOutputRequest {
    /// Of what.
    pub output: OutputRequest,
    /// Which text of it.
    pub text: OutputText,
}

/// A text that was copied.
#[derive(Clone, Copy, Debug, Serialize, Type)]
pub struct OutputCopiedView {
    /// After so many seconds it is taken off the clipboard.
    pub seconds: u32,
}

/// Something that left.
#[derive(Clone, Debug, Serialize, Type)]
pub struct OutputMadeView {
    /// When: "23 November 2026 at 2:14pm".
    pub at: String,
    /// What.
    pub kind: OutputKind,
    /// Of how many contacts.
    pub contacts: u32,
    /// The seal code that stands in it.
    pub seal_code: String,
}

/// Something for those who know what to do with it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum ExportWhat {
    /// The headers of all entries, and the words of these contacts: to be checked by the verifier.
    SealedExport {
        /// About whom; any entry of theirs.
        person: PersonId,
        /// Of which contacts.
        which: OutputWhich,
    },
    /// The checklists as HL7 FHIR.
    Fhir {
        /// About whom; any entry of theirs.
        person: PersonId,
        /// Of which contacts.
        which: OutputWhich,
    },
    /// Counts for supervision, for a spreadsheet.
    Counts,
    /// The page that checks a sealed export.
    Verifier,
}

/// An export that is to be saved.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct SaveExportRequest {
    /// What.
    pub export: ExportWhat,
    /// The folder.
    pub folder: String,
    /// True when the person was told that the folder is copied to a company's computers.
    pub even_if_synced: bool,
    /// True when the person was asked, and a file of this name may be replaced.
    pub replace: bool,
}

/// A card with questions that is to be saved.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct SaveCardRequest {
    /// The folder.
    pub folder: String,
    /// True when the person was told that the folder is copied to a company's computers.
    pub even_if_synced: bool,
    /// True when the person was asked, and a file of this name may be replaced.
    pub replace: bool,
}

/// A file without a password that was saved.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FileSavedView {
    /// Where it is.
    pub path: String,
}

impl App {
    /// The contacts of a person, to choose what leaves.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is no such person.
    pub fn output_choices(&self, person: &PersonId) -> Result<OutputChoicesView, ErrorView> {
        self.unlocked(|open| {
            let row = open.vault.person_row(person)?.ok_or(ErrorCode::NotFound)?;
            let contacts = open.vault.contacts_of(person)?;
            Ok(OutputChoicesView {
                person: row.id,
                name: row.name,
                reference: row.local_reference,
                contacts: contacts
                    .into_iter()
                    .rev()
                    .map(|row| OutputContact {
                        contact: row.id,
                        sealed: when::moment(row.sealed_at),
                        setting: row.setting,
                        outcome: row.outcome,
                    })
                    .collect(),
            })
        })
    }

    /// What would leave. Makes nothing and enters nothing.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is no such person or contact, [`ErrorCode::OutputNothing`] when no
    /// contact was chosen.
    pub fn output_preview(&self, request: &OutputRequest) -> Result<OutputPreviewView, ErrorView> {
        let at = self.now();
        self.unlocked(|open| {
            let gathered = Gathered::of(open, &self.guide, request, at)?;
            Ok(gathered.preview(request))
        })
    }

    /// Makes a file of it in a folder. It is in the ledger before the file has its name.
    ///
    /// # Errors
    /// [`ErrorCode::OutputChanged`] when it is not what was seen, [`ErrorCode::OutputLeaksOpen`] when a leak was
    /// not answered, [`ErrorCode::OutputExists`] when there is a file of this name, what is wrong with the
    /// folder, or a storage code. Then no file was made and none was changed.
    pub fn save_output(&self, request: &SaveOutputRequest) -> Result<OutputSavedView, ErrorView> {
        self.for_real(|_| Ok(()))?;
        // Without the session: a drive that does not answer must not keep the vault from locking.
        let folder = self.folder_to_write(&request.folder, request.even_if_synced)?;
        let at = self.now();
        self.for_real(|open| {
            let gathered = Gathered::of(open, &self.guide, &request.output, at)?;
            let document = gathered.document_seen(&request.output)?;
            let (bytes, password) = if request.locked {
                // Generated, never chosen: whoever has the file can try as often as they like.
                let words = vault::suggest_passphrase()?;
                let words = words.expose_secret();
                (pdf::locked(&document, words)?, Some(Words::new(words)))
            } else {
                (pdf::plain(&document)?, None)
            };
            let kind = match request.output.reader {
                OutputReader::HandOver if request.locked => OutputKind::HandOverLocked,
                OutputReader::HandOver => OutputKind::HandOver,
                // No file is made for the own system.
                OutputReader::SafeCopy | OutputReader::OwnAgency => OutputKind::SafeCopy,
            };
            let seal_code = gathered.given.seal_code.clone();
            let name = file::name("record", when::day_in_london(at), Some(&seal_code), "pdf");
            let path = folder.join(name);
            file::save(&path, &bytes, request.replace, || {
                enter(open, &gathered, kind)
            })?;
            Ok(OutputSavedView {
                path: path.to_string_lossy().into_owned(),
                password,
                seal_code,
            })
        })
    }

    /// Gives one text of it to `put`, which lays it on the clipboard. It is in the ledger before that. `put`
    /// says for how many seconds it stays there.
    ///
    /// # Errors
    /// As [`Self::save_output`]; [`ErrorCode::OutputEmpty`] when there is nothing to copy,
    /// [`ErrorCode::ClipboardFailed`] when `put` failed.
    pub fn copy_output(
        &self,
        request: &CopyOutputRequest,
        put: &mut dyn FnMut(String) -> Option<u32>,
    ) -> Result<OutputCopiedView, ErrorView> {
        let at = self.now();
        self.for_real(|open| {
            let gathered = Gathered::of(open, &self.guide, &request.output, at)?;
            let text = gathered.text_seen(&request.output, request.text)?;
            if text.trim().is_empty() {
                return Err(ErrorCode::OutputEmpty.into());
            }
            let kind = match request.text {
                OutputText::Entry => OutputKind::OwnAgencyEntry,
                OutputText::Hidden => OutputKind::OwnAgencyHidden,
                OutputText::SafeCopy => OutputKind::SafeCopyText,
            };
            enter(open, &gathered, kind)?;
            let seconds = put(text).ok_or(ErrorCode::ClipboardFailed)?;
            Ok(OutputCopiedView { seconds })
        })
    }

    /// What was made of the record of a person, the latest first.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`] or a storage code.
    pub fn outputs_made(&self, person: &PersonId) -> Result<Vec<OutputMadeView>, ErrorView> {
        self.unlocked(|open| Ok(entered::made(&open.vault, person)?))
    }

    /// Saves something for those who know what to do with it. What holds anything of a record is in the ledger
    /// before the file has its name.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] and [`ErrorCode::OutputNothing`] as [`Self::output_preview`],
    /// [`ErrorCode::OutputExists`], [`ErrorCode::OutputFailed`], what is wrong with the folder, or a storage code.
    pub fn save_export(&self, request: &SaveExportRequest) -> Result<FileSavedView, ErrorView> {
        self.for_real(|_| Ok(()))?;
        let folder = self.folder_to_write(&request.folder, request.even_if_synced)?;
        let at = self.now();
        let of = |person: &PersonId, which: &OutputWhich| {
            self.for_real(|open| Ok(gather::chosen(open, person, which)?.0))
        };
        let (what, ending, text, kind, contacts, person) = match &request.export {
            ExportWhat::SealedExport { person, which } => {
                let contacts = of(person, which)?;
                let text = self.for_real(|open| Ok(open.vault.sealed_export(&contacts)?))?;
                let kind = Some(OutputKind::SealedExport);
                ("export", "jsonl", text, kind, contacts, Some(person))
            }
            ExportWhat::Fhir { person, which } => {
                let contacts = of(person, which)?;
                let text = self.fhir(&contacts)?;
                let kind = Some(OutputKind::Fhir);
                ("export", "json", text, kind, contacts, Some(person))
            }
            ExportWhat::Counts => {
                let kind = Some(OutputKind::Counts);
                ("counts", "csv", self.counts_csv()?, kind, Vec::new(), None)
            }
            ExportWhat::Verifier => {
                let page = vault::VERIFIER.to_owned();
                ("verifier", "html", page, None, Vec::new(), None)
            }
        };
        self.for_real(|open| {
            let code = open.vault.seal_code().to_string();
            let code = person.is_some().then_some(code.as_str());
            let name = file::name(what, when::day_in_london(at), code, ending);
            let path = folder.join(name);
            file::save(&path, text.as_bytes(), request.replace, || {
                let Some(kind) = kind else {
                    return Ok(());
                };
                let author = open.vault.settings()?.author;
                let entered = Entered {
                    kind,
                    contacts,
                    person: person.cloned(),
                };
                Ok(entered::enter(&mut open.vault, entered, &author, at)?)
            })?;
            Ok(FileSavedView {
                path: path.to_string_lossy().into_owned(),
            })
        })
    }

    /// Saves a card with questions. Nothing of any record is on it, so it is not in the ledger.
    ///
    /// # Errors
    /// [`ErrorCode::OutputExists`], [`ErrorCode::OutputFailed`], or what is wrong with the folder.
    pub fn save_card(&self, request: &SaveCardRequest) -> Result<FileSavedView, ErrorView> {
        self.for_real(|_| Ok(()))?;
        let folder = self.folder_to_write(&request.folder, request.even_if_synced)?;
        let bytes = pdf::prompt_card(&prompt_card(&self.guide))?;
        let today = when::day_in_london(self.now());
        let path = folder.join(file::name("card", today, None, "pdf"));
        file::save(&path, &bytes, request.replace, || Ok(()))?;
        Ok(FileSavedView {
            path: path.to_string_lossy().into_owned(),
        })
    }
}

/// Enters what is about to leave. Before, not after: what left without an entry would be worse than an entry
/// of something that then could not be put where it was to go.
fn enter(open: &mut Unlocked, gathered: &Gathered, kind: OutputKind) -> Result<(), ErrorView> {
    let given = &gathered.given;
    let contacts = given.contacts.iter().map(|one| one.sealed.id.clone());
    let entered = Entered {
        kind,
        contacts: contacts.collect(),
        person: Some(given.about.id.clone()),
    };
    Ok(entered::enter(
        &mut open.vault,
        entered,
        &given.by,
        given.at,
    )?)
}
