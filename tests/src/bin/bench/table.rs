//! The table of a run, as it stands in `BENCHMARKS.md`: the machine, the run, every figure.

use crate::figure::Figure;
use crate::machine;
use crate::words::Wish;
use chrono::Utc;
use journeys::Trouble;
use std::fmt::Write;
use std::path::Path;

/// What the table says before its figures.
const ABOUT: &str = "\
# Benchmarks

Made by `cargo xtask bench`, and not edited by hand. Release build. Whatever is a ratio was measured by
turns in this one run, ours and the bare thing, and is the median of its rounds; a ratio holds on another
machine, a time does not. A figure that is not reached stands here as it was measured.
";

/// Writes the table of this run.
///
/// # Errors
/// When the file cannot be written.
pub fn write(
    file: &Path,
    wish: &Wish,
    contacts: &[u32],
    busy: f64,
    figures: &[Figure],
) -> Result<(), Trouble> {
    let run = Run {
        day: Utc::now().format("%-d %B %Y").to_string(),
        commit: std::env::var("WAYMARK_COMMIT").unwrap_or_else(|_| "not known".to_owned()),
        machine: machine::name(),
        busy,
    };
    std::fs::write(file, table(&run, contacts, wish.rounds, figures)?)?;
    Ok(())
}

/// What names a run.
struct Run {
    day: String,
    commit: String,
    machine: String,
    busy: f64,
}

fn table(
    run: &Run,
    contacts: &[u32],
    rounds: u32,
    figures: &[Figure],
) -> Result<String, std::fmt::Error> {
    let mut text = ABOUT.to_owned();
    let contacts: Vec<String> = contacts.iter().map(ToString::to_string).collect();
    write!(
        text,
        "
| the run | |
|---|---|
| day | {} |
| commit | {} |
| machine | {} |
| taken by other programs at the beginning | {:.0}% |
| contacts in the vaults | {} |
| rounds | {} |

| figure | measured | aim | |
|---|---|---|---|
",
        run.day,
        run.commit,
        run.machine,
        run.busy * 100.0,
        contacts.join(", "),
        rounds,
    )?;
    for figure in figures {
        writeln!(
            text,
            "| {} | {} | {} | {} |",
            figure.what.replace('|', "\\|"),
            figure.shown,
            figure.aim.as_deref().unwrap_or(""),
            figure.verdict,
        )?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_the_run_and_has_a_line_for_every_figure() {
        let run = Run {
            day: "1 December 2026".to_owned(),
            commit: "0123abc".to_owned(),
            machine: "2 cores".to_owned(),
            busy: 0.04,
        };
        let figure = |what: &str, aim: Option<&str>, verdict: &str| Figure {
            what: what.to_owned(),
            shown: "1.20".to_owned(),
            aim: aim.map(str::to_owned),
            verdict: verdict.to_owned(),
        };
        let figures = [
            figure("a | b", Some("1.15"), "not reached, by 4.3%"),
            figure("c", None, ""),
        ];
        let text = table(&run, &[1_000, 10_000], 7, &figures).unwrap();
        for line in [
            "| commit | 0123abc |",
            "| taken by other programs at the beginning | 4% |",
            "| contacts in the vaults | 1000, 10000 |",
            "| a \\| b | 1.20 | 1.15 | not reached, by 4.3% |",
            "| c | 1.20 |  |  |",
        ] {
            assert!(text.lines().any(|one| one == line), "{line}\n{text}");
        }
    }
}
