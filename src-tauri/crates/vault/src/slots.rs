//! `vault.keys`: the master key, wrapped once by the passphrase and once by the recovery phrase.
//!
//! Three lines of text: `waymark-keys 2`, one line of JSON, `sha256:` over the two lines before. A
//! damaged file is known by the checksum; a wrong passphrase is an unwrapping that fails in a file
//! that is not damaged. Everything that a slot was made with is bound to it as associated data.

use crate::error::UnlockError;
use crate::ledger::Head;
use crate::passphrase::normalise;
use crate::recovery::Entropy;
use crate::secret::{Key, MasterKey, RandomFailed, hex, hmac, make_random, unhex};
use crate::vault::FIRST_OPENING;
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use chrono::{DateTime, Utc};
use hmac::Mac;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::time::Duration;
use thiserror::Error;
use zeroize::Zeroizing;

/// What key derivation costs: Argon2id's memory in KiB, passes and lanes. Always within what is
/// allowed, 64 MiB / 3 / 1 to 1 GiB / 10 / 16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KdfCost {
    m_kib: u32,
    t: u32,
    p: u32,
}

/// The cost is outside what is allowed: too little to protect, or too much for a laptop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the cost of key derivation is outside what is allowed")]
pub struct KdfOutOfRange;

impl KdfCost {
    /// The cost of new vaults: 256 MiB, three passes, four lanes; about a second on a laptop.
    pub const fn standard() -> Self {
        Self {
            m_kib: 256 * 1024,
            t: 3,
            p: 4,
        }
    }

    /// What takes about as long as `target` on this laptop, and no less than the floor.
    ///
    /// `measure` says how long one derivation of a cost takes; it is called once, with
    /// [`KdfCost::standard`]. A quick laptop makes more passes, a slow one takes less memory: time
    /// grows with both.
    pub fn calibrated(target: Duration, measure: impl FnOnce(Self) -> Duration) -> Self {
        let standard = Self::standard();
        let took = measure(standard).as_micros().max(1);
        let target = target.as_micros();
        let (m, t) = if took <= target {
            let passes = u128::from(standard.t) * target / took;
            (standard.m_kib, passes.clamp(3, 10))
        } else {
            // Whole MiB, so that every lane gets the same.
            let mib = u128::from(standard.m_kib / 1024) * target / took;
            let mib = u32::try_from(mib.clamp(64, 256)).unwrap_or(256);
            (mib * 1024, u128::from(standard.t))
        };
        Self {
            m_kib: m,
            t: u32::try_from(t).unwrap_or(standard.t),
            p: standard.p,
        }
    }

    /// One derivation at this cost whose result is thrown away, to see how long it takes.
    pub fn spend(self) {
        drop(derive_from_passphrase(
            &SecretString::from("how long"),
            &[0; 16],
            self,
        ));
    }

    /// MiB of memory times passes: what the time of a derivation grows with.
    pub fn mib_passes(self) -> u64 {
        u64::from(self.m_kib / 1024) * u64::from(self.t)
    }

    /// The least that is accepted: 64 MiB, three passes, one lane.
    pub const fn floor() -> Self {
        Self {
            m_kib: 64 * 1024,
            t: 3,
            p: 1,
        }
    }

    /// A cost of `m_kib` KiB of memory, `t` passes and `p` lanes. Allocates nothing.
    ///
    /// # Errors
    /// [`KdfOutOfRange`] when one of them is below the floor or above the ceiling.
    pub const fn new(m_kib: u32, t: u32, p: u32) -> Result<Self, KdfOutOfRange> {
        let memory = 64 * 1024 <= m_kib && m_kib <= 1024 * 1024;
        let passes = 3 <= t && t <= 10;
        let lanes = 1 <= p && p <= 16;
        if memory && passes && lanes {
            Ok(Self { m_kib, t, p })
        } else {
            Err(KdfOutOfRange)
        }
    }
}

/// The first line, without the number of the format's version.
const MAGIC: &str = "waymark-keys ";
/// The version that this program writes. It reads the one before as well, which did not say in what
/// state the files were left.
const VERSION: u32 = 2;
/// Bound to every slot; it has not changed with the file's version.
const SLOT_VERSION: u32 = 1;

