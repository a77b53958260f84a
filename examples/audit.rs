//! Audits a dossier or a published table: finds counts that cannot be true together, and records
//! that look wrong.
//!
//! ```text
//! cargo run --release --example audit -- DOSSIER.json [--format text|json]
//! cargo run --release --features exchange --example audit -- \
//!     --from ucdp|acled|ibc|airwars|gtd|hxl|csv|jsonl FILE [--format text|json]
//! ```
//!
//! `-` is standard input. The text format prints one finding per line and, at the end, the number
//! of each severity; JSON prints one finding per line: `{"rule", "severity", "claims", "says"}`.
//! Exit status 0, with or without findings; 2 for a bad dossier, a table that is not in its format,
//! or bad arguments, with every fault on standard error.
//!
//! A table is read one row at a time, and each row is checked by its own numbers. Rows that cannot
//! be read go to standard error as `line:column: fault`, and their number at the end. `csv` and
//! `jsonl` hold claims; these are also collected in a dossier, which is audited as well.
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
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use common::{dossier_of, given, help, refuse};
#[cfg(feature = "exchange")]
use corroborate::audit::Table;
use corroborate::audit::{Severity, Thresholds};
#[cfg(feature = "exchange")]
use corroborate::exchange::{Format as From, Gathering, Imported, RowFault, Rows};
use corroborate::{Dossier, Finding};

#[cfg(feature = "exchange")]
const USAGE: &str = "usage: audit DOSSIER.json|- [--format text|json]\n       \
                     audit --from ucdp|acled|ibc|airwars|gtd|hxl|csv|jsonl FILE|- [--format text|json]";
#[cfg(not(feature = "exchange"))]
const USAGE: &str = "usage: audit DOSSIER.json|- [--format text|json]\n       \
                     (--from FORMAT FILE, for tables, needs the feature exchange)";

struct Arguments {
    path: String,
    #[cfg(feature = "exchange")]
    from: Option<From>,
    format: Format,
}

#[derive(Copy, Clone)]
enum Format {
    Text,
    Json,
}

fn main() -> ExitCode {
    if let Some(done) = help(USAGE) {
        return done;
    }
    let arguments = match arguments(given()) {
        Ok(arguments) => arguments,
        Err(faults) => return refuse(format!("{}\n{USAGE}", faults.join("\n"))),
    };
    let mut report = Report::new(arguments.format);
    let audited = match arguments {
        #[cfg(feature = "exchange")]
        Arguments { path, from: Some(from), .. } => table(from, &path, &mut report),
        Arguments { path, .. } => match dossier_of(&path) {
            Ok(dossier) => dossier_audit(&dossier, &mut report).map(|()| true),
            Err(faults) => return refuse(faults),
        },
    };
    match audited.and_then(|is_readable| report.close(is_readable).map(|()| is_readable)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(2),
        // Whoever reads has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => refuse(error),
    }
}

fn dossier_audit(dossier: &Dossier, report: &mut Report) -> io::Result<()> {
    dossier.audit(&Thresholds::new()).iter().try_for_each(|finding| report.finding(finding))
}

/// A table's rows, each as it comes, so that the table need not be held; and, of a table of
/// claims, the dossier that they make. Whether it could be read as a table of that format.
#[cfg(feature = "exchange")]
fn table(from: From, path: &str, report: &mut Report) -> io::Result<bool> {
    let input: Box<dyn io::Read + Send> = if path == "-" {
        Box::new(io::stdin())
    } else {
        match File::open(path) {
            Ok(file) => Box::new(file),
            Err(error) => {
                eprintln!("{path}: {error}");
                return Ok(false);
            }
        }
    };
    let holds_claims = matches!(from, From::Csv | From::JsonLines);
    let mut gathering = Gathering::new();
    let mut rows = Rows::ahead(from, input);
    let mut audit = Table::new();
    let mut row = Imported::default();
    let mut errors = BufWriter::new(io::stderr().lock());
    let mut refused = Vec::new();
    let mut is_readable = true;
    while let Some(read) = rows.next_into(&mut row) {
        let taken = match read {
            Ok(()) => {
                audit.findings(&row).iter().try_for_each(|finding| report.finding(finding))?;
                if holds_claims { gathering.add(std::mem::take(&mut row)) } else { Ok(()) }
            }
            Err(faults) => Err(faults),
        };
        if let Err(faults) = taken {
            is_readable &= !faults.is_of_the_whole();
            refused.extend(faults.iter().next().filter(|_| faults.is_of_a_row()).map(RowFault::line));
            faults.iter().try_for_each(|fault| writeln!(errors, "{fault}"))?;
        }
    }
    let (dossier, left_out) = gathering.finish();
    refused.extend(left_out.iter().map(RowFault::line));
    left_out.iter().try_for_each(|fault| writeln!(errors, "{fault}"))?;
    dossier_audit(&dossier, report)?;
    refused.sort_unstable();
    refused.dedup();
    let read = rows.read() + rows.refused() - refused.len() as u64;
    writeln!(errors, "rows read: {read}, refused: {}", refused.len())?;
    errors.flush()?;
    Ok(is_readable)
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<Arguments, Vec<String>> {
    let mut path: Option<String> = None;
    let mut format = Format::Text;
    #[cfg(feature = "exchange")]
    let mut from = None;
    let mut faults = Vec::new();
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--format" => match given.next().as_deref() {
                Some("text") => format = Format::Text,
                Some("json") => format = Format::Json,
                Some(other) => faults.push(format!("{other:?} is not one of text, json")),
                None => faults.push("--format takes a value".to_owned()),
            },
            #[cfg(feature = "exchange")]
            "--from" => match given.next().map(|format| format.parse::<From>()) {
                Some(Ok(format)) => from = Some(format),
                Some(Err(error)) => faults.push(format!("--from: {error}")),
                None => faults.push("--from takes a value".to_owned()),
            },
            flag if flag.starts_with("--") => faults.push(format!("there is no option {flag}")),
            another if path.is_some() => faults.push(format!("one file at a time, found {another:?} as well")),
            named => path = Some(named.to_owned()),
        }
    }
    if path.is_none() {
        faults.push("no file named".to_owned());
    }
    match path {
        Some(path) if faults.is_empty() => Ok(Arguments {
            path,
            #[cfg(feature = "exchange")]
            from,
            format,
        }),
        _ => Err(faults),
    }
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
                writeln!(self.out, "{:<7}  {}: {}", finding.severity(), finding.rule(), finding.says())
            }
            Format::Json => {
                serde_json::to_writer(&mut self.out, &finding)?;
                writeln!(self.out)
            }
        }
    }

    /// Ends it; what could not be read has no findings to count.
    fn close(mut self, is_readable: bool) -> io::Result<()> {
        if is_readable && let Format::Text = self.format {
            let count = |(severity, count): (&Severity, u64)| {
                format!("{count} {severity}{}", if count == 1 { "" } else { "s" })
            };
            let counts: Vec<String> = Severity::ALL.iter().zip(self.counts).map(count).collect();
            writeln!(self.out, "{}", counts.join(", "))?;
        }
        self.out.flush()
    }
}
