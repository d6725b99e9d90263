//! How the two texts are worded for the system that they go into: the first lines of the hidden one, the
//! headings, and the order. What stands in them is the same for every system.
//!
//! Practice source: NHS England, guidance on redacting information for patient online record access (May
//! 2023); Midlands and Lancashire CSU, guide (July 2022). An entry is shown or hidden whole. Term names are
//! suggestions; no code number is given, because none is verified.

use crate::given::System;

/// A section of the hidden text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Terms,
    AddedLater,
    Outcome,
    Judgement,
    Indicators,
    WarningSigns,
    NotKnown,
    NotAsked,
    NotPresent,
    NotInTheChecklist,
    Changed,
    HeardAndSeen,
    Jotted,
    WhoDoesWhat,
    TurnedDown,
    Questions,
    Seen,
    SaidByOthers,
    Opinion,
    Responses,
    Referrals,
    LookedAgain,
    Actions,
    NobodyTold,
    WhoKnows,
    Review,
    Circumstances,
}

/// How the texts read in one system.
pub(super) struct Wording {
    /// Heading of what the person said.
    pub said: &'static str,
    /// Heading of what was put to them.
    pub offered: &'static str,
    /// How the hidden text is hidden there, below the line that says that it must be.
    pub hide: &'static [&'static str],
    /// The parts of the hidden text, under the headings of the system; none where it has no headings.
    pub groups: &'static [(Option<&'static str>, &'static [Part])],
}

impl Wording {
    pub(super) fn of(system: System) -> &'static Self {
        match system {
            System::GeneralPractice => &GENERAL_PRACTICE,
            System::Health => &HEALTH,
            System::Housing => &HOUSING,
            System::SocialCare => &SOCIAL_CARE,
            System::Other => &OTHER,
        }
    }
}

/// Names of terms of a GP record, in the words of the terms themselves: to be looked up there by name, and
/// used only where they are true.
pub(super) const TERMS: [&str; 5] = [
    "Alleged perpetrator of domestic abuse",
    "Family subject of multi-agency risk assessment conference",
    "Referral to MARAC",
    "Referral to domestic abuse agency",
    "Police domestic incident report received",
];

const GENERAL_PRACTICE: Wording = Wording {
    said: "History: what the person said",
    offered: "Plan: what was offered",
    hide: &[
        "EMIS: set the online visibility of this entry so that the patient does not see it. SystmOne: use Next, \
         so that this is an entry of its own; marking it private does not hide it.",
        "An entry is shown or hidden whole: keep this one apart from the other.",
    ],
    groups: &[
        (
            Some("Problem"),
            &[
                Part::Terms,
                Part::AddedLater,
                Part::Outcome,
                Part::Judgement,
            ],
        ),
        (
            Some("History"),
            &[
                Part::Indicators,
                Part::WarningSigns,
                Part::NotKnown,
                Part::NotAsked,
                Part::NotPresent,
                Part::NotInTheChecklist,
                Part::Changed,
                Part::HeardAndSeen,
                Part::Jotted,
                Part::Questions,
                Part::SaidByOthers,
            ],
        ),
        (Some("Examination"), &[Part::Seen]),
        (Some("Social"), &[Part::WhoKnows, Part::WhoDoesWhat]),
        (
            Some("Comment"),
            &[Part::Opinion, Part::TurnedDown, Part::Circumstances],
        ),
        (
            Some("Plan and follow up"),
            &[
                Part::Responses,
                Part::Referrals,
                Part::LookedAgain,
                Part::Actions,
                Part::NobodyTold,
                Part::Review,
            ],
        ),
    ],
};

const HEALTH: Wording = Wording {
    said: "What the person said",
    offered: "What was offered",
    hide: &[
        "Keep it out of every record that the family holds or can open, a child's record as well.",
    ],
    groups: &[
        (
            Some("Assessment"),
            &[
                Part::AddedLater,
                Part::Outcome,
                Part::Judgement,
                Part::Indicators,
                Part::WarningSigns,
                Part::NotKnown,
                Part::NotAsked,
                Part::NotPresent,
                Part::NotInTheChecklist,
                Part::Changed,
            ],
        ),
        (
            Some("Observed and reported"),
            &[
                Part::HeardAndSeen,
                Part::Jotted,
                Part::Questions,
                Part::Seen,
                Part::SaidByOthers,
                Part::WhoKnows,
            ],
        ),
        (
            Some("Analysis"),
            &[Part::Opinion, Part::WhoDoesWhat, Part::TurnedDown],
        ),
        (
            Some("Plan"),
            &[
                Part::Responses,
                Part::Referrals,
                Part::LookedAgain,
                Part::Actions,
                Part::NobodyTold,
                Part::Review,
                Part::Circumstances,
                Part::Terms,
            ],
        ),
    ],
};

