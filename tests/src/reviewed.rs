//! Trees of screens, compared with those that somebody has looked at: `tests/trees/*.txt`.
//!
//! Every run writes what it heard to `trees/` in the target folder. A screen that sounds different from
//! its file in `tests/trees` fails, so that the change is seen by whoever reviews it. When it is wanted,
//! take it over and commit it:
//!
//! ```sh
//! WAYMARK_TREES=keep cargo xtask test trees
//! ```

use crate::desk::from_environment;
use crate::tree::Node;
use std::path::{Path, PathBuf};

/// What was heard in one journey, and what is wrong with it.
#[derive(Default)]
pub struct Trees {
    faults: Vec<String>,
    looked_at: usize,
}

fn reviewed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("trees")
}

/// The target folder: the app lies in a folder of its own in it.
fn heard() -> PathBuf {
    let app = from_environment("WAYMARK_APP");
    let target = app.parent().and_then(Path::parent);
    target
        .expect("the app is in the target folder")
        .join("trees")
}

impl Trees {
    /// Looks at one screen.
    ///
    /// # Panics
    /// When the tree cannot be written down.
    pub fn look(&mut self, name: &str, page: &Node) {
        self.looked_at += 1;
        let lines = page.lines();
        let file = format!("{name}.txt");
        let folder = match std::env::var("WAYMARK_TREES").as_deref() {
            Ok("keep") => reviewed(),
            _ => heard(),
        };
        std::fs::create_dir_all(&folder).expect("there is room for the trees");
        std::fs::write(folder.join(&file), &lines).expect("there is room for the trees");
        let before = std::fs::read_to_string(reviewed().join(&file)).unwrap_or_default();
        if let Some(difference) = difference(&before, &lines) {
            self.fault(name, &difference);
        }
        for fault in page.faults() {
            self.fault(name, &fault);
        }
    }

    /// Notes what is wrong with a screen.
    pub fn fault(&mut self, name: &str, fault: &str) {
        self.faults.push(format!("{name}: {fault}"));
    }

    /// How many screens were looked at, when nothing was wrong with any.
    ///
    /// # Panics
    /// When something was.
    pub fn end(self) -> usize {
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n"));
        self.looked_at
    }
}

/// The first line that is another one, with the one before it; nothing when there is none.
fn difference(before: &str, now: &str) -> Option<String> {
    let (mut old, mut new) = (before.lines(), now.lines());
    let mut last = "the beginning";
    let mut number = 1;
    loop {
        match (old.next(), new.next()) {
            (None, None) => return None,
            (was, is) if was == is => last = is.unwrap_or_default(),
            (was, is) => {
                let (was, is) = (was.unwrap_or("nothing"), is.unwrap_or("nothing"));
                return Some(format!(
                    "sounds different in line {number}, after «{}»\n  was: {}\n  is:  {}",
                    last.trim(),
                    was.trim(),
                    is.trim()
                ));
            }
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_that_sounds_different_is_told_by_its_first_line() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
        let told = difference("a\nb\n", "a\nc\n").unwrap();
        assert!(told.contains("line 2") && told.contains("was: b") && told.contains("is:  c"));
        assert!(difference("", "a\n").is_some());
        assert!(difference("a\n", "").is_some());
    }
}
