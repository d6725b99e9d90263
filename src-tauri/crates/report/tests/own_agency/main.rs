//! The text for the practitioner's own system, from whole contacts.

mod golden;
mod marks;
