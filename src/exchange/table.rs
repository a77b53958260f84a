//! A table, some rows at a time, in bounded memory.
//!
//! Cells are found eight bytes at a time, and stay where they were read: only those in which
//! a quote stands for itself are moved together. What a row is, is what the `csv` crate
//! takes it for (`rows_are_those_of_the_csv_crate`); that one's own reader holds a row however
//! long it is: a quote that never closes would bring in the rest of the file.

use std::io::{ErrorKind, Read};

use super::fault::{RowFault, RowFaultKind};

/// The most bytes of a row that are kept, and the most cells.
pub(crate) const LONGEST_ROW: usize = 1 << 20;
const MOST_CELLS: usize = 1 << 14;
/// So much is read at a time.
const CHUNK: usize = 1 << 17;

/// One row, its cells unquoted.
#[derive(Copy, Clone)]
pub(crate) struct Row<'t> {
    bytes: &'t [u8],
    text: Option<&'t str>,
    cells: &'t [Place],
    line: u64,
    last_line: u64,
}

/// From where to where a cell stands in its block.
type Place = (u32, u32);

fn range(place: Place) -> std::ops::Range<usize> {
    place.0 as usize..place.1 as usize
}

impl<'t> Row<'t> {
    /// How many cells it has.
    pub(crate) fn len(self) -> usize {
        self.cells.len()
    }

    pub(crate) fn line(self) -> u64 {
        self.line
    }

    pub(crate) fn last_line(self) -> u64 {
        self.last_line
    }

    /// A cell, empty beyond the last.
    pub(crate) fn cell(self, at: usize) -> &'t [u8] {
        self.cells.get(at).map_or(&[][..], |&place| &self.bytes[range(place)])
    }

    /// A cell, where it is known already that it is UTF-8.
    pub(crate) fn text(self, at: usize) -> Option<&'t str> {
        let text = self.text?;
        self.cells.get(at).map_or(Some(""), |&place| text.get(range(place)))
    }

    /// The line on which a cell begins.
    pub(crate) fn line_of(self, at: usize) -> u64 {
        self.line
            + self.cells[..at.min(self.cells.len())]
                .iter()
                .map(|&place| newlines(&self.bytes[range(place)]))
                .sum::<u64>()
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().map(|&byte| u64::from(byte == b'\n')).sum()
}

/// Rows one behind the other, and what is wrong with some of them.
#[derive(Default)]
pub(crate) struct Block {
    bytes: Bytes,
    cells: Vec<Place>,
    rows: Vec<Found>,
}

/// What was read, as text if it is UTF-8.
enum Bytes {
    Text(String),
    Raw(Vec<u8>),
}

impl Default for Bytes {
    fn default() -> Bytes {
        Bytes::Raw(Vec::new())
    }
}

/// A row that was found.
struct Found {
    /// Where its cells end among those of the block.
    cells: usize,
    line: u64,
    last_line: u64,
    fault: Option<RowFault>,
}

impl Block {
    /// How many rows and faults it has.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// A row, or what is wrong with it.
    pub(crate) fn row(&self, at: usize) -> Result<Row<'_>, RowFault> {
        let found = &self.rows[at];
        if let Some(fault) = &found.fault {
            return Err(fault.clone());
        }
        let start = at.checked_sub(1).map_or(0, |before| self.rows[before].cells);
        let cells = &self.cells[start..found.cells];
        let (bytes, text) = match &self.bytes {
            Bytes::Text(text) => (text.as_bytes(), Some(text.as_str())),
            Bytes::Raw(bytes) => (&bytes[..], None),
        };
        Ok(Row { bytes, text, cells, line: found.line, last_line: found.last_line })
    }

    /// Empty again; its room.
    fn take(&mut self) -> Vec<u8> {
        self.cells.clear();
        self.rows.clear();
        let mut bytes = match std::mem::take(&mut self.bytes) {
            Bytes::Text(text) => text.into_bytes(),
            Bytes::Raw(bytes) => bytes,
        };
        bytes.clear();
        bytes
    }
}

