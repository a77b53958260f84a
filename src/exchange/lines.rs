//! A dossier as JSON Lines: one thing a line, `{"claim": {…}}`.
//!
//! | line | record |
//! |---|---|
//! | `{"party": {…}}` | as in `parties` of the dossier |
//! | `{"source": {…}}` | as in `sources` |
//! | `{"group": {…}}` | as in `groups` |
//! | `{"event": {…}}` | as in `events` |
//! | `{"claim": {…}}` | as in `claims` |
//!
//! In any order, and as often as one likes. Each record is as strict as in a dossier; what must
//! hold between records is checked when they are brought together.

use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};

use serde::Serialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::fault::RowFault;
use super::imported::Imported;
use super::row::{LONGEST_ROW, too_long};
use crate::dossier::Dossier;
use crate::dossier::draft::Draft;
use crate::dossier::fault::{List, brief};
use crate::dossier::wire::{NameAmong, Unchecked};

const DOCUMENT: &str =
    "this is one JSON document, not one thing a line: a list of objects is read as a table (--mapping FILE)";

/// What each list calls one of its records.
const RECORDS: [&str; 5] = [
    List::Parties.record(),
    List::Sources.record(),
    List::Groups.record(),
    List::Events.record(),
    List::Claims.record(),
];

/// The records of a file of JSON Lines, in bounded memory.
pub(crate) struct Lines<R> {
    reader: BufReader<R>,
    line: Vec<u8>,
    number: u64,
    ended: bool,
    gathered: Unchecked,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(reader: R) -> Lines<R> {
        let gathered = Unchecked::default();
        Lines { reader: BufReader::new(reader), line: Vec::new(), number: 0, ended: false, gathered }
    }

    /// A record, or faults: whether that is a line; none at the end.
    pub(crate) fn next(&mut self, out: &mut Imported, faults: &mut Vec<RowFault>) -> Option<bool> {
        while !self.ended {
            self.number += 1;
            let read = self.read();
            let text = self.line.trim_ascii();
            let fault = match &read {
                Ok(false) if text.is_empty() => continue,
                Ok(false) if !(text.starts_with(b"[") || text == b"{") => {
                    record(&self.line, self.number, &mut self.gathered, out, faults);
                    return Some(true);
                }
                Ok(true) => too_long(self.number),
                Ok(false) => RowFault::new(self.number, 1, DOCUMENT).of_the_whole(),
                Err(error) => RowFault::of_reading(self.number, error),
            };
            self.ended |= !matches!(read, Ok(true));
            faults.push(fault);
            return Some(true);
        }
        None
    }

    /// Reads the next line, without its end; whether it is too long to be kept.
    fn read(&mut self) -> std::io::Result<bool> {
        self.line.clear();
        let read = self.reader.by_ref().take(LONGEST_ROW as u64 + 1).read_until(b'\n', &mut self.line)?;
        if self.line.pop_if(|byte| *byte == b'\n').is_some() {
            return Ok(false);
        }
        let is_too_long = read > LONGEST_ROW;
        if is_too_long {
            self.reader.skip_until(b'\n')?;
        }
        self.ended = !is_too_long;
        Ok(is_too_long)
    }
}

/// Whether a text begins as JSON Lines do, with a record of a dossier.
pub(crate) fn is_json_lines(text: &[u8]) -> bool {
    let line = text.trim_ascii_start().split(|&byte| byte == b'\n').next().unwrap_or_default();
    std::str::from_utf8(line).is_ok_and(|line| thing(line, &mut Unchecked::default()).is_ok())
}

/// Reads one line into `out`, or notes what is wrong with it.
fn record(text: &[u8], line: u64, gathered: &mut Unchecked, out: &mut Imported, faults: &mut Vec<RowFault>) {
    let text = match std::str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            return faults.push(RowFault::new(
                line,
                at as u64 + 1,
                format!("expected UTF-8, found the byte 0x{:02x}", text[at]),
            ));
        }
    };
    let read = thing(text, gathered);
    match (read, gathered.take()) {
        (Err(error), _) => {
            faults.push(RowFault::of_json(line, &error));
        }
        (Ok(()), Err(wrong)) => faults.extend(wrong.iter().map(|fault| {
            let at = fault.place().field_name().and_then(|field| position_of(field, text)).unwrap_or_default();
            RowFault::of_record(line, at as u64 + 1, fault)
        })),
        (Ok(()), Ok(Draft { parties, sources, groups, events, claims })) => {
            out.line = line;
            (out.parties, out.sources, out.groups, out.events, out.claims) = (parties, sources, groups, events, claims);
        }
    }
}

