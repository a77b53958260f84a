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
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::fault::{RowFault, RowFaultKind};
use super::feed::LONGEST_ROW;
use super::imported::Imported;
use super::mapping::without_place;
use crate::dossier::Dossier;
use crate::dossier::fault::{List, brief};
use crate::dossier::wire::{Found, Record, alone};
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::party::Party;
use crate::record::source::Source;

/// The records of a file of JSON Lines, in bounded memory.
pub(crate) struct Lines<R> {
    reader: BufReader<R>,
    line: Vec<u8>,
    number: u64,
    ended: bool,
}

enum Ended {
    Line,
    TooLong,
    File,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(reader: R) -> Lines<R> {
        Lines { reader: BufReader::with_capacity(1 << 16, reader), line: Vec::new(), number: 0, ended: false }
    }

    /// A record, or faults; false at the end.
    pub(crate) fn next(&mut self, out: &mut Imported, faults: &mut Vec<RowFault>) -> bool {
        while !self.ended {
            self.number += 1;
            let ended = match self.read() {
                Ok(ended) => ended,
                Err(error) => {
                    self.ended = true;
                    faults.push(self.fault(1, RowFaultKind::Io { error: error.to_string() }));
                    return true;
                }
            };
            let text = &self.line[..];
            match ended {
                Ended::File if text.trim_ascii().is_empty() => self.ended = true,
                Ended::TooLong => {
                    let (limit, line) = (LONGEST_ROW, self.number);
                    let kind = RowFaultKind::TooLong { limit, first_line: line, last_line: line };
                    faults.push(self.fault(1, kind));
                    return true;
                }
                _ if text.trim_ascii().is_empty() => {}
                _ if text.trim_ascii_start().starts_with(b"[") || text.trim_ascii() == b"{" => {
                    self.ended = true;
                    faults.push(self.fault(1, RowFaultKind::JsonDocument));
                    return true;
                }
                _ => {
                    out.line = self.number;
                    record(text, self.number, out, faults);
                    return true;
                }
            }
        }
        false
    }

    fn fault(&self, column: u64, kind: RowFaultKind) -> RowFault {
        RowFault::new(self.number, column, kind)
    }

    /// The next line, without its end.
    fn read(&mut self) -> std::io::Result<Ended> {
        self.line.clear();
        let mut too_long = false;
        loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                // The next call finds the end again.
                return Ok(if too_long { Ended::TooLong } else { Ended::File });
            }
            let end = chunk.iter().position(|&byte| byte == b'\n');
            let part = &chunk[..end.unwrap_or(chunk.len())];
            if self.line.len() + part.len() > LONGEST_ROW {
                too_long = true;
                self.line.clear();
            } else if !too_long {
                self.line.extend_from_slice(part);
            }
            let taken = part.len() + usize::from(end.is_some());
            self.reader.consume(taken);
            if end.is_some() {
                return Ok(if too_long { Ended::TooLong } else { Ended::Line });
            }
        }
    }
}

/// Whether a text begins as JSON Lines do, with a record of a dossier.
pub(crate) fn is_json_lines(text: &[u8]) -> bool {
    let line = text.trim_ascii_start().split(|&byte| byte == b'\n').next().unwrap_or_default();
    serde_json::from_slice::<Thing>(line).is_ok()
}

/// Reads one line into `out`, or notes what is wrong with it.
fn record(text: &[u8], line: u64, out: &mut Imported, faults: &mut Vec<RowFault>) {
    let text = match std::str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            faults.push(RowFault::new(line, at as u64 + 1, RowFaultKind::LineNotUtf8 { found: text[at] }));
            return;
        }
    };
    match serde_json::from_str::<Thing>(text) {
        Err(error) => {
            let message = without_place(&error);
            faults.push(RowFault::new(line, error.column().max(1) as u64, RowFaultKind::Json { message }));
        }
        Ok(Thing { list, found }) => match list {
            List::Parties => put::<Party>(found, &mut out.parties, text, line, faults),
            List::Sources => put::<Source>(found, &mut out.sources, text, line, faults),
            List::Groups => put::<Group>(found, &mut out.groups, text, line, faults),
            List::Events => put::<Event>(found, &mut out.events, text, line, faults),
            List::Claims => put::<Claim>(found, &mut out.claims, text, line, faults),
        },
    }
}

fn put<R: Record>(found: Found, into: &mut Vec<R>, text: &str, line: u64, faults: &mut Vec<RowFault>) {
    match alone::<R>(found) {
        Ok(record) => into.push(record),
        Err(wrong) => faults.extend(wrong.iter().map(|fault| {
            let place = fault.place();
            let field = place.field_name();
            let (list, id, kind) = (R::LIST, place.id().map(Box::from), fault.kind().clone());
            let column = field.and_then(|field| position_of(field, text)).unwrap_or_default() as u64 + 1;
            RowFault::new(line, column, RowFaultKind::Record { list, id, field: field.map(Box::from), kind })
        })),
    }
}

