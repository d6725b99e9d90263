//! Finding a record again by a word of it, and finding nothing of what was erased.

use journeys::walk::{self, CLINIC};
use journeys::{Desk, Place};

#[tokio::test]
async fn a_sealed_contact_is_found_by_the_beginning_of_a_word_and_not_once_it_is_erased() {
    let place = Place::new();
    let desk = Desk::open(&place).await;
    walk::set_up(&desk).await;
    walk::start_contact(&desk, "Jo Marsh", &CLINIC).await;
    walk::open_step(&desk, "Assess risk").await;
    walk::judge(&desk, "Not sure").await;
    desk.page_says("outcome", "Not enough known").await;
    walk::leave_step(&desk).await;
    walk::open_step(&desk, "Record").await;
    let said = "We talked about work. Marsh keeps a hammer in the car. Then the bell rang.";
    desk.write("Said by the person", said).await;
    walk::no_review(&desk, "The lead decides").await;
    desk.press("Continue").await;
    desk.page("Check and seal").await;
    desk.press("Seal the contact").await;
    desk.page("Sealed record").await;

    // As it is typed: the sentence and no other, whom it is about by initials.
    desk.press("Home").await;
    desk.page("Home").await;
    desk.press("Search your records").await;
    desk.page("Search your records").await;
    desk.write("Words to look for", "car hamm").await;
    desk.sees("1 found").await;
    desk.sees("M keeps a hammer in the car.").await;
    let page = desk.text().await;
    for kept in ["Marsh", "talked about work", "the bell"] {
        assert!(!page.contains(kept), "«{kept}» is on the list:\n{page}");
    }
    assert_eq!(desk.texts("//mark").await, ["hammer", "car"]);
    assert_eq!(desk.axe().await, [""; 0]);

    // It opens, and on the way back what was found is there again.
    desk.press_beginning("Contact: JM").await;
    desk.page("Sealed record").await;
    desk.sees(said).await;
    desk.press("Back").await;
    desk.page("Search your records").await;
    desk.sees("1 found").await;
    desk.press("Narrow the search").await;
    desk.choose("Outcome", "Act now").await;
    desk.sees("Nothing found").await;
    desk.choose("Outcome", "Not enough known").await;
    desk.sees("1 found").await;

    // Erased, it is not found any more.
    desk.press_beginning("Contact: JM").await;
    desk.page("Sealed record").await;
    desk.press("Keep or erase").await;
    desk.page("Keep or erase").await;
    desk.choose(
        "What to erase",
        "This contact, with everything that was added to it",
    )
    .await;
    desk.choose("For which reason", "A court ordered it").await;
    desk.write("More about why", "Order 12").await;
    desk.write("Type ERASE to confirm", "ERASE").await;
    desk.press("Erase for good").await;
    desk.page("Erased").await;
    desk.press("Home").await;
    desk.page("Home").await;
    desk.press("Search your records").await;
    desk.page("Search your records").await;
    for typed in ["hammer", "Marsh"] {
        desk.write("Words to look for", typed).await;
        desk.sees("Nothing found").await;
    }
    desk.close().await;
}
