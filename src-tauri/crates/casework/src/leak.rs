//! The leak check: before a text leaves for somebody who may pass it to the person, it is searched
//! for what could lead back to a victim (design 3.7).
//!
//! [`Known`] is what may not be in it, [`leaks`] finds it. The check takes nothing out and lets
//! nothing through: each leak is shown in its sentence, and somebody has to resolve it. It does not
//! understand a text. A name that nobody entered as a name, words told in other words, and fewer
//! than four words in a row are not found: what may be in a text at all is for [`crate::audience`].
//!
//! Where it is not clear whether something is meant, it counts: a leak too many costs a look, a leak
//! too few can cost a life.

use crate::contact::Contact;
use crate::counter::Counter;
use crate::passage::{self, Passage, Sentences, Word};
use crate::person::Member;
use crate::provenance::Sources;
use crate::words::Words;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

/// So many words in a row, shared with protected words, are no chance.
const RUN: usize = 4;

/// Words that say who somebody is to the person, or only join others: no names. A word that is not
/// here counts as a name.
const NO_NAMES: &str = "\
    a about after age aged agency aid an and anonymous another at aunt auntie baby big boy \
    boyfriend brother by call called carer child children client colleague cousin current dad \
    daddy daughter doctor door downstairs dr elder eldest email ex family father female fiance \
    fiancee first flat for former foster friend friends from gentleman girl girlfriend gp gran \
    grandad grandfather grandma grandmother grandparent grandparents granny guardian half he \
    health her herself him himself his house housing husband hv i idva in is it kid kids known \
    lady landlady landlord law letter little lodger male mam man manager mate me message middle \
    midwife miss mom month months mother mr mrs ms mum mummy mx my nan nanna neighbor neighbour \
    neighbours nephew new next niece no nobody not number nurse nursery of officer old older \
    oldest on one opposite or other our parent parents partner partners patient person phone \
    police previous relative relatives same school second service she sibling siblings sister \
    social somebody someone son spouse staff step stepbrother stepchild stepdad stepdaughter \
    stepfather stepmother stepmum stepsister stepson support survivor teacher team teen teenage \
    telephone tenant text that the their them they third this three to today told twin twins two \
    uncle unknown upstairs victim visitor was we who wife with woman worker year years yesterday \
    young younger youngest your";

/// Parts of a name that are no leak alone: titles, and what joins a name to the next.
const JOINS: &str = "\
    al an and bin da de del den der di dr du el ibn la le miss mr mrs ms mx of the van von";

/// The last word of a street's name, with its short form. The two are one.
const STREETS: &[(&str, &str)] = &[
    ("avenue", "ave"),
    ("buildings", "bldgs"),
    ("close", "cl"),
    ("court", "ct"),
    ("crescent", "cres"),
    ("drive", "dr"),
    ("estate", "est"),
    ("gardens", "gdns"),
    ("green", "grn"),
    ("grove", "gr"),
    ("hill", "hl"),
    ("house", "ho"),
    ("lane", "ln"),
    ("lodge", "ldg"),
    ("mews", "mws"),
    ("parade", "pde"),
    ("park", "pk"),
    ("place", "pl"),
    ("rise", "ri"),
    ("road", "rd"),
    ("row", "rw"),
    ("square", "sq"),
    ("street", "st"),
    ("terrace", "terr"),
    ("view", "vw"),
    ("walk", "wlk"),
    ("way", "wy"),
];

/// Words that stand in no name of a street, so that "3 nights in a row" is no address.
const NO_STREET: &str = "\
    a an and at but by down for from he her his i in is it my off on or out she so that their \
    they this times to up was we were with years";

/// True when a word is one of a list.
fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

/// What a leak is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum LeakKind {
    /// A name, or a word of one.
    Name,
    /// The initials of a name.
    Initials,
    /// A phone number.
    Phone,
    /// A postcode.
    Postcode,
    /// A street, with the house number or without.
    Address,
    /// Words in a row that somebody protected used.
    Words,
}

/// Something in a text that could lead back to a victim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Leak {
    /// What it is.
    pub kind: LeakKind,
    /// Where it stands, in bytes; always on the borders of characters. Not for the screen, which
    /// counts in another way.
    #[serde(skip)]
    #[cfg_attr(feature = "bindings", specta(skip))]
    pub range: Range<usize>,
    /// It, in the sentence or sentences that it stands in.
    pub sentence: Passage,
}

