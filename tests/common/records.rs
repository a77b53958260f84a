//! Quantities and dossiers for tests that write their records in full.

#![allow(dead_code, reason = "not every wing names both")]

use corroborate::{Dossier, Quantity};
use serde_json::{Value, json};

/// The quantity in a text `event/group/outcome`.
#[track_caller]
pub(crate) fn quantity(text: &str) -> Quantity {
    let parts: Vec<&str> = text.split('/').collect();
    let [event, group, outcome] = parts[..] else { panic!("{text} is not event/group/outcome") };
    Quantity::new(event.parse().expect("an id"), group.parse().expect("an id"), outcome.parse().expect("an outcome"))
}

/// A dossier with the records of a scene and these claims. A claim without these fields gets the
/// event `e`, the group `g` and the outcome `killed`; its id is `c` and its place in the list.
#[track_caller]
pub(crate) fn dossier(mut scene: Value, claims: impl IntoIterator<Item = Value>) -> Dossier {
    let whole = |(at, claim): (usize, Value)| {
        let mut whole = json!({"id": format!("c{at}"), "event": "e", "group": "g", "outcome": "killed"});
        for (field, value) in claim.as_object().expect("a claim is a record") {
            whole[field] = value.clone();
        }
        whole
    };
    scene["claims"] = claims.into_iter().enumerate().map(whole).collect();
    serde_json::from_str(&scene.to_string()).unwrap_or_else(|faults| panic!("{faults}"))
}
