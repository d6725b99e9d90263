//! A record of years, made up: people who are met once or many times, with plausible mixtures of what was
//! found, what was done about it, and what happened in their lives meanwhile. Nobody in it is real.
//!
//! The same number of contacts gives the same record on every machine. It is written through the vault's
//! own functions, one entry after the other, as a practitioner would have.

use crate::Trouble;
use crate::sample;
use casework::action::ActionStep;
use casework::change::earlier;
use casework::checklist::{ItemAnswer, Presence};
use casework::contact::{AboutPerson, Action, By, Change, Contact, Notes, Observation, Review};
use casework::contact::{Reply, Route};
use casework::gate::{Answer, Before, Company, Interpreter, Setting};
use casework::ids::{ActionId, EventId, ItemId, MemberId, ObservationId, PersonId};
use casework::outcome::Judgement;
use casework::person::{Event, EventKind, Member, NhsNumber, Person, Relation};
use casework::provenance::{Source, Sources};
use casework::referral::{self, FollowUp, ReferralState, Sharing};
use casework::sealing::{Author, SealedContact};
use casework::words::Words;
use chrono::{DateTime, Days, TimeDelta, Utc};
use guide::{EntryKind, Guide};
use secrecy::SecretString;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use vault::{KdfCost, Vault};

/// The record reaches back so many days.
const DAYS: i64 = 6 * 365;

/// The one person with a long record: so many contacts, so that their timeline has 500 entries and more.
pub const LONG: u32 = 200;

/// Beginnings of what people say, and how it goes on: together some thousands of sentences.
const WHO: [&str; 14] = [
    "I",
    "She",
    "My partner",
    "The neighbour",
    "My eldest",
    "Her mother",
    "The school",
    "My boss",
    "My ex",
    "The baby",
    "Her sister",
    "The landlord",
    "My brother",
    "Nobody",
];
const DID: [&str; 18] = [
    "shouted about the washing",
    "kept the keys to the car",
    "checked the phone again",
    "left without a word",
    "broke the handle of the kitchen door",
    "would not let it drop",
    "took the money for the rent",
    "stood in the hallway all night",
    "said it was my fault",
    "came round without asking",
    "grabbed an arm on the stairs",
    "threw a plate at the wall",
    "turned off the heating",
    "read every message from work",
    "hid the passport",
    "followed the bus in the van",
    "cried in the garden",
    "laughed about it with the others",
];
const WHEN: [&str; 16] = [
    "last Tuesday",
    "after the christening",
    "before the football",
    "when the clocks went back",
    "at Easter",
    "the night the boiler failed",
    "over half-term",
    "since the summer",
    "on pay day",
    "after the funeral",
    "the week of the move",
    "during the power cut",
    "on the way home from Asda",
    "at the caravan",
    "the morning of the scan",
    "while the telly was on",
];
const FIRST: [&str; 20] = [
    "Jo", "Sam", "Alex", "Robin", "Chris", "Kim", "Lee", "Pat", "Max", "Ashley", "Jamie", "Drew",
    "Morgan", "Taylor", "Casey", "Frankie", "Charlie", "Billie", "Stevie", "Harper",
];
const LAST: [&str; 20] = [
    "Ashdown", "Brack", "Corley", "Denholm", "Eastwell", "Farrow", "Garside", "Holloway", "Ingram",
    "Jessop", "Kettle", "Lomax", "Marlow", "Norbury", "Oakes", "Pargeter", "Quill", "Rudge",
    "Stanmore", "Thistle",
];

/// Numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        // SplitMix64 (Steele, Lea, Flood 2014).
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.next() % u64::from(end)).unwrap_or(0)
    }

    /// True so many times in a hundred.
    fn percent(&mut self, share: u32) -> bool {
        self.below(100) < share
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(u32::try_from(all.len()).unwrap_or(1)) as usize]
    }

    fn sentence(&mut self) -> String {
        format!("{} {} {}.", self.of(&WHO), self.of(&DID), self.of(&WHEN))
    }

    fn words(&mut self, sentences: u32) -> Words {
        let most = 1 + self.below(sentences);
        let all: Vec<_> = (0..most).map(|_| self.sentence()).collect();
        Words::new(all.join(" "))
    }
}

/// The id of a person.
pub fn person_id(number: u32) -> PersonId {
    PersonId::new(format!("{number:032x}"))
}