/// What is known of people who have to be protected, and must not reach the person.
///
/// Its `Debug` shows only how much it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Known {
    /// Whole names, word by word.
    names: BTreeSet<Vec<String>>,
    /// Initials that were entered as such.
    initials: BTreeSet<String>,
    /// Initials of names.
    of_names: BTreeSet<String>,
    /// The digits behind the first 0, or with the code of another country.
    phones: BTreeSet<String>,
    /// Without white space.
    postcodes: BTreeSet<String>,
    /// Streets and address lines, word by word.
    addresses: BTreeSet<Vec<String>>,
    /// Every [`RUN`] words in a row of protected words.
    runs: BTreeSet<Vec<String>>,
    /// The words of the person's own name, which alone are no leak.
    person: BTreeSet<String>,
    /// The person's own initials.
    person_initials: BTreeSet<String>,
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let people = self.names.len() + self.initials.len();
        let places = self.phones.len() + self.postcodes.len() + self.addresses.len();
        let runs = self.runs.len();
        write!(f, "Known({people} people, {places} places, {runs} runs)")
    }
}

impl Known {
    /// What a contact knows and the person may not: who the accounts are from, and the words of accounts,
    /// observations, jotted lines, findings and items of the checklist that are not the person's own
    /// ([`Sources::are_only_the_persons`]), and those about agencies and who knows the family, with each
    /// phone number, postcode and street in them.
    pub fn of(contact: &Contact) -> Self {
        let name = contact.about.as_ref().map(|about| &about.name);
        let person = name.map(|name| passage::words(name.as_str()));
        let mut known = Self {
            names: BTreeSet::new(),
            initials: BTreeSet::new(),
            of_names: BTreeSet::new(),
            phones: BTreeSet::new(),
            postcodes: BTreeSet::new(),
            addresses: BTreeSet::new(),
            runs: BTreeSet::new(),
            person: person
                .into_iter()
                .flatten()
                .map(|word| word.bare())
                .collect(),
            person_initials: name.map(|name| initials(name.as_str())).unwrap_or_default(),
        };
        // More than what is protected: the person must not learn either that another agency has spoken,
        // or what was seen.
        let kept = |sources: &Sources| !sources.are_only_the_persons();
        for account in contact.accounts.values() {
            if kept(&account.sources()) {
                known.add_who(&account.who);
                known.add_words(&account.words);
            }
        }
        for observation in contact.observations.values() {
            if kept(&observation.sources) {
                known.add_words(&observation.words);
            }
        }
        for answer in contact.answers.values() {
            if kept(&answer.sources) {
                known.add_words(&answer.words);
            }
        }
        for jotting in contact.jottings.values() {
            if kept(&jotting.sources) {
                known.add_words(&jotting.words);
            }
        }
        let sharing = &contact.sharing;
        known.add_words(&sharing.who_knows);
        known.add_words(&sharing.nobody_told_because);
        for telling in contact.actions.values().filter_map(|a| a.telling.as_ref()) {
            known.add_words(&telling.basis);
            known.add_words(&telling.decided_by);
        }
        let counter = contact.counter.iter().flat_map(Counter::findings);
        for finding in counter.filter(|finding| kept(&finding.sources)) {
            known.add_words(&finding.words);
        }
        known
    }

    /// Adds all that somebody else knows: for a text that is written from several contacts, so that what one
    /// of them knows is found in what another one says.
    pub fn also(&mut self, other: Self) {
        self.names.extend(other.names);
        self.initials.extend(other.initials);
        self.of_names.extend(other.of_names);
        self.phones.extend(other.phones);
        self.postcodes.extend(other.postcodes);
        self.addresses.extend(other.addresses);
        self.runs.extend(other.runs);
        self.person.extend(other.person);
        self.person_initials.extend(other.person_initials);
    }

    /// Adds a name: as a whole, each word of it, and the initials. Single letters, and a word of two
    /// or three capitals, count as initials.
    ///
    /// A word that stands in the person's own name as well is no leak alone: a text that names
    /// "Jo Smith" is not stopped because the partner is a Smith.
    pub fn add_name(&mut self, name: &Words) {
        let text = name.as_str();
        let words = passage::words(text);
        self.add_run(text, &words);
    }

