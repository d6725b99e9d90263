//! What holds the shell and the screens together: the commands that are handled, those that the
//! manifest names, those that a window may call, and the TypeScript that the screens use.

#![expect(
    clippy::unwrap_used,
    reason = "a test whose files cannot be read must fail, in its helpers too"
)]

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn shell(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn text(path: &str) -> String {
    std::fs::read_to_string(shell(path)).unwrap()
}

fn json(path: &str) -> Value {
    serde_json::from_str(&text(path)).unwrap()
}

fn bindings() -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bindings.ts");
    waymark::write_bindings(&file).unwrap();
    std::fs::read_to_string(file).unwrap()
}

/// The commands by the list that the build hands to Tauri. A command that is not in it would be
/// open to every window.
fn named() -> BTreeSet<String> {
    text("commands.txt").lines().map(str::to_owned).collect()
}

#[test]
fn the_typescript_of_the_screens_is_fresh() {
    let fresh = bindings();
    let committed = text("../ui/src/ipc/bindings.ts");
    assert!(
        fresh == committed,
        "the commands changed: run `cargo xtask bindings`"
    );
}

#[test]
fn every_command_that_is_handled_is_named_in_the_manifest_and_no_other() {
    // As the TypeScript calls them, which is made from the list of handlers.
    let bindings = bindings();
    let handled: BTreeSet<String> = bindings
        .split("__TAURI_INVOKE(\"")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
        .collect();
    assert!(handled.len() > 20, "the calls were not found: {handled:?}");
    assert_eq!(handled, named());
}

/// What a capability allows.
fn allowed(capability: &Value) -> BTreeSet<String> {
    assert!(capability.get("remote").is_none(), "no page of the network");
    let permissions = capability["permissions"].as_array().unwrap();
    permissions
        .iter()
        .map(|permission| permission.as_str().unwrap().to_owned())
        .collect()
}

/// Which of them a locked window may call stands in a test of `app`, beside what they answer then.
#[test]
fn a_fresh_window_may_call_a_part_of_the_commands_and_gets_the_rest_from_the_shell_alone() {
    let (locked, unlocked) = (
        json("capabilities/locked.json"),
        json("capabilities/unlocked.json"),
    );
    let (few, rest) = (allowed(&locked), allowed(&unlocked));
    assert_eq!(few.intersection(&rest).count(), 0);
    let mut wanted: BTreeSet<String> = named()
        .iter()
        .map(|command| format!("allow-{}", command.replace('_', "-")))
        .collect();
    // Of the system only the two events that the shell sends.
    wanted.insert("core:event:allow-listen".to_owned());
    wanted.insert("core:event:allow-unlisten".to_owned());
    assert_eq!(&few | &rest, wanted);

    assert_eq!(locked["windows"], serde_json::json!(["waymark-*"]));
    assert_eq!(unlocked["windows"], serde_json::json!([]));
    let configuration = json("tauri.conf.json");
    let enabled = &configuration["app"]["security"]["capabilities"];
    assert_eq!(*enabled, serde_json::json!(["locked"]));
    let files = std::fs::read_dir(shell("capabilities")).unwrap();
    assert_eq!(files.count(), 2, "a capability that no test looks at");
}

#[test]
fn the_page_runs_only_what_was_built_into_the_app() {
    let configuration = json("tauri.conf.json");
    let security = &configuration["app"]["security"];
    assert_eq!(security["freezePrototype"], true);
    let policy = security["csp"].as_object().unwrap();
    assert_eq!(policy["default-src"], "'none'");
    for (directive, sources) in policy {
        let sources = sources.as_str().unwrap();
        for open in ["*", "'unsafe-inline'", "'unsafe-eval'", "https:"] {
            assert!(!sources.contains(open), "{directive} allows {open}");
        }
        // The one address is the app's own channel, where a system cannot name a scheme.
        let elsewhere = sources.replace("http://ipc.localhost", "");
        assert!(!elsewhere.contains("http:"), "{directive}: {sources}");
    }
    assert_eq!(configuration["app"]["windows"], serde_json::json!([]));
    assert_eq!(configuration["app"]["withGlobalTauri"], false);
}

#[test]
fn what_the_system_shows_of_the_app_says_nothing_about_abuse() {
    let configuration = json("tauri.conf.json");
    let manifest = text("Cargo.toml");
    let shown = [
        configuration["productName"].as_str().unwrap().to_owned(),
        configuration["identifier"].as_str().unwrap().to_owned(),
        manifest
            .lines()
            .find_map(|line| line.strip_prefix("description = "))
            .unwrap()
            .to_owned(),
    ];
    for words in shown {
        let lower = words.to_lowercase();
        for word in [
            "abus",
            "violen",
            "perpetrat",
            "victim",
            "risk",
            "harm",
            "partner",
        ] {
            assert!(!lower.contains(word), "{words}");
        }
    }
}