/// Where the name of a field stands in the line, as it is usually written.
fn position_of(field: &str, text: &str) -> Option<usize> {
    let name = format!("\"{field}\"");
    text.match_indices(&name).map(|(at, _)| at).find(|at| text[at + name.len()..].trim_start().starts_with(':'))
}

/// Reads one thing.
fn thing(text: &str, gathered: &mut Unchecked) -> serde_json::Result<()> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    (&mut deserializer).deserialize_map(Thing { gathered })?;
    deserializer.end()
}

struct Thing<'g> {
    gathered: &'g mut Unchecked,
}

impl<'de> Visitor<'de> for Thing<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one thing: {\"party\": {…}}, {\"source\": …}, {\"group\": …}, {\"event\": …} or {\"claim\": …}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        use serde::de::Error;
        let claim = List::Claims as usize;
        let list = match map.next_key_seed(NameAmong { names: &RECORDS, next: claim })? {
            None => return Err(A::Error::invalid_length(0, &self)),
            Some(Ok(at)) => List::ALL[at],
            Some(Err(name)) => {
                let found = brief(&name);
                return Err(A::Error::custom(format!("{found:?} is not one of party, source, group, event, claim")));
            }
        };
        map.next_value_seed(self.gathered.reading(list))?;
        match map.next_key::<String>()? {
            None => Ok(()),
            Some(_) => Err(A::Error::invalid_length(2, &self)),
        }
    }
}

/// Writes JSON Lines: the records of a dossier, or anything else, one on each line.
///
/// ```
/// # use corroborate::exchange::{Format, JsonLines, Rows};
/// let text = "{\"group\":{\"id\":\"all\",\"name\":\"All dead\"}}\n";
/// let row = Rows::new(Format::JsonLines, text.as_bytes()).next().ok_or("a row")??;
/// assert_eq!(row.groups[0].name(), "All dead");
/// let mut lines = JsonLines::new(Vec::new());
/// lines.imported(&row)?;
/// assert_eq!(lines.into_inner(), text.as_bytes());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct JsonLines<W> {
    writer: W,
}

impl<W: Write> JsonLines<W> {
    /// Writes to `writer`, which should be buffered.
    pub fn new(writer: W) -> JsonLines<W> {
        JsonLines { writer }
    }

    /// The writer.
    pub fn into_inner(self) -> W {
        self.writer
    }

    /// Writes anything that serde can write as one line, such as an [`Estimate`](crate::Estimate). Nothing is
    /// left out.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    ///
    /// ```
    /// use corroborate::exchange::JsonLines;
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let mut lines = JsonLines::new(Vec::new());
    /// for estimate in answer.estimates() {
    ///     lines.line(estimate)?;
    /// }
    /// let text = String::from_utf8(lines.into_inner())?;
    /// assert!(text.starts_with(r#"{"event":"raid","group":"all","outcome":"killed""#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn line<T: Serialize + ?Sized>(&mut self, thing: &T) -> std::io::Result<()> {
        serde_json::to_writer(&mut self.writer, thing)?;
        self.writer.write_all(b"\n")
    }

    /// The records of a list, each as `{"party": {…}}` and the like.
    fn list<'r, T: Serialize + 'r>(
        &mut self,
        list: List,
        records: impl IntoIterator<Item = &'r T>,
    ) -> std::io::Result<()> {
        records.into_iter().try_for_each(|record| {
            write!(self.writer, "{{\"{}\":", list.record())?;
            serde_json::to_writer(&mut self.writer, record)?;
            self.writer.write_all(b"}\n")
        })
    }

    /// Writes the records of a row: those only named first, the claims last.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn imported(&mut self, row: &Imported) -> std::io::Result<()> {
        self.list(List::Parties, row.named.parties.iter().chain(&row.parties))?;
        self.list(List::Sources, row.named.sources.iter().chain(&row.sources))?;
        self.list(List::Groups, row.named.groups.iter().chain(&row.groups))?;
        self.list(List::Events, row.named.events.iter().chain(&row.events))?;
        self.list(List::Claims, &row.claims)
    }

    /// Writes a whole dossier, in the order of its lists.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    ///
    /// ```
    /// use corroborate::exchange::JsonLines;
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let mut lines = JsonLines::new(Vec::new());
    /// lines.dossier(&dossier)?;
    /// let text = String::from_utf8(lines.into_inner())?;
    /// assert_eq!(text.lines().filter(|line| line.starts_with(r#"{"claim":"#)).count(), 7);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn dossier(&mut self, dossier: &Dossier) -> std::io::Result<()> {
        self.list(List::Parties, dossier.parties())?;
        self.list(List::Sources, dossier.sources())?;
        self.list(List::Groups, dossier.groups())?;
        self.list(List::Events, dossier.events())?;
        self.list(List::Claims, dossier.claims())
    }
}
