//! Keys that any picture of claims may need.

use super::format::{BAND, EDGE, QUIET, RUNGS, TYPE};
use super::legend::Legend;
use super::mark::{Direction, Form, Held, Pen, diamond, ink, mark};
use super::picture::{Anchor, Area};
use super::scale::Steps;
use crate::policy::Hearing;
use crate::record::interest::Interest;
use crate::record::outcome::Course;

/// The keys to the shapes of those interests that appear in the picture.
pub(super) fn interests(legend: &mut Legend, hearing: Hearing, is_there: impl Fn(Interest) -> bool) {
    let measure = legend.measure;
    let neutral = match hearing {
        Hearing::AgainstInterest => "no stake in the count",
        Hearing::AtFaceValue => "taken at its word",
    };
    for (interest, meaning) in [
        (Interest::Neutral, neutral),
        (Interest::Minimise, "would rather err low: a floor, no ceiling"),
        (Interest::Maximise, "would rather err high: a ceiling, no floor"),
        (Interest::Unclear, "has a stake, unclear which way: floor and ceiling"),
    ] {
        if is_there(interest) {
            legend.key(meaning, move |sheet, at| mark(sheet, at, measure.mark(), interest, ink(interest)));
        }
    }
}

/// The keys to those forms of claims that appear in the picture.
pub(super) fn forms(legend: &mut Legend, direction: Direction, is_there: impl Fn(Form) -> bool) {
    let measure = legend.measure;
    // Upright samples have only the height of a line of type.
    let (half, radius) = match direction {
        Direction::Rightwards => (measure.text, measure.mark()),
        Direction::Upwards => (measure.text / 2, measure.mark() - 1),
    };
    let pen = Pen { direction, radius, arrow: half * 3 / 2 };
    for (form, meaning, from, reach) in [
        (Form::Floor, "“at least”: open above", -half / 2, (0, 0)),
        (Form::Ceiling, "“at most”: open below", half / 2, (half * 2, 0)),
        (Form::Range, "a range, or “about”", 0, (half, half)),
        (Form::Vague, "a word, no number", -half / 2, (0, 0)),
    ] {
        if is_there(form) {
            legend.key(meaning, move |sheet, at| {
                pen.claim(sheet, direction.from(at, from, 0), form, reach, Interest::Neutral, Held::Stands);
            });
        }
    }
}

/// The key to an axis that is not linear.
pub(super) fn scale(legend: &mut Legend, direction: Direction, steps: Steps) {
    let meaning = match steps {
        Steps::Linear => return,
        Steps::Broken { .. } => "the scale is broken: beyond it, steps are factors",
        Steps::Logarithmic => "the scale is logarithmic: steps are factors",
    };
    let half = legend.measure.text / 2;
    legend.key(meaning, move |sheet, at| {
        let zigzag = [(-half, 0), (-3, 0), (0, -4), (3, 4), (6, 0), (half + 2, 0)];
        sheet.line(zigzag.map(|(along, across)| direction.from(at, along, across)), 1, QUIET);
    });
}

pub(super) fn struck(legend: &mut Legend) {
    let pen = Pen::new(Direction::Rightwards, legend.measure);
    legend.key("struck out: taken back, or contradicted later", move |sheet, at| {
        pen.claim(sheet, at, Form::Point, (0, 0), Interest::Neutral, Held::SetAside);
    });
}

/// A letter or a sign, in bold.
pub(super) fn sign(legend: &mut Legend, sign: String, meaning: impl Into<String>) {
    let face = legend.measure.bold();
    legend.key(meaning, move |sheet, at| {
        sheet.text(&sign, at, Anchor::Middle, face, TYPE);
    });
}

pub(super) fn bounds(legend: &mut Legend, course: Course) {
    let half = legend.measure.text;
    let meaning = match course {
        Course::Flow => "what the voice’s words amount to (a toll only grows)",
        Course::Stock => "what the voice’s words amount to",
    };
    legend.key(meaning, move |sheet, (x, y)| {
        sheet.line([(x - half, y), (x + half, y)], 3, TYPE);
        sheet.line([(x - half, y - half / 2), (x - half, y + half / 2)], 2, TYPE);
    });
}

const fn estimate_in_words(has_best: bool) -> &'static str {
    if has_best { "the estimate, and its best" } else { "the estimate" }
}

/// The estimate as a band across the rows.
pub(super) fn estimate(legend: &mut Legend, has_best: bool) {
    let half = legend.measure.text;
    legend.key(estimate_in_words(has_best), move |sheet, at| {
        let area = Area::around(at, half / 2 + 1);
        sheet.fill(area, BAND);
        for x in [area.left, area.right] {
            sheet.line([(x, area.top), (x, area.bottom)], 1, EDGE);
        }
        if has_best {
            sheet.line([(at.0, area.top), (at.0, area.bottom)], 2, EDGE);
            diamond(sheet, at, half / 3);
        }
    });
}

pub(super) fn rungs(legend: &mut Legend) {
    let half = legend.measure.text;
    legend.key("what is left of it if voices are wrong", move |sheet, at| {
        let area = Area::around(at, half / 2 + 1);
        sheet.fill(area, RUNGS[0]);
        sheet.dashes((area.left, area.top), (area.left, area.bottom), (2, 3), EDGE);
    });
}

/// The estimate as a band along time.
pub(super) fn estimate_in_time(legend: &mut Legend, has_best: bool) {
    let half = legend.measure.text / 2 + 1;
    legend.key(estimate_in_words(has_best), move |sheet, at| {
        let area = Area::around(at, half);
        sheet.fill(area, BAND);
        for y in [area.top, area.bottom] {
            sheet.line([(area.left, y), (area.right, y)], 1, EDGE);
        }
        if has_best {
            sheet.line([(area.left, at.1), (area.right, at.1)], 3, EDGE);
        }
    });
}

pub(super) fn open_above(legend: &mut Legend) {
    let half = legend.measure.text / 2 + 1;
    let pen = Pen::new(Direction::Upwards, legend.measure);
    legend.key("no upper end: the band goes on upwards", move |sheet, (x, y)| {
        sheet.fill(Area { left: x - half, top: y, right: x + half, bottom: y + half }, BAND);
        sheet.fill(Area { left: x - half, top: y - half, right: x + half, bottom: y }, BAND.at(40));
        pen.arrow(sheet, (x, y + half / 2), half, EDGE);
    });
}
