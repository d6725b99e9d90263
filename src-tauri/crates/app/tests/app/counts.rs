//! Counts, and the checklist as FHIR, from a vault.

use crate::support::{
    Laptop, NAME, PASSPHRASE, answer, draft, json, observation, refusal, secret, whole,
};
use app::contact::AmendRequest;
use app::counts::{CountsGroup, QuarterRequest};
use app::{App, ErrorCode};
use casework::checklist::Presence;
use casework::contact::Change;
use casework::gate::{Before, Setting};
use casework::ids::{ContactId, PersonId};
use casework::provenance::Source;
use chrono::{DateTime, TimeDelta, Utc};
use vault::Vault;

/// A word that is nowhere else.
const MARK: &str = "quokkamarmalade";

fn sealed(app: &App, person: &str) -> ContactId {
    let mut changes = whole(person, MARK);
    changes.extend([
        Change::Before {
            before: Before {
                setting: Some(Setting::Clinic),
                ..Before::default()
            },
        },
        observation(
            "present.blames",
            Some("present.blames"),
            MARK,
            [Source::Partner],
        ),
        answer("warn.stalking", Presence::Present, MARK, [Source::Partner]),
    ]);
    let view = draft(app, changes);
    app.seal(&view.id).expect("nothing is missing");
    view.id
}

/// A laptop on which so many contacts were sealed, all alike, at the beginning of 2024; and one today.
fn with_years(count: usize) -> Laptop {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let today = sealed(&app, "person-1");
    app.lock().expect("it can be locked");
    let mut vault =
        Vault::unlock(&laptop.vault_folder(), &secret(PASSPHRASE), Utc::now()).expect("it opens");
    let record = vault
        .sealed(&today)
        .expect("it reads")
        .expect("it is there");
    let then: DateTime<Utc> = "2024-02-03T12:00:00Z".parse().expect("it is a moment");
    for n in 0..count {
        let mut contact = record.sealed.clone();
        contact.id = ContactId::new(format!("contact-{n}"));
        contact.sealed_at = then + TimeDelta::days(i64::try_from(n).expect("a few"));
        contact.contact.actions.clear();
        if let Some(about) = &mut contact.contact.about {
            about.id = PersonId::new(format!("person-{n}"));
        }
        if n % 2 == 0 {
            contact.contact.observations.clear();
            contact.contact.before.setting = Some(Setting::PersonsHome);
        }
        vault.seal(&contact).expect("it is sealed");
    }
    vault.lock().expect("it can be locked");
    laptop
}

/// In which [`with_years`] seals.
const THEN: QuarterRequest = QuarterRequest {
    year: 2024,
    number: 1,
};

fn number(groups: &[CountsGroup], group: &str, what: &str) -> Option<u32> {
    let group = groups
        .iter()
        .find(|found| found.name == group)
        .expect("there is the group");
    let line = group.lines.iter().find(|line| line.what == what);
    line.unwrap_or_else(|| panic!("no line {what}: {group:?}"))
        .contacts
}

#[test]
fn a_quarter_that_is_over_is_counted_and_nobody_is_in_it() {
    let laptop = with_years(12);
    let app = laptop.unlocked();
    let view = app.counts().unwrap();
    assert_eq!(view.quarters.len(), 1, "today's quarter is not over");
    assert_eq!(view.quarters[0].name, "January to March 2024");
    assert_eq!(view.quarters[0].contacts, 12);
    assert_eq!(view.quarters[0].quarter, THEN);
    let groups = app.counts_of(THEN).unwrap();
    assert_eq!(number(&groups, "Where it took place", "At a home"), Some(6));
    assert_eq!(
        number(&groups, "Where it took place", "Not at a home"),
        Some(6)
    );
    let blames = "Gives someone or something else as the reason";
    assert_eq!(number(&groups, "How the person came", blames), Some(6));
    // All of them: it would say so of each.
    assert_eq!(number(&groups, "What the checklist said", "Act now."), None);
    assert_eq!(
        number(
            &groups,
            "Further warning signs present",
            "Stalking or harassment"
        ),
        None
    );
    let lines = |name: &str| {
        groups
            .iter()
            .find(|group| group.name == name)
            .map(|group| group.lines.len())
    };
    assert_eq!(lines("How the person came"), Some(6));
    assert_eq!(lines("Indicators present"), Some(8));
    assert_eq!(lines("Further warning signs present"), Some(6));

    let csv = app.counts_csv().unwrap();
    assert!(
        csv.starts_with("\u{feff}Year,Quarter,Group,What,Contacts\r\n"),
        "{csv}"
    );
    assert!(
        csv.contains("2024,January to March,All,Contacts,12\r\n"),
        "{csv}"
    );
    let document = app.counts_document().unwrap();
    for text in [
        csv,
        json(&view).to_string(),
        json(&groups).to_string(),
        json(&document).to_string(),
    ] {
        for never in [MARK, "person-", "contact-", NAME, "WS-1", "February 2024"] {
            assert!(!text.contains(never), "{never}: {text}");
        }
    }
}

