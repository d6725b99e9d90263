//! How long a change of screen takes, measured inside the page: from the key that asked for it to the first
//! frame with the new heading and its data. A heading over an empty page is not there yet, and a screen
//! whose data never comes is a failure and not a quick one.
//!
//! Start at [`Screens::round`]: the list of ways. It is walked by keys, since that is where a person waits
//! with the hands on the keyboard; a press by pointer does the same from there on.

use crate::corpus;
use crate::desk::{LOOK, PATIENCE, quoted};
use crate::walk::{self, CLINIC, PASSPHRASE};
use crate::{Desk, Keys, Place, Trouble};
use chrono::Utc;
use guide::Guide;
use secrecy::SecretString;
use std::time::Instant;
use vault::KdfCost;

/// The drafts that the rounds go through. No name of the made-up record has these letters.
const DRAFT: &str = "X Q";
const QUICK: &str = "Y Q";

/// The times of one change of screen, in milliseconds, a round each.
#[derive(Debug)]
pub struct Timed {
    /// Where it leads, and from where if there are several ways.
    pub name: &'static str,
    /// A time for each round.
    pub times: Vec<f64>,
}

/// The vault of a place with a record of so many contacts, of the quickest key derivation that is allowed.
///
/// # Errors
/// What the vault or the disk says.
pub fn fill(place: &Place, contacts: u32) -> Result<(), Trouble> {
    let passphrase = SecretString::from(PASSPHRASE);
    let guide = Guide::embedded()?;
    let cost = KdfCost::floor();
    corpus::write_vault(
        &place.vault(),
        contacts,
        &guide,
        &passphrase,
        cost,
        Utc::now(),
    )
}

/// Every change of screen of the window at a place, so many times each.
///
/// # Panics
/// When a screen does not come.
pub async fn screens(place: &Place, app: &str, rounds: u32) -> Vec<Timed> {
    let desk = Desk::open_as(place, app).await;
    walk::unlock(&desk).await;
    let mut screens = Screens {
        keys: Keys::of(&desk),
        desk: &desk,
        timed: Vec::new(),
    };
    screens.begin().await;
    // The first time reads files and fills caches; nobody waits for that twice.
    screens.round().await;
    for timed in &mut screens.timed {
        timed.times.clear();
    }
    for _ in 0..rounds {
        screens.round().await;
    }
    let timed = screens.timed;
    desk.close().await;
    timed
}

/// What asks for a screen.
enum Way<'a> {
    /// Enter on the button at this path.
    Button(&'a str),
    /// Alt and a key.
    Alt(char),
    /// F1.
    F1,
}

/// The window, and the times so far.
struct Screens<'a> {
    desk: &'a Desk,
    keys: Keys<'a>,
    timed: Vec<Timed>,
}

/// The button with these words.
fn named(words: &str) -> String {
    format!("//main//button[normalize-space()={}]", quoted(words))
}

/// The first button whose words begin so.
fn beginning(words: &str) -> String {
    format!(
        "(//main//button[starts-with(normalize-space(), {})])[1]",
        quoted(words)
    )
}

