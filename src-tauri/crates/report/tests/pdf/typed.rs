//! Whatever somebody typed: it is read back as it was typed, and nothing of it does anything.

use crate::made::{empty, heading, paragraph};
use crate::tools::{read, read_aloud, solid};
use proptest::prelude::*;
use report::document::{Block, Document, Span};
use report::pdf::plain;

/// A document with one text in every place that a text can stand in.
fn everywhere(text: &str) -> Document {
    let mut document = empty(text);
    document.made_by = text.to_owned();
    document.seal_code = None;
    document.every_page = Some(text.to_owned());
    document.blocks = vec![
        heading(1, text),
        heading(2, text),
        paragraph(Span::open(text)),
        paragraph(Span::protected(text)),
        Block::Callout {
            text: text.to_owned(),
        },
        Block::List {
            items: vec![Span::open(text), Span::protected(text)],
        },
        Block::Facts {
            rows: vec![
                (text.to_owned(), Span::open(text)),
                (text.to_owned(), Span::protected(text)),
            ],
        },
        Block::Table {
            caption: text.to_owned(),
            head: vec![text.to_owned(), text.to_owned()],
            rows: vec![vec![Span::open(text), Span::protected(text)]],
        },
    ];
    document
}

fn aloud(document: &Document) -> String {
    let file = plain(document).unwrap();
    read_aloud(&read("pdfinfo", &["-struct-text", "FILE"], &file))
}

/// In how many places of [`everywhere`] a text is read aloud: the foot is not, it says nothing new.
const PLACES: usize = 18;

#[test]
fn signs_of_the_template_language_are_only_signs() {
    for typed in [
        "#panic(1) #sys.version #import(2) #read(3)",
        "*not bold* _not slanted_ `not code` $x^2$",
        "= no heading - no list + no number / no: term",
        "@nobody <label> https://example.org // no comment /* none */",
        "back\\slash \\u{41} \\# ~ -- --- ... 'single'",
        "{curly} [square] (round) #{1 + 1} #[x] %d %s $HOME",
        "</json> ]} , : null true",
    ] {
        let read = solid(&aloud(&everywhere(typed)));
        assert_eq!(
            read.matches(&solid(typed)).count(),
            PLACES,
            "{typed}: {read}"
        );
    }
}

#[test]
fn letters_of_other_languages_are_read_back() {
    for typed in [
        "Mae’r plant yn iawn: ŵyr, tŷ, sgïo, môr",
        "Zażółć gęślą jaźń, Łódź",
        "Привет, їжак",
        "“quoted” ‘so’ – 5 € … ½",
    ] {
        let read = solid(&aloud(&everywhere(typed)));
        assert_eq!(
            read.matches(&solid(typed)).count(),
            PLACES,
            "{typed}: {read}"
        );
    }
    // Poppler gives some letters of a joined script twice, so only their beginnings are looked for.
    for (typed, begins) in [("مرحبا", "مرح"), ("😊🔪", "😊🔪"), ("नमस्ते", "नम")]
    {
        let file = plain(&everywhere(typed)).unwrap();
        let text = read("pdftotext", &["FILE", "-"], &file);
        assert!(text.contains(begins), "{typed}: {text}");
    }
}

#[test]
fn what_cannot_be_printed_is_told_by_its_number() {
    for (typed, told) in [
        ("not\u{202e}safe", "not[U+202E]safe"),
        ("bell\u{7}end", "bell[U+0007]end"),
        ("nul\u{0}end", "nul[U+0000]end"),
        ("own\u{e000}end", "own[U+E000]end"),
        ("中", "[U+4E2D]"),
    ] {
        let read = solid(&aloud(&everywhere(typed)));
        assert_eq!(read.matches(told).count(), PLACES, "{typed:?}: {read}");
    }
}

#[test]
fn nothing_typed_makes_a_file_too() {
    for nothing in ["", "   ", "\u{feff}", "\u{200b}", "\n\n"] {
        plain(&everywhere(nothing)).unwrap();
    }
}

