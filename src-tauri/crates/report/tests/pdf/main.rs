//! Files, read back with the tools of other people: Poppler and qpdf.

#![expect(
    clippy::unwrap_used,
    reason = "a test may panic, and clippy lets only what is marked as a test"
)]

mod card;
mod locked;
mod made;
mod plain;
mod tools;
// The watch is the kernel's of Linux.
#[cfg(target_os = "linux")]
mod traces;
mod typed;
