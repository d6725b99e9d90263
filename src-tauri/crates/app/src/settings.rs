//! Who the practitioner is and whom to turn to.

use crate::error::ErrorView;
use crate::session::App;
use casework::sealing::Author;
use casework::words::Words;
use serde::{Deserialize, Serialize};
use specta::Type;
use vault::Settings;

/// The sector that the practitioner works in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    /// Health visiting and other community health.
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

/// The settings as the form has them.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct SettingsView {
    /// Name, role, organisation.
    pub author: Author,
    /// The sector.
    pub sector: Option<Sector>,
    /// The local safeguarding lead.
    pub lead_name: Words,
    /// Their telephone number.
    pub lead_phone: Words,
    /// The practitioner's manager.
    pub manager_name: Words,
    /// Their telephone number.
    pub manager_phone: Words,
    /// Where the safeguarding policy is.
    pub policy_where: Words,
    /// Minutes without a key or pointer after which the vault locks itself, 1 to 30.
    pub idle_minutes: u32,
    /// Whether other programs are kept from taking pictures of the window, where the system can.
    pub block_capture: bool,
    /// Whether lists show initials instead of names.
    pub initials_only: bool,
}

impl App {
    /// The settings of the open vault.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] or a storage code.
    pub fn settings(&self) -> Result<SettingsView, ErrorView> {
        self.unlocked(|open| Ok(open.vault.settings()?.into()))
    }

    /// Saves the settings. Minutes outside 1 to 30 are brought to the nearer end.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] or a storage code.
    pub fn save_settings(&self, settings: SettingsView) -> Result<SettingsView, ErrorView> {
        let at = self.now();
        let settings = SettingsView {
            idle_minutes: settings.idle_minutes.clamp(1, 30),
            ..settings
        };
        self.for_real(|open| {
            open.vault.save_settings(&settings.clone().into(), at)?;
            open.idle_minutes = settings.idle_minutes;
            Ok(settings)
        })
    }
}

impl From<Settings> for SettingsView {
    fn from(settings: Settings) -> Self {
        Self {
            author: settings.author,
            sector: settings.sector.map(Into::into),
            lead_name: settings.lead_name,
            lead_phone: settings.lead_phone,
            manager_name: settings.manager_name,
            manager_phone: settings.manager_phone,
            policy_where: settings.policy_where,
            idle_minutes: settings.idle_minutes,
            block_capture: settings.block_capture,
            initials_only: settings.initials_only,
        }
    }
}

impl From<SettingsView> for Settings {
    fn from(view: SettingsView) -> Self {
        Self {
            author: view.author,
            sector: view.sector.map(Into::into),
            lead_name: view.lead_name,
            lead_phone: view.lead_phone,
            manager_name: view.manager_name,
            manager_phone: view.manager_phone,
            policy_where: view.policy_where,
            idle_minutes: view.idle_minutes,
            block_capture: view.block_capture,
            initials_only: view.initials_only,
        }
    }
}

impl From<vault::Sector> for Sector {
    fn from(sector: vault::Sector) -> Self {
        match sector {
            vault::Sector::Health => Self::Health,
            vault::Sector::GeneralPractice => Self::GeneralPractice,
            vault::Sector::Housing => Self::Housing,
            vault::Sector::SocialCare => Self::SocialCare,
            vault::Sector::Other => Self::Other,
        }
    }
}

impl From<Sector> for vault::Sector {
    fn from(sector: Sector) -> Self {
        match sector {
            Sector::Health => Self::Health,
            Sector::GeneralPractice => Self::GeneralPractice,
            Sector::Housing => Self::Housing,
            Sector::SocialCare => Self::SocialCare,
            Sector::Other => Self::Other,
        }
    }
}
