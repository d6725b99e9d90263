//! Waymark in its real window: a desk that starts the app under WebDriver and finds things as a
//! person does, by the words on the screen.
//!
//! It waits for a condition and never for a time. It knows nothing of the inside of the app.

pub mod bus;
pub mod corpus;
pub mod desk;
#[cfg(target_os = "linux")]
pub mod ears;
pub mod hidden;
pub mod keyboard;
pub mod keys;
pub mod looks;
pub mod marks;
pub mod memory;
pub mod organisation;
pub mod past;
pub mod practice;
#[cfg(target_os = "linux")]
pub mod reviewed;
#[cfg(target_os = "linux")]
mod role;
pub mod sample;
pub mod screens;
pub mod speech;
pub mod timing;
#[cfg(target_os = "linux")]
pub mod tree;
pub mod walk;

/// Anything that keeps a record from being made or a figure from being measured. Only ever read by the
/// person at the terminal.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

pub use desk::{Desk, Place};
pub use keys::Keys;
