//! The words for what the program says: one place, so that the same thing is always called the
//! same. They are those of the screens. No word for an outcome reassures.

use casework::action::Due;
use casework::change::Clearing;
use casework::checklist::{ItemList, Presence};
use casework::contact::{Asked, By, GateChange, Reply};
use casework::counter::{Topic, Who};
use casework::directory::{Cohort, ServiceKind};
use casework::gate::{
    Answer, Company, Gate, GateReason, Interpreter, QuestionSet, SetShut, SetState, Setting,
    only_from_victim,
};
use casework::ids::ItemId;
use casework::outcome::{Counts, Judgement, OutcomeKind, Reason};
use casework::person::{EventKind, Relation};
use casework::provenance::{Protection, Source, Sources};
use casework::referral::{Agency, ReferralState, SharingDecision};
use casework::urgent::Matter;
use casework::when;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The first line of what must not be seen online.
pub(crate) const HIDE: &str = "Hide this entry from online access: it holds third-party \
                               information and an assessment of risk.";

/// The one sentence that may name the word, to deny it.
pub(crate) const STANDING_SENTENCE: &str = "This is not a finding of low risk.";

/// Where nothing was entered.
pub(crate) const NOT_ENTERED: &str = "not entered";

/// Under a heading for which nobody has entered anything: a gap would be read as "there is none".
pub(crate) const NOBODY: &str = "Nobody has entered this.";

/// In a cell of a table for which nothing was entered.
pub(crate) const DASH: &str = "–";

pub(crate) fn outcome(kind: OutcomeKind) -> &'static str {
    match kind {
        OutcomeKind::ActNow => "Act now.",
        OutcomeKind::NotEnoughKnown => "Not enough known. Treat the risk as open.",
        OutcomeKind::NoneIdentifiedSoFar => "None identified so far.",
    }
}

/// An item that was present before, and on whose word it is not any more.
pub(crate) fn cleared(on: Clearing) -> &'static str {
    match on {
        Clearing::OnTheirWordAlone => {
            "present before, not present now on the person's word alone. Treat it as open."
        }
        Clearing::SourceMissing => {
            "present before, not present now; nobody says on whose word. Treat it as open."
        }
        Clearing::Otherwise => "present before, not present now.",
    }
}

/// One reason for an outcome. `label` gives the label of an item as it read at the time.
pub(crate) fn reason(reason: &Reason, label: &dyn Fn(&ItemId) -> String) -> String {
    match reason {
        Reason::ItemPresent {
            item,
            list,
            sources,
            protection: _,
        } => {
            let list = match list {
                ItemList::Indicator => "Indicator",
                ItemList::WarningSign => "Warning sign",
            };
            format!("{list} present: {}. {}", label(item), from(sources))
        }
        Reason::JudgementYes => {
            "The practitioner judges that there is imminent or severe risk.".to_owned()
        }
        Reason::JudgementNotSure => {
            "The practitioner is not sure whether there is imminent or severe risk.".to_owned()
        }
        Reason::ItemsOpen { count: 1 } => "One thing is not known or not asked.".to_owned(),
        Reason::ItemsOpen { count } => format!("{count} things are not known or not asked."),
        Reason::ClearedOnTheirWordAlone { item, on } => {
            format!("{}: {}", label(item), cleared(*on))
        }
        Reason::MoreThanLastTime { present, last_time } => more(*present, *last_time),
        Reason::NothingPresent => {
            "Every indicator and warning sign was looked for. None was found.".to_owned()
        }
    }
}

/// More is present than last time.
pub(crate) fn more(present: u32, last_time: u32) -> String {
    format!("More is present than last time: {present} now, {last_time} then.")
}

/// By how much the laptop's clock was seen to run off before an entry was written, in seconds.
pub(crate) fn clock(off: i64) -> String {
    let minutes = off.unsigned_abs().div_ceil(60);
    let counted = |count: u64, one: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {one}s")),
    };
    let time = [
        counted(minutes / 60, "hour"),
        counted(minutes % 60, "minute"),
    ];
    let minutes = time.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let what = if off < 0 {
        "was set back by"
    } else {
        "jumped ahead, or the laptop slept, by"
    };
    format!(
        "The laptop's clock {what} about {minutes} before this was sealed. Its times may be wrong. The order \
         of the entries is not."
    )
}