/// The rows of a table.
pub(crate) struct Table<R> {
    reader: R,
    /// Where the reader puts what it gives, if that is not the block at once.
    chunk: Vec<u8>,
    /// Of a row that has not ended: its bytes and its cells so far.
    begun_bytes: Vec<u8>,
    begun_cells: Vec<Place>,
    scan: Scan,
    begun: bool,
    ended: bool,
}

/// How much is read before the rows are handed over.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(crate) enum Reading {
    /// What the reader gives at once.
    AsItComes,
    /// A chunk, so that where blocks end depends on nothing but the table.
    Chunks,
}

impl<R: Read> Table<R> {
    pub(crate) fn new(reader: R) -> Table<R> {
        let (begun_bytes, begun_cells) = (Vec::new(), Vec::new());
        Table { reader, chunk: Vec::new(), begun_bytes, begun_cells, scan: Scan::new(), begun: false, ended: false }
    }

    /// The next rows into `block`, blank ones passed over; false at the end.
    ///
    /// After a fault the next row is the one behind it, unless the reader itself failed.
    pub(crate) fn next(&mut self, block: &mut Block, reading: Reading) -> bool {
        let mut bytes = block.take();
        bytes.append(&mut self.begun_bytes);
        block.cells.append(&mut self.begun_cells);
        while !self.ended && block.rows.is_empty() {
            let scanned = bytes.len();
            let read = self.read(&mut bytes, reading);
            let from = if self.begun { scanned } else { self.take_mark(&bytes, matches!(read, Ok(0)), block) };
            if self.ended || (!self.begun && read.is_ok()) {
                continue;
            }
            self.scan.over(&mut bytes, from, &mut block.cells, &mut block.rows);
            match read {
                Ok(0) => {
                    self.ended = true;
                    self.scan.end(&mut bytes, &mut block.cells, &mut block.rows);
                }
                Ok(_) => self.scan.shorten(&mut bytes, &mut block.cells),
                Err(error) => {
                    self.ended = true;
                    block.cells.truncate(self.scan.first_cell);
                    let fault = RowFault::new(self.scan.line, 1, RowFaultKind::Io { error });
                    block.rows.push(Found::fault(block.cells.len(), fault));
                }
            }
        }
        let (row, first) = (self.scan.row.min(bytes.len()), self.scan.first_cell);
        self.begun_bytes.extend_from_slice(&bytes[row..]);
        bytes.truncate(row);
        let shift = u32_of(row);
        self.begun_cells.extend(block.cells.drain(first..).map(|(start, end)| (start - shift, end - shift)));
        self.scan.move_back(row);
        block.bytes = match String::from_utf8(bytes) {
            Ok(text) => Bytes::Text(text),
            Err(error) => Bytes::Raw(error.into_bytes()),
        };
        !block.rows.is_empty()
    }

    /// Reads some more; nothing at the end.
    fn read(&mut self, bytes: &mut Vec<u8>, reading: Reading) -> Result<usize, String> {
        let result = match reading {
            Reading::Chunks => {
                bytes.reserve(CHUNK);
                self.reader.by_ref().take(CHUNK as u64).read_to_end(bytes)
            }
            Reading::AsItComes => {
                self.chunk.resize(CHUNK, 0);
                let result = loop {
                    match self.reader.read(&mut self.chunk) {
                        Err(error) if error.kind() == ErrorKind::Interrupted => {}
                        result => break result,
                    }
                };
                bytes.extend_from_slice(&self.chunk[..*result.as_ref().unwrap_or(&0)]);
                result
            }
        };
        result.map_err(|error| error.to_string())
    }

    /// Where the table begins, behind its byte order mark; then it has begun.
    fn take_mark(&mut self, bytes: &[u8], is_all: bool, block: &mut Block) -> usize {
        const UTF_8: &[u8] = b"\xef\xbb\xbf";
        if !is_all && bytes.len() < UTF_8.len() {
            return 0;
        }
        self.begun = true;
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            self.ended = true;
            block.rows.push(Found::fault(0, RowFault::new(1, 1, RowFaultKind::Utf16)));
            return bytes.len();
        }
        let from = if bytes.starts_with(UTF_8) { UTF_8.len() } else { 0 };
        self.scan.begin_row(from);
        from
    }
}

