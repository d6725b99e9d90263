//! A keyboard and no mouse: the whole main way of a contact, and what a slip of the hand must not cost.

use journeys::walk::{self, CLINIC, ITEMS, label};
use journeys::{Desk, Keys, Place};

/// Goes to a step by its chord.
async fn step(keys: &Keys<'_>, number: char, name: &str) {
    keys.alt(number).await;
    keys.arrives(&format!("Step {number} of 6 {name}")).await;
}

/// The checklist: all not present but what was marked already, then the judgement and the outcome.
async fn assess(keys: &Keys<'_>) {
    for item in ITEMS {
        if item != "risk.escalation" {
            keys.choose(label(item), "Not present").await;
        }
    }
    keys.choose("Do you think there is imminent or severe risk?", "Yes")
        .await;
    keys.to("Why do you think so?").await;
    keys.write("It gets worse").await;
    keys.use_it("Show the outcome").await;
    keys.arrives("Act now").await;
}

#[tokio::test]
async fn a_whole_contact_is_made_sealed_and_found_again_without_a_pointer() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    desk.page("Unlock").await;
    desk.watch_pointers().await;
    let keys = Keys::of(&desk);
    keys.unlock().await;

    keys.alt('s').await;
    keys.arrives("Before you start").await;
    keys.to("Name or initials").await;
    keys.write("Jo Marsh").await;
    for (question, answer) in CLINIC {
        keys.choose(question, answer).await;
    }

    step(&keys, '1', "Look and listen").await;
    keys.alt('f').await;
    keys.write("drink").await;
    keys.finds(label("say.drink")).await;
    keys.enter().await;
    keys.arrives("Exact words").await;
    keys.write("It is the drink, doctor").await;
    // A wrong press of Space, and its words are there again.
    step(&keys, '1', "Look and listen").await;
    keys.tick(label("say.drink")).await;
    let gone = format!("Taken out: {}.", label("say.drink"));
    desk.sees(&gone).await;
    keys.alt('z').await;
    desk.gone(&gone).await;
    let words = desk.read_within(label("say.drink"), "Exact words").await;
    assert_eq!(words, "It is the drink, doctor");

    step(&keys, '2', "Ask").await;
    let card = label("ask.disclosed.pattern");
    keys.alt('f').await;
    keys.write(card).await;
    keys.finds(card).await;
    keys.enter().await;
    keys.choose(card, "Asked").await;
    keys.to_within(card, "Answer in their words").await;
    keys.write("It used to be once a year").await;
    let offer = format!("This may show: {}", label("risk.escalation"));
    desk.sees(&offer).await;
    keys.alt('y').await;
    desk.gone(&offer).await;

    step(&keys, '3', "Assess risk").await;
    assert!(desk.chosen(label("risk.escalation"), "Present").await);
    assess(&keys).await;

    keys.alt('x').await;
    keys.arrives("Step 4 of 6 Respond").await;
    keys.alt('x').await;
    keys.arrives("Step 5 of 6 Refer").await;
    keys.use_it("Add an action").await;
    keys.arrives("What").await;
    keys.write("Ring the safeguarding lead").await;
    keys.to("Who").await;
    keys.write("Me").await;
    keys.choose("By when", "Today").await;

    step(&keys, '6', "Record").await;
    keys.to("Said by the person").await;
    keys.write("I smashed her phone").await;
    keys.to("Why there is no review date").await;
    keys.write("The lead decides").await;

    keys.alt('c').await;
    keys.arrives("Check and seal").await;
    desk.sees("It used to be once a year").await;
    keys.use_it("Seal the contact").await;
    keys.arrives("Sealed record").await;
    desk.sees("It is the drink, doctor").await;

    keys.alt('r').await;
    keys.arrives("Search your records").await;
    keys.to("Words to look for").await;
    keys.write("smashed").await;
    desk.sees("1 found").await;
    desk.sees("I smashed her phone").await;

    let (letters, others) = (keys.letters(), keys.others());
    eprintln!("whole contact: {letters} letters, {others} other keys");
    assert_eq!(desk.pointed().await, [""; 0]);
    // What watches would have seen one.
    desk.press("Keys").await;
    assert!(!desk.pointed().await.is_empty());
    desk.close().await;
}

#[tokio::test]
async fn the_page_of_keys_lies_over_any_page_and_a_chord_loses_no_word() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    let keys = Keys::of(&desk);
    desk.page("Unlock").await;
    keys.to("Passphrase").await;
    keys.write("crooked lantern").await;
    keys.f1().await;
    keys.arrives("Keys").await;
    // What the records are about stands nowhere on it while they are locked.
    let page = desk.text().await;
    assert!(
        page.contains("Hide the screen") && !page.contains("Seal"),
        "{page}"
    );
    keys.f1().await;
    keys.arrives("Passphrase").await;
    keys.write(" sails past october").await;
    keys.enter().await;
    keys.arrives("Home").await;

    // A form that does not save itself: F1 and back leave it as it was, and to leave it is asked.
    keys.use_it("Add an action").await;
    keys.arrives("Add an action").await;
    keys.to("What is to be done?").await;
    keys.write("Ask the school").await;
    keys.f1().await;
    keys.arrives("Keys").await;
    desk.sees("Check and seal").await;
    keys.alt('b').await;
    keys.arrives("What is to be done?").await;
    keys.alt('h').await;
    keys.arrives("Stay on this page").await;
    keys.enter().await;
    keys.arrives("What is to be done?").await;
    assert_eq!(desk.read("What is to be done?").await, "Ask the school");
    keys.alt('h').await;
    keys.arrives("Stay on this page").await;
    keys.use_it("Leave without it").await;
    keys.arrives("Home").await;

    // While one may only look and listen, no chord opens the questions, and none is found.
    keys.alt('s').await;
    keys.arrives("Before you start").await;
    keys.to("Name or initials").await;
    keys.write("K L").await;
    keys.alt('2').await;
    keys.arrives("Step 2 of 6 Ask").await;
    desk.sees("If they start to talk").await;
    assert_eq!(desk.count("//*[@type='search']").await, 0);
    step(&keys, '1', "Look and listen").await;
    keys.alt('f').await;
    keys.write(label("ask.disclosed.pattern")).await;
    desk.sees("Questions are left out: look and listen only.")
        .await;
    let question = format!(
        "//button[normalize-space()='{}']",
        label("ask.disclosed.pattern")
    );
    assert_eq!(desk.count(&question).await, 0);
    // Nor does one lead out of a draft to another.
    keys.alt('q').await;
    keys.alt('t').await;
    keys.arrives("Contact with KL").await;
    desk.close().await;
}
