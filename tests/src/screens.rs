//! A walk through every screen there is: the tour takes a picture of each, a journey looks for
//! barriers on each.

use crate::organisation::{CONTENT, Organisation};
use crate::practice;
use crate::walk::{self, CLINIC, PASSPHRASE, label};
use crate::{Desk, Place, timing};

/// A record in which a quarter that is over has enough people for its counts to be shown.
const YEARS: u32 = 600;

/// What is done at every screen. The name is the screen's, for a file or a report.
pub trait Visitor {
    /// Called when the screen is there.
    fn visit(&mut self, desk: &Desk, name: &'static str) -> impl Future<Output = ()>;
}

/// Walks one made-up contact through the app, from the first start to the record read back.
pub async fn every_screen(place: &Place, visitor: &mut impl Visitor) {
    let desk = Desk::open(place).await;
    first_run(&desk, visitor).await;
    home_and_settings(&desk, visitor).await;
    look_and_listen_only(&desk, visitor).await;
    quick(&desk, visitor).await;
    contact(&desk, visitor).await;
    seal(&desk, visitor).await;
    outputs(&desk, visitor).await;
    actions(&desk, visitor).await;
    keep(&desk, visitor).await;
    people(&desk, visitor).await;
    directory(&desk, place, visitor).await;
    back_up(&desk, place, visitor).await;
    guide(&desk, visitor).await;
    pack(&desk, place, visitor).await;
    practice::every_screen(&desk, visitor).await;
    unsent(&desk, visitor).await;
    locked(&desk, visitor).await;
    restore(&desk, place, visitor).await;
    desk.close().await;
    advanced(&place.alike(), visitor).await;
    doubtful(place, visitor).await;
    damaged(place, visitor).await;
}

async fn first_run(desk: &Desk, visitor: &mut impl Visitor) {
    desk.page_ending("What Waymark is, and is not").await;
    visitor.visit(desk, "first-run-what-it-is").await;
    desk.press("Continue").await;
    desk.page_ending("Try the hide screen").await;
    visitor.visit(desk, "first-run-try-the-hide-screen").await;
    desk.press("Hide").await;
    desk.page("Waymark").await;
    visitor.visit(desk, "first-run-hidden").await;
    desk.press("Continue").await;
    desk.page_ending("You have hidden the screen").await;
    visitor.visit(desk, "first-run-seen").await;
    desk.press("Continue").await;
    desk.page_ending("Make your vault").await;
    visitor.visit(desk, "set-up").await;
    desk.press("Suggest a passphrase").await;
    desk.sees("Suggested:").await;
    desk.write("Passphrase", "short").await;
    desk.press("Create the vault").await;
    desk.sees("There is a problem").await;
    visitor.visit(desk, "set-up-with-a-problem").await;
    walk::make_vault_here(desk).await;
    let phrase = walk::recovery_words(desk).await.join(" ");
    visitor.visit(desk, "recovery-phrase").await;
    desk.press("I have written it down").await;
    desk.page_ending("Type your recovery phrase").await;
    visitor.visit(desk, "recovery-phrase-typed-back").await;
    desk.write("Recovery phrase", &phrase).await;
    desk.press("Check and continue").await;
    desk.page("Home").await;
}

/// The pages of the help, by their titles, each with its name for the tour.
const HELP: [(&str, &str); 21] = [
    ("Before you start", "help-before-you-start"),
    ("1 Look and listen", "help-look-and-listen"),
    ("2 Ask", "help-ask"),
    ("3 Assess risk", "help-assess-risk"),
    ("4 Respond", "help-respond"),
    ("5 Refer", "help-refer"),
    ("6 Record", "help-record"),
    ("Quick contact", "help-quick-contact"),
    ("Working by keyboard", "help-keyboard"),
    ("With a screen reader", "help-screen-reader"),
    ("Rehearsing with a made-up person", "help-rehearse"),
    ("Dictation without the cloud", "help-dictation"),
    ("What is stored, and where", "help-stored"),
    ("What leaves the laptop", "help-leaves"),
    ("Locking and hiding", "help-lock-and-hide"),
    ("Backups", "help-backups"),
    ("If you lose the passphrase", "help-passphrase"),
    ("Why there is no false vault", "help-no-false-vault"),
    ("What Waymark does not promise", "help-promises"),
    ("Accessibility statement", "help-accessibility"),
    ("Licences", "help-licences"),
];

/// The help, from any screen and back to it.
async fn help(desk: &Desk, visitor: &mut impl Visitor) {
    desk.press("Help").await;
    desk.page("Help").await;
    visitor.visit(desk, "help").await;
    for (title, name) in HELP {
        desk.press(title).await;
        desk.page_ending(title).await;
        visitor.visit(desk, name).await;
        desk.press("Back").await;
        desk.page("Help").await;
    }
    desk.press("Back").await;
}

async fn home_and_settings(desk: &Desk, visitor: &mut impl Visitor) {
    desk.sees("No drafts").await;
    visitor.visit(desk, "home-empty").await;
    help(desk, visitor).await;
    desk.page("Home").await;
    desk.press("Keys").await;
    desk.page("Keys").await;
    visitor.visit(desk, "keys").await;
    desk.press("Back").await;
    desk.press("Settings").await;
    desk.page("Settings").await;
    for (field, words) in [
        ("Your name", "A. Practitioner"),
        ("Your role", "Health visitor"),
        ("Safeguarding lead: name", "Lee Adeyemi"),
        ("Safeguarding lead: telephone", "01632 960001"),
        ("Manager: name", "Chris Vale"),
    ] {
        desk.write(field, words).await;
    }
    desk.press("Save settings").await;
    desk.sees("Settings saved").await;
    visitor.visit(desk, "settings").await;
    desk.press("Licences").await;
    desk.page("Licences").await;
    desk.sees("The licence of Waymark").await;
    visitor.visit(desk, "licences").await;
    desk.press("Back").await;
    desk.page("Settings").await;
    desk.press("Change your passphrase").await;
    desk.page("Change your passphrase").await;
    visitor.visit(desk, "change-passphrase").await;
    desk.press("Back").await;
    desk.page("Settings").await;
    desk.press("Home").await;
    desk.page("Home").await;
}

async fn look_and_listen_only(desk: &Desk, visitor: &mut impl Visitor) {
    walk::start_contact(
        desk,
        "K L",
        &walk::but("Where is this?", "The person's home"),
    )
    .await;
    desk.sees("Look and listen only").await;
    visitor.visit(desk, "steps-look-and-listen-only").await;
    walk::open_step(desk, "Ask").await;
    desk.sees("If they start to talk").await;
    visitor.visit(desk, "if-they-start-to-talk").await;
    desk.press("Home").await;
    desk.page("Home").await;
    desk.press_beginning("Discard").await;
    desk.page("Discard this draft?").await;
    visitor.visit(desk, "discard").await;
    desk.press("Discard the draft").await;
    desk.page("Home").await;
}

async fn quick(desk: &Desk, visitor: &mut impl Visitor) {
    desk.press("Quick contact").await;
    desk.page("Quick contact").await;
    desk.sees("If they start to talk").await;
    visitor.visit(desk, "quick-contact-empty").await;
    desk.write("Name or initials", "M N").await;
    for (question, answer) in CLINIC {
        desk.choose(question, answer).await;
    }
    desk.write("Find what was said or seen", "drink").await;
    desk.press(label("say.drink")).await;
    desk.within(label("say.drink")).await;
    desk.write("Find what was said or seen", "partner").await;
    desk.sees("results").await;
    desk.choose(label("warn.strangulation"), "Present").await;
    walk::judge(desk, "Yes").await;
    desk.page_says("outcome", "Act now").await;
    desk.press_beginning("Ring the safeguarding lead").await;
    desk.write("Who", "Me").await;
    visitor.visit(desk, "quick-contact").await;
    desk.press("Check and seal").await;
    desk.page("Check and seal").await;
    desk.sees("Before you can seal").await;
    desk.press("Enter a review date, or why there is none")
        .await;
    desk.page("Quick contact").await;
    desk.press("Home").await;
    desk.page("Home").await;
    desk.press_beginning("Discard").await;
    desk.page("Discard this draft?").await;
    desk.press("Discard the draft").await;
    desk.page("Home").await;
}

async fn contact(desk: &Desk, visitor: &mut impl Visitor) {
    desk.press("Start a contact").await;
    desk.page("Before you start").await;
    visitor.visit(desk, "before-you-start-empty").await;
    desk.write("Name or initials", "J M").await;
    for (question, answer) in CLINIC {
        desk.choose(question, answer).await;
    }
    visitor.visit(desk, "before-you-start").await;
    walk::leave_step(desk).await;
    desk.sees("You can ask, with care").await;
    visitor.visit(desk, "steps").await;

    walk::open_step(desk, "Look and listen").await;
    walk::observe(desk, "say.drink", "It is only when I have had a drink").await;
    walk::observe(desk, "present.blames", "Everyone winds me up").await;
    desk.tick(label("notice.jealousy")).await;
    desk.within(label("notice.jealousy")).await;
    desk.press_within(label("notice.jealousy"), "Not this")
        .await;
    walk::observe(desk, "present.claims-victim", "She is the one who hits me").await;
    walk::jot(desk, "She is due in May").await;
    walk::jot(desk, "Keeps a bat by the door").await;
    desk.press("Show the lines").await;
    visitor.visit(desk, "look-and-listen").await;
    desk.press("Who does what to whom").await;
    desk.page("Who does what to whom").await;
    visitor.visit(desk, "who-does-what-to-whom-empty").await;
    desk.choose("Who is afraid?", "Cannot tell today").await;
    desk.choose("Who decides?", "The person").await;
    desk.write_within("Who decides?", "What you know", "Holds both bank cards")
        .await;
    visitor.visit(desk, "who-does-what-to-whom").await;
    desk.press("Continue").await;
    desk.page_ending("Look and listen").await;
    walk::leave_step(desk).await;
    desk.sees("Sort your notes: 2 lines").await;
    visitor.visit(desk, "steps-with-notes-to-sort").await;
    sort(desk, visitor).await;

    walk::open_step(desk, "Ask").await;
    walk::ask(desk, "ask.other-issue.shout-or-smash", "I put the door in").await;
    walk::ask(desk, "ask.disclosed.pattern", "It is every week now").await;
    desk.sees("This may show").await;
    visitor.visit(desk, "ask").await;
    walk::leave_step(desk).await;

    walk::open_step(desk, "Assess risk").await;
    visitor.visit(desk, "checklist").await;
    walk::answer_checklist(
        desk,
        &[
            ("risk.escalation", "Present"),
            ("risk.sexual-violence", "Not known"),
        ],
    )
    .await;
    walk::came_from(desk, "risk.escalation", "The person").await;
    walk::judge(desk, "Yes").await;
    desk.sees("Safeguarding lead: Lee Adeyemi").await;
    visitor.visit(desk, "outcome-act-now").await;
    walk::leave_step(desk).await;

    walk::open_step(desk, "Respond").await;
    visitor.visit(desk, "respond").await;
    walk::leave_step(desk).await;

    walk::open_step(desk, "Refer").await;
    desk.tick(label("refer.phoneline")).await;
    desk.within(label("refer.phoneline")).await;
    desk.choose("How did they take it?", "Agreed").await;
    desk.tick(label("refer.none-local")).await;
    desk.within(label("refer.none-local")).await;
    desk.write_within(
        label("refer.none-local"),
        "Or: why nothing is done about it",
        "The Phoneline looks for a programme",
    )
    .await;
    visitor.visit(desk, "refer").await;
    walk::leave_step(desk).await;

    desk.press("Check and seal").await;
    desk.sees("Before you can seal").await;
    visitor.visit(desk, "check-before-it-can-be-sealed").await;
    desk.press("Back").await;
    desk.page_beginning("Contact").await;

    walk::open_step(desk, "Refer").await;
    walk::add_action(desk, "Tell the safeguarding lead", "Me").await;
    visitor.visit(desk, "refer-with-an-action").await;
    walk::leave_step(desk).await;

    walk::open_step(desk, "Record").await;
    desk.write(
        "Said by the person",
        "It is every week now. She says I am careful what I say.",
    )
    .await;
    desk.write("My opinion", "He lost control in a volatile relationship.")
        .await;
    desk.press("Add what somebody else said").await;
    desk.choose("Who said it", "Partner or ex-partner").await;
    desk.write("What they said", "I am careful what I say")
        .await;
    walk::no_review(desk, "The lead sets the date").await;
    visitor.visit(desk, "record").await;
}

async fn sort(desk: &Desk, visitor: &mut impl Visitor) {
    desk.press("Sort your notes: 2 lines").await;
    desk.page("Sort your notes").await;
    desk.tick_within("Line 1", "The person").await;
    desk.pick_within("Line 1", "Belongs to", label("risk.pregnancy"))
        .await;
    desk.press_within("Line 1", "Attach").await;
    desk.sees("Belongs to:").await;
    visitor.visit(desk, "sort-your-notes").await;
    desk.press("Continue").await;
    desk.page_beginning("Contact").await;
}

async fn seal(desk: &Desk, visitor: &mut impl Visitor) {
    desk.press("Continue").await;
    desk.page("Check and seal").await;
    visitor.visit(desk, "check-and-seal").await;
    desk.press("Seal the contact").await;
    desk.page("Sealed record").await;
    visitor.visit(desk, "sealed-record").await;
    desk.run("document.querySelector('.govuk-details button').click()")
        .await;
    desk.sees("Look at each of these before you use the entry.")
        .await;
    visitor
        .visit(desk, "text-with-what-could-give-somebody-away")
        .await;
    desk.press("Home").await;
    desk.page("Home").await;
    visitor.visit(desk, "home").await;

    not_enough_known(desk, visitor).await;
}

/// Leaves out whatever could give somebody away.
const LEAVE_OUT: &str =
    "document.querySelectorAll('input[value=leave_out]').forEach((one) => one.click())";

/// The screens of what leaves, from the home page with a sealed contact about J M.
pub async fn outputs(desk: &Desk, visitor: &mut impl Visitor) {
    let readers = [
        ("Someone who must act", "Hand-over"),
        ("My own system", "Text for your own system"),
        ("The person", "Copy for the person"),
    ];
    for (reader, heading) in readers {
        desk.press_beginning("Read: JM").await;
        desk.page("Sealed record").await;
        desk.press("Hand over, copy or print").await;
        desk.page("Who is this for?").await;
        desk.sees("What goes in").await;
        if heading == "Hand-over" {
            desk.press("Advanced").await;
            visitor.visit(desk, "who-is-this-for").await;
            desk.press("Continue").await;
            desk.sees("There is a problem").await;
            visitor.visit(desk, "who-is-this-for-with-a-problem").await;
        }
        desk.choose("Who is this for?", reader).await;
        desk.press("Continue").await;
        desk.page(heading).await;
        match heading {
            "Hand-over" => {
                desk.sees("This is what it will say").await;
                visitor.visit(desk, "hand-over").await;
                desk.press("Continue").await;
                desk.page("Save it as a file").await;
                desk.sees("Where to put it").await;
                visitor.visit(desk, "save-a-hand-over").await;
            }
            "Text for your own system" => {
                desk.sees("Look at these first").await;
                visitor.visit(desk, "own-system-with-leaks").await;
                desk.run(LEAVE_OUT).await;
                desk.press("Copy the entry").await;
                desk.sees("It is taken off the clipboard after").await;
                visitor.visit(desk, "own-system-copied").await;
            }
            _ => {
                desk.sees("What was left out and why").await;
                desk.run(LEAVE_OUT).await;
                desk.sees("This is what it will say").await;
                visitor.visit(desk, "safe-copy").await;
                desk.press("Continue").await;
                desk.page("Save it as a file").await;
                desk.sees("Or take the text").await;
                visitor.visit(desk, "save-a-safe-copy").await;
            }
        }
        desk.press("Home").await;
        desk.page("Home").await;
    }
    desk.press("Print a card with questions").await;
    desk.page("Print a card with questions").await;
    desk.sees("Where to put it").await;
    visitor.visit(desk, "card").await;
    desk.press("Home").await;
    desk.page("Home").await;
}

/// What leaves for those who know what to do with it, from a record of years: only what is over is counted.
async fn advanced(place: &Place, visitor: &mut impl Visitor) {
    timing::fill(place, YEARS).expect("a record can be made");
    let desk = Desk::open(place).await;
    walk::unlock(&desk).await;
    desk.press_beginning("Read: ").await;
    desk.page("Sealed record").await;
    desk.press("Hand over, copy or print").await;
    desk.page("Who is this for?").await;
    desk.sees("What goes in").await;
    desk.press("Advanced").await;
    desk.press("Save a sealed export").await;
    desk.page("Save a sealed export").await;
    desk.sees("Where to put it").await;
    visitor.visit(&desk, "save-a-sealed-export").await;
    desk.press("Back").await;
    desk.page("Who is this for?").await;
    desk.press("Advanced").await;
    desk.press("Counts for supervision").await;
    desk.page("Counts for supervision").await;
    desk.find(timing::COUNTED).await;
    // An earlier one is counted when it is opened.
    let earlier = desk.find("//main//button[@aria-expanded='false']").await;
    earlier.click().await.expect("it can be opened");
    desk.find("//main//*[@aria-expanded='true']/following::*[@data-counts]")
        .await;
    visitor.visit(&desk, "counts").await;
    desk.press("Save the counts").await;
    desk.page("Save the counts").await;
    desk.sees("Where to put it").await;
    visitor.visit(&desk, "save-the-counts").await;
    desk.close().await;
}

async fn actions(desk: &Desk, visitor: &mut impl Visitor) {
    desk.press("Add an action").await;
    desk.page("Add an action").await;
    visitor.visit(desk, "new-action").await;
    desk.press("Add the action").await;
    desk.sees("There is a problem").await;
    visitor.visit(desk, "new-action-with-a-problem").await;
    desk.write("What is to be done?", "Ask the school what they have seen")
        .await;
    desk.write("Who does it?", "Me").await;
    desk.choose("By when?", "This week").await;
    desk.press("Add the action").await;
    desk.page("Action").await;
    visitor.visit(desk, "action").await;
    desk.press("It needs another time").await;
    desk.choose("By when now?", "On a date").await;
    desk.press("Say that it was done").await;
    desk.sees("Choose when it was done").await;
    visitor.visit(desk, "action-with-a-problem").await;
    desk.choose("When was it done?", "Today").await;
    desk.write(
        "What came of it",
        "They have seen nothing so far and will ring",
    )
    .await;
    desk.press("Say that it was done").await;
    desk.sees("It is noted that this was done.").await;
    visitor.visit(desk, "action-done").await;
    desk.press("Home").await;
    desk.page("Home").await;
    desk.press("Actions and reviews").await;
    desk.page("Actions and reviews").await;
    visitor.visit(desk, "actions-and-reviews").await;
    desk.press("Home").await;
    desk.page("Home").await;
}

async fn keep(desk: &Desk, visitor: &mut impl Visitor) {
    desk.press_beginning("Read: JM").await;
    desk.page("Sealed record").await;
    desk.press("Add a correction or something new").await;
    desk.page("Add to a sealed record").await;
    visitor.visit(desk, "add-to-a-record").await;
    desk.press("Add to the record").await;
    desk.sees("There is a problem").await;
    visitor.visit(desk, "add-to-a-record-with-a-problem").await;
    desk.write(
        "The correction, or what is new",
        "The partner rang on Monday: he has come back to the house",
    )
    .await;
    desk.write("Why you add it", "A telephone call afterwards")
        .await;
    desk.press("Add to the record").await;
    desk.page("Sealed record").await;
    desk.sees("Added later").await;
    visitor.visit(desk, "sealed-record-with-an-addition").await;
    desk.press("Keep or erase").await;
    desk.page("Keep or erase").await;
    visitor.visit(desk, "keep-or-erase").await;
    desk.press("Erase for good").await;
    desk.sees("There is a problem").await;
    visitor.visit(desk, "keep-or-erase-with-a-problem").await;
    for (part, digits) in [("Day", "1"), ("Month", "2"), ("Year", "2026")] {
        desk.write(part, digits).await;
    }
    desk.write("Why this day", "Records policy").await;
    desk.press("Save the review date").await;
    desk.sees("Review date saved").await;
    desk.press("Home").await;
    desk.page("Home").await;
    desk.sees("The day has come").await;
    visitor.visit(desk, "home-with-a-record-to-decide-on").await;
    search(desk, visitor).await;
}

async fn search(desk: &Desk, visitor: &mut impl Visitor) {
    desk.press("Search your records").await;
    desk.page("Search your records").await;
    desk.write("Words to look for", "partner rang").await;
    desk.sees("1 found").await;
    visitor.visit(desk, "search").await;
    desk.press("Narrow the search").await;
    desk.choose("Outcome", "None identified so far").await;
    desk.sees("Nothing found").await;
    visitor.visit(desk, "search-narrowed").await;
    desk.press("Home").await;
    desk.page("Home").await;
}

async fn people(desk: &Desk, visitor: &mut impl Visitor) {
    desk.press("People").await;
    desk.page("People").await;
    visitor.visit(desk, "people").await;
    desk.press("Add a person").await;
    desk.page("Add a person").await;
    desk.press("Add somebody").await;
    desk.sees("Person 1 of the household").await;
    desk.write("NHS number", "943 476 5918").await;
    desk.write("Notes", "The partner is at 14 Mill Lane now")
        .await;
    desk.choose("Who they are to the person", "Child").await;
    desk.press("Save").await;
    desk.sees("There is a problem").await;
    visitor.visit(desk, "person-form-with-a-problem").await;
    desk.write("Name or initials", "K. P.").await;
    desk.write("NHS number", "943 476 5919").await;
    desk.write("Notes", "Works nights").await;
    desk.write("First name or initials", "Kim").await;
    desk.press("Save").await;
    desk.page("KP").await;
    visitor.visit(desk, "person-without-a-contact").await;
    desk.press("Back").await;
    desk.page("People").await;
    desk.press_beginning("JM").await;
    desk.page_other_than("People").await;
    desk.press("Add an order or event").await;
    desk.page("Add an order or event").await;
    desk.press("Save").await;
    desk.sees("There is a problem").await;
    visitor.visit(desk, "event-form-with-a-problem").await;
    desk.choose("What happened", "Separation").await;
    for (part, digits) in [("Day", "1"), ("Month", "2"), ("Year", "2026")] {
        desk.write(part, digits).await;
    }
    desk.write("More about it", "He moved out").await;
    desk.press("Save").await;
    desk.sees("What is open").await;
    visitor.visit(desk, "person").await;
    desk.press("Join with another entry").await;
    desk.page("Join two entries").await;
    desk.choose("The other entry", "K. P.").await;
    desk.sees("Compare the two").await;
    visitor.visit(desk, "join").await;
    desk.press("Home").await;
    desk.page("Home").await;
    referrals(desk, visitor).await;
}

async fn referrals(desk: &Desk, visitor: &mut impl Visitor) {
    desk.press("Referrals").await;
    desk.page("Referrals").await;
    let phoneline = format!("JM: {}", label("refer.phoneline"));
    desk.sees(&phoneline).await;
    visitor.visit(desk, "referrals").await;
    desk.press(&phoneline).await;
    desk.page("What came of it?").await;
    desk.press("Save what came of it").await;
    desk.sees("There is a problem").await;
    visitor.visit(desk, "follow-up-with-a-problem").await;
    desk.press("Home").await;
    desk.page("Home").await;
}

/// The folder in which the tour keeps its backups.
fn backups(place: &Place) -> std::path::PathBuf {
    place.everything().join("stick")
}

async fn back_up(desk: &Desk, place: &Place, visitor: &mut impl Visitor) {
    let synced = backups(place).join("OneDrive");
    std::fs::create_dir_all(&synced).expect("a folder can be made");
    let folder = backups(place).to_string_lossy().into_owned();
    desk.press("Make a backup").await;
    desk.page("Make a backup").await;
    visitor.visit(desk, "back-up").await;
    desk.press("Make the backup").await;
    desk.sees("There is a problem").await;
    desk.choose("Where to put it", "Another folder").await;
    desk.write("The whole path of the folder", &format!("{folder}/nowhere"))
        .await;
    desk.press("Make the backup").await;
    desk.sees("There is no folder of this name").await;
    visitor.visit(desk, "back-up-with-a-problem").await;
    desk.write("The whole path of the folder", &synced.to_string_lossy())
        .await;
    desk.press("Make the backup").await;
    desk.page_beginning("This folder is probably").await;
    visitor
        .visit(desk, "back-up-into-a-synchronised-folder")
        .await;
    desk.press("Choose another folder").await;
    desk.page("Make a backup").await;
    desk.write("The whole path of the folder", &folder).await;
    desk.press("Make the backup").await;
    desk.page("Backup made").await;
    visitor.visit(desk, "backup-made").await;
    desk.press("Home").await;
    desk.page("Home").await;
    desk.press("Settings").await;
    desk.page("Settings").await;
    desk.press("Check the record").await;
    desk.sees("Every entry is as it was written").await;
    visitor.visit(desk, "check-the-record").await;
    desk.press("Home").await;
    desk.page("Home").await;
}

async fn restore(desk: &Desk, place: &Place, visitor: &mut impl Visitor) {
    let file = std::fs::read_dir(backups(place))
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|ending| ending == "waymark"))
        .expect("a backup was made");
    desk.press("Restore from a backup").await;
    desk.page("Restore from a backup").await;
    visitor.visit(desk, "restore").await;
    desk.choose("Which backup", "Another file").await;
    desk.write("The whole path of the file", &file.to_string_lossy())
        .await;
    desk.write("Passphrase", "not this one at all").await;
    desk.press("Restore this backup").await;
    desk.sees("That is not the passphrase").await;
    visitor.visit(desk, "restore-with-a-problem").await;
    desk.write("Passphrase", PASSPHRASE).await;
    desk.press("Restore this backup").await;
    desk.page("The backup is restored").await;
    visitor.visit(desk, "restored").await;
    desk.press("Go to the unlock screen").await;
    desk.page("Unlock").await;
}

