//! The policy of the lowest figure.

use super::{End, Hearing, Panel, Policy, Ruling};
use crate::record::interest::Interest;
use crate::said::lexicon::Lexicon;
use crate::voice::{Figure, Voice};

/// The lowest figure among voices: the practice of the Armed Conflict Location & Event Data project
/// (ACLED).
///
/// Where sources differ or are vague, ACLED codes "the most conservative estimate" (ACLED, FAQs:
/// ACLED Fatality Methodology, 2023, updated 7 May 2024; Codebook, "Reported fatalities").
/// Words are read as that project reads them: [`Lexicon::acled`].
///
/// | voices' figures | answer |
/// |---|---|
/// | none | no answer |
/// | some | the lowest, as low, best and high |
///
/// # Options
///
/// - Where vague words stand beside exact ones, the codebook lets the coder choose. By default both
///   count, "dozens" as 12; [`exact`](Acled::exact) skips vague words.
/// - Outside war zones "several" is 3, not 10: [`elsewhere`](Acled::elsewhere).
///
/// Statements are taken at face value, because ACLED records what was reported, whoever reports it.
///
/// ```
/// use corroborate::{Acled, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), Acled::war_zone());
/// let estimate = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// assert_eq!(estimate.range().to_string(), "18");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Acled {
    words: Words,
}

#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
enum Words {
    #[default]
    WarZone,
    Elsewhere,
    Skipped,
}

impl Acled {
    /// The policy for war zones: "several" is 10, "dozens" is 12.
    ///
    /// ```
    /// use corroborate::{Acled, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Acled::war_zone());
    /// let estimate = answer.estimate(&"raid/guards/wounded".parse()?).ok_or("in play")?;
    /// assert_eq!(estimate.range().to_string(), "12");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn war_zone() -> Acled {
        Acled { words: Words::WarZone }
    }

    /// The policy outside war zones: "several" is 3, "dozens" is 12.
    ///
    /// ```
    /// use corroborate::{Acled, Policy};
    ///
    /// assert_eq!(Acled::elsewhere().lexicon().name(), "acled-outside-war-zones");
    /// ```
    pub const fn elsewhere() -> Acled {
        Acled { words: Words::Elsewhere }
    }

    /// The policy without vague words: they name no figure.
    ///
    /// ```
    /// use corroborate::{Acled, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Acled::exact());
    /// let estimate = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(estimate.range().to_string(), "18");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn exact() -> Acled {
        Acled { words: Words::Skipped }
    }
}

impl Policy for Acled {
    fn name(&self) -> &str {
        match self.words {
            Words::WarZone => "acled",
            Words::Elsewhere => "acled-elsewhere",
            Words::Skipped => "acled-exact",
        }
    }

    fn rule_in_words(&self) -> &str {
        match self.words {
            Words::WarZone | Words::Elsewhere => "the lowest figure among voices",
            Words::Skipped => "the lowest figure among voices, vague words skipped",
        }
    }

    fn lexicon(&self) -> Lexicon {
        match self.words {
            Words::WarZone => Lexicon::acled(),
            Words::Elsewhere => Lexicon::acled_outside_war_zones(),
            Words::Skipped => Lexicon::logical(),
        }
    }

    fn hearing(&self) -> Hearing {
        Hearing::AtFaceValue
    }

    fn rule(&self, panel: &Panel<'_>) -> Ruling {
        let figures = panel.voices().iter().flat_map(|voice| figures(voice).map(move |figure| (voice, figure)));
        match figures.min_by_key(|(_, figure)| figure.value()) {
            Some((voice, figure)) => Ruling::figure(panel, figure).on_figure(panel, End::Best, voice, figure),
            None => Ruling::no_answer(panel),
        }
    }
}

/// The figures of a voice, one for each interest.
fn figures(voice: &Voice) -> impl Iterator<Item = &Figure> {
    Interest::ALL.iter().filter_map(|&interest| voice.figure(interest))
}
