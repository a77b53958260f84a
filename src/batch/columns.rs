//! The claims of a batch.

use crate::dossier::index::{Key, Row};
use crate::record::claim::Credibility;
use crate::record::interest::Interest;
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::source::Basis;
use crate::said::count::Count;

/// The claims of a batch, a column for each field. Every column has one entry a row.
///
/// Numbers are positions in the lists of the dossier that declares the records, which are sorted by
/// id. A column that may be absent is an empty slice where no claim has the field.
///
/// ```
/// use corroborate::batch::{Batch, Columns};
/// use corroborate::{Count, Outcome};
///
/// let dossier = corroborate::docs::raid()?;
/// let (counts, as_of): ([Count; 1], _) = (["about 30".parse()?], ["2022-01-22".parse()?]);
/// let columns = Columns { event: &[0], group: &[0], outcome: &[Outcome::Killed], source: &[9], ..Columns::default() };
/// let columns = Columns { counts: &counts, count: &[0], as_of: &as_of, ..columns };
/// let faults = Batch::of(&dossier, columns).unwrap_err();
/// assert_eq!(faults.to_string(), "claims[0].source: there is no source \"9\"");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns<'a> {
    /// The event, as a position in [`Dossier::events`](crate::Dossier::events).
    pub event: &'a [u32],
    /// The group, as a position in [`Dossier::groups`](crate::Dossier::groups).
    pub group: &'a [u32],
    /// The outcome.
    pub outcome: &'a [Outcome],
    /// The source, as a position in [`Dossier::sources`](crate::Dossier::sources).
    pub source: &'a [u32],
    /// The distinct counts of the batch, in any order. This is a table, not a column.
    pub counts: &'a [Count],
    /// The count, as a position in `counts`.
    pub count: &'a [u32],
    /// The moment that the claim is as of.
    pub as_of: &'a [Moment],
    /// When it was made public, else at its `as_of`. May be absent.
    pub published: &'a [Option<Moment>],
    /// The start of the window of an increment. May be absent.
    pub since: &'a [Option<Moment>],
    /// When its source retracted it. May be absent.
    pub retracted: &'a [Option<Moment>],
    /// Its own basis, else that of the source. May be absent.
    pub basis: &'a [Option<Basis>],
    /// Its own interest, else that which the parties imply. May be absent.
    pub interest: &'a [Option<Interest>],
    /// Its own perpetrator, as a position in [`Dossier::parties`](crate::Dossier::parties), else
    /// that of the event. May be absent.
    pub perpetrator: &'a [Option<u32>],
    /// Its credibility. May be absent.
    pub credibility: &'a [Option<Credibility>],
    /// Whether it takes back what its source said before. May be absent.
    pub correction: &'a [bool],
    /// Pairs of a row and of an earlier row that it supersedes. This is a list, not a column.
    pub supersedes: &'a [(u32, u32)],
    /// Whether a claim in force that is not in the batch supersedes it. May be absent.
    pub superseded: &'a [bool],
}

impl Columns<'_> {
    pub(super) fn key(&self, row: u32) -> Key {
        let row = row as usize;
        (self.event[row], self.group[row], self.outcome[row])
    }

    pub(super) fn row(&self, row: u32) -> Row {
        let row = row as usize;
        Row {
            source: self.source[row],
            said: self.counts[self.count[row] as usize].said(),
            as_of: self.as_of[row],
            published: at(self.published, row),
            since: at(self.since, row),
            retracted: at(self.retracted, row),
            basis: at(self.basis, row),
            interest: at(self.interest, row),
            perpetrator: at(self.perpetrator, row),
            credibility: at(self.credibility, row),
            correction: at(self.correction, row),
        }
    }
}

/// The entry of a column that may be absent.
pub(super) fn at<T: Copy + Default>(column: &[T], row: usize) -> T {
    column.get(row).copied().unwrap_or_default()
}
