//! What the laws draw from. Every strategy builds what is valid; none filters.

#![allow(dead_code, reason = "every file of laws draws from a part of it")]

use corroborate::count::{Count, Said, Vague};
use corroborate::interval::{Ceiling, Interval};
use proptest::prelude::*;

/// Numbers of every size that a count can have.
pub(crate) fn number() -> BoxedStrategy<u64> {
    prop_oneof![
        0..=30_u64,
        0..=2_000_u64,
        (1..=999_u64, 0..=9_u32).prop_map(|(n, zeros)| n * 10_u64.pow(zeros)),
        0..=Count::MAX,
        Just(Count::MAX),
    ]
    .boxed()
}

/// Two numbers, the second not below the first.
pub(crate) fn pair() -> BoxedStrategy<(u64, u64)> {
    (number(), number()).prop_map(|(a, b)| (a.min(b), a.max(b))).boxed()
}

pub(crate) fn vague() -> BoxedStrategy<Vague> {
    proptest::sample::select(Vague::ALL.to_vec()).boxed()
}

/// Every form that leaves a count.
pub(crate) fn said() -> BoxedStrategy<Said> {
    prop_oneof![
        number().prop_map(|n| if n == 0 { Said::None } else { Said::Exactly(n) }),
        number().prop_map(Said::AtLeast),
        number().prop_map(Said::MoreThan),
        number().prop_map(Said::AtLeastAbout),
        number().prop_map(Said::AtMost),
        number().prop_map(Said::AtMostAbout),
        number().prop_map(|n| Said::FewerThan(n.max(1))),
        number().prop_map(Said::About),
        number().prop_map(Said::Nearly),
        pair().prop_map(|(a, b)| Said::Between(a, b)),
        pair().prop_map(|(a, b)| Said::AboutBetween(a, b)),
        vague().prop_map(Said::Vaguely),
        Just(Said::Unspecified),
        Just(Said::None),
    ]
    .boxed()
}

/// Texts made of what counts are made of, in any order: most are no counts.
pub(crate) fn salad() -> BoxedStrategy<String> {
    let words = proptest::sample::select(vec![
        "20", "1,000", "0", "1.5", "10 000", "999999999999", "a", "an", "twenty", "five", "zero", "hundred",
        "hundreds", "thousand", "thousands", "million", "trillion", "dozen", "dozens", "tens", "of", "half", "and",
        "or", "to", "between", "from", "at", "least", "most", "more", "fewer", "than", "up", "no", "none", "one",
        "about", "some", "nearly", "just", "under", "over", "several", "few", "unspecified", "number", "unknown", "k",
        "m", "bn", "+", "~", "-", "–", "≥", "<", "=", ",", ".", "c.", "max", "plus", "s", "people", "é", "½", "",
    ]);
    let gaps = proptest::sample::select(vec![" ", " ", " ", "", "-", "\u{2009}", "\u{a0}", "\n"]);
    proptest::collection::vec((words, gaps), 0..10)
        .prop_map(|parts| parts.into_iter().map(|(word, gap)| [word, gap].concat()).collect())
        .boxed()
}

/// Any interval, of ends small enough to touch and large enough to overflow.
pub(crate) fn interval() -> BoxedStrategy<Interval> {
    let end = || prop_oneof![0..=12_u64, number(), any::<u64>(), Just(u64::MAX)];
    (end(), proptest::option::weighted(0.8, end()))
        .prop_map(|(a, b)| match b {
            Some(b) => Interval::exactly(a).hull(Interval::exactly(b)),
            None => Interval::at_least(a),
        })
        .boxed()
}

/// A count of that interval.
pub(crate) fn count_in(interval: Interval) -> impl Strategy<Value = u64> {
    let high = match interval.high() {
        Ceiling::At(high) => high,
        Ceiling::Unbounded => u64::MAX,
    };
    interval.low()..=high
}
