//! The safe-to-ask gate: may the practitioner ask about abuse now?
//!
//! Practice rules (Respect, six steps): not while the person is under the influence; never with the
//! partner there; never through a relative as interpreter; never alone on a visit to a home, nor
//! alone on any visit that was planned in order to talk; never with what only the victim said. An
//! unanswered question counts as *not sure*, and *not sure* never opens anything: a wrong *yes, ask*
//! can get somebody hurt, a wrong *not now* costs a talk.

use serde::{Deserialize, Serialize};

/// Yes, no or not sure. A missing answer is treated as [`Answer::NotSure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not sure, or could not tell.
    NotSure,
}

/// Where the contact takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// The person's own home.
    PersonsHome,
    /// The victim's home, where that is another one.
    VictimsHome,
    /// A clinic or a surgery.
    Clinic,
    /// An office.
    Office,
    /// Telephone or video.
    PhoneOrVideo,
    /// Anywhere else.
    Elsewhere,
}

/// Whether a colleague is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Company {
    /// The practitioner is alone.
    Alone,
    /// A colleague is there.
    WithColleague,
    /// Not sure, for instance when a colleague may come later.
    NotSure,
}

/// Who interprets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Interpreter {
    /// Nobody: no interpreter is needed.
    Nobody,
    /// An independent interpreter.
    Independent,
    /// A relative or friend of the family.
    Relative,
    /// Not sure who the interpreter is.
    NotSure,
}

/// The answers given under *Before you start*. `None` is *not answered yet*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(default)]
pub struct Before {
    /// Is anybody in immediate danger now?
    pub danger_now: Option<Answer>,
    /// Where the contact takes place.
    pub setting: Option<Setting>,
    /// Whether a colleague is there.
    pub company: Option<Company>,
    /// Whether the visit was planned in order to talk about behaviour.
    pub planned_to_talk: Option<Answer>,
    /// Whether the person seems to be under the influence of drink or drugs.
    pub under_influence: Option<Answer>,
    /// Whether the partner can hear.
    pub partner_can_hear: Option<Answer>,
    /// Whether a child can hear.
    pub child_can_hear: Option<Answer>,
    /// Who interprets.
    pub interpreter: Option<Interpreter>,
    /// Whether everything known so far comes from the victim alone.
    pub only_from_victim: Option<Answer>,
}

impl Before {
    /// How many of the nine questions have an answer.
    pub fn answered(&self) -> u32 {
        [
            self.danger_now.is_some(),
            self.setting.is_some(),
            self.company.is_some(),
            self.planned_to_talk.is_some(),
            self.under_influence.is_some(),
            self.partner_can_hear.is_some(),
            self.child_can_hear.is_some(),
            self.interpreter.is_some(),
            self.only_from_victim.is_some(),
        ]
        .into_iter()
        .map(u32::from)
        .sum()
    }

    /// The number of questions under *Before you start*.
    pub const QUESTIONS: u32 = 9;
}

/// A set of question cards (step 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum QuestionSet {
    /// Another problem is presented.
    #[serde(rename = "ask.other-issue")]
    OtherIssue,
    /// Abuse is disclosed.
    #[serde(rename = "ask.disclosed")]
    Disclosed,
    /// Direct questions, only after earlier ones were answered openly.
    #[serde(rename = "ask.direct")]
    Direct,
}

impl QuestionSet {
    /// Every set, in the order of the guide.
    pub const ALL: [Self; 3] = [Self::OtherIssue, Self::Disclosed, Self::Direct];
}

/// One reason why asking is not open now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum GateReason {
    /// Somebody is in danger now.
    DangerNow,
    /// It is not certain that nobody is in danger now.
    DangerNotSure,
    /// The person is under the influence.
    UnderInfluence,
    /// It is not certain that the person is sober.
    UnderInfluenceNotSure,
    /// The partner can hear.
    PartnerCanHear,
    /// It is not certain that the partner cannot hear.
    PartnerCanHearNotSure,
    /// A relative interprets.
    RelativeInterprets,
    /// It is not certain who interprets.
    InterpreterNotSure,
    /// The practitioner is alone on a visit to a home.
    AloneOnHomeVisit,
    /// It is not certain whether this is a visit alone to a home.
    AloneOnHomeVisitNotSure,
    /// The visit was planned in order to talk, and the practitioner is alone.
    PlannedToTalkAlone,
    /// It is not certain whether this is a visit alone that was planned in order to talk.
    PlannedToTalkAloneNotSure,
}

/// What the practitioner may do now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "gate", rename_all = "snake_case")]
pub enum Gate {
    /// Question cards may be shown.
    Ask,
    /// Only look and listen; the question bank is not shown.
    LookAndListenOnly {
        /// Why, in the order in which they matter. Never empty.
        reasons: Vec<GateReason>,
    },
    /// Leave and get help. The question bank is not shown.
    Leave {
        /// Why. Never empty.
        reasons: Vec<GateReason>,
    },
}

impl Gate {
    /// True when question cards may be shown at all.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Ask)
    }
}

