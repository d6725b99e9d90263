//! What must be hidden from the person: everything, with where it came from.

use super::wording::{Part, TERMS, Wording};
use super::{filled, join, quoted, section};
use crate::given::System;
use crate::words;
use casework::audience::{Line, LineKind, OnlineEntry, Practitioner, Reading, Text, read};
use casework::change::clearing;
use casework::checklist::{ItemAnswer, ItemList, Presence};
use casework::contact::{Action, Asked, Contact, JudgementGiven};
use casework::counter::TOPICS;
use casework::directory::Service;
use casework::gate::Answer;
use casework::ids::ItemId;
use casework::outcome::{Outcome, OutcomeKind, Reason};
use casework::provenance::Sources;
use casework::referral::{Agency, Telling};
use casework::sealing::{Amendment, SealedContact};
use casework::when;
use casework::words::Words;

/// A sealed contact with the two readings of it.
struct Record<'a> {
    sealed: &'a SealedContact,
    all: &'a Reading<'a, Practitioner>,
    /// What stands in the entry for the person.
    in_the_entry: Vec<Line>,
}

impl Record<'_> {
    fn contact(&self) -> &Contact {
        self.all.contact()
    }

    fn text<'w>(&self, words: &'w Words) -> Text<'w, Practitioner> {
        self.all.text(words)
    }

    /// The label of an item as it read when the contact was sealed.
    fn label<'i>(&'i self, item: &'i ItemId) -> &'i str {
        let then = self.sealed.texts.get(item).map(String::as_str);
        then.unwrap_or(item.as_str())
    }
}

/// The hidden text of one contact or of several, each under its own head.
pub(super) fn hidden(contacts: &[(&SealedContact, &[Amendment])], system: System) -> String {
    let wording = Wording::of(system);
    let hide = [words::HIDE]
        .into_iter()
        .chain(wording.hide.iter().copied());
    let hide = hide.collect::<Vec<_>>().join("\n");
    let many = contacts.len();
    let bodies = (1..).zip(contacts).map(|(n, (sealed, amendments))| {
        let all = read(&sealed.contact, Practitioner);
        let record = Record {
            sealed,
            all: &all,
            in_the_entry: read(&sealed.contact, OnlineEntry).lines(),
        };
        let number = (many > 1).then(|| format!("Contact {n} of {many}"));
        let groups = wording.groups.iter().flat_map(|(heading, parts)| {
            let sections: Vec<String> = parts
                .iter()
                .filter_map(|part| part_of(&record, *part, amendments, system))
                .collect();
            let heading = heading.filter(|_| !sections.is_empty());
            heading.map(str::to_uppercase).into_iter().chain(sections)
        });
        let groups: Vec<String> = groups.collect();
        join(number.into_iter().chain([head(&record)]).chain(groups))
    });
    join(std::iter::once(hide).chain(bodies))
}

