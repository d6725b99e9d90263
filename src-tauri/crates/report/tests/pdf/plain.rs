//! A file without a password.

use crate::made::{empty, hand_over, heading, in_order, paragraph};
use crate::tools::{elements, read, read_aloud, solid, unfolded};
use report::document::{Block, Document, Span};
use report::pdf::{PdfError, plain};

fn structure(file: &[u8]) -> String {
    read("pdfinfo", &["-struct-text", "FILE"], file)
}

#[test]
fn a_document_is_a_tagged_file_on_a4_with_title_language_and_date() {
    let file = plain(&hand_over()).unwrap();
    let info = read("pdfinfo", &["-isodates", "FILE"], &file);
    let says = |name: &str| {
        let line = info.lines().find_map(|line| line.strip_prefix(name));
        line.map(str::trim).unwrap_or_default()
    };
    assert_eq!(says("Title:"), "Hand-over");
    assert_eq!(says("Tagged:"), "yes");
    assert_eq!(says("Encrypted:"), "no");
    assert!(says("Page size:").ends_with("(A4)"), "{info}");
    assert_eq!(says("Pages:"), "3");
    assert_eq!(says("CreationDate:"), "2026-11-23T14:14:00Z");
    // What made it is not told.
    assert!(
        !info.contains("Typst") && !info.contains("Creator"),
        "{info}"
    );
    let checked = read("qpdf", &["--check", "FILE"], &file);
    assert!(
        checked.contains("No syntax or stream encoding errors found"),
        "{checked}"
    );
    let inside = String::from_utf8_lossy(&unfolded(&file, "")).into_owned();
    for words in [
        "/Lang (en-GB)",
        "/DisplayDocTitle true",
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ] {
        assert!(inside.contains(words), "{words}");
    }
    assert!(!inside.contains("Typst"));
}

#[test]
fn what_is_read_aloud_is_every_word_in_its_order() {
    let document = hand_over();
    let structure = structure(&plain(&document).unwrap());
    assert_eq!(
        solid(&read_aloud(&structure)),
        solid(&in_order(&document).concat())
    );
}

#[test]
fn headings_are_headings_one_below_the_other() {
    let structure = structure(&plain(&hand_over()).unwrap());
    let headings: Vec<&str> = elements(&structure)
        .into_iter()
        .filter(|element| element.starts_with('H') && element.len() == 2)
        .collect();
    assert_eq!(headings, ["H1", "H2", "H2", "H3", "H3", "H2", "H2", "H2"]);
}

#[test]
fn tables_name_their_columns_and_facts_their_rows() {
    let structure = structure(&plain(&hand_over()).unwrap());
    let elements = elements(&structure);
    let count = |kind: &str| elements.iter().filter(|element| **element == kind).count();
    assert_eq!(count("Table"), 3);
    assert_eq!(count("Caption"), 2);
    assert_eq!(count("THead"), 2);
    // 3 and 4 columns, 5 facts.
    assert_eq!(count("TH"), 12);
    assert_eq!(structure.matches("/Scope /Column").count(), 7);
    assert_eq!(structure.matches("/Scope /Row").count(), 5);
    // 5 facts, 8 rows of 3 cells, 16 rows of 4 cells.
    assert_eq!(count("TD"), 5 + 24 + 64);
    assert_eq!(count("LI"), 3);
}

#[test]
fn every_page_says_whom_it_may_reach_and_which_page_of_how_many_it_is() {
    let file = plain(&hand_over()).unwrap();
    for page in 1..=3 {
        let page = page.to_string();
        let text = read("pdftotext", &["-f", &page, "-l", &page, "FILE", "-"], &file);
        for words in [
            "Holds protected information. It must not reach the person or their family.",
            "Seal code K7QF-2M9D-XR4T",
            &format!("Page {page} of 3"),
        ] {
            assert!(text.contains(words), "page {page}: {words}: {text}");
        }
    }
}

#[test]
fn the_head_of_a_long_table_stands_on_every_page_of_it() {
    let mut document = empty("Hand-over");
    document.blocks = vec![Block::Table {
        caption: "Long".to_owned(),
        head: vec!["Headword".to_owned(), "Other".to_owned()],
        rows: (0..120)
            .map(|row| vec![Span::open(format!("row {row}")), Span::open("b")])
            .collect(),
    }];
    let text = read("pdftotext", &["FILE", "-"], &plain(&document).unwrap());
    let pages = text.matches('\u{c}').count();
    assert!(pages > 2, "{pages}");
    assert_eq!(text.matches("Headword").count(), pages);
}

#[test]
fn what_is_protected_is_marked_in_words_wherever_it_stands() {
    let text = read(
        "pdftotext",
        &["-raw", "FILE", "-"],
        &plain(&hand_over()).unwrap(),
    );
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("Protected The partner and both children."));
    assert!(text.contains("Protected Whether the partner is followed"));
    assert!(text.contains("Protected “Number 7: if I take"));
    assert!(text.contains("Protected Reach the partner only"));
    assert!(!text.contains("Protected D. K."));
}

#[test]
fn a_document_with_nothing_but_a_title_is_one_page() {
    let document = Document {
        title: "Copy".to_owned(),
        at: Some(crate::made::at()),
        ..Document::default()
    };
    let text = read("pdftotext", &["FILE", "-"], &plain(&document).unwrap());
    assert!(text.contains("Page 1 of 1"), "{text}");
    assert!(
        !text.contains("Seal code") && !text.contains(" by "),
        "{text}"
    );
}

#[test]
fn headings_that_skip_a_level_still_make_a_file() {
    let mut document = empty("Hand-over");
    document.blocks = vec![heading(2, "Deep"), heading(0, "Odd"), heading(9, "Odder")];
    document.blocks.push(paragraph(Span::open("Text")));
    document.blocks.push(Block::List { items: Vec::new() });
    document.blocks.push(Block::Facts { rows: Vec::new() });
    document.blocks.push(Block::Table {
        caption: String::new(),
        head: Vec::new(),
        rows: Vec::new(),
    });
    document.blocks.push(Block::Table {
        caption: String::new(),
        head: Vec::new(),
        rows: vec![vec![Span::open("without a heading"), Span::open("either")]],
    });
    let structure = structure(&plain(&document).unwrap());
    assert!(read_aloud(&structure).contains("without a headingeither"));
}

#[test]
fn a_document_without_a_date_makes_no_file() {
    let mut document = hand_over();
    document.at = None;
    assert_eq!(plain(&document), Err(PdfError::Undated));
}

#[test]
fn one_document_makes_one_file_for_ever() {
    assert!(plain(&hand_over()).unwrap() == plain(&hand_over()).unwrap());
}
