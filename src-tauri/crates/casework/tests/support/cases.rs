//! How many cases a property is tried on.

/// 10,000, or what `WAYMARK_CASES` says: `cargo xtask mutants` tries fewer on each of its many builds.
/// Read when the tests are compiled, because the core's own rules forbid to read the environment.
pub fn cases() -> u32 {
    option_env!("WAYMARK_CASES").map_or(10_000, |cases| {
        cases.parse().expect("WAYMARK_CASES is a number")
    })
}
