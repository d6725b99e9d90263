//! What of a record can be searched, and the sentence in which it was found.
//!
//! Every field is taken apart by name, so that a new one does not compile here until somebody has decided
//! where it stands. What is searched is decided here; how it is looked up is for the vault.
//!
//! Case, accents and apostrophes make no difference, as in the checks ([`crate::passage`]): `Łukasz` is
//! found by `lukasz`, `O'Brien` by `obrien`.

use crate::checklist::ItemAnswer;
use crate::contact::{
    AboutPerson, Account, Action, Contact, JudgementGiven, Notes, Observation, QuestionAnswer,
    Raise, Response, Review, Route,
};
use crate::counter::{Counter, Finding};
use crate::jotting::Jotting;
use crate::passage::{Sentences, Word, words};
use crate::person::{Member, Person};
use crate::provenance::{Protection, Source, Sources};
use crate::referral::{Sharing, Telling};
use crate::sealing::Amendment;
use crate::suggestion::Dismissed;
use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::Range;

/// Where something was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[cfg_attr(feature = "bindings", serde(rename = "FoundPlace"))]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Heard or seen, step 1.
    Observation,
    /// A line of the notepad.
    Jotting,
    /// The answer to a question card.
    Question,
    /// An answer of the checklist.
    Checklist,
    /// Why an offer was turned down.
    TurnedDown,
    /// *Who does what to whom*.
    Picture,
    /// Why the practitioner judges so.
    Judgement,
    /// What was said to the person, step 4.
    Response,
    /// A route, step 5.
    Route,
    /// Something to do.
    Action,
    /// Who else knows the family, and which agency is told why.
    Sharing,
    /// What somebody else said.
    Account,
    /// Said by the person.
    Said,
    /// Seen by the practitioner.
    Seen,
    /// The practitioner's opinion.
    Opinion,
    /// Why there is no review.
    Review,
    /// A correction or an addition, and why it was made.
    Amendment,
    /// The person's name.
    Name,
    /// The reference of the practitioner's agency.
    Reference,
    /// Somebody of the household.
    Household,
    /// Notes about the person.
    PersonNotes,
}

/// Something that was typed, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written<'a> {
    /// Where it stands.
    pub place: Place,
    /// What was typed; never blank.
    pub words: &'a Words,
    /// True when it could lead back to a victim, or nobody has said whom it came from.
    pub protected: bool,
}

/// Collects what was typed in the order in which it is read.
#[derive(Default)]
struct Collected<'a>(Vec<Written<'a>>);

impl<'a> Collected<'a> {
    fn add(&mut self, place: Place, words: &'a Words, protected: bool) {
        if !words.is_blank() {
            self.0.push(Written {
                place,
                words,
                protected,
            });
        }
    }

    fn open(&mut self, place: Place, words: &'a Words) {
        self.add(place, words, false);
    }

    fn told(&mut self, place: Place, words: &'a Words, sources: &Sources) {
        self.add(place, words, sources.protection() != Protection::Open);
    }
}

