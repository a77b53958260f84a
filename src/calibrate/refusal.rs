//! Refusals: the reasons for which a quantity gets no posterior.

use super::stake::Stake;
use crate::record::outcome::Outcome;
use crate::record::quantity::Quantity;
use crate::record::source::SourceKind;

/// The reason why a quantity has no posterior.
///
/// ```
/// use corroborate::calibrate::{BiasTable, Calibrate, Refusal, Testimony};
///
/// let nobody = Testimony::new("SDF dead", []);
/// assert_eq!(Calibrate::with(&BiasTable::default()).of(&nobody).err(), Some(Refusal::NoNumber));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// No statement names a number.
    #[error("no statement names a number")]
    NoNumber,
    /// Every voice that names a number has a stake in the count.
    #[error("only voices with a stake in the count name a number")]
    InterestedOnly,
    /// The table was learned for another outcome.
    #[error("the table is for {learned}, not for {asked}")]
    OtherOutcome {
        /// The outcome of the quantity.
        asked: Outcome,
        /// The outcome of the table.
        learned: Outcome,
    },
    /// The table has no cell for such a source, and only `killed` has default priors.
    #[error("the table has no cell for {outcome}, sources of the kind {kind}, stake {stake}")]
    NoCell {
        /// The outcome of the quantity.
        outcome: Outcome,
        /// The kind of the source.
        kind: SourceKind,
        /// Its stake.
        stake: Stake,
    },
    /// The outcome is a stock: it rises and falls.
    #[error("{outcome} rises and falls: the model covers only outcomes that add up")]
    Stock {
        /// The outcome of the quantity.
        outcome: Outcome,
    },
    /// A number exceeds 10⁸, the largest toll in the model.
    #[error("{number} is above 100,000,000, the largest toll in the model")]
    TooLarge {
        /// The number.
        number: u64,
    },
    /// Too few dated totals for a course.
    #[error("a course needs at least {least} dated totals, found {found}")]
    TooShort {
        /// The smallest number of totals.
        least: usize,
        /// The number of totals found.
        found: usize,
    },
    /// The quantity is not in play.
    #[error("nothing is said of {quantity}, nor of a part of it")]
    NotInPlay {
        /// The quantity.
        quantity: Quantity,
    },
}
