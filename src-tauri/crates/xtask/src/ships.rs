//! What ships inside Waymark that is not ours: crates, the C libraries in some of them, packages of the
//! screens, fonts. The list of parts ([`crate::sbom`]) and the licences ([`crate::licences`]) are both made
//! from it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::check::{self, npm};
use crate::house::House;
use crate::process;
use crate::trouble::Trouble;

/// Tools of the build that leave some of their code in what ships. `ui/vite.config.ts` stops the build when
/// it finds another.
pub const LEFT_BY_TOOLS: &[&str] = &["clsx", "svelte"];

/// Where a part comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum From {
    /// A package of Rust.
    Crate,
    /// A library in C that a crate brings and builds.
    Library,
    /// A package of npm.
    Npm,
    /// A font in `assets`.
    Font,
}

impl From {
    /// As it stands in the data of the screens.
    pub fn word(self) -> &'static str {
        match self {
            From::Crate => "crate",
            From::Library => "library",
            From::Npm => "npm",
            From::Font => "font",
        }
    }
}

/// One part that is not ours.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// As its registry knows it.
    pub name: String,
    /// Empty where there is none: fonts are kept as files here.
    pub version: String,
    /// Where it comes from.
    pub from: From,
    /// The SPDX expression that it names, the old slash written as OR.
    pub licence: String,
    /// Where its files are on this machine.
    pub folder: PathBuf,
    /// The one file with its licence, where the folder holds those of others too.
    pub licence_file: Option<PathBuf>,
}

impl Part {
    /// The name that no other part has.
    pub fn reference(&self) -> String {
        reference(self.from, &self.name, &self.version)
    }
}

/// The package URL of a part: purl.
fn reference(from: From, name: &str, version: &str) -> String {
    match from {
        From::Crate => format!("pkg:cargo/{name}@{}", version.replace('+', "%2B")),
        From::Npm => format!("pkg:npm/{}@{version}", name.replace('@', "%40")),
        From::Library | From::Font => {
            let name = name.to_lowercase().replace(' ', "-");
            let version = if version.is_empty() {
                ""
            } else {
                &format!("@{version}")
            };
            format!("pkg:generic/{name}{version}")
        }
    }
}

/// What ships, and which part stands on which: by reference, the app's own is [`APP`].
#[derive(Debug, Default)]
pub struct Shipped {
    /// Every part once.
    pub parts: BTreeSet<Part>,
    /// What each stands on. Our own crates are not told apart from the app.
    pub needs: BTreeMap<String, BTreeSet<String>>,
}

/// The app itself in [`Shipped::needs`].
pub const APP: &str = "waymark";

/// What ships on these platforms.
pub fn on(house: &House, platforms: &[&str]) -> Result<Shipped, Trouble> {
    let metadata = check::metadata(&house.root)?;
    let mut shipped = Shipped::default();
    for platform in platforms {
        crates(&house.root, &metadata, platform, &mut shipped)?;
    }
    packages(&house.root, &mut shipped)?;
    let own_library = standard_library(&house.root);
    shipped.needs_of_app(own_library.reference());
    shipped.parts.insert(own_library);
    fonts(&house.root, &mut shipped)?;
    Ok(shipped)
}

