//! The tables that are written, one file a format, and what they cannot hold.

mod claims;
mod estimates;
mod hxl;

use std::fmt;
use std::io::{self, Write};

use crate::dossier::fault::List;
use crate::policy::Verdict;
use crate::reckon::estimate::{Dissenter, Estimate, Grade};
use crate::record::moment::Moment;
use crate::record::quantity::Quantity;

use super::published::Published;

pub use claims::ClaimTable;
pub use estimates::EstimateTable;
pub use hxl::HxlTable;

/// Something that was not written, because the table has no column for it.
///
/// Prints as `ghwayran/all/killed: no place for the grade, contested`.
///
/// ```
/// use corroborate::exchange::{EstimateTable, Lost};
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let mut table = EstimateTable::new(Vec::new());
/// let left_out = &table.estimate(&answer.estimates()[0])?[0];
/// assert_eq!(left_out.quantity(), Some(answer.estimates()[0].quantity()));
/// assert_eq!(left_out.what(), &Lost::Ladder(2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    of: Of,
    what: Lost,
}

/// What something was left out of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Of {
    Quantity(Quantity),
    /// The id of a record, in its list.
    Record(List, Box<str>),
}

impl LeftOut {
    pub(crate) fn new(quantity: &Quantity, what: Lost) -> LeftOut {
        LeftOut { of: Of::Quantity(quantity.clone()), what }
    }

    /// The quantity, if it belongs to one.
    pub fn quantity(&self) -> Option<&Quantity> {
        if let Of::Quantity(quantity) = &self.of { Some(quantity) } else { None }
    }

    /// The list and the id of the record, if it belongs to one.
    pub fn record(&self) -> Option<(List, &str)> {
        if let Of::Record(list, id) = &self.of { Some((*list, id)) } else { None }
    }

    /// What was not written.
    pub fn what(&self) -> &Lost {
        &self.what
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.of {
            Of::Quantity(quantity) => write!(f, "{quantity}: {}", self.what),
            Of::Record(list, id) => write!(f, "{list} ({id}): {}", self.what),
        }
    }
}

/// The kinds of data that a table has no column for.
///
/// ```
/// use corroborate::Grade;
/// use corroborate::exchange::Lost;
///
/// assert_eq!(Lost::Grade(Grade::Contested).to_string(), "no place for the grade, contested");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lost {
    /// That the range has no end: the cell is blank, which can be read as unknown.
    NoHigh,
    /// All figures: the table has no column for the outcome.
    Outcome,
    /// All figures: the policy has no answer.
    NoAnswer,
    /// The grade.
    Grade(Grade),
    /// How many voices any count taken contradicts.
    Dissent(usize),
    /// Who they are.
    Dissenters(Vec<Dissenter>),
    /// What was conceded.
    Conceded(u64),
    /// The ladder, of so many rungs.
    Ladder(usize),
    /// The claims set aside, so many.
    SetAside(usize),
    /// All that a record of that list declares but its id.
    Declared(List),
    /// That an item of a list has a `;` in it: it will be read as two.
    Separator(Box<str>),
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no place for ")?;
        match self {
            Lost::NoHigh => f.write_str("a range without end: the high is blank"),
            Lost::NoAnswer => f.write_str("that the policy has no answer: nothing is written"),
            Lost::Outcome => f.write_str("the outcome: nothing is written"),
            Lost::Grade(grade) => write!(f, "the grade, {grade}"),
            Lost::Dissent(dissent) => write!(f, "the dissent, {dissent}"),
            Lost::Dissenters(dissenters) => {
                f.write_str("the dissenters")?;
                dissenters.iter().try_for_each(|dissenter| write!(f, ", {dissenter}"))
            }
            Lost::Conceded(conceded) => write!(f, "what is conceded, {conceded}"),
            Lost::Ladder(rungs) => write!(f, "the ladder, {rungs} rungs"),
            Lost::SetAside(claims) => write!(f, "the claims set aside, {claims}"),
            Lost::Declared(list) => {
                let fields = match list {
                    List::Parties => "names, opponents and allies",
                    List::Sources => "names, kinds, parties, bases and grades",
                    List::Groups => "names, wholes, parties and status",
                    List::Events | List::Claims => "names, places, dates, wholes and perpetrators",
                };
                write!(f, "what is declared of {list} but their ids: {fields}")
            }
            Lost::Separator(item) => write!(f, "a \";\" within {item:?}: it will be read as two"),
        }
    }
}

