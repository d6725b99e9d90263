//! The verb `faults`: whether the vault and the window keep their promises when everything around them
//! fails, one line each.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use crate::house::House;
use crate::say::{complain, say};
use crate::trouble::Trouble;
use crate::{process, setup, test, tour};

/// The lines of the window: what a line is called, and the journey that tests it.
const WINDOW: &[(&str, &str)] = &[
    ("words", "shipped::no_file"),
    ("memory", "memory::three_seconds"),
    ("sockets", "sockets::a_whole_session"),
    ("hide", "hide::by_real_keys"),
];

/// The inputs that are fuzzed, as their folders in the corpus are called.
const INPUTS: &[&str] = &[
    "key_slots",
    "backup",
    "phrase",
    "search",
    "command",
    "csv",
    "identifiers",
    "pack",
];

/// How often the screen is hidden: enough for what 99 of 100 stay below.
pub const HIDES: u64 = 50;

/// How long each input is fuzzed in the long form, in seconds.
const FUZZED: u64 = 600;

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    /// The words for the program that fails things around the vault. None: it is not run.
    vault: Option<Vec<String>>,
    /// The journeys.
    window: Vec<&'static str>,
    hides: u64,
    /// The inputs that are fuzzed, and for how many seconds each.
    fuzz: (Vec<&'static str>, u64),
}

impl Asked {
    /// Reads the words behind the verb. Those that are not for the window or the fuzzers are handed on.
    fn read(words: &[String]) -> Result<Self, Trouble> {
        let long = words.iter().any(|word| word == "--long");
        let mut only = None;
        let (mut hides, mut seconds) = (HIDES, if long { FUZZED } else { 0 });
        let mut vault = Vec::new();
        let mut rest = words.iter();
        while let Some(word) = rest.next() {
            match word.as_str() {
                "--hides" => hides = number(word, rest.next())?,
                "--fuzz" => seconds = number(word, rest.next())?,
                "--only" => only = rest.next(),
                _ => vault.push(word.clone()),
            }
        }
        let wanted = |name: &str| only.is_none_or(|only| name == only || only == "window");
        let window: Vec<_> = WINDOW
            .iter()
            .filter(|(name, _)| wanted(name))
            .map(|(_, journey)| *journey)
            .collect();
        let fuzzed = |name: &str| only.is_none_or(|only| name == only || only == "fuzzing");
        let inputs: Vec<_> = INPUTS.iter().copied().filter(|name| fuzzed(name)).collect();
        let ours = only.is_some() && !(window.is_empty() && inputs.is_empty());
        if let Some(only) = only {
            vault.extend(["--only".to_owned(), only.clone()]);
        }
        Ok(Self {
            vault: (!ours).then_some(vault),
            window,
            hides,
            fuzz: (if seconds == 0 { Vec::new() } else { inputs }, seconds),
        })
    }
}

fn number(word: &str, value: Option<&String>) -> Result<u64, Trouble> {
    value
        .and_then(|value| value.parse().ok())
        .ok_or_else(|| Trouble::Words {
            what: format!("{word} needs a number"),
        })
}

/// Runs every line, or those that the words ask for: `--only kill`, `--only window`, `--long`,
/// `--seed 7`, `--hides 50`, `--fuzz 600`.
pub fn faults(words: &[String]) -> Result<(), Trouble> {
    let asked = Asked::read(words)?;
    let house = House::find()?;
    if !is_possible() {
        return Ok(());
    }
    if let Some(words) = &asked.vault {
        vault(&house, words)?;
    }
    if !asked.window.is_empty() {
        window(&house, &asked.window, asked.hides)?;
    }
    let (inputs, seconds) = &asked.fuzz;
    if !inputs.is_empty() {
        setup::fuzzing(&house.root)?;
    }
    for input in inputs {
        fuzz(&house, input, *seconds)?;
    }
    Ok(())
}

/// The short form for the vault, as a stage of the tests. The window's lines are journeys there, and
/// what the fuzzers found is replayed by the tests of `inputs`.
pub fn stage(house: &House) -> Result<(), Trouble> {
    if !is_possible() {
        return Ok(());
    }
    vault(house, &[])
}

/// The calls that fail are those of Linux.
fn is_possible() -> bool {
    let is_possible = cfg!(target_os = "linux");
    if !is_possible {
        complain("the faults need Linux; they were not run here.");
    }
    is_possible
}

fn vault(house: &House, words: &[String]) -> Result<(), Trouble> {
    // In the profile of development: what takes time is compiled as in what ships.
    let mut cargo = process::cargo(&house.root);
    cargo.args(["run", "--quiet", "--package", "faults", "--locked", "--"]);
    process::must(cargo.args(words))
}

