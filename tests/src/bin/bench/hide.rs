//! Hiding the screen in the real window, with the record open behind it.

use crate::figure::{Unit, milliseconds, p99, say_amount};
use journeys::hidden::{self, COVERED, KEYS_GONE};
use journeys::{Place, Trouble, timing};

/// Hidings to a round: of few, the slowest alone would be measured.
const HIDINGS: u32 = 3;

/// Measures it with a record of so many contacts.
///
/// # Errors
/// When the record cannot be made.
pub fn measure(contacts: u32, rounds: u32) -> Result<(), Trouble> {
    let place = Place::new();
    timing::fill(&place, contacts)?;
    let times = rounds * HIDINGS;
    let runtime = tokio::runtime::Runtime::new()?;
    let hidden = runtime.block_on(hidden::rounds(&place, "WAYMARK_SCREENS", times));
    let (covered, gone): (Vec<f64>, Vec<f64>) = hidden.into_iter().unzip();
    for (what, all, aim) in [
        ("the frame with the cover", covered, COVERED),
        ("the keys gone", gone, milliseconds(KEYS_GONE)),
    ] {
        let what = format!("hide: key to {what}, p99 of {times} times, {contacts} contacts");
        say_amount(&what, p99(&all), Unit::Milliseconds, aim);
    }
    Ok(())
}
