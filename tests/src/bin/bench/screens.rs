//! Every change of screen in the real window, from the key to the frame that shows heading and data.

use crate::figure::{Unit, median, say, say_amount};
use journeys::{Place, Trouble, timing};

/// A screen that is there within this is there at once, in milliseconds.
const AT_ONCE: f64 = 100.0;

/// Measures them with a record of so many contacts.
///
/// # Errors
/// When the record cannot be made.
pub fn measure(contacts: u32, rounds: u32) -> Result<(), Trouble> {
    let place = Place::new();
    timing::fill(&place, contacts)?;
    let runtime = tokio::runtime::Runtime::new()?;
    let timed = runtime.block_on(timing::screens(&place, "WAYMARK_SCREENS", rounds));
    let mut slowest: (f64, &str) = (0.0, "");
    for one in &timed {
        let worst = one.times.iter().copied().fold(0.0, f64::max);
        let middle = median(&one.times);
        if middle > slowest.0 {
            slowest = (middle, one.name);
        }
        say_amount(
            &format!(
                "{}: key to frame, {contacts} contacts; the slowest of {rounds} {worst:.0} ms",
                one.name
            ),
            middle,
            Unit::Milliseconds,
            AT_ONCE,
        );
    }
    say(&format!(
        "{} changes of screen, the slowest in its median: {} with {:.0} ms",
        timed.len(),
        slowest.1,
        slowest.0
    ));
    Ok(())
}
