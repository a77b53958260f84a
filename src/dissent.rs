//! The counts that leave the fewest voices contradicted.
//!
//! Marzullo's algorithm at heart (K. Marzullo, *Maintaining the Time in a Distributed System*,
//! doctoral thesis, Stanford 1984): sweep over the ends of the voices' intervals and ask at every
//! stretch between two ends which voices it contradicts. Two things are added to it: what was
//! counted body by body is not outvoted (the firm floor), and interested voices do not outvote
//! neutral ones (their bounds are asked first).

use std::collections::BinaryHeap;

use crate::estimate::Rung;
use crate::interest::Interest;
use crate::interval::{Ceiling, Interval};
use crate::voice::Voice;

/// The range of least dissent and who dissents from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeastDissent {
    pub(crate) range: Interval,
    /// φ: how many voices any one of the counts taken contradicts.
    pub(crate) dissent: usize,
    /// Of each voice, whether it supports any count taken.
    pub(crate) supports: Vec<bool>,
}

/// Counts that the same voices support, among those taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Alternative {
    /// What they agree on.
    pub(crate) agreed: Interval,
    /// Of each voice, whether it supports them.
    pub(crate) supports: Vec<bool>,
}

/// All counts, cut where a voice begins or ceases to support them, and at the firm floor.
#[derive(Clone, Debug)]
pub(crate) struct Sweep {
    stretches: Vec<Stretch>,
    firm: u64,
}

/// A stretch of counts that the same voices support, and what they agree on there.
#[derive(Copy, Clone, Debug)]
struct Stretch {
    counts: Interval,
    contradicted: usize,
    neutral_contradicted: usize,
    floor: u64,
    /// The smallest of their ceilings.
    ceiling: Ceiling,
    /// The smallest of their ceilings that is not below the firm floor.
    firm_ceiling: Ceiling,
}

impl Sweep {
    pub(crate) fn of(voices: &[Voice], firm: u64) -> Sweep {
        let loosened: Vec<Interval> = voices.iter().map(|voice| voice.bounds.loosened()).collect();
        let neutral =
            || voices.iter().map(|voice| voice.neutral_bounds).filter(|&n| n != Interval::ANY).map(Interval::loosened);
        let (mut neutral_lows, mut neutral_ends): (Vec<u64>, Vec<u64>) =
            (neutral().map(Interval::low).collect(), neutral().filter_map(past).collect());
        neutral_lows.sort_unstable();
        neutral_ends.sort_unstable();

        let mut cuts: Vec<u64> = Vec::with_capacity(2 * (loosened.len() + neutral_lows.len()) + 2);
        cuts.extend([0, firm]);
        cuts.extend(loosened.iter().map(|own| own.low()));
        cuts.extend(loosened.iter().copied().filter_map(past));
        cuts.extend(neutral_lows.iter().chain(&neutral_ends));
        cuts.sort_unstable();
        cuts.dedup();

        let neutral_voices = neutral_lows.len();
        let (mut neutral_opened, mut neutral_closed) = (0, 0);
        let stretch = |(at, &low): (usize, &u64)| {
            let high = cuts.get(at + 1).map_or(Ceiling::Unbounded, |&next| Ceiling::At(next - 1));
            pass(&neutral_lows, &mut neutral_opened, low);
            pass(&neutral_ends, &mut neutral_closed, low);
            Stretch {
                counts: Interval::new(low, high).unwrap_or(Interval::exactly(low)),
                contradicted: voices.len(),
                neutral_contradicted: neutral_voices - (neutral_opened - neutral_closed),
                floor: 0,
                ceiling: Ceiling::Unbounded,
                firm_ceiling: Ceiling::Unbounded,
            }
        };
        let mut sweep = Sweep { stretches: cuts.iter().enumerate().map(stretch).collect(), firm };
        sweep.find_floors(voices, &loosened);
        sweep.find_ceilings(voices, &loosened);
        sweep
    }

    /// From below: a voice that opens later has no lower a floor, so that the largest floor is
    /// that of the last one that opened and has not closed.
    fn find_floors(&mut self, voices: &[Voice], loosened: &[Interval]) {
        let mut by_floor: Vec<usize> = (0..voices.len()).collect();
        by_floor.sort_unstable_by_key(|&voice| voices[voice].bounds.low());
        let mut opening = by_floor.into_iter().peekable();
        let mut open: Vec<usize> = Vec::with_capacity(voices.len());
        for stretch in &mut self.stretches {
            let low = stretch.counts.low();
            while let Some(voice) = opening.next_if(|&voice| loosened[voice].low() <= low) {
                open.push(voice);
            }
            while open.last().is_some_and(|&voice| loosened[voice].high() < Ceiling::At(low)) {
                open.pop();
            }
            stretch.floor = open.last().map_or(0, |&voice| voices[voice].bounds.low());
        }
    }

