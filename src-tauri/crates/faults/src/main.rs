//! Whether the vault keeps its promises when everything around it fails: `cargo xtask faults`.
//!
//! Each line of output is one kind of fault, on the real library and real files: how often it was
//! tried and what was found. Nothing here is built into the app. It deliberately tests nothing that
//! the vault does when all goes well; that is what the tests in its own crate are for.
//!
//! Start at [`LINES`]. What is done to a vault stands in `operation.rs`, what it must then hold in
//! `state.rs`, how calls to the disk are met in `calls.rs` (the system's) and `vfs.rs` (SQLite's).

#[cfg(target_os = "linux")]
mod arguments;
#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
mod chance;
#[cfg(target_os = "linux")]
mod child;
#[cfg(target_os = "linux")]
mod damage;
#[cfg(target_os = "linux")]
mod disk;
#[cfg(target_os = "linux")]
mod frozen;
#[cfg(target_os = "linux")]
mod full_disk;
#[cfg(target_os = "linux")]
mod io_faults;
#[cfg(target_os = "linux")]
mod kdf;
#[cfg(target_os = "linux")]
mod kills;
#[cfg(target_os = "linux")]
mod model;
#[cfg(target_os = "linux")]
mod operation;
#[cfg(target_os = "linux")]
mod place;
#[cfg(target_os = "linux")]
mod power_cuts;
#[cfg(target_os = "linux")]
mod report;
#[cfg(target_os = "linux")]
mod splices;
#[cfg(target_os = "linux")]
mod state;
#[cfg(target_os = "linux")]
mod system;
#[cfg(target_os = "linux")]
mod vfs;
#[cfg(target_os = "linux")]
mod words;

use std::process::ExitCode;

/// What a line is called, and what tests it.
#[cfg(target_os = "linux")]
type Line = (&'static str, fn(&arguments::Arguments) -> report::Findings);

#[cfg(target_os = "linux")]
const LINES: &[Line] = &[
    ("i/o faults", io_faults::run),
    ("power cuts", power_cuts::run),
    ("kill -9", kills::run),
    ("full disk", full_disk::run),
    ("damage", damage::run),
    ("splices", splices::run),
    ("model", model::run),
    ("kdf", kdf::run),
    ("frozen vault", frozen::run),
];

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let Some(ended) = child::run(&words) {
        return ended;
    }
    let arguments = match arguments::Arguments::read(&words) {
        Ok(arguments) => arguments,
        Err(trouble) => {
            report::say(&trouble);
            return ExitCode::FAILURE;
        }
    };
    report::say(&format!("seed {}", arguments.seed));
    let wanted = |name: &str| {
        let only = arguments.only.as_deref();
        only.is_none_or(|only| name.contains(only))
    };
    let mut passed = true;
    let mut ran = false;
    for (name, work) in LINES.iter().filter(|(name, _)| wanted(name)) {
        passed &= report::line(name, || work(&arguments));
        ran = true;
    }
    if passed && ran {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    // The calls that fail are those of Linux.
    ExitCode::SUCCESS
}
