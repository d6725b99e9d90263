//! What a person can do, against a real vault in a temporary folder and without a window.

mod amend;
mod backup;
mod capture;
mod doubt;
mod draft;
mod earlier;
mod home;
mod keep;
mod locked;
mod referrals;
mod seal;
mod settings;
mod support;
mod text;
mod unlock;
mod wall;
