//! Search over the embedded content: what people type finds what they need, and nothing that they
//! type breaks it.

use casework::ids::ItemId;
use guide::{EntryKind, Fragment, Guide, GuideStore, Hit, HitKind, SnippetFrom};
use proptest::prelude::*;
use std::sync::{Mutex, OnceLock};

fn guide() -> &'static Guide {
    static GUIDE: OnceLock<Guide> = OnceLock::new();
    GUIDE.get_or_init(|| Guide::embedded().expect("the embedded guide fits together"))
}

fn search(query: &str, limit: usize) -> Vec<Hit> {
    // Made once: what is tested is the search.
    static STORE: OnceLock<Mutex<GuideStore>> = OnceLock::new();
    STORE
        .get_or_init(|| {
            let store = GuideStore::in_memory(guide()).expect("an index can be made in memory");
            Mutex::new(store)
        })
        .lock()
        .expect("no other test broke off in the middle of a search")
        .search(query, limit)
        .expect("a search is never an error")
}

fn ids(query: &str, limit: usize) -> Vec<String> {
    let hits = search(query, limit);
    hits.iter().map(|hit| hit.id.as_str().to_string()).collect()
}

/// Every text of the thing that was found, so that a snippet can be compared with it.
fn fields(id: &ItemId) -> Vec<String> {
    let guide = guide();
    if let Some(entry) = guide.entry(id) {
        let fields = [
            Some(&entry.text),
            entry.means.as_ref(),
            entry.ask.as_ref(),
            entry.avoid.as_ref(),
            entry.why.as_ref(),
            entry.for_whom.as_ref(),
        ];
        return fields.into_iter().flatten().cloned().collect();
    }
    if let Some(item) = guide.item(id) {
        return vec![
            item.text.clone(),
            item.find_out.clone(),
            item.why.clone(),
            item.changes.clone(),
        ];
    }
    Vec::new()
}

fn text(snippet: &[Fragment]) -> String {
    snippet.iter().map(|part| part.text.as_str()).collect()
}

/// What is typed, and what has to come first, in this order.
const FIRST: &[(&str, &[&str])] = &[
    (
        "anger",
        &[
            "say.anger-management",
            "refer.not-anger-management",
            "refer.why-not-anger",
        ],
    ),
    (
        "anger management",
        &["say.anger-management", "refer.not-anger-management"],
    ),
    ("I have an anger problem", &["say.anger-management"]),
    ("temper", &["say.anger-management"]),
    ("couple", &["say.couple-counselling", "refer.not-couples"]),
    ("counsel", &["say.couple-counselling"]),
    ("drink", &["say.drink"]),
    ("booze", &["say.drink"]),
    ("it's the drink", &["say.drink"]),
    ("stress at work", &["say.work-stress"]),
    ("depress", &["say.low-mood"]),
    ("suicid", &["say.suicidal"]),
    ("don't want to be here", &["say.suicidal"]),
    ("dont want to be here", &["say.suicidal"]),
    ("Don\u{2019}t want to be here", &["say.suicidal"]),
    ("strangl", &["warn.strangulation"]),
    ("choke", &["warn.strangulation"]),
    ("choked", &["warn.strangulation"]),
    ("threatened to kill", &["risk.threats-to-kill"]),
    ("weapon", &["risk.weapons"]),
    ("pregnan", &["risk.pregnancy"]),
    ("clare", &["law.ew.disclosure-scheme"]),
    ("clare's law", &["law.ew.disclosure-scheme"]),
    ("dapo", &["law.ew.da-protection-notice-order"]),
    ("999", &["service.police"]),
];

