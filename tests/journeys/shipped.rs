//! The window as it ships leaves no typed word in any file but the vault's own, and none of those
//! can be read: while it is used, after a lock, after it was killed.

use casework::contact::Contact;
use chrono::Utc;
use journeys::Place;
use journeys::keyboard::Keyboard;
use journeys::walk::{self, PASSPHRASE};
use secrecy::SecretString;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};
use vault::Vault;

/// Words that stand nowhere else, without a space: a file may break a line there.
const NAME: &str = "Xanthiplume";
const REFERENCE: &str = "QZ77-marwick";
const SEARCHED: &str = "vorplesnack";

/// How long a save may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn no_file_holds_a_typed_word_in_use_after_a_lock_or_after_a_kill() {
    let place = Place::new();
    walk::make_vault(&place);
    // What is looked for can be found: the vault's name is in the open on purpose.
    assert!(holds(place.everything(), walk::VAULT));

    let mut keyboard = Keyboard::open(&place, "Unlock");
    keyboard.press(&["Tab"]);
    keyboard.write(PASSPHRASE);
    keyboard.press(&["Return"]);
    keyboard.page("Home");
    keyboard.press(&["Tab", "Return"]);
    keyboard.page("Before you start");
    keyboard.press(&["Tab"]);
    keyboard.write(NAME);
    keyboard.press(&["Tab"]);
    keyboard.write(REFERENCE);
    wait_until_saved(&place);
    no_trace(&place, "in use");

    // Past the fields above the heading to the button that locks.
    keyboard.press(&["shift+Tab", "shift+Tab", "shift+Tab", "Return"]);
    keyboard.page("Unlock");
    no_trace(&place, "after a lock");
    keyboard.press(&["Tab", "Tab", "Tab", "Tab", "Tab", "Return"]);
    keyboard.page("Guide");
    keyboard.press(&["Tab"]);
    keyboard.write(SEARCHED);
    keyboard.kill();
    no_trace(&place, "after a kill");

    // The words were typed, and are where they belong.
    let contact = read_draft(&place).expect("the draft is there");
    let about = contact.about.expect("somebody is named");
    assert_eq!(about.name.as_str(), NAME);
    assert_eq!(about.local_reference.as_str(), REFERENCE);
}

/// Looks into a copy of the vault until the last word has come to the disk.
fn wait_until_saved(place: &Place) {
    let end = Instant::now() + PATIENCE;
    loop {
        let saved = read_draft(place).and_then(|contact| contact.about);
        if saved.is_some_and(|about| about.local_reference.as_str() == REFERENCE) {
            return;
        }
        assert!(Instant::now() < end, "what was typed is not saved");
    }
}

/// The one draft, read from a copy: the app has the vault itself.
fn read_draft(place: &Place) -> Option<Contact> {
    let copy = tempfile::tempdir().expect("a temporary folder can be made");
    for (name, bytes) in place.vault_files() {
        fs::write(copy.path().join(name), bytes).expect("a file can be written");
    }
    // A copy taken in the middle of a write does not open; the next one will.
    let vault = Vault::unlock(copy.path(), &SecretString::from(PASSPHRASE), Utc::now()).ok()?;
    let row = vault.drafts().ok()?.into_iter().next()?;
    Some(vault.draft(&row.id).ok()??.contact)
}

fn no_trace(place: &Place, moment: &str) {
    for word in [NAME, REFERENCE, SEARCHED, PASSPHRASE, "crooked lantern"] {
        assert!(
            !holds(place.everything(), word),
            "«{word}» is in a file {moment}"
        );
    }
}

/// Whether a file below a folder, or a file's name, holds these words in any spelling of text.
fn holds(folder: &Path, words: &str) -> bool {
    let plain = words.as_bytes().to_vec();
    let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let entries = fs::read_dir(folder).expect("a folder can be read");
    entries.flatten().any(|entry| {
        let path = entry.path();
        if entry.file_name().to_string_lossy().contains(words) {
            return true;
        }
        if path.is_dir() {
            return holds(&path, words);
        }
        // A socket, or a file that is gone again, holds nothing.
        let bytes = fs::read(&path).unwrap_or_default();
        [&plain, &wide]
            .into_iter()
            .any(|mark| bytes.windows(mark.len()).any(|window| window == *mark))
    })
}
