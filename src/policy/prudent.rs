//! The default policy with a wider range where a single voice sets an end.

use super::{Best, End, Hearing, LeastDissent, Panel, Policy, Ruling, Settling};
use crate::said::interval::{Ceiling, Interval};
use crate::voice::Voice;

/// The range of [`LeastDissent`](crate::LeastDissent), wider at an end that one voice alone sets. If a
/// voice contradicts the range, nothing is widened.
///
/// The early number of one outlet is often the only one, and often too low. A single late number is
/// not a safe limit either. This was measured on 35 real quantities with a later inquiry: the range
/// of [`LeastDissent`] contained the inquiry's result for 26 of them, this range for 33, with body
/// counts by the victims' own side as floors. The factors were chosen on the same events, so expect
/// fewer on others.
///
/// An end is *lone* if three things hold. Exactly one voice has it as its own bound (its floor is
/// the low, or its ceiling is the high). The neutral statements of that voice, body counts
/// excluded, give the end by themselves. None of its body counts or admissions gives the end. The
/// *next voice* is the nearest of all others. So where voices agree except for a gap, as 20 and 21
/// do, nothing is loosened.
///
/// | the range of least dissent | the low l | the high h |
/// |---|---|---|
/// | a voice dissents | l | h |
/// | the end is not lone | l | h |
/// | the end is lone | ⌈l / 1.5⌉, but not below the next voice's floor, nor the firm floor | max(2h, h + 2), but not above the next voice's ceiling |
/// | unbounded above | | unbounded |
///
/// Two voices with the same end are not alone. Parts, wholes, best and ladder are those of the
/// default policy.
///
/// ```
/// use corroborate::{Prudent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), Prudent::new());
/// let estimate = answer.estimate(&"raid/all/killed".parse()?).ok_or("in play")?;
/// assert_eq!(estimate.range().to_string(), "29 to 66");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Prudent;

impl Prudent {
    /// The policy. It has no options.
    ///
    /// ```
    /// use corroborate::{Prudent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Prudent::new());
    /// let estimate = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(estimate.range().to_string(), "22 to 50");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn new() -> Prudent {
        Prudent
    }
}

impl Policy for Prudent {
    fn name(&self) -> &'static str {
        "prudent"
    }

    fn rule_in_words(&self) -> &'static str {
        "least dissent, with an end that one neutral voice alone gives loosened"
    }

    fn hearing(&self) -> Hearing {
        Hearing::AgainstInterest
    }

    fn rule(&self, panel: &Panel<'_>) -> Ruling {
        let ruling = LeastDissent::new().rule(panel);
        if ruling.dissent > 0 {
            return ruling;
        }
        let (low, high) = (loosened_low(panel, ruling.range), loosened_high(panel, ruling.range));
        let range = Interval::new(
            low.map_or(ruling.range.low(), |(_, low)| low),
            high.map_or(ruling.range.high(), |(_, high)| Ceiling::At(high)),
        );
        let mut ruling = Ruling { range: range.unwrap_or(ruling.range), ..ruling };
        for (end, lone) in [(End::Low, low), (End::High, high)] {
            if let Some((voice, _)) = lone {
                ruling = ruling.loosened_from(panel, end, voice);
            }
        }
        ruling
    }

    fn best(&self, panel: &Panel<'_>, ruling: &Ruling, settling: &Settling) -> Option<Best> {
        LeastDissent::new().best(panel, ruling, settling)
    }
}

/// The one voice that sets the low, and the new, smaller low; `None` if the low stays.
fn loosened_low<'b>(panel: &'b Panel<'_>, range: Interval) -> Option<(&'b Voice, u64)> {
    let low = range.low();
    let (lone, others) = lone(panel, |voice| voice.bounds().low() == low)?;
    let is_weighty = lone.documented_floor() >= Some(low) || lone.admitted() >= low;
    if lone.tally.plain.interval().low() != low || is_weighty {
        return None;
    }
    let next = others.map(|voice| voice.bounds().low()).max().unwrap_or(0);
    // This is ⌈2l / 3⌉; 2l could overflow.
    let loosened = (low - low / 3).max(next).max(panel.firm_floor());
    (loosened < low).then_some((lone, loosened))
}

/// The one voice that sets the high, and the new, larger high. A ceiling below the firm floor does
/// not count.
fn loosened_high<'b>(panel: &'b Panel<'_>, range: Interval) -> Option<(&'b Voice, u64)> {
    let high = range.high().get()?;
    let (lone, others) = lone(panel, |voice| voice.bounds().high() == Ceiling::At(high))?;
    let is_weighty = lone.tally.documented_ceiling.is_some_and(|documented| documented <= high);
    if lone.tally.plain.interval().high() != Ceiling::At(high) || is_weighty {
        return None;
    }
    let ceilings = others.filter_map(|voice| voice.bounds().high().get());
    let next = ceilings.filter(|&ceiling| ceiling >= panel.firm_floor()).min();
    let loosened = high.saturating_mul(2).max(high.saturating_add(2));
    let loosened = next.map_or(loosened, |next| loosened.min(next));
    (loosened > high).then_some((lone, loosened))
}

/// The one voice that has an end as its own bound, and the other voices.
fn lone<'b>(
    panel: &'b Panel<'_>,
    has_it: impl Fn(&Voice) -> bool,
) -> Option<(&'b Voice, impl Iterator<Item = &'b Voice>)> {
    let mut having = panel.voices().iter().enumerate().filter(|(_, voice)| has_it(voice));
    let (Some((at, voice)), None) = (having.next(), having.next()) else { return None };
    let others = panel.voices().iter().enumerate().filter(move |&(other, _)| other != at);
    Some((voice, others.map(|(_, voice)| voice)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn two_thirds_rounded_up() {
        for (low, loosened) in
            [(1_u64, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 4), (100, 67), (u64::MAX, u64::MAX / 3 * 2)]
        {
            assert_eq!(low - low / 3, loosened, "{low}");
        }
    }
}
