//! A language that nobody speaks, made of English: letters with marks, two fifths longer, in brackets.
//!
//! `pseudo/pseudo.js` does the same for the words of the screens; `pseudo/pseudo.tsv` holds both to each other.
//! Of the journeys alone: what ships has neither.

/// What the page is told by, before it begins.
pub const SCRIPT: &str = include_str!("pseudo/pseudo.js");

const OPENS: char = '⟦';
const ENDS: char = '⟧';

/// Letters and what they become.
const MARKED: [(char, char); 18] = [
    ('a', 'â'),
    ('c', 'ç'),
    ('e', 'ê'),
    ('i', 'î'),
    ('n', 'ñ'),
    ('o', 'ô'),
    ('u', 'û'),
    ('w', 'ŵ'),
    ('y', 'ŷ'),
    ('A', 'Â'),
    ('C', 'Ç'),
    ('E', 'Ê'),
    ('I', 'Î'),
    ('N', 'Ñ'),
    ('O', 'Ô'),
    ('U', 'Û'),
    ('W', 'Ŵ'),
    ('Y', 'Ŷ'),
];

/// A text with its letters marked and nothing around it: how a part of a text stands in the whole.
pub fn marked(english: &str) -> String {
    let mark = |letter| MARKED.iter().find(|(plain, _)| *plain == letter);
    english
        .chars()
        .map(|letter| mark(letter).map_or(letter, |(_, marked)| *marked))
        .collect()
}

/// What a text begins with whose English begins so.
pub fn beginning(english: &str) -> String {
    format!("{OPENS}{}", marked(english))
}

/// A whole text. One that holds others which went through this already is made once.
pub fn text(english: &str) -> String {
    let plain = plain(english);
    if !plain.chars().any(char::is_alphabetic) {
        return plain;
    }
    let length = plain.chars().count();
    let mut left = (length * 2).div_ceil(5).max(2);
    let mut more = String::new();
    while left > 0 {
        let word = left.min(8);
        more.push(' ');
        more.push_str(&"~".repeat(word));
        left -= word;
    }
    format!("{}{more}{ENDS}", beginning(&plain))
}

/// Without brackets and what makes it longer. Marks stay.
fn plain(text: &str) -> String {
    text.split(ENDS)
        .map(|part| part.trim_end_matches([' ', '~']).len())
        .zip(text.split_inclusive(ENDS))
        .map(|(length, part)| {
            // Only what stands before the end of a text was put there by this.
            if part.ends_with(ENDS) {
                &part[..length]
            } else {
                part
            }
        })
        .collect::<String>()
        .replace(OPENS, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_makes_what_the_script_of_the_page_makes() {
        let examples = include_str!("pseudo/pseudo.tsv");
        let examples: Vec<_> = examples
            .lines()
            .filter_map(|l| l.split_once('\t'))
            .collect();
        assert!(examples.len() > 10);
        for (english, made) in examples {
            assert_eq!(text(english), made, "{english}");
        }
    }

    #[test]
    fn a_text_that_holds_others_is_made_once() {
        let whole = format!("{}: {}.", text("Home"), text("Not said"));
        assert_eq!(text(&whole), text("Home: Not said."));
        assert_eq!(text(&text("Home").to_lowercase()), text("home"));
        assert!(text("Not said: no").starts_with(&beginning("Not said")));
    }
}
