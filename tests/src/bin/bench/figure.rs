//! Figures: medians, ratios, and the one line that each becomes.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// One figure, as it stands in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What was measured.
    pub what: String,
    /// The value, with its unit.
    pub shown: String,
    /// What it should reach, where there is such a thing.
    pub aim: Option<String>,
    /// Whether it does, and by how much not. Empty without an aim.
    pub verdict: String,
}

/// Every figure of this run, in the order in which they were said: for the table at the end. One program
/// measures once, so there is one list.
static SAID: Mutex<Vec<Figure>> = Mutex::new(Vec::new());

/// Every figure that was said so far.
pub fn said() -> Vec<Figure> {
    SAID.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// One line on standard output.
#[expect(
    clippy::print_stdout,
    reason = "the figures are what this program is for; they are printed here and nowhere else"
)]
pub fn say(line: &str) {
    println!("{line}");
}

/// What a number counts.
#[derive(Clone, Copy, Debug)]
pub enum Unit {
    /// Thousandths of a second.
    Milliseconds,
    /// Millionths of a second.
    Microseconds,
    /// Memory, 1,048,576 bytes each.
    Mebibytes,
    /// Room on a disk, 1,000,000 bytes each.
    Megabytes,
}

impl Unit {
    fn of(self, value: f64) -> String {
        match self {
            // As many digits as the number is good for.
            Self::Milliseconds if value < 10.0 => format!("{value:.2} ms"),
            Self::Milliseconds => format!("{value:.0} ms"),
            Self::Microseconds if value < 10.0 => format!("{value:.1} µs"),
            Self::Microseconds => format!("{value:.0} µs"),
            Self::Mebibytes => format!("{value:.0} MiB"),
            Self::Megabytes => format!("{value:.1} MB"),
        }
    }
}

/// A time in milliseconds.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A time in microseconds.
pub fn microseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000_000.0
}

/// The number in the middle; of an even count the mean of the two in the middle.
///
/// # Panics
/// When there are no numbers.
pub fn median(numbers: &[f64]) -> f64 {
    let sorted = sorted(numbers);
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        sorted[half]
    } else {
        f64::midpoint(sorted[half - 1], sorted[half])
    }
}

/// The smallest number that at least 99 in 100 are not above.
///
/// # Panics
/// When there are no numbers.
pub fn p99(numbers: &[f64]) -> f64 {
    let sorted = sorted(numbers);
    let rank = (sorted.len() * 99).div_ceil(100);
    sorted[rank - 1]
}

fn sorted(numbers: &[f64]) -> Vec<f64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// Ours and the bare thing, round by round.
#[derive(Debug, Default)]
pub struct Rounds {
    ours: Vec<f64>,
    bare: Vec<f64>,
}

impl Rounds {
    /// Adds one round.
    pub fn push(&mut self, ours: f64, bare: f64) {
        self.ours.push(ours);
        self.bare.push(bare);
    }

    /// True when nothing was measured.
    pub fn is_empty(&self) -> bool {
        self.ours.is_empty()
    }

    /// Says how many times the bare thing ours is, with both medians, and how far single rounds
    /// went: a wide span says that the machine was busy.
    pub fn say_ratio(&self, what: &str, unit: Unit, aim: Option<f64>) {
        let (ours, bare) = (median(&self.ours), median(&self.bare));
        let ratios: Vec<f64> = self
            .ours
            .iter()
            .zip(&self.bare)
            .map(|(a, b)| a / b)
            .collect();
        let ratios = sorted(&ratios);
        let span = match ratios.as_slice() {
            [least, .., most] => format!("; single rounds {least:.2} to {most:.2}"),
            _ => String::new(),
        };
        let value = ours / bare;
        say_figure(
            &format!("{value:.2}"),
            value,
            aim.map(|aim| (format!("{aim:.2}"), aim)),
            &format!("{what}: {} / {}{span}", unit.of(ours), unit.of(bare)),
        );
    }
}

