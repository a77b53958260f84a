//! What a policy is shown.

use std::cell::OnceCell;
use std::fmt;

use crate::dossier::index::SpeakerIndex;
use crate::policy::dissent::Sweep;
use crate::voice::{Speaker, Voice};

/// Who the speakers are: in a dossier, or in a derivation that is replayed.
pub(crate) trait Speakers {
    fn speaker(&self, speaker: SpeakerIndex) -> Speaker;

    /// Whether they are of the same or of allied parties.
    fn stand_together(&self, one: SpeakerIndex, other: SpeakerIndex) -> bool;
}

/// The voices on one quantity, as of one moment, and the firm floor under them.
pub struct Panel<'a> {
    voices: &'a [Voice],
    firm_floor: u64,
    speakers: &'a dyn Speakers,
    sweep: OnceCell<Sweep>,
}

impl<'a> Panel<'a> {
    pub(crate) fn new(voices: &'a [Voice], firm_floor: u64, speakers: &'a dyn Speakers) -> Panel<'a> {
        Panel { voices, firm_floor, speakers, sweep: OnceCell::new() }
    }

    /// The voices that have something to say, in the order of their names.
    pub fn voices(&self) -> &[Voice] {
        self.voices
    }

    /// What was counted body by body, or admitted: of the quantity, or of its parts added up.
    pub fn firm_floor(&self) -> u64 {
        self.firm_floor
    }

    /// Whose voice it is.
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

    /// Whether two voices are neither of the same nor of allied parties.
    pub fn are_independent(&self, one: &Voice, other: &Voice) -> bool {
        !self.speakers.stand_together(one.speaker, other.speaker)
    }

    /// Which voices each count contradicts, worked out once.
    pub(crate) fn sweep(&self) -> &Sweep {
        self.sweep.get_or_init(|| Sweep::of(self.voices, self.firm_floor))
    }

    pub(crate) fn into_sweep(self) -> Sweep {
        let Panel { voices, firm_floor, sweep, .. } = self;
        sweep.into_inner().unwrap_or_else(|| Sweep::of(voices, firm_floor))
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
