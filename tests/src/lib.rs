//! Waymark in its real window: a desk that starts the app under WebDriver and finds things as a
//! person does, by the words on the screen.
//!
//! It waits for a condition and never for a time. It knows nothing of the inside of the app.

pub mod bus;
pub mod desk;
pub mod keyboard;
pub mod keys;
pub mod looks;
pub mod marks;
pub mod memory;
pub mod past;
pub mod screens;
pub mod walk;

pub use desk::{Desk, Place};
pub use keys::Keys;
