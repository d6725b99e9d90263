//! The verb `test`: every check and test there is, cheapest first, stopping at the first failure.

use std::path::Path;
use std::process::Command;

use crate::display::{self, Display};
use crate::house::House;
use crate::say::complain;
use crate::trouble::Trouble;
use crate::{check, faults, process, sbom, setup, tour};

/// A stage: its name, and what it does.
type Stage = (&'static str, fn(&House) -> Result<(), Trouble>);

/// In order. The screens come before every stage that compiles the shell, which embeds them.
const STAGES: &[Stage] = &[
    ("set-up", setup::for_testing),
    ("format", format),
    ("packages of the screens", setup::packages),
    ("screens", setup::screens),
    ("licences, bans, sources and walls", check::run),
    ("list of what ships", sbom::stage),
    ("workflows of hosted runners", |house| {
        let mut node = process::plain("node", &house.root.join("ui"));
        process::must(node.arg("tools/workflows.js"))
    }),
    ("clippy", clippy),
    ("types of the screens", |house| {
        npm(house, &["run", "check"])
    }),
    ("lint of the screens", |house| npm(house, &["run", "lint"])),
    ("tests of the screens", |house| npm(house, &["test"])),
    ("tests", tests),
    ("faults around the vault", faults::stage),
    ("build for the journeys", tour::build),
    ("journeys", journeys),
];

/// Runs every stage. The runners' own words come through as they are, so the last lines of a run
/// that passed are those of the journeys. With words, only the journeys whose names hold one of them: what
/// somebody runs again and again who works on one.
pub fn test(words: &[String]) -> Result<(), Trouble> {
    let house = House::find()?;
    if words.is_empty() {
        return run(STAGES, &house);
    }
    setup::for_testing(&house)?;
    setup::screens(&house)?;
    tour::build(&house)?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    journeys_named(&house, &words)
}

fn run(stages: &[Stage], house: &House) -> Result<(), Trouble> {
    for (number, (stage, work)) in stages.iter().enumerate() {
        complain(&format!("{}/{}: {stage}", number + 1, stages.len()));
        work(house).map_err(|cause| Trouble::Stage {
            stage,
            cause: Box::new(cause),
        })?;
    }
    Ok(())
}

fn cargo(root: &Path, words: &[&str]) -> Command {
    let mut cargo = process::cargo(root);
    cargo.args(words);
    cargo
}

fn npm(house: &House, words: &[&str]) -> Result<(), Trouble> {
    process::must(process::npm(&house.root).args(words))
}

fn format(house: &House) -> Result<(), Trouble> {
    process::must(&mut cargo(&house.root, &["fmt", "--all", "--check"]))
}

fn clippy(house: &House) -> Result<(), Trouble> {
    process::must(&mut cargo(
        &house.root,
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
    ))
}

fn tests(house: &House) -> Result<(), Trouble> {
    process::must(&mut cargo(
        &house.root,
        &["test", "--workspace", "--locked", "--exclude", "journeys"],
    ))
}

fn journeys(house: &House) -> Result<(), Trouble> {
    journeys_named(house, &[])
}

/// The journeys whose names hold one of these words; without words, all.
fn journeys_named(house: &House, words: &[&str]) -> Result<(), Trouble> {
    // There is no WebDriver for the web view of macOS, and on Windows it belongs to the browser.
    if !cfg!(target_os = "linux") {
        complain("the journeys need Linux; they were not run here.");
        return Ok(());
    }
    let status = with_journeys(house, words, |command| {
        let hides = faults::HIDES.to_string();
        command.env("WAYMARK_FAULTS_HIDES", hides).status()
    })?;
    if status.success() {
        return Ok(());
    }
    Err(Trouble::Failed {
        command: "cargo test --package journeys".to_owned(),
        ending: status.to_string(),
    })
}

/// Starts journeys with everything that they need, and the runner with these words.
pub fn with_journeys<T>(
    house: &House,
    words: &[&str],
    start: impl FnOnce(&mut Command) -> std::io::Result<T>,
) -> Result<T, Trouble> {
    // Not the examples in the documentation: there are none, and an empty run would speak last.
    // Each by its name: the window itself was built before, in a way of its own.
    let targets = "--lib --bin bench --bin tour --test journeys --locked";
    let package: Vec<&str> = ["test"]
        .into_iter()
        .chain(process::JOURNEYS_AND_WINDOW.iter().copied())
        .chain(targets.split(' '))
        .collect();
    // Built before the display is up, so that no journey waits on a compiler.
    let mut build = cargo(&house.root, &package);
    process::must(build.arg("--no-run"))?;
    let display = Display::for_windows()?;
    let mut command = cargo(&house.root, &package);
    command.arg("--").args(words);
    display::journey_environment(&mut command, display.as_ref(), house)?;
    // A display of its own, where no other window takes the keys.
    let keyboard = Display::start()?;
    command
        .env("WAYMARK_KEYBOARD_DISPLAY", keyboard.name())
        .env("WAYMARK_PROBE", tour::probe(house));
    start(&mut command).map_err(|cause| Trouble::Start {
        program: "cargo".to_owned(),
        cause,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house() -> House {
        House {
            root: std::env::temp_dir(),
            target: std::env::temp_dir(),
        }
    }

    fn fails(house: &House) -> Result<(), Trouble> {
        let words = ["no-such-verb-of-cargo"];
        process::must(cargo(&house.root, &words).stderr(std::process::Stdio::null()))
    }

    fn is_never_reached(_house: &House) -> Result<(), Trouble> {
        panic!("a stage ran after one that failed");
    }

    #[test]
    fn the_first_failure_ends_the_run_and_names_its_stage() {
        let stages: &[Stage] = &[
            ("passes", |_| Ok(())),
            ("breaks", fails),
            ("later", is_never_reached),
        ];
        let trouble = run(stages, &house()).unwrap_err().to_string();
        assert!(
            trouble.starts_with("the stage \"breaks\" failed: `cargo"),
            "{trouble}"
        );
    }

    #[test]
    fn a_run_without_a_failure_passes() {
        assert!(run(&[("passes", |_| Ok(()))], &house()).is_ok());
    }

    #[test]
    fn the_screens_are_built_before_anything_compiles_the_shell() {
        let place = |name: &str| STAGES.iter().position(|(stage, _)| *stage == name).unwrap();
        for stage in ["clippy", "tests", "build for the journeys", "journeys"] {
            assert!(place("screens") < place(stage), "{stage}");
        }
    }
}
