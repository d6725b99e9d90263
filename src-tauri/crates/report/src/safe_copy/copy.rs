//! What the person may read of a contact. Nothing here has a way to the rest of it.

use crate::document::{Block, Span};
use crate::for_the_person::said;
use crate::lines::heading;
use crate::words;
use casework::audience::{ForThePerson, Reading};
use casework::when;
use chrono::NaiveDate;

/// One contact; nothing when the person said nothing and nothing was put to them: its date alone would tell
/// that somebody else has spoken.
pub(super) fn contact<R: ForThePerson>(contact: &Reading<'_, R>, day: NaiveDate) -> Vec<Block> {
    let parts = [
        ("What you said", said(contact)),
        ("What was offered to you", offered(contact)),
    ];
    if !says_anything(contact) {
        return Vec::new();
    }
    let mut blocks = vec![heading(1, format!("Contact on {}", when::date(day)))];
    if let Some(setting) = contact.setting() {
        let place = Span::open(words::open_place(setting));
        blocks.push(Block::Facts {
            rows: vec![("Place".to_owned(), place)],
        });
    }
    for (name, lines) in parts {
        if !lines.is_empty() {
            blocks.push(heading(2, name));
            blocks.push(Block::List {
                items: lines.into_iter().map(Span::open).collect(),
            });
        }
    }
    blocks
}

/// True when there is more to say than that there was a contact.
pub(super) fn says_anything<R: ForThePerson>(contact: &Reading<'_, R>) -> bool {
    !said(contact).is_empty() || !offered(contact).is_empty()
}

fn offered<R: ForThePerson>(contact: &Reading<'_, R>) -> Vec<String> {
    let routes = contact.routes().iter();
    routes
        .filter_map(|(item, route)| {
            let reply = words::you_took_it(route.reply?)?;
            Some(format!("{}: {reply}.", words::offered_to_you(item)?))
        })
        .collect()
}