impl Found {
    fn fault(cells: usize, fault: RowFault) -> Found {
        Found { cells, line: 0, last_line: 0, fault: Some(fault) }
    }
}

/// How far the rows have been told apart. Places are those in the bytes of the block.
struct Scan {
    state: State,
    /// Where the cell begins, its quote included; nowhere if that is behind us.
    cell: usize,
    is_quoted: bool,
    /// Whether some of its quotes must be taken out.
    is_escaped: bool,
    /// Where the row begins, in bytes and in cells.
    row: usize,
    first_cell: usize,
    row_line: u64,
    line: u64,
    /// The place behind a carriage return that ended a row.
    behind_return: usize,
    /// Where a row that is being passed over became too long: line and column.
    too_long: Option<(u64, u64)>,
    /// Whether the last byte was a line feed.
    at_line_feed: bool,
}

#[derive(Copy, Clone)]
enum State {
    Plain,
    Quoted,
    /// Behind a quote that closes the cell, unless another follows at once: where it is.
    Closing(usize),
}

const NOWHERE: usize = usize::MAX;

/// The bytes of a word in which a cell may end or begin to be quoted, each as its highest bit.
fn special(word: u64) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    const fn each(byte: u8) -> u64 {
        byte as u64 * 0x0101_0101_0101_0101
    }
    // The highest bit of a byte is set unless the byte is 0.
    let others = |byte: u8| {
        let differing = word ^ each(byte);
        ((differing & LOW) + LOW) | differing
    };
    !(others(b',') & others(b'"') & others(b'\n') & others(b'\r')) & !LOW
}

impl Scan {
    fn new() -> Scan {
        Scan {
            state: State::Plain,
            cell: 0,
            is_quoted: false,
            is_escaped: false,
            row: 0,
            first_cell: 0,
            row_line: 1,
            line: 1,
            behind_return: NOWHERE,
            too_long: None,
            at_line_feed: false,
        }
    }

    /// Goes over the bytes from there on.
    fn over(&mut self, bytes: &mut [u8], from: usize, cells: &mut Vec<Place>, rows: &mut Vec<Found>) {
        let mut at = from;
        while at < bytes.len() {
            let mut word = [0; 8];
            match bytes[at..].first_chunk() {
                Some(whole) => word = *whole,
                None => word[..bytes.len() - at].copy_from_slice(&bytes[at..]),
            }
            let mut found = special(u64::from_le_bytes(word));
            while found != 0 {
                let place = (found.trailing_zeros() / 8) as usize;
                found &= found - 1;
                self.meet(word[place], at + place, bytes, cells, rows);
            }
            at += 8;
        }
        if let Some(last) = bytes[from..].last() {
            self.at_line_feed = *last == b'\n';
        }
    }

    #[inline]
    fn meet(&mut self, byte: u8, at: usize, bytes: &mut [u8], cells: &mut Vec<Place>, rows: &mut Vec<Found>) {
        match self.state {
            State::Plain => {}
            State::Quoted => {
                match byte {
                    b'"' => self.state = State::Closing(at),
                    b'\n' => self.line += 1,
                    _ => {}
                }
                return;
            }
            State::Closing(quote) if quote + 1 == at && byte == b'"' => {
                self.is_escaped = true;
                self.state = State::Quoted;
                return;
            }
            State::Closing(quote) => {
                // What follows the quote belongs to the cell.
                self.is_escaped |= quote + 1 != at;
                self.state = State::Plain;
            }
        }
        match byte {
            b',' => {
                self.end_cell(at, bytes, cells);
                self.cell = at + 1;
            }
            b'"' => {
                if self.cell == at {
                    self.is_quoted = true;
                    self.state = State::Quoted;
                }
            }
            end => {
                self.end_row(at, bytes, cells, rows);
                if end == b'\r' {
                    self.behind_return = at + 1;
                }
                self.line += u64::from(end == b'\r' || self.behind_return != at);
                self.begin_row(at + 1);
            }
        }
    }

