//! The events in which people were harmed.

use crate::record::id::{EventId, PartyId};
use crate::record::moment::Moment;

/// An event: what happened, where, and from when to when. Events form a tree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Event {
    pub(crate) id: EventId,
    pub(crate) name: Box<str>,
    pub(crate) place: Option<Box<str>>,
    pub(crate) start: Option<Moment>,
    pub(crate) end: Option<Moment>,
    pub(crate) settled: Option<Moment>,
    pub(crate) part_of: Option<EventId>,
    pub(crate) perpetrator: Option<PartyId>,
    pub(crate) exhaustive: bool,
}

impl Event {
    /// An event of which only the name is known.
    pub fn new(id: EventId, name: &str) -> Event {
        Event {
            id,
            name: name.into(),
            place: None,
            start: None,
            end: None,
            settled: None,
            part_of: None,
            perpetrator: None,
            exhaustive: false,
        }
    }

    /// The same event, at this place.
    pub fn with_place(mut self, place: &str) -> Event {
        self.place = Some(place.into());
        self
    }

    /// The same event, with its start. A date means the first second of that day.
    pub fn with_start(mut self, start: Moment) -> Event {
        self.start = Some(start);
        self
    }

    /// The same event, with its end. A date means the last second of that day.
    pub fn with_end(mut self, end: Moment) -> Event {
        self.end = Some(end);
        self
    }

    /// The same event, with the moment at which its toll is settled. Without one, this is seven
    /// days after its end.
    pub fn with_settled(mut self, settled: Moment) -> Event {
        self.settled = Some(settled);
        self
    }

    /// The same event, as a part of `whole`.
    pub fn with_part_of(mut self, whole: EventId) -> Event {
        self.part_of = Some(whole);
        self
    }

    /// The same event, with this party as the perpetrator.
    pub fn with_perpetrator(mut self, perpetrator: PartyId) -> Event {
        self.perpetrator = Some(perpetrator);
        self
    }

    /// The same event, covered entirely by its declared parts.
    pub fn with_exhaustive(mut self) -> Event {
        self.exhaustive = true;
        self
    }

    /// Its id.
    pub fn id(&self) -> &EventId {
        &self.id
    }

    /// Its name for people.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it happened.
    pub fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// When it began. If not stated, the start of its nearest ancestor applies.
    pub fn start(&self) -> Option<Moment> {
        self.start
    }

    /// When it ended.
    pub fn end(&self) -> Option<Moment> {
        self.end
    }

    /// The moment after which statements speak of the final toll, if declared.
    pub fn settled(&self) -> Option<Moment> {
        self.settled
    }

    /// The event it is part of.
    pub fn part_of(&self) -> Option<&EventId> {
        self.part_of.as_ref()
    }

    /// The party that did the harm. If not stated, that of its nearest ancestor applies.
    pub fn perpetrator(&self) -> Option<&PartyId> {
        self.perpetrator.as_ref()
    }

    /// Whether its declared parts cover it entirely.
    pub fn is_exhaustive(&self) -> bool {
        self.exhaustive
    }
}
