//! People over time: the list, the page, the form, joining and parting, events.

use crate::support::{
    Laptop, about, action, action_id, answer, draft, json, judge, notes, observation, refusal,
    review, whole,
};
use app::people::{
    EventRequest, JoinRequest, OverTimeItem, OverTimeView, PartRequest, PeopleRequest,
    PersonPageView, PersonRequest, TimelineWhat, WithdrawRequest,
};
use app::{App, ErrorCode};
use casework::change::Clearing;
use casework::checklist::{ItemAnswer, ItemList, Presence};
use casework::contact::{Change, Reply, Review, Route};
use casework::ids::{EventId, ItemId, MemberId, PersonId};
use casework::leak::LeakKind;
use casework::outcome::{Judgement, OutcomeKind};
use casework::person::{
    EventFault, EventForm, EventKind, MemberForm, PersonFault, PersonForm, Relation, TypedDay,
};
use casework::provenance::{Source, Sources};
use casework::words::Words;
use std::time::Instant;

fn sealed(app: &App, changes: Vec<Change>) {
    let view = draft(app, changes);
    app.seal(&view.id).expect("it can be sealed");
}

fn id(person: &str) -> PersonId {
    PersonId::new(person)
}

fn page(app: &App, person: &str) -> PersonPageView {
    app.person_page(&id(person)).expect("they are there")
}

fn list(app: &App, names: bool, limit: u32) -> app::people::PeopleView {
    app.list_people(PeopleRequest { names, limit })
        .expect("it is open")
}

fn day(day: &str, month: &str, year: &str) -> TypedDay {
    TypedDay {
        day: day.into(),
        month: month.into(),
        year: year.into(),
    }
}

fn child(name: &str) -> MemberForm {
    MemberForm {
        id: MemberId::new("m1"),
        relation: Some(Relation::Child),
        name: name.into(),
        birth_year: "2019".into(),
    }
}

fn form(name: &str) -> PersonForm {
    PersonForm {
        name: name.into(),
        local_reference: "WS-7".into(),
        born: day("28", "2", "1990"),
        nhs_number: "943 476 5919".into(),
        notes: "works nights".into(),
        household: vec![child("Tamsin")],
    }
}

fn save(app: &App, person: Option<&str>, form: PersonForm) -> app::people::PersonSavedView {
    let person = person.map(PersonId::new);
    app.save_person(PersonRequest { person, form })
        .expect("it answers")
}

fn separation(words: &str) -> EventForm {
    EventForm {
        kind: Some(EventKind::Separation),
        on: day("1", "5", "2026"),
        words: words.into(),
        sources: Sources::from([Source::OtherAgency]),
    }
}

fn save_event(app: &App, person: &str, event: Option<EventId>, form: EventForm) -> Vec<EventFault> {
    let request = EventRequest {
        person: id(person),
        event,
        form,
    };
    app.save_event(request).expect("it answers").faults
}

/// The events of a page, the latest first.
fn events(page: &PersonPageView) -> Vec<(EventId, PersonId, Words)> {
    let entries = page.timeline.iter();
    entries
        .filter_map(|entry| match &entry.what {
            TimelineWhat::Event { event, .. } => {
                Some((event.id.clone(), event.person.clone(), event.words.clone()))
            }
            _ => None,
        })
        .collect()
}

/// Every item *not present*, as one source says, but for these.
fn nothing_present(source: Source, why: &str, app: &App) -> Vec<Change> {
    let items = app.guide_checklist();
    let items = items.indicators.into_iter().chain(items.warning_signs);
    let all = items.map(|item| Change::Answer {
        item: item.id,
        answer: ItemAnswer {
            presence: Presence::NotPresent,
            sources: Sources::from([source]),
            why: why.into(),
            ..ItemAnswer::default()
        },
    });
    [about("person-1", "Jo Smith")]
        .into_iter()
        .chain(all)
        .chain([judge(Judgement::No), Change::ShowOutcome, review()])
        .collect()
}

