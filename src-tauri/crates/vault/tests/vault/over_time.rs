//! A person over time: who they are, entries that are the same person, actions, referrals, events, reviews.

use crate::support::{Place, at, author, changes, contact, contact_id, day, sealed, sealed_about};
use casework::action::ActionStep;
use casework::contact::{AboutPerson, Action, By, Change, Contact, Reply, Route};
use casework::directory::{Service, ServiceKind};
use casework::gate::Answer;
use casework::ids::{ActionId, EventId, ItemId, MemberId, PersonId, ServiceId};
use casework::person::{Event, EventKind, Joining, Member, NhsNumber, Parting, Person, Relation};
use casework::provenance::{Source, Sources};
use casework::referral::{FollowUp, ReferralState};
use casework::sealing::ErasureReason;
use casework::words::Words;
use vault::{Erase, StorageError, Vault};

/// A word that is nowhere else.
const MARK: &str = "quokkamarmalade";

fn id(person: &str) -> PersonId {
    PersonId::new(person)
}

fn profile(person: &str, name: &str) -> Person {
    Person {
        id: id(person),
        name: name.into(),
        local_reference: Words::default(),
        born: Some(day(1)),
        nhs_number: NhsNumber::parse("943 476 5919").ok(),
        notes: MARK.into(),
        household: vec![Member {
            id: MemberId::new("m"),
            relation: Relation::Child,
            name: "K.".into(),
            birth_year: Some(2019),
        }],
    }
}

fn event(number: &str, person: &str, on: u32) -> Event {
    Event {
        id: EventId::new(number),
        person: id(person),
        kind: EventKind::Separation,
        on: day(on),
        words: MARK.into(),
        sources: Sources::from([Source::OtherAgency]),
        withdrawn: false,
    }
}

fn added(action: &str, person: Option<&str>) -> ActionStep {
    ActionStep::Added {
        person: person.map(id),
        action: Action {
            id: ActionId::new(action),
            what: MARK.into(),
            who: "me".into(),
            by: Some(By::Date { day: day(3) }),
            against: Vec::new(),
            telling: None,
        },
        decided_on: day(1),
    }
}

fn join(vault: &mut Vault, joined: &str, kept: &str) -> Result<(), StorageError> {
    let joining = Joining {
        kept: id(kept),
        joined: id(joined),
        why: MARK.into(),
    };
    vault.join_people(&joining, &author(), at(200))
}

fn part(vault: &mut Vault, joined: &str) -> Result<(), StorageError> {
    let parting = Parting {
        joined: id(joined),
        why: MARK.into(),
    };
    vault.part_people(&parting, &author(), at(300))
}

/// The ids of the contacts of a person.
fn contacts(vault: &Vault, person: &str) -> Vec<String> {
    let rows = vault.contacts_of(&id(person)).expect("it can be read");
    rows.into_iter().map(|row| row.id.to_string()).collect()
}

/// The rows hold, the lists follow from the ledger, and the chain verifies; also after an unlock.
fn holds(place: &Place, mut vault: Vault) -> Vault {
    vault.verify().expect("the chain holds");
    assert_eq!(vault.lists_hold(), Ok(true));
    vault.lock().expect("the vault can be closed");
    let vault = place.unlock();
    assert_eq!(vault.fault(), None);
    vault
}

#[test]
fn a_person_is_added_without_a_contact_and_a_contact_may_name_them_anew() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let nobody = profile("person-9", " ");
    assert_eq!(
        vault.save_person(&nobody, &author(), at(100)),
        Err(StorageError::NobodyNamed)
    );
    vault
        .save_person(&profile("person-9", "J."), &author(), at(100))
        .unwrap();
    assert_eq!(vault.people(1).unwrap()[0].id, id("person-9"));
    let found = vault.person(&id("person-9")).unwrap().unwrap();
    assert_eq!(found.person, profile("person-9", "J."));
    assert_eq!((found.row.contacts, found.row.last_sealed_at), (0, None));
    vault
        .seal(&sealed_about("contact-9", "person-9", at(110)))
        .unwrap();
    let vault = holds(&place, vault);
    let found = vault.person(&id("person-9")).unwrap().unwrap();
    assert_eq!(found.person.name, "Jo Smith".into());
    assert_eq!(found.person.household.len(), 1);
    assert_eq!(
        (found.row.contacts, found.row.last_sealed_at),
        (1, Some(at(110)))
    );
    assert_eq!(vault.person(&id("person-8")).unwrap(), None);
}

