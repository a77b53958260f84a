//! Voices: all that one independent speaker says of one quantity, as one floor, one ceiling and one
//! figure.

mod accusation;
mod difference;
mod fold;
mod increments;
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub(crate) value: u64,
    pub(crate) moment: i64,
    pub(crate) claim: u32,
}

impl Figure {
    /// The number.
    pub fn value(&self) -> u64 {
        self.value
    }

    /// The moment of its statement. For an outcome that only adds up, all moments after the toll is
    /// settled count as one, just after it.
    pub fn moment(&self) -> Option<Moment> {
        Moment::from_unix(self.moment)
    }
}

/// Everything that one independent speaker says of one quantity, combined, as of one moment. A
/// [`Policy`](crate::Policy) judges voices.
#[derive(Clone, Debug)]
pub struct Voice {
    pub(crate) speaker: SpeakerIndex,
    pub(crate) bounds: Interval,
    pub(crate) neutral_bounds: Interval,
    pub(crate) firm_floor: u64,
    pub(crate) admitted: u64,
    pub(crate) documented: Option<u64>,
    /// The smallest ceiling of a body count: of a flow, only boasts about the enemy's dead set one.
    pub(crate) documented_ceiling: Option<u64>,
    /// The bounds that its neutral statements imply, body counts excluded.
    pub(crate) plain_bounds: Interval,
    /// The floor, without the body counts of the victims' own side.
    pub(crate) other_floor: u64,
    /// The newest figure of each interest, in the order of [`Interest::ALL`].
    pub(crate) figures: [Option<Figure>; Interest::ALL.len()],
    pub(crate) sound_figure: Option<Figure>,
    pub(crate) own_count: Option<Figure>,
    pub(crate) smallest: Option<Figure>,
    pub(crate) largest: Option<Figure>,
    pub(crate) is_neutral: bool,
    pub(crate) newest: i64,
}

