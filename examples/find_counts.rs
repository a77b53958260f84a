//! Finds every count in a text on standard input, and what each can mean.
//!
//! ```text
//! $ echo "At least 20 members of Kurdish forces and 39 IS fighters were killed." \
//!     | cargo run --release --example find_counts
//! bytes   said         means         figure  inferred
//! ------  -----------  ------------  ------  -----------
//!  0..11  At least 20  at least 20       20  -
//! 42..44  39           39                39  at least 39
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

mod common;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use corroborate::interval::Ceiling;
use corroborate::lexicon::Lexicon;
use corroborate::text::{FoundCount, Inferred, find_counts};

const USAGE: &str = "usage: find_counts [--json] < TEXT";

fn main() -> ExitCode {
    let json = match std::env::args().skip(1).collect::<Vec<_>>().as_slice() {
        [] => false,
        [flag] if flag == "--json" => true,
        _ => return common::refuse(USAGE),
    };
    let text = match common::text_of("-") {
        Ok(text) => text,
        Err(error) => return common::refuse(error),
    };
    let written = if json { as_json(&text) } else { as_table(&text) };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => common::refuse(error),
    }
}

/// A line each: low, high and figure are of the words as they were said.
fn as_json(text: &str) -> io::Result<()> {
    let lexicon = Lexicon::logical();
    let mut out = BufWriter::new(io::stdout().lock());
    for found in find_counts(text) {
        let span = found.span();
        let reading = lexicon.read_count(found.count());
        // Written by hand to keep the order of the fields.
        writeln!(
            out,
            r#"{{"start":{},"end":{},"text":{},"low":{},"high":{},"figure":{},"inferred":{}}}"#,
            span.start,
            span.end,
            serde_json::json!(found.count()),
            reading.interval().low(),
            serde_json::json!(bounded(reading.interval().high())),
            serde_json::json!(reading.figure()),
            serde_json::json!(found.inferred().map(Inferred::count)),
        )?;
    }
    out.flush()
}

fn as_table(text: &str) -> io::Result<()> {
    let lexicon = Lexicon::logical();
    let row = |found: FoundCount| {
        let span = found.span();
        let reading = lexicon.read_count(found.count());
        let words: Vec<&str> = found.count().as_str().split_whitespace().collect();
        vec![
            format!("{}..{}", span.start, span.end),
            words.join(" "),
            reading.interval().to_string(),
            common::or_dash(reading.figure()),
            found.inferred().map_or_else(|| "-".to_owned(), |inferred| inferred.count().to_string()),
        ]
    };
    let rows: Vec<Vec<String>> = find_counts(text).map(row).collect();
    let table = common::table(&["bytes", "said", "means", "figure", "inferred"], &[0, 3], &rows);
    io::stdout().lock().write_all(table.as_bytes())
}

fn bounded(ceiling: Ceiling) -> Option<u64> {
    match ceiling {
        Ceiling::At(high) => Some(high),
        Ceiling::Unbounded => None,
    }
}
