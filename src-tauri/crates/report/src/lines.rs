//! Pieces of a document for colleagues: words of ours and typed ones put together, with the mark of what is
//! protected. A line is protected as soon as one piece of it is.

use crate::document::{Block, Span};
use crate::words;
use casework::audience::{HandOver, Marked, Text, Told};
use casework::provenance::Protection;
use std::fmt::Display;

/// A line that is being put together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line(Span);

impl Line {
    /// Begins with words of ours.
    pub fn new(text: impl Display) -> Self {
        Self(Span::open(text.to_string()))
    }

    /// Goes on with words of ours.
    pub fn say(mut self, text: impl Display) -> Self {
        self.0.text += &text.to_string();
        self
    }

    /// Goes on with what was typed.
    pub fn typed(mut self, marked: &Marked<'_>) -> Self {
        self.0.protected |= marked.protected;
        self.say(&marked.text)
    }

    /// Goes on with what was typed, after words of ours; with nothing when nothing was typed.
    pub fn and(self, before: &str, marked: &Marked<'_>, after: &str) -> Self {
        if marked.text.is_blank() {
            return self;
        }
        self.say(before).typed(marked).say(after)
    }

    /// Protected, whatever it is made of.
    pub fn protected(mut self, protected: bool) -> Self {
        self.0.protected |= protected;
        self
    }
}

impl From<Line> for Span {
    fn from(line: Line) -> Self {
        line.0
    }
}

/// What was typed, or a dash where nothing was: for a cell of a table.
pub(crate) fn cell(marked: &Marked<'_>) -> Span {
    if marked.text.is_blank() {
        return Span::open(words::DASH);
    }
    Line::default().typed(marked).into()
}

/// Exact words in quotation marks, or a dash.
pub(crate) fn exact(marked: &Marked<'_>) -> Span {
    if marked.text.is_blank() {
        return Span::open(words::DASH);
    }
    Line::new("“").typed(marked).say("”").into()
}

/// True when a piece could lead back to a victim.
pub(crate) fn is_protected(told: &Told<HandOver>) -> bool {
    told.line().protection != Protection::Open
}

/// A text of one piece, with the mark of the piece.
pub(crate) fn of(text: &Text<'_, HandOver>, quoted: bool, protected: bool) -> Span {
    match (text.is_blank(), quoted) {
        (true, _) => Span::open(words::DASH),
        (false, true) => Line::new(format!("“{text}”")).protected(protected).into(),
        (false, false) => Line::new(text).protected(protected).into(),
    }
}

pub(crate) fn heading(level: u8, text: impl Into<String>) -> Block {
    Block::Heading {
        level,
        text: text.into(),
    }
}

pub(crate) fn paragraph(text: impl Into<Span>) -> Block {
    Block::Paragraph { text: text.into() }
}

/// A paragraph of ours.
pub(crate) fn say(text: impl Display) -> Block {
    paragraph(Line::new(text))
}

/// Lines; where there is none it says that nobody has entered any. A heading with nothing under it would be
/// read as "there is none".
pub(crate) fn list(items: Vec<Span>) -> Block {
    if items.is_empty() {
        return say(words::NOBODY);
    }
    Block::List { items }
}

/// A table; where it has no row, the sentence that nobody has entered any.
pub(crate) fn table(caption: impl Into<String>, head: &[&str], rows: Vec<Vec<Span>>) -> Block {
    if rows.is_empty() {
        return say(words::NOBODY);
    }
    Block::Table {
        caption: caption.into(),
        head: head.iter().map(|name| (*name).to_owned()).collect(),
        rows,
    }
}
