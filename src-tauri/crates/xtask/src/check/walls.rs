//! The walls of the house: which of our crates may use which, and what stays in one place.
//!
//! One direction: shell > app > (vault, report, guide) > casework. The shell may name the types of
//! casework and guide, which its commands carry; it never touches the vault past the app.

use serde_json::Value;

use super::graph::Used;
use crate::trouble::Trouble;

/// Each crate of the workspace and those of ours that it may use, for whatever reason: building,
/// running or testing.
const WALLS: &[(&str, &[&str])] = &[
    ("casework", &[]),
    ("guide", &["casework"]),
    ("report", &["casework"]),
    ("vault", &["casework"]),
    ("app", &["casework", "guide", "report", "vault"]),
    ("waymark", &["app", "casework", "guide"]),
    // For an organisation: makes and signs content packs. Not in what ships.
    ("packing", &["casework", "guide"]),
    // Outside the house: they drive the app, measure it or look into what it wrote.
    (
        "journeys",
        &[
            "app", "casework", "guide", "packing", "report", "vault", "waymark",
        ],
    ),
    ("inputs", &["app", "casework", "guide", "vault"]),
    ("faults", &["casework", "vault"]),
    ("empty-window", &[]),
    ("xtask", &[]),
];

/// What stays in one place: the start of a dependency's name, and who may use it.
const KEPT: &[(&str, &[&str])] = &[
    // The empty window is what the app's start is measured against.
    ("tauri", &["waymark", "empty-window"]),
    ("wry", &["waymark", "empty-window"]),
    // The faults are put below SQLite, and splice what the vault would never let through.
    // The bench does the same work on the encrypted file and on a plain one.
    ("rusqlite", &["faults", "guide", "journeys", "vault"]),
    ("libsqlite3-sys", &["faults", "guide", "vault"]),
    ("fantoccini", &["journeys"]),
    // What makes files of what was typed, and takes long to build.
    ("typst", &["report"]),
    ("lopdf", &["report"]),
];

/// All that casework may be built with: shapes of data, errors, calendar days, and how letters
/// are put together (the leak check finds "Zoë" where somebody typed "Zoe"). A list of what may be
/// there and not of what may not: no list knows every crate with a clock, chance or files in it.
const PURE: &[&str] = &[
    "autocfg",
    "casework",
    "chrono",
    "chrono-tz",
    "num-traits",
    "phf",
    "phf_shared",
    "proc-macro2",
    "quote",
    "serde",
    "serde_core",
    "serde_derive",
    "siphasher",
    "syn",
    "thiserror",
    "thiserror-impl",
    "tinyvec",
    "tinyvec_macros",
    "unicode-ident",
    "unicode-normalization",
];

/// Writes the rules of the one zone down while casework is built. Neither it nor what lies below it is in what
/// was built; below anything else, the same crates are refused.
const WRITES_ZONE: &str = "chrono-tz-build";

/// What comes on top with the types for the screens. specta asks chrono for its clock, and that for the
/// zone of the system; clippy's list in casework forbids to read it.
const WITH_TYPES: &[&str] = &[
    "Inflector",
    "core-foundation-sys",
    "iana-time-zone",
    "rustc_version",
    "semver",
    "specta",
    "specta-macros",
    "windows-link",
];

/// The features of chrono that bring a clock.
const CLOCKS: &[&str] = &["clock", "now", "wasmbind"];

