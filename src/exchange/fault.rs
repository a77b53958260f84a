//! What is wrong with a row, and where.

use std::fmt;

use super::date::DateOrder;
use crate::dossier::fault::{Fault, FaultKind, List, brief, one_a_line};
use crate::record::moment::MomentError;
use crate::record::vocabulary::UnknownWord;
use crate::said::count::{Count, CountError};

/// One fault of a table or of a file of JSON Lines. Prints as `17:46: best: expected a whole
/// number, found "many"`.
///
/// Lines are counted from 1, the header's included; a row over several lines has its faults
/// on the line on which the cell begins. In a table the column is the table's, from 1, as
/// spreadsheets count them; in JSON Lines it is the byte of the line, from 1.
///
/// ```
/// use corroborate::exchange::{Format, Rows};
///
/// let table = "event,group,outcome,count,source,as_of\ne,all,killed,lots,An agency,2022-01-22\n";
/// let faults = Rows::new(Format::Csv, table.as_bytes()).next().ok_or("a row")?.unwrap_err();
/// let fault = faults.iter().next().ok_or("one")?;
/// assert_eq!((fault.line(), fault.column()), (2, 4));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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

    /// What no dossier takes of a record.
    pub(crate) fn of_record(line: u64, column: u64, fault: &Fault) -> RowFault {
        let place = fault.place();
        let (id, field) = (place.id().map(Box::from), place.field_name().map(Box::from));
        let list = place.list().unwrap_or(List::Claims);
        RowFault::new(line, column, RowFaultKind::Record { list, id, field, kind: fault.kind().clone() })
    }

    /// The line, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The column, from 1.
    pub fn column(&self) -> u64 {
        self.column
    }

    /// The kind of fault.
    ///
    /// ```
    /// use corroborate::exchange::{CellFault, Format, RowFaultKind, Rows};
    ///
    /// let table = "event,group,outcome,count,source,as_of\ne,all,killed,lots,An agency,2022-01-22\n";
    /// let faults = Rows::new(Format::Csv, table.as_bytes()).next().ok_or("a row")?.unwrap_err();
    /// let fault = faults.iter().next().ok_or("one")?;
    /// assert!(matches!(fault.kind(), RowFaultKind::Cell { what: CellFault::Count(found, _), .. } if found == "lots"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn kind(&self) -> &RowFaultKind {
        &self.kind
    }
}

/// All faults of one row, or of the header; never empty. Prints one fault on each line.
///
/// ```
/// use corroborate::exchange::{Format, Rows};
///
/// let table = "event,group,outcome,count,source,as_of\ne,all,slain,lots,An agency,2022-01-22\n";
/// let faults = Rows::new(Format::Csv, table.as_bytes()).next().ok_or("a row")?.unwrap_err();
/// assert!(faults.is_of_a_row());
/// assert_eq!(faults.iter().map(|fault| fault.column()).collect::<Vec<_>>(), [3, 4], "both at once");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    pub(crate) fn in_a_sheet(mut self) -> RowFaults {
        self.0.iter_mut().for_each(|fault| fault.is_in_a_sheet = true);
        self
    }

    /// Each fault, in the order of the columns.
    pub fn iter(&self) -> std::slice::Iter<'_, RowFault> {
        self.0.iter()
    }

    /// Whether no row can be read because of it: there is no header, or it lacks columns.
    ///
    /// ```
    /// use corroborate::exchange::{Format, Rows};
    ///
    /// let faults = Rows::new(Format::Csv, "name,age\nAli,7\n".as_bytes()).next().ok_or("one")?.unwrap_err();
    /// assert!(faults.is_of_the_whole(), "the columns of a claim are missing");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_of_the_whole(&self) -> bool {
        self.0.iter().any(|fault| fault.kind.is_of_the_whole())
    }

    /// Whether a row is refused. If not, it is a remark on the header.
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

