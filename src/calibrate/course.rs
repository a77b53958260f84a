//! Tolls through time: a curve fitted to dated totals, with one offset for each voice.

use super::anchor::Anchor;
use super::curve::{Fit, Fitted, Knot, VoiceOffset};
use super::posterior::{Level, whole};
use super::series::Series;
use super::stake::Stake;
use super::table::BiasTable;
use super::total::quantile;
use crate::said::interval::Interval;

/// The courses of several quantities, fitted together: biases, noise and the roughness of the curves
/// are common to all series.
///
/// ```
/// use corroborate::SourceKind;
/// use corroborate::calibrate::{Anchor, BiasTable, Courses, Series, Stake, Statement, Told};
///
/// let mut totals = Vec::new();
/// for day in 1..=10 {
///     let told = Told::exactly(u64::from(day) * 10);
///     totals.push((day, Statement::new("osdh".parse()?, SourceKind::Monitor, told)));
/// }
/// let series = Series::new("the battle", corroborate::Outcome::Killed, totals)?;
/// let courses = Courses::of([series], &BiasTable::default(), &Anchor::AS_SAID);
/// assert!(courses.named("the battle").is_some() && courses.bias("osdh", Stake::Neutral).is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Courses {
    all: Vec<Course>,
    /// The bias of each voice with each stake over all series, sorted by name.
    biases: Vec<(String, Stake, f64)>,
    sweeps: usize,
}

/// The toll of one quantity through time.
///
/// The logarithm of the toll is linear between knots, which are equally spaced in ln(1 + days). A
/// voice has one offset for the whole series, so repetition does not reduce its error. All totals of a
/// voice between two knots together have the weight of one.
///
/// ```
/// use corroborate::SourceKind;
/// use corroborate::calibrate::{Anchor, BiasTable, Courses, Level, Series, Statement, Told};
///
/// let mut totals = Vec::new();
/// for day in 1..=10 {
///     let told = Told::exactly(u64::from(day) * 10);
///     totals.push((day, Statement::new("osdh".parse()?, SourceKind::Monitor, told)));
/// }
/// let series = Series::new("the battle", corroborate::Outcome::Killed, totals)?;
/// let courses = Courses::of([series], &BiasTable::default(), &Anchor::AS_SAID);
/// let course = courses.named("the battle").ok_or("it is there")?;
/// assert!(course.median(3.0) <= course.median(8.0), "a toll never falls");
/// assert!(course.interval(8.0, Level::NINETY).contains(course.median(8.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    name: String,
    anchor: Anchor,
    origin: String,
    knots: Vec<Knot>,
    offsets: Vec<VoiceOffset>,
}

impl Courses {
    /// Fits all series together. The table gives the priors of the sources.
    pub fn of(series: impl IntoIterator<Item = Series>, table: &BiasTable, anchor: &Anchor) -> Courses {
        let mut series: Vec<Series> = series.into_iter().collect();
        series.sort_by(|one, other| one.order().cmp(&other.order()));
        let fit = Fit::of(&series, table);
        let (sweeps, biases) = (fit.sweeps(), fit.biases());
        let course = |(series, Fitted { knots, offsets }): (&Series, Fitted)| Course {
            name: series.name().to_owned(),
            anchor: *anchor,
            origin: table.origin(),
            knots,
            offsets,
        };
        Courses { sweeps, biases, all: series.iter().zip(fit.fitted()).map(course).collect() }
    }

    /// The courses, sorted by name.
    pub fn all(&self) -> &[Course] {
        &self.all
    }

    /// The first course.
    pub(super) fn into_first(self) -> Option<Course> {
        self.all.into_iter().next()
    }

    /// The course of the named quantity.
    pub fn named(&self, name: &str) -> Option<&Course> {
        self.all.iter().find(|course| course.name == name)
    }

    /// The bias of a voice with a stake over all series. It is the expected offset in another series.
    pub fn bias(&self, voice: &str, stake: Stake) -> Option<f64> {
        let found = self.biases.iter().find(|(name, of, _)| name == voice && *of == stake);
        found.map(|&(_, _, bias)| bias)
    }

    /// The number of sweeps.
    pub fn sweeps(&self) -> usize {
        self.sweeps
    }
}

impl Course {
    /// The name of the quantity.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The anchor in use.
    pub fn anchor(&self) -> Anchor {
        self.anchor
    }

    /// The origin of the table.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The first and the last day of the course. The first is the day of the first total.
    pub fn days(&self) -> (f64, f64) {
        let day = |knot: Option<&Knot>| knot.map_or(0.0, |knot| libm::exp(knot.at) - 1.0);
        (day(self.knots.first()), day(self.knots.last()))
    }

    /// The days of its knots.
    pub fn knots(&self) -> impl Iterator<Item = f64> {
        self.knots.iter().map(|knot| libm::exp(knot.at) - 1.0)
    }

    /// The offset of each voice, sorted by name and stake.
    pub fn offsets(&self) -> &[VoiceOffset] {
        &self.offsets
    }

    /// The fitted mean of ln(N + ½) on this day, before the anchor. It may decrease with the day.
    pub fn log_before_anchor(&self, day: f64) -> f64 {
        self.on(day, |knot| knot.mean)
    }

    /// The central interval of the toll of this day at this level. Its ends never decrease with the
    /// day.
    pub fn interval(&self, day: f64, level: Level) -> Interval {
        let off = quantile(level.upper());
        let (low, high) = (self.reached(day, -off), self.reached(day, off));
        Interval::new(low, high).unwrap_or(Interval::exactly(low))
    }

    /// The median of the toll of this day. It never decreases with the day.
    pub fn median(&self, day: f64) -> u64 {
        self.reached(day, 0.0)
    }

    /// The toll of this day, `off` standard deviations from the mean: the running maximum over the
    /// knots up to the day and over the day itself.
    fn reached(&self, day: f64, off: f64) -> u64 {
        let at = libm::log(1.0 + day.max(0.0));
        let variance = self.anchor.variance();
        let height = |knot: &Knot| knot.mean + off * (knot.sd * knot.sd + variance).sqrt();
        let mut highest = f64::NEG_INFINITY;
        let mut last: Option<(f64, f64)> = None;
        for knot in &self.knots {
            let here = highest.max(height(knot));
            match last {
                Some((before, from)) if knot.at > at => {
                    let share = ((at - before) / (knot.at - before)).clamp(0.0, 1.0);
                    highest = from + share * (here - from);
                    break;
                }
                None if knot.at > at => {
                    highest = here;
                    break;
                }
                _ => {
                    highest = here;
                    last = Some((knot.at, here));
                }
            }
        }
        whole((libm::exp(highest + self.anchor.level()) - 0.5).round())
    }

    fn on(&self, day: f64, of: impl Fn(&Knot) -> f64) -> f64 {
        let at = libm::log(1.0 + day.max(0.0));
        let next = self.knots.partition_point(|knot| knot.at <= at);
        match (next.checked_sub(1).and_then(|before| self.knots.get(before)), self.knots.get(next)) {
            (Some(before), Some(after)) => {
                let share = (at - before.at) / (after.at - before.at);
                of(before) + share * (of(after) - of(before))
            }
            (Some(only), None) | (None, Some(only)) => of(only),
            (None, None) => 0.0,
        }
    }
}
