//! Reads and writes dossiers through serde, in any self-describing format.
//!
//! Reading continues after a fault, so that every fault is listed with its place and not only the
//! first. Each field of a record is read as it comes. At the end, everything that could be read is
//! checked together.

mod fields;
mod read;
mod records;
#[cfg(feature = "exchange")]
pub(crate) mod schema;
pub(crate) mod text;
mod value;
mod write;

#[cfg(feature = "exchange")]
pub(crate) use self::fields::NameAmong;
pub use self::read::Unchecked;
#[cfg(feature = "exchange")]
pub(crate) use self::records::Record;
pub(crate) use self::text::{parsed, serde_as_text, serde_text};
pub(crate) use self::write::Writer;
