//! The verb `bench`: the release build against bare parts of the same machine.

use crate::display::{self, Display};
use crate::house::House;
use crate::say::say;
use crate::trouble::Trouble;
use crate::{process, setup};

/// Builds the app and the empty window beside it as they ship, then measures. The words after the
/// verb are handed to the measuring program.
pub fn bench(words: &[String]) -> Result<(), Trouble> {
    let house = House::find()?;
    setup::for_testing(&house)?;
    setup::screens(&house)?;
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
    let measure = |verb: &str| {
        let mut cargo = process::cargo(&house.root);
        cargo.args([
            verb,
            "--release",
            "--package",
            "journeys",
            "--bin",
            "bench",
            "--locked",
        ]);
        cargo
    };
    // Built before the display is up, so that nothing waits on a compiler in there.
    process::must(&mut measure("build"))?;
    let display = Display::for_windows()?;
    let mut command = measure("run");
    command.arg("--").args(words);
    display::environment(&mut command, display.as_ref());
    command
        .env("WAYMARK_APP", house.program("release", "waymark"))
        .env("WAYMARK_EMPTY", house.program("release", "empty-window"));
    process::must(&mut command)
}
