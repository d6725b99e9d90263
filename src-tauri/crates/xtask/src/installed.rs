//! The verb `installed`: the deb in a clean system, as somebody installs it.
//!
//! Not a stage of `test`: it builds what ships, which takes a quarter of an hour, and fetches a small Debian.
//! The release workflow calls it. What is done in the clean system stands in `tests/src/bin/installed`.

use crate::display::{self, Display};
use crate::house::{self, House};
use crate::release;
use crate::say::say;
use crate::trouble::Trouble;
use crate::{bundle, process, setup};

/// Builds and packs two versions of what ships, and hands them to the program that installs and uses them.
/// With the word `debug`, those of the build that is worked on: quicker, to try the way out, and no proof.
pub fn installed(words: &[String]) -> Result<(), Trouble> {
    let to_try = match words {
        [] => false,
        [word] if word == "debug" => true,
        _ => {
            return Err(Trouble::Words {
                what: "`installed` takes no word, or `debug`".to_owned(),
            });
        }
    };
    let house = House::find()?;
    setup::for_installing(&house)?;
    let program = if to_try {
        bundle::build_to_try(&house)?
    } else {
        bundle::build(&house)?
    };
    let version = release::version(&house.root)?;
    let folder = house.target.join("installed");
    let first = bundle::pack(&house, &program, &version, &["deb"], &folder)?;
    // The same program under a later version: what is tried is what a package manager does.
    let later = bundle::pack(&house, &program, &next(&version)?, &["deb"], &folder)?;
    say("Building what installs and uses it.");
    process::must(
        process::cargo(&house.root)
            .arg("build")
            .args(process::JOURNEYS_AND_WINDOW)
            .args(["--bin", "installed", "--locked"]),
    )?;
    let display = Display::start()?;
    // A clean system is a root folder with users of its own: only root may make one.
    let by_root =
        process::ask(process::plain("id", &house.root).arg("-u")).is_some_and(|id| id == "0");
    let mut command = if by_root {
        process::plain("env", &house.root)
    } else {
        let mut sudo = process::plain("sudo", &house.root);
        sudo.arg("env");
        sudo
    };
    command
        .arg(format!("DISPLAY={}", display.name()))
        .arg(house.program("debug", "installed"))
        .arg(house::cache()?.join("clean"))
        .args(first)
        .args(later);
    display::environment(&mut command, Some(&display));
    process::must(&mut command)
}

/// The version behind this one.
fn next(version: &str) -> Result<String, Trouble> {
    let next = version.rsplit_once('.').and_then(|(front, last)| {
        let last: u32 = last.parse().ok()?;
        Some(format!("{front}.{}", last + 1))
    });
    next.ok_or_else(|| Trouble::Shape {
        what: format!("the version {version}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_to_upgrade_to_is_a_later_one() {
        assert_eq!(next("0.1.0").unwrap(), "0.1.1");
        assert_eq!(next("1.2.9").unwrap(), "1.2.10");
        assert!(next("1.2.x").is_err());
    }
}
