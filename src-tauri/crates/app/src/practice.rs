//! Practice with a made-up person: a tour, or a scene to rehearse, in a vault that is thrown away.
//!
//! The vault is a real one, with keys that nobody ever sees, in a folder of its own below the data folder.
//! While practice is on, it stands in the place of the practitioner's own: [`App::unlocked`] gives out this
//! one and no other, so that no command can read or write a real record. What leaves a vault, comes into
//! one or sets its keys is refused ([`App::for_real`]). The folder is taken away when practice ends, with
//! every lock, and at the next start after a kill; what lies in it until then is encrypted, and its key was
//! only ever in memory.
//!
//! Practice may begin while the vault is locked, and before there is one. That opens nothing: there is no
//! real vault behind it, the one on the disk still needs its passphrase, and nothing is unlocked or made
//! until the practice has ended. The window that had the commands for it is destroyed at its end, as at a
//! lock, so no window keeps more than a locked one may have.

use crate::error::{ErrorCode, ErrorView};
use crate::session::{App, Session, Unlocked};
use crate::start::{StartView, opened_session};
use casework::change;
use casework::contact::{Change, Contact};
use casework::ids::{ContactId, ItemId, PersonId};
use casework::sealing::{Author, seal};
use casework::steps::Step;
use chrono::{DateTime, TimeDelta, Utc};
use guide::rehearse::{Known, PersonsAnswer, Practitioner, RehearsalSetting, Scenario, Theme};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use specta::Type;
use std::fs;
use std::path::{Path, PathBuf};
use vault::{KdfCost, Settings, Vault};

/// The folder of every practice, below the data folder.
const FOLDER: &str = "practice";

/// How long ago the first contact of the tour was, in days.
const FIRST: i64 = 41;

/// How long ago the second one was, in days: its action for *today* is overdue, the other is not.
const SECOND: i64 = 3;

/// What is to be practised.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(tag = "practice", rename_all = "snake_case")]
pub enum PracticeRequest {
    /// The tour: home, a person with two sealed contacts, an action, a draft.
    Tour,
    /// A scene.
    Scene {
        /// Its id, from [`ScenarioCard`].
        id: String,
    },
}

/// A scene in the list.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ScenarioCard {
    /// Its id.
    pub id: String,
    /// Short name.
    pub title: String,
    /// What happens, in a sentence.
    pub about: String,
    /// Whose work it is set in.
    pub setting: RehearsalSetting,
    /// What it is about.
    pub themes: Vec<Theme>,
    /// What it teaches.
    pub lesson: String,
}

/// What is practised now.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PracticeView {
    /// The scene; none on the tour.
    pub scene: Option<SceneView>,
    /// The draft to begin with.
    pub contact: ContactId,
    /// True when the practitioner's own vault is open behind it: the end leads back home. Otherwise it
    /// leads to where a start leads.
    pub leads_home: bool,
}

/// A scene as it is shown while the steps are filled in.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SceneView {
    /// Its id.
    pub id: String,
    /// Short name.
    pub title: String,
    /// The person's made-up name.
    pub person: String,
    /// Who the practitioner is, and whom they meet.
    pub who: String,
    /// Where, and who else is there.
    pub place: String,
    /// What the person says.
    pub says: Vec<String>,
    /// What the person does.
    pub does: Vec<String>,
    /// What is known already. On the ask screen nothing of it stands, as in a real contact.
    pub known: Vec<Known>,
    /// What the person answers, to be shown once a question was asked.
    pub answers: Vec<PersonsAnswer>,
}

/// A practice that is on.
pub(crate) struct Practising {
    // Before the folder, so that no file in it is open when it is taken away.
    pub(crate) open: Unlocked,
    folder: Folder,
    /// The practitioner's own vault, waiting.
    behind: Option<Box<Unlocked>>,
    pub(crate) view: PracticeView,
    /// None on the tour.
    pub(crate) scenario: Option<Scenario>,
}

