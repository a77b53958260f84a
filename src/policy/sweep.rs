//! The counts that contradict the fewest voices.
//!
//! This is Marzullo's algorithm with two additions (K. Marzullo, *Maintaining the Time in a
//! Distributed System*, doctoral thesis, Stanford 1984). The algorithm sweeps over the ends of the
//! voices' intervals and determines which voices each stretch between two ends contradicts. First
//! addition: no voice outvotes a body count (the firm floor). Second: interested voices do not
//! outvote neutral ones, whose bounds are compared first. The counts found are the *taken* counts.

use crate::record::interest::Interest;
use crate::said::interval::{Ceiling, Interval};
use crate::voice::Voice;
use std::collections::BinaryHeap;

/// The range of least dissent, and the voices that dissent from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Agreement {
    pub(crate) range: Interval,
    /// φ: the number of voices that each taken count contradicts.
    pub(crate) dissent: usize,
    /// For each voice, whether it supports any taken count.
    pub(crate) supports: Vec<bool>,
}

/// Taken counts that the same voices support.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Alternative {
    /// The counts on which these voices agree.
    pub(crate) agreed: Interval,
    /// For each voice, whether it supports them.
    pub(crate) supports: Vec<bool>,
}

/// A rung of the ladder: the range that holds if a number of voices is wrong.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// let ranges: Vec<_> = guards.ladder().iter().map(|rung| rung.range().to_string()).collect();
/// assert_eq!(ranges, ["24 to 25", "22 or more", "18 or more", "any count"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rung {
    pub(crate) wrong: usize,
    pub(crate) range: Interval,
}

impl Rung {
    /// The number of voices that may be wrong.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.ladder().iter().map(|rung| rung.wrong()).collect::<Vec<_>>(), [0, 1, 2, 3]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn wrong(&self) -> usize {
        self.wrong
    }

    /// The range that holds then.
    ///
    /// ```
    /// use corroborate::{Interval, LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.ladder()[2].range(), Interval::at_least(18));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn range(&self) -> Interval {
        self.range
    }
}

/// All counts, cut at the firm floor and wherever a voice begins or ceases to support them. It can
/// be filled again, and then uses its memory again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sweep {
    stretches: Vec<Stretch>,
    firm: u64,
    /// The taken stretches, and the number of voices that each of them contradicts.
    taken: Vec<Stretch>,
    dissent: usize,
    /// The voices by their floors, and by their ceilings from above.
    by_floor: Vec<Span>,
    by_ceiling: Vec<Span>,
    /// The ends of the loosened neutral bounds.
    neutral_lows: Vec<u64>,
    neutral_ends: Vec<u64>,
    cuts: Vec<u64>,
    open: Vec<Span>,
    open_from_firm: Vec<Span>,
}

/// A stretch of counts that the same voices support, and the counts on which these voices agree.
#[derive(Copy, Clone, Debug)]
struct Stretch {
    counts: Interval,
    contradicted: usize,
    neutral_contradicted: usize,
    floor: u64,
    /// The smallest of the supporters' ceilings.
    ceiling: Ceiling,
    /// The smallest of the supporters' ceilings that is not below the firm floor.
    firm_ceiling: Ceiling,
}

/// The bounds of a voice, and the same loosened: the counts that it supports.
#[derive(Copy, Clone, Debug)]
struct Span {
    bounds: Interval,
    supports: Interval,
}

impl Sweep {
    pub(crate) fn fill(&mut self, voices: &[Voice], firm: u64) {
        self.firm = firm;
        self.sort_ends(voices);
        self.cut();
        self.find_floors();
        self.find_ceilings();
        self.take();
    }

    fn sort_ends(&mut self, voices: &[Voice]) {
        let span = |voice: &Voice| Span { bounds: voice.bounds(), supports: voice.bounds().loosened() };
        refill(&mut self.by_floor, voices.iter().map(span));
        self.by_ceiling.clone_from(&self.by_floor);
        let neutral = voices.iter().map(Voice::neutral_bounds).filter(|&bounds| bounds != Interval::ANY);
        let neutral = neutral.map(Interval::loosened);
        refill(&mut self.neutral_lows, neutral.clone().map(Interval::low));
        refill(&mut self.neutral_ends, neutral.filter_map(past));
        self.by_floor.sort_unstable_by_key(|span| span.bounds.low());
        self.by_ceiling.sort_unstable_by_key(|span| std::cmp::Reverse(span.bounds.high()));
        self.neutral_lows.sort_unstable();
        self.neutral_ends.sort_unstable();
    }

