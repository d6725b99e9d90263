//! No typed word is readable in any file: while the vault is open, after a seal, after the lock.
//!
//! Every free text of a contact, of the settings and of the passphrase carries a mark, and the bytes
//! of every file are searched for it. The structs are written out in full, so that a new field does
//! not compile here until it is marked as well. The name of the vault is stored in the clear on
//! purpose: the unlock screen shows it.

use crate::support::{
    Files, NAME, PASSPHRASE, Place, about, at, checklist, contact, contact_id, save, secret,
};
use casework::checklist::{ItemAnswer, Presence};
use casework::contact::{
    AboutPerson, Account, Action, Asked, By, Change, Contact, Notes, Observation, PartKey,
    QuestionAnswer, Response, Review, Route,
};
use casework::directory::{Service, ServiceKind};
use casework::ids::{AccountId, ActionId, ContactId, ItemId, ObservationId, PersonId, ServiceId};
use casework::outcome::Judgement;
use casework::provenance::{Source, Sources};
use casework::referral::{Agency, Sharing, Telling};
use casework::sealing::{Author, SealedContact, seal};
use casework::words::Words;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::Path;
use vault::{KdfCost, Sector, Settings, Vault};

/// In every mark. No word of the code, the schema or the word list of recovery phrases.
const MARK: &str = "Qzx7Marke";

/// Numbered marks, so that a find says which field it was.
#[derive(Default)]
struct Marks(Cell<u32>);

impl Marks {
    fn next(&self) -> Words {
        self.0.set(self.0.get() + 1);
        Words::new(format!("{MARK}{:03} was typed", self.0.get()))
    }
}

/// Every change that carries typed text, every text of it marked.
fn marked_changes(marks: &Marks) -> Vec<Change> {
    let item = ItemId::new("risk.1");
    vec![
        Change::About {
            about: AboutPerson {
                id: PersonId::new("person"),
                name: marks.next(),
                local_reference: marks.next(),
            },
        },
        Change::Observation {
            observation: Observation {
                id: ObservationId::new("observation"),
                item: None,
                words: marks.next(),
                sources: Sources::from([Source::Partner]),
                when: marks.next(),
            },
        },
        Change::Question {
            item: item.clone(),
            answer: QuestionAnswer {
                asked: Asked::Asked,
                words: marks.next(),
            },
        },
        Change::Answer {
            item: item.clone(),
            answer: ItemAnswer {
                presence: Presence::Present,
                sources: Sources::from([Source::Person]),
                words: marks.next(),
                when: marks.next(),
                answered_at: None,
                why: Words::default(),
            },
        },
        Change::Judge {
            view: Judgement::No,
            why: marks.next(),
        },
        Change::ShowOutcome,
        Change::RaiseJudgement {
            to: Judgement::Yes,
            reason: marks.next(),
        },
        Change::Response {
            item: item.clone(),
            response: Response {
                used: true,
                note: marks.next(),
            },
        },
        Change::Route {
            item,
            route: Route {
                service: marks.next(),
                reply: None,
                note: marks.next(),
                chosen: Some(Service {
                    id: ServiceId::new("service"),
                    name: marks.next(),
                    kind: ServiceKind::PerpetratorProgramme,
                    area: marks.next(),
                    phone: marks.next(),
                    accredited: None,
                    survivor_support: None,
                    cohorts: BTreeSet::new(),
                    checked_on: None,
                    notes: marks.next(),
                    of_pack: None,
                }),
                programme_too: None,
                programme_words: marks.next(),
                looked_for: marks.next(),
                looked_in: marks.next(),
                action: None,
                no_action_because: marks.next(),
                declined_at: None,
            },
        },
        Change::Sharing {
            sharing: Sharing {
                who_knows: marks.next(),
                nobody_told_because: marks.next(),
            },
        },
        Change::Action {
            action: Action {
                id: ActionId::new("action"),
                what: marks.next(),
                who: marks.next(),
                by: Some(By::Now),
                against: Vec::new(),
                telling: Some(Telling {
                    agency: Agency::Police,
                    decision: None,
                    basis: marks.next(),
                    decided_by: marks.next(),
                    decided_on: None,
                }),
            },
        },
        Change::Account {
            account: Account {
                id: AccountId::new("account"),
                source: Some(Source::Child),
                who: marks.next(),
                words: marks.next(),
            },
        },
        Change::Notes {
            notes: Notes {
                said: marks.next(),
                seen: marks.next(),
                opinion: marks.next(),
            },
        },
        Change::Review {
            review: Review {
                day: None,
                none_because: marks.next(),
            },
        },
    ]
}

