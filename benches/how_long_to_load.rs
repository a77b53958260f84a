//! How long until a dossier of a hundred thousand claims is read from JSON and checked?

mod common;
#[path = "common/timing.rs"]
mod timing;

use corroborate::Dossier;

const CLAIMS: u32 = 100_000;

fn main() {
    let text = serde_json::to_string(&common::dossier(CLAIMS as usize)).expect("a dossier can be written");
    let read = || serde_json::from_str::<Dossier>(&text).expect("it was written by this crate");
    timing::time("load 100,000 claims", CLAIMS, read);
}
