//! A table, a row at a time, in bounded memory.
//!
//! Built on the parser that the `csv` crate is built on, and not on its reader, because that
//! one holds a row however long it is: a quote that never closes would bring in the rest of
//! the file.

use std::io::{ErrorKind, Read};

use csv_core::ReadRecordResult;

use super::fault::{RowFault, RowFaultKind};

/// The most bytes of a row that are kept, and the most cells.
pub(crate) const LONGEST_ROW: usize = 1 << 20;
const MOST_CELLS: usize = 1 << 14;
const CHUNK: usize = 1 << 16;

/// One row, its cells unquoted.
#[derive(Default)]
pub(crate) struct Row {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    cells: usize,
    line: u64,
    last_line: u64,
}

impl Row {
    /// How many cells it has.
    pub(crate) fn len(&self) -> usize {
        self.cells
    }

    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    pub(crate) fn last_line(&self) -> u64 {
        self.last_line
    }

    /// A cell, empty beyond the last.
    pub(crate) fn cell(&self, at: usize) -> &[u8] {
        &self.bytes[self.bounds(at)]
    }

    /// All cells, one behind the other.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.start(self.cells)]
    }

    /// Where a cell stands in them.
    pub(crate) fn bounds(&self, at: usize) -> std::ops::Range<usize> {
        if at >= self.cells { 0..0 } else { self.start(at)..self.ends[at] }
    }

    /// The line on which a cell begins.
    pub(crate) fn line_of(&self, at: usize) -> u64 {
        self.line + newlines(&self.bytes[..self.start(at.min(self.cells))])
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.bytes().iter().all(u8::is_ascii_whitespace)
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).map_or(0, |before| self.ends[before])
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().map(|&byte| u64::from(byte == b'\n')).sum()
}

/// The rows of a table.
pub(crate) struct Table<R> {
    reader: R,
    chunk: Box<[u8]>,
    at: usize,
    filled: usize,
    core: Box<csv_core::Reader>,
    /// Line ends that the parser did not count: those between rows.
    line_ends: u64,
    /// The last byte taken.
    last: u8,
    begun: bool,
    ended: bool,
}

impl<R: Read> Table<R> {
    pub(crate) fn new(reader: R) -> Table<R> {
        let mut core = Box::new(csv_core::Reader::new());
        // The parser takes a byte order mark off what it is first given, wherever in the file
        // that is, if all of it comes at once. Here the mark is taken off before.
        core.read_record(b"\n", &mut [0], &mut [0]);
        core.set_line(1);
        Table {
            reader,
            chunk: vec![0; CHUNK].into_boxed_slice(),
            at: 0,
            filled: 0,
            core,
            line_ends: 0,
            last: 0,
            begun: false,
            ended: false,
        }
    }

    fn line(&self) -> u64 {
        self.core.line() + self.line_ends
    }

    /// The next row into `row`, blank ones passed over; `None` at the end.
    ///
    /// After a fault the next row is the one behind it, unless the reader itself failed.
    pub(crate) fn next(&mut self, row: &mut Row) -> Option<Result<(), RowFault>> {
        loop {
            match self.read(row)? {
                Ok(()) if row.is_blank() => {}
                result => return Some(result),
            }
        }
    }