/// What was looked at on the page *Who does what to whom*.
pub(crate) fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Afraid => "Who is afraid",
        Topic::ChangedLife => "Whose life has changed",
        Topic::Decides => "Who decides",
        Topic::Injuries => "Who has injuries, and of what kind",
        Topic::Pattern => "Who did what over time",
    }
}

/// To whom something applies on the page *Who does what to whom*.
pub(crate) fn who(who: Who) -> &'static str {
    match who {
        Who::ThePerson => "the person",
        Who::ThePartner => "the partner",
        Who::Both => "both",
        Who::CannotTellToday => "cannot tell today",
    }
}

/// An urgent matter.
pub(crate) fn matter(matter: Matter) -> &'static str {
    match matter {
        Matter::Suicidal => "the person speaks of ending their life",
        Matter::ThreatsToKill => "threats to kill",
        Matter::Strangulation => "strangulation or choking",
        Matter::ChildAtRisk => "a child at risk",
    }
}

/// "2 of 8 indicators present, 3 not known, 1 not asked; 1 of 6 further warning signs present."
pub(crate) fn counts(indicators: Counts, warning_signs: Counts) -> String {
    let indicators = one_list(indicators, "indicators");
    let warning_signs = one_list(warning_signs, "further warning signs");
    format!("{indicators}; {warning_signs}.")
}

fn one_list(counts: Counts, name: &str) -> String {
    let mut text = format!("{} of {} {name} present", counts.present, counts.total());
    for (count, what) in [
        (counts.not_known, "not known"),
        (counts.not_asked, "not asked"),
    ] {
        if count > 0 {
            text += &format!(", {count} {what}");
        }
    }
    text
}

/// "Imminent or severe risk: not sure." A *no* is a view and is worded as one.
pub(crate) fn judgement(judgement: Judgement) -> &'static str {
    match judgement {
        Judgement::Yes => "yes",
        Judgement::NotSure => "not sure",
        Judgement::No => "does not think so",
    }
}

/// The value of an item that is not present, as a heading of a list.
pub(crate) fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Present => "Present",
        Presence::NotPresent => "Looked for and not present",
        Presence::NotKnown => "Not known",
        Presence::NotAsked => "Not asked",
    }
}

pub(crate) fn source(source: Source) -> &'static str {
    match source {
        Source::Person => "the person",
        Source::SeenByMe => "seen by the practitioner",
        Source::Partner => "partner or ex-partner",
        Source::Child => "child",
        Source::FamilyOrNeighbour => "family or neighbour",
        Source::OtherAgency => "another agency",
        Source::ExistingRecord => "an existing record",
    }
}

/// "the person, child".
pub(crate) fn sources(sources: &Sources) -> String {
    if sources.is_empty() {
        "source not given".to_owned()
    } else {
        sources.iter().map(source).collect::<Vec<_>>().join(", ")
    }
}

/// "From: the person, child. Protected: ...".
pub(crate) fn from(sources: &Sources) -> String {
    let from = self::sources(sources);
    match protection(sources.protection()) {
        None => format!("From: {from}."),
        Some(mark) => format!("From: {from}. {mark}"),
    }
}

/// The mark of a piece that has to be kept from the person.
fn protection(protection: Protection) -> Option<&'static str> {
    match protection {
        Protection::Open => None,
        Protection::PartlyProtected => Some("Protected: part of this could lead back to a victim."),
        Protection::VictimOnly => {
            Some("Protected: comes only from a victim, a child, family or an unnamed source.")
        }
    }
}

pub(crate) fn asked(asked: Asked) -> &'static str {
    match asked {
        Asked::Asked => "asked",
        Asked::Declined => "did not want to answer",
        Asked::NotAsked => "not asked",
    }
}

/// How the person took an offer, as a sentence about them; none when it was not put to them.
pub(crate) fn took_it(reply: Reply) -> Option<&'static str> {
    match reply {
        Reply::Agreed => Some("they agreed"),
        Reply::Thinking => Some("they want to think about it"),
        Reply::Declined => Some("they said no"),
        Reply::NotOffered => None,
    }
}