#[test]
fn a_quarter_with_few_contacts_is_not_counted_and_a_locked_vault_counts_nothing() {
    let laptop = with_years(4);
    let app = laptop.unlocked();
    let view = app.counts().unwrap();
    assert!(view.quarters.is_empty() && !view.notes.is_empty());
    // Neither in the list nor asked for by itself: four contacts, none, and a year that has no such quarter.
    for (year, number) in [(2024, 1), (2023, 1), (2024, 0)] {
        let quarter = QuarterRequest { year, number };
        assert_eq!(refusal(app.counts_of(quarter)).code, ErrorCode::NotFound);
    }
    assert_eq!(app.counts_csv().unwrap().lines().count(), 1);
    app.lock().unwrap();
    assert_eq!(refusal(app.counts()).code, ErrorCode::Locked);
    assert_eq!(refusal(app.counts_of(THEN)).code, ErrorCode::Locked);
    assert_eq!(refusal(app.counts_csv()).code, ErrorCode::Locked);
    assert_eq!(
        refusal(app.fhir(&[ContactId::new("contact-0")])).code,
        ErrorCode::Locked
    );
}

#[test]
fn the_checklist_of_a_contact_is_handed_over_as_fhir_with_what_was_added_later() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let first = sealed(&app, "person-1");
    let second = sealed(&app, "person-1");
    app.amend(AmendRequest {
        contact: first.clone(),
        text: "zqxj".into(),
        reason: "vkwj".into(),
    })
    .unwrap();
    let text = app
        .fhir(&[second.clone(), first.clone(), first.clone()])
        .unwrap();
    let bundle: serde_json::Value = serde_json::from_str(&text).unwrap();
    let kinds: Vec<&str> = bundle["entry"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["resource"]["resourceType"].as_str().unwrap())
        .collect();
    let wanted = [
        "Composition",
        "Patient",
        "Practitioner",
        "Questionnaire",
        "QuestionnaireResponse",
        "RiskAssessment",
        "QuestionnaireResponse",
        "RiskAssessment",
    ];
    assert_eq!(kinds, wanted);
    assert_eq!(bundle["meta"]["security"][0]["code"], "V");
    for words in [MARK, "zqxj", "vkwj", "Weapon used before", "he has a knife"] {
        assert!(text.contains(words), "{words}");
    }
    // The first one that was sealed comes first, however it was asked.
    let response = &bundle["entry"][4]["resource"];
    assert_eq!(
        app.fhir(&[first])
            .map(|one| one.contains(response["id"].as_str().unwrap())),
        Ok(true)
    );
}

/// One Bundle has one patient: what is said of one person must not stand under the name of another.
#[test]
fn contacts_with_two_people_make_no_bundle() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let one = sealed(&app, "person-1");
    let other = sealed(&app, "person-2");
    for ids in [
        &[one.clone(), other][..],
        &[],
        &[one, ContactId::new("nothing")],
    ] {
        assert_eq!(refusal(app.fhir(ids)).code, ErrorCode::NotFound);
    }
}
