//! What of the guide is searched: one row for each thing that can be found, with how much it counts.

use crate::content::{Entry, EntryKind, Guide, Step};
use crate::query::without_apostrophes;
use casework::checklist::ItemList;
use casework::ids::ItemId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum HitKind {
    /// An entry: [`EntryKind::Statement`].
    Statement,
    /// An entry: [`EntryKind::Presentation`].
    Presentation,
    /// An entry: [`EntryKind::Behaviour`].
    Behaviour,
    /// An entry: [`EntryKind::Injury`].
    Injury,
    /// An entry: [`EntryKind::Question`].
    Question,
    /// An entry: [`EntryKind::Listening`].
    Listening,
    /// An entry: [`EntryKind::Note`].
    Note,
    /// An entry: [`EntryKind::Principle`].
    Principle,
    /// An entry: [`EntryKind::Rule`].
    Rule,
    /// An entry: [`EntryKind::Practice`].
    Practice,
    /// An entry: [`EntryKind::Safety`].
    Safety,
    /// An entry: [`EntryKind::SelfCare`].
    SelfCare,
    /// An entry: [`EntryKind::Route`].
    Route,
    /// An entry: [`EntryKind::NotAdvised`].
    NotAdvised,
    /// An entry: [`EntryKind::Caution`].
    Caution,
    /// One of the eight indicators.
    RiskIndicator,
    /// One of the further warning signs.
    WarningSign,
    /// A law card.
    Law,
    /// A service.
    Service,
    /// A figure that may be quoted.
    Figure,
}

impl HitKind {
    /// Every kind.
    pub const ALL: [Self; 20] = [
        Self::Statement,
        Self::Presentation,
        Self::Behaviour,
        Self::Injury,
        Self::Question,
        Self::Listening,
        Self::Note,
        Self::Principle,
        Self::Rule,
        Self::Practice,
        Self::Safety,
        Self::SelfCare,
        Self::Route,
        Self::NotAdvised,
        Self::Caution,
        Self::RiskIndicator,
        Self::WarningSign,
        Self::Law,
        Self::Service,
        Self::Figure,
    ];

    /// How much more than its words a thing of this kind counts.
    fn weight(self) -> f64 {
        match self {
            Self::Statement => 4.0,
            Self::NotAdvised => 2.5,
            Self::Service => 2.0,
            Self::RiskIndicator | Self::WarningSign => 1.8,
            Self::Question | Self::Presentation | Self::Behaviour | Self::Injury => 1.5,
            Self::Rule | Self::Caution | Self::Safety | Self::Route | Self::Law => 1.3,
            Self::Practice | Self::Listening => 1.2,
            Self::Note | Self::Principle | Self::SelfCare => 1.0,
            Self::Figure => 0.9,
        }
    }
}

impl From<EntryKind> for HitKind {
    fn from(kind: EntryKind) -> Self {
        match kind {
            EntryKind::Statement => Self::Statement,
            EntryKind::Presentation => Self::Presentation,
            EntryKind::Behaviour => Self::Behaviour,
            EntryKind::Injury => Self::Injury,
            EntryKind::Question => Self::Question,
            EntryKind::Listening => Self::Listening,
            EntryKind::Note => Self::Note,
            EntryKind::Principle => Self::Principle,
            EntryKind::Rule => Self::Rule,
            EntryKind::Practice => Self::Practice,
            EntryKind::Safety => Self::Safety,
            EntryKind::SelfCare => Self::SelfCare,
            EntryKind::Route => Self::Route,
            EntryKind::NotAdvised => Self::NotAdvised,
            EntryKind::Caution => Self::Caution,
        }
    }
}

/// A note that explains what somebody asks for counts for more than another note.
const EXPLAINS: f64 = 2.0;

/// Which field a snippet is. The screen has to say so: words under *avoid* are not advice.
///
/// A sentence that may be said to the person is searched, but is never a snippet: it is read only
/// where what to avoid stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SnippetFrom {
    /// The text.
    Text,
    /// What it may mean.
    Means,
    /// What to ask or do next; how to find out.
    Ask,
    /// What not to do or say.
    Avoid,
    /// Why it matters.
    Why,
    /// Anything else: whom a route is for, what breaking an order leads to.
    More,
}

