//! Who may read what of a contact. One function makes every view; nothing else formats a contact
//! for a reader.

use crate::checklist::Presence;
use crate::contact::{Contact, Notes, Reply, Route};
use crate::ids::ItemId;
use crate::provenance::{Protection, Source, Sources};
use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// For whom a view is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The practitioner, reading their own record on their own screen, and colleagues who read what
    /// is hidden from the person.
    Practitioner,
    /// The practitioner beside the person: the screen can be seen.
    BesideThePerson,
    /// The person, who may read the entry in the practitioner's own system online one day.
    OnlineEntry,
}

/// Routes that can be named to the person: help that they take up themselves.
///
/// A list of what may be named and not of what may not: a route that was added later, or by an
/// organisation, stays out of the person's sight until somebody has thought about it. Work with
/// other agencies is never named to the person, nor is it to be read off a gap.
pub const OPEN_ROUTES: [&str; 4] = [
    "refer.dapp",
    "refer.linked-needs",
    "refer.phoneline",
    "refer.practical-help",
];

/// What kind of thing a line of a view is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Heard or seen.
    Observation,
    /// An answer to a question card.
    Question,
    /// An item of the checklist that is present.
    ItemPresent,
    /// What somebody else said.
    Account,
}

/// One piece of information with where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// The entry of the guide, if it has one.
    pub item: Option<ItemId>,
    /// The words.
    pub words: Words,
    /// When it was, as told; for an account, who said it.
    pub when: Words,
    /// Who it came from.
    pub sources: Sources,
    /// What follows from the sources.
    pub protection: Protection,
}

/// The information of a contact that this audience may read.
pub fn lines(contact: &Contact, audience: Audience) -> Vec<Line> {
    let observations = contact.observations.values().map(|observation| {
        line(
            LineKind::Observation,
            observation.item.clone(),
            &observation.words,
            &observation.when,
            observation.sources.clone(),
        )
    });
    let person = || Sources::from([Source::Person]);
    let questions = contact
        .questions
        .iter()
        .filter(|(_, answer)| !answer.words.is_blank())
        .map(|(item, answer)| {
            line(
                LineKind::Question,
                Some(item.clone()),
                &answer.words,
                &Words::default(),
                person(),
            )
        });
    let items = contact
        .answers
        .iter()
        .filter(|(_, answer)| answer.presence == Presence::Present)
        .map(|(item, answer)| {
            line(
                LineKind::ItemPresent,
                Some(item.clone()),
                &answer.words,
                &answer.when,
                answer.sources.clone(),
            )
        });
    let accounts = contact.accounts.values().map(|account| {
        line(
            LineKind::Account,
            None,
            &account.words,
            &account.who,
            account.sources(),
        )
    });
    observations
        .chain(questions)
        .chain(items)
        .chain(accounts)
        .filter(|line| may_read(line, audience))
        .collect()
}

fn line(
    kind: LineKind,
    item: Option<ItemId>,
    words: &Words,
    when: &Words,
    sources: Sources,
) -> Line {
    Line {
        kind,
        item,
        words: words.clone(),
        when: when.clone(),
        protection: sources.protection(),
        sources,
    }
}

/// The practitioner's notes that this audience may read; the others are empty.
pub fn notes(contact: &Contact, audience: Audience) -> Notes {
    match audience {
        Audience::Practitioner => contact.notes.clone(),
        Audience::BesideThePerson | Audience::OnlineEntry => Notes {
            said: contact.notes.said.clone(),
            ..Notes::default()
        },
    }
}

/// The routes that this audience may read.
///
/// For the person: only what was put to them, and how they took it. The service and the note are
/// free text of the practitioner, who did not write them to be read by the person; they can name a
/// worker of the victim or another agency.
pub fn routes(contact: &Contact, audience: Audience) -> BTreeMap<ItemId, Route> {
    match audience {
        Audience::Practitioner => contact.routes.clone(),
        Audience::BesideThePerson | Audience::OnlineEntry => contact
            .routes
            .iter()
            .filter(|(item, route)| {
                OPEN_ROUTES.contains(&item.as_str()) && was_put_to_them(route.reply)
            })
            .map(|(item, route)| {
                let told = Route {
                    reply: route.reply,
                    ..Route::default()
                };
                (item.clone(), told)
            })
            .collect(),
    }
}

fn was_put_to_them(reply: Option<Reply>) -> bool {
    match reply {
        Some(Reply::Agreed | Reply::Thinking | Reply::Declined) => true,
        Some(Reply::NotOffered) | None => false,
    }
}

