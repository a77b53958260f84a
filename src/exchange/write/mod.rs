//! The tables that are written, one file a format, and what they cannot hold.

mod claims;
mod estimates;
mod hxl;

use std::fmt;
use std::io::{self, Write};

use crate::dossier::fault::List;
use crate::policy::Verdict;
use crate::reckon::estimate::{Dissenter, Estimate, Grade};
use crate::record::id::{EventId, GroupId, PartyId, SourceId};
use crate::record::moment::Moment;
use crate::record::quantity::Quantity;

use super::published::Published;

pub use claims::ClaimTable;
pub use estimates::EstimateTable;
pub use hxl::HxlTable;

/// Something that a table had no place for.
///
/// Prints as `ghwayran/all/killed: no place for the grade, contested`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    of: Of,
    what: Lost,
}

/// What something was left out of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Of {
    Quantity(Quantity),
    Record(Record),
}

/// A record of which a table has no more than the id.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Record {
    /// A party.
    Party(PartyId),
    /// A source.
    Source(SourceId),
    /// A group.
    Group(GroupId),
    /// An event.
    Event(EventId),
}

impl Record {
    /// The list it stands in.
    pub fn list(&self) -> List {
        match self {
            Record::Party(_) => List::Parties,
            Record::Source(_) => List::Sources,
            Record::Group(_) => List::Groups,
            Record::Event(_) => List::Events,
        }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Record::Party(id) => id.as_str(),
            Record::Source(id) => id.as_str(),
            Record::Group(id) => id.as_str(),
            Record::Event(id) => id.as_str(),
        }
    }
}

impl LeftOut {
    pub(crate) fn new(quantity: &Quantity, what: Lost) -> LeftOut {
        LeftOut { of: Of::Quantity(quantity.clone()), what }
    }

    fn declared(record: Record) -> LeftOut {
        let what = Lost::Declared(record.list());
        LeftOut { of: Of::Record(record), what }
    }

    /// Of which quantity, if it is of one.
    pub fn quantity(&self) -> Option<&Quantity> {
        match &self.of {
            Of::Quantity(quantity) => Some(quantity),
            Of::Record(_) => None,
        }
    }

    /// Of which record, if it is of one.
    pub fn record(&self) -> Option<&Record> {
        match &self.of {
            Of::Quantity(_) => None,
            Of::Record(record) => Some(record),
        }
    }

    /// What it is.
    pub fn what(&self) -> &Lost {
        &self.what
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.of {
            Of::Quantity(quantity) => write!(f, "{quantity}: {}", self.what),
            Of::Record(record) => write!(f, "{} ({}): {}", record.list(), record.id(), self.what),
        }
    }
}

/// What a table had no place for.
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
    let mut lose = |what| left_out.push(LeftOut::new(estimate.quantity(), what));
    if estimate.status() == Verdict::NoAnswer {
        lose(Lost::NoAnswer);
    } else if estimate.high().is_none() {
        lose(Lost::NoHigh);
    }
    lose(Lost::Grade(estimate.grade()));
    if estimate.dissent() > 0 {
        lose(Lost::Dissent(estimate.dissent()));
    }
    if !estimate.dissenters().is_empty() {
        lose(Lost::Dissenters(estimate.dissenters().to_vec()));
    }
    if let Some(conceded) = estimate.conceded() {
        lose(Lost::Conceded(conceded));
    }
    lost_of_the_record(estimate, left_out);
}

/// What of an estimate goes into no flat table at all.
fn lost_of_the_record(estimate: &Estimate, left_out: &mut Vec<LeftOut>) {
    let mut lose = |what| left_out.push(LeftOut::new(estimate.quantity(), what));
    if estimate.ladder().len() > 1 {
        lose(Lost::Ladder(estimate.ladder().len()));
    }
    if !estimate.set_aside().is_empty() {
        lose(Lost::SetAside(estimate.set_aside().len()));
    }
}

/// The figures of an estimate, as a table would publish them.
fn figures_of(estimate: &Estimate) -> Published {
    Published::new(estimate.quantity().clone(), Some(estimate.low()), estimate.best(), estimate.high())
}

/// Cells onto a writer, a row at a time.
struct Sheet<W: Write> {
    writer: csv::Writer<W>,
    /// The row that is being written.
    row: csv::StringRecord,
    is_begun: bool,
    is_safe: bool,
    /// What had no place in what was written last.
    left_out: Vec<LeftOut>,
}

impl<W: Write> fmt::Debug for Sheet<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sheet").field("row", &self.row).finish_non_exhaustive()
    }
}

impl<W: Write> Sheet<W> {
    fn new(writer: W) -> Sheet<W> {
        let writer = csv::Writer::from_writer(writer);
        Sheet { writer, row: csv::StringRecord::new(), is_begun: false, is_safe: true, left_out: Vec::new() }
    }

    /// The header, once.
    fn begin(&mut self, columns: &[impl AsRef<str>]) -> io::Result<()> {
        if !std::mem::replace(&mut self.is_begun, true) {
            for column in columns {
                self.row.push_field(column.as_ref());
            }
            self.end()?;
        }
        Ok(())
    }

    /// A text. One that a spreadsheet would run has an apostrophe before it, as spreadsheets write texts;
    /// so has one that begins like that already, so that reading it back gives the text.
    fn text(&mut self, text: &str) {
        let is_run = |text: &str| text.starts_with(['=', '+', '-', '@', '\t']);
        if self.is_safe && is_run(text.trim_start_matches('\'')) {
            self.row.push_field(&format!("'{text}"));
        } else {
            self.row.push_field(text);
        }
    }

    fn maybe(&mut self, text: Option<&str>) {
        self.text(text.unwrap_or_default());
    }

    fn blank(&mut self, cells: usize) {
        (0..cells).for_each(|_| self.row.push_field(""));
    }

    fn number(&mut self, number: Option<u64>) {
        self.row.push_field(&number.map(|number| number.to_string()).unwrap_or_default());
    }

    /// The day, without the hour.
    fn day(&mut self, moment: Option<Moment>) {
        let text = moment.map(Moment::date_text);
        self.row.push_field(text.as_ref().and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default());
    }

    /// The full instant, so that a column of moments has one type.
    fn moment(&mut self, moment: Option<Moment>) {
        let text = moment.map(Moment::instant_text);
        self.row.push_field(text.as_ref().and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default());
    }

    /// Ends the row.
    fn end(&mut self) -> io::Result<()> {
        self.writer.write_record(&self.row)?;
        self.row.clear();
        Ok(())
    }

    fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_written_as_text() {
        let written = |is_safe: bool| {
            let mut sheet = Sheet::new(Vec::new());
            sheet.is_safe = is_safe;
            for text in ["plain", "a,b", "=1+1", "+children", "-", "@x", "'=1", "'tis"] {
                sheet.text(text);
            }
            assert!(sheet.end().is_ok());
            sheet.finish().ok().and_then(|bytes| String::from_utf8(bytes).ok())
        };
        assert_eq!(written(true).as_deref(), Some("plain,\"a,b\",'=1+1,'+children,'-,'@x,''=1,'tis\n"));
        assert_eq!(written(false).as_deref(), Some("plain,\"a,b\",=1+1,+children,-,@x,'=1,'tis\n"));
    }
}