async fn doubtful(place: &Place, visitor: &mut impl Visitor) {
    std::fs::write(place.data().join("vault/vault.db-wal"), "something")
        .expect("the folder can be written");
    let desk = Desk::open(place).await;
    walk::unlock(&desk).await;
    desk.sees("Nothing can be written until this is settled")
        .await;
    visitor.visit(&desk, "home-of-a-doubtful-record").await;
    desk.press("Settings").await;
    desk.page("Settings").await;
    desk.press("Check the record").await;
    desk.sees("still has to be settled").await;
    visitor
        .visit(&desk, "check-the-record-with-a-problem")
        .await;
    desk.press("Home").await;
    desk.page("Home").await;
    desk.press("Go on with this record").await;
    desk.page("Go on with this record?").await;
    visitor.visit(&desk, "go-on").await;
    desk.close().await;
}

async fn not_enough_known(desk: &Desk, visitor: &mut impl Visitor) {
    walk::start_contact(desk, "P R", &CLINIC).await;
    walk::open_step(desk, "Assess risk").await;
    walk::answer_checklist(desk, &[("risk.weapons", "Not asked")]).await;
    walk::judge(desk, "No").await;
    desk.sees("Not enough known").await;
    visitor.visit(desk, "outcome-not-enough-known").await;
    desk.choose(label("risk.weapons"), "Not present").await;
    desk.sees("None identified so far").await;
    visitor.visit(desk, "outcome-none-identified-so-far").await;
    desk.press("Home").await;
    desk.page("Home").await;
}

