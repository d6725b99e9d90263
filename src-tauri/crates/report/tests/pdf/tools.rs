//! The tools of other people, and a file to give them.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::NamedTempFile;

/// Bytes as a file that is removed with this value.
pub fn file(bytes: &[u8]) -> NamedTempFile {
    let mut file = NamedTempFile::with_suffix(".pdf").unwrap();
    file.write_all(bytes).unwrap();
    file.flush().unwrap();
    file
}

fn call(program: &str, words: &[&str], file: &Path) -> Output {
    let mut command = Command::new(program);
    for word in words {
        command.arg(if *word == "FILE" {
            file.as_os_str()
        } else {
            word.as_ref()
        });
    }
    command
        .output()
        .unwrap_or_else(|cause| panic!("{program}, from `cargo xtask` set-up: {cause}"))
}

/// What a tool prints of a file, `FILE` among its words. It must be content with it.
pub fn read(program: &str, words: &[&str], bytes: &[u8]) -> String {
    let file = file(bytes);
    let output = call(program, words, file.path());
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let trouble = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{program} {words:?}: {text}{trouble}"
    );
    text
}

/// What a tool says when it refuses a file.
pub fn refused(program: &str, words: &[&str], bytes: &[u8]) -> String {
    let file = file(bytes);
    let output = call(program, words, file.path());
    assert!(
        !output.status.success(),
        "{program} {words:?} took the file"
    );
    assert!(
        output.stdout.is_empty(),
        "{program} printed something of the file"
    );
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The file without compression and without a password, as bytes in which one can look for something.
pub fn unfolded(bytes: &[u8], password: &str) -> Vec<u8> {
    let file = file(bytes);
    let password = format!("--password={password}");
    let words = [
        "--qdf",
        "--object-streams=disable",
        "--decrypt",
        &password,
        "FILE",
        "-",
    ];
    let output = call("qpdf", &words, file.path());
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// The text that the structure of a file gives a screen reader, piece by piece, without the structure.
pub fn read_aloud(structure: &str) -> String {
    structure
        .lines()
        .filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix('"'))
        .collect()
}

/// The kinds of the elements in the structure, in order: `H1`, `P`, `TH`.
pub fn elements(structure: &str) -> Vec<&str> {
    structure
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with(['"', '/']))
        .filter_map(|line| line.split([' ', ':']).next())
        .collect()
}

/// The text without any white space: where a line ends is nobody's business.
pub fn solid(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}
