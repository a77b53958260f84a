//! Dated totals of one quantity, from which its toll is followed through time.

use super::posterior::LARGEST;
use super::refusal::Refusal;
use super::statement::Statement;
use crate::record::outcome::{Course as Adds, Outcome};

/// Fewer dated totals than this are not followed through time.
const FEWEST: usize = 8;

/// Dated totals of one quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    name: String,
    outcome: Outcome,
    /// By day, then as statements are ordered; each once.
    totals: Vec<(u32, Statement)>,
    until: u32,
}

impl Series {
    /// The totals of the quantity of that name: of each the day it speaks of, counted so that the
    /// toll was 0 on day 0, and the statement. The same total said twice on a day is one.
    ///
    /// # Errors
    ///
    /// [`Refusal`] for fewer than eight totals, an outcome that rises and falls, or a number beyond
    /// 10⁸.
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

    /// The same, followed to that day, if that is later than the last total.
    pub fn until(mut self, day: u32) -> Series {
        self.until = self.until.max(day);
        self
    }

    /// The order in which series are fitted, whatever the order they are given in.
    pub(super) fn order(&self) -> (&str, u32, &[(u32, Statement)]) {
        (&self.name, self.until, &self.totals)
    }

    /// The last day it is followed to.
    pub(super) fn last_day(&self) -> u32 {
        self.until
    }

    /// The name of the quantity.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is counted.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The totals, by day.
    pub fn totals(&self) -> &[(u32, Statement)] {
        &self.totals
    }
}
