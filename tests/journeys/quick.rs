//! Ten minutes, no mouse: a GP makes a whole record on one page, and another opens hers as a full contact.

use crate::outputs::Clipboard;
use journeys::walk::{self, CLINIC, label};
use journeys::{Desk, Keys, Place};
use std::time::Instant;

/// What somebody presses who is at home on a keyboard: letters and other keys in a second.
const PACE: u32 = 4;

/// Whom, whether to ask, and what was said: the first half of the page.
async fn begin(keys: &Keys<'_>) {
    keys.alt('q').await;
    keys.arrives("Quick contact").await;
    keys.to("Name or initials").await;
    keys.write("J M").await;
    for (question, answer) in CLINIC {
        keys.choose(question, answer).await;
    }
    find(keys, "drink", "say.drink").await;
    keys.write("It is the drink").await;
}

/// Searches for something said or seen, chooses it, and is where its words are typed.
async fn find(keys: &Keys<'_>, words: &str, item: &str) {
    keys.to("Find what was said or seen").await;
    keys.write(words).await;
    keys.finds(label(item)).await;
    keys.enter().await;
    keys.arrives("Exact words").await;
}

#[tokio::test]
async fn a_quick_contact_is_made_and_sealed_by_keyboard_alone_within_two_minutes() {
    let _clipboard = Clipboard::take();
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    desk.page("Unlock").await;
    desk.watch_pointers().await;
    let keys = Keys::of(&desk);
    keys.unlock().await;
    let start = Instant::now();

    begin(&keys).await;
    let escalation = label("risk.escalation");
    keys.choose(escalation, "Present").await;
    keys.to_within(escalation, "Exact words").await;
    keys.write("Every week now").await;
    keys.tick_within(escalation, "The person").await;

    assert_eq!(desk.count("//*[@id='outcome']").await, 0, "judgement first");
    keys.choose("Do you think there is imminent or severe risk?", "Yes")
        .await;
    keys.to("Why do you think so?").await;
    keys.write("It gets worse").await;
    keys.use_it("Show the outcome").await;
    keys.arrives("Act now").await;

    keys.use_it("Ring the safeguarding lead").await;
    keys.arrives("What").await;
    keys.to("Who").await;
    keys.write("Me").await;
    keys.to("Said by the person").await;
    keys.write("He shouts every week").await;
    keys.to("Why there is no review date").await;
    keys.write("The lead decides").await;
    desk.saved().await;
    desk.gone("Before you can seal").await;

    keys.alt('c').await;
    keys.arrives("Check and seal").await;
    desk.sees("Every week now").await;
    keys.use_it("Seal the contact").await;
    keys.arrives("Sealed record").await;
    for words in ["It is the drink", "Every week now", "He shouts every week"] {
        desk.sees(words).await;
    }
    // And on to the practitioner's own system, which is what it is for.
    keys.use_it("Hand over, copy or print").await;
    keys.arrives("Who is this for?").await;
    keys.choose("Who is this for?", "My own system").await;
    keys.use_it("Continue").await;
    keys.arrives("Text for your own system").await;
    keys.use_it("Copy the entry").await;
    desk.sees("It is taken off the clipboard after").await;
    let took = start.elapsed();

    let (letters, others) = (keys.letters(), keys.others());
    eprintln!("quick contact: {letters} letters, {others} other keys; the app took {took:.1?}");
    assert!(
        (letters + others) / PACE <= 120,
        "{letters} letters and {others} other keys take longer than two minutes"
    );
    assert!(took.as_secs() < 120, "the app itself takes {took:?}");

    keys.alt('r').await;
    keys.arrives("Search your records").await;
    keys.to("Words to look for").await;
    keys.paste().await;
    let entry = desk.read("Words to look for").await;
    assert!(entry.contains("He shouts every week"), "{entry}");
    assert_eq!(desk.pointed().await, [""; 0]);
    desk.close().await;
}

#[tokio::test]
async fn a_quick_contact_opens_again_as_one_and_as_a_full_contact_with_everything_in_it() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    let keys = Keys::of(&desk);
    begin(&keys).await;
    keys.choose(label("risk.weapons"), "Not known").await;
    keys.to("Said by the person").await;
    keys.write("He shouts").await;
    keys.use_it("Home").await;
    keys.arrives("Home").await;

    desk.press_beginning("Continue draft: JM").await;
    desk.page("Quick contact").await;
    let kept = desk.read_within(label("say.drink"), "Exact words").await;
    assert_eq!(kept, "It is the drink");
    keys.use_it("Open as a full contact").await;
    keys.arrives("Contact with JM").await;

    walk::open_step(&desk, "Before you start").await;
    assert_eq!(desk.read("Name or initials").await, "J M");
    for (question, answer) in CLINIC {
        assert!(desk.chosen(question, answer).await, "{question}");
    }
    walk::leave_step(&desk).await;
    walk::open_step(&desk, "Look and listen").await;
    let said = desk.read_within(label("say.drink"), "Exact words").await;
    assert_eq!(said, "It is the drink");
    walk::leave_step(&desk).await;
    walk::open_step(&desk, "Assess risk").await;
    assert!(desk.chosen(label("risk.weapons"), "Not known").await);
    walk::leave_step(&desk).await;
    walk::open_step(&desk, "Record").await;
    assert_eq!(desk.read("Said by the person").await, "He shouts");

    // From now on it is a full contact, and opens where it was left.
    desk.press("Home").await;
    desk.page("Home").await;
    desk.press_beginning("Continue draft: JM").await;
    desk.page_ending("Record").await;
    desk.close().await;
}
