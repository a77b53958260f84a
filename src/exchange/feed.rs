//! Rows out of a text, in bounded memory.

use std::io::{self, Cursor, ErrorKind, Read};

use super::fault::RowFault;
use super::objects::Objects;
use super::row::{LONGEST_ROW, Lined, Row, too_long};

/// How much is looked at to find a header: enough to see that a row is too long.
const LONGEST_HEAD: u64 = LONGEST_ROW as u64 + (1 << 16);

/// The beginning of a text, looked at before it is read, and then the rest.
pub(crate) struct Head<R> {
    begun: Cursor<Vec<u8>>,
    /// Why the text could not be read to its beginning's end.
    error: Option<io::Error>,
    rest: R,
}

impl<R: Read> Head<R> {
    pub(crate) fn new(mut rest: R) -> Head<R> {
        let mut head = Vec::new();
        let error = rest.by_ref().take(LONGEST_HEAD).read_to_end(&mut head).err();
        Head { begun: Cursor::new(head), error, rest }
    }

    pub(crate) fn head(&self) -> &[u8] {
        self.begun.get_ref()
    }

    pub(crate) fn error(&self) -> Option<&io::Error> {
        self.error.as_ref()
    }
}

impl<R: Read> Read for Head<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.begun.read(into)? {
            0 => match self.error.take() {
                Some(error) => Err(error),
                None => self.rest.read(into),
            },
            read => Ok(read),
        }
    }
}

/// What stands behind the last row, on a line of its own: if it is found within a cell, a quote never
/// closed.
const END: &[u8] = b"\n\x1dend of table\x1d\n";

/// Lines that end in `\n`, however they did; a text that ends in [`END`]; and no more bytes between two
/// rows than a row may have.
pub(crate) struct Guard<R> {
    inner: R,
    since_row: usize,
    was_return: bool,
    /// How much of the end was handed out, once it has come.
    ended: Option<usize>,
}

impl<R> Guard<R> {
    /// Makes each line's end a `\n`; how many bytes are left.
    fn end_lines(&mut self, bytes: &mut [u8]) -> usize {
        if !self.was_return && !bytes.contains(&b'\r') {
            return bytes.len();
        }
        let mut kept = 0;
        for at in 0..bytes.len() {
            let byte = bytes[at];
            if !(byte == b'\n' && self.was_return) {
                bytes[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
            self.was_return = byte == b'\r';
        }
        kept
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(at) = &mut self.ended {
                let read = (&END[*at..]).read(into)?;
                *at += read;
                return Ok(read);
            }
            if self.since_row > LONGEST_ROW {
                return Err(ErrorKind::FileTooLarge.into());
            }
            let read = match self.inner.read(into) {
                Ok(0) => {
                    self.ended = Some(0);
                    continue;
                }
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let kept = self.end_lines(&mut into[..read]);
            self.since_row += kept;
            if kept > 0 {
                return Ok(kept);
            }
        }
    }
}

/// Where rows come from.
pub(crate) enum Feed<R> {
    /// And whether it has ended.
    Text(Box<csv::Reader<Guard<R>>>, bool),
    Objects(Box<Objects<R>>),
    #[cfg(feature = "spreadsheet")]
    Cells(std::iter::Skip<std::vec::IntoIter<Row>>),
}

impl<R: Read> Feed<R> {
    pub(crate) fn text(reader: R, delimiter: u8) -> Feed<R> {
        let guard = Guard { inner: reader, since_row: 0, was_return: false, ended: None };
        let mut builder = csv::ReaderBuilder::new();
        let reader = builder.has_headers(false).flexible(true).delimiter(delimiter).from_reader(guard);
        Feed::Text(Box::new(reader), false)
    }

    /// The first rows that are not blank, so many at most, and what is wrong with others among them.
    pub(crate) fn first_rows(&mut self, most: usize) -> (Vec<Row>, Vec<RowFault>) {
        let (mut rows, mut faults) = (Vec::new(), Vec::new());
        while rows.len() < most {
            match self.next() {
                None => break,
                Some(Ok(row)) if row.is_blank() => {}
                Some(Ok(row)) => rows.push(row),
                Some(Err(fault)) => faults.push(fault),
            }
        }
        (rows, faults)
    }

    /// The next row; `None` at the end, and behind what cannot be read on.
    pub(crate) fn next(&mut self) -> Option<Lined> {
        // The room that most rows take.
        let mut row = Row { cells: csv::ByteRecord::with_capacity(1 << 7, 1 << 4), ..Row::default() };
        Some(self.read(&mut row)?.map(|()| row))
    }

    /// The same, in the room of another row.
    pub(crate) fn read(&mut self, row: &mut Row) -> Option<Result<(), RowFault>> {
        match self {
            Feed::Text(reader, is_ended) => {
                if *is_ended {
                    return None;
                }
                let next = next_of(reader, row);
                *is_ended = next.as_ref().is_none_or(Result::is_err);
                next
            }
            Feed::Objects(objects) => Some(objects.next_row()?.map(|next| *row = next)),
            #[cfg(feature = "spreadsheet")]
            Feed::Cells(rows) => rows.next().map(|next| *row = next).map(Ok),
        }
    }
}

fn next_of<R: Read>(reader: &mut csv::Reader<Guard<R>>, row: &mut Row) -> Option<Result<(), RowFault>> {
    let before = reader.position().line();
    if let Err(error) = reader.read_byte_record(&mut row.cells) {
        return Some(Err(match error.into_kind() {
            csv::ErrorKind::Io(error) if error.kind() == ErrorKind::FileTooLarge => too_long(before),
            csv::ErrorKind::Io(error) => RowFault::of_reading(before, &error),
            other => RowFault::of_reading(before, &format!("{other:?}")),
        }));
    }
    reader.get_mut().since_row = 0;
    // Each row ends in one line's end, the last line of the file in that of what stands behind it.
    let behind = reader.position().line();
    let breaks = row.cells.as_slice().iter().map(|&byte| u64::from(byte == b'\n')).sum::<u64>();
    row.last_line = behind.saturating_sub(1);
    row.line = row.last_line.saturating_sub(breaks);
    let last = row.cells.len().checked_sub(1)?;
    let cell = row.cell(last);
    if row.cells.len() == 1 && cell == &END[1..END.len() - 1] {
        return None;
    }
    if let Some(is_ended) = cell.strip_suffix(END).map(|taken| taken.ends_with(b"\n")) {
        // What stands behind the file has two line ends, and its own row had none. The file may end in one,
        // too.
        row.line = behind.saturating_sub(breaks);
        row.last_line = behind.saturating_sub(2 + u64::from(is_ended));
        let (line, last_line) = (row.line_of(last), row.last_line);
        let what = "the quote that opens here never closes: nothing is read from here to the end, line";
        return Some(Err(RowFault::new(line, last as u64 + 1, format!("{what} {last_line}"))));
    }
    Some(Ok(()))
}
