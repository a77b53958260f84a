//! Anchors: the share of a toll that all sources together miss. It is assumed, or fitted to reference
//! counts.

use crate::calibrate::student;

/// The expected log ratio of the toll to the report of an unbiased monitor, with its uncertainty.
///
/// Claims identify the biases of sources relative to one another. They do not identify this level,
/// so it is an assumption, unless it is fitted to reference events. Every answer names its anchor.
///
/// | | level | `corpus_sd` | `event_sd` | from |
/// |---|---|---|---|---|
/// | [`Anchor::default`] | .15: monitors miss about one in seven | .10 | .10 | `uncertainUCDP` 0.6.1, a survey of coders: the median plausible toll over the coded one, averaged over three types of violence and f = 5, 10, 50, 100, 500, 1,000, is e^.154 (range .03 to .33) |
/// | [`Anchor::AS_SAID`] | 0: monitors miss nobody on average | 0 | 0 | no source: it takes the reports as they are |
///
/// ```
/// use corroborate::calibrate::Anchor;
///
/// assert_eq!(Anchor::default().assumption(), "assumes monitors miss about one in seven");
/// assert_eq!(Anchor::AS_SAID.level(), 0.0);
/// ```
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Anchor {
    level: f64,
    corpus_sd: f64,
    event_sd: f64,
    from: AnchorFrom,
}

crate::record::vocabulary::words! {
    /// The origin of an anchor.
    ///
    /// ```
    /// use corroborate::calibrate::{Anchor, AnchorFrom};
    ///
    /// assert_eq!(Anchor::default().from(), AnchorFrom::Survey);
    /// assert_eq!(Anchor::new(0.2, 0.1, 0.1)?.from(), AnchorFrom::Given);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum AnchorFrom {
        /// The survey of coders behind [`Anchor::default`].
        Survey => "survey",
        /// [`Anchor::AS_SAID`]: nobody is assumed to be missing.
        AsSaid => "as-said",
        /// A fit to events whose toll a later inquiry found.
        References => "references",
        /// Given by the caller.
        Given => "given",
    }
}

/// Why three numbers are no valid anchor.
///
/// ```
/// use corroborate::calibrate::{Anchor, AnchorError};
///
/// assert_eq!(Anchor::new(5.0, 0.1, 0.1), Err(AnchorError::Level { found: 5.0 }));
/// ```
#[derive(Copy, Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AnchorError {
    /// The level lies outside −3 to 3, or is NaN.
    #[error("an anchor's level lies between -3 and 3, found {found}")]
    Level {
        /// What was found.
        found: f64,
    },
    /// A standard deviation lies outside 0 to 3, or is NaN.
    #[error("an anchor's {which} lies between 0 and 3, found {found}")]
    Spread {
        /// `corpus_sd` or `event_sd`.
        which: &'static str,
        /// What was found.
        found: f64,
    },
}

impl Default for Anchor {
    fn default() -> Anchor {
        Anchor { level: 0.15, corpus_sd: 0.10, event_sd: 0.10, from: AnchorFrom::Survey }
    }
}

impl Anchor {
    /// Assumes that monitors are unbiased, and is certain of it.
    pub const AS_SAID: Anchor = Anchor { level: 0.0, corpus_sd: 0.0, event_sd: 0.0, from: AnchorFrom::AsSaid };

