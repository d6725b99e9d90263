//! The main journeys as somebody meets them who hears them: names, roles, order of headings and of the
//! focus, read from the accessibility tree and compared with what was looked at before.

use journeys::ears::Ears;
use journeys::reviewed::Trees;
use journeys::walk::{self, CLINIC, label};
use journeys::{Desk, Place};

/// How many tab stops a page may have before something is taken to lead in a circle.
const STOPS: usize = 400;

struct Listener<'a> {
    ears: &'a Ears,
    desk: &'a Desk,
    trees: Trees,
}

impl Listener<'_> {
    /// Hears a screen, then goes through it by Tab until it comes round.
    async fn hear(&mut self, name: &str, heading: &str) {
        let page = self.ears.page(heading).await;
        self.trees.look(name, &page);
        let mut stops = Vec::new();
        let mut left = 0;
        while stops.len() < STOPS {
            match self.ears.tab(self.desk).await {
                Some(stop) if stops.contains(&stop) => break,
                Some(stop) => stops.push(stop),
                // Past the end and round to the beginning.
                None if left == 0 => left += 1,
                None => break,
            }
        }
        for fault in page.astray(&stops) {
            self.trees.fault(name, &fault);
        }
    }
}

#[tokio::test]
async fn every_screen_of_a_contact_is_heard_in_order_and_says_what_everything_is() {
    let ears = Ears::open();
    let place = Place::heard_by(&ears);
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    let mut listener = Listener {
        ears: &ears,
        desk: &desk,
        trees: Trees::default(),
    };
    desk.page("Unlock").await;
    listener.hear("unlock", "Unlock").await;
    walk::try_passphrase(&desk, "not this one at all").await;
    desk.sees("That is not the passphrase").await;
    let page = ears.page("Unlock").await;
    let focused = page.focused().map(|one| one.name.clone());
    assert_eq!(focused.as_deref(), Some("There is a problem"));
    listener.hear("unlock-with-a-problem", "Unlock").await;
    walk::unlock(&desk).await;
    desk.sees("No drafts").await;
    listener.hear("home", "Home").await;

    desk.press("Start a contact").await;
    desk.page("Before you start").await;
    listener.hear("before-you-start", "Before you start").await;
    desk.write("Name or initials", "J M").await;
    for (question, answer) in CLINIC {
        desk.choose(question, answer).await;
    }
    walk::leave_step(&desk).await;
    desk.sees("You can ask, with care").await;
    listener.hear("steps", "Contact with JM").await;

    walk::open_step(&desk, "Look and listen").await;
    walk::observe(&desk, "say.drink", "It is the drink").await;
    desk.saved().await;
    listener.hear("look-and-listen", "Look and listen").await;
    walk::leave_step(&desk).await;

    walk::open_step(&desk, "Ask").await;
    walk::ask(&desk, "ask.disclosed.pattern", "It is every week now").await;
    desk.sees("This may show").await;
    listener.hear("ask", "Ask").await;
    walk::leave_step(&desk).await;

    walk::open_step(&desk, "Assess risk").await;
    desk.choose(label("risk.escalation"), "Present").await;
    walk::came_from(&desk, "risk.escalation", "The person").await;
    walk::judge(&desk, "Not sure").await;
    desk.page_says("outcome", "Act now").await;
    desk.saved().await;
    listener
        .hear("assess-risk-with-the-outcome", "Assess risk")
        .await;
    walk::leave_step(&desk).await;

    walk::open_step(&desk, "Respond").await;
    listener.hear("respond", "Respond").await;
    walk::leave_step(&desk).await;
    walk::open_step(&desk, "Refer").await;
    desk.tick(label("refer.phoneline")).await;
    desk.within(label("refer.phoneline")).await;
    walk::add_action(&desk, "Ring the safeguarding lead", "Me").await;
    desk.choose("How did they take it?", "Agreed").await;
    desk.saved().await;
    listener.hear("refer", "Refer").await;
    walk::leave_step(&desk).await;
    walk::open_step(&desk, "Record").await;
    desk.write("Said by the person", "It is every week now")
        .await;
    walk::no_review(&desk, "The lead decides").await;
    desk.saved().await;
    listener.hear("record", "Record").await;

    desk.press("Continue").await;
    desk.page("Check and seal").await;
    desk.sees("The lead decides").await;
    listener.hear("check-and-seal", "Check and seal").await;
    desk.press("Seal the contact").await;
    desk.page("Sealed record").await;
    desk.sees("Text for your own system").await;
    listener.hear("sealed-record", "Sealed record").await;

    desk.press("Home").await;
    desk.page("Home").await;
    desk.press("Quick contact").await;
    desk.page("Quick contact").await;
    desk.sees("If they start to talk").await;
    listener.hear("quick-contact", "Quick contact").await;
    assert_eq!(listener.trees.end(), 14);
    desk.close().await;
}

#[tokio::test]
async fn the_first_page_is_heard_in_order_and_says_what_everything_is() {
    let ears = Ears::open();
    let place = Place::heard_by(&ears);
    let desk = Desk::open(&place).await;
    let mut listener = Listener {
        ears: &ears,
        desk: &desk,
        trees: Trees::default(),
    };
    desk.find("//h1").await;
    listener.hear("first-page", "").await;
    listener.trees.end();
    desk.close().await;
}

#[tokio::test]
async fn a_thing_without_a_name_and_a_tab_that_leads_astray_are_found() {
    let ears = Ears::open();
    let place = Place::heard_by(&ears);
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    desk.page("Unlock").await;
    desk.run(
        "document.querySelector('label[for]').removeAttribute('for');
         document.querySelector('form button[type=submit]').tabIndex = 1;
         document.querySelector('form').insertAdjacentHTML('beforebegin',
           '<h4>Too deep</h4><input type=radio id=r><label for=r>Yes</label>');",
    )
    .await;
    desk.sees("Too deep").await;
    let page = ears.page("Unlock").await;
    let faults = page.faults().join("\n");
    for fault in [
        "a password text without a name",
        "«Too deep» is of level 4 after 1",
        "the choice «Yes» has no question",
    ] {
        assert!(faults.contains(fault), "«{fault}» is missing in:\n{faults}");
    }
    let mut stops = Vec::new();
    while let Some(stop) = ears.tab(&desk).await {
        if stops.contains(&stop) {
            break;
        }
        stops.push(stop);
    }
    assert!(page.astray(&stops).join("\n").contains("Tab leads back"));
    desk.close().await;
}