    /// Adds who somebody is, in free words: "Kelly, his ex-partner", "K.B.", "her mother on 01632
    /// 960001". Every word that is not known as ordinary counts as a name.
    pub fn add_who(&mut self, who: &Words) {
        let text = who.as_str();
        self.add_places(text);
        let words = passage::words(text);
        let mut run: Vec<Word> = Vec::new();
        for word in words {
            let beside = run.last().is_some_and(|last| {
                let between = &text[last.range.end..word.range.start];
                between.chars().all(|c| {
                    passage::is_space(c)
                        || passage::is_hyphen(c)
                        || c == '.'
                        || passage::is_invisible(c)
                })
            });
            if !beside {
                self.add_run_of_who(text, &std::mem::take(&mut run));
            }
            let ordinary = is_in(NO_NAMES, &stem(&word)) && !is_initial(text, &word);
            if ordinary || word.folded.chars().any(|c| c.is_ascii_digit()) {
                self.add_run_of_who(text, &std::mem::take(&mut run));
            } else {
                run.push(word);
            }
        }
        self.add_run_of_who(text, &run);
    }

    /// Adds somebody of the person's household, by what the page of the person names them. "Kelly, his
    /// ex-partner" counts as Kelly, and "Child 1" as nobody: a check that stops at every "child" is not
    /// read any more. In a name of two or three capitals every word counts, "Kelly Young" too.
    pub fn add_member(&mut self, member: &Member) {
        self.add_who(&member.name);
        let text = member.name.as_str();
        let words = passage::words(text);
        let capital = |word: &Word| text[word.range.clone()].starts_with(char::is_uppercase);
        let ordinary = |word: &Word| is_in(NO_NAMES, &stem(word));
        if (2..=3).contains(&words.len())
            && words.iter().all(capital)
            && !words.iter().all(ordinary)
            && !text.contains(',')
        {
            self.add_run(text, &words);
        }
    }

    /// Adds a phone number, in whatever form; fewer than five digits are none.
    pub fn add_phone(&mut self, number: &Words) {
        let text = number.as_str();
        let digits: String = letters(text).into_iter().map(|letter| letter.c).collect();
        let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
        if digits.len() >= 5 {
            self.phones.insert(core(&digits).to_owned());
        }
    }

    /// Adds a line of an address: a street, a house, a town, a postcode. A number alone is none.
    pub fn add_address(&mut self, line: &Words) {
        let text = line.as_str();
        self.add_places(text);
        let words: Vec<String> = passage::words(text).iter().map(of_street).collect();
        let says = |word: &String| word.chars().any(char::is_alphabetic);
        if words.iter().any(says) {
            self.addresses.insert(words);
        }
    }

    /// Adds the exact words of somebody protected: every four words in a row, and each phone number,
    /// postcode and street in them.
    pub fn add_words(&mut self, words: &Words) {
        let text = words.as_str();
        self.add_places(text);
        let words: Vec<String> = passage::words(text).iter().map(Word::bare).collect();
        self.runs.extend(words.windows(RUN).map(<[String]>::to_vec));
    }

    fn add_run_of_who(&mut self, text: &str, words: &[Word]) {
        // "Dave's mum", where Dave is the person: that names nobody else.
        let person = |word: &Word| self.person.contains(&stem(word));
        let possessive = words.last().is_some_and(|last| stem(last) != last.bare());
        if !(possessive && words.iter().all(person)) {
            self.add_run(text, words);
        }
    }

    fn add_run(&mut self, text: &str, words: &[Word]) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return;
        };
        let stems: Vec<String> = words.iter().map(stem).collect();
        let typed = &text[first.range.start..last.range.end];
        if stems.iter().all(|stem| stem.chars().count() == 1) {
            // One letter in lower case is a word, and no initial.
            if words.len() > 1 || typed.starts_with(char::is_uppercase) {
                self.initials.insert(stems.concat());
            }
            return;
        }
        let capitals = typed.chars().all(char::is_uppercase);
        if capitals && stems.len() == 1 && stems[0].chars().count() <= 3 {
            self.initials.insert(stems[0].clone());
            // "KB" can be spoken by nobody; "JO" and "ALI" may be names in capitals.
            if !stems[0].contains(['a', 'e', 'i', 'o', 'u', 'y']) {
                return;
            }
        }
        self.of_names.extend(initials(typed));
        self.names.insert(stems);
    }

    fn add_places(&mut self, text: &str) {
        self.phones.extend(phones(text));
        let words = passage::words(text);
        self.postcodes.extend(postcodes(text, &words));
        self.addresses.extend(addresses(text, &words));
    }
}

