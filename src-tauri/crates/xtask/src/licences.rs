//! The verb `licences`: names, versions, licences and licence texts of everything that ships and is not ours.
//!
//! They are read from the packages as they lie on this machine, written to `assets/licences` and committed:
//! the screens show them, and the deb carries them. `check` fails when the list is not that of the lock files.
//! Own code and not cargo-about: that asks for nothing that is not read here already, and would be one more
//! program to build, with a network to ask.

mod texts;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::check::{self, licence};
use crate::house::House;
use crate::say::say;
use crate::ships::{self, Part};
use crate::trouble::Trouble;
use crate::{process, setup};

/// The licences that we take a part under, those that ask for least first.
const IN_ORDER: &[&str] = &[
    "CC0-1.0",
    "MIT-0",
    "0BSD",
    "MIT",
    "ISC",
    "Zlib",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Unicode-3.0",
    "BSL-1.0",
    "Unlicense",
    "BlueOak-1.0.0",
    "blessing",
    "WTFPL",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "MPL-2.0",
    licence::FONTS,
];

/// Writes the committed files anew.
pub fn licences(_words: &[String]) -> Result<(), Trouble> {
    let house = House::find()?;
    setup::packages(&house)?;
    let (parts, texts) = gather(&house)?;
    let folder = folder(&house.root);
    std::fs::create_dir_all(&folder).map_err(|cause| Trouble::File {
        path: folder.clone(),
        cause,
    })?;
    write(&folder.join("parts.json"), &parts)?;
    write(&folder.join("texts.json"), &texts)?;
    say(&format!(
        "{} parts under {} texts, in {}.",
        parts.len(),
        texts.len(),
        folder.display()
    ));
    Ok(())
}

fn folder(root: &Path) -> PathBuf {
    root.join("assets/licences")
}

/// Every part with the numbers of its texts, and the texts: each one once.
fn gather(house: &House) -> Result<(Vec<Value>, Vec<Value>), Trouble> {
    let shipped = ships::on(house, check::PLATFORMS)?;
    let mut own = Vec::new();
    let mut faults = Vec::new();
    for part in &shipped.parts {
        let Some(chosen) = licence::chosen(&part.licence, IN_ORDER) else {
            faults.push(format!("{}: {} cannot be met", part.name, part.licence));
            continue;
        };
        own.push((part, texts::of(part, &chosen)?));
    }
    let standard = texts::standard(own.iter().map(|(_, texts)| texts));
    // Waymark's own is the first.
    let ours = check::text(&house.root.join("LICENSE"))?
        .trim_end()
        .to_owned();
    let mut numbers = BTreeMap::from([(texts::key(&ours), 0)]);
    let mut texts = vec![json!(ours)];
    let mut parts = Vec::new();
    for (part, found) in own {
        let mut of_part = Vec::new();
        for (licence, text) in found {
            let text = match text.or_else(|| texts::in_place(part, &licence, &standard)) {
                Some(text) => text,
                None => {
                    faults.push(format!("{}: the text of {licence} is not there", part.name));
                    continue;
                }
            };
            let next = numbers.len();
            let number = *numbers.entry(texts::key(&text)).or_insert(next);
            if number == next {
                texts.push(json!(text));
            }
            of_part.push(number);
        }
        of_part.sort_unstable();
        of_part.dedup();
        parts.push(entry(part, &of_part));
    }
    if faults.is_empty() {
        Ok((parts, texts))
    } else {
        Err(Trouble::Faults(faults))
    }
}

fn entry(part: &Part, texts: &[usize]) -> Value {
    json!({
        "name": part.name,
        "version": part.version,
        "from": part.from.word(),
        "licence": part.licence,
        "texts": texts,
    })
}

/// One element on each line, so that a change is easy to read.
fn write(file: &Path, elements: &[Value]) -> Result<(), Trouble> {
    let lines: Vec<String> = elements.iter().map(Value::to_string).collect();
    std::fs::write(file, format!("[\n{}\n]\n", lines.join(",\n"))).map_err(|cause| Trouble::File {
        path: file.to_owned(),
        cause,
    })
}

/// What the committed list lacks or has too much: read from the lock files alone, no text is looked for.
pub fn faults(house: &House) -> Result<Vec<String>, Trouble> {
    let shipped = ships::on(house, check::PLATFORMS)?;
    let wanted: Vec<Value> = shipped.parts.iter().map(|part| entry(part, &[])).collect();
    let (parts, texts) = committed(&house.root)?;
    Ok(compare(&wanted, &parts, texts.len()))
}

