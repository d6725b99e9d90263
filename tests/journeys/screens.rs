//! No screen keeps anybody waiting. The figure for what ships is taken by `cargo xtask bench screens`; here a
//! build without optimisation runs beside other journeys, so the limit is wide. A screen whose data does not
//! come fails all the same, and so does one that waits for the whole record.

use journeys::{Place, timing};

/// Enough that a list which reads all of it is seen.
const CONTACTS: u32 = 300;

/// Ten times what a change of screen may take in what ships, in milliseconds.
const LIMIT: f64 = 1_000.0;

#[tokio::test]
async fn every_screen_comes_with_its_data_and_keeps_nobody_waiting() {
    let place = Place::new();
    timing::fill(&place, CONTACTS).expect("a record can be made");
    let timed = timing::screens(&place, "WAYMARK_APP", 3).await;
    assert!(timed.len() > 50, "{} changes of screen", timed.len());
    for one in timed {
        let mut times = one.times;
        assert_eq!(times.len(), 3, "{}", one.name);
        times.sort_by(f64::total_cmp);
        eprintln!(
            "{:>6.0} ms, the slowest {:>6.0} ms: {}",
            times[1], times[2], one.name
        );
        assert!(times[1] < LIMIT, "«{}» takes {times:?} ms", one.name);
    }
}
