//! The rules of Waymark: what a contact is, when it is safe to ask, where each piece of
//! information came from, what the checklist says, who may see what.
//!
//! Pure on purpose: no clock, no files, no SQL, no floats, no randomness. Times and ids come in as
//! arguments, so that a contact scored today is scored the same for ever.
//!
//! Start at [`contact::Contact`]; [`gate`] and [`outcome`] are the two rules that can hurt somebody
//! when they are wrong.
#![deny(clippy::float_arithmetic)]

pub mod action;
pub mod audience;
pub mod change;
pub mod checklist;
pub mod contact;
pub mod counter;
pub mod directory;
pub mod gate;
pub mod ids;
pub mod jotting;
pub mod leak;
pub mod outcome;
pub mod passage;
pub mod person;
pub mod provenance;
pub mod referral;
pub mod sealing;
pub mod search;
pub mod steps;
pub mod suggestion;
pub mod urgent;
pub mod when;
pub mod wording;
pub mod words;
