//! A contact: everything that one meeting, call or consultation left behind.
//!
//! A contact is kept as *parts* (one answer, one observation, one action, ...), so that saving one
//! answer writes one small row. [`Contact::apply`] is the only way to change it; it says which part
//! was touched. Nothing is required of a draft: conditions are a matter of [`crate::sealing`].

use crate::change::Earlier;
use crate::checklist::{Answers, Checklist, ItemAnswer, Presence};
use crate::counter::Counter;
use crate::directory::Service;
use crate::gate::{Answer, Before, Gate, SetState, gate, only_from_victim, question_sets};
use crate::ids::{AccountId, ActionId, ItemId, JottingId, ObservationId, PersonId};
use crate::jotting::Jotting;
use crate::outcome::{Judgement, Outcome, outcome};
use crate::provenance::{Protection, Source, Sources};
use crate::referral::{LookedAgain, Sharing, Telling, declined};
use crate::steps::Step;
use crate::suggestion::Dismissed;
use crate::urgent::Matter;
use crate::words::Words;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use thiserror::Error;

/// Whom the contact is about, as the practitioner names them. At least one field names somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct AboutPerson {
    /// The person's id, the same over all their contacts.
    pub id: PersonId,
    /// Name or initials.
    pub name: Words,
    /// The reference that the practitioner's own agency uses.
    pub local_reference: Words,
}

/// One thing heard or seen: an item of the guide that was ticked, or free words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Observation {
    /// For an item of the guide, the item's own id.
    pub id: ObservationId,
    /// The item of the guide, if it is one.
    pub item: Option<ItemId>,
    /// The exact words, or what was seen.
    pub words: Words,
    /// Who it came from; several may apply.
    pub sources: Sources,
    /// When it was heard or seen, as told: "today", "2pm", "last week".
    pub when: Words,
}

/// Whether a question was put.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// It was asked.
    Asked,
    /// It was asked and the person did not want to answer.
    Declined,
    /// It was not asked.
    #[default]
    NotAsked,
}

/// What came of one question card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(default)]
pub struct QuestionAnswer {
    /// Whether it was put.
    pub asked: Asked,
    /// The answer in the person's words.
    pub words: Words,
}

/// One practice or safety point of step 4 that was used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(default)]
pub struct Response {
    /// Ticked as used.
    pub used: bool,
    /// What was said.
    pub note: Words,
}

/// How the person took an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// They agreed.
    Agreed,
    /// They want to think about it.
    Thinking,
    /// They declined.
    Declined,
    /// It was not put to them.
    NotOffered,
}

/// One route of step 5 that was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(default)]
pub struct Route {
    /// The service, in the practitioner's words.
    pub service: Words,
    /// How the person took it.
    pub reply: Option<Reply>,
    /// Anything else.
    pub note: Words,
    /// The service of the directory that was chosen, as it stood then. Never one that is not advised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chosen: Option<Service>,
    /// For a linked need: whether a perpetrator programme was looked at as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme_too: Option<Answer>,
    /// What came of that, or why not.
    #[serde(skip_serializing_if = "is_default")]
    pub programme_words: Words,
    /// Where there is nothing to refer to: what was looked for.
    #[serde(skip_serializing_if = "is_default")]
    pub looked_for: Words,
    /// Where there is nothing to refer to: where it was looked for.
    #[serde(skip_serializing_if = "is_default")]
    pub looked_in: Words,
    /// Where there is nothing to refer to: what is done instead, one of [`Contact::actions`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<ActionId>,
    /// Why nothing is done instead.
    #[serde(skip_serializing_if = "is_default")]
    pub no_action_because: Words,
    /// When it was first entered that they declined; none while they do not. Set here, not by the screen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declined_at: Option<DateTime<Utc>>,
}

impl Route {
    /// The service by its name: that of the directory, or as it was typed.
    pub fn named(&self) -> &Words {
        self.chosen
            .as_ref()
            .map_or(&self.service, |service| &service.name)
    }
}

/// By when an action must be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum By {
    /// Before anything else.
    Now,
    /// Today.
    Today,
    /// Within seven days.
    ThisWeek,
    /// On or before a day.
    Date {
        /// The day, London.
        day: NaiveDate,
    },
}

impl By {
    /// The last day on which it is in time, when it was decided on `decided`.
    pub fn due(self, decided: NaiveDate) -> NaiveDate {
        match self {
            Self::Now | Self::Today => decided,
            Self::ThisWeek => decided
                .checked_add_days(chrono::Days::new(7))
                .unwrap_or(NaiveDate::MAX),
            Self::Date { day } => day,
        }
    }
}

