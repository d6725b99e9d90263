//! Properties of the record over random sequences of what a practitioner does.

use crate::support::{
    Place, about, action, at, author, changes, checklist, contact, contact_id, create, day, notes,
    save, sealed,
};
use casework::checklist::{ItemAnswer, Presence};
use casework::contact::{By, Change, Contact, Review};
use casework::gate::{Before, Setting};
use casework::ids::ItemId;
use casework::outcome::Judgement;
use casework::provenance::{Source, Sources};
use casework::sealing::SealedContact;
use proptest::prelude::*;
use std::collections::BTreeMap;
use vault::{Settings, StorageError, Vault};

/// Something done to a vault. The numbers say to which draft, and are taken modulo how many exist.
#[derive(Clone, Debug)]
enum Done {
    Start,
    Save(usize, String),
    TakeBack(usize),
    Discard(usize),
    Seal(usize, u8),
    SealWithoutDraft(u8),
    SealAgain(usize),
    Settings(String),
    Rebuild,
}

fn done() -> impl Strategy<Value = Done> {
    let which = any::<usize>;
    prop_oneof![
        3 => Just(Done::Start),
        4 => (which(), ".{0,40}").prop_map(|(draft, words)| Done::Save(draft, words)),
        1 => which().prop_map(Done::TakeBack),
        1 => which().prop_map(Done::Discard),
        4 => (which(), 0..4u8).prop_map(|(draft, person)| Done::Seal(draft, person)),
        2 => (0..4u8).prop_map(Done::SealWithoutDraft),
        1 => which().prop_map(Done::SealAgain),
        1 => ".{0,40}".prop_map(Done::Settings),
        1 => Just(Done::Rebuild),
    ]
}

/// What a vault must hold after what was done to it.
#[derive(Default)]
struct Expected {
    drafts: BTreeMap<String, Contact>,
    sealed: Vec<SealedContact>,
    settings: Settings,
    ids: usize,
}

impl Expected {
    fn new_id(&mut self) -> String {
        self.ids += 1;
        format!("contact-{}", self.ids)
    }

    fn pick(&self, number: usize) -> Option<String> {
        let count = self.drafts.len();
        (count > 0).then(|| {
            self.drafts
                .keys()
                .nth(number % count)
                .expect("counted")
                .clone()
        })
    }

    fn seal(&mut self, vault: &mut Vault, id: &str, person: u8, draft: Contact) {
        let mut whole = draft;
        for change in changes(id, &format!("person-{person}"), whole.notes.said.stored()) {
            whole.apply(change, at(0)).expect("an allowed change");
        }
        let sealed = sealed(id, whole, at(self.sealed.len() as i64));
        vault.seal(&sealed).expect("sealed");
        self.sealed.push(sealed);
    }

    fn act(&mut self, vault: &mut Vault, done: &Done) {
        match done {
            Done::Start => {
                let id = self.new_id();
                vault.start_draft(&contact_id(&id), at(0)).expect("started");
                self.drafts.insert(id, Contact::default());
            }
            Done::Save(number, words) => {
                if let Some(id) = self.pick(*number) {
                    let draft = self.drafts.get_mut(&id).expect("picked");
                    save(vault, &id, draft, notes(words));
                    save(vault, &id, draft, action(&format!("{id}-{number}"), words));
                }
            }
            Done::TakeBack(number) => {
                if let Some(id) = self.pick(*number) {
                    let draft = self.drafts.get_mut(&id).expect("picked");
                    if let Some(action) = draft.actions.keys().next().cloned() {
                        save(vault, &id, draft, Change::RemoveAction { id: action });
                    }
                }
            }
            Done::Discard(number) => {
                if let Some(id) = self.pick(*number) {
                    vault.discard_draft(&contact_id(&id)).expect("discarded");
                    self.drafts.remove(&id);
                }
            }
            Done::Seal(number, person) => {
                if let Some(id) = self.pick(*number) {
                    let draft = self.drafts.remove(&id).expect("picked");
                    self.seal(vault, &id, *person, draft);
                }
            }
            Done::SealWithoutDraft(person) => {
                let id = self.new_id();
                self.seal(vault, &id, *person, Contact::default());
            }
            Done::SealAgain(number) => {
                if let Some(sealed) = self.sealed.get(number % self.sealed.len().max(1)) {
                    assert_eq!(vault.seal(sealed), Err(StorageError::AlreadySealed));
                }
            }
            Done::Settings(words) => {
                self.settings.policy_where = words.as_str().into();
                let settings = self.settings.clone();
                vault.save_settings(&settings, at(0)).expect("saved");
            }
            Done::Rebuild => vault.rebuild().expect("rebuilt"),
        }
    }

    fn check(&self, vault: &Vault) {
        let head = vault.verify().expect("every entry holds");
        let code = vault.seal_code();
        assert!(
            code.as_str().starts_with(&format!("{}-", head.seq)),
            "{code}"
        );
        assert_eq!(vault.settings().expect("they read"), self.settings);
        let drafts = vault.drafts().expect("they read");
        assert_eq!(drafts.len(), self.drafts.len());
        for (id, contact) in &self.drafts {
            let draft = vault.draft(&contact_id(id)).expect("it reads");
            assert_eq!(draft.map(|draft| draft.contact).as_ref(), Some(contact));
        }
        let rows = vault.sealed_rows(u32::MAX).expect("they read");
        assert_eq!(rows.len(), self.sealed.len());
        for sealed in &self.sealed {
            let record = vault.sealed(&sealed.id).expect("it reads");
            assert_eq!(record.map(|record| record.sealed).as_ref(), Some(sealed));
        }
    }
}