#[test]
fn two_entries_are_joined_into_one_person_and_taken_apart_again() {
    let place = Place::filled();
    let mut vault = place.unlock();
    assert_eq!(
        join(&mut vault, "person-1", "person-9"),
        Err(StorageError::NoRecord)
    );
    assert_eq!(
        join(&mut vault, "person-1", "person-1"),
        Err(StorageError::SamePerson)
    );
    assert_eq!(part(&mut vault, "person-1"), Err(StorageError::NoRecord));
    join(&mut vault, "person-1", "person-2").unwrap();
    assert_eq!(
        join(&mut vault, "person-2", "person-1"),
        Err(StorageError::SamePerson)
    );
    let mut vault = holds(&place, vault);
    for person in ["person-1", "person-2"] {
        assert_eq!(contacts(&vault, person), ["contact-1", "contact-2"]);
        assert_eq!(vault.sealed_about(&id(person)).unwrap().len(), 2);
        assert_eq!(vault.actions_of(&id(person)).unwrap().len(), 2);
        let found = vault.person(&id(person)).unwrap().unwrap();
        assert_eq!((found.row.id, found.row.contacts), (id("person-2"), 2));
        assert_eq!(found.joined.len(), 1);
    }
    let people = vault.people(10).unwrap();
    assert_eq!(people.len(), 1);
    // What was sealed first is reviewed by what was sealed later.
    assert_eq!(vault.count_reviews_due(day(24)), Ok(1));
    part(&mut vault, "person-1").unwrap();
    let vault = holds(&place, vault);
    assert_eq!(contacts(&vault, "person-1"), ["contact-1"]);
    assert_eq!(contacts(&vault, "person-2"), ["contact-2"]);
    assert_eq!(vault.people(10).unwrap().len(), 2);
    assert_eq!(vault.count_reviews_due(day(24)), Ok(2));
}

/// What was written about an entry is still there to be read after it was joined to another.
#[test]
fn the_household_of_a_joined_entry_is_not_lost_sight_of() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let one = profile("person-1", "Jo");
    let mut two = profile("person-2", "J. S.");
    two.household[0].name = "T.".into();
    for person in [&one, &two] {
        vault.save_person(person, &author(), at(100)).unwrap();
    }
    join(&mut vault, "person-1", "person-2").unwrap();
    let vault = holds(&place, vault);
    for person in ["person-1", "person-2"] {
        let found = vault.person(&id(person)).unwrap().unwrap();
        assert_eq!((&found.person, &found.joined), (&two, &vec![one.clone()]));
        let names: Vec<_> = found.household().map(|member| &member.name).collect();
        assert_eq!(names, [&Words::from("T."), &Words::from("K.")]);
    }
}

#[test]
fn the_drafts_about_a_person_are_found_by_any_entry_of_theirs() {
    let place = Place::filled();
    let mut vault = place.unlock();
    for (number, person) in [("d1", "person-1"), ("d2", "person-2"), ("d3", "person-9")] {
        let about = Change::About {
            about: AboutPerson {
                id: id(person),
                name: "Jo Smith".into(),
                local_reference: Words::default(),
            },
        };
        let mut draft = Contact::default();
        let key = draft.apply(about, at(1)).unwrap();
        let number = contact_id(number);
        vault.start_draft(&number, at(100)).unwrap();
        vault
            .save_part(&number, &key, draft.part(&key).as_ref(), at(100))
            .unwrap();
    }
    let found = |vault: &Vault, person: &str| -> Vec<String> {
        let rows = vault.drafts_of(&id(person)).unwrap();
        let mut ids: Vec<_> = rows.into_iter().map(|row| row.id.to_string()).collect();
        ids.sort();
        ids
    };
    assert_eq!(found(&vault, "person-1"), ["d1"]);
    // Nobody of the record yet.
    assert_eq!(found(&vault, "person-9"), [""; 0]);
    join(&mut vault, "person-1", "person-2").unwrap();
    for person in ["person-1", "person-2"] {
        assert_eq!(found(&vault, person), ["d1", "d2"]);
    }
}

