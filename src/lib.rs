//! Reconciles what people said of the casualties of a conflict into ranges that can be explained.
//!
//! Who said how many of whom, killed or otherwise, as of when, with what stake in the answer; and
//! what range of counts leaves the fewest independent voices contradicted. The same claims give
//! the same bytes, whatever order they come in; every number of an answer can be traced to the
//! claims behind it; and sources that disagree are a result, never an error.
//!
//! ```
//! # #[cfg(feature = "serde")] {
//! use corroborate::{Dossier, Grade, LeastDissent, Question};
//!
//! let dossier: Dossier = serde_json::from_str(r#"{
//!     "parties": [{"id": "guard", "name": "The guard force"}],
//!     "sources": [{"id": "monitor", "name": "A monitor", "kind": "monitor"},
//!                 {"id": "agency", "name": "An agency", "kind": "media"},
//!                 {"id": "command", "name": "The command", "kind": "belligerent", "party": "guard"}],
//!     "groups":  [{"id": "guards", "name": "Guards", "party": "guard", "status": "combatant"}],
//!     "events":  [{"id": "raid", "name": "Raid on a prison", "start": "2022-01-20"}],
//!     "claims":  [
//!         {"id": "c1", "event": "raid", "group": "guards", "outcome": "killed",
//!          "count": "at least 24", "source": "monitor", "as_of": "2022-01-21"},
//!         {"id": "c2", "event": "raid", "group": "guards", "outcome": "killed",
//!          "count": "nearly 25", "source": "agency", "relayed_by": ["a paper"], "as_of": "2022-01-21"},
//!         {"id": "c3", "event": "raid", "group": "guards", "outcome": "killed",
//!          "count": "18", "source": "command", "as_of": "2022-01-21"}
//!     ]
//! }"#)?;
//!
//! let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
//! let estimate = &answer.estimates()[0];
//! assert_eq!(estimate.range().to_string(), "24 to 25");
//! assert_eq!(estimate.best(), Some(24));
//! assert_eq!(estimate.grade(), Grade::Corroborated);
//! assert_eq!(estimate.conceded(), Some(18), "what the force admits of its own: a floor, no ceiling");
//!
//! let derivation = answer.explain(estimate.quantity()).ok_or("it is in play")?;
//! assert!(derivation.words().to_string().starts_with("24 to 25 killed, best 24."));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The types, in reading order
//!
//! 1. [`Count`] is what was said, "at least 20"; a [`Lexicon`] reads it as an [`Interval`] and,
//!    if it names one, a figure.
//! 2. A [`Claim`] is one [`Source`]'s count of one [`Quantity`], that is of an [`Event`], a
//!    [`Group`] and an [`Outcome`], as of a [`Moment`]. Sources and groups may belong to a
//!    [`Party`], and from that follows the claim's [`Interest`].
//! 3. A [`Draft`] gathers records; checked as a whole it is a [`Dossier`], or is refused with
//!    every one of its [`Faults`].
//! 4. A dossier is asked a [`Question`] under a [`Policy`], by default [`LeastDissent`], which
//!    hears the [`Voice`]s on each quantity.
//! 5. The [`Reconciliation`] holds an [`Estimate`] of every quantity in play: its range, best,
//!    [`Grade`], [`Dissenter`]s, and what holds if some voices are wrong.
//! 6. A [`Derivation`] says how an estimate came about, to be walked, replayed or put in
//!    [words](Derivation::words).
//!
//! # What it does not do
//!
//! - No capture–recapture: that takes matched lists of people, and these are counts.
//! - No midpoint or average, unless a policy says so by name.
//! - No ceiling where nobody gave one: "at least 20" has none.
//! - No sum across outcomes, or across groups that may overlap, without a declared tree.
//! - No zero for unknown.
//! - No confidence interval: a range is of what was reported.
//!
//! # Features
//!
//! - `serde` (on by default): reads and writes dossiers and their records, writes estimates and
//!   derivations, in any self-describing format.
//! - `proptest`: generators of counts, dossiers and true worlds, for tests on top of this crate.
//! - `exchange`: tables in and out by mappings, a row at a time; JSON Lines; the JSON Schemas of a
//!   dossier and of a mapping. `spreadsheet`: workbooks as well.
//! - `plot`: pictures of a quantity and of its course through time, as SVG.
//!
//! # Where to find what
//!
//! - `count/`, `lexicon`, `interval`: what was said, how a hedge gets its interval, and what can
//!   be done with intervals.
//! - `party`, `source`, `group`, `event`, `outcome`, `quantity`, `claim`, `moment`: the nouns, one
//!   each; `id` is what they are called by.
//! - `draft`, `check`, `fault`, `dossier`, `wire/`: from records, in code or through serde, to a
//!   dossier, or to the list of all that is wrong with it.
//! - `index`: ids resolved once into small indices, from which every question is answered.
//!   `reconcile` is the engine: which quantities, in what order, as of when.
//! - `standing`, `interest`, `voice/`: which claims stand, which way their speakers would like
//!   them to err, and how the claims of one speaker are folded into a voice.
//! - `policy/`, `dissent`: what a rule makes of the voices, one file a rule; and where dissent is
//!   minimised.
//! - `rollup`, `judge`, `estimate`: how parts and wholes bear on one another, what follows from
//!   both, and the answer.
//! - `derivation/`: how an answer came about, as data; its replay and its wording are apart.
//! - `compare`, `timeline/`: the same voices under several rules; a quantity followed from day to
//!   day, and what changed between two answers.
//! - `text/`, `audit/`, `plot/`: counts in running text; what looks wrong in a dossier or a
//!   published row; pictures.
//! - `exchange/`: a mapping, bound to the columns of a table, makes records of its rows; what is wrong
//!   with a row; sheets that declare; what is written, and what it cannot hold; the schemas.

