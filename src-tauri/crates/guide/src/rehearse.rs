//! Made-up scenes to rehearse with: whom one meets, what that person answers, and what a skilled colleague
//! would do and why.
//!
//! A scenario is data (`assets/rehearse`, one file each). What the colleague does is written as the changes
//! of a contact, so that it goes through the very rules that a practitioner's own contact goes through:
//! nothing can be shown as skilled that the gate or the seal would refuse. Nothing here is about anybody.
//!
//! They are part of the [`Guide`], and in its language. Start at [`Guide::scenario`] and
//! [`Scenario::colleague`].

use crate::Guide;
use crate::content::{GuideError, read};
use casework::checklist::{ItemAnswer, Presence};
use casework::contact::{
    AboutPerson, Account, Action, Asked, By, Change, ChangeRefused, Contact, Notes, Observation,
    QuestionAnswer, Reply, Response, Review, Route,
};
use casework::counter::{Counter, Finding, Topic, Who};
use casework::gate::{Answer, Before};
use casework::ids::{AccountId, ActionId, ItemId, ObservationId, PersonId};
use casework::outcome::{Judgement, OutcomeKind};
use casework::provenance::{Source, Sources};
use casework::referral::{Agency, Sharing, SharingDecision, Telling};
use casework::urgent::Matter;
use casework::when;
use casework::words::Words;
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whose work the scene is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum RehearsalSetting {
    /// A consultation in general practice.
    GeneralPractice,
    /// A visit to a home.
    HomeVisit,
    /// A housing office or a tenancy.
    Housing,
}

/// What a scene is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[cfg_attr(feature = "bindings", serde(rename = "SceneTheme"))]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// The person tells what they did.
    Discloses,
    /// The person blames somebody or something else.
    Blames,
    /// The person says that they are the victim.
    SaysTheyAreTheVictim,
    /// The person has been drinking or taking drugs.
    UnderInfluence,
    /// A relative interprets.
    RelativeInterprets,
    /// The person speaks of suicide.
    Suicidal,
    /// There is nothing local to refer to.
    NothingLocal,
    /// The person declines help.
    Declines,
}

impl Theme {
    /// Every theme. Each has a scenario.
    pub const ALL: [Self; 8] = [
        Self::Discloses,
        Self::Blames,
        Self::SaysTheyAreTheVictim,
        Self::UnderInfluence,
        Self::RelativeInterprets,
        Self::Suicidal,
        Self::NothingLocal,
        Self::Declines,
    ];
}

/// A made-up person.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MadeUp {
    /// Name; the surname says that it is made up.
    pub name: String,
    /// The reference of the practitioner's agency.
    pub reference: String,
}

/// Something that is known before the talk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// What.
    pub text: String,
    /// From whom.
    pub from: Source,
}

/// What there is to see and hear.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scene {
    /// Who the practitioner is, and whom they meet.
    pub who: String,
    /// Where, and who else is there.
    #[serde(rename = "where")]
    pub place: String,
    /// What the person says.
    pub says: Vec<String>,
    /// What the person does.
    pub does: Vec<String>,
    /// What is known already.
    #[serde(default)]
    pub known: Vec<Known>,
}

/// What the person answers when a question is put.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct PersonsAnswer {
    /// The question card.
    pub question: ItemId,
    /// The answer, in the person's words.
    pub words: String,
}

/// Something that the colleague does, by the id of the guide.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deed {
    /// The entry, card or item.
    pub item: ItemId,
    /// The words that go with it: what was heard, or what the colleague says.
    #[serde(default)]
    pub words: String,
    /// Who it came from.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// For an item of the checklist.
    #[serde(default)]
    pub presence: Presence,
    /// Why, in this scene. Without it, what the guide says.
    #[serde(default)]
    pub why: Option<String>,
}

/// What the colleague knows of one question of *Who does what to whom*.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Found {
    /// To whom it applies.
    pub who: Who,
    /// What is known.
    #[serde(default)]
    pub words: String,
    /// Who it came from.
    #[serde(default)]
    pub sources: Vec<Source>,
}

/// Something that the colleague leaves undone on purpose.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// The card or route.
    pub item: ItemId,
    /// Why.
    pub why: String,
}

