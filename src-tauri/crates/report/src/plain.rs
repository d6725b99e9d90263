//! A document as plain lines, for a preview, a text and whoever compares two of them. What is protected says
//! so in its line.

use crate::document::{Block, Document, Span};
use std::fmt::Write;

/// What stands before a text that has to be kept from the person.
const MARK: &str = "[Protected] ";

pub(crate) fn text(document: &Document) -> String {
    let mut head = vec![document.title.clone()];
    if !document.made.is_empty() {
        head.push(format!("Made on {}", document.made));
    }
    if !document.made_by.is_empty() {
        head.push(format!("Made by {}", document.made_by));
    }
    head.extend(
        document
            .seal_code
            .iter()
            .map(|code| format!("Seal code {code}")),
    );
    head.extend(
        document
            .every_page
            .iter()
            .map(|text| format!("On every page: {text}")),
    );
    let head = std::iter::once(head.join("\n"));
    let all: Vec<String> = head.chain(document.blocks.iter().map(block)).collect();
    all.join("\n\n")
}

fn span(span: &Span) -> String {
    match span.protected {
        true => format!("{MARK}{}", span.text),
        false => span.text.clone(),
    }
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { level: 1, text } => {
            format!("{text}\n{}", "=".repeat(text.chars().count()))
        }
        Block::Heading { level: _, text } => {
            format!("{text}\n{}", "-".repeat(text.chars().count()))
        }
        Block::Paragraph { text } => span(text),
        Block::Callout { text } => format!("! {text}"),
        Block::List { items } => {
            let items: Vec<String> = items
                .iter()
                .map(|item| format!("- {}", span(item)))
                .collect();
            items.join("\n")
        }
        Block::Facts { rows } => {
            let rows: Vec<String> = rows
                .iter()
                .map(|(name, value)| format!("{name}: {}", span(value)))
                .collect();
            rows.join("\n")
        }
        Block::Table {
            caption,
            head,
            rows,
        } => {
            let mut text = format!("{caption}\n| {} |", head.join(" | "));
            for row in rows {
                let cells: Vec<String> = row.iter().map(span).collect();
                // Writing to a string never fails.
                let _ = write!(text, "\n| {} |", cells.join(" | "));
            }
            text
        }
    }
}
