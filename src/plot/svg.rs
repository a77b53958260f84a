//! Writes a picture as SVG.

use std::fmt;

use super::metrics::FontWeight;
use super::picture::{Anchor, Ink, Picture, Point, Shape, Text};

/// The font families of the SVG, those of equal widths first.
const FAMILY: &str = "Arial, Helvetica, Liberation Sans, sans-serif";

impl Picture {
    /// The picture as an SVG document; the same picture gives the same bytes. It names no font file
    /// and no address, so any viewer can show it.
    ///
    /// ```
    /// use corroborate::plot::{Format, Picture};
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// let svg = Picture::of_quantity(&guards, Format::Column).svg();
    /// assert!(svg.starts_with("<svg width=\"360\"") && svg.ends_with("</svg>\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn svg(&self) -> String {
        let (width, height) = (self.width, self.height);
        let (title, description) = (escaped(&self.title), escaped(&self.description));
        let shapes: String = self.shapes.iter().map(|shape| shape.to_string() + "\n").collect();
        // Title and description are for screen readers.
        format!(
            "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             xmlns=\"http://www.w3.org/2000/svg\" role=\"img\">\n\
             <title>{title}</title>\n<desc>{description}</desc>\n{shapes}</svg>\n"
        )
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shape::Filled(area, ink) => {
                let (width, height) = (area.right - area.left, area.bottom - area.top);
                let (x, y) = (area.left, area.top);
                write!(f, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill={ink}/>")
            }
            Shape::Line { points, width, ink } => {
                let points = joined(points);
                write!(f, "<polyline points=\"{points}\" fill=\"none\" stroke-width=\"{width}\" stroke={ink}/>")
            }
            Shape::Polygon { points, ink } => write!(f, "<polygon points=\"{}\" fill={ink}/>", joined(points)),
            Shape::Disc { centre: (x, y), radius, ink } => {
                write!(f, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill={ink}/>")
            }
            Shape::Text(text) => text.fmt(f),
        }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (x, y) = (self.place.0, self.place.1 + self.drop());
        let anchor = match self.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let weight = match self.face.weight {
            FontWeight::Plain => "",
            FontWeight::Bold => " font-weight=\"bold\"",
        };
        let (size, ink, words) = (self.face.size, self.ink, escaped(&self.words));
        // The baseline is half the height of an "x" below the middle of the line.
        write!(
            f,
            "<text x=\"{x}\" y=\"{y}\" dy=\"0.5ex\" text-anchor=\"{anchor}\" font-family=\"{FAMILY}\" \
             font-size=\"{size}\"{weight} fill={ink}>{words}</text>"
        )
    }
}

/// The value of `fill` or `stroke` in quotes, and the opacity if it is not full.
impl fmt::Display for Ink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (red, green, blue) = self.rgb;
        write!(f, "\"#{red:02x}{green:02x}{blue:02x}\"")?;
        match self.per_cent {
            100.. => Ok(()),
            thinned => write!(f, " opacity=\"0.{thinned:02}\""),
        }
    }
}

fn joined(points: &[Point]) -> String {
    points.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<String>>().join(" ")
}

/// Text in XML, with special characters written as references.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
