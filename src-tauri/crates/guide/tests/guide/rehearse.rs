//! The scenes to rehearse with: what is shown as skilled has to be so by the guide and by the rules.

use casework::checklist::Presence;
use casework::contact::{Asked, Contact, Reply};
use casework::gate::{Answer, Gate, gate, question_set};
use casework::ids::{ItemId, PersonId};
use casework::provenance::{Protection, Source, Sources};
use casework::sealing::seal_blockers;
use casework::urgent::urgent;
use casework::wording;
use chrono::{DateTime, Utc};
use guide::rehearse::{Due, RehearsalSetting, Scenario, Theme};
use guide::{EntryKind, Guide};
use std::collections::BTreeSet;

fn guide() -> Guide {
    Guide::embedded().expect("the embedded guide fits together")
}

fn all() -> Vec<Scenario> {
    guide().scenarios
}

fn with_tour() -> Vec<Scenario> {
    let mut all = all();
    all.extend(guide().tour);
    all
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_secs(1_795_000_000).expect("a moment")
}

fn played(scene: &Scenario) -> Contact {
    let contact = scene.colleague(PersonId::new("person"), now());
    contact.unwrap_or_else(|refused| panic!("{}: {refused}", scene.id))
}

/// What the program itself says in a scene, with where it stands. What the person says is left out.
fn own_texts(scene: &Scenario) -> Vec<String> {
    let colleague = &scene.colleague;
    let mut texts = vec![
        scene.title.clone(),
        scene.about.clone(),
        scene.lesson.clone(),
        colleague.gate_why.clone(),
        colleague.judgement.why.clone(),
        colleague.record.opinion.clone(),
        colleague.record.why.clone(),
    ];
    let deeds = [
        &colleague.notice,
        &colleague.ask,
        &colleague.items,
        &colleague.say,
    ];
    texts.extend(
        deeds
            .into_iter()
            .flatten()
            .filter_map(|deed| deed.why.clone()),
    );
    texts.extend(colleague.say.iter().map(|deed| deed.words.clone()));
    let left = colleague.leave.iter().chain(&colleague.not_advised);
    texts.extend(left.map(|left| left.why.clone()));
    for route in &colleague.refer {
        texts.extend([route.note.clone(), route.service.clone()]);
        texts.extend(route.why.clone());
    }
    for action in &colleague.actions {
        texts.extend([action.what.clone(), action.why.clone()]);
    }
    texts
}

#[test]
fn there_are_enough_scenes_and_every_theme_and_setting_has_one() {
    let all = all();
    assert!(all.len() >= 8, "{}", all.len());
    let themes: BTreeSet<Theme> = all.iter().flat_map(|scene| scene.themes.clone()).collect();
    assert_eq!(themes, BTreeSet::from(Theme::ALL));
    let settings: BTreeSet<RehearsalSetting> = all.iter().map(|scene| scene.setting).collect();
    assert_eq!(settings.len(), 3);
    let names: BTreeSet<&str> = all.iter().map(|scene| scene.id).collect();
    assert_eq!(names.len(), all.len());
    let guide = guide();
    for scene in &all {
        assert_eq!(guide.scenario(scene.id), Some(scene));
        assert!(!scene.lesson.is_empty() && !scene.themes.is_empty());
    }
    assert_eq!(guide.scenario("../guide/look"), None);
}

#[test]
fn every_person_has_a_surname_that_says_that_they_are_made_up() {
    const MADE_UP: [&str; 9] = [
        "Sample",
        "Example",
        "Placeholder",
        "Specimen",
        "Pretend",
        "Practice",
        "Invented",
        "Model",
        "Standin",
    ];
    for scene in with_tour() {
        let surname = scene.person.name.rsplit(' ').next().unwrap();
        assert!(MADE_UP.contains(&surname), "{}", scene.person.name);
    }
}