async fn guide(desk: &Desk, visitor: &mut impl Visitor) {
    desk.press("Guide").await;
    desk.page("Guide").await;
    visitor.visit(desk, "guide").await;
    for (link, heading, name) in [
        ("1 Look and listen", "1 Look and listen", "guide-step"),
        ("2 Ask", "2 Ask", "guide-step-ask"),
        (
            "The imminent-risk checklist",
            "The imminent-risk checklist",
            "guide-checklist",
        ),
        (
            "England and Wales",
            "The law: England and Wales",
            "guide-law",
        ),
        ("Services", "Services", "guide-services"),
        (
            "Figures with their sources",
            "Figures with their sources",
            "guide-figures",
        ),
    ] {
        desk.press(link).await;
        desk.page_ending(heading).await;
        desk.find("//li[@data-entry]").await;
        visitor.visit(desk, name).await;
        desk.press("Back").await;
        desk.page("Guide").await;
    }
    for (item, name) in [
        ("anger", "guide-statement"),
        ("clare's law", "guide-law-card"),
        ("helpline", "guide-service"),
        ("strangled", "guide-warning-sign"),
    ] {
        desk.write("Search the guide", item).await;
        desk.find("//li[@data-hit]").await;
        if name == "guide-statement" {
            visitor.visit(desk, "guide-search").await;
        }
        desk.press_first_hit().await;
        desk.page_other_than("Guide").await;
        visitor.visit(desk, name).await;
        desk.press("Back").await;
        desk.page("Guide").await;
    }
    desk.press("Home").await;
    desk.page("Home").await;
}

