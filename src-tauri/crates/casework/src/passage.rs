//! A text as the checks read it: its words, its sentences, and a place that was found in it.
//!
//! The checks look for words that somebody typed in a hurry, so that case, accents, apostrophes and what cannot be seen make no difference here. The text itself
//! is never changed.

use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that were found, in the sentence or sentences that they stand in.
///
/// Put together again the three are that piece of the text, without the white space around it. They
/// are cut here because a screen counts characters in another way than Rust does. Of a text without
/// a stop, no more than 240 characters stand on either side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Passage {
    /// From the beginning of the sentence.
    pub before: Words,
    /// What was found, as typed.
    pub found: Words,
    /// To the end of the sentence.
    pub after: Words,
}

/// How many characters of a sentence are shown on either side.
const SHOWN: usize = 240;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it stands, in bytes; always on the borders of characters.
    pub range: Range<usize>,
    /// In lower case, without accents, every apostrophe as `'`.
    pub folded: String,
}

impl Word {
    /// Without apostrophes, so that `O'Brien` and `OBrien` are one.
    pub fn bare(&self) -> String {
        self.folded.replace('\'', "")
    }
}

/// Every word of a text: letters and digits in a row, with the apostrophes between them.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut open: Option<Word> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        // Before letters: one of the apostrophes is a letter to Unicode.
        if is_apostrophe(c) {
            let goes_on = chars
                .peek()
                .is_some_and(|(_, next)| next.is_alphanumeric() && !is_apostrophe(*next));
            match &mut open {
                Some(word) if goes_on => word.folded.push('\''),
                _ => found.extend(open.take()),
            }
        } else if c.is_alphanumeric() {
            let word = open.get_or_insert_with(|| Word {
                range: at..end,
                folded: String::new(),
            });
            word.range.end = end;
            fold(c, &mut word.folded);
        } else if is_combining_mark(c) {
            if let Some(word) = &mut open {
                word.range.end = end;
            }
        } else if !is_invisible(c) {
            found.extend(open.take());
        }
    }
    found.extend(open);
    found.retain(|word| !word.folded.is_empty());
    found
}

/// Every form in which an apostrophe is typed or pasted.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2019}'
            | '\u{2018}'
            | '\u{201B}'
            | '\u{2BC}'
            | '\u{2032}'
            | '`'
            | '\u{B4}'
            | '\u{FF07}'
    )
}

/// Characters that nobody sees and that may stand in the middle of a word that was pasted: the soft
/// hyphen, joiners, marks of direction.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    )
}

/// White space, the zero-width space included.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{200B}'
}

/// A hyphen, as typed or as set.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Adds one letter or digit in lower case and without its accent. May add several, or nothing.
pub(crate) fn fold(c: char, to: &mut String) {
    if c.is_ascii() {
        to.push(c.to_ascii_lowercase());
        return;
    }
    let plain = std::iter::once(c).nfkd().flat_map(char::to_lowercase);
    for c in plain.filter(|c| c.is_alphanumeric()) {
        match c {
            // Letters that are no base letter with a mark to Unicode, and are to whoever types.
            'ł' => to.push('l'),
            'ø' => to.push('o'),
            'đ' | 'ð' => to.push('d'),
            'ħ' => to.push('h'),
            'ı' => to.push('i'),
            'ß' => to.push_str("ss"),
            'æ' => to.push_str("ae"),
            'œ' => to.push_str("oe"),
            'þ' => to.push_str("th"),
            'ς' => to.push('σ'),
            c => to.push(c),
        }
    }
}

/// Where the sentences of a text begin.
pub(crate) struct Sentences<'a> {
    text: &'a str,
    /// In order, always on the borders of characters; never empty, the first is 0.
    begins: Vec<usize>,
}

impl<'a> Sentences<'a> {
    /// Finds them. A sentence ends at a line break, or at a full stop, an exclamation or question
    /// mark with white space behind it. The stop of an initial ends none.
    pub fn of(text: &'a str) -> Self {
        let mut begins = vec![0];
        let mut chars = text.char_indices().peekable();
        // How many letters or digits stand in a row before the place that is looked at.
        let mut letters = 0;
        while let Some((at, c)) = chars.next() {
            let before = letters;
            letters = if c.is_alphanumeric() { letters + 1 } else { 0 };
            if is_line_break(c) {
                begins.push(at + c.len_utf8());
            } else if is_stop(c) && !(c == '.' && before == 1) {
                let mut end = at + c.len_utf8();
                while let Some((at, c)) = chars.next_if(|(_, c)| is_stop(*c) || closes(*c)) {
                    end = at + c.len_utf8();
                }
                if chars.peek().is_none_or(|(_, next)| is_space(*next)) {
                    begins.push(end);
                }
            }
        }
        Self { text, begins }
    }

