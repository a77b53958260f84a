//! The rows of a table, one at a time.

use std::collections::VecDeque;
use std::fmt;
use std::io::Read;
use std::str::FromStr;
use std::sync::Arc;

use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use super::bind::{Bound, Misfit, bind};
use super::date::{self, DateOrder, Written};
use super::fault::{RowFault, RowFaults};
use super::feed::{Feed, Head};
use super::format::Format;
use super::header::{Header, is_hashtags};
use super::imported::Imported;
use super::lines::{Lines, is_json_lines};
use super::make::Maker;
use super::mapping::{CountFields, Fields, Mapping};
use super::objects::Objects;
use super::orders::settle;
use super::row::{LONGEST_ROW, Lined, Row, too_long};
use crate::dossier::fault::brief;
use crate::record::moment::Moment;
use crate::record::vocabulary::UnknownWord;

/// The encoding of a text. It is UTF-8, unless you give another or a byte order mark does.
///
/// ```
/// # use corroborate::exchange::{Encoding, Format, TableReader};
/// let table = b"event,group,outcome,count,source,as_of\ne,all,killed,7,Radio Na\xefve,2022-01-21\n";
/// let reader = TableReader::of(Format::Csv).encoding("windows-1252".parse::<Encoding>()?);
/// let row = reader.rows(&table[..]).next().ok_or("a row")??;
/// assert_eq!(row.claims[0].source().as_str(), "Radio Naïve");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl FromStr for Encoding {
    type Err = UnknownWord;

    /// By any of the labels that the web knows: `latin1` is `windows-1252`.
    fn from_str(text: &str) -> Result<Encoding, UnknownWord> {
        let expected = "utf-8, utf-16le, utf-16be, windows-1252, windows-1256 or another encoding".to_owned();
        let encoding = encoding_rs::Encoding::for_label(text.as_bytes());
        encoding.map(Encoding).ok_or_else(|| UnknownWord { found: brief(text), expected })
    }
}

/// Settings for reading a table: the mappings, the encoding, the order of day and month.
///
/// ```
/// use corroborate::exchange::TableReader;
///
/// let table = "event;group;outcome;count;source;as_of\nmarket;all;killed;at least 41;An agency;2026-03-02\n";
/// let mut rows = TableReader::recognising().rows(table.as_bytes());
/// assert_eq!(rows.next().ok_or("a row")??.claims[0].count().as_str(), "at least 41");
/// assert_eq!(rows.mapping(), Some("claims"), "known by its columns");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct TableReader {
    mapping: Mapping,
    /// Whether it is tried to find out what the table is.
    is_recognising: bool,
    is_json_lines: bool,
    encoding: Option<Encoding>,
    dates: Option<DateOrder>,
    as_of: Option<Moment>,
}

impl TableReader {
    /// Reads a table of a known format.
    ///
    /// ```
    /// use corroborate::exchange::{Format, TableReader};
    ///
    /// let table = "event,group,outcome,count,source,as_of\nmarket,all,killed,7,An agency,2026-03-02\n";
    /// assert_eq!(TableReader::of(Format::Csv).rows(table.as_bytes()).count(), 1);
    /// ```
    pub fn of(format: Format) -> TableReader {
        let mapping = format.mapping();
        TableReader { is_json_lines: mapping.is_none(), ..TableReader::mapped(mapping.unwrap_or_default()) }
    }