/// A file with a row that is refused, one that is old, and one of what is not advised.
const SERVICES: &str = "Name,Type,Area,Phone,Accredited,Survivor support,Takes,Checked on,Notes\n\
    Westshire Change,Perpetrator programme,Westshire,01632 960001,yes,yes,High risk,3/11/2026,Self-referral\n\
    Eastshire Steps,Perpetrator programme,Eastshire,01632 960002,not sure,no,,3/2/2026,\n\
    Northshire Steps,Life coaching,Northshire,1632960003,maybe,,,31/2/2026,\n\
    Haven,Support for survivors,Westshire,0808 2000 247,,,,,\n\
    Calm,Anger management,Westshire,01632 960004,no,no,,,\n";

async fn directory(desk: &Desk, place: &Place, visitor: &mut impl Visitor) {
    desk.press("Local services").await;
    desk.page("Local services").await;
    visitor.visit(desk, "services-empty").await;
    desk.press("Add a service").await;
    desk.page("Add a service").await;
    desk.press("Save the service").await;
    desk.sees("There is a problem").await;
    visitor.visit(desk, "service-with-a-problem").await;
    desk.press("Back").await;
    desk.page("Local services").await;
    desk.press("Import a list").await;
    desk.page("Import a list").await;
    desk.press("What the file needs").await;
    visitor.visit(desk, "import").await;
    let file = place.everything().join("services.csv");
    std::fs::write(&file, SERVICES).expect("the place can be written");
    desk.choose("Which file", "Another file").await;
    desk.write("The whole path of the file", &file.to_string_lossy())
        .await;
    desk.press("Check this file").await;
    desk.page("Check before you import").await;
    visitor.visit(desk, "import-checked").await;
    desk.press("Import 4 services").await;
    desk.page("4 services imported").await;
    visitor.visit(desk, "imported").await;
    std::fs::remove_file(&file).expect("it is there");
    desk.press("Go to local services").await;
    desk.page("Local services").await;
    desk.sees("4 services").await;
    visitor.visit(desk, "services").await;
    desk.press("Home").await;
    desk.page("Home").await;
}