/// Something that somebody must do by a time. The app sends nothing: it stays open until somebody
/// says that it was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Action {
    /// Its id.
    pub id: ActionId,
    /// What is to be done.
    pub what: Words,
    /// Who does it.
    pub who: Words,
    /// By when; none while it is still being typed.
    pub by: Option<By>,
    /// The urgent matters that it stands against.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<Matter>,
    /// The agency that is to hear about the contact, with the decision to share; none for any other action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telling: Option<Telling>,
}

impl Action {
    /// True when it says what, who and by when; only such an action counts for sealing.
    pub fn is_complete(&self) -> bool {
        !self.what.is_blank() && !self.who.is_blank() && self.by.is_some()
    }
}

/// What one other person said, kept apart from the other kinds of words (step 6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Who said it. None while it is not said: then it counts as victim-only.
    pub source: Option<Source>,
    /// Who that is, in the practitioner's words.
    pub who: Words,
    /// What they said.
    pub words: Words,
}

impl Account {
    /// The source as a set, so that one rule decides on protection.
    pub fn sources(&self) -> Sources {
        Sources::from(self.source)
    }
}

/// The practitioner's own words of step 6, kept apart by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(default)]
pub struct Notes {
    /// Said by the person.
    pub said: Words,
    /// Seen by me.
    pub seen: Words,
    /// My opinion.
    pub opinion: Words,
}

/// When the contact is looked at again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(default)]
pub struct Review {
    /// The day.
    pub day: Option<NaiveDate>,
    /// Why there is none.
    pub none_because: Words,
}

/// One change of the gate during the contact. All are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct GateChange {
    /// When.
    pub at: DateTime<Utc>,
    /// The answers from then on.
    pub before: Before,
    /// What the gate said from then on.
    pub gate: Gate,
    /// Which questions were open from then on; empty in what was sealed before this was kept.
    #[serde(default)]
    pub sets: Vec<SetState>,
}

impl GateChange {
    /// True when another one opens and shuts the same, and says the same about the victim.
    fn says_the_same(&self, other: &Self) -> bool {
        self.gate == other.gate
            && self.sets == other.sets
            && only_from_victim(&self.before) == only_from_victim(&other.before)
    }
}

/// The judgement, given before the outcome is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct JudgementGiven {
    /// The view.
    pub view: Judgement,
    /// Why.
    pub why: Words,
    /// When it was last changed before the outcome was shown.
    pub at: DateTime<Utc>,
    /// When the outcome was first shown; from then on the view can only be raised.
    pub outcome_shown_at: Option<DateTime<Utc>>,
    /// Raised after the outcome was shown, in order of time.
    pub raised: Vec<Raise>,
}

impl JudgementGiven {
    /// The view that counts now.
    pub fn current(&self) -> Judgement {
        self.raised.last().map_or(self.view, |raise| raise.to)
    }
}

/// The judgement raised after the outcome was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Raise {
    /// The new view.
    pub to: Judgement,
    /// Why. Never blank.
    pub reason: Words,
    /// When.
    pub at: DateTime<Utc>,
}

/// Everything that was entered in one contact.
///
/// Only what was entered is written out, so a part (see [`Contact::part`]) is a contact with one
/// thing in it, and a draft is the parts put together again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// Whom it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<AboutPerson>,
    /// The answers under *Before you start*.
    #[serde(skip_serializing_if = "is_default")]
    pub before: Before,
    /// Every change of the gate.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gate_changes: Vec<GateChange>,
    /// The practitioner's mark that earlier questions were answered openly.
    #[serde(skip_serializing_if = "is_default")]
    pub answered_openly: bool,
    /// What was heard and seen.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub observations: BTreeMap<ObservationId, Observation>,
    /// The question cards.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub questions: BTreeMap<ItemId, QuestionAnswer>,
    /// The checklist.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: Answers,
    /// Offers to mark an item that were turned down: what points there, then the item.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub dismissed: BTreeMap<ItemId, BTreeMap<ItemId, Dismissed>>,
    /// The earlier contacts with the same person, as they stood when the outcome was shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Earlier>,
    /// The notepad.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub jottings: BTreeMap<JottingId, Jotting>,
    /// Who does what to whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counter: Option<Counter>,
    /// Phrases of the wording check that the practitioner has looked at and keeps.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub wording_kept: BTreeSet<ItemId>,
    /// The judgement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judgement: Option<JudgementGiven>,
    /// Step 4.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub responses: BTreeMap<ItemId, Response>,
    /// Step 5.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub routes: BTreeMap<ItemId, Route>,
    /// When the risk was looked at again after somebody declined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looked_again: Option<LookedAgain>,
    /// Who else knows the family, and why nobody is told.
    #[serde(skip_serializing_if = "is_default")]
    pub sharing: Sharing,
    /// Things to do.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub actions: BTreeMap<ActionId, Action>,
    /// What others said.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub accounts: BTreeMap<AccountId, Account>,
    /// The practitioner's notes.
    #[serde(skip_serializing_if = "is_default")]
    pub notes: Notes,
    /// When it is looked at again.
    #[serde(skip_serializing_if = "is_default")]
    pub review: Review,
    /// The step at which a draft was left, so that it opens there again. Not part of a record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Step>,
}

