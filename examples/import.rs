//! Imports the field's tables, and exports claims or estimates.
//!
//! ```text
//! cargo run --release --features exchange --example import -- \
//!     --from ucdp|acled|ibc|airwars|gtd|hxl|csv|jsonl FILE --to dossier|jsonl|csv|ucdp|hxl|table \
//!     [--with DOSSIER.json]
//! ```
//!
//! `-` is standard input. Faults go to standard error as `line:column: fault`, and flagged rows
//! (which were imported) as `line:column: flagged: fault`. At the end it prints the data for
//! which the format has no place, and how many rows were read, refused and flagged. Exit status
//! 0; 2 for bad arguments, an unreadable file, or a header without the columns of the format.
//!
//! `--with` declares records that a table only names: the parties, sources, groups and events of
//! this dossier replace those with the same ids. It applies where all rows are used together: for a
//! dossier, and for estimates.
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
use std::fmt::{Display, Write as _};
use std::fs::File;
use std::io::{self, BufWriter, Read, Write, stderr, stdin, stdout};
use std::mem::{Discriminant, discriminant, take};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use corroborate::exchange::{
    ClaimTable, Format, Gathering, HxlTable, Imported, JsonLines, LeftOut, Lost, Page, RowFaults, Rows, UcdpTable,
    by_pages,
};
use corroborate::{Dossier, Draft, Estimate, Event, EventId, GroupId, LeastDissent, List, Moment, Question};

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
                        table.head("grade")?;
                        estimates.iter().try_for_each(|estimate| table.estimate(estimate))?;
                    }
                }
            }
        }
        to => {
            let groups = GroupNames::default();
            by_pages(
                arguments.from,
                input,
                THREADS,
                |page, made: &mut Made| made.error = made.of(page, to, &groups).err(),
                |made| {
                    log.append(&mut made.log)?;
                    out.write_all(&made.out)?;
                    made.error.take().map_or(Ok(()), Err)
                },
            )?;
        }
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
    /// What groups are called, as far as that was asked here.
    groups: HashMap<GroupId, Box<str>>,
}

/// What groups are called: rows name each once.
type GroupNames = Mutex<HashMap<GroupId, Box<str>>>;

impl Made {
    fn of(&mut self, page: &mut Page<'_>, to: To, groups: &GroupNames) -> io::Result<()> {
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
            To::Table => {
                let mut table = People::new(out);
                let mut known = take(&mut self.groups);
                self.rows(page, |row, _| table.imported(row, groups, &mut known))?;
                self.groups = known;
                if is_first && !self.log.is_unreadable {
                    table.head("role")?;
                }
                table.out
            }
            // This is made of all rows together.
            To::Dossier => out,
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
    line: String,
    figure: String,
}

impl<W: Write> People<W> {
    fn new(out: W) -> People<W> {
        People { out, line: String::new(), figure: String::new() }
    }

    fn head(&mut self, last: &str) -> io::Result<()> {
        self.line(["event", "dates", "group", "outcome"], [&"low", &"best", &"high"], last)
    }

    /// What the row published, its groups by what they are called here or in any row before.
    fn imported(
        &mut self,
        row: &Imported,
        groups: &GroupNames,
        known: &mut HashMap<GroupId, Box<str>>,
    ) -> io::Result<()> {
        let groups = || groups.lock().unwrap_or_else(PoisonError::into_inner);
        for group in row.groups.iter().chain(&row.named.groups) {
            groups().insert(group.id().clone(), group.name().into());
        }
        let mut last: Option<(&EventId, String)> = None;
        row.published.iter().try_for_each(|published| {
            let quantity = published.quantity();
            let (event, group) = (quantity.event(), quantity.group());
            let name;
            let group = match known.get(group) {
                Some(name) => name,
                None => {
                    name = groups().get(group).cloned().unwrap_or_else(|| group.as_str().into());
                    known.insert(group.clone(), name.clone());
                    &name
                }
            };
            let when = match last.take().filter(|(last, _)| *last == event) {
                Some((_, when)) => when,
                None => dates(row, event),
            };
            let texts = [event.as_str(), &when, group, quantity.outcome().as_str()];
            let figures = [published.low(), published.best(), published.high()];
            let written = self.line(texts, figures.each_ref().map(figure), published.role().as_str());
            last = Some((event, when));
            written
        })
    }

    fn line(
        &mut self,
        [event, dates, group, outcome]: [&str; 4],
        figures: [&dyn Display; 3],
        last: &str,
    ) -> io::Result<()> {
        const BLANK: &str = "                                         ";
        let line = &mut self.line;
        line.clear();
        for (text, width, most) in [(event, 24, 24), (dates, 24, 99), (group, 40, 40), (outcome, 11, 99)] {
            let chars = if text.is_ascii() { text.len() } else { text.chars().count() };
            if chars > most {
                line.extend(text.chars().take(most - 1).chain(['…']));
            } else {
                line.push_str(text);
            }
            line.push_str(&BLANK[chars.min(width)..=width]);
        }
        for figure in figures {
            self.figure.clear();
            write!(self.figure, "{figure}").map_err(io::Error::other)?;
            line.push_str(&BLANK[..8_usize.saturating_sub(self.figure.len())]);
            line.push_str(&self.figure);
            line.push(' ');
        }
        line.push_str(last);
        line.truncate(line.trim_end().len());
        line.push('\n');
        self.out.write_all(line.as_bytes())
    }

    fn estimate(&mut self, estimate: &Estimate) -> io::Result<()> {
        let quantity = estimate.quantity();
        let as_of = format!("as of {}", estimate.as_of());
        let (low, best, high) = (estimate.low(), estimate.best(), estimate.high());
        let high: &dyn Display = if high.is_some() { figure(&high) } else { &"or more" };
        let texts = [quantity.event().as_str(), &as_of, quantity.group().as_str(), quantity.outcome().as_str()];
        self.line(texts, [&low, figure(&best), high], estimate.grade().as_str())
    }
}

#[expect(clippy::ref_option, reason = "what is lent is the figure inside")]
fn figure(figure: &Option<u64>) -> &dyn Display {
    match figure {
        Some(figure) => figure,
        None => &"-",
    }
}

/// When the event was, as far as the row says.
fn dates(row: &Imported, id: &EventId) -> String {
    let event = row.events.iter().find(|event| event.id() == id);
    let day = |moment: Option<Moment>| moment.map_or_else(String::new, |moment| moment.to_string());
    let (start, end) = (event.and_then(Event::start), event.and_then(Event::end));
    if start == end { day(start) } else { format!("{} to {}", day(start), day(end)) }
}
