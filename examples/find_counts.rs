//! Finds every count in a text, and prints the range that it can mean.
//!
//! ```text
//! cargo run --release --example find_counts -- [--to table|json|csv] [FILE]
//! ```
//!
//! The text comes from a file or, without one (or with `-`), from standard input:
//!
//! ```text
//! $ echo "At least 20 members of Kurdish forces and 39 IS fighters were killed, 12 of them at dawn." \
//!     | cargo run --release --example find_counts
//!  bytes  said         means       figure  inferred     harm    noun      hint  passage
//! ------  -----------  ----------  ------  -----------  ------  --------  ----  -----------------------------------------------------------------------------------------
//!  0..11  At least 20  20 or more      20  -            killed  members   -     At least 20 members of Kurdish forces and 39 IS fighters were killed, 12 of them at dawn.
//! 42..44  39           39              39  at least 39  killed  fighters  -     At least 20 members of Kurdish forces and 39 IS fighters were killed, 12 of them at dawn.
//! 70..72  12           12              12  -            killed  -         part  At least 20 members of Kurdish forces and 39 IS fighters were killed, 12 of them at dawn.
//! ```
//!
//! `harm`, `noun` and `hint` are words near the count, for a reader to check: the outcome, the
//! people counted, and whether the words say that the number is an `increment` ("another 20", "rose
//! by 20") or a `part` ("20 of them", "including 20"). They are hints, not claims.
//!
//! With `--to json` (or `--json`) it prints one line for each count, with positions in bytes:
//!
//! ```text
//! {"start":0,"end":11,"text":"At least 20","low":20,"high":null,"figure":20,"inferred":null,"harm":"killed","noun":"members","increment":false,"part":false,"passage":"At least 20 members of Kurdish forces and 39 IS fighters were killed, 12 of them at dawn."}
//! {"start":42,"end":44,"text":"39","low":39,"high":39,"figure":39,"inferred":"at least 39","harm":"killed","noun":"fighters","increment":false,"part":false,"passage":"At least 20 members of Kurdish forces and 39 IS fighters were killed, 12 of them at dawn."}
//! {"start":70,"end":72,"text":"12","low":12,"high":12,"figure":12,"inferred":null,"harm":"killed","noun":null,"increment":false,"part":true,"passage":"At least 20 members of Kurdish forces and 39 IS fighters were killed, 12 of them at dawn."}
//! ```
//!
//! `low`, `high` (`null`: unbounded) and `figure` (`null`: none is named) are the reading of the
//! words in the lexicon `logical`. `inferred` is the count under a hedge that stands apart from it.
//! The reader decides whether to use it; no other field depends on it.
//!
//! With `--to csv` it prints one row of a table of claims for each count. `count` and `quote` are
//! filled in; fill in the rest by hand, delete the rows that are not claims, and read the table
//! with `import --from csv`. A cell that a spreadsheet would run as a formula has an apostrophe
//! before it.
//!
//! ```text
//! event,group,outcome,count,source,relayed_by,as_of,since,published,basis,quote,url
//! ,,,At least 20,,,,,,,"At least 20 members of Kurdish forces and 39 IS fighters were killed, 12 of them at dawn.",
//! ,,,39,,,,,,,"At least 20 members of Kurdish forces and 39 IS fighters were killed, 12 of them at dawn.",
//! ,,,12,,,,,,,"At least 20 members of Kurdish forces and 39 IS fighters were killed, 12 of them at dawn.",
//! ```
//!
//! The text is read a paragraph at a time, so JSON and CSV of a text of any length need little
//! memory. (A paragraph of more than a megabyte is cut at white space, and what it says across
//! the cut is not read together.) A table needs to know all its rows.
//!
//! The exit status is 0; 1 if not everything could be written; 2 for bad arguments, and for a text
//! that cannot be read or is not UTF-8.

mod common;

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::ops::Range;
use std::process::ExitCode;

use common::options::{Command, Given, flag, word};
use common::{as_text, exit, or_dash, print, refuse, table};
use corroborate::text::{FoundCount, Inferred, find_counts};
use corroborate::{Lexicon, Reading};
use serde::Serialize;

