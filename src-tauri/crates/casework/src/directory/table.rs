//! A CSV file as rows of cells: bytes in, text out. It knows nothing of services.
//!
//! Written here and not taken from the crate `csv`, because that one reads past two things that must be
//! told: a quotation mark that is never closed, which would swallow every row behind it in silence, and
//! blank lines, without which a row has another number than in the spreadsheet.

use thiserror::Error;

/// The largest file that is read, in bytes: a directory of 10,000 services has a tenth of it.
pub const LARGEST: usize = 10 * 1024 * 1024;

/// What separates cells, in the order in which it is tried.
pub const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// Why a file is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TableFault {
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than [`LARGEST`].
    #[error("the file is too large")]
    TooLarge,
    /// It is UTF-16, as *Unicode text* of a spreadsheet is.
    #[error("the file is UTF-16")]
    Utf16,
    /// It is the file of a spreadsheet itself.
    #[error("the file is a workbook")]
    Workbook,
    /// It is no text.
    #[error("the file is no text")]
    NotText,
    /// A quotation mark is opened in this row and never closed.
    #[error("a quotation mark in row {row} is never closed")]
    QuoteOpen {
        /// The row.
        row: u32,
    },
}

/// A row of cells as they stand in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Its number, as a spreadsheet shows it: blank rows count, and one with line breaks is one.
    pub row: u32,
    /// Its cells, without the quotation marks around them.
    pub cells: Vec<String>,
    /// True when something stands behind a closing quotation mark: the row may be two that grew together.
    pub quotes_wrong: bool,
}

impl Record {
    /// True when nothing but white space is in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The text of a file: UTF-8, with the mark at its beginning or without, otherwise Windows-1252.
///
/// # Errors
/// [`TableFault`].
pub fn decode(bytes: &[u8]) -> Result<String, TableFault> {
    if bytes.len() > LARGEST {
        return Err(TableFault::TooLarge);
    }
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Err(TableFault::Utf16),
        // What a zip and an old Office file begin with.
        [b'P', b'K', 3, 4, ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(TableFault::Workbook),
        _ => {}
    }
    if bytes.contains(&0) {
        return Err(TableFault::NotText);
    }
    let marked = bytes.strip_prefix(b"\xef\xbb\xbf");
    let text = match (std::str::from_utf8(marked.unwrap_or(bytes)), marked) {
        (Ok(text), _) => text.to_owned(),
        (Err(_), None) => bytes.iter().copied().map(windows_1252).collect(),
        // It says that it is UTF-8, and is not: something was lost.
        (Err(_), Some(_)) => return Err(TableFault::NotText),
    };
    if text.trim().is_empty() {
        return Err(TableFault::Empty);
    }
    Ok(text)
}

/// The bytes 80 to 9f of Windows-1252 (Unicode consortium, CP1252.TXT). Five stand for nothing and stay
/// what they are, which is a control: a row with one is refused.
const UPPER: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}',
    '\u{2c6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}',
    '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}',
    '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}', '\u{17e}', '\u{178}',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => UPPER[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The separator that the first line names, as `sep=;` does for spreadsheets, and the text behind that
/// line. A spreadsheet does not count it as a row.
pub fn named_separator(text: &str) -> Option<(char, &str)> {
    let (line, rest) = text.split_once(['\r', '\n'])?;
    let rest = match text.as_bytes().get(line.len()) {
        Some(b'\r') => rest.strip_prefix('\n').unwrap_or(rest),
        _ => rest,
    };
    let line = line.trim_matches('"');
    let named = line
        .get(..4)
        .filter(|word| word.eq_ignore_ascii_case("sep="));
    // Other separators may stand behind it: the line was saved as a row.
    let separator = named.and_then(|_| line[4..].chars().next())?;
    SEPARATORS.contains(&separator).then_some((separator, rest))
}

/// The rows of a text, one after the other.
pub struct Records<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    separator: char,
    row: u32,
    failed: bool,
}

/// Reads the rows of a text. A row ends at CR, LF or both.
pub fn records(text: &str, separator: char) -> Records<'_> {
    Records {
        rest: text.chars().peekable(),
        separator,
        row: 0,
        failed: false,
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, TableFault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        self.rest.peek()?;
        self.row += 1;
        let mut record = Record {
            row: self.row,
            ..Record::default()
        };
        let mut cell = String::new();
        loop {
            match self.rest.next() {
                None => break,
                Some('\n') => break,
                Some('\r') => {
                    self.rest.next_if_eq(&'\n');
                    break;
                }
                Some(letter) if letter == self.separator => {
                    record.cells.push(std::mem::take(&mut cell));
                }
                // Only at the beginning of a cell; some programs put a space before it.
                Some('"') if cell.trim().is_empty() => {
                    cell.clear();
                    if !self.quoted(&mut cell) {
                        self.failed = true;
                        return Some(Err(TableFault::QuoteOpen { row: self.row }));
                    }
                    record.quotes_wrong |= self.behind_quotes();
                    record.cells.push(std::mem::take(&mut cell));
                    if self.rest.next_if_eq(&self.separator).is_none() {
                        self.rest.next_if_eq(&'\r');
                        self.rest.next_if_eq(&'\n');
                        return Some(Ok(record));
                    }
                }
                Some(letter) => cell.push(letter),
            }
        }
        record.cells.push(cell);
        Some(Ok(record))
    }
}

