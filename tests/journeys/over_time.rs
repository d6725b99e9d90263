//! A person over a year: separation, then threats, then nothing present on the person's own word. The page
//! shows the change, keeps what was there open, and cautions.

use journeys::past::Past;
use journeys::walk::{self, CLINIC, label};
use journeys::{Desk, Place};

/// The name of the person.
const NAME: &str = "Jo Marsh";
/// The heading of their page: whoever looks over a shoulder reads no name.
const HEADING: &str = "JM";

/// What was present before.
const BEFORE: [&str; 2] = ["risk.separation", "risk.threats-to-kill"];

#[tokio::test]
async fn nothing_present_on_the_persons_word_after_a_year_of_threats_shows_the_change_and_cautions()
{
    let place = Place::new();
    walk::make_vault(&place);
    let mut past = Past::of(&place);
    past.contact(330, NAME, &BEFORE[..1]);
    past.contact(150, NAME, &BEFORE);
    past.close();
    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;

    // The list shows initials until it is asked.
    desk.press("People").await;
    desk.page("People").await;
    let list = desk.text().await;
    assert!(list.contains("JM") && !list.contains("Marsh"), "{list}");
    desk.press("Show names").await;
    desk.sees(NAME).await;
    desk.press(NAME).await;
    desk.page(HEADING).await;
    // What nobody has said was done is overdue, and stands first.
    let open = desk.words_of("open").await;
    assert!(
        open.contains("Overdue Ring the safeguarding lead."),
        "{open}"
    );

    // The third contact, about the same person, from their page.
    desk.press("Start a contact").await;
    desk.page("Before you start").await;
    assert_eq!(desk.read("Name or initials").await, NAME);
    for (question, answer) in CLINIC {
        desk.choose(question, answer).await;
    }
    walk::leave_step(&desk).await;
    walk::open_step(&desk, "Assess risk").await;
    desk.sees("Last time: present (").await;
    walk::answer_checklist(&desk, &[]).await;
    for item in BEFORE {
        walk::came_from(&desk, item, "The person").await;
        let why = "Why is it no longer present?";
        desk.write_within(label(item), why, "He says that it is over")
            .await;
    }
    walk::judge(&desk, "No").await;
    desk.page_says("outcome", "Not enough known").await;
    walk::leave_step(&desk).await;
    walk::open_step(&desk, "Record").await;
    walk::no_review(&desk, "The lead decides").await;
    desk.press("Continue").await;
    desk.page("Check and seal").await;
    desk.press("Seal the contact").await;
    desk.page("Sealed record").await;

    desk.press("Everything about this person").await;
    desk.page(HEADING).await;
    let separation = row(&desk, "risk.separation").await;
    let cleared = "Not present cleared on the person’s word alone: treat as open";
    assert_eq!(separation, ["Present", "Present", cleared]);
    let threats = row(&desk, "risk.threats-to-kill").await;
    assert_eq!(threats, ["Not asked", "Present new", cleared]);
    let table = desk.words_of("over-time").await;
    for line in [
        "Treat as open",
        "nobody but the person has said that it is gone",
        "Fewer items present does not mean that the danger has passed.",
    ] {
        assert!(table.contains(line), "«{line}» is missing in:\n{table}");
    }
    let timeline = desk.words_of("timeline").await;
    for line in [
        "Not enough known. 0 present. 2 cleared on the person’s word alone, or on nobody’s: treat as open.",
        "Act now. 2 present, 1 of them new.",
        "Act now. 1 present.",
    ] {
        assert!(
            timeline.contains(line),
            "«{line}» is missing in:\n{timeline}"
        );
    }
    assert_eq!(desk.axe().await, [""; 0]);
    desk.close().await;
}

/// The cells of a row of the table over time.
async fn row(desk: &Desk, item: &str) -> Vec<String> {
    let cells = desk
        .texts(&format!(
            "//tr[th[@scope='row' and normalize-space()='{}']]/td",
            label(item)
        ))
        .await;
    let words = |cell: String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
    cells.into_iter().map(words).collect()
}
