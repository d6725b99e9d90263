//! A file with a password.

use crate::made::{MARKS, hand_over, in_order, marked};
use crate::tools::{elements, read, read_aloud, refused, solid, unfolded};
use report::pdf::{PdfError, locked, plain};

/// Not longer than 32 characters: Poppler's programs cut what is longer off, which neither its viewers nor
/// others do.
const PASSWORD: &str = "zoo zone ability able act acid";

/// A word in every shape that it could be found in.
pub fn shapes(word: &str) -> Vec<Vec<u8>> {
    let bytes = |units: &mut dyn Iterator<Item = [u8; 2]>| units.flatten().collect::<Vec<u8>>();
    let mut shapes = vec![
        word.as_bytes().to_vec(),
        bytes(&mut word.encode_utf16().map(u16::to_be_bytes)),
        bytes(&mut word.encode_utf16().map(u16::to_le_bytes)),
    ];
    for shape in shapes.clone() {
        let hex: String = shape.iter().map(|byte| format!("{byte:02x}")).collect();
        shapes.push(hex.to_uppercase().into_bytes());
        shapes.push(hex.into_bytes());
    }
    shapes
}

/// The words of [`MARKS`], each with an ending, that can be found in bytes in whatever shape.
pub fn found(bytes: &[u8], ending: &str) -> Vec<&'static str> {
    let holds = |shape: &Vec<u8>| bytes.windows(shape.len()).any(|window| window == shape);
    MARKS
        .into_iter()
        .filter(|word| shapes(&format!("{word}{ending}")).iter().any(holds))
        .collect()
}

#[test]
fn it_is_encrypted_with_aes_of_256_bits_and_revision_6() {
    let file = locked(&hand_over(), PASSWORD).unwrap();
    let password = format!("--password={PASSWORD}");
    let says = read("qpdf", &["--show-encryption", &password, "FILE"], &file);
    assert!(says.contains("R = 6\n"), "{says}");
    for part in ["stream", "string", "file"] {
        assert!(
            says.contains(&format!("{part} encryption method: AESv3")),
            "{says}"
        );
    }
    assert!(
        says.contains("extract for accessibility: allowed"),
        "{says}"
    );
    let checked = read("qpdf", &["--check", &password, "FILE"], &file);
    assert!(
        checked.contains("No syntax or stream encoding errors found"),
        "{checked}"
    );
    let info = read("pdfinfo", &["-upw", PASSWORD, "FILE"], &file);
    assert!(info.contains("algorithm:AES-256"), "{info}");
}

#[test]
fn a_wrong_password_and_none_are_refused() {
    let file = locked(&hand_over(), PASSWORD).unwrap();
    for wrong in [
        "",
        "zoo zone ability able act",
        "Zoo zone ability able act acid",
        "zoo",
    ] {
        let said = refused("pdftotext", &["-upw", wrong, "FILE", "-"], &file);
        assert!(said.contains("Incorrect password"), "{said}");
        let password = format!("--password={wrong}");
        let said = refused("qpdf", &["--check", &password, "FILE"], &file);
        assert!(said.contains("invalid password"), "{said}");
    }
}

#[test]
fn with_the_password_it_reads_as_the_plain_one_and_keeps_its_tags() {
    let document = hand_over();
    let file = locked(&document, PASSWORD).unwrap();
    let structure = read(
        "pdfinfo",
        &["-upw", PASSWORD, "-struct-text", "FILE"],
        &file,
    );
    assert_eq!(
        solid(&read_aloud(&structure)),
        solid(&in_order(&document).concat())
    );
    let plain = read(
        "pdfinfo",
        &["-struct-text", "FILE"],
        &plain(&document).unwrap(),
    );
    assert_eq!(elements(&structure), elements(&plain));
    let info = read("pdfinfo", &["-upw", PASSWORD, "FILE"], &file);
    assert!(info.contains("Tagged:          yes"), "{info}");
    assert!(info.contains("Title:           Hand-over"), "{info}");
}

#[test]
fn it_says_that_it_is_for_screen_readers_and_not_that_it_is_for_an_archive() {
    let inside = unfolded(&locked(&hand_over(), PASSWORD).unwrap(), PASSWORD);
    let inside = String::from_utf8_lossy(&inside);
    assert!(inside.contains("<pdfuaid:part>1</pdfuaid:part>"));
    assert!(inside.contains("/Lang (en-GB)"));
    assert!(!inside.contains("<pdfaid:part>"));
}

#[test]
fn no_word_of_it_can_be_read_in_the_file() {
    let document = marked();
    let file = locked(&document, PASSWORD).unwrap();
    assert!(found(&file, "").is_empty(), "{:?}", found(&file, ""));
    for telling in [
        "Typst",
        "Waymark",
        "Hand-over",
        "23 November",
        "xmpmeta",
        "en-GB",
    ] {
        let shapes = shapes(telling);
        let holds = |shape: &Vec<u8>| file.windows(shape.len()).any(|window| window == shape);
        assert!(!shapes.iter().any(holds), "{telling}");
    }
    // The same look at the same file without its password does find words: those that a viewer lists.
    let inside = unfolded(&file, PASSWORD);
    assert_eq!(found(&inside, ""), [MARKS[0], MARKS[2]]);
    let text = read("pdftotext", &["-upw", PASSWORD, "FILE", "-"], &file);
    assert_eq!(found(text.as_bytes(), ""), MARKS);
}

#[test]
fn one_password_locks_no_two_files_alike() {
    let first = locked(&hand_over(), PASSWORD).unwrap();
    let second = locked(&hand_over(), PASSWORD).unwrap();
    assert!(first != second);
}

#[test]
fn a_file_is_not_locked_with_nothing() {
    for nothing in ["", "   "] {
        assert_eq!(locked(&hand_over(), nothing), Err(PdfError::NoPassword));
    }
}
