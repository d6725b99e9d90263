//! The recovery phrase: typed back before the first contact, and the way in when the passphrase is
//! forgotten.

use journeys::walk;
use journeys::{Desk, Place};

#[tokio::test]
async fn the_recovery_phrase_opens_the_vault_and_sets_a_new_passphrase() {
    let place = Place::new();
    let desk = Desk::open(&place).await;
    let phrase = walk::set_up(&desk).await;
    walk::lock(&desk).await;
    desk.press("Use the recovery phrase").await;
    desk.page("Use your recovery phrase").await;

    let fresh = "seven paper boats under the bridge";
    let mut mistyped: Vec<&str> = phrase.split(' ').collect();
    mistyped[6] = "abandom";
    desk.write("Recovery phrase", &mistyped.join(" ")).await;
    desk.write("New passphrase", fresh).await;
    desk.write("New passphrase again", fresh).await;
    desk.press("Set the new passphrase and unlock").await;
    desk.sees("Word 7 is not in the list").await;
    assert_eq!(desk.read("Recovery phrase").await, mistyped.join(" "));

    desk.write("Recovery phrase", &phrase.to_uppercase()).await;
    desk.press("Set the new passphrase and unlock").await;
    desk.page("Home").await;

    walk::lock(&desk).await;
    walk::try_passphrase(&desk, walk::PASSPHRASE).await;
    desk.sees("That is not the passphrase").await;
    walk::try_passphrase(&desk, fresh).await;
    desk.page("Home").await;
    desk.close().await;
}

#[tokio::test]
async fn no_contact_is_begun_before_the_recovery_phrase_was_typed_back() {
    let place = Place::new();
    let desk = Desk::open(&place).await;
    walk::create_vault(&desk).await;
    let first = walk::recovery_words(&desk).await.join(" ");
    desk.press("I have written it down").await;
    desk.write("Recovery phrase", "one two three").await;
    desk.press("Check and continue").await;
    desk.sees("The phrase has 24 words; you typed 3").await;
    desk.kill();

    // The words on the screen are gone with the window; nobody may have them on paper.
    let desk = Desk::open(&place).await;
    walk::try_passphrase(&desk, walk::PASSPHRASE).await;
    desk.page("Recovery phrase").await;
    assert_eq!(desk.count("//button[.='Start a contact']").await, 0);
    desk.press("Make a recovery phrase").await;
    desk.page("Write down your recovery phrase").await;
    let second = walk::recovery_words(&desk).await.join(" ");
    assert_ne!(first, second);
    desk.press("I have written it down").await;
    desk.write("Recovery phrase", &first).await;
    desk.press("Check and continue").await;
    desk.sees("This recovery phrase belongs to other records")
        .await;
    desk.write("Recovery phrase", &second).await;
    desk.press("Check and continue").await;
    desk.page("Home").await;
    desk.close().await;
}

#[tokio::test]
async fn passphrase_and_recovery_phrase_are_changed_from_the_settings() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    desk.press("Settings").await;
    desk.page("Settings").await;
    desk.press("Change your passphrase").await;
    let fresh = "seven paper boats under the bridge";
    desk.page("Change your passphrase").await;
    desk.write("Your passphrase now", "crooked lantern").await;
    desk.write("New passphrase", fresh).await;
    desk.write("New passphrase again", fresh).await;
    desk.submit("Change your passphrase").await;
    desk.sees("That is not the passphrase").await;
    desk.write("Your passphrase now", walk::PASSPHRASE).await;
    desk.submit("Change your passphrase").await;
    desk.page("Your passphrase is changed").await;
    desk.press("Back to settings").await;
    desk.page("Settings").await;

    desk.press("Make a new recovery phrase").await;
    desk.page("New recovery phrase").await;
    desk.press("Make a recovery phrase").await;
    desk.page("Write down your recovery phrase").await;
    let phrase = walk::recovery_words(&desk).await.join(" ");
    desk.press("I have written it down").await;
    desk.write("Recovery phrase", &phrase).await;
    desk.press("Check and continue").await;
    desk.page("Home").await;

    walk::lock(&desk).await;
    walk::try_passphrase(&desk, walk::PASSPHRASE).await;
    desk.sees("That is not the passphrase").await;
    walk::try_passphrase(&desk, fresh).await;
    desk.page("Home").await;
    desk.close().await;
}
