//! What was not asked counts as open, never as absent.

use journeys::walk::{self, CLINIC, label};
use journeys::{Desk, Place};

#[tokio::test]
async fn nothing_present_but_one_thing_not_asked_is_not_enough_known() {
    let place = Place::new();
    let desk = Desk::open(&place).await;
    walk::set_up(&desk).await;
    walk::start_contact(&desk, "K", &CLINIC).await;
    walk::open_step(&desk, "Assess risk").await;
    walk::answer_checklist(&desk, &[("risk.weapons", "Not asked")]).await;
    walk::judge(&desk, "No").await;
    desk.page_says("outcome", "Not enough known").await;
    let outcome = desk.words_of("outcome").await;
    for line in [
        "Treat the risk as open.",
        "0 of 8 indicators present, 1 not asked; 0 of 6 further warning signs present.",
        &format!("{} (not asked)", label("risk.weapons")),
        "If it is present: act now.",
    ] {
        assert!(outcome.contains(line), "«{line}» is missing in:\n{outcome}");
    }

    // Once it was looked for, the outcome still does not reassure.
    desk.choose(label("risk.weapons"), "Not present").await;
    desk.page_says("outcome", "None identified so far").await;
    desk.sees("This is not a finding of low risk.").await;
    let outcome = desk.words_of("outcome").await.to_lowercase();
    let rest = outcome.replace("this is not a finding of low risk.", "");
    for word in ["low", "safe ", "standard", "green", "no risk"] {
        assert!(!rest.contains(word), "«{word}» reassures in:\n{outcome}");
    }

    // A judgement that was given can be raised, with a reason, and then counts.
    desk.press("Raise the judgement").await;
    desk.choose("What do you think now?", "Yes").await;
    desk.write("Why", "She has stopped coming to clinic").await;
    desk.press("Raise").await;
    desk.page_says("outcome", "Act now").await;
    desk.close().await;
}
