//! From what somebody types to a query that FTS5 reads.
//!
//! Nothing that is typed is ever query syntax: only letters and digits get through, and those stand
//! between quotation marks.

use crate::spelling::Vocabulary;

/// More words than this are not looked for: a pasted letter must not make search slow.
const MOST_WORDS: usize = 12;
/// Letters of one word that are looked at.
const LONGEST_WORD: usize = 40;

/// Words that say nothing about what is looked for. "Not", "no", "never", "want" and "here" are not
/// among them: they carry meaning ("I don't want to be here").
const STOP_WORDS: &[&str] = &[
    "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can",
    "could", "did", "do", "does", "for", "from", "got", "had", "has", "have", "he", "he's", "her",
    "hers", "him", "his", "how", "i", "i'd", "i'll", "i'm", "i've", "if", "in", "is", "it", "it's",
    "its", "just", "me", "my", "of", "off", "on", "or", "our", "out", "s", "she", "she's", "so",
    "some", "t", "that", "that's", "the", "their", "them", "then", "there", "they", "they're",
    "they've", "this", "to", "up", "us", "was", "we", "we're", "we've", "were", "what", "when",
    "which", "who", "will", "with", "would", "you", "you're", "your",
];

/// One word that is looked for: its runs of letters and digits ("don't" is two).
struct Word(Vec<String>);

/// Runs one after another, of which the last may be the beginning of a longer one.
pub(crate) struct Phrase {
    pub runs: Vec<String>,
    pub beginning: bool,
}

/// The words of a query, each in all the ways in which it may be written, ready to be asked for in all the
/// ways that search needs.
pub(crate) struct Query {
    words: Vec<Vec<Phrase>>,
}

impl Query {
    /// Reads what was typed. `None` when there is nothing to look for.
    ///
    /// A word that begins no word of the guide is taken for the nearest that does.
    pub(crate) fn read(typed: &str, vocabulary: &Vocabulary) -> Option<Self> {
        let all = words(typed);
        let telling: Vec<&Word> = all.iter().filter(|word| !word.is_stop_word()).collect();
        // Somebody who typed only "the" still sees what there is.
        let chosen = if telling.is_empty() {
            all.iter().collect()
        } else {
            telling
        };
        let words: Vec<Vec<Phrase>> = chosen
            .into_iter()
            .take(MOST_WORDS)
            .map(|word| word.phrases(vocabulary))
            .collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// Every word has to be there. None when one of them is nowhere in the guide.
    pub(crate) fn all(&self) -> Option<String> {
        let words: Vec<String> = self.expressions().collect();
        (words.len() == self.words.len()).then(|| format!("({})", words.join(" AND ")))
    }

    /// At least one word has to be there. None when none of them is in the guide.
    pub(crate) fn any(&self) -> Option<String> {
        let words: Vec<String> = self.expressions().collect();
        (!words.is_empty()).then(|| format!("({})", words.join(" OR ")))
    }

    /// Everything that one of the words may be.
    pub(crate) fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        self.words.iter().flatten()
    }

    /// The words that are somewhere in the guide.
    fn expressions(&self) -> impl Iterator<Item = String> {
        let there = self.words.iter().filter(|phrases| !phrases.is_empty());
        there.map(|phrases| {
            let phrases: Vec<String> = phrases.iter().map(Phrase::expression).collect();
            format!("({})", phrases.join(" OR "))
        })
    }

    /// True when [`Self::any`] asks for more than [`Self::all`].
    pub(crate) fn has_several(&self) -> bool {
        self.words.len() > 1
    }
}

impl Word {
    fn is_stop_word(&self) -> bool {
        STOP_WORDS.contains(&self.0.join("'").as_str())
    }

    /// The word as it stands, or as a beginning: the exact word counts for more. What the guide does not
    /// have is not asked for: with a vault open each question costs the index dear.
    fn phrases(&self, vocabulary: &Vocabulary) -> Vec<Phrase> {
        let phrase = |runs: &[String], beginning| Phrase {
            runs: runs.to_vec(),
            beginning,
        };
        let runs = self.0.as_slice();
        if let [word] = runs
            && !vocabulary.may_begin(word)
        {
            let nearest = vocabulary.nearest(word).into_iter();
            return nearest.map(|near| phrase(&[near], false)).collect();
        }
        let mut phrases = Vec::new();
        if let Some((last, before)) = runs.split_last()
            && before.iter().all(|run| vocabulary.may_have(run))
        {
            if vocabulary.may_have(last) {
                phrases.push(phrase(runs, false));
            }
            if vocabulary.may_go_on(last) {
                phrases.push(phrase(runs, true));
            }
        }
        // "don't" and "dont" are the same word to whoever is in a hurry.
        let joined = runs.concat();
        if runs.len() > 1 && vocabulary.may_begin(&joined) {
            phrases.push(phrase(&[joined], true));
        }
        phrases
    }
}