    fn begin_row(&mut self, at: usize) {
        (self.row, self.cell, self.row_line) = (at, at, self.line);
    }

    #[inline]
    fn end_cell(&mut self, at: usize, bytes: &mut [u8], cells: &mut Vec<Place>) {
        if self.too_long.is_some() {
            (self.is_quoted, self.is_escaped) = (false, false);
            return;
        }
        let mut place = (u32_of(self.cell), u32_of(at));
        if self.is_quoted {
            place.0 += 1;
            place.1 = if self.is_escaped { place.0 + unquote(&mut bytes[self.cell + 1..at]) } else { place.1 - 1 };
            (self.is_quoted, self.is_escaped) = (false, false);
        }
        cells.push(place);
    }

    /// Ends the row there, if there is any of it.
    fn end_row(&mut self, at: usize, bytes: &mut [u8], cells: &mut Vec<Place>, rows: &mut Vec<Found>) {
        if self.row == at && self.too_long.is_none() {
            return;
        }
        self.end_cell(at, bytes, cells);
        if self.too_long.is_none() {
            self.too_long = self.limit(at, bytes, cells);
        }
        if let Some((line, column)) = self.too_long.take() {
            cells.truncate(self.first_cell);
            let kind = RowFaultKind::TooLong { limit: LONGEST_ROW, first_line: self.row_line, last_line: self.line };
            rows.push(Found::fault(cells.len(), RowFault::new(line, column, kind)));
            return;
        }
        let is_blank = |&place: &Place| bytes[range(place)].iter().all(u8::is_ascii_whitespace);
        if cells[self.first_cell..].iter().all(is_blank) {
            cells.truncate(self.first_cell);
            return;
        }
        self.first_cell = cells.len();
        rows.push(Found { cells: cells.len(), line: self.row_line, last_line: self.line, fault: None });
    }

    /// Where the row becomes too long, if it does up to there: the line and column of the cell.
    fn limit(&self, at: usize, bytes: &[u8], cells: &[Place]) -> Option<(u64, u64)> {
        let cells = &cells[self.first_cell..];
        let column = if at - self.row >= LONGEST_ROW {
            let end = self.row + LONGEST_ROW;
            cells.partition_point(|cell| (cell.1 as usize) < end).min(MOST_CELLS)
        } else if cells.len() >= MOST_CELLS {
            MOST_CELLS
        } else {
            return None;
        };
        Some(self.place(column, bytes, cells))
    }

    /// The line and the column of a cell of the row.
    fn place(&self, column: usize, bytes: &[u8], cells: &[Place]) -> (u64, u64) {
        let before = &cells[..column.min(cells.len())];
        let line = self.row_line + before.iter().map(|&place| newlines(&bytes[range(place)])).sum::<u64>();
        (line, column as u64 + 1)
    }

    /// Lets go of a row that is too long already.
    fn shorten(&mut self, bytes: &mut Vec<u8>, cells: &mut Vec<Place>) {
        if self.too_long.is_none() {
            self.too_long = self.limit(bytes.len(), bytes, cells);
        }
        if self.too_long.is_none() {
            return;
        }
        cells.truncate(self.first_cell);
        // What stands at the very end is needed to understand what follows; of the rest, a blank
        // is kept.
        let end = bytes.len();
        self.state = match self.state {
            State::Closing(quote) if quote + 1 != end => State::Plain,
            state => state,
        };
        self.cell = if self.cell == end { self.row + 1 } else { NOWHERE };
        bytes.truncate(self.row);
        bytes.push(b' ');
        if let State::Closing(quote) = &mut self.state {
            *quote = self.row;
        }
    }

