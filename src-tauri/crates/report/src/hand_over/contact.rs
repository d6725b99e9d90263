//! One contact, whole: the checklist with sources and exact words, judgement and outcome, and the practitioner's
//! own words kept apart by who said them.

use super::over_time::{answer_is_protected, review_of, then};
use super::{One, Record, part, section};
use crate::document::{Block, Span};
use crate::lines::{Line, cell, exact, is_protected, list, of, paragraph, say, table};
use crate::words;
use casework::audience::{HandOver, LineKind, Told};
use casework::change::{Mark, marks, since};
use casework::checklist::{ItemAnswer, ItemList};
use casework::contact::{
    AboutPerson, Action, Asked, Contact, JudgementGiven, Notes, QuestionAnswer, Raise, Response,
    Route,
};
use casework::counter::{Finding, TOPICS, Topic};
use casework::directory::Service;
use casework::gate::Before;
use casework::gate::{Answer, Setting};
use casework::ids::ItemId;
use casework::outcome::{OutcomeKind, Reason};
use casework::provenance::{Protection, Source};
use casework::referral::{LookedAgain, Sharing, Telling};
use casework::sealing::{Amendment, Author};
use casework::suggestion::Dismissed;
use casework::when;
use std::collections::BTreeMap;

/// Every field of a contact is taken apart by name, so that a new one does not compile here until somebody
/// has decided where it stands.
pub(super) fn blocks(record: &Record<'_>, one: &One<'_>) -> Vec<Block> {
    let Contact {
        about,
        before,
        gate_changes: _, // with `before`
        answered_openly,
        observations: _, // told
        questions,
        answers: _,
        dismissed,
        earlier: _,  // since
        jottings: _, // told
        counter,
        wording_kept: _, // of the wording check, on the screen alone
        judgement,
        responses,
        routes,
        looked_again,
        sharing,
        actions: _,  // with `sharing`
        accounts: _, // told
        notes,
        review: _,
        place: _, // not part of a record
    } = one.contact();
    let Notes {
        said,
        seen,
        opinion,
    } = notes;
    let reading = &one.reading;
    let told = reading.told();
    let by = |wanted: By| -> Vec<&Told<HandOver>> {
        let of_it = told.iter().filter(|told| by_whom(told) == Some(wanted));
        of_it.collect()
    };
    let with_notes = |notes: Span, mut pieces: Vec<Block>| {
        if notes.text != words::DASH {
            pieces.insert(0, paragraph(notes));
        }
        match pieces.is_empty() {
            true => vec![say(words::NOBODY)],
            false => pieces,
        }
    };
    let mut by_person = pieces(one, "What the person said", &by(By::Person));
    by_person.extend(asked(one, questions, *answered_openly));
    let parts = [
        facts(record, one, about.as_ref()),
        part("Added later", added_later(one)),
        part("Outcome and its reasons", outcome(one)),
        part(
            "Judgement of the practitioner",
            judgement_of(one, judgement.as_ref()),
        ),
        part("Indicators", vec![checklist(one, ItemList::Indicator)]),
        part(
            "Further warning signs",
            vec![checklist(one, ItemList::WarningSign)],
        ),
        part(
            "Noted, but not in this version of the checklist",
            not_in_the_checklist(one),
        ),
        part("What changed since last time", changed(one)),
        part(
            "Said by the person",
            with_notes(cell(&reading.from_the_person(said)), by_person),
        ),
        part(
            "Seen by the practitioner",
            with_notes(
                cell(&reading.from_nobody(seen)),
                pieces(
                    one,
                    "What the practitioner saw or heard",
                    &by(By::Practitioner),
                ),
            ),
        ),
        part(
            "Said by others",
            with_notes(
                Span::open(words::DASH),
                pieces(
                    one,
                    "What others said, and what stands in records",
                    &by(By::Others),
                ),
            ),
        ),
        part(
            "Noted, and nobody has said whom it came from",
            pieces(one, "Without a source", &by(By::Nobody)),
        ),
        part(
            "Opinion of the practitioner",
            with_notes(cell(&reading.from_nobody(opinion)), Vec::new()),
        ),
        part(
            "Who does what to whom",
            match counter {
                Some(counter) => {
                    let findings = TOPICS.map(|topic| (topic, counter.finding(topic)));
                    who_does_what(one, &findings)
                }
                None => Vec::new(),
            },
        ),
        part("How the practitioner responded", responded(one, responses)),
        part(
            "Offers and referrals",
            offers(one, routes, looked_again.as_ref()),
        ),
        part(
            "Actions and sharing decisions, as they were decided",
            decided(one, sharing),
        ),
        part("Review", vec![paragraph(review_of(one))]),
        part(
            "Offers of the guide that were not taken up",
            turned_down(one, dismissed),
        ),
        part("Circumstances of the contact", circumstances(one, before)),
    ];
    let name = format!("Contact on {}", record.name(one));
    section(&name, parts.into_iter().flatten())
}

