//! Where to refer to, and what came of it.
//!
//! Nothing is sent from here: a referral stays open until somebody says what they heard.

use crate::error::{ErrorCode, ErrorView, Field};
use crate::session::App;
use casework::action::ActionStep;
use casework::contact::{AboutPerson, Action, By};
use casework::directory::{Service, ServiceKind};
use casework::ids::{ActionId, ContactId, ItemId};
use casework::referral::{FollowUp, ReferralState};
use casework::when;
use casework::words::Words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;
use vault::ReferralRow;

/// How many services of each kind are offered at once.
const SERVICES: u32 = 50;

/// How many rows each list of referrals has at most.
const ROWS: u32 = 100;

/// Which services are looked for.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct RouteServicesRequest {
    /// The route for which they are looked for.
    pub route: ItemId,
    /// What their name or area has in it; empty for all of them.
    pub name: String,
}

/// A service of the directory, to be chosen for a route.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ServiceChoice {
    /// The service.
    pub service: Service,
    /// The day on which somebody last looked whether all this is so: "23 November 2026".
    pub checked_on: Option<String>,
    /// True when nobody who abuses is referred there. It is shown, and cannot be chosen.
    pub not_advised: bool,
    /// True when somebody has to look again before it is used.
    pub stale: bool,
}

/// A referral on the list. Initials: anyone may see it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ReferralCard {
    /// The sealed contact in which it was made.
    pub contact: ContactId,
    /// The route.
    pub route: ItemId,
    /// The person's initials.
    pub initials: String,
    /// The reference of the practitioner's agency.
    pub reference: Words,
    /// What the route is called.
    pub label: String,
    /// The service; may be blank.
    pub service: Words,
    /// Where it stands.
    pub state: ReferralState,
    /// The day on which it was made: "23 November 2026".
    pub made: String,
    /// The day on which somebody last heard what came of it.
    pub heard: Option<String>,
}

/// Referrals of which nobody has said how they ended, and needs that could not be met.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ReferralsView {
    /// Open, the one heard of longest ago first.
    pub open: Vec<ReferralCard>,
    /// There was nothing to refer to, the oldest first.
    pub unmet: Vec<ReferralCard>,
}

/// One referral, with what was heard of it last.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ReferralView {
    /// As on the list.
    pub card: ReferralCard,
    /// Whom it is about, for a contact that follows from it.
    pub about: AboutPerson,
    /// What was heard last.
    pub words: Words,
    /// True when the person stopped: the risk has to be looked at again.
    pub risk_reopened: bool,
}

/// What somebody heard of a referral.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct FollowUpRequest {
    /// The sealed contact in which it was made.
    pub contact: ContactId,
    /// The route.
    pub route: ItemId,
    /// Where it stands.
    pub state: ReferralState,
    /// More about it.
    pub words: Words,
    /// The day on which it was heard, London. Not one that is still to come.
    pub on: NaiveDate,
}

/// Something to do because of what was heard of a referral.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct ReferralActionRequest {
    /// The sealed contact in which the referral was made.
    pub contact: ContactId,
    /// The route.
    pub route: ItemId,
    /// What is to be done.
    pub what: Words,
    /// Who does it.
    pub who: Words,
    /// By when.
    pub by: By,
}

impl App {
    /// Services of the directory for a route of step 5. Those that are not advised stand among them, so that
    /// whoever looks for one learns why not.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`] or a storage code.
    pub fn services_for_routes(
        &self,
        request: &RouteServicesRequest,
    ) -> Result<Vec<ServiceChoice>, ErrorView> {
        let today = when::day_in_london(self.now());
        self.unlocked(|open| {
            let name = Words::new(request.name.clone());
            let mut found = Vec::new();
            for kind in kinds_for(&request.route) {
                found.extend(open.vault.services(*kind, &name, SERVICES)?.services);
            }
            let choices = found.into_iter().map(|service| ServiceChoice {
                checked_on: service.checked_on.map(when::date),
                not_advised: service.kind.is_not_advised(),
                stale: service.is_stale(today),
                service,
            });
            Ok(choices.collect())
        })
    }

