//! A table, some rows at a time, in bounded memory.
//!
//! Built on the parser that the `csv` crate is built on, and not on its reader, because that
//! one holds a row however long it is: a quote that never closes would bring in the rest of
//! the file.

use std::io::{ErrorKind, Read};
use std::ops::Range;

use csv_core::ReadRecordResult;

use super::fault::{RowFault, RowFaultKind};

/// The most bytes of a row that are kept, and the most cells.
pub(crate) const LONGEST_ROW: usize = 1 << 20;
const MOST_CELLS: usize = 1 << 14;
/// So much is read at a time. Half of it takes a twentieth longer where threads share the work: they wait for one
/// another more often.
const CHUNK: usize = 1 << 18;

/// One row, its cells unquoted.
#[derive(Copy, Clone)]
pub(crate) struct Row<'t> {
    bytes: &'t [u8],
    text: Option<&'t str>,
    /// Where each cell ends in the bytes; the next one begins there.
    ends: &'t [usize],
    line: u64,
    last_line: u64,
}

impl<'t> Row<'t> {
    /// How many cells it has.
    pub(crate) fn len(self) -> usize {
        self.ends.len()
    }

    pub(crate) fn line(self) -> u64 {
        self.line
    }

    pub(crate) fn last_line(self) -> u64 {
        self.last_line
    }

    /// A cell, empty beyond the last.
    pub(crate) fn cell(self, at: usize) -> &'t [u8] {
        &self.bytes[self.bounds(at)]
    }

    /// A cell, where it is known already that it is UTF-8.
    pub(crate) fn text(self, at: usize) -> Option<&'t str> {
        // Two cells that are not can be so together.
        self.text?.get(self.bounds(at))
    }

    /// The line on which a cell begins.
    pub(crate) fn line_of(self, at: usize) -> u64 {
        self.line + newlines(&self.bytes[..self.start(at.min(self.ends.len()))])
    }

    fn bounds(self, at: usize) -> Range<usize> {
        if at < self.ends.len() { self.start(at)..self.ends[at] } else { 0..0 }
    }

    fn start(self, at: usize) -> usize {
        at.checked_sub(1).map_or(0, |before| self.ends[before])
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().map(|&byte| u64::from(byte == b'\n')).sum()
}

/// Rows one behind the other, and what is wrong with some of them.
#[derive(Default)]
pub(crate) struct Block {
    bytes: Bytes,
    ends: Vec<usize>,
    rows: Vec<Found>,
}

/// The cells of all rows, as text if they are UTF-8.
enum Bytes {
    Text(String),
    Raw(Vec<u8>),
}

impl Default for Bytes {
    fn default() -> Bytes {
        Bytes::Raw(Vec::new())
    }
}

/// A row that was found, or what is wrong with it.
enum Found {
    Row {
        /// Where its cells stand in the bytes of the block.
        bytes: Range<usize>,
        /// Where their ends stand in the ends of the block.
        ends: Range<usize>,
        line: u64,
        last_line: u64,
    },
    Fault(RowFault),
}

impl Block {
    /// How many rows and faults it has.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// A row, or what is wrong with it.
    pub(crate) fn row(&self, at: usize) -> Result<Row<'_>, RowFault> {
        match &self.rows[at] {
            Found::Fault(fault) => Err(fault.clone()),
            Found::Row { bytes, ends, line, last_line } => {
                let (all, text) = match &self.bytes {
                    Bytes::Text(text) => (text.as_bytes(), text.get(bytes.clone())),
                    Bytes::Raw(raw) => (&raw[..], None),
                };
                let (bytes, ends) = (&all[bytes.clone()], &self.ends[ends.clone()]);
                Ok(Row { bytes, text, ends, line: *line, last_line: *last_line })
            }
        }
    }

    /// Empty; its room for bytes and ends.
    fn take(&mut self) -> (Vec<u8>, Vec<usize>) {
        self.rows.clear();
        let bytes = match std::mem::take(&mut self.bytes) {
            Bytes::Text(text) => text.into_bytes(),
            Bytes::Raw(bytes) => bytes,
        };
        (bytes, std::mem::take(&mut self.ends))
    }
}

/// The rows of a table.
pub(crate) struct Table<R> {
    reader: R,
    chunk: Box<[u8]>,
    core: Box<csv_core::Reader>,
    /// Line ends that the parser did not count: those between rows.
    line_ends: u64,
    /// The last byte taken.
    last: u8,
    open: Open,
    begun: bool,
    ended: bool,
}

