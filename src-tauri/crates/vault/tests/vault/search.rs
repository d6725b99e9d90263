//! The search: what it finds, what it does not, and what no typed text can do to it.

use crate::support::{
    Place, about, assert_doubtful, at, author, changes, contact, contact_id, create, day, sealed,
    sealed_about,
};
use casework::action::ActionStep;
use casework::contact::{Change, Contact, Notes};
use casework::gate::Setting;
use casework::ids::{ActionId, MemberId, PersonId};
use casework::outcome::OutcomeKind;
use casework::person::{Joining, Member, Person, Relation};
use casework::sealing::{Amendment, ErasureReason, SealedContact};
use casework::search::{Place as Written, Sentence};
use casework::words::Words;
use chrono::{DateTime, Utc};
use proptest::prelude::*;
use vault::{Erase, Found, FoundIn, LedgerFault, Looking, StorageError, Vault};

const MARK: &str = "quokkamarmalade";

fn looking(text: &str) -> Looking {
    Looking {
        text: text.into(),
        ..Looking::default()
    }
}

/// The entries that are found: a contact by its id, an amendment by its contact's, a person by theirs.
fn ids(found: &Found) -> Vec<String> {
    let id = |found_in: &FoundIn| match found_in {
        FoundIn::Contact(row) => row.id.to_string(),
        FoundIn::Amendment(row) => format!("amendment of {}", row.id),
        FoundIn::Person(row) => row.id.to_string(),
    };
    found.hits.iter().map(|hit| id(&hit.found_in)).collect()
}

fn find(vault: &Vault, text: &str) -> Vec<String> {
    ids(&vault.find(&looking(text), 100).expect("no text fails"))
}

/// A sentence with its matches in brackets.
fn shown(sentence: &Sentence) -> String {
    let piece = |piece: &casework::search::Piece| match piece.matched {
        true => format!("[{}]", piece.words.stored()),
        false => piece.words.stored().to_owned(),
    };
    sentence.pieces.iter().map(piece).collect()
}

fn said(id: &str, person: &str, said: &str, at: DateTime<Utc>) -> SealedContact {
    sealed(id, contact(changes(id, person, said)), at)
}

fn somebody(id: &str, name: &str) -> Person {
    Person {
        id: PersonId::new(id),
        name: name.into(),
        local_reference: "WS-77".into(),
        born: None,
        nhs_number: None,
        notes: "keeps pigeons".into(),
        household: vec![Member {
            id: MemberId::new("m"),
            relation: Relation::Partner,
            name: "Karolina".into(),
            birth_year: None,
        }],
    }
}

#[test]
fn a_word_typed_a_second_ago_is_found_in_the_contact_that_was_sealed_a_moment_ago() {
    let place = Place::filled();
    let mut vault = place.unlock();
    assert_eq!(find(&vault, MARK), [""; 0]);
    let text = format!("He rang. He said {MARK}, and he hung up.");
    vault
        .seal(&said("contact-3", "person-1", &text, at(50)))
        .unwrap();
    let found = vault.find(&looking("quokkamar"), 10).unwrap();
    assert_eq!(ids(&found), ["contact-3"]);
    assert!(!found.more);
    let sentence = found.hits[0].sentence.as_ref().unwrap();
    assert_eq!(
        shown(sentence),
        "He said [quokkamarmalade], and he hung up."
    );
    assert_eq!((sentence.place, sentence.protected), (Written::Said, false));
    vault.lock().unwrap();
    assert_eq!(find(&place.unlock(), MARK), ["contact-3"]);
}

#[test]
fn every_word_has_to_be_there_and_the_last_may_be_a_beginning() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let text = "\u{141}ukasz O\u{2019}Brien shouted. Z\u{eb} \u{f1}and\u{fa} left her alone";
    vault
        .seal(&said("contact-3", "person-1", text, at(50)))
        .unwrap();
    for typed in [
        "lukasz",
        "LUKA",
        "\u{142}ukasz obrien",
        "o'brien",
        "O\u{2019}BRI",
        "shouted luk",
        "shout",
        "nandu",
        "nand",
        "ze nand",
        "alone her",
        "jo smith shout",
        "al",
    ] {
        assert_eq!(find(&vault, typed), ["contact-3"], "{typed}");
    }
    for typed in ["shout luka", "lukaszz", "houted", "a", "alone him"] {
        assert_eq!(find(&vault, typed), [""; 0], "{typed}");
    }
}

