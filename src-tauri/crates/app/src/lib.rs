//! What a person can do with Waymark, without a window: sessions, requests, views, error codes.
//!
//! The shell turns each method of [`App`] into a command and adds nothing. The screens decide
//! nothing: what may be asked, shown or sealed is decided below, in `casework`, and arrives here as
//! data. No text of a library leaves this crate, and no path but those of folders and files that the
//! person chooses for a backup, an import or what leaves; what went wrong is a code of [`error::ErrorCode`], and the words for
//! it stand in the screens.
//!
//! Start at [`session`]; each other module is one area of the screens.

pub mod actions;
pub mod backup;
pub mod capture;
pub mod compare;
pub mod contact;
pub mod counts;
pub mod directory;
pub mod display;
pub mod error;
pub mod fhir;
pub mod find;
pub mod home;
pub mod keep;
pub mod library;
pub mod outputs;
pub mod pack;
pub mod people;
pub mod places;
pub mod practice;
pub mod prompts;
pub mod record;
pub mod referrals;
pub mod session;
pub mod settings;
pub mod start;
pub mod unsent;

pub use error::{ErrorCode, ErrorView};
pub use prompts::prompt_card;
pub use session::App;
