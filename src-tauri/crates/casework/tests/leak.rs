//! The leak check: what a contact knows, what of it is found in a text, and what is left alone.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "the vectors are files, and one that does not read must fail the run"
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use casework::checklist::{ItemAnswer, Presence};
use casework::contact::{AboutPerson, Account, Asked, Contact, Observation, QuestionAnswer};
use casework::ids::{AccountId, ItemId, MemberId, ObservationId, PersonId};
use casework::leak::{Known, LeakKind, check, cut, leaks, left};
use casework::person::{Member, Relation};
use casework::provenance::{Source, Sources};
use casework::words::Words;
use proptest::prelude::*;
use serde::Deserialize;
use std::path::Path;

fn nothing() -> Known {
    Known::of(&Contact::default())
}

fn account(source: Option<Source>, who: &str, words: &str) -> Contact {
    let id = AccountId::new("a");
    let account = Account {
        id: id.clone(),
        source,
        who: Words::from(who),
        words: Words::from(words),
    };
    Contact {
        accounts: [(id, account)].into(),
        ..Contact::default()
    }
}

/// What a partner who is called so is known by.
fn who(who: &str) -> Known {
    Known::of(&account(Some(Source::Partner), who, ""))
}

/// What is known when a partner said this.
fn said(words: &str) -> Known {
    Known::of(&account(Some(Source::Partner), "", words))
}

fn name(name: &str) -> Known {
    let mut known = nothing();
    known.add_name(&Words::from(name));
    known
}

fn member(relation: Relation, name: &str) -> Member {
    Member {
        id: MemberId::new("m"),
        relation,
        name: Words::from(name),
        birth_year: Some(2019),
    }
}

/// What somebody of the household who is called so is known by.
fn household(name: &str) -> Known {
    let mut known = nothing();
    known.add_member(&member(Relation::Partner, name));
    known
}

fn found<'a>(text: &'a str, known: &Known) -> Vec<(LeakKind, &'a str)> {
    leaks(text, known)
        .into_iter()
        .map(|leak| (leak.kind, &text[leak.range]))
        .collect()
}

#[track_caller]
fn finds(known: &Known, kind: LeakKind, texts: &[&str]) {
    for text in texts {
        let found = found(text, known);
        assert!(
            found.iter().any(|(found, _)| *found == kind),
            "nothing in {text:?}: {found:?}"
        );
    }
}

#[track_caller]
fn leaves(known: &Known, texts: &[&str]) {
    for text in texts {
        assert_eq!(found(text, known), [], "{text:?}");
    }
}

#[test]
fn a_name_is_found_whole_and_word_by_word_whatever_its_case_and_accents() {
    let known = name("Zoë Smith-O'Brien");
    finds(
        &known,
        LeakKind::Name,
        &[
            "ZOE",
            "with zoë's mother",
            "Zoes flat",
            "(Smith)",
            "obrien",
            "O\u{2019}Brien's",
            "Zo\u{AD}e",
            "Zoë\nsmith o'brien",
        ],
    );
    leaves(
        &known,
        &["Zoetrope", "smithy", "brien", "zoes", "blacksmith's"],
    );
    assert_eq!(
        found("To Zoë Smith-O'Brien's house", &known),
        [(LeakKind::Name, "Zoë Smith-O'Brien's")]
    );
}

#[test]
fn initials_are_found_in_capitals_with_stops_and_spaces_or_without() {
    for known in [
        name("K.B."),
        name("KB"),
        name("K B"),
        name("Kelly Brown"),
        who("K.B., partner"),
    ] {
        finds(
            &known,
            LeakKind::Initials,
            &[
                "KB",
                "KB's",
                "K.B.",
                "K. B. rang",
                "K B",
                "(K.B)",
                "with K.B.",
            ],
        );
        leaves(&known, &["kb", "K. b", "KBR", "UKB", "K, B", "BK", "K.  B"]);
    }
    assert_eq!(
        found("I met K.B. there", &name("KB")),
        [(LeakKind::Initials, "K.B.")]
    );
    finds(&name("Kelly Ann Brown"), LeakKind::Initials, &["KB", "KAB"]);
    finds(&name("K"), LeakKind::Initials, &["K said", "K. said"]);
    finds(&name("A"), LeakKind::Initials, &["A. said"]);
    leaves(&name("A"), &["A man"]);
    leaves(&name("Kelly"), &["K said"]);
}

