//! Counts for supervision and commissioning, as a page and as a table for a spreadsheet.
//!
//! No contact is opened for them, and what may be shown is decided in [`report::counts`].

use crate::error::ErrorView;
use crate::session::App;
use casework::checklist::{ItemList, Presence};
use casework::ids::ItemId;
use casework::referral::ReferralState;
use casework::when;
use guide::EntryKind;
use report::counts::{Counted, Counts, Labels, NOTES, Tally};
use report::document::Document;
use serde::Serialize;
use specta::Type;
use vault::CountedRow;

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
        let counts = self.counted()?;
        let quarters = counts.quarters.into_iter().map(|quarter| CountsQuarter {
            name: quarter.quarter.name(),
            contacts: quarter.contacts,
            groups: quarter
                .groups
                .into_iter()
                .map(|group| CountsGroup {
                    name: group.name.to_owned(),
                    lines: group
                        .lines
                        .into_iter()
                        .map(|line| CountsLine {
                            what: line.what,
                            contacts: line.contacts,
                        })
                        .collect(),
                })
                .collect(),
        });
        Ok(CountsView {
            notes: NOTES.map(str::to_owned).into(),
            quarters: quarters.collect(),
        })
    }

    /// The same as comma-separated values, to be written to a file as they are.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] or a storage code.
    pub fn counts_csv(&self) -> Result<String, ErrorView> {
        Ok(self.counted()?.csv())
    }

    /// The same as a document, for paper or a file.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] or a storage code.
    pub fn counts_document(&self) -> Result<Document, ErrorView> {
        Ok(self.counted()?.document(self.now()))
    }

    fn counted(&self) -> Result<Counts, ErrorView> {
        let mut tally = Tally::new(self.count_labels());
        self.unlocked(|open| Ok(open.vault.counted(|row| tally.add(&of(row)))?))?;
        let today = when::day_in_london(self.now());
        Ok(tally.publish(today))
    }

    fn count_labels(&self) -> Labels {
        let named = |id: &ItemId, label: &str| (id.clone(), label.to_owned());
        let entries = self.guide.entries.iter();
        let items = |wanted: ItemList| {
            let items = self.guide.checklist.items.iter();
            let items = items.filter(|item| item.list == wanted);
            items.map(|item| named(&item.id, &item.label)).collect()
        };
        Labels {
            presentations: entries
                .filter(|entry| entry.kind == EntryKind::Presentation)
                .map(|entry| named(&entry.id, &entry.label))
                .collect(),
            indicators: items(ItemList::Indicator),
            warning_signs: items(ItemList::WarningSign),
        }
    }
}

fn of(row: CountedRow) -> Counted {
    let routes = |state| row.routes.values().any(|stood| *stood == state);
    let present = row.marks.iter();
    let present = present.filter(|(_, mark)| mark.presence == Presence::Present);
    Counted {
        person: row.person.clone(),
        sealed_at: row.sealed_at,
        setting: row.setting,
        outcome: row.outcome,
        present: present.map(|(item, _)| item.clone()).collect(),
        referred: routes(ReferralState::Made),
        unmet: routes(ReferralState::NoneAvailable),
        declined: routes(ReferralState::Stopped),
        observed: row.observed,
    }
}
