//! The policy of the newest figure, else the majority's, else the lowest.

use super::{End, Panel, Policy, Ruling};
use crate::record::moment::Moment;
use crate::voice::{Figure, Voice};

/// The newest figure of the neutral voices. If several are equally new, the figure that most of
/// them give; without such a majority, the lowest. This is the rule of the Global Terrorism
/// Database (GTD).
///
/// Where independent sources differ, the GTD usually takes "the most recent source". Of several
/// that are equally recent it takes the majority figure, and without a majority "the lowest
/// proffered figure" (START, GTD Codebook, June 2017, VIII "Casualties and Consequences", from p.
/// 47, `nkill`). It leaves out claims of the perpetrators and sources of questionable validity.
/// Here these are the figures of interested voices and of sources graded D to F.
///
/// | neutral figures of the newest | answer |
/// |---|---|
/// | none | no answer |
/// | one, or all the same | it |
/// | one that more than half of them give | it |
/// | else | the lowest |
///
/// # Options
///
/// - The codebook lets the coder decide which figures are "as recent". By default they have the
///   same day ([`Day::Same`]); the alternative is the same second ([`Day::Exact`]).
/// - The GTD leaves a vague toll blank, so vague words name no figure here.
/// - A majority is more than half. It is not enough that a figure is given more often than any
///   other.
///
/// ```
/// use corroborate::{Gtd, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), Gtd::new());
/// let estimate = answer.estimate(&"raid/visitors/killed".parse()?).ok_or("in play")?;
/// assert_eq!(estimate.range().to_string(), "7");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Gtd {
    day: Day,
}

/// The rule for when two figures are equally recent.
///
/// ```
/// use corroborate::policy::Day;
/// use corroborate::{Gtd, Policy};
///
/// assert_eq!(Day::default(), Day::Same);
/// assert_eq!(Gtd::as_recent(Day::Exact).name(), "gtd-exact");
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Day {
    /// On the same day, UTC.
    #[default]
    Same,
    /// In the same second.
    Exact,
}

impl Gtd {
    /// The policy for which figures of one day are equally recent.
    ///
    /// ```
    /// use corroborate::{Gtd, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Gtd::new());
    /// let estimate = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(estimate.range().to_string(), "24");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn new() -> Gtd {
        Gtd { day: Day::Same }
    }

    /// The same policy with another definition of "as recent".
    ///
    /// ```
    /// use corroborate::policy::Day;
    /// use corroborate::{Gtd, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Gtd::as_recent(Day::Exact));
    /// assert_eq!(answer.policy(), "gtd-exact");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn as_recent(day: Day) -> Gtd {
        Gtd { day }
    }

    fn recency(self, figure: &Figure) -> i64 {
        match self.day {
            Day::Same => figure.moment().map_or(0, Moment::day),
            Day::Exact => figure.moment().map_or(0, Moment::unix),
        }
    }
}

impl Policy for Gtd {
    fn name(&self) -> &str {
        match self.day {
            Day::Same => "gtd",
            Day::Exact => "gtd-exact",
        }
    }

    fn rule_in_words(&self) -> &'static str {
        "the newest neutral figure; of several as new, the one most give, else the lowest"
    }

    fn rule(&self, panel: &Panel<'_>) -> Ruling {
        let figures: Vec<(&Voice, &Figure)> =
            panel.voices().iter().filter_map(|voice| voice.sound_figure().map(|figure| (voice, figure))).collect();
        let Some(newest) = figures.iter().map(|(_, figure)| self.recency(figure)).max() else {
            return Ruling::no_answer(panel);
        };
        let newest: Vec<_> = figures.into_iter().filter(|(_, figure)| self.recency(figure) == newest).collect();
        let votes = |value: u64| newest.iter().filter(|(_, figure)| figure.value() == value).count();
        let majority = newest.iter().find(|(_, figure)| 2 * votes(figure.value()) > newest.len());
        match majority.or(newest.iter().min_by_key(|(_, figure)| figure.value())) {
            Some(&(voice, figure)) => Ruling::figure(panel, figure).on_figure(panel, End::Best, voice, figure),
            None => Ruling::no_answer(panel),
        }
    }
}