/// What is typed, and what has to be among the first few, in any order.
const AMONG: &[(&str, usize, &[&str])] = &[
    ("jealous", 2, &["notice.jealousy", "risk.coercive-control"]),
    (
        "phoneline",
        2,
        &["refer.phoneline", "service.respect-phoneline"],
    ),
    (
        "interpreter",
        2,
        &["present.comes-along", "notice.speaks-for-partner"],
    ),
    ("knife", 2, &["risk.weapons", "ask.direct.weapon"]),
    (
        "baby",
        6,
        &[
            "risk.pregnancy",
            "present.through-a-child",
            "ask.direct.pregnancy",
        ],
    ),
    ("suicid", 2, &["say.suicidal", "warn.suicide"]),
    (
        "strangl",
        3,
        &["warn.strangulation", "law.ew.strangulation"],
    ),
    ("kill", 3, &["say.suicidal", "risk.threats-to-kill"]),
    ("kids", 4, &["say.kids-out-of-control"]),
    ("marac", 3, &["law.ew.marac", "refer.multi-agency"]),
    (
        "helpline",
        4,
        &["refer.phoneline", "service.respect-phoneline"],
    ),
    (
        "0808 802 4040",
        4,
        &["refer.phoneline", "service.respect-phoneline"],
    ),
    (
        "0808 2000 247",
        1,
        &["service.national-domestic-abuse-helpline"],
    ),
    ("jelous", 3, &["notice.jealousy", "risk.coercive-control"]),
    ("behavior", 10, &["refer.dapp"]),
    ("counseling", 2, &["say.couple-counselling"]),
    ("sucidal", 2, &["say.suicidal"]),
    ("strangel", 3, &["warn.strangulation"]),
    ("split up", 4, &["risk.separation", "ask.direct.separation"]),
    (
        "scared of me",
        4,
        &["ask.disclosed.partner-frightened", "warn.victim-fear"],
    ),
    ("court order", 6, &["respond.consequences"]),
    ("confidential", 5, &["respond.limits-of-confidentiality"]),
    ("7.48", 3, &["figure.strangulation"]),
];

