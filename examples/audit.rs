//! Audits a dossier or a published table: finds counts that cannot be true together, and records
//! that look wrong.
//!
//! ```text
//! cargo run --release --example audit -- DOSSIER.json [--format text|json]
//! cargo run --release --features exchange --example audit -- \
//!     --from table|list|ucdp|acled|ibc|airwars|gtd|hxl|csv|jsonl|gaza|hapi FILE [--format text|json]
//! ```
//!
//! `-` is standard input. As text, a finding a line and at the end how many of each severity; as
//! JSON, a finding a line: `{"rule", "severity", "claims", "says", "grounds"}`. Exit status 0, findings or
//! not; 1 if a row of a table was refused or the findings could not be written; 2 for a bad dossier, a table
//! of which nothing came in, or bad arguments, with every fault on standard error.
//!
//! A table is read a row at a time, and each row held against itself. Rows that cannot be read go
//! to standard error as `line:column: what`, what is noteworthy of others as `line:column: flagged: what`;
//! the finding `rows-refused` gives the lines that did not come in. Of what holds claims (`csv`, `jsonl`),
//! the claims are brought together to a dossier, and that is audited as well. `--from table` recognises
//! the table. What needs a mapping or options to be read goes through `import … --to dossier` first.
//!
//! Cut at each …, it prints:
//!
//! ```text
//! $ cargo run --example audit -- examples/data/ghwayran.json
//! warning  sum-of-others: attacks/all/killed "at least 70" (70 or more) [seed-001] by The article: exactly the …
//! notice   unnamed-decides: diyala/iraqi-soldiers/killed as of 2022-01-21: its low, 11, rests on unnamed speakers …
//! 0 errors, 1 warning, 1 notice
//! ```

mod common;

#[cfg(feature = "exchange")]
use std::fmt::Display;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use common::options::{Command, Given, word};
use common::{dossier_of, exit, one_line, refuse};
#[cfg(feature = "exchange")]
use corroborate::audit::Table;
use corroborate::audit::{Severity, Thresholds};
#[cfg(feature = "exchange")]
use corroborate::exchange::{Format as From, Gathering, RowFault, TableReader};
use corroborate::{Dossier, Finding};

const COMMAND: Command = Command {
    name: "audit",
    takes: "DOSSIER.json|- or --from FORMAT FILE|-",
    most: (1, "file"),
    about: "Finds what cannot be true together, and what looks wrong, in a dossier or (with the feature exchange) a table.",
    options: &[
        #[cfg(feature = "exchange")]
        word(
            "--from",
            "FORMAT",
            &["table", "list", "ucdp", "acled", "ibc", "airwars", "gtd", "hxl", "csv", "jsonl", "gaza", "hapi"],
            "a table in place of a dossier; one named table is recognised by its columns",
        ),
        word("--format", "NAME", &["text", "json"], "text (the default), or a line of JSON a finding"),
    ],
    notes: "\
Exit status: 0, whatever is found; 1 if a row was refused or not everything could be written; 2 if nothing came in,
or for bad arguments. A file named - is standard input.",
};

struct Arguments {
    path: String,
    #[cfg(feature = "exchange")]
    from: Option<TableReader>,
    format: Format,
}

#[derive(Copy, Clone)]
enum Format {
    Text,
    Json,
}

fn main() -> ExitCode {
    let given = match COMMAND.read() {
        Ok(given) => given,
        Err(done) => return done,
    };
    let arguments = match arguments(&given) {
        Ok(arguments) => arguments,
        Err(fault) => return COMMAND.refuse(&[fault]),
    };
    let mut report = Report::new(arguments.format);
    let audited = match arguments {
        #[cfg(feature = "exchange")]
        Arguments { path, from: Some(from), .. } => table(from, &path, &mut report),
        Arguments { path, .. } => match dossier_of(&path) {
            Ok(dossier) => dossier_audit(&dossier, &mut report).map(|()| Some(0)),
            Err(faults) => return refuse(faults),
        },
    };
    match audited.and_then(|refused| report.close(refused.is_some()).map(|()| refused)) {
        Ok(Some(0)) => ExitCode::SUCCESS,
        Ok(Some(_)) => ExitCode::from(1),
        Ok(None) => ExitCode::from(2),
        Err(error) => exit(Err(error)),
    }
}

fn dossier_audit(dossier: &Dossier, report: &mut Report) -> io::Result<()> {
    dossier.audit(&Thresholds::new()).iter().try_for_each(|finding| report.finding(finding))
}

