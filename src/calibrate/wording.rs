//! How a number was worded, and the usual range of a word that replaces a number.

use std::fmt;

use crate::record::vocabulary::words;
use crate::said::count::{Said, Vague};
use crate::said::interval::Interval;
use crate::said::lexicon::Lexicon;

words! {
    /// How a number was worded. Numbers of one wording share one offset.
    ///
    /// | said | wording | lowest to highest |
    /// |---|---|---|
    /// | n; about n; nearly n; a to b; a dozen | `Figure` | the logical interval |
    /// | at least n, n+; more than n | `AtLeast` | n; n + 1 |
    /// | at most n, up to n; fewer than n | `AtMost` | n; n − 1 |
    /// | several, dozens, hundreds, … | `Word` | the usual reading, see [`Told::word`] |
    /// | none, 0 | `None` | 0 |
    ///
    /// "At least n" is read as a figure n with a learned offset. It is not read as "n to infinity".
    ///
    /// ```
    /// use corroborate::calibrate::{Told, Wording};
    ///
    /// assert_eq!(Told::at_least(160).wording(), Wording::AtLeast);
    /// assert_eq!(Told::NONE.wording(), Wording::None);
    /// ```
    #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum Wording {
        /// A number, an approximate number or a range.
        Figure => "figure",
        /// A floor.
        AtLeast => "at_least",
        /// A ceiling.
        AtMost => "at_most",
        /// A word in place of a number.
        Word => "word",
        /// An explicit zero.
        None => "none",
    }
}

impl Wording {
    /// The index in [`Wording::ALL`].
    pub(super) const fn place(self) -> usize {
        self as usize
    }
}

/// A reported number: its wording, and the interval that it stands for.
///
/// Prints as `45`, `at least 160`, `20 to 30`, `24 to 99 in a word`, `none`.
///
/// ```
/// use corroborate::Count;
/// use corroborate::calibrate::Told;
///
/// let count: Count = "dozens".parse()?;
/// let told = Told::of(count.said()).ok_or("a word with a usual range")?;
/// assert_eq!((told.low(), told.high()), (24, 99));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Told {
    wording: Wording,
    low: u64,
    high: u64,
}

