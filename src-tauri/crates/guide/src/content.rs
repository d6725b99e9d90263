//! The content of the guide: typed, checked once when it is parsed.

use crate::language::SOURCE;
use crate::rehearse::{self, Practitioner, Scenario};
use casework::checklist::{Checklist, ItemList};
use casework::gate::QuestionSet;
use casework::ids::ItemId;
use casework::suggestion::Raises;
use casework::urgent::{Matter, UrgentRules};
use casework::wording::Phrase;
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// Where an entry stands: the principles around the steps, or one of the six steps.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[cfg_attr(feature = "bindings", serde(rename = "GuideStep"))]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The principles around the steps.
    #[default]
    Frame,
    /// 1 Look and listen.
    Look,
    /// 2 Ask.
    Ask,
    /// 3 Assess risk.
    Assess,
    /// 4 Respond.
    Respond,
    /// 5 Refer.
    Refer,
    /// 6 Record.
    Record,
}

impl Step {
    /// Every step, in the order of the library.
    pub const ALL: [Self; 7] = [
        Self::Frame,
        Self::Look,
        Self::Ask,
        Self::Assess,
        Self::Respond,
        Self::Refer,
        Self::Record,
    ];
}

/// What an entry is. It decides how the entry is used, not only how it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// Something the person may say; the label is in the first person.
    Statement,
    /// A way in which the person may present.
    Presentation,
    /// Something to notice.
    Behaviour,
    /// An injury to notice.
    Injury,
    /// A question card: the text holds only the words to say aloud.
    Question,
    /// What to do when the person talks while it is not safe to ask.
    Listening,
    /// Background to a step.
    Note,
    /// A principle around the steps.
    Principle,
    /// A rule that has to be followed.
    Rule,
    /// Good practice when responding.
    Practice,
    /// A point of safety when responding.
    Safety,
    /// Looking after oneself.
    SelfCare,
    /// Somewhere to refer to.
    Route,
    /// Something that is asked for and must not be referred to.
    NotAdvised,
    /// A warning about a route.
    Caution,
}

/// The answer under *Before you start* that brings an entry forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum GateAnswer {
    /// A child is there or can hear.
    Child,
    /// The partner is there or can hear.
    PartnerPresent,
    /// The person seems to be under the influence.
    Intoxicated,
    /// The practitioner is alone on a visit to a home.
    AloneHomeVisit,
}

/// One entry of the guide.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its id, for instance `say.drink`.
    pub id: ItemId,
    /// The step it belongs to, from the file it stands in.
    #[serde(skip)]
    pub step: Step,
    /// What it is.
    pub kind: EntryKind,
    /// Short name, no full stop.
    pub label: String,
    /// What a practitioner reads; for a question only the words to say aloud.
    pub text: String,
    /// For a question: what to say before it.
    pub lead_in: Option<String>,
    /// What it may mean.
    pub means: Option<String>,
    /// What to ask or do next.
    pub ask: Option<String>,
    /// True when `ask` has to be at hand also while the gate is shut: what to do about a danger, or
    /// nothing that is said to the person about abuse.
    #[serde(default)]
    pub ask_always: bool,
    /// What not to do or say.
    pub avoid: Option<String>,
    /// Why it matters.
    pub why: Option<String>,
    /// One sentence that may be said to the person.
    pub say: Option<String>,
    /// For a route: whom it is for.
    pub for_whom: Option<String>,
    /// Other entries, checklist items and cards to read.
    #[serde(default)]
    pub see_also: Vec<ItemId>,
    /// Items of the checklist that a *yes* may point to. Never sets them.
    #[serde(default)]
    pub raises: Vec<ItemId>,
    /// For a presentation: the set of questions that comes first.
    pub leads_to: Option<QuestionSet>,
    /// For a question: its set.
    pub set: Option<QuestionSet>,
    /// The answer that brings it forward.
    pub gate: Option<GateAnswer>,
    /// Words that people may type to find it; never shown.
    pub search: Vec<String>,
    /// Keys of [`Guide::sources`].
    pub sources: Vec<String>,
    /// When the text was last reviewed.
    #[serde(deserialize_with = "day")]
    pub reviewed_on: NaiveDate,
}

