//! The parties to the conflict.

use crate::record::id::{Ids, PartyId};

/// A side in the conflict, with the parties that it opposes and those it is allied to.
///
/// Both relations are symmetric, and it is enough if one side states them. A party is its own ally.
/// A dossier in which two parties are both allies and opponents is refused.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party {
    pub(crate) id: PartyId,
    pub(crate) name: Box<str>,
    pub(crate) opposes: Ids<PartyId>,
    pub(crate) allies: Ids<PartyId>,
}

impl Party {
    /// A party that opposes nobody and has no ally but itself.
    pub fn new(id: PartyId, name: &str) -> Party {
        Party { id, name: name.into(), opposes: Ids::default(), allies: Ids::default() }
    }

    /// The same party, opposed to `other`.
    pub fn with_opposes(mut self, other: PartyId) -> Party {
        self.opposes.add(other);
        self
    }

    /// The same party, allied with `other`.
    pub fn with_allies(mut self, other: PartyId) -> Party {
        self.allies.add(other);
        self
    }

    /// Its id.
    pub fn id(&self) -> &PartyId {
        &self.id
    }

    /// Its name for people.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The parties that it states it opposes. Others may state that they oppose it.
    pub fn opposes(&self) -> impl Iterator<Item = &PartyId> {
        self.opposes.iter()
    }

    /// The parties that it states it is allied to. Others may state that they are allied to it.
    pub fn allies(&self) -> impl Iterator<Item = &PartyId> {
        self.allies.iter()
    }
}
