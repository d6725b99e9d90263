//! Ready for another language: the whole walk in one that is made of English, with marks, brackets and two
//! fifths more. What stands on a screen without brackets is in no file of words; what is cut off, lies over
//! something else or makes the page scroll sideways leaves no room for another language.

use guide::{Guide, Language};
use journeys::screens::{Visitor, every_screen};
use journeys::{Desk, Place};

/// What may stand on a screen without brackets, as CSS selectors, each with its reason.
const NOT_OURS: &[(&str, &str)] = &[
    (
        ".wm-words",
        "typed by somebody, here or in the organisation's pack, or text for a reader of English",
    ),
    ("[data-typed]", "typed by somebody, in a search"),
    (
        "[data-word]",
        "the words of a recovery phrase are of a fixed list",
    ),
    (
        ".wm-paper",
        "a document, which `report` makes in English for who gets it",
    ),
    (
        "[data-counts]",
        "counts, which `report` makes in English, on the page as in the table",
    ),
    (
        "[data-list='left-out']",
        "what `report` left out of one, and why",
    ),
    (
        "[data-terms]",
        "terms of the English codes of a clinical system",
    ),
    (
        "[data-source]",
        "a source keeps the title that it was published under",
    ),
    ("kbd", "the name of a key"),
];

/// What the walk types, and what Rust makes of a clock or a vault: words of no language of the screens.
const TYPED: &[&str] = &[
    "Visits",
    "A. Practitioner",
    "Health visitor",
    "Lee Adeyemi",
    "Chris Vale",
    "Ask the school what they have seen",
    "They have seen nothing so far and will ring",
    "Tell the safeguarding lead",
    "Westshire Change",
    "Westshire",
    "Eastshire Steps",
    "Northshire Steps",
    "Eastshire",
    "Northshire",
    "Haven",
    "Calm",
    "JM",
    "MN",
    "KL",
    "PR",
    "KP",
    "RS",
    "Kim",
    "Records policy",
    "services.csv",
    "Me",
    "It is every week now. She says I am careful what I say.",
    "He lost control in a volatile relationship.",
    "lost control",
    "volatile relationship",
    "The lead sets the date",
    // A made-up person and their reference, the same in every language.
    "Robin Sample",
    "Tour 1",
];

#[derive(Default)]
struct Reader {
    visited: usize,
    faults: Vec<String>,
}

impl Visitor for Reader {
    async fn visit(&mut self, desk: &Desk, name: &'static str) {
        self.visited += 1;
        let not_ours: Vec<_> = NOT_OURS.iter().map(|(selector, _)| *selector).collect();
        let guide = Guide::embedded().expect("the guide reads");
        // Numbers and addresses that are called or looked at stay as they are.
        let contacts = guide.services.iter().map(|one| one.contact.as_str());
        let typed: Vec<_> = TYPED.iter().copied().chain(contacts).collect();
        for words in desk.words_without_brackets(&not_ours, &typed).await {
            self.faults
                .push(format!("{name}: in no file of words: {words}"));
        }
        for fault in desk.without_room(360).await {
            self.faults.push(format!("{name}: {fault}"));
        }
    }
}

#[tokio::test]
async fn every_screen_is_ready_for_another_language() {
    let mut reader = Reader::default();
    let place = Place::where_they_speak(Language::Pseudo);
    every_screen(&place, &mut reader).await;
    assert!(reader.visited > 30, "the walk ended early");
    reader.faults.sort();
    reader.faults.dedup();
    let faults = &reader.faults;
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[tokio::test]
async fn a_word_that_is_hard_coded_and_a_text_without_room_are_seen() {
    let place = Place::where_they_speak(Language::Pseudo);
    let desk = Desk::open(&place).await;
    desk.page_ending("What Waymark is, and is not").await;
    assert_eq!(desk.words_without_brackets(&[], &[]).await, [""; 0]);
    assert_eq!(desk.without_room(360).await, [""; 0]);
    desk.run(
        "const add = (html) => document.querySelector('main').insertAdjacentHTML('beforeend', html);
         add('<p id=hard>Hard-coded on 23 November 2026</p>');
         add('<button aria-label=\"Close it\">×</button>');
         add('<p>⟦Â fîrst sêñtêñçê.</p>');
         add('<p>⟦Â fîrst sêñtêñçê. Behind it</p>');",
    )
    .await;
    let words = desk.words_without_brackets(&[], &[]).await;
    assert_eq!(words.len(), 3, "{words:?}");
    desk.run(
        "const p = document.getElementById('hard');
         p.style.setProperty('white-space', 'nowrap');
         p.textContent = '⟦' + 'a long text '.repeat(20) + '⟧';",
    )
    .await;
    let faults = desk.without_room(360).await;
    assert!(
        faults.iter().any(|one| one.contains("sideways")),
        "{faults:?}"
    );
    desk.run("document.getElementById('hard').style.setProperty('overflow', 'hidden')")
        .await;
    let faults = desk.without_room(360).await;
    assert!(
        faults.iter().any(|one| one.contains("cut off")),
        "{faults:?}"
    );
    desk.close().await;
}
