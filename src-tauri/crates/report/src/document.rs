//! A document as data: what is said, in which order, and what of it is protected. No layout.
//!
//! Whoever writes for a reader makes a [`Document`]; whoever makes a file or a plain text of it takes one.
//! So that the same words stand on paper, in a file and in a preview, and none of them decides what is said.

use chrono::{DateTime, Utc};
use serde::Serialize;

/// Everything that is on paper, and what a file says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Document {
    /// The first heading and the title of the file. Neutral: it stands in the viewer's window.
    pub title: String,
    /// When it was made, London: "23 November 2026 at 2:14pm".
    pub made: String,
    /// The same moment, for what a file says about itself. A file is not made without.
    pub at: Option<DateTime<Utc>>,
    /// Who made it: name, role, organisation; what is known of them, one line.
    pub made_by: String,
    /// The code of the ledger's head; none where the reader can do nothing with it.
    pub seal_code: Option<String>,
    /// What stands at the foot of every page: whom it may reach and whom not. None in what the person may
    /// have.
    pub every_page: Option<String>,
    /// The content.
    pub blocks: Vec<Block>,
}

/// One piece of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Block {
    /// A heading below the title: level 1 or 2, never 2 before there was a 1.
    Heading {
        /// How deep.
        level: u8,
        /// The heading.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// The text.
        text: Span,
    },
    /// What must be seen first: once or twice in a document, not more.
    Callout {
        /// The text.
        text: String,
    },
    /// Lines, each a thing of its own.
    List {
        /// The lines.
        items: Vec<Span>,
    },
    /// Names with what they are: "Review", "23 November 2026".
    Facts {
        /// Name and value.
        rows: Vec<(String, Span)>,
    },
    /// A table. Every row has as many cells as the head.
    Table {
        /// What it is, above it.
        caption: String,
        /// The names of the columns.
        head: Vec<String>,
        /// The rows.
        rows: Vec<Vec<Span>>,
    },
}

/// A text, and whether it could lead back to a victim. What is protected is marked in words and by its look,
/// on its page and at its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The text.
    pub text: String,
    /// True when it has to be kept from the person.
    pub protected: bool,
}

impl Span {
    /// A text that is not protected.
    pub fn open(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            protected: false,
        }
    }

    /// A text that has to be kept from the person.
    pub fn protected(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            protected: true,
        }
    }
}

/// A document, and what is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Made {
    /// The document.
    pub document: Document,
    /// What was left out and why, for the practitioner's own eyes; in plain sentences, never the words that
    /// were left out.
    pub left_out: Vec<LeftOut>,
}

/// Something that is not in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// What: "3 things that a partner or ex-partner said".
    pub what: String,
    /// Why: "They could lead back to a victim."
    pub why: String,
}
