//! The verb `faults`: whether the vault keeps its promises when everything around it fails.

use crate::house::House;
use crate::process;
use crate::say::complain;
use crate::trouble::Trouble;

/// Builds the program that fails things and runs it. The words after the verb are handed to it:
/// `--only kill`, `--long`, `--seed 7`.
pub fn faults(words: &[String]) -> Result<(), Trouble> {
    run(&House::find()?, words)
}

/// The short form, as a stage of the tests.
pub fn stage(house: &House) -> Result<(), Trouble> {
    run(house, &[])
}

fn run(house: &House, words: &[String]) -> Result<(), Trouble> {
    // The calls that fail are those of Linux.
    if !cfg!(target_os = "linux") {
        complain("the faults need Linux; they were not run here.");
        return Ok(());
    }
    // In the profile of development: what takes time is compiled as in what ships.
    let mut cargo = process::cargo(&house.root);
    cargo.args(["run", "--quiet", "--package", "faults", "--locked", "--"]);
    process::must(cargo.args(words))
}
