//! What the templates are given: a document as JSON, texts in lines and pieces.
//!
//! The only way for a typed word onto a page. A template reads it as data and sets the letters of a
//! string; there is no way from here into a template's own text.

use super::PromptCard;
use super::text::{Letters, lines, one_line, short};
use crate::document::{Block, Document, Span};
use serde_json::{Value, json};

/// The characters of the title, and of who made it, that fit into the foot of a page.
const SHORT: usize = 90;

/// A row of a table that has fewer characters stays on one page.
const WHOLE: usize = 700;

/// So many hundredths of a table the mark of a protected cell takes, with its bar.
const ROOM_FOR_MARK: usize = 13;

/// A column weighs as much as its texts are long, within these bounds, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 12..=40;

/// A document for `document.typ`.
pub fn document(document: &Document, letters: Letters) -> Value {
    let said = |text: &String| lines(text, letters);
    let title = title(&document.title, letters);
    json!({
        "name": one_line(title, letters),
        "title": lines(title, letters),
        "short_title": short(title, SHORT, letters),
        "made": said(&document.made),
        "made_by": filled(&document.made_by).map(said),
        "short_made_by": filled(&document.made_by).map(|by| short(by, SHORT, letters)),
        "seal_code": document.seal_code.as_ref().map(said),
        "every_page": document.every_page.as_ref().map(said),
        "blocks": blocks(&document.blocks, letters),
    })
}

/// A card for `prompt-card.typ`, with the size of its letters in tenths of a point.
pub fn card(card: &PromptCard, size: u32, letters: Letters) -> Value {
    let sets = card.sets.iter().map(|(heading, said)| {
        json!({
            "heading": lines(heading, letters),
            "lines": said.iter().map(|line| lines(line, letters)).collect::<Vec<_>>(),
        })
    });
    let title = title(&card.title, letters);
    json!({
        "name": one_line(title, letters),
        "title": lines(title, letters),
        "size": f64::from(size) / 10.0,
        "sets": sets.collect::<Vec<_>>(),
    })
}

/// The title: a file has to have one.
fn title(title: &str, letters: Letters) -> &str {
    if one_line(title, letters).trim().is_empty() {
        "Document"
    } else {
        title
    }
}

/// The blocks, without headings that say nothing and lists of nothing: a screen reader would announce them.
fn blocks(blocks: &[Block], letters: Letters) -> Vec<Value> {
    let says = |one: &&Block| match one {
        Block::Heading { text, .. } => !one_line(text, letters).trim().is_empty(),
        Block::List { items } => !items.is_empty(),
        Block::Facts { rows } => !rows.is_empty(),
        Block::Table { rows, .. } => !rows.is_empty(),
        Block::Paragraph { .. } | Block::Callout { .. } => true,
    };
    let said = blocks.iter().filter(says).scan(false, |begun, one| {
        let mut value = block(one, letters);
        if let Block::Heading { level, .. } = one {
            // Never a deep one first: a file with a gap among its headings is not exported.
            let level = if *begun { (*level).clamp(1, 2) } else { 1 };
            *begun = true;
            value["level"] = level.into();
        }
        Some(value)
    });
    said.collect()
}

fn block(block: &Block, letters: Letters) -> Value {
    let said = |text: &String| lines(text, letters);
    let span = |one: &Span| span(one, letters);
    match block {
        // Its level depends on what came before it.
        Block::Heading { text, .. } => json!({ "kind": "heading", "text": said(text) }),
        Block::Paragraph { text } => json!({ "kind": "paragraph", "text": span(text) }),
        Block::Callout { text } => json!({ "kind": "callout", "text": said(text) }),
        Block::List { items } => json!({
            "kind": "list",
            "items": items.iter().map(span).collect::<Vec<_>>(),
        }),
        Block::Facts { rows } => {
            let rows = rows.iter().map(|(name, value)| {
                json!({ "name": said(name), "value": span(value), "whole": is_short([value]) })
            });
            json!({ "kind": "facts", "rows": rows.collect::<Vec<_>>() })
        }
        Block::Table {
            caption,
            head,
            rows,
        } => {
            // A table without any column could hold no word of its rows.
            let nameless = [String::new()];
            let head = if head.is_empty() {
                &nameless
            } else {
                head.as_slice()
            };
            json!({
                "kind": "table",
                "caption": said(caption),
                "head": head.iter().map(said).collect::<Vec<_>>(),
                "widths": widths(head, rows),
                "rows": rows.iter().map(|row| json!({
                    "cells": cells(row, head.len()).iter().map(span).collect::<Vec<_>>(),
                    "whole": is_short(row),
                })).collect::<Vec<_>>(),
            })
        }
    }
}