/// Everything in `vault.keys`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyFile {
    /// Which version it is written in.
    #[serde(skip)]
    version: u32,
    /// Whether it was read from the copy of the generation before, because the file is not there or
    /// does not read.
    #[serde(skip)]
    pub(crate) from_previous: bool,
    /// Random, so that a slot of one vault does not fit another.
    vault: String,
    /// The name that the practitioner gave it.
    pub(crate) name: String,
    created_at: DateTime<Utc>,
    /// Grows with every change of the file.
    generation: u64,
    passphrase: PassphraseSlot,
    recovery: RecoverySlot,
    head: HeadMark,
    /// How the files were left; none in version 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    state: Option<FilesState>,
}

/// In what state the database was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum FilesState {
    /// It is being written, or was when the power went: what stands in it can only be checked by what
    /// is in it, and against `vault.mark`.
    Open {
        /// The generation of this file when it was opened: tells one opening from every other.
        since: u64,
    },
    /// It was closed tidily and is, to the byte, the file with this digest. Nothing stands beside it.
    Closed {
        /// As [`crate::files::digest`] gives it.
        digest: String,
    },
}

/// The master key under the passphrase. Binary values are hex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PassphraseSlot {
    m_kib: u32,
    t: u32,
    p: u32,
    salt: String,
    nonce: String,
    wrapped: String,
}

/// The master key under the recovery phrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecoverySlot {
    salt: String,
    nonce: String,
    wrapped: String,
}

/// How far the ledger had come when the file was written, so that an older database put in its
/// place is noticed; and whether the recovery phrase was typed back. Under a key of the vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadMark {
    seq: u64,
    hash: String,
    recovery_confirmed: bool,
    tag: String,
}

/// What a slot's master key was not unwrapped for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WrongKey;

impl KeyFile {
    /// A new file with both slots filled.
    pub(crate) fn make(
        name: &str,
        passphrase: &SecretString,
        cost: KdfCost,
        entropy: &Entropy,
        master: &MasterKey,
        at: DateTime<Utc>,
    ) -> Result<Self, RandomFailed> {
        let vault = hex(&make_random::<16>()?);
        let mut file = Self {
            version: VERSION,
            from_previous: false,
            passphrase: PassphraseSlot::wrap(&vault, passphrase, cost, master)?,
            recovery: RecoverySlot::wrap(&vault, entropy, master)?,
            vault,
            name: name.to_owned(),
            created_at: at,
            generation: 1,
            head: HeadMark {
                seq: 0,
                hash: String::new(),
                recovery_confirmed: false,
                tag: String::new(),
            },
            state: None,
        };
        file.note(
            &Head::EMPTY,
            false,
            FilesState::Open {
                since: FIRST_OPENING,
            },
            master,
        );
        Ok(file)
    }

    /// The file as text.
    pub(crate) fn to_text(&self) -> String {
        let json =
            serde_json::to_string(self).expect("a struct of texts and numbers always becomes JSON");
        let body = format!("{MAGIC}{}\n{json}\n", self.version);
        let sum = hex(&Sha256::digest(body.as_bytes()));
        format!("{body}sha256:{sum}\n")
    }

