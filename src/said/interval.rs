//! Intervals: the whole numbers that a statement can mean.
//!
//! An [`Interval`] has a low and a [`Ceiling`], which may be unbounded: "at least 20" is 20 or more.
//! [`slack`] is how far two counts may differ and still agree, because reporters round.

use std::fmt;
use std::ops::{RangeFrom, RangeInclusive};

pub use super::relation::Relation;
use crate::said::thousands::Grouped;

/// The upper end of an [`Interval`]: a count, or unbounded.
///
/// Every `At(n)` is below `Unbounded`.
///
/// ```
/// use corroborate::interval::Ceiling;
///
/// assert!(Ceiling::At(u64::MAX) < Ceiling::Unbounded);
/// assert_eq!(Ceiling::from(None), Ceiling::Unbounded);
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ceiling {
    /// The largest count is this one.
    At(u64),
    /// Nobody stated a limit. This is the absence of a limit, not a very large number.
    Unbounded,
}

impl Ceiling {
    /// The largest count, or `None` if it is unbounded.
    ///
    /// ```
    /// use corroborate::Ceiling;
    ///
    /// assert_eq!(Ceiling::At(40).get(), Some(40));
    /// assert_eq!(Ceiling::Unbounded.get(), None);
    /// ```
    pub const fn get(self) -> Option<u64> {
        match self {
            Self::At(n) => Some(n),
            Self::Unbounded => None,
        }
    }
}

impl From<u64> for Ceiling {
    fn from(n: u64) -> Self {
        Self::At(n)
    }
}

/// `None` means unbounded.
impl From<Option<u64>> for Ceiling {
    fn from(n: Option<u64>) -> Self {
        n.map_or(Self::Unbounded, Self::At)
    }
}

impl fmt::Display for Ceiling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(n) => Grouped(*n).fmt(f),
            Self::Unbounded => f.write_str("unbounded"),
        }
    }
}

/// A closed, non-empty interval of counts: every whole number from `low` to `high`. `high` may be
/// unbounded.
///
/// It says what was reported, not how likely it is: an interval is only a set of counts, and two
/// intervals that hold the same counts are equal. There is no empty interval. An operation that may
/// have an empty result returns an `Option` ([`meet`](Self::meet)).
///
/// | printed | holds |
/// |---|---|
/// | `20` | 20 alone |
/// | `346 to 374` | 346, 347, … 374 |
/// | `20 or more` | 20, 21, … |
/// | `at most 40` | 0, 1, … 40 |
/// | `any count` | every count |
///
/// ```
/// use corroborate::interval::Interval;
///
/// let monitors = Interval::at_least(39);
/// let officials = Interval::new(20, 45)?;
/// let both = monitors.meet(officials).ok_or("they contradict each other")?;
/// assert_eq!(both.to_string(), "39 to 45");
/// assert_eq!(monitors.hull(officials).to_string(), "20 or more");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(into = "wire::Interval", try_from = "wire::Interval")
)]
pub struct Interval {
    low: u64,
    high: Ceiling,
}

/// The counts from the one end to the other, both included.
impl TryFrom<RangeInclusive<u64>> for Interval {
    type Error = EmptyInterval;

    fn try_from(range: RangeInclusive<u64>) -> Result<Interval, EmptyInterval> {
        Interval::new(*range.start(), *range.end())
    }
}

impl From<RangeFrom<u64>> for Interval {
    fn from(range: RangeFrom<u64>) -> Interval {
        Interval::at_least(range.start)
    }
}

impl Interval {
    /// All counts: \[0, ∞).
    pub const ANY: Self = Self::at_least(0);

    /// \[n, n].
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// assert_eq!(Interval::exactly(20).to_string(), "20");
    /// ```
    pub const fn exactly(n: u64) -> Self {
        Self { low: n, high: Ceiling::At(n) }
    }

    /// \[n, ∞).
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// assert_eq!(Interval::at_least(20).to_string(), "20 or more");
    /// ```
    pub const fn at_least(n: u64) -> Self {
        Self { low: n, high: Ceiling::Unbounded }
    }

    /// \[0, n].
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// assert_eq!(Interval::at_most(40).to_string(), "at most 40");
    /// ```
    pub const fn at_most(n: u64) -> Self {
        Self { low: 0, high: Ceiling::At(n) }
    }

