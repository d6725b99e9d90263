//! A contact to be read: on *Check and seal* before, and as a sealed record after.

use crate::capture::{DismissedView, FindingView, JottingView, dismissed, findings, jottings};
use casework::action::Due;
use casework::audience::{Line, Practitioner, read};
use casework::change::{Clearing, since};
use casework::checklist::{Checklist, ItemAnswer, ItemList, Presence};
use casework::contact::{
    Account, Action, Asked, Contact, GateChange, JudgementGiven, Notes, Response, Review, Route,
};
use casework::gate::{Before, Gate, SetState, only_from_victim};
use casework::ids::{ActionId, ContactId, ItemId, PersonId};
use casework::leak::{self, Leak, Piece};
use casework::outcome::{Counts, Missing, Outcome, OutcomeKind, Reason};
use casework::person::Member;
use casework::provenance::{Protection, Sources};
use casework::referral::{LeftOpen, Sharing, left_open, made};
use casework::sealing::{Amendment, Author, SealedContact};
use casework::when;
use casework::wording::{self, Remark};
use casework::words::Words;
use chrono::NaiveDate;
use guide::Guide;
use serde::Serialize;
use specta::Type;
use std::collections::BTreeMap;
use vault::{ActionRow, AmendmentRecord, Draft, SealedRecord};

/// What the checklist says, with the words that the screen needs.
#[derive(Clone, Debug, Serialize, Type)]
pub struct OutcomeView {
    /// What to do.
    pub kind: OutcomeKind,
    /// Counts over the eight indicators.
    pub indicators: Counts,
    /// Counts over the further warning signs.
    pub warning_signs: Counts,
    /// Why, with labels.
    pub reasons: Vec<ReasonView>,
    /// What is missing, and how to find out.
    pub missing: Vec<MissingView>,
    /// What changed since the earlier contacts with the same person; none when there are none.
    pub since: Option<SinceView>,
}

/// This contact beside the earlier ones with the same person.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SinceView {
    /// The day of the last of them: "23 November 2026".
    pub last: String,
    /// How many there are.
    pub contacts: u32,
    /// Labels of what is present now and was not before.
    pub newly_present: Vec<String>,
    /// What was present before and is said not to be any more.
    pub cleared: Vec<ClearedView>,
    /// Labels of what was present before and of which nothing is known today.
    pub not_looked_at: Vec<String>,
    /// Labels of what is known neither from last time nor from today.
    pub still_unknown: Vec<String>,
    /// Items present now.
    pub present: u32,
    /// Items present last time.
    pub present_last_time: u32,
    /// True when it has to be asked whether it is getting worse.
    pub more: bool,
}

/// An item that was present and is now said not to be.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ClearedView {
    /// Its label.
    pub label: String,
    /// On whose word.
    pub on: Clearing,
    /// Who says so.
    pub sources: Sources,
    /// Why it is no longer present.
    pub why: Words,
}

/// One reason, with the item's label if it names one.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ReasonView {
    /// The rule.
    pub reason: Reason,
    /// The label of the item.
    pub label: Option<String>,
}

/// One thing that nobody knows yet.
#[derive(Clone, Debug, Serialize, Type)]
pub struct MissingView {
    /// The item and what it would change.
    pub missing: Missing,
    /// Its label.
    pub label: String,
    /// How to find out.
    pub find_out: String,
    /// Labels of the questions that could show it.
    pub questions: Vec<String>,
    /// Which agencies may know.
    pub agencies: Vec<String>,
    /// What it would mean to find it, beyond the outcome.
    pub changes: String,
}

/// A line of what was heard, seen or said, with its label.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LineView {
    /// The line.
    pub line: Line,
    /// The label of the guide's entry, if it has one.
    pub label: Option<String>,
}

/// One item of the checklist with its answer.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ItemView {
    /// The item.
    pub item: ItemId,
    /// The list that it stands in.
    pub list: ItemList,
    /// Its label.
    pub label: String,
    /// The answer.
    pub answer: ItemAnswer,
    /// What follows from its sources; none when it is not present.
    pub protection: Option<Protection>,
}