    /// Reads the file.
    ///
    /// # Errors
    /// `NewerVersion` or `KeysDamaged`.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, UnlockError> {
        let text = std::str::from_utf8(bytes).map_err(|_| UnlockError::KeysDamaged)?;
        let (first, _) = text.split_once('\n').ok_or(UnlockError::KeysDamaged)?;
        let version: u32 = first
            .strip_prefix(MAGIC)
            .and_then(|version| version.parse().ok())
            .ok_or(UnlockError::KeysDamaged)?;
        if version > VERSION {
            // Its checksum is not looked at: what a later version writes is not ours to judge.
            return Err(UnlockError::NewerVersion);
        }
        let json = text.lines().nth(1).ok_or(UnlockError::KeysDamaged)?;
        let mut file: Self = serde_json::from_str(json).map_err(|_| UnlockError::KeysDamaged)?;
        file.version = version;
        if (version == 1) == file.state.is_some() {
            return Err(UnlockError::KeysDamaged);
        }
        // Writing it again must give the very same bytes: nothing may hide in white space, in a
        // second spelling of a number, or in the checksum's own letters.
        if file.to_text() == text {
            Ok(file)
        } else {
            Err(UnlockError::KeysDamaged)
        }
    }

    /// Opens the passphrase's slot.
    ///
    /// # Errors
    /// `KdfOutOfRange` before anything is allocated, or `WrongPassphrase`.
    pub(crate) fn unwrap_with_passphrase(
        &self,
        passphrase: &SecretString,
    ) -> Result<MasterKey, UnlockError> {
        let slot = &self.passphrase;
        let cost =
            KdfCost::new(slot.m_kib, slot.t, slot.p).map_err(|_| UnlockError::KdfOutOfRange)?;
        let salt = unhex::<16>(&slot.salt).ok_or(UnlockError::KeysDamaged)?;
        let key = derive_from_passphrase(passphrase, &salt, cost);
        let header = slot.header(&self.vault);
        unwrap(&key, &slot.nonce, &slot.wrapped, &header).map_err(|_| UnlockError::WrongPassphrase)
    }

    /// Opens the recovery phrase's slot.
    pub(crate) fn unwrap_with_recovery(&self, entropy: &Entropy) -> Result<MasterKey, WrongKey> {
        let slot = &self.recovery;
        let salt = unhex::<16>(&slot.salt).ok_or(WrongKey)?;
        let key = entropy.derive_wrapping_key(&salt);
        unwrap(&key, &slot.nonce, &slot.wrapped, &slot.header(&self.vault))
    }

    /// Fills the passphrase's slot anew. The other slot stays as it is.
    pub(crate) fn set_passphrase(
        &mut self,
        passphrase: &SecretString,
        cost: KdfCost,
        master: &MasterKey,
    ) -> Result<(), RandomFailed> {
        self.passphrase = PassphraseSlot::wrap(&self.vault, passphrase, cost, master)?;
        self.generation += 1;
        self.sign(master);
        Ok(())
    }

    /// Fills the recovery phrase's slot anew; the new phrase was not typed back yet.
    pub(crate) fn set_recovery(
        &mut self,
        entropy: &Entropy,
        master: &MasterKey,
    ) -> Result<(), RandomFailed> {
        self.recovery = RecoverySlot::wrap(&self.vault, entropy, master)?;
        self.head.recovery_confirmed = false;
        self.generation += 1;
        self.sign(master);
        Ok(())
    }

    /// The recovery phrase was typed back.
    pub(crate) fn confirm_recovery(&mut self, master: &MasterKey) {
        self.head.recovery_confirmed = true;
        self.generation += 1;
        self.sign(master);
    }

    /// Notes how far the ledger has come and how the files are left.
    pub(crate) fn note(
        &mut self,
        head: &Head,
        recovery_confirmed: bool,
        state: FilesState,
        master: &MasterKey,
    ) {
        self.version = VERSION;
        self.from_previous = false;
        self.generation += 1;
        self.head = HeadMark {
            seq: head.seq,
            hash: hex(&head.hash),
            recovery_confirmed,
            tag: String::new(),
        };
        self.state = Some(state);
        self.sign(master);
    }

    /// Proves that the file was written by somebody who had the vault open.
    fn sign(&mut self, master: &MasterKey) {
        self.head.tag = self.tag(master).unwrap_or_default();
    }

    /// The tag that belongs here: over everything else in the file, so that neither an older slot nor
    /// another name can be put into it; in version 1 over the note of the head alone.
    fn tag(&self, master: &MasterKey) -> Option<String> {
        let mut mac = hmac(master.derive_head_key().bytes());
        if self.version == 1 {
            mac.update(&framed(&[
                self.vault.as_bytes(),
                &self.head.seq.to_be_bytes(),
                &unhex::<32>(&self.head.hash)?,
                &[u8::from(self.head.recovery_confirmed)],
            ]));
        } else {
            let mut bare = self.clone();
            bare.head.tag.clear();
            mac.update(&framed(&[b"keys", bare.to_text().as_bytes()]));
        }
        let tag: [u8; 32] = mac.finalize().into_bytes().into();
        Some(hex(&tag))
    }

    /// The head that was noted; none when the file was not written with this vault's key.
    pub(crate) fn marked_head(&self, master: &MasterKey) -> Option<Head> {
        if self.tag(master)? != self.head.tag {
            return None;
        }
        Some(Head {
            seq: self.head.seq,
            hash: unhex(&self.head.hash)?,
        })
    }

    /// How the files were left, if it says so.
    pub(crate) fn state(&self) -> Option<&FilesState> {
        self.state.as_ref()
    }

    /// Grows with every change of the file.
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    /// Tells this vault from every other.
    pub(crate) fn vault(&self) -> &str {
        &self.vault
    }

    /// Whether the recovery phrase was typed back.
    pub(crate) fn recovery_confirmed(&self) -> bool {
        self.head.recovery_confirmed
    }

    /// The cost that the passphrase's slot was made with.
    pub(crate) fn cost(&self) -> Result<KdfCost, KdfOutOfRange> {
        KdfCost::new(self.passphrase.m_kib, self.passphrase.t, self.passphrase.p)
    }
}