    /// \[low, high].
    ///
    /// # Errors
    ///
    /// [`EmptyInterval`] if `high` is below `low`.
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// assert_eq!(Interval::new(20, 45)?.to_string(), "20 to 45");
    /// assert_eq!(Interval::new(20, None)?, Interval::at_least(20));
    /// assert!(Interval::new(45, 20).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(low: u64, high: impl Into<Ceiling>) -> Result<Self, EmptyInterval> {
        match high.into() {
            Ceiling::At(high) if high < low => Err(EmptyInterval { low, high }),
            high => Ok(Self { low, high }),
        }
    }

    /// The smallest count it holds.
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// assert_eq!(Interval::at_most(40).low(), 0);
    /// ```
    pub const fn low(self) -> u64 {
        self.low
    }

    /// The largest count it holds, if it is bounded.
    ///
    /// ```
    /// use corroborate::{Ceiling, Interval};
    ///
    /// assert_eq!(Interval::at_most(40).high(), Ceiling::At(40));
    /// assert_eq!(Interval::at_least(20).high(), Ceiling::Unbounded);
    /// ```
    pub const fn high(self) -> Ceiling {
        self.high
    }

    /// Whether `n` ∈ `self`.
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// assert!(Interval::at_least(20).contains(20));
    /// assert!(!Interval::at_least(20).contains(19));
    /// ```
    pub fn contains(self, n: u64) -> bool {
        self.low <= n && Ceiling::At(n) <= self.high
    }

    /// Whether `other` ⊆ `self`.
    ///
    /// | `self` \ `other` | \[c, d] | \[c, ∞) |
    /// |---|---|---|
    /// | \[a, b] | a ≤ c and d ≤ b | never |
    /// | \[a, ∞) | a ≤ c | a ≤ c |
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// assert!(Interval::at_least(20).contains_all(Interval::exactly(24)));
    /// assert!(!Interval::at_most(40).contains_all(Interval::at_least(20)));
    /// ```
    pub fn contains_all(self, other: Self) -> bool {
        self.low <= other.low && other.high <= self.high
    }

    /// The count it holds, if it holds exactly one.
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// assert_eq!(Interval::new(7, 7)?.only(), Some(7));
    /// assert_eq!(Interval::new(7, 8)?.only(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn only(self) -> Option<u64> {
        (self.high == Ceiling::At(self.low)).then_some(self.low)
    }

    /// The smallest interval that contains both: hull(A ∪ B).
    ///
    /// | `self` \ `other` | \[c, d] | \[c, ∞) |
    /// |---|---|---|
    /// | \[a, b] | \[min(a, c), max(b, d)] | \[min(a, c), ∞) |
    /// | \[a, ∞) | \[min(a, c), ∞) | \[min(a, c), ∞) |
    ///
    /// Commutative, associative, idempotent (`hull_is_a_semilattice`).
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// assert_eq!(Interval::exactly(15).hull(Interval::exactly(19)).to_string(), "15 to 19");
    /// ```
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// The counts that are in both: A ∩ B, or `None` if there are none.
    ///
    /// | `self` \ `other` | \[c, d] | \[c, ∞) |
    /// |---|---|---|
    /// | \[a, b] | \[max(a, c), min(b, d)] | \[max(a, c), b] |
    /// | \[a, ∞) | \[max(a, c), d] | \[max(a, c), ∞) |
    ///
    /// and `None` where that would be empty. A count is in the meet exactly if it is in both
    /// (`meet_holds_what_both_hold`).
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// assert_eq!(Interval::at_least(24).meet(Interval::at_most(25)), Some(Interval::new(24, 25)?));
    /// assert_eq!(Interval::at_least(24).meet(Interval::exactly(18)), None, "they contradict");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn meet(self, other: Self) -> Option<Self> {
        Self::new(self.low.max(other.low), self.high.min(other.high)).ok()
    }

    /// All sums of a count of one and a count of the other: {m + n : m ∈ A, n ∈ B}.
    ///
    /// | `self` \ `other` | \[c, d] | \[c, ∞) |
    /// |---|---|---|
    /// | \[a, b] | \[a + c, b + d] | \[a + c, ∞) |
    /// | \[a, ∞) | \[a + c, ∞) | \[a + c, ∞) |
    ///
    /// A ceiling beyond `u64::MAX` becomes [`Ceiling::Unbounded`], and a floor beyond it becomes
    /// `u64::MAX`. So the result contains every sum that can be represented
    /// (`sum_holds_every_sum`).
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// let (guards, visitors) = (Interval::new(24, 25)?, Interval::at_least(7));
    /// assert_eq!(guards.sum(visitors), Interval::at_least(31));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sum(self, other: Self) -> Self {
        let high = self.high.get().zip(other.high.get()).and_then(|(a, b)| a.checked_add(b));
        Self { low: self.low.saturating_add(other.low), high: high.into() }
    }

    /// The count of the interval nearest to `n`.
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// assert_eq!(Interval::new(24, 25)?.clamp(18), 24);
    /// assert_eq!(Interval::at_least(24).clamp(90), 90);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn clamp(self, n: u64) -> u64 {
        match self.high {
            Ceiling::At(high) if high < n => high,
            _ => n.max(self.low),
        }
    }

    /// The interval without its ceiling: \[l, ∞).
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// assert_eq!(Interval::new(24, 25)?.open_above(), Interval::at_least(24));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn open_above(self) -> Self {
        Self::at_least(self.low)
    }

    /// The interval, widened by the slack for rounding and recounting: \[l − s(l), h + s(h)], where
    /// s is [`slack`].
    ///
    /// | `self` | loosened |
    /// |---|---|
    /// | \[l, h] | \[l − s(l), h + s(h)] |
    /// | \[l, ∞) | \[l − s(l), ∞) |
    ///
    /// A ceiling beyond `u64::MAX` becomes unbounded. Loosening keeps containment: A ⊆ B implies
    /// loosened A ⊆ loosened B (`loosening_is_monotone`).
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// assert_eq!(Interval::exactly(100).loosened(), Interval::new(95, 105)?);
    /// assert_eq!(Interval::exactly(9).loosened(), Interval::exactly(9));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn loosened(self) -> Self {
        Self {
            low: self.low.saturating_sub(slack(self.low)),
            high: self.high.get().and_then(|high| high.checked_add(slack(high))).into(),
        }
    }
}