proptest! {
    // A case costs two key derivations.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whatever_is_done_the_chain_holds_and_nothing_is_lost(all in prop::collection::vec(done(), 1..25)) {
        let place = Place::empty();
        let (mut vault, _) = create(place.path());
        let mut expected = Expected::default();
        let mut codes = vec![vault.seal_code()];
        for done in &all {
            let before = vault.verify().expect("every entry holds");
            expected.act(&mut vault, done);
            let after = vault.verify().expect("every entry holds");
            // A code stands for one state of the record and for no other.
            prop_assert_eq!(before == after, codes.contains(&vault.seal_code()));
            if before != after {
                codes.push(vault.seal_code());
            }
        }
        expected.check(&vault);
        vault.lock().expect("locked");
        expected.check(&place.unlock());
    }
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), Just(" ".to_owned()), ".{1,30}"]
}

/// A random contact that can be sealed: who, where, what is known, what is to be done.
fn any_contact() -> impl Strategy<Value = (u8, Vec<Change>)> {
    let setting = prop_oneof![
        Just(None),
        Just(Some(Setting::Office)),
        Just(Some(Setting::VictimsHome))
    ];
    let by = prop_oneof![
        Just(None),
        Just(Some(By::Now)),
        Just(Some(By::ThisWeek)),
        (1..31u32).prop_map(|n| Some(By::Date { day: day(n) }))
    ];
    let presence = prop_oneof![
        Just(Presence::Present),
        Just(Presence::NotPresent),
        Just(Presence::NotKnown)
    ];
    let judgement = prop_oneof![
        Just(Judgement::No),
        Just(Judgement::NotSure),
        Just(Judgement::Yes)
    ];
    let actions = prop::collection::vec((words(), words(), by), 0..4);
    let answers = prop::collection::vec(presence, 14);
    let review = prop::option::of(1..31u32);
    (
        0..3u8,
        words(),
        words(),
        setting,
        answers,
        judgement,
        actions,
        review,
    )
        .prop_map(
            |(person, name, reference, setting, answers, view, actions, review)| {
                let mut changes = vec![
                    about(&format!("person-{person}"), &name, &format!("{reference}#")),
                    Change::Before {
                        before: Before {
                            setting,
                            ..Before::default()
                        },
                    },
                    Change::Judge {
                        view,
                        why: format!("{name}#").as_str().into(),
                    },
                    Change::ShowOutcome,
                    Change::Review {
                        review: Review {
                            day: review.map(day),
                            none_because: "none".into(),
                        },
                    },
                    action("complete", "ring the lead"),
                ];
                let items: Vec<ItemId> =
                    checklist().items().map(|(_, item)| item.clone()).collect();
                changes.extend(items.into_iter().zip(answers).map(|(item, presence)| {
                    Change::Answer {
                        item,
                        answer: ItemAnswer {
                            presence,
                            sources: Sources::from([Source::SeenByMe]),
                            ..ItemAnswer::default()
                        },
                    }
                }));
                for (index, (what, who, by)) in actions.into_iter().enumerate() {
                    let Change::Action { mut action } = action(&format!("other-{index}"), &what)
                    else {
                        unreachable!("it is an action");
                    };
                    action.who = who.as_str().into();
                    action.by = by;
                    changes.push(Change::Action { action });
                }
                (person, changes)
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_lists_made_again_from_the_ledger_are_the_lists_as_they_were(
        contacts in prop::collection::vec(any_contact(), 1..8),
        organisation in words(),
    ) {
        let place = Place::empty();
        let (mut vault, _) = create(place.path());
        let settings = Settings {
            author: casework::sealing::Author { organisation: organisation.as_str().into(), ..author() },
            ..Settings::default()
        };
        vault.save_settings(&settings, at(0)).expect("saved");
        for (index, (_, changes)) in contacts.into_iter().enumerate() {
            let mut contact = contact(changes);
            // An id is made once in the world.
            contact.actions = contact.actions.into_values().map(|mut action| {
                action.id = casework::ids::ActionId::new(format!("{index}-{}", action.id));
                (action.id.clone(), action)
            }).collect();
            vault.seal(&sealed(&format!("contact-{index}"), contact, at(index as i64))).expect("sealed");
        }
        let lists = |vault: &Vault| (
            vault.sealed_rows(u32::MAX).expect("they read"),
            vault.people(u32::MAX).expect("they read"),
            vault.open_actions(u32::MAX).expect("they read"),
            vault.settings().expect("they read"),
            vault.verify().expect("every entry holds"),
        );
        let before = lists(&vault);
        prop_assert!(!before.0.is_empty() && !before.2.is_empty());
        vault.rebuild().expect("rebuilt");
        prop_assert_eq!(lists(&vault), before);
    }
}
