//! Finds every count in a text on standard input, and what each can mean.
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
//! The exit status is 0; 2 for bad arguments, and for a text that is not UTF-8.

mod common;

use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

use common::{exit, or_dash, print, refuse, table};
use corroborate::Lexicon;
use corroborate::interval::Ceiling;
use corroborate::text::{FoundCount, Inferred, find_counts};
use serde_json::json;

const USAGE: &str = "usage: find_counts [--json] < TEXT";

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let as_json = match arguments.as_slice() {
        [] => false,
        [flag] if flag == "--json" => true,
        _ => return refuse(USAGE),
    };
    let mut bytes = Vec::new();
    if let Err(error) = io::stdin().read_to_end(&mut bytes) {
        return exit(Err(error));
    }
    match String::from_utf8(bytes) {
        Ok(text) if as_json => exit(print_json(&text)),
        Ok(text) => print(&for_people(&text)),
        Err(error) => refuse(format!("byte {} is not UTF-8", error.utf8_error().valid_up_to())),
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
