//! A directory from a file: real exports, and properties of any bytes.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "the vectors are files, and one that does not read must fail the run"
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use casework::directory::plan::{RowChange, plan};
use casework::directory::sheet::{self, Sheet, SheetFault};
use casework::directory::table::{self, TableFault};
use casework::directory::{Cohort, Column, Service, ServiceFault, ServiceKind};
use casework::gate::Answer;
use casework::ids::ServiceId;
use casework::words::Words;
use chrono::{Datelike, Days, NaiveDate};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::path::Path;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()
}

// ---------------------------------------------------------------------------------- real exports

fn bytes(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/directory");
    std::fs::read(folder.join(name)).unwrap()
}

fn sheet(name: &str) -> Sheet {
    sheet::read(&bytes(name), today()).unwrap()
}

/// The rows with the names of the good ones and how many reasons the others have.
fn rows(sheet: &Sheet) -> Vec<(u32, &str, usize)> {
    let rows = sheet.rows.iter();
    rows.map(|row| match &row.read {
        Ok(service) => (row.row, service.name.stored(), 0),
        Err(faults) => (row.row, row.name.stored(), faults.len()),
    })
    .collect()
}

fn faults(sheet: &Sheet, row: u32) -> &[ServiceFault] {
    let row = sheet.rows.iter().find(|found| found.row == row).unwrap();
    row.read.as_ref().unwrap_err()
}

#[test]
fn an_export_with_semicolons_in_windows_1252() {
    let sheet = sheet("excel-semicolons-windows-1252.csv");
    let names = [
        (2, "Westshire Change", 0),
        (3, "Caf\u{e9} Concern", 0),
        (4, "Men\u{2019}s Calm", 0),
    ];
    assert_eq!(rows(&sheet), names);
    let first = sheet.rows[0].read.as_ref().unwrap();
    assert_eq!(
        first.cohorts,
        [Cohort::HighRisk, Cohort::ComplexNeeds].into()
    );
    assert_eq!(first.checked_on, NaiveDate::from_ymd_opt(2026, 11, 3));
    assert_eq!(
        first.notes,
        "Groups on Tuesdays \u{2013} \u{20ac}5 a week".into()
    );
    let second = sheet.rows[1].read.as_ref().unwrap();
    assert_eq!(second.notes, "Ring first;\nthen \"just come\"".into());
    assert_eq!(
        (second.accredited, second.survivor_support),
        (None, Some(Answer::No))
    );
}

#[test]
fn an_export_in_utf_8_with_its_mark() {
    let sheet = sheet("excel-utf-8-bom.csv");
    assert_eq!(
        rows(&sheet),
        [(2, "Haven", 0), (3, "\u{d4}l-ofal G\u{175}yr", 0)]
    );
    let second = sheet.rows[1].read.as_ref().unwrap();
    assert_eq!(second.notes, "Two lines,\nof notes".into());
}

#[test]
fn a_line_that_names_the_separator_is_no_row_and_a_title_is_none_of_the_services() {
    let sheet = sheet("sep-line-and-title.csv");
    assert_eq!(sheet.headings, 3);
    assert_eq!(sheet.not_taken, [Words::from("E-mail")]);
    assert_eq!(
        rows(&sheet),
        [(4, "Westshire Change", 0), (5, "Safe Start", 0)]
    );
}

