//! What is said to somebody who does not see the screen, heard on their side: that it is saved, that it is
//! not, that it is about to lock, how much was found; and that nothing is said of a screen that was hidden.

use journeys::ears::{Ears, Heard};
use journeys::walk::{self, CLINIC, label};
use journeys::{Desk, Place};
use std::time::{Duration, Instant};

/// Whoever hears it must not know it later than whoever sees it by more than this.
const BEHIND: Duration = Duration::from_secs(1);

async fn opened(ears: &Ears, place: &Place) -> Desk {
    walk::make_vault(place);
    let desk = Desk::open(place).await;
    walk::unlock(&desk).await;
    // The web view tells of what comes into a region only where somebody has gone through the page once, as a
    // screen reader does.
    ears.page("Home").await;
    desk
}

/// Waits until the words are said, and compares with when they were on the screen.
async fn hears(ears: &Ears, desk: &Desk, words: &str, urgent: bool, start: Instant) {
    desk.sees(words).await;
    let seen = Instant::now();
    let heard = ears.hears(words, urgent, start).await;
    let behind = heard.saturating_duration_since(seen);
    assert!(behind < BEHIND, "«{words}» is heard {behind:?} later");
}

#[tokio::test]
async fn saves_offers_and_what_was_found_are_heard_when_they_come_up() {
    let ears = Ears::open();
    let place = Place::heard_by(&ears);
    let desk = opened(&ears, &place).await;

    desk.press("Guide").await;
    desk.page("Guide").await;
    let start = Instant::now();
    desk.write("Search the guide", "strangled").await;
    desk.find("//li[@data-hit]").await;
    hears(&ears, &desk, " result", false, start).await;
    let said = ears.said_since(start);
    assert!(said.len() <= 2, "it chatters: {said:?}");
    desk.press("Home").await;
    desk.page("Home").await;

    walk::start_contact(&desk, "J M", &CLINIC).await;
    walk::open_step(&desk, "Look and listen").await;
    let start = Instant::now();
    walk::observe(&desk, "notice.jealousy", "He reads her messages").await;
    desk.sees("may show").await;
    ears.hears("may show", false, start).await;
    walk::leave_step(&desk).await;

    // Beside the person an offer is heard without what it is about.
    walk::open_step(&desk, "Ask").await;
    let start = Instant::now();
    walk::ask(&desk, "ask.disclosed.pattern", "It is every week now").await;
    desk.sees(&format!("This may show: {}", label("risk.escalation")))
        .await;
    ears.hears("There is an offer", false, start).await;
    let said = ears.said_since(start);
    let told = said
        .iter()
        .find(|(text, _)| text.contains(label("risk.escalation")));
    assert!(told.is_none(), "{told:?}");
    walk::leave_step(&desk).await;

    walk::open_step(&desk, "Record").await;
    let start = Instant::now();
    desk.write("Seen by me", "the child went quiet when he came in")
        .await;
    desk.saved().await;
    hears(&ears, &desk, "Saved at", false, start).await;
    let saves = ears.said_since(start);
    let saves = saves.iter().filter(|(text, _)| text.starts_with("Saved"));
    assert_eq!(saves.count(), 1, "once a pause");
    desk.close().await;
}

#[tokio::test]
async fn a_save_that_fails_interrupts_and_one_that_works_again_is_said_again() {
    let ears = Ears::open();
    let place = Place::small().with(&ears);
    let desk = Desk::open(&place).await;
    walk::set_up(&desk).await;
    ears.page("Home").await;
    walk::start_contact(&desk, "J M", &CLINIC).await;
    walk::open_step(&desk, "Record").await;
    desk.write("Seen by me", "the child").await;
    desk.saved().await;
    let start = Instant::now();
    desk.fill_disk();
    let words = "the child went quiet ".repeat(40);
    desk.write("Seen by me", &words).await;
    hears(&ears, &desk, "Not saved", true, start).await;
    desk.empty_disk();
    let start = Instant::now();
    desk.press("Try again").await;
    desk.saved().await;
    hears(&ears, &desk, "Saved at", false, start).await;
    desk.close().await;
}

#[tokio::test]
async fn half_a_minute_before_it_locks_it_says_so_and_interrupts() {
    let ears = Ears::open();
    let place = Place::where_nobody_stays(40).with(&ears);
    let desk = opened(&ears, &place).await;
    let start = Instant::now();
    hears(
        &ears,
        &desk,
        "Waymark locks itself in 30 seconds",
        true,
        start,
    )
    .await;
    let heard = ears.hears("What you have typed is saved", true, start);
    heard.await;
    desk.close().await;
}

#[tokio::test]
async fn hiding_says_the_name_alone_and_nothing_of_the_screen_after_it() {
    let ears = Ears::open();
    let place = Place::heard_by(&ears);
    let desk = opened(&ears, &place).await;
    walk::start_contact(&desk, "J M", &CLINIC).await;
    walk::open_step(&desk, "Record").await;
    let old = desk.window().await;
    desk.write("Seen by me", "the child went quiet").await;
    desk.press_shift("Seen by me").await;
    desk.press_shift("Seen by me").await;
    let pressed = Instant::now();
    desk.press_shift("Seen by me").await;
    desk.follow_new_window(&old).await;
    desk.page("Waymark").await;
    let mut names = Vec::new();
    for one in ears.since(pressed) {
        match one {
            Heard::Said { text, .. } | Heard::Announced(text) => {
                panic!("«{text}» is said of a hidden screen")
            }
            Heard::Focus { name, .. } => names.push(name),
        }
    }
    assert_eq!(names.first().map(String::as_str), Some("Waymark"));
    // What has no name, the page around it, says nothing.
    let silent = |name: &str| name.is_empty() || name == "Waymark";
    assert!(names.iter().all(|name| silent(name)), "{names:?}");
    // Somebody who goes on by keyboard hears where they are.
    ears.tab(&desk).await;
    let page = ears.page("Waymark").await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    desk.close().await;
}