    /// Referrals of which nobody has said how they ended, and needs that could not be met.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`] or a storage code.
    pub fn referrals(&self) -> Result<ReferralsView, ErrorView> {
        self.unlocked(|open| {
            let cards = |rows: Vec<ReferralRow>| rows.iter().map(|row| self.card(row)).collect();
            Ok(ReferralsView {
                open: cards(open.vault.open_referrals(ROWS)?),
                unmet: cards(open.vault.unmet_needs(ROWS)?),
            })
        })
    }

    /// One referral.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is no such referral.
    pub fn referral(&self, contact: &ContactId, route: &ItemId) -> Result<ReferralView, ErrorView> {
        self.unlocked(|open| {
            let row = open.vault.referral(contact, route)?;
            let row = row.ok_or(ErrorCode::NotFound)?;
            Ok(ReferralView {
                card: self.card(&row),
                about: row.about,
                words: row.words,
                risk_reopened: row.state == ReferralState::Stopped,
            })
        })
    }

    /// Enters what somebody heard of a referral.
    ///
    /// # Errors
    /// [`ErrorCode::DayInFuture`], [`ErrorCode::NotFound`] when there is no such referral, or a storage code.
    pub fn follow_up(&self, request: FollowUpRequest) -> Result<ReferralView, ErrorView> {
        let at = self.now();
        if request.on > when::day_in_london(at) {
            return Err(ErrorView::new(ErrorCode::DayInFuture).at(Field::Day));
        }
        let follow_up = FollowUp {
            contact: request.contact,
            route: request.route,
            state: request.state,
            words: request.words,
            on: request.on,
        };
        self.unlocked(|open| {
            let author = open.vault.settings()?.author;
            Ok(open.vault.follow_up(&follow_up, &author, at)?)
        })?;
        self.referral(&follow_up.contact, &follow_up.route)
    }

    /// Adds something to do about the person because of what was heard of a referral.
    ///
    /// # Errors
    /// [`ErrorCode::TextMissing`] when it does not say what and who, [`ErrorCode::NotFound`] when there is no
    /// such referral, or a storage code.
    pub fn add_referral_action(&self, request: ReferralActionRequest) -> Result<(), ErrorView> {
        let at = self.now();
        let action = Action {
            id: ActionId::new(self.new_id()),
            what: request.what,
            who: request.who,
            by: Some(request.by),
            against: Vec::new(),
            telling: None,
        };
        if !action.is_complete() {
            return Err(ErrorView::new(ErrorCode::TextMissing).at(Field::Text));
        }
        self.unlocked(|open| {
            let row = open.vault.referral(&request.contact, &request.route)?;
            let row = row.ok_or(ErrorCode::NotFound)?;
            let step = ActionStep::Added {
                person: Some(row.about.id),
                action,
                decided_on: when::day_in_london(at),
            };
            let author = open.vault.settings()?.author;
            Ok(open.vault.enter_action(&step, &author, at)?)
        })
    }

    fn card(&self, row: &ReferralRow) -> ReferralCard {
        ReferralCard {
            contact: row.contact.clone(),
            route: row.route.clone(),
            initials: row.about.name.initials(),
            reference: row.about.local_reference.clone(),
            label: self.label(&row.route),
            service: row.service.clone(),
            state: row.state,
            made: when::date(row.made_on),
            heard: row.heard_on.map(when::date),
        }
    }
}

/// The kinds of service that belong to a route. The national line is no service of a directory, and where
/// there is nothing there is nothing to choose.
fn kinds_for(route: &ItemId) -> &'static [ServiceKind] {
    use ServiceKind as K;
    match route.as_str() {
        "refer.dapp" => &[
            K::PerpetratorProgramme,
            K::AngerManagement,
            K::CoupleCounselling,
        ],
        "refer.linked-needs" => &[K::SubstanceUse, K::MentalHealth],
        "refer.practical-help" => &[K::PracticalHelp, K::ChildrenAndFamilies, K::Other],
        "refer.multi-agency" => &[K::Statutory, K::SurvivorSupport, K::ChildrenAndFamilies],
        _ => &[],
    }
}
