//! What only a victim said, and where it must not come (design 3.2).

use crate::support::{Laptop, about, answer, draft, json, notes, observation};
use app::contact::ContactView;
use app::library::GuidePage;
use casework::audience::OPEN_ROUTES;
use casework::checklist::Presence;
use casework::contact::{Account, Change};
use casework::gate::{Answer, Before, Company, Interpreter, Setting};
use casework::ids::{AccountId, ContactId};
use casework::provenance::Source;
use guide::{EntryKind, Guide, Step};

/// What stands on the ask screen, which the person can see, as the screens get it.
fn on_the_ask_screen(view: &ContactView) -> String {
    json(&view.ask).to_string()
}

/// Every entry of the guide that can be ticked as an observation and points to the checklist.
fn pointers() -> Vec<String> {
    let guide = Guide::embedded().expect("it is in the program");
    let raises = guide.raises().into_keys();
    let pointers: Vec<String> = raises
        .filter(|item| {
            guide
                .entry(item)
                .is_some_and(|entry| entry.kind != EntryKind::Question)
        })
        .map(|item| item.as_str().to_owned())
        .collect();
    assert!(pointers.len() > 3, "{pointers:?}");
    pointers
}

fn told_by(sources: &[Source]) -> ContactView {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let observed = pointers()
        .into_iter()
        .map(|item| observation(&item, Some(&item), "zqxj", sources.iter().copied()));
    draft(&app, std::iter::once(safe_to_ask()).chain(observed))
}

/// The answers under which the question bank is shown: while the gate is shut there is nothing to see.
fn safe_to_ask() -> Change {
    let no = Some(Answer::No);
    let before = Before {
        danger_now: no,
        setting: Some(Setting::Clinic),
        company: Some(Company::WithColleague),
        planned_to_talk: no,
        under_influence: no,
        partner_can_hear: no,
        child_can_hear: no,
        interpreter: Some(Interpreter::Nobody),
        only_from_victim: no,
    };
    Change::Before { before }
}

#[test]
fn what_only_a_victim_said_is_not_on_the_ask_screen_and_makes_no_offer() {
    let guide = Guide::embedded().unwrap();
    let victims: [&[Source]; 5] = [
        &[],
        &[Source::Partner],
        &[Source::Child],
        &[Source::FamilyOrNeighbour],
        &[Source::Partner, Source::Child, Source::FamilyOrNeighbour],
    ];
    for sources in victims {
        let view = told_by(sources);
        let shown = on_the_ask_screen(&view);
        assert!(!shown.contains("zqxj"), "{sources:?}");
        for item in pointers() {
            assert!(!shown.contains(&item), "{sources:?} {item}");
            let label = guide.label(&casework::ids::ItemId::new(&item)).unwrap();
            assert!(!shown.contains(label), "{sources:?} {label}");
        }
        assert!(view.ask.said.is_empty() && view.ask.offers.is_empty());
        assert!(view.suggestions.is_empty());
    }
}

/// The same contact, said by the person: otherwise the test above could not fail.
#[test]
fn what_the_person_said_is_on_the_ask_screen_and_makes_offers() {
    let view = told_by(&[Source::Person]);
    assert_eq!(view.ask.said.len(), pointers().len());
    assert!(on_the_ask_screen(&view).contains("zqxj"));
    assert!(view.ask.offers.len() >= pointers().len());
}

/// The words may be the victim's even where the person said the same.
#[test]
fn words_with_a_protected_source_are_not_on_the_ask_screen() {
    let view = told_by(&[Source::Person, Source::Partner]);
    assert!(view.ask.said.is_empty());
    assert!(!on_the_ask_screen(&view).contains("zqxj"));
}

#[test]
fn accounts_the_checklist_and_notes_are_not_on_the_ask_screen_whoever_they_came_from() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    for source in Source::ALL {
        let account = Account {
            id: AccountId::new("account-1"),
            source: Some(source),
            who: "zqxj".into(),
            words: "zqxj".into(),
        };
        let view = draft(
            &app,
            [
                safe_to_ask(),
                about("person-1", "zqxj"),
                Change::Account { account },
                answer("risk.weapons", Presence::Present, "zqxj", [source]),
                notes("zqxj", "zqxj", "zqxj"),
            ],
        );
        assert!(!on_the_ask_screen(&view).contains("zqxj"), "{source:?}");
        assert!(view.ask.said.is_empty() && view.ask.offers.is_empty());
    }
}

/// Whoever adds a route to the guide has to say whether the person may read that it was offered.
#[test]
fn every_route_of_the_guide_is_either_open_to_the_person_or_kept_on_purpose() {
    let guide = Guide::embedded().unwrap();
    let mut routes: Vec<&str> = guide
        .entries
        .iter()
        .filter(|entry| entry.kind == EntryKind::Route)
        .map(|entry| entry.id.as_str())
        .collect();
    // Work with other agencies must not be known to them; "nothing near here" offers nothing.
    let kept = ["refer.multi-agency", "refer.none-local"];
    let mut decided: Vec<&str> = OPEN_ROUTES.into_iter().chain(kept).collect();
    routes.sort_unstable();
    decided.sort_unstable();
    assert_eq!(routes, decided);
}

/// The question bank is not shown while nobody may ask, by whatever way it is looked for.
#[test]
fn inside_a_contact_with_a_shut_gate_the_guide_keeps_its_questions_to_itself() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let shut = draft(&app, [notes("", "", "")]).id;
    let open = draft(&app, [safe_to_ask()]).id;
    let guide = Guide::embedded().unwrap();
    let questions: Vec<_> = guide
        .entries
        .iter()
        .filter(|entry| entry.kind == EntryKind::Question)
        .collect();
    assert!(questions.len() > 10);
    for question in questions {
        for (within, is_shown) in [(None, true), (Some(&open), true), (Some(&shut), false)] {
            let page = app.guide_page(&question.id, within).unwrap();
            assert_eq!(matches!(page, GuidePage::Entry { .. }), is_shown);
            let hits = app.guide_search(&question.label, within).unwrap();
            let is_found = hits.iter().any(|hit| hit.id == question.id);
            assert!(!is_found || is_shown, "{}", question.label);
            let step = app.guide_step(question.step, within);
            let is_there = step.iter().any(|entry| entry.id == question.id);
            assert_eq!(is_there, is_shown, "{}", question.id);
        }
    }
    // What to ask next stays out as well, but for what has to be at hand whatever the gate says.
    for entry in &guide.entries {
        let page = app.guide_page(&entry.id, Some(&shut)).unwrap();
        if let GuidePage::Entry { entry, .. } = page {
            assert!(entry.ask.is_none() || entry.ask_always, "{}", entry.id);
        }
    }
    // A contact that cannot be read counts as shut.
    let unknown = ContactId::new("unknown");
    let step = app.guide_step(Step::Ask, Some(&unknown));
    assert!(step.iter().all(|entry| entry.kind != EntryKind::Question));
}