impl IntoIterator for RowFaults {
    type Item = RowFault;
    type IntoIter = std::vec::IntoIter<RowFault>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
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

/// The kinds of fault of a row, a header or a file.
///
/// ```
/// use corroborate::exchange::{Format, RowFaultKind, Rows};
///
/// let table = "event,group,outcome,count,source,as_of\ne,all,killed,7\n";
/// let faults = Rows::new(Format::Csv, table.as_bytes()).next().ok_or("a row")?.unwrap_err();
/// let fault = faults.iter().next().ok_or("one")?;
/// assert!(matches!(fault.kind(), RowFaultKind::Columns { expected: 6, found: 4, .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowFaultKind {
    /// A cell of the column of that name.
    #[error("{name}: {what}")]
    Cell {
        /// The column's name.
        name: Box<str>,
        /// What is wrong with the cell.
        what: CellFault,
    },
    /// More events, groups and outcomes than are counted up in one table: so many at most.
    #[error("more than {0} events, groups and outcomes to be counted up: this person is not counted")]
    TallyFull(usize),
    /// A line of JSON Lines that is not UTF-8, from that byte on.
    #[error("expected UTF-8, found the byte 0x{0:02x}")]
    LineNotUtf8(u8),
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
    /// A row, or a line, of more bytes than are kept. Of a table nothing behind it is read, for a quote may
    /// have opened in it; JSON Lines are read on behind it.
    #[error("longer than {0} bytes: not read")]
    TooLong(usize),
    /// A quote that opens and never closes: all that follows it is in it, to the last line of the file.
    #[error("the quote that opens here never closes: nothing is read from here to the end, line {0}")]
    Unclosed(u64),
    /// The reader failed, and why; what was read before stands.
    #[error("cannot read on: {0}")]
    Io(String),
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
    /// A workbook that cannot be read, and why.
    #[error("{0}")]
    Workbook(String),
    /// No header could be looked for, or found behind what is wrong before it.
    #[error("expected a header, found none")]
    NoHeader,
    /// A row before the header, which stands on that line, with as many cells as it.
    #[error("this row stands before the header, line {0}, and is not read")]
    BeforeHeader(u64),
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
    /// A date and several numbers side by side, where a table of claims has a claim a row.
    #[error("no table of claims, a row each: {date:?} and figures side by side, {}. {RESHAPE}", .figures.join(", "))]
    Wide {
        /// The column of the date.
        date: Box<str>,
        /// The columns of the figures.
        figures: Vec<Box<str>>,
    },
    /// A table that no mapping fits, in which those columns may count people; or, without any, each row may be
    /// a person.
    #[error("no table that is known: {}; or write a mapping that tells what each column is (--mapping FILE)", may(.0))]
    MayBeList(Vec<Box<str>>),
    /// A table that no mapping fits, and of which nothing can be said.
    #[error(
        "no table that is known, and no column that is known to count people: a mapping tells what each column \
        is (--mapping FILE)"
    )]
    Unknown,
    /// No row of HXL hashtags among so many first rows.
    #[error("expected a row of hashtags among the first {0} rows, found none")]
    NoHashtags(usize),
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
    /// A line that is no JSON, or not of this shape: what was expected and found.
    #[error("{0}")]
    Json(String),
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

