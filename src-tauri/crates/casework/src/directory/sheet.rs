//! The rows of a table as services: each is read, or refused with its number and every reason.
//!
//! What is there decides nothing and executes nothing: a cell that begins with `=`, `+`, `-` or `@` is
//! text like any other. Whoever writes a CSV file for a spreadsheet has to see to that themselves.

use super::table::{self, Record, SEPARATORS, TableFault};
use super::{Cohort, Column, Service, ServiceFault, ServiceKind, is_unreadable};
use crate::gate::Answer;
use crate::ids::ServiceId;
use crate::words::Words;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use thiserror::Error;

/// How many services one file may hold.
pub const MOST_ROWS: usize = 10_000;
/// In how many of the first filled rows the headings are looked for: a title may stand above them.
const HEADINGS_WITHIN: usize = 5;
/// How much of a cell that was not understood is shown.
const SHOWN: usize = 60;

/// Why nothing of a file can be read as a directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SheetFault {
    /// It is no table.
    #[error(transparent)]
    Table(#[from] TableFault),
    /// No row has a heading for the name.
    #[error("no column is headed as the name")]
    NoNames,
    /// No column says what the services do.
    #[error("no column is headed as the kind")]
    NoKinds,
    /// Two columns could be the same.
    #[error("two columns are headed as {0:?}")]
    Twice(Column),
    /// There are headings and nothing below them.
    #[error("no row stands below the headings")]
    NoRows,
    /// More than [`MOST_ROWS`].
    #[error("there are too many rows")]
    TooManyRows,
}

/// A file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The row in which the headings stand.
    pub headings: u32,
    /// The columns that are there.
    pub columns: BTreeSet<Column>,
    /// The headings of those that are not taken.
    pub not_taken: Vec<Words>,
    /// Every row below the headings that is not blank.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number, as a spreadsheet shows it.
    pub row: u32,
    /// The name of the service as far as it could be read.
    pub name: Words,
    /// The service, without an id, or everything that is wrong with it.
    pub read: Result<Service, Vec<ServiceFault>>,
}

/// Reads a file. `today` is in London.
///
/// # Errors
/// [`SheetFault`] when no row can be read. What is wrong with single rows stands in them.
pub fn read(bytes: &[u8], today: NaiveDate) -> Result<Sheet, SheetFault> {
    let text = table::decode(bytes)?;
    let (separator, text) = match table::named_separator(&text) {
        Some((separator, rest)) => (Some(separator), rest),
        None => (None, text.as_str()),
    };
    let mut tried: Option<(char, Headings)> = None;
    for candidate in SEPARATORS {
        if separator.is_some_and(|named| named != candidate) {
            continue;
        }
        let Some(headings) = find_headings(text, candidate) else {
            continue;
        };
        let more = |(_, best): &(char, Headings)| headings.found.len() > best.found.len();
        if tried.as_ref().is_none_or(more) {
            tried = Some((candidate, headings));
        }
    }
    let (separator, headings) = tried.ok_or(SheetFault::NoNames)?;
    let mut columns = BTreeSet::new();
    for (_, column) in &headings.found {
        if !columns.insert(*column) {
            return Err(SheetFault::Twice(*column));
        }
    }
    if !columns.contains(&Column::Kind) {
        return Err(SheetFault::NoKinds);
    }
    let mut rows = Vec::new();
    for record in table::records(text, separator) {
        let record = record?;
        if record.row <= headings.row || record.is_blank() {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(SheetFault::TooManyRows);
        }
        rows.push(headings.row_of(&record, today));
    }
    if rows.is_empty() {
        return Err(SheetFault::NoRows);
    }
    Ok(Sheet {
        headings: headings.row,
        columns,
        not_taken: headings.not_taken,
        rows,
    })
}

/// Where the headings stand and which column is which.
struct Headings {
    row: u32,
    /// How many cells a row may have.
    width: usize,
    found: Vec<(usize, Column)>,
    not_taken: Vec<Words>,
}

