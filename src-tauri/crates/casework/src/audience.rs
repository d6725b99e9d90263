//! Who may read what of a contact. One function makes every view, [`read`]; nothing else can turn what
//! was typed into text.
//!
//! Typed words ([`Words`]) cannot be read outside this crate but by the vault, which stores them. Whoever
//! writes something down for a reader takes a [`Reading`] for that reader, and gets texts from it that
//! are this reader's. A function that writes for the person ([`ForThePerson`]) has no way to the rest.
//!
//! What stands around a contact (who the person is, what became of actions) is read with a reading too:
//! it has no source of its own, and no way to the person at all.

use crate::checklist::Presence;
use crate::contact::{Action, Contact, Notes, QuestionAnswer, Reply, Route};
use crate::gate::{Gate, QuestionSet, SetState, Setting, gate, question_sets};
use crate::ids::ItemId;
use crate::provenance::{Protection, Source, Sources};
use crate::suggestion::{Raises, Suggestion, first_set, suggestions};
use crate::urgent::{Urgent, UrgentRules, urgent};
use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

mod reader {
    /// Readers are named here and nowhere else.
    pub trait Sealed {}
}

/// For whom a view is made.
pub trait Reader: reader::Sealed + Copy + fmt::Debug {
    /// True when the person is the reader, or could look over the reader's shoulder.
    const IS_THE_PERSON: bool;
}

/// A reader who is the person, or over whose shoulder the person could look. What is written for one can be
/// written for each of them, and for nobody else.
///
/// ```
/// use casework::audience::{ForThePerson, Reading};
///
/// fn for_the_person<R: ForThePerson>(contact: &Reading<'_, R>) -> String {
///     contact.said().to_string()
/// }
/// ```
///
/// There is no way from there to the whole contact, nor to words that it does not give out itself:
///
/// ```compile_fail,E0599
/// use casework::audience::{ForThePerson, Reading};
///
/// fn for_the_person<R: ForThePerson>(contact: &Reading<'_, R>) -> bool {
///     contact.contact().notes.seen.is_blank()
/// }
/// ```
///
/// ```compile_fail,E0599
/// use casework::audience::{ForThePerson, Reading};
/// use casework::words::Words;
///
/// fn for_the_person<R: ForThePerson>(contact: &Reading<'_, R>, words: &Words) -> String {
///     contact.text(words).to_string()
/// }
/// ```
pub trait ForThePerson: Reader {}

/// A reader who reads everything, and from whom the person never gets it.
pub trait ForColleagues: Reader {}

macro_rules! readers {
    ($($(#[$doc:meta])* $name:ident $kind:ident $is_the_person:literal)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name;

        impl reader::Sealed for $name {}

        impl Reader for $name {
            const IS_THE_PERSON: bool = $is_the_person;
        }

        impl $kind for $name {}
    )*};
}

readers! {
    /// The practitioner, reading their own record on their own screen, and colleagues who read what is
    /// hidden from the person.
    Practitioner ForColleagues false
    /// Colleagues of other agencies who must act: safeguarding, MARAC, police, social care. They read
    /// everything, and are told of each piece whether it could lead back to a victim.
    HandOver ForColleagues false
    /// The practitioner beside the person: the screen can be seen.
    BesideThePerson ForThePerson true
    /// The person, who may read the entry in the practitioner's own system online one day.
    OnlineEntry ForThePerson true
    /// The person, who asks for a copy.
    SafeCopy ForThePerson true
}

/// Text for one reader. It can be written out, and made nowhere but here.
#[derive(Debug, PartialEq, Eq)]
pub struct Text<'a, R> {
    text: Cow<'a, str>,
    reader: PhantomData<R>,
}

impl<'a, R> Text<'a, R> {
    fn of(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            reader: PhantomData,
        }
    }

    /// True when there is nothing to read.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl<R> fmt::Display for Text<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A contact as one reader may read it.
#[derive(Clone, Debug)]
pub struct Reading<'a, R> {
    contact: Cow<'a, Contact>,
    reader: PhantomData<R>,
}

