//! How parts and wholes bear on one another: the rules alone, apart from which quantity is
//! asked in what order.

use crate::interval::{Ceiling, Interval};
use crate::quantity::Tree;
use crate::word::words;

/// What a part brings to its whole: its estimate before wholes.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) range: Interval,
    pub(crate) best: Option<u64>,
    pub(crate) firm: u64,
    pub(crate) contested: bool,
    pub(crate) unsupported: bool,
}

impl Part {
    /// Of a quantity of which nothing was said.
    pub(crate) const UNKNOWN: Part =
        Part { range: Interval::ANY, best: None, firm: 0, contested: false, unsupported: true };

    /// The same as of a moment after the newest word on it: its ceiling has lapsed.
    pub(crate) fn lapsed(self) -> Part {
        let range = self.range.open_above();
        let unsupported = self.unsupported || !self.contested && range == Interval::ANY && self.best.is_none();
        Part { range, unsupported, ..self }
    }
}

/// The parts of one whole along one tree, added up.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    parts: usize,
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
        self.parts += 1;
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

    /// Takes out what was put in before.
    pub(crate) fn remove(&mut self, part: &Part) {
        self.parts = self.parts.saturating_sub(1);
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

    pub(crate) fn parts(&self) -> usize {
        self.parts
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.parts == 0
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

    /// The sum of the bests of the parts but the unsupported ones, if there are any and all
    /// have one.
    fn best(&self) -> Option<u64> {
        (self.supported > 0 && self.supported == self.with_best).then(|| held(self.best))
    }

    /// What the parts say of the whole; only where they cover it is there a ceiling.
    pub(crate) fn range(&self, cover: Cover) -> Interval {
        let high = match cover {
            Cover::Exhaustive => self.high(),
            Cover::Open => Ceiling::Unbounded,
        };
        Interval::new(self.low(), high).unwrap_or(Interval::at_least(self.low()))
    }
}

/// A sum of counts, held at the largest number there is.
fn held(sum: u128) -> u64 {
    u64::try_from(sum).unwrap_or(u64::MAX)
}

/// Whether the parts cover the whole.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cover {
    /// The whole is declared exhaustive there, and all its declared parts are in play.
    Exhaustive,
    /// There may be more than the parts.
    Open,
}

words!(Cover { Exhaustive => "exhaustive", Open => "open" });

/// What the parts of one tree did to the range of their whole.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartsEffect {
    /// They cannot be true together with the range: it was widened to take them in, and they
    /// dissent.
    Dissent,
    /// Voices, or parts, disagree already: a breakdown does not settle that.
    Unheard,
    /// The range was cut to what they allow (or they allow all of it).
    Cut,
    /// They agree with the range but for a gap: the range is that gap.
    Gap,
}

words!(PartsEffect { Dissent => "dissent", Unheard => "unheard", Cut => "cut", Gap => "gap" });

/// What a whole did to the range of an exhaustive part.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WholeEffect {
    /// The siblings alone exceed the whole, or what is left for the part does not meet its
    /// range.
    Unheard,
    /// The range was cut to what the whole leaves (or it leaves all of it).
    Cut,
}

words!(WholeEffect { Unheard => "unheard", Cut => "cut" });

/// The range after the parts of each tree were heard, in the order of the trees.
#[derive(Clone, Debug)]
pub(crate) struct Joined {
    pub(crate) range: Interval,
    pub(crate) dissent: bool,
    pub(crate) steps: Vec<PartsStep>,
}

#[derive(Copy, Clone, Debug)]
pub(crate) struct PartsStep {
    pub(crate) tree: Tree,
    pub(crate) cover: Cover,
    pub(crate) sum: Interval,
    pub(crate) effect: PartsEffect,
    /// The parts' best, if this tree gives one.
    pub(crate) best: Option<u64>,
    /// The range after the step.
    pub(crate) range: Interval,
}

/// The parts speak for the whole.
///
/// | the sum of the parts, against the range | then |
/// |---|---|
/// | they do not meet, both loosened | the hull of both, and the parts dissent |
/// | they do, but voices or parts disagree already | nothing |
/// | they meet | the range, cut to the sum |
/// | they meet only loosened | the gap between them |
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
        joined.steps.push(PartsStep { tree, cover, sum: said, effect, best, range });
    }
    joined
}

/// What lies between two intervals that do not meet, their ends included.
fn gap(one: Interval, other: Interval) -> Interval {
    let (below, above) = if one.low() < other.low() { (one, other) } else { (other, one) };
    Interval::new(below.high().get().unwrap_or(above.low()), above.low()).unwrap_or(one)
}

/// The whole narrows an exhaustive part: what it leaves once the siblings are taken off.
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
