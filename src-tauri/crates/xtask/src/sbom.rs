//! The list of everything that ships, for programs to read: CycloneDX 1.6 in JSON.
//!
//! Own writer and not cargo-cyclonedx: that lists what Rust ships and not the screens, and would list it from
//! another reading than the licences. The published schema judges what is written (`ui/tools/sbom.js`).

use std::path::Path;

use serde_json::{Value, json};

use crate::check;
use crate::house::House;
use crate::release::Commit;
use crate::ships::{self, From, Part};
use crate::trouble::Trouble;
use crate::{licences, process, release};

/// The name of the file, beside the packages and in the deb.
pub const FILE: &str = "waymark.cdx.json";

/// Makes the list for this machine's system and has the schema judge it: a stage of `test`.
pub fn stage(house: &House) -> Result<(), Trouble> {
    let file = house.target.join(FILE);
    write(house, &Commit::of(&house.root), &file)
}

/// Writes the list of what ships on this machine's system, and has the published schema judge it.
pub fn write(house: &House, commit: &Commit, file: &Path) -> Result<(), Trouble> {
    let platform = licences::platform_here(&house.root)?;
    let list = list(house, commit, &platform)?;
    std::fs::write(file, format!("{list:#}\n")).map_err(|cause| Trouble::File {
        path: file.to_owned(),
        cause,
    })?;
    process::must(
        process::plain("node", &house.root.join("ui"))
            .arg("tools/sbom.js")
            .arg(file),
    )
}

fn list(house: &House, commit: &Commit, platform: &str) -> Result<Value, Trouble> {
    let shipped = ships::on(house, &[platform])?;
    let version = release::version(&house.root)?;
    let sums = Sums::read(&house.root)?;
    let components: Vec<Value> = shipped
        .parts
        .iter()
        .map(|part| component(part, &sums))
        .collect();
    let mut dependencies = vec![];
    for (of, needs) in &shipped.needs {
        dependencies.push(json!({ "ref": of, "dependsOn": needs }));
    }
    Ok(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": moment(commit.at),
            "component": {
                "type": "application",
                "bom-ref": ships::APP,
                "name": "waymark",
                "version": version,
                "licenses": [{ "expression": "MIT" }],
                "properties": [
                    { "name": "waymark:commit", "value": commit.name },
                    { "name": "waymark:target", "value": platform },
                ],
            },
        },
        "components": components,
        "dependencies": dependencies,
    }))
}

fn component(part: &Part, sums: &Sums) -> Value {
    let kind = match part.from {
        From::Font => "data",
        From::Crate | From::Library | From::Npm => "library",
    };
    let mut component = json!({
        "type": kind,
        "bom-ref": part.reference(),
        "name": part.name,
        "purl": part.reference(),
        "licenses": [{ "expression": part.licence }],
    });
    if !part.version.is_empty() {
        component["version"] = json!(part.version);
    }
    if let Some((kind, sum)) = sums.of(part) {
        component["hashes"] = json!([{ "alg": kind, "content": sum }]);
    }
    component
}

/// The checksums of the lock files.
struct Sums {
    cargo: String,
    npm: Value,
}

impl Sums {
    fn read(root: &Path) -> Result<Sums, Trouble> {
        let npm = check::text(&root.join("ui/package-lock.json"))?;
        Ok(Sums {
            cargo: check::text(&root.join("Cargo.lock"))?,
            npm: serde_json::from_str(&npm).map_err(|_| Trouble::Shape {
                what: "ui/package-lock.json".to_owned(),
            })?,
        })
    }

    fn of(&self, part: &Part) -> Option<(&'static str, String)> {
        match part.from {
            From::Crate => {
                let head = format!("name = \"{}\"\nversion = \"{}\"\n", part.name, part.version);
                let entry = self
                    .cargo
                    .split("[[package]]\n")
                    .find(|one| one.starts_with(&head))?;
                let sum = entry
                    .lines()
                    .find_map(|line| line.strip_prefix("checksum = \""))?;
                Some(("SHA-256", sum.trim_end_matches('"').to_owned()))
            }
            From::Npm => {
                let entry = &self.npm["packages"][format!("node_modules/{}", part.name)];
                let sum = entry["integrity"].as_str()?.strip_prefix("sha512-")?;
                Some(("SHA-512", hex(&from_base64(sum)?)))
            }
            From::Library | From::Font => None,
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0u32, 0u32);
    for letter in text.trim_end_matches('=').bytes() {
        let value = LETTERS.iter().position(|known| *known == letter)?;
        bits = bits << 6 | u32::try_from(value).ok()?;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    Some(bytes)
}

/// Seconds since 1970 as ISO 8601 in UTC.
fn moment(seconds: u64) -> String {
    let (day, rest) = (seconds / 86_400, seconds % 86_400);
    // Years from March on, so that a leap day is a year's last: the usual reckoning for the civil calendar.
    let shifted = day + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{date:02}T{:02}:{:02}:{:02}Z",
        rest / 3_600,
        rest / 60 % 60,
        rest % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_the_schema_wants_it() {
        assert_eq!(moment(0), "1970-01-01T00:00:00Z");
        assert_eq!(moment(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(moment(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(moment(1_795_650_704), "2026-11-25T23:51:44Z");
    }

    #[test]
    fn a_checksum_of_npm_becomes_hexadecimal() {
        assert_eq!(hex(&from_base64("AAEC/w==").unwrap()), "000102ff");
        assert_eq!(hex(&from_base64("TWFu").unwrap()), "4d616e");
        assert_eq!(from_base64("a b"), None);
    }

    #[test]
    fn the_list_names_what_ships_with_its_checksum_and_what_it_stands_on() {
        let house = House::find().unwrap();
        let commit = Commit {
            name: "0123456789ab".to_owned(),
            at: 0,
        };
        let platform = licences::platform_here(&house.root).unwrap();
        let list = list(&house, &commit, &platform).unwrap();
        let named = |name: &str| {
            let all = list["components"].as_array().unwrap();
            all.iter().find(|one| one["name"] == name).cloned().unwrap()
        };
        assert_eq!(named("tauri")["hashes"][0]["alg"], "SHA-256");
        assert_eq!(named("svelte")["hashes"][0]["alg"], "SHA-512");
        assert_eq!(named("OpenSSL")["licenses"][0]["expression"], "Apache-2.0");
        assert_eq!(named("Noto Sans")["type"], "data");
        // Own crates, tools of the build and drivers of tests do not ship.
        let names: Vec<_> = list["components"].as_array().unwrap().iter().collect();
        for name in ["casework", "vite", "fantoccini", "tauri-build"] {
            assert!(names.iter().all(|one| one["name"] != name), "{name}");
        }
        let needs = list["dependencies"].as_array().unwrap();
        let of = |name: &str| {
            let reference = named(name)["bom-ref"].clone();
            needs.iter().find(|one| one["ref"] == reference).unwrap()["dependsOn"].clone()
        };
        assert!(
            of("openssl-sys")
                .to_string()
                .contains("pkg:generic/openssl@")
        );
    }
}
