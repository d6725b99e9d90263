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
/// expression.
fn is_allowed(expression: &str, allowed: &[&str]) -> Option<bool> {
    Some(read(expression)?.is_met(allowed))
}

/// The licences that a package is taken under: of every choice the one that stands first in a list, and all
/// of those that must be met together. `None` when the expression cannot be read or met with the list.
pub fn chosen(expression: &str, in_order: &[&str]) -> Option<Vec<String>> {
    let mut chosen = read(expression)?.choose(in_order)?.1;
    chosen.sort();
    chosen.dedup();
    Some(chosen)
}

/// An SPDX expression. OR gives a choice, AND asks for both and binds closer; a slash is the old OR.
enum Expression {
    One(String),
    Both(Box<Expression>, Box<Expression>),
    Either(Box<Expression>, Box<Expression>),
}

impl Expression {
    fn is_met(&self, allowed: &[&str]) -> bool {
        match self {
            Expression::One(licence) => allowed.contains(&licence.as_str()),
            Expression::Both(one, other) => one.is_met(allowed) && other.is_met(allowed),
            Expression::Either(one, other) => one.is_met(allowed) || other.is_met(allowed),
        }
    }

    /// The choice, and how far down the list its last licence stands.
    fn choose(&self, in_order: &[&str]) -> Option<(usize, Vec<String>)> {
        match self {
            Expression::One(licence) => {
                let place = in_order.iter().position(|known| known == licence)?;
                Some((place, vec![licence.clone()]))
            }
            Expression::Both(one, other) => {
                let (first, mut all) = one.choose(in_order)?;
                let (second, more) = other.choose(in_order)?;
                all.extend(more);
                Some((first.max(second), all))
            }
            Expression::Either(one, other) => {
                match (one.choose(in_order), other.choose(in_order)) {
                    (Some(one), Some(other)) => Some(if other.0 < one.0 { other } else { one }),
                    (one, other) => one.or(other),
                }
            }
        }
    }
}

fn read(expression: &str) -> Option<Expression> {
    let words = words(expression);
    let mut reader = Reader { words: &words };
    let read = reader.either()?;
    reader.words.is_empty().then_some(read)
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
}

impl Reader<'_> {
    fn either(&mut self) -> Option<Expression> {
        let mut read = self.both()?;
        while self.take("OR") {
            read = Expression::Either(Box::new(read), Box::new(self.both()?));
        }
        Some(read)
    }

    fn both(&mut self) -> Option<Expression> {
        let mut read = self.one()?;
        while self.take("AND") {
            read = Expression::Both(Box::new(read), Box::new(self.one()?));
        }
        Some(read)
    }

    fn one(&mut self) -> Option<Expression> {
        if self.take("(") {
            let read = self.either()?;
            return self.take(")").then_some(read);
        }
        let mut licence = self.name()?;
        if self.take("WITH") {
            // An exception is part of the licence's name: each pair stands on the list by itself.
            licence = format!("{licence} WITH {}", self.name()?);
        }
        Some(Expression::One(licence))
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
    fn of_a_choice_the_first_of_the_list_is_taken_and_what_must_be_met_is_kept_whole() {
        let in_order = ["MIT", "Zlib", "Apache-2.0", "MPL-2.0", "Unicode-3.0"];
        for (expression, expected) in [
            ("Apache-2.0 OR MIT", Some(vec!["MIT"])),
            ("Apache-2.0/Zlib", Some(vec!["Zlib"])),
            ("GPL-3.0-only OR MPL-2.0", Some(vec!["MPL-2.0"])),
            (
                "(MIT OR Apache-2.0) AND Unicode-3.0",
                Some(vec!["MIT", "Unicode-3.0"]),
            ),
            ("MIT AND MIT", Some(vec!["MIT"])),
            ("MIT AND GPL-3.0-only", None),
            ("MIT MIT", None),
        ] {
            let expected = expected.map(|all| all.iter().map(|one| (*one).to_owned()).collect());
            assert_eq!(chosen(expression, &in_order), expected, "{expression}");
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
