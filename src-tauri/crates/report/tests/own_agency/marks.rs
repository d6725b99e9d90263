//! Marks in every free text of a contact: where each may be found, and where it must.
//!
//! A mark is made of letters that are in no word of the program, so what is left when the marks are
//! taken out is what the program added.

use casework::audience::OPEN_ROUTES;
use casework::checklist::{Checklist, ItemAnswer, Presence};
use casework::contact::{
    AboutPerson, Account, Action, Asked, By, Contact, GateChange, JudgementGiven, Notes,
    Observation, QuestionAnswer, Raise, Reply, Response, Review, Route,
};
use casework::counter::{Counter, Finding, Who};
use casework::directory::{Cohort, Service, ServiceKind};
use casework::gate::{Answer, Before, Company, Interpreter, Setting, gate, question_sets};
use casework::ids::{
    AccountId, ActionId, ContactId, ItemId, JottingId, ObservationId, PersonId, ServiceId,
};
use casework::jotting::Jotting;
use casework::outcome::{Judgement, outcome};
use casework::provenance::{Source, Sources};
use casework::referral::{Agency, LookedAgain, Sharing, SharingDecision, Telling};
use casework::sealing::{Author, SealedContact};
use casework::suggestion::Dismissed;
use casework::urgent::Matter;
use casework::words::Words;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use report::own_agency;
use std::collections::BTreeMap;

/// Words that what we add to the entry must not contain, in any case or inside another word.
const NEVER_IN_THE_ENTRY: [&str; 16] = [
    "abuse",
    "abusive",
    "risk",
    "marac",
    "safeguarding",
    "police",
    "victim",
    "perpetrator",
    "partner",
    "disclosure",
    "agency",
    "agencies",
    "meeting",
    "protected",
    "checklist",
    "judge",
];

/// Words that would reassure, as whole words.
const REASSURING: [&str; 5] = ["low", "safe", "standard", "green", "fine"];

/// The one sentence that may name one of them.
const STANDING_SENTENCE: &str = "This is not a finding of low risk.";

/// The marks that were given out, and to whom what they stand for may be shown.
#[derive(Default)]
struct Marks {
    count: u32,
    /// In the entry, for the person to read.
    told: Vec<String>,
    /// In the hidden entry alone.
    kept: Vec<String>,
    /// Labels of the guide: never in the entry, in the hidden one where they are needed.
    labels: Vec<String>,
}

impl Marks {
    fn make(&mut self) -> String {
        self.count += 1;
        let digits = (0..6)
            .rev()
            .map(|place| ['j', 'q', 'x', 'z'][(self.count >> (2 * place)) as usize % 4]);
        // Neither end is a digit, so no mark stands inside two others.
        format!("w{}w", digits.collect::<String>())
    }

    /// A mark that the person may read.
    fn told(&mut self) -> Words {
        let mark = self.make();
        self.told.push(mark.clone());
        Words::new(mark)
    }

    /// A mark that must be kept from the person.
    fn kept(&mut self) -> Words {
        let mark = self.make();
        self.kept.push(mark.clone());
        Words::new(mark)
    }

    fn told_if(&mut self, told: bool) -> Words {
        if told { self.told() } else { self.kept() }
    }

    fn label(&mut self) -> String {
        let mark = self.make();
        self.labels.push(mark.clone());
        mark
    }

    /// What is left of a text when every mark is taken out.
    fn without(&self, text: &str) -> String {
        let all = self.told.iter().chain(&self.kept).chain(&self.labels);
        all.fold(text.to_owned(), |text, mark| text.replace(mark, ""))
    }
}

/// The person said it, and nobody else but the practitioner's own eyes and ears.
fn is_the_persons(sources: &[Source]) -> bool {
    let others = |source: &Source| !matches!(source, Source::Person | Source::SeenByMe);
    sources.contains(&Source::Person) && !sources.iter().any(others)
}

