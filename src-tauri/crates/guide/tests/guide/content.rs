//! The embedded content: everything that has to be there is there, and nothing that must not be.

use casework::checklist::ItemList;
use casework::ids::ItemId;
use casework::urgent::Matter;
use casework::wording::hits;
use chrono::NaiveDate;
use guide::{EntryKind, GateAnswer, Guide, Nation, Step};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

fn guide() -> Guide {
    Guide::embedded().expect("the embedded guide fits together")
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the day is in the calendar")
}

/// Every text of the guide that somebody may read, with the id that it stands under.
fn texts(guide: &Guide) -> Vec<(ItemId, String)> {
    let mut texts = Vec::new();
    for entry in &guide.entries {
        let fields = [
            Some(&entry.label),
            Some(&entry.text),
            entry.lead_in.as_ref(),
            entry.means.as_ref(),
            entry.ask.as_ref(),
            entry.avoid.as_ref(),
            entry.why.as_ref(),
            entry.say.as_ref(),
            entry.for_whom.as_ref(),
        ];
        let fields = fields.into_iter().flatten();
        texts.extend(fields.map(|text| (entry.id.clone(), text.clone())));
    }
    for item in &guide.checklist.items {
        let fields = [
            &item.label,
            &item.text,
            &item.why,
            &item.find_out,
            &item.changes,
        ];
        texts.extend(fields.map(|text| (item.id.clone(), text.clone())));
        let agencies = item.agencies.iter();
        texts.extend(agencies.map(|text| (item.id.clone(), text.clone())));
    }
    for law in &guide.laws {
        let fields = [
            Some(&law.label),
            Some(&law.text),
            law.who.as_ref(),
            law.breach.as_ref(),
            (!law.never_say).then_some(&law.say),
            Some(&law.source),
            law.caution.as_ref(),
        ];
        let fields = fields.into_iter().flatten();
        texts.extend(fields.map(|text| (law.id.clone(), text.clone())));
    }
    for service in &guide.services {
        let fields = [
            &service.label,
            &service.area,
            &service.contact,
            &service.text,
            &service.source,
        ];
        texts.extend(fields.map(|text| (service.id.clone(), text.clone())));
    }
    for figure in &guide.figures {
        let fields = [&figure.label, &figure.text, &figure.source];
        texts.extend(fields.map(|text| (figure.id.clone(), text.clone())));
    }
    for wording in &guide.wordings {
        let fields = [&wording.why, &wording.instead];
        texts.extend(fields.map(|text| (wording.id.clone(), text.clone())));
    }
    texts
}

/// The words of a text in lower case.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[test]
fn every_id_that_must_be_covered_is_there() {
    let guide = guide();
    let wanted: Vec<&str> = include_str!("../coverage-ids.txt").lines().collect();
    assert_eq!(wanted.len(), 110);
    assert_eq!(wanted.iter().collect::<BTreeSet<_>>().len(), 110);
    let missing: Vec<&&str> = wanted
        .iter()
        .filter(|id| guide.label(&ItemId::new(**id)).is_none())
        .collect();
    assert!(missing.is_empty(), "missing: {missing:?}");
}

#[test]
fn what_is_covered_stands_in_the_step_and_is_of_the_kind_that_its_id_says() {
    for entry in &guide().entries {
        let (area, _) = entry.id.as_str().split_once('.').unwrap();
        use EntryKind as K;
        let (step, kinds): (Step, &[K]) = match area {
            "frame" => (Step::Frame, &[K::Principle]),
            "present" => (Step::Look, &[K::Presentation]),
            "say" => (Step::Look, &[K::Statement]),
            "notice" => (Step::Look, &[K::Behaviour, K::Injury]),
            "look" => (Step::Look, &[K::Note]),
            "ask" => (Step::Ask, &[K::Question, K::Note]),
            "listen" => (Step::Ask, &[K::Listening]),
            "assess" => (Step::Assess, &[K::Note, K::Rule]),
            "respond" => (Step::Respond, &[K::Practice]),
            "safety" => (Step::Respond, &[K::Safety]),
            "selfcare" => (Step::Respond, &[K::SelfCare]),
            "refer" => (
                Step::Refer,
                &[K::Route, K::Note, K::NotAdvised, K::Caution, K::Rule],
            ),
            "record" => (Step::Record, &[K::Note]),
            other => panic!("{other}: no such area"),
        };
        assert_eq!(entry.step, step, "{}", entry.id);
        assert!(
            kinds.contains(&entry.kind),
            "{}: {:?}",
            entry.id,
            entry.kind
        );
    }
}

