//! Content from an organisation: its key is typed, what changes is seen, it is used, and another's is refused.

use journeys::organisation::{CONTENT, Organisation};
use journeys::{Desk, Place, walk};
use std::path::Path;

async fn check(desk: &Desk, file: &Path) {
    desk.choose("Which file", "Another file").await;
    desk.write("The whole path of the file", &file.to_string_lossy())
        .await;
    desk.press("Check this file").await;
}

#[tokio::test]
async fn a_pack_is_let_in_by_its_key_and_used_and_one_of_somebody_else_is_refused() {
    let place = Place::new();
    walk::make_vault(&place);
    let ours = Organisation::new(1);
    let file = ours.sends(&place, CONTENT);

    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    desk.press("Settings").await;
    desk.page("Settings").await;
    desk.press("Content from your organisation").await;
    desk.page("Content from your organisation").await;
    desk.sees("No content pack is loaded").await;
    check(&desk, &file).await;

    // Nothing of it is shown before the key was typed.
    desk.page("Type the key of your organisation").await;
    let shown = desk.text().await;
    assert!(!shown.contains("Westshire"), "{shown}");
    assert!(!shown.contains(&ours.key()), "{shown}");
    desk.write("Key", &Organisation::new(2).key()).await;
    desk.press("Check the key").await;
    desk.sees("This is not the key of this pack").await;
    desk.write("Key", &ours.key().to_lowercase().replace('-', " "))
        .await;
    desk.press("Check the key").await;

    desk.page("Check before you load").await;
    let shown = desk.text().await;
    for line in [
        "Westshire Community Health",
        "Safeguarding team: new.",
        "Telephone: 01632 960010",
        "Westshire Turnaround: new.",
        "Accredited: yes",
        "Strangulation or suffocation (England and Wales): changed.",
        "After loading: 24 November 2026",
    ] {
        assert!(shown.contains(line), "«{line}» is missing in:\n{shown}");
    }
    desk.press("Load this pack").await;
    desk.page("Content from your organisation").await;
    desk.sees("Content pack loaded").await;
    desk.sees(&ours.key()).await;

    // Its services stand in the directory, and nobody changes them by hand.
    desk.press("See local services").await;
    desk.page("Local services").await;
    desk.sees("Westshire Turnaround").await;
    let shown = desk.text().await;
    let from = "From Westshire Community Health’s content pack. Source: Rang the service. Check again by 16 May 2027.";
    assert!(shown.contains(from), "{shown}");
    assert!(!shown.contains("Change"), "{shown}");

    // Its lead is offered where somebody has to be rung.
    desk.press("Home").await;
    desk.page("Home").await;
    desk.press("Quick contact").await;
    desk.page("Quick contact").await;
    desk.sees("Safeguarding team, 01632 960010").await;
    desk.press("Home").await;
    desk.page("Home").await;

    // Its law card says whose it is and when it was checked.
    desk.press("Guide").await;
    desk.page("Guide").await;
    desk.press("England and Wales").await;
    desk.page_ending("The law: England and Wales").await;
    desk.press("Strangulation or suffocation").await;
    desk.page_ending("Strangulation or suffocation").await;
    desk.sees("see policy 12").await;
    desk.sees("From Westshire Community Health’s content pack.")
        .await;
    desk.sees("Checked on 24 November 2026. Check again by 24 May 2027.")
        .await;

    // The same words with another key: refused, and what is loaded stays.
    let file = Organisation::new(2).sends(&place, CONTENT);
    desk.press("Settings").await;
    desk.page("Settings").await;
    desk.press("Content from your organisation").await;
    desk.page("Content from your organisation").await;
    check(&desk, &file).await;
    desk.sees("This pack is signed with another key than the one you trust")
        .await;
    desk.sees("Ring your organisation on a number that you know")
        .await;
    desk.sees(&ours.key()).await;

    // While locked, none of it is there.
    walk::lock(&desk).await;
    desk.press("Read the guide").await;
    desk.page("Guide").await;
    desk.sees("Waymark is locked.").await;
    desk.press("England and Wales").await;
    desk.page_ending("The law: England and Wales").await;
    desk.sees("Strangulation or suffocation").await;
    let shown = desk.text().await;
    assert!(!shown.contains("Westshire"), "{shown}");
    desk.close().await;
}
