//! The battery dies in mid-step: what was shown as saved is there again.

use journeys::walk::{self, CLINIC, label};
use journeys::{Desk, Place};

#[tokio::test]
async fn killed_in_mid_step_the_draft_opens_where_it_was_left_with_every_saved_answer() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    walk::start_contact(&desk, "T W", &CLINIC).await;
    walk::open_step(&desk, "Look and listen").await;
    walk::observe(&desk, "say.drink", "Only on Fridays").await;
    walk::leave_step(&desk).await;
    walk::open_step(&desk, "Assess risk").await;
    desk.choose(label("risk.weapons"), "Present").await;
    desk.write_within(label("risk.weapons"), "Exact words", "the kitchen knife")
        .await;
    desk.choose(label("risk.pregnancy"), "Not known").await;
    desk.write("Why do you think so?", "He went quiet").await;
    desk.saved().await;
    desk.kill();

    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    desk.press_beginning("Continue draft: TW").await;
    desk.page_ending("Assess risk").await;
    assert!(desk.chosen(label("risk.weapons"), "Present").await);
    assert!(desk.chosen(label("risk.pregnancy"), "Not known").await);
    assert!(desk.chosen(label("risk.separation"), "Not asked").await);
    let words = desk.read_within(label("risk.weapons"), "Exact words").await;
    assert_eq!(words, "the kitchen knife");
    walk::leave_step(&desk).await;
    walk::open_step(&desk, "Look and listen").await;
    let words = desk.read_within(label("say.drink"), "Exact words").await;
    assert_eq!(words, "Only on Fridays");
    walk::leave_step(&desk).await;
    walk::open_step(&desk, "Before you start").await;
    assert_eq!(desk.read("Name or initials").await, "T W");
    for (question, answer) in CLINIC {
        assert!(desk.chosen(question, answer).await, "{question}");
    }
    desk.close().await;
}