impl Records<'_> {
    /// Reads a quoted cell to its closing mark; false when there is none. Two marks are one.
    fn quoted(&mut self, cell: &mut String) -> bool {
        loop {
            match self.rest.next() {
                None => return false,
                Some('"') => match self.rest.next_if_eq(&'"') {
                    Some(mark) => cell.push(mark),
                    None => return true,
                },
                Some('\r') => {
                    self.rest.next_if_eq(&'\n');
                    cell.push('\n');
                }
                Some(letter) => cell.push(letter),
            }
        }
    }

    /// Skips to the end of a quoted cell; true when more than white space stands there.
    fn behind_quotes(&mut self) -> bool {
        let separator = self.separator;
        let mut more = false;
        while let Some(letter) = self
            .rest
            .next_if(|letter| *letter != separator && !matches!(letter, '\r' | '\n'))
        {
            more |= !letter.is_whitespace();
        }
        more
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, separator: char) -> Vec<(u32, Vec<String>)> {
        records(text, separator)
            .map(|record| record.map(|record| (record.row, record.cells)))
            .collect::<Result<_, _>>()
            .unwrap()
    }

    fn cells<const N: usize>(row: u32, cells: [&str; N]) -> (u32, Vec<String>) {
        (row, cells.map(str::to_owned).into())
    }

    #[test]
    fn a_row_ends_at_every_kind_of_line_break_and_blank_ones_count() {
        let expected = [cells(1, ["a", "b"]), cells(2, [""]), cells(3, ["c", ""])];
        for text in ["a,b\n\nc,", "a,b\r\n\r\nc,\r\n", "a,b\r\rc,\r"] {
            assert_eq!(rows(text, ','), expected, "{text:?}");
        }
    }

    #[test]
    fn a_quoted_cell_holds_separators_line_breaks_and_doubled_marks() {
        let text = "\"a;b\";\"two\r\nlines\" ; \"say \"\"no\"\"\"\r\n5\" pipe;\"\"\r\n\"last\"";
        let expected = [
            cells(1, ["a;b", "two\nlines", "say \"no\""]),
            cells(2, ["5\" pipe", ""]),
            cells(3, ["last"]),
        ];
        assert_eq!(rows(text, ';'), expected);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_swallows_nothing_in_silence() {
        let read: Vec<_> = records("a,b\n\"c,d\ne,f\n", ',').collect();
        assert_eq!(read[1..], [Err(TableFault::QuoteOpen { row: 2 })]);
        // Closed by the mark that opens another cell: the two rows are one, and it shows.
        let grown = records("\"a,b\nc,\"d\",e", ',').next().unwrap().unwrap();
        assert!(grown.quotes_wrong);
    }

    #[test]
    fn bytes_are_utf_8_or_windows_1252_and_what_is_neither_is_said() {
        assert_eq!(decode("\u{feff}Caf\u{e9}".as_bytes()).unwrap(), "Caf\u{e9}");
        assert_eq!(
            decode(b"Caf\xe9 \x80 \x93x\x94").unwrap(),
            "Caf\u{e9} \u{20ac} \u{201c}x\u{201d}"
        );
        for (bytes, fault) in [
            (&b""[..], TableFault::Empty),
            (b"\xef\xbb\xbf \r\n", TableFault::Empty),
            (b"\xff\xfea\0", TableFault::Utf16),
            (b"\xfe\xff\0a", TableFault::Utf16),
            (b"PK\x03\x04...", TableFault::Workbook),
            (b"\xd0\xcf\x11\xe0\xa1", TableFault::Workbook),
            (b"a\0b", TableFault::NotText),
            (b"\xef\xbb\xbfCaf\xe9", TableFault::NotText),
        ] {
            assert_eq!(decode(bytes), Err(fault), "{bytes:?}");
        }
        assert_eq!(decode(&vec![b'a'; LARGEST + 1]), Err(TableFault::TooLarge));
    }

    #[test]
    fn the_first_line_may_name_the_separator() {
        assert_eq!(named_separator("sep=;\r\na;b"), Some((';', "a;b")));
        assert_eq!(named_separator("\"SEP=\t\"\na"), Some(('\t', "a")));
        assert_eq!(named_separator("sep=,,,\ra"), Some((',', "a")));
        for none in ["name,kind\n", "sep=\n", "sep=;", "sep=x\na"] {
            assert_eq!(named_separator(none), None, "{none:?}");
        }
    }
}
