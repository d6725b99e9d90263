//! Waymark as its users meet it: the built app in a real window, driven by its words.
//!
//! Each journey has a place of its own and shares nothing with another. `cargo xtask test` builds
//! the app for them and names it in the environment.

mod allowed;
mod away;
mod barriers;
mod by_keys;
mod capture;
mod death;
mod directory;
mod display;
mod find;
mod first_run;
mod help;
mod hide;
mod home_visit;
mod idle;
mod languages;
mod main_job;
mod memory;
mod open_items;
mod outputs;
mod over_time;
mod overdue;
mod pack;
mod practice;
mod quick;
mod recovery;
mod referral;
#[cfg(target_os = "linux")]
mod said;
mod screens;
mod second;
mod second_contact;
mod shipped;
mod sockets;
#[cfg(target_os = "linux")]
mod trees;
mod trouble;