/// One section; none when there is nothing in it.
fn part_of(
    record: &Record<'_>,
    part: Part,
    amendments: &[Amendment],
    system: System,
) -> Option<String> {
    let contact = record.contact();
    let (heading, lines) = match part {
        Part::Terms => (
            "Terms that may fit (look them up by name, use them only where they are true)",
            terms(record, system),
        ),
        Part::AddedLater => ("Added later", added_later(record, amendments)),
        Part::Outcome => ("Outcome of the imminent-risk checklist", outcome(record)),
        Part::Judgement => ("Judgement of the practitioner", judgement(record)),
        Part::Indicators => ("Indicators present", present(record, ItemList::Indicator)),
        Part::WarningSigns => (
            "Further warning signs present",
            present(record, ItemList::WarningSign),
        ),
        Part::NotKnown => (
            words::presence(Presence::NotKnown),
            missing(record, Presence::NotKnown),
        ),
        Part::NotAsked => (
            words::presence(Presence::NotAsked),
            missing(record, Presence::NotAsked),
        ),
        Part::NotPresent => (
            words::presence(Presence::NotPresent),
            looked_for_and_not_present(record),
        ),
        Part::NotInTheChecklist => (
            "Noted, but not in this version of the checklist",
            not_in_the_checklist(record),
        ),
        Part::Changed => ("Changed since last time", since_last_time(record)),
        Part::HeardAndSeen => ("Heard and seen", heard_and_seen(record)),
        Part::Jotted => ("Jotted down during the talk", jotted_down(record)),
        Part::WhoDoesWhat => ("Who does what to whom", who_does_what(record)),
        Part::TurnedDown => (
            "Offers of the guide that were not taken up",
            turned_down(record),
        ),
        Part::Questions => ("Questions", questions(record)),
        Part::Seen => (
            "Seen by the practitioner",
            record.filled(&contact.notes.seen),
        ),
        Part::SaidByOthers => ("Said by others", said_by_others(record)),
        Part::Opinion => (
            "Opinion of the practitioner",
            record.filled(&contact.notes.opinion),
        ),
        Part::Responses => ("How the practitioner responded", responses(record)),
        Part::Referrals => ("Referrals", referrals(record)),
        Part::LookedAgain => ("Looked at again", looked_again(record)),
        Part::Actions => ("Actions", actions(record)),
        Part::NobodyTold => (
            "No agency is told, because",
            record.filled(&contact.sharing.nobody_told_because),
        ),
        Part::WhoKnows => (
            "Who else knows this family",
            record.filled(&contact.sharing.who_knows),
        ),
        Part::Review => ("Review", review(record)),
        Part::Circumstances => ("Circumstances of the contact", circumstances(record)),
    };
    section(heading, lines)
}

/// Terms of a GP record for what this contact says. Never one for which nothing was entered: a name that is
/// pasted would be read as a fact.
fn terms(record: &Record<'_>, system: System) -> Vec<String> {
    if system != System::GeneralPractice {
        return Vec::new();
    }
    let tells = |agency: Agency| {
        let mut actions = record.contact().actions.values();
        actions.any(|action| {
            let telling = action.telling.as_ref();
            telling.is_some_and(|telling| telling.agency == agency)
        })
    };
    let reasons = &record.sealed.outcome.reasons;
    let present = reasons
        .iter()
        .any(|reason| matches!(reason, Reason::ItemPresent { .. }));
    let [alleged, _, to_marac, to_service, _] = TERMS;
    [
        (present, alleged),
        (tells(Agency::Marac), to_marac),
        (tells(Agency::DomesticAbuseService), to_service),
    ]
    .into_iter()
    .filter(|(fits, _)| *fits)
    .map(|(_, term)| term.to_owned())
    .collect()
}

