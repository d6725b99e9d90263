//! A GP and a patient who blames drink and then says what he does: from the first start to the same
//! words read back.

use journeys::walk::{self, CLINIC, label};
use journeys::{Desk, Place};

#[tokio::test]
async fn a_gp_records_a_disclosure_seals_it_and_reads_the_same_words_again() {
    let place = Place::new();
    let desk = Desk::open(&place).await;
    walk::set_up(&desk).await;
    name_the_lead(&desk).await;

    walk::start_contact(&desk, "Jo Marsh", &CLINIC).await;
    desk.sees("You can ask, with care").await;
    walk::open_step(&desk, "Look and listen").await;
    walk::observe(&desk, "say.drink", "It is the drink, doctor").await;
    walk::leave_step(&desk).await;

    walk::open_step(&desk, "Ask").await;
    desk.sees("It is the drink, doctor").await;
    walk::ask(
        &desk,
        "ask.other-issue.shout-or-smash",
        "I smashed her phone",
    )
    .await;
    // He has told: the questions on disclosure follow, and one answer points to an indicator.
    walk::ask(&desk, "ask.disclosed.pattern", "It used to be once a year").await;
    let offer = format!("This may show: {}", label("risk.escalation"));
    desk.sees(&offer).await;
    desk.press_within(label("ask.disclosed.pattern"), "Mark present")
        .await;
    desk.gone(&offer).await;
    walk::leave_step(&desk).await;

    walk::open_step(&desk, "Assess risk").await;
    assert!(desk.chosen(label("risk.escalation"), "Present").await);
    walk::answer_checklist(
        &desk,
        &[
            ("risk.escalation", "Present"),
            ("risk.coercive-control", "Present"),
            ("risk.sexual-violence", "Not known"),
        ],
    )
    .await;
    walk::came_from(&desk, "risk.coercive-control", "Partner or ex-partner").await;
    assert_eq!(desk.count("//*[@id='outcome']").await, 0, "judgement first");
    walk::judge(&desk, "Not sure").await;
    desk.page_says("outcome", "Act now").await;
    let outcome = desk.words_of("outcome").await;
    for line in [
        format!(
            "Indicator present: {}. From: the person.",
            label("risk.escalation")
        ),
        format!(
            "Indicator present: {}. From: partner or ex-partner.",
            label("risk.coercive-control")
        ),
        format!("{} (not known)", label("risk.sexual-violence")),
        "2 of 8 indicators present, 1 not known; 0 of 6 further warning signs present.".to_owned(),
        "Safeguarding lead: Lee Adeyemi, 01632 960001.".to_owned(),
    ] {
        assert!(
            outcome.contains(&line),
            "«{line}» is missing in:\n{outcome}"
        );
    }
    walk::leave_step(&desk).await;

    walk::open_step(&desk, "Refer").await;
    walk::add_action(&desk, "Ring the safeguarding lead", "Me").await;
    walk::leave_step(&desk).await;
    walk::open_step(&desk, "Record").await;
    desk.write("Said by the person", "I smashed her phone, it was mine")
        .await;
    walk::no_review(&desk, "The lead decides").await;
    desk.press("Continue").await;
    desk.page("Check and seal").await;
    desk.press("Seal the contact").await;
    desk.page("Sealed record").await;
    desk.sees("Text for your own system").await;
    let sealed = desk.text().await;

    walk::lock(&desk).await;
    assert_eq!(desk.count("//*[contains(., 'Jo Marsh')]").await, 0);
    walk::try_passphrase(&desk, "crooked lantern sails past november").await;
    desk.sees("That is not the passphrase").await;
    walk::unlock(&desk).await;
    desk.sees("Ring the safeguarding lead").await;
    desk.press_beginning("Read: JM").await;
    desk.page("Sealed record").await;
    desk.sees("Text for your own system").await;
    // The last to come: it is read from the settings.
    desk.sees("Lee Adeyemi").await;
    let read = desk.text().await;
    for words in [
        "Jo Marsh",
        "It is the drink, doctor",
        "I smashed her phone",
        "It used to be once a year",
        "I smashed her phone, it was mine",
        "The lead decides",
        "Ring the safeguarding lead",
        "Seal code",
    ] {
        assert!(read.contains(words), "«{words}» is missing in:\n{read}");
    }
    assert_eq!(
        sealed, read,
        "the record reads as it did when it was sealed"
    );
    desk.close().await;
}

async fn name_the_lead(desk: &Desk) {
    desk.press("Settings").await;
    desk.page("Settings").await;
    desk.write("Your name", "Dr A. Practitioner").await;
    desk.write("Safeguarding lead: name", "Lee Adeyemi").await;
    desk.write("Safeguarding lead: telephone", "01632 960001")
        .await;
    desk.press("Save settings").await;
    desk.sees("Settings saved").await;
    desk.press("Home").await;
    desk.page("Home").await;
}
