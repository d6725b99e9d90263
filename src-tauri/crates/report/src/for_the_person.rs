//! What the person said, as lines that they may read. All there is to read from is a reading for them.

use casework::audience::{ForThePerson, Reading, Text};

/// What they said, each thing once: their exact words in quotation marks with when it was, then the notes.
pub(crate) fn said<R: ForThePerson>(contact: &Reading<'_, R>) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for told in contact.told() {
        if told.words().is_blank() {
            continue;
        }
        let line = with_when(quoted(&told.words()), &told.when());
        // A line of the notepad that belongs to several things was said once.
        if !said.contains(&line) {
            said.push(line);
        }
    }
    let notes = contact.said();
    if !notes.is_blank() {
        said.push(notes.to_string());
    }
    said
}

fn quoted<R>(words: &Text<'_, R>) -> String {
    format!("“{words}”")
}

fn with_when<R>(text: String, when: &Text<'_, R>) -> String {
    if when.is_blank() {
        text
    } else {
        format!("{text} ({when})")
    }
}