fn author(one: &One<'_>, author: &Author) -> Span {
    let Author {
        name,
        role,
        organisation,
    } = author;
    let all = [name, role, organisation].map(|words| one.reading.author(words));
    let all = all.iter().filter(|marked| !marked.text.is_blank());
    let all: Vec<String> = all.map(|marked| marked.text.to_string()).collect();
    Span::open(match all.is_empty() {
        true => words::NOT_ENTERED.to_owned(),
        false => all.join(", "),
    })
}

fn facts(record: &Record<'_>, one: &One<'_>, about: Option<&AboutPerson>) -> Vec<Block> {
    let sealed = &one.given.sealed;
    let mut rows = Vec::new();
    let mut row = |name: &str, value: Span| rows.push((name.to_owned(), value));
    // A contact keeps the entry that it was written about.
    if let Some(about) = about.filter(|about| **about != record.given.about) {
        let AboutPerson {
            id: _,
            name,
            local_reference,
        } = about;
        row("Written about", cell(&one.reading.from_the_person(name)));
        row(
            "Reference",
            cell(&one.reading.from_the_person(local_reference)),
        );
    }
    row("Started", Span::open(when::moment(sealed.started_at)));
    let setting = one.contact().before.setting;
    let place = setting.map_or(words::NOT_ENTERED, words::place);
    let place = Line::new(place).protected(setting == Some(Setting::VictimsHome));
    row("Place", place.into());
    row("Written by", author(one, &sealed.author));
    row(
        "Sealed",
        Span::open(format!(
            "{}, as entry {} of the record",
            when::moment(sealed.sealed_at),
            one.given.entry
        )),
    );
    if let Some(off) = one.given.clock_off {
        row("Clock", Span::open(words::clock(off)));
    }
    vec![Block::Facts { rows }]
}

fn added_later(one: &One<'_>) -> Vec<Block> {
    let amendments = one.given.amendments.iter();
    amendments
        .flat_map(|amendment| {
            let Amendment {
                contact: _,
                text,
                reason,
                author: by,
                at,
            } = amendment;
            let by = author(one, by).text;
            let why = one.reading.from_nobody(reason);
            [
                say(format!("{}, by {by}:", when::moment(*at))),
                paragraph(cell(&one.reading.from_nobody(text))),
                paragraph(Line::new("Why it was added: ").typed(&why)),
            ]
        })
        .collect()
}

// --- The checklist -------------------------------------------------------------------------------

