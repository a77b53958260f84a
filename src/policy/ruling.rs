//! Rulings: the result of a policy.

use super::Panel;
use crate::record::vocabulary::words;
use crate::said::interval::Interval;
use crate::voice::{Figure, Voice};

/// The result of a policy: a range or no answer, the voices that it contradicts, and the voices on
/// which it rests.
///
/// ```
/// use corroborate::{Interval, Ruling};
///
/// let guards = corroborate::docs::ruled("raid/guards/killed", |panel| {
///     Ruling::range(panel, Interval::at_least(panel.firm_floor())).with_best(panel.firm_floor())
/// })?;
/// assert_eq!((guards.range().to_string().as_str(), guards.best()), ("18 or more", Some(18)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    pub(crate) range: Interval,
    pub(crate) best: Option<u64>,
    pub(crate) verdict: Verdict,
    pub(crate) dissent: usize,
    pub(crate) supports: Vec<bool>,
    pub(crate) grounds: Vec<Ground>,
    pub(crate) method: Method,
    /// The mark of the panel that it was made for; `None` if it names a voice or a figure that is
    /// not on that panel.
    pub(crate) made_for: Option<u64>,
    pub(crate) fault: Option<RulingFault>,
}

/// What is wrong with a ruling that a policy returned.
///
/// Such a ruling counts as no answer. [`Estimate::fault`](crate::Estimate::fault) gives the fault,
/// and [`Reconciliation::checked`](crate::Reconciliation::checked) makes it an error.
///
/// ```
/// use corroborate::{Interval, Ruling};
///
/// let refused = corroborate::docs::ruled("raid/guards/killed", |panel| {
///     Ruling::range(panel, Interval::at_most(20)).with_best(24)
/// });
/// let fault = refused.unwrap_err().to_string();
/// assert!(fault.ends_with("the best that the ruling names, 24, is not in its range: at most 20"));
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum RulingFault {
    /// It was made for other voices, or names a voice or a figure that is not on the panel.
    #[error("the ruling was made for other voices")]
    OtherVoices,
    /// The best that it names is not in its range.
    #[error("the best that the ruling names, {best}, is not in its range: {range}")]
    BestOutsideRange {
        /// The best that it names.
        best: u64,
        /// Its range.
        range: Interval,
    },
}

/// The way in which a range was found.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// It is the range of least dissent, and the ladder continues from it.
    LeastDissent,
    /// A rule of the policy itself gave it.
    Own,
}

/// The voice that decided an end of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ground {
    pub(crate) end: End,
    /// The position of the voice on the panel.
    pub(crate) voice: usize,
    /// The figure that decided; `None` if the voice's bound at that end decided.
    pub(crate) figure: Option<Figure>,
    /// Whether the end was loosened from that bound.
    pub(crate) loosened: bool,
}

/// Whether a policy gives an answer.
///
/// ```
/// use corroborate::{Question, TwoSource, Verdict};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), TwoSource::new());
/// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// assert_eq!(guards.status(), Verdict::Provisional, "only the agency gives a ceiling");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It gives an answer.
    Answered,
    /// It gives an answer that its own rule calls provisional.
    Provisional,
    /// It gives no answer. That is neither an error nor zero.
    NoAnswer,
}

words!(Verdict { Answered => "answered", Provisional => "provisional", NoAnswer => "no-answer" });

/// An end of an answer, or its best.
///
/// ```
/// use corroborate::{End, LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// let high = derivation.ruling.grounds.iter().find(|ground| ground.end == End::High).ok_or("it has one")?;
/// assert_eq!(high.claims[0].as_str(), "c2", "nearly 25");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// The low.
    Low,
    /// The best.
    Best,
    /// The high.
    High,
}

words!(End { Low => "low", Best => "best", High => "high" });

impl End {
    /// The other end of a range. For the best, the best.
    pub(crate) fn other(self) -> End {
        match self {
            End::Low => End::High,
            End::Best => End::Best,
            End::High => End::Low,
        }
    }
}

