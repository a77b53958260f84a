//! Fits the curves: one dense Gaussian system for each series, then the parameters common to all.

use std::collections::BTreeMap;

use super::cholesky::Symmetric;
use super::posterior::whole;
use super::series::Series;
use super::stake::Stake;
use super::statement::Statement;
use super::student;
use super::table::{BiasTable, Effect};
use super::wording::{Wording, real};

const KNOTS: usize = 40;
const MOST: usize = 25;
const STILL: f64 = 1e-4;

/// The prior mean of p, where N grows as days^p.
const POWER: f64 = 0.8;
const POWER_VARIANCE: f64 = 0.4 * 0.4;
/// The prior variances of a voice's offset around its bias and of the increments, and the weight of
/// both priors.
const OFFSETS: f64 = 0.04;
const DRIFT: f64 = 0.1;
const WEIGHT: f64 = 4.0;
const NOISE_WEIGHT: f64 = 6.0;
/// The smallest prior variance of a bias. A table may give 0.
const LEAST_VARIANCE: f64 = 1e-9;
/// The prior variance of the offset of a wording.
const WORDING_VARIANCE: f64 = 0.3 * 0.3;

/// The toll at one knot.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Knot {
    /// ln(1 + days).
    pub(super) at: f64,
    /// The mean of ln(N + ½), before the anchor.
    pub(super) mean: f64,
    pub(super) sd: f64,
}

/// The offset of one voice from the toll in one series.
///
/// ```
/// use corroborate::SourceKind;
/// use corroborate::calibrate::{Anchor, BiasTable, Courses, Series, Statement, Told};
///
/// let mut totals = Vec::new();
/// for day in 1..=10 {
///     let told = Told::exactly(u64::from(day) * 10);
///     totals.push((day, Statement::new("osdh".parse()?, SourceKind::Monitor, told)));
/// }
/// let series = Series::new("the battle", corroborate::Outcome::Killed, totals)?;
/// let courses = Courses::of([series], &BiasTable::default(), &Anchor::AS_SAID);
/// let offsets = courses.all()[0].offsets();
/// assert_eq!((offsets.len(), offsets[0].voice()), (1, "osdh"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct VoiceOffset {
    voice: String,
    stake: Stake,
    offset: f64,
    standard_error: f64,
    wordings: [f64; Wording::ALL.len()],
}

impl VoiceOffset {
    /// The id of the source or party.
    pub fn voice(&self) -> &str {
        &self.voice
    }

    /// The stake in this series.
    pub fn stake(&self) -> Stake {
        self.stake
    }

    /// The mean of ln(report) − ln(toll), before the anchor.
    pub fn offset(&self) -> f64 {
        self.offset
    }

    /// The standard error of the offset.
    pub fn standard_error(&self) -> f64 {
        self.standard_error
    }

    /// The additional offset of a wording of this voice.
    pub fn wording(&self, wording: Wording) -> f64 {
        self.wordings[wording.place()]
    }
}

/// The results of one series.
pub(super) struct Fitted {
    pub(super) knots: Vec<Knot>,
    pub(super) offsets: Vec<VoiceOffset>,
}

/// One speaker with one stake, over all series.
#[derive(Clone, Debug)]
struct Voice {
    prior: Effect,
    bias: f64,
    s2: f64,
    /// The offset of each wording for this voice, and its prior mean.
    wordings: [f64; Wording::ALL.len()],
    margins: [f64; Wording::ALL.len()],
}

/// One dated total.
#[derive(Copy, Clone, Debug)]
struct Total {
    y: f64,
    /// The variance of the number's own interval.
    width: f64,
    voice: usize,
    /// The index of the voice in its series.
    seat: usize,
    wording: usize,
    /// The knot before it, and its position between that knot and the next, 0 to 1.
    knot: usize,
    share: f64,
    vote: f64,
    pull: f64,
    /// The expected squared residual, and the mean of x + η.
    squared: f64,
    level: f64,
}

