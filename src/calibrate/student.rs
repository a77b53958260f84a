//! Student's t with four degrees of freedom. Outliers lose weight, and the distribution function is
//! algebraic.

/// Degrees of freedom.
pub(super) const DEGREES: f64 = 4.0;

/// The upper quartile: P(|z| ≤ this) = ½.
pub(super) const QUARTILE: f64 = 0.7407;

/// f(z) = (3/8) / (1 + z²/4)^{5/2}.
pub(super) fn density(z: f64) -> f64 {
    0.375 * kernel(z)
}

/// The density up to its constant factor: 1 / (1 + z²/4)^{5/2}.
pub(super) fn kernel(z: f64) -> f64 {
    let w = 1.0 + z * z / DEGREES;
    1.0 / (w * w * w.sqrt())
}

/// F(z) = ½ + (3/8)·(z/√w)·(1 − z²/(12w)), w = 1 + z²/4.
///
/// Computed as ¼ (1 + s)² (2 − s) with s = z/√(4 + z²), which keeps its digits in the lower tail.
pub(super) fn cdf(z: f64) -> f64 {
    let squared = DEGREES + z * z;
    let s = z / squared.sqrt();
    let above_minus_one = if z < 0.0 { DEGREES / (squared * (1.0 - s)) } else { 1.0 + s };
    0.25 * above_minus_one * above_minus_one * (2.0 - s)
}

/// F(to) − F(from), computed in the tail that keeps more digits; at least 0.
pub(super) fn between(from: f64, to: f64) -> f64 {
    let mass = if from > 0.0 { cdf(-from) - cdf(-to) } else { cdf(to) - cdf(from) };
    mass.max(0.0)
}

/// The t weight (4 + 1) / (4 + z²); `squared` is z².
pub(super) fn pull(squared: f64) -> f64 {
    (DEGREES + 1.0) / (DEGREES + squared)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The formula as it is published.
    fn plain(z: f64) -> f64 {
        let w = 1.0 + z * z / 4.0;
        0.5 + 0.375 * (z / w.sqrt()) * (1.0 - z * z / (12.0 * w))
    }

    #[test]
    fn the_distribution_is_that_of_the_tables() {
        // Quantiles of t with 4 degrees of freedom, as in any table of Student's t.
        for (z, below) in [(0.0, 0.5), (0.740_697, 0.75), (1.533_206, 0.9), (2.131_847, 0.95), (4.604_095, 0.995)] {
            assert!((cdf(z) - below).abs() < 1e-6, "{z}");
            assert!((cdf(-z) - (1.0 - below)).abs() < 1e-6, "-{z}");
            assert!((cdf(z) - plain(z)).abs() < 1e-14, "{z}");
        }
    }

    #[test]
    fn far_tails_keep_their_digits() {
        // The density falls as 12/z⁵, so the tail as 3/z⁴.
        let tail = cdf(-1e6);
        assert!((tail / 3e-24 - 1.0).abs() < 1e-6, "{tail}");
        assert!(between(1e6, 2e6) > 0.0);
        assert!((between(1e6, 2e6) - between(-2e6, -1e6)).abs() < f64::MIN_POSITIVE);
    }

    #[test]
    fn the_density_is_the_slope_of_the_distribution() {
        for z in [-3.0, -0.5, 0.0, 0.1, 2.0, 9.0] {
            let slope = (cdf(z + 1e-5) - cdf(z - 1e-5)) / 2e-5;
            assert!((slope - density(z)).abs() < 1e-9, "{z}");
        }
    }
}
