//! The dated totals of one quantity, the input of a course.

use super::posterior::LARGEST;
use super::refusal::Refusal;
use super::statement::Statement;
use crate::record::outcome::{Course as Adds, Outcome};

/// The smallest number of dated totals in a series.
const FEWEST: usize = 8;

/// The dated totals of one quantity.
///
/// ```
/// use corroborate::SourceKind;
/// use corroborate::calibrate::{Series, Statement, Told};
///
/// let mut totals = Vec::new();
/// for day in 1..=10 {
///     let told = Told::exactly(u64::from(day) * 10);
///     totals.push((day, Statement::new("osdh".parse()?, SourceKind::Monitor, told)));
/// }
/// let series = Series::new("the battle", corroborate::Outcome::Killed, totals)?;
/// assert_eq!(series.totals().len(), 10);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    name: String,
    outcome: Outcome,
    /// Sorted by day, then by statement; without repeats.
    totals: Vec<(u32, Statement)>,
    until: u32,
}

impl Series {
    /// The totals of the named quantity, each with its as-of day. Days are counted so that the toll
    /// was 0 on day 0. If a voice repeats a total on the same day, one is kept.
    ///
    /// # Errors
    ///
    /// [`Refusal`] for fewer than eight totals, for a stock, or for a number above 10⁸.
    ///
    /// ```
    /// use corroborate::SourceKind;
    /// use corroborate::calibrate::{Refusal, Series, Statement, Told};
    ///
    /// let monitor = Statement::new("osdh".parse()?, SourceKind::Monitor, Told::exactly(20));
    /// let series = Series::new("the battle", corroborate::Outcome::Killed, [(1, monitor)]);
    /// assert!(matches!(series, Err(Refusal::TooShort { .. })), "a course needs eight totals");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(
        name: &str,
        outcome: Outcome,
        totals: impl IntoIterator<Item = (u32, Statement)>,
    ) -> Result<Series, Refusal> {
        if outcome.course() == Adds::Stock {
            return Err(Refusal::Stock { outcome });
        }
        let mut totals: Vec<(u32, Statement)> = totals.into_iter().collect();
        if let Some(number) = totals.iter().map(|(_, total)| total.told().high()).find(|&high| high > LARGEST) {
            return Err(Refusal::TooLarge { number });
        }
        totals.sort_unstable();
        let same = |(day, total): &(u32, Statement), (other_day, other): &(u32, Statement)| {
            (day, total.speaker(), total.stake(), total.told())
                == (other_day, other.speaker(), other.stake(), other.told())
        };
        totals.dedup_by(|next, kept| same(next, kept));
        if totals.len() < FEWEST {
            return Err(Refusal::TooShort { least: FEWEST, found: totals.len() });
        }
        let until = totals.iter().map(|&(day, _)| day).max().unwrap_or(0);
        Ok(Series { name: name.to_owned(), outcome, totals, until })
    }

    /// Extends the course to this day if it is later than the last total.
    pub fn until(mut self, day: u32) -> Series {
        self.until = self.until.max(day);
        self
    }

    /// The sort key of series. They are fitted in this order.
    pub(super) fn order(&self) -> (&str, u32, &[(u32, Statement)]) {
        (&self.name, self.until, &self.totals)
    }

    /// The last day of the course.
    pub(super) fn last_day(&self) -> u32 {
        self.until
    }

    /// The name of the quantity.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The outcome.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The totals, sorted by day.
    pub fn totals(&self) -> &[(u32, Statement)] {
        &self.totals
    }
}
