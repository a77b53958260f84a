//! What follows from given voices: the worked cases, the published policies, the battle of
//! al-Hasakah; what changed, and the sentences that say why.
#![cfg(feature = "serde")]

mod changes;
mod hasakah;
mod linked;
mod policies;
#[path = "../common/records.rs"]
mod records;
mod traces;
mod why;
mod worked;
