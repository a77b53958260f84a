//! front
mod cell;
mod fault;
mod gather;
mod imported;
mod lines;
mod names;
mod published;
mod read;
mod rows;
mod table;
mod write;

pub use fault::{RowFault, RowFaultKind, RowFaults};
pub use gather::Gathering;
pub use lines::JsonLines;
pub use imported::{Imported, Named};
pub use published::{Flag, FlagKind, Published, Role};
pub use rows::{Format, Rows};
pub use write::{ClaimTable, EstimateTable, HxlTable, LeftOut, Lost, UcdpTable};
