//! What a policy makes of the voices.

use super::Bench;
use crate::interval::Interval;
use crate::voice::{Figure, Voice};
use crate::word::words;

/// What a policy makes of the voices: a range or none, which voices it contradicts, and whose
/// words it went by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    pub(crate) range: Interval,
    pub(crate) best: Option<u64>,
    pub(crate) verdict: Verdict,
    pub(crate) dissent: usize,
    pub(crate) supports: Vec<bool>,
    pub(crate) grounds: Vec<Ground>,
    pub(crate) way: Way,
}

/// How a range was ruled.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// It is that of least dissent: the ladder leads on from it.
    LeastDissent,
    /// By a rule of the policy's own.
    Own,
}

/// Whose words decided an end of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ground {
    pub(crate) end: End,
    /// The voice's position on the bench.
    pub(crate) voice: usize,
    /// The claim, where it is a figure; else the voice's bound of that end.
    pub(crate) claim: Option<u32>,
}

/// How far a policy came.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It gives an answer.
    Answered,
    /// It gives one that its own rule calls provisional.
    Provisional,
    /// The rule gives none: not an error, and not zero.
    NoAnswer,
}

words!(Verdict { Answered => "answered", Provisional => "provisional", NoAnswer => "no-answer" });

/// An end of an answer, or its best.
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
    /// The other end of a range; of the best, the best.
    pub(crate) fn other(self) -> End {
        match self {
            End::Low => End::High,
            End::Best => End::Best,
            End::High => End::Low,
        }
    }
}

impl Ruling {
    /// A range: the voices whose loosened bounds do not meet it dissent.
    pub fn range(bench: &Bench<'_>, range: Interval) -> Ruling {
        let supports: Vec<bool> =
            bench.voices().iter().map(|voice| voice.bounds().loosened().meet(range).is_some()).collect();
        let dissent = supports.iter().filter(|&&supports| !supports).count();
        Ruling { range, best: None, verdict: Verdict::Answered, dissent, supports, grounds: Vec::new(), way: Way::Own }
    }

    /// One figure, as low, best and high.
    pub fn figure(bench: &Bench<'_>, figure: &Figure) -> Ruling {
        Ruling::range(bench, Interval::exactly(figure.value())).with_best(figure.value())
    }

    /// No answer under this rule.
    pub fn no_answer(bench: &Bench<'_>) -> Ruling {
        Ruling { verdict: Verdict::NoAnswer, ..Ruling::range(bench, Interval::ANY) }
    }

    /// The same, with that best.
    pub fn with_best(mut self, best: u64) -> Ruling {
        self.best = Some(best);
        self
    }

    /// The same, called provisional.
    pub fn provisional(mut self) -> Ruling {
        self.verdict = Verdict::Provisional;
        self
    }

    /// The same, that end decided by a voice's bound.
    pub fn on_bound(mut self, bench: &Bench<'_>, end: End, voice: &Voice) -> Ruling {
        self.ground(bench, end, voice, None);
        self
    }

    /// The same, that end decided by a figure of a voice.
    pub fn on_figure(mut self, bench: &Bench<'_>, end: End, voice: &Voice, figure: &Figure) -> Ruling {
        self.ground(bench, end, voice, Some(figure.claim));
        self
    }

    fn ground(&mut self, bench: &Bench<'_>, end: End, voice: &Voice, claim: Option<u32>) {
        if let Some(voice) = bench.voices().iter().position(|known| known.speaker == voice.speaker) {
            self.grounds.push(Ground { end, voice, claim });
        }
    }

    /// The range ruled; all counts if there is no answer.
    pub fn low_to_high(&self) -> Interval {
        self.range
    }

    /// The best it named.
    pub fn named_best(&self) -> Option<u64> {
        self.best
    }

    /// How far it came.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// How many voices it contradicts.
    pub fn dissent(&self) -> usize {
        self.dissent
    }
}