    fn read(&mut self, row: &mut Row) -> Option<Result<(), RowFault>> {
        if self.ended {
            return None;
        }
        match self.skip_line_ends() {
            Ok(true) => {}
            Ok(false) => {
                self.ended = true;
                return None;
            }
            Err(fault) => return Some(Err(fault)),
        }
        row.line = self.line();
        let (mut bytes, mut cells) = (0, 0);
        let mut too_long: Option<(u64, usize)> = None;
        let mut last_line = None;
        loop {
            if row.bytes.len() == bytes {
                row.bytes.resize((bytes * 2).max(1 << 12), 0);
            }
            if row.ends.len() == cells {
                row.ends.resize((cells * 2).max(64), 0);
            }
            let input = &self.chunk[self.at..self.filled];
            let (result, taken, put, ended) =
                self.core.read_record(input, &mut row.bytes[bytes..], &mut row.ends[cells..]);
            if taken > 0 {
                self.last = input[taken - 1];
            }
            self.at += taken;
            bytes += put;
            cells += ended;
            if too_long.is_none() && (bytes >= LONGEST_ROW || cells >= MOST_CELLS) {
                let begun = cells.checked_sub(1).map_or(0, |last| row.ends[last]);
                too_long = Some((row.line + newlines(&row.bytes[..begun.min(bytes)]), cells + 1));
            }
            if too_long.is_some() {
                (bytes, cells) = (0, 0);
            }
            match result {
                ReadRecordResult::InputEmpty => match self.fill() {
                    Ok(0) => {
                        // Some of a row has been taken, so a line end ends it, unless it stands
                        // between quotes.
                        self.ended = true;
                        last_line = Some(self.last_line());
                        row.bytes.resize(bytes.max(row.bytes.len()) + 1, 0);
                        row.ends.resize(cells.max(row.ends.len()) + 1, 0);
                        let (result, _, _, ended) =
                            self.core.read_record(b"\n", &mut row.bytes[bytes..], &mut row.ends[cells..]);
                        if matches!(result, ReadRecordResult::Record) {
                            cells += ended;
                            break;
                        }
                        let begun = cells.checked_sub(1).map_or(0, |last| row.ends[last]);
                        let (line, column) =
                            too_long.unwrap_or_else(|| (row.line + newlines(&row.bytes[..begun]), cells + 1));
                        let kind = RowFaultKind::Unclosed { last_line: last_line.unwrap_or(line) };
                        return Some(Err(RowFault::new(line, column as u64, kind)));
                    }
                    Ok(_) => {}
                    Err(fault) => return Some(Err(fault)),
                },
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {}
                ReadRecordResult::Record => break,
                ReadRecordResult::End => {
                    self.ended = true;
                    return None;
                }
            }
        }
        row.cells = cells;
        row.last_line = last_line.unwrap_or_else(|| self.last_line());
        if let Some((line, column)) = too_long {
            let kind = RowFaultKind::TooLong { limit: LONGEST_ROW, first_line: row.line, last_line: row.last_line };
            return Some(Err(RowFault::new(line, column as u64, kind)));
        }
        Some(Ok(()))
    }

    /// The line on which what was just taken ended.
    fn last_line(&self) -> u64 {
        self.line() - u64::from(self.last == b'\n')
    }

    /// To the first byte of the next row; whether there is one.
    fn skip_line_ends(&mut self) -> Result<bool, RowFault> {
        loop {
            if self.at == self.filled && self.fill()? == 0 {
                return Ok(false);
            }
            if !self.begun {
                self.begun = true;
                self.take_mark()?;
                continue;
            }
            let byte = self.chunk[self.at];
            // A carriage return alone ends a line, too.
            if self.last == b'\r' && byte != b'\n' {
                self.line_ends += 1;
            }
            self.last = byte;
            match byte {
                b'\n' => self.line_ends += 1,
                b'\r' => {}
                _ => return Ok(true),
            }
            self.at += 1;
        }
    }

    fn take_mark(&mut self) -> Result<(), RowFault> {
        while self.filled < 3 && self.fill_more()? > 0 {}
        let start = &self.chunk[..self.filled];
        if start.starts_with(b"\xef\xbb\xbf") {
            self.at = 3;
        } else if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
            self.ended = true;
            return Err(RowFault::new(1, 1, RowFaultKind::Utf16));
        }
        Ok(())
    }

    fn fill(&mut self) -> Result<usize, RowFault> {
        (self.at, self.filled) = (0, 0);
        self.fill_more()
    }

    fn fill_more(&mut self) -> Result<usize, RowFault> {
        loop {
            match self.reader.read(&mut self.chunk[self.filled..]) {
                Ok(read) => {
                    self.filled += read;
                    return Ok(read);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.ended = true;
                    let error = error.to_string();
                    return Err(RowFault::new(self.line(), 1, RowFaultKind::Io { error }));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row's line and cells, or its fault.
    type Found = Result<(u64, Vec<String>), String>;

    fn read(text: &[u8]) -> Vec<Found> {
        let mut table = Table::new(text);
        let mut row = Row::default();
        let mut rows = Vec::new();
        while let Some(result) = table.next(&mut row) {
            rows.push(match result {
                Ok(()) => {
                    let cells = (0..row.len()).map(|at| String::from_utf8_lossy(row.cell(at)).into_owned());
                    Ok((row.line(), cells.collect()))
                }
                Err(fault) => Err(fault.to_string()),
            });
        }
        rows
    }

    #[expect(clippy::unnecessary_wraps, reason = "as it is found")]
    fn row(line: u64, cells: &[&str]) -> Found {
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
        let mut table = Table::new(Broken(0));
        let mut row = Row::default();
        assert_eq!(table.next(&mut row), Some(Ok(())));
        assert_eq!(table.next(&mut row), Some(Ok(())));
        let fault = table.next(&mut row).and_then(Result::err).map(|fault| fault.to_string());
        assert_eq!(fault.as_deref(), Some("3:1: cannot read on: unplugged"));
        assert_eq!(table.next(&mut row), None);
    }
}
