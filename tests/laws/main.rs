//! The laws: what holds whatever the claims are, drawn at random from a fixed seed; and the
//! imports of the crate, which keep to the order of its rooms.
//!
//! `PROPTEST_RNG_SEED` draws other cases, `PROPTEST_CASES` more of them.

#[cfg(feature = "serde")]
mod batches;
#[cfg(feature = "serde")]
#[path = "../common/mod.rs"]
mod common;
mod counts;
#[cfg(feature = "serde")]
#[path = "../common/declarations.rs"]
mod declarations;
mod derivations;
mod derivations_of_worlds;
mod desks;
mod drafts;
#[cfg(feature = "serde")]
mod drawn;
mod estimates;
mod forms;
mod house;
mod intervals;
#[cfg(feature = "serde")]
mod model;
mod model_agrees;
mod policies;
mod reach;
mod refusals;
#[cfg(feature = "serde")]
#[path = "../common/rows.rs"]
mod rows;
#[path = "../common/seed.rs"]
mod seed;
mod standing;
// Compiled here as well, so that the laws need no feature of the crate they test.
#[cfg(feature = "serde")]
#[allow(dead_code, unreachable_pub, unused_imports, reason = "no one law draws from all of it")]
#[path = "../../src/strategies/mod.rs"]
mod strategies;
mod tellings;
mod timelines;
mod wordings;
mod worlds;
mod written;

// What the strategies name as of their own crate.
#[cfg(feature = "serde")]
#[allow(unused_imports, reason = "which of it, the strategies know")]
use corroborate::*;
