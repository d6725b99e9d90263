//! What a person can do, against a real vault in a temporary folder and without a window.

mod actions;
mod amend;
mod backup;
mod capture;
mod counts;
mod directory;
mod display;
mod doubt;
mod draft;
mod earlier;
mod find;
mod home;
mod keep;
mod locked;
mod outputs;
mod pack;
mod people;
mod practice;
mod referrals;
mod seal;
mod settings;
mod support;
mod text;
mod unlock;
mod wall;