/// The first of the first filled rows that has a name among its headings.
fn find_headings(text: &str, separator: char) -> Option<Headings> {
    table::records(text, separator)
        .map_while(Result::ok)
        .filter(|record| !record.is_blank())
        .take(HEADINGS_WITHIN)
        .find_map(|record| {
            let mut found = Vec::new();
            let mut not_taken = Vec::new();
            for (place, cell) in record.cells.iter().enumerate() {
                match column(cell) {
                    Some(column) => found.push((place, column)),
                    None if cell.trim().is_empty() => {}
                    None => not_taken.push(said(cell)),
                }
            }
            let named = found.iter().any(|(_, column)| *column == Column::Name);
            named.then_some(Headings {
                row: record.row,
                width: record.cells.len(),
                found,
                not_taken,
            })
        })
}

/// A heading as a column, whatever its case, spaces and punctuation.
fn column(heading: &str) -> Option<Column> {
    Some(match key(heading).as_str() {
        "name" | "service" | "servicename" | "nameofservice" | "nameofservices" | "services"
        | "organisation" | "nameservice" => Column::Name,
        "kind" | "type" | "servicetype" | "typeofservice" | "kindofservice" | "category"
        | "whatitdoes" | "typekind" => Column::Kind,
        "area" | "areacovered" | "areas" | "region" | "borough" | "county" | "localauthority" => {
            Column::Area
        }
        "phone" | "telephone" | "phonenumber" | "telephonenumber" | "tel" | "telno" | "phoneno"
        | "contactnumber" | "phonetelephone" => Column::Phone,
        "accredited" | "accreditation" | "respectaccredited" | "isaccredited" => Column::Accredited,
        "survivorsupport"
        | "supportforsurvivors"
        | "supportforsurvivorsandchildren"
        | "survivorsupportconfirmed"
        | "victimsupport"
        | "integratedsupport" => Column::SurvivorSupport,
        "cohort" | "cohorts" | "takes" | "whomittakes" | "whoittakes" | "whofor"
        | "cohorttakes" => Column::Cohorts,
        "checkedon" | "checked" | "datechecked" | "lastchecked" | "checkeddate"
        | "lastcheckedon" => Column::CheckedOn,
        "notes" | "note" | "comments" | "comment" | "otherinformation" => Column::Notes,
        _ => return None,
    })
}

