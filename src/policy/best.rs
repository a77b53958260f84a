//! The best estimate, where it comes from, and what it is settled on.

use crate::interval::Interval;
use crate::quantity::Tree;

/// The best estimate and where it comes from.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Best {
    pub(crate) count: u64,
    pub(crate) cause: BestCause,
}

/// Where a best estimate comes from.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum BestCause {
    /// The lower median of neutral figures of supporters; the claim that names it.
    Neutral { figure: u64, claim: u32 },
    /// The lower median of admitted figures of supporters.
    Admitted { figure: u64, claim: u32 },
    /// The lower median of figures of body counts by the victims' own side.
    OwnCount { figure: u64, claim: u32 },
    /// The parts' bests, added up.
    Parts { sum: u64, tree: Tree },
    /// The firm floor.
    Firm { floor: u64 },
    /// The range holds one count.
    OnlyCount,
    /// The policy ruled it.
    Ruled,
}

impl Best {
    /// A best that the policy itself names.
    pub fn ruled(count: u64) -> Best {
        Best { count, cause: BestCause::Ruled }
    }

    /// The count.
    pub fn count(&self) -> u64 {
        self.count
    }
}

/// A range on which the best is settled, and what the parts say of it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Settling {
    pub(crate) range: Interval,
    pub(crate) parts_best: Option<(Tree, u64)>,
}

impl Settling {
    /// The range.
    pub fn range(&self) -> Interval {
        self.range
    }

    /// The largest of the parts' bests that lies in the loosened range.
    pub fn of_parts(&self) -> Option<Best> {
        self.parts_best.map(|(tree, sum)| Best { count: sum, cause: BestCause::Parts { sum, tree } })
    }
}
