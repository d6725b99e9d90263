//! What a practitioner does to a vault, as a table: each operation is failed, cut and killed in
//! every line that has a use for it.

use super::place::{self, BACKUP, Place, old, save, template};
use super::words::{
    NAME, OTHER, PASSPHRASE, action, at, author, contact_id, event, notes, person, sealed, secret,
    settings,
};
use casework::action::ActionStep;
use casework::contact::{Contact, PartKey};
use casework::ids::{ActionId, PersonId};
use casework::person::Joining;
use casework::sealing::{Amendment, ErasureReason};
use std::path::{Path, PathBuf};
use vault::seam::Kept;
use vault::{
    BackupError, CreateError, Erase, KdfCost, RestoreKey, StorageError, UnlockError, Vault, restore,
};

/// What an operation works on.
pub struct Stage {
    /// The folder that everything is in.
    pub root: PathBuf,
    /// The vault, when it is open.
    pub vault: Option<Vault>,
    /// What opens the vault.
    pub key: Kept,
    /// The recovery phrase of the vault and of its backup.
    pub phrase: String,
}

impl Stage {
    /// The vault of a place, still locked.
    pub fn locked(place: &Place, start: Start) -> Self {
        let key = match start {
            Start::Old => &old().key,
            Start::Nothing | Start::Locked | Start::Unlocked => &template().key,
        };
        Self {
            root: place.root().to_owned(),
            vault: None,
            key: key.clone(),
            phrase: template().phrase.clone(),
        }
    }

    /// The folder of the vault.
    pub fn folder(&self) -> PathBuf {
        self.root.join("vault")
    }

    /// Opens the vault by its key.
    pub fn open(&mut self) -> Result<(), Refusal> {
        self.vault = None;
        let vault = place::open(&self.folder(), &self.key)?;
        if let Some(fault) = vault.fault() {
            return Err(Refusal {
                text: format!("it opens for reading only: {fault:?}"),
                full: false,
            });
        }
        self.vault = Some(vault);
        Ok(())
    }

    /// The open vault.
    pub fn vault(&mut self) -> &mut Vault {
        self.vault.as_mut().expect("the operation begins unlocked")
    }
}

/// Why an operation was not done.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// What the vault said.
    pub text: String,
    /// Whether that was: the disk is full.
    pub full: bool,
}

impl From<StorageError> for Refusal {
    fn from(error: StorageError) -> Self {
        Self {
            text: format!("{error:?}"),
            full: matches!(error, StorageError::DiskFull(_)),
        }
    }
}

impl From<UnlockError> for Refusal {
    fn from(error: UnlockError) -> Self {
        Self {
            text: format!("{error:?}"),
            full: matches!(error, UnlockError::DiskFull),
        }
    }
}

impl From<CreateError> for Refusal {
    fn from(error: CreateError) -> Self {
        Self {
            text: format!("{error:?}"),
            full: matches!(error, CreateError::DiskFull),
        }
    }
}

impl From<BackupError> for Refusal {
    fn from(error: BackupError) -> Self {
        let full = matches!(
            error,
            BackupError::Storage(StorageError::DiskFull(_))
                | BackupError::Unlock(UnlockError::DiskFull)
        );
        Self {
            text: format!("{error:?}"),
            full,
        }
    }
}

/// What there is before an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Nothing at all.
    Nothing,
    /// A locked vault of the first version of the schema.
    Old,
    /// A locked vault.
    Locked,
    /// An open vault.
    Unlocked,
}

impl Start {
    /// A place that is so, but for a vault that is to be open.
    pub fn place(self) -> Result<Place, String> {
        match self {
            Self::Nothing => Place::empty(),
            Self::Old => Place::with(&old().files),
            Self::Locked | Self::Unlocked => Place::filled(),
        }
    }
}