impl Interval {
    /// The range as readers say it.
    pub(crate) fn in_words(self) -> String {
        if self == Self::ANY { "any number".to_owned() } else { self.to_string() }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.high) {
            (0, Ceiling::Unbounded) => f.write_str("any count"),
            (low, Ceiling::Unbounded) => write!(f, "{} or more", Grouped(low)),
            (low, Ceiling::At(high)) if low == high => Grouped(low).fmt(f),
            (0, Ceiling::At(high)) => write!(f, "at most {}", Grouped(high)),
            (low, Ceiling::At(high)) => write!(f, "{} to {}", Grouped(low), Grouped(high)),
        }
    }
}

/// The slack of a count near `n`: s(n) = ⌊(n + 10) / 20⌋, a twentieth of `n`, rounded.
///
/// Reporters round and recount. Because both sides have slack, counts within about a tenth of each
/// other do not contradict. Counts below ten have no slack.
///
/// | n | 0 to 9 | 10 to 29 | 30 to 49 | 100 | 374 | 10,000 |
/// |---|---|---|---|---|---|---|
/// | s(n) | 0 | 1 | 2 | 5 | 19 | 500 |
///
/// ```
/// use corroborate::interval::slack;
///
/// assert_eq!([9, 10, 100, 374].map(slack), [0, 1, 5, 19]);
/// ```
pub const fn slack(n: u64) -> u64 {
    // This is ⌊(n + 10) / 20⌋; n + 10 could overflow.
    n / 20 + (n % 20 + 10) / 20
}

/// The error for two ends in the wrong order.
///
/// ```
/// use corroborate::{EmptyInterval, Interval};
///
/// let error: EmptyInterval = Interval::new(9, 5).unwrap_err();
/// assert_eq!(error.to_string(), "no count is at least 9 and at most 5");
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no count is at least {low} and at most {high}")]
#[non_exhaustive]
pub struct EmptyInterval {
    /// The low end.
    pub low: u64,
    /// The high end, which is below `low`.
    pub high: u64,
}

#[cfg(feature = "serde")]
mod wire {
    //! The written form of an interval: `{"low": 20, "high": null}`.

    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Interval {
        low: u64,
        high: Option<u64>,
    }

    impl From<super::Interval> for Interval {
        fn from(interval: super::Interval) -> Self {
            Self { low: interval.low, high: interval.high.get() }
        }
    }

    impl TryFrom<Interval> for super::Interval {
        type Error = super::EmptyInterval;

        fn try_from(wire: Interval) -> Result<Self, Self::Error> {
            Self::new(wire.low, wire.high)
        }
    }
}

