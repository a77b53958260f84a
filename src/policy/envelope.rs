//! From the smallest number named to the largest.

use super::{Bench, End, Hearing, Policy, Ruling};
use crate::interval::{Ceiling, Interval};
use crate::voice::{Figure, Voice};

/// From the smallest number that any voice's newest kept total names to the largest that any kept
/// total names: the min–max of Airwars and of Iraq Body Count. It names no best.
///
/// Where sources give different figures for an incident, Iraq Body Count extracts a minimum and
/// a maximum of deaths (Methods, §3.1); Airwars publishes killed as a range "a–b" of its
/// sources, with what a belligerent concedes apart ("Methodology").
///
/// | a total says | names as smallest | names as largest |
/// |---|---|---|
/// | n, about n, nearly n | n | n |
/// | at least n | n | |
/// | more than n | n + 1 | |
/// | up to n | | n |
/// | fewer than n | | n − 1 |
/// | a to b | a | b |
/// | several, dozens, unspecified | | |
///
/// | named | answer |
/// |---|---|
/// | nothing | no answer |
/// | a smallest and a largest | from the one to the other, or from the other to the one |
/// | a smallest alone | that or more |
/// | a largest alone | at most that |
///
/// So "at least 13" and "as many as 46" are 13 to 46. What counts is what is said up to the moment
/// asked about.
///
/// # Options
///
/// The numbers are taken as they are named, whoever names them. But a voice that bounds nothing
/// (the boast "at least 46") is not heard, unless everyone is taken at their word
/// ([`at_face_value`](Envelope::at_face_value)).
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
        "the smallest number named to the largest"
    }

    fn hearing(&self) -> Hearing {
        self.hearing
    }

    fn rule(&self, bench: &Bench<'_>) -> Ruling {
        let named = |of: fn(&Voice) -> Option<&Figure>| {
            bench.voices().iter().filter_map(move |voice| of(voice).map(|figure| (voice, figure)))
        };
        let lowest = named(Voice::smallest_named).min_by_key(|(_, figure)| figure.value());
        let highest = named(Voice::largest_named).max_by_key(|(_, figure)| figure.value());
        let number = |named: Option<(&Voice, &Figure)>| named.map(|(_, figure)| figure.value());
        let range = match (number(lowest), number(highest)) {
            (None, None) => return Ruling::no_answer(bench),
            (low, None) => Interval::at_least(low.unwrap_or(0)),
            (None, Some(high)) => Interval::at_most(high),
            (Some(low), Some(high)) => {
                Interval::new(low.min(high), Ceiling::At(low.max(high))).unwrap_or(Interval::ANY)
            }
        };
        let ends = [(End::Low, lowest), (End::High, highest)];
        let crossed = number(highest).is_some_and(|high| high < range.high().get().unwrap_or(high));
        ends.into_iter().fold(Ruling::range(bench, range), |ruling, (end, named)| {
            let end = if crossed { end.other() } else { end };
            match named {
                Some((voice, figure)) => ruling.on_figure(bench, end, voice, figure),
                None => ruling,
            }
        })
    }
}
