//! Ids of resources, made from the ids of the record.

use sha2::{Digest, Sha256};

/// The id of a resource: a UUID that follows from what it stands for (RFC 9562, version 8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Id(String);

impl Id {
    /// The same parts make the same id, and other parts another.
    pub(super) fn of(parts: &[&str]) -> Self {
        let mut digest = Sha256::new();
        digest.update(b"waymark fhir 1");
        for part in parts {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part.as_bytes());
        }
        let digest = digest.finalize();
        let mut id = String::with_capacity(36);
        for (place, byte) in digest.iter().take(16).enumerate() {
            let byte = match place {
                6 => 0x80 | (byte & 0x0f),
                8 => 0x80 | (byte & 0x3f),
                _ => *byte,
            };
            if matches!(place, 4 | 6 | 8 | 10) {
                id.push('-');
            }
            id.push_str(&format!("{byte:02x}"));
        }
        Self(id)
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// How it is referred to. Nobody has to own a domain for it, and nothing can be fetched from it.
    pub(super) fn url(&self) -> String {
        url(&self.0)
    }
}

pub(super) fn url(id: &str) -> String {
    format!("urn:uuid:{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_parts_make_the_same_uuid_and_parts_are_kept_apart() {
        let id = Id::of(&["a", "bc"]);
        assert_eq!(id, Id::of(&["a", "bc"]));
        assert_ne!(id, Id::of(&["ab", "c"]));
        let text = id.as_str();
        assert_eq!(text.len(), 36);
        assert_eq!(&text[14..15], "8", "{text}");
        assert!("89ab".contains(&text[19..20]), "{text}");
        assert_eq!(text.matches('-').count(), 4);
    }
}
