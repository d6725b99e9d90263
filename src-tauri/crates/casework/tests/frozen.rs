//! Sealed contacts as they were once written: each scores again to the outcome that was sealed, for ever.
//!
//! The files in `frozen/` are never edited. A new kind of sealed contact is written by the generator
//! below, which writes only what is not there yet.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "the frozen contacts are files, and one that does not read must fail the run"
)]

use casework::change::{Earlier, earlier};
use casework::checklist::{Checklist, ItemAnswer, Presence};
use casework::contact::{AboutPerson, Action, By, Change, Contact, Review};
use casework::ids::{ActionId, ContactId, ItemId, PersonId};
use casework::outcome::{Judgement, OutcomeKind};
use casework::provenance::{Source, Sources};
use casework::sealing::{Author, SealedContact, seal};
use casework::urgent::Matter;
use chrono::{DateTime, TimeZone, Utc};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/frozen")
}

/// The released checklist with this version.
fn checklist(version: u32) -> Checklist {
    #[derive(Deserialize)]
    struct Item {
        id: ItemId,
    }
    #[derive(Deserialize)]
    struct File {
        version: u32,
        indicator: Vec<Item>,
        sign: Vec<Item>,
    }
    let text = match version {
        1 => include_str!("../../../../assets/checklists/imminent-risk-1.toml"),
        other => panic!("version {other} of the checklist is not known here"),
    };
    let file: File = toml::from_str(text).unwrap();
    assert_eq!(file.version, version);
    Checklist {
        version,
        indicators: file.indicator.into_iter().map(|item| item.id).collect(),
        warning_signs: file.sign.into_iter().map(|item| item.id).collect(),
    }
}

