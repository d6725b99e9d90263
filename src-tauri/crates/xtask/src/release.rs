//! How what ships is built, wherever it is built: the verbs `bundle` and `bench` both come here, so that what
//! is measured is what ships.
//!
//! The same tree gives the same version, and no path of the machine stands in the program: it would carry the
//! name of whoever built it.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::process::Command;

use crate::house::House;
use crate::process;
use crate::trouble::Trouble;

/// Stands in every build that is for tests alone: `src-tauri/src/lib.rs` puts it there.
pub const NEVER_SHIPPED: &str = "waymark: this build is for tests alone and never ships";

/// Where the program was built from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// The first twelve letters of its hash, with `+` behind them when files were changed since; empty
    /// without git.
    pub name: String,
    /// When it was made, seconds since 1970.
    pub at: u64,
}

impl Commit {
    /// Asks git. Nothing is fetched. Without git, as in a source archive, `WAYMARK_COMMIT` and
    /// `SOURCE_DATE_EPOCH` may say it.
    pub fn of(root: &Path) -> Commit {
        let git = |words: &str| process::ask(process::plain("git", root).args(words.split(' ')));
        let set = |name: &str| std::env::var(name).unwrap_or_default();
        match (git("rev-parse --short=12 HEAD"), git("log -1 --format=%ct")) {
            (Some(name), Some(at)) => Commit {
                name: match git("status --porcelain") {
                    Some(changed) if changed.is_empty() => name,
                    _ => format!("{name}+"),
                },
                at: at.parse().unwrap_or(0),
            },
            _ => Commit {
                name: set("WAYMARK_COMMIT"),
                at: set("SOURCE_DATE_EPOCH").parse().unwrap_or(0),
            },
        }
    }
}

/// The version of the workspace, the one place where it stands.
pub fn version(root: &Path) -> Result<String, Trouble> {
    let said = process::read(process::cargo(root).args([
        "metadata",
        "--no-deps",
        "--locked",
        "--format-version",
        "1",
    ]))?;
    let shape = || Trouble::Shape {
        what: "the output of `cargo metadata`".to_owned(),
    };
    let said: serde_json::Value = serde_json::from_str(&said).map_err(|_| shape())?;
    let packages = said["packages"].as_array().ok_or_else(shape)?;
    let waymark = packages.iter().find(|package| package["name"] == "waymark");
    let version = waymark.and_then(|package| package["version"].as_str());
    version.map(str::to_owned).ok_or_else(shape)
}

/// `cargo build --release`, so that nothing of the machine gets into what it builds.
pub fn build(house: &House) -> Command {
    let mut cargo = process::cargo(&house.root);
    cargo
        .args(["build", "--release", "--locked"])
        .env(
            "CARGO_ENCODED_RUSTFLAGS",
            flags(&places(house)).join("\u{1f}"),
        )
        // OpenSSL writes the day on which it is built into itself. Nobody reads it.
        .env("SOURCE_DATE_EPOCH", "315532800");
    if cfg!(unix) {
        // OpenSSL would look for parts to load below the folder that it was built in. There are none, and
        // where there is no folder nobody can put one.
        cargo.env(
            "CPPFLAGS",
            "-UMODULESDIR -UENGINESDIR -DMODULESDIR=\"\\\"/nonexistent\\\"\" \
             -DENGINESDIR=\"\\\"/nonexistent\\\"\"",
        );
    }
    cargo
}

/// The folders whose names would get into a program, and what stands there instead. The last one that fits is
/// what rustc takes, so the widest come first.
fn places(house: &House) -> Vec<(PathBuf, &'static str)> {
    let home = std::env::home_dir();
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| home.as_ref().map(|home| home.join(".cargo")));
    let mut places = Vec::new();
    places.extend(home.map(|home| (home, "/home")));
    places.extend(cargo.map(|cargo| (cargo, "/cargo")));
    places.push((house.root.clone(), "/waymark"));
    places.push((house.target.clone(), "/target"));
    places
}

fn flags(places: &[(PathBuf, &'static str)]) -> Vec<String> {
    let flag = |(place, instead): &(PathBuf, &str)| {
        format!("--remap-path-prefix={}={instead}", place.display())
    };
    places.iter().map(flag).collect()
}

/// What stands in a program and must not: folders of this machine, and the mark of a build for tests.
pub fn faults(house: &House, program: &[u8]) -> Vec<String> {
    let mut faults = Vec::new();
    for (place, _) in places(house) {
        let place = place.display().to_string();
        // Where everything lies on top, its name says nothing. And "/root" alone begins many a word: only
        // something below it is a path.
        if place.len() > 1 && holds(program, format!("{place}{MAIN_SEPARATOR}").as_bytes()) {
            faults.push(format!("{place} stands in the program"));
        }
    }
    if holds(program, NEVER_SHIPPED.as_bytes()) {
        faults.push("the program is a build for tests, which never ships".to_owned());
    }
    faults
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house() -> House {
        House {
            root: PathBuf::from("/work/someone/waymark"),
            target: PathBuf::from("/work/someone/target"),
        }
    }

    #[test]
    fn every_place_of_the_machine_gets_another_name_the_narrowest_last() {
        let places = places(&house());
        let flags = flags(&places);
        assert_eq!(
            flags.last().unwrap(),
            "--remap-path-prefix=/work/someone/target=/target"
        );
        assert!(
            flags.iter().any(|flag| flag.ends_with("=/cargo")),
            "{flags:?}"
        );
    }

    #[test]
    fn a_program_with_a_folder_of_the_machine_or_for_tests_is_refused() {
        let house = house();
        assert_eq!(faults(&house, b"panicked at /waymark/src/lib.rs"), [""; 0]);
        let path = b"....panicked at /work/someone/waymark/src/lib.rs";
        assert_eq!(faults(&house, path).len(), 1);
        let word = b"a path of a library, math/work/someone/waymark.rs, is none of the machine";
        assert_eq!(faults(&house, word), [""; 0]);
        let test = format!("\0{NEVER_SHIPPED}\0");
        assert_eq!(
            faults(&house, test.as_bytes()),
            ["the program is a build for tests, which never ships"]
        );
    }

    #[test]
    fn the_mark_of_builds_for_tests_is_the_one_that_they_have() {
        let root = House::find().unwrap().root;
        let shell = std::fs::read_to_string(root.join("src-tauri/src/lib.rs")).unwrap();
        assert!(shell.contains(&format!("b\"{NEVER_SHIPPED}\"")));
    }
}