/// One thing that is done.
pub struct Operation {
    /// What it is called in the output.
    pub name: &'static str,
    /// What it begins with.
    pub start: Start,
    /// Whether it derives keys, which takes a fifth of a second and more each time.
    pub slow: bool,
    /// Does it.
    pub run: fn(&mut Stage) -> Result<(), Refusal>,
}

/// A part of a draft that is larger than a page.
fn long(word: &str) -> String {
    format!("{word} ").repeat(900)
}

const fn quick(
    name: &'static str,
    start: Start,
    run: fn(&mut Stage) -> Result<(), Refusal>,
) -> Operation {
    Operation {
        name,
        start,
        slow: false,
        run,
    }
}

/// Everything there is to do.
pub const OPERATIONS: &[Operation] = &[
    quick("save an answer", Start::Unlocked, |stage| {
        let change = notes(&long("he said it again"));
        Ok(save(
            stage.vault(),
            "draft-1",
            &mut Contact::default(),
            change,
        )?)
    }),
    quick("take an answer back", Start::Unlocked, |stage| {
        let id = ActionId::new("first");
        let key = PartKey::Action(id);
        Ok(stage
            .vault()
            .save_part(&contact_id("draft-1"), &key, None, at(60))?)
    }),
    quick("start a draft", Start::Unlocked, |stage| {
        Ok(stage.vault().start_draft(&contact_id("draft-2"), at(60))?)
    }),
    quick("discard a draft", Start::Unlocked, |stage| {
        Ok(stage.vault().discard_draft(&contact_id("draft-1"))?)
    }),
    quick("save settings", Start::Unlocked, |stage| {
        Ok(stage
            .vault()
            .save_settings(&settings(&long("second")), at(60))?)
    }),
    quick("seal a draft", Start::Unlocked, |stage| {
        let record = sealed("draft-1", "person-3", &long("he said so"), at(70));
        stage.vault().seal(&record)?;
        Ok(())
    }),
    quick("make the lists again", Start::Unlocked, |stage| {
        Ok(stage.vault().rebuild()?)
    }),
    quick("renew the recovery phrase", Start::Unlocked, |stage| {
        stage.vault().renew_recovery_phrase()?;
        Ok(())
    }),
    quick("unlock", Start::Locked, Stage::open),
    quick("lock", Start::Unlocked, |stage| match stage.vault.take() {
        Some(vault) => Ok(vault.lock()?),
        None => Ok(()),
    }),
    quick("amend a record", Start::Unlocked, |stage| {
        let amendment = Amendment {
            contact: contact_id("contact-1"),
            text: long("he rang again").as_str().into(),
            reason: "it was left out".into(),
            author: author(),
            at: at(60),
        };
        stage.vault().amend(&amendment)?;
        Ok(())
    }),
    quick("erase a record", Start::Unlocked, |stage| {
        let what = Erase::Contact(contact_id("contact-1"));
        let (reason, why) = (ErasureReason::Court, "order 7".into());
        stage
            .vault()
            .erase(&what, reason, &why, &author(), at(60))?;
        Ok(())
    }),
    quick("write who a person is", Start::Unlocked, |stage| {
        let person = person("person-1", &long("lives alone now"));
        Ok(stage.vault().save_person(&person, &author(), at(60))?)
    }),
    quick("join two entries of a person", Start::Unlocked, |stage| {
        let joining = Joining {
            kept: PersonId::new("person-1"),
            joined: PersonId::new("person-2"),
            why: long("the same date of birth").as_str().into(),
        };
        Ok(stage.vault().join_people(&joining, &author(), at(60))?)
    }),
    quick("enter an event", Start::Unlocked, |stage| {
        let event = event("person-1", &long("she moved out"));
        Ok(stage.vault().save_event(&event, &author(), at(60))?)
    }),
    quick("say that an action was done", Start::Unlocked, |stage| {
        let step = ActionStep::Done {
            id: ActionId::new("contact-1-action"),
            on: at(60).date_naive(),
            outcome: long("they have it").as_str().into(),
        };
        Ok(stage.vault().enter_action(&step, &author(), at(60))?)
    }),
    quick("make a backup", Start::Unlocked, |stage| {
        let to = stage.root.join("second.waymark");
        Ok(stage.vault().backup(&to, at(60), &mut |_| true)?)
    }),
    quick("restore a backup", Start::Unlocked, |stage| {
        stage.vault = None;
        let (from, phrase) = (stage.root.join(BACKUP), secret(&stage.phrase));
        let key = RestoreKey::RecoveryPhrase(&phrase);
        restore(&from, &stage.folder(), &key, at(60), &mut |_| true)?;
        Ok(())
    }),
    quick("bring an old vault up to date", Start::Old, Stage::open),
    Operation {
        name: "change the passphrase",
        start: Start::Unlocked,
        slow: true,
        run: |stage| {
            let (present, new) = (secret(PASSPHRASE), secret(OTHER));
            let cost = KdfCost::floor();
            Ok(stage
                .vault()
                .change_passphrase(&present, &new, cost, at(60))?)
        },
    },
    Operation {
        name: "unlock with the recovery phrase",
        start: Start::Locked,
        slow: true,
        run: |stage| {
            let phrase = secret(&stage.phrase);
            let folder = stage.folder();
            let opened = Vault::unlock_with_recovery(&folder, &phrase, &secret(OTHER), at(60))?;
            stage.vault = Some(opened);
            Ok(())
        },
    },
    Operation {
        name: "create a vault",
        start: Start::Nothing,
        slow: true,
        run: |stage| {
            let passphrase = secret(PASSPHRASE);
            let cost = KdfCost::floor();
            let (vault, _) = Vault::create(&stage.folder(), NAME, &passphrase, cost, at(0))?;
            stage.vault = Some(vault);
            Ok(())
        },
    },
];

