//! A second contact with the same person, and what is urgent.

use crate::support::{
    Laptop, about, action_id, answer, draft, json, judge, observation, refusal, review, save, whole,
};
use app::contact::ContactView;
use app::{App, ErrorCode};
use casework::change::Clearing;
use casework::checklist::{ItemAnswer, Presence};
use casework::contact::{Action, By, Change};
use casework::ids::{ActionId, ItemId};
use casework::outcome::{Judgement, OutcomeKind, Reason};
use casework::provenance::{Source, Sources};
use casework::sealing::SealBlocker;
use casework::urgent::Matter;

fn sealed(app: &App, changes: Vec<Change>) {
    let view = draft(app, changes);
    app.seal(&view.id).expect("it can be sealed");
}

fn cleared(item: &str, why: &str, sources: impl IntoIterator<Item = Source>) -> Change {
    Change::Answer {
        item: ItemId::new(item),
        answer: ItemAnswer {
            presence: Presence::NotPresent,
            sources: Sources::from(sources),
            why: why.into(),
            ..ItemAnswer::default()
        },
    }
}

/// A second contact in which everything is *not present*, the weapons on the person's word.
fn second(app: &App) -> ContactView {
    let items = app.guide_checklist();
    let items = items.indicators.into_iter().chain(items.warning_signs);
    let all = items.map(|item| cleared(item.id.as_str(), "", []));
    let changes: Vec<_> = [about("person-1", "Jo Smith")]
        .into_iter()
        .chain(all)
        .chain([
            cleared("risk.weapons", "sold it, he says", [Source::Person]),
            judge(Judgement::No),
            Change::ShowOutcome,
            review(),
        ])
        .collect();
    draft(app, changes)
}

#[test]
fn what_was_present_before_is_last_time_and_never_today() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    sealed(&app, whole("person-1", "Jo Smith"));
    let view = draft(&app, [about("person-1", "Jo Smith")]);
    let earlier = view.earlier.unwrap();
    assert_eq!(earlier.contacts, 1);
    let weapons = earlier.items[&ItemId::new("risk.weapons")];
    assert_eq!(weapons.presence, Presence::Present);
    assert!(weapons.present_before);
    assert!(view.answers.is_empty(), "nothing is filled in");
    assert!(view.outcome.is_none());

    // It is found again by a second start, and goes with the person.
    app.lock().unwrap();
    let app = laptop.unlocked();
    let again = app.contact(&view.id).unwrap();
    assert_eq!(json(&again.earlier), json(&Some(&earlier)));
    let other = save(&app, &view.id, about("person-2", "Al Brown")).unwrap();
    assert!(other.earlier.is_none());
    app.lock().unwrap();
    let app = laptop.unlocked();
    assert!(app.contact(&view.id).unwrap().earlier.is_none());
}

#[test]
fn an_indicator_cleared_on_their_word_is_not_enough_known_and_the_record_says_so() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    sealed(&app, whole("person-1", "Jo Smith"));
    let view = second(&app);
    let outcome = view.outcome.unwrap();
    assert_eq!(outcome.kind, OutcomeKind::NotEnoughKnown);
    assert!(view.blockers.is_empty());
    let record = app.seal(&view.id).unwrap();
    let outcome = record.outcome.unwrap();
    assert_eq!(outcome.kind, OutcomeKind::NotEnoughKnown);
    let reason = &outcome.reasons[0];
    assert!(matches!(
        reason.reason,
        Reason::ClearedOnTheirWordAlone {
            on: Clearing::OnTheirWordAlone,
            ..
        }
    ));
    assert_eq!(reason.label.as_deref(), Some("Weapon used before"));
    let since = outcome.since.unwrap();
    assert_eq!(since.contacts, 1);
    assert_eq!(since.cleared.len(), 1);
    assert_eq!(since.cleared[0].label, "Weapon used before");
    assert_eq!(since.cleared[0].why.stored(), "sold it, he says");
    assert!(since.newly_present.is_empty() && !since.more);

    // The third contact remembers the first.
    let third = draft(&app, [about("person-1", "Jo Smith")]);
    let weapons = third.earlier.unwrap().items[&ItemId::new("risk.weapons")];
    assert_eq!(weapons.presence, Presence::NotPresent);
    assert!(
        weapons.present_before,
        "nobody but the person has cleared it"
    );
}

