//! Voices: all that one independent speaker says of one quantity, as one floor, one ceiling and one
//! figure.

mod accusation;
mod difference;
mod fold;
mod increments;
mod kept;
mod profile;
mod spoken;
pub(crate) mod standing;
mod statement;
mod stock;
mod tally;
mod totals;

use std::fmt;
use std::str::FromStr;

pub(crate) use accusation::{accusation, answers};
pub(crate) use fold::{Fold, FoldOnce, Listening};
pub use statement::Fate;
pub(crate) use statement::{EventSpan, Statement};
pub(crate) use stock::{ONE_TIME, STALE};

use tally::Tally;

use crate::dossier::index::SpeakerIndex;
use crate::record::id::{ClaimId, PartyId, SourceId};
use crate::record::interest::Interest;
use crate::record::moment::Moment;
use crate::record::vocabulary::UnknownWord;
use crate::said::interval::Interval;

/// The speaker of a voice. All sources of one party speak with that party's voice; a source without
/// a party has its own.
///
/// It prints as `party:sdf` or `source:osdh`, and sorts as it prints.
///
/// ```
/// use corroborate::Speaker;
///
/// let speaker: Speaker = "party:sdf".parse()?;
/// assert_eq!(speaker, Speaker::Party("sdf".parse()?));
/// assert!("sdf".parse::<Speaker>().is_err(), "a party or a source?");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speaker {
    /// A party, which speaks through any of its sources.
    Party(PartyId),
    /// A source without a party.
    Source(SourceId),
}

impl fmt::Display for Speaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Speaker::Party(id) => write!(f, "party:{id}"),
            Speaker::Source(id) => write!(f, "source:{id}"),
        }
    }
}

impl FromStr for Speaker {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Speaker, UnknownWord> {
        let speaker = match text.split_once(':') {
            Some(("party", id)) => id.parse().ok().map(Speaker::Party),
            Some(("source", id)) => id.parse().ok().map(Speaker::Source),
            _ => None,
        };
        speaker.ok_or_else(|| UnknownWord {
            found: text.chars().take(80).collect(),
            expected: "party:ID, source:ID".to_owned(),
        })
    }
}

/// The one number that a statement of a voice names, and the claim that names it.
///
/// ```
/// let agency = corroborate::docs::voice("raid/guards/killed", "source:agency")?;
/// let figure = agency.sound_figure().ok_or("\"nearly 25\" names a number")?;
/// assert_eq!(figure.value(), 25);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub(crate) value: u64,
    pub(crate) moment: i64,
    pub(crate) claim: u32,
}

impl Figure {
    /// The number.
    ///
    /// ```
    /// let hospital = corroborate::docs::voice("raid/visitors/killed", "source:hospital")?;
    /// assert_eq!(hospital.smallest_named().map(|figure| figure.value()), Some(7));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn value(&self) -> u64 {
        self.value
    }

    /// The moment of its statement. For an outcome that only adds up, all moments after the toll is
    /// settled count as one, just after it.
    ///
    /// ```
    /// let hospital = corroborate::docs::voice("raid/visitors/killed", "source:hospital")?;
    /// let moment = hospital.sound_figure().and_then(|figure| figure.moment()).ok_or("it has one")?;
    /// assert_eq!(moment.to_string(), "2022-01-22");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn moment(&self) -> Option<Moment> {
        Moment::from_unix(self.moment)
    }
}

/// Everything that one independent speaker says of one quantity, combined, as of one moment. A
/// [`Policy`](crate::Policy) judges voices.
///
/// ```
/// use corroborate::Interval;
///
/// let command = corroborate::docs::voice("raid/guards/killed", "party:guard")?;
/// assert!(!command.is_neutral());
/// assert_eq!(command.bounds(), Interval::at_least(18), "an admission is a floor, and no ceiling");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    pub(crate) speaker: SpeakerIndex,
    pub(crate) tally: Tally,
    pub(crate) is_neutral: bool,
    pub(crate) newest: i64,
}

