//! Alone in the person's home: look and listen, and no question that could be read over a shoulder.

use journeys::walk::{self, label};
use journeys::{Desk, Place};

#[tokio::test]
async fn alone_on_a_home_visit_there_are_no_question_cards() {
    let place = Place::new();
    let desk = Desk::open(&place).await;
    walk::set_up(&desk).await;
    let at_home = walk::but("Where is this?", "The person's home");
    walk::start_contact(&desk, "R", &at_home).await;
    desk.sees("Look and listen only").await;
    desk.sees("You are alone on a visit to a home.").await;
    walk::open_step(&desk, "Ask").await;
    desk.sees("If they start to talk").await;
    let page = desk.text().await;
    for question in [
        "ask.other-issue.shout-or-smash",
        "ask.disclosed.pattern",
        "ask.direct.weapon",
    ] {
        assert!(!page.contains(label(question)), "a card is shown:\n{page}");
    }
    assert_eq!(desk.count("//textarea").await, 0, "there is nothing to ask");
    // A few short lines in sight; what the guide says of each is there for whoever opens it.
    desk.sees("Thank them for telling you.").await;
    assert!(!page.contains(label("listen.tell-next")), "{page}");
    desk.press("More on this").await;
    desk.sees(label("listen.tell-next")).await;
    walk::leave_step(&desk).await;

    // A colleague comes: the answer is corrected, and the questions open.
    desk.press("Change these answers").await;
    desk.page("Before you start").await;
    desk.choose("Are you alone?", "With a colleague").await;
    walk::leave_step(&desk).await;
    desk.sees("You can ask, with care").await;
    walk::open_step(&desk, "Ask").await;
    desk.sees(label("ask.other-issue.shout-or-smash")).await;
    assert_eq!(
        desk.count(&format!(
            "//*[normalize-space()=\"{}\"]",
            label("ask.direct.weapon")
        ))
        .await,
        0,
        "the direct questions wait for open answers"
    );
    desk.close().await;
}

#[tokio::test]
async fn when_the_partner_comes_in_the_question_cards_go_and_the_record_says_so() {
    let place = Place::new();
    let desk = Desk::open(&place).await;
    walk::set_up(&desk).await;
    walk::start_contact(&desk, "T", &walk::CLINIC).await;
    walk::open_step(&desk, "Ask").await;
    desk.sees(label("ask.other-issue.shout-or-smash")).await;

    desk.press("Something changed").await;
    desk.page("Before you start").await;
    desk.choose("Can the partner hear?", "Yes").await;
    desk.press("Continue").await;
    desk.page_ending("Ask").await;
    desk.sees("If they start to talk").await;
    let page = desk.text().await;
    let card = label("ask.other-issue.shout-or-smash");
    assert!(!page.contains(card), "a card is shown:\n{page}");
    // Whoever looks over a shoulder does not read why; the steps say it.
    assert!(!page.contains("The partner can hear."), "{page}");
    assert_eq!(desk.count("//textarea").await, 0, "there is nothing to ask");

    walk::leave_step(&desk).await;
    desk.sees("The partner can hear.").await;
    desk.press("Check and seal").await;
    desk.page("Check and seal").await;
    // How it stands in the end comes first; what was before is one press away.
    desk.press_beginning("It changed before that").await;
    desk.sees("Asking was open").await;
    desk.sees("Look and listen only").await;
    desk.sees("The partner can hear.").await;
    desk.close().await;
}

#[tokio::test]
async fn when_somebody_is_in_danger_the_first_thing_on_the_screen_is_999() {
    let place = Place::new();
    let desk = Desk::open(&place).await;
    walk::set_up(&desk).await;
    desk.press("Start a contact").await;
    desk.page("Before you start").await;
    desk.choose("Is anyone in immediate danger now?", "Yes")
        .await;
    desk.sees("Leave and call 999").await;
    walk::leave_step(&desk).await;
    desk.sees("Leave and call 999").await;
    walk::open_step(&desk, "Ask").await;
    desk.sees("Leave and call 999").await;
    assert_eq!(desk.count("//textarea").await, 0, "there is nothing to ask");
    desk.close().await;
}

#[tokio::test]
async fn what_only_the_victim_said_never_stands_on_the_ask_screen() {
    let place = Place::new();
    let desk = Desk::open(&place).await;
    walk::set_up(&desk).await;
    let told = walk::but("Does what you know come only from the victim?", "Yes");
    walk::start_contact(&desk, "S", &told).await;
    let banner = "Do not use it or hint at it";
    let beside = "Use only what they tell you themselves in this talk.";
    // What was answered cannot be told from the steps, over a shoulder.
    desk.sees(beside).await;
    let page = desk.text().await;
    assert!(!page.contains(banner), "{page}");
    walk::open_step(&desk, "Look and listen").await;
    desk.sees(banner).await;
    // Nothing is taken to come from the person: somebody says so.
    let drink = label("say.drink");
    walk::observe(&desk, "say.drink", "marked by the person").await;
    desk.tick_within(drink, "The person").await;
    let jealous = label("notice.jealousy");
    walk::observe(&desk, "notice.jealousy", "marked by the victim").await;
    desk.tick_within(jealous, "Partner or ex-partner").await;
    walk::leave_step(&desk).await;
    walk::open_step(&desk, "Ask").await;
    desk.sees("marked by the person").await;
    let page = desk.text().await;
    assert!(!page.contains("marked by the victim"), "{page}");
    assert!(!page.contains(jealous), "{page}");
    // The person may see this screen: the warning stands there in words that name no victim.
    assert!(page.contains(beside), "{page}");
    assert!(!page.to_lowercase().contains("victim"), "{page}");
    desk.close().await;
}
