//! The profile of a flow's voice: its summary at every moment, for many questions.

use super::Voice;
use super::statement::{Fate, Statement};
use super::tally::{Tally, lower};
use crate::dossier::index::SpeakerIndex;
use crate::record::interest::Interest;

/// The summary of the totals of a flow's voice, at each moment of a statement. A floor holds from
/// its moment on, a ceiling up to its moment.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    steps: Vec<(i64, Tally)>,
    is_neutral: bool,
    newest: i64,
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
            let Tally { all, neutral, plain, documented_ceiling, .. } = steps[at].1;
            let before = &mut steps[at - 1].1;
            before.all.lower(all.ceiling);
            before.neutral.lower(neutral.ceiling);
            before.plain.lower(plain.ceiling);
            before.documented_ceiling = lower(before.documented_ceiling, documented_ceiling);
        }
        Profile {
            steps,
            is_neutral: kept.iter().any(|s| s.interest == Interest::Neutral),
            newest: kept.last().map_or(i64::MIN, |s| s.moment),
        }
    }

    /// Adds a kept statement, which must be the last in the order of its voice.
    pub(crate) fn hear(&mut self, s: &Statement) {
        let at = self.steps.partition_point(|&(moment, _)| moment < s.moment);
        if self.steps.get(at).is_none_or(|&(moment, _)| moment != s.moment) {
            let tally = self.tally_at(s.moment);
            self.steps.insert(at, (s.moment, tally));
        }
        for (_, step) in &mut self.steps[at..] {
            step.hear_floor(s);
        }
        for (_, step) in self.steps[..=at].iter_mut().rev() {
            let ceilings = |step: &Tally| (step.all, step.neutral, step.plain, step.documented_ceiling);
            let before = ceilings(step);
            step.hear_ceiling(s);
            // Ceilings never fall over time. If this step's ceiling was not lowered, no earlier one
            // will be.
            if before == ceilings(step) {
                break;
            }
        }
        self.is_neutral |= s.interest == Interest::Neutral;
        self.newest = self.newest.max(s.moment);
    }

    pub(crate) fn at(&self, speaker: SpeakerIndex, t: i64) -> Voice {
        Voice { speaker, tally: self.tally_at(t), is_neutral: self.is_neutral, newest: self.newest }
    }

    fn tally_at(&self, t: i64) -> Tally {
        let by = self.steps.partition_point(|&(moment, _)| moment <= t);
        let from = self.steps.partition_point(|&(moment, _)| moment < t);
        let mut tally = self.steps[..by].last().map_or_else(Tally::default, |(_, step)| step.clone());
        let later = self.steps.get(from).map(|(_, step)| step);
        tally.all.ceiling = later.and_then(|step| step.all.ceiling);
        tally.neutral.ceiling = later.and_then(|step| step.neutral.ceiling);
        tally.plain.ceiling = later.and_then(|step| step.plain.ceiling);
        tally.documented_ceiling = later.and_then(|step| step.documented_ceiling);
        tally
    }
}
