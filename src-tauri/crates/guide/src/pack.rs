//! Content packs: what an organisation adds to the guide, in one signed file. Its policy, its safeguarding
//! leads, its local services, and law cards that were checked again.
//!
//! # The file
//!
//! ```text
//! WAYPACK\n          8 bytes
//! format             2 bytes, big endian: 1
//! public key         32 bytes, Ed25519
//! length             4 bytes, big endian: of the content
//! content            that many bytes of TOML in UTF-8 (`assets/packs/example.toml`)
//! signature          64 bytes, Ed25519, over every byte before it
//! ```
//!
//! The bytes that were signed are the bytes that are parsed; nothing is written again before it is checked.
//! There is no archive, no name of a path and nothing after the signature. A file says by its key who
//! signed it, not that this somebody can be trusted: [`standing`] compares the key with the one that the
//! practitioner has confirmed, and its organisation and serial with what was loaded before.
//!
//! # What a pack can not do
//!
//! It has no way to name the checklist, indicators, urgent texts, questions, outcomes or rules. It may
//! correct a law card that the guide has, and never one that must not be mentioned into one that may
//! ([`content`]).
//!
//! Deliberately not here: signing (`packing`), and keeping (the vault).

pub mod content;
mod rules;
mod wording;

pub use content::{Content, LawUpdate, Lead, LocalService, Policy};

use crate::Guide;
use chrono::NaiveDate;
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;
use thiserror::Error;

/// How every pack begins.
pub const MAGIC: [u8; 8] = *b"WAYPACK\n";
/// The format that is written and read.
pub const FORMAT: u16 = 1;
/// How many bytes a pack has at most.
pub const LARGEST: usize = 512 * 1024;

const KEY: usize = 32;
const SIGNATURE: usize = 64;

/// What is wrong with a pack. A closed list: the screens have words for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PackFault {
    /// It is larger than any pack.
    TooLarge,
    /// It does not begin as a pack does.
    NotAPack,
    /// It is of a format that is newer than this program.
    Newer,
    /// It ends too early.
    Cut,
    /// It ends where the signature should begin, or the signature is blank.
    Unsigned,
    /// Something stands behind its signature.
    TooMuch,
    /// Its key is none, or one with which anybody can sign.
    KeyWeak,
    /// The signature is not of this content with this key.
    SignatureWrong,
    /// Its content is no text.
    NotText,
    /// Its content does not read.
    Unreadable,
    /// It has a field that a pack has not.
    FieldUnknown,
    /// It tries to change what no pack may: the checklist, a rule, an urgent text, a question.
    Forbidden,
    /// A field that is needed is missing or blank.
    FieldMissing,
    /// Nothing says where a law card or a service was checked.
    SourceMissing,
    /// It holds nothing.
    Empty,
    /// A text is too long, or there are too many of something.
    TooLong,
    /// A character that no text of a pack has: a control, or one that turns or hides text.
    Characters,
    /// Two things have the same id, or a law card stands twice.
    IdTwice,
    /// An id is not written as ids are.
    IdWrong,
    /// A law card that the guide does not have.
    LawUnknown,
    /// A nation that there is not, or another one than the card's.
    NationWrong,
    /// A day that does not exist.
    DayWrong,
    /// It was checked or made on a day that is still to come.
    DayInFuture,
    /// The day of the next check does not follow within a year of the last one.
    CheckAgainWrong,
    /// A card that must never be mentioned to the person would be one that may.
    NeverSayRemoved,
    /// Words that reassure.
    Reassures,
    /// A service that is not advised stands there as if it were.
    NotAdvised,
    /// Where a refuge or a victim could be found.
    Address,
    /// A phone number that is none.
    PhoneWrong,
}

/// Why a pack is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{fault:?}{}{place}", if .place.is_empty() { "" } else { ": " })]
pub struct PackError {
    /// What is wrong.
    pub fault: PackFault,
    /// Where, for whoever made it. It may hold words of the pack: never for a screen of the app.
    pub place: String,
}

impl PackError {
    fn new(fault: PackFault, place: impl Into<String>) -> Self {
        Self {
            fault,
            place: place.into(),
        }
    }
}

