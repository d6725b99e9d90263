//! The one front door: `cargo xtask VERB` sets a machine up, runs the app and tests it.
//!
//! Deliberately small: the standard library and a JSON reader, so that it compiles in seconds on
//! a machine that has nothing but Rust and Node. Start at [`VERBS`]; each verb has its own file.

mod bench;
mod bindings;
mod bundle;
mod check;
mod display;
mod faults;
mod house;
mod installed;
mod licences;
mod mutants;
mod pack;
mod process;
mod release;
mod run;
mod say;
mod sbom;
mod setup;
mod ships;
mod test;
mod tour;
mod trouble;

use std::process::ExitCode;

use say::{complain, say};
use trouble::Trouble;

/// What a verb is called, what it does in one line, and the function that does it. The function
/// gets the words after the verb.
type Verb = (
    &'static str,
    &'static str,
    fn(&[String]) -> Result<(), Trouble>,
);

const VERBS: &[Verb] = &[
    (
        "run",
        "set the machine up, build Waymark and start it",
        run::run,
    ),
    (
        "test",
        "set the machine up, then every check and test there is; with words, the journeys named so",
        test::test,
    ),
    (
        "check",
        "the lists of licences, bans and sources, and the walls between the crates",
        check::check,
    ),
    (
        "faults",
        "fail, cut, kill, fill and damage around the vault, and see that it keeps its promises",
        faults::faults,
    ),
    (
        "mutants",
        "change the rules of the core one thing at a time, and see that a test notices each",
        mutants::mutants,
    ),
    (
        "bindings",
        "write the TypeScript that the screens share with Rust",
        bindings::bindings,
    ),
    (
        "bundle",
        "build what ships and pack it: deb and rpm, msi or dmg",
        bundle::bundle,
    ),
    (
        "installed",
        "install the deb in a clean system, use it by keyboard, upgrade it, remove it",
        installed::installed,
    ),
    (
        "licences",
        "write down the licences of everything that ships and is not ours",
        licences::licences,
    ),
    (
        "bench",
        "measure the release build against bare parts of the same machine",
        bench::bench,
    ),
    (
        "tour",
        "walk one sample contact through the app and leave pictures of every screen",
        tour::tour,
    ),
    (
        "pack",
        "make a key, sign a content pack for an organisation, or show what one holds",
        pack::pack,
    ),
    ("help", "this list", help),
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (name, rest) = match words.split_first() {
        Some((name, rest)) => (name.as_str(), rest),
        None => ("help", words.as_slice()),
    };
    let name = match name {
        "-h" | "--help" => "help",
        other => other,
    };
    let Some((_, _, verb)) = VERBS.iter().find(|(known, _, _)| *known == name) else {
        complain(&format!("there is no verb \"{name}\"."));
        let _ = help(&[]);
        return ExitCode::FAILURE;
    };
    match verb(rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            complain(&trouble.to_string());
            ExitCode::FAILURE
        }
    }
}

fn help(_words: &[String]) -> Result<(), Trouble> {
    say("cargo xtask VERB");
    say("");
    for (name, what, _) in VERBS {
        say(&format!("  {name:<10}{what}"));
    }
    Ok(())
}