/// Where somebody could be found, in a text: a phone number, a postcode or a street. None is kept of
/// anybody in a household (design 4), so a form asks this before it keeps what was typed there.
pub fn whereabouts(text: &Words) -> Option<LeakKind> {
    whereabouts_kinds(text).next()
}

/// Each kind of what [`whereabouts`] looks for that stands in a text.
pub(crate) fn whereabouts_kinds(text: &Words) -> impl Iterator<Item = LeakKind> + use<> {
    let text = text.as_str();
    let words = passage::words(text);
    let kinds = [
        (LeakKind::Postcode, postcodes(text, &words).is_empty()),
        (LeakKind::Address, addresses(text, &words).is_empty()),
        (LeakKind::Phone, phones(text).is_empty()),
    ];
    kinds
        .into_iter()
        .filter_map(|(kind, none)| (!none).then_some(kind))
}

/// A piece of a text that was checked. One behind the other the pieces are the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Piece {
    /// The text.
    pub text: Words,
    /// The leaks whose sentence it belongs to, by their place in the list. When one of them is left out,
    /// the piece is.
    pub leaks: Vec<u32>,
}

/// What in a text that leaves could tell the person what somebody else said (design 3.7), and the text
/// cut so that each can be left out. Made from the contact that the text was written from, and from the
/// household of the person whom it is about: of every entry that is the same person.
pub fn check<'a>(
    text: &Words,
    contact: &Contact,
    household: impl IntoIterator<Item = &'a Member>,
) -> (Vec<Leak>, Vec<Piece>) {
    let mut known = Known::of(contact);
    for member in household {
        known.add_member(member);
    }
    let leaks = leaks(text.as_str(), &known);
    let pieces = cut(text.as_str(), &leaks);
    (leaks, pieces)
}

/// Cuts a text where the sentence of a leak begins or ends. Sentences of a text without a stop can
/// overlap: then a piece belongs to several leaks.
pub fn cut(text: &str, leaks: &[Leak]) -> Vec<Piece> {
    let sentences = Sentences::of(text);
    let shown: Vec<_> = leaks
        .iter()
        .map(|leak| sentences.shown(&leak.range))
        .collect();
    let mut cuts: BTreeSet<usize> = shown.iter().flat_map(|one| [one.start, one.end]).collect();
    cuts.extend([0, text.len()]);
    let ends = cuts.iter().skip(1);
    cuts.iter()
        .zip(ends)
        .map(|(&start, &end)| Piece {
            text: Words::from(&text[start..end]),
            leaks: (0..)
                .zip(&shown)
                .filter(|(_, one)| one.start <= start && end <= one.end)
                .map(|(number, _)| number)
                .collect(),
        })
        .collect()
}

/// What is left of a text when somebody has looked at its leaks: without the pieces of those that are left
/// out. A line of which only its quotation marks are left says nothing and goes as well. Empty when nothing
/// is left.
pub fn left(pieces: &[Piece], left_out: &BTreeSet<u32>) -> Words {
    let stays = |piece: &&Piece| !piece.leaks.iter().any(|leak| left_out.contains(leak));
    let all: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let text: String = pieces
        .iter()
        .filter(stays)
        .map(|piece| piece.text.as_str())
        .collect();
    if text == all {
        return Words::new(all);
    }
    let before: BTreeSet<&str> = all.split('\n').collect();
    let says = |line: &&str| line.is_empty() || before.contains(line) || !is_hollow(line);
    let lines: Vec<&str> = text.split('\n').filter(says).collect();
    Words::new(closed(&lines.join("\n")))
}

/// The same with every quotation closed: one without its end would show the person that something was taken
/// out. A mark too many inside of words that were typed is left alone, as long as the marks come in pairs.
fn closed(text: &str) -> String {
    if text.matches('“').count() == text.matches('”').count() {
        return text.to_owned();
    }
    let mut made = String::with_capacity(text.len() + 8);
    let mut open = false;
    for c in text.chars() {
        match c {
            // The next one begins, or the paragraph ends.
            '“' | '\n' if open && (c == '“' || made.ends_with('\n')) => {
                let rest = made.split_off(made.trim_end().len());
                made.push('”');
                made.push_str(rest.trim_start_matches(' '));
                open = false;
            }
            '”' if !open => {
                let line = made.rfind('\n').map_or(0, |at| at + 1);
                made.insert(line, '“');
            }
            _ => {}
        }
        match c {
            '“' => open = true,
            '”' => open = false,
            _ => {}
        }
        made.push(c);
    }
    if open {
        made.truncate(made.trim_end().len());
        made.push('”');
    }
    made
}

