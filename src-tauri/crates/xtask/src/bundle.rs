//! The verb `bundle`: the packages that people install, and beside them the list of what ships.
//!
//! Tauri's own bundler makes them, since it makes those of every system from one description
//! (`src-tauri/tauri.conf.json`). It works in a folder of its own that holds the program, the pictures and the
//! texts, so that it packs the one program and no tool beside it, and every file has the date of the commit.
//!
//! Nothing here builds with features: those for tests never ship. Nothing is signed.

mod deb;

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde_json::json;

use crate::house::House;
use crate::release::{self, Commit};
use crate::say::say;
use crate::trouble::Trouble;
use crate::{licences, process, sbom, setup};

/// What the program and all that is installed with it may take, in bytes: design 12.
const ROOM: u64 = 60_000_000;

/// What lies beside the program when it is installed, in bytes: more than it is.
const BESIDE: u64 = 1_200_000;

/// The packages of each system that are made when none are named.
const KINDS: &[&str] = if cfg!(windows) {
    &["msi"]
} else if cfg!(target_os = "macos") {
    &["dmg"]
} else {
    &["deb", "rpm"]
};

/// What can be asked for by name too. It fetches its tools from the network, so only where it is asked for.
const ON_REQUEST: &[&str] = if cfg!(target_os = "linux") {
    &["appimage"]
} else {
    &[]
};

/// Builds what ships and packs it. The words behind the verb are kinds of packages.
pub fn bundle(words: &[String]) -> Result<(), Trouble> {
    let kinds = kinds(words)?;
    let house = House::find()?;
    let program = build(&house)?;
    let version = release::version(&house.root)?;
    let folder = house.target.join("bundle");
    fresh(&folder)?;
    for package in pack(&house, &program, &version, &kinds, &folder)? {
        say(&format!(
            "{} ({})",
            package.display(),
            megabytes(size(&package)?)
        ));
    }
    say(&format!("Beside them: {} and copyright.", sbom::FILE));
    Ok(())
}

/// The kinds that are asked for, or all that this system has without being asked.
fn kinds(words: &[String]) -> Result<Vec<&'static str>, Trouble> {
    if words.is_empty() {
        return Ok(KINDS.to_vec());
    }
    let known = || KINDS.iter().chain(ON_REQUEST);
    words
        .iter()
        .map(|word| {
            let kind = known().find(|kind| *kind == word);
            kind.copied().ok_or_else(|| Trouble::Words {
                what: if word.contains("feature") {
                    "what ships is built without features: those of Waymark are for tests"
                        .to_owned()
                } else {
                    let known: Vec<&str> = known().copied().collect();
                    format!(
                        "\"{word}\" is no package of this system; it has {}",
                        known.join(", ")
                    )
                },
            })
        })
        .collect()
}

/// Builds the program that ships, and refuses it when something stands in it that must not.
pub fn build(house: &House) -> Result<PathBuf, Trouble> {
    setup::for_running(house)?;
    let commit = Commit::of(&house.root);
    setup::screens_of(house, &commit.name)?;
    say("Building Waymark for release; the first time takes a quarter of an hour.");
    process::must(release::build(house).args(["--package", "waymark", "--bin", "waymark"]))?;
    let program = house.program("release", "waymark");
    let bytes = read(&program)?;
    let mut faults = release::faults(house, &bytes);
    faults.extend(too_large(bytes.len() as u64));
    if faults.is_empty() {
        Ok(program)
    } else {
        Err(Trouble::Faults(faults))
    }
}

/// The program is nearly all of what is installed: texts and pictures are a megabyte beside it.
fn too_large(program: u64) -> Option<String> {
    (program + BESIDE > ROOM)
        .then(|| format!("{} is more than may be installed", megabytes(program)))
}

/// Builds the program as it is worked on, to try out how it is packed. It is no release.
pub fn build_to_try(house: &House) -> Result<PathBuf, Trouble> {
    setup::for_running(house)?;
    setup::screens(house)?;
    let words = [
        "build",
        "--locked",
        "--package",
        "waymark",
        "--bin",
        "waymark",
    ];
    process::must(process::cargo(&house.root).args(words))?;
    Ok(house.program("debug", "waymark"))
}

