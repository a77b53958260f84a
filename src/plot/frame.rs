//! The parts that every picture has: a title above, the keys and the small print below.

use super::format::{Measure, PAPER, QUIET, TYPE};
use super::legend::Legend;
use super::metrics::{Face, clean};
use super::picture::{Anchor, Area, Ink, Picture, Point, Sheet};

/// Lines of one type, one under the other.
struct Lines {
    words: Vec<String>,
    face: Face,
    pitch: i32,
    ink: Ink,
}

impl Lines {
    fn height(&self) -> i32 {
        self.pitch * i32::try_from(self.words.len()).unwrap_or(0)
    }

    fn draw(&self, sheet: &mut Sheet, (left, top): Point) {
        for (line, at) in self.words.iter().zip(0..) {
            let middle = top + at * self.pitch + self.pitch / 2;
            sheet.text(line, (left, middle), Anchor::Start, self.face, self.ink);
        }
    }
}

pub(super) struct Frame {
    pub(super) measure: Measure,
    pub(super) width: i32,
    name: String,
    title: Lines,
    subtitle: Lines,
    legend: Legend,
    source: Lines,
}

impl Frame {
    pub(super) fn new(width: i32, (title, subtitle): (&str, &str), legend: Legend, source: &str) -> Frame {
        let measure = legend.measure;
        let lines = |words: &str, most: usize, face: Face, pitch: i32, ink: Ink| {
            let words = face.wrapped(words, width - 2 * measure.margin(), most);
            Lines { words, face, pitch, ink }
        };
        let (large, small) = (measure.title(), measure.small_print());
        Frame {
            measure,
            width,
            name: clean(&format!("{title} ({subtitle})")),
            title: lines(&clean(title), 3, large, large.size * 5 / 4, TYPE),
            subtitle: lines(&clean(subtitle), 2, measure.plain(), measure.row, QUIET),
            legend,
            source: lines(source, 8, small, small.size * 7 / 5, QUIET),
        }
    }

    /// The width between the margins.
    pub(super) fn room(&self) -> i32 {
        self.width - 2 * self.measure.margin()
    }

    /// Where what the picture shows can begin.
    pub(super) fn top(&self) -> i32 {
        self.measure.margin() + self.title.height() + self.subtitle.height() + self.measure.row / 2
    }

    /// The distance from the top of the keys to the lower edge.
    pub(super) fn keys(&self) -> i32 {
        self.legend.height(self.room()) + self.measure.row / 2 + self.print()
    }

    fn print(&self) -> i32 {
        self.source.height() + self.measure.margin()
    }

    /// A sheet with the title.
    pub(super) fn sheet(&self, height: i32) -> Sheet {
        let (mut sheet, margin) = (Sheet::default(), self.measure.margin());
        sheet.fill(Area { left: 0, top: 0, right: self.width, bottom: height }, PAPER);
        self.title.draw(&mut sheet, (margin, margin));
        self.subtitle.draw(&mut sheet, (margin, margin + self.title.height()));
        sheet
    }

    /// The picture on that sheet, with its keys and the small print.
    pub(super) fn picture(&self, mut sheet: Sheet, height: i32, description: &str) -> Picture {
        let margin = self.measure.margin();
        self.legend.draw(&mut sheet, (margin, height - self.keys()), self.room());
        self.source.draw(&mut sheet, (margin, height - self.print()));
        let (title, description) = (self.name.clone(), clean(description));
        Picture { width: self.width, height, title, description, shapes: sheet.shapes }
    }
}
