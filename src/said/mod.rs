//! What was said, and what it can mean.
//!
//! - [`count`]: a count as it was said, "at least 20", and the parser of its words.
//! - [`lexicon`]: the interval that a hedge stands for; `reading` is what it gives.
//! - [`interval`]: ranges of counts; `relation` says how two of them lie to each other.
//! - `share`: a per cent of a number; `thousands`: a number with its commas.

pub mod count;
pub mod interval;
pub mod lexicon;
pub(crate) mod reading;
pub(crate) mod relation;
pub(crate) mod share;
pub(crate) mod thousands;
