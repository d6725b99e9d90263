//! Passphrases: what is strong enough, one spelling for one passphrase, and a suggestion.

use crate::secret::{RandomFailed, make_random};
use bip39::Language;
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};
use zxcvbn::{Score, zxcvbn};

/// The characters that a passphrase of fewer than [`MIN_WORDS`] words needs.
const MIN_CHARACTERS: usize = 12;
/// The words that a passphrase of fewer than [`MIN_CHARACTERS`] characters needs.
const MIN_WORDS: usize = 4;
/// The words of a suggestion: six of about 2000 are more than 65 bits.
const SUGGESTED_WORDS: usize = 6;
/// Words of the list that no suggestion has: it is read out, written down and learnt, and may be seen by the
/// person. A recovery phrase has them all the same: its words are fixed by its standard.
const VIOLENT: [&str; 62] = [
    "abandon", "abuse", "acid", "afraid", "anger", "angry", "armed", "assault", "attack", "battle",
    "betray", "blade", "blame", "blood", "bomb", "bullet", "cannon", "chase", "crime", "cruel",
    "crush", "damage", "danger", "demise", "destroy", "divorce", "enemy", "evil", "execute",
    "fatal", "fury", "grief", "gun", "hammer", "harsh", "hunt", "hurt", "inflict", "injury",
    "jealous", "kick", "knife", "pistol", "punch", "razor", "rifle", "scare", "shoot", "shove",
    "siege", "slam", "spike", "strike", "suffer", "sword", "tragic", "trap", "trigger", "vicious",
    "warfare", "weapon", "whip",
];

/// Why a passphrase is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PassphraseWeak {
    /// Fewer than twelve characters and fewer than four words.
    #[error("use at least twelve characters or four words")]
    TooShort,
    /// Long enough, but made of what is tried first: common words, names, keyboard rows, dates,
    /// repetitions, the name of the app or of the vault.
    #[error("use words that do not belong together, or take the suggested passphrase")]
    TooEasy,
}

/// Whether a passphrase is strong enough for a vault of this name.
///
/// # Errors
/// [`PassphraseWeak`] says what to do about it.
pub fn check_passphrase(passphrase: &SecretString, vault_name: &str) -> Result<(), PassphraseWeak> {
    let text = normalise(passphrase);
    let words = text.split_whitespace().count();
    // White space alone is no passphrase however long it is, and at the ends it is easily lost.
    if text.trim().chars().count() < MIN_CHARACTERS && words < MIN_WORDS {
        return Err(PassphraseWeak::TooShort);
    }
    let name = vault_name.nfkc().collect::<String>().to_lowercase();
    let mut own_words = vec!["waymark", name.as_str()];
    own_words.extend(name.split_whitespace());
    let too_easy = |text: &str| zxcvbn(text, &own_words).score() < Score::Three;
    if too_easy(&text) || too_easy(&without(&text, &own_words)) {
        return Err(PassphraseWeak::TooEasy);
    }
    Ok(())
}

/// The text with every one of these words taken out, however it is spelt in capitals. A word of one
/// or two letters stands in too many others to be the reason for one.
fn without(text: &str, words: &[&str]) -> Zeroizing<String> {
    let mut left = Zeroizing::new(text.to_owned());
    for word in words.iter().filter(|word| word.chars().count() > 2) {
        let lower = Zeroizing::new(left.to_lowercase());
        if lower.contains(word) {
            left = Zeroizing::new(lower.replace(word, " "));
        }
    }
    left
}

/// Six random words, more than 65 bits, joined by spaces. None of them is about violence.
///
/// # Errors
/// [`RandomFailed`] when the system gives no random numbers.
pub fn suggest_passphrase() -> Result<SecretString, RandomFailed> {
    let mut text = String::with_capacity(SUGGESTED_WORDS * 9);
    let mut words = 0;
    while words < SUGGESTED_WORDS {
        let mut random = make_random::<2>()?;
        let word = suggested(random);
        random.zeroize();
        // One that is left out is drawn anew, so that the others stay equally likely.
        let Some(word) = word else { continue };
        if words > 0 {
            text.push(' ');
        }
        text.push_str(word);
        words += 1;
    }
    Ok(SecretString::from(text))
}

