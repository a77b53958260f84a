//! Least dissent, its lone ends loosened.

use super::{Bench, Best, Hearing, LeastDissent, Policy, Ruling, Settling};
use crate::interval::{Ceiling, Interval};
use crate::voice::Voice;

/// The range of least dissent; where no voice dissents, an end that one voice alone gives is
/// loosened.
///
/// One outlet's early number is often the only one there is, and often too low; a lone late number
/// is no wall either. Measured on 35 real quantities with a later inquiry: the range of
/// [`LeastDissent`] held 26 of what was found, this one 33, with bodies counted by the victims' own
/// side heard as floors. The factors were chosen on the same events, so expect less on others.
///
/// An end is *lone* if just one voice has it for its own (its floor is the low, or its ceiling the
/// high), that voice is neutral, and the end is neither documented nor an admission.
///
/// | the range of least dissent | the low l | the high h |
/// |---|---|---|
/// | a voice dissents | l | h |
/// | the end is not lone | l | h |
/// | the end is lone | ⌈l / 1.5⌉, but not below the next voice's floor, nor the firm floor | max(2h, h + 2), but not above the next voice's ceiling |
/// | unbounded above | | unbounded |
///
/// Two voices with the same end are not one alone. Parts, wholes, best and ladder are as for the
/// default.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Prudent;

impl Prudent {
    /// The rule; it has no options.
    pub const fn new() -> Prudent {
        Prudent
    }
}

impl Policy for Prudent {
    fn name(&self) -> &'static str {
        "prudent"
    }

    fn motto(&self) -> &'static str {
        "least dissent, with an end that one neutral voice alone gives loosened"
    }

    fn hearing(&self) -> Hearing {
        Hearing::AgainstInterest
    }

    fn rule(&self, bench: &Bench<'_>) -> Ruling {
        let ruling = LeastDissent::new().rule(bench);
        if ruling.dissent > 0 {
            return ruling;
        }
        let low = loosened_low(bench, ruling.range.low());
        let high = ruling.range.high().get().map(|high| loosened_high(bench, high));
        let range = Interval::new(low, Ceiling::from(high)).unwrap_or(ruling.range);
        Ruling { range, ..ruling }
    }

    fn best(&self, bench: &Bench<'_>, ruling: &Ruling, settling: &Settling) -> Option<Best> {
        LeastDissent::new().best(bench, ruling, settling)
    }
}

fn loosened_low(bench: &Bench<'_>, low: u64) -> u64 {
    let floors = || bench.voices().iter().map(|voice| voice.bounds().low());
    let is_weighty = |voice: &Voice| voice.documented_floor() >= Some(low) || voice.admitted() >= low;
    if low == 0 || !is_lone(bench, |voice| voice.bounds().low() == low, is_weighty) {
        return low;
    }
    let next = floors().filter(|&floor| floor < low).max().unwrap_or(0);
    // ⌈2l / 3⌉, without passing the largest number there is.
    let loosened = low - low / 3;
    loosened.max(next).max(bench.firm_floor().min(low))
}

fn loosened_high(bench: &Bench<'_>, high: u64) -> u64 {
    let ceilings = || bench.voices().iter().filter_map(|voice| voice.bounds().high().get());
    let is_weighty = |voice: &Voice| voice.documented_ceiling.is_some_and(|documented| documented <= high);
    if !is_lone(bench, |voice| voice.bounds().high() == Ceiling::At(high), is_weighty) {
        return high;
    }
    let loosened = high.saturating_mul(2).max(high.saturating_add(2));
    ceilings().filter(|&ceiling| ceiling > high).min().map_or(loosened, |next| loosened.min(next))
}

/// Whether just one voice has an end for its own, without a stake and without weight behind it.
fn is_lone(bench: &Bench<'_>, has_it: impl Fn(&Voice) -> bool, is_weighty: impl Fn(&Voice) -> bool) -> bool {
    let mut having = bench.voices().iter().filter(|voice| has_it(voice));
    match (having.next(), having.next()) {
        (Some(voice), None) => voice.is_neutral() && !is_weighty(voice),
        _ => false,
    }
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
