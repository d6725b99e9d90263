//! The verb `check`: the lists that keep the tree honest.
//!
//! Licences, bans and sources over what cargo and npm resolve, and the walls between our own
//! crates. It reads; it downloads and changes nothing but cargo's own cache of crates.

mod graph;
pub mod licence;
pub mod npm;
mod sockets;
mod source;
mod typed;
mod walls;

use std::path::Path;

use serde_json::Value;

use crate::house::House;
use crate::process;
use crate::say::say;
use crate::trouble::Trouble;

/// The systems that Waymark is built for. Their trees differ, so each is read.
pub const PLATFORMS: &[&str] = &[
    "x86_64-unknown-linux-gnu",
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
];

/// Reads every list and names every fault at once.
pub fn check(_words: &[String]) -> Result<(), Trouble> {
    run(&House::find()?)
}

/// As [`check`], for a house that is known.
pub fn run(house: &House) -> Result<(), Trouble> {
    let root = &house.root;
    let metadata = metadata(root)?;
    let lock = text(&root.join("Cargo.lock"))?;
    let mut faults = Vec::new();

    faults.extend(licence::of_crates(&metadata)?);
    faults.extend(source::of_crates(&metadata, &lock));
    faults.extend(crate::licences::faults(house)?);
    faults.extend(walls::between_crates(&metadata)?);
    for platform in PLATFORMS {
        let tree = tree(root, "waymark", "", platform)?;
        faults.extend(sockets::in_tree(platform, &tree));
        faults.extend(purity(root, platform)?);
    }
    for (file, words) in own_sources(root)? {
        faults.extend(sockets::in_source(&file, &words));
        faults.extend(typed::in_source(&file, &words));
    }
    let mut npm_packages = 0;
    for (file, words) in npm_locks(root)? {
        let lock: Value =
            serde_json::from_str(&words).map_err(|_| Trouble::Shape { what: file.clone() })?;
        npm_packages += npm::packages(&file, &lock)?.len();
        faults.extend(npm::faults(&file, &lock)?);
    }

    if faults.is_empty() {
        let crates = metadata["packages"].as_array().map_or(0, Vec::len);
        say(&format!(
            "Licences, bans, sources and walls: {crates} crates and {npm_packages} npm packages, \
             no fault."
        ));
        Ok(())
    } else {
        faults.sort();
        faults.dedup();
        Err(Trouble::Faults(faults))
    }
}

/// What casework is built with that a pure crate may not be, alone and with the types for the screens.
fn purity(root: &Path, platform: &str) -> Result<Vec<String>, Trouble> {
    let alone = tree(root, "casework", "", platform)?;
    let typed = tree(root, "casework", "bindings", platform)?;
    let mut faults = walls::casework_is_pure(platform, &alone);
    faults.extend(walls::casework_with_types(platform, &typed));
    Ok(faults)
}

pub fn metadata(root: &Path) -> Result<Value, Trouble> {
    let mut cargo = process::cargo(root);
    cargo.args(["metadata", "--locked", "--format-version", "1"]);
    for platform in PLATFORMS {
        cargo.args(["--filter-platform", platform]);
    }
    serde_json::from_str(&process::read(&mut cargo)?).map_err(|_| Trouble::Shape {
        what: "the output of `cargo metadata`".to_owned(),
    })
}

/// What one package is built from on one platform, with the features it is built with.
///
/// `cargo metadata` cannot say this: it adds up the features that any package of the workspace
/// asks for, so that the WebDriver client of the journeys would give the app a network there.
fn tree(
    root: &Path,
    package: &str,
    features: &str,
    platform: &str,
) -> Result<Vec<graph::Used>, Trouble> {
    let text = process::read(process::cargo(root).args([
        "tree",
        "--locked",
        "--package",
        package,
        "--features",
        features,
        "--edges",
        "normal,build",
        "--target",
        platform,
        "--prefix",
        "depth",
        "--format",
        graph::FORMAT,
    ]))?;
    graph::read(&text).ok_or_else(|| Trouble::Shape {
        what: "the output of `cargo tree`".to_owned(),
    })
}

