//! Starts Waymark.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    match waymark::run() {
        Ok(()) => ExitCode::SUCCESS,
        // There is no window to say it in; the system's own log gets the fact and no more.
        Err(waymark::NotStarted) => ExitCode::FAILURE,
    }
}