/// One item of the imminent-risk checklist with its words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistItem {
    /// Its id, for instance `risk.weapons`.
    pub id: ItemId,
    /// Which of the two lists it stands in.
    #[serde(rename = "kind", deserialize_with = "list")]
    pub list: ItemList,
    /// Short name.
    pub label: String,
    /// What counts as present.
    pub text: String,
    /// Why it matters.
    pub why: String,
    /// How to find out.
    pub find_out: String,
    /// Questions that could show it.
    pub questions: Vec<ItemId>,
    /// Agencies that may know.
    pub agencies: Vec<String>,
    /// What it would change if it turned out to be present.
    pub changes: String,
    /// Keys of [`Guide::sources`].
    pub sources: Vec<String>,
    /// When the text was last reviewed.
    #[serde(deserialize_with = "day")]
    pub reviewed_on: NaiveDate,
    /// Words that people may type to find it; never shown.
    pub search: Vec<String>,
}

/// The words of one version of the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChecklistText {
    /// The number that a sealed contact names. A released version is never edited.
    pub version: u32,
    /// Its title.
    pub title: String,
    /// When it was released.
    pub released_on: NaiveDate,
    /// The indicators, then the warning signs, in the order on screen.
    pub items: Vec<ChecklistItem>,
}

/// What stands in the banner when something is urgent, until actions stand against it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UrgentText {
    /// Its id, for instance `urgent.suicidal`.
    pub id: ItemId,
    /// What is urgent.
    pub matter: Matter,
    /// Short name.
    pub label: String,
    /// What to know and do.
    pub text: String,
    /// All that stands where the person may see the screen: it names nobody else.
    pub beside: String,
    /// The entries and items of the checklist that say so.
    pub from: Vec<ItemId>,
    /// An action for each that has to stand against it.
    #[serde(rename = "action")]
    pub actions: Vec<UrgentAction>,
    /// Keys of [`Guide::sources`].
    pub sources: Vec<String>,
    /// When the text was last reviewed.
    #[serde(deserialize_with = "day")]
    pub reviewed_on: NaiveDate,
}

/// An action that may stand against something urgent.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UrgentAction {
    /// Short name.
    pub label: String,
    /// What is to be done, to begin with.
    pub what: String,
}

impl ChecklistText {
    /// The item with this id.
    pub fn item(&self, id: &ItemId) -> Option<&ChecklistItem> {
        self.items.iter().find(|item| item.id == *id)
    }

    /// As the rules want it.
    pub fn checklist(&self) -> Checklist {
        let of = |list| {
            let items = self.items.iter();
            items
                .filter(|item| item.list == list)
                .map(|item| item.id.clone())
                .collect()
        };
        Checklist {
            version: self.version,
            indicators: of(ItemList::Indicator),
            warning_signs: of(ItemList::WarningSign),
        }
    }
}

/// Which law a card is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Nation {
    /// England and Wales.
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

/// Where a fact was checked. Of several, the weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum ReadIn {
    /// The statute or its explanatory notes.
    Statute,
    /// An official page.
    Official,
    /// A law firm, council or charity.
    Secondary,
}

/// One law card. For the practitioner; never legal advice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawCard {
    /// Its id, for instance `law.ew.strangulation`.
    pub id: ItemId,
    /// Where it applies.
    pub nation: Nation,
    /// Short name, once within a nation.
    pub label: String,
    /// What it is.
    pub text: String,
    /// Who can ask for it, where that is known.
    pub who: Option<String>,
    /// What breaking it leads to, where that is known.
    pub breach: Option<String>,
    /// One sentence that may be said to the person. Empty when, and only when, `never_say` is set.
    pub say: String,
    /// True when it must never be mentioned to the person.
    #[serde(default)]
    pub never_say: bool,
    /// Citation.
    pub source: String,
    /// Where it was checked.
    pub read_in: ReadIn,
    /// What to beware of.
    pub caution: Option<String>,
    /// When it was last checked.
    #[serde(deserialize_with = "day")]
    pub checked_on: NaiveDate,
    /// The last day on which it counts as checked.
    #[serde(deserialize_with = "day")]
    pub check_again_by: NaiveDate,
    /// Words that people may type to find it; never shown.
    pub search: Vec<String>,
}

impl LawCard {
    /// True when the card has to say "check before use": read in a secondary source, or past its
    /// day. `today` is the day in London.
    pub fn check_before_use(&self, today: NaiveDate) -> bool {
        self.read_in == ReadIn::Secondary || today > self.check_again_by
    }
}