/// One change that a practitioner makes to a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// Names the person.
    About {
        /// Whom it is about.
        about: AboutPerson,
    },
    /// Answers *Before you start*.
    Before {
        /// All nine answers.
        before: Before,
    },
    /// Marks whether earlier questions were answered openly.
    AnsweredOpenly {
        /// The mark.
        openly: bool,
    },
    /// Adds or replaces an observation.
    Observation {
        /// The observation.
        observation: Observation,
    },
    /// Takes an observation away.
    RemoveObservation {
        /// Which.
        id: ObservationId,
    },
    /// Answers a question card.
    Question {
        /// Which.
        item: ItemId,
        /// What came of it.
        answer: QuestionAnswer,
    },
    /// Answers an item of the checklist.
    Answer {
        /// Which.
        item: ItemId,
        /// The answer.
        answer: ItemAnswer,
    },
    /// Takes up an offer: the item is present, with the words and sources of what makes the offer added
    /// to those that it has.
    TakeUp {
        /// What points there.
        from: ItemId,
        /// The item of the checklist.
        item: ItemId,
    },
    /// Turns an offer down, or says later why it was.
    Dismiss {
        /// What points there.
        from: ItemId,
        /// The item of the checklist.
        item: ItemId,
        /// Why.
        reason: Words,
    },
    /// Jots a line down, or says where it belongs.
    Jot {
        /// The line.
        jotting: Jotting,
    },
    /// Takes a line away.
    RemoveJotting {
        /// Which.
        id: JottingId,
    },
    /// Writes *Who does what to whom*.
    Counter {
        /// The page.
        counter: Counter,
    },
    /// Keeps a wording that the check would have otherwise.
    KeepWording {
        /// The phrase.
        phrase: ItemId,
        /// False: it is looked at again.
        keep: bool,
    },
    /// Gives the judgement, before the outcome is shown.
    Judge {
        /// The view.
        view: Judgement,
        /// Why.
        why: Words,
    },
    /// Shows the outcome; from now on the judgement can only be raised.
    ShowOutcome,
    /// Raises the judgement after the outcome was shown.
    RaiseJudgement {
        /// The new view.
        to: Judgement,
        /// Why.
        reason: Words,
    },
    /// Ticks or notes a point of step 4.
    Response {
        /// Which.
        item: ItemId,
        /// What was used and said.
        response: Response,
    },
    /// Chooses or changes a route.
    Route {
        /// Which.
        item: ItemId,
        /// What was chosen.
        route: Route,
    },
    /// Takes a route away.
    RemoveRoute {
        /// Which.
        item: ItemId,
    },
    /// Says that the risk was looked at again after somebody declined.
    LookedAgain {
        /// False: it was not, after all.
        looked: bool,
    },
    /// Writes who else knows the family, and why nobody is told.
    Sharing {
        /// Both.
        sharing: Sharing,
    },
    /// Adds or changes an action.
    Action {
        /// The action.
        action: Action,
    },
    /// Takes an action away.
    RemoveAction {
        /// Which.
        id: ActionId,
    },
    /// Adds or changes what somebody else said.
    Account {
        /// The account.
        account: Account,
    },
    /// Takes an account away.
    RemoveAccount {
        /// Which.
        id: AccountId,
    },
    /// Writes the notes.
    Notes {
        /// The notes.
        notes: Notes,
    },
    /// Sets the review.
    Review {
        /// The review.
        review: Review,
    },
    /// Remembers the step that is open.
    Place {
        /// The step.
        step: Step,
    },
}

