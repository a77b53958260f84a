//! From a dossier and a question to estimates: which quantities, in what order, as of when.
//!
//! - `question`: what is asked. `reconcile`: what is in play, and parts before wholes.
//! - `engine`: one question put to one dossier under one policy, whatever the order.
//! - `heard`: what follows from the voices on a quantity and from its parts.
//! - `rollup`: how parts and wholes bear on one another; `wholes`: what exhaustive wholes leave
//!   to their parts; `history`: quantities as of other moments than their own.
//! - `estimate`: the answer; `write`: the answer through serde.

pub(crate) mod engine;
pub(crate) mod estimate;
pub(crate) mod heard;
pub(crate) mod history;
pub(crate) mod question;
pub(crate) mod reconcile;
pub(crate) mod rollup;
pub(crate) mod wholes;
#[cfg(feature = "serde")]
mod write;
