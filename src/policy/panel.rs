//! The voices and the floor that a policy is given.

use std::cell::OnceCell;
use std::fmt;

use crate::dossier::index::SpeakerIndex;
use crate::policy::sweep::Sweep;
use crate::voice::{Speaker, Voice};

/// The speakers, from a dossier or from a derivation that is replayed.
pub(crate) trait Speakers {
    fn speaker(&self, speaker: SpeakerIndex) -> Speaker;

    /// Whether two speakers belong to the same party or to allied parties.
    fn stand_together(&self, one: SpeakerIndex, other: SpeakerIndex) -> bool;
}

/// The voices on one quantity, as of one moment, and its firm floor.
///
/// ```
/// use corroborate::Ruling;
///
/// let guards = corroborate::docs::ruled("raid/guards/killed", |panel| {
///     match panel.voices().iter().find(|voice| voice.is_neutral()) {
///         Some(voice) => Ruling::range(panel, voice.bounds()),
///         None => Ruling::no_answer(panel),
///     }
/// })?;
/// assert_eq!(guards.range().to_string(), "22 to 25", "the first neutral voice is the agency's");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Panel<'a> {
    voices: &'a [Voice],
    firm_floor: u64,
    speakers: &'a dyn Speakers,
    sweep: &'a Sweep,
    mark: OnceCell<u64>,
}

impl<'a> Panel<'a> {
    /// A panel whose `sweep` is filled with the voices and the firm floor.
    pub(crate) fn new(voices: &'a [Voice], firm_floor: u64, speakers: &'a dyn Speakers, sweep: &'a Sweep) -> Panel<'a> {
        Panel { voices, firm_floor, speakers, sweep, mark: OnceCell::new() }
    }

    /// The voices that bound the count, in the order of their names.
    ///
    /// ```
    /// use corroborate::{Interval, Ruling};
    ///
    /// let guards = corroborate::docs::ruled("raid/guards/killed", |panel| {
    ///     Ruling::range(panel, Interval::at_least(panel.voices().len() as u64))
    /// })?;
    /// assert_eq!(guards.low(), 3, "three voices speak of them");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn voices(&self) -> &[Voice] {
        self.voices
    }

    /// The count that was counted body by body or admitted, for the quantity or for its parts
    /// together.
    ///
    /// ```
    /// use corroborate::{Interval, Ruling};
    ///
    /// let guards = corroborate::docs::ruled("raid/guards/killed", |panel| {
    ///     Ruling::range(panel, Interval::at_least(panel.firm_floor()))
    /// })?;
    /// assert_eq!(guards.low(), 18, "what the command admits");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn firm_floor(&self) -> u64 {
        self.firm_floor
    }

    /// The speaker of a voice.
    ///
    /// ```
    /// use corroborate::{Panel, Policy, Ruling, Speaker};
    ///
    /// /// What the United Nations say, and nobody else.
    /// struct UnitedNations;
    ///
    /// impl Policy for UnitedNations {
    ///     fn name(&self) -> &str {
    ///         "united-nations"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         let is_theirs = |speaker: &Speaker| matches!(speaker, Speaker::Source(id) if id.as_str() == "un");
    ///         match panel.voices().iter().find(|voice| is_theirs(&panel.speaker(voice))) {
    ///             Some(voice) => Ruling::range(panel, voice.bounds()),
    ///             None => Ruling::no_answer(panel),
    ///         }
    ///     }
    /// }
    /// ```
    pub fn speaker(&self, voice: &Voice) -> Speaker {
        self.speakers.speaker(voice.speaker)
    }

    /// Whether two voices belong neither to the same party nor to allied parties.
    ///
    /// ```
    /// use corroborate::{Interval, Ruling};
    ///
    /// let guards = corroborate::docs::ruled("raid/guards/killed", |panel| {
    ///     let independent = match panel.voices() {
    ///         [one, other, ..] => panel.are_independent(one, other),
    ///         _ => false,
    ///     };
    ///     if independent { Ruling::range(panel, Interval::exactly(2)) } else { Ruling::no_answer(panel) }
    /// })?;
    /// assert_eq!(guards.best(), None);
    /// assert_eq!(guards.low(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn are_independent(&self, one: &Voice, other: &Voice) -> bool {
        !self.speakers.stand_together(one.speaker, other.speaker)
    }

    /// The voices that each count contradicts.
    pub(crate) fn sweep(&self) -> &Sweep {
        self.sweep
    }

    /// A number that panels with the same voices share, and others almost surely do not. It tells a
    /// ruling on these voices from one on others.
    pub(crate) fn mark(&self) -> u64 {
        const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
        let mix = |mark: u64, word: u64| (mark.rotate_left(23) ^ word).wrapping_mul(ODD);
        let add = |mark: u64, voice: &Voice| {
            let (side, at) = match voice.speaker {
                SpeakerIndex::Party(at) => (1, at),
                SpeakerIndex::Source(at) => (2, at),
            };
            let high = voice.bounds().high().get().unwrap_or(u64::MAX);
            [side, at.into(), voice.bounds().low(), high].into_iter().fold(mark, mix)
        };
        *self.mark.get_or_init(|| self.voices.iter().fold(mix(ODD, self.firm_floor), add))
    }
}

impl fmt::Debug for Panel<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Panel")
            .field("voices", &self.voices)
            .field("firm_floor", &self.firm_floor)
            .finish_non_exhaustive()
    }
}
