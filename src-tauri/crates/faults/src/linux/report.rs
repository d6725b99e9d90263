//! What a line of output says, and the work that stands behind it.

use std::collections::BTreeMap;
use std::io::{Write, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// As many as the machine that this has to run on has.
const WORKERS: usize = 2;

/// What one line found.
#[derive(Default)]
pub struct Findings {
    /// What was counted, in the order of the line: `300 kills`.
    pub counts: Vec<String>,
    /// What went wrong, each with what it takes to see it again. None: the line passes.
    pub failures: Vec<String>,
    /// More that a reader may want, below the line.
    pub remarks: Vec<String>,
}

impl Findings {
    /// A line that counted one thing.
    pub fn of(counts: impl IntoIterator<Item = String>, failures: Vec<String>) -> Self {
        Self {
            counts: counts.into_iter().collect(),
            failures,
            remarks: Vec::new(),
        }
    }
}

/// Writes a line on standard output, past the lint that keeps stray prints out of the house.
pub fn say(line: &str) {
    // A closed pipe has nobody to be told about it.
    let _ = writeln!(stdout().lock(), "{line}");
}

/// Runs one line and prints it. True when it passed.
pub fn line(name: &str, work: impl FnOnce() -> Findings) -> bool {
    let begun = Instant::now();
    let found = match catch_unwind(AssertUnwindSafe(work)) {
        Ok(found) => found,
        Err(panic) => Findings::of([], vec![format!("panicked: {}", text_of(&*panic))]),
    };
    let passed = found.failures.is_empty();
    say(&format!(
        "{name}: {} ... {} ({:.1} s)",
        found.counts.join(", "),
        if passed { "ok" } else { "FAILED" },
        begun.elapsed().as_secs_f32(),
    ));
    for remark in &found.remarks {
        say(&format!("    {remark}"));
    }
    /// More of the same helps nobody.
    const SHOWN: usize = 12;
    for failure in found.failures.iter().take(SHOWN) {
        say(&format!("    {failure}"));
    }
    if found.failures.len() > SHOWN {
        say(&format!("    and {} more", found.failures.len() - SHOWN));
    }
    passed
}

/// What a panic said.
pub fn text_of(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "without a word".to_owned())
}

/// Does every job, two at a time. Gives what each returned, in order; a panic is a failure like any
/// other.
pub fn share<J: Sync, R: Send>(
    jobs: &[J],
    work: impl Fn(&J) -> Result<R, String> + Sync,
) -> Vec<Result<R, String>> {
    let next = AtomicUsize::new(0);
    let done: Mutex<BTreeMap<usize, Result<R, String>>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(job) = jobs.get(index) else { return };
                    let result = catch_unwind(AssertUnwindSafe(|| work(job)))
                        .unwrap_or_else(|panic| Err(format!("panicked: {}", text_of(&*panic))));
                    if let Ok(mut done) = done.lock() {
                        done.insert(index, result);
                    }
                }
            });
        }
    });
    done.into_inner()
        .unwrap_or_default()
        .into_values()
        .collect()
}

/// Sorts what jobs returned into what was found and what failed.
pub fn split<R>(results: Vec<Result<R, String>>) -> (Vec<R>, Vec<String>) {
    let mut good = Vec::new();
    let mut failures = Vec::new();
    for result in results {
        match result {
            Ok(found) => good.push(found),
            Err(failure) => failures.push(failure),
        }
    }
    (good, failures)
}
