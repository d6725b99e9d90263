//! What a person reads while a verb works.

/// One line on standard output.
#[expect(
    clippy::print_stdout,
    reason = "a command-line program speaks on standard output, here and nowhere else"
)]
pub fn say(line: &str) {
    println!("{line}");
}

/// One line on standard error, marked as ours among the lines of the programs that we start.
pub fn complain(line: &str) {
    eprintln!("xtask: {line}");
}
