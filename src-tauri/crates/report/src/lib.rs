//! What leaves the app: the texts and, later, the files that are made of a sealed contact.
//!
//! It writes down what it is given, in plain words. It decides nothing about who may read what:
//! that is [`casework::audience`], which hands over only what a reader may have. It reads no clock
//! and no file, so a record makes the same text for ever.
//!
//! Start at [`own_agency()`]; every word that stands for a value is in `words.rs`.

pub mod counts;
pub mod document;
mod fhir;
pub mod given;
mod own_agency;
mod words;

pub use fhir::fhir;
pub use own_agency::{OwnAgencyText, own_agency};
