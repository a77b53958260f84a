//! Tables in, whatever their columns, and out again.
//!
//! ```text
//! cargo run --release --features exchange --example import -- FILE --to dossier|jsonl|csv|estimates|hxl|table \
//!     [--from ucdp|acled|ibc|airwars|gtd|hxl|csv|jsonl|gaza|hapi|list | --mapping MAPPING.json] [--with FILE]... \
//!     [--encoding windows-1252] [--dates day-first|month-first|year-first] [--as-of DATE] [--sheet NAME] [--formulas keep] \
//!     [--spill FOLDER [--memory MIB]]
//! ```
//!
//! `-` is standard input. Without `--from` the table is recognised by its columns; a mapping tells how
//! to read any other (`schema --mapping` prints its format). A dossier is recognised, too, and its claims written. `--from list` reads any list of events, one a row,
//! by the words of its columns. A file that ends in `.xlsx` is a workbook, and needs the feature `spreadsheet`.
//!
//! Standard error has which mapping was taken and which columns are not read, faults as `line:column:
//! what`, flagged rows (which came in) as `line:column: flagged: what`, and at the end how many rows were
//! read, refused and flagged. Exit status 0; 1 if a row was refused or not everything could be written; 2 if
//! nothing came in, or on bad arguments.
//!
//! `--with` declares what a table only names: a dossier as JSON, or a sheet called `parties`, `sources`,
//! `groups` or `events`, with a record a row (`sources.csv`: `id,name,kind,party,basis,reliability`). In a
//! workbook sheets of these names do the same. It is for what is made of all rows together: a dossier, and
//! estimates.
//!
//! | `--to` | of a table that a project published | of claims (`csv`, `jsonl`, a mapping without a recorder) |
//! |---|---|---|
//! | `jsonl`, `csv` | the claims, a row at a time | the same |
//! | `hxl`, `table` | what the table published, a row at a time | the estimates |
//! | `estimates` | the estimates, as CSV | the same |
//! | `dossier` | the claims, checked as a whole | the same |
//!
//! `--spill` is for estimates of more claims than memory holds: they wait in files in that folder, and are
//! estimated a part at a time within `--memory` (512 MiB; the records that claims point at are held beside).
//! The estimates come in the order of the roots of their events. If any claim is faulty, every fault is
//! listed and nothing is estimated.
//!
//! In what is written as CSV, cells that a spreadsheet would run (`=…`, `+…`) begin with an apostrophe, and
//! are read back without it; `--formulas keep` writes them as they are.
//!
//! ```text
//! $ import tests/data/ucdpged_sample1000.csv --to table | head -3
//! event                    dates                    group                                    outcome          low     best     high role
//! ucdp:300380              2013-01-03               Government of Syria | Syrian insurgents  killed             2        2        2 reported
//! ucdp:300380              2013-01-03               Government of Syria                      killed             -        0        - reported
//! ```

mod common;

use std::collections::HashMap;
use std::fmt::{Display, Write as _};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Read, Write, stderr, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use common::options::{Command, Given, read, reads, valued, word};
use common::{complain, exit, one_line, refuse};
use corroborate::batch::{SpillError, Spilled};
use corroborate::exchange::{
    ClaimTable, DateOrder, Encoding, EstimateTable, Flag, FlagKind, Format, Gathering, HxlTable, Imported, JsonLines,
    LeftOut, Mapping, Published, RowFault, RowFaults, Rows, TableReader, declared, list_of_sheet,
};
use corroborate::{Dossier, Draft, Estimate, Event, EventId, Fault, GroupId, LeastDissent, List, Moment, Question};
use serde::de::IgnoredAny;

const FORMATS: [&str; Format::ALL.len()] = {
    let mut names = [""; Format::ALL.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = Format::ALL[at].as_str();
        at += 1;
    }
    names
};

