//! The generators (strategies) with which this crate tests itself, for tests of code that uses it
//! (feature `proptest`).
//!
//! | strategy | draws |
//! |---|---|
//! | [`said`], [`count`], [`wording`] | forms, counts, and every wording of a form |
//! | [`interval`], [`moment`] | any interval, any moment |
//! | [`dossier`] | any valid dossier |
//! | [`world`], [`shaded_world`] | a true world and the statements of truthful voices about it |
//! | `biased_world` (with feature `calibrate`) | a world of known tolls and what voices of known biases say of it |
//!
//! Every drawn value is valid; nothing is filtered or drawn again. Numbers are drawn first, and any
//! numbers can be turned into a dossier. So a failing case shrinks to fewer records and smaller
//! numbers. A strategy that draws an invalid value is a bug of this module, and panics.
//!
//! ```
//! use corroborate::strategies::world;
//! use corroborate::{LeastDissent, Question};
//! use proptest::prelude::*;
//!
//! proptest!(|(world in world())| {
//!     for estimate in world.dossier().reconcile(&Question::new(), LeastDissent::new()).estimates() {
//!         prop_assert!(estimate.range().contains(world.toll(estimate.quantity(), estimate.as_of())));
//!     }
//! });
//! ```

/// `prop_oneof!`, compiled once for each type of value, not for each list of strategies. Strategies
/// that are used in others are boxed for the same reason.
macro_rules! one_of {
    ($($weight:expr => $strategy:expr),+ $(,)?) => {
        proptest::strategy::Union::new_weighted(vec![$(($weight, $strategy.boxed())),+]).boxed()
    };
    ($($strategy:expr),+ $(,)?) => { one_of![$(1 => $strategy),+] };
}
#[allow(unused_imports, reason = "the laws, which compile this file as well, draw with it")]
pub(crate) use one_of;

mod counts;
mod dossiers;
mod scene;
#[cfg(feature = "calibrate")]
mod tolls;
mod when;
mod worlds;

use std::fmt::{Debug, Display};

use proptest::prelude::*;

use crate::interval::Interval;

pub use counts::{count, said, wording};
pub use dossiers::dossier;
#[cfg(feature = "calibrate")]
pub use tolls::{BiasedWorld, biased_world};
pub use when::moment;
pub use worlds::{Increment, World, shaded_world, world};

/// Any interval: small or large, of one count or more, bounded or not.
///
/// ```
/// use corroborate::strategies::interval;
/// use proptest::prelude::*;
/// use proptest::test_runner::TestRunner;
///
/// TestRunner::deterministic().run(&interval(), |interval| {
///     prop_assert!(interval.contains(interval.low()));
///     Ok(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn interval() -> impl Strategy<Value = Interval> {
    let end = || one_of![3 => 0..=60_u64, 1 => any::<u64>(), 1 => Just(u64::MAX)];
    let width = one_of![1 => Just(Some(0)), 3 => (0..=60_u64).prop_map(Some), 1 => any::<u64>().prop_map(Some), 1 => Just(None)];
    (end(), width)
        .prop_map(|(low, width)| sound(Interval::new(low, width.map(|width: u64| low.saturating_add(width)))))
        .boxed()
}

/// A value with this probability.
pub(crate) fn maybe<T: Clone + Debug + 'static>(
    probability: f64,
    value: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Option<T>> {
    prop::option::weighted(probability, value.boxed()).boxed()
}

/// The value, which is valid by construction.
fn sound<T, E: Display>(drawn: Result<T, E>) -> T {
    drawn.unwrap_or_else(|error| panic!("a strategy drew what is not valid: {error}"))
}

/// The record with this value set, if there is one.
fn with<R, T>(record: R, said: Option<T>, set: impl FnOnce(R, T) -> R) -> R {
    match said {
        Some(said) => set(record, said),
        None => record,
    }
}

/// The element of the list that the number selects, if the list is not empty.
fn pick<T>(list: &[T], number: u8) -> Option<&T> {
    list.get(usize::from(number) % list.len().max(1))
}
