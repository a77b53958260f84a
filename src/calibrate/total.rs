//! Sums over events or declared parts.

/// The standard normal quantile, by halving.
pub(super) fn quantile(below: f64) -> f64 {
    let (mut from, mut to) = (-9.0, 9.0);
    for _ in 0..60 {
        let middle = f64::midpoint(from, to);
        if 0.5 * libm::erfc(-middle / std::f64::consts::SQRT_2) < below {
            from = middle;
        } else {
            to = middle;
        }
    }
    f64::midpoint(from, to)
}
