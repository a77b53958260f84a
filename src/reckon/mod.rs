//! Computes the estimates that answer a question about a dossier.
//!
//! - `question`: the moment asked about, and by when claims must be published. `reconcile`: the
//!   quantities in play, parts before wholes.
//! - `engine`: one question put to one dossier under one policy, in any order of quantities.
//! - `heard`: the estimate that follows from the voices on a quantity and from its parts.
//! - `parts_and_wholes`: how parts bound their whole, and wholes their parts; `narrow`: the range that
//!   exhaustive wholes leave for their parts; `history`: quantities as of moments other than their
//!   own; `running`: sums of parts that are kept up to date.
//! - `answer`: the answer by numbers; `estimate`: the answer by names; `estimates`: all of them, on
//!   their own; `write`: these through serde.

pub(crate) mod answer;
pub(crate) mod desk;
pub(crate) mod engine;
pub(crate) mod estimate;
pub(crate) mod estimates;
pub(crate) mod history;
pub(crate) mod judged;
pub(crate) mod narrow;
pub(crate) mod parts_and_wholes;
pub(crate) mod question;
pub(crate) mod reconcile;
mod running;
#[cfg(feature = "serde")]
mod write;
