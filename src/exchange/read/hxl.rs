//! CSV with a row of HXL hashtags, below however many rows of headers.
//!
//! | hashtag | read as |
//! |---|---|
//! | `#event+code`, `#event+id`, `#meta+id` | the event, `hxl:CODE`; without one each row is an event, `hxl:LINE` |
//! | `#event+name`, `#event` | its name |
//! | `#loc`, `#adm5` … `#adm1`, `#country` (not `+code`) | its place |
//! | `#date+start`, `#date+end`, `#date+occurred`, `#date` | its start and end |
//! | `#date+reported` | as of when the figures are; else the end |
//! | `#group+name`, `#group` | the group counted; else it is in the attributes |
//! | `#meta+source` | who said it |
//! | `#affected` with an outcome | [`Published`], and a claim |
//!
//! The outcome is among the attributes: `+killed`, `+injured`, `+abducted`, `+displaced` (or
//! `+idps`, `+refugees`), and not of the standard, but understood: `+missing`, `+wounded`,
//! `+detained`, `+surrendered`, `+casualties`, `+escaped`, `+freed`, `+returned`. `+min` and `+max`
//! are the low and high of the column without them; neither is of the standard. A column with a
//! share or a rate (`+pct`, `+per100000`, `+hh` …) is not read.
//!
//! A column with `+breakdown` is read as one without: it keeps apart what must not be added up.
//!
//! All other attributes (`+f`, `+m`, `+children` …) name the group, in the order of the alphabet:
//! `+children+f`. Such groups overlap, so none is part of another. The group without attributes
//! is all people.
//!
//! An empty cell is absence. In HXL that is how absence is written, so a 0 is a statement, and a
//! claim of none.
//!
//! Hashtags and attributes: HXL 1.1 (30 April 2018), §2.6 of the dictionary. `#group`: as
//! datasets use it.

use super::super::cell::{Cells, Column, Header};
use super::super::fault::{RowFault, RowFaultKind};
use super::super::imported::Imported;
use super::super::names::{Names, People, Recorder, is_name};
use super::super::published::{Published, Role};
use super::super::table::Row;
use super::{Shape, Statement, flag_disorder, join, span};
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::outcome::Outcome;
use crate::record::quantity::Quantity;
use crate::said::count::Count;

/// The hashtags stand within so many rows.
pub(crate) const HASHTAGS_AMONG: usize = 25;
/// What sets the columns of a group apart that is part of another, as this crate writes it.
pub(crate) const BREAKDOWN: &str = "+breakdown";
const UNKNOWN: Recorder = Recorder { id: "hxl", name: "An HXL dataset that names no source" };

/// The attributes for the outcomes; the first of an outcome is the one that is written.
pub(crate) const OUTCOMES: [(&str, Outcome); 15] = [
    ("killed", Outcome::Killed),
    ("injured", Outcome::Wounded),
    ("wounded", Outcome::Wounded),
    ("abducted", Outcome::Abducted),
    ("displaced", Outcome::Displaced),
    ("idps", Outcome::Displaced),
    ("refugees", Outcome::Displaced),
    ("missing", Outcome::Missing),
    ("detained", Outcome::Detained),
    ("surrendered", Outcome::Surrendered),
    ("casualties", Outcome::Casualties),
    ("escaped", Outcome::Escaped),
    ("freed", Outcome::Freed),
    ("returned", Outcome::Returned),
    ("returnees", Outcome::Returned),
];

/// Whether every cell that is filled is a hashtag, and any is.
pub(crate) fn is_hashtags(row: Row<'_>) -> bool {
    let mut filled = (0..row.len()).map(|at| row.cell(at).trim_ascii()).filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|cell| cell.len() > 1 && cell[0] == b'#' && cell[1].is_ascii_alphabetic())
}

/// A hashtag and its attributes, sorted: their order carries no meaning.
struct Tag {
    hashtag: String,
    attributes: Vec<String>,
}

impl Tag {
    fn parse(written: &str) -> Option<Tag> {
        let lower = written.to_ascii_lowercase();
        let mut parts = lower.strip_prefix('#')?.split('+').map(|part| part.trim().to_owned());
        let hashtag = parts.next()?;
        let mut attributes: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        attributes.sort();
        attributes.dedup();
        Some(Tag { hashtag, attributes })
    }

