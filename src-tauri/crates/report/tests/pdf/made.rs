//! Made-up documents.

use chrono::{DateTime, Utc};
use report::document::{Block, Document, Span};

/// Words that stand nowhere else on this machine, each in another kind of place.
pub const MARKS: [&str; 8] = [
    "Quillfeatherly",
    "Brambleshawe",
    "Ottershrift",
    "Marrowhythe",
    "Duskwillow",
    "Fennelgrove",
    "Hazelmarch",
    "Wrenbourne",
];

/// When they were made.
pub fn at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_443_240, 0).unwrap()
}

/// A document with nothing in it yet.
pub fn empty(title: &str) -> Document {
    Document {
        title: title.to_owned(),
        made: "23 November 2026 at 2:14pm".to_owned(),
        at: Some(at()),
        made_by: "A. Berry, health visitor, Northgate Family Health".to_owned(),
        seal_code: Some("K7QF-2M9D-XR4T".to_owned()),
        every_page: Some(
            "Holds protected information. It must not reach the person or their family.".to_owned(),
        ),
        blocks: Vec::new(),
    }
}

pub fn heading(level: u8, text: &str) -> Block {
    Block::Heading {
        level,
        text: text.to_owned(),
    }
}

pub fn paragraph(text: Span) -> Block {
    Block::Paragraph { text }
}

/// Something like a hand-over of a few pages.
pub fn hand_over() -> Document {
    let mut document = empty("Hand-over");
    document.blocks = vec![
        Block::Callout {
            text: "Act now. Threats to kill were reported on 23 November 2026.".to_owned(),
        },
        paragraph(Span::protected(
            "Reach the partner only by the way that was named: weekday mornings, at the nursery.",
        )),
        heading(1, "Who this is about"),
        Block::Facts {
            rows: vec![
                fact("Alleged person", Span::open("D. K.")),
                fact(
                    "Household",
                    Span::open("A partner and two children, aged 1 and 4"),
                ),
                fact(
                    "Who is at risk",
                    Span::protected("The partner and both children. A former partner may be too."),
                ),
                fact(
                    "When it is greatest",
                    Span::protected("Friday evenings, and since the partner spoke of leaving"),
                ),
                fact("Review", Span::open("30 November 2026")),
            ],
        },
        heading(1, "Indicators and warning signs"),
        paragraph(Span::open(
            "2 of 8 indicators present, 3 not known, 1 not asked; 1 of 6 further warning signs \
             present.",
        )),
        heading(2, "Present"),
        Block::Table {
            caption: "Indicators that are present".to_owned(),
            head: strings(&["Indicator", "Who said so", "Exact words"]),
            rows: (1..=8).map(indicator).collect(),
        },
        heading(2, "Not known"),
        Block::List {
            items: vec![
                Span::open("Whether there are weapons in the home"),
                Span::protected("Whether the partner is followed: a neighbour thinks so"),
                Span::open("Whether animals were hurt"),
            ],
        },
        heading(1, "What was decided"),
        Block::Table {
            caption: "Actions".to_owned(),
            head: strings(&["What", "Who", "By when", "How it stands"]),
            rows: (1..=16).map(action).collect(),
        },
        heading(1, "Who else knows the family"),
        paragraph(Span::open(
            "The practice nurse saw the children on 3 October 2026. The school has not been asked.",
        )),
        heading(1, "What is not known"),
        paragraph(Span::open(
            "Nobody has spoken to the former partner. What happened in 2023 is not known.",
        )),
    ];
    document
}

fn fact(name: &str, value: Span) -> (String, Span) {
    (name.to_owned(), value)
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn indicator(number: u32) -> Vec<Span> {
    vec![
        Span::open(format!(
            "Indicator {number}: it happens more often, or gets worse"
        )),
        Span::open("Partner or ex-partner"),
        Span::protected(format!(
            "“Number {number}: if I take the baby to my mother’s it would be finished.” Said \
             quietly, while the person was out of the room."
        )),
    ]
}

fn action(number: u32) -> Vec<Span> {
    vec![
        Span::open(format!(
            "Action {number}: call children’s social care and send the referral form"
        )),
        Span::open("A. Berry"),
        Span::open("today, 23 November 2026"),
        Span::open("Done on 23 November 2026"),
    ]
}

/// A document with a word of [`MARKS`] in every kind of place.
pub fn marked() -> Document {
    marked_with("")
}

/// As [`marked`], each word with an ending: so that nobody else on this machine writes it at the same time.
pub fn marked_with(ending: &str) -> Document {
    let [
        title,
        made_by,
        first,
        paragraph_of,
        callout,
        item,
        value,
        cell,
    ] = MARKS.map(|mark| format!("{mark}{ending}"));
    let mut document = empty(&title);
    document.made_by = made_by;
    document.blocks = vec![
        heading(1, &first),
        paragraph(Span::protected(paragraph_of)),
        Block::Callout { text: callout },
        Block::List {
            items: vec![Span::open(item)],
        },
        Block::Facts {
            rows: vec![fact("Name", Span::protected(value))],
        },
        Block::Table {
            caption: "Table".to_owned(),
            head: strings(&["Column"]),
            rows: vec![vec![Span::protected(cell)]],
        },
    ];
    document
}

/// Every text of a document in the order in which it is read.
pub fn in_order(document: &Document) -> Vec<String> {
    let mut said = vec![
        document.title.clone(),
        format!("Made {} by {}", document.made, document.made_by),
    ];
    said.extend(
        document
            .seal_code
            .iter()
            .map(|code| format!("Seal code {code}")),
    );
    let span = |span: &Span| {
        let mark = if span.protected { "Protected " } else { "" };
        format!("{mark}{}", span.text)
    };
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } | Block::Callout { text } => said.push(text.clone()),
            Block::Paragraph { text } => said.push(span(text)),
            Block::List { items } => {
                said.extend(items.iter().map(|item| format!("• {}", span(item))));
            }
            Block::Facts { rows } => {
                said.extend(
                    rows.iter()
                        .map(|(name, value)| format!("{name} {}", span(value))),
                );
            }
            Block::Table {
                caption,
                head,
                rows,
            } => {
                said.push(caption.clone());
                said.extend(head.clone());
                said.extend(rows.iter().flatten().map(span));
            }
        }
    }
    said
}