fn row<'a>(table: &'a OverTimeView, item: &str) -> &'a OverTimeItem {
    let mut items = table.items.iter();
    items
        .find(|row| row.item.as_str() == item)
        .expect("it is of the checklist")
}

#[test]
fn people_are_initials_until_the_names_are_asked_for_and_come_page_by_page() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    for (person, name) in [
        ("person-1", "Zebedee Quillfeather"),
        ("person-2", "Al Hart"),
        ("person-3", "Bo Moon"),
    ] {
        sealed(&app, whole(person, name));
    }
    let view = list(&app, false, 2);
    let initials: Vec<&str> = view
        .people
        .iter()
        .map(|one| one.initials.as_str())
        .collect();
    assert_eq!((initials, view.more), (vec!["BM", "AH"], true));
    let view = list(&app, false, 3);
    assert_eq!((view.people.len(), view.more), (3, false));
    let shown = json(&view).to_string();
    assert!(!shown.contains("Zebedee") && !shown.contains("Quillfeather"));
    let named = list(&app, true, u32::MAX);
    assert_eq!(named.people[2].name, Some("Zebedee Quillfeather".into()));
    assert_eq!((named.people[2].contacts, named.more), (1, false));
    assert!(named.people[2].last.is_some());
}

#[test]
fn a_person_is_added_from_what_was_typed_and_written_anew() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let saved = save(&app, None, form("Jo Smith"));
    assert_eq!(saved.faults, []);
    let person = saved.person.unwrap();
    let page = app.person_page(&person).unwrap();
    assert_eq!(page.entry.born.as_deref(), Some("28 February 1990"));
    assert_eq!(page.entry.nhs_number.as_deref(), Some("943 476 5919"));
    assert_eq!(page.entry.person.household[0].name, "Tamsin".into());
    assert_eq!((page.contacts, page.over_time.is_none()), (0, true));

    let mut anew = form("Jo Smith-Lee");
    anew.household.clear();
    let saved = save(&app, Some(person.as_str()), anew);
    assert_eq!(saved.person, Some(person.clone()));
    let page = app.person_page(&person).unwrap();
    assert_eq!(page.name, "Jo Smith-Lee".into());
    assert!(page.entry.person.household.is_empty());
    assert_eq!(list(&app, true, 9).people.len(), 1);
    let nobody = PersonRequest {
        person: Some(id("nobody")),
        form: form("Jo"),
    };
    assert_eq!(refusal(app.save_person(nobody)).code, ErrorCode::NotFound);
}

#[test]
fn what_is_wrong_with_a_person_is_said_all_at_once_and_nothing_is_saved() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let wrong = PersonForm {
        born: day("31", "2", "1990"),
        nhs_number: "943 476 5918".into(),
        notes: "she is at 14 Mill Lane now".into(),
        household: vec![child("K., LS6 3HN")],
        ..form("Jo Smith")
    };
    let saved = save(&app, None, wrong);
    assert_eq!(saved.person, None);
    assert_eq!(
        saved.faults,
        [
            PersonFault::BornNotADay,
            PersonFault::NhsNumberCheckDigit,
            PersonFault::WhereaboutsInNotes {
                kind: LeakKind::Address
            },
            PersonFault::WhereaboutsOfMember {
                member: MemberId::new("m1"),
                kind: LeakKind::Postcode
            },
        ]
    );
    assert!(list(&app, true, 9).people.is_empty());
    let said = json(&saved).to_string();
    assert!(!said.contains("Mill") && !said.contains("LS6"), "{said}");
}

