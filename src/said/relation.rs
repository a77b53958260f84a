//! How two intervals of counts lie relative to each other.

use crate::said::interval::Interval;

/// How one interval of counts lies relative to another: Allen's thirteen relations (Maintaining
/// knowledge about temporal intervals, CACM 26, 1983), for whole numbers.
///
/// Whole numbers have neighbours, so [`Meets`](Self::Meets) means that the intervals share no count
/// and no count lies between them. Any two intervals are in exactly one relation
/// (`every_pair_has_one_relation`). In the pictures, each sign is a count, `a` is the first
/// interval and `b` the second. An unbounded end lies to the right of every count.
///
/// ```
/// use corroborate::Interval;
/// use corroborate::interval::Relation;
///
/// assert_eq!(Interval::exactly(23).relation(Interval::at_least(24)), Relation::Meets);
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Every count of the first is smaller, with at least one count between them.
    ///
    /// ```text
    /// a a a . . . .
    /// . . . . b b b
    /// ```
    Before,
    /// The second begins with the count after the last of the first.
    ///
    /// ```text
    /// a a a . . . .
    /// . . . b b b b
    /// ```
    Meets,
    /// They share counts; the first begins and ends lower.
    ///
    /// ```text
    /// a a a a a . .
    /// . . . b b b b
    /// ```
    Overlaps,
    /// They begin together; the first ends lower.
    ///
    /// ```text
    /// a a a . . . .
    /// b b b b b b b
    /// ```
    Starts,
    /// The second contains the first, with further counts on both sides.
    ///
    /// ```text
    /// . . a a a . .
    /// b b b b b b b
    /// ```
    During,
    /// They end together; the first begins higher.
    ///
    /// ```text
    /// . . . . a a a
    /// b b b b b b b
    /// ```
    Finishes,
    /// They hold the same counts.
    ///
    /// ```text
    /// a a a a a a a
    /// b b b b b b b
    /// ```
    Equal,
    /// They end together; the first begins lower.
    ///
    /// ```text
    /// a a a a a a a
    /// . . . . b b b
    /// ```
    FinishedBy,
    /// The first contains the second, with further counts on both sides.
    ///
    /// ```text
    /// a a a a a a a
    /// . . b b b . .
    /// ```
    Contains,
    /// They begin together; the first ends higher.
    ///
    /// ```text
    /// a a a a a a a
    /// b b b . . . .
    /// ```
    StartedBy,
    /// They share counts; the first begins and ends higher.
    ///
    /// ```text
    /// . . . a a a a
    /// b b b b b . .
    /// ```
    OverlappedBy,
    /// The first begins with the count after the last of the second.
    ///
    /// ```text
    /// . . . a a a a
    /// b b b . . . .
    /// ```
    MetBy,
    /// Every count of the first is larger, with at least one count between them.
    ///
    /// ```text
    /// . . . . a a a
    /// b b b . . . .
    /// ```
    After,
}

impl Interval {
    /// The relation of `self` to `other`: exactly one [`Relation`].
    ///
    /// ```
    /// use corroborate::Interval;
    /// use corroborate::interval::Relation;
    ///
    /// assert_eq!(Interval::exactly(18).relation(Interval::at_least(24)), Relation::Before);
    /// assert_eq!(Interval::new(24, 25)?.relation(Interval::at_least(24)), Relation::Starts);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn relation(self, other: Self) -> Relation {
        use std::cmp::Ordering::{Equal, Greater, Less};

        // Nothing comes after an unbounded interval, so it neither meets nor precedes another.
        let gap = |a: Interval, b: Interval| b.low().checked_sub(a.high().get()?).filter(|&gap| gap > 0);
        match (gap(self, other), gap(other, self)) {
            (Some(1), _) => return Relation::Meets,
            (Some(_), _) => return Relation::Before,
            (_, Some(1)) => return Relation::MetBy,
            (_, Some(_)) => return Relation::After,
            (None, None) => {}
        }
        match (self.low().cmp(&other.low()), self.high().cmp(&other.high())) {
            (Less, Less) => Relation::Overlaps,
            (Less, Equal) => Relation::FinishedBy,
            (Less, Greater) => Relation::Contains,
            (Equal, Less) => Relation::Starts,
            (Equal, Equal) => Relation::Equal,
            (Equal, Greater) => Relation::StartedBy,
            (Greater, Less) => Relation::During,
            (Greater, Equal) => Relation::Finishes,
            (Greater, Greater) => Relation::OverlappedBy,
        }
    }
}

