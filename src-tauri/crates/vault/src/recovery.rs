//! The recovery phrase: 24 words of the BIP-39 English list over 256 bits of fresh entropy. It is
//! the only way in when the passphrase is forgotten.

use crate::error::StorageError;
use crate::secret::{Key, RandomFailed};
use bip39::{Language, Mnemonic};
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The words of a phrase.
const WORDS: usize = 24;

/// Why a recovery phrase was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PhraseError {
    /// A phrase has 24 words.
    #[error("a recovery phrase has 24 words, this has {found}")]
    WrongCount {
        /// How many were typed.
        found: usize,
    },
    /// A word is not in the list: it is mistyped.
    #[error("word {position} is not in the list")]
    UnknownWord {
        /// Which, counted from 1.
        position: usize,
    },
    /// All words are in the list, yet together they are no phrase: a word is mistyped as another
    /// one, or two are out of order.
    #[error("a word is mistyped or out of order")]
    Checksum,
    /// It is a phrase, but not this vault's, or not the newest.
    #[error("this is not the recovery phrase of the vault")]
    NotThisVault,
    /// That it was typed back could not be written down.
    #[error("the vault could not be written")]
    Storage(#[source] StorageError),
}

/// A vault's recovery phrase, to be shown once and typed back. Wiped on drop; it cannot be printed.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct RecoveryPhrase(String);

impl RecoveryPhrase {
    /// The 24 words in their order.
    pub fn words(&self) -> Vec<&str> {
        self.0.split(' ').collect()
    }

    fn from_entropy(entropy: &Entropy) -> Self {
        let mnemonic = Mnemonic::from_entropy_in(Language::English, entropy.0.bytes())
            .expect("256 bits are one of the sizes that a phrase is made from");
        // Room for 24 words of at most eight letters and the spaces: nothing is left behind by
        // growing.
        let mut text = String::with_capacity(WORDS * 9);
        for word in mnemonic.words() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        Self(text)
    }
}

/// What a phrase stands for.
pub(crate) struct Entropy(Key);

impl Entropy {
    /// A fresh phrase.
    pub(crate) fn make_random() -> Result<(Self, RecoveryPhrase), RandomFailed> {
        let entropy = Self(Key::make_random()?);
        let phrase = RecoveryPhrase::from_entropy(&entropy);
        Ok((entropy, phrase))
    }

    /// Reads a typed phrase. Capitals, any white space and any Unicode spelling are taken.
    pub(crate) fn parse(typed: &SecretString) -> Result<Self, PhraseError> {
        let typed = typed.expose_secret();
        // As in `passphrase::normalise`, room for everything at once. NFKD makes at most eleven
        // times as many bytes, lower case at most one and a half times as many.
        let mut text = Zeroizing::new(String::with_capacity(typed.len() * 17));
        text.extend(typed.nfkd().flat_map(char::to_lowercase));
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.len() != WORDS {
            return Err(PhraseError::WrongCount { found: words.len() });
        }
        if let Some(index) = words
            .iter()
            .position(|word| Language::English.find_word(word).is_none())
        {
            return Err(PhraseError::UnknownWord {
                position: index + 1,
            });
        }
        let joined = Zeroizing::new(words.join(" "));
        let mnemonic = Mnemonic::parse_in_normalized(Language::English, &joined)
            .map_err(|_| PhraseError::Checksum)?;
        let (mut bytes, length) = mnemonic.to_entropy_array();
        let mut key = Key::zeroed();
        debug_assert_eq!(length, 32, "24 words are 256 bits");
        key.bytes_mut().copy_from_slice(&bytes[..32]);
        bytes.zeroize();
        Ok(Self(key))
    }

    /// The key that wraps the master key in the recovery slot.
    pub(crate) fn derive_wrapping_key(&self, salt: &[u8]) -> Key {
        Key::derive(self.0.bytes(), salt, "waymark recovery 1")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABANDON: &str = "abandon abandon abandon abandon abandon abandon abandon abandon \
        abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon \
        abandon abandon abandon abandon art";

    fn parse(text: &str) -> Result<[u8; 32], PhraseError> {
        Entropy::parse(&SecretString::from(text)).map(|entropy| *entropy.0.bytes())
    }

    /// BIP-39's own vectors for 256 bits.
    #[test]
    fn phrases_are_the_standard_ones() {
        let vectors = [
            ([0; 32], ABANDON.to_owned()),
            ([0xff; 32], format!("{}vote", "zoo ".repeat(23))),
        ];
        for (entropy, phrase) in vectors {
            let mut key = Key::zeroed();
            *key.bytes_mut() = entropy;
            assert_eq!(
                RecoveryPhrase::from_entropy(&Entropy(key)).words(),
                phrase.split(' ').collect::<Vec<_>>()
            );
            assert_eq!(parse(&phrase), Ok(entropy));
        }
    }

    #[test]
    fn capitals_line_breaks_and_wide_letters_are_taken() {
        let typed = format!("\n {}\t", ABANDON.to_uppercase().replace(' ', " \r\n"));
        assert_eq!(parse(&typed), Ok([0; 32]));
        let wide = ABANDON.replace("art", "\u{ff41}\u{ff52}\u{ff54}");
        assert_eq!(parse(&wide), Ok([0; 32]));
    }

    #[test]
    fn the_error_says_how_many_words_and_which_word() {
        let words: Vec<_> = ABANDON.split_whitespace().collect();
        assert_eq!(
            parse(&words[1..].join(" ")),
            Err(PhraseError::WrongCount { found: 23 })
        );
        assert_eq!(parse(""), Err(PhraseError::WrongCount { found: 0 }));
        let mut mistyped = words.clone();
        mistyped[6] = "abandom";
        assert_eq!(
            parse(&mistyped.join(" ")),
            Err(PhraseError::UnknownWord { position: 7 })
        );
        let mut swapped = words;
        swapped.swap(0, 23);
        assert_eq!(parse(&swapped.join(" ")), Err(PhraseError::Checksum));
    }

    #[test]
    fn two_phrases_are_never_the_same() {
        let (_, one) = Entropy::make_random().unwrap();
        let (_, other) = Entropy::make_random().unwrap();
        assert_eq!(one.words().len(), 24);
        assert_ne!(one.words(), other.words());
    }
}
