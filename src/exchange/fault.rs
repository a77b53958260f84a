//! What is wrong with a row, and where.

use std::fmt;

use crate::dossier::fault::{FaultKind, List, brief, one_a_line};
use crate::record::moment::MomentError;
use crate::record::vocabulary::UnknownWord;
use crate::said::count::{Count, CountError};

/// One fault of a table or of a file of JSON Lines. Prints as `17:46: best: expected a whole
/// number, found "many"`.
///
/// Lines are counted from 1, the header's included; a row over several lines has its faults
/// on the line on which the cell begins. In a table the column is the table's, from 1, as
/// spreadsheets count them; in JSON Lines it is the byte of the line, from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {kind}")]
pub struct RowFault {
    line: u64,
    column: u64,
    #[source]
    kind: Box<RowFaultKind>,
}

impl RowFault {
    pub(crate) fn new(line: u64, column: u64, kind: RowFaultKind) -> RowFault {
        RowFault { line, column, kind: Box::new(kind) }
    }

    /// The line, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The column, from 1.
    pub fn column(&self) -> u64 {
        self.column
    }

    /// What it is.
    pub fn kind(&self) -> &RowFaultKind {
        &self.kind
    }
}

/// Everything wrong with one row, or with the header; never empty. Prints one fault a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFaults(Vec<RowFault>);

impl RowFaults {
    /// Leaves `faults` empty; `None` if it was.
    pub(crate) fn take(faults: &mut Vec<RowFault>) -> Option<RowFaults> {
        faults.sort_by_key(|fault| (fault.line, fault.column));
        (!faults.is_empty()).then(|| RowFaults(std::mem::take(faults)))
    }

    /// Each fault, in the order of the columns.
    pub fn iter(&self) -> std::slice::Iter<'_, RowFault> {
        self.0.iter()
    }

    /// Whether no row at all can be read because of it: there is no header, or it lacks columns.
    pub fn is_of_the_whole(&self) -> bool {
        self.0.iter().any(|fault| fault.kind.is_of_the_whole())
    }

    /// Whether it is a row that is refused, and not a remark on the header.
    pub fn is_of_a_row(&self) -> bool {
        self.0.iter().any(|fault| !fault.kind.is_of_the_whole() && !fault.kind.is_of_the_header())
    }
}

impl<'a> IntoIterator for &'a RowFaults {
    type Item = &'a RowFault;
    type IntoIter = std::slice::Iter<'a, RowFault>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl From<RowFault> for RowFaults {
    fn from(fault: RowFault) -> RowFaults {
        RowFaults(vec![fault])
    }
}

impl fmt::Display for RowFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        one_a_line(&self.0, f)
    }
}

impl std::error::Error for RowFaults {}

