//! The password of a file: six words that nobody chose, shown once.

use bip39::Language;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// The words of a password: six of 2048 are 66 bits. A file can be tried by anybody who has it, a thousand
/// times as cheaply as a vault, so it is never a password that somebody thought of.
const WORDS: usize = 6;

/// Six random words of the list that the vault's passphrases are made from. It cannot be printed and is
/// wiped on drop.
pub struct Password(SecretString);

impl Password {
    /// Makes one from random numbers, each of 32 bits.
    ///
    /// # Errors
    /// That of the random numbers.
    pub fn make<E>(random: &mut dyn FnMut() -> Result<u32, E>) -> Result<Self, E> {
        let list = Language::English.word_list();
        // Room for six words of at most eight letters and the spaces: nothing is left behind by growing.
        let mut text = String::with_capacity(WORDS * 9);
        for number in 0..WORDS {
            if number > 0 {
                text.push(' ');
            }
            // 2048 is a power of two, so cutting to eleven bits leaves every word equally likely.
            text.push_str(list[(random()? & 0x07ff) as usize]);
        }
        Ok(Self(SecretString::from(text)))
    }

    /// The words as they are typed: small letters, one space between two.
    pub fn words(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Password(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn from(numbers: &[u32]) -> Password {
        let mut numbers = numbers.iter().copied().cycle();
        Password::make(&mut || Ok::<_, Infallible>(numbers.next().unwrap())).unwrap()
    }

    #[test]
    fn six_words_of_the_list_one_for_each_number() {
        assert_eq!(
            from(&[0, 1, 2, 3, 2046, 2047]).words(),
            "abandon ability able about zone zoo"
        );
        // What is above eleven bits does not count, so no word is likelier than another.
        assert_eq!(
            from(&[2048, u32::MAX]).words(),
            "abandon zoo abandon zoo abandon zoo"
        );
    }

    #[test]
    fn without_random_numbers_there_is_none() {
        assert_eq!(Password::make(&mut || Err("none")).err(), Some("none"));
    }

    #[test]
    fn it_is_not_printed() {
        assert_eq!(format!("{:?}", from(&[7])), "Password(..)");
    }
}
