//! Marks in every free text of a record: where each may be found, and where it must.
//!
//! A mark is made of letters that are in no word of the program, so what is left when the marks are
//! taken out is what the program added. Every struct with typed words is written out whole, so that a new
//! field does not compile here until it is marked as well.

use casework::action::Due;
use casework::audience::OPEN_ROUTES;
use casework::change::Earlier;
use casework::checklist::{Checklist, ItemAnswer, Presence};
use casework::contact::{
    AboutPerson, Account, Action, Asked, By, Contact, GateChange, JudgementGiven, Notes,
    Observation, QuestionAnswer, Raise, Reply, Response, Review, Route,
};
use casework::counter::{Counter, Finding, Who};
use casework::directory::{Cohort, Service, ServiceKind};
use casework::gate::{Answer, Before, Company, Interpreter, Setting, gate, question_sets};
use casework::ids::{
    AccountId, ActionId, ContactId, EventId, ItemId, JottingId, MemberId, ObservationId, PersonId,
    ServiceId,
};
use casework::jotting::Jotting;
use casework::outcome::{Judgement, outcome};
use casework::person::{Event, EventKind, Member, Person, Relation};
use casework::provenance::{Source, Sources};
use casework::referral::{Agency, LookedAgain, ReferralState, Sharing, SharingDecision, Telling};
use casework::sealing::{Amendment, Author, SealedContact};
use casework::suggestion::Dismissed;
use casework::urgent::Matter;
use casework::words::Words;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use report::given::{ActionGiven, ContactGiven, Given, ReferralGiven};
use std::collections::{BTreeMap, BTreeSet};

/// The marks that were given out, and to whom what they stand for may be shown.
#[derive(Default)]
pub struct Marks {
    count: u32,
    /// What the person said: they may read it.
    pub told: BTreeSet<String>,
    /// What must be kept from the person, whoever said it.
    pub kept: BTreeSet<String>,
    /// What of it could lead back to a victim: marked for colleagues.
    pub protected: BTreeSet<String>,
    /// Labels and other texts of the guide: never for the person, for colleagues where they are needed.
    pub labels: BTreeSet<String>,
    /// Labels that tell what a victim said.
    pub protected_labels: BTreeSet<String>,
}

/// The length of a mark.
const MARK: usize = 8;

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
        self.told.insert(mark.clone());
        Words::new(mark)
    }

    /// A mark that must be kept from the person, and leads to nobody.
    fn open(&mut self) -> Words {
        let mark = self.make();
        self.kept.insert(mark.clone());
        Words::new(mark)
    }

    /// A mark of which nobody says whom it comes from: it counts as a victim's.
    fn kept(&mut self) -> Words {
        let mark = self.make();
        self.kept.insert(mark.clone());
        self.protected.insert(mark.clone());
        Words::new(mark)
    }

    /// A mark that came from somebody and is not for the person.
    fn kept_from(&mut self, sources: &[Source]) -> Words {
        match is_protected(sources) {
            true => self.kept(),
            false => self.open(),
        }
    }

    fn told_if(&mut self, told: bool, sources: &[Source]) -> Words {
        match told {
            true => self.told(),
            false => self.kept_from(sources),
        }
    }

    fn label(&mut self) -> String {
        let mark = self.make();
        self.labels.insert(mark.clone());
        mark
    }

    /// Every mark that was typed.
    pub fn typed(&self) -> BTreeSet<String> {
        self.told.union(&self.kept).cloned().collect()
    }
}

fn at_a_mark(text: &str) -> Option<&str> {
    let mark = text.get(..MARK)?;
    let within = mark.strip_prefix('w')?.strip_suffix('w')?;
    within.chars().all(|c| "jqxz".contains(c)).then_some(mark)
}

/// Every mark that stands in a text.
pub fn marks_in(text: &str) -> BTreeSet<String> {
    let places = text.match_indices('w');
    places
        .filter_map(|(at, _)| at_a_mark(&text[at..]))
        .map(str::to_owned)
        .collect()
}

/// What is left of a text when every mark is taken out.
pub fn without_marks(text: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('w') {
        let (before, from) = rest.split_at(at);
        left += before;
        let cut = at_a_mark(from).map_or(1, str::len);
        if cut == 1 {
            left.push('w');
        }
        rest = &from[cut..];
    }
    left + rest
}