/// The word that two random bytes stand for; none when it is not suggested.
fn suggested(random: [u8; 2]) -> Option<&'static str> {
    // 2048 is a power of two, so cutting to eleven bits leaves every word equally likely.
    let word = Language::English.word_list()[usize::from(u16::from_le_bytes(random) & 0x07ff)];
    (!VIOLENT.contains(&word)).then_some(word)
}

/// The one spelling that keys are made from: NFKC, so that a passphrase typed on another keyboard
/// or system still opens the vault. Nothing is trimmed.
pub(crate) fn normalise(passphrase: &SecretString) -> Zeroizing<String> {
    let typed = passphrase.expose_secret();
    // Room for everything at once: a string that grows leaves its earlier pieces unwiped. NFKC
    // makes at most eleven times as many bytes in UTF-8.
    let mut text = Zeroizing::new(String::with_capacity(typed.len() * 11));
    text.extend(typed.nfkc());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<(), PassphraseWeak> {
        check_passphrase(&SecretString::from(text), "Anna Berry")
    }

    #[test]
    fn an_empty_or_short_passphrase_is_too_short() {
        for text in [
            "",
            "            ",
            "kR7!xq",
            "three odd words"[..11].as_ref(),
        ] {
            assert_eq!(check(text), Err(PassphraseWeak::TooShort), "{text:?}");
        }
    }

    #[test]
    fn four_short_words_are_long_enough() {
        assert_eq!(check("ox fig jaw elk"), Ok(()));
    }

    #[test]
    fn long_but_common_is_too_easy() {
        for text in [
            "passwordpassword",
            "aaaaaaaaaaaaaaaa",
            "qwertyuiop123",
            "1 2 3 4",
        ] {
            assert_eq!(check(text), Err(PassphraseWeak::TooEasy), "{text:?}");
        }
    }

    #[test]
    fn the_name_of_the_app_and_of_the_vault_add_nothing() {
        for text in ["waymarkwaymark", "anna berry 2026", "AnnaBerryWaymark"] {
            assert_eq!(check(text), Err(PassphraseWeak::TooEasy), "{text:?}");
        }
    }

    #[test]
    fn a_suggestion_is_six_words_of_the_list_and_strong_and_never_the_same() {
        let suggestion = suggest_passphrase().unwrap();
        let words: Vec<_> = suggestion.expose_secret().split(' ').collect();
        assert_eq!(words.len(), 6);
        assert!(
            words
                .iter()
                .all(|w| Language::English.find_word(w).is_some())
        );
        assert_eq!(check_passphrase(&suggestion, "Anna Berry"), Ok(()));
        let other = suggest_passphrase().unwrap();
        assert_ne!(suggestion.expose_secret(), other.expose_secret());
    }

    #[test]
    fn no_word_about_violence_is_suggested_and_all_others_are() {
        let list = Language::English.word_list();
        let offered: Vec<&str> = (0..2048_u16)
            .filter_map(|index| suggested(index.to_le_bytes()))
            .collect();
        for word in ["abuse", "assault", "attack", "gun", "knife", "weapon"] {
            assert!(list.contains(&word), "{word} is not in the list");
            assert!(!offered.contains(&word), "{word} is suggested");
        }
        // Each of those left out is a word of the list, and stands there once.
        assert_eq!(offered.len(), list.len() - VIOLENT.len());
        let bits = f64::from(u32::try_from(offered.len()).unwrap()).log2() * 6.0;
        assert!(bits > 65.0, "{bits}");
    }

    #[test]
    fn one_passphrase_in_two_spellings_of_unicode_is_one_passphrase() {
        let composed = SecretString::from("caf\u{e9} \u{fb01}sh");
        let decomposed = SecretString::from("cafe\u{301} fish");
        assert_eq!(*normalise(&composed), *normalise(&decomposed));
    }

    #[test]
    fn the_room_for_the_normal_form_is_never_outgrown() {
        // U+FDFA grows most of all characters under NFKC: 3 bytes to 33.
        let typed = SecretString::from("\u{fdfa}".repeat(20));
        let text = normalise(&typed);
        assert_eq!(text.len(), 20 * 33);
        assert!(text.capacity() >= text.len());
        assert_eq!(text.capacity(), 20 * 3 * 11);
    }
}