/// The Rust files of what ships: the shell and the crates below it, not the tools beside them.
fn own_sources(root: &Path) -> Result<Vec<(String, String)>, Trouble> {
    let shell = root.join("src-tauri");
    let mut files = Vec::new();
    walk(&shell.join("src"), &mut files)?;
    for folder in entries(&shell.join("crates"))? {
        if folder.file_name().is_none_or(|name| name != "xtask") && folder.join("src").is_dir() {
            walk(&folder.join("src"), &mut files)?;
        }
    }
    files.retain(|file| file.extension().is_some_and(|ending| ending == "rs"));
    with_text(root, files)
}

/// Every package-lock.json of the checkout.
fn npm_locks(root: &Path) -> Result<Vec<(String, String)>, Trouble> {
    let mut files = Vec::new();
    walk(root, &mut files)?;
    files.retain(|file| {
        file.file_name()
            .is_some_and(|name| name == "package-lock.json")
    });
    with_text(root, files)
}

/// Every file below a folder, without what is built or installed there.
fn walk(folder: &Path, files: &mut Vec<std::path::PathBuf>) -> Result<(), Trouble> {
    const NOT_OURS: &[&str] = &[".git", "node_modules", "target", "dist", "gen"];
    for entry in entries(folder)? {
        if !entry.is_dir() {
            files.push(entry);
        } else if !entry.is_symlink() && !NOT_OURS.iter().any(|name| entry.ends_with(name)) {
            walk(&entry, files)?;
        }
    }
    Ok(())
}

pub fn entries(folder: &Path) -> Result<Vec<std::path::PathBuf>, Trouble> {
    let in_folder = |cause| Trouble::File {
        path: folder.to_path_buf(),
        cause,
    };
    std::fs::read_dir(folder)
        .map_err(in_folder)?
        .map(|entry| entry.map(|entry| entry.path()).map_err(in_folder))
        .collect()
}

fn with_text(
    root: &Path,
    files: Vec<std::path::PathBuf>,
) -> Result<Vec<(String, String)>, Trouble> {
    files
        .into_iter()
        .map(|file| {
            let name = file
                .strip_prefix(root)
                .unwrap_or(&file)
                .display()
                .to_string();
            Ok((name, text(&file)?))
        })
        .collect()
}

pub fn text(file: &Path) -> Result<String, Trouble> {
    std::fs::read_to_string(file).map_err(|cause| Trouble::File {
        path: file.to_path_buf(),
        cause,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house() -> House {
        House::find().unwrap()
    }

    #[test]
    fn the_sources_that_are_read_are_those_that_ship() {
        let files: Vec<_> = own_sources(&house().root)
            .unwrap()
            .into_iter()
            .map(|(file, _)| file.replace('\\', "/"))
            .collect();
        assert!(files.contains(&"src-tauri/src/main.rs".to_owned()));
        assert!(files.contains(&"src-tauri/crates/casework/src/gate.rs".to_owned()));
        assert!(!files.iter().any(|file| file.contains("xtask")));
    }

    #[test]
    fn casework_is_built_with_nothing_that_is_not_pure() {
        // The other systems are read by the verb: here their crates may not have been fetched.
        let here = if cfg!(windows) {
            PLATFORMS[1]
        } else if cfg!(target_os = "macos") {
            PLATFORMS[2]
        } else {
            PLATFORMS[0]
        };
        let root = house().root;
        assert_eq!(purity(&root, here).unwrap(), [""; 0]);
        let alone = tree(&root, "casework", "", here).unwrap();
        assert!(alone.iter().any(|used| used.name == "chrono"), "{alone:?}");
    }

    #[test]
    fn the_lock_of_the_screens_is_found_and_no_package_of_theirs() {
        let files: Vec<_> = npm_locks(&house().root)
            .unwrap()
            .into_iter()
            .map(|(file, _)| file.replace('\\', "/"))
            .collect();
        assert_eq!(files, ["ui/package-lock.json"]);
    }
}