#[test]
fn there_are_as_many_of_each_kind_as_the_practice_sources_have() {
    let guide = guide();
    let count = |kind| {
        guide
            .entries
            .iter()
            .filter(|entry| entry.kind == kind)
            .count()
    };
    assert_eq!(count(EntryKind::Presentation), 6);
    assert_eq!(count(EntryKind::Statement), 10);
    assert_eq!(count(EntryKind::Behaviour), 7);
    assert_eq!(count(EntryKind::Injury), 2);
    assert_eq!(count(EntryKind::Question), 17);
    assert_eq!(count(EntryKind::Practice), 14);
    assert_eq!(count(EntryKind::Safety), 5);
    assert_eq!(count(EntryKind::SelfCare), 5);
    assert_eq!(count(EntryKind::NotAdvised), 2);
    assert!(count(EntryKind::Listening) > 0);
    for step in Step::ALL {
        assert!(guide.entries_of(step).count() > 0, "{step:?}");
    }
    let by_step: usize = Step::ALL
        .map(|step| guide.entries_of(step).count())
        .iter()
        .sum();
    assert_eq!(by_step, guide.entries.len());
}

#[test]
fn every_kind_has_the_fields_that_its_reader_needs() {
    use EntryKind as K;
    for entry in &guide().entries {
        let id = &entry.id;
        let observed = matches!(
            entry.kind,
            K::Statement | K::Presentation | K::Behaviour | K::Injury
        );
        assert_eq!(entry.means.is_some(), observed, "{id}: what it may mean");
        let next = observed && entry.kind != K::Injury;
        assert_eq!(entry.ask.is_some(), next, "{id}: what to ask");
        if observed || entry.kind == K::Question {
            assert!(entry.avoid.is_some(), "{id}: what not to do");
        }
        if entry.kind != K::Injury {
            assert!(entry.why.is_some(), "{id}: why");
        }
        let question = entry.kind == K::Question;
        assert_eq!(entry.set.is_some(), question, "{id}: a question has a set");
        let presentation = entry.kind == K::Presentation;
        assert_eq!(
            entry.leads_to.is_some(),
            presentation,
            "{id}: leads to a set"
        );
        assert!(!entry.search.is_empty(), "{id}: search words");
    }
}

#[test]
fn the_checklist_has_its_eight_indicators_and_apart_from_them_six_warning_signs() {
    let guide = guide();
    let checklist = guide.checklist();
    assert_eq!(checklist.version, 1);
    assert_eq!(checklist.indicators.len(), 8);
    assert_eq!(checklist.warning_signs.len(), 6);
    let begins = |ids: &[ItemId], with: &str| ids.iter().all(|id| id.as_str().starts_with(with));
    assert!(begins(&checklist.indicators, "risk."));
    assert!(begins(&checklist.warning_signs, "warn."));
    for (list, id) in checklist.items() {
        let item = guide.item(id).unwrap();
        assert_eq!(item.list, list);
        assert_eq!(guide.label(id), Some(item.label.as_str()));
        assert!(!item.agencies.is_empty(), "{id}: who may know");
        assert!(!item.questions.is_empty(), "{id}: how to find out");
    }
    assert_eq!(guide.item(&ItemId::new("say.drink")), None);
    assert_eq!(guide.label(&ItemId::new("say.nothing")), None);
}

#[test]
fn no_text_of_the_checklist_can_reassure() {
    for item in &guide().checklist.items {
        let mut all = vec![
            &item.label,
            &item.text,
            &item.why,
            &item.find_out,
            &item.changes,
        ];
        all.extend(&item.agencies);
        all.extend(&item.search);
        for text in all {
            let words = words(text);
            for word in ["low", "standard", "safe", "green"] {
                assert!(!words.contains(&word.to_string()), "{}: {text}", item.id);
            }
            let no_risk = words.windows(2).any(|pair| pair == ["no", "risk"]);
            assert!(!no_risk, "{}: {text}", item.id);
        }
    }
}