/// The edges that go the wrong way, from what the manifests declare.
pub fn between_crates(metadata: &Value) -> Result<Vec<String>, Trouble> {
    let shape = || Trouble::Shape {
        what: "the output of `cargo metadata`".to_owned(),
    };
    let members = metadata["workspace_members"]
        .as_array()
        .filter(|members| !members.is_empty())
        .ok_or_else(shape)?;
    let packages = metadata["packages"].as_array().ok_or_else(shape)?;
    let ours: Vec<(&str, &Value)> = packages
        .iter()
        .filter(|package| members.contains(&package["id"]))
        .filter_map(|package| Some((package["name"].as_str()?, package)))
        .collect();
    if ours.len() != members.len() {
        return Err(shape());
    }
    let is_ours = |name: &str| ours.iter().any(|(ours, _)| *ours == name);

    let mut faults = Vec::new();
    for (name, package) in &ours {
        let Some((_, may)) = WALLS.iter().find(|(wall, _)| wall == name) else {
            faults.push(format!("{name} has no place among the walls of the house"));
            continue;
        };
        for dependency in package["dependencies"].as_array().ok_or_else(shape)? {
            let used = dependency["name"].as_str().ok_or_else(shape)?;
            if is_ours(used) && !may.contains(&used) {
                faults.push(format!("{name} may not use {used}"));
            }
            for (kept, places) in KEPT {
                if used.starts_with(kept) && !places.contains(name) {
                    faults.push(format!(
                        "{name} may not use {used}, which stays in {}",
                        places.join(" and ")
                    ));
                }
            }
        }
    }
    Ok(faults)
}

/// What makes casework impure, from what it alone is built from.
pub fn casework_is_pure(platform: &str, tree: &[Used]) -> Vec<String> {
    let mut faults = not_listed(platform, tree, |name| PURE.contains(&name));
    for used in tree {
        if used.name == "chrono"
            && let Some(clock) = used
                .features
                .iter()
                .find(|feature| CLOCKS.contains(&feature.as_str()))
        {
            faults.push(format!(
                "{platform}: casework has a clock, by chrono's feature `{clock}`; it came in by {}",
                used.way()
            ));
        }
    }
    faults
}

/// What casework is built with that it may not be, when it makes the types for the screens too.
pub fn casework_with_types(platform: &str, tree: &[Used]) -> Vec<String> {
    not_listed(platform, tree, |name| {
        PURE.contains(&name) || WITH_TYPES.contains(&name)
    })
}