/// A question card with what came of it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct QuestionView {
    /// The card.
    pub item: ItemId,
    /// Its topic.
    pub label: String,
    /// Whether it was put.
    pub asked: Asked,
    /// The answer in the person's words.
    pub words: Words,
}

/// A point of step 4 that was used.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ResponseView {
    /// Its label.
    pub label: String,
    /// What was said.
    pub response: Response,
}

/// A route of step 5 that was chosen.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RouteView {
    /// Its label.
    pub label: String,
    /// The route.
    pub item: ItemId,
    /// What was chosen.
    pub route: Route,
    /// The day on which somebody last looked at its service: "23 November 2026".
    pub checked_on: Option<String>,
    /// True when it can be entered later what came of it.
    pub is_followed: bool,
}

/// An action with its day in words.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ActionView {
    /// The action, as it was decided.
    pub action: Action,
    /// The last day on which it is in time: "23 November 2026".
    pub due: Option<String>,
    /// How it stands today; none in a draft. Whoever reads what was decided then must not take it for what
    /// is still to be done, nor for what was done.
    pub now: Option<ActionNow>,
    /// The day of the decision to share, where it tells an agency.
    pub decided_on: Option<String>,
}

/// How an action of a sealed contact stands today. Not part of what was sealed.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ActionNow {
    /// How today stands to its day; none once it was done.
    pub is: Option<Due>,
    /// The last day on which it is in time, which may have been moved since.
    pub due: String,
    /// The day on which it was done.
    pub done: Option<String>,
    /// What came of it.
    pub outcome: Words,
}

/// A change of the gate with its time in words.
#[derive(Clone, Debug, Serialize, Type)]
pub struct GateChangeView {
    /// When: "2:14pm".
    pub at: String,
    /// What the gate said from then on.
    pub gate: Gate,
    /// Which questions were open from then on; empty in what was sealed before this was kept.
    pub sets: Vec<SetState>,
    /// True when all that was known came from the victim, or that was not certain.
    pub only_from_victim: bool,
}

/// The seal of a record.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SealView {
    /// When: "23 November 2026 at 2:14pm".
    pub at: String,
    /// Who wrote it.
    pub author: Author,
    /// Its number in the ledger.
    pub entry: u32,
    /// The seal code of the ledger as it stands now.
    pub code: String,
}

/// The laptop's clock was seen to run off before an entry was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ClockNote {
    /// True when it was set back; otherwise it jumped forward, or the laptop slept.
    pub back: bool,
    /// By how many minutes, at least 1.
    pub minutes: u32,
}

/// What was added to a sealed record later.
#[derive(Clone, Debug, Serialize, Type)]
pub struct AmendmentView {
    /// Its number in the ledger.
    pub entry: u32,
    /// When: "23 November 2026 at 2:14pm".
    pub at: String,
    /// Who wrote it.
    pub author: Author,
    /// The text.
    pub text: Words,
    /// Why it was added.
    pub reason: Words,
    /// What is known about the clock.
    pub clock_note: Option<ClockNote>,
}

