//! People: the list of them, the page of one, and what is entered about somebody over time.
//!
//! No contact is opened for any of it: everything here stands in the vault's lists, so a page over years
//! comes as quickly as one over a week. The list shows initials until the names are asked for; the page
//! names the person on purpose, and the window's title never does.

use crate::error::{ErrorCode, ErrorView, Field};
use crate::session::{App, Unlocked};
use casework::change::{Clearing, Mark};
use casework::checklist::{ItemList, Presence};
use casework::gate::Setting;
use casework::ids::{ActionId, ContactId, EventId, ItemId, PersonId};
use casework::leak::whereabouts;
use casework::outcome::OutcomeKind;
use casework::person::{
    Event, EventFault, EventForm, Joining, Parting, Person, PersonFault, PersonForm,
};
use casework::referral::ReferralState;
use casework::when;
use casework::words::Words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeSet;
use vault::{ActionRow, PersonRow, ReferralRow, SealedRow};

/// So many people a list has at most, whatever is asked for.
const MOST: u32 = 2000;

/// Which people are listed.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
pub struct PeopleRequest {
    /// True when somebody asked for the names.
    pub names: bool,
    /// How many at most.
    pub limit: u32,
}

/// People, the one about whom something was entered last first.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PeopleView {
    /// They.
    pub people: Vec<PersonLine>,
    /// True when there are more.
    pub more: bool,
}

/// A person in the list.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PersonLine {
    /// Their id.
    pub id: PersonId,
    /// Their initials.
    pub initials: String,
    /// Name or initials as entered; none until somebody asks for the names.
    pub name: Option<Words>,
    /// The reference of the practitioner's agency.
    pub reference: Words,
    /// How many sealed contacts there are.
    pub contacts: u32,
    /// The day of the last one: "23 November 2026".
    pub last: Option<String>,
}

/// A person, with what is open first and what happened over time.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PersonPageView {
    /// The entry that stands for them.
    pub id: PersonId,
    /// Name or initials.
    pub name: Words,
    /// Their initials.
    pub initials: String,
    /// The reference of the practitioner's agency.
    pub reference: Words,
    /// How many sealed contacts there are.
    pub contacts: u32,
    /// Who they are.
    pub entry: PersonEntryView,
    /// Entries that were joined to this one.
    pub joined: Vec<PersonEntryView>,
    /// When it is looked at whether the record is still kept.
    pub retention: Option<String>,
    /// What is open.
    pub open: PersonOpenView,
    /// What happened, the latest first.
    pub timeline: Vec<TimelineEntry>,
    /// The checklist over all contacts; none before the first.
    pub over_time: Option<OverTimeView>,
}

/// An entry about a person, with what has to be said in words.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PersonEntryView {
    /// The entry.
    pub person: Person,
    /// Date of birth: "23 November 1990".
    pub born: Option<String>,
    /// NHS number: "943 476 5919".
    pub nhs_number: Option<String>,
}

/// What is open about a person.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PersonOpenView {
    /// Drafts, the one saved last first.
    pub drafts: Vec<PersonDraft>,
    /// Actions that nobody has said were done, the one due first first.
    pub actions: Vec<PersonAction>,
    /// The review that the last contact asks for.
    pub review: Option<PersonReview>,
    /// Referrals of which somebody has to find out what came of them.
    pub referrals: Vec<PersonReferral>,
}

/// A draft about a person.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PersonDraft {
    /// Its id.
    pub id: ContactId,
    /// When it was started: "23 November 2026 at 2:14pm".
    pub started: String,
    /// When it was last saved.
    pub saved: String,
}

/// Something to be done about a person.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PersonAction {
    /// Its id.
    pub id: ActionId,
    /// What.
    pub what: Words,
    /// Who does it.
    pub who: Words,
    /// By when: "23 November 2026".
    pub due: String,
    /// True when that day is past.
    pub overdue: bool,
}

/// A review that somebody decided on.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PersonReview {
    /// The contact in which it was decided.
    pub contact: ContactId,
    /// When: "23 November 2026".
    pub on: String,
    /// How it stands to today.
    pub due: ReviewDue,
}

