//! The guide in other languages than the one it is written in.
//!
//! English is `assets/guide/*.toml` and the checklists; nothing of it moves or changes for another
//! language. A translation is a folder beside it with one file for each of English, and for each released
//! checklist a file beside that one (`imminent-risk-1.cy.toml`): a released version is never edited. It
//! holds words alone, each under the id it belongs to:
//!
//! ```toml
//! ["say.drink"]
//! of = 2026-11-23        # the day of the English text that it was made from
//! label = "…"
//! text = "…"
//! ```
//!
//! The scenes to rehearse with are told in the same way: in lists, one text of the scene after another.
//!
//! What a thing is, what it raises, which set a question is in and what may never be said come from English,
//! so a translation cannot change a rule. A thing has all its words in the other language or none: where one
//! is missing, or the English text is newer than the one that was translated, the whole thing is shown in
//! English and [`Guide::language_of`] says so. Advice half in one language and half in another, or older
//! than what it should say, could harm.
//!
//! Sources, citations and numbers to call stay as they are. What was sealed keeps the words of its time.

use crate::content::{
    ChecklistItem, ChecklistText, DoubtfulWording, Entry, Figure, Guide, GuideError, LawCard,
    Service, UrgentText,
};
use crate::rehearse::{Deed, Left, Practitioner, Scenario};
use casework::ids::ItemId;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The language in which the guide is written.
pub const SOURCE: &str = "en-GB";

/// A language that the guide is in. Each has all its files built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// British English, in which everything is written first.
    English,
    /// English with marks, brackets and two fifths more: what does not come from the guide, or finds no
    /// room, is seen. Of the journeys alone.
    #[cfg(feature = "pseudo")]
    Pseudo,
}

impl Language {
    /// Every language.
    pub const ALL: &'static [Self] = &[
        Self::English,
        #[cfg(feature = "pseudo")]
        Self::Pseudo,
    ];

    /// As BCP 47 names it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => SOURCE,
            #[cfg(feature = "pseudo")]
            Self::Pseudo => "en-XA",
        }
    }

    /// The language with this tag.
    pub fn tagged(tag: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.tag() == tag)
    }

    /// Its files; none for the one that is written, and for one that is made of it.
    fn files(self) -> Option<Files<'static>> {
        match self {
            Self::English => None,
            #[cfg(feature = "pseudo")]
            Self::Pseudo => None,
        }
    }
}

/// The text of the files of a language.
#[derive(Clone, Copy)]
pub(crate) struct Files<'a> {
    /// One for each English file of the guide, by its name.
    pub guide: &'a [(&'static str, &'a str)],
    /// Of each released version of the checklist.
    pub checklists: &'a [(u32, &'a str)],
}

