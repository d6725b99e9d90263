//! What the fuzzers found worth keeping, and a seed for each input, in every test run.

use std::fs;
use std::path::Path;

#[test]
fn every_input_takes_everything_in_its_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for (name, take) in inputs::ALL {
        let mut files: Vec<_> = fs::read_dir(corpus.join(name))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        assert!(files.len() > 3, "{name} has {} files", files.len());
        for file in files {
            take(&fs::read(&file).unwrap());
        }
    }
}

#[test]
fn every_input_has_a_fuzz_target() {
    let targets = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    for (name, _) in inputs::ALL {
        let text = fs::read_to_string(targets.join(format!("{name}.rs"))).unwrap();
        assert!(text.contains(&format!("inputs::{name}(")), "{name}");
    }
}