/// Every interval with ends in 0..=6, and every unbounded one that starts there.
#[cfg(test)]
pub(crate) fn universe() -> Vec<Interval> {
    let mut all = Vec::new();
    for low in 0..=6 {
        all.extend((low..=6).filter_map(|high| Interval::new(low, high).ok()));
        all.push(Interval::at_least(low));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Ceiling, EmptyInterval, Interval, slack, universe};

    /// The counts of an interval of the universe. The counts 7 to 13 are only in the unbounded
    /// ones.
    fn counts(interval: Interval) -> Vec<u64> {
        (0..=13).filter(|n| interval.contains(*n)).collect()
    }

    #[test]
    fn corners_of_construction() {
        assert_eq!(Interval::new(0, 0), Ok(Interval::exactly(0)));
        assert_eq!(Interval::new(0, None), Ok(Interval::ANY));
        assert_eq!(Interval::new(0, 5), Ok(Interval::at_most(5)));
        assert_eq!(Interval::new(u64::MAX, u64::MAX).map(Interval::only), Ok(Some(u64::MAX)));
        assert_eq!(Interval::new(30, 20), Err(EmptyInterval { low: 30, high: 20 }));
        assert_eq!(EmptyInterval { low: 30, high: 20 }.to_string(), "no count is at least 30 and at most 20");
        assert_eq!(Interval::ANY.only(), None);
        assert_eq!(Interval::at_least(u64::MAX).only(), None);
    }

    #[test]
    fn ceilings_are_ordered_with_unbounded_last() {
        assert!(Ceiling::At(1) < Ceiling::At(2));
        assert!(Ceiling::At(u64::MAX) < Ceiling::Unbounded);
        assert_eq!(Ceiling::from(3).get(), Some(3));
        assert_eq!(Ceiling::Unbounded.get(), None);
        assert_eq!(Ceiling::At(1_000).to_string(), "1,000");
        assert_eq!(Ceiling::Unbounded.to_string(), "unbounded");
    }

    #[test]
    fn printed_as_in_the_table() {
        let cases = [
            (Interval::exactly(20), "20"),
            (Interval::exactly(0), "0"),
            (Interval::exactly(346).hull(Interval::exactly(374)), "346 to 374"),
            (Interval::at_least(10_000), "10,000 or more"),
            (Interval::at_most(40), "at most 40"),
            (Interval::ANY, "any count"),
        ];
        for (interval, text) in cases {
            assert_eq!(interval.to_string(), text);
        }
    }

    #[test]
    fn slack_is_a_twentieth_rounded() {
        for n in 0..100_000 {
            assert_eq!(slack(n), (n + 10) / 20);
        }
        assert_eq!(slack(u64::MAX), u64::MAX / 20 + 1);
    }

    #[test]
    fn loosening_stops_at_the_ends_of_the_numbers() {
        assert_eq!(Interval::exactly(0).loosened(), Interval::exactly(0));
        assert_eq!(Interval::at_least(20).loosened(), Interval::at_least(19));
        assert_eq!(Interval::exactly(u64::MAX).loosened(), Interval::at_least(u64::MAX - slack(u64::MAX)));
        assert_eq!(Interval::ANY.loosened(), Interval::ANY);
    }

    #[test]
    fn sums_saturate_by_name() {
        let top = Interval::exactly(u64::MAX);
        assert_eq!(
            top.sum(Interval::exactly(1)),
            Interval::at_least(u64::MAX),
            "a ceiling beyond the numbers is no ceiling"
        );
        assert_eq!(top.sum(Interval::exactly(0)), top);
    }

    #[test]
    fn sets_of_counts_agree_with_every_operation() {
        for a in universe() {
            let in_a = counts(a);
            for b in universe() {
                let in_b = counts(b);
                let in_both: Vec<u64> = in_a.iter().copied().filter(|n| in_b.contains(n)).collect();
                assert_eq!(a.meet(b).map(counts).unwrap_or_default(), in_both, "{a} ∩ {b}");
                assert_eq!(a.contains_all(b), in_b.iter().all(|n| in_a.contains(n)), "{b} ⊆ {a}");

                let hull = a.hull(b);
                assert!(hull.contains_all(a) && hull.contains_all(b));
                let smaller = |u: &Interval| u.contains_all(a) && u.contains_all(b);
                assert!(universe().iter().filter(|u| smaller(u)).all(|u| u.contains_all(hull)), "{a} and {b}");

                let sum = a.sum(b);
                for n in 0..=13 {
                    let is_sum = in_a.iter().any(|m| *m <= n && in_b.contains(&(n - m)));
                    assert_eq!(sum.contains(n), is_sum, "{n} in {a} + {b}");
                }
            }
            for n in 0..=13 {
                let nearest = in_a.iter().copied().min_by_key(|m| m.abs_diff(n));
                assert_eq!(Some(a.clamp(n)), nearest);
            }
        }
    }
}
