//! After a rehearsal: what was done beside what a skilled colleague would do, step by step, and why.
//!
//! Both sides are contacts that went through the same rules, and what differs is worked out from them. It
//! counts nothing and calls nothing right or wrong: a scene has more than one good way through it. The
//! reasons are the scene's own, and the guide's with the sources that the guide names.

use crate::error::{ErrorCode, ErrorView};
use crate::session::{App, Session};
use casework::checklist::{ItemAnswer, Presence};
use casework::contact::{Account, Action, Asked, Contact, JudgementGiven, Notes, Reply};
use casework::counter::{Counter, TOPICS, Topic, Who};
use casework::gate::{Before, Gate, gate, question_set};
use casework::ids::ItemId;
use casework::outcome::{Judgement, OutcomeKind};
use casework::provenance::Sources;
use casework::urgent::urgent;
use casework::when;
use casework::wording::{self, Remark};
use casework::words::Words;
use guide::rehearse::{Left, Scenario};
use serde::Serialize;
use specta::Type;
use std::collections::{BTreeMap, BTreeSet};

/// What was done beside what a skilled colleague would do.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ComparisonView {
    /// The scene's short name.
    pub title: String,
    /// What it teaches.
    pub lesson: String,
    /// Before you start.
    pub gate: GateCompared,
    /// 1 Look and listen.
    pub noticed: Vec<PointView>,
    /// *Who does what to whom*, where the scene calls for it or it was opened.
    pub counter: Vec<FindingCompared>,
    /// 2 Ask.
    pub asked: Vec<PointView>,
    /// True when something was asked that in this scene was not safe to ask.
    pub asked_when_unsafe: bool,
    /// 3 Assess risk: every item that either of the two has answered.
    pub items: Vec<ItemCompared>,
    /// The judgement.
    pub judgement: JudgementCompared,
    /// What the checklist says.
    pub outcome: OutcomeCompared,
    /// 4 Respond.
    pub said: Vec<PointView>,
    /// 5 Refer.
    pub referred: Vec<PointView>,
    /// What is asked for and not referred to.
    pub not_advised: Vec<WhyView>,
    /// What is done.
    pub actions: ActionsCompared,
    /// 6 Record.
    pub record: RecordCompared,
}

/// Why, and who says so.
#[derive(Clone, Debug, Serialize, Type)]
pub struct WhyView {
    /// What it is about: the label of the guide.
    pub label: String,
    /// Why in this scene; empty where the scene says nothing of its own.
    pub own: String,
    /// Why, as the guide says it; empty where it does not.
    pub guide: String,
    /// Where the guide has it from.
    pub sources: Vec<CitedView>,
}

/// A source that the guide names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct CitedView {
    /// Who published it: short enough to stand behind each reason.
    pub publisher: String,
    /// Its title.
    pub title: String,
}

/// The answers under *Before you start*.
#[derive(Clone, Debug, Serialize, Type)]
pub struct GateCompared {
    /// As they were given.
    pub yours: Before,
    /// As the scene is.
    pub theirs: Before,
    /// The questions that were answered otherwise than the scene is, or not at all.
    pub differ: Vec<BeforeQuestion>,
    /// What followed.
    pub your_gate: Gate,
    /// What follows from the scene.
    pub their_gate: Gate,
    /// Why, in this scene.
    pub why: String,
    /// What the guide says about it.
    pub points: Vec<WhyView>,
}

/// A question under *Before you start*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BeforeQuestion {
    /// [`Before::danger_now`]
    DangerNow,
    /// [`Before::setting`]
    Setting,
    /// [`Before::company`]
    Company,
    /// [`Before::planned_to_talk`]
    PlannedToTalk,
    /// [`Before::under_influence`]
    UnderInfluence,
    /// [`Before::partner_can_hear`]
    PartnerCanHear,
    /// [`Before::child_can_hear`]
    ChildCanHear,
    /// [`Before::interpreter`]
    Interpreter,
    /// [`Before::only_from_victim`]
    OnlyFromVictim,
}

/// One thing that either of the two did, or that the colleague left undone on purpose.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PointView {
    /// Its id.
    pub item: ItemId,
    /// Its label.
    pub label: String,
    /// True when you did it.
    pub yours: bool,
    /// Your words.
    pub your_words: Words,
    /// True when the colleague does it.
    pub theirs: bool,
    /// The colleague's words.
    pub their_words: Words,
    /// How the person took it, in your contact and in the colleague's: of referrals alone.
    pub your_reply: Option<Reply>,
    /// See [`Self::your_reply`].
    pub their_reply: Option<Reply>,
    /// Why; none for what you did besides.
    pub reason: Option<WhyView>,
}