const COMMAND: Command = Command {
    name: "find_counts",
    takes: "[FILE|-]",
    most: (1, "file"),
    about: "Finds the counts in running text, in a file or on standard input, with the bytes they stand at.",
    options: &[
        word("--to", "FORM", &["table", "json", "csv"], "table (the default), json, or csv: rows of a table of claims"),
        flag("--json", "the same as --to json"),
    ],
    notes: "\
Exit status: 0; 1 if not everything could be written; 2 for bad arguments, and for a text that cannot be read or is
not UTF-8.",
};

/// The columns of a table of claims that a reader of reports fills in.
const COLUMNS: [&str; 12] = [
    "event", "group", "outcome", "count", "source", "relayed_by", "as_of", "since", "published", "basis", "quote",
    "url",
];

fn main() -> ExitCode {
    let given = match COMMAND.read() {
        Ok(given) => given,
        Err(done) => return done,
    };
    let form = form(&given);
    let file = given.named().first().map_or("-", String::as_str);
    let paragraphs = match Paragraphs::of(file) {
        Ok(paragraphs) => paragraphs,
        Err(fault) => return refuse(fault),
    };
    let out = BufWriter::new(io::stdout().lock());
    let done = match form {
        Form::Table => return for_people(paragraphs),
        Form::Json => write_json(paragraphs, out),
        Form::Csv => write_csv(paragraphs, out),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Trouble::Reading(fault)) => refuse(fault),
        Err(Trouble::Writing(error)) => exit(Err(error)),
    }
}

/// How the counts are written.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Form {
    Table,
    Json,
    Csv,
}

fn form(given: &Given) -> Form {
    match given.value("--to") {
        Some("csv") => Form::Csv,
        Some("json") => Form::Json,
        None if given.has("--json") => Form::Json,
        _ => Form::Table,
    }
}

/// Why not everything was found and written.
enum Trouble {
    Reading(String),
    Writing(io::Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Writing(error)
    }
}

impl From<csv::Error> for Trouble {
    fn from(error: csv::Error) -> Self {
        Self::Writing(error.into())
    }
}

/// The paragraphs of a text, each with the byte that it begins at.
struct Paragraphs {
    name: String,
    text: Box<dyn BufRead>,
    /// How many bytes were given out.
    at: usize,
    /// What was read and not given out yet.
    ahead: Vec<u8>,
}

impl Paragraphs {
    /// No paragraph is longer.
    const LONGEST: usize = 1 << 20;

    fn of(path: &str) -> Result<Self, String> {
        let name = if path == "-" { "standard input" } else { path };
        let text: Box<dyn BufRead> = if path == "-" {
            Box::new(BufReader::new(io::stdin()))
        } else {
            let file = File::open(path).map_err(|error| format!("{name}: {error}"))?;
            Box::new(BufReader::new(file))
        };
        Ok(Self { name: name.to_owned(), text, at: 0, ahead: Vec::new() })
    }

    /// The next paragraph, with the empty line that ends it.
    fn next(&mut self) -> Result<Option<(usize, String)>, Trouble> {
        let mut bytes = std::mem::take(&mut self.ahead);
        loop {
            let begun = bytes.len();
            let room = (Self::LONGEST - begun) as u64;
            let read = self.text.by_ref().take(room).read_until(b'\n', &mut bytes);
            let read = read.map_err(|error| Trouble::Reading(format!("{}: {error}", self.name)))?;
            let is_empty_line = bytes[begun..].iter().all(u8::is_ascii_whitespace);
            if read == 0 || is_empty_line || bytes.len() == Self::LONGEST {
                break;
            }
        }
        if bytes.len() == Self::LONGEST {
            let cut = bytes.iter().rposition(u8::is_ascii_whitespace).unwrap_or_else(|| {
                // One word: cut it between two characters, if it has any.
                bytes.iter().rposition(|byte| byte & 0xc0 != 0x80).unwrap_or(0)
            });
            self.ahead = bytes.split_off(cut.max(1));
        }
        let at = self.at;
        self.at += bytes.len();
        let fault = |valid: usize| Trouble::Reading(format!("{}: byte {} is not UTF-8", self.name, at + valid));
        let text = String::from_utf8(bytes).map_err(|error| fault(error.utf8_error().valid_up_to()))?;
        Ok((!text.is_empty()).then_some((at, text)))
    }

