//! The golden records as Bundles: `tests/golden/<case>/fhir.json`, to be read by people too.

use casework::checklist::Checklist;
use casework::contact::Contact;
use casework::ids::{ContactId, ItemId};
use casework::sealing::{Author, seal};
use chrono::{DateTime, Utc};
use report::given::{ContactGiven, Given};
use serde::Deserialize;
use serde_json::Value;
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

#[test]
fn every_golden_record_makes_its_bundle() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut cases = 0;
    for case in std::fs::read_dir(folder).unwrap() {
        let case = case.unwrap().path();
        let read = |file| std::fs::read_to_string(case.join(file)).unwrap();
        let record: Record = toml::from_str(&read("record.toml")).unwrap();
        let Record {
            id,
            started_at,
            sealed_at,
            author,
            checklist,
            texts,
            contact,
        } = record;
        let label = |item: &ItemId| texts.get(item).cloned();
        let by = author.clone();
        let sealed = seal(
            id, started_at, sealed_at, author, contact, &checklist, label,
        )
        .unwrap();
        let given = Given {
            about: sealed.contact.about.clone().unwrap(),
            entries: Vec::new(),
            contacts: vec![ContactGiven {
                sealed,
                amendments: Vec::new(),
                checklist,
                find_out: BTreeMap::new(),
                entry: 12,
                clock_off: None,
            }],
            whole: true,
            actions: Vec::new(),
            referrals: Vec::new(),
            events: Vec::new(),
            by,
            at: sealed_at,
            seal_code: "12-golden".to_owned(),
        };
        let bundle: Value = serde_json::from_str(&report::fhir(&given)).unwrap();
        let kept = std::fs::read_to_string(case.join("fhir.json")).unwrap_or_default();
        let kept: Value = serde_json::from_str(&kept).unwrap_or_default();
        assert!(
            bundle == kept,
            "{}/fhir.json would read:\n{bundle:#}",
            case.display()
        );
        cases += 1;
    }
    assert!(cases > 0, "no case was found");
}
