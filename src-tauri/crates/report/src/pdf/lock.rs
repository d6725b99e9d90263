//! A password on a file: AES-256 as in PDF 2.0 (V 5, R 6, AESv3), for names, texts and metadata.
//!
//! All of it in memory. The tags of the file are kept.

use super::PdfError;
use lopdf::encryption::crypt_filters::{Aes256CryptFilter, CryptFilter};
use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions, dictionary};
use std::collections::BTreeMap;
use std::sync::Arc;
use zeroize::Zeroizing;

/// The name of the one filter that everything goes through.
const FILTER: &[u8] = b"StdCF";

/// The file, to be opened with the password only.
pub fn lock(plain: &[u8], password: &str) -> Result<Vec<u8>, PdfError> {
    let mut file = Document::load_mem(plain).map_err(|_| PdfError::Encryption)?;
    say_which_encryption(&mut file)?;
    let mut key = Zeroizing::new([0_u8; 32]);
    getrandom::fill(&mut *key).map_err(|_| PdfError::Random)?;
    let filter: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
    let version = EncryptionVersion::V5 {
        encrypt_metadata: true,
        crypt_filters: BTreeMap::from([(FILTER.to_vec(), filter)]),
        file_encryption_key: &*key,
        stream_filter: FILTER.to_vec(),
        string_filter: FILTER.to_vec(),
        // Whoever may read it may do everything with it: a rule about printing keeps nobody from it, and
        // one about copying keeps out who listens to a page.
        owner_password: password,
        user_password: password,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).map_err(|_| PdfError::Encryption)?;
    file.encrypt(&state).map_err(|_| PdfError::Encryption)?;
    let mut locked = Vec::with_capacity(plain.len() * 2);
    file.save_to(&mut locked)
        .map_err(|_| PdfError::Encryption)?;
    Ok(locked)
}

/// Says in the file that it needs more than PDF 1.7 had: the encryption came with an extension.
fn say_which_encryption(file: &mut Document) -> Result<(), PdfError> {
    let catalog = file.catalog_mut().map_err(|_| PdfError::Encryption)?;
    catalog.set(
        "Extensions",
        dictionary! {
            "ADBE" => dictionary! {
                "BaseVersion" => Object::Name(b"1.7".to_vec()),
                "ExtensionLevel" => 8,
            },
        },
    );
    Ok(())
}
