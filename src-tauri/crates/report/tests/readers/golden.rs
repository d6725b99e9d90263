//! Whole records with the text that they make: `tests/golden/<case>`, to be read by people too.

use casework::checklist::Checklist;
use casework::contact::Contact;
use casework::ids::{ContactId, ItemId};
use casework::sealing::{Author, SealedContact, seal};
use chrono::{DateTime, Utc};
use report::own_agency;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    id: ContactId,
    started_at: DateTime<Utc>,
    sealed_at: DateTime<Utc>,
    author: Author,
    checklist: Checklist,
    texts: BTreeMap<ItemId, String>,
    contact: Contact,
}

impl Record {
    fn sealed(self) -> SealedContact {
        let texts = self.texts;
        seal(
            self.id,
            self.started_at,
            self.sealed_at,
            self.author,
            self.contact,
            &self.checklist,
            |item| texts.get(item).cloned(),
        )
        .expect("a golden record lacks nothing that sealing asks for")
    }
}

#[test]
fn every_golden_record_makes_its_two_texts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut cases = 0;
    for case in std::fs::read_dir(folder).unwrap() {
        let case = case.unwrap().path();
        let read = |file| std::fs::read_to_string(case.join(file)).unwrap();
        let record: Record = toml::from_str(&read("record.toml")).unwrap();
        let text = own_agency(&record.sealed(), &[]);
        for (file, text) in [("entry.txt", text.entry), ("hidden.txt", text.hidden)] {
            let text = format!("{}\n", text.stored());
            assert!(
                text == read(file),
                "{}/{file} would read:\n{text}",
                case.display()
            );
        }
        cases += 1;
    }
    assert!(cases > 0, "no case was found");
}
