//! The nouns of a dossier, one each: who (`party`, `source`), of whom (`group`), in what
//! (`event`), what became of them (`outcome`), when (`moment`); a `quantity` is the last of
//! these together without the time, and a `claim` puts a count to it.
//!
//! `interest` decides which way a speaker would like a count to err; `id` holds the names that
//! records call each other by, `vocabulary` the words that stand for one value each.

pub(crate) mod claim;
pub(crate) mod event;
pub(crate) mod group;
pub(crate) mod id;
pub(crate) mod interest;
pub(crate) mod moment;
pub(crate) mod outcome;
pub(crate) mod party;
pub(crate) mod quantity;
pub(crate) mod source;
pub(crate) mod vocabulary;
