//! The two texts for the practitioner's own system: where each mark may be found, and where it must.

use crate::marks::{
    Marks, RecordShape, STANDING_SENTENCE, cases, every_combination, given, is_the_persons,
    marks_in, reassures, record, without_marks,
};
use casework::contact::Reply;
use casework::words::Words;
use proptest::prelude::*;
use report::given::{Given, System};
use report::{OwnAgencyText, own_agency, own_agency_of};
use std::collections::BTreeSet;

/// Words that what we add to the entry must not contain, in any case or inside another word.
pub const NEVER_FOR_THE_PERSON: [&str; 16] = [
    "abuse",
    "abusive",
    "risk",
    "marac",
    "safeguarding",
    "police",
    "victim",
    "perpetrator",
    "partner",
    "disclosure",
    "agency",
    "agencies",
    "meeting",
    "protected",
    "checklist",
    "judge",
];

const SYSTEMS: [System; 5] = [
    System::GeneralPractice,
    System::Health,
    System::Housing,
    System::SocialCare,
    System::Other,
];

/// Everything that was typed in the contacts of a record, amendments with them.
fn of_the_contacts(given: &Given, marks: &Marks) -> BTreeSet<String> {
    let mut contacts = String::new();
    for one in &given.contacts {
        // The label of an item is needed only where the item is said.
        let contact = toml::to_string(&one.sealed.contact).expect("a contact can be written out");
        let author = toml::to_string(&one.sealed.author).expect("an author too");
        contacts += &contact;
        contacts += &author;
        for amendment in &one.amendments {
            // What an amendment's author is called beyond the name stands in no text.
            let name = &amendment.author.name;
            for words in [&amendment.text, &amendment.reason, name] {
                contacts += words.stored();
            }
        }
    }
    let all = marks_in(&contacts);
    all.intersection(&marks.typed()).cloned().collect()
}

/// Checks everything that is said about the two texts.
fn check(given: &Given, marks: &Marks, text: &OwnAgencyText) -> Result<(), TestCaseError> {
    let (entry, hidden) = (text.entry.stored(), text.hidden.stored());
    let in_entry = marks_in(entry);
    // The words of the person and no other mark, no label of the guide either.
    prop_assert_eq!(&in_entry, &marks.told, "{}", entry);
    let there: BTreeSet<String> = in_entry.union(&marks_in(hidden)).cloned().collect();
    let typed = of_the_contacts(given, marks);
    let lost: Vec<_> = typed.difference(&there).collect();
    prop_assert!(lost.is_empty(), "{:?} are lost", lost);
    let added = without_marks(entry).to_lowercase();
    for word in NEVER_FOR_THE_PERSON {
        prop_assert!(!added.contains(word), "{word}: {added}");
    }
    for id in ["say.", "ask.", "refer.", "observation-", "person-"] {
        prop_assert!(!added.contains(id), "an id in the entry: {added}");
    }

    prop_assert!(hidden.starts_with("Hide this entry from online access"));
    prop_assert_eq!(reassures(hidden), None);
    for out in &text.left_out {
        let said = format!("{} {}", out.what, out.why);
        prop_assert_eq!(marks_in(&said), BTreeSet::new(), "{}", said);
        prop_assert_eq!(reassures(&said), None, "{}", said);
    }
    let none_identified = hidden.matches("None identified so far").count();
    prop_assert_eq!(none_identified, hidden.matches(STANDING_SENTENCE).count());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    /// Invariant 5 of the design, and nothing is lost, whatever the system.
    #[test]
    fn the_entry_holds_what_the_person_said_and_the_hidden_one_everything_else(
        record in record(), system in 0..SYSTEMS.len(),
    ) {
        let (given, marks) = given(&record);
        check(&given, &marks, &own_agency_of(&given, SYSTEMS[system]))?;
        let [only] = given.contacts.as_slice() else { return Ok(()) };
        let alone = own_agency(&only.sealed, &only.amendments);
        let of = own_agency_of(&given, System::Other);
        prop_assert_eq!((alone.entry, alone.hidden), (of.entry, of.hidden));
    }

    /// Without anything that the person said or was offered, there is no entry at all: its date
    /// alone would tell that somebody else has spoken.
    #[test]
    fn a_contact_in_which_the_person_said_nothing_makes_no_entry(mut record in record()) {
        let given = silent(&mut record);
        for system in SYSTEMS {
            let text = own_agency_of(&given, system);
            prop_assert_eq!(text.entry.stored(), "");
        }
    }
}

/// A record in which the person said nothing and nothing was put to them.
pub fn silent(record: &mut RecordShape) -> Given {
    for shape in &mut record.contacts {
        shape
            .observations
            .retain(|(_, _, sources)| !is_the_persons(sources));
        shape.jottings.clear();
        shape.questions.clear();
        shape.replies.fill(Some(Reply::NotOffered));
    }
    let (mut given, _) = given(record);
    for one in &mut given.contacts {
        one.sealed.contact.notes.said = Words::default();
    }
    given
}

#[test]
fn of_every_combination_of_sources_the_right_ones_reach_the_entry() {
    let (given, marks) = given(&every_combination());
    for system in SYSTEMS {
        check(&given, &marks, &own_agency_of(&given, system)).unwrap();
    }
    // The notes, and words and time of four observations: said by the person, ticked or not, seen
    // or not.
    assert_eq!(marks.told.len(), 1 + 4 * 2);
}
