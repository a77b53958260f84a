//! What follows from a quantity's voices and its parts, under a policy: the rules alone, so
//! that an engine and a replayed derivation come to the same answer by the same road.

use crate::dissent::{Alternative, Sweep};
use crate::estimate::{Grade, Rung};
use crate::interest::Interest;
use crate::interval::Interval;
use crate::policy::{Bench, Best, Policy, Ruling, Settling, Speakers, Verdict, Way};
use crate::quantity::Tree;
use crate::rollup::{Cover, Joined, Part, Sum, hear_parts};
use crate::voice::{Figure, ONE_TIME, Voice};

/// A quantity's own voices, and its parts, heard as of one moment.
pub(crate) struct Heard {
    pub(crate) voices: Vec<Voice>,
    pub(crate) firm: u64,
    sweep: Sweep,
    pub(crate) ruling: Ruling,
    pub(crate) joined: Joined,
    /// There is no voice, and a part in play is contested.
    inherits_contest: bool,
    lapsed: bool,
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
        Heard { voices, firm, sweep, ruling, joined, inherits_contest, lapsed: false }
    }

    /// The same as of a moment after the newest word on the quantity. Nothing new was said, so that
    /// nothing changes but this: the toll may have grown, and ceilings have lapsed.
    pub(crate) fn lapse(&mut self) {
        self.lapsed = true;
    }

    /// Whether its ceilings have lapsed.
    pub(crate) fn is_lapsed(&self) -> bool {
        self.lapsed
    }

    /// The range once the parts were heard.
    pub(crate) fn range(&self) -> Interval {
        if self.lapsed { self.joined.range.open_above() } else { self.joined.range }
    }

    /// The range that best and grade are settled on: where ceilings have lapsed and no whole cut
    /// what was left, the one before they did.
    pub(crate) fn ground(&self, range: Interval) -> Interval {
        if self.lapsed && range == self.range() { self.joined.range } else { range }
    }

    /// The best of a range, brought into what it is settled on.
    pub(crate) fn best(&self, policy: &dyn Policy, range: Interval, speakers: &dyn Speakers) -> Option<Best> {
        let range = self.ground(range);
        let near = range.loosened();
        let bests = self.joined.steps.iter().filter_map(|step| step.best.map(|best| (step.tree, best)));
        let parts_best = bests.filter(|&(_, best)| near.contains(best)).reduce(|a, b| if b.1 > a.1 { b } else { a });
        let bench = Bench::new(&self.voices, self.firm, speakers);
        let best = policy.best(&bench, &self.ruling, &Settling { range, parts_best });
        best.map(|best| Best { count: range.clamp(best.count), ..best })
    }

    /// What holds if some voices are wrong.
    pub(crate) fn ladder(&self) -> Vec<Rung> {
        let mut ladder = self.sweep.ladder(&self.voices);
        if self.lapsed {
            for rung in &mut ladder {
                rung.range = rung.range.open_above();
            }
            ladder.dedup_by_key(|rung| rung.range);
        }
        ladder
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
        let nothing = range == Interval::ANY && best.is_none();
        let ground = self.ground(range);
        if self.is_contested() {
            Grade::Contested
        } else if nothing || self.verdict(range, best) == Verdict::NoAnswer {
            Grade::Unsupported
        } else if self.voices.is_empty() {
            Grade::Derived
        } else if !self.voices.iter().any(Voice::is_neutral) || self.rests_on_own_count(ground) {
            Grade::Partisan
        } else if self.corroboration(ground, speakers).is_some() {
            Grade::Corroborated
        } else {
            Grade::Uncorroborated
        }
    }

    /// Whether voices, or parts, disagree; of a quantity without a voice, whether a part in play is
    /// contested.
    fn is_contested(&self) -> bool {
        self.ruling.dissent > 0 || self.joined.dissent || self.inherits_contest
    }

    /// Whether the low is the floor of a supporter by what the victims' own side counted, and
    /// neither a supporter's floor without that, nor firm.
    pub(crate) fn rests_on_own_count(&self, range: Interval) -> bool {
        let low = range.low();
        let supporters = || self.voices.iter().zip(&self.ruling.supports).filter(|&(_, &s)| s).map(|(voice, _)| voice);
        self.firm < low
            && supporters().any(|voice| voice.bounds.low() == low && voice.rests_on_own_count())
            && !supporters().any(|voice| voice.other_floor == low)
    }

    /// Two voices, independent of each other, that name a figure in the loosened range, not more
    /// than 31 days apart: one neutral and not weak, the other no boast.
    pub(crate) fn corroboration(&self, range: Interval, speakers: &dyn Speakers) -> Option<(usize, usize)> {
        let near = range.loosened();
        let inside = |figure: &&Figure| near.contains(figure.value);
        let seconds = |voice: &Voice, first: &Figure| {
            let figures = [voice.figure(Interest::Neutral), voice.figure(Interest::Minimise)];
            let of_one_time = |figure: &&Figure| figure.moment.abs_diff(first.moment) <= ONE_TIME.unsigned_abs();
            figures.into_iter().flatten().filter(inside).any(|figure| of_one_time(&figure))
        };
        let supporters = || self.voices.iter().enumerate().filter(|&(at, _)| self.ruling.supports[at]);
        supporters().find_map(|(first, one)| {
            let figure = one.sound_figure().filter(inside)?;
            let mut others = supporters().filter(|&(at, other)| {
                at != first && seconds(other, figure) && !speakers.stand_together(one.speaker, other.speaker)
            });
            others.next().map(|(second, _)| (first, second))
        })
    }
}
