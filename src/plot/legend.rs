//! The keys of a picture: samples with their meaning, set in lines like words.

use super::format::{Measure, TYPE};
use super::metrics::Face;
use super::picture::{Anchor, Point, Sheet};

/// The most lines that a meaning takes.
const MOST_LINES: usize = 4;

type Sample = Box<dyn Fn(&mut Sheet, Point)>;

/// The keys of one picture.
pub(super) struct Legend {
    pub(super) measure: Measure,
    keys: Vec<(Sample, String)>,
}

impl Legend {
    pub(super) fn new(measure: Measure) -> Legend {
        Legend { measure, keys: Vec::new() }
    }

    /// Adds a key: how to draw its sample around a point, and its meaning.
    pub(super) fn key(&mut self, meaning: impl Into<String>, sample: impl Fn(&mut Sheet, Point) + 'static) {
        self.keys.push((Box::new(sample), meaning.into()));
    }

    fn face(&self) -> Face {
        self.measure.small()
    }

    /// The width of a sample.
    pub(super) fn sample(measure: Measure) -> i32 {
        measure.text * 5 / 2
    }

    fn pitch(&self) -> i32 {
        self.face().size * 3 / 2
    }

    /// The lines and starting point of each key, from the upper left, and the total height.
    fn set(&self, room: i32) -> (Vec<(Point, Vec<String>)>, i32) {
        let face = self.face();
        let indent = Legend::sample(self.measure) + face.size / 2;
        let gap = face.size * 2;
        let (mut x, mut y) = (0, 0);
        let mut places = Vec::new();
        for (_, meaning) in &self.keys {
            let whole = indent + face.width(meaning);
            if x > 0 && x + whole > room {
                (x, y) = (0, y + self.pitch());
            }
            let lines = face.wrapped(meaning, room - indent, MOST_LINES);
            let more = i32::try_from(lines.len()).unwrap_or(1).saturating_sub(1);
            places.push(((x, y), lines));
            if more > 0 {
                (x, y) = (0, y + self.pitch() * (more + 1));
            } else {
                x += whole + gap;
            }
        }
        let height = if x > 0 { y + self.pitch() } else { y };
        (places, height)
    }

    pub(super) fn height(&self, room: i32) -> i32 {
        self.set(room).1
    }

    /// Draws the keys downwards from a point.
    pub(super) fn draw(&self, sheet: &mut Sheet, (left, top): Point, room: i32) {
        let face = self.face();
        let sample = Legend::sample(self.measure);
        let (places, _) = self.set(room);
        for ((draw, _), ((x, y), lines)) in self.keys.iter().zip(places) {
            let mut middle = top + y + self.pitch() / 2;
            draw(sheet, (left + x + sample / 2, middle));
            for line in lines {
                sheet.text(&line, (left + x + sample + face.size / 2, middle), Anchor::Start, face, TYPE);
                middle += self.pitch();
            }
        }
    }
}