#[test]
fn what_is_open_about_a_person_stands_first_on_their_page() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let mut changes = whole("person-1", "Jo Smith");
    changes.push(Change::Route {
        item: ItemId::new("refer.dapp"),
        route: Route {
            service: "Turnaround".into(),
            reply: Some(Reply::Agreed),
            note: Words::default(),
            ..Route::default()
        },
    });
    changes.push(Change::Review {
        review: Review {
            day: "2020-01-31".parse().ok(),
            none_because: Words::default(),
        },
    });
    sealed(&app, changes);
    sealed(&app, whole("person-2", "Al Hart"));
    let begun = draft(&app, [about("person-1", "Jo Smith")]);
    draft(&app, [about("person-2", "Al Hart")]);
    let open = page(&app, "person-1").open;
    let drafts: Vec<_> = open.drafts.iter().map(|draft| &draft.id).collect();
    assert_eq!(drafts, [&begun.id]);
    assert_eq!(open.actions[0].what, "ring the safeguarding lead".into());
    assert_eq!(open.actions.len(), 1);
    assert_eq!(open.referrals[0].service, "Turnaround".into());
    let review = open.review.unwrap();
    assert_eq!(review.on, "31 January 2020");
    assert_eq!(json(&review.due), json(&"overdue"));
    // The next contact is that review; what it asks for itself is to come.
    sealed(&app, whole("person-1", "Jo Smith"));
    let review = page(&app, "person-1").open.review.unwrap();
    assert_eq!(json(&review.due), json(&"later"));
}

/// A page over years must not open contacts: only what stands in lists is on it.
#[test]
fn no_words_of_a_contact_stand_on_the_page_but_names_actions_and_referrals() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let mut changes = whole("person-1", "Jo Smith");
    changes.push(observation("one", None, "zqxj", [Source::Partner]));
    changes.push(notes("zqxj", "zqxj", "zqxj"));
    changes.push(answer(
        "risk.pregnancy",
        Presence::Present,
        "zqxj",
        [Source::Partner],
    ));
    sealed(&app, changes);
    let shown = json(&page(&app, "person-1")).to_string();
    assert!(
        shown.contains("Jo Smith") && !shown.contains("zqxj"),
        "{shown}"
    );
}