/// What is left of a line that was a quotation when its words are taken out: its marks, or the time behind it.
fn is_hollow(line: &str) -> bool {
    let bare = line.trim().trim_start_matches('“').trim_start();
    let bare = bare.trim_start_matches('”').trim();
    bare.is_empty() || (bare.starts_with('(') && bare.ends_with(')'))
}

/// Everything in a text that stands in `known`, in order. What overlaps is one leak when it is of one
/// kind, and two when it is of two.
///
/// Names: whole words, whatever their case and accents, with 's or without. Initials: capitals, with
/// stops and spaces or without. Phone numbers: whatever the spacing, with 0 or +44. Postcodes:
/// whatever the spacing and case. Words: four or more in a row, whatever their case and punctuation.
pub fn leaks(text: &str, known: &Known) -> Vec<Leak> {
    let words = passage::words(text);
    let letters = letters(text);
    let found = [
        (LeakKind::Name, names_in(text, &words, known)),
        (LeakKind::Initials, initials_in(text, &letters, known)),
        (LeakKind::Phone, phones_in(text, &letters, known)),
        (LeakKind::Postcode, postcodes_in(text, &letters, known)),
        (LeakKind::Address, addresses_in(&words, known)),
        (LeakKind::Words, runs_in(&words, known)),
    ];
    let sentences = Sentences::of(text);
    let mut leaks: Vec<Leak> = found
        .into_iter()
        .flat_map(|(kind, ranges)| {
            let ranges = joined(ranges).into_iter();
            ranges.map(move |range| (kind, range))
        })
        .map(|(kind, range)| Leak {
            kind,
            sentence: sentences.passage(&range),
            range,
        })
        .collect();
    leaks.sort_by_key(|leak| (leak.range.start, leak.kind));
    leaks
}

/// The ranges in order, those that overlap made one, so that all of what was found is shown.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut().filter(|last| last.end > range.start) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    joined
}

fn names_in(text: &str, words: &[Word], known: &Known) -> Vec<Range<usize>> {
    let mut runs: BTreeSet<&[String]> = known.names.iter().map(Vec::as_slice).collect();
    for name in &known.names {
        let parts = name.chunks(1).filter(|part| {
            let part = &part[0];
            part.chars().count() > 1 && !known.person.contains(part) && !is_in(JOINS, part)
        });
        runs.extend(parts);
    }
    let bare: Vec<String> = words.iter().map(Word::bare).collect();
    let mut found = Vec::new();
    for run in runs {
        let Some((last_name, names)) = run.split_last() else {
            continue;
        };
        for (at, before) in bare.windows(run.len()).enumerate() {
            let last = &words[at + run.len() - 1];
            if before[..names.len()] == *names && is_name(text, last, last_name) {
                found.push(words[at].range.start..last.range.end);
            }
        }
    }
    found
}

/// True when a word is this name, with 's or without; a capital makes "Kellys" one too.
fn is_name(text: &str, word: &Word, name: &str) -> bool {
    // Most words begin otherwise: that is said without making a new text of them.
    if !word
        .folded
        .starts_with(name.chars().next().unwrap_or_default())
    {
        return false;
    }
    let bare = word.bare();
    bare == name
        || stem(word) == name
        || bare.strip_suffix('s') == Some(name)
            && text[word.range.clone()].starts_with(char::is_uppercase)
}

/// A word without 's and without apostrophes.
fn stem(word: &Word) -> String {
    let folded = word.folded.strip_suffix("'s").unwrap_or(&word.folded);
    folded.replace('\'', "")
}

/// True when a word is one capital letter that is not the word "A" or "I".
fn is_initial(text: &str, word: &Word) -> bool {
    let typed = &text[word.range.clone()];
    word.folded.chars().count() == 1
        && typed.starts_with(char::is_uppercase)
        && !matches!(word.folded.as_str(), "a" | "i")
}

