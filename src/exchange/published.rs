//! What a table states of one quantity.

use crate::record::id::EventId;
use crate::record::quantity::Quantity;
use crate::record::vocabulary::words;
use crate::said::count::{Count, Said};

/// The low, best and high that a table gives for one quantity, as they stand there.
///
/// Not a claim and not an [`Estimate`](crate::Estimate): the answer of whoever made the table.
/// It is kept apart so that it goes out as it came in, also where it is out of order, and so
/// that an audit can hold it against the claims.
///
/// ```
/// use corroborate::exchange::{Format, Rows};
///
/// let table = "id,date_start,date_end,side_a,side_b,best,high,low,source_original,source_office\n\
///              7,2022-01-20,2022-01-22,SDF,IS,39,45,20,SOHR,AFP\n";
/// let row = Rows::new(Format::Ucdp, table.as_bytes()).next().ok_or("a row")??;
/// let published = &row.published[0];
/// assert_eq!((published.low, published.best, published.high), (Some(20), Some(39), Some(45)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Published {
    /// The quantity.
    pub quantity: Quantity,
    /// The lowest.
    pub low: Option<u64>,
    /// The best.
    pub best: Option<u64>,
    /// The highest; `None` if the table gives none, so that the range has no ceiling.
    pub high: Option<u64>,
    /// The kind of these figures.
    pub role: Role,
}

impl Published {
    /// Low, best and high of that quantity; `None` is a cell that says nothing.
    ///
    /// ```
    /// use corroborate::exchange::Published;
    ///
    /// let row = Published::new("raid/all/killed".parse()?, Some(24), Some(31), Some(33));
    /// assert!(row.is_ordered());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(quantity: Quantity, low: Option<u64>, best: Option<u64>, high: Option<u64>) -> Published {
        Published { quantity, low, best, high, role: Role::Reported }
    }

    /// The same figures, with this role.
    ///
    /// ```
    /// use corroborate::exchange::{Published, Role};
    ///
    /// let row = Published::new("raid/all/killed".parse()?, Some(24), Some(31), Some(33));
    /// assert_eq!(row.with_role(Role::Conceded).role, Role::Conceded);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_role(mut self, role: Role) -> Published {
        self.role = role;
        self
    }

    /// Whether low ≤ best ≤ high, of those that are given.
    ///
    /// ```
    /// use corroborate::exchange::Published;
    ///
    /// let row = Published::new("raid/all/killed".parse()?, Some(40), Some(31), None);
    /// assert!(!row.is_ordered(), "the best is below the low");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_ordered(&self) -> bool {
        [self.low, self.best, self.high].iter().flatten().is_sorted()
    }

    /// Whether no figure is given.
    ///
    /// ```
    /// use corroborate::exchange::Published;
    ///
    /// let row = Published::new("raid/all/killed".parse()?, Some(24), Some(31), Some(33));
    /// assert!(!row.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.low.is_none() && self.best.is_none() && self.high.is_none()
    }

    /// The count that these figures make as the statement of one source: the range from the lowest to the
    /// highest of them.
    ///
    /// | low, best, high | said | why |
    /// |---|---|---|
    /// | all the same n | `n` | |
    /// | 0 and nothing else | nothing | a table's 0 may be "none known": unknown is never 0 |
    /// | 0, best 0, up to n | `0 to n` | |
    /// | 0, best not 0, up to n | `at most n` | the same range, but 0 is not its figure |
    /// | from m to n | `m to n` | best is kept only here, in [`Published`]: a count has one figure |
    /// | low alone, or low and best | `at least n` | a blank high is no ceiling |
    /// | high alone | `at most n` | |
    /// | best alone | `n` | |
    ///
    /// ```
    /// use corroborate::exchange::Published;
    ///
    /// let row = Published::new("raid/all/killed".parse()?, Some(24), Some(31), None);
    /// assert_eq!(row.to_count().map(|count| count.to_string()).as_deref(), Some("at least 24"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_count(&self) -> Option<Count> {
        let figures = || [self.low, self.best, self.high].into_iter().flatten();
        let (lowest, highest) = (figures().min()?, figures().max()?);
        let said = match (self.low, self.best, self.high) {
            (None, Some(best), None) => Said::Exactly(best),
            (None, ..) => Said::AtMost(highest),
            (.., None) => Said::AtLeast(lowest),
            _ if lowest == highest => Said::Exactly(lowest),
            (_, best, _) if lowest == 0 && best != Some(0) => Said::AtMost(highest),
            _ => Said::Between(lowest, highest),
        };
        let is_unknown = matches!(said, Said::Exactly(0) | Said::AtLeast(0) | Said::AtMost(0));
        Count::try_from(said).ok().filter(|_| !is_unknown)
    }
}

