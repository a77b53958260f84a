//! Estimates as plain CSV.

use std::io::{self, Write};

use super::{Column, LeftOut, Table, instant, lost_of_the_record, text};
use crate::policy::Verdict;
use crate::reckon::estimate::{Dissenter, Estimate};

/// The columns, and what stands there.
const COLUMNS: &[Column<Estimate>] = &[
    ("event", |estimate| estimate.quantity().event().to_string()),
    ("group", |estimate| estimate.quantity().group().to_string()),
    ("outcome", |estimate| estimate.quantity().outcome().to_string()),
    ("as_of", |estimate| instant(Some(estimate.as_of()))),
    ("low", |estimate| answered(estimate, Some(estimate.low()))),
    ("best", |estimate| answered(estimate, estimate.best())),
    ("high", |estimate| answered(estimate, estimate.high())),
    ("status", |estimate| estimate.status().to_string()),
    ("grade", |estimate| estimate.grade().to_string()),
    ("dissent", |estimate| estimate.dissent().to_string()),
    ("dissenters", |estimate| estimate.dissenters().iter().map(Dissenter::to_string).collect::<Vec<_>>().join("; ")),
    ("conceded", |estimate| text(estimate.conceded())),
];

/// A figure, unless the policy has no answer.
fn answered(estimate: &Estimate, figure: Option<u64>) -> String {
    text(figure.filter(|_| estimate.status() != Verdict::NoAnswer))
}

/// Writes estimates as plain CSV, one a row: event, group, outcome, as of, low, best, high, status, grade,
/// dissent, dissenters (with `;` between) and conceded.
///
/// The status is `answered`, `provisional` or `no-answer`; where a policy has no answer, low, best and
/// high are blank. Else a blank high is a range without end, a blank best none, a blank conceded nothing conceded: so
/// nothing of these is lost. `as_of` is a full instant, `2022-01-21T23:59:59Z`, also for a date: SQL engines and data
/// frames then read the column as one type. The ladder and the claims set aside have no place.
///
/// ```
/// use corroborate::exchange::EstimateTable;
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let mut table = EstimateTable::new(Vec::new());
/// for estimate in answer.estimates() {
///     table.estimate(estimate)?;
/// }
/// let text = String::from_utf8(table.finish()?)?;
/// let guards = text.lines().find(|line| line.starts_with("raid,guards,killed")).ok_or("a row")?;
/// assert_eq!(guards, "raid,guards,killed,2022-01-21T23:59:59Z,24,24,25,answered,corroborated,0,,18");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type EstimateTable<W> = Table<W, OfEstimates>;

/// Estimates, one a row.
#[derive(Debug)]
pub struct OfEstimates;

impl<W: Write> EstimateTable<W> {
    /// Writes to `writer`, which should be buffered.
    pub fn new(writer: W) -> EstimateTable<W> {
        let header = COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect();
        Table::with(writer, vec![header], OfEstimates)
    }

    /// Writes an estimate. Gives what was left out.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    ///
    /// ```
    /// use corroborate::exchange::EstimateTable;
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let mut table = EstimateTable::new(Vec::new());
    /// let left_out = table.estimate(&answer.estimates()[0])?;
    /// assert_eq!(left_out[0].to_string(), "raid/all/killed: no place for the ladder, 2 rungs");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn estimate(&mut self, estimate: &Estimate) -> io::Result<&[LeftOut]> {
        self.row(COLUMNS.iter().map(|(_, cell)| cell(estimate)))?;
        self.left_out.clear();
        lost_of_the_record(estimate, &mut self.left_out);
        Ok(&self.left_out)
    }
}
