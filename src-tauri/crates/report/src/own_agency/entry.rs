//! What the person may read. Nothing here has a way to the rest of the contact: all there is to read
//! from is a reading for them.

use super::wording::Wording;
use super::{join, section};
use crate::for_the_person::said;
use crate::words;
use casework::audience::{OnlineEntry, Reading};
use casework::when;
use chrono::NaiveDate;

pub(super) fn entry(
    contact: &Reading<'_, OnlineEntry>,
    day: NaiveDate,
    wording: &Wording,
) -> String {
    let offered = contact
        .routes()
        .iter()
        .filter_map(|(item, route)| {
            let reply = words::took_it(route.reply?)?;
            Some(format!("{}: {reply}.", words::open_route(item)?))
        })
        .collect();
    let told: Vec<String> = [
        section(wording.said, said(contact)),
        section(wording.offered, offered),
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
