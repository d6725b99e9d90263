//! Step 5 and what comes after: what a referral leaves open in the contact in which it is made, and what
//! becomes of it later.
//!
//! Practice source: Respect, six steps. A service for another need leaves the abuse untouched; a gap is
//! named and something is done all the same; a person who declines or drops out may be more dangerous, and
//! a survivor may be counting on it. Nothing here scores anything: a matter is open or it is not.

use crate::contact::{Action, Contact, Reply, Route};
use crate::directory::Service;
use crate::gate::Answer;
use crate::ids::{ContactId, ItemId};
use crate::words::Words;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a referral stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ReferralState {
    /// Made; nobody has said yet what came of it.
    Made,
    /// There was nothing to refer to: an unmet need.
    NoneAvailable,
    /// The service has it and there is no place yet.
    Waiting,
    /// The service took the person on.
    Started,
    /// They finished it.
    Finished,
    /// The service did not take them.
    NotTaken,
    /// They declined, dropped out or did not change: risk has to be looked at again.
    Stopped,
}

impl ReferralState {
    /// True when somebody still has to find out what came of it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Made | Self::Waiting | Self::Started)
    }
}

/// What came of a referral, as somebody heard it later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The sealed contact in which it was made.
    pub contact: ContactId,
    /// The route.
    pub route: ItemId,
    /// Where it stands.
    pub state: ReferralState,
    /// More about it.
    pub words: Words,
    /// The day on which it was heard, London.
    pub on: NaiveDate,
}

/// An agency that may have to hear about a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Agency {
    /// Police.
    Police,
    /// Children's social care.
    ChildrensSocialCare,
    /// Adult social care.
    AdultSocialCare,
    /// The multi-agency risk assessment conference.
    Marac,
    /// General practice.
    GeneralPractice,
    /// Health visiting.
    HealthVisiting,
    /// School or nursery.
    SchoolOrNursery,
    /// Probation.
    Probation,
    /// The domestic abuse service.
    DomesticAbuseService,
    /// Another one; the action says which.
    Other,
}

impl Agency {
    /// Every agency, in the order in which it is offered on screen.
    pub const ALL: [Self; 10] = [
        Self::Police,
        Self::ChildrensSocialCare,
        Self::AdultSocialCare,
        Self::Marac,
        Self::GeneralPractice,
        Self::HealthVisiting,
        Self::SchoolOrNursery,
        Self::Probation,
        Self::DomesticAbuseService,
        Self::Other,
    ];
}

/// What was said to sharing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SharingDecision {
    /// Whoever was asked agreed.
    Agreed,
    /// Whoever was asked did not agree. It may be shared all the same: the basis says why.
    Refused,
    /// To ask could have put somebody in danger.
    NotSafeToAsk,
}

/// An agency that is to hear about a contact, with the decision to share. The action that holds it says who
/// does it and by when.
///
/// All of it is for the practitioner alone: that somebody could not be asked would tell the person that a
/// victim is afraid of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Telling {
    /// Which.
    pub agency: Agency,
    /// What was said to it.
    #[serde(default)]
    pub decision: Option<SharingDecision>,
    /// On what ground it is shared.
    #[serde(default)]
    pub basis: Words,
    /// Who decided.
    #[serde(default)]
    pub decided_by: Words,
    /// The day on which it was decided, London.
    #[serde(default)]
    pub decided_on: Option<NaiveDate>,
}

impl Telling {
    /// True when the decision says what, on what ground, who and when.
    pub fn is_decided(&self) -> bool {
        self.decision.is_some()
            && !self.basis.is_blank()
            && !self.decided_by.is_blank()
            && self.decided_on.is_some()
    }
}

/// Words around the agencies. For the practitioner alone: both can name somebody who has spoken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(default)]
pub struct Sharing {
    /// Who else knows this family.
    pub who_knows: Words,
    /// Why no agency is told although somebody declined.
    pub nobody_told_because: Words,
}

/// The practitioner's word that they looked at the risk again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct LookedAgain {
    /// When.
    pub at: DateTime<Utc>,
    /// What had been declined by then, and when. Compared with what is declined now, rather than by the
    /// clock: a laptop whose clock was set back must not make an old look count for a new refusal.
    pub declined: BTreeMap<ItemId, DateTime<Utc>>,
}

/// The route of the guide for *nothing accredited near here*.
const NONE_LOCAL: &str = "refer.none-local";
/// The route of the guide for another need.
const LINKED_NEEDS: &str = "refer.linked-needs";

/// True when a route covers another need, so that a perpetrator programme has to be looked at as well.
pub fn is_linked_need(item: &ItemId, route: &Route) -> bool {
    let kind = route.chosen.as_ref().map(|service: &Service| service.kind);
    item.as_str() == LINKED_NEEDS || kind.is_some_and(|kind| kind.is_linked_need())
}

/// True for the route that says that there is nothing to refer to.
pub fn is_unmet_need(item: &ItemId) -> bool {
    item.as_str() == NONE_LOCAL
}