    /// Cuts the counts into stretches, and counts the neutral bounds that each lies outside of.
    fn cut(&mut self) {
        let Sweep { stretches, firm, by_floor, neutral_lows, neutral_ends, cuts, .. } = self;
        refill(cuts, [0, *firm]);
        cuts.extend(by_floor.iter().map(|span| span.supports.low()));
        cuts.extend(by_floor.iter().filter_map(|span| past(span.supports)));
        cuts.extend(neutral_lows.iter().chain(neutral_ends.iter()));
        cuts.sort_unstable();
        cuts.dedup();
        let (mut opened, mut closed) = (0, 0);
        let stretch = |(at, &low): (usize, &u64)| {
            let high = cuts.get(at + 1).map_or(Ceiling::Unbounded, |&next| Ceiling::At(next - 1));
            pass(neutral_lows, &mut opened, low);
            pass(neutral_ends, &mut closed, low);
            Stretch {
                counts: Interval::new(low, high).unwrap_or(Interval::exactly(low)),
                contradicted: 0,
                neutral_contradicted: neutral_lows.len() - (opened - closed),
                floor: 0,
                ceiling: Ceiling::Unbounded,
                firm_ceiling: Ceiling::Unbounded,
            }
        };
        refill(stretches, cuts.iter().enumerate().map(stretch));
    }

    /// Sets the floors, from below. Voices open in the order of their floors, so the largest floor
    /// is that of the last voice that has opened and not closed.
    fn find_floors(&mut self) {
        let Sweep { stretches, by_floor, open, .. } = self;
        let mut opening = by_floor.iter().peekable();
        open.clear();
        for stretch in stretches {
            let low = stretch.counts.low();
            while let Some(&span) = opening.next_if(|span| span.supports.low() <= low) {
                open.push(span);
            }
            while open.last().is_some_and(|span| span.supports.high() < Ceiling::At(low)) {
                open.pop();
            }
            stretch.floor = open.last().map_or(0, |span| span.bounds.low());
        }
    }

    /// Sets the ceilings, from above in the same way, and counts the open voices.
    fn find_ceilings(&mut self) {
        let Sweep { stretches, firm, by_floor, by_ceiling, open, open_from_firm, .. } = self;
        let mut opening = by_ceiling.iter().peekable();
        let mut closing = by_floor.iter().rev().peekable();
        open.clear();
        open_from_firm.clear();
        let (voices, mut supporters) = (by_floor.len(), 0);
        for stretch in stretches.iter_mut().rev() {
            let (low, high) = (stretch.counts.low(), stretch.counts.high());
            while let Some(&span) = opening.next_if(|span| span.supports.high() >= high) {
                open.push(span);
                if span.bounds.high() >= Ceiling::At(*firm) {
                    open_from_firm.push(span);
                }
                supporters += 1;
            }
            while closing.next_if(|span| span.supports.low() > low).is_some() {
                supporters -= 1;
            }
            let ceiling = |open: &mut Vec<Span>| {
                while open.last().is_some_and(|span| span.supports.low() > low) {
                    open.pop();
                }
                open.last().map_or(Ceiling::Unbounded, |span| span.bounds.high())
            };
            stretch.ceiling = ceiling(open);
            stretch.firm_ceiling = ceiling(open_from_firm);
            stretch.contradicted = voices - supporters;
        }
    }

    /// The range of least dissent. Of the counts from the firm floor up, it takes those outside the
    /// loosened neutral bounds of the fewest voices, and among these those that contradict the
    /// fewest voices. The range is what their supporters agree on.
    pub(crate) fn least_dissent(&self, voices: &[Voice]) -> Agreement {
        let range = if self.taken.iter().any(|stretch| self.is_gap(stretch)) {
            self.agreed(voices).into_iter().reduce(Interval::hull)
        } else {
            self.taken.iter().map(|stretch| self.agreed_on(stretch)).reduce(Interval::hull)
        };
        let supports = |voice: &Voice| {
            let own = voice.bounds().loosened();
            let first = self.taken.partition_point(|stretch| stretch.counts.high() < Ceiling::At(own.low()));
            self.taken.get(first).is_some_and(|stretch| stretch.counts.meet(own).is_some())
        };
        Agreement {
            range: range.unwrap_or(Interval::at_least(self.firm)),
            dissent: self.dissent,
            supports: voices.iter().map(supports).collect(),
        }
    }

    /// Finds the taken counts, and the number of voices that each of them contradicts.
    fn take(&mut self) {
        let from_firm = self.stretches.iter().filter(|stretch| stretch.counts.low() >= self.firm);
        let worth = |stretch: &Stretch| (stretch.neutral_contradicted, stretch.contradicted);
        let least = from_firm.clone().map(worth).min().unwrap_or((0, 0));
        refill(&mut self.taken, from_firm.filter(|stretch| worth(stretch) == least).copied());
        self.dissent = least.1;
    }

    fn floor(&self, stretch: &Stretch) -> u64 {
        stretch.floor.max(self.firm)
    }

    fn is_gap(&self, stretch: &Stretch) -> bool {
        stretch.firm_ceiling < Ceiling::At(self.floor(stretch))
    }

    /// The counts on which the supporters of a stretch agree, or the gap between them.
    fn agreed_on(&self, stretch: &Stretch) -> Interval {
        agreement(self.floor(stretch), stretch.firm_ceiling)
    }

