//! A table or a file of JSON Lines, a row at a time.

use std::io::Read;

use super::ahead::{Ahead, Feed};
use super::cell::{Cells, Dates, Header};
use super::fault::{RowFault, RowFaultKind, RowFaults};
use super::imported::Imported;
use super::lines::Lines;
use super::names::Names;
use super::published::{Flag, FlagKind};
use super::read::{self, Shape};
use super::table::{Block, Row, Table};
use crate::word::words;

/// The formats that are read.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// UCDP Georeferenced Event Dataset, version 23.1: `best`, `low`, `high` (or with `_est`) of
    /// all killed, `deaths_a` and so on of the sides. `best` is the sum of the four. Blank, `NA`,
    /// a `source_date` of 1753 and a `number_of_sources` of −1 are absence.
    ///
    /// Best, low and high as the most likely, lowest and highest reliable estimate: documentation
    /// of GED 20.1; Högbladh 2019, UCDP GED Codebook version 19.1. The sum and the sentinels: as
    /// commonly read.
    Ucdp,
    /// Armed Conflict Location & Event Data: `fatalities` of all people, by `source`, outlets split
    /// at `;`. A 0 is "none or unknown" and makes no claim.
    ///
    /// Conservative figures, not attributed to a side: ACLED, FAQs: Fatality Methodology,
    /// 27 February 2023, updated 7 May 2024. What 0 means: as commonly read.
    Acled,
    /// Iraq Body Count: a minimum and a maximum of civilians killed a row, or, in a table of
    /// individuals, one person a row. The lines that its files begin with are passed over.
    ///
    /// IBC Methods §1, §3.1, and note 1 of §4. The columns' names, and those lines: as published
    /// programs read its files.
    Ibc,
    /// Airwars and tables of its shape: a minimum and a maximum for each of civilians, children,
    /// women, men and militants, killed and injured; what was conceded apart, as a floor. Empty
    /// cells, `Unknown` and a conceded 0 are absence.
    ///
    /// Columns: as the site's code fills its table of civilian casualties. What the ends and
    /// `conceded` mean: as commonly read.
    Airwars,
    /// Global Terrorism Database: `nkill`, `nwound` and their parts. Blank, −9 and −99 are absence;
    /// its 0 is a statement.
    ///
    /// The codebook's wording as reproduced in Our World in Data's metadata for GTD 1970–2020.
    /// −9, −99 and fractions: as commonly read.
    Gtd,
    /// CSV with a row of HXL hashtags: `#affected` with `+killed`, `+injured`, `+abducted`,
    /// `+displaced` and a few of one's own; `+min` and `+max` the ends; `+f`, `+children` and the
    /// like the group. Blank is absence, so a 0 is a statement.
    ///
    /// HXL 1.1, 30 April 2018, §2.6 of the dictionary, which has no `+min`, `+max`, `+missing`.
    Hxl,
    /// CSV whose columns are the fields of a claim: `event`, `group`, `outcome`, `count`, `source`
    /// and `as_of` required, the others of a claim where there are any, and `low`, `best`, `high`,
    /// `role` of what was published beside it. Lists have `;` between. Blank is absence.
    Csv,
    /// A dossier, one thing a line: `{"claim": {…}}`, and so `party`, `source`, `group`, `event`.
    JsonLines,
}

words!(Format {
    Ucdp => "ucdp",
    Acled => "acled",
    Ibc => "ibc",
    Airwars => "airwars",
    Gtd => "gtd",
    Hxl => "hxl",
    Csv => "csv",
    JsonLines => "jsonl",
});

/// The rows of a table, one at a time, from any reader: the file is never in memory.
///
/// A row that cannot be read is an `Err` with every fault of it, and the next one is read all
/// the same. A header that cannot be used is an `Err` whose
/// [`is_of_the_whole`](RowFaults::is_of_the_whole) holds, and the end.
///
/// ```
/// use corroborate::exchange::{Format, Rows};
///
/// let table = "event,group,outcome,count,source,as_of\n\
///              ghwayran,all,killed,at least 70,afp,2022-01-22\n\
///              ghwayran,all,killed,lots,afp,2022-01-22\n";
/// let rows: Vec<_> = Rows::new(Format::Csv, table.as_bytes()).collect();
/// assert_eq!(rows[0].as_ref().unwrap().claims[0].count().as_str(), "at least 70");
/// let fault = rows[1].as_ref().unwrap_err().to_string();
/// assert!(fault.starts_with("3:4: count: cannot read the count \"lots\""));
/// ```
pub struct Rows<R> {
    input: Input<R>,
    tally: Tally,
}