#[test]
fn what_is_cleared_needs_a_reason_and_a_source_before_the_seal() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    sealed(&app, whole("person-1", "Jo Smith"));
    let view = second(&app);
    let with = |change| save(&app, &view.id, change).unwrap().blockers;
    assert_eq!(
        with(cleared("risk.weapons", " ", [Source::OtherAgency])),
        [SealBlocker::ClearedWithoutReason]
    );
    assert_eq!(
        with(cleared("risk.weapons", "sold", [])),
        [SealBlocker::ClearedWithoutSource]
    );
    assert_eq!(refusal(app.seal(&view.id)).code, ErrorCode::NotReadyToSeal);
    assert_eq!(
        with(cleared("risk.weapons", "taken", [Source::OtherAgency])),
        []
    );
    let record = app.seal(&view.id).unwrap();
    assert_eq!(
        record.outcome.unwrap().kind,
        OutcomeKind::NoneIdentifiedSoFar
    );
}

#[test]
fn a_contact_sealed_in_the_meantime_counts_when_the_outcome_is_shown_and_not_after() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let first = draft(&app, [about("person-1", "Jo Smith")]);
    assert!(first.earlier.is_none());
    sealed(&app, whole("person-1", "Jo Smith"));
    save(&app, &first.id, judge(Judgement::No)).unwrap();
    let shown = save(&app, &first.id, Change::ShowOutcome).unwrap();
    assert_eq!(shown.earlier.unwrap().contacts, 1);
    sealed(&app, whole("person-1", "Jo Smith"));
    for change in [Change::ShowOutcome, about("person-1", "Jo S")] {
        let view = save(&app, &first.id, change).unwrap();
        assert_eq!(
            view.earlier.unwrap().contacts,
            1,
            "it stands as it was shown"
        );
    }
}

fn against(what: &str, who: &str, matter: Matter) -> Change {
    Change::Action {
        action: Action {
            id: ActionId::new(action_id()),
            what: what.into(),
            who: who.into(),
            by: Some(By::Now),
            against: vec![matter],
            telling: None,
        },
    }
}

#[test]
fn what_is_urgent_stands_until_its_actions_do() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let said = observation("say.suicidal", Some("say.suicidal"), "", [Source::Person]);
    let mut view = draft(&app, [said]);
    for missing in [2, 1, 0] {
        assert_eq!(view.urgent.len(), 1);
        let urgent = &view.urgent[0];
        assert_eq!((urgent.matter, urgent.missing), (Matter::Suicidal, missing));
        assert_eq!(urgent.actions.len(), 2);
        let Some(next) = urgent.actions.iter().find(|action| !action.added) else {
            break;
        };
        let what = next.what.clone();
        view = save(&app, &view.id, against(&what, "me", Matter::Suicidal)).unwrap();
    }
    assert_eq!(view.urgent[0].missing, 0);
}

/// Beside the person stands nothing urgent that somebody else told.
#[test]
fn only_what_the_person_said_is_urgent_beside_them() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let strangled = answer(
        "warn.strangulation",
        Presence::Present,
        "",
        [Source::Partner],
    );
    let heard = observation("say.suicidal", Some("say.suicidal"), "", [Source::Partner]);
    let view = draft(&app, [strangled, heard]);
    assert_eq!(view.urgent.len(), 2);
    assert!(view.urgent.iter().all(|urgent| urgent.beside.is_none()));
    let said = observation("say.suicidal", Some("say.suicidal"), "", [Source::Person]);
    let view = save(&app, &view.id, said).unwrap();
    assert!(view.urgent[0].beside.is_some());
    assert!(view.urgent[1].beside.is_none());
}