impl Relation {
    /// The relation of the second interval to the first.
    ///
    /// ```
    /// use corroborate::interval::Relation;
    ///
    /// assert_eq!(Relation::Before.converse(), Relation::After);
    /// ```
    #[must_use]
    pub const fn converse(self) -> Self {
        match self {
            Self::Before => Self::After,
            Self::Meets => Self::MetBy,
            Self::Overlaps => Self::OverlappedBy,
            Self::Starts => Self::StartedBy,
            Self::During => Self::Contains,
            Self::Finishes => Self::FinishedBy,
            Self::Equal => Self::Equal,
            Self::FinishedBy => Self::Finishes,
            Self::Contains => Self::During,
            Self::StartedBy => Self::Starts,
            Self::OverlappedBy => Self::Overlaps,
            Self::MetBy => Self::Meets,
            Self::After => Self::Before,
        }
    }

    /// Whether the two intervals share no count.
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// assert!(Interval::exactly(18).relation(Interval::at_least(24)).is_disjoint());
    /// ```
    pub const fn is_disjoint(self) -> bool {
        matches!(self, Self::Before | Self::Meets | Self::MetBy | Self::After)
    }
}

#[cfg(test)]
mod tests {
    use super::Relation;
    use crate::said::interval::{Interval, universe};

    #[test]
    fn every_relation_is_drawn_right() {
        let lies = |a: (u64, Option<u64>), b: (u64, Option<u64>)| {
            let make = |(low, high)| Interval::new(low, high).unwrap_or(Interval::ANY);
            make(a).relation(make(b))
        };
        let cases = [
            ((0, Some(2)), (4, Some(6)), Relation::Before),
            ((0, Some(2)), (3, None), Relation::Meets),
            ((0, Some(4)), (3, None), Relation::Overlaps),
            ((0, Some(0)), (0, None), Relation::Starts),
            ((2, Some(4)), (0, None), Relation::During),
            ((4, None), (0, None), Relation::Finishes),
            ((4, None), (4, None), Relation::Equal),
            ((0, Some(3)), (3, Some(3)), Relation::FinishedBy),
        ];
        for (a, b, relation) in cases {
            assert_eq!(lies(a, b), relation, "{a:?} {b:?}");
            assert_eq!(lies(b, a), relation.converse(), "{b:?} {a:?}");
        }
    }

    #[test]
    fn every_pair_has_one_relation() {
        use Relation::{
            After, Before, Contains, During, Equal, FinishedBy, Finishes, Meets, MetBy, OverlappedBy, Overlaps,
            StartedBy, Starts,
        };
        let mut seen = std::collections::HashSet::new();
        for a in universe() {
            for b in universe() {
                let ends = |i: Interval| (i.low(), i.high().get().unwrap_or(99));
                let ((a_low, a_high), (b_low, b_high)) = (ends(a), ends(b));
                // Allen's definitions, one by one.
                let holding: Vec<Relation> = [
                    (Before, a_high + 1 < b_low),
                    (Meets, a_high + 1 == b_low),
                    (Overlaps, a_low < b_low && b_low <= a_high && a_high < b_high),
                    (Starts, a_low == b_low && a_high < b_high),
                    (During, b_low < a_low && a_high < b_high),
                    (Finishes, b_low < a_low && a_high == b_high),
                    (Equal, a_low == b_low && a_high == b_high),
                    (FinishedBy, a_low < b_low && a_high == b_high),
                    (Contains, a_low < b_low && b_high < a_high),
                    (StartedBy, a_low == b_low && b_high < a_high),
                    (OverlappedBy, b_low < a_low && a_low <= b_high && b_high < a_high),
                    (MetBy, b_high + 1 == a_low),
                    (After, b_high + 1 < a_low),
                ]
                .into_iter()
                .filter_map(|(relation, holds)| holds.then_some(relation))
                .collect();
                assert_eq!(holding, [a.relation(b)], "{a} and {b}");
                assert_eq!(a.relation(b).is_disjoint(), a.meet(b).is_none());
                seen.insert(a.relation(b));
            }
        }
        assert_eq!(seen.len(), 13, "the universe shows every relation");
    }
}
