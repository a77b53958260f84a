//! Sums of tolls over events or declared parts, with their common errors.

use std::collections::BTreeMap;

use super::anchor::Anchor;
use super::calibrated::{Calibrated, end};
use super::posterior::{Level, whole};
use super::stake::Stake;
use super::wording::real;
use crate::said::interval::Interval;
use crate::voice::Speaker;

/// The sum of several tolls, approximately lognormal.
///
/// Two errors are common to several tolls and do not average out: the error of the anchor's level
/// (`corpus_sd`) and the error of each source's bias. Their variances are taken out of every toll.
/// The remainders are summed by moments (Fenton and Wilkinson). Then the common variances are added
/// back; a source's counts by the squared share of the sum that depends on it.
///
/// ```
/// use corroborate::SourceKind;
/// use corroborate::calibrate::{BiasTable, Calibrate, Statement, Testimony, Told, Total};
///
/// let table = BiasTable::default();
/// let mut tolls = Vec::new();
/// for (event, toll) in [("north", 40), ("south", 60)] {
///     let monitor = Statement::new("osdh".parse()?, SourceKind::Monitor, Told::exactly(toll));
///     tolls.push(Calibrate::with(&table).of(&Testimony::new(event, [monitor]))?);
/// }
/// let total = Total::of(&tolls)?;
/// assert!(total.median() >= 100 && total.log_sd() > total.log_sd_as_if_independent());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    /// The mean and the variance of ln(N + parts/2).
    mean: f64,
    variance: f64,
    parts: usize,
    independent: f64,
    anchor: Anchor,
    origin: String,
}

/// Why a sum is refused.
///
/// ```
/// use corroborate::calibrate::{NoTotal, Total};
///
/// assert_eq!(Total::of([]).err(), Some(NoTotal::Nothing));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoTotal {
    /// No tolls were given.
    #[error("there is nothing to add up")]
    Nothing,
    /// Two tolls have different anchors or tables.
    #[error("{one} and {other} have different anchors or tables")]
    OtherGround {
        /// One of them.
        one: String,
        /// The other.
        other: String,
    },
    /// A part has no posterior.
    #[error("{quantity} has no interval: {refusal}")]
    Refused {
        /// The part.
        quantity: crate::Quantity,
        /// The reason.
        refusal: super::refusal::Refusal,
    },
    /// Two parts may count the same people.
    #[error("{one} and {other} may count the same people")]
    Overlap {
        /// One of them.
        one: crate::Quantity,
        /// The other.
        other: crate::Quantity,
    },
    /// Two parts have different outcomes.
    #[error("{one} and {other} have different outcomes")]
    Outcomes {
        /// One of them.
        one: crate::Quantity,
        /// The other.
        other: crate::Quantity,
    },
}

impl Total {
    /// The sum of tolls. The caller makes sure that they count different people;
    /// [`Calibration::total`](super::Calibration::total) checks it.
    ///
    /// # Errors
    ///
    /// [`NoTotal`] if there are none, or if their anchors or tables differ.
    ///
    /// ```
    /// use corroborate::SourceKind;
    /// use corroborate::calibrate::{BiasTable, Calibrate, Level, Statement, Testimony, Told, Total};
    ///
    /// let table = BiasTable::default();
    /// let monitor = Statement::new("osdh".parse()?, SourceKind::Monitor, Told::exactly(40));
    /// let north = Calibrate::with(&table).of(&Testimony::new("north", [monitor]))?;
    /// let total = Total::of([&north])?;
    /// assert!(total.parts() == 1 && total.interval(Level::NINETY).contains(40));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of<'c>(parts: impl IntoIterator<Item = &'c Calibrated>) -> Result<Total, NoTotal> {
        let mut parts: Vec<&Calibrated> = parts.into_iter().collect();
        parts.sort_by(|one, other| one.testimony().cmp(other.testimony()));
        let first = parts.first().ok_or(NoTotal::Nothing)?;
        let ground = |part: &Calibrated| (part.anchor(), part.origin().to_owned());
        if let Some(other) = parts.iter().find(|part| ground(part) != ground(first)) {
            let name = |part: &Calibrated| part.testimony().name().to_owned();
            return Err(NoTotal::OtherGround { one: name(first), other: name(other) });
        }
        Ok(sum(&parts, first.anchor(), first.origin()))
    }

    /// The central interval of the sum at this level.
    pub fn interval(&self, level: Level) -> Interval {
        let off = quantile(level.upper()) * self.variance.sqrt();
        let (low, high) = (self.count(self.mean - off).round(), self.count(self.mean + off).round());
        Interval::new(whole(low), whole(high)).unwrap_or(Interval::exactly(whole(low)))
    }

    /// The median.
    pub fn median(&self) -> u64 {
        whole(self.count(self.mean).round())
    }

    /// P(N ≥ n).
    pub fn at_least(&self, n: u64) -> f64 {
        if n == 0 {
            return 1.0;
        }
        let from = libm::log(real(n) - 0.5 + self.halves());
        upper_tail((from - self.mean) / self.variance.sqrt())
    }

    /// The standard deviation of the logarithm of the sum.
    pub fn log_sd(&self) -> f64 {
        self.variance.sqrt()
    }

    /// The same standard deviation if all errors were independent. It is too small; compare it with
    /// [`log_sd`](Total::log_sd).
    pub fn log_sd_as_if_independent(&self) -> f64 {
        self.independent.sqrt()
    }

    /// The number of tolls in the sum.
    pub fn parts(&self) -> usize {
        self.parts
    }

    /// The anchor in use.
    pub fn anchor(&self) -> Anchor {
        self.anchor
    }

    /// The origin of the table.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// parts/2: each toll enters the sum as N + ½.
    fn halves(&self) -> f64 {
        0.5 * real(self.parts as u64)
    }

    fn count(&self, log: f64) -> f64 {
        (libm::exp(log) - self.halves()).max(0.0)
    }
}

