//! The rows of a table, one at a time.

use std::collections::VecDeque;
use std::fmt;
use std::io::Read;
use std::str::FromStr;

use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use super::bind::{Bound, Misfit, bind};
use super::cell::Orders;
use super::date::{self, DateOrder, Written};
use super::fault::{RowFault, RowFaultKind, RowFaults};
use super::feed::{Feed, Head, LONGEST_ROW, Lined};
use super::header::{Header, is_hashtags};
use super::imported::Imported;
use super::lines::{Lines, is_json_lines};
use super::make::Maker;
use super::mapping::{Format, Mapping, Mappings};
use super::objects::Objects;
use crate::record::moment::Moment;

/// A row: its cells, and the lines on which it stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) cells: csv::ByteRecord,
    pub(crate) line: u64,
    pub(crate) last_line: u64,
}

impl Row {
    /// A cell without the white space around it; empty if there is none.
    pub(crate) fn cell(&self, at: usize) -> &[u8] {
        self.cells.get(at).unwrap_or_default()
    }

    /// The line on which a cell begins.
    pub(crate) fn line_of(&self, at: usize) -> u64 {
        let breaks = self.cells.iter().take(at).flatten().filter(|&&byte| byte == b'\n').count() as u64;
        (self.line + breaks).min(self.last_line)
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim_ascii().is_empty())
    }

    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.trim_ascii().is_empty()).count()
    }
}

/// What the bytes of a text mean: UTF-8 unless it is told, or a byte order mark tells.
///
/// ```
/// # use corroborate::exchange::{Encoding, Format, TableReader};
/// let table = b"event,group,outcome,count,source,as_of\ne,all,killed,7,Radio Na\xefve,2022-01-21\n";
/// let reader = TableReader::of(Format::Csv).encoding("windows-1252".parse::<Encoding>()?);
/// let row = reader.rows(&table[..]).next().unwrap()?;
/// assert_eq!(row.claims[0].source().as_str(), "Radio Naïve");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

/// A name of no encoding.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is no encoding: utf-8, utf-16le, utf-16be, windows-1252, windows-1256 and so on")]
pub struct UnknownEncoding {
    /// What was found.
    pub found: String,
}

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    /// By any of the labels that the web knows: `latin1` is `windows-1252`.
    fn from_str(text: &str) -> Result<Encoding, UnknownEncoding> {
        let encoding = encoding_rs::Encoding::for_label(text.as_bytes());
        encoding.map(Encoding).ok_or_else(|| UnknownEncoding { found: crate::dossier::fault::brief(text) })
    }
}

/// How a table is to be read: by which mappings, in which encoding, with which order of day and month.
#[derive(Clone, Debug)]
pub struct TableReader {
    mappings: Mappings,
    /// Whether they are tried to find out what the table is.
    is_recognising: bool,
    is_json_lines: bool,
    encoding: Option<Encoding>,
    dates: Option<DateOrder>,
    as_of: Option<Moment>,
}

impl TableReader {
    /// Of a known format.
    pub fn of(format: Format) -> TableReader {
        let mappings = format.mappings();
        TableReader { is_json_lines: mappings.is_none(), ..TableReader::mapped(mappings.unwrap_or_default()) }
    }

    /// By mappings: the first that fits is taken.
    pub fn mapped(mappings: impl Into<Mappings>) -> TableReader {
        TableReader {
            mappings: mappings.into(),
            is_recognising: false,
            is_json_lines: false,
            encoding: None,
            dates: None,
            as_of: None,
        }
    }

    /// By the mapping of any known format, which is found by the columns.
    pub fn recognising() -> TableReader {
        let order = [
            Format::Csv,
            Format::Ucdp,
            Format::Acled,
            Format::Gtd,
            Format::Ibc,
            Format::Gaza,
            Format::Hapi,
            Format::Hxl,
            Format::Airwars,
        ];
        let mappings = order
            .into_iter()
            .filter_map(Format::mappings)
            .flat_map(|mappings| mappings.iter().cloned().collect::<Vec<_>>());
        TableReader { is_recognising: true, ..TableReader::mapped(mappings.collect::<Mappings>()) }
    }

