//! The field's tables in and out.
//!
//! Analysts live in tables. [`Rows`] reads them, a row at a time and never the whole file; each row
//! becomes records of a [`Draft`](crate::Draft) ([`Imported`]), and [`Gathering`] brings them
//! together to a dossier. The tables write what was published, or what was estimated, and
//! return what they had no place for ([`LeftOut`]).
//!
//! ```
//! use corroborate::exchange::{Format, Gathering, Rows, UcdpTable};
//!
//! let table = "id,date_start,date_end,side_a,side_b,best,high,low,source_original,source_office\n\
//!              7,2022-01-20,2022-01-22,SDF,IS,39,45,20,SOHR,AFP\n\
//!              8,2022-01-20,2022-01-22,SDF,IS,many,9,3,SOHR,AFP\n";
//! let mut gathering = Gathering::new();
//! let mut again = UcdpTable::new(Vec::new());
//! for row in Rows::new(Format::Ucdp, table.as_bytes()) {
//!     match row {
//!         Ok(row) => {
//!             again.imported(&row)?;
//!             gathering.add(row).unwrap();
//!         }
//!         Err(faults) => assert_eq!(faults.to_string(), "3:6: best: expected a whole number, found \"many\""),
//!     }
//! }
//! // As published ...
//! let again = String::from_utf8(again.finish()?)?;
//! assert!(again.ends_with(",39,45,20\n"));
//! // ... and as claimed.
//! let (dossier, faults) = gathering.finish();
//! assert!(faults.is_empty());
//! assert_eq!(dossier.claims()[0].count().as_str(), "20 to 45");
//! assert_eq!(dossier.claims()[0].source().as_str(), "SOHR");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is read
//!
//! | [`Format`] | an event is | claims | absence | who says it |
//! |---|---|---|---|---|
//! | [`Ucdp`](Format::Ucdp) | `ucdp:ID`, part of its conflict | all killed, low to high; the sides' where the total is settled | blank, `NA`; dates of 1753 | `source_original`, relayed by `source_office` |
//! | [`Acled`](Format::Acled) | `acled:ID` | all killed, if above 0 | blank; 0 is none or unknown | `source` |
//! | [`Ibc`](Format::Ibc) | `ibc:CODE` | civilians killed, minimum to maximum | blank, negative | `sources` |
//! | [`Airwars`](Format::Airwars) | `airwars:CODE` | each category, min to max; what was conceded, as a floor | blank, `Unknown`; a conceded 0 | `sources`; the belligerent |
//! | [`Gtd`](Format::Gtd) | `gtd:ID` | killed and wounded: all, attackers, US citizens | blank, −9, −99 | the outlets of `scite1` to `scite3` |
//! | [`Hxl`](Format::Hxl) | `hxl:CODE` | each column of `#affected` with an outcome | blank | `#meta+source` |
//! | [`Csv`](Format::Csv) | as named | one a row | blank | as named |
//! | [`JsonLines`](Format::JsonLines) | as declared | as declared | `null` | as declared |
//!
//! Columns are found by name, in any order, whatever their case and punctuation. The header is the
//! first of the first fifty rows that has all columns of the format: exports begin with what may be
//! done with them. A row before it with as many cells, half of them filled, may have been meant
//! as one of the table, and is refused.
//!
//! - **Published and claimed are two things.** A count has one figure, and a table has a low, a
//!   best and a high. The claim is the range ([`Published::as_count`]); the three numbers are kept
//!   beside it in [`Published`], and a table that is written from there gives them back unchanged.
//! - **Several reporters named together are one source**, in the order of their names: nothing says
//!   which of them said it, and to make a voice of each would invent corroboration. Where none is
//!   named, the project that made the table is the source.
//! - **What is irregular comes in, flagged** ([`Flag`]): low ≤ best ≤ high that fails, an end before
//!   its start, UCDP's parts that do not add up. Its claim is the range over all the numbers. What
//!   the numbers of a row say of one another beyond that, [`audit::Table`](crate::audit::Table) finds.
//! - **Sentinels are absence**, and a table's 0 is a claim of none only where the format tells it
//!   from unknown (GTD, HXL).
//!
//! # What can be wrong
//!
//! Every fault has a line and a column ([`RowFault`]), and the rows before and behind it are read.
//! Memory is bounded whatever the file: a row of more than a mebibyte is passed over to its end, a
//! quote that never closes is named where it opens. Text is UTF-8, with or without a byte order
//! mark; bytes that are not are a fault of the cell they stand in, if that cell is read.
//!
//! # What it does not do
//!
//! Rows are not held against one another on their way through: that an id stands twice, for two
//! things, is found where they are brought together, by [`Gathering`].
//!
//! It does not guess encodings or delimiters, fetch anything, match events of different tables with
//! each other, or read Excel files. What nobody reported never becomes a claim: shares by
//! [`Rule`] stay marked as [`Allocated`](Role::Allocated).

mod bind;
mod cell;
mod date;
mod declare;
mod fault;
mod feed;
mod gather;
mod header;
mod imported;
mod lines;
mod make;
mod mapping;
mod names;
mod objects;
mod published;
mod rows;
mod schema;
#[cfg(feature = "spreadsheet")]
mod sheet;
mod tally;
mod write;

pub use date::DateOrder;
pub use declare::{declared, list_of_sheet};
pub use fault::{RowFault, RowFaultKind, RowFaults};
pub use gather::Gathering;
pub use imported::{Imported, Named};
pub use lines::JsonLines;
pub use mapping::{Format, Mapping, MappingFault, Mappings};
pub use published::{Flag, FlagKind, Published, Role};
pub use rows::{Encoding, Rows, TableReader, UnknownEncoding};
pub use schema::{mapping_schema, schema};
#[cfg(feature = "spreadsheet")]
pub use sheet::Workbook;
pub use write::{ClaimTable, EstimateTable, HxlTable, LeftOut, Lost, Record};
