//! What a person can do, against a real vault in a temporary folder and without a window.

mod draft;
mod home;
mod locked;
mod seal;
mod settings;
mod support;
mod text;
mod unlock;
mod wall;
