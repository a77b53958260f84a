//! Reads counts as people write them, and prints the range of each and the number it names.
//!
//! ```text
//! cargo run --example read_count -- [--lexicon NAME] [--json] [--] [COUNT ...]
//! ```
//!
//! Without arguments it reads one count per line from standard input. With `--json` it prints one
//! line for each count, `{"text", "low", "high", "figure"}` or `{"text", "error"}`; `high` is null
//! if there is no limit, `figure` if no number is named. A count that cannot be read is printed as
//! a row, and the exit status is still 0; it is 2 only for bad arguments. Lexicons are `logical`
//! (the default), `acled`, `acled-outside-war-zones` and `emdat`.
//!
//! ```text
//! $ cargo run --example read_count -- "at least 20" "nearly 850" dozens lots
//! said         figure  can mean
//! -----------  ------  -------------------------------------------------------
//! at least 20      20  20 or more
//! nearly 850      850  765 to 850
//! dozens            -  24 or more
//! lots              -  not read: unexpected "lots" at byte 0, expected a count
//! ```

mod common;

use std::ffi::OsString;
use std::io::{self, BufRead, BufWriter, Write};
use std::process::ExitCode;

use common::{exit, help, or_dash, print, refuse, table};
use corroborate::{Count, CountError, Lexicon, Reading};

const USAGE: &str = "usage: read_count [--lexicon NAME] [--json] [--] [COUNT ...]";

struct Arguments {
    lexicon: Lexicon,
    json: bool,
    counts: Vec<String>,
}

fn main() -> ExitCode {
    if let Some(done) = help(USAGE) {
        return done;
    }
    let Arguments { lexicon, json, counts } = match arguments(std::env::args_os().skip(1)) {
        Ok(arguments) => arguments,
        Err(faults) => return refuse(format!("{}\n{USAGE}", faults.join("\n"))),
    };
    let given = counts.into_iter().map(Ok);
    let texts: Box<dyn Iterator<Item = io::Result<String>>> =
        if given.len() > 0 { Box::new(given) } else { Box::new(lines()) };
    let rows = texts.map(|text| text.map(|text| (read(&text, &lexicon), text)));
    if json {
        return exit(print_json(rows));
    }
    match rows.collect::<io::Result<Vec<_>>>() {
        Ok(rows) => print(&for_people(&rows)),
        Err(error) => exit(Err(error)),
    }
}

fn arguments(given: impl Iterator<Item = OsString>) -> Result<Arguments, Vec<String>> {
    let mut arguments = Arguments { lexicon: Lexicon::logical(), json: false, counts: Vec::new() };
    let mut faults = Vec::new();
    let mut given = given.map(|argument| argument.to_string_lossy().into_owned());
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--json" => arguments.json = true,
            "--lexicon" => match given.next().map(|name| lexicon(&name)) {
                Some(Ok(lexicon)) => arguments.lexicon = lexicon,
                Some(Err(fault)) => faults.push(fault),
                None => faults.push("--lexicon takes a value".to_owned()),
            },
            "--" => arguments.counts.extend(given.by_ref()),
            flag if flag.starts_with("--") => faults.push(format!("there is no option {flag}")),
            _ => arguments.counts.push(argument),
        }
    }
    if faults.is_empty() { Ok(arguments) } else { Err(faults) }
}

fn lexicon(name: &str) -> Result<Lexicon, String> {
    let lexicons = [Lexicon::logical(), Lexicon::acled(), Lexicon::acled_outside_war_zones(), Lexicon::emdat()];
    let names: Vec<String> = lexicons.iter().map(|lexicon| lexicon.name().to_owned()).collect();
    let found = lexicons.into_iter().find(|lexicon| lexicon.name() == name);
    found.ok_or_else(|| format!("{name:?} is not one of {}", names.join(", ")))
}

/// The lines of standard input. What is no UTF-8 becomes a text that is no count.
fn lines() -> impl Iterator<Item = io::Result<String>> {
    io::stdin().lock().split(b'\n').map(|line| {
        let line = line.map_err(|error| io::Error::new(error.kind(), format!("standard input: {error}")))?;
        Ok(String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(&line)).into_owned())
    })
}

fn read(text: &str, lexicon: &Lexicon) -> Result<Reading, CountError> {
    text.parse().map(|count: Count| lexicon.read_count(&count))
}

type Row = (Result<Reading, CountError>, String);

#[derive(serde::Serialize)]
#[serde(untagged)]
enum Line<'t> {
    Read { text: &'t str, low: u64, high: Option<u64>, figure: Option<u64> },
    Refused { text: &'t str, error: String },
}

/// A line each, as soon as it is read.
fn print_json(rows: impl Iterator<Item = io::Result<Row>>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for row in rows {
        let (reading, text) = row?;
        let line = match &reading {
            Ok(reading) => Line::Read {
                text: &text,
                low: reading.interval().low(),
                high: reading.interval().high().get(),
                figure: reading.figure(),
            },
            Err(error) => Line::Refused { text: &text, error: error.to_string() },
        };
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

fn for_people(rows: &[Row]) -> String {
    let row = |(reading, text): &Row| match reading {
        Ok(reading) => vec![text.clone(), or_dash(reading.figure()), reading.interval().to_string()],
        Err(error) => vec![text.clone(), "-".to_owned(), format!("not read: {error}")],
    };
    table(&["said", "figure", "can mean"], &[1], &rows.iter().map(row).collect::<Vec<_>>())
}