#[test]
fn every_id_is_in_the_guide_and_of_the_kind_that_it_is_used_for() {
    use EntryKind as K;
    let guide = guide();
    let kind = |id: &ItemId| guide.entry(id).map(|entry| entry.kind);
    for scene in with_tour() {
        let colleague = &scene.colleague;
        let is = |id: &ItemId, kinds: &[EntryKind]| {
            let right = kind(id).is_some_and(|kind| kinds.contains(&kind));
            assert!(right, "{}: {id}", scene.id);
        };
        assert!(!colleague.gate_points.is_empty(), "{}", scene.id);
        for id in &colleague.gate_points {
            is(id, &[K::Safety, K::SelfCare, K::Listening, K::Practice]);
        }
        for deed in &colleague.notice {
            is(
                &deed.item,
                &[K::Statement, K::Presentation, K::Behaviour, K::Injury],
            );
        }
        for id in colleague.ask.iter().map(|deed| &deed.item) {
            is(id, &[K::Question]);
        }
        for id in colleague.leave.iter().map(|left| &left.item) {
            is(id, &[K::Question]);
        }
        for id in scene.answers.iter().map(|answer| &answer.question) {
            is(id, &[K::Question]);
        }
        for deed in &colleague.items {
            assert!(
                guide.item(&deed.item).is_some(),
                "{}: {}",
                scene.id,
                deed.item
            );
        }
        for deed in &colleague.say {
            is(&deed.item, &[K::Practice, K::Safety, K::SelfCare]);
        }
        for route in &colleague.refer {
            is(&route.item, &[K::Route]);
        }
        for left in &colleague.not_advised {
            is(&left.item, &[K::NotAdvised]);
        }
    }
}

#[test]
fn what_the_colleague_does_goes_through_the_rules_to_the_outcome_that_is_named() {
    let guide = guide();
    let checklist = guide.checklist();
    let phrases = guide.phrases();
    for scene in with_tour() {
        let contact = played(&scene);
        let name = scene.id;
        let outcome = contact.shown_outcome(&checklist).expect("it was shown");
        assert_eq!(outcome.kind, scene.colleague.outcome, "{name}");
        assert_eq!(seal_blockers(&contact, &checklist), [], "{name}");
        for matter in urgent(&contact, &guide.urgent_rules()) {
            assert_eq!(matter.missing, 0, "{name}: {:?}", matter.matter);
        }
        let remarks = wording::check(&contact, &phrases);
        assert!(remarks.is_empty(), "{name}: {remarks:?}");
        let open = casework::referral::left_open(&contact);
        assert!(
            open.undecided.is_empty() && !open.need_without_words,
            "{name}"
        );
    }
}

#[test]
fn the_colleague_asks_only_what_the_gate_opens_and_what_the_person_answers() {
    let guide = guide();
    for scene in with_tour() {
        let colleague = &scene.colleague;
        if !gate(&scene.before).is_open() {
            assert!(
                colleague.ask.is_empty() && scene.answers.is_empty(),
                "{}",
                scene.id
            );
        }
        let contact = played(&scene);
        for (card, answer) in &contact.questions {
            let set = guide
                .entry(card)
                .and_then(|entry| entry.set)
                .expect("a card");
            let open = question_set(set, &contact.before, contact.answered_openly);
            assert_eq!(open, Ok(()), "{}: {card}", scene.id);
            assert!(
                answer.asked == Asked::Asked && !answer.words.is_blank(),
                "{card}"
            );
        }
        let asked: BTreeSet<&ItemId> = colleague.ask.iter().map(|deed| &deed.item).collect();
        let mut left = colleague.leave.iter().map(|left| &left.item);
        assert!(left.all(|item| !asked.contains(item)), "{}", scene.id);
    }
}

/// Every card that may come up in an open gate has an answer, so that nobody asks into the void.
#[test]
fn where_it_is_safe_to_ask_the_first_set_is_answered_whatever_is_chosen() {
    let guide = guide();
    for scene in all().iter().filter(|scene| gate(&scene.before).is_open()) {
        let presented = scene.colleague.notice.iter();
        let first = presented
            .filter_map(|deed| guide.entry(&deed.item)?.leads_to)
            .next()
            .unwrap_or(casework::gate::QuestionSet::OtherIssue);
        for card in guide
            .entries
            .iter()
            .filter(|entry| entry.set == Some(first))
        {
            assert!(
                scene.answer_to(&card.id).is_some(),
                "{}: {}",
                scene.id,
                card.id
            );
        }
    }
}

