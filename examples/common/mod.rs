//! What the examples share: arguments, dossiers, a table for people, and leaving quietly.

#![allow(dead_code, reason = "no example needs all of it")]

pub(crate) mod options;
mod shown;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use corroborate::derivation::Weight;
use corroborate::{Derivation, Dossier, Estimate, EventId, Fate, Interval, Moment, PartsEffect, Quantity, Verdict};
pub(crate) use shown::{one_line, shown};

/// Writes to standard output. A reader who has seen enough, as `head` has, is no failure.
pub(crate) fn print(text: &str) -> ExitCode {
    let mut out = io::stdout().lock();
    exit(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Writes to standard output what people read: nothing in it drives the terminal or turns the
/// order of what stands around it.
pub(crate) fn print_for_people(text: &str) -> ExitCode {
    print(&shown(text))
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
pub(crate) fn complain(why: impl Display) {
    let _ = writeln!(io::stderr(), "{}", shown(&why.to_string()));
}

/// The dossier in a file, or in standard input for `-`; or every fault in it.
pub(crate) fn dossier_of(path: &str) -> Result<Dossier, String> {
    let text = text_of(path)?;
    let is_table = !text.trim_start().is_empty() && path != "-";
    let table = if is_table { path } else { "FILE.csv" };
    let whence = format!("a dossier is an object of JSON, which `import {table} --to dossier` makes of a table");
    let json = json_in(path, &text, &whence)?;
    if json.trim_start().starts_with('[') {
        return Err(format!("{}: this is a list; {whence}", name_of(path)));
    }
    serde_json::from_str(json).map_err(|faults| match faults.classify() {
        // A dossier's faults each name their place in it.
        serde_json::error::Category::Data => faults.to_string(),
        _ if faults.to_string().starts_with("trailing characters") => format!(
            "{}: something follows the dossier at line {} column {}; if this is JSON Lines, `import {path} --from jsonl \
             --to dossier` makes a dossier of it",
            name_of(path),
            faults.line(),
            faults.column()
        ),
        _ => broken_json(path, &faults),
    })
}

/// The text of a file that should hold JSON; if it does not, that, and what to do.
pub(crate) fn json_in<'t>(path: &str, text: &'t str, whence: &str) -> Result<&'t str, String> {
    // Some editors begin UTF-8 with a mark, which is no JSON.
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    match json.trim_start().chars().next() {
        Some('{' | '[') => Ok(json),
        None if path == "-" => Err(format!("standard input: nothing came in; {whence}")),
        None => Err(format!("{path}: the file is empty; {whence}")),
        Some(_) => Err(format!("{}: this is not JSON; {whence}", name_of(path))),
    }
}

/// What is wrong with a text that begins as JSON does.
pub(crate) fn broken_json(path: &str, error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        serde_json::error::Category::Eof => {
            format!(
                "{}: the JSON breaks off at line {line} column {column}: a part of the file is missing",
                name_of(path)
            )
        }
        _ => format!("{}: {error}", name_of(path)),
    }
}

/// The text of a file, or of standard input for `-`.
pub(crate) fn text_of(path: &str) -> Result<String, String> {
    let bytes = if path == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let bytes = bytes.map_err(|error| unread(path, &error))?;
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(format!("{0}: this is a workbook or an archive; `import {0}` reads workbooks", name_of(path)));
    }
    let fault = |valid| format!("{}: byte {valid} is not UTF-8", name_of(path));
    String::from_utf8(bytes).map_err(|error| fault(error.utf8_error().valid_up_to()))
}

/// Why a file cannot be read.
pub(crate) fn unread(path: &str, error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder; name a file in it".to_owned(),
        _ => error.to_string(),
    };
    format!("{}: {why}", name_of(path))
}

/// A file to read from, but no folder.
pub(crate) fn opened(path: &str) -> Result<std::fs::File, String> {
    let is_folder = || std::path::Path::new(path).is_dir().then(|| io::Error::from(io::ErrorKind::IsADirectory));
    match std::fs::File::open(path) {
        Ok(file) => is_folder().map_or(Ok(file), |error| Err(unread(path, &error))),
        Err(error) => Err(unread(path, &error)),
    }
}

fn name_of(path: &str) -> &str {
    if path == "-" { "standard input" } else { path }
}

/// `event/group/outcome`.
pub(crate) fn quantity_of(text: &str) -> Result<Quantity, String> {
    let parts: Vec<&str> = text.split('/').collect();
    let [event, group, outcome] = parts[..] else {
        return Err(format!("{text:?} is not EVENT/GROUP/OUTCOME, as in hasakah/all/killed"));
    };
    let empty = |error| format!("{text:?}: {error}");
    let (event, group) = (event.parse().map_err(empty)?, group.parse().map_err(empty)?);
    Ok(Quantity::new(event, group, outcome.parse().map_err(|error| format!("{text:?}: {error}"))?))
}

/// The last second of its day, UTC: what a date stands for.
pub(crate) fn day_end(moment: Moment) -> Moment {
    const DAY: i64 = 24 * 60 * 60;
    Moment::from_unix(moment.day() * DAY + DAY - 1).unwrap_or(moment)
}

