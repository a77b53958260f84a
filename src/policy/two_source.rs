//! The policy of two independent voices for each end.

use super::{End, Panel, Policy, Ruling};
use crate::said::interval::{Ceiling, Interval};
use crate::voice::Voice;

/// The range whose ends each have two independent voices. If an end has fewer, the answer is
/// provisional.
///
/// This follows Iraq Body Count, where every published entry rests on "at least two independent
/// data sources", except a minority tagged "Provisional" (Methods, §1). There the rule admits an
/// entry; here it applies to each end of the range. Voices of one party or of allied parties are
/// not independent.
///
/// | | low | high |
/// |---|---|---|
/// | two independent voices or more | the largest count that two of them call a minimum | the smallest count that two of them call a maximum |
/// | one | its floor, provisional | its ceiling, provisional |
/// | none | 0, provisional | open, provisional |
///
/// If the low is then above the high, they are exchanged and the answer is provisional. Without a
/// voice there is no answer. The policy names no best.
///
/// ```
/// use corroborate::{Question, TwoSource};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), TwoSource::new());
/// let estimate = answer.estimate(&"raid/all/killed".parse()?).ok_or("in play")?;
/// assert_eq!(estimate.range().to_string(), "29 to 33");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct TwoSource;

impl TwoSource {
    /// The policy. It has no options.
    ///
    /// ```
    /// use corroborate::{Question, TwoSource};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), TwoSource::new());
    /// let estimate = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(estimate.range().to_string(), "22 to 25");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn new() -> TwoSource {
        TwoSource
    }
}

impl Policy for TwoSource {
    fn name(&self) -> &'static str {
        "two-source"
    }

    fn rule_in_words(&self) -> &'static str {
        "each end by two independent voices, else provisional"
    }

    fn rule(&self, panel: &Panel<'_>) -> Ruling {
        if panel.voices().is_empty() {
            return Ruling::no_answer(panel);
        }
        let mut floors: Vec<&Voice> = panel.voices().iter().filter(|voice| voice.bounds().low() > 0).collect();
        floors.sort_by_key(|voice| std::cmp::Reverse(voice.bounds().low()));
        let mut ceilings: Vec<&Voice> =
            panel.voices().iter().filter(|voice| voice.bounds().high() != Ceiling::Unbounded).collect();
        ceilings.sort_by_key(|voice| voice.bounds().high());

        let (low_by, low_holds) = borne_out(panel, &floors);
        let (high_by, high_holds) = borne_out(panel, &ceilings);
        let low = low_by.map_or(0, |voice| voice.bounds().low());
        let high = high_by.map_or(Ceiling::Unbounded, |voice| voice.bounds().high());
        let range = Interval::new(low, high);
        let crossed = high.get().and_then(|high| Interval::new(high, low).ok());
        let holds = low_holds && high_holds && range.is_ok();
        let mut ruling = Ruling::range(panel, range.ok().or(crossed).unwrap_or(Interval::ANY));
        if !holds {
            ruling = ruling.provisional();
        }
        for (end, by) in [(End::Low, low_by), (End::High, high_by)] {
            if let Some(voice) = by {
                ruling = ruling.on_bound(panel, end, voice);
            }
        }
        ruling
    }
}

/// The first voice, from the strictest bound down, that is independent of a stricter one and so
/// confirms it; if there is none, the strictest voice.
fn borne_out<'v>(panel: &Panel<'_>, strictest_first: &[&'v Voice]) -> (Option<&'v Voice>, bool) {
    let second = strictest_first
        .iter()
        .enumerate()
        .skip(1)
        .find(|(at, voice)| strictest_first[..*at].iter().any(|earlier| panel.are_independent(earlier, voice)));
    match second {
        Some((_, voice)) => (Some(voice), true),
        None => (strictest_first.first().copied(), false),
    }
}
