//! The best estimate, its origin, and the range on which it is settled. Each policy chooses it itself,
//! in its `best`.

use crate::record::quantity::Tree;
use crate::said::interval::Interval;
use crate::voice::Voice;

/// The best estimate and its origin.
///
/// ```
/// use corroborate::{Best, LeastDissent, Panel, Policy, Question, Ruling, Settling};
///
/// /// Least dissent, which names no best below 30.
/// struct OnlyLarge;
///
/// impl Policy for OnlyLarge {
///     fn name(&self) -> &str {
///         "only-large"
///     }
///
///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
///         LeastDissent::new().rule(panel)
///     }
///
///     fn best(&self, panel: &Panel<'_>, ruling: &Ruling, settling: &Settling) -> Option<Best> {
///         LeastDissent::new().best(panel, ruling, settling).filter(|best| best.count() >= 30)
///     }
/// }
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), OnlyLarge);
/// let best = |path: &str| Some(answer.estimate(&path.parse().ok()?)?.best());
/// assert_eq!(best("raid/guards/killed"), Some(None), "24 is below 30");
/// assert_eq!(best("raid/all/killed"), Some(Some(31)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Best {
    pub(crate) count: u64,
    pub(crate) cause: BestCause,
}

/// The origin of a best estimate.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum BestCause {
    /// The lower median of the supporters' neutral figures, and the claim that names it.
    Neutral { figure: u64, claim: u32 },
    /// The lower median of the supporters' admitted figures, and the claim that names it.
    Admitted { figure: u64, claim: u32 },
    /// The lower median of the figures of body counts by the victims' own side, and the claim that
    /// names it.
    OwnCount { figure: u64, claim: u32 },
    /// The sum of the parts' bests.
    Parts { sum: u64, tree: Tree },
    /// The firm floor.
    Firm { floor: u64 },
    /// The only count in the range.
    OnlyCount,
    /// The best that the policy named.
    Ruled,
}

impl Best {
    /// A best that a policy names itself.
    ///
    /// ```
    /// use corroborate::Best;
    ///
    /// assert_eq!(Best::ruled(24).count(), 24);
    /// ```
    pub fn ruled(count: u64) -> Best {
        Best { count, cause: BestCause::Ruled }
    }

    /// The count.
    ///
    /// ```
    /// use corroborate::{Best, LeastDissent, Panel, Policy, Question, Ruling, Settling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         LeastDissent::new().rule(panel)
    ///     }
    ///
    ///     fn best(&self, panel: &Panel<'_>, ruling: &Ruling, settling: &Settling) -> Option<Best> {
    ///         let default = LeastDissent::new().best(panel, ruling, settling)?;
    ///         Some(Best::ruled(default.count()))
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.best(), Some(24));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The same best. If it comes from a figure that none of these voices names, its origin is the
    /// policy's own rule.
    pub(crate) fn on(self, voices: &[Voice]) -> Best {
        let cited = match self.cause {
            BestCause::Neutral { figure, claim }
            | BestCause::Admitted { figure, claim }
            | BestCause::OwnCount { figure, claim } => (figure, claim),
            BestCause::Parts { .. } | BestCause::Firm { .. } | BestCause::OnlyCount | BestCause::Ruled => return self,
        };
        let is_named = |voice: &Voice| {
            let figures = voice.tally.figures.iter().chain([&voice.tally.own_count]).flatten();
            figures.into_iter().any(|figure| (figure.value, figure.claim) == cited)
        };
        if voices.iter().any(is_named) { self } else { Best::ruled(self.count) }
    }
}

/// The range on which a best is settled, and the best that the parts give.
///
/// ```
/// use corroborate::{Best, LeastDissent, Panel, Policy, Question, Ruling, Settling};
///
/// /// Least dissent, with the low of the range as best.
/// struct Lowest;
///
/// impl Policy for Lowest {
///     fn name(&self) -> &str {
///         "lowest"
///     }
///
///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
///         LeastDissent::new().rule(panel)
///     }
///
///     fn best(&self, _: &Panel<'_>, _: &Ruling, settling: &Settling) -> Option<Best> {
///         Some(Best::ruled(settling.range().low()))
///     }
/// }
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), Lowest);
/// let all = answer.estimate(&"raid/all/killed".parse()?).ok_or("in play")?;
/// assert_eq!(all.best(), Some(31), "after the parts have narrowed the range");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Settling {
    pub(crate) range: Interval,
    pub(crate) parts_best: Option<(Tree, u64)>,
}

impl Settling {
    /// The range.
    ///
    /// ```
    /// use corroborate::{Best, LeastDissent, Panel, Policy, Question, Ruling, Settling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         LeastDissent::new().rule(panel)
    ///     }
    ///
    ///     fn best(&self, _: &Panel<'_>, _: &Ruling, settling: &Settling) -> Option<Best> {
    ///         Some(Best::ruled(settling.range().low()))
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.best(), Some(24), "the low of 24 to 25");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn range(&self) -> Interval {
        self.range
    }

    /// The largest of the parts' bests that lies in the loosened range.
    ///
    /// ```
    /// use corroborate::{Best, LeastDissent, Panel, Policy, Question, Ruling, Settling};
    ///
    /// struct Mine;
    ///
    /// impl Policy for Mine {
    ///     fn name(&self) -> &str {
    ///         "mine"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         LeastDissent::new().rule(panel)
    ///     }
    ///
    ///     fn best(&self, _: &Panel<'_>, _: &Ruling, settling: &Settling) -> Option<Best> {
    ///         settling.of_parts()
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Mine);
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.best(), None, "guards have no parts");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_parts(&self) -> Option<Best> {
        self.parts_best.map(|(tree, sum)| Best { count: sum, cause: BestCause::Parts { sum, tree } })
    }
}