/// Everything of a contact that is not free text.
#[derive(Clone, Debug)]
struct Shape {
    observations: Vec<(bool, bool, Vec<Source>)>,
    questions: Vec<(Asked, bool)>,
    answers: Vec<(Presence, bool, Vec<Source>)>,
    judgement: Judgement,
    raised: Vec<Judgement>,
    responses: Vec<bool>,
    replies: Vec<Option<Reply>>,
    actions: Vec<Option<By>>,
    /// To how many entries it was attached, whether it stands alone, and who said it.
    jottings: Vec<(usize, bool, Vec<Source>)>,
    findings: Vec<Option<Who>>,
    accounts: Vec<Option<Source>>,
    review: Option<NaiveDate>,
    before: Before,
    answered_openly: bool,
}

const OTHER_ROUTES: [&str; 3] = ["refer.multi-agency", "refer.none-local", "refer.of-a-pack"];

fn checklist() -> Checklist {
    Checklist {
        version: 1,
        indicators: (1..=8).map(|n| ItemId::new(format!("risk.{n}"))).collect(),
        warning_signs: (1..=6).map(|n| ItemId::new(format!("warn.{n}"))).collect(),
    }
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(seconds)
}

/// A contact with a mark in every free text, and what may become of each.
fn marked(shape: &Shape) -> (SealedContact, Marks) {
    let mut marks = Marks::default();
    let mut texts = BTreeMap::new();
    let mut contact = Contact {
        about: Some(AboutPerson {
            id: PersonId::new("person"),
            name: marks.kept(),
            local_reference: marks.kept(),
        }),
        before: shape.before,
        gate_changes: vec![GateChange {
            at: at(0),
            before: shape.before,
            gate: gate(&shape.before),
            sets: question_sets(&shape.before, shape.answered_openly),
        }],
        answered_openly: shape.answered_openly,
        notes: Notes {
            said: marks.told(),
            seen: marks.kept(),
            opinion: marks.kept(),
        },
        review: Review {
            day: shape.review,
            none_because: marks.kept(),
        },
        sharing: Sharing {
            who_knows: marks.kept(),
            nobody_told_because: marks.kept(),
        },
        looked_again: Some(LookedAgain {
            at: at(60),
            declined: BTreeMap::new(),
        }),
        ..Contact::default()
    };
    let mut labelled = |id: String, marks: &mut Marks| {
        let item = ItemId::new(id);
        texts.insert(item.clone(), marks.label());
        item
    };

    for (n, (ticked, worded, sources)) in shape.observations.iter().enumerate() {
        let id = ObservationId::new(format!("observation-{n}"));
        let told = is_the_persons(sources) && *worded;
        let observation = Observation {
            id: id.clone(),
            item: ticked.then(|| labelled(format!("say.{n}"), &mut marks)),
            words: match worded {
                true => marks.told_if(told),
                false => Words::default(),
            },
            sources: Sources::from(sources.iter().copied()),
            when: marks.told_if(told),
        };
        contact.observations.insert(id, observation);
    }
    for (n, (asked, worded)) in shape.questions.iter().enumerate() {
        let item = labelled(format!("ask.{n}"), &mut marks);
        let words = match worded {
            true => marks.told(),
            false => Words::default(),
        };
        let asked = *asked;
        let answer = QuestionAnswer { asked, words };
        contact.questions.insert(item, answer);
    }
    // Two more answers than the checklist has items.
    let beyond = ["risk.old", "warn.old"].map(ItemId::new);
    let checklist = checklist();
    let items = checklist.items().map(|(_, item)| item).chain(&beyond);
    for (item, (presence, worded, sources)) in items.zip(&shape.answers) {
        let answer = ItemAnswer {
            presence: *presence,
            sources: Sources::from(sources.iter().copied()),
            words: match worded {
                true => marks.kept(),
                false => Words::default(),
            },
            when: marks.kept(),
            answered_at: None,
            why: marks.kept(),
        };
        labelled(item.as_str().to_owned(), &mut marks);
        contact.answers.insert(item.clone(), answer);
    }
    contact.judgement = Some(JudgementGiven {
        view: shape.judgement,
        why: marks.kept(),
        at: at(10),
        outcome_shown_at: Some(at(20)),
        raised: shape
            .raised
            .iter()
            .map(|to| Raise {
                to: *to,
                reason: marks.kept(),
                at: at(30),
            })
            .collect(),
    });
    for (n, used) in shape.responses.iter().enumerate() {
        let item = labelled(format!("respond.{n}"), &mut marks);
        let used = *used;
        let note = marks.kept();
        contact.responses.insert(item, Response { used, note });
    }
    let routes = OPEN_ROUTES.into_iter().chain(OTHER_ROUTES);
    for (id, reply) in routes.zip(&shape.replies) {
        let item = labelled(id.to_owned(), &mut marks);
        let route = Route {
            service: marks.kept(),
            reply: *reply,
            note: marks.kept(),
            chosen: Some(Service {
                id: ServiceId::new("service"),
                name: marks.kept(),
                kind: ServiceKind::PerpetratorProgramme,
                area: marks.kept(),
                phone: marks.kept(),
                accredited: None,
                survivor_support: Some(Answer::No),
                cohorts: Cohort::ALL.into(),
                checked_on: shape.review,
                notes: marks.kept(),
            }),
            programme_too: Some(Answer::NotSure),
            programme_words: marks.kept(),
            looked_for: marks.kept(),
            looked_in: marks.kept(),
            action: None,
            no_action_because: marks.kept(),
            declined_at: None,
        };
        contact.routes.insert(item, route);
    }
    for (n, by) in shape.actions.iter().enumerate() {
        let id = ActionId::new(format!("action-{n}"));
        let action = Action {
            id: id.clone(),
            what: marks.kept(),
            who: marks.kept(),
            by: *by,
            against: vec![Matter::Strangulation; n % 2],
            telling: Some(Telling {
                agency: Agency::ALL[n % Agency::ALL.len()],
                decision: [
                    None,
                    Some(SharingDecision::Agreed),
                    Some(SharingDecision::Refused),
                    Some(SharingDecision::NotSafeToAsk),
                ][n % 4],
                basis: marks.kept(),
                decided_by: marks.kept(),
                decided_on: shape.review,
            }),
        };
        contact.actions.insert(id, action);
    }
    for (n, source) in shape.accounts.iter().enumerate() {
        let id = AccountId::new(format!("account-{n}"));
        let account = Account {
            id: id.clone(),
            source: *source,
            who: marks.kept(),
            words: marks.kept(),
        };
        contact.accounts.insert(id, account);
    }

    for (n, (attached, alone, sources)) in shape.jottings.iter().enumerate() {
        let id = JottingId::new(format!("jotting-{n}"));
        let sorted = *alone || *attached > 0;
        let to = (0..*attached).map(|m| labelled(format!("say.jotting-{n}-{m}"), &mut marks));
        let to = to.collect();
        let jotting = Jotting {
            id: id.clone(),
            words: marks.told_if(is_the_persons(sources) && sorted),
            sources: Sources::from(sources.iter().copied()),
            to,
            alone: *alone,
            at: Some(at(40)),
        };
        contact.jottings.insert(id, jotting);
    }
    let mut findings = shape.findings.iter().map(|who| Finding {
        who: *who,
        words: marks.kept(),
        sources: Sources::from([Source::Partner]),
    });
    let mut finding = || findings.next().unwrap_or_default();
    contact.counter = Some(Counter {
        afraid: finding(),
        changed_life: finding(),
        decides: finding(),
        injuries: finding(),
        pattern: finding(),
    });
    let (from, item) = ("say.turned-down", "risk.turned-down");
    let (from, item) = (
        labelled(from.to_owned(), &mut marks),
        labelled(item.to_owned(), &mut marks),
    );
    let dismissed = Dismissed {
        reason: marks.kept(),
        at: at(50),
    };
    let dismissed = BTreeMap::from([(item, dismissed)]);
    contact.dismissed = BTreeMap::from([(from, dismissed)]);

    let current = shape.raised.last().copied().unwrap_or(shape.judgement);
    let sealed = SealedContact {
        id: ContactId::new("contact"),
        started_at: at(0),
        sealed_at: at(100),
        author: Author {
            name: marks.kept(),
            role: marks.kept(),
            organisation: marks.kept(),
        },
        outcome: outcome(&checklist, &contact.answers, current, None),
        contact,
        texts,
    };
    (sealed, marks)
}

