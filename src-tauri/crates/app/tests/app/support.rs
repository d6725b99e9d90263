//! What the tests share: a vault that is made once, copies of it, and changes to a contact.

use app::contact::ContactView;
use app::places::Roots;
use app::start::UnlockRequest;
use app::{App, ErrorView};
use casework::checklist::{ItemAnswer, Presence};
use casework::contact::{AboutPerson, Action, By, Change, Notes, Observation, Review};
use casework::ids::{ActionId, ContactId, ItemId, ObservationId, PersonId};
use casework::outcome::Judgement;
use casework::provenance::{Source, Sources};
use casework::words::Words;
use chrono::{NaiveDate, Utc};
use guide::{Guide, Language};
use secrecy::SecretString;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use vault::{KdfCost, Vault};

/// The name of every vault here.
pub const NAME: &str = "Anna Berry";
/// The passphrase of every vault here.
pub const PASSPHRASE: &str = "ox fig jaw elk";
/// A passphrase that is strong enough and opens nothing.
pub const OTHER: &str = "kelp drum vow hazel";

pub fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

pub fn request(passphrase: &str) -> UnlockRequest {
    UnlockRequest {
        passphrase: secret(passphrase),
    }
}

/// What the screens would get.
pub fn json(view: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(view).expect("a view can be sent to the screens")
}

/// A laptop: a data folder, and one beside it for documents and drives; gone after the test.
pub struct Laptop(TempDir, TempDir);

impl Laptop {
    /// Without a vault.
    pub fn new() -> Self {
        let folder = || TempDir::new().expect("a temporary folder can be made");
        Self(folder(), folder())
    }

    /// With an empty, locked vault whose recovery phrase was typed back.
    pub fn with_vault() -> Self {
        let laptop = Self::new();
        let folder = laptop.vault_folder();
        fs::create_dir(&folder).expect("the folder can be made");
        for (name, bytes) in template() {
            fs::write(folder.join(name), bytes).expect("the file can be written");
        }
        laptop
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    pub fn vault_folder(&self) -> PathBuf {
        self.data().join("vault")
    }

    /// Waymark started on this laptop, locked.
    pub fn start(&self) -> App {
        self.start_in(Language::English)
    }

    /// The same, with the guide in a language.
    pub fn start_in(&self, language: Language) -> App {
        let roots = Roots {
            documents: Some(self.documents()),
            downloads: Some(self.folder("Downloads")),
            mounts: vec![self.1.path().join("media")],
            drives: Vec::new(),
        };
        let guide = Guide::in_language(language).expect("the guide can be read");
        App::new(self.0.path().to_owned(), guide).with_places(roots)
    }

    /// The folder for documents.
    pub fn documents(&self) -> PathBuf {
        self.folder("Documents")
    }

    /// A drive that is plugged in.
    pub fn stick(&self) -> PathBuf {
        self.folder("media/stick")
    }

    /// A folder outside of the data folder.
    pub fn folder(&self, name: &str) -> PathBuf {
        let folder = self.1.path().join(name);
        fs::create_dir_all(&folder).expect("the folder can be made");
        folder
    }

    /// Waymark started on this laptop and unlocked.
    pub fn unlocked(&self) -> App {
        let app = self.start();
        app.unlock(&request(PASSPHRASE)).expect("it opens");
        app
    }
}

/// The files of an empty vault, made once at the least cost of key derivation.
fn template() -> &'static BTreeMap<String, Vec<u8>> {
    static TEMPLATE: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let passphrase = secret(PASSPHRASE);
        let (mut vault, phrase) = Vault::create(
            folder.path(),
            NAME,
            &passphrase,
            KdfCost::floor(),
            Utc::now(),
        )
        .expect("the vault is made");
        vault
            .confirm_recovery_phrase(&secret(&phrase.words().join(" ")))
            .expect("it is this vault's phrase");
        vault.lock().expect("the vault is locked");
        let files = fs::read_dir(folder.path()).expect("the folder can be read");
        files
            .map(|file| {
                let file = file.expect("the folder can be read");
                let name = file.file_name().to_string_lossy().into_owned();
                (name, fs::read(file.path()).expect("the file can be read"))
            })
            .collect()
    })
}

/// Starts a draft and makes these changes in it.
pub fn draft(app: &App, changes: impl IntoIterator<Item = Change>) -> ContactView {
    let mut view = app.start_contact().expect("a draft is started");
    for change in changes {
        view = save(app, &view.id, change).expect("an allowed change");
    }
    view
}

pub fn save(app: &App, id: &ContactId, change: Change) -> Result<ContactView, ErrorView> {
    app.save_change(id, change)
}

/// The error of something that must be refused; a view is no help in its place.
#[track_caller]
pub fn refusal<T>(result: Result<T, ErrorView>) -> ErrorView {
    match result {
        Ok(_) => panic!("it was not refused"),
        Err(error) => error,
    }
}

pub fn about(person: &str, name: &str) -> Change {
    Change::About {
        about: AboutPerson {
            id: PersonId::new(person),
            name: name.into(),
            local_reference: "WS-1".into(),
        },
    }
}

pub fn observation(
    id: &str,
    item: Option<&str>,
    words: &str,
    sources: impl IntoIterator<Item = Source>,
) -> Change {
    Change::Observation {
        observation: Observation {
            id: ObservationId::new(id),
            item: item.map(ItemId::new),
            words: words.into(),
            sources: Sources::from(sources),
            when: Words::default(),
        },
    }
}

pub fn answer(
    item: &str,
    presence: Presence,
    words: &str,
    sources: impl IntoIterator<Item = Source>,
) -> Change {
    Change::Answer {
        item: ItemId::new(item),
        answer: ItemAnswer {
            presence,
            sources: Sources::from(sources),
            words: words.into(),
            ..ItemAnswer::default()
        },
    }
}

pub fn judge(view: Judgement) -> Change {
    let why = "what he said".into();
    Change::Judge { view, why }
}

pub fn raise(to: Judgement, reason: &str) -> Change {
    let reason = reason.into();
    Change::RaiseJudgement { to, reason }
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

pub fn notes(said: &str, seen: &str, opinion: &str) -> Change {
    Change::Notes {
        notes: Notes {
            said: said.into(),
            seen: seen.into(),
            opinion: opinion.into(),
        },
    }
}

pub fn review() -> Change {
    Change::Review {
        review: Review {
            day: NaiveDate::from_ymd_opt(2030, 12, 24),
            none_because: Words::default(),
        },
    }
}

/// An id that no other action of these tests has.
pub fn action_id() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("action-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Everything that a contact needs to be sealed: about whom, act now, an action, a review.
pub fn whole(person: &str, name: &str) -> Vec<Change> {
    vec![
        about(person, name),
        answer(
            "risk.weapons",
            Presence::Present,
            "he has a knife",
            [Source::Person],
        ),
        judge(Judgement::Yes),
        Change::ShowOutcome,
        action(&action_id(), "ring the safeguarding lead"),
        review(),
    ]
}
