//! Keys that any picture of claims may need.

use super::format::{Measure, QUIET};
use super::legend::Legend;
use super::mark::{Direction, Form, Held, Pen, ink, mark};
use super::scale::Steps;
use crate::policy::Hearing;
use crate::record::interest::Interest;

/// The keys to the shapes of those interests that appear in the picture.
pub(super) fn interests(legend: &mut Legend, hearing: Hearing, measure: Measure, is_there: impl Fn(Interest) -> bool) {
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
pub(super) fn forms(legend: &mut Legend, direction: Direction, measure: Measure, is_there: impl Fn(Form) -> bool) {
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
pub(super) fn scale(legend: &mut Legend, direction: Direction, measure: Measure, steps: Steps) {
    let meaning = match steps {
        Steps::Linear => return,
        Steps::Broken { .. } => "the scale is broken: beyond it, steps are factors",
        Steps::Logarithmic => "the scale is logarithmic: steps are factors",
    };
    let half = measure.text / 2;
    legend.key(meaning, move |sheet, at| {
        let zigzag = [(-half, 0), (-3, 0), (0, -4), (3, 4), (6, 0), (half + 2, 0)];
        sheet.line(zigzag.map(|(along, across)| direction.from(at, along, across)), 1, QUIET);
    });
}