const COMMAND: Command = Command {
    name: "import",
    takes: "FILE|-",
    most: (1, "file"),
    about: "Reads a table of casualties, whatever its columns, and writes claims, estimates or a dossier.",
    options: &[
        word("--to", "WHAT", &["dossier", "jsonl", "csv", "estimates", "hxl", "table"], "what to write"),
        word("--from", "FORMAT", &FORMATS, "what the table is; else it is recognised by its columns"),
        valued("--mapping", "FILE", "what each column of the table is, as JSON; schema --mapping describes it"),
        valued("--with", "FILE", "declares what the table only names: a dossier, or a sheet such as sources.csv"),
        read("--encoding", "NAME", reads::<Encoding>, "what its bytes mean, as in windows-1252; else UTF-8"),
        word(
            "--dates",
            "ORDER",
            &["day-first", "month-first", "year-first"],
            "which number of 03/04/2022 is the day, or of 22-01-13 the year",
        ),
        read("--as-of", "DATE", reads::<Moment>, "as of when it is, where no column tells"),
        valued("--sheet", "NAME", "which sheet of a workbook; else the first that declares nothing"),
        word("--formulas", "keep", &["keep"], "writes cells that a spreadsheet would run as they are"),
        valued("--spill", "FOLDER", "for estimates of more claims than memory holds: where they wait, in files"),
        read("--memory", "MIB", reads::<u64>, "for --spill: how much memory to use; else 512"),
    ],
    notes: "\
Exit status: 0; 1 if a row was refused or not everything could be written; 2 if nothing came in, or for bad
arguments. Standard error says which columns are not read, what is wrong with each row that is refused, and how many
rows came in.",
};

#[derive(Copy, Clone, PartialEq)]
enum To {
    Dossier,
    JsonLines,
    Csv,
    Estimates,
    Hxl,
    Table,
}

struct Arguments {
    reader: TableReader,
    is_recognising: bool,
    /// The mapping is a file of one's own.
    is_own: bool,
    to: To,
    file: String,
    with: Draft,
    #[cfg_attr(not(feature = "spreadsheet"), expect(dead_code, reason = "only workbooks have sheets"))]
    sheet: Option<String>,
    keeps_formulas: bool,
    spill: Option<PathBuf>,
    /// In MiB.
    memory: u64,
}

/// Why nothing could be read, or not everything written.
enum Failed {
    Input(String),
    Output(io::Error),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Failed {
        Failed::Output(error)
    }
}

fn main() -> ExitCode {
    let given = match COMMAND.read() {
        Ok(given) => given,
        Err(done) => return done,
    };
    let arguments = match arguments(&given) {
        Ok(arguments) => arguments,
        Err(what) => return COMMAND.refuse(&[what]),
    };
    match run(arguments) {
        Ok(log) if log.read == 0 => ExitCode::from(2),
        Ok(log) if log.refused > 0 => ExitCode::from(1),
        Ok(_) => ExitCode::SUCCESS,
        Err(Failed::Output(error)) => exit(Err(error)),
        Err(Failed::Input(what)) => refuse(what),
    }
}