impl Voice {
    /// Its floor and ceiling as of the moment of the question, which follow from its kept
    /// statements. Each statement counts only against its speaker's own interest.
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// let command = corroborate::docs::voice("raid/guards/killed", "party:guard")?;
    /// assert_eq!(command.bounds(), Interval::at_least(18), "an admission is a floor");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn bounds(&self) -> Interval {
        self.tally.all.interval()
    }

    /// The bounds from its neutral statements alone, without those of sources graded D or F.
    ///
    /// ```
    /// use corroborate::Interval;
    ///
    /// let command = corroborate::docs::voice("raid/guards/killed", "party:guard")?;
    /// assert_eq!(command.neutral_bounds(), Interval::ANY, "it has a stake");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn neutral_bounds(&self) -> Interval {
        self.tally.neutral.interval()
    }

    /// The floor from its admissions and neutral body counts alone, without those of sources graded
    /// D or F. It is 0 for a stock.
    ///
    /// ```
    /// let command = corroborate::docs::voice("raid/guards/killed", "party:guard")?;
    /// assert_eq!(command.firm_floor(), 18);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn firm_floor(&self) -> u64 {
        self.tally.firm_floor
    }

    /// The floor from its admissions alone.
    ///
    /// ```
    /// let command = corroborate::docs::voice("raid/guards/killed", "party:guard")?;
    /// assert_eq!(command.admitted(), 18);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn admitted(&self) -> u64 {
        self.tally.admitted
    }

    /// The floor from its body counts alone, without boasts; `None` if it has no body count.
    ///
    /// ```
    /// let hospital = corroborate::docs::voice("raid/visitors/killed", "source:hospital")?;
    /// assert_eq!(hospital.documented_floor(), Some(7));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn documented_floor(&self) -> Option<u64> {
        self.tally.documented
    }

    /// The figure of its newest kept total of this interest that names one. If several have the
    /// same moment, the largest.
    ///
    /// ```
    /// use corroborate::Interest;
    ///
    /// let command = corroborate::docs::voice("raid/guards/killed", "party:guard")?;
    /// assert_eq!(command.figure(Interest::Minimise).map(|figure| figure.value()), Some(18));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn figure(&self, interest: Interest) -> Option<&Figure> {
        self.tally.figures[interest as usize].as_ref()
    }

    /// Its newest neutral figure from sources not graded D or F.
    ///
    /// ```
    /// let hospital = corroborate::docs::voice("raid/visitors/killed", "source:hospital")?;
    /// assert_eq!(hospital.sound_figure().map(|figure| figure.value()), Some(7));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sound_figure(&self) -> Option<&Figure> {
        self.tally.sound_figure.as_ref()
    }

    /// The figure of its newest body count as the victims' own side, of a harm done by an enemy.
    /// This is a floor, although the speaker would like the number to be large.
    ///
    /// ```
    /// let hospital = corroborate::docs::voice("raid/visitors/killed", "source:hospital")?;
    /// assert_eq!(hospital.own_count(), None, "it is nobody's side");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn own_count(&self) -> Option<&Figure> {
        self.tally.own_count.as_ref()
    }

    /// The smallest number that its newest kept total names: n for "at least n" and for n, `None`
    /// for "up to n".
    ///
    /// ```
    /// let hospital = corroborate::docs::voice("raid/visitors/killed", "source:hospital")?;
    /// assert_eq!(hospital.smallest_named().map(|figure| figure.value()), Some(7));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn smallest_named(&self) -> Option<&Figure> {
        self.tally.smallest.as_ref()
    }

    /// The largest number that any of its kept totals names: n for "up to n" and for n, `None` for
    /// "at least n".
    ///
    /// ```
    /// let hospital = corroborate::docs::voice("raid/visitors/killed", "source:hospital")?;
    /// assert_eq!(hospital.largest_named().map(|figure| figure.value()), Some(7));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn largest_named(&self) -> Option<&Figure> {
        self.tally.largest.as_ref()
    }

    /// Whether its floor comes only from body counts of the victims' own side.
    pub(crate) fn rests_on_own_count(&self) -> bool {
        self.tally.other_floor < self.bounds().low()
    }

    /// Whether any kept statement is neutral.
    ///
    /// ```
    /// let raiders = corroborate::docs::voice("raid/guards/wounded", "party:raiders")?;
    /// assert!(!raiders.is_neutral());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_neutral(&self) -> bool {
        self.is_neutral
    }

    /// The moment of its newest kept statement. For an outcome that only adds up, all moments after
    /// the toll is settled count as one, just after it.
    ///
    /// ```
    /// let hospital = corroborate::docs::voice("raid/visitors/killed", "source:hospital")?;
    /// assert_eq!(hospital.newest().map(|moment| moment.to_string()).as_deref(), Some("2022-01-22"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn newest(&self) -> Option<Moment> {
        Moment::from_unix(self.newest)
    }

    /// Whether this is one of its figures.
    pub(crate) fn has(&self, figure: &Figure) -> bool {
        let Tally { figures, sound_figure, own_count, smallest, largest, .. } = &self.tally;
        let others = [sound_figure, own_count, smallest, largest];
        figures.iter().chain(others).any(|own| own.as_ref() == Some(figure))
    }

    /// Whether it bounds nothing, and so has nothing to say.
    pub(crate) fn is_silent(&self) -> bool {
        self.bounds() == Interval::ANY
    }
}

/// A bound and the claims from which it follows.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// let ceiling = derivation.voices[1].ceiling.as_ref().ok_or("the agency gives one")?;
/// assert_eq!((ceiling.value(), ceiling.claims()[0].as_str()), (25, "c2"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Bound {
    pub(crate) value: u64,
    pub(crate) claims: Vec<ClaimId>,
}

impl Bound {
    /// The bound.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// let floor = derivation.voices[0].floor.as_ref().ok_or("it has one")?;
    /// assert_eq!(floor.value(), 18);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn value(&self) -> u64 {
        self.value
    }

    /// The claims from which it follows: one, unless increments were added up.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// let floor = derivation.voices[0].floor.as_ref().ok_or("it has one")?;
    /// assert_eq!(floor.claims()[0].as_str(), "c3");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn claims(&self) -> &[ClaimId] {
        &self.claims
    }
}