fn outcome(one: &One<'_>) -> Vec<Block> {
    let outcome = &one.given.sealed.outcome;
    let mut text = words::outcome(outcome.kind).to_owned();
    if outcome.kind == OutcomeKind::NoneIdentifiedSoFar {
        text += &format!(" {}", words::STANDING_SENTENCE);
    }
    let label = |item: &ItemId| one.label(item).to_owned();
    let reasons = outcome.reasons.iter().map(|reason| {
        let protected = match reason {
            Reason::ItemPresent { protection, .. } => *protection != Protection::Open,
            // Who said then that it was there is not known here.
            Reason::ClearedOnTheirWordAlone { .. } => true,
            Reason::JudgementYes
            | Reason::JudgementNotSure
            | Reason::ItemsOpen { .. }
            | Reason::MoreThanLastTime { .. }
            | Reason::NothingPresent => false,
        };
        Line::new(words::reason(reason, &label))
            .protected(protected)
            .into()
    });
    vec![
        say(text),
        say(words::counts(outcome.indicators, outcome.warning_signs)),
        list(reasons.collect()),
        say(format!("Checklist version {}.", outcome.checklist_version)),
    ]
}

fn judgement_of(one: &One<'_>, given: Option<&JudgementGiven>) -> Vec<Block> {
    let Some(JudgementGiven {
        view,
        why,
        at,
        outcome_shown_at: _,
        raised,
    }) = given
    else {
        return vec![say(words::NOBODY)];
    };
    let mut lines = vec![
        Line::new(format!(
            "Imminent or severe risk: {}. Given on {}, before the outcome was shown.",
            words::judgement(*view),
            when::moment(*at)
        ))
        .and(" Why: ", &one.reading.from_nobody(why), "")
        .into(),
    ];
    for Raise { to, reason, at } in raised {
        let line = Line::new(format!(
            "Raised to {} on {}, after the outcome was shown.",
            words::judgement(*to),
            when::moment(*at)
        ));
        lines.push(
            line.and(" Why: ", &one.reading.from_nobody(reason), "")
                .into(),
        );
    }
    vec![list(lines)]
}

/// One list of the checklist: every item, also what nobody asked about.
fn checklist(one: &One<'_>, wanted: ItemList) -> Block {
    let marks = marks(one.contact());
    let items = one.given.checklist.items();
    let rows = items
        .filter(|(list, _)| *list == wanted)
        .map(|(_, item)| item_row(one, &marks, item));
    let caption = match wanted {
        ItemList::Indicator => "Indicators of imminent or severe harm",
        ItemList::WarningSign => "Signs that are not among the indicators",
    };
    table(caption, &ITEM_HEAD, rows.collect())
}

const ITEM_HEAD: [&str; 5] = ["Item", "Value", "Exact words", "When", "From"];

fn item_row(one: &One<'_>, marks: &BTreeMap<ItemId, Mark>, item: &ItemId) -> Vec<Span> {
    let nothing = ItemAnswer::default();
    let answer = one.contact().answers.get(item).unwrap_or(&nothing);
    let ItemAnswer {
        presence: _, // in the value
        sources,
        words: typed,
        when: told,
        why,
        answered_at: _,
    } = answer;
    let from = |words| one.reading.from(words, sources);
    let value = then(one, marks, item);
    // With what was present before, which may have come from a victim.
    let protected = value.protected;
    let stop = if value.text.ends_with('.') { "" } else { "." };
    let before = format!("{stop} Why no longer present: ");
    let value = Line::new(&value.text).and(&before, &from(why), "");
    let source = match answer.sources.is_empty() && !answer_is_protected(Some(answer)) {
        true => words::DASH.to_owned(),
        false => words::sources(sources),
    };
    let ours = |line: Line| line.protected(protected).into();
    vec![
        ours(Line::new(one.label(item))),
        ours(value),
        kept(exact(&from(typed)), protected),
        kept(cell(&from(told)), protected),
        ours(Line::new(source)),
    ]
}

/// Protected with its row, unless there is nothing in it.
fn kept(mut span: Span, protected: bool) -> Span {
    span.protected |= protected && span.text != words::DASH;
    span
}

/// Answers that the checklist left out of its score. They were entered all the same.
fn not_in_the_checklist(one: &One<'_>) -> Vec<Block> {
    let known = |wanted: &ItemId| one.given.checklist.items().any(|(_, item)| item == wanted);
    let others = one.contact().answers.keys().filter(|item| !known(item));
    let marks = marks(one.contact());
    let rows: Vec<_> = others.map(|item| item_row(one, &marks, item)).collect();
    match rows.is_empty() {
        true => Vec::new(),
        false => vec![table(
            "Not in this version of the checklist",
            &ITEM_HEAD,
            rows,
        )],
    }
}