/// The initials that people make of a name: of each word, of each part of a double name, of the
/// first and the last. Never one letter.
fn initials(name: &str) -> BTreeSet<String> {
    let firsts = |words: Vec<Word>| -> Vec<char> {
        words
            .iter()
            .filter_map(|word| word.folded.chars().next())
            .collect()
    };
    let each = firsts(passage::words(name));
    let by_space = name.split(passage::is_space);
    let joined: Vec<char> = by_space
        .filter_map(|word| firsts(passage::words(word)).first().copied())
        .collect();
    let ends: Vec<char> = match joined.as_slice() {
        [first, .., last] => vec![*first, *last],
        _ => Vec::new(),
    };
    let all = [each, joined, ends].into_iter();
    all.filter(|letters| letters.len() > 1)
        .map(|letters| letters.into_iter().collect())
        .collect()
}

fn initials_in(text: &str, letters: &[Letter], known: &Known) -> Vec<Range<usize>> {
    let of_names = known.of_names.difference(&known.person_initials);
    let sought: Vec<Vec<char>> = known
        .initials
        .iter()
        .chain(of_names)
        .map(|initials| initials.chars().collect())
        .collect();
    let between = |gap: &str| {
        let gap = gap.strip_prefix('.').unwrap_or(gap);
        gap.chars().count() <= 1 && gap.chars().all(passage::is_space)
    };
    let mut found = Vec::new();
    for at in 0..letters.len() {
        for initials in &sought {
            let Some(end) = spaced(text, letters, at, initials, between) else {
                continue;
            };
            let capitals = letters[at..=end].iter().all(|letter| letter.capital);
            if !capitals || touched_before(letters, at) || touched_behind(letters, end) {
                continue;
            }
            let mut range = letters[at].range.start..letters[end].range.end;
            let stopped = text[range.end..].starts_with('.');
            if stopped && (initials.len() == 1 || text[range.clone()].contains('.')) {
                range.end += 1;
            } else if matches!(initials.as_slice(), ['a' | 'i']) {
                // "A" and "I" are words; with a stop they may be an initial.
                continue;
            }
            found.push(range);
        }
    }
    found
}

/// A letter or digit of a text.
struct Letter {
    /// In lower case, without its accent.
    c: char,
    capital: bool,
    range: Range<usize>,
}

fn letters(text: &str) -> Vec<Letter> {
    let mut letters = Vec::new();
    let mut folded = String::new();
    for (at, typed) in text.char_indices() {
        if !typed.is_alphanumeric() || passage::is_apostrophe(typed) {
            continue;
        }
        folded.clear();
        passage::fold(typed, &mut folded);
        letters.extend(folded.chars().map(|c| Letter {
            c,
            capital: typed.is_uppercase(),
            range: at..at + typed.len_utf8(),
        }));
    }
    letters
}

/// The place of the last of `sought`, when they stand one behind the other from `at` on, with no
/// more between two of them than `between` allows.
fn spaced(
    text: &str,
    letters: &[Letter],
    at: usize,
    sought: &[char],
    between: impl Fn(&str) -> bool,
) -> Option<usize> {
    let all = letters.get(at..at + sought.len())?;
    let same = !all.is_empty()
        && all.iter().map(|letter| letter.c).eq(sought.iter().copied())
        && all
            .windows(2)
            .all(|two| between(gap(text, &two[0], &two[1])));
    same.then(|| at + sought.len() - 1)
}

/// What stands between a letter and the next.
fn gap<'a>(text: &'a str, one: &Letter, next: &Letter) -> &'a str {
    // Two letters that were one when typed, such as a ligature, have nothing between them.
    text.get(one.range.end..next.range.start)
        .unwrap_or_default()
}

/// True when another letter or digit stands right before this one.
fn touched_before(letters: &[Letter], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| letters.get(before));
    before.is_some_and(|before| before.range.end >= letters[at].range.start)
}

/// True when another letter or digit stands right behind this one.
fn touched_behind(letters: &[Letter], at: usize) -> bool {
    at + 1 < letters.len() && touched_before(letters, at + 1)
}

/// What people write between the digits of a number.
fn spaces_a_number(c: char) -> bool {
    passage::is_space(c)
        || passage::is_hyphen(c)
        || passage::is_invisible(c)
        || matches!(
            c,
            '.' | '(' | ')' | '/' | '_' | ',' | '\u{2013}' | '\u{2212}'
        )
}