/// The same figures for records of several sizes, to say how they grow.
#[derive(Debug, Default)]
pub struct Growth(Vec<(String, u32, f64)>);

/// What a list or search may cost when the record grows ten times.
const TENFOLD: f64 = 1.5;

impl Growth {
    /// Adds a figure of a record of so many contacts.
    pub fn push(&mut self, what: &str, contacts: u32, value: f64) {
        self.0.push((what.to_owned(), contacts, value));
    }

    /// Says by how much each figure grew from one size to the next.
    pub fn say(&self) {
        for (at, (what, contacts, value)) in self.0.iter().enumerate() {
            let Some((_, before, then)) = self.0[..at].iter().rev().find(|(one, ..)| one == what)
            else {
                continue;
            };
            let grown = value / then;
            say_figure(
                &format!("{grown:.2}"),
                grown,
                Some((format!("{TENFOLD:.2}"), TENFOLD)),
                &format!("{what}, {contacts} contacts / {before} contacts"),
            );
        }
    }
}

/// Says a number of its own, measured against nothing.
pub fn say_amount(what: &str, value: f64, unit: Unit, aim: f64) {
    let shown = match unit {
        Unit::Milliseconds => format!("{aim:.0} ms"),
        Unit::Microseconds | Unit::Mebibytes | Unit::Megabytes => unit.of(aim),
    };
    say_figure(&unit.of(value), value, Some((shown, aim)), what);
}

/// Says a number that has nothing to reach, for comparison.
pub fn say_beside(what: &str, value: f64, unit: Unit) {
    say_figure(&unit.of(value), value, None, what);
}

/// Says a figure, and keeps it for the table.
fn say_figure(shown: &str, value: f64, aim: Option<(String, f64)>, what: &str) {
    let figure = Figure::of(shown, value, aim, what);
    say(&figure.line());
    SAID.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(figure);
}

impl Figure {
    fn of(shown: &str, value: f64, aim: Option<(String, f64)>, what: &str) -> Self {
        let verdict = match &aim {
            Some((_, aim)) if value <= *aim => "reached".to_owned(),
            Some((_, aim)) => format!("not reached, by {:.1}%", (value / aim - 1.0) * 100.0),
            None => String::new(),
        };
        Self {
            what: what.to_owned(),
            shown: shown.to_owned(),
            aim: aim.map(|(shown, _)| shown),
            verdict,
        }
    }

    /// Value, aim, whether it is reached, and what it is, in columns.
    fn line(&self) -> String {
        let aim = match &self.aim {
            Some(aim) => format!("aim {aim}"),
            None => "no aim".to_owned(),
        };
        let Self {
            what,
            shown,
            verdict,
            ..
        } = self;
        format!("{shown:>8}  {aim:<9}  {verdict:<22}  {what}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_time_is_said_with_as_many_digits_as_it_is_good_for() {
        let time = microseconds(Duration::from_nanos(4_250));
        assert_eq!(Unit::Microseconds.of(time), "4.2 µs");
        assert_eq!(Unit::Microseconds.of(100.0), "100 µs");
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]), 2.5);
        assert_eq!(median(&[7.0]), 7.0);
    }

    #[test]
    fn one_in_a_hundred_may_be_above_p99() {
        let hundred: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(p99(&hundred), 99.0);
        assert_eq!(p99(&[1.0, 2.0]), 2.0);
        assert_eq!(p99(&[1.0]), 1.0);
    }

    #[test]
    fn a_line_says_whether_the_aim_is_reached_and_by_how_much_not() {
        let aim = || Some(("1.50".to_owned(), 1.5));
        let line = |shown, value, aim| Figure::of(shown, value, aim, "x").line();
        assert!(line("1.50", 1.5, aim()).contains("aim 1.50   reached"));
        assert!(line("1.80", 1.8, aim()).contains("not reached, by 20.0%"));
        assert!(line("1.80", 1.8, None).contains("no aim"));
    }
}
