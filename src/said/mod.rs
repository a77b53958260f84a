//! What was said, and what it can mean.
//!
//! - [`count`]: a count as it was said, "at least 20", and the parser for it.
//! - [`lexicon`]: the interval of a hedged or vague count; `reading` is the type of its results.
//! - [`interval`]: intervals of counts; `relation` compares two of them.
//! - `share`: a share of a number in per cent; `thousands`: prints a number with commas.

pub mod count;
pub mod interval;
pub mod lexicon;
pub(crate) mod reading;
pub(crate) mod relation;
pub(crate) mod share;
pub(crate) mod thousands;