    /// From above, likewise; and how many voices are open.
    fn find_ceilings(&mut self, voices: &[Voice], loosened: &[Interval]) {
        let mut by_ceiling: Vec<usize> = (0..voices.len()).collect();
        by_ceiling.sort_unstable_by_key(|&voice| std::cmp::Reverse(voices[voice].bounds.high()));
        let mut lows: Vec<u64> = loosened.iter().map(|own| own.low()).collect();
        lows.sort_unstable_by_key(|&low| std::cmp::Reverse(low));
        let mut closing = lows.into_iter().peekable();
        let mut opening = by_ceiling.into_iter().peekable();
        let mut open: Vec<usize> = Vec::with_capacity(voices.len());
        let mut open_from_firm: Vec<usize> = Vec::with_capacity(voices.len());
        let mut supporters = 0;
        for stretch in self.stretches.iter_mut().rev() {
            let (low, high) = (stretch.counts.low(), stretch.counts.high());
            while let Some(voice) = opening.next_if(|&voice| loosened[voice].high() >= high) {
                open.push(voice);
                if voices[voice].bounds.high() >= Ceiling::At(self.firm) {
                    open_from_firm.push(voice);
                }
                supporters += 1;
            }
            while closing.next_if(|&closes| closes > low).is_some() {
                supporters -= 1;
            }
            let ceiling = |open: &mut Vec<usize>| {
                while open.last().is_some_and(|&voice| loosened[voice].low() > low) {
                    open.pop();
                }
                open.last().map_or(Ceiling::Unbounded, |&voice| voices[voice].bounds.high())
            };
            stretch.ceiling = ceiling(&mut open);
            stretch.firm_ceiling = ceiling(&mut open_from_firm);
            stretch.contradicted = voices.len() - supporters;
        }
    }

    /// Of the counts from the firm floor up, those outside the loosened neutral bounds of the
    /// fewest voices, and among these those that contradict the fewest; then what their
    /// supporters agree on.
    pub(crate) fn least_dissent(&self, voices: &[Voice]) -> LeastDissent {
        let (dissent, taken) = self.taken();
        let agreed = self.agreed(voices, &taken);
        let supports = |voice: &Voice| {
            let own = voice.bounds.loosened();
            let first = taken.partition_point(|stretch| stretch.counts.high() < Ceiling::At(own.low()));
            taken.get(first).is_some_and(|stretch| stretch.counts.meet(own).is_some())
        };
        LeastDissent {
            range: agreed.into_iter().reduce(Interval::hull).unwrap_or(Interval::at_least(self.firm)),
            dissent,
            supports: voices.iter().map(supports).collect(),
        }
    }

    /// How many voices each of the counts taken contradicts, and these counts.
    fn taken(&self) -> (usize, Vec<&Stretch>) {
        let from_firm = || self.stretches.iter().filter(|stretch| stretch.counts.low() >= self.firm);
        let worth = |stretch: &Stretch| (stretch.neutral_contradicted, stretch.contradicted);
        let least = from_firm().map(worth).min().unwrap_or((0, 0));
        (least.1, from_firm().filter(|&stretch| worth(stretch) == least).collect())
    }

    /// What the supporters of each of the counts taken agree on. Where they agree but for a gap,
    /// their neutral figures from the firm floor up are in it.
    fn agreed(&self, voices: &[Voice], taken: &[&Stretch]) -> Vec<Interval> {
        let floor = |stretch: &Stretch| stretch.floor.max(self.firm);
        let is_gap = |stretch: &Stretch| stretch.firm_ceiling < Ceiling::At(floor(stretch));
        let mut agreed: Vec<Interval> =
            taken.iter().map(|stretch| agreement(floor(stretch), stretch.firm_ceiling)).collect();
        if taken.iter().any(|stretch| is_gap(stretch)) {
            let figures = self.figures_at(voices, taken);
            for ((agreed, stretch), figures) in agreed.iter_mut().zip(taken).zip(figures) {
                if let Some(figures) = figures.filter(|_| is_gap(stretch)) {
                    *agreed = agreed.hull(figures);
                }
            }
        }
        agreed
    }

