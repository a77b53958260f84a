//! The policy from the smallest number named to the largest.

use super::{End, Hearing, Panel, Policy, Ruling};
use crate::said::interval::{Ceiling, Interval};
use crate::voice::{Figure, Voice};

/// The range from the smallest number that any voice's newest kept total names to the largest that
/// any kept total names: the min–max of Airwars and of Iraq Body Count. It names no best.
///
/// Where sources give different figures for an incident, Iraq Body Count extracts a minimum and
/// a maximum of deaths (Methods, §3.1). Airwars publishes killed as a range "a–b" of its sources,
/// and separately the number that a belligerent concedes ("Methodology").
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
/// | a smallest and a largest | from the lower of the two to the higher |
/// | a smallest alone | that or more |
/// | a largest alone | at most that |
///
/// So "at least 13" and "as many as 46" give 13 to 46. Only statements up to the moment of the
/// question count.
///
/// # Options
///
/// Numbers count as they are named, whoever names them. But a voice that bounds nothing, such as
/// the boast "at least 46", is left out unless statements are taken at face value
/// ([`at_face_value`](Envelope::at_face_value)).
///
/// ```
/// use corroborate::{Envelope, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), Envelope::new());
/// let estimate = answer.estimate(&"raid/guards/wounded".parse()?).ok_or("in play")?;
/// assert_eq!(estimate.range().to_string(), "60");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    hearing: Hearing,
}

impl Envelope {
    /// The policy that holds statements against their speakers' interest.
    ///
    /// ```
    /// use corroborate::{Envelope, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Envelope::new());
    /// let estimate = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(estimate.range().to_string(), "18 to 25");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn new() -> Envelope {
        Envelope { hearing: Hearing::AgainstInterest }
    }

    /// The policy that takes statements at face value, as the codebooks do.
    ///
    /// ```
    /// use corroborate::{Envelope, Policy};
    ///
    /// assert_eq!(Envelope::at_face_value().name(), "envelope-face-value");
    /// ```
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

    fn rule_in_words(&self) -> &'static str {
        "the smallest number named to the largest"
    }

    fn hearing(&self) -> Hearing {
        self.hearing
    }

    fn rule(&self, panel: &Panel<'_>) -> Ruling {
        let named = |of: fn(&Voice) -> Option<&Figure>| {
            panel.voices().iter().filter_map(move |voice| of(voice).map(|figure| (voice, figure)))
        };
        let lowest = named(Voice::smallest_named).min_by_key(|(_, figure)| figure.value());
        let highest = named(Voice::largest_named).max_by_key(|(_, figure)| figure.value());
        let number = |named: Option<(&Voice, &Figure)>| named.map(|(_, figure)| figure.value());
        let range = match (number(lowest), number(highest)) {
            (None, None) => return Ruling::no_answer(panel),
            (low, None) => Interval::at_least(low.unwrap_or(0)),
            (None, Some(high)) => Interval::at_most(high),
            (Some(low), Some(high)) => {
                Interval::new(low.min(high), Ceiling::At(low.max(high))).unwrap_or(Interval::ANY)
            }
        };
        let ends = [(End::Low, lowest), (End::High, highest)];
        let crossed = number(highest).is_some_and(|high| high < range.high().get().unwrap_or(high));
        ends.into_iter().fold(Ruling::range(panel, range), |ruling, (end, named)| {
            let end = if crossed { end.other() } else { end };
            match named {
                Some((voice, figure)) => ruling.on_figure(panel, end, voice, figure),
                None => ruling,
            }
        })
    }
}