/// One series and its estimates.
#[derive(Clone, Debug)]
struct State {
    step: f64,
    first: f64,
    totals: Vec<Total>,
    /// The voices that speak in it.
    seats: Vec<usize>,
    mean: Vec<f64>,
    inverse: Symmetric,
}

/// All series fitted together.
pub(super) struct Fit {
    voices: Vec<Voice>,
    names: Vec<(String, Stake)>,
    states: Vec<State>,
    offsets: f64,
    drift: f64,
    sweeps: usize,
}

impl Fit {
    /// Sweeps until no bias moves, at most 25 times.
    pub(super) fn of(series: &[Series], table: &BiasTable) -> Fit {
        let mut fit = Fit::before(series, table);
        while fit.sweeps < MOST && fit.sweep() >= STILL {}
        fit
    }

    /// The number of sweeps.
    pub(super) fn sweeps(&self) -> usize {
        self.sweeps
    }

    /// The bias of every voice with every stake, over all series.
    pub(super) fn biases(&self) -> Vec<(String, Stake, f64)> {
        let named = self.names.iter().zip(&self.voices);
        named.map(|((name, stake), voice)| (name.clone(), *stake, voice.bias)).collect()
    }

    fn before(series: &[Series], table: &BiasTable) -> Fit {
        let mut index: BTreeMap<(&str, Stake), usize> = BTreeMap::new();
        let all = || series.iter().flat_map(Series::totals);
        for (_, total) in all() {
            index.insert((total.voice(), total.stake()), 0);
        }
        for (place, at) in index.values_mut().enumerate() {
            *at = place;
        }
        let mut effects: Vec<Option<Effect>> = vec![None; index.len()];
        for (_, total) in all() {
            let at = index.get(&(total.voice(), total.stake())).copied().unwrap_or(0);
            effects[at].get_or_insert_with(|| table.effect(total));
        }
        let margins: [f64; Wording::ALL.len()] =
            std::array::from_fn(|at| Wording::ALL.get(at).map_or(0.0, |&wording| table.wording(wording).0));
        let voice = |prior: Effect| Voice { prior, bias: prior.bias, s2: prior.s2, wordings: margins, margins };
        Fit {
            voices: effects.into_iter().flatten().map(voice).collect(),
            names: index.keys().map(|&(name, stake)| (name.to_owned(), stake)).collect(),
            states: series.iter().map(|series| State::before(series, &index)).collect(),
            offsets: OFFSETS,
            drift: DRIFT,
            sweeps: 0,
        }
    }

    /// One sweep. Returns the largest change of a bias.
    fn sweep(&mut self) -> f64 {
        self.sweeps += 1;
        for state in &mut self.states {
            state.solve(&self.voices, self.offsets, self.drift);
        }
        let moved = self.place_biases();
        self.place_offsets();
        self.place_drift();
        self.place_noise();
        self.place_wordings();
        moved
    }

    fn place_biases(&mut self) -> f64 {
        let mut sums = vec![(0.0, 0.0); self.voices.len()];
        for state in &self.states {
            for (seat, &voice) in state.seats.iter().enumerate() {
                sums[voice].0 += state.mean[KNOTS + 1 + seat];
                sums[voice].1 += 1.0;
            }
        }
        let mut moved = 0.0_f64;
        for (voice, (sum, series)) in self.voices.iter_mut().zip(sums) {
            let prior = voice.prior;
            let variance = prior.variance.max(LEAST_VARIANCE);
            let precision = series / self.offsets + 1.0 / variance;
            let bias = (sum / self.offsets + prior.bias / variance) / precision;
            moved = moved.max((bias - voice.bias).abs());
            voice.bias = bias;
        }
        moved
    }

