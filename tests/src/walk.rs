//! Ways through the app that several journeys share.

use crate::desk::vault_files;
use crate::{Desk, Place};
use casework::contact::Contact;
use casework::ids::ItemId;
use chrono::{DateTime, Utc};
use guide::Guide;
use secrecy::SecretString;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use vault::{KdfCost, Vault};

/// The passphrase of the journeys.
pub const PASSPHRASE: &str = "crooked lantern sails past october";

/// The name of the vault of the journeys.
pub const VAULT: &str = "Visits";

/// What the guide calls a thing: journeys find things by the words on the screen, and those are
/// the guide's.
///
/// # Panics
/// When the guide has no such thing.
pub fn label(id: &str) -> &'static str {
    static GUIDE: LazyLock<Guide> =
        LazyLock::new(|| Guide::embedded().expect("the embedded guide reads"));
    GUIDE
        .label(&ItemId::new(id))
        .unwrap_or_else(|| panic!("the guide has no {id}"))
}

/// Makes a vault without the app, its recovery phrase typed back: for journeys that begin later.
/// Its key derivation is the quickest that is allowed.
///
/// # Panics
/// When the place cannot be written.
pub fn make_vault(place: &Place) {
    make_vault_at(place, Utc::now());
}

/// The same, as if it had been made at another time: for journeys whose record is older than today.
///
/// # Panics
/// When the place cannot be written.
pub fn make_vault_at(place: &Place, at: DateTime<Utc>) {
    let passphrase = SecretString::from(PASSPHRASE);
    let made = Vault::create(&place.vault(), VAULT, &passphrase, KdfCost::floor(), at);
    let (mut vault, phrase) = made.expect("a vault can be made in a fresh folder");
    let typed = SecretString::from(phrase.words().join(" "));
    vault
        .confirm_recovery_phrase(&typed)
        .expect("the phrase is that of the vault");
    vault.lock().expect("the vault can be closed");
}

/// How long a save may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(20);

/// Every draft, read from a copy of the vault: the app has the vault itself. None when the copy was
/// taken in the middle of a write; the next one will open.
///
/// # Panics
/// When there is no vault.
pub fn drafts(place: &Place) -> Option<Vec<Contact>> {
    drafts_in(&place.vault())
}

/// As [`drafts`], of the vault in a folder.
///
/// # Panics
/// When there is no vault.
pub fn drafts_in(vault: &Path) -> Option<Vec<Contact>> {
    let copy = tempfile::tempdir().expect("a temporary folder can be made");
    for (name, bytes) in vault_files(vault) {
        std::fs::write(copy.path().join(name), bytes).expect("a file can be written");
    }
    let vault = Vault::unlock(copy.path(), &SecretString::from(PASSPHRASE), Utc::now()).ok()?;
    let rows = vault.drafts().ok()?;
    rows.iter()
        .map(|row| Some(vault.draft(&row.id).ok()??.contact))
        .collect()
}

/// Waits until one of the drafts on the disk is so.
///
/// # Panics
/// When none becomes so.
pub fn wait_for_draft(place: &Place, is_so: impl Fn(&Contact) -> bool) {
    let end = Instant::now() + PATIENCE;
    while !drafts(place).is_some_and(|drafts| drafts.iter().any(&is_so)) {
        assert!(Instant::now() < end, "what was typed is not saved");
    }
}

/// Goes through the first two pages, the hide screen left out, to where a vault is made.
pub async fn first_pages(desk: &Desk) {
    desk.page_ending("What Waymark is, and is not").await;
    desk.press("Continue").await;
    desk.page_ending("Try the hide screen").await;
    desk.press("Skip this").await;
    desk.page_ending("Make your vault").await;
}

/// Fills in the page where a vault is made, and goes on to the recovery phrase.
pub async fn make_vault_here(desk: &Desk) {
    desk.page_ending("Make your vault").await;
    desk.write("Name of this vault", VAULT).await;
    desk.write("Passphrase", PASSPHRASE).await;
    desk.write("Passphrase again", PASSPHRASE).await;
    desk.press("Create the vault").await;
    desk.page_ending("Write down your recovery phrase").await;
}

/// Goes from the first page to the recovery phrase.
pub async fn create_vault(desk: &Desk) {
    first_pages(desk).await;
    make_vault_here(desk).await;
}

/// The words of the recovery phrase, as they stand on the screen.
pub async fn recovery_words(desk: &Desk) -> Vec<String> {
    let words = desk.texts("//li[@data-word]").await;
    assert_eq!(words.len(), 24, "a recovery phrase has 24 words");
    words
}

/// Sets the app up: a vault, its recovery phrase typed back. Ends on the home page and returns the
/// phrase.
pub async fn set_up(desk: &Desk) -> String {
    create_vault(desk).await;
    let phrase = recovery_words(desk).await.join(" ");
    desk.press("I have written it down").await;
    desk.page_ending("Type your recovery phrase").await;
    desk.write("Recovery phrase", &phrase).await;
    desk.press("Check and continue").await;
    desk.page("Home").await;
    phrase
}