/// Why a change was refused. The contact is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ChangeRefused {
    /// The judgement comes before the outcome.
    #[error("the outcome cannot be shown before the judgement is given")]
    JudgementFirst,
    /// After the outcome was shown the judgement can only be raised.
    #[error("the judgement cannot be changed once the outcome was shown; it can be raised")]
    OutcomeShown,
    /// There is no shown outcome that the judgement could be raised after.
    #[error("the judgement can be raised only after the outcome was shown")]
    NothingToRaise,
    /// The new view is not graver than the present one.
    #[error("the judgement can be raised, never lowered")]
    NotRaised,
    /// Raising needs a reason.
    #[error("raising the judgement needs a reason")]
    ReasonMissing,
    /// The service may make things worse for the victim: it is no route.
    #[error("nobody who abuses is referred to such a service")]
    NotAdvised,
}

/// Names one part of a contact; as text it is a key of the draft's table, `answer/risk.weapons`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartKey {
    /// [`Contact::about`]
    About,
    /// [`Contact::before`] with [`Contact::gate_changes`]
    Before,
    /// [`Contact::answered_openly`] with [`Contact::gate_changes`]
    AnsweredOpenly,
    /// One of [`Contact::observations`]
    Observation(ObservationId),
    /// One of [`Contact::questions`]
    Question(ItemId),
    /// One of [`Contact::answers`]
    Answer(ItemId),
    /// One of [`Contact::dismissed`]
    Dismissed(ItemId, ItemId),
    /// [`Contact::earlier`]
    Earlier,
    /// One of [`Contact::jottings`]
    Jotting(JottingId),
    /// [`Contact::counter`]
    Counter,
    /// [`Contact::wording_kept`]
    WordingKept,
    /// [`Contact::judgement`]
    Judgement,
    /// One of [`Contact::responses`]
    Response(ItemId),
    /// One of [`Contact::routes`]
    Route(ItemId),
    /// [`Contact::looked_again`]
    LookedAgain,
    /// [`Contact::sharing`]
    Sharing,
    /// One of [`Contact::actions`]
    Action(ActionId),
    /// One of [`Contact::accounts`]
    Account(AccountId),
    /// [`Contact::notes`]
    Notes,
    /// [`Contact::review`]
    Review,
    /// [`Contact::place`]
    Place,
}

impl fmt::Display for PartKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::About => f.write_str("about"),
            Self::Before => f.write_str("before"),
            Self::AnsweredOpenly => f.write_str("answered_openly"),
            Self::Observation(id) => write!(f, "observation/{id}"),
            Self::Question(id) => write!(f, "question/{id}"),
            Self::Answer(id) => write!(f, "answer/{id}"),
            Self::Dismissed(from, item) => write!(f, "dismissed/{from}/{item}"),
            Self::Earlier => f.write_str("earlier"),
            Self::Jotting(id) => write!(f, "jotting/{id}"),
            Self::Counter => f.write_str("counter"),
            Self::WordingKept => f.write_str("wording_kept"),
            Self::Judgement => f.write_str("judgement"),
            Self::Response(id) => write!(f, "response/{id}"),
            Self::Route(id) => write!(f, "route/{id}"),
            Self::LookedAgain => f.write_str("looked_again"),
            Self::Sharing => f.write_str("sharing"),
            Self::Action(id) => write!(f, "action/{id}"),
            Self::Account(id) => write!(f, "account/{id}"),
            Self::Notes => f.write_str("notes"),
            Self::Review => f.write_str("review"),
            Self::Place => f.write_str("place"),
        }
    }
}

