//! Tables in and out.
//!
//! Analysts live in tables. [`Rows`] reads them, a row at a time and never the whole file; each row
//! becomes records of a [`Draft`](crate::Draft) ([`Imported`]), and [`Gathering`] brings them
//! together to a dossier. The tables write what was published, what was claimed or what was estimated, and
//! return what they had no place for ([`LeftOut`]).
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
//!             gathering.add(row).unwrap();
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
//! What a column is, a [`Mapping`] tells: JSON that anybody can write for a table of their own
//! ([`TableReader::mapped`]). Those of known tables ship ([`Format`]), and a table can be recognised by its
//! columns ([`TableReader::recognising`]).
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
//! - **Published and claimed are two things.** A count has one figure, and a table has a low, a
//!   best and a high. The claim is the range ([`Published::as_count`]); the three numbers are kept
//!   beside it in [`Published`], and go out unchanged.
//! - **Several reporters named together are one source**, in the order of their names: nothing says
//!   which of them said it, and to make a voice of each would invent corroboration. Where none is
//!   named, the project that made the table is the source.
//! - **What is irregular comes in, flagged** ([`Flag`]): low ≤ best ≤ high that fails, an end before
//!   its start, parts that do not add up, a row that repeats another, a line break within an id. What the
//!   numbers of a row say of one another beyond that, [`audit::Table`](crate::audit::Table) finds.
//! - **Sentinels are absence**, and a table's 0 is a claim of none only where its mapping tells it
//!   from unknown (GTD, HXL). A blank high is no ceiling.
//! - **Ids come from what rows say**, never from their lines: they stay when a row is put in above.
//!
//! # What a table may be
//!
//! Text in UTF-8, with or without a byte order mark, in UTF-16 with one, or in any [`Encoding`] that is told;
//! with `,`, `;`, a tab or `|` between its cells, whichever gives the columns. Columns are found by name, in
//! any order, whatever their case and punctuation. The header is among the first fifty rows: exports begin
//! with what may be done with them. A row before it with as many cells, half of them filled, may have been
//! meant as one of the table, and is refused. Or a list of JSON objects; or JSON Lines; or, with the
//! feature `spreadsheet`, a sheet of a workbook.
//!
//! Which number of `03/04/2022` is the day is settled once a column, by any date that tells (`21/04/2022`);
//! if none does, the column is refused with the question ([`TableReader::dates`]).
//!
//! # What can be wrong
//!
//! Every fault has a line and a column ([`RowFault`]), and the rows before and behind it are read.
//! Memory is bounded whatever the file: behind a row of more than a mebibyte nothing is read, for a quote may
//! have opened in it; a quote that never closes is named where it opens. Bytes that are not text are a
//! fault of the cell they stand in, if that cell is read. Columns that are not read are named
//! ([`Rows::unread`]).
//!
//! # What it does not do
//!
//! Rows are not held against one another on their way through, but for those that repeat: that an id stands
//! twice, for two things, is found where they are brought together, by [`Gathering`].
//!
//! It does not guess encodings, fetch anything, match events of different tables with each other, join
//! tables, or do arithmetic that nobody reported: a share of a larger figure is marked as
//! [`Allocated`](Role::Allocated) and claims nothing.

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
mod orders;
mod published;
mod records;
mod row;
mod rows;
#[cfg(feature = "spreadsheet")]
mod sheet;
mod tally;
mod write;

pub use crate::dossier::wire::schema::schema;
pub use date::DateOrder;
pub use declare::{declared, list_of_sheet};
pub use fault::{RowFault, RowFaults};
pub use gather::Gathering;
pub use imported::Imported;
pub use lines::JsonLines;
pub use mapping::{Format, Mapping, MappingFault, mapping_schema};
pub use published::{Flag, FlagKind, Published, Role};
pub use rows::{Encoding, Rows, TableReader};
#[cfg(feature = "spreadsheet")]
pub use sheet::Workbook;
pub use write::{ClaimTable, EstimateTable, HxlTable, LeftOut, Lost};