/// Tries a passphrase on the lock screen.
pub async fn try_passphrase(desk: &Desk, passphrase: &str) {
    desk.page("Unlock").await;
    desk.write("Passphrase", passphrase).await;
    desk.press("Unlock").await;
}

/// Unlocks and waits for the home page.
pub async fn unlock(desk: &Desk) {
    try_passphrase(desk, PASSPHRASE).await;
    desk.page("Home").await;
}

/// Locks by the button and follows the fresh window to the lock screen.
pub async fn lock(desk: &Desk) {
    let old = desk.window().await;
    desk.press("Lock").await;
    desk.follow_new_window(&old).await;
    desk.page("Unlock").await;
}

/// A question of *Before you start* and its answer.
pub type Answered = (&'static str, &'static str);

/// The questions of *Before you start* with answers that make it safe to ask: in a clinic, alone.
pub const CLINIC: [Answered; 9] = [
    ("Is anyone in immediate danger now?", "No"),
    ("Where is this?", "Clinic or surgery"),
    ("Are you alone?", "Alone"),
    ("Was the visit planned to talk about behaviour?", "No"),
    (
        "Does the person seem to be under the influence of drink or drugs?",
        "No",
    ),
    ("Can the partner hear?", "No"),
    ("Can a child hear?", "No"),
    ("Who interprets?", "Nobody"),
    ("Does what you know come only from the victim?", "No"),
];

/// The same answers with one of them changed.
///
/// # Panics
/// When there is no such question.
pub fn but(question: &str, answer: &'static str) -> [Answered; 9] {
    let mut answers = CLINIC;
    let changed = answers
        .iter_mut()
        .find(|(asked, _)| *asked == question)
        .unwrap_or_else(|| panic!("{question} is not asked"));
    changed.1 = answer;
    answers
}

/// Starts a contact and answers *Before you start*; ends on the steps.
pub async fn start_contact(desk: &Desk, name: &str, answers: &[Answered]) {
    desk.press("Start a contact").await;
    desk.page("Before you start").await;
    desk.write("Name or initials", name).await;
    for (question, answer) in answers {
        desk.choose(question, answer).await;
    }
    leave_step(desk).await;
}

/// Opens a step from the task list.
pub async fn open_step(desk: &Desk, step: &str) {
    desk.press(step).await;
    desk.page_ending(step).await;
}

/// Leaves a step for the task list.
pub async fn leave_step(desk: &Desk) {
    desk.press("Continue").await;
    desk.page_beginning("Contact").await;
}

/// Ticks something heard or seen and writes down the exact words.
pub async fn observe(desk: &Desk, item: &str, words: &str) {
    desk.tick(label(item)).await;
    desk.within(label(item)).await;
    desk.write_within(label(item), "Exact words", words).await;
}

/// Jots a line down in the notepad.
pub async fn jot(desk: &Desk, words: &str) {
    desk.write("Notepad", words).await;
    desk.press("Keep the line").await;
    desk.sees("so far").await;
}

/// Puts a question and writes down the answer.
pub async fn ask(desk: &Desk, question: &str, words: &str) {
    let card = label(question);
    desk.choose(card, "Asked").await;
    desk.write_within(card, "Answer in their words", words)
        .await;
}

/// Every item of the checklist, in its order.
pub const ITEMS: [&str; 14] = [
    "risk.separation",
    "risk.escalation",
    "risk.coercive-control",
    "risk.sexual-violence",
    "risk.pregnancy",
    "risk.weapons",
    "risk.threats-to-kill",
    "risk.substance-misuse",
    "warn.strangulation",
    "warn.stalking",
    "warn.children-threatened",
    "warn.victim-fear",
    "warn.suicide",
    "warn.orders-breached",
];

/// Answers the whole checklist: *not present*, but for those named.
pub async fn answer_checklist(desk: &Desk, but: &[(&str, &str)]) {
    for item in ITEMS {
        let named = but.iter().find(|(other, _)| *other == item);
        let presence = named.map_or("Not present", |(_, presence)| presence);
        // The default is left alone, as a person would.
        if presence != "Not asked" {
            desk.choose(label(item), presence).await;
        }
    }
}

/// Says who an item of the checklist came from.
pub async fn came_from(desk: &Desk, item: &str, source: &str) {
    desk.tick_within(label(item), source).await;
}

/// Why the judgement is what it is, in the journeys.
pub const WHY: &str = "From what was said today";

/// Gives the judgement, says why, and looks at the outcome.
pub async fn judge(desk: &Desk, view: &str) {
    desk.choose("Do you think there is imminent or severe risk?", view)
        .await;
    desk.write("Why do you think so?", WHY).await;
    desk.press("Show the outcome").await;
}

/// Adds an action for today.
pub async fn add_action(desk: &Desk, what: &str, who: &str) {
    desk.press("Add an action").await;
    desk.write("What", what).await;
    desk.write("Who", who).await;
    desk.choose("By when", "Today").await;
}

/// Says in the record step why there is no review date.
pub async fn no_review(desk: &Desk, why: &str) {
    desk.write("Why there is no review date", why).await;
}
