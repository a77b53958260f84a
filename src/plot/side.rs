//! The part of a column where counts are drawn, larger to the right.

use super::beside::hatched;
use super::format::{Measure, PAPER, QUIET};
use super::mark::{Direction, Form, Held, Pen};
use super::picture::{Area, Ink, Point, Sheet};
use super::rows::Sight;
use super::scale::{Scale, Steps};
use crate::said::interval::Interval;

/// The part of a column where counts are drawn.
pub(super) struct CountColumn {
    pub(super) plot: Area,
    pub(super) scale: Scale,
    pen: Pen,
}

impl CountColumn {
    pub(super) fn new(plot: Area, (steps, top): (Steps, u64), measure: Measure) -> CountColumn {
        let pen = Pen::new(Direction::Rightwards, measure);
        // Room for the mark on 0, and for the arrow from the largest count.
        let from = plot.left + pen.radius + 2;
        let to = plot.right - pen.arrow - pen.radius - 2;
        CountColumn { plot, scale: Scale { steps, top, from, to }, pen }
    }

    /// Draws a band from end to end; without a high it fades out towards the edge.
    pub(super) fn band(&self, sheet: &mut Sheet, range: Interval, ink: Ink) {
        let Area { top, bottom, .. } = self.plot;
        let left = self.scale.at(range.low());
        if let Some(high) = range.high().get() {
            let right = self.scale.at(high).max(left + 2);
            sheet.fill(Area { left: left - 1, top, right: right + 1, bottom }, ink);
            return;
        }
        let right = self.scale.to.max(left);
        sheet.fill(Area { left, top, right, bottom }, ink);
        let width = self.plot.right - right;
        for (at, per_cent) in (0..).zip([80, 60, 40, 20]) {
            let (from, to) = (right + width * at / 4, right + width * (at + 1) / 4);
            sheet.fill(Area { left: from, top, right: to, bottom }, ink.at(per_cent));
        }
    }

    pub(super) fn edges(&self, sheet: &mut Sheet, range: Interval, draw: impl Fn(&mut Sheet, i32)) {
        let ends = [Some(range.low()).filter(|&low| low > 0), range.high().get()];
        ends.into_iter().flatten().for_each(|end| draw(sheet, self.scale.at(end)));
    }

    /// Draws a level line from end to end, with a bar at a bounded end and an arrow at an open one.
    pub(super) fn span(&self, sheet: &mut Sheet, range: Interval, y: i32, (width, ink): (u32, Ink)) {
        let left = self.scale.at(range.low());
        let bar = |sheet: &mut Sheet, x: i32| {
            let half = self.pen.radius + 1;
            sheet.line([(x, y - half), (x, y + half)], 2, ink);
        };
        if range == Interval::ANY {
            return;
        }
        if range.low() > 0 || range.only().is_some() {
            bar(sheet, left);
        }
        if let Some(high) = range.high().get() {
            let right = self.scale.at(high);
            sheet.line([(left, y), (right, y)], width, ink);
            bar(sheet, right);
        } else {
            let right = self.plot.right - self.pen.radius - 1;
            sheet.line([(left, y), (right, y)], width, ink);
            let head = Pen { radius: self.pen.radius + i32::try_from(width).unwrap_or(0) / 2 - 1, ..self.pen };
            head.head(sheet, (self.plot.right - 1, y), 1, ink);
        }
    }

    /// Draws an interval beside the range.
    pub(super) fn beside(&self, sheet: &mut Sheet, [low, median, high]: [u64; 3], y: i32) {
        let (left, right, half) = (self.scale.at(low), self.scale.at(high), self.pen.radius + 1);
        let area = Area { left, top: y - half, right: right.max(left + 2), bottom: y + half };
        hatched(sheet, area, self.scale.at(median));
    }

    pub(super) fn claim(&self, sheet: &mut Sheet, sight: Sight, y: i32, held: Held) {
        let Sight { meaning, figure, interest } = sight;
        let x = self.scale.at(Form::stands_on(meaning, figure));
        let below = x - self.scale.at(meaning.low());
        let above = meaning.high().get().map_or(0, |high| self.scale.at(high) - x);
        self.pen.claim(sheet, (x, y), Form::of(meaning, figure), (below, above), interest, held);
    }

    /// Draws the break of a broken axis through all rows.
    pub(super) fn gap(&self, sheet: &mut Sheet) {
        let Some((left, right)) = self.scale.gap() else { return };
        let Area { top, bottom, .. } = self.plot;
        sheet.fill(Area { left, top: top - 2, right, bottom: bottom + 2 }, PAPER);
        for x in [left, right] {
            let steps = (bottom - top) / 6;
            let zigzag: Vec<Point> = (0..=steps).map(|step| (x + step % 2 * 3 - 1, top + step * 6)).collect();
            sheet.line(zigzag, 1, QUIET);
        }
    }
}
