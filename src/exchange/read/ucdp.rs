//! UCDP Georeferenced Event Dataset, as of its columns in version 23.1.
//!
//! | column | read as |
//! |---|---|
//! | `id` | the event, `ucdp:ID` |
//! | `date_start`, `date_end` | its start and end |
//! | `where_coordinates`, `adm_1`, `country` | its place |
//! | `conflict_name` | the event it is part of |
//! | `side_a`, `side_b` | the groups: each side's (of the party of that name), civilians, unknown, and all of them together |
//! | `best`, `low`, `high` (or with `_est`) | [`Published`] of all, and one claim from low to high |
//! | `deaths_a`, `deaths_b`, `deaths_civilians`, `deaths_unknown` | [`Published`] best of each group, and claims where the total is settled |
//! | `source_original` | who said it: the source. Several are one source, in the order of their names |
//! | `source_office` | who printed it: the relays |
//! | `source_date` | the newest is when it was published. A date of 1753 is absence |
//! | `number_of_sources` | not read; its −1 is absence |
//!
//! `best` is the sum of the four `deaths_` columns. Where low, best and high are one number, the
//! parts above 0 are claimed as well; if `deaths_unknown` is above 0, the others as "at least",
//! for some of the unknown may be theirs. A part's 0 is never claimed. Where they are not one
//! number, nothing says how far each part may be off, and only [`Published`] keeps them.
//!
//! Without `source_original` the source is UCDP itself. A report from before the end of the
//! event speaks as of its own day; one from before its start is no publication of it.
//!
//! Columns: the header that two independent projects give; `best` as the most likely estimate
//! of all deaths, `low` and `high` as the lowest and highest reliable one: documentation of
//! GED 20.1; Högbladh 2019, UCDP GED Codebook version 19.1. That `best` is the sum of the four, what
//! −1 and 1753 stand for: as commonly read.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::super::cell::{Cells, Column, Header, iso_date};
use super::super::fault::RowFault;
use super::super::imported::Imported;
use super::super::names::{Names, People, Recorder, Seen};
use super::super::published::{Flag, FlagKind, Published};
use super::{Shape, Statement, flag_disorder, join, span};
use crate::record::event::Event;
use crate::record::group::{Group, Status};
use crate::record::id::{EventId, GroupId, PartyId};
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::quantity::Quantity;
use crate::said::count::Said;

const UCDP: Recorder = Recorder { id: "ucdp", name: "Uppsala Conflict Data Program" };
/// What stands in `side_b` where the victims of one-sided violence stand.
const CIVILIANS: &str = "Civilians";

/// The four columns of deaths, whose sum is `best`.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    A,
    B,
    Civilians,
    Unknown,
}

impl Side {
    pub(crate) const ALL: [Side; 4] = [Side::A, Side::B, Side::Civilians, Side::Unknown];

    pub(crate) const fn column(self) -> &'static str {
        match self {
            Side::A => "deaths_a",
            Side::B => "deaths_b",
            Side::Civilians => "deaths_civilians",
            Side::Unknown => "deaths_unknown",
        }
    }

    const fn suffix(self) -> &'static str {
        match self {
            Side::A => ": side a",
            Side::B => ": side b",
            Side::Civilians => ": civilians",
            Side::Unknown => ": unknown",
        }
    }
}

/// What of an event a group is, by its id: how the writer finds the columns again.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Total,
    Side(Side),
    Other,
}

/// Between the sides in the id of the group of all.
const VERSUS: &str = " | ";

impl Part {
    pub(crate) fn of(group: &GroupId) -> Part {
        let id = group.as_str();
        let suffix = id.as_bytes().iter().rposition(|&byte| byte == b':').map_or("", |colon| &id[colon..]);
        match Side::ALL.into_iter().find(|side| suffix == side.suffix()) {
            Some(side) => Part::Side(side),
            None if id == People::All.id() || id.contains(VERSUS) => Part::Total,
            None if id == People::Civilians.id() => Part::Side(Side::Civilians),
            None => Part::Other,
        }
    }

    /// The names of the two sides in the id of any of their groups.
    pub(crate) fn sides(group: &GroupId) -> Option<(&str, &str)> {
        let id = group.as_str();
        let all = Side::ALL.iter().find_map(|side| id.strip_suffix(side.suffix())).unwrap_or(id);
        all.split_once(VERSUS)
    }
}

/// The groups of one pair of sides.
struct Sides {
    all: GroupId,
    parts: [GroupId; 4],
    /// Whose one-sided violence it is.
    perpetrator: Option<PartyId>,
}

