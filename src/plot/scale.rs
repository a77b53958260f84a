//! The axis of counts: linear, broken, or logarithmic.

use super::metrics::Face;
use crate::said::interval::Interval;
use crate::said::thousands::Grouped;

/// The steps of an axis of counts that starts at 0.
///
/// | the counts | the axis |
/// |---|---|
/// | all are within four times the estimate, or within four times most of the others | linear |
/// | a few are far above the estimate and most of the others | linear up to the largest of the others, then broken: the few are in a narrow logarithmic strip |
/// | most counts, or the estimate, would lie in the first fiftieth of such an axis | logarithmic throughout: each step is a factor |
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Steps {
    Linear,
    Broken { cut: u64 },
    Logarithmic,
}

/// An axis: its steps, its largest count, and the pixels of 0 and of that count.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    pub(super) steps: Steps,
    pub(super) top: u64,
    pub(super) from: i32,
    pub(super) to: i32,
}

/// A count breaks the axis if it is this many times as large as the others.
const DWARFS: u64 = 4;
/// The axis stays linear if its largest unbroken count is at most this many times the median, and
/// the estimate.
const LINEAR_REACH: u64 = 50;
/// The share of the axis before a break, and the share where it continues.
const BODY: f64 = 0.74;
const TAIL: f64 = 0.84;
/// Half the width of the break itself, in pixels.
const HALF_GAP: i32 = 3;

impl Steps {
    /// The steps for these counts, and the largest count. `anchor` is the largest count of the
    /// estimate, which must not lie beyond a break.
    pub(super) fn of(counts: impl IntoIterator<Item = u64>, anchor: u64) -> (Steps, u64) {
        let mut counts: Vec<u64> = counts.into_iter().filter(|&count| count > 0).collect();
        counts.sort_unstable();
        counts.dedup();
        let largest = counts.last().copied().unwrap_or(0).max(anchor).max(1);
        let quartile = counts.get(counts.len().saturating_sub(1) * 3 / 4).copied().unwrap_or(largest);
        let near = anchor.max(quartile).saturating_mul(DWARFS);
        let body = &counts[..counts.partition_point(|&count| count <= near)];
        let cut = body.last().copied().unwrap_or(0).max(anchor).max(1);
        let median = body.get(body.len() / 2).copied().unwrap_or(cut);
        let seen = if anchor > 0 { median.min(anchor) } else { median };
        if cut / LINEAR_REACH > seen {
            (Steps::Logarithmic, largest)
        } else if largest / DWARFS >= cut {
            (Steps::Broken { cut }, largest)
        } else {
            (Steps::Linear, largest)
        }
    }
}

/// The numbers that a range names.
pub(super) fn ends(range: Interval) -> impl Iterator<Item = u64> {
    std::iter::once(range.low()).chain(range.high().get())
}

impl Scale {
    /// The pixel of a count.
    pub(super) fn at(&self, count: u64) -> i32 {
        self.from + pixel(self.share(count.min(self.top)) * f64::from(self.to - self.from))
    }

    fn share(&self, count: u64) -> f64 {
        let (count, top) = (real(count), real(self.top));
        match self.steps {
            Steps::Linear => count / top,
            Steps::Logarithmic => count.ln_1p() / top.ln_1p(),
            Steps::Broken { cut } if count <= real(cut) => BODY * count / real(cut),
            Steps::Broken { cut } => TAIL + (1.0 - TAIL) * (count / real(cut)).ln() / (top / real(cut)).ln(),
        }
    }

    /// The pixels where a break starts and ends.
    pub(super) fn gap(&self) -> Option<(i32, i32)> {
        let Steps::Broken { .. } = self.steps else { return None };
        let length = f64::from(self.to - self.from);
        let (middle, way) = (self.from + pixel(f64::midpoint(BODY, TAIL) * length), (self.to - self.from).signum());
        Some((middle - way * HALF_GAP, middle + way * HALF_GAP))
    }

    /// Round counts to mark along the axis, so far apart that their labels do not touch. `room`
    /// gives the length of each label.
    pub(super) fn ticks(&self, room: impl Fn(u64) -> i32) -> Vec<u64> {
        match self.steps {
            Steps::Linear => self.even(self.top, &room),
            Steps::Broken { cut } => {
                // The strip beyond the break needs a number more than the part before it.
                let beyond = decades(self.top).filter(|&decade| decade > cut).last().unwrap_or(self.top);
                let mut ticks = self.even(cut, &room);
                ticks.retain(|&tick| tick == 0 || self.are_apart(tick, beyond, &room));
                ticks.push(beyond);
                ticks
            }
            Steps::Logarithmic => self.factors(&room),
        }
    }

    /// The tick 0 and ticks at powers of ten, the smallest factor apart at which no labels touch.
    fn factors(&self, room: &impl Fn(u64) -> i32) -> Vec<u64> {
        let of = |every: usize| {
            let ticks = decades(self.top).step_by(every).filter(|&tick| self.are_apart(0, tick, room));
            std::iter::once(0).chain(ticks).collect::<Vec<u64>>()
        };
        let is_clear = |ticks: &Vec<u64>| ticks.windows(2).all(|two| self.are_apart(two[0], two[1], room));
        (1..20).map(of).find(is_clear).unwrap_or_else(|| vec![0])
    }