    /// Reads a table by a mapping.
    ///
    /// ```
    /// use corroborate::exchange::{Mapping, TableReader};
    ///
    /// let mapping: Mapping = r#"{
    ///     "name": "morgue",
    ///     "recorder": {"id": "morgue", "name": "City morgue", "kind": "medical"},
    ///     "needs": ["Ref", "Day", "Bodies"],
    ///     "event": {"id": "morgue:{Ref}", "start": "Day"},
    ///     "counts": [{"group": "all", "outcome": "killed", "best": "Bodies"}]
    /// }"#.parse()?;
    /// let table = "Ref;Day;Bodies\nA7;21-Jan-22;12\n";
    /// let row = TableReader::mapped(mapping).rows(table.as_bytes()).next().ok_or("a row")??;
    /// assert_eq!(row.claims[0].count().as_str(), "12");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn mapped(mapping: Mapping) -> TableReader {
        TableReader { mapping, ..TableReader::default() }
    }

    /// Reads a table of any known format, except [`Format::List`]. The columns decide which.
    pub fn recognising() -> TableReader {
        use Format::{Acled, Airwars, Csv, Gaza, Gtd, Hapi, Hxl, Ibc, Ucdp};
        let mappings = [Csv, Ucdp, Acled, Gtd, Ibc, Gaza, Hapi, Hxl, Airwars].into_iter().filter_map(Format::mapping);
        let mapping = mappings.reduce(Mapping::or).unwrap_or_default();
        TableReader { is_recognising: true, ..TableReader::mapped(mapping) }
    }

    /// Sets the encoding.
    pub fn encoding(mut self, encoding: Encoding) -> TableReader {
        self.encoding = Some(encoding);
        self
    }

    /// Sets the order of day and month in dates of three numbers.
    pub fn dates(mut self, order: DateOrder) -> TableReader {
        self.dates = Some(order);
        self
    }

    /// Sets the moment of the rows, for a table without a column of dates.
    ///
    /// ```
    /// use corroborate::exchange::{Format, TableReader};
    ///
    /// let table = "place,killed\nMarket,7\n";
    /// let reader = TableReader::of(Format::List).as_of("2026-03-02".parse()?);
    /// let row = reader.rows(table.as_bytes()).next().ok_or("a row")??;
    /// assert_eq!(row.claims[0].as_of().to_string(), "2026-03-02");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn as_of(mut self, moment: Moment) -> TableReader {
        self.as_of = Some(moment);
        self
    }

    /// The rows of a text: a table with `,`, `;`, a tab or `|` between its cells, a list of JSON objects, or
    /// JSON Lines. Its beginning is read at once.
    pub fn rows<R: Read>(self, reader: R) -> Rows<R> {
        Rows { state: self.open(reader), read: 0, refused: 0, is_sheet: false }
    }

    /// The rows of a sheet that was read already.
    #[cfg(feature = "spreadsheet")]
    pub(crate) fn rows_of_sheet(self, rows: Vec<Row>, others: &[&str]) -> Rows<std::io::Empty> {
        let mut opening = Opening::default();
        let first_rows: Vec<Row> = rows.iter().take(HEADER_AMONG).cloned().collect();
        opening.fits(&self, &first_rows);
        let is_header = opening.bound.is_some();
        let mut open = opening.finish(&self, &first_rows, |at| Feed::Cells(rows.into_iter().skip(at + 1)));
        if !is_header && !others.is_empty() {
            let what = format!("other sheets: {} (--sheet NAME)", others.join(", "));
            open.told.extend([vec![RowFault::new(1, 1, what).of_no_row()]]);
        }
        Rows { state: State::Table(Box::new(open)), read: 0, refused: 0, is_sheet: true }
    }
}

/// The rows of a table, one at a time, from any reader. It never holds the whole file.
///
/// A row that cannot be read is an `Err` with every fault of it, and the next one is read all
/// the same. A table that cannot be used is an `Err` whose
/// [`is_of_the_whole`](RowFaults::is_of_the_whole) holds, and the end. Of a table with one person in a row, rows
/// say nothing by themselves; behind them come the floors that they add up to.
///
/// ```
/// use corroborate::exchange::{Format, Rows};
///
/// let table = "event,group,outcome,count,source,as_of\n\
///              ghwayran,all,killed,at least 70,afp,2022-01-22\n\
///              ghwayran,all,killed,lots,afp,2022-01-22\n";
/// let mut rows = Rows::new(Format::Csv, table.as_bytes());
/// assert_eq!(rows.next().ok_or("a row")??.claims[0].count().as_str(), "at least 70");
/// let faults = rows.next().ok_or("a row")?.unwrap_err();
/// assert!(faults.to_string().starts_with("3:4: count: cannot read the count \"lots\""));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Rows<R> {
    state: State<R>,
    read: u64,
    refused: u64,
    is_sheet: bool,
}

impl<R> fmt::Debug for Rows<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("read", &self.read).field("refused", &self.refused).finish_non_exhaustive()
    }
}

enum State<R> {
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
    /// The row that is read.
    row: Row,
    /// What is wrong before the rows.
    told: VecDeque<Vec<RowFault>>,
    last_line: u64,
}

