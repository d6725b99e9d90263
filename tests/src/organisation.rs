//! An organisation that gives out content packs: a made-up one, with a key of its own.

use crate::Place;
use casework::when;
use chrono::Utc;
use packing::SigningKey;
use std::path::PathBuf;

/// The content of its first pack.
pub const CONTENT: &str = include_str!("../../assets/packs/example.toml");

/// An organisation.
pub struct Organisation(SigningKey);

impl Organisation {
    /// One with a key that comes from this number.
    pub fn new(number: u8) -> Self {
        Self(SigningKey::from_bytes(&[number; 32]))
    }

    /// What it tells its people by telephone.
    pub fn key(&self) -> String {
        packing::key_of(&self.0).fingerprint()
    }

    /// Signs content, and puts the pack where somebody would save it.
    ///
    /// # Panics
    /// When Waymark would refuse it, or the place cannot be written.
    pub fn sends(&self, place: &Place, content: &str) -> PathBuf {
        let today = when::day_in_london(Utc::now());
        let pack = packing::sign(content, &self.0, today).expect("Waymark would take it");
        let file = place.everything().join("content.waypack");
        std::fs::write(&file, pack).expect("the place can be written");
        file
    }
}
