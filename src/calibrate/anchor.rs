//! How far all the sources together fall short: an assumption, or learned from references.

use crate::calibrate::student;

/// How far reports fall short of the toll on the whole, as a logarithm: the one thing that claims
/// cannot tell.
///
/// Claims fix the biases of their sources relative to one another. By how much the least biased of
/// them, the monitors, miss the toll is assumed here, and every answer says which assumption it
/// stands on.
///
/// | | level | `corpus_sd` | `event_sd` | from |
/// |---|---|---|---|---|
/// | [`Anchor::default`] | .15: monitors miss about one in seven | .10 | .10 | `uncertainUCDP` 0.6.1, a survey of coders: the median plausible toll over the coded one, averaged over three types of violence and f = 5, 10, 50, 100, 500, 1,000, is e^.154 (range .03 to .33) |
/// | [`Anchor::AS_SAID`] | 0: monitors are right on the whole | 0 | 0 | nothing: it takes the reports as they are |
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Anchor {
    level: f64,
    corpus_sd: f64,
    event_sd: f64,
    from: AnchorFrom,
}

/// Where an anchor comes from.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AnchorFrom {
    /// The survey of coders behind [`Anchor::default`].
    Survey,
    /// Nothing is assumed to be missing.
    AsSaid,
    /// Learned from events of which a later inquiry is known.
    References,
    /// Given by the caller.
    Given,
}

crate::record::vocabulary::words!(AnchorFrom {
    Survey => "survey",
    AsSaid => "as-said",
    References => "references",
    Given => "given",
});

/// Why an anchor is none.
#[derive(Copy, Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AnchorError {
    /// A level that would multiply tolls by more than e³, or is no number.
    #[error("an anchor's level lies between -3 and 3, found {found}")]
    Level {
        /// What was found.
        found: f64,
    },
    /// A spread below 0, above 3, or no number.
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
    /// Monitors are right on the whole: what is said is what there was.
    pub const AS_SAID: Anchor = Anchor { level: 0.0, corpus_sd: 0.0, event_sd: 0.0, from: AnchorFrom::AsSaid };

    /// The caller's own: the level, how unsure it is for all events of a corpus together, and how
    /// far single events lie from it.
    ///
    /// # Errors
    ///
    /// [`AnchorError`] for what is no number, a negative spread, or more than e³.
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

    /// An anchor learned from at least [`Anchor::FEWEST_REFERENCES`] events: of each, how far the
    /// reference lies above what the sources say of it together, and how unsure that is. None if
    /// there are fewer.
    pub fn from_references(references: &[Shortfall]) -> Option<Anchor> {
        (references.len() >= Anchor::FEWEST_REFERENCES).then(|| fit(references))
    }

    /// Fewer references than this leave the anchor where it is.
    pub const FEWEST_REFERENCES: usize = 10;

    /// The same numbers, said to come from there.
    #[cfg(feature = "serde")]
    pub(super) fn said_to_be(mut self, from: AnchorFrom) -> Anchor {
        self.from = from;
        self
    }

    /// The same with each number changed so, checked again.
    pub(super) fn map(self, change: impl Fn(f64) -> f64) -> Result<Anchor, AnchorError> {
        let changed = Anchor::new(change(self.level), change(self.corpus_sd), change(self.event_sd))?;
        Ok(Anchor { from: self.from, ..changed })
    }

    /// The expected ln(toll) − ln(what unbiased monitors say).
    pub fn level(&self) -> f64 {
        self.level
    }

    /// How unsure the level is for all events together: it does not average out in sums.
    pub fn corpus_sd(&self) -> f64 {
        self.corpus_sd
    }

    /// How far single events lie from the level: shared by all voices of one event.
    pub fn event_sd(&self) -> f64 {
        self.event_sd
    }

    /// Where it comes from.
    pub fn from(&self) -> AnchorFrom {
        self.from
    }

    /// The variance of the level for one event.
    pub(super) fn variance(&self) -> f64 {
        self.corpus_sd * self.corpus_sd + self.event_sd * self.event_sd
    }

    /// The levels that stand for the distribution of one event, and their weights.
    pub(super) fn points(&self) -> Vec<(f64, f64)> {
        let off = (3.0 * self.variance()).sqrt();
        if off > 0.0 {
            vec![(self.level - off, 1.0 / 6.0), (self.level, 2.0 / 3.0), (self.level + off, 1.0 / 6.0)]
        } else {
            vec![(self.level, 1.0)]
        }
    }

    /// What is assumed, in words.
    pub fn assumption(&self) -> String {
        match self.from {
            AnchorFrom::AsSaid => "takes monitors as said".to_owned(),
            AnchorFrom::Survey => "assumes monitors miss about one in seven".to_owned(),
            AnchorFrom::References => format!("learned from references that {}", self.share()),
            AnchorFrom::Given => format!("assumes {}", self.share()),
        }
    }

    /// The same as a condition: "monitors miss about one in seven (an assumption)".
    pub(super) fn condition(&self) -> String {
        match self.from {
            AnchorFrom::AsSaid => "monitors are taken as said (an assumption)".to_owned(),
            AnchorFrom::Survey => "monitors miss about one in seven (an assumption)".to_owned(),
            AnchorFrom::References => format!("{} (learned from references)", self.share()),
            AnchorFrom::Given => format!("{} (an assumption)", self.share()),
        }
    }

    /// "monitors miss about 14 %".
    fn share(&self) -> String {
        let share = 100.0 * (1.0 - libm::exp(-self.level));
        if share.abs() < 0.5 {
            "monitors miss nobody on the whole".to_owned()
        } else if share > 0.0 {
            format!("monitors miss about {share:.0} %")
        } else {
            format!("monitors count about {:.0} % too many", 100.0 * (libm::exp(-self.level) - 1.0))
        }
    }
}

/// Of one event with a reference: ln(reference + ½) − what the sources say of it under anchor 0,
/// and the variance of the latter.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Shortfall {
    /// How far the reference lies above what is said.
    pub difference: f64,
    /// The variance of that from what is said.
    pub variance: f64,
}

/// The level and the spread between events under t4: prior level ~ N(.15, .25²), prior spread .10
/// with the weight of four events; the spread may only grow.
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
        assert_eq!(Anchor::AS_SAID.assumption(), "takes monitors as said");
        let given = |level| Anchor::new(level, 0.1, 0.1).map(|anchor| anchor.assumption());
        assert_eq!(given(0.3), Ok("assumes monitors miss about 26 %".to_owned()));
        assert_eq!(given(-0.2), Ok("assumes monitors count about 22 % too many".to_owned()));
        assert_eq!(given(0.001), Ok("assumes monitors miss nobody on the whole".to_owned()));
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