/// How a day stands to today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReviewDue {
    /// Still to come.
    Later,
    /// Today.
    Today,
    /// Past.
    Overdue,
}

/// A referral that is not done with.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PersonReferral {
    /// The contact in which it was made.
    pub contact: ContactId,
    /// The route.
    pub route: ItemId,
    /// Its label.
    pub label: String,
    /// The service; may be blank.
    pub service: Words,
    /// When it was made: "23 November 2026".
    pub made: String,
    /// Where it stands.
    pub state: ReferralState,
}

/// Something in a person's timeline.
#[derive(Clone, Debug, Serialize, Type)]
pub struct TimelineEntry {
    /// The day: "23 November 2026".
    pub on: String,
    /// What.
    pub what: TimelineWhat,
}

/// What stands in a timeline.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TimelineWhat {
    /// A sealed contact.
    Contact {
        /// Its id.
        contact: ContactId,
        /// When it was sealed: "23 November 2026 at 2:14pm".
        sealed: String,
        /// Where.
        setting: Option<Setting>,
        /// When it is looked at again, in words.
        review: Option<String>,
    },
    /// What the checklist said in it.
    Assessment {
        /// The contact.
        contact: ContactId,
        /// What to do.
        outcome: OutcomeKind,
        /// How many items were present.
        present: u32,
        /// How many of them were not before.
        new: u32,
        /// How many that were present before were said not to be any more, and not on the person's word
        /// alone.
        cleared: u32,
        /// How many on the person's word alone, or on nobody's. They stay open.
        cleared_on_their_word: u32,
    },
    /// A referral was made.
    ReferralMade {
        /// The contact in which it was.
        contact: ContactId,
        /// The route.
        route: ItemId,
        /// Its label.
        label: String,
        /// The service; may be blank.
        service: Words,
        /// Where it stands; none when somebody has heard since, which is an entry of its own.
        state: Option<ReferralState>,
    },
    /// Somebody heard what came of a referral.
    ReferralHeard {
        /// The contact in which it was made.
        contact: ContactId,
        /// The route.
        route: ItemId,
        /// Its label.
        label: String,
        /// The service; may be blank.
        service: Words,
        /// Where it stands since.
        state: ReferralState,
        /// What was heard.
        words: Words,
    },
    /// An action was decided.
    ActionDecided {
        /// Its id.
        action: ActionId,
        /// What is to be done.
        what: Words,
        /// Who does it.
        who: Words,
        /// By when: "23 November 2026".
        due: String,
        /// True when it was not done and that day is past.
        overdue: bool,
        /// True when somebody has said that it was done.
        done: bool,
    },
    /// Somebody said that an action was done.
    ActionDone {
        /// Its id.
        action: ActionId,
        /// What was to be done.
        what: Words,
        /// What came of it.
        outcome: Words,
    },
    /// An order or another event in their life.
    Event {
        /// The event.
        event: Event,
        /// True when its day is still to come.
        ahead: bool,
    },
}

/// The checklist over all contacts with a person.
#[derive(Clone, Debug, Serialize, Type)]
pub struct OverTimeView {
    /// The contacts, the earliest first: the columns.
    pub contacts: Vec<OverTimeContact>,
    /// The items: the rows.
    pub items: Vec<OverTimeItem>,
    /// Labels of what was present at some time, is not present in the last column, and was cleared since by
    /// nobody but the person. It counts as open.
    pub still_open: Vec<String>,
}

/// A column of the table.
#[derive(Clone, Debug, Serialize, Type)]
pub struct OverTimeContact {
    /// The contact.
    pub contact: ContactId,
    /// When it was sealed: "23 November 2026".
    pub on: String,
    /// What the checklist said.
    pub outcome: OutcomeKind,
}

/// A row of the table.
#[derive(Clone, Debug, Serialize, Type)]
pub struct OverTimeItem {
    /// The item.
    pub item: ItemId,
    /// The list that it stands in; none when it is in no list any more.
    pub list: Option<ItemList>,
    /// Its label.
    pub label: String,
    /// A cell for each contact.
    pub cells: Vec<Mark>,
}