/// One item of the checklist.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ItemCompared {
    /// Its id.
    pub item: ItemId,
    /// Its label.
    pub label: String,
    /// Your answer.
    pub yours: Presence,
    /// From whom.
    pub your_sources: Sources,
    /// The colleague's answer.
    pub theirs: Presence,
    /// From whom.
    pub their_sources: Sources,
    /// Why; none for what you answered besides.
    pub reason: Option<WhyView>,
}

/// One question of *Who does what to whom*.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FindingCompared {
    /// Which.
    pub topic: Topic,
    /// Your answer.
    pub yours: Option<Who>,
    /// The colleague's answer.
    pub theirs: Option<Who>,
}

/// The judgement.
#[derive(Clone, Debug, Serialize, Type)]
pub struct JudgementCompared {
    /// Yours; none when you gave none.
    pub yours: Option<Judgement>,
    /// Why.
    pub your_why: Words,
    /// The colleague's.
    pub theirs: Judgement,
    /// Why.
    pub their_why: Words,
}

/// What the checklist says.
#[derive(Clone, Debug, Serialize, Type)]
pub struct OutcomeCompared {
    /// To your answers; none when it was not looked at.
    pub yours: Option<OutcomeKind>,
    /// To the colleague's.
    pub theirs: OutcomeKind,
}

/// What is done, by whom and by when.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ActionsCompared {
    /// Yours.
    pub yours: Vec<Action>,
    /// The colleague's, with the reason for each.
    pub theirs: Vec<TheirAction>,
    /// What is urgent in your contact and has not every action that it needs.
    pub urgent_open: Vec<String>,
}

/// An action of the colleague.
#[derive(Clone, Debug, Serialize, Type)]
pub struct TheirAction {
    /// The action.
    pub action: Action,
    /// Why.
    pub why: String,
}

/// What is written down.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RecordCompared {
    /// Your notes.
    pub yours: Notes,
    /// What others said, in your contact.
    pub your_accounts: Vec<Account>,
    /// The colleague's notes.
    pub theirs: Notes,
    /// What others said, in the colleague's.
    pub their_accounts: Vec<Account>,
    /// Why so.
    pub why: String,
    /// What the wording check finds in your own words.
    pub remarks: Vec<Remark>,
    /// The day on which you look at it again: "30 November 2026".
    pub your_review: Option<String>,
    /// The day on which the colleague does.
    pub their_review: Option<String>,
}

impl App {
    /// What was done in the scene that is rehearsed, beside what a skilled colleague would do.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when no scene is on or its contact was thrown away.
    pub fn comparison(&self) -> Result<ComparisonView, ErrorView> {
        let at = self.now();
        let (scene, contact) = {
            let mut session = self.session();
            let on = match &mut *session {
                Session::Locked => return Err(ErrorCode::Locked.into()),
                Session::Unlocked(_) => return Err(ErrorCode::NotFound.into()),
                Session::Practice(on) => on,
            };
            let scene = on.scenario.clone().ok_or(ErrorCode::NotFound)?;
            let id = on.view.contact.clone();
            let contact = match on.open.vault.sealed(&id)? {
                Some(record) => record.sealed.contact,
                None => on.open.draft(&id)?.contact.clone(),
            };
            (scene, contact)
        };
        let person = contact
            .about
            .as_ref()
            .ok_or(ErrorCode::NotFound)?
            .id
            .clone();
        let colleague = scene.colleague(person, at)?;
        Ok(self.compare(&scene, &contact, &colleague))
    }

