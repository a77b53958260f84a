//! From a picture to the SVG that shows it.

use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text as Words};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBAColor, RGBColor, ShapeStyle, TextStyle};

use super::metrics::Weight;
use super::picture::{Anchor, Ink, Picture, Shape, Text};

/// What the faces are asked for, the metric-compatible ones first.
const FAMILY: &str = "Arial, Helvetica, Liberation Sans, sans-serif";
/// `plotters` divides a font's size by this before it writes it.
const PLOTTERS_EM: f64 = 1.24;

type Board<'s> = DrawingArea<SVGBackend<'s>, Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

impl Picture {
    /// The picture as an SVG document, the same bytes for the same picture. It names no font
    /// file and no address: any viewer shows it as it is.
    pub fn svg(&self) -> String {
        let size = (unsigned(self.width), unsigned(self.height));
        let mut svg = String::new();
        {
            let board = SVGBackend::with_string(&mut svg, size).into_drawing_area();
            // Writing into a string does not fail.
            let _: Drawn = self.shapes.iter().try_for_each(|shape| draw(&board, shape)).and_then(|()| board.present());
        }
        self.named(svg)
    }

    /// The document with its name and description, for those who hear it read out.
    fn named(&self, mut svg: String) -> String {
        if let Some(at) = svg.find('>') {
            let named = format!(
                " role=\"img\">\n<title>{}</title>\n<desc>{}</desc>",
                escaped(&self.title),
                escaped(&self.description)
            );
            svg.replace_range(at..=at, &named);
        }
        svg
    }
}

fn draw(board: &Board<'_>, shape: &Shape) -> Drawn {
    match shape {
        Shape::Filled(area, ink) => {
            let corners = [(area.left, area.top), (area.right, area.bottom)];
            board.draw(&Rectangle::new(corners, colour(*ink).filled()))
        }
        Shape::Line { points, width, ink } => {
            let style = ShapeStyle { color: colour(*ink), filled: false, stroke_width: *width };
            board.draw(&PathElement::new(points.as_slice(), style))
        }
        Shape::Polygon { points, ink } => board.draw(&Polygon::new(points.as_slice(), colour(*ink))),
        Shape::Disc { centre, radius, ink } => board.draw(&Circle::new(*centre, *radius, colour(*ink).filled())),
        Shape::Text(text) => write(board, text),
    }
}

fn write(board: &Board<'_>, text: &Text) -> Drawn {
    let weight = match text.face.weight {
        Weight::Plain => FontStyle::Normal,
        Weight::Bold => FontStyle::Bold,
    };
    let across = match text.anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    let size = f64::from(text.face.size) * PLOTTERS_EM;
    let ink = colour(text.ink);
    let style = TextStyle::from(FontDesc::new(FontFamily::Name(FAMILY), size, weight))
        .color(&ink)
        .pos(Pos::new(across, VPos::Center));
    let (x, y) = text.place;
    board.draw(&Words::new(text.words.as_str(), (x, y + text.drop()), style))
}

fn colour(ink: Ink) -> RGBAColor {
    let (red, green, blue) = ink.rgb;
    RGBColor(red, green, blue).mix(f64::from(ink.per_cent) / 100.0)
}

fn unsigned(pixels: i32) -> u32 {
    u32::try_from(pixels).unwrap_or(1)
}

fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            c => escaped.push(c),
        }
    }
    escaped
}
