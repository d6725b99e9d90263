//! What has to be there before a contact can be sealed, and what a sealed contact is.

use crate::change::{Clearing, since};
use crate::checklist::Checklist;
use crate::contact::{Action, Contact, JudgementGiven};
use crate::ids::{ContactId, ItemId};
use crate::outcome::{Judgement, Outcome, OutcomeKind, outcome};
use crate::referral::left_open;
use crate::words::Words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing that stands between a draft and its seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SealBlocker {
    /// Nobody is named as the person whom it is about.
    NobodyNamed,
    /// Something was present before, is said not to be any more, and nobody says why.
    ClearedWithoutReason,
    /// Something was present before, is said not to be any more, and nobody says on whose word.
    ClearedWithoutSource,
    /// There is no judgement.
    NoJudgement,
    /// There is a judgement and nothing says why.
    JudgementWithoutWhy,
    /// The outcome was not looked at yet.
    OutcomeNotShown,
    /// There is neither a review date nor a reason why none.
    NoReview,
    /// A linked need, and it is not said whether a perpetrator programme was looked at as well.
    ProgrammeNotAsked,
    /// There is nothing to refer to, and nobody does anything about it or says why not.
    NeedWithoutAction,
    /// Somebody declined, and nobody has looked at the risk again since.
    RiskNotLookedAtAgain,
    /// Somebody declined, and no agency is to hear of it, nor does it say why none.
    NobodyTold,
    /// The outcome is *act now* and nothing says what, who and by when.
    ActNowWithoutAction,
}

/// Everything that still stands between this draft and its seal, in the order of the steps.
pub fn seal_blockers(contact: &Contact, checklist: &Checklist) -> Vec<SealBlocker> {
    let mut blockers = Vec::new();
    let named = contact
        .about
        .as_ref()
        .is_some_and(|about| !about.name.is_blank() || !about.local_reference.is_blank());
    if !named {
        blockers.push(SealBlocker::NobodyNamed);
    }
    let since = contact
        .earlier
        .as_ref()
        .map(|earlier| since(checklist, earlier, &contact.answers))
        .unwrap_or_default();
    if since.cleared.iter().any(|cleared| !cleared.has_reason) {
        blockers.push(SealBlocker::ClearedWithoutReason);
    }
    if since
        .cleared
        .iter()
        .any(|cleared| cleared.on == Clearing::SourceMissing)
    {
        blockers.push(SealBlocker::ClearedWithoutSource);
    }
    let outcome = contact.shown_outcome(checklist);
    match &contact.judgement {
        None => blockers.push(SealBlocker::NoJudgement),
        Some(given) => {
            if given.why.is_blank() {
                blockers.push(SealBlocker::JudgementWithoutWhy);
            }
            if outcome.is_none() {
                blockers.push(SealBlocker::OutcomeNotShown);
            }
        }
    }
    let open = left_open(contact);
    if !open.programme_not_asked.is_empty() {
        blockers.push(SealBlocker::ProgrammeNotAsked);
    }
    if open.need_without_action {
        blockers.push(SealBlocker::NeedWithoutAction);
    }
    if let Some(risk) = open.risk {
        if !risk.looked_again {
            blockers.push(SealBlocker::RiskNotLookedAtAgain);
        }
        if !risk.told {
            blockers.push(SealBlocker::NobodyTold);
        }
    }
    if contact.review.day.is_none() && contact.review.none_because.is_blank() {
        blockers.push(SealBlocker::NoReview);
    }
    let act_now = outcome.is_some_and(|outcome| outcome.kind == OutcomeKind::ActNow);
    if act_now && !contact.actions.values().any(Action::is_complete) {
        blockers.push(SealBlocker::ActNowWithoutAction);
    }
    blockers
}

/// Who wrote a record: the practitioner as named in the settings at the time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(default)]
pub struct Author {
    /// Name.
    pub name: Words,
    /// Role, for instance health visitor.
    pub role: Words,
    /// Organisation.
    pub organisation: Words,
}

/// A finished contact, as it stands in the ledger for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedContact {
    /// The contact's id.
    pub id: ContactId,
    /// When it was started.
    pub started_at: DateTime<Utc>,
    /// When it was sealed.
    pub sealed_at: DateTime<Utc>,
    /// Who wrote it.
    pub author: Author,
    /// Everything that was entered.
    pub contact: Contact,
    /// What the checklist said; scored again from `contact` it is the same for ever.
    pub outcome: Outcome,
    /// The labels of the guide and checklist items that it names, as they read at the time.
    pub texts: BTreeMap<ItemId, String>,
}

impl SealedContact {
    /// Scores it again. With the version of the checklist that its outcome names this is the outcome
    /// that was sealed, for ever.
    pub fn scored_again(&self, checklist: &Checklist) -> Outcome {
        let contact = &self.contact;
        // Nothing is sealed without a judgement. Should one be missing all the same, the risk is open.
        let judgement = contact.judgement.as_ref();
        let judgement = judgement.map_or(Judgement::NotSure, JudgementGiven::current);
        outcome(
            checklist,
            &contact.answers,
            judgement,
            contact.earlier.as_ref(),
        )
    }
}

/// A correction of, or an addition to, a sealed contact. The sealed text stays as it is and stays
/// visible; this stands behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// The sealed contact.
    pub contact: ContactId,
    /// What is to be read as well. For the practitioner alone: nobody says whom it came from, so it
    /// counts as protected.
    pub text: Words,
    /// Why it is added.
    pub reason: Words,
    /// Who wrote it.
    pub author: Author,
    /// When.
    pub at: DateTime<Utc>,
}

/// Why payloads are taken out of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ErasureReason {
    /// The time for which the organisation keeps such records is over.
    Retention,
    /// A court ordered it.
    Court,
    /// Somebody asked for it and the organisation agreed.
    Request,
}

/// Finishes a contact. The place at which the draft was left is not part of the record.
///
/// `texts` gives the label of an item as it reads today.
///
/// # Errors
/// The blockers of [`seal_blockers`], when there are any.
pub fn seal(
    id: ContactId,
    started_at: DateTime<Utc>,
    sealed_at: DateTime<Utc>,
    author: Author,
    mut contact: Contact,
    checklist: &Checklist,
    texts: impl Fn(&ItemId) -> Option<String>,
) -> Result<SealedContact, Vec<SealBlocker>> {
    let blockers = seal_blockers(&contact, checklist);
    let Some(outcome) = contact
        .shown_outcome(checklist)
        .filter(|_| blockers.is_empty())
    else {
        return Err(blockers);
    };
    contact.place = None;
    let observed = contact
        .observations
        .values()
        .filter_map(|o| o.item.as_ref());
    let attached = contact.jottings.values().flat_map(|jotting| &jotting.to);
    let turned_down = contact.dismissed.iter();
    let turned_down = turned_down.flat_map(|(from, items)| [from].into_iter().chain(items.keys()));
    let texts = checklist
        .items()
        .map(|(_, item)| item)
        .chain(observed)
        .chain(attached)
        .chain(turned_down)
        .chain(contact.questions.keys())
        .chain(contact.responses.keys())
        .chain(contact.routes.keys())
        .filter_map(|item| Some((item.clone(), texts(item)?)))
        .collect();
    Ok(SealedContact {
        id,
        started_at,
        sealed_at,
        author,
        contact,
        outcome,
        texts,
    })
}
