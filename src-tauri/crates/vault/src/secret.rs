//! Keys as types of their own: wiped on drop, never printed, never compared by accident.

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The system gave no random numbers. Nothing secret can be made without them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the system gave no random numbers")]
pub struct RandomFailed;

/// Fresh bytes from the system.
pub(crate) fn make_random<const N: usize>() -> Result<[u8; N], RandomFailed> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| RandomFailed)?;
    Ok(bytes)
}

/// A 256-bit key for one purpose.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct Key([u8; 32]);

impl Key {
    /// A fresh random key.
    pub(crate) fn make_random() -> Result<Self, RandomFailed> {
        let bytes = Zeroizing::new(make_random::<32>()?);
        Ok(Self(*bytes))
    }

    /// An empty key for a derivation to fill.
    pub(crate) fn zeroed() -> Self {
        Self([0; 32])
    }

    /// The key that HKDF-SHA-256 gives for a label. `salt` may be empty.
    pub(crate) fn derive(secret: &[u8], salt: &[u8], label: &str) -> Self {
        let mut key = Self::zeroed();
        Hkdf::<Sha256>::new(Some(salt), secret)
            .expand(label.as_bytes(), &mut key.0)
            .expect("HKDF-SHA-256 gives up to 8160 bytes and 32 are asked for");
        key
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn bytes_mut(&mut self) -> &mut [u8; 32] {
        &mut self.0
    }
}

/// The key that everything else is derived from. It is never used for anything but deriving.
pub(crate) struct MasterKey(pub(crate) Key);

impl MasterKey {
    /// The raw key of the database.
    pub(crate) fn derive_database_key(&self) -> Key {
        Key::derive(self.0.bytes(), &[], "waymark database 1")
    }

    /// The key that proves that `vault.keys` was written by somebody who had the vault open.
    pub(crate) fn derive_head_key(&self) -> Key {
        Key::derive(self.0.bytes(), &[], "waymark head 1")
    }
}

impl MasterKey {
    /// The key that proves that a backup's header was written by somebody who had the vault open.
    pub(crate) fn derive_backup_key(&self) -> Key {
        Key::derive(self.0.bytes(), &[], "waymark backup 1")
    }
}

/// HMAC-SHA-256.
pub(crate) fn hmac(key: &[u8]) -> Hmac<Sha256> {
    <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length")
}

/// HMAC-SHA-256 over one piece.
pub(crate) fn hmac_of(key: &[u8], data: &[u8]) -> [u8; 32] {
    let mut mac = hmac(key);
    mac.update(data);
    mac.finalize().into_bytes().into()
}

/// Bytes as lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// Lower-case hex as bytes; anything else, upper case too, is `None`.
pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let value = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = (value(pair[0])? << 4) | value(pair[1])?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_goes_there_and_back_and_upper_case_is_not_hex() {
        assert_eq!(hex(&[0, 15, 160, 255]), "000fa0ff");
        assert_eq!(unhex::<4>("000fa0ff"), Some([0, 15, 160, 255]));
        assert_eq!(unhex::<4>("000FA0FF"), None);
        assert_eq!(unhex::<4>("000fa0f"), None);
        assert_eq!(unhex::<2>("00é0"), None);
    }

    #[test]
    fn sub_keys_differ_from_each_other_and_from_the_master_key() {
        let master = MasterKey(Key([7; 32]));
        assert_ne!(
            master.derive_database_key().bytes(),
            master.derive_head_key().bytes()
        );
        assert_ne!(master.derive_database_key().bytes(), &[7; 32]);
    }

    /// RFC 5869, test case 3 (no salt, no info), cut to 32 bytes: the output is a prefix.
    #[test]
    fn hkdf_is_the_standard_one() {
        let key = Key::derive(&[0x0b; 22], &[], "");
        assert_eq!(
            hex(key.bytes()),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
        );
    }
}