    fn compare(&self, scene: &Scenario, yours: &Contact, theirs: &Contact) -> ComparisonView {
        let words = &scene.colleague;
        let guide = &self.guide;
        let whys = |deeds: &[guide::rehearse::Deed]| -> BTreeMap<ItemId, String> {
            let own = deeds.iter();
            own.filter_map(|deed| Some((deed.item.clone(), deed.why.clone()?)))
                .collect()
        };
        let noticed = |contact: &Contact| -> BTreeMap<ItemId, Words> {
            let observed = contact.observations.values();
            let observed = observed.filter_map(|one| Some((one.item.clone()?, one.words.clone())));
            // A line of the notepad that was attached to what it shows counts as well.
            let attached = contact.jottings.values().flat_map(|line| {
                let looks = move |item: &&ItemId| {
                    let entry = guide.entry(item);
                    entry.is_some_and(|entry| entry.step == guide::Step::Look)
                };
                let to = line.to.iter().filter(looks);
                to.map(move |item| (item.clone(), line.words.clone()))
            });
            attached.chain(observed).collect()
        };
        let asked = |contact: &Contact| -> BTreeMap<ItemId, Words> {
            let cards = contact.questions.iter();
            cards
                .filter(|(_, card)| card.asked != Asked::NotAsked)
                .map(|(item, card)| (item.clone(), card.words.clone()))
                .collect()
        };
        let said = |contact: &Contact| -> BTreeMap<ItemId, Words> {
            let points = contact.responses.iter();
            points
                .filter(|(_, point)| point.used || !point.note.is_blank())
                .map(|(item, point)| (item.clone(), point.note.clone()))
                .collect()
        };
        let routes = |contact: &Contact| -> BTreeMap<ItemId, Words> {
            let routes = contact.routes.iter();
            routes
                .map(|(item, route)| (item.clone(), route.named().clone()))
                .collect()
        };
        let left = |left: &[Left]| -> BTreeMap<ItemId, String> {
            left.iter()
                .map(|left| (left.item.clone(), left.why.clone()))
                .collect()
        };
        let route_whys = words.refer.iter();
        let route_whys = route_whys
            .filter_map(|route| Some((route.item.clone(), route.why.clone()?)))
            .collect();
        let mut ask_whys = whys(&words.ask);
        ask_whys.extend(left(&words.leave));
        let mut referred = self.points(&routes(yours), &routes(theirs), &route_whys);
        for point in &mut referred {
            point.your_reply = yours.routes.get(&point.item).and_then(|route| route.reply);
            point.their_reply = theirs.routes.get(&point.item).and_then(|route| route.reply);
        }
        let asked_when_unsafe = asked(yours).keys().any(|item| {
            let set = self.guide.entry(item).and_then(|entry| entry.set);
            // Whether earlier answers were open is the practitioner's to say, and no matter of safety here.
            set.is_some_and(|set| question_set(set, &scene.before, true).is_err())
        });
        ComparisonView {
            title: scene.title.clone(),
            lesson: scene.lesson.clone(),
            gate: self.gates(scene, yours),
            noticed: self.points(&noticed(yours), &noticed(theirs), &whys(&words.notice)),
            counter: counters(yours.counter.as_ref(), theirs.counter.as_ref()),
            asked: self.points(&asked(yours), &asked(theirs), &ask_whys),
            asked_when_unsafe,
            items: self.items(yours, theirs, &whys(&words.items)),
            judgement: JudgementCompared {
                yours: yours.judgement.as_ref().map(JudgementGiven::current),
                your_why: why(yours),
                theirs: words.judgement.view,
                their_why: why(theirs),
            },
            outcome: OutcomeCompared {
                yours: yours
                    .shown_outcome(&self.checklist())
                    .map(|outcome| outcome.kind),
                theirs: words.outcome,
            },
            said: self.points(&said(yours), &said(theirs), &whys(&words.say)),
            referred,
            not_advised: words
                .not_advised
                .iter()
                .map(|left| self.reason(&left.item, Some(&left.why)))
                .collect(),
            actions: self.actions_of(scene, yours, theirs),
            record: RecordCompared {
                yours: yours.notes.clone(),
                your_accounts: yours.accounts.values().cloned().collect(),
                theirs: theirs.notes.clone(),
                their_accounts: theirs.accounts.values().cloned().collect(),
                why: words.record.why.clone(),
                remarks: wording::check(yours, &self.guide.phrases()),
                your_review: yours.review.day.map(when::date),
                their_review: theirs.review.day.map(when::date),
            },
        }
    }

    fn gates(&self, scene: &Scenario, contact: &Contact) -> GateCompared {
        let (yours, theirs) = (contact.before, scene.before);
        let points = scene.colleague.gate_points.iter();
        GateCompared {
            differ: differ(&yours, &theirs),
            your_gate: gate(&yours),
            their_gate: gate(&theirs),
            yours,
            theirs,
            why: scene.colleague.gate_why.clone(),
            points: points.map(|item| self.reason(item, None)).collect(),
        }
    }

    /// What either of the two did, and what the colleague leaves undone on purpose: first what the
    /// colleague does, then what is left undone, then what you did besides.
    fn points(
        &self,
        yours: &BTreeMap<ItemId, Words>,
        theirs: &BTreeMap<ItemId, Words>,
        whys: &BTreeMap<ItemId, String>,
    ) -> Vec<PointView> {
        let left = whys.keys().filter(|item| !theirs.contains_key(*item));
        let besides = yours
            .keys()
            .filter(|item| !theirs.contains_key(*item) && !whys.contains_key(*item));
        let all = theirs.keys().chain(left).chain(besides);
        all.map(|item| {
            let of = |side: &BTreeMap<ItemId, Words>| side.get(item).cloned().unwrap_or_default();
            let has_reason = theirs.contains_key(item) || whys.contains_key(item);
            PointView {
                item: item.clone(),
                label: self.label(item),
                yours: yours.contains_key(item),
                your_words: of(yours),
                theirs: theirs.contains_key(item),
                their_words: of(theirs),
                your_reply: None,
                their_reply: None,
                reason: has_reason.then(|| self.reason(item, whys.get(item))),
            }
        })
        .collect()
    }