/// How many rows came in, how many did not, and what is wrong with the last one.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) faults: Vec<RowFault>,
    pub(crate) read: u64,
    pub(crate) refused: u64,
}

impl Tally {
    /// Counts the row that was just read; its faults, if it has any.
    pub(crate) fn row(&mut self) -> Result<(), RowFaults> {
        match RowFaults::take(&mut self.faults) {
            None => {
                self.read += 1;
                Ok(())
            }
            Some(faults) => {
                self.refused += u64::from(faults.is_of_a_row());
                Err(faults)
            }
        }
    }
}

enum Input<R> {
    Table(Box<TableInput<R>>),
    Lines(Lines<R>),
}

struct TableInput<R> {
    format: Format,
    feed: Feed<R>,
    block: Block,
    /// The next row of the block.
    at: usize,
    converter: Option<Converter>,
    ended: bool,
}

/// What makes records of the rows of a table whose columns have been found.
pub(crate) struct Converter {
    header: Header,
    shape: Box<dyn Shape>,
    names: Names,
    dates: Dates,
    flags: Vec<Flag>,
}

impl<R: Read> Rows<R> {
    /// The rows of `reader`, which is read in chunks of its own size.
    pub fn new(format: Format, reader: R) -> Rows<R> {
        match format {
            Format::JsonLines => Rows::of(Input::Lines(Lines::new(reader))),
            format => Rows::of_table(format, Feed::Here(Table::new(reader))),
        }
    }

    /// The same rows, the table parsed by a thread of its own, a few hundred rows ahead: for large
    /// files. JSON Lines are read as by [`new`](Rows::new).
    pub fn ahead(format: Format, reader: R) -> Rows<R>
    where
        R: Send + 'static,
    {
        match format {
            Format::JsonLines => Rows::new(format, reader),
            format => Rows::of_table(format, Feed::Ahead(Ahead::new(Table::new(reader)))),
        }
    }

    fn of_table(format: Format, feed: Feed<R>) -> Rows<R> {
        Rows::of(Input::Table(Box::new(TableInput {
            format,
            feed,
            block: Block::default(),
            at: 0,
            converter: None,
            ended: false,
        })))
    }

    fn of(input: Input<R>) -> Rows<R> {
        Rows { input, tally: Tally::default() }
    }

    /// The next row into `imported`, whose room is used again; `None` at the end.
    pub fn next_into(&mut self, imported: &mut Imported) -> Option<Result<(), RowFaults>> {
        imported.clear();
        let there = match &mut self.input {
            Input::Table(input) => input.next(imported, &mut self.tally.faults),
            Input::Lines(lines) => lines.next(imported, &mut self.tally.faults),
        };
        if !there {
            return None;
        }
        Some(self.tally.row())
    }

    /// How many rows have come in.
    pub fn read(&self) -> u64 {
        self.tally.read
    }

    /// How many rows have been refused.
    pub fn refused(&self) -> u64 {
        self.tally.refused
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Imported, RowFaults>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut imported = Imported::default();
        Some(self.next_into(&mut imported)?.map(|()| imported))
    }
}

impl<R: Read> TableInput<R> {
    /// A row, or faults; false at the end.
    fn next(&mut self, imported: &mut Imported, faults: &mut Vec<RowFault>) -> bool {
        if self.ended {
            return false;
        }
        if self.converter.is_none() {
            let opened = open(self.format, 1, &mut self.block, &mut self.at, faults, |block| self.feed.next(block));
            self.converter = opened.into_iter().next();
            self.ended = self.converter.is_none();
            if !faults.is_empty() {
                return true;
            }
        }
        let Some(converter) = &mut self.converter else { return false };
        if self.at == self.block.len() {
            self.at = 0;
            if !self.feed.next(&mut self.block) {
                self.ended = true;
                return false;
            }
        }
        self.at += 1;
        converter.convert(&self.block, self.at - 1, imported, faults);
        true
    }
}

impl Converter {
    /// Of the header in that row; none if it is no header of the format.
    fn open(format: Format, row: Row<'_>, faults: &mut Vec<RowFault>) -> Option<Converter> {
        let (mut header, mut flags) = (Header::new(row), Vec::new());
        let shape = read::open(format, &mut header, &mut flags, faults)?;
        let dates = Dates::of(shape.century());
        Some(Converter { header, shape, names: Names::default(), dates, flags })
    }

