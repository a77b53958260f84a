//! calibrate
#![allow(missing_docs, dead_code)]
mod anchor;
mod calibrated;
mod cholesky;
mod copying;
mod course;
mod learn;
mod posterior;
mod prior;
mod refusal;
mod rows;
mod stake;
mod statement;
mod student;
mod sweep;
mod table;
mod total;
mod wording;

pub use anchor::{Anchor, AnchorError, AnchorFrom, Shortfall};
pub use calibrated::{Calibrate, Calibrated, Cause, Disagreement, Factors, VoiceReading};
pub use course::{Course, Courses, Series, VoiceOffset};
pub use learn::{LearnFault, Learner, NotLearned};
pub use posterior::{Level, LevelError, Posterior};
pub use refusal::Refusal;
pub use stake::{People, Stake};
pub use statement::{Statement, Testimony};
pub use table::{BiasTable, Cell, Learned, LearnedFrom, SourceBias, TableError};
pub use wording::{Lag, Told, Wording};