/// The digits of a number that are the same in every form: without 0, 0044 or +44 in front. A number
/// of another country keeps its code.
fn core(digits: &str) -> &str {
    let home = digits
        .strip_prefix("0044")
        .or_else(|| digits.strip_prefix("44").filter(|rest| rest.len() >= 9));
    match home {
        Some(rest) => rest.strip_prefix('0').unwrap_or(rest),
        None => digits
            .strip_prefix("00")
            .or_else(|| digits.strip_prefix('0'))
            .unwrap_or(digits),
    }
}

/// The phone numbers in a text, as [`core`] has them.
fn phones(text: &str) -> Vec<String> {
    let letters = letters(text);
    let is_digit = |letter: &Letter| letter.c.is_ascii_digit();
    let mut found = Vec::new();
    for at in 0..letters.len() {
        if !is_digit(&letters[at]) || at > 0 && touched_before(&letters, at) {
            continue;
        }
        // The digits from here on, as far as nothing but spacing stands between them.
        let mut end = at;
        // Not further than the longest number goes, code and all.
        while let Some(next) = letters.get(end + 1).filter(|next| is_digit(next))
            && end - at < 20
        {
            let between = gap(text, &letters[end], next);
            if between.chars().count() > 3 || !between.chars().all(spaces_a_number) {
                break;
            }
            end += 1;
        }
        let digits: String = letters[at..=end].iter().map(|letter| letter.c).collect();
        let plus = text[..letters[at].range.start].ends_with('+');
        let rest = core(&digits);
        let left_out = digits.len() - rest.len();
        let at_home = left_out == 1 || digits.starts_with("44") || digits.starts_with("0044");
        if plus && !digits.starts_with("44") || left_out == 2 && digits.starts_with("00") {
            // Another country's: how long it is nobody can tell.
            found.extend((8..=15).contains(&rest.len()).then(|| rest.to_owned()));
        }
        let first = rest.chars().next();
        for length in [10, 9] {
            let fits = match (first, length) {
                // A mobile number without its 0.
                (Some('7'), 10) => true,
                (Some('1' | '2' | '3' | '5' | '8' | '9'), 10) => at_home,
                // Some old numbers are one digit shorter.
                (Some('1' | '8'), 9) => at_home,
                _ => false,
            };
            let last = at + left_out + length - 1;
            if fits && last <= end && !touched_behind(&letters, last) {
                found.push(rest[..length].to_owned());
            }
        }
    }
    found
}

fn phones_in(text: &str, letters: &[Letter], known: &Known) -> Vec<Range<usize>> {
    let sought: Vec<Vec<char>> = known
        .phones
        .iter()
        .map(|core| core.chars().collect())
        .collect();
    let spacing = |gap: &str| gap.chars().all(spaces_a_number);
    let mut found = Vec::new();
    for at in 0..letters.len() {
        for core in &sought {
            let Some(end) = spaced(text, letters, at, core, spacing) else {
                continue;
            };
            if letters
                .get(end + 1)
                .is_some_and(|next| next.c.is_ascii_digit())
                && touched_behind(letters, end)
            {
                continue;
            }
            // What the number begins with, the longest first.
            let begin = ["00440", "0044", "440", "44", "00", "0"]
                .iter()
                .find_map(|front| {
                    let front: Vec<char> = front.chars().collect();
                    let begin = at.checked_sub(front.len())?;
                    let joined = spacing(gap(text, &letters[at - 1], &letters[at]));
                    let there = spaced(text, letters, begin, &front, spacing).is_some();
                    (there && joined && !touched_before(letters, begin)).then_some(begin)
                });
            let digit_before = at > 0 && letters[at - 1].c.is_ascii_digit();
            if begin.is_none() && digit_before && touched_before(letters, at) {
                continue;
            }
            let mut range = letters[begin.unwrap_or(at)].range.start..letters[end].range.end;
            if text[..range.start].ends_with('+') {
                range.start -= 1;
            }
            if text[..range.start].ends_with('(') && text[range.clone()].contains(')') {
                range.start -= 1;
            }
            found.push(range);
        }
    }
    found
}