#[test]
fn every_bad_row_is_refused_with_its_number_and_its_reasons() {
    let sheet = sheet("bad-rows.csv");
    let expected = [
        (2, "Westshire Change", 0),
        (3, "", 1),
        (4, "Eastshire Steps", 1),
        (5, "Northshire Steps", 4),
        (6, "Southshire Steps", 2),
        (7, "Harbour House", 1),
        (8, "Smith", 1),
        // Row 9 is blank.
        (10, "Haven", 0),
        (11, "westshire change", 0),
        (12, "Lost", 1),
    ];
    assert_eq!(rows(&sheet), expected);
    assert_eq!(faults(&sheet, 3), [ServiceFault::NameMissing]);
    let coaching = "Life coaching".into();
    assert_eq!(
        faults(&sheet, 4),
        [ServiceFault::KindUnknown { said: coaching }]
    );
    assert_eq!(
        faults(&sheet, 5),
        [
            ServiceFault::PhoneLostZero,
            ServiceFault::AnswerUnknown {
                column: Column::Accredited,
                said: "maybe".into()
            },
            ServiceFault::CohortUnknown {
                said: "Cats".into()
            },
            ServiceFault::DateUnreadable {
                said: "31/02/2026".into()
            },
        ]
    );
    let shortened = [ServiceFault::PhoneShortened, ServiceFault::CheckedInFuture];
    assert_eq!(faults(&sheet, 6), shortened);
    let column = Column::Notes;
    assert_eq!(faults(&sheet, 7), [ServiceFault::Address { column }]);
    assert_eq!(faults(&sheet, 8), [ServiceFault::TooManyCells]);
    assert_eq!(faults(&sheet, 12), [ServiceFault::QuotesDoNotMatch]);
    let plan = plan(sheet, Vec::new(), || ServiceId::new("new"));
    assert_eq!((plan.taken.len(), plan.refused.len(), plan.new), (3, 7, 2));
    let RowChange::Updates { of_row, .. } = &plan.taken[2].change else {
        panic!("{:?}", plan.taken[2]);
    };
    assert_eq!(*of_row, Some(2));
}

#[test]
fn rows_of_an_old_mac_and_cells_that_look_like_formulas() {
    let names = [(2, "Westshire Change", 0), (4, "Haven", 0)];
    assert_eq!(rows(&sheet("old-mac-line-ends.csv")), names);
    let sheet = sheet("formulas.csv");
    let names = [
        (2, "=HYPERLINK(\"x\")", 1),
        (3, "=HYPERLINK(\"http://x\")", 0),
        (4, "-Change", 0),
        (5, "'+Quoted", 0),
    ];
    assert_eq!(rows(&sheet), names);
    assert_eq!(faults(&sheet, 2), [ServiceFault::PhoneWrong]);
}

#[test]
fn a_file_that_is_no_directory_is_refused_with_its_reason() {
    for (name, fault) in [
        ("utf-16.csv", SheetFault::Table(TableFault::Utf16)),
        ("workbook.xlsx", SheetFault::Table(TableFault::Workbook)),
        (
            "quote-never-closed.csv",
            SheetFault::Table(TableFault::QuoteOpen { row: 2 }),
        ),
        ("no-kind.csv", SheetFault::NoKinds),
        ("two-names.csv", SheetFault::Twice(Column::Name)),
        ("cut-utf-8-bom.csv", SheetFault::Table(TableFault::NotText)),
    ] {
        assert_eq!(sheet::read(&bytes(name), today()), Err(fault), "{name}");
    }
    let sheet = sheet("undefined-bytes-windows-1252.csv");
    assert_eq!(rows(&sheet), [(2, "Caf\u{e9}", 0), (3, "B\u{fffd}d", 1)]);
}