impl<R: Read> Rows<R> {
    /// The rows of `reader` in a known format.
    ///
    /// ```
    /// use corroborate::exchange::{Format, Rows};
    ///
    /// let table = "event,group,outcome,count,source,as_of\nmarket,all,killed,7,An agency,2026-03-02\n";
    /// let row = Rows::new(Format::Csv, table.as_bytes()).next().ok_or("a row")??;
    /// assert_eq!(row.claims[0].source().as_str(), "An agency");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(format: Format, reader: R) -> Rows<R> {
        TableReader::of(format).rows(reader)
    }

    /// The number of rows that came in.
    pub fn read(&self) -> u64 {
        self.read
    }

    /// The number of rows that were refused.
    pub fn refused(&self) -> u64 {
        self.refused
    }

    /// The name of the mapping in use; `None` for JSON Lines.
    pub fn mapping(&self) -> Option<&str> {
        self.bound().map(|bound| &*bound.fields.name)
    }

    /// Whether the rows hold claims as their sources made them, and not what a project published: JSON
    /// Lines, and tables whose mapping names no recorder.
    pub fn holds_claims(&self) -> bool {
        let is_lines = matches!(self.state, State::Lines(_));
        is_lines || self.bound().is_some_and(|bound| bound.fields.recorder.is_none())
    }

    /// Whether a row is one person. Those who are listed are a floor: there may be others. So what they are counted
    /// up to is "at least" so many.
    ///
    /// ```
    /// use corroborate::exchange::{Format, Rows};
    ///
    /// let table = "name,age,date,place\nAli,7,2026-03-02,Market\n";
    /// assert!(Rows::new(Format::List, table.as_bytes()).counts_persons());
    /// ```
    pub fn counts_persons(&self) -> bool {
        self.bound().is_some_and(|bound| bound.fields.tally)
    }

    /// The columns of the table that are not read, each with its position from 1.
    ///
    /// ```
    /// use corroborate::exchange::{Format, Rows};
    ///
    /// let table = "event,group,outcome,count,source,as_of,mood\nmarket,all,killed,7,An agency,2026-03-02,sad\n";
    /// let rows = Rows::new(Format::Csv, table.as_bytes());
    /// assert_eq!(rows.unread(), [(7, "mood".to_owned())]);
    /// ```
    pub fn unread(&self) -> Vec<(usize, String)> {
        let Some(bound) = self.bound() else { return Vec::new() };
        let mut unread: Vec<_> = bound.unread().map(|at| (at + 1, bound.header.name(at).into_string())).collect();
        if let State::Table(open) = &self.state
            && let Some(Feed::Objects(objects)) = &open.feed
        {
            unread.extend(objects.late().map(|key| (bound.header.len() + 1, key.to_owned())));
        }
        unread
    }

    fn bound(&self) -> Option<&Bound> {
        if let State::Table(open) = &self.state { open.maker.as_ref().map(|maker| &maker.bound) } else { None }
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Imported, RowFaults>;

    fn next(&mut self) -> Option<Self::Item> {
        let (mut imported, mut faults) = (Imported::default(), Vec::new());
        let is_row = match &mut self.state {
            State::Table(open) => open.next(&mut imported, &mut faults)?,
            State::Lines(lines) => lines.next(&mut imported, &mut faults)?,
        };
        Some(match RowFaults::take(faults) {
            None => {
                self.read += u64::from(is_row);
                Ok(imported)
            }
            Some(faults) => {
                self.refused += u64::from(faults.is_of_a_row());
                Err(if self.is_sheet { faults.in_a_sheet() } else { faults })
            }
        })
    }
}

