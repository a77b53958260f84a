//! The strategies this crate tests itself with, for those who test on top of it (feature
//! `proptest`).
//!
//! | strategy | draws |
//! |---|---|
//! | [`said`], [`count`], [`wording`] | what can be said of a number, and every way to word it |
//! | [`interval`], [`moment`] | any of them |
//! | [`dossier`] | any valid dossier |
//! | [`world`], [`shaded_world`] | a true world and what truthful voices say of it |
//! | `biased_world` (with feature `calibrate`) | a world of known tolls and what voices of known biases say of it |
//!
//! Everything is drawn valid: nothing is filtered or drawn again. Numbers are drawn first and
//! then read as a dossier, whatever they are, so that what fails shrinks by taking records
//! away and making numbers small. A strategy that breaks that promise is a bug of this
//! module, and panics.
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

mod counts;
mod dossiers;
mod scene;
#[cfg(feature = "calibrate")]
mod tolls;
mod when;
mod worlds;

use std::fmt::Display;

use proptest::prelude::*;

use crate::interval::Interval;
use crate::{Draft, Event, Group, Party, Source};

pub use counts::{count, said, wording};
pub use dossiers::dossier;
#[cfg(feature = "calibrate")]
pub use tolls::{BiasedWorld, biased_world};
pub use when::moment;
pub use worlds::{Increment, World, shaded_world, world};

/// Any interval: small and large, of one count, bounded and not.
pub fn interval() -> impl Strategy<Value = Interval> {
    let end = || prop_oneof![3 => 0..=60_u64, 1 => any::<u64>(), 1 => Just(u64::MAX)];
    let width = prop_oneof![1 => Just(Some(0)), 3 => (0..=60_u64).prop_map(Some), 1 => any::<u64>().prop_map(Some), 1 => Just(None)];
    (end(), width).prop_map(|(low, width)| sound(Interval::new(low, width.map(|width: u64| low.saturating_add(width)))))
}

/// What was drawn valid and is.
fn sound<T, E: Display>(drawn: Result<T, E>) -> T {
    drawn.unwrap_or_else(|error| panic!("a strategy drew what is not valid: {error}"))
}

/// The record with that said of it, if there is something to say.
fn with<R, T>(record: R, said: Option<T>, set: impl FnOnce(R, T) -> R) -> R {
    match said {
        Some(said) => set(record, said),
        None => record,
    }
}

/// The records in a draft.
fn draft(parties: Vec<Party>, sources: Vec<Source>, groups: Vec<Group>, events: Vec<Event>) -> Draft {
    let mut draft = Draft::new();
    for party in parties {
        draft.add_party(party);
    }
    for source in sources {
        draft.add_source(source);
    }
    for group in groups {
        draft.add_group(group);
    }
    for event in events {
        draft.add_event(event);
    }
    draft
}

/// The one of a list that a number stands for, if there is any.
fn pick<T>(list: &[T], number: u8) -> Option<&T> {
    list.get(usize::from(number) % list.len().max(1))
}