/// The row that is being read, into the room of a block: all behind it has been found.
#[derive(Default)]
struct Open {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// Where the row begins, in bytes and ends, and how far they are filled.
    first_byte: usize,
    first_end: usize,
    bytes_filled: usize,
    ends_filled: usize,
    is_begun: bool,
    line: u64,
    /// Where it became too long: line and column.
    too_long: Option<(u64, u64)>,
}

impl Open {
    /// Goes on in the room of another block; the row moves there.
    fn move_to(&mut self, (mut bytes, mut ends): (Vec<u8>, Vec<usize>)) -> (Vec<u8>, Vec<usize>) {
        bytes.clear();
        bytes.extend_from_slice(&self.bytes[self.first_byte..self.bytes_filled]);
        ends.clear();
        ends.extend_from_slice(&self.ends[self.first_end..self.ends_filled]);
        std::mem::swap(&mut self.bytes, &mut bytes);
        std::mem::swap(&mut self.ends, &mut ends);
        bytes.truncate(self.first_byte);
        (self.first_byte, self.bytes_filled) = (0, self.bytes.len());
        (self.first_end, self.ends_filled) = (0, self.ends.len());
        (bytes, ends)
    }

    /// Where the cell that is being read begins, seen from the row.
    fn cell(&self) -> usize {
        let ends = &self.ends[self.first_end..self.ends_filled];
        // Of a row that is too long nothing is kept, and no cell's end is known.
        ends.last().map_or(0, |&end| end.min(self.bytes_filled - self.first_byte))
    }

    /// The line and column of the cell that is being read.
    fn place(&self) -> (u64, u64) {
        let before = &self.bytes[self.first_byte..self.first_byte + self.cell()];
        (self.line + newlines(before), (self.ends_filled - self.first_end) as u64 + 1)
    }

    /// Gives up what is too long.
    fn limit(&mut self) {
        let is_too_long =
            self.bytes_filled - self.first_byte >= LONGEST_ROW || self.ends_filled - self.first_end >= MOST_CELLS;
        if self.too_long.is_none() && is_too_long {
            self.too_long = Some(self.place());
        }
        if self.too_long.is_some() {
            (self.bytes_filled, self.ends_filled) = (self.first_byte, self.first_end);
        }
    }

