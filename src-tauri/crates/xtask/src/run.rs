//! The verb `run`: from a fresh checkout to the app on screen.

use crate::display::Display;
use crate::house::House;
use crate::say::say;
use crate::trouble::Trouble;
use crate::{process, setup, tour};

/// Sets the machine up, builds Waymark and starts it. Without a display it walks a sample contact
/// through the app in a virtual one instead.
pub fn run(words: &[String]) -> Result<(), Trouble> {
    let house = House::find()?;
    if Display::is_there() {
        setup::for_running(&house)?;
        setup::screens(&house)?;
        let mut command = process::cargo(&house.root);
        command.args([
            "run",
            "--package",
            "waymark",
            "--bin",
            "waymark",
            "--locked",
        ]);
        command.args(words);
        say("Building Waymark; the first time takes several minutes.");
        process::must(&mut command)
    } else {
        say(
            "There is no display here. Waymark will run in a virtual one and walk a made-up contact",
        );
        say("through every screen; it leaves pictures, and keeps nothing else.");
        setup::for_testing(&house)?;
        setup::screens(&house)?;
        tour::walk(&house)
    }
}