/// How the person took an offer, as a sentence to them; none when it was not put to them.
pub(crate) fn you_took_it(reply: Reply) -> Option<&'static str> {
    match reply {
        Reply::Agreed => Some("you agreed"),
        Reply::Thinking => Some("you wanted to think about it"),
        Reply::Declined => Some("you said no"),
        Reply::NotOffered => None,
    }
}

/// What somebody is to the person.
pub(crate) fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Partner => "partner",
        Relation::ExPartner => "ex-partner",
        Relation::Child => "child",
        Relation::Other => "somebody else of the family or household",
    }
}

/// What happened in the person's life.
pub(crate) fn event(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Separation => "Separation",
        EventKind::Pregnancy => "Pregnancy became known",
        EventKind::Birth => "Birth of a child",
        EventKind::Hearing => "Hearing at a court",
        EventKind::OrderMade => "Order made",
        EventKind::OrderEnds => "Order ends",
        EventKind::Other => "Something else",
    }
}

/// Where a referral stands.
pub(crate) fn referral(state: ReferralState) -> &'static str {
    match state {
        ReferralState::Made => "made; nobody has said yet what came of it",
        ReferralState::NoneAvailable => "nothing to refer to here: the need is unmet",
        ReferralState::Waiting => "the service has it; no place yet",
        ReferralState::Started => "the service took the person on",
        ReferralState::Finished => "the person finished it",
        ReferralState::NotTaken => "the service did not take the person",
        ReferralState::Stopped => "declined, dropped out or no change: look at the risk again",
    }
}

/// How an action stands today. Nothing is sent by the app, so it is open until somebody says that it was
/// done.
pub(crate) fn due(due: Due) -> &'static str {
    match due {
        Due::Overdue => "overdue: nobody has said that it was done",
        Due::Today => "open, due today",
        Due::Later => "open",
    }
}

/// What a service does.
pub(crate) fn service_kind(kind: ServiceKind) -> &'static str {
    match kind {
        ServiceKind::PerpetratorProgramme => "perpetrator programme",
        ServiceKind::SurvivorSupport => "support for survivors",
        ServiceKind::ChildrenAndFamilies => "children and families",
        ServiceKind::SubstanceUse => "drink and drugs",
        ServiceKind::MentalHealth => "mental health and trauma",
        ServiceKind::PracticalHelp => "practical help",
        ServiceKind::Statutory => "police, safeguarding hub or social care",
        ServiceKind::AngerManagement => "anger management (not advised)",
        ServiceKind::CoupleCounselling => "couple counselling (not advised)",
        ServiceKind::Other => "something else",
    }
}

/// Whom a programme takes.
pub(crate) fn cohort(cohort: Cohort) -> &'static str {
    match cohort {
        Cohort::Prevention => "prevention",
        Cohort::EarlyHelp => "early help",
        Cohort::HighRisk => "high risk",
        Cohort::ComplexNeeds => "complex needs",
        Cohort::Women => "women who use violence",
        Cohort::YoungPeople => "young people who use violence",
        Cohort::SameSex => "people who abuse a same-sex partner",
    }
}

/// An agency.
pub(crate) fn agency(agency: Agency) -> &'static str {
    match agency {
        Agency::Police => "police",
        Agency::ChildrensSocialCare => "children's social care",
        Agency::AdultSocialCare => "adult social care",
        Agency::Marac => "MARAC",
        Agency::GeneralPractice => "general practice",
        Agency::HealthVisiting => "health visiting",
        Agency::SchoolOrNursery => "school or nursery",
        Agency::Probation => "probation",
        Agency::DomesticAbuseService => "domestic abuse service",
        Agency::Other => "another agency",
    }
}

/// What was said to sharing.
pub(crate) fn sharing_decision(decision: SharingDecision) -> &'static str {
    match decision {
        SharingDecision::Agreed => "agreed",
        SharingDecision::Refused => "refused",
        SharingDecision::NotSafeToAsk => "not asked, because to ask could put somebody in danger",
    }
}

/// A route in words that the person can read. The labels of the guide are for the practitioner and
/// name what it is about; these do not. There is one for each of
/// [`casework::audience::OPEN_ROUTES`].
pub(crate) fn open_route(item: &ItemId) -> Option<&'static str> {
    match item.as_str() {
        "refer.dapp" => Some("A programme about their own behaviour"),
        "refer.linked-needs" => Some("Help with drink, drugs, trauma or mental health"),
        "refer.phoneline" => Some("The Respect Phoneline"),
        "refer.practical-help" => Some("Practical help"),
        _ => None,
    }
}