const HOUSING: Wording = Wording {
    said: "What the person said",
    offered: "What was offered",
    hide: &[
        "Keep it apart from what the tenant or the household can ask to see, and from letters and portals. Do \
         not read it out to anybody who rings about the tenancy.",
    ],
    groups: &[
        (
            Some("Risk"),
            &[
                Part::AddedLater,
                Part::Outcome,
                Part::Judgement,
                Part::Indicators,
                Part::WarningSigns,
                Part::NotKnown,
                Part::NotAsked,
                Part::NotPresent,
                Part::NotInTheChecklist,
                Part::Changed,
            ],
        ),
        (
            Some("Actions on this case"),
            &[
                Part::Actions,
                Part::NobodyTold,
                Part::Referrals,
                Part::LookedAgain,
                Part::Responses,
                Part::Review,
            ],
        ),
        (
            Some("File note"),
            &[
                Part::HeardAndSeen,
                Part::Jotted,
                Part::Questions,
                Part::Seen,
                Part::SaidByOthers,
                Part::WhoKnows,
                Part::WhoDoesWhat,
                Part::Opinion,
                Part::TurnedDown,
                Part::Circumstances,
                Part::Terms,
            ],
        ),
    ],
};

const SOCIAL_CARE: Wording = Wording {
    said: "What the person said",
    offered: "What was offered",
    hide: &[
        "Keep it apart from what is shared with the person or the family in meetings, plans and reports.",
    ],
    groups: &[
        (
            Some("Risk"),
            &[
                Part::AddedLater,
                Part::Outcome,
                Part::Judgement,
                Part::Indicators,
                Part::WarningSigns,
                Part::NotKnown,
                Part::NotAsked,
                Part::NotPresent,
                Part::NotInTheChecklist,
                Part::Changed,
            ],
        ),
        (
            Some("Information, by who gave it"),
            &[
                Part::HeardAndSeen,
                Part::Jotted,
                Part::Questions,
                Part::Seen,
                Part::SaidByOthers,
                Part::WhoKnows,
            ],
        ),
        (
            Some("Analysis"),
            &[
                Part::WhoDoesWhat,
                Part::Opinion,
                Part::TurnedDown,
                Part::Terms,
            ],
        ),
        (
            Some("Plan, and decisions to share"),
            &[
                Part::Actions,
                Part::NobodyTold,
                Part::Referrals,
                Part::LookedAgain,
                Part::Responses,
                Part::Review,
                Part::Circumstances,
            ],
        ),
    ],
};

const OTHER: Wording = Wording {
    said: "What the person said",
    offered: "What was offered",
    hide: &[],
    groups: &[(
        None,
        &[
            Part::AddedLater,
            Part::Outcome,
            Part::Judgement,
            Part::Indicators,
            Part::WarningSigns,
            Part::NotKnown,
            Part::NotAsked,
            Part::NotPresent,
            Part::NotInTheChecklist,
            Part::Changed,
            Part::HeardAndSeen,
            Part::Jotted,
            Part::WhoDoesWhat,
            Part::TurnedDown,
            Part::Questions,
            Part::Seen,
            Part::SaidByOthers,
            Part::Opinion,
            Part::Responses,
            Part::Referrals,
            Part::LookedAgain,
            Part::Actions,
            Part::NobodyTold,
            Part::WhoKnows,
            Part::Review,
            Part::Circumstances,
            Part::Terms,
        ],
    )],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_has_every_part_once() {
        let parts = |system| -> Vec<Part> {
            let groups = Wording::of(system).groups.iter();
            let mut parts: Vec<Part> = groups
                .flat_map(|(_, parts)| parts.iter().copied())
                .collect();
            parts.sort();
            parts
        };
        let all = parts(System::Other);
        assert_eq!(all.len(), 27);
        assert!(all.is_sorted_by(|one, next| one < next), "{all:?}");
        for system in [
            System::GeneralPractice,
            System::Health,
            System::Housing,
            System::SocialCare,
        ] {
            assert_eq!(parts(system), all, "{system:?}");
        }
    }

    /// None is verified; a wrong code in a record is a wrong fact about somebody.
    #[test]
    fn every_known_system_says_how_to_hide_the_text_and_none_gives_a_code_number() {
        for system in [
            System::GeneralPractice,
            System::Health,
            System::Housing,
            System::SocialCare,
        ] {
            let hide = Wording::of(system).hide;
            assert!(!hide.is_empty(), "{system:?}");
            let all = hide.iter().chain(&TERMS);
            assert!(
                all.into_iter()
                    .all(|text| !text.contains(|c: char| c.is_ascii_digit()))
            );
        }
        let practice = GENERAL_PRACTICE.hide.join(" ");
        for needed in [
            "EMIS",
            "online visibility",
            "SystmOne",
            "Next",
            "private does not hide",
        ] {
            assert!(practice.contains(needed), "{needed}");
        }
    }
}