/// One toll, with N + ½ approximated by a lognormal.
struct Part {
    mean: f64,
    variance: f64,
    shares: Vec<((Speaker, Stake), f64, f64)>,
}

fn sum(parts: &[&Calibrated], anchor: Anchor, origin: &str) -> Total {
    let corpus = anchor.corpus_sd() * anchor.corpus_sd();
    let parts: Vec<Part> = parts.iter().map(|part| Part::of(part)).collect();
    let own = |part: &Part| {
        let common: f64 = part.shares.iter().map(|(_, share, variance)| share * share * variance).sum();
        (part.variance - corpus - common).max(1e-6)
    };
    let (mean, variance) = moments(parts.iter().map(|part| (part.mean, own(part))));
    let (_, independent) = moments(parts.iter().map(|part| (part.mean, part.variance)));
    let size = |part: &Part| libm::exp(part.mean + own(part) / 2.0);
    let all: f64 = parts.iter().map(size).sum();
    let mut rests: BTreeMap<&(Speaker, Stake), (f64, f64)> = BTreeMap::new();
    for part in &parts {
        let share_of_sum = if all > 0.0 { size(part) / all } else { 0.0 };
        for (voice, share, variance) in &part.shares {
            let rest = rests.entry(voice).or_default();
            rest.0 += share * share_of_sum;
            rest.1 = rest.1.max(*variance);
        }
    }
    let common: f64 = rests.values().map(|(share, variance)| share * share * variance).sum();
    Total {
        mean,
        variance: variance + corpus + common,
        parts: parts.len(),
        independent,
        anchor,
        origin: origin.to_owned(),
    }
}

impl Part {
    /// The mean is ln(median + ½). The standard deviation is the log width of the 90 % interval over
    /// 3.29.
    fn of(part: &Calibrated) -> Part {
        let interval = part.interval(Level::NINETY);
        let log = |n: u64| libm::log(real(n) + 0.5);
        let sd = (log(end(interval)) - log(interval.low())) / 3.29;
        Part {
            mean: log(part.median()),
            variance: sd * sd,
            shares: part
                .shares()
                .map(|(speaker, stake, share, variance)| ((speaker, stake), share, variance))
                .collect(),
        }
    }
}

/// The mean and the variance of the logarithm of a sum of lognormals (Fenton and Wilkinson).
fn moments(parts: impl Iterator<Item = (f64, f64)>) -> (f64, f64) {
    let (mut mean, mut variance) = (0.0, 0.0);
    for (log, spread) in parts {
        let own = libm::exp(log + spread / 2.0);
        mean += own;
        variance += own * own * (libm::exp(spread) - 1.0);
    }
    if mean <= 0.0 {
        return (0.0, 0.0);
    }
    let spread = libm::log(1.0 + variance / (mean * mean));
    (libm::log(mean) - spread / 2.0, spread)
}

/// The standard normal probability above z.
fn upper_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z / std::f64::consts::SQRT_2)
}

/// The standard normal quantile, by bisection.
pub(super) fn quantile(below: f64) -> f64 {
    let (mut from, mut to) = (-9.0, 9.0);
    for _ in 0..60 {
        let middle = f64::midpoint(from, to);
        if upper_tail(-middle) < below {
            from = middle;
        } else {
            to = middle;
        }
    }
    f64::midpoint(from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (below, z) in [(0.5, 0.0), (0.95, 1.644_853_6), (0.975, 1.959_964), (0.75, 0.674_489_8)] {
            assert!((quantile(below) - z).abs() < 1e-6, "{below}");
        }
    }

    #[test]
    fn a_sum_of_one_is_itself_and_many_average_out() {
        let (mean, variance) = moments([(3.0, 0.2)].into_iter());
        assert!((mean - 3.0).abs() < 1e-12 && (variance - 0.2).abs() < 1e-12);
        let (mean, variance) = moments(std::iter::repeat_n((3.0, 0.2), 100));
        assert!((mean - libm::log(100.0) - 3.1).abs() < 2e-3 && variance < 0.003);
    }
}
