//! front door
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
mod outcome;
mod party;
mod per_cent;
pub mod policy;
mod quantity;
mod reading;
mod reconcile;
mod relation;
mod rollup;
mod source;
mod standing;
pub mod timeline;
mod track;
mod voice;
#[cfg(feature = "serde")]
mod wire;
mod word;

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
    Acled, Bench, Best, End, Envelope, Gtd, Hearing, LeastDissent, MinimumVerifiable, Policy, Ruling, Settling,
    TwoSource, Ucdp, Verdict,
};
pub use quantity::{Quantity, Tree};
pub use reconcile::{Question, Reconciliation};
pub use rollup::{Cover, PartsEffect, WholeEffect};
pub use source::{Basis, Reliability, Source, SourceKind};
pub use timeline::Timeline;
pub use voice::{Bound, Fate, Figure, Speaker, Voice};
pub use word::UnknownWord;