/// One service that can be called.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Its id, for instance `service.police`.
    pub id: ItemId,
    /// Its name.
    pub label: String,
    /// Where it answers, as shown: "UK", "England".
    pub area: String,
    /// Number or site.
    pub contact: String,
    /// What it is for.
    pub text: String,
    /// Where the facts come from.
    pub source: String,
    /// Where they were checked.
    pub read_in: ReadIn,
    /// When they were last checked.
    #[serde(deserialize_with = "day")]
    pub checked_on: NaiveDate,
    /// The last day on which they count as checked.
    #[serde(deserialize_with = "day")]
    pub check_again_by: NaiveDate,
    /// Words that people may type to find it; never shown.
    pub search: Vec<String>,
}

impl Service {
    /// True when it has to say "check before use": read in a secondary source, or past its day.
    /// `today` is the day in London.
    pub fn check_before_use(&self, today: NaiveDate) -> bool {
        self.read_in == ReadIn::Secondary || today > self.check_again_by
    }
}

/// One figure that may be quoted.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Its id, for instance `figure.strangulation`.
    pub id: ItemId,
    /// Short name.
    pub label: String,
    /// The figure in a sentence.
    pub text: String,
    /// Where it comes from.
    pub source: String,
    /// When it was last checked.
    #[serde(deserialize_with = "day")]
    pub checked_on: NaiveDate,
    /// The last day on which it counts as checked.
    #[serde(deserialize_with = "day")]
    pub check_again_by: NaiveDate,
}

impl Figure {
    /// True when it is past its day. `today` is the day in London.
    pub fn check_before_use(&self, today: NaiveDate) -> bool {
        today > self.check_again_by
    }
}

/// Wordings that excuse, blame or hide who did what, for the wording check.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoubtfulWording {
    /// Its id, for instance `word.lost-control`.
    pub id: ItemId,
    /// The wordings that are looked for, each inflection on its own.
    pub find: Vec<String>,
    /// Words that make it sound when one of them stands soon behind it.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Why it is doubtful.
    pub why: String,
    /// What to write instead, with an example.
    pub instead: String,
    /// Keys of [`Guide::sources`].
    pub sources: Vec<String>,
    /// When the text was last reviewed.
    #[serde(deserialize_with = "day")]
    pub reviewed_on: NaiveDate,
}

/// One source that entries, checklist items and doubtful wordings name by its key.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Year, where it is known.
    pub year: Option<u16>,
    /// Anything a reader should know about it.
    pub note: Option<String>,
}

/// Why content is not a guide. The embedded content is proved by a test, so in what ships it does
/// not happen.
#[derive(Debug, Error)]
pub enum GuideError {
    /// A file does not fit the schema.
    #[error("the guide file {file} does not fit the schema")]
    Schema {
        /// Its name under `assets`.
        file: &'static str,
        /// What the parser found.
        #[source]
        cause: Box<toml::de::Error>,
    },
    /// Two things have the same id.
    #[error("the id {id} stands twice in the guide")]
    IdTwice {
        /// The id.
        id: ItemId,
    },
    /// Something names an id that is not there, or that is no thing of the kind it has to be.
    #[error("{from} names {to}, which is not there or is of the wrong kind")]
    LostLink {
        /// What names it.
        from: ItemId,
        /// The name.
        to: ItemId,
    },
    /// Something has no source, or one that is not in the list.
    #[error("{id} has no source or one that is not in the list")]
    LostSource {
        /// What names it.
        id: ItemId,
    },
    /// A checklist item says that it is of the other list.
    #[error("{id} stands in the wrong list of the checklist")]
    WrongList {
        /// The item.
        id: ItemId,
    },
    /// Two files are of the same version of the checklist.
    #[error("version {version} of the checklist stands twice in the guide")]
    VersionTwice {
        /// The version.
        version: u32,
    },
    /// Something urgent stands twice, or has not as many actions as have to stand against it.
    #[error("{id} stands twice, or has not as many actions as it needs")]
    UrgentActions {
        /// Its id.
        id: ItemId,
    },
    /// A file of another language has words of what is not there.
    #[error("a translation has words of {id}, which is not there")]
    Unknown {
        /// The id.
        id: ItemId,
    },
    /// A card that must never be mentioned has words to say, or another card has none.
    #[error("the law card {id} has words to say that it must not have, or has none")]
    WordsToSay {
        /// The card.
        id: ItemId,
    },
}