/// The same, said to the person themselves.
pub(crate) fn offered_to_you(item: &ItemId) -> Option<&'static str> {
    match item.as_str() {
        "refer.dapp" => Some("A programme about your own behaviour"),
        _ => open_route(item),
    }
}

/// A place in words that the person can read: a home is not said to be anybody's.
pub(crate) fn open_place(setting: Setting) -> &'static str {
    match setting {
        Setting::PersonsHome | Setting::VictimsHome => "home visit",
        Setting::Clinic => "clinic or surgery",
        Setting::Office => "office",
        Setting::PhoneOrVideo => "phone or video",
        Setting::Elsewhere => "elsewhere",
    }
}

pub(crate) fn place(setting: Setting) -> &'static str {
    match setting {
        Setting::PersonsHome => "the person's home",
        Setting::VictimsHome => "the victim's home",
        Setting::Clinic | Setting::Office | Setting::PhoneOrVideo | Setting::Elsewhere => {
            open_place(setting)
        }
    }
}

pub(crate) fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "yes",
        Answer::No => "no",
        Answer::NotSure => "not sure",
    }
}

pub(crate) fn company(company: Company) -> &'static str {
    match company {
        Company::Alone => "alone",
        Company::WithColleague => "with a colleague",
        Company::NotSure => "not sure",
    }
}

pub(crate) fn interpreter(interpreter: Interpreter) -> &'static str {
    match interpreter {
        Interpreter::Nobody => "nobody",
        Interpreter::Independent => "an independent interpreter",
        Interpreter::Relative => "a relative or family friend",
        Interpreter::NotSure => "not sure",
    }
}

/// What the gate said, with its reasons, and which questions it kept shut.
pub(crate) fn gate(change: &GateChange) -> String {
    let (what, reasons) = match &change.gate {
        Gate::Ask => return asking(&change.sets),
        Gate::LookAndListenOnly { reasons } => ("look and listen only", reasons),
        Gate::Leave { reasons } => ("leave and get help", reasons),
    };
    let reasons: Vec<&str> = reasons.iter().copied().map(gate_reason).collect();
    let victim = if only_from_victim(&change.before) {
        format!(" {ONLY_FROM_VICTIM}.")
    } else {
        String::new()
    };
    format!("{what}: {}.{victim}", reasons.join(", "))
}

/// Asking was open, and what of it was not.
fn asking(sets: &[SetState]) -> String {
    let mut shut: BTreeMap<SetShut, Vec<&str>> = BTreeMap::new();
    for SetState { set, shut: why } in sets {
        if let Some(why) = why {
            shut.entry(*why).or_default().push(question_set(*set));
        }
    }
    let shut = shut.into_iter();
    let shut = shut.map(|(why, sets)| {
        let sets = sets.join(" and ");
        format!(" Not open: {sets}. {}.", set_shut(why))
    });
    format!("asking was open.{}", shut.collect::<String>())
}

const ONLY_FROM_VICTIM: &str = "What was known came only from the victim, or that was not certain";

fn question_set(set: QuestionSet) -> &'static str {
    match set {
        QuestionSet::OtherIssue => "the first questions",
        QuestionSet::Disclosed => "the questions on what they tell about abuse",
        QuestionSet::Direct => "the direct questions",
    }
}

fn set_shut(why: SetShut) -> &'static str {
    match why {
        SetShut::GateShut => "Asking was not open",
        SetShut::OnlyFromVictim => ONLY_FROM_VICTIM,
        SetShut::ChildCanHear => "A child could hear, or that was not certain",
        SetShut::NotAnsweredOpenly => "Earlier questions had not been answered openly",
    }
}

