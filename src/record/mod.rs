//! The nouns of a dossier, one file each: who speaks (`party`, `source`), whose people (`group`),
//! in which event (`event`), what happened to them (`outcome`) and when (`moment`). A `quantity` is
//! an event, a group and an outcome; a `claim` gives a count of a quantity, which `credibility` may
//! grade.
//!
//! `interest` decides which way a speaker would like a count to err. `id` holds the ids by which
//! records refer to each other. `vocabulary` defines the enums that are written as one fixed word
//! for each value, and `fields` the getters and builders of records.

pub(crate) mod claim;
pub(crate) mod credibility;
pub(crate) mod event;
pub(crate) mod fields;
pub(crate) mod group;
pub(crate) mod id;
pub(crate) mod interest;
pub(crate) mod moment;
pub(crate) mod outcome;
pub(crate) mod party;
pub(crate) mod quantity;
pub(crate) mod source;
pub(crate) mod vocabulary;
