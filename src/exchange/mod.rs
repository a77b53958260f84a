//! Reads and writes tables.
//!
//! [`Rows`] reads a table one row at a time and never holds the whole file. Each row becomes records
//! ([`Imported`]). [`Gathering`] collects the records of all rows and makes a dossier of them.
//! [`ClaimTable`] and [`HxlTable`] write what was claimed and published, [`EstimateTable`] writes
//! estimates. They return what the table has no column for ([`LeftOut`]).
//!
//! ```
//! use corroborate::exchange::{ClaimTable, Format, Gathering, Rows};
//!
//! let table = "id,date_start,date_end,side_a,side_b,best,high,low,source_original,source_office\n\
//!              7,2022-01-20,2022-01-22,SDF,IS,39,45,20,SOHR,AFP\n\
//!              8,2022-01-20,2022-01-22,SDF,IS,many,9,3,SOHR,AFP\n";
//! let mut gathering = Gathering::new();
//! let mut out = ClaimTable::new(Vec::new());
//! for row in Rows::new(Format::Ucdp, table.as_bytes()) {
//!     match row {
//!         Ok(row) => {
//!             out.imported(&row)?;
//!             gathering.add(row)?;
//!         }
//!         Err(faults) => assert_eq!(faults.to_string(), "3:6: best: expected a whole number, found \"many\""),
//!     }
//! }
//! // As published ...
//! let out = String::from_utf8(out.finish()?)?;
//! assert!(out.ends_with(",20,39,45,\n"));
//! // ... and as claimed.
//! let (dossier, faults) = gathering.finish();
//! assert!(faults.is_empty());
//! assert_eq!(dossier.claims()[0].count().as_str(), "20 to 45");
//! assert_eq!(dossier.claims()[0].source().as_str(), "SOHR");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Mappings
//!
//! A [`Mapping`] says what each column of a table means. It is JSON, and you can write one for a table of
//! your own ([`TableReader::mapped`]). The mappings of known tables come with the crate ([`Format`]).
//! [`TableReader::recognising`] finds out by the columns which of them fits.
//!
//! | [`Format`] | an event is | claims | absence | who says it |
//! |---|---|---|---|---|
//! | [`Ucdp`](Format::Ucdp) | `ucdp:ID`, part of its conflict | all killed, low to high; the sides' where the total is settled | blank, `NA`; dates of 1753 | `source_original`, relayed by `source_office` |
//! | [`Acled`](Format::Acled) | `acled:ID` | all killed, if above 0; none of shares "split among" events; "unspecified" for coded numbers | blank; 0 is none or unknown | `source` |
//! | [`Ibc`](Format::Ibc) | `ibc:CODE` | civilians killed, minimum to maximum; individuals counted up | blank, negative | `sources` |
//! | [`Airwars`](Format::Airwars) | `airwars:CODE` | each category, min to max; what was conceded, as a floor | blank, `Unknown`; a conceded 0 | `sources`; the belligerent |
//! | [`Gtd`](Format::Gtd) | `gtd:ID` | killed and wounded: all, attackers, US citizens | blank, −9, −99 | the outlets of `scite1` to `scite3` |
//! | [`Hxl`](Format::Hxl) | `hxl:CODE` | each column of `#affected` with an outcome | blank | `#meta+source` |
//! | [`Csv`](Format::Csv) | as named | one a row, or one a column | blank | as named |
//! | [`JsonLines`](Format::JsonLines) | as declared | as declared | `null` | as declared |
//! | [`Gaza`](Format::Gaza) | `gaza`, `west bank`, `lebanon` by phase | totals by day; names counted up | blank | `report_source` |
//! | [`List`](Format::List) | a row | each column whose words are known | blank | `source` |
//! | [`Hapi`](Format::Hapi) | a kind of event, a place and a month | all killed | blank; 0 | the service |
//!
//! What low, best and high mean: documentation of UCDP GED 20.1; Högbladh 2019, UCDP GED Codebook version
//! 19.1. What 0 and coded numbers mean, and that figures are not attributed to a side: ACLED, FAQs: Fatality
//! Methodology, 27 February 2023, updated 7 May 2024. Minimum and maximum: IBC Methods §1, §3.1, and note 1 of
//! §4. `nkill` counts victims and attackers: the codebook's wording as reproduced in Our World in Data's
//! metadata for GTD 1970–2020. Hashtags: HXL 1.1, 30 April 2018, §2.6 of the dictionary, which has no `+min`,
//! `+max`, `+missing`. Else as commonly read.
//!
//! - **What is published is kept beside what is claimed.** A table has a low, a best and a high, but a
//!   count has one figure. The claim is the range ([`Published::to_count`]). [`Published`] keeps the three
//!   numbers, and they are written out unchanged.
//! - **Several reporters named together are one source**, in the order of their names. Nobody knows which
//!   of them said it, and several voices would look like a confirmation. If none is named, the source is
//!   the project that made the table. So it is of a list with one person in a row: whoever made the list says
//!   how many there are, and who is cited for one of them is only named.
//! - **Irregular rows come in, with a [`Flag`]**: low ≤ best ≤ high does not hold, an end is before its
//!   start, parts do not add up, a row repeats another, an id has a line break.
//!   [`audit::Table`](crate::audit::Table) finds more.
//! - **A sentinel such as −99 means that the cell says nothing.** A 0 means "none" only if the mapping can
//!   tell it from "unknown" (GTD, HXL). A blank high is no ceiling.
//! - **Ids are made from what a row says**, not from its line. They stay the same when a row is inserted
//!   above.
//!
//! # What a table may be
//!
//! - Text with `,`, `;`, a tab or `|` between its cells; the reader tries all four. It is in UTF-8, in UTF-16
//!   with a byte order mark, or in the [`Encoding`] that you give.
//! - A list of JSON objects, or JSON Lines.
//! - With the feature `spreadsheet`, a sheet of a workbook ([`Workbook`]).
//!
//! Columns are found by name, in any order; case and punctuation do not matter. The header is one of the first
//! fifty rows, because many exports begin with their terms of use. A row before the header that has as many
//! cells, at least half of them filled, may be data and is refused.
//!
//! In `03/04/2022` the day can be 3 or 4. One date such as `21/04/2022` decides for the whole column. Without
//! such a date the column is refused, and [`TableReader::dates`] gives the order.
//!
//! # What can be wrong
//!
//! Every fault has a line and a column ([`RowFault`]), and the other rows are read. Memory is bounded for any
//! file: nothing is read after a row of more than a mebibyte, because a quote may have opened in it. The fault
//! of a quote that never closes names the place where it opens. Bytes that are not text are a fault of their
//! cell, if that cell is read. [`Rows::unread`] names the columns that are not read.
//!
//! # What it does not do
//!
//! [`Rows`] does not compare rows with each other, except to find repeated ones. [`Gathering`] finds an id
//! that stands for two things.
//!
//! It does not guess encodings, fetch anything, match events of different tables, or join tables. It does no
//! arithmetic that nobody reported: a share of a larger figure is [`Allocated`](Role::Allocated) and makes no
//! claim.

mod bind;
mod cell;
mod date;
mod declare;
mod fault;
mod feed;
mod format;
mod gather;
mod header;
mod imported;
mod lines;
mod make;
mod mapping;
mod names;
mod objects;
mod orders;
mod published;
mod row;
mod rows;
#[cfg(feature = "spreadsheet")]
mod sheet;
mod sums;
mod tally;
mod write;

pub use crate::dossier::wire::schema::schema;
pub use date::DateOrder;
pub use declare::{declared, list_of_sheet};
pub use fault::{RowFault, RowFaults};
pub use format::Format;
pub use gather::Gathering;
pub use imported::Imported;
pub use lines::JsonLines;
pub use mapping::{Mapping, mapping_schema};
pub use published::{Flag, FlagKind, Published, Role};
pub use rows::{Encoding, Rows, TableReader};
#[cfg(feature = "spreadsheet")]
pub use sheet::Workbook;
pub use write::{ClaimTable, EstimateTable, HxlTable, LeftOut, OfClaims, OfEstimates, OfTolls, Table};
