//! What becomes of an action after it was decided. The app sends nothing: an action stays open until
//! somebody says that it was done.

use crate::contact::{Action, By};
use crate::ids::{ActionId, PersonId};
use crate::words::Words;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How many days before it was decided an action may have been done: a contact is sealed some days after
/// its telephone calls were made. Further back it is a mistyped year.
const DONE_BEFORE: u64 = 90;

/// How many days from today the day of an action may be away, about five years. Further on it is a mistyped
/// year, and the action would be out of sight for good.
const FURTHEST: u64 = 1830;

/// One thing that happens to an action outside of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ActionStep {
    /// It is decided by itself, not in a contact.
    Added {
        /// Whom it is about, if anybody.
        person: Option<PersonId>,
        /// The action; complete.
        action: Action,
        /// The day on which it was decided, London.
        decided_on: NaiveDate,
    },
    /// It gets another time.
    Moved {
        /// Which.
        id: ActionId,
        /// By when.
        by: By,
        /// The day from which that counts, London.
        decided_on: NaiveDate,
        /// Why.
        why: Words,
    },
    /// Somebody says that it was done, or that it need not be done any more.
    Done {
        /// Which.
        id: ActionId,
        /// The day on which it was done, London.
        on: NaiveDate,
        /// What came of it.
        outcome: Words,
    },
    /// It was not done after all.
    Reopened {
        /// Which.
        id: ActionId,
        /// Why.
        why: Words,
    },
}

impl ActionStep {
    /// The action that it is about.
    pub fn id(&self) -> &ActionId {
        match self {
            Self::Added { action, .. } => &action.id,
            Self::Moved { id, .. } | Self::Done { id, .. } | Self::Reopened { id, .. } => id,
        }
    }
}

/// Why a step is not entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StepRefused {
    /// Nothing says what is to be done.
    #[error("an action says what is to be done")]
    WhatMissing,
    /// Nothing says who does it.
    #[error("an action says who does it")]
    WhoMissing,
    /// Nothing says by when.
    #[error("an action says by when")]
    ByMissing,
    /// The day by which it is to be done is past already.
    #[error("an action is not to be done by a day that is past")]
    ByPast,
    /// The day by which it is to be done is years away.
    #[error("an action is not to be done by a day that is years away")]
    ByFar,
    /// It is said to be done on a day that is still to come.
    #[error("nothing was done on a day that is still to come")]
    DoneInFuture,
    /// It is said to be done long before it was decided.
    #[error("nothing was done long before it was decided")]
    DoneLongBefore,
    /// Nothing says what came of it.
    #[error("an action that was done says what came of it")]
    OutcomeMissing,
    /// Nothing says why.
    #[error("a change of an action says why")]
    WhyMissing,
    /// It is done already.
    #[error("the action is done already")]
    AlreadyDone,
    /// It is open.
    #[error("the action is open")]
    StillOpen,
}

/// How an action stands before a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The day on which it was decided, London.
    pub decided_on: NaiveDate,
    /// The day on which it was done, London; none while it is open.
    pub done_on: Option<NaiveDate>,
}

/// How an open action stands to its day. The app sends nothing and closes nothing: only a person does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// Its day is past.
    Overdue,
    /// Its day is today.
    Today,
    /// Its day is still to come.
    Later,
}

impl Due {
    /// How `day` stands to today, both London.
    pub fn of(day: NaiveDate, today: NaiveDate) -> Self {
        match day.cmp(&today) {
            std::cmp::Ordering::Less => Self::Overdue,
            std::cmp::Ordering::Equal => Self::Today,
            std::cmp::Ordering::Greater => Self::Later,
        }
    }
}

impl ActionStep {
    /// Says whether it may be entered today, London. `standing` is of the action that it is about; none for
    /// one that is added.
    ///
    /// # Errors
    /// The first thing that keeps it from being entered, in the order of the form.
    pub fn check(&self, standing: Option<Standing>, today: NaiveDate) -> Result<(), StepRefused> {
        let is_done = standing.is_some_and(|standing| standing.done_on.is_some());
        match self {
            Self::Added { action, .. } => {
                if action.what.is_blank() {
                    return Err(StepRefused::WhatMissing);
                }
                if action.who.is_blank() {
                    return Err(StepRefused::WhoMissing);
                }
                still_to_come(action.by.ok_or(StepRefused::ByMissing)?, today)
            }
            // When it was done, or was to be done, is not moved about behind what somebody said.
            Self::Moved { .. } | Self::Done { .. } if is_done => Err(StepRefused::AlreadyDone),
            Self::Moved { by, why, .. } => {
                still_to_come(*by, today)?;
                said(why, StepRefused::WhyMissing)
            }
            Self::Done { on, outcome, .. } => {
                if *on > today {
                    return Err(StepRefused::DoneInFuture);
                }
                let first = standing.and_then(|standing| {
                    standing.decided_on.checked_sub_days(Days::new(DONE_BEFORE))
                });
                if first.is_some_and(|first| *on < first) {
                    return Err(StepRefused::DoneLongBefore);
                }
                said(outcome, StepRefused::OutcomeMissing)
            }
            Self::Reopened { .. } if !is_done => Err(StepRefused::StillOpen),
            Self::Reopened { why, .. } => said(why, StepRefused::WhyMissing),
        }
    }
}

