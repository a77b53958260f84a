//! The unknown number that claims are about.

use std::fmt;

use crate::record::id::{EventId, GroupId};
use crate::record::outcome::Outcome;

/// A quantity, event × group × outcome: how many people of that group, in that event, met that
/// outcome.
///
/// Quantities sort by event, group (both as text) and outcome. They print as
/// `ghwayran/is-fighters/killed`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity {
    event: EventId,
    group: GroupId,
    outcome: Outcome,
}

impl Quantity {
    /// The quantity of this event, group and outcome.
    pub fn new(event: EventId, group: GroupId, outcome: Outcome) -> Quantity {
        Quantity { event, group, outcome }
    }

    /// The event.
    pub fn event(&self) -> &EventId {
        &self.event
    }

    /// The group whose people are counted.
    pub fn group(&self) -> &GroupId {
        &self.group
    }

    /// What happened to them.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.event, self.group, self.outcome)
    }
}

/// The three ways in which one quantity can be part of another.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tree {
    /// Its event is part of the other's event.
    Event,
    /// Its group is part of the other's group.
    Group,
    /// Its outcome is killed or wounded, the other's is casualties.
    Outcome,
}

crate::record::vocabulary::words!(Tree { Event => "event", Group => "group", Outcome => "outcome" });