/// What became of the items since the earlier contacts with the same person, and on whose word.
fn changed(one: &One<'_>) -> Vec<Block> {
    let Some(earlier) = &one.contact().earlier else {
        return vec![say(
            "Not compared: no earlier contact with this person was known when the outcome was shown.",
        )];
    };
    let since = since(&one.given.checklist, earlier, &one.contact().answers);
    let compared = match earlier.contacts {
        1 => "Compared with the contact sealed on".to_owned(),
        count => format!("Compared with {count} earlier contacts, the last sealed on"),
    };
    let compared = say(format!(
        "{compared} {}.",
        when::moment(earlier.last_sealed_at)
    ));
    let answer = |item: &ItemId| one.contact().answers.get(item);
    let mut lines: Vec<Span> = Vec::new();
    for item in &since.newly_present {
        let line = Line::new(format!("{}: newly present.", one.label(item)));
        lines.push(line.protected(answer_is_protected(answer(item))).into());
    }
    // Of what was present before it is not known here who said so: it may have been a victim.
    for cleared in &since.cleared {
        let line = Line::new(format!(
            "{}: {}",
            one.label(&cleared.item),
            words::cleared(cleared.on)
        ));
        let line = match answer(&cleared.item) {
            Some(answer) => line
                .say(format!(
                    " Who says so: {}.",
                    words::sources(&answer.sources)
                ))
                .and(
                    " Why: ",
                    &one.reading.from(&answer.why, &answer.sources),
                    "",
                ),
            None => line,
        };
        lines.push(line.protected(true).into());
    }
    for item in &since.not_looked_at {
        let label = one.label(item);
        lines.push(Span::protected(format!(
            "{label}: present before, not known today. Treat it as open."
        )));
    }
    let unknown: Vec<&str> = since
        .still_unknown
        .iter()
        .map(|item| one.label(item))
        .collect();
    if !unknown.is_empty() {
        let unknown = unknown.join("; ");
        lines.push(Span::open(format!(
            "Not known last time, nor today: {unknown}."
        )));
    }
    if since.is_more() {
        lines.push(Span::open(words::more(
            since.present,
            since.present_last_time,
        )));
    }
    if lines.is_empty() {
        lines.push(Span::open(
            "Nothing became known that was not known before.",
        ));
    }
    vec![compared, list(lines)]
}

// --- Words, kept apart by who said them ------------------------------------------------------------

/// Whose words a piece is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Person,
    Practitioner,
    Others,
    Nobody,
}

/// Whose words a piece is; none for an item of the checklist, which has a table of its own, and for a card,
/// which stands with the questions. What several said stands with the others: it may be in their words.
fn by_whom(told: &Told<HandOver>) -> Option<By> {
    let line = told.line();
    match line.kind {
        LineKind::ItemPresent | LineKind::Question => return None,
        LineKind::Account => return Some(By::Others),
        LineKind::Observation | LineKind::Jotting => {}
    }
    let sources = &line.sources;
    Some(if sources.is_empty() {
        By::Nobody
    } else if sources.are_only_the_persons() {
        By::Person
    } else if sources.iter().all(|source| source == Source::SeenByMe) {
        By::Practitioner
    } else {
        By::Others
    })
}

