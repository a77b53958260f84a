//! What is believed of a toll: a probability for every whole number.

use std::sync::OnceLock;

use super::anchor::Anchor;
use super::copying::{cap_hearsay, kin};
use super::statement::Statement;
use super::student;
use super::table::{BiasTable, Effect};
use super::wording::{Told, real};
use crate::said::interval::{Ceiling, Interval};

/// The largest toll that is weighed.
pub(super) const LARGEST: u64 = 100_000_000;

/// What is believed of one toll: a probability for every whole number up to 10⁸.
///
/// Large numbers share cells that grow by 2 %; within a cell the probability is even in the
/// logarithm.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// Where each cell starts; the last one ends at `LARGEST`.
    starts: Vec<u64>,
    mass: Vec<f64>,
}

/// How much of the probability an interval is to hold, from 50 to 99 %.
#[derive(Copy, Clone, Debug, PartialEq, PartialOrd)]
pub struct Level(f64);

/// A level is none.
#[derive(Copy, Clone, Debug, PartialEq, thiserror::Error)]
#[error("a level lies between 50 and 99 %, found {found}")]
#[non_exhaustive]
pub struct LevelError {
    /// What was found, in per cent.
    pub found: f64,
}

impl Level {
    /// 50 %.
    pub const FIFTY: Level = Level(0.50);
    /// 80 %.
    pub const EIGHTY: Level = Level(0.80);
    /// 90 %, unless another is asked for.
    pub const NINETY: Level = Level(0.90);
    /// 95 %.
    pub const NINETY_FIVE: Level = Level(0.95);

    /// So many per cent.
    ///
    /// # Errors
    ///
    /// [`LevelError`] outside 50 to 99.
    pub fn per_cent(found: f64) -> Result<Level, LevelError> {
        if (50.0..=99.0).contains(&found) { Ok(Level(found / 100.0)) } else { Err(LevelError { found }) }
    }

    /// As a share of 1.
    pub fn share(self) -> f64 {
        self.0
    }

    /// The probability left out on each side.
    fn tail(self) -> f64 {
        (1.0 - self.0) / 2.0
    }

    /// What is left below the upper end.
    pub(super) fn upper(self) -> f64 {
        1.0 - self.tail()
    }
}

impl Default for Level {
    fn default() -> Level {
        Level::NINETY
    }
}

impl std::fmt::Display for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let per_cent = (self.0 * 1e4).round() / 1e2;
        write!(f, "{per_cent} %")
    }
}

/// The cells that every toll is weighed on.
struct Grid {
    starts: Vec<u64>,
    /// ln(√(ab) + ½) of each cell a..b.
    x: Vec<f64>,
    /// Flat in the logarithm of the toll.
    prior: Vec<f64>,
}

fn grid() -> &'static Grid {
    static GRID: OnceLock<Grid> = OnceLock::new();
    GRID.get_or_init(|| {
        let next = |&a: &u64| (a < LARGEST).then(|| if a < 200 { a + 1 } else { (a + 1).max(102 * a / 100) });
        let starts: Vec<u64> = std::iter::successors(Some(0), next).take_while(|&a| a <= LARGEST).collect();
        let ends = ends(&starts);
        let x = starts.iter().zip(&ends).map(|(&a, &b)| libm::log(middle(a, b) + 0.5)).collect();
        let prior = starts.iter().zip(&ends).map(|(&a, &b)| log_width(a, b)).collect();
        Grid { starts, x, prior }
    })
}

/// The last number of each cell.
fn ends(starts: &[u64]) -> Vec<u64> {
    let next = starts.iter().skip(1).map(|&next| next - 1);
    next.chain(std::iter::once(LARGEST)).collect()
}

/// The geometric middle of a cell.
fn middle(a: u64, b: u64) -> f64 {
    if a == b { real(a) } else { (real(a) * real(b)).sqrt() }
}

/// ln(b + 1) − ln max(a, ½).
fn log_width(a: u64, b: u64) -> f64 {
    libm::log(real(b) + 1.0) - log_start(a)
}

fn log_start(a: u64) -> f64 {
    libm::log(real(a).max(0.5))
}

/// A statement as the model reads it.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Reading {
    /// Its number, as a logarithm.
    pub(super) y: f64,
    /// What its bias, wording and lag add to the toll's logarithm.
    pub(super) shift: f64,
    pub(super) effect: Effect,
    /// The scale, with how unsure the bias is.
    pub(super) scale: f64,
    /// The same with the width of the number itself.
    pub(super) scale_with_width: f64,
    told: Told,
}