    /// Ticks with the smallest round step at which no labels touch.
    fn even(&self, top: u64, room: &impl Fn(u64) -> i32) -> Vec<u64> {
        let of = |step: u64| std::iter::successors(Some(0), move |&tick: &u64| tick.checked_add(step));
        // Checked first, so that the steps tried have few ticks.
        let is_wide = |&step: &u64| step >= top || (self.at(step) - self.from).abs() >= room(0).max(1);
        let ticks = steps().filter(is_wide).map(|step| of(step).take_while(|&tick| tick <= top).collect::<Vec<u64>>());
        let is_clear = |ticks: &Vec<u64>| ticks.windows(2).all(|two| self.are_apart(two[0], two[1], room));
        ticks.into_iter().find(is_clear).unwrap_or_else(|| vec![0])
    }

    fn are_apart(&self, one: u64, other: u64, room: &impl Fn(u64) -> i32) -> bool {
        (self.at(one) - self.at(other)).abs() >= (room(one) + room(other) + 1) / 2
    }
}

/// 1, 2, 5, 10, 20, 50, …
fn steps() -> impl Iterator<Item = u64> {
    powers().flat_map(|power| [power, power.saturating_mul(2), power.saturating_mul(5)])
}

fn decades(top: u64) -> impl Iterator<Item = u64> {
    powers().take_while(move |&power| power <= top)
}

fn powers() -> impl Iterator<Item = u64> {
    std::iter::successors(Some(1_u64), |power| power.checked_mul(10))
}

/// A count as a tick's label: 5,000; 2m; 1.5bn.
pub(super) fn tick_label(count: u64) -> String {
    const UNITS: [(u64, &str); 4] =
        [(1_000_000_000_000_000, "qd"), (1_000_000_000_000, "tn"), (1_000_000_000, "bn"), (1_000_000, "m")];
    for (unit, name) in UNITS {
        if count >= unit {
            let tenths = count / (unit / 10);
            let decimal = if tenths.is_multiple_of(10) { String::new() } else { format!(".{}", tenths % 10) };
            return format!("{}{decimal}{name}", Grouped(tenths / 10));
        }
    }
    Grouped(count).to_string()
}

/// The width of a tick's label and the space around it.
pub(super) fn tick_room(face: Face) -> impl Fn(u64) -> i32 {
    move |count| face.width(&tick_label(count)) + face.size
}

#[allow(clippy::cast_precision_loss, reason = "the eye sees no difference in the 53rd bit")]
fn real(count: u64) -> f64 {
    count as f64
}

#[allow(clippy::cast_possible_truncation, reason = "a place between two edges, both of them whole pixels")]
fn pixel(place: f64) -> i32 {
    place.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_boast_breaks_the_axis_and_an_estimate_never_does() {
        assert_eq!(Steps::of([16, 39, 210, 346, 374], 374), (Steps::Linear, 374));
        assert_eq!(Steps::of([16, 39, 210, 346, 10_000], 374), (Steps::Broken { cut: 374 }, 10_000));
        assert_eq!(Steps::of([16, 39, 40, 41, 50], 100_000), (Steps::Logarithmic, 100_000));
        assert_eq!(Steps::of([39, 1_000_000, 2_000_000], 39), (Steps::Logarithmic, 2_000_000));
        assert_eq!(Steps::of([39, 40, 1_000_000, 1_000_000, 1_000_000], 40), (Steps::Broken { cut: 40 }, 1_000_000));
        assert_eq!(Steps::of([0, 0], 0), (Steps::Linear, 1));
        assert_eq!(Steps::of([], 0), (Steps::Linear, 1));
    }

    #[test]
    fn every_axis_rises_from_edge_to_edge() {
        for (steps, top) in [
            (Steps::Linear, 374),
            (Steps::Broken { cut: 374 }, 1_000_000_000_000),
            (Steps::Logarithmic, u64::MAX),
            (Steps::Linear, u64::MAX),
        ] {
            let scale = Scale { steps, top, from: 100, to: 300 };
            assert_eq!((scale.at(0), scale.at(top)), (100, 300));
            let counts: Vec<u64> = (0..=374).chain(decades(top).filter(|&d| d > 374)).collect();
            assert!(counts.windows(2).all(|two| scale.at(two[0]) <= scale.at(two[1])), "{steps:?}");
            let falling = Scale { from: 300, to: 100, ..scale };
            assert_eq!((falling.at(0), falling.at(top)), (300, 100));
        }
    }

    #[test]
    fn ticks_are_round_and_apart() {
        let room = tick_room(Face::plain(10));
        let ticks = |steps, top, to| Scale { steps, top, from: 0, to }.ticks(&room);
        assert_eq!(ticks(Steps::Linear, 374, 200), [0, 100, 200, 300]);
        assert_eq!(ticks(Steps::Linear, 1, 200), [0, 1]);
        assert_eq!(ticks(Steps::Linear, 4, 200), [0, 1, 2, 3, 4]);
        assert_eq!(ticks(Steps::Broken { cut: 374 }, 10_000, 200), [0, 100, 200, 300, 10_000]);
        assert_eq!(ticks(Steps::Linear, 1_050_000, 120), [0, 500_000, 1_000_000]);
        assert_eq!(ticks(Steps::Logarithmic, 100_000, 300), [0, 1, 10, 100, 1_000, 10_000, 100_000]);
        assert_eq!(ticks(Steps::Logarithmic, 100_000, 150), [0, 100, 10_000]);
    }

    #[test]
    fn large_counts_are_said_short() {
        let cases = [(5_000, "5,000"), (2_000_000, "2m"), (1_500_000_000, "1.5bn"), (1_000_000_000_000, "1tn")];
        for (count, label) in cases {
            assert_eq!(tick_label(count), label);
        }
    }
}
