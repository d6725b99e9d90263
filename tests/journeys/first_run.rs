//! The first run in four pages, by pointer and by keyboard: the hide screen is tried once, nothing typed is
//! lost on the way back, and it ends on a home page that says what to do.

use journeys::keys::Keys;
use journeys::walk::{self, PASSPHRASE, VAULT};
use journeys::{Desk, Place};

const SHIFT: &str = "\u{e008}";

#[tokio::test]
async fn by_pointer_the_hide_screen_is_tried_and_nothing_typed_is_lost_going_back() {
    let place = Place::new();
    let desk = Desk::open(&place).await;
    desk.page_ending("What Waymark is, and is not").await;
    desk.sees("Page 1 of 4").await;
    // Whoever has a backup finds it from here, and the way back.
    desk.press("Restore from a backup").await;
    desk.page("Restore from a backup").await;
    desk.press("Back").await;
    desk.page_ending("What Waymark is, and is not").await;
    desk.press("Continue").await;
    desk.page_ending("Try the hide screen").await;
    desk.sees("Page 2 of 4").await;

    let window = desk.window().await;
    desk.press("Hide").await;
    sees_the_cover(&desk).await;
    desk.press("Continue").await;
    desk.page_ending("You have hidden the screen").await;
    // In its place: no other window and no lock, as there is nothing to lock.
    assert_eq!(desk.window().await, window);
    assert!(!place.vault().exists());

    desk.press("Continue").await;
    desk.page_ending("Make your vault").await;
    desk.sees("Page 3 of 4").await;
    desk.write("Name of this vault", VAULT).await;
    desk.write("Passphrase", PASSPHRASE).await;
    desk.press("Back").await;
    desk.page_ending("You have hidden the screen").await;
    desk.press("Continue").await;
    desk.page_ending("Make your vault").await;
    assert_eq!(desk.read("Name of this vault").await, VAULT);
    assert_eq!(desk.read("Passphrase").await, PASSPHRASE);
    desk.write("Passphrase again", PASSPHRASE).await;
    desk.press("Create the vault").await;

    desk.page_ending("Write down your recovery phrase").await;
    desk.sees("Page 4 of 4").await;
    let phrase = walk::recovery_words(&desk).await.join(" ");
    desk.press("I have written it down").await;
    desk.page_ending("Type your recovery phrase").await;
    desk.write("Recovery phrase", &phrase).await;
    desk.press("Help").await;
    desk.page("Help").await;
    desk.press("Back").await;
    desk.page_ending("Type your recovery phrase").await;
    assert_eq!(desk.read("Recovery phrase").await, phrase);
    desk.press("Check and continue").await;
    desk.page("Home").await;
    desk.sees("There is nothing here yet").await;
    desk.close().await;
}

#[tokio::test]
async fn by_keyboard_alone_the_hide_screen_is_tried_and_the_vault_is_made() {
    let place = Place::new();
    let desk = Desk::open(&place).await;
    let keys = Keys::of(&desk);
    desk.page_ending("What Waymark is, and is not").await;
    keys.use_it("Continue").await;
    desk.page_ending("Try the hide screen").await;
    // At once, from wherever the focus is.
    keys.write(&SHIFT.repeat(3)).await;
    sees_the_cover(&desk).await;
    keys.arrives("Waymark").await;
    keys.use_it("Continue").await;
    desk.page_ending("You have hidden the screen").await;
    keys.use_it("Continue").await;
    desk.page_ending("Make your vault").await;
    keys.to("Name of this vault").await;
    keys.write(VAULT).await;
    keys.to("Passphrase").await;
    keys.write(PASSPHRASE).await;
    keys.to("Passphrase again").await;
    keys.write(PASSPHRASE).await;
    keys.enter().await;
    desk.page_ending("Write down your recovery phrase").await;
    let phrase = walk::recovery_words(&desk).await.join(" ");
    keys.use_it("I have written it down").await;
    desk.page_ending("Type your recovery phrase").await;
    keys.to("Recovery phrase").await;
    keys.write(&phrase).await;
    keys.use_it("Check and continue").await;
    desk.page("Home").await;
    desk.close().await;
}

#[tokio::test]
async fn who_cannot_try_it_goes_past_it() {
    let place = Place::new();
    let desk = Desk::open(&place).await;
    walk::create_vault(&desk).await;
    desk.close().await;
}

/// The cover, and nothing else in the window.
async fn sees_the_cover(desk: &Desk) {
    desk.page("Waymark").await;
    let page = desk.text().await;
    assert_eq!(
        page.split_whitespace().collect::<Vec<_>>(),
        ["Waymark", "Continue"]
    );
}