#[test]
fn immediate_danger_means_leaving_and_999_and_nothing_is_asked_or_offered() {
    let mut seen = 0;
    for scene in all() {
        if scene.before.danger_now != Some(Answer::Yes) {
            continue;
        }
        seen += 1;
        assert!(matches!(gate(&scene.before), Gate::Leave { .. }));
        let first = &scene.colleague.actions[0];
        assert!(
            first.by == Due::Now && first.what.contains("999"),
            "{}",
            scene.id
        );
        assert!(scene.colleague.ask.is_empty() && scene.colleague.refer.is_empty());
    }
    assert!(seen > 0);
}

#[test]
fn what_only_a_victim_said_is_in_no_word_that_the_colleague_says_to_the_person() {
    let mut protected_words = 0;
    for scene in all() {
        let colleague = &scene.colleague;
        let deeds = colleague.items.iter().chain(&colleague.notice);
        let marked = deeds
            .filter(|deed| {
                let sources = Sources::from(deed.sources.iter().copied());
                !deed.words.is_empty() && sources.protection() == Protection::VictimOnly
            })
            .map(|deed| deed.words.as_str());
        let known = scene.scene.known.iter();
        let known = known
            .filter(|known| known.from.is_protected())
            .map(|known| known.text.as_str());
        let protected: Vec<&str> = marked.chain(known).collect();
        protected_words += protected.len();
        let told = colleague.say.iter().map(|deed| deed.words.as_str());
        for told in told.chain(colleague.refer.iter().map(|route| route.note.as_str())) {
            for words in protected
                .iter()
                .flat_map(|words| words.split(['.', '“', '”', ':']))
            {
                let words = words.trim();
                assert!(
                    words.len() < 8 || !told.contains(words),
                    "{}: {told}",
                    scene.id
                );
            }
            for never in [
                "MARAC",
                "disclosure scheme",
                "your partner told",
                "she told me",
                "he told me",
            ] {
                assert!(!told.contains(never), "{}: {told}", scene.id);
            }
        }
        // What protected people said stands apart from the practitioner's own words.
        for account in &colleague.accounts {
            assert!(account.source.is_protected() || account.source == Source::OtherAgency);
            for own in [&colleague.record.said, &colleague.record.seen] {
                assert!(
                    !own.contains(account.words.trim_end_matches('.')),
                    "{}",
                    scene.id
                );
            }
        }
    }
    assert!(protected_words > 3);
}

#[test]
fn the_person_is_asked_for_no_consent_that_would_warn_them() {
    for scene in all() {
        for action in scene
            .colleague
            .actions
            .iter()
            .filter(|action| action.tell.is_some())
        {
            let decision = action.decision.expect("it was decided");
            let safe = casework::referral::SharingDecision::NotSafeToAsk;
            assert_eq!(decision, safe, "{}: {}", scene.id, action.what);
        }
    }
}

#[test]
fn nobody_is_reassured_and_nobody_is_brought_to_one_table() {
    for scene in with_tour() {
        for text in own_texts(&scene) {
            let plain = text
                .to_lowercase()
                .replace("safe to ask", "")
                .replace("safeguarding", "");
            let words: BTreeSet<&str> = plain.split(|c: char| !c.is_alphanumeric()).collect();
            for never in [
                "safe",
                "low",
                "green",
                "standard",
                "harmless",
                "mediation",
                "mediate",
            ] {
                assert!(!words.contains(never), "{}: {never}: {text}", scene.id);
            }
            for never in ["no risk", "out of danger", "nothing to worry", "no danger"] {
                assert!(!plain.contains(never), "{}: {never}: {text}", scene.id);
            }
        }
        for route in &scene.colleague.refer {
            assert!(route.reply != Reply::Declined || !scene.colleague.actions.is_empty());
        }
    }
}

#[test]
fn no_item_is_called_absent_on_nobodys_word() {
    for scene in with_tour() {
        for deed in &scene.colleague.items {
            let absent = deed.presence == Presence::NotPresent;
            assert!(
                !absent || !deed.sources.is_empty(),
                "{}: {}",
                scene.id,
                deed.item
            );
            assert!(
                deed.presence != Presence::NotAsked,
                "{}: {}",
                scene.id,
                deed.item
            );
        }
    }
}
