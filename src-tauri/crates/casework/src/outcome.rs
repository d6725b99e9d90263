//! What the checklist says, and why.
//!
//! Three outcomes, none of which reassures. One indicator is enough (Respect, six steps); what was
//! not asked counts as open, never as absent; the practitioner's judgement can raise an outcome and
//! never lower one.

use crate::change::{Clearing, Earlier, Since, since};
use crate::checklist::{Answers, Checklist, ItemList, Presence, presence};
use crate::ids::ItemId;
use crate::provenance::{Protection, Sources};
use serde::{Deserialize, Serialize};

/// The practitioner's own view of imminent or severe risk. Ordered: a later one is a graver one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// I do not think so. Lowers nothing.
    No,
    /// I am not sure.
    NotSure,
    /// I think there is imminent or severe risk.
    Yes,
}

impl Judgement {
    /// The views that are graver than this one, the gravest first: what it can still be raised to.
    pub fn graver(self) -> Vec<Self> {
        [Self::Yes, Self::NotSure, Self::No]
            .into_iter()
            .filter(|view| *view > self)
            .collect()
    }
}

/// What to do, in the order of weight: a later one is a stronger one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum OutcomeKind {
    /// Every item was looked for and none is there. Not a finding about how great the risk is.
    NoneIdentifiedSoFar,
    /// Something is open: treat as open.
    NotEnoughKnown,
    /// Act now.
    ActNow,
}

/// One reason for an outcome: which item, from whom, which rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Reason {
    /// One item present is enough.
    ItemPresent {
        /// The item.
        item: ItemId,
        /// The list that it stands in.
        list: ItemList,
        /// Who it came from.
        sources: Sources,
        /// What follows from the sources.
        protection: Protection,
    },
    /// The practitioner judges that there is imminent or severe risk.
    JudgementYes,
    /// The practitioner is not sure.
    JudgementNotSure,
    /// At least one item is not known or not asked.
    ItemsOpen {
        /// How many, of both lists.
        count: u32,
    },
    /// It was present at an earlier contact and is not any more, on the person's word alone or on
    /// nobody's: it stays open.
    ClearedOnTheirWordAlone {
        /// The item.
        item: ItemId,
        /// On whose word.
        on: Clearing,
    },
    /// More is present than last time.
    MoreThanLastTime {
        /// Items present now.
        present: u32,
        /// Items present last time.
        last_time: u32,
    },
    /// Every item was looked for and none is present; none stays open on the person's word either.
    NothingPresent,
}

/// An item that nobody knows about yet, and what it would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Missing {
    /// The item.
    pub item: ItemId,
    /// The list that it stands in.
    pub list: ItemList,
    /// *Not known* or *not asked*.
    pub presence: Presence,
    /// The outcome if it turned out to be present.
    pub if_present: OutcomeKind,
    /// The outcome if it turned out not to be present. Where it was present before: on the person's
    /// word alone. Somebody else may clear it; it is not said beforehand that they would.
    pub if_not_present: OutcomeKind,
    /// True when it was present at an earlier contact and nobody but the person has said since that it
    /// is not. Records that were sealed before this was kept have no earlier contacts in them.
    #[serde(default)]
    pub was_present: bool,
}

/// How many items of one list have each value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Counts {
    /// Items present.
    pub present: u32,
    /// Items not present.
    pub not_present: u32,
    /// Items not known.
    pub not_known: u32,
    /// Items not asked.
    pub not_asked: u32,
}

impl Counts {
    /// All items of the list.
    pub fn total(&self) -> u32 {
        self.present + self.not_present + self.open()
    }

    /// Items not known or not asked.
    pub fn open(&self) -> u32 {
        self.not_known + self.not_asked
    }
}

/// What the checklist says, with everything that led to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Outcome {
    /// What to do.
    pub kind: OutcomeKind,
    /// The version of the checklist that was used.
    pub checklist_version: u32,
    /// Counts over the eight indicators.
    pub indicators: Counts,
    /// Counts over the further warning signs.
    pub warning_signs: Counts,
    /// Why. Never empty.
    pub reasons: Vec<Reason>,
    /// What is not known or not asked, and what each would change.
    pub missing: Vec<Missing>,
}

/// Scores the checklist.
///
/// 1. any item of either list present, or judgement *yes*: [`OutcomeKind::ActNow`];
/// 2. else any item not known or not asked, judgement *not sure*, or an item that was present at an
///    earlier contact and was cleared on the person's word alone: [`OutcomeKind::NotEnoughKnown`];
/// 3. else [`OutcomeKind::NoneIdentifiedSoFar`].
///
/// Answers to items that the checklist does not have are left out of the score.
pub fn outcome(
    checklist: &Checklist,
    answers: &Answers,
    judgement: Judgement,
    earlier: Option<&Earlier>,
) -> Outcome {
    let since = earlier.map(|earlier| since(checklist, earlier, answers));
    let since = since.unwrap_or_default();
    let score = Score {
        indicators: count(answers, &checklist.indicators),
        warning_signs: count(answers, &checklist.warning_signs),
        judgement,
        cleared_in_doubt: in_doubt(&since).count(),
    };
    Outcome {
        kind: score.kind(),
        checklist_version: checklist.version,
        indicators: score.indicators,
        warning_signs: score.warning_signs,
        reasons: reasons(checklist, answers, &since, score),
        missing: missing(checklist, answers, earlier, score),
    }
}

