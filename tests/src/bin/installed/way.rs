//! The keys that a person presses, page by page. A page is known by words that stand on it, its fields by how
//! often Tab is pressed from the heading, which has the focus when a page opens.

use crate::window::Window;
use journeys::walk::{PASSPHRASE, VAULT};

/// The local reference of the contact that is begun.
pub const REFERENCE: &str = "QZ77-marwick";

/// Its name.
const NAME: &str = "xanthi plume";

/// First run: a vault, its recovery phrase typed back. Ends on the home page.
pub fn first_run(window: &mut Window) {
    window.sees("What it is not");
    window.press(&["Tab", "Return"]);
    window.sees("Skip this");
    window.press(&["Tab", "Return"]);
    window.sees("Name of this vault");
    window.press(&["Tab"]);
    window.write(VAULT);
    // Past *Suggest a passphrase*, then past *Show*.
    window.press(&["Tab", "Tab"]);
    window.write(PASSPHRASE);
    window.press(&["Tab", "Tab"]);
    window.write(PASSPHRASE);
    window.press(&["Return"]);

    let phrase = phrase_on(&window.sees("Write down your recovery phrase"));
    window.press(&["Tab", "Return"]);
    window.sees("Type your recovery phrase");
    window.press(&["Tab"]);
    window.write(&phrase);
    // Return would begin a new line in there.
    window.press(&["Tab", "Return"]);
    window.sees("Start a contact");
}

/// Locks from the home page, by the last button above the heading.
pub fn lock(window: &mut Window) {
    window.sees("Start a contact");
    window.press(&["shift+Tab", "Return"]);
    window.sees("Use the recovery phrase");
}

/// Unlocks. Ends on the home page.
pub fn unlock(window: &mut Window) {
    window.sees("Use the recovery phrase");
    window.press(&["Tab"]);
    window.write(PASSPHRASE);
    window.press(&["Return"]);
    window.sees("Start a contact");
}

/// Starts a contact from the home page and types who it is about.
pub fn begin_a_contact(window: &mut Window) {
    window.press(&["Tab", "Return"]);
    window.sees("Name or initials");
    window.press(&["Tab"]);
    window.write(NAME);
    window.press(&["Tab"]);
    window.write(REFERENCE);
}

/// The recovery phrase among what stands on a page: 24 lines in a row of one word each.
fn phrase_on(page: &str) -> String {
    let words: Vec<&str> = page.lines().map(str::trim).collect();
    let is_word = |line: &&str| !line.is_empty() && line.chars().all(|c| c.is_ascii_lowercase());
    let run = words.windows(24).find(|lines| lines.iter().all(is_word));
    run.unwrap_or_else(|| panic!("24 words stand on the page:\n{page}"))
        .join(" ")
}
