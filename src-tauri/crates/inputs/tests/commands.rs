//! Every command with arguments is fed, and from seeds that decode.

use inputs::{COMMANDS, WITHOUT_ARGUMENTS, command_of};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names of each command's arguments, as the screens call it.
fn called_by_the_screens() -> BTreeMap<String, Vec<String>> {
    let bindings = here().join("../../../ui/src/ipc/bindings.ts");
    fs::read_to_string(bindings)
        .expect("the bindings can be read")
        .lines()
        .filter_map(|line| {
            let (_, call) = line.split_once("__TAURI_INVOKE(\"")?;
            let (name, rest) = call.split_once('"')?;
            let given = rest.trim_matches(|c| "{}(), ".contains(c));
            let arguments = given.split(", ").filter(|name| !name.is_empty());
            Some((name.to_owned(), arguments.map(str::to_owned).collect()))
        })
        .collect()
}

#[test]
fn every_command_is_fed_or_has_no_arguments() {
    let mut known: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
    known.extend(WITHOUT_ARGUMENTS);
    known.sort_unstable();
    let list = fs::read_to_string(here().join("../../commands.txt")).unwrap();
    let mut commands: Vec<&str> = list.lines().collect();
    commands.sort_unstable();
    assert_eq!(known, commands);
}

#[test]
fn the_arguments_are_those_that_the_screens_give() {
    let fed = COMMANDS
        .iter()
        .map(|command| (command.name, command.arguments));
    let without = WITHOUT_ARGUMENTS.iter().map(|name| (*name, [].as_slice()));
    let fed: BTreeMap<String, Vec<String>> = fed
        .chain(without)
        .map(|(name, arguments)| {
            let arguments = arguments.iter().copied().map(str::to_owned);
            (name.to_owned(), arguments.collect())
        })
        .collect();
    assert_eq!(fed, called_by_the_screens());
}

/// The seeds: what a fuzzer has kept is named by a digest and need not decode.
fn seeds() -> BTreeMap<String, PathBuf> {
    fs::read_dir(here().join("corpus/command"))
        .expect("there is a corpus")
        .map(|file| {
            let path = file.expect("it can be listed").path();
            let name = path.file_name().expect("a file has a name");
            (name.to_string_lossy().into_owned(), path)
        })
        .filter(|(name, _)| name.len() != 40 || !name.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .collect()
}

/// A seed is named after its command, and after a dash perhaps what is special about it.
#[test]
fn every_seed_decodes_for_the_command_that_it_is_named_after() {
    for (name, path) in seeds() {
        let command = name.split('-').next();
        assert_eq!(command_of(&fs::read(path).unwrap()), command, "{name}");
    }
}

#[test]
fn every_command_has_a_seed() {
    let seeds = seeds();
    for command in COMMANDS {
        assert!(seeds.contains_key(command.name), "{}", command.name);
    }
}
