//! What the tests share: a filled vault that is made once, copies of it, and contacts.

use casework::checklist::{Checklist, ItemAnswer, Presence};
use casework::contact::{AboutPerson, Action, By, Change, Contact, Notes, PartKey, Review};
use casework::gate::{Before, Setting};
use casework::ids::{ActionId, ContactId, ItemId, PersonId};
use casework::outcome::Judgement;
use casework::provenance::{Source, Sources};
use casework::sealing::{Author, SealedContact, seal};
use casework::words::Words;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use secrecy::SecretString;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;
use vault::{KdfCost, LedgerFault, Settings, StorageError, UnlockError, Vault};

/// The name of every vault here.
pub const NAME: &str = "Anna Berry";
/// The passphrase of every vault here.
pub const PASSPHRASE: &str = "ox fig jaw elk";
/// A passphrase that is strong enough and opens nothing.
pub const OTHER: &str = "kelp drum vow hazel";

/// Text as it comes from the screen.
pub fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

/// A moment, in seconds after the one at which everything begins.
pub fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_secs(1_795_443_240).expect("a moment in November 2026")
        + TimeDelta::seconds(seconds)
}

pub fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, day).expect("December has this day")
}

pub fn contact_id(id: &str) -> ContactId {
    ContactId::new(id)
}

pub fn checklist() -> Checklist {
    Checklist {
        version: 1,
        indicators: (1..=8).map(|n| ItemId::new(format!("risk.{n}"))).collect(),
        warning_signs: (1..=6).map(|n| ItemId::new(format!("warn.{n}"))).collect(),
    }
}

pub fn author() -> Author {
    Author {
        name: "Anna Berry".into(),
        role: "health visitor".into(),
        organisation: "Westshire".into(),
    }
}

pub fn about(person: &str, name: &str, reference: &str) -> Change {
    Change::About {
        about: AboutPerson {
            id: PersonId::new(person),
            name: name.into(),
            local_reference: reference.into(),
        },
    }
}

pub fn notes(said: &str) -> Change {
    Change::Notes {
        notes: Notes {
            said: said.into(),
            ..Notes::default()
        },
    }
}

pub fn action(id: &str, what: &str) -> Change {
    Change::Action {
        action: Action {
            id: ActionId::new(id),
            what: what.into(),
            who: "me".into(),
            by: Some(By::Today),
            against: Vec::new(),
            telling: None,
        },
    }
}

/// Everything that a contact needs to be sealed; `id` keeps the actions of two contacts apart.
pub fn changes(id: &str, person: &str, said: &str) -> Vec<Change> {
    vec![
        about(person, "Jo Smith", "WS-1"),
        Change::Before {
            before: Before {
                setting: Some(Setting::Clinic),
                ..Before::default()
            },
        },
        notes(said),
        Change::Answer {
            item: ItemId::new("risk.1"),
            answer: ItemAnswer {
                presence: Presence::Present,
                sources: Sources::from([Source::Person]),
                ..ItemAnswer::default()
            },
        },
        Change::Judge {
            view: Judgement::Yes,
            why: "what he said".into(),
        },
        Change::ShowOutcome,
        action(&format!("{id}-action"), "ring the safeguarding lead"),
        Change::Review {
            review: Review {
                day: Some(day(24)),
                none_because: Words::default(),
            },
        },
    ]
}

/// The contact that these changes make.
pub fn contact(changes: impl IntoIterator<Item = Change>) -> Contact {
    let mut contact = Contact::default();
    for change in changes {
        contact
            .apply(change, at(0))
            .expect("the changes are in an order that is allowed");
    }
    contact
}

/// A contact that is ready for the ledger.
pub fn sealed(id: &str, contact: Contact, sealed_at: DateTime<Utc>) -> SealedContact {
    seal(
        contact_id(id),
        at(0),
        sealed_at,
        author(),
        contact,
        &checklist(),
        |item| Some(format!("the label of {item}")),
    )
    .expect("nothing stands between the contact and its seal")
}