impl From<PackFault> for PackError {
    fn from(fault: PackFault) -> Self {
        Self::new(fault, "")
    }
}

/// The public key of whoever signs packs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackKey([u8; KEY]);

/// How many groups of four letters and digits a key is read out in.
const GROUPS: usize = 6;
/// Crockford's base32: no letter that is read as a digit.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl PackKey {
    /// A key from its bytes.
    pub fn new(bytes: [u8; KEY]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8; KEY] {
        &self.0
    }

    /// A key from hexadecimal, as [`fmt::Display`] writes it; none when it is not.
    pub fn from_hex(text: &str) -> Option<Self> {
        bytes_of(text).map(Self)
    }

    /// What people read out and type: six groups of four, 120 bits of the key's digest. Enough that nobody
    /// makes another key with the same.
    pub fn fingerprint(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(b"waymark content pack key\0");
        digest.update(self.0);
        let digest = digest.finalize();
        let mut groups = vec![String::new(); GROUPS];
        for place in 0..GROUPS * 4 {
            let bit = place * 5;
            let two = u16::from_be_bytes([digest[bit / 8], digest[bit / 8 + 1]]);
            let five = (two >> (11 - bit % 8)) & 31;
            groups[place / 4].push(char::from(DIGITS[usize::from(five)]));
        }
        groups.join("-")
    }

    /// Whether this is the key that somebody typed, whatever their spaces, dashes and capitals; O is read
    /// as 0, I and L as 1.
    pub fn is_typed(&self, typed: &str) -> bool {
        let plain = |text: &str| -> String {
            text.chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|letter| match letter.to_ascii_uppercase() {
                    'O' => '0',
                    'I' | 'L' => '1',
                    other => other,
                })
                .collect()
        };
        plain(typed) == plain(&self.fingerprint())
    }
}

impl fmt::Display for PackKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A pack whose signature is that of its key and whose content may be loaded. Nothing says yet that the key
/// is anybody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Who signed it.
    pub key: PackKey,
    /// What it holds.
    pub content: Content,
    /// The content as it was signed.
    pub text: String,
    /// SHA-256 over the whole file, in hexadecimal.
    pub digest: String,
}

/// The part of a pack that is signed. `content` has no more than [`LARGEST`] bytes.
pub fn signed_part(content: &[u8], key: &PackKey) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
    [
        &MAGIC[..],
        &FORMAT.to_be_bytes(),
        &key.0,
        &length.to_be_bytes(),
        content,
    ]
    .concat()
}

/// Reads a pack: format, signature, text, content, in this order, so that nothing of a file is looked at
/// more closely than whoever signed it is known. `today` is in London.
///
/// # Errors
/// [`PackError`]: the first thing that is wrong.
pub fn read(bytes: &[u8], guide: &Guide, today: NaiveDate) -> Result<Signed, PackError> {
    let (key, content) = verified(bytes)?;
    let text = std::str::from_utf8(content).map_err(|_| PackFault::NotText)?;
    let parsed = Content::parse(text)?;
    parsed.check(guide, today)?;
    Ok(Signed {
        key,
        content: parsed,
        text: text.to_owned(),
        digest: hex(&Sha256::digest(bytes)),
    })
}

