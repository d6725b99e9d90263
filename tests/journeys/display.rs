//! Colours and size of text: chosen by somebody who cannot read the lock screen, and there ever after.

use journeys::walk;
use journeys::{Desk, Place};

/// `--wm-page` of the dark theme, as a page says it.
const DARK: &str = "rgb(23, 27, 28)";

/// The same of the light one.
const LIGHT: &str = "rgb(247, 244, 238)";

/// The width of the window in CSS pixels, as it opens and half as large again.
const WIDTH: u32 = 1100;
const WIDTH_WHEN_LARGE: u32 = 733;

async fn is_dark_and_large(desk: &Desk) {
    assert_eq!(desk.theme().await, ("dark".to_owned(), DARK.to_owned()));
    assert_eq!(desk.width().await, WIDTH_WHEN_LARGE);
}

async fn unlock(desk: &Desk) {
    desk.page("Unlock").await;
    desk.write("Passphrase", walk::PASSPHRASE).await;
    desk.press_by_key("Unlock").await;
    desk.page("Home").await;
}

#[tokio::test]
async fn what_is_chosen_on_the_lock_screen_stays_through_a_lock_a_hiding_and_a_new_start() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    desk.page("Unlock").await;
    assert_eq!(desk.theme().await, ("system".to_owned(), LIGHT.to_owned()));
    assert_eq!(desk.width().await, WIDTH);

    desk.press("Display").await;
    desk.page("Display").await;
    desk.choose("Colours", "Dark").await;
    desk.choose("Text size", "Half as large again").await;
    desk.find("//html[@data-theme='dark']").await;
    desk.becomes_wide(WIDTH_WHEN_LARGE).await;
    is_dark_and_large(&desk).await;
    desk.press_by_key("Back").await;
    unlock(&desk).await;
    is_dark_and_large(&desk).await;

    let old = desk.window().await;
    desk.press_by_key("Lock").await;
    desk.follow_new_window(&old).await;
    desk.page("Unlock").await;
    is_dark_and_large(&desk).await;
    unlock(&desk).await;
    let old = desk.window().await;
    desk.press_by_key("Hide").await;
    desk.follow_new_window(&old).await;
    desk.page("Waymark").await;
    is_dark_and_large(&desk).await;
    desk.press_by_key("Continue").await;
    desk.page("Unlock").await;
    is_dark_and_large(&desk).await;
    desk.close().await;

    let desk = Desk::open(&place).await;
    desk.page("Unlock").await;
    is_dark_and_large(&desk).await;
    unlock(&desk).await;
    desk.press_by_key("Settings").await;
    desk.page("Settings").await;
    assert!(desk.chosen("Colours", "Dark").await);
    assert!(desk.chosen("Text size", "Half as large again").await);
    desk.close().await;
}

#[tokio::test]
async fn a_damaged_file_keeps_nobody_from_the_lock_screen() {
    let place = Place::new();
    walk::make_vault(&place);
    std::fs::write(place.data().join("display"), [0xff, 0xfe, 0x00]).expect("it can be written");
    let desk = Desk::open(&place).await;
    desk.page("Unlock").await;
    assert_eq!(desk.theme().await, ("system".to_owned(), LIGHT.to_owned()));
    assert_eq!(desk.width().await, WIDTH);
    desk.close().await;
}
