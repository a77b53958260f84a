//! Counts in words: alone, and in running text.

mod counts;
mod gold;
mod laws;
#[path = "../common/seed.rs"]
mod seed;