/// The key and the content of a file that is a pack, signed with that key.
fn verified(bytes: &[u8]) -> Result<(PackKey, &[u8]), PackFault> {
    if bytes.len() > LARGEST {
        return Err(PackFault::TooLarge);
    }
    let Some(rest) = bytes.strip_prefix(&MAGIC) else {
        let begins = !bytes.is_empty() && MAGIC.starts_with(bytes);
        return Err(if begins {
            PackFault::Cut
        } else {
            PackFault::NotAPack
        });
    };
    let (format, rest) = rest.split_first_chunk().ok_or(PackFault::Cut)?;
    match u16::from_be_bytes(*format) {
        0 => return Err(PackFault::NotAPack),
        FORMAT => {}
        _ => return Err(PackFault::Newer),
    }
    let (key, rest) = rest.split_first_chunk::<KEY>().ok_or(PackFault::Cut)?;
    let (length, rest) = rest.split_first_chunk().ok_or(PackFault::Cut)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| PackFault::Cut)?;
    let (content, rest) = rest.split_at_checked(length).ok_or(PackFault::Cut)?;
    if rest.is_empty() {
        return Err(PackFault::Unsigned);
    }
    let (signature, rest) = rest
        .split_first_chunk::<SIGNATURE>()
        .ok_or(PackFault::Cut)?;
    if !rest.is_empty() {
        return Err(PackFault::TooMuch);
    }
    if *signature == [0; SIGNATURE] {
        return Err(PackFault::Unsigned);
    }
    let checks = VerifyingKey::from_bytes(key).map_err(|_| PackFault::KeyWeak)?;
    if checks.is_weak() {
        return Err(PackFault::KeyWeak);
    }
    // Strict: one file has one signature that is good, and a key of small order signs nothing.
    let signed = &bytes[..bytes.len() - SIGNATURE];
    checks
        .verify_strict(signed, &Signature::from_bytes(signature))
        .map_err(|_| PackFault::SignatureWrong)?;
    Ok((PackKey(*key), content))
}

/// What a vault remembers of the packs that it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trusted {
    /// The key that the practitioner confirmed.
    pub key: PackKey,
    /// Whose it is, as its first pack said.
    pub organisation: String,
    /// The serial of the newest pack that was loaded.
    pub serial: u32,
    /// The digest of that one.
    pub digest: String,
}

/// How a pack stands to what a vault remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No key was ever confirmed.
    First,
    /// Of the confirmed key, and newer than what was loaded before, or the very same file.
    Known,
}

/// Why a pack does not follow on what was loaded before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Error)]
pub enum StandingFault {
    /// Another key than the confirmed one.
    #[error("the pack is signed with another key than the confirmed one")]
    Foreign,
    /// The confirmed key, and another organisation.
    #[error("the pack is of another organisation")]
    OtherOrganisation,
    /// A lower serial than the one that was loaded.
    #[error("the pack is older than the one that was loaded")]
    Older,
    /// The serial that was loaded, with other content.
    #[error("two packs have the same serial")]
    SameSerial,
}

/// Compares a pack with what the vault remembers, which stays also when a pack was removed: an older one
/// must not come back by that way.
///
/// # Errors
/// [`StandingFault`].
pub fn standing(pack: &Signed, trusted: Option<&Trusted>) -> Result<Standing, StandingFault> {
    let Some(trusted) = trusted else {
        return Ok(Standing::First);
    };
    if trusted.key != pack.key {
        return Err(StandingFault::Foreign);
    }
    if trusted.organisation != pack.content.organisation {
        return Err(StandingFault::OtherOrganisation);
    }
    if pack.content.serial < trusted.serial {
        return Err(StandingFault::Older);
    }
    if pack.content.serial == trusted.serial && pack.digest != trusted.digest {
        return Err(StandingFault::SameSerial);
    }
    Ok(Standing::Known)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes_of<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let pair = std::str::from_utf8(pair).ok()?;
        // `from_str_radix` reads "+f" as well.
        if !pair.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_known_by_what_somebody_typed_of_it_and_by_nothing_less() {
        let key = PackKey::new([7; KEY]);
        let shown = key.fingerprint();
        assert_eq!(shown.len(), 29, "{shown}");
        assert_eq!(shown.split('-').count(), GROUPS);
        for typed in [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace('-', " "),
            format!("  {}  ", shown.replace('-', "")),
            shown.replace('0', "o").replace('1', "l"),
        ] {
            assert!(key.is_typed(&typed), "{typed}");
        }
        for other in ["", "-", &shown[..24], &format!("{shown}0"), "yes"] {
            assert!(!key.is_typed(other), "{other}");
        }
        assert!(!PackKey::new([8; KEY]).is_typed(&shown));
    }

    #[test]
    fn a_key_reads_back_from_hexadecimal() {
        let key = PackKey::new([0xA5; KEY]);
        assert_eq!(PackKey::from_hex(&key.to_string()), Some(key));
        assert_eq!(PackKey::from_hex(""), None);
        assert_eq!(PackKey::from_hex(&"+a".repeat(KEY)), None);
    }
}