    /// The same, the bytes in that encoding.
    pub fn encoding(mut self, encoding: Encoding) -> TableReader {
        self.encoding = Some(encoding);
        self
    }

    /// The same, dates of three numbers in that order.
    pub fn dates(mut self, order: DateOrder) -> TableReader {
        self.dates = Some(order);
        self
    }

    /// The same, its rows as of that moment where no column tells.
    pub fn as_of(mut self, moment: Moment) -> TableReader {
        self.as_of = Some(moment);
        self
    }

    /// The rows of a text: a table with `,`, `;`, a tab or `|` between its cells, a list of JSON objects, or
    /// JSON Lines.
    pub fn rows<R: Read>(self, reader: R) -> Rows<R> {
        Rows::of(State::New(self, Some(reader)))
    }

    /// The rows of a sheet that was read already.
    #[cfg(feature = "spreadsheet")]
    pub(crate) fn rows_of_sheet(self, rows: Vec<Row>) -> Rows<std::io::Empty> {
        let mut opening = Opening::default();
        let first_rows: Vec<Row> = rows.iter().take(HEADER_AMONG).cloned().collect();
        opening.fits(&self, &first_rows);
        let state = opening.finish(&self, &first_rows, |at| {
            let mut rows = rows.into_iter();
            rows.by_ref().take(at + 1).for_each(drop);
            Feed::Cells(rows)
        });
        Rows { is_sheet: true, ..Rows::of(State::Table(Box::new(state))) }
    }
}

impl Default for Mappings {
    fn default() -> Mappings {
        std::iter::empty().collect()
    }
}

/// The rows of a table, one at a time, from any reader: the file is never in memory.
///
/// A row that cannot be read is an `Err` with every fault of it, and the next one is read all
/// the same. A table that cannot be used is an `Err` whose
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
    state: State<R>,
    faults: Vec<RowFault>,
    read: u64,
    refused: u64,
    #[cfg(feature = "spreadsheet")]
    is_sheet: bool,
}

impl<R> fmt::Debug for Rows<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("read", &self.read).field("refused", &self.refused).finish_non_exhaustive()
    }
}

enum State<R> {
    New(TableReader, Option<R>),
    Table(Box<Open<R>>),
    Lines(Box<Lines<Decoded<R>>>),
}

/// The beginning of a text, and its rest.
type Decoded<R> = Head<DecodeReaderBytes<R, Vec<u8>>>;

/// A table whose columns have been found; or, without a maker, one that cannot be used.
struct Open<R> {
    feed: Option<Feed<Decoded<R>>>,
    maker: Option<Maker>,
    /// Rows that were read ahead.
    ahead: VecDeque<Lined>,
    /// What is wrong before the rows.
    told: VecDeque<Vec<RowFault>>,
    last_line: u64,
}

impl<R: Read> Rows<R> {
    fn of(state: State<R>) -> Rows<R> {
        Rows {
            state,
            faults: Vec::new(),
            read: 0,
            refused: 0,
            #[cfg(feature = "spreadsheet")]
            is_sheet: false,
        }
    }

    /// The rows of `reader` in a known format.
    pub fn new(format: Format, reader: R) -> Rows<R> {
        TableReader::of(format).rows(reader)
    }

