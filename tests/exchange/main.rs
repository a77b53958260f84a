//! Tables in and out.
#![cfg(feature = "exchange")]

mod audit;
mod claims;
mod found;
mod hostile;
mod import;
mod laws;
mod public;
mod read;
#[path = "../common/records.rs"]
mod records;
#[path = "../common/run.rs"]
mod run;
mod schema;
#[path = "../common/seed.rs"]
mod seed;
mod shapes;
#[cfg(feature = "spreadsheet")]
mod sheet;
mod tables;
mod ucdp;
