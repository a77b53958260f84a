//! The tables that are written, one file a format, and what they cannot hold.

mod claims;
mod estimates;
mod hxl;
mod ucdp;

use std::fmt;
use std::io::{self, Write};

use crate::dossier::fault::List;
use crate::reckon::estimate::{Dissenter, Estimate, Grade};
use crate::record::id::{EventId, GroupId, PartyId, SourceId};
use crate::record::moment::Moment;
use crate::record::quantity::Quantity;

use super::published::{Published, Role};

pub use claims::ClaimTable;
pub use estimates::EstimateTable;
pub use hxl::HxlTable;
pub use ucdp::UcdpTable;

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
    /// All figures: the table has no column for the group.
    Group(GroupId),
    /// All figures: the table cannot tell this role from what was reported.
    Role(Role),
    /// Low and high: the table has a best alone for this group.
    Range(u64, Option<u64>),
    /// Whose the total is: of this group alone, for want of a total of all.
    TotalOf(GroupId),
    /// The moment the estimate is as of.
    AsOf(Moment),
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
    /// The claims themselves, so many: their words, addresses and grades.
    Claims(usize),
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
            Lost::Outcome => f.write_str("the outcome: nothing is written"),
            Lost::Group(group) => write!(f, "the group {group}: nothing is written"),
            Lost::Role(role) => write!(f, "what was {role}: nothing is written"),
            Lost::Range(low, Some(high)) => write!(f, "the range, {low} to {high}"),
            Lost::Range(low, None) => write!(f, "the range, {low} or more"),
            Lost::TotalOf(group) => write!(f, "a total of {group} alone: it is written as the total of all"),
            Lost::AsOf(moment) => write!(f, "the moment it is as of, {moment}"),
            Lost::Grade(grade) => write!(f, "the grade, {grade}"),
            Lost::Dissent(dissent) => write!(f, "the dissent, {dissent}"),
            Lost::Dissenters(dissenters) => {
                f.write_str("the dissenters")?;
                dissenters.iter().try_for_each(|dissenter| write!(f, ", {dissenter}"))
            }
            Lost::Conceded(conceded) => write!(f, "what is conceded, {conceded}"),
            Lost::Ladder(rungs) => write!(f, "the ladder, {rungs} rungs"),
            Lost::SetAside(claims) => write!(f, "the claims set aside, {claims}"),
            Lost::Claims(claims) => write!(f, "all that the claims say, {claims}"),
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
    if estimate.high().is_none() {
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
#[derive(Debug)]
struct Sheet<W> {
    writer: W,
    /// Whether the header stands, here or before.
    begun: bool,
    line: Vec<u8>,
    scratch: String,
    /// What had no place in what was written last.
    left_out: Vec<LeftOut>,
    /// The last day that was written, as text: rows that follow on one another share theirs.
    last_day: Option<(Moment, [u8; 10])>,
}

impl<W: Write> Sheet<W> {
    fn new(writer: W) -> Sheet<W> {
        Sheet {
            writer,
            begun: false,
            line: Vec::with_capacity(1 << 10),
            scratch: String::new(),
            left_out: Vec::new(),
            last_day: None,
        }
    }

    /// Behind the rows of another sheet: without a header.
    fn continuing(writer: W) -> Sheet<W> {
        Sheet { begun: true, ..Sheet::new(writer) }
    }

    /// The header, once.
    fn begin(&mut self, columns: &[&str]) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) { Ok(()) } else { self.row(columns.iter().copied()) }
    }

    /// A whole row of texts.
    fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) -> io::Result<()> {
        cells.into_iter().for_each(|cell| self.text(cell));
        self.end()
    }

    fn text(&mut self, text: &str) {
        push_cell(&mut self.line, text);
    }

    fn maybe(&mut self, text: Option<&str>) {
        self.text(text.unwrap_or_default());
    }

    /// A word of this crate's own, which needs no quotes.
    fn word(&mut self, word: &str) {
        self.line.extend_from_slice(word.as_bytes());
        self.line.push(b',');
    }

    fn blank(&mut self, cells: usize) {
        self.line.resize(self.line.len() + cells, b',');
    }

    fn number(&mut self, number: Option<u64>) {
        if let Some(number) = number {
            push_number(&mut self.line, number);
        }
        self.line.push(b',');
    }

    /// The day, without the hour.
    fn day(&mut self, moment: Option<Moment>) {
        if let Some(moment) = moment {
            let text = match self.last_day {
                Some((last, text)) if last == moment => text,
                _ => moment.date_text(),
            };
            self.last_day = Some((moment, text));
            self.line.extend_from_slice(&text);
        }
        self.line.push(b',');
    }

    fn moment(&mut self, moment: Option<Moment>) {
        match moment {
            Some(moment) if !moment.is_date() => self.text(&moment.to_string()),
            moment => self.day(moment),
        }
    }

    /// Ends the row, which has at least one cell.
    fn end(&mut self) -> io::Result<()> {
        if let Some(last) = self.line.last_mut() {
            *last = b'\n';
        }
        self.writer.write_all(&self.line)?;
        self.line.clear();
        Ok(())
    }

    fn finish(mut self) -> io::Result<W> {
        self.writer.flush()?;
        Ok(self.writer)
    }
}