/// Words that would reassure, as whole words.
const REASSURING: [&str; 5] = ["low", "safe", "standard", "green", "fine"];

/// The one sentence that may name one of them.
pub const STANDING_SENTENCE: &str = "This is not a finding of low risk.";

/// The first word of a text that would reassure, marks and the standing sentence aside.
pub fn reassures(text: &str) -> Option<String> {
    let added = without_marks(text)
        .replace(STANDING_SENTENCE, "")
        .to_lowercase();
    if added.contains("no risk") {
        return Some("no risk".to_owned());
    }
    let mut words = added.split(|c: char| !c.is_alphabetic());
    words
        .find(|word| REASSURING.contains(word))
        .map(str::to_owned)
}

/// The person said it, and nobody else but the practitioner's own eyes and ears.
pub fn is_the_persons(sources: &[Source]) -> bool {
    let others = |source: &Source| !matches!(source, Source::Person | Source::SeenByMe);
    sources.contains(&Source::Person) && !sources.iter().any(others)
}

/// It could lead back to a victim. Written here once more, so that a mistake in the rule is noticed.
fn is_protected(sources: &[Source]) -> bool {
    use Source::{Child, FamilyOrNeighbour, Partner};
    let victims = |source: &Source| matches!(source, Partner | Child | FamilyOrNeighbour);
    sources.is_empty() || sources.iter().any(victims)
}