fn head(record: &Record<'_>) -> String {
    let about = record.contact().about.as_ref();
    let place = record.contact().before.setting.map(words::place);
    let author = &record.sealed.author;
    let author: Vec<String> = [&author.name, &author.role, &author.organisation]
        .into_iter()
        .flat_map(|words| record.filled(words))
        .collect();
    let author = if author.is_empty() {
        words::NOT_ENTERED.to_owned()
    } else {
        author.join(", ")
    };
    [
        about.and_then(|about| record.labelled("About", &about.name)),
        about.and_then(|about| record.labelled("Reference", &about.local_reference)),
        Some(format!(
            "Contact started: {}",
            when::moment(record.sealed.started_at)
        )),
        Some(format!("Place: {}", place.unwrap_or(words::NOT_ENTERED))),
        Some(format!("Written by: {author}")),
        Some(format!("Sealed: {}", when::moment(record.sealed.sealed_at))),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join("\n")
}

fn added_later(record: &Record<'_>, amendments: &[Amendment]) -> Vec<String> {
    amendments
        .iter()
        .flat_map(|amendment| {
            let author = record.or_not_entered(&amendment.author.name);
            [
                format!("{}, by {author}:", when::moment(amendment.at)),
                record.text(&amendment.text).to_string(),
                format!("Why: {}", record.text(&amendment.reason)),
            ]
        })
        .collect()
}

fn outcome(record: &Record<'_>) -> Vec<String> {
    let outcome = &record.sealed.outcome;
    let standing = match outcome.kind {
        OutcomeKind::NoneIdentifiedSoFar => Some(words::STANDING_SENTENCE.to_owned()),
        OutcomeKind::ActNow | OutcomeKind::NotEnoughKnown => None,
    };
    let label = |item: &ItemId| record.label(item).to_owned();
    let reasons = outcome.reasons.iter();
    let reasons = reasons.map(|reason| words::reason(reason, &label));
    std::iter::once(words::outcome(outcome.kind).to_owned())
        .chain(standing)
        .chain([words::counts(outcome.indicators, outcome.warning_signs)])
        .chain(reasons)
        .chain([format!("Checklist version {}.", outcome.checklist_version)])
        .collect()
}

fn judgement(record: &Record<'_>) -> Vec<String> {
    let Some(given) = &record.contact().judgement else {
        return Vec::new();
    };
    let JudgementGiven {
        view,
        why,
        at,
        outcome_shown_at: _,
        raised,
    } = given;
    let raised = raised.iter().map(|raise| {
        format!(
            "Raised to {} on {}, after the outcome was shown. Reason: {}",
            words::judgement(raise.to),
            when::moment(raise.at),
            record.text(&raise.reason),
        )
    });
    std::iter::once(format!(
        "Imminent or severe risk: {}. Given on {}, before the outcome was shown.",
        words::judgement(*view),
        when::moment(*at),
    ))
    .chain(record.labelled("Why", why))
    .chain(raised)
    .collect()
}

/// The items of one list that are present, in the order of the checklist.
fn present(record: &Record<'_>, wanted: ItemList) -> Vec<String> {
    let reasons = record.sealed.outcome.reasons.iter();
    reasons
        .filter_map(|reason| match reason {
            Reason::ItemPresent { item, list, .. } if *list == wanted => Some(item),
            _ => None,
        })
        .map(|item| item_with_answer(record, item, record.label(item)))
        .collect()
}

/// The items that nobody knows about yet. What was typed beside them is kept.
fn missing(record: &Record<'_>, presence: Presence) -> Vec<String> {
    let missing = record.sealed.outcome.missing.iter();
    missing
        .filter(|missing| missing.presence == presence)
        .map(|missing| {
            let list = match missing.list {
                ItemList::Indicator => "indicator",
                ItemList::WarningSign => "further warning sign",
            };
            let label = format!("{} ({list})", record.label(&missing.item));
            item_with_answer(record, &missing.item, &label)
        })
        .collect()
}

fn looked_for_and_not_present(record: &Record<'_>) -> Vec<String> {
    let answers = record.contact().answers.iter();
    answers
        .filter(|(_, answer)| answer.presence == Presence::NotPresent)
        .map(|(item, _)| item_with_answer(record, item, record.label(item)))
        .collect()
}

/// Answers that the checklist left out of its score. They were typed all the same.
fn not_in_the_checklist(record: &Record<'_>) -> Vec<String> {
    let answers = record.contact().answers.iter();
    answers
        .filter(|(item, answer)| {
            answer.presence != Presence::NotPresent && !was_scored(&record.sealed.outcome, item)
        })
        .map(|(item, answer)| {
            let presence = words::presence(answer.presence).to_lowercase();
            let label = format!("{}, {presence}", record.label(item));
            item_with_answer(record, item, &label)
        })
        .collect()
}

fn was_scored(outcome: &Outcome, wanted: &ItemId) -> bool {
    let present = outcome
        .reasons
        .iter()
        .any(|reason| matches!(reason, Reason::ItemPresent { item, .. } if item == wanted));
    present
        || outcome
            .missing
            .iter()
            .any(|missing| missing.item == *wanted)
}

/// An item of the checklist with what was typed about it. The sources are said where there is
/// something that came from them.
fn item_with_answer(record: &Record<'_>, item: &ItemId, label: &str) -> String {
    let nothing = ItemAnswer::default();
    let answer = record.contact().answers.get(item).unwrap_or(&nothing);
    let bare = answer.words.is_blank() && answer.when.is_blank() && answer.sources.is_empty();
    if bare && answer.presence != Presence::Present {
        return record.and_typed(label.to_owned(), "Why no longer present", &answer.why);
    }
    let piece = record.piece(label, &answer.words, &answer.when, &answer.sources);
    record.and_typed(piece, "Why no longer present", &answer.why)
}

/// True when a line stands in the entry with everything that is known about it, so that it need not
/// be said again. What was ticked, asked or attached is said again, beside its label.
fn stands_in_the_entry(record: &Record<'_>, line: &Line) -> bool {
    line.item.is_none() && !line.words.is_blank() && record.in_the_entry.contains(line)
}

fn heard_and_seen(record: &Record<'_>) -> Vec<String> {
    lines(record, LineKind::Observation, "Something else")
}

fn jotted_down(record: &Record<'_>) -> Vec<String> {
    lines(record, LineKind::Jotting, "Not sorted")
}

/// The lines of one kind, each with the label of what it belongs to.
fn lines(record: &Record<'_>, kind: LineKind, without_label: &str) -> Vec<String> {
    let lines = record.all.lines();
    let lines = lines.iter().filter(|line| line.kind == kind);
    lines
        .filter(|line| !stands_in_the_entry(record, line))
        .map(|line| {
            let label = line.item.as_ref().map(|item| record.label(item));
            let label = label.unwrap_or(without_label);
            record.piece(label, &line.words, &line.when, &line.sources)
        })
        .collect()
}

/// What became of the items since the earlier contacts with the same person.
fn since_last_time(record: &Record<'_>) -> Vec<String> {
    let contact = record.contact();
    let Some(earlier) = &contact.earlier else {
        return Vec::new();
    };
    let compared = match earlier.contacts {
        1 => "Compared with the contact sealed on".to_owned(),
        count => format!("Compared with {count} earlier contacts, the last sealed on"),
    };
    let compared = format!("{compared} {}.", when::moment(earlier.last_sealed_at));
    let nothing = ItemAnswer::default();
    let before = earlier.present.iter().filter_map(|item| {
        let answer = contact.answers.get(item).unwrap_or(&nothing);
        let label = record.label(item);
        match answer.presence {
            Presence::Present => None,
            Presence::NotPresent => {
                let cleared = words::cleared(clearing(&answer.sources));
                Some(format!("{label}: {cleared}"))
            }
            Presence::NotKnown | Presence::NotAsked => Some(format!(
                "{label}: present before, not known today. Treat it as open."
            )),
        }
    });
    let new = contact.answers.iter().filter_map(|(item, answer)| {
        let is_new = answer.presence == Presence::Present && !earlier.present.contains(item);
        is_new.then(|| format!("{}: newly present.", record.label(item)))
    });
    std::iter::once(compared).chain(before).chain(new).collect()
}

/// The page *Who does what to whom*.
fn who_does_what(record: &Record<'_>) -> Vec<String> {
    let Some(counter) = &record.contact().counter else {
        return Vec::new();
    };
    TOPICS
        .into_iter()
        .map(|topic| (words::topic(topic), counter.finding(topic)))
        .filter(|(_, finding)| finding.who.is_some() || !finding.words.is_blank())
        .map(|(what, finding)| {
            let who = finding.who.map_or(words::NOT_ENTERED, words::who);
            let label = format!("{what}: {who}");
            record.piece(&label, &finding.words, &Words::default(), &finding.sources)
        })
        .collect()
}

/// What pointed to an item of the checklist and was turned down.
fn turned_down(record: &Record<'_>) -> Vec<String> {
    let dismissed = record.contact().dismissed.iter();
    dismissed
        .flat_map(|(from, items)| items.iter().map(move |(item, why)| (from, item, why)))
        .map(|(from, item, dismissed)| {
            let (from, item) = (record.label(from), record.label(item));
            format!(
                "{from}: could have shown «{item}». Not taken up. Why: {}",
                record.or_not_entered(&dismissed.reason)
            )
        })
        .collect()
}

fn questions(record: &Record<'_>) -> Vec<String> {
    let contact = record.contact();
    let openly = contact
        .answered_openly
        .then(|| "The practitioner marked that earlier questions were answered openly.".to_owned());
    let questions = contact.questions.iter();
    questions
        .filter(|(_, answer)| answer.asked != Asked::NotAsked || !answer.words.is_blank())
        .map(|(item, answer)| {
            let asked = format!("{}: {}.", record.label(item), words::asked(answer.asked));
            record.and_words(asked, &answer.words)
        })
        .chain(openly)
        .collect()
}

fn said_by_others(record: &Record<'_>) -> Vec<String> {
    let lines = record.all.lines();
    lines
        .iter()
        .filter(|line| line.kind == LineKind::Account)
        .map(|line| {
            // Of an account, this is who said it.
            let who = filled(&record.text(&line.when));
            let who = who.as_deref().unwrap_or("Somebody");
            record.piece(who, &line.words, &Words::default(), &line.sources)
        })
        .collect()
}

fn responses(record: &Record<'_>) -> Vec<String> {
    let responses = record.contact().responses.iter();
    responses
        .filter(|(_, response)| response.used || !response.note.is_blank())
        .map(|(item, response)| {
            let used = if response.used { "" } else { " (only noted)" };
            let label = format!("{}{used}.", record.label(item));
            record.and_typed(label, "What was said", &response.note)
        })
        .collect()
}

fn referrals(record: &Record<'_>) -> Vec<String> {
    let routes = record.all.routes().iter();
    routes
        .map(|(item, route)| {
            let reply = match route.reply {
                None => words::NOT_ENTERED,
                Some(reply) => words::took_it(reply).unwrap_or("not offered"),
            };
            let label = format!("{}: {reply}.", record.label(item));
            let mut text = record.and_typed(label, "Service", &route.service);
            if let Some(service) = &route.chosen {
                text = format!("{text}\n{}", service_as_it_stood(record, service));
            }
            if let Some(answer) = route.programme_too {
                let answer = words::answer(answer);
                text += &format!("\nPerpetrator programme looked at as well: {answer}.");
            }
            for (name, typed) in [
                ("About the programme", &route.programme_words),
                ("Looked for", &route.looked_for),
                ("Looked in", &route.looked_in),
                (
                    "Nothing is done about the gap, because",
                    &route.no_action_because,
                ),
                ("Note", &route.note),
            ] {
                text = record.and_typed(text, name, typed);
            }
            text
        })
        .collect()
}

/// A service of the directory as it stood on the day.
fn service_as_it_stood(record: &Record<'_>, service: &Service) -> String {
    let whom: Vec<&str> = service.cohorts.iter().copied().map(words::cohort).collect();
    let whom = match whom.is_empty() {
        true => words::NOT_ENTERED.to_owned(),
        false => whom.join(", "),
    };
    let checked = service
        .checked_on
        .map_or_else(|| words::NOT_ENTERED.to_owned(), when::date);
    let not_sure = |answer: Option<Answer>| words::answer(answer.unwrap_or(Answer::NotSure));
    let text = record.and_typed("From the directory.".to_owned(), "Name", &service.name);
    let text = record.and_typed(text, "Area", &service.area);
    let text = record.and_typed(text, "Telephone", &service.phone);
    let text = format!(
        "{text}\nKind: {}. Takes: {whom}. Accredited: {}. Support for survivors runs with it: {}. \
         Looked up last: {checked}.",
        words::service_kind(service.kind),
        not_sure(service.accredited),
        not_sure(service.survivor_support),
    );
    record.and_typed(text, "Notes of the directory", &service.notes)
}

/// That the practitioner looked at everything again after somebody declined.
fn looked_again(record: &Record<'_>) -> Vec<String> {
    let looked = record.contact().looked_again.iter();
    looked
        .map(|looked| {
            let at = when::moment(looked.at);
            format!("The practitioner looked at the danger again after a refusal, on {at}.")
        })
        .collect()
}

fn actions(record: &Record<'_>) -> Vec<String> {
    let decided = when::day_in_london(record.sealed.sealed_at);
    let actions = record.contact().actions.values();
    actions
        .map(
            |Action {
                 id: _,
                 what,
                 who,
                 by,
                 against,
                 telling,
             }| {
                let by = by.map(|by| words::by(by, by.due(decided)));
                let against: Vec<&str> = against.iter().map(|one| words::matter(*one)).collect();
                let against = match against.is_empty() {
                    true => String::new(),
                    false => format!(" Because of: {}.", against.join(", ")),
                };
                let telling = telling
                    .iter()
                    .map(|telling| sharing_decision(record, telling));
                format!(
                    "{}\nWho: {}. By when: {}.{against}{}",
                    record.or_not_entered(what),
                    record.or_not_entered(who),
                    by.as_deref().unwrap_or(words::NOT_ENTERED),
                    telling.collect::<String>(),
                )
            },
        )
        .collect()
}

/// Which agency hears of it, and the decision to share.
fn sharing_decision(record: &Record<'_>, telling: &Telling) -> String {
    let on = telling.decided_on.map(when::date);
    format!(
        "\nAgency: {}. Sharing: {}.\nBasis: {}\nDecided by: {}\nDecided on: {}",
        words::agency(telling.agency),
        telling
            .decision
            .map_or(words::NOT_ENTERED, words::sharing_decision),
        record.or_not_entered(&telling.basis),
        record.or_not_entered(&telling.decided_by),
        on.as_deref().unwrap_or(words::NOT_ENTERED),
    )
}

fn review(record: &Record<'_>) -> Vec<String> {
    let review = &record.contact().review;
    let day = review
        .day
        .map(|day| format!("Next review: {}", when::date(day)));
    day.into_iter()
        .chain(record.labelled("No review date, because", &review.none_because))
        .collect()
}

/// The answers under *Before you start* as they were at the end, and what the gate said when.
fn circumstances(record: &Record<'_>) -> Vec<String> {
    let before = &record.contact().before;
    let answered = [
        ("Anyone in danger", before.danger_now.map(words::answer)),
        ("Company", before.company.map(words::company)),
        (
            "Planned to talk about behaviour",
            before.planned_to_talk.map(words::answer),
        ),
        (
            "Person under the influence",
            before.under_influence.map(words::answer),
        ),
        (
            "Partner could hear",
            before.partner_can_hear.map(words::answer),
        ),
        ("Child could hear", before.child_can_hear.map(words::answer)),
        ("Interpreter", before.interpreter.map(words::interpreter)),
        (
            "Known only from the victim",
            before.only_from_victim.map(words::answer),
        ),
    ];
    let answered = answered
        .into_iter()
        .map(|(what, answer)| format!("{what}: {}", answer.unwrap_or(words::NOT_ENTERED)));
    let gate = record.contact().gate_changes.iter();
    let gate = gate.map(|change| {
        let at = when::moment(change.at);
        format!("From {at}, {}", words::gate(change))
    });
    answered.chain(gate).collect()
}

// --- Lines ---------------------------------------------------------------------------------------

impl Record<'_> {
    /// A label with the exact words, then when it was and who it came from.
    fn piece(&self, label: &str, words: &Words, when: &Words, sources: &Sources) -> String {
        let what = if words.is_blank() {
            label.to_owned()
        } else {
            format!("{label}: {}", quoted(&self.text(words)))
        };
        let from = words::from(sources);
        if when.is_blank() {
            format!("{what}\n{from}")
        } else {
            format!("{what}\nWhen: {}. {from}", self.text(when))
        }
    }

    fn and_words(&self, text: String, words: &Words) -> String {
        if words.is_blank() {
            text
        } else {
            format!("{text} {}", quoted(&self.text(words)))
        }
    }

    fn and_typed(&self, text: String, name: &str, words: &Words) -> String {
        match self.labelled(name, words) {
            None => text,
            Some(typed) => format!("{text}\n{typed}"),
        }
    }

    fn labelled(&self, name: &str, words: &Words) -> Option<String> {
        (!words.is_blank()).then(|| format!("{name}: {}", self.text(words)))
    }

    fn filled(&self, words: &Words) -> Vec<String> {
        filled(&self.text(words)).into_iter().collect()
    }

    fn or_not_entered(&self, words: &Words) -> String {
        filled(&self.text(words)).unwrap_or_else(|| words::NOT_ENTERED.to_owned())
    }
}
