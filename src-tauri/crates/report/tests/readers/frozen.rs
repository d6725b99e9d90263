//! Frozen records with everything that leaves them, as plain lines: `tests/frozen/<case>`, to be read by people
//! as the social worker, and as the person, would read them.
//!
//! `WAYMARK_FROZEN=write cargo test -p report` writes the texts anew; read the difference before you keep it.

use casework::action::Due;
use casework::change::earlier;
use casework::checklist::Checklist;
use casework::contact::{AboutPerson, Contact};
use casework::ids::{ContactId, ItemId};
use casework::person::{Event, Person};
use casework::referral::ReferralState;
use casework::sealing::{Amendment, Author, SealedContact, seal};
use casework::when;
use casework::words::Words;
use chrono::{DateTime, NaiveDate, Utc};
use report::document::LeftOut;
use report::given::{ActionGiven, ContactGiven, Given, ReferralGiven, System};
use report::{hand_over, own_agency_of, safe_copy, safe_copy_text};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    system: String,
    at: DateTime<Utc>,
    seal_code: String,
    whole: bool,
    by: Author,
    about: AboutPerson,
    #[serde(default)]
    entries: Vec<Person>,
    #[serde(default)]
    events: Vec<Event>,
    #[serde(default)]
    actions: Vec<ActionRecord>,
    #[serde(default)]
    referrals: Vec<ReferralRecord>,
    contacts: Vec<ContactRecord>,
    texts: BTreeMap<ItemId, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContactRecord {
    id: ContactId,
    entry: u64,
    clock_off: Option<i64>,
    started_at: DateTime<Utc>,
    sealed_at: DateTime<Utc>,
    #[serde(default)]
    amendments: Vec<Amendment>,
    contact: Contact,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActionRecord {
    contact: Option<ContactId>,
    what: Words,
    who: Words,
    due: NaiveDate,
    done_on: Option<NaiveDate>,
    #[serde(default)]
    outcome: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferralRecord {
    contact: ContactId,
    route: ItemId,
    service: Words,
    made_on: NaiveDate,
    state: ReferralState,
    #[serde(default)]
    words: Words,
}

/// The checklist as it was released: a released version is never edited.
#[derive(Deserialize)]
struct Released {
    version: u32,
    indicator: Vec<ReleasedItem>,
    sign: Vec<ReleasedItem>,
}

#[derive(Deserialize)]
struct ReleasedItem {
    id: ItemId,
    label: String,
    find_out: String,
}

fn released() -> Released {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../assets/checklists/imminent-risk-1.toml"
    );
    let text = std::fs::read_to_string(file).expect("the checklist is there");
    toml::from_str(&text).expect("the checklist can be read")
}

impl Record {
    fn system(&self) -> System {
        match self.system.as_str() {
            "general_practice" => System::GeneralPractice,
            "health" => System::Health,
            "housing" => System::Housing,
            "social_care" => System::SocialCare,
            other => panic!("{other} is no system"),
        }
    }

    fn given(self) -> Given {
        let released = released();
        let ids = |items: &[ReleasedItem]| items.iter().map(|item| item.id.clone()).collect();
        let checklist = Checklist {
            version: released.version,
            indicators: ids(&released.indicator),
            warning_signs: ids(&released.sign),
        };
        let items = || released.indicator.iter().chain(&released.sign);
        let mut texts = self.texts;
        texts.extend(items().map(|item| (item.id.clone(), item.label.clone())));
        let find_out: BTreeMap<_, _> = items()
            .map(|item| (item.id.clone(), item.find_out.clone()))
            .collect();
        let mut before: Vec<SealedContact> = Vec::new();
        let mut contacts = Vec::new();
        for one in self.contacts {
            let contact = Contact {
                about: Some(self.about.clone()),
                earlier: earlier(&before),
                ..one.contact
            };
            let sealed = seal(
                one.id,
                one.started_at,
                one.sealed_at,
                self.by.clone(),
                contact,
                &checklist,
                |item| texts.get(item).cloned(),
            );
            let sealed = sealed.expect("a frozen record lacks nothing that sealing asks for");
            before.push(sealed.clone());
            contacts.push(ContactGiven {
                sealed,
                amendments: one.amendments,
                checklist: checklist.clone(),
                find_out: find_out.clone(),
                entry: one.entry,
                clock_off: one.clock_off,
            });
        }
        let today = when::day_in_london(self.at);
        Given {
            about: self.about,
            entries: self.entries,
            contacts,
            whole: self.whole,
            actions: self
                .actions
                .into_iter()
                .map(|action| ActionGiven {
                    contact: action.contact,
                    what: action.what,
                    who: action.who,
                    due: action.due,
                    is: action.done_on.is_none().then(|| Due::of(action.due, today)),
                    done_on: action.done_on,
                    outcome: action.outcome,
                })
                .collect(),
            referrals: self
                .referrals
                .into_iter()
                .map(|referral| ReferralGiven {
                    contact: referral.contact,
                    route: referral.route,
                    service: referral.service,
                    made_on: referral.made_on,
                    state: referral.state,
                    words: referral.words,
                })
                .collect(),
            events: self.events,
            by: self.by,
            at: self.at,
            seal_code: self.seal_code,
        }
    }
}

fn lines(left_out: &[LeftOut]) -> String {
    let lines = left_out
        .iter()
        .map(|out| format!("{}: {}", out.what, out.why));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_frozen_record_makes_its_documents() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frozen");
    let anew = std::env::var("WAYMARK_FROZEN").is_ok_and(|how| how == "write");
    let mut cases = 0;
    for case in std::fs::read_dir(folder).unwrap() {
        let case = case.unwrap().path();
        let record = std::fs::read_to_string(case.join("record.toml")).unwrap();
        let record: Record = toml::from_str(&record).unwrap();
        let system = record.system();
        let given = record.given();
        let colleagues = hand_over(&given);
        let copy = safe_copy(&given);
        let text = own_agency_of(&given, system);
        for (file, text) in [
            ("hand-over.txt", safe_copy_text(&colleagues.document)),
            ("hand-over-left-out.txt", lines(&colleagues.left_out)),
            ("safe-copy.txt", safe_copy_text(&copy.document)),
            ("safe-copy-left-out.txt", lines(&copy.left_out)),
            ("own-agency-left-out.txt", lines(&text.left_out)),
            ("entry.txt", text.entry.stored().to_owned()),
            ("hidden.txt", text.hidden.stored().to_owned()),
        ] {
            let (file, text) = (case.join(file), format!("{text}\n"));
            if anew {
                std::fs::write(&file, &text).unwrap();
            }
            let kept = std::fs::read_to_string(&file).unwrap_or_default();
            assert!(text == kept, "{} would read:\n{text}", file.display());
        }
        // As files too; `WAYMARK_PDFS` names a folder to look at them in.
        for (name, document) in [
            ("hand-over", &colleagues.document),
            ("safe-copy", &copy.document),
        ] {
            let file = report::pdf::plain(document).unwrap();
            if let Ok(folder) = std::env::var("WAYMARK_PDFS") {
                let case = case.file_name().unwrap().to_string_lossy();
                std::fs::write(format!("{folder}/{case}-{name}.pdf"), file).unwrap();
            }
        }
        cases += 1;
    }
    assert_eq!(cases, 3);
}
