//! What follows from a quantity's voices and its parts, under a policy: the rules alone, so
//! that an engine and a replayed derivation come to the same answer by the same road.

use crate::policy::dissent::Rung;
use crate::policy::dissent::{Alternative, Sweep};
use crate::policy::{Bench, Best, Policy, Ruling, Settling, Speakers, Verdict, Way};
use crate::reckon::estimate::Grade;
use crate::reckon::rollup::{Cover, Joined, Part, Sum, hear_parts};
use crate::record::interest::Interest;
use crate::record::quantity::Tree;
use crate::said::interval::Interval;
use crate::voice::{Figure, Voice};

/// A quantity's own voices, and its parts, heard as of one moment.
pub(crate) struct Heard {
    pub(crate) voices: Vec<Voice>,
    pub(crate) firm: u64,
    sweep: Sweep,
    pub(crate) ruling: Ruling,
    pub(crate) joined: Joined,
    /// There is no voice, and a part in play is contested.
    inherits_contest: bool,
}

impl Heard {
    pub(crate) fn of(
        policy: &dyn Policy,
        voices: Vec<Voice>,
        sums: &[(Tree, Cover, Sum)],
        speakers: &dyn Speakers,
    ) -> Heard {
        let of_parts = sums.iter().map(|(_, _, sum)| sum.firm());
        let firm = voices.iter().map(|voice| voice.firm_floor).chain(of_parts).max().unwrap_or(0);
        let bench = Bench::new(&voices, firm, speakers);
        let ruling = policy.rule(&bench);
        let sweep = bench.into_sweep();
        let inherits_contest = voices.is_empty() && sums.iter().any(|(_, _, sum)| sum.is_contested());
        let joined = hear_parts(ruling.range, voices.len(), ruling.dissent, sums);
        Heard { voices, firm, sweep, ruling, joined, inherits_contest }
    }

    /// The range once the parts were heard.
    pub(crate) fn range(&self) -> Interval {
        self.joined.range
    }

    /// The best on a range, brought into it.
    pub(crate) fn best(&self, policy: &dyn Policy, range: Interval, speakers: &dyn Speakers) -> Option<Best> {
        let near = range.loosened();
        let bests = self.joined.steps.iter().filter_map(|step| step.best.map(|best| (step.tree, best)));
        let parts_best = bests.filter(|&(_, best)| near.contains(best)).reduce(|a, b| if b.1 > a.1 { b } else { a });
        let bench = Bench::new(&self.voices, self.firm, speakers);
        let best = policy.best(&bench, &self.ruling, &Settling { range, parts_best });
        best.map(|best| Best { count: range.clamp(best.count), ..best })
    }

    /// What holds if some voices are wrong.
    pub(crate) fn ladder(&self) -> Vec<Rung> {
        self.sweep.ladder(&self.voices)
    }

    /// The counts taken, apart where other voices support them; none where the policy rules in
    /// another way than by least dissent.
    pub(crate) fn alternatives(&self) -> Vec<Alternative> {
        match self.ruling.way {
            Way::LeastDissent => self.sweep.alternatives(&self.voices),
            Way::Own => Vec::new(),
        }
    }

    /// How far the policy came: where it gave no answer, parts or wholes may have.
    pub(crate) fn verdict(&self, range: Interval, best: Option<Best>) -> Verdict {
        match self.ruling.verdict {
            Verdict::NoAnswer if range != Interval::ANY || best.is_some() => Verdict::Answered,
            verdict => verdict,
        }
    }

    /// What the quantity brings to its wholes.
    pub(crate) fn part(&self, best: Option<Best>, speakers: &dyn Speakers) -> Part {
        let grade = self.grade(self.range(), best, speakers);
        Part {
            range: self.range(),
            best: best.map(|best| best.count),
            firm: self.firm,
            contested: grade == Grade::Contested,
            unsupported: grade == Grade::Unsupported,
        }
    }

    /// The grade of a range, given which speakers stand together.
    pub(crate) fn grade(&self, range: Interval, best: Option<Best>, speakers: &dyn Speakers) -> Grade {
        let unvoiced = self.voices.is_empty();
        let nothing = unvoiced && range == Interval::ANY && best.is_none();
        if nothing || self.verdict(range, best) == Verdict::NoAnswer {
            Grade::Unsupported
        } else if self.ruling.dissent > 0 || self.joined.dissent || self.inherits_contest {
            Grade::Contested
        } else if unvoiced {
            Grade::Derived
        } else if !self.voices.iter().any(Voice::is_neutral) {
            Grade::Partisan
        } else if self.corroboration(range, speakers).is_some() {
            Grade::Corroborated
        } else {
            Grade::Uncorroborated
        }
    }

    /// Two voices, independent of each other, that name a figure in the loosened range: one
    /// neutral and not weak, the other no boast.
    pub(crate) fn corroboration(&self, range: Interval, speakers: &dyn Speakers) -> Option<(usize, usize)> {
        let near = range.loosened();
        let inside = |figure: Option<&Figure>| figure.is_some_and(|figure| near.contains(figure.value));
        let seconds =
            |voice: &Voice| inside(voice.figure(Interest::Neutral)) || inside(voice.figure(Interest::Minimise));
        let supporters = || self.voices.iter().enumerate().filter(|&(at, _)| self.ruling.supports[at]);
        supporters().filter(|(_, voice)| inside(voice.sound_figure())).find_map(|(first, one)| {
            let mut others = supporters().filter(|&(at, other)| {
                at != first && seconds(other) && !speakers.stand_together(one.speaker, other.speaker)
            });
            others.next().map(|(second, _)| (first, second))
        })
    }
}
