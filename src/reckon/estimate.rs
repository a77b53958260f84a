//! The answer.

use std::fmt;

use crate::policy::Verdict;
use crate::policy::dissent::Rung;
use crate::record::id::ClaimId;
use crate::record::moment::Moment;
use crate::record::quantity::Quantity;
use crate::record::vocabulary::words;
use crate::said::interval::Interval;
use crate::voice::Speaker;

/// What the claims amount to for one quantity, as of one moment.
///
/// Not a confidence interval: a range of what was reported. Ignorance shows as a wide range,
/// conflict as dissent.
///
/// Law: low ≤ best ≤ high (`laws::estimates::low_best_high`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    pub(crate) quantity: Quantity,
    pub(crate) as_of: Moment,
    pub(crate) range: Interval,
    pub(crate) best: Option<u64>,
    pub(crate) grade: Grade,
    pub(crate) status: Verdict,
    pub(crate) dissent: usize,
    pub(crate) dissenters: Vec<Dissenter>,
    pub(crate) conceded: Option<u64>,
    pub(crate) ladder: Vec<Rung>,
    pub(crate) set_aside: Vec<SetAside>,
}

impl Estimate {
    /// The quantity estimated.
    pub fn quantity(&self) -> &Quantity {
        &self.quantity
    }

    /// The moment it is as of: the one asked about, else the newest moment of the standing
    /// claims at or below the quantity.
    pub fn as_of(&self) -> Moment {
        self.as_of
    }

    /// The range, low to high: all counts if the policy has no answer.
    pub fn range(&self) -> Interval {
        self.range
    }

    /// The lowest count of the range.
    pub fn low(&self) -> u64 {
        self.range.low()
    }

    /// The highest count of the range; none if it has no end.
    pub fn high(&self) -> Option<u64> {
        self.range.high().get()
    }

    /// The best estimate, if there is one.
    ///
    /// Never a boast where statements are held against their speakers' interest, as they are by
    /// default ([`Hearing::AgainstInterest`](crate::policy::Hearing::AgainstInterest)). A policy
    /// that takes everyone at their word, such as `face-value` or `acled-exact`, may take a boast
    /// for its best.
    pub fn best(&self) -> Option<u64> {
        self.best
    }

    /// How far it can be relied on.
    pub fn grade(&self) -> Grade {
        self.grade
    }

    /// How far the policy came: it may have no answer, which is not zero.
    pub fn status(&self) -> Verdict {
        self.status
    }

    /// φ: how many voices any one of the counts taken contradicts.
    pub fn dissent(&self) -> usize {
        self.dissent
    }

    /// Those that support none of the counts taken, in the order of their names.
    pub fn dissenters(&self) -> &[Dissenter] {
        &self.dissenters
    }

    /// The most that any one voice admits.
    pub fn conceded(&self) -> Option<u64> {
        self.conceded
    }

    /// What holds if some of the voices are wrong: the rungs at which the range changes. Of
    /// the voices alone, parts and wholes apart.
    pub fn ladder(&self) -> &[Rung] {
        &self.ladder
    }

    /// The known claims on just this quantity that were set aside, by id.
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }
}

/// How far an estimate can be relied on: the first that fits.
///
/// | grade | fits if |
/// |---|---|
/// | contested | any count taken contradicts a voice; or the parts dissent; or there is no voice and a part in play is contested before wholes |
/// | unsupported | range from 0 without end, no best |
/// | derived | no voice: parts or wholes alone |
/// | partisan | no neutral voice; or some supporter has the low for its floor by what the victims' own side counted, and without those statements none has, nor is the firm floor that high |
/// | corroborated | a neutral figure of one voice (its newest from sources not graded D or F) and a neutral or minimising figure of another, both in the loosened range and of moments no more than 31 days apart, neither a dissenter, not of the same or allied parties |
/// | uncorroborated | nothing of these |
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Nothing bounds it.
    Unsupported,
    /// Voices, or the parts, disagree.
    Contested,
    /// From parts or wholes alone.
    Derived,
    /// From interested voices alone.
    Partisan,
    /// Two independent voices name a figure in the range.
    Corroborated,
    /// Nobody else names a figure in the range.
    Uncorroborated,
}

words!(Grade {
    Unsupported => "unsupported",
    Contested => "contested",
    Derived => "derived",
    Partisan => "partisan",
    Corroborated => "corroborated",
    Uncorroborated => "uncorroborated",
});

/// Who stands against the range.
///
/// Prints as `parts`, `party:sdf` or `source:osdh`, and is ordered as it prints.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dissenter {
    /// The parts, added up.
    Parts,
    /// A voice.
    Voice(Speaker),
}

impl fmt::Display for Dissenter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Dissenter::Parts => f.write_str("parts"),
            Dissenter::Voice(speaker) => speaker.fmt(f),
        }
    }
}

/// A known claim that was set aside, and why.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SetAside {
    pub(crate) claim: ClaimId,
    pub(crate) why: Why,
}

impl SetAside {
    /// The claim.
    pub fn claim(&self) -> &ClaimId {
        &self.claim
    }

    /// The first reason that holds.
    pub fn why(&self) -> Why {
        self.why
    }
}

/// Why a known claim was set aside.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Its speaker took it back.
    Retracted,
    /// A known claim stands in its place.
    Superseded,
    /// Its source is graded E or it is of a credibility of 5.
    Discounted,
    /// A later word of the same voice cannot be true together with it.
    Withdrawn,
    /// Its window is empty once moments after the settling are one.
    Empty,
}

words!(Why {
    Retracted => "retracted",
    Superseded => "superseded",
    Discounted => "discounted",
    Withdrawn => "withdrawn",
    Empty => "empty",
});
