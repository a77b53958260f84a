//! The field's tables in, and out again.
//!
//! ```text
//! cargo run --release --features exchange --example import -- \
//!     --from ucdp|acled|ibc|airwars|gtd|hxl|csv|jsonl FILE --to dossier|jsonl|csv|ucdp|hxl|table \
//!     [--with DOSSIER.json]
//! ```
//!
//! `-` is standard input. Faults go to standard error as `line:column: what`, flagged rows (which
//! came in) as `line:column: flagged: what`, and at the end what the format had no place for, and
//! how many rows were read, refused and flagged. Exit status 0; 2 on bad arguments, an unreadable
//! file, or a header without the columns of the format.
//!
//! `--with` declares what a table only names: the parties, sources, groups and events of a dossier
//! take the place of those of the same ids. It is for what is made of all rows together: a dossier,
//! and estimates.
//!
//! | `--to` | of a table | of `csv` and `jsonl`, which hold claims |
//! |---|---|---|
//! | `jsonl`, `csv` | the claims, a row at a time | the same |
//! | `ucdp`, `hxl`, `table` | what the table published, a row at a time | the estimates |
//! | `dossier` | the claims, checked as a whole | the same |
//!
//! ```text
//! $ import --from ucdp tests/data/ucdpged_sample1000.csv --to table | head -3
//! event                    dates                    group                                    outcome          low     best     high role
//! ucdp:300380              2013-01-03               Government of Syria | Syrian insurgents  killed             2        2        2 reported
//! ucdp:300380              2013-01-03               Government of Syria                      killed             -        0        - reported
//! ```

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write, stderr, stdin, stdout};
use std::mem::{Discriminant, discriminant, take};
use std::process::ExitCode;

use corroborate::exchange::{
    ClaimTable, Format, Gathering, HxlTable, Imported, JsonLines, LeftOut, Lost, Page, Published, RowFaults, Rows,
    UcdpTable, by_pages,
};
use corroborate::{Dossier, Draft, Estimate, Event, GroupId, LeastDissent, List, Question};

const USAGE: &str = "usage: import --from ucdp|acled|ibc|airwars|gtd|hxl|csv|jsonl FILE|- --to dossier|jsonl|csv|ucdp|hxl|table \
     [--with DOSSIER.json]";

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
    with: Draft,
}

fn main() -> ExitCode {
    let arguments = match arguments(std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned())) {
        Ok(arguments) => arguments,
        Err(what) if what.is_empty() => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
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
    let (mut from, mut to, mut file, mut with) = (None, None, None, Draft::new());
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
            "--with" => {
                let path = words.next().ok_or("--with what?")?;
                let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
                let read: Draft = serde_json::from_str(&text).map_err(|faults| format!("{path}: {faults}"))?;
                with = with.merge(read);
            }
            "--help" => return Err(String::new()),
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
        with,
    })
}

/// What is left out is told by kind: a line for each, not for each row.
type Kind = (Discriminant<Lost>, Option<List>);

/// What goes to standard error.
#[derive(Default)]
struct Log {
    errors: Vec<u8>,
    read: u64,
    refused: u64,
    flagged: u64,
    /// Whether the file could not be read as that format at all.
    is_unreadable: bool,
    left_out: Vec<(Kind, String, u64)>,
}

impl Log {
    fn faults(&mut self, faults: &RowFaults) -> io::Result<()> {
        self.is_unreadable |= faults.is_of_the_whole();
        faults.iter().try_for_each(|fault| writeln!(self.errors, "{fault}"))
    }

    fn flags(&mut self, row: &Imported) -> io::Result<()> {
        self.flagged += u64::from(!row.flags.is_empty());
        row.flags
            .iter()
            .try_for_each(|flag| writeln!(self.errors, "{}:{}: flagged: {}", flag.line(), flag.column(), flag.kind()))
    }

    fn left_out(&mut self, left_out: &[LeftOut]) {
        for what in left_out.iter().map(LeftOut::what) {
            let of = if let Lost::Declared(list) = what { Some(*list) } else { None };
            let kind = (discriminant(what), of);
            match self.left_out.iter_mut().find(|(other, ..)| *other == kind) {
                Some((.., times)) => *times += 1,
                None => self.left_out.push((kind, what.to_string(), 1)),
            }
        }
    }

    /// What another log says, behind what this one does; that one is empty then.
    fn append(&mut self, other: &mut Log) -> io::Result<()> {
        self.errors.append(&mut other.errors);
        self.read += take(&mut other.read);
        self.refused += take(&mut other.refused);
        self.flagged += take(&mut other.flagged);
        self.is_unreadable |= other.is_unreadable;
        for (kind, first, times) in other.left_out.drain(..) {
            match self.left_out.iter_mut().find(|(other, ..)| *other == kind) {
                Some((.., sum)) => *sum += times,
                None => self.left_out.push((kind, first, times)),
            }
        }
        self.tell()
    }