fn not_listed(platform: &str, tree: &[Used], may: impl Fn(&str) -> bool) -> Vec<String> {
    tree.iter()
        .filter(|used| !may(&used.name) && !used.way.iter().any(|name| name == WRITES_ZONE))
        .map(|used| {
            format!(
                "{platform}: casework may not be built with {}; it came in by {}",
                used.name,
                used.way()
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::graph;
    use super::*;
    use serde_json::json;

    /// A workspace of made-up manifests: each crate with what it declares.
    fn workspace(crates: &[(&str, &[&str])]) -> Value {
        let names: Vec<&str> = crates.iter().map(|(name, _)| *name).collect();
        let packages: Vec<Value> = crates
            .iter()
            .map(|(name, uses)| {
                let uses: Vec<Value> = uses.iter().map(|used| json!({ "name": used })).collect();
                json!({ "id": name, "name": name, "dependencies": uses })
            })
            .collect();
        json!({ "workspace_members": names, "packages": packages })
    }

    fn faults(crates: &[(&str, &[&str])]) -> Vec<String> {
        between_crates(&workspace(crates)).unwrap()
    }

    #[test]
    fn the_house_as_it_is_meant_passes() {
        assert!(
            faults(&[
                ("casework", &["chrono"]),
                ("guide", &["casework", "rusqlite"]),
                ("vault", &["casework", "rusqlite"]),
                ("report", &["casework"]),
                ("app", &["casework", "guide", "vault", "report"]),
                ("waymark", &["app", "tauri", "tauri-build"]),
                ("journeys", &["fantoccini", "vault"]),
                ("faults", &["casework", "rusqlite", "vault"]),
                ("empty-window", &["tauri"]),
                ("xtask", &["serde_json"]),
            ])
            .is_empty()
        );
    }

    #[test]
    fn an_edge_that_points_up_or_across_or_past_the_app_is_found() {
        for (name, used) in [
            ("casework", "guide"),
            ("guide", "vault"),
            ("vault", "app"),
            ("report", "waymark"),
            ("app", "waymark"),
            ("waymark", "vault"),
            ("waymark", "report"),
            ("app", "journeys"),
        ] {
            assert_eq!(
                faults(&[(name, &[used]), (used, &[])]),
                [format!("{name} may not use {used}")]
            );
        }
    }

    #[test]
    fn the_window_stays_in_the_shell_and_sql_in_its_two_crates() {
        for (name, used) in [
            ("app", "tauri"),
            ("app", "tauri-specta"),
            ("vault", "wry"),
            ("app", "rusqlite"),
            ("waymark", "rusqlite"),
            ("inputs", "rusqlite"),
            ("waymark", "fantoccini"),
            ("app", "typst"),
            ("waymark", "typst-pdf"),
            ("journeys", "lopdf"),
        ] {
            let faults = faults(&[(name, &[used])]);
            assert_eq!(faults.len(), 1, "{name} {used}");
            assert!(faults[0].starts_with(&format!("{name} may not use {used}, which stays in")));
        }
    }

    #[test]
    fn a_crate_without_a_place_is_found() {
        assert_eq!(
            faults(&[("helpers", &[])]),
            ["helpers has no place among the walls of the house"]
        );
    }

    #[test]
    fn an_answer_without_a_workspace_does_not_pass() {
        assert!(between_crates(&json!({})).is_err());
        let mut metadata = workspace(&[("casework", &[])]);
        metadata["packages"] = json!([]);
        assert!(between_crates(&metadata).is_err());
    }

    #[test]
    fn a_clock_and_chance_are_found_in_casework() {
        let pure = graph::read("0casework v0.1.0|\n1chrono v0.4|alloc,serde\n").unwrap();
        assert!(casework_is_pure("made-up", &pure).is_empty());
        let clock = graph::read("0casework v0.1.0|\n1chrono v0.4|alloc,clock\n").unwrap();
        let faults = casework_is_pure("made-up", &clock);
        assert_eq!(faults.len(), 1);
        assert!(faults[0].contains("`clock`"), "{faults:?}");
        let chance = graph::read("0casework v0.1.0|\n1uuid v1|\n2getrandom v0.4|\n").unwrap();
        let faults = casework_is_pure("made-up", &chance);
        assert_eq!(faults.len(), 2, "uuid stands in no list either: {faults:?}");
        assert!(faults[1].ends_with("casework > uuid > getrandom"));
    }

    #[test]
    fn a_crate_that_nobody_has_thought_about_is_found_in_casework() {
        let new = graph::read("0casework v0.1.0|\n1serde v1|\n1helpful v9|\n").unwrap();
        for faults in [
            casework_is_pure("here", &new),
            casework_with_types("here", &new),
        ] {
            assert_eq!(
                faults,
                ["here: casework may not be built with helpful; it came in by casework > helpful"]
            );
        }
    }

    #[test]
    fn what_writes_the_zone_down_may_use_what_nothing_else_may() {
        let read = |lines: &str| graph::read(&format!("0casework v0.1.0|\n{lines}")).unwrap();
        let below = read("1chrono-tz v0|\n2chrono-tz-build v0|\n3regex v1|\n");
        assert!(casework_is_pure("here", &below).is_empty());
        let beside = read("1chrono-tz v0|\n2chrono-tz-build v0|\n3regex v1|\n1regex v1|\n");
        assert_eq!(casework_is_pure("here", &beside).len(), 1);
    }

    #[test]
    fn what_the_types_bring_is_there_only_with_them() {
        let types = graph::read("0casework v0.1.0|bindings\n1specta v2|chrono\n").unwrap();
        assert_eq!(casework_is_pure("here", &types).len(), 1);
        assert!(casework_with_types("here", &types).is_empty());
    }
}
