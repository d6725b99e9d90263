//! What the person may read. Nothing here has a way to the rest of the contact: all there is to read
//! from is a reading for them.

use super::{filled, join, quoted, section, with_when};
use crate::words;
use casework::audience::{OnlineEntry, Reading};
use casework::when;
use chrono::NaiveDate;

pub(super) fn entry(contact: &Reading<'_, OnlineEntry>, day: NaiveDate) -> String {
    let mut said: Vec<String> = contact
        .told()
        .iter()
        .filter(|told| !told.words().is_blank())
        .map(|told| with_when(quoted(&told.words()), &told.when()))
        .chain(filled(&contact.said()))
        .collect();
    // A line of the notepad that belongs to several things was said once.
    said.dedup();
    let offered = contact
        .routes()
        .iter()
        .filter_map(|(item, route)| {
            let reply = words::took_it(route.reply?)?;
            Some(format!("{}: {reply}.", words::open_route(item)?))
        })
        .collect();
    let told: Vec<String> = [
        section("What the person said", said),
        section("What was offered", offered),
    ]
    .into_iter()
    .flatten()
    .collect();
    if told.is_empty() {
        return String::new();
    }
    let place = contact.setting().map(words::open_place);
    let mut head = vec![format!("Contact on {}", when::date(day))];
    head.extend(place.map(|place| format!("Place: {place}")));
    join(std::iter::once(head.join("\n")).chain(told))
}
