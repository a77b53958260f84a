//! The posterior distribution of a toll: a probability for every whole number.

use std::sync::OnceLock;

use super::anchor::Anchor;
use super::copying::{cap_hearsay, kin};
use super::statement::Statement;
use super::student;
use super::table::{BiasTable, Effect};
use super::wording::{Told, real};
use crate::said::interval::Interval;

/// The largest toll in the model.
pub(super) const LARGEST: u64 = 100_000_000;

/// The posterior distribution of one toll, over the whole numbers up to 10⁸.
///
/// Numbers above 200 are grouped in cells that grow by 2 %. Within a cell the density is uniform in
/// the logarithm.
///
/// ```
/// use corroborate::SourceKind;
/// use corroborate::calibrate::{BiasTable, Calibrate, Level, Statement, Testimony, Told};
///
/// let monitor = Statement::new("osdh".parse()?, SourceKind::Monitor, Told::exactly(159));
/// let answer = Calibrate::with(&BiasTable::default()).of(&Testimony::new("SDF dead", [monitor]))?;
/// let posterior = answer.posterior();
/// assert!(posterior.interval(Level::FIFTY).high() <= posterior.interval(Level::NINETY).high(), "intervals nest");
/// assert!(posterior.at_least(posterior.median()) >= 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// The first number of each cell. The last cell ends at `LARGEST`.
    starts: Vec<u64>,
    mass: Vec<f64>,
}

/// The probability that an interval holds, from 50 to 99 %.
///
/// ```
/// use corroborate::calibrate::Level;
///
/// assert_eq!(Level::default(), Level::NINETY);
/// assert_eq!(Level::per_cent(80.0)?, Level::EIGHTY);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, PartialOrd)]
pub struct Level(f64);

/// A level outside 50 to 99 %.
///
/// ```
/// use corroborate::calibrate::Level;
///
/// let error = Level::per_cent(100.0).unwrap_err();
/// assert_eq!(error.found, 100.0, "nothing is certain");
/// ```
#[derive(Copy, Clone, Debug, PartialEq, thiserror::Error)]
#[error("a level lies between 50 and 99 %, found {found}")]
#[non_exhaustive]
pub struct LevelError {
    /// The level that was given, in per cent.
    pub found: f64,
}

impl Level {
    /// 50 %.
    pub const FIFTY: Level = Level(0.50);
    /// 80 %.
    pub const EIGHTY: Level = Level(0.80);
    /// 90 %, the default.
    pub const NINETY: Level = Level(0.90);
    /// 95 %.
    pub const NINETY_FIVE: Level = Level(0.95);

    /// A level in per cent.
    ///
    /// # Errors
    ///
    /// [`LevelError`] if `found` lies outside 50 to 99, or is NaN.
    ///
    /// ```
    /// use corroborate::calibrate::Level;
    ///
    /// assert_eq!(Level::per_cent(95.0)?, Level::NINETY_FIVE);
    /// assert!(Level::per_cent(0.95).is_err(), "in per cent, not as a share");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn per_cent(found: f64) -> Result<Level, LevelError> {
        if (50.0..=99.0).contains(&found) { Ok(Level(found / 100.0)) } else { Err(LevelError { found }) }
    }

    /// The level as a probability, .5 to .99.
    pub fn share(self) -> f64 {
        self.0
    }

    /// The probability in each tail.
    fn tail(self) -> f64 {
        (1.0 - self.0) / 2.0
    }

    /// The probability below the upper end.
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

/// The cells of every posterior.
struct Grid {
    starts: Vec<u64>,
    /// ln(√(ab) + ½) of each cell a..b.
    x: Vec<f64>,
    /// The prior mass of each cell, flat in the logarithm of the toll.
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

/// The quantities that the model derives from one statement.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Reading {
    /// The mean of ln(n + ½) over its number's interval.
    pub(super) y: f64,
    /// b + m + g: the sum of the effects of bias, wording and lag.
    pub(super) shift: f64,
    pub(super) effect: Effect,
    /// S: the scale of the error, var b included.
    pub(super) scale: f64,
    /// S with the width q of the number's interval.
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

    /// z = y − b − m − g: the statement's estimate of ln(N + ½), without the anchor.
    pub(super) fn z(&self) -> f64 {
        self.y - self.shift
    }

    /// Calls `each` with the index and the likelihood of every x, up to a constant factor, given the
    /// anchor's level.
    ///
    /// The likelihood is the probability of the number's interval. If the interval starts at 20 or
    /// more and is at most 2 % wide, it is the density at its middle.
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

/// The smallest likelihood. A product of eight of them is above 0.
const LEAST: f64 = 1e-35;
/// The number of likelihoods that are multiplied before a logarithm is taken.
const AT_ONCE: usize = 8;

/// Writes the joint likelihood of the readings at each x to `product`, up to a constant factor.
/// `counts` are the exponents of the single likelihoods.
///
/// If all exponents are 1, it needs no logarithm and no exponential.
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

/// The weight of each statement of a quantity. 20 rounds alternate 1 − P(copied) and an estimate of
/// the toll; then the hearsay cap applies.
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

/// The lower median; `None` if there are no values.
pub(super) fn lower_median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied()
}

impl Posterior {
    /// The posterior given these readings with these weights, under this anchor.
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

    /// Limits the probability below the firm floor to 5 %. The floor is the number of dead that were
    /// counted body by body or admitted.
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

    /// The central interval at this level: equal tails.
    pub fn interval(&self, level: Level) -> Interval {
        let low = self.cell(level.tail() + 1e-9, |below, wanted| below > wanted);
        let high = self.cell(level.upper(), |below, wanted| below >= wanted);
        Interval::new(self.starts[low], self.end(high)).unwrap_or(Interval::exactly(self.starts[low]))
    }

    /// The median. There is no mean: a log-t distribution has none.
    pub fn median(&self) -> u64 {
        let cell = self.cell(0.5, |below, wanted| below >= wanted);
        whole(middle(self.starts[cell], self.end(cell)).round())
    }

    /// The first cell whose cumulative probability has `reached` the wanted one.
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

    /// P(N ≥ n). It never increases with n.
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
        let beyond = range.high().get().map_or(0.0, |high| self.at_least(high.saturating_add(1)));
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

/// Converts a whole number from 0 to 10¹⁵.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "brought into range first")]
pub(super) fn whole(x: f64) -> u64 {
    x.clamp(0.0, 1e15) as u64
}