#[test]
fn what_was_joined_before_goes_along_and_stays_with_its_own_when_it_is_taken_off() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault
        .seal(&sealed_about("contact-3", "person-3", at(50)))
        .unwrap();
    join(&mut vault, "person-1", "person-2").unwrap();
    join(&mut vault, "person-1", "person-3").unwrap();
    let mut vault = holds(&place, vault);
    assert_eq!(contacts(&vault, "person-1").len(), 3);
    assert_eq!(vault.people(10).unwrap()[0].id, id("person-3"));
    part(&mut vault, "person-2").unwrap();
    let mut vault = holds(&place, vault);
    assert_eq!(contacts(&vault, "person-1"), ["contact-1", "contact-2"]);
    assert_eq!(contacts(&vault, "person-3"), ["contact-3"]);
    part(&mut vault, "person-1").unwrap();
    let vault = holds(&place, vault);
    assert_eq!(vault.people(10).unwrap().len(), 3);
}

#[test]
fn an_action_is_open_until_somebody_says_that_it_was_done_and_can_be_opened_again() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let step = |vault: &mut Vault, step: ActionStep| vault.enter_action(&step, &author(), at(100));
    step(&mut vault, added("alone", None)).unwrap();
    step(&mut vault, added("theirs", Some("person-1"))).unwrap();
    assert_eq!(
        step(&mut vault, added("nobodys", Some("person-9"))),
        Err(StorageError::NoRecord)
    );
    let done = |action: &str| ActionStep::Done {
        id: ActionId::new(action),
        on: day(2),
        outcome: "they have it".into(),
    };
    assert_eq!(
        step(&mut vault, done("nothing")),
        Err(StorageError::NoRecord)
    );
    let mut vault = holds(&place, vault);
    assert_eq!(vault.count_open_actions(day(4)), Ok((4, 4)));
    assert_eq!(vault.actions_of(&id("person-1")).unwrap().len(), 2);
    let in_contact = vault.actions_of(&id("person-1")).unwrap()[0].id.clone();
    step(&mut vault, done("alone")).unwrap();
    step(&mut vault, done(in_contact.as_str())).unwrap();
    let later = ActionStep::Moved {
        id: ActionId::new("theirs"),
        by: By::ThisWeek,
        decided_on: day(4),
        why: "they asked for it".into(),
    };
    step(&mut vault, later).unwrap();
    let mut vault = holds(&place, vault);
    assert_eq!(vault.count_open_actions(day(4)), Ok((2, 1)));
    let alone = vault.action(&ActionId::new("alone")).unwrap().unwrap();
    assert_eq!(
        (alone.done_on, alone.outcome),
        (Some(day(2)), "they have it".into())
    );
    let theirs = vault.action(&ActionId::new("theirs")).unwrap().unwrap();
    assert_eq!(
        (theirs.due, theirs.person_name),
        (day(11), "Jo Smith".into())
    );
    let again = ActionStep::Reopened {
        id: ActionId::new("alone"),
        why: "they never got it".into(),
    };
    step(&mut vault, again).unwrap();
    let vault = holds(&place, vault);
    let alone = vault.action(&ActionId::new("alone")).unwrap().unwrap();
    assert_eq!((alone.done_on, alone.outcome), (None, Words::default()));
}

#[test]
fn a_referral_is_followed_up_and_what_could_not_be_referred_is_unmet_need() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let route = |item: &str, reply| Change::Route {
        item: ItemId::new(item),
        route: Route {
            service: "Turnaround".into(),
            reply,
            no_action_because: "they move away".into(),
            ..Route::default()
        },
    };
    let mut all = changes("contact-3", "person-1", "he said so");
    all.push(route("refer.dapp", Some(Reply::Agreed)));
    all.push(route("refer.none-local", None));
    all.push(route("refer.phoneline", None));
    vault
        .seal(&sealed("contact-3", contact(all), at(50)))
        .unwrap();
    let states = |vault: &Vault| -> Vec<_> {
        let rows = vault.referrals_of(&id("person-1")).unwrap();
        rows.into_iter()
            .map(|row| (row.route.to_string(), row.state))
            .collect()
    };
    let none = ("refer.none-local".to_owned(), ReferralState::NoneAvailable);
    let dapp = |state| ("refer.dapp".to_owned(), state);
    assert_eq!(states(&vault), [dapp(ReferralState::Made), none.clone()]);
    let heard = |route: &str| FollowUp {
        contact: contact_id("contact-3"),
        route: ItemId::new(route),
        state: ReferralState::Stopped,
        words: MARK.into(),
        on: day(9),
    };
    vault
        .follow_up(&heard("refer.dapp"), &author(), at(60))
        .unwrap();
    assert_eq!(
        vault.follow_up(&heard("refer.phoneline"), &author(), at(60)),
        Err(StorageError::NoRecord)
    );
    let vault = holds(&place, vault);
    assert_eq!(states(&vault), [dapp(ReferralState::Stopped), none]);
    let row = &vault.referrals_of(&id("person-1")).unwrap()[0];
    assert_eq!((&row.words, row.heard_on), (&MARK.into(), Some(day(9))));
}