fn pieces(one: &One<'_>, caption: &str, told: &[&Told<HandOver>]) -> Vec<Block> {
    let row = |told: &&Told<HandOver>| {
        let line = told.line();
        let protected = is_protected(told);
        let ours = |text: &str| Line::new(text).protected(protected).into();
        let label = line.item.as_ref().map(|item| one.label(item));
        let (what, when) = match line.kind {
            // Of an account, `when` is who said it.
            LineKind::Account if told.when().is_blank() => {
                (ours("Somebody"), Span::open(words::DASH))
            }
            LineKind::Account => (of(&told.when(), false, protected), Span::open(words::DASH)),
            LineKind::Jotting => (
                ours(&format!(
                    "{} (jotted down)",
                    label.unwrap_or("Something else")
                )),
                Span::open(words::DASH),
            ),
            LineKind::Observation | LineKind::Question | LineKind::ItemPresent => (
                ours(label.unwrap_or("Something else")),
                of(&told.when(), false, protected),
            ),
        };
        vec![
            what,
            of(&told.words(), true, protected),
            when,
            ours(&words::sources(&line.sources)),
        ]
    };
    match told.is_empty() {
        true => Vec::new(),
        false => vec![table(
            caption,
            &["What", "Exact words", "When", "From"],
            told.iter().map(row).collect(),
        )],
    }
}

/// The question cards that were put, or answered.
fn asked<'q>(
    one: &One<'_>,
    questions: impl IntoIterator<Item = (&'q ItemId, &'q QuestionAnswer)>,
    openly: bool,
) -> Vec<Block> {
    let rows: Vec<_> = questions
        .into_iter()
        .filter(|(_, answer)| answer.asked != Asked::NotAsked || !answer.words.is_blank())
        .map(
            |(
                item,
                QuestionAnswer {
                    asked,
                    words: typed,
                },
            )| {
                vec![
                    Span::open(one.label(item)),
                    Span::open(words::asked(*asked)),
                    exact(&one.reading.from_the_person(typed)),
                ]
            },
        )
        .collect();
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        let head = ["Question", "Put to them", "Their answer"];
        blocks.push(table("Questions and answers", &head, rows));
    }
    if openly {
        blocks.push(say(
            "The practitioner marked that earlier questions were answered openly.",
        ));
    }
    blocks
}

fn who_does_what(one: &One<'_>, findings: &[(Topic, &Finding)]) -> Vec<Block> {
    let started = findings.iter().filter(|(_, finding)| finding.is_started());
    let rows: Vec<_> = started
        .map(|(topic, finding)| {
            let Finding {
                who,
                words: typed,
                sources,
            } = finding;
            let known = one.reading.from(typed, sources);
            let ours = |text: &str| Line::new(text).protected(known.protected).into();
            vec![
                ours(words::topic(*topic)),
                ours(who.map_or(words::NOT_ENTERED, words::who)),
                exact(&known),
                ours(&words::sources(sources)),
            ]
        })
        .collect();
    match rows.is_empty() {
        true => Vec::new(),
        false => vec![table(
            "What is known of each, and from whom",
            &["What was looked at", "Who", "What is known", "From"],
            rows,
        )],
    }
}

// --- What was done -------------------------------------------------------------------------------

fn responded<'r>(
    one: &One<'_>,
    responses: impl IntoIterator<Item = (&'r ItemId, &'r Response)>,
) -> Vec<Block> {
    let lines: Vec<Span> = responses
        .into_iter()
        .filter(|(_, response)| response.used || !response.note.is_blank())
        .map(|(item, Response { used, note })| {
            let used = if *used { "" } else { " (only noted)" };
            Line::new(format!("{}{used}.", one.label(item)))
                .and(" What was said: ", &one.reading.from_nobody(note), "")
                .into()
        })
        .collect();
    match lines.is_empty() {
        true => Vec::new(),
        false => vec![list(lines)],
    }
}

