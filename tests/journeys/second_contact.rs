//! A second contact with the same person clears an indicator on the person's word: it stays open.

use journeys::walk::{self, CLINIC, label};
use journeys::{Desk, Place};

#[tokio::test]
async fn an_indicator_cleared_on_the_persons_word_is_not_enough_known_and_the_record_says_so() {
    let place = Place::new();
    let desk = Desk::open(&place).await;
    walk::set_up(&desk).await;
    let weapons = label("risk.weapons");

    // The first contact: a weapon, as the partner said.
    walk::start_contact(&desk, "K", &CLINIC).await;
    walk::open_step(&desk, "Assess risk").await;
    walk::answer_checklist(&desk, &[("risk.weapons", "Present")]).await;
    walk::came_from(&desk, "risk.weapons", "Partner or ex-partner").await;
    walk::judge(&desk, "Not sure").await;
    desk.page_says("outcome", "Act now").await;
    walk::leave_step(&desk).await;
    walk::open_step(&desk, "Refer").await;
    walk::add_action(&desk, "Ring the safeguarding lead", "Me").await;
    walk::leave_step(&desk).await;
    finish(&desk).await;
    desk.press("Home").await;
    desk.page("Home").await;

    // The second one: nothing is filled in from the first, and it is gone on the person's word.
    desk.press("Start a contact").await;
    desk.page("Before you start").await;
    desk.choose("Earlier people", "K").await;
    for (question, answer) in CLINIC {
        desk.choose(question, answer).await;
    }
    walk::leave_step(&desk).await;
    walk::open_step(&desk, "Assess risk").await;
    desk.sees("Last time: present (").await;
    walk::answer_checklist(&desk, &[]).await;
    walk::came_from(&desk, "risk.weapons", "The person").await;
    desk.write_within(
        weapons,
        "Why is it no longer present?",
        "He says that he sold it",
    )
    .await;
    walk::judge(&desk, "No").await;
    desk.page_says("outcome", "Not enough known").await;
    let caution =
        format!("{weapons}: present before, not now on the person’s word alone. Treat it as open.");
    let outcome = desk.words_of("outcome").await;
    for line in [
        caution.as_str(),
        "Since last time",
        "0 present now, 1 present last time.",
        "On the person’s word alone: treat it as open. Why: He says that he sold it",
    ] {
        assert!(outcome.contains(line), "«{line}» is missing in:\n{outcome}");
    }
    assert!(
        !outcome.contains("None was found"),
        "it reassures:\n{outcome}"
    );
    walk::leave_step(&desk).await;
    finish(&desk).await;

    let record = desk.words_of("outcome").await;
    assert!(
        record.contains(&caution),
        "the record does not say so:\n{record}"
    );
    desk.sees("Why it is no longer present: He says that he sold it")
        .await;
    desk.close().await;
}

/// Says why there is no review, checks and seals; ends on the sealed record.
async fn finish(desk: &Desk) {
    walk::open_step(desk, "Record").await;
    walk::no_review(desk, "The lead decides").await;
    desk.press("Continue").await;
    desk.page("Check and seal").await;
    desk.press("Seal the contact").await;
    desk.page("Sealed record").await;
}