/// A route that the colleague takes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referred {
    /// The route.
    pub item: ItemId,
    /// How the person takes it.
    pub reply: Reply,
    /// The service.
    #[serde(default)]
    pub service: String,
    /// What is said or noted.
    #[serde(default)]
    pub note: String,
    /// For a linked need: whether a programme was looked at too, and what came of it.
    #[serde(default)]
    pub programme_too: Option<Answer>,
    /// See [`Self::programme_too`].
    #[serde(default)]
    pub programme_words: String,
    /// Where there is nothing: what was looked for, and where.
    #[serde(default)]
    pub looked_for: String,
    /// See [`Self::looked_for`].
    #[serde(default)]
    pub looked_in: String,
    /// Where there is nothing: which of the actions is done instead, from 1.
    #[serde(default)]
    pub action: Option<usize>,
    /// Why, in this scene. Without it, what the guide says.
    #[serde(default)]
    pub why: Option<String>,
}

/// By when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// Before anything else.
    Now,
    /// Today.
    Today,
    /// Within seven days.
    ThisWeek,
}

/// Something that the colleague sees to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// What.
    pub what: String,
    /// Who does it.
    pub who: String,
    /// By when.
    pub by: Due,
    /// The urgent matters that it stands against.
    #[serde(default)]
    pub against: Vec<Matter>,
    /// The agency that hears of it. The colleague does not ask the person where that is not safe.
    #[serde(default)]
    pub tell: Option<Agency>,
    /// How the sharing was decided; with [`Self::tell`].
    #[serde(default)]
    pub decision: Option<SharingDecision>,
    /// On what basis; with [`Self::tell`].
    #[serde(default)]
    pub basis: String,
    /// Why.
    pub why: String,
}

/// What somebody else said, kept apart.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherSaid {
    /// Who it came from.
    pub source: Source,
    /// Who that is.
    pub who: String,
    /// What they said.
    pub words: String,
}

/// The judgement of the colleague.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    /// The view.
    pub view: Judgement,
    /// Why.
    pub why: String,
}

/// What the colleague writes down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Written {
    /// Said by the person.
    pub said: String,
    /// Seen by me.
    pub seen: String,
    /// My opinion.
    pub opinion: String,
    /// Who else knows this family.
    pub who_knows: String,
    /// Why so.
    pub why: String,
}

/// What a skilled colleague would do, step by step.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colleague {
    /// Was it safe to ask, and why.
    pub gate_why: String,
    /// The entries of the guide that say so.
    pub gate_points: Vec<ItemId>,
    /// What is noticed.
    pub notice: Vec<Deed>,
    /// The cards that are asked. None where it is not safe.
    #[serde(default)]
    pub ask: Vec<Deed>,
    /// The cards that are left out on purpose.
    #[serde(default)]
    pub leave: Vec<Left>,
    /// The mark that earlier questions were answered openly.
    #[serde(default)]
    pub openly: bool,
    /// *Who does what to whom*, where the person says that they are the victim.
    #[serde(default)]
    pub counter: BTreeMap<Topic, Found>,
    /// The items of the checklist that are answered; the others stay *not asked*.
    pub items: Vec<Deed>,
    /// The judgement.
    pub judgement: Judged,
    /// What the checklist has to say to it. A test plays it through and compares.
    pub outcome: OutcomeKind,
    /// What is said.
    pub say: Vec<Deed>,
    /// Where to refer.
    #[serde(default)]
    pub refer: Vec<Referred>,
    /// What is not referred to, though it may be asked for.
    #[serde(default)]
    pub not_advised: Vec<Left>,
    /// What is done, by whom and by when.
    pub actions: Vec<Planned>,
    /// What others said.
    #[serde(default)]
    pub accounts: Vec<OtherSaid>,
    /// What is written down.
    pub record: Written,
    /// In so many days it is looked at again.
    pub review_days: u32,
}

/// One scene with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The name of its file.
    #[serde(skip)]
    pub id: &'static str,
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
    /// The day of these words.
    #[serde(deserialize_with = "crate::content::day")]
    pub reviewed_on: NaiveDate,
    /// The person.
    pub person: MadeUp,
    /// What there is to see and hear.
    pub scene: Scene,
    /// What is true under *Before you start*.
    pub before: Before,
    /// What the person answers.
    #[serde(default)]
    pub answers: Vec<PersonsAnswer>,
    /// What a skilled colleague would do.
    pub colleague: Colleague,
}