/// Sets the stage for an operation.
pub fn set(operation: &Operation) -> Result<(Place, Stage), String> {
    let place = operation.start.place()?;
    let mut stage = Stage::locked(&place, operation.start);
    if operation.start == Start::Unlocked {
        stage.open().map_err(|refusal| refusal.text)?;
        // Work that was acknowledged a moment before and stands in the log alone.
        work(stage.vault(), "before").map_err(|refusal| refusal.text)?;
    }
    Ok((place, stage))
}

/// One of the steps of [`work`].
type Step = fn(&mut Vault, &str) -> Result<(), Refusal>;

/// A little of everything that is written, under a word of its own.
pub const STEPS: &[Step] = &[
    |vault, word| Ok(vault.start_draft(&contact_id(&format!("draft-{word}")), at(80))?),
    |vault, word| {
        let id = format!("draft-{word}");
        Ok(save(vault, &id, &mut Contact::default(), notes(word))?)
    },
    |vault, word| {
        let id = format!("draft-{word}");
        let change = action(word, word);
        Ok(save(vault, &id, &mut Contact::default(), change)?)
    },
    |vault, word| Ok(vault.save_settings(&settings(word), at(80))?),
];

/// All of [`STEPS`].
pub fn work(vault: &mut Vault, word: &str) -> Result<(), Refusal> {
    STEPS.iter().try_for_each(|step| step(vault, word))
}

/// Looks for files that nobody would know what to do with, or that are half of something under the
/// name of a whole.
pub fn left_over(root: &Path) -> Vec<String> {
    let files = super::place::read(root).unwrap_or_default();
    let in_parts = |name: &str| {
        [".new", ".part", ".restoring", ".restored"]
            .iter()
            .any(|end| name.ends_with(end))
            || name.contains(".part-")
    };
    let mut left: Vec<String> = files
        .keys()
        .filter_map(|name| name.file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| in_parts(name))
        .collect();
    for (name, bytes) in &files {
        let backup = name.extension().is_some_and(|end| end == "waymark");
        if backup && bytes.is_some() && vault::look_at_backup(&root.join(name)).is_err() {
            left.push(format!("half of {}", name.display()));
        }
    }
    left
}
