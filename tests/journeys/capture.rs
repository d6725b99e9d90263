//! Caught during the talk, sorted afterwards: a line jotted down beside the person, an offer answered by
//! one key, and both in the record.

use casework::checklist::Presence;
use casework::ids::ItemId;
use casework::provenance::{Source, Sources};
use journeys::walk::{self, CLINIC, label};
use journeys::{Desk, Place};

#[tokio::test]
async fn what_is_caught_in_the_talk_is_sorted_and_stands_in_the_record() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    walk::start_contact(&desk, "J M", &CLINIC).await;

    // Beside the person: the line is kept and out of sight.
    walk::open_step(&desk, "Ask").await;
    walk::jot(&desk, "Says she hid the kitchen knives").await;
    // Nor is it folded away: it is not on the page at all.
    let line = "//*[contains(text(), 'kitchen knives')]";
    assert_eq!(desk.count(line).await, 0);
    walk::ask(&desk, "ask.disclosed.pattern", "It is every week now").await;
    desk.sees("This may show").await;
    desk.press_alt("Answer in their words", 'y').await;
    desk.sees("Marked.").await;
    desk.gone("This may show").await;
    desk.press_alt("Answer in their words", 'j').await;
    desk.write("Notepad", "half a line").await;
    walk::leave_step(&desk).await;

    desk.press("Sort your notes: 2 lines").await;
    desk.page("Sort your notes").await;
    desk.sees("half a line").await;
    desk.tick_within("Line 1", "Partner or ex-partner").await;
    desk.pick_within("Line 1", "Belongs to", label("risk.weapons"))
        .await;
    desk.press_within("Line 1", "Attach").await;
    desk.sees("1 line has no place yet").await;
    walk::leave_step(&desk).await;

    walk::open_step(&desk, "Assess risk").await;
    desk.sees("Says she hid the kitchen knives").await;
    desk.gone("A line of your notes may show").await;
    assert!(desk.chosen(label("risk.escalation"), "Present").await);
    walk::leave_step(&desk).await;

    walk::wait_for_draft(&place, |contact| {
        let marked = contact.answers.get(&ItemId::new("risk.escalation"));
        marked.is_some_and(|answer| {
            answer.presence == Presence::Present
                && answer.words.stored() == "It is every week now"
                && answer.sources == Sources::from([Source::Person])
        }) && contact.jottings.len() == 2
    });
    desk.press("Check and seal").await;
    desk.sees("1 line has no place yet").await;
    desk.sees("“Says she hid the kitchen knives”").await;
    desk.close().await;
}
