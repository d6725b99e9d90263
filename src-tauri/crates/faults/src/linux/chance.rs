//! Chance that can be had again: everything random in a run follows from its seed.

use std::hash::{BuildHasher, Hasher, RandomState};

/// A seed from the system, for a run that was given none.
pub fn fresh_seed() -> u64 {
    // The standard library seeds its maps from the system; nothing here has to be secret.
    RandomState::new().build_hasher().finish() % 1_000_000_000
}

/// A sequence of random numbers (SplitMix64).
pub struct Chance(u64);

impl Chance {
    /// The sequence of a seed. `part` keeps the tests of one run apart, so that each can be had
    /// again without those before it.
    pub fn new(seed: u64, part: &str, number: u64) -> Self {
        let mut chance = Self(seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        for byte in part.bytes() {
            chance.0 = chance.0.wrapping_mul(0x0100_0000_01b3) ^ u64::from(byte);
            chance.next();
        }
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 when there is none.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// True in `of` cases out of a hundred.
    pub fn percent(&mut self, of: u64) -> bool {
        self.below(100) < of
    }
}
