//! Who may read typed words as text: the vault, to store them. Everybody else takes a reading for a
//! reader from `casework::audience`, which knows what that reader may see.

/// How a typed word is read as text.
const READ: &str = ".stored()";

/// The crates that may: the core itself, the vault, and what tests the vault from outside.
const MAY: [&str; 3] = [
    "src-tauri/crates/casework/",
    "src-tauri/crates/vault/",
    "src-tauri/crates/faults/",
];

/// The faults of one source file of ours, named from the root of the checkout.
pub fn in_source(file: &str, text: &str) -> Vec<String> {
    let file = file.replace('\\', "/");
    if MAY.iter().any(|folder| file.starts_with(folder)) {
        return Vec::new();
    }
    let lines = (1..).zip(text.lines());
    lines
        .filter(|(_, words)| words.contains(READ))
        .map(|(line, _)| {
            format!("{file}:{line}: reads typed words past the readers (casework::audience)")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vault_may_and_whoever_writes_for_a_reader_may_not() {
        let text = "let a = 1;\nlet name = about.name.stored();\n";
        assert!(in_source("src-tauri/crates/vault/src/tables.rs", text).is_empty());
        let faults = in_source("src-tauri/crates/report/src/own_agency.rs", text);
        assert_eq!(faults.len(), 1);
        assert!(faults[0].starts_with("src-tauri/crates/report/src/own_agency.rs:2:"));
        let faults = in_source(r"src-tauri\crates\app\src\record.rs", text);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(in_source("src-tauri/src/lib.rs", "stored").is_empty());
    }
}