    fn tell(&mut self) -> io::Result<()> {
        if self.errors.is_empty() {
            return Ok(());
        }
        stderr().write_all(&self.errors)?;
        self.errors.clear();
        Ok(())
    }
}

/// Whether the file could be read as that format at all.
fn import(arguments: &Arguments, input: Box<dyn Read + Send>) -> io::Result<bool> {
    let mut log = Log::default();
    let mut out = BufWriter::with_capacity(1 << 16, stdout().lock());
    // Of a table, a row at a time; what holds claims must be estimated as a whole.
    let holds_claims = matches!(arguments.from, Format::Csv | Format::JsonLines);
    match arguments.to {
        To::Dossier => {
            let dossier = gather(arguments, input, &mut log)?;
            if !log.is_unreadable {
                serde_json::to_writer(&mut out, &dossier)?;
                out.write_all(b"\n")?;
            }
        }
        To::Ucdp | To::Hxl | To::Table if holds_claims => {
            let dossier = gather(arguments, input, &mut log)?;
            let reconciliation = dossier.reconcile(&Question::new(), LeastDissent::new());
            let estimates = reconciliation.estimates();
            if !log.is_unreadable {
                match arguments.to {
                    To::Ucdp => {
                        let mut table = UcdpTable::new(&mut out);
                        log.left_out(table.estimates(&dossier, estimates)?);
                        table.finish()?;
                    }
                    To::Hxl => {
                        let mut table = HxlTable::new(&mut out);
                        log.left_out(table.estimates(&dossier, estimates)?);
                        table.finish()?;
                    }
                    _ => {
                        let mut table = People::new(&mut out);
                        estimates.iter().try_for_each(|estimate| table.estimate(estimate))?;
                    }
                }
            }
        }
        To::Table => {
            let mut table = People::new(&mut out);
            let mut rows = Rows::ahead(arguments.from, input);
            let mut row = Imported::default();
            while let Some(result) = rows.next_into(&mut row) {
                match result {
                    Err(faults) => log.faults(&faults)?,
                    Ok(()) => {
                        log.flags(&row)?;
                        table.imported(&row)?;
                    }
                }
                log.tell()?;
            }
            if !log.is_unreadable {
                table.head("role")?;
            }
            (log.read, log.refused) = (rows.read(), rows.refused());
        }
        to => by_pages(
            arguments.from,
            input,
            THREADS,
            |page, made: &mut Made| made.error = made.of(page, to).err(),
            |made| {
                log.append(&mut made.log)?;
                out.write_all(&made.out)?;
                made.error.take().map_or(Ok(()), Err)
            },
        )?,
    }
    out.flush()?;
    for (_, first, times) in &log.left_out {
        match times {
            1 => writeln!(log.errors, "left out: {first}")?,
            _ => writeln!(log.errors, "left out {times} times, for example: {first}")?,
        }
    }
    writeln!(log.errors, "rows read: {}, refused: {}, flagged: {}", log.read, log.refused, log.flagged)?;
    log.tell()?;
    Ok(!log.is_unreadable)
}

/// Threads that convert and write: always as many, since each declares a record that rows share
/// once.
const THREADS: usize = 2;

/// What is made of a page: a piece of the output and of the log, and the room it was made in.
#[derive(Default)]
struct Made {
    out: Vec<u8>,
    log: Log,
    error: Option<io::Error>,
    row: Imported,
}

impl Made {
    fn of(&mut self, page: &mut Page<'_>, to: To) -> io::Result<()> {
        self.out.clear();
        let out = take(&mut self.out);
        let is_first = page.number() == 0;
        self.out = match to {
            To::JsonLines => {
                let mut lines = JsonLines::new(out);
                self.rows(page, |row, _| lines.imported(row))?;
                lines.into_inner()
            }
            To::Csv => {
                let mut table = if is_first { ClaimTable::new(out) } else { ClaimTable::continuing(out) };
                self.rows(page, |row, log| table.imported(row).map(|left_out| log.left_out(left_out)))?;
                if self.log.is_unreadable { Vec::new() } else { table.finish()? }
            }
            To::Ucdp => {
                let mut table = if is_first { UcdpTable::new(out) } else { UcdpTable::continuing(out) };
                self.rows(page, |row, log| table.imported(row).map(|left_out| log.left_out(left_out)))?;
                if self.log.is_unreadable { Vec::new() } else { table.finish()? }
            }
            To::Hxl => {
                let mut table = if is_first { HxlTable::new(out) } else { HxlTable::continuing(out) };
                self.rows(page, |row, log| table.imported(row).map(|left_out| log.left_out(left_out)))?;
                if self.log.is_unreadable { Vec::new() } else { table.finish()? }
            }
            // These are made of all rows together.
            To::Table | To::Dossier => out,
        };
        (self.log.read, self.log.refused) = (page.read(), page.refused());
        Ok(())
    }