#[test]
fn the_newest_comes_first_and_what_does_not_fit_on_the_screen_is_said() {
    let place = Place::filled();
    let mut vault = place.unlock();
    for number in 3..=9 {
        let id = format!("contact-{number}");
        vault
            .seal(&said(&id, "person-1", MARK, at(50 + number)))
            .unwrap();
    }
    let found = vault.find(&looking(MARK), 3).unwrap();
    assert_eq!(ids(&found), ["contact-9", "contact-8", "contact-7"]);
    assert!(found.more);
    let found = vault.find(&looking(MARK), 7).unwrap();
    assert_eq!((found.hits.len(), found.more), (7, false));
}

#[test]
fn an_amendment_and_a_person_are_found_and_say_what_they_belong_to() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault
        .amend(&Amendment {
            contact: contact_id("contact-1"),
            text: format!("It was a {MARK}.").as_str().into(),
            reason: "misheard".into(),
            author: author(),
            at: at(100),
        })
        .unwrap();
    let person = somebody("person-9", "Ida Vale");
    vault.save_person(&person, &author(), at(110)).unwrap();
    let found = vault.find(&looking(MARK), 10).unwrap();
    assert_eq!(ids(&found), ["amendment of contact-1"]);
    let sentence = found.hits[0].sentence.as_ref().unwrap();
    assert!(sentence.protected, "nobody says whom it came from");
    assert_eq!(find(&vault, "misheard"), ["amendment of contact-1"]);
    for typed in ["ida", "vale", "ws 77", "karolina", "pigeon"] {
        assert_eq!(find(&vault, typed), ["person-9"], "{typed}");
    }
    let found = vault.find(&looking("karolina"), 10).unwrap();
    assert!(found.hits[0].sentence.as_ref().unwrap().protected);
    assert_eq!(vault.lists_hold(), Ok(true));
}

#[test]
fn somebody_is_picked_by_name_reference_or_household_and_once_however_many_entries_they_have() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let pick = |vault: &Vault, text: &str| -> Vec<String> {
        let found = vault.find_people(&text.into(), 10).unwrap();
        found.into_iter().map(|row| row.id.to_string()).collect()
    };
    let person = somebody("person-9", "Joanna Vale");
    vault.save_person(&person, &author(), at(110)).unwrap();
    assert_eq!(pick(&vault, "jo"), ["person-9", "person-2", "person-1"]);
    assert_eq!(pick(&vault, "jo smi"), ["person-2", "person-1"]);
    assert_eq!(pick(&vault, "karo"), ["person-9"]);
    assert_eq!(pick(&vault, "pigeons"), [""; 0], "notes are no name");
    assert_eq!(pick(&vault, " \" "), [""; 0]);
    let joining = Joining {
        kept: PersonId::new("person-1"),
        joined: PersonId::new("person-2"),
        why: "the same".into(),
    };
    vault.join_people(&joining, &author(), at(120)).unwrap();
    assert_eq!(pick(&vault, "smith"), ["person-1"]);
    // Both contacts, and the person once.
    let found = vault.find(&looking("smith"), 10).unwrap();
    let people = found
        .hits
        .iter()
        .filter(|hit| matches!(hit.found_in, FoundIn::Person(_)));
    assert_eq!(people.count(), 1);
    assert_eq!(found.hits.len(), 3);
}

#[test]
fn what_was_erased_is_not_found() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault
        .seal(&said("contact-3", "person-3", MARK, at(50)))
        .unwrap();
    assert_eq!(find(&vault, MARK), ["contact-3"]);
    let erase = |vault: &mut Vault, what: Erase| {
        let why = Words::default();
        vault.erase(&what, ErasureReason::Request, &why, &author(), at(200))
    };
    erase(&mut vault, Erase::Contact(contact_id("contact-3"))).unwrap();
    assert_eq!(find(&vault, MARK), [""; 0]);
    assert_eq!(find(&vault, "qu"), [""; 0]);
    vault.rebuild().unwrap();
    assert_eq!(find(&vault, MARK), [""; 0]);
    erase(&mut vault, Erase::Person(PersonId::new("person-1"))).unwrap();
    assert_eq!(find(&vault, "smith"), ["contact-2", "person-2"]);
    vault.lock().unwrap();
    let mut vault = place.unlock();
    assert_eq!(find(&vault, MARK), [""; 0]);
    assert_eq!(vault.lists_hold(), Ok(true));
}

