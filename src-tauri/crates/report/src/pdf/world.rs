//! The world that Typst lives in: three templates and five fonts that are part of the program, and one
//! file of data that is in memory. It has no disk, no packages, no fonts of the system, and no clock.

use super::PdfError;
use chrono::{DateTime, Datelike, Timelike, Utc};
use serde_json::Value;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use zeroize::Zeroizing;

/// The template of a document.
pub const DOCUMENT: &str = "document.typ";
/// The template of the card.
pub const PROMPT_CARD: &str = "prompt-card.typ";
/// What the templates read.
const DATA: &str = "document.json";

const TEMPLATES: [(&str, &str); 3] = [
    (
        "look.typ",
        include_str!("../../../../../assets/report/look.typ"),
    ),
    (
        DOCUMENT,
        include_str!("../../../../../assets/report/document.typ"),
    ),
    (
        PROMPT_CARD,
        include_str!("../../../../../assets/report/prompt-card.typ"),
    ),
];

/// Ours first, and then those that stand in for letters that it lacks.
const FONTS: [&[u8]; 5] = [
    include_bytes!("../../../../../assets/report/fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
    include_bytes!("../../../../../assets/report/fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
    include_bytes!("../../../../../assets/report/fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../../../../assets/report/fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../../../../../assets/report/fonts/NotoEmoji-Regular.ttf"),
];

/// What is the same for every document. Made when the first one is.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    templates: Vec<Source>,
    data: FileId,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS
        .iter()
        .flat_map(|bytes| Font::iter(Bytes::new(*bytes)))
        .collect();
    let templates = TEMPLATES
        .iter()
        .map(|(name, text)| Source::new(file(name), (*text).to_owned()))
        .collect();
    // The one feature that is not finished in Typst, and that its version is held for: cells that are the
    // heading of their row.
    let features = [Feature::A11yExtras].into_iter().collect();
    Shared {
        library: LazyHash::new(Library::builder().with_features(features).build()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        templates,
        data: file(DATA),
    }
});

/// The id of a file in our world. Ids stay in memory for good: only ever called with the names above.
fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("the names above are plain names of files");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

/// Whether one of our fonts has a letter.
pub fn has_letter(sign: char) -> bool {
    SHARED.fonts.iter().any(|font| has(font, sign))
}

/// Whether the first of our fonts has a letter.
pub fn is_ours(sign: char) -> bool {
    SHARED.fonts.first().is_some_and(|font| has(font, sign))
}

fn has(font: &Font, sign: char) -> bool {
    font.info().coverage.contains(u32::from(sign))
}

/// One document on its way to be laid out.
struct OneDocument {
    template: FileId,
    data: Bytes,
}

impl World for OneDocument {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        self.template
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let template = SHARED.templates.iter().find(|source| source.id() == id);
        template.cloned().ok_or_else(|| nowhere(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == SHARED.data {
            Ok(self.data.clone())
        } else {
            Err(nowhere(id))
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    /// No clock: a document is dated by who makes it.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn nowhere(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}

/// Lays data out by a template.
pub fn lay_out(template: &str, data: &Value) -> Result<PagedDocument, PdfError> {
    let data = serde_json::to_vec(data).map_err(|_| PdfError::Layout)?;
    let world = OneDocument {
        template: file(template),
        data: Bytes::new(data),
    };
    typst::compile(&world).output.map_err(|_| PdfError::Layout)
}

/// Makes a file of pages. `name` tells it from every other one and does not stand in it.
pub fn export(
    pages: &PagedDocument,
    standards: &[PdfStandard],
    at: Option<DateTime<Utc>>,
    name: &str,
) -> Result<Zeroizing<Vec<u8>>, PdfError> {
    let options = PdfOptions {
        ident: Smart::Custom(name.to_owned()),
        // What made it is nobody's business: the name would lead to what the program is for.
        creator: Smart::Custom(None),
        timestamp: at.and_then(timestamp),
        standards: PdfStandards::new(standards).map_err(|_| PdfError::Export)?,
        ..PdfOptions::default()
    };
    let file = typst_pdf::pdf(pages, &options).map_err(|_| PdfError::Export)?;
    Ok(Zeroizing::new(file))
}

fn timestamp(at: DateTime<Utc>) -> Option<Timestamp> {
    // Each is smaller than 60.
    let small = |number: u32| u8::try_from(number).ok();
    let moment = Datetime::from_ymd_hms(
        at.year(),
        small(at.month())?,
        small(at.day())?,
        small(at.hour())?,
        small(at.minute())?,
        small(at.second())?,
    )?;
    Some(Timestamp::new_utc(moment))
}

/// Throws away what Typst keeps to be quicker another time.
pub fn forget() {
    typst::comemo::evict(0);
}