    /// Of each of the counts taken, from the smallest to the largest neutral figure of its
    /// supporters that is not below the firm floor.
    fn figures_at(&self, voices: &[Voice], taken: &[&Stretch]) -> Vec<Option<Interval>> {
        let named =
            |voice: &Voice| voice.figure(Interest::Neutral).map(|figure| (voice.bounds.loosened(), figure.value));
        let mut opening: Vec<(Interval, u64)> =
            voices.iter().filter_map(named).filter(|&(_, figure)| figure >= self.firm).collect();
        opening.sort_unstable_by_key(|&(own, _)| std::cmp::Reverse(own.low()));
        // Those open, by figure; one that has closed goes when it comes to the top.
        let mut largest: BinaryHeap<(u64, Ceiling)> = BinaryHeap::new();
        let mut smallest: BinaryHeap<(std::cmp::Reverse<u64>, Ceiling)> = BinaryHeap::new();
        let figures = |stretch: &&Stretch| {
            let low = stretch.counts.low();
            while let Some((own, figure)) = opening.pop_if(|(own, _)| own.low() <= low) {
                largest.push((figure, own.high()));
                smallest.push((std::cmp::Reverse(figure), own.high()));
            }
            while largest.peek().is_some_and(|&(_, closes)| closes < Ceiling::At(low)) {
                largest.pop();
            }
            while smallest.peek().is_some_and(|&(_, closes)| closes < Ceiling::At(low)) {
                smallest.pop();
            }
            let (&(high, _), &(std::cmp::Reverse(low), _)) = largest.peek().zip(smallest.peek())?;
            Interval::new(low, Ceiling::At(high)).ok()
        };
        taken.iter().map(figures).collect()
    }

    /// The counts taken, apart where other voices support them, from below.
    ///
    /// Their hull is the range of least dissent.
    pub(crate) fn alternatives(&self, voices: &[Voice]) -> Vec<Alternative> {
        let taken = self.taken().1;
        let alternative = |(stretch, agreed): (&&Stretch, Interval)| Alternative {
            agreed,
            supports: voices.iter().map(|voice| voice.bounds.loosened().contains(stretch.counts.low())).collect(),
        };
        let mut alternatives: Vec<Alternative> =
            taken.iter().zip(self.agreed(voices, &taken)).map(alternative).collect();
        alternatives.dedup();
        alternatives
    }

    /// For each number of voices that may be wrong, the range that then holds, the firm floor
    /// set aside: the rungs that exist and at which it changes.
    pub(crate) fn ladder(&self, voices: &[Voice]) -> Vec<Rung> {
        let mut rungs: Vec<Option<Interval>> = vec![None; voices.len() + 1];
        let mut widen = |wrong: usize, range: Interval| {
            let rung = &mut rungs[wrong];
            *rung = Some(rung.map_or(range, |known| known.hull(range)));
        };
        for stretch in &self.stretches {
            widen(stretch.contradicted, agreement(stretch.floor, stretch.ceiling));
        }
        exclusions(voices, widen);
        let mut ladder: Vec<Rung> = Vec::with_capacity(3);
        let mut hull: Option<Interval> = None;
        for (wrong, rung) in rungs.into_iter().enumerate() {
            let widened = [hull, rung].into_iter().flatten().reduce(Interval::hull);
            if widened != hull
                && let Some(range) = widened
            {
                ladder.push(Rung { wrong, range });
            }
            hull = widened;
        }
        ladder
    }
}

/// Moves past the ends that come by `low`.
fn pass(ends: &[u64], passed: &mut usize, low: u64) {
    while ends.get(*passed).is_some_and(|&end| end <= low) {
        *passed += 1;
    }
}

/// What voices of that largest floor and smallest ceiling agree on; if they cross, all but the
/// gap between them.
fn agreement(floor: u64, ceiling: Ceiling) -> Interval {
    match ceiling {
        Ceiling::At(ceiling) if ceiling < floor => Interval::new(ceiling, floor).unwrap_or(Interval::ANY),
        _ => Interval::new(floor, ceiling).unwrap_or(Interval::ANY),
    }
}

/// All counts, cut where a voice's bounds as they stand begin or cease to hold them, each with
/// the number of voices that exclude them.
fn exclusions(voices: &[Voice], mut found: impl FnMut(usize, Interval)) {
    let mut changes: Vec<(u64, isize)> = Vec::with_capacity(2 * voices.len() + 1);
    changes.push((0, 0));
    for voice in voices {
        changes.push((voice.bounds.low(), -1));
        changes.extend(past(voice.bounds).map(|end| (end, 1)));
    }
    changes.sort_unstable();
    let mut excluding = voices.len();
    for (at, &(low, change)) in changes.iter().enumerate() {
        excluding = excluding.saturating_add_signed(change);
        let high = match changes.get(at + 1) {
            Some(&(next, _)) if next == low => continue,
            Some(&(next, _)) => Ceiling::At(next - 1),
            None => Ceiling::Unbounded,
        };
        found(excluding, Interval::new(low, high).unwrap_or(Interval::exactly(low)));
    }
}

/// The first count past the interval, if it has an end.
fn past(bounds: Interval) -> Option<u64> {
    bounds.high().get().and_then(|high| high.checked_add(1))
}