/// A contact for a reader. The one function that decides who may read what.
pub fn read<R: Reader>(contact: &Contact, _reader: R) -> Reading<'_, R> {
    let contact = if R::IS_THE_PERSON {
        Cow::Owned(as_the_person_knows_it(contact))
    } else {
        Cow::Borrowed(contact)
    };
    Reading {
        contact,
        reader: PhantomData,
    }
}

/// What the person knows already: what they said themselves and nobody else did, and what was put to
/// them.
///
/// Where a piece has another source too, its words may still be the victim's, or those of an agency that
/// the person must not know to be there. What the practitioner saw stays away as well: marks or fear seen
/// on a victim would be used against them. Accounts of others never stand where the person can see them.
/// Of the checklist remains what they said themselves, without its words. So that whatever is worked out
/// from this is the same whatever a victim has said.
fn as_the_person_knows_it(contact: &Contact) -> Contact {
    let observations = contact.observations.iter();
    let jottings = contact.jottings.iter();
    let answers = contact.answers.iter();
    Contact {
        before: contact.before,
        answered_openly: contact.answered_openly,
        observations: observations
            .filter(|(_, observation)| observation.sources.are_only_the_persons())
            .map(|(id, observation)| (id.clone(), observation.clone()))
            .collect(),
        jottings: jottings
            .filter(|(_, jotting)| jotting.is_sorted() && jotting.sources.are_only_the_persons())
            .map(|(id, jotting)| (id.clone(), jotting.clone()))
            .collect(),
        questions: contact.questions.clone(),
        answers: answers
            .filter(|(_, answer)| answer.sources.iter().any(|source| source == Source::Person))
            .map(|(item, answer)| {
                let answer = crate::checklist::ItemAnswer {
                    presence: answer.presence,
                    sources: Sources::from([Source::Person]),
                    ..Default::default()
                };
                (item.clone(), answer)
            })
            .collect(),
        dismissed: contact.dismissed.clone(),
        // What is to be done is not for the person. That it stands against something urgent counts. Which
        // agency hears of it, and that somebody could not be asked, is not even kept.
        actions: contact
            .actions
            .iter()
            .map(|(id, action)| {
                let action = Action {
                    telling: None,
                    ..action.clone()
                };
                (id.clone(), action)
            })
            .collect(),
        notes: Notes {
            said: contact.notes.said.clone(),
            ..Notes::default()
        },
        routes: contact
            .routes
            .iter()
            .filter(|(item, route)| {
                OPEN_ROUTES.contains(&item.as_str()) && was_put_to_them(route.reply)
            })
            .map(|(item, route)| {
                // The service and the note are free text of the practitioner, who did not write them to
                // be read by the person; they can name a worker of the victim or another agency.
                let told = Route {
                    reply: route.reply,
                    ..Route::default()
                };
                (item.clone(), told)
            })
            .collect(),
        ..Contact::default()
    }
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
    /// A line of the notepad that was sorted.
    Jotting,
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

impl<R: Reader> Reading<'_, R> {
    /// Every piece of information that this reader may read.
    pub fn told(&self) -> Vec<Told<R>> {
        let contact = &self.contact;
        let observations = contact.observations.values().map(|observation| {
            line(
                LineKind::Observation,
                observation.item.clone(),
                &observation.words,
                &observation.when,
                observation.sources.clone(),
            )
        });
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
                    Sources::from([Source::Person]),
                )
            });
        // A line that was attached to several things stands with each of them.
        let jottings = contact.jottings.values().flat_map(|jotting| {
            let to: Vec<_> = if jotting.to.is_empty() {
                vec![None]
            } else {
                jotting.to.iter().cloned().map(Some).collect()
            };
            to.into_iter().map(|item| {
                line(
                    LineKind::Jotting,
                    item,
                    &jotting.words,
                    &Words::default(),
                    jotting.sources.clone(),
                )
            })
        });
        // Items of the checklist never stand where the person can see them.
        let items = contact
            .answers
            .iter()
            .filter(|(_, answer)| answer.presence == Presence::Present && !R::IS_THE_PERSON)
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
            .chain(jottings)
            .chain(items)
            .chain(accounts)
            .collect()
    }

    /// The same as data for a screen.
    pub fn lines(&self) -> Vec<Line> {
        self.told().into_iter().map(|told| told.line).collect()
    }

    /// What the person said, from the practitioner's notes.
    pub fn said(&self) -> Text<'_, R> {
        Text::of(self.contact.notes.said.as_str())
    }

    /// The routes that this reader may read. For the person: only what was put to them, and how they
    /// took it.
    pub fn routes(&self) -> &BTreeMap<ItemId, Route> {
        &self.contact.routes
    }

    /// Where the contact took place.
    pub fn setting(&self) -> Option<Setting> {
        self.contact.before.setting
    }
}

