//! Calibrated intervals: worked cases, a generated world, published intervals and laws.

#![cfg(all(feature = "calibrate", feature = "serde"))]

mod example;
mod heard;
mod laws;
mod radford;
mod rows;
mod wire;
mod worked;
mod world;
