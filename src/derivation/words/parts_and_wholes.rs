//! Writes the sentences on what parts and wholes changed.

use super::Words;
use super::fragments::{above, sum_of};
use crate::derivation::{FirmSource, PartsStep, Setter};
use crate::reckon::parts_and_wholes::{PartsEffect, WholeEffect};
use crate::said::interval::Interval;

impl Words<'_> {
    pub(super) fn parts(&mut self) {
        for step in &self.derivation.parts {
            let add_up = format!("The parts by {} add up to {}", step.tree, step.sum.in_words());
            let sentence = match step.effect {
                PartsEffect::Dissent => format!(
                    "{add_up}, which contradicts what is said of the whole: the range was widened to take them in."
                ),
                PartsEffect::Unheard => format!("{add_up}; where voices disagree, a breakdown does not settle it."),
                PartsEffect::Gap => format!("{add_up}, which agrees with what is said of the whole but for a gap."),
                PartsEffect::Cut if self.derivation.counting > 0 && self.bears_out(step) => {
                    format!("Its parts by {} add up to the same: {}.", step.tree, sum_of(step))
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
            let (above, siblings) = (above(step.tree), step.siblings.in_words());
            let narrows = step.left != Some(Interval::ANY);
            let slack = if step.whole_loosened != step.whole_range && narrows {
                format!(" ({} with room for rounding and recounting)", step.whole_loosened.in_words())
            } else {
                String::new()
            };
            let said = format!(
                "{the_whole} {above} is {}{slack} and its other parts add up to {siblings}",
                step.whole_range.in_words()
            );
            self.say(match (step.effect, step.left) {
                (WholeEffect::Cut, Some(left)) => format!("{said}, which leaves {}.", left.in_words()),
                _ => format!("{said}: that contradicts this part, and does not narrow it."),
            });
        }
    }
}