/// A contact to be read by the practitioner.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RecordView {
    /// Its id.
    pub id: ContactId,
    /// The seal; none for a draft.
    pub seal: Option<SealView>,
    /// When it was started.
    pub started: String,
    /// Name or initials.
    pub name: Words,
    /// The reference of the practitioner's agency.
    pub reference: Words,
    /// *Before you start*.
    pub before: Before,
    /// The gate as it was at the end.
    pub gate: Gate,
    /// Every change of the gate.
    pub gate_changes: Vec<GateChangeView>,
    /// What was heard and seen, and what others said, each with its sources.
    pub lines: Vec<LineView>,
    /// The notepad, the first line first.
    pub jottings: Vec<JottingView>,
    /// *Who does what to whom*: what was looked at.
    pub counter: Vec<FindingView>,
    /// Offers to mark an item that were turned down.
    pub dismissed: Vec<DismissedView>,
    /// The question cards that were put or declined.
    pub questions: Vec<QuestionView>,
    /// All items of the checklist, in its order.
    pub items: Vec<ItemView>,
    /// The judgement.
    pub judgement: Option<JudgementGiven>,
    /// What the checklist said.
    pub outcome: Option<OutcomeView>,
    /// Step 4.
    pub responses: Vec<ResponseView>,
    /// Step 5.
    pub routes: Vec<RouteView>,
    /// Things to do.
    pub actions: Vec<ActionView>,
    /// When the risk was looked at again after somebody declined: "23 November 2026 at 2:14pm".
    pub looked_again: Option<String>,
    /// Who else knows the family, and why nobody is told.
    pub sharing: Sharing,
    /// What the routes leave open.
    pub left_open: LeftOpen,
    /// What others said.
    pub accounts: Vec<Account>,
    /// The practitioner's notes.
    pub notes: Notes,
    /// When it is looked at again.
    pub review: Review,
    /// The review date in words.
    pub review_day: Option<String>,
    /// The person; none while nobody is named.
    pub person: Option<PersonId>,
    /// What was added after the seal, in order.
    pub amendments: Vec<AmendmentView>,
    /// What is known about the clock before the seal.
    pub clock_note: Option<ClockNote>,
    /// Wording of the practitioner to look at before the seal. None in a sealed record: it stays as it is.
    pub wording: Vec<Remark>,
}

/// A sealed contact as text for the practitioner's own system, in two blocks that are kept apart.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RecordTextView {
    /// What the person may read online; empty when there is nothing of that kind.
    pub entry: Words,
    /// Everything else, to be hidden from online access.
    pub hidden: Words,
    /// What in the entry could tell the person what somebody else said. Each has to be looked at before
    /// the entry is used.
    pub leaks: Vec<Leak>,
    /// The entry, cut so that each of them can be left out.
    pub pieces: Vec<Piece>,
}

/// `household` is that of the person as it is known today, of every entry that is them: who has come to
/// be known since the seal must not be named either.
pub(crate) fn record_text<'a>(
    sealed: &SealedContact,
    amendments: &[Amendment],
    household: impl IntoIterator<Item = &'a Member>,
) -> RecordTextView {
    let text = report::own_agency(sealed, amendments);
    let (leaks, pieces) = leak::check(&text.entry, &sealed.contact, household);
    RecordTextView {
        leaks,
        pieces,
        entry: text.entry,
        hidden: text.hidden,
    }
}

/// Labels of items: for a sealed record those of the time, for a draft those of today.
type Labels<'a> = &'a dyn Fn(&ItemId) -> String;

pub(crate) fn record_of_draft(draft: &Draft, guide: &Guide) -> RecordView {
    let labels = |item: &ItemId| guide.label(item).unwrap_or(item.as_str()).to_owned();
    let outcome = draft
        .contact
        .shown_outcome(&guide.checklist())
        .map(|outcome| outcome_view(&outcome, &draft.contact, &labels, guide));
    let decided = when::day_in_london(draft.saved_at);
    let mut wording = wording::check(&draft.contact, &guide.phrases());
    wording.retain(|remark| !draft.contact.wording_kept.contains(&remark.phrase));
    RecordView {
        id: draft.id.clone(),
        started: when::moment(draft.started_at),
        outcome,
        wording,
        ..body(
            &draft.id,
            &draft.contact,
            &guide.checklist(),
            decided,
            &labels,
        )
    }
}

/// A sealed contact, with its actions as they stand in `actions` today.
pub(crate) fn record_of_sealed(
    record: &SealedRecord,
    actions: Vec<ActionRow>,
    today: NaiveDate,
    guide: &Guide,
) -> RecordView {
    let sealed = &record.sealed;
    let labels = |item: &ItemId| {
        let then = sealed.texts.get(item).map(String::as_str);
        then.or(guide.label(item))
            .unwrap_or(item.as_str())
            .to_owned()
    };
    let decided = when::day_in_london(sealed.sealed_at);
    // The version that it was scored with, whatever is in force today.
    let version = sealed.outcome.checklist_version;
    let checklist = guide.checklist_of(version);
    let checklist = checklist.unwrap_or_else(|| guide.checklist());
    let body = body(&sealed.id, &sealed.contact, &checklist, decided, &labels);
    RecordView {
        actions: with_now(body.actions, actions, today),
        started: when::moment(sealed.started_at),
        seal: Some(SealView {
            at: when::moment(sealed.sealed_at),
            author: sealed.author.clone(),
            entry: u32::try_from(record.seq).unwrap_or(u32::MAX),
            code: record.seal_code.to_string(),
        }),
        outcome: Some(outcome_view(
            &sealed.outcome,
            &sealed.contact,
            &labels,
            guide,
        )),
        amendments: record.amendments.iter().map(amendment_view).collect(),
        clock_note: clock_note(record.clock_off),
        ..body
    }
}