/// The whole guide. Ids are unique over all its lists, and every id and source that it names is
/// there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// The entries, step by step, in the order of their files.
    pub entries: Vec<Entry>,
    /// The law cards.
    pub laws: Vec<LawCard>,
    /// The services.
    pub services: Vec<Service>,
    /// The figures that may be quoted.
    pub figures: Vec<Figure>,
    /// What the wording check looks for.
    pub wordings: Vec<DoubtfulWording>,
    /// The sources by key.
    pub sources: BTreeMap<String, Reference>,
    /// What is urgent.
    pub urgent: Vec<UrgentText>,
    /// The checklist in force.
    pub checklist: ChecklistText,
    /// The scenes to rehearse with, in the order of their list.
    pub scenarios: Vec<Scenario>,
    /// The two sealed contacts of the tour, the older one first.
    pub tour: Vec<Scenario>,
    /// Who enters what is entered in a practice.
    pub practitioner: Practitioner,
    /// The checklists that were in force before: records name them for ever.
    earlier_checklists: Vec<ChecklistText>,
    hash: String,
    /// The language of its words, and what is in English all the same: see [`crate::language`].
    language: (&'static str, BTreeSet<ItemId>),
}

/// The text of the files that a guide is made of.
#[derive(Clone, Copy)]
pub(crate) struct Files<'a> {
    /// One file a step.
    pub steps: [(Step, &'static str, &'a str); 7],
    pub laws: &'a str,
    pub services: &'a str,
    pub figures: &'a str,
    pub wording: &'a str,
    pub sources: &'a str,
    pub urgent: &'a str,
    pub checklist: &'a str,
    /// Released versions that are not in force any more, each with its name.
    pub earlier_checklists: &'a [(&'static str, &'a str)],
}

const LAWS: &str = "guide/law.toml";
const SERVICES: &str = "guide/services.toml";
const FIGURES: &str = "guide/figures.toml";
const WORDING: &str = "guide/wording.toml";
const SOURCES: &str = "guide/sources.toml";
const URGENT: &str = "guide/urgent.toml";
const CHECKLIST: &str = "checklists/imminent-risk-1.toml";

macro_rules! asset {
    ($name:literal) => {
        include_str!(concat!("../../../../assets/", $name))
    };
}

