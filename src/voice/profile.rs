//! A voice of a flow at every moment, for those who ask about many.

use super::statement::{Fate, Statement};
use super::tally::Tally;
use crate::interest::Interest;

/// What the totals of a voice of a flow imply, at each moment it speaks of. A floor holds from
/// its moment on, a ceiling up to it.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    steps: Vec<(i64, Tally)>,
    pub(crate) is_neutral: bool,
    pub(crate) newest: i64,
}

impl Profile {
    pub(crate) fn of(statements: &[Statement]) -> Profile {
        let mut kept: Vec<&Statement> = statements.iter().filter(|s| s.fate == Fate::Kept).collect();
        kept.sort_by_key(|s| s.moment);
        let mut steps: Vec<(i64, Tally)> = Vec::new();
        let mut so_far = Tally::default();
        for at_once in kept.chunk_by(|one, other| one.moment == other.moment) {
            for s in at_once {
                so_far.hear_floor(s);
            }
            let mut step = so_far.clone();
            for s in at_once {
                step.hear_ceiling(s);
            }
            steps.push((at_once[0].moment, step));
        }
        for at in (1..steps.len()).rev() {
            let (all, neutral) = (steps[at].1.all.ceiling, steps[at].1.neutral.ceiling);
            steps[at - 1].1.all.lower(all);
            steps[at - 1].1.neutral.lower(neutral);
        }
        Profile {
            steps,
            is_neutral: kept.iter().any(|s| s.interest == Interest::Neutral),
            newest: kept.last().map_or(i64::MIN, |s| s.moment),
        }
    }

    pub(crate) fn at(&self, t: i64) -> Tally {
        let by = self.steps.partition_point(|&(moment, _)| moment <= t);
        let from = self.steps.partition_point(|&(moment, _)| moment < t);
        let mut tally = self.steps[..by].last().map_or_else(Tally::default, |(_, step)| step.clone());
        let later = self.steps.get(from).map(|(_, step)| step);
        tally.all.ceiling = later.and_then(|step| step.all.ceiling);
        tally.neutral.ceiling = later.and_then(|step| step.neutral.ceiling);
        tally
    }
}