    /// What the row of the block says, or what is wrong with it.
    pub(crate) fn convert(&mut self, block: &Block, at: usize, imported: &mut Imported, faults: &mut Vec<RowFault>) {
        let row = match block.row(at) {
            Ok(row) => row,
            Err(fault) => return faults.push(fault),
        };
        imported.line = row.line();
        if let Some(fault) = misfit(row, &self.header) {
            return faults.push(fault);
        }
        let mut cells = Cells::new(row, &self.header, faults, &mut self.dates);
        self.shape.row(&mut cells, &mut self.names, imported);
        if faults.is_empty() {
            imported.named.append(&mut self.names.fresh);
            imported.flags.append(&mut self.flags);
        }
    }
}

/// The header stands within so many rows: exports of some projects begin with what may be done with
/// them, and when it was written.
const HEADER_AMONG: usize = 50;

/// Reads up to the header and finds the columns; so many converters, or none if they are not there.
/// What is noteworthy about the header is with the first.
///
/// The header is the first row that has all columns of the format. If none has, the faults are those
/// of the row that misses the fewest.
pub(crate) fn open(
    format: Format,
    converters: usize,
    block: &mut Block,
    at: &mut usize,
    faults: &mut Vec<RowFault>,
    mut next: impl FnMut(&mut Block) -> bool,
) -> Vec<Converter> {
    let searched = if format == Format::Hxl { read::HASHTAGS_AMONG } else { HEADER_AMONG };
    let mut passed: Vec<(u64, usize)> = Vec::new();
    let mut closest: Vec<RowFault> = Vec::new();
    while passed.len() < searched {
        if *at == block.len() {
            *at = 0;
            if !next(block) {
                break;
            }
        }
        *at += 1;
        let row = match block.row(*at - 1) {
            Ok(row) => row,
            Err(fault) => {
                faults.append(&mut closest);
                faults.push(fault);
                return Vec::new();
            }
        };
        if format != Format::Hxl || read::is_hashtags(row) {
            let mut found = Vec::new();
            let mut opened: Vec<Converter> =
                (0..converters).map_while(|_| Converter::open(format, row, &mut found)).collect();
            if let Some((first, others)) = opened.split_first_mut() {
                for other in others {
                    other.flags.clear();
                }
                first.flags.extend(before_header(&passed, row, format));
                // Each of them found the same.
                found.truncate(found.len() / converters);
                faults.append(&mut found);
                return opened;
            }
            if closest.is_empty() || missing(&found) < missing(&closest) {
                closest = found;
            }
            if format == Format::Hxl {
                break;
            }
        }
        passed.push((row.line(), row.len()));
    }
    faults.append(&mut closest);
    if faults.is_empty() {
        faults.push(match passed.last() {
            None => RowFault::new(1, 1, RowFaultKind::Empty),
            Some(&(line, _)) => RowFault::new(line, 1, RowFaultKind::NoHashtags { searched: passed.len() }),
        });
    }
    Vec::new()
}

/// How many columns a row misses to be the header.
fn missing(faults: &[RowFault]) -> usize {
    let of = |fault: &RowFault| match fault.kind() {
        RowFaultKind::MissingColumns { names, .. } => names.len(),
        _ => 0,
    };
    faults.iter().map(of).sum()
}

/// The rows before the header that have as many cells as it: they may be meant as rows of the table.
/// Above hashtags stand the names of the columns.
fn before_header(passed: &[(u64, usize)], header: Row<'_>, format: Format) -> impl Iterator<Item = Flag> {
    let alike = passed.iter().filter(move |&&(_, cells)| cells == header.len() && cells > 1 && format != Format::Hxl);
    alike.map(|&(line, _)| Flag::new(line, 1, FlagKind::BeforeHeader))
}

/// A row whose cells are not those of the header. Empty cells too many do no harm.
fn misfit(row: Row<'_>, header: &Header) -> Option<RowFault> {
    let (expected, found) = (header.len(), row.len());
    let filled = || (expected..found).find(|&at| !row.cell(at).trim_ascii().is_empty());
    let column = if found < expected { found } else { filled()? };
    if found == expected {
        return None;
    }
    let kind = RowFaultKind::Columns { expected, found, first_line: row.line(), last_line: row.last_line() };
    Some(RowFault::new(row.line_of(column), column as u64 + 1, kind))
}
