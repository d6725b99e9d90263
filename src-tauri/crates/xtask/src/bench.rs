//! The verb `bench`: the release build against bare parts of the same machine.

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
    let windows = asks_for_windows(words);
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
    command.args(words);
    if !windows {
        return process::must(&mut command);
    }
    let display = Display::for_windows()?;
    display::environment(&mut command, display.as_ref());
    command
        .env("WAYMARK_APP", house.program("release", "waymark"))
        .env("WAYMARK_EMPTY", house.program("release", "empty-window"));
    process::must(&mut command)
}

/// True when a window is measured: by its name, or because no figure is named and so all are.
/// Building the two takes many times longer than measuring everything else.
fn asks_for_windows(words: &[String]) -> bool {
    let mut names = words
        .iter()
        .filter(|word| !word.starts_with("--") && word.parse::<u32>().is_err())
        .peekable();
    names.peek().is_none() || names.any(|name| name == "start")
}

fn build_windows(house: &House) -> Result<(), Trouble> {
    setup::screens(house)?;
    // Both with the protocol of what ships, so that they are built from the same tauri.
    for (package, features) in [
        ("waymark", "probe,tauri/custom-protocol"),
        ("empty-window", "tauri/custom-protocol"),
    ] {
        say(&format!("Building {package} for release."));
        process::must(release::build(house).args(["--package", package, "--features", features]))?;
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
            asks_for_windows(&words)
        };
        assert!(asks(""));
        assert!(asks("--rounds 7"));
        assert!(asks("score start"));
        assert!(!asks("score"));
        assert!(!asks("--contacts 10000 unlock --rounds 7"));
    }
}
