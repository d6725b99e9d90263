//! The guide: reading and search. Holds no case data, so it works while the vault is locked.

use crate::error::{ErrorCode, ErrorView};
use crate::session::App;
use casework::gate::{QuestionSet, gate};
use casework::ids::{ContactId, ItemId};
use casework::when;
use chrono::NaiveDate;
use guide::{
    ChecklistItem, Entry, EntryKind, Figure, Fragment, GateAnswer, Hit, HitKind, LawCard, Nation,
    ReadIn, Service, SnippetFrom, Step,
};
use serde::Serialize;
use specta::Type;

/// How many hits a search returns.
const HITS: usize = 30;

/// An entry named by another.
#[derive(Clone, Debug, Serialize, Type)]
pub struct GuideLink {
    /// Its id.
    pub id: ItemId,
    /// Its label.
    pub label: String,
}

/// An entry of the guide, whole.
#[derive(Clone, Debug, Serialize, Type)]
pub struct EntryView {
    /// Its id.
    pub id: ItemId,
    /// What it is.
    pub kind: EntryKind,
    /// Its label.
    pub label: String,
    /// What it says; for a question the words to say.
    pub text: String,
    /// What it may mean.
    pub means: Option<String>,
    /// What to ask or do next.
    pub ask: Option<String>,
    /// True when `ask` has to be at hand also while the gate is shut.
    pub ask_always: bool,
    /// What not to do.
    pub avoid: Option<String>,
    /// Why it matters.
    pub why: Option<String>,
    /// A sentence that may be said to the person.
    pub say: Option<String>,
    /// How to say why you ask.
    pub lead_in: Option<String>,
    /// For whom a route is.
    pub for_whom: Option<String>,
    /// The question set of a question.
    pub set: Option<QuestionSet>,
    /// The answer under *Before you start* that brings it forward.
    pub gate: Option<GateAnswer>,
    /// Entries that belong to it.
    pub see_also: Vec<GuideLink>,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// When it was last read through: "23 November 2026".
    pub reviewed_on: String,
}

/// An item of the checklist with its text.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ChecklistItemView {
    /// Its id.
    pub id: ItemId,
    /// Its label.
    pub label: String,
    /// What counts as present.
    pub text: String,
    /// Why it matters.
    pub why: String,
    /// How to find out.
    pub find_out: String,
    /// Questions that could show it.
    pub questions: Vec<GuideLink>,
    /// Agencies that may know.
    pub agencies: Vec<String>,
    /// What it would change.
    pub changes: String,
    /// Where it comes from.
    pub sources: Vec<String>,
}

/// The checklist with its texts.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ChecklistView {
    /// Its version.
    pub version: u32,
    /// The eight indicators.
    pub indicators: Vec<ChecklistItemView>,
    /// The six further warning signs.
    pub warning_signs: Vec<ChecklistItemView>,
}

/// A law card.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LawView {
    /// Its id.
    pub id: ItemId,
    /// The nation.
    pub nation: Nation,
    /// Its label.
    pub label: String,
    /// What it is.
    pub text: String,
    /// Who can ask for it.
    pub who: Option<String>,
    /// What breaking it leads to.
    pub breach: Option<String>,
    /// One sentence that may be said to the person; none when it must never be mentioned to them.
    pub say: Option<String>,
    /// True when it must never be mentioned to the person.
    pub never_say: bool,
    /// What to beware of.
    pub caution: Option<String>,
    /// Whose content pack it comes from; none when it was built in.
    pub of_pack: Option<String>,
    /// Where it comes from and when it was checked.
    pub checked: CheckedView,
}

/// Where a fact comes from and how fresh it is.
#[derive(Clone, Debug, Serialize, Type)]
pub struct CheckedView {
    /// The source.
    pub source: String,
    /// Checked on: "23 November 2026".
    pub checked_on: String,
    /// Check again by.
    pub check_again_by: String,
    /// True when that day is past, or when it was read only in a secondary source.
    pub check_before_use: bool,
}

/// A service.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ServiceView {
    /// Its id.
    pub id: ItemId,
    /// Its label.
    pub label: String,
    /// The area that it serves.
    pub area: String,
    /// How to reach it.
    pub contact: String,
    /// What it does.
    pub text: String,
    /// Where it comes from and when it was checked.
    pub checked: CheckedView,
}

