//! How many, probably: intervals of the toll itself, beside the range of what was reported and never
//! in its place.
//!
//! An [`Estimate`](crate::Estimate) says which counts leave the fewest voices contradicted: a range
//! of reports. Readers also ask how many, then. The answer here takes into account how sources of
//! that kind, with that stake, have erred before: an army owns up to about half of its dead and
//! claims more than twice the enemy's, a first count grows, "at least 40" is said of more than 40.
//! [`Learner`] learns that from many events as a [`BiasTable`]; with the table,
//! [`Reconciliation::calibrate`](crate::Reconciliation::calibrate) gives each quantity an interval,
//! a median, P(N ≥ n), and for each voice what it was read as and why.
//!
//! ```
//! # #[cfg(feature = "serde")] {
//! use corroborate::calibrate::{Anchor, BiasTable, Level};
//! use corroborate::{Dossier, LeastDissent, Question};
//!
//! let dossier: Dossier = serde_json::from_str(r#"{
//!     "parties": [{"id": "is", "name": "Islamic State", "opposes": ["sdf"]}, {"id": "sdf", "name": "SDF"}],
//!     "sources": [{"id": "osdh", "name": "Observatory", "kind": "monitor", "basis": "documented"},
//!                 {"id": "sdf", "name": "SDF", "kind": "belligerent", "party": "sdf"}],
//!     "groups":  [{"id": "fighters", "name": "IS fighters", "party": "is", "status": "combatant"}],
//!     "events":  [{"id": "battle", "name": "Battle of al-Hasakah", "start": "2022-01-20", "end": "2022-01-30",
//!                  "settled": "2022-01-30"}],
//!     "claims":  [
//!         {"id": "c1", "event": "battle", "group": "fighters", "outcome": "killed", "count": "346",
//!          "source": "osdh", "as_of": "2022-02-06"},
//!         {"id": "c2", "event": "battle", "group": "fighters", "outcome": "killed", "count": "374",
//!          "source": "sdf", "as_of": "2022-01-31"}
//!     ]
//! }"#)?;
//! let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
//! let quantity = answer.estimates()[0].quantity();
//!
//! let table = BiasTable::default();
//! let calibration = answer.calibrate(&table, &Anchor::default());
//! let toll = calibration.of(quantity)?;
//! assert_eq!(toll.side_by_side(Level::NINETY), "346 to 374 reported; 346 to 802 at 90 %, median 458");
//! assert!(toll.disagrees().is_some(), "of the probability, what was reported has 13 %");
//!
//! // The assumption can be taken away, and is always named.
//! let as_said = answer.calibrate(&table, &Anchor::AS_SAID);
//! assert_eq!(as_said.of(quantity)?.anchor().assumption(), "takes monitors as said");
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What it assumes
//!
//! Claims fix the biases of their sources relative to one another. How much all of them miss is the
//! [`Anchor`]: an assumption, unless later inquiries are known for ten events or more. Every output
//! names the anchor and the table.
//!
//! [`reading`] says what an interval means and when not to print it; [`model`] is the whole model
//! with its priors, what is identified, what was measured, and its limits.
//!
//! # The types, in reading order
//!
//! 1. A [`Statement`] is what one voice says of one quantity: a number as it was [`Told`], the
//!    [`Stake`] of the speaker, the [`Lag`]. A [`Testimony`] is all that is said of a quantity. Both
//!    are heard in a dossier ([`testimonies`],
//!    [`Reconciliation::hearings`](crate::Reconciliation::hearings)) or built directly.
//! 2. A [`Learner`] makes a [`BiasTable`] of many of them, with an [`Anchor`].
//! 3. [`Calibrate`] reads a testimony with a table: [`Calibrated`], or a [`Refusal`].
//! 4. A [`Calibrated`] toll has a [`Posterior`], a [`VoiceReading`] of each voice, and may be in
//!    [`Disagreement`] with the range.
//! 5. [`Total`] adds tolls up, with the errors they share; a [`Course`] follows one through time.
//!
//! # Laws
//!
//! Each is a test of that name in `tests/calibrate/laws.rs`: any order gives the same bytes
//! (`any_order_gives_the_same_bytes`); relays and repeats change nothing
//! (`relays_and_repeats_change_nothing`); the interval of a higher level holds that of a lower one
//! (`intervals_nest`); P(N ≥ n) falls in n (`the_more_the_less_likely`); a 90 % interval starts at the
//! firm floor or above it; copies gain next to nothing; a higher anchor moves every quantile by as
//! much.

mod anchor;
mod calibrated;
mod calibration;
mod cholesky;
mod copying;
mod course;
mod curve;
mod heard;
mod learn;
mod posterior;
mod prior;
mod refusal;
mod rows;
mod series;
mod stake;
mod statement;
mod student;
mod sweep;
mod table;
mod total;
#[cfg(feature = "serde")]
mod wire;
mod wording;

#[doc = include_str!("model.md")]
pub mod model {}

#[doc = include_str!("reading.md")]
pub mod reading {}

pub use anchor::{Anchor, AnchorError, AnchorFrom, Shortfall};
pub use calibrated::{Calibrate, Calibrated, Cause, Disagreement, Factors, VoiceReading};
pub use calibration::Calibration;
pub use course::{Course, Courses};
pub use curve::VoiceOffset;
pub use heard::{Hearings, NotHeard, Unheard, testimonies};
pub use learn::{LearnFault, Learner, NotLearned};
pub use posterior::{Level, LevelError, Posterior};
pub use refusal::Refusal;
pub use series::Series;
pub use stake::{People, Stake};
pub use statement::{Statement, Testimony};
pub use table::{BiasTable, Cell, Learned, LearnedFrom, SourceBias, TableError};
pub use total::{NoTotal, Total};
pub use wording::{Lag, Told, Wording};