/// The kind of a published figure.
///
/// ```
/// use corroborate::exchange::Role;
///
/// assert_eq!(Role::default(), Role::Reported);
/// assert_eq!("conceded".parse(), Ok(Role::Conceded));
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Role {
    /// What was reported, taken together.
    #[default]
    Reported,
    /// What the side that did the harm admits.
    Conceded,
    /// A share of a larger figure, spread by rule: nobody reported it.
    Allocated,
}

words!(Role { Reported => "reported", Conceded => "conceded", Allocated => "allocated" });

/// A remark on a row that came in, for the analyst.
///
/// Prints as `17:46: low 3, best 2, high 3 are not in order`.
///
/// ```
/// use corroborate::exchange::{FlagKind, Format, Rows};
///
/// let table = "id,date_start,date_end,side_a,side_b,best,high,low,source_original,source_office\n\
///              7,2022-01-20,2022-01-22,SDF,IS,39,30,20,SOHR,AFP\n";
/// let row = Rows::new(Format::Ucdp, table.as_bytes()).next().ok_or("a row")??;
/// let flag = &row.flags[0];
/// assert_eq!(flag.line, 2);
/// assert!(matches!(flag.kind, FlagKind::NotOrdered { best: Some(39), high: Some(30), .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {kind}")]
#[non_exhaustive]
pub struct Flag {
    /// The line, from 1.
    pub line: u64,
    /// The table's column, from 1.
    pub column: u64,
    /// The kind of remark.
    pub kind: FlagKind,
}

impl Flag {
    pub(crate) fn new(line: u64, column: u64, kind: FlagKind) -> Flag {
        Flag { line, column, kind }
    }
}

/// The kinds of remark on a row.
///
/// ```
/// use corroborate::exchange::FlagKind;
///
/// assert_eq!(FlagKind::PartsNotTotal { parts: 7, total: 9 }.to_string(), "the parts add up to 7, the total is 9");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FlagKind {
    /// low ≤ best ≤ high does not hold.
    #[error("{} are not in order", named([("low", low), ("best", best), ("high", high)]))]
    NotOrdered {
        /// The lowest.
        low: Option<u64>,
        /// The best.
        best: Option<u64>,
        /// The highest.
        high: Option<u64>,
    },
    /// The parts do not add up to the total that is defined as their sum.
    #[error("the parts add up to {parts}, the total is {total}")]
    PartsNotTotal {
        /// The parts, added up.
        parts: u64,
        /// The total.
        total: u64,
    },
    /// The end is before the start; the event spans both days.
    #[error("the end is before the start")]
    EndBeforeStart,
    /// No figure stands in the row: it gives an event, and no table of figures has a row for it.
    #[error("no figure stands in the row")]
    NoFigure,
    /// A number below 0, which is read as absence: the cell.
    #[error("{0} is read as no number")]
    Negative(Box<str>),
    /// A number of people that is not whole; the next lower and higher are the range.
    #[error("{0} is not a whole number of people")]
    Fraction(Box<str>),
    /// No column gives an id: events are called by what stands in their rows.
    #[error("no column gives an id: events are called by what stands in their rows")]
    NoId,
    /// The row repeats what stood under the same id: it is counted once.
    #[error("the id and all its figures stand on line {first} already: counted once")]
    Repeated {
        /// The event of that id.
        event: EventId,
        /// The line on which it stood first.
        first: u64,
    },
    /// The row gives other figures for the same quantities, under an id that stood before.
    #[error("the id stands on line {first} already, with other cells")]
    FiguresDiffer {
        /// The event of that id.
        event: EventId,
        /// The line on which it stood first.
        first: u64,
    },
    /// A line break within an id, a date or a number: a stray quote may have taken in other rows.
    #[error("{name}: a line break within the cell: lines {first} to {last} are one row")]
    LineBreak {
        /// The column's name.
        name: Box<str>,
        /// The line on which the row begins.
        first: u64,
        /// The line on which it ends.
        last: u64,
    },
    /// A year before 1000 or after 2100: it may be mistyped.
    #[error("the year {0}")]
    Year(i32),
    /// The column of years does not say the year of the date.
    #[error("the year is {year} here, and {date} in the date")]
    YearDiffers {
        /// What the column says.
        year: u64,
        /// The year of the date.
        date: i32,
    },
    /// The words beside the figure name other counts of people killed.
    #[error("the figure is {figure}, and the words beside it name {}", in_a_row(named))]
    WordsNameOthers {
        /// The figure.
        figure: u64,
        /// What the words name.
        named: Vec<Count>,
    },
    /// The row is called a total, and its figures are the sums of the rows above.
    #[error("the row is the total of the rows above: its people are counted twice")]
    Total,
    /// Texts of a column that tell nothing of what is asked of it: an age that is none.
    #[error("{name}: not understood, so that it tells nothing: {}", found.join(", "))]
    NotUnderstood {
        /// The column's name.
        name: Box<str>,
        /// The texts, each once, in alphabetical order, 20 at most.
        found: Vec<Box<str>>,
    },
}

