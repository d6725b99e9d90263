//! The verb `mutants`: whether the tests of the pure core notice when one of its rules is changed.
//!
//! cargo-mutants changes one thing at a time in a copy of the tree (a `>` to a `>=`, a function to a
//! constant) and runs casework's own tests. A change that no test notices is a rule that nobody holds:
//! it fails the run, unless [`EQUIVALENT`] names it and says why it changes nothing.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::house::House;
use crate::say::say;
use crate::trouble::Trouble;
use crate::{process, setup};

/// The rules that can hurt somebody when they are wrong: files in the sources of casework.
const FILES: &[&str] = &["gate", "outcome", "audience", "change"];

/// How many cases each property is tried on, for each mutant.
const CASES: &str = "300";

/// Changes that no test can notice, by the file and by what cargo-mutants says of them, and why.
const EQUIVALENT: &[(&str, &str, &str)] = &[];

/// What came of one change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// A test failed.
    Caught,
    /// No test failed.
    Missed,
    /// The tests did not end.
    Timeout,
    /// It does not compile.
    Unviable,
}

/// One change that was tried.
#[derive(Debug, PartialEq, Eq)]
struct Mutant {
    /// The file's name without its ending.
    file: String,
    /// What was changed, without the place, which moves: "replace > with >= in kind".
    what: String,
    /// The place, "160:16".
    place: String,
    fate: Fate,
}

/// Changes what the words name, `gate outcome`, or every file of the list.
pub fn mutants(words: &[String]) -> Result<(), Trouble> {
    let house = House::find()?;
    let sources = "src-tauri/crates/casework/src";
    let files = wanted(words, |name| house.root.join(sources).join(name).is_file())?;
    setup::mutants(&house.root)?;

    let folder = house.target.join("mutants");
    std::fs::create_dir_all(&folder).map_err(|cause| Trouble::File {
        path: folder.clone(),
        cause,
    })?;
    let name = format!("cargo-mutants{}", std::env::consts::EXE_SUFFIX);
    let program = setup::tools()?.join("bin").join(name);
    let mut command = process::plain(program, &house.root);
    command
        .args(["mutants", "--package", "casework", "--jobs", "1"])
        .args(["--no-shuffle", "--colors", "never", "--output"])
        .arg(&folder)
        // The tests of the core alone. Those of its documents take longer than all others together.
        .args(["--cargo-test-arg=--tests", "--cargo-arg=--locked"])
        .env("WAYMARK_CASES", CASES)
        // A folder of its own: nobody waits for its lock, and what it builds stays for the next run.
        .env("CARGO_TARGET_DIR", folder.join("build"))
        // One function changes from build to build, and nobody looks at where a test failed.
        .env("CARGO_INCREMENTAL", "1")
        .env("CARGO_PROFILE_DEV_DEBUG", "false");
    for file in &files {
        command.arg("--file").arg(format!("{sources}/{file}"));
    }
    let status = command.status().map_err(|cause| Trouble::Start {
        program: "cargo mutants".to_owned(),
        cause,
    })?;
    // 2: some were missed; 3: some did not end. Anything else, and nothing was tried.
    if !matches!(status.code(), Some(0 | 2 | 3)) {
        return Err(Trouble::Failed {
            command: "cargo mutants".to_owned(),
            ending: status.to_string(),
        });
    }
    let tried = tried(&folder.join("mutants.out").join("outcomes.json"))?;
    for line in table(&tried) {
        say(&line);
    }
    let faults = faults(&tried, EQUIVALENT);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Trouble::Faults(faults))
    }
}

/// The names of the files to change: those of the words, or those of the list that are there.
fn wanted(words: &[String], is_there: impl Fn(&str) -> bool) -> Result<Vec<String>, Trouble> {
    if let Some(unknown) = words.iter().find(|word| !FILES.contains(&word.as_str())) {
        return Err(Trouble::Words {
            what: format!("{unknown} is none of {}", FILES.join(", ")),
        });
    }
    let files: Vec<String> = FILES
        .iter()
        .filter(|name| words.is_empty() || words.iter().any(|word| word == *name))
        .map(|name| format!("{name}.rs"))
        .filter(|name| is_there(name))
        .collect();
    if files.is_empty() {
        return Err(Trouble::Words {
            what: format!("casework has no {}", words.join(", ")),
        });
    }
    Ok(files)
}

fn tried(file: &Path) -> Result<Vec<Mutant>, Trouble> {
    let text = std::fs::read_to_string(file).map_err(|cause| Trouble::File {
        path: file.to_path_buf(),
        cause,
    })?;
    serde_json::from_str(&text)
        .ok()
        .and_then(|outcomes| read(&outcomes))
        .ok_or_else(|| Trouble::Shape {
            what: file.display().to_string(),
        })
}

/// The changes of an `outcomes.json`. `None` when it is not of the shape that is known here, or when
/// nothing was tried: a run that changed nothing must not pass.
fn read(outcomes: &Value) -> Option<Vec<Mutant>> {
    let mut tried = Vec::new();
    for outcome in outcomes["outcomes"].as_array()? {
        // The first one is the tree as it is.
        let Some(mutant) = outcome["scenario"].get("Mutant") else {
            continue;
        };
        let file = Path::new(mutant["file"].as_str()?).file_stem()?;
        // "src-tauri/crates/casework/src/gate.rs:99:9: replace ..."
        let (place, what) = mutant["name"].as_str()?.split_once(": ")?;
        let (_, place) = place.split_once(".rs:")?;
        tried.push(Mutant {
            file: file.to_str()?.to_owned(),
            what: what.to_owned(),
            place: place.to_owned(),
            fate: match outcome["summary"].as_str()? {
                "CaughtMutant" => Fate::Caught,
                "MissedMutant" => Fate::Missed,
                "Timeout" => Fate::Timeout,
                "Unviable" => Fate::Unviable,
                _ => return None,
            },
        });
    }
    (!tried.is_empty()).then_some(tried)
}

