//! Calibrated intervals: worked cases, a generated world, published intervals and laws.

#![cfg(feature = "calibrate")]

mod rows;
mod worked;
mod world;