/// Why one set of questions stays shut although asking is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SetShut {
    /// The gate itself is shut.
    GateShut,
    /// All we know comes from the victim (or that is not certain).
    OnlyFromVictim,
    /// A child can hear (or that is not certain).
    ChildCanHear,
    /// The practitioner has not marked that earlier questions were answered openly.
    NotAnsweredOpenly,
}

/// The gate for this contact as it stands.
pub fn gate(before: &Before) -> Gate {
    use GateReason as R;
    if before.danger_now == Some(Answer::Yes) {
        return Gate::Leave {
            reasons: vec![R::DangerNow],
        };
    }
    let reasons: Vec<R> = [
        unless_no(before.danger_now, R::DangerNow, R::DangerNotSure),
        unless_no(
            before.under_influence,
            R::UnderInfluence,
            R::UnderInfluenceNotSure,
        ),
        unless_no(
            before.partner_can_hear,
            R::PartnerCanHear,
            R::PartnerCanHearNotSure,
        ),
        interpreter_reason(before.interpreter),
        home_visit_reason(before.setting, before.company),
        planned_talk_reason(before),
    ]
    .into_iter()
    .flatten()
    .collect();
    if reasons.is_empty() {
        Gate::Ask
    } else {
        Gate::LookAndListenOnly { reasons }
    }
}

/// True when every screen of the contact has to say that what is known must not be used or hinted
/// at. *Not sure* and *not answered* count as yes.
pub fn only_from_victim(before: &Before) -> bool {
    before.only_from_victim != Some(Answer::No)
}

/// Whether a set of questions may be shown, and if not, why not.
///
/// `answered_openly` is the practitioner's own mark that earlier questions were answered openly.
///
/// # Errors
/// The first reason that keeps the set shut.
pub fn question_set(
    set: QuestionSet,
    before: &Before,
    answered_openly: bool,
) -> Result<(), SetShut> {
    if !gate(before).is_open() {
        return Err(SetShut::GateShut);
    }
    if set != QuestionSet::OtherIssue && only_from_victim(before) {
        return Err(SetShut::OnlyFromVictim);
    }
    if set == QuestionSet::Direct {
        if before.child_can_hear != Some(Answer::No) {
            return Err(SetShut::ChildCanHear);
        }
        if !answered_openly {
            return Err(SetShut::NotAnsweredOpenly);
        }
    }
    Ok(())
}

/// One set of questions, and why it is shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SetState {
    /// Which.
    pub set: QuestionSet,
    /// Why it is shut; none when it is open.
    pub shut: Option<SetShut>,
}

/// Every set of questions as it stands.
pub fn question_sets(before: &Before, answered_openly: bool) -> Vec<SetState> {
    QuestionSet::ALL
        .into_iter()
        .map(|set| SetState {
            set,
            shut: question_set(set, before, answered_openly).err(),
        })
        .collect()
}

fn unless_no(answer: Option<Answer>, yes: GateReason, not_sure: GateReason) -> Option<GateReason> {
    match answer {
        Some(Answer::No) => None,
        Some(Answer::Yes) => Some(yes),
        Some(Answer::NotSure) | None => Some(not_sure),
    }
}

fn interpreter_reason(interpreter: Option<Interpreter>) -> Option<GateReason> {
    match interpreter {
        Some(Interpreter::Nobody | Interpreter::Independent) => None,
        Some(Interpreter::Relative) => Some(GateReason::RelativeInterprets),
        Some(Interpreter::NotSure) | None => Some(GateReason::InterpreterNotSure),
    }
}

fn home_visit_reason(setting: Option<Setting>, company: Option<Company>) -> Option<GateReason> {
    let home = match setting {
        Some(Setting::PersonsHome | Setting::VictimsHome) => Some(true),
        Some(Setting::Clinic | Setting::Office | Setting::PhoneOrVideo | Setting::Elsewhere) => {
            Some(false)
        }
        None => None,
    };
    match (home, company) {
        (Some(false), _) | (_, Some(Company::WithColleague)) => None,
        (Some(true), Some(Company::Alone)) => Some(GateReason::AloneOnHomeVisit),
        (Some(true), Some(Company::NotSure) | None) | (None, _) => {
            Some(GateReason::AloneOnHomeVisitNotSure)
        }
    }
}

/// Nobody goes alone in order to talk about abuse, wherever that is: at a home this says why the
/// plan itself is wrong, elsewhere it is what shuts the gate.
fn planned_talk_reason(before: &Before) -> Option<GateReason> {
    let near_others = matches!(
        before.setting,
        Some(Setting::Clinic | Setting::Office | Setting::PhoneOrVideo)
    );
    match (before.planned_to_talk, before.company) {
        _ if near_others => None,
        (Some(Answer::No), _) | (_, Some(Company::WithColleague)) => None,
        (Some(Answer::Yes), Some(Company::Alone)) if before.setting.is_some() => {
            Some(GateReason::PlannedToTalkAlone)
        }
        _ => Some(GateReason::PlannedToTalkAloneNotSure),
    }
}
