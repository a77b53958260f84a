//! Checks a published row of a table by its own numbers.

use super::finding::Finding;
use super::grounds::Grounds;
use super::rule::Severity;
use crate::reckon::parts_and_wholes::Cover;
use crate::record::moment::Moment;

/// The numbers of one row of a published table in any format: low, best and high, the parts, the
/// dates. An empty cell is left out.
///
/// ```
/// use corroborate::audit::Row;
///
/// let row = Row::new("299515").low(9).best(10).high(9);
/// assert_eq!(row.findings()[0].says(), "row 299515: low 9, best 10, high 9: best is above high.");
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Row<'a> {
    id: &'a str,
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
    parts: &'a [Option<u64>],
    cover: Cover,
    highest_part: Option<u64>,
    start: Option<Moment>,
    end: Option<Moment>,
}

impl<'a> Row<'a> {
    /// A row with this id and no numbers yet.
    ///
    /// ```
    /// use corroborate::audit::Row;
    ///
    /// assert!(Row::new("7").findings().is_empty(), "it says nothing");
    /// ```
    pub fn new(id: &'a str) -> Row<'a> {
        Row { id, ..Row::default() }
    }

    /// The same row, with that low (Iraq Body Count's minimum, UCDP's `low`).
    ///
    /// ```
    /// use corroborate::audit::Row;
    ///
    /// assert_eq!(Row::new("7").low(30).high(20).findings().len(), 1);
    /// ```
    pub fn low(mut self, low: impl Into<Option<u64>>) -> Row<'a> {
        self.low = low.into();
        self
    }

    /// The same row, with that best.
    ///
    /// ```
    /// use corroborate::audit::Row;
    ///
    /// assert!(!Row::new("7").low(3).best(2).findings().is_empty());
    /// ```
    pub fn best(mut self, best: impl Into<Option<u64>>) -> Row<'a> {
        self.best = best.into();
        self
    }

    /// The same row, with that high.
    ///
    /// ```
    /// use corroborate::audit::Row;
    ///
    /// assert!(Row::new("7").low(3).best(4).high(5).findings().is_empty());
    /// ```
    pub fn high(mut self, high: impl Into<Option<u64>>) -> Row<'a> {
        self.high = high.into();
        self
    }

    /// The same row, with those parts. They cover the whole (UCDP's four) or not (Airwars's
    /// children, women and men).
    ///
    /// ```
    /// use corroborate::Cover;
    /// use corroborate::audit::Row;
    ///
    /// let row = Row::new("7").best(10).high(10).parts(Cover::Exhaustive, &[Some(7), Some(9)]);
    /// assert!(!row.findings().is_empty());
    /// ```
    pub fn parts(mut self, cover: Cover, parts: &'a [Option<u64>]) -> Row<'a> {
        (self.cover, self.parts) = (cover, parts);
        self
    }

    /// The same row, with the highest high of its parts.
    ///
    /// ```
    /// use corroborate::audit::Row;
    ///
    /// let findings = Row::new("7").low(2).high(10).highest_part(12).findings();
    /// assert_eq!(findings[0].rule().as_str(), "part-exceeds-whole");
    /// ```
    pub fn highest_part(mut self, highest: impl Into<Option<u64>>) -> Row<'a> {
        self.highest_part = highest.into();
        self
    }

    /// The same row, with its start and its end.
    ///
    /// ```
    /// use corroborate::audit::Row;
    ///
    /// let row = Row::new("7").between(Some("2022-01-21".parse()?), Some("2022-01-20".parse()?));
    /// assert!(!row.findings().is_empty(), "it ends before it starts");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn between(mut self, start: impl Into<Option<Moment>>, end: impl Into<Option<Moment>>) -> Row<'a> {
        (self.start, self.end) = (start.into(), end.into());
        self
    }

    /// The findings on this row; none if it is sound. Uses constant memory.
    ///
    /// | found if | rule | source |
    /// |---|---|---|
    /// | low > best, best > high or low > high, of those given: one finding per row | `low-best-high` | UCDP: `low`, `best`, `high` are the lowest, best and highest reliable estimate |
    /// | the parts cover the whole and are all given, and their sum is not best | `parts-differ-from-best` | UCDP: `best` is the sum of `deaths_a`, `deaths_b`, `deaths_civilians`, `deaths_unknown` |
    /// | the parts do not cover the whole, and one of them, or their sum, is above high (if there is none, best) | `part-exceeds-whole`, `parts-exceed-whole` | arithmetic |
    /// | none of these, and the high of a part is above high (a warning, because it is only possible) | `part-exceeds-whole` | arithmetic |
    /// | it ends before it starts | `ends-before-start` | arithmetic |
    ///
    /// ```
    /// use corroborate::audit::Row;
    ///
    /// let row = Row::new("7").low(30).best(20).high(40);
    /// let findings = row.findings();
    /// assert_eq!(findings.len(), 1);
    /// ```
    pub fn findings(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        let error = |grounds| Finding::new(Severity::Error, grounds);
        let Row { low, best, high, .. } = *self;
        let row = || Box::from(self.id);
        let above = |end: Option<u64>, other: Option<u64>| end.zip(other).is_some_and(|(end, other)| end > other);
        if above(low, best) || above(best, high) || above(low, high) {
            found.push(error(Grounds::Order { row: row(), low, best, high }));
        }
        let given = || self.parts.iter().copied().flatten();
        let sum = given().fold(0, u64::saturating_add);
        let are_all =
            self.cover == Cover::Exhaustive && !self.parts.is_empty() && self.parts.iter().all(Option::is_some);
        if let Some(best) = best.filter(|_| are_all) {
            if sum != best {
                found.push(error(Grounds::RowParts { row: row(), parts: given().collect(), sum, best }));
            }
        } else if let Some(limit) = high.or(best).filter(|&limit| sum > limit) {
            let alone = given().find(|&part| part > limit);
            let (parts, sum) = alone.map_or_else(|| (given().collect(), sum), |part| (vec![part], part));
            found.push(error(Grounds::RowPartsExceed { row: row(), parts, sum, limit }));
        } else if let Some((part, limit)) = self.highest_part.zip(high).filter(|(part, limit)| part > limit) {
            found.push(Finding::new(Severity::Warning, Grounds::RowPartAbove { row: row(), part, limit }));
        }
        if let (Some(start), Some(end)) = (self.start, self.end)
            && end.unix() < start.as_beginning()
        {
            found.push(error(Grounds::RowDates { row: row(), start, end }));
        }
        found
    }
}
