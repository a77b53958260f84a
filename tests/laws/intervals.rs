//! Laws of intervals.

use crate::forms::{count_in, interval};
use crate::seed::{laws, per_cent};
use corroborate::interval::{Ceiling, Interval, Relation};
use proptest::prelude::*;

/// An interval and two of its counts.
fn with_counts() -> impl Strategy<Value = (Interval, u64, u64)> {
    interval().prop_flat_map(|a| (Just(a), count_in(a), count_in(a)))
}

laws! {
    #![proptest_config(per_cent(100))]

    #[test]
    fn hull_is_a_semilattice(a in interval(), b in interval(), c in interval()) {
        prop_assert_eq!(a.hull(a), a);
        prop_assert_eq!(a.hull(b), b.hull(a));
        prop_assert_eq!(a.hull(b).hull(c), a.hull(b.hull(c)));
        prop_assert!(a.hull(b).contains_all(a));
        prop_assert_eq!(a.contains_all(b), a.hull(b) == a);
    }

    #[test]
    fn meet_holds_what_both_hold(
        (a, m, _) in with_counts(),
        (b, n, _) in with_counts(),
    ) {
        for count in [m, n] {
            let both = a.contains(count) && b.contains(count);
            prop_assert_eq!(a.meet(b).is_some_and(|meet| meet.contains(count)), both);
        }
        prop_assert_eq!(a.meet(b), b.meet(a));
        prop_assert_eq!(a.meet(a), Some(a));
        prop_assert_eq!(a.contains_all(b), a.meet(b) == Some(b));
    }

    #[test]
    fn meet_is_associative(a in interval(), b in interval(), c in interval()) {
        let left = a.meet(b).and_then(|ab| ab.meet(c));
        let right = b.meet(c).and_then(|bc| a.meet(bc));
        prop_assert_eq!(left, right);
    }

    #[test]
    fn sum_holds_every_sum((a, m, _) in with_counts(), (b, n, _) in with_counts()) {
        if let Some(sum) = m.checked_add(n) {
            prop_assert!(a.sum(b).contains(sum));
        }
    }

    #[test]
    fn sum_is_a_commutative_monoid(a in interval(), b in interval(), c in interval()) {
        prop_assert_eq!(a.sum(b), b.sum(a));
        prop_assert_eq!(a.sum(Interval::exactly(0)), a);
        prop_assert_eq!(a.sum(b).sum(c), a.sum(b.sum(c)));
    }

    #[test]
    fn loosening_is_monotone(a in interval(), b in interval()) {
        prop_assert!(a.loosened().contains_all(a));
        prop_assert!(a.hull(b).loosened().contains_all(a.loosened()));
    }

    #[test]
    fn clamp_brings_to_the_nearest_count((a, m, _) in with_counts(), n in any::<u64>()) {
        let nearest = a.clamp(n);
        prop_assert!(a.contains(nearest));
        prop_assert!(nearest.abs_diff(n) <= m.abs_diff(n));
        prop_assert_eq!(a.clamp(m), m);
    }

    #[test]
    fn the_only_count_is_the_only_one((a, m, n) in with_counts()) {
        match a.only() {
            Some(only) => prop_assert_eq!((m, n), (only, only)),
            None => prop_assert!(a.high() > Ceiling::At(a.low())),
        }
    }

    #[test]
    fn converse_is_the_relation_the_other_way(a in interval(), b in interval()) {
        let relation = a.relation(b);
        prop_assert_eq!(b.relation(a), relation.converse());
        prop_assert_eq!(relation.converse().converse(), relation);
        prop_assert_eq!(relation.is_disjoint(), a.meet(b).is_none());
        prop_assert_eq!(relation == Relation::Equal, a == b);
    }

    #[test]
    #[cfg(feature = "serde")]
    fn deserialising_what_was_serialised_gives_it_back(a in interval()) {
        let text = serde_json::to_string(&a).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(serde_json::from_slice::<Interval>(text.as_bytes()).ok(), Some(a));
    }
}

#[test]
#[cfg(feature = "serde")]
fn an_interval_on_the_wire_is_checked() {
    let read = |text: &str| serde_json::from_slice::<Interval>(text.as_bytes()).map_err(|e| e.to_string());
    assert_eq!(read(r#"{"low":20,"high":null}"#), Ok(Interval::at_least(20)));
    assert_eq!(serde_json::to_string(&Interval::at_most(5)).ok().as_deref(), Some(r#"{"low":0,"high":5}"#));
    for (text, reason) in [
        (r#"{"low":30,"high":20}"#, "no count is at least 30 and at most 20"),
        (r#"{"low":30,"high":40,"best":35}"#, "unknown field `best`, expected `low` or `high`"),
        (r#"{"high":20}"#, "missing field `low`"),
    ] {
        let refused = read(text).err().unwrap_or_default();
        assert!(refused.starts_with(reason), "{text}: {refused}");
    }
}

#[test]
fn values_can_be_sent_to_other_threads() {
    fn check<T: Send + Sync>() {}
    check::<Interval>();
    check::<Ceiling>();
    check::<Relation>();
}