/// A record that is being made.
pub struct Corpus<'a> {
    guide: &'a Guide,
    chance: Chance,
    author: Author,
    from: DateTime<Utc>,
    contacts: u32,
    /// How many contacts a person has had.
    seen: BTreeMap<u32, u32>,
}

impl<'a> Corpus<'a> {
    /// A record of so many contacts that ends `now`.
    pub fn new(contacts: u32, guide: &'a Guide, now: DateTime<Utc>) -> Self {
        Self {
            guide,
            chance: Chance(u64::from(contacts)),
            author: sample::author(),
            from: now - TimeDelta::days(DAYS),
            contacts,
            seen: BTreeMap::new(),
        }
    }

    /// Writes it into a vault, the oldest first.
    ///
    /// # Errors
    /// What the vault says.
    pub fn write(mut self, vault: &mut Vault) -> Result<(), Trouble> {
        for number in 0..self.contacts {
            self.contact(number, vault)?;
        }
        Ok(())
    }

    /// Whom the contact is about: mostly somebody met a few times, now and then the one with the long
    /// record.
    fn person(&mut self, number: u32) -> u32 {
        let long = LONG.min(self.contacts / 3).max(1);
        let every = (self.contacts / long).max(1);
        if number.is_multiple_of(every) && number / every < long {
            return 0;
        }
        // About four contacts each: as many people as there are contacts, by four.
        1 + self.chance.below((self.contacts / 4).max(1))
    }

    fn contact(&mut self, number: u32, vault: &mut Vault) -> Result<(), Trouble> {
        let step = TimeDelta::seconds(DAYS * 86_400 / i64::from(self.contacts.max(1)));
        let at = self.from + step * i32::try_from(number)?;
        let person = self.person(number);
        let before = self.seen.get(&person).copied().unwrap_or_default();
        if before == 0 && self.chance.percent(30) || before == 1 && person == 0 {
            vault.save_person(&self.profile(person), &self.author, at)?;
        }
        let mut contact = Contact::default();
        // What was present before, as the app would look it up.
        let earlier = match before {
            0 => None,
            _ => earlier(&vault.sealed_about(&person_id(person))?),
        };
        let last = earlier
            .iter()
            .flat_map(|earlier| &earlier.present)
            .cloned()
            .collect();
        contact.compare_with(earlier);
        for change in self.changes(number, person, &last, at) {
            contact.apply(change, at)?;
        }
        let sealed = sample::sealed(number, contact, self.guide, at)?;
        vault.seal(&sealed)?;
        self.seen.insert(person, before + 1);
        self.afterwards(number, person, &sealed, vault, at)
    }

    fn profile(&mut self, person: u32) -> Person {
        let chance = &mut self.chance;
        let number = (0..10).find_map(|check| {
            let nine = 400_000_000 + u64::from(person) * 7;
            NhsNumber::parse(&format!("{nine:09}{check}")).ok()
        });
        let members = 1 + chance.below(4);
        Person {
            id: person_id(person),
            name: Words::new(name(person)),
            local_reference: Words::new(reference(person)),
            born: chrono::NaiveDate::from_yo_opt(
                1960 + i32::try_from(chance.below(45)).unwrap_or(0),
                100,
            ),
            nhs_number: number,
            notes: chance.words(3),
            household: (0..members)
                .map(|member| Member {
                    id: MemberId::new(format!("{person:016x}{member:016x}")),
                    relation: if member == 0 {
                        Relation::Partner
                    } else {
                        Relation::Child
                    },
                    name: Words::new(*chance.of(&FIRST)),
                    birth_year: (member > 0)
                        .then(|| 2008 + i32::try_from(chance.below(17)).unwrap_or(0)),
                })
                .collect(),
        }
    }