/// Every route that the person declined, with when.
pub fn declined(contact: &Contact) -> BTreeMap<ItemId, DateTime<Utc>> {
    let routes = contact.routes.iter();
    routes
        .filter(|(_, route)| route.reply == Some(Reply::Declined))
        .map(|(item, route)| (item.clone(), route.declined_at.unwrap_or_default()))
        .collect()
}

/// Somebody declined, so the risk has to be looked at again (Respect, six steps).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RiskReopened {
    /// The routes that they declined.
    pub declined: Vec<ItemId>,
    /// True when the practitioner looked at the risk again after the last of them.
    pub looked_again: bool,
    /// True when an agency is to hear of it, or it says why none is.
    pub told: bool,
}

impl RiskReopened {
    /// True while something has still to be done about it.
    pub fn is_open(&self) -> bool {
        !(self.looked_again && self.told)
    }
}

/// Whether somebody declined, and what has been done about it; none when nobody did.
pub fn risk_reopened(contact: &Contact) -> Option<RiskReopened> {
    let declined = declined(contact);
    if declined.is_empty() {
        return None;
    }
    let looked = contact.looked_again.as_ref();
    let looked_again = looked.is_some_and(|looked| {
        declined
            .iter()
            .all(|(item, at)| looked.declined.get(item) == Some(at))
    });
    // The decision to share may still be completed. To hold up the telling for it would be worse.
    let told = contact
        .actions
        .values()
        .any(|action| action.telling.is_some() && action.is_complete());
    Some(RiskReopened {
        declined: declined.into_keys().collect(),
        looked_again,
        told: told || !contact.sharing.nobody_told_because.is_blank(),
    })
}

/// What the routes of a contact leave open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct LeftOpen {
    /// Linked needs beside which it is not said whether a perpetrator programme was looked at; a *no* or
    /// *not sure* without a word why counts as not said. It holds up the seal: with only a general service
    /// somebody can say that they are getting help, and nobody looks at the abuse any more.
    pub programme_not_asked: Vec<ItemId>,
    /// There is nothing to refer to, and nobody does anything about it or says why not.
    pub need_without_action: bool,
    /// There is nothing to refer to, and it does not say what was looked for. Does not hold up the seal.
    pub need_without_words: bool,
    /// Agencies that are to hear of it, without the whole decision to share. Does not hold up the seal:
    /// where somebody is in danger, the telling comes before the form.
    pub undecided: Vec<Agency>,
    /// Somebody declined.
    pub risk: Option<RiskReopened>,
}

/// What the routes of a contact leave open.
pub fn left_open(contact: &Contact) -> LeftOpen {
    let mut open = LeftOpen {
        risk: risk_reopened(contact),
        ..LeftOpen::default()
    };
    for (item, route) in &contact.routes {
        let answered = match route.programme_too {
            Some(Answer::Yes) => true,
            Some(Answer::No | Answer::NotSure) => !route.programme_words.is_blank(),
            None => false,
        };
        if is_linked_need(item, route) && !answered {
            open.programme_not_asked.push(item.clone());
        }
        if is_unmet_need(item) {
            let action = route.action.as_ref().and_then(|id| contact.actions.get(id));
            let done = action.is_some_and(Action::is_complete);
            open.need_without_action = !done && route.no_action_because.is_blank();
            open.need_without_words = route.looked_for.is_blank();
        }
    }
    let tellings = contact.actions.values().filter_map(|a| a.telling.as_ref());
    open.undecided = tellings
        .filter(|telling| !telling.is_decided())
        .map(|telling| telling.agency)
        .collect();
    open
}

/// Where the route of a contact stands on the day of its seal; none when nothing was put to the person, so
/// that there is nothing to follow up.
pub fn made(item: &ItemId, route: &Route) -> Option<ReferralState> {
    if item.as_str() == NONE_LOCAL {
        return Some(ReferralState::NoneAvailable);
    }
    match route.reply? {
        Reply::Agreed | Reply::Thinking => Some(ReferralState::Made),
        Reply::Declined => Some(ReferralState::Stopped),
        Reply::NotOffered => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_is_followed_up_when_it_was_put_to_the_person_or_could_not_be() {
        let dapp = ItemId::new("refer.dapp");
        let taken = |reply| {
            let route = Route {
                reply,
                ..Route::default()
            };
            made(&dapp, &route)
        };
        assert_eq!(taken(Some(Reply::Agreed)), Some(ReferralState::Made));
        assert_eq!(taken(Some(Reply::Thinking)), Some(ReferralState::Made));
        assert_eq!(taken(Some(Reply::Declined)), Some(ReferralState::Stopped));
        assert_eq!(taken(Some(Reply::NotOffered)), None);
        assert_eq!(taken(None), None);
        let none = made(&ItemId::new(NONE_LOCAL), &Route::default());
        assert_eq!(none, Some(ReferralState::NoneAvailable));
        assert!(ReferralState::Made.is_open() && !ReferralState::NoneAvailable.is_open());
    }
}