/// Where the name of a field stands in the line, as it is usually written.
fn position_of(field: &str, text: &str) -> Option<usize> {
    let name = format!("\"{field}\"");
    text.match_indices(&name).map(|(at, _)| at).find(|at| text[at + name.len()..].trim_start().starts_with(':'))
}

/// One thing: its list and its fields as found.
struct Thing {
    list: List,
    found: Found,
}

impl<'de> Deserialize<'de> for Thing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Thing, D::Error> {
        deserializer.deserialize_map(ThingVisitor)
    }
}

struct ThingVisitor;

impl<'de> Visitor<'de> for ThingVisitor {
    type Value = Thing;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one thing: {\"party\": {…}}, {\"source\": …}, {\"group\": …}, {\"event\": …} or {\"claim\": …}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Thing, A::Error> {
        use serde::de::Error;
        let Some(name) = map.next_key::<String>()? else { return Err(A::Error::invalid_length(0, &self)) };
        let Some(&list) = List::ALL.iter().find(|list| list.record() == name) else {
            let found = brief(&name);
            return Err(A::Error::custom(format!("{found:?} is not one of party, source, group, event, claim")));
        };
        let found = map.next_value()?;
        match map.next_key::<String>()? {
            None => Ok(Thing { list, found }),
            Some(_) => Err(A::Error::invalid_length(2, &self)),
        }
    }
}

/// A dossier onto JSON Lines, and what else is written one a line.
///
/// ```
/// # use corroborate::exchange::{Format, JsonLines, Rows};
/// # use corroborate::{Group, GroupId};
/// let mut lines = JsonLines::new(Vec::new());
/// lines.group(&Group::new(GroupId::new("all")?, "All dead"))?;
/// let text = lines.into_inner();
/// assert_eq!(text, b"{\"group\":{\"id\":\"all\",\"name\":\"All dead\"}}\n");
/// let row = Rows::new(Format::JsonLines, &text[..]).next().unwrap()?;
/// assert_eq!(row.groups[0].name(), "All dead");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct JsonLines<W> {
    writer: W,
}

impl<W: Write> JsonLines<W> {
    /// Onto `writer`, which should be buffered.
    pub fn new(writer: W) -> JsonLines<W> {
        JsonLines { writer }
    }

    /// The writer.
    pub fn into_inner(self) -> W {
        self.writer
    }

    /// Anything, as a line of its own: an [`Estimate`](crate::Estimate), a
    /// [`Published`](super::Published). Nothing is left out.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn line<T: Serialize + ?Sized>(&mut self, thing: &T) -> std::io::Result<()> {
        serde_json::to_writer(&mut self.writer, thing)?;
        self.writer.write_all(b"\n")
    }

    fn thing<T: Serialize>(&mut self, list: List, thing: &T) -> std::io::Result<()> {
        self.writer.write_all(b"{\"")?;
        self.writer.write_all(list.record().as_bytes())?;
        self.writer.write_all(b"\":")?;
        serde_json::to_writer(&mut self.writer, thing)?;
        self.writer.write_all(b"}\n")
    }

    /// A party, as `{"party": {…}}`.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn party(&mut self, party: &Party) -> std::io::Result<()> {
        self.thing(List::Parties, party)
    }

    /// A source, as `{"source": {…}}`.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn source(&mut self, source: &Source) -> std::io::Result<()> {
        self.thing(List::Sources, source)
    }

    /// A group, as `{"group": {…}}`.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn group(&mut self, group: &Group) -> std::io::Result<()> {
        self.thing(List::Groups, group)
    }

    /// An event, as `{"event": {…}}`.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn event(&mut self, event: &Event) -> std::io::Result<()> {
        self.thing(List::Events, event)
    }

    /// A claim, as `{"claim": {…}}`.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn claim(&mut self, claim: &Claim) -> std::io::Result<()> {
        self.thing(List::Claims, claim)
    }

    /// The records of a row: named ones first, claims last.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn imported(&mut self, row: &Imported) -> std::io::Result<()> {
        let named = &row.named;
        named.parties.iter().chain(&row.parties).try_for_each(|party| self.party(party))?;
        named.sources.iter().chain(&row.sources).try_for_each(|source| self.source(source))?;
        named.groups.iter().chain(&row.groups).try_for_each(|group| self.group(group))?;
        named.events.iter().chain(&row.events).try_for_each(|event| self.event(event))?;
        row.claims.iter().try_for_each(|claim| self.claim(claim))
    }

    /// A whole dossier, in the order of its lists.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn dossier(&mut self, dossier: &Dossier) -> std::io::Result<()> {
        dossier.parties().iter().try_for_each(|party| self.party(party))?;
        dossier.sources().iter().try_for_each(|source| self.source(source))?;
        dossier.groups().iter().try_for_each(|group| self.group(group))?;
        dossier.events().iter().try_for_each(|event| self.event(event))?;
        dossier.claims().iter().try_for_each(|claim| self.claim(claim))
    }
}
