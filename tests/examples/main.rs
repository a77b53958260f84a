//! The examples, run as `cargo test` has just built them, and the pictures.
#![cfg(feature = "serde")]

mod heads;
mod manners;
#[cfg(feature = "plot")]
mod pictures;
#[cfg(feature = "plot")]
#[path = "../common/records.rs"]
mod records;
#[path = "../common/run.rs"]
mod run;
#[cfg(feature = "plot")]
#[path = "../common/seed.rs"]
mod seed;
mod stories;
