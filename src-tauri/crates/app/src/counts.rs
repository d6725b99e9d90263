//! Counts for supervision and commissioning, as a page and as a table for a spreadsheet.
//!
//! No contact is opened for them, and what may be shown is decided in [`report::counts`].

use crate::error::{ErrorCode, ErrorView};
use crate::session::App;
use casework::checklist::{ItemList, Presence};
use casework::ids::ItemId;
use casework::referral::ReferralState;
use casework::when;
use chrono::{DateTime, Utc};
use guide::EntryKind;
use report::counts::{Counted, Counts, FEWEST, Labels, NOTES, Quarter, Tally, are_enough};
use report::document::Document;
use serde::{Deserialize, Serialize};
use specta::Type;
use std::ops::Range;
use vault::CountedRow;

/// Counts by quarter. Nobody can be found in them.
#[derive(Clone, Debug, Serialize, Type)]
pub struct CountsView {
    /// What has to be known to read them.
    pub notes: Vec<String>,
    /// Quarters that are over and had enough contacts, the latest first; empty before the first.
    pub quarters: Vec<CountsQuarter>,
}

/// One quarter. What its contacts were is counted when somebody asks for it: see [`App::counts_of`].
#[derive(Clone, Debug, Serialize, Type)]
pub struct CountsQuarter {
    /// Which it is.
    pub quarter: QuarterRequest,
    /// "July to September 2026".
    pub name: String,
    /// How many contacts were sealed in it.
    pub contacts: u32,
}

/// A quarter of the calendar, in London.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct QuarterRequest {
    /// The year.
    pub year: i32,
    /// Which of the year, from 1.
    pub number: u32,
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

/// Whenever a contact was sealed.
const EVER: Range<DateTime<Utc>> = DateTime::<Utc>::MIN_UTC..DateTime::<Utc>::MAX_UTC;

impl App {
    /// The quarters that may be shown, for a page.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] or a storage code.
    pub fn counts(&self) -> Result<CountsView, ErrorView> {
        let today = when::day_in_london(self.now());
        let quarters = self.unlocked(|open| {
            let Some(first) = open.vault.first_sealed_at()? else {
                return Ok(Vec::new());
            };
            let mut listed = Vec::new();
            for quarter in Quarter::over(first, today) {
                let (contacts, people) = open.vault.count_sealed(&quarter.moments(), FEWEST)?;
                if are_enough(people) {
                    listed.push(CountsQuarter {
                        quarter: QuarterRequest {
                            year: quarter.year(),
                            number: quarter.number(),
                        },
                        name: quarter.name(),
                        contacts,
                    });
                }
            }
            Ok(listed)
        })?;
        Ok(CountsView {
            notes: NOTES.map(str::to_owned).into(),
            quarters,
        })
    }

    /// What the contacts of one quarter were.
    ///
    /// # Errors
    /// [`crate::ErrorCode::NotFound`] when it may not be shown, [`crate::ErrorCode::Locked`] or a storage
    /// code.
    pub fn counts_of(&self, quarter: QuarterRequest) -> Result<Vec<CountsGroup>, ErrorView> {
        let quarter = Quarter::new(quarter.year, quarter.number).ok_or(ErrorCode::NotFound)?;
        let counts = self.counted(&quarter.moments())?;
        let shown = counts
            .quarters
            .into_iter()
            .next()
            .ok_or(ErrorCode::NotFound)?;
        let groups = shown.groups.into_iter().map(|group| CountsGroup {
            name: group.name.to_owned(),
            lines: group
                .lines
                .into_iter()
                .map(|line| CountsLine {
                    what: line.what,
                    contacts: line.contacts,
                })
                .collect(),
        });
        Ok(groups.collect())
    }

    /// Every quarter that may be shown as comma-separated values, to be written to a file as they are.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] or a storage code.
    pub fn counts_csv(&self) -> Result<String, ErrorView> {
        Ok(self.counted(&EVER)?.csv())
    }

    /// The same as a document, for paper or a file.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] or a storage code.
    pub fn counts_document(&self) -> Result<Document, ErrorView> {
        Ok(self.counted(&EVER)?.document(self.now()))
    }

    fn counted(&self, sealed: &Range<DateTime<Utc>>) -> Result<Counts, ErrorView> {
        let mut tally = Tally::new(self.count_labels());
        self.unlocked(|open| Ok(open.vault.counted(sealed, |row| tally.add(&of(row)))?))?;
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