impl Phrase {
    fn expression(&self) -> String {
        let star = if self.beginning { " *" } else { "" };
        format!("{}{star}", quoted(&self.runs.join(" ")))
    }
}

/// Only letters and digits come here; the replacement keeps that promise on its own.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', " "))
}

fn words(typed: &str) -> Vec<Word> {
    typed
        .split(|c: char| !c.is_alphanumeric() && !is_apostrophe(c))
        .map(|word| {
            Word(
                word.split(is_apostrophe)
                    .filter(|run| !run.is_empty())
                    .map(|run| run.to_lowercase().chars().take(LONGEST_WORD).collect())
                    .collect(),
            )
        })
        .filter(|word| !word.0.is_empty())
        .collect()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}')
}

/// A text with its words of one apostrophe written together as well ("dont"), for the index.
pub(crate) fn without_apostrophes(text: &str) -> String {
    let joined: Vec<String> = words(text)
        .into_iter()
        .filter(|word| word.0.len() > 1)
        .map(|word| word.0.concat())
        .collect();
    joined.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A guide of these words.
    fn vocabulary() -> Vocabulary {
        let words = "label labels x xy near nearly drink drinks dont don t the then its it s";
        Vocabulary::new(words.split(' ').map(String::from))
    }

    fn all(typed: &str) -> Option<String> {
        Query::read(typed, &vocabulary())?.all()
    }

    #[test]
    fn nothing_typed_is_nothing_to_look_for() {
        for nothing in ["", "   ", "\"", "'", "* ( ) : ^ -", "\u{0}\u{1}\n"] {
            assert_eq!(all(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn what_is_typed_is_never_syntax() {
        assert_eq!(
            all("label:x\" OR *").as_deref(),
            Some("((\"label\" OR \"label\" *) AND (\"x\" OR \"x\" *))")
        );
        assert_eq!(
            all("NEAR(drink)").as_deref(),
            Some("((\"near\" OR \"near\" *) AND (\"drink\" OR \"drink\" *))")
        );
    }

    #[test]
    fn an_apostrophe_of_either_shape_or_none_finds_the_same() {
        let expected = Some("((\"don t\" OR \"don t\" * OR \"dont\" *))");
        assert_eq!(all("don't").as_deref(), expected);
        assert_eq!(all("Don\u{2019}t").as_deref(), expected);
        assert_eq!(without_apostrophes("I don't, it's so"), "dont its");
    }

    #[test]
    fn stop_words_fall_away_unless_there_is_nothing_else() {
        assert_eq!(
            all("It's the drink").as_deref(),
            Some("((\"drink\" OR \"drink\" *))")
        );
        assert_eq!(all("the").as_deref(), Some("((\"the\" OR \"the\" *))"));
    }

    #[test]
    fn a_pasted_letter_is_cut_to_a_few_words() {
        let long = "drink ".repeat(5_000);
        let query = Query::read(&long, &vocabulary()).unwrap();
        assert_eq!(query.words.len(), MOST_WORDS);
        let endless = "x".repeat(100_000);
        let query = Query::read(&endless, &vocabulary()).unwrap();
        assert_eq!(query.words.len(), 1);
        assert_eq!((query.all(), query.any()), (None, None));
    }

    #[test]
    fn what_the_guide_does_not_have_is_not_asked_for() {
        assert_eq!(all("labe").as_deref(), Some("((\"labe\" *))"));
        assert_eq!(all("labels").as_deref(), Some("((\"labels\"))"));
        let query = Query::read("drinks zebra", &vocabulary()).unwrap();
        assert_eq!(query.all(), None);
        assert_eq!(query.any().as_deref(), Some("((\"drinks\"))"));
        // With an accent it may be there all the same.
        assert_eq!(
            all("dr\u{ef}nk").as_deref(),
            Some("((\"dr\u{ef}nk\" OR \"dr\u{ef}nk\" *))")
        );
    }
}