fn gate_reason(reason: GateReason) -> &'static str {
    match reason {
        GateReason::DangerNow => "someone was in danger",
        GateReason::DangerNotSure => "not sure that nobody was in danger",
        GateReason::UnderInfluence => "the person seemed to be under the influence",
        GateReason::UnderInfluenceNotSure => "not sure that the person was sober",
        GateReason::PartnerCanHear => "the partner could hear",
        GateReason::PartnerCanHearNotSure => "not sure that the partner could not hear",
        GateReason::RelativeInterprets => "a relative or family friend interpreted",
        GateReason::InterpreterNotSure => "not sure who interpreted",
        GateReason::AloneOnHomeVisit => "alone on a visit to a home",
        GateReason::AloneOnHomeVisitNotSure => "perhaps alone on a visit to a home",
        GateReason::PlannedToTalkAlone => "alone on a visit that was planned to talk",
        GateReason::PlannedToTalkAloneNotSure => {
            "perhaps alone on a visit that was planned to talk"
        }
    }
}

/// By when an action must be done, with the day that this means: `due`.
pub(crate) fn by(by: By, due: NaiveDate) -> String {
    let due = when::date(due);
    match by {
        By::Now => format!("now, {due}"),
        By::Today => format!("today, {due}"),
        By::ThisWeek => format!("this week, {due} at the latest"),
        By::Date { .. } => due,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::audience::OPEN_ROUTES;
    use casework::gate::{Before, question_sets};
    use chrono::DateTime;

    #[test]
    fn every_route_that_may_be_named_to_the_person_has_words_for_them() {
        for item in OPEN_ROUTES {
            assert!(open_route(&ItemId::new(item)).is_some(), "{item}");
        }
    }

    #[test]
    fn a_change_of_the_gate_says_what_stayed_shut_and_why() {
        let said = |before: Before, openly| {
            gate(&GateChange {
                at: DateTime::UNIX_EPOCH,
                gate: casework::gate::gate(&before),
                sets: question_sets(&before, openly),
                before,
            })
        };
        let clinic = Before {
            danger_now: Some(Answer::No),
            setting: Some(Setting::Clinic),
            under_influence: Some(Answer::No),
            partner_can_hear: Some(Answer::No),
            child_can_hear: Some(Answer::No),
            interpreter: Some(Interpreter::Nobody),
            only_from_victim: Some(Answer::No),
            ..Before::default()
        };
        let child = Before {
            child_can_hear: None,
            ..clinic
        };
        let victim = Before {
            only_from_victim: Some(Answer::Yes),
            ..clinic
        };
        let heard = Before {
            partner_can_hear: Some(Answer::Yes),
            ..victim
        };
        assert_eq!(said(clinic, true), "asking was open.");
        assert_eq!(
            said(clinic, false),
            "asking was open. Not open: the direct questions. Earlier questions had not been \
             answered openly."
        );
        assert_eq!(
            said(child, true),
            "asking was open. Not open: the direct questions. A child could hear, or that was not \
             certain."
        );
        assert_eq!(
            said(victim, true),
            "asking was open. Not open: the questions on what they tell about abuse and the direct \
             questions. What was known came only from the victim, or that was not certain."
        );
        assert_eq!(
            said(heard, true),
            "look and listen only: the partner could hear. What was known came only from the \
             victim, or that was not certain."
        );
        let visit = Before {
            setting: Some(Setting::Elsewhere),
            company: Some(Company::Alone),
            planned_to_talk: Some(Answer::Yes),
            ..clinic
        };
        assert_eq!(
            said(visit, true),
            "look and listen only: alone on a visit that was planned to talk."
        );
    }

    #[test]
    fn a_clock_that_ran_off_is_said_in_hours_and_minutes() {
        let said = |off| clock(off).replace(" before this was sealed.", "\n");
        assert!(said(-90).starts_with("The laptop's clock was set back by about 2 minutes\n"));
        assert!(
            said(3660).contains("jumped ahead, or the laptop slept, by about 1 hour 1 minute\n")
        );
        assert!(said(7200).contains("about 2 hours\n"));
    }

    #[test]
    fn counts_are_said_in_words() {
        let indicators = Counts {
            present: 2,
            not_present: 2,
            not_known: 3,
            not_asked: 1,
        };
        let warning_signs = Counts {
            present: 1,
            not_present: 5,
            ..Counts::default()
        };
        assert_eq!(
            counts(indicators, warning_signs),
            "2 of 8 indicators present, 3 not known, 1 not asked; \
             1 of 6 further warning signs present."
        );
    }
}
