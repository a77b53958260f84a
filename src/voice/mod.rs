//! Everything that one independent speaker says of one quantity, folded into one floor, one
//! ceiling, one figure.

mod accusation;
mod chorus;
mod fold;
mod profile;
mod statement;
mod stock;
mod stretch;
mod tally;
mod toll;
mod totals;
mod windows;

use std::fmt;

pub(crate) use accusation::{Accusations, accusation, answers};
pub(crate) use chorus::Chorus;
pub(crate) use fold::{Ear, Fold};
pub use statement::Fate;
pub(crate) use statement::{Span, Statement};
pub(crate) use stock::ONE_TIME;

use crate::id::{ClaimId, PartyId, SourceId};
use crate::index::SpeakerIndex;
use crate::interest::Interest;
use crate::interval::Interval;
use crate::moment::Moment;

/// Whose voice it is: all sources of one party speak with that party's voice; a source
/// without a party is its own.
///
/// Prints as `party:sdf` or `source:osdh`, and is ordered as it prints.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speaker {
    /// A party, through any of its sources.
    Party(PartyId),
    /// A source of no party.
    Source(SourceId),
}

impl fmt::Display for Speaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Speaker::Party(id) => write!(f, "party:{id}"),
            Speaker::Source(id) => write!(f, "source:{id}"),
        }
    }
}

/// The one number a statement of a voice names, and which claim named it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub(crate) value: u64,
    pub(crate) moment: i64,
    pub(crate) claim: u32,
}

impl Figure {
    /// The number.
    pub fn value(&self) -> u64 {
        self.value
    }

    /// The moment it is of. Of what only adds up, every moment after the toll is settled is the
    /// one just after it.
    pub fn moment(&self) -> Option<Moment> {
        Moment::from_unix(self.moment)
    }
}

/// Everything that one independent speaker says of one quantity as of one moment, folded: what
/// a [`Policy`](crate::Policy) judges.
#[derive(Clone, Debug)]
pub struct Voice {
    pub(crate) speaker: SpeakerIndex,
    pub(crate) bounds: Interval,
    pub(crate) neutral_bounds: Interval,
    pub(crate) firm_floor: u64,
    pub(crate) admitted: u64,
    pub(crate) documented: Option<u64>,
    /// The smallest ceiling of a body count; of a stock alone.
    pub(crate) documented_ceiling: Option<u64>,
    /// The floor without what the victims' own side counted.
    pub(crate) other_floor: u64,
    /// Newest of each interest, in the order of [`Interest::ALL`].
    pub(crate) figures: [Option<Figure>; Interest::ALL.len()],
    pub(crate) sound_figure: Option<Figure>,
    pub(crate) own_count: Option<Figure>,
    pub(crate) smallest: Option<Figure>,
    pub(crate) largest: Option<Figure>,
    pub(crate) is_neutral: bool,
    pub(crate) newest: i64,
}

impl Voice {
    /// Its floor and ceiling as of the moment asked about: what its kept statements, each
    /// counting only against its own interest, imply.
    pub fn bounds(&self) -> Interval {
        self.bounds
    }

    /// The same from its neutral statements alone, less those of sources graded D or F.
    pub fn neutral_bounds(&self) -> Interval {
        self.neutral_bounds
    }

    /// What its admissions and neutral body counts alone imply, less those of sources graded
    /// D or F; 0 of a stock.
    pub fn firm_floor(&self) -> u64 {
        self.firm_floor
    }

    /// What its admissions alone imply.
    pub fn admitted(&self) -> u64 {
        self.admitted
    }

    /// What its body counts alone imply, boasts left out; none if it made none.
    pub fn documented_floor(&self) -> Option<u64> {
        self.documented
    }

    /// The figure of its newest kept total of that interest that names one; of several of
    /// that moment, the largest.
    pub fn figure(&self, interest: Interest) -> Option<&Figure> {
        self.figures[interest as usize].as_ref()
    }

    /// Its newest neutral figure from sources not graded D or F.
    pub fn sound_figure(&self) -> Option<&Figure> {
        self.sound_figure.as_ref()
    }

    /// The figure of its newest body count of its own side's civilians, who it says its enemy
    /// harmed: a floor, though the voice would rather have it large.
    pub fn own_count(&self) -> Option<&Figure> {
        self.own_count.as_ref()
    }

    /// The smallest number that its newest kept total names: n of "at least n" and of n; none of
    /// "up to n".
    pub fn smallest_named(&self) -> Option<&Figure> {
        self.smallest.as_ref()
    }

    /// The largest number that any of its kept totals names: n of "up to n" and of n; none of "at
    /// least n".
    pub fn largest_named(&self) -> Option<&Figure> {
        self.largest.as_ref()
    }

    /// Whether its floor is what the victims' own side counted, and no other of its words gives
    /// it.
    pub(crate) fn rests_on_own_count(&self) -> bool {
        self.other_floor < self.bounds.low()
    }

    /// Whether any kept statement is neutral.
    pub fn is_neutral(&self) -> bool {
        self.is_neutral
    }

    /// The moment of its newest kept statement. Of what only adds up, every moment after the
    /// toll is settled is the one just after it.
    pub fn newest(&self) -> Option<Moment> {
        Moment::from_unix(self.newest)
    }

    /// A voice that bounds nothing has nothing to say.
    pub(crate) fn is_silent(&self) -> bool {
        self.bounds == Interval::ANY
    }
}

/// A bound and the claims it was drawn from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    pub(crate) value: u64,
    pub(crate) claims: Vec<ClaimId>,
}

impl Bound {
    /// The bound.
    pub fn value(&self) -> u64 {
        self.value
    }

    /// The claims it was drawn from: one, unless increments were added up.
    pub fn claims(&self) -> &[ClaimId] {
        &self.claims
    }
}