    /// The next row into `imported`; `None` at the end.
    ///
    /// Of a table with one person in a row, rows say nothing by themselves; behind them come the
    /// floors that they add up to.
    pub fn next_into(&mut self, imported: &mut Imported) -> Option<Result<(), RowFaults>> {
        *imported = Imported::default();
        let (is_there, is_row) = match &mut self.state {
            State::New(reader, input) => {
                self.state = reader.clone().open(input.take()?);
                return self.next_into(imported);
            }
            State::Table(open) => open.next(imported, &mut self.faults)?,
            State::Lines(lines) => (lines.next(imported, &mut self.faults), true),
        };
        if !is_there {
            return None;
        }
        Some(match RowFaults::take(&mut self.faults) {
            None => {
                self.read += u64::from(is_row);
                Ok(())
            }
            Some(faults) => {
                self.refused += u64::from(faults.is_of_a_row());
                #[cfg(feature = "spreadsheet")]
                let faults = if self.is_sheet { faults.in_a_sheet() } else { faults };
                Err(faults)
            }
        })
    }

    /// How many rows have come in.
    pub fn read(&self) -> u64 {
        self.read
    }

    /// How many rows have been refused.
    pub fn refused(&self) -> u64 {
        self.refused
    }

    /// What the mapping that was taken calls itself; none before the first row, and of JSON Lines.
    pub fn mapping(&self) -> Option<&str> {
        self.maker().map(|maker| maker.bound.mapping.name())
    }

    /// Whether the rows hold claims as their sources made them, and not what a project published: JSON
    /// Lines, and tables whose mapping names no recorder.
    pub fn holds_claims(&self) -> bool {
        let is_lines = matches!(self.state, State::Lines(_));
        is_lines || self.maker().is_some_and(|maker| maker.bound.mapping.fields().recorder.is_none())
    }

    /// The columns of the table that are not read, each with its position from 1.
    pub fn unread(&self) -> Vec<(usize, String)> {
        let Some(maker) = self.maker() else { return Vec::new() };
        let name = |at: usize| (at + 1, maker.bound.header.name(at).into_string());
        let mut unread: Vec<_> = maker.bound.unread().map(name).collect();
        if let State::Table(open) = &self.state
            && let Some(Feed::Objects(objects)) = &open.feed
        {
            unread.extend(objects.late().map(|key| (maker.bound.header.len() + 1, key.to_owned())));
        }
        unread
    }

    fn maker(&self) -> Option<&Maker> {
        if let State::Table(open) = &self.state { open.maker.as_ref() } else { None }
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Imported, RowFaults>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut imported = Imported::default();
        Some(self.next_into(&mut imported)?.map(|()| imported))
    }
}

impl<R: Read> Open<R> {
    /// Whether there is anything, and whether it is a row of the table; a fault at most.
    fn next(&mut self, imported: &mut Imported, faults: &mut Vec<RowFault>) -> Option<(bool, bool)> {
        if let Some(mut told) = self.told.pop_front() {
            faults.append(&mut told);
            return Some((true, false));
        }
        let maker = self.maker.as_mut()?;
        loop {
            let next = self.ahead.pop_front().or_else(|| self.feed.as_mut()?.next());
            match next {
                None => {
                    *imported = maker.counted_up()?;
                    imported.line = self.last_line;
                    return Some((true, false));
                }
                Some(Err(fault)) => faults.push(fault),
                Some(Ok(row)) if row.is_blank() => continue,
                Some(Ok(row)) => {
                    self.last_line = row.line;
                    match misfit(&row, &maker.bound.header) {
                        Some(fault) => faults.push(fault),
                        None => maker.make(&row, imported, faults),
                    }
                }
            }
            return Some((true, true));
        }
    }
}

/// A row whose cells are not those of the header. Empty cells too many do no harm.
fn misfit(row: &Row, header: &Header) -> Option<RowFault> {
    let (expected, found) = (header.len(), row.cells.len());
    let filled = || (expected..found).find(|&at| !row.cell(at).trim_ascii().is_empty());
    let column = if found < expected { found } else { filled()? };
    let kind = RowFaultKind::Columns { expected, found, first_line: row.line, last_line: row.last_line };
    Some(RowFault::new(row.line_of(column), column as u64 + 1, kind))
}

/// The header stands within so many rows: exports of some projects begin with what may be done with
/// them, and when it was written.
const HEADER_AMONG: usize = 50;

