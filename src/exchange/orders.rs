//! What the first rows tell of a table's columns: the order of day and month, and whether ids are ids.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::bind::Bound;
use super::date::{self, DateOrder, Written};
use super::fault::RowFault;
use super::mapping::Word;
use super::names::is_absent;
use super::row::Row;
use crate::dossier::fault::brief;

/// What a table's columns of dates tell of the order of day and month, column by column.
#[derive(Debug)]
pub(crate) struct Orders {
    /// What was said, by the caller or the mapping: it holds for all columns.
    pub(crate) said: Option<DateOrder>,
    /// The column, what it tells, and the line that does.
    pub(crate) seen: Vec<(usize, DateOrder, u64)>,
}

impl Orders {
    pub(crate) fn of(&self, column: usize) -> Option<(DateOrder, u64)> {
        let seen = || self.seen.iter().find(|(at, ..)| *at == column).map(|&(_, order, line)| (order, line));
        self.said.map(|order| (order, 0)).or_else(seen)
    }
}

/// What the first rows tell of the columns; or what makes some of them unreadable as a whole.
pub(crate) fn settle(bound: &Bound, said: Option<DateOrder>, rows: &[&Row]) -> Result<Orders, Vec<RowFault>> {
    let rows: Vec<&Row> = rows.iter().copied().filter(|row| row.cells.len() >= bound.header.len()).collect();
    let mut faults: Vec<RowFault> = bound.ids.iter().filter_map(|&at| ruined(bound, at, &rows)).collect();
    faults.extend(fates(bound, &rows));
    faults.extend(bound.dates().into_iter().filter_map(|at| without_year(bound, at, &rows)));
    let said = said.or(bound.fields.dates.map(|Word(order)| order));
    let (mut orders, mut open) = (Orders { said, seen: Vec::new() }, Vec::new());
    for at in bound.dates().into_iter().filter(|_| said.is_none()) {
        if let Some(fault) = may_begin_with_year(bound, at, &rows) {
            faults.push(fault);
            continue;
        }
        match told(bound, at, &rows) {
            [Some(one), Some(other), _] => {
                let (first, line) = if one.line < other.line { (other, one.line) } else { (one, other.line) };
                faults.push(which_is_the_day(bound, at, first, &format!("tells one, and line {line} the other")));
            }
            [Some(row), None, _] => orders.seen.push((at, DateOrder::DayFirst, row.line)),
            [None, Some(row), _] => orders.seen.push((at, DateOrder::MonthFirst, row.line)),
            [None, None, Some(row)] => open.push((at, which_is_the_day(bound, at, row, "can be read both ways"))),
            [None, None, None] => {}
        }
    }
    // A column that leaves it open goes by those that do not.
    let first = orders.seen.first().map(|&(_, order, line)| (order, line));
    let are_one = first.filter(|(order, _)| orders.seen.iter().all(|(_, other, _)| other == order));
    for (at, fault) in open {
        match are_one {
            Some((order, line)) => orders.seen.push((at, order, line)),
            None => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(orders) } else { Err(faults) }
}

/// What is asked of a column of `22-01-13` whose first numbers vary less than its last, as years do.
fn may_begin_with_year(bound: &Bound, at: usize, rows: &[&Row]) -> Option<RowFault> {
    let filled: Vec<&str> = rows.iter().map(|row| cell(row, at)).filter(|text| !text.is_empty()).collect();
    let years: BTreeSet<i32> =
        filled.iter().map(|text| Some(date::year_first(text, bound.fields.century)?.year())).collect::<Option<_>>()?;
    let last: BTreeSet<&str> = filled.iter().filter_map(|text| text.get(text.len() - 2..)).collect();
    let row = rows.iter().find(|row| !cell(row, at).is_empty()).filter(|_| years.len() < last.len())?;
    let question =
        format!("does the year come first? {:?} may begin with it: nothing of the column is read", text(row, at));
    Some(of_column(bound, at, row, &format!("{question} (--dates year-first, day-first or month-first)")))
}

/// What is asked of a column of months alone: `February`, and `2` if the column is called so.
fn without_year(bound: &Bound, at: usize, rows: &[&Row]) -> Option<RowFault> {
    let row = rows.iter().find(|row| !cell(row, at).is_empty())?;
    let is_called_so = bound.header.words(at).iter().any(|word| word == "month");
    let month = if is_called_so { date::month_or_number } else { date::month };
    let is_month = |text: &str| text.is_empty() || month(text).is_some_and(|month| month <= 12);
    if !rows.iter().all(|row| is_month(cell(row, at))) {
        return None;
    }
    let question = format!("of which year? {:?} is a month alone: nothing of the column is read", text(row, at));
    let answer = "(a column of years tells it; in HXL, #date+year)";
    Some(of_column(bound, at, row, &format!("{question} {answer}")))
}

/// A cell, to be shown.
fn text(row: &Row, at: usize) -> String {
    brief(String::from_utf8_lossy(row.cell(at)).trim())
}

/// What is asked of a column that tells what became of each person, in words that are not known for it.
fn fates(bound: &Bound, rows: &[&Row]) -> Option<RowFault> {
    let slot = bound.fate()?;
    let at = slot.column();
    let is_known = |text: &str| is_absent(text) || slot.how.word(text).is_some();
    let unknown: BTreeSet<&str> = rows.iter().map(|row| cell(row, at)).filter(|text| !is_known(text)).collect();
    let row = rows.iter().find(|row| unknown.contains(cell(row, at)))?;
    let found: Vec<String> = unknown.iter().take(10).map(|text| format!("{:?}", brief(text))).collect();
    let what =
        format!("what became of these people is not known: {}. Known are {}", found.join(", "), slot.how.known());
    let advice = "A mapping tells the words (--mapping FILE); without the column all are counted as killed";
    Some(of_column(bound, at, row, &format!("{what}. {advice}")))
}

/// That the ids of a column were lost.
fn ruined(bound: &Bound, at: usize, rows: &[&Row]) -> Option<RowFault> {
    let row = rows.iter().find(|row| is_scientific(cell(row, at)))?;
    let what = format!("the ids of this column were lost in a spreadsheet, found {:?}", text(row, at));
    Some(of_column(bound, at, row, &what))
}

/// What is asked of a column of dates, as a cell of it shows.
fn which_is_the_day(bound: &Bound, at: usize, row: &Row, what: &str) -> RowFault {
    let question = format!("day or month first? {:?} {what}: nothing of the column is read", text(row, at));
    of_column(bound, at, row, &format!("{question} (--dates day-first or --dates month-first)"))
}

/// What is wrong with a column, as a cell of it shows.
fn of_column(bound: &Bound, at: usize, row: &Row, what: &str) -> RowFault {
    RowFault::new(row.line_of(at), at as u64 + 1, format!("{}: {what}", bound.header.name(at))).of_the_whole()
}

/// The first rows of a column that tell that the day comes first, that the month does, and that leave it open.
fn told<'r>(bound: &Bound, at: usize, rows: &[&'r Row]) -> [Option<&'r Row>; 3] {
    let read: Vec<Written> = rows.iter().map(|row| date::written(cell(row, at), bound.fields.century)).collect();
    // Some of the dates a program has understood, and written anew with words or an hour: it may have taken the
    // month of others for the day, so that those it did not understand tell nothing of them.
    let is_anew = |text: &str| text.chars().any(char::is_alphabetic) && date::serial(text).is_none();
    let mut each = rows.iter().zip(&read);
    if each.any(|(row, read)| matches!(read, Written::Span(_)) && is_anew(cell(row, at))) {
        return [None; 3];
    }
    [(true, false), (false, true), (true, true)].map(|wanted| {
        let is_it =
            |read: &Written| matches!(read, Written::Numbers(day, month) if (day.is_some(), month.is_some()) == wanted);
        read.iter().position(is_it).map(|row| rows[row])
    })
}

fn cell(row: &Row, at: usize) -> &str {
    std::str::from_utf8(row.cell(at)).unwrap_or_default().trim()
}

/// `1.97E+11`, `2,01E+07`, `2E+11`: what a spreadsheet makes of a long number.
fn is_scientific(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.split_once(['E', 'e']).is_some_and(|(digits, power)| {
        let power_of_ten = power.strip_prefix('+').unwrap_or(power);
        // "12E34" may be an id.
        let is_marked = digits.contains(['.', ',']) || power.starts_with('+');
        is_marked && is_number(&digits.replace(',', ".")) && is_number(power_of_ten)
    })
}
