//! Hiding the screen, timed: from the third Shift to the cover, and to the keys gone.

use crate::walk::{self, CLINIC};
use crate::{Desk, Place};
use std::fs::File;
use std::time::{Duration, Instant};

/// Key press to covered, in milliseconds: nobody who turns round sees more.
pub const COVERED: f64 = 200.0;

/// Key press to keys gone.
pub const KEYS_GONE: Duration = Duration::from_secs(1);

/// How long to wait before it is said that it never locks.
const NEVER: Duration = Duration::from_secs(10);

/// Types words into a field, hides in the same breath, and is on the page that says the name alone. Gives the
/// time to the keys gone; [`Desk::time_to_cover`] has the other one, once it is unlocked again.
///
/// # Panics
/// When it never locks.
pub async fn by_shift(desk: &Desk, place: &Place, field: &str, words: &str) -> Duration {
    desk.watch_for_cover().await;
    let old = desk.window().await;
    desk.write(field, words).await;
    desk.press_shift(field).await;
    desk.press_shift(field).await;
    let pressed = Instant::now();
    desk.press_shift(field).await;
    let keys_gone = keys_gone(place, pressed);
    desk.follow_new_window(&old).await;
    desk.page("Waymark").await;
    keys_gone
}

/// Waits until nobody holds the vault, which the app gives back when the keys are wiped, and gives the time
/// since the key was pressed.
///
/// # Panics
/// When that never comes.
pub fn keys_gone(place: &Place, pressed: Instant) -> Duration {
    let lock = place.vault().join("vault.lock");
    let lock = File::open(lock).expect("the vault was open");
    while lock.try_lock().is_err() {
        assert!(pressed.elapsed() < NEVER, "it never locks");
        std::thread::sleep(Duration::from_millis(5));
    }
    pressed.elapsed()
}

/// Hides a draft so many times in the window at a place: milliseconds to the cover and to the keys gone, a
/// pair for each.
///
/// # Panics
/// When a screen does not come, or the last words are not there afterwards.
pub async fn rounds(place: &Place, app: &str, rounds: u32) -> Vec<(f64, f64)> {
    const FIELD: &str = "My opinion";
    let desk = Desk::open_as(place, app).await;
    walk::unlock(&desk).await;
    walk::start_contact(&desk, "H I", &CLINIC).await;
    walk::open_step(&desk, "Record").await;
    let mut times = Vec::new();
    for round in 0..rounds {
        let words = format!("word{round}");
        let gone = by_shift(&desk, place, FIELD, &words).await;
        desk.press("Continue").await;
        walk::unlock(&desk).await;
        let covered = desk.time_to_cover().await;
        times.push((covered, gone.as_secs_f64() * 1000.0));
        desk.press_beginning("Continue draft: HI").await;
        desk.page_ending("Record").await;
        assert_eq!(desk.read(FIELD).await, words);
    }
    desk.close().await;
    times
}