/// Whose name stands under what is entered in a practice. It says that it is nobody's.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practitioner {
    /// Name.
    pub name: String,
    /// Role.
    pub role: String,
    /// Organisation.
    pub organisation: String,
    /// The name of the safeguarding lead.
    pub lead: String,
    /// The day of these words.
    #[serde(deserialize_with = "crate::content::day")]
    pub reviewed_on: NaiveDate,
}

const PRACTITIONER: &str = include_str!("../../../../assets/rehearse/practitioner.toml");

macro_rules! scenes {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../../../assets/rehearse/", $name, ".toml")))),+]
    };
}

/// The scenarios, in the order of the list.
const SCENARIOS: [(&str, &str); 9] = scenes![
    "surgery-discloses",
    "surgery-suicidal",
    "surgery-declines",
    "surgery-says-victim",
    "visit-blames",
    "visit-drunk",
    "visit-interpreter",
    "housing-nothing-local",
    "housing-ex-partner",
];

/// What the tour shows, the older one first.
const TOUR: [(&str, &str); 2] = scenes!["tour/first", "tour/second"];

/// Every scenario, in the order of the list.
pub(crate) fn scenarios() -> Result<Vec<Scenario>, GuideError> {
    SCENARIOS.into_iter().map(scene).collect()
}

/// The two sealed contacts of the tour, the older one first.
pub(crate) fn tour() -> Result<Vec<Scenario>, GuideError> {
    TOUR.into_iter().map(scene).collect()
}

pub(crate) fn practitioner() -> Result<Practitioner, GuideError> {
    read("rehearse/practitioner.toml", PRACTITIONER)
}

fn scene((id, text): (&'static str, &'static str)) -> Result<Scenario, GuideError> {
    Ok(Scenario {
        id,
        ..read(id, text)?
    })
}

impl Guide {
    /// The scenario of this name, if there is one.
    pub fn scenario(&self, id: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|scene| scene.id == id)
    }
}

impl Scenario {
    /// The person as a contact names them.
    pub fn about_person(&self, id: PersonId) -> AboutPerson {
        AboutPerson {
            id,
            name: words(&self.person.name),
            local_reference: words(&self.person.reference),
        }
    }

    /// What the person answers to a question.
    pub fn answer_to(&self, question: &ItemId) -> Option<&str> {
        let mut answers = self.answers.iter();
        answers
            .find(|answer| answer.question == *question)
            .map(|answer| answer.words.as_str())
    }

    /// The contact as a skilled colleague would leave it, ready to be sealed at `at`.
    ///
    /// # Errors
    /// [`ChangeRefused`] when the rules do not allow what the scenario says; a test sees to it that they do.
    pub fn colleague(&self, person: PersonId, at: DateTime<Utc>) -> Result<Contact, ChangeRefused> {
        let mut contact = Contact::default();
        for change in self.changes(person, when::day_in_london(at)) {
            contact.apply(change, at)?;
        }
        Ok(contact)
    }

