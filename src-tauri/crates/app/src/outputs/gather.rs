//! What a document is made from, and what would stand in it: gathered from the vault, searched for leaks,
//! and without what somebody left out.

use super::{
    BlockView, DocumentView, FactView, LeftOutView, OutputPreviewView, OutputReader, OutputRequest,
    OutputSeen, OutputText, OutputWhich, SpanView,
};
use crate::error::{ErrorCode, ErrorView};
use crate::session::Unlocked;
use casework::action::Due;
use casework::audience::{Practitioner, read};
use casework::contact::AboutPerson;
use casework::ids::{ContactId, PersonId};
use casework::leak::{self, Known, Leak, Piece};
use casework::when;
use casework::words::Words;
use chrono::{DateTime, Utc};
use guide::Guide;
use report::document::{Block, Document, LeftOut, Span};
use report::given::{ActionGiven, ContactGiven, Given, ReferralGiven, System};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use vault::{PersonRecord, Sector};

/// All that is to leave, and what was found in it.
pub(super) struct Gathered {
    pub(super) given: Given,
    what: What,
    leaks: Vec<Leak>,
    terms: Vec<String>,
    left_out: Vec<LeftOut>,
    digest: String,
}

enum What {
    /// One document. The spans are cut, in the order in which they stand in it.
    Document(Document, Vec<Vec<Piece>>),
    /// Two texts; the first one is cut.
    Texts { entry: Vec<Piece>, hidden: Words },
}

impl Gathered {
    pub(super) fn of(
        open: &Unlocked,
        guide: &Guide,
        request: &OutputRequest,
        at: DateTime<Utc>,
    ) -> Result<Self, ErrorView> {
        let person = open
            .vault
            .person(&request.person)?
            .ok_or(ErrorCode::NotFound)?;
        let known_of = |given: &Given| known(given, &person);
        let (given, system) = given(open, guide, &person, &request.which, at)?;
        let mut cutter = Cutter::default();
        let mut terms = Vec::new();
        let (what, left_out) = match request.reader {
            OutputReader::HandOver => {
                // For those who have to know all of it: nothing in it is a leak.
                let made = report::hand_over(&given);
                (What::Document(made.document, Vec::new()), made.left_out)
            }
            OutputReader::SafeCopy => {
                let made = report::safe_copy(&given);
                let known = known_of(&given);
                let mut pieces = Vec::new();
                each_text(&made.document, &mut |text| {
                    pieces.push(cutter.cut(text, &known));
                });
                (What::Document(made.document, pieces), made.left_out)
            }
            OutputReader::OwnAgency => {
                let texts = report::own_agency_of(&given, system);
                let known = known_of(&given);
                let entry = plain(&given, &texts.entry);
                terms = texts.terms.into_iter().map(str::to_owned).collect();
                let what = What::Texts {
                    entry: cutter.cut(&entry, &known),
                    hidden: texts.hidden,
                };
                (what, Vec::new())
            }
        };
        let digest = digest(&given, &what);
        Ok(Self {
            given,
            what,
            leaks: cutter.leaks,
            terms,
            left_out,
            digest,
        })
    }

    /// What is shown. What could still leak is not: a text that stands there is used.
    pub(super) fn preview(&self, request: &OutputRequest) -> OutputPreviewView {
        // Answers to something else count for nothing.
        let seen = request.seen.as_ref();
        let seen = seen.filter(|seen| seen.digest == self.digest);
        let answers = match seen {
            Some(seen) => self.answers(seen),
            None if self.leaks.is_empty() => Ok(BTreeSet::new()),
            None => Err(self.leaks.len()),
        };
        let open = answers.as_ref().err().copied().unwrap_or_default();
        let out = answers.ok();
        let (document, entry, hidden) = match &self.what {
            What::Document(..) => (out.map(|out| view(&self.document(&out))), None, None),
            What::Texts { entry, hidden } => {
                let entry = out.map(|out| leak::left(entry, &out));
                (None, entry, Some(hidden.clone()))
            }
        };
        OutputPreviewView {
            reader: request.reader,
            leaks: self.leaks.clone(),
            leaks_open: u32::try_from(open).unwrap_or(u32::MAX),
            document,
            entry,
            hidden,
            terms: self.terms.clone(),
            left_out: self
                .left_out
                .iter()
                .map(|one| LeftOutView {
                    what: one.what.clone(),
                    why: one.why.clone(),
                })
                .collect(),
            seal_code: self.given.seal_code.clone(),
            digest: self.digest.clone(),
        }
    }