impl Told {
    /// A number (`low` equals `high`) or a range. Returns [`Told::NONE`] if `high` is 0.
    ///
    /// # Errors
    ///
    /// [`EmptyInterval`](crate::interval::EmptyInterval) if `high` is below `low`.
    ///
    /// ```
    /// use corroborate::calibrate::Told;
    ///
    /// assert_eq!(Told::figure(20, 30)?.to_string(), "20 to 30");
    /// assert!(Told::figure(30, 20).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn figure(low: u64, high: u64) -> Result<Told, crate::interval::EmptyInterval> {
        Interval::new(low, high)?;
        Ok(if high == 0 { Told::NONE } else { Told { wording: Wording::Figure, low, high } })
    }

    /// The number n. Returns [`Told::NONE`] if n is 0.
    ///
    /// ```
    /// use corroborate::calibrate::Told;
    ///
    /// assert_eq!(Told::exactly(45).to_string(), "45");
    /// assert_eq!(Told::exactly(0), Told::NONE);
    /// ```
    pub const fn exactly(n: u64) -> Told {
        if n == 0 { Told::NONE } else { Told { wording: Wording::Figure, low: n, high: n } }
    }

    /// "At least n".
    pub const fn at_least(n: u64) -> Told {
        Told { wording: Wording::AtLeast, low: n, high: n }
    }

    /// "At most n".
    pub const fn at_most(n: u64) -> Told {
        Told { wording: Wording::AtMost, low: n, high: n }
    }

    /// An explicit zero.
    pub const NONE: Told = Told { wording: Wording::None, low: 0, high: 0 };

    /// The usual range of a word. Only this module uses it. Returns `None` for "many" and
    /// "numerous", which say nothing about size.
    ///
    /// | a couple | several, a few | tens | dozens | scores | hundreds | thousands | tens of thousands | hundreds of thousands |
    /// |---|---|---|---|---|---|---|---|---|
    /// | 2 to 3 | 3 to 9 | 20 to 99 | 24 to 99 | 40 to 99 | 200 to 999 | 2,000 to 9,999 | 20,000 to 99,999 | 200,000 to 999,999 |
    pub const fn word(word: Vague) -> Option<Told> {
        let (low, high) = match word {
            Vague::Couple => (2, 3),
            Vague::Few | Vague::Several => (3, 9),
            Vague::Tens => (20, 99),
            Vague::Dozens => (24, 99),
            Vague::Scores => (40, 99),
            Vague::Hundreds => (200, 999),
            Vague::Thousands => (2_000, 9_999),
            Vague::TensOfThousands => (20_000, 99_999),
            Vague::HundredsOfThousands => (200_000, 999_999),
            Vague::Many | Vague::Numerous => return None,
        };
        Some(Told { wording: Wording::Word, low, high })
    }

    /// The number in a parsed count. Returns `None` if there is none: "unspecified", "many",
    /// "numerous".
    ///
    /// "More than n" names n + 1, "fewer than n" names n − 1. "About n", "nearly n" and ranges with
    /// such ends give the interval of [`Lexicon::logical`].
    ///
    /// ```
    /// use corroborate::Count;
    /// use corroborate::calibrate::Told;
    ///
    /// let told = |text: &str| text.parse().map(|count: Count| Told::of(count.said()));
    /// assert_eq!(told("more than 20")?, Some(Told::at_least(21)));
    /// assert_eq!(told("many")?, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(said: Said) -> Option<Told> {
        match said {
            Said::Exactly(n) => Some(Told::exactly(n)),
            Said::AtLeast(n) | Said::AtLeastAbout(n) => Some(Told::at_least(n)),
            Said::MoreThan(n) => Some(Told::at_least(n.saturating_add(1))),
            Said::AtMost(n) | Said::AtMostAbout(n) => Some(Told::at_most(n)),
            Said::FewerThan(n) => Some(Told::at_most(n.saturating_sub(1))),
            Said::Vaguely(word) => Told::word(word),
            Said::None => Some(Told::NONE),
            Said::Unspecified => None,
            Said::About(_) | Said::Nearly(_) | Said::Between(..) | Said::AboutBetween(..) => {
                let meant = Lexicon::logical().read(said).interval();
                Told::figure(meant.low(), meant.high().get()?).ok()
            }
        }
    }

    /// The wording.
    pub const fn wording(self) -> Wording {
        self.wording
    }

    /// The lower end of the interval.
    pub const fn low(self) -> u64 {
        self.low
    }

    /// The upper end of the interval.
    pub const fn high(self) -> u64 {
        self.high
    }

    /// The number as a Gaussian reading of ln(n + ½): the mean over the two ends, and the variance of
    /// the interval's own width.
    pub(super) fn reading(self) -> (f64, f64) {
        let (low, high) = (real(self.low), real(self.high));
        let (from, to) = (libm::log(low + 0.5), libm::log(high + 0.5));
        let middle = f64::midpoint(low, high) + 0.5;
        let width = to - from;
        (f64::midpoint(from, to), (width * width + 1.0 / (middle * middle)) / 12.0)
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = Interval::exactly(self.low);
        let range = Interval::exactly(self.low).hull(Interval::exactly(self.high));
        match self.wording {
            Wording::Figure => range.fmt(f),
            Wording::AtLeast => write!(f, "at least {number}"),
            Wording::AtMost => write!(f, "at most {number}"),
            Wording::Word => write!(f, "{range} in a word"),
            Wording::None => f.write_str("none"),
        }
    }
}

/// A count as a real number. It is exact: the model ends at 10⁸.
#[expect(clippy::cast_precision_loss, reason = "counts beyond 2^53 are refused before they are weighed")]
pub(super) const fn real(n: u64) -> f64 {
    n as f64
}