fn crates(
    root: &Path,
    metadata: &Value,
    platform: &str,
    shipped: &mut Shipped,
) -> Result<(), Trouble> {
    let known = packages_of(metadata)?;
    let words = "tree --locked --package waymark --prefix depth --format {p} --target";
    let tree = |edges: &str| {
        let mut cargo = process::cargo(root);
        cargo
            .args(words.split(' '))
            .args([platform, "--edges", edges]);
        process::read(&mut cargo)
    };
    for (way, id) in lines(&tree("normal")?) {
        let Some(package) = known.get(&id) else {
            return Err(shape());
        };
        let below = part_of(package);
        let below_id = below.as_ref().map_or(APP.to_owned(), Part::reference);
        if let Some(above) = way.last() {
            let above = known.get(above).and_then(|package| part_of(package));
            let above = above.map_or(APP.to_owned(), |part| part.reference());
            if above != below_id {
                let needs = shipped.needs.entry(above).or_default();
                needs.insert(below_id);
            }
        }
        shipped.parts.extend(below);
    }
    // A crate named so has sources of a C library, which a build script compiles and the app is linked with.
    for (way, id) in lines(&tree("normal,build")?) {
        let Some(package) = known.get(&id).filter(|_| id.0.ends_with("-src")) else {
            continue;
        };
        let Some(part) = part_of(package) else {
            continue;
        };
        let above = way.last().and_then(|above| known.get(above));
        let above = above.and_then(|package| part_of(package));
        let above = above.map_or(APP.to_owned(), |part| part.reference());
        let library = library_in(&part);
        let mut needed = BTreeSet::from([part.reference()]);
        needed.extend(library.as_ref().map(Part::reference));
        shipped.needs.entry(above).or_default().extend(needed);
        shipped.parts.extend(library);
        shipped.parts.insert(part);
    }
    Ok(())
}

/// OpenSSL is under another licence than the crate that brings it.
fn library_in(part: &Part) -> Option<Part> {
    (part.name == "openssl-src").then(|| Part {
        name: "OpenSSL".to_owned(),
        version: part
            .version
            .rsplit('+')
            .next()
            .unwrap_or_default()
            .to_owned(),
        from: From::Library,
        licence: "Apache-2.0".to_owned(),
        folder: part.folder.join("openssl"),
        licence_file: Some(part.folder.join("openssl/LICENSE.txt")),
    })
}

/// Rust's own, which is in every program of Rust. It comes with the compiler, so it has no version here and
/// no files with its licence.
fn standard_library(root: &Path) -> Part {
    Part {
        name: "Rust standard library".to_owned(),
        version: String::new(),
        from: From::Library,
        licence: "MIT OR Apache-2.0".to_owned(),
        folder: root.to_owned(),
        licence_file: None,
    }
}

/// A crate by name and version.
type Id = (String, String);

/// Each line of `cargo tree --prefix depth --format {p}`: the crates above it, and its own.
fn lines(tree: &str) -> Vec<(Vec<Id>, Id)> {
    let mut way: Vec<Id> = Vec::new();
    let mut lines = Vec::new();
    for line in tree.lines() {
        let digits = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        let Ok(depth) = line[..digits].parse::<usize>() else {
            continue;
        };
        let mut words = line[digits..].split(' ');
        let (Some(name), Some(version)) = (words.next(), words.next()) else {
            continue;
        };
        let id = (name.to_owned(), version.trim_start_matches('v').to_owned());
        way.truncate(depth);
        lines.push((way.clone(), id.clone()));
        way.push(id);
    }
    lines
}

fn packages_of(metadata: &Value) -> Result<BTreeMap<Id, &Value>, Trouble> {
    let packages = metadata["packages"].as_array().ok_or_else(shape)?;
    packages
        .iter()
        .map(|package| {
            let word = |key: &str| package[key].as_str().map(str::to_owned).ok_or_else(shape);
            Ok(((word("name")?, word("version")?), package))
        })
        .collect()
}

/// The part that a package is; `None` for our own, which come from no registry.
fn part_of(package: &Value) -> Option<Part> {
    package["source"].as_str()?;
    let manifest = Path::new(package["manifest_path"].as_str()?);
    Some(Part {
        name: package["name"].as_str()?.to_owned(),
        version: package["version"].as_str()?.to_owned(),
        from: From::Crate,
        licence: package["license"]
            .as_str()?
            .replace('/', " OR ")
            .replace("  ", " "),
        folder: manifest.parent()?.to_owned(),
        licence_file: None,
    })
}

fn shape() -> Trouble {
    Trouble::Shape {
        what: "the output of `cargo metadata` or `cargo tree`".to_owned(),
    }
}

