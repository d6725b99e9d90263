//! Nothing that was typed is left out of the search. Every field is written out, so that a new one does not
//! compile here until it is marked as well.

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use casework::checklist::{ItemAnswer, Presence};
use casework::contact::{
    AboutPerson, Account, Action, Asked, Contact, JudgementGiven, Notes, Observation,
    QuestionAnswer, Raise, Response, Review, Route,
};
use casework::counter::{Counter, Finding};
use casework::gate::Before;
use casework::ids::{
    AccountId, ActionId, ContactId, ItemId, JottingId, MemberId, ObservationId, PersonId,
};
use casework::jotting::Jotting;
use casework::outcome::Judgement;
use casework::person::{Member, Person, Relation};
use casework::provenance::{Source, Sources};
use casework::referral::{Agency, Sharing, Telling};
use casework::sealing::{Amendment, Author};
use casework::search::{Place, Written, amendment, contact, person};
use casework::suggestion::Dismissed;
use casework::words::Words;
use chrono::DateTime;
use proptest::prelude::*;
use proptest::sample::subsequence;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
struct Marks(u32);

impl Marks {
    fn next(&mut self) -> Words {
        self.0 += 1;
        Words::new(format!("zqxj{:04}", self.0))
    }

    /// Every mark that was given out.
    fn all(&self) -> BTreeSet<String> {
        (1..=self.0).map(|n| format!("zqxj{n:04}")).collect()
    }
}