/// A text by its letters and digits alone.
fn key(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What was not understood, so that it can be found in the file.
fn said(text: &str) -> Words {
    let text = one_line(text);
    let mut shown: String = text
        .chars()
        .map(|letter| {
            if is_unreadable(letter) {
                char::REPLACEMENT_CHARACTER
            } else {
                letter
            }
        })
        .take(SHOWN)
        .collect();
    if shown.len() < text.len() {
        shown.push('\u{2026}');
    }
    Words::new(shown)
}

/// True for what spreadsheets and mail programs put into a text and nobody sees.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A text in one line, with one space between words.
fn one_line(text: &str) -> String {
    let text = text.replace(is_unseen, "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text in its lines.
fn lines(text: &str) -> String {
    text.replace(is_unseen, "").trim().to_owned()
}

impl Headings {
    fn row_of(&self, record: &Record, today: NaiveDate) -> Row {
        let cell = |column: Column| -> &str {
            let place = self.found.iter().find(|(_, found)| *found == column);
            place
                .and_then(|(place, _)| record.cells.get(*place))
                .map_or("", String::as_str)
        };
        let row = |read| Row {
            row: record.row,
            name: said(cell(Column::Name)),
            read,
        };
        let surplus = record.cells.iter().skip(self.width);
        let mut whole = Vec::new();
        if record.quotes_wrong {
            whole.push(ServiceFault::QuotesDoNotMatch);
        }
        if surplus.clone().any(|cell| !cell.trim().is_empty()) {
            whole.push(ServiceFault::TooManyCells);
        }
        if !whole.is_empty() {
            // Nobody knows what stands where: more reasons would only be wrong.
            return row(Err(whole));
        }
        let mut faults = Vec::new();
        let kind = kind(cell(Column::Kind))
            .map_err(|fault| faults.push(fault))
            .unwrap_or(ServiceKind::Other);
        let mut answer = |column| {
            answer(cell(column)).unwrap_or_else(|said| {
                faults.push(ServiceFault::AnswerUnknown { column, said });
                None
            })
        };
        let accredited = answer(Column::Accredited);
        let survivor_support = answer(Column::SurvivorSupport);
        let (cohorts, unknown) = cohorts(cell(Column::Cohorts));
        faults.extend(
            unknown
                .into_iter()
                .map(|said| ServiceFault::CohortUnknown { said }),
        );
        let checked_on = date(cell(Column::CheckedOn)).unwrap_or_else(|said| {
            faults.push(ServiceFault::DateUnreadable { said });
            None
        });
        let service = Service {
            id: ServiceId::new(""),
            name: Words::new(one_line(cell(Column::Name))),
            kind,
            area: Words::new(one_line(cell(Column::Area))),
            phone: Words::new(one_line(cell(Column::Phone))),
            accredited,
            survivor_support,
            cohorts,
            checked_on,
            notes: Words::new(lines(cell(Column::Notes))),
            of_pack: None,
        };
        let mut all = service.faults(today);
        all.extend(faults);
        row(if all.is_empty() {
            Ok(service)
        } else {
            Err(all)
        })
    }
}

/// What a service does, by the plain names of the form and a few more.
fn kind(text: &str) -> Result<ServiceKind, ServiceFault> {
    Ok(match key(text).as_str() {
        "" => return Err(ServiceFault::KindMissing),
        "perpetratorprogramme"
        | "perpetratorprogram"
        | "perpetrator"
        | "dapp"
        | "domesticabuseperpetratorprogramme"
        | "behaviourchange"
        | "behaviourchangeprogramme"
        | "perpetratorservice" => ServiceKind::PerpetratorProgramme,
        "survivorsupport"
        | "supportforsurvivors"
        | "supportforvictimsandsurvivors"
        | "victimsupport"
        | "survivor"
        | "survivors"
        | "victimsandsurvivors"
        | "idva"
        | "refuge" => ServiceKind::SurvivorSupport,
        "childrenandfamilies"
        | "childrenfamilies"
        | "children"
        | "families"
        | "family"
        | "supportforchildrenandfamilies" => ServiceKind::ChildrenAndFamilies,
        "drinkordrugs" | "drinkanddrugs" | "drugsandalcohol" | "drugandalcohol" | "alcohol"
        | "drugs" | "substanceuse" | "substancemisuse" | "alcoholanddrugs" => {
            ServiceKind::SubstanceUse
        }
        "mentalhealth" | "mentalhealthortrauma" | "mentalhealthandtrauma" | "trauma" => {
            ServiceKind::MentalHealth
        }
        "practicalhelp"
        | "housing"
        | "money"
        | "work"
        | "housingmoneyorwork"
        | "debt"
        | "practicalhelphousingmoneyorwork" => ServiceKind::PracticalHelp,
        "statutory"
        | "police"
        | "socialcare"
        | "safeguarding"
        | "safeguardinghub"
        | "mash"
        | "policesafeguardingorsocialcare" => ServiceKind::Statutory,
        "angermanagement" | "anger" => ServiceKind::AngerManagement,
        "couplecounselling"
        | "couplescounselling"
        | "couplecounsellingormediation"
        | "couplescounsellingormediation"
        | "mediation"
        | "couplestherapy"
        | "coupletherapy" => ServiceKind::CoupleCounselling,
        "other" | "somethingelse" => ServiceKind::Other,
        _ => return Err(ServiceFault::KindUnknown { said: said(text) }),
    })
}

/// Yes, no, not sure or nothing. What does not apply counts as nothing, and so as *not sure*.
fn answer(text: &str) -> Result<Option<Answer>, Words> {
    let text = one_line(text);
    match text.as_str() {
        "" | "-" | "\u{2013}" => return Ok(None),
        "?" => return Ok(Some(Answer::NotSure)),
        // A formula is no answer.
        _ if !text.starts_with(char::is_alphanumeric) => return Err(said(&text)),
        _ => {}
    }
    Ok(match key(&text).as_str() {
        "yes" | "y" | "true" => Some(Answer::Yes),
        "no" | "n" | "false" | "none" => Some(Answer::No),
        "notsure" | "unsure" | "dontknow" | "notknown" | "unknown" | "nk" => Some(Answer::NotSure),
        "na" | "notapplicable" => None,
        _ => return Err(said(&text)),
    })
}

/// The groups that a service takes, and what is none of them.
fn cohorts(text: &str) -> (BTreeSet<Cohort>, Vec<Words>) {
    let mut found = BTreeSet::new();
    let mut unknown = Vec::new();
    for part in text.split([';', ',', '/', '|', '\n']) {
        found.insert(match key(&one_line(part)).as_str() {
            "" => continue,
            "prevention" => Cohort::Prevention,
            "earlyhelp" => Cohort::EarlyHelp,
            "highrisk" | "highharm" => Cohort::HighRisk,
            "complexneeds" => Cohort::ComplexNeeds,
            "women" | "womenwhouseviolence" => Cohort::Women,
            "youngpeople" | "youngpeoplewhouseviolence" => Cohort::YoungPeople,
            "samesex"
            | "samesexpartners"
            | "peoplewhoabuseasamesexpartner"
            | "lgbt"
            | "lgbtpeople" => Cohort::SameSex,
            _ => {
                unknown.push(said(part));
                continue;
            }
        });
    }
    (found, unknown)
}

/// A day as it is written in Britain, day first, or with the year first; the midnight that a spreadsheet
/// puts behind it is left out. Blank is none.
///
/// # Errors
/// What stands there, when it is no day that there is.
pub fn date(text: &str) -> Result<Option<NaiveDate>, Words> {
    let text = one_line(text);
    if matches!(text.as_str(), "" | "-" | "\u{2013}") {
        return Ok(None);
    }
    let wrong = || said(&text);
    let lower = text.to_lowercase();
    let day = [" 00:00:00", "t00:00:00", " 00:00", " 0:00"]
        .iter()
        .find_map(|midnight| lower.strip_suffix(midnight))
        .unwrap_or(&lower);
    let parts: Vec<&str> = day
        .split(['/', '-', '.', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, third] = parts.as_slice() else {
        return Err(wrong());
    };
    let (year, month, day) = if first.len() == 4 {
        (number(first), number(second), number(third))
    } else {
        let ends = ["st", "nd", "rd", "th"];
        let day = ends
            .iter()
            .find_map(|end| first.strip_suffix(end))
            .unwrap_or(first);
        let year = match third.len() {
            4 => number(third),
            // `23-Nov-26`, as spreadsheets shorten it. Nobody checked a service in another century.
            2 => number(third).map(|year| 2000 + year),
            _ => None,
        };
        (year, number(second).or_else(|| month(second)), number(day))
    };
    let (Some(year), Some(month), Some(day)) = (year, month, day) else {
        return Err(wrong());
    };
    i32::try_from(year)
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .map(Some)
        .ok_or_else(wrong)
}

/// A number of at most four digits.
fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

/// A month by its name, or by the first letters of it.
fn month(text: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if text.len() < 3 {
        return None;
    }
    let place = MONTHS.iter().position(|name| name.starts_with(text))?;
    u32::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()
    }

    fn only(text: &str) -> Row {
        let sheet = read(text.as_bytes(), today()).unwrap();
        assert_eq!(sheet.rows.len(), 1);
        sheet.rows.into_iter().next().unwrap()
    }

    #[test]
    fn days_are_read_as_they_are_written_in_britain() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 3);
        for text in [
            "3/11/2026",
            "03/11/2026",
            "3.11.2026",
            "3-11-26",
            "2026-11-03",
            "2026/11/03",
            "3 November 2026",
            "3rd Nov 2026",
            "03-Nov-26",
            "3/11/2026 00:00",
            "2026-11-03T00:00:00",
            " 3\u{a0}November  2026 ",
        ] {
            assert_eq!(date(text), Ok(day), "{text}");
        }
        for text in ["", " ", "-"] {
            assert_eq!(date(text), Ok(None), "{text}");
        }
        for text in [
            "11/23/2026",
            "29/02/2025",
            "31 June 2026",
            "46349",
            "Nov 2026",
            "2026",
            "soon",
            "3/11/026",
            "3/11/2026 14:30",
            "3 N 2026",
            "+3/11/2026",
            "3/11/2026/1",
            "0/0/0000",
        ] {
            assert_eq!(date(text), Err(text.into()), "{text}");
        }
    }

    #[test]
    fn answers_are_yes_no_not_sure_or_nothing() {
        for (text, expected) in [
            ("Yes", Some(Answer::Yes)),
            ("y", Some(Answer::Yes)),
            ("NO", Some(Answer::No)),
            ("not sure", Some(Answer::NotSure)),
            ("don\u{2019}t know", Some(Answer::NotSure)),
            ("?", Some(Answer::NotSure)),
            ("", None),
            ("n/a", None),
            ("-", None),
        ] {
            assert_eq!(answer(text), Ok(expected), "{text}");
        }
        for text in ["maybe", "=TRUE()", "!", "2"] {
            assert_eq!(answer(text), Err(text.into()), "{text}");
        }
    }

    #[test]
    fn headings_are_matched_generously_and_may_stand_below_a_title() {
        let text =
            "Westshire directory,,\n\n SERVICE ,Type of service,Tel. no.,E-mail\nA,DAPP,999,x";
        let sheet = read(text.as_bytes(), today()).unwrap();
        assert_eq!(sheet.headings, 3);
        assert_eq!(
            sheet.columns,
            [Column::Name, Column::Kind, Column::Phone].into()
        );
        assert_eq!(sheet.not_taken, [Words::from("E-mail")]);
        assert_eq!(sheet.rows[0].row, 4);
        assert!(sheet.rows[0].read.is_ok());
    }

    #[test]
    fn each_row_is_taken_or_refused_with_every_reason() {
        let row =
            only("Name;Kind;Phone;Accredited;Checked on;Takes\n;x;12;maybe;46349;women, cats");
        assert_eq!(
            row.read,
            Err(vec![
                ServiceFault::NameMissing,
                ServiceFault::PhoneWrong,
                ServiceFault::KindUnknown { said: "x".into() },
                ServiceFault::AnswerUnknown {
                    column: Column::Accredited,
                    said: "maybe".into()
                },
                ServiceFault::CohortUnknown {
                    said: "cats".into()
                },
                ServiceFault::DateUnreadable {
                    said: "46349".into()
                },
            ])
        );
    }

    #[test]
    fn a_cell_that_looks_like_a_formula_is_text() {
        let row = only("Name,Kind,Notes\n=HYPERLINK(1),other,\"@SUM(A1)\n-2\"");
        let service = row.read.unwrap();
        assert_eq!(service.name, "=HYPERLINK(1)".into());
        assert_eq!(service.notes, "@SUM(A1)\n-2".into());
    }

    #[test]
    fn a_row_that_grew_is_refused_and_one_with_blank_cells_behind_it_is_not() {
        let row = only("Name,Kind,Area\nA, B and C,other,Westshire,X");
        assert_eq!(row.read, Err(vec![ServiceFault::TooManyCells]));
        assert!(only("Name,Kind,Area\nA,other,Westshire,,, ,").read.is_ok());
        assert!(only("Name,Kind,Area\nA,other").read.is_ok());
        let row = only("Name,Kind\n\"A\nB,\"other\",x");
        assert_eq!(row.read, Err(vec![ServiceFault::QuotesDoNotMatch]));
    }

    #[test]
    fn a_file_without_what_is_needed_is_refused_whole() {
        for (text, fault) in [
            ("a,b\nc,d", SheetFault::NoNames),
            ("Name,Area\nA,B", SheetFault::NoKinds),
            (
                "Name,Kind,Service\nA,other,B",
                SheetFault::Twice(Column::Name),
            ),
            (
                "Name,Kind,Phone,Telephone\nA,other,,",
                SheetFault::Twice(Column::Phone),
            ),
            ("Name,Kind\n,\n", SheetFault::NoRows),
            ("sep=;\nName,Kind\nA,other", SheetFault::NoNames),
            (
                "Name,Kind\nA,\"other",
                SheetFault::Table(TableFault::QuoteOpen { row: 2 }),
            ),
        ] {
            assert_eq!(read(text.as_bytes(), today()), Err(fault), "{text}");
        }
        let mut many = "Name,Kind\n".to_owned();
        many.push_str(&"A,other\n".repeat(MOST_ROWS));
        assert_eq!(
            read(many.as_bytes(), today()).unwrap().rows.len(),
            MOST_ROWS
        );
        many.push_str("A,other\n");
        assert_eq!(read(many.as_bytes(), today()), Err(SheetFault::TooManyRows));
    }

    #[test]
    fn what_nobody_sees_is_left_out_and_what_got_lost_is_said() {
        let row = only(
            "Name\tKind\tPhone\tArea\n\u{200b}A\u{a0} B\tother\t\u{202d}0808 802 4040\u{202c}\t",
        );
        let service = row.read.unwrap();
        assert_eq!(
            (service.name, service.phone),
            ("A B".into(), "0808 802 4040".into())
        );
        let row = only("Name,Kind\nCaf\u{fffd},other");
        let column = Column::Name;
        assert_eq!(row.read, Err(vec![ServiceFault::Unreadable { column }]));
    }
}