/// Who a person is, to be saved.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct PersonRequest {
    /// Which; none for a new one.
    pub person: Option<PersonId>,
    /// What was typed.
    pub form: PersonForm,
}

/// What became of it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PersonSavedView {
    /// The entry, when it was saved.
    pub person: Option<PersonId>,
    /// Everything that kept it from being saved, in the order of the form. Nothing was saved then.
    pub faults: Vec<PersonFault>,
}

/// Two entries that are the same person.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct JoinRequest {
    /// The entry that goes on.
    pub kept: PersonId,
    /// The entry that is read as the same person from now on.
    pub joined: PersonId,
    /// Why they are the same.
    pub why: Words,
}

/// A joining that is taken apart again.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct PartRequest {
    /// The entry that stands alone again.
    pub joined: PersonId,
    /// Why they are not the same.
    pub why: Words,
}

/// An event, to be saved.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct EventRequest {
    /// Whose life; any entry of theirs.
    pub person: PersonId,
    /// Which; none for a new one.
    pub event: Option<EventId>,
    /// What was typed.
    pub form: EventForm,
}

/// An event that was entered by mistake.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct WithdrawRequest {
    /// Whose life; any entry of theirs.
    pub person: PersonId,
    /// Which.
    pub event: EventId,
    /// Why.
    pub why: Words,
}

/// What became of an event.
#[derive(Clone, Debug, Serialize, Type)]
pub struct EventSavedView {
    /// Everything that kept it from being saved, in the order of the form; nothing when it was saved.
    pub faults: Vec<EventFault>,
}

impl App {
    /// People for the list: initials until the names are asked for.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`] or a storage code.
    pub fn list_people(&self, request: PeopleRequest) -> Result<PeopleView, ErrorView> {
        let limit = request.limit.min(MOST);
        self.unlocked(|open| {
            let mut rows = open.vault.people(limit + 1)?;
            let shown = usize::try_from(limit).unwrap_or(usize::MAX);
            let more = rows.len() > shown;
            rows.truncate(shown);
            Ok(PeopleView {
                people: rows
                    .into_iter()
                    .map(|row| line(row, request.names))
                    .collect(),
                more,
            })
        })
    }

    /// The page of a person; any entry of theirs finds it. Opens no contact.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is no such person.
    pub fn person_page(&self, person: &PersonId) -> Result<PersonPageView, ErrorView> {
        let today = when::day_in_london(self.now());
        self.unlocked(|open| {
            let vault = &open.vault;
            let record = vault.person(person)?.ok_or(ErrorCode::NotFound)?;
            let contacts = vault.contacts_of(person)?;
            let actions = vault.actions_of(person)?;
            let referrals = vault.referrals_of(person)?;
            let events = vault.events_of(person)?;
            let drafts = vault.drafts_of(person)?.into_iter().map(|row| PersonDraft {
                id: row.id,
                started: when::moment(row.started_at),
                saved: when::moment(row.saved_at),
            });
            let open = PersonOpenView {
                drafts: drafts.collect(),
                actions: actions
                    .iter()
                    .filter(|row| row.done_on.is_none())
                    .map(|row| PersonAction {
                        id: row.id.clone(),
                        what: row.what.clone(),
                        who: row.who.clone(),
                        due: when::date(row.due),
                        overdue: row.due < today,
                    })
                    .collect(),
                review: contacts.iter().find_map(|row| review(row, today)),
                referrals: referrals
                    .iter()
                    .filter(|row| row.state.is_open())
                    .map(|row| PersonReferral {
                        contact: row.contact.clone(),
                        route: row.route.clone(),
                        label: self.label(&row.route),
                        service: row.service.clone(),
                        made: when::date(row.made_on),
                        state: row.state,
                    })
                    .collect(),
            };
            Ok(PersonPageView {
                over_time: self.over_time(&contacts),
                timeline: self.timeline(contacts, actions, referrals, events, today),
                open,
                id: record.row.id,
                initials: record.row.name.initials(),
                name: record.row.name,
                reference: record.row.local_reference,
                contacts: record.row.contacts,
                retention: record.row.retention_day.map(when::date),
                entry: entry(record.person),
                joined: record.joined.into_iter().map(entry).collect(),
            })
        })
    }