    /// The piece of the text from the beginning of the sentence in which the range begins to the end
    /// of the one in which it ends. The range has to be one of this text, on borders of characters.
    pub fn bounds(&self, range: &Range<usize>) -> Range<usize> {
        let from = self.begins.partition_point(|begin| *begin <= range.start);
        let to = self.begins.partition_point(|begin| *begin < range.end);
        let start = self.begins.get(from.saturating_sub(1)).copied();
        let end = self.begins.get(to).copied();
        start.unwrap_or(0)..end.unwrap_or(self.text.len())
    }

    /// How much of the text is shown of what was found at this range: its sentence, without the white
    /// space around it, and no more than a screen can hold.
    pub fn shown(&self, range: &Range<usize>) -> Range<usize> {
        let bounds = self.bounds(range);
        let before = &self.text[bounds.start..range.start];
        let after = &self.text[range.end..bounds.end];
        let from = before.char_indices().rev().nth(SHOWN - 1);
        let to = after.char_indices().nth(SHOWN);
        let before = before[from.map_or(0, |(at, _)| at)..].trim_start();
        let after = after[..to.map_or(after.len(), |(at, _)| at)].trim_end();
        range.start - before.len()..range.end + after.len()
    }

    /// What was found at this range, in its sentence.
    pub fn passage(&self, range: &Range<usize>) -> Passage {
        let shown = self.shown(range);
        Passage {
            before: Words::from(&self.text[shown.start..range.start]),
            found: Words::from(&self.text[range.clone()]),
            after: Words::from(&self.text[range.end..shown.end]),
        }
    }
}

/// The longest of what was found, in order: of two that overlap the longer stays, of two as long
/// the one that stands first.
pub(crate) fn longest<T>(
    mut found: Vec<T>,
    range: impl Fn(&T) -> Range<usize>,
    length: impl Fn(&T) -> usize,
) -> Vec<T> {
    found.sort_by_key(|one| (std::cmp::Reverse(length(one)), range(one).start));
    let mut taken = std::collections::BTreeMap::new();
    found.retain(|one| {
        let range = range(one);
        // Those that were taken do not overlap, so only the last that begins before our end can.
        let before = taken.range(..range.end).next_back();
        let free = before.is_none_or(|(_, end)| *end <= range.start);
        if free {
            taken.insert(range.start, range.end);
        }
        free
    });
    found.sort_by_key(|one| range(one).start);
    found
}

fn is_line_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '\u{2026}')
}

/// What may stand between the stop and the white space behind a sentence.
fn closes(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | ')' | ']' | '\u{201D}' | '\u{2019}' | '\u{BB}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn case_accents_apostrophes_and_what_cannot_be_seen_make_no_difference() {
        assert_eq!(folded("Zoë ZOE Zoe\u{308}"), ["zoe", "zoe", "zoe"]);
        for apostrophe in ["'", "\u{2019}", "\u{2BC}", "`", "\u{2032}"] {
            assert_eq!(folded(&format!("didn{apostrophe}t")), ["didn't"]);
        }
        assert_eq!(
            folded("Sa\u{AD}rah Łukasz Straße"),
            ["sarah", "lukasz", "strasse"]
        );
        assert_eq!(
            folded("  'tis the boys' – one-off"),
            ["tis", "the", "boys", "one", "off"]
        );
        assert_eq!(folded("\u{2BC}\u{301}\u{AD}"), [""; 0]);
        assert_eq!(words("Zoe\u{308}!")[0].range, 0..5);
    }

    #[test]
    fn a_sentence_ends_at_a_stop_or_a_line_and_not_behind_an_initial() {
        let text = "One here. K.B. rang? “Yes!” Last\nnext line";
        let around = |word: &str| {
            let at = text.find(word).unwrap();
            let found = Sentences::of(text).passage(&(at..at + word.len()));
            let parts = [found.before, found.found, found.after];
            parts.map(|part| part.as_str().to_owned())
        };
        assert_eq!(around("here"), ["One ", "here", "."]);
        assert_eq!(around("rang"), ["K.B. ", "rang", "?"]);
        assert_eq!(around("K.B."), ["", "K.B.", " rang?"]);
        assert_eq!(around("Yes"), ["“", "Yes", "!”"]);
        assert_eq!(around("Last"), ["", "Last", ""]);
        assert_eq!(around("next"), ["", "next", " line"]);
        assert_eq!(around("here. K.B. rang"), ["One ", "here. K.B. rang", "?"]);
    }

    #[test]
    fn of_two_that_overlap_the_longer_stays() {
        let ranges = vec![0..4, 2..9, 8..10, 10..11, 20..24, 22..26];
        let kept = longest(ranges, Clone::clone, ExactSizeIterator::len);
        assert_eq!(kept, [2..9, 10..11, 20..24]);
    }
}
