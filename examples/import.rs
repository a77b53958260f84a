//! The field's tables in, and out again.
//!
//! ```text
//! cargo run --release --features exchange --example import -- \
//!     --from ucdp|acled|ibc|airwars|gtd|hxl|csv|jsonl FILE --to dossier|jsonl|csv|ucdp|hxl|table
//! ```
//!
//! `-` is standard input. Faults go to standard error as `line:column: what`, flagged rows (which
//! came in) as `line:column: flagged: what`, and at the end what the format had no place for, and
//! how many rows were read, refused and flagged. Exit status 0; 2 on bad arguments, an unreadable
//! file, or a header without the columns of the format.
//!
//! | `--to` | of a table | of `csv` and `jsonl`, which hold claims |
//! |---|---|---|
//! | `jsonl`, `csv` | the claims, a row at a time | the same |
//! | `ucdp`, `hxl`, `table` | what the table published, a row at a time | the estimates |
//! | `dossier` | the claims, checked as a whole | the same |
//!
//! ```text
//! $ import --from ucdp ucdpged_sample1000.csv --to table | head -4
//! event               dates                    group               outcome        low     best     high
//! ucdp:300380         2013-01-03               Government of Syri… killed           2        2        2
//! ```

use std::fs::File;
use std::io::{self, BufWriter, Read, Write, stderr, stdin, stdout};
use std::mem::{Discriminant, discriminant};
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;

use corroborate::exchange::{
    ClaimTable, Format, Gathering, HxlTable, Imported, JsonLines, LeftOut, Lost, Published, RowFaults, Rows, UcdpTable,
};
use corroborate::{Dossier, Estimate, Event, LeastDissent, Question};

const USAGE: &str =
    "usage: import --from ucdp|acled|ibc|airwars|gtd|hxl|csv|jsonl FILE --to dossier|jsonl|csv|ucdp|hxl|table";

#[derive(Copy, Clone, PartialEq)]
enum To {
    Dossier,
    JsonLines,
    Csv,
    Ucdp,
    Hxl,
    Table,
}

struct Arguments {
    from: Format,
    to: To,
    file: String,
}

fn main() -> ExitCode {
    let arguments = match arguments(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(what) => {
            eprintln!("{what}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let input: Box<dyn Read + Send> = if arguments.file == "-" {
        Box::new(stdin())
    } else {
        match File::open(&arguments.file) {
            Ok(file) => Box::new(file),
            Err(error) => {
                eprintln!("{}: {error}", arguments.file);
                return ExitCode::from(2);
            }
        }
    };
    match import(&arguments, input) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(2),
        // Whoever reads the output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot write: {error}");
            ExitCode::from(2)
        }
    }
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let (mut from, mut to, mut file) = (None, None, None);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--from" => {
                let format = words.next().ok_or("--from what?")?;
                from = Some(format.parse::<Format>().map_err(|error| format!("--from: {error}"))?);
            }
            "--to" => {
                to = Some(match words.next().ok_or("--to what?")?.as_str() {
                    "dossier" => To::Dossier,
                    "jsonl" => To::JsonLines,
                    "csv" => To::Csv,
                    "ucdp" => To::Ucdp,
                    "hxl" => To::Hxl,
                    "table" => To::Table,
                    other => {
                        return Err(format!("--to: {other:?} is not one of dossier, jsonl, csv, ucdp, hxl, table"));
                    }
                });
            }
            option if option.starts_with("--") => return Err(format!("unknown option {option}")),
            _ if file.is_none() => file = Some(word),
            _ => return Err(format!("one file at a time, found {word:?} as well")),
        }
    }
    let missing = |what: &str| format!("missing: {what}");
    Ok(Arguments {
        from: from.ok_or_else(|| missing("--from"))?,
        to: to.ok_or_else(|| missing("--to"))?,
        file: file.ok_or_else(|| missing("FILE"))?,
    })
}

/// What goes to standard error.
struct Log {
    errors: BufWriter<io::StderrLock<'static>>,
    flagged: u64,
    refused: u64,
    is_readable: bool,
    left_out: Vec<(Discriminant<Lost>, String, u64)>,
}

impl Log {
    fn faults(&mut self, faults: &RowFaults) -> io::Result<()> {
        self.is_readable &= !faults.is_of_the_whole();
        faults.iter().try_for_each(|fault| writeln!(self.errors, "{fault}"))
    }

    fn flags(&mut self, row: &Imported) -> io::Result<()> {
        self.flagged += u64::from(!row.flags.is_empty());
        row.flags
            .iter()
            .try_for_each(|flag| writeln!(self.errors, "{}:{}: flagged: {}", flag.line(), flag.column(), flag.kind()))
    }

