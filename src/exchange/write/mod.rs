//! The tables that are written, one file a format, and what they cannot hold.

mod claims;
mod estimates;
mod hxl;
mod ucdp;

use std::fmt;
use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};

use crate::estimate::{Dissenter, Estimate, Grade};
use crate::id::GroupId;
use crate::moment::Moment;
use crate::quantity::Quantity;

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
    quantity: Quantity,
    what: Lost,
}

impl LeftOut {
    pub(crate) fn new(quantity: &Quantity, what: Lost) -> LeftOut {
        LeftOut { quantity: quantity.clone(), what }
    }

    /// Of which quantity.
    pub fn quantity(&self) -> &Quantity {
        &self.quantity
    }

    /// What it is.
    pub fn what(&self) -> &Lost {
        &self.what
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.quantity, self.what)
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

/// Cells onto a writer.
struct Sheet<W: Write> {
    csv: csv::Writer<W>,
    scratch: String,
}

impl<W: Write> Sheet<W> {
    fn new(writer: W) -> Sheet<W> {
        Sheet { csv: csv::WriterBuilder::new().flexible(true).from_writer(writer), scratch: String::new() }
    }

    fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) -> io::Result<()> {
        self.csv.write_record(cells).map_err(io_error)
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.csv.write_field(text).map_err(io_error)
    }

    fn maybe(&mut self, text: Option<&str>) -> io::Result<()> {
        self.text(text.unwrap_or_default())
    }

    fn number(&mut self, number: Option<u64>) -> io::Result<()> {
        self.scratch.clear();
        if let Some(number) = number {
            push_number(&mut self.scratch, number);
        }
        self.csv.write_field(&self.scratch).map_err(io_error)
    }

    /// The day, without the hour.
    fn day(&mut self, moment: Option<Moment>) -> io::Result<()> {
        self.scratch.clear();
        if let Some(moment) = moment {
            push_day(&mut self.scratch, moment);
        }
        self.csv.write_field(&self.scratch).map_err(io_error)
    }

    fn moment(&mut self, moment: Option<Moment>) -> io::Result<()> {
        match moment {
            Some(moment) if !moment.is_date() => self.text(&moment.to_string()),
            moment => self.day(moment),
        }
    }

    fn end(&mut self) -> io::Result<()> {
        self.csv.write_record(None::<&[u8]>).map_err(io_error)
    }

    fn finish(self) -> io::Result<W> {
        self.csv.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn push_number(text: &mut String, number: u64) {
    if number >= 10 {
        push_number(text, number / 10);
    }
    text.push(char::from(b'0' + u8::try_from(number % 10).unwrap_or_default()));
}

/// `2022-01-21`; quicker than a pattern that is read anew for each date.
fn push_day(text: &mut String, moment: Moment) {
    const DAY_OF_1970: i64 = 719_163;
    let day = i32::try_from(moment.day() + DAY_OF_1970).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
    let Some(day) = day else { return };
    let year = u64::try_from(day.year()).unwrap_or_default();
    for (number, digits) in [(year, 4), (u64::from(day.month()), 2), (u64::from(day.day()), 2)] {
        if digits == 2 {
            text.push('-');
        }
        for place in (0..digits).rev() {
            let digit = number / 10_u64.pow(place) % 10;
            text.push(char::from(b'0' + u8::try_from(digit).unwrap_or_default()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_numbers_are_written_as_they_print() {
        for text in ["2022-01-21", "0001-12-31", "1969-12-31", "9999-12-31", "2024-02-29"] {
            let mut day = String::new();
            text.parse::<Moment>().into_iter().for_each(|moment| push_day(&mut day, moment));
            assert_eq!(day, text);
        }
        for number in [0, 7, 10, 1_000_000_000_000, u64::MAX] {
            let mut text = String::new();
            push_number(&mut text, number);
            assert_eq!(text, number.to_string());
        }
    }
}
