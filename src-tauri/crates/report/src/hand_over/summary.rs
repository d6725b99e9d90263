//! What a meeting of agencies asks first: who is at risk, of what, when, what raises it and what lowers it.
//!
//! Only what was entered. Nothing is weighed, and nothing counts as lowering a risk.

use super::about::{member, members};
use super::{One, Record, entered_only, part, section};
use crate::document::{Block, Span};
use crate::lines::{Line, is_protected, list, say};
use crate::words;
use casework::audience::LineKind;
use casework::change::{Clearing, clearing};
use casework::checklist::{ItemAnswer, ItemList, Presence};
use casework::contact::{JudgementGiven, Reply};
use casework::ids::ItemId;
use casework::outcome::{Judgement, Reason};
use casework::person::Relation;
use casework::provenance::{Protection, Source};
use casework::referral::ReferralState;
use casework::urgent::Matter;
use casework::when;

pub(super) fn blocks(record: &Record<'_>) -> Vec<Block> {
    let mut lowers = vec![list(lowers(record))];
    lowers.push(say(
        "This record counts nothing as lowering the risk: not an item that was looked for and not found, not an \
         action that was done, not a place on a programme.",
    ));
    let body = [
        part("Who is at risk", vec![list(who(record)), entered_only()]),
        part(
            "What is described",
            vec![
                list(nature(record)),
                say("Who said it stands with each contact, below."),
            ],
        ),
        part(
            "When the risk is greatest",
            vec![list(times(record)), entered_only()],
        ),
        part("What raises the risk", vec![list(raises(record))]),
        part("What lowers the risk", lowers),
    ];
    section("Summary", body.into_iter().flatten())
}

/// Adds a line unless it stands there already.
fn add(lines: &mut Vec<Span>, line: impl Into<Span>) {
    let line = line.into();
    if !lines.contains(&line) {
        lines.push(line);
    }
}

// --- Who -----------------------------------------------------------------------------------------

fn who(record: &Record<'_>) -> Vec<Span> {
    let mut lines = Vec::new();
    let at_risk = |relation: Relation| relation != Relation::Other;
    for one in members(record).filter(|one| at_risk(one.relation)) {
        add(&mut lines, member(record, one));
    }
    let named = |wanted: &[Relation]| {
        let mut members = members(record);
        members.any(|member| wanted.contains(&member.relation))
    };
    let spoke = |source| record.contacts.iter().any(|one| is_a_source(one, source));
    if spoke(Source::Partner) && !named(&[Relation::Partner, Relation::ExPartner]) {
        add(
            &mut lines,
            Span::protected(
                "A partner or ex-partner, who has spoken. Nobody has entered who it is.",
            ),
        );
    }
    if spoke(Source::Child) && !named(&[Relation::Child]) {
        add(
            &mut lines,
            Span::protected("A child, who has spoken. Nobody has entered who it is."),
        );
    }
    // An urgent matter counts from when somebody did something against it. Who told of it is not said there.
    let actions = record
        .contacts
        .iter()
        .flat_map(|one| one.contact().actions.values());
    let mut matters: Vec<Matter> = actions.flat_map(|action| action.against.clone()).collect();
    matters.sort();
    matters.dedup();
    for matter in matters {
        let text = match matter {
            Matter::ChildAtRisk => "A child: an action stands because a child is at risk.",
            Matter::Suicidal => {
                "The person themselves: they speak of ending their life. The risk to a partner and children \
                 rises with it."
            }
            Matter::ThreatsToKill | Matter::Strangulation => continue,
        };
        add(&mut lines, Span::protected(text));
    }
    lines
}

/// True when somebody said anything in this contact.
fn is_a_source(one: &One<'_>, wanted: Source) -> bool {
    let told = one.reading.told();
    let told = told.iter().map(|told| &told.line().sources);
    let answers = one.contact().answers.values().map(|answer| &answer.sources);
    told.chain(answers)
        .flat_map(|sources| sources.iter())
        .any(|source| source == wanted)
}

// --- What ----------------------------------------------------------------------------------------

/// The items of a contact that are present, in the order of its checklist.
fn present<'o>(one: &'o One<'_>) -> Vec<(ItemList, &'o ItemId, &'o ItemAnswer)> {
    let items = one.given.checklist.items();
    items
        .filter_map(|(list, item)| {
            let answer = one.contact().answers.get(item)?;
            (answer.presence == Presence::Present).then_some((list, item, answer))
        })
        .collect()
}

fn list_name(list: ItemList) -> &'static str {
    match list {
        ItemList::Indicator => "indicator",
        ItemList::WarningSign => "further warning sign",
    }
}

fn nature(record: &Record<'_>) -> Vec<Span> {
    let mut lines = Vec::new();
    for one in &record.contacts {
        for (list, item, answer) in present(one) {
            let line = Line::new(format!("{} ({})", one.label(item), list_name(list)))
                .and(
                    ": “",
                    &one.reading.from(&answer.words, &answer.sources),
                    "”",
                )
                .say(record.on(one))
                .protected(answer.sources.protection() != Protection::Open);
            add(&mut lines, line);
        }
        for told in one.reading.told() {
            let line = told.line();
            if !matches!(line.kind, LineKind::Observation | LineKind::Jotting) {
                continue;
            }
            let words = told.words();
            let label = line.item.as_ref().map(|item| one.label(item));
            let text = match (label, words.is_blank()) {
                (Some(label), true) => label.to_owned(),
                (Some(label), false) => format!("{label}: “{words}”"),
                (None, false) => format!("“{words}”"),
                (None, true) => continue,
            };
            let line = Line::new(text).say(record.on(one));
            add(&mut lines, line.protected(is_protected(&told)));
        }
        if let Some(counter) = &one.contact().counter {
            let pattern = &counter.pattern;
            if pattern.is_started() {
                let who = pattern.who.map_or(words::NOT_ENTERED, words::who);
                let known = one.reading.from(&pattern.words, &pattern.sources);
                let line = Line::new(format!("Who did what over time: {who}"))
                    .and(". “", &known, "”")
                    .say(record.on(one));
                add(&mut lines, line.protected(known.protected));
            }
        }
    }
    lines
}