#[test]
fn what_people_type_finds_first_what_they_need() {
    let mut wrong = Vec::new();
    for (query, expected) in FIRST {
        let found = ids(query, 6);
        if !found
            .iter()
            .map(String::as_str)
            .take(expected.len())
            .eq(expected.iter().copied())
        {
            wrong.push(format!("{query}: {found:?}"));
        }
    }
    for (query, most, expected) in AMONG {
        let found = ids(query, *most);
        if !expected.iter().all(|id| found.contains(&id.to_string())) {
            wrong.push(format!("{query}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_statement_typed_as_it_stands_finds_itself_first() {
    for entry in &guide().entries {
        if entry.kind == EntryKind::Statement {
            assert_eq!(ids(&entry.label, 1), [entry.id.as_str()], "{}", entry.label);
        }
    }
}

#[test]
fn every_label_finds_what_it_names() {
    let guide = guide();
    let labels = guide
        .entries
        .iter()
        .map(|entry| (&entry.id, &entry.label))
        .chain(
            guide
                .checklist
                .items
                .iter()
                .map(|item| (&item.id, &item.label)),
        )
        .chain(guide.laws.iter().map(|law| (&law.id, &law.label)))
        .chain(
            guide
                .services
                .iter()
                .map(|service| (&service.id, &service.label)),
        )
        .chain(
            guide
                .figures
                .iter()
                .map(|figure| (&figure.id, &figure.label)),
        );
    for (id, label) in labels {
        let found = ids(label, 10);
        assert!(found.contains(&id.to_string()), "{label}: {found:?}");
    }
}

#[test]
fn every_search_word_finds_what_it_is_for() {
    let guide = guide();
    let words = guide
        .entries
        .iter()
        .map(|entry| (&entry.id, &entry.search))
        .chain(
            guide
                .checklist
                .items
                .iter()
                .map(|item| (&item.id, &item.search)),
        )
        .chain(guide.laws.iter().map(|law| (&law.id, &law.search)))
        .chain(
            guide
                .services
                .iter()
                .map(|service| (&service.id, &service.search)),
        );
    for (id, words) in words {
        for word in words {
            assert!(ids(word, 200).contains(&id.to_string()), "{word} for {id}");
        }
    }
}

#[test]
fn it_finds_from_the_first_letter_on() {
    let whole = "anger";
    for end in 1..=whole.len() {
        let typed = &whole[..end];
        let found = ids(typed, 200);
        assert!(
            found.contains(&"say.anger-management".to_string()),
            "{typed}: {found:?}"
        );
    }
    assert_eq!(ids("ang", 1), ["say.anger-management"]);
}

#[test]
fn nothing_typed_finds_nothing_and_the_limit_is_kept() {
    for nothing in ["", "  ", "\"\"", "*", "'", "\u{0}"] {
        assert!(search(nothing, 10).is_empty(), "{nothing:?}");
    }
    assert!(search("drink", 0).is_empty());
    assert_eq!(search("partner", 3).len(), 3);
    let many = ids("partner", 200);
    assert!(many.len() > 20);
    assert_eq!(ids("partner", 3), many[..3]);
}

#[test]
fn one_word_that_is_nowhere_does_not_hide_the_others() {
    assert_eq!(ids("drink qqqqqqq", 1), ["say.drink"]);
    assert!(search("qqqqqqq", 5).is_empty());
}

#[test]
fn kinds_steps_and_labels_are_those_of_the_guide() {
    let guide = guide();
    let mut kinds = std::collections::BTreeSet::new();
    for query in ["partner", "999", "strangulation", "course", "a", "you"] {
        for hit in search(query, 200) {
            kinds.insert(hit.kind);
            match guide.entry(&hit.id) {
                Some(entry) => {
                    assert_eq!(hit.kind, HitKind::from(entry.kind));
                    assert_eq!(hit.step, Some(entry.step));
                    assert_eq!(hit.label, entry.label);
                }
                None => assert!(
                    matches!(
                        hit.kind,
                        HitKind::RiskIndicator
                            | HitKind::WarningSign
                            | HitKind::Law
                            | HitKind::Service
                            | HitKind::Figure
                    ),
                    "{hit:?}"
                ),
            }
        }
    }
    assert_eq!(kinds.len(), HitKind::ALL.len(), "every kind can be found");
}

#[test]
fn a_snippet_says_which_field_it_is_and_marks_what_was_found() {
    let hits = search("drunk", 50);
    let hit = hits
        .iter()
        .find(|hit| hit.from == SnippetFrom::Avoid)
        .expect("some entry has the word only under what not to do");
    let entry = guide().entry(&hit.id).unwrap();
    assert_eq!(Some(text(&hit.snippet)), entry.avoid);
    let marked: Vec<&str> = hit
        .snippet
        .iter()
        .filter(|part| part.matched)
        .map(|part| part.text.as_str())
        .collect();
    assert_eq!(marked, ["drunk"]);
}

#[test]
fn a_card_that_warns_is_never_shown_without_its_warning() {
    let guide = guide();
    let mut never_said = 0;
    let mut services = 0;
    for query in [
        "clare", "dsdas", "police", "source", "28 days", "dash", "0808", "england",
    ] {
        for hit in search(query, 200) {
            let shown = text(&hit.snippet);
            if let Some(law) = guide
                .laws
                .iter()
                .find(|law| law.id == hit.id && law.never_say)
            {
                never_said += 1;
                assert!(shown.starts_with("Never mention"), "{query}: {shown}");
                assert!(shown.starts_with(&law.text), "{query}: {shown}");
            }
            let service = guide.services.iter().find(|service| service.id == hit.id);
            if let Some(service) = service {
                services += 1;
                assert!(shown.contains(&service.text), "{query}: {shown}");
                assert!(shown.contains(&service.contact), "{query}: {shown}");
            }
        }
    }
    assert!(never_said >= 3 && services >= 4, "{never_said} {services}");
}

#[test]
fn words_to_say_aloud_are_found_but_never_shown_alone() {
    for entry in &guide().entries {
        let Some(say) = &entry.say else { continue };
        let hits = search(say, 10);
        let hit = hits.iter().find(|hit| hit.id == entry.id);
        let hit = hit.unwrap_or_else(|| panic!("{say}: {hits:?}"));
        assert_ne!(text(&hit.snippet), *say);
    }
}

#[test]
fn accents_and_capitals_make_no_difference() {
    assert_eq!(ids("DRINK", 5), ids("drink", 5));
    assert_eq!(ids("dr\u{ed}nk", 5), ids("drink", 5));
    assert_eq!(ids("jealou\u{301}s", 1), ids("jealous", 1));
}

/// Pieces of FTS5 and SQL syntax, and of what people type.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(" AND ".to_string()),
        Just(" OR ".to_string()),
        Just(" NOT ".to_string()),
        Just("NEAR(".to_string()),
        Just("'; DROP TABLE words; --".to_string()),
        Just("{label search} :".to_string()),
        Just("label:".to_string()),
        Just("-id : ^".to_string()),
        "[\"'*():^{}+.,;%_\\-]{1,4}",
        "[a-z]{1,6}",
        "\\PC{0,6}",
        ".{0,6}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_is_typed_is_searched_for_and_never_an_error(query in any::<String>()) {
        let hits = search(&query, 20);
        prop_assert!(hits.len() <= 20);
    }

    #[test]
    fn syntax_is_never_an_error_and_a_snippet_is_always_a_whole_field(
        pieces in prop::collection::vec(piece(), 0..8),
    ) {
        for hit in search(&pieces.concat(), 20) {
            let fields = fields(&hit.id);
            // Cards join their smaller fields, and so have tests of their own.
            if !fields.is_empty() {
                let snippet = text(&hit.snippet);
                prop_assert!(fields.contains(&snippet), "{}: {snippet}", hit.id);
            }
        }
    }

    #[test]
    fn a_search_finds_the_same_each_time(query in "[a-z]{1,5}( [a-z]{1,5})?") {
        prop_assert_eq!(ids(&query, 30), ids(&query, 30));
    }
}
