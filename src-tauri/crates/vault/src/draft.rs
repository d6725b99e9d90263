//! Drafts: contacts that are being written. One row a part, so that saving one answer writes one
//! small row.

use casework::contact::Contact;
use casework::gate::Setting;
use casework::ids::ContactId;
use casework::words::Words;
use chrono::{DateTime, Utc};

/// A contact that is being written, as it was last saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The contact's id.
    pub id: ContactId,
    /// When it was started.
    pub started_at: DateTime<Utc>,
    /// When something was last saved in it; [`Draft::started_at`] when nothing was yet.
    pub saved_at: DateTime<Utc>,
    /// Everything that was entered.
    pub contact: Contact,
}

/// A draft as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// The contact's id.
    pub id: ContactId,
    /// When it was started.
    pub started_at: DateTime<Utc>,
    /// When something was last saved in it; [`DraftRow::started_at`] when nothing was yet.
    pub saved_at: DateTime<Utc>,
    /// Name or initials, blank when nobody is named yet.
    pub name: Words,
    /// The agency's own reference, blank when nobody is named yet.
    pub local_reference: Words,
    /// Where the contact takes place, when that was answered.
    pub setting: Option<Setting>,
}
