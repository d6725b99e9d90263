//! What stands over all contacts: what is to be done and how it stands, what is not known, what became of each
//! item, what happened in the person's life.

use super::{One, Record, part, section};
use crate::document::{Block, Span};
use crate::given::{ActionGiven, ReferralGiven};
use crate::lines::{Line, cell, list, paragraph, say, table};
use crate::words;
use casework::change::{Mark, marks};
use casework::checklist::{ItemAnswer, ItemList, Presence};
use casework::contact::Review;
use casework::ids::{ContactId, ItemId};
use casework::outcome::Missing;
use casework::person::Event;
use casework::provenance::Protection;
use casework::when;
use std::collections::BTreeMap;

/// How many contacts stand beside each other in one table.
const ACROSS: usize = 5;

pub(super) fn blocks(record: &Record<'_>) -> Vec<Block> {
    let mut all = Vec::new();
    all.extend(section("Actions and how they stand", [actions(record)]));
    all.extend(section("What is not known", unknown(record)));
    all.extend(section("Who else knows the family", [who_knows(record)]));
    all.extend(section(
        "Referrals and what came of them",
        [referrals(record)],
    ));
    all.extend(section("Review", [review(record)]));
    if record.given.whole {
        all.extend(section("Events in the person's life", [events(record)]));
    }
    if !record.is_one() {
        all.extend(section(
            "Indicators and warning signs over time",
            items_over_time(record),
        ));
    }
    all
}

/// The day of the contact in which something was decided.
fn decided(record: &Record<'_>, contact: &ContactId) -> String {
    let contacts = &record.contacts;
    let one = contacts.iter().find(|one| one.given.sealed.id == *contact);
    one.map_or_else(|| words::DASH.to_owned(), |one| record.name(one))
}

fn actions(record: &Record<'_>) -> Block {
    let row = |action: &ActionGiven| {
        let ActionGiven {
            contact,
            what,
            who,
            due,
            is,
            done_on,
            outcome,
        } = action;
        let stands = match (done_on, is) {
            (Some(on), _) => format!("done on {}", when::date(*on)),
            (None, Some(is)) => words::due(*is).to_owned(),
            (None, None) => words::NOT_ENTERED.to_owned(),
        };
        let decided = match contact {
            Some(contact) => decided(record, contact),
            None => "outside of a contact".to_owned(),
        };
        vec![
            cell(&record.around.from_nobody(what)),
            cell(&record.around.from_nobody(who)),
            Span::open(when::date(*due)),
            Span::open(stands),
            cell(&record.around.from_nobody(outcome)),
            Span::open(decided),
        ]
    };
    table(
        "What is to be done, by whom, and how it stood when this was made",
        &[
            "What",
            "Who",
            "By",
            "How it stands",
            "What came of it",
            "Decided",
        ],
        record.given.actions.iter().map(row).collect(),
    )
}

fn referrals(record: &Record<'_>) -> Block {
    let row = |referral: &ReferralGiven| {
        let ReferralGiven {
            contact,
            route,
            service,
            made_on,
            state,
            words: heard,
        } = referral;
        let contacts = &record.contacts;
        let made_in = contacts.iter().find(|one| one.given.sealed.id == *contact);
        let label = made_in.map_or(route.as_str(), |one| one.label(route));
        let open = words::open_route(route).is_some();
        vec![
            Line::new(label).protected(!open).into(),
            cell(&record.around.from_nobody(service)),
            Span::open(when::date(*made_on)),
            Line::new(words::referral(*state)).protected(!open).into(),
            cell(&record.around.from_nobody(heard)),
        ]
    };
    table(
        "Where the person was referred, and what was heard of it since",
        &["Route", "Service", "Made", "How it stands", "Heard last"],
        record.given.referrals.iter().map(row).collect(),
    )
}

fn who_knows(record: &Record<'_>) -> Block {
    let lines = record.contacts.iter().filter_map(|one| {
        let known = one.reading.from_nobody(&one.contact().sharing.who_knows);
        let line = Line::default().typed(&known).say(record.on(one));
        (!known.text.is_blank()).then(|| line.into())
    });
    list(lines.collect())
}

/// The review of the last contact. Those of the others stand with them.
fn review(record: &Record<'_>) -> Block {
    match record.contacts.last() {
        None => say(words::NOBODY),
        Some(last) => paragraph(review_of(last)),
    }
}

/// When a contact is looked at again, or why it is not.
pub(super) fn review_of(one: &One<'_>) -> Line {
    let Review { day, none_because } = &one.contact().review;
    let because = one.reading.from_nobody(none_because);
    let line = match day {
        Some(day) => Line::new(format!("Next review: {}.", when::date(*day))),
        None if because.text.is_blank() => Line::new(words::NOBODY),
        None => Line::new("There is no review date."),
    };
    line.and(" Why none: ", &because, "")
}

fn events(record: &Record<'_>) -> Block {
    let mut events: Vec<&Event> = record.given.events.iter().collect();
    events.sort_by_key(|event| event.on);
    let row = |event: &Event| {
        let Event {
            id: _,
            person: _,
            kind,
            on,
            words: more,
            sources,
            withdrawn,
        } = event;
        let known = record.around.from(more, sources);
        let kind = words::event(*kind);
        let kind = match withdrawn {
            true => format!("Entered by mistake: {kind}"),
            false => kind.to_owned(),
        };
        let ours = |text: String| Line::new(text).protected(known.protected).into();
        vec![
            ours(when::date(*on)),
            ours(kind),
            cell(&known),
            ours(words::sources(sources)),
        ]
    };
    table(
        "What happened, or will",
        &["Day", "What", "More about it", "From"],
        events.into_iter().map(row).collect(),
    )
}

