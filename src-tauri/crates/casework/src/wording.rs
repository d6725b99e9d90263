//! The wording check: before a contact is sealed, the practitioner's own words are read for wording
//! that excuses, blames, or hides who did what (design 3.6).
//!
//! Practice rules (Respect, six steps): do not collude, hold the person to what they did, and keep
//! fact, what others said and opinion apart. The phrases are data of the guide. The check decides
//! nothing: each remark says why and what to write instead, and the practitioner decides.
//!
//! What somebody said is never read, for exact words are evidence and must not be smoothed: neither
//! the fields that hold them ([`own_words`]), nor quotations within the practitioner's own words.

use crate::contact::Contact;
use crate::ids::{ActionId, ItemId};
use crate::passage::{self, Passage, Sentences, Word};
use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many words behind a wording are looked at for one of [`Phrase::unless`].
const NEAR: usize = 6;

/// Wordings that are doubtful for the same reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// Its id, for instance `word.lost-control`.
    pub id: ItemId,
    /// The wordings that are looked for: plain words, each inflection on its own.
    pub find: Vec<String>,
    /// Words that make it sound when one of them stands among the next six words of the sentence:
    /// "was hit" hides who did it, "was hit by her partner" does not.
    pub unless: Vec<String>,
    /// Why it is doubtful.
    pub why: String,
    /// What to write instead.
    pub instead: String,
}

/// A wording that was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The phrase that it belongs to.
    pub phrase: ItemId,
    /// Where it stands, in bytes; always on the borders of characters.
    pub range: Range<usize>,
}

/// A field that holds the practitioner's own words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "place", rename_all = "snake_case")]
pub enum Place {
    /// Why the judgement is what it is.
    JudgementWhy,
    /// Why the judgement was raised.
    RaiseReason {
        /// Which time, counted from 1.
        time: u32,
    },
    /// Why an item is no longer present.
    ClearedWhy {
        /// Which.
        item: ItemId,
    },
    /// Why an offer was turned down.
    DismissedWhy {
        /// The item that was offered.
        item: ItemId,
    },
    /// The note on a point of step 4.
    Response {
        /// Which.
        item: ItemId,
    },
    /// What is written beside a route.
    Route {
        /// Which.
        item: ItemId,
    },
    /// Who else knows the family, and why nobody is told.
    Sharing,
    /// What is to be done, and on what ground it is shared.
    Action {
        /// Which.
        id: ActionId,
    },
    /// What the practitioner saw.
    Seen,
    /// What the practitioner thinks.
    Opinion,
    /// Why there is no review.
    NoReview,
}

/// One doubtful wording, with all that is shown of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Remark {
    /// The field that it stands in.
    pub place: Place,
    /// The phrase that it belongs to.
    pub phrase: ItemId,
    /// The wording in its sentence.
    pub passage: Passage,
    /// Why it is doubtful.
    pub why: String,
    /// What to write instead.
    pub instead: String,
}

/// The wordings of these phrases that stand in a text, in order. None overlap: the longest stays.
///
/// Whole words; case, accents, the form of an apostrophe, line breaks and hyphens between words make
/// no difference. Not read is what stands in quotation marks, double or single, that close again
/// before the next empty line. A mark that nothing closes hides nothing: a hit too many is waved
/// away, while a wording that was passed over stays in the sealed record.
pub fn hits(text: &str, phrases: &[Phrase]) -> Vec<Hit> {
    let wordings = Wordings::of(phrases);
    let found = wordings.found(text, &Sentences::of(text));
    let hit = |(number, range): (usize, Range<usize>)| Hit {
        phrase: phrases[number].id.clone(),
        range,
    };
    found.into_iter().map(hit).collect()
}