impl TableReader {
    fn open<R: Read>(self, reader: R) -> State<R> {
        let encoding = self.encoding.map(|encoding| encoding.0).filter(|encoding| *encoding != encoding_rs::UTF_8);
        let decoder = DecodeReaderBytesBuilder::new()
            .encoding(encoding)
            .bom_override(true)
            .strip_bom(true)
            .utf8_passthru(true)
            .build(reader);
        let input = Head::new(decoder);
        if self.is_json_lines || (self.is_recognising && is_json_lines(input.head())) {
            return State::Lines(Box::new(Lines::new(input)));
        }
        if matches!(input.head().trim_ascii_start().first(), Some(b'[' | b'{')) {
            return State::Table(Box::new(self.open_objects(input)));
        }
        let mut opening = Opening::default();
        let mut first_rows = Vec::new();
        for delimiter in *b",;\t|" {
            let mut feed = Feed::text(input.head(), delimiter);
            let (rows, faults) = first_rows_of(&mut feed, HEADER_AMONG);
            let found = opening.fits(&self, &rows);
            if delimiter == b',' || found {
                opening.delimiter = delimiter;
                first_rows = rows;
                opening.faults = faults;
            }
            if found {
                break;
            }
        }
        if opening.bound.is_none() && input.head().iter().take(64).filter(|byte| **byte == 0).count() > 8 {
            opening.faults.insert(0, RowFault::new(1, 1, RowFaultKind::Utf16));
        } else if opening.bound.is_none() && opening.faults.is_empty() {
            opening.faults.extend(input.error().map(|error| RowFault::new(1, 1, RowFaultKind::Io { error })));
        }
        let delimiter = opening.delimiter;
        let state = opening.finish(&self, &first_rows, |at| {
            let mut feed = Feed::text(input, delimiter);
            for _ in 0..=at {
                while feed.next().is_some_and(|row| row.is_ok_and(|row| row.is_blank())) {}
            }
            feed
        });
        State::Table(Box::new(state))
    }

    fn open_objects<R: Read>(&self, input: Decoded<R>) -> Open<R> {
        let mut opening = Opening::default();
        let mut objects = Objects::new(input);
        let header = objects.header();
        let first_rows = if header.cells.is_empty() { Vec::new() } else { vec![header] };
        opening.fits(self, &first_rows);
        opening.faults.extend(objects.fault());
        opening.finish(self, &first_rows, |_| Feed::Objects(Box::new(objects)))
    }
}

/// The first rows that are not blank, and what is wrong with others among them.
fn first_rows_of<R: Read>(feed: &mut Feed<R>, most: usize) -> (Vec<Row>, Vec<RowFault>) {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    while rows.len() < most {
        match feed.next() {
            None => break,
            Some(Ok(row)) if row.is_blank() => {}
            Some(Ok(row)) => rows.push(row),
            Some(Err(fault)) => faults.push(fault),
        }
    }
    (rows, faults)
}

/// The search for a header.
#[derive(Default)]
struct Opening {
    delimiter: u8,
    bound: Option<(Bound, usize)>,
    /// Of the row that misses the fewest columns: its line, what it misses, and of which mapping.
    closest: Option<(u64, Misfit, String)>,
    has_hashtags: bool,
    faults: Vec<RowFault>,
}

impl Opening {
    /// Whether a mapping fits any of those rows as its header: the first mapping that does is taken.
    fn fits(&mut self, reader: &TableReader, rows: &[Row]) -> bool {
        let headers: Vec<Header> = rows.iter().map(Header::new).collect();
        self.has_hashtags |= headers.iter().any(Header::is_hashtags);
        for mapping in &reader.mappings {
            for (at, header) in headers.iter().enumerate() {
                match bind(mapping, header, reader.is_recognising) {
                    Ok(bound) => {
                        self.bound = Some((bound, at));
                        return true;
                    }
                    Err(misfit) => {
                        let is_of_tags = mapping.is_of_tags() && !header.is_hashtags() && reader.is_recognising;
                        let is_closer = |(_, other, _): &(u64, Misfit, String)| misfit.is_closer_than(other);
                        if !is_of_tags && self.closest.as_ref().is_none_or(is_closer) {
                            self.closest = Some((header.line(), misfit, mapping.name().to_owned()));
                        }
                    }
                }
            }
        }
        false
    }

