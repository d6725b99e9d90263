//! Search in the guide, as it is typed.

use crate::Trouble;
use crate::figure::{Unit, median, milliseconds, p99, say_amount};
use crate::place::Place;
use guide::{Guide, GuideStore};
use std::fs;
use std::time::Instant;

/// Hits that the screen asks for, as in `app`.
const HITS: usize = 30;

/// The aim for the slowest of a hundred searches, in milliseconds.
const AIM: f64 = 5.0;

/// What practitioners type: what somebody said, what they saw, what they look up; with slips, with
/// words that are everywhere, and with nothing to find.
const QUERIES: &[&str] = &[
    "anger management",
    "I have an anger problem",
    "temper",
    "it's the drink",
    "booze and drugs",
    "stress at work",
    "work is getting on top of me",
    "depressed and cannot sleep",
    "suicidal",
    "I don't want to be here any more",
    "we need couple counselling",
    "we're always having rows",
    "she can't cope and I suffer for it",
    "the kids run riot",
    "my partner said I should come",
    "jealous",
    "jelous of her friends",
    "checks her phone",
    "speaks for the partner",
    "always there at every appointment",
    "strangled",
    "choked her",
    "hands around her neck",
    "threatened to kill",
    "weapon",
    "knife",
    "pregnant",
    "new baby",
    "separation",
    "split up last month",
    "stalking",
    "coercive control",
    "scared of me",
    "hurt the dog",
    "bruise",
    "scratches on his arms",
    "self-defence",
    "interpreter",
    "children could hear",
    "out of control",
    "clare's law",
    "disclosure scheme",
    "protection order",
    "non-molestation order",
    "court order",
    "marac",
    "safeguarding lead",
    "information sharing without consent",
    "confidential",
    "record keeping online access",
    "helpline",
    "respect phoneline",
    "0808 802 4040",
    "999",
    "police",
    "behaviour change programme",
    "perpetrator programme",
    "housing",
    "northern ireland",
    "scotland",
    "what not to say",
    "never go alone",
    "how do I ask about violence",
    "the partner is in the room",
    "counseling",
    "sucidal",
    "zebra crossing",
];

/// A query as it is typed: every beginning of it that ends in a letter, digit or sign.
fn as_typed(query: &str) -> impl Iterator<Item = &str> {
    query
        .char_indices()
        .filter(|(_, letter)| *letter != ' ')
        .map(|(at, letter)| &query[..at + letter.len_utf8()])
}

/// Measures the figure; `when` says what it is measured in.
///
/// # Errors
/// When the guide cannot be read or searched.
pub fn measure(place: &Place, rounds: u32, when: &str) -> Result<(), Trouble> {
    let folder = place.folder().join("guide");
    fs::create_dir_all(&folder)?;
    let store = GuideStore::open(&folder.join("guide.db"), &Guide::embedded()?)?;
    if store.is_in_memory() {
        return Err("the guide's index could not be kept in a file".into());
    }
    let queries: Vec<&str> = QUERIES.iter().flat_map(|query| as_typed(query)).collect();
    let mut times = vec![Vec::new(); queries.len()];
    for _ in 0..rounds {
        for (query, times) in queries.iter().zip(&mut times) {
            let started = Instant::now();
            store.search(query, HITS)?;
            times.push(milliseconds(started.elapsed()));
        }
    }
    // The median of each query over the rounds: what takes long once and not again is another
    // program's work, what takes long every time is the query.
    let each: Vec<f64> = times.iter().map(|times| median(times)).collect();
    let slowest = queries
        .iter()
        .zip(&each)
        .max_by(|(_, a), (_, b)| a.total_cmp(b));
    let (query, time) = slowest.ok_or("there are no queries")?;
    say_amount(
        &format!(
            "guide search {when}, p99 over {} beginnings of {} queries; half take {:.2} ms, the \
             slowest, «{query}», {time:.2} ms",
            queries.len(),
            QUERIES.len(),
            median(&each),
        ),
        p99(&each),
        Unit::Milliseconds,
        AIM,
    );
    Ok(())
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