/// The time from an event's end to the moment of a statement. Early counts are too low on average.
///
/// | lag | days from the event's end to the as-of date |
/// |---|---|
/// | `Day` | 1 or fewer, negative included |
/// | `Week` | 2 to 7 |
/// | `Month` | 8 to 30 |
/// | `Later` | 31 or more, or the event has no end |
///
/// ```
/// use corroborate::calibrate::Lag;
///
/// assert_eq!(Lag::of_days(5), Lag::Week);
/// assert_eq!(Lag::of_days(-1), Lag::Day, "before the end");
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Lag {
    /// Within one day, or before the end.
    Day,
    /// Within a week.
    Week,
    /// Within a month.
    Month,
    /// Later, or the event has no end.
    #[default]
    Later,
}

words!(Lag { Day => "day", Week => "week", Month => "month", Later => "later" });

impl Lag {
    /// The lag of this number of whole days after the event's end.
    pub const fn of_days(days: i64) -> Lag {
        match days {
            ..=1 => Lag::Day,
            2..=7 => Lag::Week,
            8..=30 => Lag::Month,
            _ => Lag::Later,
        }
    }

    /// The index in [`Lag::ALL`].
    pub(super) const fn place(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<String> {
        let count: crate::Count = text.parse().ok()?;
        Told::of(count.said()).map(|told| format!("{} {}..{}", told.wording(), told.low(), told.high()))
    }

    #[test]
    fn the_table_of_wordings() {
        let cases = [
            ("224", "figure 224..224"),
            ("about 200", "figure 180..220"),
            ("nearly 70", "figure 63..70"),
            ("4 to 7", "figure 4..7"),
            ("about 20 to 30", "figure 18..33"),
            ("a dozen", "figure 10..14"),
            ("at least 160", "at_least 160..160"),
            ("more than 160", "at_least 161..161"),
            ("160+", "at_least 160..160"),
            ("at most 5", "at_most 5..5"),
            ("up to 5", "at_most 5..5"),
            ("fewer than 5", "at_most 4..4"),
            ("several", "word 3..9"),
            ("a few hundred", "word 200..999"),
            ("dozens", "word 24..99"),
            ("tens of thousands", "word 20000..99999"),
            ("none", "none 0..0"),
            ("0", "none 0..0"),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["unspecified", "many", "numerous"] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn an_empty_range_is_refused_and_a_range_of_nobody_is_none() {
        assert!(Told::figure(5, 4).is_err());
        assert_eq!(Told::figure(0, 0), Ok(Told::NONE));
        assert_eq!(Told::at_least(0).wording(), Wording::AtLeast);
        assert_eq!(Told::exactly(0), Told::NONE);
    }

    #[test]
    fn printed_as_said() {
        let word = Told::word(Vague::Dozens).map(|told| told.to_string());
        assert_eq!(word.as_deref(), Some("24 to 99 in a word"));
        assert_eq!(Told::at_least(1_600).to_string(), "at least 1,600");
        assert_eq!(Told::at_most(5).to_string(), "at most 5");
        assert_eq!(Told::figure(4, 7).map(|told| told.to_string()), Ok("4 to 7".to_owned()));
        assert_eq!(Told::NONE.to_string(), "none");
    }

    #[test]
    fn lags_by_whole_days() {
        let of = [-7, 0, 1, 2, 7, 8, 30, 31, 3_000].map(Lag::of_days);
        let expected =
            [Lag::Day, Lag::Day, Lag::Day, Lag::Week, Lag::Week, Lag::Month, Lag::Month, Lag::Later, Lag::Later];
        assert_eq!(of, expected);
    }

    #[test]
    fn the_width_of_a_number_is_that_of_its_rounding() {
        let (mean, variance) = Told::exactly(100).reading();
        assert!((mean - libm::log(100.5)).abs() < 1e-15);
        assert!((variance - 1.0 / (100.5 * 100.5 * 12.0)).abs() < 1e-18);
        let (mean, variance) = Told::figure(4, 7).map_or((0.0, 0.0), Told::reading);
        assert!((mean - f64::midpoint(libm::log(4.5), libm::log(7.5))).abs() < 1e-15);
        assert!(variance > 0.02 && variance < 0.03);
    }
}