    fn place_offsets(&mut self) {
        let (mut sum, mut seats) = (WEIGHT * OFFSETS, WEIGHT);
        for state in &self.states {
            for (seat, &voice) in state.seats.iter().enumerate() {
                let at = KNOTS + 1 + seat;
                let off = state.mean[at] - self.voices[voice].bias;
                sum += off * off + state.inverse.get(at, at);
                seats += 1.0;
            }
        }
        self.offsets = sum / seats;
    }

    fn place_drift(&mut self) {
        let (mut sum, mut steps) = (WEIGHT * DRIFT, WEIGHT);
        for state in self.states.iter().filter(|state| state.step > 0.0) {
            for knot in 0..KNOTS - 1 {
                let terms = [(knot + 1, 1.0), (knot, -1.0), (KNOTS, -state.step)];
                let off = state.mean_of(&terms);
                sum += (off * off + state.variance_of(&terms)) / state.step;
                steps += 1.0;
            }
        }
        self.drift = sum / steps;
    }

    fn place_noise(&mut self) {
        let mut sums = vec![(0.0, 0.0); self.voices.len()];
        for total in self.states.iter().flat_map(|state| &state.totals) {
            let s2 = self.voices[total.voice].s2;
            let scale2 = s2 + total.width;
            let share = s2 / scale2;
            let part = share * share * total.pull * total.squared + share * (scale2 - s2);
            sums[total.voice].0 += total.vote * part;
            sums[total.voice].1 += total.vote;
        }
        for (voice, (sum, votes)) in self.voices.iter_mut().zip(sums) {
            voice.s2 = (sum + NOISE_WEIGHT * voice.prior.s2) / (votes + NOISE_WEIGHT);
        }
    }

    fn place_wordings(&mut self) {
        let mut sums = vec![[(0.0, 0.0); Wording::ALL.len()]; self.voices.len()];
        for total in self.states.iter().flat_map(|state| &state.totals) {
            let weight = total.vote * total.pull / (self.voices[total.voice].s2 + total.width);
            let sum = &mut sums[total.voice][total.wording];
            sum.0 += weight * (total.y - total.level);
            sum.1 += weight;
        }
        for (voice, sums) in self.voices.iter_mut().zip(sums) {
            for (&wording, (sum, weight)) in Wording::ALL.iter().zip(sums) {
                if matches!(wording, Wording::Figure | Wording::None) {
                    continue;
                }
                let place = wording.place();
                let pulled = sum + voice.margins[place] / WORDING_VARIANCE;
                voice.wordings[place] = pulled / (weight + 1.0 / WORDING_VARIANCE);
            }
        }
    }

    /// The curve of each series, in the order they were given in.
    pub(super) fn fitted(self) -> impl Iterator<Item = Fitted> {
        let Fit { voices, names, states, .. } = self;
        states.into_iter().map(move |state| {
            let knot = |at: usize| Knot {
                at: state.first + real(at as u64) * state.step,
                mean: state.mean[at],
                sd: state.inverse.get(at, at).sqrt(),
            };
            let offset = |(seat, &voice): (usize, &usize)| {
                let at = KNOTS + 1 + seat;
                let (name, stake) = &names[voice];
                VoiceOffset {
                    voice: name.clone(),
                    stake: *stake,
                    offset: state.mean[at],
                    standard_error: state.inverse.get(at, at).sqrt(),
                    wordings: voices[voice].wordings,
                }
            };
            Fitted {
                knots: (0..KNOTS).map(knot).collect(),
                offsets: state.seats.iter().enumerate().map(offset).collect(),
            }
        })
    }
}