/// Everything of a contact that is not free text.
#[derive(Clone, Debug)]
pub struct Shape {
    pub observations: Vec<(bool, bool, Vec<Source>)>,
    pub questions: Vec<(Asked, bool)>,
    pub answers: Vec<(Presence, bool, Vec<Source>)>,
    pub judgement: Judgement,
    pub raised: Vec<Judgement>,
    pub responses: Vec<bool>,
    pub replies: Vec<Option<Reply>>,
    pub actions: Vec<Option<By>>,
    /// To how many entries it was attached, whether it stands alone, and who said it.
    pub jottings: Vec<(usize, bool, Vec<Source>)>,
    /// To whom it applies, and who said it.
    pub findings: Vec<(Option<Who>, Vec<Source>)>,
    pub accounts: Vec<Option<Source>>,
    pub review: Option<NaiveDate>,
    pub before: Before,
    pub answered_openly: bool,
    /// Which items of the checklist were present before; none when there was no earlier contact.
    pub earlier: Option<Vec<usize>>,
    /// Amendments that were added.
    pub amendments: usize,
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

/// The `n`th contact of a record, with a mark in every free text.
fn marked(n: usize, shape: &Shape, marks: &mut Marks) -> ContactGiven {
    let mut texts = BTreeMap::new();
    let mut contact = Contact {
        about: Some(AboutPerson {
            id: PersonId::new("person"),
            name: marks.open(),
            local_reference: marks.open(),
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
        earlier: shape.earlier.as_ref().map(|present| {
            let items = checklist()
                .items()
                .map(|(_, item)| item.clone())
                .collect::<Vec<_>>();
            Earlier {
                contacts: 2,
                last: ContactId::new("before"),
                last_sealed_at: at(-1000),
                last_time: BTreeMap::new(),
                present: present.iter().map(|at| items[*at].clone()).collect(),
            }
        }),
        observations: BTreeMap::new(),
        questions: BTreeMap::new(),
        answers: BTreeMap::new(),
        dismissed: BTreeMap::new(),
        jottings: BTreeMap::new(),
        counter: None,
        wording_kept: BTreeSet::from([ItemId::new("wording.kept")]),
        judgement: None,
        responses: BTreeMap::new(),
        routes: BTreeMap::new(),
        actions: BTreeMap::new(),
        accounts: BTreeMap::new(),
        place: None,
    };
    let mut labelled_from = |id: String, sources: &[Source], marks: &mut Marks| {
        let item = ItemId::new(id);
        let label = marks.label();
        if is_protected(sources) {
            marks.protected_labels.insert(label.clone());
        }
        texts.insert(item.clone(), label);
        item
    };

    for (n, (ticked, worded, sources)) in shape.observations.iter().enumerate() {
        let id = ObservationId::new(format!("observation-{n}"));
        let told = is_the_persons(sources) && *worded;
        let observation = Observation {
            id: id.clone(),
            item: ticked.then(|| labelled_from(format!("say.{n}"), sources, marks)),
            words: match worded {
                true => marks.told_if(told, sources),
                false => Words::default(),
            },
            sources: Sources::from(sources.iter().copied()),
            when: marks.told_if(told, sources),
        };
        contact.observations.insert(id, observation);
    }
    for (n, (asked, worded)) in shape.questions.iter().enumerate() {
        let item = labelled_from(format!("ask.{n}"), &OPENLY, marks);
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
                true => marks.kept_from(sources),
                false => Words::default(),
            },
            when: marks.kept_from(sources),
            answered_at: None,
            why: marks.kept_from(sources),
        };
        labelled_from(item.as_str().to_owned(), &OPENLY, marks);
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
        let item = labelled_from(format!("respond.{n}"), &OPENLY, marks);
        let used = *used;
        let note = marks.kept();
        contact.responses.insert(item, Response { used, note });
    }
    let routes = OPEN_ROUTES.into_iter().chain(OTHER_ROUTES);
    for (id, reply) in routes.zip(&shape.replies) {
        let item = labelled_from(id.to_owned(), &OPENLY, marks);
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
                of_pack: None,
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
        let sources: Vec<Source> = (*source).into_iter().collect();
        let account = Account {
            id: id.clone(),
            source: *source,
            who: marks.kept_from(&sources),
            words: marks.kept_from(&sources),
        };
        contact.accounts.insert(id, account);
    }

    for (n, (attached, alone, sources)) in shape.jottings.iter().enumerate() {
        let id = JottingId::new(format!("jotting-{n}"));
        let sorted = *alone || *attached > 0;
        let to =
            (0..*attached).map(|m| labelled_from(format!("say.jotting-{n}-{m}"), sources, marks));
        let to = to.collect();
        let jotting = Jotting {
            id: id.clone(),
            words: marks.told_if(is_the_persons(sources) && sorted, sources),
            sources: Sources::from(sources.iter().copied()),
            to,
            alone: *alone,
            at: Some(at(40)),
        };
        contact.jottings.insert(id, jotting);
    }
    let mut findings = shape.findings.iter().map(|(who, sources)| Finding {
        who: *who,
        words: marks.kept_from(sources),
        sources: Sources::from(sources.iter().copied()),
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
        labelled_from(from.to_owned(), &OPENLY, marks),
        labelled_from(item.to_owned(), &OPENLY, marks),
    );
    let dismissed = Dismissed {
        reason: marks.kept(),
        at: at(50),
    };
    let dismissed = BTreeMap::from([(item, dismissed)]);
    contact.dismissed = BTreeMap::from([(from, dismissed)]);

    let current = shape.raised.last().copied().unwrap_or(shape.judgement);
    let earlier = contact.earlier.as_ref();
    let sealed = SealedContact {
        id: contact_id(n),
        started_at: at(0) + TimeDelta::days(30 * i64::try_from(n).expect("few contacts")),
        sealed_at: at(100) + TimeDelta::days(30 * i64::try_from(n).expect("few contacts")),
        author: author(marks),
        outcome: outcome(&checklist, &contact.answers, current, earlier),
        contact,
        texts,
    };
    ContactGiven {
        amendments: (0..shape.amendments)
            .map(|_| Amendment {
                contact: sealed.id.clone(),
                text: marks.kept(),
                reason: marks.kept(),
                author: author(marks),
                at: at(200),
            })
            .collect(),
        find_out: checklist
            .items()
            .map(|(_, item)| (item.clone(), marks.label()))
            .collect(),
        checklist,
        sealed,
        entry: 40,
        clock_off: shape.review.map(|_| -90),
    }
}

/// The label of an item is said whoever spoke of it.
const OPENLY: [Source; 1] = [Source::Person];

fn contact_id(n: usize) -> ContactId {
    ContactId::new(format!("contact-{n}"))
}

fn author(marks: &mut Marks) -> Author {
    Author {
        name: marks.open(),
        role: marks.open(),
        organisation: marks.open(),
    }
}

/// A record: contacts, and what stands around them.
#[derive(Clone, Debug)]
pub struct RecordShape {
    pub contacts: Vec<Shape>,
    pub whole: bool,
    pub entries: usize,
    pub events: Vec<(Vec<Source>, bool)>,
    pub actions: Vec<(bool, Option<Due>)>,
    pub referrals: Vec<(ReferralState, usize)>,
}

/// A record with a mark in every free text, and what may become of each.
pub fn given(shape: &RecordShape) -> (Given, Marks) {
    let marks = &mut Marks::default();
    let contacts: Vec<ContactGiven> = shape
        .contacts
        .iter()
        .enumerate()
        .map(|(n, shape)| marked(n, shape, marks))
        .collect();
    let day = at(0).date_naive();
    let given = Given {
        about: AboutPerson {
            id: PersonId::new("person"),
            name: marks.open(),
            local_reference: marks.open(),
        },
        entries: (0..shape.entries)
            .map(|n| Person {
                id: PersonId::new(format!("person-{n}")),
                name: marks.open(),
                local_reference: marks.open(),
                born: Some(day),
                nhs_number: None,
                notes: marks.kept(),
                household: [Relation::Partner, Relation::Child, Relation::Other]
                    .into_iter()
                    .map(|relation| Member {
                        id: MemberId::new("member"),
                        relation,
                        name: marks.kept(),
                        birth_year: Some(2019),
                    })
                    .collect(),
            })
            .collect(),
        whole: shape.whole,
        actions: shape
            .actions
            .iter()
            .map(|(alone, is)| ActionGiven {
                contact: (!alone).then(|| contact_id(0)),
                what: marks.kept(),
                who: marks.kept(),
                due: day,
                is: *is,
                done_on: is.is_none().then_some(day),
                outcome: marks.kept(),
            })
            .collect(),
        referrals: shape
            .referrals
            .iter()
            .map(|(state, route)| ReferralGiven {
                contact: contact_id(0),
                route: ItemId::new([OPEN_ROUTES[0], OTHER_ROUTES[0]][*route]),
                service: marks.kept(),
                made_on: day,
                state: *state,
                words: marks.kept(),
            })
            .collect(),
        events: match shape.whole {
            false => Vec::new(),
            true => shape
                .events
                .iter()
                .map(|(sources, withdrawn)| Event {
                    id: EventId::new("event"),
                    person: PersonId::new("person"),
                    kind: EventKind::Hearing,
                    on: day,
                    words: marks.kept_from(sources),
                    sources: Sources::from(sources.iter().copied()),
                    withdrawn: *withdrawn,
                })
                .collect(),
        },
        by: author(marks),
        at: at(1000),
        seal_code: marks.open().stored().to_owned(),
        contacts,
    };
    (given, std::mem::take(marks))
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

pub fn shape() -> impl Strategy<Value = Shape> {
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
            (
                of(select(vec![Who::ThePartner, Who::CannotTellToday])),
                sources(),
            ),
            0..=5,
        ),
        of(subsequence((0..14_usize).collect::<Vec<_>>(), 0..=14)),
        0..3_usize,
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
            earlier: done.6,
            amendments: done.7,
            before,
            answered_openly,
        },
    )
}

