//! Why there is no interval.

use super::stake::Stake;
use crate::record::outcome::Outcome;
use crate::record::quantity::Quantity;
use crate::record::source::SourceKind;

/// Why a quantity has no interval: an answer, too.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Nobody names a number that could be read.
    #[error("no statement names a number")]
    NoNumber,
    /// All who name one have a stake in it.
    #[error("only voices with a stake in the count name a number")]
    InterestedOnly,
    /// The table is of another outcome.
    #[error("the table is of {learned}, and nothing was learned of {asked}")]
    OtherOutcome {
        /// What was asked.
        asked: Outcome,
        /// What the table is of.
        learned: Outcome,
    },
    /// Nothing was learned of such sources, and outside `killed` nothing is believed beforehand.
    #[error("nothing was learned of what sources of the kind {kind} say of {outcome} where their stake is {stake}")]
    NoCell {
        /// What was asked.
        outcome: Outcome,
        /// The kind of the source.
        kind: SourceKind,
        /// Its stake.
        stake: Stake,
    },
    /// It rises and falls.
    #[error("{outcome} rises and falls: there is no model of that")]
    Stock {
        /// What was asked.
        outcome: Outcome,
    },
    /// More than is weighed.
    #[error("{number} is more than is weighed: tolls up to 100,000,000")]
    TooLarge {
        /// The number.
        number: u64,
    },
    /// Too few totals to follow a toll through time.
    #[error("a course takes at least {least} dated totals, found {found}")]
    TooShort {
        /// How many there must be.
        least: usize,
        /// How many there are.
        found: usize,
    },
    /// The quantity is not in play.
    #[error("nothing is said of {quantity}, nor of a part of it")]
    NotInPlay {
        /// What was asked.
        quantity: Quantity,
    },
}
