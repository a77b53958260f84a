//! A table parsed on a thread of its own, a little ahead of whoever takes its rows.

use std::io::Read;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::fault::RowFault;
use super::table::{Row, Table};

/// A batch is handed over when it has so many rows, or so many bytes.
const ROWS: usize = 128;
const BYTES: usize = 1 << 17;
/// Batches that wait.
const WAITING: usize = 4;

/// The rows of a table, from here or from a thread of its own.
pub(crate) enum Feed<R> {
    Here(Table<R>),
    Ahead(Ahead),
}

impl<R: Read> Feed<R> {
    /// As [`Table::next`].
    pub(crate) fn next(&mut self, row: &mut Row) -> Option<Result<(), RowFault>> {
        match self {
            Feed::Here(table) => table.next(row),
            Feed::Ahead(ahead) => ahead.next(row),
        }
    }
}

pub(crate) struct Ahead {
    full: Receiver<Batch>,
    empty: Sender<Batch>,
    batch: Batch,
    at: usize,
}

#[derive(Default)]
struct Batch {
    rows: Vec<(Row, Option<RowFault>)>,
    filled: usize,
}

impl Batch {
    /// Fills it anew, in the room it has; false at the end.
    fn fill<R: Read>(&mut self, table: &mut Table<R>) -> bool {
        let mut bytes = 0;
        self.filled = 0;
        while self.filled < ROWS && bytes < BYTES {
            if self.rows.len() == self.filled {
                self.rows.push(<_>::default());
            }
            let (row, fault) = &mut self.rows[self.filled];
            match table.next(row) {
                None => return false,
                Some(result) => *fault = result.err(),
            }
            bytes += row.bytes().len();
            self.filled += 1;
        }
        true
    }
}

impl Ahead {
    /// The thread ends with the table, or when nobody takes its rows any longer.
    pub(crate) fn new<R: Read + Send + 'static>(mut table: Table<R>) -> Ahead {
        let (send, full) = mpsc::sync_channel(WAITING);
        let (empty, to_fill) = mpsc::channel::<Batch>();
        thread::spawn(move || {
            let mut goes_on = true;
            while goes_on {
                let mut batch = to_fill.try_recv().unwrap_or_default();
                goes_on = batch.fill(&mut table);
                goes_on &= send.send(batch).is_ok();
            }
        });
        Ahead { full, empty, batch: Batch::default(), at: 0 }
    }

    fn next(&mut self, row: &mut Row) -> Option<Result<(), RowFault>> {
        if self.at == self.batch.filled {
            let full = self.full.recv().ok()?;
            // If the thread has ended, nobody needs it.
            let _ = self.empty.send(std::mem::replace(&mut self.batch, full));
            self.at = 0;
            if self.batch.filled == 0 {
                return None;
            }
        }
        let (next, fault) = &mut self.batch.rows[self.at];
        self.at += 1;
        std::mem::swap(row, next);
        Some(fault.take().map_or(Ok(()), Err))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_are_those_that_are_read_here() {
        for rows in [0, 1, ROWS - 1, ROWS, ROWS + 1, 10 * ROWS] {
            let text: String = "1,\"two\nlines\"\n2,3\n".repeat(rows / 2) + &"4\n".repeat(rows % 2);
            let text: &'static [u8] = Box::leak(text.into_boxed_str().into_boxed_bytes());
            let (mut here, mut ahead) = (Table::new(text), Ahead::new(Table::new(text)));
            let (mut a, mut b) = (Row::default(), Row::default());
            loop {
                let (one, other) = (here.next(&mut a), ahead.next(&mut b));
                assert_eq!(one, other);
                if one.is_none() {
                    break;
                }
                assert_eq!((a.bytes(), a.line(), a.last_line()), (b.bytes(), b.line(), b.last_line()));
            }
        }
    }
}