impl Contact {
    /// Makes one change at the time `at`.
    ///
    /// Returns the part that was touched, for [`Contact::part`].
    ///
    /// # Errors
    /// [`ChangeRefused`] when the order of judgement and outcome would be broken, or a service chosen that
    /// may make things worse; nothing changed.
    pub fn apply(&mut self, change: Change, at: DateTime<Utc>) -> Result<PartKey, ChangeRefused> {
        Ok(match change {
            Change::About { about } => {
                self.about = Some(about);
                PartKey::About
            }
            Change::Before { before } => {
                self.answer_before(before, at);
                PartKey::Before
            }
            Change::AnsweredOpenly { openly } => {
                self.answered_openly = openly;
                self.keep_gate(at);
                PartKey::AnsweredOpenly
            }
            Change::Observation { observation } => {
                let id = observation.id.clone();
                self.observations.insert(id.clone(), observation);
                PartKey::Observation(id)
            }
            Change::RemoveObservation { id } => {
                self.observations.remove(&id);
                PartKey::Observation(id)
            }
            Change::Question { item, answer } => {
                self.questions.insert(item.clone(), answer);
                PartKey::Question(item)
            }
            Change::Answer { item, mut answer } => {
                answer.answered_at = Some(at);
                self.answers.insert(item.clone(), answer);
                PartKey::Answer(item)
            }
            Change::TakeUp { from, item } => {
                self.take_up(&from, &item, at);
                PartKey::Answer(item)
            }
            Change::Dismiss { from, item, reason } => {
                let key = PartKey::Dismissed(from.clone(), item.clone());
                self.dismissed
                    .entry(from)
                    .or_default()
                    .entry(item)
                    .or_insert_with(|| Dismissed {
                        reason: Words::default(),
                        at,
                    })
                    .reason = reason;
                key
            }
            Change::Jot { mut jotting } => {
                let id = jotting.id.clone();
                let before = self.jottings.get(&id).and_then(|before| before.at);
                jotting.at = before.or(Some(at));
                self.jottings.insert(id.clone(), jotting);
                PartKey::Jotting(id)
            }
            Change::RemoveJotting { id } => {
                self.jottings.remove(&id);
                PartKey::Jotting(id)
            }
            Change::Counter { counter } => {
                self.counter = Some(counter);
                PartKey::Counter
            }
            Change::KeepWording { phrase, keep } => {
                if keep {
                    self.wording_kept.insert(phrase);
                } else {
                    self.wording_kept.remove(&phrase);
                }
                PartKey::WordingKept
            }
            Change::Judge { view, why } => {
                self.judge(view, why, at)?;
                PartKey::Judgement
            }
            Change::ShowOutcome => {
                let given = self
                    .judgement
                    .as_mut()
                    .ok_or(ChangeRefused::JudgementFirst)?;
                given.outcome_shown_at.get_or_insert(at);
                PartKey::Judgement
            }
            Change::RaiseJudgement { to, reason } => {
                self.raise(to, reason, at)?;
                PartKey::Judgement
            }
            Change::Response { item, response } => {
                self.responses.insert(item.clone(), response);
                PartKey::Response(item)
            }
            Change::Route { item, route } => {
                self.choose(&item, route, at)?;
                PartKey::Route(item)
            }
            Change::RemoveRoute { item } => {
                self.routes.remove(&item);
                PartKey::Route(item)
            }
            Change::LookedAgain { looked } => {
                let declined = declined(self);
                self.looked_again = looked.then_some(LookedAgain { at, declined });
                PartKey::LookedAgain
            }
            Change::Sharing { sharing } => {
                self.sharing = sharing;
                PartKey::Sharing
            }
            Change::Action { action } => {
                let id = action.id.clone();
                self.actions.insert(id.clone(), action);
                PartKey::Action(id)
            }
            Change::RemoveAction { id } => {
                self.actions.remove(&id);
                PartKey::Action(id)
            }
            Change::Account { account } => {
                let id = account.id.clone();
                self.accounts.insert(id.clone(), account);
                PartKey::Account(id)
            }
            Change::RemoveAccount { id } => {
                self.accounts.remove(&id);
                PartKey::Account(id)
            }
            Change::Notes { notes } => {
                self.notes = notes;
                PartKey::Notes
            }
            Change::Review { review } => {
                self.review = review;
                PartKey::Review
            }
            Change::Place { step } => {
                self.place = Some(step);
                PartKey::Place
            }
        })
    }

    /// Puts the earlier contacts with the same person beside this one. Not a change that a practitioner
    /// makes: whoever holds the records says what they are.
    pub fn compare_with(&mut self, earlier: Option<Earlier>) -> PartKey {
        self.earlier = earlier;
        PartKey::Earlier
    }

