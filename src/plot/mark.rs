//! Draws one claim: the shape shows its interest, the bar or arrow its count.

use super::format::{ERRS_HIGH, ERRS_LOW, Measure, NEUTRAL, PALE, TYPE};
use super::picture::{Ink, Point, Sheet};
use crate::record::interest::Interest;
use crate::said::interval::Interval;

/// The form of a claim's count in a picture.
///
/// | said | form | drawn |
/// |---|---|---|
/// | 20 | point | the mark alone |
/// | at least 20 | floor | the mark, an arrow up the scale |
/// | up to 20 | ceiling | the mark, an arrow down the scale |
/// | 20 to 30, about 20 | range | a bar, the mark on the number named |
/// | dozens, several | vague | a hollow mark, an arrow up the scale |
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Point,
    Floor,
    Ceiling,
    Range,
    Vague,
}

impl Form {
    pub(super) fn of(meaning: Interval, figure: Option<u64>) -> Form {
        match (meaning.low(), meaning.high().get(), figure) {
            (low, Some(high), _) if low == high => Form::Point,
            (_, None, Some(_)) => Form::Floor,
            (_, None, None) => Form::Vague,
            (0, Some(_), None) => Form::Ceiling,
            (_, Some(_), _) => Form::Range,
        }
    }

    /// The count at which its mark stands.
    pub(super) fn stands_on(meaning: Interval, figure: Option<u64>) -> u64 {
        match (Form::of(meaning, figure), meaning.high().get()) {
            (Form::Ceiling, Some(high)) => high,
            _ => figure.unwrap_or(meaning.low()),
        }
    }
}

/// Whether a claim still stands.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Held {
    Stands,
    SetAside,
}

/// The direction in which counts grow on the sheet.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Rightwards,
    Upwards,
}

impl Direction {
    /// The point `along` pixels up the scale from a point, and `across` pixels beside it.
    pub(super) fn from(self, (x, y): Point, along: i32, across: i32) -> Point {
        match self {
            Direction::Rightwards => (x + along, y + across),
            Direction::Upwards => (x + across, y - along),
        }
    }
}

/// The sizes with which a mark is drawn.
#[derive(Copy, Clone, Debug)]
pub(super) struct Pen {
    pub(super) direction: Direction,
    /// Half the width of a mark.
    pub(super) radius: i32,
    /// The length of the arrow of an open claim.
    pub(super) arrow: i32,
}

impl Pen {
    pub(super) fn new(direction: Direction, measure: Measure) -> Pen {
        Pen { direction, radius: measure.mark(), arrow: measure.arrow() }
    }

    /// Draws a claim with its mark at a point. For a range, `reach` is the length of its bar down
    /// and up the scale.
    pub(super) fn claim(
        self,
        sheet: &mut Sheet,
        at: Point,
        form: Form,
        reach: (i32, i32),
        interest: Interest,
        held: Held,
    ) {
        let ink = match held {
            Held::Stands => ink(interest),
            Held::SetAside => PALE,
        };
        match form {
            Form::Point => {}
            Form::Floor | Form::Vague => self.arrow(sheet, at, self.arrow, ink),
            Form::Ceiling => self.arrow(sheet, at, -self.arrow.min(reach.0.max(self.radius * 2)), ink),
            Form::Range => self.bar(sheet, at, reach, ink),
        }
        if form == Form::Vague {
            self.hollow(sheet, at, interest, ink);
        } else {
            mark(sheet, at, self.radius, interest, ink);
        }
        if held == Held::SetAside {
            let strike = self.radius + 2;
            sheet.line([(at.0 - strike, at.1 + strike), (at.0 + strike, at.1 - strike)], 1, NEUTRAL);
        }
    }

    fn hollow(self, sheet: &mut Sheet, at: Point, interest: Interest, ink: Ink) {
        mark(sheet, at, self.radius, interest, ink);
        mark(sheet, at, (self.radius - 2).max(1), interest, super::format::PAPER);
    }

    /// Draws a line of that length up the scale (down if negative), with an arrowhead.
    pub(super) fn arrow(self, sheet: &mut Sheet, at: Point, along: i32, ink: Ink) {
        let tip = self.direction.from(at, along, 0);
        sheet.line([at, tip], 2, ink);
        self.head(sheet, tip, along.signum(), ink);
    }

    /// Draws an arrowhead with its tip at that point.
    pub(super) fn head(self, sheet: &mut Sheet, tip: Point, way: i32, ink: Ink) {
        let half = self.radius.max(3);
        let back = -way * (half + 1);
        let tip = self.direction.from(tip, way, 0);
        sheet.polygon([tip, self.direction.from(tip, back, -half), self.direction.from(tip, back, half)], ink);
    }

    fn bar(self, sheet: &mut Sheet, at: Point, (below, above): (i32, i32), ink: Ink) {
        let (low, high) = (self.direction.from(at, -below, 0), self.direction.from(at, above, 0));
        sheet.line([low, high], 2, ink);
        for end in [low, high] {
            sheet.line([self.direction.from(end, 0, -self.radius), self.direction.from(end, 0, self.radius)], 2, ink);
        }
    }
}

/// Draws the mark alone: a disc for no stake, a triangle that points the way its speaker would
/// rather err, a diamond if nobody can tell that way.
pub(super) fn mark(sheet: &mut Sheet, at: Point, radius: i32, interest: Interest, ink: Ink) {
    let (x, y) = at;
    // A triangle this wide looks as large as the disc.
    let wide = radius + 1;
    match interest {
        Interest::Neutral => sheet.disc(at, radius, ink),
        Interest::Maximise => sheet.polygon([(x - wide, y + radius), (x + wide, y + radius), (x, y - wide)], ink),
        Interest::Minimise => sheet.polygon([(x - wide, y - radius), (x + wide, y - radius), (x, y + wide)], ink),
        Interest::Unclear => sheet.polygon([(x - wide, y), (x, y - wide), (x + wide, y), (x, y + wide)], ink),
    }
}

/// The colour of an interest.
pub(super) fn ink(interest: Interest) -> Ink {
    match interest {
        Interest::Minimise => ERRS_LOW,
        Interest::Maximise => ERRS_HIGH,
        Interest::Neutral | Interest::Unclear => NEUTRAL,
    }
}

pub(super) fn diamond(sheet: &mut Sheet, (x, y): Point, half: i32) {
    sheet.polygon([(x - half, y), (x, y - half), (x + half, y), (x, y + half)], TYPE);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::said::count::Count;
    use crate::said::lexicon::Lexicon;

    #[test]
    fn every_saying_has_its_form() {
        let cases = [
            ("20", Form::Point, 20),
            ("none", Form::Point, 0),
            ("at least 20", Form::Floor, 20),
            ("more than 20", Form::Floor, 21),
            ("up to 20", Form::Ceiling, 20),
            ("fewer than 20", Form::Ceiling, 19),
            ("20 to 30", Form::Range, 20),
            ("about 20", Form::Range, 20),
            ("nearly 20", Form::Range, 20),
            ("dozens", Form::Vague, 24),
            ("unspecified", Form::Vague, 1),
        ];
        for (said, form, count) in cases {
            let count_said: Count = said.parse().unwrap_or_else(|e| panic!("{said}: {e}"));
            let reading = Lexicon::logical().read_count(&count_said);
            let (meaning, figure) = (reading.interval(), reading.figure());
            assert_eq!((Form::of(meaning, figure), Form::stands_on(meaning, figure)), (form, count), "{said}");
        }
    }
}