    /// The table ends; a line end at its end is not needed.
    fn end(&mut self, bytes: &mut [u8], cells: &mut Vec<Place>, rows: &mut Vec<Found>) {
        if let State::Closing(quote) = self.state {
            self.is_escaped |= quote + 1 != bytes.len();
            self.state = State::Plain;
        }
        if matches!(self.state, State::Quoted) {
            let begun = &cells[self.first_cell..];
            let (line, column) = self.too_long.unwrap_or_else(|| self.place(begun.len(), bytes, begun));
            let kind = RowFaultKind::Unclosed { last_line: self.line - u64::from(self.at_line_feed) };
            cells.truncate(self.first_cell);
            rows.push(Found::fault(cells.len(), RowFault::new(line, column, kind)));
        } else {
            self.end_row(bytes.len(), bytes, cells, rows);
        }
        self.begin_row(bytes.len());
    }

    /// All places so much less: the block has been handed over up to there.
    fn move_back(&mut self, by: usize) {
        let moved = |place: usize| place.checked_sub(by).filter(|_| place != NOWHERE).unwrap_or(NOWHERE);
        (self.row, self.first_cell) = (0, 0);
        (self.cell, self.behind_return) = (moved(self.cell), moved(self.behind_return));
        if let State::Closing(quote) = &mut self.state {
            *quote = moved(*quote);
        }
    }
}

/// Takes the quotes out of what stands behind the first quote of a cell; how much is left, at
/// the beginning. The rest is made zeroes: it may be part of a character.
fn unquote(bytes: &mut [u8]) -> u32 {
    let (mut read, mut written, mut is_quoted) = (0, 0, true);
    while read < bytes.len() {
        let byte = bytes[read];
        read += 1;
        if byte == b'"' && is_quoted {
            is_quoted = bytes.get(read) == Some(&b'"');
            if !is_quoted {
                continue;
            }
            read += 1;
        }
        bytes[written] = byte;
        written += 1;
    }
    bytes[written..].fill(0);
    u32_of(written)
}

