//! Where a piece of information came from, and what follows from it.
//!
//! Practice rule (Respect, six steps): what only the victim told a worker may never be used to
//! challenge the person; it could tell them that the victim has spoken.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Who a piece of information came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The person said it.
    Person,
    /// The practitioner saw or heard it.
    SeenByMe,
    /// A partner or ex-partner said it.
    Partner,
    /// A child said it.
    Child,
    /// Family, a friend or a neighbour said it.
    FamilyOrNeighbour,
    /// Another agency said it.
    OtherAgency,
    /// It stands in an existing record.
    ExistingRecord,
}

impl Source {
    /// Every source, in the order in which it is offered on screen.
    pub const ALL: [Self; 7] = [
        Self::Person,
        Self::SeenByMe,
        Self::Partner,
        Self::Child,
        Self::FamilyOrNeighbour,
        Self::OtherAgency,
        Self::ExistingRecord,
    ];

    /// True when it could lead back to a victim.
    pub fn is_protected(self) -> bool {
        match self {
            Self::Partner | Self::Child | Self::FamilyOrNeighbour => true,
            Self::Person | Self::SeenByMe | Self::OtherAgency | Self::ExistingRecord => false,
        }
    }
}

/// The sources of one piece of information; several may apply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(transparent)]
pub struct Sources(BTreeSet<Source>);

/// How carefully a piece of information has to be kept from the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Protection {
    /// No source could lead back to a victim.
    Open,
    /// Some source could lead back to a victim, another could not: the fact may be known openly,
    /// the words may still be the victim's.
    PartlyProtected,
    /// Everything known comes from somebody who must be protected.
    VictimOnly,
}

impl Sources {
    /// Collects sources; the order does not matter.
    pub fn from(sources: impl IntoIterator<Item = Source>) -> Self {
        Self(sources.into_iter().collect())
    }

    /// In the order of [`Source::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = Source> + '_ {
        self.0.iter().copied()
    }

    /// True when nobody has said yet where it came from.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True when the person said it and nobody told it but the practitioner's own eyes and ears: what
    /// the person knows already.
    pub fn are_only_the_persons(&self) -> bool {
        self.iter().any(|source| source == Source::Person)
            && self.iter().all(|source| match source {
                Source::Person | Source::SeenByMe => true,
                Source::Partner
                | Source::Child
                | Source::FamilyOrNeighbour
                | Source::OtherAgency
                | Source::ExistingRecord => false,
            })
    }

    /// What follows from the sources.
    ///
    /// No source at all counts as [`Protection::VictimOnly`]: where we do not know who said it, we
    /// keep it from the person.
    pub fn protection(&self) -> Protection {
        if self.0.iter().all(|source| source.is_protected()) {
            Protection::VictimOnly
        } else if self.0.iter().any(|source| source.is_protected()) {
            Protection::PartlyProtected
        } else {
            Protection::Open
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partner_child_and_family_are_protected_and_nobody_else() {
        let protected: Vec<_> = Source::ALL
            .into_iter()
            .filter(|s| s.is_protected())
            .collect();
        assert_eq!(
            protected,
            [Source::Partner, Source::Child, Source::FamilyOrNeighbour]
        );
    }

    #[test]
    fn one_open_source_beside_a_protected_one_is_partly_protected() {
        let sources = Sources::from([Source::Person, Source::Partner]);
        assert_eq!(sources.protection(), Protection::PartlyProtected);
    }

    #[test]
    fn protected_sources_alone_are_victim_only() {
        let sources = Sources::from([Source::Child, Source::Partner]);
        assert_eq!(sources.protection(), Protection::VictimOnly);
    }

    #[test]
    fn no_source_counts_as_victim_only() {
        assert_eq!(Sources::default().protection(), Protection::VictimOnly);
        assert!(Sources::default().is_empty());
        assert!(!Sources::from([Source::Person]).is_empty());
    }

    #[test]
    fn the_person_and_what_i_saw_are_open() {
        let sources = Sources::from([Source::Person, Source::SeenByMe]);
        assert_eq!(sources.protection(), Protection::Open);
        assert_eq!(
            sources.iter().collect::<Vec<_>>(),
            [Source::Person, Source::SeenByMe]
        );
    }
}
