//! Applies a policy to the voices and parts of one quantity. The engine and the replay of a
//! derivation both use these rules, so they get the same estimate.

use crate::policy::sweep::{Alternative, Rung, Sweep};
use crate::policy::{Best, Method, Panel, Policy, Ruling, Settling, Speakers, Verdict};
use crate::reckon::estimate::Grade;
use crate::reckon::parts_and_wholes::{Cover, Joined, Part, Sum, hear_parts};
use crate::record::interest::Interest;
use crate::record::quantity::Tree;
use crate::said::interval::Interval;
use crate::voice::{Figure, ONE_TIME, Voice};

/// A quantity's voices and parts, evaluated as of one moment under a policy.
pub(crate) struct Judged {
    pub(crate) voices: Vec<Voice>,
    pub(crate) firm: u64,
    pub(super) sweep: Sweep,
    pub(crate) ruling: Ruling,
    pub(crate) joined: Joined,
    /// There is no voice, and a part in play is contested.
    inherits_contest: bool,
    lapsed: bool,
}

impl Judged {
    /// What follows from these voices and parts. `sweep` may have been used before, and its memory
    /// is used again.
    pub(crate) fn of(
        policy: &dyn Policy,
        voices: Vec<Voice>,
        sums: &[(Tree, Cover, Sum)],
        speakers: &dyn Speakers,
        mut sweep: Sweep,
    ) -> Judged {
        let of_parts = sums.iter().map(|(_, _, sum)| sum.firm());
        let firm = voices.iter().map(Voice::firm_floor).chain(of_parts).max().unwrap_or(0);
        sweep.fill(&voices, firm);
        let panel = Panel::new(&voices, firm, speakers, &sweep);
        let ruling = policy.rule(&panel).checked(&panel);
        let inherits_contest = voices.is_empty() && sums.iter().any(|(_, _, sum)| sum.is_contested());
        let joined = hear_parts(ruling.range, voices.len(), ruling.dissent, sums);
        Judged { voices, firm, sweep, ruling, joined, inherits_contest, lapsed: false }
    }

    /// Marks the result as of a moment after the newest claim. Only the ceilings change: they
    /// lapse, because the toll may have grown.
    pub(crate) fn lapse(&mut self) {
        self.lapsed = true;
    }

    /// Whether its ceilings have lapsed.
    pub(crate) fn is_lapsed(&self) -> bool {
        self.lapsed
    }

    /// The range after the parts were taken into account.
    pub(crate) fn range(&self) -> Interval {
        if self.lapsed { self.joined.range.open_above() } else { self.joined.range }
    }

    /// The range that best and grade are computed on. If ceilings have lapsed and no whole cut the
    /// range since, it is the range before they lapsed.
    pub(crate) fn ground(&self, range: Interval) -> Interval {
        if self.lapsed && range == self.range() { self.joined.range } else { range }
    }

    /// The best for a range, moved into that range.
    pub(crate) fn best(&self, policy: &dyn Policy, range: Interval, speakers: &dyn Speakers) -> Option<Best> {
        if self.ruling.fault.is_some() {
            return None;
        }
        let range = self.ground(range);
        let near = range.loosened();
        let bests = self.joined.steps.iter().filter_map(|step| step.best.map(|best| (step.tree, best)));
        let parts_best = bests.filter(|&(_, best)| near.contains(best)).reduce(|a, b| if b.1 > a.1 { b } else { a });
        let panel = Panel::new(&self.voices, self.firm, speakers, &self.sweep);
        let best = policy.best(&panel, &self.ruling, &Settling { range, parts_best });
        best.map(|best| Best { count: range.clamp(best.count), ..best.on(&self.voices) })
    }

    /// The ranges that hold if some voices are wrong.
    pub(crate) fn ladder(&self) -> Vec<Rung> {
        let mut ladder = self.sweep.ladder();
        if self.lapsed {
            for rung in &mut ladder {
                rung.range = rung.range.open_above();
            }
            ladder.dedup_by_key(|rung| rung.range);
        }
        ladder
    }

    /// The counts taken, grouped by the voices that support them; empty if the policy does not rule
    /// by least dissent.
    pub(crate) fn alternatives(&self) -> Vec<Alternative> {
        match self.ruling.method {
            Method::LeastDissent => self.sweep.alternatives(&self.voices),
            Method::Own => Vec::new(),
        }
    }

    /// The policy's verdict; `Answered` if it has no answer but parts or wholes give one.
    pub(crate) fn verdict(&self, range: Interval, best: Option<Best>) -> Verdict {
        match self.ruling.verdict {
            Verdict::NoAnswer if range != Interval::ANY || best.is_some() => Verdict::Answered,
            verdict => verdict,
        }
    }

    /// The quantity's contribution to its wholes.
    pub(crate) fn part(&self, best: Option<Best>) -> Part {
        let contested = self.is_contested();
        Part {
            range: self.range(),
            best: best.map(|best| best.count),
            firm: self.firm,
            contested,
            unsupported: !contested && self.says_nothing(self.range(), best),
        }
    }

    /// The grade of a range.
    pub(crate) fn grade(&self, range: Interval, best: Option<Best>, speakers: &dyn Speakers) -> Grade {
        let ground = self.ground(range);
        if self.is_contested() {
            Grade::Contested
        } else if self.says_nothing(range, best) {
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

    fn says_nothing(&self, range: Interval, best: Option<Best>) -> bool {
        (range == Interval::ANY && best.is_none()) || self.verdict(range, best) == Verdict::NoAnswer
    }

    /// Whether voices or parts disagree; for a quantity without a voice, whether a part in play is
    /// contested.
    fn is_contested(&self) -> bool {
        self.ruling.dissent > 0 || self.joined.dissent || self.inherits_contest
    }

    /// The voices that support the ruling, or those that do not.
    pub(crate) fn supporting(&self, supports: bool) -> impl Iterator<Item = &Voice> {
        let told = self.voices.iter().zip(&self.ruling.supports);
        told.filter(move |&(_, &told)| told == supports).map(|(voice, _)| voice)
    }

    /// Whether the low depends on body counts by the victims' own side. It does if, without them, no
    /// supporter has that floor and the firm floor is lower.
    pub(crate) fn rests_on_own_count(&self, range: Interval) -> bool {
        let low = range.low();
        let supporters = || self.supporting(true);
        self.firm < low
            && supporters().any(|voice| voice.bounds().low() == low && voice.rests_on_own_count())
            && !supporters().any(|voice| voice.tally.other_floor == low)
    }

    /// Two independent voices with figures in the loosened range, at most 31 days apart. The first
    /// figure is neutral and not from a weak source; the second is neutral or admitted.
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
