//! The verb `tour`: one sample contact through the app, with a picture of every screen.

use std::path::PathBuf;

use crate::display::{self, Display};
use crate::house::House;
use crate::say::say;
use crate::trouble::Trouble;
use crate::{process, setup};

/// Builds the app for WebDriver, walks it through a sample contact in a virtual display and says
/// where the pictures are.
pub fn tour(_words: &[String]) -> Result<(), Trouble> {
    let house = House::find()?;
    setup::for_testing(&house)?;
    setup::screens(&house)?;
    walk(&house)
}

/// The walk itself, on a machine that is set up.
pub fn walk(house: &House) -> Result<(), Trouble> {
    build(house)?;
    process::must(
        process::cargo(&house.root)
            .arg("build")
            .args(process::JOURNEYS_AND_WINDOW)
            .args(["--bin", "tour", "--locked"]),
    )?;
    let pictures = house.target.join("tour");
    let display = Display::for_windows()?;
    let mut command = process::plain(house.program("debug", "tour"), &house.root);
    command.arg(&pictures);
    display::journey_environment(&mut command, display.as_ref(), house)?;
    process::must(&mut command)?;
    say(&format!("The pictures are in {}.", pictures.display()));
    Ok(())
}

/// The app as the journeys drive it, in both builds.
///
/// - With `probe` it is what ships but for saying the titles of its pages: the journeys that need
///   the shipped window drive it by keyboard. It is put aside, because cargo gives both one name.
/// - With `journey` it is open to WebDriver; that build is never shipped.
pub fn build(house: &House) -> Result<(), Trouble> {
    build_with(house, "probe")?;
    let aside = probe(house);
    std::fs::copy(house.program("debug", "waymark"), &aside)
        .map_err(|cause| Trouble::File { path: aside, cause })?;
    build_with(house, "journey")
}

fn build_with(house: &House, feature: &str) -> Result<(), Trouble> {
    process::must(process::cargo(&house.root).args([
        "build",
        "--package",
        "waymark",
        "--bin",
        "waymark",
        "--features",
        feature,
        "--locked",
    ]))
}

/// The build that is driven by keyboard.
pub fn probe(house: &House) -> PathBuf {
    house.program("debug", "waymark-probe")
}