    /// An anchor with these numbers; see [`level`](Anchor::level), [`corpus_sd`](Anchor::corpus_sd)
    /// and [`event_sd`](Anchor::event_sd).
    ///
    /// The numbers of [`Anchor::default`] and of [`Anchor::AS_SAID`] give those anchors, with their
    /// origin.
    ///
    /// # Errors
    ///
    /// [`AnchorError`] if the level lies outside −3 to 3 or a standard deviation outside 0 to 3.
    ///
    /// ```
    /// use corroborate::calibrate::Anchor;
    ///
    /// let anchor = Anchor::new(0.3, 0.1, 0.1)?;
    /// assert_eq!(anchor.level(), 0.3, "monitors are taken to miss about one in four");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(level: f64, corpus_sd: f64, event_sd: f64) -> Result<Anchor, AnchorError> {
        if !(-3.0..=3.0).contains(&level) {
            return Err(AnchorError::Level { found: level });
        }
        for (which, found) in [("corpus_sd", corpus_sd), ("event_sd", event_sd)] {
            if !(0.0..=3.0).contains(&found) {
                return Err(AnchorError::Spread { which, found });
            }
        }
        let known = [Anchor::default(), Anchor::AS_SAID];
        let same = |anchor: &&Anchor| (anchor.level, anchor.corpus_sd, anchor.event_sd) == (level, corpus_sd, event_sd);
        let given = Anchor { level, corpus_sd, event_sd, from: AnchorFrom::Given };
        Ok(known.iter().find(same).copied().unwrap_or(given))
    }

    /// Fits an anchor to reference events. Returns `None` if there are fewer than
    /// [`Anchor::FEWEST_REFERENCES`].
    ///
    /// The likelihood is Student t with 4 degrees of freedom. The prior of the level is
    /// N(.15, .25²). The variance between events starts from .10², with the weight of four events,
    /// and cannot become smaller.
    ///
    /// ```
    /// use corroborate::calibrate::{Anchor, AnchorFrom, Shortfall};
    ///
    /// let found = Shortfall { difference: 0.4, variance: 0.04 };
    /// assert_eq!(Anchor::from_references(&[found; 3]), None, "three inquiries are too few");
    /// let fitted = Anchor::from_references(&[found; 20]).ok_or("enough")?;
    /// assert!(fitted.from() == AnchorFrom::References && fitted.level() > 0.3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_references(references: &[Shortfall]) -> Option<Anchor> {
        (references.len() >= Anchor::FEWEST_REFERENCES).then(|| fit(references))
    }

    /// The smallest number of references to which an anchor is fitted.
    pub const FEWEST_REFERENCES: usize = 10;

    /// The same numbers with another origin.
    #[cfg(feature = "serde")]
    pub(super) fn said_to_be(mut self, from: AnchorFrom) -> Anchor {
        self.from = from;
        self
    }

    /// Applies `change` to each number and checks the result. The origin stays.
    pub(super) fn map(self, change: impl Fn(f64) -> f64) -> Result<Anchor, AnchorError> {
        let changed = Anchor::new(change(self.level), change(self.corpus_sd), change(self.event_sd))?;
        Ok(Anchor { from: self.from, ..changed })
    }

    /// The expected ln(toll) − ln(report of an unbiased monitor).
    pub fn level(&self) -> f64 {
        self.level
    }

    /// The standard deviation of the level. All events of a corpus share this error, so it does not
    /// average out in sums.
    pub fn corpus_sd(&self) -> f64 {
        self.corpus_sd
    }

    /// The standard deviation of single events around the level. All voices of one event share this
    /// error.
    pub fn event_sd(&self) -> f64 {
        self.event_sd
    }

    /// The origin.
    pub fn from(&self) -> AnchorFrom {
        self.from
    }

    /// The variance of the level for one event.
    pub(super) fn variance(&self) -> f64 {
        self.corpus_sd * self.corpus_sd + self.event_sd * self.event_sd
    }

    /// The level of one event as three quadrature points (Gauss–Hermite) with their weights.
    pub(super) fn points(&self) -> Vec<(f64, f64)> {
        let off = (3.0 * self.variance()).sqrt();
        if off > 0.0 {
            vec![(self.level - off, 1.0 / 6.0), (self.level, 2.0 / 3.0), (self.level + off, 1.0 / 6.0)]
        } else {
            vec![(self.level, 1.0)]
        }
    }

    /// The assumption in words: "assumes monitors miss about one in seven".
    pub fn assumption(&self) -> String {
        match self.from {
            AnchorFrom::AsSaid => "assumes monitors miss nobody on average".to_owned(),
            AnchorFrom::Survey => "assumes monitors miss about one in seven".to_owned(),
            AnchorFrom::References => format!("learned from references that {}", self.share()),
            AnchorFrom::Given => format!("assumes {}", self.share()),
        }
    }

    /// The assumption as a condition: "monitors miss about one in seven (an assumption)".
    pub(super) fn condition(&self) -> String {
        match self.from {
            AnchorFrom::AsSaid => "monitors miss nobody on average (an assumption)".to_owned(),
            AnchorFrom::Survey => "monitors miss about one in seven (an assumption)".to_owned(),
            AnchorFrom::References => format!("{} (learned from references)", self.share()),
            AnchorFrom::Given => format!("{} (an assumption)", self.share()),
        }
    }

    /// "monitors miss about 14 %".
    fn share(&self) -> String {
        let share = 100.0 * (1.0 - libm::exp(-self.level));
        if share.abs() < 0.5 {
            "monitors miss nobody on average".to_owned()
        } else if share > 0.0 {
            format!("monitors miss about {share:.0} %")
        } else {
            format!("monitors count about {:.0} % too many", 100.0 * (libm::exp(-self.level) - 1.0))
        }
    }
}

/// How far the reference of one event lies above its reports.
///
/// ```
/// use corroborate::calibrate::{Anchor, Shortfall};
///
/// // A later inquiry found half as many again as the reports.
/// let found = Shortfall { difference: 1.5_f64.ln(), variance: 0.04 };
/// assert!(Anchor::from_references(&[found; 10]).is_some());
/// ```
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Shortfall {
    /// ln(reference + ½) − E[ln(N + ½)], where the expectation is of the posterior under
    /// [`Anchor::AS_SAID`].
    pub difference: f64,
    /// The variance of ln(N + ½) in the same posterior.
    pub variance: f64,
}

