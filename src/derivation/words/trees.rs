//! What parts and wholes added.

use super::Words;
use super::phrase::{above, along, range, sum_of};
use crate::derivation::{FirmSource, PartsStep, Setter};
use crate::rollup::{PartsEffect, WholeEffect};

impl Words<'_> {
    pub(super) fn parts(&mut self) {
        for step in &self.derivation.parts {
            let whole = range(step.sum);
            let sentence = match step.effect {
                PartsEffect::Dissent => format!(
                    "The parts {} add up to {whole}, which cannot be squared with what is said of the whole: \
                     the range was widened to take them in.",
                    along(step.tree)
                ),
                PartsEffect::Unheard => format!(
                    "The parts {} add up to {whole}; where voices disagree, a breakdown does not settle it.",
                    along(step.tree)
                ),
                PartsEffect::Gap => format!(
                    "The parts {} add up to {whole}, which agrees with what is said of the whole but for a gap.",
                    along(step.tree)
                ),
                PartsEffect::Cut if self.derivation.counting > 0 && self.bears_out(step) => {
                    format!("Its parts {} bear it out: {}.", along(step.tree), sum_of(step))
                }
                PartsEffect::Cut => continue,
            };
            self.say(sentence);
        }
    }

    /// Whether the parts alone give the low that the voices give.
    pub(super) fn bears_out(&self, step: &PartsStep) -> bool {
        let d = self.derivation;
        let low = d.range.low();
        let told = d.low == Setter::Parts(step.tree)
            || d.low == Setter::Firm && d.firm_floor.from == FirmSource::Parts(step.tree);
        low > 0 && step.sum.low() == low && !told
    }

    pub(super) fn wholes(&mut self) {
        for step in &self.derivation.wholes {
            let (whole, siblings) = (range(step.whole_range), range(step.siblings));
            let sentence = match (step.effect, step.left) {
                (WholeEffect::Cut, Some(left)) => format!(
                    "The whole {} is {whole} and its other parts add up to {siblings}, which leaves {}.",
                    above(step.tree),
                    range(left)
                ),
                _ => format!(
                    "The whole {} is {whole} and its other parts add up to {siblings}: that cannot be squared with \
                     this part, and does not narrow it.",
                    above(step.tree)
                ),
            };
            self.say(sentence);
        }
    }
}