/// A figure that may be quoted.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FigureView {
    /// Its id.
    pub id: ItemId,
    /// Its label.
    pub label: String,
    /// The figure in a sentence.
    pub text: String,
    /// Where it comes from and when it was checked.
    pub checked: CheckedView,
}

/// Law cards, services and figures.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ReferenceView {
    /// Law cards by nation.
    pub laws: Vec<LawView>,
    /// Services.
    pub services: Vec<ServiceView>,
    /// Figures.
    pub figures: Vec<FigureView>,
}

/// One hit of a search.
#[derive(Clone, Debug, Serialize, Type)]
pub struct HitView {
    /// The entry.
    pub id: ItemId,
    /// What it is.
    pub kind: HitKind,
    /// Its label.
    pub label: String,
    /// Which field the snippet is: words on what not to say are not advice.
    pub from: SnippetFrom,
    /// What was found.
    pub snippet: Vec<Fragment>,
    /// What it may mean.
    pub means: Option<String>,
    /// What to ask or do; none where nobody may ask now.
    pub ask: Option<String>,
    /// What not to do.
    pub avoid: Option<String>,
}

/// One entry of any kind, to be read.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "page", rename_all = "snake_case")]
pub enum GuidePage {
    /// An entry of a step.
    Entry {
        /// The step that it belongs to.
        step: Step,
        /// The entry.
        entry: Box<EntryView>,
    },
    /// An item of the checklist.
    Item {
        /// The item.
        item: Box<ChecklistItemView>,
    },
    /// A law card.
    Law {
        /// The card.
        law: Box<LawView>,
    },
    /// A service.
    Service {
        /// The service.
        service: Box<ServiceView>,
    },
    /// A figure.
    Figure {
        /// The figure.
        figure: Box<FigureView>,
    },
    /// A question, looked for inside a contact in which nobody may ask now.
    NotNow,
}

impl App {
    /// All entries of one step, in the guide's order. `within` is the contact that the guide was opened
    /// from: see [`GuidePage::NotNow`].
    pub fn guide_step(&self, step: Step, within: Option<&ContactId>) -> Vec<EntryView> {
        let shut = self.questions_are_shut(within);
        let entries = self.guide.entries_of(step);
        entries
            .filter(|entry| !(shut && entry.kind == EntryKind::Question))
            .map(|entry| self.entry_view_within(entry, shut))
            .collect()
    }

    /// True inside a contact in which nobody may ask now: the question bank is not shown there, by
    /// whatever way it is looked for (design 3.1). A contact that cannot be read counts as such.
    fn questions_are_shut(&self, within: Option<&ContactId>) -> bool {
        within.is_some_and(|id| {
            let gate = self.unlocked(|open| {
                // A sealed contact is over: nobody is in the room any more.
                if open.vault.sealed(id)?.is_some() {
                    return Ok(true);
                }
                Ok(gate(&open.draft(id)?.contact.before).is_open())
            });
            gate != Ok(true)
        })
    }

    fn entry_view_within(&self, entry: &Entry, shut: bool) -> EntryView {
        let mut view = self.entry_view(entry);
        if shut {
            view.ask = view.ask.filter(|_| view.ask_always);
            self.leave_out_questions(&mut view.see_also);
        }
        view
    }

    fn leave_out_questions(&self, links: &mut Vec<GuideLink>) {
        links.retain(|link| !self.is_question(&link.id));
    }

    fn is_question(&self, id: &ItemId) -> bool {
        let entry = self.guide.entry(id);
        entry.is_some_and(|entry| entry.kind == EntryKind::Question)
    }

    /// The checklist with its texts.
    pub fn guide_checklist(&self) -> ChecklistView {
        let checklist = self.checklist();
        let items = |ids: &[ItemId]| {
            let found = ids.iter().filter_map(|id| self.guide.item(id));
            found.map(|item| self.item_view(item)).collect()
        };
        ChecklistView {
            version: checklist.version,
            indicators: items(&checklist.indicators),
            warning_signs: items(&checklist.warning_signs),
        }
    }

