//! An action whose day is past leads the home page, until somebody says that it was done.

use casework::action::ActionStep;
use casework::checklist::{ItemAnswer, Presence};
use casework::contact::{AboutPerson, Action, By, Change, Contact, Review};
use casework::ids::{ActionId, ContactId, ItemId, PersonId};
use casework::outcome::Judgement;
use casework::provenance::{Source, Sources};
use casework::sealing::{Author, seal};
use casework::when::{date, day_in_london};
use casework::words::Words;
use chrono::{DateTime, Days, NaiveDate, Utc};
use guide::Guide;
use journeys::walk::{self, PASSPHRASE};
use journeys::{Desk, Place};
use secrecy::SecretString;
use vault::Vault;

/// What should have been done.
const OVERDUE: &str = "Tell the safeguarding lead about the knife";
/// What has time.
const LATER: &str = "Ask the school what they have seen";

fn author() -> Author {
    Author {
        name: "A. Practitioner".into(),
        ..Author::default()
    }
}

fn in_days(at: DateTime<Utc>, days: u64) -> NaiveDate {
    let day = day_in_london(at);
    day.checked_add_days(Days::new(days)).expect("a day")
}

/// A contact of ten days ago: one action was for that day, and the review for three days later.
fn contact(at: DateTime<Utc>) -> Contact {
    let action = |id: &str, what: &str, by| Change::Action {
        action: Action {
            id: ActionId::new(id),
            what: what.into(),
            who: "Me".into(),
            by: Some(by),
            against: Vec::new(),
            telling: None,
        },
    };
    let mut contact = Contact::default();
    for change in [
        Change::About {
            about: AboutPerson {
                id: PersonId::new("person"),
                name: "Zebedee Quillfeather".into(),
                local_reference: "WS-1".into(),
            },
        },
        Change::Answer {
            item: ItemId::new("risk.weapons"),
            answer: ItemAnswer {
                presence: Presence::Present,
                sources: Sources::from([Source::Person]),
                ..ItemAnswer::default()
            },
        },
        Change::Judge {
            view: Judgement::Yes,
            why: "He has a knife".into(),
        },
        Change::ShowOutcome,
        action("overdue", OVERDUE, By::Today),
        Change::Review {
            review: Review {
                day: Some(in_days(at, 3)),
                none_because: Words::default(),
            },
        },
    ] {
        contact.apply(change, at).expect("an allowed change");
    }
    contact
}

/// Makes the vault of somebody who has not looked at it for ten days.
fn ten_days_ago(place: &Place) -> NaiveDate {
    let now = Utc::now();
    let then = now.checked_sub_days(Days::new(10)).expect("a moment");
    walk::make_vault_at(place, then);
    let guide = Guide::embedded().expect("the guide reads");
    let sealed = seal(
        ContactId::new("contact"),
        then,
        then,
        author(),
        contact(then),
        &guide.checklist(),
        |item| guide.label(item).map(str::to_owned),
    )
    .expect("nothing is missing");
    let later = ActionStep::Added {
        person: None,
        action: Action {
            id: ActionId::new("later"),
            what: LATER.into(),
            who: "Me".into(),
            by: Some(By::Date {
                day: in_days(now, 30),
            }),
            against: Vec::new(),
            telling: None,
        },
        decided_on: day_in_london(then),
    };
    let passphrase = SecretString::from(PASSPHRASE);
    let mut vault = Vault::unlock(&place.vault(), &passphrase, then).expect("the vault opens");
    vault.seal(&sealed).expect("it is sealed");
    let entered = vault.enter_action(&later, &author(), then);
    entered.expect("it is entered");
    vault.lock().expect("the vault is closed");
    day_in_london(then)
}

/// The overdue action is the first thing in any list of the home page, under its first heading.
async fn leads(desk: &Desk, due: NaiveDate) {
    desk.sees(OVERDUE).await;
    let headings = desk.texts("//main//h2").await;
    assert_eq!(headings.first().map(String::as_str), Some("Actions"));
    let lines = desk.texts("//main//li").await;
    let first = lines.first().cloned().unwrap_or_default();
    assert!(first.contains(OVERDUE), "first stands:\n{first}");
    let since = format!("Overdue since {}", date(due));
    assert!(
        first.contains(&since),
        "it does not say «{since}»:\n{first}"
    );
    assert!(lines[1].contains(LATER), "then stands:\n{}", lines[1]);
    let page = desk.text().await;
    assert!(
        !page.contains("Quillfeather"),
        "a name stands there:\n{page}"
    );
}

#[tokio::test]
async fn an_overdue_action_leads_the_home_page_until_it_is_said_to_be_done() {
    let place = Place::new();
    let due = ten_days_ago(&place);
    let today = date(day_in_london(Utc::now()));

    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    leads(&desk, due).await;
    desk.press("Review: ZQ, WS-1").await;
    desk.page("Sealed record").await;
    desk.sees(&format!("Now: open. Overdue since {}", date(due)))
        .await;
    walk::lock(&desk).await;
    walk::unlock(&desk).await;
    leads(&desk, due).await;
    desk.close().await;

    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    leads(&desk, due).await;
    desk.press(OVERDUE).await;
    desk.page("Action").await;
    desk.sees("stays open until somebody says here that it was done")
        .await;
    desk.press("Say that it was done").await;
    desk.sees("Choose when it was done").await;
    desk.choose("When was it done?", "Today").await;
    desk.write("What came of it", "She has rung the police")
        .await;
    desk.press("Say that it was done").await;
    desk.sees("It is noted that this was done.").await;
    desk.sees(&format!("Done on {today}")).await;

    desk.press("Home").await;
    desk.page("Home").await;
    desk.sees(LATER).await;
    let home = desk.text().await;
    assert!(!home.contains(OVERDUE), "it still stands there:\n{home}");
    desk.close().await;

    // It is done after a restart too, and stands where it can be read: who did what, and when.
    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    desk.sees(LATER).await;
    let home = desk.text().await;
    assert!(!home.contains(OVERDUE), "it is there again:\n{home}");
    desk.press("Actions and reviews").await;
    desk.page("Actions and reviews").await;
    desk.press(OVERDUE).await;
    desk.page("Action").await;
    desk.sees(&format!("Done on {today}")).await;
    desk.sees("Decided in a contact").await;
    desk.sees("She has rung the police").await;
    desk.press("Read the contact in which this was decided")
        .await;
    desk.page("Sealed record").await;
    desk.sees(&format!(
        "Now: done on {today}. What came of it: She has rung the police"
    ))
    .await;
    desk.close().await;
}