/// What of an estimate goes into no column of figures.
fn lost_of_an_estimate(estimate: &Estimate, left_out: &mut Vec<LeftOut>) {
    let dissent = estimate.dissent();
    let lost = [
        (estimate.status() == Verdict::NoAnswer).then_some(Lost::NoAnswer),
        (estimate.status() != Verdict::NoAnswer && estimate.high().is_none()).then_some(Lost::NoHigh),
        Some(Lost::Grade(estimate.grade())),
        (dissent > 0).then_some(Lost::Dissent(dissent)),
        (!estimate.dissenters().is_empty()).then(|| Lost::Dissenters(estimate.dissenters().to_vec())),
        estimate.conceded().map(Lost::Conceded),
    ];
    left_out.extend(lost.into_iter().flatten().map(|what| LeftOut::new(estimate.quantity(), what)));
    lost_of_the_record(estimate, left_out);
}

/// What of an estimate goes into no flat table at all.
fn lost_of_the_record(estimate: &Estimate, left_out: &mut Vec<LeftOut>) {
    let (rungs, set_aside) = (estimate.ladder().len(), estimate.set_aside().len());
    let lost = [(rungs > 1).then_some(Lost::Ladder(rungs)), (set_aside > 0).then_some(Lost::SetAside(set_aside))];
    left_out.extend(lost.into_iter().flatten().map(|what| LeftOut::new(estimate.quantity(), what)));
}

/// The figures of an estimate, as a table would publish them.
fn figures_of(estimate: &Estimate) -> Published {
    Published::new(estimate.quantity().clone(), Some(estimate.low()), estimate.best(), estimate.high())
}

/// A column: its name, and what stands there.
type Column<T> = (&'static str, fn(&T) -> String);

/// Cells onto a writer, a row at a time.
struct Sheet<W: Write> {
    writer: csv::Writer<W>,
    /// The rows of the header, until they are written: before the first row, or at the end.
    header: Vec<Vec<String>>,
    is_safe: bool,
    /// What had no place in what was written last.
    left_out: Vec<LeftOut>,
}

impl<W: Write> fmt::Debug for Sheet<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sheet").field("is_safe", &self.is_safe).finish_non_exhaustive()
    }
}

impl<W: Write> Sheet<W> {
    fn new(writer: W, header: Vec<Vec<String>>) -> Sheet<W> {
        Sheet { writer: csv::Writer::from_writer(writer), header, is_safe: true, left_out: Vec::new() }
    }

    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        self.begin()?;
        self.put(cells)
    }

    fn begin(&mut self) -> io::Result<()> {
        std::mem::take(&mut self.header).iter().try_for_each(|row| self.put(row))
    }

    /// Cells. One that a spreadsheet would run has an apostrophe before it, as spreadsheets write texts;
    /// so has one that begins like that already, so that reading it back gives the text.
    fn put(&mut self, cells: &[String]) -> io::Result<()> {
        for cell in cells {
            let is_run = cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t']);
            let mark = if is_run && self.is_safe { "'" } else { "" };
            self.writer.write_field(format!("{mark}{cell}")).map_err(of_writing)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(of_writing)
    }

    fn finish(mut self) -> io::Result<W> {
        self.begin()?;
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
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
            let mut sheet = Sheet { is_safe, ..Sheet::new(Vec::new(), Vec::new()) };
            let cells = ["plain", "a,b", "=1+1", "+children", "-", "@x", "'=1", "'tis"].map(str::to_owned);
            assert!(sheet.row(&cells).is_ok());
            sheet.finish().ok().and_then(|bytes| String::from_utf8(bytes).ok())
        };
        assert_eq!(written(true).as_deref(), Some("plain,\"a,b\",'=1+1,'+children,'-,'@x,''=1,'tis\n"));
        assert_eq!(written(false).as_deref(), Some("plain,\"a,b\",=1+1,+children,-,@x,'=1,'tis\n"));
    }
}
