//! Finds every count in a text, and what each can mean.
//!
//! ```text
//! cargo run --release --example find_counts -- [--json] [FILE]
//! ```
//!
//! The text is a file's, or without one (or with `-`) that on standard input:
//!
//! ```text
//! $ echo "At least 20 members of Kurdish forces and 39 IS fighters were killed." \
//!     | cargo run --release --example find_counts
//!  bytes  said         means       figure  inferred
//! ------  -----------  ----------  ------  -----------
//!  0..11  At least 20  20 or more      20  -
//! 42..44  39           39              39  at least 39
//! ```
//!
//! With `--json` a line each, in bytes of the text:
//!
//! ```text
//! {"start":0,"end":11,"text":"At least 20","low":20,"high":null,"figure":20,"inferred":null}
//! {"start":42,"end":44,"text":"39","low":39,"high":39,"figure":39,"inferred":"at least 39"}
//! ```
//!
//! `low`, `high` (`null`: unbounded) and `figure` (`null`: none is named) are
//! what the words as they were said mean in the lexicon `logical`. `inferred`
//! is the count under a hedge that stands before the list it is an item of,
//! for the reader to take or to leave: nothing else in the line heeds it.
//!
//! The exit status is 0; 2 for bad arguments, and for a text that cannot be read or is not UTF-8.

mod common;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use common::{exit, help, or_dash, print, refuse, table, text_of};
use corroborate::Lexicon;
use corroborate::interval::Ceiling;
use corroborate::text::{FoundCount, Inferred, find_counts};
use serde_json::json;

const USAGE: &str = "usage: find_counts [--json] [FILE|-]";

fn main() -> ExitCode {
    if let Some(done) = help(USAGE) {
        return done;
    }
    let arguments = std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
    let (flags, files): (Vec<String>, Vec<String>) = arguments.partition(|argument| argument.starts_with("--"));
    if let Some(unknown) = flags.iter().find(|flag| *flag != "--json") {
        return refuse(format!("there is no option {unknown}\n{USAGE}"));
    }
    let text = match files.as_slice() {
        [] => text_of("-"),
        [file] => text_of(file),
        [_, another, ..] => return refuse(format!("one file at a time, found {another:?} as well\n{USAGE}")),
    };
    match text {
        Ok(text) if flags.is_empty() => print(&for_people(&text)),
        Ok(text) => exit(print_json(&text)),
        Err(fault) => refuse(fault),
    }
}

fn print_json(text: &str) -> io::Result<()> {
    let lexicon = Lexicon::logical();
    let mut out = BufWriter::new(io::stdout().lock());
    for found in find_counts(text) {
        let span = found.span();
        let reading = lexicon.read_count(found.count());
        let high = match reading.interval().high() {
            Ceiling::At(high) => Some(high),
            Ceiling::Unbounded => None,
        };
        // By hand, to keep the order of the fields.
        writeln!(
            out,
            r#"{{"start":{},"end":{},"text":{},"low":{},"high":{},"figure":{},"inferred":{}}}"#,
            span.start,
            span.end,
            json!(found.count()),
            reading.interval().low(),
            json!(high),
            json!(reading.figure()),
            json!(found.inferred().map(Inferred::count)),
        )?;
    }
    out.flush()
}

fn for_people(text: &str) -> String {
    let lexicon = Lexicon::logical();
    let row = |found: FoundCount| {
        let span = found.span();
        let reading = lexicon.read_count(found.count());
        vec![
            format!("{}..{}", span.start, span.end),
            found.count().to_string(),
            reading.interval().to_string(),
            or_dash(reading.figure()),
            found.inferred().map_or_else(|| "-".to_owned(), |inferred| inferred.count().to_string()),
        ]
    };
    let rows: Vec<Vec<String>> = find_counts(text).map(row).collect();
    table(&["bytes", "said", "means", "figure", "inferred"], &[0, 3], &rows)
}