impl<R: Read> Open<R> {
    /// Whether it is a row of the table; a fault at most.
    fn next(&mut self, imported: &mut Imported, faults: &mut Vec<RowFault>) -> Option<bool> {
        if let Some(mut told) = self.told.pop_front() {
            faults.append(&mut told);
            return Some(false);
        }
        let maker = self.maker.as_mut()?;
        loop {
            let next = match self.ahead.pop_front() {
                Some(ahead) => Some(ahead.map(|row| self.row = row)),
                None => self.feed.as_mut().and_then(|feed| feed.read(&mut self.row)),
            };
            match next {
                None => {
                    *imported = maker.counted_up()?;
                    imported.line = self.last_line;
                    return Some(false);
                }
                Some(Err(fault)) => faults.push(fault),
                Some(Ok(())) if self.row.is_blank() => continue,
                Some(Ok(())) => {
                    self.last_line = self.row.line;
                    match misfit(&self.row, &maker.bound.header) {
                        Some(fault) => faults.push(fault),
                        None => maker.make(&self.row, imported, faults),
                    }
                    if !faults.is_empty() && !faults.iter().any(RowFault::is_of_a_row) {
                        // The row comes in without the claims that cannot be read.
                        self.told.push_back(std::mem::take(faults));
                    }
                }
            }
            return Some(true);
        }
    }

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

/// A row whose cells are not those of the header. Empty cells too many do no harm.
fn misfit(row: &Row, header: &Header) -> Option<RowFault> {
    let (expected, found) = (header.len(), row.cells.len());
    let filled = || (expected..found).find(|&at| !row.cell(at).trim_ascii().is_empty());
    let column = if found < expected { found } else { filled()? };
    // It ends far below if a stray quote took in others.
    let (first, last) = (row.line, row.last_line);
    let lines = if first == last { String::new() } else { format!(", in one row over lines {first} to {last}") };
    let what = format!("expected {expected} columns, found {found}{lines}");
    Some(RowFault::new(row.line_of(column), column as u64 + 1, what))
}

/// The header stands within so many rows: exports of some projects begin with what may be done with
/// them, and when it was written.
const HEADER_AMONG: usize = 50;

impl TableReader {
    fn open<R: Read>(self, reader: R) -> State<R> {
        let encoding = self.encoding.map(|encoding| encoding.0).filter(|encoding| *encoding != encoding_rs::UTF_8);
        let mut decoder = DecodeReaderBytesBuilder::new();
        decoder.encoding(encoding).bom_override(true).strip_bom(true).utf8_passthru(true);
        let input = Head::new(decoder.build(reader));
        if self.is_json_lines || (self.is_recognising && is_json_lines(input.head())) {
            return State::Lines(Box::new(Lines::new(input)));
        }
        State::Table(Box::new(match input.head().trim_ascii_start().first() {
            Some(b'[' | b'{') => self.open_objects(input),
            _ => self.open_text(input),
        }))
    }

    fn open_text<R: Read>(&self, input: Decoded<R>) -> Open<R> {
        let mut opening = Opening::default();
        let (mut first_rows, mut taken) = (Vec::new(), b',');
        for delimiter in *b",;\t|" {
            let (rows, faults) = Feed::text(input.head(), delimiter).first_rows(HEADER_AMONG);
            let found = opening.fits(self, &rows);
            // Of a table that nothing fits, what another delimiter gives may be told of.
            let is_told = |rows: &[Row]| self.is_recognising && listed(rows).is_some();
            if delimiter == b',' || found || (is_told(&rows) && !is_told(&first_rows)) {
                (first_rows, taken, opening.faults) = (rows, delimiter, faults);
            }
            if found {
                break;
            }
        }
        if opening.bound.is_none() && WORKBOOKS.iter().any(|begun| input.head().starts_with(begun)) {
            opening.faults = vec![RowFault::new(1, 1, WORKBOOK).of_the_whole()];
        } else if opening.bound.is_none() && input.head().iter().take(64).filter(|byte| **byte == 0).count() > 8 {
            let what = "expected UTF-8, found what seems to be UTF-16 (--encoding utf-16le?)";
            opening.faults.insert(0, RowFault::new(1, 1, what).of_the_whole());
        } else if opening.bound.is_none() && opening.faults.is_empty() {
            opening.faults.extend(input.error().map(|error| RowFault::of_reading(1, error)));
        }
        opening.finish(self, &first_rows, |at| {
            let mut feed = Feed::text(input, taken);
            for _ in 0..=at {
                while feed.next().is_some_and(|row| row.is_ok_and(|row| row.is_blank())) {}
            }
            feed
        })
    }

