//! Somebody looks at the screen: covered at once, the keys gone within a second, no word lost.

use journeys::walk::{self, CLINIC};
use journeys::{Desk, Place};
use std::fs::File;
use std::time::{Duration, Instant};

/// Key press to covered, in milliseconds.
const COVERED: f64 = 200.0;

/// Key press to keys gone.
const KEYS_GONE: Duration = Duration::from_secs(1);

#[tokio::test]
async fn three_times_shift_covers_the_screen_locks_and_loses_no_word() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    walk::start_contact(&desk, "H I", &CLINIC).await;
    walk::open_step(&desk, "Record").await;
    let mut typed = String::new();
    for round in 1..=3 {
        desk.watch_for_cover().await;
        let old = desk.window().await;
        typed.push_str(&format!("word{round} "));
        desk.write("My opinion", &typed).await;
        desk.press_shift("My opinion").await;
        desk.press_shift("My opinion").await;
        let pressed = Instant::now();
        desk.press_shift("My opinion").await;
        while !can_be_opened(&place) {
            assert!(pressed.elapsed() < KEYS_GONE * 10, "it never locks");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let gone = pressed.elapsed();
        assert!(gone < KEYS_GONE, "keys gone after {gone:?}");
        desk.follow_new_window(&old).await;
        desk.page("Waymark").await;
        let page = desk.text().await;
        assert_eq!(
            page.split_whitespace().collect::<Vec<_>>(),
            ["Waymark", "Continue"]
        );
        assert!(desk.axe().await.is_empty());
        desk.press("Continue").await;
        walk::unlock(&desk).await;
        let covered = desk.time_to_cover().await;
        assert!(covered < COVERED, "covered after {covered} ms");
        desk.press_beginning("Continue draft: HI").await;
        desk.page_ending("Record").await;
        assert_eq!(desk.read("My opinion").await, typed);
    }
    desk.close().await;
}

#[tokio::test]
async fn the_button_hides_the_lock_screen_too() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    desk.page("Unlock").await;
    let old = desk.window().await;
    desk.press("Hide").await;
    desk.follow_new_window(&old).await;
    desk.page("Waymark").await;
    desk.press("Continue").await;
    desk.page("Unlock").await;
    desk.close().await;
}

/// Whether nobody holds the vault: the app gives it back when the keys are wiped.
fn can_be_opened(place: &Place) -> bool {
    let lock = File::open(place.vault().join("vault.lock")).expect("the vault was open");
    lock.try_lock().is_ok()
}