#[test]
fn of_who_somebody_is_only_the_names_count() {
    let known = who("his ex-partner Kelly Brown (mother of the children), next door to Aisha's");
    finds(
        &known,
        LeakKind::Name,
        &["Kelly", "brown", "Aisha", "Kelly Brown"],
    );
    leaves(
        &known,
        &["his ex-partner and mother of the children, next door"],
    );
    for ordinary in [
        "her mother",
        "Neighbour at no. 5",
        "my ex-mother-in-law",
        "a GP",
        "",
    ] {
        leaves(
            &who(ordinary),
            &["her mother, the neighbour, my ex-mother-in-law, a GP, 5"],
        );
    }
    finds(
        &who("mum on 01632 960 001"),
        LeakKind::Phone,
        &["01632960001"],
    );
    finds(&who("kelly"), LeakKind::Name, &["Kelly"]);
}

#[test]
fn the_persons_own_name_is_no_leak_unless_it_is_somebody_elses_too() {
    let with_person = |who: &str| {
        let mut contact = account(Some(Source::Partner), who, "");
        contact.about = Some(AboutPerson {
            id: PersonId::new("p"),
            name: Words::from("Jo Smith"),
            local_reference: Words::default(),
        });
        Known::of(&contact)
    };
    let known = with_person("Kay Smith");
    leaves(&known, &["Jo Smith said", "Mr Smith", "JS said"]);
    finds(&known, LeakKind::Name, &["Kay", "Kay Smith"]);
    finds(&known, LeakKind::Initials, &["KS"]);
    leaves(&with_person("Jo's mother"), &["Jo said"]);
    leaves(&with_person("Jane Smith"), &["JS said"]);
    finds(&with_person("J.S."), LeakKind::Initials, &["JS said"]);
    finds(&with_person("Jo"), LeakKind::Name, &["Jo said"]);
    finds(&with_person("Jo Smith"), LeakKind::Name, &["Jo Smith said"]);
}

#[test]
fn a_phone_number_is_found_in_every_form() {
    let forms = [
        "07700 900123",
        "07700900123",
        "+44 7700 900 123",
        "+44 (0)7700 900123",
        "0044 7700-900-123",
        "447700900123",
        "(07700) 900123",
        "0 7 7 0 0 9 0 0 1 2 3",
        "07700\n900123",
        "7700 900123",
        "07700.900.123",
        "07700\u{A0}900\u{2011}123",
    ];
    for form in forms {
        let mut known = nothing();
        known.add_phone(&Words::from(form));
        for known in [known, said(&format!("ring me on {form} after 6pm"))] {
            finds(&known, LeakKind::Phone, &forms);
            leaves(
                &known,
                &["07700 900124", "077009001234", "107700900123", "7700 90012"],
            );
        }
    }
    let mut abroad = nothing();
    abroad.add_phone(&Words::from("+353 85 012 3456"));
    finds(
        &abroad,
        LeakKind::Phone,
        &["00353850123456", "+353850123456"],
    );
    assert_eq!(
        found("or +44 (0)7700 900123.", &said("07700900123")),
        [(LeakKind::Phone, "+44 (0)7700 900123")]
    );
    let mut short = nothing();
    short.add_phone(&Words::from("999"));
    leaves(&short, &["999"]);
    finds(
        &said("work: 0116 496 0001, ext 3"),
        LeakKind::Phone,
        &["01164960001"],
    );
    finds(
        &said("it is 01632 96000 still"),
        LeakKind::Phone,
        &["0163296000"],
    );
    leaves(
        &said("on 12/05/2024 at 10:30, 3 times, 4 years"),
        &["12/05/2024", "at 10:30"],
    );
}

