//! Files, read back with the tools of other people: Poppler and qpdf.

mod card;
mod locked;
mod made;
mod plain;
mod tools;
mod traces;
mod typed;
