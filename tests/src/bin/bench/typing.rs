//! A search as it is typed, letter by letter.

use crate::Trouble;
use crate::figure::{median, milliseconds, p99};
use std::fmt;
use std::time::Instant;

/// What it took to search for every beginning of some queries, in milliseconds.
#[derive(Debug)]
pub struct Typed {
    queries: usize,
    beginnings: usize,
    /// Half take no longer.
    pub p50: f64,
    /// At least 99 in 100 take no longer.
    pub p99: f64,
    slowest: (String, f64),
}

impl fmt::Display for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (query, time) = &self.slowest;
        write!(
            f,
            "p99 over {} beginnings of {} queries; p50 {:.2} ms, the slowest, «{query}», {time:.2} ms",
            self.beginnings, self.queries, self.p50,
        )
    }
}

/// A query as it is typed: every beginning of it that ends in a letter, digit or sign.
fn as_typed(query: &str) -> impl Iterator<Item = &str> {
    query
        .char_indices()
        .filter(|(_, letter)| *letter != ' ')
        .map(|(at, letter)| &query[..at + letter.len_utf8()])
}

/// Searches for every beginning of each query, as often as there are rounds.
///
/// # Errors
/// What the search says, or when there is nothing to search for.
pub fn measure(
    queries: &[&str],
    rounds: u32,
    search: impl Fn(&str) -> Result<(), Trouble>,
) -> Result<Typed, Trouble> {
    let typed: Vec<&str> = queries.iter().flat_map(|query| as_typed(query)).collect();
    let mut times = vec![Vec::new(); typed.len()];
    for _ in 0..rounds {
        for (query, times) in typed.iter().zip(&mut times) {
            let started = Instant::now();
            search(query)?;
            times.push(milliseconds(started.elapsed()));
        }
    }
    // The median of each query over the rounds: what takes long once and not again is another
    // program's work, what takes long every time is the query.
    let each: Vec<f64> = times.iter().map(|times| median(times)).collect();
    let slowest = typed
        .iter()
        .zip(&each)
        .max_by(|(_, a), (_, b)| a.total_cmp(b));
    let (query, time) = slowest.ok_or("there are no queries")?;
    Ok(Typed {
        queries: queries.len(),
        beginnings: typed.len(),
        p50: median(&each),
        p99: p99(&each),
        slowest: ((*query).to_owned(), *time),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_typed_letter_by_letter() {
        let typed: Vec<&str> = as_typed("new é").collect();
        assert_eq!(typed, ["n", "ne", "new", "new é"]);
    }
}
