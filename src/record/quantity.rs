//! The unknown that claims speak of.

use std::fmt;

use crate::record::id::{EventId, GroupId};
use crate::record::outcome::Outcome;

/// Event × group × outcome: how many of that group, in that event, met that outcome.
///
/// Ordered by event, group (as text) and outcome. Prints as `ghwayran/is-fighters/killed`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity {
    event: EventId,
    group: GroupId,
    outcome: Outcome,
}

impl Quantity {
    /// The quantity of those three.
    pub fn new(event: EventId, group: GroupId, outcome: Outcome) -> Quantity {
        Quantity { event, group, outcome }
    }

    /// What happened.
    pub fn event(&self) -> &EventId {
        &self.event
    }

    /// Whose people are counted.
    pub fn group(&self) -> &GroupId {
        &self.group
    }

    /// What became of them.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.event, self.group, self.outcome)
    }
}

/// The three ways a quantity is part of another.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tree {
    /// Of the event this event is part of.
    Event,
    /// Of the group this group is part of.
    Group,
    /// Killed and wounded, of casualties.
    Outcome,
}

crate::record::vocabulary::words!(Tree { Event => "event", Group => "group", Outcome => "outcome" });