impl Reading {
    pub(super) fn of(statement: &Statement, table: &BiasTable) -> Reading {
        let effect = table.effect(statement);
        let (y, width) = statement.told().reading();
        let variance = effect.s2 + effect.variance + effect.wording.variance;
        Reading {
            y,
            shift: effect.bias + effect.wording.offset + effect.lag,
            effect,
            scale: variance.sqrt(),
            scale_with_width: (variance + width).sqrt(),
            told: statement.told(),
        }
    }

    /// What it says of the toll once its errors are taken off, before the anchor.
    pub(super) fn z(&self) -> f64 {
        self.y - self.shift
    }

    /// Its likelihood at each x under that level, up to a factor: as what is taken of the toll's own
    /// density where its number is narrow and not small, else the probability of its interval.
    fn likelihood(&self, level: f64, x: &[f64], mut each: impl FnMut(usize, f64)) {
        let (low, high) = (real(self.told.low()), real(self.told.high()));
        let shift = self.shift - level;
        if self.told.low() >= 20 && high - low <= 0.02 * (low + 0.5) {
            let y = libm::log(f64::midpoint(low, high) + 0.5) - shift;
            for (at, x) in x.iter().enumerate() {
                each(at, student::kernel((y - x) / self.scale));
            }
            return;
        }
        let to = libm::log(high + 1.0) - shift;
        let from = (self.told.low() > 0).then(|| libm::log(low) - shift);
        for (at, x) in x.iter().enumerate() {
            let above = (to - x) / self.scale;
            let mass = match from {
                Some(from) => student::between((from - x) / self.scale, above),
                None => student::cdf(above),
            };
            each(at, mass.max(LEAST));
        }
    }
}

/// No likelihood is smaller, so that eight of them together are not 0.
const LEAST: f64 = 1e-35;
/// So many are multiplied before their logarithm is taken.
const AT_ONCE: usize = 8;

/// The likelihood of those readings together at each x, each counting so much, up to a factor.
///
/// Logarithms and exponentials are what this costs: where all count in full, none is needed.
fn together(readings: &[Reading], counts: &[f64], level: f64, x: &[f64], product: &mut [f64], log: &mut [f64]) {
    product.fill(1.0);
    log.fill(0.0);
    let (mut multiplied, mut is_plain) = (0, true);
    for (reading, &count) in readings.iter().zip(counts) {
        if count < 1.0 {
            is_plain = false;
            reading.likelihood(level, x, |at, likelihood| log[at] += count * libm::log(likelihood));
            continue;
        }
        if multiplied == AT_ONCE {
            is_plain = false;
            multiplied = 0;
            for (log, product) in log.iter_mut().zip(product.iter_mut()) {
                *log += libm::log(*product);
                *product = 1.0;
            }
        }
        reading.likelihood(level, x, |at, likelihood| product[at] *= likelihood);
        multiplied += 1;
    }
    if is_plain {
        return;
    }
    if multiplied > 0 {
        for (log, product) in log.iter_mut().zip(product.iter()) {
            *log += libm::log(*product);
        }
    }
    let top = log.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for (product, log) in product.iter_mut().zip(log.iter()) {
        *product = libm::exp(*log - top);
    }
}

/// How much each statement of a quantity counts: 1 − the probability that it was copied, found in
/// 20 rounds with where the toll seems to lie; then the hearsay cap.
pub(super) fn counts(statements: &[Statement], readings: &[Reading]) -> Vec<f64> {
    let kin = kin(statements);
    let mut weights = vec![1.0; readings.len()];
    let Some(mut x) = lower_median(readings.iter().map(Reading::z).collect()) else { return weights };
    for _ in 0..20 {
        let (mut sum, mut pulled) = (0.0, 0.0);
        for ((reading, kin), weight) in readings.iter().zip(&kin).zip(&mut weights) {
            let (off, scale) = (reading.z() - x, reading.scale_with_width);
            *weight = kin.independent(reading.effect.copy, off, scale);
            let pull = *weight * student::pull(off * off / (scale * scale)) / (scale * scale);
            sum += pull;
            pulled += pull * reading.z();
        }
        if sum > 0.0 {
            x = pulled / sum;
        }
    }
    cap_hearsay(statements, &mut weights);
    weights
}

/// The lower of the two in the middle.
pub(super) fn lower_median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied()
}

impl Posterior {
    /// What those readings, each counting so much, say of the toll under that anchor.
    pub(super) fn of(readings: &[Reading], counts: &[f64], anchor: &Anchor) -> Posterior {
        let grid = grid();
        let mut mass = vec![0.0; grid.starts.len()];
        let (mut product, mut log) = (mass.clone(), mass.clone());
        for (level, share) in anchor.points() {
            together(readings, counts, level, &grid.x, &mut product, &mut log);
            let mut sum = 0.0;
            for (here, prior) in product.iter_mut().zip(&grid.prior) {
                *here *= prior;
                sum += *here;
            }
            for (mass, here) in mass.iter_mut().zip(&product) {
                *mass += share * here / sum;
            }
        }
        Posterior { starts: grid.starts.clone(), mass }
    }