struct Ucdp {
    id: Column,
    start: Column,
    end: Column,
    figures: [Column; 3],
    deaths: [Column; 4],
    side_a: Column,
    side_b: Column,
    kind: Column,
    conflict: Column,
    dyad: Column,
    place: [Column; 3],
    original: Column,
    office: Column,
    source_date: Column,
    sides: Seen<Arc<Sides>>,
    key: String,
}

pub(super) fn open(header: &mut Header, faults: &mut Vec<RowFault>) -> Option<Box<dyn Shape>> {
    let ucdp = Ucdp {
        id: header.require(&["id", "event_id"], faults),
        start: header.require(&["date_start"], faults),
        end: header.require(&["date_end"], faults),
        figures: [
            header.require(&["low", "low_est"], faults),
            header.require(&["best", "best_est"], faults),
            header.require(&["high", "high_est"], faults),
        ],
        deaths: Side::ALL.map(|side| header.find(&[side.column()], faults)),
        side_a: header.find(&["side_a"], faults),
        side_b: header.find(&["side_b"], faults),
        kind: header.find(&["type_of_violence"], faults),
        conflict: header.find(&["conflict_name"], faults),
        dyad: header.find(&["dyad_name"], faults),
        place: ["where_coordinates", "adm_1", "country"].map(|name| header.find(&[name], faults)),
        original: header.find(&["source_original"], faults),
        office: header.find(&["source_office"], faults),
        source_date: header.find(&["source_date"], faults),
        sides: Seen::default(),
        key: String::new(),
    };
    header.is_complete(faults).then(|| Box::new(ucdp) as Box<dyn Shape>)
}

impl Ucdp {
    fn sides(&mut self, a: Option<&str>, b: Option<&str>, one_sided: bool, names: &mut Names) -> Arc<Sides> {
        let (a, b) = (a.unwrap_or("unknown"), b.unwrap_or("unknown"));
        self.key.clear();
        self.key.extend([a, VERSUS, b, if one_sided { "!" } else { "" }]);
        if let Some(sides) = self.sides.get(&self.key) {
            return sides;
        }
        let name = format!("{a}{VERSUS}{b}");
        let all = names
            .group(&name, |names, id| Group::new(id, &name).with_part_of(names.people(People::All)).with_exhaustive());
        let parts = Side::ALL.map(|side| {
            names.group(&format!("{name}{}", side.suffix()), |names, id| {
                let part = |name: &str| Group::new(id, name).with_part_of(all.clone());
                match side {
                    Side::A => part(a).with_party(names.party(a)),
                    Side::B if b == CIVILIANS => part(b).with_status(Status::Civilian),
                    Side::B => part(b).with_party(names.party(b)),
                    Side::Civilians => part("Civilians").with_status(Status::Civilian),
                    Side::Unknown => part("Unknown"),
                }
            })
        });
        let perpetrator = one_sided.then(|| names.party(a));
        let key = std::mem::take(&mut self.key);
        let sides = self.sides.put(&key, Arc::new(Sides { all, parts, perpetrator }));
        self.key = key;
        sides
    }
}

