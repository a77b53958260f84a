//! The newest, else the majority, else the lowest.

use super::{End, Panel, Policy, Ruling};
use crate::record::moment::Moment;
use crate::voice::{Figure, Voice};

/// Of the neutral voices the newest figure; if several are as new, the figure most of them
/// give; if none, the lowest: the rule of the Global Terrorism Database.
///
/// Where independent sources differ, the GTD usually takes "the most recent source", of several
/// as recent the majority figure, and without a majority "the lowest proffered figure" (START,
/// GTD Codebook, June 2017, VIII "Casualties and Consequences", from p. 47, `nkill`). Claims of
/// the perpetrators, and sources of questionable validity, are left out: here, those of
/// interested voices, and of sources graded D to F.
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
/// - What is "as recent" the codebook leaves to the coder: the same day by default
///   ([`Day::Same`]), or the same second ([`Day::Exact`]).
/// - A vague toll the GTD leaves blank; so vague words name no figure here.
/// - "Majority" is more than half. A figure that only more give than any other is not one.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Gtd {
    day: Day,
}

/// When two figures are as recent as each other.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Day {
    /// On the same day, UTC.
    #[default]
    Same,
    /// In the same second.
    Exact,
}

impl Gtd {
    /// Figures of one day are as recent as each other.
    pub const fn new() -> Gtd {
        Gtd { day: Day::Same }
    }

    /// The same, recent being told so.
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