/// Everything that was typed in a contact. Whom it is about stands last: a sentence that was said tells
/// more than a name.
pub fn contact(contact: &Contact) -> Vec<Written<'_>> {
    let Contact {
        about,
        before: _,
        gate_changes: _,
        answered_openly: _,
        observations,
        questions,
        answers,
        dismissed,
        earlier: _,
        jottings,
        counter,
        wording_kept: _,
        judgement,
        responses,
        routes,
        actions,
        accounts,
        notes,
        review,
        place: _,
        looked_again: _,
        sharing,
    } = contact;
    let mut all = Collected::default();
    let Notes {
        said,
        seen,
        opinion,
    } = notes;
    all.open(Place::Said, said);
    all.open(Place::Seen, seen);
    all.open(Place::Opinion, opinion);
    for observation in observations.values() {
        let Observation {
            id: _,
            item: _,
            words,
            sources,
            when,
        } = observation;
        all.told(Place::Observation, words, sources);
        all.told(Place::Observation, when, sources);
    }
    for jotting in jottings.values() {
        let Jotting {
            id: _,
            words,
            sources,
            to: _,
            alone: _,
            at: _,
        } = jotting;
        all.told(Place::Jotting, words, sources);
    }
    for QuestionAnswer { asked: _, words } in questions.values() {
        all.open(Place::Question, words);
    }
    for answer in answers.values() {
        let ItemAnswer {
            presence: _,
            sources,
            words,
            when,
            why,
            answered_at: _,
        } = answer;
        all.told(Place::Checklist, words, sources);
        all.told(Place::Checklist, when, sources);
        all.told(Place::Checklist, why, sources);
    }
    for Account {
        id: _,
        source,
        who,
        words,
    } in accounts.values()
    {
        let protected = source.is_none_or(Source::is_protected);
        all.add(Place::Account, words, protected);
        all.add(Place::Account, who, protected);
    }
    if let Some(counter) = counter {
        let Counter {
            afraid,
            changed_life,
            decides,
            injuries,
            pattern,
        } = counter;
        for Finding {
            who: _,
            words,
            sources,
        } in [afraid, changed_life, decides, injuries, pattern]
        {
            all.told(Place::Picture, words, sources);
        }
    }
    if let Some(judgement) = judgement {
        let JudgementGiven {
            view: _,
            why,
            at: _,
            outcome_shown_at: _,
            raised,
        } = judgement;
        all.open(Place::Judgement, why);
        for Raise {
            to: _,
            reason,
            at: _,
        } in raised
        {
            all.open(Place::Judgement, reason);
        }
    }
    for Dismissed { reason, at: _ } in dismissed.values().flat_map(|items| items.values()) {
        all.open(Place::TurnedDown, reason);
    }
    for Response { used: _, note } in responses.values() {
        all.open(Place::Response, note);
    }
    for Route {
        service,
        reply: _,
        note,
        // Of the directory, so of nobody; but it is how the practitioner remembers where they referred to.
        chosen,
        programme_too: _,
        programme_words,
        looked_for,
        looked_in,
        action: _,
        no_action_because,
        declined_at: _,
    } in routes.values()
    {
        let chosen = chosen.as_ref().map(|service| &service.name);
        let typed = [
            service,
            note,
            programme_words,
            looked_for,
            looked_in,
            no_action_because,
        ];
        for words in chosen.into_iter().chain(typed) {
            all.open(Place::Route, words);
        }
    }
    for Action {
        id: _,
        what,
        who,
        by: _,
        against: _,
        telling,
    } in actions.values()
    {
        all.open(Place::Action, what);
        all.open(Place::Action, who);
        if let Some(Telling {
            agency: _,
            decision: _,
            basis,
            decided_by,
            decided_on: _,
        }) = telling
        {
            all.add(Place::Sharing, basis, true);
            all.add(Place::Sharing, decided_by, true);
        }
    }
    let Sharing {
        who_knows,
        nobody_told_because,
    } = sharing;
    all.add(Place::Sharing, who_knows, true);
    all.add(Place::Sharing, nobody_told_because, true);
    let Review {
        day: _,
        none_because,
    } = review;
    all.open(Place::Review, none_because);
    if let Some(AboutPerson {
        id: _,
        name,
        local_reference,
    }) = about
    {
        all.open(Place::Name, name);
        all.open(Place::Reference, local_reference);
    }
    all.0
}

/// Everything that was typed in an amendment. Nobody says whom it came from, so it counts as protected.
pub fn amendment(amendment: &Amendment) -> Vec<Written<'_>> {
    let Amendment {
        contact: _,
        text,
        reason,
        author: _,
        at: _,
    } = amendment;
    let mut all = Collected::default();
    all.add(Place::Amendment, text, true);
    all.add(Place::Amendment, reason, true);
    all.0
}

/// What a person is found by: name, reference, household, notes. Who belongs to them is protected.
pub fn person(person: &Person) -> Vec<Written<'_>> {
    let Person {
        id: _,
        name,
        local_reference,
        born: _,
        nhs_number: _,
        notes,
        household,
    } = person;
    let mut all = Collected::default();
    all.open(Place::Name, name);
    all.open(Place::Reference, local_reference);
    for Member {
        id: _,
        relation: _,
        name,
        birth_year: _,
    } in household
    {
        all.add(Place::Household, name, true);
    }
    all.open(Place::PersonNotes, notes);
    all.0
}

/// The words of a text as they are looked up: in lower case, without accents and apostrophes, and of ASCII
/// letters and digits alone, so that an index needs to know nothing of other scripts to find them.
pub fn tokens(text: &str) -> impl Iterator<Item = String> {
    words(text).into_iter().map(|word| looked_up(&word.bare()))
}

/// Those of its words that an index which reads ASCII alone would not find in the text as it is.
pub fn other_forms(text: &str) -> impl Iterator<Item = String> + '_ {
    words(text).into_iter().filter_map(|word| {
        // The letter before and the one behind: an index may take either for a part of the word.
        let before = text[..word.range.start].chars().next_back();
        let behind = text[word.range.end..].chars().next();
        let around = [before, behind].into_iter().flatten();
        let plain = text[word.range.clone()]
            .chars()
            .all(|c| c.is_ascii_alphanumeric())
            && around.into_iter().all(|c| c.is_ascii());
        (!plain).then(|| looked_up(&word.bare()))
    })
}