impl Ruling {
    /// The ruling for a range. Voices whose loosened bounds do not meet it dissent.
    ///
    /// ```
    /// use corroborate::{Interval, Ruling};
    ///
    /// let guards = corroborate::docs::ruled("raid/guards/killed", |panel| {
    ///     Ruling::range(panel, Interval::at_most(20))
    /// })?;
    /// assert_eq!(guards.dissent(), 2, "the monitor and the agency say more");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn range(panel: &Panel<'_>, range: Interval) -> Ruling {
        let supports: Vec<bool> =
            panel.voices().iter().map(|voice| voice.bounds().loosened().meet(range).is_some()).collect();
        let dissent = supports.iter().filter(|&&supports| !supports).count();
        Ruling {
            range,
            best: None,
            verdict: Verdict::Answered,
            dissent,
            supports,
            grounds: Vec::new(),
            method: Method::Own,
            made_for: Some(panel.mark()),
            fault: None,
        }
    }

    /// The ruling, if it can be one for this panel; else no answer, with the fault.
    pub(crate) fn checked(self, panel: &Panel<'_>) -> Ruling {
        let fault = match self.best {
            _ if self.made_for != Some(panel.mark()) => RulingFault::OtherVoices,
            Some(best) if !self.range.contains(best) => RulingFault::BestOutsideRange { best, range: self.range },
            _ => return self,
        };
        Ruling { fault: Some(fault), ..Ruling::no_answer(panel) }
    }

    /// The ruling for one figure, as low, best and high.
    ///
    /// ```
    /// use corroborate::Ruling;
    ///
    /// let guards = corroborate::docs::ruled("raid/guards/killed", |panel| {
    ///     match panel.voices().iter().find_map(|voice| voice.largest_named()) {
    ///         Some(figure) => Ruling::figure(panel, figure),
    ///         None => Ruling::no_answer(panel),
    ///     }
    /// })?;
    /// assert_eq!((guards.low(), guards.best(), guards.high()), (18, Some(18), Some(18)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn figure(panel: &Panel<'_>, figure: &Figure) -> Ruling {
        Ruling::range(panel, Interval::exactly(figure.value())).with_best(figure.value())
    }

    /// The ruling that this policy gives no answer.
    ///
    /// ```
    /// use corroborate::{Ruling, Verdict};
    ///
    /// let guards = corroborate::docs::ruled("raid/guards/killed", |panel| Ruling::no_answer(panel))?;
    /// assert_eq!(guards.status(), Verdict::NoAnswer);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn no_answer(panel: &Panel<'_>) -> Ruling {
        Ruling { verdict: Verdict::NoAnswer, ..Ruling::range(panel, Interval::ANY) }
    }

    /// The same ruling, with this best. It must be in the range
    /// ([`RulingFault::BestOutsideRange`]).
    ///
    /// ```
    /// use corroborate::{Interval, Ruling};
    ///
    /// let guards = corroborate::docs::ruled("raid/guards/killed", |panel| {
    ///     Ruling::range(panel, Interval::at_least(24)).with_best(24)
    /// })?;
    /// assert_eq!(guards.best(), Some(24));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_best(mut self, best: u64) -> Ruling {
        self.best = Some(best);
        self
    }

    /// The same ruling, marked provisional.
    ///
    /// ```
    /// use corroborate::{Interval, Ruling, Verdict};
    ///
    /// let guards = corroborate::docs::ruled("raid/guards/killed", |panel| {
    ///     Ruling::range(panel, Interval::at_least(24)).provisional()
    /// })?;
    /// assert_eq!(guards.status(), Verdict::Provisional);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn provisional(mut self) -> Ruling {
        self.verdict = Verdict::Provisional;
        self
    }

    /// The same ruling, with this end decided by the bound of a voice on the panel.
    ///
    /// ```
    /// use corroborate::{End, Panel, Policy, Question, Ruling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         let Some(voice) = panel.voices().last() else { return Ruling::no_answer(panel) };
    ///         Ruling::range(panel, voice.bounds()).on_bound(panel, End::Low, voice)
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// let derivation = answer.explain(guards.quantity()).ok_or("in play")?;
    /// assert_eq!(derivation.ruling.grounds[0].claims[0].as_str(), "c1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn on_bound(mut self, panel: &Panel<'_>, end: End, voice: &Voice) -> Ruling {
        self.ground(panel, end, voice, None, false);
        self
    }

    /// The same ruling, with this end decided by a figure of a voice on the panel.
    ///
    /// ```
    /// use corroborate::{End, Panel, Policy, Question, Ruling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         let found = panel.voices().iter().find_map(|voice| Some((voice, voice.sound_figure()?)));
    ///         let Some((voice, figure)) = found else { return Ruling::no_answer(panel) };
    ///         Ruling::figure(panel, figure).on_figure(panel, End::Best, voice, figure)
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// let derivation = answer.explain(guards.quantity()).ok_or("in play")?;
    /// assert_eq!(derivation.ruling.grounds[0].claims[0].as_str(), "c2");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn on_figure(mut self, panel: &Panel<'_>, end: End, voice: &Voice, figure: &Figure) -> Ruling {
        self.ground(panel, end, voice, Some(figure.clone()), false);
        self
    }

    /// The same ruling, with this end loosened from a voice's bound.
    pub(crate) fn loosened_from(mut self, panel: &Panel<'_>, end: End, voice: &Voice) -> Ruling {
        self.ground(panel, end, voice, None, true);
        self
    }

    fn ground(&mut self, panel: &Panel<'_>, end: End, voice: &Voice, figure: Option<Figure>, loosened: bool) {
        let same = |known: &Voice| (known.speaker, known.bounds()) == (voice.speaker, voice.bounds());
        let at = panel.voices().iter().position(same);
        match at.filter(|&at| figure.as_ref().is_none_or(|figure| panel.voices()[at].has(figure))) {
            Some(voice) if self.made_for == Some(panel.mark()) => {
                self.grounds.push(Ground { end, voice, figure, loosened });
            }
            _ => self.made_for = None,
        }
    }

    /// The best that the policy named.
    ///
    /// ```
    /// use corroborate::{Interval, Ruling};
    ///
    /// let guards = corroborate::docs::ruled("raid/guards/killed", |panel| {
    ///     let ruling = Ruling::range(panel, Interval::at_least(24)).with_best(25);
    ///     assert_eq!(ruling.named_best(), Some(25));
    ///     ruling
    /// })?;
    /// assert_eq!(guards.best(), Some(25));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn named_best(&self) -> Option<u64> {
        self.best
    }

    /// Whether the policy gave an answer.
    ///
    /// ```
    /// use corroborate::{Ruling, Verdict};
    ///
    /// let guards = corroborate::docs::ruled("raid/guards/killed", |panel| {
    ///     let ruling = Ruling::no_answer(panel);
    ///     assert_eq!(ruling.verdict(), Verdict::NoAnswer);
    ///     ruling
    /// })?;
    /// assert_eq!(guards.low(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The number of voices that it contradicts.
    ///
    /// ```
    /// use corroborate::{Interval, Ruling};
    ///
    /// let guards = corroborate::docs::ruled("raid/guards/killed", |panel| {
    ///     let ruling = Ruling::range(panel, Interval::exactly(1_000));
    ///     assert!(ruling.dissent() <= panel.voices().len());
    ///     ruling
    /// })?;
    /// assert_eq!(guards.dissent(), 1, "only the agency gives a ceiling");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn dissent(&self) -> usize {
        self.dissent
    }
}
