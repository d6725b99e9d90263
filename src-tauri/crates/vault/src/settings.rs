//! The practitioner's settings. They stand in the ledger, because who wrote a record and who was to
//! be told are part of the record.

use casework::sealing::Author;
use casework::words::Words;
use serde::{Deserialize, Serialize};

/// Where the practitioner works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    /// Community health, for instance health visiting.
    Health,
    /// General practice.
    GeneralPractice,
    /// Housing.
    Housing,
    /// Social care.
    SocialCare,
    /// Anything else.
    Other,
}

/// Who the practitioner is and whom they turn to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Who writes the records from now on.
    pub author: Author,
    /// Where they work.
    pub sector: Option<Sector>,
    /// The safeguarding lead.
    pub lead_name: Words,
    /// The safeguarding lead's telephone number.
    pub lead_phone: Words,
    /// The manager.
    pub manager_name: Words,
    /// The manager's telephone number.
    pub manager_phone: Words,
    /// Where the safeguarding policy is kept.
    pub policy_where: Words,
    /// Minutes without use until the vault locks, [`Settings::IDLE_MINUTES`]; held within on saving
    /// and on reading.
    pub idle_minutes: u32,
    /// Whether other programs are kept from taking pictures of the window, where the system can.
    pub block_capture: bool,
    /// Whether lists show initials instead of names.
    pub initials_only: bool,
}

impl Settings {
    /// The minutes that the idle lock can be set to.
    pub const IDLE_MINUTES: std::ops::RangeInclusive<u32> = 1..=30;

    /// The same settings with the idle lock held within [`Settings::IDLE_MINUTES`]: a vault that
    /// never locks, or always does, helps nobody.
    pub(crate) fn held(mut self) -> Self {
        self.idle_minutes = self
            .idle_minutes
            .clamp(*Self::IDLE_MINUTES.start(), *Self::IDLE_MINUTES.end());
        self
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            author: Author::default(),
            sector: None,
            lead_name: Words::default(),
            lead_phone: Words::default(),
            manager_name: Words::default(),
            manager_phone: Words::default(),
            policy_where: Words::default(),
            idle_minutes: 5,
            block_capture: true,
            initials_only: true,
        }
    }
}