/// The names of the events of some estimates; of those of one name, each with its id.
pub(crate) fn event_names<'e>(
    dossier: &Dossier,
    estimates: impl IntoIterator<Item = &'e Estimate>,
) -> BTreeMap<&'e EventId, String> {
    let ids: BTreeSet<&EventId> = estimates.into_iter().map(|estimate| estimate.quantity().event()).collect();
    let name = |id: &EventId| dossier.event(id).map_or(id.as_str(), |event| event.name()).to_owned();
    let mut bearers: BTreeMap<String, usize> = BTreeMap::new();
    for id in &ids {
        *bearers.entry(name(id)).or_default() += 1;
    }
    let told = |id: &'e EventId| if bearers[&name(id)] > 1 { format!("{} ({id})", name(id)) } else { name(id) };
    ids.iter().map(|&id| (id, told(id))).collect()
}

/// The grade, and that the policy calls its answer provisional or has none.
pub(crate) fn graded(estimate: &Estimate) -> String {
    match estimate.status() {
        Verdict::Answered => estimate.grade().to_string(),
        Verdict::Provisional => format!("{}, provisional", estimate.grade()),
        Verdict::NoAnswer => format!("{}, no answer", estimate.grade()),
    }
}

/// Who is against an answer: voices that it contradicts, its parts, and who denies that there was
/// anybody. Where nothing bounds it, who speaks of it all the same.
pub(crate) fn against(derivation: &Derivation) -> Vec<String> {
    let mut against: Vec<String> = Vec::new();
    for voice in &derivation.voices {
        let kept = voice.statements.iter().rev().find(|said| said.fate == Fate::Kept);
        let sets_no_bound = voice.weight == Weight::Silent;
        let denies = derivation.range.low() > 0 && kept.is_some_and(|said| said.meaning.only() == Some(0));
        match (denies, derivation.ruling.dissenters.contains(&voice.speaker)) {
            (true, _) if sets_no_bound => against.push(format!("denied by {} (sets no bound)", voice.name)),
            (true, _) => against.push(format!("denied by {}", voice.name)),
            (false, true) => against.push(voice.name.clone()),
            (false, false) if sets_no_bound && derivation.range == Interval::ANY => {
                against.push(format!("{} sets no bound", voice.name));
            }
            (false, false) => {}
        }
    }
    if derivation.ruling.dissent > 0 && derivation.ruling.dissenters.is_empty() {
        let (wrong, all) = (derivation.ruling.dissent, derivation.counting);
        against.push(format!("whichever count is right, {wrong} of {all} voices"));
    }
    if derivation.parts.iter().any(|step| step.effect == PartsEffect::Dissent) {
        against.push("its parts".to_owned());
    }
    against
}

/// A cell that a spreadsheet takes as text and runs nothing of.
pub(crate) fn as_text(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

/// That a question found nothing.
pub(crate) fn nothing_said(as_of: Option<Moment>, known_by: Option<Moment>) -> String {
    let as_of = as_of.map_or_else(String::new, |moment| format!(" as of {moment}"));
    let known_by = known_by.map_or_else(String::new, |moment| format!(" that was known by {moment}"));
    format!("Nothing is said{as_of}{known_by}.\n")
}

/// Rows for a table: each event a heading, under it who, what became of them, and `more`.
pub(crate) fn by_event<'e>(
    dossier: &Dossier,
    estimates: impl IntoIterator<Item = &'e Estimate, IntoIter: Clone>,
    more: impl Fn(&Estimate) -> Vec<String>,
) -> Vec<Vec<String>> {
    let estimates = estimates.into_iter();
    let names = event_names(dossier, estimates.clone());
    let mut rows = Vec::new();
    let mut heading = None;
    for estimate in estimates {
        let quantity = estimate.quantity();
        if heading.replace(quantity.event()) != Some(quantity.event()) {
            rows.push(vec![names[quantity.event()].clone()]);
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

/// A cell on one line, without what would drive the terminal, and not without end.
fn seen(cell: &str) -> String {
    const WIDEST: usize = 100;
    let whole = one_line(cell);
    let mut seen: String = whole.chars().take(WIDEST).collect();
    if seen.len() < whole.len() {
        seen.push('…');
    }
    seen
}

/// A number with its thousands set apart, or a dash.
pub(crate) fn or_dash(number: Option<u64>) -> String {
    number.map_or_else(|| "-".to_owned(), |number| Interval::exactly(number).to_string())
}

/// A text in lines of a width, the first behind `first`, the others as far in.
pub(crate) fn wrapped(text: &str, first: &str, width: usize) -> String {
    let indent = " ".repeat(first.chars().count());
    let mut lines = String::new();
    for (at, line) in lines_of(text, width.saturating_sub(indent.len())).iter().enumerate() {
        let lead = if at == 0 { first } else { &indent };
        lines.push_str(format!("{lead}{line}").trim_end());
        lines.push('\n');
    }
    lines
}

/// A text broken at its spaces.
pub(crate) fn lines_of(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    let mut filled = 0;
    for word in text.split_whitespace() {
        let long = word.chars().count();
        let room = filled == 0 || filled + 1 + long <= width;
        if !room {
            lines.push(String::new());
            filled = 0;
        }
        if let Some(line) = lines.last_mut() {
            if filled > 0 {
                line.push(' ');
                filled += 1;
            }
            line.push_str(word);
            filled += long;
        }
    }
    lines
}

/// A text as it can stand in the name of a file or of a place on a page.
pub(crate) fn slug(text: &str) -> String {
    text.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' }).collect()
}

/// The same names, a number behind each that another has already, small and capital letters being
/// the same.
pub(crate) fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let free = |name: String| {
        let numbered = (2..).map(|n: usize| format!("{name}-{n}"));
        let mut all = std::iter::once(name.clone()).chain(numbered);
        all.find(|name| taken.insert(name.to_lowercase())).unwrap_or(name)
    };
    names.map(free).collect()
}
