//! What leaves the app: a document for each reader, the texts for the practitioner's own system, and the
//! files that are made of them.
//!
//! It writes down what it is given, in plain words. It decides nothing about who may read what:
//! that is [`casework::audience`], which hands over only what a reader may have. It reads no clock
//! and no file, so a record makes the same text for ever.
//!
//! Start at [`hand_over()`], [`safe_copy()`] and [`own_agency()`]: three readers with opposite needs. Every
//! word that stands for a value is in `words.rs`.

pub mod counts;
pub mod document;
mod fhir;
mod for_the_person;
pub mod given;
mod hand_over;
mod lines;
mod own_agency;
pub mod pdf;
mod plain;
mod safe_copy;
mod words;

pub use fhir::fhir;
pub use hand_over::hand_over;
pub use own_agency::{OwnAgencyText, own_agency, own_agency_of};
pub use safe_copy::{safe_copy, safe_copy_text};
