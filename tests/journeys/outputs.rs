//! What leaves the laptop, for each of the three readers: seen before it is made, and without what that reader
//! must not have.

use casework::contact::{Account, Change, Observation};
use casework::ids::{AccountId, ObservationId};
use casework::provenance::{Source, Sources};
use casework::words::Words;
use journeys::past::Past;
use journeys::walk;
use journeys::{Desk, Place};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The name of the person.
const NAME: &str = "Jo Marsh";
/// What only the victim said.
const VICTIM: &str = "he keeps a hammer under the bed";
/// What the person said, with a name in it.
const SAID: &str = "I shout at home. Kelly cried on Sunday.";
/// All windows of a display have one clipboard, so one journey has it at a time.
static CLIPBOARD: Mutex<()> = Mutex::new(());

/// Whoever has it can copy. Each journey has a thread of its own, so waiting for it holds up no other.
pub(crate) struct Clipboard {
    _held: MutexGuard<'static, ()>,
}

impl Clipboard {
    pub(crate) fn take() -> Self {
        Self {
            _held: CLIPBOARD.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }
}

/// How long something may take that nobody can see coming.
const PATIENCE: Duration = Duration::from_secs(30);

/// A sealed contact in which the person has spoken and a victim has, and the window open on its record.
async fn at_the_record(place: &Place) -> Desk {
    walk::make_vault(place);
    let mut past = Past::of(place);
    past.contact_with(1, NAME, &["risk.weapons"], said());
    past.close();
    let desk = Desk::open(place).await;
    walk::unlock(&desk).await;
    desk.press_beginning("Read: JM").await;
    desk.page("Sealed record").await;
    desk
}

fn said() -> Vec<Change> {
    let observation = |id: &str, words: &str, source: Source| Change::Observation {
        observation: Observation {
            id: ObservationId::new(id),
            item: None,
            words: words.into(),
            sources: Sources::from([source]),
            when: Words::default(),
        },
    };
    vec![
        observation("said", SAID, Source::Person),
        observation("heard", VICTIM, Source::Partner),
        Change::Account {
            account: Account {
                id: AccountId::new("kelly"),
                source: Some(Source::Partner),
                who: "Kelly".into(),
                words: VICTIM.into(),
            },
        },
    ]
}

/// Chooses who it is for, from the record, and goes on to what it would say.
async fn choose(desk: &Desk, reader: &str, heading: &str) {
    desk.press("Hand over, copy or print").await;
    desk.page("Who is this for?").await;
    desk.press("Continue").await;
    desk.sees("Choose who it is for").await;
    desk.choose("Who is this for?", reader).await;
    assert!(desk.chosen("What goes in", "This contact").await);
    desk.press("Continue").await;
    desk.page(heading).await;
}

/// Saves it into a folder by its path, and gives the file that was made.
async fn save_to(desk: &Desk, folder: &Path) -> PathBuf {
    desk.choose("Where to put it", "Another folder").await;
    let typed = folder.to_string_lossy();
    desk.write("The whole path of the folder", &typed).await;
    desk.press("Save the file").await;
    desk.page("File saved").await;
    let files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    assert_eq!(files.len(), 1, "one file and nothing beside it: {files:?}");
    files[0].clone()
}

/// The words of a PDF; none when it does not open.
fn pdf_text(file: &Path, password: Option<&str>) -> Option<String> {
    // pdftotext cuts a password off at 32 letters.
    let opened = Command::new("qpdf")
        .arg(format!("--password={}", password.unwrap_or_default()))
        .arg("--decrypt")
        .arg(file)
        .arg("-")
        .output()
        .expect("qpdf is installed");
    if !opened.status.success() {
        return None;
    }
    let mut reader = Command::new("pdftotext")
        .args(["-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext is installed");
    let mut stdin = reader.stdin.take().expect("it is piped");
    std::io::Write::write_all(&mut stdin, &opened.stdout).expect("it reads");
    drop(stdin);
    let out = reader.wait_with_output().expect("it ends");
    let text = String::from_utf8_lossy(&out.stdout);
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    out.status.success().then_some(one_line)
}

fn is_neutral(file: &Path) {
    let name = file.file_name().expect("it has a name").to_string_lossy();
    let shape = name
        .strip_prefix("record-20")
        .and_then(|rest| rest.strip_suffix(".pdf"));
    assert!(shape.is_some_and(|rest| rest.len() == 13), "{name}");
    let mode = std::fs::metadata(file).expect("it is there").permissions();
    assert_eq!(mode.mode() & 0o777, 0o600, "its owner alone can read it");
}

#[tokio::test]
async fn a_hand_over_marks_what_a_victim_said_and_its_file_opens_with_the_words_alone() {
    let place = Place::new();
    let desk = at_the_record(&place).await;
    choose(&desk, "Someone who must act", "Hand-over").await;
    desk.sees("Never give this to the person or their family.")
        .await;
    let kept = desk.texts("//*[@class='wm-kept']").await;
    assert!(
        kept.iter()
            .any(|text| text.to_lowercase().starts_with("protected") && text.contains(VICTIM)),
        "{kept:?}"
    );
    // Nowhere without its mark.
    let bare = format!(
        "//article//text()[contains(., '{VICTIM}')][not(ancestor::*[@class='wm-kept'])]/.."
    );
    assert_eq!(desk.count(&bare).await, 0);
    assert_eq!(desk.axe().await, [""; 0]);
    desk.press("Continue").await;
    desk.page("Save it as a file").await;
    assert!(desk.chosen("How it is saved", "With a password").await);
    desk.press("Save the file").await;
    desk.sees("Choose where to put the file").await;
    assert_eq!(desk.axe().await, [""; 0]);
    let folder = place.everything().join("stick");
    std::fs::create_dir(&folder).expect("the place can be written");
    let file = save_to(&desk, &folder).await;
    is_neutral(&file);
    let words = desk.texts("//*[@data-words='password']").await.join("");
    assert_eq!(words.split(' ').count(), 6, "six words");
    assert_eq!(desk.axe().await, [""; 0]);
    assert_eq!(pdf_text(&file, None), None, "it opens without its words");
    assert_eq!(pdf_text(&file, Some("ox fig jaw elk")), None);
    let text = pdf_text(&file, Some(&words)).expect("it opens with its words");
    assert!(text.contains(VICTIM), "{text}");
    let bytes = std::fs::read(&file).expect("it can be read");
    let holds = bytes.windows(6).any(|part| part == b"hammer");
    assert!(!holds, "a marked word stands in the locked file");
    // Shown once: they are nowhere on the page of the person, and the ledger has it.
    desk.press("Home").await;
    desk.page("Home").await;
    desk.press_beginning("Read: JM").await;
    desk.page("Sealed record").await;
    desk.press("Everything about this person").await;
    desk.page("JM").await;
    desk.sees("hand-over, file with a password").await;
    assert!(!desk.text().await.contains(&words));
    desk.close().await;
}

#[tokio::test]
async fn both_texts_for_the_own_system_are_copied_and_taken_off_the_clipboard_again() {
    let _clipboard = Clipboard::take();
    let place = Place::new();
    let desk = at_the_record(&place).await;
    choose(&desk, "My own system", "Text for your own system").await;
    desk.sees("Look at these first").await;
    desk.sees("The text is shown when you have answered the one that is left.")
        .await;
    assert!(!desk.text().await.contains("Copy the entry"));
    desk.choose("A name of somebody else. This sentence:", "Leave it out")
        .await;
    desk.sees("Copy the entry").await;
    assert_eq!(desk.axe().await, [""; 0]);
    desk.press("Copy the entry").await;
    desk.sees("It is taken off the clipboard after").await;
    let entry = paste(&desk).await;
    assert!(entry.contains("I shout at home."), "{entry}");
    for kept in ["hammer", "Kelly", "Weapon"] {
        assert!(
            !entry.contains(kept),
            "«{kept}» is on the clipboard:\n{entry}"
        );
    }
    // Nobody copies anything else: after its time it is gone.
    let end = Instant::now() + PATIENCE;
    while !desk.pasted_into(FIELD).await.is_empty() {
        assert!(Instant::now() < end, "it stays on the clipboard");
    }
    desk.press("Back").await;
    desk.page("Sealed record").await;
    choose(&desk, "My own system", "Text for your own system").await;
    desk.press("Copy the hidden entry").await;
    desk.sees("It is taken off the clipboard after").await;
    let hidden = paste(&desk).await;
    assert!(
        hidden.starts_with("Hide this entry from online access"),
        "{hidden}"
    );
    assert!(hidden.contains(VICTIM), "{hidden}");
    desk.close().await;
}

/// A field in which nothing is kept.
const FIELD: &str = "The correction, or what is new";

/// What is on the clipboard, pasted into a page of the record.
async fn paste(desk: &Desk) -> String {
    desk.press("Done").await;
    desk.page("Who is this for?").await;
    desk.press("Back").await;
    desk.page("Sealed record").await;
    desk.press("Add a correction or something new").await;
    desk.page("Add to a sealed record").await;
    desk.pasted_into(FIELD).await
}

#[tokio::test]
async fn what_was_copied_is_taken_off_the_clipboard_by_a_lock() {
    let _clipboard = Clipboard::take();
    let place = Place::new();
    let desk = at_the_record(&place).await;
    choose(&desk, "My own system", "Text for your own system").await;
    desk.press("Copy the hidden entry").await;
    desk.sees("It is taken off the clipboard after").await;
    walk::lock(&desk).await;
    walk::unlock(&desk).await;
    desk.press_beginning("Read: JM").await;
    desk.page("Sealed record").await;
    desk.press("Add a correction or something new").await;
    desk.page("Add to a sealed record").await;
    assert_eq!(desk.pasted_into(FIELD).await, "");
    desk.close().await;
}

#[tokio::test]
async fn a_safe_copy_holds_nothing_that_others_said_and_each_leak_is_answered_first() {
    let _clipboard = Clipboard::take();
    let place = Place::new();
    let desk = at_the_record(&place).await;
    choose(&desk, "The person", "Copy for the person").await;
    desk.sees("Read it as the person would.").await;
    desk.sees("What was left out and why").await;
    assert!(!desk.text().await.contains("This is what it will say"));
    desk.choose("A name of somebody else. This sentence:", "Leave it out")
        .await;
    desk.sees("This is what it will say").await;
    let shown = desk.texts("//article").await.join("\n");
    holds_nothing_kept(&shown);
    assert_eq!(desk.axe().await, [""; 0]);
    desk.press("Continue").await;
    desk.page("Save it as a file").await;
    desk.press("Copy the text").await;
    desk.sees("It is taken off the clipboard after").await;
    let folder = place.everything().join("stick");
    std::fs::create_dir(&folder).expect("the place can be written");
    assert!(desk.chosen("How it is saved", "Without a password").await);
    let file = save_to(&desk, &folder).await;
    is_neutral(&file);
    let text = pdf_text(&file, None).expect("it opens");
    holds_nothing_kept(&text);
    desk.close().await;
}

fn holds_nothing_kept(text: &str) {
    assert!(text.contains("I shout at home."), "{text}");
    for kept in ["hammer", "Kelly", "Weapon", "Act now", "MARAC", "rotected"] {
        assert!(!text.contains(kept), "«{kept}» is in:\n{text}");
    }
}