    /// What was left out, by kind: a line for each kind, not for each row.
    fn left_out(&mut self, left_out: &[LeftOut]) {
        for what in left_out.iter().map(LeftOut::what) {
            let kind = discriminant(what);
            match self.left_out.iter_mut().find(|(other, ..)| *other == kind) {
                Some((.., times)) => *times += 1,
                None => self.left_out.push((kind, what.to_string(), 1)),
            }
        }
    }
}

/// Whether the file could be read as that format at all.
fn import(arguments: &Arguments, input: Box<dyn Read + Send>) -> io::Result<bool> {
    let mut rows = Rows::ahead(arguments.from, input);
    let errors = BufWriter::new(stderr().lock());
    let mut log = Log { errors, flagged: 0, refused: 0, is_readable: true, left_out: Vec::new() };
    let holds_claims = matches!(arguments.from, Format::Csv | Format::JsonLines);
    let out = BufWriter::with_capacity(1 << 16, stdout().lock());
    match arguments.to {
        To::Dossier => {
            let dossier = gather(&mut rows, &mut log)?;
            let mut out = out;
            if log.is_readable {
                serde_json::to_writer(&mut out, &dossier)?;
                out.write_all(b"\n")?;
            }
            out.flush()?;
        }
        To::JsonLines => {
            let mut lines = JsonLines::new(out);
            stream(&mut rows, &mut log, |row| lines.imported(row).map(|()| Vec::new()))?;
            lines.into_inner().flush()?;
        }
        To::Csv => {
            let mut table = ClaimTable::new(out);
            stream(&mut rows, &mut log, |row| table.imported(row))?;
            finish(&log, || table.finish()?.flush())?;
        }
        To::Ucdp if holds_claims => {
            let mut table = UcdpTable::new(out);
            let left_out = estimate(&mut rows, &mut log, |dossier, all| table.estimates(dossier, all))?;
            log.left_out(&left_out);
            finish(&log, || table.finish()?.flush())?;
        }
        To::Ucdp => {
            let mut table = UcdpTable::new(out);
            stream(&mut rows, &mut log, |row| table.imported(row))?;
            finish(&log, || table.finish()?.flush())?;
        }
        To::Hxl if holds_claims => {
            let mut table = HxlTable::new(out);
            let left_out = estimate(&mut rows, &mut log, |dossier, all| table.estimates(dossier, all))?;
            log.left_out(&left_out);
            finish(&log, || table.finish()?.flush())?;
        }
        To::Hxl => {
            let mut table = HxlTable::new(out);
            stream(&mut rows, &mut log, |row| table.imported(row))?;
            finish(&log, || table.finish()?.flush())?;
        }
        To::Table if holds_claims => {
            let mut table = People { out, begun: false };
            estimate(&mut rows, &mut log, |_, all| all.iter().try_for_each(|one| table.estimate(one)))?;
            table.out.flush()?;
        }
        To::Table => {
            let mut table = People { out, begun: false };
            stream(&mut rows, &mut log, |row| {
                row.published.iter().try_for_each(|published| table.published(row, published))?;
                Ok(Vec::new())
            })?;
            table.out.flush()?;
        }
    }
    for (_, first, times) in &log.left_out {
        writeln!(log.errors, "left out, {times} times: {first}")?;
    }
    let refused = rows.refused() + log.refused;
    let read = rows.read() - log.refused;
    writeln!(log.errors, "rows read: {read}, refused: {refused}, flagged: {}", log.flagged)?;
    log.errors.flush()?;
    Ok(log.is_readable)
}

/// Rows that are handed over together, and what was wrong with some of them.
#[derive(Default)]
struct Batch {
    rows: Vec<(Imported, Option<RowFaults>)>,
    filled: usize,
}

impl Batch {
    const ROWS: usize = 32;

    /// Fills it anew, in the room it has; false if there is nothing more.
    fn fill<R: Read>(&mut self, rows: &mut Rows<R>) -> bool {
        self.filled = 0;
        while self.filled < Self::ROWS {
            if self.rows.len() == self.filled {
                self.rows.push(<_>::default());
            }
            let (row, faults) = &mut self.rows[self.filled];
            let Some(result) = rows.next_into(row) else { return self.filled > 0 };
            *faults = result.err();
            self.filled += 1;
        }
        true
    }
}

