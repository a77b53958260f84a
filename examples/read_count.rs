//! Reads counts as people write them, and prints the range of each and the number it names.
//!
//! ```text
//! cargo run --example read_count -- [--lexicon NAME] [--json] [--] [COUNT ...]
//! ```
//!
//! Without arguments it reads one count per line from standard input. With `--json` it prints one
//! line for each count, `{"text", "low", "high", "figure"}` or `{"text", "error"}`; `high` is null
//! if there is no limit, `figure` if no number is named. A count that cannot be read is printed as
//! a row, and the exit status is still 0; it is 1 if not everything could be
//! written and 2 for bad arguments. Lexicons are `logical`
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

use std::io::{self, BufRead, BufWriter, Write};
use std::process::ExitCode;

use common::options::{Command, flag, word};
use common::{exit, or_dash, print, table};
use corroborate::{Count, CountError, Lexicon, Reading};

const COMMAND: Command = Command {
    name: "read_count",
    takes: "[COUNT ...]",
    most: (usize::MAX, "count"),
    about: "\
Reads counts as people write them (\"at least 20\", \"nearly 850\", dozens) and prints the range of each and the number
it names. Without arguments it reads one count a line from standard input.",
    options: &[
        word(
            "--lexicon",
            "NAME",
            &["logical", "acled", "acled-outside-war-zones", "emdat"],
            "what words mean; else logical",
        ),
        flag("--json", "a line of JSON a count"),
    ],
    notes: "\
A count that cannot be read is a row that says why. What stands behind -- is a count.
Exit status: 0; 1 if not everything could be written; 2 for bad arguments.",
};

fn main() -> ExitCode {
    let given = match COMMAND.read() {
        Ok(given) => given,
        Err(done) => return done,
    };
    let lexicon = lexicon(given.value("--lexicon"));
    let (json, counts) = (given.has("--json"), given.named().to_vec());
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

/// The lexicon of that name, or the logical one.
fn lexicon(name: Option<&str>) -> Lexicon {
    let others = [Lexicon::acled(), Lexicon::acled_outside_war_zones(), Lexicon::emdat()];
    let named = others.into_iter().find(|lexicon| Some(lexicon.name()) == name);
    named.unwrap_or_else(Lexicon::logical)
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
