//! The groups whose people are counted.

use crate::record::id::{GroupId, PartyId};
use crate::record::vocabulary::words;

/// A group of people to count: fighters of a side, prisoners, civilians, everyone.
///
/// Groups form a tree. Counts of two groups are never added unless both are declared parts of one
/// whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    pub(crate) id: GroupId,
    pub(crate) name: Box<str>,
    pub(crate) part_of: Option<GroupId>,
    pub(crate) party: Option<PartyId>,
    pub(crate) status: Option<Status>,
    pub(crate) exhaustive: bool,
}

impl Group {
    /// A group that is part of no other group, with no party and no status.
    pub fn new(id: GroupId, name: &str) -> Group {
        Group { id, name: name.into(), part_of: None, party: None, status: None, exhaustive: false }
    }

    /// The same group, as a part of `whole`.
    pub fn with_part_of(mut self, whole: GroupId) -> Group {
        self.part_of = Some(whole);
        self
    }

    /// The same group, whose people belong to this party.
    pub fn with_party(mut self, party: PartyId) -> Group {
        self.party = Some(party);
        self
    }

    /// The same group, of civilians or of combatants.
    pub fn with_status(mut self, status: Status) -> Group {
        self.status = Some(status);
        self
    }

    /// The same group, covered entirely by its declared parts.
    pub fn with_exhaustive(mut self) -> Group {
        self.exhaustive = true;
        self
    }

    /// Its id.
    pub fn id(&self) -> &GroupId {
        &self.id
    }

    /// Its name for people.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The group it is part of.
    pub fn part_of(&self) -> Option<&GroupId> {
        self.part_of.as_ref()
    }

    /// The party that the people belong to. If not stated, that of the nearest ancestor applies.
    pub fn party(&self) -> Option<&PartyId> {
        self.party.as_ref()
    }

    /// Civilian or combatant. If not stated, the status of the nearest ancestor applies.
    pub fn status(&self) -> Option<Status> {
        self.status
    }

    /// Whether its declared parts cover it entirely.
    pub fn is_exhaustive(&self) -> bool {
        self.exhaustive
    }
}

/// Whether the people of a group took part in the fighting.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Status {
    /// They did not. A speaker's interest then depends on who harmed them, not on their side.
    Civilian,
    /// They did.
    Combatant,
}

words!(Status { Civilian => "civilian", Combatant => "combatant" });