/// A few hundred rows out while the next few hundred come in, on a thread of their own.
fn stream<R: Read + Send>(
    rows: &mut Rows<R>,
    log: &mut Log,
    mut write: impl FnMut(&Imported) -> io::Result<Vec<LeftOut>>,
) -> io::Result<()> {
    thread::scope(|scope| {
        let (full, to_write) = mpsc::sync_channel::<Batch>(4);
        let (empty, to_fill) = mpsc::channel::<Batch>();
        scope.spawn(move || {
            loop {
                let mut batch = to_fill.try_recv().unwrap_or_default();
                if !batch.fill(rows) || full.send(batch).is_err() {
                    break;
                }
            }
        });
        for batch in to_write {
            for (row, faults) in &batch.rows[..batch.filled] {
                if let Some(faults) = faults {
                    log.faults(faults)?;
                } else {
                    log.flags(row)?;
                    log.left_out(&write(row)?);
                }
            }
            // The thread that filled it may have ended.
            let _ = empty.send(batch);
        }
        Ok(())
    })
}

fn finish(log: &Log, finish: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    if log.is_readable { finish() } else { Ok(()) }
}

fn gather<R: Read>(rows: &mut Rows<R>, log: &mut Log) -> io::Result<Dossier> {
    let mut gathering = Gathering::new();
    for row in rows {
        let added = row.and_then(|row| {
            let flags = log.flags(&row);
            let added = gathering.add(row);
            log.refused += u64::from(added.is_err());
            added.map(|()| flags)
        });
        match added {
            Ok(flags) => flags?,
            Err(faults) => log.faults(&faults)?,
        }
    }
    let (dossier, left_out) = gathering.finish();
    let mut lines: Vec<u64> = left_out.iter().map(corroborate::exchange::RowFault::line).collect();
    lines.sort_unstable();
    lines.dedup();
    log.refused += lines.len() as u64;
    left_out.iter().try_for_each(|fault| writeln!(log.errors, "{fault}"))?;
    Ok(dossier)
}

fn estimate<R: Read, T>(
    rows: &mut Rows<R>,
    log: &mut Log,
    write: impl FnOnce(&Dossier, &[Estimate]) -> io::Result<T>,
) -> io::Result<T> {
    let dossier = gather(rows, log)?;
    let policy = LeastDissent::new();
    let reconciliation = dossier.reconcile(&Question::new(), policy);
    write(&dossier, reconciliation.estimates())
}

/// A table for people.
struct People<W> {
    out: W,
    begun: bool,
}

impl<W: Write> People<W> {
    fn head(&mut self, last: &str) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        let line = ["event", "dates", "group", "outcome", "low", "best", "high", last];
        self.line(line)
    }

    fn line(&mut self, [event, dates, group, outcome, low, best, high, last]: [&str; 8]) -> io::Result<()> {
        let (event, group) = (short(event, 24), short(group, 24));
        let line = format!("{event:24} {dates:24} {group:24} {outcome:11} {low:>8} {best:>8} {high:>8} {last}");
        writeln!(self.out, "{}", line.trim_end())
    }

    fn published(&mut self, row: &Imported, published: &Published) -> io::Result<()> {
        self.head("role")?;
        let quantity = published.quantity();
        let event = row.events.iter().find(|event| event.id() == quantity.event());
        let day = |moment: Option<corroborate::Moment>| moment.map_or_else(String::new, |moment| moment.to_string());
        let (start, end) = (day(event.and_then(Event::start)), day(event.and_then(Event::end)));
        let dates = if start == end { start } else { format!("{start} to {end}") };
        let figure = |figure: Option<u64>| figure.map_or_else(|| "-".to_owned(), |figure| figure.to_string());
        let [low, best, high] = [published.low(), published.best(), published.high()].map(figure);
        let groups = row.groups.iter().chain(&row.named.groups);
        let group = groups.into_iter().find(|group| group.id() == quantity.group());
        let group = group.map_or(quantity.group().as_str(), |group| group.name());
        let (event, outcome, role) =
            (quantity.event().as_str(), quantity.outcome().as_str(), published.role().as_str());
        self.line([event, &dates, group, outcome, &low, &best, &high, role])
    }

    fn estimate(&mut self, estimate: &Estimate) -> io::Result<()> {
        self.head("grade")?;
        let quantity = estimate.quantity();
        let as_of = format!("as of {}", estimate.as_of());
        let best = estimate.best().map_or_else(|| "-".to_owned(), |best| best.to_string());
        let high = estimate.high().map_or_else(|| "or more".to_owned(), |high| high.to_string());
        let (event, group, outcome) = (quantity.event().as_str(), quantity.group().as_str(), quantity.outcome());
        let low = estimate.low().to_string();
        self.line([event, &as_of, group, outcome.as_str(), &low, &best, &high, estimate.grade().as_str()])
    }
}

fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most - 1).collect();
    short.push('…');
    short
}
