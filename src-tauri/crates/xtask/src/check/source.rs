//! The list of sources: every crate comes from crates.io or lies in this workspace.

use serde_json::Value;

/// How cargo writes the one registry that crates may come from.
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The faults in Cargo.lock, which knows every platform, and among the packages without a source,
/// which must be our own.
pub fn of_crates(metadata: &Value, lock: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for line in lock.lines() {
        if let Some(source) = line.strip_prefix("source = ")
            && source.trim_matches('"') != CRATES_IO
        {
            faults.push(format!("Cargo.lock: {source} is not crates.io"));
        }
    }
    let ours: Vec<&str> = strings(&metadata["workspace_members"]);
    if ours.is_empty() {
        faults.push("cargo metadata names no package of this workspace".to_owned());
    }
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let id = package["id"].as_str().unwrap_or_default();
        if package["source"].is_null() && !ours.contains(&id) {
            faults.push(format!(
                "{} is a folder outside the workspace",
                package["name"].as_str().unwrap_or(id)
            ));
        }
    }
    faults
}

fn strings(list: &Value) -> Vec<&str> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn metadata() -> Value {
        json!({
            "workspace_members": ["ours"],
            "packages": [
                { "id": "ours", "name": "casework", "source": null },
                { "id": "serde", "name": "serde", "source": CRATES_IO },
            ],
        })
    }

    #[test]
    fn crates_io_and_the_workspace_are_let_in() {
        let lock = format!("[[package]]\nname = \"serde\"\nsource = \"{CRATES_IO}\"\n");
        assert!(of_crates(&metadata(), &lock).is_empty());
    }

    #[test]
    fn a_git_dependency_and_another_registry_are_found() {
        for source in [
            "git+https://example.org/x#1",
            "registry+https://example.org/index",
        ] {
            let lock = format!("[[package]]\nname = \"x\"\nsource = \"{source}\"\n");
            let faults = of_crates(&metadata(), &lock);
            assert_eq!(faults.len(), 1);
            assert!(faults[0].contains(source), "{faults:?}");
        }
    }

    #[test]
    fn a_folder_outside_the_workspace_is_found() {
        let mut metadata = metadata();
        metadata["workspace_members"] = json!(["another"]);
        assert_eq!(
            of_crates(&metadata, ""),
            ["casework is a folder outside the workspace"]
        );
    }

    #[test]
    fn an_answer_without_a_workspace_does_not_pass() {
        assert_eq!(of_crates(&json!({}), "").len(), 1);
    }
}
