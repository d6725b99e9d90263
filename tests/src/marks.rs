//! A typed word in every spelling in which a program could keep it.

use std::fs;
use std::path::{Path, PathBuf};

/// A word and its spellings as bytes, each with its name.
pub struct Mark {
    /// The word as it was typed.
    pub word: String,
    spellings: Vec<(String, Vec<u8>)>,
}

impl Mark {
    /// The two spellings in which a program works with a word.
    pub fn in_memory(word: &str) -> Self {
        let mut mark = Self::new(word);
        mark.spellings.retain(|(name, _)| name.starts_with("UTF"));
        mark
    }

    /// All the spellings of a word.
    pub fn new(word: &str) -> Self {
        let plain = word.as_bytes().to_vec();
        let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let json = serde_json::Value::from(word).to_string();
        let json = json.trim_matches('"').as_bytes().to_vec();
        let escaped = word.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
        let mut spellings = vec![
            ("UTF-8".to_owned(), plain.clone()),
            ("UTF-16".to_owned(), wide.clone()),
            ("JSON".to_owned(), json.clone()),
            (
                "JSON by numbers".to_owned(),
                escaped.collect::<String>().into(),
            ),
            ("an address".to_owned(), in_address(&plain).into()),
        ];
        for (name, bytes) in [("UTF-8", plain), ("UTF-16", wide), ("JSON", json)] {
            for before in 0..3 {
                let base64 = inside_base64(&bytes, before);
                spellings.push((format!("base64 of {name}, {before} before"), base64.into()));
            }
        }
        Self {
            word: word.to_owned(),
            spellings,
        }
    }

    /// The spellings as bytes, each with its name.
    pub fn spellings(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.spellings
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// Where a text holds the word: the name of the spelling.
    pub fn is_in(&self, bytes: &[u8]) -> Option<&str> {
        self.spellings()
            .find(|(_, spelling)| bytes.windows(spelling.len()).any(|part| part == *spelling))
            .map(|(name, _)| name)
    }
}

/// Every file below the folders that holds one of the words, in its bytes or in its name, one line
/// each.
///
/// # Panics
/// When a folder cannot be read.
pub fn files_with(marks: &[Mark], folders: &[PathBuf]) -> Vec<String> {
    let mut found = Vec::new();
    for folder in folders {
        look_into(folder, marks, &mut found);
    }
    found
}

/// How many files there are below a folder.
///
/// # Panics
/// When the folder cannot be read.
pub fn files_in(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("a folder can be read");
    let count = |entry: fs::DirEntry| match entry.file_type() {
        Ok(kind) if kind.is_dir() => files_in(&entry.path()),
        Ok(kind) => usize::from(kind.is_file()),
        Err(_) => 0,
    };
    entries.flatten().map(count).sum()
}

fn look_into(folder: &Path, marks: &[Mark], found: &mut Vec<String>) {
    let entries = fs::read_dir(folder).expect("a folder can be read");
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let in_name = marks
            .iter()
            .find(|mark| mark.is_in(name.as_encoded_bytes()).is_some());
        if let Some(mark) = in_name {
            found.push(format!("{}: «{}» in its name", path.display(), mark.word));
        }
        // No link is followed: it could lead anywhere, and round in a circle.
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if kind.is_dir() {
            look_into(&path, marks, found);
        } else if kind.is_file() {
            // A file that is gone again holds nothing.
            let bytes = fs::read(&path).unwrap_or_default();
            for mark in marks {
                if let Some(spelling) = mark.is_in(&bytes) {
                    found.push(format!("{}: «{}» as {spelling}", path.display(), mark.word));
                }
            }
        }
    }
}

/// As it stands in an address.
fn in_address(bytes: &[u8]) -> String {
    let byte = |byte: &u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
            char::from(*byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    bytes.iter().map(byte).collect()
}

/// The part of a base64 text that these bytes alone decide, with so many other bytes before them.
fn inside_base64(bytes: &[u8], before: usize) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<u8> = std::iter::repeat_n(&0, before)
        .chain(bytes)
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1))
        .collect();
    bits.chunks_exact(6)
        .map(|six| {
            six.iter()
                .fold(0, |digit, bit| digit * 2 + usize::from(*bit))
        })
        .map(|digit| char::from(DIGITS[digit]))
        .skip((before * 8).div_ceil(6))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_every_spelling() {
        let mark = Mark::new("Xan\"plume");
        for (text, spelling) in [
            ("a Xan\"plume b", "UTF-8"),
            (r#"{"name":"Xan\"plume"}"#, "JSON"),
            ("q=Xan%22plume", "an address"),
            // `printf 'Xan"plume!' | base64`, and the same after one and two other letters.
            ("WGFuInBsdW1lIQ==", "base64 of UTF-8, 0 before"),
            ("YVhhbiJwbHVtZSE=", "base64 of UTF-8, 1 before"),
            ("YWFYYW4icGx1bWUh", "base64 of UTF-8, 2 before"),
        ] {
            assert_eq!(mark.is_in(text.as_bytes()), Some(spelling), "{text}");
        }
        assert_eq!(mark.is_in(b"X\0a\0n\0\"\0p\0l\0u\0m\0e\0"), Some("UTF-16"));
        assert_eq!(mark.is_in(b"Xan plume"), None);
    }

    #[test]
    fn it_is_found_in_a_file_and_in_the_name_of_one() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        fs::create_dir(folder.path().join("deep")).expect("a folder can be made");
        let look = || files_with(&[Mark::new("plume")], &[folder.path().into()]);
        assert_eq!(look(), [""; 0]);
        fs::write(folder.path().join("deep/plume"), "plume").expect("a file can be written");
        assert_eq!(look().len(), 2);
    }
}