/// What the rule looks at.
#[derive(Clone, Copy)]
struct Score {
    indicators: Counts,
    warning_signs: Counts,
    judgement: Judgement,
    cleared_in_doubt: usize,
}

impl Score {
    fn kind(self) -> OutcomeKind {
        let Self {
            indicators,
            warning_signs,
            judgement,
            cleared_in_doubt,
        } = self;
        let present = indicators.present + warning_signs.present;
        let open = indicators.open() + warning_signs.open();
        if present > 0 || judgement == Judgement::Yes {
            OutcomeKind::ActNow
        } else if open > 0 || judgement == Judgement::NotSure || cleared_in_doubt > 0 {
            OutcomeKind::NotEnoughKnown
        } else {
            OutcomeKind::NoneIdentifiedSoFar
        }
    }
}

/// The items that were cleared and stay open all the same.
fn in_doubt(since: &Since) -> impl Iterator<Item = (&ItemId, Clearing)> {
    let cleared = since
        .cleared
        .iter()
        .map(|cleared| (&cleared.item, cleared.on));
    cleared.filter(|(_, on)| on.leaves_open())
}

fn count(answers: &Answers, items: &[ItemId]) -> Counts {
    let mut counts = Counts::default();
    for item in items {
        *slot(&mut counts, presence(answers, item)) += 1;
    }
    counts
}

fn slot(counts: &mut Counts, presence: Presence) -> &mut u32 {
    match presence {
        Presence::Present => &mut counts.present,
        Presence::NotPresent => &mut counts.not_present,
        Presence::NotKnown => &mut counts.not_known,
        Presence::NotAsked => &mut counts.not_asked,
    }
}

fn reasons(checklist: &Checklist, answers: &Answers, since: &Since, score: Score) -> Vec<Reason> {
    let Score {
        indicators,
        warning_signs,
        judgement,
        ..
    } = score;
    let mut reasons: Vec<Reason> = checklist
        .items()
        .filter(|(_, item)| presence(answers, item) == Presence::Present)
        .map(|(list, item)| {
            let sources = answers
                .get(item)
                .map(|answer| answer.sources.clone())
                .unwrap_or_default();
            Reason::ItemPresent {
                item: item.clone(),
                list,
                protection: sources.protection(),
                sources,
            }
        })
        .collect();
    match judgement {
        Judgement::Yes => reasons.push(Reason::JudgementYes),
        Judgement::NotSure => reasons.push(Reason::JudgementNotSure),
        Judgement::No => {}
    }
    let open = indicators.open() + warning_signs.open();
    if open > 0 {
        reasons.push(Reason::ItemsOpen { count: open });
    }
    reasons.extend(
        in_doubt(since).map(|(item, on)| Reason::ClearedOnTheirWordAlone {
            item: item.clone(),
            on,
        }),
    );
    if since.is_more() {
        reasons.push(Reason::MoreThanLastTime {
            present: since.present,
            last_time: since.present_last_time,
        });
    }
    // "None was found" beside "treat it as open" would take half of it back.
    if indicators.present + warning_signs.present == 0 && open == 0 && score.cleared_in_doubt == 0 {
        reasons.push(Reason::NothingPresent);
    }
    reasons
}

fn missing(
    checklist: &Checklist,
    answers: &Answers,
    earlier: Option<&Earlier>,
    score: Score,
) -> Vec<Missing> {
    let if_it_were = |list: ItemList, was: Presence, becomes: Presence, in_doubt: bool| {
        let mut score = score;
        let counts = match list {
            ItemList::Indicator => &mut score.indicators,
            ItemList::WarningSign => &mut score.warning_signs,
        };
        *slot(counts, was) -= 1;
        *slot(counts, becomes) += 1;
        score.cleared_in_doubt += usize::from(in_doubt);
        score.kind()
    };
    checklist
        .items()
        .map(|(list, item)| (list, item, presence(answers, item)))
        .filter(|(_, _, presence)| matches!(presence, Presence::NotKnown | Presence::NotAsked))
        .map(|(list, item, presence)| {
            let was_present = earlier.is_some_and(|earlier| earlier.present.contains(item));
            Missing {
                item: item.clone(),
                list,
                presence,
                if_present: if_it_were(list, presence, Presence::Present, false),
                if_not_present: if_it_were(list, presence, Presence::NotPresent, was_present),
                was_present,
            }
        })
        .collect()
}