/// A table's rows, each as it comes, so that the table need not be held; and, of a table of
/// claims, the dossier that they make. How many rows were refused; none if nothing came in.
#[cfg(feature = "exchange")]
fn table(from: TableReader, path: &str, report: &mut Report) -> io::Result<Option<u64>> {
    let (input, is_object) = match table_in(path) {
        Ok(input) => input,
        Err(fault) => {
            common::complain(fault);
            return Ok(None);
        }
    };
    let mut gathering = Gathering::new();
    let mut rows = from.rows(input);
    let mut audit = Table::new();
    // Findings are complete, whether or not anybody reads the faults.
    let mut errors = BufWriter::new(io::stderr().lock());
    let mut complain = |fault: &dyn Display| drop(writeln!(errors, "{}", common::shown(&fault.to_string())));
    let mut refused = Vec::new();
    while let Some(read) = rows.next() {
        let taken = match read {
            Ok(row) => {
                for flag in &row.flags {
                    complain(&format_args!("{}:{}: flagged: {}", flag.line, flag.column, flag.kind));
                }
                audit.findings(&row).iter().try_for_each(|finding| report.finding(finding))?;
                if rows.holds_claims() { gathering.add(row) } else { Ok(()) }
            }
            Err(faults) => Err(faults),
        };
        if let Err(faults) = taken {
            refused.extend(faults.iter().next().filter(|_| faults.is_of_a_row()).map(RowFault::line));
            for fault in &faults {
                complain(fault);
            }
        }
    }
    let (dossier, left_out) = gathering.finish();
    refused.extend(left_out.iter().map(RowFault::line));
    for fault in &left_out {
        complain(fault);
    }
    dossier_audit(&dossier, report)?;
    refused.sort_unstable();
    refused.dedup();
    Table::refused(&refused).iter().try_for_each(|finding| report.finding(finding))?;
    let refused = refused.len() as u64;
    let read = (rows.read() + rows.refused()).saturating_sub(refused);
    complain(&format_args!("rows read: {read}, refused: {refused}"));
    if read == 0 && is_object {
        complain(&format_args!("{path}: this is JSON and no table; leave out --from if it is a dossier"));
    }
    Ok((read > 0).then_some(refused))
}

/// What a file or standard input holds, and whether it begins as an object of JSON does.
#[cfg(feature = "exchange")]
fn table_in(path: &str) -> Result<(Box<dyn io::Read>, bool), String> {
    let mut input: Box<dyn io::BufRead> = match path {
        "-" => Box::new(io::stdin().lock()),
        _ => Box::new(io::BufReader::new(common::opened(path)?)),
    };
    let start = input.fill_buf().map_err(|error| common::unread(path, &error))?;
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let is_object = start.trim_ascii_start().starts_with(b"{");
    Ok((Box::new(input), is_object))
}

fn arguments(given: &Given) -> Result<Arguments, String> {
    let path = given.named().first().ok_or("no file named")?.clone();
    let format = if given.value("--format") == Some("json") { Format::Json } else { Format::Text };
    #[cfg(feature = "exchange")]
    let from = match given.value("--from") {
        None => None,
        Some("table") => Some(TableReader::recognising()),
        Some(known) => Some(TableReader::of(known.parse::<From>().map_err(|error| format!("--from: {error}"))?)),
    };
    Ok(Arguments {
        path,
        #[cfg(feature = "exchange")]
        from,
        format,
    })
}

/// The findings on standard output, each as it comes.
struct Report {
    out: BufWriter<io::StdoutLock<'static>>,
    format: Format,
    counts: [u64; Severity::ALL.len()],
}

impl Report {
    fn new(format: Format) -> Report {
        Report { out: BufWriter::new(io::stdout().lock()), format, counts: Default::default() }
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.counts[finding.severity() as usize] += 1;
        match self.format {
            Format::Text => {
                let says = one_line(&finding.says());
                writeln!(self.out, "{:<7}  {}: {says}", finding.severity(), finding.rule())
            }
            Format::Json => {
                serde_json::to_writer(&mut self.out, &finding)?;
                writeln!(self.out)
            }
        }
    }

    /// Ends it. What could not be read at all has no findings to count.
    fn close(mut self, is_read: bool) -> io::Result<()> {
        if let (true, Format::Text) = (is_read, self.format) {
            let count = |(severity, count): (&Severity, u64)| {
                format!("{count} {severity}{}", if count == 1 { "" } else { "s" })
            };
            let counts: Vec<String> = Severity::ALL.iter().zip(self.counts).map(count).collect();
            writeln!(self.out, "{}", counts.join(", "))?;
        }
        self.out.flush()
    }
}
