//! Probability intervals of the toll. They stay beside the reported range and never replace it.
//!
//! An [`Estimate`](crate::Estimate) is a range of reports: the counts that contradict the fewest
//! voices. Readers also ask how many people probably died. This module answers with a probability
//! distribution. It corrects each report for the bias of such sources: an army admits about half of
//! its dead and claims more than twice the enemy's, first counts are too low, and "at least 40"
//! usually means more than 40.
//!
//! A [`Learner`] learns these biases from many events and gives a [`BiasTable`]. With a table,
//! [`Reconciliation::calibrate`](crate::Reconciliation::calibrate) gives for each quantity an
//! interval, a median and P(N ≥ n), and explains how each voice was read.
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
//! assert!(toll.disagrees().is_some(), "the reported range has 13 % of the probability");
//!
//! // Another anchor can be chosen. Every answer names its anchor.
//! let as_said = answer.calibrate(&table, &Anchor::AS_SAID);
//! assert_eq!(as_said.of(quantity)?.anchor().assumption(), "assumes monitors miss nobody on average");
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What it assumes
//!
//! Claims identify the biases of sources relative to one another. How many people all sources miss is
//! the [`Anchor`]: an assumption, unless the later inquiries of ten or more events are known. Every
//! output names the anchor and the table.
//!
//! [`reading`] explains what an interval means and when not to print it. [`model`] has the whole model,
//! its priors, what is identified, the measurements and the limits.
//!
//! # The types, in reading order
//!
//! 1. A [`Statement`] is the number that one voice gives for one quantity ([`Told`]), with the
//!    [`Stake`] of the speaker and the [`Lag`]. A [`Testimony`] holds all statements on one quantity.
//!    Both come from a dossier ([`testimonies`],
//!    [`Reconciliation::hearings`](crate::Reconciliation::hearings)) or are built directly.
//! 2. A [`Learner`] makes a [`BiasTable`] from many testimonies, with an [`Anchor`].
//! 3. [`Calibrate`] applies a table to a testimony. The result is a [`Calibrated`] or a [`Refusal`].
//! 4. A [`Calibrated`] has a [`Posterior`], a [`VoiceReading`] of each voice and, if it contradicts the
//!    range, a [`Disagreement`].
//! 5. A [`Total`] sums tolls with their common errors. A [`Course`] is a toll through time.
//!
//! # Laws
//!
//! Each is a test in `tests/calibrate/laws.rs`:
//!
//! - Any order of the input gives the same bytes (`any_order_gives_the_same_bytes`).
//! - Relays and repeats change nothing (`relays_and_repeats_change_nothing`).
//! - The interval of a higher level contains that of a lower level (`intervals_nest`).
//! - P(N ≥ n) never increases with n (`the_more_the_less_likely`).
//! - A 90 % interval starts at the firm floor or above it.
//! - Undeclared copies narrow an interval very little.
//! - A higher level of the anchor moves every quantile of a large toll by the same log amount.

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
