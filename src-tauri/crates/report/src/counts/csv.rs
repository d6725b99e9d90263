//! Counts for a spreadsheet.

use super::{Counts, NOT_SHOWN};

/// Says that it is UTF-8.
const MARK: char = '\u{feff}';

const HEAD: [&str; 5] = ["Year", "Quarter", "Group", "What", "Contacts"];

/// The table, one line for each number.
pub(super) fn table(counts: &Counts) -> String {
    let mut csv = String::from(MARK);
    row(&mut csv, HEAD);
    for quarter in &counts.quarters {
        let year = quarter.quarter.year().to_string();
        let all = quarter.contacts.to_string();
        let months = quarter.quarter.months();
        row(&mut csv, [&year, months, "All", "Contacts", &all]);
        for group in &quarter.groups {
            for line in &group.lines {
                let number = line.contacts.map(|number| number.to_string());
                let number = number.as_deref().unwrap_or(NOT_SHOWN);
                row(&mut csv, [&year, months, group.name, &line.what, number]);
            }
        }
    }
    csv
}

fn row(csv: &mut String, cells: [&str; 5]) {
    let cells = cells.map(cell);
    csv.push_str(&cells.join(","));
    csv.push_str("\r\n");
}

/// A text as a cell. Labels come from the guide, and a guide may come from somebody else: what a spreadsheet
/// would take for a formula gets an apostrophe in front and stays text.
fn cell(text: &str) -> String {
    let first = text.trim_start().chars().next();
    let formula = matches!(
        first,
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
    ) || text.starts_with(['\t', '\r', '\n']);
    let text = if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', ';', '"', '\r', '\n', '\t']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_formula_and_nothing_leaves_its_cell() {
        assert_eq!(cell("Clinic or surgery"), "Clinic or surgery");
        assert_eq!(cell("12"), "12");
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1", "\t=1", "\rx"] {
            assert!(
                cell(formula).trim_start_matches('"').starts_with('\''),
                "{formula:?}"
            );
        }
        assert_eq!(cell("a, b"), "\"a, b\"");
        assert_eq!(cell("say \"no\""), "\"say \"\"no\"\"\"");
        assert_eq!(cell("a\nb"), "\"a\nb\"");
        assert_eq!(cell("=a,\"b\""), "\"'=a,\"\"b\"\"\"");
    }
}
