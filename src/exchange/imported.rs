//! What one row says, as records.

use super::published::{Flag, Published};
use crate::dossier::draft::Draft;
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::party::Party;
use crate::record::source::Source;

/// The records of one row, with the numbers that the table published and the flags of the row.
///
/// [`Gathering`](super::Gathering) brings rows together to a dossier.
///
/// A record that many rows share (a source, a group) comes with the first row that names it,
/// and now and then again: repeated records are one.
///
/// ```
/// use corroborate::exchange::{Format, Rows};
///
/// let table = "event,group,outcome,count,source,as_of\nmarket,all,killed,at least 41,An agency,2026-03-02\n";
/// let row = Rows::new(Format::Csv, table.as_bytes()).next().ok_or("a row")??;
/// assert_eq!((row.line, row.claims.len()), (2, 1));
/// assert_eq!(row.named.sources()[0].name(), "An agency", "only named: nothing else is known of it");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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

/// All its records, as they stand.
///
/// [`Gathering`](super::Gathering) does this for a whole table and lets what is declared take the
/// place of what is only named.
///
/// ```
/// use corroborate::Draft;
/// use corroborate::exchange::{Format, Rows};
///
/// let table = "event,group,outcome,count,source,as_of\nmarket,all,killed,at least 41,An agency,2026-03-02\n";
/// let mut draft = Draft::new();
/// for row in Rows::new(Format::Csv, table.as_bytes()) {
///     draft = draft.merge(row?.into());
/// }
/// assert_eq!(draft.check()?.claims()[0].count().as_str(), "at least 41");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl From<Imported> for Draft {
    fn from(row: Imported) -> Draft {
        let Imported { parties, sources, groups, events, claims, named, .. } = row;
        named.merge(Draft { parties, sources, groups, events, claims })
    }
}
