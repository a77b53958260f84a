//! Dossiers that are refused: every fault with its text and its place, and dossiers that mean no
//! good.
#![cfg(feature = "serde")]

mod faults;
mod hostile;