/// The screens tell people to write what they show: those words must be taken.
#[test]
fn the_words_of_the_screens_are_taken() {
    let words = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/app/words.ts");
    let words = std::fs::read_to_string(words).unwrap();
    let of = |table: &str| -> Vec<String> {
        let (_, rest) = words.split_once(&format!("const {table}:")).unwrap();
        let (_, table) = rest.split_once("{\n").unwrap();
        let (table, _) = table.split_once("});").unwrap();
        let quoted = table.lines().filter_map(|line| line.split('\'').nth(1));
        quoted.map(str::to_owned).collect()
    };
    let (kinds, cohorts, columns) = (of("serviceKinds"), of("cohorts"), of("columns"));
    assert_eq!(
        (kinds.len(), cohorts.len()),
        (ServiceKind::ALL.len(), Cohort::ALL.len())
    );
    let mut text = columns.join(";");
    for kind in &kinds {
        text += &format!("\n{kind};{kind};;;;;\"{}\";;", cohorts.join("; "));
    }
    let sheet = sheet::read(text.as_bytes(), today()).unwrap();
    assert_eq!(sheet.columns, Column::ALL.into());
    let read: Vec<_> = sheet
        .rows
        .into_iter()
        .map(|row| row.read.unwrap())
        .collect();
    let found: Vec<_> = read.iter().map(|service| service.kind).collect();
    assert_eq!(found, ServiceKind::ALL);
    assert!(
        read.iter()
            .all(|service| service.cohorts == Cohort::ALL.into())
    );
}

// ------------------------------------------------------------------------------------ properties

/// How a file is written.
#[derive(Clone, Copy, Debug)]
struct Way {
    separator: char,
    line_end: &'static str,
    encoding: Encoding,
    quoted_always: bool,
    sep_line: bool,
}

#[derive(Clone, Copy, Debug)]
enum Encoding {
    Utf8,
    Utf8Marked,
    Windows1252,
}

fn ways() -> impl Strategy<Value = Way> {
    (
        select(table::SEPARATORS.to_vec()),
        select(vec!["\n", "\r\n", "\r"]),
        select(vec![
            Encoding::Utf8,
            Encoding::Utf8Marked,
            Encoding::Windows1252,
        ]),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            |(separator, line_end, encoding, quoted_always, sep_line)| Way {
                separator,
                line_end,
                encoding,
                quoted_always,
                sep_line,
            },
        )
}

/// Text that is awkward in a CSV file, in one line.
fn text() -> impl Strategy<Value = String> {
    let words = select(vec![
        "Caf\u{e9}",
        "\"quoted\"",
        "a;b",
        "c,d",
        "=SUM(1)",
        "+x",
        "-y",
        "@z",
        "men\u{2019}s",
        "\u{20ac}5",
        "|",
        "\"",
        "\"\"",
        "sep=;",
        "'",
        "Westshire",
    ]);
    vec(words, 0..5).prop_map(|words| words.join(" "))
}

fn services() -> impl Strategy<Value = Vec<Service>> {
    let answer = || option::of(select(vec![Answer::Yes, Answer::No, Answer::NotSure]));
    let one = (
        (
            text(),
            select(ServiceKind::ALL.to_vec()),
            text(),
            vec(text(), 0..3),
        ),
        select(vec![
            "",
            "999",
            "0808 802 4040",
            "+44 1632 960001 / 01632 960002 ext 12",
        ]),
        (
            answer(),
            answer(),
            btree_set(select(Cohort::ALL.to_vec()), 0..4),
        ),
        option::of(0..9000_u64),
    )
        .prop_map(
            |((name, kind, area, notes), phone, answers, days)| Service {
                id: ServiceId::new(""),
                name: Words::new(name),
                kind,
                area: Words::new(area),
                phone: phone.into(),
                accredited: answers.0,
                survivor_support: answers.1,
                cohorts: answers.2,
                checked_on: days.and_then(|days| today().checked_sub_days(Days::new(days))),
                notes: Words::new(notes.join("\n").trim()),
                of_pack: None,
            },
        );
    vec(one, 1..12).prop_map(|mut all| {
        for (number, service) in all.iter_mut().enumerate() {
            service.name = Words::new(format!("{} {number}", service.name.stored()).trim());
        }
        all
    })
}