#[test]
fn a_postcode_is_found_whatever_its_spacing_and_case() {
    let known = said("I moved to zz9 9zz, near W1A1AA");
    finds(
        &known,
        LeakKind::Postcode,
        &["ZZ9 9ZZ", "zz99zz", "ZZ9\n9ZZ", "z z 9 9 z z", "W1A 1AA"],
    );
    leaves(
        &known,
        &["ZZ9 9ZY", "AZZ9 9ZZ", "ZZ9 9ZZZ", "ZZ99", "W1 A1A"],
    );
    let mut added = nothing();
    added.add_address(&Words::from("ZZ9 9ZZ"));
    finds(&added, LeakKind::Postcode, &["ZZ99ZZ"]);
}

#[test]
fn a_street_is_found_with_its_number_and_without() {
    let known = said("We are at flat 3, 12b Saint James's Road now");
    finds(
        &known,
        LeakKind::Address,
        &[
            "12B saint james's rd",
            "12b, Saint Jamess Road",
            "Saint James's Road",
        ],
    );
    leaves(&known, &["12b", "Saint James's Park", "Road", "flat 3"]);
    leaves(
        &said("3 nights in a row, 2 weeks on the street"),
        &["in a row", "on the street"],
    );
    let green = said("at 4 The Green");
    finds(&green, LeakKind::Address, &["4 the green"]);
    leaves(&green, &["The Green"]);
    let mut added = nothing();
    added.add_address(&Words::from("Rose Cottage"));
    added.add_address(&Words::from("14"));
    finds(&added, LeakKind::Address, &["at ROSE cottage,"]);
    leaves(&added, &["14", "rose"]);
}

#[test]
fn four_protected_words_in_a_row_are_found_and_three_are_not() {
    let known = said("He held me down, and I couldn't breathe. The dog barked.");
    assert_eq!(
        found("I HELD her: held me\ndown and i couldnt breathe!", &known),
        [(LeakKind::Words, "held me\ndown and i couldnt breathe")]
    );
    leaves(
        &known,
        &[
            "held me down",
            "he me held down and",
            "the dog barked and barked",
        ],
    );
}

#[test]
fn everything_but_what_the_person_said_is_known() {
    let words = |tag: &str| Words::new(format!("the {tag} broke all the plates"));
    let mut contact = account(None, "Kelly", "the account broke all the plates");
    for (tag, sources) in [
        ("partner", vec![Source::Partner]),
        ("both", vec![Source::Person, Source::Child]),
        ("nobody", vec![]),
        ("person", vec![Source::Person]),
        ("agency", vec![Source::OtherAgency]),
    ] {
        let id = ObservationId::new(tag);
        let observation = Observation {
            id: id.clone(),
            item: None,
            words: words(tag),
            sources: Sources::from(sources.clone()),
            when: Words::default(),
        };
        contact.observations.insert(id, observation);
        let answer = ItemAnswer {
            presence: Presence::NotPresent,
            sources: Sources::from(sources),
            words: words(&format!("{tag}item")),
            ..ItemAnswer::default()
        };
        contact.answers.insert(ItemId::new(tag), answer);
    }
    let question = QuestionAnswer {
        asked: Asked::Asked,
        words: words("question"),
    };
    contact.questions.insert(ItemId::new("q"), question);
    let known = Known::of(&contact);
    for tag in [
        "account",
        "partner",
        "both",
        "nobody",
        "partneritem",
        "bothitem",
        "nobodyitem",
        "agency",
        "agencyitem",
    ] {
        finds(&known, LeakKind::Words, &[&format!("the {tag} broke all")]);
    }
    for tag in ["person", "question", "personitem"] {
        leaves(&known, &[&format!("the {tag} broke all")]);
    }
    finds(&known, LeakKind::Name, &["Kelly"]);
    let agency = account(Some(Source::OtherAgency), "Kelly", "07700 900123");
    // The person must not learn either that another agency has spoken.
    finds(&Known::of(&agency), LeakKind::Name, &["Kelly"]);
    let person = account(Some(Source::Person), "Kelly", "07700 900123");
    leaves(&Known::of(&person), &["Kelly 07700 900123"]);
}