impl PassphraseSlot {
    fn wrap(
        vault: &str,
        passphrase: &SecretString,
        cost: KdfCost,
        master: &MasterKey,
    ) -> Result<Self, RandomFailed> {
        let salt = make_random::<16>()?;
        let mut slot = Self {
            m_kib: cost.m_kib,
            t: cost.t,
            p: cost.p,
            salt: hex(&salt),
            nonce: hex(&make_random::<24>()?),
            wrapped: String::new(),
        };
        let key = derive_from_passphrase(passphrase, &salt, cost);
        slot.wrapped = wrap(&key, &slot.nonce, master, &slot.header(vault));
        Ok(slot)
    }

    fn header(&self, vault: &str) -> Vec<u8> {
        framed(&[
            &SLOT_VERSION.to_be_bytes(),
            vault.as_bytes(),
            b"passphrase",
            &self.m_kib.to_be_bytes(),
            &self.t.to_be_bytes(),
            &self.p.to_be_bytes(),
            self.salt.as_bytes(),
            self.nonce.as_bytes(),
        ])
    }
}

impl RecoverySlot {
    fn wrap(vault: &str, entropy: &Entropy, master: &MasterKey) -> Result<Self, RandomFailed> {
        let salt = make_random::<16>()?;
        let mut slot = Self {
            salt: hex(&salt),
            nonce: hex(&make_random::<24>()?),
            wrapped: String::new(),
        };
        let key = entropy.derive_wrapping_key(&salt);
        slot.wrapped = wrap(&key, &slot.nonce, master, &slot.header(vault));
        Ok(slot)
    }

    fn header(&self, vault: &str) -> Vec<u8> {
        framed(&[
            &SLOT_VERSION.to_be_bytes(),
            vault.as_bytes(),
            b"recovery",
            self.salt.as_bytes(),
            self.nonce.as_bytes(),
        ])
    }
}

/// Pieces one after another, each behind its length, so that no two lists look the same.
pub(crate) fn framed(pieces: &[&[u8]]) -> Vec<u8> {
    let mut all = Vec::with_capacity(pieces.iter().map(|piece| piece.len() + 8).sum());
    for piece in pieces {
        all.extend_from_slice(&(piece.len() as u64).to_be_bytes());
        all.extend_from_slice(piece);
    }
    all
}

fn derive_from_passphrase(passphrase: &SecretString, salt: &[u8], cost: KdfCost) -> Key {
    let params = Params::new(cost.m_kib, cost.t, cost.p, Some(32))
        .expect("a cost between floor and ceiling is one that Argon2 takes");
    let mut key = Key::zeroed();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(normalise(passphrase).as_bytes(), salt, key.bytes_mut())
        .expect("salt and output have lengths that Argon2 takes");
    key
}

fn wrap(key: &Key, nonce: &str, master: &MasterKey, header: &[u8]) -> String {
    let nonce = unhex::<24>(nonce).expect("the nonce was made as 24 bytes just now");
    let payload = Payload {
        msg: master.0.bytes(),
        aad: header,
    };
    let wrapped = XChaCha20Poly1305::new(key.bytes().into())
        .encrypt(&XNonce::from(nonce), payload)
        .expect("32 bytes are far below the limit of the cipher");
    hex(&wrapped)
}