pub mod audit;
mod check;
mod circles;
mod claim;
mod compare;
pub mod count;
pub mod derivation;
mod dissent;
mod dossier;
mod draft;
mod estimate;
mod event;
#[cfg(feature = "exchange")]
pub mod exchange;
mod fault;
mod group;
mod grouped;
mod id;
mod index;
mod interest;
pub mod interval;
mod judge;
pub mod lexicon;
mod moment;
mod narrow;
mod outcome;
mod party;
mod per_cent;
#[cfg(feature = "plot")]
pub mod plot;
pub mod policy;
mod quantity;
mod reading;
mod reconcile;
mod relation;
mod rollup;
mod source;
mod standing;
#[cfg(feature = "proptest")]
pub mod strategies;
pub mod text;
pub mod timeline;
mod track;
mod voice;
#[cfg(feature = "serde")]
mod wire;
mod word;

pub use audit::Finding;
pub use claim::{Claim, Credibility};
pub use compare::{Comparison, Row};
pub use count::{Count, CountError};
pub use derivation::Derivation;
pub use dossier::Dossier;
pub use draft::Draft;
pub use estimate::{Dissenter, Estimate, Grade, Rung, SetAside, Why};
pub use event::Event;
pub use fault::{Fault, FaultKind, Faults, List, Place};
pub use group::{Group, Status};
pub use id::{ClaimId, EmptyId, EventId, GroupId, PartyId, SourceId};
pub use interest::{Interest, InterestCase, Stance, Standpoint, interest};
pub use interval::{Ceiling, EmptyInterval, Interval};
pub use lexicon::{Lexicon, Reading};
pub use moment::{Moment, MomentError};
pub use outcome::{Course, Outcome, Stake};
pub use party::Party;
pub use policy::{
    Acled, Bench, Best, End, Envelope, Gtd, Hearing, LeastDissent, MinimumVerifiable, Policy, Prudent, Ruling,
    Settling, TwoSource, Ucdp, Verdict,
};
pub use quantity::{Quantity, Tree};
pub use reconcile::{Question, Reconciliation};
pub use rollup::{Cover, PartsEffect, WholeEffect};
pub use source::{Basis, Reliability, Source, SourceKind};
pub use text::{FoundCount, find_counts};
pub use timeline::Timeline;
pub use voice::{Bound, Fate, Figure, Speaker, Voice};
pub use word::UnknownWord;

#[cfg(all(doctest, feature = "serde"))]
#[doc = include_str!("../README.md")]
struct Readme;