/// Checks everything that is said about the two texts.
fn check(sealed: &SealedContact, marks: &Marks) -> Result<(), TestCaseError> {
    let text = own_agency(sealed, &[]);
    let (entry, hidden) = (text.entry.stored(), text.hidden.stored());
    for mark in &marks.told {
        prop_assert!(entry.contains(mark), "the person's words are lost: {entry}");
    }
    for mark in &marks.kept {
        prop_assert!(!entry.contains(mark), "{mark} reached the entry: {entry}");
        prop_assert!(hidden.contains(mark), "{mark} is lost");
    }
    for label in &marks.labels {
        prop_assert!(!entry.contains(label), "a label reached the entry: {entry}");
    }
    let added = marks.without(entry).to_lowercase();
    for word in NEVER_IN_THE_ENTRY {
        prop_assert!(!added.contains(word), "{word}: {added}");
    }
    for id in ["say.", "ask.", "refer.", "observation-", "person-"] {
        prop_assert!(!added.contains(id), "an id in the entry: {added}");
    }

    prop_assert!(hidden.starts_with("Hide this entry from online access"));
    let added = marks.without(hidden).replace(STANDING_SENTENCE, "");
    let mut words = added.split(|c: char| !c.is_alphabetic());
    let reassures = words.find(|word| REASSURING.contains(&word.to_lowercase().as_str()));
    prop_assert!(!added.to_lowercase().contains("no risk"));
    prop_assert_eq!(reassures, None);
    let none_identified = hidden.contains("None identified so far");
    prop_assert_eq!(none_identified, hidden.contains(STANDING_SENTENCE));
    Ok(())
}