impl<R: ForColleagues> Reading<'_, R> {
    /// Everything.
    pub fn contact(&self) -> &Contact {
        &self.contact
    }
}

impl Reading<'_, Practitioner> {
    /// Typed words of this contact, or of what stands around it: who wrote it, what was added later.
    pub fn text<'w>(&self, words: &'w Words) -> Text<'w, Practitioner> {
        Text::of(words.as_str())
    }
}

/// Typed words for colleagues who must act, with what they have to know before they speak to anybody.
#[derive(Debug, PartialEq, Eq)]
pub struct Marked<'w> {
    /// The words.
    pub text: Text<'w, HandOver>,
    /// True when they could lead back to a victim.
    pub protected: bool,
}

/// Typed words of this contact, or of what stands around it: who the person is, what happened in their life,
/// what became of actions and referrals, what was added later. There is no way to a text without its mark.
impl Reading<'_, HandOver> {
    /// Words with sources. Whatever a protected source has a part in is protected.
    pub fn from<'w>(&self, words: &'w Words, sources: &Sources) -> Marked<'w> {
        Marked {
            text: Text::of(words.as_str()),
            protected: sources.protection() != Protection::Open,
        }
    }

    /// Words of which nobody says whom they came from, as the practitioner's own are: why they judge so, what
    /// is to be done. They may repeat what a victim said, so they count as a victim's.
    pub fn from_nobody<'w>(&self, words: &'w Words) -> Marked<'w> {
        self.from(words, &Sources::default())
    }

    /// Words that the person said, or knows: their own name, their answer to a card.
    pub fn from_the_person<'w>(&self, words: &'w Words) -> Marked<'w> {
        self.from(words, &Sources::from([Source::Person]))
    }

    /// Who wrote something, as they name themselves.
    pub fn author<'w>(&self, words: &'w Words) -> Marked<'w> {
        self.from(words, &Sources::from([Source::SeenByMe]))
    }
}

/// One piece of information for one reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<R> {
    line: Line,
    reader: PhantomData<R>,
}

impl<R> Told<R> {
    /// What it is. Its words cannot be read from it: see [`Told::words`].
    pub fn line(&self) -> &Line {
        &self.line
    }

    /// The words.
    pub fn words(&self) -> Text<'_, R> {
        Text::of(self.line.words.as_str())
    }

    /// When it was, as told; for an account, who said it.
    pub fn when(&self) -> Text<'_, R> {
        Text::of(self.line.when.as_str())
    }
}

fn line<R>(
    kind: LineKind,
    item: Option<ItemId>,
    words: &Words,
    when: &Words,
    sources: Sources,
) -> Told<R> {
    let line = Line {
        kind,
        item,
        words: words.clone(),
        when: when.clone(),
        protection: sources.protection(),
        sources,
    };
    Told {
        line,
        reader: PhantomData,
    }
}

/// Everything of a contact that the ask screen may show. The person can see that screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct AskView {
    /// May the practitioner ask now?
    pub gate: Gate,
    /// The question sets, the one to begin with first.
    pub sets: Vec<SetState>,
    /// The question cards by id.
    pub cards: BTreeMap<ItemId, QuestionAnswer>,
    /// What they have said so far.
    pub said: Vec<Line>,
    /// Offers to mark an item, from what they said.
    pub offers: Vec<Suggestion>,
    /// What is urgent, from what they said.
    pub urgent: Vec<Urgent>,
}