    /// The exact words are evidence: they are added behind those that stand there, and none is lost.
    ///
    /// What only a victim said made no offer and is not taken along: it stays where it is. Words that
    /// stand there without a source keep the whole without one, so that they never seem to be the
    /// person's.
    fn take_up(&mut self, from: &ItemId, item: &ItemId, at: DateTime<Utc>) {
        let pieces = open_pieces(self, from);
        let answer = self.answers.entry(item.clone()).or_default();
        let nobody_said = answer.has_words_without_source();
        answer.presence = Presence::Present;
        answer.answered_at = Some(at);
        for (words, sources) in pieces {
            if !nobody_said {
                answer.sources = Sources::from(answer.sources.iter().chain(sources.iter()));
            }
            if words.is_blank() || answer.words.has_lines(&words) {
                continue;
            }
            answer.words = if answer.words.is_blank() {
                words
            } else {
                Words::new(format!("{}\n{}", answer.words.as_str(), words.as_str()))
            };
        }
    }

    fn answer_before(&mut self, before: Before, at: DateTime<Utc>) {
        self.before = before;
        self.keep_gate(at);
    }

    /// Keeps what may be asked from now on, unless it is what was kept last.
    fn keep_gate(&mut self, at: DateTime<Utc>) {
        let now = GateChange {
            at,
            before: self.before,
            gate: gate(&self.before),
            sets: question_sets(&self.before, self.answered_openly),
        };
        // The first answer is kept too: "nothing was answered yet" is where every contact starts.
        if !self
            .gate_changes
            .last()
            .is_some_and(|last| last.says_the_same(&now))
        {
            self.gate_changes.push(now);
        }
    }

    /// Enters a route. The time at which they declined stays while they do.
    fn choose(
        &mut self,
        item: &ItemId,
        mut route: Route,
        at: DateTime<Utc>,
    ) -> Result<(), ChangeRefused> {
        let chosen = route.chosen.as_ref();
        if chosen.is_some_and(|service| service.kind.is_not_advised()) {
            return Err(ChangeRefused::NotAdvised);
        }
        let before = self.routes.get(item).and_then(|before| before.declined_at);
        let declines = route.reply == Some(Reply::Declined);
        route.declined_at = declines.then(|| before.unwrap_or(at));
        self.routes.insert(item.clone(), route);
        Ok(())
    }

    fn judge(
        &mut self,
        view: Judgement,
        why: Words,
        at: DateTime<Utc>,
    ) -> Result<(), ChangeRefused> {
        if let Some(given) = &self.judgement
            && given.outcome_shown_at.is_some()
        {
            // The reason may still be completed: it says why, it does not change the view.
            if given.view != view {
                return Err(ChangeRefused::OutcomeShown);
            }
        }
        match &mut self.judgement {
            Some(given) if given.outcome_shown_at.is_some() => given.why = why,
            slot => {
                *slot = Some(JudgementGiven {
                    view,
                    why,
                    at,
                    outcome_shown_at: None,
                    raised: Vec::new(),
                });
            }
        }
        Ok(())
    }

    fn raise(
        &mut self,
        to: Judgement,
        reason: Words,
        at: DateTime<Utc>,
    ) -> Result<(), ChangeRefused> {
        let given = self
            .judgement
            .as_mut()
            .filter(|given| given.outcome_shown_at.is_some())
            .ok_or(ChangeRefused::NothingToRaise)?;
        if to <= given.current() {
            return Err(ChangeRefused::NotRaised);
        }
        if reason.is_blank() {
            return Err(ChangeRefused::ReasonMissing);
        }
        given.raised.push(Raise { to, reason, at });
        Ok(())
    }

    /// The outcome, once the practitioner has given a judgement and asked to see it.
    ///
    /// Before that there is none to be had: the judgement must not be led by the checklist.
    pub fn shown_outcome(&self, checklist: &Checklist) -> Option<Outcome> {
        let given = self.judgement.as_ref()?;
        given.outcome_shown_at?;
        let earlier = self.earlier.as_ref();
        Some(outcome(checklist, &self.answers, given.current(), earlier))
    }