/// Alternates level, t weights and the variance between events until the level and the variance
/// move by less than 10⁻⁶.
fn fit(references: &[Shortfall]) -> Anchor {
    const PRIOR: f64 = 0.15;
    const PRIOR_VARIANCE: f64 = 0.25 * 0.25;
    const SPREAD: f64 = 0.10 * 0.10;
    const SPREAD_WEIGHT: f64 = 4.0;
    let (mut level, mut variance, mut spread) = (PRIOR, PRIOR_VARIANCE, SPREAD);
    for _ in 0..1_000 {
        let before = (level, spread);
        let (mut precision, mut pulled) = (1.0 / PRIOR_VARIANCE, PRIOR / PRIOR_VARIANCE);
        for reference in references {
            let scale = spread + reference.variance;
            let off = reference.difference - level;
            let weight = student::pull((off * off + variance) / scale) / scale;
            precision += weight;
            pulled += weight * reference.difference;
        }
        (level, variance) = (pulled / precision, 1.0 / precision);
        let mut sum = SPREAD_WEIGHT * SPREAD;
        for reference in references {
            let scale = spread + reference.variance;
            let off = reference.difference - level;
            let squared = off * off + variance;
            let part = spread / scale;
            sum += part * part * student::pull(squared / scale) * squared + part * (scale - spread);
        }
        spread = (sum / (super::wording::real(references.len() as u64) + SPREAD_WEIGHT)).max(SPREAD);
        if (level - before.0).abs() < 1e-6 && (spread - before.1).abs() < 1e-6 {
            break;
        }
    }
    Anchor {
        level: level.clamp(-3.0, 3.0),
        corpus_sd: variance.sqrt().min(3.0),
        event_sd: spread.sqrt().min(3.0),
        from: AnchorFrom::References,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_anchor_is_refused() {
        let text = |level, corpus, event| Anchor::new(level, corpus, event).map_err(|e| e.to_string());
        assert_eq!(text(4.0, 0.1, 0.1), Err("an anchor's level lies between -3 and 3, found 4".to_owned()));
        assert_eq!(text(0.1, -0.1, 0.1), Err("an anchor's corpus_sd lies between 0 and 3, found -0.1".to_owned()));
        assert_eq!(text(0.1, 0.1, f64::NAN), Err("an anchor's event_sd lies between 0 and 3, found NaN".to_owned()));
        assert!(text(0.2, 0.1, 0.0).is_ok());
    }

    #[test]
    fn known_numbers_are_known_by_name() {
        assert_eq!(Anchor::new(0.15, 0.1, 0.1), Ok(Anchor::default()));
        assert_eq!(Anchor::new(0.0, 0.0, 0.0), Ok(Anchor::AS_SAID));
        assert_eq!(Anchor::new(0.2, 0.1, 0.1).map(|anchor| anchor.from()), Ok(AnchorFrom::Given));
    }

    #[test]
    fn assumptions_in_words() {
        assert_eq!(Anchor::default().assumption(), "assumes monitors miss about one in seven");
        assert_eq!(Anchor::AS_SAID.assumption(), "assumes monitors miss nobody on average");
        let given = |level| Anchor::new(level, 0.1, 0.1).map(|anchor| anchor.assumption());
        assert_eq!(given(0.3), Ok("assumes monitors miss about 26 %".to_owned()));
        assert_eq!(given(-0.2), Ok("assumes monitors count about 22 % too many".to_owned()));
        assert_eq!(given(0.001), Ok("assumes monitors miss nobody on average".to_owned()));
    }

    #[test]
    fn references_move_the_level_and_may_only_widen_the_spread() {
        let same = |difference: f64, n| vec![Shortfall { difference, variance: 0.01 }; n];
        assert_eq!(Anchor::from_references(&same(0.4, 9)), None);
        let Some(few) = Anchor::from_references(&same(0.4, 10)) else { panic!("ten will do") };
        let Some(many) = Anchor::from_references(&same(0.4, 1_000)) else { panic!("a thousand will do") };
        assert!(few.level() > 0.35 && few.level() < many.level() && many.level() < 0.4);
        assert!(many.corpus_sd() < few.corpus_sd());
        assert!((many.event_sd() - 0.10).abs() < 1e-12, "no spread seen, none taken away");
        let mut apart = same(0.0, 50);
        apart.extend(same(1.0, 50));
        assert!(Anchor::from_references(&apart).is_some_and(|anchor| anchor.event_sd() > 0.3));
    }
}