/// The marks that are found.
fn found(written: &[Written<'_>]) -> Vec<String> {
    let texts = written.iter().map(|written| written.words.stored());
    texts.map(str::to_owned).collect()
}

/// A contact with `n` of everything, each text of it marked.
fn marked(n: usize, sources: &Sources, marks: &mut Marks) -> Contact {
    let finding = |marks: &mut Marks| Finding {
        who: None,
        words: marks.next(),
        sources: sources.clone(),
    };
    let counter = Counter {
        afraid: finding(marks),
        changed_life: finding(marks),
        decides: finding(marks),
        injuries: finding(marks),
        pattern: finding(marks),
    };
    let item = |at: usize| ItemId::new(format!("item-{at}"));
    Contact {
        about: Some(AboutPerson {
            id: PersonId::new("person"),
            name: marks.next(),
            local_reference: marks.next(),
        }),
        before: Before::default(),
        gate_changes: Vec::new(),
        answered_openly: false,
        observations: (0..n)
            .map(|at| {
                let id = ObservationId::new(at.to_string());
                let observation = Observation {
                    id: id.clone(),
                    item: None,
                    words: marks.next(),
                    sources: sources.clone(),
                    when: marks.next(),
                };
                (id, observation)
            })
            .collect(),
        questions: (0..n)
            .map(|at| {
                let answer = QuestionAnswer {
                    asked: Asked::Asked,
                    words: marks.next(),
                };
                (item(at), answer)
            })
            .collect(),
        answers: (0..n)
            .map(|at| {
                let answer = ItemAnswer {
                    presence: Presence::NotPresent,
                    sources: sources.clone(),
                    words: marks.next(),
                    when: marks.next(),
                    why: marks.next(),
                    answered_at: None,
                };
                (item(at), answer)
            })
            .collect(),
        dismissed: (0..n)
            .map(|at| {
                let dismissed = Dismissed {
                    reason: marks.next(),
                    at: DateTime::UNIX_EPOCH,
                };
                (item(at), BTreeMap::from([(item(0), dismissed)]))
            })
            .collect(),
        earlier: None,
        jottings: (0..n)
            .map(|at| {
                let id = JottingId::new(at.to_string());
                let jotting = Jotting {
                    id: id.clone(),
                    words: marks.next(),
                    sources: sources.clone(),
                    to: Vec::new(),
                    alone: true,
                    at: None,
                };
                (id, jotting)
            })
            .collect(),
        counter: Some(counter),
        wording_kept: BTreeSet::new(),
        judgement: Some(JudgementGiven {
            view: Judgement::NotSure,
            why: marks.next(),
            at: DateTime::UNIX_EPOCH,
            outcome_shown_at: None,
            raised: (0..n)
                .map(|_| Raise {
                    to: Judgement::Yes,
                    reason: marks.next(),
                    at: DateTime::UNIX_EPOCH,
                })
                .collect(),
        }),
        responses: (0..n)
            .map(|at| {
                let response = Response {
                    used: true,
                    note: marks.next(),
                };
                (item(at), response)
            })
            .collect(),
        routes: (0..n)
            .map(|at| {
                let route = Route {
                    service: marks.next(),
                    reply: None,
                    note: marks.next(),
                    chosen: None,
                    programme_too: None,
                    programme_words: marks.next(),
                    looked_for: marks.next(),
                    looked_in: marks.next(),
                    action: None,
                    no_action_because: marks.next(),
                    declined_at: None,
                };
                (item(at), route)
            })
            .collect(),
        actions: (0..n)
            .map(|at| {
                let id = ActionId::new(at.to_string());
                let action = Action {
                    id: id.clone(),
                    what: marks.next(),
                    who: marks.next(),
                    by: None,
                    against: Vec::new(),
                    telling: Some(Telling {
                        agency: Agency::Police,
                        decision: None,
                        basis: marks.next(),
                        decided_by: marks.next(),
                        decided_on: None,
                    }),
                };
                (id, action)
            })
            .collect(),
        accounts: (0..n)
            .map(|at| {
                let id = AccountId::new(at.to_string());
                let account = Account {
                    id: id.clone(),
                    source: sources.iter().next(),
                    who: marks.next(),
                    words: marks.next(),
                };
                (id, account)
            })
            .collect(),
        looked_again: None,
        sharing: Sharing {
            who_knows: marks.next(),
            nobody_told_because: marks.next(),
        },
        notes: Notes {
            said: marks.next(),
            seen: marks.next(),
            opinion: marks.next(),
        },
        review: Review {
            day: None,
            none_because: marks.next(),
        },
        place: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn no_typed_word_of_a_contact_is_left_out_and_none_stands_twice(
        n in 0..4_usize, sources in subsequence(Source::ALL.to_vec(), 0..=7),
    ) {
        let sources = Sources::from(sources);
        let mut marks = Marks::default();
        let marked = marked(n, &sources, &mut marks);
        let written = contact(&marked);
        let found = found(&written);
        prop_assert_eq!(found.len(), found.iter().collect::<BTreeSet<_>>().len());
        prop_assert_eq!(&found.into_iter().collect::<BTreeSet<_>>(), &marks.all());
        // Nor is anything that may be a victim's shown as if it were not.
        let victims = sources.is_empty() || sources.iter().any(Source::is_protected);
        for one in &written {
            if matches!(one.place, Place::Observation | Place::Jotting | Place::Checklist | Place::Picture) {
                prop_assert_eq!(one.protected, victims);
            }
        }
    }
}

#[test]
fn no_typed_word_of_a_person_or_an_amendment_is_left_out() {
    let mut marks = Marks::default();
    let somebody = Person {
        id: PersonId::new("person"),
        name: marks.next(),
        local_reference: marks.next(),
        born: None,
        nhs_number: None,
        notes: marks.next(),
        household: vec![Member {
            id: MemberId::new("m"),
            relation: Relation::Partner,
            name: marks.next(),
            birth_year: None,
        }],
    };
    let added = Amendment {
        contact: ContactId::new("contact"),
        text: marks.next(),
        reason: marks.next(),
        author: Author::default(),
        at: DateTime::UNIX_EPOCH,
    };
    let mut all = found(&person(&somebody));
    all.extend(found(&amendment(&added)));
    assert_eq!(all.into_iter().collect::<BTreeSet<_>>(), marks.all());
    let written = person(&somebody);
    let protected: Vec<_> = written.iter().filter(|one| one.protected).collect();
    assert_eq!(protected.len(), 1, "whoever belongs to them");
    assert!(amendment(&added).iter().all(|one| one.protected));
}
