//! A picture as data: shapes and texts with their places. The SVG is written from it, and tests
//! check on it that no texts overlap.

use super::metrics::{Face, clean};

/// A picture laid out as shapes and texts on a sheet measured in pixels.
///
/// It is pure data: the layout needs no font, no file and no screen, and the same input gives the
/// same picture. [`svg`](Picture::svg) writes it.
///
/// Laws: no two texts overlap and none leaves the sheet (`examples::pictures::no_text_runs_into_another`); the
/// SVG is well-formed whatever the names (`examples::pictures::names_are_escaped`).
///
/// ```
/// use corroborate::plot::{Format, Picture};
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let guards = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// let picture = Picture::of_quantity(&guards, Format::Slide);
/// assert_eq!((picture.width(), picture.height()), (1280, 720));
/// assert!(picture.svg().starts_with("<svg "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub(super) width: i32,
    pub(super) height: i32,
    /// The title of the picture, for screen readers.
    pub(super) title: String,
    /// A description of its content, for screen readers.
    pub(super) description: String,
    pub(super) shapes: Vec<Shape>,
}

impl Picture {
    /// Its width in pixels.
    pub fn width(&self) -> i32 {
        self.width
    }

    /// Its height in pixels: that of the format, or more if the rows need it.
    pub fn height(&self) -> i32 {
        self.height
    }

    /// The texts on it, in drawing order.
    ///
    /// ```
    /// use corroborate::plot::{Format, Picture};
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// let picture = Picture::of_quantity(&guards, Format::Slide);
    /// assert!(picture.texts().any(|text| text.words().contains("nearly 25")), "the claim as it was said");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.shapes.iter().filter_map(|shape| match shape {
            Shape::Text(text) => Some(text),
            _ => None,
        })
    }
}

/// One line of text and its place.
///
/// ```
/// use corroborate::plot::{Format, Picture};
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let guards = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// let picture = Picture::of_quantity(&guards, Format::Slide);
/// let title = picture.texts().next().ok_or("a title")?;
/// assert_eq!(title.words(), "Guards: killed");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub(super) words: String,
    /// The anchor's place, at the middle of the line.
    pub(super) place: Point,
    pub(super) anchor: Anchor,
    pub(super) face: Face,
    pub(super) ink: Ink,
}

impl Text {
    /// The words; they end in an ellipsis if there was no room for all.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The distance by which the text is set below the middle of its small letters, so that its
    /// figures are centred.
    pub(super) fn drop(&self) -> i32 {
        self.face.size / 12
    }

    /// The largest room that it takes in any common sans-serif face.
    pub fn area(&self) -> Area {
        let width = self.face.width(&self.words);
        let (x, y) = self.place;
        let left = match self.anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2,
            Anchor::End => x - width,
        };
        let half = (self.face.size + 1) / 2;
        Area { left, top: y - half, right: left + width, bottom: y + half + self.drop() }
    }
}

/// A rectangle in pixels; `right` and `bottom` are its first pixels outside.
///
/// ```
/// use corroborate::plot::Area;
///
/// let one = Area { left: 0, top: 0, right: 10, bottom: 10 };
/// let other = Area { left: 10, ..Area { right: 20, ..one } };
/// assert!(!one.overlaps(other), "they touch, and share no pixel");
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Area {
    /// Its left edge.
    pub left: i32,
    /// Its upper edge.
    pub top: i32,
    /// Its right edge.
    pub right: i32,
    /// Its lower edge.
    pub bottom: i32,
}

impl Area {
    /// Whether the two share a pixel.
    pub fn overlaps(self, other: Area) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether the other lies inside it.
    ///
    /// ```
    /// use corroborate::plot::Area;
    ///
    /// let sheet = Area { left: 0, top: 0, right: 360, bottom: 400 };
    /// assert!(sheet.contains(Area { left: 10, top: 10, right: 90, bottom: 24 }));
    /// ```
    pub fn contains(self, other: Area) -> bool {
        self.left <= other.left && other.right <= self.right && self.top <= other.top && other.bottom <= self.bottom
    }

    pub(super) fn around((x, y): Point, radius: i32) -> Area {
        Area { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
    }
}

/// A distance from the left and one from the top.
pub(super) type Point = (i32, i32);

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A colour and its opacity in per cent.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Ink {
    pub(super) rgb: (u8, u8, u8),
    pub(super) per_cent: u8,
}

impl Ink {
    pub(super) const fn of(red: u8, green: u8, blue: u8) -> Ink {
        Ink { rgb: (red, green, blue), per_cent: 100 }
    }

    pub(super) const fn at(self, per_cent: u8) -> Ink {
        Ink { rgb: self.rgb, per_cent }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Filled(Area, Ink),
    Line { points: Vec<Point>, width: u32, ink: Ink },
    Polygon { points: Vec<Point>, ink: Ink },
    Disc { centre: Point, radius: i32, ink: Ink },
    Text(Text),
}

/// The shapes drawn so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) shapes: Vec<Shape>,
}

impl Sheet {
    pub(super) fn fill(&mut self, area: Area, ink: Ink) {
        if area.left < area.right && area.top < area.bottom {
            self.shapes.push(Shape::Filled(area, ink));
        }
    }

    pub(super) fn line(&mut self, points: impl Into<Vec<Point>>, width: u32, ink: Ink) {
        self.shapes.push(Shape::Line { points: points.into(), width, ink });
    }

    /// Draws a dashed line, upright or level.
    pub(super) fn dashes(&mut self, from: Point, to: Point, (dash, gap): (i32, i32), ink: Ink) {
        let (dx, dy) = ((to.0 - from.0).signum(), (to.1 - from.1).signum());
        let length = (to.0 - from.0).abs().max((to.1 - from.1).abs());
        let mut done = 0;
        while done < length {
            let end = (done + dash).min(length);
            self.line([(from.0 + dx * done, from.1 + dy * done), (from.0 + dx * end, from.1 + dy * end)], 1, ink);
            done = end + gap;
        }
    }

    pub(super) fn polygon(&mut self, points: impl Into<Vec<Point>>, ink: Ink) {
        self.shapes.push(Shape::Polygon { points: points.into(), ink });
    }

    pub(super) fn disc(&mut self, centre: Point, radius: i32, ink: Ink) {
        self.shapes.push(Shape::Disc { centre, radius, ink });
    }

    /// Draws one line of text, if it is not empty, and returns the room it takes.
    pub(super) fn text(&mut self, words: &str, place: Point, anchor: Anchor, face: Face, ink: Ink) -> Area {
        let text = Text { words: clean(words), place, anchor, face, ink };
        let area = text.area();
        if !text.words.is_empty() {
            self.shapes.push(Shape::Text(text));
        }
        area
    }
}
