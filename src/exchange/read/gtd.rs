//! Global Terrorism Database.
//!
//! | column | read as |
//! |---|---|
//! | `eventid` | the event, `gtd:ID` |
//! | `iyear`, `imonth`, `iday` | its day; a month or day of 0 is not known, and the event spans the year or month |
//! | `city`, `provstate`, `country_txt` | its place |
//! | `attacktype1_txt` | its name |
//! | `gname` | the party that did the harm, unless `Unknown` |
//! | `nkill`, `nwound` | [`Published`] best of all people killed and wounded, and a claim each |
//! | `nkillter`, `nwoundte` | the same of the attackers, part of all; claimed above 0 |
//! | `nkillus`, `nwoundus` | the same of US citizens, who may be among the attackers; claimed above 0 |
//! | `scite1`, `scite2`, `scite3` | who said it: the outlet of each citation. Several are one source |
//!
//! −9 and −99 stand for absence, as does an empty cell: GTD leaves the number blank where deaths
//! are certain and their number is not. So its 0 is a statement, and a claim of none. A
//! fraction, the share of a toll spread over linked incidents, comes in as the range between
//! its neighbours, flagged.
//!
//! `nkill` counts victims and attackers, blank if unknown: the codebook's wording as reproduced
//! in Our World in Data's metadata for GTD 1970–2020. −9, −99 and fractions: as commonly read.

use chrono::{Months, NaiveDate};

use super::super::cell::{Cells, Column, Header, Number};
use super::super::fault::{RowFault, RowFaultKind};
use super::super::imported::Imported;
use super::super::names::{Names, People, Recorder};
use super::super::published::{Flag, FlagKind, Published};
use super::{Shape, Statement, join};
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::id::SourceId;
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::quantity::Quantity;
use crate::said::count::Count;

const GTD: Recorder = Recorder { id: "gtd", name: "Global Terrorism Database" };
const US_CITIZENS: &str = "us-citizens";