fn arguments(given: &Given) -> Result<Arguments, String> {
    let [file] = given.named() else { return Err("which file?".to_owned()) };
    let to = match given.value("--to") {
        Some("dossier") => To::Dossier,
        Some("jsonl") => To::JsonLines,
        Some("csv") => To::Csv,
        Some("estimates") => To::Estimates,
        Some("hxl") => To::Hxl,
        Some(_) => To::Table,
        None => return Err("--to what: dossier, jsonl, csv, estimates, hxl or table?".to_owned()),
    };
    let mut with = Draft::new();
    let declaring: Vec<&str> = given.values("--with").collect();
    for path in &declaring {
        with = with.merge(declared_in(path)?);
    }
    // What is declared stands by itself; its faults are not those of the table.
    with.clone().check().map_err(|faults| {
        let place = |fault: &Fault| line_in(&declaring, fault.place().id().unwrap_or_default());
        faults.faults().iter().map(|fault| format!("{}: {fault}", place(fault))).collect::<Vec<_>>().join("\n")
    })?;
    let mut reader = match (given.read::<Format>("--from"), given.value("--mapping")) {
        (Some(_), Some(_)) => return Err("--from or --mapping, not both".to_owned()),
        (Some(format), None) => TableReader::of(format),
        (None, Some(path)) => {
            let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
            TableReader::mapped(text.parse::<Mapping>().map_err(|fault| format!("{path}:{fault}"))?)
        }
        (None, None) => TableReader::recognising(),
    };
    if let Some(encoding) = given.read::<Encoding>("--encoding") {
        reader = reader.encoding(encoding);
    }
    if let Some(order) = given.read::<DateOrder>("--dates") {
        reader = reader.dates(order);
    }
    if let Some(moment) = given.moment("--as-of") {
        reader = reader.as_of(moment);
    }
    let (spill, memory) = (given.value("--spill").map(PathBuf::from), given.read::<u64>("--memory"));
    if spill.is_some() && to != To::Estimates {
        return Err("--spill is for --to estimates".to_owned());
    }
    if memory.is_some() && spill.is_none() {
        return Err("--memory is for --spill".to_owned());
    }
    Ok(Arguments {
        reader,
        is_recognising: !given.has("--from") && !given.has("--mapping"),
        is_own: given.has("--mapping"),
        to,
        file: file.clone(),
        with,
        sheet: given.value("--sheet").map(str::to_owned),
        keeps_formulas: given.has("--formulas"),
        spill,
        memory: memory.unwrap_or(512),
    })
}

/// The file and the line on which that id stands first.
fn line_in(files: &[&str], id: &str) -> String {
    let quoted = format!("\"{id}\"");
    for path in files {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let is_there = |line: &str| line.contains(&quoted) || line.split([',', ';', '\t', '|']).next() == Some(id);
        if let Some(at) = text.lines().position(is_there) {
            return format!("{path}:{}", at + 1);
        }
    }
    files.join(", ")
}

/// What a file declares: a dossier, or a sheet by its name.
fn declared_in(path: &str) -> Result<Draft, String> {
    if let Some(list) = list_of_sheet(path).filter(|_| !path.to_lowercase().ends_with(".json")) {
        let file = File::open(path).map_err(|error| format!("{path}: {error}"))?;
        return declared(list, file).map_err(|faults| told_of(path, &faults));
    }
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        let sheets = "parties.csv, sources.csv, groups.csv or events.csv";
        return Err(format!("{path}: --with takes a sheet that is called {sheets}, or a dossier as JSON"));
    }
    serde_json::from_str(&text).map_err(|faults| format!("{path}: {faults}"))
}

/// The records of a dossier as JSON Lines, if the file is one: a JSON object of nothing but its lists, claims
/// among them. Another file is not read further than to its first key.
fn dossier_in(path: &str) -> Result<Option<Vec<u8>>, Failed> {
    let (mut file, mut text) = (open(path)?, Vec::new());
    // What comes through a pipe can be read once only.
    if !file.metadata()?.is_file() {
        return Ok(None);
    }
    (&mut file).take(1 << 12).read_to_end(&mut text)?;
    let key = text.trim_ascii_start().strip_prefix(b"{").unwrap_or_default().trim_ascii_start();
    if !List::ALL.iter().any(|list| key.starts_with(format!("\"{list}\"").as_bytes())) {
        return Ok(None);
    }
    file.read_to_end(&mut text)?;
    let lists: HashMap<String, Vec<IgnoredAny>> = serde_json::from_slice(&text).unwrap_or_default();
    if !lists.contains_key("claims") || lists.keys().any(|name| name.parse::<List>().is_err()) {
        return Ok(None);
    }
    let dossier: Dossier =
        serde_json::from_slice(&text).map_err(|faults| Failed::Input(format!("{path}: {faults}")))?;
    let mut lines = JsonLines::new(Vec::new());
    lines.dossier(&dossier)?;
    Ok(Some(lines.into_inner()))
}

