//! The counts that leave the fewest voices contradicted.
//!
//! Marzullo's algorithm at heart (K. Marzullo, *Maintaining the Time in a Distributed System*,
//! PhD thesis, Stanford 1984): sweep over the ends of the voices' intervals and ask at every
//! stretch between two ends which voices it contradicts. Two things are added to it: what was
//! counted body by body is not outvoted (the firm floor), and interested voices do not outvote
//! neutral ones (their bounds are asked first).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::estimate::Rung;
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

/// Of the counts from the firm floor up, those outside the loosened neutral bounds of the
/// fewest voices, and among these those that contradict the fewest; then what their supporters
/// agree on.
pub(crate) fn least_dissent(voices: &[Voice], firm: u64) -> LeastDissent {
    let stretches = stretches(voices, firm);
    let from_firm = || stretches.iter().filter(|stretch| stretch.counts.low() >= firm);
    let worth = |stretch: &Stretch| (stretch.neutral_contradicted, stretch.contradicted);
    let least = from_firm().map(worth).min().unwrap_or((0, 0));
    let taken: Vec<&Stretch> = from_firm().filter(|&stretch| worth(stretch) == least).collect();
    let agreed = taken.iter().map(|stretch| agreement(stretch.floor.max(firm), stretch.firm_ceiling));
    let supports = |voice: &Voice| {
        let own = voice.bounds.loosened();
        let first = taken.partition_point(|stretch| stretch.counts.high() < Ceiling::At(own.low()));
        taken.get(first).is_some_and(|stretch| stretch.counts.meet(own).is_some())
    };
    LeastDissent {
        range: agreed.reduce(Interval::hull).unwrap_or(Interval::at_least(firm)),
        dissent: least.1,
        supports: voices.iter().map(supports).collect(),
    }
}

/// For each number of voices that may be wrong, the range that then holds: the rungs that
/// exist and at which it changes.
pub(crate) fn ladder(voices: &[Voice]) -> Vec<Rung> {
    let mut rungs: Vec<Option<Interval>> = vec![None; voices.len() + 1];
    let mut widen = |wrong: usize, range: Interval| {
        let rung = &mut rungs[wrong];
        *rung = Some(rung.map_or(range, |known| known.hull(range)));
    };
    for stretch in stretches(voices, 0) {
        widen(stretch.contradicted, agreement(stretch.floor, stretch.ceiling));
    }
    for (counts, excluding) in exclusions(voices) {
        widen(excluding, counts);
    }
    let mut ladder: Vec<Rung> = Vec::with_capacity(3);
    let mut hull: Option<Interval> = None;
    for (wrong, rung) in rungs.into_iter().enumerate() {
        let wider = [hull, rung].into_iter().flatten().reduce(Interval::hull);
        if wider != hull
            && let Some(range) = wider
        {
            ladder.push(Rung { wrong, range });
        }
        hull = wider;
    }
    ladder
}

/// What voices of that largest floor and smallest ceiling agree on; if they cross, all but the
/// gap between them.
fn agreement(floor: u64, ceiling: Ceiling) -> Interval {
    match ceiling {
        Ceiling::At(ceiling) if ceiling < floor => Interval::new(ceiling, floor).unwrap_or(Interval::ANY),
        _ => Interval::new(floor, ceiling).unwrap_or(Interval::ANY),
    }
}

