//! Calibrated intervals: worked cases, a generated world, published intervals and laws.

#![cfg(all(feature = "calibrate", feature = "serde"))]

#[path = "../common/declarations.rs"]
mod declarations;
#[path = "../common/seed.rs"]
mod seed;

mod example;
mod heard;
mod laws;
mod radford;
mod rows;
mod wire;
mod worked;
mod world;