/// Whoever was heard of longest ago stands first; what came to an end stands nowhere, nor does a gap.
#[test]
fn open_referrals_stand_by_when_they_were_heard_of_and_gaps_stand_apart() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let service = Service {
        id: ServiceId::new("s"),
        name: "Clear Start".into(),
        kind: ServiceKind::SubstanceUse,
        area: Words::default(),
        phone: Words::default(),
        accredited: None,
        survivor_support: None,
        cohorts: Default::default(),
        checked_on: None,
        notes: Words::default(),
        of_pack: None,
    };
    for (contact_id, second) in [("contact-3", 50), ("contact-4", 60)] {
        let mut all = changes(contact_id, "person-1", "he said so");
        for (item, chosen) in [
            ("refer.dapp", None),
            ("refer.phoneline", Some(service.clone())),
            ("refer.none-local", None),
        ] {
            let reply = Some(Reply::Agreed);
            let service = "typed".into();
            let route = Route {
                service,
                reply,
                chosen,
                programme_too: Some(Answer::Yes),
                no_action_because: "they move away".into(),
                ..Route::default()
            };
            all.push(Change::Route {
                item: ItemId::new(item),
                route,
            });
        }
        vault
            .seal(&sealed(contact_id, contact(all), at(second)))
            .unwrap();
    }
    let heard = |vault: &mut Vault, contact: &str, route: &str, state, on| {
        let follow_up = FollowUp {
            contact: contact_id(contact),
            route: ItemId::new(route),
            state,
            words: MARK.into(),
            on: day(on),
        };
        vault.follow_up(&follow_up, &author(), at(70)).unwrap();
    };
    heard(
        &mut vault,
        "contact-3",
        "refer.dapp",
        ReferralState::Waiting,
        28,
    );
    heard(
        &mut vault,
        "contact-4",
        "refer.phoneline",
        ReferralState::Finished,
        28,
    );
    let vault = holds(&place, vault);
    let named = |rows: Vec<vault::ReferralRow>| -> Vec<_> {
        let named = rows
            .into_iter()
            .map(|row| (row.contact, row.route, row.service));
        named
            .map(|(contact, route, service)| {
                (
                    contact.to_string(),
                    route.to_string(),
                    service.stored().to_owned(),
                )
            })
            .collect()
    };
    let row = |contact: &str, route: &str, service: &str| {
        (contact.to_owned(), route.to_owned(), service.to_owned())
    };
    let open = [
        row("contact-3", "refer.phoneline", "Clear Start"),
        row("contact-4", "refer.dapp", "typed"),
        row("contact-3", "refer.dapp", "typed"),
    ];
    assert_eq!(named(vault.open_referrals(10).unwrap()), open);
    assert_eq!(named(vault.open_referrals(1).unwrap()), open[..1]);
    let gaps = ["contact-3", "contact-4"].map(|contact| row(contact, "refer.none-local", "typed"));
    assert_eq!(named(vault.unmet_needs(10).unwrap()), gaps);
    let one = vault
        .referral(&contact_id("contact-3"), &ItemId::new("refer.dapp"))
        .unwrap();
    let one = one.unwrap();
    assert_eq!(
        (one.about.name, one.state),
        ("Jo Smith".into(), ReferralState::Waiting)
    );
    assert_eq!(
        vault.referral(&contact_id("contact-9"), &ItemId::new("refer.dapp")),
        Ok(None)
    );
}

