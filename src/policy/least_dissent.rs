//! The default policy: the range of counts that contradicts the fewest independent voices.

use super::{Best, BestCause, Hearing, Method, Panel, Policy, Ruling, Settling, Verdict};
use crate::policy::sweep::Agreement;
use crate::record::interest::Interest;
use crate::said::interval::Interval;
use crate::voice::{Figure, ONE_TIME, Voice};

/// The default policy: the range of counts that contradicts the fewest independent voices.
///
/// An interested voice does not outvote a neutral one. No voice outvotes what was counted body by
/// body or admitted.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let estimate = answer.estimate(&"raid/all/killed".parse()?).ok_or("in play")?;
/// assert_eq!(estimate.range().to_string(), "31 to 33");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct LeastDissent {
    hearing: Hearing,
}

impl LeastDissent {
    /// The policy that holds statements against their speakers' interest.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let estimate = answer.estimate(&"raid/guards/wounded".parse()?).ok_or("in play")?;
    /// assert_eq!(estimate.range().to_string(), "24 to 60");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn new() -> LeastDissent {
        LeastDissent { hearing: Hearing::AgainstInterest }
    }

    /// The policy that takes statements at face value, whatever the speaker's stake.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::at_face_value());
    /// let estimate = answer.estimate(&"raid/guards/wounded".parse()?).ok_or("in play")?;
    /// assert_eq!(estimate.range().to_string(), "60");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn at_face_value() -> LeastDissent {
        LeastDissent { hearing: Hearing::AtFaceValue }
    }
}

impl Policy for LeastDissent {
    fn name(&self) -> &str {
        match self.hearing {
            Hearing::AgainstInterest => "least-dissent",
            Hearing::AtFaceValue => "face-value",
        }
    }

    fn rule_in_words(&self) -> &str {
        match self.hearing {
            Hearing::AgainstInterest => "the counts that leave the fewest independent voices contradicted",
            Hearing::AtFaceValue => "the counts that leave the fewest voices contradicted, everyone at their word",
        }
    }

    fn hearing(&self) -> Hearing {
        self.hearing
    }

    fn rule(&self, panel: &Panel<'_>) -> Ruling {
        let Agreement { range, dissent, supports } = panel.sweep().least_dissent(panel.voices());
        Ruling {
            range,
            best: None,
            verdict: Verdict::Answered,
            dissent,
            supports,
            grounds: Vec::new(),
            method: Method::LeastDissent,
            made_for: Some(panel.mark()),
            fault: None,
        }
    }

    fn best(&self, panel: &Panel<'_>, ruling: &Ruling, settling: &Settling) -> Option<Best> {
        let range = settling.range();
        let near = range.loosened();
        let supporters = || panel.voices().iter().zip(&ruling.supports).filter(|&(_, &s)| s).map(|(voice, _)| voice);
        let figure = |of: fn(&Voice) -> Option<&Figure>| settled_on(range, || supporters().filter_map(of));
        let neutral = || {
            figure(|v| v.figure(Interest::Neutral))
                .map(|f| (f.value, BestCause::Neutral { figure: f.value, claim: f.claim }))
        };
        let admitted = || {
            figure(|v| v.figure(Interest::Minimise))
                .map(|f| (f.value, BestCause::Admitted { figure: f.value, claim: f.claim }))
        };
        let own_count =
            || figure(Voice::own_count).map(|f| (f.value, BestCause::OwnCount { figure: f.value, claim: f.claim }));
        let parts = || settling.of_parts().map(|best| (best.count, best.cause));
        let firm = || {
            let floor = panel.firm_floor();
            (floor > 0 && near.contains(floor)).then_some((floor, BestCause::Firm { floor }))
        };
        if let Some((count, cause)) = neutral().or_else(admitted).or_else(own_count).or_else(parts).or_else(firm) {
            return Some(Best { count: range.clamp(count), cause });
        }
        let names_a_figure = |voice: &Voice| {
            let figures = [voice.figure(Interest::Neutral), voice.figure(Interest::Minimise), voice.own_count()];
            figures.into_iter().flatten().next().is_some()
        };
        let only = range.only().filter(|_| !supporters().any(names_a_figure));
        only.map(|count| Best { count, cause: BestCause::OnlyCount })
    }
}

/// The lower median of the figures in the range or, if there are none, of those in the loosened
/// range. Figures much older than the newest of them do not count.
fn settled_on<'v, F: Iterator<Item = &'v Figure>>(range: Interval, figures: impl Fn() -> F) -> Option<&'v Figure> {
    let newest_in = |counts: Interval| {
        let near = figures().filter(|figure| counts.contains(figure.value));
        Some((counts, near.map(|figure| figure.moment).max()?))
    };
    let (counts, newest) = newest_in(range).or_else(|| newest_in(range.loosened()))?;
    let is_recent = |figure: &&Figure| newest.saturating_sub(figure.moment) <= ONE_TIME;
    lower_median(figures().filter(|figure| counts.contains(figure.value)).filter(is_recent))
}

/// The middle figure; of two in the middle, the lower. Of equal figures, that of the first claim.
fn lower_median<'a>(figures: impl Iterator<Item = &'a Figure>) -> Option<&'a Figure> {
    let mut figures: Vec<&Figure> = figures.collect();
    figures.sort_unstable_by_key(|figure| (figure.value, figure.claim));
    figures.get(figures.len().saturating_sub(1) / 2).copied()
}