/// The committed files: parts and texts.
fn committed(root: &Path) -> Result<(Vec<Value>, Vec<Value>), Trouble> {
    let read = |name: &str| {
        let file = folder(root).join(name);
        serde_json::from_str(&check::text(&file)?).map_err(|_| Trouble::Shape {
            what: file.display().to_string(),
        })
    };
    Ok((read("parts.json")?, read("texts.json")?))
}

fn compare(wanted: &[Value], parts: &[Value], texts: usize) -> Vec<String> {
    let mend = "in assets/licences: `cargo xtask licences` writes it anew";
    let name = |part: &Value| {
        let word = |key: &str| part[key].as_str().unwrap_or_default().to_owned();
        format!(
            "{} {} {} ({})",
            word("from"),
            word("name"),
            word("version"),
            word("licence")
        )
    };
    let listed: Vec<String> = parts.iter().map(name).collect();
    let wanted: Vec<String> = wanted.iter().map(name).collect();
    let lacking = wanted.iter().filter(|one| !listed.contains(one));
    let left = listed.iter().filter(|one| !wanted.contains(one));
    let mut faults: Vec<String> = lacking
        .map(|one| format!("{one} is missing {mend}"))
        .collect();
    faults.extend(left.map(|one| format!("{one} does not ship and stands {mend}")));
    faults.extend(parts.iter().filter_map(|part| {
        let numbers = part["texts"].as_array().map_or(&[][..], Vec::as_slice);
        let good = |number: &Value| number.as_u64().is_some_and(|number| number < texts as u64);
        let fine = !numbers.is_empty() && numbers.iter().all(good);
        (!fine).then(|| format!("{} has no text {mend}", name(part)))
    }));
    faults
}

/// Everything as one text, for `/usr/share/doc`: our own licence, then each text behind the parts that it
/// is for.
pub fn in_words(root: &Path) -> Result<String, Trouble> {
    let (parts, texts) = committed(root)?;
    let own = texts.first().and_then(Value::as_str).unwrap_or_default();
    let mut words = format!("Waymark\n\n{own}\n\nWhat ships in Waymark and is not its own\n");
    for (number, text) in texts.iter().enumerate().skip(1) {
        let of = parts.iter().filter(|part| {
            let numbers = part["texts"].as_array().map_or(&[][..], Vec::as_slice);
            numbers
                .iter()
                .any(|one| one.as_u64() == Some(number as u64))
        });
        words.push_str(&format!("\n{}\n\n", "-".repeat(72)));
        for part in of {
            let word = |key: &str| part[key].as_str().unwrap_or_default();
            let line = format!("{} {}", word("name"), word("version"));
            words.push_str(&format!("{} ({})\n", line.trim_end(), word("licence")));
        }
        words.push_str(&format!("\n{}\n", text.as_str().unwrap_or_default()));
    }
    Ok(words)
}

/// The list of what ships on this machine's system, to be read by programs.
pub fn platform_here(root: &Path) -> Result<String, Trouble> {
    let said = process::read(process::plain("rustc", root).arg("-vV"))?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| Trouble::Shape {
        what: "the output of `rustc -vV`".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, texts: &[usize]) -> Value {
        json!({ "name": name, "version": "1.0.0", "from": "crate", "licence": "MIT", "texts": texts })
    }

    #[test]
    fn a_list_that_is_that_of_the_lock_files_has_no_fault() {
        let wanted = [part("a", &[]), part("b", &[])];
        let listed = [part("b", &[1]), part("a", &[0, 1])];
        assert_eq!(compare(&wanted, &listed, 2), [""; 0]);
    }

    #[test]
    fn what_is_missing_left_over_or_without_a_text_is_named() {
        let wanted = [part("a", &[]), part("new", &[])];
        let listed = [part("a", &[7]), part("gone", &[])];
        let faults = compare(&wanted, &listed, 2).join("\n");
        for said in [
            "crate new 1.0.0 (MIT) is missing",
            "crate gone 1.0.0 (MIT) does not ship",
            "crate a 1.0.0 (MIT) has no text",
            "crate gone 1.0.0 (MIT) has no text",
        ] {
            assert!(faults.contains(said), "{said} in {faults}");
        }
    }

    #[test]
    fn the_committed_list_is_that_of_the_lock_files() {
        // `check` does the same; here it holds for whoever runs the tests alone.
        let house = House::find().unwrap();
        assert_eq!(faults(&house).unwrap(), [""; 0]);
        let (_, texts) = committed(&house.root).unwrap();
        let own = check::text(&house.root.join("LICENSE")).unwrap();
        assert_eq!(texts[0], own.trim_end());
    }
}
