//! Bounds of a voice that states increments: what its kept statements imply together.

use super::difference::{Bounds, Constraint, Constraints};
use super::statement::{Fate, Share, Statement};

/// The bounds, at every moment, of a voice that has increments.
#[derive(Clone, Debug)]
pub(super) struct Increments {
    /// The positions of the kept statements.
    pub(super) kept: Vec<usize>,
    pub(super) all: Bounds,
    pub(super) neutral: Bounds,
    pub(super) firm: Bounds,
    pub(super) admitted: Bounds,
    pub(super) documented: Bounds,
    pub(super) others: Bounds,
    pub(super) plain: Bounds,
}

impl Increments {
    pub(super) fn of(statements: &[Statement], constraints: &Constraints) -> Increments {
        let kept: Vec<usize> = (0..statements.len()).filter(|&at| statements[at].fate == Fate::Kept).collect();
        let implied = |share: Share| {
            let of = |s: &Statement| {
                let counts = s.counts_in(share);
                let (low, high) = (s.floor().filter(|_| counts), s.ceiling().filter(|_| counts));
                Constraint { since: s.since, moment: s.moment, low, high }
            };
            constraints.bounds(&kept.iter().map(|&at| of(&statements[at])).collect::<Vec<_>>())
        };
        let all = implied(Share::All);
        // Most voices are all of one kind, so a share is often all of it or nothing.
        let bounds = |share: Share| match kept.iter().filter(|&&at| statements[at].counts_in(share)).count() {
            0 => Bounds::default(),
            counting if counting == kept.len() => all.clone(),
            _ => implied(share),
        };
        let neutral = bounds(Share::Neutral);
        let (firm, admitted, documented) = (bounds(Share::Firm), bounds(Share::Admitted), bounds(Share::Documented));
        let (others, plain) = (bounds(Share::Others), bounds(Share::Plain));
        Increments { kept, all, neutral, firm, admitted, documented, others, plain }
    }
}