async fn pack(desk: &Desk, place: &Place, visitor: &mut impl Visitor) {
    let ours = Organisation::new(1);
    let file = ours.sends(place, CONTENT);
    desk.press("Settings").await;
    desk.page("Settings").await;
    desk.press("Content from your organisation").await;
    desk.page("Content from your organisation").await;
    desk.sees("Load a content pack").await;
    visitor.visit(desk, "content").await;
    check_pack(desk, &file).await;
    desk.page("Type the key of your organisation").await;
    visitor.visit(desk, "content-key").await;
    desk.write("Key", "ABCD").await;
    desk.press("Check the key").await;
    desk.sees("This is not the key of this pack").await;
    visitor.visit(desk, "content-key-with-a-problem").await;
    desk.write("Key", &ours.key()).await;
    desk.press("Check the key").await;
    desk.page("Check before you load").await;
    visitor.visit(desk, "content-checked").await;
    desk.press("Load this pack").await;
    desk.sees("Content pack loaded").await;
    visitor.visit(desk, "content-loaded").await;
    let foreign = Organisation::new(2).sends(place, CONTENT);
    check_pack(desk, &foreign).await;
    desk.sees("signed with another key").await;
    visitor.visit(desk, "content-with-a-problem").await;
    std::fs::remove_file(foreign).expect("it is there");
    desk.press("See local services").await;
    desk.page("Local services").await;
    desk.sees("Westshire Turnaround").await;
    visitor.visit(desk, "services-of-a-pack").await;
    desk.press("Home").await;
    desk.page("Home").await;
}