fn kind_name(kind: ServiceKind) -> &'static str {
    match kind {
        ServiceKind::PerpetratorProgramme => "Perpetrator programme",
        ServiceKind::SurvivorSupport => "Support for survivors",
        ServiceKind::ChildrenAndFamilies => "Children and families",
        ServiceKind::SubstanceUse => "Drink or drugs",
        ServiceKind::MentalHealth => "Mental health or trauma",
        ServiceKind::PracticalHelp => "Housing, money or work",
        ServiceKind::Statutory => "Police, safeguarding or social care",
        ServiceKind::AngerManagement => "Anger management",
        ServiceKind::CoupleCounselling => "Couple counselling or mediation",
        ServiceKind::Other => "Something else",
    }
}

fn cohort_name(cohort: Cohort) -> &'static str {
    match cohort {
        Cohort::Prevention => "Prevention",
        Cohort::EarlyHelp => "Early help",
        Cohort::HighRisk => "High risk",
        Cohort::ComplexNeeds => "Complex needs",
        Cohort::Women => "Women who use violence",
        Cohort::YoungPeople => "Young people who use violence",
        Cohort::SameSex => "People who abuse a same-sex partner",
    }
}

fn answer_name(answer: Option<Answer>) -> &'static str {
    match answer {
        None => "",
        Some(Answer::Yes) => "Yes",
        Some(Answer::No) => "no",
        Some(Answer::NotSure) => "NOT SURE",
    }
}

fn date_name(day: NaiveDate) -> String {
    match day.day() % 3 {
        0 => format!("{}/{}/{}", day.day(), day.month(), day.year()),
        1 => casework::when::date(day),
        _ => day.to_string(),
    }
}

/// Writes services as a spreadsheet would. The last heading is of no column, and makes sure that bytes of
/// Windows-1252 are not UTF-8 by chance.
fn write(services: &[Service], way: Way) -> Vec<u8> {
    let headings = [
        "Name",
        "Kind",
        "Area",
        "Phone",
        "Accredited",
        "Survivor support",
        "Takes",
        "Checked on",
        "Notes",
        "\u{e9}",
    ];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    for service in services {
        let cohorts: Vec<_> = service.cohorts.iter().copied().map(cohort_name).collect();
        rows.push(vec![
            service.name.stored().to_owned(),
            kind_name(service.kind).to_owned(),
            service.area.stored().to_owned(),
            service.phone.stored().to_owned(),
            answer_name(service.accredited).to_owned(),
            answer_name(service.survivor_support).to_owned(),
            cohorts.join("; "),
            service.checked_on.map(date_name).unwrap_or_default(),
            service.notes.stored().replace('\n', way.line_end),
            String::new(),
        ]);
    }
    let mut text = String::new();
    if way.sep_line {
        text += &format!("sep={}{}", way.separator, way.line_end);
    }
    for row in rows {
        let cells: Vec<String> = row
            .into_iter()
            .map(|cell| {
                let awkward = cell.contains(['"', '\r', '\n', way.separator]);
                match way.quoted_always || awkward {
                    true => format!("\"{}\"", cell.replace('"', "\"\"")),
                    false => cell,
                }
            })
            .collect();
        text += &cells.join(&way.separator.to_string());
        text += way.line_end;
    }
    match way.encoding {
        Encoding::Utf8 => text.into_bytes(),
        Encoding::Utf8Marked => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        Encoding::Windows1252 => text
            .chars()
            .map(|letter| match letter {
                '\u{20ac}' => 0x80,
                '\u{2019}' => 0x92,
                letter => u8::try_from(u32::from(letter)).unwrap(),
            })
            .collect(),
    }
}