    fn open_objects<R: Read>(&self, input: Decoded<R>) -> Open<R> {
        let mut opening = Opening::default();
        // Of several lists the first whose keys fit.
        let lists = Objects::lists(input.head());
        let fits = |pass: &usize| {
            let header = [Objects::new(input.head(), *pass).header()];
            Opening::default().fits(self, &header) || (self.is_recognising && listed(&header).is_some())
        };
        let taken = if lists.len() > 1 { (0..lists.len()).find(fits).unwrap_or_default() } else { 0 };
        let mut objects = Objects::new(input, taken);
        let header = objects.header();
        let first_rows = if header.cells.is_empty() { Vec::new() } else { vec![header] };
        opening.fits(self, &first_rows);
        opening.faults.extend(objects.fault());
        let mut open = opening.finish(self, &first_rows, |_| Feed::Objects(Box::new(objects)));
        if lists.len() > 1 {
            let others: Vec<String> =
                lists.iter().filter(|other| **other != lists[taken]).map(|name| brief(name)).collect();
            let what =
                format!("one list of several is read, {:?}; not read: {}", brief(&lists[taken]), others.join(", "));
            open.told.push_back(vec![RowFault::new(1, 1, what).of_no_row()]);
        }
        open
    }
}

/// The search for a header.
#[derive(Default)]
struct Opening {
    bound: Option<(Bound, usize)>,
    /// Of the row that misses the fewest columns: which it is, its names, what it misses, and of which mapping.
    closest: Option<(usize, Header, Misfit, Arc<Fields>)>,
    has_hashtags: bool,
    faults: Vec<RowFault>,
}

impl Opening {
    /// Whether a mapping fits any of those rows as its header: the first mapping that does is taken.
    fn fits(&mut self, reader: &TableReader, rows: &[Row]) -> bool {
        let headers: Vec<Header> = rows.iter().map(Header::new).collect();
        self.has_hashtags |= headers.iter().any(Header::is_hashtags);
        for mapping in reader.mapping.each() {
            // The most columns that a row before knows.
            let mut known = 0;
            for (at, header) in headers.iter().enumerate() {
                let bound = bind(mapping, header, reader.is_recognising);
                let of_row = bound.as_ref().map_or_else(|misfit| misfit.found.len(), |bound| bound.read.len());
                let is_below = known > of_row;
                known = known.max(of_row);
                match bound {
                    // A row of the table may have a word in it that counts people.
                    Ok(bound) if !header.is_hashtags() && (is_below || (at > 0 && is_data(&bound, &rows[at]))) => {}
                    Ok(bound) => {
                        self.bound = Some((bound, at));
                        return true;
                    }
                    Err(misfit) => {
                        let is_of_tags = mapping.is_of_tags() && !header.is_hashtags() && reader.is_recognising;
                        let is_closer =
                            |(_, _, other, _): &(_, _, Misfit, _)| misfit.is_closer_than(other, reader.is_recognising);
                        if !is_of_tags && self.closest.as_ref().is_none_or(is_closer) {
                            self.closest = Some((at, header.clone(), misfit, Arc::clone(mapping)));
                        }
                    }
                }
            }
        }
        false
    }

    /// The table, its rows from `feed`, which is told which of the rows is the header.
    fn finish<R: Read>(
        mut self,
        reader: &TableReader,
        first_rows: &[Row],
        feed: impl FnOnce(usize) -> Feed<Decoded<R>>,
    ) -> Open<R> {
        let (ahead, told, row) = (VecDeque::new(), VecDeque::new(), Row::default());
        let mut open = Open { feed: None, maker: None, ahead, row, told, last_line: 1 };
        let Some((bound, at)) = self.bound.take() else {
            open.told.push_back(self.nothing(reader, first_rows));
            return open;
        };
        open.told = before_rows(&bound, &first_rows[..=at]);
        let Fields { event, as_of, .. } = &*bound.fields;
        let as_of_else = reader.as_of.or_else(|| bound.as_of_of_counts());
        let settled = if as_of_else.is_none() && ![&event.start, &event.end, as_of].iter().any(|of| bound.has(of)) {
            Err(vec![RowFault::new(first_rows[at].line, 1, NO_DATE).of_the_whole()])
        } else {
            let mut feed = feed(at);
            open.look_ahead(&mut feed, &bound);
            open.feed = Some(feed);
            settle(&bound, reader.dates, &open.ahead.iter().flatten().collect::<Vec<_>>())
        };
        match settled {
            Err(faults) => (open.told, open.ahead) = (VecDeque::from([faults]), VecDeque::new()),
            Ok(orders) => open.maker = Some(Maker::new(bound, orders, as_of_else)),
        }
        open
    }

