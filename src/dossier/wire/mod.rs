//! Reads and writes dossiers through serde, in any self-describing format.
//!
//! Reading continues after a fault, so that every fault is listed with its place and not only the
//! first. Each record is first taken as any value and then read field by field. At the end,
//! everything that could be read is checked together.

mod fields;
mod read;
#[cfg(feature = "exchange")]
pub(crate) mod schema;
pub(crate) mod text;
mod value;
mod write;

pub use self::read::Unchecked;
pub(crate) use self::text::{parsed, serde_as_text, serde_text};
pub(crate) use self::write::Writer;
#[cfg(feature = "exchange")]
pub(crate) use self::{
    fields::{Counts, Found},
    read::{Record, alone},
};