/// The faults of a file, each behind its name.
fn told_of(path: &str, faults: &RowFaults) -> String {
    faults.iter().map(|fault| format!("{path}:{fault}")).collect::<Vec<_>>().join("\n")
}

#[cfg(feature = "spreadsheet")]
fn workbook(mut arguments: Arguments) -> Result<Log, Failed> {
    let path = arguments.file.clone();
    let fail = |faults: RowFaults| Failed::Input(told_of(&path, &faults));
    let mut book = corroborate::exchange::Workbook::new(open(&path)?).map_err(fail)?;
    arguments.with = arguments.with.merge(book.declared().map_err(fail)?);
    let rows = book.rows(arguments.sheet.as_deref(), arguments.reader.clone()).map_err(fail)?;
    Ok(import(&arguments, rows)?)
}

#[cfg(not(feature = "spreadsheet"))]
#[expect(clippy::needless_pass_by_value, reason = "the counterpart with the feature needs it")]
fn workbook(arguments: Arguments) -> Result<Log, Failed> {
    Err(Failed::Input(format!("{}: workbooks need the feature spreadsheet", arguments.file)))
}

fn open(path: &str) -> Result<File, Failed> {
    File::open(path).map_err(|error| Failed::Input(format!("{path}: {error}")))
}

fn run(arguments: Arguments) -> Result<Log, Failed> {
    if arguments.file.to_lowercase().ends_with(".xlsx") {
        return workbook(arguments);
    }
    let reader = arguments.reader.clone();
    if arguments.is_recognising
        && arguments.file != "-"
        && let Some(lines) = dossier_in(&arguments.file)?
    {
        return Ok(import(&arguments, TableReader::of(Format::JsonLines).rows(&lines[..]))?);
    }
    if arguments.file == "-" {
        return Ok(import(&arguments, reader.rows(stdin()))?);
    }
    let file = open(&arguments.file)?;
    let length = file.metadata()?.len();
    let bar =
        if stderr().is_terminal() { indicatif::ProgressBar::new(length) } else { indicatif::ProgressBar::hidden() };
    bar.set_style(indicatif::ProgressStyle::default_bar());
    let log =
        import(&arguments, reader.rows(Watched { inner: file, bar: bar.clone(), began: std::time::Instant::now() }));
    bar.finish_and_clear();
    Ok(log?)
}

/// A file that moves a bar, from a second on.
struct Watched {
    inner: File,
    bar: indicatif::ProgressBar,
    began: std::time::Instant,
}

impl Read for Watched {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        if self.began.elapsed().as_secs() >= 1 {
            self.bar.set_position(io::Seek::stream_position(&mut self.inner)?);
        }
        Ok(read)
    }
}

/// What goes to standard error.
#[derive(Default)]
struct Log {
    errors: Vec<u8>,
    read: u64,
    refused: u64,
    flagged: u64,
    /// Figures of 0 that make no claim.
    zeros: u64,
    is_unreadable: bool,
    is_told: bool,
    /// What is left out is told by kind: a line for each, not for each row.
    left_out: Vec<(&'static str, u64)>,
    not_read: Vec<String>,
    /// Rows without a figure: the line of the first, and how many there are.
    no_figure: Option<(u64, u64)>,
}

impl Log {
    /// Which mapping was taken, once, and what of the table it does not read.
    fn begin<R: Read>(&mut self, rows: &Rows<R>, is_recognising: bool) -> io::Result<()> {
        if std::mem::replace(&mut self.is_told, true) {
            return Ok(());
        }
        if let Some(mapping) = rows.mapping().filter(|_| is_recognising) {
            writeln!(self.errors, "read as: {mapping}")?;
        }
        self.unread(rows)
    }