    /// What was read, blank rows being none; and room for the next.
    fn close(&mut self, last_line: u64, rows: &mut Vec<Found>) {
        let (bytes, ends) = (self.first_byte..self.bytes_filled, self.first_end..self.ends_filled);
        self.is_begun = false;
        if let Some((line, column)) = self.too_long.take() {
            let kind = RowFaultKind::TooLong { limit: LONGEST_ROW, first_line: self.line, last_line };
            rows.push(Found::Fault(RowFault::new(line, column, kind)));
        } else if self.bytes[bytes.clone()].iter().all(u8::is_ascii_whitespace) {
            (self.bytes_filled, self.ends_filled) = (self.first_byte, self.first_end);
        } else {
            rows.push(Found::Row { bytes, ends, line: self.line, last_line });
            (self.first_byte, self.first_end) = (self.bytes_filled, self.ends_filled);
        }
    }
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
        let mut core = Box::new(csv_core::Reader::new());
        // The parser takes a byte order mark off what it is first given, wherever in the file
        // that is, if all of it comes at once. Here the mark is taken off before.
        core.read_record(b"\n", &mut [0], &mut [0]);
        core.set_line(1);
        let chunk = vec![0; CHUNK].into_boxed_slice();
        let open = Open::default();
        Table { reader, chunk, core, line_ends: 0, last: 0, open, begun: false, ended: false }
    }

    fn line(&self) -> u64 {
        self.core.line() + self.line_ends
    }

    /// The line on which what was just taken ended.
    fn last_line(&self) -> u64 {
        self.line() - u64::from(self.last == b'\n')
    }

    /// The next rows into `block`, blank ones passed over; false at the end.
    ///
    /// After a fault the next row is the one behind it, unless the reader itself failed.
    pub(crate) fn next(&mut self, block: &mut Block, reading: Reading) -> bool {
        self.open.move_to(block.take());
        while !self.ended && block.rows.is_empty() {
            match self.read(reading) {
                Ok(0) => self.end(&mut block.rows),
                Ok(filled) => {
                    let chunk = std::mem::take(&mut self.chunk);
                    self.take_in(&chunk[..filled], &mut block.rows);
                    self.chunk = chunk;
                }
                Err(error) => {
                    self.ended = true;
                    let fault = RowFault::new(self.line(), 1, RowFaultKind::Io { error });
                    block.rows.push(Found::Fault(fault));
                }
            }
        }
        let (bytes, ends) = self.open.move_to((Vec::new(), Vec::new()));
        block.bytes = match String::from_utf8(bytes) {
            Ok(text) => Bytes::Text(text),
            Err(error) => Bytes::Raw(error.into_bytes()),
        };
        block.ends = ends;
        !block.rows.is_empty()
    }

    /// Reads some more, and what stands before the table aside; nothing at the end.
    fn read(&mut self, reading: Reading) -> Result<usize, String> {
        let least = match (self.begun, reading) {
            // A byte order mark.
            (false, Reading::AsItComes) => 3,
            (true, Reading::AsItComes) => 1,
            (_, Reading::Chunks) => CHUNK,
        };
        let mut filled = 0;
        while filled < least {
            match self.reader.read(&mut self.chunk[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                // It is told when what came before has been handed over: readers fail again.
                Err(_) if filled > 0 => break,
                Err(error) => return Err(error.to_string()),
            }
        }
        Ok(filled)
    }

    /// All rows of the chunk, and what there is of the last one.
    fn take_in(&mut self, chunk: &[u8], rows: &mut Vec<Found>) {
        let mut at = 0;
        if !std::mem::replace(&mut self.begun, true) {
            if chunk.starts_with(b"\xff\xfe") || chunk.starts_with(b"\xfe\xff") {
                self.ended = true;
                rows.push(Found::Fault(RowFault::new(1, 1, RowFaultKind::Utf16)));
                return;
            }
            at = if chunk.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        }
        // Cells are no longer than what they are read from.
        let room = self.open.bytes_filled + (chunk.len() - at) + 1;
        if self.open.bytes.len() < room {
            self.open.bytes.resize(room, 0);
        }
        while at < chunk.len() {
            if !self.open.is_begun {
                at += self.line_ends(&chunk[at..]);
                if at == chunk.len() {
                    break;
                }
                (self.open.is_begun, self.open.line) = (true, self.line());
            }
            let (result, taken) = self.parse(&chunk[at..]);
            at += taken;
            self.last = if taken > 0 { chunk[at - 1] } else { self.last };
            if let ReadRecordResult::Record = result {
                self.open.close(self.last_line(), rows);
            }
        }
    }

    /// Goes on with the row; how much of the input was taken.
    fn parse(&mut self, input: &[u8]) -> (ReadRecordResult, usize) {
        let open = &mut self.open;
        if open.ends.len() == open.ends_filled {
            open.ends.resize((open.ends_filled * 2).max(1 << 10), 0);
        }
        if open.bytes.len() == open.bytes_filled {
            open.bytes.resize(open.bytes_filled + input.len() + 1, 0);
        }
        // No more of a row than is kept of any, so that it is known where it becomes too long.
        let to_byte = open.bytes.len().min(open.first_byte + LONGEST_ROW);
        let to_end = open.ends.len().min(open.first_end + MOST_CELLS);
        let (bytes, ends) = (&mut open.bytes[open.bytes_filled..to_byte], &mut open.ends[open.ends_filled..to_end]);
        let (result, taken, put, ended) = self.core.read_record(input, bytes, ends);
        open.bytes_filled += put;
        open.ends_filled += ended;
        open.limit();
        (result, taken)
    }

    /// How many bytes there are before the next row.
    fn line_ends(&mut self, bytes: &[u8]) -> usize {
        for (at, &byte) in bytes.iter().enumerate() {
            // A carriage return alone ends a line, too.
            if self.last == b'\r' && byte != b'\n' {
                self.line_ends += 1;
            }
            self.last = byte;
            match byte {
                b'\n' => self.line_ends += 1,
                b'\r' => {}
                _ => return at,
            }
        }
        bytes.len()
    }

    /// The table ends, and with it a row, unless a quote is open.
    fn end(&mut self, rows: &mut Vec<Found>) {
        self.ended = true;
        if !self.open.is_begun {
            return;
        }
        let last_line = self.last_line();
        if let (ReadRecordResult::Record, _) = self.parse(b"\n") {
            self.open.close(last_line, rows);
        } else {
            let (line, column) = self.open.too_long.unwrap_or_else(|| self.open.place());
            rows.push(Found::Fault(RowFault::new(line, column, RowFaultKind::Unclosed { last_line })));
        }
    }
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
        #![proptest_config(crate::seed::per_cent(100))]

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