    /// One part, as a contact with that part alone in it; `None` when it was taken away.
    pub fn part(&self, key: &PartKey) -> Option<Self> {
        let mut part = Self::default();
        match key {
            PartKey::About => part.about = Some(self.about.clone()?),
            PartKey::Before => {
                part.before = self.before;
                part.gate_changes = self.gate_changes.clone();
            }
            PartKey::AnsweredOpenly => {
                part.answered_openly = self.answered_openly;
                // The mark opens and shuts the direct set: what it changed is written with it.
                part.gate_changes = self.gate_changes.clone();
            }
            PartKey::Observation(id) => part.observations = one(&self.observations, id)?,
            PartKey::Question(item) => part.questions = one(&self.questions, item)?,
            PartKey::Answer(item) => part.answers = one(&self.answers, item)?,
            PartKey::Dismissed(from, item) => {
                let dismissed = one(self.dismissed.get(from)?, item)?;
                part.dismissed = BTreeMap::from([(from.clone(), dismissed)]);
            }
            PartKey::Earlier => part.earlier = Some(self.earlier.clone()?),
            PartKey::Jotting(id) => part.jottings = one(&self.jottings, id)?,
            PartKey::Counter => part.counter = Some(self.counter.clone()?),
            PartKey::WordingKept => part.wording_kept = self.wording_kept.clone(),
            PartKey::Judgement => part.judgement = Some(self.judgement.clone()?),
            PartKey::Response(item) => part.responses = one(&self.responses, item)?,
            PartKey::Route(item) => part.routes = one(&self.routes, item)?,
            PartKey::LookedAgain => part.looked_again = Some(self.looked_again.clone()?),
            PartKey::Sharing => part.sharing = self.sharing.clone(),
            PartKey::Action(id) => part.actions = one(&self.actions, id)?,
            PartKey::Account(id) => part.accounts = one(&self.accounts, id)?,
            PartKey::Notes => part.notes = self.notes.clone(),
            PartKey::Review => part.review = self.review.clone(),
            PartKey::Place => part.place = Some(self.place?),
        }
        Some(part)
    }

    /// Puts parts together again. Each part must come from a key of its own; the order does not
    /// matter.
    pub fn from_parts(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut whole = Self::default();
        for part in parts {
            whole.about = part.about.or(whole.about);
            if !is_default(&part.before) {
                whole.before = part.before;
            }
            // Two parts hold them; they only grow, so the longer list is the newer one.
            if part.gate_changes.len() > whole.gate_changes.len() {
                whole.gate_changes = part.gate_changes;
            }
            whole.answered_openly |= part.answered_openly;
            whole.observations.extend(part.observations);
            whole.questions.extend(part.questions);
            whole.answers.extend(part.answers);
            for (from, items) in part.dismissed {
                whole.dismissed.entry(from).or_default().extend(items);
            }
            whole.earlier = part.earlier.or(whole.earlier);
            whole.jottings.extend(part.jottings);
            whole.counter = part.counter.or(whole.counter);
            whole.wording_kept.extend(part.wording_kept);
            whole.judgement = part.judgement.or(whole.judgement);
            whole.responses.extend(part.responses);
            whole.routes.extend(part.routes);
            whole.looked_again = part.looked_again.or(whole.looked_again);
            if !is_default(&part.sharing) {
                whole.sharing = part.sharing;
            }
            whole.actions.extend(part.actions);
            whole.accounts.extend(part.accounts);
            if !is_default(&part.notes) {
                whole.notes = part.notes;
            }
            if !is_default(&part.review) {
                whole.review = part.review;
            }
            whole.place = part.place.or(whole.place);
        }
        whole
    }
}

/// What points to an item: the words and sources of an observation, of the answer to its card, of lines
/// attached.
pub(crate) fn pieces(contact: &Contact, from: &ItemId) -> Vec<(Words, Sources)> {
    let observed = contact
        .observations
        .values()
        .filter(|observation| observation.item.as_ref() == Some(from))
        .map(|observation| (observation.words.clone(), observation.sources.clone()));
    let answered = contact
        .questions
        .get(from)
        .filter(|answer| answer.asked == Asked::Asked && !answer.words.is_blank())
        .map(|answer| (answer.words.clone(), Sources::from([Source::Person])));
    let jotted = contact
        .jottings
        .values()
        .filter(|jotting| jotting.to.contains(from) && !jotting.words.is_blank())
        .map(|jotting| (jotting.words.clone(), jotting.sources.clone()));
    observed.chain(answered).chain(jotted).collect()
}

/// As [`pieces`], but for those that only a victim said: what may make an offer.
pub(crate) fn open_pieces(contact: &Contact, from: &ItemId) -> Vec<(Words, Sources)> {
    let mut pieces = pieces(contact, from);
    pieces.retain(|(_, sources)| sources.protection() != Protection::VictimOnly);
    pieces
}

fn one<K: Ord + Clone, V: Clone>(map: &BTreeMap<K, V>, key: &K) -> Option<BTreeMap<K, V>> {
    let value = map.get(key)?;
    Some(BTreeMap::from([(key.clone(), value.clone())]))
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