impl State {
    fn before(series: &Series, index: &BTreeMap<(&str, Stake), usize>) -> State {
        let at = |day: u32| libm::log(1.0 + f64::from(day));
        let first = at(series.totals().iter().map(|&(day, _)| day).min().unwrap_or(0));
        let step = (at(series.last_day()) - first) / real(KNOTS as u64 - 1);
        let voice = |total: &Statement| index.get(&(total.voice(), total.stake())).copied().unwrap_or(0);
        let mut seats: Vec<usize> = series.totals().iter().map(|(_, total)| voice(total)).collect();
        seats.sort_unstable();
        seats.dedup();
        let total = |(day, total): &(u32, Statement)| {
            let (y, width) = total.told().reading();
            let along = if step > 0.0 { (at(*day) - first) / step } else { 0.0 };
            let knot = usize::try_from(whole(along.floor())).unwrap_or(0).min(KNOTS - 2);
            let voice = voice(total);
            Total {
                y,
                width,
                voice,
                seat: seats.binary_search(&voice).unwrap_or(0),
                wording: total.told().wording().place(),
                knot,
                share: along - real(knot as u64),
                vote: 1.0,
                pull: 1.0,
                squared: 0.0,
                level: 0.0,
            }
        };
        let mut totals: Vec<Total> = series.totals().iter().map(total).collect();
        let mut said: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for total in &totals {
            *said.entry((total.voice, total.knot)).or_default() += 1.0;
        }
        for total in &mut totals {
            total.vote = 1.0 / said.get(&(total.voice, total.knot)).copied().unwrap_or(1.0);
        }
        let size = KNOTS + 1 + seats.len();
        State { step, first, totals, seats, mean: vec![0.0; size], inverse: Symmetric::zero(size) }
    }

    /// Estimates the curve, its growth, the offsets of its voices and the residual of each total.
    fn solve(&mut self, voices: &[Voice], offsets: f64, drift: f64) {
        let size = KNOTS + 1 + self.seats.len();
        let mut matrix = Symmetric::zero(size);
        let mut right = vec![0.0; size];
        matrix.add(0, 0, 1e-6);
        matrix.add(KNOTS, KNOTS, 1.0 / POWER_VARIANCE);
        right[KNOTS] += POWER / POWER_VARIANCE;
        let step = self.step.max(1e-6);
        for knot in 0..KNOTS - 1 {
            matrix.add_square(&[(knot + 1, 1.0), (knot, -1.0), (KNOTS, -step)], 1.0 / (drift * step));
        }
        for (seat, &voice) in self.seats.iter().enumerate() {
            matrix.add(KNOTS + 1 + seat, KNOTS + 1 + seat, 1.0 / offsets);
            right[KNOTS + 1 + seat] += voices[voice].bias / offsets;
        }
        for total in &self.totals {
            let voice = &voices[total.voice];
            let weight = total.vote * total.pull / (voice.s2 + total.width);
            let terms = total.terms();
            matrix.add_square(&terms, weight);
            for (at, share) in terms {
                right[at] += weight * share * (total.y - voice.wordings[total.wording]);
            }
        }
        (self.inverse, self.mean) = matrix.solve(&right);
        let mut totals = std::mem::take(&mut self.totals);
        for total in &mut totals {
            let voice = &voices[total.voice];
            let terms = total.terms();
            total.level = self.mean_of(&terms);
            let off = total.y - voice.wordings[total.wording] - total.level;
            total.squared = off * off + self.variance_of(&terms);
            total.pull = student::pull(total.squared / (voice.s2 + total.width));
        }
        self.totals = totals;
    }

    fn mean_of(&self, terms: &[(usize, f64)]) -> f64 {
        terms.iter().map(|&(at, share)| share * self.mean[at]).sum()
    }

    fn variance_of(&self, terms: &[(usize, f64)]) -> f64 {
        let pairs = terms.iter().flat_map(|one| terms.iter().map(move |other| (one, other)));
        let sum: f64 = pairs.map(|(&(one, a), &(other, b))| a * b * self.inverse.get(one, other)).sum();
        sum.max(0.0)
    }
}

impl Total {
    fn terms(&self) -> [(usize, f64); 3] {
        [(self.knot, 1.0 - self.share), (self.knot + 1, self.share), (KNOTS + 1 + self.seat, 1.0)]
    }
}
