//! The vault from the outside, against real SQLCipher files in temporary folders.
//!
//! What needs the key of the database (a changed row, a newer schema, a setting that is read back)
//! is tested inside the crate, where the database can be opened without going through a passphrase.

mod actions;
mod amending;
mod backups;
mod counted;
mod damage;
mod directory;
mod disk;
mod drafts;
mod export;
mod frozen;
mod kill;
mod lifecycle;
mod outputs;
mod over_time;
mod packs;
mod passphrase;
mod record;
mod recovery;
mod sealing;
mod search;
mod support;
mod tries;
mod unsent;
mod words;