/// The kinds of fault of a cell. Each text is the cell, shortened if it is long.
///
/// ```
/// use corroborate::exchange::{CellFault, Format, RowFaultKind, Rows};
///
/// let table = "event,group,outcome,count,source,as_of\ne,all,killed,7,An agency,yesterday\n";
/// let faults = Rows::new(Format::Csv, table.as_bytes()).next().ok_or("a row")?.unwrap_err();
/// let Some(RowFaultKind::Cell { what, .. }) = faults.iter().next().map(|fault| fault.kind()) else {
///     return Err("a cell".into());
/// };
/// assert!(what.to_string().starts_with("\"yesterday\" is not a date (2022-01-21)"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CellFault {
    /// It is no whole number.
    #[error("expected a whole number, found {0:?}")]
    NotANumber(String),
    /// It is a number beyond [`Count::MAX`].
    #[error("{0} is beyond {max}", max = Count::MAX)]
    TooMany(String),
    /// It is no date.
    #[error("expected a date (2022-01-21 or 21 January 2022), found {0:?}")]
    NotADate(String),
    /// It is a date that can be read as two.
    #[error("day or month first? {0:?} can be read both ways (--dates day-first or --dates month-first)")]
    DayOrMonth(String),
    /// It is a date that can be read as two, and no date of the column tells which of the numbers is the day.
    #[error("day or month first? {0:?} can be read both ways{NOT_READ}")]
    DaysOrMonths(String),
    /// Two dates of the column tell two orders of day and month: this one, and that on the line.
    #[error("day or month first? {0:?} tells one, and line {1} the other{NOT_READ}")]
    BothOrders(String, u64),
    /// It is a date that has another order of day and month than its column.
    #[error("{found:?} is not {order}, as {} tells", whence(*.line))]
    OtherOrder {
        /// The cell.
        found: String,
        /// The order of the column.
        order: DateOrder,
        /// The line that tells; 0 if it was said beforehand.
        line: u64,
    },
    /// Ids that a spreadsheet has written as numbers with an exponent: many are now one.
    #[error("the ids of this column were lost in a spreadsheet, found {0:?}")]
    RuinedIds(String),
    /// It is no moment.
    #[error("{0}")]
    Moment(MomentError),
    /// It is a count in words that cannot be read; the error has the byte position.
    #[error("cannot read the count {0:?}: {1}")]
    Count(String, CountError),
    /// It is a word that is not of the column's vocabulary.
    #[error("{0}")]
    Word(UnknownWord),
    /// It is empty, where that must stand.
    #[error("expected {0}, found nothing")]
    Nothing(&'static str),
    /// It is not UTF-8.
    #[error("expected UTF-8, found the byte 0x{found:02x} at byte {at} of the cell (--encoding windows-1252?)")]
    NotUtf8 {
        /// Where in the cell, from 0.
        at: usize,
        /// The first byte that does not fit.
        found: u8,
    },
    /// It is a list of more items than are kept.
    #[error("more than {0} items in one list")]
    ManyItems(usize),
}

const RESHAPE: &str = "Reshape it to a row for each figure, with the columns event, group, outcome, count, source, \
    as_of; or write a mapping with an entry of \"counts\" for each column (--mapping FILE)";

const NOT_READ: &str = ": nothing of the column is read (--dates day-first or --dates month-first)";

impl RowFaultKind {
    pub(crate) fn is_of_the_whole(&self) -> bool {
        use CellFault::{BothOrders, DaysOrMonths, RuinedIds};
        use RowFaultKind as Kind;
        matches!(
            self,
            Kind::Cell { what: DaysOrMonths(_) | BothOrders(..) | RuinedIds(_), .. }
                | Kind::Empty
                | Kind::NoHeader
                | Kind::NoDate
                | Kind::NothingCounted
                | Kind::Utf16
                | Kind::JsonDocument
                | Kind::MissingColumns { .. }
                | Kind::Wide { .. }
                | Kind::MayBeList(_)
                | Kind::Unknown
                | Kind::NoHashtags(_)
                | Kind::Workbook(_)
        )
    }

    fn is_of_the_header(&self) -> bool {
        matches!(self, RowFaultKind::ColumnTwice { .. } | RowFaultKind::Io(_))
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

fn may(figures: &[Box<str>]) -> String {
    match figures {
        [] => "a row may be a person. --from list counts them up by day and place".to_owned(),
        _ => format!("{} may count people. --from list reads a row as an event", figures.join(", ")),
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
        let kind = RowFaultKind::Cell { name: "best".into(), what: CellFault::NotANumber("many".into()) };
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