/// The same actions, each beside how it stands today.
fn with_now(sealed: Vec<ActionView>, rows: Vec<ActionRow>, today: NaiveDate) -> Vec<ActionView> {
    let mut rows: BTreeMap<ActionId, ActionRow> =
        rows.into_iter().map(|row| (row.id.clone(), row)).collect();
    let mut with_now = |view: ActionView| ActionView {
        now: rows.remove(&view.action.id).map(|row| ActionNow {
            is: row.done_on.is_none().then(|| Due::of(row.due, today)),
            due: when::date(row.due),
            done: row.done_on.map(when::date),
            outcome: row.outcome,
        }),
        ..view
    };
    sealed.into_iter().map(&mut with_now).collect()
}

fn body(
    id: &ContactId,
    contact: &Contact,
    checklist: &Checklist,
    decided: chrono::NaiveDate,
    labels: Labels<'_>,
) -> RecordView {
    let about = contact.about.as_ref();
    RecordView {
        id: id.clone(),
        seal: None,
        started: String::new(),
        name: about.map(|about| about.name.clone()).unwrap_or_default(),
        reference: about
            .map(|about| about.local_reference.clone())
            .unwrap_or_default(),
        before: contact.before,
        gate: casework::gate::gate(&contact.before),
        gate_changes: contact.gate_changes.iter().map(gate_change).collect(),
        lines: read(contact, Practitioner)
            .lines()
            .into_iter()
            .map(|line| LineView {
                label: line.item.as_ref().map(labels),
                line,
            })
            .collect(),
        jottings: jottings(contact, labels),
        counter: findings(contact.counter.as_ref()),
        dismissed: dismissed(contact, labels),
        questions: contact
            .questions
            .iter()
            .filter(|(_, answer)| answer.asked != Asked::NotAsked || !answer.words.is_blank())
            .map(|(item, answer)| QuestionView {
                item: item.clone(),
                label: labels(item),
                asked: answer.asked,
                words: answer.words.clone(),
            })
            .collect(),
        items: checklist
            .items()
            .map(|(list, item)| {
                let answer = contact.answers.get(item).cloned().unwrap_or_default();
                let present = answer.presence == Presence::Present;
                ItemView {
                    item: item.clone(),
                    list,
                    label: labels(item),
                    protection: present.then(|| answer.sources.protection()),
                    answer,
                }
            })
            .collect(),
        judgement: contact.judgement.clone(),
        outcome: None,
        responses: contact
            .responses
            .iter()
            .filter(|(_, response)| response.used || !response.note.is_blank())
            .map(|(item, response)| ResponseView {
                label: labels(item),
                response: response.clone(),
            })
            .collect(),
        routes: contact
            .routes
            .iter()
            .map(|(item, route)| RouteView {
                label: labels(item),
                item: item.clone(),
                route: route.clone(),
                checked_on: route
                    .chosen
                    .as_ref()
                    .and_then(|service| service.checked_on)
                    .map(when::date),
                is_followed: made(item, route).is_some(),
            })
            .collect(),
        actions: contact
            .actions
            .values()
            .map(|action| ActionView {
                action: action.clone(),
                due: action.by.map(|by| when::date(by.due(decided))),
                now: None,
                decided_on: action
                    .telling
                    .as_ref()
                    .and_then(|telling| telling.decided_on)
                    .map(when::date),
            })
            .collect(),
        looked_again: contact
            .looked_again
            .as_ref()
            .map(|looked| when::moment(looked.at)),
        sharing: contact.sharing.clone(),
        left_open: left_open(contact),
        accounts: contact.accounts.values().cloned().collect(),
        notes: contact.notes.clone(),
        review: contact.review.clone(),
        review_day: contact.review.day.map(when::date),
        person: about.map(|about| about.id.clone()),
        amendments: Vec::new(),
        clock_note: None,
        wording: Vec::new(),
    }
}

