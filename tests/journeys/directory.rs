//! A directory from a spreadsheet with bad rows: seen first, then the good ones are there for good.

use journeys::walk;
use journeys::{Desk, Place};

/// An export as a spreadsheet makes it, with a row for each thing that goes wrong with one.
const BAD_ROWS: &[u8] =
    include_bytes!("../../src-tauri/crates/casework/tests/vectors/directory/bad-rows.csv");

#[tokio::test]
async fn of_a_directory_with_bad_rows_each_reason_is_shown_and_the_good_ones_are_there_after_a_restart()
 {
    let place = Place::new();
    walk::make_vault(&place);
    let file = place.everything().join("list.csv");
    std::fs::write(&file, BAD_ROWS).expect("the place can be written");
    let path = file.to_string_lossy().into_owned();

    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    desk.press("Local services").await;
    desk.page("Local services").await;
    desk.sees("No services are entered yet").await;

    // One typed in, which the file brings up to date.
    desk.press("Add a service").await;
    desk.page("Add a service").await;
    desk.write("Name of the service", "Haven").await;
    desk.choose("What it does", "Support for survivors").await;
    desk.write("Area that it works in", "Westshire").await;
    desk.write("Notes", "behind 12 Elm Street").await;
    desk.press("Save the service").await;
    desk.sees("Waymark does not keep where support for survivors is")
        .await;
    desk.write("Notes", "Rings back").await;
    desk.press("Save the service").await;
    desk.page("Local services").await;
    desk.sees("Nobody has noted checking this: check before use.")
        .await;

    desk.press("Import a list").await;
    desk.page("Import a list").await;
    desk.choose("Which file", "Another file").await;
    desk.write("The whole path of the file", &format!("{path}x"))
        .await;
    desk.press("Check this file").await;
    desk.sees("There is no file of this name").await;
    desk.write("The whole path of the file", &path).await;
    desk.press("Check this file").await;
    desk.page("Check before you import").await;
    let shown = desk.text().await;
    for line in [
        "1 service is new.",
        "1 is already there and will be brought up to date.",
        "7 rows are refused.",
        "Row 3: no name\nEnter the name of the service.",
        "Row 4: Eastshire Steps\n“Life coaching” is not a type that Waymark knows.",
        "Row 5: Northshire Steps\nThe 0 or + at the front of the phone number is missing.",
        "Accredited: “maybe” is not yes, no or not sure.",
        "Takes: “Cats” is not a group that Waymark knows.",
        "“31/02/2026” is not a date that exists.",
        "Row 6: Southshire Steps\nThe spreadsheet has shortened the phone number.",
        "The day of the last check is still to come.",
        "Row 7: Harbour House\nNotes: an address or postcode.",
        "Row 8: Smith\nThe row has more cells than there are headings.",
        "Row 12: Lost\nThe quotation marks in this row do not match.",
        "Support for survivors, Westshire: already there: will be brought up to date",
    ] {
        assert!(shown.contains(line), "«{line}» is missing in:\n{shown}");
    }

    // The file is another one meanwhile: nothing is taken from what nobody has looked at.
    std::fs::write(&file, b"Name,Type\nAnother,Other\n").expect("it can be written");
    desk.press("Import 2 services").await;
    desk.sees("The file has changed since you checked it").await;
    std::fs::write(&file, BAD_ROWS).expect("it can be written");
    desk.press("Check the file again").await;
    desk.gone("The file has changed since you checked it").await;
    desk.press("Import 2 services").await;
    desk.page("2 services imported").await;
    desk.press("Go to local services").await;
    desk.page("Local services").await;
    good_ones(&desk).await;
    desk.close().await;

    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    desk.press("Local services").await;
    desk.page("Local services").await;
    good_ones(&desk).await;
    desk.write("Search by name or area", "HAVEN").await;
    desk.gone("westshire change").await;
    desk.sees("Checked on 1 May 2026").await;
    desk.close().await;
}

/// The list has the rows that were taken, what the file said of them, and none of the others.
async fn good_ones(desk: &Desk) {
    desk.sees("2 services").await;
    let list = desk.text().await;
    for words in [
        "westshire change",
        "Moved to Thursdays",
        "Haven",
        "0808 2000 247",
    ] {
        assert!(list.contains(words), "«{words}» is missing in:\n{list}");
    }
    for words in ["Northshire", "Harbour House", "Elm Street", "Smith", "Lost"] {
        assert!(!list.contains(words), "«{words}» is in:\n{list}");
    }
}