#[test]
fn an_event_is_corrected_and_withdrawn_and_the_ledger_keeps_each_word_of_it() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let save = |vault: &mut Vault, event: &Event| vault.save_event(event, &author(), at(100));
    assert_eq!(
        save(&mut vault, &event("e", "person-9", 1)),
        Err(StorageError::NoRecord)
    );
    save(&mut vault, &event("late", "person-1", 5)).unwrap();
    save(&mut vault, &event("early", "person-1", 2)).unwrap();
    let moved = Event {
        on: day(7),
        ..event("early", "person-1", 2)
    };
    save(&mut vault, &moved).unwrap();
    let mut vault = holds(&place, vault);
    assert_eq!(
        vault.events_of(&id("person-1")).unwrap(),
        [event("late", "person-1", 5), moved.clone()]
    );
    let gone = Event {
        withdrawn: true,
        ..moved
    };
    save(&mut vault, &gone).unwrap();
    let vault = holds(&place, vault);
    assert_eq!(vault.events_of(&id("person-1")).unwrap().len(), 1);
}

#[test]
fn reviews_are_due_until_the_next_contact_with_the_same_person() {
    let place = Place::filled();
    let mut vault = place.unlock();
    assert_eq!(vault.reviews_due(day(23), 10).unwrap(), []);
    assert_eq!(vault.reviews_due(day(24), 10).unwrap().len(), 2);
    vault
        .seal(&sealed_about("contact-3", "person-1", at(50)))
        .unwrap();
    let mut vault = holds(&place, vault);
    let due = |vault: &Vault| -> Vec<_> {
        let rows = vault.reviews_due(day(24), 10).unwrap();
        let mut ids: Vec<_> = rows.iter().map(|row| row.id.to_string()).collect();
        ids.sort();
        ids
    };
    assert_eq!(due(&vault), ["contact-2", "contact-3"]);
    let erased = Erase::Contact(contact_id("contact-3"));
    let (reason, why) = (ErasureReason::Request, "asked for".into());
    vault
        .erase(&erased, reason, &why, &author(), at(60))
        .unwrap();
    let vault = holds(&place, vault);
    assert_eq!(due(&vault), ["contact-1", "contact-2"]);
}

/// Nothing of a person who is erased stays, whichever entry of theirs it was entered under.
#[test]
fn erasing_a_person_takes_everything_that_was_entered_about_them_over_time() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault
        .save_person(&profile("person-3", MARK), &author(), at(100))
        .unwrap();
    vault
        .save_event(&event("e", "person-3", 1), &author(), at(101))
        .unwrap();
    vault
        .enter_action(&added("a", Some("person-3")), &author(), at(102))
        .unwrap();
    let done = ActionStep::Done {
        id: vault.actions_of(&id("person-1")).unwrap()[0].id.clone(),
        on: day(2),
        outcome: MARK.into(),
    };
    vault.enter_action(&done, &author(), at(103)).unwrap();
    join(&mut vault, "person-3", "person-1").unwrap();
    part(&mut vault, "person-3").unwrap();
    join(&mut vault, "person-3", "person-1").unwrap();
    let (reason, why) = (ErasureReason::Request, "asked for".into());
    let what = Erase::Person(id("person-3"));
    let erasure = vault
        .erase(&what, reason, &why, &author(), at(400))
        .unwrap();
    assert_eq!(erasure.contacts, 1);
    let vault = holds(&place, vault);
    for person in ["person-1", "person-3"] {
        assert_eq!(vault.person(&id(person)).unwrap(), None);
        assert_eq!(vault.actions_of(&id(person)).unwrap(), []);
        assert_eq!(vault.events_of(&id(person)).unwrap(), []);
    }
    assert_eq!(vault.people(10).unwrap().len(), 1);
}

/// Somebody about whom more was entered is not gone with their one contact.
#[test]
fn a_person_with_a_page_of_their_own_stays_when_their_only_contact_is_erased() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault
        .save_event(&event("e", "person-1", 1), &author(), at(101))
        .unwrap();
    let what = Erase::Contact(contact_id("contact-1"));
    let (reason, why) = (ErasureReason::Request, "asked for".into());
    vault
        .erase(&what, reason, &why, &author(), at(400))
        .unwrap();
    let vault = holds(&place, vault);
    let row = vault.person_row(&id("person-1")).unwrap().unwrap();
    assert_eq!((row.contacts, row.last_sealed_at), (0, None));
    assert_eq!(vault.events_of(&id("person-1")).unwrap().len(), 1);
}