/// How many of each fate, by file.
fn table(tried: &[Mutant]) -> Vec<String> {
    let row = |file: &str, cells: [String; 4]| {
        let [caught, missed, timeout, unviable] = cells;
        format!("{file:<12}{caught:>8}{missed:>8}{timeout:>9}{unviable:>10}")
    };
    let head = ["caught", "missed", "timeout", "unviable"].map(str::to_owned);
    let mut lines = vec![row("", head)];
    let mut files: BTreeMap<&str, Vec<Fate>> = BTreeMap::new();
    for mutant in tried {
        files.entry(&mutant.file).or_default().push(mutant.fate);
    }
    for (file, fates) in files {
        let cells = [Fate::Caught, Fate::Missed, Fate::Timeout, Fate::Unviable]
            .map(|fate| fates.iter().filter(|one| **one == fate).count().to_string());
        lines.push(row(&format!("{file}.rs"), cells));
    }
    lines
}

/// Each change that was missed and is not named as equivalent, and each that is named and does not
/// belong there any more.
fn faults(tried: &[Mutant], equivalent: &[(&str, &str, &str)]) -> Vec<String> {
    let is_named = |mutant: &Mutant| {
        equivalent
            .iter()
            .any(|(file, what, _)| *file == mutant.file && *what == mutant.what)
    };
    let missed = tried
        .iter()
        .filter(|mutant| mutant.fate == Fate::Missed && !is_named(mutant))
        .map(|mutant| {
            let Mutant {
                file, what, place, ..
            } = mutant;
            format!("no test notices {file}.rs:{place}: {what}")
        });
    let stale = equivalent.iter().filter(|(file, what, _)| {
        // Only of the files that were changed in this run.
        tried.iter().any(|mutant| mutant.file == *file)
            && !tried.iter().any(|mutant| {
                mutant.fate == Fate::Missed && mutant.file == *file && mutant.what == *what
            })
    });
    let stale = stale.map(|(file, what, _)| {
        format!("{file}.rs: \"{what}\" is named as equivalent, and is noticed or gone")
    });
    missed.chain(stale).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn outcome(name: &str, summary: &str) -> Value {
        let file = name.split(':').next().unwrap();
        json!({ "scenario": { "Mutant": { "name": name, "file": file } }, "summary": summary })
    }

    fn made_up() -> Vec<Mutant> {
        let file = "src-tauri/crates/casework/src";
        read(&json!({ "outcomes": [
            { "scenario": "Baseline", "summary": "Success" },
            outcome(&format!("{file}/gate.rs:9:1: replace a with b in x"), "CaughtMutant"),
            outcome(&format!("{file}/gate.rs:9:8: delete ! in x"), "MissedMutant"),
            outcome(&format!("{file}/gate.rs:3:8: replace x -> X with y::z()"), "Unviable"),
            outcome(&format!("{file}/outcome.rs:1:1: replace > with < in y"), "Timeout"),
        ]}))
        .unwrap()
    }

    #[test]
    fn the_table_counts_by_file() {
        assert_eq!(
            table(&made_up()),
            [
                "              caught  missed  timeout  unviable",
                "gate.rs            1       1        0         1",
                "outcome.rs         0       0        1         0",
            ]
        );
    }

    #[test]
    fn what_no_test_notices_fails_unless_it_is_named_with_a_reason() {
        let tried = made_up();
        assert_eq!(
            faults(&tried, &[]),
            ["no test notices gate.rs:9:8: delete ! in x"]
        );
        assert!(faults(&tried, &[("gate", "delete ! in x", "why")]).is_empty());
        let elsewhere = faults(&tried, &[("audience", "delete ! in x", "why")]);
        assert_eq!(elsewhere.len(), 1, "another file's: {elsewhere:?}");
    }

    #[test]
    fn a_name_that_is_noticed_does_not_stay_in_the_list() {
        let named = [
            ("gate", "delete ! in x", "why"),
            ("gate", "replace a with b in x", "why"),
        ];
        assert_eq!(
            faults(&made_up(), &named),
            ["gate.rs: \"replace a with b in x\" is named as equivalent, and is noticed or gone"]
        );
    }

    #[test]
    fn a_run_that_tried_nothing_or_reads_otherwise_does_not_pass() {
        assert!(read(&json!({})).is_none());
        assert!(read(&json!({ "outcomes": [{ "scenario": "Baseline" }] })).is_none());
        let name = "src/gate.rs:9:1: replace a with b";
        assert!(read(&json!({ "outcomes": [outcome(name, "Perhaps")] })).is_none());
    }

    #[test]
    fn only_files_of_the_list_that_are_there_are_changed() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let wanted = |given: Vec<String>| wanted(&given, |file| file != "change.rs");
        assert_eq!(
            wanted(words(&[])).unwrap(),
            ["gate.rs", "outcome.rs", "audience.rs"]
        );
        assert_eq!(wanted(words(&["outcome"])).unwrap(), ["outcome.rs"]);
        assert!(wanted(words(&["contact"])).is_err());
        assert!(wanted(words(&["change"])).is_err(), "not there yet");
    }
}