impl Screens<'_> {
    /// Makes the two drafts, with something for every page.
    async fn begin(&self) {
        let desk = self.desk;
        walk::start_contact(desk, DRAFT, &CLINIC).await;
        walk::open_step(desk, "Look and listen").await;
        walk::observe(desk, "present.claims-victim", "She hits me").await;
        walk::jot(desk, "Ring the school").await;
        walk::leave_step(desk).await;
        self.go_home().await;
        desk.press("Quick contact").await;
        desk.page("Quick contact").await;
        desk.write("Name or initials", QUICK).await;
        desk.saved().await;
        self.go_home().await;
    }

    async fn go_home(&self) {
        self.keys.alt('h').await;
        self.desk.page("Home").await;
    }

    /// Every screen once, from home to home.
    async fn round(&mut self) {
        self.lists().await;
        self.people().await;
        self.guide_and_settings().await;
        self.contact().await;
        self.record().await;
    }

    async fn home(&mut self, name: &'static str) {
        // All of it: the record is the last but for the way to a backup.
        let data =
            "//main//ul[@data-list='actions']/li and //main//button[starts-with(., 'Read:')]";
        self.time(name, Way::Alt('h'), "Home", data).await;
    }

    async fn button(&mut self, name: &'static str, words: &str, heading: &str, data: &str) {
        self.time(name, Way::Button(&named(words)), heading, data)
            .await;
    }

    async fn back(&mut self, name: &'static str, heading: &str, data: &str) {
        self.time(name, Way::Alt('b'), heading, data).await;
    }

    async fn lists(&mut self) {
        let list = "count(//main//li) > 5";
        let form = "//main//fieldset and //main//input";
        self.button(
            "actions and reviews",
            "Actions and reviews",
            "Actions and reviews",
            list,
        )
        .await;
        self.time(
            "action",
            Way::Button("(//main//li//button)[1]"),
            "Action",
            form,
        )
        .await;
        self.home("home, from an action").await;
        self.button("new action", "Add an action", "Add an action", form)
            .await;
        self.home("home, from a form").await;
        self.button("referrals", "Referrals", "Referrals", list)
            .await;
        self.time(
            "follow-up",
            Way::Button("(//main//li//button)[1]"),
            "What came of it?",
            form,
        )
        .await;
        self.home("home, from a follow-up").await;
        let none = named("Import a list");
        self.button("local services", "Local services", "Local services", &none)
            .await;
        self.button("service form", "Add a service", "Add a service", form)
            .await;
        self.back("local services, back", "Local services", &none)
            .await;
        self.button(
            "import",
            "Import a list",
            "Import a list",
            "//main//input[@type='radio']",
        )
        .await;
        self.home("home, from an import").await;
        self.button(
            "backup",
            "Make a backup",
            "Make a backup",
            "//main//input[@type='radio']",
        )
        .await;
        self.home("home, from a backup").await;
    }

    async fn people(&mut self) {
        let list = "count(//main//ul/li) > 40";
        let timeline = "//main//section[@aria-labelledby='timeline']//li";
        self.button("people", "People", "People", list).await;
        self.button(
            "person form",
            "Add a person",
            "Add a person",
            "//main//input",
        )
        .await;
        self.back("people, back", "People", list).await;
        self.time(
            "a person",
            Way::Button("(//main//ul/li/button)[1]"),
            "",
            timeline,
        )
        .await;
        self.button(
            "event form",
            "Add an order or event",
            "Add an order or event",
            "//main//fieldset",
        )
        .await;
        self.back("a person, back", "", timeline).await;
        let two = "count(//main//input[@type='radio']) > 1";
        self.button("join", "Join with another entry", "Join two entries", two)
            .await;
        self.home("home, from a person").await;

        let field = "//main//input[@type='search']";
        self.time("search", Way::Alt('r'), "Search your records", field)
            .await;
        self.desk
            .write("Words to look for", &corpus::reference(0))
            .await;
        let hit = "//main//li[@data-hit]";
        self.desk.find(hit).await;
        let first = format!("({hit}//button)[1]");
        self.time(
            "a record that was found",
            Way::Button(&first),
            "Sealed record",
            WHOLE,
        )
        .await;
        self.button(
            "the person with the longest record",
            "Everything about this person",
            "",
            timeline,
        )
        .await;
        self.back("a record that was found, back", "Sealed record", WHOLE)
            .await;
        self.back("search, back to what was found", "Search your records", hit)
            .await;
        self.home("home, from the search").await;
    }

    async fn guide_and_settings(&mut self) {
        self.time(
            "guide",
            Way::Alt('g'),
            "Guide",
            "count(//main//li//button) > 8",
        )
        .await;
        self.desk.write("Search the guide", "drink").await;
        let hit = "//main//li[@data-hit]";
        self.desk.find(hit).await;
        let first = format!("({hit}//button)[1]");
        self.time(
            "an entry of the guide",
            Way::Button(&first),
            "",
            "count(//main//p) > 2",
        )
        .await;
        self.back("guide, back to what was found", "Guide", hit)
            .await;
        self.home("home, from the guide").await;
        let settings = "//header//button[normalize-space()='Settings']";
        self.time(
            "settings",
            Way::Button(settings),
            "Settings",
            "count(//main//input) > 8",
        )
        .await;
        self.button(
            "passphrase",
            "Change your passphrase",
            "Change your passphrase",
            "//main//input",
        )
        .await;
        self.home("home, from the settings").await;
        self.time("keys", Way::F1, "Keys", "count(//main//dt) > 20")
            .await;
        self.time(
            "home, from the keys",
            Way::F1,
            "Home",
            "//main//ul[@data-list='actions']/li",
        )
        .await;
    }

    async fn contact(&mut self) {
        self.time(
            "before you start, of a new contact",
            Way::Alt('s'),
            "Before you start",
            NINE,
        )
        .await;
        self.home("home, from a draft").await;
        // The rounds leave nothing behind: it is discarded again.
        let fresh = format!(
            "(//main//li[not(contains(., '{}')) and not(contains(., '{}'))]\
             /button[starts-with(normalize-space(), 'Discard')])[1]",
            letters(DRAFT),
            letters(QUICK)
        );
        self.press(Way::Button(&fresh)).await;
        self.desk.page("Discard this draft?").await;
        self.press(Way::Button(&named("Discard the draft"))).await;
        self.desk.page("Home").await;

        let quick = beginning(&format!("Continue draft: {}", letters(QUICK)));
        let fourteen = "count(//main//fieldset) > 20";
        self.time(
            "quick contact",
            Way::Button(&quick),
            "Quick contact",
            fourteen,
        )
        .await;
        self.home("home, from a quick contact").await;

        let draft = beginning(&format!("Continue draft: {}", letters(DRAFT)));
        self.desk.find(&draft).await;
        self.time(
            "a draft, where it was left",
            Way::Button(&draft),
            "",
            "//main//form//label",
        )
        .await;
        let boxes = "count(//main//input[@type='checkbox']) > 10";
        let steps = "count(//main//ul[contains(@class, 'task-list')]/li) > 5";
        for (name, key, heading, data) in [
            ("steps", 't', "Contact with", steps),
            ("step: before you start", '0', "Before you start", NINE),
            ("step 1: look and listen", '1', "Step 1 of 6 Look", boxes),
            (
                "step 2: ask",
                '2',
                "Step 2 of 6 Ask",
                "count(//main//*[@class='wm-sheet']) > 3",
            ),
            (
                "step 3: assess risk",
                '3',
                "Step 3 of 6 Assess",
                "count(//main//fieldset) > 14",
            ),
            ("step 4: respond", '4', "Step 4 of 6 Respond", boxes),
            ("step 5: refer", '5', "Step 5 of 6 Refer", boxes),
            (
                "step 6: record",
                '6',
                "Step 6 of 6 Record",
                "count(//main//textarea) > 2",
            ),
            (
                "check and seal",
                'c',
                "Check and seal",
                "count(//main//dl) > 2",
            ),
            ("steps, from check and seal", 't', "Contact with", steps),
        ] {
            self.time(name, Way::Alt(key), heading, data).await;
        }
        let sort = beginning("Sort your notes");
        self.time(
            "sort your notes",
            Way::Button(&sort),
            "Sort your notes",
            "//main//fieldset",
        )
        .await;
        self.back("steps, back", "Contact with", steps).await;
        let picture = "Who does what to whom";
        self.button(
            "the whole picture",
            picture,
            picture,
            "count(//main//fieldset) > 4",
        )
        .await;
        self.home("home, from a step").await;
    }

    async fn record(&mut self) {
        self.time(
            "sealed record",
            Way::Button(&beginning("Read:")),
            "Sealed record",
            WHOLE,
        )
        .await;
        self.button(
            "addition",
            "Add a correction or something new",
            "Add to a sealed record",
            "//main//textarea",
        )
        .await;
        self.back("sealed record, back", "Sealed record", WHOLE)
            .await;
        self.button(
            "keep or erase",
            "Keep or erase",
            "Keep or erase",
            "//main//fieldset",
        )
        .await;
        self.back("sealed record, back again", "Sealed record", WHOLE)
            .await;
        let readers = "count(//main//input[@type='radio']) > 3";
        self.button(
            "outputs",
            "Hand over, copy or print",
            "Who is this for?",
            readers,
        )
        .await;
        self.desk.press("Advanced").await;
        self.button("counts", COUNTS, COUNTS, COUNTED).await;
        self.back("outputs, back", "Who is this for?", readers)
            .await;
        self.desk
            .choose("Who is this for?", "Someone who must act")
            .await;
        let article = "//main//article//h3";
        self.button("preview of a hand-over", "Continue", "Hand-over", article)
            .await;
        let places = "count(//main//input[@type='radio']) > 2";
        self.button("save an output", "Continue", "Save it as a file", places)
            .await;
        self.home("home, from an output").await;
    }

    /// Measures one change of screen.
    async fn time(&mut self, name: &'static str, way: Way<'_>, heading: &str, data: &str) {
        self.desk.arm(heading, data).await;
        self.press(way).await;
        let end = Instant::now() + PATIENCE;
        let took = loop {
            if let Some(took) = self.desk.timed().await {
                break took;
            }
            assert!(
                Instant::now() < end,
                "«{name}» does not come: {heading}, {data}\n{}",
                self.desk.text().await
            );
            tokio::time::sleep(LOOK).await;
        };
        match self.timed.iter_mut().find(|timed| timed.name == name) {
            Some(timed) => timed.times.push(took),
            None => self.timed.push(Timed {
                name,
                times: vec![took],
            }),
        }
    }

    async fn press(&self, way: Way<'_>) {
        match way {
            Way::Alt(key) => self.keys.alt(key).await,
            Way::F1 => self.keys.f1().await,
            Way::Button(path) => {
                self.desk.focus(path).await;
                self.keys.enter().await;
            }
        }
    }
}

/// The questions of *Before you start*.
const NINE: &str = "count(//main//fieldset) > 7";

/// All of a sealed record: the text for another system is the last to come.
const WHOLE: &str = "//main//button[normalize-space()='Text for your own system']";

/// What leads to the counts.
const COUNTS: &str = "Counts for supervision";

/// What was counted in the latest quarter: tables, or a line where they would have no number.
pub(crate) const COUNTED: &str = "//main//h2/following::*[@data-counts]";

/// "X Q" as lists have it.
fn letters(name: &str) -> String {
    name.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drafts_are_about_nobody_of_the_record() {
        assert_eq!((letters(DRAFT), letters(QUICK)), ("XQ".into(), "YQ".into()));
        for person in 0..20 {
            let name = corpus::name(person);
            assert!(!name.starts_with(['X', 'Y']), "{name}");
        }
    }
}
