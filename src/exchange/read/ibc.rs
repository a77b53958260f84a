//! Iraq Body Count: incidents, and individuals.
//!
//! | column, by any of its names | read as |
//! |---|---|
//! | `IBC code` | the event, `ibc:CODE` |
//! | `Start Date`, `End Date`, or `Date` | its start and end |
//! | `Target` | its name |
//! | `Location` or `Place` | its place |
//! | `Reported Minimum`, `Reported Maximum` | [`Published`] low and high of civilians killed, and one claim |
//! | `Deaths recorded`, in a table without those two | [`Published`] best |
//! | `Sources` | who said it: split at `;` and `,`, without the day of the report. Several are one source |
//!
//! The project's files begin with lines about themselves, before the header; dates are `20 Mar 2003`,
//! and `20-Mar-03` where a spreadsheet has shortened them: all are of this century. In the sources,
//! `REU 12 Mar, WP 04 Apr (MoH)`, the day is that of the report: it is no part of the outlet's name,
//! and has no year.
//!
//! A table without any figure and maximum, but with an earliest date or a name, is one of
//! **individuals**: each row is one person, an event of its own, part of the incident whose code
//! stands before the last `-`, with a claim of 1.
//!
//! A number below 0 is none, and flagged. A minimum of 0 makes no denial (see
//! [`Published::as_count`]). Without sources the source is Iraq Body Count itself.
//!
//! What is counted (documented civilian deaths), and that minimum and maximum are of each
//! incident: IBC Methods §1 and §3.1, note 1 of §4. The names of the columns, the lines before them
//! and the form of dates and sources: as published programs read the project's downloads of 2012 to
//! 2020. Columns are found by name, whatever their order, case and punctuation.

use super::super::cell::{Cells, Column, Header, Number};
use super::super::fault::RowFault;
use super::super::imported::Imported;
use super::super::names::{Names, People, Recorder};
use super::super::published::{Flag, FlagKind, Published};
use super::{Shape, Statement, flag_disorder, span};
use crate::record::event::Event;
use crate::record::outcome::Outcome;
use crate::record::quantity::Quantity;

const IBC: Recorder = Recorder { id: "iraq-body-count", name: "Iraq Body Count" };

struct Ibc {
    code: Column,
    start: Column,
    end: Column,
    counted: Counted,
    name: Column,
    place: Column,
    sources: Column,
}

enum Counted {
    Range { low: Column, high: Column },
    Figure(Column),
    OnePerson,
}

pub(super) fn open(header: &mut Header, faults: &mut Vec<RowFault>) -> Option<Box<dyn Shape>> {
    const LOW: [&str; 12] = [
        "reported_minimum",
        "reported_min",
        "minimum",
        "min",
        "deaths_min",
        "min_deaths",
        "minimum_deaths",
        "deaths_minimum",
        "killed_min",
        "min_killed",
        "low",
        "civilians_killed_min",
    ];
    const HIGH: [&str; 12] = [
        "reported_maximum",
        "reported_max",
        "maximum",
        "max",
        "deaths_max",
        "max_deaths",
        "maximum_deaths",
        "deaths_maximum",
        "killed_max",
        "max_killed",
        "high",
        "civilians_killed_max",
    ];
    let (low, high) = (header.find(&LOW, faults), header.find(&HIGH, faults));
    let mut has = |names: &[&str]| header.find(names, faults);
    let counted = if low.or(high).is_some() {
        None
    } else if has(&["name_or_identifying_details", "earliest_date"]).is_some() {
        Some(Counted::OnePerson)
    } else if let figure @ Some(_) = has(&["deaths_recorded", "reported_deaths", "deaths", "killed"]) {
        Some(Counted::Figure(figure))
    } else {
        has(&["name", "victim", "individual"]).map(|_| Counted::OnePerson)
    };
    let counted = counted
        .unwrap_or_else(|| Counted::Range { low: header.require(&LOW, faults), high: header.require(&HIGH, faults) });
    let ibc = Ibc {
        code: header.require(
            &["ibc_code", "code", "incident_code", "ibc_id", "incident_id", "x_incident", "incident", "id"],
            faults,
        ),
        start: header.require(&["start_date", "date_start", "earliest_date", "start", "date", "incident_date"], faults),
        end: header.find(&["end_date", "date_end", "latest_date", "end"], faults),
        counted,
        name: header.find(&["target", "targets", "name_or_identifying_details", "name", "description"], faults),
        place: header.find(&["location", "place", "town", "city", "governorate"], faults),
        sources: header.find(&["sources", "source", "media_sources"], faults),
    };
    header.is_complete(faults).then(|| Box::new(ibc) as Box<dyn Shape>)
}

/// A number; one below 0 is noted, and none.
fn figure(cells: &mut Cells<'_>, column: Column, out: &mut Imported) -> Option<u64> {
    let number = cells.number_or_negative(column);
    if let Some(at) = column
        && number.is_none()
        && cells.whole(column) == Number::Negative
    {
        let found = String::from_utf8_lossy(cells.row.cell(at).trim_ascii()).into();
        out.flags.push(Flag::new(cells.row.line_of(at), at as u64 + 1, FlagKind::Negative { found }));
    }
    number
}

impl Shape for Ibc {
    fn century(&self) -> Option<i32> {
        Some(2000)
    }

    fn row(&mut self, cells: &mut Cells<'_>, names: &mut Names, out: &mut Imported) {
        let code = cells.required(self.code, "the incident's code");
        let start = cells.required_date(self.start);
        let end = if cells.is_same(self.start, self.end) { start } else { cells.date(self.end).or(start) };
        let (low, best, high) = match self.counted {
            Counted::Range { low, high } => (figure(cells, low, out), None, figure(cells, high, out)),
            Counted::Figure(best) => (None, figure(cells, best, out), None),
            Counted::OnePerson => (Some(1), None, Some(1)),
        };
        let (name, place) = (cells.text(self.name), cells.text(self.place));
        let reporters = cells.text(self.sources);
        let (Some(code), Some(start), Some(end)) = (code, start, end) else { return };
        if !cells.is_sound() {
            return;
        }
        let Some((start, end)) = span(cells, out, self.end.or(self.start).unwrap_or_default(), start, end) else {
            return;
        };

        let id = names.event_id(&["ibc:", code]);
        let mut event = Event::new(id.clone(), name.unwrap_or(code)).with_start(start).with_end(end);
        if let Some(place) = place {
            event = event.with_place(place);
        }
        if matches!(self.counted, Counted::OnePerson)
            && let Some((incident, _)) = code.rsplit_once('-').filter(|(incident, _)| !incident.is_empty())
        {
            let whole = names.event_id(&["ibc:", incident]);
            event = event.with_part_of(names.event(whole.as_str(), incident));
        }
        out.events.push(event);

        let source = reporters
            .and_then(|list| names.dated_reporters(list, |byte| matches!(byte, b';' | b',')))
            .unwrap_or_else(|| names.recorder(IBC));
        let statement =
            Statement { event: &id, source: &source, recorder: IBC, relays: IBC.name, as_of: end, published: None };
        let quantity = Quantity::new(id.clone(), names.people(People::Civilians), Outcome::Killed);
        let killed = Published::new(quantity, low, best, high);
        if let Counted::Range { high: Some(column), .. } = self.counted {
            flag_disorder(cells, out, column, &killed);
        }
        statement.state(out, names, killed);
    }
}