fn span(span: &Span, letters: Letters) -> Value {
    json!({ "text": lines(&span.text, letters), "protected": span.protected })
}

fn filled(text: &String) -> Option<&String> {
    (!text.trim().is_empty()).then_some(text)
}

/// A row with as many cells as the head: with one too few or too many, everything after it would stand
/// under the wrong heading. What is too much stays, in the last cell, and is protected with it.
fn cells(row: &[Span], columns: usize) -> Vec<Span> {
    let mut cells = row.to_vec();
    let over = cells.split_off(columns.min(cells.len()));
    cells.resize_with(columns, Span::default);
    if let Some(last) = cells.last_mut() {
        for span in over {
            last.text = format!("{}\n{}", last.text, span.text);
            last.protected |= span.protected;
        }
    }
    cells
}

fn is_short<'a>(row: impl IntoIterator<Item = &'a Span>) -> bool {
    row.into_iter()
        .all(|span| span.text.chars().count() < WHOLE && span.text.lines().count() < 12)
}

/// How wide the columns of a table are to one another. One with something protected has room for the mark.
fn widths(head: &[String], rows: &[Vec<Span>]) -> Vec<usize> {
    let mut widths = by_length(head, rows);
    let marked = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.into_iter().any(|span| span.protected)
    };
    // What one gains the others lose, so it is looked at again; it settles at once in all but odd tables.
    for _ in 0..3 {
        let all: usize = widths.iter().sum();
        let room = (all * ROOM_FOR_MARK).div_ceil(100);
        for (column, width) in widths.iter_mut().enumerate() {
            if marked(column) {
                *width = room.max(*width);
            }
        }
    }
    widths
}

fn by_length(head: &[String], rows: &[Vec<Span>]) -> Vec<usize> {
    let width = |(column, name): (usize, &String)| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let (count, letters) = cells.fold((0, 0), |(count, letters), span| {
            (count + 1, letters + span.text.chars().count())
        });
        let average = letters.checked_div(count).unwrap_or_default();
        average
            .max(name.chars().count())
            .clamp(*WIDTHS.start(), *WIDTHS.end())
    };
    head.iter().enumerate().map(width).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_with_too_many_or_too_few_cells_keeps_all_words_under_their_headings() {
        let row = [
            Span::open("one"),
            Span::open("two"),
            Span::protected("three"),
        ];
        assert_eq!(
            cells(&row, 2),
            [Span::open("one"), Span::protected("two\nthree")]
        );
        assert_eq!(cells(&row[..1], 2), [Span::open("one"), Span::default()]);
    }

    #[test]
    fn a_column_with_something_protected_has_room_for_the_mark() {
        let head = ["A", "B", "C", "D"].map(str::to_owned);
        let row = [
            Span::open("x".repeat(900)),
            Span::protected("y"),
            Span::open("x".repeat(900)),
            Span::open("x".repeat(900)),
        ];
        let widths = widths(&head, &[row.to_vec()]);
        let all: usize = widths.iter().sum();
        assert!(widths[1] * 100 >= all * (ROOM_FOR_MARK - 1), "{widths:?}");
        assert_eq!(widths[0], 40);
    }

    #[test]
    fn a_column_of_long_texts_is_wider_within_bounds() {
        let head = ["A".to_owned(), "B".to_owned()];
        let rows = [vec![Span::open("x".repeat(900)), Span::open("y")]];
        assert_eq!(widths(&head, &rows), [40, 12]);
    }
}
