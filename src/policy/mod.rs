//! Rules that turn voices into low, best, high. A rule says what follows from these voices;
//! which voices there are, and how parts and wholes bear on one another, is not its concern.

mod best;
mod least_dissent;

pub use best::Best;
pub(crate) use best::BestCause;
pub use least_dissent::LeastDissent;

use std::cell::OnceCell;

use crate::dissent::Sweep;
use crate::interval::Interval;
use crate::lexicon::Lexicon;
use crate::quantity::Tree;
use crate::voice::Voice;

/// A rule that turns voices into low, best, high.
///
/// The smallest policy says what it is called and what it rules:
///
/// ```
/// use corroborate::{Bench, Interval, Policy, Ruling};
///
/// /// The range that takes in every voice.
/// struct Widest;
///
/// impl Policy for Widest {
///     fn name(&self) -> &str {
///         "widest"
///     }
///
///     fn rule(&self, bench: &Bench<'_>) -> Ruling {
///         let hull = bench.voices().iter().map(|voice| voice.bounds()).reduce(Interval::hull);
///         Ruling::range(bench, hull.unwrap_or(Interval::ANY))
///     }
/// }
/// ```
pub trait Policy {
    /// What it is called, as in `least-dissent`.
    fn name(&self) -> &str;

    /// How it reads words.
    fn lexicon(&self) -> Lexicon {
        Lexicon::logical()
    }

    /// Whether it holds a statement against its speaker's interest.
    fn hearing(&self) -> Hearing {
        Hearing::AgainstInterest
    }

    /// The range that these voices give, and which of them it leaves contradicted.
    fn rule(&self, bench: &Bench<'_>) -> Ruling;

    /// The best estimate on a range, which may have been narrowed or widened by parts and
    /// wholes since it was ruled. What comes back is brought into the range.
    ///
    /// Unless a policy says otherwise, it is the one the ruling named.
    fn best(&self, _bench: &Bench<'_>, ruling: &Ruling, _settling: &Settling) -> Option<Best> {
        ruling.best.map(Best::ruled)
    }
}

/// Whether a statement is held against its speaker's interest.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hearing {
    /// What one would rather make small is a floor, what one would rather make large a
    /// ceiling.
    #[default]
    AgainstInterest,
    /// Everyone is taken at their word: floor and ceiling.
    AtFaceValue,
}

crate::word::words!(Hearing { AgainstInterest => "against-interest", AtFaceValue => "at-face-value" });

/// The voices on one quantity, as of one moment, and the firm floor under them.
#[derive(Clone, Debug)]
pub struct Bench<'a> {
    voices: &'a [Voice],
    firm_floor: u64,
    sweep: OnceCell<Sweep>,
}

impl<'a> Bench<'a> {
    pub(crate) fn new(voices: &'a [Voice], firm_floor: u64) -> Bench<'a> {
        Bench { voices, firm_floor, sweep: OnceCell::new() }
    }

    /// Which voices each count contradicts, worked out once.
    pub(crate) fn sweep(&self) -> &Sweep {
        self.sweep.get_or_init(|| Sweep::of(self.voices, self.firm_floor))
    }

    pub(crate) fn into_sweep(self) -> Sweep {
        let Bench { voices, firm_floor, sweep } = self;
        sweep.into_inner().unwrap_or_else(|| Sweep::of(voices, firm_floor))
    }

    /// The voices that have something to say, in the order of their names.
    pub fn voices(&self) -> &[Voice] {
        self.voices
    }

    /// What was counted body by body, or admitted: of the quantity, or of its parts added up.
    pub fn firm_floor(&self) -> u64 {
        self.firm_floor
    }
}

/// What a policy makes of the voices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    pub(crate) range: Interval,
    pub(crate) best: Option<u64>,
    pub(crate) dissent: usize,
    pub(crate) supports: Vec<bool>,
}

impl Ruling {
    /// A range: the voices whose loosened bounds do not meet it dissent.
    pub fn range(bench: &Bench<'_>, range: Interval) -> Ruling {
        let supports: Vec<bool> =
            bench.voices.iter().map(|voice| voice.bounds().loosened().meet(range).is_some()).collect();
        let dissent = supports.iter().filter(|&&supports| !supports).count();
        Ruling { range, best: None, dissent, supports }
    }

    /// The same, with that best.
    pub fn with_best(mut self, best: u64) -> Ruling {
        self.best = Some(best);
        self
    }

    /// The range ruled.
    pub fn low_to_high(&self) -> Interval {
        self.range
    }

    /// How many voices it contradicts.
    pub fn dissent(&self) -> usize {
        self.dissent
    }
}

/// A range on which the best is settled, and what the parts say of it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Settling {
    pub(crate) range: Interval,
    pub(crate) parts_best: Option<(Tree, u64)>,
}

impl Settling {
    /// The range.
    pub fn range(&self) -> Interval {
        self.range
    }

    /// The largest of the parts' bests that lies in the loosened range.
    pub fn parts_best(&self) -> Option<u64> {
        self.parts_best.map(|(_, best)| best)
    }
}
