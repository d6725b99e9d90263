//! What becomes of a referral after the contact in which it was made.

use crate::contact::{Reply, Route};
use crate::ids::{ContactId, ItemId};
use crate::words::Words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

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

/// The route of the guide for *nothing accredited near here*.
const NONE_LOCAL: &str = "refer.none-local";

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
