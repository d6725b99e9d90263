//! The words after `cargo xtask bench`.

use crate::Trouble;
use std::path::PathBuf;

/// A group of figures that is measured together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figures {
    /// Scoring a contact.
    Score,
    /// Files and texts for readers.
    Report,
    /// Start and memory of the window.
    Start,
    /// Start, memory and size beside another program that keeps an encrypted file.
    Beside,
    /// Unlocking.
    Unlock,
    /// Saving one answer.
    Save,
    /// Search in the guide.
    Search,
    /// Sealing a contact.
    Seal,
    /// Lists, pages and searches of a record of years.
    Record,
    /// Every change of screen, in the real window.
    Screens,
    /// Hiding the screen, in the real window.
    Hide,
}

impl Figures {
    /// Every group, in the order in which they are measured.
    const ALL: [(&str, Self); 11] = [
        ("score", Self::Score),
        ("report", Self::Report),
        ("start", Self::Start),
        ("beside", Self::Beside),
        ("unlock", Self::Unlock),
        ("save", Self::Save),
        ("search", Self::Search),
        ("seal", Self::Seal),
        ("record", Self::Record),
        ("screens", Self::Screens),
        ("hide", Self::Hide),
    ];
}

/// What is to be measured, and how thoroughly.
#[derive(Debug)]
pub struct Wish {
    /// Sealed contacts in the vault, one vault for each number, in this order.
    pub contacts: Vec<u32>,
    /// How often each thing is measured.
    pub rounds: u32,
    /// What is measured.
    pub figures: Vec<Figures>,
    /// Where the table of the run is written.
    pub table: Option<PathBuf>,
}

/// Fewer say too little about a machine that does other things at the same time.
const FEWEST_ROUNDS: u32 = 7;

const HELP: &str = "cargo xtask bench [--contacts 200[,1000...]] [--rounds 9] [--table FILE] \
     [score|report|start|beside|unlock|save|search|seal|record|screens|hide]...";

impl Wish {
    /// Reads the words; names of figures choose those, none means all.
    ///
    /// # Errors
    /// How it is used, when a word is not one of these.
    pub fn read(words: &[String]) -> Result<Self, Trouble> {
        let mut wish = Self {
            contacts: vec![200],
            rounds: 9,
            figures: Vec::new(),
            table: None,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--contacts" => {
                    let numbers = words.next().ok_or(HELP)?.split(',').map(str::parse);
                    wish.contacts = numbers.collect::<Result<_, _>>().map_err(|_| HELP)?;
                }
                "--rounds" => {
                    wish.rounds = words
                        .next()
                        .and_then(|word| word.parse().ok())
                        .ok_or(HELP)?;
                }
                "--table" => wish.table = Some(words.next().ok_or(HELP)?.into()),
                name => {
                    let known = Figures::ALL.iter().find(|(known, _)| *known == name);
                    wish.figures.push(known.ok_or(HELP)?.1);
                }
            }
        }
        if wish.rounds < FEWEST_ROUNDS {
            return Err(format!("at least {FEWEST_ROUNDS} rounds: fewer say too little").into());
        }
        if wish.figures.is_empty() {
            wish.figures = Figures::ALL.iter().map(|(_, figures)| *figures).collect();
        }
        Ok(wish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Wish, Trouble> {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        Wish::read(&words)
    }

    #[test]
    fn no_word_measures_everything() {
        let wish = read(&[]).unwrap();
        assert_eq!(wish.figures.len(), Figures::ALL.len());
        assert_eq!((wish.contacts, wish.rounds), (vec![200], 9));
    }

    #[test]
    fn names_choose_and_numbers_are_taken() {
        let wish = read(&["--contacts", "10000", "unlock", "--rounds", "7"]).unwrap();
        assert_eq!(wish.figures, [Figures::Unlock]);
        assert_eq!((wish.contacts, wish.rounds), (vec![10_000], 7));
        let wish = read(&["--contacts", "1000,10000"]).unwrap();
        assert_eq!(wish.contacts, [1_000, 10_000]);
        assert_eq!(read(&["score"]).unwrap().figures, [Figures::Score]);
        let wish = read(&["score", "--table", "t.md"]).unwrap();
        assert_eq!(wish.table, Some("t.md".into()));
        assert_eq!(read(&["report"]).unwrap().figures, [Figures::Report]);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for words in [
            &["fast"][..],
            &["--contacts"],
            &["--contacts", "many"],
            &["--contacts", "10,"],
            &["--rounds", "6"],
            &["--table"],
        ] {
            assert!(read(words).is_err(), "{words:?}");
        }
    }
}
