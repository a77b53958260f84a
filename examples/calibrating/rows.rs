//! Tables of statements and of references.

use std::collections::BTreeMap;

use corroborate::calibrate::{Lag, Statement, Testimony, Told};
use corroborate::{Count, Outcome};

/// A table as text cells under named columns.
struct Table {
    path: String,
    columns: Vec<String>,
    rows: Vec<(u64, csv::StringRecord)>,
}

impl Table {
    /// Reads a table that has those columns and none but those and `passed_over`.
    fn read(path: &str, columns: &[&str], passed_over: &[&str], faults: &mut Vec<String>) -> Result<Table, String> {
        let text = crate::common::text_of(path)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let columns_are = format!("a table with the columns {} is wanted", columns.join(","));
        match text.trim_start().chars().next() {
            None => return Err(format!("{path}: the file is empty; {columns_are}")),
            Some('{' | '[') => return Err(format!("{path}: this is JSON; {columns_are}")),
            Some(_) => {}
        }
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| format!("{path}: {error}"))?.clone();
        let found: Vec<String> = header.iter().map(str::to_owned).collect();
        for column in columns.iter().filter(|column| !found.iter().any(|found| found == *column)) {
            faults.push(format!("{path}: there is no column {column}"));
        }
        let known = |found: &str| columns.contains(&found) || passed_over.contains(&found);
        for odd in found.iter().filter(|found| !known(found)) {
            faults.push(format!("{path}: {odd:?} is not one of the columns {}", columns.join(", ")));
        }
        let mut table = Table { path: path.to_owned(), columns: found, rows: Vec::new() };
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    table.rows.push((line, record));
                }
                Err(error) => faults.push(format!("{path}: {error}")),
            }
        }
        Ok(table)
    }
}

/// One row, and where it stands.
struct Row<'t> {
    table: &'t Table,
    line: u64,
    cells: &'t csv::StringRecord,
}

impl Row<'_> {
    fn cell(&self, column: &str) -> &str {
        let at = self.table.columns.iter().position(|found| found == column);
        at.and_then(|at| self.cells.get(at)).unwrap_or_default()
    }

    fn read<T: std::str::FromStr<Err: std::fmt::Display>>(&self, column: &str) -> Result<T, String> {
        let text = self.cell(column);
        text.parse().map_err(|error| self.fault(column, format!("{text:?}: {error}")))
    }

    fn fault(&self, column: &str, what: impl std::fmt::Display) -> String {
        format!("{}, line {}, {column}: {what}", self.table.path, self.line)
    }
}

/// What is said of each event, one statement a row.
pub(crate) fn statements(path: &str) -> Result<Vec<Testimony>, Vec<String>> {
    const COLUMNS: [&str; 9] = ["event", "source", "class", "interest", "kind", "word", "low", "high", "day"];
    let mut faults = Vec::new();
    let table = Table::read(path, &COLUMNS, &["origin"], &mut faults).map_err(|fault| vec![fault])?;
    let mut events: BTreeMap<String, Vec<Statement>> = BTreeMap::new();
    if faults.is_empty() {
        for (line, cells) in &table.rows {
            let row = Row { table: &table, line: *line, cells };
            match statement(&row) {
                Ok((event, statement)) => events.entry(event).or_default().push(statement),
                Err(fault) => faults.push(fault),
            }
        }
    }
    let testimony = |(name, statements): (String, Vec<Statement>)| Testimony::new(&name, statements);
    if faults.is_empty() { Ok(events.into_iter().map(testimony).collect()) } else { Err(faults) }
}

fn statement(row: &Row<'_>) -> Result<(String, Statement), String> {
    let event = row.cell("event");
    if event.is_empty() {
        return Err(row.fault("event", "there is none"));
    }
    let told = match row.cell("kind") {
        "figure" => Told::figure(row.read("low")?, row.read("high")?).map_err(|error| row.fault("high", error))?,
        "at_least" => Told::at_least(row.read("low")?),
        "at_most" => Told::at_most(row.read("high")?),
        "none" => Told::NONE,
        "word" => {
            let word: Count = row.read("word")?;
            Told::of(word.said()).ok_or_else(|| row.fault("word", format!("{:?} names no size", word.as_str())))?
        }
        other => {
            return Err(row.fault("kind", format!("{other:?} is not one of figure, at_least, at_most, word, none")));
        }
    };
    let statement = Statement::new(row.read("source")?, row.read("class")?, told).with_stake(row.read("interest")?);
    if row.cell("day").is_empty() {
        return Ok((event.to_owned(), statement));
    }
    let days: f64 = row.read("day")?;
    if !(-1e6..=1e6).contains(&days) {
        return Err(row.fault("day", format!("{days} is no number of days")));
    }
    // A day that has begun counts.
    #[expect(clippy::cast_possible_truncation, reason = "checked just above")]
    let days = days.ceil() as i64;
    Ok((event.to_owned(), statement.after(Lag::of_days(days)).published_in_order(days)))
}

/// What later inquiries found: of statements by event, of dossiers by quantity.
pub(crate) fn references(path: &str, of: ReferencesOf) -> Result<Vec<(String, u64)>, Vec<String>> {
    let mut faults = Vec::new();
    let table =
        Table::read(path, &["event", "group", "outcome", "count"], &[], &mut faults).map_err(|fault| vec![fault])?;
    let mut found = Vec::new();
    if faults.is_empty() {
        for (line, cells) in &table.rows {
            let row = Row { table: &table, line: *line, cells };
            match reference(&row, of) {
                Ok(reference) => found.push(reference),
                Err(fault) => faults.push(fault),
            }
        }
    }
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

/// What references are of.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(crate) enum ReferencesOf {
    Statements,
    Dossiers,
}

fn reference(row: &Row<'_>, of: ReferencesOf) -> Result<(String, u64), String> {
    let (event, group, outcome) = (row.cell("event"), row.cell("group"), row.cell("outcome"));
    if event.is_empty() {
        return Err(row.fault("event", "there is none"));
    }
    let name = match of {
        ReferencesOf::Statements => event.to_owned(),
        ReferencesOf::Dossiers if group.is_empty() => return Err(row.fault("group", "there is none")),
        ReferencesOf::Dossiers => {
            let outcome: Outcome = if outcome.is_empty() { Outcome::Killed } else { row.read("outcome")? };
            format!("{event}/{group}/{outcome}")
        }
    };
    let count: Count = row.read("count")?;
    let told =
        Told::of(count.said()).ok_or_else(|| row.fault("count", format!("{:?} names no size", count.as_str())))?;
    Ok((name, geometric_mean(told)))
}

/// The point that stands for a range: its geometric mean.
fn geometric_mean(told: Told) -> u64 {
    if told.low() == told.high() {
        return told.low();
    }
    #[expect(clippy::cast_precision_loss, reason = "a point that stands for a range")]
    let mean = (told.low() as f64 * told.high() as f64).sqrt().round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two counts")]
    let mean = mean as u64;
    mean
}

/// Numbers by size, then names.
pub(crate) fn event_order(name: &str) -> (bool, u64, String) {
    match name.parse::<u64>() {
        Ok(number) => (false, number, name.to_owned()),
        Err(_) => (true, 0, name.to_owned()),
    }
}
