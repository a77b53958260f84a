//! What one row says, as records.

use super::published::{Flag, Published};
use crate::dossier::draft::Draft;
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::party::Party;
use crate::record::source::Source;

/// What one row says, as records of a [`Draft`](crate::Draft), with what the table itself published and what
/// is noteworthy about the row.
///
/// [`Gathering`](super::Gathering) brings rows together to a dossier.
///
/// A record that many rows share (a source, a group) comes with the first row that names it,
/// and now and then again: repeated records are one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Imported {
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// The parties it declares.
    pub parties: Vec<Party>,
    /// The sources it declares.
    pub sources: Vec<Source>,
    /// The groups it declares.
    pub groups: Vec<Group>,
    /// The events it declares.
    pub events: Vec<Event>,
    /// The claims it makes.
    pub claims: Vec<Claim>,
    /// What the table states, to go out again as it came in.
    pub published: Vec<Published>,
    /// What is noteworthy about the row.
    pub flags: Vec<Flag>,
    /// Parties, sources, groups and events that the row only names, first seen here: of the name and no more,
    /// made so that claims can point at them. Sources are of the kind `other`, unless the format says more.
    /// Where a dossier declares a record of the same id, that one counts.
    pub named: Draft,
}