/// A folder that goes when it is dropped.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be taken away now is swept at the next start.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Takes away what an earlier start left behind.
pub(crate) fn sweep(data_folder: &Path) {
    let _ = fs::remove_dir_all(data_folder.join(FOLDER));
}

impl Practising {
    /// Throws everything away and gives back the vault that waited.
    pub(crate) fn end(self) -> Option<Box<Unlocked>> {
        let Self {
            open,
            folder,
            behind,
            ..
        } = self;
        drop(open);
        drop(folder);
        behind
    }
}

impl App {
    /// The scenes that can be rehearsed.
    pub fn rehearsals(&self) -> Vec<ScenarioCard> {
        let scenes = self.guide.scenarios.iter();
        let cards = scenes.map(|scene| ScenarioCard {
            id: scene.id.to_owned(),
            title: scene.title.clone(),
            about: scene.about.clone(),
            setting: scene.setting,
            themes: scene.themes.clone(),
            lesson: scene.lesson.clone(),
        });
        cards.collect()
    }

    /// Begins a practice; one that is on is thrown away for it. An open vault stays open behind it and is
    /// not touched until the end.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is no such scene, or a storage code. Then everything is as it was.
    pub fn begin_practice(&self, request: &PracticeRequest) -> Result<StartView, ErrorView> {
        let at = self.now();
        let scenes = match request {
            PracticeRequest::Tour => None,
            PracticeRequest::Scene { id } => {
                let scene = self.guide.scenario(id).ok_or(ErrorCode::NotFound)?;
                Some(scene.clone())
            }
        };
        let mut session = self.session();
        // Of the real vault nothing is read but what is in memory anyway.
        let (leads_home, idle_minutes) = match &*session {
            Session::Locked => (false, Settings::default().idle_minutes),
            Session::Unlocked(open) => (true, open.idle_minutes),
            Session::Practice(on) => (on.behind.is_some(), on.open.idle_minutes),
        };
        let folder = Folder(self.data_folder.join(FOLDER).join(self.new_id()));
        let begun = match scenes {
            None => at - TimeDelta::days(FIRST),
            Some(_) => at,
        };
        let mut vault = make(&folder.0, begun)?;
        let who = &self.guide.practitioner;
        vault.save_settings(&settings_of(who, idle_minutes), begun)?;
        let contact = match &scenes {
            None => self.fill(&mut vault, at)?,
            Some(scene) => self.begin_scene(&mut vault, scene, at)?,
        };
        // From here on nothing fails: what was there is not lost half way.
        let behind = match std::mem::replace(&mut *session, Session::Locked) {
            Session::Locked => None,
            Session::Unlocked(open) => Some(open),
            Session::Practice(on) => on.end(),
        };
        let view = PracticeView {
            scene: scenes.as_ref().map(scene_view),
            contact,
            leads_home,
        };
        *session = Session::Practice(Box::new(Practising {
            open: Unlocked {
                vault,
                open_draft: None,
                idle_minutes,
            },
            folder,
            behind,
            view: view.clone(),
            scenario: scenes,
        }));
        Ok(StartView::Practice { practice: view })
    }

    /// Ends the practice and throws everything of it away. Afterwards the vault is open if it was before,
    /// and locked if it was not.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when none is on, or a storage code.
    pub fn end_practice(&self) -> Result<StartView, ErrorView> {
        {
            let mut session = self.session();
            match std::mem::replace(&mut *session, Session::Locked) {
                Session::Practice(on) => {
                    if let Some(behind) = on.end() {
                        *session = Session::Unlocked(behind);
                    }
                }
                Session::Locked => return Err(ErrorCode::Locked.into()),
                open @ Session::Unlocked(_) => {
                    *session = open;
                    return Err(ErrorCode::NotFound.into());
                }
            }
            if let Some(view) = opened_session(&session) {
                return Ok(view);
            }
        }
        self.start()
    }

