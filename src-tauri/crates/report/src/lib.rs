//! What leaves the app: the texts and the files that are made of a sealed contact.
//!
//! It writes down what it is given, in plain words. It decides nothing about who may read what:
//! that is [`casework::audience`], which hands over only what a reader may have. It reads no clock
//! and no file, so a record makes the same text for ever.
//!
//! Start at [`own_agency()`]; every word that stands for a value is in `words.rs`.

pub mod document;
pub mod given;
mod own_agency;
mod password;
pub mod pdf;
mod words;

pub use own_agency::{OwnAgencyText, own_agency};
pub use password::Password;
