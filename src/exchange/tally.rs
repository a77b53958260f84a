//! People counted up: tables with one of them in a row.

use std::collections::BTreeMap;

use super::imported::Imported;
use super::names::claim_id;
use super::published::Published;
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::id::{EventId, SourceId};
use crate::record::moment::Moment;
use crate::record::quantity::Quantity;
use crate::record::source::Basis;
use crate::said::count::{Count, Said};

/// How many of each group became what, by event and source, and as of when.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    counted: BTreeMap<(Quantity, SourceId), (u64, Moment)>,
    events: BTreeMap<EventId, Event>,
}

impl Tally {
    /// The most events, groups and outcomes that are told apart: memory is bounded.
    pub(crate) const MOST: usize = 1 << 18;

    /// One person more, in each of those quantities; false if that is one quantity too many.
    pub(crate) fn add<'q>(
        &mut self,
        quantities: impl Iterator<Item = &'q Quantity>,
        source: &SourceId,
        as_of: Moment,
        events: Vec<Event>,
    ) -> bool {
        for event in events {
            self.happened(&event);
        }
        for quantity in quantities {
            let key = (quantity.clone(), source.clone());
            if self.counted.len() >= Tally::MOST && !self.counted.contains_key(&key) {
                return false;
            }
            let (number, moment) = self.counted.entry(key).or_insert((0, as_of));
            *number += 1;
            *moment = (*moment).max(as_of);
        }
        true
    }

    /// What the rows of several persons say of one event, as far as they agree.
    fn happened(&mut self, event: &Event) {
        let known = self.events.entry(event.id.clone()).or_insert_with(|| event.clone());
        known.start = known.start.min(event.start).or(known.start);
        known.end = known.end.max(event.end);
        if known.name != event.name {
            // Persons have names of their own; the event is called by its id.
            known.name = known.id.as_str().into();
        }
        known.place = known.place.take().filter(|place| event.place.as_ref() == Some(place));
        known.perpetrator = known.perpetrator.take().filter(|party| event.perpetrator.as_ref() == Some(party));
    }

    /// The next event's floors, documented: "at least n"; said by the recorder if no other source is
    /// named.
    pub(crate) fn next(&mut self, recorder: Option<&str>) -> Option<Imported> {
        let event = self.counted.first_key_value()?.0.0.event().clone();
        let mut row = Imported { events: self.events.remove(&event).into_iter().collect(), ..Imported::default() };
        while let Some(entry) = self.counted.first_entry().filter(|entry| *entry.key().0.event() == event) {
            let ((quantity, source), (number, as_of)) = entry.remove_entry();
            let Ok(count) = Count::try_from(Said::AtLeast(number)) else { continue };
            let by = if Some(source.as_str()) == recorder { String::new() } else { format!("/{source}") };
            let id = claim_id(&format!("{}/{}/{}{by}", quantity.event(), quantity.group(), quantity.outcome()));
            let what = (quantity.event().clone(), quantity.group().clone(), quantity.outcome());
            row.claims.push(Claim::new(id, what, count, source, as_of).with_basis(Basis::Documented));
            row.published.push(Published::new(quantity, Some(number), None, None));
        }
        Some(row)
    }
}