    fn rows(
        &mut self,
        page: &mut Page<'_>,
        mut write: impl FnMut(&Imported, &mut Log) -> io::Result<()>,
    ) -> io::Result<()> {
        while let Some(result) = page.next_into(&mut self.row) {
            match result {
                Err(faults) => self.log.faults(&faults)?,
                Ok(()) => {
                    self.log.flags(&self.row)?;
                    write(&self.row, &mut self.log)?;
                }
            }
        }
        Ok(())
    }
}

fn gather(arguments: &Arguments, input: Box<dyn Read + Send>, log: &mut Log) -> io::Result<Dossier> {
    let mut rows = Rows::ahead(arguments.from, input);
    let mut gathering = Gathering::declaring(arguments.with.clone());
    for row in &mut rows {
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
        log.tell()?;
    }
    let (dossier, left_out) = gathering.finish();
    let mut lines: Vec<u64> = left_out.iter().map(corroborate::exchange::RowFault::line).collect();
    lines.sort_unstable();
    lines.dedup();
    log.refused += lines.len() as u64;
    left_out.iter().try_for_each(|fault| writeln!(log.errors, "{fault}"))?;
    log.read = rows.read() - log.refused;
    log.refused += rows.refused();
    Ok(dossier)
}

/// A table for people.
struct People<W> {
    out: W,
    begun: bool,
    line: String,
    /// What groups are called: rows name each once.
    groups: HashMap<GroupId, Box<str>>,
}

impl<W: Write> People<W> {
    fn new(out: W) -> People<W> {
        People { out, begun: false, line: String::new(), groups: HashMap::new() }
    }

    fn imported(&mut self, row: &Imported) -> io::Result<()> {
        for group in row.groups.iter().chain(&row.named.groups) {
            self.groups.insert(group.id().clone(), group.name().into());
        }
        row.published.iter().try_for_each(|published| self.published(row, published))
    }

    fn head(&mut self, last: &str) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        let line = ["event", "dates", "group", "outcome", "low", "best", "high", last];
        self.line(line)
    }

    fn line(&mut self, [event, dates, group, outcome, low, best, high, last]: [&str; 8]) -> io::Result<()> {
        let line = &mut self.line;
        line.clear();
        for (text, width, most) in [(event, 24, 24), (dates, 24, 99), (group, 40, 40), (outcome, 11, 99)] {
            let chars = text.chars().count();
            if chars > most {
                line.extend(text.chars().take(most - 1).chain(['…']));
            } else {
                line.push_str(text);
            }
            line.extend(std::iter::repeat_n(' ', width - chars.min(most).min(width) + 1));
        }
        for text in [low, best, high] {
            line.extend(std::iter::repeat_n(' ', 8 - text.len().min(8)));
            line.push_str(text);
            line.push(' ');
        }
        line.push_str(last);
        line.truncate(line.trim_end().len());
        line.push('\n');
        self.out.write_all(line.as_bytes())
    }

    fn published(&mut self, row: &Imported, published: &Published) -> io::Result<()> {
        self.head("role")?;
        let quantity = published.quantity();
        let event = row.events.iter().find(|event| event.id() == quantity.event());
        let day = |moment: Option<corroborate::Moment>| moment.map_or_else(String::new, |moment| moment.to_string());
        let (start, end) = (event.and_then(Event::start), event.and_then(Event::end));
        let dates = if start == end { day(start) } else { format!("{} to {}", day(start), day(end)) };
        let figure = |figure: Option<u64>| figure.map_or_else(|| "-".to_owned(), |figure| figure.to_string());
        let [low, best, high] = [published.low(), published.best(), published.high()].map(figure);
        let groups = std::mem::take(&mut self.groups);
        let group = groups.get(quantity.group()).map_or(quantity.group().as_str(), |name| &**name);
        let (event, outcome, role) =
            (quantity.event().as_str(), quantity.outcome().as_str(), published.role().as_str());
        let written = self.line([event, &dates, group, outcome, &low, &best, &high, role]);
        self.groups = groups;
        written
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