fn may_read(line: &Line, audience: Audience) -> bool {
    match audience {
        Audience::Practitioner => true,
        // The person reads only what they said themselves and nobody else did: where a piece has
        // another source too, its words may still be the victim's, or those of an agency that the
        // person must not know to be there. What the practitioner saw stays away as well: marks or
        // fear seen on a victim would be used against them. Accounts of others and items of the
        // checklist never stand where the person can see them.
        Audience::BesideThePerson | Audience::OnlineEntry => {
            only_the_person_said_it(&line.sources)
                && matches!(line.kind, LineKind::Observation | LineKind::Question)
        }
    }
}

/// True when the person said it and nobody told it but the practitioner's own eyes and ears.
fn only_the_person_said_it(sources: &Sources) -> bool {
    sources.iter().any(|source| source == Source::Person)
        && sources.iter().all(|source| match source {
            Source::Person | Source::SeenByMe => true,
            Source::Partner
            | Source::Child
            | Source::FamilyOrNeighbour
            | Source::OtherAgency
            | Source::ExistingRecord => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{Observation, QuestionAnswer};
    use crate::ids::ObservationId;

    /// The audiences that are the person, or whom the person could look over the shoulder.
    const PERSON: [Audience; 2] = [Audience::BesideThePerson, Audience::OnlineEntry];

    fn read_by(audience: Audience, sources: impl IntoIterator<Item = Source>) -> usize {
        let mut contact = Contact::default();
        let id = ObservationId::new("one");
        contact.observations.insert(
            id.clone(),
            Observation {
                id,
                item: None,
                words: Words::from("words"),
                sources: Sources::from(sources),
                when: Words::default(),
            },
        );
        lines(&contact, audience).len()
    }

    #[test]
    fn the_person_reads_only_what_they_said_and_nobody_else_did() {
        for audience in PERSON {
            assert_eq!(read_by(audience, [Source::Person]), 1);
            assert_eq!(read_by(audience, [Source::Person, Source::SeenByMe]), 1);
            assert_eq!(read_by(audience, [Source::SeenByMe]), 0);
            assert_eq!(read_by(audience, []), 0);
            for other in Source::ALL {
                if matches!(other, Source::Person | Source::SeenByMe) {
                    continue;
                }
                assert_eq!(read_by(audience, [other]), 0, "{other:?}");
                assert_eq!(read_by(audience, [Source::Person, other]), 0, "{other:?}");
            }
        }
    }

    #[test]
    fn an_answer_of_the_person_stands_beside_them_with_its_card() {
        let mut contact = Contact::default();
        let item = ItemId::new("ask.disclosed.pattern");
        let answer = QuestionAnswer {
            words: Words::from("every week"),
            ..QuestionAnswer::default()
        };
        contact.questions.insert(item.clone(), answer);
        let lines = lines(&contact, Audience::BesideThePerson);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].item, Some(item));
        assert_eq!(lines[0].words.as_str(), "every week");
    }

    #[test]
    fn of_the_notes_the_person_reads_what_they_said_and_no_other() {
        let contact = Contact {
            notes: Notes {
                said: Words::from("said"),
                seen: Words::from("seen"),
                opinion: Words::from("opinion"),
            },
            ..Contact::default()
        };
        assert_eq!(notes(&contact, Audience::Practitioner), contact.notes);
        for audience in PERSON {
            let read = notes(&contact, audience);
            assert_eq!(read.said.as_str(), "said");
            assert!(read.seen.is_blank() && read.opinion.is_blank());
        }
    }

    #[test]
    fn of_the_routes_the_person_reads_what_was_put_to_them_and_how_they_took_it() {
        let replies = [
            None,
            Some(Reply::NotOffered),
            Some(Reply::Agreed),
            Some(Reply::Thinking),
            Some(Reply::Declined),
        ];
        let others = ["refer.multi-agency", "refer.none-local", "refer.of-a-pack"];
        for reply in replies {
            let route = Route {
                service: Words::from("service"),
                reply,
                note: Words::from("note"),
            };
            let chosen = OPEN_ROUTES.into_iter().chain(others);
            let contact = Contact {
                routes: chosen
                    .map(|item| (ItemId::new(item), route.clone()))
                    .collect(),
                ..Contact::default()
            };
            assert_eq!(routes(&contact, Audience::Practitioner), contact.routes);
            for audience in PERSON {
                let read = routes(&contact, audience);
                let put = !matches!(reply, None | Some(Reply::NotOffered));
                let wanted: &[&str] = if put { &OPEN_ROUTES } else { &[] };
                let named: Vec<&str> = read.keys().map(ItemId::as_str).collect();
                assert_eq!(named, wanted, "{reply:?}");
                for route in read.values() {
                    assert_eq!(route.reply, reply);
                    assert!(route.service.is_blank() && route.note.is_blank());
                }
            }
        }
    }
}
