//! The guide: what a practitioner can read without unlocking anything.
//!
//! [`Guide`] is the content, parsed from the TOML files of `assets`, which are embedded when the
//! crate is built. [`GuideStore`] is a plain SQLite file made from it, for search as one types.
//!
//! It holds nothing about anybody: no contact, no note, no word that was searched for. So its file
//! is not encrypted, may be deleted at any time, and is made anew when it is missing, damaged or
//! made from other content. It does not decide what may be shown in a contact: that is the gate of
//! `casework`.
//!
//! [`pack`] reads what an organisation adds to it: a signed file, whose content is kept in the vault.
//! [`rehearse`] has the made-up scenes to rehearse with.
//!
//! Start at [`Guide::embedded`] and [`GuideStore::search`].

mod content;
mod language;
mod mark;
pub mod pack;
#[cfg(any(test, feature = "pseudo"))]
pub mod pseudo;
mod query;
pub mod rehearse;
mod rows;
mod spelling;
mod store;

pub use content::{
    ChecklistItem, ChecklistText, DoubtfulWording, Entry, EntryKind, Figure, GateAnswer, Guide,
    GuideError, LawCard, Nation, ReadIn, Reference, Service, Step, UrgentAction, UrgentText,
};
pub use language::{Language, SOURCE};
pub use mark::Fragment;
pub use rows::{HitKind, SnippetFrom};
pub use store::{GuideStore, Hit, StoreError};