/// Each row is taken or refused with a reason, its number grows, and what is taken has no fault.
fn holds(sheet: &Sheet) {
    let mut last = sheet.headings;
    for row in &sheet.rows {
        assert!(row.row > last);
        last = row.row;
        match &row.read {
            Ok(service) => assert_eq!(service.faults(today()), []),
            Err(faults) => assert!(!faults.is_empty()),
        }
    }
    let rows = sheet.rows.len();
    let plan = plan(sheet.clone(), Vec::new(), || ServiceId::new("new"));
    assert_eq!(plan.taken.len() + plan.refused.len(), rows);
    assert!(plan.write.len() == plan.new && plan.new <= plan.taken.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn any_bytes_are_refused_or_read_into_rows_that_are_taken_or_refused(
        bytes in vec(any::<u8>(), 0..400)
    ) {
        if let Ok(sheet) = sheet::read(&bytes, today()) {
            holds(&sheet);
        }
    }

    #[test]
    fn whatever_stands_in_its_cells_each_row_is_taken_or_refused_with_a_reason(
        pieces in vec(select(vec![
            ",", ";", "\t", "\n", "\r\n", "\r", "\"", "\"\"", "Haven", "other", "DAPP", "999", "yes",
            "31/02/2026", "1/1/2026", "=1", "\u{e9}", "\u{fffd}", " ", "12 Elm Street", "IDVA",
        ]), 0..80)
    ) {
        let text = format!("Name,Kind,Phone,Accredited,Checked on,Notes\n{}", pieces.concat());
        match sheet::read(text.as_bytes(), today()) {
            Ok(sheet) => holds(&sheet),
            Err(fault) => prop_assert!(
                matches!(fault, SheetFault::NoRows | SheetFault::Table(TableFault::QuoteOpen { .. })),
                "{fault:?}"
            ),
        }
    }

    #[test]
    fn what_is_written_reads_back_the_same_whatever_the_way(
        services in services(), way in ways()
    ) {
        let bytes = write(&services, way);
        let sheet = sheet::read(&bytes, today()).unwrap();
        prop_assert_eq!(&sheet.not_taken, &[Words::from("\u{e9}")]);
        let read: Vec<_> = sheet.rows.into_iter().map(|row| row.read.unwrap()).collect();
        prop_assert!(read == services, "{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_file_that_was_taken_in_changes_nothing_the_next_time(
        services in services(), way in ways()
    ) {
        let bytes = write(&services, way);
        let mut ids = 0;
        let mut taken = |present| {
            plan(sheet::read(&bytes, today()).unwrap(), present, || {
                ids += 1;
                ServiceId::new(ids.to_string())
            })
        };
        let first = taken(Vec::new());
        prop_assert_eq!(first.new, first.write.len());
        let again = taken(first.write);
        prop_assert!(again.write.is_empty() && again.new == 0);
        prop_assert_eq!(again.taken.len(), services.len());
    }

    /// A file that is cut somewhere, as a stick that was pulled out too early leaves it, never gives a
    /// service that is in part another one: only the last row can be cut.
    #[test]
    fn of_a_file_that_was_cut_every_row_but_the_last_is_what_it_was(
        services in services(), way in ways(), at in any::<Index>()
    ) {
        let bytes = write(&services, way);
        let cut = &bytes[..at.index(bytes.len())];
        if let Ok(sheet) = sheet::read(cut, today()) && !matches!(way.encoding, Encoding::Utf8) {
            let mut read: Vec<_> = sheet.rows.into_iter().map(|row| row.read.ok()).collect();
            read.pop();
            // Below whole headings only: fewer columns are another file.
            if sheet.columns.len() == 9 {
                for (read, service) in read.iter().zip(&services) {
                    prop_assert_eq!(read.as_ref(), Some(service));
                }
            }
        }
    }

    #[test]
    fn days_are_read_as_they_are_said_and_never_panic(days in 0..20_000_u64, text in "\\PC{0,20}") {
        let day = today().checked_sub_days(Days::new(days)).unwrap();
        prop_assert_eq!(sheet::date(&casework::when::date(day)), Ok(Some(day)));
        prop_assert_eq!(sheet::date(&day.to_string()), Ok(Some(day)));
        prop_assert_eq!(sheet::date(&day.format("%d/%m/%Y").to_string()), Ok(Some(day)));
        let _ = sheet::date(&text);
    }
}
