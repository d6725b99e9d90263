//! The directory: services of the area, as the practitioner's organisation knows them.
//!
//! Nothing here recommends: whether a service is accredited, and whether support for survivors runs with
//! it, is shown as it was entered, with the day on which somebody last looked.

use crate::gate::Answer;
use crate::ids::ServiceId;
use crate::words::Words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A service that somebody can be referred to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Its name.
    pub name: Words,
    /// What it does.
    pub kind: ServiceKind,
    /// The area that it works in.
    pub area: Words,
    /// Its phone number.
    pub phone: Words,
    /// Whether it meets the Respect Standard or another one that the organisation accepts; none counts as
    /// *not sure*.
    pub accredited: Option<Answer>,
    /// Whether support for survivors and children runs with it; none counts as *not sure*.
    pub survivor_support: Option<Answer>,
    /// Whom it takes.
    pub cohorts: BTreeSet<Cohort>,
    /// The day on which somebody last looked whether all this is so, London.
    pub checked_on: Option<NaiveDate>,
    /// Anything else.
    pub notes: Words,
}

/// What a service does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ServiceKind {
    /// Works on the abuse with the person who uses it.
    PerpetratorProgramme,
    /// Supports victims and survivors.
    SurvivorSupport,
    /// Supports children and families.
    ChildrenAndFamilies,
    /// Drink and drugs.
    SubstanceUse,
    /// Mental health and trauma.
    MentalHealth,
    /// Housing, money, work.
    PracticalHelp,
    /// Police, safeguarding hub, social care.
    Statutory,
    /// Anger management: not advised for abuse.
    AngerManagement,
    /// Couple counselling or mediation: not advised where there may be abuse.
    CoupleCounselling,
    /// Something else.
    Other,
}

impl ServiceKind {
    /// Every kind, in the order in which it is offered on screen.
    pub const ALL: [Self; 10] = [
        Self::PerpetratorProgramme,
        Self::SurvivorSupport,
        Self::ChildrenAndFamilies,
        Self::SubstanceUse,
        Self::MentalHealth,
        Self::PracticalHelp,
        Self::Statutory,
        Self::AngerManagement,
        Self::CoupleCounselling,
        Self::Other,
    ];

    /// True when nobody who abuses should be referred there (Respect, six steps): it may make things worse.
    pub fn is_not_advised(self) -> bool {
        matches!(self, Self::AngerManagement | Self::CoupleCounselling)
    }

    /// True when it covers another need, so that the way to a perpetrator programme has to be asked about
    /// as well.
    pub fn is_linked_need(self) -> bool {
        matches!(self, Self::SubstanceUse | Self::MentalHealth)
    }
}

/// Whom a programme takes (Respect, commissioning briefing: kinds of programme).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Cohort {
    /// Prevention with chosen groups.
    Prevention,
    /// Early help.
    EarlyHelp,
    /// High risk.
    HighRisk,
    /// Complex needs.
    ComplexNeeds,
    /// Women who use violence.
    Women,
    /// Young people who use violence.
    YoungPeople,
    /// People who abuse a same-sex partner.
    SameSex,
}

impl Cohort {
    /// Every cohort, in the order in which it is offered on screen.
    pub const ALL: [Self; 7] = [
        Self::Prevention,
        Self::EarlyHelp,
        Self::HighRisk,
        Self::ComplexNeeds,
        Self::Women,
        Self::YoungPeople,
        Self::SameSex,
    ];
}
