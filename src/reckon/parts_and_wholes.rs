//! How parts bound their whole, and a whole its parts. The order in which quantities are estimated
//! is decided elsewhere.

use crate::record::quantity::Tree;
use crate::record::vocabulary::words;
use crate::said::interval::{Ceiling, Interval};

/// A part's contribution to its whole: its estimate before wholes.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) range: Interval,
    pub(crate) best: Option<u64>,
    pub(crate) firm: u64,
    pub(crate) contested: bool,
    pub(crate) unsupported: bool,
}

impl Part {
    /// The contribution of a quantity without claims.
    pub(crate) const UNKNOWN: Part =
        Part { range: Interval::ANY, best: None, firm: 0, contested: false, unsupported: true };

    /// The same contribution as of a moment after the newest claim: its ceiling has lapsed.
    pub(crate) fn lapsed(self) -> Part {
        let range = self.range.open_above();
        let unsupported = self.unsupported || !self.contested && range == Interval::ANY && self.best.is_none();
        Part { range, unsupported, ..self }
    }
}

/// The sum of the parts of one whole along one tree.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    low: u128,
    high: u128,
    unbounded: usize,
    firm: u128,
    best: u128,
    supported: usize,
    with_best: usize,
    contested: usize,
}

impl Sum {
    pub(crate) fn add(&mut self, part: &Part) {
        self.low += u128::from(part.range.low());
        match part.range.high() {
            Ceiling::At(high) => self.high += u128::from(high),
            Ceiling::Unbounded => self.unbounded += 1,
        }
        self.firm += u128::from(part.firm);
        self.contested += usize::from(part.contested);
        if !part.unsupported {
            self.supported += 1;
            self.with_best += usize::from(part.best.is_some());
            self.best += u128::from(part.best.unwrap_or(0));
        }
    }

    /// Removes a part that was added before.
    pub(crate) fn remove(&mut self, part: &Part) {
        self.low = self.low.saturating_sub(u128::from(part.range.low()));
        match part.range.high() {
            Ceiling::At(high) => self.high = self.high.saturating_sub(u128::from(high)),
            Ceiling::Unbounded => self.unbounded = self.unbounded.saturating_sub(1),
        }
        self.firm = self.firm.saturating_sub(u128::from(part.firm));
        self.contested = self.contested.saturating_sub(usize::from(part.contested));
        if !part.unsupported {
            self.supported = self.supported.saturating_sub(1);
            self.with_best = self.with_best.saturating_sub(usize::from(part.best.is_some()));
            self.best = self.best.saturating_sub(u128::from(part.best.unwrap_or(0)));
        }
    }

    pub(crate) fn low(&self) -> u64 {
        held(self.low)
    }

    pub(crate) fn high(&self) -> Ceiling {
        if self.unbounded > 0 { Ceiling::Unbounded } else { Ceiling::from(u64::try_from(self.high).ok()) }
    }

    pub(crate) fn firm(&self) -> u64 {
        held(self.firm)
    }

    pub(crate) fn is_contested(&self) -> bool {
        self.contested > 0
    }

    /// The sum of the parts' bests without the unsupported parts; none if there is no other part or
    /// one of them has no best.
    fn best(&self) -> Option<u64> {
        (self.supported > 0 && self.supported == self.with_best).then(|| held(self.best))
    }

    /// The range of the whole that the parts imply. It has a ceiling only if they cover the whole.
    pub(crate) fn range(&self, cover: Cover) -> Interval {
        let high = match cover {
            Cover::Exhaustive => self.high(),
            Cover::Open => Ceiling::Unbounded,
        };
        Interval::new(self.low(), high).unwrap_or(Interval::at_least(self.low()))
    }
}

/// A sum of counts, limited to the largest `u64`.
pub(super) fn held(sum: u128) -> u64 {
    u64::try_from(sum).unwrap_or(u64::MAX)
}

/// Whether the parts cover the whole.
///
/// ```
/// use corroborate::{Cover, LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let all = answer.explain(&"raid/all/killed".parse()?).ok_or("in play")?;
/// assert_eq!(all.parts[0].cover, Cover::Open, "others than guards and visitors may have died");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cover {
    /// The whole is declared exhaustive along this tree, and all its declared parts are in play.
    Exhaustive,
    /// The whole may have more than these parts.
    #[default]
    Open,
}

words!(Cover { Exhaustive => "exhaustive", Open => "open" });