#[test]
fn what_may_be_raised_is_what_the_practice_sources_say() {
    let raises = guide().raises();
    let raises: BTreeMap<&str, Vec<&str>> = raises
        .iter()
        .map(|(from, items)| (from.as_str(), items.iter().map(ItemId::as_str).collect()))
        .collect();
    let expected = BTreeMap::from([
        ("say.suicidal", vec!["warn.suicide"]),
        ("notice.jealousy", vec!["risk.coercive-control"]),
        ("notice.substances", vec!["risk.substance-misuse"]),
        ("notice.calls-and-texts", vec!["risk.coercive-control"]),
        ("notice.checks-whereabouts", vec!["risk.coercive-control"]),
        (
            "ask.disclosed.partner-frightened",
            vec!["risk.coercive-control", "warn.victim-fear"],
        ),
        ("ask.disclosed.pattern", vec!["risk.escalation"]),
        ("ask.disclosed.alcohol-drugs", vec!["risk.substance-misuse"]),
        ("ask.direct.friends-family", vec!["risk.coercive-control"]),
        ("ask.direct.weapon", vec!["risk.weapons"]),
        ("ask.direct.separation", vec!["risk.separation"]),
        ("ask.direct.pregnancy", vec!["risk.pregnancy"]),
    ]);
    assert_eq!(raises, expected);
}

#[test]
fn what_comes_forward_and_what_is_urgent_is_what_the_practice_sources_say() {
    let guide = guide();
    let gates: BTreeMap<&str, GateAnswer> = guide
        .entries
        .iter()
        .filter_map(|entry| Some((entry.id.as_str(), entry.gate?)))
        .collect();
    let expected = BTreeMap::from([
        ("respond.effects-on-children", GateAnswer::Child),
        ("respond.see-separately", GateAnswer::PartnerPresent),
        ("safety.separate-meetings", GateAnswer::PartnerPresent),
        ("safety.intoxicated", GateAnswer::Intoxicated),
        ("selfcare.no-lone-visit", GateAnswer::AloneHomeVisit),
    ]);
    assert_eq!(gates, expected);
    let urgent: BTreeMap<Matter, Vec<&str>> = guide
        .urgent
        .iter()
        .map(|urgent| {
            (
                urgent.matter,
                urgent.from.iter().map(ItemId::as_str).collect(),
            )
        })
        .collect();
    let expected = BTreeMap::from([
        (Matter::Suicidal, vec!["say.suicidal", "warn.suicide"]),
        (Matter::ThreatsToKill, vec!["risk.threats-to-kill"]),
        (Matter::Strangulation, vec!["warn.strangulation"]),
        (
            Matter::ChildAtRisk,
            vec![
                "warn.children-threatened",
                "ask.direct.in-front-of-children",
            ],
        ),
    ]);
    assert_eq!(urgent, expected);
}

/// What stands beside the person names neither partner nor agency.
#[test]
fn what_is_urgent_names_nobody_else_beside_the_person() {
    for urgent in &guide().urgent {
        let beside = urgent.beside.to_lowercase();
        let named: Vec<&str> = beside
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| {
                [
                    "partner", "police", "victim", "social", "agency", "she", "he", "told",
                ]
                .contains(word)
            })
            .collect();
        assert!(named.is_empty(), "{}: {named:?}", urgent.id);
    }
}

/// A released checklist is never edited: records name its version and are scored with it for ever. A
/// change is a new file with a new number, and a new line here.
#[test]
fn a_released_checklist_is_byte_for_byte_what_was_released() {
    let released = [(
        "imminent-risk-1.toml",
        "2e928fa2bb0c6b62f4a4fee0c19dfe96dbc6733d22a439ae56719f6ed8bb62db",
    )];
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/checklists");
    let mut found: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            let file = file.unwrap();
            let digest = Sha256::digest(std::fs::read(file.path()).unwrap());
            let digest = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            (file.file_name().to_string_lossy().into_owned(), digest)
        })
        .collect();
    found.sort();
    let found: Vec<_> = found
        .iter()
        .map(|(name, digest)| (name.as_str(), digest.as_str()))
        .collect();
    assert_eq!(found, released);
}

#[test]
fn the_statement_on_anger_leads_to_the_route_not_advised_and_to_why() {
    let guide = guide();
    let sees = |from: &str, to: &str| {
        let entry = guide.entry(&ItemId::new(from)).unwrap();
        assert!(entry.see_also.contains(&ItemId::new(to)), "{from} to {to}");
    };
    sees("say.anger-management", "refer.not-anger-management");
    sees("refer.not-anger-management", "refer.why-not-anger");
    sees("say.couple-counselling", "respond.see-separately");
}