    /// What was entered; `last` is what was present before.
    fn changes(
        &mut self,
        number: u32,
        person: u32,
        last: &BTreeSet<ItemId>,
        at: DateTime<Utc>,
    ) -> Vec<Change> {
        let guide = self.guide;
        let chance = &mut self.chance;
        let setting = *chance.of(&[
            Setting::PersonsHome,
            Setting::Clinic,
            Setting::Office,
            Setting::PhoneOrVideo,
        ]);
        let mut all = vec![
            Change::About {
                about: AboutPerson {
                    id: person_id(person),
                    name: Words::new(name(person)),
                    local_reference: Words::new(reference(person)),
                },
            },
            Change::Before {
                before: Before {
                    danger_now: Some(Answer::No),
                    setting: Some(setting),
                    company: Some(Company::WithColleague),
                    planned_to_talk: Some(Answer::No),
                    under_influence: Some(Answer::No),
                    partner_can_hear: Some(Answer::No),
                    child_can_hear: Some(Answer::No),
                    interpreter: Some(Interpreter::Nobody),
                    only_from_victim: Some(Answer::No),
                },
            },
        ];
        let heard: Vec<_> = guide
            .entries
            .iter()
            .filter(|entry| matches!(entry.kind, EntryKind::Statement | EntryKind::Behaviour))
            .filter(|_| chance.percent(20))
            .map(|entry| entry.id.clone())
            .collect();
        for item in heard {
            let sources = match chance.below(4) {
                0 => Sources::from([Source::Partner]),
                1 => Sources::from([Source::SeenByMe]),
                _ => Sources::from([Source::Person]),
            };
            all.push(Change::Observation {
                observation: Observation {
                    id: ObservationId::new(item.as_str()),
                    item: Some(item),
                    words: chance.words(2),
                    sources,
                    when: "today".into(),
                },
            });
        }
        // A third has something present, half has something that nobody knows, the rest neither.
        let kind = chance.below(100);
        let mut present = false;
        for (_, item) in guide.checklist().items() {
            let was = last.contains(item);
            let presence = match kind {
                0..35 if was || chance.percent(15) => Presence::Present,
                35..85 if chance.percent(25) => Presence::NotKnown,
                _ => Presence::NotPresent,
            };
            if presence == Presence::Present {
                present = true;
            }
            all.push(Change::Answer {
                item: item.clone(),
                answer: ItemAnswer {
                    presence,
                    sources: Sources::from([Source::Person, Source::OtherAgency]),
                    words: if presence == Presence::Present {
                        chance.words(2)
                    } else {
                        Words::default()
                    },
                    when: "since the summer".into(),
                    answered_at: None,
                    why: if was {
                        "The school nurse confirms it".into()
                    } else {
                        Words::default()
                    },
                },
            });
        }
        all.push(Change::Judge {
            view: if present {
                Judgement::Yes
            } else {
                Judgement::No
            },
            why: chance.words(2),
        });
        all.push(Change::ShowOutcome);
        for part in 0..=chance.below(2) {
            all.push(Change::Action {
                action: Action {
                    id: action_id(number, part),
                    what: Words::new(format!("Ring the safeguarding lead: {}", chance.sentence())),
                    who: "Me".into(),
                    by: Some(By::ThisWeek),
                    against: Vec::new(),
                    telling: None,
                },
            });
        }
        if chance.percent(40) {
            let entries = guide.entries.iter();
            let routes: Vec<_> = entries
                .filter(|entry| entry.kind == EntryKind::Route)
                .collect();
            let reply = *chance.of(&[Reply::Agreed, Reply::Thinking, Reply::Declined]);
            all.push(Change::Route {
                item: chance.of(&routes).id.clone(),
                route: Route {
                    service: "Turnaround".into(),
                    reply: Some(reply),
                    note: chance.words(1),
                    programme_too: Some(Answer::Yes),
                    no_action_because: "The lead knows of the gap".into(),
                    ..Route::default()
                },
            });
            if reply == Reply::Declined {
                all.push(Change::LookedAgain { looked: true });
                all.push(Change::Sharing {
                    sharing: Sharing {
                        nobody_told_because: "The social worker was in the room".into(),
                        ..Sharing::default()
                    },
                });
            }
        }
        all.extend([
            Change::Notes {
                notes: Notes {
                    said: chance.words(4),
                    seen: chance.words(3),
                    opinion: chance.words(2),
                },
            },
            Change::Review {
                review: Review {
                    day: at.date_naive().checked_add_days(Days::new(14)),
                    none_because: Words::default(),
                },
            },
        ]);
        all
    }