#[test]
fn what_is_known_is_never_printed() {
    let shown = format!(
        "{:?}",
        Known::of(&account(None, "Kelly", "on 07700 900123 at night"))
    );
    assert_eq!(shown, "Known(1 people, 1 places, 2 runs)");
    let leak = &leaks("So. Kelly rang. No.", &who("Kelly"))[0];
    assert!(!format!("{leak:?}").contains("Kelly"));
    assert_eq!(
        serde_json::to_string(leak).unwrap(),
        "{\"kind\":\"name\",\"sentence\":{\"before\":\"\",\"found\":\"Kelly\",\"after\":\" rang.\"}}"
    );
}

#[test]
fn the_household_is_known_by_name_and_by_initials() {
    finds(
        &household("Kelly"),
        LeakKind::Name,
        &["with Kelly", "Kelly's mum", "KELLY"],
    );
    finds(
        &household("K."),
        LeakKind::Initials,
        &["K. slept", "K said"],
    );
    finds(
        &household("Kelly Young"),
        LeakKind::Name,
        &["Kelly", "Mrs Young", "Kelly Young"],
    );
    finds(
        &household("Kelly, his ex-partner"),
        LeakKind::Name,
        &["Kelly"],
    );
    // A text may say what somebody is to the person.
    for ordinary in ["Child 1", "the baby", "Ex-partner", "Kelly, his ex-partner"] {
        leaves(
            &household(ordinary),
            &["You spoke about your child, the baby and your ex-partner."],
        );
    }
}

/// The whole way: what is known of the contact and of the household is found in one text.
#[test]
fn a_text_is_checked_for_the_household_too() {
    let contact = account(Some(Source::Partner), "Aisha", "");
    let text = Words::from("You said that Kelly cried. You were offered the helpline. Aisha rang.");
    let (without, _) = check(&text, &contact, []);
    assert_eq!(without.len(), 1);
    let home = [
        member(Relation::Partner, "Kelly"),
        member(Relation::Child, "T."),
    ];
    let (leaks, pieces) = check(&text, &contact, &home);
    assert_eq!(leaks.len(), 2);
    let left: String = pieces
        .iter()
        .filter(|piece| piece.leaks.is_empty())
        .map(|piece| piece.text.stored())
        .collect();
    assert_eq!(left.trim(), "You were offered the helpline.");
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    /// The person.
    #[serde(default)]
    person: String,
    /// A protected account: who, and what they said.
    #[serde(default)]
    who: String,
    #[serde(default)]
    said: String,
    /// Who belongs to the person's household.
    #[serde(default)]
    household: Vec<String>,
    /// What is known from elsewhere.
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    addresses: Vec<String>,
    #[serde(default)]
    phones: Vec<String>,
    text: String,
    /// The kind, what was found, and its sentence, in order.
    leaks: Vec<(String, String, String)>,
}