pub(crate) const EMBEDDED: Files<'static> = Files {
    steps: [
        (Step::Frame, "guide/frame.toml", asset!("guide/frame.toml")),
        (Step::Look, "guide/look.toml", asset!("guide/look.toml")),
        (Step::Ask, "guide/ask.toml", asset!("guide/ask.toml")),
        (
            Step::Assess,
            "guide/assess.toml",
            asset!("guide/assess.toml"),
        ),
        (
            Step::Respond,
            "guide/respond.toml",
            asset!("guide/respond.toml"),
        ),
        (Step::Refer, "guide/refer.toml", asset!("guide/refer.toml")),
        (
            Step::Record,
            "guide/record.toml",
            asset!("guide/record.toml"),
        ),
    ],
    laws: asset!("guide/law.toml"),
    services: asset!("guide/services.toml"),
    figures: asset!("guide/figures.toml"),
    wording: asset!("guide/wording.toml"),
    sources: asset!("guide/sources.toml"),
    urgent: asset!("guide/urgent.toml"),
    checklist: asset!("checklists/imminent-risk-1.toml"),
    earlier_checklists: &[],
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryFile {
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LawFile {
    law: Vec<LawCard>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceFile {
    service: Vec<Service>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureFile {
    figure: Vec<Figure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordingFile {
    phrase: Vec<DoubtfulWording>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceFile {
    source: BTreeMap<String, Reference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UrgentFile {
    urgent: Vec<UrgentText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChecklistFile {
    version: u32,
    title: String,
    #[serde(deserialize_with = "day")]
    released_on: NaiveDate,
    indicator: Vec<ChecklistItem>,
    sign: Vec<ChecklistItem>,
}

impl Guide {
    /// The guide that was built in. It takes a few milliseconds: make it once and keep it.
    ///
    /// # Errors
    /// When the content does not fit together; a test proves that the embedded content does.
    pub fn embedded() -> Result<Self, GuideError> {
        Self::parse(&EMBEDDED)
    }

    pub(crate) fn parse(files: &Files<'_>) -> Result<Self, GuideError> {
        let mut entries = Vec::new();
        for (step, name, text) in files.steps {
            let file: EntryFile = read(name, text)?;
            entries.extend(file.entry.into_iter().map(|entry| Entry { step, ..entry }));
        }
        let earlier_checklists = files
            .earlier_checklists
            .iter()
            .map(|(name, text)| read_checklist(name, text))
            .collect::<Result<_, _>>()?;
        let guide = Self {
            entries,
            laws: read::<LawFile>(LAWS, files.laws)?.law,
            services: read::<ServiceFile>(SERVICES, files.services)?.service,
            figures: read::<FigureFile>(FIGURES, files.figures)?.figure,
            wordings: read::<WordingFile>(WORDING, files.wording)?.phrase,
            sources: read::<SourceFile>(SOURCES, files.sources)?.source,
            urgent: read::<UrgentFile>(URGENT, files.urgent)?.urgent,
            checklist: read_checklist(CHECKLIST, files.checklist)?,
            scenarios: rehearse::scenarios()?,
            tour: rehearse::tour()?,
            practitioner: rehearse::practitioner()?,
            earlier_checklists,
            hash: hash(files),
            language: (SOURCE, BTreeSet::new()),
        };
        guide.check()?;
        Ok(guide)
    }

    /// The entry with this id.
    pub fn entry(&self, id: &ItemId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == *id)
    }

    /// The item of the checklist with this id.
    pub fn item(&self, id: &ItemId) -> Option<&ChecklistItem> {
        self.checklist.item(id)
    }

    /// The label of an entry or of an item of the checklist.
    pub fn label(&self, id: &ItemId) -> Option<&str> {
        self.entry(id)
            .map(|entry| entry.label.as_str())
            .or_else(|| self.item(id).map(|item| item.label.as_str()))
    }

    /// The entries of one step, in the order of the file.
    pub fn entries_of(&self, step: Step) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.step == step)
    }

    /// The checklist in force as the rules want it.
    pub fn checklist(&self) -> Checklist {
        self.checklist.checklist()
    }

    /// A version of the checklist as the rules want it; none when it was never released.
    pub fn checklist_of(&self, version: u32) -> Option<Checklist> {
        self.checklist_text(version).map(ChecklistText::checklist)
    }

    /// A version of the checklist with its words; none when it was never released.
    pub fn checklist_text(&self, version: u32) -> Option<&ChecklistText> {
        self.checklists().find(|text| text.version == version)
    }

    fn checklists(&self) -> impl Iterator<Item = &ChecklistText> {
        std::iter::once(&self.checklist).chain(&self.earlier_checklists)
    }

    pub(crate) fn checklists_mut(&mut self) -> impl Iterator<Item = &mut ChecklistText> {
        std::iter::once(&mut self.checklist).chain(&mut self.earlier_checklists)
    }

    pub(crate) fn languages(&self) -> &(&'static str, BTreeSet<ItemId>) {
        &self.language
    }

    /// Its words are now in another language. What was made of them, for instance the index, is made anew.
    pub(crate) fn speak(&mut self, tag: &'static str, english: BTreeSet<ItemId>, words: &str) {
        let parts = [self.hash.as_bytes(), tag.as_bytes(), words.as_bytes()];
        self.hash = hex(parts.into_iter().fold(Sha256::new(), |mut hash, part| {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
            hash
        }));
        self.language = (tag, english);
    }

    /// Which entries and items of the checklist say that something is urgent.
    pub fn urgent_rules(&self) -> UrgentRules {
        let rules = self.urgent.iter();
        rules
            .map(|urgent| (urgent.matter, urgent.from.clone()))
            .collect()
    }

    /// Which items of the checklist each entry may point to.
    pub fn raises(&self) -> Raises {
        self.entries
            .iter()
            .filter(|entry| !entry.raises.is_empty())
            .map(|entry| (entry.id.clone(), entry.raises.clone()))
            .collect()
    }

    /// The doubtful wordings as the check wants them.
    pub fn phrases(&self) -> Vec<Phrase> {
        let phrase = |wording: &DoubtfulWording| Phrase {
            id: wording.id.clone(),
            find: wording.find.clone(),
            unless: wording.unless.clone(),
            why: wording.why.clone(),
            instead: wording.instead.clone(),
        };
        self.wordings.iter().map(phrase).collect()
    }

    /// SHA-256 over all files that are searched, in hexadecimal.
    pub fn content_hash(&self) -> &str {
        &self.hash
    }

    fn ids(&self) -> impl Iterator<Item = &ItemId> {
        let entries = self.entries.iter().map(|entry| &entry.id);
        let items = self.checklist.items.iter().map(|item| &item.id);
        let laws = self.laws.iter().map(|law| &law.id);
        let services = self.services.iter().map(|service| &service.id);
        let figures = self.figures.iter().map(|figure| &figure.id);
        let wordings = self.wordings.iter().map(|wording| &wording.id);
        let urgent = self.urgent.iter().map(|urgent| &urgent.id);
        entries
            .chain(items)
            .chain(laws)
            .chain(services)
            .chain(figures)
            .chain(wordings)
            .chain(urgent)
    }

    fn check(&self) -> Result<(), GuideError> {
        let mut ids = BTreeSet::new();
        for id in self.ids() {
            if !ids.insert(id) {
                return Err(GuideError::IdTwice { id: id.clone() });
            }
        }
        for entry in &self.entries {
            self.check_links(&entry.id, &entry.see_also, |id| ids.contains(id))?;
            self.check_links(&entry.id, &entry.raises, |id| self.item(id).is_some())?;
            self.check_sources(&entry.id, &entry.sources)?;
        }
        let mut matters = BTreeSet::new();
        for urgent in &self.urgent {
            let enough = urgent.actions.len() == urgent.matter.actions_needed();
            if !matters.insert(urgent.matter) || !enough {
                return Err(GuideError::UrgentActions {
                    id: urgent.id.clone(),
                });
            }
            self.check_links(&urgent.id, &urgent.from, |id| self.label(id).is_some())?;
            self.check_sources(&urgent.id, &urgent.sources)?;
        }
        let mut versions = BTreeSet::new();
        for text in self.checklists() {
            if !versions.insert(text.version) {
                return Err(GuideError::VersionTwice {
                    version: text.version,
                });
            }
        }
        for item in &self.checklist.items {
            self.check_links(&item.id, &item.questions, |id| {
                self.entry(id)
                    .is_some_and(|entry| entry.kind == EntryKind::Question)
            })?;
            self.check_sources(&item.id, &item.sources)?;
        }
        for wording in &self.wordings {
            self.check_sources(&wording.id, &wording.sources)?;
        }
        match self
            .laws
            .iter()
            .find(|law| law.never_say != law.say.trim().is_empty())
        {
            Some(law) => Err(GuideError::WordsToSay { id: law.id.clone() }),
            None => Ok(()),
        }
    }

    fn check_links(
        &self,
        from: &ItemId,
        links: &[ItemId],
        is_right: impl Fn(&ItemId) -> bool,
    ) -> Result<(), GuideError> {
        match links.iter().find(|to| !is_right(to)) {
            Some(to) => Err(GuideError::LostLink {
                from: from.clone(),
                to: to.clone(),
            }),
            None => Ok(()),
        }
    }

    fn check_sources(&self, id: &ItemId, sources: &[String]) -> Result<(), GuideError> {
        if sources.is_empty() || sources.iter().any(|key| !self.sources.contains_key(key)) {
            return Err(GuideError::LostSource { id: id.clone() });
        }
        Ok(())
    }
}

pub(crate) fn read<T: for<'de> Deserialize<'de>>(
    file: &'static str,
    text: &str,
) -> Result<T, GuideError> {
    toml::from_str(text).map_err(|cause| GuideError::Schema {
        file,
        cause: Box::new(cause),
    })
}

fn read_checklist(name: &'static str, text: &str) -> Result<ChecklistText, GuideError> {
    let file: ChecklistFile = read(name, text)?;
    for (items, list) in [
        (&file.indicator, ItemList::Indicator),
        (&file.sign, ItemList::WarningSign),
    ] {
        if let Some(item) = items.iter().find(|item| item.list != list) {
            return Err(GuideError::WrongList {
                id: item.id.clone(),
            });
        }
    }
    Ok(ChecklistText {
        version: file.version,
        title: file.title,
        released_on: file.released_on,
        items: [file.indicator, file.sign].concat(),
    })
}

fn hash(files: &Files<'_>) -> String {
    let mut hash = Sha256::new();
    let others = [
        (LAWS, files.laws),
        (SERVICES, files.services),
        (FIGURES, files.figures),
        (WORDING, files.wording),
        (SOURCES, files.sources),
        (URGENT, files.urgent),
        (CHECKLIST, files.checklist),
    ];
    for (name, text) in files
        .steps
        .into_iter()
        .map(|(_, name, text)| (name, text))
        .chain(others)
        .chain(files.earlier_checklists.iter().copied())
    {
        // Each part with its length in front, so that text cannot move from one file to the next
        // without changing the hash.
        for part in [name, text] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
    }
    hex(hash)
}

fn hex(hash: Sha256) -> String {
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A TOML date without a time, so that "2026-11-23" in quotes or a time of day is refused.
pub(crate) fn day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    let value = toml::value::Datetime::deserialize(from)?;
    match (value.date, value.time, value.offset) {
        (Some(date), None, None) => {
            NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
        }
        _ => None,
    }
    .ok_or_else(|| serde::de::Error::custom("not a day"))
}

/// The kinds of the checklist files, which are the field's words for the two lists.
fn list<'de, D: Deserializer<'de>>(from: D) -> Result<ItemList, D::Error> {
    #[derive(Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        RiskIndicator,
        WarningSign,
    }
    Kind::deserialize(from).map(|kind| match kind {
        Kind::RiskIndicator => ItemList::Indicator,
        Kind::WarningSign => ItemList::WarningSign,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The embedded files with one of them changed.
    fn changed(change: impl Fn(&mut Files<'_>)) -> Result<Guide, GuideError> {
        let mut files = EMBEDDED;
        change(&mut files);
        Guide::parse(&files)
    }

    fn law_file(never_say: bool, say: &str, day: &str) -> String {
        format!(
            "[[law]]\nid = \"law.x\"\nnation = \"scotland\"\nlabel = \"A\"\ntext = \"B\"\n\
             say = \"{say}\"\nnever_say = {never_say}\nsource = \"C\"\nread_in = \"statute\"\n\
             checked_on = {day}\ncheck_again_by = 2027-05-23\nsearch = []\n"
        )
    }

    fn with_laws(laws: &str) -> Result<Guide, GuideError> {
        // The practice on consequences links to the real cards, so they stay.
        let all = format!("{}\n{laws}", EMBEDDED.laws);
        Guide::parse(&Files {
            laws: &all,
            ..EMBEDDED
        })
    }

    fn changed_wording(wording: &str) -> Result<Guide, GuideError> {
        Guide::parse(&Files {
            wording,
            ..EMBEDDED
        })
    }

    #[test]
    fn a_card_that_must_never_be_mentioned_cannot_have_words_to_say() {
        let day = "2026-11-23";
        assert!(with_laws(&law_file(true, "", day)).is_ok());
        assert!(with_laws(&law_file(false, "Words.", day)).is_ok());
        for (never_say, say) in [(true, "Words."), (false, ""), (false, "  ")] {
            let refused = with_laws(&law_file(never_say, say, day));
            assert!(
                matches!(refused, Err(GuideError::WordsToSay { .. })),
                "{never_say} {say:?}: {refused:?}"
            );
        }
    }

    #[test]
    fn a_day_is_a_day_and_nothing_else() {
        for wrong in [
            "\"2026-11-23\"",
            "2026-11-23T10:00:00Z",
            "2026-02-30",
            "10:00:00",
        ] {
            let refused = with_laws(&law_file(true, "", wrong));
            assert!(
                matches!(refused, Err(GuideError::Schema { .. })),
                "{wrong}: {refused:?}"
            );
        }
    }

    #[test]
    fn an_unknown_field_is_refused_and_the_message_names_only_the_file() {
        let refused = changed(|files| files.figures = "[[figure]]\nsecret_word = 1\n").unwrap_err();
        assert_eq!(
            refused.to_string(),
            "the guide file guide/figures.toml does not fit the schema"
        );
    }

    #[test]
    fn lost_links_sources_and_doubled_ids_are_refused() {
        let entry = |extra: &str| {
            format!(
                "{}\n[[entry]]\nid = \"record.x\"\nkind = \"note\"\nlabel = \"A\"\ntext = \"B\"\n\
                 search = []\nreviewed_on = 2026-11-23\n{extra}\n",
                asset!("guide/record.toml")
            )
        };
        let parse = |extra: &str| {
            let text = entry(extra);
            let mut files = EMBEDDED;
            files.steps[6].2 = &text;
            Guide::parse(&files)
        };
        assert!(parse("sources = [\"respect\"]").is_ok());
        assert!(matches!(
            parse("sources = [\"nowhere\"]"),
            Err(GuideError::LostSource { .. })
        ));
        assert!(matches!(
            parse("sources = []"),
            Err(GuideError::LostSource { .. })
        ));
        assert!(matches!(
            parse("sources = [\"respect\"]\nsee_also = [\"say.nothing\"]"),
            Err(GuideError::LostLink { .. })
        ));
        // An entry that is there, but is no item of the checklist.
        assert!(matches!(
            parse("sources = [\"respect\"]\nraises = [\"say.drink\"]"),
            Err(GuideError::LostLink { .. })
        ));
        assert!(matches!(
            changed(|files| files.steps[0].2 = files.steps[6].2),
            Err(GuideError::IdTwice { .. })
        ));
    }

    #[test]
    fn an_item_in_the_wrong_list_is_refused() {
        let swapped =
            EMBEDDED
                .checklist
                .replacen("kind = \"warning-sign\"", "kind = \"risk-indicator\"", 1);
        let refused = Guide::parse(&Files {
            checklist: &swapped,
            ..EMBEDDED
        });
        assert!(matches!(refused, Err(GuideError::WrongList { .. })));
    }

    #[test]
    fn a_wording_without_a_source_or_with_the_id_of_another_is_refused() {
        let parse = |id: &str, sources: &str| {
            let text = format!(
                "{}\n[[phrase]]\nid = \"{id}\"\nfind = [\"a\"]\nwhy = \"B\"\ninstead = \"C\"\n\
                 sources = [{sources}]\nreviewed_on = 2026-11-23\n",
                EMBEDDED.wording
            );
            changed_wording(&text)
        };
        assert!(parse("word.x", "\"respect\"").is_ok());
        for sources in ["", "\"nowhere\""] {
            let refused = parse("word.x", sources);
            assert!(matches!(refused, Err(GuideError::LostSource { .. })));
        }
        for id in ["say.drink", "word.lost-control"] {
            let refused = parse(id, "\"respect\"");
            assert!(matches!(refused, Err(GuideError::IdTwice { .. })), "{id}");
        }
    }

    #[test]
    fn the_hash_changes_with_any_file() {
        let whole = Guide::embedded().unwrap();
        assert_eq!(whole.content_hash().len(), 64);
        let more = format!("{}\n# more\n", EMBEDDED.wording);
        let other = changed_wording(&more).unwrap();
        assert_ne!(whole.content_hash(), other.content_hash());
        let more = format!("{}\n# more\n", EMBEDDED.services);
        let other = Guide::parse(&Files {
            services: &more,
            ..EMBEDDED
        })
        .unwrap();
        assert_ne!(whole.content_hash(), other.content_hash());
        assert_eq!(whole.services, other.services);
    }

    #[test]
    fn a_checklist_of_another_version_is_still_there_for_its_records() {
        let older = EMBEDDED
            .checklist
            .replacen("version = 1", "version = 7", 1)
            .replacen("label = \"Weapon used before\"", "label = \"A blade\"", 1);
        let older = [("checklists/imminent-risk-7.toml", older.as_str())];
        let guide = Guide::parse(&Files {
            earlier_checklists: &older,
            ..EMBEDDED
        })
        .unwrap();
        assert_eq!(guide.checklist().version, 1);
        assert_eq!(guide.checklist_of(1), Some(guide.checklist()));
        assert_eq!(guide.checklist_of(7).unwrap().version, 7);
        assert_eq!(guide.checklist_of(2), None);
        let weapons = ItemId::new("risk.weapons");
        let label = |version| {
            let text = guide.checklist_text(version).unwrap();
            text.item(&weapons).unwrap().label.clone()
        };
        assert_eq!(
            (label(7).as_str(), label(1).as_str()),
            ("A blade", "Weapon used before")
        );
        let embedded = Guide::embedded().unwrap();
        assert_ne!(guide.content_hash(), embedded.content_hash());
        let twice = [(CHECKLIST, EMBEDDED.checklist)];
        let refused = Guide::parse(&Files {
            earlier_checklists: &twice,
            ..EMBEDDED
        });
        assert!(matches!(
            refused,
            Err(GuideError::VersionTwice { version: 1 })
        ));
    }

    #[test]
    fn something_urgent_without_its_actions_or_twice_is_refused() {
        let parse = |text: &str| {
            Guide::parse(&Files {
                urgent: text,
                ..EMBEDDED
            })
        };
        let twice = EMBEDDED
            .urgent
            .replacen("\"threats_to_kill\"", "\"strangulation\"", 1);
        assert!(matches!(
            parse(&twice),
            Err(GuideError::UrgentActions { .. })
        ));
        // One action against a matter that needs two.
        let fewer = EMBEDDED
            .urgent
            .replacen("\"threats_to_kill\"", "\"none\"", 1);
        assert!(matches!(parse(&fewer), Err(GuideError::Schema { .. })));
        let fewer = EMBEDDED
            .urgent
            .replacen("\"suicidal\"", "\"x\"", 1)
            .replacen("\"threats_to_kill\"", "\"suicidal\"", 1)
            .replacen("\"x\"", "\"threats_to_kill\"", 1);
        assert!(matches!(
            parse(&fewer),
            Err(GuideError::UrgentActions { .. })
        ));
        let lost = EMBEDDED
            .urgent
            .replacen("\"say.suicidal\"", "\"say.nothing\"", 1);
        assert!(matches!(parse(&lost), Err(GuideError::LostLink { .. })));
    }
}
