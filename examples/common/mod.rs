//! What the examples share: arguments, dossiers, a table for people, and leaving quietly.

#![allow(dead_code, reason = "no example needs all of it")]

use std::fmt::Display;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use corroborate::{Dossier, Estimate, Interval};

/// Writes to standard output. A reader who has seen enough, as `head` has, is no failure.
pub(crate) fn print(text: &str) -> ExitCode {
    let mut out = io::stdout().lock();
    exit(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// The exit status once everything was read and written, or could not be.
pub(crate) fn exit(done: io::Result<()>) -> ExitCode {
    match done {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            complain(error);
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Says why on standard error, and the exit status for a bad dossier or bad arguments.
pub(crate) fn refuse(why: impl Display) -> ExitCode {
    complain(why);
    ExitCode::from(2)
}

/// Nobody may be listening on standard error, and then there is nobody to tell.
fn complain(why: impl Display) {
    let _ = writeln!(io::stderr(), "{why}");
}

/// The dossier in a file, or in standard input for `-`; or every fault in it.
pub(crate) fn dossier_of(path: &str) -> Result<Dossier, String> {
    serde_json::from_str(&text_of(path)?).map_err(|faults| faults.to_string())
}

/// The text of a file, or of standard input for `-`.
pub(crate) fn text_of(path: &str) -> Result<String, String> {
    let mut text = String::new();
    let read = if path == "-" {
        io::stdin().read_to_string(&mut text)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_string(&mut text))
    };
    read.map(|_| text).map_err(|error| format!("{path}: {error}"))
}

/// Rows for a table: each event a heading, under it who, what became of them, and `more`.
pub(crate) fn by_event<'e>(
    dossier: &Dossier,
    estimates: impl IntoIterator<Item = &'e Estimate>,
    more: impl Fn(&Estimate) -> Vec<String>,
) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut heading = None;
    for estimate in estimates {
        let quantity = estimate.quantity();
        if heading.replace(quantity.event()) != Some(quantity.event()) {
            let event = dossier.event(quantity.event());
            rows.push(vec![event.map_or_else(|| quantity.event().to_string(), |event| event.name().to_owned())]);
        }
        let group = dossier.group(quantity.group());
        let who = group.map_or_else(|| quantity.group().to_string(), |group| group.name().to_owned());
        rows.push([vec![who, quantity.outcome().to_string()], more(estimate)].concat());
    }
    rows
}

/// Rows under a header, columns as wide as they need to be, some of them to the right. A row of
/// one cell is a heading, as wide as it likes; the first cells of the rows under it are indented.
pub(crate) fn table(header: &[&str], to_the_right: &[usize], rows: &[Vec<String>]) -> String {
    let header = header.iter().map(ToString::to_string).collect();
    let mut lines: Vec<Vec<String>> =
        std::iter::once(&header).chain(rows).map(|row| row.iter().map(|cell| seen(cell)).collect()).collect();
    if rows.iter().any(|row| row.len() == 1) {
        for line in lines.iter_mut().filter(|line| line.len() > 1) {
            line[0].insert_str(0, "  ");
        }
    }
    let width = |column: usize| {
        let cells = lines.iter().filter(|line| line.len() > 1).map(|line| line[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let rule = widths.iter().map(|&width| "-".repeat(width)).collect();
    lines.insert(1, rule);
    lines.iter().map(|line| set(line, &widths, to_the_right)).collect()
}

/// One line of a table.
fn set(cells: &[String], widths: &[usize], to_the_right: &[usize]) -> String {
    let mut line = String::new();
    for (column, cell) in cells.iter().enumerate() {
        let gap = " ".repeat(widths[column].saturating_sub(cell.chars().count()));
        let (before, after) = if to_the_right.contains(&column) { (gap, String::new()) } else { (String::new(), gap) };
        line.push_str(if column > 0 { "  " } else { "" });
        line.extend([before.as_str(), cell, after.as_str()]);
    }
    line.trim_end().to_owned() + "\n"
}

/// A cell without what would break the line or drive the terminal, and not without end.
fn seen(cell: &str) -> String {
    const WIDEST: usize = 100;
    let mut seen: String = cell.chars().take(WIDEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if seen.len() < cell.len() {
        seen.push('…');
    }
    seen
}

/// A number with its thousands set apart, or a dash.
pub(crate) fn or_dash(number: Option<u64>) -> String {
    number.map_or_else(|| "-".to_owned(), |number| Interval::exactly(number).to_string())
}