fn sources() -> impl Strategy<Value = Vec<Source>> {
    subsequence(Source::ALL.to_vec(), 0..=7)
}

fn judgement() -> impl Strategy<Value = Judgement> {
    select(vec![Judgement::No, Judgement::NotSure, Judgement::Yes])
}

fn answer() -> impl Strategy<Value = Option<Answer>> {
    of(select(vec![Answer::Yes, Answer::No, Answer::NotSure]))
}

fn before() -> impl Strategy<Value = Before> {
    let setting = of(select(vec![
        Setting::PersonsHome,
        Setting::VictimsHome,
        Setting::Clinic,
        Setting::Office,
        Setting::PhoneOrVideo,
        Setting::Elsewhere,
    ]));
    let company = of(select(vec![
        Company::Alone,
        Company::WithColleague,
        Company::NotSure,
    ]));
    let interpreter = of(select(vec![
        Interpreter::Nobody,
        Interpreter::Independent,
        Interpreter::Relative,
        Interpreter::NotSure,
    ]));
    (setting, company, interpreter, vec(answer(), 6)).prop_map(
        |(setting, company, interpreter, answers)| Before {
            danger_now: answers[0],
            setting,
            company,
            planned_to_talk: answers[1],
            under_influence: answers[2],
            partner_can_hear: answers[3],
            child_can_hear: answers[4],
            interpreter,
            only_from_victim: answers[5],
        },
    )
}

