//! A table or a file of JSON Lines, a row at a time.

use std::collections::VecDeque;
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
use crate::record::vocabulary::words;

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
    /// What is wrong before the rows.
    told: VecDeque<Vec<RowFault>>,
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
            told: VecDeque::new(),
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
        if self.converter.is_none() && !self.ended {
            let opened = open(self.format, 1, &mut self.block, &mut self.at, |block| self.feed.next(block));
            self.converter = opened.converters.into_iter().next();
            self.told = opened.told;
            self.ended = self.converter.is_none();
        }
        if let Some(mut told) = self.told.pop_front() {
            faults.append(&mut told);
            return true;
        }
        let Some(converter) = self.converter.as_mut().filter(|_| !self.ended) else { return false };
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
            if imported.claims.is_empty() && imported.published.is_empty() && !imported.events.is_empty() {
                imported.flags.push(Flag::new(row.line(), 1, FlagKind::NoFigure));
            }
            imported.named.append(&mut self.names.fresh);
            imported.flags.append(&mut self.flags);
        }
    }
}

/// The header stands within so many rows: exports of some projects begin with what may be done with
/// them, and when it was written.
const HEADER_AMONG: usize = 50;

/// What was found of a header.
pub(crate) struct Opened {
    /// As many as were asked for; none if the columns are not there.
    pub(crate) converters: Vec<Converter>,
    /// What is wrong before the rows, to be told one after the other.
    pub(crate) told: VecDeque<Vec<RowFault>>,
}

impl Opened {
    /// There is no header, for these reasons.
    fn nothing(mut faults: Vec<RowFault>) -> Opened {
        if !faults.iter().any(|fault| fault.kind().is_of_the_whole()) {
            faults.push(RowFault::new(1, 1, RowFaultKind::NoHeader));
        }
        Opened { converters: Vec::new(), told: VecDeque::from([faults]) }
    }
}

/// Reads up to the header and finds the columns.
///
/// The header is the first row that has all columns of the format. If none has, the faults are those
/// of the row that misses the fewest. What is noteworthy about the header is with the first converter.
pub(crate) fn open(
    format: Format,
    converters: usize,
    block: &mut Block,
    at: &mut usize,
    mut next: impl FnMut(&mut Block) -> bool,
) -> Opened {
    let searched = if format == Format::Hxl { read::HASHTAGS_AMONG } else { HEADER_AMONG };
    let (mut passed, mut last): (Vec<Passed>, u64) = (Vec::new(), 1);
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
            Err(fault) if matches!(fault.kind(), RowFaultKind::TooLong { .. }) => {
                passed.push(Passed::Fault(fault));
                continue;
            }
            Err(fault) => {
                closest.extend(passed.into_iter().filter_map(Passed::into_fault));
                closest.push(fault);
                return Opened::nothing(closest);
            }
        };
        last = row.line();
        if format != Format::Hxl || read::is_hashtags(row) {
            let mut found = Vec::new();
            if let Some(first) = Converter::open(format, row, &mut found) {
                // The others find the same, and it is told once.
                let other = |_| Some(Converter { flags: Vec::new(), ..Converter::open(format, row, &mut Vec::new())? });
                let converters = std::iter::once(first).chain((1..converters).map_while(other)).collect();
                let before = passed.into_iter().filter_map(|passed| passed.told(row, format));
                let told = before.map(|fault| vec![fault]).chain((!found.is_empty()).then_some(found));
                return Opened { told: told.collect(), converters };
            }
            if closest.is_empty() || missing(&found) < missing(&closest) {
                closest = found;
            }
            if format == Format::Hxl {
                break;
            }
        }
        passed.push(Passed::Row { line: row.line(), cells: row.len(), filled: filled(row) });
    }
    if passed.is_empty() && closest.is_empty() {
        closest.push(RowFault::new(1, 1, RowFaultKind::Empty));
    } else if closest.is_empty() && format == Format::Hxl {
        closest.push(RowFault::new(last, 1, RowFaultKind::NoHashtags { searched: passed.len() }));
    }
    closest.extend(passed.into_iter().filter_map(Passed::into_fault));
    Opened::nothing(closest)
}

/// What stands before the header.
enum Passed {
    Row { line: u64, cells: usize, filled: usize },
    Fault(RowFault),
}

impl Passed {
    fn into_fault(self) -> Option<RowFault> {
        if let Passed::Fault(fault) = self { Some(fault) } else { None }
    }

    /// A row that has as many cells as the header, half of them filled or more, may be meant as one of
    /// the table, and is told. Above hashtags stand the names of the columns.
    fn told(self, header: Row<'_>, format: Format) -> Option<RowFault> {
        match self {
            Passed::Fault(fault) => Some(fault),
            Passed::Row { line, cells, filled } => {
                let is_alike = cells == header.len() && cells > 1 && 2 * filled >= cells && format != Format::Hxl;
                is_alike.then(|| RowFault::new(line, 1, RowFaultKind::BeforeHeader { header: header.line() }))
            }
        }
    }
}

fn filled(row: Row<'_>) -> usize {
    (0..row.len()).filter(|&at| !row.cell(at).trim_ascii().is_empty()).count()
}

/// How many columns a row misses to be the header; of those that miss as many, what seems to be one
/// with something else than commas is the closest.
fn missing(faults: &[RowFault]) -> (usize, bool) {
    let of = |fault: &RowFault| match fault.kind() {
        RowFaultKind::MissingColumns { names, between } => Some((names.len(), between.is_none())),
        _ => None,
    };
    faults.iter().find_map(of).unwrap_or_default()
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