fn frozen() -> Vec<(String, SealedContact)> {
    let mut found: Vec<_> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let sealed = serde_json::from_str(&text);
            (
                name.clone(),
                sealed.unwrap_or_else(|error| panic!("{name}: {error}")),
            )
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

#[test]
fn every_frozen_contact_scores_again_to_the_outcome_that_was_sealed() {
    let frozen = frozen();
    assert!(frozen.len() >= 20, "contacts were lost: {}", frozen.len());
    let mut kinds = BTreeSet::new();
    let mut with_earlier = 0;
    for (name, sealed) in &frozen {
        let checklist = checklist(sealed.outcome.checklist_version);
        assert_eq!(sealed.scored_again(&checklist), sealed.outcome, "{name}");
        let shown = sealed.contact.shown_outcome(&checklist);
        assert_eq!(shown.as_ref(), Some(&sealed.outcome), "{name}");
        kinds.insert((sealed.outcome.kind, sealed.contact.earlier.is_some()));
        with_earlier += usize::from(sealed.contact.earlier.is_some());
    }
    let all = [
        OutcomeKind::ActNow,
        OutcomeKind::NotEnoughKnown,
        OutcomeKind::NoneIdentifiedSoFar,
    ];
    for kind in all {
        assert!(kinds.contains(&(kind, false)) && kinds.contains(&(kind, true)));
    }
    assert!(with_earlier >= 8);
}

/// What a frozen contact is made of: every item with its answer, the judgement, the ones before.
struct Made {
    name: &'static str,
    rest: Presence,
    items: Vec<(&'static str, Presence, Vec<Source>)>,
    judgement: Judgement,
    raised: Option<Judgement>,
    before: Vec<&'static str>,
}

fn made(name: &'static str, rest: Presence, judgement: Judgement) -> Made {
    Made {
        name,
        rest,
        items: Vec::new(),
        judgement,
        raised: None,
        before: Vec::new(),
    }
}

impl Made {
    fn with(mut self, item: &'static str, presence: Presence, sources: &[Source]) -> Self {
        self.items.push((item, presence, sources.to_vec()));
        self
    }

    fn raised(mut self, to: Judgement) -> Self {
        self.raised = Some(to);
        self
    }

    fn after(mut self, names: &[&'static str]) -> Self {
        self.before = names.to_vec();
        self
    }

    fn sealed(&self, number: u32, earlier: Option<Earlier>) -> SealedContact {
        let checklist = checklist(1);
        let at = |minute| -> DateTime<Utc> {
            let day = Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0).unwrap();
            day + chrono::Duration::days(i64::from(number)) + chrono::Duration::minutes(minute)
        };
        let mut contact = Contact::default();
        let change = |contact: &mut Contact, change| contact.apply(change, at(1)).unwrap();
        let about = AboutPerson {
            id: PersonId::new("person-1"),
            name: "K".into(),
            local_reference: "WS-1".into(),
        };
        change(&mut contact, Change::About { about });
        contact.compare_with(earlier);
        for (_, item) in checklist.items() {
            let named = self.items.iter().find(|(id, ..)| *id == item.as_str());
            let (presence, sources) = named
                .map_or((self.rest, [].as_slice()), |(_, presence, from)| {
                    (*presence, from.as_slice())
                });
            let answer = ItemAnswer {
                presence,
                sources: Sources::from(sources.iter().copied()),
                words: if presence == Presence::Present {
                    "as told"
                } else {
                    ""
                }
                .into(),
                why: if named.is_some() && presence == Presence::NotPresent {
                    "as told"
                } else {
                    ""
                }
                .into(),
                ..ItemAnswer::default()
            };
            change(
                &mut contact,
                Change::Answer {
                    item: item.clone(),
                    answer,
                },
            );
        }
        let why = "what was said".into();
        change(
            &mut contact,
            Change::Judge {
                view: self.judgement,
                why,
            },
        );
        change(&mut contact, Change::ShowOutcome);
        if let Some(to) = self.raised {
            let reason = "on second thoughts".into();
            change(&mut contact, Change::RaiseJudgement { to, reason });
        }
        let action = Action {
            id: ActionId::new("action-1"),
            what: "ring the safeguarding lead".into(),
            who: "me".into(),
            by: Some(By::Today),
            against: vec![Matter::ThreatsToKill],
            telling: None,
        };
        change(&mut contact, Change::Action { action });
        let review = Review {
            day: None,
            none_because: "the lead decides".into(),
        };
        change(&mut contact, Change::Review { review });
        seal(
            ContactId::new(self.name),
            at(0),
            at(30),
            Author::default(),
            contact,
            &checklist,
            |item| Some(format!("about {item}")),
        )
        .unwrap_or_else(|blockers| panic!("{}: {blockers:?}", self.name))
    }
}

fn all() -> Vec<Made> {
    use Judgement::{No, NotSure, Yes};
    use Presence::{NotAsked, NotKnown, NotPresent, Present};
    use Source::{Child, ExistingRecord, OtherAgency, Partner, Person, SeenByMe};
    let (weapons, stalking) = ("risk.weapons", "warn.stalking");
    let (worse, suicide) = ("risk.escalation", "warn.suicide");
    vec![
        made("all-looked-for-nothing-present", NotPresent, No),
        made("nothing-asked", NotAsked, No),
        made("nothing-known", NotKnown, NotSure),
        made("one-not-asked", NotPresent, No).with(weapons, NotAsked, &[]),
        made("judgement-not-sure", NotPresent, NotSure),
        made("judgement-yes", NotPresent, Yes),
        made("judgement-raised-to-not-sure", NotPresent, No).raised(NotSure),
        made("judgement-raised-to-yes", NotAsked, NotSure).raised(Yes),
        made("weapons-from-the-partner", NotPresent, No).with(weapons, Present, &[Partner]),
        made("weapons-from-the-person", NotAsked, No).with(weapons, Present, &[Person]),
        made("weapons-without-a-source", NotKnown, No).with(weapons, Present, &[]),
        made("stalking-alone", NotPresent, No).with(stalking, Present, &[OtherAgency, Child]),
        made("suicidal-alone", NotAsked, NotSure).with(suicide, Present, &[Person, SeenByMe]),
        made("everything-present", Present, Yes),
        made("then-gone-on-their-word", NotPresent, No)
            .with(weapons, NotPresent, &[Person])
            .after(&["weapons-from-the-partner"]),
        made("then-gone-on-their-word-again", NotPresent, No)
            .with(weapons, NotPresent, &[Person])
            .after(&["weapons-from-the-partner", "then-gone-on-their-word"]),
        made("then-cleared-by-police", NotPresent, No)
            .with(weapons, NotPresent, &[Person, OtherAgency])
            .after(&["weapons-from-the-partner", "then-gone-on-their-word"]),
        made("then-not-asked", NotPresent, No)
            .with(weapons, NotAsked, &[])
            .after(&["weapons-from-the-partner"]),
        made("then-not-asked-and-gone-on-their-word", NotPresent, No)
            .with(weapons, NotPresent, &[Person])
            .after(&["weapons-from-the-partner", "nothing-asked"]),
        made("then-more", NotPresent, No)
            .with(weapons, Present, &[Partner])
            .with(worse, Present, &[ExistingRecord])
            .after(&["weapons-from-the-partner"]),
        made("then-one-came-and-one-went", NotPresent, No)
            .with(weapons, NotPresent, &[Person])
            .with(stalking, Present, &[Partner])
            .after(&["weapons-from-the-partner"]),
        made("then-nothing-new", NotPresent, No).after(&["all-looked-for-nothing-present"]),
        made("then-still-unknown", NotAsked, No).after(&["nothing-known"]),
        made("then-suicidal-no-more-and-judged-yes", NotPresent, Yes)
            .with(suicide, NotPresent, &[Person])
            .after(&["suicidal-alone"]),
    ]
}

/// Writes what is not there yet: delete nothing, run it, and look at what it wrote.
///
/// With `WRITE_FROZEN=1` in front; without it the test proves that there is nothing to write.
#[test]
fn every_contact_of_the_generator_is_frozen() {
    let write = option_env!("WRITE_FROZEN").is_some();
    let mut known: Vec<SealedContact> = Vec::new();
    for (number, made) in (0..).zip(all()) {
        let before = made.before.iter().map(|name| {
            let found = known.iter().find(|sealed| sealed.id.as_str() == *name);
            found.unwrap_or_else(|| panic!("{name} comes later"))
        });
        let earlier = earlier(before);
        let sealed = made.sealed(number, earlier);
        let path = folder().join(format!("{}.json", made.name));
        if write && !path.exists() {
            let text = serde_json::to_string_pretty(&sealed).unwrap();
            std::fs::write(&path, text + "\n").unwrap();
        }
        assert!(path.exists(), "{} is not frozen", made.name);
        known.push(sealed);
    }
}