/// The practitioner's own words in a contact, in the order of the steps, without blank ones.
///
/// Never what was said: observations, answers and accounts hold the exact words of others, and so
/// does [`crate::contact::Notes::said`].
pub fn own_words(contact: &Contact) -> Vec<(Place, &Words)> {
    let mut own = Vec::new();
    for (item, answer) in &contact.answers {
        let item = item.clone();
        own.push((Place::ClearedWhy { item }, &answer.why));
    }
    for (item, dismissed) in contact.dismissed.values().flatten() {
        let item = item.clone();
        own.push((Place::DismissedWhy { item }, &dismissed.reason));
    }
    if let Some(given) = &contact.judgement {
        own.push((Place::JudgementWhy, &given.why));
        for (time, raise) in (1..).zip(&given.raised) {
            own.push((Place::RaiseReason { time }, &raise.reason));
        }
    }
    for (item, response) in &contact.responses {
        let item = item.clone();
        own.push((Place::Response { item }, &response.note));
    }
    for (item, route) in &contact.routes {
        for words in [
            &route.note,
            &route.programme_words,
            &route.looked_for,
            &route.looked_in,
            &route.no_action_because,
        ] {
            let item = item.clone();
            own.push((Place::Route { item }, words));
        }
    }
    own.push((Place::Sharing, &contact.sharing.who_knows));
    own.push((Place::Sharing, &contact.sharing.nobody_told_because));
    for (id, action) in &contact.actions {
        own.push((Place::Action { id: id.clone() }, &action.what));
        let basis = action.telling.as_ref().map(|telling| &telling.basis);
        own.extend(basis.map(|basis| (Place::Action { id: id.clone() }, basis)));
    }
    own.push((Place::Seen, &contact.notes.seen));
    own.push((Place::Opinion, &contact.notes.opinion));
    own.push((Place::NoReview, &contact.review.none_because));
    own.retain(|(_, words)| !words.is_blank());
    own
}

/// Every doubtful wording in the practitioner's own words of a contact, in the order of the steps.
pub fn check(contact: &Contact, phrases: &[Phrase]) -> Vec<Remark> {
    let wordings = Wordings::of(phrases);
    let mut remarks = Vec::new();
    for (place, words) in own_words(contact) {
        let sentences = Sentences::of(words.as_str());
        for (number, range) in wordings.found(words.as_str(), &sentences) {
            let phrase = &phrases[number];
            remarks.push(Remark {
                place: place.clone(),
                phrase: phrase.id.clone(),
                passage: sentences.passage(&range),
                why: phrase.why.clone(),
                instead: phrase.instead.clone(),
            });
        }
    }
    remarks
}

/// All wordings by their first word, so that a text is read once.
struct Wordings(BTreeMap<String, Vec<Wording>>);

struct Wording {
    /// The place of its phrase in the list.
    phrase: usize,
    /// The words behind the first one.
    rest: Vec<String>,
    unless: Vec<String>,
}

impl Wordings {
    fn of(phrases: &[Phrase]) -> Self {
        let folded = |text: &String| passage::words(text).into_iter().map(|word| word.folded);
        let mut wordings: BTreeMap<String, Vec<Wording>> = BTreeMap::new();
        for (number, phrase) in phrases.iter().enumerate() {
            let unless: Vec<String> = phrase.unless.iter().flat_map(folded).collect();
            for find in &phrase.find {
                let mut words = folded(find);
                let Some(first) = words.next() else { continue };
                wordings.entry(first).or_default().push(Wording {
                    phrase: number,
                    rest: words.collect(),
                    unless: unless.clone(),
                });
            }
        }
        Self(wordings)
    }

    /// What stands in a text: the place of its phrase in the list, and where.
    fn found(&self, text: &str, sentences: &Sentences<'_>) -> Vec<(usize, Range<usize>)> {
        let quotations = quotations(text);
        let quoted = |word: &Word| {
            let before = quotations.partition_point(|quotation| quotation.end <= word.range.start);
            quotations
                .get(before)
                .is_some_and(|quotation| quotation.start < word.range.end)
        };
        let words = passage::words(text);
        let mut found = Vec::new();
        for (at, first) in words.iter().enumerate() {
            let Some(wordings) = self.0.get(&first.folded) else {
                continue;
            };
            if quoted(first) {
                continue;
            }
            for wording in wordings {
                let end = at + wording.rest.len();
                let Some(all) = words.get(at..=end) else {
                    continue;
                };
                let same = all[1..].iter().map(|word| &word.folded).eq(&wording.rest)
                    && all
                        .windows(2)
                        .all(|two| stand_together(&text[two[0].range.end..two[1].range.start]));
                if !same {
                    continue;
                }
                let range = first.range.start..all[all.len() - 1].range.end;
                let sentence = sentences.bounds(&range);
                let sound = words[end + 1..]
                    .iter()
                    .take(NEAR)
                    .take_while(|word| word.range.start < sentence.end)
                    .any(|word| wording.unless.contains(&word.folded));
                if !sound {
                    found.push((wording.phrase, all.len(), range));
                }
            }
        }
        passage::longest(found, |found| found.2.clone(), |found| found.1)
            .into_iter()
            .map(|(phrase, _, range)| (phrase, range))
            .collect()
    }
}