fn shape() -> impl Strategy<Value = Shape> {
    let presence = select(vec![
        Presence::Present,
        Presence::NotPresent,
        Presence::NotKnown,
        Presence::NotAsked,
    ]);
    // Now and then everything was looked for and nothing found.
    let answers = prop_oneof![
        4 => vec((presence, any::<bool>(), sources()), 16),
        1 => vec((Just(Presence::NotPresent), any::<bool>(), sources()), 16),
    ];
    let asked = select(vec![Asked::Asked, Asked::Declined, Asked::NotAsked]);
    let reply = of(select(vec![
        Reply::Agreed,
        Reply::Thinking,
        Reply::Declined,
        Reply::NotOffered,
    ]));
    let day = NaiveDate::from_ymd_opt(2026, 12, 24).expect("December has this day");
    let by = of(select(vec![
        By::Now,
        By::Today,
        By::ThisWeek,
        By::Date { day },
    ]));
    let said = (
        vec((any::<bool>(), any::<bool>(), sources()), 0..6),
        vec((asked, any::<bool>()), 0..4),
        answers,
        vec(of(select(Source::ALL.to_vec())), 0..4),
    );
    let done = (
        vec(any::<bool>(), 0..4),
        vec(reply, OPEN_ROUTES.len() + OTHER_ROUTES.len()),
        vec(by, 0..5),
        of(Just(day)),
        vec((0..3_usize, any::<bool>(), sources()), 0..4),
        vec(
            of(select(vec![Who::ThePartner, Who::CannotTellToday])),
            0..=5,
        ),
    );
    let judged = (judgement(), vec(judgement(), 0..2));
    (said, done, judged, before(), any::<bool>()).prop_map(
        |(said, done, judged, before, answered_openly)| Shape {
            observations: said.0,
            questions: said.1,
            answers: said.2,
            judgement: judged.0,
            raised: judged.1,
            responses: done.0,
            replies: done.1,
            actions: done.2,
            accounts: said.3,
            review: done.3,
            jottings: done.4,
            findings: done.5,
            before,
            answered_openly,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    /// Invariant 5 of the design, and nothing is lost.
    #[test]
    fn the_entry_holds_what_the_person_said_and_the_hidden_one_everything_else(shape in shape()) {
        let (sealed, marks) = marked(&shape);
        check(&sealed, &marks)?;
    }

    /// Without anything that the person said or was offered, there is no entry at all: its date
    /// alone would tell that somebody else has spoken.
    #[test]
    fn a_contact_in_which_the_person_said_nothing_makes_no_entry(mut shape in shape()) {
        shape.observations.retain(|(_, _, sources)| !is_the_persons(sources));
        shape.jottings.clear();
        shape.questions.clear();
        shape.replies.fill(Some(Reply::NotOffered));
        let (mut sealed, _) = marked(&shape);
        sealed.contact.notes.said = Words::default();
        let text = own_agency(&sealed, &[]);
        prop_assert_eq!(text.entry.stored(), "");
    }
}

#[test]
fn of_every_combination_of_sources_the_right_ones_reach_the_entry() {
    let mut observations = Vec::new();
    for bits in 0_u32..1 << Source::ALL.len() {
        let sources: Vec<Source> = (0..)
            .zip(Source::ALL)
            .filter(|(n, _)| bits >> n & 1 == 1)
            .map(|(_, source)| source)
            .collect();
        for ticked in [false, true] {
            observations.push((ticked, true, sources.clone()));
        }
    }
    assert_eq!(observations.len(), 256);
    let shape = Shape {
        observations,
        questions: Vec::new(),
        answers: Vec::new(),
        judgement: Judgement::No,
        raised: Vec::new(),
        responses: Vec::new(),
        replies: Vec::new(),
        actions: Vec::new(),
        jottings: Vec::new(),
        findings: Vec::new(),
        accounts: Vec::new(),
        review: None,
        before: Before::default(),
        answered_openly: false,
    };
    let (sealed, marks) = marked(&shape);
    check(&sealed, &marks).unwrap();
    // The notes, and words and time of four observations: said by the person, ticked or not, seen
    // or not.
    assert_eq!(marks.told.len(), 1 + 4 * 2);
}
