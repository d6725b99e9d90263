//! The task list: how far each step of a contact has come. Steps can be taken in any order.

use crate::checklist::Presence;
use crate::contact::{Asked, Contact};
use crate::counter::Counter;
use crate::gate::{Before, gate};
use crate::jotting::in_order;
use serde::{Deserialize, Serialize};

/// A step of a contact, with *Before you start* in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Before you start.
    Before,
    /// 1 Look and listen.
    Look,
    /// 2 Ask.
    Ask,
    /// 3 Assess risk.
    Assess,
    /// 4 Respond.
    Respond,
    /// 5 Refer.
    Refer,
    /// 6 Record.
    Record,
    /// The one page of a quick contact. No step of the task list: only the place at which such a draft
    /// was left, and to which it opens again until somebody opens it as a full contact.
    Quick,
}

/// How far a step has come. There is no *passed* or *failed*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum StepStatus {
    /// Nothing was entered.
    NotStarted,
    /// Something was entered.
    Started {
        /// How many things.
        count: u32,
    },
    /// Everything that the step asks for is there.
    Done,
    /// The gate keeps it shut: look and listen only.
    NotNow,
}

/// Every step with its status, in order.
pub fn steps(contact: &Contact) -> [(Step, StepStatus); 7] {
    [
        (Step::Before, before(contact)),
        (Step::Look, look(contact)),
        (Step::Ask, ask(contact)),
        (Step::Assess, assess(contact)),
        (Step::Respond, respond(contact)),
        (
            Step::Refer,
            started(
                contact.routes.len()
                    + contact.actions.len()
                    + usize::from(!contact.sharing.who_knows.is_blank()),
            ),
        ),
        (Step::Record, record(contact)),
    ]
}

fn started(count: usize) -> StepStatus {
    match u32::try_from(count) {
        Ok(0) => StepStatus::NotStarted,
        Ok(count) => StepStatus::Started { count },
        Err(_) => StepStatus::Started { count: u32::MAX },
    }
}

fn before(contact: &Contact) -> StepStatus {
    match contact.before.answered() {
        0 => StepStatus::NotStarted,
        Before::QUESTIONS => StepStatus::Done,
        count => StepStatus::Started { count },
    }
}

/// What was noted, lines of the notepad too, and what was looked at under *Who does what to whom*.
fn look(contact: &Contact) -> StepStatus {
    let looked_at = contact.counter.iter().flat_map(Counter::findings);
    started(
        contact.observations.len()
            + in_order(contact).len()
            + looked_at.filter(|finding| finding.is_started()).count(),
    )
}

fn ask(contact: &Contact) -> StepStatus {
    if !gate(&contact.before).is_open() {
        return StepStatus::NotNow;
    }
    let asked = contact
        .questions
        .values()
        .filter(|answer| answer.asked != Asked::NotAsked || !answer.words.is_blank());
    started(asked.count())
}

fn assess(contact: &Contact) -> StepStatus {
    let shown = contact
        .judgement
        .as_ref()
        .is_some_and(|given| given.outcome_shown_at.is_some());
    if shown {
        return StepStatus::Done;
    }
    let answered = contact
        .answers
        .values()
        .filter(|answer| answer.presence != Presence::NotAsked);
    started(answered.count() + usize::from(contact.judgement.is_some()))
}

fn respond(contact: &Contact) -> StepStatus {
    let used = contact
        .responses
        .values()
        .filter(|response| response.used || !response.note.is_blank());
    started(used.count())
}

fn record(contact: &Contact) -> StepStatus {
    let notes = &contact.notes;
    let written = [&notes.said, &notes.seen, &notes.opinion]
        .into_iter()
        .filter(|words| !words.is_blank())
        .count();
    let review = contact.review.day.is_some() || !contact.review.none_because.is_blank();
    let count = written + contact.accounts.len() + usize::from(review);
    if review && count > 1 {
        StepStatus::Done
    } else {
        started(count)
    }
}
