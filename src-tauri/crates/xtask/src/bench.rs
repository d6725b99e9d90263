//! The verb `bench`: the release build against bare parts of the same machine. Without the name of a figure
//! it measures all, and writes `BENCHMARKS.md`.

use std::path::PathBuf;

use crate::display::{self, Display};
use crate::house::House;
use crate::say::say;
use crate::trouble::Trouble;
use crate::{process, release, setup};

/// Builds the app and the empty window beside it as they ship, where their start is measured, then
/// measures. The words after the verb are handed to the measuring program.
pub fn bench(words: &[String]) -> Result<(), Trouble> {
    let house = House::find()?;
    setup::for_testing(&house)?;
    let windows = asks_for(words, &["start", "beside"]);
    let screens = asks_for(words, &["screens", "hide"]);
    if screens {
        build_driven(&house)?;
    }
    if windows {
        build_windows(&house)?;
    }
    // Built before the display is up, so that nothing waits on a compiler in there.
    process::must(
        release::build(&house)
            .args(process::JOURNEYS_AND_WINDOW)
            .args(["--bin", "bench"]),
    )?;
    let mut command = process::plain(house.program("release", "bench"), &house.root);
    command.args(words).env("WAYMARK_COMMIT", commit(&house));
    if names(words).next().is_none() {
        command.arg("--table").arg(house.root.join("BENCHMARKS.md"));
    }
    if !windows && !screens {
        return process::must(&mut command);
    }
    let display = Display::for_windows()?;
    display::environment(&mut command, display.as_ref());
    if let Some(other) = setup::beside() {
        command.env("WAYMARK_BESIDE", other);
    }
    if let Some(package) = package(&house) {
        command.env("WAYMARK_PACKAGE", package);
    }
    command
        .env("WAYMARK_APP", house.program("release", "waymark"))
        .env("WAYMARK_EMPTY", house.program("release", "empty-window"))
        .env("WAYMARK_SCREENS", driven(&house));
    if screens {
        command.env("TAURI_DRIVER", setup::tauri_driver()?);
    }
    process::must(&mut command)
}

/// The names of figures among the words.
fn names(words: &[String]) -> impl Iterator<Item = &str> {
    let values = words.iter().map(String::as_str).zip(
        // What a flag takes is no name.
        [false]
            .into_iter()
            .chain(words.iter().map(|word| word.starts_with("--"))),
    );
    values
        .filter(|(word, is_value)| !is_value && !word.starts_with("--"))
        .map(|(word, _)| word)
}

/// The commit that is measured, for the table.
fn commit(house: &House) -> String {
    let git = |words: &[&str]| process::ask(process::plain("git", &house.root).args(words));
    let Some(commit) = git(&["rev-parse", "--short", "HEAD"]) else {
        return "not known".to_owned();
    };
    match git(&["status", "--porcelain", "--untracked-files=no"]) {
        Some(changes) if changes.is_empty() => commit,
        _ => format!("{commit}, with changes"),
    }
}

/// The newest package of `cargo xtask bundle`, if there is one.
fn package(house: &House) -> Option<PathBuf> {
    let folder = house.target.join("bundle");
    let files = std::fs::read_dir(folder).ok()?.flatten();
    files
        .map(|file| file.path())
        .filter(|file| file.extension().is_some_and(|ending| ending == "deb"))
        .max_by_key(|file| file.metadata().and_then(|data| data.modified()).ok())
}

/// The window that WebDriver can drive, built for release. It is never shipped.
fn driven(house: &House) -> PathBuf {
    house.program("release", "waymark-driven")
}

/// Builds it and puts it aside, because cargo gives it the name of the one that ships.
fn build_driven(house: &House) -> Result<(), Trouble> {
    setup::screens(house)?;
    say("Building the window that is driven for release.");
    process::must(release::build(house).args([
        "--package",
        "waymark",
        "--bin",
        "waymark",
        "--features",
        "journey",
    ]))?;
    let aside = driven(house);
    std::fs::copy(house.program("release", "waymark"), &aside)
        .map_err(|cause| Trouble::File { path: aside, cause })?;
    Ok(())
}

/// True when these figures are asked for: by their name, or because none is named and so all are.
/// Building a window takes many times longer than measuring everything else.
fn asks_for(words: &[String], figures: &[&str]) -> bool {
    let mut names = names(words).peekable();
    names.peek().is_none() || names.any(|name| figures.contains(&name))
}

fn build_windows(house: &House) -> Result<(), Trouble> {
    setup::screens(house)?;
    // Both with the protocol of what ships, so that they are built from the same tauri.
    for (package, features) in [
        ("waymark", "probe,tauri/custom-protocol"),
        ("empty-window", "tauri/custom-protocol"),
    ] {
        say(&format!("Building {package} for release."));
        // The window alone: whatever else its package builds would be linked as long as it.
        process::must(release::build(house).args([
            "--package",
            package,
            "--bin",
            package,
            "--features",
            features,
        ]))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_windows_are_built_only_where_their_start_is_measured() {
        let asks = |words: &str| {
            let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
            asks_for(&words, &["start", "beside"])
        };
        assert!(asks(""));
        assert!(asks("--rounds 7"));
        assert!(asks("score start"));
        assert!(!asks("score"));
        assert!(asks("beside"));
        assert!(!asks("--contacts 10000 unlock --rounds 7"));
        assert!(!asks("--contacts 1000,10000 --table start unlock"));
    }
}
