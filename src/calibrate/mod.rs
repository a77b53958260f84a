//! calibrate
#![allow(missing_docs, dead_code)]
mod anchor;
mod calibrated;
mod cholesky;
mod copying;
mod course;
mod heard;
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
#[cfg(feature = "serde")]
mod wire;
mod wording;

pub use anchor::{Anchor, AnchorError, AnchorFrom, Shortfall};
pub use calibrated::{Calibrate, Calibrated, Cause, Disagreement, Factors, VoiceReading};
pub use course::{Course, Courses, Series, VoiceOffset};
pub use heard::{Calibration, Hearings, NotHeard, Unheard, testimonies};
pub use learn::{LearnFault, Learner, NotLearned};
pub use posterior::{Level, LevelError, Posterior};
pub use refusal::Refusal;
pub use stake::{People, Stake};
pub use statement::{Statement, Testimony};
pub use table::{BiasTable, Cell, Learned, LearnedFrom, SourceBias, TableError};
pub use total::{NoTotal, Total};
pub use wording::{Lag, Told, Wording};
