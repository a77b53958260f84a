//! Words the effects of parts and wholes.

use super::Words;
use super::fragments::{above, along, range, sum_of};
use crate::derivation::{FirmSource, PartsStep, Setter};
use crate::reckon::parts_and_wholes::{PartsEffect, WholeEffect};
use crate::said::interval::Interval;

impl Words<'_> {
    pub(super) fn parts(&mut self) {
        for step in &self.derivation.parts {
            let whole = range(step.sum);
            let sentence = match step.effect {
                PartsEffect::Dissent => format!(
                    "The parts {} add up to {whole}, which contradicts what is said of the whole: \
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
                    format!("Its parts {} add up to the same: {}.", along(step.tree), sum_of(step))
                }
                PartsEffect::Cut => continue,
            };
            self.say(sentence);
        }
    }

    /// Whether the parts alone give the same low as the voices.
    fn bears_out(&self, step: &PartsStep) -> bool {
        let d = self.derivation;
        let low = d.range.low();
        let told = d.low == Setter::Parts(step.tree)
            || d.low == Setter::Firm && d.firm_floor.from == FirmSource::Parts(step.tree);
        low > 0 && step.sum.low() == low && !told
    }

    pub(super) fn wholes(&mut self) {
        let d = self.derivation;
        let mut before = d.parts.last().map_or(d.ruling.range, |step| step.range);
        if d.lapsed_since.is_some() {
            before = before.open_above();
        }
        for step in &d.wholes {
            // What changes nothing is not said.
            let changes = step.range != before;
            before = step.range;
            if !changes && step.effect == WholeEffect::Cut {
                continue;
            }
            // Heard as of this moment, they may be other than their own estimates show.
            let elsewhere = step.whole_as_of != d.as_of || step.siblings_as_of.is_some_and(|own| own != d.as_of);
            let the_whole = if elsewhere { format!("As of {} the whole", d.as_of) } else { "The whole".to_owned() };
            let (above, siblings) = (above(step.tree), range(step.siblings));
            let narrows = step.left != Some(Interval::ANY);
            let slack = if step.whole_loosened != step.whole_range && narrows {
                format!(" ({} with the slack of rounding and recounting)", range(step.whole_loosened))
            } else {
                String::new()
            };
            let said = format!(
                "{the_whole} {above} is {}{slack} and its other parts add up to {siblings}",
                range(step.whole_range)
            );
            self.say(match (step.effect, step.left) {
                (WholeEffect::Cut, Some(left)) => format!("{said}, which leaves {}.", range(left)),
                _ => format!("{said}: that contradicts this part, and does not narrow it."),
            });
        }
    }
}