/// What the ask screen may show.
///
/// While the gate is shut there are no cards, and nothing that belongs to them. What is urgent stays.
///
/// It is worked out from what the person knows already, so no word, no mark and no order on it can come
/// from somebody who must be protected (design 3.2, invariant 5).
pub fn ask_view(
    contact: &Contact,
    raises: &Raises,
    leads_to: &BTreeMap<ItemId, QuestionSet>,
    rules: &UrgentRules,
) -> AskView {
    let reading = read(contact, BesideThePerson);
    let known = &*reading.contact;
    let first = first_set(known, leads_to);
    let mut sets = question_sets(&known.before, known.answered_openly);
    sets.sort_by_key(|state| state.set != first);
    let mut view = AskView {
        gate: gate(&known.before),
        sets,
        cards: BTreeMap::new(),
        said: Vec::new(),
        offers: Vec::new(),
        urgent: urgent(known, rules),
    };
    if view.gate.is_open() {
        view.cards.clone_from(&known.questions);
        view.said = reading.lines();
        view.offers = suggestions(known, raises);
    }
    view
}

fn was_put_to_them(reply: Option<Reply>) -> bool {
    match reply {
        Some(Reply::Agreed | Reply::Thinking | Reply::Declined) => true,
        Some(Reply::NotOffered) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::Observation;
    use crate::ids::{JottingId, ObservationId};
    use crate::jotting::Jotting;
    use crate::referral::{Agency, LookedAgain, Sharing, SharingDecision, Telling};

    /// What each reader who is the person, or whom the person could look over the shoulder, reads.
    fn for_the_person<T: PartialEq + fmt::Debug>(
        contact: &Contact,
        what: impl Fn(&[Line], &BTreeMap<ItemId, Route>, &str) -> T,
    ) -> T {
        let beside = read(contact, BesideThePerson);
        let online = read(contact, OnlineEntry);
        let copy = read(contact, SafeCopy);
        let first = what(&beside.lines(), beside.routes(), &beside.said().text);
        assert_eq!(
            first,
            what(&online.lines(), online.routes(), &online.said().text)
        );
        assert_eq!(first, what(&copy.lines(), copy.routes(), &copy.said().text));
        first
    }

    fn observed(sources: impl IntoIterator<Item = Source>) -> Contact {
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
        contact
    }

    #[test]
    fn the_person_reads_only_what_they_said_and_nobody_else_did() {
        let read_by = |sources: &[Source]| {
            let contact = observed(sources.iter().copied());
            assert_eq!(read(&contact, Practitioner).lines().len(), 1);
            for_the_person(&contact, |lines, _, _| lines.len())
        };
        assert_eq!(read_by(&[Source::Person]), 1);
        assert_eq!(read_by(&[Source::Person, Source::SeenByMe]), 1);
        assert_eq!(read_by(&[Source::SeenByMe]), 0);
        assert_eq!(read_by(&[]), 0);
        for other in Source::ALL {
            if matches!(other, Source::Person | Source::SeenByMe) {
                continue;
            }
            assert_eq!(read_by(&[other]), 0, "{other:?}");
            assert_eq!(read_by(&[Source::Person, other]), 0, "{other:?}");
        }
    }

    #[test]
    fn a_line_of_the_notepad_is_the_persons_once_it_is_sorted_as_theirs() {
        let jotted = |sources: &[Source], to: &[&str], alone| {
            let id = JottingId::new("one");
            let jotting = Jotting {
                id: id.clone(),
                words: Words::from("words"),
                sources: Sources::from(sources.iter().copied()),
                to: to.iter().map(|item| ItemId::new(*item)).collect(),
                alone,
                at: None,
            };
            let contact = Contact {
                jottings: BTreeMap::from([(id, jotting)]),
                ..Contact::default()
            };
            let all = read(&contact, Practitioner).lines().len();
            (all, for_the_person(&contact, |lines, _, _| lines.len()))
        };
        assert_eq!(jotted(&[], &[], false), (1, 0));
        assert_eq!(jotted(&[Source::Person], &[], false), (1, 0));
        assert_eq!(jotted(&[Source::Person], &[], true), (1, 1));
        assert_eq!(
            jotted(&[Source::Person], &["say.a", "say.b"], false),
            (2, 2)
        );
        assert_eq!(jotted(&[Source::Partner], &["say.a"], false), (1, 0));
    }

    #[test]
    fn colleagues_who_must_act_read_everything_and_are_told_what_is_protected() {
        let contact = observed([Source::Partner]);
        let reading = read(&contact, HandOver);
        assert_eq!(reading.lines(), read(&contact, Practitioner).lines());
        assert_eq!(reading.contact(), &contact);
        let words = Words::from("words");
        let marked = |sources: &[Source]| {
            let marked = reading.from(&words, &Sources::from(sources.iter().copied()));
            assert_eq!(marked.text.to_string(), "words");
            marked.protected
        };
        for source in Source::ALL {
            assert_eq!(marked(&[source]), source.is_protected(), "{source:?}");
            assert_eq!(
                marked(&[Source::Person, source]),
                source.is_protected(),
                "{source:?}"
            );
        }
        assert!(marked(&[]));
        assert!(reading.from_nobody(&words).protected);
        assert!(!reading.from_the_person(&words).protected);
        assert!(!reading.author(&words).protected);
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
        let told = read(&contact, BesideThePerson).told();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].line().item, Some(item));
        assert_eq!(told[0].words().to_string(), "every week");
        assert!(!told[0].words().is_blank() && told[0].when().is_blank());
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
        let all = read(&contact, Practitioner);
        assert_eq!(all.text(&all.contact().notes.seen).to_string(), "seen");
        assert_eq!(all.said().to_string(), "said");
        for_the_person(&contact, |_, _, said| assert_eq!(said, "said"));
        assert_eq!(
            as_the_person_knows_it(&contact).notes,
            Notes {
                said: Words::from("said"),
                ..Notes::default()
            }
        );
    }

    #[test]
    fn of_an_agency_that_hears_and_of_who_knows_the_family_nothing_is_left_for_the_person() {
        let id = crate::ids::ActionId::new("tell");
        let action = Action {
            id: id.clone(),
            what: Words::from("Tell the police"),
            who: Words::from("me"),
            by: None,
            against: Vec::new(),
            telling: Some(Telling {
                agency: Agency::Police,
                decision: Some(SharingDecision::NotSafeToAsk),
                basis: Words::from("basis"),
                decided_by: Words::from("me"),
                decided_on: None,
            }),
        };
        let contact = Contact {
            actions: BTreeMap::from([(id.clone(), action)]),
            sharing: Sharing {
                who_knows: Words::from("the nursery"),
                nobody_told_because: Words::from("because"),
            },
            looked_again: Some(LookedAgain {
                at: Default::default(),
                declined: BTreeMap::new(),
            }),
            ..Contact::default()
        };
        let known = as_the_person_knows_it(&contact);
        assert_eq!(known.actions[&id].telling, None);
        assert_eq!((known.sharing, known.looked_again), Default::default());
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
                looked_for: Words::from("looked for"),
                ..Route::default()
            };
            let chosen = OPEN_ROUTES.into_iter().chain(others);
            let contact = Contact {
                routes: chosen
                    .map(|item| (ItemId::new(item), route.clone()))
                    .collect(),
                ..Contact::default()
            };
            assert_eq!(read(&contact, Practitioner).routes(), &contact.routes);
            let put = !matches!(reply, None | Some(Reply::NotOffered));
            let wanted: &[&str] = if put { &OPEN_ROUTES } else { &[] };
            for_the_person(&contact, |_, routes, _| {
                let named: Vec<&str> = routes.keys().map(ItemId::as_str).collect();
                assert_eq!(named, wanted, "{reply:?}");
                for route in routes.values() {
                    assert_eq!(route.reply, reply);
                    let told = Route {
                        reply,
                        ..Route::default()
                    };
                    assert_eq!(route, &told, "nothing but how they took it");
                }
            });
        }
    }
}
