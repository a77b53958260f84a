//! Pictures for readers who do not know this crate: who claimed which count, the estimate that
//! follows, and its course through time.
//!
//! A picture is laid out as data first ([`Picture`]) and then written as SVG. It uses no font, no
//! file and no clock. The same input gives the same bytes.
//!
//! ```
//! use corroborate::plot::{Format, Picture};
//! use corroborate::{LeastDissent, Question};
//!
//! let dossier = corroborate::docs::raid()?;
//! let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
//! let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
//! let picture = Picture::of_quantity(&derivation, Format::Column);
//! assert!(picture.svg().contains("“at least 24”"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Rules for every picture
//!
//! - The title says what is counted, the axis gives the unit, the legend explains each symbol in
//!   the picture (and no other), and the source line says who made it and from which claims.
//! - Colour and shape both show a claim's interest; nothing is shown by colour alone.
//! - No text overlaps another or leaves the sheet, for any number of claims and any length of
//!   names: the sheet grows downwards, and labels end in an ellipsis.
//! - A range without an upper end is drawn to the edge, with an arrow.
//! - An interval of the toll itself, where one is given ([`Beside`], [`Curve`]), is hatched, in a
//!   colour, a row or a panel of its own, with its own key: nobody can take it for the range.
//! - A number is never cut: a text that holds one continues on the next line.
//! - Characters that change the direction of writing are shown as their code: "[U+202E]".
//!
//! There are no maps and no distributions: a range of what was reported is not a distribution.

mod beside;
mod columns;
mod dates;
mod format;
mod frame;
mod keys;
mod legend;
mod mark;
mod metrics;
mod picture;
mod quantity;
mod rows;
mod scale;
mod side;
mod svg;
mod through_time;
mod timeline;

pub use beside::{Beside, Curve, CurvePoint};
pub use format::Format;
pub use picture::{Area, Picture, Text};
pub use timeline::{Dating, Mark, Step, Timeline, View};
