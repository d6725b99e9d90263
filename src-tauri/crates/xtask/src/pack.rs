//! The verb `pack`: makes a key, signs a content pack, shows one.

use crate::house::House;
use crate::process;
use crate::trouble::Trouble;

/// Hands the words on to `packing`, which knows what a pack may hold. Paths are those of whoever asks.
pub fn pack(words: &[String]) -> Result<(), Trouble> {
    let house = House::find()?;
    let manifest = house.root.join("Cargo.toml");
    let mut command = process::cargo(&house.root);
    // Cargo's own folder stays: `run` starts the program where it was called itself.
    if let Ok(here) = std::env::current_dir() {
        command.current_dir(here);
    }
    command
        .args(["run", "--quiet", "--package", "packing", "--locked"])
        .arg("--manifest-path")
        .arg(manifest)
        .arg("--")
        .args(words);
    process::must(&mut command)
}
