//! The verb `bench`: the release build against bare parts of the same machine.

use std::path::PathBuf;

use crate::display::{self, Display};
use crate::house::House;
use crate::say::say;
use crate::trouble::Trouble;
use crate::{process, setup};

/// Builds the app and the empty window beside it as they ship, where their start is measured, then
/// measures. The words after the verb are handed to the measuring program.
pub fn bench(words: &[String]) -> Result<(), Trouble> {
    let house = House::find()?;
    setup::for_testing(&house)?;
    let (windows, screens) = (asks_for(words, "start"), asks_for(words, "screens"));
    if screens {
        build_driven(&house)?;
    }
    if windows {
        build_windows(&house)?;
    }
    // Built before the display is up, so that nothing waits on a compiler in there.
    process::must(
        process::cargo(&house.root)
            .args(["build", "--release"])
            .args(process::JOURNEYS_AND_WINDOW)
            .args(["--bin", "bench", "--locked"]),
    )?;
    let mut command = process::plain(house.program("release", "bench"), &house.root);
    command.args(words);
    if !windows && !screens {
        return process::must(&mut command);
    }
    let display = Display::for_windows()?;
    display::environment(&mut command, display.as_ref());
    command
        .env("WAYMARK_APP", house.program("release", "waymark"))
        .env("WAYMARK_EMPTY", house.program("release", "empty-window"))
        .env("WAYMARK_SCREENS", driven(&house));
    if screens {
        command.env("TAURI_DRIVER", setup::tauri_driver()?);
    }
    process::must(&mut command)
}

/// The window that WebDriver can drive, built for release. It is never shipped.
fn driven(house: &House) -> PathBuf {
    house.program("release", "waymark-driven")
}

/// Builds it and puts it aside, because cargo gives it the name of the one that ships.
fn build_driven(house: &House) -> Result<(), Trouble> {
    setup::screens(house)?;
    say("Building the window that is driven for release.");
    process::must(process::cargo(&house.root).args([
        "build",
        "--release",
        "--package",
        "waymark",
        "--bin",
        "waymark",
        "--features",
        "journey",
        "--locked",
    ]))?;
    let aside = driven(house);
    std::fs::copy(house.program("release", "waymark"), &aside)
        .map_err(|cause| Trouble::File { path: aside, cause })?;
    Ok(())
}

/// True when these figures are asked for: by their name, or because none is named and so all are.
/// Building a window takes many times longer than measuring everything else.
fn asks_for(words: &[String], figures: &str) -> bool {
    let mut names = words
        .iter()
        .filter(|word| !word.starts_with("--") && word.parse::<u32>().is_err())
        .peekable();
    names.peek().is_none() || names.any(|name| name == figures)
}

fn build_windows(house: &House) -> Result<(), Trouble> {
    setup::screens(house)?;
    // Both with the protocol of what ships, so that they are built from the same tauri.
    for (package, features) in [
        ("waymark", "probe,tauri/custom-protocol"),
        ("empty-window", "tauri/custom-protocol"),
    ] {
        say(&format!("Building {package} for release."));
        process::must(process::cargo(&house.root).args([
            "build",
            "--release",
            "--package",
            package,
            "--features",
            features,
            "--locked",
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
            asks_for(&words, "start")
        };
        assert!(asks(""));
        assert!(asks("--rounds 7"));
        assert!(asks("score start"));
        assert!(!asks("score"));
        assert!(!asks("--contacts 10000 unlock --rounds 7"));
    }
}