    /// Why there is no header.
    fn nothing(mut self, reader: &TableReader, first_rows: &[Row]) -> Vec<RowFault> {
        if !self.faults.iter().any(RowFault::is_of_the_whole) {
            let (line, what) = self.why(reader, first_rows);
            self.faults.push(RowFault::new(line, 1, what).of_the_whole());
        }
        self.faults
    }

    fn why(&self, reader: &TableReader, first_rows: &[Row]) -> (u64, String) {
        let is_cut_off = self.faults.iter().any(|fault| *fault == too_long(fault.line()));
        let Some((at, header, misfit, mapping)) = self.closest.as_ref().filter(|_| !is_cut_off) else {
            let found = if self.faults.is_empty() { "an empty file" } else { "none" };
            return (1, format!("expected a header, found {found}"));
        };
        // It may be a row that another delimiter gives.
        let (line, row) = first_rows.get(*at).map_or((1, None), |row| (row.line, Some(row)));
        let (mappings, is_recognising) = (reader.mapping.each(), reader.is_recognising);
        if !self.has_hashtags && mappings.iter().all(|fields| fields.is_of_tags()) {
            let (last, rows) = (first_rows.last().map_or(1, |row| row.line), first_rows.len());
            return (last, format!("expected a row of hashtags among the first {rows} rows, found none"));
        }
        if misfit.is_uncounted {
            return (line, NOTHING_COUNTED.to_owned());
        }
        // A list of persons has the columns of many others.
        let listed = if is_recognising && (misfit.is_far() || mapping.tally) { listed(first_rows) } else { None };
        let is_any = mapping.recorder.is_none() || misfit.is_far() && is_recognising;
        let told = listed.or_else(|| if is_any { wide(first_rows.get(*at..).unwrap_or_default()) } else { None });
        if misfit.is_far() && is_recognising {
            return told.unwrap_or_else(|| (line, UNKNOWN.to_owned()));
        }
        told.unwrap_or_else(|| {
            let other = if is_recognising { "; a mapping of one's own reads any table: --mapping FILE" } else { "" };
            let closest = format!(" (the mapping that comes closest: {}{other})", mapping.name);
            let closest = if mappings.len() > 1 { &closest } else { "" };
            let is_text = row.is_none_or(|row| row.cells.iter().all(|cell| std::str::from_utf8(cell).is_ok()));
            let bytes = if is_text { "" } else { "; the header is not UTF-8 (--encoding windows-1252?)" };
            let header = Some(header).filter(|_| !is_recognising);
            let missing: Vec<String> = misfit.missing.iter().map(|names| missing(names, misfit, header)).collect();
            (line, format!("missing columns: {}{closest}{bytes}", missing.join(", ")))
        })
    }
}

/// A column that is missing, with its other names; and which one of the header may be meant.
fn missing(names: &[Box<str>], misfit: &Misfit, header: Option<&Header>) -> String {
    let others = names.get(1..).unwrap_or_default();
    let or = if others.is_empty() { String::new() } else { format!(" (or {})", others.join(", ")) };
    let near = names.iter().find_map(|name| header?.nearest(name, &misfit.found));
    let meant = near.map_or_else(String::new, |near| format!(" (did you mean {near:?}?)"));
    format!("{}{or}{meant}", names.first().map_or("", |name| name))
}

/// How XLSX and ODS files begin, and how XLS files do.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

/// Nothing limits what a file of the other kinds comes to once it is unpacked.
const WORKBOOK: &str = "expected text, found a workbook: only files called .xlsx are read as such; save others \
    (.xls, .ods) as .xlsx or as CSV";

const NO_DATE: &str = "no column tells a date: as of when is this? (--as-of DATE)";

const NOTHING_COUNTED: &str =
    "expected a column that counts people (of HXL, #affected with an outcome such as +killed), found none";

const UNKNOWN: &str = "no table that is known, and no column that is known to count people: a mapping tells what \
    each column is (--mapping FILE)";

const RESHAPE: &str = "Reshape it to a row for each figure, with the columns event, group, outcome, count, source, \
    as_of; or write a mapping with an entry of \"counts\" for each column (--mapping FILE)";

const EACH_DATE: &str = ", with its last day and the number of its days, as in \"as_of\": \"2023-02-28\", \"days\": 28";

/// What is wrong with the rows up to the header, which is the last of them: columns that stand twice; and what
/// has as many cells as the header, half of them filled or more, may be meant as a row of the table.
fn before_rows(bound: &Bound, rows: &[Row]) -> VecDeque<Vec<RowFault>> {
    let mut told = VecDeque::new();
    let cells = bound.header.len();
    let is_meant = |row: &&Row| row.cells.len() == cells && cells > 1 && 2 * row.filled() >= cells;
    if let Some((header, before)) = rows.split_last().filter(|_| !bound.header.is_hashtags()) {
        let what = format!("this row stands before the header, line {}, and is not read", header.line);
        told.extend(before.iter().filter(is_meant).map(|row| vec![RowFault::new(row.line, 1, what.clone())]));
    }
    told.extend((!bound.twice.is_empty()).then(|| bound.twice.clone()));
    told
}

/// Whether a cell that is not read is a date or a number, as cells below a header are.
fn is_data(bound: &Bound, row: &Row) -> bool {
    let text = |at: usize| std::str::from_utf8(row.cell(at)).unwrap_or_default().trim();
    bound.unread().any(|at| text(at).parse::<f64>().is_ok() || date::written(text(at), None) != Written::Nothing)
}

/// What may be said of a table that no mapping fits: that it may be a list of events or of persons, or has
/// figures side by side; and the line of its header.
fn listed(rows: &[Row]) -> Option<(u64, String)> {
    let mut opening = Opening::default();
    opening.fits(&TableReader::of(Format::List), rows);
    let (bound, at) = opening.bound?;
    let has = |name: &str| bound.name(name).slot.is_some();
    let is_list = bound.fields.tally || ["id", "place", "area", "country"].into_iter().any(has);
    let wide = if is_list { None } else { wide(&rows[at..]) };
    Some(wide.unwrap_or_else(|| {
        let figures = bound.counts.iter().flat_map(CountFields::columns).flat_map(|names| bound.slots(names));
        let figures: Vec<_> = figures.map(|slot| bound.header.name(slot.column())).collect();
        let may = match figures[..] {
            [] => "a row may be a person. --from list counts them up by day and place".to_owned(),
            _ => format!("{} may count people. --from list reads a row as an event", figures.join(", ")),
        };
        let own = "write a mapping that tells what each column is (--mapping FILE)";
        (rows[at].line, format!("no table that is known: {may}; or {own}"))
    }))
}

/// Whether those rows, the first of them a header, have several numbers side by side, where a table of claims has
/// a claim a row: each of another date, or all of one.
fn wide(rows: &[Row]) -> Option<(u64, String)> {
    let (header, row) = (Header::new(rows.first()?), rows.get(1)?);
    let text = |at: usize| std::str::from_utf8(row.cell(at)).unwrap_or_default().trim();
    let is_number = |at: &usize| text(*at).parse::<u64>().is_ok();
    let is_date = |at: &usize| !is_number(at) && date::written(text(*at), None) != Written::Nothing;
    let numbers: Vec<Box<str>> = (0..header.len()).filter(is_number).map(|at| header.name(at)).collect();
    let dated: Vec<&str> = numbers.iter().map(|name| &**name).filter(|name| date::is_told(name)).collect();
    let (what, more) = match (&dated[..], (0..header.len()).find(is_date)) {
        ([_, _, ..], _) => (format!("a column for each date, {}", in_short(&dated)), EACH_DATE),
        (_, Some(date)) if numbers.len() > 1 => {
            (format!("{:?} and figures side by side, {}", header.name(date), numbers.join(", ")), "")
        }
        _ => return None,
    };
    Some((header.line, format!("no table of claims, a row each: {what}. {RESHAPE}{more}")))
}

/// The first three, and whether there are more.
fn in_short(names: &[&str]) -> String {
    let more = if names.len() > 3 { ", …" } else { "" };
    format!("{}{more}", names[..names.len().min(3)].join(", "))
}
