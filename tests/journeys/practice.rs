//! Practice with a made-up person, in the real window: the record is not touched, and nothing is left.

use journeys::marks::{Mark, files_with};
use journeys::practice::{self, ON_A_VISIT, SCENE};
use journeys::walk::{self, label};
use journeys::{Desk, Place};
use serde_json::json;

/// A word that stands nowhere else.
const TYPED: &str = "Zibblewick";

#[tokio::test]
async fn a_scene_is_rehearsed_from_home_to_both_sides_and_the_vault_is_byte_for_byte_as_it_was() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    desk.sees("No drafts").await;
    let before = place.vault_files();

    practice::begin(&desk, SCENE).await;
    assert!(practice::is_on_disk(&place));
    desk.sees("You are a health visitor").await;
    practice::start_steps(&desk, &ON_A_VISIT).await;
    walk::open_step(&desk, "Look and listen").await;
    walk::observe(&desk, "present.blames", TYPED).await;
    practice::leave_step(&desk).await;
    walk::open_step(&desk, "Ask").await;
    let smash = label("ask.other-issue.shout-or-smash");
    assert!(!desk.text().await.contains("That's just a door"));
    desk.choose(smash, "Asked").await;
    desk.sees("Oliver Pretend answers: “The door? That's just a door.")
        .await;
    practice::leave_step(&desk).await;
    walk::open_step(&desk, "Assess risk").await;
    desk.choose(label("risk.pregnancy"), "Present").await;
    walk::judge(&desk, "Yes").await;
    desk.page_says("outcome", "Act now").await;
    // Nothing of a practice is kept, so no line says that it is.
    assert!(!desk.text().await.contains("Saved at"));

    desk.press("Finish and compare").await;
    desk.page("Practice. He says that it is her fault Side by side")
        .await;
    for words in [
        "You answered as the scene is.",
        "Leaves this out on purpose.",
        "A new baby is one of the eight, whatever else there is.",
    ] {
        desk.sees(words).await;
    }
    let text = desk.text().await;
    assert!(!text.contains('%') && !text.to_lowercase().contains("score"));
    assert!(before == place.vault_files(), "while practice was on");

    practice::end(&desk).await;
    desk.gone("Nothing you enter is kept").await;
    desk.sees("No drafts").await;
    assert!(before == place.vault_files(), "when it was over");
    assert!(!practice::is_on_disk(&place));
    desk.close().await;
    let found = files_with(&[Mark::new(TYPED)], &[place.data()]);
    assert_eq!(found, [""; 0]);
}

#[tokio::test]
async fn killed_in_mid_practice_what_is_left_cannot_be_read_and_the_next_start_sweeps_it() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    practice::begin(&desk, SCENE).await;
    practice::start_steps(&desk, &ON_A_VISIT).await;
    walk::open_step(&desk, "Look and listen").await;
    walk::observe(&desk, "present.blames", TYPED).await;
    // No line says that it is saved; leaving the page waits for it.
    practice::leave_step(&desk).await;
    desk.kill();

    assert!(practice::is_on_disk(&place), "a kill tidies nothing up");
    let marks = [TYPED, "Oliver", "Pretend"].map(Mark::new);
    assert_eq!(files_with(&marks, &[place.data()]), [""; 0]);

    let desk = Desk::open(&place).await;
    desk.page("Unlock").await;
    assert!(!practice::is_on_disk(&place), "swept");
    walk::unlock(&desk).await;
    desk.sees("No drafts").await;
    desk.close().await;
}

#[tokio::test]
async fn hiding_in_mid_practice_ends_it_and_locks_the_vault_behind_it() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    practice::begin(&desk, SCENE).await;
    let old = desk.window().await;
    desk.press("Hide").await;
    desk.follow_new_window(&old).await;
    desk.page("Waymark").await;
    assert!(!practice::is_on_disk(&place));
    let start = desk.invoke("start").await.expect("every window may ask");
    assert_eq!(start["start"], "locked");
    desk.close().await;
}

/// A practice that is begun while locked opens nothing, and the window that had it goes with it.
#[tokio::test]
async fn practice_that_began_while_locked_leaves_a_window_that_may_no_more_than_before() {
    let place = Place::new();
    walk::make_vault(&place);
    let before = place.vault_files();
    let desk = Desk::open(&place).await;
    desk.page("Unlock").await;
    let tour = json!({ "request": { "practice": "tour" } });
    let begun = desk.invoke_with("begin_practice", tour).await;
    assert_eq!(begun.expect("it begins")["start"], "practice");
    // Every command is there, and reaches the made-up record alone.
    let home = desk.invoke("home").await.expect("the practice has a home");
    assert_eq!(home["recent"].as_array().map(Vec::len), Some(2));
    let unlocked = desk
        .invoke_with(
            "unlock",
            json!({ "request": { "passphrase": walk::PASSPHRASE } }),
        )
        .await;
    assert_eq!(
        unlocked.expect_err("not out of a practice")["code"],
        "in_practice"
    );

    let old = desk.window().await;
    desk.run("window.__TAURI_INTERNALS__.invoke('end_practice')")
        .await;
    desk.follow_new_window(&old).await;
    desk.page("Unlock").await;
    let refused = desk.invoke("home").await.expect_err("it is locked");
    let words = refused.as_str().unwrap_or_default();
    assert!(words.contains("not allowed"), "{refused}");
    assert!(!practice::is_on_disk(&place));
    assert!(before == place.vault_files());
    desk.close().await;
}