#[test]
fn the_timeline_has_everything_the_latest_first() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    sealed(&app, whole("person-1", "Jo Smith"));
    assert_eq!(
        save_event(&app, "person-1", None, separation("moved out")),
        []
    );
    let ahead = EventForm {
        kind: Some(EventKind::OrderEnds),
        on: day("1", "5", "2040"),
        ..separation("")
    };
    assert_eq!(save_event(&app, "person-1", None, ahead), []);
    let kinds: Vec<_> = page(&app, "person-1")
        .timeline
        .iter()
        .map(|entry| {
            json(&entry.what)["kind"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    assert_eq!(
        kinds,
        ["event", "contact", "assessment", "action_decided", "event"]
    );
    let view = page(&app, "person-1");
    assert_eq!(view.timeline[0].on, "1 May 2040");
    assert!(matches!(
        view.timeline[0].what,
        TimelineWhat::Event { ahead: true, .. }
    ));
    assert!(matches!(
        view.timeline[2].what,
        TimelineWhat::Assessment {
            outcome: OutcomeKind::ActNow,
            present: 1,
            new: 0,
            ..
        }
    ));
}

/// Three contacts: weapons; weapons and threats; nothing, on the person's word. Nothing of it is gone.
#[test]
fn the_table_shows_what_is_new_and_what_is_cleared_and_on_whose_word() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    sealed(&app, whole("person-1", "Jo Smith"));
    let threats = answer(
        "risk.threats-to-kill",
        Presence::Present,
        "",
        [Source::Partner],
    );
    let mut second = whole("person-1", "Jo Smith");
    second.insert(2, threats);
    sealed(&app, second);
    sealed(&app, nothing_present(Source::Person, "he says so", &app));

    let view = page(&app, "person-1");
    let table = view.over_time.unwrap();
    assert_eq!(table.contacts.len(), 3);
    assert_eq!(table.contacts[2].outcome, OutcomeKind::NotEnoughKnown);
    let weapons = &row(&table, "risk.weapons").cells;
    assert!(weapons[0].presence == Presence::Present && !weapons[0].new);
    assert!(weapons[1].presence == Presence::Present && !weapons[1].new);
    assert_eq!(weapons[2].cleared, Some(Clearing::OnTheirWordAlone));
    let threats = row(&table, "risk.threats-to-kill");
    assert_eq!(threats.list, Some(ItemList::Indicator));
    assert_eq!(threats.cells[0].presence, Presence::NotAsked);
    assert!(threats.cells[1].new);
    assert_eq!(threats.cells[2].cleared, Some(Clearing::OnTheirWordAlone));
    let open: Vec<_> = ["risk.weapons", "risk.threats-to-kill"]
        .map(|item| row(&table, item).label.clone())
        .into();
    assert_eq!(table.still_open, open);
    assert!(matches!(
        view.timeline[1].what,
        TimelineWhat::Assessment {
            present: 0,
            cleared: 0,
            cleared_on_their_word: 2,
            ..
        }
    ));

    // Somebody else says so too: now it is cleared.
    sealed(
        &app,
        nothing_present(Source::OtherAgency, "the police", &app),
    );
    let table = page(&app, "person-1").over_time.unwrap();
    let weapons = &row(&table, "risk.weapons").cells;
    assert_eq!(weapons[3].cleared, Some(Clearing::Otherwise));
    assert_eq!(table.still_open, [""; 0]);
}

/// What is present at the last contact is in the table and needs no reminder; what was not asked does.
#[test]
fn what_was_present_and_was_not_asked_since_counts_as_open() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    sealed(&app, whole("person-1", "Jo Smith"));
    let table = page(&app, "person-1").over_time.unwrap();
    assert_eq!(table.still_open, [""; 0]);
    sealed(
        &app,
        vec![
            about("person-1", "Jo Smith"),
            judge(Judgement::Yes),
            Change::ShowOutcome,
            action(&action_id(), "ring"),
            review(),
        ],
    );
    let table = page(&app, "person-1").over_time.unwrap();
    assert_eq!(
        table.still_open,
        [row(&table, "risk.weapons").label.clone()]
    );
}

#[test]
fn two_entries_are_joined_with_a_reason_and_taken_apart_with_a_reason() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    sealed(&app, whole("person-1", "Jo Smith"));
    sealed(&app, whole("person-2", "J. S."));
    save(&app, Some("person-2"), form("J. S."));
    assert_eq!(save_event(&app, "person-2", None, separation("theirs")), []);
    let join = |kept: &str, joined: &str, why: &str| {
        app.join_people(JoinRequest {
            kept: id(kept),
            joined: id(joined),
            why: why.into(),
        })
    };
    let part = |joined: &str, why: &str| {
        app.part_people(PartRequest {
            joined: id(joined),
            why: why.into(),
        })
    };
    let error = refusal(join("person-1", "person-2", " "));
    assert_eq!(error.code, ErrorCode::ReasonMissing);
    let error = refusal(join("person-1", "person-1", "the same"));
    assert_eq!(error.code, ErrorCode::SamePerson);
    let error = refusal(join("person-1", "nobody", "the same"));
    assert_eq!(error.code, ErrorCode::NotFound);

    let view = join("person-1", "person-2", "the same day of birth").unwrap();
    assert_eq!((view.id, view.contacts), (id("person-1"), 2));
    assert_eq!(view.joined[0].person.household[0].name, "Tamsin".into());
    assert_eq!(list(&app, false, 9).people.len(), 1);
    // An event stays with the entry that it was written about, also when it is corrected now.
    let view = page(&app, "person-1");
    let (event, of, _) = events(&view)[0].clone();
    assert_eq!(of, id("person-2"));
    let corrected = separation("corrected");
    assert_eq!(save_event(&app, "person-1", Some(event), corrected), []);

    assert_eq!(refusal(part("person-2", "")).code, ErrorCode::ReasonMissing);
    let view = part("person-2", "two brothers").unwrap();
    assert_eq!((view.id.clone(), view.contacts), (id("person-2"), 1));
    assert_eq!(events(&view)[0].2, "corrected".into());
    assert_eq!(events(&page(&app, "person-1")), []);
    assert_eq!(refusal(part("person-2", "again")).code, ErrorCode::NotFound);
}