fn marked_settings(marks: &Marks) -> Settings {
    Settings {
        author: Author {
            name: marks.next(),
            role: marks.next(),
            organisation: marks.next(),
        },
        sector: Some(Sector::Health),
        lead_name: marks.next(),
        lead_phone: marks.next(),
        manager_name: marks.next(),
        manager_phone: marks.next(),
        policy_where: marks.next(),
        idle_minutes: 5,
        block_capture: true,
        initials_only: true,
    }
}

fn marked_record(id: ContactId, contact: Contact, settings: &Settings) -> SealedContact {
    let texts = |_: &ItemId| Some("a label".to_owned());
    seal(
        id,
        at(0),
        at(9),
        settings.author.clone(),
        contact,
        &checklist(),
        texts,
    )
    .expect("nothing stands between the contact and its seal")
}

/// A text as it would stand in a file: UTF-8, and UTF-16 as Windows writes it.
fn spellings(text: &str) -> [Vec<u8>; 2] {
    let wide = text.encode_utf16().flat_map(u16::to_le_bytes);
    [text.as_bytes().to_vec(), wide.collect()]
}

/// The files that hold a text, and how many bytes were looked through.
fn found(folder: &Path, text: &str) -> (Vec<String>, usize) {
    let files = Files::of(folder).0;
    let bytes = files.values().map(Vec::len).sum();
    let holds = |file: &[u8]| {
        spellings(text)
            .iter()
            .any(|mark| file.windows(mark.len()).any(|window| window == mark))
    };
    let names = files.iter().filter(|(_, file)| holds(file));
    (names.map(|(name, _)| name.clone()).collect(), bytes)
}

#[track_caller]
fn assert_hidden(folder: &Path, texts: &[&str]) {
    for text in texts {
        let (files, bytes) = found(folder, text);
        assert_eq!(files, [""; 0], "{text} is readable");
        assert!(bytes > 50_000, "there is something to look through");
    }
}

#[test]
fn no_typed_word_is_readable_in_any_file() {
    let place = Place::empty();
    let folder = place.path();
    let marks = Marks::default();
    let passphrase = secret(&format!("{MARK} of the passphrase, kelp drum vow"));
    let (mut vault, phrase) = Vault::create(folder, NAME, &passphrase, KdfCost::floor(), at(0))
        .ok()
        .unwrap();
    // Any two words of the phrase that stand together would be a part of the key.
    let pair = phrase.words()[3..5].join(" ");
    let hidden = [MARK, pair.as_str()];
    vault
        .confirm_recovery_phrase(&secret(&phrase.words().join(" ")))
        .unwrap();

    let settings = marked_settings(&marks);
    vault.save_settings(&settings, at(1)).unwrap();
    let changes = marked_changes(&marks);
    let mut drafts = Vec::new();
    for id in ["sealed", "kept", "thrown-away"] {
        vault.start_draft(&contact_id(id), at(2)).unwrap();
        let mut contact = Contact::default();
        for change in changes.clone() {
            save(&mut vault, id, &mut contact, change);
        }
        drafts.push(contact);
    }
    assert_hidden(folder, &hidden);

    vault.discard_draft(&contact_id("thrown-away")).unwrap();
    let record = marked_record(contact_id("sealed"), drafts.remove(0), &settings);
    vault.seal(&record).unwrap();
    vault.rebuild().unwrap();
    assert_hidden(folder, &hidden);

    // What is looked for is really in there.
    let text = serde_json::to_string(&record).unwrap();
    let settings_text = serde_json::to_string(&vault.settings().unwrap()).unwrap();
    for number in 1..=marks.0.get() {
        let mark = format!("{MARK}{number:03}");
        assert!(
            text.contains(&mark) || settings_text.contains(&mark),
            "{mark}"
        );
    }
    assert_eq!(
        vault.sealed(&contact_id("sealed")).unwrap().unwrap().sealed,
        record
    );

    // As after a kill, with the log and what its readers share.
    let names = Files::of(folder).0;
    assert!(names.contains_key("vault.db-wal") && names.contains_key("vault.db-shm"));
    vault.lock().unwrap();
    assert_hidden(folder, &hidden);

    // A wrong try and a good one, with both passphrases marked.
    let wrong = secret(&format!("{MARK} that is wrong, hazel"));
    assert!(Vault::unlock(folder, &wrong, at(3)).is_err());
    assert_hidden(folder, &hidden);
    drop(Vault::unlock(folder, &passphrase, at(4)).unwrap());
    assert_hidden(folder, &hidden);
}

