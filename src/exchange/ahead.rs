//! A table parsed on a thread of its own, a little ahead of whoever takes its rows.

use std::io::Read;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::table::{Block, Reading, Table};

/// Blocks that wait.
const WAITING: usize = 4;

/// The rows of a table, from here or from a thread of its own.
pub(crate) enum Feed<R> {
    Here(Table<R>),
    Ahead(Ahead),
}

impl<R: Read> Feed<R> {
    /// As [`Table::next`].
    pub(crate) fn next(&mut self, block: &mut Block) -> bool {
        match self {
            Feed::Here(table) => table.next(block, Reading::AsItComes),
            Feed::Ahead(ahead) => ahead.next(block),
        }
    }
}

pub(crate) struct Ahead {
    full: Receiver<Block>,
    empty: Sender<Block>,
}

impl Ahead {
    /// The thread ends with the table, or when nobody takes its rows any longer.
    pub(crate) fn new<R: Read + Send + 'static>(mut table: Table<R>) -> Ahead {
        let (send, full) = mpsc::sync_channel(WAITING);
        let (empty, to_fill) = mpsc::channel::<Block>();
        thread::spawn(move || {
            loop {
                let mut block = to_fill.try_recv().unwrap_or_default();
                if !table.next(&mut block, Reading::Chunks) || send.send(block).is_err() {
                    break;
                }
            }
        });
        Ahead { full, empty }
    }

    fn next(&mut self, block: &mut Block) -> bool {
        let Ok(full) = self.full.recv() else { return false };
        // If the thread has ended, nobody needs it.
        let _ = self.empty.send(std::mem::replace(block, full));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_are_those_that_are_read_here() {
        for rows in [0, 1, 100, 100_000] {
            let text: String = "1,\"two\nlines\"\n2,3\n".repeat(rows / 2) + &"4\n".repeat(rows % 2);
            let text: &'static [u8] = Box::leak(text.into_boxed_str().into_boxed_bytes());
            let lines = |mut feed: Feed<&[u8]>| {
                let (mut block, mut lines) = (Block::default(), Vec::new());
                while feed.next(&mut block) {
                    lines.extend(
                        (0..block.len()).filter_map(|at| block.row(at).ok()).map(|row| (row.line(), row.len())),
                    );
                }
                lines
            };
            let here = lines(Feed::Here(Table::new(text)));
            assert_eq!(here.len(), rows);
            assert_eq!(here, lines(Feed::Ahead(Ahead::new(Table::new(text)))));
        }
    }
}