#[test]
fn every_text_has_the_leaks_that_its_file_names() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/leak");
    let mut vectors = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let vector: Vector =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        let mut contact = account(Some(Source::Partner), &vector.who, &vector.said);
        contact.about = Some(AboutPerson {
            id: PersonId::new("p"),
            name: Words::new(vector.person),
            local_reference: Words::default(),
        });
        let mut known = Known::of(&contact);
        vector
            .household
            .iter()
            .for_each(|name| known.add_member(&member(Relation::Child, name)));
        vector
            .names
            .iter()
            .for_each(|name| known.add_name(&Words::new(name)));
        vector
            .addresses
            .iter()
            .for_each(|line| known.add_address(&Words::new(line)));
        vector
            .phones
            .iter()
            .for_each(|number| known.add_phone(&Words::new(number)));
        let found: Vec<(String, String, String)> = leaks(&vector.text, &known)
            .into_iter()
            .map(|leak| {
                let kind = serde_json::to_value(leak.kind).unwrap();
                let parts = [
                    &leak.sentence.before,
                    &leak.sentence.found,
                    &leak.sentence.after,
                ];
                let sentence: String = parts.map(Words::stored).concat();
                let found = vector.text[leak.range].to_owned();
                (kind.as_str().unwrap().to_owned(), found, sentence)
            })
            .collect();
        assert_eq!(found, vector.leaks, "{file}");
        vectors += 1;
    }
    assert!(vectors >= 10, "vectors were lost: {vectors}");
}

/// Any text, and texts made of what the check looks at.
fn any_text() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "Kelly",
        "Brown",
        "K",
        "B",
        "KB",
        ".",
        "'s",
        "’",
        "0",
        "44",
        "+",
        "7700",
        "900123",
        "(0)",
        " ",
        "\n",
        "-",
        "\u{AD}",
        "\u{301}",
        "ﬁ",
        "İ",
        "½",
        "👩‍👧",
        "ZZ9",
        "9ZZ",
        "12",
        "Mill",
        "Lane",
        "he",
        "held",
        "me",
        "down",
        "x",
        "é",
        "ß",
    ]);
    prop_oneof![
        any::<String>(),
        proptest::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat()),
    ]
}

/// What stands between a planted word and the text around it.
fn border() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        " ", "\n", ", ", "(", "“", "…", "\u{A0}", "\t", "/", "!",
    ])
}

fn space() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[ \t\n\u{A0}\u{2003}]{1,3}").unwrap()
}

/// Words that are in no other list here.
fn word() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[b-df-hj-np-tv-z]{1,6}q").unwrap()
}

fn known() -> Known {
    let mut known = Known::of(&account(
        None,
        "Kelly Brown, 01632 960001",
        "He held me down at 12 Mill Lane, ZZ9 9ZZ, and took 07700 900123",
    ));
    known.add_name(&Words::from("Zoë"));
    known
}