fn offers<'r>(
    one: &One<'_>,
    routes: impl IntoIterator<Item = (&'r ItemId, &'r Route)>,
    looked_again: Option<&LookedAgain>,
) -> Vec<Block> {
    let mut lines: Vec<Span> = Vec::new();
    for (item, route) in routes {
        let Route {
            service,
            reply,
            note,
            chosen,
            programme_too,
            programme_words,
            looked_for,
            looked_in,
            action: _, // stands with the actions
            no_action_because,
            declined_at,
        } = route;
        let reading = &one.reading;
        let reply = match reply {
            None => words::NOT_ENTERED,
            Some(reply) => words::took_it(*reply).unwrap_or("not offered"),
        };
        // Work with other agencies is never named to the person.
        let mut line = Line::new(format!("{}: {reply}.", one.label(item)))
            .protected(words::open_route(item).is_none())
            .and(" Service: ", &reading.from_nobody(service), ".");
        if let Some(service) = chosen {
            line = chosen_service(one, line, service);
        }
        if let Some(answer) = programme_too {
            let answer = words::answer(*answer);
            line = line.say(format!(
                " Perpetrator programme looked at as well: {answer}."
            ));
        }
        line = line
            .and(
                " About the programme: ",
                &reading.from_nobody(programme_words),
                "",
            )
            .and(" Looked for: ", &reading.from_nobody(looked_for), ".")
            .and(" Looked in: ", &reading.from_nobody(looked_in), ".")
            .and(
                " Nothing is done about the gap, because: ",
                &reading.from_nobody(no_action_because),
                "",
            )
            .and(" Note: ", &reading.from_nobody(note), "");
        if let Some(at) = declined_at {
            line = line.say(format!(" Declined on {}.", when::moment(*at)));
        }
        lines.push(line.into());
    }
    let mut blocks = Vec::new();
    if !lines.is_empty() {
        blocks.push(list(lines));
    }
    if let Some(LookedAgain { at, declined: _ }) = looked_again {
        let at = when::moment(*at);
        blocks.push(say(format!(
            "The practitioner looked at the danger again after a refusal, on {at}."
        )));
    }
    blocks
}

/// A service of the directory as it stood on the day.
fn chosen_service(one: &One<'_>, line: Line, service: &Service) -> Line {
    let Service {
        id: _,
        name,
        kind,
        area,
        phone,
        accredited,
        survivor_support,
        cohorts,
        checked_on,
        notes,
        // Whose list it is from says nothing to whoever reads this.
        of_pack: _,
    } = service;
    let typed = |words| one.reading.from_nobody(words);
    let whom: Vec<&str> = cohorts.iter().copied().map(words::cohort).collect();
    let whom = match whom.is_empty() {
        true => words::NOT_ENTERED.to_owned(),
        false => whom.join(", "),
    };
    let checked = checked_on.map_or_else(|| words::NOT_ENTERED.to_owned(), when::date);
    let not_sure = |answer: &Option<Answer>| words::answer(answer.unwrap_or(Answer::NotSure));
    line.and(" From the directory: ", &typed(name), ".")
        .and(" Area: ", &typed(area), ".")
        .and(" Telephone: ", &typed(phone), ".")
        .say(format!(
            " Kind: {}. Takes: {whom}. Accredited: {}. Support for survivors runs with it: {}. Looked up \
             last: {checked}.",
            words::service_kind(*kind),
            not_sure(accredited),
            not_sure(survivor_support),
        ))
        .and(" Notes of the directory: ", &typed(notes), "")
}

/// What was decided in the contact, and which agency was to hear of it on what ground. How it stands now is
/// said before.
fn decided(one: &One<'_>, sharing: &Sharing) -> Vec<Block> {
    let Sharing {
        who_knows: _, // said before, over all contacts
        nobody_told_because,
    } = sharing;
    let day = when::day_in_london(one.given.sealed.sealed_at);
    let row = |action: &Action| {
        let Action {
            id: _,
            what,
            who,
            by,
            against,
            telling,
        } = action;
        let by = by.map_or_else(
            || words::NOT_ENTERED.to_owned(),
            |by| words::by(by, by.due(day)),
        );
        let against: Vec<&str> = against.iter().map(|one| words::matter(*one)).collect();
        let against = match against.is_empty() {
            true => Span::open(words::DASH),
            // Whoever told of it is not said here.
            false => Span::protected(against.join(", ")),
        };
        vec![
            cell(&one.reading.from_nobody(what)),
            cell(&one.reading.from_nobody(who)),
            Span::open(by),
            against,
            telling
                .as_ref()
                .map_or_else(|| Span::open(words::DASH), |telling| told_to(one, telling)),
        ]
    };
    let rows: Vec<_> = one.contact().actions.values().map(row).collect();
    let mut blocks = vec![table(
        "What was decided on the day",
        &[
            "What",
            "Who",
            "By when",
            "Because of",
            "Agency, and the decision to share",
        ],
        rows,
    )];
    let because = one.reading.from_nobody(nobody_told_because);
    if !because.text.is_blank() {
        blocks.push(paragraph(
            Line::new("No agency is told, because: ").typed(&because),
        ));
    }
    blocks
}