fn amendment_view(record: &AmendmentRecord) -> AmendmentView {
    let amendment = &record.amendment;
    AmendmentView {
        entry: u32::try_from(record.seq).unwrap_or(u32::MAX),
        at: when::moment(amendment.at),
        author: amendment.author.clone(),
        text: amendment.text.clone(),
        reason: amendment.reason.clone(),
        clock_note: clock_note(record.clock_off),
    }
}

pub(crate) fn clock_note(off: Option<i64>) -> Option<ClockNote> {
    off.map(|seconds| ClockNote {
        back: seconds < 0,
        minutes: u32::try_from(seconds.unsigned_abs().div_ceil(60)).unwrap_or(u32::MAX),
    })
}

fn gate_change(change: &GateChange) -> GateChangeView {
    GateChangeView {
        at: when::time(change.at),
        gate: change.gate.clone(),
        sets: change.sets.clone(),
        only_from_victim: only_from_victim(&change.before),
    }
}

pub(crate) fn outcome_view(
    outcome: &Outcome,
    contact: &Contact,
    labels: Labels<'_>,
    guide: &Guide,
) -> OutcomeView {
    let text = guide.checklist_text(outcome.checklist_version);
    let text = text.unwrap_or(&guide.checklist);
    OutcomeView {
        since: since_view(contact, &text.checklist(), labels),
        kind: outcome.kind,
        indicators: outcome.indicators,
        warning_signs: outcome.warning_signs,
        reasons: outcome
            .reasons
            .iter()
            .map(|reason| ReasonView {
                label: match reason {
                    Reason::ItemPresent { item, .. }
                    | Reason::ClearedOnTheirWordAlone { item, .. } => Some(labels(item)),
                    Reason::JudgementYes
                    | Reason::JudgementNotSure
                    | Reason::ItemsOpen { .. }
                    | Reason::MoreThanLastTime { .. }
                    | Reason::NothingPresent => None,
                },
                reason: reason.clone(),
            })
            .collect(),
        missing: outcome
            .missing
            .iter()
            .map(|missing| {
                let item = text.item(&missing.item);
                let questions = item.map(|item| item.questions.iter().map(labels).collect());
                MissingView {
                    label: labels(&missing.item),
                    find_out: item.map(|item| item.find_out.clone()).unwrap_or_default(),
                    questions: questions.unwrap_or_default(),
                    agencies: item.map(|item| item.agencies.clone()).unwrap_or_default(),
                    changes: item.map(|item| item.changes.clone()).unwrap_or_default(),
                    missing: missing.clone(),
                }
            })
            .collect(),
    }
}

fn since_view(contact: &Contact, checklist: &Checklist, labels: Labels<'_>) -> Option<SinceView> {
    let earlier = contact.earlier.as_ref()?;
    let since = since(checklist, earlier, &contact.answers);
    let named = |items: &[ItemId]| items.iter().map(labels).collect();
    let cleared = since.cleared.iter().map(|cleared| {
        let answer = contact.answers.get(&cleared.item);
        let answer = answer.cloned().unwrap_or_default();
        ClearedView {
            label: labels(&cleared.item),
            on: cleared.on,
            sources: answer.sources,
            why: answer.why,
        }
    });
    Some(SinceView {
        last: when::date(when::day_in_london(earlier.last_sealed_at)),
        contacts: earlier.contacts,
        newly_present: named(&since.newly_present),
        cleared: cleared.collect(),
        not_looked_at: named(&since.not_looked_at),
        still_unknown: named(&since.still_unknown),
        present: since.present,
        present_last_time: since.present_last_time,
        more: since.is_more(),
    })
}