    /// Finds every count, and gives each with the paragraph and the byte that this begins at.
    fn each(mut self, mut to: impl FnMut(usize, &str, &FoundCount) -> Result<(), Trouble>) -> Result<(), Trouble> {
        while let Some((at, text)) = self.next()? {
            find_counts(&text).try_for_each(|found| to(at, &text, &found))?;
        }
        Ok(())
    }
}

/// The text of a range on one line, without white space at its ends.
fn on_a_line(text: &str, range: Range<usize>) -> String {
    text.get(range).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn reading(found: &FoundCount) -> Reading {
    Lexicon::logical().read_count(found.count())
}

/// A line of JSON, in the order of the fields.
#[derive(Serialize)]
struct Line<'t> {
    start: usize,
    end: usize,
    text: &'t str,
    low: u64,
    high: Option<u64>,
    figure: Option<u64>,
    inferred: Option<&'t str>,
    harm: Option<&'t str>,
    noun: Option<&'t str>,
    increment: bool,
    part: bool,
    passage: String,
}

fn write_json(paragraphs: Paragraphs, mut out: impl Write) -> Result<(), Trouble> {
    paragraphs.each(|at, text, found| {
        let (span, reading) = (found.span(), reading(found));
        let line = Line {
            start: at + span.start,
            end: at + span.end,
            text: found.count().as_str(),
            low: reading.interval().low(),
            high: reading.interval().high().get(),
            figure: reading.figure(),
            inferred: found.inferred().map(|inferred| inferred.count().as_str()),
            harm: found.harm().and_then(|word| text.get(word)),
            noun: found.noun().and_then(|word| text.get(word)),
            increment: found.is_increment(),
            part: found.is_part(),
            passage: on_a_line(text, found.snippet()),
        };
        serde_json::to_writer(&mut out, &line).map_err(io::Error::from)?;
        Ok(out.write_all(b"\n")?)
    })?;
    Ok(out.flush()?)
}

fn write_csv(paragraphs: Paragraphs, out: impl Write) -> Result<(), Trouble> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(COLUMNS)?;
    paragraphs.each(|_, text, found| {
        let cell = |column| match column {
            "count" => as_text(found.count().to_string()),
            "quote" => as_text(on_a_line(text, found.snippet())),
            _ => String::new(),
        };
        Ok(rows.write_record(COLUMNS.map(cell))?)
    })?;
    Ok(rows.flush()?)
}

fn for_people(paragraphs: Paragraphs) -> ExitCode {
    let mut rows = Vec::new();
    let word = |text: &str, range: Option<Range<usize>>| {
        range.and_then(|range| text.get(range)).map_or_else(|| "-".to_owned(), str::to_owned)
    };
    let done = paragraphs.each(|at, text, found| {
        let (span, reading) = (found.span(), reading(found));
        let hints = [("increment", found.is_increment()), ("part", found.is_part())];
        let hints: Vec<&str> = hints.into_iter().filter(|(_, is)| *is).map(|(hint, _)| hint).collect();
        rows.push(vec![
            format!("{}..{}", at + span.start, at + span.end),
            found.count().to_string(),
            reading.interval().to_string(),
            or_dash(reading.figure()),
            found.inferred().map(Inferred::count).map_or_else(|| "-".to_owned(), ToString::to_string),
            word(text, found.harm()),
            word(text, found.noun()),
            if hints.is_empty() { "-".to_owned() } else { hints.join(", ") },
            on_a_line(text, found.snippet()),
        ]);
        Ok(())
    });
    match done {
        Err(Trouble::Reading(fault)) => refuse(fault),
        Err(Trouble::Writing(error)) => exit(Err(error)),
        Ok(()) => print(&table(
            &["bytes", "said", "means", "figure", "inferred", "harm", "noun", "hint", "passage"],
            &[0, 3],
            &rows,
        )),
    }
}