/// True when nothing stands between two words but white space, or a hyphen.
fn stand_together(between: &str) -> bool {
    let between = between.trim_matches(passage::is_invisible);
    let hyphen = between.strip_prefix(passage::is_hyphen);
    hyphen.unwrap_or(between).chars().all(passage::is_space)
}

/// What stands in quotation marks, marks included, in order.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    // Up to where it is known that no mark of this kind closes, so that a text full of marks is not
    // read again for each of them.
    let mut open_until = [0; 2];
    let mut paragraph = 0;
    let mut at = 0;
    while at < chars.len() {
        if at >= paragraph {
            paragraph = end_of_paragraph(&chars, at);
        }
        let Some(marks) = opened(&chars, at) else {
            at += 1;
            continue;
        };
        let unclosed = &mut open_until[marks as usize];
        if at < *unclosed {
            at += 1;
            continue;
        }
        match (at + 1..paragraph).find(|closing| closed(&chars, *closing, marks)) {
            Some(closing) => {
                let (begin, last) = (chars[at].0, chars[closing]);
                found.push(begin..last.0 + last.1.len_utf8());
                at = closing + 1;
            }
            None => {
                *unclosed = paragraph;
                at += 1;
            }
        }
    }
    found
}

/// The two kinds of quotation marks.
#[derive(Clone, Copy)]
enum Marks {
    Double,
    Single,
}

/// The kind of marks that open here, if any.
///
/// A straight mark, and a single one of any form, opens only where no letter or digit stands before
/// it: `6" knife` and `the boys' room` open nothing.
fn opened(chars: &[(usize, char)], at: usize) -> Option<Marks> {
    let marks = match chars[at].1 {
        '\u{201C}' => return Some(Marks::Double),
        '"' => Marks::Double,
        '\'' | '\u{2018}' => Marks::Single,
        _ => return None,
    };
    let before = at.checked_sub(1).map(|before| chars[before].1);
    let next = chars.get(at + 1).map(|(_, next)| *next);
    let opens = !before.is_some_and(char::is_alphanumeric)
        && next.is_some_and(|next| !passage::is_space(next));
    opens.then_some(marks)
}

/// True when a quotation in such marks ends here. A straight or single mark closes only where
/// something stands before it and no letter or digit behind it.
fn closed(chars: &[(usize, char)], at: usize, marks: Marks) -> bool {
    let closes = match (marks, chars[at].1) {
        (Marks::Double, '\u{201D}') => return true,
        (Marks::Double, '"') | (Marks::Single, '\'' | '\u{2019}') => true,
        _ => false,
    };
    let before = at.checked_sub(1).map(|before| chars[before].1);
    let next = chars.get(at + 1).map(|(_, next)| *next);
    closes
        && before.is_some_and(|before| !passage::is_space(before))
        && !next.is_some_and(char::is_alphanumeric)
}

/// Where the next empty line begins, or the text ends.
fn end_of_paragraph(chars: &[(usize, char)], from: usize) -> usize {
    let mut line_is_empty = false;
    for (at, (_, c)) in chars.iter().enumerate().skip(from) {
        if *c == '\n' {
            if line_is_empty {
                return at;
            }
            line_is_empty = true;
        } else if !passage::is_space(*c) {
            line_is_empty = false;
        }
    }
    chars.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        quotations(text).into_iter().map(|at| &text[at]).collect()
    }

    #[test]
    fn a_quotation_is_what_a_pair_of_marks_holds() {
        assert_eq!(quoted("a “b c” d"), ["“b c”"]);
        assert_eq!(quoted("a \"b c\" d"), ["\"b c\""]);
        assert_eq!(quoted("a “b c\" d"), ["“b c\""]);
        assert_eq!(quoted("a 'b isn't c' d ‘e’"), ["'b isn't c'", "‘e’"]);
        assert_eq!(quoted("“a\nb” c “d\n\ne”"), ["“a\nb”"]);
        assert_eq!(quoted("\"a\", \"b\""), ["\"a\"", "\"b\""]);
    }

    #[test]
    fn a_mark_that_nothing_closes_and_an_apostrophe_hide_nothing() {
        for text in [
            "a “b c",
            "a \"b c",
            "a 6\" knife, a 7\" blade",
            "the boys' room and the girls' room",
            "isn't, wasn't",
            "“ “ “ \" \" '",
            "\" a \"",
            "",
        ] {
            assert_eq!(quoted(text), [""; 0], "{text}");
        }
    }
}
