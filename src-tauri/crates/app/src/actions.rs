//! Actions and reviews: what somebody has to do, until somebody says that it was done.
//!
//! Waymark sends nothing and closes nothing by itself. What may be entered is decided in
//! [`casework::action`]; lists are read from rows, and only the page of one action reads its entries.

use crate::error::{ErrorCode, ErrorView, Field};
use crate::record::{ClockNote, clock_note};
use crate::session::{App, Unlocked};
use casework::action::{ActionStep, Due, Standing, StepRefused};
use casework::contact::{Action, By};
use casework::ids::{ActionId, ContactId, PersonId};
use casework::when;
use casework::words::Words;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use specta::Type;
use vault::{ActionEntry, ActionRow, SealedRow};

/// How many open actions and reviews are listed at most.
const OPEN: u32 = 100;

/// How many of those that were done last are listed.
const DONE: u32 = 20;

/// Reviews of so many days to come are listed too, to plan by.
const COMING: u64 = 14;

/// An action as a list shows it. Names are initials: anyone may see a list.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ActionCard {
    /// Its id.
    pub id: ActionId,
    /// The contact that it came from; none when it was decided by itself.
    pub contact: Option<ContactId>,
    /// Whom it is about, if anybody.
    pub person: Option<PersonId>,
    /// The person's initials.
    pub initials: String,
    /// The reference of the practitioner's agency.
    pub reference: Words,
    /// What is to be done.
    pub what: Words,
    /// Who does it.
    pub who: Words,
    /// By when: "23 November 2026".
    pub due: String,
    /// How today stands to that day; none once it was done.
    pub is: Option<Due>,
    /// The day on which it was done; none while it is open.
    pub done: Option<String>,
}

/// A review that is due, or will be soon: until the next contact with the same person is sealed.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ReviewCard {
    /// The contact in which the day was set.
    pub contact: ContactId,
    /// Whom it is about.
    pub person: PersonId,
    /// Their initials.
    pub initials: String,
    /// The reference of the practitioner's agency.
    pub reference: Words,
    /// The day: "23 November 2026".
    pub day: String,
    /// How today stands to it.
    pub is: Due,
}

/// Everything that is open, and what was done last.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ActionsView {
    /// Open actions, the one due first first.
    pub open: Vec<ActionCard>,
    /// How many are open in all, and of how many the day is past.
    pub counts: ActionCounts,
    /// Reviews that are due, or will be within two weeks, the one due first first.
    pub reviews: Vec<ReviewCard>,
    /// What was done last.
    pub done: Vec<ActionCard>,
}

/// How many actions are open. Counted up to [`ActionCounts::most`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ActionCounts {
    /// All open ones.
    pub open: u32,
    /// Those whose day is past.
    pub overdue: u32,
    /// Where counting ends.
    pub most: u32,
}

/// One action with everything that happened to it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ActionPageView {
    /// How it stands.
    pub card: ActionCard,
    /// The day on which it was decided.
    pub decided: String,
    /// What came of it; blank while it is open.
    pub outcome: Words,
    /// What happened to it, the first first.
    pub history: Vec<ActionEventView>,
}

/// One thing that happened to an action.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ActionEventView {
    /// What.
    pub event: ActionEvent,
    /// When it was entered: "23 November 2026 at 2:14pm".
    pub at: String,
    /// The name of who entered it; blank when none is in the settings.
    pub author: Words,
    /// What is known about the clock.
    pub clock_note: Option<ClockNote>,
}

/// What happened to an action.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ActionEvent {
    /// It was decided in a contact.
    Decided,
    /// It was added by itself.
    Added {
        /// By when it was to be done.
        due: Option<String>,
    },
    /// It got another time.
    Moved {
        /// By when it is to be done since.
        due: String,
        /// Why.
        why: Words,
    },
    /// It was done.
    Done {
        /// On which day.
        on: String,
        /// What came of it.
        outcome: Words,
    },
    /// It was not done after all.
    Reopened {
        /// Why.
        why: Words,
    },
}

/// What somebody enters about an action. The day of today is the app's to say.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ActionRequest {
    /// Adds one that was not decided in a contact.
    Add {
        /// Whom it is about, if anybody.
        person: Option<PersonId>,
        /// What is to be done.
        what: Words,
        /// Who does it.
        who: Words,
        /// By when.
        by: Option<By>,
    },
    /// Gives it another time.
    Move {
        /// Which.
        id: ActionId,
        /// By when.
        by: Option<By>,
        /// Why.
        why: Words,
    },
    /// Says that it was done.
    Done {
        /// Which.
        id: ActionId,
        /// On which day; none for today.
        on: Option<NaiveDate>,
        /// What came of it.
        outcome: Words,
    },
    /// Says that it was not done after all.
    Reopen {
        /// Which.
        id: ActionId,
        /// Why.
        why: Words,
    },
}

impl App {
    /// What is open, overdue first, reviews, and what was done last. From lists alone.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`] or a storage code.
    pub fn actions(&self) -> Result<ActionsView, ErrorView> {
        let today = when::day_in_london(self.now());
        let soon = today.checked_add_days(Days::new(COMING)).unwrap_or(today);
        self.unlocked(|open| {
            let cards =
                |rows: Vec<ActionRow>| rows.into_iter().map(|row| card(row, today)).collect();
            Ok(ActionsView {
                open: cards(open.vault.open_actions(OPEN)?),
                counts: counts(open, today)?,
                reviews: reviews(open, soon, OPEN, today)?,
                done: cards(open.vault.done_actions(DONE)?),
            })
        })
    }

    /// One action with everything that happened to it.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is no such action, or a storage code.
    pub fn action(&self, id: &ActionId) -> Result<ActionPageView, ErrorView> {
        let today = when::day_in_london(self.now());
        self.unlocked(|open| page(open, id, today))
    }