fn unwrap(key: &Key, nonce: &str, wrapped: &str, header: &[u8]) -> Result<MasterKey, WrongKey> {
    let nonce = unhex::<24>(nonce).ok_or(WrongKey)?;
    let wrapped = unhex::<48>(wrapped).ok_or(WrongKey)?;
    let payload = Payload {
        msg: &wrapped,
        aad: header,
    };
    let bytes = XChaCha20Poly1305::new(key.bytes().into())
        .decrypt(&XNonce::from(nonce), payload)
        .map_err(|_| WrongKey)?;
    let bytes = Zeroizing::new(bytes);
    let mut master = Key::zeroed();
    if bytes.len() != 32 {
        return Err(WrongKey);
    }
    master.bytes_mut().copy_from_slice(&bytes);
    Ok(MasterKey(master))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PASSPHRASE: &str = "ox fig jaw elk";

    struct Made {
        file: KeyFile,
        entropy: Entropy,
        master: MasterKey,
    }

    fn make(name: &str) -> Made {
        let (entropy, _) = Entropy::make_random().unwrap();
        let master = MasterKey(Key::make_random().unwrap());
        let passphrase = SecretString::from(PASSPHRASE);
        let at = DateTime::UNIX_EPOCH;
        let file =
            KeyFile::make(name, &passphrase, KdfCost::floor(), &entropy, &master, at).unwrap();
        Made {
            file,
            entropy,
            master,
        }
    }

    /// A digit of a hex text changed.
    fn other(hex: &mut String, index: usize) {
        let digit = if hex.as_bytes()[index] == b'0' {
            "1"
        } else {
            "0"
        };
        hex.replace_range(index..=index, digit);
    }

    #[test]
    fn what_was_written_is_read() {
        let made = make("Anna \"Berry\"\n\u{2028}\u{0} \\ näme");
        let text = made.file.to_text();
        assert_eq!(KeyFile::parse(text.as_bytes()), Ok(made.file));
    }

    #[test]
    fn both_slots_hold_the_same_master_key() {
        let made = make("Anna Berry");
        let with_passphrase = made
            .file
            .unwrap_with_passphrase(&SecretString::from(PASSPHRASE));
        let with_recovery = made.file.unwrap_with_recovery(&made.entropy);
        let bytes = made.master.0.bytes();
        assert_eq!(with_passphrase.ok().unwrap().0.bytes(), bytes);
        assert_eq!(with_recovery.ok().unwrap().0.bytes(), bytes);
    }

    #[test]
    fn a_file_with_any_bit_changed_is_never_read() {
        let text = make("Anna Berry").file.to_text();
        let mut bytes = text.into_bytes();
        for offset in 0..bytes.len() {
            for bit in 0..8 {
                bytes[offset] ^= 1 << bit;
                let error = KeyFile::parse(&bytes).unwrap_err();
                let newer = error == UnlockError::NewerVersion;
                // Nobody can tell a version that comes later from a 1 with a bit changed.
                let in_the_version = offset == MAGIC.len();
                assert!(
                    error == UnlockError::KeysDamaged || (newer && in_the_version),
                    "byte {offset}, bit {bit}: {error:?}"
                );
                bytes[offset] ^= 1 << bit;
            }
        }
        assert!(KeyFile::parse(&bytes).is_ok());
    }

    #[test]
    fn a_file_cut_at_any_length_or_with_anything_behind_it_is_never_read() {
        let text = make("Anna Berry").file.to_text();
        let bytes = text.as_bytes();
        for length in 0..bytes.len() {
            assert_eq!(
                KeyFile::parse(&bytes[..length]),
                Err(UnlockError::KeysDamaged),
                "{length}"
            );
        }
        for more in ["\n", " ", "\0", text.as_str()] {
            let longer = format!("{text}{more}");
            assert_eq!(
                KeyFile::parse(longer.as_bytes()),
                Err(UnlockError::KeysDamaged)
            );
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(bytes: Vec<u8>, text in "waymark-keys [0-9]{1,12}\n.{0,80}\nsha256:[0-9a-f]{64}\n") {
            prop_assert!(KeyFile::parse(&bytes).is_err());
            prop_assert!(KeyFile::parse(text.as_bytes()).is_err());
        }
    }

    /// A file that somebody wrote who knows the format: the checksum fits.
    #[test]
    fn every_field_of_the_recovery_slot_is_bound_to_what_it_wraps() {
        let made = make("Anna Berry");
        let changes: [fn(&mut KeyFile, usize); 4] = [
            |file, index| other(&mut file.vault, index),
            |file, index| other(&mut file.recovery.salt, index),
            |file, index| other(&mut file.recovery.nonce, index),
            |file, index| other(&mut file.recovery.wrapped, index),
        ];
        for change in changes {
            for index in 0..32 {
                let mut file = made.file.clone();
                change(&mut file, index);
                let file = KeyFile::parse(file.to_text().as_bytes()).unwrap();
                assert!(file.unwrap_with_recovery(&made.entropy).is_err());
            }
        }
    }

    #[test]
    fn every_field_of_the_passphrase_slot_is_bound_to_what_it_wraps() {
        let made = make("Anna Berry");
        let changes: [fn(&mut KeyFile); 7] = [
            |file| other(&mut file.vault, 0),
            |file| other(&mut file.passphrase.salt, 31),
            |file| other(&mut file.passphrase.nonce, 47),
            |file| other(&mut file.passphrase.wrapped, 95),
            |file| file.passphrase.m_kib += 1024,
            |file| file.passphrase.t += 1,
            |file| file.passphrase.p += 1,
        ];
        for (index, change) in changes.into_iter().enumerate() {
            let mut file = made.file.clone();
            change(&mut file);
            let result = file.unwrap_with_passphrase(&SecretString::from(PASSPHRASE));
            assert_eq!(result.err(), Some(UnlockError::WrongPassphrase), "{index}");
        }
    }

    /// Otherwise an older database would fit a note that was turned back with it, and a phrase that
    /// nobody wrote down would count as written down.
    #[test]
    fn a_head_that_was_noted_by_somebody_else_is_no_head() {
        let Made {
            mut file, master, ..
        } = make("Anna Berry");
        let head = Head {
            seq: 7,
            hash: [9; 32],
        };
        file.note(&head, true, FilesState::Open { since: 1 }, &master);
        assert_eq!(file.marked_head(&master), Some(head));
        let changes: [fn(&mut KeyFile); 5] = [
            |file| file.head.seq = 6,
            |file| other(&mut file.head.hash, 0),
            |file| file.head.recovery_confirmed = false,
            |file| other(&mut file.head.tag, 63),
            |file| other(&mut file.vault, 0),
        ];
        for (index, change) in changes.into_iter().enumerate() {
            let mut changed = file.clone();
            change(&mut changed);
            assert_eq!(changed.marked_head(&master), None, "{index}");
        }
        let stranger = MasterKey(Key::make_random().unwrap());
        assert_eq!(file.marked_head(&stranger), None);
    }

    #[test]
    fn a_new_passphrase_leaves_the_recovery_phrase_and_a_new_phrase_the_passphrase() {
        let Made {
            mut file,
            entropy,
            master,
        } = make("Anna Berry");
        let before = file.clone();
        let passphrase = SecretString::from("kelp drum vow hazel");
        file.set_passphrase(&passphrase, KdfCost::floor(), &master)
            .unwrap();
        assert_eq!(file.recovery, before.recovery);
        assert!(file.unwrap_with_recovery(&entropy).is_ok());
        assert!(file.generation > before.generation);

        let slot = file.passphrase.clone();
        let (new_entropy, _) = Entropy::make_random().unwrap();
        file.set_recovery(&new_entropy, &master).unwrap();
        assert_eq!(file.passphrase, slot);
        assert!(file.unwrap_with_recovery(&entropy).is_err());
        assert!(file.unwrap_with_recovery(&new_entropy).is_ok());
    }

    #[test]
    fn a_cost_is_allowed_from_the_floor_to_the_ceiling_and_no_further() {
        let mib = 1024;
        for (m, t, p) in [(64 * mib, 3, 1), (256 * mib, 3, 4), (1024 * mib, 10, 16)] {
            assert!(KdfCost::new(m, t, p).is_ok());
        }
        for (m, t, p) in [
            (64 * mib - 1, 3, 1),
            (1024 * mib + 1, 3, 1),
            (64 * mib, 2, 1),
            (64 * mib, 11, 1),
            (64 * mib, 3, 0),
            (64 * mib, 3, 17),
            (0, 0, 0),
            (u32::MAX, u32::MAX, u32::MAX),
        ] {
            assert_eq!(KdfCost::new(m, t, p), Err(KdfOutOfRange), "{m} {t} {p}");
        }
    }

    #[test]
    fn no_two_lists_of_pieces_look_the_same() {
        let lists: [&[&[u8]]; 6] = [
            &[],
            &[b""],
            &[b"", b""],
            &[b"ab"],
            &[b"a", b"b"],
            &[b"", b"ab"],
        ];
        for (index, one) in lists.iter().enumerate() {
            for other in &lists[index + 1..] {
                assert_ne!(framed(one), framed(other));
            }
        }
    }
}