    /// The same, no more than 5 % below the firm floor: that many were counted body by body, or
    /// admitted.
    pub(super) fn with_firm_floor(mut self, floor: u64) -> Posterior {
        const BELOW: f64 = 0.05;
        if floor == 0 || floor > LARGEST {
            return self;
        }
        let cell = self.starts.partition_point(|&start| start <= floor) - 1;
        let (start, mass) = (self.starts[cell], self.mass[cell]);
        let mut first = cell;
        if start < floor {
            let end = self.starts.get(cell + 1).map_or(LARGEST, |&next| next - 1);
            let below = mass * log_width(start, floor - 1) / log_width(start, end);
            self.starts.insert(cell + 1, floor);
            self.mass.insert(cell + 1, mass - below);
            self.mass[cell] = below;
            first = cell + 1;
        }
        let below: f64 = self.mass[..first].iter().sum();
        let above: f64 = self.mass[first..].iter().sum();
        if below > BELOW {
            for mass in &mut self.mass[..first] {
                *mass *= BELOW / below;
            }
            if above > 0.0 {
                for mass in &mut self.mass[first..] {
                    *mass *= (1.0 - BELOW) / above;
                }
            } else {
                self.mass[first] = 1.0 - BELOW;
            }
        }
        self
    }

    /// The interval that holds that much, as much being left out on each side.
    pub fn interval(&self, level: Level) -> Interval {
        let low = self.cell(level.tail() + 1e-9, |below, wanted| below > wanted);
        let high = self.cell(level.upper(), |below, wanted| below >= wanted);
        Interval::new(self.starts[low], self.end(high)).unwrap_or(Interval::exactly(self.starts[low]))
    }

    /// The median. There is no mean: a distribution with such tails has none.
    pub fn median(&self) -> u64 {
        let cell = self.cell(0.5, |below, wanted| below >= wanted);
        whole(middle(self.starts[cell], self.end(cell)).round())
    }

    /// The first cell up to which there is so much.
    fn cell(&self, wanted: f64, reached: impl Fn(f64, f64) -> bool) -> usize {
        let mut below = 0.0;
        let found = self.mass.iter().position(|mass| {
            below += mass;
            reached(below, wanted)
        });
        found.unwrap_or(self.mass.len() - 1)
    }

    /// The last number of a cell.
    fn end(&self, cell: usize) -> u64 {
        self.starts.get(cell + 1).map_or(LARGEST, |&next| next - 1)
    }

    /// P(N ≥ n): falls in n.
    pub fn at_least(&self, n: u64) -> f64 {
        if n > LARGEST {
            return 0.0;
        }
        let cell = self.starts.partition_point(|&start| start <= n) - 1;
        // From the top down, so that a larger n never has more above it, to the last bit.
        let above: f64 = self.mass[cell + 1..].iter().rev().sum();
        let start = self.starts[cell];
        let share = if start == n {
            1.0
        } else {
            let to = libm::log(real(self.end(cell)) + 1.0);
            (to - libm::log(real(n))) / (to - log_start(start))
        };
        (above + self.mass[cell] * share).clamp(0.0, 1.0)
    }

    /// P(low ≤ N ≤ high).
    pub fn within(&self, range: Interval) -> f64 {
        let beyond = match range.high() {
            Ceiling::At(high) => self.at_least(high.saturating_add(1)),
            Ceiling::Unbounded => 0.0,
        };
        (self.at_least(range.low()) - beyond).max(0.0)
    }

    /// E[ln(N + ½)].
    pub(super) fn mean_log(&self) -> f64 {
        let cells = self.starts.iter().enumerate().zip(&self.mass);
        cells.map(|((cell, &start), mass)| mass * libm::log(middle(start, self.end(cell)) + 0.5)).sum()
    }

    /// The variance of ln(N + ½).
    pub(super) fn variance_log(&self) -> f64 {
        let mean = self.mean_log();
        let cells = self.starts.iter().enumerate().zip(&self.mass);
        let squares = cells.map(|((cell, &start), mass)| {
            let off = libm::log(middle(start, self.end(cell)) + 0.5) - mean;
            mass * off * off
        });
        squares.sum()
    }
}

/// A real number that is known to be whole, at least 0 and no larger than the largest toll.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "brought into range first")]
pub(super) fn whole(x: f64) -> u64 {
    x.clamp(0.0, 1e15) as u64
}