fn still_to_come(by: By, today: NaiveDate) -> Result<(), StepRefused> {
    let due = by.due(today);
    if due < today {
        return Err(StepRefused::ByPast);
    }
    let furthest = today.checked_add_days(Days::new(FURTHEST));
    if furthest.is_some_and(|furthest| due > furthest) {
        return Err(StepRefused::ByFar);
    }
    Ok(())
}

fn said(words: &Words, missing: StepRefused) -> Result<(), StepRefused> {
    if words.is_blank() {
        return Err(missing);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    fn id() -> ActionId {
        ActionId::new("a")
    }

    const OPEN: Option<Standing> = Some(Standing {
        decided_on: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
        done_on: None,
    });

    fn done() -> Option<Standing> {
        OPEN.map(|open| Standing {
            done_on: Some(day(22)),
            ..open
        })
    }

    /// Checked on the 25th.
    fn check(step: ActionStep, standing: Option<Standing>) -> Result<(), StepRefused> {
        step.check(standing, day(25))
    }

    fn added(what: &str, who: &str, by: Option<By>) -> Result<(), StepRefused> {
        let action = Action {
            id: id(),
            what: what.into(),
            who: who.into(),
            by,
            against: Vec::new(),
            telling: None,
        };
        let step = ActionStep::Added {
            person: None,
            action,
            decided_on: day(25),
        };
        check(step, None)
    }

    fn moved(by: By, why: &str) -> ActionStep {
        ActionStep::Moved {
            id: id(),
            by,
            decided_on: day(25),
            why: why.into(),
        }
    }

    fn done_on(on: NaiveDate, outcome: &str) -> ActionStep {
        ActionStep::Done {
            id: id(),
            on,
            outcome: outcome.into(),
        }
    }

    fn reopened(why: &str) -> ActionStep {
        ActionStep::Reopened {
            id: id(),
            why: why.into(),
        }
    }

    #[test]
    fn an_action_says_what_who_and_by_when() {
        assert_eq!(
            added(" ", "me", Some(By::Now)),
            Err(StepRefused::WhatMissing)
        );
        assert_eq!(
            added("ring", " ", Some(By::Now)),
            Err(StepRefused::WhoMissing)
        );
        assert_eq!(added("ring", "me", None), Err(StepRefused::ByMissing));
        for by in [By::Now, By::Today, By::ThisWeek, By::Date { day: day(25) }] {
            assert_eq!(added("ring", "me", Some(by)), Ok(()));
        }
    }

    #[test]
    fn nothing_is_to_be_done_by_a_day_that_is_past() {
        let yesterday = By::Date { day: day(24) };
        assert_eq!(
            added("ring", "me", Some(yesterday)),
            Err(StepRefused::ByPast)
        );
        assert_eq!(
            check(moved(yesterday, "away"), OPEN),
            Err(StepRefused::ByPast)
        );
        assert_eq!(
            check(moved(By::Date { day: day(25) }, "away"), OPEN),
            Ok(())
        );
    }

    /// 2062 for 2026.
    #[test]
    fn a_mistyped_year_does_not_put_an_action_out_of_sight() {
        let on = |year| By::Date {
            day: NaiveDate::from_ymd_opt(year, 11, 25).unwrap(),
        };
        for by in [
            on(2062),
            By::Date {
                day: NaiveDate::MAX,
            },
        ] {
            assert_eq!(added("ring", "me", Some(by)), Err(StepRefused::ByFar));
            assert_eq!(check(moved(by, "away"), OPEN), Err(StepRefused::ByFar));
        }
        assert_eq!(added("ring", "me", Some(on(2031))), Ok(()));
    }

    #[test]
    fn nothing_was_done_tomorrow_nor_in_another_year() {
        assert_eq!(check(done_on(day(25), "heard"), OPEN), Ok(()));
        assert_eq!(
            check(done_on(day(26), "heard"), OPEN),
            Err(StepRefused::DoneInFuture)
        );
        // A contact is sealed days after the call.
        assert_eq!(check(done_on(day(18), "heard"), OPEN), Ok(()));
        let last_year = NaiveDate::from_ymd_opt(2025, 11, 24).unwrap();
        assert_eq!(
            check(done_on(last_year, "heard"), OPEN),
            Err(StepRefused::DoneLongBefore)
        );
    }

    #[test]
    fn what_came_of_it_and_why_are_said() {
        assert_eq!(
            check(done_on(day(25), " "), OPEN),
            Err(StepRefused::OutcomeMissing)
        );
        assert_eq!(
            check(moved(By::Today, ""), OPEN),
            Err(StepRefused::WhyMissing)
        );
        assert_eq!(check(reopened("\n"), done()), Err(StepRefused::WhyMissing));
    }

    #[test]
    fn what_is_done_is_reopened_first_and_what_is_open_is_not_reopened() {
        assert_eq!(
            check(done_on(day(25), "heard"), done()),
            Err(StepRefused::AlreadyDone)
        );
        assert_eq!(
            check(moved(By::Today, "away"), done()),
            Err(StepRefused::AlreadyDone)
        );
        assert_eq!(check(reopened("not so"), done()), Ok(()));
        assert_eq!(check(reopened("not so"), OPEN), Err(StepRefused::StillOpen));
    }

    #[test]
    fn an_action_is_overdue_from_the_day_after_its_day() {
        assert_eq!(Due::of(day(24), day(25)), Due::Overdue);
        assert_eq!(Due::of(day(25), day(25)), Due::Today);
        assert_eq!(Due::of(day(26), day(25)), Due::Later);
    }
}