/// A cell and a comma behind it, between quotes where it must be.
fn push_cell(line: &mut Vec<u8>, text: &str) {
    if text.is_empty() {
        return line.push(b',');
    }
    if !has_special(text.as_bytes()) {
        line.extend_from_slice(text.as_bytes());
        line.push(b',');
        return;
    }
    line.push(b'"');
    let mut rest = text.as_bytes();
    // Mostly a comma is all there is to quote.
    while rest.contains(&b'"') {
        let (part, behind) = rest.split_at(1 + rest.iter().take_while(|&&byte| byte != b'"').count());
        line.extend_from_slice(part);
        line.push(b'"');
        rest = behind;
    }
    line.extend_from_slice(rest);
    line.extend_from_slice(b"\",");
}

/// Whether any byte asks for quotes. In pieces of one size the compiler looks at all bytes of one at
/// once; that the last two overlap does no harm.
fn has_special(text: &[u8]) -> bool {
    const MANY: usize = 16;
    const SOME: usize = 8;
    let (pieces, rest) = text.as_chunks::<MANY>();
    let in_rest = match (text.last_chunk::<MANY>(), text.first_chunk::<SOME>(), text.last_chunk::<SOME>()) {
        _ if rest.is_empty() => false,
        (Some(last), ..) => any_special(last),
        (None, Some(first), Some(last)) => any_special(first) | any_special(last),
        _ => rest.iter().any(|&byte| is_special(byte) > 0),
    };
    in_rest || pieces.iter().any(any_special)
}

fn any_special<const N: usize>(piece: &[u8; N]) -> bool {
    piece.iter().fold(0, |any, &byte| any | is_special(byte)) > 0
}

/// 1 or 0, each compared: of a match the compiler makes a jump for each byte.
fn is_special(byte: u8) -> u8 {
    let is = |special: u8| u8::from(byte == special);
    is(b',') | is(b'"') | is(b'\n') | is(b'\r')
}

fn push_number(line: &mut Vec<u8>, number: u64) {
    let mut digits = [0; 20];
    let (mut first, mut number) = (digits.len(), number);
    loop {
        first -= 1;
        digits[first] = b"0123456789"[(number % 10) as usize];
        number /= 10;
        if number == 0 {
            return line.extend_from_slice(&digits[first..]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut sheet = Sheet::new(Vec::new());
        let written = sheet.row(["plain", "", "a,b", "say \"so\"", "two\nlines", "é; x"]);
        assert!(written.is_ok());
        let expected = "plain,,\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",é; x\n";
        assert_eq!(String::from_utf8_lossy(&sheet.writer), expected);
    }

    #[test]
    fn what_asks_for_quotes_is_seen_wherever_it_stands() {
        for length in 0..40 {
            let mut text = vec![b'a'; length];
            assert!(!has_special(&text), "{length}");
            for at in 0..length {
                for special in *b",\"\n\r" {
                    text[at] = special;
                    assert!(has_special(&text), "{special} at {at} of {length}");
                }
                text[at] = b'a';
            }
        }
    }

    #[test]
    fn numbers_are_written_as_they_print() {
        for number in [0, 7, 10, 1_000_000_000_000, u64::MAX] {
            let mut line = Vec::new();
            push_number(&mut line, number);
            assert_eq!(line, number.to_string().as_bytes());
        }
    }
}
