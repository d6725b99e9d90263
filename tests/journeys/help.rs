//! The help: opened in the middle of a sentence, and back with the words still there; from the lock screen;
//! and the same on the screen that the person may see, whatever somebody else has said.

use journeys::walk::{self, CLINIC};
use journeys::{Desk, Place};

#[tokio::test]
async fn opened_in_the_middle_of_a_sentence_it_loses_no_word() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    desk.page("Unlock").await;
    // It is there for whoever cannot get in.
    desk.press("Help").await;
    desk.page("Help").await;
    desk.press("If you lose the passphrase").await;
    desk.page_ending("If you lose the passphrase").await;
    desk.press("Back").await;
    desk.page("Help").await;
    desk.press("Back").await;
    walk::unlock(&desk).await;

    walk::start_contact(&desk, "J M", &CLINIC).await;
    walk::open_step(&desk, "Record").await;
    let half = "He said that it would not happen ag";
    desk.write("Said by the person", half).await;
    // Nothing waits for it to be saved.
    desk.press("Help with this step").await;
    desk.page_ending("6 Record").await;
    desk.sees("In immediate danger call 999").await;
    walk::wait_for_draft(&place, |contact| contact.notes.said.stored() == half);
    desk.press("All pages of the help").await;
    desk.page("Help").await;
    desk.press("Back").await;
    desk.page_ending("Record").await;
    assert_eq!(desk.read("Said by the person").await, half);

    // From the menu too, however deep somebody reads.
    desk.write("My opinion", "I do not bel").await;
    desk.press("Help").await;
    desk.page("Help").await;
    desk.press("1 Look and listen").await;
    desk.page_ending("Look and listen").await;
    desk.press("Help").await;
    desk.page("Help").await;
    desk.press("Back").await;
    desk.page_ending("Record").await;
    assert_eq!(desk.read("My opinion").await, "I do not bel");
    assert_eq!(desk.read("Said by the person").await, half);
    desk.close().await;
}

#[tokio::test]
async fn from_the_screen_that_the_person_may_see_it_is_the_same_whatever_a_victim_said() {
    let mut seen = Vec::new();
    for only_victim in ["No", "Yes"] {
        let place = Place::new();
        walk::make_vault(&place);
        let desk = Desk::open(&place).await;
        walk::unlock(&desk).await;
        let answers = walk::but("Does what you know come only from the victim?", only_victim);
        walk::start_contact(&desk, "J M", &answers).await;
        walk::open_step(&desk, "Ask").await;
        desk.press("Help with this step").await;
        desk.page_ending("2 Ask").await;
        let page = desk.text().await;
        for telling in ["victim", "partner", "told you", "abus"] {
            assert!(!page.to_lowercase().contains(telling), "{telling}:\n{page}");
        }
        seen.push(page);
        desk.press("Back").await;
        desk.page_ending("Ask").await;
        desk.close().await;
    }
    assert_eq!(seen[0], seen[1]);
}
