//! Draws a calibrated interval so that no reader takes it for the range.

use super::format::{BESIDE, PAPER};
use super::legend::Legend;
use super::picture::{Area, Point, Sheet};
use crate::record::moment::Moment;

/// An interval of the toll itself, to be drawn beside the range of what was reported.
///
/// It is drawn as a hatched box in a row of its own, in a colour of its own, with its median as an
/// upright line. The estimate stays what it is.
///
/// ```
/// use corroborate::plot::{Beside, Format, Picture};
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let guards = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// let beside = Beside {
///     title: "90 % interval".to_owned(),
///     note: String::new(),
///     low: 20,
///     median: 28,
///     high: 44,
///     meaning: "90 % interval, default table".to_owned(),
/// };
/// let svg = Picture::of_quantity_beside(&guards, &beside, Format::Column).svg();
/// assert!(svg.contains("90 % interval"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// What it is, in a few words: "90 % interval".
    pub title: String,
    /// A remark behind the title: "under an assumption", "disagrees".
    pub note: String,
    /// Its lower end.
    pub low: u64,
    /// Its median.
    pub median: u64,
    /// Its upper end.
    pub high: u64,
    /// What it stands on, for the legend: the level, the assumption and the table.
    pub meaning: String,
}

/// An interval of the toll itself through time, to be drawn in a panel of its own.
///
/// ```
/// use corroborate::plot::{Curve, CurvePoint, View};
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let guards = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// let points = vec![
///     CurvePoint { at: "2022-01-21".parse()?, low: 20, median: 26, high: 40 },
///     CurvePoint { at: "2022-01-28".parse()?, low: 24, median: 30, high: 44 },
/// ];
/// let curve = Curve { points, meaning: "90 % interval, default table".to_owned() };
/// let view = View::of_curve("The toll itself", curve, &guards, &dossier);
/// assert_eq!((view.steps.len(), view.curve.map(|curve| curve.points.len())), (0, Some(2)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    /// The interval at some moments, in order; straight lines join them.
    pub points: Vec<CurvePoint>,
    /// What it stands on, for the legend: the level, the assumption and the table.
    pub meaning: String,
}

/// The interval at one moment.
///
/// ```
/// use corroborate::plot::CurvePoint;
///
/// let point = CurvePoint { at: "2022-01-21".parse()?, low: 20, median: 26, high: 40 };
/// assert!(point.low <= point.median && point.median <= point.high);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct CurvePoint {
    /// The moment.
    pub at: Moment,
    /// The lower end.
    pub low: u64,
    /// The median.
    pub median: u64,
    /// The upper end.
    pub high: u64,
}

/// The distance between two lines of the hatching.
const HATCH: i32 = 5;

/// Draws an interval as a hatched box, with its median across it and a little beyond.
pub(super) fn hatched(sheet: &mut Sheet, area: Area, median: i32) {
    let Area { left, top, right, bottom } = area;
    sheet.fill(area, PAPER);
    let height = bottom - top;
    let mut foot = left - height + HATCH;
    while foot < right {
        // A line that rises by a pixel a pixel, cut at the sides of the box.
        let from = foot.max(left);
        let to = (foot + height).min(right);
        if from < to {
            sheet.line([(from, bottom - (from - foot)), (to, bottom - (to - foot))], 1, BESIDE.at(70));
        }
        foot += HATCH;
    }
    let outline = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    sheet.line(outline, 1, BESIDE);
    sheet.line([(median, top - 3), (median, bottom + 3)], 3, BESIDE);
}

/// Draws an interval through time: upright lines from its lower to its upper end, both ends, and
/// the median. The points give a pixel from the left and those of the low, the median and the high.
pub(super) fn curve(sheet: &mut Sheet, points: &[(i32, [i32; 3])]) {
    for two in points.windows(2) {
        let [(from, one), (to, other)] = two else { continue };
        let on = |x: i32, at: usize| one[at] + (other[at] - one[at]) * (x - from) / (to - from).max(1);
        for x in (*from..*to).filter(|x| x % HATCH == 0) {
            sheet.line([(x, on(x, 0)), (x, on(x, 2))], 1, BESIDE.at(45));
        }
    }
    for (at, width) in [(0, 1), (2, 1), (1, 3)] {
        let line: Vec<Point> = points.iter().map(|&(x, ends)| (x, ends[at])).collect();
        sheet.line(line, width, BESIDE);
    }
}

/// The key to the box.
pub(super) fn key(legend: &mut Legend, meaning: &str) {
    let half = legend.measure.text;
    legend.key(meaning, move |sheet, (x, y)| {
        let high = half / 2 - 1;
        hatched(sheet, Area { left: x - half, top: y - high, right: x + half, bottom: y + high }, x - half / 4);
    });
}

/// The key to the curve.
pub(super) fn curve_key(legend: &mut Legend, meaning: &str) {
    let half = legend.measure.text;
    legend.key(meaning, move |sheet, (x, y)| {
        let (low, high) = (half / 2, half / 2);
        curve(sheet, &[(x - half, [y + low, y + 2, y]), (x + half, [y + low / 2, y - 1, y - high])]);
    });
}
