//! The step *Refer*: nothing to refer to, somebody who declines, and another need beside the abuse.

use journeys::walk::{self, CLINIC, label};
use journeys::{Desk, Place};

/// Starts a contact whose outcome is *act now*, with its action, and opens the step *Refer*.
async fn contact(desk: &Desk, name: &str) {
    walk::start_contact(desk, name, &CLINIC).await;
    walk::open_step(desk, "Assess risk").await;
    walk::judge(desk, "Yes").await;
    desk.page_says("outcome", "Act now").await;
    walk::leave_step(desk).await;
    walk::open_step(desk, "Refer").await;
    walk::add_action(desk, "Ring the safeguarding lead", "Me").await;
    desk.saved().await;
}

/// Says why there is no review, and goes on to *Check and seal*.
async fn check(desk: &Desk) {
    walk::leave_step(desk).await;
    walk::open_step(desk, "Record").await;
    walk::no_review(desk, "The lead decides").await;
    desk.press("Continue").await;
    desk.page("Check and seal").await;
}

#[tokio::test]
async fn nothing_to_refer_to_leaves_unmet_need_and_an_action() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    contact(&desk, "K L").await;
    let gap = label("refer.none-local");
    desk.tick(gap).await;
    desk.within(gap).await;
    desk.write_within(gap, "Looked for", "A programme that takes women")
        .await;
    desk.write_within(gap, "Looked in", "The county, and the Phoneline")
        .await;
    // Both are at hand with one press.
    desk.press("Add the Phoneline").await;
    desk.within(label("refer.phoneline")).await;
    check(&desk).await;

    // It cannot be sealed as if that were all.
    let missing = "There is nothing to refer to: add an action, or say why none";
    desk.press("Seal the contact").await;
    desk.sees("There is a problem").await;
    desk.press(missing).await;
    desk.page_ending("Refer").await;
    desk.press("Add an action about the gap").await;
    desk.write_within("Action 2", "Who", "Me").await;
    desk.sees("The action stands below, under Actions.").await;
    desk.saved().await;
    desk.press("Continue").await;
    desk.page("Check and seal").await;
    desk.gone(missing).await;
    desk.press("Seal the contact").await;
    desk.page("Sealed record").await;
    for words in [
        "Unmet need: there was nothing to refer to.",
        "Looked for: A programme that takes women",
        "Looked in: The county, and the Phoneline",
        "Tell the manager and the commissioner that there is no programme for this person",
    ] {
        desk.sees(words).await;
    }

    desk.press("Home").await;
    desk.page("Home").await;
    desk.sees("Tell the manager and the commissioner that there is no programme")
        .await;
    desk.press("Referrals").await;
    desk.page("Referrals").await;
    desk.sees(&format!("KL: {gap}")).await;
    desk.sees("Nothing available.").await;
    desk.close().await;
}

#[tokio::test]
async fn whoever_declines_reopens_the_risk_until_it_was_looked_at_and_somebody_is_told() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    contact(&desk, "M N").await;
    let programme = label("refer.dapp");
    desk.tick(programme).await;
    desk.within(programme).await;
    desk.choose("How did they take it?", "Declined").await;
    desk.sees("They declined: look at the risk again").await;
    check(&desk).await;
    let again = "A referral was declined: look at the risk again";
    let told = "A referral was declined: say which agencies must know, or why none";
    desk.sees(again).await;
    desk.sees(told).await;
    desk.press("Seal the contact").await;
    desk.sees("There is a problem").await;
    desk.press("Go to Refer").await;
    desk.page_ending("Refer").await;
    desk.tick("I have looked at the risk again").await;
    desk.tick("Children’s social care").await;
    let agency = "Children’s social care";
    desk.within(agency).await;
    assert_eq!(
        desk.read_within(agency, "What").await,
        "Tell children’s social care about this contact"
    );
    desk.write_within(agency, "Who", "Me").await;
    desk.tick_within(agency, "Now").await;
    desk.choose("Sharing decision", "Not safe to ask").await;
    desk.write_within(agency, "Why it is shared", "He said that he will find her")
        .await;
    desk.saved().await;
    desk.press("Continue").await;
    desk.page("Check and seal").await;
    desk.gone(again).await;
    desk.gone(told).await;
    // Nobody has said who decided: it is said once more, and does not hold up the telling.
    desk.sees("Complete the sharing decision: Children’s social care")
        .await;
    desk.press("Seal the contact").await;
    desk.page("Sealed record").await;
    desk.sees("Risk looked at again after a refusal").await;
    desk.sees("Agency: Children’s social care. Sharing: not safe to ask.")
        .await;

    // What the person may read online says that it was offered, and nothing of the rest.
    desk.run("document.querySelector('.govuk-details button').click()")
        .await;
    let entry = &desk
        .texts("//*[contains(@class, 'govuk-details')]//*[contains(@class, 'wm-piece')]")
        .await[0];
    assert!(entry.contains("they said no"), "{entry}");
    for word in ["social care", "find her", "safe to ask"] {
        assert!(!entry.contains(word), "«{word}» stands in:\n{entry}");
    }
    desk.close().await;
}

#[tokio::test]
async fn a_linked_need_asks_about_a_programme_and_a_referral_that_stops_reopens_the_risk() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    contact(&desk, "O P").await;
    let need = label("refer.linked-needs");
    desk.tick(need).await;
    desk.within(need).await;
    desk.choose("How did they take it?", "Agreed").await;
    desk.sees("Did you look at a perpetrator programme as well?")
        .await;
    check(&desk).await;
    let missing = "Say whether you looked at a perpetrator programme as well, or why not";
    desk.press(missing).await;
    desk.page_ending("Refer").await;
    desk.choose("Did you look at a perpetrator programme as well?", "No")
        .await;
    desk.write_within(need, "About the programme", "Only the victim has told me")
        .await;
    desk.saved().await;
    desk.press("Continue").await;
    desk.page("Check and seal").await;
    desk.gone(missing).await;
    desk.press("Seal the contact").await;
    desk.page("Sealed record").await;
    desk.sees("Perpetrator programme looked at as well: no.")
        .await;

    // Later somebody hears that they stopped.
    desk.press_beginning("What came of it?").await;
    desk.page("What came of it?").await;
    desk.choose(
        "Where does it stand now?",
        "Declined, dropped out or no change",
    )
    .await;
    desk.write("What you heard", "The service rang: no show")
        .await;
    for (part, digits) in [("Day", "5"), ("Month", "1"), ("Year", "2026")] {
        desk.write(part, digits).await;
    }
    desk.press("Save what came of it").await;
    desk.sees("Look at the risk again").await;
    desk.write("Done by", "Me").await;
    desk.press("Add the action").await;
    desk.sees("The action is open now").await;
    desk.press("Start a contact about them").await;
    desk.page("Before you start").await;
    assert_eq!(desk.read("Name or initials").await, "O P");
    desk.press("Home").await;
    desk.page("Home").await;
    desk.sees("Tell the agencies that work with the family that the person has stopped")
        .await;
    desk.close().await;
}
