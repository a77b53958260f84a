//! From the smallest low to the largest high.

use super::{Bench, End, Hearing, Policy, Ruling};
use crate::said::interval::Interval;
use crate::voice::Voice;

/// From the smallest low to the largest high of the voices: the min–max of Airwars and of Iraq
/// Body Count. It names no best.
///
/// Where sources give different figures for an incident, Iraq Body Count extracts a minimum and
/// a maximum of deaths (Methods, §3.1); Airwars publishes killed as a range "a–b" of its
/// sources, with what a belligerent concedes apart ("Methodology").
///
/// | voices | answer |
/// |---|---|
/// | none | no answer |
/// | all with a ceiling | the smallest floor to the largest ceiling |
/// | one without a ceiling | the smallest floor, open above |
///
/// # Options
///
/// Neither codebook holds a count against its source's interest; the voices here are, unless
/// told otherwise ([`at_face_value`](Envelope::at_face_value)): a boast then opens the envelope
/// down to 0, an admission opens it above.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    hearing: Hearing,
}

impl Envelope {
    /// Every statement held against its speaker's interest.
    pub const fn new() -> Envelope {
        Envelope { hearing: Hearing::AgainstInterest }
    }

    /// Everyone taken at their word, as the codebooks do.
    pub const fn at_face_value() -> Envelope {
        Envelope { hearing: Hearing::AtFaceValue }
    }
}

impl Policy for Envelope {
    fn name(&self) -> &str {
        match self.hearing {
            Hearing::AgainstInterest => "envelope",
            Hearing::AtFaceValue => "envelope-face-value",
        }
    }

    fn motto(&self) -> &'static str {
        "the smallest low to the largest high of the voices"
    }

    fn hearing(&self) -> Hearing {
        self.hearing
    }

    fn rule(&self, bench: &Bench<'_>) -> Ruling {
        let voices = bench.voices();
        let hull = voices.iter().map(Voice::bounds).reduce(Interval::hull);
        let lowest = voices.iter().min_by_key(|voice| voice.bounds().low());
        let highest = voices.iter().max_by_key(|voice| voice.bounds().high());
        let (Some(hull), Some(lowest), Some(highest)) = (hull, lowest, highest) else {
            return Ruling::no_answer(bench);
        };
        Ruling::range(bench, hull).on_bound(bench, End::Low, lowest).on_bound(bench, End::High, highest)
    }
}