/// True when a leak of this kind lies over all of what was planted there.
fn covers(text: &str, known: &Known, kind: LeakKind, planted: std::ops::Range<usize>) -> bool {
    leaks(text, known).into_iter().any(|leak| {
        leak.kind == kind && leak.range.start <= planted.start && leak.range.end >= planted.end
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn no_text_breaks_the_check_and_leaks_lie_on_characters(
        text in any_text(), who in any_text(), words in any_text()
    ) {
        let mut known = Known::of(&account(None, &who, &words));
        for words in [&who, &words] {
            let words = Words::new(words.clone());
            known.add_name(&words);
            known.add_phone(&words);
            known.add_address(&words);
            known.add_member(&member(Relation::Other, words.stored()));
        }
        let both = format!("{text} {words} {who}");
        for (text, known) in [(&text, &known), (&both, &known), (&text, &self::known())] {
            let mut last = 0;
            let found_here = leaks(text, known);
            // The pieces are the text, and without those of a leak nothing of it is left.
            let mut end = 0;
            for piece in cut(text, &found_here) {
                let range = end..end + piece.text.stored().len();
                prop_assert_eq!(text.get(range.clone()), Some(piece.text.stored()));
                end = range.end;
                for (number, leak) in (0..).zip(&found_here) {
                    let meets = leak.range.start < range.end && range.start < leak.range.end;
                    prop_assert!(!meets || piece.leaks.contains(&number));
                }
            }
            prop_assert_eq!(end, text.len());
            for leak in found_here {
                prop_assert!(leak.range.start >= last && leak.range.start < leak.range.end);
                last = leak.range.start;
                let found = text.get(leak.range.clone());
                prop_assert_eq!(found, Some(leak.sentence.found.stored()));
                let parts = [&leak.sentence.before, &leak.sentence.found, &leak.sentence.after];
                prop_assert!(text.contains(&parts.map(Words::stored).concat()));
            }
        }
    }

    #[test]
    fn a_name_is_found_wherever_it_is_planted(
        before in any_text(), after in any_text(), border in border(), behind in border(),
        first in word(), second in word(), space in space(), way in 0..5
    ) {
        let known = name(&format!("{first} {second}"));
        let planted = match way {
            0 => format!("{first}{space}{second}"),
            1 => format!("{}{space}{second}’s", first.to_uppercase()),
            2 => first.to_uppercase(),
            3 => format!("{second}'s"),
            _ => format!("{first}-{second}"),
        };
        let text = format!("{before}{border}{planted}{behind}{after}");
        let start = before.len() + border.len();
        prop_assert!(covers(&text, &known, LeakKind::Name, start..start + planted.len()), "{text:?}");
    }

    #[test]
    fn somebody_of_the_household_is_found_wherever_they_are_planted(
        before in any_text(), after in any_text(), border in border(), behind in border(),
        name in word(), upper in any::<bool>(), of in any::<bool>()
    ) {
        let known = household(&name);
        let planted = if upper { name.to_uppercase() } else { name.clone() };
        let planted = if of { format!("{planted}'s") } else { planted };
        let text = format!("{before}{border}{planted}{behind}{after}");
        let start = before.len() + border.len();
        prop_assert!(covers(&text, &known, LeakKind::Name, start..start + planted.len()), "{text:?}");
    }

    #[test]
    fn initials_are_found_wherever_they_are_planted(
        before in any_text(), after in any_text(), border in border(), behind in border(),
        first in word(), second in word(), way in 0..4
    ) {
        let known = name(&format!("{first} {second}"));
        let [one, two] = [&first, &second].map(|word| word[..1].to_uppercase());
        let planted = match way {
            0 => format!("{one}{two}"),
            1 => format!("{one}.{two}."),
            2 => format!("{one} {two}"),
            _ => format!("{one}. {two}."),
        };
        let text = format!("{before}{border}{planted}{behind}{after}");
        let start = before.len() + border.len();
        let planted = start..start + planted.len();
        prop_assert!(covers(&text, &known, LeakKind::Initials, planted), "{text:?}");
    }

    #[test]
    fn a_phone_number_is_found_wherever_and_however_it_is_planted(
        before in any_text(), after in any_text(), border in border(), behind in border(),
        number in "0[1235789][0-9]{9}",
        front in proptest::sample::select(vec!["0", "+44", "+44 (0)", "0044", "44"]),
        spaces in proptest::collection::vec(proptest::sample::select(vec!["", "", " ", "-", "\u{A0}", "\n", ". ", "  "]), 10),
        typed in any::<bool>(),
    ) {
        let known = if typed {
            let mut known = nothing();
            known.add_phone(&Words::new(number.clone()));
            known
        } else {
            said(&format!("it is {number} now"))
        };
        let spaced = number[1..].chars().zip(&spaces).map(|(digit, space)| format!("{space}{digit}"));
        let planted = format!("{front}{}", spaced.collect::<String>());
        // A digit right behind a letter or digit is another number.
        let text = format!("{before}{border}{planted}{behind}{after}");
        let start = before.len() + border.len();
        let planted = start + front.len()..start + planted.len();
        prop_assert!(covers(&text, &known, LeakKind::Phone, planted.end - 1..planted.end), "{text:?}");
    }

    #[test]
    fn a_postcode_and_a_street_are_found_wherever_they_are_planted(
        before in any_text(), after in any_text(), border in border(), behind in border(),
        code in "[A-Z]{1,2}[0-9][0-9A-Z]?", inward in "[0-9][ABD-HJLNP-UW-Z]{2}",
        gap in "[ \n\u{A0}]{0,2}", house in 1..9999u32, street in word(), space in space()
    ) {
        let known = said(&format!("come to {house} {street} Road, {code} {inward}, soon"));
        let plants = [
            (LeakKind::Postcode, format!("{}{gap}{inward}", code.to_lowercase())),
            (LeakKind::Address, format!("{house}{space}{}{space}rd", street.to_uppercase())),
        ];
        for (kind, planted) in plants {
            let text = format!("{before}{border}{planted}{behind}{after}");
            let start = before.len() + border.len();
            prop_assert!(covers(&text, &known, kind, start..start + planted.len()), "{text:?}");
        }
    }

    #[test]
    fn four_protected_words_and_more_are_found_wherever_they_are_planted(
        before in any_text(), after in any_text(), border in border(), behind in border(),
        words in proptest::collection::vec(word(), 4..9), from in 0..6usize, more in 0..5usize,
        mark in proptest::sample::select(vec![" ", ", ", ". ", "\n", " – "])
    ) {
        let known = said(&words.join(" "));
        let from = from.min(words.len() - 4);
        let to = (from + 4 + more).min(words.len());
        let planted = words[from..to].join(mark).to_uppercase();
        let text = format!("{before}{border}{planted}{behind}{after}");
        let start = before.len() + border.len();
        prop_assert!(
            covers(&text, &known, LeakKind::Words, start..start + planted.len()), "{text:?}"
        );
    }

    #[test]
    fn a_text_with_nothing_of_what_is_known_has_no_leak(
        words in proptest::collection::vec(word(), 0..40), digits in "[0-9 ]{0,9}",
        three in 0..3usize
    ) {
        let protected = ["he held me", "me down at", "and took 07700"][three];
        let mut text = words.join(" ");
        // Not enough digits for any number, and only three words in a row.
        text.push_str(&format!(". {digits}; {protected}"));
        let taken = ["kelly", "brown", "zoe", "kb"];
        prop_assume!(!words.iter().any(|word| taken.contains(&word.as_str())));
        prop_assert_eq!(leaks(&text, &known()), vec![], "{:?}", text);
    }
}

#[test]
fn a_long_text_full_of_leaks_without_a_stop_is_read_in_one_go() {
    let text = "Zoë 1 1 1 1 1 1 07700 900123 ".repeat(5_000);
    let leaks = leaks(&text, &known());
    assert_eq!(leaks.len(), 10_000);
    assert!(
        leaks
            .iter()
            .all(|leak| leak.sentence.after.stored().len() <= 2 * 240)
    );
    assert!(!found(&text, &said(&text)).is_empty());
}

#[test]
fn what_is_left_of_a_text_is_without_what_was_left_out_and_without_hollow_lines() {
    let mut known = nothing();
    known.add_name(&Words::from("Kelly"));
    let text = "What was said\n“Kelly rang.” (today)\n“I shout. Kelly cried.”\n\n(no more)";
    let leaks = leaks(text, &known);
    let pieces = cut(text, &leaks);
    let all = left(&pieces, &[].into());
    assert_eq!(all.stored(), text);
    let first = left(&pieces, &[0].into());
    assert_eq!(
        first.stored(),
        "What was said\n“I shout. Kelly cried.”\n\n(no more)"
    );
    let none = left(&pieces, &[0, 1].into());
    // Closed: an open quotation would show that something was taken out.
    assert_eq!(none.stored(), "What was said\n“I shout.”\n\n(no more)");
}

#[test]
fn what_two_contacts_know_is_known_together() {
    let mut known = Known::of(&account(Some(Source::Partner), "Kelly", ""));
    known.also(Known::of(&account(Some(Source::Partner), "Aisha", "")));
    assert_eq!(leaks("Kelly and Aisha", &known).len(), 2);
}
