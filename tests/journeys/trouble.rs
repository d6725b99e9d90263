//! Bad input and trouble: a message that says what happened and what to do, nothing typed is lost,
//! nothing is deleted, and no path or text of a library is on the screen.

use journeys::walk::{self, PASSPHRASE, label};
use journeys::{Desk, Place};
use std::fs;

/// What a screen says about a vault that cannot be opened, and that it says no more.
async fn says_only(desk: &Desk, title: &str, advice: &str) {
    desk.sees(title).await;
    let page = desk.text().await;
    assert!(page.contains(advice), "«{advice}» is missing in:\n{page}");
    for inside in [
        "/", "vault.", ".db", "sqlite", "SQL", "Error", "panicked", "os error",
    ] {
        assert!(
            !page.contains(inside),
            "«{inside}» is on the screen:\n{page}"
        );
    }
}

#[tokio::test]
async fn a_weak_or_mistyped_passphrase_is_refused_and_the_name_stays() {
    let place = Place::new();
    let desk = Desk::open(&place).await;
    walk::first_pages(&desk).await;
    desk.press("Create the vault").await;
    desk.sees("Enter a name for this vault").await;
    desk.write("Name of this vault", "Visits").await;
    for (passphrase, again, title) in [
        ("", "", "The passphrase is too short"),
        ("Tr0ub4dor", "Tr0ub4dor", "The passphrase is too short"),
        (
            "passwordpassword",
            "passwordpassword",
            "The passphrase is too easy to guess",
        ),
        (
            PASSPHRASE,
            "crooked lantern",
            "The two passphrases are not the same",
        ),
    ] {
        desk.write("Passphrase", passphrase).await;
        desk.write("Passphrase again", again).await;
        desk.press("Create the vault").await;
        desk.sees(title).await;
        assert_eq!(desk.read("Name of this vault").await, "Visits");
        assert!(!place.vault().join("vault.keys").exists());
    }
    // The offer is filled in and good.
    desk.press("Suggest a passphrase").await;
    desk.sees("Suggested:").await;
    desk.press("Create the vault").await;
    desk.page_ending("Write down your recovery phrase").await;
    desk.close().await;
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_said_and_what_was_typed_stays() {
    let place = Place::new();
    // A file where the folder belongs: no rights of any user make it a folder.
    fs::create_dir_all(place.data()).unwrap();
    fs::write(place.vault(), "").unwrap();
    let desk = Desk::open(&place).await;
    says_only(
        &desk,
        "Waymark may not write in its folder",
        "Ask whoever looks after your laptop",
    )
    .await;
    desk.press("Read the guide").await;
    desk.page("Guide").await;
    desk.close().await;
    assert_eq!(fs::read(place.vault()).unwrap(), b"");
}

/// Damages a good vault, looks at what the screen says on the way in, and that nothing was touched.
async fn damaged(harm: impl Fn(&Place), unlocks: bool, title: &str, advice: &str) {
    let place = Place::new();
    walk::make_vault(&place);
    harm(&place);
    let before = place.vault_files();
    let desk = Desk::open(&place).await;
    if unlocks {
        walk::try_passphrase(&desk, PASSPHRASE).await;
    }
    says_only(&desk, title, advice).await;
    desk.close().await;
    // SQLite may have put an empty log beside the database; what was there is as it was.
    let after = place.vault_files();
    for (name, bytes) in before {
        assert!(
            after.get(&name) == Some(&bytes),
            "{title}: {name} was touched"
        );
    }
}

#[tokio::test]
async fn each_damage_has_its_own_words_and_touches_nothing() {
    let keys = |place: &Place| place.vault().join("vault.keys");
    // Kept until the next unlock: with it a vault without its key file opens all the same.
    let no_copy = |place: &Place| {
        fs::remove_file(place.vault().join("vault.keys.previous")).unwrap();
    };
    let database = |place: &Place| place.vault().join("vault.db");
    damaged(
        |place| {
            no_copy(place);
            fs::remove_file(keys(place)).unwrap();
        },
        false,
        "The file with the keys is missing",
        "Nothing has been deleted.",
    )
    .await;
    damaged(
        |place| {
            no_copy(place);
            let mut bytes = fs::read(keys(place)).unwrap();
            bytes[40] ^= 1;
            fs::write(keys(place), bytes).unwrap();
        },
        false,
        "The file with the keys is damaged",
        "This is not a wrong passphrase.",
    )
    .await;
    damaged(
        |place| {
            let text = fs::read_to_string(keys(place)).unwrap();
            let newer = text.replacen("waymark-keys 2", "waymark-keys 3", 1);
            fs::write(keys(place), newer).unwrap();
        },
        false,
        "These records were written by a newer Waymark",
        "Nothing has been changed.",
    )
    .await;
    damaged(
        |place| fs::remove_file(database(place)).unwrap(),
        false,
        "The file with your records is missing",
        "choose “Restore from a backup”",
    )
    .await;
    damaged(
        |place| {
            let bytes = fs::read(database(place)).unwrap();
            fs::write(database(place), &bytes[..bytes.len() / 2 - 100]).unwrap();
        },
        true,
        "The file with your records is damaged",
        "Nothing has been deleted.",
    )
    .await;
}

#[tokio::test]
async fn a_full_disk_keeps_the_words_on_the_screen_until_there_is_room() {
    let place = Place::small();
    let desk = Desk::open(&place).await;
    walk::set_up(&desk).await;
    walk::start_contact(&desk, "V", &walk::CLINIC).await;
    walk::open_step(&desk, "Look and listen").await;
    desk.tick(label("say.drink")).await;
    desk.saved().await;
    desk.fill_disk();
    desk.write_within(label("say.drink"), "Exact words", "it was the beer")
        .await;
    desk.sees("The disk of this laptop is full").await;
    desk.sees("Your words are still on the screen").await;
    let words = desk.read_within(label("say.drink"), "Exact words").await;
    assert_eq!(words, "it was the beer");
    // Neither leaving nor locking throws them away unasked.
    desk.press("Back").await;
    desk.sees("Your last words are not saved yet").await;
    let words = desk.read_within(label("say.drink"), "Exact words").await;
    assert_eq!(words, "it was the beer");
    desk.empty_disk();
    desk.press("Try again").await;
    desk.page_beginning("Contact").await;
    walk::open_step(&desk, "Look and listen").await;
    let words = desk.read_within(label("say.drink"), "Exact words").await;
    assert_eq!(words, "it was the beer");
    desk.close().await;
}