    fn items(
        &self,
        yours: &Contact,
        theirs: &Contact,
        whys: &BTreeMap<ItemId, String>,
    ) -> Vec<ItemCompared> {
        let checklist = self.checklist();
        let answered = |contact: &Contact, item: &ItemId| -> ItemAnswer {
            contact.answers.get(item).cloned().unwrap_or_default()
        };
        let items = checklist.items();
        items
            .filter_map(|(_, item)| {
                let (your, their) = (answered(yours, item), answered(theirs, item));
                let untouched = |answer: &ItemAnswer| answer.presence == Presence::NotAsked;
                if untouched(&your) && untouched(&their) {
                    return None;
                }
                let is_theirs = !untouched(&their);
                Some(ItemCompared {
                    item: item.clone(),
                    label: self.label(item),
                    yours: your.presence,
                    your_sources: your.sources,
                    theirs: their.presence,
                    their_sources: their.sources,
                    reason: is_theirs.then(|| self.reason(item, whys.get(item))),
                })
            })
            .collect()
    }

    fn actions_of(&self, scene: &Scenario, yours: &Contact, theirs: &Contact) -> ActionsCompared {
        let open = urgent(yours, &self.guide.urgent_rules());
        let open: BTreeSet<_> = open
            .iter()
            .filter(|matter| matter.missing > 0)
            .map(|matter| matter.matter)
            .collect();
        let texts = self.guide.urgent.iter();
        // In the order in which they were written: the first is what comes first.
        let theirs = theirs.actions.values().zip(&scene.colleague.actions);
        ActionsCompared {
            yours: yours.actions.values().cloned().collect(),
            theirs: theirs
                .map(|(action, planned)| TheirAction {
                    action: action.clone(),
                    why: planned.why.clone(),
                })
                .collect(),
            urgent_open: texts
                .filter(|text| open.contains(&text.matter))
                .map(|text| text.label.clone())
                .collect(),
        }
    }

    /// Why, as the scene says it and as the guide does.
    fn reason(&self, item: &ItemId, own: Option<&String>) -> WhyView {
        let guide = &self.guide;
        let (why, sources) = match (guide.entry(item), guide.item(item)) {
            (Some(entry), _) => (entry.why.clone(), &entry.sources[..]),
            (None, Some(item)) => (Some(item.why.clone()), &item.sources[..]),
            (None, None) => (None, &[][..]),
        };
        WhyView {
            label: self.label(item),
            own: own.cloned().unwrap_or_default(),
            guide: why.unwrap_or_default(),
            sources: sources
                .iter()
                .filter_map(|key| guide.sources.get(key))
                .map(|source| CitedView {
                    publisher: source.publisher.clone(),
                    title: source.title.clone(),
                })
                .collect(),
        }
    }
}

fn why(contact: &Contact) -> Words {
    let given = contact.judgement.as_ref();
    given.map(|given| given.why.clone()).unwrap_or_default()
}

fn differ(yours: &Before, theirs: &Before) -> Vec<BeforeQuestion> {
    use BeforeQuestion as Q;
    [
        (Q::DangerNow, yours.danger_now != theirs.danger_now),
        (Q::Setting, yours.setting != theirs.setting),
        (Q::Company, yours.company != theirs.company),
        (
            Q::PlannedToTalk,
            yours.planned_to_talk != theirs.planned_to_talk,
        ),
        (
            Q::UnderInfluence,
            yours.under_influence != theirs.under_influence,
        ),
        (
            Q::PartnerCanHear,
            yours.partner_can_hear != theirs.partner_can_hear,
        ),
        (
            Q::ChildCanHear,
            yours.child_can_hear != theirs.child_can_hear,
        ),
        (Q::Interpreter, yours.interpreter != theirs.interpreter),
        (
            Q::OnlyFromVictim,
            yours.only_from_victim != theirs.only_from_victim,
        ),
    ]
    .into_iter()
    .filter_map(|(question, differs)| differs.then_some(question))
    .collect()
}

fn counters(yours: Option<&Counter>, theirs: Option<&Counter>) -> Vec<FindingCompared> {
    if yours.is_none() && theirs.is_none() {
        return Vec::new();
    }
    let of = |counter: Option<&Counter>, topic| counter.and_then(|it| it.finding(topic).who);
    TOPICS
        .into_iter()
        .map(|topic| FindingCompared {
            topic,
            yours: of(yours, topic),
            theirs: of(theirs, topic),
        })
        .collect()
}
