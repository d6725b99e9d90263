//! The list of licences, and a small reader of SPDX expressions.

use serde_json::Value;

use crate::trouble::Trouble;

/// Licences that what we ship, or build it with, may have: each lets Waymark be given to anybody
/// under MIT or Apache-2.0. MPL-2.0 asks for the changes to its own files only, and we change none.
pub const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "BlueOak-1.0.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "WTFPL",
    "Zlib",
    // SQLite's gift to the public domain.
    "blessing",
];

/// Fonts may have this one too: it covers the font and not what embeds it.
pub const FONTS: &str = "OFL-1.1";

/// The crates whose licence is not on the list.
pub fn of_crates(metadata: &Value) -> Result<Vec<String>, Trouble> {
    let packages = metadata["packages"]
        .as_array()
        .filter(|packages| !packages.is_empty())
        .ok_or_else(|| Trouble::Shape {
            what: "the output of `cargo metadata`".to_owned(),
        })?;
    Ok(packages
        .iter()
        .filter_map(|package| {
            let name = package["name"].as_str().unwrap_or("a crate without a name");
            let version = package["version"].as_str().unwrap_or_default();
            fault(
                &format!("{name} {version}"),
                package["license"].as_str(),
                ALLOWED,
            )
        })
        .collect())
}

/// The fault of one package, if its licence is not on the list or cannot be read.
pub fn fault(package: &str, licence: Option<&str>, allowed: &[&str]) -> Option<String> {
    let Some(licence) = licence.filter(|licence| !licence.trim().is_empty()) else {
        return Some(format!("{package} names no licence"));
    };
    match is_allowed(licence, allowed) {
        Some(true) => None,
        Some(false) => Some(format!(
            "{package}: {licence} is not on the list of licences"
        )),
        None => Some(format!(
            "{package}: the licence \"{licence}\" cannot be read"
        )),
    }
}

/// Whether an SPDX expression can be met with the licences of a list; `None` when it is not an
/// expression. OR gives a choice, AND asks for both and binds closer; a slash is the old OR.
fn is_allowed(expression: &str, allowed: &[&str]) -> Option<bool> {
    let words = words(expression);
    let mut reader = Reader {
        words: &words,
        allowed,
    };
    let answer = reader.either()?;
    reader.words.is_empty().then_some(answer)
}

fn words(expression: &str) -> Vec<String> {
    expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ")
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

struct Reader<'a> {
    words: &'a [String],
    allowed: &'a [&'a str],
}

impl Reader<'_> {
    fn either(&mut self) -> Option<bool> {
        let mut answer = self.both()?;
        while self.take("OR") {
            answer |= self.both()?;
        }
        Some(answer)
    }

    fn both(&mut self) -> Option<bool> {
        let mut answer = self.one()?;
        while self.take("AND") {
            answer &= self.one()?;
        }
        Some(answer)
    }

    fn one(&mut self) -> Option<bool> {
        if self.take("(") {
            let answer = self.either()?;
            return self.take(")").then_some(answer);
        }
        let mut licence = self.name()?;
        if self.take("WITH") {
            // An exception is part of the licence's name: each pair stands on the list by itself.
            licence = format!("{licence} WITH {}", self.name()?);
        }
        Some(self.allowed.contains(&licence.as_str()))
    }

    fn name(&mut self) -> Option<String> {
        const NOT_NAMES: &[&str] = &["AND", "OR", "WITH", "(", ")"];
        let (name, rest) = self.words.split_first()?;
        if NOT_NAMES.contains(&name.as_str()) {
            return None;
        }
        self.words = rest;
        Some(name.clone())
    }

    fn take(&mut self, word: &str) -> bool {
        match self.words.split_first() {
            Some((first, rest)) if first == word => {
                self.words = rest;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_choice_with_one_allowed_licence_is_allowed() {
        for expression in [
            "MIT",
            "MIT OR Apache-2.0",
            "MIT/Apache-2.0",
            "Apache-2.0 / MIT",
            "GPL-3.0-only OR MIT",
            "LGPL-2.1-or-later OR (MIT AND Zlib)",
            "Apache-2.0 WITH LLVM-exception",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "MIT AND BSD-3-Clause AND blessing AND WTFPL",
        ] {
            assert_eq!(is_allowed(expression, ALLOWED), Some(true), "{expression}");
        }
    }

    #[test]
    fn a_licence_that_must_be_met_and_is_not_on_the_list_is_refused() {
        for expression in [
            "GPL-3.0-only",
            "AGPL-3.0",
            "LGPL-2.1-or-later",
            "MIT AND GPL-2.0-only",
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "MIT WITH LLVM-exception",
            "(MIT OR Apache-2.0) AND AGPL-3.0-only",
            "OFL-1.1",
            "LicenseRef-Our-Own",
        ] {
            assert_eq!(is_allowed(expression, ALLOWED), Some(false), "{expression}");
        }
    }

    #[test]
    fn and_binds_closer_than_or() {
        assert_eq!(
            is_allowed("MIT OR GPL-3.0-only AND AGPL-3.0-only", ALLOWED),
            Some(true)
        );
        assert_eq!(
            is_allowed("(MIT OR GPL-3.0-only) AND AGPL-3.0-only", ALLOWED),
            Some(false)
        );
    }

    #[test]
    fn what_is_no_expression_is_never_allowed() {
        for expression in [
            "",
            "MIT OR",
            "AND MIT",
            "(MIT",
            "MIT)",
            "MIT Apache-2.0",
            "MIT WITH",
            "()",
        ] {
            assert_eq!(is_allowed(expression, ALLOWED), None, "{expression:?}");
        }
    }

    #[test]
    fn a_made_up_graph_with_a_bad_licence_and_with_none_is_refused() {
        let metadata = json!({ "packages": [
            { "name": "good", "version": "1.0.0", "license": "MIT" },
            { "name": "wordlist", "version": "1.0.0", "license": "AGPL-3.0" },
            { "name": "silent", "version": "2.0.0", "license": null },
        ]});
        assert_eq!(
            of_crates(&metadata).unwrap(),
            [
                "wordlist 1.0.0: AGPL-3.0 is not on the list of licences",
                "silent 2.0.0 names no licence",
            ]
        );
    }

    #[test]
    fn a_graph_without_packages_does_not_pass() {
        assert!(of_crates(&json!({ "packages": [] })).is_err());
        assert!(of_crates(&json!({})).is_err());
    }
}