fn in_a_row(counts: &[Count]) -> String {
    counts.iter().map(|count| count.said().to_string()).collect::<Vec<_>>().join(", ")
}

/// The figures that are given, each behind its name.
fn named(figures: [(&str, &Option<u64>); 3]) -> String {
    let named = figures.into_iter().filter_map(|(name, figure)| Some(format!("{name} {}", (*figure)?)));
    named.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EventId, GroupId, Outcome};

    fn said(low: Option<u64>, best: Option<u64>, high: Option<u64>) -> Option<String> {
        let (event, group) = (EventId::new("e").ok()?, GroupId::new("g").ok()?);
        let published = Published::new(Quantity::new(event, group, Outcome::Killed), low, best, high);
        published.to_count().map(|count| count.to_string())
    }

    #[test]
    fn figures_are_said_as_the_table_has_it() {
        let cases = [
            (Some(2), Some(2), Some(2), Some("2")),
            (Some(0), Some(0), Some(0), None),
            (Some(0), Some(0), Some(5), Some("0 to 5")),
            (Some(0), Some(2), Some(5), Some("at most 5")),
            (Some(0), None, Some(5), Some("at most 5")),
            (Some(2), None, Some(5), Some("2 to 5")),
            (Some(2), Some(3), Some(5), Some("2 to 5")),
            (Some(3), Some(2), Some(3), Some("2 to 3")),
            (Some(5), Some(4), Some(5), Some("4 to 5")),
            (Some(4), None, None, Some("at least 4")),
            (Some(0), None, None, None),
            (None, None, Some(4), Some("at most 4")),
            (None, Some(4), None, Some("4")),
            (None, Some(0), None, None),
            (None, Some(3), Some(4), Some("at most 4")),
            (Some(3), Some(4), None, Some("at least 3")),
            (Some(39), Some(39), None, Some("at least 39")),
            (None, Some(5), Some(5), Some("at most 5")),
            (None, None, None, None),
            (Some(1_000_000_000_000), None, None, Some("at least 1,000,000,000,000")),
        ];
        for (low, best, high, expected) in cases {
            assert_eq!(said(low, best, high).as_deref(), expected, "{low:?} {best:?} {high:?}");
        }
    }

    #[test]
    fn flags_print_their_place_and_figures() {
        let kind = FlagKind::NotOrdered { low: Some(3), best: Some(2), high: Some(3) };
        assert_eq!(Flag::new(17, 46, kind).to_string(), "17:46: low 3, best 2, high 3 are not in order");
        let kind = FlagKind::NotOrdered { low: Some(3), best: None, high: Some(2) };
        assert_eq!(kind.to_string(), "low 3, high 2 are not in order");
    }
}