    /// The document as it was seen, without what was left out.
    pub(super) fn document_seen(&self, request: &OutputRequest) -> Result<Document, ErrorView> {
        let out = self.seen(request)?;
        match &self.what {
            What::Document(..) => Ok(self.document(&out)),
            // No file is made for the own system: it takes texts.
            What::Texts { .. } => Err(ErrorCode::OutputFailed.into()),
        }
    }

    /// One text as it was seen, without what was left out.
    pub(super) fn text_seen(
        &self,
        request: &OutputRequest,
        text: OutputText,
    ) -> Result<String, ErrorView> {
        // The hidden text holds everything, whatever is left out of the other one.
        if let (What::Texts { hidden, .. }, OutputText::Hidden) = (&self.what, text) {
            self.is_what_was_seen(request)?;
            return Ok(plain(&self.given, hidden));
        }
        let out = self.seen(request)?;
        match (&self.what, text) {
            (What::Texts { entry, .. }, OutputText::Entry) => {
                Ok(plain(&self.given, &leak::left(entry, &out)))
            }
            (What::Document(..), OutputText::SafeCopy)
                if request.reader == OutputReader::SafeCopy =>
            {
                Ok(report::safe_copy_text(&self.document(&out)))
            }
            _ => Err(ErrorCode::OutputEmpty.into()),
        }
    }

    /// The leaks that are left out, when this is what somebody looked at and all of them are answered.
    fn seen(&self, request: &OutputRequest) -> Result<BTreeSet<u32>, ErrorView> {
        let seen = self.is_what_was_seen(request)?;
        self.answers(seen)
            .map_err(|open| ErrorView::new(ErrorCode::OutputLeaksOpen).number(open as u64))
    }

    fn is_what_was_seen<'r>(
        &self,
        request: &'r OutputRequest,
    ) -> Result<&'r OutputSeen, ErrorView> {
        let seen = request.seen.as_ref();
        seen.filter(|seen| seen.digest == self.digest)
            .ok_or_else(|| ErrorCode::OutputChanged.into())
    }

    /// The leaks that are left out, or how many are not answered. One that is answered both ways is left out.
    fn answers(&self, seen: &OutputSeen) -> Result<BTreeSet<u32>, usize> {
        let out: BTreeSet<u32> = seen.leave_out.iter().copied().collect();
        let open = (0..)
            .zip(&self.leaks)
            .filter(|(place, _)| !out.contains(place) && !seen.stays.contains(place))
            .count();
        if open > 0 { Err(open) } else { Ok(out) }
    }

    fn document(&self, out: &BTreeSet<u32>) -> Document {
        let What::Document(document, pieces) = &self.what else {
            return Document::default();
        };
        if out.is_empty() || pieces.is_empty() {
            return document.clone();
        }
        let mut pieces = pieces.iter();
        let mut left = |text: &str| match pieces.next() {
            Some(pieces) => plain(&self.given, &leak::left(pieces, out)),
            None => text.to_owned(),
        };
        without_hollows(map_texts(document, &mut left))
    }
}

/// Cuts texts at their leaks, which are counted on from one to the next.
#[derive(Default)]
struct Cutter {
    leaks: Vec<Leak>,
}

impl Cutter {
    fn cut(&mut self, text: &str, known: &Known) -> Vec<Piece> {
        let found = leak::leaks(text, known);
        let before = u32::try_from(self.leaks.len()).unwrap_or(u32::MAX);
        let pieces = leak::cut(text, &found).into_iter().map(|piece| Piece {
            leaks: piece.leaks.iter().map(|leak| before + leak).collect(),
            ..piece
        });
        self.leaks.extend(found);
        pieces.collect()
    }
}

/// What none of the contacts wants the person to learn, and who belongs to them as it is known today.
fn known(given: &Given, person: &PersonRecord) -> Known {
    let mut contacts = given.contacts.iter().map(|one| &one.sealed.contact);
    let mut known = contacts.next().map(Known::of);
    for contact in contacts {
        if let Some(known) = &mut known {
            known.also(Known::of(contact));
        }
    }
    let mut known = known.unwrap_or_else(|| Known::of(&casework::contact::Contact::default()));
    for member in person.household() {
        known.add_member(member);
    }
    known
}