    /// The table, its rows from `feed`, which is told which of the rows is the header.
    fn finish<R: Read>(
        self,
        reader: &TableReader,
        first_rows: &[Row],
        feed: impl FnOnce(usize) -> Feed<Decoded<R>>,
    ) -> Open<R> {
        let mut open = Open { feed: None, maker: None, ahead: VecDeque::new(), told: VecDeque::new(), last_line: 1 };
        let Some((bound, at)) = self.bound else {
            open.told.push_back(self.nothing(reader, first_rows));
            return open;
        };
        let header = &first_rows[at];
        for row in first_rows[..at].iter().filter(|_| !bound.header.is_hashtags()) {
            // What has as many cells as the header, half of them filled or more, may be meant as a row of
            // the table.
            if row.cells.len() == header.cells.len() && row.cells.len() > 1 && 2 * row.filled() >= row.cells.len() {
                let kind = RowFaultKind::BeforeHeader { header: header.line };
                open.told.push_back(vec![RowFault::new(row.line, 1, kind)]);
            }
        }
        if !bound.twice.is_empty() {
            open.told.push_back(bound.twice.clone());
        }
        if reader.as_of.is_none()
            && bound.event.start.is_empty()
            && bound.event.end.is_empty()
            && bound.as_of.is_empty()
        {
            open.told = VecDeque::from([vec![RowFault::new(header.line, 1, RowFaultKind::NoDate)]]);
            return open;
        }
        let mut feed = feed(at);
        open.look_ahead(&mut feed, &bound);
        let said = reader.dates.or(bound.mapping.fields().dates);
        match settle(&bound, said, &open.ahead) {
            Err(faults) => {
                open.told = VecDeque::from([faults]);
                open.ahead.clear();
            }
            Ok(orders) => {
                open.feed = Some(feed);
                open.maker = Some(Maker::new(bound, orders, reader.as_of));
            }
        }
        open
    }

    /// Why there is no header.
    fn nothing(mut self, reader: &TableReader, first_rows: &[Row]) -> Vec<RowFault> {
        let (line, kind) = match self.closest {
            _ if self.faults.iter().any(|fault| fault.kind().is_of_the_whole()) => return self.faults,
            None if self.faults.is_empty() => (1, RowFaultKind::Empty),
            None => (1, RowFaultKind::NoHeader),
            Some(_) if !self.has_hashtags && reader.mappings.iter().all(Mapping::is_of_tags) => {
                let last = first_rows.last().map_or(1, |row| row.line);
                (last, RowFaultKind::NoHashtags { searched: first_rows.len() })
            }
            Some((line, Misfit { is_uncounted: true, .. }, _)) => (line, RowFaultKind::NothingCounted),
            Some((line, misfit, name)) => {
                let mapping = (reader.mappings.iter().count() > 1).then(|| name.into());
                let is_recognising = reader.is_recognising;
                (line, RowFaultKind::MissingColumns { names: misfit.missing, mapping, is_recognising })
            }
        };
        self.faults.push(RowFault::new(line, 1, kind));
        self.faults
    }
}

