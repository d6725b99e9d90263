//! Search in the guide, as it is typed.

use crate::Trouble;
use crate::figure::{Unit, say_amount};
use crate::place::Place;
use crate::typing;
use guide::{Guide, GuideStore};
use std::fs;

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
    let typed = typing::measure(QUERIES, rounds, |query| {
        store.search(query, HITS)?;
        Ok(())
    })?;
    say_amount(
        &format!("guide search {when}, {typed}"),
        typed.p99,
        Unit::Milliseconds,
        AIM,
    );
    Ok(())
}