/// A record of one to three contacts.
pub fn record() -> impl Strategy<Value = RecordShape> {
    let due = of(select(vec![Due::Overdue, Due::Today, Due::Later]));
    let state = select(vec![
        ReferralState::Made,
        ReferralState::NoneAvailable,
        ReferralState::Waiting,
        ReferralState::Started,
        ReferralState::Finished,
        ReferralState::NotTaken,
        ReferralState::Stopped,
    ]);
    (
        vec(shape(), 1..=3),
        any::<bool>(),
        0..3_usize,
        vec((sources(), any::<bool>()), 0..3),
        vec((any::<bool>(), due), 0..3),
        vec((state, 0..2_usize), 0..3),
    )
        .prop_map(
            |(contacts, whole, entries, events, actions, referrals)| RecordShape {
                contacts,
                whole,
                entries,
                events,
                actions,
                referrals,
            },
        )
}

/// One contact in which an observation has every combination of sources, ticked and not.
pub fn every_combination() -> RecordShape {
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
    let contact = Shape {
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
        earlier: None,
        amendments: 0,
    };
    RecordShape {
        contacts: vec![contact],
        whole: true,
        entries: 0,
        events: Vec::new(),
        actions: Vec::new(),
        referrals: Vec::new(),
    }
}

/// How many cases a property is tried on: 10,000, or what `WAYMARK_CASES` says.
pub fn cases() -> u32 {
    let cases = std::env::var("WAYMARK_CASES").ok();
    cases.map_or(10_000, |cases| {
        cases.parse().expect("WAYMARK_CASES is a number")
    })
}
