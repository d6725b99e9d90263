//! What other parts of the program make of a record, in one place: each function here is the one name under
//! which [`super`] knows it.

use crate::error::{ErrorCode, ErrorView};
use crate::session::App;
use casework::audience::{Practitioner, read};
use casework::ids::{ContactId, PersonId};
use casework::sealing::{Amendment, Author};
use casework::words::Words;
use chrono::{DateTime, Utc};
use report::document::{Block, Document, LeftOut, Made, Span};
use report::given::{Given, System};
use secrecy::ExposeSecret;
use vault::{StorageError, Vault};

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
    pub(super) kind: super::OutputKind,
    pub(super) contacts: Vec<ContactId>,
    pub(super) person: Option<PersonId>,
}

/// Everything, for those who have to act.
pub(super) fn hand_over(given: &Given) -> Made {
    let text = own_agency(given, System::Other);
    Made {
        document: document(
            given,
            "Record",
            Some("Protected. Never for the person or their family."),
            [(text.entry, false), (text.hidden, true)],
        ),
        left_out: Vec::new(),
    }
}

/// What the person may have.
pub(super) fn safe_copy(given: &Given) -> Made {
    let text = own_agency(given, System::Other);
    Made {
        document: Document {
            seal_code: None,
            ..document(given, "Record of our talk", None, [(text.entry, false)])
        },
        left_out: vec![LeftOut {
            what: "Everything that others said, and the assessment.".to_owned(),
            why: "It could lead back to a victim.".to_owned(),
        }],
    }
}

/// A safe copy as plain text.
pub(super) fn safe_copy_text(document: &Document) -> String {
    let mut lines = vec![document.title.clone()];
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } | Block::Callout { text } => {
                lines.push(format!("\n{text}"));
            }
            Block::Paragraph { text } => lines.push(text.text.clone()),
            Block::List { items } => lines.extend(items.iter().map(|one| one.text.clone())),
            Block::Facts { rows } => {
                lines.extend(
                    rows.iter()
                        .map(|(name, value)| format!("{name}: {}", value.text)),
                );
            }
            Block::Table { rows, .. } => lines.extend(rows.iter().map(|row| {
                let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
                cells.join(", ")
            })),
        }
    }
    lines.join("\n")
}

/// The two texts for the practitioner's own system, worded for it.
pub(super) fn own_agency(given: &Given, _system: System) -> OwnAgency {
    let mut entries = Vec::new();
    let mut hidden = Vec::new();
    for contact in &given.contacts {
        let amendments: &[Amendment] = &contact.amendments;
        let text = report::own_agency(&contact.sealed, amendments);
        let reading = read(&contact.sealed.contact, Practitioner);
        if !text.entry.is_blank() {
            entries.push(reading.text(&text.entry).to_string());
        }
        hidden.push(reading.text(&text.hidden).to_string());
    }
    OwnAgency {
        entry: Words::new(entries.join("\n\n")),
        hidden: Words::new(hidden.join("\n\n")),
        terms: Vec::new(),
    }
}

fn document<const N: usize>(
    given: &Given,
    title: &str,
    every_page: Option<&str>,
    texts: [(Words, bool); N],
) -> Document {
    let mut blocks = Vec::new();
    for (text, protected) in texts {
        let Some(first) = given.contacts.first() else {
            continue;
        };
        let text = read(&first.sealed.contact, Practitioner)
            .text(&text)
            .to_string();
        for section in text.split("\n\n").filter(|section| !section.is_empty()) {
            let mut lines = section.lines();
            if let Some(heading) = lines.next() {
                blocks.push(Block::Heading {
                    level: 1,
                    text: heading.to_owned(),
                });
            }
            let items: Vec<Span> = lines
                .map(|line| Span {
                    text: line.to_owned(),
                    protected,
                })
                .collect();
            if !items.is_empty() {
                blocks.push(Block::List { items });
            }
        }
    }
    Document {
        title: title.to_owned(),
        made: casework::when::moment(given.at),
        made_by: String::new(),
        seal_code: Some(given.seal_code.clone()),
        every_page: every_page.map(str::to_owned),
        blocks,
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
pub(super) fn sealed_export(_vault: &Vault, _contacts: &[ContactId]) -> Result<String, ErrorView> {
    Err(ErrorCode::OutputFailed.into())
}

/// The checklists of these contacts as HL7 FHIR.
pub(super) fn fhir(_app: &App, _contacts: &[ContactId]) -> Result<String, ErrorView> {
    Err(ErrorCode::OutputFailed.into())
}

/// The page that checks a sealed export.
pub(super) fn verifier() -> Result<String, NotThere> {
    Err(NotThere)
}

/// Enters in the ledger what leaves.
pub(super) fn enter(
    _vault: &mut Vault,
    entered: Entered,
    _author: &Author,
    _at: DateTime<Utc>,
) -> Result<(), StorageError> {
    drop((entered.kind, entered.contacts, entered.person));
    Ok(())
}

/// What was made of the record of a person, the latest first.
pub(super) fn made(
    _vault: &Vault,
    _person: &PersonId,
) -> Result<Vec<super::OutputMadeView>, StorageError> {
    Ok(Vec::new())
}
