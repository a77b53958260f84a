//! How long until a dossier of a hundred thousand claims is read from JSON and checked, beside plain
//! structs that hold the same fields, unchecked?

mod common;
#[path = "common/timing.rs"]
mod timing;

use corroborate::Dossier;
use serde::Deserialize;

const CLAIMS: u32 = 100_000;

/// A dossier of which only the shape is checked: what `serde_json` alone reads.
#[derive(Deserialize)]
#[expect(dead_code, reason = "it is only read")]
struct Plain {
    parties: Vec<Named>,
    sources: Vec<Named>,
    groups: Vec<Named>,
    events: Vec<Named>,
    claims: Vec<Said>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is only read")]
struct Named {
    id: String,
    name: String,
    kind: Option<String>,
    party: Option<String>,
    part_of: Option<String>,
    start: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is only read")]
struct Said {
    id: String,
    event: String,
    group: String,
    outcome: String,
    count: String,
    source: String,
    as_of: String,
    #[serde(default)]
    relayed_by: Vec<String>,
}

fn main() {
    let text = serde_json::to_string(&common::dossier(CLAIMS as usize)).expect("a dossier can be written");
    let read = || serde_json::from_str::<Dossier>(&text).expect("it was written by this crate");
    let ours = timing::time("load 100,000 claims", CLAIMS, read);
    let plain = || serde_json::from_str::<Plain>(&text).expect("it was written by this crate");
    let plain = timing::time("the same into plain structs", CLAIMS, plain);
    if let (Some(ours), Some(plain)) = (ours, plain) {
        println!("{:.2} times as long", ours.div_duration_f64(plain));
    }
}