fn told_to(one: &One<'_>, telling: &Telling) -> Span {
    let Telling {
        agency,
        decision,
        basis,
        decided_by,
        decided_on,
    } = telling;
    let decision = decision.map_or(words::NOT_ENTERED, words::sharing_decision);
    let line = Line::new(format!("{}. Sharing: {decision}.", words::agency(*agency)))
        .and(" Basis: ", &one.reading.from_nobody(basis), ".")
        .and(" Decided by: ", &one.reading.from_nobody(decided_by), ".");
    let line = match decided_on {
        Some(on) => line.say(format!(" Decided on {}.", when::date(*on))),
        None => line,
    };
    // That somebody could not be asked would tell the person that a victim is afraid.
    line.protected(true).into()
}

fn turned_down<'d>(
    one: &One<'_>,
    dismissed: impl IntoIterator<Item = (&'d ItemId, &'d BTreeMap<ItemId, Dismissed>)>,
) -> Vec<Block> {
    let lines: Vec<Span> = dismissed
        .into_iter()
        .flat_map(|(from, items)| items.iter().map(move |(item, why)| (from, item, why)))
        .map(|(from, item, Dismissed { reason, at: _ })| {
            Line::new(format!(
                "{}: could have shown «{}». Not taken up.",
                one.label(from),
                one.label(item)
            ))
            .and(" Why: ", &one.reading.from_nobody(reason), "")
            .protected(true)
            .into()
        })
        .collect();
    match lines.is_empty() {
        true => Vec::new(),
        false => vec![list(lines)],
    }
}

/// The answers under *Before you start* as they were at the end, and what the gate said when.
fn circumstances(one: &One<'_>, before: &Before) -> Vec<Block> {
    let Before {
        danger_now,
        setting: _, // with the facts
        company,
        planned_to_talk,
        under_influence,
        partner_can_hear,
        child_can_hear,
        interpreter,
        only_from_victim,
    } = before;
    let rows = [
        ("Anyone in danger", danger_now.map(words::answer)),
        ("Company", company.map(words::company)),
        (
            "Planned to talk about behaviour",
            planned_to_talk.map(words::answer),
        ),
        (
            "Person under the influence",
            under_influence.map(words::answer),
        ),
        ("Partner could hear", partner_can_hear.map(words::answer)),
        ("Child could hear", child_can_hear.map(words::answer)),
        ("Interpreter", interpreter.map(words::interpreter)),
    ];
    let rows = rows
        .into_iter()
        .map(|(what, answer)| (what, Span::open(answer.unwrap_or(words::NOT_ENTERED))));
    let victim = only_from_victim.map_or(words::NOT_ENTERED, words::answer);
    let rows = rows
        .chain([("Known only from the victim", Span::protected(victim))])
        .map(|(what, span)| (what.to_owned(), span));
    let gate = one.contact().gate_changes.iter().map(|change| {
        let at = when::moment(change.at);
        // It says whether a victim has spoken.
        Span::protected(format!("From {at}, {}", words::gate(change)))
    });
    let mut blocks = vec![Block::Facts {
        rows: rows.collect(),
    }];
    let gate: Vec<Span> = gate.collect();
    if !gate.is_empty() {
        blocks.push(say("Whether it was possible to ask:"));
        blocks.push(list(gate));
    }
    blocks
}