fn window(house: &House, journeys: &[&str], hides: u64) -> Result<(), Trouble> {
    setup::for_testing(house)?;
    setup::screens(house)?;
    tour::build(house)?;
    let mut words = vec!["--nocapture", "--test-threads", "1"];
    words.extend(journeys);
    let output = test::with_journeys(house, &words, |command| {
        command.env("WAYMARK_FAULTS_HIDES", hides.to_string());
        command.stderr(Stdio::piped());
        command.output()
    })?;
    let said = text(&output);
    if output.status.success() {
        // Behind what the runner says of the test, on the same line.
        let measured = said
            .lines()
            .filter_map(|line| line.split_once("measured: "));
        for (_, line) in measured {
            say(&format!("{line} ... ok"));
        }
        return Ok(());
    }
    complain(&said);
    Err(Trouble::Failed {
        command: format!("the journeys {}", journeys.join(" ")),
        ending: output.status.to_string(),
    })
}

/// Feeds an input for some seconds. What is found worth keeping stays in the folder of the build.
fn fuzz(house: &House, input: &str, seconds: u64) -> Result<(), Trouble> {
    let target = house.target.join("fuzz");
    let found = target.join("found").join(input);
    std::fs::create_dir_all(&found).map_err(|cause| Trouble::File {
        path: found.clone(),
        cause,
    })?;
    let inputs: PathBuf = house.root.join("src-tauri/crates/inputs");
    let mut command = fuzzer(&inputs);
    command
        .env("CARGO_TARGET_DIR", target)
        .args(["fuzz", "run", input])
        .args([&found, &inputs.join("corpus").join(input)])
        .args(["--", "-print_final_stats=1", "-timeout=30"])
        .arg(format!("-max_total_time={seconds}"));
    let output = command.output().map_err(|cause| Trouble::Start {
        program: "cargo fuzz".to_owned(),
        cause,
    })?;
    let said = text(&output);
    let tried = said
        .lines()
        .filter_map(|line| line.strip_prefix("stat::number_of_executed_units:"))
        .next_back();
    match tried {
        Some(tried) if output.status.success() => {
            say(&format!(
                "fuzzing {input}: {} inputs in {seconds} s, 0 crashes ... ok",
                tried.trim()
            ));
            Ok(())
        }
        _ => {
            complain(&said);
            Err(Trouble::Failed {
                command: format!("cargo fuzz run {input}"),
                ending: output.status.to_string(),
            })
        }
    }
}

/// cargo, with the compiler that libFuzzer needs and our own cargo-fuzz.
fn fuzzer(folder: &std::path::Path) -> Command {
    let mut command = process::plain("cargo", folder);
    // What started us names its own compiler there.
    command.env_remove("RUSTUP_TOOLCHAIN").arg("+nightly");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let tools = setup::tools().map(|tools| tools.join("bin")).into_iter();
    if let Ok(path) = std::env::join_paths(tools.chain(std::env::split_paths(&path))) {
        command.env("PATH", path);
    }
    command
}

fn text(output: &Output) -> String {
    [&output.stdout, &output.stderr]
        .map(|bytes| String::from_utf8_lossy(bytes))
        .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(words: &str) -> Asked {
        let words: Vec<_> = words.split_whitespace().map(str::to_owned).collect();
        Asked::read(&words).unwrap()
    }

    #[test]
    fn without_a_word_every_line_is_run_and_nothing_is_fuzzed() {
        let asked = asked("");
        assert_eq!(asked.vault, Some(Vec::new()));
        assert_eq!(asked.window.len(), WINDOW.len());
        assert_eq!((asked.hides, asked.fuzz.0.len()), (HIDES, 0));
    }

    #[test]
    fn the_long_form_fuzzes_everything() {
        let asked = asked("--long --seed 7");
        let words: Vec<String> = vec!["--long".into(), "--seed".into(), "7".into()];
        assert_eq!(asked.vault, Some(words));
        assert_eq!(asked.fuzz, (INPUTS.to_vec(), FUZZED));
    }

    #[test]
    fn one_line_can_be_asked_for_wherever_it_is_run() {
        let vault = asked("--only kill");
        assert!(vault.window.is_empty() && vault.fuzz.0.is_empty());
        assert_eq!(vault.vault.unwrap(), ["--only", "kill"]);
        let hide = asked("--only hide --hides 3");
        assert_eq!((hide.vault, hide.hides), (None, 3));
        assert_eq!(hide.window, ["hide::by_real_keys"]);
        let window = asked("--only window");
        assert_eq!((window.vault, window.window.len()), (None, WINDOW.len()));
        let fuzz = asked("--only phrase --fuzz 5");
        assert_eq!(fuzz.fuzz, (vec!["phrase"], 5));
        assert!(fuzz.vault.is_none() && fuzz.window.is_empty());
    }

    #[test]
    fn a_word_without_its_number_is_not_understood() {
        assert!(Asked::read(&["--hides".to_owned()]).is_err());
        assert!(Asked::read(&["--fuzz".to_owned(), "long".to_owned()]).is_err());
    }

    #[test]
    fn every_input_is_fuzzed() {
        let house = House::find().unwrap();
        let corpus = house.root.join("src-tauri/crates/inputs/corpus");
        let folders = std::fs::read_dir(corpus).unwrap();
        let mut folders: Vec<_> = folders
            .map(|folder| folder.unwrap().file_name().into_string().unwrap())
            .collect();
        folders.sort();
        let mut inputs = INPUTS.to_vec();
        inputs.sort_unstable();
        assert_eq!(folders, inputs);
    }
}