/// What can be wrong with a row, a header or a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowFaultKind {
    /// A cell that is no whole number.
    #[error("{name}: expected a whole number, found {:?}", brief(.found))]
    NotANumber {
        /// The column's name.
        name: Box<str>,
        /// The cell.
        found: String,
    },
    /// A number beyond [`Count::MAX`].
    #[error("{name}: {} is beyond {}", brief(.found), Count::MAX)]
    TooMany {
        /// The column's name.
        name: Box<str>,
        /// The cell.
        found: String,
    },
    /// A cell that is no date, or one that can be read as two.
    #[error("{name}: expected a date (2022-01-21 or 21 January 2022), found {:?}", brief(.found))]
    NotADate {
        /// The column's name.
        name: Box<str>,
        /// The cell.
        found: String,
    },
    /// A cell that is no moment.
    #[error("{name}: {error}")]
    Moment {
        /// The column's name.
        name: Box<str>,
        /// Why not.
        error: MomentError,
    },
    /// A count in words that cannot be read.
    #[error("{name}: cannot read the count {:?}: {error}", brief(.found))]
    Count {
        /// The column's name.
        name: Box<str>,
        /// The cell.
        found: String,
        /// Why not, with the byte position.
        error: CountError,
    },
    /// A word that is not of the column's vocabulary.
    #[error("{name}: {error}")]
    Word {
        /// The column's name.
        name: Box<str>,
        /// The word and those that would do.
        error: UnknownWord,
    },
    /// An empty cell where something must stand.
    #[error("{name}: expected {expected}, found nothing")]
    Nothing {
        /// The column's name.
        name: Box<str>,
        /// What must stand there.
        expected: &'static str,
    },
    /// A cell that is not UTF-8.
    #[error("{name}: expected UTF-8, found the byte 0x{found:02x} at byte {at} of the cell")]
    NotUtf8 {
        /// The column's name.
        name: Box<str>,
        /// Where in the cell, from 0.
        at: usize,
        /// The first byte that does not fit.
        found: u8,
    },
    /// A line of JSON Lines that is not UTF-8.
    #[error("expected UTF-8, found the byte 0x{found:02x}")]
    LineNotUtf8 {
        /// The first byte that does not fit.
        found: u8,
    },
    /// A row with fewer or more cells than the header.
    #[error("expected {expected} columns, found {found}{}", lines(*.first_line, *.last_line))]
    Columns {
        /// The header's.
        expected: usize,
        /// The row's.
        found: usize,
        /// The line on which the row begins.
        first_line: u64,
        /// The line on which it ends: far below if a stray quote took in others.
        last_line: u64,
    },
    /// A row, or a line, that was too long to be kept; it was passed over to its end.
    #[error("longer than {limit} bytes or cells, passed over{}", lines(*.first_line, *.last_line))]
    TooLong {
        /// The most that is kept.
        limit: usize,
        /// The line on which it begins.
        first_line: u64,
        /// The line on which it ends.
        last_line: u64,
    },
    /// A quote that opens and never closes: all that follows it is in it.
    #[error("the quote that opens here never closes: nothing is read from here to the end, line {last_line}")]
    Unclosed {
        /// The last line of the file.
        last_line: u64,
    },
    /// The reader failed; what was read before stands.
    #[error("cannot read on: {error}")]
    Io {
        /// What the reader said.
        error: String,
    },
    /// Nothing to read, not even a header.
    #[error("expected a header, found an empty file")]
    Empty,
    /// A byte order mark of UTF-16.
    #[error("expected UTF-8, found the byte order mark of UTF-16")]
    Utf16,
    /// No header could be looked for, or found behind what is wrong before it.
    #[error("expected a header, found none")]
    NoHeader,
    /// A row before the header that has as many cells as it.
    #[error("this row stands before the header, line {header}, and is not read")]
    BeforeHeader {
        /// The line of the header.
        header: u64,
    },
    /// Columns that the format cannot do without.
    #[error("missing columns: {}{}", .names.join(", "), instead(*.between))]
    MissingColumns {
        /// Each with its other names.
        names: Vec<String>,
        /// What seems to stand between the cells of the header instead of commas.
        between: Option<char>,
    },
    /// No row of HXL hashtags among the first rows.
    #[error("expected a row of hashtags among the first {searched} rows, found none")]
    NoHashtags {
        /// How many rows were searched.
        searched: usize,
    },
    /// A hashtagged table in which nothing is counted.
    #[error("expected a column of #affected with an outcome such as +killed, found none")]
    NothingCounted,
    /// A column's name that stands twice; the first is read.
    #[error("the column {:?} stands twice: this one is passed over, column {first} is read", brief(.name))]
    ColumnTwice {
        /// The name.
        name: Box<str>,
        /// The column that is read, from 1.
        first: usize,
    },
    /// A line that is no JSON, or not of this shape.
    #[error("{message}")]
    Json {
        /// What was expected and found.
        message: String,
    },
    /// A list in a cell that is longer than any is kept.
    #[error("{name}: more than {limit} items in one list")]
    ManyItems {
        /// The column's name.
        name: Box<str>,
        /// The most that are kept.
        limit: usize,
    },
    /// A record that no dossier takes.
    #[error("{}{kind}", record(*.list, .id.as_deref(), .field.as_deref()))]
    Record {
        /// The list it would stand in.
        list: List,
        /// Its id, where it has one.
        id: Option<Box<str>>,
        /// The field at fault.
        field: Option<Box<str>>,
        /// What is wrong with it.
        kind: FaultKind,
    },
    /// One id for two different things.
    #[error("the id {:?} stands for two different {list}: here and on line {first}", brief(.id))]
    TwoThings {
        /// The list both stand in.
        list: List,
        /// The id.
        id: Box<str>,
        /// The line of the first; 0 if it was declared beforehand.
        first: u64,
    },
}

impl RowFaultKind {
    pub(crate) fn is_of_the_whole(&self) -> bool {
        use RowFaultKind::{Empty, MissingColumns, NoHashtags, NoHeader, NothingCounted, Utf16};
        matches!(self, Empty | NoHeader | MissingColumns { .. } | NoHashtags { .. } | NothingCounted | Utf16)
    }

    fn is_of_the_header(&self) -> bool {
        matches!(self, RowFaultKind::ColumnTwice { .. } | RowFaultKind::Io { .. })
    }
}

fn instead(between: Option<char>) -> String {
    between.map_or_else(String::new, |found| format!(" (the header is one cell; expected commas, found {found:?})"))
}

fn lines(first: u64, last: u64) -> String {
    if first == last { String::new() } else { format!(", in one row over lines {first} to {last}") }
}

fn record(list: List, id: Option<&str>, field: Option<&str>) -> String {
    let id = id.map_or_else(String::new, |id| format!(" ({})", brief(id)));
    let field = field.map_or_else(String::new, |field| format!(".{}", brief(field)));
    format!("{list}{id}{field}: ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_prints_its_place_and_what_was_found() {
        let kind = RowFaultKind::NotANumber { name: "best".into(), found: "many".into() };
        let fault = RowFault::new(17, 46, kind);
        assert_eq!(fault.to_string(), "17:46: best: expected a whole number, found \"many\"");
        assert_eq!((fault.line(), fault.column()), (17, 46));
    }

    #[test]
    fn a_row_over_several_lines_says_so() {
        let kind = RowFaultKind::Columns { expected: 49, found: 63, first_line: 500, last_line: 520 };
        assert_eq!(kind.to_string(), "expected 49 columns, found 63, in one row over lines 500 to 520");
        let kind = RowFaultKind::Columns { expected: 3, found: 2, first_line: 5, last_line: 5 };
        assert_eq!(kind.to_string(), "expected 3 columns, found 2");
    }

    #[test]
    fn missing_columns_are_named_in_one_fault() {
        let names = vec!["best (or best_est)".to_owned(), "low (or low_est)".to_owned()];
        let fault = RowFault::new(1, 1, RowFaultKind::MissingColumns { names, between: None });
        assert_eq!(fault.to_string(), "1:1: missing columns: best (or best_est), low (or low_est)");
        assert!(RowFaults::from(fault).is_of_the_whole());
    }
}
