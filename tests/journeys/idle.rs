//! Nobody is there any more: it warns, saves what was typed, locks, and the words are there again.

use journeys::walk::{self, CLINIC};
use journeys::{Desk, Place};

#[tokio::test]
async fn left_alone_it_warns_then_locks_and_loses_no_word() {
    let place = Place::where_nobody_stays(15);
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    walk::start_contact(&desk, "I D", &CLINIC).await;
    walk::open_step(&desk, "Record").await;
    let old = desk.window().await;
    desk.write("Seen by me", "the child went quiet").await;
    desk.sees("Waymark locks itself in").await;
    desk.follow_new_window(&old).await;
    desk.page("Unlock").await;
    assert!(!desk.text().await.contains("the child went quiet"));

    walk::unlock(&desk).await;
    desk.press_beginning("Continue draft: ID").await;
    desk.page_ending("Record").await;
    assert_eq!(desk.read("Seen by me").await, "the child went quiet");
    desk.close().await;
}
