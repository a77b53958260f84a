//! The policy of the smallest, lower median and largest figure.

use super::{End, Panel, Policy, Ruling};
use crate::record::interest::Interest;
use crate::said::interval::Interval;
use crate::voice::{Figure, Voice};

/// The smallest, lower median and largest figure of the neutral voices, as low, best and high: an
/// analogue of the best, low and high estimates of the Uppsala Conflict Data Program (UCDP).
///
/// UCDP's low and high are the lowest and highest *reliable* estimate and its best is the most
/// likely one. A coder sets all three (Högbladh, *UCDP GED Codebook*, v. 19.1, 2019: `best`,
/// `high`, `low`). This rule cannot know which reports are reliable, so it uses the neutral ones.
///
/// | neutral figures | answer |
/// |---|---|
/// | none | no answer |
/// | one | it, as low, best and high |
/// | more | smallest, lower median, largest |
///
/// ```
/// use corroborate::{Question, Ucdp};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), Ucdp::new());
/// let estimate = answer.estimate(&"raid/all/killed".parse()?).ok_or("in play")?;
/// assert_eq!(estimate.range().to_string(), "30 to 31");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Ucdp;

impl Ucdp {
    /// The policy. It has no options.
    ///
    /// ```
    /// use corroborate::{Question, Ucdp};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Ucdp::new());
    /// let estimate = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(estimate.range().to_string(), "24 to 25");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn new() -> Ucdp {
        Ucdp
    }
}

impl Policy for Ucdp {
    fn name(&self) -> &'static str {
        "ucdp"
    }

    fn rule_in_words(&self) -> &'static str {
        "the smallest, lower median and largest figure of the neutral voices"
    }

    fn rule(&self, panel: &Panel<'_>) -> Ruling {
        let neutral = |voice: &'_ Voice| voice.figure(Interest::Neutral).cloned();
        let mut figures: Vec<(&Voice, Figure)> =
            panel.voices().iter().filter_map(|voice| neutral(voice).map(|figure| (voice, figure))).collect();
        figures.sort_by_key(|(_, figure)| figure.value());
        let median = figures.get(figures.len().saturating_sub(1) / 2);
        let (Some(low), Some(best), Some(high)) = (figures.first(), median, figures.last()) else {
            return Ruling::no_answer(panel);
        };
        let range = Interval::new(low.1.value(), high.1.value()).unwrap_or(Interval::exactly(best.1.value()));
        [(End::Low, low), (End::Best, best), (End::High, high)]
            .into_iter()
            .fold(Ruling::range(panel, range).with_best(best.1.value()), |ruling, (end, (voice, figure))| {
                ruling.on_figure(panel, end, voice, figure)
            })
    }
}