// --- What is not known -----------------------------------------------------------------------------

/// What nobody knows yet, by the last contact, and how to find out.
fn unknown(record: &Record<'_>) -> Vec<Block> {
    let Some(last) = record.contacts.last() else {
        return vec![say(words::NOBODY)];
    };
    let missing = &last.given.sealed.outcome.missing;
    if missing.is_empty() {
        return vec![say(format!(
            "Every item of the checklist has an answer of present or not present, by the contact on {}. {}",
            record.name(last),
            words::STANDING_SENTENCE
        ))];
    }
    let row = |missing: &Missing| {
        let Missing {
            item,
            list,
            presence,
            if_present: _, // said above
            if_not_present: _,
            was_present,
        } = missing;
        let label = last.label(item);
        let label = match list {
            ItemList::Indicator => label.to_owned(),
            ItemList::WarningSign => format!("{label} (further warning sign)"),
        };
        let known = words::presence(*presence);
        let known = match was_present {
            // From whom that was is not known here.
            true => Span::protected(format!("{known}. It was present at an earlier contact.")),
            false => Span::open(known),
        };
        let find_out = last.given.find_out.get(item).map(String::as_str);
        vec![
            Span::open(label),
            known,
            Span::open(find_out.unwrap_or(words::NOT_ENTERED)),
        ]
    };
    // By the rule one item is enough, so that it is the same for every one of them.
    let if_present = missing.iter().map(|missing| missing.if_present).max();
    let if_present = if_present.map_or(words::NOT_ENTERED, words::outcome);
    vec![
        say(format!(
            "What is not known is open. It is not the same as not being there. If one of these turned out to be \
             present, the outcome would be: {if_present}"
        )),
        table(
            format!(
                "Not known or not asked, by the contact on {}",
                record.name(last)
            ),
            &[
                "Item",
                "What is known",
                "How to find out, from the practice guide",
            ],
            missing.iter().map(row).collect(),
        ),
    ]
}

// --- The items over time --------------------------------------------------------------------------

/// Every item of any of the contacts, in the order of their checklists, with its label.
fn items(record: &Record<'_>, wanted: ItemList) -> Vec<(ItemId, String)> {
    let mut items: Vec<(ItemId, String)> = Vec::new();
    // The newest checklist says the order, and the label.
    for one in record.contacts.iter().rev() {
        for (list, item) in one.given.checklist.items() {
            if list == wanted && !items.iter().any(|(known, _)| known == item) {
                items.push((item.clone(), one.label(item).to_owned()));
            }
        }
    }
    items
}

fn items_over_time(record: &Record<'_>) -> Vec<Block> {
    let lists = [
        (ItemList::Indicator, "Indicators"),
        (ItemList::WarningSign, "Further warning signs"),
    ];
    lists
        .into_iter()
        .flat_map(|(list, name)| {
            let items = items(record, list);
            let tables = record.contacts.chunks(ACROSS).map(|contacts| {
                let days: Vec<String> = contacts.iter().map(|one| record.name(one)).collect();
                let head: Vec<&str> = ["Item"]
                    .into_iter()
                    .chain(days.iter().map(String::as_str))
                    .collect();
                let marks: Vec<BTreeMap<ItemId, Mark>> =
                    contacts.iter().map(|one| marks(one.contact())).collect();
                let rows = items.iter().map(|(item, label)| {
                    let cells = contacts
                        .iter()
                        .zip(&marks)
                        .map(|(one, marks)| then(one, marks, item));
                    [Span::open(label)].into_iter().chain(cells).collect()
                });
                let caption = match contacts {
                    [only] => format!("{name}, on {}", record.name(only)),
                    [first, .., last] => {
                        format!("{name}, {} to {}", record.name(first), record.name(last))
                    }
                    [] => name.to_owned(),
                };
                table(caption, &head, rows.collect())
            });
            part(name, tables.collect())
        })
        .collect()
}

/// What was known of an item at one contact, and what became of it since the ones before.
pub(super) fn then(one: &One<'_>, marks: &BTreeMap<ItemId, Mark>, item: &ItemId) -> Span {
    let nothing = Mark {
        presence: Presence::NotAsked,
        new: false,
        cleared: None,
    };
    let Mark {
        presence,
        new,
        cleared,
    } = marks.get(item).unwrap_or(&nothing);
    let earlier = one.contact().earlier.as_ref();
    let was = earlier.is_some_and(|earlier| earlier.present.contains(item));
    let unknown = matches!(presence, Presence::NotKnown | Presence::NotAsked);
    let value = words::presence(*presence);
    let text = match cleared {
        Some(on) => format!("{value}: {}", words::cleared(*on)),
        None if *new => format!("{value}, newly"),
        // Nobody looked, so what was there before still stands.
        None if was && unknown => format!("{value}. Present before: treat it as open."),
        None => value.to_owned(),
    };
    // That it was present before may have come from a victim, whoever says what now.
    let from_before = cleared.is_some() || was && unknown;
    let protected = from_before || answer_is_protected(one.contact().answers.get(item));
    Line::new(text).protected(protected).into()
}

/// True when an answer could lead back to a victim. One without a source counts as a victim's, unless it
/// says nothing at all.
pub(super) fn answer_is_protected(answer: Option<&ItemAnswer>) -> bool {
    let Some(answer) = answer else { return false };
    let typed = [&answer.words, &answer.when, &answer.why];
    let bare = answer.sources.is_empty() && typed.iter().all(|words| words.is_blank());
    let says_nothing = matches!(answer.presence, Presence::NotKnown | Presence::NotAsked);
    !(bare && says_nothing) && answer.sources.protection() != Protection::Open
}
