//! Files for readers: a [`Document`] as a PDF, with and without a password, and the prompt card.
//!
//! A plain file is PDF/A-2a and PDF/UA-1 at once. One with a password says that it is PDF/UA-1 and no more:
//! an archive may not be encrypted. Nothing is written anywhere: a file is made in memory and handed over
//! whole, and no step on the way has a plain file. It decides nothing about what is said.
//!
//! Start at [`plain`]; the pages themselves are `assets/report/*.typ`.

mod lock;
mod page;
mod text;
mod world;

use crate::document::Document;
use chrono::{DateTime, Utc};
use thiserror::Error;
use typst_pdf::PdfStandard;
use zeroize::Zeroizing;

/// Why there is no file. What Typst or lopdf say of it stays here: it can hold what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PdfError {
    /// The document does not say when it was made, which a file has to.
    #[error("the document has no date")]
    Undated,
    /// The pages could not be laid out.
    #[error("the pages could not be laid out")]
    Layout,
    /// The pages are there, and no file of the right kind can be made of them.
    #[error("the file could not be made")]
    Export,
    /// The card is more than one page long.
    #[error("the card does not fit on one page")]
    TooLong,
    /// A file without a password would be no protection.
    #[error("there is no password")]
    NoPassword,
    /// The file could not be encrypted.
    #[error("the file could not be encrypted")]
    Encryption,
    /// The system gave no random numbers.
    #[error("the system gave no random numbers")]
    Random,
}

/// One printed page of words to say: headings, each with its lines. It holds nothing about anybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromptCard {
    /// The heading and the title of the file. Neutral.
    pub title: String,
    /// The sets, in their order.
    pub sets: Vec<(String, Vec<String>)>,
}

/// The document as a file that anybody can open and that can be kept for years: PDF/A-2a and PDF/UA-1.
///
/// # Errors
/// [`PdfError::Undated`] without [`Document::at`]; else [`PdfError::Layout`] or [`PdfError::Export`], which
/// no document in words should lead to.
pub fn plain(document: &Document) -> Result<Vec<u8>, PdfError> {
    let file = document_file(document, &[PdfStandard::A_2a, PdfStandard::Ua_1])?;
    Ok(file.to_vec())
}

/// The document as a file that opens with a password only: AES-256, revision 6, of names and texts and of
/// what the file says about itself. It stays readable for a screen reader (PDF/UA-1).
///
/// # Errors
/// As [`plain`]; [`PdfError::NoPassword`] for an empty password, [`PdfError::Random`] and
/// [`PdfError::Encryption`] when it could not be locked.
pub fn locked(document: &Document, password: &str) -> Result<Vec<u8>, PdfError> {
    if password.trim().is_empty() {
        return Err(PdfError::NoPassword);
    }
    let file = document_file(document, &[PdfStandard::Ua_1])?;
    lock::lock(&file, password)
}

/// The card as a file of exactly one page. It has no date and names nobody who made it.
///
/// # Errors
/// [`PdfError::TooLong`] when the letters would have to be too small to be read at arm's length.
pub fn prompt_card(card: &PromptCard) -> Result<Vec<u8>, PdfError> {
    /// Sizes of letters to try, in tenths of a point.
    const SIZES: [u32; 6] = [130, 120, 110, 100, 92, 85];
    with_every_letter(|letters| {
        for size in SIZES {
            let pages = world::lay_out(world::PROMPT_CARD, &page::card(card, size, letters))?;
            if pages.pages().len() == 1 {
                return world::export(&pages, &[PdfStandard::Ua_1], None, &card.title);
            }
        }
        Err(PdfError::TooLong)
    })
    .map(|file| file.to_vec())
}

fn document_file(
    document: &Document,
    standards: &[PdfStandard],
) -> Result<Zeroizing<Vec<u8>>, PdfError> {
    let at = document.at.ok_or(PdfError::Undated)?;
    with_every_letter(|letters| {
        let pages = world::lay_out(world::DOCUMENT, &page::document(document, letters))?;
        world::export(&pages, standards, Some(at), &name_of(document, at))
    })
}

/// What tells this file from every other one. Only a digest of it stands in the file.
fn name_of(document: &Document, at: DateTime<Utc>) -> String {
    let seal_code = document.seal_code.as_deref().unwrap_or_default();
    format!(
        "{}\n{}\n{}\n{seal_code}",
        document.title,
        document.made_by,
        at.timestamp_millis()
    )
}

/// Tries with all letters that our fonts have, and where the shapes of a script keep an exact file from
/// being made, once more with every letter that is not plain told by its number: a record must not be kept
/// from those who have to act by one odd sign in it.
///
/// What Typst keeps to be quicker another time is thrown away afterwards: it is what was typed.
fn with_every_letter<T>(
    make: impl Fn(text::Letters) -> Result<T, PdfError>,
) -> Result<T, PdfError> {
    let made = match make(text::Letters::All) {
        Err(PdfError::Export) => make(text::Letters::Plain),
        made => made,
    };
    world::forget();
    made
}