    /// Adds an action, moves it to another time, says that it was done or that it was not, and answers with
    /// its page.
    ///
    /// # Errors
    /// What [`ActionStep::check`] refuses, at its field; [`ErrorCode::NotFound`] when there is no such action
    /// or person; or a storage code. Then nothing was entered.
    pub fn enter_action(&self, request: ActionRequest) -> Result<ActionPageView, ErrorView> {
        let at = self.now();
        let today = when::day_in_london(at);
        let step = match request {
            ActionRequest::Add {
                person,
                what,
                who,
                by,
            } => ActionStep::Added {
                person,
                action: Action {
                    id: ActionId::new(self.new_id()),
                    what,
                    who,
                    by,
                    against: Vec::new(),
                    telling: None,
                },
                decided_on: today,
            },
            ActionRequest::Move { id, by, why } => ActionStep::Moved {
                id,
                by: by.ok_or(StepRefused::ByMissing)?,
                decided_on: today,
                why,
            },
            ActionRequest::Done { id, on, outcome } => ActionStep::Done {
                id,
                on: on.unwrap_or(today),
                outcome,
            },
            ActionRequest::Reopen { id, why } => ActionStep::Reopened { id, why },
        };
        self.unlocked(|open| {
            let standing = match &step {
                ActionStep::Added { .. } => None,
                known => {
                    let row = open.vault.action(known.id())?.ok_or(ErrorCode::NotFound)?;
                    Some(Standing {
                        decided_on: row.decided_on,
                        done_on: row.done_on,
                    })
                }
            };
            step.check(standing, today)?;
            let author = open.vault.settings()?.author;
            open.vault.enter_action(&step, &author, at)?;
            page(open, step.id(), today)
        })
    }
}

/// An action as a list shows it today.
pub(crate) fn card(row: ActionRow, today: NaiveDate) -> ActionCard {
    ActionCard {
        is: row.done_on.is_none().then(|| Due::of(row.due, today)),
        done: row.done_on.map(when::date),
        id: row.id,
        contact: row.contact,
        person: row.person,
        initials: row.person_name.initials(),
        reference: row.local_reference,
        what: row.what,
        who: row.who,
        due: when::date(row.due),
    }
}

/// How many actions are open.
pub(crate) fn counts(open: &Unlocked, today: NaiveDate) -> Result<ActionCounts, ErrorView> {
    let (all, overdue) = open.vault.count_open_actions(today)?;
    Ok(ActionCounts {
        open: all,
        overdue,
        most: vault::COUNTED,
    })
}

/// Reviews that are due by `until`.
pub(crate) fn reviews(
    open: &Unlocked,
    until: NaiveDate,
    limit: u32,
    today: NaiveDate,
) -> Result<Vec<ReviewCard>, ErrorView> {
    let review = |row: SealedRow| {
        let day = row.review_day?;
        Some(ReviewCard {
            contact: row.id,
            person: row.person,
            initials: row.name.initials(),
            reference: row.local_reference,
            day: when::date(day),
            is: Due::of(day, today),
        })
    };
    let rows = open.vault.reviews_due(until, limit)?;
    Ok(rows.into_iter().filter_map(review).collect())
}

fn page(open: &Unlocked, id: &ActionId, today: NaiveDate) -> Result<ActionPageView, ErrorView> {
    let row = open.vault.action(id)?.ok_or(ErrorCode::NotFound)?;
    let history = open.vault.action_history(id)?;
    Ok(ActionPageView {
        decided: when::date(row.decided_on),
        outcome: row.outcome.clone(),
        history: history.into_iter().map(event).collect(),
        card: card(row, today),
    })
}

fn event(entry: ActionEntry) -> ActionEventView {
    ActionEventView {
        event: match entry.step {
            None => ActionEvent::Decided,
            Some(ActionStep::Added {
                action, decided_on, ..
            }) => ActionEvent::Added {
                due: action.by.map(|by| when::date(by.due(decided_on))),
            },
            Some(ActionStep::Moved {
                by,
                decided_on,
                why,
                ..
            }) => ActionEvent::Moved {
                due: when::date(by.due(decided_on)),
                why,
            },
            Some(ActionStep::Done { on, outcome, .. }) => ActionEvent::Done {
                on: when::date(on),
                outcome,
            },
            Some(ActionStep::Reopened { why, .. }) => ActionEvent::Reopened { why },
        },
        at: when::moment(entry.at),
        author: entry.author,
        clock_note: clock_note(entry.clock_off),
    }
}

impl From<StepRefused> for ErrorView {
    fn from(refused: StepRefused) -> Self {
        let (code, field) = match refused {
            StepRefused::WhatMissing => (ErrorCode::ActionWhatMissing, Field::What),
            StepRefused::WhoMissing => (ErrorCode::ActionWhoMissing, Field::Who),
            StepRefused::ByMissing => (ErrorCode::ActionByMissing, Field::By),
            StepRefused::ByPast => (ErrorCode::ActionByPast, Field::By),
            StepRefused::ByFar => (ErrorCode::ActionByFar, Field::By),
            StepRefused::DoneInFuture => (ErrorCode::ActionDoneInFuture, Field::DoneOn),
            StepRefused::DoneLongBefore => (ErrorCode::ActionDoneLongBefore, Field::DoneOn),
            StepRefused::OutcomeMissing => (ErrorCode::ActionOutcomeMissing, Field::Outcome),
            StepRefused::WhyMissing => (ErrorCode::ReasonMissing, Field::Reason),
            StepRefused::AlreadyDone => return ErrorCode::ActionAlreadyDone.into(),
            StepRefused::StillOpen => return ErrorCode::ActionStillOpen.into(),
        };
        Self::new(code).at(field)
    }
}
