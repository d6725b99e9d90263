//! What is counted over the contacts.

use crate::support::{Place, action, at, author, changes, contact, contact_id, sealed};
use casework::contact::{Change, Observation, Reply, Route};
use casework::gate::Setting;
use casework::ids::{ItemId, JottingId, ObservationId, PersonId};
use casework::jotting::Jotting;
use casework::outcome::OutcomeKind;
use casework::provenance::{Source, Sources};
use casework::referral::{FollowUp, ReferralState};
use casework::sealing::{ErasureReason, SealedContact};
use casework::words::Words;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use vault::{CountedRow, Erase, Vault};

/// Whenever a contact was sealed.
const EVER: Range<DateTime<Utc>> = DateTime::<Utc>::MIN_UTC..DateTime::<Utc>::MAX_UTC;

/// A word that is nowhere else.
const MARK: &str = "quokkamarmalade";

fn counted(vault: &Vault) -> Vec<CountedRow> {
    let mut rows = Vec::new();
    vault
        .counted(&EVER, |row| rows.push(row))
        .expect("they can be counted");
    rows
}

fn ids(items: &[&str]) -> BTreeSet<ItemId> {
    items.iter().map(|item| ItemId::new(*item)).collect()
}

fn route(item: &str, reply: Option<Reply>) -> Change {
    let route = Route {
        service: MARK.into(),
        reply,
        no_action_because: MARK.into(),
        ..Route::default()
    };
    let item = ItemId::new(item);
    Change::Route { item, route }
}

/// A contact with observations of every kind, and a route of every kind but a refusal, which would hold it up.
fn observed() -> SealedContact {
    let mut all = changes("contact-9", "person-9", MARK);
    for (id, item) in [("one", Some("present.blames")), ("two", None)] {
        let observation = Observation {
            id: ObservationId::new(id),
            item: item.map(ItemId::new),
            words: MARK.into(),
            sources: Sources::from([Source::Partner]),
            when: Words::default(),
        };
        all.push(Change::Observation { observation });
    }
    let id = JottingId::new("line");
    let jotting = Jotting {
        id: id.clone(),
        words: MARK.into(),
        sources: Sources::from([Source::Person]),
        to: vec![ItemId::new("present.other-problem")],
        alone: false,
        at: None,
    };
    all.extend([
        Change::Jot { jotting },
        route("refer.dapp", Some(Reply::Agreed)),
        route("refer.phoneline", Some(Reply::NotOffered)),
        route("refer.none-local", None),
        action("contact-9-gap", "tell the commissioner"),
    ]);
    sealed("contact-9", contact(all), at(50))
}

#[test]
fn every_contact_is_counted_by_what_it_was_and_no_word_is() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault.seal(&observed()).unwrap();
    let rows = counted(&vault);
    assert_eq!(rows.len(), 3);
    let row = &rows[2];
    assert_eq!(
        (row.sealed_at, row.setting),
        (at(50), Some(Setting::Clinic))
    );
    assert_eq!(row.person, PersonId::new("person-9"));
    assert_eq!(row.outcome, OutcomeKind::ActNow);
    assert_eq!(
        row.observed,
        ids(&["present.blames", "present.other-problem"])
    );
    let routes = [
        ("refer.dapp", ReferralState::Made),
        ("refer.none-local", ReferralState::NoneAvailable),
    ];
    let routes = routes.map(|(item, state)| (ItemId::new(item), state));
    assert_eq!(row.routes, BTreeMap::from(routes));
    assert!(row.marks.contains_key(&ItemId::new("risk.1")));
    assert_eq!(rows[0].observed, BTreeSet::new());
    assert!(!format!("{rows:?}").contains(MARK));
}

/// The moment at which a span begins is in it, the one at which it ends is not.
#[test]
fn only_what_was_sealed_in_a_span_is_counted() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault.seal(&observed()).unwrap();
    let all = counted(&vault);
    let within = |sealed: Range<DateTime<Utc>>| {
        let mut rows = Vec::new();
        vault.counted(&sealed, |row| rows.push(row)).unwrap();
        rows
    };
    let [first, second, third] = [0, 1, 2].map(|place| all[place].sealed_at);
    assert_eq!(within(first..third), all[..2]);
    assert_eq!(within(second..EVER.end), all[1..]);
    assert_eq!(within(third..third), []);
    assert_eq!(vault.first_sealed_at(), Ok(Some(first)));
    let people: BTreeSet<_> = all.iter().map(|row| &row.person).collect();
    let people = u32::try_from(people.len()).unwrap();
    assert_eq!(vault.count_sealed(&EVER, 99), Ok((3, people)));
    assert_eq!(vault.count_sealed(&EVER, 1), Ok((3, 1)));
    assert_eq!(vault.count_sealed(&(second..third), 99), Ok((1, 1)));
    assert_eq!(vault.count_sealed(&(third..third), 99), Ok((0, 0)));
}

/// A referral that was stopped later was made all the same.
#[test]
fn what_becomes_of_a_referral_does_not_change_what_was_counted() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault.seal(&observed()).unwrap();
    let before = counted(&vault);
    let heard = FollowUp {
        contact: contact_id("contact-9"),
        route: ItemId::new("refer.dapp"),
        state: ReferralState::Stopped,
        words: MARK.into(),
        on: crate::support::day(20),
    };
    vault.follow_up(&heard, &author(), at(60)).unwrap();
    assert_eq!(counted(&vault), before);
    assert_eq!(vault.lists_hold(), Ok(true));
    vault.rebuild().unwrap();
    assert_eq!(counted(&vault), before);
}

#[test]
fn what_was_erased_is_counted_no_more() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let erase = Erase::Contact(contact_id("contact-1"));
    vault
        .erase(
            &erase,
            ErasureReason::Request,
            &"asked for".into(),
            &author(),
            at(70),
        )
        .unwrap();
    assert_eq!(counted(&vault).len(), 1);
    assert_eq!(vault.count_sealed(&EVER, 99), Ok((1, 1)));
}
