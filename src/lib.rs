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
//! - No confidence interval: a range is of what was reported. An interval of the toll itself, beside
//!   it, takes the feature `calibrate`, a bias table and an assumption.
//!
//! # Features
//!
//! - `serde` (on by default): reads and writes dossiers and their records, writes estimates and
//!   derivations, in any self-describing format.
//! - `proptest`: generators of counts, dossiers and true worlds, for tests on top of this crate.
//! - `exchange`: the field's tables in and out, a row at a time; allocation; JSON Lines; the JSON
//!   Schema of a dossier.
//! - `calibrate`: intervals of the toll itself, from biases learned over many events.
//! - `plot`: pictures of a quantity and of its course through time, as SVG.
//!
//! # Where to find what
//!
//! A room stands on those above it in this list and on no other; `tests/laws/house.rs` holds the
//! imports to that. Read downwards: what was *said*, as a *record*, in a *dossier*, becomes a
//! *voice*, which a *policy* rules on; *reckon* does it in order, a *derivation* explains it, and
//! a *timeline* repeats it day by day.
//!
//! - `said/`: what was said and what it can mean: `count/` parses the words, `lexicon` gives a
//!   hedge its interval, `interval` and `relation` compute with intervals.
//! - `record/`: the nouns, one each: `party`, `source`, `group`, `event`, `outcome`, `quantity`,
//!   `claim`, `moment`; `id` is what they are called by, `interest` which way a speaker would
//!   like a count to err.
//! - `dossier/`: records together, or the list of all that is wrong with them: `draft`, `check`,
//!   `fault`; `wire/` is serde and the JSON Schema; `index` resolves ids once into small numbers.
//! - `voice/`: `standing` says which claims are in force, the rest folds the claims of one
//!   speaker on one quantity into a floor, a ceiling and a figure.
//! - `policy/`: what a rule makes of the voices, one file a rule; `dissent` finds the counts
//!   that contradict the fewest.
//! - `reckon/`: which quantities are asked about, in what order, as of when (`reconcile`,
//!   `engine`); how parts and wholes bear on one another (`rollup`, `wholes`); the answer
//!   (`estimate`).
//! - `derivation/`: how an answer came about, as data; its replay and its wording are apart;
//!   `compare` sets several policies side by side.
//! - `timeline/`: a quantity followed from day to day, and what changed between two answers.
//! - `calibrate/`: how many, probably; how sources err; sums and tolls through time.
//! - `text/`: counts in running text. `exchange/`: tables in and out. `audit/`: what looks wrong
//!   in a dossier or a published row. `plot/`: pictures. `strategies/`: generators for tests.

pub mod audit;
#[cfg(feature = "calibrate")]
pub mod calibrate;
pub mod derivation;
mod dossier;
#[cfg(feature = "exchange")]
pub mod exchange;
#[cfg(feature = "plot")]
pub mod plot;
pub mod policy;
mod reckon;
mod record;
mod said;
#[cfg(test)]
#[path = "../tests/common/seed.rs"]
mod seed;
#[cfg(feature = "proptest")]
pub mod strategies;
pub mod text;
pub mod timeline;
mod voice;

pub use said::{count, interval, lexicon};

pub use audit::Finding;
pub use derivation::Derivation;
pub use derivation::compare::{Comparison, Row};
pub use dossier::Dossier;
pub use dossier::draft::Draft;
pub use dossier::fault::{Fault, FaultKind, Faults, List, Place};
pub use policy::dissent::Rung;
pub use policy::{
    Acled, Best, End, Envelope, Gtd, Hearing, LeastDissent, MinimumVerifiable, Panel, Policy, Prudent, Ruling,
    Settling, TwoSource, Ucdp, Verdict,
};
pub use reckon::estimate::{Dissenter, Estimate, Grade, SetAside, Why};
pub use reckon::question::Question;
pub use reckon::reconcile::Reconciliation;
pub use reckon::rollup::{Cover, PartsEffect, WholeEffect};
pub use record::claim::{Claim, Credibility};
pub use record::event::Event;
pub use record::group::{Group, Status};
pub use record::id::{ClaimId, EmptyId, EventId, GroupId, PartyId, SourceId};
pub use record::interest::{Interest, InterestCase, Stance, Standpoint, interest};
pub use record::moment::{Moment, MomentError};
pub use record::outcome::{Course, Outcome, Stake};
pub use record::party::Party;
pub use record::quantity::{Quantity, Tree};
pub use record::source::{Basis, Reliability, Source, SourceKind};
pub use record::vocabulary::UnknownWord;
pub use said::count::{Count, CountError};
pub use said::interval::{Ceiling, EmptyInterval, Interval};
pub use said::lexicon::{Lexicon, Reading};
pub use text::{FoundCount, find_counts};
pub use timeline::Timeline;
pub use voice::{Bound, Fate, Figure, Speaker, Voice};

#[cfg(all(doctest, feature = "serde"))]
#[doc = include_str!("../README.md")]
struct Readme;
