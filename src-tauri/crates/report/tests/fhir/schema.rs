//! Against the JSON schema of FHIR R4 as HL7 published it, from a package of the lock file of the screens.

use crate::made_up::{bundle, records};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What the validator printed.
fn validated(bundles: &[Value]) -> String {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut node = Command::new("node")
        .arg(here.join("tests/fhir/validate.cjs"))
        .arg(here.join("../../../ui"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node can be started");
    let mut given = node.stdin.take().expect("it is piped");
    let bundles = serde_json::to_vec(bundles).expect("it can be written");
    given.write_all(&bundles).expect("node reads it");
    drop(given);
    let output = node.wait_with_output().expect("node ends");
    assert!(
        output.status.success(),
        "no schema: `npm ci` in ui/ brings it (cargo xtask run does that)"
    );
    String::from_utf8(output.stdout).expect("node writes UTF-8")
}

#[test]
fn fifty_bundles_are_valid_against_the_published_schema() {
    let bundles: Vec<Value> = records(50).iter().map(bundle).collect();
    let printed = validated(&bundles);
    println!("{printed}");
    assert_eq!(
        printed.trim(),
        "50 of 50 Bundles valid against http://hl7.org/fhir/json-schema/4.0 (FHIR 4.0.0)"
    );
}

/// A validator that finds nothing proves nothing.
#[test]
fn the_validator_finds_what_is_wrong() {
    let whole = bundle(&records(1)[0]);
    let breaks: [fn(&mut Value); 6] = [
        |bundle| bundle["entry"][0]["resource"]["status"] = json!("done"),
        |bundle| bundle["entry"][0]["resource"]["colour"] = json!("red"),
        |bundle| bundle["entry"][1]["resource"]["birthDate"] = json!("28 February 1990"),
        |bundle| bundle["entry"][0]["resource"]["title"] = json!(""),
        |bundle| bundle["timestamp"] = json!("2026-11-23"),
        |bundle| bundle["entry"][2]["resource"]["id"] = json!("a b"),
    ];
    let broken = breaks.map(|wreck| {
        let mut bundle = whole.clone();
        wreck(&mut bundle);
        bundle
    });
    let printed = validated(&broken);
    assert!(
        printed.trim().ends_with("(FHIR 4.0.0)") && printed.contains("0 of 6"),
        "{printed}"
    );
}
