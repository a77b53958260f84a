//! Pictures for those who have never heard of this crate: who claimed what, and what the estimate
//! is; and how it went through time.
//!
//! A picture is laid out as data first ([`Picture`]) and then written as SVG. Nothing is asked of
//! the machine: no font, no file, no clock. The same input gives the same bytes.
//!
//! ```
//! use corroborate::plot::{Format, Picture};
//! # #[cfg(feature = "serde")] {
//! # let text = r#"{"sources": [{"id": "osdh", "name": "Observatory", "kind": "monitor"}], "groups": [{"id": "all", "name": "All dead"}],
//! #   "events": [{"id": "e", "name": "Attack"}], "claims": [{"id": "c", "event": "e", "group": "all", "outcome": "killed",
//! #   "count": "at least 20", "source": "osdh", "as_of": "2022-01-21"}]}"#;
//! # let dossier: corroborate::Dossier = serde_json::from_str(text).unwrap();
//! let policy = corroborate::LeastDissent::new();
//! let reconciliation = dossier.reconcile(&corroborate::Question::new(), &policy);
//! for estimate in reconciliation.estimates() {
//!     let derivation = reconciliation.explain(estimate.quantity()).unwrap();
//!     let picture = Picture::of_quantity(&derivation, Format::Column);
//!     assert!(picture.svg().contains("“at least 20”"));
//! }
//! # }
//! ```
//!
//! # What every picture keeps to
//!
//! - It says in a title what is counted, on the axis in what unit, in a legend what each thing in
//!   it means (and nothing that is not in it), in a source line who made it of what.
//! - Whose interest a claim serves is told by colour and by shape: nothing is told by colour alone.
//! - No text runs into another or off the sheet, however many claims there are and however long
//!   their names: the sheet grows downwards, labels end in an ellipsis.
//! - What has no upper end is drawn to the edge, with an arrow.
//!
//! It does not draw maps, and it does not draw distributions: a range of what was reported is not
//! one.

mod columns;
mod dates;
mod format;
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

pub use format::Format;
pub use picture::{Area, Picture, Text};
pub use timeline::{Dating, Mark, Step, Timeline, View};
