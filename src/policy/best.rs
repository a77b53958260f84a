//! The best estimate and where it comes from.

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
