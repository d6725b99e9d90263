//! What no text of a pack may have in it.

use casework::directory::{Column, Service, ServiceFault, ServiceKind};
use casework::words::Words;
use chrono::NaiveDate;

/// Words that reassure, each by itself. A pack is read where people decide what to do about a danger:
/// nothing in it may tell them that there is less of one (design 11, invariant 3).
const REASSURING: &[&str] = &[
    "low", "lower", "lowest", "safe", "safer", "safest", "standard", "green", "harmless",
];

/// The same as several words.
const REASSURING_TOGETHER: &[&str] = &[
    "no risk",
    "not a risk",
    "not at risk",
    "minimal risk",
    "little risk",
    "no danger",
    "not dangerous",
    "out of danger",
    "no concern",
    "no concerns",
    "all clear",
];

/// A name of something, in which one of the words says nothing about a risk.
const NAMES: &[&str] = &["respect standard", "respect standards"];

/// What stands for a service that is not advised where there may be abuse, under whatever kind it is filed.
const NOT_ADVISED: &[&str] = &[
    "anger management",
    "anger control",
    "couple counselling",
    "couples counselling",
    "couple counseling",
    "couples counseling",
    "couple therapy",
    "couples therapy",
    "relationship counselling",
    "relationship counseling",
    "relationship therapy",
    "marriage counselling",
    "marriage counseling",
    "marriage guidance",
    "marital therapy",
    "mediation",
];

/// The letters that a text of a pack is made of: Latin, and the signs of ordinary print. A list of what may
/// be there, because nobody knows every character that hides, turns or looks like another.
pub(super) fn is_plain(letter: char) -> bool {
    matches!(letter,
        '\n' | ' '..='~'
        | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{24f}'
        | '\u{1e00}'..='\u{1eff}'
        | '\u{2010}'..='\u{2026}'
        | '\u{20ac}')
}

/// The words of a text, small, with one space between and around them.
fn spaced(text: &str) -> String {
    let letters: String = text
        .to_lowercase()
        .chars()
        .filter(|letter| !matches!(letter, '\'' | '\u{2019}'))
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    format!(" {} ", words.join(" "))
}

fn has(text: &str, words: &str) -> bool {
    text.contains(&format!(" {words} "))
}

/// Whether a text says that there is less of a risk. `is_name`: it is the name of a service or a place,
/// where only what is said of a risk counts.
pub(super) fn reassures(text: &str, is_name: bool) -> bool {
    let mut text = spaced(text);
    for name in NAMES {
        text = text.replace(&format!(" {name} "), " ");
    }
    let alone = REASSURING.iter().any(|word| {
        if is_name {
            has(&text, &format!("{word} risk"))
        } else {
            has(&text, word)
        }
    });
    alone || REASSURING_TOGETHER.iter().any(|words| has(&text, words))
}

/// Whether a text offers what is not advised.
pub(super) fn offers_not_advised(text: &str) -> bool {
    let text = spaced(text);
    NOT_ADVISED.iter().any(|words| has(&text, words))
}

/// Whether a text has to do with a refuge.
pub(super) fn is_of_a_refuge(text: &str) -> bool {
    let text = spaced(text);
    ["refuge", "refuges", "safe house", "safehouse"]
        .iter()
        .any(|word| has(&text, word))
}

/// Whether a postcode or a street stands in a text, by the rule of the directory for support of survivors.
pub(super) fn holds_an_address(text: &str, today: NaiveDate) -> bool {
    let service = Service {
        notes: Words::new(text),
        ..Service::named(ServiceKind::SurvivorSupport, Words::new("x"))
    };
    let address = ServiceFault::Address {
        column: Column::Notes,
    };
    service.faults(today).contains(&address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reassures_is_found_as_whole_words_in_any_spelling() {
        for text in [
            "This is a low risk.",
            "He is SAFE now",
            "standard, unless told otherwise",
            "Green",
            "There is no risk.",
            "not\ndangerous",
            "lower-risk families",
        ] {
            assert!(reassures(text, false), "{text}");
        }
        for text in [
            "Ring the safeguarding team.",
            "The Respect Standard counts as accredited.",
            "Follow slowly; greenhouses below.",
            "Tell her alone, safely and separately.",
        ] {
            assert!(!reassures(text, false), "{text}");
        }
    }

    #[test]
    fn a_name_may_have_such_a_word_and_says_nothing_of_a_risk() {
        assert!(!reassures("Safe Steps, Green Lanes", true));
        assert!(reassures("Low risk team", true));
        assert!(reassures("No risk", true));
    }

    #[test]
    fn a_street_is_found_whatever_kind_of_text_it_stands_in() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        assert!(holds_an_address("behind 12 Elm Street", today));
        assert!(holds_an_address("AB1 2DE", today));
        assert!(!holds_an_address("rings back within a day", today));
    }
}
