//! Armed Conflict Location & Event Data.
//!
//! | column | read as |
//! |---|---|
//! | `event_id_cnty` | the event, `acled:ID` |
//! | `event_date` | its day, `2022-01-21` or `21 January 2022` |
//! | `sub_event_type` or `event_type` | its name |
//! | `location`, `admin1`, `country` | its place |
//! | `fatalities` | [`Published`] best of all people killed; above 0, a claim of as many |
//! | `source` | who said it: the outlets, split at `;`. Several are one source |
//!
//! **A 0 is no denial.** It stands for none as well as for none known, so it makes no claim; it
//! is kept as published. Where reports differ ACLED codes the most conservative, and it does
//! not attribute deaths to a side: so there is one group and no perpetrator.
//!
//! Columns: the header of an export. Conservative figures, no attribution: ACLED, FAQs: Fatality
//! Methodology, 27 February 2023, updated 7 May 2024. That 0 is "none or unknown": as commonly
//! read.

use super::super::cell::{Cells, Column, Header};
use super::super::fault::RowFault;
use super::super::imported::Imported;
use super::super::names::{Names, People, Recorder};
use super::super::published::Published;
use super::{Shape, Statement, join};
use crate::record::event::Event;
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::quantity::Quantity;

const ACLED: Recorder = Recorder { id: "acled", name: "ACLED" };

struct Acled {
    id: Column,
    date: Column,
    fatalities: Column,
    source: Column,
    kind: Column,
    place: [Column; 3],
}

pub(super) fn open(header: &mut Header, faults: &mut Vec<RowFault>) -> Option<Box<dyn Shape>> {
    let acled = Acled {
        id: header.require(&["event_id_cnty", "data_id", "event_id"], faults),
        date: header.require(&["event_date"], faults),
        fatalities: header.require(&["fatalities"], faults),
        source: header.find(&["source"], faults),
        kind: header.find(&["sub_event_type", "event_type"], faults),
        place: ["location", "admin1", "country"].map(|name| header.find(&[name], faults)),
    };
    header.is_complete(faults).then(|| Box::new(acled) as Box<dyn Shape>)
}

impl Shape for Acled {
    fn row(&mut self, cells: &mut Cells<'_>, names: &mut Names, out: &mut Imported) {
        let id = cells.required(self.id, "the event's id");
        let day = cells.required_date(self.date).and_then(Moment::end_of);
        let fatalities = cells.number(self.fatalities);
        let reporters = cells.text(self.source);
        let kind = cells.text(self.kind);
        let place = self.place.map(|column| cells.text(column));
        let (Some(id), Some(day)) = (id, day) else { return };

        if !cells.is_sound() {
            return;
        }
        let event_id = names.event_id(&["acled:", id]);
        let name = join(&mut names.text, &[kind, place[0]]).unwrap_or(event_id.as_str());
        let mut event = Event::new(event_id.clone(), name).with_start(day).with_end(day);
        if let Some(place) = join(&mut names.text, &place) {
            event = event.with_place(place);
        }
        out.events.push(event);

        let source = reporters
            .and_then(|list| names.reporters(list, |byte| byte == b';'))
            .unwrap_or_else(|| names.recorder(ACLED));
        let statement = Statement {
            event: &event_id,
            source: &source,
            recorder: ACLED,
            relays: ACLED.name,
            as_of: day,
            published: None,
        };
        let quantity = Quantity::new(event_id.clone(), names.people(People::All), Outcome::Killed);
        statement.state(out, names, Published::new(quantity, None, fatalities, None));
    }
}
