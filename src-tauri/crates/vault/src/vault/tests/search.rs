//! What the search leaves in the database, and how it asks it.

use super::*;
use crate::search::{Looking, STATEMENTS};
use casework::person::Person;
use casework::sealing::{Amendment, ErasureReason};
use rusqlite::types::Value;

/// A contact of one person in which these words were said.
fn said(id: &str, person: &str, words: &str) -> SealedContact {
    let mut sealed = record(1);
    sealed.id = ContactId::new(id);
    sealed.contact.notes.said = words.into();
    let about = sealed.contact.about.as_mut().unwrap();
    about.id = PersonId::new(person);
    sealed.contact.actions.clear();
    sealed
}

/// A word that shares no beginning with another of its kind, nor with any word of the code.
fn unheard_of(number: u32) -> String {
    let letters = ["zq", "xj", "qz", "jx", "zx", "qj", "jz", "xq"];
    let mut word = String::new();
    for place in (0..4).rev() {
        word += letters[(number >> (3 * place)) as usize % 8];
    }
    word
}

/// Every value of every table of the database, as one text.
fn everything(connection: &Connection) -> String {
    let mut tables = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        .unwrap();
    let names = tables.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let mut all = String::new();
    for name in names.map(Result::unwrap) {
        let mut statement = connection
            .prepare(&format!("SELECT * FROM {name}"))
            .unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                match row.get::<_, Value>(column).unwrap() {
                    Value::Text(text) => all += &text,
                    Value::Blob(bytes) => all += &String::from_utf8_lossy(&bytes),
                    _ => {}
                }
                all.push('\n');
            }
        }
    }
    all
}

fn hits(vault: &Vault, text: &str) -> usize {
    let looking = Looking {
        text: text.into(),
        ..Looking::default()
    };
    vault.find(&looking, 100).unwrap().hits.len()
}

fn erase(vault: &mut Vault, what: &crate::Erase) {
    let (why, author) = (Words::default(), Author::default());
    vault
        .erase(what, ErasureReason::Court, &why, &author, at(900))
        .unwrap();
}

#[test]
fn no_statement_reads_a_table_from_its_beginning_to_its_end() {
    let (_kept, vault) = Kept::filled();
    for text in STATEMENTS {
        let mut statement = vault
            .connection
            .prepare(&format!("EXPLAIN QUERY PLAN {text}"))
            .unwrap();
        for place in 1..=statement.parameter_count() {
            statement.raw_bind_parameter(place, "1").unwrap();
        }
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().unwrap() {
            let step: String = row.get(3).unwrap();
            // The virtual table is always named so; `M` says that the words are looked up.
            let looked_up = step.contains("VIRTUAL TABLE INDEX") && step.contains('M');
            let constant = step == "SCAN CONSTANT ROW" || step == "SCAN open";
            // An index of the few entries that it is about; one is enough, or there is a limit.
            let few = step.contains("INDEX ledger_clock_off") || step.contains("INDEX action_open");
            let fine = !step.starts_with("SCAN") || looked_up || constant || few;
            assert!(fine, "{step}: {text}");
            assert!(!step.contains("TEMP B-TREE"), "{step}: {text}");
        }
    }
}

