//! Whether the vault keeps its promises when everything around it fails: `cargo xtask faults`.
//!
//! Each line of output is one kind of fault, on the real library and real files: how often it was
//! tried and what was found. Nothing here is built into the app. It deliberately tests nothing that
//! the vault does when all goes well; that is what the tests in its own crate are for.
//!
//! Start at `linux.rs`. What is done to a vault stands in `linux/operation.rs`, what it must then hold in
//! `state.rs`, how calls to the disk are met in `calls.rs` (the system's) and `vfs.rs` (SQLite's).

#[cfg(target_os = "linux")]
mod linux;

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    linux::run()
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    ExitCode::SUCCESS
}