    fn has(&self, attribute: &str) -> bool {
        self.attributes.iter().any(|other| other == attribute)
    }
}

/// One group, outcome and role, and its columns.
struct Counted {
    /// Its attributes, `+children+f`; empty is all people.
    group: String,
    outcome: Outcome,
    role: Role,
    is_breakdown: bool,
    low: Column,
    best: Column,
    high: Column,
}

struct Hxl {
    code: Column,
    name: Column,
    place: Vec<usize>,
    start: Column,
    end: Column,
    day: Column,
    reported: Column,
    group: Column,
    source: Column,
    role: Column,
    counted: Vec<Counted>,
}

pub(super) fn open(header: &mut Header, faults: &mut Vec<RowFault>) -> Option<Box<dyn Shape>> {
    let tags: Vec<Option<Tag>> = (0..header.len()).map(|at| Tag::parse(&header.name(at))).collect();
    let counted = counted(header, &tags, faults);
    if counted.is_empty() {
        faults.push(RowFault::new(header.line(), 1, RowFaultKind::NothingCounted));
        return None;
    }
    let find = |hashtag: &str, wanted: &[&str]| {
        tags.iter().position(|tag| {
            tag.as_ref().is_some_and(|tag| tag.hashtag == hashtag && wanted.iter().all(|wanted| tag.has(wanted)))
        })
    };
    let named = |hashtag: &str| {
        tags.iter().position(|tag| tag.as_ref().is_some_and(|tag| tag.hashtag == hashtag && !tag.has("code")))
    };
    let places = ["loc", "adm5", "adm4", "adm3", "adm2", "adm1", "country"];
    let day = find("date", &["occurred"]).or_else(|| {
        let plain = |tag: &Tag| !["start", "end", "reported", "year"].iter().any(|other| tag.has(other));
        tags.iter().position(|tag| tag.as_ref().is_some_and(|tag| tag.hashtag == "date" && plain(tag)))
    });
    Some(Box::new(Hxl {
        code: find("event", &["code"]).or_else(|| find("event", &["id"])).or_else(|| find("meta", &["id"])),
        name: find("event", &["name"]).or_else(|| named("event")),
        place: places.into_iter().filter_map(named).collect(),
        start: find("date", &["start"]),
        end: find("date", &["end"]),
        day,
        reported: find("date", &["reported"]),
        group: find("group", &["name"]).or_else(|| named("group")),
        source: find("meta", &["source"]),
        role: find("meta", &["role"]),
        counted,
    }))
}

fn counted(header: &Header, tags: &[Option<Tag>], faults: &mut Vec<RowFault>) -> Vec<Counted> {
    const NOT_PEOPLE: [&str; 6] = ["hh", "pct", "percent", "rate", "cumulative", "text"];
    let mut counted: Vec<Counted> = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        let Some(tag) = tag.as_ref().filter(|tag| tag.hashtag == "affected") else { continue };
        let is_share = |attribute: &String| NOT_PEOPLE.contains(&attribute.as_str()) || attribute.starts_with("per");
        let outcome = OUTCOMES.iter().find(|(attribute, _)| tag.has(attribute));
        let Some(&(_, outcome)) = outcome.filter(|_| !tag.attributes.iter().any(is_share)) else { continue };
        let mut group = String::new();
        for attribute in &tag.attributes {
            let is_outcome = OUTCOMES.iter().any(|(other, _)| other == attribute);
            if !is_outcome
                && !["min", "max", "ind", "num", "conceded", "allocated", &BREAKDOWN[1..]].contains(&attribute.as_str())
            {
                group.push('+');
                group.push_str(attribute);
            }
        }
        let role = match () {
            () if tag.has("conceded") => Role::Conceded,
            () if tag.has("allocated") => Role::Allocated,
            () => Role::Reported,
        };
        let is_breakdown = tag.has(&BREAKDOWN[1..]);
        let same = |other: &Counted| {
            other.group == group && (other.outcome, other.role, other.is_breakdown) == (outcome, role, is_breakdown)
        };
        let index = counted.iter().position(same).unwrap_or_else(|| {
            counted.push(Counted { group, outcome, role, is_breakdown, low: None, best: None, high: None });
            counted.len() - 1
        });
        let end = match (tag.has("min"), tag.has("max")) {
            (true, false) => &mut counted[index].low,
            (false, true) => &mut counted[index].high,
            _ => &mut counted[index].best,
        };
        match *end {
            Some(first) => {
                let kind = RowFaultKind::ColumnTwice { name: header.name(at), first: first + 1 };
                faults.push(RowFault::new(header.line(), at as u64 + 1, kind));
            }
            None => *end = Some(at),
        }
    }
    counted
}