/// A word in ASCII. The beginning of a word becomes the beginning of what it becomes.
fn looked_up(bare: &str) -> String {
    bare.chars()
        .map(|c| match c.is_ascii() {
            true => c.to_string(),
            false => format!("u{:05x}", u32::from(c)),
        })
        .collect()
}

/// More words than this are not looked for: a pasted letter must not make the search slow.
const MOST_WORDS: usize = 12;

/// Letters of one word that are looked at.
pub const LONGEST_WORD: usize = 40;

/// One word that is looked for.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedWord {
    /// In lower case, without accents and apostrophes.
    word: String,
    /// True when it may be the beginning of a word.
    pub begins: bool,
}

impl TypedWord {
    /// The word, or its beginning, as [`tokens`] has it.
    pub fn looked_up(&self) -> String {
        looked_up(&self.word)
    }

    fn matches(&self, word: &Word) -> bool {
        let bare = word.bare();
        match self.begins {
            true => bare.starts_with(&self.word),
            false => bare == self.word,
        }
    }
}

/// Reads what somebody types into a search: every word has to be there. The last may still be on its way,
/// so it is taken for a beginning once it has two letters.
pub fn typed(text: &Words) -> Vec<TypedWord> {
    let mut all: Vec<_> = words(text.as_str())
        .iter()
        .map(Word::bare)
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .map(|word| {
            let cut = word.char_indices().nth(LONGEST_WORD);
            TypedWord {
                begins: cut.is_some(),
                word: cut.map_or(word.clone(), |(at, _)| word[..at].to_owned()),
            }
        })
        .collect();
    if let Some(last) = all.last_mut() {
        last.begins |= last.word.chars().count() > 1;
    }
    all
}

/// A piece of a sentence that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[cfg_attr(feature = "bindings", serde(rename = "FoundPiece"))]
pub struct Piece {
    /// The words of it.
    pub words: Words,
    /// True when they were looked for.
    pub matched: bool,
}

/// The sentence in which something was found. Its pieces put together are the sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[cfg_attr(feature = "bindings", serde(rename = "FoundSentence"))]
pub struct Sentence {
    /// Where it stands.
    pub place: Place,
    /// True when it could lead back to a victim.
    pub protected: bool,
    /// In order.
    pub pieces: Vec<Piece>,
}

/// The sentence that has most of the words looked for; of several the first.
///
/// Of `texts` that do not hold them, none. The words of `hidden` are names that are shown by their first
/// letters, wherever they stand and however they are written: a list of hits may be seen by anybody. A
/// name that is a word as well ("Will") is shortened too: the record itself shows it whole.
pub fn sentence<'a>(
    texts: impl IntoIterator<Item = (Place, bool, &'a str)>,
    typed: &[TypedWord],
    hidden: &[Words],
) -> Option<Sentence> {
    let mut best: Option<(usize, Place, bool, &str, Range<usize>)> = None;
    for (place, protected, text) in texts {
        let sentences = Sentences::of(text);
        let found: Vec<(usize, Range<usize>)> = words(text)
            .into_iter()
            .filter_map(|word| {
                let at = typed.iter().position(|typed| typed.matches(&word))?;
                Some((at, word.range))
            })
            .collect();
        let mut from = 0;
        while let Some((_, first)) = found.get(from) {
            let bounds = sentences.bounds(first);
            let within = found[from..]
                .iter()
                .take_while(|(_, range)| range.start < bounds.end);
            let within: Vec<usize> = within.map(|(at, _)| *at).collect();
            let many = within.iter().collect::<BTreeSet<_>>().len();
            if best.as_ref().is_none_or(|best| many > best.0) {
                best = Some((many, place, protected, text, sentences.shown(first)));
            }
            from += within.len().max(1);
        }
    }
    let (_, place, protected, text, shown) = best?;
    Some(Sentence {
        place,
        protected,
        pieces: pieces(&text[shown], typed, hidden),
    })
}

