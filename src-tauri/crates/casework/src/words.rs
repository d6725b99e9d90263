//! Free text that somebody typed about a person.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What somebody typed: exact words, a note, a name.
///
/// It has no `Display` and its `Debug` shows only a length, so that typed text cannot reach a log
/// or an error by accident. Who may read it is decided by [`crate::audience`].
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(transparent)]
pub struct Words(String);

impl Words {
    /// Takes typed text as it is: the exact words are evidence and are never trimmed or mended.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the rules of this crate.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The text itself, to be stored encrypted. For the vault and for nobody else: whoever writes it down
    /// for a reader takes a [`crate::audience::Reading`]. `cargo xtask check` finds any other use.
    pub fn stored(&self) -> &str {
        &self.0
    }

    /// Initials, for lists that others may see: `Jo Smith-Lee` gives `JS`, at most three letters.
    pub fn initials(&self) -> String {
        self.0
            .split_whitespace()
            .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
            .take(3)
            .flat_map(char::to_uppercase)
            .collect()
    }

    /// True when `other` stands in here as whole lines: "no" does not stand in "I know".
    pub fn has_lines(&self, other: &Self) -> bool {
        format!("\n{}\n", self.0).contains(&format!("\n{}\n", other.0))
    }

    /// True when it begins with a text of ours: a suggested one that was taken over and gone on with.
    pub fn begins_with(&self, text: &str) -> bool {
        self.0.starts_with(text)
    }

    /// True when nothing but white space was typed.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({} characters)", self.0.chars().count())
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_a_length_and_never_the_words() {
        let shown = format!("{:?}", Words::new("I held her arm"));
        assert_eq!(shown, "Words(14 characters)");
    }

    #[test]
    fn initials_are_at_most_three_letters() {
        assert_eq!(Words::from("jo smith-Lee").initials(), "JS");
        assert_eq!(Words::from("J.D.").initials(), "J");
        assert_eq!(Words::from("Ann Bea Cee Dee").initials(), "ABC");
        assert_eq!(Words::from("  ").initials(), "");
    }

    #[test]
    fn lines_are_found_whole() {
        let words = Words::from("I know\nhe has a bat\nand a dog");
        assert!(words.has_lines(&"he has a bat".into()));
        assert!(words.has_lines(&"he has a bat\nand a dog".into()));
        assert!(words.has_lines(&words.clone()));
        assert!(!words.has_lines(&"no".into()) && !words.has_lines(&"a bat".into()));
    }

    #[test]
    fn white_space_alone_is_blank_and_is_kept_as_typed() {
        assert!(Words::new(" \n").is_blank());
        assert!(!Words::new(" a ").is_blank());
        assert_eq!(Words::new(" a ").as_str(), " a ");
    }
}