#[test]
fn law_cards_stand_in_their_nation_and_say_when_to_check_again() {
    let guide = guide();
    let mut labels = BTreeSet::new();
    for law in &guide.laws {
        let nation = match law.id.as_str().split('.').nth(1).unwrap() {
            "ew" => Nation::EnglandAndWales,
            "sc" => Nation::Scotland,
            "ni" => Nation::NorthernIreland,
            other => panic!("{other}: no such nation"),
        };
        assert_eq!(law.nation, nation, "{}", law.id);
        assert!(labels.insert((law.nation, &law.label)), "{}: twice", law.id);
        assert!(!law.source.is_empty(), "{}", law.id);
        assert!(law.checked_on < law.check_again_by, "{}", law.id);
    }
    for nation in [
        Nation::EnglandAndWales,
        Nation::Scotland,
        Nation::NorthernIreland,
    ] {
        assert!(guide.laws.iter().any(|law| law.nation == nation));
    }
    // These would tell the person that somebody asked, or that agencies meet.
    let never: BTreeSet<&str> = guide
        .laws
        .iter()
        .filter(|law| law.never_say)
        .map(|law| law.id.as_str())
        .collect();
    let expected = [
        "law.ew.disclosure-scheme",
        "law.ew.marac",
        "law.sc.disclosure-scheme",
    ];
    assert_eq!(never, BTreeSet::from(expected));
    for law in &guide.laws {
        assert_eq!(law.say.is_empty(), law.never_say, "{}", law.id);
    }
}

#[test]
fn nothing_that_may_be_said_aloud_tells_of_a_scheme_or_of_marac() {
    let guide = guide();
    let entries = guide.entries.iter().flat_map(|entry| {
        let question = (entry.kind == EntryKind::Question).then_some(&entry.text);
        [entry.say.as_ref(), entry.lead_in.as_ref(), question]
            .into_iter()
            .flatten()
            .map(|aloud| (&entry.id, aloud))
    });
    let laws = guide.laws.iter().map(|law| (&law.id, &law.say));
    for (id, aloud) in entries.chain(laws) {
        let words = words(aloud);
        for secret in ["marac", "mash", "scheme", "disclosure", "clare", "dash"] {
            assert!(!words.contains(&secret.to_string()), "{id}: {aloud}");
        }
    }
}

#[test]
fn services_and_figures_say_where_they_come_from_and_when_to_check_again() {
    let guide = guide();
    assert!(guide.services.len() >= 4);
    for service in &guide.services {
        assert!(!service.area.is_empty() && !service.source.is_empty());
        assert!(
            service.checked_on < service.check_again_by,
            "{}",
            service.id
        );
    }
    for figure in &guide.figures {
        assert!(!figure.source.is_empty());
        assert!(figure.checked_on < figure.check_again_by, "{}", figure.id);
    }
}

#[test]
fn past_its_day_a_card_says_check_before_use_and_a_secondary_source_always_does() {
    let guide = guide();
    let law = |id: &str| guide.laws.iter().find(|law| law.id.as_str() == id).unwrap();
    let statute = law("law.ew.strangulation");
    let last = statute.check_again_by;
    assert!(!statute.check_before_use(last));
    assert!(statute.check_before_use(last.succ_opt().unwrap()));
    assert!(law("law.ew.occupation-order").check_before_use(date(2026, 11, 23)));
    let phone = |id: &str| {
        let mut all = guide.services.iter();
        all.find(|service| service.id.as_str() == id).unwrap()
    };
    assert!(!phone("service.police").check_before_use(last));
    assert!(phone("service.police").check_before_use(date(2030, 1, 1)));
    assert!(phone("service.mens-advice-line").check_before_use(date(2026, 11, 23)));
    assert!(!guide.figures[0].check_before_use(last));
    assert!(guide.figures[0].check_before_use(date(2030, 1, 1)));
}

