//! Typed text as letters that can be printed, and where a line of it may be broken.
//!
//! Nothing that was typed disappears: a sign that has no letter, or that would turn the order of what is
//! read around it, is told by its number: `[U+202E]`.

use super::world;

/// A word of more letters than this may be broken anywhere: a column of a table is not wider.
const LONG: usize = 20;

/// So many letters of a long word stay together.
const TOGETHER: usize = 8;

/// Which letters are set as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// All that one of our fonts has.
    All,
    /// Letters, digits and the usual signs of our first font, one by one.
    Plain,
}

/// A text in its lines, and each line in the pieces between which it may be broken.
pub fn lines(text: &str, letters: Letters) -> Vec<Vec<String>> {
    shown(text, letters).split('\n').map(pieces).collect()
}

/// A text on one line, not longer than so many characters.
pub fn short(text: &str, characters: usize, letters: Letters) -> Vec<Vec<String>> {
    vec![pieces(&cut(&one_line(text, letters), characters))]
}

/// A text on one line, as it is told outside of the pages: in the name of the window.
pub fn one_line(text: &str, letters: Letters) -> String {
    shown(text, letters).replace('\n', " ")
}

fn cut(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// The text with every sign that cannot be set told by its number.
fn shown(text: &str, letters: Letters) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = None;
    for sign in text.chars() {
        match sign {
            // Windows ends a line with two signs.
            '\n' if before == Some('\r') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                shown.push('\n')
            }
            '\t' => shown.push(' '),
            // Marks the beginning of a file, and is pasted along with it.
            '\u{feff}' => {}
            _ if can_be_set(sign, letters) => shown.push(sign),
            _ => shown += &format!("[U+{:04X}]", u32::from(sign)),
        }
        before = Some(sign);
    }
    shown
}

fn can_be_set(sign: char, letters: Letters) -> bool {
    if sign.is_ascii() {
        return !sign.is_ascii_control();
    }
    match letters {
        Letters::All => {
            !turns_the_order(sign)
                && !is_private(sign)
                && !sign.is_control()
                && (is_silent(sign) || world::has_letter(sign))
        }
        Letters::Plain => {
            (sign.is_alphanumeric() || "‘’“”–—…•£€".contains(sign)) && world::is_ours(sign)
        }
    }
}

/// Signs that make what follows read the other way round, whatever it is.
fn turns_the_order(sign: char) -> bool {
    matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Signs of nobody's alphabet, which an archive may not hold.
fn is_private(sign: char) -> bool {
    matches!(sign, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// Signs that have no shape by themselves: they join letters or choose between shapes.
fn is_silent(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{e0020}'..='\u{e007f}'
    )
}

/// One line in the pieces between which it may be broken, beside the places that every line can be broken
/// at.
fn pieces(line: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for (number, word) in line.split(' ').enumerate() {
        let last = pieces.len() - 1;
        if number > 0 {
            pieces[last].push(' ');
        }
        if word.chars().count() <= LONG {
            pieces[last].push_str(word);
            continue;
        }
        let mut together = 0;
        for sign in word.chars() {
            // Never in front of what belongs to the letter before it: an accent, a joiner.
            let may_begin = sign.is_alphanumeric() || sign.is_ascii_punctuation();
            if together >= TOGETHER && may_begin {
                pieces.push(String::new());
                together = 0;
            }
            let last = pieces.len() - 1;
            pieces[last].push(sign);
            together += 1;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> String {
        shown(text, Letters::All)
    }

    #[test]
    fn languages_of_the_country_are_set_as_they_are() {
        for text in [
            "Mae’r plant yn iawn, meddai: ŵyr, tŷ, sgïo, môr",
            "Zażółć gęślą jaźń",
            "مرحبا بالعالم، کیا حال ہے",
            "Добрый день, їжак",
            "नमस्ते",
            "ça coûte 5 € – „gut“",
            "😊🔪👨‍👩‍👧",
        ] {
            assert_eq!(told(text), text);
        }
    }

    #[test]
    fn what_would_turn_the_order_or_cannot_be_printed_is_told_by_its_number() {
        assert_eq!(told("not\u{202e} safe"), "not[U+202E] safe");
        assert_eq!(
            told("a\u{0}b\u{7}c\u{1b}[1m"),
            "a[U+0000]b[U+0007]c[U+001B][1m"
        );
        assert_eq!(told("中"), "[U+4E2D]");
        assert_eq!(told("\u{e000}\u{10ffff}"), "[U+E000][U+10FFFF]");
        assert_eq!(shown("łع", Letters::Plain), "ł[U+0639]");
    }

    #[test]
    fn every_end_of_a_line_is_one() {
        assert_eq!(told("a\r\nb\rc\nd\u{2028}e"), "a\nb\nc\nd\ne");
        assert_eq!(lines("a\n\nb", Letters::All), [["a"], [""], ["b"]]);
        assert_eq!(one_line("a\r\nb", Letters::All), "a b");
    }

    #[test]
    fn a_long_word_may_be_broken_and_a_usual_one_not() {
        assert_eq!(
            pieces("safeguarding conversation"),
            ["safeguarding conversation"]
        );
        let long = "x".repeat(20_000);
        let pieces = pieces(&long);
        assert_eq!(pieces.len(), 2_500);
        assert_eq!(pieces.concat(), long);
    }

    #[test]
    fn a_letter_keeps_its_accents() {
        let long = "e\u{301}\u{302}".repeat(30);
        assert!(pieces(&long).iter().all(|piece| piece.starts_with('e')));
    }

    #[test]
    fn a_short_text_is_cut_at_a_letter() {
        assert_eq!(short("Łódź is far", 4, Letters::All), [["Łódź…"]]);
        assert_eq!(short("Łódź", 4, Letters::All), [["Łódź"]]);
    }

    proptest! {
        #[test]
        fn pieces_are_the_line_again(line in "[^\n]{0,200}") {
            prop_assert_eq!(pieces(&line).concat(), line);
        }
    }
}