/// All counts, cut where a voice begins or ceases to support them, and at the firm floor.
fn stretches(voices: &[Voice], firm: u64) -> Vec<Stretch> {
    let loosened: Vec<(Interval, Interval)> = voices.iter().map(|v| (v.bounds.loosened(), v.bounds)).collect();
    let mut opening: Vec<usize> = (0..voices.len()).collect();
    opening.sort_unstable_by_key(|&voice| loosened[voice].0.low());
    let neutral: Vec<Interval> = voices
        .iter()
        .map(|voice| voice.neutral_bounds)
        .filter(|&bounds| bounds != Interval::ANY)
        .map(Interval::loosened)
        .collect();
    let mut neutral_lows: Vec<u64> = neutral.iter().map(|bounds| bounds.low()).collect();
    let mut neutral_ends: Vec<u64> = neutral.iter().filter_map(|bounds| past(*bounds)).collect();
    neutral_lows.sort_unstable();
    neutral_ends.sort_unstable();

    let all = || loosened.iter().map(|&(own, _)| own).chain(neutral.iter().copied());
    let mut cuts: Vec<u64> = all().map(Interval::low).chain(all().filter_map(past)).chain([0, firm]).collect();
    cuts.sort_unstable();
    cuts.dedup();

    // The voices that support the stretch at hand, by floor and by ceiling; those that have
    // ceased to are dropped when they come to the top.
    let mut floors: BinaryHeap<(u64, Reverse<usize>)> = BinaryHeap::with_capacity(voices.len());
    let mut ceilings: BinaryHeap<Reverse<(Ceiling, usize)>> = BinaryHeap::with_capacity(voices.len());
    let mut firm_ceilings = ceilings.clone();
    let (mut opened, mut closed) = (0, 0);
    let mut closing: Vec<u64> = loosened.iter().filter_map(|&(own, _)| past(own)).collect();
    closing.sort_unstable();

    let mut stretches = Vec::with_capacity(cuts.len());
    for (at, &low) in cuts.iter().enumerate() {
        while let Some(&voice) = opening.get(opened).filter(|&&voice| loosened[voice].0.low() <= low) {
            let bounds = loosened[voice].1;
            floors.push((bounds.low(), Reverse(voice)));
            ceilings.push(Reverse((bounds.high(), voice)));
            if bounds.high() >= Ceiling::At(firm) {
                firm_ceilings.push(Reverse((bounds.high(), voice)));
            }
            opened += 1;
        }
        closed += closing[closed..].iter().take_while(|&&end| end <= low).count();
        let ceased = |voice: usize| loosened[voice].0.high() < Ceiling::At(low);
        while floors.peek().is_some_and(|&(_, Reverse(voice))| ceased(voice)) {
            floors.pop();
        }
        for heap in [&mut ceilings, &mut firm_ceilings] {
            while heap.peek().is_some_and(|&Reverse((_, voice))| ceased(voice)) {
                heap.pop();
            }
        }
        let neutral_support =
            neutral_lows.partition_point(|&l| l <= low) - neutral_ends.partition_point(|&end| end <= low);
        let high = cuts.get(at + 1).map_or(Ceiling::Unbounded, |&next| Ceiling::At(next - 1));
        let smallest = |heap: &BinaryHeap<Reverse<(Ceiling, usize)>>| {
            heap.peek().map_or(Ceiling::Unbounded, |&Reverse((ceiling, _))| ceiling)
        };
        stretches.push(Stretch {
            counts: Interval::new(low, high).unwrap_or(Interval::exactly(low)),
            contradicted: voices.len() - (opened - closed),
            neutral_contradicted: neutral.len() - neutral_support,
            floor: floors.peek().map_or(0, |&(floor, _)| floor),
            ceiling: smallest(&ceilings),
            firm_ceiling: smallest(&firm_ceilings),
        });
    }
    stretches
}

/// All counts, cut where a voice's bounds as they stand begin or cease to hold them, with the
/// number of voices that exclude them.
fn exclusions(voices: &[Voice]) -> Vec<(Interval, usize)> {
    let mut changes: Vec<(u64, isize)> = Vec::with_capacity(2 * voices.len() + 1);
    changes.push((0, 0));
    for voice in voices {
        changes.push((voice.bounds.low(), -1));
        changes.extend(past(voice.bounds).map(|end| (end, 1)));
    }
    changes.sort_unstable();
    let mut excluding = voices.len();
    let mut stretches = Vec::with_capacity(changes.len());
    for (at, &(low, change)) in changes.iter().enumerate() {
        excluding = excluding.saturating_add_signed(change);
        let high = match changes.get(at + 1) {
            Some(&(next, _)) if next == low => continue,
            Some(&(next, _)) => Ceiling::At(next - 1),
            None => Ceiling::Unbounded,
        };
        stretches.push((Interval::new(low, high).unwrap_or(Interval::exactly(low)), excluding));
    }
    stretches
}

/// The first count past the interval, if it has an end.
fn past(bounds: Interval) -> Option<u64> {
    bounds.high().get().and_then(|high| high.checked_add(1))
}