/// Blocks are not much longer than the longest row.
fn u32_of(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row's line and cells, or its fault.
    type Told = Result<(u64, Vec<String>), String>;

    fn read(text: &[u8]) -> Vec<Told> {
        for reading in [Reading::AsItComes, Reading::Chunks] {
            let rows = read_from(text, reading);
            assert_eq!(rows, read_from(Drip(text), reading));
            if reading == Reading::Chunks {
                return rows;
            }
        }
        Vec::new()
    }

    fn read_from(reader: impl Read, reading: Reading) -> Vec<Told> {
        let mut table = Table::new(reader);
        let mut block = Block::default();
        let mut rows = Vec::new();
        while table.next(&mut block, reading) {
            rows.extend((0..block.len()).map(|at| match block.row(at) {
                Ok(row) => {
                    let cells = (0..row.len()).map(|at| String::from_utf8_lossy(row.cell(at)).into_owned());
                    Ok((row.line(), cells.collect()))
                }
                Err(fault) => Err(fault.to_string()),
            }));
        }
        rows
    }

    /// Gives a few bytes at a time.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let few = into.len().min(1 + self.0.len() % 3);
            self.0.read(&mut into[..few])
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "as it is found")]
    fn row(line: u64, cells: &[&str]) -> Told {
        Ok((line, cells.iter().map(|&cell| cell.to_owned()).collect()))
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        let rows = [row(1, &["a", "b"]), row(2, &["1", "2"]), row(4, &["3", "4"])];
        assert_eq!(read(b"a,b\n1,2\n\n3,4"), rows);
        assert_eq!(read(b"\xef\xbb\xbfa,b\r\n1,2\r\n\r\n3,4\r\n"), rows);
        assert_eq!(read(b"a,b\r1,2\r\r3,4\r"), rows);
    }

    #[test]
    fn a_cell_over_lines_is_one_cell() {
        let rows = [row(1, &["a", "b"]), row(2, &["x\ny", "2"]), row(4, &["3", "4"])];
        assert_eq!(read(b"a,b\n\"x\ny\",2\n3,4"), rows);
    }

    #[test]
    fn blank_rows_are_none() {
        assert_eq!(read(b"a,b\n,\n , \n1,2\n"), [row(1, &["a", "b"]), row(4, &["1", "2"])]);
        assert_eq!(read(b""), []);
        assert_eq!(read(b"\n\n"), []);
    }

    #[test]
    fn a_quote_that_never_closes_is_named_where_it_opens() {
        let rows = read(b"a,b\n1,2\n3,\"4\n5,6\n7,8\n");
        let fault = "3:2: the quote that opens here never closes: nothing is read from here to the end, line 5";
        assert_eq!(rows, [row(1, &["a", "b"]), row(2, &["1", "2"]), Err(fault.to_owned())]);
        let rows = read(b"a,b\n1,2\n\"");
        let fault = "3:1: the quote that opens here never closes: nothing is read from here to the end, line 3";
        assert_eq!(rows[2], Err(fault.to_owned()));
    }

    #[test]
    fn a_row_too_long_is_passed_over_and_the_next_is_read() {
        let mut text = b"a,b\n1,\"x\ny".to_vec();
        text.resize(3 * LONGEST_ROW, b'z');
        text.extend_from_slice(b"\"\n3,4\n");
        let fault = "2:2: longer than 1048576 bytes or cells, passed over, in one row over lines 2 to 3";
        assert_eq!(read(&text), [row(1, &["a", "b"]), Err(fault.to_owned()), row(4, &["3", "4"])]);
        text = b"a,b\n".to_vec();
        text.resize(2 * MOST_CELLS, b',');
        text.extend_from_slice(b"\n3,4\n");
        let fault = "2:16385: longer than 1048576 bytes or cells, passed over";
        assert_eq!(read(&text)[1..], [Err(fault.to_owned()), row(3, &["3", "4"])]);
    }

    #[test]
    fn utf_16_is_named() {
        assert_eq!(
            read(b"\xff\xfea\0,\0"),
            [Err("1:1: expected UTF-8, found the byte order mark of UTF-16".to_owned())]
        );
    }

    #[test]
    fn a_reader_that_fails_loses_nothing_read_before() {
        struct Broken(usize);
        impl Read for Broken {
            fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
                self.0 += 1;
                match self.0 {
                    1 => (&b"a,b\n1,2\n3,"[..]).read(into),
                    2 => Err(ErrorKind::Interrupted.into()),
                    _ => Err(std::io::Error::other("unplugged")),
                }
            }
        }
        for reading in [Reading::AsItComes, Reading::Chunks] {
            let fault = "3:1: cannot read on: unplugged".to_owned();
            assert_eq!(read_from(Broken(0), reading), [row(1, &["a", "b"]), row(2, &["1", "2"]), Err(fault)]);
        }
    }

    proptest::proptest! {
        #[test]
        fn rows_are_those_of_the_csv_crate(text in "([a-c]|\"|\"\"|,|\n|\r|\r\n| |é|[a-z]{9}|,\"){0,40}") {
            let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
            let rows: Vec<csv::StringRecord> = reader.records().filter_map(Result::ok).collect();
            let is_blank = |row: &&csv::StringRecord| row.iter().all(|cell| cell.trim_ascii().is_empty());
            let rows: Vec<_> = rows.iter().filter(|row| !is_blank(row)).collect();
            let mut found = read(text.as_bytes());
            // A quote that never closes: that crate takes what is there.
            let is_unclosed = found.last().is_some_and(Result::is_err);
            found.truncate(found.len() - usize::from(is_unclosed));
            let rows = &rows[..rows.len().min(found.len() + usize::from(!is_unclosed))];
            proptest::prop_assert_eq!(rows.len(), found.len());
            for (row, found) in rows.iter().zip(found) {
                proptest::prop_assert_eq!(row.iter().collect::<Vec<_>>(), found.map(|(_, cells)| cells).unwrap_or_default());
            }
        }
    }
}
