//! What is caught during the talk, as the screens get it.

use crate::support::{Laptop, draft, json, observation, save, whole};
use casework::contact::{Asked, Change, QuestionAnswer};
use casework::counter::{Counter, Finding, TRIGGERS, Topic, Who};
use casework::ids::{ItemId, JottingId};
use casework::jotting::Jotting;
use casework::provenance::{Protection, Source, Sources};
use guide::{EntryKind, Guide};

fn line(name: &str, words: &str, source: Option<Source>, to: &[&str]) -> Change {
    Change::Jot {
        jotting: Jotting {
            id: JottingId::new(name),
            words: words.into(),
            sources: Sources::from(source),
            to: to.iter().copied().map(ItemId::new).collect(),
            alone: false,
            at: None,
        },
    }
}

fn dismiss(from: &str, item: &str, reason: &str) -> Change {
    Change::Dismiss {
        from: ItemId::new(from),
        item: ItemId::new(item),
        reason: reason.into(),
    }
}

#[test]
fn the_entries_that_call_for_who_does_what_to_whom_can_be_observed() {
    let guide = Guide::embedded().unwrap();
    for trigger in TRIGGERS {
        let entry = guide.entry(&ItemId::new(trigger)).expect(trigger);
        let kinds = [EntryKind::Presentation, EntryKind::Behaviour];
        assert!(kinds.contains(&entry.kind), "{trigger}");
    }
}

#[test]
fn a_line_has_its_time_its_labels_and_what_follows_from_its_sources() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let view = draft(
        &app,
        [
            line("a", "a bat by the door", None, &[]),
            line(
                "b",
                "she is due in May",
                Some(Source::Person),
                &["risk.pregnancy"],
            ),
        ],
    );
    let [first, second] = &view.jottings[..] else {
        panic!("there are two lines");
    };
    assert!(first.time.ends_with('m'), "{}", first.time);
    assert!(!first.sorted && first.labels.is_empty());
    assert_eq!(first.protection, Protection::VictimOnly);
    assert!(second.sorted);
    let guide = Guide::embedded().unwrap();
    let pregnancy = ItemId::new("risk.pregnancy");
    assert_eq!(second.labels, [guide.label(&pregnancy).unwrap()]);
    // Attached to an item of the checklist, it offers to mark that; never on a question card.
    let [offer] = &view.suggestions[..] else {
        panic!("there is one offer");
    };
    assert_eq!(
        (&offer.offer.from, &offer.offer.item),
        (&pregnancy, &pregnancy)
    );
    assert!(view.ask.offers.is_empty());
    assert!(!json(&view.ask).to_string().contains("bat"));
}

#[test]
fn an_answer_offers_on_its_card_until_it_is_turned_down_and_then_asks_why() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let card = "ask.disclosed.pattern";
    let answer = QuestionAnswer {
        asked: Asked::Asked,
        words: "every week now".into(),
    };
    let item = ItemId::new(card);
    let view = draft(&app, [Change::Question { item, answer }]);
    let offer = view
        .suggestions
        .first()
        .expect("the answer points somewhere");
    assert!(!offer.from_label.is_empty() && offer.from_label != card);
    let to = offer.offer.item.as_str().to_owned();
    let view = save(&app, &view.id, dismiss(card, &to, "")).unwrap();
    assert!(view.suggestions.is_empty());
    assert!(view.dismissed[0].needs_reason);
    assert!(view.blockers.len() == app.contact(&view.id).unwrap().blockers.len());
    let view = save(&app, &view.id, dismiss(card, &to, "it was about work")).unwrap();
    assert!(!view.dismissed[0].needs_reason);
    assert_eq!(view.dismissed[0].reason.stored(), "it was about work");
}

#[test]
fn the_record_holds_what_was_caught_before_the_seal_and_after_it() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let counter = Counter {
        injuries: Finding {
            who: Some(Who::CannotTellToday),
            words: "a split lip".into(),
            sources: Sources::from([Source::Child]),
        },
        ..Counter::default()
    };
    let mut changes = whole("person-1", "Jo Smith");
    changes.extend([
        observation(
            TRIGGERS[0],
            Some(TRIGGERS[0]),
            "she hits me",
            [Source::Person],
        ),
        line("a", "a bat by the door", None, &[]),
        dismiss("say.drink", "risk.substance-misuse", ""),
        Change::Counter { counter },
    ]);
    let view = draft(&app, changes);
    assert_eq!(view.claims, [ItemId::new(TRIGGERS[0])]);
    assert!(
        view.blockers.is_empty(),
        "what is not sorted does not keep the seal away"
    );
    let before = app.check(&view.id).unwrap();
    let after = app.seal(&view.id).unwrap();
    for record in [before, after] {
        assert_eq!(
            record.jottings[0].jotting.words.stored(),
            "a bat by the door"
        );
        assert_eq!(record.dismissed[0].item.as_str(), "risk.substance-misuse");
        let [finding] = &record.counter[..] else {
            panic!("one thing was looked at");
        };
        assert_eq!(finding.topic, Topic::Injuries);
        assert_eq!(finding.protection, Protection::VictimOnly);
        assert_eq!(finding.finding.who, Some(Who::CannotTellToday));
    }
}

/// Lines attached to a card, reasons and findings are the practitioner's: none of their words is among
/// what the ask screen shows.
#[test]
fn nothing_that_a_victim_said_into_the_notepad_reaches_the_ask_screen() {
    let card = "ask.disclosed.pattern";
    for source in [
        None,
        Some(Source::Partner),
        Some(Source::Child),
        Some(Source::FamilyOrNeighbour),
    ] {
        let laptop = Laptop::with_vault();
        let app = laptop.unlocked();
        let finding = Finding {
            who: Some(Who::ThePerson),
            words: "zqxj".into(),
            sources: Sources::from(source),
        };
        let counter = Counter {
            afraid: finding.clone(),
            pattern: finding,
            ..Counter::default()
        };
        let view = draft(
            &app,
            [
                line("a", "zqxj", source, &[card, "risk.weapons"]),
                dismiss(card, "risk.escalation", "zqxj"),
                Change::Counter { counter },
            ],
        );
        assert!(view.suggestions.is_empty(), "{source:?}");
        assert!(!json(&view.ask).to_string().contains("zqxj"), "{source:?}");
        assert!(json(&view.jottings).to_string().contains("zqxj"));
    }
}
