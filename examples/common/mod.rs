//! What the examples share: reading a dossier, and a table for people.

use std::fmt::Display;
use std::io::{self, Read};
use std::process::ExitCode;

use corroborate::Dossier;

/// The exit status for a bad dossier or bad arguments.
pub const REFUSED: u8 = 2;

/// Says why on standard error, and the exit status for it.
pub fn refuse(why: impl Display) -> ExitCode {
    eprintln!("{why}");
    ExitCode::from(REFUSED)
}

/// The text of a file, or of standard input for `-`.
pub fn text_of(path: &str) -> Result<String, String> {
    let mut text = String::new();
    let read = if path == "-" {
        io::stdin().read_to_string(&mut text)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_string(&mut text))
    };
    read.map(|_| text).map_err(|error| format!("{path}: {error}"))
}

/// The dossier in a file, or every fault in it.
#[allow(dead_code, reason = "not every example reads a dossier by its path")]
pub fn dossier_of(path: &str) -> Result<Dossier, String> {
    let text = text_of(path)?;
    serde_json::from_str(&text).map_err(|faults| faults.to_string())
}

/// Rows under a header, columns as wide as they need to be; numbers to the right.
#[allow(dead_code, reason = "not every example prints a table")]
pub fn table(header: &[&str], right: &[usize], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([header[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let line = |cells: &[String]| {
        let mut line = String::new();
        for (column, cell) in cells.iter().enumerate() {
            let gap = " ".repeat(widths[column] - cell.chars().count());
            let cell = if right.contains(&column) { format!("{gap}{cell}") } else { format!("{cell}{gap}") };
            line.push_str(if column > 0 { "  " } else { "" });
            line.push_str(&cell);
        }
        line.trim_end().to_owned() + "\n"
    };
    let header: Vec<String> = header.iter().map(ToString::to_string).collect();
    let rule: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
    line(&header) + &line(&rule) + &rows.iter().map(|row| line(row)).collect::<String>()
}

/// A whole number with commas between its thousands.
#[allow(dead_code, reason = "not every example prints numbers")]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A best estimate, or a dash.
#[allow(dead_code, reason = "not every example prints numbers")]
pub fn or_dash(number: Option<u64>) -> String {
    number.map_or_else(|| "-".to_owned(), grouped)
}