/// The effect that the parts of one tree have on the range of their whole.
///
/// ```
/// use corroborate::{LeastDissent, PartsEffect, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let all = answer.explain(&"raid/all/killed".parse()?).ok_or("in play")?;
/// assert_eq!(all.parts[0].effect, PartsEffect::Cut, "27 to 33 by the agency, 31 or more by the parts");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PartsEffect {
    /// The parts and the range cannot both be true. The range was widened to include the parts, and
    /// the parts dissent.
    Dissent,
    /// Voices, or parts, disagree already. A breakdown does not settle that, so nothing changed.
    Unheard,
    /// The range was cut to what the parts allow (or they allow all of it).
    Cut,
    /// The parts and the range meet only when both are loosened. The range is now the gap between
    /// them.
    Gap,
}

words!(PartsEffect { Dissent => "dissent", Unheard => "unheard", Cut => "cut", Gap => "gap" });

/// The effect that a whole has on the range of an exhaustive part.
///
/// ```
/// use corroborate::WholeEffect;
///
/// assert_eq!("cut".parse(), Ok(WholeEffect::Cut));
/// assert_eq!(WholeEffect::Unheard.to_string(), "unheard");
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum WholeEffect {
    /// Nothing changed: the siblings alone exceed the whole, or the remainder does not meet the
    /// part's range.
    Unheard,
    /// The range was cut to the remainder (or the remainder allows all of it).
    Cut,
}

words!(WholeEffect { Unheard => "unheard", Cut => "cut" });

/// The range after the parts of each tree were taken into account, in the order of the trees.
#[derive(Clone, Debug)]
pub(crate) struct Joined {
    pub(crate) range: Interval,
    pub(crate) dissent: bool,
    pub(crate) steps: Vec<Joining>,
}

#[derive(Copy, Clone, Debug)]
pub(crate) struct Joining {
    pub(crate) tree: Tree,
    pub(crate) cover: Cover,
    pub(crate) sum: Interval,
    pub(crate) effect: PartsEffect,
    /// The parts' best, if this tree gives one.
    pub(crate) best: Option<u64>,
    /// The range after the step.
    pub(crate) range: Interval,
}

/// Brings the sums of the parts into the range of the whole.
///
/// | the sum of the parts and the range | result |
/// |---|---|
/// | do not meet, even loosened | the hull of both, and the parts dissent |
/// | meet, loosened, but voices or parts disagree already | the range, unchanged |
/// | meet | the range, cut to the sum |
/// | meet only loosened | the gap between them |
pub(crate) fn hear_parts(range: Interval, voices: usize, dissent: usize, sums: &[(Tree, Cover, Sum)]) -> Joined {
    let mut joined = Joined { range, dissent: false, steps: Vec::new() };
    for &(tree, cover, sum) in sums {
        let said = sum.range(cover);
        let range = joined.range;
        let (effect, range) = if range.loosened().meet(said.loosened()).is_none() {
            (PartsEffect::Dissent, range.hull(said))
        } else if dissent > 0 || joined.dissent {
            (PartsEffect::Unheard, range)
        } else if let Some(meeting) = range.meet(said) {
            (PartsEffect::Cut, meeting)
        } else {
            (PartsEffect::Gap, gap(range, said))
        };
        joined.dissent |= effect == PartsEffect::Dissent;
        joined.range = range;
        let best = sum.best().filter(|&best| cover == Cover::Exhaustive || (voices == 0 && best > 0));
        joined.steps.push(Joining { tree, cover, sum: said, effect, best, range });
    }
    joined
}

/// The gap between two intervals that do not meet, including the ends next to it.
fn gap(one: Interval, other: Interval) -> Interval {
    let (below, above) = if one.low() < other.low() { (one, other) } else { (other, one) };
    Interval::new(below.high().get().unwrap_or(above.low()), above.low()).unwrap_or(one)
}

/// Narrows an exhaustive part to the remainder: the whole's range minus the siblings.
pub(crate) fn hear_whole(
    range: Interval,
    whole: Interval,
    siblings: &Sum,
) -> (WholeEffect, Interval, Option<Interval>) {
    let whole = whole.loosened();
    let least = match siblings.high() {
        Ceiling::At(high) => whole.low().saturating_sub(high),
        Ceiling::Unbounded => 0,
    };
    let most = match whole.high() {
        Ceiling::At(high) => high.checked_sub(siblings.low()).map(Ceiling::At),
        Ceiling::Unbounded => Some(Ceiling::Unbounded),
    };
    let left = most.and_then(|most| Interval::new(least, most).ok());
    match left.and_then(|left| left.meet(range)) {
        Some(cut) => (WholeEffect::Cut, cut, left),
        None => (WholeEffect::Unheard, range, left),
    }
}