    /// The columns that are not read, each once: a list of objects may have more of them further on.
    fn unread<R: Read>(&mut self, rows: &Rows<R>) -> io::Result<()> {
        let unread: Vec<String> = rows.unread().iter().map(|(at, name)| format!("{name:?} ({at})")).collect();
        let new: Vec<String> = unread.into_iter().filter(|column| !self.not_read.contains(column)).collect();
        if !new.is_empty() {
            writeln!(self.errors, "columns not read: {}", new.join(", "))?;
            let may_count = |column: &&String| {
                let column = column.to_lowercase();
                ["kill", "dead", "death", "injur", "wound", "fatal"].iter().any(|word| column.contains(word))
            };
            let people: Vec<&str> = new.iter().filter(may_count).map(String::as_str).collect();
            if !people.is_empty() {
                let people = people.join(", ");
                writeln!(self.errors, "of these may count people: {people} (a mapping reads them: --mapping FILE)")?;
            }
        }
        self.not_read.extend(new);
        Ok(())
    }

    fn faults(&mut self, faults: &RowFaults) -> io::Result<()> {
        self.is_unreadable |= faults.is_of_the_whole();
        faults.iter().try_for_each(|fault| writeln!(self.errors, "{fault}"))
    }

    fn flags(&mut self, row: &Imported) -> io::Result<()> {
        self.flagged += u64::from(!row.flags.is_empty());
        let is_zero = |of: &&Published| [of.low, of.best, of.high].iter().flatten().max() == Some(&0);
        let is_claimed = |of: &&Published| row.claims.iter().any(|claim| claim.quantity() == of.quantity);
        self.zeros += row.published.iter().filter(is_zero).filter(|of| !is_claimed(of)).count() as u64;
        for Flag { line, column, kind, .. } in &row.flags {
            if matches!(kind, FlagKind::NoFigure) {
                let (_, times) = self.no_figure.get_or_insert((*line, 0));
                *times += 1;
            } else {
                writeln!(self.errors, "{line}:{column}: flagged: {kind}")?;
            }
        }
        Ok(())
    }

    fn left_out(&mut self, left_out: &[LeftOut]) {
        for LeftOut { kind, .. } in left_out {
            match self.left_out.iter_mut().find(|(other, _)| other == kind) {
                Some((_, times)) => *times += 1,
                None => self.left_out.push((kind, 1)),
            }
        }
    }

