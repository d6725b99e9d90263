//! The window as it ships leaves no typed word in any file but the vault's own, and none of those
//! can be read: while it is used, after a lock, after it was closed, after it was killed.

use journeys::Place;
use journeys::keyboard::Keyboard;
use journeys::marks::{Mark, files_in, files_with};
use journeys::walk::{self, PASSPHRASE};

/// Words that stand nowhere else, without a space: a file may break a line there. JSON and an address
/// spell the first another way.
const NAME: &str = "Xanthi\"plume";
const REFERENCE: &str = "QZ77-marwick";
const SEARCHED: &str = "vorplesnack";

#[test]
fn no_file_holds_a_typed_word_in_use_after_a_lock_after_a_quit_or_after_a_kill() {
    let place = Place::new();
    walk::make_vault(&place);
    // What is looked for can be found: the vault's name is in the open on purpose.
    let open = files_with(&[Mark::new(walk::VAULT)], &[place.everything().to_owned()]);
    assert!(
        open.iter().any(|line| line.contains("vault.keys")),
        "{open:?}"
    );

    let mut keyboard = Keyboard::open(&place, "Unlock");
    unlock(&mut keyboard);
    keyboard.press(&["Tab", "Return"]);
    keyboard.page("Before you start");
    keyboard.press(&["Tab"]);
    keyboard.write(NAME);
    keyboard.press(&["Tab"]);
    keyboard.write(REFERENCE);
    walk::wait_for_draft(&place, |contact| {
        let about = contact.about.as_ref();
        about.is_some_and(|about| about.local_reference.stored() == REFERENCE)
    });
    no_trace(&place, "in use");

    // Past the field and the links above the heading to the button that locks.
    keyboard.press(&["shift+Tab"; 5]);
    keyboard.press(&["Return"]);
    keyboard.page("Unlock");
    no_trace(&place, "after a lock");
    keyboard.press(&["Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Return"]);
    keyboard.page("Guide");
    keyboard.press(&["Tab"]);
    keyboard.write(SEARCHED);
    no_trace(&place, "while the guide is searched");
    keyboard.quit();
    no_trace(&place, "after it was closed");

    let mut keyboard = Keyboard::open(&place, "Unlock");
    unlock(&mut keyboard);
    keyboard.press(&["Tab", "Return"]);
    keyboard.page("Before you start");
    keyboard.press(&["Tab"]);
    keyboard.write(SEARCHED);
    walk::wait_for_draft(&place, |contact| {
        contact
            .about
            .as_ref()
            .is_some_and(|about| about.name.stored() == SEARCHED)
    });
    keyboard.kill();
    no_trace(&place, "after a kill");

    println!(
        "measured: marked words in files, 5 spellings and 9 in base64, in use, locked, closed, killed: \
         0 hits in {} files",
        files_in(place.everything())
    );
    // The words were typed, and are where they belong.
    let drafts = walk::drafts(&place).expect("the vault opens");
    let about = drafts.into_iter().filter_map(|contact| contact.about);
    assert!(about.into_iter().any(|about| {
        about.name.stored() == NAME && about.local_reference.stored() == REFERENCE
    }));
}

/// Opens the vault on the lock screen.
fn unlock(keyboard: &mut Keyboard) {
    keyboard.press(&["Tab"]);
    keyboard.write(PASSPHRASE);
    keyboard.press(&["Return"]);
    keyboard.page("Home");
}

/// Everything that the app could write: its data, its web view's folders, its home
/// with the list of recent files, the caches and the temporary folder are all in the place.
fn no_trace(place: &Place, moment: &str) {
    let marks = [NAME, REFERENCE, SEARCHED, PASSPHRASE, "crooked lantern"].map(Mark::new);
    let found = files_with(&marks, &[place.everything().to_owned()]);
    assert_eq!(found, [""; 0], "{moment}");
}
