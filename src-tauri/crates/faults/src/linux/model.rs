//! Random work on a vault, beside a model of it in memory that is as plain as can be.

use super::arguments::Arguments;
use super::chance::Chance;
use super::place::{self, Place, save, template};
use super::report::{Findings, share, split};
use super::state::State;
use super::words::{
    NAME, OTHER, PASSPHRASE, action, at, author, contact_id, notes, sealed, secret, settings,
};
use casework::contact::Contact;
use casework::sealing::{Amendment, ErasureReason, SealedContact};
use std::collections::BTreeMap;
use std::path::PathBuf;
use vault::seam::Kept;
use vault::{Erase, KdfCost, RestoreKey, Settings, StorageError, Vault, restore};

/// What a vault must hold.
#[derive(Clone, Default)]
struct Model {
    settings: Settings,
    drafts: BTreeMap<String, Contact>,
    sealed: BTreeMap<String, (SealedContact, Vec<Amendment>)>,
}

/// A vault, what it must hold, and the backups that were made of it with what each must hold.
struct Course {
    place: Place,
    vault: Option<Vault>,
    key: Kept,
    phrase: String,
    passphrase: &'static str,
    model: Model,
    backups: Vec<(PathBuf, Model)>,
    number: u64,
}

/// The line.
pub fn run(arguments: &Arguments) -> Findings {
    let jobs: Vec<u64> = (0..arguments.models).collect();
    let (steps, failures) = split(share(&jobs, |number| {
        let mut chance = Chance::new(arguments.seed, "model", *number);
        let mut done = Vec::new();
        course(&mut chance, arguments.steps, &mut done).map_err(|failure| {
            let seed = arguments.seed;
            format!(
                "seed {seed}, course {number}: {failure}; after {}",
                done.join(", ")
            )
        })
    }));
    Findings::of(
        [
            format!("{} courses of {} steps", jobs.len(), arguments.steps),
            format!("{} steps as in the model", steps.iter().sum::<u64>()),
            format!("{} not", failures.len()),
        ],
        failures,
    )
}

fn text(error: impl std::fmt::Debug) -> String {
    format!("{error:?}")
}

fn course(chance: &mut Chance, steps: u64, done: &mut Vec<&'static str>) -> Result<u64, String> {
    let mut course = Course::begin(chance)?;
    for _ in 0..steps {
        let name = course.step(chance)?;
        done.push(name);
        course
            .compare()
            .map_err(|failure| format!("{name}: {failure}"))?;
    }
    course.lock()?;
    course.unlock()?;
    course.compare()?;
    Ok(steps)
}

impl Course {
    /// A new vault now and then, for it takes a key derivation; a copy of the template otherwise.
    fn begin(chance: &mut Chance) -> Result<Self, String> {
        if chance.percent(5) {
            let place = Place::empty()?;
            let cost = KdfCost::floor();
            let made = Vault::create(&place.vault(), NAME, &secret(PASSPHRASE), cost, at(0));
            let (vault, phrase) = made.map_err(text)?;
            let phrase = phrase.words().join(" ");
            let key = Kept::pay(&place.vault(), &secret(PASSPHRASE)).map_err(text)?;
            return Ok(Self::of(place, vault, key, phrase, Model::default()));
        }
        let place = Place::filled()?;
        let key = template().key.clone();
        let vault = place::open(&place.vault(), &key).map_err(text)?;
        let mut model = Model {
            settings: settings("first"),
            ..Model::default()
        };
        for (id, person) in [("contact-1", "person-1"), ("contact-2", "person-2")] {
            let record = sealed(id, person, &format!("he said so in {id}"), at(20));
            model.sealed.insert(id.to_owned(), (record, Vec::new()));
        }
        let draft = model.drafts.entry("draft-1".to_owned()).or_default();
        for change in [notes("he will ring back"), action("first", "ring him")] {
            draft.apply(change, at(50)).map_err(text)?;
        }
        Ok(Self::of(
            place,
            vault,
            key,
            template().phrase.clone(),
            model,
        ))
    }

    fn of(place: Place, vault: Vault, key: Kept, phrase: String, model: Model) -> Self {
        Self {
            place,
            vault: Some(vault),
            key,
            phrase,
            passphrase: PASSPHRASE,
            model,
            backups: Vec::new(),
            number: 0,
        }
    }

    fn vault(&mut self) -> &mut Vault {
        self.vault.as_mut().expect("unlocked between the steps")
    }

    fn unlock(&mut self) -> Result<(), String> {
        self.vault = Some(place::open(&self.place.vault(), &self.key).map_err(text)?);
        Ok(())
    }

    fn lock(&mut self) -> Result<(), String> {
        self.vault.take().map_or(Ok(()), Vault::lock).map_err(text)
    }

    fn compare(&self) -> Result<(), String> {
        let vault = self.vault.as_ref().ok_or("it is locked")?;
        let Model {
            settings,
            drafts,
            sealed,
        } = &self.model;
        State::of(vault)?.is_so(settings, drafts, sealed)
    }

