//! Estimates as plain CSV.

use std::io::{self, Write};

use super::{LeftOut, Sheet, lost_of_the_record};
use crate::policy::Verdict;
use crate::reckon::estimate::Estimate;

const COLUMNS: [&str; 12] = [
    "event",
    "group",
    "outcome",
    "as_of",
    "low",
    "best",
    "high",
    "status",
    "grade",
    "dissent",
    "dissenters",
    "conceded",
];

/// Estimates as plain CSV, one a row: event, group, outcome, as of, low, best, high, status, grade,
/// dissent, dissenters (with `;` between) and conceded.
///
/// The status is `answered`, `provisional` or `no-answer`; where a policy has no answer, low, best and
/// high are blank. Else a blank high is a range without end, a blank best none, a blank conceded nothing conceded: so
/// nothing of these is lost. `as_of` is a full instant, `2022-01-21T23:59:59Z`, also for a date: SQL engines and data
/// frames then read the column as one type. The ladder and the claims set aside have no place.
#[derive(Debug)]
pub struct EstimateTable<W: Write> {
    sheet: Sheet<W>,
}

impl<W: Write> EstimateTable<W> {
    /// Onto `writer`, which should be buffered.
    pub fn new(writer: W) -> EstimateTable<W> {
        EstimateTable { sheet: Sheet::new(writer) }
    }

    /// The same, cells that a spreadsheet would run written as they are: `=1+1`, not `'=1+1`.
    pub fn as_they_are(mut self) -> EstimateTable<W> {
        self.sheet.is_safe = false;
        self
    }

    /// An estimate; and what had no place.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn estimate(&mut self, estimate: &Estimate) -> io::Result<&[LeftOut]> {
        self.sheet.begin(&COLUMNS)?;
        let (sheet, quantity) = (&mut self.sheet, estimate.quantity());
        sheet.text(quantity.event().as_str());
        sheet.text(quantity.group().as_str());
        sheet.text(quantity.outcome().as_str());
        sheet.moment(Some(estimate.as_of()));
        let is_answered = estimate.status() != Verdict::NoAnswer;
        sheet.number(Some(estimate.low()).filter(|_| is_answered));
        sheet.number(estimate.best().filter(|_| is_answered));
        sheet.number(estimate.high().filter(|_| is_answered));
        sheet.text(estimate.status().as_str());
        sheet.text(estimate.grade().as_str());
        sheet.text(&estimate.dissent().to_string());
        let dissenters: Vec<String> = estimate.dissenters().iter().map(ToString::to_string).collect();
        sheet.text(&dissenters.join("; "));
        sheet.number(estimate.conceded());
        sheet.end()?;
        sheet.left_out.clear();
        lost_of_the_record(estimate, &mut sheet.left_out);
        Ok(&self.sheet.left_out)
    }

    /// Flushes the writer, after the header if there was no row.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn finish(mut self) -> io::Result<W> {
        self.sheet.begin(&COLUMNS)?;
        self.sheet.finish()
    }
}
