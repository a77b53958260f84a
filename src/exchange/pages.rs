//! Rows converted on several threads, and what was made of them taken in their order.

use std::io::Read;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread;

use super::fault::{RowFault, RowFaults};
use super::imported::Imported;
use super::lines::Lines;
use super::rows::{Converter, Format, Opened, Tally, open};
use super::table::{Block, Reading, Table};

/// Pages that wait for a thread, and pages of a thread that wait to be taken.
const WAITING: usize = 3;
/// So many JSON Lines are a page.
const LINES: usize = 512;

/// Some rows of a table, one behind the other: what [`by_pages`] converts at a time.
pub struct Page<'a> {
    number: u64,
    tally: Tally,
    next: &'a mut dyn FnMut(&mut Imported, &mut Vec<RowFault>) -> bool,
}

impl<'a> Page<'a> {
    fn new(number: u64, next: &'a mut dyn FnMut(&mut Imported, &mut Vec<RowFault>) -> bool) -> Page<'a> {
        Page { number, tally: Tally::default(), next }
    }

    /// Its number, from 0. Of a table 0 is the header's: it has what is wrong before the rows, and no
    /// row.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// As [`Rows::next_into`](super::Rows::next_into), to the end of the page.
    pub fn next_into(&mut self, imported: &mut Imported) -> Option<Result<(), RowFaults>> {
        imported.clear();
        (self.next)(imported, &mut self.tally.faults).then(|| self.tally.row())
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

/// Reads a table a page of rows at a time, for large files: so many `threads` make something of
/// the pages by `convert`, which `take` is given in the order of the pages, on the thread of the
/// caller. What was taken is given to `convert` again, for its room.
///
/// Rows, their order and their faults are those of [`Rows`](super::Rows). A record that many rows
/// share comes with the first row that names it on each of the threads. Pages go round the threads,
/// and where they end depends on nothing but the table: so the same table gives the same, however
/// busy the machine is. JSON Lines are converted on one thread.
///
/// ```
/// use corroborate::exchange::{Format, Imported, by_pages};
///
/// let table = "event,group,outcome,count,source,as_of\n\
///              ghwayran,all,killed,at least 70,afp,2022-01-22\n";
/// let mut counts = Vec::new();
/// by_pages(
///     Format::Csv,
///     table.as_bytes(),
///     2,
///     |page, made: &mut Vec<String>| {
///         let mut row = Imported::default();
///         made.clear();
///         while let Some(result) = page.next_into(&mut row) {
///             if result.is_ok() {
///                 made.extend(row.claims.iter().map(|claim| claim.count().to_string()));
///             }
///         }
///     },
///     |made| {
///         counts.append(made);
///         Ok::<(), std::convert::Infallible>(())
///     },
/// )?;
/// assert_eq!(counts, ["at least 70"]);
/// # Ok::<(), std::convert::Infallible>(())
/// ```
///
/// # Errors
///
/// The first of `take`, which ends the reading.
pub fn by_pages<R, T, E>(
    format: Format,
    reader: R,
    threads: usize,
    convert: impl Fn(&mut Page<'_>, &mut T) + Sync,
    mut take: impl FnMut(&mut T) -> Result<(), E>,
) -> Result<(), E>
where
    R: Read + Send,
    T: Default + Send,
{
    let convert = &convert;
    if format == Format::JsonLines {
        return thread::scope(|scope| {
            let (worker, to_take) = Worker::new();
            scope.spawn(move || convert_lines(Lines::new(reader), &worker, convert));
            in_turn(&[to_take], take)
        });
    }
    let (mut table, mut block, mut at) = (Table::new(reader), Block::default(), 0);
    let next = |block: &mut Block| table.next(block, Reading::Chunks);
    let Opened { converters, mut told } = open(format, threads.max(1), &mut block, &mut at, next);
    let mut made = T::default();
    let mut tell = |_: &mut Imported, into: &mut Vec<RowFault>| {
        let mut faults = told.pop_front().unwrap_or_default();
        into.append(&mut faults);
        !into.is_empty()
    };
    convert(&mut Page::new(0, &mut tell), &mut made);
    take(&mut made)?;
    thread::scope(|scope| {
        let (empty, to_fill) = mpsc::channel();
        let (mut to_convert, mut to_take) = (Vec::new(), Vec::new());
        for converter in converters {
            let (full, blocks) = mpsc::sync_channel(WAITING);
            let (worker, taken) = Worker::new();
            let empty = empty.clone();
            scope.spawn(move || convert_blocks(converter, &blocks, &empty, &worker, convert));
            to_convert.push(full);
            to_take.push(taken);
        }
        drop(empty);
        scope.spawn(move || fill(table, block, at, &to_convert, &to_fill));
        in_turn(&to_take, take)
    })
}

/// A block, from which row on, and its number.
type Numbered = (u64, Block, usize);

/// Hands out block after block, round the threads, until the table ends or nobody takes more.
fn fill<R: Read>(
    mut table: Table<R>,
    mut block: Block,
    mut at: usize,
    to_convert: &[SyncSender<Numbered>],
    to_fill: &Receiver<Block>,
) {
    for (number, thread) in (1..).zip(to_convert.iter().cycle()) {
        if at == block.len() {
            at = 0;
            if !table.next(&mut block, Reading::Chunks) {
                return;
            }
        }
        if thread.send((number, block, at)).is_err() {
            return;
        }
        block = to_fill.try_recv().unwrap_or_default();
        at = block.len();
    }
}

/// Where a thread puts what it made, and finds what was taken.
struct Worker<T> {
    made: SyncSender<T>,
    taken: Receiver<T>,
}

/// The other end of that.
struct Made<T> {
    made: Receiver<T>,
    taken: Sender<T>,
}

impl<T: Default> Worker<T> {
    fn new() -> (Worker<T>, Made<T>) {
        let (made, to_take) = mpsc::sync_channel(WAITING);
        let (give_back, taken) = mpsc::channel();
        (Worker { made, taken }, Made { made: to_take, taken: give_back })
    }

    /// Converts a page; whether anybody takes it.
    fn convert(&self, page: &mut Page<'_>, convert: &impl Fn(&mut Page<'_>, &mut T)) -> bool {
        let mut made = self.taken.try_recv().unwrap_or_default();
        convert(page, &mut made);
        self.made.send(made).is_ok()
    }
}

fn convert_blocks<T: Default>(
    mut converter: Converter,
    blocks: &Receiver<Numbered>,
    empty: &Sender<Block>,
    worker: &Worker<T>,
    convert: &impl Fn(&mut Page<'_>, &mut T),
) {
    for (number, block, mut at) in blocks {
        let mut next = |imported: &mut Imported, faults: &mut Vec<RowFault>| {
            let there = at < block.len();
            if there {
                converter.convert(&block, at, imported, faults);
            }
            at += 1;
            there
        };
        if !worker.convert(&mut Page::new(number, &mut next), convert) {
            return;
        }
        // If the table has ended, nobody needs it.
        let _ = empty.send(block);
    }
}

fn convert_lines<R: Read, T: Default>(
    mut lines: Lines<R>,
    worker: &Worker<T>,
    convert: &impl Fn(&mut Page<'_>, &mut T),
) {
    for number in 0.. {
        let (mut left, mut ended) = (LINES, false);
        let mut next = |imported: &mut Imported, faults: &mut Vec<RowFault>| {
            if left == 0 || ended {
                return false;
            }
            left -= 1;
            ended = !lines.next(imported, faults);
            !ended
        };
        if !worker.convert(&mut Page::new(number, &mut next), convert) || ended {
            return;
        }
    }
}

/// Takes what was made, from one thread after the other.
fn in_turn<T, E>(threads: &[Made<T>], mut take: impl FnMut(&mut T) -> Result<(), E>) -> Result<(), E> {
    for thread in threads.iter().cycle() {
        let Ok(mut made) = thread.made.recv() else { break };
        take(&mut made)?;
        // The thread may have ended.
        let _ = thread.taken.send(made);
    }
    Ok(())
}