/// The test above is worth nothing if the search finds nothing.
#[test]
fn the_search_finds_a_mark_in_every_spelling_and_finds_the_name_that_is_no_secret() {
    let place = Place::filled();
    let with_the_name = ["vault.keys", "vault.keys.previous"];
    assert_eq!(found(place.path(), NAME).0, with_the_name);
    for (index, spelling) in spellings(MARK).into_iter().enumerate() {
        assert_eq!(found(place.path(), MARK).0.len(), index);
        let bytes = [&[0; 100_001][..], &spelling, &[1]].concat();
        std::fs::write(place.path().join(index.to_string()), bytes).unwrap();
        assert_eq!(found(place.path(), MARK).0.len(), index + 1);
    }
}

/// An error is logged and shown: a path, a name or a word in it would be a leak.
#[test]
fn no_error_holds_a_path_a_name_or_a_typed_word() {
    let outer = Place::empty();
    let folder = outer.path().join(MARK);
    std::fs::create_dir(&folder).unwrap();
    Files::of(Place::filled().path()).write_to(&folder);
    let unlock = |passphrase: &str| Vault::unlock(&folder, &secret(passphrase), at(0));
    let mut errors: Vec<Box<dyn std::error::Error>> = Vec::new();

    let mut vault = unlock(PASSPHRASE).unwrap();
    let id = contact_id(MARK);
    let part = contact([about(MARK, MARK, MARK)]);
    let key = PartKey::Action(ActionId::new(MARK));
    let saved = vault.save_part(&id, &key, Some(&part), at(0));
    errors.push(saved.unwrap_err().into());
    vault.start_draft(&id, at(0)).unwrap();
    errors.push(vault.start_draft(&id, at(0)).unwrap_err().into());
    let phrase = secret(&format!("{MARK} ").repeat(24));
    errors.push(vault.confirm_recovery_phrase(&phrase).unwrap_err().into());
    drop(vault);
    errors.push(unlock(MARK).err().unwrap().into());
    std::fs::write(folder.join("vault.db"), MARK.repeat(2000)).unwrap();
    errors.push(unlock(PASSPHRASE).err().unwrap().into());
    std::fs::write(folder.join("vault.keys"), MARK).unwrap();
    std::fs::remove_file(folder.join("vault.keys.previous")).unwrap();
    errors.push(unlock(PASSPHRASE).err().unwrap().into());

    for error in errors {
        let mut text = format!("{error:?}");
        let mut cause = Some(error.as_ref());
        while let Some(error) = cause {
            text += &format!(" {error}");
            cause = error.source();
        }
        for kept in [MARK, NAME, "vault.", "/"] {
            assert!(!text.contains(kept), "{text}");
        }
    }
}