/// The postcodes in a text, without white space.
fn postcodes(text: &str, words: &[Word]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let typed = &word.folded;
        let cut = typed.len().saturating_sub(3);
        if let Some((outward, inward)) = typed.split_at_checked(cut)
            && is_outward(outward)
            && is_inward(inward)
        {
            found.push(typed.clone());
        }
        let Some(next) = words.get(at + 1) else { break };
        let between = &text[word.range.end..next.range.start];
        let near = between.chars().all(spaces_a_number);
        if near && is_outward(typed) && is_inward(&next.folded) {
            found.push(format!("{typed}{}", next.folded));
        }
    }
    found
}

/// The first half: one or two letters, a digit, perhaps one more letter or digit.
fn is_outward(half: &str) -> bool {
    let half = half.as_bytes();
    let area = half.iter().take_while(|c| c.is_ascii_lowercase()).count();
    let district = &half[area..];
    (1..=2).contains(&area)
        && (1..=2).contains(&district.len())
        && district[0].is_ascii_digit()
        && district[district.len() - 1].is_ascii_alphanumeric()
}

/// The second half: a digit and two of the letters that are used there.
fn is_inward(half: &str) -> bool {
    let used = |c: u8| c.is_ascii_lowercase() && !b"cikmov".contains(&c);
    matches!(half.as_bytes(), [digit, one, two] if digit.is_ascii_digit() && used(*one) && used(*two))
}

fn postcodes_in(text: &str, letters: &[Letter], known: &Known) -> Vec<Range<usize>> {
    let sought: Vec<Vec<char>> = known
        .postcodes
        .iter()
        .map(|code| code.chars().collect())
        .collect();
    let spacing = |gap: &str| gap.chars().all(spaces_a_number);
    let mut found = Vec::new();
    for at in 0..letters.len() {
        for code in &sought {
            let end = spaced(text, letters, at, code, spacing);
            let end =
                end.filter(|end| !touched_before(letters, at) && !touched_behind(letters, *end));
            found.extend(end.map(|end| letters[at].range.start..letters[end].range.end));
        }
    }
    found
}

/// A word as it counts in an address: the short form of "street" and the like.
fn of_street(word: &Word) -> String {
    let bare = word.bare();
    let known = STREETS.iter().find(|(long, _)| *long == bare);
    known.map_or(bare, |(_, short)| (*short).to_owned())
}

/// The streets with a house number in a text, with the number and without.
fn addresses(text: &str, words: &[Word]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (at, number) in words.iter().enumerate() {
        let digits = number
            .folded
            .trim_end_matches(|c: char| c.is_ascii_lowercase());
        let letters = number.folded.len() - digits.len();
        let is_number = (1..=4).contains(&digits.len())
            && digits.bytes().all(|c| c.is_ascii_digit())
            && letters <= 1;
        if !is_number {
            continue;
        }
        let mut line = vec![number.folded.clone()];
        let mut before = number;
        for word in words[at + 1..].iter().take(5) {
            let between = &text[before.range.end..word.range.start];
            let close = between
                .chars()
                .all(|c| passage::is_space(c) || passage::is_hyphen(c) || matches!(c, ',' | '.'));
            if !close || is_in(NO_STREET, &word.folded) {
                break;
            }
            let key = of_street(word);
            let ends = STREETS.iter().any(|(_, short)| *short == key);
            line.push(key);
            if ends && line.len() > 2 {
                found.push(line.clone());
                // "The Green" alone is in every town.
                let name = &line[1..];
                if name[0] != "the" || name.len() > 2 {
                    found.push(name.to_vec());
                }
            }
            before = word;
        }
    }
    found
}

fn addresses_in(words: &[Word], known: &Known) -> Vec<Range<usize>> {
    let keys: Vec<String> = words.iter().map(of_street).collect();
    let mut found = Vec::new();
    for at in 0..keys.len() {
        for line in &known.addresses {
            if keys[at..].starts_with(line) {
                let last = &words[at + line.len() - 1];
                found.push(words[at].range.start..last.range.end);
            }
        }
    }
    found
}

fn runs_in(words: &[Word], known: &Known) -> Vec<Range<usize>> {
    let keys: Vec<String> = words.iter().map(Word::bare).collect();
    let runs = keys.windows(RUN).enumerate();
    runs.filter(|(_, run)| known.runs.contains(*run))
        .map(|(at, _)| words[at].range.start..words[at + RUN - 1].range.end)
        .collect()
}