/// The contacts of a person that were chosen, in the order in which they were sealed; and whether it is all of
/// them with what happened in between.
pub(super) fn chosen(
    open: &Unlocked,
    person: &PersonId,
    which: &OutputWhich,
) -> Result<(Vec<ContactId>, bool), ErrorView> {
    let all = open.vault.contacts_of(person)?.into_iter();
    let all = all.map(|row| row.id);
    let (ids, whole): (Vec<ContactId>, bool) = match which {
        OutputWhich::Whole => (all.collect(), true),
        OutputWhich::Contacts { contacts } => {
            let wanted: BTreeSet<&ContactId> = contacts.iter().collect();
            let chosen: Vec<ContactId> = all.filter(|id| wanted.contains(id)).collect();
            // A contact of somebody else must never come along.
            if chosen.len() != wanted.len() {
                return Err(ErrorCode::NotFound.into());
            }
            (chosen, false)
        }
    };
    if ids.is_empty() {
        return Err(ErrorCode::OutputNothing.into());
    }
    Ok((ids, whole))
}

/// The record of a person, or what was chosen of it; and the system that its texts are worded for.
pub(crate) fn given(
    open: &Unlocked,
    guide: &Guide,
    person: &PersonRecord,
    which: &OutputWhich,
    at: DateTime<Utc>,
) -> Result<(Given, System), ErrorView> {
    let vault = &open.vault;
    let id = &person.row.id;
    let (ids, whole) = chosen(open, id, which)?;
    let mut contacts = Vec::with_capacity(ids.len());
    for contact in &ids {
        let record = vault.sealed(contact)?.ok_or(ErrorCode::NotFound)?;
        // The version that it was scored with, whatever is in force today.
        let text = guide.checklist_text(record.sealed.outcome.checklist_version);
        let text = text.unwrap_or(&guide.checklist);
        let find_out = text.items.iter();
        contacts.push(ContactGiven {
            checklist: text.checklist(),
            find_out: find_out
                .map(|item| (item.id.clone(), item.find_out.clone()))
                .collect(),
            sealed: record.sealed,
            amendments: record
                .amendments
                .into_iter()
                .map(|added| added.amendment)
                .collect(),
            entry: record.seq,
            clock_off: record.clock_off,
        });
    }
    let today = when::day_in_london(at);
    let actions = vault.actions_of(id)?.into_iter();
    let actions = actions
        .filter(|row| row.contact.as_ref().map_or(whole, |id| ids.contains(id)))
        .map(|row| ActionGiven {
            is: row.done_on.is_none().then(|| Due::of(row.due, today)),
            contact: row.contact,
            what: row.what,
            who: row.who,
            due: row.due,
            done_on: row.done_on,
            outcome: row.outcome,
        })
        .collect();
    let referrals = vault.referrals_of(id)?.into_iter();
    let referrals = referrals
        .filter(|row| ids.contains(&row.contact))
        .map(|row| ReferralGiven {
            contact: row.contact,
            route: row.route,
            service: row.service,
            made_on: row.made_on,
            state: row.state,
            words: row.words,
        })
        .collect();
    let events = match whole {
        true => vault.events_of(id)?,
        false => Vec::new(),
    };
    let settings = vault.settings()?;
    let entries = std::iter::once(&person.person).chain(&person.joined);
    let given = Given {
        about: AboutPerson {
            id: id.clone(),
            name: person.row.name.clone(),
            local_reference: person.row.local_reference.clone(),
        },
        entries: entries.cloned().collect(),
        contacts,
        whole,
        actions,
        referrals,
        events,
        by: settings.author,
        at,
        seal_code: vault.seal_code().to_string(),
    };
    Ok((given, system(settings.sector)))
}

fn system(sector: Option<Sector>) -> System {
    match sector {
        Some(Sector::GeneralPractice) => System::GeneralPractice,
        Some(Sector::Health) => System::Health,
        Some(Sector::Housing) => System::Housing,
        Some(Sector::SocialCare) => System::SocialCare,
        Some(Sector::Other) | None => System::Other,
    }
}

/// A text of ours as the practitioner reads it, who has seen all of it in the preview.
fn plain(given: &Given, words: &Words) -> String {
    let Some(first) = given.contacts.first() else {
        return String::new();
    };
    read(&first.sealed.contact, Practitioner)
        .text(words)
        .to_string()
}

