//! Makes and signs content packs, for the organisation that gives them out: `cargo xtask pack`.
//!
//! A pack is checked by the very rules by which Waymark will check it, so that nobody signs what nobody can
//! load. Nothing here opens a network connection, and nothing of it is in what ships.
//!
//! Start at [`sign`].

use chrono::NaiveDate;
use ed25519_dalek::Signer;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use guide::Guide;
use guide::pack::{PackError, PackKey, Signed, read, signed_part};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use thiserror::Error;
use zeroize::Zeroizing;

pub use ed25519_dalek::SigningKey;

/// Why something could not be made.
#[derive(Debug, Error)]
pub enum PackingError {
    /// A file could not be read or written; one that is there already is never written over.
    #[error("{path} could not be read or written")]
    File {
        /// Which.
        path: String,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// The system gave no random numbers.
    #[error("the system gave no random numbers")]
    Random,
    /// The file holds no private key for Ed25519.
    #[error("the key file holds no Ed25519 key in PKCS#8")]
    Key,
    /// The built-in guide does not read; a test proves that it does.
    #[error("the built-in guide does not read")]
    Guide,
    /// Waymark would refuse the pack.
    #[error("Waymark would refuse this pack: {0}")]
    Refused(PackError),
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> PackingError + '_ {
    move |cause| PackingError::File {
        path: path.display().to_string(),
        cause,
    }
}

/// Makes a private key and writes it to a new file that its owner alone can read.
///
/// # Errors
/// [`PackingError::File`] also when the file is there already: it may be the only key of an organisation.
pub fn new_key(path: &Path) -> Result<PackKey, PackingError> {
    let mut seed = Zeroizing::new([0; 32]);
    getrandom::fill(&mut *seed).map_err(|_| PackingError::Random)?;
    let signer = SigningKey::from_bytes(&seed);
    let pem = signer
        .to_pkcs8_pem(Default::default())
        .map_err(|_| PackingError::Key)?;
    let mut file = create(path, true).map_err(at(path))?;
    file.write_all(pem.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(at(path))?;
    Ok(key_of(&signer))
}

/// A new file; for its owner alone when it is secret.
fn create(path: &Path, secret: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if secret {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = secret;
    options.open(path)
}

/// Reads a private key.
///
/// # Errors
/// [`PackingError`].
pub fn read_key(path: &Path) -> Result<SigningKey, PackingError> {
    let pem = Zeroizing::new(std::fs::read_to_string(path).map_err(at(path))?);
    SigningKey::from_pkcs8_pem(&pem).map_err(|_| PackingError::Key)
}

/// The public key of a private one.
pub fn key_of(signer: &SigningKey) -> PackKey {
    PackKey::new(signer.verifying_key().to_bytes())
}

/// Signs content, once Waymark would load it. `today` is in London.
///
/// # Errors
/// [`PackingError::Refused`], with the place.
pub fn sign(content: &str, signer: &SigningKey, today: NaiveDate) -> Result<Vec<u8>, PackingError> {
    let part = signed_part(content.as_bytes(), &key_of(signer));
    let signature = signer.sign(&part).to_bytes();
    let pack = [&part[..], &signature].concat();
    show(&pack, today)?;
    Ok(pack)
}

/// Signs a file of content into a new pack.
///
/// # Errors
/// [`PackingError`]; a pack that is there already is never written over.
pub fn sign_file(
    key: &Path,
    content: &Path,
    pack: &Path,
    today: NaiveDate,
) -> Result<Signed, PackingError> {
    let signer = read_key(key)?;
    let text = std::fs::read_to_string(content).map_err(at(content))?;
    let bytes = sign(&text, &signer, today)?;
    let mut file = create(pack, false).map_err(at(pack))?;
    file.write_all(&bytes)
        .and_then(|()| file.sync_all())
        .map_err(at(pack))?;
    show(&bytes, today)
}

/// Reads a pack as Waymark would.
///
/// # Errors
/// [`PackingError::Refused`].
pub fn show(pack: &[u8], today: NaiveDate) -> Result<Signed, PackingError> {
    let guide = Guide::embedded().map_err(|_| PackingError::Guide)?;
    read(pack, &guide, today).map_err(PackingError::Refused)
}

/// Reads the file of a pack as Waymark would.
///
/// # Errors
/// [`PackingError`].
pub fn show_file(pack: &Path, today: NaiveDate) -> Result<Signed, PackingError> {
    show(&std::fs::read(pack).map_err(at(pack))?, today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    const EXAMPLE: &str = include_str!("../../../../assets/packs/example.toml");

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 30).unwrap()
    }

    #[test]
    fn a_new_key_signs_what_waymark_reads() {
        let place = TempDir::new().unwrap();
        let [key, content, pack] =
            ["key.pem", "content.toml", "content.waypack"].map(|name| place.path().join(name));
        let public = new_key(&key).unwrap();
        let other = new_key(&place.path().join("other.pem")).unwrap();
        assert_ne!(public, other);
        std::fs::write(&content, EXAMPLE).unwrap();
        let signed = sign_file(&key, &content, &pack, today()).unwrap();
        assert_eq!(signed.key, public);
        assert_eq!(show_file(&pack, today()).unwrap(), signed);
    }

    #[test]
    #[cfg(unix)]
    fn a_private_key_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let place = TempDir::new().unwrap();
        let key = place.path().join("key.pem");
        new_key(&key).unwrap();
        let mode = std::fs::metadata(&key).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let text = std::fs::read_to_string(&key).unwrap();
        assert!(text.starts_with("-----BEGIN PRIVATE KEY-----\n"));
    }

    #[test]
    fn no_file_that_is_there_is_written_over() {
        let place = TempDir::new().unwrap();
        let key = place.path().join("key.pem");
        new_key(&key).unwrap();
        let before = std::fs::read(&key).unwrap();
        assert!(matches!(new_key(&key), Err(PackingError::File { .. })));
        let content = place.path().join("content.toml");
        std::fs::write(&content, EXAMPLE).unwrap();
        let written_over = sign_file(&key, &content, &key, today());
        assert!(matches!(written_over, Err(PackingError::File { .. })));
        assert_eq!(std::fs::read(&key).unwrap(), before);
    }

    #[test]
    fn nobody_signs_what_nobody_can_load() {
        let signer = SigningKey::from_bytes(&[1; 32]);
        let bad = EXAMPLE.replace("Do not wait", "The risk is low. Do not wait");
        let refused = sign(&bad, &signer, today()).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "Waymark would refuse this pack: Reassures: policy.text"
        );
    }
}