impl SnippetFrom {
    /// In the order of the columns, which is the order of preference.
    pub(crate) const ALL: [Self; 6] = [
        Self::Text,
        Self::Means,
        Self::Ask,
        Self::Avoid,
        Self::Why,
        Self::More,
    ];
}

/// One thing as it stands in the index.
#[derive(Debug)]
pub(crate) struct Row {
    pub id: ItemId,
    pub kind: HitKind,
    pub step: Option<Step>,
    pub weight: f64,
    pub label: String,
    pub search: String,
    /// In the order of [`SnippetFrom::ALL`].
    pub fields: [String; 6],
    /// Words to say aloud: searched, never a snippet.
    pub say: String,
}

/// Every row, in the order of the index.
pub(crate) fn rows(guide: &Guide) -> Vec<Row> {
    let explained: BTreeSet<&ItemId> = guide
        .entries
        .iter()
        .filter(|entry| matches!(entry.kind, EntryKind::Statement | EntryKind::NotAdvised))
        .flat_map(|entry| &entry.see_also)
        .collect();
    let entries = guide.entries.iter().map(|entry| {
        let explains = entry.kind == EntryKind::Note && explained.contains(&entry.id);
        entry_row(entry, explains)
    });
    let items = guide.checklist.items.iter().map(|item| {
        let kind = match item.list {
            ItemList::Indicator => HitKind::RiskIndicator,
            ItemList::WarningSign => HitKind::WarningSign,
        };
        Row {
            step: Some(Step::Assess),
            fields: [
                item.text.clone(),
                String::new(),
                item.find_out.clone(),
                String::new(),
                item.why.clone(),
                item.changes.clone(),
            ],
            ..row(&item.id, kind, &item.label, &item.search)
        }
    });
    let laws = guide.laws.iter().map(|law| {
        let more = joined([
            &law.breach,
            &law.who,
            &law.caution,
            &Some(law.source.clone()),
        ]);
        Row {
            // "Never mention it" stands in the text, so the rest is not shown without it.
            fields: if law.never_say {
                only(format!("{} {more}", law.text), String::new())
            } else {
                only(law.text.clone(), more)
            },
            say: law.say.clone(),
            ..row(&law.id, HitKind::Law, &law.label, &law.search)
        }
    });
    let services = guide.services.iter().map(|service| {
        // The text says whom a number is not for, so the number is not shown without it.
        let text = format!("{} ({}). {}", service.contact, service.area, service.text);
        Row {
            fields: only(text, String::new()),
            ..row(
                &service.id,
                HitKind::Service,
                &service.label,
                &service.search,
            )
        }
    });
    let figures = guide.figures.iter().map(|figure| Row {
        fields: only(figure.text.clone(), figure.source.clone()),
        ..row(&figure.id, HitKind::Figure, &figure.label, &[])
    });
    entries
        .chain(items)
        .chain(laws)
        .chain(services)
        .chain(figures)
        .collect()
}

fn entry_row(entry: &Entry, explains: bool) -> Row {
    let field = |text: &Option<String>| text.clone().unwrap_or_default();
    let plain = row(&entry.id, entry.kind.into(), &entry.label, &entry.search);
    Row {
        step: Some(entry.step),
        weight: if explains { EXPLAINS } else { plain.weight },
        fields: [
            entry.text.clone(),
            field(&entry.means),
            field(&entry.ask),
            field(&entry.avoid),
            field(&entry.why),
            field(&entry.for_whom),
        ],
        say: joined([&entry.lead_in, &entry.say]),
        ..plain
    }
}

fn row(id: &ItemId, kind: HitKind, label: &str, search: &[String]) -> Row {
    Row {
        id: id.clone(),
        kind,
        step: None,
        weight: kind.weight(),
        label: label.to_string(),
        search: format!("{} {}", search.join(" "), without_apostrophes(label)),
        fields: Default::default(),
        say: String::new(),
    }
}

fn only(text: String, more: String) -> [String; 6] {
    let none = String::new;
    [text, none(), none(), none(), none(), more]
}

fn joined<const N: usize>(texts: [&Option<String>; N]) -> String {
    let there: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
    there.join(" ")
}