// --- When ----------------------------------------------------------------------------------------

fn times(record: &Record<'_>) -> Vec<Span> {
    let mut lines = Vec::new();
    for one in &record.contacts {
        for (_, item, answer) in present(one) {
            let told = one.reading.from(&answer.when, &answer.sources);
            if told.text.is_blank() {
                continue;
            }
            let line = Line::new(one.label(item))
                .and(": “", &told, "”")
                .say(record.on(one));
            add(&mut lines, line);
        }
        for reason in &one.given.sealed.outcome.reasons {
            if matches!(reason, Reason::MoreThanLastTime { .. }) {
                let label = |item: &ItemId| one.label(item).to_owned();
                let line = Line::new(words::reason(reason, &label)).say(record.on(one));
                add(&mut lines, line);
            }
        }
    }
    for event in record.given.events.iter().filter(|event| !event.withdrawn) {
        let known = record.around.from(&event.words, &event.sources);
        let line = Line::new(format!(
            "{}: {}",
            when::date(event.on),
            words::event(event.kind)
        ))
        .and(". ", &known, "")
        .protected(known.protected);
        add(&mut lines, line);
    }
    lines
}

// --- What raises it ------------------------------------------------------------------------------

fn raises(record: &Record<'_>) -> Vec<Span> {
    let mut lines = Vec::new();
    // An item is said once, with every contact at which it was present: what was there stays open.
    let mut items: Vec<(String, Vec<String>, bool)> = Vec::new();
    for one in &record.contacts {
        for (list, item, answer) in present(one) {
            let label = format!("{} ({})", one.label(item), list_name(list));
            let protected = answer.sources.protection() != Protection::Open;
            match items.iter_mut().find(|(known, ..)| *known == label) {
                Some((_, days, is)) => {
                    days.push(record.name(one));
                    *is |= protected;
                }
                None => items.push((label, vec![record.name(one)], protected)),
            }
        }
    }
    for (label, days, protected) in items {
        let text = match record.is_one() {
            true => format!("Present: {label}."),
            false => format!("Present: {label}, on {}.", days.join(" and ")),
        };
        let line = Line::new(text);
        add(&mut lines, line.protected(protected));
    }
    for one in &record.contacts {
        let judgement = one.contact().judgement.as_ref();
        if judgement.map(JudgementGiven::current) == Some(Judgement::Yes) {
            let text = "The practitioner judges that there is imminent or severe risk.";
            add(&mut lines, Line::new(text).say(record.on(one)));
        }
        let label = |item: &ItemId| one.label(item).to_owned();
        for reason in &one.given.sealed.outcome.reasons {
            let protected = match reason {
                // Who said then that it was there is not known here.
                Reason::ClearedOnTheirWordAlone { .. } => true,
                Reason::MoreThanLastTime { .. } => false,
                _ => continue,
            };
            let line = Line::new(words::reason(reason, &label)).say(record.on(one));
            add(&mut lines, line.protected(protected));
        }
        for (item, route) in &one.contact().routes {
            if route.reply == Some(Reply::Declined) {
                let line = Line::new(format!(
                    "Declined: {}. Somebody who declines or drops out may be more dangerous.",
                    one.label(item)
                ))
                .say(record.on(one));
                add(
                    &mut lines,
                    line.protected(words::open_route(item).is_none()),
                );
            }
        }
    }
    for referral in &record.given.referrals {
        if matches!(
            referral.state,
            ReferralState::Stopped | ReferralState::NotTaken
        ) {
            let service = record.around.from_nobody(&referral.service);
            let line = Line::new("Referral of ")
                .say(when::date(referral.made_on))
                .and(" to ", &service, "")
                .say(format!(": {}.", words::referral(referral.state)));
            add(&mut lines, line.protected(true));
        }
    }
    if let Some(last) = record.contacts.last() {
        let open = last.given.sealed.outcome.missing.len();
        if open > 0 {
            let things = match open {
                1 => "One item of the checklist is".to_owned(),
                open => format!("{open} items of the checklist are"),
            };
            let text = format!("{things} not known or not asked. Treat them as open.");
            add(&mut lines, Line::new(text));
        }
    }
    lines
}

// --- What lowers it ------------------------------------------------------------------------------

/// What was present, and of which somebody other than the person says that it is not any more. Nothing else
/// that can be entered speaks for it.
fn lowers(record: &Record<'_>) -> Vec<Span> {
    let mut lines = Vec::new();
    for one in &record.contacts {
        let Some(earlier) = &one.contact().earlier else {
            continue;
        };
        for item in &earlier.present {
            let Some(answer) = one.contact().answers.get(item) else {
                continue;
            };
            let gone = answer.presence == Presence::NotPresent
                && clearing(&answer.sources) == Clearing::Otherwise;
            if gone {
                let line = Line::new(format!(
                    "Said not to be present any more, and not by the person alone: {}. Who says so: {}.",
                    one.label(item),
                    words::sources(&answer.sources)
                ))
                .and(" Why: ", &one.reading.from(&answer.why, &answer.sources), "")
                .say(record.on(one));
                add(&mut lines, line.protected(true));
            }
        }
    }
    lines
}
