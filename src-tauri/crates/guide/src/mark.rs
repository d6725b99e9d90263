//! The words that were looked for, within a field: what FTS5's own `highlight` marks, held to it by a test.
//!
//! It is done here because with a vault open SQLCipher locks and wipes whatever SQLite allocates in this
//! process: to mark thirty hits there took longer than to find them.

use crate::query::Phrase;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A piece of a snippet. The pieces of a snippet put together are a whole field of the guide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Fragment {
    /// The words. Plain text.
    pub text: String,
    /// True when they were looked for.
    pub matched: bool,
}

/// A field cut at the words that were looked for. None when none of them stands in it.
pub(crate) fn marked(field: &str, phrases: &[&Phrase]) -> Option<Vec<Fragment>> {
    let tokens = tokens(field);
    let mut matches: Vec<Range<usize>> = Vec::new();
    for at in 0..tokens.len() {
        let here = phrases.iter().filter_map(|phrase| {
            let tokens = tokens.get(at..at + phrase.runs.len())?;
            stands_in(phrase, field, tokens).then(|| tokens[0].start..tokens[tokens.len() - 1].end)
        });
        let Some(found) = here.max_by_key(|found| found.end) else {
            continue;
        };
        match matches.last_mut() {
            Some(last) if found.start < last.end => last.end = last.end.max(found.end),
            _ => matches.push(found),
        }
    }
    (!matches.is_empty()).then(|| cut(field, &matches))
}

/// A field of which nothing is marked.
pub(crate) fn plain(field: &str) -> Vec<Fragment> {
    cut(field, &[])
}

/// True when the phrase is what these tokens say.
fn stands_in(phrase: &Phrase, field: &str, tokens: &[Range<usize>]) -> bool {
    let last = phrase.runs.len() - 1;
    let mut pairs = phrase.runs.iter().zip(tokens).enumerate();
    pairs.all(|(place, (run, token))| {
        is_word(
            &field[token.clone()],
            run,
            phrase.beginning && place == last,
        )
    })
}

/// True when `word` is `run`, or begins with it, whatever its capitals and accents.
fn is_word(word: &str, run: &str, beginning: bool) -> bool {
    if !word.is_ascii() || !run.is_ascii() {
        let (word, run) = (folded(word), folded(run));
        return word == run || beginning && word.starts_with(&run);
    }
    let length = word.len() == run.len() || beginning && word.len() > run.len();
    length && word.as_bytes()[..run.len()].eq_ignore_ascii_case(run.as_bytes())
}

fn folded(text: &str) -> String {
    let bare = text.nfd().filter(|c| !is_combining_mark(*c));
    bare.flat_map(char::to_lowercase).collect()
}

/// Where the words of a text are: runs of letters and digits, as the index has them.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_alphanumeric() || is_combining_mark(c), start) {
            (true, None) => start = Some(at),
            (false, Some(begun)) => {
                tokens.push(begun..at);
                start = None;
            }
            _ => {}
        }
    }
    tokens.extend(start.map(|begun| begun..text.len()));
    tokens
}

fn cut(field: &str, matches: &[Range<usize>]) -> Vec<Fragment> {
    let mut fragments = Vec::new();
    let mut push = |text: &str, matched| {
        if !text.is_empty() {
            fragments.push(Fragment {
                text: text.to_owned(),
                matched,
            });
        }
    };
    let mut done = 0;
    for found in matches {
        push(&field[done..found.start], false);
        push(&field[found.clone()], true);
        done = found.end;
    }
    push(&field[done..], false);
    fragments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(runs: &[&str], beginning: bool) -> Phrase {
        Phrase {
            runs: runs.iter().map(ToString::to_string).collect(),
            beginning,
        }
    }

    /// The field with what is marked in brackets.
    fn shown(field: &str, phrases: &[Phrase]) -> Option<String> {
        let phrases: Vec<&Phrase> = phrases.iter().collect();
        let parts = marked(field, &phrases)?;
        let whole: String = parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(whole, field, "the parts put together are the field");
        let parts = parts.iter().map(|part| match part.matched {
            true => format!("[{}]", part.text),
            false => part.text.clone(),
        });
        Some(parts.collect())
    }

    #[test]
    fn a_word_or_its_beginning_is_marked_and_nothing_else() {
        let go = phrase(&["go"], false);
        let alon = phrase(&["alon"], true);
        let field = "Never Go alone, ago.";
        assert_eq!(
            shown(field, &[go, alon]).as_deref(),
            Some("Never [Go] [alone], ago.")
        );
        assert_eq!(shown(field, &[phrase(&["alon"], false)]), None);
        assert_eq!(shown("", &[phrase(&["go"], true)]), None);
    }

    #[test]
    fn words_one_after_another_are_marked_together_and_once() {
        let whole = phrase(&["don", "t"], false);
        let begun = phrase(&["don", "t"], true);
        let field = "They don\u{2019}t, don this";
        assert_eq!(
            shown(field, &[whole, begun]).as_deref(),
            Some("They [don\u{2019}t], [don this]")
        );
        assert_eq!(shown("don", &[phrase(&["don", "t"], true)]), None);
    }

    #[test]
    fn accents_and_capitals_do_not_matter() {
        let cafe = [phrase(&["caf\u{e9}"], true)];
        for field in ["CAFE", "caf\u{e9}s", "Cafe\u{301}"] {
            assert!(shown(field, &cafe).is_some(), "{field}");
        }
    }
}