    /// Nobody may be listening on standard error, and then there is nobody to tell.
    fn tell(&mut self) {
        if !self.errors.is_empty() {
            complain(String::from_utf8_lossy(&self.errors).trim_end_matches('\n'));
            self.errors.clear();
        }
    }
}

fn import<R: Read>(arguments: &Arguments, mut rows: Rows<R>) -> io::Result<Log> {
    let mut log = Log::default();
    let mut out = BufWriter::with_capacity(1 << 16, stdout().lock());
    let begun = rows.next();
    log.begin(&rows, arguments.is_recognising)?;
    // What a project published goes out a row at a time; what holds claims must be estimated as a whole.
    let is_whole = match arguments.to {
        To::Dossier | To::Estimates => true,
        To::Hxl | To::Table => rows.holds_claims(),
        To::JsonLines | To::Csv => false,
    };
    if let Some(folder) = &arguments.spill {
        spill(arguments, folder, begun, &mut rows, &mut out, &mut log)?;
    } else if is_whole {
        let dossier = gather(arguments, begun, &mut rows, &mut log, None)?;
        if log.read > 0 {
            whole(arguments, &dossier, &mut out, &mut log)?;
        }
    } else {
        each(arguments, begun, &mut rows, &mut out, &mut log)?;
    }
    out.flush()?;
    log.unread(&rows)?;
    if let Some((line, times)) = log.no_figure {
        let rows =
            if times == 1 { String::new() } else { format!(" (so in {times} rows, of which this is the first)") };
        writeln!(log.errors, "{line}:1: flagged: {}{rows}", FlagKind::NoFigure)?;
    }
    for (kind, times) in &log.left_out {
        let times = if *times == 1 { "once".to_owned() } else { format!("{times} times") };
        writeln!(log.errors, "no column in this table for {kind} ({times})")?;
    }
    if arguments.to == To::Csv && !log.left_out.is_empty() {
        writeln!(
            log.errors,
            "every claim and every figure is in the table; --to jsonl and --to dossier write the rest too"
        )?;
    }
    if rows.counts_persons() {
        let why =
            "a list names those who are known, and there may be more: so each count is \"at least\", without a high";
        writeln!(log.errors, "one person a row: {why}")?;
    }
    if arguments.is_own && log.zeros > 0 {
        let zeros = log.zeros;
        writeln!(log.errors, "figures of 0 that make no claim: {zeros} (where 0 means nobody: \"zero\": \"none\")")?;
    }
    writeln!(log.errors, "rows read: {}, refused: {}, flagged: {}", log.read, log.refused, log.flagged)?;
    log.tell();
    Ok(log)
}

/// The first row, which was read already.
type Begun = Option<Result<Imported, RowFaults>>;

/// All rows, each written as it comes.
fn each<R: Read>(
    arguments: &Arguments,
    begun: Begun,
    rows: &mut Rows<R>,
    out: &mut impl Write,
    log: &mut Log,
) -> io::Result<()> {
    let keeps = arguments.keeps_formulas;
    let mut writer = match arguments.to {
        To::JsonLines => Out::Lines(JsonLines::new(out)),
        To::Csv if keeps => Out::Claims(Box::new(ClaimTable::new(out).as_they_are())),
        To::Csv => Out::Claims(Box::new(ClaimTable::new(out))),
        To::Hxl if keeps => Out::Hxl(Box::new(HxlTable::new(out).as_they_are())),
        To::Hxl => Out::Hxl(Box::new(HxlTable::new(out))),
        _ => Out::People(People::new(out)),
    };
    if let Out::People(people) = &mut writer {
        people.head("role")?;
    }
    for row in begun.into_iter().chain(rows.by_ref()) {
        match row {
            Err(faults) => log.faults(&faults)?,
            Ok(row) => {
                log.flags(&row)?;
                match &mut writer {
                    Out::Lines(lines) => lines.imported(&row)?,
                    Out::Claims(table) => log.left_out(table.imported(&row)?),
                    Out::Hxl(table) => log.left_out(table.imported(&row)?),
                    Out::People(people) => people.imported(&row)?,
                }
            }
        }
        log.tell();
    }
    (log.read, log.refused) = (rows.read(), rows.refused());
    match writer {
        Out::Claims(table) if !log.is_unreadable => table.finish().map(drop),
        Out::Hxl(table) if !log.is_unreadable => table.finish().map(drop),
        _ => Ok(()),
    }
}

enum Out<W: Write> {
    Lines(JsonLines<W>),
    Claims(Box<ClaimTable<W>>),
    Hxl(Box<HxlTable<W>>),
    People(People<W>),
}

/// What is made of all rows together.
fn whole(arguments: &Arguments, dossier: &Dossier, out: &mut impl Write, log: &mut Log) -> io::Result<()> {
    if arguments.to == To::Dossier {
        serde_json::to_writer(&mut *out, dossier)?;
        return out.write_all(b"\n");
    }
    let reconciliation = dossier.reconcile(&Question::new(), LeastDissent::new());
    let estimates = reconciliation.estimates();
    match arguments.to {
        To::Estimates => {
            let mut table = EstimateTable::new(out);
            if arguments.keeps_formulas {
                table = table.as_they_are();
            }
            for estimate in estimates {
                log.left_out(table.estimate(estimate)?);
            }
            table.finish().map(drop)
        }
        To::Hxl => {
            let mut table = HxlTable::new(out);
            if arguments.keeps_formulas {
                table = table.as_they_are();
            }
            log.left_out(table.estimates(dossier, estimates)?);
            table.finish().map(drop)
        }
        _ => {
            let mut table = People::new(out);
            table.head("grade")?;
            estimates.iter().try_for_each(|estimate| table.estimate(estimate))
        }
    }
}

/// The estimates of claims that wait in files of this folder.
fn spill<R: Read>(
    arguments: &Arguments,
    folder: &Path,
    begun: Begun,
    rows: &mut Rows<R>,
    out: &mut impl Write,
    log: &mut Log,
) -> io::Result<()> {
    let mut spilled = Spilled::to(folder)?.within(arguments.memory << 20);
    let declared = gather(arguments, begun, rows, log, Some(&mut spilled))?;
    let mut table = EstimateTable::new(out);
    if arguments.keeps_formulas {
        table = table.as_they_are();
    }
    let put = |estimate| table.estimate(&estimate).map(|left_out| log.left_out(left_out));
    match spilled.reconcile(&declared, &Question::new(), LeastDissent::new(), put) {
        Err(SpillError::File(error)) => Err(error),
        Err(faults) => Err(io::Error::other(faults.to_string())),
        Ok(()) => table.finish().map(drop),
    }
}

/// What all rows declare together, and their claims too, unless these are spilled.
fn gather<R: Read>(
    arguments: &Arguments,
    begun: Begun,
    rows: &mut Rows<R>,
    log: &mut Log,
    mut spilled: Option<&mut Spilled>,
) -> io::Result<Dossier> {
    let mut gathering = Gathering::declaring(arguments.with.clone());
    let mut lines: Vec<u64> = Vec::new();
    for row in begun.into_iter().chain(rows.by_ref()) {
        let added = row.and_then(|mut row| {
            let (flags, line) = (log.flags(&row), row.line);
            let waiting = if spilled.is_some() { std::mem::take(&mut row.claims) } else { Vec::new() };
            gathering.add(row).inspect_err(|_| lines.push(line)).map(|()| (flags, waiting))
        });
        match added {
            Ok((flags, waiting)) => {
                flags?;
                if let Some(spilled) = &mut spilled {
                    waiting.iter().try_for_each(|claim| spilled.add(claim))?;
                }
            }
            Err(faults) => log.faults(&faults)?,
        }
        log.tell();
    }
    let (dossier, left_out) = gathering.finish();
    lines.extend(left_out.iter().map(RowFault::line));
    lines.sort_unstable();
    lines.dedup();
    left_out.iter().try_for_each(|fault| writeln!(log.errors, "{fault}"))?;
    let refused = lines.len() as u64;
    log.read = rows.read().saturating_sub(refused);
    log.refused = rows.refused() + refused;
    Ok(dossier)
}

/// A table for people.
struct People<W> {
    out: W,
    line: String,
    figure: String,
    /// What groups are called: rows name each once.
    groups: HashMap<GroupId, Box<str>>,
}

impl<W: Write> People<W> {
    fn new(out: W) -> People<W> {
        People { out, line: String::new(), figure: String::new(), groups: HashMap::new() }
    }

    fn head(&mut self, last: &str) -> io::Result<()> {
        self.line(["event", "dates", "group", "outcome"], [&"low", &"best", &"high"], last)
    }

    /// What the row published, its groups by what they are called here or in any row before.
    fn imported(&mut self, row: &Imported) -> io::Result<()> {
        for group in row.groups.iter().chain(row.named.groups()) {
            self.groups.insert(group.id().clone(), group.name().into());
        }
        row.published.iter().try_for_each(|published| {
            let quantity = &published.quantity;
            let (event, group) = (quantity.event(), quantity.group());
            let name = self.groups.get(group).cloned().unwrap_or_else(|| group.as_str().into());
            let texts = [event.as_str(), &dates(row, event), &name, quantity.outcome().as_str()];
            let figures = [published.low, published.best, published.high];
            self.line(texts, figures.each_ref().map(figure), published.role.as_str())
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
            let text = one_line(text);
            let chars = if text.is_ascii() { text.len() } else { text.chars().count() };
            if chars > most {
                line.extend(text.chars().take(most - 1).chain(['…']));
            } else {
                line.push_str(&text);
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
