//! The policy of the largest documented floor.

use super::{End, Panel, Policy, Ruling};
use crate::said::interval::Interval;

/// The largest floor that was counted body by body, without a ceiling: a verified minimum.
///
/// The United Nations human rights office, and recorders who keep to the Standards for Casualty
/// Recording (Every Casualty, 2016), publish what they could document as a minimum and say that
/// the true number is likely higher (OHCHR, *Guidance on Casualty Recording*, HR/PUB/19/1, 2019).
///
/// | documented floors | answer |
/// |---|---|
/// | none | no answer |
/// | some | the largest, or more; it is the best as well |
///
/// ```
/// use corroborate::{MinimumVerifiable, Question, Verdict};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), MinimumVerifiable::new());
/// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// assert_eq!(guards.status(), Verdict::NoAnswer, "nobody counted bodies");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct MinimumVerifiable;

impl MinimumVerifiable {
    /// The policy. It has no options.
    ///
    /// ```
    /// use corroborate::{MinimumVerifiable, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), MinimumVerifiable::new());
    /// let estimate = answer.estimate(&"raid/visitors/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(estimate.range().to_string(), "7 or more");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn new() -> MinimumVerifiable {
        MinimumVerifiable
    }
}

impl Policy for MinimumVerifiable {
    fn name(&self) -> &'static str {
        "minimum-verifiable"
    }

    fn rule_in_words(&self) -> &'static str {
        "the largest documented floor, and no ceiling"
    }

    fn rule(&self, panel: &Panel<'_>) -> Ruling {
        let documented = panel.voices().iter().filter_map(|voice| voice.documented_floor().map(|floor| (voice, floor)));
        match documented.max_by_key(|&(_, floor)| floor) {
            Some((voice, floor)) => {
                Ruling::range(panel, Interval::at_least(floor)).with_best(floor).on_bound(panel, End::Low, voice)
            }
            None => Ruling::no_answer(panel),
        }
    }
}
