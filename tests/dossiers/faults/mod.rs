//! Every fault a dossier can have: the text, letter by letter, and the place.
#![cfg(feature = "serde")]

mod built;
mod reading;
mod together;

use built::built;
use corroborate::Dossier;
use serde_json::{Value, json};

/// Nothing is wrong with this one.
fn sound() -> Value {
    json!({
        "parties": [{"id": "p", "name": "P", "opposes": ["q"]}, {"id": "q", "name": "Q"}],
        "sources": [{"id": "s", "name": "S", "kind": "monitor"}],
        "groups": [{"id": "all", "name": "All"}, {"id": "g", "name": "G", "part_of": "all", "party": "p"}],
        "events": [{"id": "war", "name": "W", "start": "2022-01-20", "end": "2022-01-30"},
                   {"id": "e", "name": "E", "part_of": "war"}],
        "claims": [{"id": "c1", "event": "e", "group": "g", "outcome": "killed", "count": "20", "source": "s",
                    "as_of": "2022-01-21"},
                   {"id": "c2", "event": "e", "group": "g", "outcome": "held", "count": "30", "source": "s",
                    "as_of": "2022-01-22"}],
    })
}

/// The sound dossier with some fields set.
fn with<const N: usize>(changes: [(&str, Value); N]) -> Value {
    let mut dossier = sound();
    for (path, value) in changes {
        let (record, field) = path.rsplit_once('/').unwrap_or(("", path));
        let record = if record.is_empty() { Some(&mut dossier) } else { dossier.pointer_mut(&format!("/{record}")) };
        if let Some(Value::Object(record)) = record {
            record.insert(field.to_owned(), value);
        }
    }
    dossier
}

fn read(text: &str) -> Vec<String> {
    match serde_json::from_str::<Dossier>(text) {
        Ok(_) => Vec::new(),
        Err(error) => error.to_string().lines().map(str::to_owned).collect(),
    }
}

/// The faults of a dossier as it is read.
#[track_caller]
fn refused(dossier: &Value, faults: &[&str]) {
    assert_eq!(read(&dossier.to_string()), faults);
}

/// The faults of a dossier as it is read and, the same, as it is built.
#[track_caller]
fn refused_both_ways(dossier: &Value, faults: &[&str]) {
    refused(dossier, faults);
    let draft = built(dossier).unwrap_or_else(|error| panic!("not to be built: {error}"));
    let found = match draft.check() {
        Ok(_) => Vec::new(),
        Err(refused) => refused.faults().iter().map(ToString::to_string).collect(),
    };
    assert_eq!(found, faults, "as built");
}

#[test]
fn the_sound_one_is_sound() {
    refused_both_ways(&sound(), &[]);
    assert_eq!(read("{}"), [""; 0], "and so is none at all");
}