impl<R: Read> Open<R> {
    /// Reads as many rows ahead as a page of text has, for what holds of columns.
    fn look_ahead(&mut self, feed: &mut Feed<Decoded<R>>, bound: &Bound) {
        const MOST_ROWS: usize = 1 << 14;
        let mut bytes = 0;
        while bytes < LONGEST_ROW && self.ahead.len() < MOST_ROWS {
            match feed.next() {
                None => break,
                // Hashtags below a header that is known without them.
                Some(Ok(row)) if self.ahead.is_empty() && !bound.header.is_hashtags() && is_hashtags(&row) => {}
                Some(row) => {
                    bytes += row.as_ref().map_or(0, |row| row.cells.as_slice().len());
                    self.ahead.push_back(row);
                }
            }
        }
    }
}

/// What the first rows tell of columns: the order of day and month, and whether ids are still ids.
fn settle(bound: &Bound, said: Option<DateOrder>, rows: &VecDeque<Lined>) -> Result<Orders, Vec<RowFault>> {
    let mut faults = Vec::new();
    let (mut orders, mut open) = (Orders { said, seen: Vec::new() }, Vec::new());
    let rows = || rows.iter().flatten().filter(|row| row.cells.len() >= bound.header.len());
    for &at in &bound.ids {
        let text = |row: &Row| String::from_utf8_lossy(row.cell(at).trim_ascii()).into_owned();
        if let Some(row) = rows().find(|row| is_scientific(&text(row))) {
            let kind = RowFaultKind::RuinedIds { name: bound.header.name(at), found: text(row) };
            faults.push(RowFault::new(row.line_of(at), at as u64 + 1, kind));
        }
    }
    for &at in bound.dates.iter().filter(|_| said.is_none()) {
        let (mut day_first, mut month_first, mut either, mut is_mixed) = (None, None, None, false);
        for row in rows() {
            let Ok(text) = std::str::from_utf8(row.cell(at)) else { continue };
            let text = text.trim();
            match date::written(text, bound.mapping.fields().century) {
                Written::Numbers(DateOrder::DayFirst, _) => day_first = day_first.or(Some(row)),
                Written::Numbers(DateOrder::MonthFirst, _) => month_first = month_first.or(Some(row)),
                Written::Either { .. } => either = either.or(Some(row)),
                Written::Span(_) => is_mixed |= text.chars().any(char::is_alphabetic) && date::serial(text).is_none(),
                Written::Nothing => {}
            }
        }
        let fault = |row: &Row, kind| RowFault::new(row.line_of(at), at as u64 + 1, kind);
        let found = |row: &Row| crate::dossier::fault::brief(String::from_utf8_lossy(row.cell(at)).trim());
        let name = bound.header.name(at);
        match (day_first, month_first, either) {
            (Some(one), Some(other), _) if !is_mixed => {
                let (first, line) = if one.line < other.line { (other, one.line) } else { (one, other.line) };
                let kind = RowFaultKind::BothOrders { name, found: found(first), line };
                faults.push(fault(first, kind));
            }
            // Some of the dates a program has understood, and written anew: it may have taken the month of
            // others for the day, so that those it did not understand tell nothing of them.
            _ if is_mixed => {}
            (Some(row), ..) => orders.seen.push((at, DateOrder::DayFirst, row.line)),
            (_, Some(row), _) => orders.seen.push((at, DateOrder::MonthFirst, row.line)),
            (None, None, Some(row)) => {
                open.push((at, fault(row, RowFaultKind::DayOrMonth { name, found: found(row), is_column: true })));
            }
            (None, None, None) => {}
        }
    }
    // A column that leaves it open goes by those that do not.
    let first = orders.seen.first().map(|&(_, order, line)| (order, line));
    let are_one = first.filter(|(order, _)| orders.seen.iter().all(|(_, other, _)| other == order));
    for (at, fault) in open {
        match are_one {
            Some((order, line)) => orders.seen.push((at, order, line)),
            None => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(orders) } else { Err(faults) }
}

/// `1.97E+11`: what a spreadsheet makes of a long number.
fn is_scientific(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.split_once(['E', 'e']).is_some_and(|(digits, power)| {
        is_number(digits) && digits.contains('.') && power.strip_prefix('+').is_some_and(is_number)
    })
}