async fn check_pack(desk: &Desk, file: &std::path::Path) {
    desk.choose("Which file", "Another file").await;
    desk.write("The whole path of the file", &file.to_string_lossy())
        .await;
    desk.press("Check this file").await;
}

/// A form that was not sent when Waymark was locked.
async fn unsent(desk: &Desk, visitor: &mut impl Visitor) {
    desk.press("Add an action").await;
    desk.page("Add an action").await;
    desk.write("What is to be done?", "Ring the lead").await;
    walk::lock(desk).await;
    walk::unlock(desk).await;
    desk.sees("while you were writing a new action").await;
    visitor
        .visit(desk, "home-with-a-form-that-was-not-sent")
        .await;
    desk.press("Throw it away").await;
    desk.page("Throw away what you typed?").await;
    visitor.visit(desk, "home-throw-away-what-you-typed").await;
    desk.press("Throw it away").await;
    desk.page("Home").await;
}

async fn locked(desk: &Desk, visitor: &mut impl Visitor) {
    walk::lock(desk).await;
    visitor.visit(desk, "unlock").await;
    desk.press("Keys").await;
    desk.page("Keys").await;
    visitor.visit(desk, "keys-while-locked").await;
    desk.press("Back").await;
    desk.press("Display").await;
    desk.page("Display").await;
    visitor.visit(desk, "display").await;
    desk.press("Back").await;
    desk.page("Unlock").await;
    desk.press("Use the recovery phrase").await;
    desk.page("Use your recovery phrase").await;
    visitor.visit(desk, "recover").await;
    desk.press("Back").await;
    walk::try_passphrase(desk, &format!("{PASSPHRASE} not")).await;
    desk.sees("That is not the passphrase").await;
    visitor.visit(desk, "unlock-with-a-problem").await;
}

async fn damaged(place: &Place, visitor: &mut impl Visitor) {
    for keys in ["vault/vault.keys", "vault/vault.keys.previous"] {
        // The one before is there only when the present one was written since the last unlock.
        let _ = std::fs::remove_file(place.data().join(keys));
    }
    let desk = Desk::open(place).await;
    desk.page("The vault cannot be opened").await;
    visitor.visit(&desk, "vault-that-cannot-be-opened").await;
    desk.close().await;
}
