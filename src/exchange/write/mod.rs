//! The tables that are written, one file a format, and what they cannot hold.

mod claims;
mod estimates;
mod hxl;

use std::fmt;
use std::io::{self, Write};

use crate::policy::Verdict;
use crate::reckon::estimate::Estimate;
use crate::record::moment::Moment;

use super::published::Published;

pub use claims::{ClaimTable, OfClaims};
pub use estimates::{EstimateTable, OfEstimates};
pub use hxl::{HxlTable, OfTolls};

/// Something that was not written, because the table has no column for it.
///
/// Prints as `ghwayran/all/killed: no place for the grade, contested`.
///
/// ```
/// use corroborate::exchange::EstimateTable;
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let mut table = EstimateTable::new(Vec::new());
/// let left_out = &table.estimate(&answer.estimates()[0])?[0];
/// assert_eq!(left_out.of, "raid/all/killed");
/// assert_eq!((left_out.kind, &*left_out.what), ("the ladder", "no place for the ladder, 2 rungs"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{of}: {what}")]
#[non_exhaustive]
pub struct LeftOut {
    /// The quantity, or the list and the id of the record: `groups (guards)`.
    pub of: String,
    /// The kind of data that has no column, the same for all that is left out for one reason.
    pub kind: &'static str,
    /// What was not written.
    pub what: String,
}

impl LeftOut {
    fn new(of: impl fmt::Display, kind: &'static str, which: &str) -> LeftOut {
        LeftOut { of: of.to_string(), kind, what: format!("no place for {kind}{which}") }
    }
}

/// What of an estimate goes into no column of figures.
fn lost_of_an_estimate(estimate: &Estimate, left_out: &mut Vec<LeftOut>) {
    let mut lose = |kind, which: &str| left_out.push(LeftOut::new(estimate.quantity(), kind, which));
    if estimate.status() == Verdict::NoAnswer {
        lose("that the policy has no answer: nothing is written", "");
    } else if estimate.high().is_none() {
        lose("a range without end: the high is blank", "");
    }
    lose("the grade", &format!(", {}", estimate.grade()));
    if estimate.dissent() > 0 {
        lose("the dissent", &format!(", {}", estimate.dissent()));
    }
    if !estimate.dissenters().is_empty() {
        let dissenters: Vec<String> = estimate.dissenters().iter().map(ToString::to_string).collect();
        lose("the dissenters", &format!(", {}", dissenters.join(", ")));
    }
    if let Some(conceded) = estimate.conceded() {
        lose("what is conceded", &format!(", {conceded}"));
    }
    lost_of_the_record(estimate, left_out);
}

/// What of an estimate goes into no flat table at all.
fn lost_of_the_record(estimate: &Estimate, left_out: &mut Vec<LeftOut>) {
    let (rungs, set_aside) = (estimate.ladder().len(), estimate.set_aside().len());
    let mut lose = |kind, which: &str| left_out.push(LeftOut::new(estimate.quantity(), kind, which));
    if rungs > 1 {
        lose("the ladder", &format!(", {rungs} rungs"));
    }
    if set_aside > 0 {
        lose("the claims set aside", &format!(", {set_aside}"));
    }
}

/// The figures of an estimate, as a table would publish them.
fn figures_of(estimate: &Estimate) -> Published {
    Published::new(estimate.quantity().clone(), Some(estimate.low()), estimate.best(), estimate.high())
}

/// A column: its name, and what stands there.
type Column<T> = (&'static str, fn(&T) -> String);

/// A table that is written as CSV, a row at a time: [`ClaimTable`], [`EstimateTable`] or [`HxlTable`].
pub struct Table<W: Write, Of> {
    writer: csv::Writer<W>,
    /// The rows of the header, until they are written: before the first row, or at the end.
    header: Vec<Vec<String>>,
    is_safe: bool,
    /// What had no place in what was written last.
    left_out: Vec<LeftOut>,
    of: Of,
}

impl<W: Write, Of> fmt::Debug for Table<W, Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("is_safe", &self.is_safe).finish_non_exhaustive()
    }
}

impl<W: Write, Of> Table<W, Of> {
    fn with(writer: W, header: Vec<Vec<String>>, of: Of) -> Table<W, Of> {
        Table { writer: csv::Writer::from_writer(writer), header, is_safe: true, left_out: Vec::new(), of }
    }

    /// Writes cells that a spreadsheet would run as they are: `=1+1`, not `'=1+1`.
    ///
    /// ```
    /// use corroborate::exchange::ClaimTable;
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let mut table = ClaimTable::new(Vec::new()).as_they_are();
    /// let claim = dossier.claims()[0].clone().with_quote("=1+1");
    /// table.claim(&claim)?;
    /// assert!(String::from_utf8(table.finish()?)?.contains(",=1+1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn as_they_are(mut self) -> Table<W, Of> {
        self.is_safe = false;
        self
    }

    /// Flushes the writer and gives it back. Without any row, the header is written first.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn finish(mut self) -> io::Result<W> {
        self.begin()?;
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }

    fn begin(&mut self) -> io::Result<()> {
        std::mem::take(&mut self.header).into_iter().try_for_each(|row| self.put(row))
    }

    /// Cells. One that a spreadsheet would run has an apostrophe before it, as spreadsheets write texts;
    /// so has one that begins like that already, so that reading it back gives the text.
    fn put(&mut self, cells: impl IntoIterator<Item = String>) -> io::Result<()> {
        for cell in cells {
            let is_run = cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t']);
            let cell = if is_run && self.is_safe { format!("'{cell}") } else { cell };
            self.writer.write_field(cell).map_err(of_writing)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(of_writing)
    }

    fn row(&mut self, cells: impl IntoIterator<Item = String>) -> io::Result<()> {
        self.begin()?;
        self.put(cells)
    }
}

/// The writer's own error: its kind tells whether anybody is reading.
fn of_writing(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// What is there as text; blank if nothing is.
fn text(what: Option<impl fmt::Display>) -> String {
    what.map(|what| what.to_string()).unwrap_or_default()
}

/// The day, without the hour.
fn day(moment: Option<Moment>) -> String {
    moment.map(|moment| String::from_utf8_lossy(&moment.date_text()).into_owned()).unwrap_or_default()
}

/// The full instant, so that a column of moments has one type.
fn instant(moment: Option<Moment>) -> String {
    moment.map(|moment| String::from_utf8_lossy(&moment.instant_text()).into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_written_as_text() {
        let written = |is_safe: bool| {
            let mut sheet = Table { is_safe, ..Table::with(Vec::new(), Vec::new(), ()) };
            let cells = ["plain", "a,b", "=1+1", "+children", "-", "@x", "'=1", "'tis"].map(str::to_owned);
            assert!(sheet.row(cells).is_ok());
            sheet.finish().ok().and_then(|bytes| String::from_utf8(bytes).ok())
        };
        assert_eq!(written(true).as_deref(), Some("plain,\"a,b\",'=1+1,'+children,'-,'@x,''=1,'tis\n"));
        assert_eq!(written(false).as_deref(), Some("plain,\"a,b\",=1+1,+children,-,@x,'=1,'tis\n"));
    }
}