    /// The two sealed contacts of the tour, and its draft.
    fn fill(&self, vault: &mut Vault, now: DateTime<Utc>) -> Result<ContactId, ErrorView> {
        let checklist = self.checklist();
        let person = PersonId::new(self.new_id());
        let scenes = &self.guide.tour;
        for (scene, days) in scenes.iter().zip([FIRST, SECOND]) {
            let at = now - TimeDelta::days(days);
            let mut contact = scene.colleague(person.clone(), at)?;
            contact.compare_with(change::earlier(&vault.sealed_about(&person)?));
            let id = ContactId::new(self.new_id());
            let author = author_of(&self.guide.practitioner);
            let label = |item: &ItemId| self.guide.label(item).map(str::to_owned);
            let sealed = seal(id, at, at, author, contact, &checklist, label)
                .map_err(|_| ErrorCode::NotReadyToSeal)?;
            vault.seal(&sealed)?;
        }
        let newest = scenes.last().ok_or(ErrorCode::GuideUnavailable)?;
        let changes = [
            Change::About {
                about: newest.about_person(person),
            },
            Change::Before {
                before: newest.before,
            },
            Change::Place { step: Step::Look },
        ];
        self.draft_of(vault, changes, now)
    }

    /// The draft of a scene: the person is named, and nothing else.
    fn begin_scene(
        &self,
        vault: &mut Vault,
        scene: &Scenario,
        now: DateTime<Utc>,
    ) -> Result<ContactId, ErrorView> {
        let person = PersonId::new(self.new_id());
        let about = Change::About {
            about: scene.about_person(person),
        };
        self.draft_of(vault, [about], now)
    }

    fn draft_of(
        &self,
        vault: &mut Vault,
        changes: impl IntoIterator<Item = Change>,
        at: DateTime<Utc>,
    ) -> Result<ContactId, ErrorView> {
        let id = ContactId::new(self.new_id());
        vault.start_draft(&id, at)?;
        let mut contact = Contact::default();
        for change in changes {
            let key = contact.apply(change, at)?;
            vault.save_part(&id, &key, contact.part(&key).as_ref(), at)?;
        }
        Ok(id)
    }
}

/// A vault with keys that nobody sees. Its passphrase is forgotten here, so the cheapest derivation does:
/// nobody ever has to wait for it, and 66 random bits are behind it all the same.
fn make(folder: &Path, at: DateTime<Utc>) -> Result<Vault, ErrorView> {
    let passphrase = vault::suggest_passphrase()?;
    let (mut vault, phrase) = Vault::create(folder, "Practice", &passphrase, KdfCost::floor(), at)?;
    // A contact can be begun only once the phrase was typed back. Here there is nothing to be lost.
    vault.confirm_recovery_phrase(&SecretString::from(phrase.words().join(" ")))?;
    Ok(vault)
}

/// Settings of a made-up practitioner: of the real ones no more than when to lock.
fn settings_of(made_up: &Practitioner, idle_minutes: u32) -> Settings {
    Settings {
        author: author_of(made_up),
        lead_name: made_up.lead.as_str().into(),
        idle_minutes,
        ..Settings::default()
    }
}

fn author_of(made_up: &Practitioner) -> Author {
    Author {
        name: made_up.name.as_str().into(),
        role: made_up.role.as_str().into(),
        organisation: made_up.organisation.as_str().into(),
    }
}

fn scene_view(scenario: &Scenario) -> SceneView {
    let scene = &scenario.scene;
    SceneView {
        id: scenario.id.to_owned(),
        title: scenario.title.clone(),
        person: scenario.person.name.clone(),
        who: scene.who.clone(),
        place: scene.place.clone(),
        says: scene.says.clone(),
        does: scene.does.clone(),
        known: scene.known.clone(),
        answers: scenario.answers.clone(),
    }
}
