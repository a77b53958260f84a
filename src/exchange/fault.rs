//! What is wrong with a row, and where.

use std::fmt;

use crate::dossier::fault::{Fault, FaultKind, List, brief, one_a_line};

/// One fault of a table, of a file of JSON Lines or of a mapping. Prints as `17:46: best: expected a whole
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
#[error("{}: {message}", place(*.line, *.column, *.is_in_a_sheet))]
pub struct RowFault {
    line: u64,
    column: u64,
    is_in_a_sheet: bool,
    reach: Reach,
    message: Box<str>,
}

/// What a fault costs.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Reach {
    /// The row in which it stands.
    Row,
    /// No row: what is read stands.
    Nothing,
    /// The whole table: no row can be read.
    Table,
}

impl RowFault {
    /// A fault of a row.
    pub(crate) fn new(line: u64, column: u64, message: impl Into<Box<str>>) -> RowFault {
        RowFault { line, column, is_in_a_sheet: false, reach: Reach::Row, message: message.into() }
    }

    /// The same, for which no row at all can be read.
    pub(crate) fn of_the_whole(self) -> RowFault {
        RowFault { reach: Reach::Table, ..self }
    }

    /// The same, for which no row is refused.
    pub(crate) fn of_no_row(self) -> RowFault {
        RowFault { reach: Reach::Nothing, ..self }
    }

    /// What no dossier takes of a record.
    pub(crate) fn of_record(line: u64, column: u64, fault: &Fault) -> RowFault {
        let place = fault.place();
        let list = place.list().unwrap_or(List::Claims);
        RowFault::new(line, column, of_field(list, place.id(), place.field_name(), fault.kind()))
    }

    /// Nothing to read, not even a header.
    pub(crate) fn empty() -> RowFault {
        RowFault::new(1, 1, "expected a header, found an empty file").of_the_whole()
    }

    /// The reader failed; what was read before stands.
    pub(crate) fn of_reading(line: u64, error: &impl fmt::Display) -> RowFault {
        RowFault::new(line, 1, format!("cannot read on: {error}")).of_no_row()
    }

    /// What `serde_json` says of a text that begins on that line.
    pub(crate) fn of_json(first: u64, error: &serde_json::Error) -> RowFault {
        let (line, column) = (error.line(), error.column());
        let (message, place) = (error.to_string(), format!(" at line {line} column {column}"));
        RowFault::new(first + line as u64 - 1, column.max(1) as u64, message.strip_suffix(&place).unwrap_or(&message))
    }

    /// The line, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The column, from 1.
    pub fn column(&self) -> u64 {
        self.column
    }

    /// What is wrong, without the place.
    ///
    /// ```
    /// use corroborate::exchange::{Format, Rows};
    ///
    /// let table = "event,group,outcome,count,source,as_of\ne,all,killed,7\n";
    /// let faults = Rows::new(Format::Csv, table.as_bytes()).next().ok_or("a row")?.unwrap_err();
    /// assert_eq!(faults.iter().next().ok_or("one")?.message(), "expected 6 columns, found 4");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn is_of_the_whole(&self) -> bool {
        self.reach == Reach::Table
    }

    pub(crate) fn is_of_a_row(&self) -> bool {
        self.reach == Reach::Row
    }
}

/// What no dossier takes of a field: `claims (c7).since: …`.
pub(crate) fn of_field(list: List, id: Option<&str>, field: Option<&str>, kind: &FaultKind) -> String {
    let id = id.map_or_else(String::new, |id| format!(" ({})", brief(id)));
    let field = field.map_or_else(String::new, |field| format!(".{}", brief(field)));
    format!("{list}{id}{field}: {kind}")
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
    /// `None` if there are none.
    pub(crate) fn take(mut faults: Vec<RowFault>) -> Option<RowFaults> {
        faults.sort_by_key(|fault| (fault.line, fault.column));
        // A cell that is read twice is wrong once.
        faults.dedup();
        (!faults.is_empty()).then_some(RowFaults(faults))
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
        self.0.iter().any(RowFault::is_of_the_whole)
    }

    /// Whether a row is refused. If not, it is a remark on the header.
    pub fn is_of_a_row(&self) -> bool {
        self.0.iter().any(RowFault::is_of_a_row)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_prints_its_place_and_what_was_found() {
        let fault = RowFault::new(17, 46, "best: expected a whole number, found \"many\"");
        assert_eq!(fault.to_string(), "17:46: best: expected a whole number, found \"many\"");
        assert_eq!((fault.line(), fault.column()), (17, 46));
        assert_eq!([1, 26, 27, 46, 703].map(|column| place(7, column, true)), ["A7", "Z7", "AA7", "AT7", "AAA7"]);
    }

    #[test]
    fn a_fault_costs_a_row_or_the_table_or_nothing() {
        let faults = |fault: RowFault| RowFaults::from(fault);
        let fault = RowFault::new(1, 1, "missing columns: best");
        assert!(faults(fault.clone()).is_of_a_row() && !faults(fault.clone()).is_of_the_whole());
        assert!(!faults(fault.clone().of_no_row()).is_of_a_row());
        assert!(faults(fault.clone().of_the_whole()).is_of_the_whole());
        assert!(!faults(fault.of_the_whole()).is_of_a_row());
    }
}