#[test]
fn what_was_erased_is_in_no_byte_of_the_database() {
    let (_kept, mut vault) = Kept::filled();
    // Enough for an index of many pages, so that an erased word was also the first of a page.
    let many = 500;
    let word = unheard_of;
    for number in 0..many / 20 {
        let words: Vec<String> = (0..20).map(|n| word(number * 20 + n)).collect();
        let contact = format!("said-{number}");
        let person = format!("somebody-{number}");
        vault
            .seal(&said(&contact, &person, &words.join(" ")))
            .unwrap();
    }
    let signs: i64 = vault
        .connection
        .query_row("SELECT count(*) FROM search_idx", [], |row| row.get(0))
        .unwrap();
    assert!(signs > 5, "{signs} pages are too few to say anything");
    let before = everything(&vault.connection);
    assert!(
        before.contains(&word(7)),
        "what is looked for is there to be found"
    );

    for number in 0..many / 20 {
        if number % 10 == 3 {
            // One of ten stays.
            continue;
        }
        let contact = crate::Erase::Contact(ContactId::new(format!("said-{number}")));
        erase(&mut vault, &contact);
    }
    let after = everything(&vault.connection);
    for number in 0..many {
        let kept = number / 20 % 10 == 3;
        assert_eq!(after.contains(&word(number)), kept, "{}", word(number));
        assert_eq!(hits(&vault, &word(number)), usize::from(kept));
        // Nor does a beginning of it stand as a word of its own.
        let begins: i64 = vault
            .connection
            .query_row(
                "SELECT count(*) FROM known_word WHERE word = ?1",
                [word(number)],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(begins, i64::from(kept));
    }
    vault
        .connection
        .execute("INSERT INTO search (search) VALUES ('integrity-check')", [])
        .unwrap();
    assert_eq!(vault.lists_hold(), Ok(true));
}

/// The index keeps the beginning of the first word of a page after that word was deleted.
#[test]
fn a_signpost_of_the_index_does_not_keep_an_erased_word() {
    let (_kept, mut vault) = Kept::filled();
    for number in 0..60 {
        let words: Vec<String> = (0..40).map(|n| unheard_of(number * 40 + n)).collect();
        let contact = said(
            &format!("c{number}"),
            &format!("p{number}"),
            &words.join(" "),
        );
        vault.seal(&contact).unwrap();
    }
    let signs = |vault: &Vault| -> Vec<String> {
        let mut statement = vault
            .connection
            .prepare("SELECT term FROM search_idx")
            .unwrap();
        let terms = statement
            .query_map([], |row| row.get::<_, Vec<u8>>(0))
            .unwrap();
        let text = |term: Vec<u8>| String::from_utf8_lossy(&term[1.min(term.len())..]).into_owned();
        terms.map(|term| text(term.unwrap())).collect()
    };
    let sign = signs(&vault)
        .into_iter()
        .find(|sign| sign.len() > 2 && sign.starts_with(['z', 'x', 'q', 'j']))
        .expect("a page begins with one of the words");
    let begins: Vec<u32> = (0..2400)
        .filter(|n| unheard_of(*n).starts_with(&sign))
        .collect();
    assert!(!begins.is_empty());
    for number in begins
        .iter()
        .map(|n| n / 40)
        .collect::<std::collections::BTreeSet<_>>()
    {
        let contact = crate::Erase::Contact(ContactId::new(format!("c{number}")));
        erase(&mut vault, &contact);
    }
    assert!(!signs(&vault).contains(&sign), "{sign}");
    assert_eq!(vault.lists_hold(), Ok(true));
}

#[test]
fn a_name_that_was_changed_or_erased_is_no_longer_found_nor_kept_in_the_search() {
    let (_kept, mut vault) = Kept::filled();
    let mut person = Person {
        id: PersonId::new("somebody"),
        name: "zqxjone".into(),
        local_reference: Words::default(),
        born: None,
        nhs_number: None,
        notes: "zqxjnotes".into(),
        household: Vec::new(),
    };
    let author = Author::default();
    vault.save_person(&person, &author, at(50)).unwrap();
    assert_eq!(hits(&vault, "zqxjone"), 1);
    person.name = "zqxjtwo".into();
    vault.save_person(&person, &author, at(51)).unwrap();
    assert_eq!((hits(&vault, "zqxjone"), hits(&vault, "zqxjtwo")), (0, 1));
    vault.seal(&said("theirs", "somebody", "hello")).unwrap();
    // Named anew by the contact; the notes are theirs still.
    assert_eq!((hits(&vault, "zqxjtwo"), hits(&vault, "zqxjnotes")), (0, 1));
    vault
        .amend(&Amendment {
            contact: ContactId::new("theirs"),
            text: "zqxjthree".into(),
            reason: "zqxjfour".into(),
            author: author.clone(),
            at: at(60),
        })
        .unwrap();
    assert_eq!(vault.lists_hold(), Ok(true));
    erase(&mut vault, &crate::Erase::Person(PersonId::new("somebody")));
    let all = everything(&vault.connection);
    assert!(!all.contains("zqxj"));
    for word in ["zqxjone", "zqxjtwo", "zqxjthree", "zqxjfour", "zqxjnotes"] {
        assert_eq!(hits(&vault, word), 0, "{word}");
    }
    assert_eq!(vault.lists_hold(), Ok(true));
}

#[test]
fn a_search_that_was_falsified_is_made_again_from_the_ledger() {
    let (_kept, mut vault) = Kept::filled();
    for statement in [
        "DELETE FROM search WHERE rowid = 268435456 - 3",
        "UPDATE search SET facets = 'xcontact' WHERE rowid = 268435456 - 3",
        "DELETE FROM known_word",
    ] {
        vault.connection.execute_batch(statement).unwrap();
        assert_eq!(vault.lists_hold(), Ok(false), "{statement}");
        vault.rebuild().unwrap();
        assert_eq!(vault.lists_hold(), Ok(true), "{statement}");
        assert_eq!(hits(&vault, "ring back"), 4, "{statement}");
    }
}
