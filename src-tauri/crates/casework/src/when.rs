//! How dates and times are said to people: British, in London time. The record itself keeps UTC.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeZone, Timelike, Utc};
use chrono_tz::Europe::London;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date as it is read: `23 November 2026`.
pub fn date(day: NaiveDate) -> String {
    format!(
        "{} {} {}",
        day.day(),
        MONTHS[day.month0() as usize],
        day.year()
    )
}

/// A time of day in London: `2:14pm`, `midday`, `midnight`.
pub fn time(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&London);
    match (local.hour(), local.minute()) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        (_, minute) => {
            let (afternoon, hour) = local.hour12();
            let half = if afternoon { "pm" } else { "am" };
            if minute == 0 {
                format!("{hour}{half}")
            } else {
                format!("{hour}:{minute:02}{half}")
            }
        }
    }
}

/// A moment in London: `23 November 2026 at 2:14pm`.
pub fn moment(at: DateTime<Utc>) -> String {
    format!("{} at {}", date(day_in_london(at)), time(at))
}

/// The calendar day that a moment falls on in London.
pub fn day_in_london(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&London).date_naive()
}

/// The moment at which a day begins in London. Days outside of 1900 to 9999 are brought to the nearer end.
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    let first = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or(NaiveDate::MIN);
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
    let midnight = day.clamp(first, last).and_time(NaiveTime::MIN);
    // London's clocks never change at midnight.
    let local = London.from_local_datetime(&midnight).earliest();
    local.map_or(midnight.and_utc(), |local| local.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn utc(y: i32, m: u32, d: u32, h: u32, min: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(y, m, d, h, min, 0).unwrap()
    }

    #[test]
    fn winter_time_is_utc() {
        assert_eq!(
            moment(utc(2026, 11, 23, 14, 14)),
            "23 November 2026 at 2:14pm"
        );
    }

    #[test]
    fn summer_time_is_an_hour_on_and_can_change_the_day() {
        assert_eq!(moment(utc(2026, 6, 30, 23, 30)), "1 July 2026 at 12:30am");
    }

    #[test]
    fn whole_hours_midday_and_midnight_are_said_plainly() {
        assert_eq!(time(utc(2026, 1, 5, 9, 0)), "9am");
        assert_eq!(time(utc(2026, 1, 5, 12, 0)), "midday");
        assert_eq!(time(utc(2026, 1, 5, 0, 0)), "midnight");
        assert_eq!(time(utc(2026, 1, 5, 12, 1)), "12:01pm");
    }

    #[test]
    fn the_hour_that_comes_twice_in_autumn_is_said_twice() {
        assert_eq!(time(utc(2026, 10, 25, 0, 30)), "1:30am");
        assert_eq!(time(utc(2026, 10, 25, 1, 30)), "1:30am");
    }

    #[test]
    fn a_day_begins_at_midnight_in_london() {
        let begins = |day: &str| start_of(day.parse().unwrap()).to_rfc3339();
        assert_eq!(begins("2026-11-25"), "2026-11-25T00:00:00+00:00");
        assert_eq!(begins("2026-06-01"), "2026-05-31T23:00:00+00:00");
        assert_eq!(begins("2026-03-29"), "2026-03-29T00:00:00+00:00");
        assert_eq!(start_of(NaiveDate::MAX).year(), 9999);
        assert_eq!(start_of(NaiveDate::MIN).year(), 1900);
    }
}