fn packages(root: &Path, shipped: &mut Shipped) -> Result<(), Trouble> {
    let file = root.join("ui/package-lock.json");
    let lock = check::text(&file)?;
    let lock: Value = serde_json::from_str(&lock).map_err(|_| Trouble::Shape {
        what: file.display().to_string(),
    })?;
    for (folder, package) in npm::packages("ui/package-lock.json", &lock)? {
        let name = folder.trim_start_matches("node_modules/");
        let for_tools = package.get("dev").and_then(Value::as_bool) == Some(true);
        if for_tools && !LEFT_BY_TOOLS.contains(&name) {
            continue;
        }
        let word = |key: &str| package.get(key).and_then(Value::as_str).unwrap_or_default();
        let part = Part {
            name: name.to_owned(),
            version: word("version").to_owned(),
            from: From::Npm,
            licence: word("license").to_owned(),
            folder: root.join("ui").join(folder),
            licence_file: None,
        };
        shipped.needs_of_app(part.reference());
        shipped.parts.insert(part);
    }
    Ok(())
}

/// Each font has its licence beside it: `Name-LICENCE.txt`.
fn fonts(root: &Path, shipped: &mut Shipped) -> Result<(), Trouble> {
    let folder = root.join("assets/report/fonts");
    for file in check::entries(&folder)? {
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let Some(name) = name
            .as_deref()
            .and_then(|name| name.strip_suffix("-LICENCE.txt"))
        else {
            continue;
        };
        let part = Part {
            name: spaced(name),
            version: String::new(),
            from: From::Font,
            licence: check::licence::FONTS.to_owned(),
            folder: folder.clone(),
            licence_file: Some(file),
        };
        shipped.needs_of_app(part.reference());
        shipped.parts.insert(part);
    }
    Ok(())
}

impl Shipped {
    fn needs_of_app(&mut self, reference: String) {
        self.needs
            .entry(APP.to_owned())
            .or_default()
            .insert(reference);
    }
}

/// `NotoSansArabic` as a person writes it.
fn spaced(name: &str) -> String {
    let mut spaced = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push(letter);
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_tree_knows_what_stands_above_it() {
        let tree =
            "0waymark v0.1.0 (/somewhere)\n1tauri v2.12.5\n2url v2.5.0\n1vault v0.1.0 (/x) (*)\n";
        let lines = lines(tree);
        let id = |name: &str, version: &str| (name.to_owned(), version.to_owned());
        assert_eq!(
            lines[2],
            (
                vec![id("waymark", "0.1.0"), id("tauri", "2.12.5")],
                id("url", "2.5.0")
            )
        );
        assert_eq!(
            lines[3],
            (vec![id("waymark", "0.1.0")], id("vault", "0.1.0"))
        );
    }

    #[test]
    fn our_own_crates_are_no_parts_and_the_old_slash_is_a_choice() {
        let mut package = serde_json::json!({
            "name": "a", "version": "1.0.0", "license": "MIT/Apache-2.0", "source": null,
            "manifest_path": "/registry/a-1.0.0/Cargo.toml",
        });
        assert_eq!(part_of(&package), None);
        package["source"] = "registry".into();
        let part = part_of(&package).unwrap();
        assert_eq!(part.licence, "MIT OR Apache-2.0");
        assert_eq!(part.folder, Path::new("/registry/a-1.0.0"));
    }

    #[test]
    fn openssl_is_a_part_of_its_own_with_its_own_version() {
        let part = Part {
            name: "openssl-src".to_owned(),
            version: "300.6.1+3.6.3".to_owned(),
            from: From::Crate,
            licence: "MIT OR Apache-2.0".to_owned(),
            folder: PathBuf::from("/o"),
            licence_file: None,
        };
        let library = library_in(&part).unwrap();
        assert_eq!(library.reference(), "pkg:generic/openssl@3.6.3");
        assert_eq!(library.licence, "Apache-2.0");
        assert_eq!(part.reference(), "pkg:cargo/openssl-src@300.6.1%2B3.6.3");
    }

    #[test]
    fn a_font_is_named_as_a_person_writes_it() {
        assert_eq!(spaced("NotoSansArabic"), "Noto Sans Arabic");
    }
}