/// The words of one thing of the guide, as they are translated.
enum Words<'a> {
    /// One text.
    One(&'a mut String),
    /// As many as in English, in the same order.
    Each(Vec<&'a mut String>),
    /// Words that are typed or looked for: another language has as many as it needs.
    Any(&'a mut Vec<String>),
}

/// A thing of the guide that has words.
trait Spoken {
    /// Under which id its words stand.
    fn id(&self) -> ItemId;
    /// The day of its English words.
    fn day(&self) -> NaiveDate;
    /// Its words by name. A field that is empty has none.
    fn words(&mut self) -> Vec<(&'static str, Words<'_>)>;
}

/// One text that may not be there.
fn maybe(text: &mut Option<String>) -> Option<Words<'_>> {
    text.as_mut().map(Words::One)
}

macro_rules! spoken {
    ($thing:ty, $day:ident, [$($one:ident)*], [$($maybe:ident)*], [$($any:ident)*]) => {
        impl Spoken for $thing {
            fn id(&self) -> ItemId {
                self.id.clone()
            }
            fn day(&self) -> NaiveDate {
                self.$day
            }
            fn words(&mut self) -> Vec<(&'static str, Words<'_>)> {
                let mut words = vec![$((stringify!($one), Words::One(&mut self.$one)),)*];
                $(words.extend(maybe(&mut self.$maybe).map(|one| (stringify!($maybe), one)));)*
                $(words.push((stringify!($any), Words::Any(&mut self.$any)));)*
                words.retain(|(_, one)| !matches!(one, Words::One(text) if text.trim().is_empty()));
                words
            }
        }
    };
}

spoken!(
    Entry,
    reviewed_on,
    [label text],
    [lead_in means ask avoid why say for_whom],
    [search]
);
spoken!(LawCard, checked_on, [label text say], [who breach caution], [search]);
spoken!(Service, checked_on, [label area text], [], [search]);
spoken!(Figure, checked_on, [label text], [], []);
spoken!(DoubtfulWording, reviewed_on, [why instead], [], [find unless]);

impl Spoken for ChecklistItem {
    fn id(&self) -> ItemId {
        self.id.clone()
    }
    fn day(&self) -> NaiveDate {
        self.reviewed_on
    }
    fn words(&mut self) -> Vec<(&'static str, Words<'_>)> {
        vec![
            ("label", Words::One(&mut self.label)),
            ("text", Words::One(&mut self.text)),
            ("why", Words::One(&mut self.why)),
            ("find_out", Words::One(&mut self.find_out)),
            ("changes", Words::One(&mut self.changes)),
            ("agencies", Words::Each(self.agencies.iter_mut().collect())),
            ("search", Words::Any(&mut self.search)),
        ]
    }
}

impl Spoken for ChecklistText {
    fn id(&self) -> ItemId {
        ItemId::new("checklist")
    }
    fn day(&self) -> NaiveDate {
        self.released_on
    }
    fn words(&mut self) -> Vec<(&'static str, Words<'_>)> {
        vec![("title", Words::One(&mut self.title))]
    }
}

impl Spoken for UrgentText {
    fn id(&self) -> ItemId {
        self.id.clone()
    }
    fn day(&self) -> NaiveDate {
        self.reviewed_on
    }
    fn words(&mut self) -> Vec<(&'static str, Words<'_>)> {
        let (mut labels, mut whats) = (Vec::new(), Vec::new());
        for action in &mut self.actions {
            labels.push(&mut action.label);
            whats.push(&mut action.what);
        }
        vec![
            ("label", Words::One(&mut self.label)),
            ("text", Words::One(&mut self.text)),
            ("beside", Words::One(&mut self.beside)),
            ("action_labels", Words::Each(labels)),
            ("action_whats", Words::Each(whats)),
        ]
    }
}

impl Spoken for Practitioner {
    fn id(&self) -> ItemId {
        ItemId::new("practitioner")
    }
    fn day(&self) -> NaiveDate {
        self.reviewed_on
    }
    fn words(&mut self) -> Vec<(&'static str, Words<'_>)> {
        vec![
            ("name", Words::One(&mut self.name)),
            ("role", Words::One(&mut self.role)),
            ("organisation", Words::One(&mut self.organisation)),
            ("lead", Words::One(&mut self.lead)),
        ]
    }
}

impl Spoken for Scenario {
    fn id(&self) -> ItemId {
        ItemId::new(self.id)
    }
    fn day(&self) -> NaiveDate {
        self.reviewed_on
    }
    /// A name and a reference are no words: they stay.
    fn words(&mut self) -> Vec<(&'static str, Words<'_>)> {
        fn deeds(deeds: &mut [Deed]) -> Vec<&mut String> {
            let mut texts = Vec::new();
            for deed in deeds {
                texts.push(&mut deed.words);
                texts.extend(deed.why.as_mut());
            }
            texts
        }
        fn left(left: &mut [Left]) -> Vec<&mut String> {
            left.iter_mut().map(|left| &mut left.why).collect()
        }
        let (scene, colleague) = (&mut self.scene, &mut self.colleague);
        let record = &mut colleague.record;
        let known = scene.known.iter_mut();
        let answers = self.answers.iter_mut();
        let counter = colleague.counter.values_mut();
        let accounts = colleague.accounts.iter_mut();
        let mut refer = Vec::new();
        for route in &mut colleague.refer {
            refer.extend([&mut route.service, &mut route.note]);
            refer.push(&mut route.programme_words);
            refer.extend([&mut route.looked_for, &mut route.looked_in]);
            refer.extend(route.why.as_mut());
        }
        let mut actions = Vec::new();
        for action in &mut colleague.actions {
            actions.extend([&mut action.what, &mut action.who]);
            actions.extend([&mut action.basis, &mut action.why]);
        }
        let several = [
            ("says", scene.says.iter_mut().collect()),
            ("does", scene.does.iter_mut().collect()),
            ("known", known.map(|known| &mut known.text).collect()),
            ("answers", answers.map(|answer| &mut answer.words).collect()),
            ("notice", deeds(&mut colleague.notice)),
            ("ask", deeds(&mut colleague.ask)),
            ("leave", left(&mut colleague.leave)),
            ("counter", counter.map(|found| &mut found.words).collect()),
            ("items", deeds(&mut colleague.items)),
            ("say", deeds(&mut colleague.say)),
            ("refer", refer),
            ("not_advised", left(&mut colleague.not_advised)),
            ("actions", actions),
            (
                "accounts",
                accounts
                    .flat_map(|account| [&mut account.who, &mut account.words])
                    .collect(),
            ),
            (
                "record",
                vec![
                    &mut record.said,
                    &mut record.seen,
                    &mut record.opinion,
                    &mut record.who_knows,
                    &mut record.why,
                ],
            ),
        ];
        let mut words = vec![
            ("title", Words::One(&mut self.title)),
            ("about", Words::One(&mut self.about)),
            ("lesson", Words::One(&mut self.lesson)),
            ("who", Words::One(&mut scene.who)),
            ("where", Words::One(&mut scene.place)),
            ("gate", Words::One(&mut colleague.gate_why)),
            ("judgement", Words::One(&mut colleague.judgement.why)),
        ];
        for (name, mut texts) in several {
            // Where English says nothing, nothing is translated.
            texts.retain(|text| !text.trim().is_empty());
            if !texts.is_empty() {
                words.push((name, Words::Each(texts)));
            }
        }
        words
    }
}

/// The words of one thing in another language, as they stand in its file.
#[derive(Deserialize)]
struct Translated {
    /// The day of the English text that was translated.
    #[serde(deserialize_with = "crate::content::day")]
    of: NaiveDate,
    #[serde(flatten)]
    words: BTreeMap<String, Written>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    One(String),
    Several(Vec<String>),
}

/// Everything that is translated, by the version of the checklist that it belongs to, if any, and id.
type Translation = BTreeMap<Key, Translated>;
type Key = (Option<u32>, ItemId);

/// Puts the words of `translation` in the place of the English ones. False when they are not all there, or
/// are of an older text: then nothing is changed.
fn say(thing: &mut dyn Spoken, translation: Option<&Translated>) -> bool {
    let Some(translation) = translation.filter(|translation| translation.of == thing.day()) else {
        return false;
    };
    let words = thing.words();
    let fits = |(name, english): &(&str, Words<'_>)| match (english, translation.words.get(*name)) {
        (Words::One(_), Some(Written::One(text))) => !text.trim().is_empty(),
        (Words::Each(english), Some(Written::Several(texts))) => {
            english.len() == texts.len() && texts.iter().all(|text| !text.trim().is_empty())
        }
        (Words::Any(_), Some(Written::Several(_))) => true,
        _ => false,
    };
    if words.len() != translation.words.len() || !words.iter().all(fits) {
        return false;
    }
    for (name, english) in words {
        match (english, &translation.words[name]) {
            (Words::One(english), Written::One(text)) => english.clone_from(text),
            (Words::Each(english), Written::Several(texts)) => {
                for (english, text) in english.into_iter().zip(texts) {
                    english.clone_from(text);
                }
            }
            (Words::Any(english), Written::Several(texts)) => english.clone_from(texts),
            _ => unreachable!("each was just looked at"),
        }
    }
    true
}

/// Does something with everything that has words, one after another.
fn each(guide: &mut Guide, mut with: impl FnMut(Key, &mut dyn Spoken)) {
    fn all<T: Spoken>(things: &mut [T], with: &mut impl FnMut(Key, &mut dyn Spoken)) {
        for thing in things {
            with((None, thing.id()), thing);
        }
    }
    all(&mut guide.entries, &mut with);
    all(&mut guide.laws, &mut with);
    all(&mut guide.services, &mut with);
    all(&mut guide.figures, &mut with);
    all(&mut guide.wordings, &mut with);
    all(&mut guide.urgent, &mut with);
    all(&mut guide.scenarios, &mut with);
    all(&mut guide.tour, &mut with);
    with((None, guide.practitioner.id()), &mut guide.practitioner);
    for checklist in guide.checklists_mut() {
        let version = Some(checklist.version);
        with((version, checklist.id()), checklist);
        for item in &mut checklist.items {
            with((version, item.id.clone()), item);
        }
    }
}

impl Guide {
    /// The guide that was built in, in a language.
    ///
    /// # Errors
    /// As [`Guide::embedded`]; and when a file of the language cannot be read, or names what is not there.
    pub fn in_language(language: Language) -> Result<Self, GuideError> {
        let guide = Self::embedded()?;
        #[cfg(feature = "pseudo")]
        if language == Language::Pseudo {
            return Ok(guide.through(language.tag(), crate::pseudo::text));
        }
        match language.files() {
            Some(files) => guide.translated(language.tag(), files),
            None => Ok(guide),
        }
    }

    /// The language of the words of a thing, as BCP 47 names it: that of the guide, or the one in which the
    /// guide is written where the thing has no words in the other.
    pub fn language_of(&self, id: &ItemId) -> &'static str {
        let (language, english) = self.languages();
        if english.contains(id) {
            SOURCE
        } else {
            language
        }
    }

    /// What is in English in a guide of another language: words that are missing or of an older text.
    pub fn untranslated(&self) -> &BTreeSet<ItemId> {
        &self.languages().1
    }

    /// The same guide in another language.
    ///
    /// # Errors
    /// [`GuideError::Schema`], or [`GuideError::Unknown`] when a file has words of what is not there.
    pub(crate) fn translated(
        mut self,
        tag: &'static str,
        files: Files<'_>,
    ) -> Result<Self, GuideError> {
        let mut translation = Translation::new();
        let mut all = String::new();
        let of_guide = files.guide.iter().map(|(name, text)| (None, *name, *text));
        let of_checklists = files.checklists.iter();
        let of_checklists = of_checklists.map(|(version, text)| (Some(*version), tag, *text));
        for (version, name, text) in of_guide.chain(of_checklists) {
            let file: BTreeMap<ItemId, Translated> =
                toml::from_str(text).map_err(|cause| GuideError::Schema {
                    file: name,
                    cause: Box::new(cause),
                })?;
            translation.extend(file.into_iter().map(|(id, words)| ((version, id), words)));
            all.push_str(text);
        }
        let in_force = Some(self.checklist.version);
        let mut english = BTreeSet::new();
        each(&mut self, |key, thing| {
            let said = say(thing, translation.remove(&key).as_ref());
            // An older checklist is read in records alone, which keep the words of their time.
            if !said && (key.0.is_none() || key.0 == in_force) {
                english.insert(key.1);
            }
        });
        if let Some((_, id)) = translation.into_keys().next() {
            return Err(GuideError::Unknown { id });
        }
        self.speak(tag, english, &all);
        Ok(self)
    }

    /// The same guide with every text through one function. What is typed or looked for stays: it is typed
    /// in English all the same.
    #[cfg(any(test, feature = "pseudo"))]
    fn through(mut self, tag: &'static str, text: fn(&str) -> String) -> Self {
        each(&mut self, |_, thing| {
            for (_, words) in thing.words() {
                match words {
                    Words::One(one) => *one = text(one),
                    Words::Each(each) => each.into_iter().for_each(|one| *one = text(one)),
                    Words::Any(_) => {}
                }
            }
        });
        self.speak(tag, BTreeSet::new(), "");
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    /// Words of a made-up language for `say.drink`, of the text of a day.
    fn drink(of: NaiveDate) -> String {
        let guide = Guide::embedded().unwrap();
        let mut entry = guide.entry(&ItemId::new("say.drink")).unwrap().clone();
        file(&mut entry, of)
    }

    fn file(thing: &mut dyn Spoken, of: NaiveDate) -> String {
        let mut file = format!("[\"{}\"]\nof = {of}\n", thing.id());
        for (name, words) in thing.words() {
            file.push_str(&match words {
                Words::One(_) => format!("{name} = \"xx {name}\"\n"),
                Words::Each(each) => format!("{name} = {:?}\n", vec!["xx"; each.len()]),
                Words::Any(_) => format!("{name} = [\"xx\"]\n"),
            });
        }
        file
    }

    fn day_of_drink() -> NaiveDate {
        let guide = Guide::embedded().unwrap();
        guide.entry(&ItemId::new("say.drink")).unwrap().reviewed_on
    }

    fn translated(guide: &str, checklist: &str) -> Result<Guide, GuideError> {
        Guide::embedded().unwrap().translated(
            "xx",
            Files {
                guide: &[("guide/xx/look.toml", guide)],
                checklists: &[(1, checklist)],
            },
        )
    }

    #[test]
    fn words_of_another_language_take_the_place_of_the_english_ones_and_nothing_else_changes() {
        let english = Guide::embedded().unwrap();
        let guide = translated(&drink(day_of_drink()), "").unwrap();
        let id = ItemId::new("say.drink");
        let entry = guide.entry(&id).unwrap();
        assert_eq!(entry.label, "xx label");
        assert_eq!(entry.search, ["xx"]);
        assert_eq!(guide.language_of(&id), "xx");
        assert!(!guide.untranslated().contains(&id));
        let before = english.entry(&id).unwrap();
        assert_eq!(entry.raises, before.raises);
        assert_eq!(entry.kind, before.kind);
        assert_eq!(guide.urgent_rules(), english.urgent_rules());
        assert_ne!(guide.content_hash(), english.content_hash());
    }

    #[test]
    fn what_has_no_words_yet_is_english_and_says_so() {
        let guide = translated(&drink(day_of_drink()), "").unwrap();
        let weapons = ItemId::new("risk.weapons");
        assert_eq!(
            guide.label(&weapons),
            Guide::embedded().unwrap().label(&weapons)
        );
        assert_eq!(guide.language_of(&weapons), SOURCE);
        assert!(guide.untranslated().contains(&weapons));
    }

    #[test]
    fn words_of_an_older_text_or_half_of_the_words_are_not_shown() {
        let id = ItemId::new("say.drink");
        let older = drink(day_of_drink().pred_opt().unwrap());
        let half = drink(day_of_drink()).replace("label = \"xx label\"\n", "");
        let empty = drink(day_of_drink()).replace("\"xx label\"", "\" \"");
        let more = format!("{}say_more = \"xx\"\n", drink(day_of_drink()));
        for file in [older, half, empty, more] {
            let guide = translated(&file, "").unwrap();
            assert_eq!(
                guide.entry(&id),
                Guide::embedded().unwrap().entry(&id),
                "{file}"
            );
            assert_eq!(guide.language_of(&id), SOURCE);
        }
    }

    #[test]
    fn words_of_what_is_not_there_and_words_that_are_none_are_refused() {
        let lost = drink(day_of_drink()).replace("say.drink", "say.nothing");
        assert!(matches!(
            translated(&lost, ""),
            Err(GuideError::Unknown { .. })
        ));
        // An item of the checklist has its words beside its version.
        let astray = drink(day_of_drink());
        assert!(matches!(
            translated("", &astray),
            Err(GuideError::Unknown { .. })
        ));
        assert!(matches!(
            translated("a = 1", ""),
            Err(GuideError::Schema { .. })
        ));
    }

    /// A scene without its words, and without the name of the person.
    fn wordless(scene: &Scenario) -> Scenario {
        let mut scene = scene.clone();
        for (_, words) in scene.words() {
            match words {
                Words::One(text) => text.clear(),
                Words::Each(texts) => texts.into_iter().for_each(String::clear),
                Words::Any(_) => unreachable!("nothing of a scene is looked for"),
            }
        }
        scene.person.name.clear();
        scene.person.reference.clear();
        scene
    }

    #[test]
    fn a_scene_is_told_whole_in_another_language_or_in_english() {
        let english = Guide::embedded().unwrap();
        let blames = english.scenario("visit-blames").unwrap();
        let id = ItemId::new(blames.id);
        let whole = file(&mut blames.clone(), blames.reviewed_on);
        let guide = translated(&whole, "").unwrap();
        let told = guide.scenario(blames.id).unwrap();
        assert_eq!(told.title, "xx title");
        assert_eq!(told.scene.says, ["xx"; 2]);
        assert_eq!(told.colleague.actions[0].what, "xx");
        assert_eq!(guide.language_of(&id), "xx");
        assert_eq!(told.person, blames.person);
        let older = file(&mut blames.clone(), blames.reviewed_on.pred_opt().unwrap());
        let half = whole.replace("says = [\"xx\", ", "says = [");
        assert_ne!(half, whole);
        for file in [older, half] {
            let guide = translated(&file, "").unwrap();
            assert_eq!(guide.scenario(blames.id), Some(blames), "{file}");
            assert_eq!(guide.language_of(&id), SOURCE);
        }
    }

    #[test]
    fn every_text_of_a_scene_is_translated_and_no_id_or_rule() {
        let english = Guide::embedded().unwrap();
        let other = english.clone().through("en-XA", crate::pseudo::text);
        let before = english.scenarios.iter().chain(&english.tour);
        for (english, other) in before.zip(other.scenarios.iter().chain(&other.tour)) {
            let wordless_english = wordless(english);
            assert_eq!(wordless(other), wordless_english);
            assert_eq!(other.person, english.person);
            // What is left are names of things, and those have no spaces.
            let left = format!("{wordless_english:?}");
            let texts = left.split('"').skip(1).step_by(2);
            let texts: Vec<_> = texts.filter(|text| text.contains(' ')).collect();
            assert!(texts.is_empty(), "{}: {texts:?}", english.id);
        }
    }

    #[test]
    fn a_checklist_is_translated_by_its_version() {
        let guide = Guide::embedded().unwrap();
        let file = format!(
            "[checklist]\nof = {}\ntitle = \"xx\"\n",
            guide.checklist.released_on
        );
        let guide = translated("", &file).unwrap();
        assert_eq!(guide.checklist.title, "xx");
        assert_eq!(guide.checklist(), Guide::embedded().unwrap().checklist());
    }

    /// Words that reassure, in each language there is: no word of the checklist may be one of them. A
    /// language without its list is not ready.
    fn reassuring(language: Language) -> &'static [&'static str] {
        match language {
            Language::English => &[
                "low", "lower", "lowest", "safe", "safer", "standard", "green",
            ],
            #[cfg(feature = "pseudo")]
            Language::Pseudo => &[
                "lôŵ",
                "lôŵêr",
                "lôŵêst",
                "sâfê",
                "sâfêr",
                "stâñdârd",
                "grêêñ",
            ],
        }
    }

    #[test]
    fn no_word_of_a_checklist_reassures_in_any_language() {
        for language in Language::ALL {
            let guide = Guide::in_language(*language).unwrap();
            let mut said = Vec::new();
            for mut item in guide.checklist.items.clone() {
                for (name, words) in item.words() {
                    match words {
                        // What to look for in old papers names what others wrote there.
                        Words::One(text) if ["label", "changes"].contains(&name) => {
                            said.push(text.clone());
                        }
                        Words::One(_) | Words::Each(_) | Words::Any(_) => {}
                    }
                }
            }
            assert!(said.len() >= 28);
            for text in said {
                let words = text.split(|letter: char| !letter.is_alphabetic());
                let lower: Vec<_> = words.map(str::to_lowercase).collect();
                let found = reassuring(*language).iter();
                let found: Vec<_> = found
                    .filter(|one| lower.iter().any(|w| w == *one))
                    .collect();
                assert!(found.is_empty(), "{}: {found:?} in {text}", language.tag());
            }
        }
    }

    #[test]
    fn every_folder_of_a_language_is_built_in_and_says_everything() {
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/guide");
        for folder in fs::read_dir(assets).unwrap().flatten() {
            if folder.path().is_dir() {
                let tag = folder.file_name().to_string_lossy().into_owned();
                let language = Language::tagged(&tag);
                assert!(language.is_some(), "assets/guide/{tag} is in no language");
            }
        }
        for language in Language::ALL {
            let guide = Guide::in_language(*language).unwrap();
            let missing = guide.untranslated();
            assert!(missing.is_empty(), "{}: {missing:?}", language.tag());
        }
    }

    #[test]
    fn every_text_goes_through() {
        let guide = Guide::embedded().unwrap();
        let mut guide = guide.through("en-XA", crate::pseudo::text);
        let mut seen = 0;
        each(&mut guide, |key, thing| {
            for (name, words) in thing.words() {
                let texts = match words {
                    Words::One(text) => vec![text],
                    Words::Each(texts) => texts,
                    Words::Any(_) => continue,
                };
                for text in texts {
                    seen += 1;
                    assert!(
                        text.starts_with('⟦') && text.ends_with('⟧'),
                        "{key:?} {name}: {text}"
                    );
                }
            }
        });
        assert!(seen > 500, "{seen}");
    }
}
