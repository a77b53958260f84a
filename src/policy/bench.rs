//! What a policy is shown.

use std::cell::OnceCell;
use std::fmt;

use crate::dissent::Sweep;
use crate::index::SpeakerIndex;
use crate::voice::Voice;

/// Whether two speakers are of the same or of allied parties.
pub(crate) type Together<'a> = &'a dyn Fn(SpeakerIndex, SpeakerIndex) -> bool;

/// The voices on one quantity, as of one moment, and the firm floor under them.
pub struct Bench<'a> {
    voices: &'a [Voice],
    firm_floor: u64,
    together: Together<'a>,
    sweep: OnceCell<Sweep>,
}

impl<'a> Bench<'a> {
    pub(crate) fn new(voices: &'a [Voice], firm_floor: u64, together: Together<'a>) -> Bench<'a> {
        Bench { voices, firm_floor, together, sweep: OnceCell::new() }
    }

    /// The voices that have something to say, in the order of their names.
    pub fn voices(&self) -> &[Voice] {
        self.voices
    }

    /// What was counted body by body, or admitted: of the quantity, or of its parts added up.
    pub fn firm_floor(&self) -> u64 {
        self.firm_floor
    }

    /// Whether two voices are neither of the same nor of allied parties.
    pub fn are_independent(&self, one: &Voice, other: &Voice) -> bool {
        !(self.together)(one.speaker, other.speaker)
    }

    /// Which voices each count contradicts, worked out once.
    pub(crate) fn sweep(&self) -> &Sweep {
        self.sweep.get_or_init(|| Sweep::of(self.voices, self.firm_floor))
    }

    pub(crate) fn into_sweep(self) -> Sweep {
        let Bench { voices, firm_floor, sweep, .. } = self;
        sweep.into_inner().unwrap_or_else(|| Sweep::of(voices, firm_floor))
    }
}

impl fmt::Debug for Bench<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bench")
            .field("voices", &self.voices)
            .field("firm_floor", &self.firm_floor)
            .finish_non_exhaustive()
    }
}
