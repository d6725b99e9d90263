//! Writes the TypeScript that the screens call, made from the commands themselves.
//!
//! Takes the file to write as its one argument.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(1) else {
        eprintln!("bindings: name the file to write");
        return ExitCode::FAILURE;
    };
    match waymark::write_bindings(path.as_ref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindings: {error}");
            ExitCode::FAILURE
        }
    }
}