    /// One of these, if there is any.
    fn pick<T>(of: &BTreeMap<String, T>, chance: &mut Chance) -> Option<String> {
        of.keys()
            .nth(chance.below(of.len() as u64) as usize)
            .cloned()
    }

    /// Does something, in the vault and in the model.
    fn step(&mut self, chance: &mut Chance) -> Result<&'static str, String> {
        self.number += 1;
        let (number, moment) = (self.number, at(1000 + self.number as i64));
        let draft = Self::pick(&self.model.drafts, chance);
        let record = Self::pick(&self.model.sealed, chance);
        let words = format!("step {number} ").repeat(1 + chance.below(400) as usize);
        match (chance.below(1000), draft, record) {
            (0..150, ..) => {
                let id = format!("new-{number}");
                self.vault()
                    .start_draft(&contact_id(&id), moment)
                    .map_err(text)?;
                self.model.drafts.insert(id, Contact::default());
                Ok("start")
            }
            (150..400, Some(id), _) => {
                let change = match chance.below(2) {
                    0 => notes(&words),
                    _ => action(&format!("action-{}", chance.below(3)), &words),
                };
                let mut contact = self.model.drafts.remove(&id).unwrap_or_default();
                save(self.vault(), &id, &mut contact, change).map_err(text)?;
                self.model.drafts.insert(id, contact);
                Ok("answer")
            }
            (400..430, Some(id), _) => {
                self.vault().discard_draft(&contact_id(&id)).map_err(text)?;
                self.model.drafts.remove(&id);
                Ok("discard")
            }
            (430..560, draft, _) => {
                let id = draft.unwrap_or_else(|| format!("sealed-{number}"));
                let person = format!("person-{}", chance.below(3));
                let record = sealed(&id, &person, &words, moment);
                self.vault().seal(&record).map_err(text)?;
                self.model.drafts.remove(&id);
                self.model.sealed.insert(id, (record, Vec::new()));
                Ok("seal")
            }
            (560..620, _, Some(id)) => {
                let again = sealed(&id, "person-1", "again", moment);
                let refused = self.vault().seal(&again).map(drop);
                if refused != Err(StorageError::AlreadySealed) {
                    return Err(format!("sealed twice: {refused:?}"));
                }
                Ok("seal again")
            }
            (620..720, _, Some(id)) => {
                let amendment = Amendment {
                    contact: contact_id(&id),
                    text: words.as_str().into(),
                    reason: "it was left out".into(),
                    author: author(),
                    at: moment,
                };
                self.vault().amend(&amendment).map_err(text)?;
                if let Some((_, amendments)) = self.model.sealed.get_mut(&id) {
                    amendments.push(amendment);
                }
                Ok("amend")
            }
            (720..760, _, Some(id)) => {
                let what = Erase::Contact(contact_id(&id));
                let (reason, why) = (ErasureReason::Request, "asked for".into());
                let done = self.vault().erase(&what, reason, &why, &author(), moment);
                done.map_err(text)?;
                self.model.sealed.remove(&id);
                Ok("erase")
            }
            (760..850, ..) => {
                self.lock()?;
                self.unlock()?;
                Ok("lock and unlock")
            }
            (850..890, ..) => {
                // As when the process ends: nothing is tidied.
                self.vault = None;
                self.unlock()?;
                Ok("drop and unlock")
            }
            (890..920, ..) => {
                let to = self.place.root().join(format!("backup-{number}.waymark"));
                let made = self.vault().backup(&to, moment, &mut |_| true);
                made.map_err(text)?;
                self.backups.push((to, self.model.clone()));
                Ok("backup")
            }
            (920..945, ..) if !self.backups.is_empty() => {
                let which = chance.below(self.backups.len() as u64) as usize;
                let (from, model) = self.backups[which].clone();
                self.vault = None;
                let phrase = secret(&self.phrase);
                let key = RestoreKey::RecoveryPhrase(&phrase);
                restore(&from, &self.place.vault(), &key, moment, &mut |_| true).map_err(text)?;
                self.model = model;
                self.unlock()?;
                Ok("restore")
            }
            (945..950, ..) if self.backups.is_empty() => {
                let (present, new) = match self.passphrase {
                    PASSPHRASE => (PASSPHRASE, OTHER),
                    _ => (OTHER, PASSPHRASE),
                };
                let (was, now) = (secret(present), secret(new));
                let cost = KdfCost::floor();
                let changed = self.vault().change_passphrase(&was, &now, cost, moment);
                changed.map_err(text)?;
                self.passphrase = new;
                Kept::pay(&self.place.vault(), &now).map_err(text)?;
                Ok("passphrase")
            }
            _ => {
                let settings = settings(&words);
                self.vault()
                    .save_settings(&settings, moment)
                    .map_err(text)?;
                self.model.settings = settings;
                Ok("settings")
            }
        }
    }
}
