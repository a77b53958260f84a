//! The dossier on the wire, through serde, in any self-describing format.
//!
//! Reading is lenient until the end, so that every fault can be listed with its place instead
//! of the first one: each record is taken as whatever was found, read field by field, and the
//! sound ones are then checked together.

mod fields;
mod read;
#[cfg(feature = "exchange")]
pub(crate) mod schema;
mod value;
mod write;

pub(crate) use self::write::{Writer, serialize_as_text, serialize_text};
#[cfg(feature = "exchange")]
pub(crate) use self::{
    fields::Found,
    read::{Record, alone},
};