    /// What the colleague enters, in the order of the steps; `today` is the day in London.
    pub fn changes(&self, person: PersonId, today: NaiveDate) -> Vec<Change> {
        let colleague = &self.colleague;
        let mut changes = vec![
            Change::About {
                about: self.about_person(person),
            },
            Change::Before {
                before: self.before,
            },
        ];
        changes.extend(colleague.notice.iter().map(noticed));
        if !colleague.counter.is_empty() {
            changes.push(Change::Counter {
                counter: found(&colleague.counter),
            });
        }
        changes.extend(colleague.ask.iter().map(|card| self.asked(card)));
        if colleague.openly {
            changes.push(Change::AnsweredOpenly { openly: true });
        }
        changes.extend(colleague.items.iter().map(marked));
        changes.push(Change::Judge {
            view: colleague.judgement.view,
            why: words(&colleague.judgement.why),
        });
        changes.push(Change::ShowOutcome);
        changes.extend(colleague.say.iter().map(said));
        let actions = colleague.actions.iter().enumerate();
        changes.extend(actions.map(|(index, action)| Change::Action {
            action: self.planned(index + 1, action, today),
        }));
        changes.extend(colleague.refer.iter().map(|route| self.referred(route)));
        if colleague
            .refer
            .iter()
            .any(|route| route.reply == Reply::Declined)
        {
            changes.push(Change::LookedAgain { looked: true });
        }
        changes.push(Change::Sharing {
            sharing: Sharing {
                who_knows: words(&colleague.record.who_knows),
                nobody_told_because: Words::default(),
            },
        });
        let accounts = colleague.accounts.iter().enumerate();
        changes.extend(accounts.map(|(index, account)| Change::Account {
            account: Account {
                id: AccountId::new(format!("{}-account-{index}", self.id)),
                source: Some(account.source),
                who: words(&account.who),
                words: words(&account.words),
            },
        }));
        changes.push(Change::Notes {
            notes: Notes {
                said: words(&colleague.record.said),
                seen: words(&colleague.record.seen),
                opinion: words(&colleague.record.opinion),
            },
        });
        changes.push(Change::Review {
            review: Review {
                day: today.checked_add_days(Days::new(colleague.review_days.into())),
                none_because: Words::default(),
            },
        });
        changes
    }

    fn asked(&self, card: &Deed) -> Change {
        Change::Question {
            item: card.item.clone(),
            answer: QuestionAnswer {
                asked: Asked::Asked,
                words: words(self.answer_to(&card.item).unwrap_or_default()),
            },
        }
    }

    /// Every scenario has ids of its own: those of the tour stand in one vault.
    fn action_id(&self, number: usize) -> ActionId {
        ActionId::new(format!("{}-action-{number}", self.id))
    }

    fn planned(&self, number: usize, planned: &Planned, today: NaiveDate) -> Action {
        Action {
            id: self.action_id(number),
            what: words(&planned.what),
            who: words(&planned.who),
            by: Some(match planned.by {
                Due::Now => By::Now,
                Due::Today => By::Today,
                Due::ThisWeek => By::ThisWeek,
            }),
            against: planned.against.clone(),
            telling: planned.tell.map(|agency| Telling {
                agency,
                decision: planned.decision,
                basis: words(&planned.basis),
                decided_by: words(&planned.who),
                decided_on: Some(today),
            }),
        }
    }

    fn referred(&self, referred: &Referred) -> Change {
        Change::Route {
            item: referred.item.clone(),
            route: Route {
                service: words(&referred.service),
                reply: Some(referred.reply),
                note: words(&referred.note),
                programme_too: referred.programme_too,
                programme_words: words(&referred.programme_words),
                looked_for: words(&referred.looked_for),
                looked_in: words(&referred.looked_in),
                action: referred.action.map(|number| self.action_id(number)),
                ..Route::default()
            },
        }
    }
}

fn noticed(deed: &Deed) -> Change {
    Change::Observation {
        observation: Observation {
            id: ObservationId::new(deed.item.as_str()),
            item: Some(deed.item.clone()),
            words: words(&deed.words),
            sources: Sources::from(deed.sources.iter().copied()),
            when: Words::default(),
        },
    }
}

fn found(all: &BTreeMap<Topic, Found>) -> Counter {
    let of = |topic| {
        let found = all.get(&topic);
        found.map_or_else(Finding::default, |found| Finding {
            who: Some(found.who),
            words: words(&found.words),
            sources: Sources::from(found.sources.iter().copied()),
        })
    };
    Counter {
        afraid: of(Topic::Afraid),
        changed_life: of(Topic::ChangedLife),
        decides: of(Topic::Decides),
        injuries: of(Topic::Injuries),
        pattern: of(Topic::Pattern),
    }
}

fn marked(deed: &Deed) -> Change {
    Change::Answer {
        item: deed.item.clone(),
        answer: ItemAnswer {
            presence: deed.presence,
            words: words(&deed.words),
            sources: Sources::from(deed.sources.iter().copied()),
            ..ItemAnswer::default()
        },
    }
}

fn said(deed: &Deed) -> Change {
    Change::Response {
        item: deed.item.clone(),
        response: Response {
            used: true,
            note: words(&deed.words),
        },
    }
}

fn words(text: &str) -> Words {
    Words::from(text)
}