impl Shape for Ucdp {
    fn row(&mut self, cells: &mut Cells<'_>, names: &mut Names, out: &mut Imported) {
        let id = cells.required(self.id, "the event's id");
        let start = cells.required_date(self.start);
        let end =
            if start.is_some() && cells.is_same(self.start, self.end) { start } else { cells.required_date(self.end) };
        let [low, best, high] = self.figures.map(|column| cells.number(column));
        let deaths = self.deaths.map(|column| cells.number(column));
        let (a, b) = (cells.text(self.side_a), cells.text(self.side_b));
        let conflict = cells.text(self.conflict);
        let dyad = cells.text(self.dyad);
        let place = self.place.map(|column| cells.text(column));
        let original = cells.text(self.original);
        let office = cells.text(self.office);
        let printed = cells.text(self.source_date).and_then(newest);
        let one_sided = cells.text(self.kind) == Some("3");
        let (Some(id), Some(start), Some(end), Some(end_column)) = (id, start, end, self.end) else { return };
        if !cells.is_sound() {
            return;
        }
        let Some((start, end)) = span(cells, out, end_column, start, end) else { return };

        let sides = (a.is_some() || b.is_some()).then(|| self.sides(a, b, one_sided, names));
        let event = names.event_id(&["ucdp:", id]);
        out.events.push(event_of(&event, (start, end), dyad, &place, conflict, sides.as_deref(), names));

        let source = original
            .and_then(|list| names.reporters(list, |byte| byte == b';'))
            .unwrap_or_else(|| names.recorder(UCDP));
        let published = printed.and_then(Moment::end_of).filter(|&published| published >= start);
        let statement = Statement {
            event: &event,
            source: &source,
            recorder: UCDP,
            relays: office.unwrap_or_default(),
            as_of: published.map_or(end, |published| published.min(end)),
            published,
        };

        let all = sides.as_ref().map_or_else(|| names.people(People::All), |sides| sides.all.clone());
        let quantity = Quantity::new(event.clone(), all, Outcome::Killed);
        let total = Published::new(quantity, low, best, high);
        if let Some(column) = self.figures[1] {
            flag_disorder(cells, out, column, &total);
            let parts = deaths.iter().copied().try_fold(0_u64, |sum, part| Some(sum.saturating_add(part?)));
            if let (Some(parts), Some(total)) = (parts, best)
                && parts != total
            {
                let kind = FlagKind::PartsNotTotal { parts, total };
                out.flags.push(Flag::new(cells.row.line_of(column), column as u64 + 1, kind));
            }
        }
        statement.state(out, names, total);

        let Some(sides) = sides else { return };
        let is_settled = best.is_some() && low == best && best == high;
        let is_summed = deaths.iter().flatten().sum::<u64>() == best.unwrap_or_default();
        let some_unknown = deaths[3].is_some_and(|unknown| unknown > 0);
        for ((side, group), deaths) in Side::ALL.into_iter().zip(&sides.parts).zip(deaths) {
            let Some(deaths) = deaths else { continue };
            let quantity = Quantity::new(event.clone(), group.clone(), Outcome::Killed);
            let part = Published::new(quantity, None, Some(deaths), None);
            if deaths > 0 && is_settled && is_summed {
                let is_floor = some_unknown && side != Side::Unknown;
                let said = if is_floor { Said::AtLeast(deaths) } else { Said::Exactly(deaths) };
                if let Some(count) = names.count_of(said) {
                    out.claims.push(statement.claim(names, &part, count));
                }
            }
            statement.keep(out, part);
        }
    }
}

fn event_of(
    id: &EventId,
    (start, end): (Moment, Moment),
    dyad: Option<&str>,
    place: &[Option<&str>; 3],
    conflict: Option<&str>,
    sides: Option<&Sides>,
    names: &mut Names,
) -> Event {
    let name = join(&mut names.text, &[dyad, place[0]]).unwrap_or(id.as_str());
    let mut event = Event::new(id.clone(), name).with_start(start).with_end(end);
    if let Some(place) = join(&mut names.text, place) {
        event = event.with_place(place);
    }
    if let Some(conflict) = conflict {
        event = event.with_part_of(names.conflict(conflict));
    }
    if let Some(perpetrator) = sides.and_then(|sides| sides.perpetrator.clone()) {
        event = event.with_perpetrator(perpetrator);
    }
    event
}

/// The newest of a list of dates, those of 1753 left out.
fn newest(dates: &str) -> Option<NaiveDate> {
    const NO_DATE: i32 = 1753;
    let dates = dates.as_bytes().split(|&byte| byte == b';').filter_map(|date| iso_date(date.trim_ascii()));
    dates.filter(|date| date.year() != NO_DATE).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_report_counts_and_1753_is_no_date() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        assert_eq!(newest("2013-01-03;2013-01-05"), day("2013-01-05"));
        assert_eq!(newest("1753-01-01"), None);
        assert_eq!(newest("1753-01-01; 2013-01-03"), day("2013-01-03"));
        assert_eq!(newest("1753-01-01 00:00:00.000"), None);
        assert_eq!(newest("no date"), None);
    }

    #[test]
    fn a_group_tells_which_column_it_came_from() {
        let part = |id: &str| Part::of(&crate::exchange::names::group_id(id));
        assert_eq!(part("SNA | SDF"), Part::Total);
        assert_eq!(part("all"), Part::Total);
        assert_eq!(part("SNA | SDF: side a"), Part::Side(Side::A));
        assert_eq!(part("SNA | SDF: unknown"), Part::Side(Side::Unknown));
        assert_eq!(part("civilians"), Part::Side(Side::Civilians));
        assert_eq!(part("children"), Part::Other);
        for id in ["SNA | SDF", "SNA | SDF: side b"] {
            assert_eq!(Part::sides(&crate::exchange::names::group_id(id)), Some(("SNA", "SDF")));
        }
    }
}
