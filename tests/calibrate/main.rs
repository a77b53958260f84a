//! Calibrated intervals: worked cases, a generated world, published intervals and laws.

#![cfg(feature = "calibrate")]

mod radford;
mod rows;
mod worked;
mod world;
