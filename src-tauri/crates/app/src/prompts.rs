//! The prompt card: which sentences of the guide stand on the one page that may be printed.
//!
//! The page may lie on a kitchen table. Whoever finds it must not learn from it what is suspected, so it
//! has the most open questions only, the practice prompts that would suit any hard talk, and nothing that
//! names harm. It has no case data, whatever is open.

use casework::ids::ItemId;
use guide::{Entry, Guide};
use report::pdf::PromptCard;

/// What of an entry stands on the card.
#[derive(Clone, Copy)]
enum Part {
    /// The sentence that leads to a question.
    LeadIn,
    /// The words.
    Text,
    /// The sentence that may be said.
    Say,
    /// The name of the entry, where its text says more than a card may.
    Label,
}

/// The headings, and what stands below each.
const SETS: &[(&str, &[(&str, Part)])] = &[
    (
        "To begin",
        &[
            ("ask.other-issue.effect-on-family", Part::LeadIn),
            ("ask.other-issue.effect-on-family", Part::Text),
            ("ask.other-issue.what-do-you-do", Part::Text),
            ("ask.other-issue.how-behave", Part::Text),
        ],
    ),
    (
        "Looking ahead",
        &[
            ("ask.other-issue.changes-wanted", Part::Text),
            ("respond.no-corner", Part::Say),
            ("respond.barriers", Part::Say),
        ],
    ),
    (
        "While you listen",
        &[
            ("respond.plain-words", Part::Label),
            ("respond.no-corner", Part::Label),
            ("respond.no-collusion", Part::Label),
            ("respond.own-feelings", Part::Label),
            ("respond.people-can-change", Part::Label),
        ],
    ),
    (
        "Afterwards",
        &[
            ("selfcare.not-alone", Part::Label),
            ("selfcare.supervision", Part::Label),
        ],
    ),
];

/// The card, in the guide's own words.
pub fn prompt_card(guide: &Guide) -> PromptCard {
    let line = |&(id, part): &(&str, Part)| {
        let entry = guide.entry(&ItemId::new(id))?;
        words(entry, part)
    };
    PromptCard {
        title: "Prompt card".to_owned(),
        sets: SETS
            .iter()
            .map(|(heading, lines)| {
                (
                    (*heading).to_owned(),
                    lines.iter().filter_map(line).collect(),
                )
            })
            .collect(),
    }
}

fn words(entry: &Entry, part: Part) -> Option<String> {
    match part {
        Part::LeadIn => entry.lead_in.clone(),
        Part::Text => Some(entry.text.clone()),
        Part::Say => entry.say.clone(),
        Part::Label => Some(entry.label.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Beginnings of words that would tell whoever finds the card what it is for.
    const TELLING: &[&str] = &[
        "abus",
        "afraid",
        "alleg",
        "assault",
        "blame",
        "coerc",
        "control",
        "court",
        "danger",
        "disclos",
        "domestic",
        "fear",
        "fright",
        "harm",
        "hit",
        "hurt",
        "incident",
        "injur",
        "kill",
        "knife",
        "order",
        "perpetrat",
        "police",
        "prison",
        "protect",
        "rape",
        "referr",
        "risk",
        "safe",
        "scar",
        "shout",
        "smash",
        "stalk",
        "strang",
        "suspect",
        "threat",
        "unsafe",
        "victim",
        "violen",
        "waymark",
        "weapon",
    ];

    fn card() -> PromptCard {
        prompt_card(&Guide::embedded().unwrap())
    }

    fn telling(text: &str) -> Vec<String> {
        text.to_lowercase()
            .split(|sign: char| !sign.is_alphabetic())
            .filter(|word| TELLING.iter().any(|start| word.starts_with(start)))
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn every_sentence_of_the_card_is_in_the_guide() {
        let wanted: Vec<_> = SETS.iter().map(|(_, lines)| lines.len()).collect();
        let got: Vec<_> = card().sets.iter().map(|(_, lines)| lines.len()).collect();
        assert_eq!(got, wanted);
    }

    #[test]
    fn no_word_of_the_card_tells_what_it_is_for() {
        let card = card();
        let all = card.sets.iter().flat_map(|(heading, lines)| {
            std::iter::once(heading.as_str()).chain(lines.iter().map(String::as_str))
        });
        for text in all.chain([card.title.as_str()]) {
            assert!(telling(text).is_empty(), "{text}: {:?}", telling(text));
        }
    }

    #[test]
    fn a_telling_word_would_be_found() {
        let guide = Guide::embedded().unwrap();
        let entry = guide.entry(&ItemId::new("respond.unacceptable")).unwrap();
        assert_eq!(telling(&words(entry, Part::Say).unwrap()), ["abuse"]);
        assert_eq!(
            telling("Is it safe? Threats, weapons."),
            ["safe", "threats", "weapons"]
        );
    }

    #[test]
    fn the_card_is_one_page() {
        let file = report::pdf::prompt_card(&card()).unwrap();
        // A file is made of exactly one page or of none at all.
        assert!(file.starts_with(b"%PDF-1.7"));
    }
}
