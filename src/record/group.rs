//! Whose people are counted.

use crate::record::id::{GroupId, PartyId};
use crate::record::vocabulary::words;

/// Whose people are counted: fighters of a side, prisoners, civilians, everyone.
///
/// Groups form a tree; two groups of which neither is the other's ancestor are never added
/// up unless they are declared parts of one whole.
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
    /// A group that is part of no other, of no party, of no status.
    pub fn new(id: GroupId, name: &str) -> Group {
        Group { id, name: name.into(), part_of: None, party: None, status: None, exhaustive: false }
    }

    /// The same, part of `whole`.
    pub fn with_part_of(mut self, whole: GroupId) -> Group {
        self.part_of = Some(whole);
        self
    }

    /// The same, people of that party.
    pub fn with_party(mut self, party: PartyId) -> Group {
        self.party = Some(party);
        self
    }

    /// The same, civilians or combatants.
    pub fn with_status(mut self, status: Status) -> Group {
        self.status = Some(status);
        self
    }

    /// The same, covered entirely by its declared parts.
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

    /// The party they belong to; if none is said, the nearest ancestor's counts.
    pub fn party(&self) -> Option<&PartyId> {
        self.party.as_ref()
    }

    /// Civilian or combatant; if none is said, the nearest ancestor's counts.
    pub fn status(&self) -> Option<Status> {
        self.status
    }

    /// Whether its declared parts cover it entirely.
    pub fn is_exhaustive(&self) -> bool {
        self.exhaustive
    }
}

/// Whether the people of a group fought.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// They did not: whose people they are does not matter, who harmed them does.
    Civilian,
    /// They did.
    Combatant,
}

words!(Status { Civilian => "civilian", Combatant => "combatant" });
