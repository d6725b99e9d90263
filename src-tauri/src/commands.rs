//! Commands: a name, a typed request, one call into `app`, a typed result. One file per area.
//!
//! Each runs on a thread of its own, so that deriving a key never freezes the window.

pub mod actions;
pub mod backup;
pub mod contact;
pub mod directory;
pub mod find;
pub mod home;
pub mod keep;
pub mod library;
pub mod outputs;
pub mod pack;
pub mod people;
pub mod practice;
pub mod referrals;
pub mod settings;
pub mod start;
pub mod window;