    /// For each taken stretch, the counts on which its supporters agree. If they agree except for a
    /// gap, this includes their neutral figures from the firm floor up.
    fn agreed(&self, voices: &[Voice]) -> Vec<Interval> {
        let with_figures = |(stretch, figures): (&Stretch, Option<Interval>)| {
            let agreed = self.agreed_on(stretch);
            figures.filter(|_| self.is_gap(stretch)).map_or(agreed, |figures| agreed.hull(figures))
        };
        self.taken.iter().zip(self.figures_at(voices)).map(with_figures).collect()
    }

    /// For each taken stretch, the interval of its supporters' neutral figures that are not below
    /// the firm floor.
    fn figures_at(&self, voices: &[Voice]) -> Vec<Option<Interval>> {
        let named =
            |voice: &Voice| voice.figure(Interest::Neutral).map(|figure| (voice.bounds().loosened(), figure.value));
        let mut opening: Vec<(Interval, u64)> =
            voices.iter().filter_map(named).filter(|&(_, figure)| figure >= self.firm).collect();
        opening.sort_unstable_by_key(|&(own, _)| std::cmp::Reverse(own.low()));
        // The open figures by size. A closed one is removed when it reaches the top.
        let mut largest: BinaryHeap<(u64, Ceiling)> = BinaryHeap::new();
        let mut smallest: BinaryHeap<(std::cmp::Reverse<u64>, Ceiling)> = BinaryHeap::new();
        let figures = |stretch: &Stretch| {
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
        self.taken.iter().map(figures).collect()
    }

    /// The taken counts, from below, split where their supporters change.
    ///
    /// Their hull is the range of least dissent.
    pub(crate) fn alternatives(&self, voices: &[Voice]) -> Vec<Alternative> {
        let alternative = |(stretch, agreed): (&Stretch, Interval)| Alternative {
            agreed,
            supports: voices.iter().map(|voice| voice.bounds().loosened().contains(stretch.counts.low())).collect(),
        };
        let mut alternatives: Vec<Alternative> = self.taken.iter().zip(self.agreed(voices)).map(alternative).collect();
        alternatives.dedup();
        alternatives
    }

    /// The ladder: for each number of wrong voices, the range that holds then, without the firm
    /// floor. It lists only rungs that exist and at which the range changes.
    pub(crate) fn ladder(&self) -> Vec<Rung> {
        let mut rungs: Vec<Option<Interval>> = vec![None; self.by_floor.len() + 1];
        let mut widen = |wrong: usize, range: Interval| {
            let rung = &mut rungs[wrong];
            *rung = Some(rung.map_or(range, |known| known.hull(range)));
        };
        for stretch in &self.stretches {
            widen(stretch.contradicted, agreement(stretch.floor, stretch.ceiling));
        }
        self.exclusions(widen);
        let mut ladder: Vec<Rung> = Vec::with_capacity(rungs.len());
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

    /// All counts, cut where the bounds of a voice, not loosened, begin or end, each with the number
    /// of voices whose bounds exclude them.
    fn exclusions(&self, mut found: impl FnMut(usize, Interval)) {
        let mut lows = self.by_floor.iter().map(|span| span.bounds.low()).peekable();
        let mut ends = self.by_ceiling.iter().rev().filter_map(|span| past(span.bounds)).peekable();
        let (mut low, mut excluding) = (0, self.by_floor.len());
        loop {
            while lows.next_if(|&begins| begins <= low).is_some() {
                excluding -= 1;
            }
            while ends.next_if(|&end| end <= low).is_some() {
                excluding += 1;
            }
            let next = [lows.peek(), ends.peek()].into_iter().flatten().min();
            let high = next.map_or(Ceiling::Unbounded, |&next| Ceiling::At(next - 1));
            found(excluding, Interval::new(low, high).unwrap_or(Interval::exactly(low)));
            let Some(&next) = next else { return };
            low = next;
        }
    }
}

/// Puts other items into a list, which uses its memory again.
fn refill<T>(list: &mut Vec<T>, items: impl IntoIterator<Item = T>) {
    list.clear();
    list.extend(items);
}

/// Advances past the ends that are at most `low`.
fn pass(ends: &[u64], passed: &mut usize, low: u64) {
    while ends.get(*passed).is_some_and(|&end| end <= low) {
        *passed += 1;
    }
}

/// The counts on which voices with this largest floor and smallest ceiling agree. If the two cross,
/// the interval from one to the other.
fn agreement(floor: u64, ceiling: Ceiling) -> Interval {
    match ceiling {
        Ceiling::At(ceiling) if ceiling < floor => Interval::new(ceiling, floor).unwrap_or(Interval::ANY),
        _ => Interval::new(floor, ceiling).unwrap_or(Interval::ANY),
    }
}

/// The first count after the interval, if the interval has an end.
fn past(bounds: Interval) -> Option<u64> {
    bounds.high().get().and_then(|high| high.checked_add(1))
}