    /// What becomes of it: most actions are done within a week, some referrals are followed up, now and
    /// then something happens.
    fn afterwards(
        &mut self,
        number: u32,
        person: u32,
        sealed: &SealedContact,
        vault: &mut Vault,
        at: DateTime<Utc>,
    ) -> Result<(), Trouble> {
        // What is older than a month is done; of the rest a half.
        let old = number + (self.contacts / 72).max(1) < self.contacts;
        for action in sealed.contact.actions.keys() {
            if self.chance.percent(if old { 99 } else { 50 }) {
                let done = ActionStep::Done {
                    id: action.clone(),
                    on: at.date_naive(),
                    outcome: "They have it and will ring back".into(),
                };
                vault.enter_action(&done, &self.author, at)?;
            }
        }
        if person == 0 || self.chance.percent(10) {
            let kinds = [
                EventKind::Separation,
                EventKind::Hearing,
                EventKind::OrderMade,
                EventKind::Birth,
            ];
            let event = Event {
                id: EventId::new(format!("{number:032x}")),
                person: person_id(person),
                kind: *self.chance.of(&kinds),
                on: at.date_naive(),
                words: self.chance.words(1),
                sources: Sources::from([Source::OtherAgency]),
                withdrawn: false,
            };
            vault.save_event(&event, &self.author, at)?;
        }
        for (route, made) in &sealed.contact.routes {
            if referral::made(route, made) == Some(ReferralState::Made) && self.chance.percent(50) {
                let heard = FollowUp {
                    contact: sealed.id.clone(),
                    route: route.clone(),
                    state: ReferralState::Started,
                    words: self.chance.words(1),
                    on: at.date_naive(),
                };
                vault.follow_up(&heard, &self.author, at)?;
            }
        }
        Ok(())
    }
}

/// Makes a vault with a record of so many contacts in it, its recovery phrase typed back. It is written in
/// memory, where nothing waits for a disk, and then copied to `folder`.
///
/// # Errors
/// What the vault or the disk says.
pub fn write_vault(
    folder: &Path,
    contacts: u32,
    guide: &Guide,
    passphrase: &SecretString,
    cost: KdfCost,
    now: DateTime<Utc>,
) -> Result<(), Trouble> {
    let shared = Path::new("/dev/shm");
    let quick = if shared.is_dir() {
        TempDir::new_in(shared)?
    } else {
        TempDir::new()?
    };
    let made = quick.path().join("vault");
    let (mut vault, phrase) = Vault::create(&made, "Visits", passphrase, cost, now)?;
    vault.confirm_recovery_phrase(&SecretString::from(phrase.words().join(" ")))?;
    Corpus::new(contacts, guide, now).write(&mut vault)?;
    vault.lock()?;
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(&made)? {
        let entry = entry?;
        fs::copy(entry.path(), folder.join(entry.file_name()))?;
    }
    Ok(())
}

fn action_id(number: u32, part: u32) -> ActionId {
    ActionId::new(format!("{number:016x}{part:016x}"))
}

/// The name of a person.
pub fn name(person: u32) -> String {
    let (first, last) = (
        person as usize % FIRST.len(),
        person as usize / FIRST.len() % LAST.len(),
    );
    format!("{} {}", FIRST[first], LAST[last])
}

/// The local reference of a person.
pub fn reference(person: u32) -> String {
    format!("REF-{person:06}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(contacts: u32) -> (TempDir, Vault) {
        let folder = TempDir::new().unwrap();
        let guide = Guide::embedded().unwrap();
        let passphrase = SecretString::from("crooked lantern sails past october");
        let at = DateTime::from_timestamp_secs(1_795_443_240).unwrap();
        let made = Vault::create(folder.path(), "Visits", &passphrase, KdfCost::floor(), at);
        let (mut vault, _) = made.unwrap();
        Corpus::new(contacts, &guide, at).write(&mut vault).unwrap();
        (folder, vault)
    }

    #[test]
    fn a_record_holds_has_every_outcome_and_is_the_same_each_time() {
        let (_place, mut vault) = made(60);
        vault.verify().unwrap();
        assert_eq!(vault.lists_hold(), Ok(true));
        let rows = vault.sealed_rows(u32::MAX).unwrap();
        assert_eq!(rows.len(), 60);
        let kinds: BTreeSet<_> = rows
            .iter()
            .map(|row| format!("{:?}", row.outcome))
            .collect();
        assert_eq!(kinds.len(), 3);
        let (_place, again) = made(60);
        assert_eq!(again.sealed_rows(u32::MAX).unwrap(), rows);
        assert_eq!(
            again.people(u32::MAX).unwrap(),
            vault.people(u32::MAX).unwrap()
        );
    }

    #[test]
    fn one_person_has_a_long_record() {
        let (_place, vault) = made(60);
        let long = vault.contacts_of(&person_id(0)).unwrap().len();
        assert_eq!(long, 20);
        assert!(!vault.events_of(&person_id(0)).unwrap().is_empty());
        assert!(vault.person(&person_id(0)).unwrap().unwrap().row.contacts as usize == long);
    }
}