/// A contact about `person`, ready for the ledger.
pub fn sealed_about(id: &str, person: &str, sealed_at: DateTime<Utc>) -> SealedContact {
    sealed(id, contact(changes(id, person, "he said so")), sealed_at)
}

/// Makes a change in a draft and saves the part that it touched.
pub fn save(vault: &mut Vault, id: &str, contact: &mut Contact, change: Change) -> PartKey {
    let key = contact.apply(change, at(1)).expect("an allowed change");
    vault
        .save_part(&contact_id(id), &key, contact.part(&key).as_ref(), at(1))
        .expect("the part is saved");
    key
}

/// A folder for a vault, gone after the test.
pub struct Place(TempDir);

impl Place {
    /// A folder with nothing in it.
    pub fn empty() -> Self {
        Self(TempDir::new().expect("a temporary folder can be made"))
    }

    /// As [`Place::filled`], without the copy of the key file that is kept until the next unlock.
    pub fn with_one_key_file() -> Self {
        let place = Self::filled();
        fs::remove_file(place.path().join("vault.keys.previous")).expect("it is there");
        place
    }

    /// A locked vault with settings, two sealed contacts and one draft.
    pub fn filled() -> Self {
        let place = Self::empty();
        template().files.write_to(place.path());
        place
    }

    /// The files of this place as they are now, elsewhere: what a second process finds after this
    /// one was killed.
    pub fn copied(&self) -> Self {
        let copy = Self::empty();
        Files::of(self.path()).write_to(copy.path());
        copy
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn unlock(&self) -> Vault {
        self.try_unlock().expect("the vault opens")
    }

    pub fn try_unlock(&self) -> Result<Vault, UnlockError> {
        Vault::unlock(self.path(), &secret(PASSPHRASE), at(1000))
    }
}

/// Makes a vault at the least cost of key derivation.
pub fn create(folder: &Path) -> (Vault, String) {
    let made = Vault::create(folder, NAME, &secret(PASSPHRASE), KdfCost::floor(), at(0));
    let (vault, phrase) = made.expect("the vault is made");
    (vault, phrase.words().join(" "))
}

struct Template {
    files: Files,
    phrase: String,
}

/// Made once: a key derivation takes a fifth of a second.
fn template() -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let (mut vault, phrase) = create(folder.path());
        fill(&mut vault);
        vault.lock().expect("the vault is locked");
        Template {
            files: Files::of(folder.path()),
            phrase,
        }
    })
}

/// The recovery phrase of [`Place::filled`].
pub fn template_phrase() -> &'static str {
    &template().phrase
}

fn fill(vault: &mut Vault) {
    let settings = Settings {
        author: author(),
        ..Settings::default()
    };
    vault.save_settings(&settings, at(10)).expect("saved");
    for (id, person, seconds) in [("contact-1", "person-1", 20), ("contact-2", "person-2", 30)] {
        vault
            .seal(&sealed_about(id, person, at(seconds)))
            .expect("sealed");
    }
    vault
        .start_draft(&contact_id("draft-1"), at(40))
        .expect("started");
    save(
        vault,
        "draft-1",
        &mut Contact::default(),
        notes("he will ring back"),
    );
}

/// Checks that a vault opens for reading only, and why.
#[track_caller]
pub fn assert_doubtful(vault: &mut Vault, fault: LedgerFault) {
    assert_eq!(vault.fault(), Some(fault));
    let refused = vault.start_draft(&contact_id("not to be made"), at(1));
    assert_eq!(refused, Err(StorageError::Doubtful));
}

/// Checks that everything of [`Place::filled`] is there.
pub fn assert_filled(vault: &Vault) {
    assert_filled_with(vault, sealed_about);
}

