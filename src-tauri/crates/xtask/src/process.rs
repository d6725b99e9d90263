//! Starting other programs: cargo, npm and the system's own.
//!
//! Their output is never swallowed: whoever reads the log sees the runners' own closing lines.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::trouble::Trouble;

/// What `cargo run` sets for the program it starts. A cargo started from here must not see them,
/// or it rebuilds what another cargo built without them.
const SET_BY_CARGO_RUN: &[&str] = &[
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_PATH",
    "CARGO_MANIFEST_LINKS",
    "CARGO_CRATE_NAME",
    "CARGO_BIN_NAME",
    "CARGO_PRIMARY_PACKAGE",
    "OUT_DIR",
];

/// The journeys, built together with the window that they drive: cargo then chooses one set of features for
/// what both stand on. Apart, Typst and all below it would be built a second time.
pub const JOURNEYS_AND_WINDOW: &[&str] = &["--package", "journeys", "--package", "waymark"];

/// The cargo that started us, or the one on the path.
pub fn cargo(root: &Path) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    plain(program, root)
}

/// npm, in the folder of the screens.
pub fn npm(root: &Path) -> Command {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = plain(program, &root.join("ui"));
    // No question, no colour codes, no news of a newer npm.
    command.env("CI", "true").env("NO_UPDATE_NOTIFIER", "1");
    command
}

/// Any program, in a folder, without what `cargo run` left in the environment.
pub fn plain(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    for name in SET_BY_CARGO_RUN {
        command.env_remove(name);
    }
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PKG_") {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a command with our own output and waits for it.
pub fn must(command: &mut Command) -> Result<(), Trouble> {
    let status = command.status().map_err(|cause| Trouble::Start {
        program: words(command),
        cause,
    })?;
    if status.success() {
        Ok(())
    } else {
        Err(Trouble::Failed {
            command: words(command),
            ending: status.to_string(),
        })
    }
}

/// Runs a command and gives what it wrote on standard output; its complaints go to ours.
pub fn read(command: &mut Command) -> Result<String, Trouble> {
    let output = command
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|cause| Trouble::Start {
            program: words(command),
            cause,
        })?;
    if !output.status.success() {
        return Err(Trouble::Failed {
            command: words(command),
            ending: output.status.to_string(),
        });
    }
    String::from_utf8(output.stdout).map_err(|_| Trouble::Shape {
        what: format!("the output of `{}`", words(command)),
    })
}

/// Runs a command quietly: what it wrote, or `None` when it cannot start or says no.
pub fn ask(command: &mut Command) -> Option<String> {
    let Output { status, stdout, .. } = command.output().ok()?;
    status
        .success()
        .then(|| String::from_utf8_lossy(&stdout).trim().to_owned())
}

/// Where a program is: the folders of PATH, then where Debian keeps programs that are not on
/// everybody's PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/bin", "/usr/sbin", "/usr/local/bin"].map(PathBuf::from))
        .map(|folder| folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

/// The command as a person would type it.
fn words(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::process::Stdio;

    fn here() -> PathBuf {
        std::env::temp_dir()
    }

    #[test]
    fn a_command_that_says_no_is_named_in_the_trouble() {
        let mut command = cargo(&here());
        command.arg("no-such-verb-of-cargo").stderr(Stdio::null());
        let trouble = must(&mut command).unwrap_err().to_string();
        assert!(
            trouble.starts_with("`cargo") && trouble.contains("no-such-verb-of-cargo` failed ("),
            "{trouble}"
        );
    }

    #[test]
    fn a_program_that_is_not_there_is_named_in_the_trouble() {
        let trouble = must(&mut plain("waymark-no-such-program", &here()))
            .unwrap_err()
            .to_string();
        assert!(
            trouble.starts_with("waymark-no-such-program could not start"),
            "{trouble}"
        );
    }

    #[test]
    fn what_a_program_wrote_comes_back() {
        let mut command = cargo(&here());
        assert!(
            read(command.arg("--version"))
                .unwrap()
                .starts_with("cargo ")
        );
    }

    #[test]
    fn a_program_that_says_no_gives_no_answer() {
        assert_eq!(ask(cargo(&here()).arg("no-such-verb-of-cargo")), None);
        assert_eq!(ask(&mut plain("waymark-no-such-program", &here())), None);
    }

    #[test]
    fn what_cargo_run_sets_is_not_handed_on() {
        let command = cargo(&here());
        let removed: Vec<_> = command
            .get_envs()
            .filter(|(_, value)| value.is_none())
            .map(|(name, _)| name.to_string_lossy().into_owned())
            .collect();
        // Cargo sets both for a test as it does for `cargo run`.
        assert!(removed.contains(&"CARGO_MANIFEST_DIR".to_owned()));
        assert!(removed.contains(&"CARGO_PKG_NAME".to_owned()));
        assert!(!removed.contains(&"CARGO_TARGET_DIR".to_owned()));
    }
}
