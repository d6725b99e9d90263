//! The lines, and who is asked for which. The calls that fail are those of Linux.

mod arguments;
mod calls;
mod chance;
mod child;
mod damage;
mod disk;
mod frozen;
mod full_disk;
mod io_faults;
mod kdf;
mod kills;
mod model;
mod operation;
mod place;
mod power_cuts;
mod report;
mod splices;
mod state;
mod system;
mod vfs;
mod words;

use std::process::ExitCode;

/// What a line is called, and what tests it.
type Line = (&'static str, fn(&arguments::Arguments) -> report::Findings);

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

/// Every line that is asked for, and whether all of them hold.
pub fn run() -> ExitCode {
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
