//! The prompt card.

use crate::tools::{elements, read, read_aloud, unfolded};
use report::pdf::{PdfError, PromptCard, prompt_card};

fn card(sets: usize, lines: usize) -> PromptCard {
    PromptCard {
        title: "Prompt card".to_owned(),
        sets: (0..sets)
            .map(|set| {
                let line = |line| format!("What would you like to be different? {set}.{line}");
                (format!("Set {set}"), (0..lines).map(line).collect())
            })
            .collect(),
    }
}

#[test]
fn a_card_is_one_page_of_a4_with_headings_and_lists_and_says_nothing_of_itself() {
    let file = prompt_card(&card(4, 5)).unwrap();
    let info = read("pdfinfo", &["FILE"], &file);
    assert!(info.contains("Pages:           1\n"), "{info}");
    assert!(
        info.contains("(A4)") && info.contains("Tagged:          yes"),
        "{info}"
    );
    assert!(info.contains("Title:           Prompt card\n"), "{info}");
    // Neither when it was made, nor with what, nor by whom.
    for telling in ["CreationDate", "ModDate", "Creator", "Producer", "Author"] {
        assert!(!info.contains(telling), "{telling}: {info}");
    }
    let inside = unfolded(&file, "");
    let inside = String::from_utf8_lossy(&inside);
    assert!(!inside.contains("Waymark") && !inside.contains("Typst"));
    assert!(inside.contains("<pdfuaid:part>1</pdfuaid:part>"));
    let structure = read("pdfinfo", &["-struct-text", "FILE"], &file);
    let elements = elements(&structure);
    let count = |kind: &str| elements.iter().filter(|element| **element == kind).count();
    assert_eq!(
        (count("H1"), count("H2"), count("L"), count("LI")),
        (1, 4, 4, 20)
    );
    let aloud = read_aloud(&structure);
    assert!(aloud.find("Set 0") < aloud.find("0.4") && aloud.find("3.4").is_some());
}

#[test]
fn a_card_that_is_too_long_is_no_card() {
    assert!(prompt_card(&card(5, 7)).is_ok());
    assert_eq!(prompt_card(&card(20, 30)), Err(PdfError::TooLong));
}