#[test]
fn a_filter_narrows_what_is_found_and_may_stand_alone() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let mut open = changes("contact-3", "person-3", "at home");
    open.retain(|change| !matches!(change, Change::Before { .. } | Change::Answer { .. }));
    open.retain(|change| !matches!(change, Change::Judge { .. } | Change::ShowOutcome));
    let mut quiet = contact(open);
    let judge = Change::Judge {
        view: casework::outcome::Judgement::NotSure,
        why: "unclear".into(),
    };
    quiet.apply(judge, at(0)).unwrap();
    quiet.apply(Change::ShowOutcome, at(0)).unwrap();
    // Two days later.
    vault
        .seal(&sealed("contact-3", quiet, at(2 * 86_400)))
        .unwrap();
    let act_now = Looking {
        outcome: Some(OutcomeKind::ActNow),
        ..Looking::default()
    };
    let found = |vault: &Vault, looking: &Looking| ids(&vault.find(looking, 10).unwrap());
    assert_eq!(found(&vault, &act_now), ["contact-2", "contact-1"]);
    let unknown = Looking {
        outcome: Some(OutcomeKind::NotEnoughKnown),
        text: "smith".into(),
        ..Looking::default()
    };
    assert_eq!(found(&vault, &unknown), ["contact-3"]);
    let clinic = Looking {
        setting: Some(Setting::Clinic),
        ..Looking::default()
    };
    assert_eq!(found(&vault, &clinic), ["contact-2", "contact-1"]);
    let elsewhere = Looking {
        setting: Some(Setting::Elsewhere),
        ..Looking::default()
    };
    assert_eq!(found(&vault, &elsewhere), [""; 0]);
    let first = at(0).date_naive();
    let after = Looking {
        from: first.succ_opt(),
        ..Looking::default()
    };
    assert_eq!(found(&vault, &after), ["contact-3"]);
    let until = Looking {
        to: Some(first),
        text: "smith".into(),
        ..Looking::default()
    };
    assert_eq!(
        found(&vault, &until),
        ["contact-2", "person-2", "contact-1", "person-1"]
    );
    let open = Looking {
        open_actions: true,
        ..Looking::default()
    };
    assert_eq!(
        found(&vault, &open),
        ["contact-3", "contact-2", "contact-1"]
    );
    let done = ActionStep::Done {
        id: ActionId::new("contact-2-action"),
        on: day(1),
        outcome: Words::default(),
    };
    vault.enter_action(&done, &author(), at(300_000)).unwrap();
    assert_eq!(found(&vault, &open), ["contact-3", "contact-1"]);
    let nobody = Looking {
        text: "!!".into(),
        ..act_now
    };
    assert_eq!(
        found(&vault, &nobody),
        [""; 0],
        "what was typed is not left out"
    );
    assert_eq!(found(&vault, &Looking::default()), [""; 0]);
}

/// A wrong clock: the numbers of the entries do not follow the dates then.
#[test]
fn a_date_finds_what_was_sealed_under_a_wrong_clock() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault
        .seal(&sealed_about("future", "person-3", at(400 * 86_400)))
        .unwrap();
    vault
        .seal(&sealed_about("put-right", "person-3", at(86_400)))
        .unwrap();
    let ids_from = |day| {
        let looking = Looking {
            from: Some(day),
            ..Looking::default()
        };
        ids(&vault.find(&looking, 10).unwrap())
    };
    let next = at(86_400).date_naive();
    assert_eq!(ids_from(next), ["put-right", "future"]);
    assert_eq!(ids_from(at(399 * 86_400).date_naive()), ["future"]);
}