/// Packs a program under a version, and puts the packages and what describes them into a folder.
pub fn pack(
    house: &House,
    program: &Path,
    version: &str,
    kinds: &[&str],
    folder: &Path,
) -> Result<Vec<PathBuf>, Trouble> {
    let commit = Commit::of(&house.root);
    std::fs::create_dir_all(folder).map_err(in_file(folder))?;
    let (list, copyright) = (folder.join(sbom::FILE), folder.join("copyright"));
    sbom::write(house, &commit, &list)?;
    write(&copyright, licences::in_words(&house.root)?.as_bytes())?;

    let stage = house.target.join("stage");
    fresh(&stage)?;
    set(house, program, version, &stage)?;
    let own = json!({ "bundle": { "linux": {
        "deb": {
            "depends": deb::needs(&read(program)?),
            "files": {
                "/usr/share/doc/waymark/copyright": copyright,
                format!("/usr/share/doc/waymark/{}", sbom::FILE): list,
            },
        },
        "rpm": {
            "depends": deb::rpm_needs(&read(program)?),
            "files": {
                "/usr/share/doc/waymark/copyright": copyright,
                format!("/usr/share/doc/waymark/{}", sbom::FILE): list,
            },
        },
    }}});
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(commit.at);
    for file in files_below(&stage)?.iter().chain([&list, &copyright]) {
        let file = std::fs::File::options().append(true).open(file);
        let dated = file.and_then(|file| file.set_modified(time));
        dated.map_err(in_file(&stage))?;
    }
    let tauri = house.root.join("ui/node_modules/@tauri-apps/cli/tauri.js");
    process::must(
        process::plain("node", &stage)
            .arg(tauri)
            .args(["bundle", "--ci", "--no-sign"])
            // It would write into the program which kind of package it came from. Nobody asks for that here.
            .arg("--no-binary-patching")
            .args(["--bundles", &kinds.join(",")])
            .args(["--config", &own.to_string()])
            .env("SOURCE_DATE_EPOCH", commit.at.to_string())
            // The stage has a target folder of its own.
            .env_remove("CARGO_TARGET_DIR"),
    )?;

    let mut packages = Vec::new();
    for kind in kinds {
        let made = stage.join("target/release/bundle").join(kind);
        for package in files_below(&made)? {
            let ending = package
                .extension()
                .is_some_and(|ending| ending.eq_ignore_ascii_case(kind));
            if !ending {
                continue;
            }
            let there = folder.join(package.file_name().unwrap_or_default());
            if *kind == "deb" {
                let size = deb::again(&package, &there, commit.at)?;
                say(&format!(
                    "Installed size: {} of {}.",
                    megabytes(size),
                    megabytes(ROOM)
                ));
            } else {
                std::fs::copy(&package, &there).map_err(in_file(&there))?;
            }
            packages.push(there);
        }
    }
    if packages.is_empty() {
        return Err(Trouble::Shape {
            what: format!("what Tauri's bundler left in {}", stage.display()),
        });
    }
    Ok(packages)
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

/// A folder that looks to Tauri's bundler like a package whose program has been built.
fn set(house: &House, program: &Path, version: &str, stage: &Path) -> Result<(), Trouble> {
    let shell = house.root.join("src-tauri");
    copy(&shell.join("icons"), &stage.join("icons"))?;
    copy(&shell.join("bundle"), &stage.join("bundle"))?;
    let config = stage.join("tauri.conf.json");
    std::fs::copy(shell.join("tauri.conf.json"), &config).map_err(in_file(&config))?;
    let manifest = format!(
        "[package]\nname = \"waymark\"\nversion = \"{version}\"\nedition = \"2024\"\n\
         license = \"MIT\"\n\n[[bin]]\nname = \"waymark\"\npath = \"main.rs\"\n\n[workspace]\n"
    );
    write(&stage.join("Cargo.toml"), manifest.as_bytes())?;
    write(&stage.join("main.rs"), b"fn main() {}\n")?;
    let built = stage.join("target/release");
    std::fs::create_dir_all(&built).map_err(in_file(&built))?;
    let there = built.join(program.file_name().unwrap_or_default());
    std::fs::copy(program, &there).map_err(in_file(&there))?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), Trouble> {
    for file in files_below(from)? {
        let there = to.join(file.strip_prefix(from).unwrap_or(&file));
        let folder = there.parent().unwrap_or(to);
        std::fs::create_dir_all(folder).map_err(in_file(folder))?;
        std::fs::copy(&file, &there).map_err(in_file(&there))?;
    }
    Ok(())
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let mut files = Vec::new();
    for entry in crate::check::entries(folder)? {
        if entry.is_dir() {
            files.extend(files_below(&entry)?);
        } else {
            files.push(entry);
        }
    }
    files.sort();
    Ok(files)
}

/// An empty folder in the place of whatever was there.
fn fresh(folder: &Path) -> Result<(), Trouble> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(in_file(folder))?;
    }
    std::fs::create_dir_all(folder).map_err(in_file(folder))
}

fn read(file: &Path) -> Result<Vec<u8>, Trouble> {
    std::fs::read(file).map_err(in_file(file))
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    std::fs::write(file, bytes).map_err(in_file(file))
}

fn size(file: &Path) -> Result<u64, Trouble> {
    Ok(std::fs::metadata(file).map_err(in_file(file))?.len())
}

fn in_file(path: &Path) -> impl Fn(std::io::Error) -> Trouble + '_ {
    move |cause| Trouble::File {
        path: path.to_path_buf(),
        cause,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &str) -> Vec<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn features_for_tests_are_refused_by_name() {
        for asked in ["--features journey", "--features=probe", "--all-features"] {
            let trouble = kinds(&words(asked)).unwrap_err().to_string();
            assert!(trouble.contains("built without features"), "{trouble}");
        }
        assert!(kinds(&words("exe")).is_err());
    }

    #[test]
    fn without_a_word_every_package_of_the_system_is_made() {
        assert_eq!(kinds(&[]).unwrap(), KINDS);
        assert_eq!(kinds(&words(KINDS[0])).unwrap(), [KINDS[0]]);
    }

    #[test]
    fn more_than_its_room_is_refused() {
        assert_eq!(too_large(ROOM - BESIDE), None);
        assert!(too_large(ROOM - BESIDE + 1).is_some());
        assert_eq!(megabytes(59_960_000), "59.9 MB");
    }

    #[test]
    fn what_anyone_may_see_of_a_package_is_neutral() {
        let shell = House::find().unwrap().root.join("src-tauri");
        let mut seen = String::new();
        for name in [
            "tauri.conf.json",
            "bundle/waymark.desktop",
            "bundle/org.waymark.desk.metainfo.xml",
        ] {
            let text = std::fs::read_to_string(shell.join(name)).unwrap();
            seen.push_str(&text.to_lowercase());
        }
        for word in [
            "abuse",
            "abusive",
            "violen",
            "victim",
            "perpetrator",
            "survivor",
            "risk",
            "partner",
            "safeguard",
            "mimetype",
            "domestic",
            "encrypt",
            "secret",
        ] {
            assert!(!seen.contains(word), "{word}");
        }
        assert!(seen.contains("startupwmclass=") && seen.contains("categories=office;"));
    }
}