    /// Adds a person, or writes who they are anew. What is wrong with it comes back all at once, and then
    /// nothing was saved.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is no such person, [`ErrorCode::RecoveryNotConfirmed`] until the
    /// recovery phrase was typed back, or a storage code.
    pub fn save_person(&self, request: PersonRequest) -> Result<PersonSavedView, ErrorView> {
        let at = self.now();
        let new = self.new_id();
        self.unlocked(|open| {
            if !open.vault.recovery_confirmed() {
                return Err(ErrorCode::RecoveryNotConfirmed.into());
            }
            let id = match &request.person {
                Some(person) => open.root(person)?,
                None => PersonId::new(new),
            };
            match request.form.read(id, when::day_in_london(at)) {
                Err(faults) => Ok(PersonSavedView {
                    person: None,
                    faults,
                }),
                Ok(person) => {
                    let author = open.vault.settings()?.author;
                    open.vault.save_person(&person, &author, at)?;
                    Ok(PersonSavedView {
                        person: Some(person.id),
                        faults: Vec::new(),
                    })
                }
            }
        })
    }

    /// Says that two entries are the same person from now on. Nothing that was sealed changes.
    ///
    /// # Errors
    /// [`ErrorCode::ReasonMissing`], [`ErrorCode::SamePerson`], [`ErrorCode::NotFound`], or a storage code.
    pub fn join_people(&self, request: JoinRequest) -> Result<PersonPageView, ErrorView> {
        let at = self.now();
        let kept = request.kept.clone();
        self.unlocked(|open| {
            has_reason(&request.why)?;
            let author = open.vault.settings()?.author;
            let joining = Joining {
                kept: request.kept,
                joined: request.joined,
                why: request.why,
            };
            Ok(open.vault.join_people(&joining, &author, at)?)
        })?;
        self.person_page(&kept)
    }

    /// Takes a joining apart again. Answers with the page of the entry that stands alone now.
    ///
    /// # Errors
    /// [`ErrorCode::ReasonMissing`], [`ErrorCode::NotFound`] when it was not joined, or a storage code.
    pub fn part_people(&self, request: PartRequest) -> Result<PersonPageView, ErrorView> {
        let at = self.now();
        let joined = request.joined.clone();
        self.unlocked(|open| {
            has_reason(&request.why)?;
            let author = open.vault.settings()?.author;
            let parting = Parting {
                joined: request.joined,
                why: request.why,
            };
            Ok(open.vault.part_people(&parting, &author, at)?)
        })?;
        self.person_page(&joined)
    }

    /// Adds an event, or corrects one. What was entered before stays in the ledger.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is no such person or event, or a storage code.
    pub fn save_event(&self, request: EventRequest) -> Result<EventSavedView, ErrorView> {
        let at = self.now();
        let new = self.new_id();
        self.unlocked(|open| {
            let (id, person) = match request.event {
                Some(event) => {
                    let event = open.event(&request.person, &event)?;
                    // Of the entry that it was written about, so that it goes along when they are parted.
                    (event.id, event.person)
                }
                None => (EventId::new(new), open.root(&request.person)?),
            };
            match request.form.read(id, person, when::day_in_london(at)) {
                Err(faults) => Ok(EventSavedView { faults }),
                Ok(event) => {
                    let author = open.vault.settings()?.author;
                    open.vault.save_event(&event, &author, at)?;
                    Ok(EventSavedView { faults: Vec::new() })
                }
            }
        })
    }

