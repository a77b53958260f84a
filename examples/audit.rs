//! Audits a dossier: what cannot be true together and what looks wrong.
//!
//! ```text
//! cargo run --release --example audit -- DOSSIER.json [--format text|json]
//! ```
//!
//! `-` is standard input. As text, a finding a line and at the end how many of each severity; as
//! JSON, a finding a line: `{"rule", "severity", "claims", "says"}`. Exit status 0, findings or
//! not; 2 for a bad dossier or bad arguments, with every fault on standard error.
//!
//! ```text
//! $ cargo run --example audit -- examples/data/ghwayran.json
//! warning  sum-of-others: attacks/all/killed "at least 70" (70 or more) [seed-001] by The article itself, no source
//! named: exactly what was said of the parts, 20 of ghwayran/kurdish-forces/killed [seed-005] + 39 of
//! ghwayran/is-fighters/killed [seed-006] + 11 of diyala/iraqi-soldiers/killed [seed-009] = 70: derived, not
//! independent.
//! notice   unnamed-decides: diyala/iraqi-soldiers/killed as of 2022-01-21: its low, 11, rests on unnamed speakers
//! alone (Iraqi military official who asked not to be named: 11 [seed-009]).
//! 0 errors, 1 warning, 1 notice
//! ```

mod common;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use common::{dossier_of, refuse};
use corroborate::audit::{Severity, Thresholds};
use corroborate::{Dossier, Finding};

const USAGE: &str = "usage: audit DOSSIER.json|- [--format text|json]";

struct Arguments {
    input: Input,
    format: Format,
}

/// What is audited. A table of published rows is another input, found fault with row by row.
enum Input {
    Dossier(String),
}

#[derive(Copy, Clone)]
enum Format {
    Text,
    Json,
}

fn main() -> ExitCode {
    let Arguments { input, format } = match arguments(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(faults) => return refuse(format!("{}\n{USAGE}", faults.join("\n"))),
    };
    let findings = match input {
        Input::Dossier(path) => dossier_of(&path).map(|dossier: Dossier| dossier.audit(&Thresholds::new())),
    };
    let printed = match findings {
        Ok(findings) => print(findings.into_iter(), format),
        Err(faults) => return refuse(faults),
    };
    match printed {
        // Whoever reads has read enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => refuse(error),
        _ => ExitCode::SUCCESS,
    }
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<Arguments, Vec<String>> {
    let mut path: Option<String> = None;
    let mut format = Format::Text;
    let mut faults = Vec::new();
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--format" => match given.next().as_deref() {
                Some("text") => format = Format::Text,
                Some("json") => format = Format::Json,
                Some(other) => faults.push(format!("{other:?} is not one of text, json")),
                None => faults.push("--format takes a value".to_owned()),
            },
            flag if flag.starts_with("--") => faults.push(format!("there is no option {flag}")),
            another if path.is_some() => faults.push(format!("one dossier at a time, found {another:?} as well")),
            named => path = Some(named.to_owned()),
        }
    }
    if path.is_none() {
        faults.push("no dossier named".to_owned());
    }
    match path {
        Some(path) if faults.is_empty() => Ok(Arguments { input: Input::Dossier(path), format }),
        _ => Err(faults),
    }
}

/// Each finding as it comes, so that a table need not be held.
fn print(findings: impl Iterator<Item = Finding>, format: Format) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut counts = [0_usize; Severity::ALL.len()];
    for finding in findings {
        counts[finding.severity() as usize] += 1;
        match format {
            Format::Text => {
                writeln!(out, "{:<7}  {}: {}", finding.severity(), finding.rule(), finding.says())?;
            }
            Format::Json => {
                serde_json::to_writer(&mut out, &finding)?;
                writeln!(out)?;
            }
        }
    }
    if let Format::Text = format {
        let count =
            |(severity, count): (&Severity, usize)| format!("{count} {severity}{}", if count == 1 { "" } else { "s" });
        let counts: Vec<String> = Severity::ALL.iter().zip(counts).map(count).collect();
        writeln!(out, "{}", counts.join(", "))?;
    }
    out.flush()
}