impl Voice {
    /// Its floor and ceiling as of the moment of the question, which follow from its kept
    /// statements. Each statement counts only against its speaker's own interest.
    ///
    /// ```
    /// use corroborate::{Interval, LeastDissent, Panel, Policy, Question, Ruling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         for voice in panel.voices() {
    ///             if panel.speaker(voice).to_string() == "party:guard" {
    ///                 assert_eq!(voice.bounds(), Interval::at_least(18), "an admission is a floor");
    ///             }
    ///         }
    ///         LeastDissent::new().rule(panel)
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.low(), 24);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn bounds(&self) -> Interval {
        self.bounds
    }

    /// The bounds from its neutral statements alone, without those of sources graded D or F.
    ///
    /// ```
    /// use corroborate::{Interval, LeastDissent, Panel, Policy, Question, Ruling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         for voice in panel.voices() {
    ///             if panel.speaker(voice).to_string() == "party:guard" {
    ///                 assert_eq!(voice.neutral_bounds(), Interval::ANY, "it has a stake");
    ///             }
    ///         }
    ///         LeastDissent::new().rule(panel)
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.low(), 24);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn neutral_bounds(&self) -> Interval {
        self.neutral_bounds
    }

    /// The floor from its admissions and neutral body counts alone, without those of sources graded
    /// D or F. It is 0 for a stock.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Panel, Policy, Question, Ruling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         for voice in panel.voices() {
    ///             if panel.speaker(voice).to_string() == "party:guard" {
    ///                 assert_eq!(voice.firm_floor(), 18);
    ///             }
    ///         }
    ///         LeastDissent::new().rule(panel)
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.low(), 24);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn firm_floor(&self) -> u64 {
        self.firm_floor
    }

    /// The floor from its admissions alone.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Panel, Policy, Question, Ruling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         for voice in panel.voices() {
    ///             if panel.speaker(voice).to_string() == "party:guard" {
    ///                 assert_eq!(voice.admitted(), 18);
    ///             }
    ///         }
    ///         LeastDissent::new().rule(panel)
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.low(), 24);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn admitted(&self) -> u64 {
        self.admitted
    }

    /// The floor from its body counts alone, without boasts; `None` if it has no body count.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Panel, Policy, Question, Ruling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         for voice in panel.voices() {
    ///             if panel.speaker(voice).to_string() == "source:hospital" {
    ///                 assert_eq!(voice.documented_floor(), Some(7));
    ///             }
    ///         }
    ///         LeastDissent::new().rule(panel)
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.low(), 24);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn documented_floor(&self) -> Option<u64> {
        self.documented
    }

    /// The figure of its newest kept total of this interest that names one. If several have the
    /// same moment, the largest.
    ///
    /// ```
    /// use corroborate::{Interest, LeastDissent, Panel, Policy, Question, Ruling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         for voice in panel.voices() {
    ///             if panel.speaker(voice).to_string() == "party:guard" {
    ///                 assert_eq!(voice.figure(Interest::Minimise).map(|figure| figure.value()), Some(18));
    ///             }
    ///         }
    ///         LeastDissent::new().rule(panel)
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.low(), 24);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn figure(&self, interest: Interest) -> Option<&Figure> {
        self.figures[interest as usize].as_ref()
    }

    /// Its newest neutral figure from sources not graded D or F.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Panel, Policy, Question, Ruling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         for voice in panel.voices() {
    ///             if panel.speaker(voice).to_string() == "source:hospital" {
    ///                 assert_eq!(voice.sound_figure().map(|figure| figure.value()), Some(7));
    ///             }
    ///         }
    ///         LeastDissent::new().rule(panel)
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.low(), 24);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sound_figure(&self) -> Option<&Figure> {
        self.sound_figure.as_ref()
    }

    /// The figure of its newest body count as the victims' own side, of a harm done by an enemy.
    /// This is a floor, although the speaker would like the number to be large.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Panel, Policy, Question, Ruling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         for voice in panel.voices() {
    ///             if panel.speaker(voice).to_string() == "source:hospital" {
    ///                 assert_eq!(voice.own_count(), None, "it is nobody's side");
    ///             }
    ///         }
    ///         LeastDissent::new().rule(panel)
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.low(), 24);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn own_count(&self) -> Option<&Figure> {
        self.own_count.as_ref()
    }

    /// The smallest number that its newest kept total names: n for "at least n" and for n, `None`
    /// for "up to n".
    ///
    /// ```
    /// use corroborate::{LeastDissent, Panel, Policy, Question, Ruling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         for voice in panel.voices() {
    ///             if panel.speaker(voice).to_string() == "source:hospital" {
    ///                 assert_eq!(voice.smallest_named().map(|figure| figure.value()), Some(7));
    ///             }
    ///         }
    ///         LeastDissent::new().rule(panel)
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.low(), 24);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn smallest_named(&self) -> Option<&Figure> {
        self.smallest.as_ref()
    }

    /// The largest number that any of its kept totals names: n for "up to n" and for n, `None` for
    /// "at least n".
    ///
    /// ```
    /// use corroborate::{LeastDissent, Panel, Policy, Question, Ruling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         for voice in panel.voices() {
    ///             if panel.speaker(voice).to_string() == "source:hospital" {
    ///                 assert_eq!(voice.largest_named().map(|figure| figure.value()), Some(7));
    ///             }
    ///         }
    ///         LeastDissent::new().rule(panel)
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.low(), 24);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn largest_named(&self) -> Option<&Figure> {
        self.largest.as_ref()
    }

    /// Whether its floor comes only from body counts of the victims' own side.
    pub(crate) fn rests_on_own_count(&self) -> bool {
        self.other_floor < self.bounds.low()
    }

    /// Whether any kept statement is neutral.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Panel, Policy, Question, Ruling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         for voice in panel.voices() {
    ///             if panel.speaker(voice).to_string() == "party:raiders" {
    ///                 assert!(!voice.is_neutral());
    ///             }
    ///         }
    ///         LeastDissent::new().rule(panel)
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.low(), 24);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_neutral(&self) -> bool {
        self.is_neutral
    }

    /// The moment of its newest kept statement. For an outcome that only adds up, all moments after
    /// the toll is settled count as one, just after it.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Panel, Policy, Question, Ruling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         for voice in panel.voices() {
    ///             if panel.speaker(voice).to_string() == "source:hospital" {
    ///                 assert_eq!(voice.newest().map(|moment| moment.to_string()).as_deref(), Some("2022-01-22"));
    ///             }
    ///         }
    ///         LeastDissent::new().rule(panel)
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.low(), 24);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn newest(&self) -> Option<Moment> {
        Moment::from_unix(self.newest)
    }

    /// Whether this is one of its figures.
    pub(crate) fn has(&self, figure: &Figure) -> bool {
        let others = [&self.sound_figure, &self.own_count, &self.smallest, &self.largest];
        self.figures.iter().chain(others).any(|own| own.as_ref() == Some(figure))
    }

    /// Whether it bounds nothing, and so has nothing to say.
    pub(crate) fn is_silent(&self) -> bool {
        self.bounds == Interval::ANY
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