    /// Takes an event out of the timeline that was entered by mistake. The ledger keeps that it was there.
    ///
    /// # Errors
    /// [`ErrorCode::ReasonMissing`], [`ErrorCode::NotFound`] when there is no such person or event, or a
    /// storage code.
    pub fn withdraw_event(&self, request: WithdrawRequest) -> Result<EventSavedView, ErrorView> {
        let at = self.now();
        self.unlocked(|open| {
            has_reason(&request.why)?;
            let event = open.event(&request.person, &request.event)?;
            if let Some(kind) = whereabouts(&request.why) {
                let faults = vec![EventFault::Whereabouts { kind }];
                return Ok(EventSavedView { faults });
            }
            let author = open.vault.settings()?.author;
            let event = Event {
                words: request.why,
                withdrawn: true,
                ..event
            };
            open.vault.save_event(&event, &author, at)?;
            Ok(EventSavedView { faults: Vec::new() })
        })
    }

    /// The checklist over all contacts, in the order in which they were sealed.
    fn over_time(&self, contacts: &[SealedRow]) -> Option<OverTimeView> {
        if contacts.is_empty() {
            return None;
        }
        let checklist = self.checklist();
        let listed = checklist.items().map(|(list, item)| (Some(list), item));
        // What an older checklist asked is still shown.
        let older: BTreeSet<&ItemId> = contacts
            .iter()
            .flat_map(|row| row.marks.keys())
            .filter(|item| checklist.items().all(|(_, listed)| listed != *item))
            .collect();
        let items: Vec<_> = listed
            .chain(older.into_iter().map(|item| (None, item)))
            .collect();
        let open = still_open(contacts);
        Some(OverTimeView {
            contacts: contacts
                .iter()
                .map(|row| OverTimeContact {
                    contact: row.id.clone(),
                    on: when::date(when::day_in_london(row.sealed_at)),
                    outcome: row.outcome,
                })
                .collect(),
            still_open: items
                .iter()
                .filter(|(_, item)| open.contains(*item) && !is_present_now(contacts, item))
                .map(|(_, item)| self.label(item))
                .collect(),
            items: items
                .into_iter()
                .map(|(list, item)| OverTimeItem {
                    item: item.clone(),
                    list,
                    label: self.label(item),
                    cells: contacts
                        .iter()
                        .map(|row| row.marks.get(item).copied().unwrap_or(NOT_ASKED))
                        .collect(),
                })
                .collect(),
        })
    }

    /// Everything that happened, the latest first. Of one day: what followed from a contact stands below it.
    fn timeline(
        &self,
        contacts: Vec<SealedRow>,
        actions: Vec<ActionRow>,
        referrals: Vec<ReferralRow>,
        events: Vec<Event>,
        today: NaiveDate,
    ) -> Vec<TimelineEntry> {
        let mut found: Vec<(NaiveDate, TimelineWhat)> = Vec::new();
        for event in events {
            let ahead = event.on > today;
            found.push((event.on, TimelineWhat::Event { event, ahead }));
        }
        // The latest first, also within a day.
        for row in contacts.into_iter().rev() {
            let on = when::day_in_london(row.sealed_at);
            let assessment = assessment(&row);
            found.push((
                on,
                TimelineWhat::Contact {
                    contact: row.id,
                    sealed: when::moment(row.sealed_at),
                    setting: row.setting,
                    review: row.review_day.map(when::date),
                },
            ));
            found.push((on, assessment));
        }
        for row in referrals {
            let label = self.label(&row.route);
            if let Some(heard) = row.heard_on {
                found.push((
                    heard,
                    TimelineWhat::ReferralHeard {
                        contact: row.contact.clone(),
                        route: row.route.clone(),
                        label: label.clone(),
                        service: row.service.clone(),
                        state: row.state,
                        words: row.words,
                    },
                ));
            }
            found.push((
                row.made_on,
                TimelineWhat::ReferralMade {
                    contact: row.contact,
                    route: row.route,
                    label,
                    service: row.service,
                    state: row.heard_on.is_none().then_some(row.state),
                },
            ));
        }
        for row in actions {
            if let Some(done) = row.done_on {
                found.push((
                    done,
                    TimelineWhat::ActionDone {
                        action: row.id.clone(),
                        what: row.what.clone(),
                        outcome: row.outcome,
                    },
                ));
            }
            found.push((
                row.decided_on,
                TimelineWhat::ActionDecided {
                    action: row.id,
                    what: row.what,
                    who: row.who,
                    due: when::date(row.due),
                    overdue: row.done_on.is_none() && row.due < today,
                    done: row.done_on.is_some(),
                },
            ));
        }
        // A stable sort: what was pushed first stands first in its day.
        found.sort_by_key(|(on, _)| std::cmp::Reverse(*on));
        found
            .into_iter()
            .map(|(on, what)| TimelineEntry {
                on: when::date(on),
                what,
            })
            .collect()
    }
}

