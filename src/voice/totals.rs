//! A toll that never falls, under statements about its totals alone. This needs only two step
//! functions, where [`difference`](super::difference) needs shortest paths.

use std::collections::BTreeMap;

use crate::said::interval::{Ceiling, Interval};

/// The bounds of a toll from statements low ≤ N(moment) ≤ high that can all be true together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Totals {
    /// Rising: the largest low up to a moment, at each moment where it changes.
    floors: BTreeMap<i64, u64>,
    /// Rising: the smallest finite high from a moment on, at each moment where it changes.
    ceilings: BTreeMap<i64, u64>,
}

impl Totals {
    pub(crate) fn new() -> Totals {
        Totals::default()
    }

    /// Admits the statement if it can be true together with all statements admitted before.
    pub(crate) fn admit(&mut self, moment: i64, said: Interval) -> bool {
        if said.high() < Ceiling::At(self.floor(moment)) || self.ceiling(moment).is_some_and(|high| said.low() > high) {
            return false;
        }
        if said.low() > self.floor(moment) {
            while let Some((&later, _)) = self.floors.range(moment..).next().filter(|&(_, &low)| low <= said.low()) {
                self.floors.remove(&later);
            }
            self.floors.insert(moment, said.low());
        }
        if let Some(high) = said.high().get()
            && self.ceiling(moment).is_none_or(|known| high < known)
        {
            while let Some((&earlier, _)) =
                self.ceilings.range(..=moment).next_back().filter(|&(_, &known)| known >= high)
            {
                self.ceilings.remove(&earlier);
            }
            self.ceilings.insert(moment, high);
        }
        true
    }

    fn floor(&self, t: i64) -> u64 {
        self.floors.range(..=t).next_back().map_or(0, |(_, &low)| low)
    }

    fn ceiling(&self, t: i64) -> Option<u64> {
        self.ceilings.range(t..).next().map(|(_, &high)| high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voice::difference::{Constraint, Constraints};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(crate::seed::per_cent(100))]

        /// With totals alone, the step functions admit exactly what shortest paths admit.
        #[test]
        fn totals_are_the_tolls_without_windows(
            said in prop::collection::vec((0..6_i64, 0..8_u64, prop::option::of(0..8_u64)), 1..12)
        ) {
            let (mut totals, mut toll) = (Totals::new(), Constraints::new());
            let mut refused = false;
            for (moment, low, high) in said {
                let high = high.map(|high| low + high);
                let said = Interval::new(low, Ceiling::from(high)).map_err(|e| TestCaseError::fail(e.to_string()))?;
                let by_paths = toll.admit(Constraint { since: None, moment, low: Some(low), high });
                prop_assert_eq!(totals.admit(moment, said), by_paths);
                refused |= !by_paths;
            }
            let _ = refused;
        }
    }
}