#[test]
fn an_event_is_corrected_and_withdrawn_with_a_reason() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    sealed(&app, whole("person-1", "Jo Smith"));
    sealed(&app, whole("person-2", "Al Hart"));
    let nothing = save_event(&app, "person-1", None, EventForm::default());
    assert_eq!(nothing, [EventFault::KindMissing, EventFault::DayMissing]);
    let kind = LeakKind::Address;
    let where_to = separation("she went to 14 Mill Lane");
    assert_eq!(
        save_event(&app, "person-1", None, where_to),
        [EventFault::Whereabouts { kind }]
    );
    assert_eq!(events(&page(&app, "person-1")), []);

    assert_eq!(
        save_event(&app, "person-1", None, separation("moved out")),
        []
    );
    let (event, ..) = events(&page(&app, "person-1"))[0].clone();
    let withdraw = |person: &str, why: &str| {
        app.withdraw_event(WithdrawRequest {
            person: id(person),
            event: event.clone(),
            why: why.into(),
        })
    };
    let error = refusal(withdraw("person-1", " "));
    assert_eq!(error.code, ErrorCode::ReasonMissing);
    let error = refusal(withdraw("person-2", "a mistake"));
    assert_eq!(error.code, ErrorCode::NotFound, "it is of another person");
    let faults = withdraw("person-1", "it was at 14 Mill Lane")
        .unwrap()
        .faults;
    assert_eq!(faults, [EventFault::Whereabouts { kind }]);
    assert_eq!(events(&page(&app, "person-1")).len(), 1);
    assert_eq!(withdraw("person-1", "another person").unwrap().faults, []);
    assert_eq!(events(&page(&app, "person-1")), []);
    let error = refusal(withdraw("person-1", "again"));
    assert_eq!(error.code, ErrorCode::NotFound);
}

/// The child was named on the person's page, and in no contact.
#[test]
fn a_name_of_the_household_is_a_leak_of_the_entry_also_when_it_came_by_a_joined_one() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let mut changes = whole("person-1", "Jo Smith");
    let words = "I shouted at Tamsin";
    changes.push(observation("one", None, words, [Source::Person]));
    let view = draft(&app, changes);
    app.seal(&view.id).unwrap();
    let leaks = |app: &App| app.record_text(&view.id).unwrap().leaks;
    assert_eq!(leaks(&app), []);
    let twin = save(&app, None, form("J.")).person.unwrap();
    app.join_people(JoinRequest {
        kept: twin.clone(),
        joined: id("person-1"),
        why: "the same".into(),
    })
    .unwrap();
    let found = leaks(&app);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind, LeakKind::Name);
    assert_eq!(found[0].sentence.found, "Tamsin".into());
    app.part_people(PartRequest {
        joined: id("person-1"),
        why: "two brothers".into(),
    })
    .unwrap();
    assert_eq!(leaks(&app), []);
}

/// Not a measure (that is the bench's): only that nothing grows with what a contact holds.
#[test]
fn a_timeline_of_five_hundred_entries_comes_in_one_go() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    for _ in 0..20 {
        sealed(&app, whole("person-1", "Jo Smith"));
    }
    for _ in 0..440 {
        assert_eq!(save_event(&app, "person-1", None, separation("moved")), []);
    }
    let start = Instant::now();
    let view = page(&app, "person-1");
    let took = start.elapsed();
    assert_eq!(view.timeline.len(), 500);
    assert!(took.as_millis() < 2000, "{took:?}");
}