impl Unlocked {
    /// The entry that stands for a person.
    fn root(&self, person: &PersonId) -> Result<PersonId, ErrorView> {
        let row = self.vault.person_row(person)?.ok_or(ErrorCode::NotFound)?;
        Ok(row.id)
    }

    /// An event of a person, that was not withdrawn.
    fn event(&self, person: &PersonId, id: &EventId) -> Result<Event, ErrorView> {
        let mut events = self.vault.events_of(person)?.into_iter();
        let found = events.find(|event| event.id == *id);
        found.ok_or_else(|| ErrorCode::NotFound.into())
    }
}

/// What a contact says of an item that it does not name.
const NOT_ASKED: Mark = Mark {
    presence: Presence::NotAsked,
    new: false,
    cleared: None,
};

fn has_reason(why: &Words) -> Result<(), ErrorView> {
    if why.is_blank() {
        return Err(ErrorView::new(ErrorCode::ReasonMissing).at(Field::Reason));
    }
    Ok(())
}

fn line(row: PersonRow, names: bool) -> PersonLine {
    PersonLine {
        id: row.id,
        initials: row.name.initials(),
        name: names.then_some(row.name),
        reference: row.local_reference,
        contacts: row.contacts,
        last: row
            .last_sealed_at
            .map(|at| when::date(when::day_in_london(at))),
    }
}

fn entry(person: Person) -> PersonEntryView {
    PersonEntryView {
        born: person.born.map(when::date),
        nhs_number: person.nhs_number.as_ref().map(|number| number.spaced()),
        person,
    }
}

/// The review that a contact asks for, unless a later contact was that review.
fn review(row: &SealedRow, today: NaiveDate) -> Option<PersonReview> {
    let day = row.review_day.filter(|_| !row.reviewed)?;
    Some(PersonReview {
        contact: row.id.clone(),
        on: when::date(day),
        due: match day.cmp(&today) {
            std::cmp::Ordering::Less => ReviewDue::Overdue,
            std::cmp::Ordering::Equal => ReviewDue::Today,
            std::cmp::Ordering::Greater => ReviewDue::Later,
        },
    })
}

fn assessment(row: &SealedRow) -> TimelineWhat {
    let count = |is: &dyn Fn(&Mark) -> bool| {
        let many = row.marks.values().filter(|mark| is(mark)).count();
        u32::try_from(many).unwrap_or(u32::MAX)
    };
    TimelineWhat::Assessment {
        contact: row.id.clone(),
        outcome: row.outcome,
        present: count(&|mark| mark.presence == Presence::Present),
        new: count(&|mark| mark.new),
        cleared: count(&|mark| mark.cleared.is_some_and(|on| !on.leaves_open())),
        cleared_on_their_word: count(&|mark| mark.cleared.is_some_and(Clearing::leaves_open)),
    }
}

fn is_present_now(contacts: &[SealedRow], item: &ItemId) -> bool {
    let last = contacts.last().and_then(|row| row.marks.get(item));
    last.is_some_and(|mark| mark.presence == Presence::Present)
}

/// What was present at some time, and was cleared since by nobody but the person.
///
/// A contact of an entry that was joined later was not compared with the others, so nothing in it clears
/// what they say: it stays open.
fn still_open(contacts: &[SealedRow]) -> BTreeSet<ItemId> {
    let mut open = BTreeSet::new();
    for row in contacts {
        for (item, mark) in &row.marks {
            if mark.presence == Presence::Present {
                open.insert(item.clone());
            } else if mark.cleared.is_some_and(|on| !on.leaves_open()) {
                open.remove(item);
            }
        }
    }
    open
}