    /// What is shown in English because it has no words in the language of the guide, or those of an older
    /// text. The screen marks it, so that it is spoken as English.
    pub fn guide_in_english(&self) -> Vec<ItemId> {
        self.guide.untranslated().iter().cloned().collect()
    }

    /// Law cards, services, figures.
    pub fn guide_reference(&self) -> ReferenceView {
        let today = when::day_in_london(self.now());
        ReferenceView {
            laws: self
                .guide
                .laws
                .iter()
                .map(|law| self.law_view(law, today))
                .collect(),
            services: self
                .guide
                .services
                .iter()
                .map(|service| service_view(service, today))
                .collect(),
            figures: self
                .guide
                .figures
                .iter()
                .map(|figure| figure_view(figure, today))
                .collect(),
        }
    }

    /// One entry of any kind.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub fn guide_page(
        &self,
        id: &ItemId,
        within: Option<&ContactId>,
    ) -> Result<GuidePage, ErrorView> {
        let shut = self.questions_are_shut(within);
        if shut && self.is_question(id) {
            return Ok(GuidePage::NotNow);
        }
        let today = when::day_in_london(self.now());
        let guide = &self.guide;
        if let Some(entry) = guide.entry(id) {
            let step = entry.step;
            let entry = Box::new(self.entry_view_within(entry, shut));
            return Ok(GuidePage::Entry { step, entry });
        }
        if let Some(item) = guide.item(id) {
            let mut item = Box::new(self.item_view(item));
            if shut {
                item.questions.clear();
            }
            return Ok(GuidePage::Item { item });
        }
        if let Some(law) = guide.laws.iter().find(|law| law.id == *id) {
            let law = Box::new(self.law_view(law, today));
            return Ok(GuidePage::Law { law });
        }
        if let Some(service) = guide.services.iter().find(|service| service.id == *id) {
            let service = Box::new(service_view(service, today));
            return Ok(GuidePage::Service { service });
        }
        if let Some(figure) = guide.figures.iter().find(|figure| figure.id == *id) {
            let figure = Box::new(figure_view(figure, today));
            return Ok(GuidePage::Figure { figure });
        }
        Err(ErrorCode::NotFound.into())
    }

    /// Searches the guide as somebody types. Any text is a fine query; an empty one finds nothing.
    ///
    /// # Errors
    /// [`ErrorCode::GuideUnavailable`].
    pub fn guide_search(
        &self,
        query: &str,
        within: Option<&ContactId>,
    ) -> Result<Vec<HitView>, ErrorView> {
        let shut = self.questions_are_shut(within);
        self.search(|store| {
            let hits = store.search(query, HITS)?.into_iter();
            let hits = hits
                .filter(|hit| !(shut && hit.kind == HitKind::Question))
                // What to ask is not quoted either.
                .filter(|hit| !(shut && hit.from == SnippetFrom::Ask))
                .map(|hit| self.hit_view(hit, shut));
            Ok(hits.collect())
        })
    }

    /// A hit as it is shown. The search knows the guide as it was built: of a law card that the
    /// organisation's pack corrects, the corrected text is shown in the place of what was found.
    fn hit_view(&self, hit: Hit, shut: bool) -> HitView {
        let law = self.guide.laws.iter().find(|law| law.id == hit.id);
        let corrected = law
            .map(|law| self.law_as_it_stands(law))
            .filter(|(_, of_pack)| of_pack.is_some());
        let (from, snippet) = match corrected {
            Some((law, _)) => {
                let whole = Fragment {
                    text: law.text,
                    matched: false,
                };
                (SnippetFrom::Text, vec![whole])
            }
            None => (hit.from, hit.snippet),
        };
        let entry = self.guide.entry(&hit.id);
        let may_ask = |entry: &&Entry| !shut || entry.ask_always;
        HitView {
            means: entry.and_then(|entry| entry.means.clone()),
            ask: entry.filter(may_ask).and_then(|entry| entry.ask.clone()),
            avoid: entry.and_then(|entry| entry.avoid.clone()),
            id: hit.id,
            kind: hit.kind,
            label: hit.label,
            from,
            snippet,
        }
    }

    fn law_view(&self, card: &LawCard, today: NaiveDate) -> LawView {
        let (law, of_pack) = self.law_as_it_stands(card);
        LawView {
            say: Some(law.say).filter(|say| !law.never_say && !say.is_empty()),
            id: law.id,
            nation: law.nation,
            label: law.label,
            text: law.text,
            who: law.who,
            breach: law.breach,
            never_say: law.never_say,
            caution: law.caution,
            of_pack,
            checked: checked(
                &law.source,
                law.read_in,
                law.checked_on,
                law.check_again_by,
                today,
            ),
        }
    }

    pub(crate) fn links(&self, ids: &[ItemId]) -> Vec<GuideLink> {
        let link = |id: &ItemId| GuideLink {
            id: id.clone(),
            label: self.any_label(id),
        };
        ids.iter().map(link).collect()
    }

    /// The label of anything that can be read in the guide.
    fn any_label(&self, id: &ItemId) -> String {
        let guide = &self.guide;
        let elsewhere = || {
            let law = guide.laws.iter().find(|law| law.id == *id);
            let service = guide.services.iter().find(|service| service.id == *id);
            let figure = guide.figures.iter().find(|figure| figure.id == *id);
            law.map(|law| law.label.as_str())
                .or(service.map(|service| service.label.as_str()))
                .or(figure.map(|figure| figure.label.as_str()))
        };
        guide
            .label(id)
            .or_else(elsewhere)
            .unwrap_or(id.as_str())
            .to_owned()
    }

    fn source_titles(&self, keys: &[String]) -> Vec<String> {
        let title = |key: &String| {
            let source = self.guide.sources.get(key);
            source.map_or_else(|| key.clone(), |source| source.title.clone())
        };
        keys.iter().map(title).collect()
    }

    fn entry_view(&self, entry: &Entry) -> EntryView {
        EntryView {
            id: entry.id.clone(),
            kind: entry.kind,
            label: entry.label.clone(),
            text: entry.text.clone(),
            means: entry.means.clone(),
            ask: entry.ask.clone(),
            ask_always: entry.ask_always,
            avoid: entry.avoid.clone(),
            why: entry.why.clone(),
            say: entry.say.clone(),
            lead_in: entry.lead_in.clone(),
            for_whom: entry.for_whom.clone(),
            set: entry.set,
            gate: entry.gate,
            see_also: self.links(&entry.see_also),
            sources: self.source_titles(&entry.sources),
            reviewed_on: when::date(entry.reviewed_on),
        }
    }

    fn item_view(&self, item: &ChecklistItem) -> ChecklistItemView {
        ChecklistItemView {
            id: item.id.clone(),
            label: item.label.clone(),
            text: item.text.clone(),
            why: item.why.clone(),
            find_out: item.find_out.clone(),
            questions: self.links(&item.questions),
            agencies: item.agencies.clone(),
            changes: item.changes.clone(),
            sources: self.source_titles(&item.sources),
        }
    }
}

fn checked(
    source: &str,
    read_in: ReadIn,
    on: NaiveDate,
    by: NaiveDate,
    today: NaiveDate,
) -> CheckedView {
    CheckedView {
        source: source.to_owned(),
        checked_on: when::date(on),
        check_again_by: when::date(by),
        check_before_use: today > by || read_in == ReadIn::Secondary,
    }
}

fn service_view(service: &Service, today: NaiveDate) -> ServiceView {
    ServiceView {
        id: service.id.clone(),
        label: service.label.clone(),
        area: service.area.clone(),
        contact: service.contact.clone(),
        text: service.text.clone(),
        checked: checked(
            &service.source,
            service.read_in,
            service.checked_on,
            service.check_again_by,
            today,
        ),
    }
}

fn figure_view(figure: &Figure, today: NaiveDate) -> FigureView {
    FigureView {
        id: figure.id.clone(),
        label: figure.label.clone(),
        text: figure.text.clone(),
        // A figure is quoted from the named study or survey itself.
        checked: checked(
            &figure.source,
            ReadIn::Official,
            figure.checked_on,
            figure.check_again_by,
            today,
        ),
    }
}