#[test]
fn a_name_is_shown_by_initials_unless_asked_for() {
    let place = Place::filled();
    let mut vault = place.unlock();
    vault
        .save_person(&somebody("person-3", "Jo Smith"), &author(), at(40))
        .unwrap();
    let text = "Karolina told Smith to go";
    vault
        .seal(&said("contact-3", "person-3", text, at(50)))
        .unwrap();
    let find = |initials| {
        let looking = Looking {
            initials,
            ..looking("told")
        };
        let found = vault.find(&looking, 10).unwrap();
        shown(found.hits[0].sentence.as_ref().unwrap())
    };
    assert_eq!(find(true), "K [told] S to go");
    assert_eq!(find(false), "Karolina [told] Smith to go");
}

#[test]
fn a_vault_that_is_open_for_reading_only_is_searched_all_the_same() {
    let place = Place::filled();
    let older = std::fs::read(place.path().join("vault.db")).unwrap();
    let mut vault = place.unlock();
    vault
        .seal(&said("contact-3", "person-1", MARK, at(50)))
        .unwrap();
    vault.lock().unwrap();
    std::fs::write(place.path().join("vault.db"), older).unwrap();
    let mut vault = place.unlock();
    assert_doubtful(&mut vault, LedgerFault::OlderFile);
    assert_eq!(find(&vault, "said so"), ["contact-2", "contact-1"]);
    assert_eq!(find(&vault, MARK), [""; 0]);
}

/// A vault for many searches, and everything that was typed in it.
fn many(texts: &[String]) -> (Place, Vault) {
    let place = Place::empty();
    let (mut vault, _) = create(place.path());
    for (number, text) in texts.iter().enumerate() {
        let id = format!("c-{number}");
        vault
            .seal(&said(&id, "person", text, at(5)))
            .expect("sealed");
    }
    (place, vault)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// Whatever was typed in a contact: each of its words finds it, whole or as a beginning.
    #[test]
    fn every_word_of_a_contact_finds_it(texts in proptest::collection::vec("(\\PC|[a-z' .]){0,60}", 1..12)) {
        let (_place, mut vault) = many(&texts);
        for (number, text) in texts.iter().enumerate() {
            for typed in text.split_whitespace() {
                if casework::search::typed(&typed.into()).is_empty() {
                    continue;
                }
                let found = vault.find(&looking(typed), 1000);
                let found = ids(&found.unwrap());
                prop_assert!(found.contains(&format!("c-{number}")), "{typed:?} in {text:?}");
            }
        }
        prop_assert_eq!(vault.lists_hold(), Ok(true));
    }
}

#[test]
fn no_typed_text_is_an_error() {
    let place = Place::filled();
    let vault = place.unlock();
    let mut runner = proptest::test_runner::TestRunner::default();
    let text = "(\\PC|[\"'*:^()+{}-]| AND | OR | NOT |NEAR\\(|words|facets|xcontact|\u{0}){0,30}";
    let texts = proptest::string::string_regex(text).unwrap();
    for _ in 0..1000 {
        let tree = texts.new_tree(&mut runner).unwrap();
        let text = proptest::strategy::ValueTree::current(&tree);
        let found: Result<_, StorageError> = vault.find(&looking(&text), 3);
        assert!(found.is_ok(), "{text:?}: {found:?}");
        assert!(vault.find_people(&text.as_str().into(), 3).is_ok());
    }
    // What is no word of theirs is not found, however it is put.
    for typed in [
        "xcontact",
        "xoutcomeactnow",
        "facets : xcontact",
        "xsettingclinic",
    ] {
        assert_eq!(find(&vault, typed), [""; 0], "{typed}");
    }
    let long = Looking {
        from: Some(chrono::NaiveDate::MIN),
        to: Some(chrono::NaiveDate::MAX),
        ..looking("smith")
    };
    assert_eq!(vault.find(&long, 10).unwrap().hits.len(), 4);
}

#[test]
fn a_draft_is_not_searched() {
    let place = Place::filled();
    let mut vault = place.unlock();
    let mut draft = Contact::default();
    let id = contact_id("draft-2");
    vault.start_draft(&id, at(60)).unwrap();
    for change in [
        about("person-5", MARK, ""),
        Change::Notes {
            notes: Notes {
                seen: MARK.into(),
                ..Notes::default()
            },
        },
    ] {
        crate::support::save(&mut vault, "draft-2", &mut draft, change);
    }
    assert_eq!(find(&vault, MARK), [""; 0]);
}
