//! calibrate
#![allow(missing_docs, dead_code)]
mod anchor;
mod calibrated;
mod copying;
mod posterior;
mod prior;
mod refusal;
mod stake;
mod statement;
mod student;
mod table;
mod wording;

pub use anchor::{Anchor, AnchorError, AnchorFrom, Shortfall};
pub use calibrated::{Calibrate, Calibrated, Cause, Disagreement, Factors, VoiceReading};
pub use posterior::{Level, LevelError, Posterior};
pub use refusal::Refusal;
pub use stake::{People, Stake};
pub use statement::{Statement, Testimony};
pub use table::{BiasTable, Cell, Learned, LearnedFrom, SourceBias, TableError};
pub use wording::{Lag, Told, Wording};