/// As [`assert_filled`], where what was sealed was written by an earlier Waymark.
pub fn assert_filled_with(
    vault: &Vault,
    sealed_then: impl Fn(&str, &str, DateTime<Utc>) -> SealedContact,
) {
    assert_eq!(vault.settings().expect("they read").author, author());
    for (id, person, seconds) in [("contact-1", "person-1", 20), ("contact-2", "person-2", 30)] {
        let record = vault.sealed(&contact_id(id)).expect("it reads");
        assert_eq!(
            record.map(|record| record.sealed),
            Some(sealed_then(id, person, at(seconds)))
        );
    }
    let draft = vault.draft(&contact_id("draft-1")).expect("it reads");
    assert_eq!(
        draft.map(|draft| draft.contact.notes.said),
        Some("he will ring back".into())
    );
    vault.verify().expect("every entry holds");
}

/// The files of a folder with their bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl Files {
    pub fn of(folder: &Path) -> Self {
        let entries = fs::read_dir(folder).expect("the folder can be read");
        let read = |entry: fs::DirEntry| {
            let bytes = fs::read(entry.path()).expect("the file can be read");
            (entry.file_name().to_string_lossy().into_owned(), bytes)
        };
        Self(
            entries
                .map(|entry| read(entry.expect("the folder can be read")))
                .collect(),
        )
    }

    pub fn write_to(&self, folder: &Path) {
        for (name, bytes) in &self.0 {
            fs::write(folder.join(name), bytes).expect("the file can be written");
        }
    }

    pub fn names(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    /// Without a log that is empty and without what the readers of a log share: nothing that was
    /// written is in either, and an opened database makes both.
    fn with_content(&self) -> BTreeMap<&String, &Vec<u8>> {
        let no_content = |name: &str, bytes: &[u8]| {
            name == "vault.db-shm" || (name == "vault.db-wal" && bytes.is_empty())
        };
        let mut files: BTreeMap<_, _> = self.0.iter().collect();
        files.retain(|name, bytes| !no_content(name, bytes));
        files
    }

    /// Checks that a folder holds these files and no others, byte for byte.
    #[track_caller]
    pub fn assert_unchanged(&self, folder: &Path) {
        let now = Self::of(folder);
        assert!(
            now.with_content() == self.with_content(),
            "before {self:?}, now {now:?}"
        );
    }
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sizes = self.0.iter().map(|(name, bytes)| (name, bytes.len()));
        f.debug_map().entries(sizes).finish()
    }
}

/// The error of a vault that must not open. [`Vault`] cannot be printed, so `unwrap_err` is no help.
pub fn refusal(result: Result<Vault, UnlockError>) -> UnlockError {
    match result {
        Ok(_) => panic!("the vault opens"),
        Err(error) => error,
    }
}

/// What a process was started for that runs one test again: to be killed, to run out of room, or to
/// have fewer rights than this one. Such a test asks [`Child::this`] first, and is the child when
/// there is one.
pub struct Child {
    pub folder: PathBuf,
    pub number: u32,
}

impl Child {
    const FOLDER: &str = "WAYMARK_TEST_CHILD_FOLDER";
    const NUMBER: &str = "WAYMARK_TEST_CHILD_NUMBER";

    pub fn this() -> Option<Self> {
        let number = std::env::var(Self::NUMBER).ok()?;
        Some(Self {
            folder: std::env::var_os(Self::FOLDER)?.into(),
            number: number.parse().expect("the parent wrote a number"),
        })
    }

    /// Makes a command run `test` again, as this child: `program` is this test's own program, or
    /// something that starts the program behind its last argument.
    pub fn command(&self, program: Command, test: &str) -> Command {
        let mut command = program;
        command
            .args(["--exact", test, "--test-threads=1"])
            .env(Self::FOLDER, &self.folder)
            .env(Self::NUMBER, self.number.to_string());
        command
    }
}

/// This test's own program.
pub fn program() -> PathBuf {
    std::env::current_exe().expect("a running program has a file")
}

/// Says something to the parent of a child, past the test harness, which would hold it back.
pub fn tell_parent(line: &str) {
    writeln!(stdout(), "\n{line}").expect("the parent listens");
}