struct Gtd {
    id: Column,
    date: [Column; 3],
    place: [Column; 3],
    kind: Column,
    perpetrator: Column,
    counted: Vec<(Counted, Outcome, Column)>,
    cites: [Column; 3],
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum Counted {
    All,
    Attackers,
    UsCitizens,
}

pub(super) fn open(header: &mut Header, faults: &mut Vec<RowFault>) -> Option<Box<dyn Shape>> {
    let mut counted = vec![(Counted::All, Outcome::Killed, header.require(&["nkill"], faults))];
    let others: [(Counted, Outcome, &[&str]); 5] = [
        (Counted::All, Outcome::Wounded, &["nwound"]),
        (Counted::Attackers, Outcome::Killed, &["nkillter"]),
        (Counted::Attackers, Outcome::Wounded, &["nwoundte", "nwoundter"]),
        (Counted::UsCitizens, Outcome::Killed, &["nkillus"]),
        (Counted::UsCitizens, Outcome::Wounded, &["nwoundus"]),
    ];
    counted.extend(others.map(|(counted, outcome, names)| (counted, outcome, header.find(names, faults))));
    let gtd = Gtd {
        id: header.require(&["eventid"], faults),
        date: ["iyear", "imonth", "iday"].map(|name| header.require(&[name], faults)),
        place: ["city", "provstate", "country_txt"].map(|name| header.find(&[name], faults)),
        kind: header.find(&["attacktype1_txt"], faults),
        perpetrator: header.find(&["gname"], faults),
        counted,
        cites: ["scite1", "scite2", "scite3"].map(|name| header.find(&[name], faults)),
    };
    header.is_complete(faults).then(|| Box::new(gtd) as Box<dyn Shape>)
}

impl Shape for Gtd {
    fn row(&mut self, cells: &mut Cells<'_>, names: &mut Names, out: &mut Imported) {
        let id = cells.required(self.id, "the event's id");
        let span = self.span(cells);
        let place = self.place.map(|column| cells.text(column));
        let kind = cells.text(self.kind);
        let perpetrator = cells.text(self.perpetrator).filter(|name| !name.eq_ignore_ascii_case("unknown"));
        let cites = self.cites.map(|column| cells.text(column));
        let figures: Vec<Figure> =
            self.counted.iter().map(|&(.., column)| figure(cells, &mut out.flags, column)).collect();
        let (Some(id), Some((start, end))) = (id, span) else { return };

        if !cells.is_sound() {
            return;
        }
        let event_id = names.event_id(&["gtd:", id]);
        let name = join(&mut names.text, &[kind, place[0]]).unwrap_or(event_id.as_str());
        let mut event = Event::new(event_id.clone(), name).with_start(start).with_end(end);
        if let Some(place) = join(&mut names.text, &place) {
            event = event.with_place(place);
        }
        if let Some(party) = perpetrator {
            event = event.with_perpetrator(names.party(party));
        }
        out.events.push(event);

        let source = reporters(&cites, names).unwrap_or_else(|| names.recorder(GTD));
        let statement = Statement {
            event: &event_id,
            source: &source,
            recorder: GTD,
            relays: GTD.name,
            as_of: end,
            published: None,
        };
        for (&(counted, outcome, _), figure) in self.counted.iter().zip(figures) {
            let group = match counted {
                Counted::All => names.people(People::All),
                Counted::Attackers => names.people(People::Attackers),
                Counted::UsCitizens => names.group(US_CITIZENS, |_, id| Group::new(id, "US citizens")),
            };
            let quantity = Quantity::new(event_id.clone(), group, outcome);
            match figure {
                Figure::None => {}
                Figure::Whole(0) if counted == Counted::All => {
                    let published = Published::new(quantity, None, Some(0), None);
                    out.claims.push(statement.claim(names, &published, Count::exactly(0)));
                    statement.keep(out, published);
                }
                Figure::Whole(n) => statement.state(out, names, Published::new(quantity, None, Some(n), None)),
                Figure::Above(n) => {
                    statement.state(out, names, Published::new(quantity, Some(n), None, Some(n + 1)));
                }
            }
        }
    }
}

impl Gtd {
    fn span(&self, cells: &mut Cells<'_>) -> Option<(Moment, Moment)> {
        let [year, month, day] = self.date.map(|column| cells.number_or_negative(column));
        let at = self.date[0]?;
        let first = |year: u64, month: u64, day: u64| {
            let [month, day] = [month, day].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
            NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
        };
        let span = year.and_then(|year| match (month.unwrap_or_default(), day.unwrap_or_default()) {
            (0, _) => Some((first(year, 1, 1)?, first(year, 12, 31)?)),
            (month, 0) => {
                let start = first(year, month, 1)?;
                Some((start, start.checked_add_months(Months::new(1))?.pred_opt()?))
            }
            (month, day) => first(year, month, day).map(|day| (day, day)),
        });
        let moments = span.and_then(|(start, end)| Some((Moment::end_of(start)?, Moment::end_of(end)?)));
        if moments.is_none() {
            let found = [year, month, day].map(|n| n.map_or_else(|| "?".to_owned(), |n| n.to_string())).join("-");
            let name = self.date.iter().flatten().map(|&at| cells.header.name(at)).collect::<Vec<_>>().join("-");
            cells.fault(at, RowFaultKind::NotADate { name: name.into(), found });
        }
        moments
    }
}

enum Figure {
    None,
    Whole(u64),
    /// A fraction above this.
    Above(u64),
}

fn figure(cells: &mut Cells<'_>, flags: &mut Vec<Flag>, column: Column) -> Figure {
    let Some(at) = column else { return Figure::None };
    match cells.whole(column) {
        Number::Negative => Figure::None,
        Number::Fraction { below } => {
            let found = String::from_utf8_lossy(cells.row.cell(at).trim_ascii()).into();
            flags.push(Flag::new(cells.row.line_of(at), at as u64 + 1, FlagKind::Fraction { found }));
            Figure::Above(below)
        }
        _ => cells.number(column).map_or(Figure::None, Figure::Whole),
    }
}

fn reporters(cites: &[Option<&str>; 3], names: &mut Names) -> Option<SourceId> {
    let mut list = String::new();
    for cite in cites.iter().flatten() {
        list.push_str(outlet(cite).trim_matches(['"', ' ', '.', ',']));
        list.push('\n');
    }
    names.reporters(&list, |byte| byte == b'\n')
}

/// The outlet of a citation, which stands between the title and the date:
/// `"Title," Outlet, January 21, 2022.`; the whole citation if it is written in another way.
fn outlet(cite: &str) -> &str {
    let Some((_, behind)) = cite.trim_start_matches('"').rsplit_once('"').filter(|_| cite.starts_with('"')) else {
        return cite;
    };
    let outlet = behind.split(',').map(str::trim).find(|part| !part.is_empty());
    outlet.unwrap_or(cite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlet_stands_behind_the_title() {
        assert_eq!(outlet("\"Attack in Hasakah,\" Reuters, January 21, 2022."), "Reuters");
        assert_eq!(outlet("\"He said \"no\",\" Agence France Presse, 2022"), "Agence France Presse");
        assert_eq!(outlet("Christopher Hewitt, Political Violence"), "Christopher Hewitt, Political Violence");
        assert_eq!(outlet("\"only a title\""), "\"only a title\"");
    }
}