#[test]
fn every_text_was_reviewed_and_has_its_sources() {
    let guide = guide();
    let entries = guide
        .entries
        .iter()
        .map(|entry| (&entry.id, &entry.sources, entry.reviewed_on));
    let items = guide
        .checklist
        .items
        .iter()
        .map(|item| (&item.id, &item.sources, item.reviewed_on));
    let wordings = guide
        .wordings
        .iter()
        .map(|wording| (&wording.id, &wording.sources, wording.reviewed_on));
    for (id, sources, reviewed_on) in entries.chain(items).chain(wordings) {
        assert!(!sources.is_empty(), "{id}");
        assert!(reviewed_on >= date(2026, 11, 23), "{id}");
        for key in sources {
            assert!(!guide.sources[key].title.is_empty(), "{id}: {key}");
        }
    }
}

#[test]
fn no_label_stands_twice_within_a_kind() {
    let guide = guide();
    let entries = guide
        .entries
        .iter()
        .map(|entry| (format!("{:?}", entry.kind), &entry.label));
    let items = guide.checklist.items.iter().map(|item| {
        (
            format!("{:?}", item.list == ItemList::Indicator),
            &item.label,
        )
    });
    let services = guide
        .services
        .iter()
        .map(|service| ("service".to_string(), &service.label));
    let figures = guide
        .figures
        .iter()
        .map(|figure| ("figure".to_string(), &figure.label));
    let mut seen = BTreeSet::new();
    for (kind, label) in entries.chain(items).chain(services).chain(figures) {
        assert!(seen.insert((kind.clone(), label)), "{kind}: {label}");
    }
}

#[test]
fn there_are_enough_doubtful_wordings_and_none_stands_twice() {
    let guide = guide();
    assert!(guide.wordings.len() >= 45, "{}", guide.wordings.len());
    let mut seen = BTreeMap::new();
    for wording in &guide.wordings {
        let id = &wording.id;
        assert!(id.as_str().starts_with("word."), "{id}");
        assert!(!wording.find.is_empty(), "{id}: nothing to look for");
        for find in &wording.find {
            // As the check reads it: a hyphen is as good as a space.
            let words = words(find).join(" ");
            assert!(!words.is_empty(), "{id}: {find:?}");
            assert_eq!(find.trim(), find, "{id}");
            assert_eq!(&find.to_lowercase(), find, "{id}");
            let other = seen.insert(words, id);
            assert_eq!(other, None, "{id}: {find} stands twice");
        }
        for word in &wording.unless {
            assert_eq!(words(word).len(), 1, "{id}: {word} is one word");
        }
        assert!(words(&wording.why).len() >= 5, "{id}: why");
        assert!(wording.instead.contains("For example"), "{id}: an example");
    }
}

#[test]
fn every_wording_is_found_and_is_its_own_phrase() {
    let phrases = guide().phrases();
    for phrase in &phrases {
        for find in &phrase.find {
            let hits = hits(find, &phrases);
            let whole = hits.len() == 1 && hits[0].range == (0..find.len());
            assert!(whole && hits[0].phrase == phrase.id, "{find}: {hits:?}");
        }
    }
}

#[test]
fn what_to_write_instead_is_itself_sound() {
    let phrases = guide().phrases();
    for phrase in &phrases {
        // The examples stand in quotation marks, which the check leaves alone.
        let bare = phrase.instead.replace(['“', '”', '‘', '’'], " ");
        let hits = hits(&bare, &phrases);
        assert!(hits.is_empty(), "{}: {bare} {hits:?}", phrase.id);
    }
}

#[test]
fn sound_wording_is_left_alone() {
    let phrases = guide().phrases();
    for sound in include_str!("../sound-wording.txt").lines() {
        let hits = hits(sound, &phrases);
        assert!(hits.is_empty(), "{sound}: {hits:?}");
    }
}

#[test]
fn the_words_are_written_as_the_house_writes() {
    for (id, text) in texts(&guide()) {
        assert_eq!(text.trim(), text, "{id}: space around {text:?}");
        assert!(!text.is_empty(), "{id}: an empty text");
        assert!(!text.contains('\u{2014}'), "{id}: em dash in {text}");
        // They mark what was found, in the index.
        assert!(!text.chars().any(char::is_control), "{id}: {text:?}");
        let words = words(&text);
        for word in ["he", "she", "him", "his", "her", "hers"] {
            assert!(!words.contains(&word.to_string()), "{id}: {word} in {text}");
        }
        let opening = [
            "24 hours",
            "24/7",
            "o'clock",
            "opening hours are",
            "open from",
        ];
        for hours in opening {
            assert!(!text.contains(hours), "{id}: opening hours in {text}");
        }
    }
}
