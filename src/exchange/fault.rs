//! What is wrong with a row, and where.

use std::fmt;

use super::date::DateOrder;
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
#[error("{}: {kind}", place(*.line, *.column, *.is_in_a_sheet))]
pub struct RowFault {
    line: u64,
    column: u64,
    is_in_a_sheet: bool,
    #[source]
    kind: Box<RowFaultKind>,
}

impl RowFault {
    pub(crate) fn new(line: u64, column: u64, kind: RowFaultKind) -> RowFault {
        RowFault { line, column, is_in_a_sheet: false, kind: Box::new(kind) }
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
        // A cell that is read twice is wrong once.
        faults.dedup();
        (!faults.is_empty()).then(|| RowFaults(std::mem::take(faults)))
    }

    /// The same faults, their places said as a workbook says them.
    #[cfg(feature = "spreadsheet")]
    pub(crate) fn in_a_sheet(mut self) -> RowFaults {
        self.0.iter_mut().for_each(|fault| fault.is_in_a_sheet = true);
        self
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
    /// A date that can be read as two, in a column that does not tell which of its numbers is the day.
    #[error("{name}: day or month first? {} can be read both ways{}", Shown(.found), question(*.is_column))]
    DayOrMonth {
        /// The column's name.
        name: Box<str>,
        /// The cell.
        found: String,
        /// Whether no date of the column tells, and so none is read.
        is_column: bool,
    },
    /// Two dates of one column that tell two orders of day and month.
    #[error("{name}: day or month first? {} tells one, and line {line} the other{}", Shown(.found), question(true))]
    BothOrders {
        /// The column's name.
        name: Box<str>,
        /// The later of the two.
        found: String,
        /// The line of the other.
        line: u64,
    },
    /// A date that has the other order of day and month than its column.
    #[error("{name}: {} is not {order}, as {} tells", Shown(.found), whence(*.line))]
    OtherOrder {
        /// The column's name.
        name: Box<str>,
        /// The cell.
        found: String,
        /// The order of the column.
        order: DateOrder,
        /// The line that tells; 0 if it was said beforehand.
        line: u64,
    },
    /// Ids that a spreadsheet has written as numbers with an exponent: many are now one.
    #[error("{name}: the ids of this column were lost in a spreadsheet, found {}", Shown(.found))]
    RuinedIds {
        /// The column's name.
        name: Box<str>,
        /// The first of them.
        found: String,
    },
    /// More events, groups and outcomes than are counted up in one table.
    #[error("more than {limit} events, groups and outcomes to be counted up: this person is not counted")]
    TallyFull {
        /// The most that are told apart.
        limit: usize,
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
    #[error("{name}: expected UTF-8, found the byte 0x{found:02x} at byte {at} of the cell (--encoding windows-1252?)")]
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
    /// A row, or a line, that is too long to be kept. Of a table nothing behind it is read, for a quote may
    /// have opened in it; JSON Lines are read on behind it.
    #[error("longer than {limit} bytes: not read{}", lines(*.first_line, *.last_line))]
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
    /// Every other byte is 0: UTF-16 without a byte order mark.
    #[error("expected UTF-8, found what seems to be UTF-16 (--encoding utf-16le?)")]
    Utf16,
    /// One JSON document, and no JSON Lines.
    #[error("this is one JSON document, not one thing a line: a list of objects is read as a table (--mapping FILE)")]
    JsonDocument,
    /// A column of a sheet that declares records, which is none of their fields.
    #[error("{found:?} is no field of {list}: {expected}")]
    NoField {
        /// What the sheet declares.
        list: List,
        /// The column's name.
        found: String,
        /// The fields, with commas between.
        expected: String,
    },
    /// A table without any date, of which nothing was said either.
    #[error("no column tells a date: as of when is this? (--as-of DATE)")]
    NoDate,
    /// A workbook that cannot be read.
    #[error("{message}")]
    Workbook {
        /// Why not.
        message: String,
    },
    /// No header could be looked for, or found behind what is wrong before it.
    #[error("expected a header, found none")]
    NoHeader,
    /// A row before the header that has as many cells as it.
    #[error("this row stands before the header, line {header}, and is not read")]
    BeforeHeader {
        /// The line of the header.
        header: u64,
    },
    /// Columns that the mapping cannot do without.
    #[error("missing columns: {}{}", .names.join(", "), closest(.mapping.as_deref(), *.is_recognising))]
    MissingColumns {
        /// Each with its other names.
        names: Vec<String>,
        /// Of several mappings that were tried, the one that comes closest.
        mapping: Option<Box<str>>,
        /// Whether all known mappings were tried.
        is_recognising: bool,
    },
    /// No row of HXL hashtags among the first rows.
    #[error("expected a row of hashtags among the first {searched} rows, found none")]
    NoHashtags {
        /// How many rows were searched.
        searched: usize,
    },
    /// A table in which nothing is counted.
    #[error("expected a column that counts people (of HXL, #affected with an outcome such as +killed), found none")]
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
        use RowFaultKind::{
            BothOrders, DayOrMonth, Empty, JsonDocument, MissingColumns, NoDate, NoHashtags, NoHeader, NothingCounted,
            RuinedIds, Utf16, Workbook,
        };
        match self {
            DayOrMonth { is_column, .. } => *is_column,
            Empty
            | NoHeader
            | MissingColumns { .. }
            | NoDate
            | NoHashtags { .. }
            | NothingCounted
            | Utf16
            | JsonDocument
            | Workbook { .. }
            | RuinedIds { .. }
            | BothOrders { .. } => true,
            _ => false,
        }
    }

    fn is_of_the_header(&self) -> bool {
        matches!(self, RowFaultKind::ColumnTwice { .. } | RowFaultKind::Io { .. })
    }
}

/// `17:46`, or, as workbooks have it, `AT17`.
fn place(line: u64, column: u64, is_in_a_sheet: bool) -> String {
    if !is_in_a_sheet {
        return format!("{line}:{column}");
    }
    let (mut letters, mut rest) = (String::new(), column);
    while rest > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or_default()));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{line}")
}

/// A cell between quotes, and not without end.
struct Shown<'a>(&'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", brief(self.0))
    }
}

fn question(is_column: bool) -> &'static str {
    if is_column {
        ": nothing of the column is read (--dates day-first or --dates month-first)"
    } else {
        " (--dates day-first or --dates month-first)"
    }
}

fn whence(line: u64) -> String {
    if line == 0 { "it was said".to_owned() } else { format!("line {line}") }
}

fn closest(mapping: Option<&str>, is_recognising: bool) -> String {
    let other = if is_recognising { "; a mapping of one's own reads any table: --mapping FILE" } else { "" };
    mapping.map_or_else(String::new, |mapping| format!(" (the mapping that comes closest: {mapping}{other})"))
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
        assert_eq!([1, 26, 27, 46, 703].map(|column| place(7, column, true)), ["A7", "Z7", "AA7", "AT7", "AAA7"]);
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
        let fault = RowFault::new(1, 1, RowFaultKind::MissingColumns { names, mapping: None, is_recognising: false });
        assert_eq!(fault.to_string(), "1:1: missing columns: best (or best_est), low (or low_est)");
        assert!(RowFaults::from(fault).is_of_the_whole());
    }
}