/// What has to be the same when it is made: all that it says but the time and the seal code, which go on with
/// every output.
fn digest(given: &Given, what: &What) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    match what {
        What::Document(document, _) => {
            add(&format!("{:?}", document.blocks));
        }
        What::Texts { entry, hidden } => {
            for piece in entry {
                add(&plain(given, &piece.text));
            }
            add(&plain(given, hidden));
        }
    }
    hash.finalize().iter().fold(String::new(), |text, byte| {
        use std::fmt::Write;
        let mut text = text;
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Hands over every text of the blocks of a document, in order.
fn each_text(document: &Document, take: &mut dyn FnMut(&str)) {
    map_texts(document, &mut |text| {
        take(text);
        String::new()
    });
}

/// The same document with other texts.
fn map_texts(document: &Document, to: &mut dyn FnMut(&str) -> String) -> Document {
    let span = |one: &Span, to: &mut dyn FnMut(&str) -> String| Span {
        text: to(&one.text),
        protected: one.protected,
    };
    let blocks = document.blocks.iter().map(|block| match block {
        Block::Heading { level, text } => Block::Heading {
            level: *level,
            text: to(text),
        },
        Block::Paragraph { text } => Block::Paragraph {
            text: span(text, to),
        },
        Block::Callout { text } => Block::Callout { text: to(text) },
        Block::List { items } => Block::List {
            items: items.iter().map(|one| span(one, to)).collect(),
        },
        Block::Facts { rows } => Block::Facts {
            rows: rows
                .iter()
                .map(|(name, value)| (name.clone(), span(value, to)))
                .collect(),
        },
        Block::Table {
            caption,
            head,
            rows,
        } => Block::Table {
            caption: to(caption),
            head: head.clone(),
            rows: rows
                .iter()
                .map(|row| row.iter().map(|cell| span(cell, to)).collect())
                .collect(),
        },
    });
    Document {
        blocks: blocks.collect(),
        ..document.clone()
    }
}

/// What stands in a table where something was left out.
const TAKEN_OUT: &str = "Left out";

/// Takes away what holds nothing any more after something was left out: it would show that something was there.
fn without_hollows(mut document: Document) -> Document {
    let is_blank = |text: &str| text.trim().is_empty();
    let blocks = std::mem::take(&mut document.blocks)
        .into_iter()
        .filter_map(|block| match block {
            Block::Heading { ref text, .. } | Block::Callout { ref text } => {
                (!is_blank(text)).then_some(block)
            }
            Block::Paragraph { ref text } => (!is_blank(&text.text)).then_some(block),
            Block::List { mut items } => {
                items.retain(|one| !is_blank(&one.text));
                (!items.is_empty()).then_some(Block::List { items })
            }
            Block::Facts { mut rows } => {
                rows.retain(|(_, value)| !is_blank(&value.text));
                (!rows.is_empty()).then_some(Block::Facts { rows })
            }
            Block::Table {
                caption,
                head,
                mut rows,
            } => {
                for cell in rows.iter_mut().flatten() {
                    if is_blank(&cell.text) {
                        TAKEN_OUT.clone_into(&mut cell.text);
                    }
                }
                Some(Block::Table {
                    caption,
                    head,
                    rows,
                })
            }
        });
    let mut kept: Vec<Block> = Vec::new();
    for block in blocks.collect::<Vec<_>>().into_iter().rev() {
        // From the end: a heading stays when something stands below it before the next one as high.
        if let Block::Heading { level, .. } = &block {
            let below = kept.last();
            let holds = match below {
                None => false,
                Some(Block::Heading { level: next, .. }) => next > level,
                Some(_) => true,
            };
            if !holds {
                continue;
            }
        }
        kept.push(block);
    }
    kept.reverse();
    Document {
        blocks: kept,
        ..document
    }
}

fn view(document: &Document) -> DocumentView {
    let words = |text: &String| Words::new(text.clone());
    let span = |one: &Span| SpanView {
        text: words(&one.text),
        protected: one.protected,
    };
    let blocks = document.blocks.iter().map(|block| match block {
        Block::Heading { level, text } => BlockView::Heading {
            level: *level,
            text: words(text),
        },
        Block::Paragraph { text } => BlockView::Paragraph { text: span(text) },
        Block::Callout { text } => BlockView::Callout { text: words(text) },
        Block::List { items } => BlockView::List {
            items: items.iter().map(span).collect(),
        },
        Block::Facts { rows } => BlockView::Facts {
            rows: rows
                .iter()
                .map(|(name, value)| FactView {
                    name: name.clone(),
                    value: span(value),
                })
                .collect(),
        },
        Block::Table {
            caption,
            head,
            rows,
        } => BlockView::Table {
            caption: words(caption),
            head: head.clone(),
            rows: rows
                .iter()
                .map(|row| row.iter().map(span).collect())
                .collect(),
        },
    });
    DocumentView {
        title: document.title.clone(),
        made: document.made.clone(),
        made_by: Words::new(document.made_by.clone()),
        seal_code: document.seal_code.clone(),
        every_page: document.every_page.clone(),
        blocks: blocks.collect(),
    }
}
