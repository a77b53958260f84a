//! Reconciles conflicting reports of the casualties of a conflict into ranges that can be
//! explained.
//!
//! A claim says who reported how many people, of which group, killed or otherwise harmed, as of
//! when, and with what stake in the answer. The crate computes the range of counts that contradicts
//! the fewest independent voices. The same claims give the same bytes, in whatever order they are
//! given. Every number of an answer can be traced to the claims behind it. Sources that disagree
//! are a result, never an error.
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
//! 1. [`Count`] is a count as it was said: "at least 20". A [`Lexicon`] reads it as an [`Interval`]
//!    and, if the count names one, a figure.
//! 2. [`Claim`] is one [`Source`]'s count of one [`Quantity`] as of a [`Moment`]. A quantity is an
//!    [`Event`], a [`Group`] and an [`Outcome`]. Sources and groups may belong to a [`Party`], and
//!    the parties imply the claim's [`Interest`].
//! 3. [`Draft`] collects records. It is checked as a whole, and becomes a [`Dossier`] or is refused
//!    with all its [`Faults`].
//! 4. [`Question`] is put to a dossier under a [`Policy`], by default [`LeastDissent`], which
//!    considers the [`Voice`]s on each quantity.
//! 5. [`Reconciliation`] holds an [`Estimate`] of every quantity in play, which is one that a known
//!    claim speaks of, or of a part of it: its range, its best, its [`Grade`], its [`Dissenter`]s,
//!    and the ranges that hold if some voices are wrong.
//!    [`Estimates`] are the same, borrow nothing, and can be written and read back.
//! 6. [`Derivation`] says how an estimate was obtained. It can be walked, replayed or put into
//!    [words](Derivation::words).
//!
//! Pages to read: a [cookbook](docs::cookbook), the [design](docs::design), and a
//! [comparison](docs::comparison) with what other projects do.
//!
//! # What it does not do
//!
//! - No capture–recapture: that needs matched lists of people, and these are counts.
//! - No midpoint or average, unless the name of a policy says so.
//! - No ceiling that nobody stated: "at least 20" has none.
//! - No sum over outcomes, or over groups that may overlap, without a declared tree.
//! - Unknown is never zero.
//! - No confidence interval: a range is a range of what was reported. The feature `calibrate` adds an
//!   interval of the toll itself beside it, from a bias table and an assumption that it names.
//!
//! # Features
//!
//! - `serde` (on by default): reads and writes dossiers and their records, estimates and derivations,
//!   in any self-describing format.
//! - `proptest`: generators of counts, dossiers and true worlds, for tests of code that uses this
//!   crate.
//! - `exchange`: reads tables by mappings and writes them, one row at a time; JSON Lines; the JSON
//!   Schemas of a dossier and of a mapping. `spreadsheet`: reads workbooks as well.
//! - `calibrate`: intervals of the toll itself, from biases learned over many events.
//! - `plot`: pictures of a quantity, at one moment or through time, as SVG.
//!
//! # Where to find what
//!
//! For those who read the source: each folder of `src/` imports only folders above it in this list
//! (`tests/laws/house.rs` checks it). Read it downwards. Something is *said*, stands in a *record* and
//! belongs to a *dossier*. The claims of one speaker become a *voice*, and a *policy* rules on the
//! voices; *reckon* does this in order, a *derivation* explains it, and a *timeline* repeats it day by
//! day.
//!
//! - `said/`: what was said, and what it can mean. `count/` parses the words, `lexicon` gives a
//!   hedge its interval, `interval` and `relation` compute with intervals.
//! - `record/`: the nouns, one file each: `party`, `source`, `group`, `event`, `outcome`,
//!   `quantity`, `claim`, `moment`. `id` holds their ids; `interest` says which way a speaker would
//!   like a count to err.
//! - `dossier/`: records together, or the list of their faults: `draft`, `check`, `fault`. `wire/`
//!   is serde and the JSON Schema; `index` replaces ids by small numbers, once.
//! - `voice/`: `standing` decides which claims are in force. The other files combine the claims of
//!   one speaker on one quantity into a floor, a ceiling and a figure.
//! - `policy/`: the rules that turn voices into a range, one file each. `dissent` finds the counts
//!   that contradict the fewest voices.
//! - `reckon/`: which quantities are estimated, in what order and as of when (`reconcile`,
//!   `engine`); how parts and wholes affect each other (`parts_and_wholes`, `narrow`); the answer
//!   (`estimate`).
//! - `batch/`: many millions of claims as columns, answered in columns.
//! - `derivation/`: how an answer was obtained, as data. Its replay and its wording are separate;
//!   `compare` sets several policies side by side.
//! - `timeline/`: a quantity from day to day, and what changed between two answers.
//! - `calibrate/`: intervals of the toll itself; how sources err; sums, and tolls through time.
//! - `text/`: counts in running text. `exchange/`: tables in and out. `audit/`: what looks wrong in
//!   a dossier or a published row. `plot/`: pictures. `strategies/`: generators for tests.
//! - `docs/`: pages to read, and the dossier of the examples.

pub mod audit;
pub mod batch;
#[cfg(feature = "calibrate")]
pub mod calibrate;
pub mod derivation;
pub mod docs;
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
pub use dossier::draft::{Draft, Refused};
pub use dossier::fault::{Fault, FaultKind, Faults, List, Place};
#[cfg(feature = "serde")]
pub use dossier::wire::Unchecked;
pub use policy::sweep::Rung;
pub use policy::{
    Acled, Best, End, Envelope, Gtd, Hearing, LeastDissent, MinimumVerifiable, Panel, Policy, Prudent, Ruling,
    RulingFault, Settling, TwoSource, Ucdp, Verdict,
};
pub use reckon::desk::Desk;
pub use reckon::estimate::{Dissenter, Estimate, Grade, SetAside, Why};
pub use reckon::estimates::Estimates;
pub use reckon::parts_and_wholes::{Cover, PartsEffect, WholeEffect};
pub use reckon::question::Question;
pub use reckon::reconcile::{PolicyFault, Reconciliation};
pub use record::claim::Claim;
pub use record::credibility::Credibility;
pub use record::event::Event;
pub use record::group::{Group, Status};
pub use record::id::{ClaimId, EmptyId, EventId, GroupId, PartyId, SourceId};
pub use record::interest::{Interest, InterestCase, Stance, Standpoint, interest};
pub use record::moment::{Moment, MomentError};
pub use record::outcome::{Course, Outcome, Stake};
pub use record::party::Party;
pub use record::quantity::{Quantity, QuantityError, Tree};
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