/// Cuts a text at the words that were looked for, and shortens names.
fn pieces(text: &str, typed: &[TypedWord], hidden: &[Words]) -> Vec<Piece> {
    let names: BTreeSet<String> = hidden
        .iter()
        .flat_map(|name| words(name.as_str()))
        .map(|word| word.bare())
        .filter(|name| name.chars().count() > 1)
        .collect();
    let is_name = |word: &Word| {
        let of_it = word.folded.strip_suffix("'s").unwrap_or(&word.folded);
        names.contains(&word.bare()) || names.contains(&of_it.replace('\'', ""))
    };
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |text: &str, matched: bool| match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.matched == matched => {
            last.words = Words::new(format!("{}{text}", last.words.as_str()));
        }
        _ => pieces.push(Piece {
            words: text.into(),
            matched,
        }),
    };
    let mut end = 0;
    let mut after_name = false;
    for word in words(text) {
        let between = &text[end..word.range.start];
        let name = is_name(&word);
        // `Jo Smith` gives `JS`, as everywhere.
        if !(name && after_name && between.trim().is_empty()) {
            add(between, false);
        }
        let matched = typed.iter().any(|typed| typed.matches(&word));
        end = word.range.end;
        let as_typed = &text[word.range];
        match as_typed.chars().next() {
            Some(first) if name => add(&first.to_uppercase().to_string(), matched),
            _ => add(as_typed, matched),
        }
        after_name = name;
    }
    add(&text[end..], false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<(String, bool)> {
        let read = typed(&text.into());
        read.into_iter()
            .map(|typed| (typed.word, typed.begins))
            .collect()
    }

    fn found(text: &str, looked_for: &str, hidden: &[&str]) -> String {
        let hidden: Vec<Words> = hidden.iter().map(|name| Words::from(*name)).collect();
        let sentence = sentence(
            [(Place::Said, false, text)],
            &typed(&looked_for.into()),
            &hidden,
        );
        let pieces = sentence.map_or(Vec::new(), |sentence| sentence.pieces);
        pieces
            .iter()
            .map(|piece| match piece.matched {
                true => format!("[{}]", piece.words.as_str()),
                false => piece.words.as_str().to_owned(),
            })
            .collect()
    }

    #[test]
    fn the_last_word_may_be_a_beginning_and_a_single_letter_is_none() {
        assert_eq!(
            read("Don't \u{141}uk"),
            [("dont".to_owned(), false), ("luk".to_owned(), true)]
        );
        assert_eq!(
            read("with K"),
            [("with".into(), false), ("k".into(), false)]
        );
        assert_eq!(read("\" * ( \u{1F600}"), []);
        assert_eq!(read(&"a ".repeat(99)).len(), MOST_WORDS);
        let endless = format!("{} b", "x".repeat(50));
        assert_eq!(read(&endless)[0], ("x".repeat(LONGEST_WORD), true));
    }

    #[test]
    fn the_sentence_with_most_of_the_words_is_shown_with_each_marked() {
        let text = "He shouted. He has a bat, and he said so. A bat.";
        assert_eq!(
            found(text, "said bat", &[]),
            "He has a [bat], and he [said] so."
        );
        assert_eq!(found(text, "shou", &[]), "He [shouted].");
        assert_eq!(found(text, "bat shou", &[]), "He [shouted].");
        assert_eq!(found(text, "hammer", &[]), "");
        assert_eq!(
            found("O\u{2019}Brien rang", "obrien", &[]),
            "[O\u{2019}Brien] rang"
        );
    }

    #[test]
    fn a_name_is_shown_by_its_first_letters_however_it_is_written() {
        let text = "Jo Smith rang; SMITH's dog, jo and J. too";
        let hidden = ["Jo Smith"];
        assert_eq!(
            found(text, "dog", &hidden),
            "JS rang; S [dog], J and J. too"
        );
        assert_eq!(
            found(text, "smith", &hidden),
            "J[S] rang; [S] dog, J and J. too"
        );
        assert_eq!(
            found(text, "rang", &[]),
            "Jo Smith [rang]; SMITH's dog, jo and J. too"
        );
    }

    proptest! {
        /// Nothing is lost or added, whatever is typed; and no text makes it fail.
        #[test]
        fn the_pieces_put_together_are_a_piece_of_the_text(text in "\\PC{0,80}", looked_for in "\\PC{0,12}") {
            let sentence = sentence([(Place::Said, false, text.as_str())], &typed(&Words::new(looked_for)), &[]);
            let whole: String = sentence.iter().flat_map(|found| &found.pieces).map(|piece| piece.words.as_str()).collect();
            prop_assert!(text.contains(&whole));
        }

        #[test]
        fn a_hidden_name_is_not_left_anywhere(text in "([a-cA-C]|abc|ABC|[ ,.']){0,30}") {
            let typed = typed(&"a b c abc".into());
            let sentence = sentence([(Place::Said, false, text.as_str())], &typed, &["abc".into()]);
            let whole: String = sentence.iter().flat_map(|found| &found.pieces).map(|piece| piece.words.as_str()).collect();
            prop_assert!(words(&whole).iter().all(|word| word.bare() != "abc"), "{}", whole);
        }
    }
}