#[test]
fn lines_stay_lines() {
    let mut document = empty("Copy");
    document.blocks = vec![paragraph(Span::open(
        "first line\nsecond line\r\n\r\nfourth line",
    ))];
    let text = read(
        "pdftotext",
        &["-layout", "FILE", "-"],
        &plain(&document).unwrap(),
    );
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let first = lines.iter().position(|line| *line == "first line").unwrap();
    assert_eq!(lines[first + 1], "second line");
    assert!(lines.contains(&"fourth line"));
}

/// The right edge of the rightmost word, and the width of the page, in points.
fn rightmost(document: &Document) -> (f64, f64) {
    let boxes = read(
        "pdftotext",
        &["-bbox", "FILE", "-"],
        &plain(document).unwrap(),
    );
    let number = |line: &str, name: &str| {
        let rest = line.split(&format!("{name}=\"")).nth(1)?;
        rest.split('"').next()?.parse::<f64>().ok()
    };
    let width = boxes
        .lines()
        .find_map(|line| number(line, "page width"))
        .unwrap();
    let edges = boxes.lines().filter_map(|line| number(line, "xMax"));
    (edges.fold(0.0, f64::max), width)
}

#[test]
fn a_very_long_word_stays_on_the_page_and_keeps_every_letter() {
    let word = "Sesquipedalian".repeat(12);
    let document = everywhere(&word);
    let (edge, width) = rightmost(&document);
    // Within the margin of 2.3 cm.
    assert!(edge <= width - 64.0, "{edge} of {width}");
    assert_eq!(solid(&aloud(&document)).matches(&word).count(), PLACES);
}

#[test]
fn twenty_thousand_characters_without_a_space_are_all_there() {
    // A letter that stands nowhere else: the feet of the pages come between.
    let word = "q".repeat(20_000);
    let mut document = empty("Copy");
    document.blocks = vec![
        paragraph(Span::protected(&word)),
        Block::Table {
            caption: "Long".to_owned(),
            head: vec!["A".to_owned(), "B".to_owned()],
            rows: vec![vec![Span::open("short"), Span::protected(&word)]],
        },
    ];
    let text = read("pdftotext", &["FILE", "-"], &plain(&document).unwrap());
    assert_eq!(text.matches('q').count(), 40_000);
    let (edge, width) = rightmost(&document);
    assert!(edge <= width - 64.0, "{edge} of {width}");
}

#[test]
fn rows_without_the_right_number_of_cells_lose_no_word() {
    let mut document = empty("Copy");
    document.blocks = vec![Block::Table {
        caption: "Odd".to_owned(),
        head: vec!["A".to_owned(), "B".to_owned()],
        rows: vec![
            vec![Span::open("alone")],
            vec![
                Span::open("one"),
                Span::open("two"),
                Span::protected("three"),
            ],
            vec![Span::open("last"), Span::open("row")],
        ],
    }];
    assert!(
        aloud(&document)
            .replace('\u{a0}', " ")
            .contains("aloneoneProtected twothreelastrow")
    );
}

fn cases() -> u32 {
    // Each case lays out several pages.
    let asked = std::env::var("WAYMARK_CASES")
        .ok()
        .and_then(|text| text.parse().ok());
    asked.unwrap_or(320) / 10
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn there_is_a_file_whatever_was_typed(texts in prop::collection::vec(any::<String>(), 1..8)) {
        let mut document = empty("Copy");
        document.blocks = texts.iter().flat_map(|text| everywhere(text).blocks).collect();
        prop_assert!(plain(&document).is_ok());
    }

    #[test]
    fn there_is_a_file_whatever_marks_and_scripts_are_mixed(
        text in "[a-zéłع\u{301}\u{64b}\u{20e3}\u{200d}\u{fe0f}😊👨🏽क्\u{94d}ि \u{ad}\u{202e}\u{feff}ﷺ№ﬁ]{0,40}"
    ) {
        prop_assert!(plain(&everywhere(&text)).is_ok());
    }
}