impl Shape for Hxl {
    fn row(&mut self, cells: &mut Cells<'_>, names: &mut Names, out: &mut Imported) {
        let code = cells.text(self.code);
        let name = cells.text(self.name);
        let place: Vec<Option<&str>> = self.place.iter().map(|&at| cells.text(Some(at))).collect();
        let day = cells.date(self.day);
        let start = cells.date(self.start).or(day);
        let end = cells.date(self.end).or(day).or(start);
        let before = cells.faults.len();
        let reported = cells.moment(self.reported);
        let group = cells.text(self.group);
        let reporters = cells.text(self.source);
        let told_role: Option<Role> = cells.word(self.role);
        let figures: Vec<[Option<u64>; 3]> = self
            .counted
            .iter()
            .map(|counted| [counted.low, counted.best, counted.high].map(|column| cells.number(column)))
            .collect();

        let spanned = match (start, end) {
            (Some(start), Some(end)) => {
                let column = self.end.or(self.day).or(self.start).unwrap_or_default();
                span(cells, out, column, start, end)
            }
            _ => None,
        };
        let as_of = reported.or(spanned.map(|(_, end)| end));
        let Some(as_of) = as_of else {
            if cells.faults.len() == before {
                let at = self.reported.or(self.end).or(self.day).unwrap_or_default();
                cells.fault(at, RowFaultKind::Nothing { name: "#date".into(), expected: "a date" });
            }
            return;
        };

        if !cells.is_sound() {
            return;
        }
        let id = match code {
            Some(code) => names.event_id(&["hxl:", code]),
            None => names.event_id(&["hxl:", &cells.line().to_string()]),
        };
        let place = join(&mut names.text, &place);
        let mut event = Event::new(id.clone(), name.or(place).unwrap_or(id.as_str()));
        if let Some((start, end)) = spanned {
            event = event.with_start(start).with_end(end);
        }
        if let Some(place) = place {
            event = event.with_place(place);
        }
        // Several rows may be of one event, one a group: each brings it.
        out.events.push(event);

        let source = match reporters.filter(|name| is_name(name)) {
            Some(name) => names.source(name),
            None => names.recorder(UNKNOWN),
        };
        // Figures as of before the event begins speak of its day all the same.
        let as_of = spanned.map_or(as_of, |(start, _)| as_of.max(start));
        let statement =
            Statement { event: &id, source: &source, recorder: UNKNOWN, relays: "", as_of, published: None };
        for (counted, [low, best, high]) in self.counted.iter().zip(figures) {
            let group = match group {
                Some(group) => names.group(group, |_, id| Group::new(id, group)),
                None if counted.group.is_empty() => names.people(People::All),
                None => names.group(&counted.group, |_, id| Group::new(id, &counted.group)),
            };
            let quantity = Quantity::new(id.clone(), group, counted.outcome);
            let role = if counted.role == Role::Reported { told_role.unwrap_or_default() } else { counted.role };
            let published = Published::new(quantity, low, best, high).as_role(role);
            if let Some(column) = counted.high.or(counted.best) {
                flag_disorder(cells, out, column, &published);
            }
            let is_none = best == Some(0) && low.unwrap_or_default() == 0 && high.unwrap_or_default() == 0;
            match role {
                Role::Allocated => statement.keep(out, published),
                _ if is_none => {
                    out.claims.push(statement.claim(names, &published, Count::exactly(0)));
                    statement.keep(out, published);
                }
                _ => statement.state(out, names, published),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_attributes_carries_no_meaning() {
        let tag = |text: &str| Tag::parse(text).map(|tag| (tag.hashtag, tag.attributes));
        assert_eq!(tag("#affected +killed +f"), tag("#affected+f+killed"));
        assert_eq!(tag("#Affected+KILLED"), Some(("affected".to_owned(), vec!["killed".to_owned()])));
        assert_eq!(tag("affected"), None);
    }
}
